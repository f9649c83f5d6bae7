"""What a check of requirements asks for, and what it gives: shared by the algorithms of today and of years to come."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..adapters.io.translation import tr
from ..adapters.norms.choosing import DEFAULT_SET
from ..adapters.norms.store import choosable_ids
from ..core.norms.table import COLUMNS
from . import parameters as p

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
OUTPUTS = (OUTPUT_DWELLINGS, OUTPUT_NEIGHBOURHOODS, OUTPUT_RESULTS, OUTPUT_FACILITIES, OUTPUT_PLANS, REPORT)
NUMBERS = (
    "NEIGHBOURHOODS_MEETING_ALL",
    "REQUIREMENTS_MET",
    "REQUIREMENTS_FAILED",
    "REQUIREMENTS_UNKNOWN",
)
OF_YEARS_TO_COME = (PLANS, PLAN_STATUS, GROWTH_FIELD, FORECAST, OUTPUT_PLANS)
"""What only the dialog of requirements over the years shows; models and scripts may give it to both."""

_NUMERIC = Qgis.ProcessingFieldParameterDataType.Numeric


def add_layers(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for the layers that every check needs."""
    p.add_dwellings(algorithm)
    p.add_weight(algorithm)
    p.add_neighbourhoods(algorithm, tr("Polygons to judge. A dwelling belongs to the one it lies in."))
    p.add(
        algorithm,
        QgsProcessingParameterMultipleLayers(
            p.FACILITIES, tr("Facilities"), Qgis.ProcessingSourceType.VectorAnyGeometry
        ),
        tr("One or several layers of points, lines or polygons, those around the area as well."),
    )
    p.add(
        algorithm,
        QgsProcessingParameterString(TYPE_FIELD, tr("Field with the type of facility"), "", optional=True),
        tr("Its name, in the facility layers that have it. The types are compared without case."),
    )
    p.add_network(algorithm, optional=True)


def add_norms(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for the norms: a set, a file, a table."""
    norm_set = QgsProcessingParameterString(NORM_SET, tr("Norm set"), "", optional=True)
    norm_set.setMetadata({"widget_wrapper": {"value_hints": choosable_ids()}})
    p.add(
        algorithm,
        norm_set,
        tr(
            "The id of a shipped set (rivm-2025, meeting, daily) or of one of your own, kept in the project or the "
            "QGIS profile. With no norm set, norm file or table of requirements: {id}."
        ).format(id=DEFAULT_SET),
    )
    p.add(
        algorithm,
        QgsProcessingParameterFile(
            NORM_FILE,
            tr("Norm file"),
            Qgis.ProcessingFileParameterBehavior.File,
            optional=True,
            fileFilter=tr("Norm sets (*.json)"),
        ),
        tr("A norm set of your own as JSON; it goes before the norm set above."),
    )
    p.add(
        algorithm,
        QgsProcessingParameterMatrix(REQUIREMENTS, tr("Requirements"), 1, False, list(COLUMNS), [], optional=True),
        tr(
            "One row for each requirement: id, facility (a|b for either), indicator (distance, count, types, "
            "basket, rate, presence, area_share), threshold, unit (m, min, number, m2, share), minimum, per, "
            "metric (network, straight), mode (walk, walk_65, rollator, cycle), weight (dwellings or a field) and "
            "target (a share, 0.95). With a set or file, a row changes the requirement with its id, an empty cell "
            "inherits and - clears."
        ),
    )


def add_years(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for the years to check, and by which fields facilities and streets come and go."""
    p.add(
        algorithm,
        QgsProcessingParameterString(YEARS, tr("Years"), "", optional=True),
        tr("With semicolons, such as 2026;2030;2040. Layers show the last, the table all of them."),
    )
    _add_dates(
        algorithm,
        tr("Field with the opening year"),
        tr("Field with the closing year"),
        tr("Field with the year of a street"),
        advanced=False,
    )


def add_what_counts_today(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for the year of a check that is about today, and by which fields something is not there then."""
    p.add(
        algorithm,
        QgsProcessingParameterString(YEARS, tr("What counts today: the year"), "", optional=True),
        tr(
            "Such as 2026: what opens later, or has closed by then, does not count. Left empty: everything counts. "
            "With several years, layers show the last and the table all of them."
        ),
        advanced=True,
    )
    _add_dates(
        algorithm,
        tr("What counts today: field with the opening year"),
        tr("What counts today: field with the closing year"),
        tr("What counts today: field with the year of a street"),
        advanced=True,
    )


def _add_dates(algorithm: QgsProcessingAlgorithm, opens: str, closes: str, built: str, advanced: bool) -> None:
    """Ask, under these labels, for the fields that tell when facilities and streets are there."""
    p.add(
        algorithm,
        QgsProcessingParameterString(OPEN_FROM_FIELD, opens, "", optional=True),
        tr("Of the facility layers that have it: a year or a date; NULL is open already."),
        advanced,
    )
    p.add(
        algorithm,
        QgsProcessingParameterString(OPEN_UNTIL_FIELD, closes, "", optional=True),
        tr("Of the facility layers that have it: the last year in which it is open; NULL stays open."),
        advanced,
    )
    p.add(
        algorithm,
        p.field(STREET_YEAR_FIELD, built, p.NETWORK, _NUMERIC),
        tr("From which year a planned street is there; NULL is there already."),
        advanced,
    )


def add_plans(algorithm: QgsProcessingAlgorithm, advanced: bool = False) -> None:
    """Ask for what years to come bring: dwellings, growth, a forecast."""
    for parameter, text in (
        (
            p.layer(PLANS, tr("Planned dwellings"), p.PLACES, optional=True),
            tr("What “Planned dwellings” made: dwellings that come, each in its year, and those that go."),
        ),
        (
            QgsProcessingParameterString(PLAN_STATUS, tr("Status of plans that count"), "", optional=True),
            tr("hard, soft, or another word of plan_status; with semicolons. Left empty: all plans."),
        ),
        (
            p.field(GROWTH_FIELD, tr("Field with the yearly growth (%)"), p.NEIGHBOURHOODS, _NUMERIC),
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
        p.add(algorithm, parameter, text, advanced=advanced)


def add_options(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for all that usually stays as it is."""
    for parameter, text in (
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
    ):
        p.add(algorithm, parameter, text, advanced=True)
    p.add_tolerance(algorithm)
    p.add_snapping(algorithm)
    p.add_barriers(algorithm)
    p.add_entrances(algorithm)
    p.add_speeds(algorithm)
    p.add_direction(algorithm, CYCLE_NETWORK)
    p.add_prefix(algorithm)


def add_outputs(algorithm: QgsProcessingAlgorithm) -> None:
    """Declare the layers, the tables, the report and the numbers that a check gives."""
    vector = Qgis.ProcessingSourceType
    for name, label, kind, on in (
        (OUTPUT_DWELLINGS, tr("Dwellings with what they have"), vector.VectorAnyGeometry, True),
        (OUTPUT_NEIGHBOURHOODS, tr("Neighbourhoods with their verdicts"), vector.VectorPolygon, True),
        (OUTPUT_RESULTS, tr("Results table"), vector.Vector, True),
        (OUTPUT_FACILITIES, tr("Facilities and what used them"), vector.VectorAnyGeometry, False),
        (OUTPUT_PLANS, tr("Plans and what they mean"), vector.Vector, False),
    ):
        algorithm.addParameter(p.sink(name, label, kind, on=on))
    algorithm.addParameter(
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
        algorithm.addOutput(QgsProcessingOutputNumber(name, label))
