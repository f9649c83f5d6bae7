"""Random towns for the comparison of assessments: streets, dwellings, facilities, neighbourhoods and requirements.

Coordinates are random to the last digit, so that nothing ties; figures are often NULL, negative, zero or fractional.
"""

from __future__ import annotations

import functools
import itertools
import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import networkx as nx
import numpy as np
import pandas as pd

from buurtmaat.core.geometry.distances import Places
from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.options import NetworkOptions
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.norms.model import (
    Condition,
    Mode,
    NormSet,
    Requirement,
    Streets,
    Text,
)
from buurtmaat.core.reach.network_searches import NetworkSearches
from buurtmaat.core.requirements.assessment import assess
from buurtmaat.core.requirements.divisions import Division, Groups, by_level, by_name
from buurtmaat.core.requirements.entities import Dwellings, Neighbourhoods
from buurtmaat.core.requirements.facilities import AreaPieces, Facilities
from buurtmaat.core.requirements.judged_town import JudgedTown
from buurtmaat.core.requirements.measures import Reaching
from buurtmaat.core.requirements.outcomes import Assessment
from buurtmaat.core.requirements.rules import Rules
from buurtmaat.core.requirements.weights import WeightSource
from buurtmaat.core.requirements.years import open_in, years_of
from towns.brute_force import BruteForce, Geometry, Place, Street, outlines, straight
from towns.brute_force import Rules as NetworkRules
from towns.factories import box, lines, multipoint, point, polygon, shapes
from towns.plain_assessment import (
    AMOUNTS,
    CLASS_FIELD,
    GROUP_FIELD,
    OUTSIDE,
    SHARES,
    PlaceKey,
    Town,
    Value,
    choose,
    kinds_of,
    passing,
    places_of,
    threshold_in,
    value_of,
)
from towns.plain_assessment import Ground as PlainGround

XY = tuple[float, float]
MAX_SNAP = 60.0
LEVELS = ("district", "town")
OWN_MODES = (
    Mode("wheels", 4.0, exclude=(("highway", ("steps",)),)),
    Mode("old bicycle", 9.0, network="cycle"),
)
MODES = ("walk", "walk", "walk_65", "rollator", "wheels", "cycle", "old bicycle")


@dataclass
class Way(Street):
    """A street, and what kind it is."""

    highway: str = "path"


@dataclass
class RandomTown:
    """What a run is given, for the engine as well as for the plain implementation.

    `cycleways` is None where there is no cycle network. `touching` are pairs of facilities that touch, `pieces` the m²
    of facilities cut by neighbourhoods (-1: outside all). `overlap` is the share of its facilities' m² that a
    neighbourhood is left with where they cover each other.
    """

    points: list[XY | None]
    shapes: list[Geometry]
    streets: list[Way]
    cycleways: list[Way] | None
    number: list[float | None]
    holder: list[int]
    dwelling_columns: dict[str, list[object]]
    area_ids: list[str]
    area_columns: dict[str, list[object]]
    m2: dict[str, list[float | None]]
    overlap: list[float]
    types: list[str | None]
    capacity: list[float | None]
    facility_holder: list[int]
    facility_columns: dict[str, list[object]]
    touching: list[tuple[int, int]]
    pieces: list[tuple[int, int, float]]
    requirements: list[Requirement]
    complete: set[str]
    min_dwellings: float
    min_group: float
    blockers: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    extra_divisions: list[Division] = field(default_factory=list)
    counts: frozenset[str] = frozenset()
    opens: list[int | None] = field(default_factory=list)
    closes: list[int | None] = field(default_factory=list)
    year: int | None = None

    # Places: the facilities, and behind them those that some make up together

    @functools.cached_property
    def place_keys(self) -> list[PlaceKey]:
        unions = {place for r in self.requirements for place in self.merged(r) if len(place) > 1}
        return [*(frozenset([f]) for f in range(len(self.shapes))), *sorted(unions, key=sorted)]

    def merged(self, requirement: Requirement) -> list[PlaceKey]:
        """Return what facilities that meet the requirement's conditions make up together."""
        if not requirement.merge_touching:
            return []
        found = []
        for names in kinds_of(requirement):
            found += places_of(passing(self.plain_before, requirement, names), self.touching, merge=True)
        return found

    @functools.cached_property
    def place_holders(self) -> list[int]:
        """Return where each place stands: where its westernmost part does."""
        return [
            self.facility_holder[min(p, key=lambda f: outlines(self.shapes[f]) if self.shapes[f] else [])]
            for p in self.place_keys
        ]

    @functools.cached_property
    def area(self) -> list[float]:
        return [abs(sum(signed_area(xy[0]) for kind, xy in g if kind == "polygon")) for g in self.shapes]

    # Grounds

    def mode(self, requirement: Requirement) -> Mode:
        return self.norm_set.mode(requirement.mode)

    def ways_of(self, streets: Streets) -> list[Way]:
        network, exclude = streets
        ways = self.streets if network == "walk" else self.cycleways or []
        return [way for way in ways if all(getattr(way, name) not in values for name, values in exclude)]

    @functools.cached_property
    def grounds_needed(self) -> set[Streets]:
        needed = {
            self.mode(r).streets
            for r in self.requirements
            if r.has_share and r.metric == "network" and r.id not in self.blockers
        }
        return needed | {("walk", ())}

    # For the engine

    @functools.cached_property
    def xy(self) -> np.ndarray:
        return np.array([(math.nan, math.nan) if p is None else p for p in self.points], float).reshape(-1, 2)

    @functools.cached_property
    def reaching(self) -> Reaching:
        places, grounds = shapes(*self.shapes), {key: self._ground(key) for key in self.grounds_needed}
        modes = {mode.name: mode for mode in (self.norm_set.mode("walk"), *map(self.mode, self.requirements))}
        of_modes = {name: grounds[mode.streets] for name, mode in modes.items() if mode.streets in grounds}
        return Reaching(self.xy, Places(places), of_modes)

    def _ground(self, key: Streets) -> NetworkSearches:
        ways = self.ways_of(key)
        fields = {name: [getattr(s, name) for s in ways] for name in ("kmh", "minutes")}
        given = {name: None if all(v is None for v in values) else values for name, values in fields.items()}
        if key[0] == "cycle":
            given |= {name: [getattr(s, name) for s in ways] for name in ("forward", "backward")}
        made = lines(*([("line", part) for part in s.parts] for s in ways), **given)
        network = build_network(made, NetworkOptions(max_snap=MAX_SNAP, min_component=0.0))
        return NetworkSearches(
            network, find_access(network, shapes(*self.shapes)), self.xy, snap_points(network, self.xy)
        )

    @property
    def dwellings(self) -> Dwellings:
        number = np.array([math.nan if n is None or n < 0 else n for n in self.number])
        return Dwellings(
            xy=self.xy, number=number, neighbourhood=np.array(self.holder, np.int64), columns=self.dwelling_columns
        )

    @property
    def neighbourhoods(self) -> Neighbourhoods:
        ground = {
            name: np.array([math.nan if v is None else v for v in values], float) for name, values in self.m2.items()
        }
        classes = self.area_columns.get(CLASS_FIELD, ())
        return Neighbourhoods(
            ids=self.area_ids, columns=self.area_columns, classes=classes, ground=ground, counts=self.counts
        )

    @property
    def facilities(self) -> Facilities:
        nan, row = math.nan, {place: number for number, place in enumerate(self.place_keys)}
        alone = len(self.shapes)
        place_of = {}
        for r in self.requirements:
            if r.merge_touching:
                place_of[r.id] = np.arange(alone)
                for place in self.merged(r):
                    place_of[r.id][sorted(place)] = row[place]
        cut = [np.array(column) for column in zip(*self.pieces, strict=True)] or [np.empty(0, np.int64)] * 3
        return Facilities(
            ids=[f"f{i}" for i in range(len(self.place_keys))],
            types=self.types,
            neighbourhood=np.array(self.place_holders, np.int64),
            capacity=np.array([*(nan if c is None else c for c in self.capacity), *[nan] * (len(row) - alone)], float),
            columns=self.facility_columns,
            area=np.array([math.fsum(self.area[f] for f in place) for place in self.place_keys], float),
            place_of=place_of,
            pieces=AreaPieces(cut[0].astype(np.int64), cut[1].astype(np.int64), cut[2].astype(float)),
            covered={id_: np.array(list(m2.values()), float) for id_, m2 in self.covered.items()},
            open=None if self.year is None else open_in(self.year, years_of(self.opens), years_of(self.closes)),
        )

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
        return NormSet(
            id="random", title=Text("Random"), version="1", modes=OWN_MODES, requirements=tuple(self.requirements)
        )

    @property
    def divisions(self) -> list[Division]:
        levels = [by_level(name, self.area_columns[name]) for name in LEVELS if name in self.area_columns]
        return [*levels, *self.extra_divisions]

    @property
    def groups(self) -> Groups | None:
        names = self.dwelling_columns.get(GROUP_FIELD)
        return None if names is None else by_name(names)

    def assess(self) -> Assessment:
        rules = Rules(
            min_dwellings=self.min_dwellings,
            complete_types=frozenset(self.complete),
            weights=self.sources,
            blockers=self.blockers,
            levels=self.levels,
            divisions=self.divisions,
            groups=self.groups,
            min_group=self.min_group,
        )
        return assess(self.norm_set.in_year(self.year), self.as_town, rules)

    @property
    def as_town(self) -> JudgedTown:
        return JudgedTown(
            dwellings=self.dwellings,
            neighbourhoods=self.neighbourhoods,
            facilities=self.facilities,
            reaching=self.reaching,
        )

    # For the plain implementation

    @functools.cached_property
    def plain_before(self) -> Town:
        """Return the town as tables, as far as it is known before facilities are put together."""

        def names(holders: Iterable[int]) -> list[str | None]:
            return [self.area_ids[h] if h >= 0 else None for h in holders]

        dwellings = {
            "number": self.number,
            "neighbourhood": names(self.holder),
            "has_geometry": [p is not None for p in self.points],
            **self.dwelling_columns,
        }
        facilities = {
            "type": self.types,
            "capacity": self.capacity,
            "area": self.area,
            "neighbourhood": names(self.facility_holder),
            "has_geometry": [bool(g) for g in self.shapes],
            "opens": self.opens or [None] * len(self.shapes),
            "closes": self.closes or [None] * len(self.shapes),
            **self.facility_columns,
        }
        pieces: dict[int, dict[str | None, float]] = {}
        for f, h, m2 in self.pieces:
            pieces.setdefault(f, {})[self.area_ids[h] if h >= 0 else None] = m2
        return Town(
            dwellings=pd.DataFrame(dwellings, dtype=object),
            areas=pd.DataFrame(self.area_columns, index=self.area_ids, dtype=object),
            m2=pd.DataFrame(self.m2, index=self.area_ids, dtype=object),
            facilities=pd.DataFrame(facilities, dtype=object),
            touching=self.touching,
            standing={},
            pieces=pieces,
            covered={},
            grounds={},
            modes={r.mode: self.mode(r) for r in self.requirements},
            complete=self.complete,
            min_dwellings=self.min_dwellings,
            min_group=self.min_group,
            blockers=self.blockers,
            levels=self.levels,
            counts=self.counts,
            year=self.year,
        )

    @functools.cached_property
    def plain(self) -> Town:
        town = self.plain_before
        for place, h in zip(self.place_keys, self.place_holders, strict=True):
            town.standing[place] = self.area_ids[h] if h >= 0 else None
        for key in self.grounds_needed:
            walk = self.walk(key)
            on = {place: any(walk.ways[f] for f in place) for place in self.place_keys}
            town.grounds[key] = PlainGround([place is not None for place in walk.snaps], on)
        town.covered.update(self.covered)
        return town

    @functools.cached_property
    def covered(self) -> dict[str, dict[str, float]]:
        return {r.id: self._covered(r) for r in self.requirements if r.indicator == "area_share"}

    def _covered(self, requirement: Requirement) -> dict[str, float]:
        """Return the m² of each neighbourhood under the polygons that count; some may lie over each other."""
        (chosen,) = choose(self.plain_before, requirement)
        found = dict.fromkeys(self.area_ids, 0.0)
        for f in chosen.members:
            parts = {self.plain_before.facilities["neighbourhood"].iloc[f]: self.area[f]}
            for area, m2 in self.plain_before.pieces.get(f, parts).items():
                if area is not None:
                    found[area] += m2
        return {area: m2 * share for (area, m2), share in zip(found.items(), self.overlap, strict=True)}

    @functools.cached_property
    def _walks(self) -> dict[Streets, Walk]:
        return {}

    def walk(self, streets: Streets) -> Walk:
        if streets not in self._walks:
            self._walks[streets] = Walk(self, streets)
        return self._walks[streets]

    @property
    def unsure(self) -> bool:
        """Whether the rules leave open by which way some polygon is entered."""
        for r in self.requirements:
            if r.has_share and r.id not in self.blockers:
                self.costs(r)
        return any(walk.unsure for walk in self._walks.values())

    def costs(self, requirement: Requirement) -> list[dict[PlaceKey, float]]:
        """Return the cost from each dwelling to each place in the requirement's unit: to the nearest of its parts."""
        mode = self.mode(requirement)
        if requirement.metric == "straight":
            pace = 1.0 if requirement.unit == "m" else 0.06 / mode.kmh
            found = [[metres * pace for metres in row] for row in self.straight]
        else:
            found = self.walk(mode.streets).costs(None if requirement.unit == "m" else mode.kmh)
        return [{place: min(row[f] for f in place) for place in self.place_keys} for row in found]

    @functools.cached_property
    def straight(self) -> list[list[float]]:
        return [[math.inf if p is None or not g else straight(p, g)[0] for g in self.shapes] for p in self.points]


class Costs(BruteForce):
    """Brute force that looks for what a way costs, and in one unit only."""

    def _search(self, graph: nx.DiGraph, d: int, own: dict[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
        start, found = ("dwelling", d), dict(own)
        graph.add_node(start)
        for node, cost in nx.single_source_dijkstra_path_length(graph, start, weight="cost").items():
            if isinstance(node, tuple) and node[0] == "facility":
                found[node[1]] = min((cost, math.nan), found.get(node[1], (math.inf, math.nan)), key=lambda c: c[0])
        return found


class Walk:
    """The ways over some streets, by brute force."""

    def __init__(self, town: RandomTown, streets: Streets) -> None:
        self.town, self.ways_here, self.unsure = town, town.ways_of(streets), False
        brute = self._brute(None)
        self.snaps: list[Place | None] = [None if p is None else self._sure(brute.snap(p)) for p in town.points]
        self.ways = [self._sure(brute.ways_in(g)) if g else [] for g in town.shapes]
        self._found: dict[float | None, list[list[float]]] = {}

    def _sure(self, found: tuple) -> object:
        self.unsure |= found[1]
        return found[0]

    def _brute(self, kmh: float | None) -> Costs:
        rules = NetworkRules(max_snap=MAX_SNAP, min_component=0.0)
        if kmh is not None:
            rules.in_minutes, rules.kmh, rules.capped = True, kmh, True
        return Costs(self.ways_here, rules)

    def costs(self, kmh: float | None) -> list[list[float]]:
        if kmh not in self._found:
            there = [d for d, p in enumerate(self.town.points) if p is not None]
            places = self.town.shapes
            answers = self._brute(kmh).answers(
                [self.town.points[d] for d in there],
                [self.snaps[d] for d in there],
                places,
                self.ways,
                [False] * len(places),
            )
            found = [[math.inf] * len(places) for _ in self.town.points]
            for d, reached in zip(there, answers, strict=True):
                for f, answer in reached.items():
                    found[d][f] = answer.low
                    self.unsure |= answer.high - answer.low > 1e-7
            self._found[kmh] = found
        return self._found[kmh]


def signed_area(ring: list[XY]) -> float:
    x0, y0 = ring[0]
    pairs = itertools.pairwise(ring)
    return sum((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0) for a, b in pairs) / 2


# By hand


def values_in(town: RandomTown, requirement: Requirement) -> list[Value]:
    """Return what each dwelling has, by hand."""
    chosen = choose(town.plain, requirement)
    return [
        value_of(town.plain, requirement, threshold_in(town.plain, requirement, area), chosen, cost, d)
        for d, (cost, area) in enumerate(zip(town.costs(requirement), areas_of_dwellings(town), strict=True))
    ]


def areas_of_dwellings(town: RandomTown) -> list[str]:
    return [town.area_ids[h] if h >= 0 else OUTSIDE for h in town.holder]


def same(found: object, plain: object, absolute: float = 1e-7) -> None:
    one, other = (np.atleast_1d(np.asarray(v, float)) for v in (found, plain))
    assert np.allclose(one, other, rtol=1e-9, atol=absolute, equal_nan=True), (one, other)


def none_if_nan(value: object) -> object:
    return None if value is None or (isinstance(value, float) and math.isnan(value)) else value


# Making towns


def random_town(seed: int, facility_kinds: str = "any") -> RandomTown:
    """Make a town; `facility_kinds` of "points" leaves out lines and polygons."""
    rng = random.Random(seed)
    streets, cycleways = _streets(rng)

    def spot(off: float = 0.0) -> XY:
        at = rng.choice(streets)
        a, b = rng.choice(at.parts)
        t = rng.random()
        return (a[0] + t * (b[0] - a[0]) + rng.uniform(-15, 15) + off, a[1] + t * (b[1] - a[1]) + rng.uniform(-15, 15))

    dwellings = rng.randint(1, 36)
    points: list[XY | None] = []
    for _ in range(dwellings):
        kind = rng.random()
        points.append(None if kind < 0.07 else spot(2000.0) if kind < 0.12 else spot())
    area_ids = [f"BU{i:02d}" for i in range(rng.randint(1, 6))]
    holder = [-1 if p is None or rng.random() < 0.1 else rng.randrange(max(1, len(area_ids) - 1)) for p in points]
    made, types, touching = _facilities(rng, spot, facility_kinds)

    def some(*values: object, count: int = dwellings) -> list[object]:
        return [rng.choice(values) for _ in range(count)]

    whole = rng.random() < 0.4
    count = len(area_ids)
    town = RandomTown(
        points=points,
        shapes=made,
        streets=streets,
        cycleways=cycleways,
        number=[1.0] * dwellings if whole else some(1.0, 1.0, 2.0, 0.5, 0.3, 12.0, 0.0, None, -3.0),
        holder=holder,
        dwelling_columns={
            "inhabitants": _mostly_known(seed, some(2, 3, 0, 1.7, None, -1, "4", "2,5", "many")),
            "landlord": some("Woonplus", "woonplus ", "De Hof", None, ""),
            "floor": some(0, 1, 2.0, 3, None),
            "rented": some(True, False, None),
        },
        area_ids=area_ids,
        area_columns={
            "people": some(None, 0, 10, 33.3, 250, 1000, 40, -99, count=count),
            "share_65": some(None, 0, 12.5, 100, count=count),
            "class": some("centre", "centre", "green", None, count=count),
            "urban": some(1, 2, 5, None, count=count),
            "historic": some(True, False, None, count=count),
            CLASS_FIELD: some("Centre", "centre ", "green", "HARBOUR", "elsewhere", None, count=count),
        },
        m2={
            "neighbourhood": some(5e3, 2e4, 31234.5, count=count),
            "land": some(None, 0.0, 4e3, 2e4, 2e4, count=count),
            "developed": some(None, 0.0, 1e3, 12345.6, count=count),
        },
        overlap=[rng.choice([1.0, 0.7]) for _ in area_ids],
        types=types,
        capacity=some(None, None, 0.0, 50.0, 120.5, 2000.0, count=len(made)),
        facility_holder=[-1 if not g or rng.random() < 0.2 else rng.randrange(count) for g in made],
        facility_columns={
            "wheelchair": some("yes", "yes", "no", "limited", None, count=len(made)),
            "size": some(None, 3, 4.5, "5", count=len(made)),
        },
        touching=touching,
        pieces=[],
        requirements=[],
        complete=set(rng.sample(["theatre", "pool", "school", "park"], rng.randint(0, 3))),
        min_dwellings=rng.choice([0.0, 1.0, 3.0, 10.0]),
        min_group=rng.choice([0.0, 1.0, 5.0]),
    )
    if rng.random() < 0.8:
        town.area_columns["district"] = some("North", "South", "South", "East", None, count=count)
        town.area_columns["town"] = some("Here", "Here", "Here", "There", count=count)
    if rng.random() < 0.8:
        town.dwelling_columns[GROUP_FIELD] = some("A", "A", "B", "C", "D", None)
    for f, m2 in enumerate(town.area):
        if m2 > 0 and rng.random() < 0.4:
            parts = rng.sample(range(-1, count), min(rng.randint(2, 3), count + 1))
            cuts = [0.0, *sorted(rng.random() for _ in parts[1:]), 1.0]
            town.pieces += [(f, h, m2 * (b - a)) for h, a, b in zip(parts, cuts, cuts[1:], strict=False)]
    town.requirements = [_requirement(rng, i) for i in range(7)]
    for r in town.requirements:
        mode = town.mode(r)
        if r.has_share and r.metric == "network" and mode.network == "cycle" and cycleways is None:
            town.blockers[r.id] = "no_cycle_network"
        if "district" in town.area_columns and rng.random() < 0.35:
            town.levels[r.id] = rng.choice(LEVELS)
    if rng.random() < 0.2:
        town.blockers["r0"] = "no_field:roof"
    if rng.random() < 0.5:
        town.counts = frozenset({"people", "urban"})
    later = random.Random(f"what norms ask beside, {seed}")  # of its own: all else of a seed stays as it is
    town.m2["public_space"] = [later.choice([0.0, 5e2, 4321.0]) for _ in area_ids]
    town.requirements = [_with_more(later, r) for r in town.requirements]
    town.opens = [later.choice([None, None, 2020, 2028, 2035]) for _ in town.shapes]
    town.closes = [later.choice([None, None, 2025, 2028, 2030]) for _ in town.shapes]
    return town


def with_factor(town: RandomTown, factor: float) -> RandomTown:
    """Return the same town with all thresholds longer or shorter."""
    asked = [
        replace(
            r,
            threshold=None if r.threshold is None else factor * r.threshold,
            thresholds_by_class=tuple((name, factor * value) for name, value in r.thresholds_by_class),
        )
        for r in town.requirements
    ]
    return replace(town, requirements=asked)


def sure_town(seed: int) -> RandomTown:
    """Make a town of which the rules leave nothing open, such as by which way a polygon is entered."""
    town = random_town(seed)
    return random_town(seed, "points") if town.unsure else town


def village(homes: int, **facilities: object) -> RandomTown:
    """Make a street with a neighbourhood of dwellings; the facilities are given as columns."""
    town = random_town(0)
    return replace(
        town,
        opens=[],
        closes=[],
        streets=[Way([[(0.0, 0.0), (5000.0, 0.0)]])],
        cycleways=None,
        points=[(float(i), 5.0) for i in range(homes)],
        number=[1.0] * homes,
        holder=[0] * homes,
        dwelling_columns={},
        area_ids=["BU1"],
        area_columns={"people": [100]},
        m2={"neighbourhood": [10_000.0]},
        overlap=[1.0],
        **{"shapes": [], "types": [], "capacity": [], "facility_holder": [], "facility_columns": {}, **facilities},
        touching=[],
        pieces=[],
        complete=set(),
        min_dwellings=50.0,
        blockers={},
        levels={},
        requirements=[
            Requirement(id="a", facility=("pool",), indicator="distance", threshold=500.0, unit="m", target=0.95)
        ],
    )


def _streets(rng: random.Random) -> tuple[list[Way], list[Way] | None]:
    side = 100.0
    node = {
        (i, j): (side * i + rng.uniform(-25, 25), side * j + rng.uniform(-25, 25)) for i in range(4) for j in range(4)
    }

    def grid(share: float) -> list[Way]:
        return [
            Way([[node[i, j], node[i + di, j + dj]]])
            for i, j in node
            for di, dj in ((1, 0), (0, 1))
            if (i + di, j + dj) in node and rng.random() < share
        ]

    streets = grid(0.85)
    for street in streets:
        street.highway = rng.choice(["path", "path", "path", "steps"])
    streets.append(Way([[(500.3, 20.1), (561.7, 33.2)], [(561.7, 33.2), (570.9, 120.4)]]))  # an island
    speeds = rng.random() < 0.5
    if speeds:
        for street in streets:
            street.kmh = rng.choice([None, 2.0, 4.0, 5.0, 0.0])
        streets[0].minutes = rng.choice([None, 0.25, 7.5])
    if rng.random() < 0.2:
        return streets, None
    cycleways = [*grid(0.7), Way([[node[0, 0], node[1, 1], node[3, 2]]])]
    for way in cycleways:
        way.forward, way.backward = rng.choice([(True, True), (True, True), (True, False), (False, True)])
        way.kmh = rng.choice([None, 8.0, 12.0, 30.0]) if speeds else None
    return streets, cycleways


def _facilities(rng: random.Random, spot, kinds: str) -> tuple[list[Geometry], list[str | None], list[tuple[int, int]]]:
    made: list[Geometry] = []
    types: list[str | None] = []
    touching: list[tuple[int, int]] = []
    for _ in range(rng.choice([0, 2, 6, 10, 16, 20])):
        kind = rng.random()
        at = spot(3000.0) if rng.random() < 0.15 else spot()
        name = rng.choice(
            ["School", "school ", "Meeting place", "meeting place", "park", "park", "pool", "theatre", None, " "]
        )
        if kind < 0.1:
            made.append([])
        elif kind < 0.5 or kinds == "points":
            made.append(point(*at))
        elif kind < 0.6:
            made.append(multipoint(at, spot()))
        elif kind < 0.7:
            made.append(polygon([at, (at[0] + 30.3, at[1] + 4.9), (at[0] + 11.2, at[1] + 37.7)]))
        elif kind < 0.8:
            made.append(box(*at, at[0] + rng.uniform(5, 60), at[1] + rng.uniform(5, 60)))
        else:  # two or three in a row, that touch
            left = at[0]
            for number in range(rng.randint(2, 3)):
                right = left + rng.uniform(8, 25)
                made.append(box(left, at[1] - rng.uniform(0, 5), right, at[1] + rng.uniform(5, 30)))
                types.append("park" if rng.random() < 0.25 else name)
                touching += [(len(made) - 2, len(made) - 1)] if number else []
                left = right
            continue
        types.append(name)
    return made, types, touching


def _mostly_known(seed: int, inhabitants: list[object]) -> list[object]:
    """Leave few inhabitants unknown, and in every other town none, else hardly an area could be judged by them."""
    rng = random.Random(f"inhabitants of {seed}")
    left = rng.choice([0.0, 0.3])
    return [4 if one in (None, -1, "many") and rng.random() >= left else one for one in inhabitants]


def _requirement(rng: random.Random, number: int) -> Requirement:
    indicator = rng.choice(SHARES + AMOUNTS)
    several = indicator in ("types", "basket")
    names = ["school", "Meeting place", "PARK", "pool", "theatre"]
    facility = tuple(rng.sample(names, rng.choice([1, 2, 2, 3] if several else [1, 1, 1, 2, 3])))
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
            rng,
            Condition("class", "=", "Centre"),
            Condition("urban", ">", 1.0),
            Condition("people", ">=", 10.0),
            Condition("people", "<", 1000.0),
            Condition("urban", "<=", 6.0),
            Condition("urban", "in", (1.0, 2.0, 7.0)),
            Condition("historic", "!=", True),
        ),
        "min_area_m2": rng.choice([None, None, None, None, None, 0.0, 250.0, 700.0]),
        "merge_touching": rng.random() < 0.5,
    }
    if indicator not in SHARES:
        return _amount(rng, common)
    unit = rng.choice(["m", "min"])
    pace = 1.0 if unit == "m" else 0.015
    threshold, by_class = _thresholds(rng, [pace * t for t in (40.0, 80.0, 150.0, 300.0, 500.0)])
    return Requirement(
        **common,
        unit=unit,
        threshold=threshold,
        thresholds_by_class=by_class,
        minimum=rng.choice([1, 2, min(3, len(facility)) if several else 3])
        if indicator in ("count", "types")
        else None,
        metric=rng.choice(["network", "network", "straight"]),
        mode=rng.choice(MODES),
        target=rng.choice([None, 0.1, 0.3, 0.5, 0.8, 0.95, 1.0]),
    )


def _with_more(rng: random.Random, requirement: Requirement) -> Requirement:
    """Return a requirement with a path to its target, or with the size of a facility and a least demand."""
    if requirement.indicator in SHARES:
        years = rng.choice([[], [], [2030], [2026, 2040], [2020, 2027, 2028]])
        return replace(requirement, target_path=tuple((year, rng.choice([0.1, 0.45, 0.8, 1.0])) for year in years))
    changes: dict[str, object] = {"min_demand": rng.choice([None, None, None, 0.0, 5.0, 40.0])}
    if requirement.unit != "number":
        changes["size"] = rng.choice([None, 12.5, 60.0, 400.0, 3000.0])
    if requirement.indicator == "area_share" and rng.random() < 0.3:
        changes["area_of"] = "public_space"
    return replace(requirement, **changes)


def _amount(rng: random.Random, common: dict) -> Requirement:
    if common["indicator"] == "presence":
        unit, norms, more = "number", [0.0, 1.0, 2.0, 3.0], {}
    elif common["indicator"] == "area_share":
        unit, norms, more = (
            "share",
            [0.0, 0.02, 0.1, 0.4],
            {"area_of": rng.choice(["neighbourhood", "land", "developed"])},
        )
    else:
        unit = rng.choice(["number", "m2"])
        norms = [0.0, 1.0, 2.5, 10.0] if unit == "number" else [20.0, 125.0, 1000.0]
        more = {"per": rng.choice([10.0, 1000.0, None]), "rounding": rng.choice(["none", "up"])}
    threshold, by_class = _thresholds(rng, norms)
    return Requirement(**common, **more, unit=unit, threshold=threshold, thresholds_by_class=by_class)


def _thresholds(rng: random.Random, choices: list[float]) -> tuple[float | None, tuple[tuple[str, float], ...]]:
    """Return one threshold, or thresholds by class, with and without one for other classes."""
    if rng.random() < 0.6:
        return rng.choice(choices), ()
    classes = rng.sample(["CENTRE", " green", "harbour", "docks"], rng.randint(1, 4))
    return rng.choice([None, rng.choice(choices)]), tuple((name, rng.choice(choices)) for name in classes)


def _some_conditions(rng: random.Random, *choices: Condition) -> tuple[Condition, ...]:
    return tuple(rng.sample(choices, rng.choice([0, 0, 0, 0, 0, 1, 1, 2])))
