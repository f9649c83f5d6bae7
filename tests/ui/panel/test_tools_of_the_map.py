"""The tool that the map had before: it may be gone when the panel gives the map back, and the panel before it is."""

from __future__ import annotations

import pytest
from qgis.gui import QgsExtentWidget, QgsMapToolPan
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from towns.panel_dock import panel_in, take_out


def take_for_the_cards(panel):
    panel.look.explorer.pick.setChecked(True)
    return panel.look.explorer.preview.tool


def take_for_changes(panel):
    panel.what_if.on_map.listen(True)
    return panel.what_if.on_map.tool


def give_back_by_the_cards(panel):
    panel.look.explorer.leave()


def give_back_by_changes(panel):
    panel.what_if.sleep()


TAKERS = [(take_for_the_cards, give_back_by_the_cards), (take_for_changes, give_back_by_changes)]


def delete_later(one):
    one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(("take", "give_back"), TAKERS)
@pytest.mark.parametrize("remove", [sip.delete, delete_later])
def test_a_tool_of_a_plugin_that_is_switched_off_is_not_taken_again(opened, take, give_back, remove):
    panel = opened()
    canvas = panel.look.canvas
    other = QgsMapToolPan(canvas)
    canvas.setMapTool(other)
    tool = take(panel)
    assert canvas.mapTool() is tool
    remove(other)
    give_back(panel)
    assert canvas.mapTool() is None


@pytest.mark.parametrize(("take", "give_back"), TAKERS)
def test_a_tool_of_a_dialog_that_is_closed_is_not_taken_again(opened, take, give_back):
    """QGIS's own, of which Python does not know that it is gone."""
    panel = opened()
    canvas = panel.look.canvas
    asked = QgsExtentWidget()
    asked.setMapCanvas(canvas)
    asked.setOutputExtentFromDrawOnCanvas()
    assert canvas.mapTool() is not None
    tool = take(panel)
    assert canvas.mapTool() is tool
    sip.delete(asked)
    give_back(panel)
    assert canvas.mapTool() is None


@pytest.mark.parametrize("take", [take for take, _ in TAKERS])
def test_the_tools_of_a_panel_go_with_it(project, qgis_iface, take):
    panel = panel_in(qgis_iface)
    canvas = panel.look.canvas
    other = QgsMapToolPan(canvas)
    canvas.setMapTool(other)
    tool = take(panel)
    take_out(qgis_iface, panel)
    assert sip.isdeleted(tool)
    assert canvas.mapTool() is other
    canvas.unsetMapTool(other)


def test_the_button_of_a_panel_that_is_gone_is_not_released(project, qgis_iface):
    """Another plugin may give the map back to a tool of the panel, once more before that goes."""
    panel = panel_in(qgis_iface)
    tool = take_for_the_cards(panel)
    canvas = panel.look.canvas
    panel.drop()
    canvas.setMapTool(tool)
    sip.delete(panel)
    canvas.unsetMapTool(tool)
    assert canvas.mapTool() is None
