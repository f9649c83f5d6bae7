"""Which vertices of lines are one junction."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..arrays import Floats, Ints
from ..progress import Progress

_STRIP = 400_000
_SAMPLE = 100_000
_NEAR = 64
"""Places around an end that it may join, the nearest; where there are more, also one of each small square around it."""
_FEW = 16
"""Places in one junction of which all are compared; of more, those at the outside."""


@dataclass(frozen=True, kw_only=True)
class Junctions:
    """Every vertex of the lines with the place that it belongs to.

    `place` (vertices,) numbers the places; `place_xy` (places, 2) says where they are; `is_node` (places,) is
    true for end points, shared vertices and vertices that a line visits twice. `joined` and `skipped` count
    the joins within the tolerance.
    """

    place: Ints
    place_xy: Floats
    is_node: NDArray[np.bool_]
    joined: int
    skipped: int


def find_junctions(xy: Floats, part: Ints, tolerance: float, progress: Progress) -> Junctions:
    """Find which vertices are one place, exactly or within a tolerance.

    Parameters
    ----------
    xy, part
        Vertices, shape (n, 2), and the line part of each, ascending; no two neighbours in a part are equal.
    tolerance
        Metres. An end point joins another part's end point or vertex at most this far away, the closest pairs
        first. A join is skipped if it would merge the two ends of one edge, put points farther apart than the
        tolerance into one place, or bring two plain vertices together. A plain vertex is no end point of its own
        part, whatever ends lie on it.

    Notes
    -----
    A place joined from several lies where its plain vertex is, else where its first end point in input order is.
    """
    first, place = _distinct(xy, progress)
    place_xy = xy[first]
    ends = np.zeros(len(xy), bool)
    change = np.flatnonzero(part[1:] != part[:-1])
    if len(xy):
        ends[np.r_[0, change + 1, change, len(xy) - 1]] = True
    is_end = np.zeros(first.size, bool)
    is_end[place[ends]] = True
    is_plain = np.zeros(first.size, bool)
    is_plain[place[~ends]] = True
    is_node = is_end | (np.bincount(place, minlength=first.size) > 1)
    pairs = _near_pairs(place_xy, is_end, tolerance, progress)
    if not len(pairs):
        return Junctions(place=place, place_xy=place_xy, is_node=is_node, joined=0, skipped=0)
    places = _DistinctPlaces(xy=place_xy, first=first, is_plain=is_plain, is_node=is_node)
    joiner = _Joiner(places, place, part, tolerance)
    for number, (one, other) in enumerate(pairs):
        if number % 1000 == 0:
            progress.check()
        joiner.join(int(one), int(other))
    progress.check()
    root = np.arange(first.size)
    for one, members in joiner.members.items():
        root[members] = one
    kept, number_of = np.unique(root, return_inverse=True)
    node = np.bincount(number_of[joiner.is_node], minlength=kept.size) > 0
    return Junctions(
        place=number_of[place],
        place_xy=place_xy[joiner.seat[kept]],
        is_node=node,
        joined=joiner.joined,
        skipped=joiner.skipped,
    )


def _distinct(xy: Floats, progress: Progress) -> tuple[Ints, Ints]:
    """Return the first vertex at each distinct point, by x and y, and which of these points each vertex is.

    In strips of x, so that Cancel is looked at between them; the numbers are those of one sort of all.
    """
    strips = len(xy) // _STRIP + 1
    shares = np.linspace(0, 1, strips + 1)[1:-1]
    borders = np.quantile(xy[:: len(xy) // _SAMPLE + 1, 0], shares) if strips > 1 else np.empty(0)
    strip = np.searchsorted(borders, xy[:, 0], side="right")
    firsts: list[Ints] = []
    place, count = np.empty(len(xy), np.int64), 0
    for number in range(strips):
        progress.check()
        rows = np.flatnonzero(strip == number)
        key = np.ascontiguousarray(xy[rows]).view(np.complex128).ravel()
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        firsts.append(rows[first])
        place[rows] = count + inverse.reshape(-1)
        count += first.size
    return np.concatenate(firsts), place


def _near_pairs(place_xy: Floats, is_end: NDArray[np.bool_], tolerance: float, progress: Progress) -> Ints:
    """Return the pairs of an end point's place and another place within the tolerance, closest first."""
    ends = np.flatnonzero(is_end)
    if tolerance <= 0 or not ends.size:
        return np.empty((0, 2), np.int64)
    tree = cKDTree(place_xy, balanced_tree=False, compact_nodes=False)
    progress.check()
    second, _ = tree.query(place_xy[ends], k=[2], distance_upper_bound=np.nextafter(tolerance, np.inf))
    ends = ends[np.isfinite(np.asarray(second)[:, 0])]
    near, crowded = _nearest(tree, place_xy, ends, tolerance)
    table = np.concatenate([near, _one_of_each_square(place_xy, is_end, crowded, tolerance)])
    table = np.unique(np.sort(table[table[:, 0] != table[:, 1]], axis=1), axis=0)
    distance = np.hypot(*(place_xy[table[:, 0]] - place_xy[table[:, 1]]).T)
    return table[np.lexsort((table[:, 1], table[:, 0], distance))]


def _nearest(tree: cKDTree, place_xy: Floats, ends: Ints, tolerance: float) -> tuple[Ints, Ints]:
    """Return the pairs of an end and each of the places nearest to it, and the ends that have more around them."""
    found, k = [np.empty((0, 2), np.int64)], 8
    while ends.size and k <= _NEAR:
        reach = np.nextafter(tolerance, np.inf)
        place = np.asarray(tree.query(place_xy[ends], k=np.arange(1, k + 2), distance_upper_bound=reach)[1])
        there = place < len(place_xy)
        found.append(np.column_stack([np.repeat(ends, there.sum(axis=1)), place[there]]))
        ends, k = ends[there[:, -1]], 2 * k
    return np.concatenate(found), ends


def _one_of_each_square(place_xy: Floats, is_end: NDArray[np.bool_], ends: Ints, tolerance: float) -> Ints:
    """Return the pairs of some ends with one end and one other place of each small square within the tolerance.

    So what lies beyond the places nearest to an end, which may all be one junction soon, is joined too.
    """
    if not ends.size:
        return np.empty((0, 2), np.int64)
    square = (place_xy - place_xy[ends].min(axis=0)) // (tolerance / 2)
    some = np.unique(np.column_stack([square, is_end]), axis=0, return_index=True)[1]
    hits = cKDTree(place_xy[ends]).query_ball_tree(cKDTree(place_xy[some]), tolerance)
    size = [len(hit) for hit in hits]
    near = np.fromiter(chain.from_iterable(hits), np.int64, sum(size))
    return np.column_stack([np.repeat(ends, size), some[near]])


@dataclass(frozen=True)
class _DistinctPlaces:
    """Places before any join: where each is, its first vertex, and whether it holds a plain vertex and is a node."""

    xy: Floats
    first: Ints
    is_plain: NDArray[np.bool_]
    is_node: NDArray[np.bool_]


class _Joiner:
    """Joins places pair by pair and keeps what has become one; `place` and `part` are those of each vertex."""

    def __init__(self, places: _DistinctPlaces, place: Ints, part: Ints, tolerance: float) -> None:
        self.xy, self.first, self.is_plain = places.xy, places.first, places.is_plain
        self.is_node = places.is_node.copy()
        self.place, self.part, self.tolerance = place, part, tolerance
        count = places.first.size
        self.parent = np.arange(count)
        self.seat = np.arange(count)
        self.members: dict[int, list[int]] = {}
        self.outside: dict[int, list[int]] = {}
        # By root: the box around what has become one, and how many plain vertices are in it.
        self.low, self.high, self.plain = self.xy.copy(), self.xy.copy(), self.is_plain.astype(np.int64)
        order = np.argsort(place, kind="stable")
        self.visits, self.visit_start = order, np.searchsorted(place[order], np.arange(count + 1))
        self.joined = self.skipped = 0

    def find(self, place: int) -> int:
        while self.parent[place] != place:
            self.parent[place] = self.parent[self.parent[place]]
            place = int(self.parent[place])
        return place

    def join(self, one: int, other: int) -> None:
        a, b = self.find(one), self.find(other)
        if a == b or not (self._end_meets_other(one, other) or self._end_meets_other(other, one)):
            return
        if not self._allowed(a, b):
            self.skipped += 1
            return
        a, b = min(a, b), max(a, b)
        outside = self._outside(a) + self._outside(b)
        many, few = sorted((self.members.pop(a, [a]), self.members.pop(b, [b])), key=len, reverse=True)
        many += few
        self.parent[b] = a
        self.members[a] = many
        if len(many) > _FEW:
            self.outside[a] = self._hull(outside)
            self.outside.pop(b, None)
        self.low[a] = np.minimum(self.low[a], self.low[b])
        self.high[a] = np.maximum(self.high[a], self.high[b])
        self.plain[a] += self.plain[b]
        self.is_node[[a, b]] = True
        self.seat[a] = min(self.seat[a], self.seat[b], key=lambda m: (not self.is_plain[m], self.first[m]))
        self.joined += 1

    def _allowed(self, a: int, b: int) -> bool:
        if self.plain[a] + self.plain[b] > 1 or not self._all_near(a, b):
            return False
        fewer, more = sorted((a, b), key=lambda root: len(self.members.get(root, [root])))
        return not self._ends_of_one_edge(self.members.get(fewer, [fewer]), more, fewer)

    def _all_near(self, a: int, b: int) -> bool:
        """Return whether no place of one is farther than the tolerance from one of the other.

        The box around both decides where it can, without comparing all pairs: each holds no two that are farther apart.
        """
        box = np.maximum(self.high[a], self.high[b]) - np.minimum(self.low[a], self.low[b])
        if box.max() > self.tolerance:
            return False
        if np.hypot(*box) <= self.tolerance:
            return True
        apart = self.xy[self._outside(a)][:, None, :] - self.xy[self._outside(b)][None, :, :]
        return bool(np.hypot(apart[..., 0], apart[..., 1]).max() <= self.tolerance)

    def _outside(self, root: int) -> list[int]:
        """Return the members of a junction of which one is the farthest from any place; of few, all."""
        return self.outside.get(root) or self.members.get(root, [root])

    def _hull(self, members: list[int]) -> list[int]:
        """Return the corners of the convex hull of some places, in a walk along either side of it."""
        ordered = sorted(members, key=lambda m: tuple(self.xy[m]))
        corners: list[int] = []
        for side in (ordered, ordered[::-1]):
            chain: list[int] = []
            for member in side:
                while len(chain) > 1 and self._turn(chain[-2], chain[-1], member) <= 0:
                    chain.pop()
                chain.append(member)
            corners += chain[:-1]
        return corners

    def _turn(self, one: int, other: int, last: int) -> float:
        """Return twice the area that three places span, positive where they turn left."""
        (ax, ay), (bx, by) = self.xy[other] - self.xy[one], self.xy[last] - self.xy[one]
        return float(ax * by - ay * bx)

    def _visits(self, place: int) -> Ints:
        return self.visits[self.visit_start[place] : self.visit_start[place + 1]]

    def _end_meets_other(self, one: int, other: int) -> bool:
        """Return whether a part that ends at one place meets another part at the other place."""
        visits = self._visits(one)
        ending = {int(self.part[v]) for v in visits if self._is_outermost(int(v))}
        others = {int(p) for p in self.part[self._visits(other)]}
        return bool(ending) and len(ending | others) > 1

    def _is_outermost(self, visit: int) -> bool:
        last = self.part.size - 1
        return visit in (0, last) or len({int(p) for p in self.part[visit - 1 : visit + 2]}) > 1

    def _ends_of_one_edge(self, members: list[int], other: int, own: int) -> bool:
        """Return whether an edge that starts in one junction ends in the other, given by their roots.

        Parameters
        ----------
        members
            The places in the own one; from the other side the same edges would be found.
        """
        for member in members:
            for visit in map(int, self._visits(member)):
                for step in (-1, 1):
                    at = visit + step
                    while 0 <= at < self.place.size and self.part[at] == self.part[visit]:
                        here = int(self.place[at])
                        root = self.find(here)
                        if root == other:
                            return True
                        if self.is_node[here] or root == own:
                            break
                        at += step
        return False
