"""The plugin taken out, or loaded anew, while its runs go on: they end before it goes, and QGIS stays usable."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProject

from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
from buurtmaat.algorithms import base
from buurtmaat.algorithms.going_runs import GoingRuns
from buurtmaat.algorithms.provider import BuurtmaatProvider
from buurtmaat.core.progress import Progress
from towns import runs
from towns.background import until
from towns.every_algorithm import parameters, targets
from towns.runs import Feedback
from towns.slow import by_turns

PATIENCE = 20.0


class SecondProvider(BuurtmaatProvider):
    """Beside the one of the other tests, which stays."""

    def id(self):
        return "second"


class Waiting(Feedback):
    """Stays in the middle of a run until that is cancelled."""

    def __init__(self, moment: int) -> None:
        super().__init__()
        self.moment, self.reached = moment, threading.Event()

    def isCanceled(self):
        found = super().isCanceled()
        if self.looks == self.moment:
            self.reached.set()
            given_up = time.monotonic() + PATIENCE
            while not super().isCanceled() and time.monotonic() < given_up:
                time.sleep(0.01)
        return found


class LateRuns(GoingRuns):
    """Runs stay a while behind the moment from which nobody waits for them."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.gone = threading.Event(), threading.Event()

    @contextmanager
    def going(self, feedback):
        with super().going(feedback):
            yield
        self.reached.set()
        assert self.gone.wait(PATIENCE)


@pytest.fixture
def second(provider) -> Iterator[SecondProvider]:
    registry, made = QgsApplication.processingRegistry(), SecondProvider()
    registry.addProvider(made)
    yield made
    if registry.providerById("second") is not None:
        registry.removeProvider("second")


def begin(name: str, given: dict, feedback: Feedback):
    """Begin a run in the background; return its task, what it needs as long as it lasts, and a list for its end."""
    context, ended = QgsProcessingContext(), []
    context.setProject(QgsProject.instance())
    context.setFeedback(feedback)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"second:{name}")
    task = QgsProcessingAlgRunnerTask(algorithm, given, context, feedback)
    task.executed.connect(lambda good, results: ended.append((good, results)))
    QgsApplication.taskManager().addTask(task)
    return task, context, ended


@pytest.mark.parametrize(("name", "moment"), by_turns(["nearestfacility", "basicrequirements"], [1, 20], 1))
def test_a_run_ends_before_the_plugin_goes_and_leaves_nothing(second, name, moment, tmp_path):
    """As found: the run went on with a provider that was gone, and QGIS could go down with it."""
    given, feedback = parameters(name, targets(name, "gpkg", tmp_path)), Waiting(moment)
    _task, _context, ended = begin(name, given, feedback)
    until(feedback.reached.is_set)
    QgsApplication.processingRegistry().removeProvider("second")
    assert feedback.isCanceled()
    assert list(tmp_path.iterdir()) == []
    until(lambda: ended)
    assert not ended[0][0]
    done = runs.run(name, given)
    assert done.feedback.errors == []
    assert {one.suffix for one in tmp_path.iterdir()} <= {".gpkg", ".html"}


def test_results_that_were_written_when_the_plugin_went_arrive(second, tmp_path):
    given, feedback = parameters("basicrequirements", targets("basicrequirements", "gpkg", tmp_path)), Feedback()
    task, _context, ended = begin("basicrequirements", given, feedback)
    given_up = time.monotonic() + 6 * PATIENCE
    while not feedback.looks or second.runs.going_on:
        assert time.monotonic() < given_up
        task.waitForFinished(1)  # without the loop of events, in which its end would be told
        time.sleep(0.01)
    QgsApplication.processingRegistry().removeProvider("second")
    until(lambda: ended)
    assert ended[0][0]
    assert (tmp_path / "output_results.gpkg").is_file()


def test_a_run_that_has_written_needs_nothing_of_a_plugin_that_is_gone(second, tmp_path, monkeypatch):
    """As found: it asked for its own id, which it has of its provider, in the moment after that had gone."""
    monkeypatch.setattr(base, "hides_the_map", lambda *_: True)
    given, last_run, late = parameters("nearestfacility", {"OUTPUT": "memory:"}), second.last_run, LateRuns()
    second.runs, feedback = late, Feedback()
    _task, context, ended = begin("nearestfacility", given, feedback)
    assert late.reached.wait(PATIENCE)
    QgsApplication.processingRegistry().removeProvider("second")
    late.gone.set()
    until(lambda: ended)
    assert ended[0][0]
    assert last_run.record.algorithm == "second:nearestfacility"
    assert context.takeResultLayer(ended[0][1]["OUTPUT"]).featureCount() > 0


class AtStep(Feedback):
    """Stays at the line that tells of a step until the main thread has left its loop of events."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.left = threading.Event(), threading.Event()

    def pushInfo(self, info):
        super().pushInfo(info)
        if info.startswith("Step nearestfacility"):
            self.reached.set()
            assert self.left.wait(PATIENCE)


@pytest.mark.parametrize("moment", ["its files", "its step"])
def test_a_recipe_ends_that_waits_for_the_thread_that_takes_the_plugin_out(second, tmp_path, moment):
    """Files are opened and steps prepared in the main thread, which waits for the run to end and comes to neither."""
    given, path = parameters("nearestfacility", {"OUTPUT": "TEMPORARY_OUTPUT"}), tmp_path / "run.json"
    made = RunToKeep(
        algorithm=runs.algorithm("nearestfacility"), parameters=given, context=QgsProcessingContext(), path=path
    )
    save_recipe(made, Progress(), copy=True)
    feedback, going = AtStep(), second.runs
    _task, _context, ended = begin("runrecipe", {"RECIPE": str(path)}, feedback)
    if moment == "its step":
        until(feedback.reached.is_set)
        feedback.left.set()
    else:
        given_up = time.monotonic() + 6 * PATIENCE
        while not going.going_on:
            assert time.monotonic() < given_up
            time.sleep(0.01)  # without the loop of events, in which the main thread would come to it
    QgsApplication.processingRegistry().removeProvider("second")
    assert going.going_on == 0
    until(lambda: ended)
    assert not ended[0][0]
    assert feedback.reached.is_set() == (moment == "its step")
    assert not (tmp_path / "run-results.gpkg").exists()


def test_no_run_begins_when_the_plugin_has_gone(second, tmp_path):
    given = parameters("nearestfacility", targets("nearestfacility", "gpkg", tmp_path))
    made = QgsApplication.processingRegistry().createAlgorithmById("second:nearestfacility")
    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    assert made.prepare(given, context, feedback)
    QgsApplication.processingRegistry().removeProvider("second")
    with pytest.raises(Exception, match="Cancelled: nothing was written"):
        made.runPrepared(given, context, feedback)
    assert list(tmp_path.iterdir()) == []
