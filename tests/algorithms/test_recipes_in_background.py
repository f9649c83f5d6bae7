"""Recipes that another thread runs: what looks for layers is done in the main one, as models of QGIS do it.

A layer that another thread looks up by its id takes away what QGIS keeps of the project for its expressions (see
`test_project_scope`).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from buurtmaat.adapters.io.main_thread import in_main_thread
from buurtmaat.adapters.recipes import opening, running
from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
from buurtmaat.adapters.results.origins import is_marked
from buurtmaat.algorithms.base import BuurtmaatAlgorithm
from buurtmaat.algorithms.run_recipe import RunRecipeAlgorithm
from buurtmaat.algorithms.trend import TrendAlgorithm
from buurtmaat.core.errors import Cancelled
from buurtmaat.core.progress import Progress
from buurtmaat.ui.result_loading import load_results
from towns import every_algorithm, runs
from towns.background import run_task
from towns.runs import grid, layer, loaded, point, save
from towns.web_services import Service, serving

PATIENCE = 60  # seconds


class Scope:
    """The scope of the project, by the folder that the project says to be in: that of the moment it was made."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project, self._go = QgsProject.instance(), monkeypatch.chdir
        self.kept, self.anew = folder / "kept", folder / "anew"
        for one in (self.kept, self.anew):
            one.mkdir()
        self.project.setFileName("town.qgz")  # from where the program is

    def keep(self) -> None:
        """Have it made now, where it is not there."""
        self._go(self.kept)
        self.project.createExpressionContextScope()
        self._go(self.anew)

    @property
    def is_kept(self) -> bool:
        return self.project.createExpressionContextScope().variable("project_folder") == str(self.kept)


def taken_away_by(ran: type, folder: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> list[str]:
    """Return before which steps, or the end, another thread had taken the scope away; what the main one does may."""
    scope, main, found = Scope(folder, monkeypatch), QgsApplication.instance().thread(), list[str]()

    def in_between(owner: type, name: str) -> None:
        method = getattr(owner, name)

        def looked(self, *given):
            ends = name == "compute"
            if not ends and QThread.currentThread() != main:
                return method(self, *given)
            if not ends and not scope.is_kept:
                found.append(f"{self.name()}.{name}")
            try:
                return method(self, *given)
            finally:
                if ends and not scope.is_kept:
                    found.append("the end")
                scope.keep()

        monkeypatch.setattr(owner, name, looked)

    in_between(BuurtmaatAlgorithm, "checkParameterValues")
    in_between(BuurtmaatAlgorithm, "prepareAlgorithm")
    in_between(ran, "compute")
    scope.keep()
    work()
    QgsProject.instance().clear()
    return found


def keep(name: str, parameters: dict, path: Path, **more: object):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    run = RunToKeep(algorithm=runs.algorithm(name), parameters=parameters, context=context, path=path, **more)
    return save_recipe(run, Progress(), copy=True)


@pytest.fixture
def chain(provider, tmp_path) -> Path:
    """Save a recipe whose second step takes what the first one wrote, and some rows of a layer."""
    folder, path = tmp_path / "town", tmp_path / "town" / "run.json"
    folder.mkdir()
    raw = save(layer([(way, "path") for way in grid()], "raw", highway="text"), folder / "raw.gpkg", "raw")
    homes = [(point(100 * n, 0), f"h{n}") for n in range(4)]
    given = {
        "DWELLINGS": save(layer(homes, "homes", who="text"), folder / "homes.gpkg", "homes"),
        "FACILITIES": save(layer([(point(0, 0), "s")], "school", code="text"), folder / "school.gpkg", "school"),
        "OUTPUT": "TEMPORARY_OUTPUT",
    }
    first = keep("preparenetwork", {"SOURCE": raw, "OUTPUT": "TEMPORARY_OUTPUT"}, path)
    keep("nearestfacility", given | {"NETWORK": runs.arrived("preparenetwork", {"SOURCE": raw}, "OUTPUT")}, path,
         earlier=first)  # fmt: skip
    only(path, "homes", "\"who\" <> 'h3'")
    return path


def only(path: Path, name: str, rows: str) -> None:
    """Let a recipe take some rows of a layer."""
    content = json.loads(path.read_text())
    content["layers"][name]["filter"] = rows
    path.write_text(json.dumps(content))


def in_background(name: str, given: dict) -> tuple[dict, QgsProcessingContext]:
    context, feedback = QgsProcessingContext(), runs.Feedback()
    context.setProject(QgsProject.instance())
    context.setFeedback(feedback)
    good, results = run_task(QgsProcessingAlgRunnerTask(runs.algorithm(name), given, context, feedback))
    assert good, feedback.errors
    return results, context


def distances(results: dict, context: QgsProcessingContext) -> list:
    return runs.Run(results, runs.Feedback(), context).column("nearestfacility.OUTPUT", "distance_m")


@pytest.mark.parametrize(
    ("others", "expected"),
    [("", [0, 100, 200]), ("homes=2027;school={folder}/other.gpkg|layername=other", [200, 300])],
)
def test_no_layer_of_the_project_is_looked_for_in_another_thread(chain, others, expected, tmp_path, monkeypatch):
    rows = [(point(100, 0), "h1"), (point(200, 0), "h2"), (point(300, 0), "h3")]
    runs.in_project(layer(rows, "2027", who="text"))
    save(layer([point(-100, 0)], "other"), chain.parent / "other.gpkg", "other")
    given, found = {"RECIPE": str(chain), "LAYERS": others.format(folder=chain.parent)}, []

    def work() -> None:
        found.append(distances(*in_background("runrecipe", given)))

    assert taken_away_by(RunRecipeAlgorithm, tmp_path, monkeypatch, work) == []
    assert found == [expected]


def test_nor_by_a_trend_that_reads_recipes(provider, tmp_path, monkeypatch):
    given = every_algorithm.parameters("basicrequirements", {"OUTPUT_RESULTS": "memory:"})
    tables, recipes = [], []
    for day in ("first", "last"):
        (tmp_path / day).mkdir()
        recipe = keep("basicrequirements", given, tmp_path / day / "check.json")
        only(tmp_path / day / "check.json", recipe.steps[0].parameters["DWELLINGS"].name, '"fid" > 0')
        tables.append(runs.run("basicrequirements", given).layer("OUTPUT_RESULTS"))
        recipes.append(str(tmp_path / day / "check.json"))
    asked = {"RESULTS_SERIES": tables, "DATES": "2025-01-01;2026-01-01", "RECIPES": recipes}
    asked |= {"SERIES": "memory:", "CAUSES": "memory:"}
    found, in_main = [], []
    main, given_to = QgsApplication.instance().thread(), running.RecipeRun._given_to

    def noted(self, *given):  # it opens what steps wrote
        in_main.append(QThread.currentThread() == main)
        return given_to(self, *given)

    monkeypatch.setattr(running.RecipeRun, "_given_to", noted)

    def work() -> None:
        results, context = in_background("trend", asked)
        found.extend(runs.Run(results, runs.Feedback(), context).column("CAUSES", "change"))

    assert taken_away_by(TrendAlgorithm, tmp_path, monkeypatch, work) == []
    assert found
    assert set(found) == {0}
    assert set(in_main) == {True}


def test_what_was_asked_of_the_main_thread_is_not_done_once_the_run_is_cancelled(qgis_app):
    """The main thread may wait for the run to end just then: neither waits for the other."""
    asked, cancelled, outcome = threading.Event(), threading.Event(), []

    def ask() -> None:
        try:
            in_main_thread(
                QgsProcessingContext(), lambda: asked.set() or cancelled.is_set(), lambda: outcome.append("done")
            )
        except Cancelled:
            outcome.append("cancelled")

    thread = threading.Thread(target=ask)
    thread.start()
    assert asked.wait(PATIENCE)
    cancelled.set()
    thread.join(PATIENCE)
    assert outcome == ["cancelled"]
    QCoreApplication.processEvents()  # now the main thread hears of it
    assert outcome == ["cancelled"]


class Removing(runs.Feedback):
    """Takes a layer out of the project as the last step begins, as its user may meanwhile."""

    def __init__(self, layer_id: str) -> None:
        super().__init__()
        self.layer_id = layer_id

    def pushInfo(self, text):
        super().pushInfo(text)
        if text.startswith("Step nearestfacility"):
            QgsProject.instance().removeMapLayer(self.layer_id)


@pytest.mark.parametrize("rows", ["\"who\" <> 'h3'", ""])
def test_a_layer_that_leaves_the_project_during_an_earlier_step_is_told(chain, rows):
    """As found: QGIS went down with it."""
    only(chain, "homes", rows)
    homes = layer([(point(100, 0), "h1")], "2027", who="text")
    runs.in_project(homes)
    given = {"RECIPE": str(chain), "LAYERS": "homes=2027"}
    assert runs.refusal("runrecipe", given, Removing(homes.id())) == (
        "The layer “2027” was removed from the project while the run still needed it: add it and run again."
    )


@pytest.mark.parametrize("kind", ["WFS", "OAPIF"])
def test_a_service_that_fails_is_told_also_where_its_layer_goes_from_thread_to_thread(
    provider, kind, tmp_path, monkeypatch
):
    """Its errors wait for the thread in which the layer is when it is read: prepared it was in the main one.

    It is opened in that of the run: it may not answer, and the window would wait.
    """
    main, open_layer, in_main = QgsApplication.instance().thread(), running.open_layer, {}

    def noted(name, *given):
        in_main[name] = QThread.currentThread() == main
        return open_layer(name, *given)

    monkeypatch.setattr(running, "open_layer", noted)
    path, spots = tmp_path / "run.json", [(float(7 * n % 500), float(5 * n % 500)) for n in range(100)]
    given = every_algorithm.parameters("basicrequirements", {"OUTPUT_RESULTS": "memory:"})
    recipe = keep("basicrequirements", given, path)
    name = recipe.steps[0].parameters["FACILITIES"][0].name
    with serving(Service(spots, counts=False)) as service:
        source = service.wfs() if kind == "WFS" else service.oapif()
        plain = " ".join(part for part in source.split() if not part.startswith("pag"))
        content = json.loads(path.read_text())
        content["layers"][name] = {"provider": kind, "source": plain, "name": "places"}
        path.write_text(json.dumps(content))
        asked = {"RECIPE": str(path), "ALLOW_NETWORK": True, "LOAD": False}
        in_background("runrecipe", asked)
        assert [one for one, is_main in in_main.items() if not is_main] == [name]
        service.fault = "exception"
        runs.forget()
        with pytest.raises(AssertionError, match="places"):
            in_background("runrecipe", asked)


@pytest.mark.parametrize(
    "others", ["", *(f"school={how}{{folder}}/other.gpkg|layername=other" for how in ("", "ogr://"))]
)
def test_files_are_opened_in_the_main_thread(chain, others, monkeypatch):
    """As found: where the window opened a layer of the same file just then, both threads waited for good."""
    save(layer([point(-100, 0)], "other"), chain.parent / "other.gpkg", "other")
    main, threads = QgsApplication.instance().thread(), []
    for name in ("open_layer", "open_given"):
        opened = getattr(running, name)

        def noted(*given, opened=opened):
            threads.append(QThread.currentThread() == main)
            return opened(*given)

        monkeypatch.setattr(running, name, noted)
    given = {"RECIPE": str(chain), "LAYERS": others.format(folder=chain.parent)}
    alone, of_outputs = opening._opened_alone, []

    def noted_alone(place, context):
        of_outputs.append((place, QThread.currentThread() == main))
        return alone(place, context)

    monkeypatch.setattr(opening, "_opened_alone", noted_alone)
    results, context = in_background("runrecipe", given)
    assert threads == [True, True, True]
    of_step = [is_main for place, is_main in of_outputs if place == results["preparenetwork.OUTPUT"]]
    assert of_step == [True]
    assert distances(results, context) == ([100, 200, 300] if others else [0, 100, 200])


def test_no_object_of_a_layer_of_the_project_is_among_the_inputs_of_a_step(chain, monkeypatch):
    """As found: QGIS went down where such a layer was removed while a step read its inputs."""
    only(chain, "homes", "")
    homes = layer([(point(100, 0), "h1")], "2027", who="text")
    runs.in_project(homes)
    given, compute = [], BuurtmaatAlgorithm.processAlgorithm

    def noted(self, parameters, context, feedback):
        if self.name() == "nearestfacility":
            given.append(parameters["DWELLINGS"])
        return compute(self, parameters, context, feedback)

    monkeypatch.setattr(BuurtmaatAlgorithm, "processAlgorithm", noted)
    results, context = in_background("runrecipe", {"RECIPE": str(chain), "LAYERS": "homes=2027"})
    assert given == [homes.id()]
    assert distances(results, context) == [100]


def streets_on_map() -> list[QgsVectorLayer]:
    """Return the layers of the project that show what the first step wrote."""
    layers = QgsProject.instance().mapLayers().values()
    return [one for one in layers if is_marked(one, "preparenetwork", "OUTPUT")]


@pytest.fixture
def ran_before(chain) -> QgsVectorLayer:
    """Run the recipe, and return the streets that it put on the map."""
    load_results(in_background("runrecipe", {"RECIPE": str(chain)})[1], QgsProject.instance())
    (streets,) = streets_on_map()
    return streets


def test_a_step_takes_what_the_one_before_it_wrote_and_no_edits_of_an_earlier_run_on_the_map(
    chain, ran_before, monkeypatch
):
    """As found: QGIS gave the layer of the project, with what its user had deleted there meanwhile and not saved."""
    *others, kept = sorted(ran_before.allFeatureIds())  # the street that is farthest from all
    check = BuurtmaatAlgorithm.checkParameterValues

    def editing(self, parameters, context):
        if self.name() == "nearestfacility":
            assert ran_before.startEditing()
            assert ran_before.deleteFeatures(others)
        return check(self, parameters, context)

    monkeypatch.setattr(BuurtmaatAlgorithm, "checkParameterValues", editing)
    results, context = in_background("runrecipe", {"RECIPE": str(chain)})
    assert ran_before.allFeatureIds() == [kept]
    assert ran_before.rollBack()
    load_results(context, QgsProject.instance())
    assert streets_on_map() == [ran_before]
    found = loaded(results["nearestfacility.OUTPUT"], "found")
    assert sorted(row["distance_m"] for row in runs.rows(found)) == [0, 100, 200]


def test_a_filter_that_is_set_on_results_of_an_earlier_run_while_a_step_reads_is_none_of_its_input(
    chain, ran_before, monkeypatch
):
    """As found: it held for the input of the step too, at which the run stopped."""
    compute, shown = BuurtmaatAlgorithm.processAlgorithm, []

    def filter_them() -> None:
        assert ran_before.setSubsetString('"fid" > 11')
        shown.append(ran_before.featureCount())

    def filtering(self, parameters, context, feedback):
        if self.name() == "nearestfacility":
            in_main_thread(context, lambda: False, filter_them)
        return compute(self, parameters, context, feedback)

    monkeypatch.setattr(BuurtmaatAlgorithm, "processAlgorithm", filtering)
    results, _ = in_background("runrecipe", {"RECIPE": str(chain)})
    assert shown == [1]
    found = loaded(results["nearestfacility.OUTPUT"], "found")
    assert sorted(row["distance_m"] for row in runs.rows(found)) == [0, 100, 200]


def test_results_of_an_earlier_run_may_leave_the_project_while_a_step_reads_those_of_the_new_one(
    chain, ran_before, monkeypatch
):
    """As found: the run stopped, since a layer that it needed was removed."""
    name, compute = ran_before.name(), BuurtmaatAlgorithm.processAlgorithm

    def removing(self, parameters, context, feedback):
        if self.name() == "nearestfacility":
            in_main_thread(context, lambda: False, QgsProject.instance().removeAllMapLayers)
        return compute(self, parameters, context, feedback)

    monkeypatch.setattr(BuurtmaatAlgorithm, "processAlgorithm", removing)
    results, context = in_background("runrecipe", {"RECIPE": str(chain)})
    load_results(context, QgsProject.instance())
    assert len(QgsProject.instance().mapLayers()) == len(results["OUTPUTS"]) == 2
    (streets,) = streets_on_map()
    assert streets.name() == name
    assert streets.source() == results["preparenetwork.OUTPUT"]
    assert streets.startEditing()
    assert streets.rollBack()
    found = loaded(results["nearestfacility.OUTPUT"], "found")
    assert sorted(row["distance_m"] for row in runs.rows(found)) == [0, 100, 200]
