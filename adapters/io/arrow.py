"""Features of a plain file as arrays: GDAL's stream of Arrow batches, without an object for each.

Whatever is not known to give the same as QGIS's own reading is left to that: `NotDirect` says why.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from osgeo import gdal, ogr
from qgis.core import Qgis, QgsFields, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType

from ...core.blobs import Blobs
from ...core.notes import Note
from .arrow_memory import Stretch, stretches
from .field_values import NumberCells, TextCells
from .gdal_errors import raising

_FORMATS = ("GPKG", "ESRI Shapefile", "FlatGeobuf", "GeoJSON")
_OLDEST = 3_10_00_00
"""The oldest GDAL with which both ways of reading were compared."""

_FEATURE_BY_FEATURE = {"OGR_GPKG_STREAM_BASE_IMPL": "YES", "OGR_FLATGEOBUF_STREAM_BASE_IMPL": "YES"}
"""GDAL fills its batches from the same features, in the same order, as it gives to QGIS.

Its quicker way with GeoPackages reads in a thread of its own, and in 3.10.3 now and then gave torn texts, or brought
the process down; it also turns what a column's type does not allow into other values than QGIS gets.
"""

_STATEMENT = re.compile(r"^\s*select\b|--|/\*|\b(union|intersect|except|order\s+by|limit|random)\b", re.IGNORECASE)
"""In a filter that is more than a condition, or another one each time."""

_BATCH = 10_000
_BYTE_ORDER_MARK = "\ufeff".encode()

_KINDS = {
    (ogr.OFTInteger, ogr.OFSTNone): QMetaType.Type.Int,
    (ogr.OFTInteger, ogr.OFSTBoolean): QMetaType.Type.Bool,
    (ogr.OFTInteger64, ogr.OFSTNone): QMetaType.Type.LongLong,
    (ogr.OFTReal, ogr.OFSTNone): QMetaType.Type.Double,
    (ogr.OFTString, ogr.OFSTNone): QMetaType.Type.QString,
}
"""The types of fields that are the same both ways, with those that QGIS has for them.

Small integers and single-precision reals come out of Arrow cut to their size, dates and times without what is wrong
about them, and JSON and lists not as QGIS gives them.
"""

FORMAT = Note("files of its format are always read that way")
PART = Note("only some of its features are asked for")
EDITED = Note("it is being edited")
COMPUTED = Note("it has joined or computed fields")
OPENED = Note("it is opened with options")
STATEMENT = Note("its filter is a whole SQL statement or has comments")
FILTER = Note("its filter has letters that only QGIS compares")
FIELDS = Note("a field has a type or name, or texts an encoding, that only QGIS reads")
CONTENT = Note("it holds something that only QGIS reads")
SHAPES = Note("it has curves, collections or rings that are not closed")
GDAL_TOO_OLD = Note("GDAL is older than 3.10")


class NotDirect(Exception):  # noqa: N818 -- no error: the layer is read another way
    """A layer has to be read through QGIS.

    Parameters
    ----------
    why
        For the log, behind “since”; None where it is no file.
    """

    def __init__(self, why: Note | None = None) -> None:
        super().__init__("" if why is None else why.message)
        self.why = why


@dataclass(frozen=True, kw_only=True)
class PlainFile:
    """A file that holds a layer as it is.

    Parameters
    ----------
    path, layer, number
        The file, and the layer in it by its name, or its number; both None: the only one.
    subset
        The condition that its features meet; empty for all.
    encoding
        That of its texts.
    fields
        Its fields, as QGIS has them.
    key
        Which of them holds the feature ids; None where none does.
    """

    path: str
    layer: str | None
    number: int | None
    subset: str
    encoding: str
    fields: QgsFields
    key: int | None


@dataclass(frozen=True)
class Batch:
    """Some features behind one another: ids, geometries (None where not asked for), and the values of each field."""

    ids: NDArray[np.int64]
    wkb: Blobs | None
    columns: Sequence[Stretch]


def plain_file(layer: QgsVectorLayer) -> PlainFile:
    """Return the file that holds a layer as it is; to be asked where the layer may be touched.

    Raises
    ------
    NotDirect
        Where QGIS adds something to what is in the file, or leaves something out.
    """
    if layer.providerType() != "ogr":
        raise NotDirect
    parts = {k: v for k, v in QgsProviderRegistry.instance().decodeUri("ogr", layer.source()).items() if v}
    path = str(parts.pop("path", ""))
    number, name, subset = parts.pop("layerId", None), parts.pop("layerName", None), layer.subsetString()
    parts.pop("subset", None)
    if not os.path.isfile(path):
        raise NotDirect
    if parts:
        raise NotDirect(OPENED)
    if layer.isEditable():
        raise NotDirect(EDITED)
    fields = layer.fields()
    if layer.vectorJoins() or any(fields.fieldOrigin(i) != Qgis.FieldOrigin.Provider for i in range(fields.count())):
        raise NotDirect(COMPUTED)
    if _STATEMENT.search(subset):
        raise NotDirect(STATEMENT)
    if Path(path).suffix.lower() == ".shp" and not subset.isascii():  # letters in the encoding of the file
        raise NotDirect(FILTER)
    keys = layer.primaryKeyAttributes()
    return PlainFile(
        path=path,
        layer=name,
        number=number,
        subset=subset,
        encoding=layer.dataProvider().encoding(),
        fields=fields,
        key=keys[0] if len(keys) == 1 else None,
    )


def batches(file: PlainFile, wanted: Sequence[int], *, geometries: bool) -> Generator[Batch, None, None]:
    """Read a file.

    Parameters
    ----------
    wanted
        The fields to read, by their places in those of QGIS.
    geometries
        Whether to read geometries.

    Raises
    ------
    NotDirect
        Where QGIS may read something else, or fails with a sentence of its own: also between batches.
    """
    if int(gdal.VersionInfo("VERSION_NUM")) < _OLDEST:
        raise NotDirect(GDAL_TOO_OLD)
    # QGIS decodes the texts of a Shapefile itself, from what it takes for their encoding.
    options = [] if Path(file.path).suffix.lower() != ".shp" else ["ENCODING=UTF-8"]
    try:
        with (
            raising(),
            gdal.config_options(_FEATURE_BY_FEATURE),
            gdal.OpenEx(file.path, gdal.OF_VECTOR | gdal.OF_READONLY, open_options=options) as data,
        ):
            layer = _layer(data, file)
            fid = layer.GetFIDColumn() or "OGC_FID"
            shape = (layer.GetGeometryColumn() or "wkb_geometry") if layer.GetLayerDefn().GetGeomFieldCount() else ""
            names = _columns(layer, file, wanted, {fid, shape})
            _limit(layer, file, [*names, fid], geometries=geometries)
            for batch in stretches(layer, {*names, fid, shape}, _BATCH):
                ids = _numbers(batch[fid])
                yield Batch(
                    ids,
                    _geometries(batch.get(shape), ids.size) if geometries else None,
                    [_certain(batch[name]) for name in names],
                )
    except (RuntimeError, UnicodeDecodeError) as error:  # GDAL failed, or a text is no UTF-8
        raise NotDirect(CONTENT) from error


def cells_of(read: Sequence[Stretch]) -> Sequence[object]:
    """Return all of a field's values."""
    if not read:
        return []
    null = np.concatenate([stretch.null for stretch in read])
    if isinstance(read[0].data, Blobs):
        return TextCells([_blobs(stretch) for stretch in read], null)
    return NumberCells(np.concatenate([stretch.data for stretch in read]), null)


def _layer(data: gdal.Dataset, file: PlainFile) -> ogr.Layer:
    """Return the layer in an open file."""
    if data.GetDriver().ShortName not in _FORMATS:
        raise NotDirect(FORMAT)
    if file.layer is None and file.number is None and data.GetLayerCount() != 1:
        raise NotDirect(OPENED)
    layer = data.GetLayer(file.number or 0) if file.layer is None else data.GetLayerByName(file.layer)
    if layer is None or layer.GetLayerDefn().GetGeomFieldCount() > 1:
        raise NotDirect(CONTENT)
    return layer


def _columns(layer: ogr.Layer, file: PlainFile, wanted: Sequence[int], others: set[str]) -> list[str]:
    """Return the names of the fields in the stream, where they are there as QGIS has them, each with its own."""
    definition = layer.GetLayerDefn()
    own = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    names = [field.GetName() for field in own]
    if len({name.lower() for name in [*names, *others]}) < len(names) + len(others):
        raise NotDirect(FIELDS)
    found = []
    for place in wanted:
        field = file.fields[place]
        name = field.name()
        if name == layer.GetFIDColumn() and field.type() == QMetaType.Type.LongLong:
            found.append(name)
            continue
        if name not in names:
            raise NotDirect(FIELDS)
        there = own[names.index(name)]
        if _KINDS.get((there.GetType(), there.GetSubType())) != field.type():
            raise NotDirect(FIELDS)
        if there.GetType() == ogr.OFTString and file.encoding != "UTF-8":
            raise NotDirect(FIELDS)
        found.append(name)
    return found


def _limit(layer: ogr.Layer, file: PlainFile, wanted: Sequence[str], *, geometries: bool) -> None:
    """Leave out what is not needed, just as QGIS does: the order of a GeoPackage's rows may follow from it."""
    definition = layer.GetLayerDefn()
    if geometries and file.subset and not definition.GetGeomFieldCount():
        raise NotDirect(CONTENT)  # which indexes are used depends on the fields that are read
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    # QGIS reads all attributes where it reads no geometry (see `read_layer`), and a filter needs what it names.
    idle = [name for name in names if name not in wanted] if geometries and not file.subset else []
    layer.SetIgnoredFields([*idle, *([] if geometries else ["OGR_GEOMETRY"])])
    layer.SetAttributeFilter(file.subset or None)


def _certain(stretch: Stretch) -> Stretch:
    """Return a stretch, sure that its texts are those that QGIS gives."""
    if isinstance(stretch.data, Blobs) and (stretch.data.data > 0x7F).any():
        stretch.data.texts()
        # QGIS leaves out a byte order mark at the beginning of a text.
        if stretch.data.starting_with(_BYTE_ORDER_MARK).any():
            raise NotDirect(CONTENT)
    return stretch


def _numbers(stretch: Stretch) -> NDArray[np.int64]:
    """Return whole numbers, such as feature ids."""
    if isinstance(stretch.data, Blobs):
        raise NotDirect(CONTENT)
    return np.asarray(stretch.data, np.int64)


def _blobs(stretch: Stretch) -> Blobs:
    """Return what has a length of its own in each row."""
    if not isinstance(stretch.data, Blobs):
        raise NotDirect(CONTENT)
    return stretch.data


def _geometries(stretch: Stretch | None, count: int) -> Blobs:
    """Return geometries, none of a table without."""
    return Blobs(np.empty(0, np.uint8), np.zeros(count, np.int64)) if stretch is None else _blobs(stretch)
