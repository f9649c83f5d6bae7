"""Where points reach the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..geometry.segments import TOUCH, blocks
from ..geometry.shapes import Shapes
from ..progress import Progress
from .barriers import Barriers
from .network import Network

_AT_ONCE = 1_000_000
"""Pairs of a point and a piece of a segment that are looked at in one go."""


@dataclass(frozen=True)
class Snaps:
    """The place on the network of each point.

    Parameters
    ----------
    edge
        -1 where the point is off the network (or has no coordinates).
    position
        Metres along the edge from its tail.
    leg
        Metres between the point and its place on the network, NaN where off it.
    xy
        Coordinates of that place, shape (n, 2), NaN where off the network.
    """

    edge: Ints
    position: Floats
    leg: Floats
    xy: Floats

    @property
    def on_network(self) -> NDArray[np.bool_]:
        """Return which points are on the network."""
        return self.edge >= 0

    def take(self, rows: Ints) -> Snaps:
        """Return the snaps of these rows."""
        return Snaps(self.edge[rows], self.position[rows], self.leg[rows], self.xy[rows])


def snap_points(network: Network, points: Floats, progress: Progress | None = None) -> Snaps:
    """Snap points to the nearest place on the network that they can walk to in a straight line.

    Parameters
    ----------
    network
        Its options give the farthest leg and the smallest part; its barriers block legs.
    points
        Shape (n, 2); a row with a NaN stays off the network.

    Returns
    -------
    Snaps
        The closest of the edges' nearest points whose leg touches no barrier; the first edge of those equally near.
    """
    n = len(points)
    segment, share, leg = np.full(n, -1, np.int64), np.zeros(n), np.full(n, np.nan)
    known = np.flatnonzero(np.isfinite(points).all(axis=1))
    limit = network.options.max_snap
    if network.barriers is None:
        segment[known], share[known], leg[known] = network.snap_segments.nearest(points[known], limit, progress)
    else:
        legs = _Legs(network=network, points=points, barriers=network.barriers, segment=segment, share=share, leg=leg)
        for rows in blocks(known.size, progress, 20_000):
            legs.find(known[rows])
    return _snaps(network, segment, share, np.where(segment >= 0, leg, np.nan))


def distance_to_streets(network: Network, shapes: Shapes) -> Floats:
    """Return how far the nearest street is from each shape, however far and whatever lies between.

    Returns
    -------
    ndarray
        In a straight line; of lines and polygons from their nearest vertex; NaN without geometry.
    """
    _, _, far = network.snap_segments.nearest(shapes.xy)
    found = np.full(shapes.count, np.inf)
    np.minimum.at(found, shapes.part_feature[shapes.vertex_part], far)
    return np.where(np.isfinite(found), found, np.nan)


@dataclass(frozen=True, kw_only=True)
class _Legs:
    """The segment that each point is brought to, where on it, and how far that is; of some points not known yet.

    Parameters
    ----------
    network
        That points are brought to.
    points
        Of the legs, shape (n, 2).
    barriers
        That no leg crosses.
    segment, share, leg
        Filled in for points that have a leg.
    """

    network: Network
    points: Floats
    barriers: Barriers
    segment: Ints
    share: Floats
    leg: Floats

    def find(self, active: Ints) -> None:
        """Fill in the legs of points: to the nearest segment, else to the next one that no barrier keeps apart."""
        limit, k = self.network.options.max_snap, 8
        segment, share, leg = self.network.snap_segments.nearest(self.points[active], limit)
        near = segment >= 0
        active = active[near][~self._put(active[near], segment[near], share[near], leg[near])]
        while active.size:
            pieces = -(-active.size * k // _AT_ONCE)
            active = np.concatenate([self._look_among(rows, k, limit) for rows in np.array_split(active, pieces)])
            k *= 4

    def _look_among(self, active: Ints, k: int, limit: float) -> Ints:
        """Fill in the legs to the k nearest pieces of segments, and return the points that have to look farther."""
        near = self.network.snap_segments.candidates(self.points[active], k, limit)
        edge_of = self.network.edges.vertex_edge[self.network.snap_first]
        tried = _came_before(edge_of[near.segment])  # no segment, which is -1, comes last and is not certain
        certain = (near.distance <= limit) & (near.distance < near.certain[:, None] - TOUCH)
        settled = np.zeros(active.size, bool)
        for column in range(near.segment.shape[1]):
            rows = np.flatnonzero(~settled & ~tried[:, column] & certain[:, column])
            if rows.size:
                found = (near.segment[rows, column], near.share[rows, column], near.distance[rows, column])
                settled[rows] = self._put(active[rows], *found)
        return active[~settled & np.isfinite(near.certain)]

    def _put(self, rows: Ints, segment: Ints, share: Floats, leg: Floats) -> NDArray[np.bool_]:
        """Fill in the legs that touch no barrier, and return which these are."""
        index = self.network.snap_segments
        foot = index.a[segment] + share[:, None] * (index.b[segment] - index.a[segment])
        foot[share == 1.0] = index.b[segment[share == 1.0]]
        free = ~self.barriers.block(self.points[rows], foot)
        self.segment[rows[free]], self.share[rows[free]], self.leg[rows[free]] = segment[free], share[free], leg[free]
        return free


def _came_before(values: Ints) -> NDArray[np.bool_]:
    """Return which values stand in their row once more, farther to the left."""
    order = np.argsort(values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    again = np.zeros(values.shape, bool)
    again[:, 1:] = ordered[:, 1:] == ordered[:, :-1]
    found = np.empty(values.shape, bool)
    np.put_along_axis(found, order, again, axis=1)
    return found


def _snaps(network: Network, segment: Ints, share: Floats, leg: Floats) -> Snaps:
    on = segment >= 0
    first = network.snap_first[segment[on]]
    edges, at = network.edges, share[on]
    edge, position = np.full(segment.size, -1, np.int64), np.zeros(segment.size)
    xy = np.full((segment.size, 2), np.nan)
    edge[on] = edges.vertex_edge[first]
    start, stop = edges.measure[first], edges.measure[first + 1]
    position[on] = np.where(at == 1.0, stop, start + at * (stop - start))  # the end to the last digit
    a, b = edges.xy[first], edges.xy[first + 1]
    xy[on] = np.where((at == 1.0)[:, None], b, a + at[:, None] * (b - a))
    return Snaps(edge, position, leg, xy)
