"""The place of municipalities among all: by requirement and living environment."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from buurtmaat.core.municipalities.places_among import FIGURES, PLACES, municipality_figures, places_among


def row(neighbourhood: str, **more: object) -> dict[str, object]:
    empty = dict.fromkeys(("group", "year", "within", "outside", "share", "rate", "total"))
    return {
        **empty,
        "level": "neighbourhood",
        "neighbourhood": neighbourhood,
        "requirement": "s",
        "stock": "all",
        **more,
    }


def share(neighbourhood: str, within: float, outside: float, **more: object) -> dict[str, object]:
    known = within + outside
    return row(neighbourhood, within=within, outside=outside, share=within / known if known else None, **more)


def test_shares_of_the_whole_and_of_each_living_environment() -> None:
    results = pd.DataFrame(
        [
            share("a", 10, 30),
            share("b", 30, 30),
            share("c", 0, 0),
            share("d", 5, 0),
            share("outside_neighbourhoods", 1, 0),
            share("_total", 46, 60),
            share("_total", 9, 0, group="landlord"),
            share("town", 46, 60, level="municipality"),
        ]
    )
    found = municipality_figures("GM1", results, {"a": "centre", "b": "centre", "c": "edge"})
    assert list(found.columns) == list(FIGURES)
    # centre: (10 + 30) of (40 + 60); c has no dwelling with a figure, and d no living environment.
    assert [tuple(one) for one in found[["living_environment", "measure", "value"]].to_numpy()] == [
        ("", "share", pytest.approx(46 / 106)),
        ("centre", "share", pytest.approx(40 / 100)),
    ]


def test_rates_are_weighed_by_their_demand() -> None:
    results = pd.DataFrame(
        [
            row("a", rate=2.0, total=100),
            row("b", rate=5.0, total=300),
            row("c", total=50),
            row("_total", rate=4.0, total=450),
        ]
    )
    found = municipality_figures("GM1", results, dict.fromkeys("abc", "centre"))
    assert found["value"].tolist() == pytest.approx([4.0, (2 * 100 + 5 * 300) / 400])
    assert found["measure"].tolist() == ["rate", "rate"]


def test_years_are_apart() -> None:
    results = pd.DataFrame([share("_total", 1, 1, year=2026), share("_total", 3, 1, year=2030)])
    assert municipality_figures("GM1", results, {})["value"].tolist() == [0.5, 0.75]


def test_places_with_ties_and_missing_figures() -> None:
    values = {"A": 0.5, "B": 0.9, "C": 0.5 + 1e-12, "D": 0.1}
    figures = pd.DataFrame(
        [(name, "s", "", math.nan, "all", "share", value) for name, value in values.items()]
        + [("A", "s", "edge", math.nan, "all", "share", 0.2)],
        columns=list(FIGURES),
    )
    found = places_among(figures)
    assert list(found.columns) == list(PLACES)
    # A and C share the second place; three of four are not higher than they are.
    assert found[["municipality", "place", "among", "percentile"]].to_numpy().tolist() == [
        ["A", 2, 4, 75.0],
        ["B", 1, 4, 100.0],
        ["C", 2, 4, 75.0],
        ["D", 4, 4, 25.0],
        ["A", 1, 1, 100.0],
    ]


def test_nothing_to_compare() -> None:
    assert places_among(pd.DataFrame(columns=list(FIGURES))).empty
    assert municipality_figures("GM1", pd.DataFrame([share("_total", 0, 0)]), {}).empty


def test_stocks_and_measures_are_apart_and_rows_stay_in_their_order() -> None:
    rows = [
        ("A", "s", "", 2030, "all", "share", 0.5),
        ("A", "s", "", 2030, "new", "share", 0.1),
        ("A", "s", "", 2040, "all", "share", 0.2),
        ("B", "s", "", 2030, "new", "share", 0.9),
        ("B", "s", "", 2030, "all", "share", 0.4),
        ("B", "r", "", 2030, "all", "rate", 0.7),
        ("C", "s", "", 2030, "all", "rate", 0.9),
    ]
    found = places_among(pd.DataFrame(rows, columns=list(FIGURES)))
    assert found[list(FIGURES)].to_numpy().tolist() == [list(one) for one in rows]
    assert found["place"].tolist() == [1, 2, 1, 1, 2, 1, 1]
    assert found["among"].tolist() == [2, 2, 1, 2, 2, 1, 1]
    assert found["percentile"].tolist() == [100, 50, 100, 100, 50, 100, 100]


def test_figures_that_differ_by_more_than_a_billionth_are_not_equal() -> None:
    values = [1000.0, 1000.0 + 0.9e-6, 1000.0 + 3e-6, 0.0]
    figures = pd.DataFrame(
        [(str(row), "s", "", math.nan, "all", "rate", value) for row, value in enumerate(values)], columns=list(FIGURES)
    )
    assert places_among(figures)["place"].tolist() == [2, 2, 1, 4]


def test_the_rate_of_one_area_needs_no_demand_and_that_of_several_does() -> None:
    found = municipality_figures("GM1", pd.DataFrame([row("_total", rate=4.0)]), {})
    assert found["value"].tolist() == [4.0]
    empty = [row("a", rate=4.0, total=0), row("b", rate=2.0, total=0)]
    assert municipality_figures("GM1", pd.DataFrame(empty), dict.fromkeys("ab", "centre")).empty
    some = [row("a", rate=4.0, total=0.5), row("b", rate=2.0), row("c", total=9.0)]
    found = municipality_figures("GM1", pd.DataFrame(some), dict.fromkeys("abc", "centre"))
    assert found["value"].tolist() == [4.0]


def test_what_is_compared_tells_of_whom_and_of_when() -> None:
    results = pd.DataFrame(
        [
            share("_total", 1, 3, stock="new", year=2030),
            share("a", 1, 1, stock="new", year=2030),
            share("_total", 1, 1, requirement="t", stock="all", year=2026),
        ]
    )
    found = municipality_figures("GM1", results, {"a": "edge"})
    assert found.to_numpy().tolist() == [
        ["GM1", "s", "", 2030, "new", "share", 0.25],
        ["GM1", "t", "", 2026, "all", "share", 0.5],
        ["GM1", "s", "edge", 2030, "new", "share", 0.5],
    ]


def test_living_environments_are_compared_as_norms_compare_them() -> None:
    """As found: "centre" and "Centre " were two kinds, each with its own places, though a norm for one is of both."""
    results = pd.DataFrame([share("a", 10, 30), share("b", 30, 10), share("_total", 40, 40)])
    one = municipality_figures("GM1", results, {"a": "centre", "b": "Centre "})
    other = municipality_figures("GM2", results, {"a": " CENTRE", "b": "edge"})
    found = places_among(pd.concat([one, other]))
    kinds = found[found["living_environment"] != ""]
    assert [
        tuple(row) for row in kinds[["municipality", "living_environment", "value", "place", "among"]].to_numpy()
    ] == [
        ("GM1", "centre", 0.5, 1, 2),
        ("GM2", "centre", 0.25, 2, 2),
        ("GM2", "edge", 0.75, 1, 1),
    ]
