"""Lines that cross or touch in the middle without a vertex that they share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..arrays import Flags, Floats, Ints
from ..geometry.projection import project
from ..geometry.segments import TOUCH, SegmentIndex, meetings
from ..network.network import Network
from ..sparse import linked
from .near_misses import line_ends

SAME = 0.01
"""Places this near to each other, in metres, are one: coordinates are often rounded to centimetres."""


@dataclass(frozen=True)
class Crossings:
    """Where lines cross without a node: the place, shape (n, 2), and the two edges, of the later line first."""

    xy: Floats
    edge: Ints
    other_edge: Ints


class CrossingFinder:
    """Takes pairs of segments block by block and keeps those that cross without a node."""

    def __init__(self, network: Network, index: SegmentIndex) -> None:
        edges = network.edges
        self.network, self.index = network, index
        self.edge = edges.vertex_edge[edges.segment_first]
        passes = network.lines.passes
        self.passes = np.zeros(edges.tail.size, bool) if passes is None else passes[edges.line]
        ends = np.zeros(len(network.node_xy), bool)
        ends[line_ends(network)[0]] = True
        # Whether a line ends at the first and at the last vertex of each segment.
        start = edges.segment_first == edges.vertex_start[self.edge]
        stop = edges.segment_first + 2 == edges.vertex_start[self.edge + 1]
        self.ends_at_a, self.ends_at_b = start & ends[edges.tail[self.edge]], stop & ends[edges.head[self.edge]]
        self.found: list[tuple[Ints, Ints, Floats, Flags, Flags, Flags]] = []

    def look(self, one: Ints, other: Ints) -> None:
        """Look at some pairs of segments."""
        a, b = self.index.a, self.index.b
        free = ~self.passes[self.edge[one]] & ~self.passes[self.edge[other]]
        for p in (a, b):
            for q in (a, b):
                # Lines that share a vertex have a node there, and straight segments meet nowhere else.
                free &= (p[one] != q[other]).any(axis=1)
        one, other = one[free], other[free]
        first, last, meets = meetings(a[one], b[one], a[other], b[other])
        one, other, first, last = one[meets], other[meets], first[meets], last[meets]
        length = np.hypot(*(b - a)[one].T)
        share = np.divide((first + last) / 2, length, out=np.zeros(one.size), where=length > 0)
        xy = a[one] + share[:, None] * (b - a)[one]
        touches, ends = np.zeros(one.size, bool), np.zeros(one.size, bool)
        for points, end, own, across in (
            (a, self.ends_at_a, one, other),
            (b, self.ends_at_b, one, other),
            (a, self.ends_at_a, other, one),
            (b, self.ends_at_b, other, one),
        ):
            on = project(points[own], a[across], b[across])[1] <= TOUCH
            touches |= on
            ends |= on & end[own]
        self.found.append((one, other, xy, touches, ends, last - first > SAME))

    def crossings(self, along: Ints) -> Crossings:
        """Return the crossings of all pairs seen, one a place.

        Parameters
        ----------
        along
            Pairs of lines, as `pair_keys` numbers them, of which one runs along the other: they do not cross.

        Notes
        -----
        Where a line ends on another one, that is a near miss.
        """
        none = np.empty(0, bool)
        empty = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty((0, 2)), none, none, none)
        one, other, xy, touches, ends, overlap = (
            np.concatenate(parts) for parts in zip(empty, *self.found, strict=True)
        )
        edge, other_edge = self.edge[one], self.edge[other]
        line = self.network.edges.line
        key, pair = np.unique(pair_keys(self.network, line[edge], line[other_edge]), return_inverse=True)
        ending, overlapping = np.zeros(key.size, bool), np.zeros(key.size, bool)
        ending[pair[ends]] = True
        overlapping[pair[overlap]] = True
        # Of lines that share a stretch the stretch is the place, unless one of them ends on it.
        keep = ~np.isin(key, along)[pair] & ~ends & ~(overlapping[pair] & touches & (~overlap | ending[pair]))
        first_overlap = np.zeros(one.size, bool)
        rows = np.flatnonzero(overlap)
        first_overlap[rows[np.unique(pair[rows], return_index=True)[1]]] = True
        keep &= ~overlap | first_overlap
        edge, other_edge, xy = edge[keep], other_edge[keep], xy[keep]
        turn = line[edge] < line[other_edge]
        edge, other_edge = np.where(turn, other_edge, edge), np.where(turn, edge, other_edge)
        once = _one_a_place(xy, line[edge], line[other_edge])
        return Crossings(xy[once], edge[once], other_edge[once])


def pair_keys(network: Network, line: Ints, other: Ints) -> Ints:
    """Return pairs of lines a number, the same whichever comes first."""
    return np.minimum(line, other) * network.lines.shapes.count + np.maximum(line, other)


def _one_a_place(xy: Floats, line: Ints, other: Ints) -> Ints:
    """Return one row of those at one place: the first in the order of the lines."""
    if not len(xy):
        return np.empty(0, np.int64)
    # Of many lines through one point every pair crosses there, so places are put together before they are compared.
    spots, spot = np.unique(np.round(xy, 6), axis=0, return_inverse=True)
    near = cKDTree(spots).query_pairs(SAME, output_type="ndarray")
    place = linked(near[:, 0], near[:, 1], len(spots))[1][spot.ravel()]
    order = np.lexsort((line, other))
    return np.sort(order[np.unique(place[order], return_index=True)[1]])
