"""The fingerprint of a layer, whatever format it lies in."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import Qgis, QgsFeatureRequest, QgsFeatureSource, QgsField, QgsGeometry
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, QMetaType, Qt, QTime

from ...core.progress import Progress
from ...core.recipes.recipe import Fingerprint
from ...core.recipes.row_hashes import MILLIMETRE, OF_DEGREES, FingerprintOfRows
from ..io.feature_sources import features
from ..io.reading import is_null

_KINDS: Mapping[int, str] = {
    int(kind): name
    for name, kinds in {
        "whole": (QMetaType.Type.Int, QMetaType.Type.UInt, QMetaType.Type.LongLong, QMetaType.Type.ULongLong),
        "number": (QMetaType.Type.Double, QMetaType.Type.Float),
        "text": (QMetaType.Type.QString,),
        "boolean": (QMetaType.Type.Bool,),
        "date": (QMetaType.Type.QDate,),
        "time": (QMetaType.Type.QTime,),
        "moment": (QMetaType.Type.QDateTime,),
        "bytes": (QMetaType.Type.QByteArray,),
        "list": (QMetaType.Type.QVariantList, QMetaType.Type.QStringList),
    }.items()
    for kind in kinds
}
_NUMBERS_OF_GDAL = ("fid", "ogc_fid")
_LOOKS = 500  # rows between looks at Cancel


def fingerprint_of(source: QgsFeatureSource, expression: str, limit: int, progress: Progress) -> Fingerprint:
    """Return the fingerprint of a layer after its filter, and at most so many rows (0: all).

    A whole-number field `fid` or `ogc_fid` does not count: GDAL writes one when it changes the format.
    """
    kept = [(n, field.name(), kind_of(field)) for n, field in enumerate(source.fields())]
    kept = [(n, name, kind) for n, name, kind in kept if kind != "whole" or name.casefold() not in _NUMBERS_OF_GDAL]
    decimals = OF_DEGREES if source.sourceCrs().isGeographic() else MILLIMETRE
    found = FingerprintOfRows([(name, kind) for _, name, kind in kept], decimals)
    request = QgsFeatureRequest()
    if expression:
        request.setFilterExpression(expression)
    if limit:
        request.setLimit(limit)
    total = max(source.featureCount(), 1)
    for number, feature in enumerate(features(source, request)):
        if number % _LOOKS == 0:
            progress.at(number / total)
        values = feature.attributes()
        geometry = feature.geometry()
        cells = [_plain(values[n]) for n, _, _ in kept]
        if geometry.isNull() or geometry.isEmpty():
            found.add(None, None, cells)
            continue
        box = geometry.boundingBox()
        found.add(_wkb(geometry), (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()), cells)
    progress.at(1)
    return found.whole()


def kind_of(field: QgsField) -> str:
    """Return what a field holds, in the words of a recipe."""
    kind = _KINDS.get(int(field.type()), "other")
    # A Shapefile keeps a long whole number as one with a length and no decimals.
    return "whole" if kind == "number" and field.length() > 0 and field.precision() == 0 else kind


def _wkb(geometry: QgsGeometry) -> bytes:
    """Return a geometry as every format can have it: in parts, rings in one direction."""
    geometry.convertToMultiType()
    if geometry.type() == Qgis.GeometryType.Polygon:
        geometry = geometry.forcePolygonClockwise()
    return bytes(geometry.asWkb().data())


def _plain(value: object) -> object:
    """Return a value as Python has it; dates and times as ISO text, a moment with a zone in UTC."""
    if is_null(value):
        return None
    if isinstance(value, QDateTime):
        zoned = value.timeSpec() != Qt.TimeSpec.LocalTime
        text = (value.toUTC() if zoned else value).toString("yyyy-MM-ddTHH:mm:ss.zzz")
        return f"{text}Z" if zoned else text
    if isinstance(value, QDate):
        return value.toString(Qt.DateFormat.ISODate)
    if isinstance(value, QTime):
        return value.toString("HH:mm:ss.zzz")
    if isinstance(value, QByteArray):
        return bytes(value.data())
    return value
