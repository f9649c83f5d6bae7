"""Geometries of a layer as flat arrays, read from well-known binary."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

POINT, LINE, RING = 0, 1, 2

FARTHEST = 1e9
"""Metres from the origin of the reference system: a vertex beyond is none, the earth is not as large."""

_SINGLE = {1: POINT, 2: LINE, 3: RING, 17: RING}
"""Point, line string, polygon and triangle."""
_COLLECTIONS = (4, 5, 6, 7, 15, 16)
"""The multi-part kinds, the collection, the polyhedral surface and the TIN."""
_LINE_HEAD = np.dtype([("order", "u1"), ("type", "<u4"), ("count", "<u4")])
_POINT_RECORD = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])


@dataclass(frozen=True, kw_only=True)
class Shapes:
    """The geometries of `count` features, cut into parts: points, lines and polygon rings.

    Parameters
    ----------
    xy
        Vertices, shape (vertices, 2), metres.
    part_start
        Where each part's vertices begin, and the end: shape (parts + 1,).
    part_feature
        The feature of each part, ascending.
    part_kind
        `POINT`, `LINE` or `RING`; a ring's last vertex repeats its first.
    count
        Number of features, those without geometry included.
    """

    xy: NDArray[np.float64]
    part_start: NDArray[np.int64]
    part_feature: NDArray[np.int64]
    part_kind: NDArray[np.int8]
    count: int

    @cached_property
    def has_geometry(self) -> NDArray[np.bool_]:
        """Return for each feature whether it has any part."""
        return np.bincount(self.part_feature, minlength=self.count) > 0

    @cached_property
    def part_size(self) -> NDArray[np.int64]:
        """Return the number of vertices of each part."""
        return np.diff(self.part_start)

    @cached_property
    def vertex_part(self) -> NDArray[np.int64]:
        """Return the part of each vertex."""
        return np.repeat(np.arange(self.part_feature.size), self.part_size)

    @cached_property
    def segments(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
        """Return start points, end points and part of every straight segment; a point is one of length 0."""
        part = self.vertex_part
        joined = np.flatnonzero(part[1:] == part[:-1])
        alone = self.part_start[:-1][self.part_kind == POINT]
        first = np.sort(np.concatenate([joined, alone]))
        second = first + (self.part_kind[part[first]] != POINT)
        return self.xy[first], self.xy[second], part[first]

    @cached_property
    def is_areal_or_linear(self) -> NDArray[np.bool_]:
        """Return for each feature whether it has a line or a polygon among its parts."""
        return np.bincount(self.part_feature[self.part_kind != POINT], minlength=self.count) > 0

    def part_range(self, feature: int) -> slice:
        """Return the parts of a feature."""
        first, last = np.searchsorted(self.part_feature, [feature, feature + 1])
        return slice(int(first), int(last))

    def take(self, features: NDArray[np.int64]) -> Shapes:
        """Return the shapes of these features, in this order, renumbered from 0."""
        parts_of = np.searchsorted(self.part_feature, np.c_[features, features + 1].ravel()).reshape(-1, 2)
        parts = ranges(parts_of[:, 0], parts_of[:, 1] - parts_of[:, 0])
        size = self.part_size[parts]
        return Shapes(
            xy=self.xy[ranges(self.part_start[parts], size)],
            part_start=np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
            part_feature=np.repeat(np.arange(features.size), parts_of[:, 1] - parts_of[:, 0]),
            part_kind=self.part_kind[parts],
            count=int(features.size),
        )

    def take_parts(self, kept: NDArray[np.bool_]) -> Shapes:
        """Return the same features with some of the parts."""
        return Shapes(
            xy=self.xy[kept[self.vertex_part]],
            part_start=np.concatenate([[0], np.cumsum(self.part_size[kept])]).astype(np.int64),
            part_feature=self.part_feature[kept],
            part_kind=self.part_kind[kept],
            count=self.count,
        )


def ranges(start: NDArray[np.int64], size: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return start[0], start[0] + 1, … size[0] of them, then those from start[1], and so on, in one array."""
    end = np.cumsum(size)
    total = int(end[-1]) if size.size else 0
    return np.repeat(np.asarray(start) - (end - size), size) + np.arange(total)


def highest_so_far(value: NDArray[np.float64], starts: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the running maximum, beginning anew wherever `starts` is true."""
    # Of ranks, not of values that are set apart by group: those would lose digits.
    order = np.argsort(value, kind="stable")
    rank = np.empty(order.size, np.int64)
    rank[order] = np.arange(order.size)
    base = np.cumsum(starts) * order.size
    return value[order[np.maximum.accumulate(rank + base) - base]]


def points(xy: NDArray[np.float64]) -> Shapes:
    """Make shapes of single points; a row with a NaN has no geometry."""
    known = np.flatnonzero(np.isfinite(xy).all(axis=1))
    return Shapes(
        xy=xy[known],
        part_start=np.arange(known.size + 1),
        part_feature=known,
        part_kind=np.zeros(known.size, np.int8),
        count=len(xy),
    )


def lines(vertices: Sequence[ArrayLike]) -> Shapes:
    """Make shapes of single lines, each given as its vertices, shape (n, 2)."""
    return _single_parts(vertices, LINE, 2)


def polygons(outlines: Sequence[ArrayLike]) -> Shapes:
    """Make shapes of single polygons without holes, each given as its outline, shape (n, 2), closed or not."""
    rings = [np.array(one, np.float64) for one in outlines]
    return _single_parts([r if np.array_equal(r[:1], r[-1:]) else np.concatenate([r, r[:1]]) for r in rings], RING, 4)


def _single_parts(vertices: Sequence[ArrayLike], kind: int, fewest: int) -> Shapes:
    """Make shapes of one part each; one with a vertex that is not finite or beyond `FARTHEST` has no geometry."""
    parts = [np.array(one, np.float64) for one in vertices]
    wrong = [str(row) for row, xy in enumerate(parts) if xy.ndim != 2 or xy.shape[1] != 2 or len(xy) < fewest]
    if wrong:
        raise ValueError(f"too few vertices, or not a row of x and y for each: {', '.join(wrong)}")
    table = [(row, kind, len(xy), 2) for row, xy in enumerate(parts)]
    return _assemble([np.ascontiguousarray(xy, "<f8").tobytes() for xy in parts], table, len(parts))


def concatenate(layers: Iterable[Shapes]) -> Shapes:
    """Put the shapes of several layers one after the other."""
    layers = list(layers)
    vertices = np.cumsum([0] + [len(s.xy) for s in layers])
    features = np.cumsum([0] + [s.count for s in layers])
    if not layers:
        return points(np.empty((0, 2)))
    return Shapes(
        xy=np.concatenate([s.xy for s in layers]),
        part_start=np.concatenate([[0]] + [s.part_start[1:] + v for s, v in zip(layers, vertices, strict=False)]),
        part_feature=np.concatenate([s.part_feature + f for s, f in zip(layers, features, strict=False)]),
        part_kind=np.concatenate([s.part_kind for s in layers]),
        count=int(features[-1]),
    )


def from_wkb(wkb: list[bytes | None]) -> Shapes:
    """Read little-endian well-known binary, one geometry a feature, its Z and M left out.

    Parameters
    ----------
    wkb
        Points, lines, polygons, their multi forms and collections; None or empty where there is no geometry.

    Notes
    -----
    A geometry with a vertex that is not finite or beyond `FARTHEST` is none; an empty point among several is left out.
    """
    sizes = {len(w) for w in wkb if w}
    if sizes == {_POINT_RECORD.itemsize}:
        return _plain_points(wkb)
    chunks: list[bytes] = []
    parts: list[tuple[int, int, int, int]] = []
    for feature, blob in enumerate(wkb):
        if blob:
            _read(blob, 0, feature, chunks, parts)
    return _assemble(chunks, parts, len(wkb))


def lines_as_wkb(xy: NDArray[np.float64], start: NDArray[np.int64]) -> tuple[bytes, NDArray[np.int64]]:
    """Write lines as little-endian well-known binary, one after the other.

    Parameters
    ----------
    xy, start
        Vertices, shape (vertices, 2), and where each line begins and the last ends, shape (lines + 1,).

    Returns
    -------
    blob, begin
        The bytes, and where each line's begin and the last's end.
    """
    size = np.diff(start)
    begin = np.concatenate([[0], np.cumsum(_LINE_HEAD.itemsize + 16 * size)]).astype(np.int64)
    blob = np.empty(int(begin[-1]), np.uint8)
    head = np.zeros(size.size, _LINE_HEAD)
    head["order"], head["type"], head["count"] = 1, 2, size
    places = begin[:-1, None] + np.arange(_LINE_HEAD.itemsize)
    blob[places] = head.view(np.uint8).reshape(size.size, _LINE_HEAD.itemsize)
    vertex = ranges(begin[:-1] + _LINE_HEAD.itemsize, size * 16)
    blob[vertex] = np.ascontiguousarray(xy, "<f8").view(np.uint8).ravel()
    return blob.tobytes(), begin


def multi_line_wkb(blob: bytes, begin: NDArray[np.int64], first: int, last: int) -> bytes:
    """Put the lines first … last − 1 of `lines_as_wkb` together into one geometry."""
    return struct.pack("<BII", 1, 5, last - first) + blob[int(begin[first]) : int(begin[last])]


def _plain_points(wkb: list[bytes | None]) -> Shapes:
    xy = np.full((len(wkb), 2), np.nan)
    rows = [i for i, w in enumerate(wkb) if w]
    record = np.frombuffer(b"".join(w for w in wkb if w), _POINT_RECORD)
    xy[rows, 0] = record["x"]
    xy[rows, 1] = record["y"]
    xy[~(np.abs(xy) <= FARTHEST).all(axis=1)] = np.nan
    return points(xy)


def _read(blob: bytes, at: int, feature: int, chunks: list[bytes], parts: list[tuple[int, int, int, int]]) -> int:
    code = struct.unpack_from("<I", blob, at + 1)[0]
    kind = code & 0x0FFFFFFF
    dims = 2 + (kind // 1000 in (1, 3)) + (kind // 1000 in (2, 3)) + bool(code & 0x80000000)
    kind %= 1000
    at += 5
    if kind == 1:
        chunks.append(blob[at : at + 8 * dims])
        parts.append((feature, POINT, 1, dims))
        return at + 8 * dims
    number = struct.unpack_from("<I", blob, at)[0]
    at += 4
    if kind in _COLLECTIONS:
        for _ in range(number):
            at = _read(blob, at, feature, chunks, parts)
        return at
    if kind not in _SINGLE:
        raise ValueError(f"well-known binary of type {kind}")
    lines = 1 if kind == 2 else number
    for _ in range(lines):
        if _SINGLE[kind] == RING:
            number = struct.unpack_from("<I", blob, at)[0]
            at += 4
        if number:
            chunks.append(blob[at : at + 8 * dims * number])
            parts.append((feature, _SINGLE[kind], number, dims))
        at += 8 * dims * number
    return at


def _assemble(chunks: list[bytes], parts: list[tuple[int, int, int, int]], count: int) -> Shapes:
    table = np.array(parts, np.int64).reshape(-1, 4)
    feature, kind, size, dims = table.T
    flat = np.frombuffer(b"".join(chunks), "<f8")
    vertex_dims = np.repeat(dims, size)
    at = np.cumsum(vertex_dims) - vertex_dims
    xy = np.column_stack([flat[at], flat[at + 1]]) + 0.0  # + 0.0: the two zeros become one
    start = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    usable = (np.abs(xy) <= FARTHEST).all(axis=1)
    if not usable.all():
        part = np.repeat(np.arange(size.size), size)
        empty = (kind == POINT) & np.isnan(xy[start[:-1]]).all(axis=1)
        lost = np.zeros(count, bool)
        lost[feature[part[~usable]][~empty[part[~usable]]]] = True
        keep = ~(empty | lost[feature])
        xy = xy[keep[part]]
        feature, kind, size = feature[keep], kind[keep], size[keep]
        start = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    return Shapes(xy=xy, part_start=start, part_feature=feature, part_kind=kind.astype(np.int8), count=count)
