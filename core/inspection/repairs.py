"""Streets repaired where they nearly meet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from math import hypot

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..arrays import Flags, Floats, Ints
from ..geometry.projection import project
from ..geometry.segments import TOUCH, SegmentIndex, closest
from ..geometry.shapes import Shapes, ranges
from ..network.network import Lines, Network, build_network
from ..progress import Progress
from .near_misses import AROUND, NearMisses, find_near_misses

_SAME = 0.01
"""A foot this near to a vertex, in metres, is that vertex: no street needs a piece of a centimetre."""
_ROUNDS = 8
"""What could not be joined at once, since it is connected with another join, may be in one of the next rounds."""
_MANY = 64
"""Vertices; of a line with more of them, only the segments near a place are looked at."""
_NEW = -1
_Place = tuple[float, float, int]
"""Coordinates, and the vertex that lies there, `_NEW` if none does."""


@dataclass(frozen=True, kw_only=True)
class Repairs:
    """The lines that were repaired.

    Parameters
    ----------
    row
        Their rows among all lines, ascending.
    shapes
        Their geometries now; the parts are those from before.
    origin
        For each vertex of `shapes` the vertex of the lines from before that it is (of the line itself, or of the one
        that it was joined to), -1 for a new place in the middle of a segment.
    joined, left
        Near misses that are gone, some of them through the join of another, and those that are left.
    """

    row: Ints
    shapes: Shapes
    origin: Ints
    joined: int
    left: int


def repair(
    network: Network, misses: NearMisses, gap: float, barriers: Shapes | None, progress: Progress | None = None
) -> Repairs:
    """Join the near misses of a network.

    Parameters
    ----------
    misses
        As they were found with this gap.
    barriers
        Those that the network was built with.

    Notes
    -----
    An end is led on to the place of the other line that is nearest to it, where that line gets a vertex if it has
    none. An end behind the other line is taken back to where they cross; it stays, with a vertex there, if other
    streets meet at it. No join leads across a barrier, nor from the ground into the middle of a bridge or tunnel: to
    its end, where that is within the gap. Of
    each end, and of each street as short as what counts as connected, one join is made a round; then it is looked
    at once more what is left, so that no street collapses.
    """
    progress = progress or Progress()
    lines, places = network.lines, network.node_xy[misses.node]
    rows = _lines_near(network, misses, 20 * gap + 1)
    own = lines.take(rows)
    origin = _vertices_of(lines.shapes, rows)
    touched = np.zeros(rows.size, bool)
    left = misses.node.size
    tree = cKDTree(places)
    for number in range(_ROUNDS if len(places) else 0):
        part = progress.part(number / _ROUNDS, (number + 1) / _ROUNDS)
        around = build_network(own, network.options, barriers, part.part(0, 0.5))
        first = around.edges.segment_first
        index = SegmentIndex(around.edges.xy[first], around.edges.xy[first + 1])
        found = find_near_misses(around, index, gap, part.part(0.5, 0.9))
        # Farther away the lines that are not looked at may connect them.
        found = found.take(np.asarray(tree.query(around.node_xy[found.node])[0]) <= 15 * gap)
        left = found.node.size
        work = _Work(around, found, gap)
        if not work.choose(part):
            break
        own, origin, changed = work.apply(origin)
        touched |= changed
    progress.at(1.0)
    kept = np.flatnonzero(touched)
    gone = max(misses.node.size - left, 0)
    return Repairs(
        row=rows[kept],
        shapes=own.shapes.take(kept),
        origin=origin[_vertices_of(own.shapes, kept)],
        joined=gone,
        left=left,
    )


def _lines_near(network: Network, misses: NearMisses, reach: float) -> Ints:
    """Return the lines that lie around the near misses."""
    edges = network.edges
    first = edges.segment_first
    index = SegmentIndex(edges.xy[first], edges.xy[first + 1])
    segment = index.around(network.node_xy[misses.node], reach)
    return np.unique(
        np.concatenate([edges.line[edges.vertex_edge[first[segment]]], misses.line, misses.other_line])
    ).astype(np.int64)


def _vertices_of(shapes: Shapes, features: Ints) -> Ints:
    """Return the vertices of some features, in the order in which `Shapes.take` puts them."""
    start = shapes.part_start[np.searchsorted(shapes.part_feature, features)]
    stop = shapes.part_start[np.searchsorted(shapes.part_feature, features, "right")]
    return ranges(start, stop - start)


@dataclass
class _Edits:
    """What changes: a place before or behind a vertex, places in a segment, or one instead of a vertex.

    `squares` has the numbers of the places in each segment by the square of `_SAME` metres in which they lie.
    """

    extend: dict[tuple[int, bool], _Place] = field(default_factory=dict)
    insert: dict[int, list[tuple[float, float, float, int]]] = field(default_factory=dict)
    squares: dict[int, dict[tuple[int, int], list[int]]] = field(default_factory=dict)
    instead: dict[int, _Place] = field(default_factory=dict)

    def put_in(self, segment: int, share: float, place: _Place) -> _Place:
        """Put a place into a segment; where one nearby is put already, return that one."""
        there, squares = self.insert.setdefault(segment, []), self.squares.setdefault(segment, {})
        i, j = int(place[0] // _SAME), int(place[1] // _SAME)
        around = [squares.get((i + di, j + dj), ()) for di in (-1, 0, 1) for dj in (-1, 0, 1)]
        for number in sorted(chain(*around)):
            _, x, y, vertex = there[number]
            if hypot(x - place[0], y - place[1]) <= _SAME and (place[2] == _NEW or place[2] == vertex):
                return x, y, vertex
        squares.setdefault((i, j), []).append(len(there))
        there.append((share, *place))
        return place


class _Work:
    """One round of joins.

    The vertices and segments meant here are those of the lines' geometries, a segment by its first vertex.
    """

    def __init__(self, network: Network, misses: NearMisses, gap: float) -> None:
        self.network, self.gap, self.edits = network, gap, _Edits()
        self.misses = misses = misses.take(np.lexsort((misses.other_line, misses.line, misses.gap_m)))
        self.shapes = network.lines.shapes
        xy = self.shapes.xy
        node_xy = network.node_xy[misses.node]
        self.end, self.at_start = self._ends(node_xy)
        self.last = np.where(self.at_start, self.end, self.end - 1)
        self.segment = self._segments()
        a, b = xy[self.segment], xy[self.segment + 1]
        self.share, _ = project(node_xy, a, b)
        self.back, there, meet = closest(node_xy, xy[np.where(self.at_start, self.end + 1, self.end - 1)], a, b)
        behind = np.hypot(*(a + there[:, None] * (b - a) - node_xy).T)
        self.over = (meet <= TOUCH) & (self.back > 0) & (self.back < 1) & (behind <= AROUND * gap)
        self.over &= misses.gap_m > TOUCH
        self.share = np.where(self.over, there, self.share)
        self.foot = a + self.share[:, None] * (b - a)
        self.to_a, self.to_b = np.hypot(*(self.foot - a).T), np.hypot(*(self.foot - b).T)
        self.outermost = np.zeros(len(xy), bool)
        self.outermost[np.concatenate([self.shapes.part_start[:-1], self.shapes.part_start[1:] - 1])] = True
        self.at_node = self._at_nodes(node_xy)
        edges = network.edges
        self.degree = np.bincount(np.concatenate([edges.tail, edges.head]), minlength=len(network.node_xy))
        passes = network.lines.passes
        self.passes = np.zeros(self.shapes.count, bool) if passes is None else passes
        self.bridge_end = self._bridge_ends(node_xy)

    def _ends(self, node_xy: Floats) -> tuple[Ints, Flags]:
        """Return the vertex at which each line ends there, and whether it is a first one."""
        shapes, line = self.shapes, self.misses.line
        vertex = np.concatenate([shapes.part_start[:-1], shapes.part_start[1:] - 1])
        # The line is a third coordinate, so large that the nearest end is one of the same line.
        far = 4 * (np.ptp(shapes.xy, axis=0).sum() + np.abs(node_xy - shapes.xy[0]).sum(axis=1).max(initial=0.0) + 1)
        tree = cKDTree(np.column_stack([shapes.xy[vertex], far * np.tile(shapes.part_feature, 2)]))
        near = np.sort(tree.query(np.column_stack([node_xy, far * line]), k=2)[1].reshape(-1, 2), axis=1)
        away = np.hypot(*np.moveaxis(shapes.xy[vertex[near]] - node_xy[:, None], -1, 0))
        chosen = near[np.arange(line.size), away.argmin(axis=1)]
        return vertex[chosen], chosen < shapes.part_feature.size

    def _segments(self) -> Ints:
        """Return the segment that holds the foot of each near miss; never the one that ends there."""
        shapes, line, foot = self.shapes, self.misses.other_line, self.misses.foot
        begins = np.append(shapes.vertex_part[1:] == shapes.vertex_part[:-1], False)
        start = shapes.part_start[np.searchsorted(shapes.part_feature, line)]
        stop = shapes.part_start[np.searchsorted(shapes.part_feature, line, "right")]
        found = np.full(line.size, _NEW)
        # Of a line with many vertices only the segments near the foot, so that many near misses of it are no more work.
        long = stop - start > _MANY
        many = np.flatnonzero(long)[np.argsort(line[long], kind="stable")]
        for rows in np.split(many, np.flatnonzero(np.diff(line[many])) + 1) if many.size else ():
            vertex = np.arange(start[rows[0]], stop[rows[0]])
            vertex = vertex[begins[vertex]]
            index = SegmentIndex(shapes.xy[vertex], shapes.xy[vertex + 1])
            row, near = index.within(foot[rows], index.nearest(foot[rows])[2])
            found[rows] = self._nearest_segment(rows[row], vertex[near], line.size)[rows]
        rows = np.flatnonzero(found == _NEW)
        vertex = ranges(start[rows], (stop - start)[rows])
        row = np.repeat(rows, (stop - start)[rows])
        found[rows] = self._nearest_segment(row[begins[vertex]], vertex[begins[vertex]], line.size)[rows]
        return found

    def _nearest_segment(self, row: Ints, vertex: Ints, rows: int) -> Ints:
        """Return the one of some segments that is nearest to the foot of each near miss, `_NEW` where there is none."""
        other = vertex != self.last[row]
        row, vertex = row[other], vertex[other]
        away = project(self.misses.foot[row], self.shapes.xy[vertex], self.shapes.xy[vertex + 1])[1]
        found = np.full(rows, _NEW)
        if row.size:
            chosen = _nearest(row, away)
            found[row[chosen]] = vertex[chosen]
        return found

    def _bridge_ends(self, node_xy: Floats) -> Ints:
        """Return the nearer end vertex of each other line, -1 where it is beyond the gap or behind a barrier."""
        part = self.shapes.vertex_part[self.segment]
        ends = np.stack([self.shapes.part_start[part], self.shapes.part_start[part + 1] - 1])
        away = np.hypot(*np.moveaxis(self.shapes.xy[ends] - node_xy, -1, 0))
        nearer = away.argmin(axis=0), np.arange(part.size)
        end, near = ends[nearer], away[nearer] <= max(self.gap, TOUCH)
        if self.network.barriers is not None:
            near &= ~self.network.barriers.block(node_xy, self.shapes.xy[end])
        return np.where(near, end, _NEW)

    def _at_nodes(self, node_xy: Floats) -> dict[complex, list[int]]:
        """Return the vertices at the very places of the ends."""
        places, here = _complex(self.shapes.xy), _complex(node_xy)
        found: dict[complex, list[int]] = {}
        for vertex in map(int, np.flatnonzero(np.isin(places, here))):
            found.setdefault(complex(places[vertex]), []).append(vertex)
        return found

    def choose(self, progress: Progress) -> bool:
        """Choose what is joined in this round, the nearest first; return whether there is any."""
        short = self.network.line_length <= 2 * AROUND * self.gap
        used: set[int] = set()  # ends, and short lines as their complement
        targets: set[int] = set()
        joined = False
        for row in range(self.misses.node.size):
            if row % 500 == 0:
                progress.check()
            line, other = int(self.misses.line[row]), int(self.misses.other_line[row])
            mine = {int(self.end[row])} | {~i for i in (line, other) if short[i]}
            if mine & used or not self._join(row, targets):
                continue
            used |= mine
            joined = True
        return joined

    def _join(self, row: int, targets: set[int]) -> bool:
        """Join one near miss if what is chosen already lets it."""
        end, near = int(self.end[row]), self._near(row)
        if self._into_a_bridge(row, near):
            near = int(self.bridge_end[row])
        if near == _NEW or end in self.edits.instead:
            return False
        if self._moves(int(self.segment[row])) if near is None else near in self.edits.instead:
            return False
        done = self._take_back(row, near, targets) if self.over[row] else self._lead_on(row, near, targets)
        if done and near is not None:
            targets.add(near)
        return done

    def _near(self, row: int) -> int | None:
        """Return the vertex of the other line at which a near miss is joined, None in the middle of a segment."""
        if min(self.to_a[row], self.to_b[row]) > _SAME:
            return None
        return int(self.segment[row]) + int(self.to_a[row] > self.to_b[row])

    def _place(self, row: int, near: int | None) -> _Place:
        """Return the place at which a near miss is joined; where it is new, the other line gets it."""
        if near is not None:
            return (*self._xy(near), near)
        x, y = map(float, self.foot[row])
        return self.edits.put_in(int(self.segment[row]), float(self.share[row]), (x, y, _NEW))

    def _take_back(self, row: int, near: int | None, targets: set[int]) -> bool:
        """Join an end that lies behind the other line."""
        end, last = int(self.end[row]), int(self.last[row])
        if self._stands_alone(row):
            if end in targets or last in self.edits.insert:
                return False
            self.edits.instead[end] = self._place(row, near)
            return True
        if self._moves(last):
            return False
        share = float(self.back[row])
        self.edits.put_in(last, share if self.at_start[row] else 1 - share, self._place(row, near))
        return True

    def _lead_on(self, row: int, near: int | None, targets: set[int]) -> bool:
        """Join an end that stops short of the other line."""
        end, here = int(self.end[row]), self._node(row)
        if near is None and self.misses.gap_m[row] <= TOUCH:
            # The end lies on the other line already: that one gets the end's own place.
            self.edits.put_in(int(self.segment[row]), float(self.share[row]), here)
            targets.add(end)
            return True
        if here[:2] != self._xy(end):
            # The end was joined to this place within the tolerance: as a vertex in the middle it has to lie there.
            if end in targets:
                return False
            self.edits.instead[end] = here
        self.edits.extend[end, bool(self.at_start[row])] = self._place(row, near)
        return True

    def _moves(self, segment: int) -> bool:
        return segment in self.edits.instead or segment + 1 in self.edits.instead

    def _into_a_bridge(self, row: int, vertex: int | None) -> bool:
        """Return whether an end on the ground lies near a bridge or tunnel, other than at the end of that."""
        if self.passes[self.misses.line[row]] or not self.passes[self.misses.other_line[row]]:
            return False
        return vertex is None or not self.outermost[vertex]

    def _stands_alone(self, row: int) -> bool:
        """Return whether no other street meets at an end."""
        node = int(self.misses.node[row])
        x, y = map(float, self.network.node_xy[node])
        return self.degree[node] == 1 and len(self.at_node.get(complex(x, y), ())) == 1

    def _xy(self, vertex: int) -> tuple[float, float]:
        x, y = map(float, self.shapes.xy[vertex])
        return x, y

    def _node(self, row: int) -> _Place:
        """Return the place of a near miss's node: it is that of one of the vertices."""
        x, y = map(float, self.network.node_xy[self.misses.node[row]])
        there = self.at_node[complex(x, y)]
        return x, y, int(self.end[row]) if int(self.end[row]) in there else there[0]

    def apply(self, origin: Ints) -> tuple[Lines, Ints, Flags]:
        """Return the lines with the joins, their vertices' origins, and which lines have changed.

        Parameters
        ----------
        origin
            Of the vertices from before.
        """
        shapes, edits = self.shapes, self.edits
        xy, origin_now = shapes.xy.copy(), origin.copy()
        for vertex, (x, y, of) in edits.instead.items():
            xy[vertex] = x, y
            origin_now[vertex] = _NEW if of == _NEW else origin[of]
        added = [(vertex, -0.5 if before else 0.5, *place) for (vertex, before), place in edits.extend.items()]
        for segment, places in edits.insert.items():
            added += [(segment, 0.25 + share / 2, x, y, of) for share, x, y, of in places]
        table = np.array(added, np.float64).reshape(-1, 5)
        beside, what = table[:, 0].astype(np.int64), table[:, 4].astype(np.int64)
        part = np.concatenate([shapes.vertex_part, shapes.vertex_part[beside]])
        place = np.concatenate([np.arange(len(xy), dtype=np.float64), beside + table[:, 1]])
        order = np.lexsort((place, part))
        new_origin = np.where(what == _NEW, _NEW, origin[np.maximum(what, 0)])
        size = np.bincount(part, minlength=shapes.part_feature.size)
        made = Shapes(
            xy=np.concatenate([xy, table[:, 2:4]])[order],
            part_start=np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
            part_feature=shapes.part_feature,
            part_kind=shapes.part_kind,
            count=shapes.count,
        )
        changed = np.zeros(shapes.count, bool)
        moved = np.array(list(edits.instead), np.int64)
        changed[shapes.part_feature[shapes.vertex_part[np.concatenate([beside, moved])]]] = True
        return replace(self.network.lines, shapes=made), np.concatenate([origin_now, new_origin])[order], changed


def _nearest(row: Ints, away: Floats) -> Ints:
    """Return the first of the nearest candidates of each row 0, 1, …; each row has some."""
    order = np.lexsort((np.arange(row.size), away, row))
    return order[np.unique(row[order], return_index=True)[1]]


def _complex(xy: Floats) -> NDArray[np.complex128]:
    return np.ascontiguousarray(xy).view(np.complex128).ravel()
