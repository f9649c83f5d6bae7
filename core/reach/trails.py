"""By which streets each dwelling goes to its facility: the trees of ways that searches leave behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..comparing import WITHIN
from ..geometry.shapes import ranges
from ..network.along_edges import AlongEdges, with_along
from ..network.direct import Direct
from ..network.graph import Graph
from ..network.network_access import NetworkAccess
from ..network.ways import ACROSS, BY_HEAD, BY_TAIL, INSIDE, Seeds, arrivals_of, direct_ways, seeds_of
from ..progress import Progress
from .bounded import Search, searches
from .reach import Pairs
from .relaxation import Reached


@dataclass(frozen=True)
class Forest:
    """Trees of ways over nodes, each with its root where a facility is entered.

    Parameters
    ----------
    node
        The node of each entry.
    before
        The entry before it on the way from the facility, -1 at a root.
    edge
        The edge from there, -1 at a root.
    seed
        At a root the row of the `Seeds` that it starts from, -1 elsewhere.
    """

    node: Ints
    before: Ints
    edge: Ints
    seed: Ints

    def other(self, graph: Graph, seeds: Seeds, progress: Progress) -> Floats:
        """Return the cost in the other unit along the way to each entry, inf where there is none."""
        other = np.full(self.node.size, np.inf)
        root, inner = np.flatnonzero(self.seed >= 0), np.flatnonzero(self.before >= 0)
        other[root] = seeds.other[self.seed[root]]
        other[inner] = graph.edge_other[self.edge[inner]]
        before = self.before.copy()
        # Every entry adds what the one before has, and looks twice as far back each time, until all are at a root.
        while inner.size:
            progress.check()
            at = before[inner]
            other[inner] = other[inner] + other[at]
            before[inner] = before[at]
            inner = inner[before[inner] >= 0]
        return other


@dataclass(frozen=True, kw_only=True)
class Trails:
    """The way of some dwellings to a facility each.

    Parameters
    ----------
    dwelling, facility
        One row a way.
    way
        As of `Direct`, or `BY_TAIL` or `BY_HEAD`.
    entry
        Of these two the entry of the forest at which the way leaves the dwelling's edge, else -1.
    """

    dwelling: Ints
    facility: Ints
    way: Ints
    entry: Ints
    forest: Forest

    def take(self, rows: Ints) -> Trails:
        """Return the ways of these rows."""
        return Trails(
            dwelling=self.dwelling[rows],
            facility=self.facility[rows],
            way=self.way[rows],
            entry=self.entry[rows],
            forest=self.forest,
        )


def forest_of(graph: Graph, reached: Reached, seeds: Seeds, progress: Progress) -> Forest:
    """Return the trees that a search from all facilities at once leaves: the entries are the nodes."""
    nodes = np.arange(graph.nodes)
    seed = np.full(graph.nodes, -1, np.int64)
    order = np.lexsort((seeds.other, seeds.facility, seeds.cost))[::-1]  # the cheapest is written last
    seed[seeds.node[order]] = order
    seed[(reached.previous >= 0) | ~np.isfinite(reached.distance)] = -1
    progress.check()
    start = np.repeat(nodes.astype(np.int32), np.diff(graph.indptr))
    progress.check()
    last = np.flatnonzero(reached.previous[graph.indices] == start)  # the edges by which nodes are reached
    edge = np.full(graph.nodes, -1, np.int64)
    edge[graph.indices[last]] = graph.entry_edge[last]
    return Forest(nodes, reached.previous.astype(np.int64), edge, seed)


def trace(access: NetworkAccess, pairs: Pairs, progress: Progress) -> tuple[Trails, Floats]:
    """Find the way of pairs of which it is known how far they are apart.

    Parameters
    ----------
    pairs
        Dwelling, facility and cost; each pair once.

    Returns
    -------
    trails, other
        The best way of each pair, and its cost in the other unit.

    Notes
    -----
    Facilities are searched from once more, each no farther than its farthest dwelling, and of the trees only what
    leads to a dwelling is kept: less than the ways themselves would take.
    """
    dwelling, facility, cost = pairs
    graph = access.graph
    keeper = _TrailKeeper(access)
    direct, ways = direct_ways(access, progress.part(0, 0.2)), _Ways(dwelling.size)
    direct = with_along(direct, AlongEdges(access).of_pairs(dwelling, facility))
    # 1. Ways that pass no node. From inside a facility there is no better one.
    ways.put(0, *_of_pairs(direct, pairs, len(access.points)))
    rows = np.flatnonzero(ways.way[0] != INSIDE)
    # 2. Ways over the tail and the head of the dwelling's edge: facilities that go about as far are searched together.
    for rows_alike, part in _alike(facility, cost, rows, progress.part(0.2, 0.9)):
        mine, group = np.unique(facility[rows_alike], return_inverse=True)
        order = np.argsort(group, kind="stable")
        start = np.searchsorted(group[order], np.arange(mine.size + 1))
        limit = float(cost[rows_alike].max()) + WITHIN
        for search in searches(graph, access.facilities.take(mine), limit, part, trees=True):
            of_search = search.facilities
            size = np.diff(start)[of_search]
            at = rows_alike[order[ranges(start[of_search], size)]]
            column = np.repeat(np.arange(of_search.size), size)
            keeper.add(search, mine[of_search], column, dwelling[at], ways, at)
    # 3. Their cost in the other unit, along the trees and the last stretch; then the best of the three.
    forest = keeper.forest()
    to_entry = forest.other(graph, keeper.seeds, progress)
    arrival = np.maximum(keeper.arrival[dwelling], 0)
    for end in (0, 1):
        by_node = np.flatnonzero(ways.entry[end + 1] >= 0)
        last = keeper.arrivals.other[end, arrival[by_node]]
        ways.other[end + 1, by_node] = to_entry[ways.entry[end + 1, by_node]] + last
    way, entry, other = ways.best()
    progress.at(1.0)
    return Trails(dwelling=dwelling, facility=facility, way=way, entry=entry, forest=forest), other


class _Ways:
    """Up to three ways for each of some pairs: without a node, by the tail and by the head of the dwelling's edge."""

    def __init__(self, count: int) -> None:
        self.way = np.repeat([[ACROSS], [BY_TAIL], [BY_HEAD]], count, axis=1)
        self.entry = np.full((3, count), -1, np.int64)
        self.cost, self.other = np.full((3, count), np.inf), np.full((3, count), np.inf)

    def put(self, kind: int, rows: Ints, way: Ints, cost: Floats, other: Floats) -> None:
        """Put ways of one kind in."""
        self.way[kind, rows], self.cost[kind, rows], self.other[kind, rows] = way, cost, other

    def best(self) -> tuple[Ints, Ints, Floats]:
        """Return way, entry and other cost of the best way of each pair: by cost, then by the other cost."""
        other = np.where(self.cost <= self.cost.min(axis=0), self.other, np.inf)
        at = np.argmin(other, axis=0), np.arange(other.shape[1])
        return self.way[at], self.entry[at], self.other[at]


def _of_pairs(direct: Direct, pairs: Pairs, dwellings: int) -> tuple[Ints, Ints, Floats, Floats]:
    """Return the best direct way of the pairs that have one: row, way and both costs."""
    key = direct.facility * dwellings + direct.dwelling
    order = np.lexsort((direct.other, direct.cost, key))
    first = order[np.unique(key[order], return_index=True)[1]]
    wanted = pairs[1] * dwellings + pairs[0]
    rows = np.flatnonzero(np.isin(wanted, key))
    best = first[np.searchsorted(key[first], wanted[rows])]
    return rows, direct.way[best], direct.cost[best], direct.other[best]


def _alike(facility: Ints, cost: Floats, rows: Ints, progress: Progress) -> list[tuple[Ints, Progress]]:
    """Cut pairs by facility, so that the farthest dwellings of facilities searched together are about as far."""
    if not rows.size:
        return []
    farthest = np.zeros(int(facility[rows].max()) + 1)
    np.maximum.at(farthest, facility[rows], cost[rows])
    kind = np.frexp(farthest[facility[rows]])[1]
    kinds, count = np.unique(kind, return_counts=True)
    stop = np.cumsum(count) / rows.size
    return [
        (rows[kind == k], progress.part(float(b - c / rows.size), float(b)))
        for k, c, b in zip(kinds, count, stop, strict=True)
    ]


class _TrailKeeper:
    """Takes searches in, and keeps of their trees what leads to dwellings."""

    def __init__(self, access: NetworkAccess) -> None:
        graph = access.graph
        self.graph, self.seeds = graph, seeds_of(graph, access.facilities)
        self.arrivals = arrivals_of(graph, access.snaps)
        self.arrival = np.full(len(access.points), -1, np.int64)
        self.arrival[self.arrivals.row] = np.arange(self.arrivals.row.size)
        seeds = self.seeds
        key = seeds.facility * graph.nodes + seeds.node
        order = np.lexsort((seeds.other, seeds.cost, key))
        self.first_seed = order[np.unique(key[order], return_index=True)[1]]
        self.seed_key = key[self.first_seed]
        start = np.repeat(np.arange(graph.nodes), np.diff(graph.indptr))
        self.edge_key = start * graph.nodes + graph.indices  # ascending, as the graph's rows are
        self.parts: list[Forest] = []
        self.count = 0

    def add(self, search: Search, facility: Ints, column: Ints, dwelling: Ints, into: _Ways, rows: Ints) -> None:
        """Put in the ways by nodes of some pairs: a column of the search and a dwelling each.

        Parameters
        ----------
        facility
            Those of the search's columns.
        into, rows
            Where the ways are kept, and in which rows.
        """
        nodes, previous = search.nodes, search.previous
        if previous is None:
            raise ValueError("the search kept no trees")
        # The cost by both ends of each dwelling's edge, and which of these are best.
        known = self.arrival[dwelling] >= 0
        column, rows, arrival = column[known], rows[known], self.arrival[dwelling[known]]
        ends = self.arrivals.node[:, arrival]
        at = np.minimum(np.searchsorted(nodes, ends), nodes.size - 1)
        cost = np.where(nodes[at] == ends, search.cost[column, at], np.inf) + self.arrivals.cost[:, arrival]
        into.cost[1:, rows] = cost
        best = np.isfinite(cost) & (cost <= into.cost[:, rows].min(axis=0))
        key = column * nodes.size + at
        # Of the trees only what leads to one of these:   facility ●──○──○──■ node beside a dwelling: kept
        #                                                             └──○──○   leads nowhere: dropped
        used = _climb(previous.ravel(), nodes.size, np.unique(key[best]))
        before = previous.ravel()[used].astype(np.int64)
        root = before < 0
        node = nodes[used % nodes.size]
        edge, seed = np.full(used.size, -1, np.int64), np.full(used.size, -1, np.int64)
        pair = nodes[before[~root]] * self.graph.nodes + node[~root]
        edge[~root] = self.graph.entry_edge[np.searchsorted(self.edge_key, pair)]
        pair = facility[used[root] // nodes.size] * self.graph.nodes + node[root]
        seed[root] = self.first_seed[np.searchsorted(self.seed_key, pair)]
        # Entries of this search stand behind those of all before.
        place = np.searchsorted(used, used // nodes.size * nodes.size + before)
        self.parts.append(Forest(node, np.where(root, -1, self.count + place), edge, seed))
        into.entry[1:, rows] = np.where(best, self.count + np.searchsorted(used, key), -1)
        self.count += used.size

    def forest(self) -> Forest:
        """Return all trees."""
        empty = np.empty(0, np.int64)
        parts = self.parts or [Forest(empty, empty, empty, empty)]
        return Forest(
            np.concatenate([p.node for p in parts]),
            np.concatenate([p.before for p in parts]),
            np.concatenate([p.edge for p in parts]),
            np.concatenate([p.seed for p in parts]),
        )


def _climb(previous: NDArray[np.int32], width: int, front: Ints) -> Ints:
    """Return all places on the ways from some places to their roots, ascending; each row of `width` is a tree."""
    seen = np.zeros(previous.size, bool)
    while front.size:
        seen[front] = True
        before = previous[front]
        front = (front // width * width + before)[before >= 0]
        front = np.unique(front[~seen[front]])
    return np.flatnonzero(seen)
