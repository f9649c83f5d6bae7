"""Goes from the name of a municipality to a report, in an empty project in the window of QGIS: run by scripts/pictures.

The services are those of serve_town.py, whose file is SERVICES.json. What a user clicks on or writes is counted: with
more than ten it fails. In an English and in a Dutch window.

    cd scripts/picturing; /usr/bin/python3 in_window.py name_to_report.py PICTURES SERVICES.json REPORT.html
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QLineEdit, QTextEdit
from window_user import WindowUser, go

NAME = "Waterveen"
_MOST = 10


class WayError(Exception):
    """The way does not lead on as a user expects."""


def _tr(text: str) -> str:
    """Return a text of the plugin as the window has it."""
    from buurtmaat.adapters.io.translation import tr

    return tr(text)


def _name_of(algorithm: str) -> str:
    return QgsApplication.processingRegistry().algorithmById(f"buurtmaat:{algorithm}").displayName()


def _require(holds: bool, why: str) -> None:
    if not holds:
        raise WayError(why)


def dialog_of(user: WindowUser, title: str) -> QDialog:
    """Return the dialog with a title, once it is there."""
    found: list[QDialog] = []

    def is_there() -> bool:
        found[:] = [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible() and title.casefold() in one.windowTitle().casefold()
        ]
        return bool(found)

    user.wait(is_there)
    return found[0]


def _write(user: WindowUser, field: QLineEdit, text: str) -> None:
    """Write into a field that has the focus already: else a user would have to click into it first."""
    has = field.window().focusWidget()  # of the screen only where something manages its windows
    _require(has is field, f"the focus is on {has}")
    user.clicks += 1
    QTest.keyClicks(field, text)


def _keep_dialog(dialog: QDialog, picture: Path) -> None:
    """Keep what the screen shows of a dialog."""
    shown = QApplication.primaryScreen().grabWindow(0).toImage().copy(dialog.frameGeometry())
    if not shown.convertToFormat(QImage.Format.Format_RGB888).save(str(picture)):
        raise OSError(picture)
    print(f"picture: {picture}", flush=True)


def _fetch(user: WindowUser, pictures: Path) -> None:
    """Fetch by the name, and see in the log what was asked."""
    panel = user.menu.panel
    user.press(panel.data.fetch)
    dialog = dialog_of(user, _name_of("fetchdata"))
    _write(user, dialog.mainWidget().wrappers["MUNICIPALITY"].wrappedWidget(), NAME)
    user.wait()  # until it is drawn
    _keep_dialog(dialog, pictures / "fetch-name.png")
    done: list[bool] = []
    dialog.algorithmFinished.connect(lambda good, _results: done.append(good))
    user.press(dialog.runButton())
    user.wait(lambda: bool(done))
    told = [one.toPlainText() for one in dialog.findChildren(QTextEdit)]
    _require(any("(BAG)" in one for one in told), "the log does not say what is asked")
    _require(done == [True], "the fetch failed")


def _prepare(user: WindowUser, pictures: Path) -> None:
    """Prepare what came, in the dialog that opens by itself."""
    dialog = dialog_of(user, _tr("Prepare data"))
    user.prepare(dialog, before=lambda: _keep_dialog(dialog, pictures / "fetch-prepare.png"))


def make_report(user: WindowUser) -> Path:
    """Make the report of the check, and return where it is."""
    user.tool("report")
    dialog = dialog_of(user, _name_of("compliancereport"))
    written: list[dict] = []
    dialog.algorithmFinished.connect(lambda _good, results: written.append(dict(results)))
    user.press(dialog.runButton())
    user.wait(lambda: bool(written))
    return Path(written[0]["REPORT"])


def name_to_report(user: WindowUser, pictures: Path, services: Path, report: Path) -> None:
    """Go from a name to a report, keep pictures of the way, and count."""
    from buurtmaat.adapters.fetching import fetching

    fetching.SERVICES = services
    _require(not QgsProject.instance().mapLayers(), "the project is not empty")
    user.tool("panel")
    panel = user.menu.panel
    _fetch(user, pictures)
    _prepare(user, pictures)
    user.wait(lambda: panel.check.is_open)
    user.check()
    user.keep_map(pictures / "fetch-map.png")
    page = make_report(user)
    text = page.read_text(encoding="utf-8")
    beside = _tr("Beside the distances of Statistics Netherlands")
    for words in (NAME, "© OpenStreetMap contributors", "Kadaster", beside):
        _require(words in text, f"the report does not say {words}")
    shutil.copyfile(page, report)
    print(f"clicks to the report: {user.clicks}, at most {_MOST}", flush=True)
    _require(user.clicks <= _MOST, f"{user.clicks} clicks")


if __name__ == "__main__":
    go(lambda user: name_to_report(user, *map(Path, sys.argv[1:4])))
