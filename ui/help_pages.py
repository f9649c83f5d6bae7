"""Shows the help in a window of its own: nothing else has to be able to open the pages, which come with the plugin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QKeySequence, QTextDocument
from qgis.PyQt.QtWidgets import (
    QAction,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..adapters.io.translation import tr
from . import help_texts
from .copy_diagnostics import copy_diagnostics, diagnostics_tip
from .help_browser import HelpBrowser
from .help_texts import first_page, page_in_language, page_text
from .labels import name_buttons

_WIDE, _HIGH = 110, 45  # in characters and lines, so that it grows with the font


def show_help(parent: QWidget, page: str) -> HelpDialog:
    """Show a page, such as `docs/verdicts.md#how-firm`, in a window that goes with `parent`, in the user's language."""
    dialog = HelpDialog(parent, page_in_language(page))
    dialog.show()
    return dialog


class HelpDialog(QDialog):
    """A window with a page of the help; links lead from one to another, those to the web to the browser.

    Alt+Left and Alt+Right go back and forward, Ctrl+F searches in the page, F3 on.
    """

    def __init__(self, parent: QWidget, page: str) -> None:
        super().__init__(parent)
        self.setObjectName("buurtmaatHelp")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.pages = HelpBrowser()
        self.pages.setAccessibleName(tr("Page of the docs"))
        self.pages.anchorClicked.connect(self._follow)
        self.pages.moved.connect(self._moved)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.hide()
        layout = QVBoxLayout(self)
        layout.addLayout(self._bar())
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.said)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        name_buttons(buttons)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # Enter in the search goes on
        copy = buttons.addButton(tr("Copy &diagnostics"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip(diagnostics_tip())
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda _checked=False: self._say(copy_diagnostics()))
        layout.addWidget(buttons)
        metrics = self.fontMetrics()
        room = self.screen().availableGeometry().size() * 0.9
        wide, high = _WIDE * metrics.averageCharWidth(), _HIGH * metrics.lineSpacing()
        self.resize(min(wide, room.width()), min(high, room.height()))
        self.open_page(page)
        self.pages.setFocus()

    def open_page(self, page: str) -> None:
        """Show a page by its place in the plugin's folder; of its parts the one that is named after a #."""
        path, _, part = page.partition("#")
        target = QUrl.fromLocalFile(str(help_texts.ROOT / path))
        target.setFragment(part or None)
        self.pages.show_page(target)

    def find(self, *, backward: bool = False) -> None:
        """Go to the next place in the page that has the words that are searched; after the last to the first."""
        words = self.words.text().strip()
        flags = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        if not words or self.pages.find(words, flags):
            self._say("")
            return
        cursor = self.pages.textCursor()
        cursor.movePosition(cursor.MoveOperation.End if backward else cursor.MoveOperation.Start)
        self.pages.setTextCursor(cursor)
        found = self.pages.find(words, flags)
        self._say("" if found else tr("“{words}” is not on this page.").format(words=words))

    def _bar(self) -> QHBoxLayout:
        """Make the buttons that lead to other pages, and the search."""
        key = QKeySequence.StandardKey
        self.back = self._button(tr("&Back"), key.Back, self.pages.backward)
        self.forward = self._button(tr("For&ward"), key.Forward, self.pages.forward)
        self.first = self._button(tr("&First page"), None, lambda: self.open_page(first_page()))
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Search in this page"))
        self.words.setAccessibleName(tr("Search in this page"))
        self.words.setClearButtonEnabled(True)
        self.words.returnPressed.connect(self.find)
        for keys, slot in (
            (key.Find, self._search),
            (key.FindNext, self.find),
            (key.FindPrevious, lambda: self.find(backward=True)),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, slot=slot: slot())
            self.addAction(action)
        bar = QHBoxLayout()
        for button in (self.back, self.forward, self.first):
            bar.addWidget(button)
        bar.addWidget(self.words, 1)
        return bar

    def _button(self, text: str, keys: QKeySequence.StandardKey | None, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: slot())
        if keys is not None:
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(button.click)
            self.addAction(action)
            button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        return button

    def _search(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _follow(self, link: QUrl) -> None:
        """Go to a page of the docs; the system opens what is on the web, or is no text."""
        target = self.pages.page.resolved(link)
        if not (target.isLocalFile() and target.fileName().endswith(".md")):
            if not QDesktopServices.openUrl(target):
                self._say(tr("No browser opened: open {address} yourself").format(address=target.toString()))
        elif page_text(Path(target.toLocalFile())):
            self.pages.show_page(target)
        else:
            self._say(tr("The page {name} does not come with the plugin.").format(name=target.fileName()))

    def _moved(self) -> None:
        self._say("")
        self.back.setEnabled(self.pages.can_go_back)
        self.forward.setEnabled(self.pages.can_go_forward)
        self.setWindowTitle(tr("Buurtmaat: {page}").format(page=self.pages.title() or self.pages.page.fileName()))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
