"""The nearest facility of every dwelling over the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..network.along_edges import AlongEdges, with_along
from ..network.direct import Direct
from ..network.network_access import NetworkAccess
from ..network.ways import BY_HEAD, BY_TAIL, INSIDE, Seeds, arrivals_at, direct_ways, seeds_of
from ..progress import Progress
from ..statuses import BEYOND_LIMIT, NO_FACILITY, NO_GEOMETRY, OFF_NETWORK, UNREACHABLE
from .relaxation import Reached, Starts, relax_graph
from .trails import Forest, Trails, forest_of


@dataclass(frozen=True)
class Nearest:
    """The nearest facility of each dwelling.

    `facility` is its row, -1 where none is reached; `metres` and `minutes` are measured along the way that is best
    in the graph's unit, inf where none is reached.
    """

    facility: Ints
    metres: Floats
    minutes: Floats


@dataclass(frozen=True)
class NearestCost:
    """The nearest facility of each dwelling, and the cost to it in the graph's unit: what is kept of many searches.

    `facility` is its row, -1 where none is reached, and `cost` inf.
    """

    facility: NDArray[np.int32]
    cost: Floats


def nearest_cost(access: NetworkAccess, progress: Progress | None = None) -> NearestCost:
    """Find the nearest facility of every dwelling, as `nearest_facility` does."""
    found = nearest_facility(access, progress)
    return NearestCost(found.facility.astype(np.int32), access.travel.deciding(found.metres, found.minutes))


def nearest_facility(access: NetworkAccess, progress: Progress | None = None) -> Nearest:
    """Find the nearest facility of every dwelling over the network.

    Returns
    -------
    Nearest
        Exact: access leg, way and access leg are the least possible. A dwelling inside a facility is at 0.
    """
    return _nearest(access, progress or Progress())[0]


def nearest_with_trails(access: NetworkAccess, progress: Progress | None = None) -> tuple[Nearest, Trails]:
    """Find the nearest facility of every dwelling as `nearest_facility` does, and the way there.

    Returns
    -------
    nearest, trails
        The trails have a row for each dwelling that reaches a facility, in order.
    """
    progress = progress or Progress()
    nearest, best, search = _nearest(access, progress)
    forest = search.forest or forest_of(access.graph, search.reached, search.seeds, progress)
    rows = np.flatnonzero(best.facility >= 0)
    way = best.way[rows]
    edges, edge = access.graph.network.edges, access.snaps.edge[rows]
    entry = np.where(way == BY_TAIL, edges.tail[edge], np.where(way == BY_HEAD, edges.head[edge], -1))
    return nearest, Trails(dwelling=rows, facility=best.facility[rows], way=way, entry=entry, forest=forest)


@dataclass(frozen=True)
class _SearchFromAll:
    """A search from all facilities at once; the trees of its ways are there where they were needed."""

    seeds: Seeds
    reached: Reached
    forest: Forest | None


def _nearest(access: NetworkAccess, progress: Progress) -> tuple[Nearest, _Best, _SearchFromAll]:
    graph = access.graph
    seeds = seeds_of(graph, access.facilities)
    reached = relax_graph(graph, Starts(seeds.node, seeds.cost, seeds.facility), progress.part(0, 0.8))
    forest = None
    if graph.proportional is not None:
        other = reached.distance * graph.proportional
    else:
        forest = forest_of(graph, reached, seeds, progress)
        other = forest.other(graph, seeds, progress)
    best = _Best(len(access.points))
    # First, so that of ways that cost the same one from inside a facility is taken.
    direct = with_along(direct_ways(access, progress.part(0.8, 1)), AlongEdges(access).nearest(progress))
    best.offer(_first_of_each(direct))
    arrivals = arrivals_at(access)
    progress.check()
    ends = zip((BY_TAIL, BY_HEAD), arrivals.node, arrivals.cost, arrivals.other, strict=True)
    for end, node, cost, beyond in ends:
        source, distance = reached.source[node].astype(np.int64), reached.distance[node]
        way = np.full(node.size, end)
        best.offer(
            Direct(dwelling=arrivals.row, facility=source, cost=distance + cost, other=other[node] + beyond, way=way)
        )
        progress.check()
    metres, minutes = access.travel.metres_and_minutes(best.cost, best.other)
    return Nearest(best.facility, metres, minutes), best, _SearchFromAll(seeds, reached, forest)


class _Best:
    """Keeps the best way of each dwelling: by cost, then by cost in the other unit, then the first facility."""

    def __init__(self, count: int) -> None:
        self.facility, self.way = np.full(count, -1, np.int64), np.full(count, INSIDE)
        self.cost, self.other = np.full(count, np.inf), np.full(count, np.inf)

    def offer(self, ways: Direct) -> None:
        """Take ways in, one a dwelling at most."""
        cost = self.cost[ways.dwelling]
        first = ways.cost < cost
        tied = np.flatnonzero(ways.cost == cost)
        if tied.size:
            at, facility, other = ways.dwelling[tied], ways.facility[tied], ways.other[tied]
            first[tied] = (other < self.other[at]) | ((other == self.other[at]) & (facility < self.facility[at]))
        better = ways.take(first)
        self.facility[better.dwelling], self.way[better.dwelling] = better.facility, better.way
        self.cost[better.dwelling], self.other[better.dwelling] = better.cost, better.other


def _first_of_each(ways: Direct) -> Direct:
    """Return the best way of each dwelling, as `_Best` orders them."""
    ways = ways.take(np.lexsort((ways.facility, ways.other, ways.cost, ways.dwelling)))
    return ways.take(np.unique(ways.dwelling, return_index=True)[1])


def why_none(access: NetworkAccess, progress: Progress | None = None) -> NDArray[np.object_]:
    """Return why dwellings reach nothing within a limit: one of `statuses` each."""
    facilities, on = access.facilities, access.snaps.on_network
    status = np.full(on.size, UNREACHABLE if facilities.places.shapes.has_geometry.any() else NO_FACILITY, object)
    if on.any() and facilities.facility.size:
        nearest = nearest_facility(access, progress)
        status[nearest.facility >= 0] = BEYOND_LIMIT
    status[~on] = OFF_NETWORK
    status[~access.located] = NO_GEOMETRY
    return status
