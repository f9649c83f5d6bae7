"""What the table of degrees says of areas: counted by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from buurtmaat.core.results.degree_figures import latest_degrees

COLUMNS = ["neighbourhood", "asked_count", "within_count", "unknown_count", "dwellings"]
OLD_TOWN = [
    ("Old town", 3, 3, 0, 10.0),
    ("Old town", 3, 2, 0, 20.0),
    ("Old town", 3, 1, 0, 5.0),
    ("Old town", 3, 0, 0, 7.0),
    ("Old town", 4, 0, 0, 1.0),
    ("Old town", 3, 2, 1, 4.0),  # has all that is known of it
    ("Old town", 3, 1, 1, 2.0),  # lacks one, whatever the other is
    ("Old town", 0, 0, 0, 8.0),
]


def table(rows: list[tuple], **columns: object) -> pd.DataFrame:
    usual = {"level": "neighbourhood", "stock": "all", "year": pd.NA}
    return pd.DataFrame(rows, columns=COLUMNS).assign(**usual | columns)


def test_dwellings_are_told_apart_by_what_they_lack() -> None:
    found = latest_degrees(table([*OLD_TOWN, ("Hill", 2, 2, 0, 3.0)]))
    assert list(found) == ["Old town", "Hill"]
    town = found["Old town"]
    assert (town.lacking, town.unknown, town.not_asked, town.dwellings) == ((10, 22, 5, 8), 4, 8, 57)
    # Ten of those 45 of which it is known whether they have everything.
    assert town.everything_share == pytest.approx(10 / 45)
    # Of the 43 of which all is known: 30 + 40 + 5 of 126 + 4.
    assert (town.mean_within, town.mean_asked) == pytest.approx((75 / 43, 130 / 43))
    hill = found["Hill"]
    assert (hill.lacking, hill.unknown, hill.not_asked) == ((3, 0, 0, 0), 0, 0)
    assert (hill.everything_share, hill.mean_within, hill.mean_asked) == (1, 2, 2)


def test_of_what_is_not_asked_or_not_known_there_are_no_figures() -> None:
    found = latest_degrees(table([("Hill", 0, 0, 0, 3.0), ("Dale", 2, 1, 1, 5.0)]))
    assert (found["Hill"].not_asked, found["Dale"].unknown) == (3, 5)
    for area in found.values():
        assert math.isnan(area.everything_share)
        assert math.isnan(area.mean_within)


def test_the_last_year_counts_and_neighbourhoods_with_all_their_dwellings() -> None:
    rows = [("Hill", 1, 1, 0, count) for count in (1.0, 2.0, 4.0, 8.0, 16.0)]
    years = [2030, 2040, 2040, 2040, pd.NA]
    levels = ["neighbourhood", "neighbourhood", "district", "neighbourhood", "neighbourhood"]
    stocks = ["all", "all", "all", "new", "all"]
    found = latest_degrees(table(rows, year=pd.array(years, "Int64"), level=levels, stock=stocks))
    assert (found["Hill"].dwellings, found["Hill"].lacking) == (2, (2, 0, 0, 0))
    assert latest_degrees(table(rows, level=levels, stock=stocks))["Hill"].dwellings == 19
