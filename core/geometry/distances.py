"""Straight distances between points and places that are points, lines or polygons."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from ..arrays import Floats, Ints
from ..progress import Progress
from .polygons import pairs_inside
from .projection import project
from .segments import TOUCH, SegmentIndex, blocks
from .shapes import Shapes, ranges

_PAIRS = 2_000_000
_ROWS = 50_000


class Places:
    """Facilities (or other places) that straight distances are asked of; a polygon's inside is at distance 0."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.a, self.b, part = shapes.segments
        self.feature = shapes.part_feature[part]
        self.first = np.searchsorted(self.feature, np.arange(shapes.count + 1))

    @cached_property
    def index(self) -> SegmentIndex:
        """Return the index of all outlines and points."""
        return SegmentIndex(self.a, self.b)

    def nearest(self, points: Floats, progress: Progress | None = None) -> tuple[Ints, Floats]:
        """Find the nearest place of each point.

        Returns
        -------
        feature, distance
            -1 and inf where there is no place or the point has no coordinates.
        """
        progress = progress or Progress()
        feature, distance = np.full(len(points), -1, np.int64), np.full(len(points), np.inf)
        known = np.flatnonzero(np.isfinite(points).all(axis=1))
        segment, _, away = self.index.nearest(points[known], progress=progress.part(0, 0.7))
        found = segment >= 0
        feature[known[found]], distance[known[found]] = self.feature[segment[found]], away[found]
        inside, holder = pairs_inside(points, self.shapes, progress.part(0.7, 1))
        order = np.argsort(-holder, kind="stable")  # the first polygon is written last
        inside, holder = inside[order], holder[order]
        outside = distance[inside] > 0
        feature[inside[outside]], distance[inside[outside]] = holder[outside], 0.0
        return feature, distance

    def within(self, points: Floats, radius: float, progress: Progress | None = None) -> tuple[Ints, Ints, Floats]:
        """Find all places at most `radius` metres from each point.

        Returns
        -------
        point, feature, distance
            Each pair once, sorted by point and feature.
        """
        progress = progress or Progress()
        known = np.flatnonzero(np.isfinite(points).all(axis=1))
        found: list[tuple[Ints, Ints, Floats]] = []
        for rows in blocks(known.size, progress.part(0, 0.7), 10_000):
            point, segment = self.index.within(points[known[rows]], radius)
            away = project(points[known[rows[point]]], self.a[segment], self.b[segment])[1]
            near = away <= radius
            found.append((known[rows[point[near]]], self.feature[segment[near]], away[near]))
        inside, holder = pairs_inside(points, self.shapes, progress.part(0.7, 1))
        found.append((inside, holder, np.zeros(inside.size)))
        return least_per_pair(*(np.concatenate(v) for v in zip(*found, strict=True)))

    def distance(
        self, points: Floats, feature: Ints, at_most: float = np.inf, progress: Progress | None = None
    ) -> tuple[Floats, Floats]:
        """Measure from each point to the place named beside it.

        Parameters
        ----------
        points, feature
            Shape (n, 2), and the row of the place of each.
        at_most
            No distance is longer, as is known beforehand: so less has to be looked at.

        Returns
        -------
        distance, foot
            Metres, 0 inside a polygon, and the place's point nearest to the given one (itself inside), shape (n, 2).
        """
        progress = progress or Progress()
        distance, foot = np.full(len(points), np.inf), np.array(points, float)
        inside = self._inside(points, feature, progress.part(0, 0.3))
        distance[inside] = 0.0
        outside = np.flatnonzero(distance > 0)
        for rows in np.split(outside, self._cuts(feature[outside], at_most)):
            progress.check()
            pair, segment = self._outlines_of(points[rows], feature[rows], at_most)
            pair = rows[pair]
            share, away = project(points[pair], self.a[segment], self.b[segment])
            order = np.lexsort((away, pair))
            best = order[np.unique(pair[order], return_index=True)[1]]
            a, b = self.a[segment[best]], self.b[segment[best]]
            distance[pair[best]] = away[best]
            foot[pair[best]] = np.where(share[best][:, None] == 1.0, b, a + share[best][:, None] * (b - a))
        return distance, foot

    def _cuts(self, feature: Ints, at_most: float) -> Ints:
        """Return where to cut rows so that no piece has too many pairs with outlines."""
        if np.isfinite(at_most):
            return np.arange(_ROWS, feature.size, _ROWS)
        size = self.first[feature + 1] - self.first[feature]
        return np.flatnonzero(np.diff(np.cumsum(size) // _PAIRS, prepend=0))

    def _outlines_of(self, points: Floats, feature: Ints, at_most: float) -> tuple[Ints, Ints]:
        """Pair each point with the outlines of its own place, or with those of them that are near enough."""
        if np.isfinite(at_most):
            point, segment = self.index.within(points, at_most + TOUCH)
            own = self.feature[segment] == feature[point]
            return point[own], segment[own]
        size = self.first[feature + 1] - self.first[feature]
        return np.repeat(np.arange(feature.size), size), ranges(self.first[feature], size)

    def _inside(self, points: Floats, feature: Ints, progress: Progress) -> Ints:
        """Return the rows whose point lies inside the polygon named beside it."""
        named = np.unique(feature)
        areal = named[self.shapes.is_areal_or_linear[named]]
        if not areal.size:
            return np.empty(0, np.int64)
        rows = np.flatnonzero(np.isin(feature, areal))
        point, holder = pairs_inside(points[rows], self.shapes.take(areal), progress)
        return rows[point[areal[holder] == feature[rows[point]]]]


def least_per_pair(one: Ints, other: Ints, value: Floats) -> tuple[Ints, Ints, Floats]:
    """Keep the smallest value of each pair, sorted by pair."""
    if not one.size:
        return one, other, value
    width = int(other.max()) + 1
    pair = one * width + other
    order = np.argsort(pair, kind="stable")  # quick where much is in order, as it mostly is
    pair = pair[order]
    first = np.flatnonzero(np.append(True, pair[1:] != pair[:-1]))
    return *np.divmod(pair[first], width), np.minimum.reduceat(value[order], first)
