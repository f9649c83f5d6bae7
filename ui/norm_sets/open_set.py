"""The set that is open in the norm-set editor: what it is called, what is to be said of it, and its pages."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from ...adapters.io.translation import tr
from ..labels import language, state_words
from .editing import Editing
from .requirements_panel import RequirementsPanel, keep_place
from .set_panel import SetPanel

_LONGEST = 200
"""Characters of a title."""


class OpenSet(QWidget):
    """Shows a set: its title, its state, a sentence about it, and a page each for its requirements and the rest.

    Parameters
    ----------
    editing
        What is open.
    requirements, about
        The two pages.
    """

    def __init__(self, editing: Editing, requirements: RequirementsPanel, about: SetPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self._editing, self._requirements, self._about = editing, requirements, about
        self.title, self.state, self.banner = QLabel(self), QLabel(self), QLabel(self)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        keep_place(self.banner)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(requirements, tr("&Requirements"))
        self.tabs.addTab(about, tr("About this &set"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for label in (self.title, self.state, self.banner):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.tabs, 1)

    def refresh(self, wrong: str, *, is_broken: bool) -> None:
        """Show what is open now.

        Parameters
        ----------
        wrong
            What is wrong with it where it is kept; empty where nothing is.
        is_broken
            Whether it cannot be read.
        """
        norm_set = self._editing.draft.norm_set
        self.title.setText(norm_set.title.in_language(language())[:_LONGEST] or norm_set.id)
        self.state.setText(state_words(norm_set))
        text = f"⚠ {wrong}" if wrong else ""
        if self._editing.read_only and not wrong:
            text = tr("This set comes with Buurtmaat and stays as it is: duplicate it to make it your own.")
        self.banner.setText(text)
        self.banner.setVisible(bool(text))
        self.tabs.setEnabled(not is_broken)
        about_wrong = any(one.row is None for one in self._editing.errors())
        self.tabs.setTabText(1, tr("About this &set") + (" ⚠" if about_wrong else ""))

    def say(self, text: str) -> None:
        """Say something of the set, until it changes."""
        self.banner.setText(text)
        self.banner.show()

    def go_to(self, key: str) -> None:
        """Show where something of the set itself is filled in."""
        self.tabs.setCurrentWidget(self._about)
        self._about.form.show_key(key)

    def go_to_error(self) -> None:
        """Show where the first thing is that is wrong, and say what."""
        error = self._editing.errors()[0]
        if error.row is not None:
            self.tabs.setCurrentWidget(self._requirements)
            self._requirements.go_to(error.row, error.key)
        elif error.key != "requirements":
            self.go_to(error.key)
        self.say(f"⚠ {self._editing.sentence(error)}")
