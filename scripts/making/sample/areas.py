"""The ground of the sample town: river, railway, parks and the borders of the neighbourhoods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from osgeo import ogr

from . import plan
from .geometry import (
    Line,
    between_x,
    length,
    nearest_on,
    part,
    polygon_geometry,
    rounded,
    smooth,
    union,
)


@dataclass(frozen=True)
class Ground:
    """What lies fixed before streets are drawn; in metres from the plan's origin."""

    river_axis: Line
    river: ogr.Geometry
    railway: Line
    municipality: ogr.Geometry
    neighbourhoods: dict[str, ogr.Geometry]
    parks: dict[str, ogr.Geometry]
    ponds: dict[str, ogr.Geometry]
    roads: dict[str, Line]


def old_town_ring(inwards: float) -> Line:
    """Return the closed line that runs a number of metres inside the old town's edge, a little out of true."""
    angle = np.linspace(0, 2 * np.pi, 49)[:-1]
    swing = 5 * np.sin(2 * angle + 0.6) + 4 * np.sin(3 * angle + 2.0) + 2 * np.sin(5 * angle)
    x = plan.OLD_TOWN_CENTRE[0] + (plan.OLD_TOWN_RADII[0] - inwards + swing) * np.cos(angle)
    y = plan.OLD_TOWN_CENTRE[1] + (plan.OLD_TOWN_RADII[1] - inwards + swing) * np.sin(angle)
    ring = np.stack([x, y], axis=1)
    return rounded(np.vstack([ring, ring[:1]]))


def build_ground() -> Ground:
    """Draw the ground of the town from the plan."""
    axis = smooth(plan.RIVER)
    railway = smooth(plan.RAILWAY, 40)
    municipality = polygon_geometry(plan.MUNICIPALITY)
    west, east, south, north = municipality.GetEnvelope()
    margin = 160.0
    frame = polygon_geometry(
        [(west - margin, south - margin), (east + margin, south - margin), (east + margin, north + margin),
         (west - margin, north + margin)]
    )  # fmt: skip
    river = _thick(axis, plan.RIVER_WIDTH / 2).Intersection(frame)
    roads = {road.name: smooth(road.points) for road in plan.ROADS}
    parks = {park_id: union(polygon_geometry(smooth(ring, 12, closed=True)) for ring in rings)
             for park_id, _name, rings in plan.PARKS}  # fmt: skip
    ponds = {park_id: polygon_geometry(smooth(ring, 8, closed=True)) for park_id, ring in plan.PONDS.items()}
    borders = _divider_lines(axis, railway, roads)
    return Ground(
        river_axis=axis,
        river=_rounded_polygon(river),
        railway=_inside_frame(railway, frame),
        municipality=municipality,
        neighbourhoods=_neighbourhoods(municipality, borders),
        parks={key: _rounded_polygon(park.Difference(ponds[key]) if key in ponds else park)
               for key, park in parks.items()},
        ponds={key: _rounded_polygon(pond) for key, pond in ponds.items()},
        roads=roads,
    )  # fmt: skip


def _thick(axis: Line, half_width: float) -> ogr.Geometry:
    """Return the river's bed: its width swells and shrinks a little along the way."""
    measure = np.r_[0.0, np.cumsum(np.hypot(*np.diff(axis, axis=0).T))]
    half = half_width + 5 * np.sin(measure / 210.0) + 3 * np.sin(measure / 83.0 + 1)
    tangent = np.gradient(axis, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1) / np.hypot(*tangent.T)[:, None]
    bank = half[:, None] * normal
    return polygon_geometry(np.vstack([axis + bank, (axis - bank)[::-1]])).Buffer(0)


def _inside_frame(line: Line, frame: ogr.Geometry) -> Line:
    left, right, _bottom, _top = frame.GetEnvelope()
    return between_x(line, left, right)


def _rounded_polygon(geometry: ogr.Geometry) -> ogr.Geometry:
    """Return the polygon with whole centimetres, as its database copy will have."""
    result = ogr.Geometry(ogr.wkbMultiPolygon)
    polygons = [geometry] if geometry.GetGeometryName() == "POLYGON" else list(geometry)
    for polygon in polygons:
        copy = ogr.Geometry(ogr.wkbPolygon)
        for ring in polygon:
            copy.AddGeometry(polygon_geometry(rounded(np.array(ring.GetPoints())[:, :2])).GetGeometryRef(0))
        result.AddGeometry(copy)
    return result.GetGeometryRef(0).Clone() if result.GetGeometryCount() == 1 else result


def _divider_lines(axis: Line, railway: Line, roads: dict[str, Line]) -> list[Line]:
    """Return the lines that part the neighbourhoods: river, railway and main roads, as in most Dutch towns."""
    ring = old_town_ring(0.0)[:-1]
    top = np.roll(ring, 4, axis=0)[:33]  # from south-east over the north to south-west
    west_foot = (top[-1][0] - 22, top[-1][1] - 290)
    east_foot = (top[0][0] + 16, top[0][1] - 290)
    rail_start = nearest_on(railway, roads["Veldweg"][-1])[1] - 40
    provincial = roads["Provincialeweg"]
    at_river = min(range(len(provincial)), key=lambda i: nearest_on(axis, provincial[i])[0])
    return [
        axis,
        part(railway, rail_start, length(railway)),
        *(smooth(points) for points in plan.DIVIDERS),
        _stretched(roads["Westerring"]),
        _stretched(roads["Oosterring"]),
        provincial[at_river - 3 :][: _first_beyond(provincial[at_river - 3 :], railway)],
        np.vstack([east_foot, top, west_foot]),
        _stretched(rounded(np.vstack([ring[9], roads["Stationsstraat"][2:] + np.array([70.0, 0.0])]))),
    ]


def _first_beyond(line: Line, railway: Line) -> int:
    """Return how many vertices of the northbound line lead just past the railway."""
    heights = np.interp(line[:, 0], railway[:, 0], railway[:, 1])
    return int(np.argmax(line[:, 1] > heights)) + 1


def _stretched(line: Line, by: float = 90.0) -> Line:
    """Return the line continued straight at both ends, so that it surely meets river and railway."""
    first = line[0] - line[1]
    last = line[-1] - line[-2]
    return rounded(np.vstack([line[0] + first / np.hypot(*first) * by, line, line[-1] + last / np.hypot(*last) * by]))


def _neighbourhoods(municipality: ogr.Geometry, borders: list[Line]) -> dict[str, ogr.Geometry]:
    """Return the areas between the lines by code; neighbours share their border vertex by vertex."""
    shell = np.array(municipality.GetGeometryRef(0).GetPoints())[:, :2]
    noded = _noded([shell, *borders])
    # Rounding moves crossings by less than a centimetre: a second noding keeps the tiling exact.
    noded = _noded(noded)
    faces = [face for face in _polygonized(noded) if face.Area() > 1.0]
    found: dict[str, ogr.Geometry] = {}
    for neighbourhood in plan.NEIGHBOURHOODS:
        seed = ogr.Geometry(ogr.wkbPoint)
        seed.AddPoint_2D(*map(float, neighbourhood.seed))
        holding = [face for face in faces if face.Contains(seed)]
        if len(holding) != 1:
            raise ValueError(f"{len(holding)} areas hold the seed of {neighbourhood.name}")
        found[neighbourhood.code] = holding[0]
    if len(faces) != len(found):
        rest = [(round(face.Centroid().GetX()), round(face.Centroid().GetY()), round(face.Area())) for face in faces]
        raise ValueError(f"the lines part the municipality into {len(faces)} areas: {rest}")
    return found


def _noded(lines: list[Line]) -> list[Line]:
    collection = ogr.Geometry(ogr.wkbMultiLineString)
    for line in lines:
        piece = ogr.Geometry(ogr.wkbLineString)
        for x, y in line:
            piece.AddPoint_2D(float(x), float(y))
        collection.AddGeometry(piece)
    return [rounded(np.array(piece.GetPoints())[:, :2]) for piece in collection.UnaryUnion()]


def _polygonized(lines: list[Line]) -> list[ogr.Geometry]:
    collection = ogr.Geometry(ogr.wkbMultiLineString)
    for line in lines:
        if len(line) < 2:
            continue
        piece = ogr.Geometry(ogr.wkbLineString)
        for x, y in line:
            piece.AddPoint_2D(float(x), float(y))
        collection.AddGeometry(piece)
    return [face.Clone() for face in collection.Polygonize()]
