"""The headings under which a dialog shows the advanced parameters, which Processing shows as one long list."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import Qgis, QgsProcessingAlgorithm

from ..adapters.io import parameter_names as p
from ..adapters.io.translation import tr


def advanced_groups(algorithm: QgsProcessingAlgorithm) -> list[tuple[str, list[str]]]:
    """Return the advanced inputs of an algorithm that its dialog shows, in order: each heading with what follows it.

    Of an algorithm whose advanced inputs are all of one kind the heading is empty.
    """
    flags = Qgis.ProcessingParameterFlag
    names = [
        one.name()
        for one in algorithm.parameterDefinitions()
        if not one.isDestination() and not one.flags() & flags.Hidden and one.flags() & flags.Advanced
    ]
    found: list[tuple[str, list[str]]] = []
    for name in names:
        # A field goes with its layer, where that is among them.
        heading = _heading_of(p.DWELLINGS if name == p.WEIGHT_FIELD and p.DWELLINGS in names else name)
        if not found or found[-1][0] != heading:
            found.append((heading, []))
        found[-1][1].append(name)
    return found if len(found) > 1 else [("", names) for _, names in found]


def _heading_of(name: str) -> str:
    return next((heading for heading, names in _groups() if name in names), tr("Other"))


def _groups() -> Sequence[tuple[str, Sequence[str]]]:
    return (
        (tr("Data"), (p.KIND,)),
        (tr("What counts today"), (p.YEARS, p.OPEN_FROM_FIELD, p.OPEN_UNTIL_FIELD, p.STREET_YEAR_FIELD)),
        (
            tr("Facilities"),
            (p.FACILITY_ID, p.FACILITY_TYPES, p.CAPACITY_FIELD, p.COMPLETE_TYPES, p.LIMIT_FIELD, p.K),
        ),
        (tr("Estimates"), (p.BENCHMARK, p.WEIGHT_FIELD, p.METHOD)),
        (tr("Neighbourhoods"), (p.CLASS_FIELD, p.LEVEL_FIELDS, p.MIN_DWELLINGS, p.PROXIMITY)),
        (tr("Groups of people and dwellings"), (p.GROUP_FIELD, p.GROUP_ROLES, p.INCOME_FIELD, p.MIN_GROUP)),
        (tr("Years to come"), (p.PLANS, p.PLAN_STATUS, p.GROWTH_FIELD, p.FORECAST)),
        (tr("Areas"), (p.DEVELOPED_AREAS, p.PUBLIC_SPACE)),
        (tr("Ground"), (p.BUFFER, p.FILL_HOLES)),
        (tr("Streets"), (p.CYCLE_NETWORK, p.TOLERANCE)),
        (tr("From door to street"), (p.MAX_SNAP, p.MIN_COMPONENT, p.ACCESS_LEGS)),
        (tr("Barriers"), (p.BARRIERS, p.PASS_FIELDS)),
        (tr("Entrances"), (p.ENTRANCES, p.ENTRANCE_FACILITY, p.ENTRANCE_GAP)),
        (tr("Speeds"), (p.SPEED_FIELD, p.TIME_FIELD)),
        (tr("One-way streets"), (p.DIRECTION_FIELD, p.VALUE_FORWARD, p.VALUE_BACKWARD, p.VALUE_BOTH, p.TOWARDS)),
        (tr("Fields"), (p.FIELD_MAP, p.PREFIX)),
        (tr("What changed between the days"), (p.CODE_CHANGES, p.DWELLING_ID, p.DWELLINGS)),
        (tr("Run"), (p.REUSE, p.ALLOW_NETWORK)),
    )
