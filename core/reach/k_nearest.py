"""The several nearest facilities of every dwelling over the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..arrays import Floats, Ints
from ..comparing import WITHIN
from ..geometry.distances import Places, least_per_pair
from ..geometry.shapes import points as single_points
from ..geometry.shapes import ranges
from ..network.direct import Direct
from ..network.facility_access import FacilityAccess
from ..network.graph import Graph, reversed_graph
from ..network.network_access import NetworkAccess
from ..network.options import METRES
from ..network.ways import direct_ways
from ..progress import Progress
from .bounded import farthest
from .reach import NthNearest, Pairs, reachable
from .trails import Trails, trace

_LEAST = 100.0
"""Metres that the first search goes at least."""


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """The facilities of dwellings, by dwelling and rank from 1, with the ways there where they were asked for."""

    dwelling: Ints
    rank: Ints
    facility: Ints
    metres: Floats
    minutes: Floats
    trails: Trails | None


def ranked_nearest(
    access: NetworkAccess,
    k: int,
    nearest: Floats,
    limit: float = np.inf,
    progress: Progress | None = None,
    *,
    trails: bool = False,
) -> Ranked:
    """Find the `k` nearest facilities of every dwelling as `k_nearest` does, in both units, and the ways on request.

    Notes
    -----
    Both units are those of the way that is best in the graph's.
    """
    progress = progress or Progress()
    pace, ways = access.graph.proportional, None
    half = 1.0 if pace is not None and not trails else 0.5
    pairs = k_nearest(access, k, nearest, limit, progress.part(0, half))
    dwelling, facility, cost = pairs
    if pace is None or trails:
        ways, other = trace(access, pairs, progress.part(half, 1))
    else:
        other = cost * pace
    rank = np.arange(dwelling.size) - np.searchsorted(dwelling, dwelling) + 1
    metres, minutes = access.travel.metres_and_minutes(cost, other)
    return Ranked(
        dwelling=dwelling,
        rank=rank,
        facility=facility,
        metres=metres,
        minutes=minutes,
        trails=ways if trails else None,
    )


def k_nearest(
    access: NetworkAccess, k: int, nearest: Floats, limit: float = np.inf, progress: Progress | None = None
) -> Pairs:
    """Find the `k` nearest facilities of every dwelling.

    Parameters
    ----------
    nearest
        The cost to the nearest, as that gives it: inf where there is none.
    limit
        In the graph's unit.

    Returns
    -------
    dwelling, facility, cost
        By dwelling, the nearest first; of facilities equally near the first in input order. Fewer than `k` where no
        more are reached within the limit.

    Notes
    -----
    Dwellings that have too few yet are searched for twice as far each time, until each has `k` or all that it can have:
    from the facilities in reach, or from the dwellings against the direction where these are fewer. So a lone farm does
    not make all facilities of a region search for it.
    """
    progress = progress or Progress()
    graph = access.graph
    keeper = NthNearest(len(access.points), max(min(k, access.facilities.count), 1))
    wanting = np.flatnonzero(np.isfinite(nearest) & (nearest <= limit + WITHIN))
    direct = direct_ways(access, progress.part(0, 0.1))
    enough = np.minimum(keeper.value.shape[1], _most(access, direct))
    longest = min(limit, _longest(access))
    reach = min(_first_reach(graph, nearest[wanting], k), longest)
    begun, all_left = 0.1, wanting.size
    back: Graph | None = None
    while wanting.size:
        stop = max(begun, 1 - 0.45 * wanting.size / all_left)
        keeper.value[wanting], keeper.facility[wanting] = np.inf, -1
        near = _within_reach(access, direct, wanting, reach)
        part = progress.part(begun, stop)
        if wanting.size < near.size:
            back = back or reversed_graph(graph, part)
            searched = _from_dwellings(back, access, direct, wanting, reach, part)
        else:
            searched = _from_facilities(access, near, wanting, reach, part)
        for pairs in searched:
            keeper.add(pairs)
        begun = stop
        wanting = wanting[np.isfinite(keeper.value[wanting]).sum(axis=1) < enough[wanting]]
        if reach >= longest:
            break
        reach = min(2 * reach, longest)
    dwelling, rank = np.nonzero(np.isfinite(keeper.value))
    progress.at(1.0)
    return dwelling, keeper.facility[dwelling, rank], keeper.value[dwelling, rank]


def _first_reach(graph: Graph, nearest: Floats, k: int) -> float:
    """Guess how far half of the dwellings have to go: as many facilities lie in as much ground."""
    least = _LEAST * (1.0 if graph.travel.unit == METRES else graph.travel.minutes_per_metre)
    return max(1.5 * float(np.median(nearest)) * k**0.5, least) if nearest.size else least


def _longest(access: NetworkAccess) -> float:
    """Return a cost that no best way exceeds: it goes along no street twice."""
    graph = access.graph
    legs = np.nan_to_num(access.snaps.leg).max(initial=0.0) + access.facilities.snaps.leg.max(initial=0.0)
    return float(2 * graph.edge_cost.sum() + legs * graph.leg_cost) + 1


def _most(access: NetworkAccess, direct: Direct) -> Ints:
    """Return for each dwelling a number of facilities that it cannot exceed: those on its part of the network."""
    network, facilities, snaps = access.graph.network, access.facilities, access.snaps
    part_of, parts = network.edge_component, network.component_length.size
    entered = np.unique(facilities.facility * parts + part_of[facilities.snaps.edge])
    in_part = np.bincount(entered % parts, minlength=parts)
    part = np.where(snaps.on_network, part_of[snaps.edge], -1)
    dwelling, facility = np.divmod(
        np.unique(direct.dwelling * facilities.count + direct.facility), max(facilities.count, 1)
    )
    beside = (part[dwelling] < 0) | ~np.isin(facility * parts + part[dwelling], entered)
    return np.where(part >= 0, in_part[part], 0) + np.bincount(dwelling[beside], minlength=part.size)


def _within_reach(access: NetworkAccess, direct: Direct, dwellings: Ints, reach: float) -> Ints:
    """Return the facilities that some dwellings may reach: no way over the network is shorter than straight."""
    facilities, snaps = access.facilities, access.snaps
    mine = np.zeros(snaps.edge.size, bool)
    mine[dwellings] = True
    near = np.zeros(facilities.count, bool)
    near[direct.facility[mine[direct.dwelling]]] = True
    metres, places = farthest(access.graph, reach), snaps.xy[mine & snaps.on_network]
    if len(places):
        away = cKDTree(places).query(facilities.snaps.xy, distance_upper_bound=metres + 1)[0]
        near[facilities.facility[np.isfinite(away)]] = True
    return np.flatnonzero(near)


def _from_facilities(
    access: NetworkAccess, facilities: Ints, dwellings: Ints, reach: float, progress: Progress
) -> Iterator[Pairs]:
    """Yield the pairs of some facilities and dwellings within reach."""
    some = access.of_facilities(facilities).of_dwellings(dwellings)
    for dwelling, facility, cost in reachable(some, reach, progress):
        yield dwellings[dwelling], facilities[facility], cost


def _from_dwellings(
    back: Graph, access: NetworkAccess, direct: Direct, dwellings: Ints, reach: float, progress: Progress
) -> Iterator[Pairs]:
    """Yield the pairs of some dwellings and all facilities within reach, by searches against the direction.

    Notes
    -----
    Dwellings take the part of facilities, and ways into facilities that of dwellings.
    """
    facilities, snaps = access.facilities, access.snaps
    on = dwellings[snaps.on_network[dwellings]]
    starts, nothing = snaps.take(on), np.full((facilities.facility.size, 2), np.nan)
    no = np.zeros(on.size, bool)
    homes = FacilityAccess(
        facility=np.arange(on.size),
        snaps=starts,
        door=starts.xy,
        places=Places(single_points(starts.xy)),
        gated=no,
        gapped=no,
    )
    beside = np.zeros(snaps.edge.size, bool)
    beside[dwellings] = True
    ways = direct.take(beside[direct.dwelling] & (direct.cost <= reach + WITHIN))
    order = np.argsort(ways.dwelling, kind="stable")
    ways = ways.take(order)
    start = np.searchsorted(ways.dwelling, np.arange(snaps.edge.size + 1))
    unmet = np.ones(snaps.edge.size, bool)
    for way, home, cost in reachable(
        NetworkAccess(graph=back, facilities=homes, points=nothing, snaps=facilities.snaps), reach, progress
    ):
        here = np.unique(on[home])
        unmet[here] = False
        rows = ranges(start[here], start[here + 1] - start[here])
        yield least_per_pair(
            np.concatenate([on[home], ways.dwelling[rows]]),
            np.concatenate([facilities.facility[way], ways.facility[rows]]),
            np.concatenate([cost, ways.cost[rows]]),
        )
    rest = ways.take(unmet[ways.dwelling])
    yield least_per_pair(rest.dwelling, rest.facility, rest.cost)
