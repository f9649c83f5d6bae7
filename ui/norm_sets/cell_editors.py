"""The right editor for each key: one for the cells of the table and for the fields of the forms.

Each has `text()`, `setText()` and `set_locked()`, sends `typed` with the text at every change by the user, and
`committed` when the user is done with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QEvent, QModelIndex, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel, QWheelEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from ...adapters.io.translation import facility_word, tr
from ...core.norms.edits import KEYS
from ...core.norms.indicators import indicator_of
from ...core.norms.model import STATES
from ..labels import choice_words, key_help, plain_tip
from .lists import LISTS, edit_list


@dataclass(frozen=True)
class Suggestions:
    """What the layers of the project and the shipped sets offer to choose from; `modes` are all there are."""

    types: Sequence[str] = ()
    fields: Sequence[str] = ()
    classes: Sequence[str] = ()
    modes: Sequence[str] = ()


class LineEditor(QLineEdit):
    """A line of text, with suggestions where there are some; those of a list are for the item being typed."""

    typed = pyqtSignal(str)
    committed = pyqtSignal()

    def __init__(self, suggestions: Iterable[str] = (), between: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._between = between
        self.suggest(suggestions)
        self.textEdited.connect(self.typed)
        self.editingFinished.connect(self.committed)

    def suggest(self, words: Iterable[str]) -> None:
        """Offer other words from now on."""
        known = {word: facility_word(word) if self._between else word for word in words}
        self.setCompleter(_ItemCompleter(known, self._between, self) if known else None)

    def event(self, event: QEvent) -> bool:
        # Deletes a word here, not the requirement that this is a cell of.
        if event.type() == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.DeleteEndOfWord):
            event.accept()
            return True
        return super().event(event)

    def setText(self, text: str) -> None:
        """Put a text in, and show its beginning."""
        super().setText(text)
        self.setCursorPosition(0)

    def set_locked(self, locked: bool) -> None:
        """Let the text be read and copied only, or changed too."""
        self.setReadOnly(locked)


class ChoiceEditor(QComboBox):
    """A choice among values that are shown as words.

    It is made by picking one from the list (`picked`), or by stepping to it and then Enter or leaving; Esc undoes.
    """

    typed = pyqtSignal(str)
    picked = pyqtSignal()
    committed = pyqtSignal()

    def __init__(self, words: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for value, word in words.items():
            self.addItem(word, value)
        self._words = len(words)
        self._before, self._stepping = "", False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._chosen)
        self.picked.connect(self._commit)

    def text(self) -> str:
        """Return the value that is chosen."""
        return str(self.currentData() or "")

    def setText(self, text: str) -> None:
        """Choose a value; one that is not among the choices is added, so that nothing changes unseen."""
        while self.count() > self._words:
            self.removeItem(self._words)
        index = self.findData(text)
        if index < 0:
            self.addItem(text, text)
            index = self.count() - 1
        self.setCurrentIndex(index)
        self._before = text

    def set_locked(self, locked: bool) -> None:
        """Let the value be seen only, or changed too."""
        self.setEnabled(not locked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, not the value under the mouse."""
        if self.hasFocus():
            self._stepping = True
            super().wheelEvent(event)
            self._stepping = False
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit()
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._before:
            self.setText(self._before)
            self.typed.emit(self.text())
        else:
            self._stepping = True
            super().keyPressEvent(event)
            self._stepping = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._commit()

    def _chosen(self, _index: int) -> None:
        self.typed.emit(self.text())
        if not self._stepping:
            self.picked.emit()

    def _commit(self) -> None:
        self._before = self.text()
        self.committed.emit()


class NoteEditor(QPlainTextEdit):
    """A text of several lines; Tab goes on to the next field."""

    typed = pyqtSignal(str)
    committed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setMaximumHeight(4 * self.fontMetrics().lineSpacing() + 12)
        self.textChanged.connect(lambda: self.typed.emit(self.text()))

    def text(self) -> str:
        """Return the text."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Put a text in, unless it is there: the cursor stays where it is."""
        if text != self.text():
            with QSignalBlocker(self):
                self.setPlainText(text)

    def set_locked(self, locked: bool) -> None:
        """Let the text be read and copied only, or changed too."""
        self.setReadOnly(locked)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.committed.emit()


class ListEditor(QWidget):
    """A list in one line, and a button that opens it as a table."""

    typed = pyqtSignal(str)
    committed = pyqtSignal()

    def __init__(self, name: str, suggestions: Suggestions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._suggestions = name, suggestions
        self.line = LineEditor(parent=self)
        self.line.typed.connect(self.typed)
        self.button = QToolButton(self)
        self.button.setText("…")
        self.button.setToolTip(tr("Fill in as a table"))
        self.button.setAccessibleName(tr("Fill in as a table"))
        self.button.clicked.connect(self._open)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.setAutoFillBackground(True)
        self.line.editingFinished.connect(self._left)

    def text(self) -> str:
        """Return the text."""
        return self.line.text()

    def setText(self, text: str) -> None:
        """Put a text in."""
        self.line.setText(text)

    def set_locked(self, locked: bool) -> None:
        """Let the text be read and copied only, or changed too."""
        self.line.set_locked(locked)
        self.button.setEnabled(not locked)

    def setPlaceholderText(self, text: str) -> None:
        """Show what may be written, while nothing is."""
        self.line.setPlaceholderText(text)

    def _left(self) -> None:
        if not self.button.hasFocus():
            self.committed.emit()

    def _open(self) -> None:
        text = edit_list(self._name, self.text(), self._suggestions.fields, self._suggestions.classes, self)
        if text is not None:
            self.setText(text)
            self.typed.emit(text)
            self.committed.emit()


Editor = LineEditor | ChoiceEditor | NoteEditor | ListEditor


def make_editor(
    name: str, suggestions: Suggestions, indicator: str | None = None, parent: QWidget | None = None
) -> Editor:
    """Make the editor for a key of a requirement with an indicator, or of a set where that is None."""
    words = _words(name, suggestions, indicator)
    if words:
        return ChoiceEditor(words, parent)
    if name in LISTS:
        editor: Editor = ListEditor(name, suggestions, parent)
    elif name.startswith("note"):
        editor = NoteEditor(parent)
    else:
        editor = LineEditor(suggested(name, suggestions), "|" if name == "facility" else "", parent)
    editor.setPlaceholderText(_EXAMPLES.get(name, ""))
    return editor


def suggested(name: str, suggestions: Suggestions) -> Sequence[str]:
    """Return the words to offer in a line for a key."""
    if name == "facility":
        return suggestions.types
    return suggestions.fields if name in ("weight", "weight_of", "level") else ()


def dress(editor: Editor, label: str, name: str, error: str) -> None:
    """Give an editor its name and its error, to see and to hear."""
    field = editor.line if isinstance(editor, ListEditor) else editor
    field.setAccessibleName(label)
    field.setAccessibleDescription(error or key_help(name))
    field.setToolTip(plain_tip(error or key_help(name)))
    # A thicker border too: the colour alone would say it to some only.
    sheet = "border: 2px solid #b3261e;" if error else ""
    if sheet != field.styleSheet():  # Qt would dress the field anew
        field.setStyleSheet(sheet)


_EXAMPLES = {
    "thresholds_by_class": "landelijk: 800; centrum: 400",
    "where": "area_m2 >= 1000",
    "demand_where": "complex_dwellings >= 5",
    "applies_if": "inhabitants >= 500",
    "url": "https://",
    "target": "95 %",
    "target_path": "2026: 80 %; 2035: 95 %",
    "serves": "4800 - 20000",
    "page": "p. 8",
    "looked_up": "2026-11-29",
}


def _words(name: str, suggestions: Suggestions, indicator: str | None) -> dict[str, str]:
    words = choice_words(name)
    if name == "state":
        return {value: words[value] for value in STATES}
    if indicator is None:
        return {}
    if name == "mode":
        return {mode: words.get(mode, mode) for mode in suggestions.modes}
    if name == "unit":
        return {unit: words[unit] for unit in indicator_of(indicator).units or words}
    return words if KEYS[name.partition(".")[0]].kind in ("text", "flag") else {}


class _ItemCompleter(QCompleter):
    """Completes the item of a list that is being typed; words are offered, and found, by what they are called too."""

    def __init__(self, words: Mapping[str, str], between: str, line: QLineEdit) -> None:
        super().__init__(line)
        self._between, self._line = between, line
        model = QStandardItemModel(self)
        for word, named in words.items():
            item = QStandardItem(word if named == word else f"{named} ({word})")
            item.setData(word, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        self.setModel(model)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(self._between)[2].strip() if self._between else path]

    def pathFromIndex(self, index: QModelIndex) -> str:
        word = str(index.data(Qt.ItemDataRole.UserRole))
        if not self._between:
            return word
        before = [one.strip() for one in self._line.text().split(self._between)[:-1]]
        return f" {self._between} ".join([*before, word])
