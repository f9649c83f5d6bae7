"""Places of several parts, and the law that more facilities, entrances or parts never raise a value."""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.geometry.distances import Places
from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.options import NetworkOptions
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.norms.model import Mode, Requirement
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.network_searches import NetworkSearches
from buurtmaat.core.requirements.facilities import Selection
from buurtmaat.core.requirements.measures import Measure, Reaching, Thresholds, measure
from towns.factories import entrances, lines, shapes, xy
from towns.random_worlds import World, world

SEEDS = range(60)
CLOSE = 1e-9
FAR = 1e6


@dataclass(frozen=True)
class Town:
    """A random world whose facilities are parts of places, of types."""

    world: World
    place: tuple[int, ...]
    kind: tuple[int, ...]

    @functools.cached_property
    def reaching(self) -> Reaching:
        made = self.world
        rules = made.rules
        options = NetworkOptions(
            tolerance=rules.tolerance,
            max_snap=rules.max_snap,
            min_component=0.0,
            access_legs=rules.access_legs,
            entrance_gap=rules.gap,
            towards=rules.towards,
        )
        names = ("forward", "backward", "kmh", "passes")
        fields = {name: [getattr(s, name) for s in made.streets] for name in names}
        if all(v is None for v in fields["kmh"]):
            fields["kmh"] = None
        streets = lines(*([("line", part) for part in s.parts] for s in made.streets), **fields)
        network = build_network(streets, options, shapes(*made.barriers) if made.barriers else None)
        gates = [(f, p) for f, points in made.gates.items() for p in points]
        places, points = shapes(*made.facilities), xy(*made.dwellings)
        access = find_access(network, places, entrances(*gates) if gates else None)
        return Reaching(
            points,
            Places(places),
            {"walk": NetworkSearches(network, access, points, snap_points(network, points))},
        )

    def value(self, indicator: str, unit: str = "m", minimum: int = 1, rows: Sequence[int] | None = None) -> np.ndarray:
        """Measure over the network; infinite where there is no value."""
        rows = list(range(len(self.place))) if rows is None else list(rows)
        kinds = sorted({self.kind[f] for f in rows}) if indicator in ("types", "basket") else [None]
        selections = [
            Selection(members=np.array(some, np.int64), place=np.array([self.place[f] for f in some], np.int64))
            for some in ([f for f in rows if kind is None or self.kind[f] == kind] for kind in kinds)
        ]
        asked = Requirement(
            id="a",
            facility=tuple(str(kind) for kind in kinds),
            indicator=indicator,
            threshold=FAR,
            unit=unit,
            minimum=minimum,
        )
        mode, each = Mode("walk", self.world.rules.kmh), np.full(len(self.reaching.points), FAR)
        found: Measure = measure(asked, Thresholds(each, FAR), mode, self.reaching, selections, Progress())
        return np.where(np.isnan(found.value), np.inf, found.value)

    def without(self, f: int) -> Town:
        kept = [i for i in range(len(self.place)) if i != f]
        gates = {kept.index(i): points for i, points in self.world.gates.items() if i != f}
        facilities = [self.world.facilities[i] for i in kept]
        made = replace(self.world, facilities=facilities, gates=gates)
        return Town(made, tuple(self.place[i] for i in kept), tuple(self.kind[i] for i in kept))


def town(seed: int) -> Town:
    """Make one whose facilities are parts of at most three places, with gates for some of them."""
    made, rng = world(seed), random.Random(seed)
    number = len(made.facilities)
    if not number or not made.dwellings:
        pytest.skip("no facilities or dwellings")
    spots = [p for street in made.streets for part in street.parts for p in part]
    gates = {f: list(points) for f, points in made.gates.items()}
    for f in range(number):
        if rng.random() < 0.3:
            gates.setdefault(f, []).extend(rng.choice(spots) for _ in range(rng.choice([1, 1, 2, 3])))
    place = tuple(number + rng.randrange(3) for _ in range(number))
    found = Town(replace(made, gates=gates), place, tuple(rng.randrange(2) for _ in range(number)))
    try:
        found.reaching  # noqa: B018 -- a property that may refuse
    except InputError:
        pytest.skip("the barriers leave no street")
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_place_is_as_near_as_the_nearest_of_its_parts_by_itself(seed: int) -> None:
    made = town(seed)
    alone = [made.value("distance", rows=[f]) for f in range(len(made.place))]
    assert np.allclose(made.value("distance"), np.min(alone, axis=0), rtol=0, atol=CLOSE)
    of_place = [
        np.min([cost for cost, p in zip(alone, made.place, strict=True) if p == place], axis=0)
        for place in sorted(set(made.place))
    ]
    nearest_first = np.sort(of_place, axis=0)
    for n in range(1, len(of_place) + 1):
        assert np.allclose(made.value("count", minimum=n), nearest_first[n - 1], rtol=0, atol=CLOSE)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_facility_or_a_part_more_never_raises_a_value(seed: int) -> None:
    made = town(seed)
    for f in range(len(made.place)):
        less = made.without(f)
        if not less.place:
            continue
        for unit in ("m", "min"):
            assert (made.value("distance", unit) <= less.value("distance", unit) + CLOSE).all()
            assert (made.value("types", unit) <= less.value("types", unit) + CLOSE).all()
            if set(less.kind) == set(made.kind):
                assert (made.value("basket", unit) <= less.value("basket", unit) + CLOSE).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_an_entrance_beyond_the_first_never_raises_a_value(seed: int) -> None:
    made = town(seed)
    for f, points in made.world.gates.items():
        for i in range(len(points)) if len(points) > 1 else ():
            fewer = {**made.world.gates, f: points[:i] + points[i + 1 :]}
            less = replace(made, world=replace(made.world, gates=fewer))
            for indicator in ("distance", "types", "basket"):
                assert (made.value(indicator) <= less.value(indicator) + CLOSE).all()
