"""Streets that are drawn twice or more: edges between the same junctions along the same way."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..arrays import Floats, Ints
from ..geometry.segments import TOUCH, SegmentIndex
from ..geometry.shapes import ranges
from ..progress import Progress
from .edges import Edges


def first_drawn(edges: Edges, tolerance: float, progress: Progress | None = None) -> Ints:
    """Return for each edge the first one that is drawn like it: itself, where there is none before it.

    Parameters
    ----------
    tolerance
        Metres. Two edges between the same two junctions are one street where each lies at most this far from the other.

    Notes
    -----
    Copies to the last digit are found by their coordinates, so that many of them cost no more than as many other
    edges. Of the others, which are few, those with the same box are compared with the first.
    """
    progress = progress or Progress()
    first_of = np.arange(edges.tail.size)
    one, other = np.minimum(edges.tail, edges.head), np.maximum(edges.tail, edges.head)
    pair = one * (int(other.max(initial=0)) + 1) + other
    order = np.argsort(pair, kind="stable")
    same = pair[order][1:] == pair[order][:-1]
    several = order[np.append(same, False) | np.append(False, same)]
    if not several.size:
        return first_of
    rank = np.unique(pair[several], return_inverse=True)[1].reshape(-1)
    alone = []
    known: dict[bytes, int] = {}
    for number, edge in enumerate(several.tolist()):
        if number % 1000 == 0:
            progress.check()
        first = known.setdefault(_key(edges, edge), edge)
        if first != edge:
            first_of[edge] = first
        else:
            alone.append(number)
    for edge, first in _near_copies(edges, several[alone], rank[alone], tolerance, progress):
        first_of[edge] = first
    return first_of[first_of]  # a copy of a copy


def _key(edges: Edges, edge: int) -> bytes:
    """Return the coordinates of an edge, the same in whichever direction it is drawn."""
    xy = edges.xy[edges.vertex_start[edge] : edges.vertex_start[edge + 1]]
    return min(xy.tobytes(), xy[::-1].tobytes())


def _near_copies(
    edges: Edges, some: Ints, rank: Ints, tolerance: float, progress: Progress
) -> Iterator[tuple[int, int]]:
    """Yield edges with the one that they are drawn like, of those between the same junctions (of the same rank)."""
    size = edges.vertex_start[some + 1] - edges.vertex_start[some]
    xy = edges.xy[ranges(edges.vertex_start[some], size)]
    start = np.cumsum(size) - size
    low, high = np.minimum.reduceat(xy, start), np.maximum.reduceat(xy, start)
    reach = tolerance + TOUCH
    middle = xy.mean(axis=0)  # near 0, where numbers are finest
    boxes = np.column_stack([rank * (4 * reach + 1.0), low - middle, high - middle])
    tree = cKDTree(boxes)
    second = np.asarray(tree.query(boxes, k=[2], p=np.inf)[0])[:, 0]
    free = np.ones(some.size, bool)
    by_number = np.argsort(some)
    for one in map(int, by_number[second[by_number] <= reach]):
        progress.check()
        if not free[one]:
            continue
        others = np.array(tree.query_ball_point(boxes[one], reach, p=np.inf), np.int64)
        others = others[free[others] & (some[others] > some[one])]
        alike = others[_alike(edges, int(some[one]), some[others], reach)]
        free[alike] = False
        yield from ((int(some[other]), int(some[one])) for other in alike)


def _alike(edges: Edges, one: int, others: Ints, reach: float) -> NDArray[np.bool_]:
    """Return which edges lie within reach of one, and it of them."""
    alike = np.zeros(others.size, bool)
    if not others.size:
        return alike
    index = _index(edges, one)
    marks, row = _marks(edges, others)
    far = index.nearest(marks, reach)[0] < 0
    alike[np.setdiff1d(np.arange(others.size), row[far])] = True
    own, _ = _marks(edges, np.array([one]))
    for number in map(int, np.flatnonzero(alike)):
        alike[number] = (_index(edges, int(others[number])).nearest(own, reach)[0] >= 0).all()
    return alike


def _index(edges: Edges, edge: int) -> SegmentIndex:
    xy = edges.xy[edges.vertex_start[edge] : edges.vertex_start[edge + 1]]
    return SegmentIndex(xy[:-1], xy[1:])


def _marks(edges: Edges, some: Ints) -> tuple[Floats, Ints]:
    """Return the vertices and the middles of the segments of some edges, and the row of each."""
    size = edges.vertex_start[some + 1] - edges.vertex_start[some]
    row = np.repeat(np.arange(some.size), size)
    xy = edges.xy[ranges(edges.vertex_start[some], size)]
    inner = row[1:] == row[:-1]
    middles = (xy[1:] + xy[:-1])[inner] / 2
    return np.concatenate([xy, middles]), np.concatenate([row, row[1:][inner]])
