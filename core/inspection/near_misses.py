"""Near misses: ends of lines that stop just short of a line that they are not connected to."""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from ..geometry.segments import TOUCH, SegmentIndex, project
from ..network.network import Network
from ..progress import Progress

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AROUND = 4.0
"""An end point that reaches the other line within this many gaps over the network is connected to it."""

_LINES = 16
"""Lines that an end is compared with, the nearest: where more lie within the gap, they lie on each other."""


@dataclass(frozen=True, kw_only=True)
class NearMisses:
    """Ends that nearly meet another line; every array has one entry a near miss.

    Parameters
    ----------
    node, line
        Where the line ends, and a line that ends there.
    edge, other_line
        What it nearly meets.
    foot
        The place on that edge that is nearest to the end, shape (n, 2).
    gap_m
        Metres from the end to that place.
    """

    node: Ints
    line: Ints
    edge: Ints
    other_line: Ints
    foot: Floats
    gap_m: Floats

    def take(self, rows: Ints | NDArray[np.bool_]) -> NearMisses:
        """Return some of them."""
        return NearMisses(
            node=self.node[rows],
            line=self.line[rows],
            edge=self.edge[rows],
            other_line=self.other_line[rows],
            foot=self.foot[rows],
            gap_m=self.gap_m[rows],
        )


def find_near_misses(network: Network, index: SegmentIndex, gap: float, progress: Progress) -> NearMisses:
    """Find the ends of lines within `gap` metres of a line that they are not connected to.

    Parameters
    ----------
    index
        Of all straight segments of the network's edges, in their order.

    Notes
    -----
    An end that touches the middle of a line is one whatever the gap: without a vertex they are not connected. An end
    that reaches the other line within `AROUND` gaps over the streets is connected to it; the other line may be its own,
    farther on. Where one join connects what others would, the shortest counts.
    """
    gap = max(gap, TOUCH)
    edges = network.edges
    ends, end_line = line_ends(network)
    point, segment = index.within(network.node_xy[ends], gap)
    share, away = project(network.node_xy[ends[point]], index.a[segment], index.b[segment])
    edge = edges.vertex_edge[edges.segment_first[segment]]
    along = share[:, None] * (index.b[segment] - index.a[segment])
    position = edges.measure[edges.segment_first[segment]] + np.hypot(*along.T)
    # Of edges that end there the first metres do not count: they would be the nearest of their line always.
    from_tail = np.where(edges.tail[edge] == ends[point], position, np.inf)
    from_head = np.where(edges.head[edge] == ends[point], edges.length[edge] - position, np.inf)
    rows = np.flatnonzero((away <= gap) & (np.minimum(from_tail, from_head) > AROUND * gap))
    progress.at(0.3)
    # The nearest place of each line.
    rows = rows[np.lexsort((away[rows], edges.line[edge[rows]], point[rows]))]
    keep = rows[np.unique(point[rows] * network.lines.shapes.count + edges.line[edge[rows]], return_index=True)[1]]
    point, segment, share, away, edge, along, position = (
        v[keep] for v in (point, segment, share, away, edge, along, position)
    )
    keep = _nearest_few(point, away)
    point, segment, share, away, edge, along, position = (
        v[keep] for v in (point, segment, share, away, edge, along, position)
    )
    foot = np.where((share == 1)[:, None], index.b[segment], index.a[segment] + along)
    apart = np.ones(point.size, bool)
    if network.barriers is not None:
        apart = ~network.barriers.block(network.node_xy[ends[point]], foot)
    degree = np.bincount(np.concatenate([edges.tail, edges.head]), minlength=len(network.node_xy))
    # Of two ends that face each other the dead end is the one that stops short; the other may be a junction.
    order = np.lexsort((edges.line[edge], ends[point], degree[ends[point]], np.round(away, 6)))
    search, kept = _Surroundings(network, AROUND * gap), []
    for number, row in enumerate(map(int, order)):
        if number % 200 == 0:
            progress.at(0.3 + 0.7 * number / point.size)
        place = int(ends[point[row]]), int(edge[row]), float(position[row])
        if apart[row] and not search.connected(*place):
            search.join(*place, float(away[row]))
            kept.append(row)
    rows = np.sort(np.array(kept, np.int64))
    point, edge = point[rows], edge[rows]
    return NearMisses(
        node=ends[point],
        line=end_line[point],
        edge=edge,
        other_line=edges.line[edge],
        foot=foot[rows],
        gap_m=away[rows],
    )


def _nearest_few(point: Ints, away: Floats) -> Ints:
    """Return the rows of the nearest `_LINES` of each point, in the order in which they are."""
    order = np.lexsort((away, point))
    first = np.searchsorted(point[order], point[order])
    return np.sort(order[np.arange(order.size) - first < _LINES])


def line_ends(network: Network) -> tuple[Ints, Ints]:
    """Return the nodes where a line ends, but for those where a barrier cuts it, and one such line of each."""
    edges = network.edges
    node = np.concatenate([edges.tail, edges.head])
    line = np.concatenate([edges.line, edges.line])
    pairs, count = np.unique(node * network.lines.shapes.count + line, return_counts=True)
    node, line = np.divmod(pairs[count == 1], network.lines.shapes.count)
    nodes, first = np.unique(node, return_index=True)
    real = nodes < network.junctions
    return nodes[real], line[first][real]


class _Surroundings:
    """Searches the few metres around a node, on foot: both ways everywhere, and over the joins made so far."""

    def __init__(self, network: Network, limit: float) -> None:
        edges = network.edges
        self.edges, self.limit = edges, limit
        node = np.concatenate([edges.tail, edges.head])
        order = np.argsort(node, kind="stable")
        self.start = np.searchsorted(node[order], np.arange(len(network.node_xy) + 1))
        self.other = np.concatenate([edges.head, edges.tail])[order]
        self.length = np.concatenate([edges.length, edges.length])[order]
        self.joins: dict[int, list[tuple[int, float]]] = {}
        self.joined_to: dict[int, list[tuple[float, float, int]]] = {}

    def connected(self, node: int, edge: int, position: float) -> bool:
        """Return whether a node reaches a place on an edge, `position` metres from its tail, within the limit."""
        ends = dict(self._beside(edge, position))
        best, queue = {node: 0.0}, [(0.0, node)]
        while queue:
            done, here = heapq.heappop(queue)
            if done > best[here]:
                continue
            if done + ends.get(here, np.inf) <= self.limit:
                return True
            for there, length in self._next(here):
                far = done + length
                if far <= self.limit and far < best.get(there, np.inf):
                    best[there] = far
                    heapq.heappush(queue, (far, there))
        return False

    def join(self, node: int, edge: int, position: float, gap: float) -> None:
        """Join a node to a place on an edge: later searches may go there."""
        for other, length in self._beside(edge, position):
            self.joins.setdefault(node, []).append((other, gap + length))
            self.joins.setdefault(other, []).append((node, gap + length))
        insort(self.joined_to.setdefault(edge, []), (position, gap, node))

    def _beside(self, edge: int, position: float) -> Iterator[tuple[int, float]]:
        """Return the nodes that are reached from a place on an edge, the farther way to each first, and the metres."""
        there = self.joined_to.get(edge, [])
        first = bisect_left(there, (position - self.limit,))
        ways = [
            (float(position), int(self.edges.tail[edge])),
            (float(self.edges.length[edge]) - position, int(self.edges.head[edge])),
        ]
        for at, gap, node in islice(there, first, None):
            if at > position + self.limit:
                break
            ways.append((abs(position - at) + gap, node))
        return ((node, length) for length, node in sorted(ways, reverse=True))

    def _next(self, node: int) -> Iterator[tuple[int, float]]:
        for at in range(self.start[node], self.start[node + 1]):
            yield int(self.other[at]), float(self.length[at])
        yield from self.joins.get(node, ())
