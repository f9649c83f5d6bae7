"""Lists that stand in one cell, filled in as a table: thresholds by class, conditions, ways to move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from qgis.PyQt.QtCore import QSignalBlocker, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...adapters.io.translation import tr
from ...core.norms.cells import (
    WrongCellError,
    exclude_text,
    field_text,
    name_text,
    number_text,
    read_classes,
    read_conditions,
    read_exclude,
    read_number,
    values_text,
)
from ...core.norms.checks import Finding, condition_findings, mode_findings
from ...core.norms.model import CONDITIONED, OPERATORS, Mode, NetworkName
from ...core.notes import Note
from ..labels import choice_words, decimal_comma, key_help, key_label, name_buttons, said, tab_order

LISTS = ("thresholds_by_class", *CONDITIONED)

Rows = list[tuple[str, ...]]


@dataclass(frozen=True)
class ListColumn:
    """A column of such a table, with the values it may have, or some to suggest where any other will do."""

    label: str
    choices: Sequence[tuple[str, str]] = ()
    suggestions: Sequence[str] = ()


def edit_list(
    name: str, text: str, fields: Sequence[str], classes: Sequence[str], parent: QWidget | None
) -> str | None:
    """Let the user fill in a list as a table; None where the user cancels."""
    dialog = list_dialog(name, text, fields, classes, parent)
    filled_in = dialog.result_text() if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    return filled_in


def list_dialog(
    name: str, text: str, fields: Sequence[str], classes: Sequence[str], parent: QWidget | None
) -> RowsDialog:
    """Make the table for thresholds by class or for conditions."""
    if name == "thresholds_by_class":
        columns = [ListColumn(tr("Living environment"), suggestions=classes), ListColumn(tr("Threshold"))]
        dialog = RowsDialog(key_label(name), key_help(name), columns, _classes, parent)
        dialog.fill(_class_rows, text)
        return dialog
    columns = [
        ListColumn(tr("Field"), suggestions=fields),
        ListColumn(tr("Is"), choices=[(op, op) for op in OPERATORS]),
        ListColumn(tr("Value")),
    ]
    help_text = f"{key_help(name)} {tr('After “in” stand several values with | between them.')}"
    dialog = RowsDialog(key_label(name), help_text, columns, _conditions, parent)
    dialog.fill(_condition_rows, text)
    return dialog


def modes_dialog(modes: Sequence[Mode], parent: QWidget | None) -> RowsDialog:
    """Make the table for the ways to move that a set adds or changes."""
    comma = decimal_comma()
    rows: list[tuple[str, ...]] = [
        (one.name, number_text(one.kmh, comma=comma), one.network, exclude_text(one.exclude)) for one in modes
    ]
    columns = [
        ListColumn(tr("Name"), suggestions=list(choice_words("mode"))),
        ListColumn(key_label("kmh")),
        ListColumn(key_label("network"), choices=[(value, word) for value, word in choice_words("network").items()]),
        ListColumn(key_label("exclude")),
    ]
    text = tr(
        "Ways to move that this set adds, such as a wheelchair, or to which it gives another speed: walk, walk_65, "
        "rollator and cycle are there without it. What is left out is written as highway: steps | path."
    )
    dialog = RowsDialog(key_label("modes"), text, columns, lambda found: _checked_modes(read_modes(found)), parent)
    dialog.fill(lambda _: rows)
    return dialog


def read_modes(rows: Rows) -> tuple[Mode, ...]:
    """Read the ways to move that were filled in; a `WrongCellError` says what cannot be read."""
    # The network is one of those that can be chosen.
    return tuple(
        Mode(name.strip(), read_number("kmh", kmh), cast(NetworkName, network), read_exclude(left_out))
        for name, kmh, network, left_out in rows
    )


class RowsDialog(QDialog):
    """A small table whose rows the user adds, fills in and takes away; it cannot be accepted while it is wrong.

    Parameters
    ----------
    title, text
        The heading, and what to fill in.
    columns
        Of the table.
    check
        Gives the text for the rows, or raises a `WrongCellError`.
    """

    def __init__(
        self,
        title: str,
        text: str,
        columns: Sequence[ListColumn],
        check: Callable[[Rows], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns, self._check, self._unread = columns, check, ""
        self.setWindowTitle(title)
        self.table = QTableWidget(0, len(columns), self)
        self.table.setHorizontalHeaderLabels([column.label for column in columns])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(title)
        self.error = QLabel(self)
        self.error.setWordWrap(True)
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setAccessibleName(tr("What is wrong"))
        explanation = QLabel(text, self)
        explanation.setWordWrap(True)
        explanation.setBuddy(self.table)
        add, remove = QPushButton(tr("&Add row"), self), QPushButton(tr("&Remove row"), self)
        add.clicked.connect(self.add_row)
        remove.clicked.connect(self.remove_row)
        self._buttons = (add, remove)
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addWidget(remove)
        buttons.addStretch()
        ok_cancel = QDialogButtonBox.StandardButton
        self.box = QDialogButtonBox(ok_cancel.Ok | ok_cancel.Cancel, self)
        name_buttons(self.box)
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (explanation, self.table):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        layout.addWidget(self.error)
        layout.addWidget(self.box)
        self.table.itemChanged.connect(self.look)
        # As wide as the headings, each with room to type below it.
        header = self.table.horizontalHeader()
        wide = sum(header.sectionSizeHint(column) for column in range(len(columns)))
        self.resize(max(wide, 20 * len(columns) * self.fontMetrics().averageCharWidth()) + 60, 320)

    def fill(self, read: Callable[[str], Rows], text: str = "") -> None:
        """Fill the table with what a text holds; of one that cannot be read, say so until a row is filled in."""
        rows: Rows = []
        try:
            rows = read(text)
        except WrongCellError as wrong:
            unread = tr("“{text}” cannot be read ({what}): correct it in its cell, or fill in the table in its place")
            self._unread = unread.format(text=text[:200], what=said(wrong.what))
        for row in rows or [("",) * len(self._columns)]:
            self._append(row)
        self.look()

    def accept(self) -> None:
        self.box.setFocus()  # what is being typed goes into its cell
        if self.box.button(QDialogButtonBox.StandardButton.Ok).isEnabled():
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter ends the cell, not the dialog.
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        here = self.focusWidget()
        if not (enter and here is not None and self.table.isAncestorOf(here)):
            super().keyPressEvent(event)

    def rows(self) -> Rows:
        """Return the rows that hold anything."""
        rows = [
            tuple(self._text(number, column) for column in range(len(self._columns)))
            for number in range(self.table.rowCount())
        ]
        free = [number for number, column in enumerate(self._columns) if not column.choices]
        return [row for row in rows if any(row[number].strip() for number in free)]

    def result_text(self) -> str:
        """Return the text for the rows; empty while they are wrong."""
        try:
            return self._check(self.rows())
        except WrongCellError:
            return ""

    def add_row(self) -> None:
        """Add an empty row, and go to it."""
        self._append(("",) * len(self._columns))
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus()
        self.look()

    def remove_row(self) -> None:
        """Take the current row away."""
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
        self.look()

    def look(self, *_: object) -> None:
        """Describe what is wrong, and allow OK where nothing is."""
        rows = self.rows()
        error = "" if rows else self._unread
        try:
            self._check(rows)
        except WrongCellError as wrong:
            error = said(wrong.what)
        self.error.setText(f"⚠ {error[:1].upper()}{error[1:]}." if error else "")
        self.box.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not error)

    def _append(self, row: tuple[str, ...]) -> None:
        number = self.table.rowCount()
        with QSignalBlocker(self.table):
            self.table.insertRow(number)
            for column, (text, kind) in enumerate(zip(row, self._columns, strict=True)):
                if kind.choices or kind.suggestions:
                    self.table.setCellWidget(number, column, self._box(kind, text))
                else:
                    self.table.setItem(number, column, QTableWidgetItem(text))
        self._order()

    def _order(self) -> None:
        """Let Tab go from the table to its lists from left to right, and then to the buttons."""
        rows, columns = range(self.table.rowCount()), range(len(self._columns))
        cells = [self.table.cellWidget(row, column) for row in rows for column in columns]
        tab_order(self.table, *(one for one in cells if one is not None), *self._buttons, *self.box.buttons())

    def _box(self, kind: ListColumn, text: str) -> QComboBox:
        box = QComboBox(self.table)
        box.setAccessibleName(kind.label)
        for value, word in kind.choices:
            box.addItem(word, value)
        if kind.suggestions:
            box.setEditable(True)
            box.addItems(kind.suggestions)
            box.setCurrentText(text)
        else:
            box.setCurrentIndex(max(box.findData(text), 0))
        box.currentTextChanged.connect(self.look)
        return box

    def _text(self, row: int, column: int) -> str:
        box = self.table.cellWidget(row, column)
        if isinstance(box, QComboBox):
            return str(box.currentData()) if self._columns[column].choices else box.currentText()
        item = self.table.item(row, column)
        return "" if item is None else str(item.data(Qt.ItemDataRole.DisplayRole) or "")


def _class_rows(text: str) -> Rows:
    comma = decimal_comma()
    return [(name, number_text(value, comma=comma)) for name, value in read_classes(text)]


def _classes(rows: Rows) -> str:
    text = "; ".join(f"{name_text(name)}: {value}" for name, value in rows)
    read_classes(text)
    return text


def _condition_rows(text: str) -> Rows:
    return [(one.field, one.op, values_text(one.value)) for one in read_conditions(text)]


def _conditions(rows: Rows) -> str:
    text = "; ".join(f"{field_text(field)} {op} {value}" for field, op, value in rows)
    for condition in read_conditions(text):
        _refuse(condition_findings(condition))
    return text


def _checked_modes(modes: Sequence[Mode]) -> str:
    names = [mode.name for mode in modes]
    for mode in modes:
        if names.count(mode.name) > 1:
            raise WrongCellError(Note("two ways to move are called {name}; give each its own name", name=mode.name))
        _refuse(mode_findings(mode))
    return ", ".join(names)


def _refuse(findings: Sequence[Finding]) -> None:
    for finding in findings:
        raise WrongCellError(finding.what)
