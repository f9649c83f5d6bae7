"""A table whose rows are a few lines high, so that long texts are whole, and whose first column stays in view."""

from __future__ import annotations

from qgis.PyQt.QtCore import QModelIndex, QRect, Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTableView, QWidget

_LINES, _MOST_LINES = 2, 4
"""Lines in a cell, and in one of the first column where it is narrow."""
_MOST = 60
"""Characters that a line of a cell has at most; the tooltip has what goes beyond."""
_WRAP = int(Qt.TextFlag.TextWordWrap)


class HeldTable(QTableView):
    """A table in which scrolling sideways leaves the first column where it is.

    What stays is a picture of the column: it can be clicked; to change a cell the table scrolls back to it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # a row that grew would move those below it
        rows.setDefaultSectionSize(self._height(_LINES))
        self.held = QTableView(self)
        self._dress_held()
        self.horizontalScrollBar().valueChanged.connect(lambda _: self._place_held())
        self.verticalScrollBar().valueChanged.connect(self.held.verticalScrollBar().setValue)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._place_held())
        rows.geometriesChanged.connect(self._place_held)

    def setModel(self, model: object) -> None:
        super().setModel(model)
        self.held.setModel(model)
        self.held.setSelectionModel(self.selectionModel())
        for column in range(1, self.model().columnCount()):
            self.held.setColumnHidden(column, True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_held()

    def scrollTo(
        self, index: QModelIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        hidden = self.columnWidth(0) - self.visualRect(index).left()
        bar = self.horizontalScrollBar()
        if index.column() == 0:
            bar.setValue(0)
        elif bar.value() and hidden > 0:  # it would be behind the column that stays
            bar.setValue(bar.value() - hidden)

    def fit_columns(self, last: int) -> None:
        """Make each column as wide as its texts need in two lines, and its heading in one.

        Parameters
        ----------
        last
            The last column that is to be in view: the first one leaves it the room, and its texts take more lines.
        """
        for column in range(1, self.model().columnCount()):
            self.setColumnWidth(column, self._width_for(column))
        room = self.viewport().width() - sum(map(self.columnWidth, range(1, last + 1)))
        self.setColumnWidth(0, max(self._width_for(0, _MOST_LINES), min(self._width_for(0), room)))
        height = self._height(self._lines_of_first())
        for rows in (self.verticalHeader(), self.held.verticalHeader()):
            rows.setDefaultSectionSize(height)
        self._place_held()

    def _dress_held(self) -> None:
        held = self.held
        held.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        held.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        held.setWordWrap(True)
        held.setSelectionMode(self.selectionMode())
        held.verticalHeader().hide()
        held.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        held.verticalHeader().setDefaultSectionSize(self.verticalHeader().defaultSectionSize())
        held.setVerticalScrollMode(self.verticalScrollMode())
        for bar in (held.setVerticalScrollBarPolicy, held.setHorizontalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        held.setFrameShape(QTableView.Shape.NoFrame)
        held.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        held.doubleClicked.connect(self._go_to_held)
        held.hide()

    def _go_to_held(self, index: QModelIndex) -> None:
        """Go to a cell of the column itself, to change it there."""
        self.setFocus()
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _place_held(self) -> None:
        """Show the column that stays where the table is scrolled sideways, and nowhere else."""
        scrolled = self.model() is not None and self.horizontalScrollBar().value() > 0
        self.held.setVisible(scrolled)
        if scrolled:
            left, top, width = self.viewport().x(), self.horizontalHeader().y(), self.columnWidth(0)
            height = self.viewport().height() + self.horizontalHeader().height()
            self.held.setColumnWidth(0, width)
            self.held.horizontalHeader().setFixedHeight(self.horizontalHeader().height())
            self.held.setGeometry(QRect(left, top, width, height))
            self.held.verticalScrollBar().setValue(self.verticalScrollBar().value())
            self.held.raise_()

    def _height(self, lines: int) -> int:
        return int(lines * self.fontMetrics().lineSpacing() + 2 * self._padding())

    def _lines_of_first(self) -> int:
        """Return how many lines the longest text of the first column takes."""
        width = self.columnWidth(0) - self._margin()
        most = max((self._lines(text, width) for text in self._texts(0)), default=0)
        return min(max(_LINES, most), _MOST_LINES)

    def _texts(self, column: int) -> list[str]:
        model = self.model()
        return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]

    def _lines(self, text: str, width: int) -> int:
        """Return how many lines a text takes in a width; more than there can be where a word is wider."""
        metrics = self.fontMetrics()
        room = metrics.boundingRect(QRect(0, 0, width, 9999), _WRAP, text)
        return int(room.height() / metrics.lineSpacing() + 0.5) if room.width() <= width else _MOST_LINES + 1

    def _margin(self) -> int:
        return 4 * self._padding()

    def _padding(self) -> int:
        return int(self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self)) + 1

    def _width_for(self, column: int, lines: int = _LINES) -> int:
        """Return the width in which the heading takes one line, and each text no more than so many."""
        model, letter, margin = self.model(), self.fontMetrics().averageCharWidth(), self._margin()
        # As bold, which a heading is where its column is selected.
        width = max(self.horizontalHeader().sectionSizeHint(column) + letter, 8 * letter)
        if any(model.index(row, column).data(Qt.ItemDataRole.DecorationRole) for row in range(model.rowCount())):
            margin += self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, self) + 2 * self._padding()
        for text in self._texts(column):
            while width < _MOST * letter and self._lines(text, width - margin) > lines:
                width += letter
        return int(width)
