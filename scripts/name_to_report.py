"""Goes from the name of a municipality to a report, in an empty project in the window of QGIS: run by scripts/pictures.

The services are those of scripts/serve_town.py. Each interaction is one that a user has, on what is seen and can be
pressed, and is counted: more than ten fail.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QTextEdit, QWidget
from qgis.utils import iface, plugins

_PATIENCE = 120.0
"""Seconds that a step may take."""
_MOST = 10
NAME = "Waterveen"


def _require(holds: bool, why: str) -> None:
    """Stop where something does not hold."""
    if not holds:
        raise RuntimeError(why)


class _User:
    """Presses and writes as a user does, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, button: QAbstractButton) -> None:
        """Click on a button that is seen."""
        wait(lambda: button.isVisible() and button.isEnabled())
        centre = button.mapToGlobal(button.rect().center())
        seen = QApplication.widgetAt(centre)
        _require(seen is button or button.isAncestorOf(seen), f"{button.text()} is covered by {seen}")
        self._did(f"press {button.text() or button.toolTip()}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint())

    def write(self, field: QLineEdit, text: str) -> None:
        """Write into a field that has the focus already: else a user would have to click into it first."""
        wait(field.isVisible)
        has = field.window().focusWidget()  # of the screen only where something manages its windows
        _require(has is field, f"the focus is on {has}")
        self._did(f"write {text}")
        QTest.keyClicks(field, text)

    def _did(self, what: str) -> None:
        self.count += 1
        print(f"{self.count}. {what}", flush=True)
        _require(self.count <= _MOST, f"more than {_MOST} interactions")


def wait(until: Callable[[], bool] = lambda: True, least: float = 0.5) -> None:
    """Let the window go on for some seconds, and until something holds."""
    begun = time.monotonic()
    while time.monotonic() < begun + least or not until():
        if time.monotonic() > begun + _PATIENCE:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.01)


def _keep(name: str) -> None:
    """Keep what the screen shows: the window and the dialogs before it."""
    iface.messageBar().clearWidgets()  # what QGIS itself has to say
    wait(lambda: not iface.mapCanvas().isDrawing(), 3.0)
    _keep_now(name)


def _keep_now(name: str) -> None:
    """Keep what the screen shows while something runs."""
    path = Path(os.environ["PICTURES"]) / f"{name}.png"
    shown = QApplication.primaryScreen().grabWindow(0).toImage()
    shown.convertToFormat(QImage.Format.Format_RGB888).save(str(path))
    print(f"picture: {path}", flush=True)


def _button(name: str) -> QAbstractButton:
    """Return a button of our toolbar."""
    menu = plugins["buurtmaat"].menu
    action = next(one for one in menu.actions if one.objectName() == f"buurtmaat_{name}")
    button = menu.toolbar.widgetForAction(action)
    _require(isinstance(button, QAbstractButton), f"there is no button {name}")
    return button


def _log_of(dialog: QDialog) -> str:
    """Return what the log of a dialog says."""
    return " ".join(one.toPlainText() for one in dialog.findChildren(QTextEdit))


def _dialog(title: str) -> QDialog:
    """Return the dialog with a title, once it is there."""
    found: list[QWidget] = []

    def is_there() -> bool:
        found[:] = [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible() and title.casefold() in one.windowTitle().casefold()
        ]
        return bool(found)

    wait(is_there)
    return found[0]


def _go() -> None:
    from buurtmaat.adapters.fetching import fetching

    fetching.SERVICES = Path(os.environ["SERVICES"])
    window, menu = iface.mainWindow(), plugins["buurtmaat"].menu
    window.resize(1366, 768)
    window.move(0, 0)
    wait(least=2.0)
    _require(not QgsProject.instance().mapLayers(), "the project is not empty")
    user = _User()
    user.press(_button("panel"))
    panel = menu.panel
    user.press(panel.data.fetch)
    fetch = _dialog("Fetch data")
    field = fetch.mainWidget().wrappers["MUNICIPALITY"].wrappedWidget()
    user.write(field if isinstance(field, QLineEdit) else field.findChild(QLineEdit), NAME)
    _keep("fetch-name")
    done: list[bool] = []
    fetch.algorithmFinished.connect(lambda good, _results: done.append(good))
    user.press(fetch.runButton())
    wait(lambda: bool(done) or "address objects" in _log_of(fetch).casefold(), 0.1)
    _keep_now("fetch-log")
    wait(lambda: bool(done))
    _require(done == [True], "the fetch failed")
    prepare = _dialog("Prepare data")
    _keep("fetch-prepare")
    user.press(prepare.run_button)
    wait(lambda: prepare.close_button.isVisible() and not prepare.runs.running, 2.0)
    user.press(prepare.close_button)
    wait(lambda: panel.check.is_open)
    user.press(panel.check.run_button)
    wait(lambda: panel.check.current is None and panel.look.explorer.session is not None, 5.0)
    _keep("fetch-map")
    user.press(_button("report"))
    report = _dialog("Compliance report")
    written: list[dict] = []
    report.algorithmFinished.connect(lambda _good, results: written.append(dict(results)))
    user.press(report.runButton())
    wait(lambda: bool(written))
    page = Path(written[0]["REPORT"])
    text = page.read_text(encoding="utf-8")
    for words in (NAME, "© OpenStreetMap contributors", "Kadaster"):
        _require(words in text, f"the report does not say {words}")
    print(f"report: {page}", flush=True)
    Path(os.environ["REPORT"]).write_text(text, encoding="utf-8")
    print(f"interactions: {user.count}", flush=True)


def _run() -> None:
    good = False
    try:
        _go()
        good = True
    except Exception:
        traceback.print_exc()
    sys.stdout.flush()
    os._exit(0 if good else 1)


QTimer.singleShot(4000, _run)
