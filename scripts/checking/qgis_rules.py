"""Tells what breaks in QGIS 4 or outside qgis.PyQt, after the rules of flake8-qgis alone; ruff has the rest.

flake8 would run all its other rules as well, and drop what they find: three quarters of its time. A module in which
nothing was found is known by its content, and not looked at again until it changes, or the rules do.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = ROOT / ".qgis_rules_cache" / "good"
"""The content of modules in which nothing was found, a digest each line."""
NOT_OURS = ("dist", "demo-output", "node_modules")
LEFT_OUT = ("QGS201", "QGS202")
"""They ask for the result of every addParameter() to be looked at."""


def broken_rules(text: str) -> Iterator[str]:
    """Yield where a module breaks a rule, but for lines that say `noqa` with the rule's code."""
    from flake8_qgis.flake8_qgis import Plugin  # takes a while, and is needed only where something changed

    lines = text.splitlines()
    for number, column, message, _ in Plugin(ast.parse(text)).run():
        code = message.partition(" ")[0]
        if code not in LEFT_OUT and f"noqa: {code}" not in lines[number - 1]:
            yield f"{number}:{column + 1}: {message}"


def modules() -> list[Path]:
    """Return what is written in Python, tests and scripts too."""
    places = ((path, path.relative_to(ROOT).parts) for path in sorted(ROOT.rglob("*.py")))
    return [path for path, parts in places if not any(one in NOT_OURS or one.startswith(".") for one in parts)]


def digest(content: bytes) -> str:
    """Return how a module is known: by its content and by the rules that looked at it."""
    return hashlib.sha256(_RULES + content).hexdigest()


_RULES = Path(__file__).read_bytes() + version("flake8-qgis").encode()


def main() -> int:
    """Print what was found; 1 where there is anything."""
    before = set(GOOD.read_text(encoding="utf-8").split()) if GOOD.is_file() else set()
    good, found = set(), []
    for path in modules():
        content = path.read_bytes()
        name = digest(content)
        mine = [] if name in before else list(broken_rules(content.decode("utf-8")))
        found += [f"{path.relative_to(ROOT)}:{one}" for one in mine]
        if not mine:
            good.add(name)
    GOOD.parent.mkdir(exist_ok=True)
    GOOD.write_text("\n".join(sorted(good)), encoding="utf-8")
    print(*found, sep="\n", end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
