"""Installs the ZIP as a user does, in an empty profile, checks the sample town and opens its report: before a release.

Through QGIS's own plugin manager, *Install from ZIP*, with what QGIS asks on the way. Keeps what was on the screen, to
be looked at, and the report; it fails where a step is not there, or the results are not.

    /usr/bin/python3 scripts/picturing/in_window.py --zip scripts/releasing/install_zip.py FOLDER
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from name_to_report import make_report
from qgis.core import Qgis
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractItemView, QApplication, QDialog, QMessageBox, QPushButton, QWidget
from qgis.utils import iface, plugins
from window_user import NotInSightError, WindowUser, go


class Screen:
    """Keeps pictures of the whole screen, one after the other.

    Attributes
    ----------
    folder
        Where they go.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0

    def keep(self, name: str) -> None:
        """Keep what is on the screen now."""
        self._count += 1
        path = self.folder / f"{self._count}-{name}.png"
        if not QApplication.primaryScreen().grabWindow(0).save(str(path)):
            raise OSError(path)
        print(f"picture: {path}", flush=True)


def _child(parent: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = parent.findChild(kind, name)
    if found is None:
        raise NotInSightError(name)
    return found


def _in_box(
    user: WindowUser, begin: Callable[[], None], kind: type[QDialog], follow: Callable[[QDialog], None]
) -> None:
    """Do what opens a dialog that waits for an answer, and answer it there; other boxes of QGIS are agreed to."""
    answered: list[BaseException | None] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, kind):
            try:
                user.wait()
                follow(box)
                answered.append(None)
            except BaseException as error:
                answered.append(error)
                box.reject()
            return
        if isinstance(box, QMessageBox):
            print("QGIS says:", box.text(), flush=True)
            box.accept()
        QTimer.singleShot(200, look)

    QTimer.singleShot(200, look)
    begin()
    user.wait(lambda: bool(answered))
    if answered[0] is not None:
        raise answered[0]


def install(user: WindowUser, screen: Screen, package: Path) -> None:
    """Install the ZIP in the plugin manager, and say yes to what QGIS warns of."""

    def answer(box: QDialog) -> None:
        screen.keep("warning")
        print("QGIS warns:", box.text(), flush=True)
        user.press(box.button(QMessageBox.StandardButton.Yes))

    def in_manager(manager: QDialog) -> None:
        tabs = _child(manager, QAbstractItemView, "mOptionsListWidget")
        names = [tabs.model().index(row, 0) for row in range(tabs.model().rowCount())]
        (tab,) = [one for one in names if one.data() == "Install from ZIP"]
        user.press(tabs.viewport(), tabs.visualRect(tab).center())
        line = _child(manager, QgsFileWidget, "mZipFileWidget").lineEdit()
        user.press(line)
        QTest.keyClicks(line, str(package))
        user.wait()
        screen.keep("plugin-manager")
        button = _child(manager, QPushButton, "buttonInstallFromZip")
        _in_box(user, lambda: user.press(button), QMessageBox, answer)
        user.wait(lambda: "buurtmaat" in plugins, 2.0)
        screen.keep("installed")
        QTest.keyClick(manager, Qt.Key.Key_Escape)

    _in_box(user, iface.actionManagePlugins().trigger, QDialog, in_manager)
    user.wait(least=2.0)


def check(user: WindowUser, screen: Screen) -> None:
    """Open the sample town and check it, as the first hour does."""
    screen.keep("after-installing")
    user.tool("sample")
    user.tool("panel")
    panel = user.menu.panel
    user.press(panel.check.header)
    screen.keep("sample-town")
    user.check()
    user.wait(lambda: not iface.mapCanvas().isDrawing(), 3.0)
    screen.keep("checked")


def report(user: WindowUser, screen: Screen) -> None:
    """Make the report of the check, which goes to a browser if there is one, and keep the page."""
    page = make_report(user)
    user.wait(least=2.0)
    screen.keep("report")
    shutil.copyfile(page, screen.folder / "report.html")
    print(f"page: {screen.folder / 'report.html'}", flush=True)


def session(user: WindowUser) -> None:
    """Go from the ZIP to the report."""
    package, folder = (Path(one) for one in sys.argv[1:3])
    folder.mkdir(parents=True, exist_ok=True)
    screen = Screen(folder)
    print("QGIS", Qgis.version(), flush=True)
    install(user, screen, package)
    check(user, screen)
    report(user, screen)


if __name__ == "__main__":
    go(session)
