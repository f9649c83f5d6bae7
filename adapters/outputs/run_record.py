"""What is known of the last run without its content: for those who look into what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)

from ..io.feature_sources import input_layers
from ..io.providers import Provider

_PLAIN = {"number", "distance", "boolean", "enum", "duration", "scale"}
"""Kinds of inputs whose values are numbers and choices, never names."""


@dataclass(frozen=True, kw_only=True)
class RecordedInput:
    """A layer that a run was given, without its name.

    Parameters
    ----------
    parameter, provider, geometry, crs
        The input, and what kind of layer it is.
    rows, fields
        How many; rows are None where a server was not asked.
    """

    parameter: str
    provider: str
    geometry: str
    crs: str
    rows: int | None
    fields: int


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """A run.

    Parameters
    ----------
    algorithm, settings, inputs
        What was run; numbers and choices as they were given, of all else only that it was given.
    outcome, seconds
        How it ended, and how long each stage took that was done.
    log
        What it said, with all that it named: not to be shown as it is.
    """

    algorithm: str
    settings: Mapping[str, str]
    inputs: tuple[RecordedInput, ...]
    outcome: str
    seconds: Mapping[str, float]
    log: str


@dataclass
class LastRun:
    """Keeps the record of the last run, until QGIS is closed."""

    record: RunRecord | None = field(default=None)


def recorded_inputs(
    algorithm: QgsProcessingAlgorithm, given: dict[str, object], context: QgsProcessingContext
) -> tuple[RecordedInput, ...]:
    """Return what kind of layers a run is given; to be asked in the main thread. A server is not asked for its rows."""
    return tuple(
        RecordedInput(
            parameter=name,
            provider=layer.providerType(),
            geometry=QgsWkbTypes.displayString(layer.wkbType()),
            crs=layer.crs().authid() or "no authority",
            rows=None if Provider(layer).can_hang else int(layer.featureCount()),
            fields=layer.fields().count(),
        )
        for name, layer in input_layers(algorithm, given, context)
    )


def settings_given(algorithm: QgsProcessingAlgorithm, given: Mapping[str, object]) -> dict[str, str]:
    """Return what each input was given: a number or a choice as it is, of all else only that it was."""
    found = {}
    for definition in algorithm.parameterDefinitions():
        value = given.get(definition.name())
        if value is not None and value != "" and value != []:
            found[definition.name()] = _plain(definition, value)
    return found


def _plain(definition: QgsProcessingParameterDefinition, value: object) -> str:
    """Return a value that can name nothing; of another one that it was given."""
    if isinstance(value, bool):
        return str(value)
    is_plain = definition.type() in _PLAIN
    if isinstance(value, (int, float)) and is_plain:
        return f"{value:g}"
    if isinstance(value, (list, tuple)) and is_plain and all(isinstance(one, int) for one in value):
        return ", ".join(map(str, value))
    return f"given ({definition.type()})"
