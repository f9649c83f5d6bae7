"""The report of an assessment: every figure is the results table's, nothing is loaded, nothing from a layer runs."""

from __future__ import annotations

import functools
import json
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from qgis.core import QgsFeatureRequest

from buurtmaat.adapters.results.dwelling_fields import states_of
from towns import runs, small_town, spreadsheet_page, told_town
from towns.browser import look
from towns.report_page import Page
from towns.runs import RefusedError, box, layer, point
from towns.sample_run import sample_inputs, source
from towns.small_town import EAST, WEST, norm_file, row

ROOT = Path(__file__).resolve().parent.parent.parent
MATRIX = "Every neighbourhood and every requirement"
MISSING = "What is missing, the most first"
FIRM = "How firm the verdicts are"
CURVES = "What other thresholds would give"
MARKS = {"meets": "✓", "fails": "✗", "unknown": "?", "too_few": "○", "not_applicable": "–"}
WORDS = {"too_few": "too few dwellings", "not_applicable": "not applicable"}


LARGER = {
    "village_hall": "kern",
    "community_centre_area": "wijkcode",
    "youth_family_centre_area": "gemeentecode",
}
"""Where the set `meeting` judges what it does not ask of each neighbourhood."""


def assess_sample(folder: Path, norms: str) -> dict:
    """Check the requirements of the sample town, into files; give these."""
    made = {name: str(folder / f"{name}.gpkg") for name in ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS")}
    made |= {"OUTPUT_RESULTS": str(folder / "results.gpkg"), "REPORT": str(folder / "report.html")}
    given = {
        **sample_inputs(),
        "NORM_SET": norms,
    }
    runs.run("basicrequirements", {**given, **made})
    return made


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> dict:
    return assess_sample(tmp_path_factory.mktemp("sample"), "meeting")


def cards(page: Page) -> list[str]:
    """Return what stands below the map of each requirement: its title, what it asks, and what is said of it."""
    return page.section("Each requirement").captions


@functools.cache
def table_of(path: str) -> pd.DataFrame:
    return pd.DataFrame(runs.rows(runs.loaded(path)), dtype=object)


def report(sample: dict, folder: Path, **changes) -> Page:
    given = {
        "RESULTS": sample["OUTPUT_RESULTS"],
        "NEIGHBOURHOODS": sample["OUTPUT_NEIGHBOURHOODS"],
        "DWELLINGS": sample["OUTPUT_DWELLINGS"],
        "TITLE": "Waterveen",
        "REPORT": str(folder / "again.html"),
        **changes,
    }
    runs.run("compliancereport", runs.without_none(given))
    return Page(Path(given["REPORT"]))


# Figures


def test_every_cell_of_the_matrix_is_the_results_table_s(sample):
    page, table = Page(Path(sample["REPORT"])), table_of(sample["OUTPUT_RESULTS"])
    plain = table[table["group"].isna()]
    own = table[(table["level"] == "neighbourhood") & table["group"].isna()]
    asked = list(own["requirement"].unique())
    areas = [n for n in own["neighbourhood"].unique() if n not in ("_total", "outside_neighbourhoods")]
    verdicts = pd.DataFrame(runs.rows(runs.loaded(sample["OUTPUT_NEIGHBOURHOODS"])), dtype=object).set_index(
        "buurtcode"
    )
    *lines, whole = page.rows(MATRIX)
    rows = {re.search(r"\((BU\d+)\)$", line[0])[1]: line for line in lines}
    assert sorted(rows) == sorted(areas)
    for area, line in rows.items():
        for cell, name in zip(line[2:], asked, strict=True):
            verdict = verdicts.loc[area, f"{name}_compliance"]  # of a settlement's, the neighbourhood has the area's
            settled = name in LARGER
            place = verdicts.loc[area, LARGER[name]] if settled else area
            level = plain[plain["level"] == LARGER.get(name, "neighbourhood")]
            found = level[(level["requirement"] == name) & (level["neighbourhood"] == place)].iloc[0]
            value = told_town.value_text(found, verdict, "en")
            said = "" if value == "–" else f"{value} "
            assert cell.startswith(f"{MARKS[verdict]} {said}{WORDS.get(verdict, verdict)}"), (area, name)
            named = {"gemeentecode": "Waterveen", "kern": place, "wijkcode": verdicts.loc[area, "wijknaam"]}
            judged = f"judged for {named[LARGER[name]]}" if settled and verdict != "not_applicable" else ""
            assert page.note(cell) == judged
        overall, own_verdicts = (
            verdicts.loc[area, "compliance"],
            [verdicts.loc[area, f"{name}_compliance"] for name in asked],
        )
        judged = sum(one in ("meets", "fails", "unknown") for one in own_verdicts)
        met = f"{own_verdicts.count('meets')} of {judged} " if judged else ""
        assert line[1] == f"{MARKS[overall]} {met}{WORDS.get(overall, overall)}"
    for cell, name in zip(whole[2:], asked, strict=True):
        total = own[(own["requirement"] == name) & (own["neighbourhood"] == "_total")].iloc[0]
        assert cell == told_town.value_text(total, None, "en")


def test_neighbourhoods_stand_by_district(sample):
    """In the order of the layer, each below the name of its own."""
    areas = pd.DataFrame(runs.rows(runs.loaded(sample["OUTPUT_NEIGHBOURHOODS"])), dtype=object)
    expected: dict[str, list[str]] = {}
    for _, area in areas.iterrows():
        expected.setdefault(area["wijknaam"], []).append(f"{area['buurtnaam']} ({area['buurtcode']})")
    found: dict[str, list[str]] = {}
    for line in Page(Path(sample["REPORT"])).section(MATRIX).tables[0][1:-1]:
        if len(line) == 1:
            found[line[0]] = []
        else:
            found[list(found)[-1]].append(line[0])
    assert found == expected
    assert len(found) > 2


def test_what_is_missing_is_ranked_and_adds_up_to_the_table_s(sample):
    page, table = Page(Path(sample["REPORT"])), table_of(sample["OUTPUT_RESULTS"])
    (lines,) = page.section(MISSING).tables
    failed = table[(table["compliance"] == "fails") & table["group"].isna()]
    failed = failed[[told_town.lacking(row) > 0 for _, row in failed.iterrows()]]
    assert len(lines) - 1 == len(failed)
    names = pd.DataFrame(runs.rows(runs.loaded(sample["OUTPUT_NEIGHBOURHOODS"])), dtype=object)
    called = {**dict(names[["buurtcode", "buurtnaam"]].to_numpy()), **dict(names[["wijkcode", "wijknaam"]].to_numpy())}
    people, others = [], []
    for line in lines[1:]:
        (found,) = [
            r
            for _, r in failed.iterrows()
            if (r["title"], called.get(r["neighbourhood"], r["neighbourhood"])) == (line[1], line[0])
        ]
        (others if pd.isna(found["shortfall"]) else people).append(found)
        told = float(re.match(r"[\d.,]+", line[2])[0].replace(",", ""))
        dwellings = not pd.isna(found["shortfall"])
        assert told_town.is_missing(told, told_town.lacking(found), dwellings=dwellings), line
        assert not (dwellings and others), "people come first"
    for rows, figure in ((people, "shortfall"), (others, "total")):
        ranked = [float(row[figure]) for row in rows]
        assert ranked == sorted(ranked, reverse=True)
        assert rows


def test_the_summary_says_the_table_s_figures(sample):
    page, table = Page(Path(sample["REPORT"])), table_of(sample["OUTPUT_RESULTS"])
    whole = table[(table["neighbourhood"] == "_total") & table["share"].notna()]
    assert len(whole) > 3
    for _, found in whole.iterrows():
        (sentence,) = [s for s in cards(page) if re.match(rf"{re.escape(found['title'])} \d", s)]
        outside, known = (f"{one:,.0f}" for one in (found["outside"], found["within"] + found["outside"]))
        share = told_town.outside_text(found["within"], found["outside"], "en")
        assert re.search(rf"\b{outside} of {known} [\w ]+ \({share}\) ", sentence)
        assert (f"Of another {found['unknown']:,.0f} " in sentence) == (found["unknown"] > 0)


def test_groups_are_told_with_their_verdicts(sample):
    page, table = Page(Path(sample["REPORT"])), table_of(sample["OUTPUT_RESULTS"])
    (lines,) = page.section("By landlord or complex").tables
    groups = table[table["group"].notna()]
    assert [line[0] for line in lines[1:]] == list(groups["group"].unique())
    titles = lines[0][1:]
    for line in lines[1:]:
        for title, cell in zip(titles, line[1:], strict=True):
            found = groups[(groups["group"] == line[0]) & (groups["title"] == title.removesuffix(" ↕"))].iloc[0]
            value = told_town.value_text(found, found["compliance"], "en")
            assert value == "–" or f" {value} " in cell
            assert MARKS.get(found["compliance"], "") in cell


def test_the_same_report_comes_from_the_table(sample, tmp_path):
    page, again = Page(Path(sample["REPORT"])), report(sample, tmp_path)
    assert again.title == "Waterveen"
    for heading in (
        MATRIX,
        MISSING,
        FIRM,
        CURVES,
        "By landlord or complex",
        "Neighbourhoods of the same living environment",
    ):
        assert again.section(heading) == page.section(heading), heading
    drawn = [
        [a["d"] for tag, a in p.tags if tag == "path" and re.match("[ms]-", a.get("class", ""))] for p in (page, again)
    ]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) > 9
    sites = [[a["d"] for tag, a in p.tags if tag == "path" and a.get("class") == "sites"] for p in (page, again)]
    assert len(sites[0]) > 9
    curves = [
        [a["d"] for tag, a in p.tags if tag == "path" and a.get("class") in ("area", "whole")] for p in (page, again)
    ]
    assert curves[0] == curves[1]
    assert len(curves[0]) > 4 * 8


def test_living_environments_are_compared_with_their_own_kind(sample):
    lines = Page(Path(sample["REPORT"])).section("Neighbourhoods of the same living environment").tables[0]
    table = table_of(sample["OUTPUT_RESULTS"])
    areas = pd.DataFrame(runs.rows(runs.loaded(sample["OUTPUT_NEIGHBOURHOODS"])), dtype=object).set_index("buurtcode")
    assert {line[0]: int(line[1]) for line in lines[1:]} == areas["woonmilieu"].value_counts().to_dict()
    first = table["requirement"].iloc[0]
    rows = table[(table["requirement"] == first) & (table["level"] == "neighbourhood") & table["group"].isna()]
    rows = rows[rows["neighbourhood"].isin(areas.index)].set_index("neighbourhood")
    for line in lines[1:]:
        mine = rows[areas["woonmilieu"].reindex(rows.index) == line[0]]
        within, outside = mine["within"].astype(float).sum(), mine["outside"].astype(float).sum()
        met = (mine["compliance"] == "meets").sum()
        assert line[2].startswith(
            told_town.percent_text(within / (within + outside), "en") if within + outside else f"{met} of"
        )
        assert f"{met} of" in line[2]


def test_curves_tell_what_other_thresholds_would_give(sample):
    """At the norm, 10 % less and 10 % more the table has the shares; the target is met where the dwellings say."""
    page, table = Page(Path(sample["REPORT"])), table_of(sample["OUTPUT_RESULTS"])
    said = {s.split(":")[0]: s for s in page.section(CURVES).sentences if " within " in s and "norm of" in s}
    whole = table[(table["neighbourhood"] == "_total") & table["share"].notna() & table["threshold"].notna()]
    assert set(said) == set(whole["title"])
    homes = pd.DataFrame(runs.rows(runs.loaded(sample["OUTPUT_DWELLINGS"])), dtype=object)
    for _, found in whole.iterrows():
        shares = [found[name] for name in ("share_at_90", "share", "share_at_110")]
        at_90, at, at_110 = (told_town.percent_text(share, "en") for share in shares)
        sentence = said[found["title"]]
        assert f"it is {at}; at 10 % less {at_90}, at 10 % more {at_110}." in sentence
        own = homes[[f"{found['requirement']}_{part}" for part in ("value", "weight")]].astype(float)
        own = own.set_axis(["value", "weight"], axis=1).sort_values("value")
        enough = own[own["weight"].cumsum() >= found["target"] * found["total"] * (1 - 1e-9)]["value"].iloc[0]
        told = float(re.search(r"within ([\d.,]+) ", sentence)[1].replace(",", ""))
        step = 0.1 if found["unit"] == "min" else 1
        assert 0 <= told - enough + 1e-6 < step + 2e-6
    drawn = [a for tag, a in page.tags if tag == "path" and a.get("class") == "whole" and a["d"] != "M2 8H46"]
    assert len(drawn) == len(whole)


def test_a_curve_is_drawn_where_the_dwellings_lie(tmp_path):
    """The west stands 0, 5 … 295 m from the school, the east 600, 605 … 895 m: nothing changes in between."""
    page = small(tmp_path, REQUIREMENTS=[row(threshold=300, target=0.5)])
    (whole,) = [a["d"] for tag, a in page.tags if tag == "path" and a.get("class") == "whole" and a["d"] != "M2 8H46"]
    corners = re.findall(r"H([\d.]+)V([\d.]+)", whole)
    half = [float(x) for x, y in corners if float(y) == pytest.approx(20 + (400 - 20 - 58) / 2, abs=0.1)]
    norm = next(float(a["x1"]) for tag, a in page.tags if tag == "line" and a.get("class") == "norm")
    assert len(half) == 1
    assert half[0] <= norm  # half of all, the west, lies within
    assert "50 % of the dwellings lie within 295 m." in " ".join(page.section(CURVES).sentences)


def test_the_fewest_dwellings_to_judge_by_are_told(sample, tmp_path):
    method = "How this was measured"
    said = " ".join(Page(Path(sample["REPORT"])).section(method).sentences)
    assert "A share of fewer than 50 dwellings gets no verdict. What is asked of a neighbourhood as a whole" in said
    assert "fewer than 5 dwellings" in said
    page = small(tmp_path, MIN_DWELLINGS=7)
    said = " ".join(page.section(method).sentences)
    assert "A share of fewer than 7 dwellings gets no verdict." in said
    assert "as a whole" not in said  # it asks for a share only


# Words and verdicts


def small(tmp_path: Path, **changes) -> Page:
    path = tmp_path / "report.html"
    small_town.check(REPORT=str(path), **changes)
    return Page(path)


def test_the_figures_of_a_small_town(tmp_path):
    wanted = [row(), row(id="n", indicator="rate", threshold="1", unit="number", per="60", target="")]
    (matrix,) = small(tmp_path, REQUIREMENTS=wanted).section(MATRIX).tables
    assert matrix[1:] == [
        ["west", "✓ 2 of 2 meets", "✓ 100 % meets", "✓ 1.00 meets"],
        ["east", "✗ 0 of 2 fails", "✗ 0 % fails", "✗ 0.00 fails"],
        ["All together", "", "50 %", "0.50"],
    ]


def test_what_is_unknown_has_a_reason(tmp_path):
    page = small(tmp_path, REQUIREMENTS=[row(), row(id="lib", facility="library")])
    (matrix,) = page.section(MATRIX).tables
    assert [line[3] for line in matrix[1:3]] == ["? unknown [1]"] * 2
    assert page.section(MATRIX).notes == ["type not in the data: library"], "once"
    assert (
        "lib: 2 areas: type not in the data: library; 120 dwellings of which it is not known."
        in page.section("What is not known").sentences
    )


def test_a_verdict_that_a_little_would_turn_is_named(tmp_path):
    """The west stands 0, 5 … 295 m from the school, the east 600, 605 … 895 m (see `small_town.town`)."""
    wanted = [
        row(id="firm", threshold=298),  # west: 54 of 60 (90 %, the target) within 268.2 m; east: none within 327.8 m
        row(id="barely", threshold=298, target=0.95),  # west: 54 of 60 are too few
        row(id="nearly", threshold=815, target=0.99),  # east: 44 of 60 within 815 m, all within 896.5 m
    ]
    (lines,) = small(tmp_path, REQUIREMENTS=wanted).section(FIRM).tables
    assert lines[1:] == [["firm", "–", "–"], ["barely", "west", "–"], ["nearly", "–", "east"]]


def test_a_report_in_dutch_from_an_english_qgis(sample, tmp_path):
    page = report(sample, tmp_path, LANGUAGE="nl")
    assert '<html lang="nl">' in page.text
    matrix = page.section("Elke buurt en elke basiseis").tables[0]
    assert matrix[0][0] == "Buurt"
    assert any("voldoet niet" in cell for line in matrix for cell in line)
    assert any(re.search("van (de )?11 buurten", sentence) for sentence in page.section("").sentences)


def sheets_of(tmp_path: Path, results, areas) -> dict[str, str]:
    """Write the sheets, and give by neighbourhood what stands below its name."""
    path = tmp_path / "sheets.pdf"
    given = {"RESULTS": results, "NEIGHBOURHOODS": areas, "NEIGHBOURHOOD_ID": "code", "TITLE": "Town", "LANGUAGE": "en"}
    runs.run("compliancereport", {**given, "PDF": str(path)})
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    pages = [" ".join(page.split()) for page in text.split("\f") if page.strip()]
    return {name: next(page for page in pages if f"Town {name} " in page) for name in ("west", "east")}


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this machine")
def test_the_dwellings_on_a_sheet_are_all_of_the_neighbourhood_or_none(tmp_path):
    """Of a requirement that asks about some of them only, the layer of the run tells, and another layer nothing."""
    norms = norm_file(tmp_path, demand_where=[{"field": "who", "op": "in", "value": ["w0", "w5", "e200"]}])
    done = small_town.check(NORM_FILE=norms, REQUIREMENTS=None, MIN_DWELLINGS=1)
    results = done.layer("OUTPUT_RESULTS")
    found = sheets_of(tmp_path, results, done.layer("OUTPUT_NEIGHBOURHOODS"))
    assert [("Dwellings: 60." in page, "Dwellings:" in page) for page in found.values()] == [(True, True)] * 2
    assert not any("Dwellings:" in page for page in sheets_of(tmp_path, results, small_town.areas()).values())
    whole = small_town.check(MIN_DWELLINGS=1).layer("OUTPUT_RESULTS")
    assert all("Dwellings: 60." in page for page in sheets_of(tmp_path, whole, small_town.areas()).values())


def test_where_no_share_is_judged_it_is_said_why(tmp_path):
    page = small(tmp_path, MIN_DWELLINGS=1000)
    said = " ".join(page.section("").sentences)
    assert "No neighbourhood is judged." in said
    assert "In 2 there are too few dwellings to judge." in said
    (first,) = cards(page)
    assert first.startswith("s 300 m, 90 %")
    assert "No verdict: there are too few dwellings. 60 of 120 dwellings (50 %) lie farther" in first
    page = small(tmp_path, REQUIREMENTS=[row(target="")])
    assert "No verdict is asked: the requirements have no target." in " ".join(page.section("").sentences)


def test_whom_a_requirement_asks_about_is_said_where_that_is_not_all(tmp_path):
    norms = norm_file(tmp_path, demand_where=[{"field": "who", "op": "in", "value": ["w0", "w5", "e200"]}])
    page = small(tmp_path, NORM_FILE=norms, REQUIREMENTS=None, MIN_DWELLINGS=1)
    (said,) = cards(page)
    assert (
        "1 of 2 neighbourhoods meets it. 1 of 3 dwellings that this is asked for (34 %) lies farther than 300 m."
        in said
    )


def test_who_is_not_asked_is_in_no_sentence(tmp_path):
    """The norm holds in the west only, where all 60 dwellings have what is asked."""
    norms = norm_file(tmp_path, applies_if=[{"field": "code", "op": "=", "value": "west"}])
    page = small(tmp_path, NORM_FILE=norms, REQUIREMENTS=None)
    summary, (first,) = " ".join(page.section("").sentences), cards(page)
    assert "west meets all that is asked." in summary
    assert "In 1 nothing is asked." in summary
    assert "1 of 1 neighbourhood meets it. 0 of 60 dwellings that this is asked for (0 %) lie farther" in first
    assert page.section(MATRIX).tables[0][-1][2] == "100 %"


# Safety


EVIL = '<script>alert(1)</script> & "Co"'


def test_nothing_from_a_layer_or_a_norm_runs_and_nothing_is_loaded(tmp_path):
    places = layer(
        [(WEST, EVIL, "<i>x</i>"), (EAST, "'><img src=http://x.example/a>", "حي السلام")],
        code="text",
        woonmilieu="text",
    )
    norms = norm_file(
        tmp_path,
        title="<b onclick='x'>{{ 7 * 7 }}</b>",
        source="<i>source</i>",
        note="<u>note</u>",
        url="https://example.org/?a=1&b=2",
    )
    page = small(tmp_path, NEIGHBOURHOODS=places, NORM_FILE=norms, REQUIREMENTS=None)
    names = [tag for tag, _ in page.tags]
    assert names.count("script") == 1, "the script that sorts tables"
    assert not {"b", "u", "link", "iframe", "object"} & set(names)
    assert "<i>x</i>" not in page.text
    assert "<i>source</i>" not in page.text
    assert page.loaded == []
    assert "@import" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;Co&#34;" in page.text
    assert "{{ 7 * 7 }}" in page.text
    assert "حي السلام" in page.text
    assert re.findall(r'href="([^"#][^"]*)"', page.text) == ["https://example.org/?a=1&amp;b=2"]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert "No legal norm" in page.text


@pytest.mark.slow  # hostile texts are looked at always in a report with all of its layers
def test_nothing_runs_of_titles_types_districts_and_layers_that_the_report_names(tmp_path):
    """In a browser, by day, with the maps, their legends and titles, the heads and the filter."""
    evil = "</title></style></script>\"'><img src=x onerror=window.ran=1><script>window.ran=1</script>"
    areas = layer(
        [(WEST, "west", f"w{evil}", evil, evil), (EAST, "east", "east", evil, evil)],
        evil,
        code="text",
        buurtnaam="text",
        wijknaam="text",
        gemeentenaam="text",
    )
    requirements = [row(facility=evil), row(id="t", facility=f"library{evil}")]
    schools = layer([point(100, 0)], evil)
    path = tmp_path / "report.html"
    done = small_town.check(
        REQUIREMENTS=requirements, FACILITIES=[schools], FACILITY_TYPES="", NEIGHBOURHOODS=areas, REPORT=str(path)
    )
    again = tmp_path / "again.html"
    given = {
        "RESULTS": done.layer("OUTPUT_RESULTS"),
        "NEIGHBOURHOODS": areas,
        "NEIGHBOURHOOD_ID": "code",
        "DWELLINGS": done.layer("OUTPUT_DWELLINGS"),
        "FACILITIES": layer([(point(100, 0), evil)], evil, type="text"),
        "BACKGROUND": [layer([box(0, 0, 9, 9)], evil)],
        "TITLE": evil,
        "MUNICIPALITY": evil,
        "REPORT": str(again),
    }
    runs.run("compliancereport", given)
    script = """
document.querySelectorAll(".card a.open").forEach(link => link.click());
document.querySelectorAll("thead button").forEach(button => button.click());
return [window.ran ?? null, document.querySelectorAll("img, main script").length,
  document.querySelectorAll("svg .sites").length > 0, document.getElementById("tools").hidden];
"""
    for page in (path, again):
        Page(page)  # all tags are closed
        seen = look(page, script)
        assert seen.told == [None, 0, True, False]
        assert (seen.said, seen.asked) == ([], [])
    assert again.read_text(encoding="utf-8").count("window.ran=1") > 5, "it stands there as text"


def test_a_link_that_runs_stands_as_text_where_a_table_holds_one(tmp_path):
    done = small_town.check()
    rows = done.rows("OUTPUT_RESULTS")
    fields = done.layer("OUTPUT_RESULTS").fields()
    changed = [(None, *({**r, "url": "javascript:alert(1)"}.values())) for r in rows]
    table = layer(changed, "results", own=fields, kind="NoGeometry", crs="")
    path = tmp_path / "report.html"
    given = {"RESULTS": table, "NEIGHBOURHOODS": small_town.areas(), "NEIGHBOURHOOD_ID": "code", "REPORT": str(path)}
    runs.run("compliancereport", given)
    page = Page(path)
    assert "javascript:alert(1)" in page.text
    assert not [a for tag, a in page.tags if tag == "a" and not a["href"].startswith("#")]


def test_a_table_of_an_earlier_version_is_read_too(sample, tmp_path):
    whole = runs.loaded(sample["OUTPUT_RESULTS"])
    later = [whole.fields().lookupField(name) for name in ("weight_spread", "min_dwellings")]
    assert min(later) >= 0
    old = whole.materialize(QgsFeatureRequest())
    assert old.dataProvider().deleteAttributes(later)
    old.updateFields()
    page = report(sample, tmp_path, RESULTS=old)
    assert page.section(MATRIX) == Page(Path(sample["REPORT"])).section(MATRIX)
    assert "fewer than" not in " ".join(page.section("How this was measured").sentences)


# Wrong inputs


def refused(sample, tmp_path, **changes) -> str:
    with pytest.raises(RefusedError) as stop:
        report(sample, tmp_path, **changes)
    assert not (tmp_path / "again.html").exists()
    assert "Traceback" not in str(stop.value)
    return str(stop.value)


def test_wrong_inputs_are_refused_in_a_sentence(sample, tmp_path):
    assert "has no field" in refused(sample, tmp_path, RESULTS=source("neighbourhoods"))
    others = layer([(box(0, 0, 9, 9), "elsewhere")], "areas", code="text")
    said = refused(sample, tmp_path, NEIGHBOURHOODS=others, NEIGHBOURHOOD_ID="code")
    assert "elsewhere" in said
    assert "BU99010101" in said
    assert "LANGUAGE" in refused(sample, tmp_path, LANGUAGE="fr")
    assert "no requirements" in refused(sample, tmp_path, DWELLINGS=source("dwellings"))
    empty = layer([], "results", own=runs.loaded(sample["OUTPUT_RESULTS"]).fields(), kind="NoGeometry", crs="")
    assert "no neighbourhood" in refused(sample, tmp_path, RESULTS=empty)
    assert "give" in refused(sample, tmp_path, PDF=str(tmp_path / "report.docx"))
    assert "template" in refused(sample, tmp_path, TEMPLATE=str(tmp_path / "none.qpt"))  # without a PDF too


def test_neighbourhoods_that_the_layer_lacks_are_told_and_kept(sample, tmp_path):
    some = layer([(point(0, 0).replace("POINT(0 0)", box(0, 0, 9, 9)), "BU99010101")], "areas", code="text")
    feedback = runs.Feedback()
    given = {"RESULTS": sample["OUTPUT_RESULTS"], "NEIGHBOURHOODS": some, "NEIGHBOURHOOD_ID": "code"}
    runs.run("compliancereport", {**given, "REPORT": str(tmp_path / "r.html")}, feedback)
    assert feedback.warned("lacks", ": 11")
    assert feedback.warned("kern")
    assert len(Page(tmp_path / "r.html").section(MATRIX).tables[0]) == 14


def test_dwellings_with_other_requirements_are_refused(tmp_path):
    other = small_town.check(REQUIREMENTS=[row(id="other")]).layer("OUTPUT_DWELLINGS")
    given = {"NEIGHBOURHOODS": small_town.areas(), "NEIGHBOURHOOD_ID": "code", "REPORT": str(tmp_path / "r.html")}
    with pytest.raises(RefusedError, match="none of the requirements of the results table"):
        runs.run(
            "compliancereport", {"RESULTS": small_town.check().layer("OUTPUT_RESULTS"), "DWELLINGS": other, **given}
        )


def test_dwellings_of_another_run_are_told(tmp_path):
    wide, narrow = small_town.check(), small_town.check(REQUIREMENTS=[row(threshold=150)])
    for homes, told in ((wide, False), (narrow, True)):
        feedback = runs.Feedback()
        given = {
            "RESULTS": wide.layer("OUTPUT_RESULTS"),
            "NEIGHBOURHOODS": small_town.areas(),
            "NEIGHBOURHOOD_ID": "code",
            "DWELLINGS": homes.layer("OUTPUT_DWELLINGS"),
            "REPORT": str(tmp_path / "r.html"),
        }
        runs.run("compliancereport", given, feedback)
        assert feedback.warned("not those of the results table") is told


def test_the_results_may_be_a_csv(tmp_path):
    """Which has no NULL: a row without a group has an empty one."""
    made = small_town.check(OUTPUT_RESULTS=str(tmp_path / "results.csv"))
    given = {"NEIGHBOURHOODS": small_town.areas(), "NEIGHBOURHOOD_ID": "code", "REPORT": str(tmp_path / "r.html")}
    runs.run("compliancereport", {"RESULTS": made.results["OUTPUT_RESULTS"], **given})
    assert len(Page(tmp_path / "r.html").section(MATRIX).tables[0]) == 4


def test_a_map_leaves_out_whom_a_requirement_does_not_ask_about():
    ok, weight = np.array([1, 0, np.nan, 0, 1, 0]), np.array([2, 2, 2, 0, 0, np.nan])
    assert states_of(ok, weight).tolist() == [1, 0, -1, 2, 2, 0]


def test_what_cannot_be_judged_is_not_told_as_failed(tmp_path):
    """Of the bank nothing is known: no layer has one."""
    page = small(tmp_path, REQUIREMENTS=[row(), row(id="b", facility="bank")])
    said = cards(page)
    assert any("1 of 2 neighbourhoods meets it." in one for one in said)
    (bank,) = [one for one in said if one.startswith("b ")]
    assert "None of 2 neighbourhoods can be judged. Of 120 dwellings it is not known." in bank
    assert "0 of" not in bank


def test_a_run_that_stops_leaves_the_report_that_was_there(sample, tmp_path):
    path, template = tmp_path / "r.html", tmp_path / "broken.qpt"
    path.write_text("of last year", encoding="utf-8")
    template.write_text("<broken", encoding="utf-8")
    given = {"REPORT": str(path), "PDF": str(tmp_path / "r.pdf"), "TEMPLATE": str(template)}
    with pytest.raises(RefusedError, match=r"broken\.qpt"):
        report(sample, tmp_path, **given)
    assert path.read_text(encoding="utf-8") == "of last year"
    assert not (tmp_path / "r.pdf").exists()


# In a browser


SORT = """
const table = document.getElementById("matrix-table"), heads = table.querySelectorAll("thead button");
const rows = () => Array.from(table.querySelectorAll("tbody tr")).filter(row => !row.classList.contains("district"));
const column = n => rows().map(row => row.cells[n].textContent.trim());
const first = column(0);
heads[2].focus(); heads[2].click(); const up = column(2);
heads[2].click(); const down = column(2);
heads[2].click(); const again = column(0);
heads[0].click(); const names = column(0);
return {first, up, down, again, names, sort: heads[0].closest("th").getAttribute("aria-sort"),
  headings: getComputedStyle(table.querySelector(".district")).display};
"""


def test_a_browser_sorts_the_matrix_and_asks_nothing_of_any_host(sample):
    """A third click brings the districts back."""
    seen = look(Path(sample["REPORT"]), SORT)
    told = seen.told
    shares = [float(re.search(r"([\d.]+)\s%", cell)[1]) if "%" in cell else -1.0 for cell in told["up"]]
    assert shares == sorted(shares)
    assert sorted(told["down"]) == sorted(told["up"])
    assert told["down"] != told["up"]
    assert told["again"] == told["first"] != told["names"]
    assert told["names"] == sorted(told["names"], key=lambda name: re.sub(r"\W", "", name).casefold())
    assert (told["sort"], told["headings"]) == ("ascending", "none")
    assert (seen.said, seen.asked) == ([], [])


def test_the_matrix_is_filtered_by_name_and_by_what_fails(sample):
    script = """
const tools = document.getElementById("tools"), table = document.getElementById("matrix-table");
const rows = Array.from(table.querySelectorAll("tbody tr"));
const shown = () => rows.filter(row => !row.hidden).map(row => row.cells[0].textContent.trim());
const [text, box] = tools.querySelectorAll("input");
const change = (one, what) => { what(); ["input", "change"].forEach(name => one.dispatchEvent(new Event(name))); };
change(text, () => { text.value = "RIVIER"; }); const named = shown();
change(text, () => { text.value = ""; }); change(box, () => { box.checked = true; });
return {named, failing: shown(), told: tools.querySelector("output").textContent, hidden: tools.hidden};
"""
    told = look(Path(sample["REPORT"]), script).told
    assert told["named"] == ["Oost en West", "Rivierenbuurt (BU99010203)"]
    page = Page(Path(sample["REPORT"]))
    failing = [line[0] for line in page.rows(MATRIX)[:-1] if any(cell.startswith("✗") for cell in line[1:])]
    assert [name for name in told["failing"] if "(BU" in name] == failing
    assert 0 < len(failing) < 12
    assert told["told"] == f"Neighbourhoods shown: {len(failing)}"
    assert told["hidden"] is False


def test_no_line_begins_with_the_sign_of_a_percentage(sample):
    text = Path(sample["REPORT"]).read_text(encoding="utf-8")
    assert len(re.findall("[0-9]\N{NO-BREAK SPACE}%", text)) > 100
    assert not re.search("[0-9] %", text)


def test_the_numbers_of_notes_are_clear_of_the_notes_beside_them(sample):
    """As found: the number of a note began in the last letters of one in the column before."""
    script = """
const list = document.querySelector("ol.notes");
list.replaceChildren(...Array.from({length: 12}, () => {
  const note = document.createElement("li"); note.textContent = "i ".repeat(400); return note;
}));
const range = document.createRange(), columns = new Map();
range.selectNodeContents(list);
for (const line of range.getClientRects())
  columns.set(Math.round(line.left), Math.max(columns.get(Math.round(line.left)) ?? 0, line.right));
const lefts = Array.from(columns.keys()).sort((one, other) => one - other);
const pen = document.createElement("canvas").getContext("2d");
pen.font = getComputedStyle(list).font;
return {gaps: lefts.slice(1).map((left, number) => left - columns.get(lefts[number])),
  number: pen.measureText("12. ").width};
"""
    told = look(Path(sample["REPORT"]), script).told
    assert len(told["gaps"]) == 2, "three columns"
    assert min(told["gaps"]) > told["number"] > 10


def test_a_map_is_enlarged_by_the_keyboard_and_closed_again(sample):
    script = """
const link = document.querySelectorAll(".card a.open")[2], dialog = document.getElementById("enlarged");
link.focus(); link.click();
const paths = one => one.querySelectorAll("svg path").length;
const open = {open: dialog.open, title: dialog.getAttribute("aria-label"), paths: paths(dialog), own: paths(link),
  inside: dialog.contains(document.activeElement)};
dialog.querySelector("button").click();
return {...open, closed: !dialog.open, back: document.activeElement === link};
"""
    told = look(Path(sample["REPORT"]), script).told
    assert told["paths"] >= told["own"] > 0
    title = Page(Path(sample["REPORT"])).section(MATRIX).tables[0][0][4]
    assert title.startswith(told["title"])
    assert [told[name] for name in ("open", "inside", "closed", "back")] == [True] * 4


def test_without_scripts_a_map_is_enlarged_too_and_no_control_is_dead(sample):
    script = """
const card = document.getElementById("map-3");
return [card.querySelector("svg").getBoundingClientRect().width, getComputedStyle(card.querySelector(".shut")).display,
  document.getElementById("tools").hidden];
"""
    small, large = (
        look(Path(sample["REPORT"]), script, scripts=False, fragment=fragment).told for fragment in ("", "#map-3")
    )
    assert large[0] > 1.4 * small[0]
    assert (small[1], small[2], large[2]) == ("none", True, True)
    assert large[1] != "none"


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 390),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in (("light", 1366), ("dark", 390), ("dark", 1366))),
    ],
)
def test_the_report_passes_an_accessibility_check_and_fits_a_phone(sample, scheme, width):
    """At night a report is looked at always where it has years too."""
    script = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth];"
    told = look(Path(sample["REPORT"]), script, scheme=scheme, width=width, axe=True).told
    assert told["answer"] == [width, width]
    assert told["passed"] > 10
    assert [one for one in told["wrong"] if one[0] in ("serious", "critical")] == []


def test_a_name_that_was_cut_on_the_map_is_whole_in_the_title_below_it(sample):
    script = """
const found = [];
for (const text of document.querySelectorAll(".front .wide text:not(.figure):not(.scale)")) {
  text.scrollIntoView({block: "center"});
  const box = text.getBoundingClientRect();
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  found.push([text.textContent, seen.querySelector("title")?.textContent ?? ""]);
}
return found;
"""
    told = look(Path(sample["REPORT"]), script).told
    cut = {name: title for name, title in told if name.endswith("…")}
    assert cut, "the sample town has a name that fits on no map"
    for name, title in cut.items():
        assert title.startswith(name.removesuffix("…"))
        assert re.search(r": (\d+ of \d+|not judged)$", title)


@pytest.mark.parametrize("width", [1366, 390])
def test_a_head_of_the_matrix_shows_the_whole_of_a_long_word(sample, width):
    """Chromium cannot hyphenate each language everywhere: the word stays whole, or is broken, and is not cut off."""
    script = """
const heads = Array.from(document.querySelectorAll("#matrix-table thead .name, #matrix-table thead .asked"));
for (const one of heads) one.textContent = "Gezondheidscentrum, Basisvoorzieningencombinatie";
const cut = one => {
  const words = document.createRange(), cell = one.closest("th").getBoundingClientRect();
  words.selectNodeContents(one);
  return Array.from(words.getClientRects()).some(line => line.right > cell.right || line.left < cell.left)
    || one.scrollWidth > one.clientWidth;
};
return [heads.length, heads.filter(cut).length];
"""
    told = look(Path(sample["REPORT"]), script, width=width).told
    assert told[0] == 2 * 9
    assert told[1] == 0


def test_a_browser_runs_the_page_s_own_script_and_no_other(sample, tmp_path):
    text = Path(sample["REPORT"]).read_text(encoding="utf-8")
    changed = tmp_path / "changed.html"
    changed.write_text(
        text.replace("</main>", "<img src=x onerror='window.ran = 1'><script>window.ran = 2</script></main>"),
        encoding="utf-8",
    )
    seen = look(changed, "return [window.ran ?? null, document.getElementById('tools').hidden];")
    assert seen.told == [None, False]
    assert any("Content Security Policy" in one for one in seen.said)


def test_on_paper_the_answer_has_a_page_and_maps_are_four_to_one(sample, tmp_path):
    look(Path(sample["REPORT"]), pdf=str(tmp_path / "report.pdf"))
    done = subprocess.run(["pdftotext", str(tmp_path / "report.pdf"), "-"], check=True, capture_output=True, text=True)
    pages = [" ".join(page.split()) for page in done.stdout.split("\f")]
    assert "Where most people lack something" in pages[0]
    assert "What is not judged, and why" in pages[0]
    assert MATRIX not in pages[0]
    assert MATRIX in pages[1]
    asked = table_of(sample["OUTPUT_RESULTS"]).drop_duplicates("requirement")["title"].tolist()
    for page, titles in ((2, asked[:4]), (3, asked[4:8]), (4, asked[8:])):
        assert [title for title in titles if title in pages[page]] == titles


def test_without_a_title_the_report_has_that_of_the_norm_set(tmp_path):
    done = small_town.check(NORM_FILE=norm_file(tmp_path), REQUIREMENTS=None)
    table = done.layer("OUTPUT_RESULTS")
    assert "norm_title" in table.fields().names()
    earlier = table.materialize(QgsFeatureRequest())
    later = [earlier.fields().lookupField(name) for name in ("norm_title", "texts")]
    assert earlier.dataProvider().deleteAttributes(later)
    earlier.updateFields()
    given = {"NEIGHBOURHOODS": small_town.areas(), "NEIGHBOURHOOD_ID": "code", "REPORT": str(tmp_path / "report.html")}
    for results, title in ((table, "Own"), (earlier, "Basic requirements")):
        runs.run("compliancereport", {**given, "RESULTS": results})
        assert Page(tmp_path / "report.html").title == title
    runs.run("compliancereport", {**given, "RESULTS": table, "TITLE": "Delft"})
    assert Page(tmp_path / "report.html").title == "Delft"


def test_titles_are_in_the_language_of_the_report_whatever_that_of_the_run(tmp_path):
    """Of the requirements of a shipped set, and its own."""
    of_set = json.loads((ROOT / "resources" / "norms" / "meeting.json").read_text(encoding="utf-8"))["title"]
    done = small_town.check(NORM_SET="meeting", REQUIREMENTS=None)
    given = {"NEIGHBOURHOODS": small_town.areas(), "NEIGHBOURHOOD_ID": "code", "REPORT": str(tmp_path / "report.html")}
    for language, title, other in (
        ("nl", "Ontmoetingsplek op loopafstand", "Meeting place within walking distance"),
        ("en", "Meeting place within walking distance", "Ontmoetingsplek op loopafstand"),
    ):
        runs.run("compliancereport", {**given, "RESULTS": done.layer("OUTPUT_RESULTS"), "LANGUAGE": language})
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        assert title in page
        assert other not in page
        assert Page(tmp_path / "report.html").title == of_set[language]


def test_the_type_that_is_not_in_the_data_is_named(tmp_path):
    """Of a basket only the type that lacks: as found, the log alone named it."""
    asked = [
        row(id="b", facility="school|park|pond", indicator="basket"),
        row(id="either", facility="park|pond"),
        row(id="r", facility="park", indicator="rate", unit="number", threshold=1),
        row(id="s"),
    ]
    path = str(tmp_path / "report.html")
    done = small_town.check(REQUIREMENTS=asked, COMPLETE_TYPES="pond", REPORT=path)
    told = {r["requirement"]: r["absent_types"] for r in done.rows("OUTPUT_RESULTS")}
    assert told == {"b": "park", "either": "park", "r": "park", "s": None}
    page = Page(tmp_path / "report.html")
    west = page.section(MATRIX).tables[0][1]
    assert [page.note(cell) for cell in west[2:5]] == ["type not in the data: park"] * 3
    assert [line for line in page.section("What is not known").sentences if line.startswith("b:")] == [
        "b: 2 areas: type not in the data: park; 120 dwellings of which it is not known."
    ]
    given = {"NEIGHBOURHOODS": small_town.areas(), "NEIGHBOURHOOD_ID": "code", "REPORT": path, "LANGUAGE": "nl"}
    runs.run("compliancereport", {**given, "RESULTS": done.layer("OUTPUT_RESULTS")})
    assert "soort niet in de gegevens: park" in Page(tmp_path / "report.html").text


def test_the_settings_in_the_spreadsheet_say_what_the_numbers_are(tmp_path):
    """As found: "558, –"."""
    given = {"RESULTS": small_town.check().layer("OUTPUT_RESULTS"), "NEIGHBOURHOODS": small_town.areas()}
    given |= {"NEIGHBOURHOOD_ID": "code", "LANGUAGE": "nl", "SPREADSHEET": str(tmp_path / "report.xlsx")}
    runs.run("compliancereport", given)
    settings = list(spreadsheet_page.read(tmp_path / "report.xlsx").values())[3]
    assert "2 objecten" in [value for _, value in settings]  # the two neighbourhoods


def test_a_logo_and_a_colour_that_cannot_be_used_are_refused_before_anything_is_read(sample, tmp_path):
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    assert "no PNG, JPEG or SVG" in refused(sample, tmp_path, LOGO=str(tmp_path / "logo.png"))
    assert "must be a colour" in refused(sample, tmp_path, COLOUR="municipal blue")


def test_points_below_the_maps_are_refused(sample, tmp_path):
    said = refused(sample, tmp_path, BACKGROUND=[source("streets"), source("facilities")])
    assert "facilities" in said
    assert "no lines or polygons" in said
