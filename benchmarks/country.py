"""A generated country of any size as GeoPackages: streets, dwellings along them, neighbourhoods, facilities.

Neighbourhoods are small where many live and large where few do, as in the Netherlands; the same in every run.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from generate import SEED, Floats, Ints, Streets, dwellings, streets
from osgeo import gdal, ogr, osr
from scipy.spatial import Voronoi

from buurtmaat.adapters.outputs.sql import sql

AT = np.array([80_000.0, 400_000.0])
"""Where it stands in EPSG:28992."""
TYPES = {
    "playground": 0.40,
    "school": 0.17,
    "supermarket": 0.15,
    "doctors": 0.12,
    "community_centre": 0.08,
    "pharmacy": 0.05,
    "library": 0.03,
}
"""Types of facilities, and of all of them their shares."""
CARRIED = 10
"""Fields of the dwellings that are only carried through."""
HEAD = struct.pack("<2sBBi", b"GP", 0, 1, 28992)
"""What a GeoPackage has before each geometry."""
POINT = HEAD + struct.pack("<BI", 1, 1)
_AROUND = 9.0
"""How far beyond the country, in its own size, lie the corners that close its outermost neighbourhoods."""


@dataclass(frozen=True)
class Size:
    """How much of everything a country has."""

    dwellings: int
    nodes: int
    facilities: int
    neighbourhoods: int


@dataclass(frozen=True)
class Country:
    """What is on the map, as arrays; facilities stand on nodes of the streets."""

    streets: Streets
    homes: Floats
    site: Ints
    kind: Ints


def country(size: Size) -> Country:
    """Make what a country has, but for its neighbourhoods."""
    rng = np.random.default_rng(SEED)
    made = streets(size.nodes)
    site = rng.choice(len(made.xy), size.facilities, replace=False)
    return Country(
        made, dwellings(made, size.dwellings), site, rng.choice(len(TYPES), site.size, p=list(TYPES.values()))
    )


def write_country(folder: Path, made: Country, neighbourhoods: int) -> None:
    """Write its layers: streets, homes, places and areas."""
    rng, names = np.random.default_rng(SEED), list(TYPES)
    shapes = made.streets.lines().shapes
    ways = (shapes.xy + AT).reshape(-1, 3, 2)
    head = HEAD + struct.pack("<BII", 1, 2, 3)
    write_layer(folder / "streets.gpkg", "LINESTRING", ((head + way.tobytes(),) for way in ways), [])
    points = (made.homes + AT).astype("<f8")
    carried = tuple(f"value {number}" for number in range(CARRIED))
    rows = ((POINT + xy.tobytes(), f"h{number}", *carried) for number, xy in enumerate(points))
    write_layer(folder / "homes.gpkg", "POINT", rows, ["who", *(f"carried_{k}" for k in range(CARRIED))])
    spots = (made.streets.xy[made.site] + AT).astype("<f8")
    places = ((POINT + xy.tobytes(), names[kind]) for xy, kind in zip(spots, made.kind, strict=True))
    write_layer(folder / "places.gpkg", "POINT", places, ["kind"])
    centres = points[rng.choice(len(points), neighbourhoods, replace=False)] + rng.normal(0, 50, (neighbourhoods, 2))
    write_layer(folder / "areas.gpkg", "POLYGON", _areas(points, centres), ["code"])


def _areas(points: Floats, centres: Floats) -> Iterator[tuple[bytes, str]]:
    """Yield what lies nearest to each centre; together they cover all points."""
    low, high = points.min(axis=0), points.max(axis=0)
    middle, far = (low + high) / 2, _AROUND * (high - low)
    corners = middle + far * [[-1, -1], [-1, 1], [1, -1], [1, 1]]
    cells = Voronoi(np.concatenate([centres, corners]))
    frame = ogr.CreateGeometryFromWkt(
        "POLYGON(({0} {1}, {2} {1}, {2} {3}, {0} {3}, {0} {1}))".format(*(low - 100), *(high + 100))
    )
    for number, region in enumerate(cells.point_region[: len(centres)]):
        ring = cells.vertices[cells.regions[region]]
        text = ", ".join(f"{x} {y}" for x, y in [*ring, ring[0]])
        shape = ogr.CreateGeometryFromWkt(f"POLYGON(({text}))").Intersection(frame)
        yield HEAD + bytes(shape.ExportToWkb(ogr.wkbNDR)), f"BU{number:08}"


def write_layer(path: Path, kind: str, rows: Iterable[tuple[object, ...]], fields: list[str]) -> None:
    """Write a layer of geometries as a GeoPackage stores them and fields of text, with its spatial index."""
    with gdal.ExceptionMgr(), ogr.ExceptionMgr(), osr.ExceptionMgr():
        system = osr.SpatialReference()
        system.ImportFromEPSG(28992)
        with ogr.GetDriverByName("GPKG").CreateDataSource(str(path)) as data:
            types = {"POINT": ogr.wkbPoint, "LINESTRING": ogr.wkbLineString, "POLYGON": ogr.wkbPolygon}
            layer = data.CreateLayer(path.stem, system, types[kind], ["SPATIAL_INDEX=NO"])
            for name in fields:
                layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            for setting in ("journal_mode = OFF", "synchronous = OFF"):
                database.execute(f"PRAGMA {setting}")
            insert = sql("INSERT INTO {table} ({columns}) VALUES", table=path.stem, columns=["geom", *fields])
            database.execute("BEGIN")
            database.executemany(f"{insert} ({', '.join('?' * (len(fields) + 1))})", rows)
            database.execute("COMMIT")
        with gdal.OpenEx(str(path), gdal.OF_UPDATE) as data:
            data.ExecuteSQL(f"SELECT CreateSpatialIndex('{path.stem}', 'geom')")
