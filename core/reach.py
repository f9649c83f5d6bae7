"""Which facilities each dwelling reaches within a limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from .access import Access
from .graph import Graph
from .options import METRES
from .places import Places, least_per_pair
from .progress import Progress
from .relaxation import cut_by_place
from .segments import blocks
from .shapes import ranges
from .snapping import Snaps
from .ways import Arrivals, Direct, arrivals_of, direct_ways, seeds_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Pairs = tuple[Ints, Ints, Floats]

GROUP = 16
"""Facilities searched together: near each other, so that they share one piece of the network."""

WITHIN = 1e-6
"""A value counts as within a threshold up to this much above it."""

_SLACK = 1e-3


@dataclass(frozen=True)
class Nth:
    """For each dwelling the n-th nearest facility within the limit (-1, inf where there are fewer)."""

    facility: Ints
    value: Floats


def reachable(
    graph: Graph, access: Access, points: Floats, snaps: Snaps, limit: float, progress: Progress | None = None
) -> Iterator[Pairs]:
    """Find every facility within a limit of every dwelling over the network.

    Parameters
    ----------
    graph, access, points, snaps
        As for `nearest_facility`.
    limit
        In the graph's unit.

    Yields
    ------
    dwelling, facility, cost
        Each pair once, all pairs of a facility together, sorted by dwelling.

    Notes
    -----
    Groups of neighbouring facilities are searched on the nodes that lie in their box widened by the limit. No way is
    shorter than the straight line and none is faster than the fastest edge, so nothing beyond the box matters.
    """
    progress = progress or Progress()
    seeds, arrivals = seeds_of(graph, access), arrivals_of(graph, snaps)
    direct = direct_ways(graph, access, points, snaps, progress.part(0, 0.2))
    metres = limit if graph.travel.unit == METRES else _farthest(graph, limit)
    centre = _centres(graph, seeds.facility, seeds.node, access.count)
    known = np.flatnonzero(np.isfinite(centre).all(axis=1))
    groups = [known[g] for g in cut_by_place(centre[known], GROUP, progress)]
    seed_order = np.argsort(seeds.facility, kind="stable")
    seed_start = np.searchsorted(seeds.facility[seed_order], np.arange(access.count + 1))
    direct_order = np.lexsort((direct.dwelling, direct.facility))
    direct_start = np.searchsorted(direct.facility[direct_order], np.arange(access.count + 1))
    for number, group in enumerate(groups):
        progress.part(0.2, 1).at(number / len(groups))
        mine = seed_order[ranges(seed_start[group], np.diff(seed_start)[group])]
        box = graph.network.node_xy[seeds.node[mine]]
        near = _in_box(graph.network.node_xy, box.min(axis=0) - metres - 1, box.max(axis=0) + metres + 1)
        column = np.repeat(np.arange(group.size), np.diff(seed_start)[group])
        found = _search(graph, near, (column, seeds.node[mine], seeds.cost[mine]), group.size, limit)
        beside = direct.take(direct_order[ranges(direct_start[group], np.diff(direct_start)[group])])
        yield _pairs(found, near, arrivals, beside, group, limit)
    off = np.isin(direct.facility, known, invert=True) & (direct.cost <= limit + WITHIN)
    if off.any():  # dwellings inside, or across the gap from, facilities that are off the network
        rest = direct.take(off)
        yield least_per_pair(rest.dwelling, rest.facility, rest.cost)


def _farthest(graph: Graph, minutes: float) -> float:
    """Give the most metres that these minutes can bring; without end where an edge takes no time."""
    if not graph.edge_cost.all():
        return np.inf
    fastest = (graph.edge_other / graph.edge_cost).max(initial=1 / graph.travel.minutes_per_metre)
    return minutes * float(fastest)


def _centres(graph: Graph, facility: Ints, node: Ints, count: int) -> Floats:
    """Give the place of each facility's first seed, NaN where it has none."""
    centre = np.full((count, 2), np.nan)
    centre[facility[::-1]] = graph.network.node_xy[node[::-1]]
    return centre


def _in_box(xy: Floats, low: Floats, high: Floats) -> Ints:
    inside = (xy[:, 0] >= low[0]) & (xy[:, 0] <= high[0])
    return np.flatnonzero(inside & (xy[:, 1] >= low[1]) & (xy[:, 1] <= high[1]))


def _search(graph: Graph, near: Ints, seeds: tuple[Ints, Ints, Floats], facilities: int, limit: float) -> Floats:
    """Give the cost from each of a group's facilities to the nodes `near`, shape (facilities, near)."""
    local = np.full(graph.nodes, -1, np.int32)
    local[near] = np.arange(near.size)
    size = (graph.indptr[near + 1] - graph.indptr[near]).astype(np.int64)
    at = ranges(graph.indptr[near].astype(np.int64), size)
    row, target = np.repeat(np.arange(near.size), size), local[graph.indices[at]]
    inner = target >= 0
    column, node, cost = seeds
    column, node, cost = least_per_pair(column, local[node].astype(np.int64), np.where(np.isfinite(cost), cost, np.inf))
    open_way = np.isfinite(cost)
    column, node, cost = column[open_way], node[open_way], cost[open_way]
    count = np.concatenate([np.bincount(row[inner], minlength=near.size), np.bincount(column, minlength=facilities)])
    matrix = csr_array(
        (
            np.concatenate([graph.cost[at[inner]], cost]),
            np.concatenate([target[inner], node.astype(np.int32)]),
            np.concatenate([[0], np.cumsum(count)]).astype(np.int32),
        ),
        shape=(count.size, count.size),
    )
    found = dijkstra(matrix, indices=near.size + np.arange(facilities), limit=limit + _SLACK)
    return found[:, : near.size]


def _pairs(found: Floats, near: Ints, arrivals: Arrivals, direct: Direct, group: Ints, limit: float) -> Pairs:
    local = np.full(int(arrivals.node.max(initial=-1)) + 1, -1, np.int64)
    known = near[near < local.size]
    local[known] = np.arange(known.size)
    place = local[arrivals.node]
    some = np.flatnonzero((place >= 0).any(axis=0))
    padded = np.concatenate([found, np.full((len(found), 1), np.inf)], axis=1)  # column -1: not near
    cost = np.minimum(
        padded[:, place[0, some]] + arrivals.cost[0, some], padded[:, place[1, some]] + arrivals.cost[1, some]
    )
    facility, dwelling = np.nonzero(cost <= limit + WITHIN)
    beside = direct.cost <= limit + WITHIN
    one, other, value = least_per_pair(
        np.concatenate([group[facility], direct.facility[beside]]),
        np.concatenate([arrivals.row[some[dwelling]], direct.dwelling[beside]]),
        np.concatenate([cost[facility, dwelling], direct.cost[beside]]),
    )
    return other, one, value


def reachable_straight(
    places: Places, points: Floats, limit: float, progress: Progress | None = None
) -> Iterator[Pairs]:
    """Find every facility at most `limit` metres from every dwelling in a straight line; see `reachable`."""
    for rows in blocks(len(points), progress, 20_000):
        dwelling, facility, value = places.within(points[rows], limit + WITHIN)
        yield rows[dwelling], facility, value


class NthNearest:
    """Keeps the n nearest facilities of each dwelling while pairs come in, in any order.

    Parameters
    ----------
    count, n
        Number of dwellings, and how many facilities to keep of each.
    """

    def __init__(self, count: int, n: int) -> None:
        self.value = np.full((count, n), np.inf)
        self.facility = np.full((count, n), -1, np.int64)

    def add(self, pairs: Pairs) -> None:
        """Take pairs of dwelling, facility and value in; a pair may come once only."""
        dwelling, facility, value = pairs
        n = self.value.shape[1]
        order = np.lexsort((facility, value, dwelling))
        dwelling, facility, value = dwelling[order], facility[order], value[order]
        rows, first = np.unique(dwelling, return_index=True)
        rank = np.arange(dwelling.size) - np.repeat(first, np.diff(np.r_[first, dwelling.size]))
        keep = rank < n
        new_value, new_facility = np.full((rows.size, n), np.inf), np.full((rows.size, n), -1, np.int64)
        at = np.searchsorted(rows, dwelling[keep]), rank[keep]
        new_value[at], new_facility[at] = value[keep], facility[keep]
        both = np.concatenate([self.value[rows], new_value], axis=1)
        names = np.concatenate([self.facility[rows], new_facility], axis=1)
        best = np.lexsort((names, both), axis=1)[:, :n]
        self.value[rows] = np.take_along_axis(both, best, axis=1)
        self.facility[rows] = np.take_along_axis(names, best, axis=1)

    def nth(self, n: int) -> Nth:
        """Give the n-th nearest of each dwelling."""
        return Nth(self.facility[:, n - 1], self.value[:, n - 1])
