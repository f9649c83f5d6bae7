"""The n nearest places of every dwelling over the network, by n searches from all facilities at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints
from ..geometry.distances import least_per_pair
from ..geometry.segments import blocks
from ..network.along_edges import AlongEdges
from ..network.arrivals import Arrivals
from ..network.direct import Direct
from ..network.graph import Graph
from ..network.network_access import NetworkAccess
from ..network.ways import arrivals_at, direct_ways, seeds_of
from ..progress import Progress
from .nearest_update import may_gain
from .relaxation import EdgeRows, Starts, relax

Ints32 = NDArray[np.int32]

_ROWS = 100_000
"""Dwellings at once."""


@dataclass(frozen=True)
class Several:
    """The nearest places in order, shape (rows, n), and what each costs: -1 and inf where there are fewer."""

    place: Ints32
    cost: Floats

    @property
    def n(self) -> int:
        """Return how many there are of each."""
        return self.place.shape[1]

    def first(self, n: int) -> Several:
        """Return a copy of the first `n`."""
        return Several(self.place[:, :n].copy(), self.cost[:, :n].copy())


def several_nearest(access: NetworkAccess, place: Ints, n: int, progress: Progress | None = None) -> Several:
    """Find the `n` nearest places of every dwelling.

    Parameters
    ----------
    access
        The facilities.
    place
        What place each facility is or is a part of: of a place only the nearest part counts.

    Notes
    -----
    Costs are those of a search from each facility by itself, to the last digit. Of places equally near any comes first,
    the same in every run; of those on one spot the first.
    """
    progress = progress or Progress()
    found = several_over_nodes(access, place, n, progress.part(0, 0.9))
    put_in_direct(found, access, place, progress.part(0.9, 1))
    return found


def several_over_nodes(access: NetworkAccess, place: Ints, n: int, progress: Progress) -> Several:
    """Find them by the ways that pass a node, as `several_nearest` does: the first of more are those of fewer.

    Notes
    -----
    That holds of equally near ones too. The k-th at a node follows from those before it. A dwelling takes them from the
    two nodes beside it in the order of their cost, those of its first node first; so n others come before the one
    behind the n-th of a node, which is not among its first n.
    """
    nodes = _several_at_nodes(access, place, n, progress.part(0, 0.8))
    arrivals = arrivals_at(access)
    found = Several(np.full((len(access.points), n), -1, np.int32), np.full((len(access.points), n), np.inf))
    for rows in blocks(arrivals.row.size, progress.part(0.8, 1), _ROWS):
        some = _at_dwellings(nodes, arrivals, rows)
        found.place[arrivals.row[rows]], found.cost[arrivals.row[rows]] = some.place, some.cost
    return found


def update_several(
    access: NetworkAccess, place: Ints, before: tuple[Ints, Several], facilities: Ints, progress: Progress | None = None
) -> Several | None:
    """Find the nearest places, as `several_nearest` does, from a search of most of the facilities.

    Parameters
    ----------
    access, place
        All facilities, and what place each of those that count now is.
    before
        The facilities that the search had, and what it found.
    facilities
        Those that count now, ascending rows.

    Returns
    -------
    Several
        None where a place has several parts: then what one of them leaves cannot be told. See `update_nearest`.
    """
    progress = progress or Progress()
    then, found = before
    if not np.array_equal(place, facilities):
        return None
    n = found.place.shape[1]
    stay = np.intersect1d(then, facilities, assume_unique=True)
    come = np.setdiff1d(facilities, then, assume_unique=True)
    places, costs = found.place.copy(), found.cost.copy()
    lost = np.flatnonzero(np.isin(places, np.setdiff1d(then, facilities, assume_unique=True)).any(axis=1))
    if lost.size:
        some = access.of_dwellings(lost).of_facilities(stay)
        again = several_nearest(some, stay, n, progress.part(0, 0.5))
        places[lost], costs[lost] = again.place, again.cost
    if come.size:
        came = access.of_facilities(come)
        rows = may_gain(came, costs[:, -1])
        new = several_nearest(came.of_dwellings(rows), come, min(n, come.size), progress.part(0.5, 1))
        nearer = np.flatnonzero(new.cost[:, 0] < costs[rows, -1])
        rows, cost = rows[nearer], np.concatenate([costs[rows[nearer]], new.cost[nearer]], axis=1)
        cost, order = _in_order(cost, np.concatenate([places[rows], new.place[nearer]], axis=1))
        places[rows], costs[rows] = order[:, :n], cost[:, :n]
    return Several(places, costs)


def _several_at_nodes(access: NetworkAccess, place: Ints, n: int, progress: Progress) -> Several:
    """Find the nearest places of every node.

    Notes
    -----
    Let S(v) be the k − 1 nearest places of node v. The k-th nearest comes to v over an edge from some node u. Where
    S(u) is S(v), it is the k-th nearest of u as well. Where it is not, u has a place in S(u) that is not in S(v), and
    that is nearer to u than its k-th: the first such place is the best that comes over this edge. So all edges between
    nodes with different sets, and the facilities themselves, are starts of one search over the edges between nodes with
    the same sets. For k = 2 these are the cells of a Voronoi diagram of the network, into which neighbours spread.
    """
    graph = access.graph
    seeds = seeds_of(graph, access.facilities)
    seed = np.flatnonzero(np.isfinite(seeds.cost))
    starts = Starts(seeds.node[seed], seeds.cost[seed], place[seeds.facility[seed]])
    edges = _Edges(graph)
    found = Several(np.full((graph.nodes, n), -1, np.int32), np.full((graph.nodes, n), np.inf))
    for k in range(n):
        part = progress.part(k / n, (k + 1) / n)
        part.at(0)
        before = Several(found.place[:, :k], found.cost[:, :k])
        same = edges.same(before.place)
        begun = _joined(_not_in(starts, before.place), edges.crossing(before, ~same)) if k else starts
        reached = relax(edges.only(same) if k else edges.all, graph.network.node_xy, begun, part)
        found.place[:, k], found.cost[:, k] = reached.source, reached.distance
        if not np.isfinite(reached.distance).any():
            break
    return found


class _Edges:
    """The edges of a graph, one by one."""

    def __init__(self, graph: Graph) -> None:
        self.all = EdgeRows(graph.cost, graph.indices, graph.indptr)
        self.start = np.repeat(np.arange(graph.nodes, dtype=np.int32), np.diff(graph.indptr))
        self.nodes = graph.nodes

    def same(self, place: Ints32) -> Flags:
        """Return which edges lie between nodes with the same places, in whatever order."""
        ordered = np.sort(place, axis=1)
        found = np.ones(self.start.size, bool)
        for column in ordered.T:
            found &= column[self.start] == column[self.all.column]
        return found

    def only(self, some: Flags) -> EdgeRows:
        """Return some of the edges."""
        count = np.bincount(self.start[some], minlength=self.nodes)
        return EdgeRows(self.all.weight[some], self.all.column[some], np.concatenate([[0], np.cumsum(count)]))

    def crossing(self, before: Several, some: Flags) -> Starts:
        """Return the first place that each of some edges brings to a node which does not have it yet."""
        edge = np.flatnonzero(some)
        node = self.all.column[edge]
        label, cost = np.full(edge.size, -1, np.int64), np.full(edge.size, np.inf)
        for k in range(before.place.shape[1]):
            brought = before.place[self.start[edge], k]
            new = (label < 0) & (brought >= 0) & ~_has(before.place[node], brought)
            label[new] = brought[new]
            cost[new] = before.cost[self.start[edge[new]], k] + self.all.weight[edge[new]]
        told = np.flatnonzero(label >= 0)
        return Starts(node[told].astype(np.int64), cost[told], label[told])


def _has(places: Ints32, place: Ints32) -> Flags:
    """Return which rows hold a place."""
    return np.asarray((places == place[:, None]).any(axis=1), bool)


def _not_in(starts: Starts, place: Ints32) -> Starts:
    new = np.flatnonzero(~_has(place[starts.node], starts.label.astype(np.int32)))
    return Starts(starts.node[new], starts.cost[new], starts.label[new])


def _joined(one: Starts, other: Starts) -> Starts:
    return Starts(
        np.concatenate([one.node, other.node]),
        np.concatenate([one.cost, other.cost]),
        np.concatenate([one.label, other.label]),
    )


def _at_dwellings(nodes: Several, arrivals: Arrivals, rows: Ints) -> Several:
    """Return the nearest places of dwellings by the two ends of their edges.

    Those of a dwelling are among those of the two nodes: behind one that is not, there are n that are nearer.
    """
    n = nodes.place.shape[1]
    node, last = arrivals.node[:, rows], arrivals.cost[:, rows]
    cost = np.concatenate([nodes.cost[node[end]] + last[end][:, None] for end in (0, 1)], axis=1)
    place = np.concatenate([nodes.place[node[end]] for end in (0, 1)], axis=1)
    cost, place = _in_order(cost, place)
    for later in range(1, 2 * n):
        again = (place[:, :later] == place[:, later : later + 1]).any(axis=1)
        cost[again, later] = np.inf
    cost, place = _in_order(cost, place)
    place[~np.isfinite(cost)] = -1
    return Several(place[:, :n], cost[:, :n])


def _in_order(cost: Floats, place: Ints32) -> tuple[Floats, Ints32]:
    order = np.argsort(cost, axis=1, kind="stable")
    return np.take_along_axis(cost, order, axis=1), np.take_along_axis(place, order, axis=1)


def put_in_direct(found: Several, access: NetworkAccess, place: Ints, progress: Progress) -> None:
    """Put in the ways that pass no node.

    Notes
    -----
    Of those along edges the nearest are put in first; what costs more than the n-th then is of no use.
    """
    _put_in(found, direct_ways(access, progress), place)
    along = AlongEdges(access)
    for ways in along.neighbours(found.n):
        progress.check()
        _put_in(found, ways, place)
    for ways in along.within(found.cost[:, -1].copy()):
        progress.check()
        _put_in(found, ways, place)


def _put_in(found: Several, direct: Direct, place: Ints) -> None:
    """Put in some ways."""
    if not direct.dwelling.size:
        return
    rows = np.unique(direct.dwelling)
    row, column = np.nonzero(found.place[rows] >= 0)
    dwelling, label, cost = least_per_pair(
        np.concatenate([rows[row], direct.dwelling]),
        np.concatenate([found.place[rows][row, column].astype(np.int64), place[direct.facility]]),
        np.concatenate([found.cost[rows][row, column], direct.cost]),
    )
    order = np.lexsort((label, cost, dwelling))
    dwelling, label, cost = dwelling[order], label[order], cost[order]
    first = np.searchsorted(dwelling, rows)
    rank = np.arange(dwelling.size) - np.repeat(first, np.diff(np.append(first, dwelling.size)))
    near = rank < found.place.shape[1]
    found.place[rows], found.cost[rows] = -1, np.inf
    found.place[dwelling[near], rank[near]], found.cost[dwelling[near], rank[near]] = label[near], cost[near]
