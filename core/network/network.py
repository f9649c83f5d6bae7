"""A street network from lines: junctions, edges with their geometry, and connected parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints
from ..errors import InputError
from ..fingerprints import fingerprint
from ..geometry.segments import SegmentIndex
from ..geometry.shapes import Shapes, ranges
from ..progress import Progress
from ..sparse import linked
from .barriers import Barriers, cut_edges
from .drawn_twice import first_drawn
from .edges import Edges
from .junctions import find_junctions
from .options import NetworkOptions

_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The lines of a network with what their fields say; every array has one entry a line.

    Parameters
    ----------
    shapes
        Geometries, metres.
    forward, backward
        Whether a line may be followed in, and against, the order of its vertices. None: both ways.
    kmh
        Speed of its own, NaN where it has none. None: no line has.
    minutes
        Minutes for the whole line (a ferry), above 0, NaN where it has none; wins over `kmh`. None: no line has.
    passes
        Whether a line passes over or under the barriers. None: none does.
    """

    shapes: Shapes
    forward: Flags | None = None
    backward: Flags | None = None
    kmh: Floats | None = None
    minutes: Floats | None = None
    passes: Flags | None = None

    def take(self, rows: Ints) -> Lines:
        """Return some of the lines, renumbered from 0."""

        def of(values: NDArray[_Value] | None) -> NDArray[_Value] | None:
            return None if values is None else values[rows]

        return Lines(
            shapes=self.shapes.take(rows),
            forward=of(self.forward),
            backward=of(self.backward),
            kmh=of(self.kmh),
            minutes=of(self.minutes),
            passes=of(self.passes),
        )


@dataclass(frozen=True, kw_only=True)
class NetworkCounts:
    """What became of the lines on the way to a network."""

    without_geometry: int
    zero_length: int
    joined: int
    skipped_joins: int
    cut_lines: int


@dataclass(frozen=True, kw_only=True)
class Network:
    """Nodes, edges and connected parts, the longest part first.

    `node_xy` (nodes, 2) and `line_length` (lines,) are in metres.
    `component` (nodes,) numbers the connected parts, `component_length` (parts,) is their street in metres
    without the lines that have minutes of their own, `eligible` (edges,) tells where points may snap to. `first_drawn`
    (edges,) is the first edge that is drawn like each (see `drawn_twice`): lengths of street count that one only. The
    first `junctions` nodes stand where lines meet or end, the others where barriers cut them.
    """

    node_xy: Floats
    edges: Edges
    lines: Lines
    component: Ints
    component_length: Floats
    eligible: Flags
    line_length: Floats
    first_drawn: Ints
    barriers: Barriers | None
    options: NetworkOptions
    junctions: int
    counts: NetworkCounts

    @cached_property
    def fingerprint(self) -> bytes:
        """Return a fingerprint of all that the network was built of."""
        return fingerprint(self.lines, self.options, None if self.barriers is None else self.barriers.shapes)

    @cached_property
    def forward(self) -> Flags:
        """Return which edges may be followed from tail to head."""
        return _of_edges(self.lines.forward, self.edges)

    @cached_property
    def backward(self) -> Flags:
        """Return which edges may be followed from head to tail."""
        return _of_edges(self.lines.backward, self.edges)

    @property
    def main_share(self) -> float:
        """Return the share of the street that is in the longest part, 0 where all lines have minutes of their own."""
        return float(self.component_share[0])

    @cached_property
    def component_share(self) -> Floats:
        """Return each connected part's share of the street."""
        return np.asarray(self.component_length / max(float(self.component_length.sum()), 1e-9), np.float64)

    @cached_property
    def street_length(self) -> float:
        """Return the metres of all edges, of which those that are drawn twice count once."""
        once = self.first_drawn == np.arange(self.first_drawn.size)
        return float(self.edges.length[once].sum())

    @cached_property
    def edge_component(self) -> Ints:
        """Return the connected part of each edge."""
        return self.component[self.edges.tail]

    @cached_property
    def snap_segments(self) -> SegmentIndex:
        """Return the index of the segments that points may snap to; see `snap_first`."""
        return SegmentIndex(self.edges.xy[self.snap_first], self.edges.xy[self.snap_first + 1])

    @cached_property
    def snap_first(self) -> Ints:
        """Return the first vertex of each segment in `snap_segments`."""
        first = self.edges.segment_first
        return first[self.eligible[self.edges.vertex_edge[first]]]

    def place_on(self, edge: Ints, position: Floats) -> Floats:
        """Return the coordinates of places on edges, `position` metres from their tails."""
        key = self.edges.measure
        first = self.edges.vertex_start[edge]
        last = self.edges.vertex_start[edge + 1] - 2
        low, high = first.copy(), last.copy()
        while (low < high).any():
            middle = (low + high + 1) // 2
            right = key[middle] <= position
            low, high = np.where(right, middle, low), np.where(right, high, np.maximum(middle - 1, low))
        step = key[low + 1] - key[low]
        share = np.clip(np.divide(position - key[low], step, out=np.zeros(len(edge)), where=step > 0), 0, 1)
        return self.edges.xy[low] + share[:, None] * (self.edges.xy[low + 1] - self.edges.xy[low])


def _of_edges(flags: Flags | None, edges: Edges) -> Flags:
    return np.ones(edges.tail.size, bool) if flags is None else flags[edges.line]


def build_network(
    lines: Lines, options: NetworkOptions, barriers: Shapes | None = None, progress: Progress | None = None
) -> Network:
    """Build the network of some lines.

    Parameters
    ----------
    lines
        In a CRS in metres.
    options
        Tolerance and smallest part are used here.
    barriers
        Lines and polygons that no line but those with `passes` crosses.

    Raises
    ------
    InputError
        If no line has a length.

    Notes
    -----
    Nodes stand at end points, at vertices that lines share, and where a line visits a vertex twice; the plain
    vertices between are the edge's geometry. End points move within the tolerance before lengths are taken.
    """
    progress = progress or Progress()
    drawn = _edges_as_drawn(lines.shapes, options.tolerance, progress)
    progress.at(0.5)
    line_length = np.asarray(
        np.bincount(drawn.edges.line, drawn.edges.length, minlength=lines.shapes.count), np.float64
    )
    progress.at(0.6)
    walls = Barriers(barriers) if barriers is not None and len(barriers.xy) else None
    left = _LeftByBarriers(edges=drawn.edges, node_xy=drawn.node_xy, junctions=len(drawn.node_xy), cut_lines=0)
    if walls is not None:
        left = _without_barriers(drawn, lines.passes, walls, progress.part(0.6, 0.8))
    edges, node_xy = left.edges, left.node_xy
    if not edges.tail.size:
        raise InputError(
            "No street is left outside BARRIERS: check that layer, and PASS_FIELDS, which let lines pass it."
        )
    progress.at(0.8)
    # Connected parts by the street in them, drawn twice or not; points snap past those that are too short.
    first = first_drawn(edges, options.tolerance, progress.part(0.8, 0.9))
    component, component_length = _components(edges, len(node_xy), lines.minutes, first)
    longest = component_length.max()
    enough = (component_length >= options.min_component) | (component_length == longest)
    counts = NetworkCounts(
        without_geometry=int((~lines.shapes.has_geometry).sum()),
        zero_length=drawn.zero_length,
        joined=drawn.joined,
        skipped_joins=drawn.skipped_joins,
        cut_lines=left.cut_lines,
    )
    progress.at(1.0)
    return Network(
        node_xy=node_xy,
        edges=edges,
        lines=lines,
        component=component,
        component_length=component_length,
        eligible=enough[component[edges.tail]],
        line_length=line_length,
        first_drawn=first,
        barriers=walls,
        options=options,
        junctions=left.junctions,
        counts=counts,
    )


@dataclass(frozen=True, kw_only=True)
class _EdgesAsDrawn:
    """The edges between the nodes of lines, and what became of the lines on the way."""

    edges: Edges
    node_xy: Floats
    zero_length: int
    joined: int
    skipped_joins: int


def _edges_as_drawn(shapes: Shapes, tolerance: float, progress: Progress) -> _EdgesAsDrawn:
    """Cut lines where a place is a node; the vertices between two nodes are the edge's geometry.

    ::

        ●───·──·───●────·───●        ● node, · plain vertex: three nodes, two edges
                   │
                   ●
    """
    # Vertices that say something, and which of them are one place.
    xy, part, zero = _clean(shapes)
    if not len(xy):
        raise InputError("The network has no line with a length: choose the layer that holds the streets.")
    progress.at(0.1)
    places = find_junctions(xy, part, tolerance, progress)
    progress.at(0.4)
    node_of_place = np.cumsum(places.is_node) - 1
    moved = places.place_xy[places.place]
    return _EdgesAsDrawn(
        edges=_edges_between(places.place, part, places.is_node, node_of_place, moved, shapes.part_feature),
        node_xy=places.place_xy[places.is_node],
        zero_length=zero,
        joined=places.joined,
        skipped_joins=places.skipped,
    )


@dataclass(frozen=True, kw_only=True)
class _LeftByBarriers:
    """What barriers leave: the first `junctions` nodes stand where lines meet or end."""

    edges: Edges
    node_xy: Floats
    junctions: int
    cut_lines: int


def _without_barriers(
    drawn: _EdgesAsDrawn, passes: Flags | None, walls: Barriers, progress: Progress
) -> _LeftByBarriers:
    """Take the points of barriers out of the edges; what is cut ends in a node of its own, behind the junctions."""
    free = np.zeros(drawn.edges.tail.size, bool) if passes is None else _of_edges(passes, drawn.edges)
    edges, node_xy, cut_lines = cut_edges(drawn.edges, drawn.node_xy, walls, free, progress)
    edges, node_xy, junctions = _without_lone_nodes(edges, node_xy, len(drawn.node_xy))
    return _LeftByBarriers(edges=edges, node_xy=node_xy, junctions=junctions, cut_lines=cut_lines)


def _clean(shapes: Shapes) -> tuple[Floats, Ints, int]:
    """Drop repeated vertices and parts without length; return how many lines are of length 0."""
    part = shapes.vertex_part
    same = np.zeros(part.size, bool)
    same[1:] = (part[1:] == part[:-1]) & (shapes.xy[1:] == shapes.xy[:-1]).all(axis=1)
    keep = ~same
    size = np.bincount(part[keep], minlength=shapes.part_feature.size)
    keep &= size[part] > 1
    with_length = np.bincount(shapes.part_feature[size > 1], minlength=shapes.count) > 0
    return shapes.xy[keep], part[keep], int((shapes.has_geometry & ~with_length).sum())


def _edges_between(place: Ints, part: Ints, is_node: Flags, node_of_place: Ints, xy: Floats, part_line: Ints) -> Edges:
    stops = np.flatnonzero(is_node[place])
    follows = part[stops[1:]] == part[stops[:-1]]
    start, end = stops[:-1][follows], stops[1:][follows]
    size = end - start + 1
    return Edges(
        tail=node_of_place[place[start]],
        head=node_of_place[place[end]],
        line=part_line[part[start]],
        xy=xy[ranges(start, size)],
        vertex_start=np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
    )


def _without_lone_nodes(edges: Edges, node_xy: Floats, junctions: int) -> tuple[Edges, Floats, int]:
    """Drop the nodes at which the barriers left no edge: they would count as connected parts."""
    used = np.zeros(len(node_xy), bool)
    used[edges.tail] = used[edges.head] = True
    number = np.cumsum(used) - 1
    left = int(used[:junctions].sum())
    return replace(edges, tail=number[edges.tail], head=number[edges.head]), node_xy[used], left


def _components(edges: Edges, nodes: int, minutes: Floats | None, first: Ints) -> tuple[Ints, Floats]:
    number, label = linked(edges.tail, edges.head, nodes)
    metres = edges.length if minutes is None else np.where(np.isnan(minutes[edges.line]), edges.length, 0.0)
    street = np.zeros(metres.size)  # of what is drawn twice, the longest
    np.maximum.at(street, first, metres)
    length = np.asarray(np.bincount(label[edges.tail], street, minlength=number), np.float64)
    order = np.argsort(-length, kind="stable")
    rank = np.empty(number, np.int64)
    rank[order] = np.arange(number)
    return rank[label], length[order]
