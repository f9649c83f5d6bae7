"""Looks for passwords, keys and tokens in the files of a folder: `scripts/checking/find_secrets.py dist/buurtmaat`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from detect_secrets.core.scan import get_plugins, scan_file
from detect_secrets.settings import default_settings
from detect_secrets.transformers import get_transformed_file

_NOT_TEXT = {".gpkg", ".png", ".qm", ".zip"}
_FINGERPRINT = re.compile(r'"sha256": "[0-9a-f]{64}"')
"""Of a layer, in an example of a recipe: it looks like a key, and is none."""


def _texts(path: Path) -> Iterator[list[str]]:
    """Yield the lines of a file, and then its values if it is one of settings: what scan_file looks at."""
    with path.open(encoding="utf-8") as file:
        yield get_transformed_file(file) or file.readlines()
        file.seek(0)
        yield get_transformed_file(file, use_eager_transformers=True) or []


def _suspects(paths: list[Path]) -> Iterator[Path]:
    """Yield the files in which a detector finds anything at all.

    scan_file first asks filters about each line, which takes three quarters of its time. They only take away, so that
    it need not look at files without. Detectors know a file by its suffix: a line that many have is looked at once.
    """
    clean: set[tuple[str, str]] = set()
    for path in paths:
        lines = {line.rstrip() for text in _texts(path) for line in text}
        new = {(path.suffix, line) for line in lines} - clean
        found = {
            one for one in new if any(each.analyze_line(filename=str(path), line=one[1]) for each in get_plugins())
        }
        clean |= new - found
        if found:
            yield path


def secrets_in(folder: Path) -> Iterator[str]:
    """Yield where something looks like a secret, and like which."""
    with default_settings():
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in _NOT_TEXT]
        for path in _suspects(paths):
            lines = path.read_text(encoding="utf-8").splitlines()
            for found in scan_file(str(path)):
                if not _FINGERPRINT.search(lines[found.line_number - 1]):
                    yield f"{path.relative_to(folder)} line {found.line_number}: {found.type}"


def main() -> int:
    """Print what was found; 1 where there is anything."""
    found = list(secrets_in(Path(sys.argv[1])))
    for one in found:
        print(one)
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
