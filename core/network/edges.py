"""Edges of a network and their geometry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Floats, Ints
from ..geometry.shapes import ranges


@dataclass(frozen=True, kw_only=True)
class Edges:
    """Edges and their geometry; `vertex_start` (edges + 1,) cuts `xy` (vertices, 2), in metres, into edges.

    `tail` and `head` are the nodes at their ends, `line` the line that each is a part of; one entry an edge.
    """

    tail: Ints
    head: Ints
    line: Ints
    xy: Floats
    vertex_start: Ints

    @cached_property
    def vertex_edge(self) -> Ints:
        """Return the edge of each vertex."""
        return np.repeat(np.arange(self.tail.size), np.diff(self.vertex_start))

    @cached_property
    def measure(self) -> Floats:
        """Return the metres along its edge at each vertex."""
        step = np.hypot(*np.diff(self.xy, axis=0, prepend=self.xy[:1]).T)
        starts = self.vertex_start[:-1]
        step[starts] = 0.0
        # Summed edge by edge: one running sum over a whole country would lose digits.
        total = np.zeros(len(self.xy))
        size = np.diff(self.vertex_start)
        starts = starts[np.argsort(-size, kind="stable")]
        longer = starts.size - np.searchsorted(np.sort(size), np.arange(size.max(initial=0)), "right")
        for place in range(1, int(size.max(initial=0))):
            at = starts[: longer[place]] + place
            total[at] = total[at - 1] + step[at]
        return total

    @cached_property
    def length(self) -> Floats:
        """Return the length of each edge, metres."""
        return self.measure[self.vertex_start[1:] - 1] if self.tail.size else np.empty(0)

    @cached_property
    def segment_first(self) -> Ints:
        """Return the first vertex of each straight segment."""
        return ranges(self.vertex_start[:-1], np.diff(self.vertex_start) - 1)
