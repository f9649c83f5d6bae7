"""The nearest facility of every dwelling over the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .access import Access, Entrances, find_access
from .graph import Graph, build_graph
from .network import Network
from .options import METRES, Travel
from .progress import Progress
from .reach import WITHIN
from .relaxation import Reached, relax
from .shapes import Shapes
from .snapping import Snaps, snap_points
from .statuses import BEYOND_LIMIT, NO_FACILITY, NO_GEOMETRY, OFF_NETWORK, OK, UNREACHABLE
from .ways import Direct, Seeds, arrivals_of, direct_ways, seeds_of

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
    progress = progress or Progress()
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
    other = _other_cost(graph, reached, seeds, progress)
    arrivals = arrivals_of(graph, snaps)
    progress.check()
    best = _Best(len(points))
    for node, cost, beyond in zip(arrivals.node, arrivals.cost, arrivals.other, strict=True):
        source, distance = reached.source[node].astype(np.int64), reached.distance[node]
        best.offer(Direct(arrivals.row, source, distance + cost, other[node] + beyond))
        progress.check()
    best.offer(_first_of_each(direct_ways(graph, access, points, snaps, progress.part(0.8, 1))))
    if graph.travel.unit == METRES:
        return Nearest(best.facility, best.cost, best.other)
    return Nearest(best.facility, best.other, best.cost)


class _Best:
    """Keeps the best way of each dwelling: by cost, then by cost in the other unit, then the first facility."""

    def __init__(self, count: int) -> None:
        self.facility = np.full(count, -1, np.int64)
        self.cost, self.other = np.full(count, np.inf), np.full(count, np.inf)

    def offer(self, ways: Direct) -> None:
        """Take ways in, one a dwelling at most."""
        at = ways.dwelling
        first = ways.facility < self.facility[at]
        first = (ways.other < self.other[at]) | ((ways.other == self.other[at]) & first)
        first = (ways.cost < self.cost[at]) | ((ways.cost == self.cost[at]) & first)
        better = ways.take(first)
        self.facility[better.dwelling] = better.facility
        self.cost[better.dwelling], self.other[better.dwelling] = better.cost, better.other


def _first_of_each(ways: Direct) -> Direct:
    """Give the best way of each dwelling, as `_Best` orders them."""
    ways = ways.take(np.lexsort((ways.facility, ways.other, ways.cost, ways.dwelling)))
    return ways.take(np.unique(ways.dwelling, return_index=True)[1])


def _other_cost(graph: Graph, reached: Reached, seeds: Seeds, progress: Progress) -> Floats:
    """Give the cost in the other unit along the way found to each node."""
    if graph.proportional is not None:
        return reached.distance * graph.proportional
    other = np.full(graph.nodes, np.inf)
    order = np.lexsort((seeds.other, seeds.facility, seeds.cost))[::-1]
    other[seeds.node[order]] = seeds.other[order]
    start = np.repeat(np.arange(graph.nodes, dtype=np.int32), np.diff(graph.indptr))
    progress.check()
    last = np.flatnonzero(reached.previous[graph.indices] == start)  # the edges by which nodes are reached
    progress.check()
    other[graph.indices[last]] = graph.edge_other[graph.entry_edge[last]]
    progress.check()
    previous = reached.previous.copy()
    inner = np.flatnonzero(previous >= 0)
    # Every node adds what its predecessor has, and looks twice as far back each time, until all have reached a seed.
    while inner.size:
        progress.check()
        before = previous[inner]
        other[inner] = other[inner] + other[before]
        previous[inner] = previous[before]
        inner = inner[previous[inner] >= 0]
    return other


@dataclass(frozen=True)
class NearestTable:
    """What `nearest_table` finds for each dwelling; NaN and -1 where no facility is reached.

    `snap` is the dwelling's own leg; `status` is one of `statuses`; `access` tells how the facilities are reached.
    """

    facility: Ints
    metres: Floats
    minutes: Floats
    straight: Floats
    detour: Floats
    snap: Floats
    status: NDArray[np.object_]
    access: Access


def nearest_table(
    network: Network,
    travel: Travel,
    facilities: Shapes,
    entrances: Entrances | None,
    points: Floats,
    limit: float = np.inf,
    progress: Progress | None = None,
) -> NearestTable:
    """Find the nearest facility of every dwelling, with what a table says about it.

    Parameters
    ----------
    network, travel
        The network and how it is travelled; its unit decides which facility is nearest.
    facilities, entrances
        As for `find_access`.
    points
        The dwellings, shape (n, 2), NaN without geometry.
    limit
        In the unit of `travel`; a facility beyond it does not count as reached.
    """
    progress = progress or Progress()
    graph = build_graph(network, travel, progress)
    access = find_access(network, facilities, entrances, progress.part(0, 0.2))
    snaps = snap_points(network, points, progress.part(0.2, 0.5))
    found = nearest_facility(graph, access, points, snaps, progress.part(0.5, 0.9))
    known = np.isfinite(points).all(axis=1)
    reached = found.facility >= 0
    value = found.metres if travel.unit == METRES else found.minutes
    within = reached & (value <= limit + WITHIN)
    status = np.full(len(points), OK, object)
    status[~reached] = UNREACHABLE if facilities.has_geometry.any() else NO_FACILITY
    status[reached & ~within] = BEYOND_LIMIT
    status[~reached & ~snaps.on_network] = OFF_NETWORK
    status[~known] = NO_GEOMETRY
    rows = np.flatnonzero(within)
    straight = np.full(len(points), np.nan)
    straight[rows] = access.places.distance(points[rows], found.facility[rows])[0]
    metres, minutes = (np.where(within, v, np.nan) for v in (found.metres, found.minutes))
    with np.errstate(divide="ignore", invalid="ignore"):
        detour = np.where(straight > 0, metres / straight, np.nan)
    progress.at(1.0)
    return NearestTable(
        np.where(within, found.facility, -1), metres, minutes, straight, detour, snaps.leg, status, access
    )
