"""Shows a page in Markdown: pictures as wide as the window, tables that can be read, links to the parts of a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qgis.PyQt.QtCore import QUrl, pyqtSignal
from qgis.PyQt.QtGui import (
    QBrush,
    QImage,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from qgis.PyQt.QtWidgets import QTextBrowser

from .help_texts import anchor_of, page_text

_MARGIN, _PADDING = 12, 4


class HelpBrowser(QTextBrowser):
    """A browser of pages with a way back; who has it decides where links lead. `moved` is sent with each new page.

    Qt's own way of going to pages tells of a new one before it is there, so that it could not be dressed.
    """

    moved = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.page = QUrl()
        self._before: list[tuple[QUrl, int]] = []
        self._after: list[tuple[QUrl, int]] = []
        self._pictures: dict[str, QImage] = {}
        self._height = -1
        self._document: QTextDocument | None = None

    @property
    def can_go_back(self) -> bool:
        """Return whether there is a page before this one."""
        return bool(self._before)

    @property
    def can_go_forward(self) -> bool:
        """Return whether the user went back from a page."""
        return bool(self._after)

    def show_page(self, page: QUrl) -> None:
        """Show a page, and of its parts the one that the address names."""
        if not self.page.isEmpty():
            self._before.append(self._here())
            self._after.clear()
        self._show(page)
        self._go_to(page.fragment())

    def backward(self) -> None:
        """Go to the page before, to where it was read."""
        self._turn(self._before, self._after)

    def forward(self) -> None:
        """Go to the page that was left by going back."""
        self._turn(self._after, self._before)

    def title(self) -> str:
        """Return the first heading of the page."""
        return next((block.text() for block in self._blocks() if block.blockFormat().headingLevel() == 1), "")

    def loadResource(self, kind: int, name: QUrl) -> object:
        return self._picture(name.toString()) if kind == QTextDocument.ResourceType.ImageResource else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        stays = self.verticalScrollBar().value() == self._height
        super().resizeEvent(event)
        self._fit_pictures()
        if stays:  # the page was laid out anew, and nobody has read on
            self._go_to(self.page.fragment())

    def _here(self) -> tuple[QUrl, int]:
        return self.page, self.verticalScrollBar().value()

    def _turn(self, pages: list[tuple[QUrl, int]], others: list[tuple[QUrl, int]]) -> None:
        if pages:
            others.append(self._here())
            page, height = pages.pop()
            self._show(page)
            self.verticalScrollBar().setValue(height)

    def _show(self, page: QUrl) -> None:
        self.page, self._height = page, -1
        self._fill(page_text(Path(page.toLocalFile())))
        self._dress_tables()
        self._fit_pictures()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.moved.emit()

    def _fill(self, text: str) -> None:
        """Show a text in Markdown, read into a document that nobody sees.

        In one that is seen Qt lays out all of it again at each row of a table: a page of many takes seconds.
        """
        document, before = QTextDocument(self), self._document
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        document.setMarkdown(text)
        self.setDocument(document)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setValue(0)
        self._document = document
        if before is not None:
            before.deleteLater()

    def _go_to(self, part: str) -> None:
        """Put the heading that links call so at the top."""
        for block in self._blocks():
            if part and block.blockFormat().headingLevel() and anchor_of(block.text()) == part:
                self.setTextCursor(QTextCursor(block))
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + self.cursorRect().top() - _PADDING)
                self._height = bar.value()
                return

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _dress_tables(self) -> None:
        """Give the page a margin, and its tables lines and room."""
        document = self.document()
        document.setDocumentMargin(_MARGIN)
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                look = frame.format()
                look.setBorder(1)
                look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                look.setBorderBrush(QBrush(self.palette().color(QPalette.ColorRole.Mid)))
                look.setBorderCollapse(True)
                look.setCellPadding(_PADDING)
                look.setCellSpacing(0)
                look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
                frame.setFormat(look)

    def _fit_pictures(self) -> None:
        """Make pictures no wider than the window."""
        document, room, changed = self.document(), self.viewport().width() - 2 * _MARGIN, False
        for block in self._blocks():
            # Of all first, since a block has other parts once one of them has changed.
            for part in list(_pictures_in(block)):
                look = part.charFormat().toImageFormat()
                picture = self._picture(look.name())
                wide = min(picture.width(), room)
                if picture.isNull() or look.width() == wide:
                    continue
                look.setWidth(wide)
                look.setHeight(picture.height() * wide / picture.width())
                cursor = QTextCursor(block)
                cursor.setPosition(part.position())
                cursor.setPosition(part.position() + part.length(), QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(look)
                changed = True
        if changed:  # else Qt stops laying out behind a picture
            document.markContentsDirty(0, document.characterCount())

    def _picture(self, name: str) -> QImage:
        path = self.page.resolved(QUrl(name)).toLocalFile()
        if path not in self._pictures:
            self._pictures[path] = QImage(path)
        return self._pictures[path]


def _pictures_in(block: QTextBlock) -> Iterator[QTextFragment]:
    parts = block.begin()
    while not parts.atEnd():
        if parts.fragment().charFormat().isImageFormat():
            yield parts.fragment()
        parts += 1
