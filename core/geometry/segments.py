"""Straight segments: intersection, and exact nearest search by a tree with a certificate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..arrays import Floats, Ints
from ..progress import Progress
from .crowded import CrowdedSegments, first_of_nearest
from .projection import project
from .shapes import ranges

TOUCH = 2e-9
"""Two things this near, in metres, touch: above the rounding of coordinates, below anything real."""

SAME_PLACE = 0.001
"""Places this near, in metres, are one where it matters that they are: a point brought to another reference system and
back, as one layer may be and another not, comes back half a millimetre beside where it was."""

_SQUARES = 1000
"""Along a side, of a grid over segments."""
_NEIGHBOURS = 200.0
"""Side of the squares of points that are looked at together."""
_BLOCK = 5_000
_PIECE = 20.0
_MOST = 100
"""Pieces that are looked at around a point, before it is left to what is made for crowds."""
_ALIKE = 0.9
"""Of the points of a block that are looked at: where more stay unsure, they are left to what is made for crowds."""


def closest(p: Floats, q: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats, Floats]:
    """Find where the segments p–q and a–b are nearest to each other.

    Returns
    -------
    share, other_share, distance
        The place on p–q, the place on a–b, and the distance, 0 where they cross.
    """
    n = len(p)
    share, other, best = np.zeros(n), np.zeros(n), np.full(n, np.inf)
    for own, point, s, e in ((0.0, p, a, b), (1.0, q, a, b)):
        at, d = project(point, s, e)
        nearer = d < best
        share[nearer], other[nearer], best[nearer] = own, at[nearer], d[nearer]
    for own, point, s, e in ((0.0, a, p, q), (1.0, b, p, q)):
        at, d = project(point, s, e)
        nearer = d < best
        share[nearer], other[nearer], best[nearer] = at[nearer], own, d[nearer]
    t, u, crosses = _proper(p, q, a, b)
    share[crosses], other[crosses], best[crosses] = t[crosses], u[crosses], 0.0
    return share, other, best


def _proper(p: Floats, q: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    r, s, w = q - p, b - a, a - p
    area = r[:, 0] * s[:, 1] - r[:, 1] * s[:, 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        t = (w[:, 0] * s[:, 1] - w[:, 1] * s[:, 0]) / area
        u = (w[:, 0] * r[:, 1] - w[:, 1] * r[:, 0]) / area
        return t, u, (area != 0) & (t > 0) & (t < 1) & (u > 0) & (u < 1)


def meetings(p: Floats, q: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Find the stretch of each segment p–q that the segment a–b covers.

    Returns
    -------
    first, last, meets
        Metres along p–q where they begin and end to share points: the same for a crossing, apart where one
        runs along the other; touching within `TOUCH` counts.
    """
    length = np.hypot(*(q - p).T)
    first: Floats = np.full(len(p), np.inf)
    last: Floats = np.full(len(p), -np.inf)
    t, _, crosses = _proper(p, q, a, b)
    stretches = [(t * length, crosses)]
    for point in (a, b):
        share, d = project(point, p, q)
        stretches.append((share * length, d <= TOUCH))
    for metres, point in ((np.zeros(len(p)), p), (length, q)):
        stretches.append((metres, project(point, a, b)[1] <= TOUCH))
    for metres, holds in stretches:
        first = np.where(holds & (metres < first), metres, first)
        last = np.where(holds & (metres > last), metres, last)
    return first, last, last >= first


@dataclass(frozen=True)
class Candidates:
    """The nearest segments of each point, nearest first.

    `segment` (n, k) holds -1 where there are fewer; `distance` is inf there. Every segment at most `certain`
    (n,) away from the point is among them.
    """

    segment: Ints
    share: Floats
    distance: Floats
    certain: Floats


class SegmentIndex:
    """Exact nearest segments by a tree on the midpoints of pieces of bounded length.

    Parameters
    ----------
    a, b
        Ends of the segments, shape (m, 2); a segment may be a single point.

    Notes
    -----
    A piece of length at most 2h is at least (distance to its midpoint − h) away. So once the k nearest midpoints
    are known, every piece nearer than (the k-th midpoint's distance − h) has been seen.
    """

    def __init__(self, a: Floats, b: Floats) -> None:
        self.a, self.b = a, b
        length = np.hypot(*(b - a).T) if len(a) else np.empty(0)
        bound = max(_PIECE, float(length.sum()) / max(3 * length.size, 1))
        number = np.maximum(np.ceil(length / bound), 1).astype(np.int64)
        self.piece_segment = np.repeat(np.arange(length.size), number)
        share = (ranges(np.zeros(length.size, np.int64), number) + 0.5) / np.repeat(number, number)
        self.half = float((length / number).max()) / 2 if length.size else 0.0
        middle = a[self.piece_segment] + share[:, None] * (b - a)[self.piece_segment]
        self.tree = cKDTree(middle, balanced_tree=False, compact_nodes=False) if length.size else None
        self._squares: tuple[float, _Squares] | None = None

    def candidates(self, p: Floats, k: int, limit: float = np.inf) -> Candidates:
        """Return the segments of the k nearest pieces, at most `limit` away, of each point."""
        found = self._near_pieces(p, k, limit)
        # To the nanometre, so that of a line and the same line drawn the other way round the first is the nearest.
        order = np.lexsort((found.segment, np.round(found.distance, 9)), axis=1)
        return Candidates(
            np.take_along_axis(found.segment, order, axis=1),
            np.take_along_axis(found.share, order, axis=1),
            np.take_along_axis(found.distance, order, axis=1),
            found.certain,
        )

    def _near_pieces(self, p: Floats, k: int, limit: float) -> Candidates:
        """Return the candidates by the distance of their middles."""
        pieces = 0 if self.tree is None else self.tree.n
        k = min(k, pieces)
        if self.tree is None or not len(p):
            empty = np.empty((len(p), 0))
            return Candidates(empty.astype(np.int64), empty, empty, np.full(len(p), np.inf))
        reach = limit + self.half + TOUCH  # of a point in line with a street the middle may be farther by rounding
        away, piece = self.tree.query(p, k=np.arange(1, k + 1), distance_upper_bound=reach, workers=-1)
        away, piece = np.asarray(away), np.asarray(piece)
        found = piece < pieces
        segment = np.where(found, self.piece_segment[np.where(found, piece, 0)], -1)
        share, distance = project(p[:, None, :], self.a[segment], self.b[segment])
        distance[~found] = np.inf
        every = ~found[:, -1] | (k == pieces)
        return Candidates(segment, share, distance, np.where(every, np.inf, away[:, -1] - self.half))

    def nearest(
        self, p: Floats, limit: float = np.inf, progress: Progress | None = None
    ) -> tuple[Ints, Floats, Floats]:
        """Find the nearest segment of each point; the first of those equally near.

        Returns
        -------
        segment, share, distance
            -1, 0 and inf where none is at most `limit` away.
        """
        segment, share = np.full(len(p), -1, np.int64), np.zeros(len(p))
        distance = np.full(len(p), np.inf)
        if self.tree is None:
            return segment, share, distance
        order = _by_place(p)
        crowded: list[Ints] = []
        for block in blocks(len(p), progress):
            active, k = order[block], 2 if self.half == 0.0 else 6  # of points the nearest is sure at once
            while active.size and k <= _MOST:
                looked_at, found = active.size, self._near_pieces(p[active], k, limit)
                first = first_of_nearest(found.segment, found.distance)
                best = found.distance[first]
                done = (best < found.certain - TOUCH) | (found.certain == np.inf)
                hit = done & (best <= limit)
                rows = active[hit]
                segment[rows], share[rows] = found.segment[first][hit], found.share[first][hit]
                distance[rows] = best[hit]
                active, k = active[~done], 2 * k
                if active.size > _ALIKE * looked_at:  # a crowd: more pieces would hardly tell
                    break
            crowded.append(active)
        rows = np.concatenate(crowded) if crowded else np.empty(0, np.int64)
        if rows.size:
            exact = self._crowded.nearest(p[rows], progress)
            hit = exact.distance <= limit
            rows = rows[hit]
            segment[rows], share[rows], distance[rows] = exact.segment[hit], exact.share[hit], exact.distance[hit]
        return segment, share, distance

    @cached_property
    def _crowded(self) -> CrowdedSegments:
        return CrowdedSegments(self.a, self.b)

    def within(self, p: Floats, radius: Floats | float) -> tuple[Ints, Ints]:
        """Return all pairs of a point and a segment that may be at most `radius` apart: none is missing.

        Returns
        -------
        point, segment
            Each pair once, sorted.
        """
        if self.tree is None or not len(p):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        radius = np.broadcast_to(radius, (len(p),))
        reach = radius + self.half + TOUCH
        some = self._in_squares_beside(p, float(reach.max()))
        near = some[self.tree.query(p[some], distance_upper_bound=float(reach.max()))[0] <= reach[some]]
        hits = self.tree.query_ball_point(p[near], reach[near], return_sorted=False)
        size = np.fromiter(map(len, hits), np.int64, len(hits))
        piece = np.fromiter(chain.from_iterable(hits), np.int64, int(size.sum()))
        pairs = np.unique(np.repeat(near, size) * len(self.a) + self.piece_segment[piece])
        return np.divmod(pairs, len(self.a))

    def _in_squares_beside(self, p: Floats, reach: float) -> Ints:
        """Return the points that lie in or beside a square with a piece of a segment: none that is within reach lacks.

        Of places in a town most points are near none, and are told apart at once.
        """
        known = self._squares  # of many points, that come block by block; another run may look for its own
        if known is None or known[0] != reach:
            middle = np.asarray(self.tree.data) if self.tree is not None else np.empty((0, 2))
            self._squares = known = reach, _Squares.of(middle, reach)
        return known[1].holding(p)

    def around(self, p: Floats, radius: float) -> Ints:
        """Return the segments that may be at most `radius` from any of the points: none is missing."""
        if self.tree is None or not len(p):
            return np.empty(0, np.int64)
        reach = np.nextafter(radius + self.half + TOUCH, np.inf)
        away = cKDTree(p).query(self.tree.data, distance_upper_bound=reach)[0]
        return np.unique(self.piece_segment[np.isfinite(away)])

    def near_segments(self, p: Floats, q: Floats, radius: float = 0.0) -> tuple[Ints, Ints]:
        """Return all pairs of a segment p–q and an indexed one that may be `radius` or less apart: none is missing."""
        length = np.hypot(*(q - p).T)
        number = np.maximum(np.ceil(length / _PIECE), 1).astype(np.int64)
        row = np.repeat(np.arange(len(p)), number)
        share = (ranges(np.zeros(len(p), np.int64), number) + 0.5) / np.repeat(number, number)
        piece, segment = self.within(p[row] + share[:, None] * (q - p)[row], (length / number / 2)[row] + radius)
        if not piece.size:
            return piece, segment
        pairs = np.unique(row[piece] * len(self.a) + segment)
        return np.divmod(pairs, len(self.a))


@dataclass(frozen=True)
class _Squares:
    """Squares of a grid, from its lowest corner on, and whether a place lies in or beside each."""

    low: Floats
    side: float
    beside: NDArray[np.bool_]

    @staticmethod
    def of(places: Floats, reach: float) -> _Squares:
        """Return the squares beside places, each at least as wide as a reach."""
        low = places.min(axis=0)
        side = max(reach, float(np.ptp(places, axis=0).max()) / _SQUARES) * (1 + 1e-9)
        square = ((places - low) / side).astype(np.int64) + 1
        beside = np.zeros(square.max(axis=0) + 3, bool)
        for right, up in np.ndindex(3, 3):
            beside[square[:, 0] + right - 1, square[:, 1] + up - 1] = True
        return _Squares(low, side, beside)

    def holding(self, p: Floats) -> Ints:
        """Return the points in or beside a square with a place."""
        at = np.floor((p - self.low) / self.side) + 1
        inside = np.flatnonzero(((at >= 0) & (at < self.beside.shape)).all(axis=1))
        column, row = at[inside].astype(np.int64).T
        return inside[self.beside[column, row]]


def _by_place(p: Floats) -> Ints:
    """Return an order of points in which neighbours follow one another: so a tree is read where it was read before."""
    if not len(p):
        return np.empty(0, np.int64)
    square = np.floor((p - p.min(axis=0)) / _NEIGHBOURS)
    return np.argsort(square[:, 0] * (square[:, 1].max() + 1) + square[:, 1], kind="stable")


class CloseSegments:
    """Finds the segments close to points in a time that does not grow with how many lie there.

    Parameters
    ----------
    index
        Of the segments.
    radius
        How far they may be from a point.
    most
        Pieces of segments of about one length that are looked at around a point: those whose middles are nearest.

    Notes
    -----
    Pieces of about one length are in one tree: a short piece has its middle near the point. So the pieces that are
    looked at and lie too far away are few, whatever lengths come together.
    """

    def __init__(self, index: SegmentIndex, radius: float, most: int) -> None:
        self.segments, self.most = len(index.a), most
        self.trees: list[tuple[cKDTree, float, Ints]] = []
        if index.tree is None:
            return
        length = np.hypot(*(index.b - index.a).T)
        half = (length / np.bincount(index.piece_segment) / 2)[index.piece_segment]
        size = np.ceil(np.log2(np.maximum(half / max(radius, 0.1), 0.125))).astype(np.int64)
        for one in np.unique(size):
            rows = np.flatnonzero(size == one)
            tree = cKDTree(np.asarray(index.tree.data)[rows], balanced_tree=False, compact_nodes=False)
            reach = np.nextafter(radius + half[rows].max() + TOUCH, np.inf)
            self.trees.append((tree, float(reach), index.piece_segment[rows]))

    def of(self, p: Floats) -> tuple[Ints, Ints, Ints]:
        """Return the pairs of a point and a segment that may be at most the radius apart.

        Returns
        -------
        point, segment
            Each pair once, sorted. None is missing, but for the points in `crowded`.
        crowded
            Points around which more pieces lie than are looked at.
        """
        found, crowded = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for tree, reach, segment in self.trees:
            rows, k = np.arange(len(p)), min(8, self.most)
            while rows.size:
                away, piece = tree.query(p[rows], k=np.arange(1, k + 2), distance_upper_bound=reach)
                more, last = np.isfinite(np.asarray(away)[:, -1]), k == self.most
                done = rows if last else rows[~more]
                taken = np.asarray(piece)[:, :k] if last else np.asarray(piece)[~more, :k]
                hit = taken < tree.n
                found.append(np.repeat(done, hit.sum(axis=1)) * self.segments + segment[taken[hit]])
                if last:
                    crowded.append(rows[more])
                rows, k = rows[more & (not last)], min(4 * k, self.most)
        point, segment = np.divmod(np.unique(np.concatenate(found)), max(self.segments, 1))
        return point, segment, np.unique(np.concatenate(crowded))


def blocks(number: int, progress: Progress | None = None, size: int = _BLOCK) -> Iterator[Ints]:
    """Cut the rows 0 … number into blocks, with a report of progress, and so a look at Cancel, before each."""
    progress = progress or Progress()
    for start in range(0, number, size):
        progress.at(start / number)
        yield np.arange(start, min(start + size, number))
