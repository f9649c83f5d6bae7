"""QGIS layers as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from ...core.arrays import LARGEST
from ...core.errors import InputError
from ...core.geometry.shapes import Shapes, concatenate, from_wkb
from ...core.numbers import as_numbers
from ...core.progress import Progress
from .crs import WorkingCrs
from .feature_sources import features
from .geometry_parts import is_usable

SUPPRESSED = -99990
"""Statistics Netherlands writes figures that are suppressed or missing as numbers at or below this."""

_BATCH = 5000


@dataclass(frozen=True, kw_only=True)
class Layer:
    """The features of a layer, in the order in which they were read.

    Parameters
    ----------
    name
        The layer's name, for messages.
    ids
        Feature ids.
    shapes
        Geometries in the working reference system.
    values
        The values of the fields asked for, by name as asked: Python values, None for NULL.
    area, spots
        Where asked for: square metres of polygons (0 for others) and a point in each feature, both NaN without
        geometry.
    uncounted
        Feature ids of rows that do not count: they are in none of the above, and are written without figures.
    unusable
        Feature ids of those whose geometry counts as none, since a coordinate cannot be used.
    """

    name: str
    ids: NDArray[np.int64]
    shapes: Shapes
    values: dict[str, list[object]]
    area: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    spots: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    uncounted: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    unusable: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def only(self, rows: NDArray[np.bool_]) -> Layer:
        """Return the layer with these rows; the others do not count."""
        kept = np.flatnonzero(rows)
        return replace(
            self,
            ids=self.ids[kept],
            shapes=self.shapes.take(kept),
            values={name: [cells[row] for row in kept.tolist()] for name, cells in self.values.items()},
            area=self.area[kept] if self.area.size else self.area,
            spots=self.spots[kept] if len(self.spots) else self.spots,
            uncounted=np.concatenate([self.uncounted, self.ids[~rows]]),
        )

    @property
    def count(self) -> int:
        """Return the number of features."""
        return self.ids.size

    def numbers(self, field: str) -> NDArray[np.float64]:
        """Return a field as numbers: NaN for NULL, text that is no number, and suppressed figures."""
        return numbers(self.values[field])

    def texts(self, field: str) -> list[str | None]:
        """Return a field as text: None for NULL; whole numbers without decimals."""
        return [text(v) for v in self.values[field]]

    def codes(self, field: str) -> list[str | None]:
        """Return a field with ids as text: None for NULL, and for codes that stand for a missing figure."""
        values = self.values[field]
        missing = as_numbers(values) <= SUPPRESSED
        return [None if lacks else text(v) for v, lacks in zip(values, missing.tolist(), strict=True)]

    def names(self, field: str) -> list[str | None]:
        """Return a field as trimmed text: None for NULL, for what is empty and for suppressed figures."""
        return [(text(v) or "").strip() or None for v in self.cells(field)]

    def cells(self, field: str) -> list[object]:
        """Return a field's values as they are, but for suppressed figures, which are None as NULL is."""
        values = self.values[field]
        return [
            None if isinstance(v, (int, float)) and not isinstance(v, bool) and np.isnan(f) else v
            for v, f in zip(values, numbers(values).tolist(), strict=True)
        ]

    def points(self) -> NDArray[np.float64]:
        """Return a point for each feature, NaN without geometry: the point itself, the first of several."""
        xy = np.full((self.count, 2), np.nan)
        first = np.searchsorted(self.shapes.part_feature, np.flatnonzero(self.shapes.has_geometry))
        xy[self.shapes.part_feature[first]] = self.shapes.xy[self.shapes.part_start[first]]
        return xy


def numbers(values: Iterable[object]) -> NDArray[np.float64]:
    """Make numbers of attribute values; NaN for what is none, and for suppressed figures."""
    found = as_numbers(list(values))
    found[found <= SUPPRESSED] = np.nan
    return found


def check_size(layer: Layer, field: str, values: NDArray[np.float64]) -> None:
    """Stop where a number is so large that sums of such would overflow: all would be within, of nothing."""
    largest = float(values[np.isfinite(values)].max(initial=0.0))
    if largest > LARGEST:
        raise InputError(
            'The field "{field}" of the layer "{layer}" holds a number as large as {value}: check its numbers.',
            field=field,
            layer=layer.name,
            value=f"{largest:.0e}",
        )


def check_numbers(layer: Layer, field: str) -> None:
    """Stop where a field that is to weigh holds words, or a number that is larger than anything."""
    values = [v for v in layer.values[field] if v is not None] if field else []
    if values and not any(is_number(v) for v in values):
        raise InputError(
            'The field "{field}" of the layer "{layer}" holds no numbers and cannot be a weight: choose another.',
            field=field,
            layer=layer.name,
        )
    if field:
        check_size(layer, field, layer.numbers(field))


def is_number(value: object) -> bool:
    """Return whether a value is a number, or text that says one; suppressed figures are."""
    return not np.isnan(as_numbers([value])[0])


def text(value: object) -> str | None:
    """Return an attribute value as text: None for NULL and what is not finite, whole numbers without decimals."""
    if value is None or (isinstance(value, float) and not np.isfinite(value)):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (QDate, QDateTime, QTime)):
        return value.toString(Qt.DateFormat.ISODate)
    return str(value)


def is_null(value: object) -> bool:
    """Return whether an attribute value is NULL, which reaches Python as None or as an empty variant."""
    return value is None or (not isinstance(value, (int, float, str)) and getattr(value, "isNull", bool)() is True)


def read_layer(
    source: QgsFeatureSource,
    working: WorkingCrs | None,
    fields: Iterable[str] = (),
    *,
    name: str | None = None,
    progress: Progress | None = None,
    point_on_surface: bool = False,
    surfaces: bool = False,
) -> Layer:
    """Read a layer.

    Parameters
    ----------
    source
        Layer or Processing source.
    working
        The reference system to bring geometries to; None reads no geometry.
    fields
        Names of the fields to read; a name that the layer lacks is an `InputError`.
    point_on_surface
        Whether lines and polygons count by a point on them (dwellings).
    surfaces
        Whether to give the area of polygons and a point in each feature (facilities).

    Notes
    -----
    A geometry counts as none if it cannot be brought to the working reference system, or a coordinate is not finite or
    beyond `FARTHEST` there.
    """
    progress = progress or Progress()
    name = name or source.sourceName()
    wanted = list(dict.fromkeys(fields))
    index = [field_index(source, field, name) for field in wanted]
    request = QgsFeatureRequest()
    if wanted:
        request.setSubsetOfAttributes(index)
    else:
        request.setNoAttributes()
    assumed, unusable = False, list[int]()
    if working is None:
        request.setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    else:
        assumed = not source.sourceCrs().isValid() and working.crs.isValid()
        if source.sourceCrs().isValid() and working.transform_from(source.sourceCrs()) is not None:
            request.setDestinationCrs(working.crs, working.transform_context)
            request.setTransformErrorCallback(lambda feature: unusable.append(feature.id()))
    # A source without a reference system cannot be asked for another one: its geometries are brought there here.
    transform = working.transform_from(source.sourceCrs()) if working is not None and assumed else None
    ids, ground = [np.empty(0, np.int64)], [np.empty((0, 3))]
    shapes: list[Shapes] = []
    columns: list[list[object]] = [[] for _ in wanted]
    total, read = max(source.featureCount(), 1), 0
    found = features(source, request)
    while batch := list(islice(found, _BATCH)):
        progress.at(read / total)
        read += len(batch)
        ids.append(np.array([feature.id() for feature in batch], np.int64))
        if working is not None:
            geometries = [placed(feature, transform, unusable) for feature in batch]
            shapes.append(from_wkb([_wkb(geometry, point_on_surface) for geometry in geometries]))
            if surfaces:
                ground.append(np.array([_ground(geometry) for geometry in geometries]))
        if wanted:
            for feature in batch:
                attributes = feature.attributes()
                for column, i in zip(columns, index, strict=True):
                    value = attributes[i]
                    column.append(None if is_null(value) else value)
    values = dict(zip(wanted, columns, strict=True))
    table = np.concatenate(ground)
    all_shapes = concatenate(shapes) if working is not None else from_wkb([None] * read)
    lost = np.array(unusable, np.int64)
    return Layer(
        name=name,
        ids=np.concatenate(ids),
        shapes=all_shapes,
        values=values,
        area=table[:, 0],
        spots=table[:, 1:],
        unusable=lost,
    )


def field_index(source: QgsFeatureSource, field: str, name: str) -> int:
    """Find a field by name, without case; an unknown name is an `InputError` that says which there are."""
    found = source.fields().lookupField(field)
    if found < 0:
        raise InputError(
            'The layer "{layer}" has no field "{field}"; choose one of: {fields}.',
            layer=name,
            field=field,
            fields=", ".join(source.fields().names()) or "–",
        )
    return found


def placed(
    feature: QgsFeature, transform: QgsCoordinateTransform | None, unusable: list[int] | None = None
) -> QgsGeometry:
    """Return the geometry of a feature in the working reference system, none where a coordinate cannot be used.

    Parameters
    ----------
    unusable
        Where the feature's id is put if its geometry is none for that reason.
    """
    geometry = QgsGeometry(feature.geometry())
    if geometry.isEmpty():
        return geometry
    if transform is not None:
        geometry = transformed(geometry, transform)
    if is_usable(geometry):
        return geometry
    if unusable is not None:
        unusable.append(feature.id())
    return QgsGeometry()


def transformed(geometry: QgsGeometry, transform: QgsCoordinateTransform) -> QgsGeometry:
    """Bring a geometry to another reference system; one that cannot be brought there becomes none."""
    try:
        geometry.transform(transform)
    except QgsCsException:
        return QgsGeometry()
    return geometry


def _wkb(geometry: QgsGeometry, point_on_surface: bool) -> bytes | None:
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


def _ground(geometry: QgsGeometry) -> tuple[float, float, float]:
    """Return the area of a geometry and a point in it."""
    if geometry.isNull() or geometry.isEmpty():
        return np.nan, np.nan, np.nan
    if geometry.type() == Qgis.GeometryType.Polygon and not geometry.isGeosValid():
        geometry = geometry.makeValid()  # of a bow-tie the two sides would cancel out
    # Of several points the first counts, as of dwellings; a broken geometry has no point on it, but a first one.
    spot = QgsGeometry() if geometry.type() == Qgis.GeometryType.Point else geometry.pointOnSurface()
    point = geometry.vertexAt(0) if spot.isNull() else spot.asPoint()
    return geometry.area(), point.x(), point.y()
