"""What the tests of the explorer share: a run, and a dock on its layers."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt

from towns.explorer_dock import NAMES, REQUIREMENTS, done_areas, settle
from towns.runs import layer, point
from towns.small_town import check


@pytest.fixture
def done(provider):
    """Run a town whose neighbourhoods have names and a living environment."""
    schools = layer([point(100, 0), point(400, 300)], "school")
    return check(NEIGHBOURHOODS=done_areas(), REQUIREMENTS=REQUIREMENTS, FACILITIES=[schools])


@pytest.fixture
def opened(done, qgis_iface):
    """Return a function that opens the dock on the layers of a run in the project."""
    from buurtmaat.ui.explorer.dock import ThresholdExplorer

    docks = []

    def open_dock(outputs=tuple(NAMES), layers=None):
        for name in outputs:
            one = (layers or {}).get(name) or done.layer(name).clone()
            one.setName(NAMES[name])
            QgsProject.instance().addMapLayer(one)
        dock = ThresholdExplorer(qgis_iface)
        docks.append(dock)
        qgis_iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        qgis_iface.mainWindow().show()
        dock.show()
        settle()
        return dock

    yield open_dock
    for dock in docks:
        if dock is not None:
            dock.drop()
            dock.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
