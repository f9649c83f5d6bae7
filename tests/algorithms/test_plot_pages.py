"""The pages of plots look like the report: by day, by night, on a phone; a browser runs nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from towns import runs
from towns.browser import look
from towns.sample_run import sample_inputs, source
from towns.sample_years import results_of, survey_of_town, trend_of_years
from towns.slow import by_turns, some

PAGES = ("trend", "survey", "crossing", "curve", "barcode")


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("plots")
    trend_of_years(folder)
    survey_of_town(folder, results_of(2026))
    homes = str(folder / "homes.gpkg")
    norms = '[{"id": "hall", "facility": "meeting place", "indicator": "distance", "threshold": 500, "unit": "m"}]'
    given = {**sample_inputs(), "REQUIREMENTS": norms, "GROUP_FIELD": None, "OUTPUT_DWELLINGS": homes}
    runs.run("basicrequirements", runs.without_none(given))
    curve = {"RESULT_DWELLINGS": homes, "REQUIREMENT": "hall", "OUTPUT": "memory:"}
    runs.run("thresholdcurve", {**curve, "PLOT": str(folder / "curve.html")})
    space = {
        "NEIGHBOURHOODS": source("neighbourhoods"),
        "DWELLINGS": source("dwellings"),
        "NORM": 100,
        "OUTPUT": "memory:",
    }
    space |= {"FACILITIES": source("facilities"), "CAPACITY_FIELD": "capacity_m2", "PLOT": str(folder / "barcode.html")}
    runs.run("facilitiesperdwellings", space)
    return {name: folder / f"{name}.html" for name in PAGES}


@pytest.mark.parametrize(("name", "on"), by_turns(PAGES, [("light", 1366), ("dark", 390)], 1))
def test_a_page_passes_an_accessibility_check_by_day_and_by_night_and_fits_a_phone(pages, name, on):
    scheme, width = on
    script = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth];"
    told = look(pages[name], script, scheme=scheme, width=width, axe=True).told
    assert told["passed"] > 10
    assert [one for one in told["wrong"] if one[0] in ("serious", "critical")] == []
    assert told["answer"] == [width, width]


@pytest.mark.parametrize("name", some(PAGES, ["trend"]))
def test_a_page_is_in_its_own_style_and_runs_nothing_else(pages, name, tmp_path):
    script = """
const paper = getComputedStyle(document.body).backgroundColor;
return [paper, window.ran ?? null];
"""
    seen = look(pages[name], script, scheme="dark")
    assert (seen.told, seen.said, seen.asked) == (["rgb(21, 25, 27)", None], [], [])
    changed = tmp_path / "changed.html"
    text = pages[name].read_text(encoding="utf-8")
    evil = "<img src=x onerror='window.ran = 1'><script>window.ran = 2</script><style>body { background: red }</style>"
    changed.write_text(text.replace("</main>", f"{evil}</main>"), encoding="utf-8")
    seen = look(changed, script, scheme="dark")
    assert seen.told == ["rgb(21, 25, 27)", None]
    assert any("Content Security Policy" in one for one in seen.said)


def test_lines_that_stay_the_same_are_not_like_the_grid(pages):
    """Neighbourhoods that have all and none lie where the grid has its lines: dotted there, whole and wider here."""
    script = """
const one = document.querySelector(".trend"), look = name => getComputedStyle(one.querySelector(name));
const widths = Array.from(one.querySelectorAll(".area")).map(line => [line.parentNode.textContent.split("; ").length,
  parseFloat(getComputedStyle(line).strokeWidth)]);
return [look(".grid").strokeDasharray, look(".area").strokeDasharray, widths];
"""
    grid, area, widths = look(pages["trend"], script).told
    assert grid != "none"
    assert area == "none"
    shared = [width for names, width in widths if names > 1]
    alone = [width for names, width in widths if names == 1]
    assert shared
    assert min(shared) > max(alone)
