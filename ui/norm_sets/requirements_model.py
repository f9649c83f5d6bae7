"""The requirements of a norm set as a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QBrush, QColor, QIcon
from qgis.PyQt.QtWidgets import QApplication, QStyle

from ...adapters.io.translation import facility_word, tr
from ...core.comparing import type_key
from ...core.norms.edits import KEYS
from ...core.norms.model import CONDITIONED
from ..labels import (
    BADGE_TEXT,
    BADGES,
    ERROR_GROUND,
    IDLE_GROUND,
    choice_word,
    key_help,
    key_label,
    language,
    plain_tip,
)
from .editing import Editing

COLUMNS = (
    *("title", "basis", "facility", "indicator", "threshold", "unit", "target", "minimum", "per"),
    *("thresholds_by_class", "mode", "metric", "weight", *CONDITIONED, "id"),
)

_Role = Qt.ItemDataRole


class RequirementsModel(QAbstractTableModel):
    """A row for each requirement, a column for each of `keys`; titles and types are in the user's language."""

    def __init__(self, editing: Editing, keys: Sequence[str] = COLUMNS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editing, self.keys = editing, tuple(keys)
        self._language = language()  # once: cells are asked for hundreds of times
        self._known_types: Collection[str] | None = None
        self._count = len(editing.draft.rows)
        self._warning = QApplication.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        self._question = QApplication.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxQuestion)
        editing.changed.connect(self._changed)

    def name(self, column: int) -> str:
        """Return the cell's name as `Editing` takes it."""
        key = self.keys[column]
        return f"{key}.{self._language}" if key in ("title", "note") else key

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            wrong = section in self.editing.rows_with_errors()
            if role == _Role.DisplayRole:
                return f"{section + 1} ⚠" if wrong else str(section + 1)
            if role == _Role.ToolTipRole:  # the title, where it is scrolled away
                return plain_tip(self.editing.draft.rows[section].requirement.label(self._language))
            return None
        if role == _Role.DisplayRole:
            return key_label(self.keys[section])
        return plain_tip(key_help(self.keys[section])) if role == _Role.ToolTipRole else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        editable = not self.editing.read_only and not self._is_idle(index)
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: QModelIndex, role: int = _Role.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self._count:
            return None
        key = self.keys[index.column()]
        error = self.editing.error(index.row(), key)
        if role == _Role.EditRole:
            return self.editing.text(index.row(), self.name(index.column()))
        if role == _Role.DisplayRole:
            return self._shown(index.row(), index.column())
        if role == _Role.ToolTipRole:
            said = error or self.unknown_type(index) or self._shown(index.row(), index.column()) or key_help(key)
            return plain_tip(said)
        if role == _Role.AccessibleTextRole:
            return f"{key_label(key)}: {self._shown(index.row(), index.column()) or '–'}"
        if role == _Role.AccessibleDescriptionRole:
            return error or self.unknown_type(index) or key_help(key)
        if role == _Role.DecorationRole:
            return self._warning if error else self._question if self.unknown_type(index) else None
        return self._look(index, key, role, bool(error))

    def setData(self, index: QModelIndex, value: object, role: int = _Role.EditRole) -> bool:
        if role != _Role.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.editing.put(index.row(), self.name(index.column()), str(value))
        return True

    def _shown(self, row: int, column: int) -> str:
        if self._is_idle(self.index(row, column)):
            return ""
        text = self.editing.text(row, self.name(column))
        key = self.keys[column]
        if key == "title" and not text:
            return self.editing.draft.rows[row].requirement.label(self._language)
        if key == "facility":
            return " | ".join(facility_word(one.strip()) for one in text.split("|"))
        return choice_word(key, text)

    def mark_others(self, known_types: Collection[str]) -> None:
        """Mark types other than these, which are written as they are compared."""
        self._known_types = known_types
        self._changed()

    def unknown_type(self, index: QModelIndex) -> str:
        """Describe the first type of a cell that nothing is known of; empty where there is none."""
        if self.keys[index.column()] != "facility" or self._known_types is None:
            return ""
        types = [one.strip() for one in self.editing.text(index.row(), "facility").split("|")]
        unknown = next((one for one in types if one and type_key(one) not in self._known_types), None)
        if unknown is None:
            return ""
        return tr(
            "No layer of the project holds the type “{type}”, nor does a set that comes with Buurtmaat ask for it: see "
            "whether it is written as in the layer."
        ).format(type=unknown)

    def _look(self, index: QModelIndex, key: str, role: int, wrong: bool) -> QBrush | QIcon | None:
        ground: QColor | None = ERROR_GROUND if wrong else None
        if key == "basis" and not wrong:
            ground = BADGES.get(self.editing.text(index.row(), key))
        if role == _Role.BackgroundRole and ground is not None:
            return QBrush(ground)
        if role == _Role.BackgroundRole and self._is_idle(index):
            return QBrush(IDLE_GROUND, Qt.BrushStyle.BDiagPattern)
        return QBrush(BADGE_TEXT) if role == _Role.ForegroundRole and ground is not None else None

    def _is_idle(self, index: QModelIndex) -> bool:
        """Return whether the requirement's indicator does not take this key, and the cell holds nothing to take out."""
        key = KEYS[self.keys[index.column()]]
        requirement = self.editing.draft.rows[index.row()].requirement
        text = self.editing.text(index.row(), self.name(index.column()))
        only = requirement.indicator not in key.only and (not text or bool(key.choices) or key.name == "mode")
        return only and not self.editing.error(index.row(), key.name)

    def _changed(self) -> None:
        count = len(self.editing.draft.rows)
        if count != self._count:
            self.beginResetModel()
            self._count = count
            self.endResetModel()
        elif count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self.keys) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, count - 1)
