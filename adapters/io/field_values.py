"""The values of a field as one array: no Python object for each until one asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import to_list
from ...core.blobs import Blobs
from ...core.numbers import as_numbers

_MINUS = ord("-")


class _Cells(Sequence[object]):
    """Values as Python objects, None for NULL: made when the first is asked for."""

    @cached_property
    def _objects(self) -> list[object]:
        raise NotImplementedError

    @overload
    def __getitem__(self, index: int) -> object: ...
    @overload
    def __getitem__(self, index: slice) -> list[object]: ...
    def __getitem__(self, index: int | slice) -> object:
        return self._objects[index]

    def __iter__(self) -> Iterator[object]:
        return iter(self._objects)


@dataclass(frozen=True, eq=False)
class NumberCells(_Cells):
    """Whole numbers, reals, or yes and no.

    Parameters
    ----------
    data
        The numbers, anything where they are NULL.
    null
        Which are NULL.
    """

    data: NDArray[np.generic]
    null: NDArray[np.bool_]

    def __len__(self) -> int:
        return self.data.size

    @cached_property
    def _objects(self) -> list[object]:
        found = to_list(self.data)
        for row in to_list(np.flatnonzero(self.null)):
            found[row] = None
        return found

    def floats(self) -> NDArray[np.float64]:
        """Return them as `as_numbers` does."""
        found = self.data.astype(np.float64)
        found[self.null | ~np.isfinite(found)] = np.nan
        return found

    def take(self, rows: NDArray[np.int64]) -> NumberCells:
        """Return those of these rows."""
        return NumberCells(self.data[rows], self.null[rows])


@dataclass(frozen=True, eq=False)
class TextCells(_Cells):
    """Texts in UTF-8.

    Parameters
    ----------
    stretches
        The texts, anything where they are NULL.
    null
        Which are NULL, of all.
    """

    stretches: Sequence[Blobs]
    null: NDArray[np.bool_]

    def __len__(self) -> int:
        return self.null.size

    @cached_property
    def _objects(self) -> list[object]:
        found: list[object] = []
        for stretch in self.stretches:
            found += stretch.texts()
        for row in to_list(np.flatnonzero(self.null)):
            found[row] = None
        return found


def may_be_negative(values: Iterable[object]) -> bool:
    """Return whether a value may be a negative number: not of texts without a minus."""
    return not isinstance(values, TextCells) or any((one.data == _MINUS).any() for one in values.stretches)


def as_floats(values: Iterable[object]) -> NDArray[np.float64]:
    """Return values as numbers (see `as_numbers`)."""
    return values.floats() if isinstance(values, NumberCells) else as_numbers(list(values))


def taken(values: Sequence[object], rows: NDArray[np.int64]) -> Sequence[object]:
    """Return the values of these rows."""
    return values.take(rows) if isinstance(values, NumberCells) else [values[row] for row in to_list(rows)]
