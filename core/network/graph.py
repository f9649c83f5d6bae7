"""A network as a graph to search: costs of edges, and the sparse matrix."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..geometry.segments import SAME_PLACE
from ..progress import Progress
from .network import Network
from .options import METRES, Travel


@dataclass(frozen=True, kw_only=True)
class Graph:
    """What it costs to search outward from the facilities.

    Each entry of the matrix (`indptr`, `indices`, `cost`) is the cheapest edge between two nodes in the direction
    of the search; `entry_edge` says which. On one-way streets the search runs against the traffic where the way
    is towards the facility.

    Parameters
    ----------
    edge_cost, edge_other
        Cost of each whole edge in the unit that decides, and in the other unit.
    leg_cost, leg_other
        Cost of one metre of access leg in each unit, 0 where legs do not count.
    to_tail, to_head
        Whether the search may run from a place on the edge to its tail, or head.
    """

    network: Network
    travel: Travel
    edge_cost: Floats
    edge_other: Floats
    leg_cost: float
    leg_other: float
    to_tail: NDArray[np.bool_]
    to_head: NDArray[np.bool_]
    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]
    cost: Floats
    entry_edge: Ints

    @property
    def nodes(self) -> int:
        """Return the number of nodes."""
        return len(self.network.node_xy)

    @cached_property
    def proportional(self) -> float | None:
        """Return other unit / deciding unit where that is the same for all edges and legs, else None."""
        lines = self.network.lines
        if lines.kmh is not None or lines.minutes is not None:
            return None
        pace = self.travel.minutes_per_metre
        return pace if self.travel.unit == METRES else 1 / pace

    def part_cost(self, edge: Ints, metres: Floats) -> Floats:
        """Return the cost of a stretch of an edge."""
        return self.edge_cost[edge] * self._share(edge, metres)

    def part_other(self, edge: Ints, metres: Floats) -> Floats:
        """Return the cost of a stretch of an edge in the other unit."""
        return self.edge_other[edge] * self._share(edge, metres)

    def _share(self, edge: Ints, metres: Floats) -> Floats:
        return metres / self.network.edges.length[edge]

    def ways_to_ends(self, edge: Ints, position: Floats, search: bool) -> tuple[Floats, Floats]:
        """Return the cost between places on edges and their edges' tails and heads.

        Parameters
        ----------
        edge, position
            Places, metres from the tail.
        search
            True: in the direction of the search (from a facility); False: arriving (at a dwelling).

        Returns
        -------
        tail, head
            inf where the street may not be followed that way; a place at an end (to `SAME_PLACE`) is there either way.
        """
        length = self.network.edges.length[edge]
        open_tail, open_head = (self.to_tail, self.to_head) if search else (self.to_head, self.to_tail)
        tail = np.where(open_tail[edge] | (position <= SAME_PLACE), self.part_cost(edge, position), np.inf)
        head = np.where(
            open_head[edge] | (position >= length - SAME_PLACE), self.part_cost(edge, length - position), np.inf
        )
        return tail, head


def build_graph(network: Network, travel: Travel, progress: Progress | None = None) -> Graph:
    """Build the graph of a network for one way of travelling.

    Notes
    -----
    Both directions are built at once, and of several edges between two nodes only the cheapest enters the matrix,
    which would add them up; edges from a node to itself stay out of it. An edge of cost 0 stays in.
    """
    progress = progress or Progress()
    edges = network.edges
    minutes = edges.length * _pace(network, travel)
    progress.check()
    cost, other = (edges.length, minutes) if travel.unit == METRES else (minutes, edges.length)
    legs = network.options.access_legs
    pace = travel.minutes_per_metre
    leg_cost, leg_other = (1.0, pace) if travel.unit == METRES else (pace, 1.0)
    to_tail, to_head = network.backward, network.forward
    if network.options.towards:
        to_tail, to_head = to_head, to_tail
    tail, head = edges.tail.astype(np.int32), edges.head.astype(np.int32)
    number = np.arange(edges.tail.size)
    proper = tail != head
    outward, inward = to_head & proper, to_tail & proper
    progress.check()
    start = np.concatenate([tail[outward], head[inward]])
    end = np.concatenate([head[outward], tail[inward]])
    edge = np.concatenate([number[outward], number[inward]])
    progress.check()
    order = _cheapest_first(start * np.int64(len(network.node_xy)) + end, cost, other, edge)
    progress.check()
    start, end, edge = start[order], end[order], edge[order]
    first = np.ones(start.size, bool)
    first[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    progress.check()
    start, end, edge = start[first], end[first], edge[first]
    indptr = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=len(network.node_xy)))])
    return Graph(
        network=network,
        travel=travel,
        edge_cost=cost,
        edge_other=other,
        leg_cost=leg_cost if legs else 0.0,
        leg_other=leg_other if legs else 0.0,
        to_tail=to_tail,
        to_head=to_head,
        indptr=indptr.astype(np.int32),
        indices=end,
        cost=cost[edge],
        entry_edge=edge,
    )


def reversed_graph(graph: Graph, progress: Progress | None = None) -> Graph:
    """Return the graph that is searched in the other direction."""
    network = graph.network
    if network.forward.all() and network.backward.all():
        return graph
    turned = replace(network, options=replace(network.options, towards=not network.options.towards))
    return build_graph(turned, graph.travel, progress)


def _cheapest_first(pair: Ints, cost: Floats, other: Floats, edge: Ints) -> Ints:
    """Sort by pair of nodes; of several edges between two the cheapest comes first."""
    order = np.argsort(pair)
    pair = pair[order]
    same = pair[1:] == pair[:-1]
    several = np.flatnonzero(np.append(same, False) | np.append(False, same))  # few: sorting all by cost takes longer
    among = order[several]
    order[several] = among[np.lexsort((edge[among], other[edge[among]], cost[edge[among]], pair[several]))]
    return order


def _pace(network: Network, travel: Travel) -> Floats:
    """Return minutes per metre of each edge."""
    lines, line = network.lines, network.edges.line
    pace = np.full(line.size, travel.minutes_per_metre)
    if lines.kmh is not None:
        value = lines.kmh[line]
        known = np.isfinite(value) & (value > 0)
        speed = np.minimum(value[known], travel.kmh) if travel.capped else value[known]
        pace[known] = 0.06 / speed
    if lines.minutes is not None:
        value = lines.minutes[line]
        known = np.isfinite(value)
        pace[known] = value[known] / network.line_length[line[known]]
    return pace
