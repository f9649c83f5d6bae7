"""The requirements of a run one below the other: those that can be moved with their controls, and the others."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from ...adapters.io.translation import tr
from .controls import WheelGuard
from .row import FixedRow, RequirementRow
from .state import ALL, Exploring


class RequirementList(QObject):
    """Holds what stands at three places: what is moved, a button that opens the list, and what nothing here moves.

    `chosen` tells the id of the requirement that the user chose, `threshold_moved` and `target_moved` what is asked of
    one, `opened` that the list was opened or closed.

    Parameters
    ----------
    wheel
        Keeps the wheel from what is not in use.
    """

    chosen = pyqtSignal(str)
    threshold_moved = pyqtSignal(str, float)
    target_moved = pyqtSignal(str, float)
    opened = pyqtSignal()

    def __init__(self, wheel: WheelGuard, parent: QObject) -> None:
        super().__init__(parent)
        self._wheel = wheel
        self.rows: dict[str, RequirementRow] = {}
        self.fixed: dict[str, FixedRow] = {}
        self._group = QButtonGroup(self)
        self.movable, self.others = QWidget(), QWidget()
        self._movable, self._others = QVBoxLayout(self.movable), QVBoxLayout(self.others)
        for layout in (self._movable, self._others):
            layout.setContentsMargins(0, 0, 0, 0)
        self.each = QToolButton()
        self.each.setCheckable(True)
        self.each.setAutoRaise(True)
        self.each.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.each.setArrowType(Qt.ArrowType.RightArrow)
        self.each.toggled.connect(lambda _: self.opened.emit())

    def clear(self) -> None:
        """Take all of them out."""
        for row in self.rows.values():
            self._group.removeButton(row.radio)
            self._movable.removeWidget(row)
            row.hide()  # at once: it goes when the loop comes back, which a dialog that opens now may put off
            row.deleteLater()
        for fixed in self.fixed.values():
            self._others.removeWidget(fixed)
            fixed.hide()
            fixed.deleteLater()
        self.rows.clear()
        self.fixed.clear()

    def fill(self, session: Exploring, behind: QWidget, others_behind: QWidget) -> None:
        """Put those of a run in.

        Parameters
        ----------
        behind, others_behind
            What the keyboard comes from to what is moved, and to the others: they are made last, but stand before.
        """
        for one in session.exploration.requirements:
            self._add_row(session, one.explored.id, one.title, one.unit)
        for name, title in session.fixed.items():
            self._add_fixed(session, name, title)
        for control in [control for row in self.rows.values() for control in row.controls]:
            QWidget.setTabOrder(behind, control)
            behind = control
        for fixed in self.fixed.values():
            QWidget.setTabOrder(others_behind, fixed.radio)
            others_behind = fixed.radio
        self.each.setText(tr("Each requirement ({n})").format(n=len(self.rows) + len(self.fixed)))

    def _add_row(self, session: Exploring, name: str, title: str, unit: str) -> None:
        row = RequirementRow(name, title, unit, session.range_of(name))
        row.chosen.connect(lambda: self.chosen.emit(name))
        row.threshold_moved.connect(lambda threshold: self.threshold_moved.emit(name, threshold))
        row.target_moved.connect(lambda target: self.target_moved.emit(name, target))
        self.rows[name] = row
        self._group.addButton(row.radio)
        self._movable.addWidget(row)
        for control in row.controls[1:]:
            self._wheel.guard(control)

    def _add_fixed(self, session: Exploring, name: str, title: str) -> None:
        """Add a requirement that nothing here moves, such as a rate."""
        row = FixedRow(name, title, session.fixed_text(name))
        row.chosen.connect(lambda: self.chosen.emit(name))
        self.fixed[name] = row
        self._others.addWidget(row)

    def choose(self, session: Exploring) -> None:
        """Show the requirement that is current with its controls, or all."""
        moving, name = session.is_moving, session.shown
        self._group.setExclusive(False)  # else the last one cannot be let go of
        for other, row in self.rows.items():
            row.show_chosen(on=moving and other == name)
            row.setVisible((name == ALL and session.is_last_year) or (moving and other == name))
        self._group.setExclusive(True)

    def unfold(self, session: Exploring) -> None:
        """Show each requirement where all are asked for and the user wants them listed, and what is moved."""
        offers, opened = session.shown == ALL and session.is_last_year, self.each.isChecked()
        self.each.setVisible(offers)
        self.each.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.movable.setVisible(session.is_moving or (offers and opened))
        for fixed in self.fixed.values():
            fixed.setVisible(offers)
        self.others.setVisible(offers and opened)

    def show_asked(self, session: Exploring, name: str = "") -> None:
        """Show what is asked of a requirement, or of all, and what holds for it."""
        for one in [name] if name else list(self.rows):
            asked = session.threshold(one), session.asked[one].target
            self.rows[one].show_asked(*asked)
            self.rows[one].show_result(*asked, session.result_text(one))
