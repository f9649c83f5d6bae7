"""What differs between two norm sets, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...adapters.io.translation import tr
from ...core.norms.compare import ADDED, CHANGED, MOVED, REMOVED, Difference, differences
from ...core.norms.model import NormSet
from ..labels import choice_word, decimal_comma, key_label, language, name_buttons, plain_tip


class CompareDialog(QDialog):
    """Compares two sets out of several, which stand under names of their own."""

    def __init__(self, sets: Sequence[tuple[str, NormSet]], first: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Compare norm sets"))
        self._sets = list(sets)
        self.first, self.second = QComboBox(self), QComboBox(self)
        for box in (self.first, self.second):
            box.addItems([name for name, _ in self._sets])
        self.first.setCurrentIndex(first)
        self.second.setCurrentIndex(next((n for n in range(len(self._sets)) if n != first), first))
        self.table = QTableWidget(0, 5, self)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setWordWrap(True)
        self.table.setAccessibleName(tr("What differs"))
        self.summary = QLabel(self)
        form = QFormLayout()
        form.addRow(tr("&First"), self.first)
        form.addRow(tr("&Second"), self.second)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        name_buttons(box)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.summary)
        layout.addWidget(self.table)
        layout.addWidget(box)
        self.first.currentIndexChanged.connect(self.show_differences)
        self.second.currentIndexChanged.connect(self.show_differences)
        self.show_differences()
        self.resize(820, 460)

    def show_differences(self, *_: object) -> None:
        """Fill the table for the sets that are chosen."""
        (old_name, old), (new_name, new) = self._sets[self.first.currentIndex()], self._sets[self.second.currentIndex()]
        found = differences(old, new, comma=decimal_comma())
        self.summary.setText(
            tr("Differences: {n}.").format(n=len(found)) if found else tr("These two sets are the same.")
        )
        self.table.setHorizontalHeaderLabels([tr("Requirement"), tr("What"), tr("Change"), old_name, new_name])
        self.table.setRowCount(len(found))
        titles = {one.id: one.label(language()) for one in (*new.requirements, *old.requirements)}
        for number, one in enumerate(found):
            for column, text in enumerate(_cells(one, titles)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                self.table.setItem(number, column, item)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (0, 3, 4):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.resizeRowsToContents()


def _cells(one: Difference, titles: Mapping[str, str]) -> tuple[str, ...]:
    words = {
        ADDED: tr("only in the second"),
        REMOVED: tr("only in the first"),
        CHANGED: tr("differs"),
        MOVED: tr("other order"),
    }
    what = key_label(one.key) if one.key else tr("the whole requirement")
    if one.key.startswith("modes "):
        what = f"{key_label('modes')}: {one.key.removeprefix('modes ')}"
    before, after = (choice_word(one.key, text) for text in (one.before, one.after))
    title = titles.get(one.requirement, tr("the set"))
    requirement = title if title == one.requirement or not one.requirement else f"{title} ({one.requirement})"
    return requirement, what, words[one.kind], before or "–", after or "–"
