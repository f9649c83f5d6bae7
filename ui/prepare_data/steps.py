"""The steps of preparing data: which algorithm runs with what, and where its results go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qgis.core import QgsDataSourceUri, QgsProcessingOutputLayerDefinition, QgsProject, QgsVectorLayer

from ...adapters.io import parameter_names as p
from ...adapters.io.translation import tr

STREETS, CYCLE, FACILITIES, DWELLINGS, CHECK = "streets", "cycle", "facilities", "dwellings", "check"
INPUTS_OF = {
    STREETS: (p.NETWORK, p.PASS_FIELDS, p.TIME_FIELD),
    CYCLE: (p.CYCLE_NETWORK, p.DIRECTION_FIELD, p.VALUE_FORWARD, p.VALUE_BACKWARD, p.VALUE_BOTH),
    FACILITIES: (p.FACILITIES, p.TYPE_FIELD, p.FACILITY_ID),
    DWELLINGS: (p.DWELLINGS, p.WEIGHT_FIELD),
}
"""The inputs of a check that a step makes, its layer first."""

_BICYCLE = 2  # the profile of Prepare network


@dataclass(frozen=True, kw_only=True)
class PreparingInputs:
    """What the user chose: layers by their ids, empty where there is none.

    Parameters
    ----------
    bicycle, ferries
        Whether streets are prepared for bicycles too, and whether ferries are used.
    field_map
        Which columns other names mean, as role=field with semicolons; empty for none.
    date
        The day of the data, as 2026-07-01; empty where it was not given.
    file
        The GeoPackage for the results; empty for temporary layers.
    usable
        By step for which nothing was chosen: what the layer of the project is called that a check can use as it is.
    """

    streets: str = ""
    facilities: tuple[str, ...] = ()
    dwellings: str = ""
    neighbourhoods: str = ""
    residential: str = ""
    left_out: str = ""
    bicycle: bool = True
    ferries: bool = False
    field_map: str = ""
    date: str = ""
    file: str = ""
    usable: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Output:
    """A result that goes into the project.

    Parameters
    ----------
    name, table, title
        The output's name, its table in a GeoPackage, and the layer's name.
    shown
        Whether it is seen on the map at once.
    """

    name: str
    table: str
    title: str
    shown: bool = True


@dataclass(frozen=True, kw_only=True)
class Step:
    """One run of an algorithm.

    Parameters
    ----------
    given
        Its inputs.
    outputs
        Its results, from the top of the map down.
    lacks
        Why it cannot run with what was chosen; empty where it can.
    used
        The layer of the project that a check can use as it is in the place of the result; empty for none.
    replaces
        The input whose layers show what the results show: these go off the map. Empty for none.
    takes, may_take
        Inputs that are a result of another step: which step and output. Without one of the first it cannot run.
    """

    key: str
    title: str
    algorithm: str
    given: Mapping[str, object]
    outputs: tuple[Output, ...]
    lacks: str = ""
    used: str = ""
    replaces: str = ""
    takes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    may_take: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class StepState(StrEnum):
    """How a step ended."""

    DONE = "done"
    FAILED = "failed"
    LEFT_OUT = "left_out"
    CANCELLED = "cancelled"


@dataclass(kw_only=True)
class StepOutcome:
    """What came of a step."""

    step: Step
    state: StepState
    why: str = ""
    numbers: dict[str, object] = field(default_factory=dict)
    layers: dict[str, str] = field(default_factory=dict)
    infos: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def used(self) -> str:
        """Return the layer that is used as it is in the place of what was left out; empty for none."""
        return self.step.used if self.state == StepState.LEFT_OUT else ""

    def layer(self, output: str) -> QgsVectorLayer | None:
        """Return a result that is in the project still."""
        found = QgsProject.instance().mapLayer(self.layers.get(output, ""))
        return found if isinstance(found, QgsVectorLayer) else None


def steps_for(inputs: PreparingInputs) -> list[Step]:
    """Return the steps for what was chosen, in the order in which they run."""
    streets, facilities, dwellings = _streets(inputs), _facilities(inputs), _dwellings(inputs)
    if streets.used:  # there is nothing to make for bicycles of, or to look through
        return [streets, facilities, dwellings]
    return [streets, *([_cycle(inputs)] if inputs.bicycle else []), facilities, dwellings, _check(inputs)]


def _no_streets(inputs: PreparingInputs) -> str:
    return "" if inputs.streets else tr("No layer with streets was chosen.")


def _streets(inputs: PreparingInputs) -> Step:
    return Step(
        key=STREETS,
        title=tr("Streets on foot"),
        algorithm="preparenetwork",
        given={p.SOURCE: inputs.streets, p.FERRIES: inputs.ferries},
        outputs=(
            Output(p.OUTPUT, "prepared_streets", tr("Streets on foot")),
            Output(p.EXCLUDED, "streets_left_out", tr("Streets left out"), shown=False),
        ),
        lacks=_no_streets(inputs),
        used=inputs.usable.get(STREETS, ""),
        replaces=p.SOURCE,
    )


def _cycle(inputs: PreparingInputs) -> Step:
    return Step(
        key=CYCLE,
        title=tr("Streets by bicycle"),
        algorithm="preparenetwork",
        given={p.SOURCE: inputs.streets, p.PROFILE: _BICYCLE, p.FERRIES: inputs.ferries},
        outputs=(Output(p.OUTPUT, "prepared_cycle_streets", tr("Streets by bicycle"), shown=False),),
        lacks=_no_streets(inputs),
    )


def _facilities(inputs: PreparingInputs) -> Step:
    return Step(
        key=FACILITIES,
        title=tr("Facilities"),
        algorithm="preparefacilities",
        given={p.SOURCES: list(inputs.facilities), p.SOURCE_DATE: inputs.date or None},
        outputs=(
            Output(p.POINTS, "facility_points", tr("Facilities, points")),
            Output(p.AREAS, "facility_areas", tr("Facilities, areas")),
            Output(p.MERGED, "facilities_merged", tr("Merged duplicates")),
        ),
        lacks="" if inputs.facilities else tr("No layer with facilities was chosen."),
        used=inputs.usable.get(FACILITIES, ""),
        replaces=p.SOURCES,
    )


def _dwellings(inputs: PreparingInputs) -> Step:
    if not inputs.dwellings:
        lacks = tr("No layer with dwellings was chosen.")
    else:
        lacks = "" if inputs.neighbourhoods else tr("No layer with neighbourhoods was chosen.")
    return Step(
        key=DWELLINGS,
        title=tr("Dwellings"),
        algorithm="preparedwellings",
        given={
            p.SOURCE: inputs.dwellings,
            p.NEIGHBOURHOODS: inputs.neighbourhoods,
            p.RESIDENTIAL_POINTS: inputs.residential or None,
            p.EXCLUDE_AREAS: inputs.left_out or None,
            p.FIELD_MAP: inputs.field_map,
        },
        outputs=(
            Output(p.OUTPUT, "prepared_dwellings", tr("Dwellings")),
            Output(p.RECONCILIATION_MAP, "reconciliation", tr("Reconciliation")),
            Output(p.RECONCILIATION_GROUPS, "groups_reconciled", tr("Reconciliation of groups"), shown=False),
            Output(p.EXCLUDED, "dwellings_left_out", tr("Dwellings left out"), shown=False),
        ),
        lacks=lacks,
        used=inputs.usable.get(DWELLINGS, ""),
        replaces=p.SOURCE,
    )


def _check(inputs: PreparingInputs) -> Step:
    return Step(
        key=CHECK,
        title=tr("Check of the streets"),
        algorithm="checknetwork",
        given={p.AREA: inputs.neighbourhoods or None, p.OUTPUT: "TEMPORARY_OUTPUT"},
        outputs=(
            Output(p.ISSUES, "network_issues", tr("Network issues")),
            Output(p.OUTPUT_REPAIRED, "mended_streets", tr("Streets on foot, repaired"), shown=False),
        ),
        lacks=_no_streets(inputs),
        takes={p.NETWORK: (STREETS, p.OUTPUT)},
        may_take={p.DWELLINGS: (DWELLINGS, p.OUTPUT)},
    )


def destination(output: Output, file: str, project: QgsProject) -> QgsProcessingOutputLayerDefinition:
    """Return where a result goes: into a table of the file, or a temporary layer; either way into the project."""
    where = "TEMPORARY_OUTPUT"
    if file:
        uri = QgsDataSourceUri()
        uri.setDatabase(file)
        uri.setDataSource("", output.table, "geom")
        where = f"ogr:{uri.uri()}"
    definition = QgsProcessingOutputLayerDefinition(where, project)
    definition.destinationName = output.title
    return definition
