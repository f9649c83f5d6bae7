"""Values as SQLite stores them in a row: a number that says type and size, and bytes; a whole column by steps of numpy.

The form is that of SQLite's file format, "Record Format", which it keeps for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import Flags, Ints
from ...core.blobs import Blobs
from .byte_rows import ByteRows, rows_beside

NULL, REAL, ZERO, ONE = 0, 7, 8, 9
_WHOLE = ((6, 64), (5, 48), (4, 32), (3, 24), (2, 16), (1, 8))
"""Types of whole numbers, and their bits, the widest first."""
_BYTES = np.array([0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0])
_BLOB, _TEXT = 12, 13
"""Of no byte; two more for each byte."""
_REAL_AS_WHOLE = 2.0**47
"""A real number without a fraction below it is stored as a whole one, which takes less room."""


def _sizes(code: Ints) -> Ints:
    found: Ints = np.where(code < _BLOB, _BYTES[np.minimum(code, _BLOB - 1)], code - _BLOB >> 1)
    return found


_SIZES = _sizes(np.arange(1024))
"""Of the types of short values, which are looked up faster than they are worked out."""


@dataclass(frozen=True)
class Cells:
    """Some values of a column.

    Parameters
    ----------
    code
        The number of type and size of each.
    data
        A row of bytes for each value, of which the first are its own.
    """

    code: Ints
    data: NDArray[np.uint8]

    @property
    def size(self) -> Ints:
        """Return the number of bytes of each."""
        if self.code.max(initial=0) < _BLOB:
            return _BYTES.take(self.code)
        return _SIZES.take(self.code) if self.code.max() < _SIZES.size else _sizes(self.code)

    def take(self, rows: NDArray[np.integer[Any]]) -> Cells:
        """Return those of some rows, no wider than the widest of these."""
        found = Cells(self.code.take(rows), self.data)
        wide = int(found.size.max(initial=0))
        return Cells(found.code, self.data[:, :wide].take(rows, axis=0))

    def spread(self, is_there: Flags, other: Cells) -> Cells:
        """Return these values where they are there, and another one, the only one of `other`, elsewhere."""
        data = np.zeros((is_there.size, max(self.data.shape[1], other.data.shape[1])), np.uint8)
        code = np.full(is_there.size, other.code[0])
        code[is_there] = self.code
        for rows, cells in ((~is_there, other), (is_there, self)):
            data[rows, : cells.data.shape[1]] = cells.data
        return Cells(code, data)


@dataclass(frozen=True)
class PackedCells:
    """Some rows of several columns that stand side by side.

    Parameters
    ----------
    codes, values
        Of each row the numbers of type and size, and the bytes of the values, behind one another.
    """

    codes: Blobs
    values: Blobs


def nulls(count: int) -> Cells:
    """Return so many times NULL."""
    return Cells(np.zeros(count, np.int64), np.empty((count, 0), np.uint8))


def whole_cells(values: NDArray[np.integer[Any]], known: Flags | None = None) -> Cells:
    """Return whole numbers, NULL where they are not known."""
    number = values.astype(np.int64)
    if known is not None:
        number[~known] = 0
    least, largest = int(number.min(initial=0)), int(number.max(initial=0))
    if known is None and least == 0 and largest <= 1:
        return Cells(ZERO + number, np.empty((number.size, 0), np.uint8))
    code = np.full(number.size, _WHOLE[0][0])
    for kind, bits in _WHOLE[1:]:
        most = 2 ** (bits - 1)
        if -most <= least and largest < most:
            code[:] = kind
        else:
            code[(number >= -most) & (number < most)] = kind
    code[number == 0], code[number == 1] = ZERO, ONE
    if known is not None:
        code[~known] = NULL
    size = _BYTES.take(code)
    first = number.view(np.uint64) << (64 - 8 * size).astype(np.uint64)  # its lowest bytes in front
    return Cells(code, first.astype(">u8").view(np.uint8).reshape(-1, 8)[:, : int(size.max(initial=0))])


def real_cells(values: NDArray[np.floating[Any]]) -> Cells:
    """Return real numbers as a field of such holds them, NULL for NaN."""
    number = np.ascontiguousarray(values, np.float64)
    is_whole = (np.abs(number) < _REAL_AS_WHOLE) & (np.floor(number) == number)
    if is_whole.all():
        return whole_cells(number.astype(np.int64))
    code = np.where(np.isnan(number), NULL, REAL)
    data = number.astype(">f8").view(np.uint8).reshape(-1, 8)
    if is_whole.any():
        whole = whole_cells(number[is_whole].astype(np.int64))
        code[is_whole] = whole.code
        data[is_whole, : whole.data.shape[1]] = whole.data
    return Cells(code, data)


def text_cells(texts: Blobs, is_null: Flags | None = None) -> Cells:
    """Return texts in UTF-8."""
    return _of_bytes(texts, _TEXT, is_null)


def words_cells(words: Sequence[str | None]) -> Cells:
    """Return texts of Python, NULL for None."""
    data = [b"" if word is None else word.encode() for word in words]
    size = np.fromiter(map(len, data), np.int64, len(data))
    is_null = np.fromiter((word is None for word in words), bool, len(data))
    return text_cells(Blobs(np.frombuffer(b"".join(data), np.uint8), size), is_null)


def blob_cells(blobs: ByteRows) -> Cells:
    """Return bytes as they are."""
    return Cells(_BLOB + 2 * blobs.sizes, blobs.data)


def _of_bytes(blobs: Blobs, code: int, is_null: Flags | None) -> Cells:
    codes = code + 2 * blobs.size
    if is_null is not None:
        codes[is_null] = NULL
    return Cells(codes, ByteRows.of(blobs).data)


def packed_cells(columns: Sequence[Cells], count: int) -> PackedCells:
    """Put columns together."""
    codes, values = _codes_and_values(columns)
    return PackedCells(rows_beside(codes, count).packed(), rows_beside(values, count).packed())


def rows_of_cells(keys: Ints, columns: Sequence[Cells | PackedCells]) -> tuple[ByteRows, Ints]:
    """Put the columns of some rows together.

    Parameters
    ----------
    keys
        The key of each row, from 0 on.

    Returns
    -------
    rows, payload
        The rows as they stand in a page, and the bytes of each that are behind its size and its key.
    """
    codes, values = _codes_and_values(columns)
    head: Ints = np.zeros(keys.size, np.int64) + sum(part.size for part in codes)
    head += np.where(head + 1 < 2**7, 1, np.where(head + 2 < 2**14, 2, 3))  # its size counts too
    payload: Ints = head + sum(part.size for part in values)
    return rows_beside([*map(_varints, (payload, keys, head)), *codes, *values], keys.size), payload


def _codes_and_values(columns: Sequence[Cells | PackedCells]) -> tuple[list[ByteRows], list[ByteRows]]:
    """Return the numbers of type and size of all columns, and their values."""
    codes, values = list[ByteRows](), list[ByteRows]()
    for column in columns:
        if isinstance(column, PackedCells):
            codes.append(ByteRows.of(column.codes))
            values.append(ByteRows.of(column.values))
        else:
            codes.append(_varints(column.code))
            if column.data.shape[1]:
                values.append(ByteRows(column.data, column.size))
    return codes, values


def _varints(values: Ints) -> ByteRows:
    """Return numbers from 0 on as SQLite writes them, seven bits a byte."""
    largest = int(values.max(initial=0))
    if largest < 2**7:
        return ByteRows(values.astype(np.uint8)[:, None], 1)
    wide = -(-largest.bit_length() // 7)
    if wide > 8:
        raise ValueError(f"{largest} is no key that is written here")
    size = np.ones(values.size, np.int64)
    for more in range(1, wide):
        size += values >> 7 * more > 0
    behind = np.maximum(size[:, None] - 1 - np.arange(wide), 0)
    data = values[:, None] >> 7 * behind & 0x7F
    data[behind > 0] |= 0x80
    return ByteRows(data.astype(np.uint8), size)
