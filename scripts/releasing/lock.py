"""Print which versions of what scripts/requirements-dev.txt asks for, and of what that needs, are installed.

.venv/bin/python scripts/releasing/lock.py >scripts/requirements-dev.lock, after the tests. numpy, pandas and scipy are
left out: QGIS goes by those of the system.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ASKED = Path(__file__).resolve().parent.parent / "requirements-dev.txt"
OF_THE_SYSTEM = {"numpy", "pandas", "scipy"}
_HEAD = """\
# The versions of a run of the tests, by scripts/releasing/lock.py. BUURTMAAT_LOCKED=1 scripts/test installs these.
"""


def requirements(text: str) -> list[Requirement]:
    """Return what a requirements file asks for."""
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    return [Requirement(line) for line in lines if line]


def installed(asked: list[Requirement]) -> dict[str, str]:
    """Return the versions of requirements and of all that they need here, by name."""
    found: dict[str, str] = {}
    todo = list(asked)
    while todo:
        one = todo.pop()
        name = canonicalize_name(one.name)
        if name in found or name in OF_THE_SYSTEM or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        try:
            there = distribution(one.name)
        except PackageNotFoundError:
            sys.exit(f"lock: {one} is not installed; run scripts/setup")
        found[name] = re.sub(r"\+.*", "", there.version)  # Debian's own part is none of the registry's
        todo += [Requirement(needed) for needed in there.requires or ()]
    return found


if __name__ == "__main__":
    versions = installed(requirements(ASKED.read_text(encoding="utf-8")))
    print(_HEAD, *(f"{name}=={version}\n" for name, version in sorted(versions.items())), sep="", end="")
