"""One geometry at a time: brought to the working reference system, its parts of a kind, what can be used of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import isfinite
from typing import Literal

import numpy as np
from qgis.core import Qgis, QgsCoordinateTransform, QgsCsException, QgsFeature, QgsGeometry, QgsWkbTypes

from ...core.geometry.shapes import FARTHEST

Geometries = Literal["whole", "points", "areas"]
"""How the geometries of a layer are read: as they are; lines and polygons as a point on them, as dwellings are; or as
they are with the m² of polygons and a point in each, as facilities are."""


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


def placed(
    feature: QgsFeature, transform: QgsCoordinateTransform | None, unusable: list[int] | None = None
) -> QgsGeometry:
    """Return the geometry of a feature in the working reference system, none where a coordinate cannot be used.

    Parameters
    ----------
    unusable
        Where the feature's id is put if its geometry is none for that reason.
    """
    geometry = brought(QgsGeometry(feature.geometry()), transform)
    if geometry is None:
        if unusable is not None:
            unusable.append(feature.id())
        return QgsGeometry()
    return geometry


def brought(geometry: QgsGeometry, transform: QgsCoordinateTransform | None) -> QgsGeometry | None:
    """Bring a geometry to the working reference system; None where it has a coordinate that cannot be used."""
    if geometry.isEmpty():
        return geometry
    if transform is not None:
        geometry = transformed(geometry, transform)
    return geometry if is_usable(geometry) else None


def transformed(geometry: QgsGeometry, transform: QgsCoordinateTransform) -> QgsGeometry:
    """Bring a geometry to another reference system; one that cannot be brought there becomes none."""
    try:
        geometry.transform(transform)
    except QgsCsException:
        return QgsGeometry()
    return geometry


def as_wkb(geometry: QgsGeometry, *, point_on_surface: bool) -> bytes | None:
    """Return a geometry without curves, or a point on it, as well-known binary; None where there is none."""
    if geometry.isNull():
        return None
    kind = geometry.wkbType()
    if point_on_surface and not _is_point(kind):
        geometry = geometry.pointOnSurface()
    elif _may_curve(kind):
        geometry = straightened(geometry)
    return geometry.asWkb().data() or None


def straightened(geometry: QgsGeometry) -> QgsGeometry:
    """Return a geometry of a kind without curves; QGIS by itself leaves a curved kind that holds none as it is."""
    return QgsGeometry(geometry.constGet().segmentize())


@cache  # asked for every feature
def _is_point(kind: Qgis.WkbType) -> bool:
    return QgsWkbTypes.geometryType(kind) == Qgis.GeometryType.Point


@cache
def _may_curve(kind: Qgis.WkbType) -> bool:
    return QgsWkbTypes.isCurvedType(kind) or QgsWkbTypes.flatType(kind) >= Qgis.WkbType.GeometryCollection


def area_and_spot(geometry: QgsGeometry) -> tuple[float, float, float]:
    """Return the area of a geometry and a point in it."""
    if geometry.isNull() or geometry.isEmpty():
        return np.nan, np.nan, np.nan
    if geometry.type() == Qgis.GeometryType.Polygon and not geometry.isGeosValid():
        geometry = geometry.makeValid()  # of a bow-tie the two sides would cancel out
    # Of several points the first counts, as of dwellings; a broken geometry has no point on it, but a first one.
    spot = QgsGeometry() if geometry.type() == Qgis.GeometryType.Point else geometry.pointOnSurface()
    point = geometry.vertexAt(0) if spot.isNull() else spot.asPoint()
    return geometry.area(), point.x(), point.y()
