"""The panel in tests: put into a window, and taken out again."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt

from buurtmaat.ui.panel.dock import BuurtmaatPanel, Openers
from towns.explorer_dock import settle


def panel_in(iface) -> BuurtmaatPanel:
    """Open a panel in a window; `panel.asked` names the dialogs that it opened."""
    asked = []
    names = ("prepare", "edit_norms", "over_years")
    openers = Openers(
        **{name: lambda name=name: asked.append(name) for name in names},
        algorithm=lambda *given: asked.append(given),
    )
    panel = BuurtmaatPanel(iface, openers, lambda: asked.append("report"))
    panel.asked = asked
    iface.mainWindow().addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panel)
    iface.mainWindow().show()
    panel.show()
    settle()
    return panel


def take_out(iface, panel: BuurtmaatPanel) -> None:
    """Take a panel out of the window."""
    panel.drop()
    iface.mainWindow().removeDockWidget(panel)
    panel.deleteLater()
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
