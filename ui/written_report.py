"""Shows a report that was written: in the browser, with a sentence that says where it is."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsProcessingUtils
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..adapters.io.translation import tr
from .labels import plain_html


def open_report_page(path: str) -> bool:
    """Open a page in the browser, and return whether the system has one for it."""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(path)))


def show_written_report(path: str, bar: QgsMessageBar) -> None:
    """Open the report that a dialog wrote, and say in the dialog's bar where it is and whether it stays."""
    is_open = open_report_page(path)
    if not is_open:
        said = tr("The report was written, but no browser opened. It is in {file}").format(file=path)
    elif Path(path).is_relative_to(QgsProcessingUtils.tempFolder()):
        said = tr("The report is in your browser. It is a temporary file, which goes with QGIS: save it there.")
    else:
        said = tr("The report is in your browser, and in {file}").format(file=path)
    bar.clearWidgets()
    level = Qgis.MessageLevel.Success if is_open else Qgis.MessageLevel.Warning
    bar.pushMessage("", plain_html(said), level, 0)
