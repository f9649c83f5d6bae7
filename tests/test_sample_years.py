"""The four years of the sample town: their script still makes them, and they differ in what the docs tell."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from itertools import pairwise

import pytest

from towns import runs
from towns.fixtures import provider
from towns.sample_run import TOWN, source
from towns.sample_years import BESIDE, YEARS, beside, results_of, trend_of_years

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("provider")

RECIPES = {year: BESIDE.with_name(f"recipe_{year}.json") for year in YEARS}


@pytest.fixture(scope="module")
def results() -> dict[int, list[dict]]:
    return {year: runs.rows(runs.loaded(results_of(year))) for year in YEARS}


def whole(results: dict, year: int, requirement: str, area: str = "_total") -> dict:
    (row,) = [r for r in results[year] if r["requirement"] == requirement and r["neighbourhood"] == area]
    return row


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


def test_they_are_small_and_there(results):
    assert BESIDE.stat().st_size < 450_000
    assert sum(path.stat().st_size for path in RECIPES.values()) < 30_000
    assert {year: len(rows) for year, rows in results.items()} == {2023: 52, 2024: 52, 2025: 56, 2026: 56}


@pytest.mark.slow
def test_the_script_makes_them_again(root, tmp_path, results):
    made, scratch = tmp_path / "made", tmp_path / "scratch"
    made.mkdir()
    scratch.mkdir()
    command = [sys.executable, str(root / "scripts" / "making" / "years.py"), str(TOWN), str(made), str(scratch)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    for year, path in RECIPES.items():
        assert (made / path.name).read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
        again = runs.rows(runs.loaded(f"{made / BESIDE.name}|layername=results_{year}"))
        assert len(again) == len(results[year])
        differ = [
            name
            for one, other in zip(again, results[year], strict=True)
            for name in one
            if not same(one[name], other[name])
        ]
        assert differ == [], year
    for name in ("closed_facilities", "neighbourhoods_2023", "code_changes"):
        old, new = (runs.loaded(f"{path}|layername={name}") for path in (BESIDE, made / BESIDE.name))
        assert runs.rows(old) == runs.rows(new)
        assert [f.geometry().asWkt() for f in old.getFeatures()] == [f.geometry().asWkt() for f in new.getFeatures()]


def test_dwellings_were_built_and_a_place_opened_and_one_closed(results):
    """Each year has the homes that stand; F124 opened in 2024, the site hut closed after it, F128 came in 2026."""
    homes = [whole(results, year, "meeting_place")["total"] for year in YEARS]
    assert homes[0] < homes[1] < homes[2] == homes[3]
    rate = "meeting_place_rate"
    outside = [whole(results, year, rate, "outside_neighbourhoods")["total"] for year in YEARS]
    room = [whole(results, year, rate) for year in YEARS]
    metres = [row["rate"] * (row["total"] - lost) / 1000 for row, lost in zip(room, outside, strict=True)]
    # 95 m² of F124; 60 m² of the hut; 75 m² of F128.
    assert [after - before for before, after in pairwise(metres)] == pytest.approx([95, -60, 75])


def test_a_norm_changed_and_the_others_are_of_another_version(results):
    for requirement, thresholds in (("meeting_place", (500, 500)), ("supermarket", (1000, 800))):
        asked = [whole(results, year, requirement) for year in (2024, 2025)]
        assert [row["threshold"] for row in asked] == list(thresholds)
        assert [row["norm_version"] for row in asked] == ["2023", "2025"]


def test_codes_changed_and_the_table_says_what_became_of_them(results):
    codes = {year: {row["neighbourhood"] for row in rows} for year, rows in results.items()}
    assert codes[2023] - codes[2026] == {"BU99010399", "BU99010490"}
    assert codes[2026] - codes[2023] == {"BU99010302", "BU99010402", "BU99010403"}
    changes = runs.rows(runs.loaded(beside("code_changes")))
    # 's-Heerenveld has 86 dwellings and the Westerpolder 58.
    assert {(row["old"], row["new"]): pytest.approx(row["share"]) for row in changes} == {
        ("BU99010399", "BU99010302"): 1.0,
        ("BU99010490", "BU99010402"): 86 / 144,
        ("BU99010490", "BU99010403"): 58 / 144,
    }


def test_the_maps_with_the_dwellings_say_the_same_as_the_table(tmp_path):
    maps = [beside("neighbourhoods_2023")] * 2 + [source("neighbourhoods")] * 2
    given = {"NEIGHBOURHOODS": maps, "DWELLINGS": source("dwellings"), "WEIGHT_FIELD": "dwellings"}
    by_maps = trend_of_years(tmp_path, CODE_CHANGES=None, SERIES="memory:", PLOT=None, **given)["run"].rows("SERIES")
    by_table = trend_of_years(tmp_path, SERIES="memory:", PLOT=None)["run"].rows("SERIES")
    named = ("date", "level", "neighbourhood", "requirement")
    first, second = ({tuple(row[n] for n in named): row for row in rows} for rows in (by_maps, by_table))
    assert first.keys() == second.keys()
    for key, one in first.items():
        assert [name for name in one if not same(one[name], second[key][name])] == [], key


def test_the_results_are_those_of_their_recipes(tmp_path):
    """A recipe lies beside the town, and can be repeated there by anybody."""
    for path in (TOWN, BESIDE, RECIPES[2024]):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    recipe = tmp_path / RECIPES[2024].name
    assert json.loads(recipe.read_text(encoding="utf-8"))["title"] == "Waterveen 2024"
    done = runs.run("runrecipe", {"RECIPE": str(recipe), "LOAD": False})
    shares = [row["share"] for row in done.rows("check.OUTPUT_RESULTS")]
    assert shares == [row["share"] for row in runs.rows(runs.loaded(results_of(2024)))]


@pytest.mark.slow
def test_their_recipes_tell_what_the_changes_came_of(root, tmp_path, results):
    """New homes and a place that closed lowered it; a stricter norm that of supermarkets; and the docs say how much."""
    recipes = [str(path) for path in RECIPES.values()]
    made = trend_of_years(tmp_path, RECIPES=recipes, CAUSES="memory:", SERIES="memory:", PLOT=None)["run"]
    rows = [row for row in made.rows("CAUSES") if row["neighbourhood"] == "_total"]
    of = {(row["requirement"], int(row["to_date"][:4])): row for row in rows}
    names = ("facilities", "streets", "dwellings", "weights", "norms", "corrected")
    for (requirement, year), row in of.items():
        figure = "rate" if requirement == "meeting_place_rate" else "share"
        before, after = (whole(results, one, requirement)[figure] for one in (year - 1, year))
        assert row["change"] == pytest.approx(after - before, abs=1e-9)
        assert sum(row[name] for name in names) == pytest.approx(row["change"], abs=1e-9)
        assert row["streets"] == row["corrected"] == 0
    assert of["meeting_place", 2025]["facilities"] < 0 < of["meeting_place", 2026]["facilities"]
    assert of["supermarket", 2025]["norms"] < of["supermarket", 2025]["dwellings"] < 0
    page = (root / "docs" / "algorithms" / "trend.md").read_text(encoding="utf-8")
    sums = {name: 100 * sum(of["meeting_place", year][name] for year in YEARS[1:]) for name in (*names, "change")}
    told = f"Of the {-sums['change']:.1f} points from 2023 to 2026, {-sums['dwellings']:.1f} came\n  of new homes, and "
    assert f"{told}{-sums['facilities']:.1f} of facilities (rounded)." in page
    row = of["supermarket", 2025]
    assert f"Of the {-100 * row['change']:.1f} points between 2024 and 2025" in page
    assert f"put {-100 * row['norms']:.1f} down to the norm." in page


def test_the_page_of_the_trend_tells_the_figures(root):
    """The example of the docs: 84.8 % in 2023, and 73.9 % in 2026, where the path asks 83.6 %."""
    page = (root / "docs" / "algorithms" / "trend.md").read_text(encoding="utf-8")
    results = {year: runs.rows(runs.loaded(results_of(year))) for year in YEARS}
    for year in YEARS:
        row = whole(results, year, "meeting_place")
        path = json.loads(row["conditions"])["target_path"]
        asked = path["2023"] + (path["2030"] - path["2023"]) * (year - 2023) / 7
        assert f"| {year} | {int(1000 * row['share']) / 10:.1f} % | {100 * asked:.1f} % |" in page
