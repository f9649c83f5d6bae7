"""A form of some keys of a requirement, or of the set itself: each with its label, editor and error."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from ...core.norms.edits import KEYS
from ...core.norms.indicators import LIMITED_KEYS
from ..labels import key_label
from .cell_editors import Editor, LineEditor, Suggestions, dress, make_editor, suggested
from .editing import Editing


class KeyForm(QWidget):
    """Shows the keys of one row (of the set where `of_set`), and puts what the user fills in into the draft."""

    def __init__(
        self,
        editing: Editing,
        names: Sequence[str],
        suggestions: Suggestions,
        *,
        of_set: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editing, self._of_set = editing, of_set
        self.row: int | None = None
        self.editors: dict[str, Editor] = {}
        self.errors: dict[str, QLabel] = {}
        self.form = QFormLayout(self)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name in names:
            self._add(name, suggestions)
        editing.changed.connect(self.refresh)
        self.refresh()

    def suggest(self, suggestions: Suggestions) -> None:
        """Offer other words from now on."""
        for name, editor in self.editors.items():
            if isinstance(editor, LineEditor):
                editor.suggest(suggested(name, suggestions))

    def show_row(self, row: int | None) -> None:
        """Show another row; None: none."""
        self.row = row
        self.refresh()

    def refresh(self) -> None:
        """Show what stands in the draft now."""
        rows = self.editing.draft.rows
        there = self._of_set or (self.row is not None and self.row < len(rows))
        for name, editor in self.editors.items():
            text = self.editing.text(self.row, name) if there else ""
            if editor.text() != text:
                editor.setText(text)
            editor.setEnabled(there)
            if there:
                editor.set_locked(self.editing.read_only)
            self._tell(name, self.editing.error(self.row, name.partition(".")[0]) if there else "")
            if not self._of_set and there and self.row is not None:
                self._show_row_of(editor.parentWidget(), self._is_asked(name, self.row))

    def show_key(self, name: str) -> None:
        """Go to the editor of a key."""
        if name in self.editors:
            self.editors[name].setFocus()

    def _show_row_of(self, holder: QWidget, shown: bool) -> None:
        holder.setVisible(shown)  # QFormLayout can do this itself from Qt 6.4 on
        self.form.labelForField(holder).setVisible(shown)

    def _is_asked(self, name: str, row: int) -> bool:
        indicator = self.editing.draft.rows[row].requirement.indicator
        if name not in LIMITED_KEYS or indicator in KEYS[name].only:
            return True
        return bool(self.editing.error(row, name))

    def _add(self, name: str, suggestions: Suggestions) -> None:
        holder = QWidget(self)
        editor = make_editor(name, suggestions, None if self._of_set else "", holder)
        error = QLabel(holder)
        error.setWordWrap(True)
        error.setTextFormat(Qt.TextFormat.PlainText)
        error.hide()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(editor)
        column.addWidget(error)
        label = QLabel(key_label(name), self)
        label.setBuddy(editor)
        self.form.addRow(label, holder)
        self.editors[name], self.errors[name] = editor, error
        editor.typed.connect(lambda text, name=name: self._typed(name, text))
        editor.committed.connect(lambda name=name: self._committed(name))

    def _typed(self, name: str, text: str) -> None:
        if self._is_shown():
            self._tell(name, self.editing.error_while_typing(self.row, name, text))

    def _committed(self, name: str) -> None:
        if self._is_shown():
            self.editing.put(self.row, name, self.editors[name].text())

    def _is_shown(self) -> bool:
        return self._of_set or (self.row is not None and self.row < len(self.editing.draft.rows))

    def _tell(self, name: str, error: str) -> None:
        dress(self.editors[name], key_label(name), name, error)
        label = self.errors[name]
        label.setText(f"⚠ {error}" if error else "")
        label.setVisible(bool(error))
