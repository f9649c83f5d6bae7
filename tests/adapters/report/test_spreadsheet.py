"""The spreadsheet says what the results table says: numbers as numbers, and nothing that is a formula."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from osgeo import gdal, ogr

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.report.phrases import Phrases
from buurtmaat.adapters.report.spreadsheet import write_spreadsheet
from buurtmaat.core.errors import InputError
from buurtmaat.core.results.table import RESULT_KINDS
from towns import told_town
from towns.spreadsheet_page import read

DUTCH = Language("nl")


def written(tmp_path, findings=None, settings=(), labels=None, language=DUTCH):
    path = tmp_path / "results.xlsx"
    write_spreadsheet(path, findings or told_town.findings(), language, settings, labels)
    return read(path)


def test_the_first_sheet_is_the_results_table(tmp_path):
    sheet = next(iter(written(tmp_path).values()))
    table = told_town.table()
    assert sheet[0] == list(RESULT_KINDS)
    assert len(sheet) == len(table) + 1
    for row, expected in zip(sheet[1:], table.itertuples(index=False), strict=True):
        for name, cell, value in zip(RESULT_KINDS, row, expected, strict=True):
            if pd.isna(value) or value == "":
                assert cell is None, name
            elif RESULT_KINDS[name] == "text":
                assert cell == value, name
            else:
                assert isinstance(cell, float), name
                assert cell == pytest.approx(value, rel=1e-12), name


def test_the_summary_has_the_value_and_the_verdict_of_every_neighbourhood_and_requirement(tmp_path):
    found, about = told_town.findings(), told_town.about()
    sheet = list(written(tmp_path, labels=about.labels).values())[1]
    words, table = Phrases(DUTCH).verdicts, told_town.table()
    assert [row[0] for row in sheet[1:]] == [*found.areas, "outside_neighbourhoods", "_total"]
    assert len(sheet[0]) == 2 + 2 * len(found.questions) + 1
    for row in sheet[1:13]:
        assert row[1] == about.labels[row[0]]
        for number, question in enumerate(found.questions):
            expected, verdict = told_town.holding(table, question.id, row[0])
            value = expected["share"] if question.has_share else expected["rate"]
            cell = row[2 + 2 * number]
            nothing = pd.isna(value) or verdict == "not_applicable"
            assert cell is None if nothing else cell == pytest.approx(value, rel=1e-12)
            assert row[3 + 2 * number] == words[verdict]
    total = table[(table["neighbourhood"] == "_total") & (table["requirement"] == found.questions[0].id)].iloc[0]
    assert sheet[14][2] == pytest.approx(total["share"], rel=1e-12)


def test_the_sources_have_what_is_asked_and_where_it_comes_from(tmp_path):
    found = told_town.findings()
    sheet = list(written(tmp_path, language=Language("en")).values())[2]
    columns = {name: number for number, name in enumerate(sheet[0])}
    for row, question in zip(sheet[1:], found.questions, strict=True):
        assert row[columns["requirement"]] == question.id
        assert row[columns["link"]] == (question.url or None)
        assert row[columns["note"]] == (question.note or None)
        assert row[columns["source"]] == question.source
        year = row[columns["year"]]
        assert year is None if np.isnan(question.source_year) else year == question.source_year
        target = row[columns["target"]]
        assert target is None if np.isnan(question.target) else target == pytest.approx(question.target)


def test_text_that_looks_like_a_formula_a_number_or_a_link_stays_text(tmp_path):
    table = told_town.table()
    table["note"] = '=HYPERLINK("http://example.org";"x")'
    table["url"] = "javascript:alert(1)"
    table["norm_version"] = "0012"
    table["source"] = "+1\x0b\x00 <b>&"
    sheets = written(tmp_path, told_town.findings(table), [("=1+1", "=2+2"), ("a", 3), ("b", None)])
    results, _, sources, settings = sheets.values()
    names = results[0]
    assert results[1][names.index("note")] == '=HYPERLINK("http://example.org";"x")'
    assert results[1][names.index("url")] == "javascript:alert(1)"
    assert results[1][names.index("norm_version")] == "0012"
    assert results[1][names.index("source")] == "+1 <b>&"
    assert "javascript:alert(1)" in sources[1]
    assert settings[1:] == [["=1+1", "=2+2"], ["a", "3"], ["b", None]]


def test_strange_names_of_neighbourhoods_are_text(tmp_path):
    about = told_town.about(*told_town.STRANGE)
    sheet = list(written(tmp_path, labels=about.labels).values())[1]
    assert [row[1] for row in sheet[1:7]] == [
        told_town.SCRIPT,
        told_town.FROM_RIGHT,
        told_town.LONG,
        sheet[4][0],
        "=1+1",
        "[% 1 + 1 %] ",
    ]


def test_titles_that_are_the_same_are_told_apart(tmp_path):
    table = told_town.table()
    table["title"] = "same"
    heads = list(written(tmp_path, told_town.findings(table)).values())[1][0]
    assert len(set(heads)) == len(heads)


def test_a_text_longer_than_a_cell_is_cut(tmp_path):
    text = "x" * 40_000
    settings = list(written(tmp_path, settings=[("long", text)]).values())[3]
    assert settings[1][1] == "x" * 32_766 + "…"


@pytest.mark.parametrize("code", ["nl", "en"])
def test_sheet_names_are_what_a_spreadsheet_program_takes(tmp_path, code):
    names = list(written(tmp_path, language=Language(code)))
    assert len({name.casefold() for name in names}) == 4
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_file_that_is_there_is_written_over_and_the_switch_of_gdal_stays_as_it_was(tmp_path):
    path = tmp_path / "results.xlsx"
    path.write_text("something else", encoding="utf-8")
    before = gdal.GetUseExceptions(), ogr.GetUseExceptions()
    write_spreadsheet(path, told_town.findings(), DUTCH, [])
    assert len(read(path)) == 4
    assert (gdal.GetUseExceptions(), ogr.GetUseExceptions()) == before


def test_a_folder_that_is_not_there_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InputError, match="spreadsheet"):
        write_spreadsheet(tmp_path / "no" / "results.xlsx", told_town.findings(), DUTCH, [])
