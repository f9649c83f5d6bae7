"""The rows of an output as columns: those of an input read directly from its file, and computed ones.

Whatever may come out in another way than through QGIS is refused (`NotDirect`), and is then written feature by feature.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsFeatureSource, QgsFields

from ...core.arrays import to_list
from ...core.blobs import Blobs
from ...core.errors import InputError
from ...core.notes import Note
from ...core.progress import Progress
from ..io.arrow import CONTENT, NotDirect, cells_of
from ..io.arrow_memory import Stretch
from ..io.columns import Column, FieldKind
from ..io.feature_sources import arrays
from ..io.reading import Layer
from .feature_writer import FeatureWriter
from .geopackage_rows import TableRows
from .geopackage_shapes import KINDS, SHAPES, empty_shape, stored_shapes
from .row_matching import RowMatching
from .staging import reason_of

VALUES = Note("a computed value is none that its field holds")

_BLOCK = 1000
"""Rows whose values are Python objects at one time: few enough to stay in the cache of the processor."""
_LARGEST = {"whole": 2**31 - 1, "id": 2**63 - 1}


@dataclass(frozen=True, kw_only=True)
class DirectBlock:
    """Some rows of an output.

    Parameters
    ----------
    columns
        The values of each field.
    wkb, kind
        The geometries, and the number of their kind in the output; None where it has none.
    """

    count: int
    columns: Sequence[Sequence[object]]
    wkb: Blobs | None = None
    kind: int | None = None


def joined_blocks(
    source: QgsFeatureSource, layer: Layer, columns: Sequence[Column], fields: QgsFields
) -> Generator[DirectBlock, None, None]:
    """Read a layer once more, directly from its file, and put computed columns behind its own.

    Parameters
    ----------
    fields
        Those of the output.
    """
    kind, own = KINDS.get(source.wkbType()), source.fields().count()
    has_shapes = source.wkbType() != Qgis.WkbType.NoGeometry
    if has_shapes and kind is None:
        raise NotDirect(SHAPES)
    _check_words(columns)
    widths = [fields[i].length() for i in range(own)]
    matching = RowMatching(layer)
    with closing(arrays(source, range(own), geometries=True)) as batches:
        for batch in batches:
            rows = matching.rows_of(batch.ids)
            values = [_own_cells(*one) for one in zip(batch.columns, widths, strict=True)]
            for first in range(0, rows.size, _BLOCK):
                part = slice(first, first + _BLOCK)
                yield DirectBlock(
                    columns=[
                        *(cells[part] for cells in values),
                        *(_computed_cells(one, rows[part]) for one in columns),
                    ],
                    count=rows[part].size,
                    wkb=None if batch.wkb is None or not has_shapes else batch.wkb.between(part),
                    kind=kind,
                )
    matching.finish()


def computed_blocks(columns: Sequence[Column]) -> Generator[DirectBlock, None, None]:
    """Return the rows of computed columns."""
    _check_words(columns)
    count = len(columns[0].values)
    for first in range(0, count, _BLOCK):
        rows = np.arange(first, min(first + _BLOCK, count))
        yield DirectBlock(count=rows.size, columns=[_computed_cells(column, rows) for column in columns])


def write_directly(
    writer: FeatureWriter, fields: QgsFields, blocks: Generator[DirectBlock, None, None], progress: Progress, total: int
) -> None:
    """Write rows into the table that a writer has made, which is closed.

    Raises
    ------
    NotDirect
        Where QGIS has to write them: nothing is written then, but the table may be closed.
    """
    with closing(blocks):
        first = list(islice(blocks, 1))  # what cannot be written directly mostly shows here, while the table is open
        writer.close()
        table = writer.beside.uri.table() if writer.beside.provider else ""
        try:
            with TableRows(writer.file, table, fields.names(), progress.cancelled) as rows:
                for block in chain(first, blocks):
                    progress.at(rows.count / max(total, 1))
                    _add(rows, block, fields, none_is_empty=not table)
                progress.check()
        except sqlite3.Error as error:
            raise InputError(
                "Writing {output} to {place} failed: {why}.",
                output=writer.name,
                place=writer.destination.shown,
                why=reason_of(error),
            ) from error
    writer.written = rows.count
    progress.at(1.0)


def _add(rows: TableRows, block: DirectBlock, fields: QgsFields, *, none_is_empty: bool) -> None:
    """Add some rows; QGIS writes no geometry as an empty one, or as NULL."""
    place = {name: number for number, name in enumerate(fields.names())}
    columns = [block.columns[place[name]] for name in rows.fields]
    keys = [block.columns[number] for name, number in place.items() if name.lower() == rows.key.lower()]
    shapes = None
    if block.wkb is not None and block.kind is not None:
        none = empty_shape(block.kind, rows.srs_id) if none_is_empty else None
        shapes = stored_shapes(block.wkb, block.kind, rows.srs_id, none)
    rows.add(columns, shapes, np.array(keys[0], np.int64) if keys else None, block.count)


def _own_cells(stretch: Stretch, width: int) -> Sequence[object]:
    """Return the values of a field of the input."""
    cells = cells_of([stretch])
    if not isinstance(stretch.data, Blobs):
        return cells
    # GDAL cuts texts at a NUL, and refuses those that are longer than their field.
    is_long = width > 0 and any(isinstance(cell, str) and len(cell) > width for cell in cells)
    if is_long or not stretch.data.data.all():
        raise NotDirect(CONTENT)
    return cells


def _check_words(columns: Sequence[Column]) -> None:
    """Refuse texts that stand in many rows, and that QGIS might write as others."""
    for column in columns:
        if column.words is not None and not _are_held("text", [one for one in column.words if one is not None]):
            raise NotDirect(VALUES)


def _computed_cells(column: Column, rows: NDArray[np.int64]) -> list[object]:
    """Return the values of a computed column; of rows that have none what it says of those."""
    has_value = rows >= 0
    if has_value.all():
        return _cells(column, rows)
    found = np.full(rows.size, column.uncounted, object)
    found[has_value] = _cells(column, rows[has_value])
    return to_list(found)


def _cells(column: Column, rows: NDArray[np.int64]) -> list[object]:
    """Return values as SQLite takes them; `NotDirect` where QGIS might make something else of one."""
    values, known = column.values[rows], None if column.known is None else column.known[rows]
    if column.words is not None and known is None:
        return to_list(column.words[values])
    if column.kind == "number" and values.dtype.kind == "f":
        # SQLite takes NaN for NULL, as it does that of GDAL.
        return to_list(values.astype(np.float64) if known is None else np.where(known, values, np.nan))
    if column.kind in _LARGEST and values.dtype.kind in "iu":
        held = values if known is None else values[known]
        if held.size and not -_LARGEST[column.kind] - 1 <= held.min() <= held.max() <= _LARGEST[column.kind]:
            raise NotDirect(VALUES)
        numbers = to_list(values)
        for row in [] if known is None else to_list(np.flatnonzero(~known)):
            numbers[row] = None
        return numbers
    cells = column.cells(rows)
    if not _are_held(column.kind, [cell for cell in cells if cell is not None]):
        raise NotDirect(VALUES)
    return cells


def _are_held(kind: FieldKind, cells: Sequence[object]) -> bool:
    """Return whether a field holds values as they are."""
    types = set(map(type, cells))
    if kind == "text":
        return types <= {str} and "\0" not in "".join(map(str, cells))
    if kind == "number":
        return types <= {int, float}
    return types <= {int} and all(-_LARGEST[kind] - 1 <= cell <= _LARGEST[kind] for cell in cells if type(cell) is int)
