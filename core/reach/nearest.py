"""The nearest facility of every dwelling over the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..network.facility_access import Access
from ..network.graph import Graph
from ..network.options import METRES
from ..network.snapping import Snaps
from ..network.ways import BY_HEAD, BY_TAIL, INSIDE, Direct, Seeds, arrivals_of, direct_ways, seeds_of
from ..progress import Progress
from ..statuses import BEYOND_LIMIT, NO_FACILITY, NO_GEOMETRY, OFF_NETWORK, UNREACHABLE
from .relaxation import Reached, relax
from .trails import Forest, Trails, forest_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Nearest:
    """The nearest facility of each dwelling.

    `facility` is its row, -1 where none is reached; `metres` and `minutes` are measured along the way that is best
    in the graph's unit, inf where none is reached.
    """

    facility: Ints
    metres: Floats
    minutes: Floats


def nearest_facility(
    graph: Graph, access: Access, points: Floats, snaps: Snaps, progress: Progress | None = None
) -> Nearest:
    """Find the nearest facility of every dwelling over the network.

    Parameters
    ----------
    graph, access
        The network to search and how the facilities are reached.
    points, snaps
        The dwellings, shape (n, 2), and their places on the network.

    Returns
    -------
    Nearest
        Exact: access leg, way and access leg are the least possible. A dwelling inside a facility is at 0.
    """
    return _nearest(graph, access, points, snaps, progress or Progress())[0]


def nearest_with_trails(
    graph: Graph, access: Access, points: Floats, snaps: Snaps, progress: Progress | None = None
) -> tuple[Nearest, Trails]:
    """Find the nearest facility of every dwelling as `nearest_facility` does, and the way there.

    Returns
    -------
    nearest, trails
        The trails have a row for each dwelling that reaches a facility, in order.
    """
    progress = progress or Progress()
    found, best, search = _nearest(graph, access, points, snaps, progress)
    forest = search.forest or forest_of(graph, search.reached, search.seeds, progress)
    rows = np.flatnonzero(best.facility >= 0)
    way = best.way[rows]
    edges, edge = graph.network.edges, snaps.edge[rows]
    entry = np.where(way == BY_TAIL, edges.tail[edge], np.where(way == BY_HEAD, edges.head[edge], -1))
    return found, Trails(dwelling=rows, facility=best.facility[rows], way=way, entry=entry, forest=forest)


@dataclass(frozen=True)
class _Search:
    """A search from all facilities at once; the trees of its ways are there where they were needed."""

    seeds: Seeds
    reached: Reached
    forest: Forest | None


def _nearest(
    graph: Graph, access: Access, points: Floats, snaps: Snaps, progress: Progress
) -> tuple[Nearest, _Best, _Search]:
    seeds = seeds_of(graph, access)
    reached = relax(
        graph.indptr,
        graph.indices,
        graph.cost,
        graph.network.node_xy,
        seeds.node,
        seeds.cost,
        seeds.facility,
        progress.part(0, 0.8),
    )
    forest = None
    if graph.proportional is not None:
        other = reached.distance * graph.proportional
    else:
        forest = forest_of(graph, reached, seeds, progress)
        other = forest.other(graph, seeds, progress)
    best = _Best(len(points))
    # First, so that of ways that cost the same one from inside a facility is taken.
    best.offer(_first_of_each(direct_ways(graph, access, points, snaps, progress.part(0.8, 1))))
    arrivals = arrivals_of(graph, snaps)
    progress.check()
    ends = zip((BY_TAIL, BY_HEAD), arrivals.node, arrivals.cost, arrivals.other, strict=True)
    for end, node, cost, beyond in ends:
        source, distance = reached.source[node].astype(np.int64), reached.distance[node]
        way = np.full(node.size, end)
        best.offer(
            Direct(dwelling=arrivals.row, facility=source, cost=distance + cost, other=other[node] + beyond, way=way)
        )
        progress.check()
    first, second = (best.cost, best.other) if graph.travel.unit == METRES else (best.other, best.cost)
    return Nearest(best.facility, first, second), best, _Search(seeds, reached, forest)


class _Best:
    """Keeps the best way of each dwelling: by cost, then by cost in the other unit, then the first facility."""

    def __init__(self, count: int) -> None:
        self.facility, self.way = np.full(count, -1, np.int64), np.full(count, INSIDE)
        self.cost, self.other = np.full(count, np.inf), np.full(count, np.inf)

    def offer(self, ways: Direct) -> None:
        """Take ways in, one a dwelling at most."""
        at = ways.dwelling
        first = ways.facility < self.facility[at]
        first = (ways.other < self.other[at]) | ((ways.other == self.other[at]) & first)
        first = (ways.cost < self.cost[at]) | ((ways.cost == self.cost[at]) & first)
        better = ways.take(first)
        self.facility[better.dwelling], self.way[better.dwelling] = better.facility, better.way
        self.cost[better.dwelling], self.other[better.dwelling] = better.cost, better.other


def _first_of_each(ways: Direct) -> Direct:
    """Return the best way of each dwelling, as `_Best` orders them."""
    ways = ways.take(np.lexsort((ways.facility, ways.other, ways.cost, ways.dwelling)))
    return ways.take(np.unique(ways.dwelling, return_index=True)[1])


def why_none(
    graph: Graph, access: Access, points: Floats, snaps: Snaps, progress: Progress | None = None
) -> NDArray[np.object_]:
    """Return why dwellings reach nothing within a limit: one of `statuses` each.

    Parameters
    ----------
    graph, access, points, snaps
        As for `nearest_facility`.
    """
    status = np.full(len(points), UNREACHABLE if access.places.shapes.has_geometry.any() else NO_FACILITY, object)
    if snaps.on_network.any() and access.facility.size:
        found = nearest_facility(graph, access, points, snaps, progress)
        status[found.facility >= 0] = BEYOND_LIMIT
    status[~snaps.on_network] = OFF_NETWORK
    status[~np.isfinite(points).all(axis=1)] = NO_GEOMETRY
    return status
