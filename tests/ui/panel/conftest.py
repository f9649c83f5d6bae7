"""What the tests of the panel share: a panel in a window, on the sample town."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt

from buurtmaat.ui.panel.dock import BuurtmaatPanel, Openers
from buurtmaat.ui.sample_town import open_sample_town
from towns.explorer_dock import settle


@pytest.fixture
def project(qgis_new_project, tmp_path, monkeypatch):
    """Return the project, empty; what the user keeps lies in a folder of the test."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    return QgsProject.instance()


@pytest.fixture
def town(project):
    """Put the sample town into the project."""
    open_sample_town(project)
    return project


@pytest.fixture
def opened(qgis_iface, project):
    """Return a function that opens a panel; `panel.asked` names the dialogs that it opened."""
    panels = []

    def open_panel() -> BuurtmaatPanel:
        asked = []
        names = ("prepare", "edit_norms", "over_years")
        openers = Openers(
            **{name: lambda name=name: asked.append(name) for name in names},
            algorithm=lambda *given: asked.append(given),
        )
        panel = BuurtmaatPanel(qgis_iface, openers, lambda: asked.append("report"))
        panel.asked = asked
        panels.append(panel)
        qgis_iface.mainWindow().addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panel)
        qgis_iface.mainWindow().show()
        panel.show()
        settle()
        return panel

    yield open_panel
    for panel in panels:
        panel.drop()
        qgis_iface.mainWindow().removeDockWidget(panel)
        panel.deleteLater()
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
