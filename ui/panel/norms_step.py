"""The step Norms: the set to check against, chosen by its title, and what it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QPushButton

from ...adapters.io import parameter_names as p
from ...adapters.io.translation import tr, translated
from ...adapters.norms.choosing import DEFAULT_SET
from ...adapters.norms.store import StoredSet, open_store
from ...core.errors import InputError
from ...core.norms.model import NormSet
from ..explorer.controls import WheelGuard
from ..labels import choice_word, plain_tip, state_words
from ..norm_sets.set_list import label_of, place_words
from ..wrapped_label import WrappedLabel
from .controller import NORMS, PanelController
from .step import DONE, LACKS, StepBox


class NormsStep(StepBox):
    """Lets the user choose a norm set.

    Parameters
    ----------
    edit
        Opens the norm-set editor at a set, by its id.
    """

    def __init__(self, controller: PanelController, edit: Callable[[str], None]) -> None:
        super().__init__(NORMS, tr("&Norms"))
        self.controller = controller
        self.sets = QComboBox()
        self.sets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sets.setMinimumContentsLength(12)
        self.sets.setAccessibleName(tr("Norm set"))
        self.sets.activated.connect(self._choose)
        self.edit = QPushButton(tr("Ed&it…"))
        self.edit.setToolTip(tr("See and change norm sets"))
        self.edit.clicked.connect(lambda _checked=False: edit(str(self.sets.currentData() or "")))
        self.summary = WrappedLabel()
        self.wheel = WheelGuard(self)
        self.wheel.guard(self.sets)
        line = QHBoxLayout()
        line.addWidget(self.summary, 1)
        line.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(self.sets)
        self.content.addLayout(line)
        controller.inputs_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the sets that there are, and the one that is chosen."""
        inputs = self.controller.inputs
        stored = [one for one in open_store(self.controller.project).sets() if one.norm_set is not None]
        chosen = str(inputs.get(p.NORM_SET) or DEFAULT_SET)
        self._fill(stored)
        file = str(inputs.get(p.NORM_FILE) or "")
        if file:
            self.sets.insertItem(0, tr("File: {name}").format(name=Path(file).name), "")
            self.sets.setItemData(0, plain_tip(file), Qt.ItemDataRole.ToolTipRole)
        self.sets.setCurrentIndex(0 if file else self.sets.findData(chosen))
        self._tell(file)

    def _fill(self, stored: list[StoredSet]) -> None:
        self.sets.clear()
        for place, words in place_words().items():
            here = [one for one in stored if one.place == place]
            if here and self.sets.count():
                self.sets.insertSeparator(self.sets.count())
            for one in here:
                state = choice_word("state", one.norm_set.state) if one.norm_set is not None else ""
                self.sets.addItem(tr("{set} ({state})").format(set=label_of(one), state=state), one.set_id)
                self.sets.setItemData(self.sets.count() - 1, plain_tip(words), Qt.ItemDataRole.ToolTipRole)

    def _tell(self, file: str) -> None:
        """Describe the set that is chosen, or what is wrong with it."""
        try:
            norm_set = self.controller.norm_set()
        except InputError as error:
            wrong = translated(error.message, error.values)
            self.summary.setText(wrong)
            self.show_state(LACKS, wrong)
            return
        said = _summary(norm_set)
        if self.controller.inputs.get(p.REQUIREMENTS):
            said = f"{said} {tr('The table of requirements of the last run changes some of them.')}"
        self.summary.setText(said)
        title = self.sets.currentText() or norm_set.id
        self.show_state(DONE, f"{title}. {said}")

    def _choose(self, index: int) -> None:
        set_id = self.sets.itemData(index)
        if set_id:
            self.controller.choose_norms(str(set_id))


def _summary(norm_set: NormSet) -> str:
    """Describe how many requirements a set has, and whether anyone adopted it; its version stands behind its title."""
    number = len(norm_set.requirements)
    asked = tr("{n} {n:requirement|requirements}.").format(n=number)
    return f"{asked} {state_words(norm_set)}"
