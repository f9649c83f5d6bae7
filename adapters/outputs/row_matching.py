"""Rows of a layer that is read once more, found again by their feature ids."""

from __future__ import annotations

import numpy as np

from ...core.arrays import Ints
from ...core.errors import InputError
from ..io.reading import Layer

UNCOUNTED, UNKNOWN = -1, -2
"""Instead of a row: of features that do not count, and of those that were not there."""


class RowMatching:
    """Says of each feature which row it was when the layer was read, batch by batch.

    Parameters
    ----------
    layer
        What was read.
    """

    def __init__(self, layer: Layer) -> None:
        self._layer, self._read = layer, 0
        self._total = layer.count + layer.uncounted.size
        self._sorted: tuple[Ints, Ints] | None = None

    def rows_of(self, ids: Ints) -> Ints:
        """Return the rows of the next features; an `InputError` where one of them is new."""
        first, self._read = self._read, self._read + ids.size
        rows: Ints = np.arange(first, self._read)
        if not np.array_equal(ids, self._layer.ids[first : self._read]):
            # A database may give its rows in another order the second time, and rows that do not count have none.
            rows = self._found(ids)
        if self._read > self._total or (rows == UNKNOWN).any():
            raise self._changed()
        return rows

    def finish(self) -> None:
        """Stop where features are missing."""
        if self._read < self._total:
            raise self._changed()

    def _found(self, ids: Ints) -> Ints:
        if self._sorted is None:
            every = np.concatenate([self._layer.uncounted, self._layer.ids])
            rows = np.concatenate([np.full(self._layer.uncounted.size, UNCOUNTED), np.arange(self._layer.count)])
            order = np.argsort(every, kind="stable")
            self._sorted = every[order], rows[order]
        known, rows = self._sorted
        if not known.size:
            return np.full(ids.size, UNKNOWN)
        # The last of equal ids: one that counts goes before one that does not.
        at = np.searchsorted(known, ids, side="right") - 1
        return np.where((at >= 0) & (known[at] == ids), rows[at], UNKNOWN)

    def _changed(self) -> InputError:
        return InputError("The layer “{layer}” changed during the run: run again.", layer=self._layer.name)
