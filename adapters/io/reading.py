"""QGIS layers as arrays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsCoordinateTransform, QgsFeatureRequest, QgsFeatureSource
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from ...core.arrays import LARGEST, to_list
from ...core.errors import InputError
from ...core.geometry.shapes import Shapes, concatenate, from_wkb
from ...core.notes import Note
from ...core.numbers import as_numbers
from ...core.progress import Progress
from .arrow import NotDirect, cells_of
from .arrow_memory import Stretch
from .crs import WorkingCrs
from .feature_sources import arrays, features
from .field_values import as_floats, may_be_negative, taken
from .geometry_parts import Geometries, area_and_spot, as_wkb, placed
from .placed_blocks import placed_block

SUPPRESSED = -99990
"""Statistics Netherlands writes figures that are suppressed or missing as numbers at or below this."""

_BATCH = 5000
_NO_IDS = np.empty(0, np.int64)


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
        The values of the fields asked for, by name as asked: Python values, None for NULL. Those of a file that is read
        directly become Python values only where one asks for them.
    area, spots
        Where asked for: square metres of polygons (0 for others) and a point in each feature, both NaN without
        geometry.
    uncounted
        Feature ids of rows that do not count: they are in none of the above, and are written without figures.
    unusable
        Feature ids of those whose geometry counts as none, since a coordinate cannot be used.
    how
        For the log: whether it was read directly from its file, or why not; None where there is no file.
    direct
        Whether it was read directly from its file.
    """

    name: str
    ids: NDArray[np.int64]
    shapes: Shapes
    values: Mapping[str, Sequence[object]]
    area: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    spots: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    uncounted: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    unusable: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    how: Note | None = None
    direct: bool = False

    def only(self, rows: NDArray[np.bool_]) -> Layer:
        """Return the layer with these rows; the others do not count."""
        kept = np.flatnonzero(rows)
        return replace(
            self,
            ids=self.ids[kept],
            shapes=self.shapes.take(kept),
            values={name: taken(values, kept) for name, values in self.values.items()},
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
        """Return a field as text: None for NULL and what is empty (so in a CSV); whole numbers without decimals."""
        return [text(v) or None for v in self.values[field]]

    def codes(self, field: str) -> list[str | None]:
        """Return a field with ids as text: None for NULL, what is empty, and codes that stand for a missing figure."""
        values = self.values[field]
        if not may_be_negative(values):
            return [None if v is None else str(v) or None for v in values]
        missing = as_floats(values) <= SUPPRESSED
        return [None if lacks else text(v) or None for v, lacks in zip(values, to_list(missing), strict=True)]

    def names(self, field: str) -> list[str | None]:
        """Return a field as trimmed text: None for NULL, for what is empty and for suppressed figures."""
        return [(text(v) or "").strip() or None for v in self.cells(field)]

    def cells(self, field: str) -> list[object]:
        """Return a field's values as they are, but for suppressed figures, text or not, which are None as NULL is."""
        values = self.values[field]
        found = as_floats(values)
        real = np.array([isinstance(v, float) for v in values], bool)
        says_nothing = (found <= SUPPRESSED) | (np.isnan(found) & real)
        return [None if nothing else v for v, nothing in zip(values, to_list(says_nothing), strict=True)]

    def points(self) -> NDArray[np.float64]:
        """Return a point for each feature, NaN without geometry: the point itself, the first of several."""
        xy = np.full((self.count, 2), np.nan)
        first = np.searchsorted(self.shapes.part_feature, np.flatnonzero(self.shapes.has_geometry))
        xy[self.shapes.part_feature[first]] = self.shapes.xy[self.shapes.part_start[first]]
        return xy


def numbers(values: Iterable[object]) -> NDArray[np.float64]:
    """Make numbers of attribute values; NaN for what is none, and for suppressed figures."""
    found = as_floats(values)
    found[found <= SUPPRESSED] = np.nan
    return found


def check_size(layer: Layer, field: str, values: NDArray[np.float64]) -> None:
    """Stop where a number is so large that sums of such would overflow: all would be within, of nothing."""
    largest = float(values[np.isfinite(values)].max(initial=0.0))
    if largest > LARGEST:
        raise InputError(
            "The field “{field}” of the layer “{layer}” holds a number as large as {value}: check its numbers.",
            field=field,
            layer=layer.name,
            value=f"{largest:.0e}",
        )


def check_numbers(layer: Layer, field: str) -> None:
    """Stop where a field that is to weigh holds words, or a number that is larger than anything."""
    values = [v for v in layer.values[field] if v is not None] if field else []
    if values and not any(is_number(v) for v in values):
        raise InputError(
            "The field “{field}” of the layer “{layer}” holds no numbers: choose another.",
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
    geometries: Geometries = "whole",
    progress: Progress | None = None,
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
    geometries
        As `Geometries`.

    Notes
    -----
    A geometry counts as none if it cannot be brought to the working reference system, or a coordinate is not finite or
    beyond `FARTHEST` there.
    """
    progress = progress or Progress()
    name = name or source.sourceName()
    wanted = {field: field_index(source, field, name) for field in dict.fromkeys(fields)}
    asked = _Asked(source=source, working=working, wanted=wanted, geometries=geometries)
    try:
        found, how = _directly(asked, progress), Note("“{layer}” is read directly from its file.", layer=name)
        direct = True
    except NotDirect as refusal:
        found = _through_qgis(asked, progress)
        how, direct = None, False
        if refusal.why is not None:
            how = Note("“{layer}” is read through QGIS, since {why}.", layer=name, why=refusal.why)
    ground, ids = np.concatenate([np.empty((0, 3)), *found.ground]), np.concatenate([_NO_IDS, *found.ids])
    return Layer(
        name=name,
        ids=ids,
        shapes=from_wkb([None] * ids.size) if working is None else concatenate(found.shapes),
        values=dict(zip(wanted, found.columns, strict=True)),
        area=ground[:, 0],
        spots=ground[:, 1:],
        unusable=ids[np.isin(ids, np.concatenate([_NO_IDS, *found.unusable]))],
        how=how,
        direct=direct,
    )


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What `read_layer` is asked for; `wanted` are names of fields and their places."""

    source: QgsFeatureSource
    working: WorkingCrs | None
    wanted: Mapping[str, int]
    geometries: Geometries

    @property
    def transform(self) -> QgsCoordinateTransform | None:
        """Return what brings geometries to the working reference system, None where nothing has to be done."""
        return None if self.working is None else self.working.transform_from(self.source.sourceCrs())


@dataclass(kw_only=True)
class _Gathered:
    """What was read: ids, shapes, areas and spots, ids of unusable geometries batch by batch; and whole columns."""

    ids: list[NDArray[np.int64]] = field(default_factory=list)
    shapes: list[Shapes] = field(default_factory=list)
    ground: list[NDArray[np.float64]] = field(default_factory=list)
    unusable: list[NDArray[np.int64]] = field(default_factory=list)
    columns: list[Sequence[object]] = field(default_factory=list)


def _directly(asked: _Asked, progress: Progress) -> _Gathered:
    """Read a layer as arrays; `NotDirect` where these may not be what QGIS gives."""
    found, transform = _Gathered(), asked.transform
    stretches: list[list[Stretch]] = [[] for _ in asked.wanted]
    places = list(asked.wanted.values())
    with closing(arrays(asked.source, places, geometries=asked.working is not None)) as batches:
        total, read = max(asked.source.featureCount(), 1), 0
        for batch in batches:
            progress.at(read / total)
            read += batch.ids.size
            found.ids.append(batch.ids)
            for column, stretch in zip(stretches, batch.columns, strict=True):
                column.append(stretch)
            if batch.wkb is not None:
                block = placed_block(batch.wkb, transform, asked.geometries)
                found.shapes.append(block.shapes)
                found.ground.append(block.ground)
                found.unusable.append(batch.ids[block.lost])
    found.columns += map(cells_of, stretches)
    return found


def _through_qgis(asked: _Asked, progress: Progress) -> _Gathered:
    """Read a layer feature by feature."""
    source, found = asked.source, _Gathered()
    index, unusable = list(asked.wanted.values()), list[int]()

    request = QgsFeatureRequest()
    if index:
        request.setSubsetOfAttributes(index)
    else:
        request.setNoAttributes()
    transform = asked.transform
    if asked.working is None:
        request.setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    columns: list[list[object]] = [[] for _ in index]
    total, read = max(source.featureCount(), 1), 0
    one_by_one = features(source, request)
    while batch := list(islice(one_by_one, _BATCH)):
        progress.at(read / total)
        read += len(batch)
        found.ids.append(np.array([feature.id() for feature in batch], np.int64))
        if asked.working is not None:
            geometries = [placed(feature, transform, unusable) for feature in batch]
            wkb = [as_wkb(geometry, point_on_surface=asked.geometries == "points") for geometry in geometries]
            found.shapes.append(from_wkb(wkb))
            if asked.geometries == "areas":
                found.ground.append(np.array([area_and_spot(geometry) for geometry in geometries]))
        if index:
            for feature in batch:
                attributes = feature.attributes()
                for column, i in zip(columns, index, strict=True):
                    column.append(_plain(attributes[i]))
    found.unusable.append(np.array(unusable, np.int64))
    found.columns += columns
    return found


def _plain(value: object) -> object:
    """Return an attribute value, None for NULL; QGIS makes a dictionary of what is JSON in a GeoJSON file."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return None if is_null(value) else value


def field_index(source: QgsFeatureSource, field: str, name: str) -> int:
    """Find a field by name, without case; an unknown name is an `InputError` that says which there are."""
    found = source.fields().lookupField(field)
    if found < 0:
        raise InputError(
            "The layer “{layer}” has no field “{field}”; choose one of: {fields}.",
            layer=name,
            field=field,
            fields=", ".join(source.fields().names()) or "–",
        )
    return found
