"""The neighbourhoods in a table: share, verdict, and the threshold that each could meet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ...adapters.io.translation import tr
from ...adapters.report.curve_chart import attainable_text
from ...adapters.report.phrases import percent
from ...adapters.results.styles import class_words
from ..labels import plain_tip

SORT_ROLE = Qt.ItemDataRole.UserRole


def verdict_words() -> dict[str | None, str]:
    """Return the words for verdicts in the user's language."""
    words = class_words()
    verdicts: list[str | None] = [*words, None]
    return dict(zip(verdicts, [*words.values(), tr("no verdict")], strict=True))


@dataclass(frozen=True, kw_only=True)
class AreaRows:
    """What the table shows, one entry a neighbourhood; NaN and None where nothing is known."""

    names: Sequence[str] = ()
    share: Sequence[float] = ()
    compliance: Sequence[str | None] = ()
    attainable: Sequence[float] = ()
    unit: str = ""


class AreaTable(QAbstractTableModel):
    """The table's model."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = AreaRows()
        self._words = verdict_words()

    def show_rows(self, rows: AreaRows) -> None:
        """Show other figures, of the same neighbourhoods or of others."""
        if list(rows.names) != list(self.rows.names):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        else:
            self.rows = rows
            if rows.names:
                self.dataChanged.emit(self.index(0, 1), self.index(len(rows.names) - 1, 3))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows.names)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (tr("Neighbourhood"), tr("Share"), tr("Verdict"), tr("Met from"))[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column, rows = index.row(), index.column(), self.rows
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (1, 3):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return plain_tip(rows.names[row])
        if role not in (Qt.ItemDataRole.DisplayRole, SORT_ROLE):
            return None
        if column == 0:
            return rows.names[row]
        if column == 2:
            return self._words.get(rows.compliance[row], rows.compliance[row])
        value = float((rows.share if column == 1 else rows.attainable)[row])
        if role == SORT_ROLE:
            return -1.0 if math.isnan(value) else value
        return percent(value) if column == 1 else attainable_text(value, rows.unit)
