"""Shows a report that was written: in the browser, with a sentence that says where it is and a button for later."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsProcessingUtils
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton

from ..adapters.io.translation import tr
from .labels import plain_html
from .outcome_message import keep_in_view


def open_written(path: str) -> bool:
    """Open a file in the program that the system has for it; False where it says that it has none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def show_written_report(path: str, bar: QgsMessageBar) -> None:
    """Open a report in the browser, and say in a bar where it is and whether it stays.

    Where there is no browser, a system may say that it opened one all the same: so the file is always named.
    """
    if open_written(path):
        said, level = tr("The report opens in your browser, from {file}"), Qgis.MessageLevel.Success
    else:
        said = tr("The report was written, but no browser opened: open {file} yourself")
        level = Qgis.MessageLevel.Warning
    _push(bar, said, path, level)


def offer_report(path: str, bar: QgsMessageBar) -> QgsMessageBarItem:
    """Say in a bar where a report is, with a button that opens it, and return the message.

    The dialog that made it says so too, but takes that along when it closes.
    """
    item = _push(bar, tr("The report was written to {file}"), path, Qgis.MessageLevel.Success)
    button = QPushButton(tr("Open it"))
    button.clicked.connect(lambda _checked=False: open_written(path))
    item.layout().addWidget(button)
    return item


def _push(bar: QgsMessageBar, said: str, path: str, level: Qgis.MessageLevel) -> QgsMessageBarItem:
    said = said.format(file=path)
    if Path(path).is_relative_to(QgsProcessingUtils.tempFolder()):
        said += ". " + tr("It is a temporary file, which goes with QGIS: save it elsewhere to keep it.")
    item = bar.createMessage("", plain_html(said))
    item.setLevel(level)
    bar.pushItem(item)
    keep_in_view(item)
    return item
