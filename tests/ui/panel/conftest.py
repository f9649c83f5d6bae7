"""What the tests of the panel share: a panel in a window, on the sample town."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProject

from buurtmaat.ui.panel.dock import BuurtmaatPanel
from buurtmaat.ui.sample_town import open_sample_town
from towns.explorer_dock import settle
from towns.opened_town import open_town_to_read
from towns.panel_dock import panel_in, take_out


@pytest.fixture
def project(qgis_new_project, tmp_path, monkeypatch):
    """Return the project, empty; what the user keeps lies in a folder of the test."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    return QgsProject.instance()


@pytest.fixture
def town(project):
    """Put the sample town into the project."""
    open_town_to_read(project)
    return project


@pytest.fixture
def opened(qgis_iface, project):
    """Return a function that opens a panel."""
    panels = []

    def open_panel() -> BuurtmaatPanel:
        panels.append(panel_in(qgis_iface))
        return panels[-1]

    yield open_panel
    for panel in panels:
        take_out(qgis_iface, panel)


@pytest.fixture(scope="module")
def town_checked(qgis_iface, provider, tmp_path_factory):
    """Return a panel that has run the check of the sample town: once for all tests of a module, since it takes long."""
    with pytest.MonkeyPatch.context() as patch:
        folder = str(tmp_path_factory.mktemp("profile"))
        patch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: folder))
        QgsProject.instance().clear()
        open_sample_town(QgsProject.instance())
        panel = panel_in(qgis_iface)
        panel.check.run_button.click()
        settle()
        settle()  # its results are read in turn
        yield panel
        take_out(qgis_iface, panel)
        QgsProject.instance().clear()
