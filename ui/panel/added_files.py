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

_MOST = 12
"""Layers of a file that are all added; of more, the user is to say which."""

_ORDER = (Qgis.GeometryType.Polygon, Qgis.GeometryType.Line, Qgis.GeometryType.Point)
"""From the bottom of the map to its top."""


def layers_in(path: str) -> list[QgsProviderSublayerDetails]:
    """Return the vector layers in a file."""
    found = QgsProviderRegistry.instance().querySublayers(path)
    return [one for one in found if one.type() == Qgis.LayerType.Vector]


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


def add_layers(layers: Iterable[QgsVectorLayer], project: QgsProject) -> None:
    """Add layers to a project, points on top and tables at the bottom.

    The first is one in metres, if there is one: an empty project takes its system, and to change that afterwards QGIS asks
    how to get from one to the other.
    """
    tables = [layer for layer in layers if not _has_place(layer)]
    places = [layer for layer in layers if _has_place(layer)]
    for layer in sorted(places, key=lambda one: (_ORDER.index(one.geometryType()), one.crs().isGeographic())):
        project.addMapLayer(layer)  # each above those before
    for layer in tables:
        project.addMapLayer(layer, False)
        project.layerTreeRoot().addLayer(layer)


def _has_place(layer: QgsVectorLayer) -> bool:
    return layer.geometryType() in _ORDER
