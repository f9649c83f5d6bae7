"""Basic requirements: what every dwelling has within its threshold, and whether each neighbourhood meets the norms.

Thresholds in metres or minutes, targets as shares 0–1, rates per number of dwellings or another weight. The verdict
rules stand in docs/verdict-rules.md; the distances are exact (docs/method.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from qgis.core import Qgis, QgsProcessingContext, QgsProcessingFeedback

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.timings import Stages
from ..adapters.io.translation import tr
from ..adapters.layers.facilities import FacilityLayer
from ..adapters.norms.choosing import check_norms
from ..adapters.norms.store import NormStore, open_store
from ..adapters.outputs.outputs import Outputs
from ..core.progress import Progress
from . import requirement_parameters as r
from .base import BuurtmaatAlgorithm

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

    from ..adapters.explore.facility_changes import TriedRun
    from ..adapters.requirements.inputs import RequirementInputs, Sources
    from ..adapters.requirements.mixing import RunToMix


class BasicRequirementsAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:basicrequirements`.

    Models and scripts may give it the inputs of years to come as well; its dialog leaves them to
    `buurtmaat:requirementsoveryears`.
    """

    STEM = "basic_requirements"
    STYLES: ClassVar[Mapping[str, str]] = {
        p.OUTPUT_FACILITIES: "facilities",
        p.OUTPUT_DWELLINGS: "dwellings",
        p.OUTPUT_NEIGHBOURHOODS: "neighbourhoods",
    }

    NOT_IN_DIALOG: ClassVar[tuple[str, ...]] = p.OF_YEARS_TO_COME

    def __init__(self) -> None:
        super().__init__()
        self._facility_layers: list[FacilityLayer] = []
        self._no_facilities: list[str] = []
        self._norm_store: NormStore | None = None
        self._below: dict[str, list[str]] = {}  # by output the ids of the input layers that are drawn below it

    def name(self) -> str:
        return "basicrequirements"

    def displayName(self) -> str:
        return tr("Check basic requirements")

    def group(self) -> str:
        return tr("Requirements")

    def groupId(self) -> str:
        return "requirements"

    def tags(self) -> list[str]:
        return tr(
            "basic requirements,threshold,norm,neighbourhood,social infrastructure,compliance,facilities,dwellings"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Checks for every neighbourhood whether its dwellings have the facilities that a norm set asks for.")

    def shortHelpString(self) -> str:
        return tr(
            "Checks for every neighbourhood whether its dwellings have the facilities that a norm set asks for: a "
            "facility within a distance or a time on foot or by bicycle, a number or several kinds of them, a basket "
            "of daily facilities, facilities per number of dwellings, or a share of the area.\n\n"
            "Give the dwellings, the neighbourhoods, one or several layers of facilities and the streets. Choose a "
            "shipped norm set, a norm file (JSON), or fill in the table of requirements; the table also changes or "
            "extends a set. No norm here is law: the shipped values are examples, to be replaced by your own.\n\n"
            "Results: every dwelling with its distance to each requirement; every neighbourhood with its share within "
            "the threshold and its verdict (meets, fails, unknown, too_few, not_applicable); and a table with all "
            "figures, with a row for the whole and for dwellings outside all neighbourhoods. What is not known is "
            "never called met or failed: a verdict is given only where no unknown could turn it.\n\n"
            "Several facility layers: their types come from FACILITY_TYPES, else from the type field, else from the "
            "layer's name. “Selected features only” does not exist for these; filter the layer instead."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        r.add_layers(self)
        r.add_norms(self)
        r.add_what_counts_today(self)
        r.add_options(self)
        r.add_plans(self, advanced=True)
        r.add_outputs(self)

    def createCustomParametersWidget(self, parent: QWidget | None = None) -> QWidget | None:
        """Hide what is `NOT_IN_DIALOG` just before the dialog of this object is made.

        A flag from the start would lose values: the model designer forgets what a step has in hidden inputs when it is
        opened and saved. The dialog keeps those that history gives it.
        """
        for name in self.NOT_IN_DIALOG:
            definition = self.parameterDefinition(name)
            definition.setFlags(definition.flags() | Qgis.ProcessingParameterFlag.Hidden)
        return super().createCustomParametersWidget(parent)

    def check(self, reader: Reader) -> None:
        from ..adapters.requirements.over_years import check_years

        check_norms(reader)
        check_years(reader)
        reader.field_map(p.FIELD_MAP)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        # Layers may be touched in the main thread only; what is taken of them here can be read in any.
        taken = r.take_facility_layers(self, parameters, context, feedback.isCanceled)
        self._facility_layers, self._no_facilities = taken
        self._norm_store = open_store(context.project(), self.recorded_norms)  # the same holds for the project
        for output, name in ((p.OUTPUT_NEIGHBOURHOODS, p.NEIGHBOURHOODS), (p.OUTPUT_DWELLINGS, p.DWELLINGS)):
            layer = self.parameterAsVectorLayer(parameters, name, context)
            self._below[output] = [] if layer is None else [layer.id()]
        facilities = self.parameterAsLayerList(parameters, p.FACILITIES, context)
        self._below[p.OUTPUT_FACILITIES] = [layer.id() for layer in facilities]
        return super().prepareAlgorithm(parameters, context, feedback)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.requirements.log import log_assessments, log_not_in_dialog, log_totals, warn_too_few
        from ..adapters.requirements.writing import write_results
        from ..core.requirements.assessment import assess

        outputs.check(*r.OUTPUTS)
        reader, progress, stages = Reader(self, parameters, context, feedback), progress_of(feedback), outputs.stages
        log_not_in_dialog(reader, self.NOT_IN_DIALOG)
        sources, inputs = self._read(reader, stages, progress.part(0, 0.4))

        assessments, part = [], progress.part(0.4, 0.7)
        for number, moment in enumerate(inputs.moments):
            assessments.append(
                assess(
                    inputs.norms.norm_set.in_year(moment.year),
                    inputs.town(moment),
                    inputs.rules,
                    part.part(number / len(inputs.moments), (number + 1) / len(inputs.moments)),
                )
            )

        log_assessments(feedback, assessments)
        stages.done(tr("requirements"))
        prefix, part = reader.text(p.PREFIX), progress.part(0.7, 1)
        self.facts = write_results(outputs, sources, inputs, assessments, prefix, part)
        stages.done(tr("writing"))
        warn_too_few(feedback, assessments, inputs.rules.min_dwellings)
        log_totals(feedback, inputs, assessments)
        return dict(zip(r.NUMBERS, assessments[-1].totals(), strict=True))

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, object]:
        """Let the results arrive, and tell the window what came of the run, unless its caller does that itself."""
        loads = any(context.willLoadLayerOnCompletion(str(written)) for written in self._written.values())
        self._hide_below(self._below, context)
        results = super().postProcessAlgorithm(context, feedback)
        if self.signals is not None and loads and not getattr(feedback, "TELLS_OUTCOME", False):
            self.signals.checked.emit(self.facts.outcome, str(self._written.get(p.REPORT) or ""))
        return results

    def what_if(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> TriedRun:
        """Return the run, read and assessed but not written, to try changes of its facilities; after `prepare`.

        Raises
        ------
        InputError, Cancelled
            As a run would stop.
        """
        from ..adapters.explore.facility_changes import TriedRun

        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        _, inputs = self._read(reader, Stages(), progress.part(0, 0.6))
        return TriedRun(inputs, progress.part(0.6, 1))

    def _read(self, reader: Reader, stages: Stages, progress: Progress) -> tuple[Sources, RequirementInputs]:
        from ..adapters.requirements.reading import read_inputs, read_sources

        r.refuse_no_places(self._no_facilities)
        sources = read_sources(reader, self._facility_layers)
        return sources, read_inputs(reader, sources, self._norms_kept, stages, progress)

    @property
    def _norms_kept(self) -> NormStore:
        return self._norm_store or open_store(None)

    def run_to_mix(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> RunToMix:
        """Return what the run would read, of which nothing is read yet, to mix it with another one; after `prepare`.

        Raises
        ------
        InputError
            As a run would stop.
        """
        from ..adapters.requirements.mixing import RunToMix

        r.refuse_no_places(self._no_facilities)
        reader = Reader(self, parameters, context, feedback)
        return RunToMix.of(reader, self._facility_layers, self._norms_kept)
