"""Goes through the first hour in the window of QGIS, and keeps what is seen: run by scripts/pictures."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface, plugins

_PATIENCE = 120.0
"""Seconds that a step may take."""


def _wait(until: Callable[[], bool] = lambda: True, least: float = 1.0) -> None:
    """Let the window go on for some seconds, and until something holds."""
    begun = time.monotonic()
    while time.monotonic() < begun + least or not until():
        if time.monotonic() > begun + _PATIENCE:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.01)


def _keep(name: str) -> None:
    """Keep what the window shows, in 256 colours."""
    iface.messageBar().clearWidgets()  # what QGIS itself has to say
    _wait(lambda: not iface.mapCanvas().isDrawing(), 3.0)
    path = Path(os.environ["PICTURES"]) / f"{name}.png"
    iface.mainWindow().grab().toImage().convertToFormat(QImage.Format.Format_RGB888).save(str(path))
    print(f"picture: {path}", flush=True)


def _first_hour() -> None:
    window, menu = iface.mainWindow(), plugins["buurtmaat"].menu
    window.resize(1366, 768)
    menu.sample_town()
    menu.show_panel()
    panel = menu.panel
    _wait(least=2.0)
    panel.check.run_button.click()
    _wait(lambda: panel.check.current is None and panel.look.explorer.session is not None, 5.0)
    _keep("window")
    explorer = panel.look.explorer
    explorer.requirements.setCurrentIndex(1)
    explorer.requirements.activated.emit(1)
    _keep("panel-look")
    panel.look.open_area(0)
    _wait(lambda: not panel.look.ways.on_map.is_empty)
    _keep("panel-card")
    panel.controller.open_step("what_if")
    step = panel.what_if
    step.types.setCurrentIndex(step.types.findData("meeting place"))
    step.tools["place"].click()
    _wait(lambda: step.tried.run is not None)
    areas = panel.controller.layers_of("NEIGHBOURHOODS")[0]
    place = next(one for one in areas.getFeatures() if str(one["buurtnaam"]).startswith("Waterrijk"))
    step.on_map.tool.canvasClicked.emit(place.geometry().pointOnSurface().asPoint(), Qt.MouseButton.LeftButton)
    _wait(lambda: bool(step.told.text()))
    _keep("panel-what-if")


def _run() -> None:
    good = False
    try:
        _first_hour()
        good = True
    except Exception:
        traceback.print_exc()
    sys.stdout.flush()
    os._exit(0 if good else 1)


QTimer.singleShot(4000, _run)
