"""Choices that a dialog offers for a text, beside or in the place of its line: types, requirements of a run, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qgis.core import QgsProject
from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import QSignalBlocker, Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..adapters.io.parameter_kinds import files_in
from ..adapters.io.translation import facility_word, tr
from ..core.comparing import type_key
from .labels import plain_tip

LEAST_LETTERS = 12
"""Letters that a list shows at least, so that it does not make its dialog wider."""


class TypesChoice(QWidget):
    """Types of facility to check in a list, named in the user's language; the line holds them as the layer has them."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__()
        self.line = line
        self.box = QgsCheckableComboBox(self)
        self.box.setDefaultText(tr("none chosen"))
        self._there: list[str] = []
        _put_over(self, line, self.box)
        self.box.checkedItemsChanged.connect(lambda _: line.setText(";".join(self.box.checkedItemsData())))
        line.textChanged.connect(self._typed)

    def offer(self, types: Iterable[str]) -> None:
        """Offer the types of another layer; those that are chosen and that it lacks are marked."""
        self._there = list(types)
        self._show()

    def _chosen(self) -> list[str]:
        return [one.strip() for one in self.line.text().split(";") if one.strip()]

    def _typed(self) -> None:
        if self._chosen() != self.box.checkedItemsData():  # else it comes from the list itself
            self._show()

    def _show(self) -> None:
        chosen = self._chosen()
        there, wanted = {type_key(one) for one in self._there}, {type_key(one) for one in chosen}
        named = {one: facility_word(one) for one in self._there}
        named |= {
            one: tr("{type} (not in the layer)").format(type=facility_word(one))
            for one in chosen
            if type_key(one) not in there
        }
        with QSignalBlocker(self.box):
            self.box.clear()
            for one, word in sorted(named.items(), key=lambda item: item[1].casefold()):
                state = Qt.CheckState.Checked if type_key(one) in wanted else Qt.CheckState.Unchecked
                self.box.addItemWithCheckState(word, state, one)
        self.box.setToolTip(plain_tip(", ".join(facility_word(one) for one in chosen)))


class RequirementChoice(QWidget):
    """One requirement of a run, or all of them, chosen by its title; the line holds its id."""

    def __init__(self, line: QLineEdit, *, all_of_them: bool = False) -> None:
        super().__init__()
        self.line, self._all = line, {"": tr("all")} if all_of_them else {}
        self.box = QComboBox(self)
        _put_over(self, line, self.box)
        self.box.activated.connect(lambda row: line.setText(str(self.box.itemData(row))))
        line.textChanged.connect(lambda _: self._go_to(line.text()))

    def offer(self, titles: Mapping[str, str]) -> None:
        """Offer the requirements of another run, titles by id; the first is chosen where the one before is gone."""
        titles = {**self._all, **titles}
        self.box.clear()
        for requirement, title in titles.items():
            self.box.addItem(title, requirement)
            self.box.setItemData(self.box.count() - 1, requirement, Qt.ItemDataRole.ToolTipRole)
        if self.line.text().strip() not in titles:
            self.line.setText(next(iter(titles), ""))
        self._go_to(self.line.text())

    def _go_to(self, text: str) -> None:
        row = self.box.findData(text.strip())
        if row < 0 and text.strip():
            self.box.addItem(text, text)
            row = self.box.count() - 1
        self.box.setCurrentIndex(row)


class RecipesChoice(QWidget):
    """Recipes, one for each day: the line holds their files with semicolons, and a button adds to these."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__()
        self.line = line
        self.button = QToolButton(self)
        self.button.setText("…")
        self.button.setToolTip(tr("Add recipes behind those that are there"))
        self.button.clicked.connect(lambda _checked=False: self.add())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(line)
        layout.addWidget(self.button)
        self.setFocusProxy(line)

    def add(self) -> None:
        """Ask for files, and put them behind those that are there."""
        there = files_in(self.line.text())
        start = there[-1] if there else QgsProject.instance().absolutePath()
        chosen, _ = QFileDialog.getOpenFileNames(self, tr("Recipes"), start, tr("Recipes (*.json)"))
        self.line.setText(";".join([*there, *chosen]))


def _put_over(holder: QWidget, line: QLineEdit, box: QComboBox) -> None:
    """Show a list where a line was, which Processing goes on to read."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(LEAST_LETTERS)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(box)
    layout.addWidget(line)
    line.hide()
    holder.setFocusProxy(box)
