"""Where streets lead into lines and polygons: within a gap of them, or at the nearest street."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .network import Network
from .places import Places, least_per_pair
from .polygons import pairs_inside
from .progress import Progress
from .segments import closest
from .shapes import highest_so_far, ranges
from .snapping import Snaps

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_TOGETHER = 1e-9


def gap_entrances(network: Network, places: Places, facilities: Ints, progress: Progress) -> tuple[Ints, Snaps]:
    """Find every way from a street within the entrance gap into these facilities.

    Returns
    -------
    facility, snaps
        The ends of every stretch of an edge within the gap (a node inside it among them) and on each straight
        segment the point nearest to the facility; the leg is the straight distance to the facility, 0 inside it.
        Ways whose leg touches a barrier are left out.
    """
    gap = network.options.entrance_gap
    facility, segment, low, high, near = _stretches(network, places, facilities, gap, progress)
    vertex = network.snap_first[segment]
    edge, base = network.edges.vertex_edge[vertex], network.edges.measure[vertex]
    ends = _union(facility, edge, base + low, base + high)
    nearest = np.isfinite(near)
    ways = np.concatenate([facility[nearest], ends[0], ends[0]])
    edges = np.concatenate([edge[nearest], ends[1], ends[1]])
    positions = np.concatenate([(base + near)[nearest], ends[2], ends[3]])
    ways, edges, positions = _without_repeats(ways, edges, positions)
    return _ways_in(network, places, ways, edges, positions)


def _without_repeats(facility: Ints, edge: Ints, position: Floats) -> tuple[Ints, Ints, Floats]:
    """Drop repeated places."""
    order = np.lexsort((position, edge, facility))
    facility, edge, position = facility[order], edge[order], position[order]
    first = np.ones(order.size, bool)
    first[1:] = (facility[1:] != facility[:-1]) | (edge[1:] != edge[:-1]) | (np.diff(position) > _TOGETHER)
    return facility[first], edge[first], position[first]


def nearest_streets(network: Network, places: Places, facilities: Ints, progress: Progress) -> tuple[Ints, Snaps]:
    """Find the nearest street of each of these facilities whose leg touches no barrier."""
    found: list[tuple[Ints, Ints, Floats]] = []
    radius = min(max(2 * network.options.entrance_gap, 50.0), network.options.max_snap)
    while facilities.size:
        progress.check()
        facility, segment, share, away = _pairs(network, places, facilities, radius)
        near = away <= radius
        vertex = network.snap_first[segment[near]]
        edge = network.edges.vertex_edge[vertex]
        measure = network.edges.measure
        position = measure[vertex] + share[near] * (measure[vertex + 1] - measure[vertex])
        rows = np.lexsort((position, away[near], edge, facility[near]))
        owner, edge, position, away = facility[near][rows], edge[rows], position[rows], away[near][rows]
        first = np.ones(owner.size, bool)
        first[1:] = (owner[1:] != owner[:-1]) | (edge[1:] != edge[:-1])
        owner, edge, position, away = owner[first], edge[first], position[first], away[first]
        free = ~_leg_blocked(network, places, owner, edge, position)
        owner, edge, position, away = owner[free], edge[free], position[free], away[free]
        rows = np.lexsort((edge, away, owner))
        owner, edge, position = owner[rows], edge[rows], position[rows]
        best = np.unique(owner, return_index=True)[1]
        found.append((owner[best], edge[best], position[best]))
        facilities = np.setdiff1d(facilities, owner)
        if radius >= network.options.max_snap:
            break
        radius = min(2 * radius, network.options.max_snap)
    empty = np.empty(0, np.int64)
    owner, edge, position = (
        (np.concatenate(v) for v in zip(*found, strict=True)) if found else (empty, empty, np.empty(0))
    )
    return _ways_in(network, places, owner, edge, position)


def _ways_in(network: Network, places: Places, facility: Ints, edge: Ints, position: Floats) -> tuple[Ints, Snaps]:
    xy = network.place_on(edge, position)
    leg, foot = places.distance(xy, facility)
    if network.barriers is not None:
        free = ~network.barriers.block(foot, xy, leave_start=False)
        facility, edge, position, xy, leg = facility[free], edge[free], position[free], xy[free], leg[free]
    return facility, Snaps(edge, position, leg, xy)


def _leg_blocked(network: Network, places: Places, facility: Ints, edge: Ints, position: Floats) -> NDArray[np.bool_]:
    if network.barriers is None:
        return np.zeros(facility.size, bool)
    xy = network.place_on(edge, position)
    return network.barriers.block(places.distance(xy, facility)[1], xy, leave_start=False)


def _pairs(network: Network, places: Places, facilities: Ints, radius: float) -> tuple[Ints, Ints, Floats, Floats]:
    """Give facility, segment, share along the segment and distance of outlines and segments about `radius` apart."""
    outline = ranges(places.first[facilities], places.first[facilities + 1] - places.first[facilities])
    row, segment = network.snap_segments.near_segments(places.a[outline], places.b[outline], radius)
    a, b = network.snap_segments.a[segment], network.snap_segments.b[segment]
    share, _, away = closest(a, b, places.a[outline[row]], places.b[outline[row]])
    return places.feature[outline[row]], segment, share, away


def _stretches(
    network: Network, places: Places, facilities: Ints, gap: float, progress: Progress
) -> tuple[Ints, Ints, Floats, Floats, Floats]:
    """Give facility, segment, from and to (metres along the segment) and the nearest point, NaN where not known.

    One row for each outline segment near a street segment, and one for each street segment inside a polygon.
    """
    index = network.snap_segments
    outline = ranges(places.first[facilities], places.first[facilities + 1] - places.first[facilities])
    row, segment = index.near_segments(places.a[outline], places.b[outline], gap)
    progress.at(0.3)
    a, b = index.a[segment], index.b[segment]
    s, e = places.a[outline[row]], places.b[outline[row]]
    length = np.hypot(*(b - a).T)
    low, high = _capsule(a, b, s, e, gap)
    share, _, away = closest(a, b, s, e)
    near = away <= gap
    facility = places.feature[outline[row]]
    facility, segment, low, high = facility[near], segment[near], low[near], high[near]
    spot, away = (share * length)[near], away[near]
    touching = np.isnan(low)  # the capsule is only touched: the nearest point alone
    low, high = np.where(touching, spot, low), np.where(touching, spot, high)
    spot = _nearest_only(facility, segment, spot, away)
    progress.at(0.6)
    inner = _inner_stretches(network, places, facilities, facility, segment)
    return (
        np.concatenate([facility, inner[0]]),
        np.concatenate([segment, inner[1]]),
        np.concatenate([low, inner[2]]),
        np.concatenate([high, inner[3]]),
        np.concatenate([spot, np.full(inner[0].size, np.nan)]),
    )


def _nearest_only(facility: Ints, segment: Ints, spot: Floats, away: Floats) -> Floats:
    """Blank the spots that are not the facility's nearest on their segment."""
    one, other, least = least_per_pair(facility, segment, away)
    width = int(segment.max(initial=0)) + 1
    best = least[np.searchsorted(one * width + other, facility * width + segment)]
    return np.where(away <= best, spot, np.nan)


def _inner_stretches(
    network: Network, places: Places, facilities: Ints, near_facility: Ints, near_segment: Ints
) -> tuple[Ints, Ints, Floats, Floats]:
    """Give the stretches of street segments that lie inside the polygons."""
    index, shapes = network.snap_segments, places.shapes.take(facilities)
    # A segment that no outline comes near is inside as a whole; one that is crossed is cut where it is crossed.
    segment, holder = pairs_inside((index.a + index.b) / 2, shapes)
    width = len(index.a)
    near = np.unique(near_facility * width + near_segment)
    whole = ~np.isin(facilities[holder] * width + segment, near)
    length = np.hypot(*(index.b - index.a).T)
    parts = [(facilities[holder[whole]], segment[whole], np.zeros(whole.sum()), length[segment[whole]])]
    facility, crossed = np.divmod(near, width)
    for one in np.unique(facility):
        rows = crossed[facility == one]
        parts.append(_cut_inside(places, int(one), rows, index.a[rows], index.b[rows], length[rows]))
    facility, rows, low, high = (np.concatenate(v) for v in zip(*parts, strict=True))
    return facility, rows, low, high


def _cut_inside(
    places: Places, facility: int, rows: Ints, a: Floats, b: Floats, length: Floats
) -> tuple[Ints, Ints, Floats, Floats]:
    """Cut segments at one polygon's outline and keep the pieces inside."""
    first, last = places.first[facility], places.first[facility + 1]
    s, e = places.a[first:last], places.b[first:last]
    pair, edge = np.divmod(np.arange(len(a) * len(s)), len(s))
    share, _, away = closest(a[pair], b[pair], s[edge], e[edge])
    hit = away <= _TOGETHER
    row = np.concatenate([pair[hit], np.arange(len(a)), np.arange(len(a))])
    at = np.concatenate([share[hit], np.zeros(len(a)), np.ones(len(a))])
    order = np.lexsort((at, row))
    row, at = row[order], at[order]
    piece = np.flatnonzero((row[1:] == row[:-1]) & (at[1:] > at[:-1]))
    middle = (at[piece] + at[piece + 1]) / 2
    owner = row[piece]
    xy = a[owner] + middle[:, None] * (b - a)[owner]
    inside = pairs_inside(xy, places.shapes.take(np.array([facility])))[0]
    owner, low, high = owner[inside], at[piece[inside]], at[piece[inside] + 1]
    return np.full(owner.size, facility), rows[owner], low * length[owner], high * length[owner]


def _capsule(a: Floats, b: Floats, s: Floats, e: Floats, radius: float) -> tuple[Floats, Floats]:
    """Give the stretch of each segment a–b within `radius` of the segment s–e, metres along a–b; NaN where none.

    The ground within a radius of a segment is convex: two discs and the strip between them, so the stretches in
    the three make one.
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
