"""Groups of so few dwellings that figures would tell about people have none."""

from __future__ import annotations

import pandas as pd

from buurtmaat.core.results.small_groups import without_small_groups

COLUMNS = ["year", "group", "requirement", "compliance", "min_dwellings", "total", "share", "shortfall"]


def rows(*cells) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=COLUMNS)


def told(table: pd.DataFrame) -> list[bool]:
    """Return of which rows there is a figure."""
    return without_small_groups(table)[["total", "share", "shortfall"]].notna().any(axis=1).tolist()


def test_a_group_with_too_few_has_no_figures_and_others_keep_theirs():
    table = rows(
        (None, None, "a", "too_few", 50, 12, 0.5, 0),  # a neighbourhood: its figures stay
        (None, "x", "a", "too_few", 5, 4, 0.5, 0),
        (None, "y", "a", "meets", 5, 5, 0.5, 0),
    )
    assert told(table) == [True, False, True]


def test_what_gets_no_verdict_for_another_reason_is_known_by_its_total_or_by_another_requirement():
    table = rows(
        (None, "x", "a", None, 5, 4, 0.5, 0),
        (None, "y", "a", "too_few", 5, 4, 0.5, 0),
        (None, "y", "people", None, 5, 9, 0.5, 0),
        (None, "z", "people", None, 5, 9, 0.5, 0),
        (None, "w", "a", None, 5, 5, 0.5, 0),
    )
    assert told(table) == [False, False, False, True, True]


def test_a_verdict_stands_whatever_the_others_and_unknown_is_none():
    table = rows(
        (None, "x", "a", "too_few", 5, 4, 0.5, 0),
        (None, "x", "b", "fails", 5, 4, 0.5, 0),  # as whoever made the table judged it
        (None, "x", "c", None, 5, 4, 0.5, 0),  # both by its total and by another requirement
        (None, "z", "a", "unknown", 5, 9, 0.5, 0),
        (None, "z", "b", "unknown", 5, 4, 0.5, 0),
        (None, "w", "a", "too_few", 50, 12, 0.5, 0),
        (None, "w", "b", None, 10, 12, 0.5, 0),
    )
    assert told(table) == [False, True, False, True, False, False, False]


def test_a_group_is_small_in_the_year_in_which_it_is():
    table = rows(
        (2030, "x", "a", "too_few", 5, 4, 0.5, 0),
        (2030, "x", "b", None, 5, 9, 0.5, 0),
        (2040, "x", "b", None, 5, 9, 0.5, 0),
    )
    assert told(table) == [False, False, True]


def test_the_table_itself_stays_and_an_earlier_one_without_the_column_is_read_too():
    table = rows((None, "x", "a", "too_few", 5, 4, 0.5, 0))
    assert told(table.drop(columns="min_dwellings")) == [False]
    assert table["total"].tolist() == [4]
