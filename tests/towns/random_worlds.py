"""Random small networks with dwellings, facilities and barriers, for the comparison with brute force."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from towns.brute_force import XY, Geometry, Rules, Street
from towns.factories import box, line, multipoint, point, polygon


@dataclass
class World:
    streets: list[Street]
    rules: Rules
    barriers: list[Geometry]
    dwellings: list[XY]
    facilities: list[Geometry]
    gates: dict[int, list[XY]]


def world(seed: int) -> World:
    """Make one of two kinds: on a lattice, where exact coincidences abound, or anywhere, near Delft."""
    rng = random.Random(seed)
    maker = _Lattice(rng) if rng.random() < 0.6 else _Anywhere(rng)
    rules = Rules(
        tolerance=rng.choice([0.0, 0.01, 0.01, 1.0, 2.5]),
        max_snap=rng.choice([200.0, 200.0, 30.0, 7.0]),
        min_component=rng.choice([0.0, 0.0, 25.0, 60.0, 2000.0]),
        access_legs=rng.random() < 0.8,
        gap=rng.choice([0.0, 1.25, 2.25, 5.25, 12.75, 25.0]),
        towards=rng.random() < 0.6,
        in_minutes=rng.random() < 0.5,
        kmh=rng.choice([4.8, 6.0, 15.0]),
        capped=rng.random() < 0.2,
    )
    streets = maker.streets(rules.tolerance)
    _set_fields(rng, streets)
    barriers = [maker.barrier() for _ in range(rng.choice([0, 0, 1, 2, 3]))]
    facilities = [maker.facility(streets) for _ in range(rng.randint(1, 6))]
    if rng.random() < 0.3:
        facilities.append(rng.choice(facilities))
    gates: dict[int, list[XY]] = {}
    if rng.random() < 0.3:
        for f in range(len(facilities)):
            if facilities[f] and rng.random() < 0.5:
                gates[f] = [maker.spot() for _ in range(rng.randint(1, 2))]
    dwellings = [maker.dwelling(streets, facilities) for _ in range(rng.randint(4, 9))]
    if rng.random() < 0.3:  # as if they had come from another reference system
        dwellings = [(x + rng.uniform(-6e-4, 6e-4), y + rng.uniform(-6e-4, 6e-4)) for x, y in dwellings]
    return World(streets, rules, barriers, dwellings, facilities, gates)


def _set_fields(rng: random.Random, streets: list[Street]) -> None:
    one_way, speeds, ferries, bridges = (rng.random() < share for share in (0.5, 0.5, 0.4, 0.6))
    for street in streets:
        if one_way and rng.random() < 0.4:
            street.forward, street.backward = rng.choice([(True, False), (False, True), (True, False), (False, False)])
        if speeds and rng.random() < 0.6:
            street.kmh = rng.choice([None, 0.0, -1.0, 3.0, 5.0, 18.0, 30.0])
        if ferries and rng.random() < 0.2:
            street.minutes = rng.choice([0.0, 0.5, 3.0])
        if bridges and rng.random() < 0.3:
            street.passes = True


class _Maker:
    """What both kinds share: where a vertex may be, and how far things reach."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def spot(self) -> XY:
        raise NotImplementedError

    def near(self, xy: XY, reach: float) -> XY:
        raise NotImplementedError

    def some_vertex(self, streets: list[Street]) -> XY:
        return self.rng.choice(self.rng.choice(self.rng.choice(streets).parts))

    def _shape(self) -> Geometry:
        x, y = self.spot()
        w, h = (self.rng.choice([1, 2, 3, 9]) * 5.0 for _ in range(2))
        kind = self.rng.random()
        if kind < 0.4:
            return box(x, y, x + w, y + h)
        if kind < 0.55:
            return polygon(
                [(x, y), (x + 20, y), (x + 20, y + 15), (x, y + 15)],
                [(x + 5, y + 5), (x + 15, y + 5), (x + 10, y + 10)],
            )
        if kind < 0.7:  # a U
            return polygon(
                [
                    (x, y),
                    (x + 15, y),
                    (x + 15, y + 10),
                    (x + 10, y + 10),
                    (x + 10, y + 5),
                    (x + 5, y + 5),
                    (x + 5, y + 10),
                    (x, y + 10),
                ]
            )
        if kind < 0.8:
            return box(x, y, x + w, y + h) + box(x + w + 5, y, x + w + 10, y + h)
        return polygon([self.near((x, y), 10), self.near((x + 12, y + 3), 4), self.near((x + 2, y + 14), 4)])

    def barrier(self) -> Geometry:
        if self.rng.random() < 0.5:
            return self._shape()
        start = self.spot()
        return (
            line(start, self.near(start, 30), self.near(start, 30))
            if self.rng.random() < 0.7
            else line(start, self.near(start, 30))
        )

    def facility(self, streets: list[Street]) -> Geometry:
        kind = self.rng.random()
        if kind < 0.03:
            return []
        if kind < 0.2:
            return point(*self.some_vertex(streets))
        if kind < 0.45:
            return point(*self.spot())
        if kind < 0.55:
            return multipoint(self.spot(), self.spot(), self.some_vertex(streets))
        if kind < 0.85:
            return self._shape()
        start = self.spot()
        shape = line(start, self.near(start, 12), self.near(start, 12))
        return shape + point(*self.spot()) if kind > 0.97 else shape

    def dwelling(self, streets: list[Street], facilities: list[Geometry]) -> XY:
        kind = self.rng.random()
        if kind < 0.15:
            return self.some_vertex(streets)
        if kind < 0.3:
            parts = [part for facility in facilities for part in facility]
            if parts:
                what, xy = self.rng.choice(parts)
                return xy if what == "point" else self.rng.choice(xy if what == "line" else xy[0])
        if kind < 0.35:
            return (self.spot()[0] + 500.0, self.spot()[1])
        return self.near(self.spot(), 4)


class _Lattice(_Maker):
    """Streets between the crossings of a lattice of 10 m; all coordinates are whole or half metres."""

    SIZE = 4

    def spot(self) -> XY:
        return (self.rng.randrange(0, 2 * 10 * self.SIZE) / 2, self.rng.randrange(0, 2 * 10 * self.SIZE) / 2)

    def near(self, xy: XY, reach: float) -> XY:
        return (
            xy[0] + self.rng.randint(int(-2 * reach), int(2 * reach)) / 2,
            xy[1] + self.rng.randint(int(-2 * reach), int(2 * reach)) / 2,
        )

    def streets(self, tolerance: float) -> list[Street]:
        rng, found = self.rng, []
        for i in range(self.SIZE + 1):
            for j in range(self.SIZE + 1):
                for di, dj in ((1, 0), (0, 1), (1, 1)):
                    if rng.random() < (0.5 if di * dj == 0 else 0.1) and i + di <= self.SIZE and j + dj <= self.SIZE:
                        found.append([(10.0 * i, 10.0 * j), (10.0 * (i + di), 10.0 * (j + dj))])
        rng.shuffle(found)
        for chain in found:
            if rng.random() < 0.2:  # a bend, so that the edge has vertices of its own
                chain.insert(1, self.near(((chain[0][0] + chain[1][0]) / 2, (chain[0][1] + chain[1][1]) / 2), 4))
            if rng.random() < 0.2:
                chain.reverse()
        corner = [(10.0 * rng.randint(0, self.SIZE), 10.0 * rng.randint(0, self.SIZE)) for _ in range(8)]
        if rng.random() < 0.5:  # passes crossings without stopping, meets others at vertices
            found.append([corner[0], corner[1], corner[2], corner[3]])
        if rng.random() < 0.3:  # a loop
            x, y = corner[4]
            found.append([(x, y), (x + 4.0, y), (x + 4.0, y + 4.0), (x, y + 4.0), (x, y)])
        if rng.random() < 0.3:  # a detour beside another street
            x, y = corner[5]
            found += [[(x, y), (x + 10.0, y)], [(x, y), (x + 5.0, y + 3.0), (x + 10.0, y)]]
        if rng.random() < 0.2 and found:
            found.append(list(rng.choice(found)))
        if rng.random() < 0.2:
            found.append([corner[6], corner[6]])  # of length 0
        if rng.random() < 0.4:  # an island
            x, y = 10.0 * self.SIZE + 20.0, 0.5 * rng.randrange(60)
            found += [[(x, y), (x + 10.0, y)], [(x + 10.0, y), (x + 10.0, y + 10.0), (x, y)]]
        if rng.random() < 0.2:  # crosses itself at a vertex and in between
            found.append([(0.0, 0.0), (15.0, 15.0), (15.0, 5.0), (0.0, 20.0), (15.0, 15.0)])
        if not found:
            found.append([(0.0, 0.0), (10.0, 0.0)])
        if tolerance >= 1:
            for chain in found:
                for end in (0, -1):
                    if rng.random() < 0.2:
                        chain[end] = self.near(chain[end], 1)
        return _as_streets(rng, found)


class _Anywhere(_Maker):
    """Streets between random places around (85000, 447000)."""

    X, Y, SIZE = 85000.0, 447000.0, 60.0

    def spot(self) -> XY:
        return (self.X + self.rng.random() * self.SIZE, self.Y + self.rng.random() * self.SIZE)

    def near(self, xy: XY, reach: float) -> XY:
        return (xy[0] + self.rng.uniform(-reach, reach), xy[1] + self.rng.uniform(-reach, reach))

    def streets(self, tolerance: float) -> list[Street]:
        rng = self.rng
        nodes = [self.spot() for _ in range(rng.randint(5, 14))]
        found = []
        for _ in range(rng.randint(6, 24)):
            a = rng.choice(nodes)
            b = min(rng.sample(nodes, min(4, len(nodes))), key=lambda n, a=a: (n == a, math.dist(n, a)))
            inner = [self.near(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), 10) for _ in range(rng.choice([0, 0, 0, 1, 2]))]
            if rng.random() < 0.1:
                inner.append(rng.choice(nodes))
            if rng.random() < 0.1:
                b, inner = a, [self.near(a, 10), self.near(a, 10)]
            found.append([a, *inner, b])
        if rng.random() < 0.4:
            x, y = self.X + self.SIZE + 40, self.Y
            found.append([(x, y), (x + rng.random() * 40, y + 5)])
        if tolerance > 0:
            for chain in found:
                for end in (0, -1):
                    if rng.random() < 0.3:
                        chain[end] = self.near(chain[end], min(tolerance, 0.5) * rng.choice([0.3, 0.6, 1.2]))
        return _as_streets(rng, found)


def _as_streets(rng: random.Random, chains: list[list[XY]]) -> list[Street]:
    streets = []
    for chain in chains:
        if streets and rng.random() < 0.05:
            streets[-1].parts.append(chain)
        else:
            streets.append(Street([chain]))
    return streets
