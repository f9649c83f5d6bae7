"""Layers that the window removes while a run in another thread asks them for something."""

from __future__ import annotations

import threading

import pytest
from qgis.core import QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import QTimer

from buurtmaat.adapters.io import feature_sources, reader
from towns import runs
from towns.background import run_task
from towns.runs import grid, layer, point, save

LONG, SHORT = 20.0, 0.5  # seconds: to wait for what comes, and for what does not


class Window:
    """Removes a layer as soon as another thread asks that layer for something, and once only."""

    def __init__(self, found) -> None:
        self.layer, self.name, self.left = found, found.name(), []
        self._asked, self._begun, self._done = (threading.Event() for _ in range(3))
        self._timer = QTimer()
        self._timer.timeout.connect(self._remove)
        self._timer.start(1)

    def _remove(self) -> None:
        if self._asked.is_set() and not self._begun.is_set():
            self._begun.set()
            QgsProject.instance().removeMapLayer(self.layer.id())
            self._done.set()

    def between(self, asked):
        """Return a function before which the window begins to remove the layer."""

        def first(source, *given):
            if not self._asked.is_set() and source.sourceName() == self.name:
                self._asked.set()
                assert self._begun.wait(LONG)
                self.left.append(self._done.wait(SHORT))
            return asked(source, *given)

        return first


@pytest.mark.parametrize("of_python", [False, True])
@pytest.mark.parametrize(
    ("module", "name"), [(reader, "ChosenFeatures"), (feature_sources, "_opened"), (feature_sources, "plain_file")]
)
def test_a_layer_stays_as_long_as_it_is_asked(
    provider, qgis_new_project, tmp_path, monkeypatch, module, name, of_python
):
    """As found: QGIS went down, in another thread that had looked whether the layer is there.

    Python takes a layer that it made for deleted from the beginning, and one of the window's at the end only.
    """
    made = layer([(point(100 * n, 0), f"h{n}") for n in range(4)], "homes", who="text")
    if name == "plain_file":
        made = save(made, tmp_path / "homes.gpkg", "homes")
    homes = made if of_python else made.clone()
    runs.in_project(homes)
    window, its_id = Window(homes), homes.id()
    monkeypatch.setattr(module, name, window.between(getattr(module, name)))
    given = {
        "NETWORK": layer([(way, "path") for way in grid()], "network", highway="text"),
        "DWELLINGS": its_id,
        "FACILITIES": layer([(point(0, 0), "s")], "school", code="text"),
        "OUTPUT": "TEMPORARY_OUTPUT",
    }
    context, feedback = QgsProcessingContext(), runs.Feedback()
    context.setProject(QgsProject.instance())
    context.setFeedback(feedback)
    good, _ = run_task(QgsProcessingAlgRunnerTask(runs.algorithm("nearestfacility"), given, context, feedback))
    assert window.left == [False]
    assert QgsProject.instance().mapLayer(its_id) is None
    if not good:  # it may have had all of it by then
        assert feedback.errors == [
            "The layer “homes” was removed from the project while the run still needed it: add it and run again."
        ]
