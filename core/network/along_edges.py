"""Ways from dwellings to facilities along an edge that both are on, found as they are asked for.

A street may have a hundred thousand dwellings along it and hundreds of facilities: more pairs than memory holds. So
only the nearest are looked for, or those within a limit, some dwellings or facilities at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..geometry.segments import SAME_PLACE
from ..geometry.shapes import ranges
from ..progress import Progress
from .direct import Direct
from .network_access import NetworkAccess
from .snapping import Snaps
from .ways import INSIDE

_AT_ONCE = 1_000_000
"""Pairs of a dwelling and a way in that are looked at in one go."""

_SLACK = 1e-9
"""More than rounding makes of a cost, relative to it."""


def with_along(direct: Direct, along: Direct) -> Direct:
    """Return all ways that pass no node: first those from inside facilities, then along edges, then across gaps."""
    inside = direct.way == INSIDE
    return _joined([direct.take(inside), along, direct.take(~inside)])


class AlongEdges:
    """The dwellings and the ways into facilities on edges that have both, in their order along these.

    Parameters
    ----------
    access
        Dwellings and facilities on a network.
    """

    def __init__(self, access: NetworkAccess) -> None:
        self._graph, self._snaps = access.graph, access.snaps
        self._facility, self._ways_in = access.facilities.facility, access.facilities.snaps
        self._dwellings = _in_order(self._snaps, self._ways_in, self._edges)
        self._ways = _in_order(self._ways_in, self._snaps, self._edges)
        order = np.argsort(self._facility[self._ways.row], kind="stable")
        self._by_facility = self._ways.take(order)

    @property
    def _edges(self) -> int:
        return self._graph.network.edges.length.size

    def of_facilities(self, facilities: Ints, limit: float) -> Direct:
        """Return the ways of some facilities that cost at most a limit."""
        of_way = self._facility[self._by_facility.row]
        low, high = (np.searchsorted(of_way, facilities, side) for side in ("left", "right"))
        ways = self._by_facility.take(ranges(low, high - low))
        back, on = self._reaches(ways.edge, np.full(ways.edge.size, limit))[::-1]
        low, size = self._dwellings.between(ways.edge, ways.position - back, ways.position + on)
        found = self._pairs(self._dwellings.row[ranges(low, size)], np.repeat(ways.row, size))
        return found.take(found.cost <= limit)

    def of_dwellings(self, dwellings: Ints, limit: float) -> Direct:
        """Return the ways of some dwellings (ascending rows) that cost at most a limit."""
        some = self._dwellings.take(np.flatnonzero(np.isin(self._dwellings.row, dwellings)))
        parts = list(self._of(some, self._ways, np.full(some.row.size, limit)))
        return _joined([found.take(found.cost <= limit) for found in parts])

    def of_pairs(self, dwelling: Ints, facility: Ints) -> Direct:
        """Return the ways of pairs of a dwelling and a facility, each pair once; of one pair by their rows."""
        wanted = np.where(self._snaps.edge[dwelling] >= 0, facility * self._edges + self._snaps.edge[dwelling], -1)
        way = np.sort(self._ways.row)
        key = self._facility[way] * self._edges + self._ways_in.edge[way]
        order = np.argsort(key, kind="stable")
        low, high = (np.searchsorted(key[order], wanted, side) for side in ("left", "right"))
        return self._pairs(np.repeat(dwelling, high - low), way[order[ranges(low, high - low)]])

    def nearest(self, progress: Progress) -> Direct:
        """Return the best way of each dwelling that has one: by cost, the other cost, the facility and the way's row.

        Notes
        -----
        What the ways beside the dwelling cost is the most that the best one may cost; so it lies no farther.
        """
        ways, parts = self._first_on_each_spot(), []
        for rows in self._at_a_time(2):
            some = self._dwellings.take(rows)
            beside, most = self._beside(some, ways, 1), np.full(self._snaps.edge.size, np.inf)
            np.minimum.at(most, beside.dwelling, beside.cost)
            for found in self._of(some, ways, most[some.row]):
                progress.check()
                parts.append(_first_of_each(found))
        return _joined(parts)

    def neighbours(self, n: int) -> Iterator[Direct]:
        """Yield the ways of each dwelling into the `n` places before it and the `n` behind it, some at a time."""
        for rows in self._at_a_time(2 * n):
            yield self._beside(self._dwellings.take(rows), self._ways, n)

    def within(self, most: Floats) -> Iterator[Direct]:
        """Yield the ways of each dwelling that cost at most as much as is said of it, some dwellings at a time."""
        for found in self._of(self._dwellings, self._ways, most[self._dwellings.row]):
            yield found.take(found.cost <= most[found.dwelling])

    def _first_on_each_spot(self) -> _PlacesInOrder:
        """Return the ways in without those that cost what another one on their spot does: the first facility holds."""
        row = self._ways.row
        edge, position, leg = self._ways_in.edge[row], self._ways_in.position[row], self._ways_in.leg[row]
        order = np.lexsort((row, self._facility[row], leg, position, edge))
        spot = np.stack([edge[order], position[order], leg[order]])
        first = np.ones(order.size, bool)
        first[1:] = (spot[:, 1:] != spot[:, :-1]).any(axis=0)
        return self._ways.take(order[first])

    def _at_a_time(self, pairs: int) -> list[Ints]:
        """Cut the dwellings so that few enough pairs are looked at in one go."""
        count = self._dwellings.row.size
        return np.array_split(np.arange(count), -(-count * pairs // _AT_ONCE)) if count else []

    def _beside(self, dwellings: _PlacesInOrder, ways: _PlacesInOrder, n: int) -> Direct:
        """Return the ways into the n places before and behind dwellings."""
        low, high = ways.span(dwellings.edge)
        at = ways.first(low, high, dwellings.position)
        low, high = np.maximum(low, at - n), np.minimum(high, at + n)
        return self._pairs(np.repeat(dwellings.row, high - low), ways.row[ranges(low, high - low)])

    def _of(self, dwellings: _PlacesInOrder, ways: _PlacesInOrder, most: Floats) -> Iterator[Direct]:
        """Yield the ways of dwellings that may cost at most so much, and a few that cost more, some at a time."""
        back, on = self._reaches(dwellings.edge, most)
        low, size = ways.between(dwellings.edge, dwellings.position - back, dwellings.position + on)
        number = (np.cumsum(size) - size) // _AT_ONCE
        for rows in np.split(np.arange(size.size), np.flatnonzero(np.diff(number)) + 1):
            yield self._pairs(np.repeat(dwellings.row[rows], size[rows]), ways.row[ranges(low[rows], size[rows])])

    def _reaches(self, edge: Ints, most: Floats) -> tuple[Floats, Floats]:
        """Return how far before and how far behind a dwelling a facility may lie, in metres along their edge.

        The search runs from the facility: towards the head where the dwelling lies farther along. For what lies before
        and behind a facility it is the other way round.
        """
        graph = self._graph
        cost = graph.edge_cost[edge]
        far: Floats = np.full(edge.size, np.inf)
        np.divide(most * graph.network.edges.length[edge], cost, out=far, where=cost > 0)
        same = 2 * SAME_PLACE
        far = far * (1 + _SLACK) + same
        return np.where(graph.to_head[edge], far, same), np.where(graph.to_tail[edge], far, same)

    def _pairs(self, dwelling: Ints, way: Ints) -> Direct:
        """Return what it costs between dwellings and ways in on their edges, where the street may be followed so."""
        graph, snaps, ways = self._graph, self._snaps, self._ways_in
        edge = snaps.edge[dwelling]
        apart = snaps.position[dwelling] - ways.position[way]
        allowed = (np.abs(apart) <= SAME_PLACE) | np.where(apart > 0, graph.to_head[edge], graph.to_tail[edge])
        dwelling, way, edge, apart = dwelling[allowed], way[allowed], edge[allowed], np.abs(apart[allowed])
        legs = snaps.leg[dwelling] + ways.leg[way]
        return Direct(
            dwelling=dwelling,
            facility=self._facility[way],
            cost=graph.part_cost(edge, apart) + legs * graph.leg_cost,
            other=graph.part_other(edge, apart) + legs * graph.leg_other,
            way=way,
        )


@dataclass(frozen=True)
class _PlacesInOrder:
    """Places on edges, sorted by edge and by their position along it."""

    row: Ints
    edge: Ints
    position: Floats

    def take(self, rows: Ints) -> _PlacesInOrder:
        """Return some of them."""
        return _PlacesInOrder(self.row[rows], self.edge[rows], self.position[rows])

    def span(self, edge: Ints) -> tuple[Ints, Ints]:
        """Return where those of edges begin and end."""
        return np.searchsorted(self.edge, edge, "left"), np.searchsorted(self.edge, edge, "right")

    def between(self, edge: Ints, least: Floats, most: Floats) -> tuple[Ints, Ints]:
        """Return where those from one position of an edge to another, that left out, begin, and how many they are."""
        low, high = self.span(edge)
        first = self.first(low, high, least)
        return first, self.first(first, high, most) - first

    def first(self, low: Ints, high: Ints, wanted: Floats) -> Ints:
        """Return the first from `low` to `high` that lies at a position or beyond it; else `high`."""
        low, high = low.copy(), high.copy()
        open_rows = np.flatnonzero(low < high)
        while open_rows.size:  # each halves what is left of its stretch
            middle = (low[open_rows] + high[open_rows]) // 2
            before = self.position[middle] < wanted[open_rows]
            low[open_rows[before]] = middle[before] + 1
            high[open_rows[~before]] = middle[~before]
            open_rows = open_rows[low[open_rows] < high[open_rows]]
        return low


def _in_order(places: Snaps, others: Snaps, edges: int) -> _PlacesInOrder:
    """Sort places along the edges that others lie on, too."""
    has_others = np.zeros(edges + 1, bool)
    has_others[others.edge] = True
    has_others[-1] = False  # off the network
    row = np.flatnonzero(has_others[places.edge])
    row = row[np.lexsort((places.position[row], places.edge[row]))]
    return _PlacesInOrder(row, places.edge[row], places.position[row])


def _first_of_each(ways: Direct) -> Direct:
    ways = ways.take(np.lexsort((ways.way, ways.facility, ways.other, ways.cost, ways.dwelling)))
    return ways.take(np.unique(ways.dwelling, return_index=True)[1])


def _joined(parts: list[Direct]) -> Direct:
    nothing, none = np.empty(0, np.int64), np.empty(0)
    parts = [Direct(dwelling=nothing, facility=nothing, cost=none, other=none, way=nothing), *parts]
    return Direct(
        dwelling=np.concatenate([p.dwelling for p in parts]),
        facility=np.concatenate([p.facility for p in parts]),
        cost=np.concatenate([p.cost for p in parts]),
        other=np.concatenate([p.other for p in parts]),
        way=np.concatenate([p.way for p in parts]),
    )
