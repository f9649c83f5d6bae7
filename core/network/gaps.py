"""Where streets lead into lines and polygons: within a gap of them, or at the nearest street."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..geometry.distances import Places, least_per_pair
from ..geometry.polygons import pairs_inside
from ..geometry.segments import blocks, closest
from ..geometry.shapes import highest_so_far, ranges
from ..progress import Progress
from .network import Network
from .snapping import Snaps

_TOGETHER = 1e-9
_FACILITIES = 500


@dataclass(frozen=True, kw_only=True)
class _NearbySegments:
    """Street segments near outlines of facilities: where on the segment (its share) is how far away."""

    facility: Ints
    segment: Ints
    outline: Ints
    share: Floats
    away: Floats

    def take(self, rows: NDArray[np.bool_]) -> _NearbySegments:
        return _NearbySegments(
            facility=self.facility[rows],
            segment=self.segment[rows],
            outline=self.outline[rows],
            share=self.share[rows],
            away=self.away[rows],
        )


def gap_entrances(network: Network, places: Places, facilities: Ints, progress: Progress) -> tuple[Ints, Snaps]:
    """Find every way from a street within the entrance gap into these facilities.

    Returns
    -------
    facility, snaps
        The ends of every stretch of an edge within the gap (a node inside it among them) and on each straight
        segment the point nearest to the facility; the leg is the straight distance to the facility, 0 inside it.
        Ways whose leg touches a barrier are left out.

    Notes
    -----
    ::

        ───┬────o──────────┬───── street      ┬ where it enters and leaves the gap, o the nearest point
           ╎  ┌─┴───────┐  ╎
           ╎  │ facility│  ╎                  ╎ the gap around it
    """
    gap = network.options.entrance_gap
    facility, segment, low, high, near = _stretches(network, places, facilities, gap, progress.part(0, 0.7))
    vertex = network.snap_first[segment]
    edge, base = network.edges.vertex_edge[vertex], network.edges.measure[vertex]
    ends = _union(facility, edge, base + low, base + high)
    nearest = np.isfinite(near)
    ways = np.concatenate([facility[nearest], ends[0], ends[0]])
    edges = np.concatenate([edge[nearest], ends[1], ends[1]])
    positions = np.concatenate([(base + near)[nearest], ends[2], ends[3]])
    ways, edges, positions = _without_repeats(ways, edges, positions)
    return _ways_in(network, places, (ways, edges, positions), gap, progress.part(0.7, 1))


def gap_stretches(network: Network, places: Places, facilities: Ints, gap: float) -> tuple[Ints, Ints, Floats, Floats]:
    """Return the stretches of streets at most `gap` metres from these facilities, inside them too.

    Returns
    -------
    facility, edge, start, end
        Metres from the edge's tail; those of a facility on an edge do not touch. Barriers are not looked at.
    """
    facility, segment, low, high, _ = _stretches(network, places, facilities, gap, Progress())
    vertex = network.snap_first[segment]
    base = network.edges.measure[vertex]
    return _union(facility, network.edges.vertex_edge[vertex], base + low, base + high)


def _without_repeats(facility: Ints, edge: Ints, position: Floats) -> tuple[Ints, Ints, Floats]:
    """Drop repeated places."""
    order = np.lexsort((position, edge, facility))
    facility, edge, position = facility[order], edge[order], position[order]
    first = np.ones(order.size, bool)
    first[1:] = (facility[1:] != facility[:-1]) | (edge[1:] != edge[:-1]) | (np.diff(position) > _TOGETHER)
    return facility[first], edge[first], position[first]


def nearest_streets(network: Network, places: Places, facilities: Ints, progress: Progress) -> tuple[Ints, Snaps]:
    """Find the nearest street of each of these facilities whose leg touches no barrier."""
    parts: list[tuple[Ints, Ints, Floats]] = []
    for rows in blocks(facilities.size, progress.part(0, 0.9), _FACILITIES):
        left = facilities[rows]
        radius = min(max(2 * network.options.entrance_gap, 50.0), network.options.max_snap)
        while left.size:
            progress.check()
            owner, edge, position = _nearest_within(network, places, left, radius, progress)
            parts.append((owner, edge, position))
            left = np.setdiff1d(left, owner)
            if radius >= network.options.max_snap:
                break
            radius = min(2 * radius, network.options.max_snap)
    empty = np.empty(0, np.int64)
    owner, edge, position = (
        (np.concatenate(v) for v in zip(*parts, strict=True)) if parts else (empty, empty, np.empty(0))
    )
    return _ways_in(network, places, (owner, edge, position), network.options.max_snap, progress.part(0.9, 1))


def _nearest_within(
    network: Network, places: Places, facilities: Ints, radius: float, progress: Progress
) -> tuple[Ints, Ints, Floats]:
    """Return facility, edge and position of the nearest free place, of those facilities that have one this near."""
    near = _pairs(network, places, facilities, radius)
    vertex = network.snap_first[near.segment]
    edge, measure = network.edges.vertex_edge[vertex], network.edges.measure
    position = measure[vertex] + near.share * (measure[vertex + 1] - measure[vertex])
    rows = np.lexsort((position, near.away, edge, near.facility))
    owner, edge, position, away = near.facility[rows], edge[rows], position[rows], near.away[rows]
    first = np.ones(owner.size, bool)
    first[1:] = (owner[1:] != owner[:-1]) | (edge[1:] != edge[:-1])
    owner, edge, position, away = owner[first], edge[first], position[first], away[first]
    if network.barriers is not None:
        xy = network.place_on(edge, position)
        foot = places.distance(xy, owner, radius, progress)[1]
        free = ~network.barriers.block(foot, xy, leave_start=False)
        owner, edge, position, away = owner[free], edge[free], position[free], away[free]
    rows = np.lexsort((edge, away, owner))
    owner, edge, position = owner[rows], edge[rows], position[rows]
    best = np.unique(owner, return_index=True)[1]
    return owner[best], edge[best], position[best]


def _ways_in(
    network: Network, places: Places, ways: tuple[Ints, Ints, Floats], farthest: float, progress: Progress
) -> tuple[Ints, Snaps]:
    """Measure the legs, none longer than `farthest`, of ways: facility, edge, position; leave blocked ones out."""
    facility, edge, position = ways
    xy = network.place_on(edge, position)
    leg, foot = places.distance(xy, facility, farthest, progress)
    if network.barriers is not None:
        free = ~network.barriers.block(foot, xy, leave_start=False)
        facility, edge, position, xy, leg = facility[free], edge[free], position[free], xy[free], leg[free]
    return facility, Snaps(edge, position, leg, xy)


def _pairs(network: Network, places: Places, facilities: Ints, radius: float) -> _NearbySegments:
    """Return the street segments that are at most `radius` from an outline of these facilities."""
    outline = ranges(places.first[facilities], places.first[facilities + 1] - places.first[facilities])
    row, segment = network.snap_segments.near_segments(places.a[outline], places.b[outline], radius)
    outline = outline[row]
    a, b = network.snap_segments.a[segment], network.snap_segments.b[segment]
    share, _, away = closest(a, b, places.a[outline], places.b[outline])
    return _NearbySegments(
        facility=places.feature[outline], segment=segment, outline=outline, share=share, away=away
    ).take(away <= radius)


def _stretches(
    network: Network, places: Places, facilities: Ints, gap: float, progress: Progress
) -> tuple[Ints, Ints, Floats, Floats, Floats]:
    """Return facility, segment, from and to (metres along the segment) and the nearest point, NaN where not known.

    One row for each outline segment near a street segment, and one for each stretch of street inside a polygon.
    """
    found = [
        _beside_outlines(network, places, facilities[rows], gap)
        for rows in blocks(facilities.size, progress.part(0, 0.6), _FACILITIES)
    ]
    near = tuple(np.concatenate(v) for v in zip(*found, strict=True))
    facility, segment, low, high, spot, away = near
    hit = away <= _TOGETHER
    inner = _inner_stretches(
        network, places, facilities, (facility, segment), (facility[hit], segment[hit], spot[hit]), progress
    )
    spot = _nearest_only(facility, segment, spot, away)
    return (
        np.concatenate([facility, inner[0]]),
        np.concatenate([segment, inner[1]]),
        np.concatenate([low, inner[2]]),
        np.concatenate([high, inner[3]]),
        np.concatenate([spot, np.full(inner[0].size, np.nan)]),
    )


def _beside_outlines(
    network: Network, places: Places, facilities: Ints, gap: float
) -> tuple[Ints, Ints, Floats, Floats, Floats, Floats]:
    """Return facility, segment, from, to, nearest place (metres along the segment) and its distance within the gap."""
    index, near = network.snap_segments, _pairs(network, places, facilities, gap)
    a, b = index.a[near.segment], index.b[near.segment]
    low, high = _capsule(a, b, places.a[near.outline], places.b[near.outline], gap)
    spot = near.share * np.hypot(*(b - a).T)
    touching = np.isnan(low)  # the capsule is only touched: the nearest point alone
    low, high = np.where(touching, spot, low), np.where(touching, spot, high)
    return near.facility, near.segment, low, high, spot, near.away


def _nearest_only(facility: Ints, segment: Ints, spot: Floats, away: Floats) -> Floats:
    """Blank the spots that are not the facility's nearest on their segment."""
    one, other, least = least_per_pair(facility, segment, away)
    width = int(segment.max(initial=0)) + 1
    best = least[np.searchsorted(one * width + other, facility * width + segment)]
    return np.where(away <= best, spot, np.nan)


def _inner_stretches(
    network: Network,
    places: Places,
    facilities: Ints,
    near: tuple[Ints, Ints],
    hits: tuple[Ints, Ints, Floats],
    progress: Progress,
) -> tuple[Ints, Ints, Floats, Floats]:
    """Return the stretches of street segments that lie inside the polygons.

    Parameters
    ----------
    near
        Facility and segment of every pair of which an outline comes near.
    hits
        Facility, segment and metres along it wherever an outline meets it.
    """
    index, shapes = network.snap_segments, places.shapes.take(facilities)
    length = np.hypot(*(index.b - index.a).T)
    #      a────╎━━━━━━━━╎────b      the outline cuts a–b at ╎; a piece lies inside if its middle does
    # A segment that no outline comes near is inside as a whole; others are cut where the outline meets them.
    segment, holder = pairs_inside((index.a + index.b) / 2, shapes, progress.part(0.6, 0.8))
    width = len(index.a)
    key = np.unique(near[0] * width + near[1])
    whole = ~np.isin(facilities[holder] * width + segment, key)
    holder, segment = facilities[holder[whole]], segment[whole]
    ends = np.divmod(key, width)
    facility, crossed, at = (
        np.concatenate(v)
        for v in ((ends[0], ends[0], hits[0]), (ends[1], ends[1], hits[1]), (0 * key, length[ends[1]], hits[2]))
    )
    order = np.lexsort((at, crossed, facility))
    facility, crossed, at = facility[order], crossed[order], at[order]
    piece = np.flatnonzero(at[1:] > at[:-1])  # the next one begins at 0 again
    owner, street = facility[piece], crossed[piece]
    share = (at[piece] + at[piece + 1]) / 2 / length[street]
    middle = index.a[street] + share[:, None] * (index.b - index.a)[street]
    point, polygon = pairs_inside(middle, shapes, progress.part(0.8, 1))
    piece = piece[point[facilities[polygon] == owner[point]]]
    return (
        np.concatenate([holder, facility[piece]]),
        np.concatenate([segment, crossed[piece]]),
        np.concatenate([np.zeros(segment.size), at[piece]]),
        np.concatenate([length[segment], at[piece + 1]]),
    )


def _capsule(a: Floats, b: Floats, s: Floats, e: Floats, radius: float) -> tuple[Floats, Floats]:
    """Return the stretch of each segment a–b within `radius` of the segment s–e, metres along a–b; NaN where none.

    What lies within a radius of a segment is convex: two discs and the strip between them, so the stretches in
    the three make one::

        ( s━━━━━━━━━━e )
    """
    length = np.hypot(*(b - a).T)
    with np.errstate(invalid="ignore", divide="ignore"):
        along = (b - a) / length[:, None]
    along[length == 0] = 0.0
    stretches = [_disc(a, along, s, radius), _disc(a, along, e, radius), _strip(a, along, s, e, radius)]
    low = np.fmin.reduce([v[0] for v in stretches])
    high = np.fmax.reduce([v[1] for v in stretches])
    low, high = np.maximum(low, 0.0), np.minimum(high, length)
    none = ~(low <= high)
    return np.where(none, np.nan, low), np.where(none, np.nan, high)


def _disc(a: Floats, along: Floats, centre: Floats, radius: float) -> tuple[Floats, Floats]:
    offset = centre - a
    middle = (offset * along).sum(axis=1)
    square = radius**2 - ((offset - middle[:, None] * along) ** 2).sum(axis=1)
    half = np.sqrt(np.where(square >= 0, square, np.nan))
    return middle - half, middle + half


def _strip(a: Floats, along: Floats, s: Floats, e: Floats, radius: float) -> tuple[Floats, Floats]:
    side = e - s
    width = np.hypot(*side.T)
    with np.errstate(invalid="ignore", divide="ignore"):
        side = side / width[:, None]
    normal = np.column_stack([-side[:, 1], side[:, 0]])
    offset = a - s
    low, high = np.full(len(a), -np.inf), np.full(len(a), np.inf)
    for axis, least, most in ((side, np.zeros(len(a)), width), (normal, -radius, np.full(len(a), radius))):
        start, rate = (offset * axis).sum(axis=1), (along * axis).sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            one, other = (least - start) / rate, (most - start) / rate
        still = rate == 0
        within = (start >= least) & (start <= most)
        one = np.where(still, np.where(within, -np.inf, np.nan), one)
        other = np.where(still, np.where(within, np.inf, np.nan), other)
        low, high = np.maximum(low, np.minimum(one, other)), np.minimum(high, np.maximum(one, other))
    none = ~(low <= high)
    return np.where(none, np.nan, low), np.where(none, np.nan, high)


def _union(facility: Ints, edge: Ints, low: Floats, high: Floats) -> tuple[Ints, Ints, Floats, Floats]:
    """Merge the stretches of each facility on each edge that overlap or touch."""
    order = np.lexsort((low, edge, facility))
    facility, edge, low, high = facility[order], edge[order], low[order], high[order]
    group = np.ones(order.size, bool)
    group[1:] = (facility[1:] != facility[:-1]) | (edge[1:] != edge[:-1])
    starts = group.copy()
    starts[1:] |= low[1:] > highest_so_far(high, group)[:-1] + _TOGETHER
    first = np.flatnonzero(starts)
    ends = np.maximum.reduceat(high, first) if first.size else high
    return facility[first], edge[first], low[first], ends
