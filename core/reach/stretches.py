"""Stretches of edges, and what is made of them: put together, taken away from each other, drawn as lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..geometry.shapes import highest_so_far, ranges
from ..network.network import Network

_TOGETHER = 1e-9
_LEAST = 1e-6
"""Metres: shorter stretches are rounding, whose two ends may have the same coordinates."""


@dataclass(frozen=True)
class Stretches:
    """Parts of edges: `start` and `end` in metres from the tail, of the edge `edge`, covered for `facility`.

    Sorted by facility, edge and start; those of a facility on an edge do not touch.
    """

    facility: Ints
    edge: Ints
    start: Floats
    end: Floats

    @property
    def length(self) -> Floats:
        """Return the metres of each."""
        return self.end - self.start

    def take(self, rows: Ints) -> Stretches:
        """Return some of them."""
        return Stretches(self.facility[rows], self.edge[rows], self.start[rows], self.end[rows])


def merged(facility: Ints, edge: Ints, start: Floats, end: Floats) -> Stretches:
    """Put stretches of the same facility on the same edge together where they overlap or touch."""
    some = end > start
    facility, edge, start, end = facility[some], edge[some], start[some], end[some]
    order = np.lexsort((start, edge, facility))
    facility, edge, start, end = facility[order], edge[order], start[order], end[order]
    group = np.ones(order.size, bool)
    group[1:] = (facility[1:] != facility[:-1]) | (edge[1:] != edge[:-1])
    begins = group.copy()
    begins[1:] |= start[1:] > highest_so_far(end, group)[:-1] + _TOGETHER
    first = np.flatnonzero(begins)
    ends = np.maximum.reduceat(end, first) if first.size else end
    whole = Stretches(facility[first], edge[first], start[first], ends)
    return whole.take(np.flatnonzero(whole.length >= _LEAST))


def together(stretches: Stretches) -> Stretches:
    """Put the stretches of all facilities together; `facility` is 0 throughout."""
    return merged(np.zeros(stretches.edge.size, np.int64), stretches.edge, stretches.start, stretches.end)


def without(outer: Stretches, inner: Stretches) -> Stretches:
    """Return what the outer stretches cover and the inner ones, of the same facility, do not."""
    count = outer.edge.size, inner.edge.size
    facility = np.concatenate([outer.facility, outer.facility, inner.facility, inner.facility])
    edge = np.concatenate([outer.edge, outer.edge, inner.edge, inner.edge])
    at = np.concatenate([outer.start, outer.end, inner.start, inner.end])
    step = np.repeat([1, -1, 0, 0], [count[0], count[0], count[1], count[1]])
    less = np.repeat([0, 0, 1, -1], [count[0], count[0], count[1], count[1]])
    order = np.lexsort((at, edge, facility))
    facility, edge, at = facility[order], edge[order], at[order]
    open_now = (np.cumsum(step[order]) > 0) & (np.cumsum(less[order]) == 0)
    piece = np.flatnonzero(open_now[:-1])
    return merged(facility[piece], edge[piece], at[piece], at[piece + 1])


def polylines(network: Network, stretches: Stretches) -> tuple[Floats, Ints]:
    """Return the vertices of stretches one after the other, and where each begins and the last ends."""
    edges, edge = network.edges, stretches.edge
    first, last = edges.vertex_start[edge], edges.vertex_start[edge + 1]
    at = ranges(first, last - first)
    row = np.repeat(np.arange(edge.size), last - first)
    inner = (edges.measure[at] > stretches.start[row]) & (edges.measure[at] < stretches.end[row])
    size = np.bincount(row[inner], minlength=edge.size)
    start = np.concatenate([[0], np.cumsum(size + 2)]).astype(np.int64)
    xy = np.empty((int(start[-1]), 2))
    xy[start[:-1]] = network.place_on(edge, stretches.start)
    xy[start[1:] - 1] = network.place_on(edge, stretches.end)
    xy[ranges(start[:-1] + 1, size)] = edges.xy[at[inner]]
    return xy, start
