"""The rows of an output: those of its inputs, read once more, with computed values behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsField,
    QgsGeometry,
    QgsPoint,
    QgsPointXY,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ...core.arrays import to_list
from ...core.progress import Progress
from ..io.columns import Column, rows_of
from ..io.crs import WorkingCrs, transform_between
from ..io.feature_sources import features
from ..io.geometry_parts import transformed
from ..io.reading import Layer, is_null
from .fields import places_in
from .row_matching import UNCOUNTED, RowMatching

Row = tuple[Sequence[object], QgsGeometry | None]
"""The attributes and the geometry of a row."""

ReadLayer = tuple[QgsFeatureSource, Layer]
"""A layer, and what was read of it: its rows are found again by their feature ids."""

_BATCH = 5000


def joined_rows(
    source: QgsFeatureSource,
    layer: Layer,
    columns: Sequence[Column],
    first: int = 0,
    chosen: NDArray[np.bool_] | None = None,
    progress: Progress | None = None,
) -> Iterator[Row]:
    """Read a layer once more, and put computed columns behind its own.

    Parameters
    ----------
    first
        The row of the columns that its row 0 stands in.
    chosen
        Which of its rows to give; None gives all.
    progress
        Asked for Cancel, since many rows may pass before one is given.
    """
    progress = progress or Progress()
    found, matching = features(source, QgsFeatureRequest()), RowMatching(layer)
    nothing = [column.uncounted for column in columns]
    while batch := list(islice(found, _BATCH)):
        rows = matching.rows_of(np.array([feature.id() for feature in batch], np.int64))
        progress.check()
        if chosen is not None:
            mine = chosen[rows]
            batch, rows = [feature for feature, wanted in zip(batch, to_list(mine), strict=True) if wanted], rows[mine]
        computed_of = iter(rows_of(columns, first + rows[rows >= 0]))
        for feature, row in zip(batch, to_list(rows), strict=True):
            computed = nothing if row == UNCOUNTED else next(computed_of)
            yield [*feature.attributes(), *computed], feature.geometry() if feature.hasGeometry() else None
    matching.finish()


@dataclass(frozen=True, kw_only=True)
class CommonForm:
    """What the rows of several layers have in common once they are written into one.

    Parameters
    ----------
    fields
        Those of the inputs that are written.
    kind, crs
        Of geometry, and its reference system.
    working
        Says which reference system a layer without one is taken to be in.
    """

    fields: Sequence[QgsField]
    kind: Qgis.WkbType
    crs: QgsCoordinateReferenceSystem
    working: WorkingCrs


def rows_of_layers(
    layers: Sequence[ReadLayer],
    form: CommonForm,
    columns: Sequence[Column],
    chosen: NDArray[np.bool_],
    progress: Progress,
) -> Iterator[Row]:
    """Read several layers once more, and put computed columns behind the fields that they have in common.

    Parameters
    ----------
    columns, chosen
        One value a row of all layers, in their order: what is computed of it, and whether it is given.
    """
    start, crs, working = 0, form.crs, form.working
    for source, layer in layers:
        names = source.fields().names()
        at = places_in([f.name() for f in form.fields], names)
        text = [f.type() == QMetaType.Type.QString for f in form.fields]
        transform = None
        system = source.sourceCrs() if source.sourceCrs().isValid() else working.assumed
        if system != crs and system.isValid() and crs.isValid():
            transform = transform_between(system, crs, working.transform_context)
        same = list(source.fields()) == list(form.fields)
        mine = chosen[start : start + layer.count]
        for attributes, geometry in joined_rows(source, layer, columns, start, mine, progress) if mine.any() else ():
            fitted = (_as_field(attributes[i], t) if i >= 0 else None for i, t in zip(at, text, strict=True))
            row = attributes if same else [*fitted, *attributes[len(names) :]]
            yield row, _fitted(geometry, form.kind, transform)
        start += layer.count


def _as_field(value: object, is_text: bool) -> object:
    return str(value) if is_text and not is_null(value) else value


def _fitted(
    geometry: QgsGeometry | None, kind: Qgis.WkbType, transform: QgsCoordinateTransform | None
) -> QgsGeometry | None:
    """Bring a geometry to the kind and the reference system of an output."""
    if geometry is None or geometry.isEmpty():
        return None
    if geometry.wkbType() == kind:
        pass
    elif kind == Qgis.WkbType.Point:
        if geometry.type() == Qgis.GeometryType.Point:
            geometry = QgsGeometry.fromPointXY(QgsPointXY(geometry.vertexAt(0)))  # the one that it counts by
        else:
            geometry = geometry.pointOnSurface()
    elif QgsWkbTypes.isMultiType(kind):
        geometry.convertToMultiType()
    return geometry if transform is None else transformed(geometry, transform)


def points_back(xy: NDArray[np.float64], working: WorkingCrs, crs: QgsCoordinateReferenceSystem) -> list[QgsGeometry]:
    """Make points of coordinates in the working reference system, in a layer's own."""
    made = [QgsGeometry(QgsPoint(x, y)) for x, y in to_list(xy)]
    transform = working.transform_to(crs)
    if transform is not None:
        for geometry in made:
            geometry.transform(transform)
    return made


def rows_of_blocks(blocks: Iterable[tuple[Sequence[Column], Progress]]) -> Iterator[Row]:
    """Yield the rows of blocks of computed columns, each with the progress of writing it."""
    for columns, progress in blocks:
        count = len(columns[0].values)
        for start in range(0, count, _BATCH):
            progress.at(start / count)
            for row in rows_of(columns, np.arange(start, min(start + _BATCH, count))):
                yield row, None
        progress.at(1.0)
