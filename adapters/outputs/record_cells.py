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

NULL, REAL, ZERO, ONE = 0, 7, 8, 9
_WHOLE = ((6, 64), (5, 48), (4, 32), (3, 24), (2, 16), (1, 8))
"""Types of whole numbers, and their bits, the widest first."""
_BYTES = np.array([0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0])
_BLOB, _TEXT = 12, 13
"""Of no byte; two more for each byte."""
_Part = tuple[NDArray[np.uint8], Flags | None]
"""A row of bytes for each row, and which of these are its own; None: all are."""
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
    data, held
        A row of bytes for each value, and which of these are its own, in their order; None: all are.
    """

    code: Ints
    data: NDArray[np.uint8]
    held: Flags | None = None

    @property
    def size(self) -> Ints:
        """Return the number of bytes of each."""
        if self.code.max(initial=0) < _BLOB:
            return _BYTES.take(self.code)
        return _SIZES.take(self.code) if self.code.max() < _SIZES.size else _sizes(self.code)

    def take(self, rows: NDArray[np.integer[Any]]) -> Cells:
        """Return those of some rows, no wider than the widest of these where they are texts."""
        code = self.code.take(rows)
        wide = int(code.max(initial=0)) - _TEXT >> 1 if (code >= _TEXT).any() else 0
        if not ((code >= _TEXT) | (code == NULL)).all():
            wide = self.data.shape[1]
        data = self.data[:, :wide].take(rows, axis=0)
        return Cells(code, data, None if self.held is None else self.held[:, :wide].take(rows, axis=0))

    def spread(self, is_there: Flags, other: Cells) -> Cells:
        """Return these values where they are there, and another one, the only one of `other`, elsewhere."""
        wide = max(self.data.shape[1], other.data.shape[1])
        data, held = np.zeros((is_there.size, wide), np.uint8), np.zeros((is_there.size, wide), bool)
        code = np.full(is_there.size, other.code[0])
        code[is_there] = self.code
        for rows, cells in ((~is_there, other), (is_there, self)):
            data[rows, : cells.data.shape[1]] = cells.data
            held[rows, : cells.data.shape[1]] = True if cells.held is None else cells.held
        return Cells(code, data, held)


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
    size = _BYTES[code]
    wide = int(size.max(initial=0))
    return Cells(code, number.astype(">i8").view(np.uint8).reshape(-1, 8)[:, 8 - wide :], _last(size, wide))


def real_cells(values: NDArray[np.floating[Any]]) -> Cells:
    """Return real numbers as a field of such holds them, NULL for NaN."""
    number = np.ascontiguousarray(values, np.float64)
    data = number.astype(">f8").view(np.uint8).reshape(-1, 8)
    is_null = np.isnan(number)
    is_whole = (np.abs(number) < _REAL_AS_WHOLE) & (np.floor(number) == number)
    if is_whole.all():
        return whole_cells(number.astype(np.int64))
    code = np.where(is_null, NULL, REAL)
    if not is_whole.any():
        return Cells(code, data, np.repeat(~is_null, 8).reshape(-1, 8) if is_null.any() else None)
    whole = whole_cells(number[is_whole].astype(np.int64))
    code[is_whole] = whole.code
    data[is_whole, 8 - whole.data.shape[1] :] = whole.data
    return Cells(code, data, _last(_BYTES[code], 8))


def text_cells(texts: Blobs, is_null: Flags | None = None) -> Cells:
    """Return texts in UTF-8."""
    return _of_bytes(texts, _TEXT, is_null)


def words_cells(words: Sequence[str | None]) -> Cells:
    """Return texts of Python, NULL for None."""
    data = [b"" if word is None else word.encode() for word in words]
    size = np.fromiter(map(len, data), np.int64, len(data))
    is_null = np.fromiter((word is None for word in words), bool, len(data))
    return text_cells(Blobs(np.frombuffer(b"".join(data), np.uint8), size), is_null)


def blob_cells(parts: Sequence[_Part]) -> Cells:
    """Return bytes that are put together, for each row those of all parts that it has."""
    data = np.concatenate([part for part, _ in parts], axis=1)
    held = np.concatenate([np.ones(part.shape, bool) if has is None else has for part, has in parts], axis=1)
    return Cells(_BLOB + 2 * held.sum(axis=1), data, None if held.all() else held)


def padded(blobs: Blobs) -> _Part:
    """Return byte strings as rows as wide as the longest, and which bytes are theirs."""
    wide = int(blobs.size.max(initial=0))
    if (blobs.size == wide).all():
        return blobs.data.reshape(blobs.count, wide), None
    data, held = np.zeros((blobs.count, wide), np.uint8), np.arange(wide) < blobs.size[:, None]
    data[held] = blobs.data
    return data, held


def _of_bytes(blobs: Blobs, code: int, is_null: Flags | None) -> Cells:
    data, held = padded(blobs)
    codes = code + 2 * blobs.size
    if is_null is not None:
        codes[is_null] = NULL
    return Cells(codes, data, held)


def packed_cells(columns: Sequence[Cells], count: int) -> PackedCells:
    """Put columns together."""
    codes, values, head, payload = _head_and_values(columns, count)
    return PackedCells(Blobs(_side_by_side(codes, count), head), Blobs(_side_by_side(values, count), payload))


def rows_of_cells(keys: Ints, columns: Sequence[Cells | PackedCells]) -> tuple[NDArray[np.uint8], Ints, Ints]:
    """Put the columns of some rows together.

    Parameters
    ----------
    keys
        The key of each row, from 0 on.

    Returns
    -------
    data, size, payload
        The rows as they stand in a page, behind one another; the bytes of each, and of these those behind its size and
        its key.
    """
    codes, values, head, payload = _head_and_values(columns, keys.size)
    head = head + np.where(head + 1 < 2**7, 1, np.where(head + 2 < 2**14, 2, 3))  # its size counts too
    payload = payload + head
    leading = [_varints(one) for one in (payload, keys, head)]
    data = _side_by_side([*((data, held) for data, held, _ in leading), *codes, *values], keys.size)
    return data, payload + leading[0][2] + leading[1][2], payload


def _head_and_values(columns: Sequence[Cells | PackedCells], count: int) -> tuple[list[_Part], list[_Part], Ints, Ints]:
    """Return the numbers of type and size of all columns, their values, and for each row the bytes of both."""
    codes, values = list[_Part](), list[_Part]()
    head: Ints = np.zeros(count, np.int64)
    payload: Ints = np.zeros(count, np.int64)
    for column in columns:
        if isinstance(column, PackedCells):
            codes.append(padded(column.codes))
            values.append(padded(column.values))
            head += column.codes.size
            payload += column.values.size
        else:
            data, held, size = _varints(column.code)
            codes.append((data, held))
            values.append((column.data, column.held))
            head += size
            payload += column.size
    return codes, values, head, payload


def _side_by_side(parts: Sequence[_Part], count: int) -> NDArray[np.uint8]:
    """Return the bytes of rows behind one another, each put together from its parts."""
    wide = sum(data.shape[1] for data, _ in parts)
    every = np.empty((count, wide), np.uint8)
    kept = np.ones((count, wide), bool)
    at = 0
    for data, held in parts:
        end = at + data.shape[1]
        if end > at:
            every[:, at:end] = data
            if held is not None:
                kept[:, at:end] = held
        at = end
    return every[kept]


def _varints(values: Ints) -> tuple[NDArray[np.uint8], Flags | None, Ints]:
    """Return numbers from 0 on as SQLite writes them, seven bits a byte: bytes, which are theirs, and how many."""
    largest = int(values.max(initial=0))
    if largest < 2**7:
        return values.astype(np.uint8)[:, None], None, np.ones(values.size, np.int64)
    wide = -(-largest.bit_length() // 7)
    if wide > 8:
        raise ValueError(f"{largest} is no key that is written here")
    data = (values[:, None] >> 7 * np.arange(wide - 1, -1, -1) & 0x7F).astype(np.uint8)
    data[:, :-1] |= 0x80
    size = np.ones(values.size, np.int64)
    for more in range(1, wide):
        size += values >> 7 * more > 0
    return data, _last(size, wide), size


def _last(size: Ints, wide: int) -> Flags | None:
    """Return so many bytes at the end of each row; None where that is all."""
    if (size == wide).all():
        return None
    return np.asarray(np.arange(wide) >= (wide - size)[:, None], bool)
