"""Geometries of answers as well-known binary: of GeoJSON, and rings made of the ways of OpenStreetMap."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from .asked_places import AskedBox

Shape = Literal["point", "line", "polygon"]
Coordinates = Sequence[tuple[float, float]]

_FAR = 1e9
_HEAD = struct.Struct("<BI")
_NUMBER = struct.Struct("<I")
_MULTI = {"point": 4, "line": 5, "polygon": 6}
_KINDS: dict[str, tuple[Shape, bool]] = {
    "Point": ("point", False),
    "MultiPoint": ("point", True),
    "LineString": ("line", False),
    "MultiLineString": ("line", True),
    "Polygon": ("polygon", False),
    "MultiPolygon": ("polygon", True),
}


class NoGeometryError(ValueError):
    """What is given as a geometry is none."""


@dataclass(frozen=True)
class Geometry:
    """A geometry: what it is, its bytes (single points, multi-part lines and polygons), and its box."""

    shape: Shape
    wkb: bytes
    box: AskedBox


def of_points(points: Coordinates) -> Geometry:
    """Return a point, or several in one."""
    if len(points) == 1:
        return Geometry("point", _point(points[0]), AskedBox.around(points))
    parts = b"".join(_point(one) for one in points)
    return Geometry("point", _HEAD.pack(1, 4) + _NUMBER.pack(len(points)) + parts, AskedBox.around(points))


def of_lines(lines: Sequence[Coordinates]) -> Geometry:
    """Return a line in one or more parts."""
    if not lines or any(len(line) < 2 for line in lines):
        raise NoGeometryError
    parts = b"".join(_HEAD.pack(1, 2) + _run(line) for line in lines)
    every = [xy for line in lines for xy in line]
    return Geometry("line", _HEAD.pack(1, 5) + _NUMBER.pack(len(lines)) + parts, AskedBox.around(every))


def of_polygons(polygons: Sequence[Sequence[Coordinates]]) -> Geometry:
    """Return a polygon in one or more parts, each an outer ring with its holes."""
    if not polygons or any(not rings or any(len(ring) < 4 for ring in rings) for rings in polygons):
        raise NoGeometryError
    parts = b"".join(
        _HEAD.pack(1, 3) + _NUMBER.pack(len(rings)) + b"".join(_run(ring) for ring in rings) for rings in polygons
    )
    every = [xy for rings in polygons for xy in rings[0]]
    return Geometry("polygon", _HEAD.pack(1, 6) + _NUMBER.pack(len(polygons)) + parts, AskedBox.around(every))


def _point(xy: tuple[float, float]) -> bytes:
    return _HEAD.pack(1, 1) + struct.pack("<2d", *xy)


def _run(xy: Coordinates) -> bytes:
    return _NUMBER.pack(len(xy)) + struct.pack(f"<{2 * len(xy)}d", *(value for one in xy for value in one))


def from_geojson(value: object) -> Geometry:
    """Return a geometry of GeoJSON, without heights.

    Raises
    ------
    NoGeometryError
        Where it is none, or a coordinate is no number that can be meant.
    """
    if not isinstance(value, dict) or value.get("type") not in _KINDS:
        raise NoGeometryError
    shape, several = _KINDS[value["type"]]
    given = value.get("coordinates")
    parts = _listed(given) if several else [given]
    if shape == "point":
        points = [_xy(one) for one in parts]
        if not points:
            raise NoGeometryError
        return of_points(points)
    if shape == "line":
        return of_lines([_xys(one) for one in parts])
    return of_polygons([[_xys(ring) for ring in _listed(one)] for one in parts])


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise NoGeometryError
    return value


def _xys(value: object) -> list[tuple[float, float]]:
    return [_xy(one) for one in _listed(value)]


def _xy(value: object) -> tuple[float, float]:
    numbers = _listed(value)[:2]
    if len(numbers) < 2 or not all(_is_number(one) for one in numbers):
        raise NoGeometryError
    return float(numbers[0]), float(numbers[1])


def _is_number(value: object) -> bool:
    """Return whether it is a number that can be meant as a coordinate."""
    return (
        isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and abs(value) < _FAR
    )


def _join_rings(ways: Sequence[Coordinates]) -> tuple[list[list[tuple[float, float]]], bool]:
    """Join ways, in any order and direction, into the rings that close; return whether all do.

    Where more than two ways meet in one place, one that closes the ring is taken first: rings may touch.
    """
    left, rings, all_close = [list(way) for way in ways if len(way) > 1], [], True
    while left:
        ring = left.pop(0)
        while ring[0] != ring[-1]:
            further = [i for i, way in enumerate(left) if ring[-1] in (way[0], way[-1]) and way[0] != way[-1]]
            if not further:
                break
            closing = (i for i in further if ring[0] in (left[i][0], left[i][-1]))
            way = left.pop(next(closing, further[0]))
            ring += (way if way[0] == ring[-1] else way[::-1])[1:]
        if ring[0] == ring[-1] and len(ring) > 3:
            rings.append(ring)
        else:
            all_close = False
    return rings, all_close


def polygons_of(outer: Sequence[Coordinates], inner: Sequence[Coordinates]) -> Geometry | None:
    """Return the polygon of a relation's ways; None where its outer rings do not close.

    A hole goes to the smallest outer ring around it; one that is in none, or does not close, is left out.
    """
    shells, all_close = _join_rings(outer)
    if not shells or not all_close:
        return None
    polygons: list[list[Coordinates]] = [[shell] for shell in sorted(shells, key=_size)]
    for hole in _join_rings(inner)[0]:
        around = next((rings for rings in polygons if _holds(rings[0], hole)), None)
        if around is not None:
            around.append(hole)
    return of_polygons(polygons)


def _size(ring: Coordinates) -> float:
    """Return the area of a ring, twice."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)))


def _holds(ring: Coordinates, hole: Coordinates) -> bool:
    """Return whether a hole lies in a ring: its first vertex that is none of the ring's does."""
    corners = set(ring)
    free = next((xy for xy in hole if xy not in corners), None)
    x, y = free if free is not None else ((hole[0][0] + hole[1][0]) / 2, (hole[0][1] + hole[1][1]) / 2)
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
