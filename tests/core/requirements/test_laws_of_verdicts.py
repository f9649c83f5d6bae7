"""Laws that verdicts keep in any town: what is not asked leaves no trace, and what is not known turns nothing."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Iterator

import numpy as np
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.model import Condition, Requirement
from buurtmaat.core.requirements.outcomes import Figures, Outcome
from towns.factories import point
from towns.random_towns import RandomTown, random_town, same, village

STAYS = Condition("stays", "=", "yes")
SUMS = (
    *("dwellings", "total", "within", "outside", "unknown", "share", "at_90", "at_110"),
    *("mean", "median", "p10", "p90", "depth", "depth_squared"),
)


# What is not asked


def where_it_stays(town: RandomTown, out: set[int]) -> RandomTown:
    """Ask all requirements only of the neighbourhoods that are not out, as `applies_if` says."""
    stays = ["no" if k in out else "yes" for k in range(len(town.area_ids))]
    people = [None if p == -99 else p for p in town.area_columns["people"]]  # what a layer shows of a field is its own
    return dataclasses.replace(
        town,
        area_columns={**town.area_columns, "people": people, "stays": stays},
        requirements=[dataclasses.replace(r, applies_if=(*r.applies_if, STAYS)) for r in town.requirements],
    )


def without(town: RandomTown, out: set[int]) -> tuple[RandomTown, list[int]]:
    """Leave neighbourhoods and the dwellings in them out; and tell which dwellings are left."""
    stay = [k for k in range(len(town.area_ids)) if k not in out]
    homes = [d for d, h in enumerate(town.holder) if h not in out]
    row = {k: number for number, k in enumerate(stay)}

    def of(columns: dict[str, list], rows: list[int]) -> dict[str, list]:
        return {name: [values[i] for i in rows] for name, values in columns.items()}

    left = dataclasses.replace(
        town,
        points=[town.points[d] for d in homes],
        number=[town.number[d] for d in homes],
        holder=[row.get(town.holder[d], -1) for d in homes],
        dwelling_columns=of(town.dwelling_columns, homes),
        area_ids=[town.area_ids[k] for k in stay],
        area_columns=of(town.area_columns, stay),
        m2=of(town.m2, stay),
        overlap=[town.overlap[k] for k in stay],
        facility_holder=[row.get(h, -1) for h in town.facility_holder],
        pieces=[(f, row.get(h, -1), m2) for f, h, m2 in town.pieces],
    )
    return left, homes


def some_out(town: RandomTown, rng: random.Random, level: str) -> set[int]:
    """Choose a neighbourhood, or all those of an area in which requirements are judged."""
    if level == "neighbourhood":
        return {rng.randrange(len(town.area_ids))}
    name = rng.choice([one for one in town.area_columns[level] if one is not None])
    return {k for k, one in enumerate(town.area_columns[level]) if one == name}


def rows_of(one: RandomTown, other: RandomTown, level: str) -> list[int]:
    """Return the rows that the areas of another town have in one, and the last, outside all."""
    ids, wanted = (
        list(town.area_ids if level == "neighbourhood" else next(d.ids for d in town.divisions if d.level == level))
        for town in (one, other)
    )
    return [*(ids.index(name) for name in wanted), len(ids)]


def check_same(one: Figures, other: Figures, rows: list[int]) -> None:
    for name in ("total", "thresholds"):
        same(getattr(one, name)[rows], getattr(other, name))
    assert one.lacking[rows].tolist() == other.lacking.tolist()
    for name in ("compliance", "reason"):
        assert getattr(one.verdicts, name)[rows].tolist() == getattr(other.verdicts, name).tolist()
    for name in ("shortfall", "shortfall_capacity"):
        same(getattr(one.verdicts, name)[rows], getattr(other.verdicts, name))
    assert (one.sums is None, one.rate is None) == (other.sums is None, other.rate is None)
    if one.sums is not None:
        for name in SUMS:
            same(getattr(one.sums, name)[rows], getattr(other.sums, name))
    if one.rate is not None:  # what stood in the neighbourhood stands outside all now, which is no row of its own
        same(one.rate[rows][:-1], other.rate[:-1])


@pytest.mark.parametrize("level", ["neighbourhood", "district"])
@pytest.mark.parametrize("seed", range(40))
def test_where_a_requirement_does_not_apply_is_as_if_it_were_not_there(seed: int, level: str) -> None:
    rng, town = random.Random(seed), random_town(8500 + seed)
    if level != "neighbourhood" and not any(town.area_columns.get(level, ())):
        town.area_columns["district"] = [rng.choice(["North", "South"]) for _ in town.area_ids]
    town.levels = {} if level == "neighbourhood" else {r.id: level for r in town.requirements}
    out = some_out(town, rng, level)
    full = where_it_stays(town, out)
    left, homes = without(full, out)
    first, second = full.assess(), left.assess()
    kept = [k for k in range(len(town.area_ids)) if k not in out]
    assert first.overall[kept].tolist() == second.overall.tolist()
    assert first.totals() == second.totals()
    assert [str(note) for note in first.notes] == [str(note) for note in second.notes]
    for one, other in zip(first.outcomes, second.outcomes, strict=True):
        for at, figures in one.figures.items():
            check_same(figures, other.figures[at], rows_of(full, left, at))
        if one.groups is not None:
            ids = full.groups.ids
            rows = [*(ids.index(name) for name in left.groups.ids), len(ids)]
            check_same(one.groups, other.groups, rows)
        assert (one.lacking, one.used.tolist()) == (other.lacking, other.used.tolist())
        same(one.whole_rate, other.whole_rate)
        check_nothing_asked(full, one, out)
        if one.measure is None:
            continue
        for name in SUMS:
            same(getattr(one.whole, name), getattr(other.whole, name))
        same(one.ok[homes], other.ok)
        assert one.reasons[homes].tolist() == other.reasons.tolist()
    for name in ("asked", "within", "unknown"):
        assert getattr(first.degrees, name)[homes].tolist() == getattr(second.degrees, name).tolist()
        assert not getattr(first.degrees, name)[np.isin(full.holder, sorted(out))].any()
    for name in ("everything_share", "mean_within", "mean_asked"):
        same(getattr(first.area_degrees, name)[[*kept, -1]], getattr(second.area_degrees, name))


def check_nothing_asked(town: RandomTown, outcome: Outcome, out: set[int]) -> None:
    """Of the neighbourhoods that are out there is a row that says so, and no figure above 0."""
    has_verdict = not outcome.requirement.has_share or outcome.requirement.target is not None
    for k in sorted(out):
        assert (outcome.compliance[k], outcome.reason[k]) == ("not_applicable" if has_verdict else None, None)
        assert outcome.areas.total[k] == 0 or outcome.blocker
        if outcome.areas.rate is not None:
            assert math.isnan(outcome.areas.rate[k])
        if outcome.areas.sums is not None:
            assert math.isnan(outcome.areas.sums.share[k])
    if outcome.measure is not None:
        there = np.isin(town.holder, sorted(out))
        assert not outcome.demand.weight[there].any()
        assert np.isnan(outcome.ok[there]).all()
        assert set(outcome.reasons[there]) <= {"not_applicable"}


# What is not known


def verdicts_of(town: RandomTown, outcome: Outcome) -> Iterator[tuple[tuple[str, str | None], str | None]]:
    """Return each verdict with the area or the group that it is of."""
    level = outcome.judged.level
    yield from (
        ((level, name), verdict)
        for name, verdict in zip(outcome.judged.ids, outcome.verdicts.compliance[:-1], strict=True)
    )
    if outcome.groups is not None:
        names = town.groups.ids
        yield from (
            (("group", name), verdict)
            for name, verdict in zip(names, outcome.groups.verdicts.compliance[:-1], strict=True)
        )


def check_not_turned(town: RandomTown, more: RandomTown, ids: set[str]) -> None:
    for one, other in zip(town.assess().outcomes, more.assess().outcomes, strict=True):
        if one.requirement.id not in ids:
            continue
        before, after = dict(verdicts_of(town, one)), dict(verdicts_of(more, other))
        turned = {name: (was, after[name]) for name, was in before.items() if name in after}
        assert not {("meets", "fails"), ("fails", "meets")} & set(turned.values()), (one.requirement, turned)


@pytest.mark.parametrize("seed", range(60))
def test_a_dwelling_of_which_nothing_is_known_turns_no_verdict(seed: int) -> None:
    rng, town = random.Random(seed), random_town(9000 + seed)
    columns = {name: [*values, rng.choice(values)] for name, values in town.dwelling_columns.items()}
    more = dataclasses.replace(
        town,
        points=[*town.points, None],
        number=[*town.number, rng.choice([1.0, 5.0, 300.0])],
        holder=[*town.holder, rng.randrange(len(town.area_ids))],
        dwelling_columns=columns,
    )
    check_not_turned(town, more, {r.id for r in town.requirements if r.has_share})


@pytest.mark.parametrize("seed", range(60))
def test_a_facility_of_which_nothing_is_known_turns_no_verdict(seed: int) -> None:
    """One without a place; and, for what is added up, one whose capacity is NULL."""
    rng, town = random.Random(seed), random_town(9500 + seed)
    columns = {name: [*values, rng.choice([*values, None])] for name, values in town.facility_columns.items()}

    def and_one(shape: list, holder: int) -> RandomTown:
        return dataclasses.replace(
            town,
            shapes=[*town.shapes, shape],
            types=[*town.types, rng.choice(["school", "meeting place", "park", "pool", "theatre"])],
            capacity=[*town.capacity, None],
            opens=[*town.opens, None],
            closes=[*town.closes, None],
            facility_holder=[*town.facility_holder, holder],
            facility_columns=columns,
        )

    check_not_turned(town, and_one([], -1), {r.id for r in town.requirements})
    summed = {r.id for r in town.requirements if r.needs_areas}
    far = and_one(point(90_000.0, 90_000.0), rng.randrange(len(town.area_ids)))
    check_not_turned(town, far, summed)


@pytest.mark.parametrize("seed", range(60))
def test_a_neighbourhood_of_which_nothing_is_known_turns_no_verdict(seed: int) -> None:
    """Neither of the area that it lies in, nor of the landlords of dwellings there."""
    rng, town = random.Random(seed), random_town(10_000 + seed)
    columns = {name: [*values, None] for name, values in town.area_columns.items()}
    for level in ("district", "town"):
        if level in columns:
            columns[level][-1] = rng.choice(columns[level])
    more = dataclasses.replace(
        town,
        area_ids=[*town.area_ids, "BU99"],
        area_columns=columns,
        m2={name: [*values, None] for name, values in town.m2.items()},
        overlap=[*town.overlap, 1.0],
    )
    check_not_turned(town, more, {r.id for r in town.requirements})


@pytest.mark.parametrize("seed", range(60))
def test_a_dwelling_whose_weight_is_not_known_turns_no_verdict(seed: int) -> None:
    """It stands at a place like others, and nobody knows how many people live there."""
    rng, town = random.Random(seed), random_town(10_500 + seed)
    columns = {name: [*values, rng.choice(values)] for name, values in town.dwelling_columns.items()}
    columns["inhabitants"][-1] = None
    requirements = [dataclasses.replace(r, weight="inhabitants", weight_of=None) for r in town.requirements]
    town = dataclasses.replace(town, requirements=requirements)
    more = dataclasses.replace(
        town,
        points=[*town.points, rng.choice(town.points)],
        number=[*town.number, rng.choice([1.0, 5.0, 300.0])],
        holder=[*town.holder, rng.randrange(len(town.area_ids))],
        dwelling_columns=columns,
    )
    check_not_turned(town, more, {r.id for r in requirements})


@pytest.mark.parametrize("seed", range(60))
def test_a_figure_of_the_dwellings_is_judged_as_that_of_their_neighbourhood(seed: int) -> None:
    """What a dwelling has of a published figure is as unknown as the figure, whoever spread it."""
    rng, town = random.Random(seed), random_town(11_000 + seed)
    each = [rng.choice([None, 0, 2, 3]) for _ in town.area_ids]
    town.number = [1.0] * len(town.points)
    town.dwelling_columns["each"] = [0 if h < 0 else each[h] for h in town.holder]
    homes = [town.holder.count(k) for k in range(len(town.area_ids))]
    town.area_columns["figure"] = [
        (None if n and one is None else n * (one or 0)) for n, one in zip(homes, each, strict=True)
    ]
    plain = [dataclasses.replace(r, demand_where=(), weight_of=None) for r in town.requirements]
    one, other = (
        dataclasses.replace(town, requirements=[dataclasses.replace(r, weight=weight) for r in plain]).assess()
        for weight in ("each", "figure")
    )
    assert one.totals() == other.totals()
    for mine, theirs in zip(one.outcomes, other.outcomes, strict=True):
        assert (mine.lacking, mine.compliance.tolist()) == (theirs.lacking, theirs.compliance.tolist())
        for at, figures in mine.figures.items():
            check_same(figures, theirs.figures[at], list(range(figures.total.size)))
        if mine.groups is not None:
            check_same(mine.groups, theirs.groups, list(range(mine.groups.total.size)))
        same(mine.whole_rate, theirs.whole_rate)
        if mine.measure is not None:
            same(mine.demand.known_weight, theirs.demand.known_weight)


# What adds up


@pytest.mark.parametrize("homes", [7, 49, 60, 113])
def test_a_figure_that_is_spread_adds_up_to_what_was_published(homes: int) -> None:
    """200 people over 7 homes made 199.99999999999997, which is no number that anyone published."""
    town = village(homes, shapes=[point(3, 0)], types=["pool"], capacity=[None], facility_holder=[0])
    town.area_columns = {"people": [200]}
    town.requirements = [dataclasses.replace(town.requirements[0], weight="people", threshold=homes / 2 + 3)]
    (outcome,) = town.assess().outcomes
    sums, whole = outcome.areas.sums, outcome.whole
    assert (sums.total[0], whole.total[0], outcome.demand.weight.sum()) == (200, 200, 200)
    assert sums.within[0] + sums.outside[0] == 200
    assert 0 < sums.within[0] < 200


def test_a_total_over_neighbourhoods_is_the_sum_of_what_was_published() -> None:
    rng = random.Random(1)
    people = [rng.randint(1, 4000) for _ in range(40)]
    town = village(2000, shapes=[point(3, 0)], types=["pool"], capacity=[None], facility_holder=[0])
    town.holder = [d % 40 for d in range(2000)]
    town.number = [rng.choice([1.0, 2.0, 3.0]) for _ in range(2000)]
    town.area_ids, town.area_columns = [f"BU{k}" for k in range(40)], {"people": people}
    town.m2, town.overlap = {"neighbourhood": [1e4] * 40}, [1.0] * 40
    town.requirements = [dataclasses.replace(town.requirements[0], weight="people")]
    (outcome,) = town.assess().outcomes
    assert outcome.areas.total.tolist() == [*people, 0]
    assert outcome.whole.total[0] == sum(people)


# What is larger than anything


@pytest.mark.parametrize("weight", ["dwellings", "people", "guests"])
def test_a_weight_larger_than_anything_is_refused_in_a_sentence(weight: str) -> None:
    """Its sums overflow: any target would be met, with a share of nothing."""
    town = village(60, shapes=[point(3, 0)], types=["pool"], capacity=[None], facility_holder=[0])
    town.number = [1e308 if weight == "dwellings" else 1.0] * 60
    town.dwelling_columns = {"guests": [1e308] * 60}
    town.area_columns = {"people": [1e308]}
    town.requirements = [dataclasses.replace(town.requirements[0], weight=weight)]
    with pytest.raises(InputError, match="correct it"):
        town.assess()


def test_a_capacity_larger_than_anything_is_refused_in_a_sentence() -> None:
    two = {"shapes": [point(3, 0), point(4, 0)], "types": ["pool"] * 2, "facility_holder": [0, 0]}
    town = village(60, **two, capacity=[1e308, 1e308])
    town.requirements = [Requirement(id="a", facility=("pool",), indicator="rate", threshold=1.0, unit="m2", per=1.0)]
    with pytest.raises(InputError, match="correct it"):
        town.assess()
