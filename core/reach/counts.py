"""How many facilities and types of them each dwelling reaches within limits, and whom each facility serves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..comparing import WITHIN, type_key
from ..network.network_access import NetworkAccess
from ..progress import Progress
from .reach import reachable
from .row_statuses import SearchStatuses, dwelling_statuses, facility_statuses

TYPES_AT_ONCE = 64
"""Types that are told apart in one search: each has a bit of a whole number a dwelling."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What is reached within each limit: arrays of shape (limits, dwellings) or (limits, facilities).

    Parameters
    ----------
    facilities, types
        Of each dwelling the number of facilities and of distinct types of them.
    known
        Dwellings of which that is known; of others it is 0 here.
    dwellings, weight
        Of each facility the number of dwellings that reach it, and their weight.
    statuses
        What became of each dwelling and each facility.
    untyped
        How many facilities have no type.
    """

    facilities: Ints
    types: Ints
    known: Flags
    dwellings: Ints
    weight: Floats
    statuses: SearchStatuses
    untyped: int


class _Counter:
    """Takes pairs of dwellings and facilities in, any number at a time, and counts them.

    Parameters
    ----------
    kind
        The number of each facility's type, -1 where it has none.
    counts
        Dwellings that count.
    weight
        Of each dwelling.
    limits
        In the unit of the pairs' cost.
    """

    def __init__(self, kind: Ints, counts: Flags, weight: Floats, limits: Sequence[float]) -> None:
        self.kind, self.counts, self.weight_of, self.limits = kind, counts, weight, limits
        dwellings, facilities = (len(limits), counts.size), (len(limits), kind.size)
        self.facilities, self.types = np.zeros(dwellings, np.int64), np.zeros(dwellings, np.int64)
        self.dwellings, self.weight = np.zeros(facilities, np.int64), np.zeros(facilities)
        self.bit = np.left_shift(np.uint64(1), (np.maximum(kind, 0) % TYPES_AT_ONCE).astype(np.uint64))
        self.bit[kind < 0] = 0
        self.seen = np.zeros(dwellings, np.uint64)

    def add(self, dwelling: Ints, facility: Ints, cost: Floats) -> None:
        """Count pairs, each of which comes once."""
        counted = self.counts[dwelling]
        dwelling, facility, cost = dwelling[counted], facility[counted], cost[counted]
        order = np.argsort(facility, kind="stable")
        dwelling, facility, cost = dwelling[order], facility[order], cost[order]
        for rows in np.split(np.arange(facility.size), np.flatnonzero(np.diff(facility)) + 1):
            if rows.size:
                self._add_to(int(facility[rows[0]]), dwelling[rows], cost[rows])

    def _add_to(self, facility: int, dwelling: Ints, cost: Floats) -> None:
        """Count the dwellings that reach a facility; each is there once, so they can be added to in place."""
        for number, limit in enumerate(self.limits):
            near = dwelling[cost <= limit + WITHIN]
            self.facilities[number, near] += 1
            self.dwellings[number, facility] += near.size
            self.weight[number, facility] += self.weight_of[near].sum()
            if self.kind[facility] >= 0:
                fresh = near[(self.seen[number, near] & self.bit[facility]) == 0]
                self.types[number, fresh] += 1
                self.seen[number, fresh] |= self.bit[facility]


def count_reach(
    access: NetworkAccess,
    weight: Floats,
    types: Sequence[str | None],
    limits: Sequence[float],
    progress: Progress | None = None,
) -> Counts:
    """Count what each dwelling reaches within limits, and which dwellings reach each facility.

    Parameters
    ----------
    access
        Its unit is that of the limits.
    weight
        Of each dwelling, NaN where it is not known: then it counts as 0.
    types
        Of each facility, None where it has none; compared trimmed and without case.
    limits
        Ascending.

    Notes
    -----
    Pairs of dwelling and facility are counted as they are found, a group of facilities at a time, and not kept. A
    dwelling off the network counts nowhere, also inside a facility: what else it reaches is not known.
    """
    progress = progress or Progress()
    counter = _Counter(_numbered(types), access.snaps.on_network, np.nan_to_num(weight), limits)
    turn = np.maximum(counter.kind, 0) // TYPES_AT_ONCE
    turns = int(turn.max(initial=0)) + 1
    for number in range(turns):
        mine = np.flatnonzero(turn == number)
        part = progress.part(0.8 * number / turns, 0.8 * (number + 1) / turns)
        counter.seen[:] = 0
        for dwelling, facility, cost in reachable(access.of_facilities(mine), limits[-1], part):
            counter.add(dwelling, mine[facility], cost)
    weightless = np.isnan(weight)
    status = dwelling_statuses(access, counter.facilities[-1], weightless, progress.part(0.8, 1))
    progress.at(1.0)
    return Counts(
        facilities=counter.facilities,
        types=counter.types,
        known=access.snaps.on_network,
        dwellings=counter.dwellings,
        weight=counter.weight,
        statuses=SearchStatuses(status, facility_statuses(access.facilities), access.snaps.leg, weightless),
        untyped=int((counter.kind < 0).sum()),
    )


def _numbered(types: Sequence[str | None]) -> Ints:
    """Return a number from 0 for each type; -1 where there is none."""
    numbers: dict[str, int] = {}
    keys = [type_key(name or "") for name in types]
    return np.array([numbers.setdefault(key, len(numbers)) if key else -1 for key in keys], np.int64)
