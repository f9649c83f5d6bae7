"""Barriers: what they take from the network, and which access legs they block."""

from __future__ import annotations

import numpy as np

from ..arrays import Flags, Floats, Ints, to_list
from ..geometry.polygons import pairs_inside
from ..geometry.projection import project
from ..geometry.segments import SegmentIndex, blocks, meetings
from ..geometry.shapes import RING, Shapes, highest_so_far, ranges
from ..progress import Progress
from .edges import Edges

_SETBACK = 5e-7
"""A cut edge ends this many metres before the barrier, so that a leg to its end does not touch it."""

_INSIDE = 1e-6
"""A point at most this many metres from a polygon's border is on the border, not inside."""


class Barriers:
    """Lines and polygons that no way crosses; points among the shapes are no barrier."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        a, b, part = shapes.segments
        solid = shapes.part_kind[part] != 0
        self.a, self.b, part = a[solid], b[solid], part[solid]
        self.feature = shapes.part_feature[part]
        self.is_ring = shapes.part_kind[part] == RING
        self.index = SegmentIndex(self.a, self.b)

    def strictly_inside(self, points: Floats, features: Ints) -> tuple[Ints, Ints]:
        """Return all pairs of a point and one of these barrier polygons that holds it, off its border."""
        point, holder = pairs_inside(points, self.shapes.take(features))
        near, wall = self.index.within(points, _INSIDE)
        border = project(points[near], self.a[wall], self.b[wall])[1] <= _INSIDE
        on = near[border] * self.shapes.count + self.feature[wall[border]]
        off = ~np.isin(point * self.shapes.count + features[holder], on)
        return point[off], features[holder[off]]

    def block(self, start: Floats, end: Floats, leave_start: bool = True) -> Flags:
        """Return which straight legs touch a barrier.

        Parameters
        ----------
        start, end
            The place a leg belongs to and the place on the network, shapes (n, 2).
        leave_start
            Whether a leg may begin on a barrier line; on the border of a barrier polygon it always may, for what
            lies there is at the polygon and not behind it.

        Returns
        -------
        blocked
            A leg that begins inside a barrier polygon may leave that polygon, once.
        """
        blocked = np.zeros(len(start), bool)
        length = np.hypot(*(end - start).T)
        for block in blocks(len(start)):
            rows = block[length[block] > 0]
            leg, wall = self.index.near_segments(start[rows], end[rows])
            if not leg.size:
                continue
            leg = rows[leg]
            first, last, meets = meetings(start[leg], end[leg], self.a[wall], self.b[wall])
            leaves = leave_start | self.is_ring[wall]
            meets &= (last > _SETBACK) | ~leaves
            leg, wall, first, last = leg[meets], wall[meets], first[meets], last[meets]
            own = self._own(start, leg, wall)
            blocked[leg[~own]] = True
            again = self._leaves_again(start, end, (leg[own], self.feature[wall[own]], first[own], last[own]))
            blocked[again] = True
        return blocked

    def _own(self, start: Floats, leg: Ints, wall: Ints) -> Flags:
        """Return which touched walls belong to a polygon that the leg begins in."""
        ring = self.is_ring[wall]
        touching, place = np.unique(leg, return_inverse=True)
        inside, holder = self.strictly_inside(start[touching], np.unique(self.feature[wall[ring]]))
        count = self.shapes.count
        return ring & np.isin(place * count + self.feature[wall], inside * count + holder)

    def _leaves_again(self, start: Floats, end: Floats, own: tuple[Ints, Ints, Floats, Floats]) -> Ints:
        """Return the legs that touch their own polygon once more after they have left it."""
        order = np.lexsort((own[2], own[1], own[0]))
        leg, feature, first, last = (v[order] for v in own)
        starts = np.ones(leg.size, bool)
        starts[1:] = (leg[1:] != leg[:-1]) | (feature[1:] != feature[:-1])
        last = highest_so_far(last, starts)
        apart = np.flatnonzero(~starts[1:] & (first[1:] > last[:-1] + 2 * _SETBACK))
        # Between two touches the leg is still inside (a corner of the border only touched it) or it has left.
        middle, of, polygon = (last[apart] + first[apart + 1]) / 2, leg[apart], feature[apart]
        share = middle / np.hypot(*(end[of] - start[of]).T)
        named = np.unique(polygon)
        inside, holder = pairs_inside(start[of] + share[:, None] * (end - start)[of], self.shapes.take(named))
        return np.delete(of, inside[named[holder] == polygon[inside]])


def cut_edges(
    edges: Edges, node_xy: Floats, barriers: Barriers, passes: Flags, progress: Progress
) -> tuple[Edges, Floats, int]:
    """Remove every point of an edge that lies on or inside a barrier.

    Parameters
    ----------
    edges, node_xy
        The network before.
    passes
        Which edges cross the barriers freely, shape (edges,).

    Returns
    -------
    edges, node_xy, lines
        The network after, the untouched edges first; a cut end gets a node of its own. And how many lines were cut.
    """
    walls = ~passes[edges.vertex_edge[edges.segment_first]]
    first = edges.segment_first[walls]
    gaps = _meetings_of(edges, first, barriers, progress)
    touched = np.zeros(edges.tail.size, bool)
    touched[gaps[0]] = True
    candidates = np.flatnonzero(~touched & ~passes)
    start = edges.xy[edges.vertex_start[candidates]]
    wholly = candidates[np.unique(pairs_inside(start, barriers.shapes)[0])]
    progress.check()
    changed = touched.copy()
    changed[wholly] = True
    if not changed.any():
        return edges, node_xy, 0
    cutter = _Cutter(edges, barriers, len(node_xy))
    for number, (edge, starts, ends) in enumerate(_by_edge(*gaps)):
        if number % 500 == 0:
            progress.check()
        cutter.cut(edge, starts, ends)
    pieces, cut_nodes = cutter.pieces()
    kept = np.flatnonzero(~changed)
    lines = int(np.unique(edges.line[changed]).size)
    return _append(_take(edges, kept), pieces), np.concatenate([node_xy, cut_nodes]), lines


def _meetings_of(edges: Edges, first: Ints, barriers: Barriers, progress: Progress) -> tuple[Ints, Floats, Floats]:
    """Return every stretch of an edge that a barrier's line or border covers: edge, from and to in metres."""
    found: list[tuple[Ints, Floats, Floats]] = []
    for rows in blocks(first.size, progress):
        at = first[rows]
        p, q = edges.xy[at], edges.xy[at + 1]
        row, wall = barriers.index.near_segments(p, q)
        low, high, meets = meetings(p[row], q[row], barriers.a[wall], barriers.b[wall])
        base = edges.measure[at[row[meets]]]
        found.append((edges.vertex_edge[at[row[meets]]], base + low[meets], base + high[meets]))
    edge = np.concatenate([f[0] for f in found])
    low, high = np.concatenate([f[1] for f in found]), np.concatenate([f[2] for f in found])
    order = np.lexsort((low, edge))
    return edge[order], low[order], high[order]


def _by_edge(edge: Ints, low: Floats, high: Floats) -> list[tuple[int, Floats, Floats]]:
    ids, start = np.unique(edge, return_index=True)
    stop = np.append(start, edge.size)[1:]
    return [(int(i), low[s:e], high[s:e]) for i, s, e in zip(ids, start, stop, strict=True)]


class _Cutter:
    """Collects the pieces that are left of edges."""

    def __init__(self, edges: Edges, barriers: Barriers, nodes: int) -> None:
        self.edges, self.barriers, self.next_node = edges, barriers, nodes
        self.rows: list[tuple[int, int, int, Floats]] = []
        self.middles: list[Floats] = []

    def cut(self, edge: int, low: Floats, high: Floats) -> None:
        """Keep the stretches between the meetings; whether they lie inside a polygon is looked at later."""
        length = float(self.edges.length[edge])
        begin, whole = 0.0, True
        farthest = np.maximum.accumulate(high)  # of meetings that overlap the first may end behind the next
        for start, end in zip([*to_list(low), np.inf], [*to_list(farthest), np.inf], strict=True):
            stop, to_head = (length, True) if start == np.inf else (start - _SETBACK, False)
            if stop - begin > _SETBACK:
                self._keep(edge, begin, stop, whole, to_head)
            begin, whole = end + _SETBACK, False

    def _keep(self, edge: int, start: float, end: float, from_tail: bool, to_head: bool) -> None:
        first, last = self.edges.vertex_start[edge], self.edges.vertex_start[edge + 1]
        measure, xy = self.edges.measure[first:last], self.edges.xy[first:last]
        ends = np.array([start, end])
        cut = np.column_stack([np.interp(ends, measure, xy[:, 0]), np.interp(ends, measure, xy[:, 1])])
        if from_tail:
            cut[0] = xy[0]
        if to_head:
            cut[1] = xy[-1]
        inner = (measure > start) & (measure < end)
        piece = np.concatenate([cut[:1], xy[inner], cut[1:]])
        half = (start + end) / 2
        self.middles.append(np.array([np.interp(half, measure, xy[:, 0]), np.interp(half, measure, xy[:, 1])]))
        self.rows.append((edge, int(from_tail), int(to_head), piece))

    def pieces(self) -> tuple[Edges, Floats]:
        """Return the pieces outside the polygons, and the nodes at their cut ends."""
        inside = set(to_list(pairs_inside(np.array(self.middles).reshape(-1, 2), self.barriers.shapes)[0]))
        tails: list[int] = []
        heads: list[int] = []
        lines: list[int] = []
        geometry: list[Floats] = []
        nodes: list[Floats] = []
        for number, (edge, from_tail, to_head, piece) in enumerate(self.rows):
            if number in inside:
                continue
            ends: list[int] = []
            for kept, node, point in (
                (from_tail, self.edges.tail[edge], piece[0]),
                (to_head, self.edges.head[edge], piece[-1]),
            ):
                ends.append(int(node) if kept else self.next_node + len(nodes))
                if not kept:
                    nodes.append(point)
            tails.append(ends[0])
            heads.append(ends[1])
            lines.append(int(self.edges.line[edge]))
            geometry.append(piece)
        start = np.concatenate([[0], np.cumsum([len(g) for g in geometry])]).astype(np.int64)
        xy = np.concatenate(geometry) if geometry else np.empty((0, 2))
        tail, head, line = _ints(tails, heads, lines)
        return Edges(tail=tail, head=head, line=line, xy=xy, vertex_start=start), np.array(nodes).reshape(-1, 2)


def _ints(tails: list[int], heads: list[int], lines: list[int]) -> tuple[Ints, Ints, Ints]:
    return np.array(tails, np.int64), np.array(heads, np.int64), np.array(lines, np.int64)


def _take(edges: Edges, rows: Ints) -> Edges:
    size = np.diff(edges.vertex_start)[rows]
    return Edges(
        tail=edges.tail[rows],
        head=edges.head[rows],
        line=edges.line[rows],
        xy=edges.xy[ranges(edges.vertex_start[rows], size)],
        vertex_start=np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
    )


def _append(one: Edges, other: Edges) -> Edges:
    return Edges(
        tail=np.concatenate([one.tail, other.tail]),
        head=np.concatenate([one.head, other.head]),
        line=np.concatenate([one.line, other.line]),
        xy=np.concatenate([one.xy, other.xy]),
        vertex_start=np.concatenate([one.vertex_start, one.vertex_start[-1] + other.vertex_start[1:]]),
    )
