"""The network rules of the public interface once more: slow, plain, and knowing nothing of the engine.

Everything is done in the obvious way: every pair is looked at, every distance is measured, and ways are found by
networkx on a graph that is split at every snapped point and every entrance. Where the rules leave a choice (several
places equally near), `hint`s say which was taken; entrances that only one reading would count are `optional`, and
then the answer is a lower and an upper bound.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import networkx as nx

XY = tuple[float, float]
Part = tuple[str, object]
Geometry = list[Part]
Hint = tuple[int, XY, float]
"""A place on the network that was taken where several are as good: street, coordinates, metres along the edge."""

SAME = 1e-9
"""Metres below which two places are one."""

NEAR = 1e-3
"""Metres below which two places are one where a one-way street, or a facility's door, would part them."""

CUT = 5e-7
"""How far before a barrier a cut street ends: any number below what is measured would do."""

OFF = math.inf


@dataclass
class Street:
    """A line of the network: its parts and what its fields say."""

    parts: list[list[XY]]
    forward: bool = True
    backward: bool = True
    kmh: float | None = None
    minutes: float | None = None
    passes: bool = False


@dataclass
class Rules:
    """The network options, and how ways are measured."""

    tolerance: float = 0.01
    max_snap: float = 200.0
    min_component: float = 2000.0
    access_legs: bool = True
    gap: float = 25.0
    towards: bool = True
    in_minutes: bool = False
    kmh: float = 4.8
    capped: bool = False


@dataclass
class Edge:
    tail: int
    head: int
    street: int
    xy: list[XY]
    at: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at = [0.0]
        for a, b in zip(self.xy, self.xy[1:], strict=False):
            self.at.append(self.at[-1] + math.dist(a, b))

    @property
    def length(self) -> float:
        return self.at[-1]

    def segments(self) -> list[tuple[float, XY, XY]]:
        return list(zip(self.at, self.xy, self.xy[1:], strict=False))

    def place(self, position: float) -> XY:
        for start, a, b in self.segments():
            step = math.dist(a, b)
            if position <= start + step:
                return along(a, b, max(position - start, 0.0) / step)
        return self.xy[-1]


@dataclass
class Place:
    """Where something meets the network; `optional` where only one reading of the rules counts it."""

    edge: int
    position: float
    xy: XY
    leg: float
    optional: bool = False


@dataclass
class Answer:
    """The cost of one dwelling to one facility: bounds in the deciding unit, the other unit's or NaN if several tie."""

    low: float
    high: float
    other: float


# Plain geometry


def along(a: XY, b: XY, t: float) -> XY:
    return b if t == 1 else (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))


def foot(p: XY, a: XY, b: XY) -> float:
    """Where on a–b, 0 to 1, lies the point nearest to p?"""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    return 0.0 if square == 0 else min(max(((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square, 0.0), 1.0)


def away(p: XY, a: XY, b: XY) -> float:
    return math.dist(p, along(a, b, foot(p, a, b)))


def outlines(geometry: Geometry) -> list[tuple[XY, XY]]:
    found: list[tuple[XY, XY]] = []
    for kind, xy in geometry:
        if kind == "point":
            found.append((xy, xy))
        for chain in [xy] if kind == "line" else xy if kind == "polygon" else []:
            found += list(itertools.pairwise(chain))
    return found


def ring_side(p: XY, ring: Sequence[XY]) -> int:
    """1 inside, 0 on, -1 outside a ring."""
    if any(away(p, a, b) <= SAME for a, b in itertools.pairwise(ring)):
        return 0
    inside = False
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        if (y0 > p[1]) != (y1 > p[1]) and p[0] < x0 + (p[1] - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return 1 if inside else -1


def polygon_side(p: XY, rings: Sequence[Sequence[XY]]) -> int:
    """1 inside, 0 on the border, -1 outside a polygon with holes."""
    outer = ring_side(p, rings[0])
    holes = [ring_side(p, ring) for ring in rings[1:]]
    if outer < 0 or 1 in holes:
        return -1
    return 0 if outer == 0 or 0 in holes else 1


def holds(geometry: Geometry, p: XY) -> bool:
    return any(kind == "polygon" and polygon_side(p, xy) >= 0 for kind, xy in geometry)


def straight(p: XY, geometry: Geometry) -> tuple[float, list[XY]]:
    """The distance from a point to a geometry, and the geometry's points that are that near."""
    if holds(geometry, p):
        return 0.0, [p]
    feet = [along(a, b, foot(p, a, b)) for a, b in outlines(geometry)]
    least = min(math.dist(p, f) for f in feet)
    return least, [f for f in feet if math.dist(p, f) <= least + SAME]


def meeting(p: XY, q: XY, a: XY, b: XY) -> tuple[float, float] | None:
    """From where to where, in metres along p–q, does a–b touch it?"""
    length, other = math.dist(p, q), math.dist(a, b)
    places = [foot(end, p, q) * length for end in (a, b) if away(end, p, q) <= SAME]
    for end, metres in ((p, 0.0), (q, length)):
        if away(end, a, b) <= SAME:
            places.append(metres)
    if length > 0 and other > 0:
        (rx, ry), (sx, sy) = (q[0] - p[0], q[1] - p[1]), (b[0] - a[0], b[1] - a[1])
        area = rx * sy - ry * sx
        if abs(area) > 1e-12 * length * other:
            wx, wy = a[0] - p[0], a[1] - p[1]
            t, u = (wx * sy - wy * sx) / area, (wx * ry - wy * rx) / area
            if 0 <= t <= 1 and 0 <= u <= 1:
                places.append(t * length)
    return (min(places), max(places)) if places else None


def merged(stretches: list[tuple[float, float]], within: float) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for low, high in sorted(stretches):
        if found and low <= found[-1][1] + within:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def leg_is_blocked(start: XY, end: XY, barriers: Sequence[Geometry], may_begin_on_a_line: bool) -> bool:
    """Whether a straight leg touches a barrier, but for once out of the polygon that it begins in."""
    length = math.dist(start, end)
    if length == 0:
        return False
    for geometry in barriers:
        for kind, xy in geometry:
            if kind == "point":
                continue
            touched = [meeting(start, end, a, b) for a, b in outlines([(kind, xy)])]
            stops = merged([m for m in touched if m is not None], 2 * CUT)
            if may_begin_on_a_line or kind == "polygon":
                stops = [s for s in stops if s[1] > CUT]
            if not stops:
                continue
            if kind == "line" or polygon_side(start, xy) != 1:
                return True
            inside = True
            for number, (_, high) in enumerate(stops):
                if not inside:
                    return True
                after = stops[number + 1][0] if number + 1 < len(stops) else length
                if after > high:
                    inside = polygon_side(along(start, end, (high + after) / 2 / length), xy) == 1
                else:
                    inside = polygon_side(end, xy) == 1
    return False


# The network


class BruteForce:
    """A network, with the ways over it from dwellings to facilities.

    Parameters
    ----------
    streets, rules, barriers
        What the network is made of.
    """

    def __init__(self, streets: list[Street], rules: Rules, barriers: Sequence[Geometry] = ()) -> None:
        self.streets, self.rules, self.barriers = streets, rules, list(barriers)
        self.joined = self.skipped = 0
        self.edges = self._edges()
        self.street_length = [0.0] * len(streets)
        for edge in self.edges:
            self.street_length[edge.street] += edge.length
        self.edges = self._cut(self.edges)
        self.part_of, self.part_length = self._parts()

    # Junctions

    def _edges(self) -> list[Edge]:
        chains: list[tuple[int, list[XY]]] = []
        for number, street in enumerate(self.streets):
            for part in street.parts:
                chain = [xy for i, xy in enumerate(part) if i == 0 or xy != part[i - 1]]
                if len(chain) > 1:
                    chains.append((number, chain))
        parent: dict[XY, XY] = {xy: xy for _, chain in chains for xy in chain}

        def find(xy: XY) -> XY:
            while parent[xy] != xy:
                xy = parent[xy]
            return xy

        ends = {xy for _, chain in chains for xy in (chain[0], chain[-1])}
        plain = {xy for _, chain in chains for xy in chain[1:-1]}
        visits: dict[XY, int] = dict.fromkeys(parent, 0)
        for _, chain in chains:
            for xy in chain:
                visits[xy] += 1
        nodes = {xy for xy in parent if xy in ends or visits[xy] > 1}
        tolerance = self.rules.tolerance
        near: dict[tuple[XY, XY], float] = {}
        for i, (_, chain) in enumerate(chains):
            for end in (chain[0], chain[-1]):
                for j, (_, other) in enumerate(chains):
                    for xy in other:
                        if j != i and xy != end and math.dist(end, xy) <= tolerance:
                            near[min(end, xy), max(end, xy)] = math.dist(end, xy)
        for (one, other), _ in sorted(near.items(), key=lambda item: (item[1], item[0])):
            a, b = find(one), find(other)
            if a == b:
                continue
            ours, theirs = [xy for xy in parent if find(xy) == a], [xy for xy in parent if find(xy) == b]
            together = ours + theirs
            fits = (
                sum(xy in plain for xy in together) <= 1
                and all(math.dist(p, q) <= tolerance for p in ours for q in theirs)
                and not self._merges_an_edge(chains, nodes | {one, other}, find, a, b)
            )
            if not fits:
                self.skipped += 1
                continue
            self.joined += 1
            nodes |= set(together)
            parent[b] = a
        order = {}
        for _, chain in chains:
            for xy in chain:
                order.setdefault(xy, len(order))
        seat: dict[XY, XY] = {}
        for xy in parent:
            root = find(xy)
            if root not in seat or (xy not in plain, order[xy]) < (seat[root] not in plain, order[seat[root]]):
                seat[root] = xy
        number_of: dict[XY, int] = {}
        edges = []
        for street, chain in chains:
            stops = [i for i, xy in enumerate(chain) if xy in nodes]
            for first, last in itertools.pairwise(stops):
                a, b = find(chain[first]), find(chain[last])
                ids = [number_of.setdefault(root, len(number_of)) for root in (a, b)]
                edges.append(Edge(ids[0], ids[1], street, [seat[find(xy)] for xy in chain[first : last + 1]]))
        return edges

    @staticmethod
    def _merges_an_edge(chains, nodes, find, a: XY, b: XY) -> bool:
        for _, chain in chains:
            stops = [xy for xy in chain if xy in nodes]
            if any({find(p), find(q)} == {a, b} for p, q in itertools.pairwise(stops)):
                return True
        return False

    # Barriers

    def _cut(self, edges: list[Edge]) -> list[Edge]:
        whole, pieces = [], []
        fresh = 1 + max((max(e.tail, e.head) for e in edges), default=0)
        walls = [wall for g in self.barriers for kind, xy in g if kind != "point" for wall in outlines([(kind, xy)])]
        for edge in edges:
            if self.streets[edge.street].passes or not walls:
                whole.append(edge)
                continue
            gaps = []
            for start, a, b in edge.segments():
                touched = [meeting(a, b, c, d) for c, d in walls]
                gaps += [(start + m[0], start + m[1]) for m in touched if m is not None]
            gaps = merged(gaps, 2 * CUT)
            if not gaps:
                if not any(holds(g, edge.xy[0]) for g in self.barriers):
                    whole.append(edge)
                continue
            bounds = [(0.0, True)]
            for low, high in gaps:
                bounds += [(low - CUT, False), (high + CUT, False)]
            bounds.append((edge.length, True))
            for (low, at_tail), (high, at_head) in zip(bounds[::2], bounds[1::2], strict=True):
                if high - low <= CUT or any(holds(g, edge.place((low + high) / 2)) for g in self.barriers):
                    continue
                inner = [xy for at, xy in zip(edge.at, edge.xy, strict=True) if low < at < high]
                chain = [edge.place(low), *inner, edge.place(high)]
                pieces.append(
                    Edge(edge.tail if at_tail else fresh, edge.head if at_head else fresh + 1, edge.street, chain)
                )
                fresh += 2
        return whole + pieces

    def _parts(self) -> tuple[dict[int, int], dict[int, float]]:
        graph = nx.Graph()
        graph.add_edges_from((e.tail, e.head) for e in self.edges)
        part_of = {node: i for i, nodes in enumerate(nx.connected_components(graph)) for node in nodes}
        length = dict.fromkeys(part_of.values(), 0.0)
        drawn: dict[frozenset[int], list[list[Edge]]] = {}
        for edge in self.edges:
            groups = drawn.setdefault(frozenset((edge.tail, edge.head)), [])
            alike = next((group for group in groups if self._drawn_alike(edge, group[0])), None)
            groups.append([edge]) if alike is None else alike.append(edge)
        for groups in drawn.values():
            for group in groups:  # of what is drawn twice the longest, but for lines with minutes of their own
                streets = [edge.length for edge in group if self.streets[edge.street].minutes is None]
                length[part_of[group[0].tail]] += max(streets, default=0.0)
        return part_of, length

    def _drawn_alike(self, one: Edge, other: Edge) -> bool:
        """Whether two edges between the same junctions are one street: each lies within the tolerance of the other."""

        def lies_along(edge: Edge, base: Edge) -> bool:
            marks = [*edge.xy, *(along(a, b, 0.5) for a, b in pairwise(edge.xy))]
            return all(min(away(p, a, b) for a, b in pairwise(base.xy)) <= self.rules.tolerance + 1e-3 for p in marks)

        return lies_along(one, other) and lies_along(other, one)

    def counts(self, edge: Edge) -> bool:
        length = self.part_length[self.part_of[edge.tail]]
        return length >= self.rules.min_component or length == max(self.part_length.values())

    # Places on the network

    def nearest_places(self, p: XY) -> list[list[Place]]:
        """For each edge that counts its nearest point, or several if they are equally near."""
        found = []
        for number, edge in enumerate(self.edges):
            if not self.counts(edge):
                continue
            places = []
            for start, a, b in edge.segments():
                t = foot(p, a, b)
                xy = along(a, b, t)
                places.append(Place(number, start + t * math.dist(a, b), xy, math.dist(p, xy)))
            least = min(place.leg for place in places)
            found.append(distinct([place for place in places if place.leg <= least + SAME]))
        return found

    def snap(self, p: XY, hints: Sequence[Hint] = ()) -> tuple[Place | None, bool]:
        """Snap a point; also tell whether the rules leave open where to."""
        open_places, unsure = [], False
        for places in self.nearest_places(p):
            free = [pl for pl in places if not leg_is_blocked(p, pl.xy, self.barriers, may_begin_on_a_line=True)]
            unsure |= 0 < len(free) < len(places)
            open_places += free
        return self._closest(open_places, hints), unsure

    def _closest(self, places: list[Place], hints: Sequence[Hint]) -> Place | None:
        places = [place for place in places if place.leg <= self.rules.max_snap]
        if not places:
            return None
        least = min(place.leg for place in places)
        tied = [place for place in places if place.leg <= least + SAME]
        return next((place for hint in hints for place in tied if self._is_hinted(place, hint)), tied[0])

    def _is_hinted(self, place: Place, hint: Hint) -> bool:
        street, xy, position = hint
        here = math.dist(place.xy, xy) <= 1e-6 and abs(place.position - position) <= 1e-5
        return here and self.edges[place.edge].street == street

    def ways_in(
        self, facility: Geometry, gates: Sequence[XY] = (), hints: Sequence[Hint] = ()
    ) -> tuple[list[Place], bool]:
        """Where a facility is entered; also tell whether the rules leave that open."""
        if gates or all(kind == "point" for kind, _ in facility):
            snapped = [self.snap(p, hints) for p in (gates or [xy for _, xy in facility])]
            return [place for place, _ in snapped if place], any(unsure for _, unsure in snapped)
        found = self._gap_places(facility)
        if any(not place.optional for place in found):
            return found, False
        beside = self._beside(facility, hints)
        for place in beside:
            place.optional |= bool(found)
        return found + beside, False

    def gap_leg(self, facility: Geometry, p: XY) -> tuple[float, bool]:
        """The straight distance to a facility, inf where every way is blocked; and whether one of several is."""
        least, feet = straight(p, facility)
        blocked = [leg_is_blocked(f, p, self.barriers, may_begin_on_a_line=False) for f in feet]
        return (OFF if all(blocked) else least), any(blocked) and not all(blocked)

    def _gap_places(self, facility: Geometry) -> list[Place]:
        found: list[Place] = []
        for number, edge in enumerate(self.edges):
            if not self.counts(edge):
                continue
            stretches, sure, unsure = [], [], []
            for start, a, b in edge.segments():
                length = math.dist(a, b)
                inside = self._within_gap(facility, a, b)
                stretches += [(start + low * length, start + high * length) for low, high in inside]
                spots = self._nearest_on(facility, a, b) if inside else []
                (sure if len(spots) == 1 else unsure).extend(start + t * length for t in spots)
            sure += [at for stretch in merged(stretches, SAME) for at in stretch]
            for positions, optional in ((sure, False), (unsure, True)):
                for position in positions:
                    xy = edge.place(position)
                    leg, half = self.gap_leg(facility, xy)
                    if leg < OFF:
                        found.append(Place(number, position, xy, leg, optional or half))
        return found

    def _breaks(self, facility: Geometry, a: XY, b: XY) -> list[float]:
        """Where along a–b the distance to a facility may pass the gap, and where it may be least."""
        gap, length = self.rules.gap, math.dist(a, b)
        ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
        breaks = [0.0, length]
        for s, e in outlines(facility):
            for centre in (s, e):
                middle = (centre[0] - a[0]) * ux + (centre[1] - a[1]) * uy
                rest = gap * gap - (centre[0] - a[0] - middle * ux) ** 2 - (centre[1] - a[1] - middle * uy) ** 2
                half = math.sqrt(max(rest, 0.0))
                breaks += [middle, middle - half, middle + half]
            side = math.dist(s, e)
            if side == 0:
                continue
            vx, vy = (e[0] - s[0]) / side, (e[1] - s[1]) / side
            rate, offset = vx * uy - vy * ux, vx * (a[1] - s[1]) - vy * (a[0] - s[0])
            if abs(rate) > 1e-12:
                breaks += [(level - offset) / rate for level in (-gap, 0.0, gap)]
            rate, offset = vx * ux + vy * uy, vx * (a[0] - s[0]) + vy * (a[1] - s[1])
            if abs(rate) > 1e-12:
                breaks += [(level - offset) / rate for level in (0.0, side)]
        return sorted({min(max(at, 0.0), length) / length for at in breaks})

    def _within_gap(self, facility: Geometry, a: XY, b: XY) -> list[tuple[float, float]]:
        reach = self.rules.gap + math.dist(a, b) / 2
        if straight(along(a, b, 0.5), facility)[0] > reach + SAME:
            return []
        breaks = self._breaks(facility, a, b)

        def near(t: float) -> bool:
            return straight(along(a, b, t), facility)[0] <= self.rules.gap + SAME

        found = [(t, t) for t in breaks if near(t)]
        for low, high in itertools.pairwise(breaks):
            if near((low + high) / 2):
                found.append((low, high))
        return merged(found, SAME / math.dist(a, b))

    def _nearest_on(self, facility: Geometry, a: XY, b: XY) -> list[float]:
        """The point of a–b nearest to a facility; of several equally near the outermost, if no end is among them."""
        away_at = [(straight(along(a, b, t), facility)[0], t) for t in self._breaks(facility, a, b)]
        least = min(away_at)[0]
        spots = [t for d, t in away_at if d <= least + SAME]
        size = math.dist(a, b)
        return [spots[0]] if (spots[-1] - spots[0]) * size <= 10 * SAME else spots

    def _beside(self, facility: Geometry, hints: Sequence[Hint]) -> list[Place]:
        """The nearest point of the network of a line or polygon."""
        places = []
        for number, edge in enumerate(self.edges):
            if not self.counts(edge):
                continue
            options = []
            for start, a, b in edge.segments():
                for t in {*self._breaks(facility, a, b)}:
                    xy = along(a, b, t)
                    options.append(Place(number, start + t * math.dist(a, b), xy, straight(xy, facility)[0]))
            least = min(place.leg for place in options)
            tied = distinct([place for place in options if place.leg <= least + SAME])
            state = [self.gap_leg(facility, place.xy) for place in tied]
            for place, (leg, half) in zip(tied, state, strict=True):
                place.optional = half or any((other < OFF) != (leg < OFF) for other, _ in state)
                if leg < OFF:
                    places.append(place)
        places = [place for place in places if place.leg <= self.rules.max_snap]
        least = min((place.leg for place in places if not place.optional), default=OFF)
        places = [place for place in places if place.leg <= least + SAME]
        if len(places) > 1:
            hinted = [place for place in places if any(self._is_hinted(place, hint) for hint in hints)]
            if not any(place.optional for place in places) and hinted:
                return hinted[:1]
            for place in places:
                place.optional = True
        return places

    # Ways

    def pace(self, street: int) -> float:
        """Minutes per metre."""
        line = self.streets[street]
        if line.minutes is not None:
            return line.minutes / self.street_length[street]
        if line.kmh is None or line.kmh <= 0:
            return 0.06 / self.rules.kmh
        return 0.06 / (min(line.kmh, self.rules.kmh) if self.rules.capped else line.kmh)

    def _cost(self, metres: float, pace: float) -> tuple[float, float]:
        """The cost of a stretch in the deciding unit and in the other."""
        return (metres * pace, metres) if self.rules.in_minutes else (metres, metres * pace)

    def leg_cost(self, metres: float) -> tuple[float, float]:
        return self._cost(metres if self.rules.access_legs else 0.0, 0.06 / self.rules.kmh)

    def answers(
        self,
        dwellings: Sequence[XY],
        snaps: Sequence[Place | None],
        facilities: Sequence[Geometry],
        ways: Sequence[Sequence[Place]],
        gated: Sequence[bool],
    ) -> list[dict[int, Answer]]:
        """For each dwelling the facilities that it reaches, and what that costs."""
        wide = self._graph(snaps, ways, optional=True)
        narrow = self._graph(snaps, ways, optional=False)
        several = any(place.optional for places in ways for place in places)
        found = []
        for d, p in enumerate(dwellings):
            own, own_optional = self._own_ways(p, snaps[d], facilities, gated)
            low = self._search(wide, d, {**own, **own_optional})
            high = self._search(narrow, d, own) if several or own_optional else low
            found.append({})
            for f, (cost, other) in low.items():
                most, most_other = high.get(f, (OFF, OFF))
                one = abs(most - cost) <= 1e-7 and abs(most_other - other) <= 1e-7
                found[-1][f] = Answer(cost, most, other if one else math.nan)
        return found

    def _own_ways(
        self, p: XY, snap: Place | None, facilities: Sequence[Geometry], gated: Sequence[bool]
    ) -> tuple[dict, dict]:
        sure: dict[int, tuple[float, float]] = {}
        unsure: dict[int, tuple[float, float]] = {}
        for f, facility in enumerate(facilities):
            if not facility or gated[f]:
                continue
            if straight(p, facility)[0] <= NEAR:
                sure[f] = (0.0, 0.0)
            elif (
                snap
                and any(kind != "point" for kind, _ in facility)
                and straight(snap.xy, facility)[0] <= self.rules.gap + SAME
            ):
                leg, half = self.gap_leg(facility, snap.xy)
                if leg < OFF:
                    (unsure if half else sure)[f] = self.leg_cost(snap.leg + leg)
        return sure, unsure

    def _graph(self, snaps: Sequence[Place | None], ways: Sequence[Sequence[Place]], *, optional: bool) -> nx.DiGraph:
        graph = nx.DiGraph()
        on_edge: list[list[tuple[float, object]]] = [[(0.0, e.tail), (e.length, e.head)] for e in self.edges]

        def insert(place: Place) -> object:
            stops = on_edge[place.edge]
            length = self.edges[place.edge].length
            for at, node in stops[:2] if place.position <= SAME or place.position >= length - SAME else stops:
                if abs(at - place.position) <= SAME:
                    return node
            stops.append((place.position, ("on", place.edge, place.position)))
            return stops[-1][1]

        for f, places in enumerate(ways):
            for place in places:
                if optional or not place.optional:
                    self._arc(graph, insert(place), ("facility", f), *self.leg_cost(place.leg))
        for d, snap in enumerate(snaps):
            if snap:
                self._arc(graph, ("dwelling", d), insert(snap), *self.leg_cost(snap.leg))
        self._arcs_of_near_places(graph, snaps, [[p for p in places if optional or not p.optional] for places in ways])
        for edge, stops in zip(self.edges, on_edge, strict=True):
            street = self.streets[edge.street]
            there, back = (street.forward, street.backward)
            if not self.rules.towards:
                there, back = back, there
            in_order = [stops[0], *sorted(stops[2:], key=lambda s: s[0]), stops[1]]
            for (low, a), (high, b) in itertools.pairwise(in_order):
                cost = self._cost(high - low, self.pace(edge.street))
                if there:
                    self._arc(graph, a, b, *cost)
                if back:
                    self._arc(graph, b, a, *cost)
        return graph

    def _arcs_of_near_places(
        self, graph: nx.DiGraph, snaps: Sequence[Place | None], ways: Sequence[Sequence[Place]]
    ) -> None:
        """Lead from places to the ends of their edges, and to each other, where these are so near that they are one."""
        homes = [(("dwelling", d), snap) for d, snap in enumerate(snaps) if snap]
        doors = [(("facility", f), place) for f, places in enumerate(ways) for place in places]
        for name, place in homes + doors:
            edge = self.edges[place.edge]
            for node, metres in ((edge.tail, place.position), (edge.head, edge.length - place.position)):
                if metres <= NEAR:
                    a, b = (name, node) if name[0] == "dwelling" else (node, name)
                    self._arc(graph, a, b, *self._way_beside(place.edge, metres, place.leg))
        for home, snap in homes:
            for door, place in doors:
                metres = abs(snap.position - place.position)
                if place.edge == snap.edge and metres <= NEAR:
                    self._arc(graph, home, door, *self._way_beside(place.edge, metres, snap.leg + place.leg))

    def _way_beside(self, edge: int, metres: float, leg: float) -> tuple[float, float]:
        on, off = self._cost(metres, self.pace(self.edges[edge].street)), self.leg_cost(leg)
        return on[0] + off[0], on[1] + off[1]

    @staticmethod
    def _arc(graph: nx.DiGraph, a: object, b: object, cost: float, other: float) -> None:
        """Add an arc; of several between two nodes the cheapest holds, and `tied` says that another is as cheap."""
        if a == b:
            return
        old = graph[a][b] if graph.has_edge(a, b) else {"cost": OFF, "other": OFF, "tied": False}
        tied = abs(cost - old["cost"]) <= 1e-6 and (old["tied"] or abs(other - old["other"]) > 1e-7)
        if (cost, other) < (old["cost"], old["other"]):
            graph.add_edge(a, b, cost=cost, other=other, tied=tied)
        elif tied:
            graph[a][b]["tied"] = True

    def _tilts(self, graph: nx.DiGraph) -> list[str]:
        """Return what costs that differ a little are called: with these, ways as good as the best show."""
        if "tilts" not in graph.graph:
            proportional = all(s.kmh is None and s.minutes is None for s in self.streets)
            graph.graph["tilts"] = [f"tilted {seed}" for seed in range(0 if proportional else 8)]
            for seed, name in enumerate(graph.graph["tilts"]):
                rng = random.Random(seed)
                for _, _, arc in graph.edges(data=True):
                    tilt = 1.0 if seed == 0 else -1.0 if seed == 1 else rng.random()
                    arc[name] = max(arc["cost"] + 1e-7 * tilt * arc["other"], 0.0)
        return graph.graph["tilts"]

    def _search(self, graph: nx.DiGraph, d: int, own: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
        start = ("dwelling", d)
        graph.add_node(start)
        found = dict(own)
        costs, routes = nx.single_source_dijkstra(graph, start, weight="cost")
        tilted = [nx.single_source_dijkstra(graph, start, weight=name)[1] for name in self._tilts(graph)]
        for node, cost in costs.items():
            if not (isinstance(node, tuple) and node[0] == "facility"):
                continue
            f = node[1]
            others, tied = [], False
            for route in [routes[node], *(t[node] for t in tilted)]:
                arcs = [graph[a][b] for a, b in itertools.pairwise(route)]
                others.append(sum(arc["other"] for arc in arcs))
                tied |= any(arc["tied"] for arc in arcs)
            other = math.nan if tied or max(others) - min(others) > 1e-7 else others[0]
            if f in own and abs(own[f][0] - cost) <= 1e-6:
                same = other == other and abs(own[f][1] - other) <= 1e-7
                found[f] = (min(own[f][0], cost), own[f][1] if same else math.nan)
            elif f not in own or cost < own[f][0]:
                found[f] = (cost, other)
        return found


def distinct(places: list[Place]) -> list[Place]:
    found: list[Place] = []
    for place in places:
        if not any(other.edge == place.edge and abs(other.position - place.position) <= SAME for other in found):
            found.append(place)
    return found
