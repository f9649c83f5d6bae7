"""How many places lie within the threshold of each dwelling over the network, with or without a list of the pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints
from ..comparing import WITHIN
from ..geometry.distances import least_per_pair
from ..geometry.shapes import ranges
from ..network.along_edges import AlongEdges, with_along
from ..network.direct import Direct
from ..network.network_access import NetworkAccess
from ..network.ways import arrivals_at, direct_ways
from ..progress import Progress
from ..spool import Spool
from .bounded import Search, searches

Ints32 = NDArray[np.int32]

_ROWS = 4096
"""Dwellings at once: few enough for the cache of the processor."""
_AT_ONCE = 1_000_000
"""Pairs put aside in one go."""
_MOST_PAIRS = 10_000_000
"""Pairs that are put aside at most, 120 MB."""


@dataclass(frozen=True)
class Nearness:
    """What lies within: what costs a dwelling at most `most` times `scale`.

    Parameters
    ----------
    scale
        From the unit of the graph to that of `most`.
    most
        Of each dwelling, NaN where nothing does.
    """

    scale: float
    most: Floats

    @cached_property
    def limit(self) -> float:
        """Return what is enough of the graph's unit for every dwelling."""
        return (float(np.fmax.reduce(self.most, initial=0.0)) + WITHIN) / self.scale

    def holds(self, dwelling: Ints, cost: Floats) -> Flags:
        """Return which costs of dwellings lie within."""
        return np.asarray(cost * self.scale <= self.most[dwelling], bool)


def number_within(access: NetworkAccess, place: Ints, nearness: Nearness, progress: Progress | None = None) -> Ints32:
    """Count the places that lie within, for each dwelling.

    Parameters
    ----------
    access
        The facilities.
    place
        What place each facility is or is a part of: a place counts once.

    Notes
    -----
    A dwelling lies between two nodes, so a group of facilities is compared with all dwellings beside the nodes that it
    reaches: two numbers for each, and none of the sorting that a list of pairs takes.
    """
    progress = progress or Progress()
    number, is_alone = np.zeros(len(access.points), np.int32), np.bincount(place)[place] == 1
    joint = list[tuple[Ints, Ints]]()
    for group, dwelling, cost in _costs(access, nearness.limit, progress):
        near = cost * nearness.scale <= nearness.most[dwelling]
        alone = is_alone[group]
        number[dwelling] += near[alone].sum(axis=0, dtype=np.int32)
        column, row = np.nonzero(near[~alone])
        joint.append((dwelling[row].astype(np.int64), place[group[~alone]][column]))
    return number + _of_pairs(joint, number.size) if joint else number


@dataclass(frozen=True)
class PairsWithin:
    """What each place costs each dwelling, as far as a limit, from which numbers within any nearer one are read.

    Parameters
    ----------
    limit
        In the graph's unit.
    pairs
        Dwellings and costs, of each dwelling and place one, in a file of their own: they are many. None where there are
        more than are put aside.
    """

    limit: float
    pairs: Spool | None

    def holds(self, least: float, wanted: float) -> bool:
        """Return whether they are as far as is asked; of too many, whether what would be looked for has no fewer."""
        return self.limit >= least if self.pairs is not None else self.limit <= wanted

    def number(self, nearness: Nearness) -> Ints32:
        """Count the places within, as `number_within` does; nothing may be farther than the limit."""
        number = np.zeros(nearness.most.size, np.int32)
        for dwelling, cost in self.pairs or ():
            near = dwelling[nearness.holds(dwelling, cost)]
            number += np.bincount(near, minlength=number.size).astype(np.int32)
        return number


def pairs_within(access: NetworkAccess, place: Ints, limit: float, progress: Progress | None = None) -> PairsWithin:
    """Find what each place costs each dwelling, as far as a limit.

    Parameters
    ----------
    access
        The facilities.
    place
        What place each facility is or is a part of: a dwelling has one cost to it, the least.
    limit
        In the graph's unit.
    """
    progress = progress or Progress()
    is_alone, aside = np.bincount(place)[place] == 1, _Pairs()
    joint = list[tuple[Ints, Ints, Floats]]()
    count = 0
    try:
        for group, dwelling, cost in _costs(access, limit, progress):
            column, row = np.nonzero(cost <= limit)
            count += row.size
            if count > _MOST_PAIRS:
                return PairsWithin(limit, None)
            near, facility, found = dwelling[row], group[column], cost[column, row]
            alone = is_alone[facility]
            aside.add(near[alone], found[alone])
            joint.append((near[~alone].astype(np.int64), place[facility[~alone]], found[~alone]))
        if joint:
            some, _, found = least_per_pair(*(np.concatenate(one) for one in zip(*joint, strict=True)))
            aside.add(some.astype(np.int32), found)
        return PairsWithin(limit, aside.finish())
    except OSError:  # no room for a file
        return PairsWithin(limit, None)


class _Pairs:
    """Puts pairs aside, many at a time."""

    def __init__(self) -> None:
        self._spool, self._parts, self._count = Spool(), list[tuple[Ints32, Floats]](), 0

    def add(self, dwelling: Ints32, cost: Floats) -> None:
        """Take pairs in."""
        self._parts.append((dwelling, cost))
        self._count += dwelling.size
        if self._count > _AT_ONCE:
            self.finish()

    def finish(self) -> Spool:
        """Put aside what is left, and return all."""
        if self._count:
            self._spool.add([np.concatenate(one) for one in zip(*self._parts, strict=True)])
        self._parts, self._count = [], 0
        return self._spool


def _costs(access: NetworkAccess, limit: float, progress: Progress) -> Iterator[tuple[Ints, Ints32, Floats]]:
    """Yield what facilities cost dwellings as far as a limit, in pieces: facilities, dwellings, costs (both).

    Costs beyond the limit may be too high, or infinite. Each pair of a facility and a dwelling comes once at most.
    """
    direct = direct_ways(access, progress.part(0, 0.2))
    direct = direct.take(direct.cost <= limit)
    direct = direct.take(np.argsort(direct.facility, kind="stable"))
    start = np.searchsorted(direct.facility, np.arange(access.facilities.count + 1))
    along = AlongEdges(access)
    beside, searched = _Beside(access), np.zeros(access.facilities.count, bool)
    for search in searches(access.graph, access.facilities, limit, progress.part(0.2, 1)):
        group = search.facilities
        searched[group] = True
        ways = with_along(
            direct.take(ranges(start[group], start[group + 1] - start[group])), along.of_facilities(group, limit)
        )
        for dwelling, cost in beside.costs(search, ways, limit):
            yield group, dwelling, cost
    off = direct.take(~searched[direct.facility])  # dwellings inside, or across the gap from, what is off the network
    for facility in np.unique(off.facility):
        rows = off.facility == facility
        yield np.array([facility]), off.dwelling[rows].astype(np.int32), off.cost[rows][None, :]


def update_number(
    access: NetworkAccess,
    before: tuple[Ints, Ints32],
    facilities: Ints,
    nearness: Nearness,
    progress: Progress | None = None,
) -> Ints32:
    """Count the places that lie within, as `number_within` does, from a count of other facilities.

    Parameters
    ----------
    access
        All facilities, each a place by itself.
    before
        The facilities that were counted, and how many of them each dwelling has.
    facilities
        Those that count now, ascending rows.
    """
    progress = progress or Progress()
    then, number = before
    gone = np.setdiff1d(then, facilities, assume_unique=True)
    come = np.setdiff1d(facilities, then, assume_unique=True)
    less = number_within(access.of_facilities(gone), gone, nearness, progress.part(0, 0.5))
    return number - less + number_within(access.of_facilities(come), come, nearness, progress.part(0.5, 1))


def _of_pairs(pairs: list[tuple[Ints, Ints]], count: int) -> Ints32:
    """Count the places of each dwelling in pairs that may come several times."""
    dwelling, place = (np.concatenate(one) for one in zip(*pairs, strict=True))
    width = int(place.max(initial=0)) + 1
    return np.bincount(np.unique(dwelling * width + place) // width, minlength=count).astype(np.int32)


class _Beside:
    """The dwellings beside each node, and what the last stretch to each costs from the two ends of its edge."""

    def __init__(self, access: NetworkAccess) -> None:
        count, nodes = len(access.points), access.graph.nodes
        arrivals = arrivals_at(access)
        self._ends: list[tuple[Ints32, Floats]] = []
        self._of_node: list[tuple[Ints, Ints32]] = []
        for end in (0, 1):
            node, cost = np.full(count, nodes, np.int32), np.full(count, np.inf)  # off the network: beside none
            node[arrivals.row], cost[arrivals.row] = arrivals.node[end], arrivals.cost[end]
            order = np.argsort(node).astype(np.int32)
            self._ends.append((node, cost))
            self._of_node.append((np.searchsorted(node[order], np.arange(nodes + 1)), order))
        self._local = np.full(nodes + 1, -1, np.int32)
        self._row = np.zeros(count, np.int32)

    def costs(self, search: Search, ways: Direct, limit: float) -> Iterator[tuple[Ints32, Floats]]:
        """Yield some dwellings, each once, and what the facilities of a search cost them: (facilities, these).

        Parameters
        ----------
        ways
            Those of these facilities that pass no node.
        """
        reached = np.flatnonzero((search.cost <= limit + WITHIN).any(axis=0))
        nodes = search.nodes[reached]
        dwelling = self._dwellings(nodes, ways.dwelling)
        self._local[nodes] = np.arange(nodes.size)
        tail, head = (self._local[node[dwelling]] for node, _ in self._ends)
        self._local[nodes] = -1  # so that all others are the last, which nothing reaches:
        costs = np.append(search.cost[:, reached], np.full((search.facilities.size, 1), np.inf), axis=1)
        from_tail, from_head = (cost[dwelling] for _, cost in self._ends)
        column = np.empty(search.facilities.max(initial=0) + 1, np.int64)
        column[search.facilities] = np.arange(search.facilities.size)
        ways = ways.take(np.argsort(self._row[ways.dwelling]))
        at, column = self._row[ways.dwelling], column[ways.facility]
        for first in range(0, dwelling.size, _ROWS):
            rows = slice(first, first + _ROWS)
            value = np.empty((search.facilities.size, dwelling[rows].size))
            for cost, one in zip(costs, value, strict=True):
                np.minimum(cost[tail[rows]] + from_tail[rows], cost[head[rows]] + from_head[rows], out=one)
            here = slice(*np.searchsorted(at, (first, first + _ROWS)))
            np.minimum.at(value, (column[here], at[here] - first), ways.cost[here])
            yield dwelling[rows], value

    def _dwellings(self, nodes: Ints, others: Ints) -> Ints32:
        """Return the dwellings beside some nodes, and others, each once; put down which row each of them has."""
        beside = [order[ranges(start[nodes], start[nodes + 1] - start[nodes])] for start, order in self._of_node]
        every = np.concatenate([*beside, others.astype(np.int32)])
        number = np.arange(every.size, dtype=np.int32)
        self._row[every] = number
        once = every[self._row[every] == number]
        self._row[once] = number[: once.size]
        return once
