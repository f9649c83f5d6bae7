"""Near misses: ends of lines that stop just short of a line that they are not connected to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..geometry.projection import project
from ..geometry.segments import TOUCH, CloseSegments, SegmentIndex, blocks
from ..network.network import Network
from ..progress import Progress
from .surroundings import Surroundings

AROUND = 4.0
"""An end point that reaches the other line within this many gaps over the network is connected to it."""

LINES = 16
"""Lines that an end is compared with, the nearest: where more lie within the gap, they lie on each other."""

_PIECES = 256
"""Pieces of lines of about one length that are looked at around an end: more than any city has within some metres."""


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
    crowded
        The number of ends around which more lies than was looked at.
    """

    node: Ints
    line: Ints
    edge: Ints
    other_line: Ints
    foot: Floats
    gap_m: Floats
    crowded: int

    def take(self, rows: Ints | NDArray[np.bool_]) -> NearMisses:
        """Return some of them."""
        return NearMisses(
            node=self.node[rows],
            line=self.line[rows],
            edge=self.edge[rows],
            other_line=self.other_line[rows],
            foot=self.foot[rows],
            gap_m=self.gap_m[rows],
            crowded=self.crowded,
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
    near, crowded = _lines_near(network, index, ends, gap, progress.part(0, 0.3))
    point, segment, share, away, edge, position = near
    along = share[:, None] * (index.b[segment] - index.a[segment])
    foot = np.where((share == 1)[:, None], index.b[segment], index.a[segment] + along)
    apart: NDArray[np.bool_] = np.ones(point.size, bool)
    if network.barriers is not None:
        apart = ~network.barriers.block(network.node_xy[ends[point]], foot)
    degree = np.bincount(np.concatenate([edges.tail, edges.head]), minlength=len(network.node_xy))
    # Of two ends that face each other the dead end is the one that stops short; the other may be a junction.
    order = np.lexsort((edges.line[edge], ends[point], degree[ends[point]], np.round(away, 6)))
    search, kept = Surroundings(network, AROUND * gap), []
    for rows in blocks(point.size, progress.part(0.3, 1), 200):
        for row in order[rows].tolist():
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
        crowded=np.union1d(ends[crowded], np.array(list(search.open), np.int64)).size,
    )


_Near = tuple[Ints, Ints, Floats, Floats, Ints, Floats]
"""End, segment, share of it and distance of its nearest place; edge, and metres from its tail."""


def _lines_near(
    network: Network, index: SegmentIndex, ends: Ints, gap: float, progress: Progress
) -> tuple[_Near, Ints]:
    """Return the nearest place of each of the lines nearest to each end, and the ends that have more around them."""
    close = CloseSegments(index, gap, _PIECES)
    found, crowded = [_places_near(network, index, close, ends[:0], gap)[0]], [ends[:0]]
    for rows in blocks(ends.size, progress):
        near, more = _places_near(network, index, close, ends[rows], gap)
        found.append((rows[near[0]], *near[1:]))
        crowded.append(rows[more])
    point, segment, share, away, edge, position = (np.concatenate(v) for v in zip(*found, strict=True))
    return (point, segment, share, away, edge, position), np.concatenate(crowded)


def _places_near(
    network: Network, index: SegmentIndex, close: CloseSegments, ends: Ints, gap: float
) -> tuple[_Near, Ints]:
    edges = network.edges
    point, segment, crowded = close.of(network.node_xy[ends])
    share, away = project(network.node_xy[ends[point]], index.a[segment], index.b[segment])
    edge = edges.vertex_edge[edges.segment_first[segment]]
    along = share[:, None] * (index.b[segment] - index.a[segment])
    position = edges.measure[edges.segment_first[segment]] + np.hypot(*along.T)
    # Of edges that end there the first metres do not count: they would be the nearest of their line always.
    from_tail = np.where(edges.tail[edge] == ends[point], position, np.inf)
    from_head = np.where(edges.head[edge] == ends[point], edges.length[edge] - position, np.inf)
    rows = np.flatnonzero((away <= gap) & (np.minimum(from_tail, from_head) > AROUND * gap))
    # The nearest place of each line.
    line, count = edges.line[edge], network.lines.shapes.count
    rows = rows[np.lexsort((away[rows], line[rows], point[rows]))]
    rows = rows[np.unique(point[rows] * count + line[rows], return_index=True)[1]]
    few = rows[_nearest_few(point[rows], away[rows])]
    more = np.union1d(crowded, np.flatnonzero(np.bincount(point[rows]) > LINES))
    return (point[few], segment[few], share[few], away[few], edge[few], position[few]), more


def _nearest_few(point: Ints, away: Floats) -> Ints:
    """Return the rows of the nearest `LINES` of each point, in the order in which they are."""
    order = np.lexsort((away, point))
    first = np.searchsorted(point[order], point[order])
    return np.sort(order[np.arange(order.size) - first < LINES])


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
