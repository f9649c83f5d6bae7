"""What stands between a commit and a release: who can be reached where, and what changed, in the metadata of the ZIP.

Run by scripts/package: release.py FOLDER [--draft], with metadata.txt and CHANGELOG.md of the commit in the folder. It
writes metadata.txt anew, with the changes of its version; a draft may have addresses that nobody answers, and no day.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

PLACEHOLDER = re.compile(r"\bexample\.(?:org|com|net)\b|\.(?:example|invalid|test)\b", re.IGNORECASE)
"""Names that are kept for examples (RFC 2606): nobody is there."""

_HEADING = re.compile(r"^## (?P<version>\S+)(?: \((?P<day>[^)]*)\))?$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?!\s)([^*\n]+)(?<!\s)\*(?![\w*])")
_VALUE = re.compile(r"^(?P<key>\w+(?:\[\w+\])?)=(?P<value>.*)$", re.MULTILINE)


def version_of(metadata: str) -> str:
    """Return the version that the metadata name."""
    values = {found["key"]: found["value"] for found in _VALUE.finditer(metadata)}
    return values["version"].strip()


def placeholders(metadata: str) -> Iterator[str]:
    """Yield a sentence for each key of the metadata with an address that nobody answers."""
    for found in _VALUE.finditer(metadata):
        if PLACEHOLDER.search(found["value"]):
            yield f"metadata.txt: {found['key']} is a placeholder ({found['value']}); write the real address"


def changes(changelog: str, version: str) -> tuple[str, str]:
    """Return the day of a version, empty where it has none, and what changed, as one line for each paragraph or point.

    Raises
    ------
    ValueError
        Where the changelog does not have the version.
    """
    headings = list(_HEADING.finditer(changelog))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        if heading["version"] == version:
            text = changelog[heading.end() : following.start() if following else len(changelog)]
            day = heading["day"] or ""
            return day if _DAY.fullmatch(day) else "", "\n".join(_lines(text))
    raise ValueError(f"CHANGELOG.md has no heading ## {version}; write what changed")


def _lines(markdown: str) -> Iterator[str]:
    """Yield each paragraph, heading or point of a list as one line of plain text."""
    for paragraph in re.split(r"\n\s*\n|\n(?=- )", markdown.strip()):
        line = " ".join(paragraph.split())
        line = _EMPHASIS.sub(r"\1", _LINK.sub(r"\1", line)).replace("`", "")
        yield line.lstrip("#").strip() + (":" if line.startswith("#") else "")


def with_changes(metadata: str, text: str) -> str:
    """Return the metadata with what changed, as QGIS reads it: one value of several lines, and no lone % sign."""
    if any(found["key"] == "changelog" for found in _VALUE.finditer(metadata)):
        raise ValueError("metadata.txt has a changelog already; it is taken from CHANGELOG.md")
    indented = text.replace("%", "%%").replace("\n", "\n    ")
    return f"{metadata.rstrip()}\nchangelog={indented}\n"


def prepare(folder: Path, *, draft: bool) -> list[str]:
    """Write the metadata of a ZIP; return what keeps it from being released, and write nothing then."""
    metadata = (folder / "metadata.txt").read_text(encoding="utf-8")
    version = version_of(metadata)
    try:
        day, text = changes((folder / "CHANGELOG.md").read_text(encoding="utf-8"), version)
        made = with_changes(metadata, text)
    except ValueError as error:
        return [str(error)]
    if not draft:
        faults = list(placeholders(metadata))
        if not day:
            faults.append(f"CHANGELOG.md: write the day of {version} behind its heading, as ## {version} (2026-12-31)")
        if faults:
            return faults
    (folder / "metadata.txt").write_text(made, encoding="utf-8", newline="\n")
    return []


if __name__ == "__main__":
    refused = prepare(Path(sys.argv[1]), draft="--draft" in sys.argv[2:])
    print(*refused, sep="\n", end="\n" if refused else "", file=sys.stderr)
    sys.exit(bool(refused))
