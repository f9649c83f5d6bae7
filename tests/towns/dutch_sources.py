"""Small files in the layouts in which the Netherlands publishes its data: `python dutch_sources.py FOLDER` writes them.

The columns are those of the BAG GeoPackage (tables `verblijfsobject` and `pand`), of the CBS squares of 100 m, of the
CBS postcode areas and of the CBS neighbourhood map; the rows are made up. Written with GDAL, which knows no QGIS.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from osgeo import ogr, osr

ogr.UseExceptions()

X0, Y0 = 84000.0, 447000.0
"""Where the toy towns stand, in metres of EPSG:28992: Delft."""

BAG_ADDRESS = {
    "rdf_seealso": str,
    "identificatie": str,
    "oppervlakte": int,
    "status": str,
    "gebruiksdoel": str,
    "openbare_ruimte_naam": str,
    "huisnummer": int,
    "huisletter": str,
    "toevoeging": str,
    "postcode": str,
    "woonplaats_naam": str,
    "bouwjaar": int,
    "pand_identificatie": str,
    "pand_status": str,
    "nummeraanduiding_hoofdadres_identificatie": str,
    "bronhouder_identificatie": str,
}
BAG_BUILDING = {
    "rdf_seealso": str,
    "identificatie": str,
    "bouwjaar": int,
    "status": str,
    "gebruiksdoel": str,
    "oppervlakte_min": int,
    "oppervlakte_max": int,
    "aantal_verblijfsobjecten": int,
}
CBS_FIGURES = {
    "aantal_inwoners": int,
    "aantal_mannen": int,
    "aantal_inwoners_0_tot_15_jaar": int,
    "aantal_inwoners_65_jaar_en_ouder": int,
    "aantal_part_huishoudens": int,
    "gemiddelde_huishoudensgrootte": float,
    "aantal_woningen": int,
    "aantal_niet_bewoonde_woningen": int,
}
CBS_SQUARE = {"crs28992res100m": str, **CBS_FIGURES}
CBS_POSTCODE = {"postcode6": str, **CBS_FIGURES}
OLD_FIGURES = {"INWONER": int, "INW_014": int, "INW_65PL": int, "AANTAL_HH": int, "WONING": int}
OLD_SQUARE = {"c28992r100": str, **OLD_FIGURES}
OLD_POSTCODE = {"PC6": str, **OLD_FIGURES}
NEIGHBOURHOOD = {
    "buurtcode": str,
    "buurtnaam": str,
    "wijkcode": str,
    "gemeentecode": str,
    "gemeentenaam": str,
    "water": str,
    "aantal_inwoners": int,
    "aantal_huishoudens": int,
    "woningvoorraad": int,
    "percentage_personen_65_jaar_en_ouder": int,
}
OLD_NEIGHBOURHOOD = {
    "BU_CODE": str,
    "BU_NAAM": str,
    "WK_CODE": str,
    "GM_CODE": str,
    "WATER": str,
    "AANT_INW": int,
    "AANTAL_HH": int,
    "WONINGEN": int,
    "P_65_EO_JR": int,
}

IN_USE = "Verblijfsobject in gebruik"
STANDS = "Pand in gebruik"
SUPPRESSED = -99997
_TYPES = {str: ogr.OFTString, int: ogr.OFTInteger, float: ogr.OFTReal}

Row = tuple[str | None, Mapping[str, object]]


def write(path: Path, table: str, columns: Mapping[str, type], rows: Sequence[Row]) -> str:
    """Write a table of a GeoPackage, or add one to it; give its address.

    A row is its geometry as text, in metres from (X0, Y0), None for none, and values by column; NULL elsewhere.
    """
    driver = ogr.GetDriverByName("GPKG")
    dataset = driver.Open(str(path), 1) if path.exists() else driver.CreateDataSource(str(path))
    dutch = osr.SpatialReference()
    dutch.ImportFromEPSG(28992)
    shapes = [None if wkt is None else _placed(wkt) for wkt, _ in rows]
    kind = next((shape.GetGeometryType() for shape in shapes if shape is not None), ogr.wkbPoint)
    layer = dataset.CreateLayer(table, dutch, kind, ["GEOMETRY_NAME=geom"])
    for name, python in columns.items():
        layer.CreateField(ogr.FieldDefn(name, _TYPES[python]))
    number = {name: n for n, name in enumerate(columns)}  # by name GDAL's Python goes through all for each value
    layer.StartTransaction()
    for shape, (_, values) in zip(shapes, rows, strict=True):
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, value in values.items():
            feature[number[name]] = value
        feature.SetGeometry(shape)
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    del layer, dataset
    return f"{path}|layername={table}"


def _placed(wkt: str) -> ogr.Geometry:
    shape = ogr.CreateGeometryFromWkt(wkt)
    if shape.GetGeometryType() == ogr.wkbPoint:
        shape.SetPoint_2D(0, shape.GetX() + X0, shape.GetY() + Y0)
        return shape
    for ring in shape:
        for i in range(ring.GetPointCount()):
            ring.SetPoint_2D(i, ring.GetX(i) + X0, ring.GetY(i) + Y0)
    return shape


def point(x: float, y: float) -> str:
    return f"POINT ({x} {y})"


def box(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"POLYGON (({x0} {y0}, {x1} {y0}, {x1} {y1}, {x0} {y1}, {x0} {y0}))"


def address(number: int, x: float, y: float, status: str | None = IN_USE, use: str | None = "woonfunctie") -> Row:
    """Return an address object as the BAG has it."""
    return point(x, y), {
        "identificatie": f"05030100000{number:05d}",
        "oppervlakte": 80,
        "status": status,
        "gebruiksdoel": use,
        "openbare_ruimte_naam": "Oude Delft",
        "huisnummer": number,
        "postcode": "2611AA",
        "woonplaats_naam": "Delft",
        "bouwjaar": 1930,
        "pand_identificatie": f"05031000000{number:05d}",
        "pand_status": STANDS,
    }


def building(
    number: int, x: float, y: float, objects: int | None, use: str | None = "woonfunctie", status: str | None = STANDS
) -> Row:
    """Return a building of 10 by 10 m as the BAG has it."""
    return box(x - 5, y - 5, x + 5, y + 5), {
        "identificatie": f"05031000000{number:05d}",
        "bouwjaar": 1930,
        "status": status,
        "gebruiksdoel": use,
        "aantal_verblijfsobjecten": objects,
    }


def figures(inhabitants: int, older: int, dwellings: int, old: bool = False) -> dict[str, int]:
    """Return the three figures of a square or postcode area by their columns."""
    names = ("INWONER", "INW_65PL", "WONING")
    if not old:
        names = ("aantal_inwoners", "aantal_inwoners_65_jaar_en_ouder", "aantal_woningen")
    return dict(zip(names, (inhabitants, older, dwellings), strict=True))


def square(column: int, row: int, inhabitants: int, older: int, dwellings: int, old: bool = False) -> Row:
    """Return a square of 100 m as CBS has it."""
    x, y = 100 * column, 100 * row
    name = f"E{int(X0 + x) // 100:04d}N{int(Y0 + y) // 100:04d}"
    key = "c28992r100" if old else "crs28992res100m"
    return box(x, y, x + 100, y + 100), {key: name, **figures(inhabitants, older, dwellings, old)}


def postcode(name: str, shape: str, inhabitants: int, older: int, dwellings: int, old: bool = False) -> Row:
    """Return a postcode area as CBS has it."""
    return shape, {"PC6" if old else "postcode6": name, **figures(inhabitants, older, dwellings, old)}


def neighbourhood(
    code: str, shape: str, inhabitants: int, percentage: int, stock: int | None, old: bool = False
) -> Row:
    """Return a neighbourhood as CBS has it."""
    if old:
        names = ("BU_CODE", "BU_NAAM", "AANT_INW", "P_65_EO_JR", "WONINGEN")
    else:
        names = ("buurtcode", "buurtnaam", "aantal_inwoners", "percentage_personen_65_jaar_en_ouder", "woningvoorraad")
    return shape, dict(zip(names, (code, f"Buurt {code}", inhabitants, percentage, stock), strict=True))


WEST, EAST, POLDER = "BU05030001", "BU05030002", "BU05030003"
"""A town of 1 km: two neighbourhoods of 500 m side by side, and a polder beyond."""
BORDERS = {WEST: box(0, 0, 500, 500), EAST: box(500, 0, 1000, 500), POLDER: box(0, 500, 1000, 1000)}


def neighbourhoods(path: Path, old: bool = False, stock: Sequence[int | None] = (6, 4, 0)) -> str:
    """Write the town's neighbourhoods: 13 inhabitants of whom 30 % are 65 or older, 7 of whom 20 %, and 5 of whom 40 %.

    3.9 + 1.4 + 2.0 = 7.3 people of 65 or older: 4, 1 and 2 in whole numbers.
    """
    people = ((13, 30), (7, 20), (5, 40))
    rows = [
        neighbourhood(code, BORDERS[code], *of, number, old)
        for code, of, number in zip((WEST, EAST, POLDER), people, stock, strict=True)
    ]
    return write(path, "buurten", OLD_NEIGHBOURHOOD if old else NEIGHBOURHOOD, rows)


def addresses(path: Path) -> str:
    """Write address objects: 5 dwellings in the west, one out of use, 4 in the east, and 5 rows that are none."""
    rows = [
        address(1, 50, 50),
        address(2, 50, 50, use="winkelfunctie,woonfunctie"),
        address(3, 150, 250, status="Verblijfsobject in gebruik (niet ingemeten)"),
        address(4, 250, 250, status="Verbouwing verblijfsobject"),
        address(5, 450, 450, status="Verblijfsobject buiten gebruik"),
        address(6, 450, 50, status="Verblijfsobject gevormd"),
        address(7, 450, 60, use="kantoorfunctie"),
        address(8, 450, 70, status="Verblijfsobject ingetrokken"),
        address(9, 550, 50),
        address(10, 650, 50),
        address(11, 750, 50),
        address(12, 850, 50, use="woonfunctie,gezondheidszorgfunctie"),
        address(13, 850, 60, use=None),
        address(14, 850, 70, status=None),
    ]
    return write(path, "verblijfsobject", BAG_ADDRESS, rows)


def buildings(path: Path) -> str:
    """Write buildings with 5 dwellings in the west and 4 in the east, and sheds, offices and plans that hold none."""
    rows = [
        building(1, 50, 50, 4),
        building(2, 150, 50, 1, status="Pand buiten gebruik"),
        building(3, 250, 50, 0, use=None),
        building(4, 350, 50, 9, use="kantoorfunctie"),
        building(5, 450, 50, 3, status="Bouw gestart"),
        building(6, 550, 50, 1, status="Sloopvergunning verleend"),
        building(7, 650, 50, 3, use="winkelfunctie,woonfunctie"),
    ]
    return write(path, "pand", BAG_BUILDING, rows)


def squares(path: Path, old: bool = False) -> str:
    """Write squares: two in the west, one of them without address objects, one in the east; a suppressed, an empty."""
    rows = [
        square(0, 0, 10, 5, 5, old),
        square(3, 3, 20, 5, 10, old),
        square(5, 0, 15, SUPPRESSED, SUPPRESSED, old),
        square(6, 0, SUPPRESSED, SUPPRESSED, SUPPRESSED, old),
        square(7, 0, 0, 0, 0, old),
    ]
    return write(path, "vierkant_100m", OLD_SQUARE if old else CBS_SQUARE, rows)


def postcodes(path: Path, old: bool = False) -> str:
    """Write postcode areas: the western half of the west, and the east, which reaches 100 m into the west."""
    rows = [
        postcode("2611AA", box(0, 0, 200, 500), 11, 4, 6, old),
        postcode("2611AB", box(400, 0, 1000, 500), 9, 2, 5, old),
    ]
    return write(path, "postcode6", OLD_POSTCODE if old else CBS_POSTCODE, rows)


def main(folder: Path) -> None:
    """Write a file of each kind."""
    folder.mkdir(parents=True, exist_ok=True)
    neighbourhoods(folder / "wijkenbuurten.gpkg")
    addresses(folder / "bag-light.gpkg")
    buildings(folder / "bag-light.gpkg")
    squares(folder / "cbs_vk100.gpkg")
    postcodes(folder / "cbs_pc6.gpkg")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
