"""Which points lie in which polygons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..progress import Progress
from .shapes import RING, Shapes, ranges


@dataclass(frozen=True)
class _Sorted:
    """Points sorted by y, so that those in a band are one slice."""

    order: Ints
    x: Floats
    y: Floats


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
    rings = np.flatnonzero(shapes.part_kind == RING)
    features = np.unique(shapes.part_feature[rings])
    if not features.size:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    corners = shapes.xy[ranges(shapes.part_start[rings], shapes.part_size[rings])]
    known = np.flatnonzero(((points >= corners.min(axis=0)) & (points <= corners.max(axis=0))).all(axis=1))
    order = known[np.argsort(points[known, 1], kind="stable")]
    band = _Sorted(order, points[order, 0], points[order, 1])
    found_points: list[Ints] = [np.empty(0, np.int64)]
    found_features: list[Ints] = [np.empty(0, np.int64)]
    for number, feature in enumerate(features):
        if number % 64 == 0:
            progress.at(number / features.size)
        parts = shapes.part_range(int(feature))
        a, b = _ring_edges(shapes, np.arange(parts.start, parts.stop))
        inside = band.order[_inside_rings(band, a, b)]
        found_points.append(np.sort(inside))
        found_features.append(np.full(inside.size, feature))
    return np.concatenate(found_points), np.concatenate(found_features)


def _ring_edges(shapes: Shapes, parts: Ints) -> tuple[Floats, Floats]:
    parts = parts[shapes.part_kind[parts] == RING]
    first = ranges(shapes.part_start[parts], shapes.part_size[parts] - 1)
    return shapes.xy[first], shapes.xy[first + 1]


def _inside_rings(band: _Sorted, a: Floats, b: Floats) -> Ints:
    """Return the positions, in the sorted points, of those inside or on the rings with edges a–b."""
    lower, upper = np.minimum(a, b), np.maximum(a, b)
    low, high = (
        np.searchsorted(band.y, lower[:, 1].min(), "left"),
        np.searchsorted(band.y, upper[:, 1].max(), "right"),
    )
    box = low + np.flatnonzero((band.x[low:high] >= lower[:, 0].min()) & (band.x[low:high] <= upper[:, 0].max()))
    if not box.size:
        return box
    x, y = band.x[box], band.y[box]
    flip = a[:, 1] > b[:, 1]
    start, end = np.where(flip[:, None], b, a), np.where(flip[:, None], a, b)
    first = np.searchsorted(y, start[:, 1], "left")
    size = np.searchsorted(y, end[:, 1], "right") - first
    point, edge = ranges(first, size), np.repeat(np.arange(size.size), size)
    s, e, px, py = start[edge], end[edge], x[point], y[point]
    side = (e[:, 0] - s[:, 0]) * (py - s[:, 1]) - (px - s[:, 0]) * (e[:, 1] - s[:, 1])
    between = (px >= np.minimum(s[:, 0], e[:, 0])) & (px <= np.maximum(s[:, 0], e[:, 0]))
    on = np.bincount(point[(side == 0) & between], minlength=box.size) > 0
    # Half open in y: a vertex between two edges counts once.
    crossed = (side > 0) & (py >= s[:, 1]) & (py < e[:, 1])
    odd = np.bincount(point[crossed], minlength=box.size) % 2 == 1
    return box[on | odd]


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
