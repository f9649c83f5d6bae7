"""The neighbourhoods in a table: share, verdict, and the threshold that each could meet."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, QSize, Qt
from qgis.PyQt.QtWidgets import QStyle, QStyleOptionHeader, QTableView

from ...adapters.io.translation import tr
from ...adapters.results.styles import class_words
from ...core.statuses import MARKS
from ..labels import plain_tip
from .map_preview import VERDICT_COLOURS

SORT_ROLE = Qt.ItemDataRole.UserRole
_LEAST_ROWS, _MOST_ROWS = 6, 14
_WIDE_ENOUGH = 1000  # pixels of a head of any words
_HEAD = 9  # letters of a line of a head, where its words are no longer


def verdict_words() -> dict[str | None, str]:
    """Return the words for verdicts in the user's language."""
    words = class_words()
    verdicts: list[str | None] = [*words, None]
    return dict(zip(verdicts, [*words.values(), tr("no verdict")], strict=True))


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

    A minimum alone would not do: a stack of pages hands on what its pages ask for, and texts beside it would be cut.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows = _MOST_ROWS

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

    def room_beside_head(self) -> int:
        """Return the pixels that a head needs beside its words: margins, and the arrow, which grows with the lines."""
        header, head = self.horizontalHeader(), QStyleOptionHeader()
        head.rect = QRect(0, 0, _WIDE_ENOUGH, header.sizeHint().height())
        head.state = QStyle.StateFlag.State_Horizontal
        head.sortIndicator = QStyleOptionHeader.SortIndicator.SortDown
        words = header.style().subElementRect(QStyle.SubElement.SE_HeaderLabel, head, header)
        return int(head.rect.width() - words.width())
