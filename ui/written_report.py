"""Shows a report that was written: in the browser, with a sentence that says where it is."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsProcessingUtils
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..adapters.io.translation import tr
from .labels import plain_html
from .outcome_message import keep_in_view


def show_written_report(path: str, bar: QgsMessageBar) -> None:
    """Open a report in the browser, and say in a bar where it is and whether it stays.

    Where there is no browser, a system may say that it opened one all the same: so the file is always named.
    """
    is_open = QDesktopServices.openUrl(QUrl.fromLocalFile(path))
    if is_open:
        said = tr("The report opens in your browser, from {file}").format(file=path)
    else:
        said = tr("The report was written, but no browser opened: open {file} yourself").format(file=path)
    if Path(path).is_relative_to(QgsProcessingUtils.tempFolder()):
        said += ". " + tr("It is a temporary file, which goes with QGIS: save it elsewhere to keep it.")
    item = bar.createMessage("", plain_html(said))
    item.setLevel(Qgis.MessageLevel.Success if is_open else Qgis.MessageLevel.Warning)
    bar.pushItem(item)
    keep_in_view(item)
