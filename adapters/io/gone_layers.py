"""Layers that were chosen and have left the project since: between queueing a run and its start, or in history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
)

from .parameter_kinds import takes_several_layers
from .translation import tr

_LAYERS = ("source", "vector")
# QGIS makes the id of a layer of its name and a number of its own.
_ID = re.compile(r"(.+)_[0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12}", re.IGNORECASE)


def gone_layer(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, object], context: QgsProcessingContext
) -> str:
    """Return in a sentence which layer that was chosen is no longer there, by its name; empty where none is gone."""
    for definition in algorithm.parameterDefinitions():
        if definition.type() not in _LAYERS and not takes_several_layers(definition):
            continue
        for value in _chosen(parameters.get(definition.name())):
            known = _ID.fullmatch(value)
            if known is not None and QgsProcessingUtils.mapLayerFromString(value, context) is None:
                return tr(
                    "The layer “{layer}” of {input} is no longer in the project: add it, and choose it again."
                ).format(layer=known[1], input=definition.name())
    return ""


def _chosen(given: object) -> Iterator[str]:
    """Yield what stands for a layer in the value of an input."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, QgsProcessingFeatureSourceDefinition):
        yield str(given.source.staticValue() or "")
    elif isinstance(given, list | tuple):
        for one in given:
            yield from _chosen(one)
