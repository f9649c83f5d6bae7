"""The spreadsheet says what the results table says: names and words first, numbers as numbers, and no formulas."""

from __future__ import annotations

import csv
import dataclasses
import math
import subprocess
import zipfile
from decimal import ROUND_FLOOR, Decimal
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.outputs.provenance import InputLayer
from buurtmaat.adapters.report import workbook
from buurtmaat.adapters.report.front import answer
from buurtmaat.adapters.report.phrases import Phrases
from buurtmaat.adapters.report.spreadsheet import write_spreadsheet
from buurtmaat.adapters.report.workbook import Sheet, SheetColumn, write_workbook
from buurtmaat.adapters.results.verdict_words import verdict_words
from buurtmaat.core.errors import InputError
from buurtmaat.core.results.table import RESULT_KINDS
from towns import told_town
from towns.spreadsheet_page import SPACE, Page, pages, read

DUTCH = Phrases(Language("nl"))
VERDICTS = verdict_words(Language("nl").tr)
ENGLISH = Phrases(Language("en"))


def written(tmp_path, findings=None, settings=(), about=None, phrases=DUTCH) -> list[Page]:
    path = tmp_path / "results.xlsx"
    write_spreadsheet(path, findings or told_town.findings(), about or told_town.about(), phrases, settings)
    return list(pages(path).values())


def columns(page: Page) -> dict[str, int]:
    return {name: number for number, name in enumerate(page.table[0])}


def cut(value: float, digits: int) -> float:
    """Cut a number off after so many decimals, by its own digits."""
    return float(Decimal(repr(round(float(value), 12))).quantize(Decimal(1).scaleb(-digits), ROUND_FLOOR))


def test_it_opens_on_a_row_for_each_neighbourhood_by_name(tmp_path):
    """As found: it opened on 46 English codes without the name of a neighbourhood."""
    found, about = told_town.findings(), told_town.about()
    page = written(tmp_path)[0]
    assert page.rows[0][0] == about.title
    assert page.rows[1][0] == " ".join(answer(found, about, DUTCH))
    assert page.table[0][:2] == ["Buurt", "Code"]
    names = [about.labels[area].removesuffix(f" ({area})") for area in found.areas]
    below = [DUTCH.language.tr("Outside all neighbourhoods"), DUTCH.language.tr("All together")]
    assert [row[0] for row in page.table[1:]] == [*names, None, *below]
    assert [row[1] for row in page.table[1:13]] == list(found.areas)
    view = page.element.find("m:sheetViews/m:sheetView", SPACE)
    assert view.get("tabSelected") == "1"


def test_the_heading_stays_and_filters_the_neighbourhoods_but_not_what_is_below(tmp_path):
    for number, page in enumerate(written(tmp_path)):
        pane = page.element.find("m:sheetViews/m:sheetView/m:pane", SPACE)
        assert pane.get("state") == "frozen"
        assert int(pane.get("xSplit")) >= 1
        first, last = page.element.find("m:autoFilter", SPACE).get("ref").split(":")
        assert first == f"A{page.heading + 1}"
        assert int(last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == len(page.rows) - (3 if number == 0 else 0)
        widths = [float(one.get("width")) for one in page.element.iterfind("m:cols/m:col", SPACE)]
        assert len(widths) == len(page.table[0])
        assert all(8 <= width <= 60 for width in widths)


def test_on_paper_names_and_headings_are_there_on_each_page(tmp_path):
    sheets = [
        Sheet(name="a 'b'", columns=[SheetColumn(name="n", cells=[1])] * 3, title="t", fixed=2),
        Sheet(name="c", columns=[SheetColumn(name="n", cells=[1])], fixed=0),
    ]
    write_workbook(tmp_path / "p.xlsx", sheets, "t", "nl-NL")
    with zipfile.ZipFile(tmp_path / "p.xlsx") as file:
        book = ElementTree.fromstring(file.read("xl/workbook.xml"))  # noqa: S314 -- our own
    names = book.iterfind("m:definedNames/m:definedName", SPACE)
    assert [one.text for one in names if one.get("name") == "_xlnm.Print_Titles"] == [
        "'a ''b'!$A:$B,'a ''b'!$2:$2",
        "'c'!$1:$1",
    ]


def test_the_summary_has_what_the_report_says_of_every_neighbourhood_and_requirement(tmp_path):
    found, table = told_town.findings(), told_town.table()
    page = written(tmp_path)[0]
    head = columns(page)
    for row in page.table[1:13]:
        for question in found.questions:
            expected, verdict = told_town.holding(table, question.id, row[1])
            value = expected["share"] if question.has_share else expected["rate"]
            title = f"{question.title} ({DUTCH.unit(question)})"
            cell = row[head[title]]
            if pd.isna(value) or verdict == "not_applicable":
                assert cell is None
            elif question.has_share:
                assert cell == (cut(value, 2) or value), title
            elif not question.is_share and value >= 0.1:
                assert cell == cut(value, 0 if value >= 100 else 1 if value >= 10 else 2), title
            assert row[head[f"{question.title}: {DUTCH.language.tr('verdict')}"]] == VERDICTS[verdict]
    total = table[(table["neighbourhood"] == "_total") & (table["requirement"] == found.questions[0].id)].iloc[0]
    first = head[f"{found.questions[0].title} ({DUTCH.unit(found.questions[0])})"]
    assert page.table[-1][first] == cut(total["share"], 2)


def test_a_share_that_does_not_reach_its_target_does_not_look_as_if_it_did(tmp_path):
    """94.96 % would be shown as 95 % beside “fails”."""
    rows = told_town.table()
    mine = (rows["requirement"] == "meeting_place") & (rows["level"] == "neighbourhood")
    rows.loc[mine, "share"], rows.loc[mine, "target"], rows.loc[mine, "compliance"] = 0.9496, 0.95, "fails"
    rows.loc[mine & (rows["neighbourhood"] == "BU99010101"), "share"] = 0.004
    page = written(tmp_path, told_town.findings(rows))[0]
    title = rows[mine]["title"].iloc[0]
    place = next(number for name, number in columns(page).items() if name.startswith(f"{title} ("))
    assert page.table[1][place] == 0.004
    assert {row[place] for row in page.table[2:13]} - {None} == {0.94}
    code = page.formats[f"{workbook._letters(place)}{page.heading + 2}"]
    assert code == '[=0]0%;[<0.01]"< 1 %";0%'


def test_every_figure_has_a_row_with_its_neighbourhood_in_names(tmp_path):
    found, table, about = told_town.findings(), told_town.table(), told_town.about()
    page = written(tmp_path, phrases=ENGLISH)[1]
    head = columns(page)
    assert len(page.table) - 1 == len(found.areas) * len(found.questions)
    of_title = {question.title: question for question in found.questions}
    for row in page.table[1:]:
        question, area = of_title[row[head["Requirement"]]], row[head["Code"]]
        assert row[0] == about.labels[area].removesuffix(f" ({area})")
        mine = (table["requirement"] == question.id) & (table["level"] == "neighbourhood") & table["group"].isna()
        own = table[mine & (table["neighbourhood"] == area)].iloc[0]
        for name in ("total", "within", "outside", "median"):
            cell = row[head[{"median": "Half of them within"}.get(name, name.capitalize())]]
            assert cell is None if pd.isna(own[name]) else cell == pytest.approx(own[name], rel=1e-12)
        judged = told_town.judged(table, question.id, area)
        missing = told_town.lacking(judged)
        if pd.isna(missing) or missing <= 0 or row[head["Verdict"]] == "not applicable":
            assert row[head["Missing"]] is None
        else:
            assert told_town.is_missing(row[head["Missing"]], missing, dwellings=question.has_share)
            assert row[head["Missing, in words"]]


def test_numbers_have_the_format_of_what_they_are(tmp_path):
    page = written(tmp_path, phrases=ENGLISH)[1]
    head = columns(page)
    by_title = {question.title: question for question in told_town.findings().questions}
    for number, row in enumerate(page.table[1:], page.heading + 2):

        def code(name: str, number: int = number) -> str | None:
            return page.formats.get(f"{workbook._letters(head[name])}{number}")

        assert code("Total") in (None, "#,##0")
        assert (code("Share within") or "%").endswith("%")
        unit = by_title[row[head["Requirement"]]].unit
        if row[head["Half of them within"]] is not None:
            assert code("Half of them within") == {"m": '#,##0" m"', "min": '0.0" min"'}[unit]


def test_the_results_table_is_last_as_it_is(tmp_path):
    sheet, table = written(tmp_path)[-1].table, told_town.table()
    assert sheet[0] == list(RESULT_KINDS)
    assert len(sheet) == len(table) + 1
    few = table["group"].notna() & table["compliance"].eq("too_few")
    for row, small, expected in zip(sheet[1:], few, table.itertuples(index=False), strict=True):
        for name, cell, value in zip(RESULT_KINDS, row, expected, strict=True):
            if small and RESULT_KINDS[name] == "number":
                continue
            if pd.isna(value) or value == "":
                assert cell is None, name
            elif RESULT_KINDS[name] == "text":
                assert cell == value, name
            else:
                assert isinstance(cell, float), name
                assert cell == pytest.approx(value, rel=1e-15), name


def test_groups_of_too_few_dwellings_have_no_figures(tmp_path):
    """Whether they get no verdict because of that, or for another reason."""
    rows = told_town.table()
    groups = rows["group"].notna()
    name = rows["group"][groups].iloc[0]
    mine = groups & (rows["group"] == name)
    rows.loc[mine, "total"], rows.loc[mine, "within"], rows.loc[mine, "share"] = 3.25, 3.25, 0.8125
    rows.loc[mine, "compliance"], rows.loc[mine, "reason"] = "too_few", None
    last = rows.index[mine][-1]
    rows.loc[last, "compliance"], rows.loc[last, "total"], rows.loc[last, "within"] = None, 8.75, 8.75  # of people
    page = written(tmp_path, told_town.findings(rows))[-1]
    head = columns(page)
    figures = ("total", "within", "outside", "unknown", "share", "mean", "median", "p90", "depth", "shortfall")
    told = [row for row in page.table[1:] if row[head["group"]] == name]
    assert len(told) == mine.sum() > 1
    assert all(row[head[figure]] is None for row in told for figure in figures)
    assert all(row[head["title"]] for row in told)
    others = [row for row in page.table[1:] if row[head["group"]] not in (None, name)]
    assert any(row[head["total"]] is not None for row in others)


def test_the_sources_have_what_is_asked_and_where_it_comes_from(tmp_path):
    page = written(tmp_path, phrases=ENGLISH)[2]
    head = columns(page)
    for row, question in zip(page.table[1:], told_town.findings().questions, strict=True):
        assert row[0] == question.title
        assert row[head["code"]] == question.id
        assert row[head["link"]] == (question.url or None)
        assert row[head["note"]] == (question.note or None)
        assert row[head["source"]] == (question.source or None)
        year = row[head["year"]]
        assert year is None if np.isnan(question.source_year) else year == question.source_year
        target = row[head["target"]]
        assert target is None if np.isnan(question.target) else target == pytest.approx(question.target)


@pytest.mark.parametrize("phrases", [DUTCH, ENGLISH])
def test_every_column_of_every_sheet_has_its_meaning(tmp_path, phrases):
    *sheets, meaning, results = written(tmp_path, phrases=phrases)
    told = [(row[1], row[2]) for row in meaning.table[1:]]
    assert [name for name, _ in told] == [name for page in (*sheets, results) for name in page.table[0]]
    assert all(text for _, text in told)


def test_text_that_looks_like_a_formula_a_number_or_a_link_stays_text(tmp_path):
    table = told_town.table()
    table["note"] = '=HYPERLINK("http://example.org";"x")'
    table["url"] = "javascript:alert(1)"
    table["norm_version"] = "0012"
    table["source"] = "+1\x0b\x00 <b>&"
    table["page"] = "_x0041_ and\r\na line"
    given = [("=1+1", "=2+2"), ("-a", 3), ("@b", None)]
    *_, settings, _, results = written(tmp_path, told_town.findings(table), given)
    names = results.table[0]
    assert results.table[1][names.index("note")] == '=HYPERLINK("http://example.org";"x")'
    assert results.table[1][names.index("url")] == "javascript:alert(1)"
    assert results.table[1][names.index("norm_version")] == "0012"
    assert results.table[1][names.index("source")] == "+1 <b>&"
    assert results.table[1][names.index("page")] == "_x0041_ and\na line"
    assert settings.table[-3:] == [["=1+1", "=2+2"], ["-a", "3"], ["@b", None]]
    last = len(settings.rows)
    assert {f"A{last - 2}", f"B{last - 2}", f"A{last - 1}", f"A{last}"} <= settings.quoted
    assert f"B{last - 1}" not in settings.quoted


def test_whose_data_it_is_stands_among_the_settings(tmp_path):
    one = InputLayer(parameter="NETWORK", name="streets", features=3, date="", rights="=© Waterveen")
    about = dataclasses.replace(told_town.about(), inputs=[one, dataclasses.replace(one, rights="")])
    settings = written(tmp_path, about=about, phrases=ENGLISH)[3]
    assert [row for row in settings.table if row[0].startswith("Whose data")] == [
        ["Whose data: streets", "=© Waterveen"]
    ]


def test_strange_names_of_neighbourhoods_are_text(tmp_path):
    page = written(tmp_path, about=told_town.about(*told_town.STRANGE))[0]
    expected = [told_town.SCRIPT, told_town.FROM_RIGHT, told_town.LONG, page.table[4][1], "=1+1", "[% 1 + 1 %] "]
    assert [row[0] for row in page.table[1:7]] == expected


def test_titles_that_are_the_same_are_told_apart(tmp_path):
    table = told_town.table()
    table["title"] = "same"
    heads = written(tmp_path, told_town.findings(table))[0].table[0]
    assert len(set(heads)) == len(heads)


def test_a_text_longer_than_a_cell_is_cut(tmp_path):
    settings = written(tmp_path, settings=[("long", "x" * 40_000)])[3]
    assert settings.table[-1][1] == "x" * 32_766 + "…"


@pytest.mark.parametrize("code", ["nl", "en"])
def test_sheet_names_are_what_a_spreadsheet_program_takes(tmp_path, code):
    path = tmp_path / "results.xlsx"
    write_spreadsheet(path, told_town.findings(), told_town.about(), Phrases(Language(code)), [])
    names = list(read(path))
    assert len({name.casefold() for name in names}) == 6
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_names_of_sheets_are_made_to_fit(tmp_path):
    given = ["a/b:c", "A b C", "x" * 40, "x" * 40, "'", "\x00"]
    sheets = [Sheet(name=name, columns=[SheetColumn(name="a", cells=[1])]) for name in given]
    write_workbook(tmp_path / "names.xlsx", sheets, "t", "nl-NL")
    assert list(read(tmp_path / "names.xlsx")) == ["a b c", "A b C 2", "x" * 31, "x" * 29 + " 2", "-", "- 2"]


def test_a_table_that_is_longer_than_a_sheet_goes_on_in_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 4)
    column = SheetColumn(name="n", cells=[*range(7)], formats=["0"] * 7, fills=["AABBCC"] * 7)
    write_workbook(tmp_path / "long.xlsx", [Sheet(name="n", columns=[column])], "t", "nl-NL")
    found = read(tmp_path / "long.xlsx")
    assert list(found) == ["n", "n 2", "n 3", "n 4"]
    assert [row[0] for page in found.values() for row in page[1:]] == [0, 1, 2, 3, 4, 5, 6]
    assert all(len(page) <= 4 for page in found.values())


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_that_spreadsheet_programs_give_them(column, letters):
    assert workbook._letters(column) == letters


def test_what_is_no_number_is_an_empty_cell(tmp_path):
    cells = [1, 2.5, np.float64(0.1), math.inf, math.nan, pd.NA, None, 1e300, True]
    write_workbook(tmp_path / "n.xlsx", [Sheet(name="n", columns=[SheetColumn(name="n", cells=cells)])], "t", "nl-NL")
    assert [row[0] for row in read(tmp_path / "n.xlsx")["n"][1:]] == [1, 2.5, 0.1, None, None, None, None, 1e300, 1]


def test_a_file_that_is_there_is_written_over(tmp_path):
    path = tmp_path / "results.xlsx"
    path.write_text("something else", encoding="utf-8")
    assert len(written(tmp_path)) == 6


def test_a_folder_that_is_not_there_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InputError, match="spreadsheet"):
        write_spreadsheet(tmp_path / "no" / "results.xlsx", told_town.findings(), told_town.about(), DUTCH, [])


@pytest.mark.slow
def test_libreoffice_reads_what_was_written(tmp_path):
    about = dataclasses.replace(told_town.about(*told_town.STRANGE), title="=Titel & <meer>")
    sheets = written(tmp_path, settings=[("=1+1", "_x0041_")], about=about, phrases=ENGLISH)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # Tokens: comma, quotes, UTF-8, from the first line, all texts quoted, no formats, every sheet.
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", tmp_path, tmp_path / "results.xlsx"]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    for name, page in zip(read(tmp_path / "results.xlsx"), sheets, strict=True):
        with (tmp_path / f"results-{name}.csv").open(encoding="utf-8", newline="") as file:
            found = list(csv.reader(file))
        for row, expected in zip(found, page.rows, strict=True):
            for cell, value in zip(row, [*expected, *[None] * (len(row) - len(expected))], strict=True):
                if isinstance(value, float):
                    told = float(cell.removesuffix("%")) / (100 if cell.endswith("%") else 1)
                    assert told == pytest.approx(value, rel=1e-9), name
                else:
                    assert cell == (value or ""), name
