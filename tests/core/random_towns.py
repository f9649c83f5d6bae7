"""Random towns for the comparison of assessments: streets, dwellings, facilities, neighbourhoods and requirements.

Coordinates are random to the last digit, so that nothing ties; figures are often NULL, negative, zero or fractional.
"""

from __future__ import annotations

import functools
import math
import random
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from brute_force import BruteForce, Geometry, Place, Street, straight
from brute_force import Rules as NetworkRules
from factories import box, lines, multipoint, point, polygon, shapes
from plain_assessment import Town

from buurtmaat.core.access import find_access
from buurtmaat.core.assessment import Assessment, Facilities, Rules, assess
from buurtmaat.core.demand import Dwellings, Neighbourhoods, WeightSource
from buurtmaat.core.measures import Reaching
from buurtmaat.core.network import build_network
from buurtmaat.core.norms import Condition, NormSet, Requirement, Text
from buurtmaat.core.options import NetworkOptions
from buurtmaat.core.places import Places
from buurtmaat.core.snapping import snap_points

XY = tuple[float, float]
MAX_SNAP = 60.0
KMH = {"walk": 4.8, "walk_65": 3.0}
INDICATORS = ("distance", "count", "rate")


@dataclass
class RandomTown:
    """What a run is given, for the engine as well as for the plain implementation."""

    points: list[XY | None]
    shapes: list[Geometry]
    streets: list[Street]
    number: list[float | None]
    holder: list[int]
    dwelling_columns: dict[str, list[object]]
    area_ids: list[str]
    area_columns: dict[str, list[object]]
    types: list[str | None]
    capacity: list[float | None]
    facility_holder: list[int]
    facility_columns: dict[str, list[object]]
    requirements: list[Requirement]
    complete: set[str]
    min_dwellings: float
    hindrances: dict[str, str] = field(default_factory=dict)

    # For the engine

    @functools.cached_property
    def reaching(self) -> Reaching:
        fields = {name: [getattr(s, name) for s in self.streets] for name in ("kmh", "minutes")}
        given = {name: None if all(v is None for v in values) else values for name, values in fields.items()}
        made = lines(*([("line", part) for part in s.parts] for s in self.streets), **given)
        network = build_network(made, NetworkOptions(max_snap=MAX_SNAP, min_component=0.0))
        points = np.array([(math.nan, math.nan) if p is None else p for p in self.points], float).reshape(-1, 2)
        places = shapes(*self.shapes)
        return Reaching(points, Places(places), network, snap_points(network, points), find_access(network, places))

    @property
    def dwellings(self) -> Dwellings:
        number = np.array([math.nan if n is None or n < 0 else n for n in self.number])
        return Dwellings(self.reaching.points, number, np.array(self.holder, np.int64), self.dwelling_columns)

    @property
    def neighbourhoods(self) -> Neighbourhoods:
        return Neighbourhoods(self.area_ids, self.area_columns)

    @property
    def facilities(self) -> Facilities:
        capacity = np.array([math.nan if c is None else c for c in self.capacity])
        ids = [f"f{i}" for i in range(len(self.shapes))]
        return Facilities(ids, self.types, np.array(self.facility_holder, np.int64), capacity, self.facility_columns)

    @property
    def sources(self) -> dict[str, WeightSource]:
        found = {}
        for r in self.requirements:
            if r.weight == "dwellings":
                found[r.id] = WeightSource()
            elif r.weight in self.dwelling_columns:
                found[r.id] = WeightSource(r.weight)
            else:
                found[r.id] = WeightSource(r.weight, spread=True, share_of=r.weight_of or "")
        return found

    @property
    def norm_set(self) -> NormSet:
        return NormSet(id="random", title=Text("Random"), version="1", requirements=tuple(self.requirements))

    def assess(self) -> Assessment:
        rules = Rules(self.min_dwellings, frozenset(self.complete), self.sources, self.hindrances)
        return assess(self.norm_set, self.dwellings, self.neighbourhoods, self.facilities, self.reaching, rules)

    # For the plain implementation

    @functools.cached_property
    def plain(self) -> Town:
        dwellings = pd.DataFrame(
            {
                "number": self.number,
                "neighbourhood": [self.area_ids[h] if h >= 0 else None for h in self.holder],
                "has_geometry": [p is not None for p in self.points],
                "on_network": [place is not None for place in self.walk.snaps],
                **self.dwelling_columns,
            },
            dtype=object,
        )
        areas = pd.DataFrame(self.area_columns, index=self.area_ids, dtype=object)
        facilities = pd.DataFrame(
            {
                "type": self.types,
                "capacity": self.capacity,
                "neighbourhood": [self.area_ids[h] if h >= 0 else None for h in self.facility_holder],
                "has_geometry": [bool(g) for g in self.shapes],
                "on_network": [bool(w) for w in self.walk.ways],
                **self.facility_columns,
            },
            dtype=object,
        )
        return Town(dwellings, areas, facilities, self.complete, self.min_dwellings, self.hindrances)

    @functools.cached_property
    def walk(self) -> Walk:
        return Walk(self)

    def costs(self, requirement: Requirement) -> list[list[float]]:
        """Give the cost from each dwelling to each facility in the requirement's unit."""
        kmh = KMH[requirement.mode]
        if requirement.metric == "straight":
            pace = 1.0 if requirement.unit == "m" else 0.06 / kmh
            return [[metres * pace for metres in row] for row in self.straight]
        return self.walk.costs(None if requirement.unit == "m" else kmh)

    @functools.cached_property
    def straight(self) -> list[list[float]]:
        return [[math.inf if p is None or not g else straight(p, g)[0] for g in self.shapes] for p in self.points]


class Walk:
    """The ways over the streets, by brute force."""

    def __init__(self, town: RandomTown) -> None:
        self.town, self.unsure = town, False
        brute = self._brute(None)
        self.snaps: list[Place | None] = [None if p is None else self._sure(brute.snap(p)) for p in town.points]
        self.ways = [self._sure(brute.ways_in(g)) if g else [] for g in town.shapes]
        self._found: dict[float | None, list[list[float]]] = {}

    def _sure(self, found: tuple) -> object:
        self.unsure |= found[1]
        return found[0]

    def _brute(self, kmh: float | None) -> BruteForce:
        rules = NetworkRules(max_snap=MAX_SNAP, min_component=0.0)
        if kmh is not None:
            rules.in_minutes, rules.kmh, rules.capped = True, kmh, True
        return BruteForce(self.town.streets, rules)

    def costs(self, kmh: float | None) -> list[list[float]]:
        if kmh not in self._found:
            there = [d for d, p in enumerate(self.town.points) if p is not None]
            answers = self._brute(kmh).answers(
                [self.town.points[d] for d in there],
                [self.snaps[d] for d in there],
                self.town.shapes,
                self.ways,
                [False] * len(self.town.shapes),
            )
            found = [[math.inf] * len(self.town.shapes) for _ in self.town.points]
            for d, reached in zip(there, answers, strict=True):
                for f, answer in reached.items():
                    found[d][f] = answer.low
                    self.unsure |= answer.high - answer.low > 1e-7
            self._found[kmh] = found
        return self._found[kmh]


def random_town(seed: int, facility_kinds: str = "any") -> RandomTown:
    """Make a town; `facility_kinds` of "points" leaves out lines and polygons."""
    rng = random.Random(seed)
    side = 100.0
    node = {
        (i, j): (side * i + rng.uniform(-25, 25), side * j + rng.uniform(-25, 25)) for i in range(4) for j in range(4)
    }
    streets = [
        Street([[node[i, j], node[i + di, j + dj]]])
        for i, j in node
        for di, dj in ((1, 0), (0, 1))
        if (i + di, j + dj) in node and rng.random() < 0.85
    ]
    streets.append(Street([[(500.3, 20.1), (561.7, 33.2)], [(561.7, 33.2), (570.9, 120.4)]]))  # an island
    if rng.random() < 0.5:
        for street in streets:
            street.kmh = rng.choice([None, 2.0, 4.0, 5.0, 0.0])
        streets[0].minutes = rng.choice([None, 0.25, 7.5])

    def spot(off: float = 0.0) -> XY:
        at = rng.choice(streets)
        a, b = rng.choice(at.parts)
        t = rng.random()
        return (a[0] + t * (b[0] - a[0]) + rng.uniform(-15, 15) + off, a[1] + t * (b[1] - a[1]) + rng.uniform(-15, 15))

    dwellings = rng.randint(1, 45)
    points: list[XY | None] = []
    for _ in range(dwellings):
        kind = rng.random()
        points.append(None if kind < 0.07 else spot(2000.0) if kind < 0.12 else spot())
    area_ids = [f"BU{i:02d}" for i in range(rng.randint(1, 6))]
    holder = [-1 if p is None or rng.random() < 0.1 else rng.randrange(max(1, len(area_ids) - 1)) for p in points]
    made, types = [], []
    for _ in range(rng.randint(0, 12)):
        kind = rng.random()
        at = spot(3000.0) if rng.random() < 0.15 else spot()
        if kind < 0.1:
            made.append([])
        elif kind < 0.6 or facility_kinds == "points":
            made.append(point(*at))
        elif kind < 0.7:
            made.append(multipoint(at, spot()))
        elif kind < 0.85:
            made.append(box(*at, at[0] + rng.uniform(5, 60), at[1] + rng.uniform(5, 60)))
        else:
            made.append(polygon([at, (at[0] + 30.3, at[1] + 4.9), (at[0] + 11.2, at[1] + 37.7)]))
        types.append(rng.choice(["School", "school ", "Meeting place", "meeting place", "park", "park", None, " "]))

    def some(*values: object, count: int = dwellings) -> list[object]:
        return [rng.choice(values) for _ in range(count)]

    whole = rng.random() < 0.4
    count = len(area_ids)
    town = RandomTown(
        points=points,
        shapes=made,
        streets=streets,
        number=[1.0] * dwellings if whole else some(1.0, 1.0, 2.0, 0.5, 0.3, 12.0, 0.0, None, -3.0),
        holder=holder,
        dwelling_columns={
            "inhabitants": some(2, 3, 0, 1.7, None, -1, "4", "2,5", "many"),
            "landlord": some("Woonplus", "woonplus ", "De Hof", None, ""),
            "floor": some(0, 1, 2.0, 3, None),
            "rented": some(True, False, None),
        },
        area_ids=area_ids,
        area_columns={
            "people": some(None, 0, 10, 33.3, 1000, -99, count=count),
            "share_65": some(None, 0, 12.5, 100, count=count),
            "class": some("centre", "Centre", "green", None, count=count),
            "urban": some(1, 2, 5, None, count=count),
        },
        types=types,
        capacity=some(None, 0.0, 50.0, 120.5, 2000.0, count=len(made)),
        facility_holder=[-1 if not g or rng.random() < 0.2 else rng.randrange(count) for g in made],
        facility_columns={
            "wheelchair": some("yes", "no", "limited", None, count=len(made)),
            "size": some(None, 3, 4.5, "5", count=len(made)),
        },
        requirements=[],
        complete=set(rng.sample(["theatre", "pool", "school", "park"], rng.randint(0, 3))),
        min_dwellings=rng.choice([0.0, 2.0, 3.0, 10.0]),
    )
    town.requirements = [_requirement(rng, i) for i in range(5)]
    return town


def _requirement(rng: random.Random, number: int) -> Requirement:
    indicator = rng.choice(INDICATORS)
    facility = rng.choice(
        [
            ("school",),
            ("SCHOOL", "Park"),
            ("meeting place",),
            ("park",),
            ("park", "theatre"),
            ("theatre",),
            ("theatre", "pool"),
        ]
    )
    weight, weight_of = rng.choice(
        [("dwellings", None), ("dwellings", None), ("inhabitants", None), ("people", None), ("share_65", "people")]
    )
    common = {
        "id": f"r{number}",
        "facility": facility,
        "indicator": indicator,
        "weight": weight,
        "weight_of": weight_of,
        "where": _some_conditions(
            rng,
            Condition("wheelchair", "in", ("yes", "Limited")),
            Condition("size", ">", 4.0),
            Condition("wheelchair", "!=", "no"),
        ),
        "demand_where": _some_conditions(
            rng,
            Condition("landlord", "=", "woonplus"),
            Condition("landlord", "!=", "De Hof"),
            Condition("floor", "<=", 2.0),
            Condition("floor", "in", (0.0, 3.0)),
            Condition("rented", "=", True),
            Condition("floor", ">=", "1"),
        ),
        "applies_if": _some_conditions(
            rng, Condition("class", "=", "centre"), Condition("urban", ">", 1.0), Condition("people", ">=", 10.0)
        ),
    }
    if indicator == "rate":
        unit = rng.choice(["number", "m2"])
        norm = rng.choice([0.0, 1.0, 2.5, 10.0]) if unit == "number" else rng.choice([20.0, 125.0, 1000.0])
        return Requirement(**common, unit=unit, threshold=norm, per=rng.choice([10.0, 1000.0, None]))
    unit = rng.choice(["m", "min"])
    threshold = rng.choice([40.0, 80.0, 150.0, 300.0])
    return Requirement(
        **common,
        unit=unit,
        threshold=threshold if unit == "m" else threshold * 0.015,
        minimum=rng.choice([1, 1, 2, 3]) if indicator == "count" else None,
        metric=rng.choice(["network", "straight"]),
        mode=rng.choice(["walk", "walk_65"]),
        target=rng.choice([None, 0.3, 0.5, 0.8, 0.95, 1.0]),
    )


def _some_conditions(rng: random.Random, *choices: Condition) -> tuple[Condition, ...]:
    return tuple(rng.sample(choices, rng.choice([0, 0, 0, 1, 1, 2])))
