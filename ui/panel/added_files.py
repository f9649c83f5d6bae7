"""Adds the vector layers of files to the project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsVectorLayer,
)

from ...adapters.io.translation import translated
from ...adapters.preparing.quiet_styles import quieten
from ...core.system_words import system_words

_MOST = 12
"""Layers of a file that are all added; of more, the user is to say which."""

_ORDER = (Qgis.GeometryType.Polygon, Qgis.GeometryType.Line, Qgis.GeometryType.Point)
"""From the bottom of the map to its top."""


def layers_in(path: str) -> list[QgsProviderSublayerDetails]:
    """Return the vector layers in a file."""
    found = QgsProviderRegistry.instance().querySublayers(path)
    return [one for one in found if one.type() == Qgis.LayerType.Vector]


def why_unread(path: str) -> str:
    """Return why a file cannot be read; an empty text where it can."""
    try:
        with open(path, "rb") as file:
            file.read(1)
    except OSError as error:
        words = system_words(error)
        return words if isinstance(words, str) else translated(words.message, words.values)
    return ""


def is_asked(found: Sequence[QgsProviderSublayerDetails]) -> bool:
    """Return whether a file holds so many layers that the user is to say which."""
    return len(found) > _MOST


def open_sublayers(
    found: Iterable[QgsProviderSublayerDetails], project: QgsProject
) -> tuple[list[QgsVectorLayer], list[str]]:
    """Open layers, which go into the project later; return those that cannot be opened by name."""
    options, layers, wrong = QgsProviderSublayerDetails.LayerOptions(project.transformContext()), [], []
    for one in found:
        layer = one.toLayer(options)
        if isinstance(layer, QgsVectorLayer) and layer.isValid():
            layers.append(layer)
        else:
            wrong.append(one.name() or Path(one.uri()).name)
    return layers, wrong


def from_below(layers: Iterable[QgsVectorLayer]) -> list[QgsVectorLayer]:
    """Return layers in the order in which they are to be added: from the bottom of the map to its top, then tables.

    Those in metres come before others of their kind: an empty project takes the system of its first layer, and to
    change that afterwards QGIS asks how to get from one to the other.
    """
    ranks = {kind: number for number, kind in enumerate(_ORDER)}
    return sorted(layers, key=lambda one: (ranks.get(one.geometryType(), len(ranks)), one.crs().isGeographic()))


def add_layer(layer: QgsVectorLayer, project: QgsProject) -> None:
    """Add a layer in a quiet style at the top of the map; a table at its bottom."""
    quieten(layer)
    if layer.geometryType() in _ORDER:
        project.addMapLayer(layer)
    else:
        project.addMapLayer(layer, False)
        project.layerTreeRoot().addLayer(layer)
