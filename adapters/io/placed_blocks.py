"""Many geometries at once, brought to the working reference system: what numpy cannot read goes through QGIS."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsCoordinateTransform, QgsCsException, QgsGeometry

from ...core.arrays import to_list
from ...core.blobs import Blobs
from ...core.geometry.shapes import FARTHEST, Shapes, concatenate, from_wkb
from ...core.geometry.wkb import read_block
from .arrow import SHAPES, NotDirect
from .geometry_parts import Geometries, area_and_spot, as_wkb, brought

_LINE_HEAD = struct.Struct("<BII")


@dataclass(frozen=True)
class PlacedBlock:
    """Geometries in the working reference system.

    Parameters
    ----------
    shapes
        The geometries.
    lost
        Which of them count as none, since a coordinate cannot be used.
    ground
        Where asked for: area, x and y of a point in it; NaN without geometry.
    """

    shapes: Shapes
    lost: NDArray[np.bool_]
    ground: NDArray[np.float64]


def placed_block(wkb: Blobs, transform: QgsCoordinateTransform | None, geometries: Geometries = "whole") -> PlacedBlock:
    """Bring geometries to the working reference system, with the same result as one by one (see `read_layer`)."""
    block = read_block(wkb)
    if block is None:
        raise NotDirect(SHAPES)
    shapes = block.shapes
    usable = _usable(shapes)
    if transform is not None and shapes.part_feature.size:
        shapes, moved = _moved(shapes, transform, usable)
        usable = _usable(shapes) & moved
    left = ~usable
    if transform is not None:
        left |= block.has_z  # with which places may come out differently in their last digits
    if geometries != "whole":
        left |= shapes.is_areal_or_linear
    rows = np.flatnonzero(left)
    ground = _ground_of_points(shapes) if geometries == "areas" else np.empty((0, 3))
    lost = np.zeros(wkb.count, bool)
    if not rows.size:
        return PlacedBlock(shapes, lost, ground)
    blobs: list[bytes | None] = []
    for row, blob in zip(to_list(rows), wkb.some(rows), strict=True):
        geometry = _brought(blob, transform)
        if geometry is None:
            lost[row], geometry = True, QgsGeometry()
        blobs.append(as_wkb(geometry, point_on_surface=geometries == "points"))
        if geometries == "areas":
            ground[row] = area_and_spot(geometry)
    order = np.arange(wkb.count)
    order[rows] = wkb.count + np.arange(rows.size)
    return PlacedBlock(concatenate([shapes, from_wkb(blobs)]).take(order), lost, ground)


def _usable(shapes: Shapes) -> NDArray[np.bool_]:
    """Return whether all vertices of each geometry can be used; of an empty one they can."""
    usable = np.ones(shapes.count, bool)
    far = ~(np.abs(shapes.xy) <= FARTHEST).all(axis=1)
    usable[shapes.part_feature[shapes.vertex_part[far]]] = False
    return usable


def _moved(
    shapes: Shapes, transform: QgsCoordinateTransform, usable: NDArray[np.bool_]
) -> tuple[Shapes, NDArray[np.bool_]]:
    """Transform all vertices in one step, as one long line: each comes out as it would alone.

    Returns
    -------
    shapes
        The shapes.
    moved
        Which could be transformed together with others: none where one of them needed another transformation than
        most, since QGIS then takes that for all.
    """
    known = usable[shapes.part_feature[shapes.vertex_part]]
    xy = np.full_like(shapes.xy, np.nan)
    line = QgsGeometry()
    line.fromWkb(_LINE_HEAD.pack(1, 2, int(known.sum())) + shapes.xy[known].tobytes())
    try:
        line.transform(transform)
    except QgsCsException:
        return shapes, np.zeros(shapes.count, bool)
    if transform.fallbackOperationOccurred():
        return shapes, np.zeros(shapes.count, bool)
    xy[known] = np.frombuffer(line.asWkb().data(), "<f8", offset=_LINE_HEAD.size).reshape(-1, 2)
    return replace(shapes, xy=xy + 0.0), usable


def _ground_of_points(shapes: Shapes) -> NDArray[np.float64]:
    """Return no area, and the first point of each; NaN without geometry."""
    ground = np.full((shapes.count, 3), np.nan)
    rows, first = np.unique(shapes.part_feature, return_index=True)
    ground[rows, 0] = 0.0
    ground[rows, 1:] = shapes.xy[shapes.part_start[first]]
    return ground


def _brought(blob: bytes, transform: QgsCoordinateTransform | None) -> QgsGeometry | None:
    geometry = QgsGeometry()
    geometry.fromWkb(blob)
    return brought(geometry, transform)
