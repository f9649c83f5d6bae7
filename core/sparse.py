"""Sparse matrices of two dimensions, as the type checker is to know them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, hstack, vstack
from scipy.sparse.csgraph import connected_components

from .arrays import Floats, Ints

if TYPE_CHECKING:
    Matrix = csr_array[Any, tuple[int, int]]
else:
    Matrix = csr_array


def entries(values: Floats, row: Ints, column: Ints, shape: tuple[int, int]) -> Matrix:
    """Make a matrix of entries; those at one place add up."""
    return csr_array((values, (row, column)), shape=shape)


def zeros(rows: int, columns: int) -> Matrix:
    """Make a matrix without entries."""
    return csr_array((rows, columns))


def identity(size: int) -> Matrix:
    """Make a matrix with ones from corner to corner."""
    number = np.arange(size)
    return entries(np.ones(size), number, number, (size, size))


def side_by_side(*parts: Matrix) -> Matrix:
    """Put matrices side by side."""
    return csr_array(hstack(parts))


def stacked(parts: Iterable[Matrix | Floats]) -> Matrix:
    """Put matrices, and rows of numbers, below each other."""
    return csr_array(vstack([csr_array(np.atleast_2d(p)) if isinstance(p, np.ndarray) else p for p in parts]))


def row_indices(matrix: Matrix, rows: Ints) -> Matrix:
    """Return some of the rows."""
    any_rows: Any = matrix  # the stubs know no arrays of rows
    return csr_array(any_rows[rows])


def column_indices(matrix: Matrix, columns: Ints | Sequence[int]) -> Matrix:
    """Return some of the columns."""
    any_columns: Any = matrix
    return csr_array(any_columns[:, columns])


def linked(one: Ints, two: Ints, size: int) -> tuple[int, NDArray[np.int32]]:
    """Return how many groups so many things make that pairs link, and the group of each thing."""
    # The graphs of scipy 1.11 know small indices only, and its arrays keep large ones as they are.
    pairs = (one.astype(np.int32), two.astype(np.int32))
    count, group = connected_components(coo_array((np.ones(one.size), pairs), shape=(size, size)), directed=False)
    return int(count), group


def row_sums(matrix: Matrix) -> Floats:
    """Return the sum of each row."""
    return np.asarray(matrix.sum(axis=1), np.float64).ravel()
