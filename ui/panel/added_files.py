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

_ORDER = (Qgis.GeometryType.Null, Qgis.GeometryType.Polygon, Qgis.GeometryType.Line, Qgis.GeometryType.Point)
"""From the bottom of the map to its top."""


def layers_in(path: str) -> list[QgsProviderSublayerDetails]:
    """Return the vector layers in a file."""
    found = QgsProviderRegistry.instance().querySublayers(path)
    return [one for one in found if one.type() == Qgis.LayerType.Vector]


def is_asked(found: Sequence[QgsProviderSublayerDetails]) -> bool:
    """Return whether a file holds so many layers that the user is to say which."""
    return len(found) > _MOST


def add_sublayers(found: Iterable[QgsProviderSublayerDetails], project: QgsProject) -> list[str]:
    """Add layers to a project, points on top.

    Returns
    -------
    list of str
        Those that cannot be opened.
    """
    options, wrong = QgsProviderSublayerDetails.LayerOptions(project.transformContext()), []
    layers = []
    for one in found:
        layer = one.toLayer(options)
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
            wrong.append(one.name() or Path(one.uri()).name)
            continue
        layers.append(layer)
    for layer in sorted(layers, key=lambda one: _rank(one.geometryType())):
        project.addMapLayer(layer)  # each above those before
    return wrong


def _rank(kind: Qgis.GeometryType) -> int:
    return _ORDER.index(kind) if kind in _ORDER else 0
