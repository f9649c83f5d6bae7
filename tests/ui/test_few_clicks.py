"""From the enabled plugin to a map that informs: in five clicks for the sample town, in ten from raw files."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QFileDialog, QToolButton

from buurtmaat.adapters.fetching import fetching
from buurtmaat.ui import menu, report_dialog
from towns.explorer_dock import settle
from towns.fetched_town import FetchedTown, serving_town
from towns.raw_town import EAST, WEST, neighbourhoods, raw_addresses, raw_places_file, raw_streets_file


class Clicks:
    """Clicks as a user does, on what is seen and can be pressed, and counts; a file dialog is one."""

    def __init__(self, opened: menu.Menu) -> None:
        self.menu, self.count = opened, 0

    def tool(self, name: str) -> None:
        """Click on a button of the toolbar."""
        action = next(one for one in self.menu.actions if one.objectName() == f"buurtmaat_{name}")
        button = self.menu.toolbar.widgetForAction(action)
        assert isinstance(button, QToolButton), name
        self.count += 1
        action.trigger()
        settle()

    def press(self, button: QAbstractButton) -> None:
        """Click on a button."""
        assert button.isEnabled(), button.text()
        assert not button.isHidden(), button.text()
        self.count += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()
        settle()


@pytest.fixture
def clicks(qgis_iface, qgis_new_project, tmp_path, monkeypatch):
    """Return a counter of clicks in a window with the plugin."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    window = qgis_iface.mainWindow()
    monkeypatch.setattr(qgis_iface, "addDockWidget", window.addDockWidget)
    monkeypatch.setattr(qgis_iface, "addToolBar", window.addToolBar)
    help_menu = window.menuBar().addMenu("Help")
    monkeypatch.setattr(qgis_iface, "firstRightStandardMenu", lambda: help_menu, raising=False)
    opened = menu.Menu(qgis_iface)
    window.show()
    yield Clicks(opened)
    opened.remove()
    window.menuBar().removeAction(help_menu.menuAction())
    help_menu.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def map_is_labelled(panel) -> bool:
    """Return whether the panel looks at neighbourhoods with names and figures that are on the map."""
    areas = panel.look.explorer.layers.chosen().neighbourhoods
    node = None if areas is None else QgsProject.instance().layerTreeRoot().findLayer(areas)
    return panel.look.is_open and node is not None and node.isVisible() and areas.labelsEnabled()


def test_from_nothing_to_the_map_of_the_sample_town_in_five_clicks(clicks):
    clicks.tool("sample")
    clicks.tool("panel")
    panel = clicks.menu.panel
    clicks.press(panel.check.header)
    clicks.press(panel.check.run_button)
    assert map_is_labelled(panel)
    assert clicks.count <= 5


@pytest.fixture
def processing_dialogs(dialogs, monkeypatch):
    """Let the dialogs of algorithms open as Processing opens them; return those that were opened."""
    opened = []

    def create(name, inputs):
        opened.append(dialogs(name.removeprefix("buurtmaat:")))
        opened[-1].setParameters(inputs)
        return opened[-1]

    for module in (menu, report_dialog):
        monkeypatch.setattr(module.processing, "createAlgorithmDialog", create, raising=False)
    return opened


def test_from_the_name_of_a_municipality_to_a_report_in_ten_clicks(clicks, processing_dialogs, tmp_path, monkeypatch):
    """All of it by the window, from an empty project, with services on this machine; writing a name is a click."""
    with serving_town(FetchedTown()) as town:
        monkeypatch.setattr(fetching, "SERVICES", town.write_services(tmp_path / "services.json"))
        clicks.tool("panel")
        panel = clicks.menu.panel
        clicks.press(panel.data.fetch)
        assert town.asked == []  # nothing is asked before it is run
        (fetch,) = processing_dialogs
        fetch.setParameters({"MUNICIPALITY": "Goudstad"})
        clicks.count += 1
        clicks.press(fetch.runButton())
        names = {one.name() for one in QgsProject.instance().mapLayers().values()}
        assert {"neighbourhoods", "dwellings", "streets", "facilities_points", "facilities_areas", "water"} <= names
        dialog = clicks.menu.preparing
        clicks.press(dialog.run_button)
        assert not dialog.runs.running
        clicks.press(dialog.close_button)
        assert panel.check.is_open  # nothing is missing
        clicks.press(panel.check.run_button)
        assert map_is_labelled(panel)
        clicks.press(panel.report.header)
        clicks.press(panel.report.make)
        report = processing_dialogs[-1]
        assert report.algorithm().name() == "compliancereport"
        done = []
        report.algorithmFinished.connect(lambda _good, results: done.append(results))
        clicks.press(report.runButton())
        page = Path(done[0]["REPORT"]).read_text(encoding="utf-8")
        assert clicks.count <= 10
    assert "Buurt 1" in page
    for whose in ("© OpenStreetMap contributors", "Town office"):
        assert whose in page


@pytest.mark.slow
def test_from_raw_files_to_their_map_in_ten_clicks(clicks, tmp_path, monkeypatch):
    raw_places_file(tmp_path / "places.osm")
    neighbourhoods(tmp_path / "buurten.gpkg", {WEST: (120, 60), EAST: (100, 40)})
    raw_addresses(tmp_path / "bag.gpkg")
    raw_streets_file(tmp_path / "streets.osm")
    files = sorted(str(one) for one in tmp_path.iterdir() if one.suffix in (".osm", ".gpkg"))
    assert len(files) == 4
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: asked.append(1) or (files, ""))
    clicks.tool("panel")
    panel = clicks.menu.panel
    clicks.press(panel.data.add)
    clicks.press(panel.data.prepare)
    dialog = clicks.menu.preparing
    clicks.press(dialog.run_button)
    assert not dialog.runs.running
    clicks.press(dialog.close_button)
    assert sip.isdeleted(dialog) or not dialog.isVisible()
    assert panel.check.is_open  # nothing is missing
    clicks.press(panel.check.run_button)
    assert map_is_labelled(panel)
    assert clicks.count + len(asked) <= 10
    names = {one.name() for one in QgsProject.instance().layerTreeRoot().layerOrder()}
    assert {"Verdicts", "Dwellings", "Facilities"} <= names
