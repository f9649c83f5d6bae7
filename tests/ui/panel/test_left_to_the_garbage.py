"""What a panel leaves to be collected as garbage, which Python does in any thread: nothing that is of the window."""

from __future__ import annotations

import gc
import weakref

import pytest
from qgis.core import QgsFeedback
from qgis.gui import QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QTimer
from qgis.PyQt.QtWidgets import QWidget

from towns.explorer_dock import settle
from towns.panel_dock import panel_in, take_out


@pytest.fixture
def garbage():
    """Return a function that collects garbage, and gives what of Qt there was in it, owned by Python alone."""
    settle()
    gc.collect()
    gc.disable()

    def collect() -> list[QObject]:
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            gc.collect()
        finally:
            gc.set_debug(0)
        found = [one for one in gc.garbage if isinstance(one, QObject) and not sip.isdeleted(one)]
        gc.garbage.clear()
        return [one for one in found if sip.ispyowned(one)]

    yield collect
    gc.enable()
    gc.collect()


@pytest.mark.parametrize("step", ["data", "what_if", "look"])
def test_a_panel_that_was_closed_leaves_nothing_of_the_window(town, qgis_iface, garbage, step):
    panel = panel_in(qgis_iface)
    panel.controller.open_step(step)
    settle()
    take_out(qgis_iface, panel)
    assert sip.isdeleted(panel)
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what held functions that listened to it
    settle()
    gone, panel.itself = weakref.ref(panel), panel  # as who made it may be held by what it was given
    del panel
    left = [one for one in garbage() if not isinstance(one, QgsFeedback)]  # which is of no thread
    of_the_window = (QWidget, QgsMapTool, QTimer)
    ours = [one for one in left if isinstance(one, of_the_window) or type(one).__module__.startswith("buurtmaat.ui")]
    assert ours == []
    del left, ours
    gc.collect()
    assert gone() is None  # it was among the garbage, with all that it held


def test_the_garbage_is_looked_through(garbage):
    one = QWidget()
    one.itself = one
    del one
    assert QWidget in [type(left) for left in garbage()]
