"""In which of many areas points lie: exactly as GEOS says it of each, without asking it for most of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from osgeo import ogr

from ..core.arrays import Ints

_MOST = 512
"""Cells along each side at most: more take longer to look at than they spare."""
_A_CELL = 20
"""Points for which looking at a cell once pays."""
_SLACK = 1e-6
"""By how much of itself a cell is larger when it is looked at, so that rounding puts no point beside it."""
_NONE, _NOT_LOOKED_AT, _MIXED = -1, -2, -3


@dataclass(frozen=True)
class FoundAreas:
    """Where points lie.

    Parameters
    ----------
    first
        The number of the first area in which each lies, its border included; -1 where it lies in none.
    shared
        Which of them lie in more than one.
    """

    first: Ints
    shared: NDArray[np.bool_]


@dataclass(kw_only=True)
class _AreaGrid:
    """A grid over all areas: what holds for all points in a cell, as far as it was asked."""

    x0: float
    y0: float
    width: float
    height: float
    side: int
    of: Ints
    areas: dict[int, list[int]] = field(default_factory=dict)


class AreaFinder:
    """Finds the areas of points.

    A cell of a grid that lies whole in one area and touches no other decides for all points in it, and one that touches
    none does too; points in the other cells, along borders, are asked for one by one.

    Parameters
    ----------
    areas
        Polygons, in one reference system; None for one that has none.
    points
        About how many points will be asked for.
    """

    def __init__(self, areas: Sequence[ogr.Geometry | None], points: int) -> None:
        self._prepared = [None if area is None else area.CreatePreparedGeometry() for area in areas]
        never = (np.inf, -np.inf, np.inf, -np.inf)
        boxes = [never if area is None else area.GetEnvelope() for area in areas]
        self._boxes = np.array(boxes, float).reshape(-1, 4)
        self._cells = self._grid(points)

    def _grid(self, points: int) -> _AreaGrid | None:
        west, east, south, north = self._boxes.T
        there = np.isfinite(self._boxes).all(axis=1)
        if not there.any():
            return None
        side = int(np.clip(np.sqrt(points / _A_CELL), 1, _MOST))
        x0, y0 = west[there].min(), south[there].min()
        wide, high = east[there].max() - x0, north[there].max() - y0
        return _AreaGrid(
            x0=x0,
            y0=y0,
            width=wide / side,
            height=high / side,
            side=side,
            of=np.full(side * side, _NOT_LOOKED_AT, np.int64),
        )

    def near(self, box: tuple[float, float, float, float]) -> list[int]:
        """Return the areas whose boxes touch one, given as west, east, south and north."""
        west, east, south, north = self._boxes.T
        touching = (west <= box[1]) & (east >= box[0]) & (south <= box[3]) & (north >= box[2])
        return [int(number) for number in np.flatnonzero(touching)]

    def holds(self, number: int, shape: ogr.Geometry) -> bool:
        """Return whether an area holds the whole of a shape."""
        prepared = self._prepared[number]
        return prepared is not None and bool(prepared.Contains(shape))

    def touches(self, number: int, shape: ogr.Geometry) -> bool:
        """Return whether a shape lies in an area or on its border, at least in part."""
        prepared = self._prepared[number]
        return prepared is not None and bool(prepared.Intersects(shape))

    def find(self, xy: NDArray[np.float64]) -> FoundAreas:
        """Return where points lie; those without finite coordinates lie in none."""
        found = FoundAreas(np.full(len(xy), _NONE, np.int64), np.zeros(len(xy), bool))
        cells = self._cells
        if cells is None:
            return found
        low = np.array([cells.x0 - _SLACK * cells.width, cells.y0 - _SLACK * cells.height])
        sides = (cells.side + 2 * _SLACK) * np.array([cells.width, cells.height])
        inside = np.logical_and.reduce((xy >= low) & (xy <= low + sides), axis=1)  # NaN is neither
        xy = np.where(inside[:, None], xy, low)
        at = np.flatnonzero(inside)
        column = np.clip((xy[at, 0] - cells.x0) // cells.width, 0, cells.side - 1).astype(np.int64)
        row = np.clip((xy[at, 1] - cells.y0) // cells.height, 0, cells.side - 1).astype(np.int64)
        cell = row * cells.side + column
        for number in np.unique(cell):
            if cells.of[number] == _NOT_LOOKED_AT:
                self._look_at(cells, int(number))
        found.first[at] = np.maximum(cells.of[cell], _NONE)
        mixed = cells.of[cell] == _MIXED
        for point, number in zip(at[mixed].tolist(), cell[mixed].tolist(), strict=True):
            shape = ogr.Geometry(ogr.wkbPoint)
            shape.AddPoint_2D(float(xy[point, 0]), float(xy[point, 1]))
            of = [area for area in cells.areas[number] if self.touches(area, shape)]
            found.first[point] = of[0] if of else _NONE
            found.shared[point] = len(of) > 1
        return found

    def _look_at(self, cells: _AreaGrid, number: int) -> None:
        row, column = divmod(number, cells.side)
        slack_x, slack_y = _SLACK * cells.width, _SLACK * cells.height
        west, east = cells.x0 + column * cells.width - slack_x, cells.x0 + (column + 1) * cells.width + slack_x
        south, north = cells.y0 + row * cells.height - slack_y, cells.y0 + (row + 1) * cells.height + slack_y
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in ((west, south), (east, south), (east, north), (west, north), (west, south)):
            ring.AddPoint_2D(x, y)
        shape = ogr.Geometry(ogr.wkbPolygon)
        shape.AddGeometryDirectly(ring)
        areas = [area for area in self.near((west, east, south, north)) if self.touches(area, shape)]
        is_whole = len(areas) == 1 and self.holds(areas[0], shape)
        cells.of[number] = areas[0] if is_whole else _MIXED if areas else _NONE
        if areas and not is_whole:
            cells.areas[number] = areas
