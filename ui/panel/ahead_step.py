"""The step Ahead: leads to the housing programme, the years, the best places and comparisons, parts filled in."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtWidgets import QPushButton

from ...adapters.explore.what_if import is_results_output
from ...adapters.io import parameter_names as p
from ...adapters.io.translation import tr
from ...adapters.outputs.provenance import run_of
from ...adapters.preparing.prefill_ahead import COMPARE, PLANNED, SUGGEST, location_inputs, planned_inputs
from .controller import AHEAD, PanelController
from .step import TO_DO, StepBox


class AheadStep(StepBox):
    """Opens what looks ahead.

    Parameters
    ----------
    over_years
        Opens Check requirements over the years.
    algorithm
        Opens the dialog of an algorithm with inputs.
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
            lambda: algorithm(PLANNED, self.inputs_of(PLANNED)),
        )
        self.years = self._button(
            tr("2. Requirements over the years…"),
            tr("Check which neighbourhoods will meet a norm set, with the housing programme"),
            over_years,
        )
        self.suggest = self._button(
            tr("Suggest locations…"),
            tr("Find where to put or open the next places; of the requirement that is looked at, if one is chosen"),
            lambda: algorithm(SUGGEST, self.inputs_of(SUGGEST)),
        )
        self.compare = self._button(
            tr("Compare scenarios…"),
            tr("See what changed between two runs: the newest two in the project"),
            lambda: algorithm(COMPARE, self.inputs_of(COMPARE)),
        )
        said = tr("Housing plans, years, the best places, comparisons.")
        self.show_state(TO_DO, said)

    def inputs_of(self, name: str) -> dict[str, object]:
        """Return what is filled in for an algorithm."""
        project, inputs = self.controller.project, self.controller.inputs
        if name == PLANNED:
            return planned_inputs(project, inputs)
        if name == SUGGEST:
            return self._places(inputs)
        tables = [one for one in project.mapLayers().values() if isinstance(one, QgsVectorLayer)]
        found = sorted((one for one in tables if is_results_output(one)), key=lambda one: run_of(one) or ("", ""))
        filled = dict(zip((p.AFTER, p.BEFORE), (one.id() for one in reversed(found)), strict=False))
        areas = {one: inputs[one] for one in (p.NEIGHBOURHOODS, p.NEIGHBOURHOOD_ID) if inputs.get(one)}
        return {**filled, **areas}

    def _places(self, inputs: dict[str, object]) -> dict[str, object]:
        """Return the inputs for the requirement that is looked at."""
        norm_set = self.controller.norms_or_none()
        wanted = self.controller.state.requirement.casefold()
        asked = [] if norm_set is None else [one for one in norm_set.requirements if one.id.casefold() == wanted]
        if not asked:
            return location_inputs(self.controller.project, inputs)
        one = asked[0]
        limit = one.threshold if one.unit == "m" else None
        return location_inputs(self.controller.project, inputs, one.facility, limit)

    def _button(self, text: str, tip: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked=False: slot())
        self.content.addWidget(button)
        return button
