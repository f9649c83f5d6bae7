"""The nearest facility of every dwelling after facilities came or went, from what was found before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Ints
from ..network.network_access import NetworkAccess
from ..progress import Progress
from .nearest import NearestCost, nearest_cost


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
