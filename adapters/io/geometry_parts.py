"""What a geometry holds: coordinates that can be used, and parts of one kind where it is a collection of several."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from qgis.core import Qgis, QgsGeometry

from ...core.geometry.shapes import FARTHEST


def is_usable(geometry: QgsGeometry) -> bool:
    """Return whether a geometry has vertices, all of them finite and none beyond `FARTHEST`."""
    if geometry.isEmpty():
        return False
    box = geometry.boundingBox()
    sides = (box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum())
    # A box does not tell of a vertex that is no number, a length and an area do.
    return all(abs(side) <= FARTHEST for side in sides) and isfinite(geometry.length() + geometry.area())


def parts_of(geometry: QgsGeometry, kind: Qgis.GeometryType) -> QgsGeometry | None:
    """Return what a geometry has of points, lines or polygons, also within collections; None where nothing."""
    if geometry.type() == kind:
        return None if geometry.isEmpty() else geometry
    found = list(_parts(geometry, kind))
    return QgsGeometry.collectGeometry(found) if found else None


def _parts(geometry: QgsGeometry, kind: Qgis.GeometryType) -> Iterator[QgsGeometry]:
    for part in geometry.asGeometryCollection():
        if part.type() == Qgis.GeometryType.Unknown:
            yield from _parts(part, kind)
        elif part.type() == kind and not part.isEmpty():
            yield from part.asGeometryCollection()
