"""Rows put into a table of a GeoPackage as SQLite stores them: no object of QGIS or of Python for each.

QGIS makes the table, empty, and closes it. The rows are written into a database of their own, page by page (see
`table_pages`). Then all happens in one transaction: the triggers go, which call functions that SQLite alone lacks;
SQLite copies the rows; the spatial index is packed; what the file says of the table (extent, number of rows) is set as
GDAL sets it; the triggers come back. Nothing is forced onto the disk: the file stands beside its place until the run is
complete, and is brought on disk for good then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import Ints, to_list
from ...core.errors import Cancelled
from ...core.notes import Note
from ..io.arrow import NotDirect
from ..io.sqlite_address import sqlite_address
from .own_rows import OwnRows
from .record_cells import Cells, PackedCells, nulls, whole_cells
from .spatial_index import NODE_SIZE, Level, packed
from .sql import sql
from .table_pages import TablePages

TABLE = Note("QGIS has made its table in another way")

_STEPS = 200_000
"""Instructions of SQLite between two looks at Cancel, some milliseconds."""

_BOUNDS = ("min_x", "min_y", "max_x", "max_y")
"""Of a table; GDAL writes them as text, with the digits that SQLite gives."""

_ORDERED, _LOOSE, _INDEX = "ordered", "loose", "leaves"
"""Databases for rows whose keys ascend, for those that come behind one whose key does not, and for the index."""
_AT_ONCE = 100_000


class _Extent:
    """The least and largest x and y of all geometries."""

    def __init__(self) -> None:
        self._least, self._largest = np.full(2, np.inf), np.full(2, -np.inf)

    def add(self, boxes: NDArray[np.float64]) -> None:
        """Take boxes (least and largest x, then y) in."""
        self._least = np.minimum(self._least, boxes[:, 0::2].min(axis=0, initial=np.inf))
        self._largest = np.maximum(self._largest, boxes[:, 1::2].max(axis=0, initial=-np.inf))

    @property
    def bounds(self) -> list[float]:
        """Return them as `_BOUNDS`."""
        return [*to_list(self._least), *to_list(self._largest)]


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
    key, fields, columns
        The name of its key, those of its other fields in their order, and of all columns behind the key.
    srs_id
        The number of its reference system.
    count
        The number of rows so far.

    Raises
    ------
    NotDirect
        Where the table is not as expected.
    sqlite3.Error, OSError
        Also by its methods.
    """

    def __init__(self, path: Path, table: str, fields: Sequence[str], cancelled: Callable[[], bool]) -> None:
        self.count = 0
        self._keys, self._boxes = list[Ints](), list[NDArray[np.float32]]()
        self._extent = _Extent()
        self._made: dict[str, TablePages] = {}
        self._opened = ExitStack()
        try:
            self._folder = Path(self._opened.enter_context(TemporaryDirectory(dir=path.parent)))
            address = sqlite_address(path.absolute(), mode="rw")
            self._database = sqlite3.connect(address, uri=True, isolation_level=None)
            self._opened.enter_context(closing(self._database))
            self._look(table, fields)
            self._make(_ORDERED, self._table)
            self._database.set_progress_handler(cancelled, _STEPS)
        except BaseException:
            self._opened.close()
            raise

    def _look(self, table: str, fields: Sequence[str]) -> None:
        """Find out what the table is like."""
        self._database.execute("PRAGMA foreign_keys = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        ((mode,),) = self._database.execute("PRAGMA journal_mode = MEMORY")
        if mode != "memory":
            raise NotDirect(TABLE)
        tables = [name for (name,) in self._rows("SELECT table_name FROM gpkg_contents") if name == table or not table]
        if len(tables) != 1:
            raise NotDirect(TABLE)
        (self._table,) = tables
        shapes = self._rows("SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?", self._table)
        self._shape = str(shapes[0][0]) if shapes else ""
        self.srs_id = int(shapes[0][1]) if shapes else 0
        columns = self._rows("SELECT name, pk FROM pragma_table_info(?)", self._table)
        keys = [name for name, is_key in columns if is_key]
        if len(keys) != 1:
            raise NotDirect(TABLE)
        self.key, self.fields = keys[0], [name for name in fields if name.lower() != keys[0].lower()]
        self.columns = [name for name in (self._shape, *self.fields) if name]  # behind the key
        if [name for name, _ in columns] != [self.key, *self.columns]:
            raise NotDirect(TABLE)
        if self._rows("SELECT 1 FROM sqlite_master WHERE type = 'index' AND tbl_name = ?", self._table):
            raise NotDirect(TABLE)

    def _make(self, name: str, table: str) -> TablePages:
        """Make a table like one of the file, in a database of its own."""
        ((statement,),) = self._rows("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", table)
        if name == _LOOSE:
            statement = sql("CREATE TABLE {table} ({columns})", table=table, columns=[self.key, *self.columns])
        self._made[name] = self._opened.enter_context(TablePages(self._folder / name, statement))
        return self._made[name]

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self._database.execute(query, values).fetchall()

    def add(self, own: OwnRows | None, computed: Sequence[Cells], count: int) -> None:
        """Add rows.

        Parameters
        ----------
        own
            What they have of an input; None of a table that is all computed.
        computed
            The values of each of `fields` behind those, in that order.
        """
        rows: Ints = np.arange(self.count + 1, self.count + 1 + count)
        numbers = rows
        columns: list[Cells | PackedCells] = list(computed)
        if own is not None:
            numbers = own.keys if own.keys.size else rows
            columns.insert(0, own.cells)
            if self._shape:
                has_shape = ~np.isnan(own.boxes[:, 0])
                self._keys.append(numbers[has_shape])
                self._boxes.append(own.boxes[has_shape])
                self._extent.add(own.bounds[None])
        if _LOOSE not in self._made and self._made[_ORDERED].takes(numbers):
            pages, rows, key = self._made[_ORDERED], numbers, nulls(count)
        else:
            pages, key = self._made.get(_LOOSE) or self._make(_LOOSE, self._table), whole_cells(numbers)
        pages.add(rows, [key, *columns])
        self.count += count

    def __enter__(self) -> TableRows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._opened:
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
        bounds, levels = self._index()
        for name, pages in self._made.items():
            pages.finish()
            self._rows(sql("ATTACH ? AS {name}", name=name), str(self._folder / name))
        self._database.execute("BEGIN EXCLUSIVE")
        triggers = self._rows(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = ?", self._table
        )
        for name, _ in triggers:
            self._database.execute(sql("DROP TRIGGER main.{name}", name=name))
        self._copy(_ORDERED, self._table)
        self._copy(_LOOSE, self._table)
        self._fill_index(levels)
        for name, bound in bounds.items():
            statement = "UPDATE gpkg_contents SET {name} = CAST(printf('%.18g', ?) AS REAL) WHERE table_name = ?"
            self._rows(sql(statement, name=name), bound, self._table)
        self._rows(
            "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = ?",
            self._table,
        )
        self._rows("UPDATE gpkg_ogr_contents SET feature_count = ? WHERE table_name = ?", self.count, self._table)
        for _, statement in triggers:
            self._database.execute(statement)
        self._database.execute("COMMIT")

    def _copy(self, made: str, table: str) -> None:
        """Copy rows from a database of their own: as they are where the tables are alike."""
        if self.count and made in self._made:
            self._rows(sql("INSERT INTO main.{table} SELECT * FROM {made}.{table}", table=table, made=made))

    @property
    def _tree(self) -> str:
        """Return the name of the spatial index."""
        return f"rtree_{self._table}_{self._shape}"

    def _index(self) -> tuple[dict[str, float], Iterator[Level]]:
        """Return the bounds of all geometries, and the levels of their spatial index: none where there is none."""
        keys = np.concatenate([np.empty(0, np.int64), *self._keys])
        if not keys.size:
            return {}, iter(())
        bounds = dict(zip(_BOUNDS, self._extent.bounds, strict=True))
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = ?", self._tree):
            return bounds, iter(())
        ((size,),) = self._rows(sql("SELECT length(data) FROM {node}", node=f"{self._tree}_node"))
        if size != NODE_SIZE:
            raise NotDirect(TABLE)
        levels = packed(keys, np.concatenate(self._boxes))
        self._boxes.clear()  # of a million rows there is no room for two
        leaves = next(levels)
        pages = self._make(_INDEX, f"{self._tree}_rowid")
        for first in range(0, leaves.inner.size, _AT_ONCE):
            rows = leaves.inner[first : first + _AT_ONCE]
            pages.add(rows, [nulls(rows.size), whole_cells(leaves.node[first : first + _AT_ONCE])])
        return bounds, chain([leaves], levels)

    def _fill_index(self, levels: Iterator[Level]) -> None:
        """Fill the spatial index."""
        node = sql("INSERT OR REPLACE INTO {node} VALUES (?, ?)", node=f"{self._tree}_node")
        parent = sql("INSERT INTO {parent} VALUES (?, ?)", parent=f"{self._tree}_parent")
        self._copy(_INDEX, f"{self._tree}_rowid")
        for depth, level in enumerate(levels):
            self._database.executemany(node, zip(to_list(level.number), level.data, strict=True))
            if depth:
                self._database.executemany(parent, zip(to_list(level.inner), to_list(level.node), strict=True))


def _is_interrupt(error: BaseException) -> bool:
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
