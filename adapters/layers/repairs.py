"""Lines with what was repaired in them, in the reference system and with all that they had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import (
    Qgis,
    QgsCurve,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsLineString,
    QgsMultiLineString,
    QgsPoint,
    QgsWkbTypes,
)

from ...core.arrays import to_list
from ..io.crs import WorkingCrs
from ..io.feature_sources import SourceLike, features
from ..io.geometry_parts import straightened
from ..io.reading import Layer

if TYPE_CHECKING:
    from ...core.inspection.repairs import Repairs


def repaired_lines(source: QgsFeatureSource, layer: Layer, working: WorkingCrs, repairs: Repairs) -> QgsFeatureSource:
    """Return the features of a layer of lines, those that were repaired, with their new geometry.

    Parameters
    ----------
    source, layer
        The layer and what was read of it.
    repairs
        What was repaired in the lines of `layer`.

    Notes
    -----
    A vertex keeps its own coordinates, and so does one that an end was joined to: brought to the working reference
    system and back, they would not coincide to the last digit. Vertices that are new get heights from their
    neighbours.
    """
    return _Mended(source, layer, working, repairs)


class _Mended(SourceLike):
    def __init__(self, source: QgsFeatureSource, layer: Layer, working: WorkingCrs, repairs: Repairs) -> None:
        super().__init__(source)
        self._shapes, self._repairs = layer.shapes, repairs
        self._row = {int(layer.ids[row]): number for number, row in enumerate(to_list(repairs.row))}
        self._back = working.transform_to(source.sourceCrs())
        self._foreign = self._vertices_elsewhere(layer) if self._back is not None else {}

    def getFeatures(self, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
        asked = not request.flags() & Qgis.FeatureRequestFlag.NoGeometry
        for feature in features(self._source, request):
            number = self._row.get(feature.id()) if asked else None
            if number is not None:
                feature.setGeometry(self._repaired(feature.geometry(), number))
            yield feature

    def _vertices_elsewhere(self, layer: Layer) -> dict[int, tuple[float, float]]:
        """Return the coordinates of the vertices that ends of other lines were joined to."""
        shapes, origin = self._shapes, self._repairs.origin
        rows = self._repairs.row[self._repairs.shapes.part_feature[self._repairs.shapes.vertex_part]]
        known = np.flatnonzero(origin >= 0)
        feature = shapes.part_feature[shapes.vertex_part[origin[known]]]
        elsewhere = np.unique(origin[known[feature != rows[known]]])
        feature = shapes.part_feature[shapes.vertex_part[elsewhere]]
        ids = {int(layer.ids[row]): row for row in np.unique(feature).tolist()}
        found: dict[int, tuple[float, float]] = {}
        for one in features(self._source, QgsFeatureRequest().setNoAttributes().setFilterFids(list(ids))):
            points = self._points(one.geometry(), ids[one.id()])
            wanted = elsewhere[feature == ids[one.id()]].tolist()
            found |= {v: (points[v].x(), points[v].y()) for v in wanted if v in points}
        return found

    def _points(self, geometry: QgsGeometry, row: int) -> dict[int, QgsPoint]:
        """Return the vertices of a line as it is in the layer; none where they are not those that were read."""
        found: dict[int, QgsPoint] = {}
        shapes = self._shapes
        mine, parts = shapes.part_range(row), _curves(geometry)
        sizes = to_list(shapes.part_size[mine])
        if [part.numPoints() for part in parts] != sizes:
            return {}
        for start, part in zip(to_list(shapes.part_start[:-1][mine]), parts, strict=True):
            found |= {start + i: part.pointN(i) for i in range(part.numPoints())}
        return found

    def _repaired(self, geometry: QgsGeometry, number: int) -> QgsGeometry:
        """Return the new geometry of a line."""
        shapes, points = self._repairs.shapes, self._points(geometry, int(self._repairs.row[number]))
        made = []
        for part in range(*shapes.part_range(number).indices(shapes.part_feature.size)):
            rows = range(int(shapes.part_start[part]), int(shapes.part_start[part + 1]))
            made.append(QgsLineString(self._placed([self._vertex(row, points) for row in rows], geometry)))
        if geometry.isMultipart():
            several = QgsMultiLineString()
            for one in made:
                several.addGeometry(one)
            whole = QgsGeometry(several)
        else:
            whole = QgsGeometry(made[0])
        kind = geometry.wkbType()
        return whole.coerceToType(kind)[0] if whole.wkbType() != kind else whole

    def _vertex(self, row: int, points: dict[int, QgsPoint]) -> tuple[QgsPoint, bool]:
        """Return a vertex of a repaired line, and whether it has its own height."""
        origin = int(self._repairs.origin[row])
        if origin in points:
            return points[origin], True
        if origin in self._foreign:
            return QgsPoint(*self._foreign[origin]), False
        point = QgsPoint(*map(float, self._repairs.shapes.xy[row]))
        if self._back is not None:
            point.transform(self._back)
        return point, False

    @staticmethod
    def _placed(vertices: Sequence[tuple[QgsPoint, bool]], geometry: QgsGeometry) -> list[QgsPoint]:
        """Return the points of a line, with heights and measures if the line has them."""
        kind = geometry.wkbType()
        own = [i for i, (_, known) in enumerate(vertices) if known]
        points = [point for point, _ in vertices]
        if kind == QgsWkbTypes.flatType(kind) or not own:
            return points
        found = []
        for i, (point, known) in enumerate(vertices):
            before = max((k for k in own if k <= i), default=own[0])
            after = min((k for k in own if k >= i), default=own[-1])
            found.append(point if known else _between(point, points[before], points[after]))
        return found


def _curves(geometry: QgsGeometry) -> list[QgsCurve]:
    """Return the lines of a geometry that count: not empty, and all their coordinates numbers."""
    straight = straightened(geometry)
    return [
        part.clone()  # the parts themselves go with the geometry
        for part in straight.constParts()
        if not part.isEmpty() and all(np.isfinite((v.x(), v.y())).all() for v in part.vertices())
    ]


def _between(point: QgsPoint, one: QgsPoint, other: QgsPoint) -> QgsPoint:
    """Return a point with the height and the measure that it has between two others."""
    whole = one.distance(other)
    share = min(one.distance(point) / whole, 1.0) if whole > 0 else 0.0
    found = QgsPoint(point.x(), point.y())
    if one.is3D():
        found.addZValue(one.z() + share * (other.z() - one.z()))
    if one.isMeasure():
        found.addMValue(one.m() + share * (other.m() - one.m()))
    return found
