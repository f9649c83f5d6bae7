"""The inputs that several algorithms share, and how they are asked for; `adapters/layers/streets.py` reads them."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.reader import optional_number
from ..adapters.io.translation import tr, translated
from ..core.errors import InputError

PASS_NAMES = ("bridge", "tunnel", "layer")

LINES = [Qgis.ProcessingSourceType.VectorLine]
POINTS = [Qgis.ProcessingSourceType.VectorPoint]
POLYGONS = [Qgis.ProcessingSourceType.VectorPolygon]
PLACES = [Qgis.ProcessingSourceType.VectorAnyGeometry]


def add(
    algorithm: QgsProcessingAlgorithm,
    parameter: QgsProcessingParameterDefinition,
    text: str,
    advanced: bool = False,
) -> None:
    """Add a parameter with its help text."""
    parameter.setHelp(text)
    if advanced:
        parameter.setFlags(parameter.flags() | Qgis.ProcessingParameterFlag.Advanced)
    algorithm.addParameter(parameter)


def layer(
    name: str, label: str, types: list[Qgis.ProcessingSourceType], optional: bool = False
) -> QgsProcessingParameterFeatureSource:
    """Make an input for a layer."""
    return QgsProcessingParameterFeatureSource(name, label, [int(t) for t in types], optional=optional)


def field(
    name: str,
    label: str,
    parent: str,
    data_type: Qgis.ProcessingFieldParameterDataType = Qgis.ProcessingFieldParameterDataType.Any,
    optional: bool = True,
) -> QgsProcessingParameterField:
    """Make an input for a field of a layer."""
    return QgsProcessingParameterField(name, label, None, parent, data_type, False, optional)


def fields(name: str, label: str, parent: str) -> QgsProcessingParameterField:
    """Make an input for any number of fields of a layer."""
    any_type = Qgis.ProcessingFieldParameterDataType.Any
    return QgsProcessingParameterField(name, label, None, parent, any_type, True, True)


def number(
    name: str,
    label: str,
    default: float | None,
    minimum: float | None = None,
    whole: bool = False,
    optional: bool = False,
) -> QgsProcessingParameterNumber:
    """Make an input for a number."""
    kind = Qgis.ProcessingNumberParameterType.Integer if whole else Qgis.ProcessingNumberParameterType.Double
    parameter = QgsProcessingParameterNumber(name, label, kind, default, optional)
    if minimum is not None:
        parameter.setMinimum(minimum)
    return parameter


def sink(name: str, label: str, kind: Qgis.ProcessingSourceType, on: bool = True) -> QgsProcessingParameterFeatureSink:
    """Make an output for features that may be left out; unless `on` it is, where nobody asks for it."""
    return QgsProcessingParameterFeatureSink(name, label, kind, None, True, on)


def add_dwellings(algorithm: QgsProcessingAlgorithm, optional: bool = False) -> None:
    """Ask for the dwellings."""
    add(
        algorithm,
        layer(p.DWELLINGS, tr("Dwellings"), PLACES, optional),
        tr("Points, or polygons that count by a point on them: where people set out."),
    )


def add_weight(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask how many dwellings a feature stands for."""
    add(
        algorithm,
        field(
            p.WEIGHT_FIELD,
            tr("Field with the number of dwellings"),
            p.DWELLINGS,
            Qgis.ProcessingFieldParameterDataType.Numeric,
        ),
        tr("For features that stand for several dwellings. Left empty: each counts for one."),
    )


def add_neighbourhoods(algorithm: QgsProcessingAlgorithm, text: str, optional: bool = False) -> None:
    """Ask for the neighbourhoods, saying what they are for, and for their names."""
    add(algorithm, layer(p.NEIGHBOURHOODS, tr("Neighbourhoods"), POLYGONS, optional), text)
    code = field(p.NEIGHBOURHOOD_ID, tr("Field with the neighbourhood's code or name"), p.NEIGHBOURHOODS)
    code.setGuiDefaultValueOverride("buurtcode")  # the dialog chooses it where the layer has it
    add(
        algorithm,
        code,
        tr(
            "Names the neighbourhood in the results. Left empty: buurtcode or BU_CODE if there is one, else its "
            "feature id."
        ),
    )


def add_facilities(algorithm: QgsProcessingAlgorithm, optional: bool = False) -> None:
    """Ask for the facilities and their names."""
    add(
        algorithm,
        layer(p.FACILITIES, tr("Facilities"), PLACES, optional),
        tr("Points, lines or polygons. Take in those around the area as well."),
    )
    add(
        algorithm,
        field(p.FACILITY_ID, tr("Field with the facility's id"), p.FACILITIES),
        tr("Names the facility in the result. Left empty: its feature id."),
    )


def add_network(algorithm: QgsProcessingAlgorithm, optional: bool = False) -> None:
    """Ask for the network and its barriers."""
    add(
        algorithm,
        layer(p.NETWORK, tr("Streets and paths"), LINES, optional),
        tr(
            "Lines that people walk along. They are connected where they share a vertex, in the middle of a line too; "
            "lines that cross without one are a bridge. Take in the streets around the area as well, at least as far "
            "as the largest threshold."
        ),
    )


def add_tolerance(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for the tolerance at which end points join."""
    add(
        algorithm,
        number(p.TOLERANCE, tr("Join end points within (m)"), 0.01, 0),
        tr(
            "A line's end joins another line's end or vertex at most this far away, the closest first. 0: only where "
            "they coincide."
        ),
        advanced=True,
    )


def add_barriers(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for barriers and for the fields of lines that pass them."""
    add(
        algorithm,
        layer(
            p.BARRIERS,
            tr("Barriers"),
            [Qgis.ProcessingSourceType.VectorLine, Qgis.ProcessingSourceType.VectorPolygon],
            optional=True,
        ),
        tr(
            "Lines or polygons that nobody crosses: water, railways, motorways. Streets are cut where they meet one, "
            "but for bridges and tunnels, and no way from a door to a street crosses one."
        ),
        advanced=True,
    )
    parameter = QgsProcessingParameterField(
        p.PASS_FIELDS,
        tr("Fields that mark bridges and tunnels"),
        list(PASS_NAMES),
        p.NETWORK,
        allowMultiple=True,
        optional=True,
    )
    add(
        algorithm,
        parameter,
        tr("A line passes barriers if one of these fields is set: not NULL, empty, 0, no or F."),
        advanced=True,
    )


def add_snapping(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask how points reach the network."""
    add(
        algorithm,
        number(p.MAX_SNAP, tr("Farthest from a point to the network (m)"), 200, 0),
        tr("Points farther from every street are off the network: they are reported, not lost."),
        advanced=True,
    )
    add(
        algorithm,
        number(p.MIN_COMPONENT, tr("Smallest connected part to use (m of street)"), 2000, 0),
        tr(
            "Points snap past connected parts with less street than this, so that a stray path does not catch them. "
            "The longest part always counts. 0: use all parts."
        ),
        advanced=True,
    )
    add(
        algorithm,
        QgsProcessingParameterBoolean(p.ACCESS_LEGS, tr("Count the way between door and street"), True),
        tr("Whether the straight way between a point and the network counts, at both ends."),
        advanced=True,
    )


def add_speeds(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for lines with a speed or a time of their own."""
    numeric = Qgis.ProcessingFieldParameterDataType.Numeric
    add(
        algorithm,
        field(p.SPEED_FIELD, tr("Field with the speed (km/h)"), p.NETWORK, numeric),
        tr("Where it is NULL or not above 0, the general speed holds. It changes minutes, and no metres."),
        advanced=True,
    )
    add(
        algorithm,
        field(p.TIME_FIELD, tr("Field with the minutes a line takes"), p.NETWORK, numeric),
        tr(
            "For a ferry, for example; it wins over the speed. Where it is NULL or not above 0, the speed holds. It "
            "changes minutes, and no metres."
        ),
        advanced=True,
    )


def add_direction(algorithm: QgsProcessingAlgorithm, network: str = p.NETWORK) -> None:
    """Ask for one-way streets, in the network where they count."""
    add(
        algorithm,
        field(p.DIRECTION_FIELD, tr("Field with the direction of one-way streets"), network),
        tr("Leave it empty on foot: then all streets go both ways."),
        advanced=True,
    )
    for name, label, text in (
        (
            p.VALUE_FORWARD,
            tr("Value for one-way along the line"),
            tr("The value of streets that go the way the line is drawn."),
        ),
        (
            p.VALUE_BACKWARD,
            tr("Value for one-way against the line"),
            tr("The value of streets that go against the line."),
        ),
        (
            p.VALUE_BOTH,
            tr("Value for both ways"),
            tr("The value of streets that go both ways; any other value does too."),
        ),
    ):
        add(algorithm, QgsProcessingParameterString(name, label, "", optional=True), text, advanced=True)
    add(
        algorithm,
        QgsProcessingParameterBoolean(p.TOWARDS, tr("The way leads to the facility"), True),
        tr("On one-way streets: from the dwelling to the facility, or, switched off, the other way."),
        advanced=True,
    )


def add_entrances(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask how facilities that are no points are entered."""
    add(
        algorithm,
        layer(p.ENTRANCES, tr("Entrances"), POINTS, optional=True),
        tr("Gates and doors. A facility with an entrance is entered there only."),
        advanced=True,
    )
    add(
        algorithm,
        field(p.ENTRANCE_FACILITY, tr("Field with the entrance's facility"), p.ENTRANCES),
        tr("Holds the id of the facility that the entrance belongs to."),
        advanced=True,
    )
    add(
        algorithm,
        number(p.ENTRANCE_GAP, tr("Streets lead into areas within (m)"), 25, 0),
        tr(
            "A polygon or line without entrances is entered from every street at most this far away, else from the "
            "nearest street."
        ),
        advanced=True,
    )


def add_unit(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask whether metres or minutes decide, and for the speed."""
    add(
        algorithm,
        QgsProcessingParameterEnum(p.UNIT, tr("Measure in"), [tr("metres"), tr("minutes")], False, 0),
        tr("What decides which way and which facility is nearest: the distance or the time."),
    )
    speed = number(p.SPEED, tr("Speed (km/h)"), 4.8, 0.1)
    speed.setMaximum(200)
    add(
        algorithm,
        speed,
        tr("Walking: 4.8 on average, 3.0 for people over 65, 2.2 with a rollator. Turns metres into minutes."),
    )


def add_limit(algorithm: QgsProcessingAlgorithm, text: str) -> None:
    """Ask for a limit that there need not be, saying what it does."""
    add(algorithm, number(p.LIMIT, tr("Not farther than (m or min)"), None, optional=True), text)


def wrong_limit(algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext) -> str:
    """Describe what is wrong with a limit that there need not be; nothing where it will do."""
    try:
        limit = optional_number(algorithm, parameters, context, p.LIMIT)
    except InputError as error:
        return translated(error.message, error.values)
    too_low = limit is not None and limit <= 0
    return tr("The limit must be above 0; leave it empty for no limit.") if too_low else ""


def add_capacity(algorithm: QgsProcessingAlgorithm, text: str) -> None:
    """Ask for the capacity of facilities, saying what is taken without it."""
    numeric = Qgis.ProcessingFieldParameterDataType.Numeric
    add(algorithm, field(p.CAPACITY_FIELD, tr("Field with the capacity"), p.FACILITIES, numeric), text)


def add_limits(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for one or several limits."""
    add(
        algorithm,
        QgsProcessingParameterString(p.LIMITS, tr("Limits (m or min)"), "400;800"),
        tr("One or several, with semicolons; a comma or a point begins decimals."),
    )


def add_network_options(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask how points reach the network, where ways lead and how fast: all but the network itself."""
    add_tolerance(algorithm)
    add_snapping(algorithm)
    add_barriers(algorithm)
    add_entrances(algorithm)
    add_speeds(algorithm)
    add_direction(algorithm)


def add_prefix(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for a prefix of the computed fields."""
    add(
        algorithm,
        QgsProcessingParameterString(p.PREFIX, tr("Prefix for computed fields"), "", optional=True),
        tr("Without one, a computed field whose name is taken gets _2, _3 and so on."),
        advanced=True,
    )
