"""What is stopped before it begins: QGIS would delete it, while one of its threads may be about to begin it."""

from __future__ import annotations

import gc
import threading

import pytest
from qgis.core import QgsApplication, QgsProject, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from buurtmaat.algorithms.basic_requirements import BasicRequirementsAlgorithm
from buurtmaat.ui.algorithm_run import AlgorithmRun
from buurtmaat.ui.background_task import BackgroundTask
from buurtmaat.ui.tried_run import TriedRunTask
from towns.background import until
from towns.explorer_dock import settle
from towns.runs import grid, in_project, layer, save
from towns.small_town import town

_MANY = 200  # more than QGIS has threads
QUEUED, RUNNING = QgsTask.TaskStatus.Queued, QgsTask.TaskStatus.Running


class Waiting(QgsTask):
    def __init__(self, gate):
        super().__init__("Waiting", QgsTask.Flag.Silent)
        self.gate = gate

    def run(self):
        return self.gate.wait(300)


class Noted(BackgroundTask):
    """Notes whether it did its work, and whether it came to its end."""

    def __init__(self, notes, gate=None):
        super().__init__("Noted", QgsTask.Flag.CanCancel)
        self.notes, self.gate = notes, gate

    def work(self):
        self.notes.append("work")
        if self.gate is not None:
            self.gate.wait(300)
        return not self.is_stopped()

    def finished(self, good):
        self.notes.append(good)


@pytest.fixture
def line(qgis_new_project):
    """Let all threads of QGIS be busy, so that no other task begins; gives the event that lets them go on."""
    gate = threading.Event()
    waiting = [Waiting(gate) for _ in range(_MANY)]
    for one in waiting:
        QgsApplication.taskManager().addTask(one)
    yield gate
    gate.set()
    settle()


@pytest.fixture
def streets(qgis_new_project):
    """Put streets into the project."""
    found = layer(grid(), "streets")
    in_project(found)
    return found


@pytest.fixture
def run(line, streets):
    """Return a run of the streets that waits for the tasks before it, and what it told of its end."""
    given, ended = {"NETWORK": streets.id(), "OUTPUT": "memory:"}, []
    made = AlgorithmRun("checknetwork", given, QgsProject.instance())
    made.ended.connect(lambda good, _results: ended.append(good))
    assert made.start() == ""
    return made, ended


def delete_what_is_over():
    """Let QGIS delete the tasks that it holds for over."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_is_stopped_before_it_begins_stays_until_it_does_and_does_nothing(line):
    """As found: a thread of QGIS began what was deleted, and QGIS went down with it, once in some hundred towns."""
    notes = []
    task = Noted(notes)
    QgsApplication.taskManager().addTask(task)
    task.stop()
    delete_what_is_over()
    assert not sip.isdeleted(task)
    assert task.status() == QUEUED
    line.set()
    settle()
    assert notes == [False]


@pytest.mark.parametrize("how", ["stop", "cancel"])  # the latter as from QGIS's own list of tasks
def test_what_goes_on_hears_that_it_is_stopped(qgis_new_project, how):
    notes, gate = [], threading.Event()
    task = Noted(notes, gate)
    QgsApplication.taskManager().addTask(task)
    until(lambda: notes)
    assert task.status() == RUNNING
    getattr(task, how)()
    assert task.isCanceled()
    gate.set()
    settle()
    assert notes == ["work", False]


def test_what_nobody_stops_comes_to_its_end(qgis_new_project):
    notes = []
    task = Noted(notes)
    QgsApplication.taskManager().addTask(task)
    settle()
    assert notes == ["work", True]


def test_a_run_that_is_cancelled_before_it_begins_is_over_once_it_does(line, run):
    run, ended = run
    task = run._task
    run.cancel()
    delete_what_is_over()
    assert not sip.isdeleted(task)
    assert task.status() == QUEUED
    line.set()
    settle()
    assert ended == [False]


def test_a_run_that_waits_for_others_is_over_before_its_layer_goes(run, streets):
    run, ended = run
    QgsProject.instance().removeMapLayer(streets.id())
    assert not run.running
    delete_what_is_over()
    assert ended == [False]


@pytest.fixture
def given(streets):
    """Return inputs of a check as the panel has them, layers by their ids."""
    inputs = town(REQUIREMENTS=None, NORM_SET="daily")
    in_project(inputs["DWELLINGS"], inputs["NEIGHBOURHOODS"], *inputs["FACILITIES"])
    ids = {name: inputs[name].id() for name in ("DWELLINGS", "NEIGHBOURHOODS")}
    return {**inputs, **ids, "NETWORK": streets.id(), "FACILITIES": [one.id() for one in inputs["FACILITIES"]]}


def test_a_run_to_try_changes_with_looks_for_no_layer_from_its_own_thread(given, monkeypatch):
    """As found: to look for one Processing changes the project, and QGIS crashed where it drew the map just then."""
    read = []

    def what_if(_self, parameters, _context, _feedback):
        read.append(parameters)

    monkeypatch.setattr(BasicRequirementsAlgorithm, "what_if", what_if)
    tried = TriedRunTask(QgsProject.instance())
    assert tried.start(given) == ""
    settle()
    (found,) = read
    project = QgsProject.instance()
    for name in ("NETWORK", "DWELLINGS", "NEIGHBOURHOODS"):
        assert found[name] is project.mapLayer(given[name])
    assert found["FACILITIES"] == [project.mapLayer(one) for one in given["FACILITIES"]]
    assert tried.given == given


def test_a_run_to_try_changes_with_is_not_read_once_a_layer_is_gone(line, streets, given, monkeypatch):
    tried, asked = TriedRunTask(QgsProject.instance()), []
    monkeypatch.setattr("buurtmaat.ui.tried_run._Question.work", lambda _self: asked.append(1) or True)
    assert tried.start(given) == ""
    reading = tried._reading
    QgsProject.instance().removeMapLayer(streets.id())
    delete_what_is_over()
    assert not sip.isdeleted(reading)
    line.set()
    settle()
    assert asked == []
    assert tried.run is None


def test_layers_of_a_run_that_nobody_takes_go_as_it_ends(streets):
    """They would go with the context, in whatever thread Python collects it: QGIS must delete them in the window's."""
    given, there = {"NETWORK": streets.id(), "OUTPUT": "memory:"}, []
    made = AlgorithmRun("checknetwork", given, QgsProject.instance())
    store = made.context.temporaryLayerStore()
    made.ended.connect(lambda good, results: there.append((good, store.mapLayer(results["OUTPUT"]) is not None)))
    assert made.start() == ""
    settle()
    assert there == [(True, True)]
    assert store.mapLayers() == {}


def test_a_run_that_nobody_holds_comes_to_its_end(line, streets):
    """Python would clear it away with its task, and QGIS go down as the task tells that it is done."""
    ended = []

    def begin() -> None:
        made = AlgorithmRun("checknetwork", {"NETWORK": streets.id(), "OUTPUT": "memory:"}, QgsProject.instance())
        made.ended.connect(lambda good, _results: ended.append(good))
        assert made.start() == ""

    begin()
    gc.collect()
    line.set()
    settle()
    assert ended == [True]


def test_a_run_that_reads_files_alone_ends_with_the_project_that_it_is_for(line, streets, tmp_path):
    """As found: only one whose layers went was stopped; this one put its results into the next project."""
    save(streets, tmp_path / "streets.gpkg")
    ended = []
    made = AlgorithmRun(
        "checknetwork", {"NETWORK": str(tmp_path / "streets.gpkg"), "OUTPUT": "memory:"}, QgsProject.instance()
    )
    made.ended.connect(lambda good, _results: ended.append(good))
    assert made.start() == ""
    QgsProject.instance().clear()
    line.set()
    settle()
    assert ended == [False]
    assert made.log.isCanceled()
