"""Causes in a trend: against sums by hand and whole runs of all mixes, over all orders; recipes, refusals, Cancel."""

from __future__ import annotations

import json
import math
import re
import shutil
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import QEventLoop, QTimer

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
from buurtmaat.adapters.trend.causes_drawing import causes_of_requirement
from buurtmaat.core.progress import Progress
from towns import runs, two_days
from towns.fixtures import provider
from towns.runs import Feedback, RefusedError
from towns.slow import some

__all__ = ["provider"]

CAUSES = two_days.CAUSES


def keep(parameters: dict, path: Path, name: str = "basicrequirements", **more: object) -> Path:
    """Save a run as the dialog does."""
    path.parent.mkdir(exist_ok=True)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    run = RunToKeep(algorithm=runs.algorithm(name), parameters=parameters, context=context, path=path, **more)
    save_recipe(run, Progress(), copy=True)
    return path


def of_walk(day: two_days.Day) -> dict:
    """Return the run of a day with the first of its requirements: a trend has 32 runs of each."""
    given = two_days.of_day(day)
    (walk,) = (one for one in json.loads(given["REQUIREMENTS"]) if one["id"] == "walk")
    return {**given, "REQUIREMENTS": json.dumps([walk])}


def results(parameters: dict):
    return runs.run("basicrequirements", parameters).layer("OUTPUT_RESULTS")


def trend(tables: list, recipes: list[Path], feedback: Feedback | None = None, **changes: object) -> runs.Run:
    given = {
        "RESULTS_SERIES": tables,
        "DATES": "2025-01-01;2026-01-01",
        "RECIPES": [str(one) for one in recipes],
        "SERIES": "memory:",
        "CAUSES": "memory:",
        **changes,
    }
    return runs.run("trend", runs.without_none(given), feedback)


def of_days(days: tuple[two_days.Day, two_days.Day], folder: Path, feedback: Feedback | None = None) -> runs.Run:
    given = [two_days.of_day(day) for day in days]
    recipes = [keep(one, folder / f"day{n}" / "check.json") for n, one in enumerate(given)]
    return trend([results(one) for one in given], recipes, feedback)


def walked(values: dict) -> dict[str, float]:
    """Return the mean of what each cause changes, walking through all orders in which they can come."""
    found = dict.fromkeys(CAUSES, 0.0)
    orders = list(permutations(range(5)))
    for order in orders:
        mix = [0] * 5
        for place in order:
            before = values[tuple(mix)]
            mix[place] = 1
            found[CAUSES[place]] += (values[tuple(mix)] - before) / len(orders)
    return found


def check(found: runs.Run, of_mix: dict) -> int:
    """Compare the table with the walk through all orders; return how many changes there are."""
    table = found.rows("CAUSES")
    rows = {(row["requirement"], row["neighbourhood"]): row for row in table if row["level"] == "neighbourhood"}
    rows |= {(row["requirement"], row["level"], row["neighbourhood"]): row for row in table}
    first, last = of_mix[0, 0, 0, 0, 0], of_mix[1, 1, 1, 1, 1]
    changes = 0
    for key in first:
        row = rows[key]
        expected = walked({mix: of_mix[mix][key] for mix in of_mix})
        if any(math.isnan(one[key]) for one in of_mix.values()):
            assert [row[name] for name in CAUSES] == [None] * 5, key
            assert row["reason"], key
            continue
        assert {name: row[name] for name in CAUSES} == pytest.approx(expected, abs=1e-9), key
        assert row["change"] == pytest.approx(last[key] - first[key], abs=1e-9), key
        assert sum(row[name] for name in (*CAUSES, "corrected")) == pytest.approx(row["change"], abs=1e-9)
        assert row["reason"] is None
        changes += abs(row["change"]) > 1e-9
    return changes


@pytest.mark.parametrize("seed", some(range(20), (0,)))
def test_causes_are_those_of_sums_by_hand_over_all_orders(provider, tmp_path: Path, seed: int):
    days = two_days.random_days(seed)
    of_mix = {mix: two_days.shares(days, mix) for mix in product((0, 1), repeat=5)}
    feedback = Feedback()
    assert check(of_days(days, tmp_path, feedback), of_mix) > 0
    assert not feedback.warned("other figures")


@pytest.mark.parametrize("seed", some(range(50, 60), (50,)))
def test_what_is_not_known_is_in_no_figure_of_any_mix(provider, tmp_path: Path, seed: int):
    days = two_days.with_nulls(two_days.random_days(seed), seed)
    of_mix = {mix: two_days.shares(days, mix) for mix in product((0, 1), repeat=5)}
    feedback = Feedback()
    assert check(of_days(days, tmp_path, feedback), of_mix) > 0
    assert not feedback.warned("other figures")


@pytest.mark.parametrize("seed", some(range(100, 104), ()))
def test_causes_are_those_of_whole_runs_of_all_mixes(provider, tmp_path: Path, seed: int):
    days = two_days.random_days(seed)
    of_mix = {
        mix: {
            key: value
            for key, value in two_days.results_of(two_days.mixed_parameters(days, mix)).items()
            if key[1] != "outside_neighbourhoods"
        }
        for mix in product((0, 1), repeat=5)
    }
    assert check(of_days(days, tmp_path), of_mix) > 0


@pytest.mark.parametrize("seed", some(range(6), ()))
def test_causes_of_rich_towns_are_those_of_whole_runs_with_inputs_of_both_days(provider, tmp_path: Path, seed: int):
    rng = np.random.default_rng(seed)
    days = [two_days.rich_day(rng) for _ in range(2)]

    def of(mix: tuple[int, ...]) -> dict:
        inputs = [days[day][cause] for day, cause in zip(mix, CAUSES, strict=True)]
        return {name: value for one in inputs for name, value in one.items()} | {"OUTPUT_RESULTS": "memory:"}

    of_mix = {}
    for mix in product((0, 1), repeat=5):
        of_mix[mix] = {
            (row["requirement"], row["level"], row["neighbourhood"]): math.nan if value is None else value
            for row in runs.run("basicrequirements", of(mix)).rows("OUTPUT_RESULTS")
            for value in [row["rate"] if row["share"] is None else row["share"]]
            if row["neighbourhood"] != "outside_neighbourhoods"
        }
    given = [of((day,) * 5) for day in (0, 1)]
    recipes = [keep(one, tmp_path / f"day{n}" / "check.json") for n, one in enumerate(given)]
    found = trend([results(one) for one in given], recipes)
    assert check(found, of_mix) > 10


@pytest.fixture(scope="module")
def days() -> tuple[two_days.Day, two_days.Day]:
    """Dwellings in the west corner; a school comes there, and the norm becomes stricter."""
    homes = [two_days.Dwelling(f"d{x}", (x, 0), 1, 1) for x in range(4)] + [two_days.Dwelling("e", (4, 4), 1, 1)]
    every = set(two_days.all_streets())
    people = {"west": 30.0, "east": 20.0}
    return (
        two_days.Day([(4, 4)], every, homes, people, 250),
        two_days.Day([(4, 4), (0, 0)], every, homes, people, 150),
    )


@pytest.fixture(scope="module")
def kept(provider, tmp_path_factory: pytest.TempPathFactory, days) -> tuple[Path, list]:
    """Return a folder with the recipes of both days, and their results; tests take a copy, and change no table."""
    folder, given = tmp_path_factory.mktemp("kept"), [of_walk(day) for day in days]
    for number, one in enumerate(given):
        keep(one, folder / f"day{number}" / "check.json")
    return folder, [results(one) for one in given]


@pytest.fixture
def two(kept: tuple[Path, list], tmp_path: Path) -> tuple[list, list[Path]]:
    """Return the results of both days, and recipes of one's own below `tmp_path`."""
    folder, tables = kept
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return tables, [tmp_path / f"day{number}" / "check.json" for number in (0, 1)]


def test_causes_are_found_in_the_background_as_a_window_runs_them(provider, tmp_path: Path, two):
    tables, recipes = two
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    asked = {"RESULTS_SERIES": tables, "DATES": "2025-01-01;2026-01-01"}
    asked |= {"RECIPES": [str(one) for one in recipes]}
    asked |= {name: str(tmp_path / f"{name}.geojson") for name in ("SERIES", "CAUSES")}
    algorithm, feedback, done = runs.algorithm("trend"), Feedback(), []
    task = QgsProcessingAlgRunnerTask(algorithm, asked, context, feedback)
    loop = QEventLoop()
    task.executed.connect(lambda good, _: (done.append(good), loop.quit()))
    QTimer.singleShot(60_000, loop.quit)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    assert done == [True], feedback.errors
    rows = runs.rows(runs.loaded(str(tmp_path / "CAUSES.geojson")))
    (row,) = (one for one in rows if (one["requirement"], one["neighbourhood"]) == ("walk", "_total"))
    assert row["facilities"] == pytest.approx(0.5)


def test_what_a_recipe_recorded_otherwise_is_told_again_behind_the_runs(provider, tmp_path: Path, two):
    tables, recipes = two
    made = json.loads(recipes[0].read_text())
    recipes[0].write_text(json.dumps(made | {"made": made["made"] | {"scipy": "0.9"}}))
    feedback = Feedback()
    trend(tables, recipes, feedback)
    runs_end = max(row for row, line in enumerate(feedback.lines) if "dwellings on both days" in line)
    first, head, said, second, nothing, *_ = feedback.lines[runs_end + 1 :]
    assert (first, second) == ("Recipe “day0/check.json”", "Recipe “day1/check.json”")
    assert head == "What is not as the recipe recorded it: 1"
    assert said.startswith("The recipe was made with scipy 0.9; this is scipy")
    assert nothing == "Nothing differs from what the recipe recorded."


def test_the_figures_at_both_ends_have_the_decimals_of_the_steps_between_them():
    """As found: 78 % to 78 %, with a step of +0.4 points."""
    cause = {"facilities": 0.004, **dict.fromkeys(["streets", "dwellings", "weights", "norms"], 0.0)}
    row = {"from_date": "2025-01-01", "to_date": "2026-01-01", "level": "neighbourhood", "neighbourhood": "_total"}
    row |= {"requirement": "walk", "measure": "share", "corrected": 0.0, "change": 0.004, "reason": "", **cause}
    days = {"date": ["2025-01-01", "2026-01-01"], "share": [0.7842, 0.7882], "rate": [np.nan, np.nan]}
    series = pd.DataFrame({**days, "level": "neighbourhood", "neighbourhood": "_total", "requirement": "walk"})
    (found,) = causes_of_requirement(pd.DataFrame([row]), series, "walk", {}, Language("en"))
    drawing = found["drawing"]
    assert (drawing["first"]["text"], drawing["last"]["text"]) == ("78.4 %", "78.8 %")
    assert next(bar["text"] for bar in drawing["bars"] if bar["label"] == "facilities") == "+0.4 points"


def row_of(found: runs.Run, requirement: str, area: str) -> dict:
    (row,) = (one for one in found.rows("CAUSES") if (one["requirement"], one["neighbourhood"]) == (requirement, area))
    return row


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_words_of_each_cause_have_room_beside_its_step(language):
    """As found: in Dutch the longest one lost its first letters. A letter of a wide font is 0.6 of its 13 pixels."""
    cause = dict.fromkeys(["facilities", "streets", "dwellings", "weights", "norms"], 0.0)
    row = {"from_date": "2025-01-01", "to_date": "2026-01-01", "level": "neighbourhood", "neighbourhood": "_total"}
    row |= {"requirement": "walk", "measure": "share", "corrected": 0.1, "change": 0.1, "reason": "", **cause}
    days = {"date": ["2025-01-01", "2026-01-01"], "share": [0.5, 0.6], "rate": [np.nan, np.nan]}
    series = pd.DataFrame({**days, "level": "neighbourhood", "neighbourhood": "_total", "requirement": "walk"})
    (found,) = causes_of_requirement(pd.DataFrame([row]), series, "walk", {}, Language(language))
    drawing = found["drawing"]
    assert len(drawing["bars"]) == 6
    assert max(len(bar["label"]) for bar in drawing["bars"]) * 0.6 * 13 < drawing["left"] - 8


def test_the_log_and_the_page_say_what_changed_most_and_why(provider, tmp_path: Path, days):
    given = [two_days.of_day(day) for day in days]
    for one in given:
        asked = json.loads(one["REQUIREMENTS"])
        one["REQUIREMENTS"] = json.dumps([{**asked[0], "title": {"en": "A <b>school</b>"}}])
    recipes = [keep(one, tmp_path / f"day{n}" / "check.json") for n, one in enumerate(given)]
    feedback, page = Feedback(), tmp_path / "trend.html"
    found = trend([results(one) for one in given], recipes, feedback, PLOT=str(page))
    # Of five dwellings one has it; with the school and 250 m four, with 150 m three, without it one at both.
    row = row_of(found, "walk", "_total")
    assert row["facilities"] == pytest.approx(0.5)
    assert row["norms"] == pytest.approx(-0.1)
    assert row["change"] == pytest.approx(0.4)
    assert (row["from_date"], row["to_date"], row["measure"]) == ("2025-01-01", "2026-01-01", "share")
    sentence = (
        "2025-01-01 – 2026-01-01: +40.0 points; the largest cause: facilities +50.0 points; "
        "besides: norms −10.0 points."
    )
    assert f"A <b>school</b>: {sentence}" in feedback.infos
    text = page.read_text(encoding="utf-8")
    assert sentence in text
    assert "A &lt;b&gt;school" in text
    assert "<b>school" not in text
    assert text.count('<rect class="up"') == 1
    assert text.count('<rect class="down"') == 1
    assert ">20.0\xa0%</text>" in text
    assert ">60.0\xa0%</text>" in text
    assert text.count('<svg class="steps"') == 1


def test_what_is_no_longer_as_recorded_is_told_and_causes_are_of_what_it_gives_now(provider, tmp_path: Path, two):
    tables, recipes = two
    school = runs.loaded(f"{tmp_path / 'day1' / 'check-data.gpkg'}|layername=school", to_edit=True)
    school.startEditing()
    assert school.deleteFeature(next(one.id() for one in school.getFeatures() if one.geometry().asPoint().x() < 84100))
    assert school.commitChanges()
    feedback, page = Feedback(), tmp_path / "trend.html"
    found = trend(tables, recipes, feedback, PLOT=str(page))
    assert feedback.warned("school", "not as it was recorded", "1 row fewer")
    assert feedback.warned("The recipe of 2026-01-01 gives other figures now")
    assert not feedback.warned("The recipe of 2025-01-01")
    assert row_of(found, "walk", "_total")["change"] == pytest.approx(0)
    # Steps would begin at a figure that nobody published.
    assert '<svg class="steps"' not in page.read_text(encoding="utf-8")


def test_recipes_in_another_order_than_the_days_are_refused(provider, tmp_path: Path, two):
    """As found: each cause the other way round, beside a series that was right."""
    tables, recipes = two
    said = re.escape("The recipe “day1/check.json” stands for 2025-01-01, and gives the figures of 2026-01-01")
    with pytest.raises(RefusedError, match=said):
        trend(tables, recipes[::-1])


@pytest.mark.slow  # two are exchanged above
def test_three_recipes_the_other_way_round_are_refused(provider, tmp_path: Path, days):
    """As found: the middle one stands for its own day, and so do not the other two."""
    between = replace(days[1], facilities=[(4, 4), (2, 0)])
    given = [of_walk(day) for day in (days[0], between, days[1])]
    recipes = [keep(one, tmp_path / f"day{n}" / "check.json") for n, one in enumerate(given)]
    tables, dates = [results(one) for one in given], "2025-01-01;2026-01-01;2027-01-01"
    feedback = Feedback()
    trend(tables, recipes, feedback, DATES=dates)
    assert not feedback.warned("other figures")
    with pytest.raises(RefusedError, match="in the order of the days"):
        trend(tables, recipes[::-1], DATES=dates)


def test_recipes_that_both_correct_an_exchange_are_in_the_order_of_the_days(provider, tmp_path: Path, days):
    """As found: what was published had the schools of the two days exchanged, and the right recipes were refused."""
    given = [of_walk(replace(day, threshold=250)) for day in days]
    recipes = [keep(one, tmp_path / f"day{n}" / "check.json") for n, one in enumerate(given)]
    for one in recipes:
        told = json.loads(one.read_text(encoding="utf-8"))
        one.write_text(json.dumps(told | {"corrects": "the schools of the other year"}), encoding="utf-8")
    row = row_of(trend([results(given[1]), results(given[0])], recipes), "walk", "_total")
    # Published 4 of 5 and 1 of 5, right 1 of 5 and 4 of 5.
    assert (row["corrected"], row["facilities"]) == (pytest.approx(-0.6), pytest.approx(0.6))


def test_a_recipe_that_corrects_makes_the_correction_a_cause_of_its_own(provider, tmp_path: Path, days):
    given = [of_walk(day) for day in days]
    # What was published had the school of the next year in it.
    wrong = results({**given[0], "FACILITIES": given[1]["FACILITIES"]})
    recipes = [keep(one, tmp_path / f"day{n}" / "check.json") for n, one in enumerate(given)]
    told = json.loads(recipes[0].read_text(encoding="utf-8"))
    recipes[0].write_text(json.dumps(told | {"corrects": "the table of June"}), encoding="utf-8")
    feedback = Feedback()
    row = row_of(trend([wrong, results(given[1])], recipes, feedback), "walk", "_total")
    # Published 4 of 5, right 1 of 5, later 3 of 5.
    assert row["corrected"] == pytest.approx(-0.6)
    assert row["change"] == pytest.approx(-0.2)
    assert sum(row[name] for name in (*CAUSES, "corrected")) == pytest.approx(row["change"], abs=1e-9)
    assert any("corrects what was published (the table of June)" in said for said in feedback.infos)
    assert not feedback.warned("other figures")


def test_a_chain_is_run_up_to_the_check_and_writes_nothing(provider, tmp_path: Path, days):
    given = [of_walk(day) for day in days]
    folder = tmp_path / "day1"
    prepared = {
        "SOURCES": [
            runs.layer([(runs.point(0, 0), "school"), (runs.point(400, 400), "school")], "places", amenity="text")
        ],
        "MAPPING": json.dumps([["amenity", "school", "school"]]),
        "POINTS": str(tmp_path / "points.gpkg"),
    }
    chain = keep(prepared, folder / "chain.json", "preparefacilities")
    made = runs.arrived("preparefacilities", prepared, "POINTS")
    last = {**given[1], "FACILITIES": [made], "TYPE_FIELD": "type", "COMPLETE_TYPES": "school"}
    from buurtmaat.core.recipes.recipe_reader import read_recipe_file

    keep(last, chain, earlier=read_recipe_file(chain))
    steps = json.loads(chain.read_text(encoding="utf-8"))["steps"]
    assert steps[1]["parameters"]["FACILITIES"] == [{"output": "preparefacilities.POINTS"}]
    before = sorted(one.name for one in folder.iterdir())
    first = keep(given[0], tmp_path / "day0" / "check.json")
    found = trend([results(given[0]), results(given[1])], [first, chain])
    assert row_of(found, "walk", "_total")["facilities"] == pytest.approx(0.5)
    assert sorted(one.name for one in folder.iterdir()) == before
    assert set(found.context.layersToLoadOnCompletion()) == set()


def test_a_run_over_years_is_split_by_its_own_recipe(provider, tmp_path: Path):
    """Each year takes facilities, streets, plans and growth of its own; by hand."""
    homes = runs.layer([(runs.point(0, 0), 6), (runs.point(300, 0), 4)], "homes", number="int")
    plans = runs.layer(
        [(runs.point(100, 0), "p", 10, 2030, "hard", 0, None)],
        "plans",
        plan_id="text",
        dwellings="int",
        year="int",
        plan_status="text",
        demolition="int",
        plan_area_wkt="text",
    )
    given = {
        "NETWORK": runs.layer(runs.grid(), "streets"),
        "DWELLINGS": homes,
        "WEIGHT_FIELD": "number",
        "NEIGHBOURHOODS": runs.layer([(runs.box(-50, -50, 550, 550), "a", 0.0)], "areas", code="text", grows="real"),
        "NEIGHBOURHOOD_ID": "code",
        "FACILITIES": [runs.layer([(runs.point(0, 0), None), (runs.point(300, 0), 2030)], "school", opens="int")],
        "OPEN_FROM_FIELD": "opens",
        "PLANS": plans,
        "GROWTH_FIELD": "grows",
        "YEARS": "2026;2030",
        "MIN_DWELLINGS": 0,
        "REQUIREMENTS": json.dumps(
            [{"id": "s", "facility": "school", "indicator": "distance", "threshold": 50, "unit": "m", "target": 0.5}]
        ),
    }
    done = runs.run("requirementsoveryears", {**given, "OUTPUT_RESULTS": "memory:"})
    recipe = keep(given, tmp_path / "years" / "years.json", "requirementsoveryears")
    found = trend([done.layer("OUTPUT_RESULTS")], [recipe], DATES=None)
    row = row_of(found, "s", "_total")
    assert (row["from_date"], row["to_date"]) == ("2026-01-01", "2030-01-01")
    # 6 of 10; with the second school 10 of 10; with the plan 6 of 20; with both 10 of 20.
    assert row["facilities"] == pytest.approx(((1 - 0.6) + (0.5 - 0.3)) / 2)
    assert row["dwellings"] == pytest.approx(((0.3 - 0.6) + (0.5 - 1)) / 2)
    assert [row[name] for name in ("streets", "weights", "norms")] == pytest.approx([0, 0, 0], abs=1e-12)
    assert row["change"] == pytest.approx(-0.1)


def test_growth_and_demolition_over_years_are_figures_and_dwellings(provider, tmp_path: Path):
    areas = [(runs.box(-50, -50, 150, 550), "a", 0.0, 100.0), (runs.box(150, -50, 550, 550), "b", 10.0, 100.0)]
    ground = "POLYGON((84290 446990, 84310 446990, 84310 447010, 84290 447010, 84290 446990))"
    given = {
        "NETWORK": runs.layer(runs.grid(), "streets"),
        "DWELLINGS": runs.layer([(runs.point(0, 0), 4), (runs.point(300, 0), 4)], "homes", number="int"),
        "WEIGHT_FIELD": "number",
        "NEIGHBOURHOODS": runs.layer(areas, "areas", code="text", grows="real", inhabitants="real"),
        "NEIGHBOURHOOD_ID": "code",
        "FACILITIES": [runs.layer([runs.point(0, 0)], "school")],
        "PLANS": runs.layer(
            [(runs.point(300, 0), "p", 1, 2028, "hard", 1, ground)],
            "plans",
            plan_id="text",
            dwellings="int",
            year="int",
            plan_status="text",
            demolition="int",
            plan_area_wkt="text",
        ),
        "GROWTH_FIELD": "grows",
        "YEARS": "2026;2028",
        "MIN_DWELLINGS": 0,
        "REQUIREMENTS": json.dumps(
            [
                {"id": "s", "facility": "school", "indicator": "distance", "threshold": 50, "unit": "m", "target": 0.5}
                | ({"id": "people", "weight": "inhabitants"} if people else {})
                for people in (False, True)
            ]
        ),
    }
    done = runs.run("requirementsoveryears", {**given, "OUTPUT_RESULTS": "memory:"})
    recipe = keep(given, tmp_path / "years" / "years.json", "requirementsoveryears")
    feedback = Feedback()
    found = trend([done.layer("OUTPUT_RESULTS")], [recipe], feedback, DATES=None)
    assert not feedback.warned("other figures")
    # One of the four that lack it goes: 4 of 8, 4 of 7. Numbers of dwellings do not grow.
    row = row_of(found, "s", "_total")
    assert row["dwellings"] == pytest.approx(4 / 7 - 1 / 2)
    assert row["weights"] == pytest.approx(0, abs=1e-12)
    # Of 100 people there a quarter goes along, and who is left grows by 1.1².
    row = row_of(found, "people", "_total")
    share = {(d, w): 100 / (100 + 100 * (0.75 if d else 1) * (1.21 if w else 1)) for d in (0, 1) for w in (0, 1)}
    assert row["dwellings"] == pytest.approx(((share[1, 0] - share[0, 0]) + (share[1, 1] - share[0, 1])) / 2)
    assert row["weights"] == pytest.approx(((share[0, 1] - share[0, 0]) + (share[1, 1] - share[1, 0])) / 2)


def test_another_living_environment_is_another_norm_and_another_border_another_figure(provider, tmp_path: Path, days):
    given = [two_days.of_day(day) for day in (days[0], days[0])]
    asked = {"id": "s", "facility": "school", "indicator": "distance", "unit": "m", "target": 0.5, "metric": "straight"}
    asked |= {"threshold": 50, "thresholds_by_class": {"city": 50, "village": 250}}
    for one, (environment, middle) in zip(given, (("city", 250), ("village", 350)), strict=True):
        areas = [
            (runs.box(-60, -60, middle, 460), "west", "city"),
            (runs.box(middle, -60, 460, 460), "east", environment),
        ]
        one["NEIGHBOURHOODS"] = runs.layer(areas, "areas", code="text", woonmilieu="text")
        one["REQUIREMENTS"] = json.dumps([asked])
        one["FACILITIES"] = [runs.layer([runs.point(400, 200)], "school")]
    recipes = [keep(one, tmp_path / f"day{n}" / "check.json") for n, one in enumerate(given)]
    found = trend([results(one) for one in given], recipes)
    # The school is 224 m from d3 at (300, 0) and 200 m from e at (400, 400). Within 50 m is nobody. In a village it is
    # both, where d3 is in the east; once it is in the west only e, of one.
    east = row_of(found, "s", "east")
    assert east["norms"] == pytest.approx(1)
    assert east["weights"] == pytest.approx(0, abs=1e-12)
    # Of five: none, with the norm two, with the border none, with both one.
    whole = row_of(found, "s", "_total")
    assert whole["norms"] == pytest.approx((2 / 5 + 1 / 5) / 2)
    assert whole["weights"] == pytest.approx((0 + (1 / 5 - 2 / 5)) / 2)


def test_codes_that_changed_are_those_of_today(provider, tmp_path: Path, days):
    given = [of_walk(day) for day in days]
    old = [(shape, f"old {name}", 10.0) for name, shape in two_days.AREAS.items()]
    given[0]["NEIGHBOURHOODS"] = runs.layer(old, "areas", code="text", inhabitants="real")
    recipes = [keep(one, tmp_path / f"day{n}" / "check.json") for n, one in enumerate(given)]
    tables = [results(one) for one in given]
    found = trend(tables, recipes)
    assert row_of(found, "walk", "west")["reason"] == "new_area"
    assert row_of(found, "walk", "old west")["reason"] == "gone_area"
    codes = [(None, f"old {name}", name) for name in two_days.AREAS]
    changes = runs.layer(codes, "codes", crs="", kind="NoGeometry", old="text", new="text")
    found = trend(tables, recipes, CODE_CHANGES=changes)
    # All three dwellings in the west are within 250 m of the school that comes, two of them within 150 m.
    row = row_of(found, "walk", "west")
    assert (row["facilities"], row["norms"]) == pytest.approx(((1 + 2 / 3) / 2, -1 / 6))
    assert "old west" not in {one["neighbourhood"] for one in found.rows("CAUSES")}


def test_a_dwelling_is_known_by_its_id_though_it_is_drawn_elsewhere(provider, tmp_path: Path, days):
    given = [two_days.of_day(day) for day in (days[0], days[0])]
    near = [(runs.point(400, 400), "x", 1.0), (runs.point(0, 0), "y", 1.0)]
    far = [(runs.point(400, 390), "x", 3.0), (runs.point(0, 0), "y", 1.0)]
    for one, homes in zip(given, (near, far), strict=True):
        asked = [each for each in json.loads(one["REQUIREMENTS"]) if each["id"] in ("walk", "rate")]
        one |= {"DWELLINGS": runs.layer(homes, "homes", key="text", number="real"), "REQUIREMENTS": json.dumps(asked)}
    recipes = [keep(one, tmp_path / f"day{n}" / "check.json") for n, one in enumerate(given)]
    tables = [results(one) for one in given]
    # Without its id the one at (400, 390) is new: with 3 dwellings where 1 went.
    row = row_of(trend(tables, recipes), "walk", "_total")
    assert (row["dwellings"], row["weights"]) == pytest.approx((3 / 4 - 1 / 2, 0))
    feedback = Feedback()
    row = row_of(trend(tables, recipes, feedback, DWELLING_ID="key"), "walk", "_total")
    assert (row["dwellings"], row["weights"]) == pytest.approx((0, 3 / 4 - 1 / 2))
    assert any("on both days: 2, of which by id 2; came: 0; went: 0" in said for said in feedback.infos)
    with pytest.raises(RefusedError, match="is “lost”, which the dwellings of a day do not have"):
        trend(tables, recipes, DWELLING_ID="lost")


def test_what_a_mix_lacks_leaves_its_causes_unknown_with_a_reason(provider, tmp_path: Path, days):
    given = [two_days.of_day(day) for day in days]
    straight = [one for one in json.loads(given[0]["REQUIREMENTS"]) if one["id"] in ("straight", "rate")]
    walk = json.loads(given[1]["REQUIREMENTS"])
    no_streets = {name: value for name, value in given[0].items() if name != "NETWORK"}
    given[0] = {**no_streets, "REQUIREMENTS": json.dumps([*straight, {**straight[0], "id": "walk"}])}
    own = {**walk[0], "id": "straight", "metric": "straight", "weight": "pupils"}
    given[1] = {**given[1], "REQUIREMENTS": json.dumps([walk[0], own])}
    homes = [(runs.point(100 * x, 0), f"d{x}", 1.0, 2.0) for x in range(4)]
    given[1]["DWELLINGS"] = runs.layer(homes, "homes", id="text", number="real", pupils="real")
    recipes = [keep(one, tmp_path / f"day{n}" / "check.json") for n, one in enumerate(given)]
    found = trend([results(one) for one in given], recipes)
    # The second day asks ways over streets, which the first did not have, and weighs by what it did not know.
    assert row_of(found, "walk", "_total")["reason"] == "no_network"
    assert row_of(found, "straight", "_total")["reason"] == "no_field:pupils"
    assert row_of(found, "rate", "_total")["reason"] == "gone_requirement"
    assert row_of(found, "walk", "_total")["change"] is not None
    assert row_of(found, "walk", "_total")["facilities"] is None


def test_recipes_of_a_trend_are_kept_in_its_own_recipe(provider, tmp_path: Path, two):
    tables, recipes = two
    run = {"RESULTS_SERIES": tables, "DATES": "2025-01-01;2026-01-01"}
    run |= {"RECIPES": [str(one) for one in recipes], "SERIES": "memory:", "CAUSES": "memory:"}
    expected = runs.run("trend", run).rows("CAUSES")
    path = keep(run, tmp_path / "trend.json", "trend")
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["steps"][0]["parameters"]["RECIPES"] == [{"file": "day0/check.json"}, {"file": "day1/check.json"}]
    again = runs.run("runrecipe", {"RECIPE": str(path), "LOAD": False})
    assert [{k: v for k, v in row.items() if k != "fid"} for row in again.rows("trend.CAUSES")] == expected
    with pytest.raises(Exception, match="is not below"):
        keep(run, tmp_path / "elsewhere" / "trend.json", "trend")
    # A recipe may not give another one what it was not given itself.
    told["steps"][0]["parameters"]["ALLOW_NETWORK"] = True
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(RefusedError, match="may use a network: set"):
        runs.run("runrecipe", {"RECIPE": str(path), "LOAD": False})


def test_without_recipes_there_are_no_causes_and_a_warning(provider, tmp_path: Path, days):
    given, feedback = [of_walk(day) for day in days], Feedback()
    found = trend([results(one) for one in given], [], feedback, RECIPES=None)
    assert "CAUSES" not in found.results
    assert feedback.warned("CAUSES", "was not written")


def test_what_a_recipe_reads_is_not_written_over(provider, tmp_path: Path, two):
    tables, recipes = two
    data = tmp_path / "day1" / "check-data.gpkg"
    before = data.read_bytes()
    for target in (str(data), runs.into(data, "homes")):
        with pytest.raises(RefusedError, match="would be written over"):
            trend(tables, recipes, CAUSES=target)
    assert data.read_bytes() == before


def test_a_mix_that_cannot_be_computed_names_both_recipes(provider, tmp_path: Path, days):
    given = [two_days.of_day(day) for day in days]
    far = [(runs.point(90000 + 10 * n, 0), f"d{n}", 1.0, 1.0) for n in range(4)]
    given[1]["DWELLINGS"] = runs.layer(far, "homes", id="text", number="real", seniors="real")
    lines = [f"LINESTRING({90000 + x} 0, {90000 + x + 500} 0)" for x in range(0, 3000, 500)]
    given[1]["NETWORK"] = runs.layer(lines, "streets")
    areas = [(runs.box(89000, -60, 99000, 460), "west", 10.0)]
    given[1]["NEIGHBOURHOODS"] = runs.layer(areas, "areas", code="text", inhabitants="real")
    recipes = [keep(one, tmp_path / f"day{n}" / "check.json") for n, one in enumerate(given)]
    with pytest.raises(RefusedError, match="cannot be computed together") as stop:
        trend([results(one) for one in given], recipes)
    assert "“day0/check.json”, “day1/check.json”" in str(stop.value)


REMOTE = {"name": "school", "provider": "WFS", "source": "url='https://example.org/wfs' typename='school'"}


def _without_layer(recipe: dict, folder: Path) -> dict:
    return {**recipe, "layers": recipe["layers"] | {"school": recipe["layers"]["school"] | {"file": "gone.gpkg"}}}


def _no_geopackage(recipe: dict, folder: Path) -> dict:
    (folder / "no.gpkg").write_text("no", encoding="utf-8")
    return {**recipe, "layers": recipe["layers"] | {"school": recipe["layers"]["school"] | {"file": "no.gpkg"}}}


def _remote(recipe: dict, folder: Path) -> dict:
    return {**recipe, "layers": recipe["layers"] | {"school": REMOTE}}


def _database(recipe: dict, folder: Path) -> dict:
    return {**recipe, "layers": recipe["layers"] | {"school": REMOTE | {"provider": "postgres"}}}


def _no_check(recipe: dict, folder: Path) -> dict:
    step = {"id": "x", "algorithm": "buurtmaat:thresholdcurve", "parameters": {}, "outputs": {}}
    return {**recipe, "steps": [step]}


def _two_checks(recipe: dict, folder: Path) -> dict:
    (step,) = recipe["steps"]
    return {**recipe, "steps": [step, {**step, "id": "again", "outputs": {}}]}


def _no_recipe(recipe: dict, folder: Path) -> dict:
    return {"type": "FeatureCollection"}


def _no_field(recipe: dict, folder: Path) -> dict:
    (step,) = recipe["steps"]
    return {**recipe, "steps": [{**step, "parameters": step["parameters"] | {"WEIGHT_FIELD": "lost"}}]}


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (_without_layer, r"Layers of the recipe are not below .*: school \(gone.gpkg, school\). Put them there"),
        (_no_geopackage, "is not what its ending says: save it to a file below the folder"),
        (_remote, "comes from a service: set May use a network"),
        (_database, "which a recipe does not open itself: save it to a file below"),
        (_no_check, "a recipe with one step that checks requirements, and this one has 0"),
        (_two_checks, "a recipe with one step that checks requirements, and this one has 2"),
        (_no_recipe, "this is no recipe of Buurtmaat"),
        (_no_field, "has no field “lost”"),
    ],
)
def test_a_recipe_that_cannot_be_run_again_ends_in_one_sentence(provider, tmp_path: Path, two, broken, sentence):
    tables, recipes = two
    told = broken(json.loads(recipes[1].read_text(encoding="utf-8")), recipes[1].parent)
    recipes[1].write_text(json.dumps(told), encoding="utf-8")
    target = tmp_path / "causes.csv"
    with pytest.raises(RefusedError, match=sentence) as stop:
        trend(tables, recipes, CAUSES=str(target))
    said = str(stop.value)
    assert said.startswith("Recipe “day1/check.json” of Their recipes (RECIPES): ")
    assert "LAYERS" not in said
    assert "\n" not in said
    assert not target.exists()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(1, "1 recipes for 2 days"), pytest.param(3, "3 recipes for 2 days", marks=pytest.mark.slow)],
)
def test_recipes_are_one_for_each_day(provider, tmp_path: Path, days, number, sentence):
    given = [of_walk(day) for day in days]
    recipe = keep(given[0], tmp_path / "check.json")
    with pytest.raises(RefusedError, match=sentence):
        trend([results(one) for one in given], [recipe] * number)


@pytest.mark.parametrize("count", [1, pytest.param(9, marks=pytest.mark.faults)])
def test_cancel_leaves_nothing_whenever_it_comes(provider, tmp_path: Path, two, moments, count):
    tables, recipes = two
    feedback = Feedback()
    runs.forget()
    trend(tables, recipes, feedback)
    assert feedback.looks > 32 * 6
    assert feedback.shares == sorted(feedback.shares)
    assert feedback.largest_step < 20
    before = set(tmp_path.rglob("*"))
    for moment in moments(feedback.looks, count) if count > 1 else [feedback.looks // 2]:
        runs.forget()
        targets = {name: str(tmp_path / f"{name}.csv") for name in ("SERIES", "CAUSES")}
        with pytest.raises(RefusedError, match="Cancelled"):
            trend(tables, recipes, Feedback(cancel_at=moment), PLOT=str(tmp_path / "page.html"), **targets)
        assert {one for one in tmp_path.rglob("*") if not one.name.endswith(("-wal", "-shm"))} == before, moment
