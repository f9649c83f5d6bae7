"""The report of a series over several days, of what caused its changes, and of a survey."""

from __future__ import annotations

import math
import re
import zipfile
from pathlib import Path

import pytest

from towns import runs, spreadsheet_page
from towns.browser import look
from towns.report_page import Page
from towns.results_tables import results
from towns.runs import Feedback, RefusedError, box, layer
from towns.sample_run import source
from towns.sample_years import results_of, survey_of_town, trend_of_years

WENT = "How it went from year to year 2023–2026"
SURVEY = "What the survey says: At <i>home</i>"
NUMBERS = ("share", "rate", "total", "within", "unknown", "target", "path")
CAUSES = ("facilities", "streets", "dwellings", "weights", "norms", "corrected", "change")


def causes(*rows: tuple) -> object:
    """Return a table of causes, of all together: days, requirement, the causes with the change, and a reason."""
    kinds = {"from_date": "text", "to_date": "text", "level": "text", "neighbourhood": "text", "requirement": "text"}
    kinds |= {**dict.fromkeys(CAUSES, "real"), "reason": "text"}
    lines = [
        (None, first, last, "neighbourhood", "_total", requirement, *figures, why)
        for first, last, requirement, figures, why in rows
    ]
    return layer(lines, "causes", crs="", kind="NoGeometry", **kinds)


OF_MEETING = (0.01, 0.0, -0.0306, 0.0, 0.0, 0.0, -0.0206)
"""A place opened, and homes were built out of reach."""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict:
    """Write a report of the fourth year with all of it, once for all tests here."""
    folder = tmp_path_factory.mktemp("years")
    trend, survey = trend_of_years(folder), survey_of_town(folder, results_of(2026))
    files = {"REPORT": "report.html", "DOCUMENT": "report.docx", "SPREADSHEET": "report.xlsx"}
    given = {
        "RESULTS": results_of(2026),
        "NEIGHBOURHOODS": source("neighbourhoods"),
        "SERIES": trend["SERIES"],
        "CAUSES": causes(
            ("2023-01-01", "2024-01-01", "meeting_place", OF_MEETING, None),
            ("2024-01-01", "2025-01-01", "meeting_place", (None,) * 7, "no_facility"),
            ("2025-01-01", "2026-01-01", "meeting_place", (0.0094, *(0.0,) * 5, 0.0094), None),
        ),
        "ESTIMATES": survey["ESTIMATES"],
        "COMPARISON": survey["COMPARISON"],
        "SURVEY_TITLE": "At <i>home</i>",
        **{name: str(folder / file) for name, file in files.items()},
    }
    runs.run("compliancereport", given)
    return {**trend, **survey, **given}


@pytest.fixture(scope="module")
def page(made) -> Page:
    return Page(Path(made["REPORT"]))


def caption(page: Page, title: str) -> str:
    return next(one for one in page.section(WENT).captions if one.startswith(title))


def test_each_requirement_says_how_it_went_and_whether_it_is_on_course(page, made):
    """The figures are those of the series: 0.848, 0.738 of meeting places, beside a path from 75 % to 95 % in 2030."""
    whole = {
        (row["requirement"], row["date"]): row
        for row in runs.rows(runs.loaded(made["SERIES"]))
        if row["neighbourhood"] == "_total"
    }
    first, last = (whole["meeting_place", f"{year}-01-01"]["share"] for year in (2023, 2026))
    said = caption(page, "Meeting place within 500 m")
    first, last = (math.floor(1000 * one) / 10 for one in (first, last))
    assert f"From {first} % (2023) to {last} % (2026)." in said, "in tenths, as the path and the causes beside it"
    # 75 % and three sevenths of 20 points: 83.6 %, which 73.9 % is not.
    assert "Behind: the path asks 83.6 % by then, and 95 % in 2030." in said
    assert "another version of the norms (2023 → 2025)" in said
    # 85 % and three sevenths of 10 points: 89.3 %, which 89.6 % is.
    assert whole["general_practitioner", "2026-01-01"]["share"] == pytest.approx(0.8956, abs=1e-4)
    assert "On course: the path asks 89.3 % by then, and 95 % in 2030." in caption(page, "General practitioner")
    assert "Reached: the end of the path, 80 % in 2030." in caption(page, "Supermarket")


def test_figures_of_another_norm_are_not_compared(page):
    said = caption(page, "Supermarket")
    assert "84.7 % in 2025, and 84.7 % in 2026." in said, "not beside the 93.7 % of 2023, within 1,000 m"
    assert "2025: another norm (threshold)" in said
    assert "so not comparable with before" in said
    assert page.text.count('<line class="break"') == 1


def test_neighbourhoods_that_are_behind_are_named_and_those_too_small_are_not(page):
    said = caption(page, "General practitioner")
    assert "On the path: reached 7, behind 3." in said
    assert "Westerpolder" in said
    assert "De Hoge Weide" not in said, "23 dwellings are not judged"


def test_what_caused_the_changes_is_told_in_a_sentence_and_a_table(page):
    said = caption(page, "Meeting place within 500 m")
    assert "What caused the change (2025–2026): facilities +0.9 points." in said
    head, *rows = page.section(WENT).tables[0]
    assert head[:3] == ["Requirement", "Period", "Change"]
    assert head[3:7] == ["Facilities", "Streets", "Dwellings that came or went", "Figures of dwellings and people"]
    assert head[7:] == ["Norms", "Correction of what was published"]
    assert rows[0][1:5] == ["2023–2024", "−2.1 points", "+1.0 points", "0.0 points"]
    assert rows[0][5:] == ["−3.1 points", "0.0 points", "0.0 points", "0.0 points"]
    assert rows[1] == ["2024–2025", "type not in the data"]
    assert rows[2][:3] == ["2025–2026", "+0.9 points", "+0.9 points"]


def test_causes_of_years_that_follow_each_other_are_added_up(made, tmp_path):
    """+1.0 and then −0.4 points of facilities, −3.1 twice of dwellings; a year that is not known ends it."""
    rows = [
        ("2023-01-01", "2024-01-01", "meeting_place", OF_MEETING, None),
        ("2024-01-01", "2025-01-01", "meeting_place", (-0.004, 0.0, -0.0306, 0.0, 0.0, 0.0, -0.0346), None),
    ]
    given = {name: made[name] for name in ("RESULTS", "NEIGHBOURHOODS", "SERIES")}
    runs.run("compliancereport", {**given, "CAUSES": causes(*rows), "REPORT": str(tmp_path / "report.html")})
    said = caption(Page(tmp_path / "report.html"), "Meeting place within 500 m")
    assert "(2023–2025): dwellings that came or went −6.1 points, facilities +0.6 points." in said


def test_a_series_of_other_norms_with_the_same_ids_is_left_out_and_said(made, tmp_path):
    """As found: m² of meeting places by one norm set, told as the number of them that another one asks for."""
    series = runs.loaded(made["SERIES"])
    names = [field.name() for field in series.fields()]
    rows = [{**row, "title": f"Another {row['requirement']}"} for row in runs.rows(series)]
    kinds = {name: "real" if name in NUMBERS else "text" for name in names}

    def of(rows: list[dict]) -> object:
        return layer(
            [(None, *(row[name] for name in names)) for row in rows], "other", crs="", kind="NoGeometry", **kinds
        )

    given = {name: made[name] for name in ("RESULTS", "NEIGHBOURHOODS")}
    path, log = tmp_path / "report.html", Feedback()
    runs.run("compliancereport", {**given, "SERIES": of(rows), "REPORT": str(path)}, log)
    assert "How it went from year to year" in path.read_text(encoding="utf-8"), (
        "other words for the same figures are the same requirement"
    )
    assert not any("under the same ids" in one for one in log.warnings)
    other = [
        {**row, "share": row["share"] and row["share"] / 2, "rate": row["rate"] and row["rate"] / 2} for row in rows
    ]
    runs.run("compliancereport", {**given, "SERIES": of(other), "REPORT": str(path)}, log)
    assert "How it went from year to year" not in path.read_text(encoding="utf-8")
    assert any("under the same ids" in one and "meeting_place" in one for one in log.warnings)


def test_the_survey_says_which_figures_hold_and_fades_the_others(page, made):
    section = page.section(SURVEY)
    figures = {row["buurtnaam"]: row for row in runs.rows(runs.loaded(made["ESTIMATES"]))}
    rows = section.tables[0][1:]
    assert len(rows) == 12
    words = {"good": "reliable", "caution": "use with caution", "unusable": "too uncertain to use"}
    for name, figure, interval, _, _, word in rows:
        own = next(row for full, row in figures.items() if full.startswith(name[:10]))
        assert figure == f"{100 * own['estimate']:.1f} %"
        assert interval == f"{100 * own['low']:.1f} % – {100 * own['high']:.1f} %"
        assert word == words[own["reliability"]]
    faded = sum(row["reliability"] == "unusable" for row in figures.values())
    assert page.text.count('<tr class="sure-unusable">') == faded
    good = [row["buurtnaam"] for row in figures.values() if row["reliability"] == "good"]
    assert good
    assert all(name[:12] in next(one for one in section.sentences if "hold" in one) for name in good)


def test_the_survey_beside_requirements_warns_against_reading_causes_into_it(page):
    section = page.section(SURVEY)
    assert any("says nothing of causes" in one for one in section.sentences)
    rows = section.tables[1][1:]
    assert [row[0] for row in rows][:2] == ["Meeting place within 500 m", "Supermarket within walking distance"]
    assert rows[0][4] == "too few neighbourhoods to compare"
    assert {row[4] for row in rows[1:]} <= {
        "no difference that stands out", "higher where it fails", "lower where it fails",
    }  # fmt: skip


def test_the_report_names_the_figure_of_the_survey(page, made, tmp_path):
    """As asked for (SURVEY_TITLE), and else as the survey calls it; what is compared has its own name."""
    assert "The survey beside the requirements: <bdi>feeling_at_home</bdi>" in page.text
    path = tmp_path / "report.html"
    given = {name: made[name] for name in ("RESULTS", "NEIGHBOURHOODS", "ESTIMATES", "COMPARISON")}
    runs.run("compliancereport", {**given, "REPORT": str(path), "DOCUMENT": str(tmp_path / "report.docx")})
    assert "What the survey says: <bdi>feeling_at_home</bdi>" in re.sub(r"\s+", " ", Page(path).text)
    with zipfile.ZipFile(tmp_path / "report.docx") as file:
        text = file.read("word/document.xml").decode()
    assert "What the survey says: feeling_at_home" in text
    assert "The survey beside the requirements: feeling_at_home" in text


def test_the_spreadsheet_has_the_series_its_causes_and_the_survey(made):
    sheets = spreadsheet_page.read(made["SPREADSHEET"])
    series = runs.rows(runs.loaded(made["SERIES"]))
    assert len(sheets["From year to year"]) == 1 + len(series)
    heads, first = sheets["From year to year"][:2]
    assert dict(zip(heads, first, strict=True))["Share within"] == pytest.approx(series[0]["share"])
    assert [row[5] for row in sheets["Causes of changes"][1:]] == [pytest.approx(-0.0206), None, pytest.approx(0.0094)]
    assert len(sheets["Survey"]) == 13
    assert len(sheets["Survey and requirements"]) == 5
    meanings = sheets["Meaning of the columns"]
    told = {(row[0], row[1]) for row in meanings[1:] if row[2]}
    for name in ("From year to year", "Causes of changes", "Survey", "Survey and requirements"):
        assert {(name, column) for column in sheets[name][0]} <= told


def test_the_document_says_the_same(made):
    with zipfile.ZipFile(made["DOCUMENT"]) as file:
        text = re.sub("<[^>]+>", "\n", file.read("word/document.xml").decode())
    assert "Behind: the path asks 83.6 % by then, and 95 % in 2030." in text
    assert "What caused the change (2025–2026): facilities +0.9 points." in text
    assert "This says nothing of causes." in text


def test_the_contents_lead_there_and_nothing_from_a_layer_runs(page, made):
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a" and "href" in attributes]
    assert {"#trend", "#survey"} <= set(links)
    assert "At <i>home" not in page.text
    seen = look(Path(made["REPORT"]), "return document.querySelectorAll('.trend').length;")
    assert (seen.told, seen.said, seen.asked) == (4, [], [])


@pytest.mark.parametrize(("scheme", "width"), [pytest.param("light", 1366, marks=pytest.mark.slow), ("dark", 390)])
def test_the_report_passes_an_accessibility_check_and_fits_a_phone(made, scheme, width):
    script = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth;"
    told = look(Path(made["REPORT"]), script, scheme=scheme, width=width, axe=True).told
    assert [one for one in told["wrong"] if one[0] in ("serious", "critical")] == []
    assert told["answer"] is True


def test_a_report_in_dutch_says_it_in_dutch(made, tmp_path):
    given = {**{name: made[name] for name in ("RESULTS", "NEIGHBOURHOODS", "SERIES", "CAUSES", "ESTIMATES")}}
    runs.run("compliancereport", {**given, "LANGUAGE": "nl", "REPORT": str(tmp_path / "nl.html")})
    text = (tmp_path / "nl.html").read_text(encoding="utf-8")
    assert "Loopt achter: het pad vraagt 83,6\xa0% op dat moment, en 95\xa0% in 2030." in text
    assert "voorzieningen +0,9 punten" in text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"CAUSES": lambda: causes(("2023-01-01", "2024-01-01", "s", OF_MEETING, None)), "SERIES": None},
            "choose the series too",
        ),
        ({"SERIES": lambda: source("survey")}, "choose “Series” .SERIES. that Trend wrote"),
        ({"CAUSES": lambda: source("survey")}, "choose “Causes of changes” .CAUSES. that Trend wrote"),
        ({"ESTIMATES": lambda: source("survey")}, "no output of Survey estimates"),
        (
            {"COMPARISON": lambda: source("survey")},
            "choose “Differences” .TABLE. that Survey figures and requirements wrote",
        ),
        (
            {"RESULTS": lambda: results({"neighbourhood": "BU99010101", "requirement": "other"})},
            "none of the requireme",
        ),
    ],
)
def test_what_is_no_such_table_is_refused_in_a_sentence(made, tmp_path, changes, sentence):
    given = {name: made[name] for name in ("RESULTS", "NEIGHBOURHOODS", "SERIES")}
    given |= {name: value() if callable(value) else value for name, value in changes.items()}
    path = tmp_path / "report.html"
    with pytest.raises(RefusedError, match=sentence):
        runs.run("compliancereport", {**runs.without_none(given), "REPORT": str(path)})
    assert not path.exists()


def test_a_survey_of_other_areas_is_refused(made, tmp_path):
    fields = {"direct": "real", "estimate": "real", "low": "real", "high": "real"}
    row = (box(0, 0, 9, 9), "elsewhere", 0.5, 0.5, 0.4, 0.6, "good", "combined")
    others = layer([row], "others", buurtcode="text", **fields, reliability="text", estimate_kind="text")
    given = {name: made[name] for name in ("RESULTS", "NEIGHBOURHOODS")}
    with pytest.raises(RefusedError, match="called otherwise"):
        runs.run("compliancereport", {**given, "ESTIMATES": others, "REPORT": str(tmp_path / "report.html")})
