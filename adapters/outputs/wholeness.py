"""Whether a result is whole once it is closed: a full disk may show only then, or not at all."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

from osgeo import gdal

from ...core.notes import Note
from ..io.gdal_errors import raising
from .destinations import Destination, connection_of
from .geopackage import count_rows, has_index, is_database
from .sql import sql
from .staging import reason_of

_END = 1024
_ENDINGS = {".html": b"</html>", ".htm": b"</html>", ".pdf": b"%%EOF"}
_ZIPPED = (".docx", ".xlsx")
_RECORDS = {".shp": (".dbf",), ".dbf": (".dbf",), ".tab": (".dat",)}
"""By the main file's ending: the part with the attributes, which has the form of a .dbf."""


def is_whole(path: Path) -> bool:
    """Return whether a file that holds no layer has its end."""
    if not path.is_file() or path.stat().st_size == 0:
        return False
    if path.suffix.lower() in _ZIPPED:
        try:
            with zipfile.ZipFile(path) as file:
                return file.testzip() is None
        except zipfile.BadZipFile:
            return False
    with path.open("rb") as file:
        file.seek(-min(_END, path.stat().st_size), 2)
        return _ENDINGS.get(path.suffix.lower(), b"") in file.read()


def rows_in(beside: Destination, path: Path | None) -> int:
    """Return how many rows can be read from a layer that was written; 0 where it cannot be opened.

    Parameters
    ----------
    beside
        Where it was written.
    path
        Its main file; None of a table in a database.
    """
    if path is None:
        uri = beside.uri
        count_all = sql("SELECT COUNT(*) FROM {schema}.{table}", schema=uri.schema() or "public", table=uri.table())
        ((count,),) = connection_of(beside).executeSql(count_all)
        return int(count)
    if path.suffix.lower() == ".gpkg" and is_database(path):
        return count_rows(path, beside.uri.table() if beside.provider else "")
    whole = _count_features(path)
    for ending in _RECORDS.get(path.suffix.lower(), ()):
        whole = min(whole, _count_records(path.with_suffix(ending)))
    if path.suffix.lower() == ".shp" and not _is_as_long_as_it_says(path):
        return 0
    return whole


def has_its_index(beside: Destination, path: Path | None) -> bool:
    """Return whether a layer that was written into a GeoPackage has its spatial index; others need none."""
    if path is None or path.suffix.lower() != ".gpkg" or not is_database(path):
        return True
    return has_index(path, beside.uri.table() if beside.provider else "")


def why_not_whole(path: Path, table: str, count: int) -> Note | str:
    """Return what a table of a GeoPackage that was closed lacks of what was written; empty where it is whole."""
    try:
        found = count_rows(path, table)
        if found != count:
            return Note("{n} of its {m} {m:row|rows} can be read again", n=found, m=count)
        return "" if has_index(path, table) else Note("its spatial index is not there")
    except sqlite3.Error as error:
        return reason_of(error)


def _count_features(path: Path) -> int:
    """Read all features of a file, and return how many there are; 0 where it fails."""
    with raising():
        try:
            layer_file = gdal.OpenEx(str(path), gdal.OF_VECTOR)
            layer = layer_file.GetLayer(0)
            if layer is None:
                return 0
            layer.SetAttributeFilter("1 = 1")  # else it is not counted: the head of a file tells how many there are
            return int(layer.GetFeatureCount())
        except RuntimeError:
            return 0


def _count_records(path: Path) -> int:
    """Return how many records of a .dbf are there; OGR reads those that are not as NULL."""
    with path.open("rb") as file:
        head = file.read(12)
    count, first, length = (int.from_bytes(head[a:b], "little") for a, b in ((4, 8), (8, 10), (10, 12)))
    return min(count, (path.stat().st_size - first) // length) if length else 0


def _is_as_long_as_it_says(path: Path) -> bool:
    """Return whether a .shp has the length that stands in its head, in words of two bytes."""
    with path.open("rb") as file:
        return int.from_bytes(file.read(28)[24:], "big") * 2 == path.stat().st_size
