"""Which points lie in which polygons."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints, to_list
from ..progress import Progress
from .shapes import RING, Shapes, ranges

_TOGETHER = 10_000
"""Points in bands, and edges, of polygons that are looked at in one go."""


@dataclass(frozen=True)
class _Sorted:
    """Points sorted by y, so that those in a band are one slice."""

    order: Ints
    x: Floats
    y: Floats

    def places(self, rows: slice, left: float, right: float) -> Ints:
        """Return the places of the points between two x in a slice."""
        return rows.start + np.flatnonzero((self.x[rows] >= left) & (self.x[rows] <= right))


@dataclass(frozen=True, kw_only=True)
class _PolygonEdges:
    """The edges of polygons: their lower and upper ends, and the polygon of each, numbered from 0, in order."""

    low_x: Floats
    low_y: Floats
    high_x: Floats
    high_y: Floats
    polygon: Ints

    def take(self, rows: slice) -> _PolygonEdges:
        return _PolygonEdges(
            low_x=self.low_x[rows],
            low_y=self.low_y[rows],
            high_x=self.high_x[rows],
            high_y=self.high_y[rows],
            polygon=self.polygon[rows],
        )


def pairs_inside(points: Floats, shapes: Shapes, progress: Progress | None = None) -> tuple[Ints, Ints]:
    """Find all pairs of a point and a polygon that holds it, on its border included.

    Parameters
    ----------
    points
        Shape (n, 2); a point with a NaN lies nowhere.
    shapes
        Their rings are the polygons' (even-odd, so holes and several parts need no telling apart); points and
        lines among them hold nothing.

    Returns
    -------
    point, feature
        Sorted by feature, then by point.

    Notes
    -----
    A point on neither side of a shared border is in one of the two polygons only, whatever the rounding: the
    test of a border is the same from both sides, since its lower end always comes first.
    """
    progress = progress or Progress()
    rings = np.flatnonzero((shapes.part_kind == RING) & (shapes.part_size > 1))
    if not rings.size:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    features, number = np.unique(shapes.part_feature[rings], return_inverse=True)
    edges = _edges_of(shapes, rings, number)
    first_edge = np.searchsorted(edges.polygon, np.arange(features.size + 1))
    left, right = (turn.reduceat(turn(edges.low_x, edges.high_x), first_edge[:-1]) for turn in (np.minimum, np.maximum))
    bottom, top = np.minimum.reduceat(edges.low_y, first_edge[:-1]), np.maximum.reduceat(edges.high_y, first_edge[:-1])
    band = _sorted_within(points, (left.min(), bottom.min()), (right.max(), top.max()))
    low, high = np.searchsorted(band.y, bottom, "left"), np.searchsorted(band.y, top, "right")
    found_points, found_features = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    work = np.cumsum(high - low + np.diff(first_edge)) // _TOGETHER
    cuts = [0, *to_list(np.flatnonzero(np.diff(work)) + 1), features.size]
    for start, stop in itertools.pairwise(cuts):
        progress.at(start / features.size)
        places = [band.places(slice(low[n], high[n]), left[n], right[n]) for n in range(start, stop)]
        place, polygon = np.concatenate(places), np.repeat(np.arange(start, stop), [some.size for some in places])
        inside = _inside(band, place, polygon, edges.take(slice(first_edge[start], first_edge[stop])))
        point, polygon = band.order[place[inside]], polygon[inside]
        order = np.lexsort((point, polygon))
        found_points.append(point[order])
        found_features.append(features[polygon[order]])
    return np.concatenate(found_points), np.concatenate(found_features)


def _edges_of(shapes: Shapes, rings: Ints, number: Ints) -> _PolygonEdges:
    """Return the edges of rings, of polygons with these numbers."""
    size = shapes.part_size[rings] - 1
    first = ranges(shapes.part_start[rings], size)
    (ax, ay), (bx, by) = shapes.xy[first].T, shapes.xy[first + 1].T
    flip = ay > by
    return _PolygonEdges(
        low_x=np.where(flip, bx, ax),
        low_y=np.where(flip, by, ay),
        high_x=np.where(flip, ax, bx),
        high_y=np.where(flip, ay, by),
        polygon=np.repeat(number, size),
    )


def _sorted_within(points: Floats, lowest: tuple[float, float], highest: tuple[float, float]) -> _Sorted:
    """Return the points in a box, in order."""
    x, y = points.T
    known = np.flatnonzero((x >= lowest[0]) & (x <= highest[0]) & (y >= lowest[1]) & (y <= highest[1]))
    order = known[np.argsort(y[known], kind="stable")]
    return _Sorted(order, x[order], y[order])


def _inside(band: _Sorted, place: Ints, polygon: Ints, edges: _PolygonEdges) -> Flags:
    """Return which of some points are inside or on the polygon that stands beside each.

    Parameters
    ----------
    place, polygon
        The places of the points in the band, in order within each polygon, and the polygons in order.
    edges
        All edges of these polygons.
    """
    if not place.size:
        return np.empty(0, bool)
    start, width = place.min(), band.y.size  # behind the last place of a polygon comes the first of the next
    y = band.y[start : place.max() + 1]
    key, before = polygon * width + place, edges.polygon * width + start
    first = np.searchsorted(key, before + np.searchsorted(y, edges.low_y, "left"))
    last = np.searchsorted(key, before + np.searchsorted(y, edges.high_y, "right"))
    point, size = ranges(first, last - first), last - first
    px, py = band.x[place][point], band.y[place][point]
    lx, ly, hx, hy = (np.repeat(ends, size) for ends in (edges.low_x, edges.low_y, edges.high_x, edges.high_y))
    side = (hx - lx) * (py - ly) - (px - lx) * (hy - ly)
    between = (px >= np.minimum(lx, hx)) & (px <= np.maximum(lx, hx))
    on = np.bincount(point[(side == 0) & between], minlength=place.size) > 0
    # Half open in y: a vertex between two edges counts once.
    crossed = (side > 0) & (py >= ly) & (py < hy)
    odd = np.bincount(point[crossed], minlength=place.size) % 2 == 1
    return np.asarray(on | odd)


def first_holding(point: Ints, feature: Ints, count: int) -> tuple[Ints, int]:
    """Reduce pairs (as from `pairs_inside`) to the first polygon in input order for each point.

    Returns
    -------
    holder, several
        The polygon of each of `count` points, -1 where none; and how many points lie in more than one.
    """
    holder = np.full(count, -1, np.int64)
    order = np.lexsort((feature, point))[::-1]
    holder[point[order]] = feature[order]
    return holder, int((np.bincount(point, minlength=count) > 1).sum())
