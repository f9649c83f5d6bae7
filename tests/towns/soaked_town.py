"""Random towns and norm sets for whole runs, and the ways between their dwellings and facilities, plain and slow.

It knows nothing of the engine: a run is given layers and a norm set as a text, as a user would; what it should say is
worked out from the public interface here (snapping, ways, legs, speeds, directions) and in `plain_assessment`.
"""

from __future__ import annotations

import functools
import heapq
import itertools
import math
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import pandas as pd

from towns.plain_assessment import OUTSIDE, Ground, Town, Value, choose, threshold_in, value_of
from towns.runs import box, layer, point

XY = tuple[float, float]
STEP = 90.0
"""Metres between crossings, about."""
TYPES = ("a", "b", "c", "d")
RARE = "rare"
"""A type that a town has none of."""
SHARES = ("distance", "count", "types", "basket")
WALK, CYCLE = "walk", "cycle"
MILLIONTH = 1e-6


@dataclass(frozen=True)
class Test:
    """A condition."""

    __test__ = False
    field: str
    op: str
    value: Any


@dataclass(frozen=True)
class Mode:
    """How one travels."""

    kmh: float
    streets: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A requirement, with the keys that the interface names."""

    id: str
    facility: tuple[str, ...]
    indicator: str
    threshold: float | None
    unit: str
    minimum: int | None = None
    per: float | None = None
    metric: str = "network"
    mode: str = "foot"
    weight: str = "dwellings"
    target: float | None = None
    thresholds_by_class: tuple[tuple[str, float], ...] = ()
    where: tuple[Test, ...] = ()
    demand_where: tuple[Test, ...] = ()
    applies_if: tuple[Test, ...] = ()
    level: str = ""
    size: float | None = None
    min_demand: float | None = None
    rounding: str = "none"
    weight_of: str = ""
    area_of: str = ""
    min_area_m2: float | None = None
    merge_touching: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as a file of norms has it."""
        said = {name: value for name, value in asdict(self).items() if value not in (None, "", (), False)}
        said["thresholds_by_class"] = dict(self.thresholds_by_class)
        if self.indicator not in SHARES:
            del said["mode"], said["metric"]
        return {name: value for name, value in said.items() if value != {}}


@dataclass(frozen=True)
class Street:
    """A line between two crossings, whether it may be gone along and back, and what its own fields say of its speed."""

    line: tuple[XY, ...]
    forward: bool = True
    backward: bool = True
    kmh: float | None = None
    minutes: float | None = None

    @functools.cached_property
    def length(self) -> float:
        return sum(itertools.starmap(math.dist, itertools.pairwise(self.line)))

    def pace(self, kmh: float | None) -> float:
        """Return what a metre of it costs: minutes at most at a speed, its own minutes before that; else metres."""
        if kmh is None:
            return 1.0
        if self.minutes is not None and self.minutes > 0:
            return self.minutes / self.length
        return 0.06 / (min(self.kmh, kmh) if self.kmh is not None and self.kmh > 0 else kmh)


@dataclass(frozen=True)
class Spot:
    """A place on a street: how far along it, and how far from what was brought to it."""

    street: int
    along: float
    leg: float


@dataclass
class Streets:
    """A network, and the ways on it."""

    streets: list[Street]
    max_snap: float
    legs: bool
    towards: bool = True

    def snap(self, p: XY | None) -> Spot | None:
        """Bring a place to the nearest point of a street."""
        best = None
        for number, street in enumerate(self.streets if p is not None else []):
            passed = 0.0
            for a, b in itertools.pairwise(street.line):
                dx, dy = b[0] - a[0], b[1] - a[1]
                t = min(max(((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy), 0.0), 1.0)
                away = math.dist(p, (a[0] + t * dx, a[1] + t * dy))
                if best is None or away < best.leg:
                    best = Spot(number, passed + t * math.dist(a, b), away)
                passed += math.dist(a, b)
        return best if best is not None and best.leg <= self.max_snap else None

    def ways(self, home: Spot | None, places: Mapping[int, Spot | None], kmh: float | None = None) -> dict[int, float]:
        """Return the metres from a dwelling to each place, or from it to the dwelling: inf where there is no way.

        With a speed they are the least minutes.
        """
        cost = dict.fromkeys(places, math.inf)
        if home is None:
            return cost
        reached, beside = self._crossings(home, kmh), 1.0 if kmh is None else 0.06 / kmh
        for name, place in places.items():
            if place is None:
                continue
            street = self.streets[place.street]
            there, back = self._directions(street)
            along, rest = street.pace(kmh) * place.along, street.pace(kmh) * (street.length - place.along)
            found = [reached.get(street.line[0], math.inf) + along] if there or along < MILLIONTH else []
            found += [reached.get(street.line[-1], math.inf) + rest] if back or rest < MILLIONTH else []
            if place.street == home.street and (there if place.along >= home.along else back):
                found.append(street.pace(kmh) * abs(place.along - home.along))
            cost[name] = min(found, default=math.inf) + (beside * (home.leg + place.leg) if self.legs else 0.0)
        return cost

    def _directions(self, street: Street) -> tuple[bool, bool]:
        return (street.forward, street.backward) if self.towards else (street.backward, street.forward)

    def _crossings(self, home: Spot, kmh: float | None) -> dict[XY, float]:
        """Return the metres or minutes from a place on a street to every crossing, by Dijkstra."""
        own = self.streets[home.street]
        there, back = self._directions(own)
        along, rest = own.pace(kmh) * home.along, own.pace(kmh) * (own.length - home.along)
        queue = [(along, own.line[0])] if back or along < MILLIONTH else []
        queue += [(rest, own.line[-1])] if there or rest < MILLIONTH else []
        heapq.heapify(queue)
        found: dict[XY, float] = {}
        while queue:
            cost, node = heapq.heappop(queue)
            if node in found:
                continue
            found[node] = cost
            for street in self.streets:
                there, back = self._directions(street)
                if there and street.line[0] == node:
                    heapq.heappush(queue, (cost + street.pace(kmh) * street.length, street.line[-1]))
                if back and street.line[-1] == node:
                    heapq.heappush(queue, (cost + street.pace(kmh) * street.length, street.line[0]))
        return found


@dataclass
class SoakedTown:
    """What a run is given, and what it should find."""

    grounds: dict[str, Streets]
    homes: list[XY | None]
    home_fields: dict[str, list[Any]]
    places: list[XY | None]
    place_fields: dict[str, list[Any]]
    bounds: list[float]
    area_fields: dict[str, list[Any]]
    modes: dict[str, Mode]
    asked: list[Asked]
    complete: list[str]
    min_dwellings: int
    pace_fields: dict[str, str]
    cost_of: dict[tuple, Any] = field(default_factory=dict)

    # --- For the run ---

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of Check basic requirements, but for the norms and the outputs."""
        walk, cycle = self.grounds[WALK], self.grounds.get(CYCLE)
        homes = [(p and point(*p), *values) for p, *values in zip(self.homes, *self.home_fields.values(), strict=True)]
        places = [
            (p and point(*p), *values) for p, *values in zip(self.places, *self.place_fields.values(), strict=True)
        ]
        areas = [
            (box(low, -400, high, 400), *values)
            for (low, high), *values in zip(itertools.pairwise(self.bounds), *self.area_fields.values(), strict=True)
        ]
        area_kinds = {"code": "text", "living": "text", "district": "text", "people": "real", "built": "int"}
        return {
            "NETWORK": streets_layer(walk),
            "MAX_SNAP": walk.max_snap,
            "MIN_COMPONENT": 0,
            "ACCESS_LEGS": walk.legs,
            "TOWARDS": walk.towards,
            **self.pace_fields,
            "DWELLINGS": layer(homes, "homes", kind="Point", number="real", old="real", tenure="text"),
            "WEIGHT_FIELD": "number",
            "NEIGHBOURHOODS": layer(areas, "areas", **area_kinds),
            "NEIGHBOURHOOD_ID": "code",
            "CLASS_FIELD": "living",
            "LEVEL_FIELDS": "district",
            "FACILITIES": [layer(places, "places", kind="Point", code="text", type="text", grade="int", m2="real")],
            "FACILITY_ID": "code",
            "TYPE_FIELD": "type",
            "CAPACITY_FIELD": "m2",
            "COMPLETE_TYPES": ";".join(self.complete),
            "MIN_DWELLINGS": self.min_dwellings,
        } | ({} if cycle is None else {"CYCLE_NETWORK": streets_layer(cycle), **ONE_WAY})

    def norms(self) -> dict[str, Any]:
        """Return the norm set as its file has it."""
        modes = {name: {"kmh": mode.kmh, "network": mode.streets} for name, mode in self.modes.items()}
        requirements = [one.as_json() for one in self.asked]
        return {"id": "soaked", "title": "Soaked", "version": "1", "modes": modes, "requirements": requirements}

    # --- What it should find ---

    def area_at(self, p: XY | None) -> str | None:
        strips = itertools.pairwise(self.bounds)
        codes = zip(self.area_fields["code"], strips, strict=True)
        return next((code for code, (low, high) in codes if p is not None and low <= p[0] < high), None)

    @functools.cached_property
    def plain(self) -> Town:
        areas = [self.area_at(p) for p in self.places]
        places = {
            "type": self.place_fields["type"],
            "capacity": self.place_fields["m2"],
            "area": [0.0] * len(self.places),
            "neighbourhood": areas,
            "has_geometry": [p is not None for p in self.places],
            "grade": self.place_fields["grade"],
        }
        homes = {
            **self.home_fields,
            "neighbourhood": [self.area_at(p) for p in self.homes],
            "has_geometry": [p is not None for p in self.homes],
        }
        fields = {name: values for name, values in self.area_fields.items() if name != "code"}
        codes = self.area_fields["code"]
        return Town(
            dwellings=pd.DataFrame(homes, dtype=object),
            areas=pd.DataFrame(fields, index=codes, dtype=object),
            m2=pd.DataFrame(index=codes),
            facilities=pd.DataFrame(places, dtype=object),
            touching=[],
            standing={frozenset([f]): area for f, area in enumerate(areas)},
            pieces={},
            covered={},
            grounds={name: self._ground(streets) for name, streets in self.grounds.items()},
            modes=self.modes,
            complete={name.strip().casefold() for name in self.complete},
            min_dwellings=self.min_dwellings,
            min_group=5,
            levels={one.id: one.level for one in self.asked if one.level},
        )

    def _ground(self, streets: Streets) -> Ground:
        on = {frozenset([f]): streets.snap(p) is not None for f, p in enumerate(self.places)}
        return Ground([streets.snap(p) is not None for p in self.homes], on)

    def values(self, asked: Asked) -> list[Value]:
        """Return what each dwelling has of a requirement."""
        chosen, town = choose(self.plain, asked), self.plain
        holder = [area or OUTSIDE for area in town.dwellings["neighbourhood"]]
        return [
            value_of(town, asked, threshold_in(town, asked, area), chosen, cost, d)
            for d, (area, cost) in enumerate(zip(holder, self._costs(asked), strict=True))
        ]

    def _costs(self, asked: Asked) -> list[dict[frozenset[int], float]]:
        mode = self.modes[asked.mode]
        kmh = mode.kmh if asked.unit == "min" else None
        if asked.metric == "straight":
            pace = 1.0 if kmh is None else 0.06 / kmh
            return [{frozenset([f]): pace * cost for f, cost in row.items()} for row in self._straight()]
        return [{frozenset([f]): cost for f, cost in row.items()} for row in self._on_streets(mode.streets, kmh)]

    def _straight(self) -> list[dict[int, float]]:
        return [
            {f: math.inf if None in (p, q) else math.dist(p, q) for f, q in enumerate(self.places)} for p in self.homes
        ]

    def _on_streets(self, name: str, kmh: float | None) -> list[dict[int, float]]:
        if (name, kmh) not in self.cost_of:
            streets = self.grounds[name]
            places = {f: streets.snap(p) for f, p in enumerate(self.places)}
            self.cost_of[name, kmh] = [streets.ways(streets.snap(p), places, kmh) for p in self.homes]
        return self.cost_of[name, kmh]


ONE_WAY = {"DIRECTION_FIELD": "oneway", "VALUE_FORWARD": "F", "VALUE_BACKWARD": "B"}


def streets_layer(ground: Streets) -> Any:
    """Return the streets as a layer; who may only go along them has an F, who may only go back a B."""
    word = {(True, True): "", (True, False): "F", (False, True): "B"}
    rows = [(wkt(s.line), word[s.forward, s.backward], s.kmh, s.minutes) for s in ground.streets]
    return layer(rows, "streets", oneway="text", kmh="real", minutes="real")


def wkt(line: tuple[XY, ...]) -> str:
    return "LINESTRING(" + ", ".join(f"{x:.15g} {y:.15g}" for x, y in line) + ")"


# Making towns


def soaked_town(seed: int) -> SoakedTown:
    """Make a town of some crossings, with figures that are often NULL, negative or zero.

    In one of two its streets have speeds and minutes of their own.
    """
    rng, paces = random.Random(seed), random.Random(f"paces {seed}")
    pace_fields = {"SPEED_FIELD": "kmh", "TIME_FIELD": "minutes"} if paces.random() < 0.5 else {}
    wide, high = rng.randint(3, 5), rng.randint(2, 4)

    def spot() -> XY:
        return rng.uniform(-40, wide * STEP), rng.uniform(-40, high * STEP)

    def some(*values: Any, count: int) -> list[Any]:
        return [rng.choice(values) for _ in range(count)]

    def with_paces(streets: list[Street]) -> list[Street]:
        if not pace_fields:
            return streets
        kmh, minutes = [None, 0.0, 2.0, 4.4, 30.0], [None, None, 0.0, -1.0, 0.1, 2.5]
        return [replace(one, kmh=paces.choice(kmh), minutes=paces.choice(minutes)) for one in streets]

    options = {"max_snap": rng.choice([25.0, 60.0, 200.0]), "legs": rng.random() < 0.8, "towards": rng.random() < 0.7}
    grounds = {WALK: Streets(with_paces(_lines(rng, wide, high, one_way=0.0)), **options)}
    modes = {"foot": Mode(rng.choice([4.0, 4.8]), WALK), "frail": Mode(rng.uniform(2, 4), WALK)}
    if rng.random() < 0.5:
        grounds[CYCLE] = Streets(with_paces(_lines(rng, wide, high, one_way=0.3)), **options)
        modes["bicycle"] = Mode(15.0, CYCLE)
    homes = [spot() for _ in range(rng.randint(4, 24))] + [None, (9000.0, 9000.0)]
    places = [spot() for _ in range(rng.randint(1, 12))] + some(None, (9000.0, 9000.0), spot(), count=1)
    strips, m, n = rng.randint(1, 4), len(homes), len(places)
    bounds = [-500.0, *sorted(rng.uniform(0, wide * STEP) for _ in range(strips))]
    codes = [f"n{k}" for k in range(strips)]
    # A run in which no dwelling lies in a neighbourhood, or where the streets are, is refused.
    homes[0] = (bounds[1] - 1 - 60 * rng.random(), homes[0][1])
    homes[1] = tuple(at + rng.uniform(1, 5) for at in grounds[WALK].streets[0].line[0])
    return SoakedTown(
        grounds=grounds,
        homes=homes,
        home_fields={
            "number": some(1.0, 1.0, 2.0, 3.5, 0.0, -1.0, None, count=m),
            "old": some(0.0, 0.5, 1.0, 2.0, 2.0, None, -3.0, count=m),
            "tenure": some("rent", "Own ", None, "other", count=m),
        },
        places=places,
        place_fields={
            "code": [f"f{k}" for k in range(n)],
            "type": some(*TYPES, " A", "B", None, count=n),
            "grade": some(1, 2, 3, None, count=n),
            "m2": some(100.0, 250.0, 0.0, None, count=n),
        },
        bounds=bounds,
        area_fields={
            "code": codes,
            "living": some("town", "Rural", "edge", None, count=strips),
            "district": some("east", "west", "west", None, count=strips),
            "people": some(0.0, 10.0, 55.5, None, count=strips),
            "built": some(10, 500, 1200, None, count=strips),
        },
        modes=modes,
        asked=[_asked(rng, f"r{k}", sorted(modes)) for k in range(rng.randint(1, 6))],
        complete=rng.sample([*TYPES, RARE], rng.randint(0, 3)),
        min_dwellings=rng.choice([1, 1, 3, 8]),
        pace_fields=pace_fields,
    )


def _lines(rng: random.Random, wide: int, high: int, one_way: float) -> list[Street]:
    crossing = {
        (i, j): (i * STEP + rng.uniform(-25, 25), j * STEP + rng.uniform(-25, 25))
        for i in range(wide)
        for j in range(high)
    }
    found = []
    for (i, j), here in crossing.items():
        for other in ((i + 1, j), (i, j + 1)):
            if other not in crossing or rng.random() < 0.15:
                continue
            there = crossing[other]
            bend = tuple((a + b) / 2 + rng.uniform(-12, 12) for a, b in zip(here, there, strict=True))
            line = (here, bend, there) if rng.random() < 0.4 else (here, there)
            ways = rng.choice([(True, False), (False, True)]) if rng.random() < one_way else (True, True)
            found.append(Street(line, *ways))
    return found or [Street((crossing[0, 0], crossing[1, 0]))]


def _asked(rng: random.Random, name: str, modes: list[str]) -> Asked:
    """Make a requirement of any kind, with keys that go with it."""
    if rng.random() < 0.25:
        return _amount(rng, name)
    indicator = rng.choice(SHARES)
    unit, metric = rng.choice(["m", "min"]), rng.choice(["network", "network", "straight"])
    scale = 1.0 if unit == "m" else 0.0125
    types = rng.sample([*TYPES, RARE], rng.randint(1, 3) if indicator in ("distance", "count") else rng.randint(2, 4))
    minimum = {"count": rng.randint(1, 4), "types": rng.randint(1, len(types))}.get(indicator)
    threshold, by_class = _thresholds(rng, [round(scale * rng.uniform(20, 300), 3) for _ in range(3)])
    return Asked(
        id=name,
        facility=tuple(types),
        indicator=indicator,
        threshold=threshold,
        thresholds_by_class=by_class,
        unit=unit,
        minimum=minimum,
        metric=metric,
        mode=rng.choice(modes),
        target=rng.choice([None, 0.4, 0.75, 1.0]),
        **_common(rng),
    )


def _amount(rng: random.Random, name: str) -> Asked:
    if rng.random() < 0.3:
        return Asked(
            id=name, facility=(rng.choice(TYPES),), indicator="presence", threshold=1.0, unit="number", **_common(rng)
        )
    unit = rng.choice(["number", "m2"])
    threshold, by_class = _thresholds(rng, [0.5, 1.0, 2.5] if unit == "number" else [50.0, 125.0, 400.0])
    return Asked(
        id=name,
        facility=tuple(rng.sample([*TYPES, RARE], rng.randint(1, 2))),
        indicator="rate",
        threshold=threshold,
        thresholds_by_class=by_class,
        unit=unit,
        per=rng.choice([1.0, 10.0, 1000.0]),
        size=rng.choice([None, 150.0]) if unit == "m2" else None,
        min_demand=rng.choice([None, None, 5.0]),
        rounding=rng.choice(["none", "none", "up"]),
        **_common(rng),
    )


def _thresholds(rng: random.Random, choices: list[float]) -> tuple[float | None, tuple[tuple[str, float], ...]]:
    by_class = (("Town", choices[1]), ("rural", choices[2])) if rng.random() < 0.3 else ()
    return (None if by_class and rng.random() < 0.4 else choices[0]), by_class


def _common(rng: random.Random) -> dict[str, Any]:
    """Return keys that every kind may have."""
    tenure = [Test("tenure", "=", "rent"), Test("tenure", "!=", "own"), Test("tenure", "in", ("Rent", "own"))]
    built = [Test("built", ">=", 400), Test("built", "<", 600)]
    return {
        "weight": rng.choice(["dwellings", "dwellings", "old", "people"]),
        "where": (Test("grade", rng.choice([">=", "="]), 2),) if rng.random() < 0.25 else (),
        "demand_where": (rng.choice(tenure),) if rng.random() < 0.25 else (),
        "applies_if": (rng.choice(built),) if rng.random() < 0.25 else (),
        "level": "district" if rng.random() < 0.2 else "",
    }
