"""Puts the right editor into a cell of the table of requirements, and says what is wrong while the user types."""

from __future__ import annotations

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..labels import key_label
from .cell_editors import ChoiceEditor, Editor, ListEditor, Suggestions, dress, make_editor
from .requirements_model import RequirementsModel


class CellDelegate(QStyledItemDelegate):
    """Sends `typing` with what is wrong with the text in the open editor, empty where nothing is; `closed` after it."""

    typing = pyqtSignal(str)
    closed = pyqtSignal()

    def __init__(self, model: RequirementsModel, suggestions: Suggestions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self.suggestions = model, suggestions

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        row, name = index.row(), self._model.name(index.column())
        editing = self._model.editing
        editor = make_editor(name, self.suggestions, editing.draft.rows[row].requirement.indicator, parent)
        label = key_label(self._model.keys[index.column()])
        dress(editor, label, name, editing.error(row, name))

        def look(text: str) -> None:
            error = editing.error_while_typing(row, name, text)
            dress(editor, label, name, error)
            self.typing.emit(error)

        editor.typed.connect(look)
        # Of a line, and of a choice that was stepped to, Qt itself sees that they are done.
        if isinstance(editor, ListEditor):
            editor.committed.connect(lambda: self._done(editor))
        elif isinstance(editor, ChoiceEditor):
            editor.picked.connect(lambda: self._done(editor))
        return editor

    def setEditorData(self, editor: Editor, index: QModelIndex) -> None:
        text = self._model.editing.text(index.row(), self._model.name(index.column()))
        if text != editor.text():
            editor.setText(text)

    def setModelData(self, editor: Editor, model: QAbstractItemModel, index: QModelIndex) -> None:
        model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        place = option.rect
        place.setWidth(max(place.width(), min(editor.sizeHint().width(), editor.parentWidget().width())))
        place.setHeight(max(place.height(), editor.sizeHint().height()))
        editor.setGeometry(place)

    def destroyEditor(self, editor: QWidget, index: QModelIndex) -> None:
        super().destroyEditor(editor, index)
        self.closed.emit()

    def _done(self, editor: Editor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
