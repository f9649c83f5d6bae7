"""The context of a run in another thread, which ends with it.

One that is held in a ring of objects waits for Python to look for rings, in whatever thread: its layers are deleted
there, and what QGIS hears of that in the main one is no longer so.
"""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from qgis.core import QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import QTimer

from buurtmaat.adapters.io.feature_sources import key_field, layer_source
from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
from buurtmaat.core.progress import Progress
from towns import runs
from towns.background import run_task
from towns.runs import grid, layer, point

PATIENCE = 20.0  # seconds


def test_a_source_of_no_file_goes_though_it_was_asked_for_one(qgis_app):
    """It says each time why it has none: an error that is kept holds who was asked, and the run with it."""
    source = layer_source(layer([point(0, 0)], "homes"), lambda: False)
    gone = weakref.ref(source)
    gc.collect()
    gc.disable()
    try:
        assert [key_field(source), key_field(source)] == [None, None]
        del source
        assert gone() is None
    finally:
        gc.enable()


class Step(runs.Feedback):
    """Waits at the first step until the window has removed a layer."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.removed = threading.Event(), threading.Event()

    def pushInfo(self, text):
        super().pushInfo(text)
        if text.startswith("Step "):
            self.begun.set()
            assert self.removed.wait(PATIENCE)


def ran(given: dict, feedback: Step) -> tuple[weakref.ref, bool]:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    context.setFeedback(feedback)
    good, _ = run_task(QgsProcessingAlgRunnerTask(runs.algorithm("runrecipe"), given, context, feedback))
    return weakref.ref(context), good


@pytest.mark.parametrize("stays", [True, False])
def test_the_context_of_a_recipe_goes_with_its_run(provider, qgis_new_project, tmp_path, stays):
    """As found: one with a layer that is given, in memory, stayed; and one of which a step was refused."""
    path, homes = tmp_path / "run.json", layer([(point(0, 0), "h1"), (point(100, 0), "h2")], "homes", who="text")
    given = {
        "NETWORK": layer([(way, "path") for way in grid()], "network", highway="text"),
        "DWELLINGS": homes,
        "FACILITIES": layer([(point(0, 0), "s")], "school", code="text"),
        "OUTPUT": "TEMPORARY_OUTPUT",
    }
    context = QgsProcessingContext()
    run = RunToKeep(algorithm=runs.algorithm("nearestfacility"), parameters=given, context=context, path=path)
    save_recipe(run, Progress(), copy=True)
    runs.in_project(homes)
    feedback, its_id = Step(), homes.id()

    def remove() -> None:
        if feedback.begun.is_set() and not feedback.removed.is_set():
            if not stays:
                QgsProject.instance().removeMapLayer(its_id)
            feedback.removed.set()

    timer = QTimer()
    timer.timeout.connect(remove)
    timer.start(5)
    gc.collect()
    gc.disable()
    try:
        context, good = ran({"RECIPE": str(path), "LAYERS": f"homes={its_id}"}, feedback)
        assert (good, context()) == (stays, None)
    finally:
        gc.enable()
