"""Layers in memory for the maps of documents and sheets, and what lies below all else on them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFillSymbol,
    QgsGeometry,
    QgsLineSymbol,
    QgsMemoryProviderUtils,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from ...core.arrays import to_list
from ...core.geometry.shapes import RING, Shapes
from ..io.columns import make_fields
from .backdrop import Backdrop, Ground
from .look import BARRIER, GREEN, OTHER_GROUND, STREET, WATER

_LINE_CODE, _POLYGON_CODE, _MANY_LINES = 2, 3, 5

_FILLS: Mapping[Ground, str] = {Ground.WATER: WATER, Ground.GREEN: GREEN, Ground.OTHER: OTHER_GROUND}
_LINES: Mapping[Ground, Mapping[str, str]] = {
    Ground.WATER: {"line_color": WATER, "line_width": "0.6"},
    Ground.GREEN: {"line_color": GREEN, "line_width": "0.6"},
    Ground.BARRIER: {"line_color": BARRIER, "line_width": "0.3", "line_style": "dash"},
}


def memory_layer(
    name: str, kind: Qgis.WkbType, crs: QgsCoordinateReferenceSystem, texts: Sequence[str]
) -> QgsVectorLayer:
    """Make a layer with fields of text; in the main thread only (see `maps`)."""
    fields = make_fields([QgsField(text, QMetaType.Type.QString) for text in texts])
    return QgsMemoryProviderUtils.createMemoryLayer(name, fields, kind, crs)


def feature(layer: QgsVectorLayer, shape: QgsGeometry, values: Sequence[object]) -> QgsFeature:
    """Return a feature of a layer."""
    found = QgsFeature(layer.fields())
    found.setGeometry(shape)
    found.setAttributes(list(values))
    return found


def fill(layer: QgsVectorLayer, features: Iterable[QgsFeature]) -> None:
    """Put features into a layer."""
    layer.dataProvider().addFeatures(list(features), QgsFeatureSink.Flag.FastInsert)
    layer.updateExtents()


def backdrop_layers(
    background: Sequence[Backdrop], crs: QgsCoordinateReferenceSystem, street: float
) -> list[QgsVectorLayer]:
    """Return a layer for each of what lies below the maps, the topmost first.

    Parameters
    ----------
    background
        The lowest first.
    street
        The width of streets in mm.
    """
    found = []
    for one in background:
        areal = bool((one.shapes.part_kind == RING).any())
        kind = Qgis.WkbType.MultiPolygon if areal else Qgis.WkbType.MultiLineString
        layer = memory_layer(one.name, kind, crs, ())
        fill(layer, (feature(layer, shape, ()) for shape in (_areas if areal else _lines)(one.shapes)))
        layer.dataProvider().createSpatialIndex()
        layer.setRenderer(QgsSingleSymbolRenderer(_symbol(one.ground, street, areal=areal)))
        found.append(layer)
    return found[::-1]


def _symbol(ground: Ground, street: float, *, areal: bool) -> QgsSymbol:
    if areal:
        return QgsFillSymbol.createSimple({"color": _FILLS.get(ground, _FILLS[Ground.OTHER]), "outline_style": "no"})
    look = _LINES.get(ground, {"line_color": STREET, "line_width": str(street)})
    return QgsLineSymbol.createSimple({**look, "capstyle": "round", "joinstyle": "round"})


def _lines(shapes: Shapes) -> Iterator[QgsGeometry]:
    """Yield the lines of each feature, by their well-known binary."""
    parts = [_vertices(shapes.xy[a:b], _LINE_CODE) for a, b in _ranges(shapes.part_start)]
    for first, last in _features(shapes):
        shape = QgsGeometry()
        shape.fromWkb(struct.pack("<BII", 1, _MANY_LINES, last - first) + b"".join(parts[first:last]))
        yield shape


def _areas(shapes: Shapes) -> Iterator[QgsGeometry]:
    """Yield the areas of each feature: what an odd number of its rings surround."""
    rings = [struct.pack("<I", b - a) + shapes.xy[a:b].tobytes() for a, b in _ranges(shapes.part_start)]
    for first, last in _features(shapes):
        shape = QgsGeometry()
        shape.fromWkb(struct.pack("<BII", 1, _POLYGON_CODE, last - first) + b"".join(rings[first:last]))
        whole = shape if last - first == 1 else shape.makeValid()
        yield from whole.coerceToType(Qgis.WkbType.MultiPolygon)


def _vertices(xy: NDArray[np.float64], code: int) -> bytes:
    return struct.pack("<BII", 1, code, len(xy)) + np.ascontiguousarray(xy, "<f8").tobytes()


def _ranges(starts: NDArray[np.int64]) -> list[tuple[int, int]]:
    bounds: list[int] = to_list(starts)
    return list(pairwise(bounds))


def _features(shapes: Shapes) -> list[tuple[int, int]]:
    """Return where the parts of each feature begin and end, of those that have one."""
    if not shapes.part_feature.size:
        return []
    changes = np.flatnonzero(np.diff(shapes.part_feature)) + 1
    return _ranges(np.concatenate([[0], changes, [shapes.part_feature.size]]))
