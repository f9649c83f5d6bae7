"""Many geometries at once from well-known binary: a few steps of numpy for all, and none for each.

`from_wkb` of `shapes` reads any geometry, one by one. `read_block` reads what most layers consist of.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ..arrays import Ints
from ..blobs import Blobs
from .shapes import LINE, POINT, RING, Shapes, ranges

_POINT, _LINE, _POLYGON, _MULTI = 1, 2, 3, 3
"""Kinds of well-known binary; a multi-part kind is that of its parts, plus 3."""
_KIND = (-1, POINT, LINE, RING)
_HEAD = 5
"""Bytes of a byte order and a type."""


@dataclass(frozen=True)
class Block:
    """Many geometries.

    Parameters
    ----------
    shapes
        As `from_wkb` gives them, but that vertices which are not finite or too far away are there as they are.
    has_z
        Which rows have Z.
    """

    shapes: Shapes
    has_z: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """Points, lines and rings: of which row and kind, how many vertices of how many bytes, and where these begin."""

    row: Ints
    kind: Ints
    count: Ints
    width: Ints
    at: Ints

    @staticmethod
    def of(found: list[_Parts]) -> _Parts:
        """Return all, in the order of the bytes, which is that of the rows."""
        order = np.argsort(np.concatenate([parts.at for parts in found]), kind="stable")
        arrays = {f.name: np.concatenate([getattr(parts, f.name) for parts in found])[order] for f in fields(_Parts)}
        return _Parts(**arrays)


class _Reader:
    """Reads numbers of well-known binary at many places at once; past the end there are zeros."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self._bytes = np.concatenate([data, np.zeros(16, np.uint8)])

    def byte(self, at: Ints) -> NDArray[np.uint8]:
        return self._bytes[at]

    def whole(self, at: Ints) -> Ints:
        """Return four-byte numbers."""
        return self._overlapping("<u4")[at].astype(np.int64)

    def xy(self, at: Ints) -> NDArray[np.float64]:
        """Return pairs of coordinates."""
        return self._overlapping("<c16")[at].view(np.float64).reshape(-1, 2)

    def real(self, at: Ints) -> NDArray[np.float64]:
        """Return eight-byte numbers."""
        return self._overlapping("<f8")[at].astype(np.float64)

    def _overlapping(self, kind: str) -> NDArray[np.generic]:
        """Return the bytes as numbers that begin at every byte."""
        dtype = np.dtype(kind)
        return np.ndarray((self._bytes.size - dtype.itemsize + 1,), dtype, self._bytes, strides=(1,))


def read_block(wkb: Blobs) -> Block | None:
    """Read little-endian well-known binary, one geometry a row.

    Parameters
    ----------
    wkb
        Points, lines, polygons and their multi-part forms, with Z and M or without.

    Returns
    -------
    Block
        None where one of them is something else: a curve, a collection, in another byte order, broken, or a polygon
        with a ring that is not closed.
    """
    read = _Reader(wkb.data)
    start, end = wkb.start, np.cumsum(wkb.size)
    rows = np.flatnonzero(wkb.size)
    if (wkb.size[rows] < _HEAD + 4).any() or (read.byte(start[rows]) != 1).any():
        return None
    code = read.whole(start[rows] + 1)
    kind, dims = code % 1000, code // 1000
    if not ((kind >= _POINT) & (kind <= _POLYGON + _MULTI) & (dims <= 3)).all():
        return None
    none = np.empty(0, np.int64)
    found = [_Parts(row=none, kind=none, count=none, width=none, at=none)]
    for one in map(int, np.unique(code)):
        of_code = rows[code == one]
        parts = _find_parts(read, one, of_code, start[of_code], end[of_code])
        if parts is None:
            return None
        found.append(parts)
    parts = _Parts.of(found)
    has_z = np.zeros(wkb.count, bool)
    has_z[rows] = dims % 2 == 1
    if not _rings_are_closed(read, parts, has_z):
        return None
    return Block(_shapes(read, parts, wkb.count), has_z)


def _width(code: int) -> int:
    """Return the bytes of a vertex."""
    return 8 * (2, 3, 3, 4)[code // 1000]


def _find_parts(read: _Reader, code: int, row: Ints, start: Ints, end: Ints) -> _Parts | None:
    """Find the parts of geometries of one kind, step by step: first the first part of all, then the second part of all.

    None where one of them is not what its bytes say.
    """
    single, width = (code % 1000 - 1) % 3 + 1, _width(code)
    inner = code - _MULTI if code % 1000 > _MULTI else 0  # the type of its parts, for a multi-part kind
    members = read.whole(start + _HEAD) if inner else np.ones(row.size, np.int64)
    index = np.flatnonzero(members)
    at, members = (start + (_HEAD + 4) * bool(inner))[index], members[index]
    rings: Ints = np.zeros(index.size, np.int64)  # that are still to come of the polygon at hand
    none = np.empty(0, np.int64)
    found: list[tuple[Ints, Ints, Ints]] = [(none, none, none)]
    count: Ints
    while index.size:
        opens = rings == 0
        if inner and (opens & ((read.byte(at) != 1) | (read.whole(at + 1) != inner))).any():
            return None
        members = members - opens
        at = at + _HEAD * opens
        if single == _POINT:
            count = np.ones(index.size, np.int64)
        elif single == _LINE:
            count, at = read.whole(at), at + 4
        else:
            rings = np.where(opens, read.whole(at), rings)
            at = at + 4 * opens
            has_ring = rings > 0
            count = np.where(has_ring, read.whole(at), 0)
            at = at + 4 * has_ring
            rings = rings - has_ring
        after = at + width * count
        if (after > end[index]).any():
            return None
        some, more = count > 0, (members > 0) | (rings > 0)
        found.append((index[some], count[some], at[some]))
        index, at, members, rings = index[more], after[more], members[more], rings[more]
    which, count, at = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    kind = np.full(which.size, _KIND[single], np.int64)
    return _Parts(row=row[which], kind=kind, count=count, width=np.full(which.size, width), at=at)


def _rings_are_closed(read: _Reader, parts: _Parts, has_z: NDArray[np.bool_]) -> bool:
    """Return whether the last vertex of each ring is the first, with Z where there is Z."""
    ring = parts.kind == RING
    first, last = parts.at[ring], (parts.at + parts.width * (parts.count - 1))[ring]
    z = has_z[parts.row[ring]]
    return np.array_equal(read.xy(first), read.xy(last), equal_nan=True) and np.array_equal(
        read.real(first[z] + 16), read.real(last[z] + 16), equal_nan=True
    )


def _shapes(read: _Reader, parts: _Parts, count: int) -> Shapes:
    step = ranges(np.zeros_like(parts.count), parts.count)
    vertex = np.repeat(parts.at, parts.count) + np.repeat(parts.width, parts.count) * step
    return Shapes(
        xy=read.xy(vertex) + 0.0,  # + 0.0: the two zeros become one
        part_start=np.concatenate([[0], np.cumsum(parts.count)]).astype(np.int64),
        part_feature=parts.row,
        part_kind=parts.kind.astype(np.int8),
        count=count,
    )
