"""Series of results: figures as each table has them, courses by hand, and what cannot be compared is said."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.results.findings import read_findings
from buurtmaat.core.results.table import LATER_COLUMNS, RESULT_KINDS
from buurtmaat.core.trend.codes import CodeChanges, brought_to, changes_on_maps, code_changes
from buurtmaat.core.trend.series import DatedResults, asked_otherwise, in_order_of_days, series_of

PATH = {"2026": 0.6, "2030": 0.8}


def table(shares: dict[str, tuple[float, float, float]], **cells: object) -> pd.DataFrame:
    """Return a results table: of each area what lies within, outside and unknown."""
    rows = []
    for name, (within, outside, unknown) in shares.items():
        known = within + outside
        rows.append(
            {
                "level": "neighbourhood",
                "neighbourhood": name,
                "stock": "all",
                "requirement": "s",
                "title": "Meeting place",
                "facility": "hall",
                "indicator": "distance",
                "threshold": 300.0,
                "unit": "m",
                "target": 0.8,
                "weight": "dwellings",
                "metric": "network",
                "mode": "walk",
                "total": within + outside + unknown,
                "within": within,
                "outside": outside,
                "unknown": unknown,
                "share": within / known if known else np.nan,
                "median": 100.0,
                "compliance": None if name == "_total" else "meets" if within / known >= 0.8 else "fails",
                "conditions": json.dumps({"target_path": PATH}),
                **cells,
            }
        )
    return pd.DataFrame(rows).reindex(columns=list(RESULT_KINDS))


def dated(day: str, shares: dict[str, tuple[float, float, float]], **cells: object) -> DatedResults:
    return DatedResults(day, read_findings(table(shares, **cells)))


def rows_of(found: pd.DataFrame, area: str) -> list[dict]:
    return found[found["neighbourhood"] == area].to_dict("records")


def test_each_day_has_its_figures_and_its_place_on_the_path() -> None:
    days = [
        dated("2026-01-01", {"a": (60, 40, 0), "_total": (60, 40, 0)}),
        dated("2028-01-01", {"a": (69, 31, 0), "_total": (69, 31, 0)}),  # 70 % is asked
        dated("2030-01-01", {"a": (79, 20, 1), "_total": (79, 20, 1)}),
    ]
    found = rows_of(series_of(days).table, "a")
    assert [row["date"] for row in found] == ["2026-01-01", "2028-01-01", "2030-01-01"]
    assert [row["share"] for row in found] == pytest.approx([0.6, 0.69, 79 / 99])
    assert [row["path"] for row in found] == pytest.approx([0.6, 0.7, 0.8])
    assert [row["course"] for row in found] == ["on_course", "behind", "unknown"]
    assert [row["break"] for row in found] == [None, None, None]
    assert len(rows_of(series_of(days).table, "_total")) == 3


def test_groups_and_what_lies_outside_all_neighbourhoods_are_in_no_series() -> None:
    shares = {"a": (60, 40, 0), "outside_neighbourhoods": (1, 1, 0), "_total": (61, 41, 0)}
    made = table(shares)
    group = made.head(1).assign(group="landlord")
    findings = read_findings(pd.concat([made, group], ignore_index=True))
    found = series_of([DatedResults(day, findings) for day in ("2026-01-01", "2028-01-01")]).table
    assert found["neighbourhood"].tolist() == ["a", "_total"] * 2


def test_a_requirement_is_another_where_neither_its_title_nor_its_figure_is_that_of_the_last_day() -> None:
    days = [
        dated("2026-01-01", {"a": (50, 50, 0), "_total": (60, 40, 0)}),
        dated("2028-01-01", {"a": (60, 40, 0), "_total": (70, 30, 0)}),
    ]
    series = series_of(days).table
    for title, whole, otherwise in (
        ("Meeting place", (10, 90, 0), []),
        ("Room to meet", (70, 30, 0), []),
        ("Room to meet", (60, 40, 0), ["s"]),  # as it was before, and in a neighbourhood
    ):
        one = table({"a": (70, 30, 0), "_total": whole}, title=title)
        assert asked_otherwise(series, read_findings(one)) == otherwise
        # One that the series does not have is none that it has otherwise.
        first = table({"a": (70, 30, 0), "_total": whole}, title="Shop", requirement="another")
        both = read_findings(pd.concat([first, one], ignore_index=True))
        assert asked_otherwise(series, both) == otherwise


def test_a_day_within_a_year_is_that_far_on_the_path() -> None:
    # Half a year beyond 2028: 72.5 %; of 2028 the first of July is day 182 of 366.
    found = rows_of(
        series_of([dated("2026-01-01", {"a": (6, 4, 0)}), dated("2028-07-01", {"a": (7, 3, 0)})]).table, "a"
    )
    assert found[1]["path"] == pytest.approx(0.7 + 0.05 * 182 / 366)


def test_another_norm_is_a_break_of_figures_and_another_target_is_none() -> None:
    first = {"a": (60, 40, 0)}
    for cells, said in (
        ({"threshold": 400.0}, "norm: threshold"),
        ({"facility": "hall | library"}, "norm: facility"),
        ({"target": 0.9}, None),
    ):
        found = rows_of(series_of([dated("2026-01-01", first), dated("2027-01-01", first, **cells)]).table, "a")
        assert [row["break"] for row in found] == [None, said]


def test_another_version_and_another_year_of_the_source_are_told_where_the_same_is_asked() -> None:
    first = {"a": (60, 40, 0)}
    for then, now, said in (
        ({"norm_version": "1"}, {"norm_version": "2"}, "version: 1 → 2"),
        ({"norm_set": "x", "norm_version": "1"}, {"norm_set": "y", "norm_version": "1"}, "version: x 1 → y 1"),
        ({"source_year": 2023.0}, {"source_year": 2025.0}, "source: 2023 → 2025"),
        ({"source_year": np.nan}, {"source_year": 2025.0}, None),
        ({"norm_version": "1"}, {"norm_version": "2", "threshold": 400.0}, "norm: threshold; version: 1 → 2"),
    ):
        found = rows_of(series_of([dated("2026-01-01", first, **then), dated("2027-01-01", first, **now)]).table, "a")
        assert [row["break"] for row in found] == [None, said]


def test_another_norm_breaks_the_series_of_an_area_that_had_another_code_too() -> None:
    days = [
        dated("2026-01-01", {"old": (60, 40, 0), "b": (5, 5, 0)}),
        dated("2027-01-01", {"a": (70, 30, 0), "b": (5, 5, 0)}, threshold=400.0),
    ]
    found = series_of(days, code_changes([("old", "a", 1.0)])).table
    assert [row["break"] for row in rows_of(found, "a")] == [None, "norm: threshold"]


def test_an_area_that_was_not_there_is_new() -> None:
    found = series_of([dated("2026-01-01", {"a": (60, 40, 0)}), dated("2027-01-01", {"a": (6, 4, 0), "b": (1, 1, 0)})])
    assert [row["break"] for row in rows_of(found.table, "b")] == ["new"]


def test_an_area_behind_one_that_is_new_is_compared() -> None:
    found = series_of([dated("2026-01-01", {"a": (60, 40, 0)}), dated("2027-01-01", {"b": (1, 1, 0), "a": (6, 4, 0)})])
    assert [rows_of(found.table, area)[-1]["break"] for area in "ba"] == ["new", None]


def test_days_come_in_order_and_each_once() -> None:
    one, other = dated("2027-01-01", {"a": (6, 4, 0)}), dated("2026-01-01", {"a": (6, 4, 0)})
    assert [each.day for each in in_order_of_days([one, other])] == ["2026-01-01", "2027-01-01"]
    with pytest.raises(InputError, match="Two of the results tables are of 2026-01-01"):
        in_order_of_days([other, one, other])


def test_tables_of_earlier_versions_are_read() -> None:
    old = table({"a": (60, 40, 0)}).drop(columns=list(LATER_COLUMNS))
    days = [DatedResults("2024-01-01", read_findings(old)), dated("2026-01-01", {"a": (70, 30, 0)})]
    found = rows_of(series_of(days).table, "a")
    assert [row["share"] for row in found] == [0.6, 0.7]
    assert found[0]["course"] is None


# --- Codes


def test_a_code_that_is_another_name_keeps_all_its_figures() -> None:
    changes = code_changes([("old", "mid", 1.0), ("mid", "a", np.nan)])
    days = [dated("2026-01-01", {"old": (60, 40, 0)}), dated("2027-01-01", {"a": (70, 30, 0)})]
    found = series_of(days, changes)
    assert [(row["share"], row["compliance"], row["break"]) for row in rows_of(found.table, "a")] == [
        (0.6, "fails", None),
        (0.7, "fails", None),
    ]
    assert found.estimated["2026-01-01"] == frozenset()


def test_what_was_split_and_merged_is_counted_and_its_verdict_left_out() -> None:
    changes = code_changes([("x", "a", 0.25), ("x", "b", 0.75)])
    before = {"x": (80, 20, 0), "b": (10, 10, 4), "c": (5, 5, 0)}
    days = [dated("2026-01-01", before), dated("2027-01-01", {"a": (9, 1, 0), "b": (5, 5, 0), "c": (5, 5, 0)})]
    found = series_of(days, changes)
    a, b, c = (rows_of(found.table, name)[0] for name in "abc")
    assert (a["within"], a["total"], a["share"], a["compliance"]) == (20, 25, 0.8, None)
    assert (b["within"], b["unknown"], b["total"]) == (70, 4, 99)
    assert b["share"] == pytest.approx(70 / 95)
    assert (c["share"], c["compliance"]) == (0.5, "fails")
    assert [rows_of(found.table, name)[1]["break"] for name in "abc"] == ["codes", "codes", None]
    assert found.estimated["2026-01-01"] == frozenset("ab")


def test_what_is_divided_and_what_stays_have_each_their_own_course() -> None:
    changes = code_changes([("x", "a", 0.25), ("x", "b", 0.75)])
    now = {"a": (9, 1, 0), "b": (5, 5, 0), "c": (5, 5, 0), "_total": (19, 11, 0)}
    days = [
        dated("2026-01-01", {"x": (80, 20, 0), "c": (65, 35, 0), "_total": (145, 55, 0)}),
        dated("2027-01-01", now),
    ]
    table = series_of(days, changes).table
    assert table.index.tolist() == list(range(8))
    then = {row["neighbourhood"]: row for row in table.to_dict("records") if row["date"] == "2026-01-01"}
    # 60 % is asked, and 80 % in the end.
    assert {name: row["course"] for name, row in then.items()} == {
        "a": "reached", "b": "reached", "c": "on_course", "_total": "on_course",
    }  # fmt: skip
    assert (then["a"]["within"], then["b"]["within"], then["c"]["within"]) == (20, 60, 65)


def test_conditions_that_cannot_be_read_tell_of_no_path() -> None:
    for conditions in ("{", "[]", "7", '{"target_path": [1]}', "{}", None):
        found = series_of([dated(f"{year}-01-01", {"a": (60, 40, 0)}, conditions=conditions) for year in (2026, 2027)])
        rows = rows_of(found.table, "a")
        assert [row["course"] for row in rows] == [None, None]
        assert np.isnan([row["path"] for row in rows]).all()


def test_a_requirement_behind_one_without_a_path_has_its_own() -> None:
    shares = {"a": (60.0, 40.0, 0.0)}
    both = pd.concat([table(shares, requirement="r", conditions=None), table(shares)], ignore_index=True)
    days = [DatedResults(f"{year}-01-01", read_findings(both)) for year in (2026, 2028)]
    found = series_of(days).table
    assert found[found["requirement"] == "s"]["path"].tolist() == pytest.approx([0.6, 0.7])
    assert found[found["requirement"] == "r"]["path"].isna().all()


def test_days_that_are_put_together_of_the_same_parts_can_be_compared() -> None:
    """Of a and b the border moved once, in 2028: 2027 has the same parts as 2026."""
    before = [dated(f"{year}-01-01", {"x": (within, 20, 0)}) for year, within in ((2026, 60), (2027, 80))]
    found = series_of(
        [*before, dated("2028-01-01", {"a": (9, 1, 0), "b": (5, 5, 0)})],
        code_changes([("x", "a", 0.25), ("x", "b", 0.75)]),
    )
    assert [row["break"] for row in rows_of(found.table, "a")] == [None, None, "codes"]
    assert [row["share"] for row in rows_of(found.table, "a")] == [0.75, 0.8, 0.9]


def test_another_name_is_no_other_border_also_where_the_area_was_split_later() -> None:
    """The area w was called x in 2027, and split in 2028."""
    days = [
        dated("2026-01-01", {"w": (60, 20, 0)}),
        dated("2027-01-01", {"x": (80, 20, 0)}),
        dated("2028-01-01", {"a": (9, 1, 0), "b": (5, 5, 0)}),
    ]
    changes = code_changes([("w", "x", np.nan), ("x", "a", 0.25), ("x", "b", 0.75)])
    assert [row["break"] for row in rows_of(series_of(days, changes).table, "a")] == [None, None, "codes"]


def test_areas_that_became_one_before_it_was_split_had_other_borders() -> None:
    days = [
        dated("2026-01-01", {"v": (60, 20, 0), "w": (10, 10, 0)}),
        dated("2027-01-01", {"x": (80, 20, 0)}),
        dated("2028-01-01", {"a": (9, 1, 0), "b": (5, 5, 0)}),
    ]
    changes = code_changes([("v", "x", 1.0), ("w", "x", 1.0), ("x", "a", 0.25), ("x", "b", 0.75)])
    assert [row["break"] for row in rows_of(series_of(days, changes).table, "a")] == [None, "codes", "codes"]


# --- By maps


def test_dwellings_on_both_maps_say_what_became_of_a_code() -> None:
    """Of x's ten dwellings six lie in a now and four in b; y has another name, and z lost one of five to nowhere."""
    then = ["x"] * 3 + ["y"] * 2 + ["z"] * 2 + [None]
    now = ["a", "a", "b", "c", "c", "z", None, "a"]
    weight = np.array([5.0, 1, 4, 2, 3, 4, 1, 9])
    found = changes_on_maps(then, now, weight)
    codes = frozenset("abcz")
    assert found.today("x", codes) == pytest.approx({"a": 0.6, "b": 0.4})
    assert found.today("y", codes) == {"c": 1.0}
    assert found.today("z", codes) == {"z": 0.8}
    assert found.changed == ["x", "y", "z"]
    assert changes_on_maps(["q", "r"], ["q", "s"], np.array([3.0, 4.0])).changed == ["r"]


def test_a_code_without_dwellings_is_the_area_of_that_code_or_another_one() -> None:
    found = changes_on_maps(["x"], ["a"], np.array([0.0]))
    assert found.today("x", frozenset("xa")) == {"x": 1.0}
    assert found.today("gone", frozenset("xa")) == {}


def test_a_code_whose_dwellings_lie_in_no_area_now_is_not_the_area_that_has_its_code_today() -> None:
    """As found: all of x lies outside now, and x is what w was called; its counts were added to those of w."""
    became = changes_on_maps(["x", "x", "w"], [None, None, "x"], np.ones(3))
    assert became.today("x", frozenset("x")) == {}
    days = [
        dated("2026-01-01", {"x": (80, 20, 0), "w": (10, 10, 0)}),
        dated("2027-01-01", {"x": (12, 8, 0)}),
    ]
    found = series_of(days, {"2026-01-01": became}).table
    assert [(row["within"], row["total"], row["break"]) for row in rows_of(found, "x")] == [
        (10, 20, None), (12, 20, None),
    ]  # fmt: skip


def test_a_border_that_is_drawn_some_metres_otherwise_moves_nobody() -> None:
    then, now = ["x"] * 1000, ["a"] * 996 + ["b"] * 4
    assert changes_on_maps(then, now, np.ones(1000), least=0.005).today("x", frozenset("ab")) == {"a": 1.0}
    assert changes_on_maps(then, now, np.ones(1000)).today("x", frozenset("ab")) == pytest.approx(
        {"a": 0.996, "b": 0.004}
    )


def test_a_code_that_stays_with_another_border_is_divided_by_maps() -> None:
    """A table takes a code that is there for the same area; two maps tell that half of a's dwellings lie in b now."""
    became = {"2026-01-01": changes_on_maps(["a", "a", "b"], ["a", "b", "b"], np.ones(3))}
    days = [
        dated("2026-01-01", {"a": (80, 20, 0), "b": (10, 10, 0)}),
        dated("2027-01-01", {"a": (40, 10, 0), "b": (5, 5, 0)}),
    ]
    found = series_of(days, became)
    assert [(row["within"], row["total"]) for row in rows_of(found.table, "a")] == [(40, 50), (40, 50)]
    assert next((row["within"], row["total"]) for row in rows_of(found.table, "b")) == (50, 70)
    assert [row["break"] for row in rows_of(found.table, "a")] == [None, "codes"]


def test_counts_of_the_town_stay_the_same_whatever_was_split() -> None:
    random = np.random.default_rng(0)
    names = [f"o{n}" for n in range(20)]
    shares = {name: tuple(map(float, random.integers(1, 100, 3))) for name in names}
    cuts = random.dirichlet(np.ones(3), 20)
    targets = [random.choice(8, 3, replace=False) for _ in names]
    rows = [
        (name, f"n{new}", float(part))
        for name, parts, to in zip(names, cuts, targets, strict=True)
        for part, new in zip(parts, to, strict=True)
    ]
    today = frozenset(f"n{n}" for n in range(8))
    found, _ = brought_to(table(shares), today, code_changes(rows))
    for number, column in enumerate(("within", "outside", "unknown")):
        assert found[column].sum() == pytest.approx(sum(one[number] for one in shares.values()))
    assert set(found["neighbourhood"]) <= today


def test_parts_of_parts_are_multiplied() -> None:
    changes = code_changes([("x", "y", 0.5), ("x", "b", 0.5), ("y", "a", 0.5), ("y", "b", 0.5)])
    assert changes.today("x", frozenset("ab")) == {"a": 0.25, "b": 0.75}


def test_figures_of_groups_are_not_counted_with_those_of_all_where_an_area_is_split() -> None:
    given = pd.concat([table({"x": (8, 2, 0)}), table({"x": (3, 1, 0)}, group="65+")], ignore_index=True)
    found, _ = brought_to(given, frozenset("ab"), code_changes([("x", "a", 0.5), ("x", "b", 0.5)]))
    figures = found[["neighbourhood", "group", "total", "within"]].astype(object).where(found.notna(), None)
    assert figures.to_numpy().tolist() == [["a", None, 5, 4], ["b", None, 5, 4], ["x", "65+", 4, 3]]


def test_each_area_has_its_own_share_in_whatever_order_changes_stand() -> None:
    """Half of x and all of y are 4 and 1 of 5 and 10."""
    changes = code_changes([("x", "c", 0.5), ("x", "b", 0.5), ("y", "b", 1.0)])
    found, _ = brought_to(table({"x": (8, 2, 0), "y": (1, 9, 0)}), frozenset("bc"), changes)
    shares = found.set_index("neighbourhood")["share"].to_dict()
    assert shares == {"c": pytest.approx(4 / 5), "b": pytest.approx(5 / 15)}


def test_a_row_that_changes_nothing_is_passed_over_and_those_behind_it_are_read() -> None:
    changes = code_changes([("a", "a", np.nan), ("x", "b", np.nan)])
    assert changes.today("x", frozenset("ab")) == {"b": 1.0}


def test_a_part_that_is_not_known_makes_what_it_goes_into_unknown() -> None:
    given = table({"x": (8, 2, 0), "y": (1, 1, 0)})
    given.loc[given["neighbourhood"] == "y", ["within", "outside"]] = np.nan
    found, _ = brought_to(given, frozenset("a"), code_changes([("x", "a", 1.0), ("y", "a", 1.0)]))
    (row,) = found.to_dict("records")
    assert np.isnan(row["within"])
    assert row["total"] == 12


def test_a_code_that_leads_nowhere_is_another_area() -> None:
    days = [dated("2026-01-01", {"gone": (8, 2, 0)}), dated("2027-01-01", {"a": (8, 2, 0)})]
    found = series_of(days, CodeChanges({})).table
    assert [row["share"] for row in rows_of(found, "gone")] == [0.8]
    assert rows_of(found, "a")[0]["break"] == "new"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("x", None, 1.0)], "without an old or a new code"),
        ([("x", "a", 1.5)], "from 0 to 1"),
        ([("x", "a", -0.5)], "from 0 to 1"),
        ([("x", "a", 0.6), ("x", "b", 0.6)], "add up to 1.2"),
    ],
)
def test_a_table_of_codes_that_cannot_be_is_refused(rows: list, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        code_changes(rows)


def test_fifty_changes_behind_each_other_are_followed_and_more_are_taken_for_a_ring() -> None:
    changes = code_changes([(f"{step}", f"{step + 1}", 1.0) for step in range(51)])
    assert changes.today("1", frozenset(["51"])) == {"51": 1.0}
    with pytest.raises(InputError, match="in a circle"):
        changes.today("0", frozenset(["51"]))


def test_codes_that_go_round_are_refused() -> None:
    changes = code_changes([("x", "y", 1.0), ("y", "x", 1.0)])
    with pytest.raises(InputError, match="in a circle"):
        changes.today("x", frozenset("a"))
