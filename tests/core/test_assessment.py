"""What an assessment says of every dwelling and every neighbourhood equals what a plain implementation says."""

from __future__ import annotations

import dataclasses
import math
import random

import numpy as np
import pytest
from brute_force import Street
from factories import point
from plain_assessment import assess_rate, assess_share, first_rules, overall, value_of, weigh
from random_towns import RandomTown, random_town

from buurtmaat.core.assessment import Outcome, Rules, assess, whole_reason
from buurtmaat.core.norms import Condition, Requirement

TOWNS = 150


@pytest.mark.parametrize("seed", range(TOWNS))
def test_random_towns_are_assessed_as_by_hand(seed: int) -> None:
    town = random_town(seed)
    town.walk.costs(None)
    if town.walk.unsure:  # the rules leave open by which way a polygon is entered
        town = random_town(seed, "points")
    found = town.assess()
    for outcome in found.outcomes:
        check_outcome(town, outcome)
    compliance = np.array([o.verdicts.compliance[:-1] for o in found.outcomes])
    assert found.overall.tolist() == [overall(column.tolist()) for column in compliance.T]
    assert found.totals() == (
        found.overall.tolist().count("meets"),
        *(int((compliance == v).sum()) for v in ("meets", "fails", "unknown")),
    )


def check_outcome(town: RandomTown, outcome: Outcome) -> None:
    requirement = outcome.requirement
    weighed = weigh(town.plain, requirement)
    assert outcome.demand is not None
    assert np.allclose(outcome.demand.weight, weighed.weight, rtol=1e-12)
    assert np.allclose(outcome.demand.dwellings, weighed.dwellings, rtol=1e-12)
    assert outcome.lacking == sum(weighed.unknown.values())
    if requirement.indicator == "rate":
        plain = assess_rate(town.plain, requirement, town.area_ids)
        same(outcome.rate, plain["rate"][:-1])
        same(outcome.whole_rate, plain["rate"].iloc[-1])
        same(outcome.total.sum(), plain["total"].iloc[-1])
        same(outcome.verdicts.shortfall_capacity[:-1], plain["shortfall_capacity"][:-2])
    else:
        check_measure(town, outcome)
        costs = town.costs(requirement)
        values = [value_of(town.plain, requirement, requirement.threshold, row, d) for d, row in enumerate(costs)]
        plain = assess_share(town.plain, requirement, values, town.area_ids)
        for name in ("within", "outside", "unknown", "share", "mean", "median", "p90"):
            same(getattr(outcome.sums, name), plain[name][:-1])
            same(getattr(outcome.whole, name), plain[name][-1:])
        for name, sums in (("share_at_90", "at_90"), ("share_at_110", "at_110")):
            same(outcome.sums.share_of(getattr(outcome.sums, sums)), plain[name][:-1])
            same(outcome.whole.share_of(getattr(outcome.whole, sums)), plain[name][-1:])
        same(outcome.verdicts.shortfall[:-1], plain["shortfall"][:-2])
    same(outcome.total, plain["total"][:-1])
    judged = plain[:-2]
    assert outcome.verdicts.compliance[:-1].tolist() == [none_if_nan(v) for v in judged["compliance"]]
    assert outcome.verdicts.reason[:-1].tolist() == [none_if_nan(v) for v in judged["reason"]]


def check_measure(town: RandomTown, outcome: Outcome) -> None:
    requirement, measure = outcome.requirement, outcome.measure
    for d, cost in enumerate(town.costs(requirement)):
        plain = value_of(town.plain, requirement, requirement.threshold, cost, d)
        same(measure.value[d], plain.value, 1e-6)
        assert {1: True, 0: False, -1: None}[int(measure.within[d])] == plain.within
        assert measure.reason[d] == plain.reason
        assert (measure.facility[d] in plain.facilities) if plain.facilities else measure.facility[d] == -1
        assert (measure.number is not None) == (requirement.indicator == "count")
        if measure.number is not None:
            assert measure.number[d] == plain.number


def same(found: object, plain: object, absolute: float = 1e-7) -> None:
    one, other = (np.atleast_1d(np.asarray(v, float)) for v in (found, plain))
    assert np.allclose(one, other, rtol=1e-9, atol=absolute, equal_nan=True), (one, other)


def none_if_nan(value: object) -> object:
    return None if value is None or (isinstance(value, float) and math.isnan(value)) else value


# What holds whatever the town


@pytest.mark.parametrize("seed", range(40))
def test_neighbourhoods_and_outside_make_up_the_total(seed: int) -> None:
    for outcome in random_town(3000 + seed).assess().outcomes:
        assert outcome.demand is not None
        same(outcome.total.sum(), outcome.demand.weight.sum() + outcome.demand.unspread.sum())
        if outcome.sums is not None:
            for name in ("dwellings", "total", "within", "outside", "unknown"):
                same(getattr(outcome.sums, name).sum(), getattr(outcome.whole, name))
            same(outcome.sums.total, outcome.sums.within + outcome.sums.outside + outcome.sums.unknown)


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    town, rng = random_town(4000 + seed), random.Random(seed)
    orders = [rng.sample(range(n), n) for n in (len(town.points), len(town.area_ids), len(town.shapes))]
    dwellings, areas, facilities = orders
    other = shuffled(town, *orders)
    rng.shuffle(other.requirements)
    one, two = town.assess(), other.assess()
    assert one.overall[areas].tolist() == two.overall.tolist()
    assert one.totals() == two.totals()
    places = [*areas, len(areas)]
    by_id = {o.requirement.id: o for o in two.outcomes}
    number = np.append(np.argsort(facilities), -1)
    for first in one.outcomes:
        second = by_id[first.requirement.id]
        assert first.verdicts.compliance[places].tolist() == second.verdicts.compliance.tolist()
        assert first.verdicts.reason[places].tolist() == second.verdicts.reason.tolist()
        same(first.total[places], second.total)
        assert sorted(number[first.used].tolist()) == second.used.tolist()
        if first.rate is not None:
            same(first.rate[places], second.rate)
            same(first.whole_rate, second.whole_rate)
            continue
        same(first.measure.value[dwellings], second.measure.value, 1e-9)
        assert number[first.measure.facility[dwellings]].tolist() == second.measure.facility.tolist()
        assert first.measure.within[dwellings].tolist() == second.measure.within.tolist()
        assert first.measure.reason[dwellings].tolist() == second.measure.reason.tolist()
        for name in ("within", "outside", "unknown", "share", "mean", "median", "p90"):
            same(getattr(first.sums, name)[places], getattr(second.sums, name))
            same(getattr(first.whole, name), getattr(second.whole, name))


def shuffled(town: RandomTown, dwellings: list[int], areas: list[int], facilities: list[int]) -> RandomTown:
    """Give the same town with its rows in another order."""

    def pick(values: list, order: list[int]) -> list:
        return [values[i] for i in order]

    def all_of(columns: dict[str, list[object]], order: list[int]) -> dict[str, list[object]]:
        return {name: pick(values, order) for name, values in columns.items()}

    seat = {area: row for row, area in enumerate(areas)} | {-1: -1}
    return dataclasses.replace(
        town,
        points=pick(town.points, dwellings),
        number=pick(town.number, dwellings),
        holder=[seat[town.holder[d]] for d in dwellings],
        dwelling_columns=all_of(town.dwelling_columns, dwellings),
        area_ids=pick(town.area_ids, areas),
        area_columns=all_of(town.area_columns, areas),
        shapes=pick(town.shapes, facilities),
        types=pick(town.types, facilities),
        capacity=pick(town.capacity, facilities),
        facility_holder=[seat[town.facility_holder[f]] for f in facilities],
        facility_columns=all_of(town.facility_columns, facilities),
        requirements=list(town.requirements),
    )


@pytest.mark.parametrize("seed", range(40))
def test_what_cannot_be_computed_is_unknown_but_where_nothing_is_asked(seed: int) -> None:
    town = random_town(5000 + seed)
    town.hindrances = {r.id: "no_field:steps" for r in town.requirements}
    for outcome in town.assess().outcomes:
        requirement = outcome.requirement
        plain = town.plain
        weighed = weigh(plain, requirement)
        for row, area in enumerate(town.area_ids):
            mine = [d for d, h in enumerate(town.holder) if h == row]
            total = sum(weighed.weight[d] for d in mine) + weighed.unspread[area]
            verdict, reason = first_rules(plain, requirement, area, weighed, total)
            has_verdict = not requirement.has_share or requirement.target is not None
            assert outcome.verdicts.compliance[row] == (verdict if has_verdict else None)
            assert outcome.verdicts.reason[row] == reason
        assert outcome.measure is None
        assert np.isnan(outcome.total).all()
        assert whole_reason(outcome) == outcome.hindrance == "no_field:steps"


def test_what_cannot_be_computed_for_want_of_a_weight_is_unknown_everywhere() -> None:
    town = random_town(1)
    asked = Requirement(id="a", facility=("park",), indicator="distance", threshold=500.0, unit="m", target=0.9)
    unmet = Condition("urban", ">", 99.0)
    town.requirements = [asked, dataclasses.replace(asked, id="b", applies_if=(Condition("lacking", "=", "x"), unmet))]
    rules = Rules(0.0, frozenset(), {}, {"a": "no_field:x", "b": "no_field:lacking"})
    ground = (town.dwellings, town.neighbourhoods, town.facilities, town.reaching)
    first, second = assess(town.norm_set, *ground, rules).outcomes
    assert set(first.verdicts.compliance) == {"unknown"}
    assert set(first.verdicts.reason) == {"no_field:x"}
    urban = town.area_columns["urban"]
    expected = ["unknown" if u is None else "not_applicable" for u in urban]
    assert second.verdicts.compliance[:-1].tolist() == expected


# The cases that every result must stand up to


def village(homes: int, **facilities: object) -> RandomTown:
    """Make a street with a neighbourhood of dwellings; the facilities are given as columns."""
    town = random_town(0)
    return dataclasses.replace(
        town,
        streets=[Street([[(0.0, 0.0), (5000.0, 0.0)]])],
        points=[(float(i), 5.0) for i in range(homes)],
        number=[1.0] * homes,
        holder=[0] * homes,
        dwelling_columns={},
        area_ids=["BU1"],
        area_columns={"people": [100]},
        **{"shapes": [], "types": [], "capacity": [], "facility_holder": [], "facility_columns": {}, **facilities},
        complete=set(),
        min_dwellings=50.0,
        requirements=[
            Requirement(id="a", facility=("pool",), indicator="distance", threshold=500.0, unit="m", target=0.95)
        ],
    )


def judged(town: RandomTown) -> tuple[str | None, str | None, float, float, float]:
    (outcome,) = town.assess().outcomes
    verdict, sums = outcome.verdicts, outcome.sums
    return (verdict.compliance[0], verdict.reason[0], sums.within[0], sums.outside[0], sums.unknown[0])


def test_a_type_without_features() -> None:
    town = village(60)
    assert judged(town) == ("unknown", "no_facility", 0, 0, 60)
    town.complete = {"pool"}
    assert judged(town) == ("fails", None, 0, 60, 0)
    small = village(40)
    assert judged(small) == ("too_few", None, 0, 0, 40)


def test_features_that_fail_where_are_known_to_be_absent() -> None:
    beside = {"shapes": [point(3, 0)], "types": ["pool"], "capacity": [None], "facility_holder": [0]}
    asked = (Condition("open", "=", "yes"),)
    for value in ("no", None):
        town = village(60, **beside, facility_columns={"open": [value]})
        town.requirements = [dataclasses.replace(town.requirements[0], where=asked)]
        assert judged(town) == ("fails", None, 0, 60, 0)
    town = village(60, **beside, facility_columns={"open": ["Yes"]})
    town.requirements = [dataclasses.replace(town.requirements[0], where=asked)]
    assert judged(town) == ("meets", None, 60, 0, 0)


def test_features_without_a_place_are_unusable() -> None:
    town = village(60, shapes=[[], point(0, 900)], types=["pool"] * 2, capacity=[None] * 2, facility_holder=[-1] * 2)
    assert judged(town) == ("unknown", "facilities_unusable", 0, 0, 60)
    town.requirements = [dataclasses.replace(town.requirements[0], metric="straight")]
    assert judged(town) == ("fails", None, 0, 60, 0)


@pytest.mark.parametrize(("people", "expected"), [(None, ("unknown", "weight_unknown")), (0, ("not_applicable", None))])
def test_weight_of_a_neighbourhood_that_is_null_or_zero(people: float | None, expected: tuple) -> None:
    town = village(60, shapes=[point(3, 0)], types=["pool"], capacity=[None], facility_holder=[0])
    town.area_columns = {"people": [people]}
    town.requirements = [dataclasses.replace(town.requirements[0], weight="people")]
    assert judged(town)[:2] == expected
    (outcome,) = town.assess().outcomes
    assert whole_reason(outcome) == ("weight_unknown:1" if people is None else None)


def test_a_facility_outside_the_neighbourhood_counts_for_reach_and_not_for_its_rate() -> None:
    town = village(60, shapes=[point(300, 0)], types=["pool"], capacity=[None], facility_holder=[-1])
    assert judged(town)[0] == "meets"
    town.requirements = [Requirement(id="a", facility=("pool",), indicator="rate", threshold=1.0, unit="number")]
    (outcome,) = town.assess().outcomes
    assert (outcome.rate[0], outcome.verdicts.compliance[0]) == (0, "fails")
    assert outcome.verdicts.shortfall_capacity[0] == pytest.approx(0.06)
    assert outcome.whole_rate == 0


def test_one_pool_of_a_or_b_is_enough_to_know() -> None:
    town = village(60, shapes=[point(3, 0)], types=[" Pool"], capacity=[None], facility_holder=[0])
    town.requirements = [dataclasses.replace(town.requirements[0], facility=("bath", "POOL"))]
    assert judged(town) == ("meets", None, 60, 0, 0)
    town.types, town.complete = ["sauna"], {"bath"}
    assert judged(town) == ("unknown", "no_facility", 0, 0, 60)
    assert any("sauna" in str(note) for note in town.assess().notes)
