"""Tells what breaks in QGIS 4 or outside qgis.PyQt, after the rules of flake8-qgis alone; ruff has the rest.

flake8 would run all its other rules as well, and drop what they find: three quarters of its time.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from flake8_qgis.flake8_qgis import Plugin

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = ("dist", "demo-output", "node_modules")
LEFT_OUT = ("QGS201", "QGS202")
"""They ask for the result of every addParameter() to be looked at."""


def broken_rules(path: Path) -> Iterator[str]:
    """Yield where a module breaks a rule, but for lines that say `noqa` with the rule's code."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for number, column, message, _ in Plugin(ast.parse(text)).run():
        code = message.partition(" ")[0]
        if code not in LEFT_OUT and f"noqa: {code}" not in lines[number - 1]:
            yield f"{number}:{column + 1}: {message}"


def modules() -> list[Path]:
    """Return what is written in Python, tests and scripts too."""
    places = ((path, path.relative_to(ROOT).parts) for path in sorted(ROOT.rglob("*.py")))
    return [path for path, parts in places if not any(one in NOT_OURS or one.startswith(".") for one in parts)]


def main() -> int:
    """Print what was found; 1 where there is anything."""
    found = [f"{path.relative_to(ROOT)}:{one}" for path in modules() for one in broken_rules(path)]
    print(*found, sep="\n", end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
