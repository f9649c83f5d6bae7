"""What tells that a table of a GeoPackage was written to: QGIS reads it without a lock (`NOLOCK`)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from .sqlite_address import sqlite_address

_WAIT = 1.0
"""Seconds to wait for who writes to the file."""

_TABLES = (
    "SELECT table_name, last_change, rootpage FROM gpkg_contents "
    "LEFT JOIN sqlite_master ON name = table_name AND type = 'table'"
)


def table_state(path: Path, table: str | None) -> tuple[object, ...] | None:
    """Return what is not the same any more once a table was written to; None where its file is gone.

    It tells of who says so in `last_change`, as GDAL and this plugin do, or makes the table anew. A view has the state
    of all tables, since it may read each.

    Parameters
    ----------
    path, table
        A GeoPackage, and the table or view in it; None where its name is not known.
    """
    try:
        file = path.stat()
    except OSError:
        return None
    same_file = (file.st_dev, file.st_ino)
    # SQLite is asked, with its locks: while pages are being written it waits. The number of changes in the header
    # could be new already where other pages are still old. And who opens the file by itself takes away all locks that
    # this process has on it, when it closes it (POSIX); SQLite knows its own.
    try:
        with closing(sqlite3.connect(sqlite_address(path.absolute(), mode="ro"), uri=True, timeout=_WAIT)) as database:
            tables = database.execute(_TABLES).fetchall()
    except sqlite3.Error:  # being written to for longer, or on a disk where nothing can be locked
        return (*same_file, file.st_size, file.st_mtime_ns)
    own = [one for one in tables if one[0] == table and one[2]]
    return (*same_file, *(own or sorted(tables)))
