"""What a norm set says about itself: its title, version and state, where it is kept, and its ways to move."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...adapters.io.translation import tr
from ...adapters.norms.store import PROFILE, PROJECT, SHIPPED
from ...core.norms.edits import with_modes
from ..labels import choice_word
from .cell_editors import Suggestions
from .editing import Editing
from .key_form import KeyForm
from .lists import modes_dialog, read_modes
from .set_list import place_words

KEYS = ("title.en", "title.nl", "id", "version", "date", "state", "adopted_by", "adopted_on", "superseded_by")


class SetPanel(QWidget):
    """Sends `place_chosen` when the user chooses another place to keep the set in."""

    place_chosen = pyqtSignal()

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editing = editing
        self.form = KeyForm(editing, KEYS, Suggestions(), of_set=True, parent=self)
        self.place = QComboBox(self)
        for place in (PROFILE, PROJECT):
            self.place.addItem(place_words()[place], place)
        self.place.setPlaceholderText(place_words()[SHIPPED])
        self.place.activated.connect(lambda *_: self.place_chosen.emit())
        self.place.setAccessibleName(tr("Kept"))
        self.modes = QLabel(self)
        self.modes.setTextFormat(Qt.TextFormat.PlainText)
        self.modes.setWordWrap(True)
        self.modes_error = QLabel(self)
        self.modes_error.setTextFormat(Qt.TextFormat.PlainText)
        self.modes_error.setWordWrap(True)
        self.modes_button = QPushButton(tr("&Ways to move…"), self)
        self.modes_button.clicked.connect(self.edit_modes)
        form = self.form.layout()
        if isinstance(form, QFormLayout):
            form.addRow(tr("&Kept"), self.place)
            line = QHBoxLayout()
            line.addWidget(self.modes, 1)
            line.addWidget(self.modes_button)
            column = QVBoxLayout()
            column.addLayout(line)
            column.addWidget(self.modes_error)
            form.addRow(tr("Ways to move"), column)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.form)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.setFocusProxy(self.form.editors[KEYS[0]])
        editing.changed.connect(self._refresh)
        self._refresh()

    def tab_stops(self) -> list[QWidget]:
        """Return what Tab goes to, as it stands from the top down."""
        return [*self.form.editors.values(), self.place, self.modes_button]

    def place_now(self) -> str:
        """Return the place that is chosen; of a set that ships, where a copy of it would be kept."""
        return str(self.place.currentData() or PROFILE)

    def show_place(self, place: str) -> None:
        """Choose a place; a set that ships is kept in none of those that can be chosen."""
        self.place.setCurrentIndex(self.place.findData(place))

    def edit_modes(self) -> None:
        """Let the user fill in the set's own ways to move."""
        dialog = modes_dialog(self.editing.draft.own.modes, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.editing.do(with_modes(self.editing.draft, read_modes(dialog.rows())))
        dialog.deleteLater()

    def _refresh(self) -> None:
        own = self.editing.draft.own.modes
        names = ", ".join(choice_word("mode", mode.name) for mode in own)
        self.modes.setText(names or tr("the usual ones"))
        error = self.editing.error(None, "modes")
        self.modes_error.setText(f"⚠ {error}" if error else "")
        self.modes_error.setVisible(bool(error))
        for widget in (self.place, self.modes_button):
            widget.setEnabled(not self.editing.read_only)
