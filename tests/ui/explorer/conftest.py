"""What the tests of the explorer share: a run, and a dock on its layers."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt

from towns.explorer_dock import NAMES, REQUIREMENTS, done_areas, settle
from towns.runs import layer, point
from towns.small_town import check


@pytest.fixture(scope="module")
def done(provider):
    """Run a town whose neighbourhoods have names and a living environment; tests take copies of its layers."""
    schools = layer([point(100, 0), point(400, 300)], "school")
    return check(NEIGHBOURHOODS=done_areas(), REQUIREMENTS=REQUIREMENTS, FACILITIES=[schools])


@pytest.fixture
def opened(done, qgis_iface):
    """Return a function that opens the panel on the layers of a run in the project, and gives what it looks with.

    It shows the first requirement; the panel itself begins with all of them.
    """
    from buurtmaat.ui.panel.dock import BuurtmaatPanel, Openers

    docks = []

    def nothing(*_given) -> None:
        pass

    def open_dock(outputs=tuple(NAMES), layers=None):
        for name in outputs:
            one = (layers or {}).get(name) or done.layer(name).clone()
            one.setName(NAMES[name])
            QgsProject.instance().addMapLayer(one)
        openers = Openers(fetch=nothing, prepare=nothing, edit_norms=nothing, over_years=nothing, algorithm=nothing)
        dock = BuurtmaatPanel(qgis_iface, openers, nothing)
        docks.append(dock)
        qgis_iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        qgis_iface.mainWindow().show()
        dock.show()
        dock.controller.take_clicks(False)
        dock.controller.open_step("look")
        settle()
        explorer = dock.look.explorer
        if explorer.session is not None:
            explorer.choose_requirement(explorer.session.current)
        return explorer

    yield open_dock
    for dock in docks:
        dock.drop()
        dock.deleteLater()
    QgsProject.instance().removeEntry("Buurtmaat", "panel")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
