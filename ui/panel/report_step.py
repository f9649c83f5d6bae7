"""The step Report: opens the report of what was checked."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QPushButton

from ...adapters.io.translation import tr
from ..explorer.row import plain_label
from .controller import REPORT
from .step import TO_DO, StepBox


class ReportStep(StepBox):
    """Leads to the report.

    Parameters
    ----------
    report
        Opens the report, filled in with the newest run.
    """

    def __init__(self, report: Callable[[], None]) -> None:
        super().__init__(REPORT, tr("Repor&t"))
        self.sentence = plain_label()
        self.make = QPushButton(tr("Make the report…"))
        self.make.clicked.connect(lambda _checked=False: report())
        self.content.addWidget(self.sentence)
        self.content.addWidget(self.make)
        self.content.setAlignment(self.make, Qt.AlignmentFlag.AlignLeft)
        self.show_checked(checked=False)

    def show_checked(self, *, checked: bool) -> None:
        """Show whether there is something to report."""
        self.make.setEnabled(checked)
        said = tr("One page for all, a sheet for each neighbourhood, a text and a spreadsheet.")
        self.sentence.setText(said if checked else tr("It is made of a check: run that first."))
        self.show_state(TO_DO, self.sentence.text())
