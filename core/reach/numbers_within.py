"""How many places lie within the threshold of each dwelling over the network, without a list of the pairs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints
from ..comparing import WITHIN
from ..geometry.shapes import ranges
from ..network.direct import Direct
from ..network.network_access import NetworkAccess
from ..network.ways import arrivals_of, direct_ways
from ..progress import Progress
from .bounded import Search, searches

Ints32 = NDArray[np.int32]

_ROWS = 4096
"""Dwellings at once: few enough for the cache of the processor."""


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
    direct = direct_ways(access, progress.part(0, 0.2))
    direct = direct.take(nearness.holds(direct.dwelling, direct.cost))
    direct = direct.take(np.argsort(direct.facility, kind="stable"))
    start = np.searchsorted(direct.facility, np.arange(access.facilities.count + 1))
    beside, is_alone = _Beside(access), np.bincount(place)[place] == 1
    number, searched = np.zeros(len(access.points), np.int32), np.zeros(access.facilities.count, bool)
    joint = list[tuple[Ints, Ints]]()
    for search in searches(access.graph, access.facilities, nearness.limit, progress.part(0.2, 1)):
        group = search.facilities
        searched[group] = True
        ways = direct.take(ranges(start[group], start[group + 1] - start[group]))
        dwelling, near = beside.near(search, ways, nearness)
        alone = is_alone[group]
        number[dwelling] += near[alone].sum(axis=0, dtype=np.int32)
        column, row = np.nonzero(near[~alone])
        joint.append((dwelling[row].astype(np.int64), place[group[~alone]][column]))
    off = direct.take(~searched[direct.facility])  # dwellings inside, or across the gap from, what is off the network
    joint.append((off.dwelling, place[off.facility]))
    number += _of_pairs(joint, number.size)
    return number


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
        arrivals = arrivals_of(access.graph, access.snaps)
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

    def near(self, search: Search, ways: Direct, nearness: Nearness) -> tuple[Ints32, Flags]:
        """Return some dwellings, each once, and which have a facility of a search within: (facilities, these).

        Parameters
        ----------
        ways
            Those of these facilities that pass no node, and are within.
        """
        reached = np.flatnonzero((search.cost <= nearness.limit + WITHIN).any(axis=0))
        nodes = search.nodes[reached]
        dwelling = self._dwellings(nodes, ways.dwelling)
        self._local[nodes] = np.arange(nodes.size)
        tail, head = (self._local[node[dwelling]] for node, _ in self._ends)
        self._local[nodes] = -1  # so that all others are the last, which nothing reaches:
        costs = np.append(search.cost[:, reached], np.full((search.facilities.size, 1), np.inf), axis=1)
        from_tail, from_head = (cost[dwelling] for _, cost in self._ends)
        most = nearness.most[dwelling]
        near = np.empty((search.facilities.size, dwelling.size), bool)
        for first in range(0, dwelling.size, _ROWS):
            rows = slice(first, first + _ROWS)
            for cost, one in zip(costs, near, strict=True):
                value = np.minimum(cost[tail[rows]] + from_tail[rows], cost[head[rows]] + from_head[rows])
                one[rows] = value * nearness.scale <= most[rows]
        column = np.empty(search.facilities.max(initial=0) + 1, np.int64)
        column[search.facilities] = np.arange(search.facilities.size)
        near[column[ways.facility], self._row[ways.dwelling]] = True
        return dwelling, near

    def _dwellings(self, nodes: Ints, others: Ints) -> Ints32:
        """Return the dwellings beside some nodes, and others, each once; put down which row each of them has."""
        beside = [order[ranges(start[nodes], start[nodes + 1] - start[nodes])] for start, order in self._of_node]
        every = np.concatenate([*beside, others.astype(np.int32)])
        number = np.arange(every.size, dtype=np.int32)
        self._row[every] = number
        once = every[self._row[every] == number]
        self._row[once] = number[: once.size]
        return once
