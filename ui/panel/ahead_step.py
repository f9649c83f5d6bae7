"""The step Ahead: leads to the housing programme, the years, the best places and comparisons, parts filled in."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtWidgets import QPushButton

from ...adapters.io.translation import tr
from ...adapters.preparing.prefill_ahead import location_inputs
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
        algorithm: Callable[[str, dict[str, object]], None],
    ) -> None:
        super().__init__(AHEAD, tr("Ahead"))
        self.controller = controller
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
        self.suggest = self._button(
            tr("Suggest locations…"),
            tr("Find where to put or open the next places; of the requirement that is looked at, if one is chosen"),
            lambda: algorithm("suggestlocations", self._places()),
        )
        self.compare = self._button(
            tr("Compare scenarios…"),
            tr("See what changed between two runs: the newest two in the project"),
            lambda: algorithm("comparescenarios", {}),
        )
        said = tr("Housing plans, years, the best places, comparisons.")
        self.show_state(TO_DO, said)

    def _places(self) -> dict[str, object]:
        """Return the inputs for the requirement that is looked at; none where all are."""
        norm_set = self.controller.norms_or_none()
        wanted = self.controller.state.requirement.casefold()
        asked = [] if norm_set is None else [one for one in norm_set.requirements if one.id.casefold() == wanted]
        if not asked:
            return {}
        one = asked[0]
        limit = one.threshold if one.unit == "m" else None
        return location_inputs(self.controller.project, self.controller.inputs, one.facility, limit)

    def _button(self, text: str, tip: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked=False: slot())
        self.content.addWidget(button)
        return button
