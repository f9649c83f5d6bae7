"""The neighbourhoods in a table: share, verdict, and the threshold that each could meet."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    pyqtSignal,
)
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionHeader, QTableView

from ...adapters.io.translation import tr
from ...adapters.results.verdict_words import verdict_words
from ...core.statuses import MARKS
from ..labels import plain_tip
from .map_preview import VERDICT_COLOURS

SORT_ROLE = Qt.ItemDataRole.UserRole
_LEAST_ROWS, _MOST_ROWS = 6, 14
_WIDE_ENOUGH = 1000  # pixels of a head of any words
_HEAD = 9  # letters of a line of a head, where its words are no longer
_WIDEST, _WIDE = "■ ✗ 100 %", "1.234 m"
"""What a column of the table must have room for."""


@dataclass(frozen=True, kw_only=True)
class AreaColumn:
    """A column of figures, one entry a neighbourhood; NaN where nothing is known."""

    head: str
    values: Sequence[float]
    write: Callable[[float], str]


@dataclass(frozen=True)
class AreaRows:
    """What the table shows: names, verdicts and columns of figures; None where there is no verdict."""

    names: Sequence[str] = ()
    compliance: Sequence[str | None] = ()
    columns: Sequence[AreaColumn] = ()

    @property
    def heads(self) -> list[str]:
        """Return what stands above the columns of figures."""
        return [column.head for column in self.columns]


class AreaTable(QAbstractTableModel):
    """The table's model. The verdict stands as a mark before the first figure, and as a colour beside it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = AreaRows()
        self._words = verdict_words()

    def show_rows(self, rows: AreaRows) -> None:
        """Show other figures, of the same neighbourhoods or of others."""
        if (list(rows.names), rows.heads) != (list(self.rows.names), self.rows.heads):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        else:
            self.rows = rows
            if rows.names:
                self.dataChanged.emit(self.index(0, 1), self.index(len(rows.names) - 1, len(rows.columns)))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows.names)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1 + len(self.rows.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        head = [tr("Neighbourhood"), *self.rows.heads][section]
        lines = "\n".join(textwrap.wrap(head, _HEAD, break_long_words=False))  # else long words would be cut
        return {Qt.ItemDataRole.DisplayRole: lines, Qt.ItemDataRole.ToolTipRole: plain_tip(head)}.get(role)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column, rows = index.row(), index.column(), self.rows
        if role == SORT_ROLE:  # first, as it is asked most
            value = float(rows.columns[column - 1].values[row]) if column else 0.0
            return rows.names[row] if column == 0 else -1.0 if math.isnan(value) else value
        verdict = rows.compliance[row]
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DecorationRole and column == 1:
            return VERDICT_COLOURS.get(verdict)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._tip(row, column, role)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column == 0:
            return rows.names[row]
        text = rows.columns[column - 1].write(float(rows.columns[column - 1].values[row]))
        return f"{MARKS.get(verdict, '')} {text}".strip() if column == 1 else text

    def _tip(self, row: int, column: int, role: int) -> object:
        """Return the name in full, and the verdict in words."""
        if column > 1:
            return None
        verdict = self.rows.compliance[row]
        words = self.rows.names[row] if column == 0 else self._words.get(verdict, str(verdict))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        figure = self.data(self.index(row, column), Qt.ItemDataRole.DisplayRole)
        return words if column == 0 else f"{words}, {figure}"


class AreaView(QTableView):
    """Shows the table; it asks for as much height as its rows need, within bounds (see `fit`).

    `chosen` tells which neighbourhood is the current one, `opened` which one was clicked on or opened with Enter; each
    by its row among the neighbourhoods, however the table is sorted.

    A minimum alone would not do: a stack of pages hands on what its pages ask for, and texts beside it would be cut.
    """

    chosen = pyqtSignal(int)
    opened = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _MOST_ROWS
        self.areas = AreaTable(self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.areas)
        self.sorted.setSortRole(SORT_ROLE)
        self.sorted.setDynamicSortFilter(False)  # rows must not jump away under the slider
        self.setModel(self.sorted)
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName(tr("Neighbourhoods"))
        self.setWordWrap(False)
        self.setIconSize(QSize(self.fontMetrics().averageCharWidth(), self.fontMetrics().ascent()))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        # Not once the button is let go: what stands above has another height by then, and another row is there.
        self.pressed.connect(lambda index: self.opened.emit(self._row_of(index)))
        self.selectionModel().currentRowChanged.connect(
            lambda index, _: self.chosen.emit(self._row_of(index)) if index.isValid() else None
        )

    def _row_of(self, index: QModelIndex) -> int:
        return self.sorted.mapToSource(index).row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The mouse is told when it is pressed, and some styles activate with it too.
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(self._row_of(index))
            return
        super().keyPressEvent(event)

    def choose(self, row: int) -> None:
        """Make a neighbourhood the current one; none with a row below 0."""
        selection, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        if row < 0:
            selection.clear()
        else:
            index = self.sorted.mapFromSource(self.areas.index(row, 0))
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def sort_anew(self) -> None:
        """Put those that lack most on top, and give the columns that are there now the room that they need."""
        self._fit_columns()
        if self.areas.columnCount() > 2:
            self.sortByColumn(2, Qt.SortOrder.DescendingOrder)
        else:
            self.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    def _fit_columns(self) -> None:
        """Give figures the room that they need, and names the rest."""
        header, metrics, horizontal = self.horizontalHeader(), self.fontMetrics(), Qt.Orientation.Horizontal
        beside = self._room_beside_head()
        for column in range(1, self.areas.columnCount()):
            lines = str(self.areas.headerData(column, horizontal)).split("\n")
            head = max(metrics.horizontalAdvance(line) for line in lines) + beside
            cell = metrics.horizontalAdvance(_WIDEST if column == 1 else _WIDE) + 2 * metrics.averageCharWidth()
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, max(head, cell))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def fit(self, height: int) -> None:
        """Show as many rows as a height has room for, but neither so few that they say nothing nor all of a town."""
        room = height - self._height(0)
        rows = max(_LEAST_ROWS, min(_MOST_ROWS, room // self.verticalHeader().defaultSectionSize()))
        if rows != self._rows:
            self._rows = rows
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def _height(self, rows: int) -> int:
        head = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        return head + rows * self.verticalHeader().defaultSectionSize()

    def _room_beside_head(self) -> int:
        """Return the pixels that a head needs beside its words: margins, and the arrow, which grows with the lines."""
        header, head = self.horizontalHeader(), QStyleOptionHeader()
        head.rect = QRect(0, 0, _WIDE_ENOUGH, header.sizeHint().height())
        head.state = QStyle.StateFlag.State_Horizontal
        head.sortIndicator = QStyleOptionHeader.SortIndicator.SortDown
        words = header.style().subElementRect(QStyle.SubElement.SE_HeaderLabel, head, header)
        return int(head.rect.width() - words.width())
