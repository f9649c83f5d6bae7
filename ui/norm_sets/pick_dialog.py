"""Picking requirements from the library, or from another norm set."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QShowEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...adapters.io.translation import tr
from ...core.norms.model import Mode, NormSet, Requirement
from ..labels import language, name_buttons
from .editing import Editing
from .held_table import HeldTable
from .requirements_model import RequirementsModel

_KEYS = ("title", "basis", "facility", "indicator", "threshold", "unit", "minimum", "target", "source", "year", "note")

_WIDE, _HIGH = 190, 40  # in characters and lines, so that it grows with the font


class PickDialog(QDialog):
    """Shows the requirements of a set, with where each comes from; `picked` are those selected."""

    def __init__(self, sets: Sequence[NormSet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Pick requirements"))
        self._sets = list(sets)
        self._editing = Editing(self._sets[0], read_only=True, parent=self)
        self.choice = QComboBox(self)
        self.choice.addItems([one.title.in_language(language()) or one.id for one in self._sets])
        self.filter = QLineEdit(self)
        self.filter.setClearButtonEnabled(True)
        self.filter.setPlaceholderText(tr("a word, such as park or RIVM"))
        self._rows = QSortFilterProxyModel(self)
        self._rows.setSourceModel(RequirementsModel(self._editing, _KEYS, self))
        self._rows.setFilterKeyColumn(-1)
        self._rows.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = HeldTable(self)
        self.table.setModel(self._rows)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(tr("Requirements to pick from"))
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        ok_cancel = QDialogButtonBox.StandardButton
        self.box = QDialogButtonBox(ok_cancel.Ok | ok_cancel.Cancel, self)
        name_buttons(self.box)
        self.box.button(ok_cancel.Ok).setText(tr("Add"))
        form = QFormLayout()
        form.addRow(tr("&From"), self.choice)
        form.addRow(tr("&Search"), self.filter)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.table)
        layout.addWidget(self.note)
        layout.addWidget(self.box)
        self.choice.currentIndexChanged.connect(self._show)
        self.filter.textChanged.connect(self._rows.setFilterFixedString)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.doubleClicked.connect(self.accept)
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)
        metrics, room = self.fontMetrics(), self.screen().availableGeometry().size() * 0.9
        wide, high = _WIDE * metrics.averageCharWidth(), _HIGH * metrics.lineSpacing()
        self.resize(min(wide, room.width()), min(high, room.height()))
        self._selected()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_columns()  # the width of the table was not known before

    def picked(self) -> list[Requirement]:
        """Return the requirements that are selected, in the order of the set."""
        rows = [self._rows.mapToSource(index).row() for index in self.table.selectionModel().selectedRows()]
        return [self._editing.draft.rows[row].requirement for row in sorted(rows)]

    def modes(self) -> tuple[Mode, ...]:
        """Return the ways to move of the set that is shown."""
        return self._editing.draft.own.modes

    def _show(self, number: int) -> None:
        self._editing.open(self._sets[number], None, read_only=True)
        self._fit_columns()
        self._selected()

    def _fit_columns(self) -> None:
        self.table.fit_columns(_KEYS.index("unit"))

    def _selected(self, *_: object) -> None:
        picked = self.picked()
        self.note.setText(picked[-1].note.in_language(language()) if picked else tr("Select one requirement or more."))
        self.box.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(picked))
