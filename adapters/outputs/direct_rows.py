"""The rows of an output as columns: those of an input read directly from its file, and computed ones.

Whatever may come out in another way than through QGIS is refused (`NotDirect`), and is then written feature by feature.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Hashable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from qgis.core import Qgis, QgsFeatureSource, QgsFields

from ...core.arrays import Ints, to_list
from ...core.blobs import Blobs
from ...core.errors import InputError
from ...core.notes import Note
from ...core.progress import Progress
from ..io.arrow import CONTENT, NotDirect
from ..io.arrow_memory import Stretch
from ..io.columns import Column, FieldKind
from ..io.feature_sources import arrays
from ..io.reading import Layer
from .feature_writer import FeatureWriter
from .geopackage_rows import TABLE, TableRows
from .geopackage_shapes import KINDS, SHAPES, empty_shape, stored_shapes
from .own_rows import KeptRows, OwnRows, own_rows
from .record_cells import Cells, real_cells, text_cells, whole_cells, words_cells
from .row_matching import RowMatching
from .staging import reason_of

VALUES = Note("a computed value is none that its field holds")

_BLOCK = 5000
"""Rows at one time: few enough to stay in the cache of the processor."""
_WIDEST = 20_000_000
"""Bytes of rows at one time, each as wide as the widest."""
_LARGEST = {"whole": 2**31 - 1, "id": 2**63 - 1}


@dataclass(frozen=True, kw_only=True)
class ReadRows:
    """Some rows of an input as they were read.

    Parameters
    ----------
    ids
        The features.
    columns
        The values of each field.
    wkb, kind
        The geometries, and the number of their kind in the output; None where it has none.
    """

    ids: Ints
    columns: Sequence[Stretch]
    wkb: Blobs | None = None
    kind: int | None = None


@dataclass(frozen=True, kw_only=True)
class DirectBlock:
    """Some rows of an output.

    Parameters
    ----------
    count
        How many.
    own
        What they have of an input: as it was read, or as an earlier run stored it; None where all is computed.
    computed
        The values of each computed field.
    """

    count: int
    own: ReadRows | OwnRows | None
    computed: Sequence[Cells]


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
    widths = [fields[i].length() for i in range(own)]

    def read() -> Generator[ReadRows, None, None]:
        with closing(arrays(source, range(own), geometries=True)) as batches:
            for batch in batches:
                wkb = batch.wkb if has_shapes else None
                for stretch, width in zip(batch.columns, widths, strict=True):
                    _check_texts(stretch, width)
                blobs = [wkb, *(stretch.data for stretch in batch.columns)]
                for part in _parts(batch.ids.size, [one.size for one in blobs if isinstance(one, Blobs)]):
                    yield ReadRows(
                        ids=batch.ids[part],
                        columns=[stretch.between(part) for stretch in batch.columns],
                        wkb=None if wkb is None else wkb.between(part),
                        kind=kind,
                    )

    return _with_computed(read(), layer, columns)


def kept_blocks(kept: KeptRows, layer: Layer, columns: Sequence[Column]) -> Generator[DirectBlock, None, None]:
    """Return what an earlier run stored of a layer, with computed columns behind."""
    return _with_computed(kept.rows(), layer, columns)


def _with_computed(
    read: Generator[ReadRows | OwnRows, None, None], layer: Layer, columns: Sequence[Column]
) -> Generator[DirectBlock, None, None]:
    """Put computed columns behind rows of a layer."""
    computed, matching = _ComputedColumns(columns), RowMatching(layer)
    with closing(read):
        for own in read:
            rows = matching.rows_of(own.ids)
            yield DirectBlock(count=rows.size, own=own, computed=computed.of(rows))
    matching.finish()


def _parts(count: int, sizes: Sequence[Ints]) -> Iterator[slice]:
    """Cut rows into parts, given the bytes of each in all that is not equally long."""
    for first in range(0, count, _BLOCK):
        todo = [slice(first, min(first + _BLOCK, count))]
        while todo:
            part = todo.pop()
            rows = part.stop - part.start
            if rows > 1 and rows * sum(int(size[part].max()) for size in sizes) > _WIDEST:
                middle = part.start + rows // 2
                todo += [slice(middle, part.stop), slice(part.start, middle)]
            else:
                yield part


def computed_blocks(columns: Sequence[Column]) -> Generator[DirectBlock, None, None]:
    """Yield the rows of computed columns."""
    computed = _ComputedColumns(columns)
    count = len(columns[0].values)
    for first in range(0, count, _BLOCK):
        rows = np.arange(first, min(first + _BLOCK, count))
        yield DirectBlock(count=rows.size, own=None, computed=computed.of(rows))


def write_directly(
    writer: FeatureWriter,
    fields: QgsFields,
    blocks: Generator[DirectBlock, None, None],
    progress: Progress,
    total: int,
    put_aside: KeptRows | None = None,
) -> None:
    """Write rows into the table that a writer has made, which is closed.

    Parameters
    ----------
    put_aside
        Takes what rows have of an input.

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
                    own = _stored_own(rows, block.own, fields, none_is_empty=not table)
                    rows.add(own, block.computed, block.count)
                    if put_aside is not None and own is not None:
                        put_aside.add(own)
                progress.check()
        except (sqlite3.Error, OSError) as error:
            raise InputError(
                "The output {output} cannot be written to {place}: {why}; choose another place, or try again.",
                output=writer.name,
                place=writer.destination.shown,
                why=reason_of(error),
            ) from error
    writer.written = rows.count
    progress.at(1.0)


def _stored_own(
    rows: TableRows, own: ReadRows | OwnRows | None, fields: QgsFields, *, none_is_empty: bool
) -> OwnRows | None:
    """Return what rows have of an input as it is stored; QGIS writes no geometry as an empty one, or as NULL."""
    if not isinstance(own, ReadRows):
        if own is not None and own.srs_id != rows.srs_id:
            raise NotDirect(TABLE)
        return own
    given = list(zip(fields.names(), own.columns, strict=False))  # the computed ones stand behind
    keys = [stretch for name, stretch in given if name.lower() == rows.key.lower()]
    shapes = None
    if own.wkb is not None and own.kind is not None:
        none = empty_shape(own.kind, rows.srs_id) if none_is_empty else None
        shapes = stored_shapes(own.wkb, own.kind, rows.srs_id, none)
    return own_rows(
        [_own_cells(stretch) for name, stretch in given if name.lower() != rows.key.lower()],
        shapes,
        own.ids,
        np.asarray(keys[0].data, np.int64) if keys else np.empty(0, np.int64),
        rows.srs_id,
    )


def _check_texts(stretch: Stretch, width: int) -> None:
    """Refuse texts of a field of the input that GDAL cuts at a NUL, or refuses since they are longer than the field."""
    if not isinstance(stretch.data, Blobs):
        return
    may_be_long = width > 0 and stretch.data.size.max(initial=0) > width
    if (may_be_long and max(map(len, stretch.data.texts())) > width) or not stretch.data.data.all():
        raise NotDirect(CONTENT)


def _own_cells(stretch: Stretch) -> Cells:
    """Return the values of a field of the input."""
    if isinstance(stretch.data, Blobs):
        return text_cells(stretch.data, stretch.null)
    if stretch.data.dtype.kind == "f":
        return real_cells(np.where(stretch.null, np.nan, stretch.data))
    return whole_cells(stretch.data.astype(np.int64), ~stretch.null)


class _ComputedColumns:
    """Computed columns as they are stored; those that show the same arrays, such as weights, are made once."""

    def __init__(self, columns: Sequence[Column]) -> None:
        stored, made = dict[Hashable, Cells](), dict[Hashable, _ComputedCells]()
        arrays = list[object]()
        self._columns = list[_ComputedCells]()
        for one in columns:
            values, known, words = (_number(array, arrays) for array in (one.values, one.known, one.words))
            if one.words is not None and one.known is None and (words, one.kind) not in stored:
                stored[words, one.kind] = _stored(one.kind, to_list(one.words))
            shown = (one.kind, one.uncounted, values, known, words)
            if shown not in made:
                made[shown] = _ComputedCells(one, stored.get((words, one.kind)))
            self._columns.append(made[shown])

    def of(self, rows: Ints) -> list[Cells]:
        """Return the values of some rows."""
        found = {one: one.of(rows) for one in dict.fromkeys(self._columns)}
        return [found[one] for one in self._columns]


def _number(array: object, arrays: list[object]) -> int:
    """Return which of some arrays an array is, itself and not one that is equal; a new one is added to them."""
    for number, one in enumerate(arrays):
        if one is array:
            return number
    arrays.append(array)
    return len(arrays) - 1


class _ComputedCells:
    """The values of a computed column, as they are stored; `NotDirect` where QGIS might make something else of one.

    Parameters
    ----------
    words
        Its words as they are stored, where all of its values are among them.
    """

    def __init__(self, column: Column, words: Cells | None) -> None:
        self._column, self._words = column, words
        self._nothing = words_cells([column.uncounted])

    def of(self, rows: Ints) -> Cells:
        """Return those of some rows; of rows that have none what the column says of those."""
        has_value = rows >= 0
        if has_value.all():
            return self._cells(rows)
        return self._cells(rows[has_value]).spread(has_value, self._nothing)

    def _cells(self, rows: Ints) -> Cells:
        column = self._column
        values, known = column.values[rows], None if column.known is None else column.known[rows]
        if self._words is not None:
            return self._words.take(values)
        if column.kind == "number" and values.dtype.kind == "f":
            return real_cells(values if known is None else np.where(known, values, np.nan))
        if column.kind in _LARGEST and values.dtype.kind in "iu":
            held = values if known is None else values[known]
            if held.size and not -_LARGEST[column.kind] - 1 <= held.min() <= held.max() <= _LARGEST[column.kind]:
                raise NotDirect(VALUES)
            return whole_cells(values, known)
        return _stored(column.kind, column.cells(rows))


def _stored(kind: FieldKind, cells: Sequence[object]) -> Cells:
    """Return values of Python as they are stored; `NotDirect` where the field does not hold one as it is."""
    types = {type(cell) for cell in cells if cell is not None}
    if kind == "text" and types <= {str}:
        words = [None if cell is None else str(cell) for cell in cells]
        if "\0" not in "".join(word for word in words if word is not None):
            return words_cells(words)
    numbers = [0 if cell is None else cell for cell in cells if isinstance(cell, (int, float, type(None)))]
    known = np.array([cell is not None for cell in cells], bool)
    if kind == "number" and types <= {int, float}:
        return real_cells(np.where(known, np.array(numbers, np.float64), np.nan))
    if kind in _LARGEST and types <= {int} and all(-_LARGEST[kind] - 1 <= one <= _LARGEST[kind] for one in numbers):
        return whole_cells(np.array(numbers, np.int64), known)
    raise NotDirect(VALUES)
