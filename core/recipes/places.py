"""Paths that a recipe may name: relative ones that stay below its folder, on every system and for every driver."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from ..errors import InputError
from ..notes import Note
from ..wording import shown

READABLE: Mapping[str, str] = {
    ".gpkg": "GPKG",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".shp": "ESRI Shapefile",
    ".dbf": "ESRI Shapefile",
    ".fgb": "FlatGeobuf",
    ".csv": "CSV",
    ".mif": "MapInfo File",
    ".xlsx": "XLSX",
    ".ods": "ODS",
    ".parquet": "Parquet",
}
"""The formats of layers that a recipe may read, by ending, and GDAL's driver of each: none that points elsewhere.

MapInfo's .tab does: a seamless table has the paths of other tables in its rows.
"""
WRITABLE = frozenset([".gpkg", ".geojson", ".shp", ".dbf", ".fgb", ".csv", ".tab", ".xlsx", ".ods"])
DOCUMENTS = frozenset([".html", ".pdf", ".docx", ".xlsx", ".gpkg"])
"""What is written as a whole file: reports, and the GeoPackage of what was fetched."""

_LONGEST = 1000
# A colon begins what is behind a drive or a scheme, a bar the options of QGIS; the others no system has in a name.
_FOREIGN = re.compile(r'[\x00-\x1f\x7f\\:|*?"<>]')
_VIRTUAL = re.compile(r"vsi[a-z0-9_]+", re.IGNORECASE)
_NO_FILES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_CODED = re.compile(r"%[0-9a-fA-F]{2}")
_TABLE = re.compile(r"[^\x00-\x1f\x7f\"'`|\\]{1,200}")


def why_no_path(text: str) -> Note | None:
    """Return what is wrong with a path of a recipe; None where it is relative and stays below its folder."""
    if not text or len(text) > _LONGEST:
        return Note("the path {path} is empty or too long", path=shown(text))
    parts = text.split("/")
    if text.startswith(("/", "~")) or ".." in parts or _VIRTUAL.fullmatch(parts[0]):
        return Note("the path {path} leaves the folder of the recipe; write one below it", path=shown(text))
    if _FOREIGN.search(text) or "" in parts or "." in parts or any(part != part.strip(" ") for part in parts):
        return Note("the path {path} is no plain relative path; write one such as data/town.gpkg", path=shown(text))
    if any(_NO_FILES.fullmatch(part) for part in parts):
        return Note("the path {path} has a name that Windows keeps for devices; rename it", path=shown(text))
    return None


def is_coded(path: str | Path) -> bool:
    """Return whether a path has a sign written as an address has it, such as %20: QGIS opens no GeoPackage there.

    It asks GDAL for one without locks, by an address to which SQLite puts the sign back.
    """
    return _CODED.search(str(path)) is not None


def is_table(text: str) -> bool:
    """Return whether a table of a file may be called like this."""
    return _TABLE.fullmatch(text) is not None


def ending(path: str) -> str:
    """Return the ending of a path, in small letters, with its point."""
    return Path(path).suffix.lower()


def file_below(folder: Path, path: str) -> Path | None:
    """Return the file that a path of a recipe means in a folder; None where a link leads out of it."""
    root = folder.resolve()
    found = (root / path).resolve()
    if not found.is_relative_to(root):
        return None
    kin = found.parent.glob(f"{_plain(found.stem)}.*") if os.path.isdir(found.parent) else ()
    return found if all(one.resolve().is_relative_to(root) for one in kin) else None


def found_below(folders: tuple[Path, ...], path: str) -> Path | None:
    """Return the file of a path in the first of some folders that has it, None where none has.

    An `InputError` where a link leads out of the folder.
    """
    for folder in folders:
        found = file_below(folder, path)
        if found is None:
            raise InputError(
                "{path} of the recipe is a link out of the folder {folder}: put the file itself there.",
                path=shown(path),
                folder=folder,
            )
        if os.path.isfile(found):
            return found
    return None


def _plain(stem: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", stem)
