"""Geometries as a GeoPackage holds them: a head with the reference system and the box, and well-known binary."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis

from ...core.blobs import Blobs
from ...core.geometry.wkb import read_block
from ...core.notes import Note
from ..io.arrow import NotDirect
from .byte_rows import ByteRows, rows_beside
from .record_cells import NULL, Cells, blob_cells

SHAPES = Note("it has curves, Z or M values, empty geometries, or several kinds of geometry")

KINDS = {
    Qgis.WkbType.Point: 1,
    Qgis.WkbType.LineString: 2,
    Qgis.WkbType.Polygon: 3,
    Qgis.WkbType.MultiPoint: 4,
    Qgis.WkbType.MultiLineString: 5,
    Qgis.WkbType.MultiPolygon: 6,
}
"""The kinds that are the same both ways, with their numbers in well-known binary."""

_TO_MULTI = 3
"""A multi-part kind is that of its parts, plus 3."""
_POINT = 1
_PLAIN, _WITH_BOX, _EMPTY = 0b00001, 0b00011, 0b10001
"""Flags of a head: little-endian, and with least and largest x and y behind, or empty."""
_HEAD, _MULTI_HEAD = struct.Struct("<2sBBi"), struct.Struct("<BII")
_BOX = 32
"""Bytes of a box."""
_EMPTY_POINT = struct.Struct("<BIdd")
_MINUS_ZERO = struct.pack("<d", -0.0)


@dataclass(frozen=True)
class StoredShapes:
    """Geometries as they are stored, and their boxes (least and largest x, then y), NaN without geometry."""

    cells: Cells
    boxes: NDArray[np.float64]


def empty_shape(kind: int, srs_id: int) -> bytes:
    """Return an empty geometry as it is stored."""
    head = _HEAD.pack(b"GP", 0, _EMPTY, srs_id)
    return head + (_EMPTY_POINT.pack(1, kind, math.nan, math.nan) if kind == _POINT else _MULTI_HEAD.pack(1, kind, 0))


def stored_shapes(wkb: Blobs, kind: int, srs_id: int, none: bytes | None) -> StoredShapes:
    """Return geometries as GDAL writes those that QGIS gives it.

    Parameters
    ----------
    wkb
        As read from a layer; a geometry of one part is stored as one of several where `kind` is that of several.
    kind
        That of the output, a number of `KINDS`.
    srs_id
        The number of the reference system in the GeoPackage.
    none
        What is stored where there is no geometry.

    Raises
    ------
    NotDirect
        Where that may not be the same.
    """
    block = read_block(wkb)
    rows = np.flatnonzero(wkb.size)
    if block is None or not np.isfinite(block.shapes.xy).all():
        raise NotDirect(SHAPES)
    start = wkb.start[rows]
    code = wkb.data[start + 1].astype(np.int64) + 256 * wkb.data[start + 2].astype(np.int64)
    is_single = code == kind - _TO_MULTI
    if not (is_single | (code == kind)).all() or not np.array_equal(rows, np.unique(block.shapes.part_feature)):
        raise NotDirect(SHAPES)
    boxes = np.full((wkb.count, 4), np.nan)
    if rows.size:
        first = block.shapes.part_start[np.searchsorted(block.shapes.part_feature, rows)]
        boxes[rows, 0::2] = np.minimum.reduceat(block.shapes.xy, first)
        boxes[rows, 1::2] = np.maximum.reduceat(block.shapes.xy, first)
    if kind != _POINT and _MINUS_ZERO in wkb.data.tobytes():  # GDAL keeps its sign in a box, or not, by vertex order
        raise NotDirect(SHAPES)
    head = _HEAD.pack(b"GP", 0, _PLAIN if kind == _POINT else _WITH_BOX, srs_id)
    shape = np.zeros(wkb.count, bool)
    shape[rows] = True
    parts = [ByteRows(_rows_of(head, wkb.count), shape * len(head))]
    if kind != _POINT:
        parts.append(ByteRows(boxes.astype("<f8").view(np.uint8), shape * _BOX))
    if is_single.any():
        multi, single = _MULTI_HEAD.pack(1, kind, 1), np.zeros(wkb.count, bool)
        single[rows] = is_single
        parts.append(ByteRows(_rows_of(multi, wkb.count), single * len(multi)))
    parts.append(ByteRows.of(wkb))
    if none is not None and not shape.all():
        parts.append(ByteRows(_rows_of(none, wkb.count), ~shape * len(none)))
    cells = blob_cells(rows_beside(parts, wkb.count))
    if none is None:
        cells.code[~shape] = NULL
    return StoredShapes(cells, boxes)


def _rows_of(data: bytes, count: int) -> NDArray[np.uint8]:
    """Return the same bytes so many times."""
    return np.broadcast_to(np.frombuffer(data, np.uint8), (count, len(data)))
