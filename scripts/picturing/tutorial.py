"""Goes through the tutorial in the window of QGIS, and keeps the pictures of its page: run by scripts/pictures.

The window is in English or, with QGIS_LANGUAGE=nl, in Dutch. The report is left as REPORT.html, for
scripts/picturing/plot_pictures.py.

    /usr/bin/python3 scripts/picturing/in_window.py scripts/picturing/tutorial.py PICTURES REPORT.html
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Protocol

from name_to_report import dialog_of
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QPoint, QRect, Qt
from qgis.PyQt.QtWidgets import QWidget
from window_user import WindowUser, go

_ASKED, _AREA, _TYPE = "meeting_place", "Oranjekwartier", "meeting place"
"""What the page follows: a requirement, a neighbourhood, and a type of facility."""
_RELAXED = 600.0
"""Metres that the page tries as threshold."""
_MARGIN = 4


class Keep(Protocol):
    """Keeps the map and the panel, or one widget, under a name."""

    def __call__(self, name: str, widget: QWidget | None = None) -> None:
        """Keep it."""


def tutorial(user: WindowUser, pictures: Path, report: Path) -> None:
    """Go from the empty window to the report, as the page does."""

    def keep(name: str, widget: QWidget | None = None) -> None:
        path = pictures / f"{name}.png"
        user.keep_map(path) if widget is None else user.keep(path, widget)

    def keep_steps(name: str) -> None:
        """Keep the panel down to its last step."""
        last = panel.steps[-1]
        low = last.mapTo(panel, QPoint(0, last.height())).y() + _MARGIN
        user.keep(pictures / f"{name}.png", panel, area=QRect(0, 0, panel.width(), low))

    user.tool("sample")
    keep("tutorial-town")
    user.tool("panel")
    panel = user.menu.panel
    keep_steps("tutorial-data")
    user.press(panel.norms.header)
    keep_steps("tutorial-norms")
    user.press(panel.norms.edit)
    editor = user.menu.editor
    user.wait(editor.isVisible)
    keep("tutorial-norm-set", editor)
    editor.close()
    user.wait()
    user.press(panel.check.header)
    keep_steps("tutorial-check")
    user.check()
    keep("window")
    _look(user, keep)
    _what_if(user, keep)
    _make_report(user, keep, report)


def _look(user: WindowUser, keep: Keep) -> None:
    """Look at a requirement, at its card of a neighbourhood, and at another threshold."""
    panel = user.menu.panel
    explorer = panel.look.explorer
    at = explorer.requirements.findData(_ASKED)
    explorer.requirements.setCurrentIndex(at)
    explorer.requirements.activated.emit(at)
    keep("panel-look")
    explorer.ask(_ASKED, threshold=_RELAXED)
    keep("tutorial-threshold", panel)
    explorer.reset.click()
    areas = panel.controller.layers_of("NEIGHBOURHOODS")[0]
    names = [str(one["buurtnaam"]) for one in areas.getFeatures()]
    panel.look.open_area(names.index(_AREA))
    user.wait(lambda: not panel.look.ways.on_map.is_empty)
    keep("tutorial-card")


def _what_if(user: WindowUser, keep: Keep) -> None:
    """Try a place in the neighbourhood."""
    panel = user.menu.panel
    panel.controller.open_step("what_if")
    step = panel.what_if
    step.types.setCurrentIndex(step.types.findData(_TYPE))
    step.tools["place"].click()
    user.wait(lambda: step.tried.run is not None)
    areas = panel.controller.layers_of("NEIGHBOURHOODS")[0]
    place = next(one for one in areas.getFeatures() if str(one["buurtnaam"]) == _AREA)
    step.on_map.tool.canvasClicked.emit(place.geometry().pointOnSurface().asPoint(), Qt.MouseButton.LeftButton)
    user.wait(lambda: bool(step.told.text()))
    keep("tutorial-what-if")


def _make_report(user: WindowUser, keep: Keep, report: Path) -> None:
    """Make the report of the check."""
    user.tool("report")
    algorithm = QgsApplication.processingRegistry().algorithmById("buurtmaat:compliancereport")
    dialog = dialog_of(user, algorithm.displayName())
    keep("tutorial-report", dialog)
    written: list[dict] = []
    dialog.algorithmFinished.connect(lambda _good, results: written.append(dict(results)))
    user.press(dialog.runButton())
    user.wait(lambda: bool(written))
    shutil.copyfile(written[0]["REPORT"], report)


if __name__ == "__main__":
    go(lambda user: tutorial(user, *map(Path, sys.argv[1:3])))
