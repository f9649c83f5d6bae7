"""The panel: one dock from data to a decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from qgis.PyQt.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from qgis.PyQt.QtWidgets import QDockWidget, QVBoxLayout, QWidget

from ..explorer.controls import ControlColumn
from ..labels import PANEL
from ..tried_run import TriedRunTask
from .ahead_step import AheadStep
from .check_step import CheckStep
from .controller import CHECK, DATA, LOOK, PanelController
from .data_step import DataStep
from .look_step import LookStep
from .norms_step import NormsStep
from .off_streets_notice import OffStreetsNotice
from .report_step import ReportStep
from .step import StepBox
from .what_if_step import WhatIfStep


@dataclass(frozen=True, kw_only=True)
class Openers:
    """What opens the dialogs that the panel leads to; `algorithm` one by its id, with inputs."""

    fetch: Callable[[], None]
    prepare: Callable[[], None]
    edit_norms: Callable[[str], None]
    over_years: Callable[[], None]
    algorithm: Callable[[str, dict[str, object]], None]


class BuurtmaatPanel(QDockWidget):
    """The dock. Who makes it puts it into the window, and calls `drop` before taking it out.

    Parameters
    ----------
    iface
        The QGIS window.
    openers
        What opens the other dialogs.
    report
        Opens the report.
    """

    def __init__(  # noqa: QGS105 -- the menu hands it on
        self, iface: QgisInterface, openers: Openers, report: Callable[[], None]
    ) -> None:
        super().__init__("Buurtmaat", iface.mainWindow())
        self.setObjectName(PANEL)
        self.iface = iface
        # With the panel as their parent: the garbage is collected in any thread, and they are of this one.
        self.controller = PanelController(QgsProject.instance(), self)
        self.off_streets = [OffStreetsNotice(self.controller, iface.mapCanvas()) for _ in range(2)]
        self.data = DataStep(self.controller, iface.mapCanvas(), openers.prepare, openers.fetch, self.off_streets[0])
        self.norms = NormsStep(self.controller, openers.edit_norms)
        self.check = CheckStep(self.controller, openers.over_years, self.off_streets[1])
        self.tried = TriedRunTask(self.controller.project, self)
        # Before the other step that asks the run: it lets go of one that is past.
        self.what_if = WhatIfStep(self.controller, iface, self.tried)
        self.look = LookStep(self.controller, iface, self.tried)
        self.report = ReportStep(report)
        self.controller.left.connect(lambda: self.report.show_written(""))
        self.ahead = AheadStep(self.controller, openers.over_years, openers.algorithm)
        self.steps: list[StepBox] = [
            *(self.data, self.norms, self.check, self.look, self.what_if),
            *(self.report, self.ahead),
        ]
        self._lay_out()
        self._dropped = False
        self.check.ran.connect(self.look_at_newest)
        self.look.explorer.read.connect(self._show_outcome)
        self.look.card_shown.connect(lambda: QTimer.singleShot(0, self._scroll_to_card))
        self.look.explorer.read.connect(self._fit_soon)
        self.look.explorer.chosen.connect(lambda _: self._fit_soon())
        self.controller.state_changed.connect(self._show_steps)
        self.controller.look_later()  # at hundreds of layers by itself, as making the panel takes its time too
        self._show_outcome()
        self._show_steps()

    def _lay_out(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for number, step in enumerate(self.steps, 1):
            layout.addWidget(step)
            step.toggled.connect(lambda on, name=step.name: self.controller.open_step(name if on else ""))
            keys = QKeySequence(f"Alt+{number}")
            shortcut = QShortcut(keys, self, context=Qt.ShortcutContext.WindowShortcut)  # from the map too
            shortcut.activated.connect(lambda step=step: step.header.setFocus())
            shortcut.activated.connect(lambda name=step.name: self.controller.open_step(name))
            step.header.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
        layout.addStretch(1)
        self.scroll = ControlColumn(inside)
        self.scroll.resized.connect(lambda _height: self._fit_table())
        self.setWidget(self.scroll)

    # --- What is shown ---

    def _show_steps(self) -> None:
        opened = next((one for one in self.steps if one.name == self.controller.state.step), None)
        is_other = opened is not None and not opened.is_open
        for step in self.steps:
            step.show_open(step is opened)
        self._wake()
        if is_other:
            QTimer.singleShot(0, self._scroll_to_step)

    def _scroll_to_step(self) -> None:
        """Bring the open step to the top, where not all that it begins with is in view."""
        if self._dropped:
            return
        self._fit_table()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        step = next((one for one in self.steps if one.is_open), None)
        if step is None:
            return
        inside, bar = self.scroll.widget(), self.scroll.verticalScrollBar()
        last = self.look.explorer.pages if step is self.look else step
        top, bottom = step.y(), last.mapTo(inside, QPoint(0, last.height())).y()
        if top < bar.value() or bottom > bar.value() + self.scroll.viewport().height():
            bar.setValue(top)

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, lambda: None if self._dropped else self._fit_table())

    def _fit_table(self) -> None:
        """Give the table in the step Look the rows that are seen at once with what stands above it in that step."""
        explorer = self.look.explorer
        above = explorer.mapTo(self.look, QPoint(0, 0)).y()
        explorer.fit(self.scroll.viewport().height() - above)

    def _wake(self) -> None:
        """Let the step Look have the map while it is looked at."""
        self.look.wake(on=self.look.is_open and not self.isHidden())
        if self.what_if.is_open and not self.isHidden():
            self.what_if.wake()
        else:
            self.what_if.sleep()

    def _show_outcome(self) -> None:
        """Show in the other steps what the run says that is read."""
        is_there = self.look.explorer.layers.chosen().results is not None
        self.check.show_outcome(self.look.explorer.outcome, is_there=is_there)
        for notice in self.off_streets:
            notice.show_found(self.look.explorer.off_streets)
        self.report.show_checked(checked=is_there)  # also one that is still read, or that has no distance to move
        self.ahead.show_most_missing(self.look.explorer.most_missing)

    def take_prepared(self) -> None:
        """Take what Prepare data made, and go on to the check where nothing is missing."""
        self.controller.look_at_layers()
        if not self.data.missing and self.controller.state.step in ("", DATA):
            self.controller.open_step(CHECK)

    def look_at_newest(self) -> None:
        """Look at the newest run."""
        self.look.follow_newest()
        self.controller.open_step(LOOK)

    def _scroll_to_card(self) -> None:
        """Bring the card to the top, once all above it has its height."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        top = self.look.card.mapTo(self.scroll.widget(), QPoint(0, 0)).y()
        self.scroll.verticalScrollBar().setValue(top)

    # --- Coming and going ---

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and not self._dropped:
            # A dialog may have run a check meanwhile, and the editor may have changed the norm sets.
            self.controller.look_again()
            self.norms.refresh()
            self.what_if.look_again()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wake()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.look.wake(on=False)
        self.what_if.sleep()
        super().closeEvent(event)

    def drop(self) -> None:
        """Take everything off the map and let go of the project; the dock is of no use afterwards."""
        if self._dropped:
            return
        self._dropped = True
        self.check.drop()
        self.look.drop()
        self.what_if.drop()
        self.tried.drop()
        self.controller.drop()
