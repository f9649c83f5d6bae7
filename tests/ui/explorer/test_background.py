"""The explorer while a run is read: the window goes on, layers may go, and it can be cancelled."""

from __future__ import annotations

import threading

import pytest
from qgis.core import QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer

from towns.background import until
from towns.explorer_dock import dock_of, settle


@pytest.fixture
def gate(monkeypatch):
    """Let the reading wait in the background until it is let through; gives the event that does so."""
    from buurtmaat.ui.explorer import run_loading

    open_it, read = threading.Event(), run_loading.read_exploration

    def wait_and_read(*given):
        open_it.wait(300)
        return read(*given)

    monkeypatch.setattr(run_loading, "read_exploration", wait_and_read)
    yield open_it
    open_it.set()
    settle()


def reading_again(dock):
    dock.layers.again.click()
    until(lambda: dock.waiting.reading is not None)
    assert not dock.rows
    assert dock.waiting.isVisible()


def test_the_window_goes_on_while_a_run_is_read(opened, gate):
    gate.set()
    dock = opened()
    gate.clear()
    ticks = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(10)
    reading_again(dock)
    until(lambda: len(ticks) > 3)
    timer.stop()
    assert dock.waiting.reading is not None
    gate.set()
    settle()
    assert list(dock.rows) == ["s", "c", "m"]
    assert not dock.waiting.isVisible()


def test_the_button_cancels_the_reading(opened, gate):
    gate.set()
    dock = opened()
    gate.clear()
    reading_again(dock)
    dock.waiting.cancel.click()
    gate.set()
    settle()
    assert "Cancelled" in dock.message.text()
    assert not dock.rows
    assert not dock.waiting.isVisible()


@pytest.mark.parametrize("what", ["the dock closes", "layers go", "the project goes", "the dock goes"])
def test_layers_may_go_and_the_dock_may_close_while_a_run_is_read(opened, gate, what):
    gate.set()
    dock = opened()
    gate.clear()
    reading_again(dock)
    change = {
        "the dock closes": dock_of(dock).close,
        "layers go": QgsProject.instance().removeAllMapLayers,
        "the project goes": QgsProject.instance().clear,
        "the dock goes": dock.drop,
    }[what]
    change()
    gate.set()
    settle()
    if what == "the dock closes":
        assert list(dock.rows) == ["s", "c", "m"]
        assert all(not band.isVisible() for band in dock.preview._bands)
    else:
        assert not dock.rows
        assert not dock.preview._bands
    assert dock.waiting.reading is None


def test_what_is_chosen_later_is_what_is_shown(opened, done, gate):
    gate.set()
    dock = opened()
    gate.clear()
    reading_again(dock)
    first = dock.waiting.reading
    dock.layers.results.setLayer(None)
    until(lambda: dock.waiting.reading is not first)
    gate.set()
    settle()
    assert "results table" in dock.message.text()


def test_cancelling_the_reading_leaves_the_dock_empty(opened, monkeypatch):
    from buurtmaat.core.errors import Cancelled
    from buurtmaat.ui.explorer import run_loading

    dock = opened()

    def cancelled(*args):
        raise Cancelled

    monkeypatch.setattr(run_loading, "read_exploration", cancelled)
    dock.layers.again.click()
    settle()
    assert dock.session is None
    assert "Cancelled" in dock.message.text()


def test_what_a_reading_told_last_comes_when_the_panel_is_gone(opened, gate):
    from buurtmaat.ui.explorer.waiting_for_run import WaitingForRun

    gate.set()
    dock = opened()
    gate.clear()
    waiting = WaitingForRun(lambda _: None)
    waiting.read(dock.layers.chosen())
    reading = waiting.reading
    reading.progressChanged.emit(50.0)
    assert waiting.bar.value() == 50
    waiting.stop()
    sip.delete(waiting)
    reading.progressChanged.emit(60.0)  # an error would fail the test
    gate.set()
    settle()
    assert reading.is_stopped()
