"""What the shipped town was made of: a digest of its modules and its files, which a test that runs always looks at."""

from __future__ import annotations

import hashlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parents[2] / "resources" / "sample" / "town.gpkg"
KEPT = HERE / "made_of.sha256"
OF_OTHERS = ("abroad.py", "years.py")
"""Modules of this folder that the town is not made of."""


def made_of() -> str:
    """Return one digest of the modules that make the town, and of the town and the timetable that ship."""
    modules = [path for path in sorted(HERE.glob("*.py")) if path.name not in OF_OTHERS]
    digest = hashlib.sha256()
    for path in (*modules, SHIPPED, SHIPPED.with_name("timetable.zip")):
        digest.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def keep() -> None:
    """Keep the digest: the town was made of the modules as they are."""
    KEPT.write_text(f"{made_of()}\n", encoding="utf-8")
