"""What an assessment says of every dwelling and every neighbourhood equals what a plain implementation says."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.norms.model import Requirement
from buurtmaat.core.requirements.divisions import by_level
from buurtmaat.core.requirements.outcomes import Assessment, Figures, Outcome, whole_reason
from buurtmaat.core.results.degree_table import degree_table
from towns.factories import point
from towns.plain_assessment import (
    CLASS_FIELD,
    SHARES,
    Chosen,
    Town,
    Value,
    areas_at,
    asked_about,
    asked_of,
    assess_amount,
    assess_groups,
    assess_share,
    choose,
    degrees_of,
    everything_in,
    first_rules,
    hindered_groups,
    judged_level,
    overall,
    scope_of,
    threshold_at,
    totals_of,
    weigh,
)
from towns.random_towns import RandomTown, none_if_nan, random_town, same, sure_town, values_in, with_factor

TOWNS = 160
SUMS = ("within", "outside", "unknown", "share", "mean", "median", "p10", "p90", "depth", "depth_squared")


@pytest.mark.parametrize("seed", range(TOWNS))
def test_random_towns_are_assessed_as_by_hand(seed: int) -> None:
    town = sure_town(seed)
    found = town.assess()
    for outcome in found.outcomes:
        check_outcome(town, outcome)
    check_degrees(town, found)
    compliance = np.array([o.compliance for o in found.outcomes])
    assert found.overall.tolist() == [overall(column.tolist()) for column in compliance.T]
    judged = [
        v for o in found.outcomes for v in o.figures[judged_level(town.plain, o.requirement)].verdicts.compliance[:-1]
    ]
    assert found.totals() == (
        found.overall.tolist().count("meets"),
        *(judged.count(v) for v in ("meets", "fails", "unknown")),
    )


def check_outcome(town: RandomTown, outcome: Outcome) -> None:
    requirement, plain = outcome.requirement, town.plain
    level = judged_level(plain, requirement)
    assert outcome.judged.level == level
    assert list(outcome.figures) == ["neighbourhood", *(d.level for d in town.divisions)]
    for at, figures in outcome.figures.items():
        check_thresholds(town, requirement, figures, at)
        if at != level:
            assert set(figures.verdicts.compliance) == {None}
            assert np.isnan([figures.verdicts.shortfall, figures.verdicts.shortfall_capacity]).all()
    check_repeated(town, outcome)
    if requirement.id in town.blockers:
        check_hindered(town, outcome)
        return
    weighed = weigh(plain, requirement)
    assert outcome.demand is not None
    assert np.allclose(outcome.demand.weight, weighed.weight, rtol=1e-12)
    assert np.allclose(outcome.demand.dwellings, weighed.dwellings, rtol=1e-12)
    assert outcome.lacking == sum(weighed.unknown.values())
    chosen = choose(plain, requirement)
    assert outcome.used.tolist() == counted(plain, requirement, chosen)
    if requirement.indicator not in SHARES:
        assert outcome.groups is None
        for at, figures in outcome.figures.items():
            rows = assess_amount(plain, requirement, at)
            same(figures.rate, rows["rate"][:-1])
            same(figures.total, rows["total"][:-1])
            same(outcome.whole_rate, rows["rate"].iloc[-1])
            same(figures.total.sum(), rows["total"].iloc[-1])
            if at == level:
                check_verdicts(figures, rows[:-2], "shortfall_capacity")
                same(figures.verdicts.shortfall_facilities[:-1], rows["shortfall_facilities"][:-2])
        return
    values = values_in(town, requirement)
    check_measure(outcome, values, town)
    for at, figures in outcome.figures.items():
        rows = assess_share(plain, requirement, at, values)
        check_sums(figures, rows[:-1])
        for name in SUMS:
            same(getattr(outcome.whole, name), rows[name][-1:])
        for name, sums in (("share_at_90", "at_90"), ("share_at_110", "at_110")):
            same(outcome.whole.share_of(getattr(outcome.whole, sums)), rows[name][-1:])
        if at == level:
            check_verdicts(figures, rows[:-2], "shortfall")
    if town.groups is None:
        assert outcome.groups is None
        return
    assert outcome.groups is not None
    rows = assess_groups(plain, requirement, values, town.groups.ids)
    check_sums(outcome.groups, rows, without_rest=True)
    check_verdicts(outcome.groups, rows, "shortfall")


def counted(plain: Town, requirement: Requirement, chosen: Sequence[Chosen]) -> list[int]:
    """Return the facilities that count: of an amount those that stand where it is asked, or have a part there."""
    members = sorted({f for one in chosen for f in one.members})
    if requirement.indicator in SHARES:
        return members
    here = {area for area in plain.areas.index if scope_of(plain, requirement, area)[0] is not False}

    def areas_of(f: int) -> set[str | None]:
        row = plain.facilities.iloc[f]
        if requirement.unit == "number":
            return {plain.standing[place] for place in chosen[0].places if f in place}
        if row["area"] > 0 and (requirement.indicator == "area_share" or none_if_nan(row["capacity"]) is None):
            return set(plain.pieces.get(f, {row["neighbourhood"]: row["area"]}))
        return {row["neighbourhood"]}

    return [f for f in members if here & areas_of(f)]


def check_sums(figures: Figures, rows: pd.DataFrame, *, without_rest: bool = False) -> None:
    """Compare the sums of areas, or of groups: the last row of these is of the dwellings in none."""
    end = -1 if without_rest else None
    for name in SUMS:
        same(getattr(figures.sums, name)[:end], rows[name])
    for name, sums in (("share_at_90", "at_90"), ("share_at_110", "at_110")):
        same(figures.sums.share_of(getattr(figures.sums, sums))[:end], rows[name])
    same(figures.total[:end], rows["total"])


def check_verdicts(figures: Figures, rows: pd.DataFrame, shortfall: str) -> None:
    assert figures.verdicts.compliance[:-1].tolist() == [none_if_nan(v) for v in rows["compliance"]]
    assert figures.verdicts.reason[:-1].tolist() == [none_if_nan(v) for v in rows["reason"]]
    same(getattr(figures.verdicts, shortfall)[:-1], rows[shortfall])


def check_thresholds(town: RandomTown, requirement: Requirement, figures: Figures, level: str) -> None:
    """An area has a threshold where all its neighbourhoods that are asked have the same."""
    if level not in ("neighbourhood", "district", "town"):
        return
    for number, members in enumerate(areas_at(town.plain, level).values()):
        same(figures.thresholds[number], threshold_at(town.plain, requirement, level, members))


def check_repeated(town: RandomTown, outcome: Outcome) -> None:
    """Each neighbourhood has the verdict of the area that it is judged in, but where nobody lives."""
    level, requirement = outcome.judged.level, outcome.requirement
    verdicts, weighed = outcome.figures[level].verdicts, weigh(town.plain, requirement)
    totals = totals_of(town.plain, weighed)
    has_verdict = not requirement.has_share or requirement.target is not None
    for number, members in enumerate(areas_at(town.plain, level).values()):
        for area in members:
            row = town.area_ids.index(area)
            empty = totals[area] == 0 and not weighed.unknown[area]
            if level != "neighbourhood" and empty and has_verdict:
                assert (outcome.compliance[row], outcome.reason[row]) == ("not_applicable", None)
            else:
                assert outcome.compliance[row] == verdicts.compliance[number]
                assert outcome.reason[row] == verdicts.reason[number]


def check_hindered(town: RandomTown, outcome: Outcome) -> None:
    """Where a requirement cannot be computed, it is unknown wherever it applies."""
    requirement, plain = outcome.requirement, town.plain
    weighed = weigh(plain, requirement)
    totals, level = totals_of(plain, weighed), judged_level(plain, requirement)
    has_verdict = not requirement.has_share or requirement.target is not None
    verdicts = outcome.figures[level].verdicts
    for row, area in enumerate(areas_at(plain, level)):
        verdict, reason = first_rules(plain, requirement, level, area, weighed, totals)
        assert verdict in ("not_applicable", "unknown")
        assert verdicts.compliance[row] == (verdict if has_verdict else None)
        assert verdicts.reason[row] == reason
    assert outcome.measure is None
    for figures in outcome.figures.values():
        assert np.isnan(figures.total).all()
        assert figures.sums is None
        assert figures.rate is None
    assert whole_reason(outcome) == outcome.blocker == town.blockers[requirement.id]
    assert (outcome.groups is None) == (town.groups is None or not requirement.has_share)
    if outcome.groups is not None:
        found = outcome.groups.verdicts
        for row, (verdict, reason) in enumerate(hindered_groups(plain, requirement, town.groups.ids)):
            assert (found.compliance[row], found.reason[row]) == (verdict if has_verdict else None, reason)


def check_measure(outcome: Outcome, values: list[Value], town: RandomTown) -> None:
    requirement, measure = outcome.requirement, outcome.measure
    assert (measure.number is not None) == (requirement.indicator in ("count", "types"))
    for d, plain in enumerate(values):
        same(measure.value[d], plain.value, 1e-6)
        assert {1: True, 0: False, -1: None}[int(measure.within[d])] == plain.within
        assert measure.reason[d] == plain.reason
        place = measure.facility[d]
        assert (town.place_keys[place] in plain.places) if plain.places else place == -1
        if measure.number is not None:
            assert measure.number[d] == (-1 if plain.number is None else plain.number)
    check_asked(outcome, values, town)


def check_asked(outcome: Outcome, values: list[Value], town: RandomTown) -> None:
    """What is not asked has no answer and says so; all else says what was measured, or that it has no weight.

    Where it is not known whether it is asked there is no answer either, and the reason says why, unless an absent type
    leaves all open.
    """
    about = asked_about(town.plain, outcome.requirement)
    missing, applies = outcome.demand.missing, asked_of(town.plain, outcome.requirement)
    for d, (plain, (asked, why_unsure)) in enumerate(zip(values, about, strict=True)):
        counts = bool(outcome.demand.weight[d])  # by a weight of its own, though nobody knows how many dwellings it is
        ok = plain.within if (asked and not why_unsure) or (counts and not asked) else None
        assert (None if math.isnan(outcome.ok[d]) else bool(outcome.ok[d])) == ok
        reason = plain.reason or ("no_weight" if missing[d] else None)
        if why_unsure and plain.within is not None and not outcome.measure.open:
            reason = why_unsure
        assert outcome.reasons[d] == (reason if asked else "not_applicable")
        assert not (missing[d] and not applies[d])


def check_degrees(town: RandomTown, found: Assessment) -> None:
    """Dwellings and neighbourhoods have as much of what is asked as one counts by hand, and the rows of all add up."""
    measured = [o.requirement for o in found.outcomes if o.measure is not None]
    plain = degrees_of(town.plain, [(r, values_in(town, r)) for r in measured])
    degrees, number = found.degrees, town.number
    assert list(zip(degrees.asked, degrees.within, degrees.unknown, strict=True)) == plain
    areas = found.area_degrees
    for row in range(len(town.area_ids) + 1):
        mine = [d for d, holder in enumerate(town.holder) if holder % (len(town.area_ids) + 1) == row]
        expected = everything_in([plain[d] for d in mine], [number[d] for d in mine])
        same([areas.everything_share[row], areas.mean_within[row], areas.mean_asked[row]], expected)
    check_degree_table(town, degree_table(found, town.dwellings, 2026), plain)


def check_degree_table(town: RandomTown, table: pd.DataFrame, plain: list[tuple[int, int, int]]) -> None:
    assert set(table["year"]) <= {2026}
    assert set(table["stock"]) <= {"all"}
    expected: dict[tuple, float] = {}
    ids = [*town.area_ids, "outside_neighbourhoods"]
    for d, degree in enumerate(plain):
        homes = town.number[d]
        if not homes or homes < 0:
            continue
        keys = [("neighbourhood", ids[town.holder[d]]), ("neighbourhood", "_total")]
        if town.holder[d] >= 0:
            keys += [(one.level, one.ids[one.area[town.holder[d]]]) for one in town.divisions]
        for key in keys:
            expected[*key, *degree] = expected.get((*key, *degree), 0.0) + homes
    rows = {tuple(row[:-1]): row[-1] for row in table.drop(columns=["year", "stock"]).itertuples(index=False)}
    assert len(rows) == len(table)
    assert rows.keys() == expected.keys()
    same([rows[key] for key in expected], list(expected.values()))


@pytest.mark.parametrize("seed", range(60))
def test_what_is_not_open_in_a_year_does_not_count_as_by_hand(seed: int) -> None:
    """With sizes, least demands and the targets of paths."""
    town = dataclasses.replace(sure_town(9500 + seed), year=(2019, 2026, 2028, 2031, 2040)[seed % 5])
    for outcome in town.assess().outcomes:
        check_outcome(town, outcome)
        plain = next(r for r in town.requirements if r.id == outcome.requirement.id)
        if plain.target_path:
            share = np.interp(town.year, *zip(*plain.target_path, strict=True))
            assert outcome.requirement.target == pytest.approx(share, rel=1e-12)
        else:
            assert outcome.requirement.target == plain.target


@pytest.mark.parametrize("seed", range(20))
def test_what_closes_takes_nothing_along_and_gives_nobody_more(seed: int) -> None:
    """A facility that closes is as one that was never there, but that its type is known to be absent."""
    town = dataclasses.replace(random_town(9700 + seed), year=2028)
    everything = dataclasses.replace(town, opens=[], closes=[], year=None)
    for one, other in zip(town.assess().outcomes, everything.assess().outcomes, strict=True):
        if one.measure is None or other.measure is None or one.requirement.merge_touching:
            continue
        fewer, all_there = (np.where(np.isnan(m.value), np.inf, m.value) for m in (one.measure, other.measure))
        assert (fewer >= all_there - 1e-9).all()


@pytest.mark.parametrize("seed", range(20))
def test_in_a_year_the_target_is_that_of_the_path(seed: int) -> None:
    town = random_town(9000 + seed)
    for year in (2019, 2027, 2029, 2033, 2050):
        asked = [
            dataclasses.replace(r, target=float(np.interp(year, *zip(*r.target_path, strict=True))), target_path=())
            if r.target_path
            else r
            for r in town.requirements
        ]
        plain = dataclasses.replace(town, requirements=asked, year=year).assess()
        for one, other in zip(dataclasses.replace(town, year=year).assess().outcomes, plain.outcomes, strict=True):
            assert one.verdicts.compliance.tolist() == other.verdicts.compliance.tolist()
            same(one.verdicts.shortfall, other.verdicts.shortfall)


# What holds whatever the town


def alike(one: np.ndarray, other: np.ndarray) -> None:
    assert one.tolist() == other.tolist()


def judged_figures(outcome: Outcome) -> list[Figures]:
    """Return all figures with verdicts: of areas, and of groups of dwellings."""
    found = [outcome.figures[outcome.judged.level], outcome.groups]
    return [figures for figures in found if figures is not None]


@pytest.mark.parametrize("seed", range(40))
def test_areas_of_every_level_make_up_the_total(seed: int) -> None:
    town = random_town(3000 + seed)
    town.extra_divisions = [
        by_level(CLASS_FIELD, town.area_columns[CLASS_FIELD]),
        by_level("itself", town.area_ids),
        by_level("everywhere", ["all"] * len(town.area_ids)),
    ]
    for outcome in town.assess().outcomes:
        if outcome.blocker:
            continue
        assert outcome.demand is not None
        # No figure is told of a neighbourhood where a weight is not known: its others are in no total either.
        demand = outcome.demand.in_known_areas(town.dwellings.neighbourhood)
        total = demand.weight.sum() + demand.unspread.sum()
        alone, together = outcome.figures["itself"], outcome.figures["everywhere"]
        for figures in outcome.figures.values():
            same(figures.total.sum(), total)
            if figures.sums is not None:
                for name in ("dwellings", "total", "within", "outside", "unknown", "at_90", "at_110"):
                    same(getattr(figures.sums, name).sum(), getattr(outcome.whole, name))
                same(figures.sums.total, figures.sums.within + figures.sums.outside + figures.sums.unknown)
        same(alone.total, outcome.areas.total)
        asked = [scope_of(town.plain, outcome.requirement, area)[0] is not False for area in town.area_ids]
        same(alone.thresholds[[*asked, True]], outcome.areas.thresholds[[*asked, True]])
        if outcome.areas.rate is not None:
            same(alone.rate, outcome.areas.rate)
            continue
        for name in (*SUMS, "dwellings", "at_90", "at_110"):
            same(getattr(alone.sums, name), getattr(outcome.areas.sums, name))
        if not any(h < 0 for h in town.holder):
            for name in SUMS:
                same(getattr(together.sums, name)[0], getattr(outcome.whole, name))
        if outcome.groups is not None:
            same(outcome.groups.total.sum(), outcome.demand.weight.sum())
            sums = outcome.groups.sums
            same((sums.within + sums.outside + sums.unknown).sum(), outcome.demand.weight.sum())
            # The whole leaves out neighbourhoods where a weight is not known; groups have their dwellings there.
            for name in ("dwellings", "within", "outside") if not outcome.demand.unknown.any() else ():
                same(getattr(sums, name).sum(), getattr(outcome.whole, name))


@pytest.mark.parametrize("seed", range(40))
def test_an_area_of_one_neighbourhood_is_judged_as_that_neighbourhood(seed: int) -> None:
    town = random_town(3500 + seed)
    town.extra_divisions, town.levels = [by_level("itself", town.area_ids)], {}
    one = town.assess()
    two = dataclasses.replace(town, levels={r.id: "itself" for r in town.requirements}).assess()
    alike(one.overall, two.overall)
    assert one.totals() == two.totals()
    for first, second in zip(one.outcomes, two.outcomes, strict=True):
        for found, other in zip(judged_figures(first), judged_figures(second), strict=True):
            alike(found.verdicts.compliance, other.verdicts.compliance)
            alike(found.verdicts.reason, other.verdicts.reason)
            same(found.verdicts.shortfall, other.verdicts.shortfall)
            same(found.verdicts.shortfall_capacity, other.verdicts.shortfall_capacity)


RANK = {"fails": 0, "unknown": 1, "meets": 2}


def check_not_worse(one: Outcome, other: Outcome) -> None:
    for first, second in zip(judged_figures(one), judged_figures(other), strict=True):
        pairs = zip(first.verdicts.compliance[:-1], second.verdicts.compliance[:-1], strict=True)
        for was, found in pairs:
            assert (found in RANK) == (was in RANK)
            assert RANK[found] >= RANK[was] if was in RANK else found == was


@pytest.mark.parametrize("seed", range(30))
def test_a_longer_threshold_or_a_lower_target_is_never_harder(seed: int) -> None:
    town = random_town(4000 + seed)
    first = town.assess().outcomes
    longer, shorter = (with_factor(town, factor).assess().outcomes for factor in (1.3, 0.7))
    for one, more, less in zip(first, longer, shorter, strict=True):
        if one.requirement.has_share:
            check_not_worse(less, one)
            check_not_worse(one, more)
        else:  # there the threshold is the norm
            check_not_worse(more, one)
            check_not_worse(one, less)
    asked = [dataclasses.replace(r, target=0.8 * r.target) if r.target is not None else r for r in town.requirements]
    for one, other in zip(first, dataclasses.replace(town, requirements=asked).assess().outcomes, strict=True):
        check_not_worse(one, other)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_learned_later_turns_no_verdict(seed: int) -> None:
    """Where dwellings stand, what facilities hold, types that no layer has, classes, and numbers in conditions."""
    town, rng = random_town(4500 + seed), random.Random(seed)
    lost = [d for d, p in enumerate(town.points) if p is None or p[0] > 1000.0]
    on = [
        town.streets[0].parts[0][0],
        town.streets[-1].parts[0][0],
        *(g[0][1] for g in town.shapes if g and g[0][0] == "point"),
    ]
    known = [*town.points]
    for d in lost:
        known[d] = rng.choice(on)
    filled = {"urban": [rng.choice([0, 1, 4, 9]) if v is None else v for v in town.area_columns["urban"]]}
    if all(r.threshold is None or not r.thresholds_by_class for r in town.requirements):
        filled[CLASS_FIELD] = ["centre" if v is None else v for v in town.area_columns[CLASS_FIELD]]
    later = dataclasses.replace(
        town,
        points=known,
        capacity=[rng.choice([0.0, 500.0]) if c is None else c for c in town.capacity],
        area_columns=town.area_columns | filled,
    )
    check_stands(town, later, [r.id for r in town.requirements])
    there = {t.strip().casefold() for t in town.types if t}
    absent = [
        name for name in ("school", "meeting place", "park", "pool", "theatre") if name not in there | town.complete
    ]
    more = dataclasses.replace(
        town,
        shapes=[*town.shapes, *(point(*rng.choice(on)) for _ in absent)],
        types=[*town.types, *absent],
        capacity=[*town.capacity, *[None] * len(absent)],
        opens=[*town.opens, *[None] * len(absent)],
        closes=[*town.closes, *[None] * len(absent)],
        facility_holder=[*town.facility_holder, *[-1] * len(absent)],
        facility_columns={name: [*v, *[None] * len(absent)] for name, v in town.facility_columns.items()},
    )
    more.requirements = [dataclasses.replace(one, where=(), min_area_m2=None) for one in town.requirements]
    before = dataclasses.replace(town, requirements=more.requirements)
    check_stands(before, more, [r.id for r in town.requirements if r.indicator == "types"])


def check_stands(town: RandomTown, later: RandomTown, ids: list[str]) -> None:
    """What meets or fails still does."""
    for one, other in zip(town.assess().outcomes, later.assess().outcomes, strict=True):
        if one.requirement.id not in ids:
            continue
        for first, second in zip(judged_figures(one), judged_figures(other), strict=True):
            pairs = zip(first.verdicts.compliance[:-1], second.verdicts.compliance[:-1], strict=True)
            assert all(was == found for was, found in pairs if was in ("meets", "fails"))


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    town, rng = random_town(5000 + seed), random.Random(seed)
    orders = [rng.sample(range(n), n) for n in (len(town.points), len(town.area_ids), len(town.shapes))]
    dwellings, areas, facilities = orders
    other = shuffled(town, *orders)
    rng.shuffle(other.requirements)
    one, two = town.assess(), other.assess()
    alike(one.overall[areas], two.overall)
    assert one.totals() == two.totals()
    by_id = {o.requirement.id: o for o in two.outcomes}
    number = {f: row for row, f in enumerate(facilities)}

    def named(place: int) -> set[int]:
        return {number[f] for f in town.place_keys[place]} if place >= 0 else set()

    beside = {place: set(part) for part in components(town) for place in part}
    for first in one.outcomes:
        second = by_id[first.requirement.id]
        alike(first.compliance[areas], second.compliance)
        alike(first.reason[areas], second.reason)
        for level, found in first.figures.items():
            ids = first_ids(one, level)
            again = first_ids(two, level)
            rows = [*([ids.index(name) for name in again]), len(ids)]
            check_same_figures(found, second.figures[level], rows)
        if first.groups is not None:
            rows = [*(town.groups.ids.index(name) for name in other.groups.ids), town.groups.count]
            check_same_figures(first.groups, second.groups, rows)
        assert sorted(number[f] for f in first.used) == second.used.tolist()
        if first.measure is None:
            same(first.whole_rate, second.whole_rate)
            continue
        for name in SUMS:
            same(getattr(first.whole, name), getattr(second.whole, name))
        same(first.measure.value[dwellings], second.measure.value, 1e-9)
        alike(first.measure.within[dwellings], second.measure.within)
        alike(first.measure.reason[dwellings], second.measure.reason)
        for d, place in zip(dwellings, second.measure.facility, strict=True):
            mine, theirs = first.measure.facility[d], other.place_keys[place] if place >= 0 else set()
            # At the same distance any may be named: inside several, or where those that touch meet.
            tied = first.measure.value[d] == 0 or any(
                {facilities[f] for f in theirs} <= beside.get(f, {f})
                for f in (town.place_keys[mine] if mine >= 0 else ())
            )
            assert named(mine) == theirs or tied


def components(town: RandomTown) -> list[set[int]]:
    found: list[set[int]] = []
    for a, b in town.touching:  # in a row, so that each pair goes on where the last one ended
        if found and a in found[-1]:
            found[-1].add(b)
        else:
            found.append({a, b})
    return found


def first_ids(assessment: Assessment, level: str) -> list[str | None]:
    return next(list(d.ids) for d in assessment.divisions if d.level == level)


def check_same_figures(one: Figures, other: Figures, rows: list[int]) -> None:
    for name in ("total", "thresholds"):
        same(getattr(one, name)[rows], getattr(other, name))
    alike(one.verdicts.compliance[rows], other.verdicts.compliance)
    alike(one.verdicts.reason[rows], other.verdicts.reason)
    same(one.verdicts.shortfall[rows], other.verdicts.shortfall)
    same(one.verdicts.shortfall_capacity[rows], other.verdicts.shortfall_capacity)
    if one.rate is not None:
        same(one.rate[rows], other.rate)
    if one.sums is not None:
        for name in (*SUMS, "dwellings", "at_90", "at_110"):
            same(getattr(one.sums, name)[rows], getattr(other.sums, name))


def shuffled(town: RandomTown, dwellings: list[int], areas: list[int], facilities: list[int]) -> RandomTown:
    """Return the same town with its rows in another order."""

    def pick(values: list, order: list[int]) -> list:
        return [values[i] for i in order]

    def all_of(columns: dict[str, list], order: list[int]) -> dict[str, list]:
        return {name: pick(values, order) for name, values in columns.items()}

    seat = {area: row for row, area in enumerate(areas)} | {-1: -1}
    row = {f: number for number, f in enumerate(facilities)}
    return dataclasses.replace(
        town,
        points=pick(town.points, dwellings),
        number=pick(town.number, dwellings),
        holder=[seat[town.holder[d]] for d in dwellings],
        dwelling_columns=all_of(town.dwelling_columns, dwellings),
        area_ids=pick(town.area_ids, areas),
        area_columns=all_of(town.area_columns, areas),
        m2=all_of(town.m2, areas),
        overlap=pick(town.overlap, areas),
        shapes=pick(town.shapes, facilities),
        types=pick(town.types, facilities),
        capacity=pick(town.capacity, facilities),
        facility_holder=[seat[town.facility_holder[f]] for f in facilities],
        facility_columns=all_of(town.facility_columns, facilities),
        touching=[(row[a], row[b]) for a, b in reversed(town.touching)],
        pieces=[(row[f], seat[h], m2) for f, h, m2 in reversed(town.pieces)],
        requirements=list(town.requirements),
    )


@pytest.mark.parametrize("blocker", ["no_field:steps", "no_cycle_network"])
@pytest.mark.parametrize("seed", range(20))
def test_what_cannot_be_computed_is_unknown_but_where_nothing_is_asked(seed: int, blocker: str) -> None:
    town = random_town(5500 + seed)
    town.blockers = {r.id: blocker for r in town.requirements}
    for outcome in town.assess().outcomes:
        check_hindered(town, outcome)
