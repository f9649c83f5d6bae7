"""The same streets in two networks: what is covered on one, said of the other.

A network for bicycles, or without steps, is drawn along the streets of the other one, but noded otherwise. What both
have is a straight segment between the same two places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..arrays import Flags, Floats, Ints
from ..geometry.shapes import ranges
from ..network.network import Network
from .stretches import Stretches, merged

_CANDIDATES = 8
"""More drawings of one street are not looked for."""

_ROUNDING = 1e-6
"""Metres."""


@dataclass(frozen=True, kw_only=True)
class SameStreets:
    """Which straight segments of one network are drawn in another one too.

    Parameters
    ----------
    streets, other
        The networks.
    segment, drawn
        Segments of `streets`, and with each one of `other` that is the same; by the latter in ascending order.
    against
        Whether the other one is drawn from its end to its beginning.
    """

    streets: Network
    other: Network
    segment: Ints
    drawn: Ints
    against: Flags

    def of(self, stretches: Stretches) -> Stretches:
        """Return stretches of the other network on the streets; what is no street there is left out."""
        if self.other is self.streets:
            return stretches
        theirs, ours = self.other.edges, self.streets.edges
        # Each stretch in the segments of its edge.
        start_of = theirs.vertex_start - np.arange(theirs.vertex_start.size)
        size = np.diff(start_of)[stretches.edge]
        row = np.repeat(np.arange(stretches.edge.size), size)
        segment = ranges(start_of[stretches.edge], size)
        vertex = theirs.segment_first[segment]
        begin, end = theirs.measure[vertex], theirs.measure[vertex + 1]
        low, high = np.maximum(stretches.start[row], begin), np.minimum(stretches.end[row], end)
        some = high > low
        row, segment, begin, end = row[some], segment[some], begin[some], end[some]
        share_low, share_high = (low[some] - begin) / (end - begin), (high[some] - begin) / (end - begin)
        # And those in the segments of the streets that are drawn alike.
        first, last = (np.searchsorted(self.drawn, segment, side) for side in ("left", "right"))
        piece = np.repeat(np.arange(row.size), last - first)
        match = ranges(first, last - first)
        against = self.against[match]
        low_share = np.where(against, 1 - share_high[piece], share_low[piece])
        high_share = np.where(against, 1 - share_low[piece], share_high[piece])
        vertex = ours.segment_first[self.segment[match]]
        base, length = ours.measure[vertex], ours.measure[vertex + 1] - ours.measure[vertex]
        return merged(
            stretches.facility[row[piece]],
            ours.vertex_edge[vertex],
            base + low_share * length,
            base + high_share * length,
        )


def same_streets(streets: Network, other: Network) -> SameStreets:
    """Find the segments of streets that another network has too, with ends as near as junctions may move."""
    nothing = np.empty(0, np.int64)
    if other is streets:
        return SameStreets(streets=streets, other=other, segment=nothing, drawn=nothing, against=np.empty(0, bool))
    (p, q), (a, b) = _segments(streets), _segments(other)
    near = streets.options.tolerance + other.options.tolerance + _ROUNDING
    candidates = min(_CANDIDATES, len(a))
    tree, ranks = cKDTree((a + b) / 2), range(1, candidates + 1)
    found = np.asarray(tree.query((p + q) / 2, k=ranks, distance_upper_bound=near)[1]).reshape(len(p), candidates)
    segment, drawn, against = list[Ints](), list[Ints](), list[Flags]()
    for column in range(candidates):  # a street that is drawn twice there is the same as both
        rows = np.flatnonzero(found[:, column] < len(a))
        one = found[rows, column]
        along = _together(p[rows], a[one], near) & _together(q[rows], b[one], near)
        back = _together(p[rows], b[one], near) & _together(q[rows], a[one], near)
        same = along | back
        segment.append(rows[same])
        drawn.append(one[same])
        against.append(~along[same])
    theirs = np.concatenate(drawn)
    order = np.argsort(theirs, kind="stable")
    ours, turned = np.concatenate(segment)[order], np.concatenate(against)[order]
    return SameStreets(streets=streets, other=other, segment=ours, drawn=theirs[order], against=turned)


def _segments(network: Network) -> tuple[Floats, Floats]:
    first = network.edges.segment_first
    return network.edges.xy[first], network.edges.xy[first + 1]


def _together(one: Floats, other: Floats, near: float) -> Flags:
    return np.asarray(np.hypot(*(one - other).T) <= near, bool)
