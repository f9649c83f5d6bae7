"""What a check of requirements asks for, and what it gives: shared by the algorithms of today and of years to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.parameter_kinds import in_either_case
from ..adapters.io.translation import tr
from ..adapters.layers.facilities import FacilityLayer, as_facility_layer, holds_places
from ..adapters.norms.choosing import DEFAULT_SET
from ..adapters.norms.store import choosable_ids
from ..core.errors import InputError
from ..core.norms.requirement_rows import COLUMNS
from . import network_parameters as net
from . import parameters as ask

OUTPUTS = (
    p.OUTPUT_DWELLINGS,
    p.OUTPUT_NEIGHBOURHOODS,
    p.OUTPUT_RESULTS,
    p.OUTPUT_DEGREES,
    p.OUTPUT_GROUPS,
    p.OUTPUT_FACILITIES,
    p.OUTPUT_PLAUSIBILITY,
    p.OUTPUT_PLANS,
    p.REPORT,
)
NUMBERS = (
    p.NEIGHBOURHOODS_MEETING_ALL,
    p.REQUIREMENTS_MET,
    p.REQUIREMENTS_FAILED,
    p.REQUIREMENTS_UNKNOWN,
)

_NUMERIC = Qgis.ProcessingFieldParameterDataType.Numeric


def add_layers(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for the layers that every check needs."""
    ask.add_dwellings(algorithm)
    ask.add_weight(algorithm)
    ask.add_neighbourhoods(algorithm, tr("Polygons to judge. A dwelling belongs to the one it lies in."))
    add_facility_layers(algorithm)
    net.add_network(algorithm, optional=True)


def add_facility_layers(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for one or several layers of facilities, and the field with their type."""
    ask.add(
        algorithm,
        QgsProcessingParameterMultipleLayers(
            p.FACILITIES, tr("Facilities"), Qgis.ProcessingSourceType.VectorAnyGeometry
        ),
        tr("One or several layers of points, lines or polygons, those around the area as well."),
    )
    ask.add(
        algorithm,
        QgsProcessingParameterString(p.TYPE_FIELD, tr("Field with the type of facility"), "", optional=True),
        tr("Its name, in the facility layers that have it. The types are compared without case."),
    )


def take_facility_layers(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, object],
    context: QgsProcessingContext,
    cancelled: Callable[[], bool],
) -> tuple[list[FacilityLayer], list[str]]:
    """Return what can be read of the facility layers in any thread, and the names of those that hold no places.

    To be asked in the main thread, where alone layers may be touched.
    """
    layers = algorithm.parameterAsLayerList(parameters, p.FACILITIES, context)
    places = [one for one in layers if holds_places(one)]
    others = [one.name() for one in layers if one not in places]
    return [as_facility_layer(one, cancelled) for one in places], others


def refuse_no_places(names: Sequence[str]) -> None:
    """Stop where a layer among those of facilities holds no places."""
    if names:
        raise InputError(
            "The layer “{layer}” of {input} holds no points, lines or polygons: take it out.",
            layer=names[0],
            input=p.FACILITIES,
        )


def add_norms(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for the norms: a set, a file, a table."""
    norm_set = QgsProcessingParameterString(p.NORM_SET, tr("Norm set"), "", optional=True)
    norm_set.setMetadata({"widget_wrapper": {"value_hints": choosable_ids()}})
    ask.add(
        algorithm,
        norm_set,
        tr(
            "The id of a shipped set (rivm-2025, meeting, daily) or of one of your own, kept in the project or the "
            "QGIS profile. With no norm set, norm file or table of requirements: {id}."
        ).format(id=DEFAULT_SET),
    )
    ask.add(
        algorithm,
        QgsProcessingParameterFile(
            p.NORM_FILE,
            tr("Norm file"),
            Qgis.ProcessingFileParameterBehavior.File,
            optional=True,
            fileFilter=in_either_case(tr("Norm sets (*.json)")),
        ),
        tr("A norm set of your own as JSON; it overrides the norm set above."),
    )
    ask.add(
        algorithm,
        QgsProcessingParameterMatrix(p.REQUIREMENTS, tr("Requirements"), 1, False, list(COLUMNS), [], optional=True),
        tr(
            "One row for each requirement: id, facility (a|b for either), indicator (distance, count, rate or another "
            "kind of norm), threshold, unit (m, min, number, m2, share), minimum, per, metric (network, straight), "
            "mode (walk, walk_65, rollator, cycle), weight (dwellings or a field) and target (a share, 0.95). With a "
            "set or file, a row changes the requirement with its id, an empty cell inherits and - clears. Scripts may "
            "give a JSON list of objects with any key of a norm file instead."
        ),
    )


def add_years(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for the years to check, and by which fields facilities and streets come and go."""
    ask.add(
        algorithm,
        QgsProcessingParameterString(p.YEARS, tr("Years"), "", optional=True),
        tr("With semicolons, such as 2026;2030;2040. Layers show the last, the table all of them."),
    )
    _add_dates(algorithm, advanced=False)


def add_what_counts_today(algorithm: QgsProcessingAlgorithm, *, one_year: bool = False) -> None:
    """Ask for the year of a run that is about today, and by which fields something is not there then."""
    text = tr("Such as 2026: what opens later, or has closed by then, does not count. Left empty: everything counts.")
    if one_year:
        more = tr("Of several years the last counts.")
    else:
        more = tr("With several years, layers show the last and the table all of them.")
    ask.add(
        algorithm,
        QgsProcessingParameterString(p.YEARS, tr("Year that counts"), "", optional=True),
        f"{text} {more}",
        advanced=True,
    )
    _add_dates(algorithm, advanced=True)


def _add_dates(algorithm: QgsProcessingAlgorithm, *, advanced: bool) -> None:
    """Ask for the fields that tell when facilities and streets are there."""
    ask.add(
        algorithm,
        QgsProcessingParameterString(p.OPEN_FROM_FIELD, tr("Field with the opening year"), "", optional=True),
        tr("Of the facility layers that have it: a year or a date; NULL is open already."),
        advanced,
    )
    ask.add(
        algorithm,
        QgsProcessingParameterString(p.OPEN_UNTIL_FIELD, tr("Field with the closing year"), "", optional=True),
        tr("Of the facility layers that have it: the last year in which it is open; NULL stays open."),
        advanced,
    )
    ask.add(
        algorithm,
        ask.field(p.STREET_YEAR_FIELD, tr("Field with the year of a street"), p.NETWORK, _NUMERIC),
        tr("From which year a planned street is there; NULL is there already."),
        advanced,
    )


def add_plans(algorithm: QgsProcessingAlgorithm, advanced: bool = False) -> None:
    """Ask for what years to come bring: dwellings, growth, a forecast."""
    for parameter, text in (
        (
            ask.layer(p.PLANS, tr("Planned dwellings"), ask.PLACES, optional=True),
            tr("What “Planned dwellings” made: dwellings that come, each in its year, and those that go."),
        ),
        (
            QgsProcessingParameterString(p.PLAN_STATUS, tr("Status of plans that count"), "", optional=True),
            tr("hard, soft, or another word of plan_status; with semicolons. Left empty: all plans."),
        ),
        (
            ask.field(p.GROWTH_FIELD, tr("Field with the yearly growth (%)"), p.NEIGHBOURHOODS, _NUMERIC),
            tr("By how many percent people grow a year from the first of the years, beside what plans bring."),
        ),
        (
            ask.layer(p.FORECAST, tr("Forecast of people"), [Qgis.ProcessingSourceType.Vector], optional=True),
            tr(
                "A table with a row for each neighbourhood and year: its code, the year, and how many people there "
                "are, in fields named as those that requirements weigh by (inhabitants, inhabitants_65)."
            ),
        ),
    ):
        ask.add(algorithm, parameter, text, advanced=advanced)


def add_options(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for all that usually stays as it is."""
    options = [*facility_options(), *_neighbourhood_options(), *_group_options(), *_layer_options()]
    for parameter, text in options:
        ask.add(algorithm, parameter, text, advanced=True)
    net.add_tolerance(algorithm)
    net.add_snapping(algorithm)
    net.add_barriers(algorithm)
    net.add_entrances(algorithm)
    net.add_speeds(algorithm)
    net.add_direction(algorithm, p.CYCLE_NETWORK)
    add_field_map(algorithm)
    ask.add_prefix(algorithm)
    net.add_reuse(algorithm)


def add_field_map(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask which columns are called otherwise."""
    ask.add(
        algorithm,
        QgsProcessingParameterString(p.FIELD_MAP, tr("Other names of fields"), "", optional=True),
        tr("role=field with semicolons, for example inhabitants_65=seniors."),
        advanced=True,
    )


def class_option() -> tuple[QgsProcessingParameterDefinition, str]:
    """Return the field with the living environment, with its help."""
    return (
        ask.field(p.CLASS_FIELD, tr("Field with the living environment"), p.NEIGHBOURHOODS),
        tr(
            "For norms that differ by living environment. Left empty: living_environment or woonmilieu if there is one."
        ),
    )


def facility_options() -> list[tuple[QgsProcessingParameterDefinition, str]]:
    """Return what tells about facilities, each with its help."""
    return [
        (
            QgsProcessingParameterString(p.FACILITY_ID, tr("Field with the facility's id"), "", optional=True),
            tr("Its name in the facility layers. Left empty: the layer's name and the feature id."),
        ),
        (
            QgsProcessingParameterString(p.FACILITY_TYPES, tr("Type of each facility layer"), "", optional=True),
            tr("For each layer in order a type, or a field in brackets, with semicolons: school;;[fclass]."),
        ),
        (
            QgsProcessingParameterString(p.CAPACITY_FIELD, tr("Field with the capacity"), "", optional=True),
            tr("Places or m², in the facility layers that have it. A polygon without one counts by its area."),
        ),
        (
            QgsProcessingParameterString(p.COMPLETE_TYPES, tr("Types known to be complete"), "", optional=True),
            tr("With semicolons. Where such a type has no feature, there really is none; else it is unknown."),
        ),
    ]


def _neighbourhood_options() -> list[tuple[QgsProcessingParameterDefinition, str]]:
    """Return what tells about neighbourhoods, each with its help."""
    return [
        class_option(),
        (
            ask.fields(p.LEVEL_FIELDS, tr("Fields to sum up by"), p.NEIGHBOURHOODS),
            tr("District, settlement, municipality: the results table gets rows for their areas too."),
        ),
        (
            ask.number(p.MIN_DWELLINGS, tr("Minimum dwellings per neighbourhood"), 50, 0),
            tr("A neighbourhood with fewer is too_few: its figures are given, but no verdict."),
        ),
        (
            ask.layer(
                p.PROXIMITY,
                tr("Table with average distances (CBS)"),
                [Qgis.ProcessingSourceType.Vector],
                optional=True,
            ),
            tr(
                "To see whether ours are plausible, such as the table “proximity” of a fetch. Left empty: fields of "
                "the neighbourhoods, such as huisartsenpraktijk_gemiddelde_afstand_in_km."
            ),
        ),
    ]


def _group_options() -> list[tuple[QgsProcessingParameterDefinition, str]]:
    """Return who is compared with whom, each with its help."""
    return [
        (
            ask.field(p.GROUP_FIELD, tr("Field to judge dwellings by, such as the landlord"), p.DWELLINGS),
            tr("The results table gets a row for each landlord or complex too, wherever its dwellings stand."),
        ),
        (
            QgsProcessingParameterString(p.GROUP_ROLES, tr("Groups to compare"), "", optional=True),
            tr(
                "For the table of groups, with semicolons: inhabitants_0_15, inhabitants_65, households_single, "
                "households_low_income, dwellings_association and the like, or fields of the dwellings. Left empty: "
                "those that the layers have."
            ),
        ),
        (
            ask.field(p.INCOME_FIELD, tr("Field with the income"), p.NEIGHBOURHOODS, _NUMERIC),
            tr("Of the neighbourhoods: the table of groups says whether distances fall on the poor."),
        ),
        (
            ask.number(p.MIN_GROUP, tr("Minimum dwellings per group"), 5, 0),
            tr("A landlord, a complex or another group with fewer is too_few."),
        ),
    ]


def _layer_options() -> list[tuple[QgsProcessingParameterDefinition, str]]:
    """Return more layers, for norms that need them, each with its help."""
    return [
        (
            ask.layer(p.DEVELOPED_AREAS, tr("Developed areas"), ask.POLYGONS, optional=True),
            tr("For norms that ask for a share of the developed area."),
        ),
        (
            ask.layer(p.PUBLIC_SPACE, tr("Public space"), ask.POLYGONS, optional=True),
            tr("For norms that ask for a share of the public space: streets, squares, parks, banks of water."),
        ),
        (
            ask.layer(p.CYCLE_NETWORK, tr("Streets and paths for bicycles"), ask.LINES, optional=True),
            tr("Lines that bicycles may use. Without it, what is measured by bicycle is unknown."),
        ),
    ]


def add_outputs(algorithm: QgsProcessingAlgorithm) -> None:
    """Declare the layers, the tables, the report and the numbers that a check gives."""
    vector = Qgis.ProcessingSourceType
    for name, label, kind, on in (
        (p.OUTPUT_DWELLINGS, tr("Dwellings with what they have"), vector.VectorAnyGeometry, True),
        (p.OUTPUT_NEIGHBOURHOODS, tr("Neighbourhoods with their verdicts"), vector.VectorPolygon, True),
        (p.OUTPUT_RESULTS, tr("Results table"), vector.Vector, True),
        (p.OUTPUT_DEGREES, tr("How many requirements dwellings meet"), vector.Vector, False),
        (p.OUTPUT_GROUPS, tr("Groups and what they have"), vector.Vector, False),
        (p.OUTPUT_PLAUSIBILITY, tr("Average distances beside published ones"), vector.Vector, False),
        (p.OUTPUT_FACILITIES, tr("Facilities and what used them"), vector.VectorAnyGeometry, False),
        (p.OUTPUT_PLANS, tr("Plans and what they mean"), vector.Vector, False),
    ):
        algorithm.addParameter(ask.sink(name, label, kind, on=on))
    algorithm.addParameter(ask.html_page(p.REPORT, tr("Report")))
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
