"""Distances from many origins to many destinations: all of them, those within a limit, or the nearest of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..arrays import Floats, Ints
from ..comparing import WITHIN
from ..geometry.distances import Places
from ..geometry.shapes import points as point_shapes
from ..geometry.shapes import ranges
from ..network.along_edges import AlongEdges
from ..network.arrivals import Arrivals
from ..network.direct import Direct
from ..network.facility_access import FacilityAccess
from ..network.graph import Graph, reversed_graph
from ..network.network_access import NetworkAccess
from ..network.options import Travel
from ..network.ways import arrivals_of, direct_ways, seeds_of
from ..progress import Progress
from .bounded import Search, farthest, searches
from .k_nearest import ranked_nearest
from .nearest import nearest_facility
from .trails import Forest

BLOCK_PAIRS = 1_000_000
"""Pairs of an origin and a destination that are held at once, some 100 bytes each while they are sorted."""

_COUNTED = 10_000
"""Origins whose destinations within a limit are counted at once."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Rows of a matrix, sorted by origin and rank; `rank` counts from 1 by the cost in the deciding unit."""

    origin: Ints
    destination: Ints
    metres: Floats
    minutes: Floats
    rank: Ints


@dataclass(frozen=True)
class _MatrixPairs:
    """Pairs of an origin and a destination with the cost of the best way in both units."""

    origin: Ints
    destination: Ints
    cost: Floats
    other: Floats

    def take(self, rows: Ints | NDArray[np.bool_]) -> _MatrixPairs:
        """Return some of the pairs."""
        return _MatrixPairs(self.origin[rows], self.destination[rows], self.cost[rows], self.other[rows])

    def turned(self) -> _MatrixPairs:
        """Return them with origins and destinations in each other's place."""
        return _MatrixPairs(self.destination, self.origin, self.cost, self.other)


def _of_direct(direct: Direct) -> _MatrixPairs:
    return _MatrixPairs(direct.dwelling, direct.facility, direct.cost, direct.other)


def _joined(pairs: list[_MatrixPairs]) -> _MatrixPairs:
    empty = np.empty(0, np.int64)
    pairs = [_MatrixPairs(empty, empty, np.empty(0), np.empty(0)), *pairs]
    return _MatrixPairs(
        np.concatenate([p.origin for p in pairs]),
        np.concatenate([p.destination for p in pairs]),
        np.concatenate([p.cost for p in pairs]),
        np.concatenate([p.other for p in pairs]),
    )


def distance_matrix(
    access: NetworkAccess, k: int, limit: float, progress: Progress | None = None
) -> Iterator[tuple[Rows, Progress]]:
    """Measure from every origin to every destination, to those within a limit, or to the nearest.

    Parameters
    ----------
    access
        The origins stand as dwellings, the destinations as facilities.
    k
        How many of the nearest destinations of each origin; 0: all.
    limit
        In the graph's unit.

    Yields
    ------
    rows, progress
        Blocks of origins in their order, one at least; of equally near destinations the first in input order comes
        first. The progress is that of what is done with the rows.

    Notes
    -----
    A block is searched from its origins or from the destinations, whichever are fewer, so that a whole matrix takes as
    many searches as its shorter side has places. The nearest are found as `k_nearest` does. No block holds more than
    `BLOCK_PAIRS`, but for a single origin.
    """
    progress = progress or Progress()
    if k:
        yield from _nearest_rows(access, k, limit, progress)
        return
    search = _MatrixSearch(access, progress.part(0, 0.05))
    blocks = search.blocks(limit, progress)
    for block, part in _with_progress(blocks, progress.part(0.05, 1)):
        yield _rows(access.travel, search.all(block, limit, part.part(0, 0.5))), part.part(0.5, 1)


def _with_progress(blocks: Sequence[Ints], progress: Progress) -> Iterator[tuple[Ints, Progress]]:
    for number, block in enumerate(blocks):
        yield block, progress.part(number / len(blocks), (number + 1) / len(blocks))


def _nearest_rows(access: NetworkAccess, k: int, limit: float, progress: Progress) -> Iterator[tuple[Rows, Progress]]:
    """Yield the rows of the nearest destinations."""
    nearest = nearest_facility(access, progress.part(0, 0.1))
    least = access.travel.deciding(nearest.metres, nearest.minutes)
    size = max(BLOCK_PAIRS // max(min(k, access.facilities.count), 1), 1)
    blocks = np.split(np.arange(least.size), np.arange(size, least.size, size))
    for block, part in _with_progress(blocks, progress.part(0.1, 1)):
        ranked = ranked_nearest(access.of_dwellings(block), k, least[block], limit, part.part(0, 0.5))
        origin = block[ranked.dwelling]
        yield (
            Rows(
                origin=origin,
                destination=ranked.facility,
                metres=ranked.metres,
                minutes=ranked.minutes,
                rank=ranked.rank,
            ),
            part.part(0.5, 1),
        )


def _rows(travel: Travel, pairs: _MatrixPairs) -> Rows:
    order = np.lexsort((pairs.destination, pairs.cost, pairs.origin))
    pairs = pairs.take(order)
    first = np.flatnonzero(np.diff(pairs.origin, prepend=-1))
    rank = np.arange(1, order.size + 1) - np.repeat(first, np.diff(np.append(first, order.size)))
    metres, minutes = travel.metres_and_minutes(pairs.cost, pairs.other)
    return Rows(origin=pairs.origin, destination=pairs.destination, metres=metres, minutes=minutes, rank=rank)


class _Ends:
    """The last stretches to some places, by the node that they begin at; `owner` is the place of each."""

    def __init__(self, arrivals: Arrivals, owner: Ints, nodes: int) -> None:
        node = arrivals.node.ravel()
        order = np.argsort(node, kind="stable")
        self.start = np.searchsorted(node[order], np.arange(nodes + 1))
        self.owner = np.tile(owner[arrivals.row], 2)[order]
        self.cost, self.other = arrivals.cost.ravel()[order], arrivals.other.ravel()[order]

    def at(self, nodes: Ints) -> tuple[Ints, Ints]:
        """Return the stretches that begin at some nodes, sorted by owner: where in `nodes`, and which."""
        size = self.start[nodes + 1] - self.start[nodes]
        end = ranges(self.start[nodes], size)
        order = np.argsort(self.owner[end], kind="stable")
        return np.repeat(np.arange(nodes.size), size)[order], end[order]


class _OtherUnit:
    """Measures ways that were found in the deciding unit in the other one."""

    def __init__(self, graph: Graph, sources: FacilityAccess) -> None:
        self.graph, self.seeds = graph, seeds_of(graph, sources)
        key = self.seeds.facility * np.int64(graph.nodes) + self.seeds.node
        order = np.lexsort((self.seeds.other, self.seeds.cost, key))
        self.seed_key, first = np.unique(key[order], return_index=True)
        self.seed = order[first]

    @cached_property
    def edge_key(self) -> Ints:
        """Number the entries of the graph's matrix; they ascend, since the entries are sorted."""
        start = np.repeat(np.arange(self.graph.nodes, dtype=np.int64), np.diff(self.graph.indptr))
        return start * self.graph.nodes + self.graph.indices

    def cost(self, search: Search, previous: NDArray[np.int32], progress: Progress) -> Floats:
        """Return the cost in the other unit to each node that a search found, inf where it found no way."""
        nodes, width = self.graph.nodes, search.nodes.size
        reached = np.flatnonzero(np.isfinite(search.cost.ravel()))
        row, node = reached // width, search.nodes[reached % width]
        before = previous.ravel()[reached].astype(np.int64)
        root = before < 0
        edge, seed, entry_before = (np.full(search.cost.size, -1, np.int64) for _ in range(3))
        key = search.facilities[row[root]] * nodes + node[root]
        seed[reached[root]] = self.seed[np.searchsorted(self.seed_key, key)]
        key = search.nodes[before[~root]] * nodes + node[~root]
        edge[reached[~root]] = self.graph.entry_edge[np.searchsorted(self.edge_key, key)]
        entry_before[reached[~root]] = row[~root] * width + before[~root]
        forest = Forest(np.tile(search.nodes, search.facilities.size), entry_before, edge, seed)
        return forest.other(self.graph, self.seeds, progress).reshape(search.cost.shape)


@dataclass(frozen=True)
class _Side:
    """The side that a search starts from, and the last stretches to the places of the other side.

    `sources` are entered as facilities are, whichever side they are of; `rows` has the row of each among all of it.
    """

    graph: Graph
    sources: FacilityAccess
    rows: Ints
    ends: _Ends


class _MatrixSearch:
    """Origins and destinations on a network, to be searched from either side."""

    def __init__(self, access: NetworkAccess, progress: Progress) -> None:
        points, snaps = access.points, access.snaps
        self.graph, self.destinations, self.snaps = access.graph, access.facilities, snaps
        direct = direct_ways(access, progress)
        self.direct, self.along = _of_direct(direct), AlongEdges(access)
        self.usable = np.unique(self.destinations.facility)
        on = np.flatnonzero(snaps.on_network)
        nobody = np.zeros(len(points), bool)
        self.origins = FacilityAccess(
            facility=on,
            snaps=snaps.take(on),
            door=points[on],
            places=Places(point_shapes(points)),
            gated=nobody,
            gapped=nobody,
        )

    @cached_property
    def backward(self) -> Graph:
        """Return the graph that is searched from the origins."""
        return reversed_graph(self.graph)

    @cached_property
    def destination_ends(self) -> _Ends:
        """Return the last stretches to the destinations, as the origins' search comes to them."""
        return _Ends(arrivals_of(self.backward, self.destinations.snaps), self.destinations.facility, self.graph.nodes)

    @cached_property
    def ways_in(self) -> cKDTree:
        """Return an index of where the destinations are entered from the network."""
        return cKDTree(self.destinations.snaps.xy)

    def blocks(self, limit: float, progress: Progress) -> list[Ints]:
        """Cut the origins, in their order, into blocks that have few enough pairs each."""
        count, most = self.snaps.edge.size, self.destinations.count
        pairs = np.full(count, most, np.int64)
        metres = farthest(self.graph, limit + WITHIN)
        if np.isfinite(metres) and self.usable.size:
            for rows in np.split(np.arange(count), np.arange(_COUNTED, count, _COUNTED)):
                progress.check()
                on = rows[self.snaps.on_network[rows]]
                near = self.ways_in.query_ball_point(self.snaps.xy[on], metres + 1, return_length=True)
                pairs[on] = np.minimum(near + np.int64(1), most)
        before = np.cumsum(pairs) - pairs
        starts, at = [], 0
        while at < count:
            starts.append(at)
            at = max(int(np.searchsorted(before + pairs, before[at] + BLOCK_PAIRS, "right")), at + 1)
        return np.split(np.arange(count), starts[1:])

    def all(self, rows: Ints, limit: float, progress: Progress) -> _MatrixPairs:
        """Return all pairs of some origins within a limit."""
        return _joined(list(self.search(rows, limit, progress)))

    def search(self, rows: Ints, limit: float, progress: Progress) -> Iterator[_MatrixPairs]:
        """Find all pairs of some origins (ascending) within a limit, each once, a group of searches at a time."""
        on = rows[self.snaps.on_network[rows]]
        targets = self._targets(on, limit)
        direct = self.direct.take(np.isin(self.direct.origin, rows) & (self.direct.cost <= limit + WITHIN))
        direct = _best_of_each(_joined([direct, _of_direct(self.along.of_dwellings(rows, limit + WITHIN))]))
        if on.size <= targets.size:
            side = _Side(self.backward, self.origins.take(on), on, self.destination_ends)
            yield from _from(side, direct, limit, progress)
            return
        ends = _Ends(arrivals_of(self.graph, self.snaps.take(on)), on, self.graph.nodes)
        side = _Side(self.graph, self.destinations.take(targets), targets, ends)
        for pairs in _from(side, direct.turned(), limit, progress):
            yield pairs.turned()

    def _targets(self, origins: Ints, limit: float) -> Ints:
        """Return the destinations that may lie within a limit of any of the origins."""
        metres = farthest(self.graph, limit + WITHIN)
        if not np.isfinite(metres):
            return self.usable
        away = cKDTree(self.snaps.xy[origins]).query(self.destinations.snaps.xy, distance_upper_bound=metres + 1)[0]
        return np.unique(self.destinations.facility[np.isfinite(away)])


def _best_of_each(pairs: _MatrixPairs) -> _MatrixPairs:
    """Keep the best of each pair, sorted by origin and destination."""
    pairs = pairs.take(np.lexsort((pairs.other, pairs.cost, pairs.destination, pairs.origin)))
    first = np.ones(pairs.origin.size, bool)
    first[1:] = (np.diff(pairs.origin) != 0) | (np.diff(pairs.destination) != 0)
    return pairs.take(first)


def _from(side: _Side, direct: _MatrixPairs, limit: float, progress: Progress) -> Iterator[_MatrixPairs]:
    """Find the pairs of the sources of a side and the places of the other one; the sources stand as origins.

    Parameters
    ----------
    direct
        Ways that pass no node, the best of each pair; those of other sources, which are off the network and are not
        searched from, are pairs of their own.
    """
    rows = side.rows
    number = np.full(int(max(rows.max(initial=-1), direct.origin.max(initial=-1))) + 1, -1, np.int64)
    number[rows] = np.arange(rows.size)
    known = number[direct.origin] >= 0
    if not known.all():
        yield direct.take(~known)
    direct = direct.take(known)
    direct = _MatrixPairs(number[direct.origin], direct.destination, direct.cost, direct.other)
    direct = direct.take(np.argsort(direct.origin, kind="stable"))
    begin = np.searchsorted(direct.origin, np.arange(rows.size + 1))
    other_unit, trees = _OtherUnit(side.graph, side.sources), side.graph.proportional is None
    for search in searches(side.graph, side.sources, limit, progress, trees=trees):
        group = search.facilities
        beside = direct.take(ranges(begin[group], np.diff(begin)[group]))
        pairs = _pairs(search, other_unit, side.ends, beside, limit, progress)
        yield replace(pairs, origin=rows[pairs.origin])


def _pairs(
    search: Search, other_unit: _OtherUnit, ends: _Ends, beside: _MatrixPairs, limit: float, progress: Progress
) -> _MatrixPairs:
    """Return the places that a search leads to within a limit, with the least cost from each of its sources."""
    place, end = ends.at(search.nodes)
    first = np.flatnonzero(np.diff(ends.owner[end], prepend=-1))
    owner = ends.owner[end[first]]
    shape = search.facilities.size, first.size
    cost: Floats = np.full(shape, np.inf)
    other: Floats = np.full(shape, np.inf)
    if first.size:
        along = search.cost[:, place] + ends.cost[end]
        cost = np.minimum.reduceat(along, first, axis=1)
        if search.previous is None:
            other = cost * (other_unit.graph.proportional or 0.0)
        else:
            size = np.diff(np.append(first, end.size))
            beyond = other_unit.cost(search, search.previous, progress)[:, place] + ends.other[end]
            beyond[along > np.repeat(cost, size, axis=1)] = np.inf  # of equally good ways the least in the other unit
            other = np.minimum.reduceat(beyond, first, axis=1)
    order = np.argsort(search.facilities)
    row = order[np.searchsorted(search.facilities[order], beside.origin)]
    column = np.minimum(np.searchsorted(owner, beside.destination), max(first.size - 1, 0))
    known = owner[column] == beside.destination if first.size else np.zeros(row.size, bool)
    _replace_where_better(cost, other, row[known], column[known], beside.take(known))
    near_row, near_column = np.nonzero((cost <= limit + WITHIN) & np.isfinite(cost))
    pairs = _MatrixPairs(
        search.facilities[near_row], owner[near_column], cost[near_row, near_column], other[near_row, near_column]
    )
    return pairs if known.all() else _joined([pairs, beside.take(~known)])


def _replace_where_better(cost: Floats, other: Floats, row: Ints, column: Ints, by: _MatrixPairs) -> None:
    """Put what is better into tables of costs."""
    before, beyond = cost[row, column], other[row, column]
    better = (by.cost < before) | ((by.cost == before) & (by.other < beyond))
    cost[row[better], column[better]] = by.cost[better]
    other[row[better], column[better]] = by.other[better]
