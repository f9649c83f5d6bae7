"""What a neighbourhood's verdict rests on: its own row of the results table, or that of the area it is judged in."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.results.area_verdicts import Cell, cells
from buurtmaat.core.results.findings import read_findings
from buurtmaat.core.results.table import RESULT_KINDS

USUAL = {"stock": "all", "title": "A school", "indicator": "distance", "unit": "m", "norm_set": "own", "state": "draft"}


def table(*rows: dict) -> pd.DataFrame:
    """Make a table whose words are its own, as those that are read from a file."""
    full = [{**dict.fromkeys(RESULT_KINDS), **USUAL, **{name: own(one) for name, one in row.items()}} for row in rows]
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in full], dtype=object if kind == "text" else float)
            for name, kind in RESULT_KINDS.items()
        }
    )


def own(value: object) -> object:
    return str(value.encode(), "utf-8") if isinstance(value, str) else value


def area(name: str | None, requirement: str = "s", level: str = "neighbourhood", **cells) -> dict:
    return {"level": level, "neighbourhood": name, "requirement": requirement, "total": 100.0, **cells}


def test_a_cell_has_the_share_and_the_shortfall_of_its_own_row():
    found = read_findings(
        table(
            area("b", share=0.25, compliance="fails", shortfall=70.0, shortfall_capacity=9.0, threshold=300.0),
            area("a", compliance="unknown", reason="no_class"),
            area("_total", share=0.5),
        )
    )
    mine = cells(found, found.questions[0])
    assert list(mine) == ["b", "a"]  # as in the table
    assert (mine["b"].verdict, mine["b"].value, mine["b"].missing, mine["b"].threshold) == ("fails", 0.25, 70.0, 300.0)
    assert mine["b"].reason is None
    assert mine["b"].area is None
    assert (mine["a"].verdict, mine["a"].reason) == ("unknown", "no_class")
    assert math.isnan(mine["a"].value)
    assert math.isnan(mine["a"].missing)


def test_a_rate_takes_its_rate_and_the_capacity_that_is_missing():
    row = area("a", indicator="rate", unit="m2", per=1000.0, rate=40.0, compliance="fails", shortfall_capacity=8.5)
    found = read_findings(table(row))
    mine = cells(found, found.questions[0])["a"]
    assert (mine.value, mine.missing) == (40.0, 8.5)


def test_what_is_judged_for_a_settlement_has_the_figures_of_the_settlement():
    kind = {"indicator": "presence", "unit": "number"}
    found = read_findings(
        table(
            area("a", rate=0.0, **kind),
            area("b", rate=0.0, **kind),
            area("c", rate=0.0, **kind),
            area("west", level="kern", rate=1.0, compliance="meets", **kind),
            area("east", level="kern", rate=0.0, compliance="fails", shortfall_capacity=1.0, **kind),
        ),
        {"kern": {"a": "west", "b": "east", "c": None}},
    )
    mine = cells(found, found.questions[0])
    assert (mine["a"].verdict, mine["a"].value, mine["a"].area) == ("meets", 1.0, "west")
    assert (mine["b"].verdict, mine["b"].missing, mine["b"].area) == ("fails", 1.0, "east")
    assert mine["c"].verdict is None
    assert mine["c"].area is None
    assert math.isnan(mine["c"].value)


@pytest.mark.parametrize("level", ["kern", "wijk"])  # one comes before "neighbourhood", and one after
def test_where_nobody_lives_nothing_of_the_larger_area_is_told(level: str) -> None:
    kind = {"indicator": "rate", "unit": "number", "per": 1000.0}
    lacking = {"shortfall_capacity": 3.0, "shortfall_facilities": 2.0, "threshold": 4.0}
    found = read_findings(
        table(
            area("a", rate=0.5, **kind),
            area("empty", **{**kind, "total": 0.0}),
            area("west", level=level, rate=1.0, compliance="fails", reason="small_need", **lacking, **kind),
        ),
        {level: {"a": "west", "empty": "west"}},
    )
    mine = cells(found, found.questions[0])
    told = mine["a"]
    assert (told.verdict, told.value, told.missing, told.facilities, told.area) == ("fails", 1.0, 3.0, 2.0, "west")
    assert (told.reason, told.threshold) == ("small_need", 4.0)
    none = mine["empty"]
    assert (none.verdict, none.area) == ("not_applicable", "west")
    assert [math.isnan(one) for one in (none.value, none.missing, none.facilities)] == [True] * 3


def test_where_what_is_asked_differs_within_the_area_each_neighbourhood_has_its_own() -> None:
    kind = {"indicator": "presence", "unit": "number"}
    found = read_findings(
        table(
            area("a", rate=0.0, threshold=1.0, **kind),
            area("b", rate=0.0, threshold=2.0, **kind),
            area("west", level="kern", rate=1.0, compliance="meets", **kind),
        ),
        {"kern": {"a": "west", "b": "west"}},
    )
    mine = cells(found, found.questions[0])
    assert [mine[name].threshold for name in "ab"] == [1.0, 2.0]


def test_figures_of_what_is_not_asked_are_not_told() -> None:
    lacking = {"share": 0.4, "shortfall": 3.0, "shortfall_facilities": 2.0}
    found = read_findings(table(area("a", compliance="not_applicable", **lacking)))
    mine = cells(found, found.questions[0])
    assert [math.isnan(one) for one in (mine["a"].value, mine["a"].missing, mine["a"].facilities)] == [True] * 3


@pytest.mark.parametrize(
    ("missing", "reason", "lacks"),
    [
        (math.nan, None, False),
        (0.0, None, False),
        (0.5, None, True),
        (2.0, "capacity_unknown", True),
        (2.0, "weight_unknown", True),
        (2.0, "small_need", False),
        (0.0, "small_need", False),
    ],
)
def test_more_is_missing_than_half_a_facility(missing: float, reason: str | None, lacks: bool) -> None:
    cell = Cell(verdict="fails", reason=own(reason), value=0.5, threshold=1.0, missing=missing)
    assert cell.lacks_more == lacks


def test_neighbourhoods_in_no_settlement_have_the_figures_of_those_together():
    kind = {"indicator": "presence", "unit": "number"}
    found = read_findings(
        table(
            area("a", rate=0.0, **kind),
            area("b", rate=0.0, **kind),
            area("c", rate=0.0, **kind),
            area("west", level="kern", rate=1.0, compliance="meets", **kind),
            area(None, level="kern", rate=2.0, compliance="unknown", reason="field_unknown:kern", **kind),
        ),
        {"kern": {"a": "west", "b": "west", "c": None}},
    )
    mine = cells(found, found.questions[0])
    assert [(mine[name].verdict, mine[name].value) for name in "ab"] == [("meets", 1.0), ("meets", 1.0)]
    assert (mine["c"].verdict, mine["c"].reason, mine["c"].value) == ("unknown", "field_unknown:kern", 2.0)


def test_without_the_areas_of_a_level_nothing_is_said_of_it():
    found = read_findings(
        table(
            area("a", indicator="presence", unit="number", rate=0.0),
            area("west", level="kern", indicator="presence", unit="number", rate=1.0, compliance="meets"),
        )
    )
    mine = cells(found, found.questions[0])["a"]
    assert (mine.verdict, mine.area) == (None, None)
    assert math.isnan(mine.value)


def test_no_more_is_missing_than_all():
    """A capacity that comes in whole places may be more than what is asked."""
    rate = {"indicator": "rate", "threshold": 1.0, "per": 1000.0, "rate": 0.0, "compliance": "fails"}
    found = read_findings(table(area("a", shortfall_capacity=1.0, **rate)))
    assert found.shortfalls()["part"].tolist() == [1.0]


def test_of_several_years_the_last_is_told_and_the_course_over_all():
    found = read_findings(
        table(
            *(
                area("a", year=year, share=share, compliance=verdict, target=0.9)
                for year, share, verdict in ((2026, 0.95, "meets"), (2030, 0.8, "fails"), (2040, 0.5, "fails"))
            )
        )
    )
    assert found.year == 2040
    assert found.verdicts(found.questions[0]) == ["fails"]
    assert len(found.complete) == 3
    assert found.courses["s"].turned == [[], ["a"], []]


def test_rows_of_two_runs_are_refused():
    with pytest.raises(InputError, match="more than one run"):
        read_findings(table(area("a", share=0.5), area("a", share=0.6)))
