"""How much of its streets has what within reach, in the random towns of the soak: street by street, from both ends.

Along a street the way to a facility grows by its pace from either end, and from the facility's own place on it. So
between the places where one of these comes to a threshold nothing changes: the middle tells it of the whole stretch.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from towns.soaked_town import SHARES, TYPES, WALK, Asked, SoakedTown, Spot, Test, soaked_town


@dataclass(frozen=True)
class SoakedGround:
    """A town, and the requirements on foot that can be asked of its streets."""

    town: SoakedTown
    asked: list[Asked]

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of Ground from where all is within reach, but for the norms and the outputs."""
        given = self.town.parameters()
        names = ("NETWORK", "MAX_SNAP", "MIN_COMPONENT", "ACCESS_LEGS", "TOWARDS", "FACILITIES", "FACILITY_ID")
        return {name: given[name] for name in (*names, "TYPE_FIELD", *self.town.pace_fields)} | {"AT_LEAST": 1}

    def norms(self) -> dict[str, Any]:
        """Return the norm set as its file has it."""
        return {**self.town.norms(), "requirements": [one.as_json() for one in self.asked]}

    def metres_by_count(self) -> Counter[int]:
        """Return the metres of street that have so many of the requirements within reach."""
        found: Counter[int] = Counter()
        for number, street in enumerate(self.town.grounds[WALK].streets):
            tests = [self._test(one, number) for one in self.asked]
            cuts = sorted({0.0, street.length, *(x for _, own in tests for x in own if 0 < x < street.length)})
            for start, end in itertools.pairwise(cuts):
                found[sum(holds((start + end) / 2) for holds, _ in tests)] += end - start
        return found

    def _test(self, asked: Asked, number: int) -> tuple[Callable[[float], bool], list[float]]:
        """Return whether a requirement holds so far along a street, and where that may change."""
        streets = self.town.grounds[WALK]
        street, kmh = streets.streets[number], self.town.modes[asked.mode].kmh if asked.unit == "min" else None
        rows = {f: streets.snap(self.town.places[f]) for f in places_of(self.town, asked)}
        first, last = (streets.ways(Spot(number, x, 0.0), rows, kmh) for x in (0.0, street.length))
        pace, limit = street.pace(kmh), asked.threshold
        leg = 0.0 if not streets.legs else 1.0 if kmh is None else 0.06 / kmh
        beside = {f: (spot.along, leg * spot.leg) for f, spot in rows.items() if spot and spot.street == number}

        def cost(f: int, x: float) -> float:
            along, own = beside.get(f, (0.0, math.inf))
            return min(first[f] + pace * x, last[f] + pace * (street.length - x), own + pace * abs(x - along))

        def holds(x: float) -> bool:
            near = [kind_of(self.town, f) for f in rows if cost(f, x) <= limit]
            if asked.indicator in ("distance", "count"):
                return len(near) >= (asked.minimum or 1)
            return len(set(near)) >= (asked.minimum if asked.indicator == "types" else len(asked.facility))

        cuts = [x for f in rows for x in ((limit - first[f]) / pace, street.length - (limit - last[f]) / pace)]
        for along, own in beside.values():
            cuts += [along - (limit - own) / pace, along + (limit - own) / pace]
        return holds, cuts


def kind_of(town: SoakedTown, f: int) -> str:
    """Return the type of a facility as types are compared; empty where it has none."""
    return (town.place_fields["type"][f] or "").strip().casefold()


def places_of(town: SoakedTown, asked: Asked) -> list[int]:
    """Return the facilities of a requirement that pass its conditions and are on the network."""
    grades = town.place_fields["grade"]
    passing = [
        all(grade is not None and (grade >= one.value if one.op == ">=" else grade == one.value) for one in asked.where)
        for grade in grades
    ]
    spots = [town.grounds[WALK].snap(p) for p in town.places]
    return [f for f, good in enumerate(passing) if good and spots[f] and kind_of(town, f) in asked.facility]


def soaked_ground(seed: int) -> SoakedGround | None:
    """Make a town and ask of its streets what can be used there; None where that is nothing."""
    town, rng = soaked_town(seed), random.Random(f"ground {seed}")
    asked = [one for k in range(rng.randint(1, 4)) if (one := _asked(rng, f"r{k}", town)).facility]
    return SoakedGround(town, asked) if asked else None


def _asked(rng: random.Random, name: str, town: SoakedTown) -> Asked:
    unit, indicator = rng.choice(["m", "min"]), rng.choice(SHARES)
    given = {"where": (Test("grade", rng.choice([">=", "="]), 2),) if rng.random() < 0.2 else (), "id": name}
    given |= {"unit": unit, "threshold": round(rng.uniform(20, 300) * (1.0 if unit == "m" else 0.0125), 3)}
    given |= {"mode": rng.choice([name for name, mode in town.modes.items() if mode.streets == WALK])}
    usable = sorted({kind_of(town, f) for f in places_of(town, Asked(facility=TYPES, indicator=indicator, **given))})
    types = tuple(rng.sample(usable, rng.randint(min(len(usable), 1), min(len(usable), 3))))
    minimum = {"count": rng.randint(1, 3), "types": rng.randint(1, max(len(types), 1))}.get(indicator)
    return Asked(facility=types, indicator=indicator, minimum=minimum, **given)
