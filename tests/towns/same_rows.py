"""Rows of two layers as the same, whatever their order, and however their formats write the same value."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from towns import runs

PLACE = "geometry"
OF_FORMATS = frozenset({"fid", "fid_2", "ogc_fid", "id", "gml_id", "wkt", "keep", "key1", "key2", "run_id"})
"""What a format adds by itself, and the number of a run."""

_ARCS = 0.005
"""By which part of its area ground along streets may differ where coordinates or the order of rows do."""

_QUERY = re.compile(r'\(select \* from "(\w+)"\)')
_DATE = re.compile(r"\d{4}/\d\d/\d\d")

PER_RUN = ("run_id",)


def plain(value: object) -> object:
    """Return a value as every format says it: dates as text, yes and no as numbers, no text for an empty one."""
    value = runs.plain(value)
    if isinstance(value, (QDate, QDateTime)):
        return value.toString(Qt.DateFormat.ISODate)[:10]
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and _DATE.fullmatch(value):  # as a CSV has it
        return value.replace("/", "-")
    if isinstance(value, str):  # a query has no name of its own
        value = _QUERY.sub(r"\1", value)
    return None if value == "" else value


def rows_of(layer: QgsVectorLayer) -> list[dict[str, object]]:
    """Return the rows of a layer with their geometry, but for the number of the run."""
    names, found = layer.fields().names(), []
    there = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem(runs.RD), QgsCoordinateTransformContext())
    for feature in layer.getFeatures():
        row = {n: plain(v) for n, v in zip(names, feature.attributes(), strict=True) if n not in PER_RUN}
        row[PLACE] = _normal(feature.geometry(), there)
        for name in list(row):
            if str(row[name]).startswith(("Polygon (", "MultiPolygon (")):
                row[name] = _normal(QgsGeometry.fromWkt(row[name]), there)
        found.append(row)
    return found


def _normal(geometry: QgsGeometry, there: QgsCoordinateTransform) -> QgsGeometry | None:
    """Return a geometry in EPSG:28992 as one of several parts, in an order that says nothing."""
    found = QgsGeometry(geometry)
    if found.isEmpty():
        return None
    found.transform(there)
    found.convertToMultiType()
    found.normalize()
    return found


def _key(row: dict[str, object], names: Sequence[str]) -> list[tuple[str, float, str]]:
    """Return what rows are sorted by: texts first, then whole numbers, then reals to three digits."""
    texts, wholes, reals = [], [], []
    for name in names:
        value = row[name]
        if isinstance(value, str):
            texts.append(("t", 0.0, value))
        elif isinstance(value, (int, float)) and float(value).is_integer():
            wholes.append(("w", float(value), ""))
        elif isinstance(value, float):
            reals.append(("r", float(f"{value:.3g}"), ""))
        else:
            texts.append(("", 0.0, ""))
    box = row[PLACE].boundingBox() if row[PLACE] is not None else None
    place = [] if box is None else [("p", round(box.center().x()), ""), ("p", round(box.center().y()), "")]
    return [*texts, *wholes, *place, *reals]


def differences(
    expected: Sequence[dict], found: Sequence[dict], *, near: float = 0.0, close: float = 0.0, relative: float = 0.0
) -> list[str]:
    """Return how rows differ from what is expected; fields that a format adds do not count.

    Parameters
    ----------
    near, close, relative
        How far coordinates may be apart, and how far numbers, at most or of themselves.
    """
    if len(expected) != len(found):
        return [f"{len(found)} rows in the place of {len(expected)}"]
    if not expected:
        return []
    names = [name for name in expected[0] if name.casefold() not in OF_FORMATS and name != PLACE]
    lacking = [name for name in names if name not in found[0]]
    added = [n for n in found[0] if n not in expected[0] and n.casefold() not in OF_FORMATS]
    if lacking or added:
        return [f"fields lack: {lacking}, come beside: {added}"]
    pairs = zip(
        sorted(expected, key=lambda row: _key(row, names)), sorted(found, key=lambda row: _key(row, names)), strict=True
    )
    told = []
    for one, other in pairs:
        told += [
            f"{name}: {other[name]!r} in the place of {one[name]!r} of {[one[n] for n in names[:3]]}"
            for name in names
            if not _same(one[name], other[name], close, relative)
        ]
        if not _same_place(one[PLACE], other[PLACE], near):
            told.append(f"geometry of {[one[n] for n in names[:3]]}")
    return told


def _same(one: object, other: object, close: float, relative: float) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == other or math.isclose(one, other, rel_tol=relative, abs_tol=close)
    if isinstance(one, QgsGeometry) and isinstance(other, QgsGeometry):
        return _same_place(one, other, close)
    if isinstance(one, str) and isinstance(other, str) and one[:1] == other[:1] == "{" and one != other:
        return _same(json.loads(one), json.loads(other), close, relative)
    if isinstance(one, str) and isinstance(other, dict):  # a GeoJSON takes JSON apart
        return _same(json.loads(one), other, close, relative)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key], close, relative) for key in one)
    if isinstance(one, (int, float)) and isinstance(other, str):  # yes and no of SpatiaLite
        return _same(one, float(other), close, relative)
    return one == other


def _same_place(one: QgsGeometry | None, other: QgsGeometry | None, near: float) -> bool:
    if one is None or other is None:
        return one is other
    if one.asWkb() == other.asWkb():
        return True
    if not near:
        return False
    # Arcs are drawn in pieces: ground of the same streets may begin them elsewhere.
    beyond = one.symDifference(other).area() if one.type() == Qgis.GeometryType.Polygon else math.inf
    return beyond <= _ARCS * one.area() or one.hausdorffDistance(other) <= near


def as_format(
    expected: Sequence[dict], found: Sequence[dict], *, longest: int = 0, zero: bool = False, places: bool = True
) -> tuple[list[dict], list[dict]]:
    """Return rows as they are expected of a format that does not hold all, and those found, with names as expected.

    Parameters
    ----------
    longest
        How many bytes it holds of a text; 0 for all.
    zero
        Whether an unknown number is 0.
    places
        Whether it holds geometries.
    """
    if not expected or not found:
        return list(expected), list(found)
    own = [name for name in expected[0] if name != PLACE]
    there = [name for name in found[0] if name != PLACE and (name in own or name.casefold() not in OF_FORMATS)]
    assert len(own) == len(there), (own, there)
    named = [dict(zip(own, (row[n] for n in there), strict=True)) | {PLACE: row[PLACE]} for row in found]
    numbers = {name for name in own if any(isinstance(row[name], (int, float)) for row in [*expected, *named])}
    for row in named:  # a CSV has numbers as text
        row |= {name: float(row[name]) for name in numbers if isinstance(row[name], str)}
    made = []
    for row in expected:
        values = {name: _cut(row[name], longest) for name in own}
        if zero:
            values |= {name: 0 for name in numbers if values[name] is None}
        made.append(values | {PLACE: row[PLACE] if places else None})
    return made, named


def _cut(value: object, longest: int) -> object:
    if not longest or not isinstance(value, str):
        return value
    return value.encode()[:longest].decode(errors="ignore")
