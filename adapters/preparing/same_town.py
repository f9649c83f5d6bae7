"""Which layers lie where others do: of two towns in one project, an input is filled in from one of them."""

from __future__ import annotations

from qgis.core import QgsCsException, QgsProject, QgsVectorLayer

from ..io.providers import can_hang
from ..io.reference_systems import sound_transform


def may_lie_together(project: QgsProject, layer: QgsVectorLayer, other: QgsVectorLayer) -> bool:
    """Return whether the extents of two layers overlap; also where that cannot be told, or not without waiting."""
    if any(can_hang(one) or not one.crs().isValid() for one in (layer, other)):
        return True
    here, there = layer.extent(), other.extent()
    if here.isNull() or there.isNull():  # without features, or without geometry
        return True
    try:
        box = sound_transform(layer.crs(), other.crs(), project.transformContext()).transformBoundingBox(here)
    except QgsCsException:
        return True
    return bool(box.intersects(there))
