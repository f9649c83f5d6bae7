"""What deserves a look in a network before anything is measured on it."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .network import Network
from .progress import Progress
from .segments import SegmentIndex, project

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEAR_MISS, ISLAND = "near_miss", "island"
HIGH, MEDIUM, LOW = "high", "medium", "low"
_AROUND = 4.0
"""An end point that reaches the other line within this many gaps over the network is connected to it."""


@dataclass(frozen=True)
class Issues:
    """Places that deserve a look, the gravest first; every array has one entry a place.

    Parameters
    ----------
    xy
        Where it is, shape (n, 2).
    issue, severity
        `near_miss` or `island`; `high` where dwellings depend on it, `medium` where streets do, else `low`.
    length_m, dwellings
        The street and the dwellings that are cut off because of it.
    gap_m
        How far a near miss is from joining; NaN for islands.
    line, other_line
        Rows of the lines concerned, -1 where there is none.
    """

    xy: Floats
    issue: NDArray[np.object_]
    severity: NDArray[np.object_]
    length_m: Floats
    dwellings: Ints
    gap_m: Floats
    line: Ints
    other_line: Ints


def find_issues(network: Network, gap: float, dwellings: Floats, progress: Progress | None = None) -> Issues:
    """Find near misses and islands.

    Parameters
    ----------
    network
        The network, all its parts eligible or not.
    gap
        Metres: an end point this near to a line that it is not connected to is a near miss.
    dwellings
        Points, shape (n, 2); each counts for the connected part of its nearest street.
    """
    progress = progress or Progress()
    index = SegmentIndex(*_segments(network))
    homes = _dwellings_per_part(network, index, dwellings, progress.part(0, 0.5))
    parts = [_near_misses(network, index, gap, progress.part(0.5, 0.9)), _islands(network)]
    xy, kind, part, gaps, line, other = (np.concatenate(v) for v in zip(*parts, strict=True))
    cut_off = part > 0
    length = np.where(cut_off, network.component_length[part], 0.0)
    count = np.where(cut_off, homes[part], 0)
    severity = np.where(count > 0, HIGH, np.where(cut_off, MEDIUM, LOW)).astype(object)
    order = np.lexsort((gaps, kind, -length, -count))
    return Issues(
        xy[order], kind[order], severity[order], length[order], count[order], gaps[order], line[order], other[order]
    )


def component_of_lines(network: Network) -> Ints:
    """Give the connected part of each line, -1 where it has no length; of a line in several, the longest of them."""
    found = np.full(network.lines.shapes.count, -1, np.int64)
    order = np.argsort(-network.edge_component, kind="stable")  # parts go by length: the longest is written last
    found[network.edges.line[order]] = network.edge_component[order]
    return found


def _segments(network: Network) -> tuple[Floats, Floats]:
    first = network.edges.segment_first
    return network.edges.xy[first], network.edges.xy[first + 1]


def _dwellings_per_part(network: Network, index: SegmentIndex, dwellings: Floats, progress: Progress) -> Ints:
    known = dwellings[np.isfinite(dwellings).all(axis=1)]
    segment = index.nearest(known, network.options.max_snap, progress)[0]
    edge = network.edges.vertex_edge[network.edges.segment_first[segment[segment >= 0]]]
    return np.bincount(network.edge_component[edge], minlength=network.component_length.size)


_Found = tuple[Floats, NDArray[np.object_], Ints, Floats, Ints, Ints]


def _near_misses(network: Network, index: SegmentIndex, gap: float, progress: Progress) -> _Found:
    """Give place, kind, part that hangs on it, gap and the two lines of every near miss."""
    edges = network.edges
    ends, end_line = _line_ends(network)
    point, segment = index.within(network.node_xy[ends], gap)
    share, away = project(network.node_xy[ends[point]], index.a[segment], index.b[segment])
    edge = edges.vertex_edge[edges.segment_first[segment]]
    node = ends[point]
    near = (away <= gap) & (edges.tail[edge] != node) & (edges.head[edge] != node)
    point, segment, share, away, edge = (v[near] for v in (point, segment, share, away, edge))
    rows = np.lexsort((away, edges.line[edge], point))
    keep = rows[np.unique(point[rows] * network.lines.shapes.count + edges.line[edge[rows]], return_index=True)[1]]
    point, segment, share, away, edge = (v[keep] for v in (point, segment, share, away, edge))
    foot = index.a[segment] + share[:, None] * (index.b[segment] - index.a[segment])
    position = edges.measure[edges.segment_first[segment]] + share * np.hypot(*(index.b - index.a)[segment].T)
    apart = np.ones(point.size, bool)
    if network.barriers is not None:
        apart = ~network.barriers.block(network.node_xy[ends[point]], foot)
    search = _Neighbourhood(network)
    for row in map(int, np.flatnonzero(apart)):
        if row % 200 == 0:
            progress.at(row / point.size)
        apart[row] = search.way(int(ends[point[row]]), int(edge[row]), float(position[row]), _AROUND * gap) is None
    point, edge, away, foot = point[apart], edge[apart], away[apart], foot[apart]
    once = _one_of_two(network, ends[point], edge, foot)
    point, edge, away, foot = point[once], edge[once], away[once], foot[once]
    xy = (network.node_xy[ends[point]] + foot) / 2
    here, there = network.component[ends[point]], network.edge_component[edge]
    part = np.where(here != there, np.maximum(here, there), 0)
    kind = np.full(point.size, NEAR_MISS, object)
    return xy, kind, part, away, end_line[point], edges.line[edge]


def _line_ends(network: Network) -> tuple[Ints, Ints]:
    """Give the nodes where a line ends, but for those where a barrier cuts it, and one such line of each."""
    edges = network.edges
    node = np.concatenate([edges.tail, edges.head])
    line = np.concatenate([edges.line, edges.line])
    pairs, count = np.unique(node * network.lines.shapes.count + line, return_counts=True)
    node, line = np.divmod(pairs[count == 1], network.lines.shapes.count)
    nodes, first = np.unique(node, return_index=True)
    real = nodes < network.junctions
    return nodes[real], line[first][real]


def _one_of_two(network: Network, node: Ints, edge: Ints, foot: Floats) -> NDArray[np.bool_]:
    """Keep one of two near misses that say the same: two ends that face each other."""
    there = np.where((foot == network.node_xy[network.edges.tail[edge]]).all(axis=1), network.edges.tail[edge], -1)
    there = np.where((foot == network.node_xy[network.edges.head[edge]]).all(axis=1), network.edges.head[edge], there)
    low, high = np.minimum(node, there), np.maximum(node, there)
    key = np.where(there >= 0, low * len(network.node_xy) + high, -1 - np.arange(node.size))
    keep = np.zeros(node.size, bool)
    keep[np.unique(key, return_index=True)[1]] = True
    return keep


class _Neighbourhood:
    """Searches the few metres around a node, on foot: both ways everywhere."""

    def __init__(self, network: Network) -> None:
        edges = network.edges
        self.edges = edges
        node = np.concatenate([edges.tail, edges.head])
        order = np.argsort(node, kind="stable")
        self.start = np.searchsorted(node[order], np.arange(len(network.node_xy) + 1))
        self.other = np.concatenate([edges.head, edges.tail])[order]
        self.length = np.concatenate([edges.length, edges.length])[order]

    def way(self, node: int, edge: int, position: float, limit: float) -> float | None:
        """Give the metres from a node to a place on an edge, None where it is farther than `limit`."""
        ends = {int(self.edges.tail[edge]): position}
        head = int(self.edges.head[edge])
        ends[head] = min(ends.get(head, np.inf), float(self.edges.length[edge]) - position)
        best, queue = {node: 0.0}, [(0.0, node)]
        while queue:
            done, here = heapq.heappop(queue)
            if done > best[here]:
                continue
            if here in ends and done + ends[here] <= limit:
                return done + ends[here]
            for at in range(self.start[here], self.start[here + 1]):
                there, far = int(self.other[at]), done + float(self.length[at])
                if far <= limit and far < best.get(there, np.inf):
                    best[there] = far
                    heapq.heappush(queue, (far, there))
        return None


def _islands(network: Network) -> _Found:
    """Give one place for every connected part but the longest: the middle of its longest edge."""
    edges = network.edges
    order = np.lexsort((np.arange(edges.tail.size), -edges.length, network.edge_component))
    part, first = np.unique(network.edge_component[order], return_index=True)
    edge = order[first]
    islands = part > 0
    part, edge = part[islands], edge[islands]
    xy = network.place_on(edge, edges.length[edge] / 2)
    none = np.full(part.size, -1)
    return xy, np.full(part.size, ISLAND, object), part, np.full(part.size, np.nan), edges.line[edge], none
