"""How the algorithms ask for what several of them share; what they ask of streets is in network_parameters.py."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.parameter_kinds import DECIMALS
from ..adapters.io.translation import tr

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
    *,
    decimals: int | None = 0,
    optional: bool = False,
) -> QgsProcessingParameterNumber:
    """Make an input for a number.

    Parameters
    ----------
    decimals
        That a dialog shows and lets be typed, where QGIS has six: none for metres, one for what may be minutes, two for
        shares. A number that a dialog is given keeps its own. None: it is a whole number, and nothing else.
    """
    kind = Qgis.ProcessingNumberParameterType
    parameter = QgsProcessingParameterNumber(
        name, label, kind.Integer if decimals is None else kind.Double, default, optional
    )
    if decimals is not None:
        parameter.setMetadata({DECIMALS: decimals})
    if minimum is not None:
        parameter.setMinimum(minimum)
    return parameter


def at_most(parameter: QgsProcessingParameterNumber, maximum: float) -> QgsProcessingParameterNumber:
    """Let a number be no larger than this."""
    parameter.setMaximum(maximum)
    return parameter


def sink(name: str, label: str, kind: Qgis.ProcessingSourceType, on: bool = True) -> QgsProcessingParameterFeatureSink:
    """Make an output for features that may be left out; unless `on` it is, where nobody asks for it."""
    return QgsProcessingParameterFeatureSink(name, label, kind, None, True, on)


def html_page(name: str, label: str) -> QgsProcessingParameterFileDestination:
    """Make an output for a page, which is written where somebody asks for it."""
    return QgsProcessingParameterFileDestination(
        name, label, tr("HTML files (*.html)"), None, optional=True, createByDefault=False
    )


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


def add_facilities(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for the facilities and their names."""
    add(
        algorithm,
        layer(p.FACILITIES, tr("Facilities"), PLACES),
        tr("Points, lines or polygons. Take in those around the area as well."),
    )
    add(
        algorithm,
        field(p.FACILITY_ID, tr("Field with the facility's id"), p.FACILITIES),
        tr("Names the facility in the result. Left empty: its feature id."),
    )


def add_unit(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask whether metres or minutes decide, and for the speed."""
    add(
        algorithm,
        QgsProcessingParameterEnum(p.UNIT, tr("Measure in"), [tr("metres"), tr("minutes")], False, 0),
        tr("What decides which way and which facility is nearest: the distance or the time."),
    )
    add(
        algorithm,
        at_most(number(p.SPEED, tr("Speed (km/h)"), 4.8, 0.1, decimals=1), 200),
        tr("Walking: 4.8 on average, 3.0 for people over 65, 2.2 with a rollator. Turns metres into minutes."),
    )


def add_limit(algorithm: QgsProcessingAlgorithm, text: str) -> None:
    """Ask for a limit that there need not be, saying what it does."""
    limit = number(p.LIMIT, tr("Maximum distance or time (m or min)"), None, 0, decimals=1, optional=True)
    add(algorithm, limit, text)


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


def add_prefix(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for a prefix of the computed fields."""
    add(
        algorithm,
        QgsProcessingParameterString(p.PREFIX, tr("Prefix for computed fields"), "", optional=True),
        tr("Without one, a computed field whose name is taken gets _2, _3 and so on."),
        advanced=True,
    )
