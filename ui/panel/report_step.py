"""The step Report: opens the report of what was checked, and the last one that was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QPushButton

from ...adapters.io.translation import tr
from ..labels import plain_tip
from ..wrapped_label import WrappedLabel
from ..written_report import open_written
from .controller import REPORT
from .step import DONE, TO_DO, StepBox


class ReportStep(StepBox):
    """Leads to the report.

    Parameters
    ----------
    report
        Opens the report, filled in with the newest run.
    """

    def __init__(self, report: Callable[[], None]) -> None:
        super().__init__(REPORT, tr("Repor&t"))
        self.sentence, self.path = WrappedLabel(), ""
        self.make = QPushButton(tr("Make the report…"))
        self.make.clicked.connect(lambda _checked=False: report())
        self.last = WrappedLabel()
        self.open_last = QPushButton(tr("Open the last report"))
        self.open_last.clicked.connect(lambda _checked=False: open_written(self.path))
        for widget in (self.sentence, self.make, self.last, self.open_last):
            self.content.addWidget(widget)
        for button in (self.make, self.open_last):
            self.content.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        self.show_checked(checked=False)
        self.show_written("")

    def show_checked(self, *, checked: bool) -> None:
        """Show whether there is something to report."""
        self.make.setEnabled(checked)
        said = tr("One page for all, a sheet for each neighbourhood, a text and a spreadsheet.")
        self.sentence.setText(said if checked else tr("It is made of a check: run that first."))
        self._show_brief()

    def show_written(self, path: str) -> None:
        """Show where the last report is; nothing of an empty path."""
        self.path = path
        self.last.setText(tr("The last report: {file}").format(file=Path(path).name))
        self.last.setToolTip(plain_tip(path))
        for widget in (self.last, self.open_last):
            widget.setVisible(bool(path))
        self._show_brief()

    def _show_brief(self) -> None:
        self.show_state(DONE if self.path else TO_DO, self.last.text() if self.path else self.sentence.text())
