"""The parts of one kind that a geometry has, which may be a collection of several kinds."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import Qgis, QgsGeometry


def parts_of(geometry: QgsGeometry, kind: Qgis.GeometryType) -> QgsGeometry | None:
    """Give what a geometry has of points, lines or polygons, also where collections stand in it; None where nothing."""
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
