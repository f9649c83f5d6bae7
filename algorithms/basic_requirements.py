"""Basic requirements: what every dwelling has within its threshold, and whether each neighbourhood meets the norms.

Thresholds in metres or minutes, targets as shares 0–1, rates per number of dwellings or another weight. The verdict
rules stand in docs/verdicts.md; the distances are exact (docs/method.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsVectorLayer,
)

from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.timings import Stages
from ..adapters.io.translation import tr
from ..adapters.layers.facilities import FacilityLayer, as_facility_layer
from ..adapters.norms.choosing import DEFAULT_SET, wrong_norms
from ..adapters.norms.store import NormStore, choosable_ids, open_store
from ..adapters.outputs.outputs import Outputs
from ..core.errors import InputError
from ..core.norms.table import COLUMNS
from . import parameters as p
from .base import BuurtmaatAlgorithm

FACILITY_TYPES = "FACILITY_TYPES"
TYPE_FIELD = "TYPE_FIELD"
CAPACITY_FIELD = "CAPACITY_FIELD"
COMPLETE_TYPES = "COMPLETE_TYPES"
CYCLE_NETWORK = "CYCLE_NETWORK"
CLASS_FIELD = "CLASS_FIELD"
LEVEL_FIELDS = "LEVEL_FIELDS"
GROUP_FIELD = "GROUP_FIELD"
DEVELOPED_AREAS = "DEVELOPED_AREAS"
MIN_DWELLINGS = "MIN_DWELLINGS"
MIN_GROUP = "MIN_GROUP"
FIELD_MAP = "FIELD_MAP"
NORM_SET = "NORM_SET"
NORM_FILE = "NORM_FILE"
REQUIREMENTS = "REQUIREMENTS"
PLANS = "PLANS"
PLAN_STATUS = "PLAN_STATUS"
YEARS = "YEARS"
OPEN_FROM_FIELD = "OPEN_FROM_FIELD"
OPEN_UNTIL_FIELD = "OPEN_UNTIL_FIELD"
STREET_YEAR_FIELD = "STREET_YEAR_FIELD"
GROWTH_FIELD = "GROWTH_FIELD"
FORECAST = "FORECAST"
OUTPUT_DWELLINGS = "OUTPUT_DWELLINGS"
OUTPUT_NEIGHBOURHOODS = "OUTPUT_NEIGHBOURHOODS"
OUTPUT_RESULTS = "OUTPUT_RESULTS"
OUTPUT_FACILITIES = "OUTPUT_FACILITIES"
OUTPUT_PLANS = "OUTPUT_PLANS"
REPORT = "REPORT"
NUMBERS = (
    "NEIGHBOURHOODS_MEETING_ALL",
    "REQUIREMENTS_MET",
    "REQUIREMENTS_FAILED",
    "REQUIREMENTS_UNKNOWN",
)


class BasicRequirementsAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:basicrequirements`."""

    STEM = "basic_requirements"
    STYLES: ClassVar[Mapping[str, str]] = {
        OUTPUT_FACILITIES: "facilities",
        OUTPUT_DWELLINGS: "dwellings",
        OUTPUT_NEIGHBOURHOODS: "neighbourhoods",
    }

    def __init__(self) -> None:
        super().__init__()
        self._facility_layers: list[FacilityLayer] = []
        self._no_facilities: list[str] = []
        self._norm_store: NormStore | None = None

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
            "never called met or failed: a verdict stands only where no unknown could turn it.\n\n"
            "Several facility layers: their types come from FACILITY_TYPES, else from the type field, else from the "
            "layer's name. “Selected features only” does not exist for these; filter the layer instead."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        p.add_dwellings(self)
        p.add_weight(self)
        p.add_neighbourhoods(self, tr("Polygons to judge. A dwelling belongs to the one it lies in."))
        p.add(
            self,
            QgsProcessingParameterMultipleLayers(
                p.FACILITIES, tr("Facilities"), Qgis.ProcessingSourceType.VectorAnyGeometry
            ),
            tr("One or several layers of points, lines or polygons, those around the area as well."),
        )
        p.add(
            self,
            QgsProcessingParameterString(TYPE_FIELD, tr("Field with the type of facility"), "", optional=True),
            tr("Its name, in the facility layers that have it. The types are compared without case."),
        )
        p.add_network(self, optional=True)
        norm_set = QgsProcessingParameterString(NORM_SET, tr("Norm set"), "", optional=True)
        norm_set.setMetadata({"widget_wrapper": {"value_hints": choosable_ids()}})
        p.add(
            self,
            norm_set,
            tr(
                "The id of a shipped set (rivm-2025, meeting, daily) or of one of your own, kept in the project or the "
                "QGIS profile. With no norm set, norm file or table of requirements: {id}."
            ).format(id=DEFAULT_SET),
        )
        p.add(
            self,
            QgsProcessingParameterFile(
                NORM_FILE,
                tr("Norm file"),
                Qgis.ProcessingFileParameterBehavior.File,
                optional=True,
                fileFilter=tr("Norm sets (*.json)"),
            ),
            tr("A norm set of your own as JSON; it goes before the norm set above."),
        )
        matrix = QgsProcessingParameterMatrix(
            REQUIREMENTS, tr("Requirements"), 1, False, list(COLUMNS), [], optional=True
        )
        p.add(
            self,
            matrix,
            tr(
                "One row for each requirement: id, facility (a|b for either), indicator (distance, count, types, "
                "basket, rate, presence, area_share), threshold, unit (m, min, number, m2, share), minimum, per, "
                "metric (network, straight), mode (walk, walk_65, rollator, cycle), weight (dwellings or a field) and "
                "target (a share, 0.95). With a set or file, a row changes the requirement with its id, an empty cell "
                "inherits and - clears."
            ),
        )
        self._add_advanced()
        self._add_outputs()

    def _add_advanced(self) -> None:
        texts: tuple[tuple[QgsProcessingParameterDefinition, str], ...] = (
            (
                QgsProcessingParameterString(p.FACILITY_ID, tr("Field with the facility's id"), "", optional=True),
                tr("Its name in the facility layers. Left empty: the layer's name and the feature id."),
            ),
            (
                QgsProcessingParameterString(FACILITY_TYPES, tr("Type of each facility layer"), "", optional=True),
                tr("For each layer in order a type, or a field in brackets, with semicolons: school;;[fclass]."),
            ),
            (
                QgsProcessingParameterString(CAPACITY_FIELD, tr("Field with the capacity"), "", optional=True),
                tr("Places or m², in the facility layers that have it. A polygon without one counts by its area."),
            ),
            (
                QgsProcessingParameterString(COMPLETE_TYPES, tr("Types known to be complete"), "", optional=True),
                tr("With semicolons. Where such a type has no feature, there really is none; else it is unknown."),
            ),
            (
                p.layer(CYCLE_NETWORK, tr("Streets and paths for bicycles"), p.LINES, optional=True),
                tr("Lines that bicycles may use. Without it, what is measured by bicycle is unknown."),
            ),
            (
                p.field(CLASS_FIELD, tr("Field with the living environment"), p.NEIGHBOURHOODS),
                tr(
                    "For norms that differ by living environment. Left empty: living_environment or woonmilieu if "
                    "there is one."
                ),
            ),
            (
                p.fields(LEVEL_FIELDS, tr("Fields to sum up by"), p.NEIGHBOURHOODS),
                tr("District, settlement, municipality: the results table gets rows for their areas too."),
            ),
            (
                p.field(GROUP_FIELD, tr("Field to judge dwellings by, such as the landlord"), p.DWELLINGS),
                tr("The results table gets a row for each landlord or complex too, wherever its dwellings stand."),
            ),
            (
                p.layer(DEVELOPED_AREAS, tr("Developed areas"), p.POLYGONS, optional=True),
                tr("For norms that ask for a share of the developed area."),
            ),
            (
                p.number(MIN_DWELLINGS, tr("Fewest dwellings to judge a neighbourhood by"), 50, 0),
                tr("A neighbourhood with fewer is too_few: its figures are given, but no verdict."),
            ),
            (
                p.number(MIN_GROUP, tr("Fewest dwellings to judge a landlord or complex by"), 5, 0),
                tr("A group with fewer is too_few."),
            ),
            (
                QgsProcessingParameterString(FIELD_MAP, tr("Other names of fields"), "", optional=True),
                tr("role=field with semicolons, for example inhabitants_65=seniors."),
            ),
        )
        for parameter, text in texts:
            p.add(self, parameter, text, advanced=True)
        self._add_years()
        p.add_tolerance(self)
        p.add_snapping(self)
        p.add_barriers(self)
        p.add_entrances(self)
        p.add_speeds(self)
        p.add_direction(self, CYCLE_NETWORK)
        p.add_prefix(self)

    def _add_years(self) -> None:
        numeric = Qgis.ProcessingFieldParameterDataType.Numeric
        for parameter, text in (
            (
                QgsProcessingParameterString(YEARS, tr("Years"), "", optional=True),
                tr("For plans: with semicolons, such as 2026;2030;2040. Layers show the last, the table all of them."),
            ),
            (
                p.layer(PLANS, tr("Planned dwellings"), p.PLACES, optional=True),
                tr("What “Planned dwellings” made: dwellings that come, each in its year, and those that go."),
            ),
            (
                QgsProcessingParameterString(PLAN_STATUS, tr("Status of plans that count"), "", optional=True),
                tr("hard, soft, or another word of plan_status; with semicolons. Left empty: all plans."),
            ),
            (
                QgsProcessingParameterString(OPEN_FROM_FIELD, tr("Field with the opening year"), "", optional=True),
                tr("Of the facility layers that have it: a year or a date; NULL is open already."),
            ),
            (
                QgsProcessingParameterString(OPEN_UNTIL_FIELD, tr("Field with the closing year"), "", optional=True),
                tr("Of the facility layers that have it: the last year in which it is open; NULL stays open."),
            ),
            (
                p.field(STREET_YEAR_FIELD, tr("Field with the year of a street"), p.NETWORK, numeric),
                tr("From which year a planned street is there; NULL is there already."),
            ),
            (
                p.field(GROWTH_FIELD, tr("Field with the yearly growth (%)"), p.NEIGHBOURHOODS, numeric),
                tr("By how many percent people grow a year from the first of the years, beside what plans bring."),
            ),
            (
                p.layer(FORECAST, tr("Forecast of people"), [Qgis.ProcessingSourceType.Vector], optional=True),
                tr(
                    "A table with a row for each neighbourhood and year: its code, the year, and how many people there "
                    "are, in fields named as those that requirements weigh by (inhabitants, inhabitants_65)."
                ),
            ),
        ):
            p.add(self, parameter, text, advanced=True)

    def _add_outputs(self) -> None:
        vector = Qgis.ProcessingSourceType
        for name, label, kind, on in (
            (OUTPUT_DWELLINGS, tr("Dwellings with what they have"), vector.VectorAnyGeometry, True),
            (OUTPUT_NEIGHBOURHOODS, tr("Neighbourhoods with their verdicts"), vector.VectorPolygon, True),
            (OUTPUT_RESULTS, tr("Results table"), vector.Vector, True),
            (OUTPUT_FACILITIES, tr("Facilities and what used them"), vector.VectorAnyGeometry, False),
            (OUTPUT_PLANS, tr("Plans and what they mean"), vector.Vector, False),
        ):
            self.addParameter(p.sink(name, label, kind, on=on))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                REPORT, tr("Report"), tr("HTML files (*.html)"), None, optional=True, createByDefault=False
            )
        )
        for name, label in zip(
            NUMBERS,
            (
                tr("Neighbourhoods that meet all requirements"),
                tr("Requirements met"),
                tr("Requirements failed"),
                tr("Requirements unknown"),
            ),
            strict=True,
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def checkParameterValues(self, parameters: dict[str, object], context: QgsProcessingContext) -> tuple[bool, str]:
        wrong = wrong_norms(self, parameters, context)
        return (False, wrong) if wrong else super().checkParameterValues(parameters, context)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        # Layers may be touched in the main thread only; what is taken of them here can be read in any.
        layers = self.parameterAsLayerList(parameters, p.FACILITIES, context)
        self._facility_layers = [
            as_facility_layer(layer, feedback.isCanceled) for layer in layers if isinstance(layer, QgsVectorLayer)
        ]
        self._no_facilities = [layer.name() for layer in layers if not isinstance(layer, QgsVectorLayer)]
        self._norm_store = open_store(context.project())  # the same holds for the project
        return super().prepareAlgorithm(parameters, context, feedback)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.requirements.log import log_assessments, log_totals
        from ..adapters.requirements.reading import read_inputs, read_sources
        from ..adapters.requirements.writing import write_results
        from ..core.requirements.assessment import assess

        outputs.check(OUTPUT_DWELLINGS, OUTPUT_NEIGHBOURHOODS, OUTPUT_RESULTS, OUTPUT_FACILITIES, OUTPUT_PLANS, REPORT)
        reader, progress, stages = Reader(self, parameters, context, feedback), progress_of(feedback), Stages()
        if self._no_facilities:
            raise InputError(
                'The layer "{layer}" of {input} holds no points, lines or polygons: take it out.',
                layer=self._no_facilities[0],
                input=p.FACILITIES,
            )
        sources = read_sources(reader, self._facility_layers)
        inputs = read_inputs(reader, sources, self._norm_store or open_store(None), stages, progress.part(0, 0.4))

        assessments, part = [], progress.part(0.4, 0.7)
        for number, moment in enumerate(inputs.moments):
            assessments.append(
                assess(
                    inputs.norms.norm_set,
                    moment.dwellings,
                    inputs.areas.neighbourhoods,
                    moment.facilities,
                    moment.reaching,
                    inputs.rules,
                    part.part(number / len(inputs.moments), (number + 1) / len(inputs.moments)),
                )
            )

        log_assessments(feedback, assessments)
        stages.done(tr("requirements"))
        prefix, part = reader.text(p.PREFIX), progress.part(0.7, 1)
        self.facts = write_results(outputs, sources, inputs, assessments, prefix, part)
        stages.done(tr("writing"))
        log_totals(feedback, inputs, assessments)
        stages.tell(feedback)
        return dict(zip(NUMBERS, assessments[-1].totals(), strict=True))
