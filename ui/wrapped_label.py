"""A label for texts of any length, with words of any length: the name of a file may be longer than a panel is wide."""

from __future__ import annotations

import re

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import QApplication, QLabel, QMenu

from ..adapters.io.translation import tr

_BREAK = "\N{ZERO WIDTH SPACE}"
_LONGEST = 30
"""Letters of a word that stays in one line: about as wide as the buttons of the panel are beside each other."""

_LONG_WORD = re.compile(rf"\S{{{_LONGEST}}}(?=\S)")


class WrappedLabel(QLabel):
    """Shows a text as it is, never as HTML, in as many lines as it takes.

    Qt breaks lines between words only, and makes the window wider for a word that is longer than a line.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._text = text
        super().setText(_LONG_WORD.sub(rf"\g<0>{_BREAK}", text))

    def text(self) -> str:
        return self._text

    def selectedText(self) -> str:
        return super().selectedText().replace(_BREAK, "")

    def copy(self) -> None:
        """Copy what is selected, or all, as it was given: nobody would see why a path with a break is none."""
        QApplication.clipboard().setText(self.selectedText() or self._text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy")).triggered.connect(lambda _checked=False: self.copy())
        menu.popup(event.globalPos())
