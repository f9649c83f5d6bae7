"""Grounds to play, to do sport and to walk, and tree canopy: drawn pieces, and bands along streets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from osgeo import ogr

from . import plan
from .areas import Ground
from .geometry import Line, Point, line_geometry, parts_of, polygon_geometry, rounded, smooth, union
from .network import Street

GAP = 0.5
"""Metres between pieces of one kind that would overlap: only the two that do so on purpose may."""


@dataclass(frozen=True)
class Piece:
    """One row of the layer, without its number."""

    kind: str
    name: str
    geometry: ogr.Geometry


def build_grounds(ground: Ground, streets: list[Street]) -> list[Piece]:
    """Draw the grounds: fields, plots, parks and their trees, and bands along streets, in this order."""
    pieces = [Piece(field.kind, field.name, _rectangle(field)) for field in plan.FIELDS]
    pieces += [Piece(plot.kind, plot.name, _plot(plot, ground)) for plot in plan.PLOTS]
    pieces += [Piece(plan.PUBLIC, plan.PARK_NAMES[key], ground.parks[key]) for key in plan.PUBLIC_PARKS]
    for key, depth in plan.PARK_TREES.items():
        shape = ground.parks[key].Difference(_outline(ground.parks[key]).Buffer(-depth, 4))
        pieces.append(Piece(plan.TREES, plan.PARK_NAMES[key], tidy(shape)))
    for band in plan.BANDS:
        pieces += _band(band, ground, streets, [piece.geometry for piece in pieces if piece.kind == band.kind])
    return pieces


def _rectangle(field: plan.Field) -> ogr.Geometry:
    turn = np.radians(field.turn)
    axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * np.array(field.size) / 2
    return polygon_geometry(rounded(corners @ axes + np.array(field.centre)))


def _plot(plot: plan.Plot, ground: Ground) -> ogr.Geometry:
    rings = [_ring(ring, plot, ground) for ring in plot.rings]
    if plot.hole:
        shape = polygon_geometry(rings[0])
        shape.AddGeometry(polygon_geometry(_closed(plot.hole)).GetGeometryRef(0))
        return shape
    return _multi(polygon_geometry(ring) for ring in rings)


def _ring(ring: tuple[Point, ...], plot: plan.Plot, ground: Ground) -> Line:
    if plot.flowing:
        return smooth(ring, 14, closed=True)
    if plot.beside:
        return _closed(np.vstack([_along_edge(ring[-1], ring[0], ground.parks[plot.beside]), ring[1:-1]]))
    return _closed(ring)


def _closed(ring: tuple[Point, ...] | Line) -> Line:
    corners = np.asarray(ring, dtype=float)
    return rounded(np.vstack([corners, corners[:1]]))


def _along_edge(start: Point, end: Point, park: ogr.Geometry) -> Line:
    """Return the vertices of the park's edge from the one nearest to the start to that nearest to the end."""
    edge = np.array(park.GetGeometryRef(0).GetPoints())[:-1, :2]
    first, last = (int(np.argmin(np.hypot(*(edge - np.array(point)).T))) for point in (start, end))
    forth = np.roll(edge, -first, axis=0)[: (last - first) % len(edge) + 1]
    back = np.roll(edge[::-1], first + 1, axis=0)[: (first - last) % len(edge) + 1]
    return forth if len(forth) <= len(back) else back


def _outline(park: ogr.Geometry) -> ogr.Geometry:
    """Return the park with its pond: trees stand along its outer edge only."""
    rings = (piece.GetGeometryRef(0).GetPoints() for piece in parts_of(park, ogr.wkbPolygon))
    return union(polygon_geometry(np.array(ring)[:, :2]) for ring in rings)


def _band(band: plan.Band, ground: Ground, streets: list[Street], taken: list[ogr.Geometry]) -> list[Piece]:
    """Return a piece for each street name, without what lies within `GAP` of pieces that are there already."""
    near = ground.neighbourhoods[band.code].Buffer(15, 4)
    lines: dict[str, list[ogr.Geometry]] = {}
    for street in streets:
        chosen = street.highway in band.classes or street.name in band.names
        if street.name and chosen and street.noded and not street.year:
            inside = parts_of(line_geometry(street.line).Intersection(near), ogr.wkbLineString)
            lines.setdefault(street.name, []).extend(inside)
    used = union(taken).Buffer(GAP, 2)
    pieces = []
    for name, along in lines.items():
        shape = tidy(union(along).Buffer(band.half, 2).Simplify(0.8).Difference(used)) if along else None
        if shape is not None and not shape.IsEmpty():
            pieces.append(Piece(band.kind, name, shape))
            used = used.Union(shape.Buffer(GAP, 2))
    return pieces


def tidy(shape: ogr.Geometry, smallest: float = 60.0) -> ogr.Geometry:
    """Return the shape in whole centimetres and without slivers and tiny holes."""
    kept = []
    for piece in parts_of(shape, ogr.wkbPolygon):
        rings = [rounded(np.array(ring.GetPoints())[:, :2]) for ring in piece]
        outer, *holes = (polygon_geometry(ring) for ring in rings)
        if outer.Area() < smallest:
            continue
        for hole in holes:
            if hole.Area() >= smallest:
                outer.AddGeometry(hole.GetGeometryRef(0))
        kept.append(outer)
    return _multi(kept)


def _multi(polygons: Iterable[ogr.Geometry]) -> ogr.Geometry:
    shape = ogr.Geometry(ogr.wkbMultiPolygon)
    for polygon in polygons:
        shape.AddGeometry(polygon)
    return shape
