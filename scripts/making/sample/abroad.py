"""A small town outside the Netherlands that does not exist: six places along one straight street.

Houses stand along side streets, at whole metres, so that every distance can be reckoned by head.
"""

from __future__ import annotations

from pathlib import Path

from osgeo import ogr

from .geometry import line_geometry, point_geometry, polygon_geometry
from .writer import Layer, write

EPSG = 32755
ORIGIN = (420_000.0, 5_830_000.0)
"""In UTM zone 55 south; places below are in metres from here."""

ROOM = 600.0
QUARTERS = (
    ("KV01", "West End"),
    ("KV02", "Old Town"),
    ("KV03", "Mill Quarter"),
    ("KV04", "Parkside"),
    ("KV05", "Quay"),
)
COMMON = ("KV06", "The Common", (0.0, 250.0, 1200.0, 700.0))
"""Nobody lives there."""

SIDE_STREETS = tuple(50.0 + 100.0 * number for number in range(25))
"""Where they cross High Street; six in a quarter, and one at the quay."""

DOORS = (30.0, 50.0, 70.0, 90.0, 110.0, 130.0, 150.0)
"""How far from High Street houses stand, on either side of it, 8 m from their own street."""

WITH_OLDER_PEOPLE = 70.0
"""In houses up to here one of the two inhabitants is 65 or older."""

FACILITIES = (
    ("general practitioner", "Doctors on High Street", 800.0, None),
    ("pharmacy", "High Street Pharmacy", 850.0, None),
    ("supermarket", "Market Hall", 900.0, None),
    ("community centre", "The Old Bakery", 950.0, 450.0),
    ("primary school", "Kestrel Primary School", 1000.0, None),
    ("library", "Town Library", 1150.0, 300.0),
    ("park", "Mill Gardens", 1300.0, None),
    ("bus stop", "West End", 300.0, None),
    ("bus stop", "Market Hall", 900.0, None),
    ("bus stop", "Mill Lane", 1500.0, None),
)
"""Type, name, how far along High Street, and m²; all 10 m from it."""

_HALF = 250.0
_SIDE, _FRONT = 8.0, 10.0


def make_abroad(path: Path) -> None:
    """Make the town and write it to a GeoPackage; each run gives the same."""
    ogr.UseExceptions()
    write(path, [_streets("streets"), _streets("cycle_network"), _neighbourhoods(), _dwellings(), _facilities()],
          ORIGIN, EPSG)  # fmt: skip


def _streets(name: str) -> Layer:
    high = line_geometry([(0.0, 0.0), *((x, 0.0) for x in SIDE_STREETS), (2700.0, 0.0)])
    reach = DOORS[-1] + 10
    lines = [(high, "tertiary", "High Street")] + [
        (line_geometry([(x, -reach), (x, 0.0), (x, reach)]), "residential", f"Cross Street {number}")
        for number, x in enumerate(SIDE_STREETS, start=1)
    ]
    title = "Streets and paths" if name == "streets" else "Streets and paths for bicycles"
    rows = [(line, (f"S{n:02d}", kind, called)) for n, (line, kind, called) in enumerate(lines, start=1)]
    return Layer(name, ogr.wkbLineString, title, {"street_id": "text", "highway": "text", "name": "text"}, rows)


def _neighbourhoods() -> Layer:
    boxes = [(code, name, (n * ROOM, -_HALF, (n + 1) * ROOM, _HALF)) for n, (code, name) in enumerate(QUARTERS)]
    rows = [
        (polygon_geometry([(west, south), (east, south), (east, north), (west, north)]), (code, name))
        for code, name, (west, south, east, north) in [*boxes, COMMON]
    ]
    return Layer("neighbourhoods", ogr.wkbMultiPolygon, "Neighbourhoods", {"code": "text", "name": "text"}, rows)


def _dwellings() -> Layer:
    places = [(x, side * door) for x in SIDE_STREETS for side in (-1, 1) for door in DOORS]
    rows = [
        (point_geometry((x + _SIDE, y)), (f"D{n:03d}", 1, 2, int(abs(y) <= WITH_OLDER_PEOPLE)))
        for n, (x, y) in enumerate(places, start=1)
    ]
    fields = {"dwelling_id": "text", "dwellings": "integer", "inhabitants": "integer", "inhabitants_65": "integer"}
    return Layer("dwellings", ogr.wkbPoint, "Dwellings", fields, rows)


def _facilities() -> Layer:
    rows = [
        (point_geometry((x, -_FRONT)), (f"F{n:02d}", kind, name, capacity))
        for n, (kind, name, x, capacity) in enumerate(FACILITIES, start=1)
    ]
    fields = {"facility_id": "text", "type": "text", "name": "text", "capacity_m2": "real"}
    return Layer("facilities", ogr.wkbPoint, "Facilities", fields, rows)
