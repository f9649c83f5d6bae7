"""What part of the streets lies within a limit of facilities: stretches of edges, exact to the metre where they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..geometry.segments import SAME_PLACE
from ..geometry.shapes import ranges
from ..network.facility_access import FacilityAccess
from ..network.gaps import gap_stretches
from ..network.graph import Graph
from ..network.ways import seeds_of
from ..progress import Progress
from .bounded import Search, searches
from .relaxation import Reached, Starts, relax_graph
from .stretches import Stretches, merged

_PIECE = 1.0
"""Metres: where barriers stand in a gap, and in a split, stretches beside a facility are told this exactly."""


class _Incidence:
    """The edges that each node is an end of, and which end."""

    def __init__(self, graph: Graph) -> None:
        edges = graph.network.edges
        node = np.concatenate([edges.tail, edges.head])
        order = np.argsort(node, kind="stable")
        self.start = np.searchsorted(node[order], np.arange(graph.nodes + 1))
        self.edge = order % max(edges.tail.size, 1)
        self.at_head = order >= edges.tail.size

    def of(self, node: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
        """Return for each edge at some nodes: the place in `node`, the edge, and whether the node is its head."""
        size = self.start[node + 1] - self.start[node]
        at = ranges(self.start[node], size)
        return np.repeat(np.arange(node.size), size), self.edge[at], self.at_head[at]


def cover(
    graph: Graph, facilities: FacilityAccess, limits: Sequence[Floats], progress: Progress | None = None
) -> Iterator[tuple[int, Stretches]]:
    """Find what each facility covers by itself.

    Parameters
    ----------
    limits
        Arrays with a limit for each facility, in the graph's unit; the facilities are searched once for all of them.

    Yields
    ------
    number, stretches
        Of a group of facilities, for each of the limits by its number.
    """
    progress = progress or Progress()
    incidence = _Incidence(graph)
    beside = _CoverBesideNodes(graph, facilities)
    most = np.max([np.max(limit, initial=0.0) for limit in limits], initial=0.0)
    for search in searches(graph, facilities, float(most), progress):
        for number, limit in enumerate(limits):
            parts = [_from_nodes(graph, incidence, search, limit), beside.of(search.facilities, limit)]
            yield number, merged(*_joined(parts))


_Parts = tuple[Ints, Ints, Floats, Floats]
"""Facility, edge, start and end of stretches, in no order."""


def _joined(parts: Sequence[_Parts]) -> _Parts:
    facility, edge = np.concatenate([one[0] for one in parts]), np.concatenate([one[1] for one in parts])
    return facility, edge, np.concatenate([one[2] for one in parts]), np.concatenate([one[3] for one in parts])


def _from_nodes(graph: Graph, incidence: _Incidence, search: Search, limit: Floats) -> _Parts:
    """Return the stretches that are covered from the ends of edges."""
    row, column = np.nonzero(search.cost <= limit[search.facilities][:, None])
    facility = search.facilities[row]
    budget = limit[facility] - search.cost[row, column]
    pair, edge, at_head = incidence.of(search.nodes[column])
    return _from_ends(graph, facility[pair], edge, at_head, budget[pair])


def _from_ends(graph: Graph, facility: Ints, edge: Ints, at_head: NDArray[np.bool_], budget: Floats) -> _Parts:
    """Return the stretches from an end of an edge as far as its `budget`, what is left of the limit, brings."""
    # The search runs away from the facility: from a head towards the tail where that way is open.
    open_way = np.where(at_head, graph.to_tail[edge], graph.to_head[edge])
    facility, edge, at_head, budget = facility[open_way], edge[open_way], at_head[open_way], budget[open_way]
    length = graph.network.edges.length[edge]
    far = np.minimum(_metres(graph, edge, budget), length)
    return facility, edge, np.where(at_head, length - far, 0.0), np.where(at_head, length, far)


def _metres(graph: Graph, edge: Ints, budget: Floats) -> Floats:
    """Return how many metres along an edge some cost brings; without end where it takes none."""
    cost, length = graph.edge_cost[edge], graph.network.edges.length[edge]
    return np.divide(budget * length, cost, out=np.full(edge.size, np.inf), where=cost > 0)


class _CoverBesideNodes:
    """What is covered from facilities' own places on edges, and beside those that streets lead into."""

    def __init__(self, graph: Graph, facilities: FacilityAccess) -> None:
        self.graph, self.facilities = graph, facilities
        self.order = np.argsort(facilities.facility, kind="stable")
        self.start = np.searchsorted(facilities.facility[self.order], np.arange(facilities.count + 1))

    def of(self, facilities: Ints, limit: Floats) -> _Parts:
        """Return the stretches of some facilities."""
        size = self.start[facilities + 1] - self.start[facilities]
        way = self.order[ranges(self.start[facilities], size)]
        beside = self._beside(facilities[self.facilities.gapped[facilities]], limit)
        return _joined([self._along(way, limit), beside])

    def _along(self, way: Ints, limit: Floats) -> _Parts:
        graph, snaps = self.graph, self.facilities.snaps
        facility, edge, position = self.facilities.facility[way], snaps.edge[way], snaps.position[way]
        budget = limit[facility] - snaps.leg[way] * graph.leg_cost
        enough = budget >= 0
        facility, edge, position, budget = facility[enough], edge[enough], position[enough], budget[enough]
        far, length = _metres(graph, edge, budget), graph.network.edges.length[edge]
        start = np.where(graph.to_tail[edge], np.maximum(position - far, 0.0), position)
        end = np.where(graph.to_head[edge], np.minimum(position + far, length), position)
        return facility, edge, start, end

    def _beside(self, facilities: Ints, limit: Floats) -> _Parts:
        """Return the stretches that lie so near to a line or polygon that it is entered straight from them."""
        stretches = self._stretches(facilities, limit)
        return stretches if self.graph.network.barriers is None else self._cut(stretches)

    def _stretches(self, facilities: Ints, limit: Floats) -> _Parts:
        network, each = self.graph.network, self.graph.leg_cost
        reach = np.minimum(network.options.entrance_gap, limit / each if each else np.full(limit.size, np.inf))
        parts: list[_Parts] = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))]
        for gap in np.unique(reach[facilities]):
            mine = facilities[reach[facilities] == gap]
            parts.append(gap_stretches(network, self.facilities.places, mine, float(gap)))
        return _joined(parts)

    def pieces(self, facilities: Ints, limit: Floats) -> tuple[Ints, Ints, Floats, Floats, Floats]:
        """Return the same stretches in pieces of a metre at most, each with its leg into the facility.

        Legs are those of the middles of whole metres, so that facilities whose stretches begin elsewhere compare.
        """
        facility, edge, start, end = self._cut(self._stretches(facilities, limit))
        middle = np.minimum((np.floor(start / _PIECE) + 0.5) * _PIECE, self.graph.network.edges.length[edge])
        xy = self.graph.network.place_on(edge, middle)
        return facility, edge, start, end, self.facilities.places.distance(xy, facility)[0]

    def _cut(self, stretches: _Parts) -> _Parts:
        """Cut stretches at the metres of their edges, and keep what no barrier keeps apart from the facility."""
        network, places = self.graph.network, self.facilities.places
        facility, edge, start, end = stretches
        first = np.floor(start / _PIECE).astype(np.int64)
        number = np.maximum(np.ceil(end / _PIECE).astype(np.int64) - first, 1)
        row, mark = np.repeat(np.arange(facility.size), number), ranges(first, number) * _PIECE
        facility, edge = facility[row], edge[row]
        start, end = np.maximum(start[row], mark), np.minimum(end[row], mark + _PIECE)
        if network.barriers is None or not row.size:
            return facility, edge, start, end
        xy = network.place_on(edge, (start + end) / 2)
        foot = places.distance(xy, facility, network.options.entrance_gap + _PIECE)[1]
        free = ~network.barriers.block(foot, xy, leave_start=False)
        return facility[free], edge[free], start[free], end[free]


def cover_split(
    graph: Graph, facilities: FacilityAccess, limits: Sequence[Floats], progress: Progress | None = None
) -> Iterator[tuple[int, Stretches]]:
    """Find what facilities cover, every place given to the one that is nearest. Else as `cover`.

    Notes
    -----
    Where facilities have different limits, the one holds that leaves most of its own. Between two neighbouring sources
    on an edge (its ends, and facilities' own places on it) the cheapest from the left and the cheapest from the right
    meet at one place at most, since they cost the same for each metre::

        from the left    c₁ + v (x − x₁)
        from the right   c₂ + v (x₂ − x)
        they meet at     x = (x₁ + x₂) / 2 + (c₂ − c₁) / 2v
    """
    progress = progress or Progress()
    seeds, beside = seeds_of(graph, facilities), _CoverBesideNodes(graph, facilities)
    for number, limit in enumerate(limits):
        part = progress.part(number / len(limits), (number + 1) / len(limits))
        most = float(np.max(limit, initial=0.0))
        later = most - limit  # one limit for all, of which those with a lower one have used some at the start
        reached = relax_graph(graph, Starts(seeds.node, seeds.cost + later[seeds.facility], seeds.facility), part)
        sources = _sources(graph, reached, beside, later, limit)
        yield number, merged(*_between(graph, sources, most))


@dataclass(frozen=True, kw_only=True)
class _Sources:
    """Places on edges from which costs grow, sorted by edge and position: towards the head, the tail, or both.

    `flat` is what it costs at least between this place and the next on its edge without following the edge, straight
    into a facility beside it, and `flat_facility` that facility.
    """

    edge: Ints
    position: Floats
    cost: Floats
    facility: Ints
    onward: NDArray[np.bool_]
    backward: NDArray[np.bool_]
    flat: Floats
    flat_facility: Ints


def _sources(graph: Graph, reached: Reached, beside: _CoverBesideNodes, later: Floats, limit: Floats) -> _Sources:
    edges, facilities = graph.network.edges, beside.facilities
    distance, label = reached.distance, reached.source
    every = np.arange(edges.tail.size)
    # Where a facility is entered straight from a street: each piece with its leg, the same all along it.
    owner, inner, begin, end, leg = beside.pieces(np.flatnonzero(facilities.gapped), limit)
    straight = leg * graph.leg_cost + later[owner]
    nowhere, never = np.full(owner.size, np.inf), np.zeros(owner.size, bool)
    ways_in, closed = facilities.snaps, np.zeros(every.size, bool)
    parts = (  # edge, position, cost, facility, onward, backward
        (every, np.zeros(every.size), distance[edges.tail], label[edges.tail], graph.to_head, closed),
        (every, edges.length, distance[edges.head], label[edges.head], closed, graph.to_tail),
        (
            ways_in.edge,
            ways_in.position,
            ways_in.leg * graph.leg_cost + later[facilities.facility],
            facilities.facility,
            graph.to_head[ways_in.edge],
            graph.to_tail[ways_in.edge],
        ),
        (inner, (begin + end) / 2, straight, owner, graph.to_head[inner], graph.to_tail[inner]),
        (inner, begin, nowhere, owner, never, never),  # these two only cut the edge where a piece begins and ends
        (inner, end, nowhere, owner, never, never),
    )
    edge, position, cost, facility, onward, backward = (np.concatenate(v) for v in zip(*parts, strict=True))
    order = np.lexsort((position, edge))
    # The beginnings and ends of these pieces are the last rows: between the two, the straight way costs its leg.
    place = np.empty(order.size, np.int64)
    place[order] = np.arange(order.size)
    flat, flat_facility = np.full(order.size, np.inf), np.full(order.size, -1, np.int64)
    first, last = place[order.size - 2 * owner.size : order.size - owner.size], place[order.size - owner.size :]
    rows = np.repeat(np.arange(owner.size), last - first)
    rows_at = ranges(first, last - first)
    # The cheapest is written last; where several are as near, to the millimetre, the first of them.
    same = SAME_PLACE * graph.leg_cost
    rank = np.round(straight / same) if same > 0 else straight
    dearest = np.lexsort((-owner[rows], -rank[rows]))
    flat[rows_at[dearest]], flat_facility[rows_at[dearest]] = straight[rows[dearest]], owner[rows[dearest]]
    return _Sources(
        edge=edge[order],
        position=position[order],
        cost=cost[order],
        facility=facility[order].astype(np.int64),
        onward=onward[order],
        backward=backward[order],
        flat=flat,
        flat_facility=flat_facility,
    )


def _between(graph: Graph, sources: _Sources, most: float) -> _Parts:
    """Return the stretches between neighbouring sources, each to the facility that is cheapest there."""
    # Costs along an edge are straight lines: from the left intercept + pace · x, from the right intercept − pace · x.
    edge = sources.edge
    length = graph.network.edges.length[edge]
    pace = graph.edge_cost[edge] / length
    first = np.ones(edge.size, bool)
    first[1:] = edge[1:] != edge[:-1]
    last = np.append(first[1:], True)
    onward = np.where(sources.onward, sources.cost - pace * sources.position, np.inf)
    backward = np.where(sources.backward, sources.cost + pace * sources.position, np.inf)
    # The source that is cheapest from each side: the least intercept so far, from the left and from the right.
    from_left = _least_so_far(onward, sources.facility, first)
    from_right = edge.size - 1 - _least_so_far(backward[::-1], sources.facility[::-1], last[::-1])[::-1]
    gap = np.flatnonzero(~last)  # between a source and the next on its edge
    left, right = from_left[gap], from_right[gap + 1]
    low, high, pace = sources.position[gap], sources.position[gap + 1], pace[gap]
    one, two = onward[left], backward[right]
    middle = pace * (low + high) / 2
    # Straight into a facility beside the street, where that costs no more than either way in the middle.
    straight = sources.flat[gap] <= np.minimum(np.minimum(one + middle, two - middle), most)
    with np.errstate(invalid="ignore", divide="ignore"):
        # Where both cost the same, and how far the limit brings from the left and from the right.
        meet = np.where(pace > 0, (two - one) / (2 * pace), np.where(one <= two, np.inf, -np.inf))
        reach = np.where(pace > 0, (most - one) / pace, np.where(one <= most, np.inf, -np.inf))
        back = np.where(pace > 0, (two - most) / pace, np.where(two <= most, -np.inf, np.inf))
    meet = np.clip(np.where(np.isnan(meet), -np.inf, meet), low, high)
    along = ~straight
    return (
        np.concatenate(
            [sources.facility[left][along], sources.facility[right][along], sources.flat_facility[gap][straight]]
        ),
        np.concatenate([edge[gap][along], edge[gap][along], edge[gap][straight]]),
        np.concatenate([low[along], np.maximum(meet, back)[along], low[straight]]),
        np.concatenate([np.minimum(meet, reach)[along], high[along], high[straight]]),
    )


def _least_so_far(value: Floats, facility: Ints, starts: NDArray[np.bool_]) -> Ints:
    """Return the row of the least value so far, beginning anew wherever `starts` is true; of equal ones the first's."""
    order = np.lexsort((-facility, -value))
    rank = np.empty(order.size, np.int64)
    rank[order] = np.arange(order.size)
    base = np.cumsum(starts) * order.size
    return order[np.maximum.accumulate(rank + base) - base]
