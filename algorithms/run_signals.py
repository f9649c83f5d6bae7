"""What runs tell the window of QGIS."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal


class RunSignals(QObject):
    """Tells of runs to whoever listens; in `qgis_process` nobody does.

    `checked`: what came of a check whose results go into the project, in a sentence, and the path of the report that
    it wrote, empty if none. `reported`: the path of what a report was written to, first of all of the page.
    """

    checked = pyqtSignal(str, str)
    reported = pyqtSignal(str)
