"""Plane geometry for the sample town: polylines as arrays, polygons as OGR geometries.

All coordinates are metres, rounded to centimetres, so that lines which share a point share it exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from osgeo import ogr

Line = npt.NDArray[np.float64]
Point = tuple[float, float]


def rounded(points: npt.ArrayLike) -> Line:
    """Return the points as an array in whole centimetres without repeated neighbours."""
    line = np.round(np.asarray(points, dtype=float), 2) + 0.0
    if len(line) < 2:
        return line
    return line[np.r_[True, np.any(np.diff(line, axis=0) != 0, axis=1)]]


def smooth(points: npt.ArrayLike, step: float = 18.0, *, closed: bool = False) -> Line:
    """Draw a flowing curve through control points (Catmull-Rom), with a vertex about every `step` metres."""
    control = np.asarray(points, dtype=float)
    if closed:
        padded = np.vstack([control[-1], control, control[:2]])
    else:
        padded = np.vstack([2 * control[0] - control[1], control, 2 * control[-1] - control[-2]])
    pieces = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        count = max(1, int(np.ceil(np.hypot(*(end - start)) / step)))
        t = (np.arange(count) / count)[:, None]
        pieces.append(
            0.5
            * (
                2 * start
                + (end - before) * t
                + (2 * before - 5 * start + 4 * end - after) * t**2
                + (3 * start - before - 3 * end + after) * t**3
            )
        )
    pieces.append(padded[-2][None, :])
    return rounded(np.vstack(pieces))


def along(line: Line) -> Line:
    """Return the distance from the line's start at each of its vertices."""
    span = line[1:] - line[:-1]
    measure = np.zeros(len(line))
    np.cumsum(np.hypot(span[:, 0], span[:, 1]), out=measure[1:])
    return measure


def vertices(line: Line) -> list[Point]:
    """Return the line's vertices as pairs, which can be looked up."""
    return [(float(x), float(y)) for x, y in line]


def length(line: Line) -> float:
    """Return the length of the line."""
    return float(along(line)[-1])


def point_at(line: Line, distance: float | Line) -> Line:
    """Return the point or points at a distance from the line's start."""
    return _point_at(line, along(line), distance)


def _point_at(line: Line, measure: Line, distance: float | Line) -> Line:
    return np.stack([np.interp(distance, measure, line[:, 0]), np.interp(distance, measure, line[:, 1])], axis=-1)


def normal_at(line: Line, distance: float) -> Line:
    """Return the unit vector to the left of the line at a distance from its start."""
    measure = along(line)
    before, after = _point_at(line, measure, np.clip([distance - 1.0, distance + 1.0], 0, measure[-1]))
    dx, dy = after - before
    size = float(np.hypot(dx, dy)) or 1.0
    return np.array([-dy / size, dx / size])


def part(line: Line, start: float, end: float) -> Line:
    """Return the stretch of the line between two distances from its start."""
    measure = along(line)
    inside = (measure > start + 0.5) & (measure < end - 0.5)
    return rounded(np.vstack([point_at(line, start), line[inside], point_at(line, end)]))


def between_x(line: Line, left: float, right: float) -> Line:
    """Return the stretch of a line that runs from west to east between two x coordinates."""
    measure = along(line)
    start, end = np.interp([left, right], line[:, 0], measure)
    return part(line, float(start), float(end))


def offset(line: Line, distance: float) -> Line:
    """Return the line moved sideways, to its left where the distance is positive."""
    tangent = np.gradient(line, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    normal /= np.hypot(*normal.T)[:, None]
    return rounded(line + distance * normal)


def nearest_line(lines: Sequence[Line], point: npt.ArrayLike) -> int:
    """Return which of some lines is nearest to the point, of equal ones the first."""
    starts, ends = (np.vstack([line[part] for line in lines]) for part in (slice(-1), slice(1, None)))
    _gap, index, _fraction = _nearest_segment(starts, ends, np.asarray(point, dtype=float))
    return int(np.searchsorted(np.cumsum([len(line) - 1 for line in lines]), index, side="right"))


def nearest_on(line: Line, point: npt.ArrayLike) -> tuple[float, float]:
    """Return how far the point is from the line and where along the line it is nearest."""
    gap, index, fraction = _nearest_segment(line[:-1], line[1:], np.asarray(point, dtype=float))
    measure = along(line)
    return gap, float(measure[index] + fraction * (measure[index + 1] - measure[index]))


def _nearest_segment(starts: Line, ends: Line, point: Line) -> tuple[float, int, float]:
    fractions, gaps = segment_distances(starts, ends, point)
    index = int(np.argmin(gaps))
    return float(gaps[index]), index, float(fractions[index])


def segment_distances(starts: Line, ends: Line, point: Line) -> tuple[Line, Line]:
    """Return, for each segment, the fraction along it nearest to the point and the distance there."""
    (x0, y0), (dx, dy), (x, y) = starts.T, (ends - starts).T, point
    squared = np.maximum(dx**2 + dy**2, 1e-12)
    fractions = np.minimum(np.maximum(((x - x0) * dx + (y - y0) * dy) / squared, 0.0), 1.0)
    return fractions, np.hypot(x0 + fractions * dx - x, y0 + fractions * dy - y)


def bend(line: Line, amplitude: float = 9.0, wavelength: float = 420.0) -> Line:
    """Move each vertex along one smooth field, so that ruled lines look drawn by hand and still meet."""
    x, y = np.asarray(line, dtype=float).T
    turn = 2 * np.pi / wavelength
    return np.stack(
        [
            x + amplitude * np.sin(turn * y + 0.7) + 0.4 * amplitude * np.sin(2.3 * turn * x + 1.1),
            y + amplitude * np.sin(turn * x + 2.1) + 0.4 * amplitude * np.sin(1.9 * turn * y + 0.3),
        ],
        axis=1,
    )


def line_geometry(line: Line) -> ogr.Geometry:
    """Return the polyline as an OGR line."""
    geometry = ogr.Geometry(ogr.wkbLineString)
    for x, y in line:
        geometry.AddPoint_2D(float(x), float(y))
    return geometry


def polygon_geometry(ring: npt.ArrayLike) -> ogr.Geometry:
    """Return the ring, closed if need be, as an OGR polygon."""
    points = np.asarray(ring, dtype=float)
    shell = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in points:
        shell.AddPoint_2D(float(x), float(y))
    shell.CloseRings()
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(shell)
    return polygon


def point_geometry(point: Sequence[float] | Line) -> ogr.Geometry:
    """Return the point as an OGR point."""
    geometry = ogr.Geometry(ogr.wkbPoint)
    geometry.AddPoint_2D(float(point[0]), float(point[1]))
    return geometry


def union(geometries: Iterable[ogr.Geometry]) -> ogr.Geometry:
    """Return the union of polygons or lines, empty where there are none."""
    collection = ogr.Geometry(ogr.wkbGeometryCollection)
    for geometry in geometries:
        collection.AddGeometry(geometry)
    return collection.UnaryUnion() if collection.GetGeometryCount() else collection


def parts_of(geometry: ogr.Geometry, kind: int) -> list[ogr.Geometry]:
    """Return the simple parts of one kind (wkbLineString, wkbPolygon) in a possibly nested geometry."""
    if ogr.GT_Flatten(geometry.GetGeometryType()) == kind:
        return [] if geometry.IsEmpty() else [geometry.Clone()]
    found: list[ogr.Geometry] = []
    for index in range(geometry.GetGeometryCount()):
        found += parts_of(geometry.GetGeometryRef(index), kind)
    return found


def clip(line: Line, area: ogr.Geometry) -> list[Line]:
    """Return the stretches of the line inside the area, in their order along the line."""
    inside = line_geometry(line).Intersection(area)
    if inside is None:
        return []
    pieces = [rounded(np.array(piece.GetPoints())[:, :2]) for piece in parts_of(inside, ogr.wkbLineString)]
    return sorted((piece for piece in pieces if len(piece) > 1), key=lambda piece: nearest_on(line, piece[0])[1])


class Area:
    """A polygon that answers quickly whether it holds a point."""

    def __init__(self, geometry: ogr.Geometry) -> None:
        self.geometry = geometry
        self._prepared = geometry.CreatePreparedGeometry() if not geometry.IsEmpty() else None
        self._envelope = geometry.GetEnvelope()

    def holds(self, point: Sequence[float] | Line) -> bool:
        """Describe whether the point lies in the area or on its border."""
        left, right, bottom, top = self._envelope
        if self._prepared is None or not (left <= point[0] <= right and bottom <= point[1] <= top):
            return False
        return bool(self._prepared.Intersects(point_geometry(point)))
