"""The panel in tests: put into a window, and taken out again."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt

from buurtmaat.ui.panel.dock import BuurtmaatPanel, Openers
from towns.explorer_dock import settle


def panel_in(gui) -> BuurtmaatPanel:
    """Open a panel in a window; `panel.asked` names the dialogs that it opened."""
    asked = []
    openers = Openers(
        fetch=lambda: asked.append("fetch"),
        prepare=lambda: asked.append("prepare"),
        edit_norms=lambda set_id: asked.append(("edit_norms", set_id)),
        over_years=lambda: asked.append("over_years"),
        algorithm=lambda *given: asked.append(given),
    )
    panel = BuurtmaatPanel(gui, openers, lambda: asked.append("report"))
    panel.asked = asked
    gui.mainWindow().addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panel)
    gui.mainWindow().show()
    panel.show()
    settle()
    return panel


def take_out(gui, panel: BuurtmaatPanel) -> None:
    """Take a panel out of the window."""
    panel.drop()
    gui.mainWindow().removeDockWidget(panel)
    panel.deleteLater()
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
