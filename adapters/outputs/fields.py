"""The fields of an output: those of its inputs as its format takes them, and computed ones behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsFeatureRequest, QgsFeatureSource, QgsField, QgsFields, QgsWkbTypes
from qgis.PyQt.QtCore import QMetaType

from ...core.blobs import Blobs
from ...core.progress import Progress
from ..io.arrow import NotDirect
from ..io.arrow_memory import Stretch
from ..io.columns import Column, free_names, make_fields
from ..io.feature_sources import arrays, features, key_field
from .destinations import Destination

_BATCH = 5000
_LARGEST_EXACT = 2**53
_WHOLE = (QMetaType.Type.Int, QMetaType.Type.LongLong)


@dataclass(frozen=True)
class ComputedFields:
    """Which fields of an output were computed.

    Parameters
    ----------
    prefix
        What is before their names.
    names
        None where all fields were.
    """

    prefix: str = ""
    names: Sequence[str] | None = None


def fields_with(
    own: Sequence[QgsField], columns: Sequence[Column], destination: Destination, *, keep_fid: bool
) -> tuple[QgsFields, list[str]]:
    """Return fields of inputs with computed ones behind, and the names that these have got.

    Parameters
    ----------
    keep_fid
        Whether a field `fid` may serve as a GeoPackage's key: its values are unique whole numbers and each row
        is written once. Else it goes as `fid_2`.
    """
    fitted = fitted_fields(own, destination, keep_fid=keep_fid)
    names = free_names([field.name() for field in fitted], [column.name for column in columns])
    return make_fields([*fitted, *(c.field(n) for c, n in zip(columns, names, strict=True))]), names


def fitted_fields(fields: Sequence[QgsField], destination: Destination, *, keep_fid: bool) -> list[QgsField]:
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


def fid_is_key(
    source: QgsFeatureSource, progress: Progress | None = None, ids: NDArray[np.int64] | None = None
) -> bool:
    """Return whether a layer's field `fid`, if it has one, holds unique whole numbers.

    Parameters
    ----------
    ids
        The ids of its features, if they are known: in a file `fid` mostly holds them, and need not be read.
    """
    index = source.fields().lookupField("fid")
    if index < 0:
        return True
    if ids is not None and key_field(source) == index:
        return bool((ids >= 0).all()) and np.unique(ids).size == ids.size  # in a view an id may come twice
    with suppress(NotDirect):
        return _key_is_unique(source, index)
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


def _key_is_unique(source: QgsFeatureSource, field: int) -> bool:
    """Return whether a field holds unique whole numbers from 0 on, read directly from the file."""
    found: list[NDArray[np.int64]] = []
    with closing(arrays(source, [field], geometries=False)) as batches:
        for batch in batches:
            (stretch,) = batch.columns
            keys = _whole(stretch)
            if keys is None:
                return False
            found.append(keys)
    every = np.concatenate([np.empty(0, np.int64), *found])
    return bool((every >= 0).all()) and np.unique(every).size == every.size


def _whole(stretch: Stretch) -> NDArray[np.int64] | None:
    """Return whole numbers, None where one of them is none."""
    data = stretch.data
    if isinstance(data, Blobs) or data.dtype == np.bool_ or stretch.null.any():
        return np.empty(0, np.int64) if not stretch.null.size else None
    if data.dtype.kind == "i":
        return data.astype(np.int64)
    # Beyond 2^53 a real number does not tell whole ones apart.
    reals = data.astype(np.float64)
    return reals.astype(np.int64) if ((np.abs(reals) <= _LARGEST_EXACT) & (reals == np.floor(reals))).all() else None


def common_kind(kinds: Sequence[Qgis.WkbType]) -> Qgis.WkbType:
    """Return the multi-part kind that takes all of these, which are all points, all lines or all polygons."""
    common = QgsWkbTypes.multiType(next((k for k in kinds if QgsWkbTypes.isCurvedType(k)), kinds[0]))
    if any(QgsWkbTypes.hasZ(k) for k in kinds):
        common = QgsWkbTypes.addZ(common)
    if any(QgsWkbTypes.hasM(k) for k in kinds):
        common = QgsWkbTypes.addM(common)
    return common


def places_in(common: Sequence[str], own: Sequence[str]) -> list[int]:
    """Return which of a layer's own fields each of the common ones is, -1 where it is none.

    The same name goes before one that differs in case, and each own field is taken once.
    """
    exact = {name: place for place, name in enumerate(own)}
    found = [exact.get(name, -1) for name in common]
    left = {name: place for name, place in exact.items() if place not in found}
    for row, name in enumerate(common):
        like = next((one for one in left if one.casefold() == name.casefold()), None) if found[row] < 0 else None
        if like is not None:
            found[row] = left.pop(like)
    return found


def common_fields(layers: Iterable[Iterable[QgsField]]) -> list[QgsField]:
    """Return each field of any of the layers once, wide enough for all; as text where they disagree on its type.

    Fields of one layer whose names differ in case only stay two.
    """
    found: list[QgsField] = []
    for fields in map(list, layers):
        known = {
            place: row for row, place in enumerate(places_in([f.name() for f in found], [f.name() for f in fields]))
        }
        for place, field in enumerate(fields):
            if place not in known:
                found.append(QgsField(field))
                continue
            key = known[place]
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
    return found
