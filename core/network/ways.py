"""What it costs to get from the graph's nodes to places on its edges, and straight from place to place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..geometry.segments import SAME_PLACE
from ..progress import Progress
from .arrivals import Arrivals
from .direct import Direct
from .facility_access import FacilityAccess
from .graph import Graph
from .network_access import NetworkAccess
from .snapping import Snaps

ACROSS, INSIDE, BY_TAIL, BY_HEAD = -1, -2, -3, -4
"""In place of a way in on the dwelling's own edge: across the entrance gap from the dwelling's place on the network,
from inside the facility, and by the tail or the head of the dwelling's edge."""


@dataclass(frozen=True)
class Seeds:
    """Nodes at which a search starts: one entry a way in and end of its edge; `other` is the other unit's cost."""

    node: Ints
    facility: Ints
    cost: Floats
    other: Floats


def seeds_of(graph: Graph, facilities: FacilityAccess) -> Seeds:
    """Return the nodes at which searches from the facilities start.

    Notes
    -----
    Of several facilities that start at a node equally cheap, the first in input order holds: so of facilities at
    one place the first is the one that is found.
    """
    tail, head, leg = _both_ends(graph, facilities.snaps, search=True)
    edges, edge = graph.network.edges, facilities.snaps.edge
    return Seeds(
        np.concatenate([edges.tail[edge], edges.head[edge]]),
        np.concatenate([facilities.facility, facilities.facility]),
        np.concatenate([tail[0] + leg[0], head[0] + leg[0]]),
        np.concatenate([tail[1] + leg[1], head[1] + leg[1]]),
    )


def arrivals_of(graph: Graph, snaps: Snaps) -> Arrivals:
    """Return the last stretches to the dwellings on the network."""
    row = np.flatnonzero(snaps.on_network)
    on = snaps.take(row)
    tail, head, leg = _both_ends(graph, on, search=False)
    edges = graph.network.edges
    return Arrivals(
        row,
        np.stack([edges.tail[on.edge], edges.head[on.edge]]),
        np.stack([tail[0] + leg[0], head[0] + leg[0]]),
        np.stack([tail[1] + leg[1], head[1] + leg[1]]),
    )


def arrivals_at(access: NetworkAccess) -> Arrivals:
    """Return the last stretches to the dwellings of an access, where it has them already those."""
    return access.arrivals or arrivals_of(access.graph, access.snaps)


def _both_ends(
    graph: Graph, snaps: Snaps, search: bool
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return the cost to tail, to head and of the leg, each in both units; inf in both where a way is closed."""
    edge, position = snaps.edge, snaps.position
    length = graph.network.edges.length[edge]
    tail, head = graph.ways_to_ends(edge, position, search)
    tail_other = np.where(np.isfinite(tail), graph.part_other(edge, position), np.inf)
    head_other = np.where(np.isfinite(head), graph.part_other(edge, length - position), np.inf)
    return (tail, tail_other), (head, head_other), (snaps.leg * graph.leg_cost, snaps.leg * graph.leg_other)


def direct_ways(access: NetworkAccess, progress: Progress | None = None) -> Direct:
    """Return the ways from dwellings to facilities that go along no street.

    Returns
    -------
    Direct
        0 for a dwelling inside a facility or at its point, first of all, since others cost as little where legs do
        not count; and from a dwelling's own place on the network into a line or polygon within the entrance gap.
        Facilities with entrances of their own are reached by these only. Ways along an edge that both are on are found
        as they are asked for (see `AlongEdges`): they may be far more.
    """
    progress = progress or Progress()
    if access.direct is not None:
        return access.direct
    inside = _inside(access, progress.part(0, 0.5))
    progress.at(0.5)
    across = _across_gap(access, progress.part(0.5, 1))
    return Direct(
        dwelling=np.concatenate([inside.dwelling, across.dwelling]),
        facility=np.concatenate([inside.facility, across.facility]),
        cost=np.concatenate([inside.cost, across.cost]),
        other=np.concatenate([inside.other, across.other]),
        way=np.concatenate([inside.way, across.way]),
    )


def _across_gap(access: NetworkAccess, progress: Progress) -> Direct:
    graph, snaps = access.graph, access.snaps
    gapped = np.flatnonzero(access.facilities.gapped)
    network, places = graph.network, access.facilities.take(gapped).places
    gap = network.options.entrance_gap
    point, facility, away = places.within(snaps.xy, gap, progress)
    if network.barriers is not None and point.size:
        foot = places.distance(snaps.xy[point], facility, gap)[1]
        free = ~network.barriers.block(foot, snaps.xy[point], leave_start=False)
        point, facility, away = point[free], facility[free], away[free]
    legs = snaps.leg[point] + away
    across = np.full(point.size, ACROSS)
    return Direct(
        dwelling=point, facility=gapped[facility], cost=legs * graph.leg_cost, other=legs * graph.leg_other, way=across
    )


def _inside(access: NetworkAccess, progress: Progress) -> Direct:
    open_places = np.flatnonzero(~access.facilities.gated)
    places = access.facilities.take(open_places).places
    point, facility, _ = places.within(access.points, SAME_PLACE, progress)
    nothing = np.zeros(point.size)
    return Direct(
        dwelling=point, facility=open_places[facility], cost=nothing, other=nothing, way=np.full(point.size, INSIDE)
    )
