"""Where points reach the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..geometry.segments import blocks
from ..geometry.shapes import Shapes
from ..progress import Progress
from .barriers import Barriers
from .network import Network


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
        for rows in blocks(known.size, progress, 20_000):
            _snap_unblocked(network, network.barriers, points, known[rows], (segment, share, leg))
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


def _snap_unblocked(
    network: Network, barriers: Barriers, points: Floats, active: Ints, into: tuple[Ints, Floats, Floats]
) -> None:
    """Fill in segment, share and leg of the nearest segment of each active point whose leg touches no barrier."""
    segment, share, leg = into
    index, limit, k = network.snap_segments, network.options.max_snap, 8
    edge_of = network.edges.vertex_edge[network.snap_first]
    while active.size:
        near = index.candidates(points[active], k, limit)
        edges = np.where(near.segment >= 0, edge_of[near.segment], -1)
        settled = np.zeros(active.size, bool)
        for column in range(near.segment.shape[1]):
            away = near.distance[:, column]
            tried = (edges[:, :column] == edges[:, [column]]).any(axis=1)
            rows = np.flatnonzero(~settled & ~tried & (away <= limit) & (away < near.certain))
            if not rows.size:
                continue
            s, t = near.segment[rows, column], near.share[rows, column]
            foot = index.a[s] + t[:, None] * (index.b[s] - index.a[s])
            foot[t == 1.0] = index.b[s[t == 1.0]]
            free = ~barriers.block(points[active[rows]], foot)
            rows, s, t = rows[free], s[free], t[free]
            settled[rows] = True
            segment[active[rows]], share[active[rows]], leg[active[rows]] = s, t, away[rows]
        active = active[~settled & np.isfinite(near.certain)]
        k *= 4


def _snaps(network: Network, segment: Ints, share: Floats, leg: Floats) -> Snaps:
    on = segment >= 0
    first = network.snap_first[segment[on]]
    edges, at = network.edges, share[on]
    edge, position = np.full(segment.size, -1, np.int64), np.zeros(segment.size)
    xy = np.full((segment.size, 2), np.nan)
    edge[on] = edges.vertex_edge[first]
    start, stop = edges.measure[first], edges.measure[first + 1]
    position[on] = np.where(at == 1.0, stop, start + at * (stop - start))
    a, b = edges.xy[first], edges.xy[first + 1]
    xy[on] = np.where((at == 1.0)[:, None], b, a + at[:, None] * (b - a))
    return Snaps(edge, position, leg, xy)
