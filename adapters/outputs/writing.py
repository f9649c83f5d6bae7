"""Layers and tables written with what was computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
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
    QgsFields,
    QgsGeometry,
    QgsPoint,
    QgsPointXY,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ...core.errors import InputError
from ...core.progress import Progress
from ..io.columns import Column, free_names, make_fields, rows_of
from ..io.crs import WorkingCrs
from ..io.feature_sources import features
from ..io.reading import Layer, is_null, transformed
from .destinations import Destination
from .outputs import Outputs

_BATCH = 5000
_UNCOUNTED, _UNKNOWN = -1, -2


def fields_with(
    source: QgsFeatureSource, columns: Sequence[Column], destination: Destination, keep_fid: bool
) -> QgsFields:
    """Put computed columns behind a layer's own fields.

    Parameters
    ----------
    keep_fid
        Whether a field `fid` may serve as a GeoPackage's key: its values are unique whole numbers and each row
        is written once. Else it goes as `fid_2`.
    """
    own = fitted_fields(list(source.fields()), destination, keep_fid)
    names = free_names([field.name() for field in own], [column.name for column in columns])
    return make_fields([*own, *(c.field(n) for c, n in zip(columns, names, strict=True))])


def fitted_fields(fields: Sequence[QgsField], destination: Destination, keep_fid: bool) -> list[QgsField]:
    """Return fields with names that the format takes: not that of its geometry, nor of its key or one twice.

    A GeoPackage's key is `fid`, and like most formats it does not tell names apart by case.
    """
    keeps_words = destination.is_geopackage or destination.provider == "postgres"
    reserved = {"fid"} if destination.is_geopackage else set()
    if keeps_words:
        reserved.add(((destination.uri.geometryColumn() if destination.provider else "") or "geom").casefold())
    fitted: list[QgsField] = []
    for row, field in enumerate(fields):
        found = QgsField(field) if keeps_words else _without_words(field)
        before, later = [f.name() for f in fitted], [f.name() for f in fields[row + 1 :]]
        taken = reserved if destination.tells_case_apart else reserved | {name.casefold() for name in before}
        if keep_fid and field.name().casefold() == "fid" and "fid" not in {name.casefold() for name in before}:
            if destination.is_geopackage:
                found.setType(QMetaType.Type.LongLong)
        elif field.name().casefold() in taken:
            found.setName(free_names([*taken, *before, *later], [field.name()])[0])
        fitted.append(found)
    return fitted


def _without_words(field: QgsField) -> QgsField:
    """Leave out the alias and the comment of a field, which QGIS warns of where a layer cannot keep them."""
    plain = QgsField(field)
    plain.setAlias("")
    plain.setComment("")
    return plain


def fid_is_key(source: QgsFeatureSource, progress: Progress | None = None) -> bool:
    """Return whether a layer's field `fid`, if it has one, holds unique whole numbers."""
    index = source.fields().lookupField("fid")
    if index < 0:
        return True
    request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry).setSubsetOfAttributes([index])
    seen: set[int] = set()
    for number, feature in enumerate(features(source, request)):
        if progress is not None and number % _BATCH == 0:
            progress.check()
        value = feature.attributes()[index]
        # A GeoPackage takes −1 for no key at all; beyond 2^53 a real number does not tell whole ones apart.
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not -1 < value < 2**63:
            return False
        if value != int(value) or (isinstance(value, float) and value > 2**53) or int(value) in seen:
            return False
        seen.add(int(value))
    return True


def write_with_input(
    outputs: Outputs,
    name: str,
    source: QgsFeatureSource,
    layer: Layer,
    columns: Sequence[Column],
    progress: Progress,
    prefix: str = "",
) -> None:
    """Write a layer's rows, with all their fields, geometry and reference system, and computed columns behind.

    Parameters
    ----------
    source, layer
        The layer and what was read of it: rows are matched by feature id.
    columns
        One value a row of `layer`.
    prefix
        Put before the names of computed columns.
    """
    columns = [replace(c, name=prefix + c.name) for c in columns]
    outputs.about.prefixes[name] = prefix
    destination = outputs.destination(name)
    if destination is None:
        return
    fields = fields_with(source, columns, destination, keep_fid=fid_is_key(source, progress))
    outputs.about.computed[name] = fields.names()[source.fields().count() :]
    writer = outputs.layer(name, fields, source.wkbType(), source.sourceCrs())
    if writer is None:
        return
    writer.write(joined_rows(source, layer, columns), progress, layer.count + layer.uncounted.size)


def joined_rows(
    source: QgsFeatureSource,
    layer: Layer,
    columns: Sequence[Column],
    first: int = 0,
    chosen: NDArray[np.bool_] | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[Sequence[object], QgsGeometry | None]]:
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
    row_of: dict[int, int] = {}
    found, written = features(source, QgsFeatureRequest()), 0
    everything, nothing = layer.count + layer.uncounted.size, [column.uncounted for column in columns]
    while batch := list(islice(found, _BATCH)):
        ids = [feature.id() for feature in batch]
        rows = np.arange(written, written + len(batch))
        if ids != layer.ids[written : written + len(batch)].tolist():
            # A database may give its rows in another order the second time, and rows that do not count have none.
            row_of = row_of or {
                **dict.fromkeys(layer.uncounted.tolist(), _UNCOUNTED),
                **{i: row for row, i in enumerate(layer.ids.tolist())},
            }
            rows = np.array([row_of.get(i, _UNKNOWN) for i in ids])
        written += len(batch)
        if written > everything or (rows == _UNKNOWN).any():
            raise _changed(layer)
        progress.check()
        if chosen is not None:
            mine = chosen[rows]
            batch, rows = [feature for feature, wanted in zip(batch, mine.tolist(), strict=True) if wanted], rows[mine]
        computed_of = iter(rows_of(columns, first + rows[rows >= 0]))
        for feature, row in zip(batch, rows.tolist(), strict=True):
            computed = nothing if row == _UNCOUNTED else next(computed_of)
            yield [*feature.attributes(), *computed], feature.geometry() if feature.hasGeometry() else None
    if written < everything:
        raise _changed(layer)


def _changed(layer: Layer) -> InputError:
    return InputError('The layer "{layer}" changed during the run: run again.', layer=layer.name)


def write_table(outputs: Outputs, name: str, columns: Sequence[Column], progress: Progress) -> None:
    """Write computed columns as a table without geometry."""
    _write_own(outputs, name, columns, None, QgsCoordinateReferenceSystem(), progress)


def write_blocks(
    outputs: Outputs, name: str, columns: Sequence[Column], blocks: Iterable[tuple[Sequence[Column], Progress]]
) -> None:
    """Write a table without geometry while it is computed.

    Parameters
    ----------
    columns
        Its columns, without values.
    blocks
        The same columns with values, for one block of rows after another, each with the progress of writing it.
    """
    fields = make_fields([c.field() for c in columns])
    writer = outputs.layer(name, fields, Qgis.WkbType.NoGeometry, QgsCoordinateReferenceSystem())
    if writer is not None:
        # The blocks tell how far it is, since nobody knows yet how many rows there will be.
        writer.write(_rows_of_blocks(blocks), Progress(), 0)


def _rows_of_blocks(
    blocks: Iterable[tuple[Sequence[Column], Progress]],
) -> Iterator[tuple[Sequence[object], QgsGeometry | None]]:
    for columns, progress in blocks:
        count = len(columns[0].values)
        for start in range(0, count, _BATCH):
            progress.at(start / count)
            for row in rows_of(columns, np.arange(start, min(start + _BATCH, count))):
                yield row, None
        progress.at(1.0)


def write_points(
    outputs: Outputs,
    name: str,
    columns: Sequence[Column],
    xy: NDArray[np.float64],
    working: WorkingCrs,
    crs: QgsCoordinateReferenceSystem,
    progress: Progress,
) -> None:
    """Write computed columns with a point a row: `xy` in the working reference system, written in a layer's own."""
    if outputs.wanted(name):
        _write_own(outputs, name, columns, points_back(xy, working, crs), crs, progress)


def _write_own(
    outputs: Outputs,
    name: str,
    columns: Sequence[Column],
    points: Sequence[QgsGeometry] | None,
    crs: QgsCoordinateReferenceSystem,
    progress: Progress,
) -> None:
    kind = Qgis.WkbType.NoGeometry if points is None else Qgis.WkbType.Point
    writer = outputs.layer(name, make_fields([c.field() for c in columns]), kind, crs)
    if writer is not None:
        rows = rows_of(columns, np.arange(len(columns[0].values)))
        writer.write(zip(rows, points or [None] * len(rows), strict=True), progress, len(rows))


def points_back(xy: NDArray[np.float64], working: WorkingCrs, crs: QgsCoordinateReferenceSystem) -> list[QgsGeometry]:
    """Make points of coordinates in the working reference system, in a layer's own."""
    made = [QgsGeometry(QgsPoint(x, y)) for x, y in xy.tolist()]
    transform = working.transform_to(crs)
    if transform is not None:
        for geometry in made:
            geometry.transform(transform)
    return made


def write_layers(
    outputs: Outputs,
    name: str,
    layers: Sequence[tuple[QgsFeatureSource, Layer]],
    columns: Sequence[Column],
    working: WorkingCrs,
    progress: Progress,
    prefix: str = "",
) -> None:
    """Write the rows of several layers into one, with all their fields and computed columns behind.

    Notes
    -----
    One layer keeps its geometry and reference system. Several of one kind of geometry keep their geometry, and the
    reference system if it is the same; several of different kinds go as points in them, since a layer holds one kind.
    """
    if len(layers) == 1:
        write_with_input(outputs, name, layers[0][0], layers[0][1], columns, progress, prefix)
        return
    write_chosen(outputs, name, layers, columns, working, progress, prefix=prefix)


def write_chosen(
    outputs: Outputs,
    name: str,
    layers: Sequence[tuple[QgsFeatureSource, Layer]],
    columns: Sequence[Column],
    working: WorkingCrs,
    progress: Progress,
    *,
    chosen: NDArray[np.bool_] | None = None,
    kind: Qgis.WkbType | None = None,
    prefix: str = "",
    leave_out: Collection[str] = (),
) -> None:
    """Write rows of one or several layers, as `write_layers` does.

    Parameters
    ----------
    columns, chosen
        One value a row of all layers, in their order; None writes all rows.
    kind
        The kind of geometry; None: that of the layer, or one that takes all.
    leave_out
        Names of fields of several layers that are not written.
    """
    outputs.about.prefixes[name] = prefix
    destination = outputs.destination(name)
    if destination is None or not layers:
        return
    sources = [source for source, _ in layers]
    alone = len(layers) == 1
    if kind is None:
        kinds = {QgsWkbTypes.geometryType(s.wkbType()) for s in sources}
        kind = _common_kind([s.wkbType() for s in sources]) if len(kinds) == 1 else Qgis.WkbType.Point
        kind = sources[0].wkbType() if alone else kind
    systems = [s.sourceCrs() for s in sources]
    crs = systems[0] if all(c == systems[0] for c in systems) else working.crs
    own = list(sources[0].fields()) if alone else common_fields([s.fields() for s in sources])
    own = [field for field in own if field.name() not in leave_out]
    fitted = fitted_fields(own, destination, keep_fid=alone and fid_is_key(sources[0], progress))
    named = free_names([f.name() for f in fitted], [prefix + c.name for c in columns])
    fields = make_fields([*fitted, *(c.field(n) for c, n in zip(columns, named, strict=True))])
    outputs.about.computed[name] = named
    writer = outputs.layer(name, fields, kind, crs)
    if writer is None:
        return
    if chosen is None:
        chosen = np.ones(sum(layer.count for _, layer in layers), bool)
    rows = _rows_of_layers(layers, own, columns, chosen, kind, crs, working, progress)
    writer.write(rows, progress, int(chosen.sum()))


def _common_kind(kinds: Sequence[Qgis.WkbType]) -> Qgis.WkbType:
    """Return the multi-part kind that takes all of these, which are all points, all lines or all polygons."""
    common = QgsWkbTypes.multiType(next((k for k in kinds if QgsWkbTypes.isCurvedType(k)), kinds[0]))
    if any(QgsWkbTypes.hasZ(k) for k in kinds):
        common = QgsWkbTypes.addZ(common)
    if any(QgsWkbTypes.hasM(k) for k in kinds):
        common = QgsWkbTypes.addM(common)
    return common


_WHOLE = (QMetaType.Type.Int, QMetaType.Type.LongLong)


def common_fields(layers: Iterable[Iterable[QgsField]]) -> list[QgsField]:
    """Return each field of any of the layers once, wide enough for all; as text where they disagree on its type."""
    found: dict[str, QgsField] = {}
    for fields in layers:
        for field in fields:
            key = field.name().casefold()
            if key not in found:
                found[key] = QgsField(field)
                continue
            one, other = found[key].type(), field.type()
            if one == other:
                length = 0 if 0 in (found[key].length(), field.length()) else max(found[key].length(), field.length())
                found[key].setLength(length)
                found[key].setPrecision(max(found[key].precision(), field.precision()) if length else 0)
            elif one in _WHOLE and other in _WHOLE:
                found[key] = QgsField(found[key].name(), QMetaType.Type.LongLong)
            elif {one, other} <= {*_WHOLE, QMetaType.Type.Double}:
                found[key] = QgsField(found[key].name(), QMetaType.Type.Double)
            else:
                found[key] = QgsField(found[key].name(), QMetaType.Type.QString)
    return list(found.values())


def _rows_of_layers(
    layers: Sequence[tuple[QgsFeatureSource, Layer]],
    own: Sequence[QgsField],
    columns: Sequence[Column],
    chosen: NDArray[np.bool_],
    kind: Qgis.WkbType,
    crs: QgsCoordinateReferenceSystem,
    working: WorkingCrs,
    progress: Progress,
) -> Iterator[tuple[Sequence[object], QgsGeometry | None]]:
    start = 0
    for source, layer in layers:
        names = source.fields().names()
        where = {n.casefold(): i for i, n in enumerate(names)}
        at = [where.get(f.name().casefold(), -1) for f in own]
        text = [f.type() == QMetaType.Type.QString for f in own]
        transform = None
        system = source.sourceCrs() if source.sourceCrs().isValid() else working.assumed
        if system != crs and system.isValid() and crs.isValid():
            transform = QgsCoordinateTransform(system, crs, working.transform_context)
        same = list(source.fields()) == list(own)
        mine = chosen[start : start + layer.count]
        for attributes, geometry in joined_rows(source, layer, columns, start, mine, progress) if mine.any() else ():
            fitted = (_as_field(attributes[i], t) if i >= 0 else None for i, t in zip(at, text, strict=True))
            row = attributes if same else [*fitted, *attributes[len(names) :]]
            yield row, _fitted(geometry, kind, transform)
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
