"""The step Ahead: leads to the housing programme, the years, the best places and comparisons, parts filled in."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton

from ...adapters.io.translation import tr
from ...adapters.preparing.prefill_ahead import location_inputs, place_questions
from ...core.norms.model import Requirement
from ..explorer.controls import WheelGuard
from ..labels import language, plain_tip
from .controller import AHEAD, PanelController
from .step import TO_DO, StepBox


class AheadStep(StepBox):
    """Opens what looks ahead.

    Parameters
    ----------
    over_years
        Opens Check requirements over the years.
    algorithm
        Opens the dialog of an algorithm with inputs; it fills in by itself what the project has for the others.
    """

    def __init__(
        self,
        controller: PanelController,
        over_years: Callable[[], None],
        algorithm: Callable[[str, dict[str, object]], object],
    ) -> None:
        super().__init__(AHEAD, tr("Ahead"))
        self.controller = controller
        self._looked_at = self._chosen = controller.state.requirement
        self._most_missing = ""
        self._questions: dict[str, Requirement] = {}
        self.planned = self._button(
            tr("1. Planned dwellings…"),
            tr("Turn the housing programme into points for the checks"),
            lambda: algorithm("planneddwellings", {}),
        )
        self.years = self._button(
            tr("2. Requirements over the years…"),
            tr("Check which neighbourhoods will meet a norm set, with the housing programme"),
            over_years,
        )
        self.candidates = self._button(
            tr("Prepare candidates…"),
            tr("Find vacant, public and care buildings that could be opened"),
            lambda: algorithm("preparecandidates", {}),
        )
        self.suggest = self._button(
            tr("Suggest locations…"),
            tr("Find where to put or open the next places for a requirement"),
            lambda: algorithm("suggestlocations", self._places()),
        )
        self.content.addLayout(self._lay_out_places())
        self.compare = self._button(
            tr("Compare scenarios…"),
            tr("See what changed between two runs: the newest two in the project"),
            lambda: algorithm("comparescenarios", {}),
        )
        said = tr("Housing plans, years, the best places, comparisons.")
        self.show_state(TO_DO, said)
        controller.inputs_changed.connect(self.refresh)
        controller.state_changed.connect(self._follow)

    def _lay_out_places(self) -> QHBoxLayout:
        """Ask which requirement the places are for: what is there for it stays."""
        self.wanted = QComboBox()
        self.wanted.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.wanted.setMinimumContentsLength(12)
        self.wanted.setAccessibleName(tr("Requirement that the suggested locations are for"))
        self.wanted.activated.connect(self._choose)
        self.wheel = WheelGuard(self)
        self.wheel.guard(self.wanted)
        label = QLabel(tr("for"))
        label.setBuddy(self.wanted)
        line = QHBoxLayout()
        line.addSpacing(2 * self.fontMetrics().averageCharWidth())
        line.addWidget(label)
        line.addWidget(self.wanted, 1)
        return line

    def show_most_missing(self, requirement: str) -> None:
        """Offer places for the requirement that the run which is read most often lacks; an empty id: none is."""
        self._most_missing, self._chosen = requirement, self._looked_at
        self.refresh()

    def refresh(self) -> None:
        """Offer the requirements; at first the one that is looked at, or where all are, the one most often missing."""
        norm_set = self.controller.norms_or_none()
        self._questions = {} if norm_set is None else {one.id: one for one in place_questions(norm_set)}
        self.wanted.clear()
        for number, (id_, one) in enumerate(self._questions.items()):
            self.wanted.addItem(one.label(language()), id_)
            self.wanted.setItemData(number, plain_tip(one.label(language())), Qt.ItemDataRole.ToolTipRole)
        rows = [self.wanted.findData(id_) for id_ in (self._chosen, self._most_missing)]
        self.wanted.setCurrentIndex(next((row for row in rows if row >= 0), 0))

    def _follow(self) -> None:
        """Turn to the requirement that is looked at."""
        if self._looked_at != self.controller.state.requirement:
            self._looked_at = self._chosen = self.controller.state.requirement
            self.refresh()

    def _choose(self, index: int) -> None:
        self._chosen = str(self.wanted.itemData(index))

    def _places(self) -> dict[str, object]:
        """Return the inputs for the requirement that is chosen."""
        wanted = self._questions.get(str(self.wanted.currentData()))
        return location_inputs(self.controller.project, self.controller.inputs, wanted)

    def _button(self, text: str, tip: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked=False: slot())
        self.content.addWidget(button)
        return button
