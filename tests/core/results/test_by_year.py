"""How requirements go over the years, from hand-made results tables."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from buurtmaat.core.results.by_year import courses, years_in

COLUMNS = ["year", "stock", "level", "neighbourhood", "group", "requirement", "share", "rate", "compliance"]


def table(rows: list[tuple], **more: list) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=COLUMNS)
    for name in ("shortfall", "shortfall_capacity", "shortfall_facilities"):
        made[name] = pd.Series(more.get(name, [math.nan] * len(rows)), dtype=float)
    made["reason"] = pd.Series(more.get("reason", [None] * len(rows)), dtype=object)
    return made.astype({"year": "Int64", "share": float, "rate": float})


ROWS = [
    (2026, "all", "neighbourhood", "a", None, "s", 0.9, None, "meets"),
    (2026, "all", "neighbourhood", "b", None, "s", 0.2, None, "fails"),
    (2026, "all", "neighbourhood", "_total", None, "s", 0.5, None, None),
    (2040, "all", "neighbourhood", "a", None, "s", 0.4, None, "fails"),
    (2040, "all", "neighbourhood", "b", None, "s", 0.1, None, "fails"),
    (2040, "all", "neighbourhood", "c", None, "s", 0.1, None, "too_few"),
    (2040, "all", "neighbourhood", "_total", None, "s", 0.3, None, None),
    (2040, "existing", "neighbourhood", "_total", None, "s", 0.6, None, None),
    (2040, "new", "neighbourhood", "_total", None, "s", 0.0, None, None),
    (2040, "all", "neighbourhood", None, "landlord", "s", 0.0, None, "fails"),
]


def test_a_requirement_is_followed_from_year_to_year() -> None:
    found = courses(table(ROWS, shortfall=[0, 7, math.nan, 3, 8, 0, *[math.nan] * 4]))["s"]
    assert (list(found.meeting), list(found.failing), list(found.unknown)) == ([1, 0], [1, 2], [0, 0])
    assert list(found.value) == [0.5, 0.3]
    assert math.isnan(found.existing[0])
    assert (found.existing[1], found.new[1]) == (0.6, 0.0)
    assert list(found.missing) == [7, 11]
    assert [list(areas) for areas in found.turned] == [["b"], ["a"]]


def test_the_value_is_that_of_all_together_in_the_year_and_of_the_stock() -> None:
    """Before the row of all come rows of other years, stocks, levels and areas; a village may be called “_total”."""
    rows = [
        (2026, "new", "neighbourhood", "_total", None, "s", 0.1, None, None),
        (2040, "existing", "neighbourhood", "_total", None, "s", 0.2, None, None),
        (2040, "all", "kern", "_total", None, "s", 0.3, None, None),
        (2040, "all", "neighbourhood", "a", None, "s", 0.4, None, None),
        (2040, "all", "neighbourhood", "z", None, "s", 0.45, None, None),
        (2040, "all", "neighbourhood", "_total", "landlord", "s", 0.5, None, None),
        (2040, "all", "neighbourhood", "_total", None, "other", 0.6, None, None),
        (2040, "all", "neighbourhood", "_total", None, "s", 0.7, 9.0, None),
        (2050, "all", "neighbourhood", "_total", None, "s", 0.8, None, None),
    ]
    found = courses(table(rows))
    assert list(found) == ["s", "other"]
    assert found["s"].value[1:] == [0.7, 0.8]
    assert math.isnan(found["s"].value[0])
    assert found["s"].existing[1] == 0.2
    assert found["s"].new[0] == 0.1


def test_areas_that_cannot_be_judged_are_counted_by_themselves() -> None:
    verdicts = ["unknown", "meets", "unknown", "fails", "not_applicable", "unknown"]
    rows = [
        (2030, "all", "neighbourhood", f"n{row}", None, "s", 0.5, None, verdict) for row, verdict in enumerate(verdicts)
    ]
    found = courses(table(rows))["s"]
    assert (found.meeting, found.failing, found.unknown) == ([1], [1], [3])


def test_an_area_that_fails_again_has_turned_again() -> None:
    rows = [
        (year, "all", "neighbourhood", "a", None, "s", 0.5, None, verdict)
        for year, verdict in ((2026, "fails"), (2030, "fails"), (2040, "meets"), (2050, "fails"))
    ]
    found = courses(table(rows, shortfall=[1, 2, 0, 4], shortfall_capacity=[10, math.nan, 30, 40]))["s"]
    assert found.turned == [["a"], [], [], ["a"]]
    assert found.missing == [11, 2, 30, 44]


def test_an_amount_has_its_rate_and_what_is_missing_of_it() -> None:
    rows = [
        (2030, "all", "kern", "Dorp", None, "r", None, 0.5, "fails"),
        (2030, "all", "neighbourhood", "_total", None, "r", None, 0.8, None),
    ]
    found = courses(table(rows, shortfall_capacity=[12.5, math.nan]))["r"]
    assert (list(found.value), list(found.missing), [list(t) for t in found.turned]) == ([0.8], [12.5], [["Dorp"]])


def test_less_than_half_a_facility_is_not_missing_and_the_others_are_whole_ones() -> None:
    rows = [(2030, "all", "neighbourhood", name, None, "r", None, 0.5, "fails") for name in "abc"]
    given = {"shortfall_capacity": [0.6, 0.3, 1.2], "reason": [None, "small_need", None]}
    found = courses(table(rows, **given, shortfall_facilities=[1, 0, 2]))["r"]
    assert (found.missing, found.facilities, found.failing) == ([pytest.approx(1.8)], [3], [3])
    found = courses(table(rows, **given, shortfall_facilities=[1, 0, math.nan]))["r"]
    assert math.isnan(found.facilities[0])
    found = courses(table(rows, **given).drop(columns="shortfall_facilities"))["r"]
    assert math.isnan(found.facilities[0])


def test_what_lies_in_no_area_has_no_name() -> None:
    rows = [
        (2030, "all", "kern", None, None, "r", None, 0.5, "fails"),
        (2030, "all", "kern", "None", None, "r", None, 0.5, "fails"),  # a village may be called so
        (2030, "all", "neighbourhood", "_total", None, "r", None, 0.8, None),
    ]
    assert courses(table(rows))["r"].turned == [[None, "None"]]


def test_a_table_of_no_year_has_no_course() -> None:
    none = [(None, *row[1:]) for row in ROWS[:3]]
    assert years_in(table(none)) == []
    assert courses(table(none)) == {}
    assert years_in(table(ROWS)) == [2026, 2040]
