"""Rows put into a table of a GeoPackage with SQLite itself: no object of QGIS for each.

QGIS makes the table, empty, and closes it. Then all happens in one transaction: the triggers go, which call functions
that SQLite alone lacks; the rows come; the spatial index is packed; what the file says of the table (extent, number of
rows) is set as GDAL sets it; the triggers come back. Nothing is forced onto the disk: the file stands beside its place
until the run is complete, and is brought on disk for good then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import to_list
from ...core.errors import Cancelled
from ...core.notes import Note
from ..io.arrow import NotDirect
from .geopackage_shapes import StoredShapes
from .spatial_index import NODE_SIZE, outwards, packed, pairs
from .sql import sql

TABLE = Note("QGIS has made its table in another way")

_STEPS = 200_000
"""Instructions of SQLite between two looks at Cancel, some milliseconds."""


_BOUNDS = ("min_x", "min_y", "max_x", "max_y")
"""Of a table; GDAL writes them as text, with the digits that SQLite gives."""


class TableRows:
    """Puts rows into an empty table of a GeoPackage; used in a `with`, at the end of which they are there, or none is.

    Parameters
    ----------
    path, table
        The file, which nobody else has open, and the table; empty: the only one.
    fields
        The names of its fields.
    cancelled
        Asked in between.

    Attributes
    ----------
    key, fields
        The name of its key, and those of its other fields in their order.
    srs_id
        The number of its reference system.
    count
        The number of rows so far.

    Raises
    ------
    NotDirect
        Where the table is not as expected.
    sqlite3.Error
        Also by its methods.
    """

    def __init__(self, path: Path, table: str, fields: Sequence[str], cancelled: Callable[[], bool]) -> None:
        self._database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            self._begin(table, fields, cancelled)
        except BaseException:
            self._database.close()
            raise
        self.count = 0
        self._keys: list[NDArray[np.int64]] = []
        self._boxes: list[NDArray[np.float64]] = []

    def _begin(self, table: str, fields: Sequence[str], cancelled: Callable[[], bool]) -> None:
        self._database.execute("PRAGMA foreign_keys = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        ((mode,),) = self._database.execute("PRAGMA journal_mode = MEMORY")
        if mode != "memory":
            raise NotDirect(TABLE)
        self._database.execute("BEGIN EXCLUSIVE")
        tables = [name for (name,) in self._rows("SELECT table_name FROM gpkg_contents") if name == table or not table]
        if len(tables) != 1:
            raise NotDirect(TABLE)
        (self._table,) = tables
        shapes = self._rows("SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?", self._table)
        self._shape = str(shapes[0][0]) if shapes else ""
        self.srs_id = int(shapes[0][1]) if shapes else 0
        columns = self._rows("SELECT name, pk FROM pragma_table_info(?)", self._table)
        keys = [name for name, is_key in columns if is_key]
        own = [name for name, is_key in columns if not is_key and name != self._shape]
        if len(keys) != 1 or sorted(own) != sorted(name for name in fields if name.lower() != keys[0].lower()):
            raise NotDirect(TABLE)
        names = [*keys, *([self._shape] if self._shape else []), *own]
        (self.key,), self.fields = keys, own
        self._insert = sql("INSERT INTO {table} ({names}) VALUES ", table=self._table, names=names)
        self._insert += f"({', '.join('?' * len(names))})"
        self._triggers = self._rows(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", self._table
        )
        for name, _ in self._triggers:
            self._database.execute(sql("DROP TRIGGER {name}", name=name))
        self._database.set_progress_handler(cancelled, _STEPS)

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self._database.execute(query, values).fetchall()

    def add(
        self,
        columns: Sequence[Sequence[object]],
        shapes: StoredShapes | None,
        keys: NDArray[np.int64] | None,
        count: int,
    ) -> None:
        """Add rows.

        Parameters
        ----------
        columns
            The values of each of `fields`, in that order.
        shapes
            The geometries; None of a table without.
        keys
            The key of each row; None: one after the other.
        count
            The number of rows.
        """
        numbers = np.arange(self.count + 1, self.count + 1 + count) if keys is None else keys
        blobs = [] if shapes is None else [shapes.blobs]
        self._database.executemany(self._insert, zip(to_list(numbers), *blobs, *columns, strict=True))
        self.count += count
        if shapes is not None:
            has_shape = ~np.isnan(shapes.boxes[:, 0])
            self._keys.append(numbers[has_shape])
            self._boxes.append(shapes.boxes[has_shape])

    def __enter__(self) -> TableRows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with closing(self._database):
            if error is None:
                try:
                    self._finish()
                except sqlite3.OperationalError as stop:
                    error = stop
                    if not _is_interrupt(stop):
                        raise
            if error is not None and _is_interrupt(error):
                raise Cancelled from error

    def _finish(self) -> None:
        if self._keys and sum(keys.size for keys in self._keys):
            boxes = np.concatenate(self._boxes)
            self._boxes.clear()  # of a million rows there is no room for two
            least, largest = boxes.min(axis=0)[0::2], boxes.max(axis=0)[1::2]
            rounded = outwards(boxes)
            del boxes
            self._index(np.concatenate(self._keys), rounded)
            for name, bound in zip(_BOUNDS, [*least, *largest], strict=True):
                statement = "UPDATE gpkg_contents SET {name} = CAST(printf('%.18g', ?) AS REAL) WHERE table_name = ?"
                self._rows(sql(statement, name=name), float(bound), self._table)
        self._rows(
            "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = ?",
            self._table,
        )
        self._rows("UPDATE gpkg_ogr_contents SET feature_count = ? WHERE table_name = ?", self.count, self._table)
        for _, statement in self._triggers:
            self._database.execute(statement)
        self._database.execute("COMMIT")

    def _index(self, keys: NDArray[np.int64], boxes: NDArray[np.float32]) -> None:
        """Fill the spatial index, if there is one."""
        name = f"rtree_{self._table}_{self._shape}"
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = ?", name):
            return
        ((size,),) = self._rows(sql("SELECT length(data) FROM {node}", node=f"{name}_node"))
        if size != NODE_SIZE:
            raise NotDirect(TABLE)
        node = sql("INSERT OR REPLACE INTO {node} VALUES (?, ?)", node=f"{name}_node")
        inside = sql("INSERT INTO {rowid} VALUES (?, ?)", rowid=f"{name}_rowid")
        for level in packed(keys, boxes):
            self._database.executemany(node, zip(to_list(level.number), level.data, strict=True))
            self._database.executemany(inside, pairs(level.inner, level.node))
            inside = sql("INSERT INTO {parent} VALUES (?, ?)", parent=f"{name}_parent")


def _is_interrupt(error: BaseException) -> bool:
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
