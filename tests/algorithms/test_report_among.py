"""The report says the place of its municipality among others, of the table that a recipe for all of them ends with."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from towns import runs, small_town, spreadsheet_page
from towns.report_page import Page
from towns.runs import layer

KINDS = {
    **dict.fromkeys(("municipality", "municipality_name", "requirement", "title", "living_environment"), "text"),
    "year": "int",
    **dict.fromkeys(("stock", "measure"), "text"),
    "value": "real",
    **dict.fromkeys(("place", "among"), "int"),
    "percentile": "real",
}
HEADING = "Among other municipalities"


def place(code: str, name: str | None, kind: str | None = None, year: int | None = None, **more: object) -> tuple:
    usual = {"requirement": "s", "title": "S", "stock": "all", "measure": "share", "value": 0.5, "place": 2, "among": 3}
    given = {"municipality": code, "municipality_name": name, "living_environment": kind, "year": year, **usual, **more}
    return (None, *(given.get(column) for column in KINDS))


ROWS = (
    place("GM1", "Town", value=0.999, place=1, percentile=100.0),
    place("GM2", "City", value=0.5, place=2, percentile=100 * 2 / 3),
    place("GM2", "City", "edge", value=0.25, place=2, among=2, percentile=50.0),
    place("GM2", "City", "centre", value=0.75, place=1, among=1200, percentile=100.0),
    place("GM2", "City", requirement="other", value=0.1),
    place("GM2", "City", stock="new", value=0.2),
    place("GM3", "Same", value=0.1),
    place("GM4", "Same", value=0.1),
)


@pytest.fixture(scope="module")
def made(provider) -> dict:
    done = small_town.check()
    return {"RESULTS": done.layer("OUTPUT_RESULTS"), "NEIGHBOURHOODS": done.layer("OUTPUT_NEIGHBOURHOODS")}


def given(made: dict, path: Path, rows=ROWS, **more: object) -> dict:
    table = layer(list(rows), "places", **KINDS)
    return {**made, "NEIGHBOURHOOD_ID": "code", "AMONG": table, "LANGUAGE": "en", "REPORT": str(path), **more}


def rows_of(path: Path) -> list[list[str]]:
    return Page(path).rows(HEADING)


@pytest.mark.parametrize("name", ["City", "gm2"])
def test_the_places_of_the_municipality_whole_first_and_by_living_environment(made, tmp_path, name):
    path = tmp_path / "report.html"
    runs.run("compliancereport", given(made, path, MUNICIPALITY=name))
    # Cut off, as every share is: 66.7 % of the municipalities are 66 %.
    assert [line[1:] for line in rows_of(path)] == [
        ["All together", "50 %", "2 of 3", "66 %"],
        ["centre", "75 %", "1 of 1,200", "100 %"],
        ["edge", "25 %", "2 of 2", "50 %"],
    ]


def test_the_text_and_the_spreadsheet_say_the_places_too(made, tmp_path):
    files = {"DOCUMENT": str(tmp_path / "r.docx"), "SPREADSHEET": str(tmp_path / "r.xlsx")}
    runs.run("compliancereport", given(made, tmp_path / "report.html", MUNICIPALITY="City", **files))
    sheets = spreadsheet_page.read(files["SPREADSHEET"])
    heads, *lines = sheets[HEADING]
    assert heads[1:] == ["Living environment", "Figure", "Its place", "Of municipalities", "Not higher"]
    assert [line[1:] for line in lines] == [
        ["All together", 0.5, 2, 3, pytest.approx(2 / 3)],
        ["centre", 0.75, 1, 1200, 1],
        ["edge", 0.25, 2, 2, 0.5],
    ]
    told = {column for name, column, *_ in sheets["Meaning of the columns"] if name == HEADING}
    assert told == set(heads)
    with zipfile.ZipFile(files["DOCUMENT"]) as file:
        text = file.read("word/document.xml").decode()
    assert text.count(f">{HEADING}<") == 2, "in the contents and above the section"
    assert "All together: 50 %; 2 of 3; Not higher 66 %" in text
    assert "edge: 25 %; 2 of 2; Not higher 50 %" in text


def test_of_several_years_the_last_counts(made, tmp_path):
    path = tmp_path / "report.html"
    rows = [place("GM1", None, year=year, value=value, percentile=50.0) for year, value in ((2026, 0.1), (2030, 0.2))]
    runs.run("compliancereport", given(made, path, rows, MUNICIPALITY="GM1"))
    assert [line[1:] for line in rows_of(path)] == [["All together", "20 %", "2 of 3", "50 %"]]


def test_without_the_table_there_is_no_such_section(made, tmp_path):
    path = tmp_path / "report.html"
    runs.run("compliancereport", runs.without_none(given(made, path, AMONG=None)))
    assert HEADING not in Page(path).sections
    files = {"DOCUMENT": str(tmp_path / "r.docx"), "SPREADSHEET": str(tmp_path / "r.xlsx")}
    runs.run("compliancereport", runs.without_none(given(made, path, AMONG=None, **files)))
    assert HEADING not in spreadsheet_page.read(files["SPREADSHEET"])
    with zipfile.ZipFile(files["DOCUMENT"]) as file:
        assert HEADING not in file.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"MUNICIPALITY": "Village"}, "has not one municipality “Village”"),
        ({"MUNICIPALITY": "Same"}, "has not one municipality “Same”"),
        ({}, "has not one municipality “”"),
    ],
)
def test_a_table_of_others_is_refused(made, tmp_path, changes, words):
    path = tmp_path / "report.html"
    assert words in runs.refusal("compliancereport", given(made, path, **changes))
    assert not path.exists()


def test_a_layer_that_is_no_such_table_is_refused(made, tmp_path):
    other = layer([(None, "a")], "homes", who="text")
    said = runs.refusal("compliancereport", given(made, tmp_path / "report.html", AMONG=other, MUNICIPALITY="GM1"))
    assert "has no field “municipality”: choose the table “places”" in said


def test_a_table_of_other_requirements_is_refused(made, tmp_path):
    rows = [place("GM1", None, requirement="other")]
    said = runs.refusal("compliancereport", given(made, tmp_path / "report.html", rows, MUNICIPALITY="GM1"))
    assert "has none of the requirements" in said
