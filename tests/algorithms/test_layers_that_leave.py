"""Layers that the window removes while a run in another thread asks them for something."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from qgis.core import (
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer

from buurtmaat.adapters.io import feature_sources, presence, reader
from buurtmaat.adapters.io.presence import Presence, presence_of
from buurtmaat.adapters.io.providers import Provider
from towns import runs
from towns.background import run_task, until
from towns.explorer_dock import settle
from towns.kept_files import ROOT
from towns.runs import grid, layer, point, save
from towns.web_services import SILENT, Service, serving

LONG, SHORT = 20.0, 0.5  # seconds: to wait for what comes, and for what does not


class Window:
    """Lets a layer leave as soon as another thread asks that layer for something, and once only.

    Attributes
    ----------
    left
        Whether it is deleted while it is asked.
    """

    def __init__(self, found, how: str) -> None:
        self.layer, self.name, self.left, self._how = found, found.name(), [], how
        self._asked, self._begun, self._done = (threading.Event() for _ in range(3))
        self._timer = QTimer()
        self._timer.timeout.connect(self._remove)
        self._timer.start(1)

    def _remove(self) -> None:
        if self._asked.is_set() and not self._begun.is_set():
            self._begun.set()
            if self._how == "removed":
                QgsProject.instance().removeMapLayer(self.layer.id())
            else:
                sip.delete(QgsProject.instance().takeMapLayer(self.layer))
            self._done.set()

    def between(self, asked):
        """Return a function before which the window begins to remove the layer."""

        def first(source, *given):
            if not self._asked.is_set() and source.sourceName() == self.name:
                self._asked.set()
                assert self._begun.wait(LONG)
                if self._how == "removed":  # at once, and lives on
                    assert self._done.wait(LONG)
                    self.left.append(sip.isdeleted(self.layer))
                else:
                    self.left.append(self._done.wait(SHORT))
            return asked(source, *given)

        return first


GONE = ["The layer “homes” was removed from the project while the run still needed it: add it and run again."]


def run_in_background(dwellings: str) -> list[str]:
    """Run on the dwellings of a layer of the project, and return what the user reads where the run stops."""
    given = {
        "NETWORK": layer([(way, "path") for way in grid()], "network", highway="text"),
        "DWELLINGS": dwellings,
        "FACILITIES": layer([(point(0, 0), "s")], "school", code="text"),
        "OUTPUT": "TEMPORARY_OUTPUT",
    }
    context, feedback = QgsProcessingContext(), runs.Feedback()
    context.setProject(QgsProject.instance())
    context.setFeedback(feedback)
    good, _ = run_task(QgsProcessingAlgRunnerTask(runs.algorithm("nearestfacility"), given, context, feedback))
    assert good == (not feedback.errors)
    return feedback.errors


@pytest.mark.parametrize("how", ["removed", "deleted"])
@pytest.mark.parametrize("of_python", [False, True])
@pytest.mark.parametrize(
    ("module", "name"), [(reader, "ChosenFeatures"), (feature_sources, "_opened"), (feature_sources, "plain_file")]
)
def test_a_layer_stays_as_long_as_it_is_asked(
    provider, qgis_new_project, tmp_path, monkeypatch, module, name, of_python, how
):
    """As found: QGIS went down, in another thread that had looked whether the layer is there.

    Python takes a layer that it made for deleted from the beginning, and one of the window's at the end only.
    """
    if name != "plain_file":
        monkeypatch.setattr(feature_sources, "can_hang", lambda _: True)  # of others the layer is not asked
    made = layer([(point(100 * n, 0), f"h{n}") for n in range(4)], "homes", who="text")
    if name == "plain_file":
        made = save(made, tmp_path / "homes.gpkg", "homes")
    homes = made if of_python else made.clone()
    runs.in_project(homes)
    window, its_id = Window(homes, how), homes.id()
    monkeypatch.setattr(module, name, window.between(getattr(module, name)))
    errors = run_in_background(its_id)
    settle()
    assert window.left == [False]
    assert sip.isdeleted(homes)
    assert QgsProject.instance().mapLayer(its_id) is None
    assert errors in ([], GONE)  # it may have had all of it by then


@pytest.mark.parametrize(
    ("only", "left"),
    [
        ({}, 4),
        ({"selected": True}, 2),
        ({"limit": 3}, 3),
        ({"filter": "who > 'h0'"}, 3),
        ({"limit": 1, "filter": "true"}, 1),
    ],
)
def test_what_reads_a_layer_is_made_in_its_own_thread(provider, qgis_new_project, tmp_path, monkeypatch, only, left):
    """As found: QGIS went down as a filter was set on a layer just when a run in the background asked for its extent.

    So it does as an edit session begins or ends, and where the layer is asked for what reads its features.
    """
    homes = save(layer([(point(100 * n, 0), f"h{n}") for n in range(4)], "homes", who="text"), tmp_path / "homes.gpkg")
    runs.in_project(homes)
    homes.selectByIds([1, 3])
    threads, read = [], []

    def noting(made):
        def make(*given):
            threads.append(threading.current_thread())
            made(*given)

        return make

    def opened(source, request, open_it=feature_sources._opened):
        read.append(type(source))
        return open_it(source, request)

    for one in (feature_sources.ChosenFeatures, feature_sources._LayerSource):
        monkeypatch.setattr(one, "__init__", noting(one.__init__))
    monkeypatch.setattr(feature_sources, "_opened", opened)
    definition = QgsProcessingFeatureSourceDefinition(homes.id(), only.get("selected", False), only.get("limit", -1))
    definition.filterExpression = only.get("filter", "")
    given = {
        "NETWORK": layer([(way, "path") for way in grid()], "network", highway="text"),
        "DWELLINGS": definition,
        "FACILITIES": layer([(point(0, 0), "s")], "school", code="text"),
        "OUTPUT": "TEMPORARY_OUTPUT",
    }
    context, feedback = QgsProcessingContext(), runs.Feedback()
    context.setProject(QgsProject.instance())
    good, results = run_task(QgsProcessingAlgRunnerTask(runs.algorithm("nearestfacility"), given, context, feedback))
    assert good, feedback.errors
    assert context.getMapLayer(results["OUTPUT"]).featureCount() == left
    assert set(threads) == {threading.main_thread()}
    # A selection is kept by what reads it; a filter of Processing's own would ask the layer.
    assert (feature_sources.ChosenFeatures in read) == ("selected" in only)


@pytest.mark.parametrize("how", ["removed", "cleared", "taken", "removed and added"])
def test_the_window_does_not_wait_for_a_server_to_let_a_layer_leave(provider, qgis_new_project, monkeypatch, how):
    """As found: QGIS stood still for ten seconds, and then deleted the layer that was still being asked."""
    monkeypatch.setattr(presence, "_PATIENCE", 60)
    project, released = QgsProject.instance(), []
    with serving(Service([(100 * n, 0) for n in range(4)], fault=SILENT)) as service:
        homes = QgsVectorLayer(service.wfs(), "homes", "WFS")
        runs.in_project(homes)
        its_id, kept = homes.id(), []

        def leave() -> None:
            if not service.hanging.is_set() or released:
                return
            if how == "cleared":
                project.clear()
            elif how == "taken":
                kept.append(project.takeMapLayer(homes))
            else:
                project.removeMapLayer(its_id)
            released.append(service.released.is_set())
            if how == "removed and added":
                runs.in_project(homes)
            service.released.set()

        timer = QTimer()
        timer.timeout.connect(leave)
        timer.start(1)
        late = threading.Timer(LONG, service.released.set)
        late.start()
        errors = run_in_background(its_id)
        late.cancel()
        settle()
    assert released == [False]
    assert errors in ([], GONE)
    is_someones = how in ("taken", "removed and added")
    assert sip.isdeleted(homes) == (not is_someones)
    assert (project.mapLayer(its_id) is not None) == (how == "removed and added")


def go_on() -> None:
    """Let the window go on for a moment, and delete what is to be deleted later."""
    passed = []
    QTimer.singleShot(50, lambda: passed.append(True))
    until(lambda: passed)


class Holder:
    """Holds a layer in another thread, until it is told to let go."""

    def __init__(self, homes: QgsVectorLayer) -> None:
        self._presence = presence_of(homes)
        self._holds, self._told = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold)
        self._thread.start()
        assert self._holds.wait(LONG)

    def _hold(self) -> None:
        with self._presence.held():
            self._holds.set()
            assert self._told.wait(LONG)

    def let_go(self) -> None:
        self._told.set()
        self._thread.join(LONG)
        go_on()


@pytest.mark.parametrize("of", ["the window's project", "another project", "a context"])
def test_a_layer_that_is_held_lives_on_whatever_kept_it(qgis_new_project, monkeypatch, of):
    """As found: only of the window's project; a layer of another one was deleted under the thread that asked it."""
    monkeypatch.setattr(presence, "_PATIENCE", 0.1)
    homes, context, project = layer([point(0, 0)], "homes"), QgsProcessingContext(), QgsProject()
    if of == "a context":
        context.temporaryLayerStore().addMapLayer(homes)
    else:
        (project if of == "another project" else QgsProject.instance()).addMapLayer(homes)
    holder = Holder(homes)
    if of == "the window's project":
        QgsProject.instance().clear()
    del context, project
    go_on()
    assert not sip.isdeleted(homes)
    holder.let_go()
    assert sip.isdeleted(homes)


def test_a_layer_lives_on_until_the_last_one_lets_go(qgis_new_project, monkeypatch):
    """As found: the first who let go of it deleted it."""
    monkeypatch.setattr(presence, "_PATIENCE", 0.1)
    homes = layer([point(0, 0)], "homes")
    runs.in_project(homes)
    first, second = Holder(homes), Holder(homes)
    QgsProject.instance().removeMapLayer(homes.id())
    for one in (first, second):
        assert not sip.isdeleted(homes)
        one.let_go()
    assert sip.isdeleted(homes)


CLOSING = """
import sys
sys.path[:0] = sys.argv[1:]
from headless_qgis import headless_qgis
from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer
from towns.web_services import SILENT, Service, serving
from towns.runs import Feedback, grid, layer, point
from towns.background import run_task
with serving(Service([(0, 0), (100, 0)], fault=SILENT)) as service:
    with headless_qgis():
        from buurtmaat.adapters.io import presence
        from buurtmaat.algorithms.provider import BuurtmaatProvider
        presence._PATIENCE = 600
        provider = BuurtmaatProvider()
        QgsApplication.processingRegistry().addProvider(provider)
        project, feedback, context = QgsProject.instance(), Feedback(), QgsProcessingContext()
        context.setProject(project)
        homes = QgsVectorLayer(service.wfs(), "homes", "WFS")
        project.addMapLayers([homes, streets := layer(grid()), school := layer([point(100, 0)])])
        given = {"NETWORK": streets.id(), "DWELLINGS": homes.id(), "FACILITIES": school.id(), "OUTPUT": "memory:"}
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("buurtmaat:nearestfacility")
        looks = QTimer()
        looks.timeout.connect(lambda: feedback.cancel() if service.hanging.is_set() else None)
        looks.start(1)
        print(run_task(QgsProcessingAlgRunnerTask(algorithm, given, context, feedback))[0])
        del homes, streets, school, context
    print(service.released.is_set())
"""


def test_qgis_closes_while_a_server_is_silent_that_was_asked():
    """As found: after Cancel it stood still for ten seconds as it closed, and went down."""
    command = [sys.executable, "-c", CLOSING, str(ROOT / "scripts"), str(ROOT / "tests")]
    environment = {**os.environ, "MALLOC_PERTURB_": "165", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, "False\nFalse\n"), done.stderr


def test_a_layer_that_goes_is_not_held_any_more(qgis_new_project):
    """Of a layer that the window made, Python knows only when all of it is gone that it goes."""
    homes = layer([point(0, 0)], "homes")
    found = Presence(homes)
    with found.held() as there:
        assert there
    homes.willBeDeleted.emit()
    with found.held() as there:
        assert not there


@pytest.mark.parametrize("is_of_project", [True, False])
def test_a_layer_that_is_deleted_is_not_asked_for_what_a_service_would_tell(qgis_new_project, is_of_project):
    with serving(Service([(0, 0)])) as service:
        homes = QgsVectorLayer(service.wfs(), "homes", "WFS")
        provider, told = Provider(homes, Presence(homes)), []
        if is_of_project:
            runs.in_project(homes)
            QgsProject.instance().removeMapLayer(homes.id())
        else:
            homes.willBeDeleted.emit()
        with provider.errors(told):
            assert provider.hear(lambda: False)
        assert told == provider.earlier_errors() == []


def test_what_waits_for_a_layer_to_leave_goes_with_the_run(qgis_new_project):
    project, homes = QgsProject.instance().layerStore(), layer([point(0, 0)], "homes")
    runs.in_project(homes)
    before = project.receivers(project.layersWillBeRemoved)
    found = [Presence(homes) for _ in range(5)]
    assert project.receivers(project.layersWillBeRemoved) == before + 5
    del found
    assert project.receivers(project.layersWillBeRemoved) == before
