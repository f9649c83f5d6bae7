"""The demo's matrix says what the result table says, and never shows unknown as met."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

COLUMNS = (
    "level", "neighbourhood", "group", "year", "stock", "requirement", "title", "weight", "share", "rate",
    "compliance", "within", "outside", "unknown", "total", "threshold", "unit", "per", "target",
)  # fmt: skip


@pytest.fixture(scope="module")
def show_matrix(load_script: Callable[[str], ModuleType]) -> ModuleType:
    return load_script("showing/show_matrix")


def row(neighbourhood: str, requirement: str, compliance: str | None, **values: Any) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS) | {
        "level": "neighbourhood",
        "neighbourhood": neighbourhood,
        "stock": "all",
        "requirement": requirement,
        "title": requirement.title(),
        "weight": "dwellings",
        "compliance": compliance,
        **({"threshold": 500, "unit": "m", "target": 0.95} if requirement == "meeting" else {}),
        **({"threshold": 125, "unit": "m2", "per": 1000} if requirement == "rooms" else {}),
        **values,
    }


ROWS = [
    row("BU1", "meeting", "meets", share=0.9696, within=96, outside=4, total=100),
    row("BU2", "meeting", "fails", share=0.5, within=50, outside=50, total=100),
    row("BU3", "meeting", "unknown", share=1.0, within=40, outside=0, unknown=60, total=100),
    row("outside_neighbourhoods", "meeting", None, within=0, outside=900, total=900),
    row("_total", "meeting", None, share=0.16, within=186, outside=954, total=1200),
    row("BU1", "rooms", "meets", rate=126.4, total=100),
    row("BU2", "rooms", "meets", rate=1.25, total=100),
    row("BU3", "rooms", "not_applicable", total=0),
    row("_total", "rooms", None, rate=63.2, total=1200),
    row("BU1", "meeting", "fails", share=0.0, group="landlord"),
    row("District 1", "meeting", None, share=0.1) | {"level": "district"},
]
NAMES = {"BU1": "Centrum", "BU2": "Noord"}


def test_reads_any_table_and_keeps_neighbourhoods_only(show_matrix: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "results #1.gpkg"
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    with sqlite3.connect(file) as connection:
        connection.execute(f'CREATE TABLE "re""sults" ({names})')
        connection.executemany(
            f'INSERT INTO "re""sults" VALUES ({", ".join("?" * len(COLUMNS))})',
            [tuple(item[name] for name in COLUMNS) for item in ROWS],
        )
    connection.close()
    rows = show_matrix.neighbourhood_rows(show_matrix.last_rows(show_matrix.read_table(file, 're"sults')))
    assert rows == ROWS[:9]


def test_takes_the_last_year(show_matrix: ModuleType) -> None:
    years = [row("BU1", "meeting", "meets", year=year) for year in (2026, 2040, 2030)]
    assert show_matrix.last_rows(years) == [years[1]]


def test_matrix_has_a_line_a_neighbourhood(show_matrix: ModuleType) -> None:
    lines = show_matrix.matrix(show_matrix.neighbourhood_rows(show_matrix.last_rows(ROWS)), NAMES).splitlines()
    cells = {line[:18].strip(): line[18:].split() for line in lines[2:5]}
    assert cells == {
        "Centrum": ["✓", "96.9%", "✓", "126"],
        "Noord": ["✗", "50%", "✓", "1.25"],
        "BU3": ["?", "100%", "/"],
    }
    assert lines[6].split() == ["All", "neighbourhoods", "16%", "63.2"]
    assert lines[-2:] == [
        "1  Meeting (500 m for 95% of dwellings)",
        "2  Rooms (125 m² per 1,000 dwellings)",
    ]


def test_summary_counts_unknown_apart(show_matrix: ModuleType) -> None:
    text = show_matrix.summary(show_matrix.neighbourhood_rows(show_matrix.last_rows(ROWS)), NAMES)
    assert text == (
        "Of 3 neighbourhoods that can be judged, 1 meet every requirement that applies to them. Over areas and "
        "requirements, 3 are met, 1 failed and 1 unknown. Most outside: in Noord, 50 of 100 (50%) dwellings lie "
        "outside “Meeting”."
    )


def test_summary_counts_the_neighbourhoods_that_the_run_counts(show_matrix: ModuleType) -> None:
    """As found: 2 of 10 beside 3 of 11 in the log, since one was judged by its settlement only."""
    rows = show_matrix.neighbourhood_rows(show_matrix.last_rows(ROWS))
    overall = {"BU1": "meets", "BU2": "fails", "BU3": "unknown", "BU4": "meets", "BU5": "not_applicable", "BU6": None}
    text = show_matrix.summary(rows, NAMES, overall)
    assert text.startswith("Of 4 neighbourhoods that can be judged, 2 meet every requirement that applies to them.")


def test_what_is_asked_of_a_settlement_counts_once_and_is_shown_with_its_figure(show_matrix: ModuleType) -> None:
    """The hall stands in another neighbourhood of the same settlement, and BU3 lies in none."""
    rows = [
        row("BU1", "hall", None, rate=0.0),
        row("BU2", "hall", None, rate=1.0),
        row("BU3", "hall", None, rate=0.0),
        row("Waterveen", "hall", "meets", rate=1.0) | {"level": "kern"},
    ]
    places = [{"code": "BU1", "kern": "Waterveen"}, {"code": "BU2", "kern": "Waterveen"}, {"code": "BU3", "kern": None}]
    found = show_matrix.neighbourhood_rows(rows, places, "code")
    assert [show_matrix.cell(one) for one in found] == ["✓ 1 (Waterveen)", "✓ 1 (Waterveen)", "· 0"]
    found += [row("BU1", "near", "meets", share=1.0), row("BU2", "near", "fails", share=0.0, outside=0)]
    assert show_matrix.summary(found, {}).startswith("Of 2 neighbourhoods that can be judged, 1 meet every")
    assert "2 are met, 1 failed and 0 unknown" in show_matrix.summary(found, {})


@pytest.mark.parametrize(
    ("number", "said"), [(980, "100%"), (977, "over 99%"), (970, "99%"), (488, "50%"), (1, "1%"), (971, "over 99%")]
)
def test_all_lie_outside_only_where_it_is_all(show_matrix: ModuleType, number: int, said: str) -> None:
    assert show_matrix.outside({"outside": float(number), "total": 980.0}) == said


def test_a_norm_of_none_is_asked_of_nobody(show_matrix: ModuleType) -> None:
    row = {"threshold": 0.0, "unit": "m2", "per": 1000.0, "weight": "dwellings", "target": None}
    assert show_matrix.asked([row]) == "asked in none of these neighbourhoods"


@pytest.mark.parametrize(
    ("weight", "said"),
    [(None, "dwellings"), ("inhabitants", "inhabitants"), ("inhabitants_65", "people aged 65 and over")],
)
def test_what_is_counted_is_called_as_people_call_it(show_matrix: ModuleType, weight: str | None, said: str) -> None:
    row = {"threshold": 300.0, "unit": "m", "per": None, "weight": weight, "target": 0.95}
    assert show_matrix.asked([row]) == f"300 m for 95% of {said}"
