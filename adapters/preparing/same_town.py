"""Which layers lie where others do: of two towns in one project, an input is filled in from one of them."""

from __future__ import annotations

from qgis.core import QgsCsException, QgsProject, QgsRectangle, QgsVectorLayer

from ..io.providers import can_hang
from ..io.reference_systems import sound_transform

_WORLD = QgsRectangle(-400, -100, 400, 100)
"""Degrees beyond which there is no place, with some to spare: layers go round the world, and are rounded."""


def may_lie_together(project: QgsProject, layer: QgsVectorLayer, other: QgsVectorLayer) -> bool:
    """Return whether the extents of two layers overlap; also where that cannot be told, or not without waiting."""
    if any(can_hang(one) or not one.crs().isValid() for one in (layer, other)):
        return True
    here, there = layer.extent(), other.extent()
    if here.isNull() or there.isNull():  # without features, or without geometry
        return True
    if any(one.crs().isGeographic() and not _WORLD.contains(one.extent()) for one in (layer, other)):
        return False  # metres that are taken for degrees
    try:
        box = sound_transform(layer.crs(), other.crs(), project.transformContext()).transformBoundingBox(here)
    except QgsCsException:
        return True
    return bool(box.intersects(there))
