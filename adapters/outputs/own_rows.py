"""What the rows of an output have of an input, as it is stored: the same in every run, so a later one may take it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import Ints
from ...core.blobs import Blobs
from ...core.spool import Spool
from ..io.arrow import NotDirect
from .geopackage_shapes import StoredShapes
from .record_cells import Cells, PackedCells, packed_cells
from .spatial_index import outwards


@dataclass(frozen=True, kw_only=True)
class OwnRows:
    """Some rows.

    Parameters
    ----------
    cells
        The geometry, where there is one, and the fields of the input.
    ids
        The features of the input.
    keys
        The key of each row; empty: one after the other.
    boxes
        Of the geometries, rounded outwards, NaN where there is none; without rows where there is no geometry at all.
    bounds
        The least and largest x of all, then y; infinite where there is none.
    srs_id
        The number of the reference system, which stands in the geometries.
    """

    cells: PackedCells
    ids: Ints
    keys: Ints
    boxes: NDArray[np.float32]
    bounds: NDArray[np.float64]
    srs_id: int


def own_rows(columns: Sequence[Cells], shapes: StoredShapes | None, ids: Ints, keys: Ints, srs_id: int) -> OwnRows:
    """Put the own columns of some rows together.

    Parameters
    ----------
    columns
        Of the fields.
    shapes
        The geometries; None of a table without.
    ids, keys, srs_id
        As in `OwnRows`.
    """
    boxes = np.empty((0, 4)) if shapes is None else shapes.boxes
    columns = columns if shapes is None else [shapes.cells, *columns]
    least, largest = np.fmin.reduce(boxes, initial=np.inf), np.fmax.reduce(boxes, initial=-np.inf)
    return OwnRows(
        cells=packed_cells(columns, ids.size),
        ids=ids,
        keys=keys,
        boxes=outwards(boxes),
        bounds=np.where([True, False, True, False], least, largest),
        srs_id=srs_id,
    )


class KeptRows:
    """All rows of a layer as an output holds them, put aside; not whole where there was no room."""

    def __init__(self) -> None:
        self._spool = Spool()
        self.is_whole = True

    def add(self, rows: OwnRows) -> None:
        """Put rows aside."""
        if not self.is_whole:
            return
        codes, values = rows.cells.codes, rows.cells.values
        sizes = (one.size.astype(np.uint32) for one in (codes, values))
        srs_id = np.array([rows.srs_id])
        try:
            self._spool.add([rows.ids, rows.keys, rows.boxes, rows.bounds, srs_id, codes.data, values.data, *sizes])
        except OSError:
            self.is_whole = False

    def rows(self) -> Generator[OwnRows, None, None]:
        """Yield them again; `NotDirect` where they cannot be read."""
        try:
            for ids, keys, boxes, bounds, srs_id, codes, values, code_size, value_size in self._spool:
                yield OwnRows(
                    cells=PackedCells(
                        Blobs(codes, code_size.astype(np.int64)), Blobs(values, value_size.astype(np.int64))
                    ),
                    ids=ids,
                    keys=keys,
                    boxes=boxes,
                    bounds=bounds,
                    srs_id=int(srs_id[0]),
                )
        except OSError as error:
            raise NotDirect from error
