"""The polygons of a layer, which of them touch, and what they cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsSpatialIndex,
)

from ...core.errors import InputError
from ...core.progress import Progress
from ..io.crs import WorkingCrs
from ..io.feature_sources import features
from ..io.geometry_parts import placed
from ..io.translation import tr

TOUCH = 0.001
"""Polygons this near to each other, in metres, touch: borders that were drawn once need not fit to the last digit."""

SLIVER = 1.0
"""Ground of fewer m² than this comes of borders that do not fit, and is none to ask a share of."""

_BATCH = 200
"""Polygons put together at once, so that Cancel is heard in between."""


@dataclass(frozen=True)
class Polygons:
    """The polygons of a layer, valid, in the working reference system; empty geometries stand for what is none."""

    shapes: Sequence[QgsGeometry]

    def index(self) -> QgsSpatialIndex:
        """Return an index of their boxes, by row."""
        index = QgsSpatialIndex()
        for row, shape in enumerate(self.shapes):
            if not shape.isEmpty():
                feature = QgsFeature(row)
                feature.setGeometry(shape)
                index.addFeature(feature)
        return index

    @property
    def area(self) -> NDArray[np.float64]:
        """Return the m² of each."""
        # QGIS gives −1 for a geometry that is none.
        return np.array([0.0 if shape.isNull() else shape.area() for shape in self.shapes], np.float64)


def read_polygons(
    source: QgsFeatureSource,
    working: WorkingCrs,
    ids: Sequence[int] | None = None,
    unusable: list[int] | None = None,
) -> Polygons:
    """Read the polygons of a layer, all or those of some features, in the order of these ids.

    Parameters
    ----------
    unusable
        As for `placed`.
    """
    request = QgsFeatureRequest().setNoAttributes()
    if ids is not None:
        request.setFilterFids([int(i) for i in ids])
    transform = working.transform_from(source.sourceCrs())
    found: dict[int, QgsGeometry] = {}
    for feature in features(source, request):
        found[feature.id()] = _valid(placed(feature, transform, unusable))
    order = list(found) if ids is None else ids
    return Polygons([found.get(int(i), QgsGeometry()) for i in order])


def _valid(geometry: QgsGeometry) -> QgsGeometry:
    """Return the polygons of a geometry, valid; nothing where it holds none."""
    if geometry.isNull() or geometry.type() != Qgis.GeometryType.Polygon:
        return QgsGeometry()
    geometry.convertToStraightSegment()
    return geometry if geometry.isGeosValid() else geometry.makeValid()


def touching(shapes: Sequence[QgsGeometry], progress: Progress) -> list[NDArray[np.int64]]:
    """Return the rows of polygons that are connected by touching, each group of more than one, ascending."""
    from ...core.sparse import linked

    index = Polygons(shapes).index()
    pairs = [
        (row, other)
        for row, shape in enumerate(shapes)
        if _look(progress, row, len(shapes)) and not shape.isEmpty()
        for other in index.intersects(_grown(shape.boundingBox()))
        if other > row and shape.distance(shapes[other]) <= TOUCH
    ]
    one, two = np.array(pairs, np.int64).reshape(-1, 2).T
    _, label = linked(one, two, len(shapes))
    order = np.argsort(label, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    return sorted((group for group in groups if group.size > 1), key=lambda group: int(group[0]))


def _look(progress: Progress, row: int, rows: int) -> bool:
    progress.at(row / rows)
    return True


def _grown(box: QgsRectangle) -> QgsRectangle:
    return box.buffered(TOUCH)


def united(shapes: Sequence[QgsGeometry], progress: Progress) -> QgsGeometry:
    """Put polygons together into one geometry; what several cover counts once."""
    parts = [shape for shape in shapes if not shape.isEmpty()]
    while len(parts) > 1:
        joined = []
        for start in range(0, len(parts), _BATCH):
            progress.check()
            joined.append(QgsGeometry.unaryUnion(parts[start : start + _BATCH]))
        parts = joined
    return parts[0] if parts else QgsGeometry()


def _near(areas: Polygons, shapes: Sequence[QgsGeometry]) -> Callable[[int], list[int]]:
    index = Polygons(shapes).index()
    return lambda area: sorted(index.intersects(areas.shapes[area].boundingBox()))


def covered_m2(areas: Polygons, shapes: Sequence[QgsGeometry], progress: Progress) -> NDArray[np.float64]:
    """Return the m² of each neighbourhood that lie under some polygons."""
    return _under(areas, shapes, progress).area


def _under(areas: Polygons, shapes: Sequence[QgsGeometry], progress: Progress) -> Polygons:
    """Return what of each neighbourhood lies under some polygons."""
    near, found = _near(areas, shapes), [QgsGeometry() for _ in areas.shapes]
    for row, area in enumerate(areas.shapes):
        progress.at(row / len(areas.shapes))
        beside = [shapes[i] for i in near(row)] if not area.isEmpty() else []
        if beside:
            found[row] = _ground(united(beside, progress).intersection(area))
    return Polygons(found)


def _ground(geometry: QgsGeometry) -> QgsGeometry:
    """Return the polygons of what two geometries share, without the lines and points where they only touch."""
    if geometry.wkbType() == Qgis.WkbType.GeometryCollection:
        geometry.convertGeometryCollectionToSubclass(Qgis.GeometryType.Polygon)
    return geometry


def covered_by(
    areas: Polygons,
    source: QgsFeatureSource,
    working: WorkingCrs,
    progress: Progress,
    unusable: list[int] | None = None,
) -> Polygons:
    """Return what of each neighbourhood lies under the polygons of a layer; slivers along a border are none.

    Raises
    ------
    InputError
        Where they cover no neighbourhood at all: another layer, or a wrong reference system.
    """
    found = _under(areas, read_polygons(source, working, unusable=unusable).shapes, progress)
    there = found.area >= SLIVER
    if not there.any():
        raise InputError(
            "The polygons of the layer “{layer}” cover no neighbourhood: check the layer and its reference system.",
            layer=source.sourceName(),
        )
    return Polygons([shape if some else QgsGeometry() for shape, some in zip(found.shapes, there, strict=True)])


def apart(areas: Polygons, feedback: QgsProcessingFeedback, progress: Progress) -> Polygons:
    """Return each polygon without what those before it cover, so that ground counts once; warn where some overlap."""
    index, found = areas.index(), list(areas.shapes)
    overlapping = 0
    for row, shape in enumerate(areas.shapes):
        progress.at(row / len(found))
        for other in sorted(index.intersects(shape.boundingBox())) if not shape.isEmpty() else ():
            if other < row and shape.intersection(areas.shapes[other]).area() > SLIVER:
                found[row] = found[row].difference(areas.shapes[other])
                overlapping += 1
    if overlapping:
        feedback.pushWarning(
            tr("Neighbourhoods that overlap, whose common ground counts for the first: {n} {n:pair|pairs}").format(
                n=overlapping
            )
        )
    return Polygons(found)
