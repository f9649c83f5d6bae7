"""What a results table says of its requirements, areas and groups, from tables made by hand."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.results.findings import Findings
from buurtmaat.core.results.table import RESULT_KINDS
from towns.table_by_hand import AMOUNT, read, row

NAN = math.nan


# --- Which rows


def test_of_several_years_the_last_is_told_and_of_stocks_all() -> None:
    rows = [
        row("a", year=year, stock=stock, share=share, compliance="fails" if year < 2040 else "meets")
        for year, stock, share in ((2026, "all", 0.1), (2040, "new", 0.2), (2040, "all", 0.3), (2040, "existing", 0.4))
    ]
    found = read(*rows)
    assert found.table["share"].tolist() == [0.3]
    assert len(found.complete) == 4
    assert found.year == 2040
    assert found.courses["s"].failing == [1, 0]
    one = read(rows[0])
    assert (one.year, one.courses) == (2026, {})
    assert (read(row("a")).year, read(row("a")).courses) == (None, {})


def test_areas_are_the_neighbourhoods_and_a_table_without_any_or_of_two_runs_is_refused() -> None:
    others = [row("outside_neighbourhoods"), row("_total"), row("Dorp", level="kern"), row(None, group="landlord")]
    others += [row("Zuid", level="wijk")]  # what comes behind “neighbourhood” in the alphabet is no more one
    assert read(row("b"), row("a"), *others).areas == ["b", "a"]
    with pytest.raises(InputError, match="holds no neighbourhood"):
        read(*others)
    with pytest.raises(InputError, match="more than one run"):
        read(row("a"), row("b"), row("a"))


def test_rows_of_neighbourhoods_stand_in_the_order_of_areas_and_may_lack() -> None:
    found = read(
        row("b", share=0.2),
        row("a", share=0.1),
        row("_total", share=0.15),
        row("outside_neighbourhoods", share=0.4),
        row("Dorp", level="kern", share=0.3),
        row(None, group="landlord", share=0.5, total=100.0),
        row("a", requirement="t", share=0.9),
    )
    s, t = found.questions
    assert found.rows(s)["share"].tolist() == [0.2, 0.1]
    assert found.rows(s, "kern")["share"].to_dict() == {"Dorp": 0.3}
    assert found.rows(t)["share"].tolist() == pytest.approx([NAN, 0.9], nan_ok=True)
    assert len(found.rows(t, "kern")) == 0
    unknown = replace(s, id="other")
    assert list(found.rows(unknown).index) == ["b", "a"]
    assert found.rows(unknown)["share"].isna().all()
    assert (found.whole(s)["share"], found.outside(s)["share"]) == (0.15, 0.4)
    assert found.whole(t).isna().all()
    assert list(found.whole(t).index) == list(RESULT_KINDS)
    assert found.groups(s)["share"].to_dict() == {"landlord": 0.5}
    assert len(found.groups(t)) == 0


# --- Verdicts


MEMBER = {"kern": {"a": "Dorp", "b": "Stad", "c": "Stad", "d": None}}


def test_a_neighbourhood_has_the_verdict_of_the_area_that_it_is_judged_in_but_where_nobody_lives() -> None:
    found = read(
        *(row(area, total=total) for area, total in (("a", 10.0), ("b", 0.0), ("c", 1.0), ("d", 10.0), ("e", 10.0))),
        row("Dorp", level="kern", compliance="meets"),
        row("Stad", level="kern", compliance="fails"),
        member=MEMBER,
    )
    assert found.verdicts(found.questions[0]).tolist() == ["meets", "not_applicable", "fails", None, None]


def two_requirements() -> Findings:
    """Make neighbourhoods of which one requirement is judged by itself, and another by settlement."""
    return read(
        row("a", compliance="meets", total=5.0),
        row("b", compliance="meets", total=5.0),
        row("c", compliance="fails", total=5.0),
        row("_total"),
        *(row(area, requirement="t", total=5.0) for area in "abc"),
        row("Dorp", requirement="t", level="kern", compliance="meets"),
        row("Stad", requirement="t", level="kern", compliance="unknown"),
        member=MEMBER,
    )


def test_verdicts_are_counted_where_they_are_given_or_where_they_hold() -> None:
    found = two_requirements()
    assert found.overall.tolist() == ["meets", "unknown", "fails"]
    assert [found.count(one) for one in ("meets", "fails", "unknown")] == [3, 1, 1]
    assert [found.count_in_neighbourhoods(one) for one in ("meets", "fails", "unknown")] == [3, 1, 2]
    assert found.totals == (1, 3, 1, 1)


def test_dwellings_are_those_of_a_requirement_that_leaves_none_out() -> None:
    some = json.dumps({"demand_where": [["age", ">", 65]]})
    found = read(
        *(row(area, requirement="people", weight="people", total=9.0) for area in "ab"),
        *(row(area, requirement="children", weight="children", total=8.0) for area in "ab"),
        *(row(area, requirement="old", conditions=some, total=4.0) for area in "ab"),
        row("a", requirement="half", total=5.0),
        row("a", requirement="all", total=6.0),
        row("b", requirement="all", total=7.0),
    )
    assert found.dwellings.to_dict() == {"a": 6.0, "b": 7.0}
    assert read(row("a", weight="people", total=9.0)).dwellings is None


# --- What is missing


def test_what_is_missing_is_told_by_the_part_that_it_is_of_what_is_asked() -> None:
    """Asked are 90 of 100 dwellings, of which 45, 9 and 90 lack; of equal parts the larger area comes first."""
    fails = {"compliance": "fails", "total": 100.0}
    found = read(
        row("a", **fails, shortfall=45.0, shortfall_capacity=7.0),
        row("b", **fails, shortfall=9.0, shortfall_facilities=2),
        row("c", **{**fails, "total": 200.0}, shortfall=90.0),
        row("d", **fails, shortfall=1.0, reason="small_need"),
        row("e", compliance="meets", total=100.0, shortfall=0.0),
        row("f", compliance="unknown", total=100.0, shortfall=50.0),
        row("Dorp", level="kern", total=500.0, shortfall=400.0),
    )
    told = found.shortfalls()
    assert told["area"].to_dict() == {0: "c", 1: "a", 2: "b"}
    assert told["part"].tolist() == pytest.approx([0.5, 0.5, 0.1])
    assert told["shortfall"].tolist() == [90, 45, 9]
    assert told["shortfall_capacity"].isna().all()
    assert told["facilities"].tolist() == pytest.approx([NAN, NAN, 2], nan_ok=True)
    assert found.small_needs(found.questions[0]) == ["d"]


def test_of_amounts_a_part_is_of_the_places_or_ground_that_is_asked() -> None:
    """50 m² per 100 people, of 400 people 200 m²; three places at once; a tenth of the ground where a twentieth is."""
    common = {"compliance": "fails", "total": 400.0, "shortfall": 3.0}
    rate = row("a", **{**AMOUNT, **common, "rate": 25.0}, shortfall_capacity=100.0)
    once = {**AMOUNT, "indicator": "presence", "unit": "number", "per": NAN, "threshold": 3.0}
    ground = {**AMOUNT, "indicator": "area_share", "unit": "share", "per": NAN, "threshold": 0.1, "rate": 0.05}
    found = read(
        rate,
        row("a", **{**once, **common}, requirement="once", shortfall_capacity=1.0),
        row("a", **{**ground, **common}, requirement="ground", shortfall_capacity=500.0),
        row("b", **{**once, **common}, requirement="once", shortfall_capacity=9.0),
    )
    told = found.shortfalls().set_index(["question", "area"])
    assert told["part"].to_dict() == pytest.approx({(1, "b"): 1.0, (0, "a"): 0.5, (2, "a"): 0.5, (1, "a"): 1 / 3})
    assert next(iter(told.index)) == (1, "b")
    assert found.shortfalls().index.tolist() == [0, 1, 2, 3]
    assert told["shortfall_capacity"].to_dict() == {(1, "b"): 9, (0, "a"): 100, (2, "a"): 500, (1, "a"): 1}
    assert told["shortfall"].isna().all()


def test_what_lies_in_no_area_of_a_level_is_a_small_need_without_a_name() -> None:
    small = {"compliance": "fails", "reason": "small_need", "level": "kern"}
    found = read(row("a"), row("Dorp", **small), row(None, **small), row("Stad", level="kern", compliance="fails"))
    assert found.small_needs(found.questions[0]) == ["Dorp", None]


def test_verdicts_at_nine_and_eleven_tenths_of_the_threshold() -> None:
    """Asked are 90 of 100; of the share that is known the table has 85 and 92 of a hundred, or nothing."""
    cells = {"total": 100.0, "within": 80.0, "outside": 20.0, "unknown": 0.0}
    found = read(
        row("a", **cells, compliance="fails", share_at_90=0.85, share_at_110=0.92),
        row("b", **cells, compliance="unknown", share_at_90=0.9, share_at_110=NAN),
        row("c", **{**cells, "outside": 10.0, "unknown": 10.0}, compliance="meets", share_at_90=0.9, share_at_110=1.0),
        row("d", **{**cells, "outside": 5.0, "unknown": 15.0}, compliance="meets", share_at_90=0.7, share_at_110=0.9),
        row("e", **cells, compliance="too_few", share_at_90=0.85, share_at_110=0.92),
        row("f", **cells, share_at_90=0.85, share_at_110=0.92),
        row("g", **{**cells, "total": 1.0, "outside": 0.0, "within": 1.0}, compliance="meets", share_at_90=0.9 - 1e-10),
    )
    # g: sums differ in their last digits.
    # c: of 90 known 81 and 90 lie within, and 10 more may; d: of 85 known 59.5 and 76.5, and 15 more may.
    assert found.at(found.questions[0], 90).tolist() == ["fails", "meets", "unknown", "fails", None, None, "meets"]
    assert found.at(found.questions[0], 110).tolist() == ["meets", None, "meets", "unknown", None, None, None]
