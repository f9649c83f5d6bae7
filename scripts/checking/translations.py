"""Keep resources/i18n/buurtmaat_nl.ts in step with the sources, and compile it.

Every ``tr("…")``, ``InputError("…")``, ``ServiceError("…")`` and ``Note("…")`` in the plugin's Python files is one
message: the computations know no Qt, so the adapters translate what they say. All are in the context of
`adapters/io/translation.py`. Qt's own tools for Python take the class around a call as its context, which a function
has not; so the calls are read here.
Messages are sorted by their text and carry no line numbers, so the file changes only where a text does.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = ROOT / "resources" / "i18n" / "buurtmaat_nl.ts"
COMPILED = CATALOGUE.with_suffix(".qm")
CONTEXT = "Buurtmaat"
# What takes a text to be translated as its first argument. Values to put in have names, but for those of `translated`.
CALLS = ("tr", "InputError", "ServiceError", "Note", "translated")
# pyqt5-dev-tools is not needed; lrelease comes with qttools5-dev-tools, whose place differs between systems.
LRELEASE = next((p for p in ("/usr/lib/qt5/bin/lrelease", "/usr/bin/lrelease") if Path(p).exists()), "lrelease")


class NotLiteralError(ValueError):
    """A call whose text cannot be read from the source."""

    def __init__(self, path: Path, line: int, name: str) -> None:
        how = "put values in with .format() afterwards" if name == "tr" else "give values by name"
        super().__init__(f"{path}:{line}: {name}() takes one literal string; {how}")


def sources(root: Path = ROOT) -> Iterator[Path]:
    """Yield the plugin's own Python files."""
    yield from sorted(root.glob("*.py"))
    for folder in ("adapters", "algorithms", "batch", "core", "ui"):
        yield from sorted((root / folder).rglob("*.py"))


def texts_in(path: Path) -> set[str]:
    """Return the texts of a Python file that are to be translated."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in CALLS:
            continue
        match node.args[:1] if name == "translated" else node.args:
            case [ast.Constant(value=str(text))] if name != "tr" or not node.keywords:
                found.add(text)
            case [ast.Attribute(attr="message")]:
                pass  # that of an InputError or a Note, whose literal stands where it was made
            case _:
                raise NotLiteralError(path, node.lineno, name)
    return found


def all_texts(root: Path = ROOT) -> list[str]:
    """Return every text of the plugin that is to be translated, sorted."""
    return sorted(set().union(*(texts_in(path) for path in sources(root))), key=lambda text: (text.casefold(), text))


def read(path: Path = CATALOGUE) -> dict[str, str]:
    """Return the finished translations in a .ts file."""
    if not path.exists():
        return {}
    found = {}
    for message in ET.parse(path).getroot().iter("message"):  # noqa: S314 -- our own file
        translation = message.find("translation")
        if translation is not None and translation.text and "type" not in translation.attrib:
            found[message.findtext("source", "")] = translation.text
    return found


def render(texts: list[str], translations: dict[str, str]) -> str:
    """Write a .ts file's content; a text without a translation is marked unfinished."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        '<TS version="2.1" language="nl" sourcelanguage="en">',
        "<context>",
        f"    <name>{CONTEXT}</name>",
    ]
    for text in texts:
        translation = translations.get(text)
        target = f"<translation>{escape(translation)}</translation>" if translation else _UNFINISHED
        lines += ["    <message>", f"        <source>{escape(text)}</source>", f"        {target}", "    </message>"]
    return "\n".join([*lines, "</context>", "</TS>", ""])


_UNFINISHED = '<translation type="unfinished"></translation>'


def compile_catalogue(catalogue: Path, compiled: Path) -> None:
    """Compile a .ts file to a .qm file."""
    command = [LRELEASE, "-silent", str(catalogue), "-qm", str(compiled)]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(result.stdout + result.stderr)


def problems() -> list[str]:
    """Describe what is out of step, one sentence each."""
    texts, translations = all_texts(), read()
    content = CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else ""
    found = [f"no Dutch for: {text!r}" for text in texts if text not in translations]
    if content != render(texts, translations):
        found.append(f"{CATALOGUE.name} is not in step with the sources: run scripts/translate")
    else:
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / COMPILED.name
            compile_catalogue(CATALOGUE, fresh)
            if not COMPILED.exists() or COMPILED.read_bytes() != fresh.read_bytes():
                found.append(f"{COMPILED.name} was not compiled from {CATALOGUE.name}: run scripts/translate")
    return found


def main() -> int:
    """Update and compile, or only look."""
    parser = argparse.ArgumentParser(description="Update and compile the Dutch translation.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail if something is out of step")
    arguments = parser.parse_args()
    try:
        if not arguments.check:
            texts, translations = all_texts(), read()
            CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
            CATALOGUE.write_text(render(texts, translations), encoding="utf-8")
            compile_catalogue(CATALOGUE, COMPILED)
        found = problems()
    except NotLiteralError as error:
        found = [str(error)]
    print(*found or [f"translations: {len(read())} texts, all in Dutch"], sep="\n")
    # An update leaves new texts for the translator: that is its work, not a failure.
    return int(bool(found) and arguments.check)


if __name__ == "__main__":
    sys.exit(main())
