"""A town of 1 km by 500 m as it is downloaded, and the same town cleaned by hand."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
)

from towns import dutch_sources as dutch
from towns import raw_streets
from towns.runs import RD, X0, Y0, box, layer, point

WEST, EAST = dutch.WEST, dutch.EAST
TICKS = [100.0 * n for n in range(11)]
ROWS = [100.0 * n for n in range(6)]
STREETS = [[(x, y) for x in TICKS] for y in ROWS if y != 200] + [[(x, y) for y in ROWS] for x in TICKS]
"""Streets every 100 m but along y = 200, with a vertex at every crossing."""
ONE_WAY = [(x, 200.0) for x in TICKS]
FOOTPATH = [(0.0, 0.0), (100.0, 100.0)]
# Each would shorten somebody's way if it were taken for a street.
NO_STREETS = [
    ([(500.0, 0.0), (600.0, 100.0)], {"highway": "service", "access": "private"}),
    ([(700.0, 0.0), (800.0, 100.0), (900.0, 200.0)], {"highway": "motorway"}),
    ([(200.0, 300.0), (300.0, 400.0)], {"highway": "proposed", "proposed": "footway"}),
    ([(300.0, 0.0), (400.0, 100.0), (500.0, 200.0)], {"waterway": "canal"}),
]
PLACES = [
    ((410.0, 95.0), "meeting place", {"amenity": "social_centre", "name": "De Kom"}),
    ((905.0, 305.0), "supermarket", {"shop": "supermarket", "name": "Super"}),
    ((120.0, 310.0), "general practitioner", {"amenity": "doctors", "name": "Huisarts"}),
    ((130.0, 310.0), "pharmacy", {"amenity": "pharmacy"}),
    ((700.0, 410.0), "bus stop", {"highway": "bus_stop"}),
    ((300.0, 205.0), "playground", {"leisure": "playground", "name": "Twee keer"}),
]
NO_PLACES = [((50.0, 50.0), {"highway": "crossing"}), ((60.0, 60.0), {"place": "suburb", "name": "West"})]
TWICE = ((303.0, 205.0), {"leisure": "playground", "name": "Twee keer"})
AREAS = [((810.0, 110.0, 890.0, 190.0), "park", {"leisure": "park", "name": "Park"})]


def moved(way: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Move streets so that no square's middle is as far from two of them, which would be a matter of chance."""
    return [(x + 13, y + 8) for x, y in way]


def raw_streets_file(path: Path) -> str:
    ways = [
        *((way, {"highway": "residential"}) for way in STREETS),
        (ONE_WAY, {"highway": "residential", "oneway": "yes"}),
        (FOOTPATH, {"highway": "footway"}),
        *NO_STREETS,
    ]
    return raw_streets.osm_file(path, [(moved(way), tags) for way, tags in ways]).source()


def raw_places_file(path: Path) -> list[str]:
    """Write places as OpenStreetMap gives them out; give the address of their points and of their areas."""
    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(RD), QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext()
    )

    def node(number: int, xy: tuple[float, float], tags: dict[str, str]) -> str:
        place = there.transform(QgsPointXY(X0 + xy[0], Y0 + xy[1]))
        return f'<node id="{number}" version="1" lat="{place.y():.9f}" lon="{place.x():.9f}">{inside(tags)}</node>'

    def inside(tags: dict[str, str]) -> str:
        return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())

    nodes = [(xy, tags) for xy, _, tags in PLACES] + NO_PLACES + [TWICE]
    text = [node(number, xy, tags) for number, (xy, tags) in enumerate(nodes, 1)]
    ways = []
    for number, ((x0, y0, x1, y1), _, tags) in enumerate(AREAS, 1):
        corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        text += [node(1000 * number + at, xy, {}) for at, xy in enumerate(corners)]
        refs = "".join(f'<nd ref="{1000 * number + at % 4}"/>' for at in range(5))
        ways.append(f'<way id="{number}" version="1">{refs}{inside(tags)}</way>')
    path.write_text(f'<osm version="0.6">{"".join(text)}{"".join(ways)}</osm>', encoding="utf-8")
    return [f"{path}|layername={name}" for name in ("points", "multipolygons")]


def clean_facilities():
    points = layer([(point(*xy), f"p{n}", kind) for n, (xy, kind, _) in enumerate(PLACES)], id="text", type="text")
    areas = layer(
        [(box(*corners), f"a{n}", kind) for n, (corners, kind, _) in enumerate(AREAS)], id="text", type="text"
    )
    return [points, areas]


def clean_streets():
    used = [(raw_streets.line_of(moved(way)), "residential", "both") for way in STREETS]
    used.append((raw_streets.line_of(moved(ONE_WAY)), "residential", "forward"))
    path = (raw_streets.line_of(moved(FOOTPATH)), "footway", "both")
    return [layer(lines, highway="text", direction="text") for lines in ([*used, path], used)]


HOMES = {WEST: [(7.0 * n + 3, 12.0 + 97 * (n % 5)) for n in range(60)]}
HOMES[EAST] = [(x + 501, y + 3) for x, y in HOMES[WEST][:50]]


def neighbourhoods(path: Path, people: dict[str, tuple[int, int]]) -> str:
    """Write the two neighbourhoods with their inhabitants and their dwellings; half of the people are 65 or older."""
    rows = [dutch.neighbourhood(code, dutch.BORDERS[code], n, 50, stock) for code, (n, stock) in people.items()]
    return dutch.write(path, "buurten", dutch.NEIGHBOURHOOD, rows)


def raw_addresses(path: Path) -> str:
    homes = [xy for of in HOMES.values() for xy in of]
    rows = [dutch.address(number, *xy) for number, xy in enumerate(homes, 1)]
    rows += [
        dutch.address(900, 950, 450, use="kantoorfunctie"),
        dutch.address(901, 960, 450, status="Verblijfsobject ingetrokken"),
        dutch.address(902, 970, 450, status="Verblijfsobject gevormd"),
        dutch.address(903, 205, 255),  # in the holiday park
    ]
    return dutch.write(path, "verblijfsobject", dutch.BAG_ADDRESS, rows)


def clean_homes(places: list[tuple[tuple[float, float], int, int, int]]):
    rows = [(point(*xy), dwellings, people, older) for xy, dwellings, people, older in places]
    return layer(rows, dwellings="int", inhabitants="int", inhabitants_65="int")


def in_geopackage(source: str) -> str:
    """Return a layer of OpenStreetMap in a GeoPackage beside its file: GDAL takes 0.1 s to open and read the latter."""
    path, _, name = source.partition("|layername=")
    copy = Path(path).with_suffix(".gpkg")
    gdal.VectorTranslate(str(copy), path, format="GPKG", layers=[name], accessMode="update" if copy.exists() else None)
    return f"{copy}|layername={name}"
