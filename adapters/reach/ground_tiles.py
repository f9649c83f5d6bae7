"""Grounds that hold each other, taken off each other: tile by tile, so that Cancel is heard between short calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsSpatialIndex

from ...core.arrays import Floats, Ints, to_list
from ...core.progress import Progress
from ..layers.polygons import united

_MOST = 24
"""Parts of ground in a tile: a union of so many takes milliseconds, one of a town seconds that nobody can stop."""

_TOUCH = 1e-6


def grounds_apart(grounds: Sequence[Sequence[QgsGeometry]], progress: Progress) -> list[QgsGeometry]:
    """Return each ground without those before it.

    Parameters
    ----------
    grounds
        Each as polygons that may lie over each other; each after the first holds those before it.

    Notes
    -----
    The ground is divided into tiles of about as many parts. What is left in the tiles is put together two by two, as
    they were divided: neighbours have no more than a line in common, which is quickly found.
    """
    parts = [_GroundParts(ground) for ground in grounds]
    if not grounds or not grounds[-1]:
        return [QgsGeometry() for _ in grounds]
    boxes = parts[-1].boxes
    whole = QgsRectangle(*to_list(boxes[:, :2].min(axis=0)), *to_list(boxes[:, 2:].max(axis=0)))
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    return _Tiles(parts, middle, progress).apart(whole, np.arange(len(middle)))


class _GroundParts:
    """The polygons of one ground, found by their place."""

    def __init__(self, shapes: Sequence[QgsGeometry]) -> None:
        self._shapes, self._index = shapes, QgsSpatialIndex()
        boxes = [shape.boundingBox() for shape in shapes]
        self.boxes: Floats = np.array([(b.xMinimum(), b.yMinimum(), b.xMaximum(), b.yMaximum()) for b in boxes])
        for row, box in enumerate(boxes):
            feature = QgsFeature(row)
            feature.setGeometry(QgsGeometry.fromRect(box))
            self._index.addFeature(feature)

    def inside(self, tile: QgsRectangle, progress: Progress) -> QgsGeometry:
        """Return the ground that lies in a tile."""
        near = sorted(self._index.intersects(tile))
        if not near:
            return QgsGeometry()
        return united([self._shapes[row] for row in near], progress).intersection(QgsGeometry.fromRect(tile))


@dataclass(frozen=True)
class _Tiles:
    parts: Sequence[_GroundParts]
    middle: Floats
    progress: Progress

    def apart(self, tile: QgsRectangle, rows: Ints) -> list[QgsGeometry]:
        """Return each ground in a tile without those before it, given the parts whose middle lies there."""
        halves = _halves(tile, self.middle[rows]) if rows.size > _MOST else None
        if halves is None:
            return self._in_one(tile)
        (one, first), (other, second) = halves
        pairs = zip(self.apart(one, rows[first]), self.apart(other, rows[second]), strict=True)
        return [self._together(mine, theirs) for mine, theirs in pairs]

    def _in_one(self, tile: QgsRectangle) -> list[QgsGeometry]:
        found: list[QgsGeometry] = []
        before = QgsGeometry()
        for parts in self.parts:
            self.progress.check()
            whole = parts.inside(tile, self.progress)
            found.append(whole if before.isEmpty() or whole.isEmpty() else whole.difference(before))
            before = self._together(before, whole)
        return found

    def _together(self, one: QgsGeometry, other: QgsGeometry) -> QgsGeometry:
        self.progress.check()
        if one.isEmpty() or other.isEmpty():
            return other if one.isEmpty() else one
        common = one.boundingBox().buffered(_TOUCH).intersect(other.boundingBox().buffered(_TOUCH))
        (mine, alone), (theirs, beside) = _meeting(one, common), _meeting(other, common)
        joined = [*mine, *theirs]
        if mine and theirs:
            whole = QgsGeometry.collectGeometry(mine).combine(QgsGeometry.collectGeometry(theirs))
            joined = whole.asGeometryCollection()
        return QgsGeometry.collectGeometry([*joined, *alone, *beside])


def _meeting(shape: QgsGeometry, box: QgsRectangle) -> tuple[list[QgsGeometry], list[QgsGeometry]]:
    """Return the parts of a geometry that may meet what lies in a box, and the others."""
    near: list[QgsGeometry] = []
    beside: list[QgsGeometry] = []
    for part in shape.asGeometryCollection():
        (near if part.boundingBox().intersects(box) else beside).append(part)
    return near, beside


def _halves(tile: QgsRectangle, middle: Floats) -> tuple[tuple[QgsRectangle, Ints], tuple[QgsRectangle, Ints]] | None:
    """Cut a tile across its longer side so that both halves hold as many; None where all stand in one place."""
    across = int(np.ptp(middle[:, 1]) > np.ptp(middle[:, 0]))
    at = float(np.median(middle[:, across]))
    low = middle[:, across] < at
    if not low.any():
        return None
    one, other = QgsRectangle(tile), QgsRectangle(tile)
    if across:
        one.setYMaximum(at)
        other.setYMinimum(at)
    else:
        one.setXMaximum(at)
        other.setXMinimum(at)
    return (one, np.flatnonzero(low)), (other, np.flatnonzero(~low))
