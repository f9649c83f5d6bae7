"""From sums, and from what stands in areas, to verdicts, by the order of the rules."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from buurtmaat.core.norms.model import Requirement
from buurtmaat.core.requirements.area_sums import Sums, sum_areas
from buurtmaat.core.requirements.supply import Supply
from buurtmaat.core.requirements.verdicts import (
    AmountRules,
    AreaFacts,
    Verdicts,
    count_of,
    judge_amounts,
    judge_blocked,
    judge_shares,
    overall,
    unjudged,
)
from towns.measured_dwellings import FAR, VALUE, WEIGHT, demand_of, everywhere, measured, sums
from towns.plain_assessment import overall as plain_overall
from towns.plain_assessment import share_verdict

RANK = {"fails": 0, "unknown": 1, "meets": 2}


def about(areas: int = 1, why_unknown: str = "", **given: Sequence[object]) -> AreaFacts:
    usual = AreaFacts(
        applies=np.ones(areas, bool),
        blocker=np.full(areas, None, object),
        weight_unknown=np.zeros(areas, bool),
        no_dwellings=np.zeros(areas, bool),
        why_unknown=why_unknown,
    )
    kinds = {"applies": bool, "blocker": object, "weight_unknown": bool, "no_dwellings": bool}
    return replace(usual, **{name: np.array(values, kinds[name]) for name, values in given.items()})


def parts(within: float, outside: float, unknown: float) -> Sums:
    return sums([0.0, FAR, None], [within, outside, unknown])


def verdict(judged: Verdicts) -> tuple[str | None, str | None]:
    return judged.compliance[0], judged.reason[0]


# Shares


@pytest.mark.parametrize(("target", "expected"), [(0.95, "unknown"), (0.90, "meets"), (0.97, "fails")])
def test_unknowns_never_turn_a_verdict(target: float, expected: str) -> None:
    """90 within, 4 outside, 6 unknown: somewhere from 0.90 to 0.96."""
    found = parts(90, 4, 6)
    assert verdict(judge_shares(found, target, 50, about())) == (expected, None)
    assert found.share[0] == pytest.approx(90 / 94)


def test_shortfall_is_what_lacks_with_all_unknowns_within() -> None:
    assert judge_shares(parts(90, 4, 6), 0.97, 50, about()).shortfall.tolist() == pytest.approx([1.0])
    assert judge_shares(parts(90, 4, 6), 0.95, 50, about()).shortfall.tolist() == [0.0]
    assert judge_shares(parts(0, 200, 0), 0.95, 50, about()).shortfall.tolist() == pytest.approx([190.0])


def test_too_few_dwellings_keep_their_shares() -> None:
    found = parts(30, 10, 0)
    assert verdict(judge_shares(found, 0.95, 50, about())) == ("too_few", None)
    assert found.share.tolist() == [0.75]
    assert verdict(judge_shares(parts(40, 10, 0), 0.95, 50, about())) == ("fails", None)
    assert verdict(judge_shares(parts(0, 0, 0), 0.95, 50, about())) == ("not_applicable", None)


@pytest.mark.parametrize("scale", [10.0**power for power in range(-9, 10)])
@pytest.mark.parametrize("part", [1.0, 0.1, 1 / 3, 0.7, math.pi])
def test_nineteen_of_twenty_equal_weights_meet_95_percent(scale: float, part: float) -> None:
    weight = [part * scale] * 20
    found = sums([100.0] * 19 + [FAR], weight)
    assert verdict(judge_shares(found, 0.95, 0, about())) == ("meets", None)
    short = sums([100.0] * 18 + [FAR] * 2, weight)
    assert verdict(judge_shares(short, 0.95, 0, about())) == ("fails", None)
    assert verdict(judge_shares(found, 0.9500001, 0, about())) == ("fails", None)


@pytest.mark.parametrize("scale", [10.0**power for power in range(-9, 10)])
@pytest.mark.parametrize("near", [1, 3, 7, 9, 47, 90, 95, 99])
def test_a_share_of_equal_weights_meets_itself(near: int, scale: float) -> None:
    for part in (0.1, 1 / 3, 0.7):
        found = sums([100.0] * near + [FAR] * (100 - near), [part * scale] * 100)
        assert verdict(judge_shares(found, near / 100, 0, about())) == ("meets", None)
        unsure = sums([None] * near + [FAR] * (100 - near), [part * scale] * 100)
        assert verdict(judge_shares(unsure, near / 100, 0, about())) == ("unknown", None)


def test_a_billionth_less_than_is_asked_is_enough() -> None:
    found = replace(parts(1, 0, 0), within=np.array([1 - 1e-9]), outside=np.array([1e-9]))
    assert verdict(judge_shares(found, 1.0, 0, about())) == ("meets", None)


@pytest.mark.parametrize("scale", [10.0**power for power in range(-9, 10)])
def test_fewest_dwellings_are_compared_at_every_scale(scale: float) -> None:
    found = sums([0.0] * 100, [0.7 * scale] * 100)
    assert verdict(judge_shares(found, 0.5, 70 * scale, about())) == ("meets", None)
    assert verdict(judge_shares(found, 0.5, 70.001 * scale, about())) == ("too_few", None)


def test_the_first_rule_that_holds_decides() -> None:
    """From the last rule to the first: each that is added goes before those that held already."""
    found, few = parts(1, 1, 0), parts(0, 0, 0)
    known: dict[str, Sequence[object]] = {}
    steps: list[tuple[dict[str, Sequence[object]], str, float, tuple[str | None, str | None]]] = [
        ({}, "", 0, ("meets", None)),
        ({}, "no_facility", 0, ("unknown", "no_facility")),
        ({}, "no_facility", 50, ("too_few", None)),
        ({"blocker": ["field_unknown:f"]}, "no_facility", 50, ("unknown", "field_unknown:f")),
        ({"no_dwellings": [True]}, "no_facility", 50, ("unknown", "no_dwellings")),
        ({"weight_unknown": [True]}, "no_facility", 50, ("unknown", "weight_unknown")),
        ({"applies": [False]}, "no_facility", 50, ("not_applicable", None)),
    ]
    for more, why_unknown, least, expected in steps:
        known |= more
        assert verdict(judge_shares(found, 0.5, least, about(why_unknown=why_unknown, **known))) == expected
    assert verdict(judge_shares(found, None, 50, about(why_unknown="no_facility", **known)))[0] is None
    # Weight that is known and 0 goes before a NULL in a condition, and before what is lacking.
    hindered = about(why_unknown="no_facility", blocker=["field_unknown:f"])
    assert verdict(judge_shares(few, 0.5, 50, hindered)) == ("not_applicable", None)
    assert verdict(judge_shares(few, 0.5, 50, about(weight_unknown=[True]))) == ("unknown", "weight_unknown")
    assert verdict(judge_shares(sums([], [], 500, 7), 0.5, 50, about(no_dwellings=[True]))) == (
        "unknown",
        "no_dwellings",
    )


def test_without_a_target_there_is_no_verdict() -> None:
    judged = judge_shares(parts(90, 4, 6), None, 50, about())
    assert verdict(judged) == (None, None)
    assert np.isnan(judged.shortfall).all()


DWELLINGS = st.lists(st.tuples(VALUE, WEIGHT), min_size=1, max_size=30)
TARGET = st.one_of(st.floats(0.01, 1), st.sampled_from([0.5, 0.9, 0.95, 1.0]))


def judged(rows: Sequence[tuple[float | None, float]], target: float, threshold: float = 500.0) -> str:
    found = sums([v for v, _ in rows], [w for _, w in rows], threshold)
    return judge_shares(found, target, 0, about()).compliance[0]


@given(DWELLINGS, TARGET)
def test_verdicts_are_reached_as_by_hand(rows: list[tuple[float | None, float]], target: float) -> None:
    figures = {
        "within": math.fsum(w for v, w in rows if v is not None and v <= 500 + 1e-6),
        "unknown": math.fsum(w for v, w in rows if v is None),
        "total": math.fsum(w for _, w in rows),
    }
    plain = share_verdict(target, figures, 1, 0, "")[0] if figures["total"] else "not_applicable"
    assert judged(rows, target) == plain


@given(DWELLINGS, TARGET, TARGET)
def test_a_higher_target_is_never_easier(rows: list[tuple[float | None, float]], one: float, other: float) -> None:
    assume(any(w for _, w in rows))
    low, high = sorted((one, other))
    assert RANK[judged(rows, low)] >= RANK[judged(rows, high)]


@given(DWELLINGS, TARGET, st.floats(1, 1000), st.floats(1, 1000))
def test_a_longer_threshold_is_never_harder(
    rows: list[tuple[float | None, float]], target: float, one: float, other: float
) -> None:
    assume(any(w for _, w in rows))
    low, high = sorted((one, other))
    assert RANK[judged(rows, target, low)] <= RANK[judged(rows, target, high)]


@given(DWELLINGS, TARGET, st.data())
def test_whatever_the_unknowns_are_a_verdict_stays(
    rows: list[tuple[float | None, float]], target: float, data: st.DataObject
) -> None:
    verdict = judged(rows, target)
    known = [(v if v is not None else data.draw(st.sampled_from([0.0, FAR])), w) for v, w in rows]
    if verdict != "unknown":
        assert judged(known, target) == verdict
    else:  # and it was left open for a reason
        found = [judged([(v if v is not None else to, w) for v, w in rows], target) for to in (0.0, FAR)]
        assert found == ["meets", "fails"]


# Amounts


def amounts(
    total: float, amount: float, unsure: int = 0, norm: float = 125.0, sure: int = 1, up: bool = False, **more: object
) -> tuple:
    """Judge a rate by 1,000 of the demand."""
    judged = judged_amount(total, amount, norm, AmountRules(rounds_up=up), unsure, sure, **more)
    assert np.isnan(judged.shortfall).all()
    return (*verdict(judged), judged.shortfall_capacity[0])


def judged_amount(
    total: float,
    amount: float,
    norm: float,
    rules: AmountRules,
    unsure: int = 0,
    sure: int = 1,
    **more: object,
) -> Verdicts:
    supply = Supply(np.array([amount]), np.array([unsure], float), np.array([sure], float))
    wanted, demand = np.array([norm * total / 1000]), np.array([total], float)
    return judge_amounts(supply, wanted, demand, about(**more), rules)


@pytest.mark.parametrize(
    ("total", "amount", "size", "found"),
    [
        (28_000, 0, 1400, ("fails", None, 1)),  # The Hague: 1,400 m² at 50 m² per 1,000 is one for 28,000 dwellings
        (58, 0, 1400, ("fails", "small_need", 0)),  # a hamlet of 58 dwellings lacks 2.9 m² of it
        (14_000, 0, 1400, ("fails", None, 1)),  # 700 m² is half of one
        (13_980, 0, 1400, ("fails", "small_need", 0)),  # 699 m² is less
        (56_000, 1400, 1400, ("fails", None, 1)),
        (56_000, 1399, 1400, ("fails", None, 2)),  # 1,401 m²
        (28_000, 1400, 1400, ("meets", None, 0)),
        (28_000, 0, None, ("fails", None, None)),  # of no size there are no whole ones
    ],
)
def test_what_is_missing_is_told_in_whole_facilities(total, amount, size, found) -> None:
    judged = judged_amount(total, amount, 50, AmountRules(one_facility=size))
    number = judged.shortfall_facilities[0]
    assert (*verdict(judged), None if math.isnan(number) else number) == found
    if found[0] == "fails":
        assert judged.shortfall_capacity[0] == pytest.approx(50 * total / 1000 - amount)


def test_a_business_park_lacks_no_part_of_a_meeting_place() -> None:
    """At 1 per 1,000, 20 dwellings ask for 0.02 of one."""
    judged = judged_amount(20, 0, 1, AmountRules(one_facility=1))
    assert (*verdict(judged), judged.shortfall_facilities[0]) == ("fails", "small_need", 0)
    up = judged_amount(20, 0, 1, AmountRules(one_facility=1, rounds_up=True))  # asks for whole ones, so for one
    assert (*verdict(up), up.shortfall_capacity[0], up.shortfall_facilities[0]) == ("fails", None, 1, 1)


def test_an_area_with_less_than_the_least_demand_is_not_judged() -> None:
    rules = AmountRules(min_demand=500)
    for total, more, found in (
        (499, {}, ("too_few", None)),
        (500, {}, ("fails", None)),
        (0, {}, ("not_applicable", None)),
        (499, {"weight_unknown": [True]}, ("unknown", "weight_unknown")),
        (499, {"blocker": ["no_class"]}, ("unknown", "no_class")),
        (499, {"why_unknown": "no_facility"}, ("too_few", None)),
    ):
        judged = judged_amount(total, 0, 50, rules, **more)
        assert (*verdict(judged), judged.shortfall_capacity[0]) == (*found, 25.0 if found[0] == "fails" else 0.0)


def test_without_a_least_demand_the_smallest_area_is_judged() -> None:
    rules = AmountRules.of(Requirement(id="a", facility=("shop",), indicator="rate", threshold=50, unit="m2", per=1000))
    judged = judged_amount(0.5, 0, 50, rules)
    assert judged.compliance.tolist() == ["fails"]


def test_the_least_demand_is_compared_with_a_tolerance() -> None:
    for digit, found in ((1 - 1e-12, "fails"), (1.0, "fails"), (1 - 1e-6, "too_few")):
        judged = judged_amount(500 * digit, 0, 50, AmountRules(min_demand=500))
        assert judged.compliance.tolist() == [found]


def test_amounts() -> None:
    assert amounts(2000, 250) == ("meets", None, 0)
    assert amounts(2000, 249) == ("fails", None, pytest.approx(1))
    assert amounts(2000, 0) == ("fails", None, 250)  # none stands here, though some do elsewhere
    assert amounts(2000, 200, unsure=1) == ("unknown", "capacity_unknown", 0)
    assert amounts(2000, 0, unsure=2, sure=0) == ("unknown", "capacity_unknown", 0)
    assert amounts(2000, 300, unsure=1) == ("meets", None, 0)  # more could not turn it
    assert amounts(2000, 0, norm=0) == ("meets", None, 0)


def test_who_lacks_the_least_part_of_a_whole_one_lacks_one() -> None:
    """Half a billionth is less than a tolerance of one, and more than that of the 0.3 that is wanted."""
    assert amounts(300, 0.3 - 5e-10, norm=1, up=True) == ("fails", None, 1)
    assert amounts(300, 0.3 - 1e-10, norm=1, up=True) == ("meets", None, 0)


def test_amounts_where_nothing_can_be_asked() -> None:
    assert amounts(0, 250) == ("not_applicable", None, 0)
    assert amounts(9, 0, applies=[False]) == ("not_applicable", None, 0)
    assert amounts(0, 250, weight_unknown=[True]) == ("unknown", "weight_unknown", 0)
    assert amounts(9, 0, why_unknown="no_facility") == ("unknown", "no_facility", 0)
    assert amounts(9, 5, no_dwellings=[True]) == ("unknown", "no_dwellings", 0)
    assert amounts(9, 0, why_unknown="no_facility", blocker=["no_class"]) == ("unknown", "no_class", 0)


@pytest.mark.parametrize(("amount", "missing"), [(0, 3), (1, 2), (2, 1), (2.2, 1), (1.3, 2)])
def test_what_is_missing_can_be_rounded_up_to_whole_places(amount: float, missing: int) -> None:
    """At 1 per 1,000 of 2,400 there are 2.4 places wanted."""
    assert amounts(2400, amount, norm=1, up=True) == ("fails", None, missing)
    assert amounts(2400, amount, norm=1) == ("fails", None, pytest.approx(2.4 - amount))


@pytest.mark.parametrize("wanted", [3, 9, 21, 1_000_000])
def test_rounding_up_does_not_ask_for_one_more_where_the_sum_is_whole(wanted: int) -> None:
    for digit in (1 - 1e-12, 1.0, 1 + 1e-12):  # a sum of parts may differ in its last digits
        for missing in (1, 2, 3):
            judged = amounts(1000, wanted - missing, norm=wanted * digit, up=True)
            assert judged == ("fails", None, missing)
        assert amounts(1000, wanted, norm=wanted * digit, up=True) == ("meets", None, 0)


@pytest.mark.parametrize("scale", [10.0**power for power in range(-9, 10)])
def test_an_amount_at_its_norm_meets_it_at_every_scale(scale: float) -> None:
    for part in (0.1, 0.3, 0.7, 1 / 3):
        total, amount = part * scale * 100 * 1000 / 125, sum([part * scale] * 100)
        assert amounts(total, amount)[0] == "meets"
        assert amounts(total, amount * (1 - 1e-6))[0] == "fails"


@given(st.floats(0.001, 1e6), st.floats(0, 1e6), st.floats(0, 1e4), st.floats(0, 1e4), st.integers(0, 1))
def test_a_higher_norm_is_never_easier(total: float, amount: float, one: float, other: float, unsure: int) -> None:
    low, high = sorted((one, other))
    assert RANK[amounts(total, amount, unsure, norm=low)[0]] >= RANK[amounts(total, amount, unsure, norm=high)[0]]


SUPPLY = st.tuples(st.floats(0, 1000), st.integers(0, 2), st.integers(0, 2), st.integers(0, 3))


@given(st.lists(SUPPLY, max_size=12))
def test_what_stands_in_areas_is_put_together(rows: list[tuple[float, int, int, int]]) -> None:
    amount, unsure, sure = (np.array([r[i] for r in rows], float) for i in range(3))
    found = Supply(amount, unsure, sure).by(np.array([r[3] for r in rows], np.int64), 4)
    for area in range(4):
        mine = [r for r in rows if r[3] == area]
        assert found.amount[area] == pytest.approx(math.fsum(r[0] for r in mine))
        assert found.unknown[area] == sum(r[1] for r in mine)
        assert found.known[area] == sum(r[2] for r in mine)
        assert found.hidden[area] == (any(r[1] for r in mine) and not any(r[2] for r in mine))


# What cannot be computed, and all requirements together


def test_what_cannot_be_computed_is_unknown_where_it_applies() -> None:
    lacking = about(4, blocker=["no_field:f"] * 4, applies=[True, False, True, True], weight_unknown=[0, 0, 0, 1])
    total = np.array([5.0, 5.0, 0.0, 0.0])
    share = Requirement(id="a", facility=("x",), indicator="distance", threshold=500.0, unit="m", target=0.9)
    found = judge_blocked(share, total, lacking)
    assert found.compliance.tolist() == ["unknown", "not_applicable", "not_applicable", "unknown"]
    assert found.reason.tolist() == ["no_field:f", None, None, "weight_unknown"]
    assert found.shortfall.tolist() == [0] * 4
    assert judge_blocked(replace(share, target=None), total, lacking).compliance.tolist() == [None] * 4
    rate = Requirement(id="a", facility=("x",), indicator="rate", threshold=1.0, unit="number")
    found = judge_blocked(rate, np.full(4, math.nan), lacking)
    assert found.compliance.tolist() == ["unknown", "not_applicable", "unknown", "unknown"]
    assert found.shortfall_capacity.tolist() == [0] * 4
    assert np.isnan(found.shortfall).all()


def test_areas_at_other_levels_have_no_verdict_and_say_what_is_lacking() -> None:
    lacking = about(4, blocker=[None, "field_unknown:f", "field_unknown:f", None], weight_unknown=[0, 0, 1, 0])
    found = unjudged(lacking)
    assert found.compliance.tolist() == [None] * 4
    assert found.reason.tolist() == [None, "field_unknown:f", "weight_unknown", None]
    assert np.isnan([found.shortfall, found.shortfall_capacity]).all()


def test_what_is_not_known_of_types_leaves_a_verdict_open() -> None:
    doubtful = replace(about(3), why_open="no_facility")
    found = sum_areas(
        measured([0.0, None, FAR, None, 0.0, None]),
        demand_of([9, 1, 9, 1, 5, 5]),
        np.array([0, 0, 1, 1, 2, 2]),
        np.zeros(3),
        everywhere(500.0, 6),
    )
    judged = judge_shares(found, 0.9, 0, doubtful)
    assert judged.compliance.tolist() == ["meets", "fails", "unknown"]
    assert judged.reason.tolist() == [None, None, "no_facility"]


VERDICT = st.sampled_from(["meets", "fails", "unknown", "too_few", "not_applicable", None])


@given(st.lists(st.tuples(VERDICT, VERDICT), max_size=6))
def test_verdict_over_all_requirements(rows: list[tuple[str | None, str | None]]) -> None:
    verdicts = [np.array(row, object) for row in rows]
    columns = [[row[area] for row in rows] for area in range(2)]
    assert overall(verdicts, 2).tolist() == [plain_overall(column) for column in columns]
    for word in ("meets", "fails", "unknown"):
        assert count_of(verdicts, word, 2).tolist() == [column.count(word) for column in columns]
