"""Routes from door to door as lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..geometry.segments import TOUCH
from ..geometry.shapes import ranges
from ..network.network_access import NetworkAccess
from ..network.ways import ACROSS, BY_HEAD, BY_TAIL, INSIDE
from .trails import Trails

BLOCK = 1000
"""Routes to draw at once: some ten megabytes in a town."""


@dataclass(frozen=True)
class RouteLines:
    """Routes: vertices, shape (vertices, 2), and where each route's begin and the last one's end.

    A route of no length has no vertices. `length` is in metres, from door to door.
    """

    xy: Floats
    start: Ints
    length: Floats


@dataclass(frozen=True)
class _Pieces:
    """Stretches of edges, route by route in the order in which they are gone: metres from the tails of the edges."""

    route: Ints
    edge: Ints
    begin: Floats
    end: Floats


class Routes:
    """Draws the ways of dwellings to facilities.

    Parameters
    ----------
    access
        The options of its network tell whether the way leads to the facility: else the lines begin there.
    trails
        The ways; a row of them is a route.
    """

    def __init__(self, access: NetworkAccess, trails: Trails) -> None:
        facilities = access.facilities
        self.network, self.facilities, self.trails = access.graph.network, facilities, trails
        self.points, self.snaps = access.points, access.snaps
        self.way_in = self._ways_in()
        self.door = facilities.door.copy()
        used = np.unique(self.way_in[self.way_in >= 0])
        used = used[np.isnan(self.door[used, 0])]
        if used.size:
            farthest = float(facilities.snaps.leg[used].max()) + 1
            xy, facility = facilities.snaps.xy[used], facilities.facility[used]
            self.door[used] = facilities.places.distance(xy, facility, farthest)[1]

    def _ways_in(self) -> Ints:
        """Return the way in by which each route enters its facility, -1 where it does by none."""
        trails, forest = self.trails, self.trails.forest
        root = np.where(forest.before < 0, np.arange(forest.before.size), forest.before)
        while not np.array_equal(further := root[root], root):
            root = further
        over_nodes = trails.entry >= 0
        way = np.maximum(trails.way, -1)
        way[over_nodes] = forest.seed[root[trails.entry[over_nodes]]] % max(self.facilities.facility.size, 1)
        return way

    def lines(self, rows: Ints) -> RouteLines:
        """Draw these routes."""
        trails, dwelling = self.trails, self.trails.dwelling[rows]
        pieces = self._pieces(rows)
        xy, route, place = self._along(pieces)
        legs = np.flatnonzero(trails.way[rows] != INSIDE)
        last = np.full(legs.size, np.iinfo(np.int64).max)
        ends = [
            (self.points[dwelling[legs]], legs, np.full(legs.size, -2)),
            (self.snaps.xy[dwelling[legs]], legs, np.full(legs.size, -1)),
            (xy, route, place),
            (self._feet(rows[legs]), legs, last),
        ]
        xy, route, place = (np.concatenate(v) for v in zip(*ends, strict=True))
        if not self.network.options.towards:
            place = -place
        order = np.lexsort((place, route))
        return _lines(xy[order], route[order], rows.size)

    def _feet(self, rows: Ints) -> Floats:
        """Return where routes end at their facilities."""
        way, facility = self.way_in[rows], self.trails.facility[rows]
        feet = self.door[way]
        across = np.flatnonzero(self.trails.way[rows] == ACROSS)
        if across.size:
            xy = self.snaps.xy[self.trails.dwelling[rows[across]]]
            gap = self.network.options.entrance_gap + 1
            feet[across] = self.facilities.places.distance(xy, facility[across], gap)[1]
        return feet

    def _pieces(self, rows: Ints) -> _Pieces:
        """Return the stretches of edges that routes go along."""
        trails, edges = self.trails, self.network.edges
        way, dwelling = trails.way[rows], trails.dwelling[rows]
        edge_of, position = self.snaps.edge[dwelling], self.snaps.position[dwelling]
        into = self.facilities.snaps
        beside = np.flatnonzero(way >= 0)
        pieces = [(beside, edge_of[beside], position[beside], into.position[way[beside]])]
        active = np.flatnonzero((way == BY_TAIL) | (way == BY_HEAD))
        at_end = np.where(way[active] == BY_TAIL, 0.0, edges.length[edge_of[active]])
        pieces.append((active, edge_of[active], position[active], at_end))
        entry = trails.entry[rows[active]]
        forest = trails.forest
        while active.size:
            root = forest.before[entry] < 0
            arrived, seed = active[root], forest.seed[entry[root]]
            end, way_in = np.divmod(seed, max(into.edge.size, 1))
            edge = into.edge[way_in]
            pieces.append((arrived, edge, np.where(end == 0, 0.0, edges.length[edge]), into.position[way_in]))
            active, entry = active[~root], entry[~root]
            edge = forest.edge[entry]
            from_tail = edges.tail[edge] == forest.node[entry]
            length = edges.length[edge]
            pieces.append((active, edge, np.where(from_tail, 0.0, length), np.where(from_tail, length, 0.0)))
            entry = forest.before[entry]
        route, edge, begin, end = (np.concatenate(v) for v in zip(*pieces, strict=True))
        order = np.argsort(route, kind="stable")
        return _Pieces(route[order], edge[order], begin[order], end[order])

    def _along(self, pieces: _Pieces) -> tuple[Floats, Ints, Ints]:
        """Return the vertices behind the beginning of each piece, their routes and their places in them."""
        edges = self.network.edges
        low, high = np.minimum(pieces.begin, pieces.end), np.maximum(pieces.begin, pieces.end)
        first, stop = self._vertices_upto(pieces.edge, low), self._vertices_upto(pieces.edge, high)
        stop = np.maximum(stop, first)
        # A vertex where the piece ends comes twice, once as its end; it is dropped with all that repeat.
        size = stop - first
        vertex = ranges(first, size)
        piece = np.repeat(np.arange(size.size), size)
        back = (pieces.end < pieces.begin)[piece]
        vertex = np.where(back, first[piece] + stop[piece] - 1 - vertex, vertex)
        xy = np.concatenate([edges.xy[vertex], self._ends(pieces)])
        piece = np.concatenate([piece, np.arange(size.size)])
        order = np.argsort(piece, kind="stable")  # so that the end of each stays behind its vertices
        return xy[order], pieces.route[piece[order]], np.arange(order.size)

    def _ends(self, pieces: _Pieces) -> Floats:
        """Return the coordinates of the ends of pieces: at nodes exactly those of the next edge's beginning."""
        edges, edge, end = self.network.edges, pieces.edge, pieces.end
        xy = self.network.place_on(edge, end)
        at_head = end == edges.length[edge]
        xy[at_head] = edges.xy[edges.vertex_start[edge[at_head] + 1] - 1]
        return xy

    def _vertices_upto(self, edge: Ints, position: Floats) -> Ints:
        """Return the first vertex of each edge that lies behind a position on it, or where the next edge begins."""
        edges = self.network.edges
        low, high = edges.vertex_start[edge], edges.vertex_start[edge + 1]
        while (low < high).any():
            middle = (low + high) // 2
            behind = edges.measure[np.minimum(middle, edges.measure.size - 1)] > position
            low, high = np.where((low < high) & ~behind, middle + 1, low), np.where((low < high) & behind, middle, high)
        return low


def _lines(xy: Floats, route: Ints, count: int) -> RouteLines:
    """Make lines of vertices in order, without those that repeat the one before."""
    keep = np.ones(route.size, bool)
    step = np.hypot(*np.diff(xy, axis=0).T) if route.size else np.empty(0)
    keep[1:] = (route[1:] != route[:-1]) | (step > TOUCH)
    alone = np.bincount(route[keep], minlength=count) < 2
    keep &= ~alone[route]
    xy, route = xy[keep], route[keep]
    step = np.hypot(*np.diff(xy, axis=0, prepend=xy[:1]).T) if route.size else np.empty(0)
    step[1:][route[1:] != route[:-1]] = 0.0
    start = np.searchsorted(route, np.arange(count + 1))
    return RouteLines(xy, start, np.bincount(route, step, minlength=count).astype(np.float64))
