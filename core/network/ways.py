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
from .network import Network
from .network_access import NetworkAccess
from .snapping import Snaps

ACROSS, INSIDE, BY_TAIL, BY_HEAD = -1, -2, -3, -4
"""In place of a way in on the dwelling's own edge: across the entrance gap from the dwelling's place on the network,
from inside the facility, and by the tail or the head of the dwelling's edge."""


@dataclass(frozen=True)
class Seeds:
    """Nodes at which a search starts: one entry a way in and end of its edge.

    `cost` is in the unit that decides (see `Travel`), `other` in the other one.
    """

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


@dataclass(frozen=True, kw_only=True)
class OffStreet:
    """Pairs of a dwelling and a facility with a way along no street, however people travel.

    Parameters
    ----------
    inside, inside_of
        Dwellings inside a facility or at its point, and that facility.
    across, across_to, metres
        Dwellings whose place on the network lies within the entrance gap of a line or polygon, that facility, and the
        metres of the leg and the gap.
    """

    inside: Ints
    inside_of: Ints
    across: Ints
    across_to: Ints
    metres: Floats


def off_street_pairs(
    network: Network, facilities: FacilityAccess, points: Floats, snaps: Snaps, progress: Progress | None = None
) -> OffStreet:
    """Find the dwellings from which a way to a facility goes along no street.

    Parameters
    ----------
    points, snaps
        The dwellings, shape (n, 2), NaN without geometry, and their places on the network.
    """
    progress = progress or Progress()
    open_places = np.flatnonzero(~facilities.gated)
    inside, of, _ = facilities.take(open_places).places.within(points, SAME_PLACE, progress.part(0, 0.5))
    progress.at(0.5)
    gapped, gap = np.flatnonzero(facilities.gapped), network.options.entrance_gap
    places = facilities.take(gapped).places
    across, to, away = places.within(snaps.xy, gap, progress.part(0.5, 1))
    if network.barriers is not None and across.size:
        foot = places.distance(snaps.xy[across], to, gap)[1]
        free = ~network.barriers.block(foot, snaps.xy[across], leave_start=False)
        across, to, away = across[free], to[free], away[free]
    return OffStreet(
        inside=inside,
        inside_of=open_places[of],
        across=across,
        across_to=gapped[to],
        metres=snaps.leg[across] + away,
    )


def direct_ways(access: NetworkAccess, progress: Progress | None = None, pairs: OffStreet | None = None) -> Direct:
    """Return the ways from dwellings to facilities that go along no street.

    Parameters
    ----------
    pairs
        What `off_street_pairs` finds, where somebody has it.

    Returns
    -------
    Direct
        0 for a dwelling inside a facility or at its point, first of all, since others cost as little where legs do
        not count; and from a dwelling's own place on the network into a line or polygon within the entrance gap.
        Facilities with entrances of their own are reached by these only. Ways along an edge that both are on are found
        as they are asked for (see `AlongEdges`): they may be far more.
    """
    if access.direct is not None:
        return access.direct
    graph = access.graph
    found = pairs or off_street_pairs(graph.network, access.facilities, access.points, access.snaps, progress)
    nothing = np.zeros(found.inside.size)
    return Direct(
        dwelling=np.concatenate([found.inside, found.across]),
        facility=np.concatenate([found.inside_of, found.across_to]),
        cost=np.concatenate([nothing, found.metres * graph.leg_cost]),
        other=np.concatenate([nothing, found.metres * graph.leg_other]),
        way=np.repeat([INSIDE, ACROSS], [found.inside.size, found.across.size]),
    )
