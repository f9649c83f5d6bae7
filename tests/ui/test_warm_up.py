"""What computations need is imported in the background, and Prepare data opens before it is there."""

from __future__ import annotations

import builtins
import importlib

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from buurtmaat.ui import warm_up as warming
from buurtmaat.ui.prepare_data import dialog as prepare_dialog
from towns.background import until
from towns.explorer_dock import settle
from towns.raw_streets import geofabrik
from towns.runs import in_project


def test_what_is_imported_already_is_not_imported_again():
    import pandas  # noqa: F401 -- so that it is imported

    told = []
    warming.warm_up(lambda: told.append(1))
    assert told == [1]


@pytest.mark.parametrize("missing", [["pandas"], []])
def test_it_is_known_whether_it_is_there(monkeypatch, missing):
    monkeypatch.setattr(warming, "_SLOWEST", "no such module")
    monkeypatch.setattr(warming, "missing_packages", lambda: missing)
    assert warming.is_warm() == bool(missing)


def test_it_is_imported_in_the_background(monkeypatch):
    monkeypatch.setattr(warming, "is_warm", lambda: False)
    told = []
    begun = warming.warm_up(lambda: told.append(1))
    assert begun is not None
    assert told == []
    until(lambda: told)
    settle()
    assert told == [1]


def test_prepare_data_opens_at_once_and_recognises_layers_then(qgis_iface, qgis_new_project, monkeypatch):
    """As found: opening it held the window for 0.6 s."""
    waiting = []
    monkeypatch.setattr(prepare_dialog, "is_warm", lambda: False)
    monkeypatch.setattr(prepare_dialog, "warm_up", waiting.append)
    streets = geofabrik([("LineString (0 0, 100 0)", {"fclass": "residential"})])
    in_project(streets)
    dialog = prepare_dialog.PrepareDataDialog(qgis_iface)
    assert dialog.form.streets.currentLayer() is None
    assert dialog.form.notes["streets"].text() == "Looking at the layers…"
    assert not dialog.run_button.isEnabled()
    (then,) = waiting
    then()
    assert dialog.form.streets.currentLayer() == streets
    assert dialog.run_button.isEnabled()
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    then()  # who closes it meanwhile is not told any more
    assert QgsProject.instance().mapLayers()


def test_what_is_imported_is_there():
    for name in warming._OF_THE_PANEL:
        assert importlib.import_module(f"buurtmaat.ui.{name}")


def test_the_panel_is_imported_piece_by_piece_while_nothing_happens_and_qgis_hears_of_it(qgis_app, monkeypatch):
    """As found: QGIS, which hears of statements alone, left modules of the panel there when the plugin went.

    The plugin that was loaded next worked with both, and a class of the one was none of the other.
    """
    heard, usual = [], builtins.__import__

    def hear(name, *given, **more):
        found = usual(name, *given, **more)
        if name.startswith("buurtmaat.ui."):  # as no statement of ours is
            heard.append(found.__name__)
        return found

    monkeypatch.setattr(builtins, "__import__", hear)
    idle = warming.ImportWhileIdle()
    for _ in range(20):
        idle._timer.timeout.emit()
    assert heard == [f"buurtmaat.ui.{one}" for one in warming._OF_THE_PANEL]
    assert not idle._timer.isActive()
