"""Trend as an algorithm: tables of several days, of several years, of earlier versions; refusals in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import QgsFeatureRequest

from buurtmaat.adapters.io import translation
from towns import runs, small_town
from towns.fixtures import provider
from towns.results_tables import results
from towns.runs import Feedback, RefusedError, box, layer
from towns.small_town import check

__all__ = ["provider"]

PATH = json.dumps({"target_path": {"2025": 0.5, "2029": 0.9}})


def table(within: float, **cells):
    rows = [
        {"neighbourhood": name, "within": within, "outside": 100 - within, "unknown": 0.0, "total": 100.0}
        | {"share": within / 100, "compliance": "fails" if name == "a" else None, "title": "Meeting <i>place</i>"}
        | {"conditions": PATH, **cells}
        for name in ("a", "_total")
    ]
    return results(*rows)


def trend(tables: list, feedback: Feedback | None = None, **changes) -> runs.Run:
    given = {"RESULTS_SERIES": tables, "DATES": "2025-01-01;2027-01-01", "SERIES": "memory:", **changes}
    return runs.run("trend", runs.without_none(given), feedback)


def test_tables_come_by_their_days_whatever_their_order(provider):
    found = trend([table(80.0), table(60.0)], DATES="2027-01-01;2025-01-01")
    rows = [row for row in found.rows("SERIES") if row["neighbourhood"] == "a"]
    assert [(row["date"], row["share"], row["course"]) for row in rows] == [
        ("2025-01-01", 0.6, "on_course"),
        ("2027-01-01", 0.8, "on_course"),  # 70 % is asked
    ]
    assert [row["path"] for row in rows] == pytest.approx([0.5, 0.7])
    told = " ".join(found.feedback.infos)
    assert "60 % → 80 %" in told
    assert "on course 1" in told


@pytest.mark.parametrize(("locale", "title"), [("nl_NL", "Plek <i>voor allen</i>"), ("en_GB", "Meeting <i>place</i>")])
def test_titles_are_in_the_language_of_the_user_whatever_that_of_the_run_was(provider, monkeypatch, locale, title):
    monkeypatch.setattr(translation, "user_locale", lambda: locale)
    texts = json.dumps({"nl": {"title": "Plek <i>voor allen</i>"}, "en": {"title": "Meeting <i>place</i>"}})
    found = trend([table(60.0, texts=texts), table(80.0, texts=None)])
    titles = {row["date"]: row["title"] for row in found.rows("SERIES")}
    assert titles == {"2025-01-01": title, "2027-01-01": "Meeting <i>place</i>"}  # that of an earlier version has one


def test_a_run_over_years_is_a_series_by_itself(provider):
    done = check(YEARS="2026;2030", FACILITIES=[layer([runs.point(100, 0)], "school")])
    found = trend([done.layer("OUTPUT_RESULTS")], DATES=None)
    assert [row["date"] for row in found.rows("SERIES") if row["neighbourhood"] == "_total"] == [
        "2026-01-01",
        "2030-01-01",
    ]
    wanted = {
        (f"{row['year']}-01-01", row["neighbourhood"]): row["share"]
        for row in done.rows("OUTPUT_RESULTS")
        if row["neighbourhood"] != "outside_neighbourhoods" and row["stock"] == "all"
    }
    assert {(row["date"], row["neighbourhood"]): row["share"] for row in found.rows("SERIES")} == wanted


def test_a_table_is_of_the_day_of_its_run_unless_it_is_said(provider):
    done = check()
    today = done.rows("OUTPUT_RESULTS")[0]["reference_date"]
    earlier = table(60.0, reference_date="2020-05-06")
    found = trend([done.layer("OUTPUT_RESULTS"), earlier], DATES=None)
    assert sorted({row["date"] for row in found.rows("SERIES")}) == ["2020-05-06", today]


def test_tables_of_earlier_versions_need_their_days(provider):
    old = table(60.0).materialize(QgsFeatureRequest())
    assert old.dataProvider().deleteAttributes([old.fields().lookupField("reference_date")])
    old.updateFields()
    with pytest.raises(RefusedError, match="write the days of all tables"):
        trend([old, table(80.0, reference_date="2027-01-01")], DATES=None)
    assert len(trend([old, table(80.0)]).rows("SERIES")) == 4


def test_codes_that_changed_are_brought_to_those_of_today(provider):
    codes = layer([(None, "x", "a", 1.0)], "codes", crs="", kind="NoGeometry", oud="text", nieuw="text", aandeel="real")
    before = results({"neighbourhood": "x", "within": 3.0, "outside": 1.0, "unknown": 0.0, "total": 4.0, "share": 0.75})
    found = trend([before, table(80.0)], CODE_CHANGES=codes)
    assert [row["share"] for row in found.rows("SERIES") if row["neighbourhood"] == "a"] == [0.75, 0.8]
    without = trend([before, table(80.0)])
    assert without.feedback.warned("does not have", "x")
    assert [row["break"] for row in without.rows("SERIES") if row["neighbourhood"] == "a"] == ["new"]


@pytest.mark.parametrize("share", ["50 %", "half"])
def test_a_share_that_is_no_number_is_not_taken_for_all(provider, share):
    """Empty is all of a neighbourhood; in a CSV every cell is text."""
    kinds = {"old": "text", "new": "text", "share": "text"}
    one = layer([(None, "x", "a", share), (None, "x", "b", "0,25")], "codes", crs="", kind="NoGeometry", **kinds)
    with pytest.raises(RefusedError, match=f"has the share {share} for x: write a share from 0 to 1"):
        trend([of_areas(x=80.0), of_areas(a=90.0, b=50.0)], CODE_CHANGES=one)
    empty = layer([(None, "x", "a", " ")], "codes", crs="", kind="NoGeometry", **kinds)
    found = trend([of_areas(x=80.0), of_areas(a=90.0, b=50.0)], CODE_CHANGES=empty)
    assert {(row["neighbourhood"], row["share"]) for row in found.rows("SERIES") if row["date"] == "2025-01-01"} == {
        ("a", 0.8)
    }


OLD_MAP = (("x", (0, 0, 100, 100)),)
NEW_MAP = (("a", (0, 0, 60, 100)), ("b", (60, 0, 100, 100)))


def area_map(areas: tuple, name: str):
    return layer([(box(*sides), code) for code, sides in areas], name, buurtcode="text")


def of_areas(**within: float):
    rows = [
        {"neighbourhood": name, "within": one, "outside": 100 - one, "unknown": 0.0, "total": 100.0}
        | {"share": one / 100, "compliance": "fails"}
        for name, one in within.items()
    ]
    return results(*rows)


def test_dwellings_on_the_maps_of_both_days_say_what_became_of_codes(provider):
    """Three in four dwellings of x lie in what is a today, whatever its area."""
    homes = layer([(runs.point(10, y), 3) for y in range(10, 60, 10)] + [(runs.point(90, 50), 5)], dwellings="int")
    given = {
        "NEIGHBOURHOODS": [area_map(OLD_MAP, "then"), area_map(NEW_MAP, "now")],
        "DWELLINGS": homes,
        "WEIGHT_FIELD": "dwellings",
    }
    found = trend([of_areas(x=80.0), of_areas(a=90.0, b=50.0)], **given)
    rows = {(row["neighbourhood"], row["date"]): row for row in found.rows("SERIES")}
    assert rows["a", "2025-01-01"]["total"] == pytest.approx(75)
    assert rows["b", "2025-01-01"]["within"] == pytest.approx(20)
    assert [rows["a", "2025-01-01"]["share"], rows["a", "2025-01-01"]["compliance"]] == [pytest.approx(0.8), None]
    assert rows["a", "2027-01-01"]["break"] == "codes"
    assert found.feedback.warned("2025-01-01", "by the dwellings on both maps", "1 (x)")


def test_a_table_of_codes_goes_before_the_maps(provider):
    codes = layer([(None, "x", "b", 1.0)], "codes", crs="", kind="NoGeometry", old="text", new="text", share="real")
    homes = layer([runs.point(10, 10)])
    maps = [area_map(OLD_MAP, "then"), area_map(NEW_MAP, "now")]
    given = {"NEIGHBOURHOODS": maps, "DWELLINGS": homes, "CODE_CHANGES": codes}
    found = trend([of_areas(x=80.0), of_areas(a=90.0, b=50.0)], **given)
    rows = {(row["neighbourhood"], row["date"]): row["share"] for row in found.rows("SERIES")}
    assert rows["b", "2025-01-01"] == 0.8
    assert not found.feedback.warned("both maps")


def test_another_version_of_the_norms_is_told_and_breaks_no_line(provider, tmp_path: Path):
    path = tmp_path / "trend.html"
    found = trend([table(60.0, norm_version="1"), table(80.0, norm_version="2")], PLOT=str(path))
    assert {row["break"] for row in found.rows("SERIES") if row["date"] == "2027-01-01"} == {"version: 1 → 2"}
    assert any("another version of the norms" in text and "1 → 2): 2" in text for text in found.feedback.infos)
    assert '<line class="break"' not in path.read_text(encoding="utf-8")


def test_a_part_that_the_shares_leave_out_is_warned_of(provider):
    codes = layer([(None, "x", "a", 0.8)], "codes", crs="", kind="NoGeometry", old="text", new="text", share="real")
    before = results({"neighbourhood": "x", "within": 30.0, "outside": 10.0, "unknown": 0.0, "total": 40.0})
    found = trend([before, table(80.0)], CODE_CHANGES=codes)
    assert [row["within"] for row in found.rows("SERIES") if row["neighbourhood"] == "a"] == [24.0, 80.0]
    assert found.feedback.warned("less than 1", "1 (x)")


def test_a_code_that_lost_a_part_and_is_still_there_is_said_to_keep_its_figures(provider):
    """A table does not tell of which days it is: a stays, and of what went to b nothing is known."""
    rows = [(None, "a", "a", 0.6), (None, "a", "b", 0.4)]
    codes = layer(rows, "codes", crs="", kind="NoGeometry", old="text", new="text", share="real")
    found = trend([of_areas(a=80.0), of_areas(a=90.0, b=50.0)], CODE_CHANGES=codes)
    shares = {(row["neighbourhood"], row["date"]): row["share"] for row in found.rows("SERIES")}
    assert shares == {("a", "2025-01-01"): 0.8, ("a", "2027-01-01"): 0.9, ("b", "2027-01-01"): 0.5}
    assert found.feedback.warned("the last day still has", "1 (a)")
    assert not found.feedback.warned("less than 1")


def test_the_page_says_how_many_neighbourhoods_it_leaves_out(provider, tmp_path: Path):
    path = tmp_path / "trend.html"
    many = [
        results(
            *(
                {"neighbourhood": f"n{n}", "within": 5.0 + n, "outside": 1.0, "unknown": 0.0, "total": 6.0 + n}
                | {"share": (5.0 + n) / (6.0 + n)}
                for n in range(301)
            )
        )
        for _ in range(2)
    ]
    trend(many, PLOT=str(path))
    page = path.read_text(encoding="utf-8")
    assert "Of 301 neighbourhoods the 200 largest are drawn, and 300 listed" in page
    assert page.count("<bdi>n") == 300


def stretches(tmp_path: Path, *tables) -> tuple[str, str]:
    """Return what the page and the log say of tables of the first days of 2025, 2026, 2027 and so on."""
    path = tmp_path / "trend.html"
    days = ";".join(f"{2025 + number}-01-01" for number in range(len(tables)))
    found = trend(list(tables), DATES=days, PLOT=str(path))
    return path.read_text(encoding="utf-8"), "\n".join(found.feedback.infos)


def unknown(**cells):
    """Return a table of a day on which nothing is known."""
    return table(0.0, **{"outside": 0.0, "unknown": 100.0, "share": None, "compliance": "unknown", **cells})


def test_figures_on_both_sides_of_another_norm_are_not_set_beside_each_other(provider, tmp_path: Path):
    page, log = stretches(tmp_path, table(60.0), table(70.0, threshold=200.0), table(80.0, threshold=200.0))
    assert "From 70.0\xa0% (2026) to 80.0\xa0% (2027)." in page
    assert "Meeting <i>place</i>: 70 % → 80 %" in log


def test_another_norm_on_a_day_of_which_nothing_is_known_is_another_norm_from_then_on(provider, tmp_path: Path):
    page, log = stretches(tmp_path, table(60.0), unknown(threshold=200.0), table(80.0, threshold=200.0))
    assert "<p>80.0\xa0% (2027). 2026: another norm (threshold), so not comparable with before." in page
    assert "Meeting <i>place</i>: 80 %" in log
    assert "60 % →" not in log


def test_where_nothing_is_known_since_another_norm_the_days_before_are_told(provider, tmp_path: Path):
    page, log = stretches(tmp_path, table(60.0), table(70.0), unknown(threshold=200.0))
    assert "<p>From 60.0\xa0% (2025) to 70.0\xa0% (2026). 2027: another norm" in page
    assert "Meeting <i>place</i>: 60 % → 70 %" in log


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"indicator": "rate", "unit": "number", "threshold": 1.0, "per": 1000.0, "rate": 0.9961}, "0.99"),
        ({"indicator": "area_share", "unit": "share", "threshold": 0.3, "rate": 0.2996}, "29.9\xa0%"),
        ({"target": 0.9995, "share": 0.99945}, "99.94\xa0%"),
    ],
)
def test_what_fails_does_not_look_on_the_page_as_if_it_met_its_norm(provider, tmp_path: Path, cells, said):
    given = cells if "share" in cells else {"share": None, "target": None, **cells}
    path = tmp_path / "trend.html"
    trend([table(0.0, **given), table(0.0, **given)], PLOT=str(path))
    assert path.read_text(encoding="utf-8").count(f'<td class="fails">{said} · fails</td>') == 2


def test_the_path_is_told_of_the_areas_that_are_judged_in_the_log_too(provider, tmp_path: Path):
    """Judged in each village: what its neighbourhoods have is no place on the path."""
    path, conditions = tmp_path / "trend.html", json.dumps({"level": "kern", **json.loads(PATH)})

    def of_villages(within: float):
        places = [("neighbourhood", "a"), ("neighbourhood", "b"), ("neighbourhood", "_total"), ("kern", "Dorp")]
        rows = [
            {"level": level, "neighbourhood": name, "within": within, "outside": 100 - within, "unknown": 0.0}
            | {"total": 100.0, "share": within / 100, "compliance": "fails" if level == "kern" else None}
            | {"conditions": conditions, "title": "Hall"}
            for level, name in [*places, ("kern", "_total")]
        ]
        return results(*rows)

    found = trend([of_villages(60.0), of_villages(65.0)], PLOT=str(path))
    assert "On the path: behind 1." in path.read_text(encoding="utf-8")
    assert "Hall: 60 % → 65 %; on the path to the target: behind 1" in found.feedback.infos


def test_an_area_with_too_few_dwellings_is_nowhere_on_the_path(provider, tmp_path: Path):
    path = tmp_path / "trend.html"
    trend([table(60.0, compliance="too_few"), table(60.0, compliance="too_few")], PLOT=str(path))
    page = path.read_text(encoding="utf-8")
    assert page.count("too few dwellings</td>") == 2
    assert "<td>behind</td>" not in page


def test_another_norm_breaks_the_series_and_is_warned_of(provider):
    found = trend([table(60.0, threshold=400.0), table(80.0)])
    assert {row["break"] for row in found.rows("SERIES") if row["date"] == "2027-01-01"} == {"norm: threshold"}
    assert found.feedback.warned("ask something else", "threshold", "2")


def test_the_page_names_areas_and_takes_texts_as_texts(provider, tmp_path: Path):
    path = tmp_path / "trend.html"
    areas = layer([(box(0, 0, 9, 9), "a", "Old <b>Town</b>")], "areas", buurtcode="text", buurtnaam="text")
    trend([table(60.0), table(80.0)], PLOT=str(path), NEIGHBOURHOODS=[areas])
    page = path.read_text(encoding="utf-8")
    assert "<b>Town" not in page
    assert "<i>place" not in page
    assert "Old &lt;b&gt;Town" in page
    assert page.count('<path class="path"') == 2, "of the requirement, and in the legend"
    assert "on course" in page


@pytest.mark.parametrize(
    ("tables", "changes", "sentence"),
    [
        (1, {"DATES": "2026-01-01"}, "two days at least"),
        (2, {"DATES": "2026-01-01"}, "1 days for 2 results tables"),
        (2, {"DATES": "2026-01-01;soon"}, "write days as 2026-07-01"),
        (2, {"DATES": "2026-01-01;2026-02-30"}, "write days as 2026-07-01"),
        (2, {"DATES": "2026-01-01;2026-01-01"}, "are of 2026-01-01"),
        (2, {"CODE_CHANGES": small_town.areas}, "no columns"),
        (2, {"DWELLINGS": lambda: layer([runs.point(0, 0)])}, "the map of each day"),
        (2, {"NEIGHBOURHOODS": lambda: [area_map(OLD_MAP, name) for name in "abc"]}, "3 layers for 2 results tables"),
        (
            2,
            {
                "NEIGHBOURHOODS": lambda: [area_map(OLD_MAP, "then"), area_map(NEW_MAP, "now")],
                "DWELLINGS": lambda: layer([runs.point(5000, 0)]),
            },
            "No dwelling lies in any neighbourhood of “now”",
        ),
    ],
)
def test_what_cannot_be_a_series_is_refused_in_a_sentence(provider, tmp_path: Path, tables, changes, sentence):
    target = tmp_path / "out.csv"
    made = {name: value() if callable(value) else value for name, value in changes.items()}
    with pytest.raises(RefusedError, match=sentence):
        trend([table(60.0), table(80.0)][:tables], SERIES=str(target), **made)
    assert not target.exists()
