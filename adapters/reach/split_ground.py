"""Ground shared out between facilities, so that each place goes to the nearest street, ring by ring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import Qgis, QgsGeometry, QgsGeometryEngine, QgsGeometryParameters, QgsPoint, QgsRectangle

from ...core.arrays import Floats, to_list
from ...core.geometry.shapes import lines_as_wkb, multi_line_wkb
from ...core.progress import Progress
from ..layers.polygons import united

if TYPE_CHECKING:
    from ...core.reach.borders import StreetPieces

Faces = dict[tuple[int, int], list[QgsGeometry]]
"""Pieces of ground that only touch, by owner and by the first of the grounds that holds them."""

_STREET = 8_000.0
"""Metres of street in one tile: some thousand points, and well below a second of work."""

_OFF = 1e-3
"""As a share: if areas that should be equal differ by more, lines were lost in putting geometries together."""

_GRID = 1e-3
"""Metres: coordinates are rounded to it where they were, since this always works."""

_CLEAR = 0.01
"""Metres: what QGIS gives as a place inside may be the tip of a spike of no width; nearer to an edge it has no say."""


@dataclass(frozen=True)
class _Tile:
    """A box from `low` to `high`, the outlines of the grounds in it, and the streets in it or near it."""

    low: Floats
    high: Floats
    outlines: Sequence[QgsGeometry]
    streets: StreetPieces

    @property
    def box(self) -> QgsRectangle:
        """Return the box for QGIS."""
        return QgsRectangle(*to_list(self.low), *to_list(self.high))

    @property
    def area(self) -> float:
        """Return its m²."""
        return float(np.prod(self.high - self.low))

    def halves(self, margin: float) -> Iterator[_Tile]:
        """Cut it in the middle of its wider side."""
        axis = int(np.argmax(self.high - self.low))
        for first in (True, False):
            low, high = self.low.copy(), self.high.copy()
            (high if first else low)[axis] = (self.low[axis] + self.high[axis]) / 2
            outlines = [one.clipped(QgsRectangle(*to_list(low), *to_list(high))) for one in self.outlines]
            yield _Tile(low, high, outlines, self.streets.near(low - margin, high + margin))


def divide_ground(grounds: Sequence[QgsGeometry], streets: StreetPieces, margin: float, progress: Progress) -> Faces:
    """Cut the largest of some grounds, one within the next, by which ground comes first and whose street is nearest.

    Parameters
    ----------
    grounds
        Polygons, the largest last; what another has beyond it is left out.
    streets
        Those that the largest was made of.
    margin
        Metres from any place of it to the nearest street at most.

    Notes
    -----
    Tiles, so that Cancel is heard: in each the outlines and the borders between owners are cut into faces together,
    which leaves no gap and no overlap. The borders are those of marks along the streets (`core.borders`).
    """
    found: Faces = {}
    box = grounds[-1].boundingBox()
    if box.isEmpty():
        return found
    inside = {i: QgsGeometry.createGeometryEngine(one.constGet()) for i, one in enumerate(grounds) if not one.isEmpty()}
    for engine in inside.values():
        engine.prepareGeometry()
    low, high = np.array([box.xMinimum(), box.yMinimum()]), np.array([box.xMaximum(), box.yMaximum()])
    outlines = [one.coerceToType(Qgis.WkbType.MultiLineString) for one in grounds]
    lines = [QgsGeometry.collectGeometry(one) if one else QgsGeometry() for one in outlines]
    waiting, done, all_ = [_Tile(low, high, lines, streets)], 0.0, float(np.prod(high - low))
    while waiting:
        progress.at(done / all_)
        tile = waiting.pop()
        if tile.streets.length.sum() > _STREET and (tile.high - tile.low).max() > margin:
            waiting += tile.halves(margin)
            continue
        done += tile.area
        for owner, number, face in _shares(tile, inside, margin):
            found.setdefault((owner, number), []).append(face)
    return found


def _shares(tile: _Tile, inside: Mapping[int, QgsGeometryEngine], margin: float) -> list[tuple[int, int, QgsGeometry]]:
    """Return the faces of a tile that lie in the last ground: the owner, the first ground that holds it, the face."""
    from ...core.reach.borders import marks_along

    last, marks = inside[max(inside)], marks_along(tile.streets, tile.low - margin, tile.high + margin)
    if not marks.owner.size:
        return []  # no street is near, and so no ground
    faces, first, spots = [], [], []
    for face in _faces(tile, marks.borders()):
        spot = _spot(face)
        if spot is not None and last.contains(spot):
            faces.append(face)
            first.append(next(i for i, engine in inside.items() if engine.contains(spot)))
            spots.append((spot.x(), spot.y()))
    if not faces:
        return []
    return list(zip(to_list(marks.owner_at(np.array(spots))), first, faces, strict=True))


def _spot(face: QgsGeometry) -> QgsPoint | None:
    """Return a place inside a face that tells on which side of the outlines and borders it lies."""
    from ...core.geometry.inner_point import inner_point

    at = face.pointOnSurface()
    if not at.isEmpty() and QgsGeometry(face.constGet().boundary()).distance(at) > _CLEAR:
        return QgsPoint(at.asPoint())
    found = inner_point([np.array([(p.x(), p.y()) for p in ring]) for ring in face.asPolygon()])
    return None if found is None else QgsPoint(*found)


def _faces(tile: _Tile, borders: Floats) -> list[QgsGeometry]:
    """Cut a tile along the outlines in it and along the borders."""
    blob, begin = lines_as_wkb(borders.reshape(-1, 2), np.arange(0, 2 * len(borders) + 1, 2))
    cuts = QgsGeometry()
    cuts.fromWkb(multi_line_wkb(blob, begin, 0, len(borders)))
    edge = QgsGeometry.fromRect(tile.box).coerceToType(Qgis.WkbType.LineString)
    lines = [one for one in (*edge, *tile.outlines, cuts.clipped(tile.box)) if not one.isEmpty()]
    faces: list[QgsGeometry] = []
    for grid in (0.0, _GRID):
        parameters = QgsGeometryParameters()
        parameters.setGridSize(grid)
        faces = QgsGeometry.polygonize([QgsGeometry.unaryUnion(lines, parameters)]).asGeometryCollection()
        if abs(sum(face.area() for face in faces) - tile.area) <= _OFF * tile.area:
            break
    return faces


def put_together(faces: Sequence[QgsGeometry], progress: Progress) -> QgsGeometry:
    """Unite pieces of ground that only touch, and see that none is lost."""
    whole, area = united(faces, progress), sum(face.area() for face in faces)
    if abs(whole.area() - area) > _OFF * area:
        parameters = QgsGeometryParameters()
        parameters.setGridSize(_GRID)
        whole = QgsGeometry.unaryUnion(list(faces), parameters)
    return whole
