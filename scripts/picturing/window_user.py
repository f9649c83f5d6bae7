"""A user in the window of QGIS, for what in_window.py runs: clicks on what is in sight, counts, and keeps pictures."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QEvent, QEventLoop, QPoint, QRect, Qt, QTimer
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QToolBar, QWidget
from qgis.utils import iface, plugins

if TYPE_CHECKING:
    from buurtmaat.ui.menu import Menu
    from buurtmaat.ui.prepare_data.dialog import PrepareDataDialog

_PATIENCE = 120.0
"""Seconds that a step may take."""


class NotInSightError(Exception):
    """What is to be clicked on cannot be."""


class WindowUser:
    """Clicks as a user does, on what is in sight and can be pressed, and counts; a file dialog is one.

    Attributes
    ----------
    clicks
        How many so far.
    """

    def __init__(self) -> None:
        self.clicks = 0
        self.window = iface.mainWindow()
        self.window.showNormal()
        self.window.setGeometry(0, 0, 1366, 768)
        self.wait(least=1.0)

    @property
    def menu(self) -> Menu:
        """The menu of the plugin, with what it opened."""
        return plugins["buurtmaat"].menu

    def wait(self, until: Callable[[], bool] = lambda: True, least: float = 0.5) -> None:
        """Let the window go on for some seconds, and until something holds."""
        begun = time.monotonic()
        while time.monotonic() < begun + least or not until():
            if time.monotonic() > begun + _PATIENCE:
                raise TimeoutError
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            time.sleep(0.002)

    # --- Clicks ---

    def press(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click on a widget, in its middle or at a place in it."""
        spot = widget.rect().center() if place is None else place
        there = QApplication.widgetAt(widget.mapToGlobal(spot))
        if there is None or not (there is widget or widget.isAncestorOf(there)) or not widget.isEnabled():
            raise NotInSightError(f"{type(widget).__name__} {getattr(widget, 'text', str)()!r}: {there} is there")
        self.clicks += 1
        QTest.mouseClick(there, Qt.MouseButton.LeftButton, pos=there.mapFromGlobal(widget.mapToGlobal(spot)))
        self.wait()

    def tool(self, name: str) -> None:
        """Click on a button of our toolbar."""
        toolbar: QToolBar = self.menu.toolbar
        action = next(one for one in self.menu.actions if one.objectName() == f"buurtmaat_{name}")
        self.press(toolbar.widgetForAction(action))

    def choose_files(self, button: QWidget, files: Sequence[Path]) -> None:
        """Click on what asks for files, and choose some: the second click."""
        ask = QFileDialog.getOpenFileNames
        QFileDialog.getOpenFileNames = staticmethod(lambda *_: ([str(one) for one in files], ""))
        try:
            self.press(button)
        finally:
            QFileDialog.getOpenFileNames = ask
        self.clicks += 1

    # --- The way through the panel ---

    def prepare(
        self,
        dialog: PrepareDataDialog,
        before: Callable[[], None] = lambda: None,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Run what the dialog that prepares data offers, look at it before and after, and close it."""
        self.wait(dialog.run_button.isEnabled, 2.0)
        before()
        self.press(dialog.run_button)
        self.wait(lambda: not dialog.runs.running, 2.0)
        after()
        self.press(dialog.close_button)

    def check(self) -> None:
        """Run the check of the step that is open, and wait for its map."""
        panel = self.menu.panel
        self.press(panel.check.run_button)
        self.wait(lambda: panel.check.current is None and panel.look.explorer.session is not None, 5.0)

    # --- Pictures ---

    def keep_map(self, path: Path) -> None:
        """Keep the map, with the panel beside it if that is open."""
        seen = [iface.mapCanvas(), *([self.menu.panel] if self.menu.panel is not None else [])]
        area = QRect()
        for widget in seen:
            area |= QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())
        self.keep(path, area=area)

    def keep(self, path: Path, widget: QWidget | None = None, area: QRect | None = None) -> None:
        """Keep what the window, a part of it, or a dialog shows."""
        iface.messageBar().clearWidgets()  # what QGIS itself has to say
        self.wait(lambda: not iface.mapCanvas().isDrawing(), 3.0)
        shown = (widget or self.window).grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        if not (shown if area is None else shown.copy(area)).save(str(path)):
            raise OSError(path)
        print(f"picture: {path}", flush=True)


@contextmanager
def _telling() -> Iterator[None]:
    """End QGIS with what went wrong, or with nothing."""
    status = 1
    try:
        yield
        status = 0
    except SystemExit as stopped:
        print(stopped.code, file=sys.stderr)
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def go(session: Callable[[WindowUser], None]) -> None:
    """Let a user do something once the window is there, and end QGIS."""

    def begin() -> None:
        with _telling():
            session(WindowUser())

    QTimer.singleShot(4000, begin)
