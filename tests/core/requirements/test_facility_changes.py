"""What a change of facilities does is what a run with these facilities gives."""

from __future__ import annotations

import dataclasses
import math
import random

import numpy as np
import pytest

from buurtmaat.core.norms.model import Requirement
from buurtmaat.core.requirements.assessment import assess
from buurtmaat.core.requirements.facilities import JointPlace
from buurtmaat.core.requirements.facility_changes import (
    AssessedTown,
    ChangedTown,
    FacilityChanges,
    NewFacility,
)
from buurtmaat.core.requirements.outcomes import Assessment, Figures, Outcome
from buurtmaat.core.requirements.rules import Rules
from towns.brute_force import outlines
from towns.factories import box, point, shapes
from towns.plain_assessment import places_of
from towns.random_towns import RandomTown, random_town, village

YEAR = 2027
WIDE = 150.0
"""The neighbourhoods, as far as new facilities go: strips of this width, the first from x = 0."""
TYPES = ("school", "meeting place", "park", "pool", "theatre", "Library")


def rules_of(town: RandomTown) -> Rules:
    return Rules(
        min_dwellings=town.min_dwellings,
        complete_types=frozenset(town.complete),
        weights=town.sources,
        blockers=town.blockers,
        levels=town.levels,
        divisions=town.divisions,
        groups=town.groups,
        min_group=town.min_group,
    )


def strips(count: int) -> list:
    return [box(k * WIDE, -1e5, (k + 1) * WIDE, 1e5) for k in range(count)]


class PolygonsOf:
    """What the polygons of a town tell, as the town after changes has it."""

    def __init__(self, before: RandomTown, after: RandomTown) -> None:
        self.before, self.after = before, after

    def joint(self, rows: np.ndarray) -> list[JointPlace]:
        groups = [sorted(part) for part in places_of(rows.tolist(), self.before.touching, merge=True) if len(part) > 1]
        return [
            JointPlace(np.array(part), math.fsum(self.before.area[f] for f in part), self._spot(part))
            for part in groups
        ]

    def _spot(self, part: list[int]) -> tuple[float, float]:
        """Return a point in the strip that the place stands in: where its westernmost part does."""
        first = min(part, key=lambda f: outlines(self.before.shapes[f]))
        return (self.before.facility_holder[first] + 0.5) * WIDE, 0.0

    def covered(self, requirement: Requirement, rows: np.ndarray, gone: np.ndarray) -> np.ndarray:
        assert self.after.facilities.open[rows].all()
        assert not np.isin(gone, rows).any()  # a part may be open still, and too small without the one that closed
        return self.after.facilities.covered[requirement.id]


def tried(before: RandomTown, after: RandomTown, changes: FacilityChanges) -> ChangedTown:
    """Return what changes do."""
    return assessed(before, after).after(changes)


def assessed(before: RandomTown, after: RandomTown) -> AssessedTown:
    """Return a town in which changes can be tried, with what its polygons tell after these."""
    rules = rules_of(before)
    norm_set = before.norm_set.in_year(before.year)
    return AssessedTown(
        norm_set=norm_set,
        town=before.as_town,
        rules=rules,
        assessment=assess(norm_set, before.as_town, rules),
        borders=shapes(*strips(len(before.area_ids))),
        polygons=PolygonsOf(before, after),
    )


def with_new(town: RandomTown, new: NewFacility) -> RandomTown:
    """Return a town with a facility behind the others."""
    strip = int(new.xy[0] // WIDE)
    columns = {name: [*values, new.columns.get(name)] for name, values in town.facility_columns.items()}
    return dataclasses.replace(
        town,
        shapes=[*town.shapes, point(*new.xy)],
        types=[*town.types, new.type],
        capacity=[*town.capacity, None if np.isnan(new.capacity) else new.capacity],
        facility_holder=[*town.facility_holder, strip if 0 <= strip < len(town.area_ids) else -1],
        facility_columns=columns,
        opens=[*town.opens, None],
        closes=[*town.closes, None],
    )


def changed(rng: random.Random, town: RandomTown, what: str) -> tuple[RandomTown, FacilityChanges]:
    """Return a town after some changes, and these."""
    new, closed = list[NewFacility](), list[int]()
    spots = [p for p in town.points if p is not None] or [(0.0, 0.0)]

    def spot() -> tuple[float, float]:
        x, y = rng.choice(spots)
        off = 3000.0 if rng.random() < 0.1 else 0.0
        return x + rng.uniform(-40, 40) + off, y + rng.uniform(-40, 40)

    for number in range(rng.randint(1, 3)):
        if what != "close":
            capacity = rng.choice([np.nan, 60.0, 500.0])
            new.append(NewFacility(id=f"new-{number}", type=rng.choice(TYPES), xy=spot(), capacity=capacity))
        if what != "place" and town.shapes:
            row = rng.randrange(len(town.shapes))
            closed.append(row)
            if what == "move":
                of = {name: values[row] for name, values in town.facility_columns.items()}
                size = town.capacity[row]
                size = np.nan if size is None else size
                new[-1] = NewFacility(id=f"f{row}-moved", type=town.types[row], xy=spot(), capacity=size, columns=of)
    after = town
    for one in new:
        after = with_new(after, one)
    closes = [YEAR - 1 if row in closed else year for row, year in enumerate(after.closes)]
    said = [name for name in TYPES if rng.random() < 0.5]
    return dataclasses.replace(after, closes=closes), FacilityChanges(new=new, closed=closed, complete_types=said)


def same_figures(one: Figures, other: Figures) -> None:
    for name in ("total", "lacking", "thresholds", "rate"):
        close(getattr(one, name), getattr(other, name))
    assert (one.sums is None) == (other.sums is None)
    if one.sums is not None:
        for field in dataclasses.fields(one.sums):
            close(getattr(one.sums, field.name), getattr(other.sums, field.name))
    for field in dataclasses.fields(one.verdicts):
        mine, theirs = getattr(one.verdicts, field.name), getattr(other.verdicts, field.name)
        if isinstance(mine, np.ndarray) and mine.dtype.hasobject:
            assert list(mine) == list(theirs), field.name
        else:
            close(mine, theirs)


def close(one: object, other: object) -> None:
    if one is None or other is None:
        assert one is other
    else:
        pair = np.asarray(one, float), np.asarray(other, float)
        np.testing.assert_allclose(*pair, rtol=1e-12, atol=0, equal_nan=True)


def same_outcome(one: Outcome, other: Outcome) -> None:
    assert one.requirement == other.requirement
    assert one.absent == other.absent
    assert one.blocker == other.blocker
    for level, figures in one.figures.items():
        same_figures(figures, other.figures[level])
    assert list(one.compliance) == list(other.compliance)
    assert list(one.reason) == list(other.reason)
    close(one.whole_rate, other.whole_rate)
    assert (one.measure is None) == (other.measure is None)
    if one.measure is not None and other.measure is not None:
        np.testing.assert_array_equal(one.measure.value, other.measure.value)  # bit by bit
        np.testing.assert_array_equal(one.measure.within, other.measure.within)
        assert list(one.reasons) == list(other.reasons)
        if one.measure.number is not None:
            np.testing.assert_array_equal(one.measure.number, other.measure.number)
    if one.groups is not None and other.groups is not None:
        same_figures(one.groups, other.groups)


def same_assessment(one: Assessment, other: Assessment) -> None:
    for mine, theirs in zip(one.outcomes, other.outcomes, strict=True):
        same_outcome(mine, theirs)
    assert list(one.overall) == list(other.overall)
    for name in ("asked", "within", "unknown"):
        np.testing.assert_array_equal(getattr(one.degrees, name), getattr(other.degrees, name))
    for name in ("everything_share", "mean_within", "mean_asked"):
        close(getattr(one.area_degrees, name), getattr(other.area_degrees, name))


@pytest.mark.parametrize("what", ["place", "close", "move", "both"])
@pytest.mark.parametrize("seed", range(100))
def test_changes_give_what_a_run_with_them_gives(seed, what):
    town = dataclasses.replace(random_town(seed), year=YEAR)
    town.opens, town.closes = [None] * len(town.shapes), [None] * len(town.shapes)
    rng = random.Random(f"{what} {seed}")
    after, changes = changed(rng, town, what)
    found = tried(town, after, changes)
    full = after.assess()
    before = town.assess()
    if not found.unsettled:
        same_assessment(found.assessment, full)
    else:  # a type that came first: there, and only there, it stays as it was
        named = {name.strip().casefold() for name in found.unsettled}
        for outcome, run, then in zip(found.assessment.outcomes, full.outcomes, before.outcomes, strict=True):
            if not named.intersection(name.strip().casefold() for name in outcome.requirement.facility):
                same_outcome(outcome, run)
            elif len(outcome.requirement.facility) == 1:
                same_outcome(outcome, then)
    known = {one.requirement.id for one in found.changes}
    for outcome, then in zip(found.assessment.outcomes, before.outcomes, strict=True):
        if outcome.requirement.id not in known:
            same_outcome(outcome, then)


def pools(*at: float) -> RandomTown:
    """Make a street with 100 dwellings from x = 0 to 99, 5 m beside it, and pools on it."""
    return village(
        100,
        shapes=[point(x, 0.0) for x in at],
        types=["pool"] * len(at),
        capacity=[None] * len(at),
        facility_holder=[0] * len(at),
        facility_columns={},
    )


def asking(town: RandomTown, **more: object) -> RandomTown:
    """Ask for a pool within 50 m of nine dwellings in ten, in a year."""
    asked = Requirement(
        **{"id": "a", "facility": ("pool",), "indicator": "distance", "threshold": 55.0, "unit": "m", "target": 0.9}
        | more
    )
    return dataclasses.replace(
        town, requirements=[asked], year=YEAR, opens=[None] * len(town.shapes), closes=[None] * len(town.shapes)
    )


def test_which_dwellings_gain_and_which_neighbourhood_turns():
    town = asking(pools(0.0))  # 55 m less a leg of 5: dwellings 0 … 50 have it, 51 of 100
    new = NewFacility(id="new-1", type="Pool ", xy=(99.0, 0.0))  # dwellings 49 … 99
    (change,) = tried(town, town, FacilityChanges(new=[new])).changes
    assert change.gained.tolist() == list(range(51, 100))
    assert change.lost.size == 0
    assert list(change.before.compliance) == ["fails"]
    assert list(change.after.compliance) == ["meets"]
    assert change.turned.tolist() == [0]
    assert change.after.measure.value[[0, 49, 50, 99]] == pytest.approx([5.0, 54.0, 54.0, 5.0])


def test_the_last_of_a_type_that_closes_fails_and_is_not_unknown():
    town = asking(pools(50.0))
    found = tried(town, town, FacilityChanges(closed=[0]))
    (change,) = found.changes
    assert list(change.before.compliance) == ["meets"]
    assert list(change.after.compliance) == ["fails"]
    assert change.lost.size == 100
    assert np.isnan(change.after.measure.value).all()


def test_the_first_of_a_type_leaves_unknown_what_was_unless_the_type_is_complete():
    town, new = asking(pools()), [NewFacility(id="new-1", type="pool", xy=(50.0, 0.0))]
    found = tried(town, town, FacilityChanges(new=new))
    assert found.unsettled == ["pool"]
    assert found.changes == []
    assert list(found.assessment.outcomes[0].compliance) == ["unknown"]
    found = tried(town, town, FacilityChanges(new=new, complete_types=["POOL"]))
    assert found.unsettled == []
    assert list(found.assessment.outcomes[0].compliance) == ["meets"]


def test_what_is_of_no_type_that_is_asked_for_changes_nothing():
    town = asking(pools(0.0))
    found = tried(town, town, FacilityChanges(new=[NewFacility(id="new-1", type="theatre", xy=(99.0, 0.0))]))
    assert found.changes == []
    assert found.assessment.outcomes[0] is not None
    assert found.town.facilities.ids[-1] == "new-1"


def test_what_was_closed_before_stays_closed():
    """Of pools at 0, 50 and 99 that at 50 closed years ago; now that at 99 does too, and only that at 0 is left."""
    town = dataclasses.replace(asking(pools(0.0, 50.0, 99.0)), closes=[None, YEAR - 5, None])
    found = tried(town, town, FacilityChanges(closed=[2]))
    assert found.town.facilities.open.tolist() == [True, False, False]
    (change,) = found.changes
    assert change.lost.tolist() == list(range(51, 100))
    assert change.gained.size == 0


def parks(count: int, *requirements: Requirement) -> RandomTown:
    """Make a street with 100 dwellings from x = 0 to 99 and parks of 10 by 20 m beside it, each touching the next."""
    town = village(
        100,
        shapes=[box(10.0 * k, -20.0, 10.0 * k + 10.0, 0.0) for k in range(count)],
        types=["park"] * count,
        capacity=[None] * count,
        facility_holder=[0] * count,
        facility_columns={},
    )
    return dataclasses.replace(
        town,
        touching=[(k, k + 1) for k in range(count - 1)],
        requirements=list(requirements),
        year=YEAR,
        opens=[None] * count,
        closes=[None] * count,
    )


LARGE_PARK = Requirement(
    id="a",
    facility=("park",),
    indicator="distance",
    threshold=20.0,
    unit="m",
    target=0.9,
    merge_touching=True,
    min_area_m2=300.0,
)


def test_a_place_of_which_the_middle_closes_is_two_places_and_one_too_small_is_none():
    """Five parks of 200 m² are one place. Without the third two of 400 are left, without the second 200 and 600."""
    before = parks(5, LARGE_PARK)
    new = NewFacility(id="new-1", type="Park", xy=(70.0, 0.0))  # a point, which is too small: row 6
    for gone, places, firsts, areas in (
        (2, [7, 7, 2, 8, 8, 5, 6, 7, 8], ["f0", "f3"], [400.0, 400.0]),
        (1, [0, 1, 7, 7, 7, 5, 6, 7], ["f2"], [600.0]),
    ):
        closes = [YEAR - 1 if row == gone else None for row in range(5)]
        after = with_new(dataclasses.replace(before, closes=closes), new)
        found = tried(before, after, FacilityChanges(new=[new], closed=[gone]))
        facilities = found.town.facilities
        assert facilities.place_of["a"].tolist() == places
        assert list(facilities.ids) == ["f0", "f1", "f2", "f3", "f4", "f5", "new-1", *firsts]
        assert list(facilities.types) == [*["park"] * 5, None, "Park", *[None] * len(firsts)]
        assert facilities.area[7:].tolist() == areas
        assert facilities.neighbourhood[6:].tolist() == [0] * (1 + len(firsts))
        assert facilities.open.tolist() == [row != gone for row in range(7 + len(firsts))]
        (chosen,) = facilities.selected["a"]
        assert chosen.places.tolist() == list(range(7, 7 + len(firsts)))
        same_assessment(found.assessment, after.assess())


def test_ground_under_facilities_is_asked_anew_only_where_a_polygon_closes():
    """Two parks of 200 m² in a neighbourhood of 10,000, and a point that is no ground."""
    asked = Requirement(
        id="a", facility=("park",), indicator="area_share", threshold=0.03, unit="share", area_of="neighbourhood"
    )
    town = parks(2, asked)
    town.shapes.append(point(50.0, 0.0))
    for column, value in ((town.types, "park"), (town.capacity, None), (town.facility_holder, 0)):
        column.append(value)
    town.opens, town.closes = [None] * 3, [None] * 3
    assert town.assess().outcomes[0].figures["neighbourhood"].rate[0] == pytest.approx(0.04)
    for row, share in ((0, 0.02), (2, 0.04)):
        after = dataclasses.replace(town, closes=[YEAR - 1 if one == row else None for one in range(3)])
        polygons, told = PolygonsOf(town, after), []
        judged = dataclasses.replace(assessed(town, after), polygons=polygons)
        polygons.covered = lambda *said, told=told, of=polygons: told.append(said) or PolygonsOf.covered(of, *said)
        (outcome,) = judged.after(FacilityChanges(closed=[row])).assessment.outcomes
        assert outcome.figures["neighbourhood"].rate[0] == pytest.approx(share)
        assert [(rows.tolist(), gone.tolist()) for _, rows, gone in told] == ([([1], [0])] if row == 0 else [])
