"""How the algorithms ask for streets: the network, how points reach it, barriers, speeds, directions and entrances.

`adapters/layers/streets.py` reads them. docs/network-options.md has their table.
"""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.translation import tr
from . import parameters as ask

PASS_NAMES = ("bridge", "tunnel", "layer")

MOST_TOLERANCE = 100
"""Metres: what is farther apart is no rounding, and joined to it streets lead where none is."""


def add_network(algorithm: QgsProcessingAlgorithm, optional: bool = False) -> None:
    """Ask for the network and its barriers."""
    ask.add(
        algorithm,
        ask.layer(p.NETWORK, tr("Streets and paths"), ask.LINES, optional),
        tr(
            "Lines that people walk along. They are connected where they share a vertex, in the middle of a line too; "
            "lines that cross without one are a bridge. Take in the streets around the area as well, at least as far "
            "as the largest threshold."
        ),
    )


def _add_option(algorithm: QgsProcessingAlgorithm, parameter: QgsProcessingParameterDefinition, text: str) -> None:
    """Ask for an option of the network, which a dialog shows among the advanced ones."""
    ask.add(algorithm, parameter, text, advanced=True)


def add_tolerance(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for the tolerance at which end points join."""
    _add_option(
        algorithm,
        ask.at_most(ask.number(p.TOLERANCE, tr("Join end points within (m)"), 0.01, 0, decimals=3), MOST_TOLERANCE),
        tr(
            "A line's end joins another line's end or vertex at most this far away, the closest first. At most 100. "
            "0: only where they coincide."
        ),
    )


def add_barriers(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for barriers and for the fields of lines that pass them."""
    _add_option(
        algorithm,
        ask.layer(
            p.BARRIERS,
            tr("Barriers"),
            [Qgis.ProcessingSourceType.VectorLine, Qgis.ProcessingSourceType.VectorPolygon],
            optional=True,
        ),
        tr(
            "Lines or polygons that nobody crosses: water, railways, motorways. Streets are cut where they meet one, "
            "but for bridges and tunnels, and no way from a door to a street crosses one."
        ),
    )
    parameter = QgsProcessingParameterField(
        p.PASS_FIELDS,
        tr("Fields that mark bridges and tunnels"),
        list(PASS_NAMES),
        p.NETWORK,
        allowMultiple=True,
        optional=True,
    )
    _add_option(
        algorithm,
        parameter,
        tr("A line passes barriers if one of these fields is set: not NULL, empty, 0, no or F."),
    )


def add_snapping(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask how points reach the network."""
    _add_option(
        algorithm,
        ask.number(p.MAX_SNAP, tr("Maximum snapping distance (m)"), 200, 0),
        tr("Points farther from every street are off the network: they are reported, not lost."),
    )
    _add_option(
        algorithm,
        ask.number(p.MIN_COMPONENT, tr("Smallest connected part to use (m of street)"), 2000, 0),
        tr(
            "Points snap past connected parts with less street than this, so that a stray path does not catch them. "
            "The longest part always counts. 0: use all parts."
        ),
    )
    _add_option(
        algorithm,
        QgsProcessingParameterBoolean(p.ACCESS_LEGS, tr("Count the way between door and street"), True),
        tr("Whether the straight way between a point and the network counts, at both ends."),
    )


def add_speeds(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask for lines with a speed or a time of their own."""
    numeric = Qgis.ProcessingFieldParameterDataType.Numeric
    _add_option(
        algorithm,
        ask.field(p.SPEED_FIELD, tr("Field with the speed (km/h)"), p.NETWORK, numeric),
        tr("Where it is NULL or not above 0, the general speed holds. It changes minutes, and no metres."),
    )
    _add_option(
        algorithm,
        ask.field(p.TIME_FIELD, tr("Field with the minutes a line takes"), p.NETWORK, numeric),
        tr(
            "For a ferry, for example; it wins over the speed. Where it is NULL or not above 0, the speed holds. It "
            "changes minutes, and no metres."
        ),
    )


def add_direction(algorithm: QgsProcessingAlgorithm, network: str = p.NETWORK) -> None:
    """Ask for one-way streets, in the network where they count."""
    _add_option(
        algorithm,
        ask.field(p.DIRECTION_FIELD, tr("Field with the direction of one-way streets"), network),
        tr("Leave it empty on foot: then all streets go both ways."),
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
        _add_option(algorithm, QgsProcessingParameterString(name, label, "", optional=True), text)
    _add_option(
        algorithm,
        QgsProcessingParameterBoolean(p.TOWARDS, tr("The way leads to the facility"), True),
        tr("On one-way streets: from the dwelling to the facility, or, switched off, the other way."),
    )


def add_entrances(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask how facilities that are no points are entered."""
    _add_option(
        algorithm,
        ask.layer(p.ENTRANCES, tr("Entrances"), ask.POINTS, optional=True),
        tr("Gates and doors. A facility with an entrance is entered there only."),
    )
    _add_option(
        algorithm,
        ask.field(p.ENTRANCE_FACILITY, tr("Field with the entrance's facility"), p.ENTRANCES),
        tr("Holds the id of the facility that the entrance belongs to."),
    )
    _add_option(
        algorithm,
        ask.number(p.ENTRANCE_GAP, tr("Streets lead into areas within (m)"), 25, 0),
        tr(
            "A polygon or line without entrances is entered from every street at most this far away, else from the "
            "nearest street."
        ),
    )


def add_network_options(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask how points reach the network, where ways lead and how fast: all but the network itself."""
    add_tolerance(algorithm)
    add_snapping(algorithm)
    add_barriers(algorithm)
    add_entrances(algorithm)
    add_speeds(algorithm)
    add_direction(algorithm)
    add_reuse(algorithm)


def add_reuse(algorithm: QgsProcessingAlgorithm) -> None:
    """Ask whether what earlier runs kept may be used."""
    _add_option(
        algorithm,
        QgsProcessingParameterBoolean(p.REUSE, tr("Use what an earlier run kept"), True),
        tr(
            "What an earlier run read of files that are still the same, and what it made of it, is used again: the "
            "results are the same, sooner. Switched off, nothing is taken and nothing is kept."
        ),
    )
