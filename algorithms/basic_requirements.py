"""Basic requirements: what every dwelling has within its threshold, and whether each neighbourhood meets the norms.

Thresholds in metres or minutes, targets as shares 0–1, rates per number of dwellings or another weight. The verdict
rules stand in docs/verdicts.md; the distances are exact (docs/method.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsVectorLayer,
)

from ..adapters.facilities import FacilityLayer, as_facility_layer, read_facilities
from ..adapters.feedback import progress_of, tell
from ..adapters.inputs import Reader, choose_working_crs, read_network, warn_far_snaps
from ..adapters.norms import DEFAULT_SET, find_needs, read_norms
from ..adapters.outputs import Outputs
from ..adapters.translation import tr
from ..adapters.writing import write_layers, write_table, write_with_input
from ..core.errors import InputError
from ..core.norm_matrix import COLUMNS
from ..core.norms import SHIPPED_IDS
from . import parameters as p
from .base import BuurtmaatAlgorithm

DWELLINGS = "DWELLINGS"
WEIGHT_FIELD = "WEIGHT_FIELD"
NEIGHBOURHOODS = "NEIGHBOURHOODS"
NEIGHBOURHOOD_ID = "NEIGHBOURHOOD_ID"
FACILITIES = "FACILITIES"
FACILITY_ID = "FACILITY_ID"
FACILITY_TYPES = "FACILITY_TYPES"
TYPE_FIELD = "TYPE_FIELD"
CAPACITY_FIELD = "CAPACITY_FIELD"
COMPLETE_TYPES = "COMPLETE_TYPES"
MIN_DWELLINGS = "MIN_DWELLINGS"
FIELD_MAP = "FIELD_MAP"
NORM_SET = "NORM_SET"
NORM_FILE = "NORM_FILE"
REQUIREMENTS = "REQUIREMENTS"
OUTPUT_DWELLINGS = "OUTPUT_DWELLINGS"
OUTPUT_NEIGHBOURHOODS = "OUTPUT_NEIGHBOURHOODS"
OUTPUT_RESULTS = "OUTPUT_RESULTS"
OUTPUT_FACILITIES = "OUTPUT_FACILITIES"
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
            "facility within a distance or a time on foot, a number of them, or facilities per number of dwellings.\n\n"
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
        numeric = Qgis.ProcessingFieldParameterDataType.Numeric
        p.add(
            self,
            p.layer(DWELLINGS, tr("Dwellings"), p.PLACES),
            tr("Points, or polygons that count by a point on them."),
        )
        p.add(
            self,
            p.field(WEIGHT_FIELD, tr("Field with the number of dwellings"), DWELLINGS, numeric),
            tr("For features that stand for several dwellings. Left empty: each counts for one."),
        )
        p.add(
            self,
            p.layer(NEIGHBOURHOODS, tr("Neighbourhoods"), p.POLYGONS),
            tr("Polygons to judge. A dwelling belongs to the one it lies in."),
        )
        p.add(
            self,
            p.field(NEIGHBOURHOOD_ID, tr("Field with the neighbourhood's code or name"), NEIGHBOURHOODS),
            tr(
                "Names the neighbourhood in the results. Left empty: buurtcode or BU_CODE if there is one, else its "
                "feature id."
            ),
        )
        p.add(
            self,
            QgsProcessingParameterMultipleLayers(
                FACILITIES, tr("Facilities"), Qgis.ProcessingSourceType.VectorAnyGeometry
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
        norm_set.setMetadata({"widget_wrapper": {"value_hints": list(SHIPPED_IDS[1:2])}})
        p.add(
            self,
            norm_set,
            tr("The id of a shipped set. With no norm set, norm file or table of requirements: {id}.").format(
                id=DEFAULT_SET
            ),
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
                "One row for each requirement: id, facility (a|b for either), indicator (distance, count, rate), "
                "threshold, unit (m, min, number, m2), minimum, per, metric (network, straight), mode (walk, walk_65), "
                "weight (dwellings or a field) and target (a share, 0.95). With a set or file, a row changes the "
                "requirement with its id, an empty cell inherits and - clears."
            ),
        )
        self._add_advanced()
        self._add_outputs()

    def _add_advanced(self) -> None:
        texts: tuple[tuple[QgsProcessingParameterDefinition, str], ...] = (
            (
                QgsProcessingParameterString(FACILITY_ID, tr("Field with the facility's id"), "", optional=True),
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
                p.number(MIN_DWELLINGS, tr("Fewest dwellings to judge a neighbourhood by"), 50, 0),
                tr("A neighbourhood with fewer is too_few: its figures are given, but no verdict."),
            ),
            (
                QgsProcessingParameterString(FIELD_MAP, tr("Other names of fields"), "", optional=True),
                tr("role=field with semicolons, for example inhabitants_65=seniors."),
            ),
        )
        for parameter, text in texts:
            p.add(self, parameter, text, advanced=True)
        p.add_tolerance(self)
        p.add_snapping(self)
        p.add_barriers(self)
        p.add_entrances(self)
        p.add_speeds(self)
        p.add_prefix(self)

    def _add_outputs(self) -> None:
        vector = Qgis.ProcessingSourceType
        for name, label, kind, on in (
            (OUTPUT_DWELLINGS, tr("Dwellings with what they have"), vector.VectorAnyGeometry, True),
            (OUTPUT_NEIGHBOURHOODS, tr("Neighbourhoods with their verdicts"), vector.VectorPolygon, True),
            (OUTPUT_RESULTS, tr("Results table"), vector.Vector, True),
            (OUTPUT_FACILITIES, tr("Facilities and what used them"), vector.VectorAnyGeometry, False),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, label, kind, None, True, on))
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

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        # Layers may be touched in the main thread only; what is taken of them here can be read in any.
        layers = self.parameterAsLayerList(parameters, FACILITIES, context)
        self._facility_layers = [as_facility_layer(layer) for layer in layers if isinstance(layer, QgsVectorLayer)]
        self._no_facilities = [layer.name() for layer in layers if not isinstance(layer, QgsVectorLayer)]
        return super().prepareAlgorithm(parameters, context, feedback)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.places import facilities_of, reaching_of, read_dwellings, read_neighbourhoods
        from ..adapters.report import write_report
        from ..adapters.results import (
            dwelling_columns,
            dwelling_status,
            facility_columns,
            neighbourhood_columns,
            result_columns,
        )
        from ..core.assessment import Rules, assess
        from ..core.results import result_table

        outputs.check(OUTPUT_DWELLINGS, OUTPUT_NEIGHBOURHOODS, OUTPUT_RESULTS, OUTPUT_FACILITIES, REPORT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        if self._no_facilities:
            raise InputError(
                'The layer "{layer}" of {input} holds no points, lines or polygons: take it out.',
                layer=self._no_facilities[0],
                input=FACILITIES,
            )
        if not self._facility_layers:
            raise InputError("The input {input} is empty: choose a layer for it.", input=FACILITIES)
        chosen = read_norms(reader)
        homes, areas = reader.needed(DWELLINGS), reader.needed(NEIGHBOURHOODS)
        streets = reader.source(p.NETWORK)
        needs = find_needs(
            chosen,
            homes.fields().names(),
            areas.fields().names(),
            [name for layer in self._facility_layers for name in layer.source.fields().names()],
            reader.field_map(FIELD_MAP),
            feedback,
        )
        over_streets = [r for r in chosen.norm_set.requirements if r.has_share and r.metric == "network"]
        if over_streets and streets is None:
            raise InputError(
                'Requirement "{id}" is measured over the streets: choose a layer for {input}.',
                id=over_streets[0].id,
                input=p.NETWORK,
            )
        working = choose_working_crs(reader, streets, areas)
        network = read_network(reader, working, progress.part(0, 0.15)) if over_streets else None
        neighbourhood_layer, neighbourhoods, labels = read_neighbourhoods(reader, areas, working, needs)
        polygons = neighbourhood_layer.shapes
        dwelling_layer, dwellings = read_dwellings(
            reader, homes, working, polygons, neighbourhoods, needs, progress.part(0.15, 0.25)
        )
        found = read_facilities(reader, self._facility_layers, working, needs.facility_fields, progress.part(0.25, 0.3))
        facilities = facilities_of(found, polygons)
        reaching = reaching_of(reader, network, dwellings, dwelling_layer.ids, found, working, progress.part(0.3, 0.4))
        complete = frozenset(reader.type_keys(COMPLETE_TYPES))
        rules = Rules(reader.number(MIN_DWELLINGS), complete, needs.weights, needs.hindrances)

        assessment = assess(
            chosen.norm_set, dwellings, neighbourhoods, facilities, reaching, rules, progress.part(0.4, 0.7)
        )

        tell(feedback, assessment.notes)
        on_network = None
        if reaching.snaps is not None:
            warn_far_snaps(feedback, reaching.snaps.leg)
            on_network = reaching.snaps.on_network
        prefix = reader.text(p.PREFIX)
        status = dwelling_status(dwellings, on_network)
        columns = dwelling_columns(assessment, dwellings, neighbourhoods.ids, found.ids, status)
        write_with_input(outputs, OUTPUT_DWELLINGS, homes, dwelling_layer, columns, progress.part(0.7, 0.9), prefix)
        columns = neighbourhood_columns(assessment)
        write_with_input(
            outputs, OUTPUT_NEIGHBOURHOODS, areas, neighbourhood_layer, columns, progress.part(0.9, 0.93), prefix
        )
        language = QgsApplication.locale()
        results = result_columns(result_table(assessment, chosen.norm_set, neighbourhoods.ids, language))
        write_table(outputs, OUTPUT_RESULTS, results, progress.part(0.93, 0.95))
        snap = reaching.access.snap_m() if reaching.access is not None else None
        columns = facility_columns(found.ids, found.types, assessment, snap, found.shapes.has_geometry)
        sources = [(layer.source, rows) for layer, rows in found.layers]
        write_layers(outputs, OUTPUT_FACILITIES, sources, columns, working, progress.part(0.95, 0.98), prefix)
        report = outputs.file(REPORT)
        if report is not None:
            write_report(report, chosen.norm_set, assessment, labels, language)
        progress.at(1.0)
        return dict(zip(NUMBERS, assessment.totals(), strict=True))
