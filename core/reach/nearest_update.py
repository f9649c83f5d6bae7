"""The nearest facility of every dwelling after facilities came or went, from what was found before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..geometry.distances import Places
from ..network.network_access import NetworkAccess
from ..progress import Progress
from .nearest import NearestCost, nearest_cost

_Found = TypeVar("_Found")


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

    Notes
    -----
    What it costs to come to a facility does not depend on the others. So a dwelling whose nearest one stays has that
    one, or one that came: these are searched for by themselves. Only dwellings whose nearest one went are searched for
    anew, among those that stay. Costs are the same to the last digit; of facilities that are equally near it may be
    another one.
    """
    progress = progress or Progress()
    stay = np.intersect1d(before.facilities, facilities, assume_unique=True)
    come = np.setdiff1d(facilities, before.facilities, assume_unique=True)
    found = before.nearest
    number = np.full(before.facilities.size + 1, -1, np.int32)  # the last: of none
    here = np.isin(before.facilities, stay, assume_unique=True)
    number[:-1][here] = np.searchsorted(facilities, stay)
    facility, cost = number[found.facility], found.cost.copy()
    lost = np.flatnonzero((found.facility >= 0) & (facility < 0))
    if lost.size:
        cost[lost] = np.inf
    if lost.size and stay.size:
        again = nearest_cost(access.of_dwellings(lost).of_facilities(stay), progress.part(0, 0.5))
        facility[lost] = np.where(again.facility >= 0, np.searchsorted(facilities, stay)[again.facility], -1)
        cost[lost] = again.cost
    if come.size:
        new = nearest_cost(access.of_facilities(come), progress.part(0.5, 1))
        nearer = new.cost < cost
        facility[nearer] = np.searchsorted(facilities, come)[new.facility[nearer]]
        cost[nearer] = new.cost[nearer]
    return NearestCost(facility, cost)


StraightNearest = tuple[NDArray[np.int32], Floats]
"""The nearest of some facilities in a straight line, numbered from 0 (-1: none), and how far it is (inf)."""


def update_straight(
    places: Places,
    points: Floats,
    facilities: Ints,
    before: tuple[Ints, StraightNearest],
    progress: Progress | None = None,
) -> StraightNearest:
    """Find the nearest of some facilities in a straight line, from a search of most of them.

    Parameters
    ----------
    places
        All facilities.
    points
        The dwellings, shape (n, 2), NaN without geometry.
    facilities
        Those that count now, ascending rows; those that came stand behind the others.
    before
        The facilities of that search, and what it found for the same dwellings.

    Notes
    -----
    As `update_nearest` does. Of facilities at one place the first holds, which is that of before.
    """
    progress = progress or Progress()
    then, (near, away) = before
    stay = np.intersect1d(then, facilities, assume_unique=True)
    come = np.setdiff1d(facilities, then, assume_unique=True)
    number = np.full(then.size + 1, -1, np.int32)  # the last: of none
    here = np.isin(then, stay, assume_unique=True)
    number[:-1][here] = np.searchsorted(facilities, stay)
    facility, distance = number[near], away.copy()
    lost = np.flatnonzero((near >= 0) & (facility < 0))
    if lost.size:
        again, far = Places(places.shapes.take(stay)).nearest(points[lost], progress.part(0, 0.5))
        rows = np.append(np.searchsorted(facilities, stay), -1)  # the last: of none
        facility[lost], distance[lost] = rows[again], far
    if come.size:
        new, far = Places(places.shapes.take(come)).nearest(points, progress.part(0.5, 1))
        nearer = far < distance
        facility[nearer] = np.searchsorted(facilities, come)[new[nearer]]
        distance[nearer] = far[nearer]
    return facility, distance


def most_alike(known: Sequence[tuple[Ints, _Found]], facilities: Ints) -> tuple[Ints, _Found] | None:
    """Return the search that differs from these facilities in the fewest, None where most are others."""
    differ = [int(np.setxor1d(rows, facilities, assume_unique=True).size) for rows, _ in known]
    if not differ or min(differ) >= facilities.size:
        return None
    return known[differ.index(min(differ))]
