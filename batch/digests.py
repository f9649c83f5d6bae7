"""What stands for the content of a file, whatever its date: reading a GeoPackage may change its date and header."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from ..core.recipes.recipe import FileValue, Recipe, values_in

_SQLITE = b"SQLite format 3\x00"
_CHANGED_BY_READERS = ((18, 20), (24, 28), (92, 100))
"""Bytes of an SQLite file that say how it was opened, how often it was changed, and by which version."""
_BLOCK = 1 << 22
_OF_SEVERAL_FILES = (".shp", ".dbf", ".mif", ".csv")
"""Endings of layers of which there may be more in files of the same name, such as the types of a CSV file."""
_BESIDE = ("-wal",)
"""Endings of files beside an SQLite file in which there may be rows of it."""


def files_of(recipe: Recipe) -> list[str]:
    """Return the files that a recipe reads, as it names them."""
    values = [value for step in recipe.steps for given in step.parameters.values() for value in values_in(given)]
    named = [value.path for value in values if isinstance(value, FileValue)]
    return sorted({*named, *(layer.file for layer in recipe.layers.values() if layer.file)})


def digest_of_file(path: Path) -> str:
    """Return what stands for the content of a file, and of what belongs to it beside it."""
    return _digest(_kin(path))


def stamp_of_file(path: Path) -> str:
    """Return the size and date of a file, and of what belongs to it beside it; an `OSError` where it is not there."""
    told = [(one.name, one.stat()) for one in _kin(path)]
    return " ".join(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in told)


def _kin(path: Path) -> list[Path]:
    is_one = path.suffix.lower() not in _OF_SEVERAL_FILES
    kin = {path} if is_one else {path, *path.parent.glob(f"{_literal(path.stem)}.*")}
    return sorted(kin | {one for suffix in _BESIDE if (one := path.with_name(path.name + suffix)).is_file()})


def _digest(paths: Iterable[Path]) -> str:
    found = sha256()
    for path in paths:
        with path.open("rb") as file:
            block = bytearray(file.read(_BLOCK))
            if block.startswith(_SQLITE):
                for start, stop in _CHANGED_BY_READERS:
                    block[start:stop] = bytes(stop - start)
            elif not block and path.name.endswith(_BESIDE):
                continue  # empty: nothing is in it
            found.update(path.name.encode())
            while block:
                found.update(block)
                block = bytearray(file.read(_BLOCK))
    return found.hexdigest()


def _literal(stem: str) -> str:
    return "".join(f"[{sign}]" if sign in "[]*?" else sign for sign in stem)
