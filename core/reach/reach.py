"""Which facilities each dwelling reaches within a limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..comparing import WITHIN
from ..geometry.distances import Places, least_per_pair
from ..geometry.segments import blocks
from ..geometry.shapes import ranges
from ..network.along_edges import AlongEdges, with_along
from ..network.arrivals import Arrivals
from ..network.direct import Direct
from ..network.network_access import NetworkAccess
from ..network.ways import arrivals_at, direct_ways
from ..progress import Progress
from .bounded import Search, searches

Pairs = tuple[Ints, Ints, Floats]


@dataclass(frozen=True)
class Nth:
    """For each dwelling the n-th nearest facility within the limit, and its cost (-1, inf where there are fewer)."""

    facility: Ints
    value: Floats


def reachable(access: NetworkAccess, limit: float, progress: Progress | None = None) -> Iterator[Pairs]:
    """Find every facility within a limit of every dwelling over the network.

    Parameters
    ----------
    limit
        In the graph's unit.

    Yields
    ------
    dwelling, facility, cost
        Each pair once, all pairs of a facility together, sorted by dwelling.

    Notes
    -----
    See `bounded.searches`.
    """
    progress = progress or Progress()
    graph, facilities = access.graph, access.facilities
    direct = direct_ways(access, progress.part(0, 0.2))
    arrivals = _Arrivals(arrivals_at(access), graph.nodes)
    order = np.lexsort((direct.dwelling, direct.facility))
    start = np.searchsorted(direct.facility[order], np.arange(facilities.count + 1))
    along, searched = AlongEdges(access), np.zeros(facilities.count, bool)
    for search in searches(graph, facilities, limit, progress.part(0.2, 1)):
        group = search.facilities
        searched[group] = True
        beside = direct.take(order[ranges(start[group], np.diff(start)[group])])
        beside = with_along(beside, along.of_facilities(group, limit + WITHIN))
        yield _pairs(search, arrivals, beside, limit)
    off = ~searched[direct.facility] & (direct.cost <= limit + WITHIN)
    if off.any():  # dwellings inside, or across the gap from, facilities that are off the network
        rest = direct.take(off)
        yield least_per_pair(rest.dwelling, rest.facility, rest.cost)


class _Arrivals:
    """The last stretches to dwellings, by the node that they begin at."""

    def __init__(self, arrivals: Arrivals, nodes: int) -> None:
        node = arrivals.node.ravel()
        order = np.argsort(node, kind="stable")
        self.start = np.searchsorted(node[order], np.arange(nodes + 1))
        self.dwelling = np.tile(arrivals.row, 2)[order]
        self.cost = arrivals.cost.ravel()[order]


def _pairs(search: Search, arrivals: _Arrivals, beside: Direct, limit: float) -> Pairs:
    """Return each dwelling that a search reaches within the limit, with its least cost from each facility."""
    size = arrivals.start[search.nodes + 1] - arrivals.start[search.nodes]
    some = np.flatnonzero(size)  # nodes with dwellings beside them
    cost_at = search.cost[:, some]
    row, column = np.nonzero(cost_at <= limit + WITHIN)
    reached, size = cost_at[row, column], size[some[column]]
    at = ranges(arrivals.start[search.nodes[some[column]]], size)
    row, cost = np.repeat(row, size), np.repeat(reached, size) + arrivals.cost[at]
    near, close = cost <= limit + WITHIN, beside.cost <= limit + WITHIN
    facility, dwelling, value = least_per_pair(
        np.concatenate([search.facilities[row[near]], beside.facility[close]]),
        np.concatenate([arrivals.dwelling[at[near]], beside.dwelling[close]]),
        np.concatenate([cost[near], beside.cost[close]]),
    )
    return dwelling, facility, value


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
        """Return the n-th nearest of each dwelling."""
        return Nth(self.facility[:, n - 1], self.value[:, n - 1])
