"""The nearest of segments that lie close together: exact, in a memory that does not grow with how many lie there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..progress import Progress
from .projection import project

_AT_ONCE = 30_000
"""Pairs of a point and a segment that are measured in one go: with fewer, more time goes by around that."""
_TOLERANCE = 1e-6
"""Metres by which a segment may be farther than the nearest and still be measured: more than rounding, and little."""


def first_of_nearest(segment: Ints, distance: Floats) -> tuple[Ints, Ints]:
    """Return where the nearest segment of each row stands; of those equally near, to the nanometre, the first one."""
    away = np.round(distance, 9)
    nearest = away == away.min(axis=1, keepdims=True)
    column = np.where(nearest, segment, np.iinfo(np.int64).max).argmin(axis=1)
    return np.arange(column.size), column


@dataclass(frozen=True)
class NearestSegment:
    """The nearest segment of each point, where on it that is, and how far."""

    segment: Ints
    share: Floats
    distance: Floats


class CrowdedSegments:
    """Finds the nearest segments of points where many segments are about equally near.

    Parameters
    ----------
    a, b
        Ends of the segments, shape (m, 2).

    Notes
    -----
    Points within r of a middle c are at most r farther from a segment than c is, and at most r nearer. So if the
    segment nearest to c is d away, the nearest one of any of them is at most d + 2r from c. Points are halved by
    place, and each half keeps those segments of its whole that may still be nearest, until few pairs are left.
    """

    def __init__(self, a: Floats, b: Floats) -> None:
        self._a, self._b = a, b
        self._distinct = _first_of_each(a, b)

    def nearest(self, p: Floats, progress: Progress | None = None) -> NearestSegment:
        """Return the nearest segment of each point; the first of those equally near."""
        progress = progress or Progress()
        found = NearestSegment(np.zeros(len(p), np.int64), np.zeros(len(p)), np.full(len(p), np.inf))
        left: list[tuple[Ints, Ints]] = [(np.arange(len(p)), self._distinct)]
        done = 0
        while left:
            progress.at(done / len(p))
            rows, segments = left.pop()
            segments = self._that_may_be_nearest(p[rows], segments)
            if rows.size > 1 and rows.size * segments.size > _AT_ONCE:
                left += [(half, segments) for half in _halves(p, rows)]
                continue
            share, distance = project(p[rows][:, None, :], self._a[segments], self._b[segments])
            first = first_of_nearest(np.broadcast_to(segments, share.shape), distance)
            found.segment[rows] = segments[first[1]]
            found.share[rows], found.distance[rows] = share[first], distance[first]
            done += rows.size
        return found

    def _that_may_be_nearest(self, p: Floats, segments: Ints) -> Ints:
        """Return the segments of which one may be the nearest of some of the points."""
        low, high = p.min(axis=0), p.max(axis=0)
        away = project((low + high) / 2, self._a[segments], self._b[segments])[1]
        return segments[away <= away.min() + np.hypot(*(high - low)) + _TOLERANCE]


def _halves(p: Floats, rows: Ints) -> list[Ints]:
    """Return some points in two halves, cut where they lie farthest apart."""
    wide = np.ptp(p[rows], axis=0)
    return np.array_split(rows[np.argsort(p[rows, np.argmax(wide)], kind="stable")], 2)


def _first_of_each(a: Floats, b: Floats) -> Ints:
    """Return the first of the segments that are drawn several times, whichever way round."""
    is_turned = (a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1]))
    ends = np.where(is_turned[:, None], np.hstack([b, a]), np.hstack([a, b]))
    order = np.lexsort((np.arange(len(ends)), *ends.T))
    is_new = np.concatenate([[True], (ends[order[1:]] != ends[order[:-1]]).any(axis=1)])
    return np.sort(order[is_new])
