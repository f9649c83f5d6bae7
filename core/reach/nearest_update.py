"""The nearest facility of every dwelling after facilities came or went, from what was found before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ..arrays import Floats, Ints
from ..network.network_access import NetworkAccess
from ..network.ways import seeds_of
from ..progress import Progress
from .bounded import farthest
from .nearest import NearestCost, nearest_cost
from .reach import reachable

_Found = TypeVar("_Found")

_FEW = 16
"""Nodes to measure from all others in a straight line: with more the search itself is quicker."""

_SLACK = 1.0
"""Metres: far more than rounding makes of a straight line, or of a place."""


@dataclass(frozen=True)
class FoundNearest:
    """What a search found: its facilities (ascending rows), and the nearest of them, numbered from 0."""

    facilities: Ints
    nearest: NearestCost


def update_nearest(
    access: NetworkAccess, facilities: Ints, before: FoundNearest, progress: Progress | None = None
) -> NearestCost:
    """Find the nearest of some facilities, as `nearest_cost` does, from a search of most of them.

    Parameters
    ----------
    access
        All facilities.
    facilities
        Those that count now, ascending rows.
    before
        A search on the same network, of the same dwellings.
    """
    progress = progress or Progress()

    def search(dwellings: Ints, rows: Ints) -> NearestCost:
        return nearest_cost(access.of_dwellings(dwellings).of_facilities(rows), progress.part(0, 0.5))

    def search_nearer(come: Ints, cost: Floats) -> tuple[Ints, NearestCost]:
        return _nearer(access.of_facilities(come), cost, progress.part(0.5, 1))

    return updated(facilities, before, search, search_nearer)


def updated(
    facilities: Ints,
    before: FoundNearest,
    search: Callable[[Ints, Ints], NearestCost],
    search_nearer: Callable[[Ints, Floats], tuple[Ints, NearestCost]],
) -> NearestCost:
    """Return the nearest of some facilities, from a search of most of them.

    Parameters
    ----------
    facilities, before
        As for `update_nearest`.
    search
        Finds the nearest of some facilities to some dwellings.
    search_nearer
        Finds the nearest of facilities that came, at least of the dwellings that one costs less than they have; returns
        the dwellings too.

    Notes
    -----
    What it costs to come to a facility does not depend on the others. So a dwelling whose nearest one stays has that
    one, or one that came: these are searched for by themselves. Only dwellings whose nearest one went are searched for
    anew, among those that stay. Costs are the same to the last digit; of facilities that are equally near it may be
    another one.
    """
    here, found = np.isin(before.facilities, facilities), before.nearest
    stay, come = before.facilities[here], np.setdiff1d(facilities, before.facilities)
    number = np.full(before.facilities.size + 1, -1, np.int32)  # the last: of none
    number[:-1][here] = np.searchsorted(facilities, stay)
    facility, cost = number[found.facility], found.cost.copy()
    lost = np.flatnonzero((found.facility >= 0) & (facility < 0))
    if lost.size:
        cost[lost] = np.inf
    if lost.size and stay.size:
        again = search(lost, stay)
        facility[lost] = np.where(again.facility >= 0, np.searchsorted(facilities, stay)[again.facility], -1)
        cost[lost] = again.cost
    if come.size:
        rows, new = search_nearer(come, cost)
        nearer = new.cost < cost[rows]
        facility[rows[nearer]] = np.searchsorted(facilities, come)[new.facility[nearer]]
        cost[rows[nearer]] = new.cost[nearer]
    return NearestCost(facility, cost)


def most_alike(known: Sequence[tuple[Ints, _Found]], facilities: Ints) -> tuple[Ints, _Found] | None:
    """Return the search that differs from these facilities in the fewest, None where most are others."""
    differ = [int(np.setxor1d(rows, facilities).size) for rows, _ in known]
    if not differ or min(differ) >= facilities.size:
        return None
    return known[differ.index(min(differ))]


def may_gain(access: NetworkAccess, cost: Floats) -> Ints:
    """Return the dwellings to which one of the facilities may be nearer than what they have.

    Parameters
    ----------
    access
        The facilities that came.
    cost
        Of what each dwelling has, in the graph's unit.

    Notes
    -----
    No way is shorter than the straight line from where it comes onto the network to the nearer end of the dwelling's
    edge. What passes no node lies on an edge where a way begins, or in the facility itself.
    """
    graph, snaps, shapes = access.graph, access.snaps, access.facilities.places.shapes
    seeds = seeds_of(graph, access.facilities)
    nodes = np.unique(seeds.node[np.isfinite(seeds.cost)])
    if max(nodes.size, len(shapes.xy)) > _FEW or shapes.is_areal_or_linear.any():
        return np.arange(cost.size)
    edges, edge = graph.network.edges, snaps.edge
    away = _least_away(graph.network.node_xy, graph.network.node_xy[nodes])
    of_edge = np.append(np.minimum(away[edges.tail], away[edges.head]), np.inf)  # the last: of no edge
    far = np.multiply(cost, farthest(graph, 1.0), out=np.zeros(cost.size), where=cost > 0)  # none is below 0
    may = (edge >= 0) & (of_edge[edge] <= far + _SLACK)
    at_its_point = _least_away(access.points, shapes.xy) <= _SLACK
    return np.flatnonzero(may | at_its_point)


def _least_away(xy: Floats, places: Floats) -> Floats:
    """Return how far the nearest of few places is from each point."""
    found = np.full(len(xy), np.inf)
    for place in places:
        np.minimum(found, np.hypot(xy[:, 0] - place[0], xy[:, 1] - place[1]), out=found)
    return found


def _nearer(access: NetworkAccess, cost: Floats, progress: Progress) -> tuple[Ints, NearestCost]:
    """Find the nearest facility of the dwellings that may gain, no farther than what they have."""
    rows = may_gain(access, cost)
    some, limit = access.of_dwellings(rows), float(cost[rows].max(initial=0.0))
    if not np.isfinite(limit) or access.facilities.count > _FEW:
        return rows, nearest_cost(some, progress)
    found = NearestCost(np.full(rows.size, -1, np.int32), np.full(rows.size, np.inf))
    for dwelling, facility, value in reachable(some, limit, progress):
        order = np.lexsort((-facility, -value))  # the nearest is written last, of equal ones the first
        order = order[value[order] < found.cost[dwelling[order]]]  # as near as one of an earlier search is no nearer
        found.facility[dwelling[order]], found.cost[dwelling[order]] = facility[order], value[order]
    return rows, found
