"""Searches within a limit from groups of neighbouring facilities, each on its own piece of the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from ..arrays import Floats, Ints
from ..geometry.distances import least_per_pair
from ..geometry.shapes import ranges
from ..network.facility_access import FacilityAccess
from ..network.graph import Graph
from ..network.options import METRES
from ..network.ways import Seeds, seeds_of
from ..progress import Progress
from .relaxation import Starts, cut_by_place, relax_graph

Ints32 = NDArray[np.int32]

GROUP = 16
"""Facilities searched together: near each other, so that they share one piece of the network."""

_SLACK = 1e-3

AT_ONCE = 1_000_000
"""Nodes times facilities of one call of scipy, which cannot be cancelled: half a second."""


@dataclass(frozen=True)
class Search:
    """What was found from some facilities: the cost to each of some nodes, shape (facilities, nodes), inf beyond.

    All nodes within the limit are among `nodes`, ascending. `previous`, where it was asked for, is the node before, as
    a place in `nodes`; -1 at a node that a seed reaches by itself, and where nothing arrives.
    """

    facilities: Ints
    nodes: Ints
    cost: Floats
    previous: Ints32 | None = None


def searches(
    graph: Graph, facilities: FacilityAccess, limit: float, progress: Progress | None = None, *, trees: bool = False
) -> Iterator[Search]:
    """Search from all facilities that are on the network, a group at a time.

    Parameters
    ----------
    limit
        In the graph's unit.
    trees
        Whether to tell the node before each.

    Notes
    -----
    A group is searched on the nodes that lie in its box widened by the limit. No way is shorter than the straight line
    and none is faster than the fastest edge, so nothing beyond the box matters. Where that is much of a large network,
    few of the group are searched at once, or each by `relax`, so that Cancel never waits.
    """
    progress = progress or Progress()
    search = _GroupSearch(graph, facilities, limit, trees)
    known = np.flatnonzero(np.isfinite(search.centre).all(axis=1))
    groups = [known[g] for g in cut_by_place(search.centre[known], GROUP, progress)]
    for number, group in enumerate(groups):
        yield from search.of(group, progress.part(number / len(groups), (number + 1) / len(groups)))


class _GroupSearch:
    """Searches from groups of facilities within a limit; `centre` is the place of each facility, NaN for none."""

    def __init__(self, graph: Graph, facilities: FacilityAccess, limit: float, trees: bool) -> None:
        self.graph, self.limit, self.trees = graph, limit, trees
        self.xy, self.metres = graph.network.node_xy, farthest(graph, limit)
        self.seeds = seeds_of(graph, facilities)
        self.centre = _centres(graph, self.seeds, facilities.count)
        self.order = np.argsort(self.seeds.facility, kind="stable")
        self.start = np.searchsorted(self.seeds.facility[self.order], np.arange(facilities.count + 1))
        self.by_x = np.argsort(self.xy[:, 0], kind="stable")
        self.sorted_x = self.xy[self.by_x, 0]
        self.local = np.full(graph.nodes, -1, np.int32)

    def of(self, group: Ints, progress: Progress) -> Iterator[Search]:
        """Search from some facilities."""
        progress.at(0)
        size = self.start[group + 1] - self.start[group]
        mine = self.order[ranges(self.start[group], size)]
        node, cost = self.seeds.node[mine], self.seeds.cost[mine]
        near = self._near(self.xy[node])
        if near.size > AT_ONCE and group.size > 1:  # each has a smaller box by itself
            for number in range(group.size):
                part = progress.part(number / group.size, (number + 1) / group.size)
                yield from self.of(group[[number]], part)
            return
        if near.size > AT_ONCE:
            yield self._by_blocks(group, node, cost, progress)
            return
        self.local[near] = np.arange(near.size)
        column = np.repeat(np.arange(group.size), size)
        matrix = _matrix(self.graph, near, self.local, (column, node, cost), group.size)
        self.local[near] = -1
        together = AT_ONCE // near.size  # which has the facilities' own nodes at least
        for first in range(0, group.size, together):
            if first:
                progress.at(first / group.size)
            some = np.arange(first, min(first + together, group.size))
            yield Search(group[some], near, *_search(matrix, near.size, some, self.limit, self.trees))

    def _near(self, places: Floats) -> Ints:
        """Return the nodes in the box round some places that is widened by the limit."""
        low, high = places.min(axis=0) - self.metres - 1, places.max(axis=0) + self.metres + 1
        span = np.searchsorted(self.sorted_x, low[0]), np.searchsorted(self.sorted_x, high[0], "right")
        near = self.by_x[span[0] : span[1]]
        return np.sort(near[(self.xy[near, 1] >= low[1]) & (self.xy[near, 1] <= high[1])])

    def _by_blocks(self, facility: Ints, node: Ints, cost: Floats, progress: Progress) -> Search:
        """Search from one facility over the whole network."""
        costs = relax_graph(self.graph, Starts(node, cost, np.zeros(node.size, np.int64)), progress)
        beyond = costs.distance > self.limit + _SLACK
        costs.distance[beyond], costs.previous[beyond] = np.inf, -1
        previous = costs.previous[None, :] if self.trees else None
        return Search(facility, np.arange(self.graph.nodes), costs.distance[None, :], previous)


def farthest(graph: Graph, cost: float) -> float:
    """Return the most metres that this cost can bring; without end where an edge takes no time."""
    if graph.travel.unit == METRES:
        return cost
    if not graph.edge_cost.all():
        return np.inf
    fastest = (graph.edge_other / graph.edge_cost).max(initial=1 / graph.travel.minutes_per_metre)
    return cost * float(fastest)


def _centres(graph: Graph, seeds: Seeds, count: int) -> Floats:
    """Return the place of each facility's first seed, NaN where it has none."""
    centre = np.full((count, 2), np.nan)
    centre[seeds.facility[::-1]] = graph.network.node_xy[seeds.node[::-1]]
    return centre


def _matrix(graph: Graph, near: Ints, local: Ints32, seeds: tuple[Ints, Ints, Floats], facilities: int) -> csr_array:
    """Return the matrix of the nodes `near` with a group's facilities behind, each with edges to where it starts."""
    size = (graph.indptr[near + 1] - graph.indptr[near]).astype(np.int64)
    at = ranges(graph.indptr[near].astype(np.int64), size)
    row, target = np.repeat(np.arange(near.size), size), local[graph.indices[at]]
    inner = target >= 0
    column, node, cost = seeds
    column, node, cost = least_per_pair(column, local[node].astype(np.int64), cost)
    open_way = np.isfinite(cost)
    column, node, cost = column[open_way], node[open_way], cost[open_way]
    count = np.concatenate([np.bincount(row[inner], minlength=near.size), np.bincount(column, minlength=facilities)])
    return csr_array(
        (
            np.concatenate([graph.cost[at[inner]], cost]),
            np.concatenate([target[inner], node.astype(np.int32)]),
            np.concatenate([[0], np.cumsum(count)]).astype(np.int32),
        ),
        shape=(count.size, count.size),
    )


def _search(matrix: csr_array, nodes: int, some: Ints, limit: float, trees: bool) -> tuple[Floats, Ints32 | None]:
    """Return the cost from some facilities behind the nodes to these, shape (some, nodes), and the nodes before."""
    start = nodes + some
    if not trees:
        cost = dijkstra(matrix, indices=start, limit=limit + _SLACK)
        return np.asarray(cost[:, :nodes], np.float64), None
    cost, before = dijkstra(matrix, indices=start, limit=limit + _SLACK, return_predecessors=True)
    previous = np.where((before >= 0) & (before < nodes), before, -1)[:, :nodes].astype(np.int32)
    return np.asarray(cost[:, :nodes], np.float64), previous
