"""Which area each place of a street lies in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..geometry.polygons import first_holding, pairs_inside
from ..geometry.segments import SegmentIndex, blocks, meetings
from ..geometry.shapes import RING, Shapes
from ..progress import Progress
from .network import Network


@dataclass(frozen=True)
class StreetsByArea:
    """Edges cut at the borders of areas: each piece from `start` to `end` metres, with its `area` (-1: in none)."""

    edge: Ints
    start: Floats
    end: Floats
    area: Ints


def cut_by_areas(network: Network, areas: Shapes, progress: Progress | None = None) -> StreetsByArea:
    """Cut all edges at the borders of areas; where these overlap, the first has a place.

    Notes
    -----
    A piece between two borders lies in one area as a whole, so its middle says which.
    """
    progress = progress or Progress()
    edges = network.edges
    every = np.arange(edges.tail.size)
    edge, at = _crossings(network, areas, progress.part(0, 0.7))
    edge, at = np.concatenate([every, every, edge]), np.concatenate([np.zeros(every.size), edges.length, at])
    order = np.lexsort((at, edge))
    edge, at = edge[order], at[order]
    first = np.flatnonzero((edge[1:] == edge[:-1]) & (at[1:] > at[:-1]))
    edge, start, end = edge[first], at[first], at[first + 1]
    middle = network.place_on(edge, (start + end) / 2)
    area, _ = first_holding(*pairs_inside(middle, areas, progress.part(0.7, 1)), edge.size)
    return StreetsByArea(edge, start, end, area)


def _crossings(network: Network, areas: Shapes, progress: Progress) -> tuple[Ints, Floats]:
    """Return where edges meet borders, in metres from their tails."""
    edges = network.edges
    a, b, part = areas.segments
    ring = areas.part_kind[part] == RING
    if not ring.any():
        return np.empty(0, np.int64), np.empty(0)
    a, b = a[ring], b[ring]
    index = SegmentIndex(a, b)
    found_edges: list[Ints] = [np.empty(0, np.int64)]
    found_at: list[Floats] = [np.empty(0)]
    for rows in blocks(edges.segment_first.size, progress):
        vertex = edges.segment_first[rows]
        p, q = edges.xy[vertex], edges.xy[vertex + 1]
        row, wall = index.near_segments(p, q)
        low, high, meets = meetings(p[row], q[row], a[wall], b[wall])
        vertex = vertex[row[meets]]
        for metres in (low[meets], high[meets]):
            found_edges.append(edges.vertex_edge[vertex])
            found_at.append(edges.measure[vertex] + metres)
    return np.concatenate(found_edges), np.concatenate(found_at)
