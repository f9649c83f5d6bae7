"""Rows of two layers as the same, whatever their order, and however their formats write the same value."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt

from towns import runs

PLACE = "geometry"
OF_FORMATS = frozenset({"fid", "ogc_fid", "id", "gml_id", "wkt", "keep", "key1", "key2", "run_id"})
"""What a format adds by itself, and the number of a run."""

PER_RUN = ("run_id",)


def plain(value: object) -> object:
    """Return a value as every format says it: dates as text, yes and no as numbers, no text for an empty one."""
    value = runs.plain(value)
    if isinstance(value, (QDate, QDateTime)):
        return value.toString(Qt.DateFormat.ISODate)[:10]
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.startswith('{"'):
        return json.loads(value)
    return None if value == "" else value


def rows_of(layer: QgsVectorLayer) -> list[dict[str, object]]:
    """Return the rows of a layer with their geometry, but for the number of the run."""
    names, found = layer.fields().names(), []
    there = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem(runs.RD), QgsCoordinateTransformContext())
    for feature in layer.getFeatures():
        row = {n: plain(v) for n, v in zip(names, feature.attributes(), strict=True) if n not in PER_RUN}
        row[PLACE] = _normal(feature.geometry(), there)
        for name in names:
            if name.endswith("_wkt") and row[name]:
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
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key], close, relative) for key in one)
    if isinstance(one, int) and isinstance(other, str):  # SpatiaLite has yes and no as text
        return str(one) == other
    return one == other


def _same_place(one: QgsGeometry | None, other: QgsGeometry | None, near: float) -> bool:
    if one is None or other is None:
        return one is other
    if one.asWkb() == other.asWkb():
        return True
    return bool(near) and one.hausdorffDistance(other) <= near
