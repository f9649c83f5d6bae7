"""The sample town as services give it: raw, by name, under the addresses of a server on this machine."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from osgeo import ogr

from towns.fetched_town import FetchedTown, Thing
from towns.runs import X0, Y0
from towns.sample_town import rows

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "resources" / "sample" / "town.gpkg"
_STREET_TAGS = ("highway", "name", "surface")
_PLACE_TAGS = ("name", "opening_hours", "wheelchair")
_PUBLISHED = {
    "general practitioner": "huisartsenpraktijk_gemiddelde_afstand_in_km",
    "supermarket": "grote_supermarkt_gemiddelde_afstand_in_km",
    "primary school": "basisonderwijs_gemiddelde_afstand_in_km",
}

ogr.UseExceptions()


def sample_services(**limits: object) -> FetchedTown:
    """Return the services of the sample town, Waterveen, its data as registers and mappers have them."""
    town = FetchedTown()
    areas = [_feature(str(row["buurtcode"]), row, shape) for row, shape in _rows("neighbourhoods")]
    districts: dict[str, ogr.Geometry] = {}
    named: dict[str, Mapping[str, object]] = {}
    whole: ogr.Geometry | None = None
    for row, shape in _rows("neighbourhoods"):
        code = str(row["wijkcode"])
        districts[code] = shape.Union(districts[code]) if code in districts else shape.Clone()
        named[code] = {name: row[name] for name in ("wijkcode", "wijknaam", "gemeentecode", "gemeentenaam")}
        whole = shape.Clone() if whole is None else whole.Union(shape)
    for area, distances in zip(
        areas, _published_distances([shape for _, shape in _rows("neighbourhoods")]), strict=True
    ):
        area["properties"] |= distances
    first = areas[0]["properties"]
    town.collections = {
        "gemeentegebied": [
            _feature("1", {"naam": first["gemeentenaam"], "code": first["gemeentecode"]}, whole),
        ],
        "buurten": areas,
        "wijken": [_feature(code, named[code], shape) for code, shape in districts.items()],
        "verblijfsobject": list(_address_objects()),
        "waterdeel": [
            _feature(f"w{number}", {"lokaal_id": f"w{number}"}, shape)
            for number, (_row, shape) in enumerate(_rows("water"))
        ],
    }
    town.things = [*_streets(), *_places()]
    town.page = 1000
    return town


def write_sample_services(town: FetchedTown, path: Path) -> Path:
    """Write the shipped file of services with the addresses of a town in the place of those of the world."""
    content = json.loads((ROOT / "resources" / "fetch" / "services.json").read_text(encoding="utf-8"))
    for one in content["datasets"]:
        own = {"features": f"{one.get('layer', '')}/ogc/v1", "overpass": "overpass", "odata": "cbs/{table}"}
        one["url"] = f"{town.address}/{own[one['kind']]}"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def _rows(table: str) -> Iterator[tuple[dict[str, object], ogr.Geometry]]:
    """Yield the values and the geometry of each row of a table of the sample town."""
    dataset = ogr.Open(str(TOWN))
    for row in rows(dataset.GetLayerByName(table)):
        geometry = row.pop("geom")
        if geometry is not None:
            yield row, geometry


def _published_distances(areas: list[ogr.Geometry]) -> list[dict[str, float | None]]:
    """Return fictional average distances in km, as Statistics Netherlands calls them.

    In a straight line and a quarter more, to tenths of a kilometre: as good a guess as a published figure is beside a
    way on foot. -99997 where nobody lives.
    """
    homes = [(shape.GetX(), shape.GetY(), int(str(row["dwellings"] or 0))) for row, shape in _rows("dwellings")]
    inside: list[list[tuple[float, float, int]]] = [[] for _ in areas]
    for x, y, count in homes:
        spot = ogr.CreateGeometryFromWkt(f"POINT ({x} {y})")
        area = next((n for n, shape in enumerate(areas) if shape.Contains(spot)), None)
        if area is not None:
            inside[area].append((x, y, count))
    spots: dict[str, list[tuple[float, float]]] = {}
    for row, shape in _rows("facilities"):
        spots.setdefault(str(row["type"]), []).append((shape.GetX(), shape.GetY()))
    found = []
    for some in inside:
        people = sum(count for *_, count in some)
        figures: dict[str, float | None] = {}
        for kind, column in _PUBLISHED.items():
            way = sum(count * min(math.hypot(x - a, y - b) for a, b in spots[kind]) for x, y, count in some)
            figures[column] = round(1.25 * way / people / 1000, 1) if people else -99997
        found.append(figures)
    return found


def _feature(key: str, values: Mapping[str, object], shape: ogr.Geometry | None) -> dict:
    geometry = None if shape is None else json.loads(shape.ExportToJson())
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": dict(values)}


def _address_objects() -> Iterator[dict]:
    """Yield an address object for each dwelling: several where a row has several."""
    number = 0
    for row, shape in _rows("dwellings"):
        for _ in range(int(str(row["dwellings"] or 0))):
            number += 1
            values = {
                "identificatie": f"9901010{number:09d}",
                "status": "Verblijfsobject in gebruik",
                "gebruiksdoel": "woonfunctie",
                "oppervlakte": 85,
            }
            yield _feature(values["identificatie"], values, shape)


def _streets() -> Iterator[Thing]:
    """Yield the streets as ways."""
    for number, (row, shape) in enumerate(_rows("streets"), start=1):
        tags = {name: str(row[name]) for name in _STREET_TAGS if row.get(name)}
        for name in ("bridge", "tunnel"):
            if row[name]:
                tags |= {name: "yes", "layer": str(row["layer"])}
        if row["highway"] == "ferry":
            tags = {"route": "ferry", "foot": "yes"}
        yield Thing(kind="way", number=number, tags=tags, places=_places_of(shape))


def _places() -> Iterator[Thing]:
    """Yield the facilities as nodes, and those with an area as closed ways, each with the tags of its type."""
    mapping = json.loads((ROOT / "resources" / "prepare" / "facilities.json").read_text(encoding="utf-8"))
    rules = {one["type"]: one["osm"][0] for one in mapping["facilities"] if one.get("osm")}
    number = 10_000
    for table in ("facilities", "parks", "grounds"):
        for row, shape in _rows(table):
            rule = rules.get(str(row["type"]))
            if rule is None:
                continue
            number += 1
            tags = _tags(rule) | {name: str(row[name]) for name in _PLACE_TAGS if row.get(name)}
            kind = "node" if table == "facilities" else "way"
            yield Thing(kind=kind, number=number, tags=tags, places=_places_of(shape))


def _tags(rule: str) -> dict[str, str]:
    """Return tags that a rule of the mapping takes."""
    pairs = (one.strip().partition("=") for one in rule.split("&"))
    return {key: value.split("|")[0].replace("*", "yes") for key, _, value in pairs}


def _places_of(shape: ogr.Geometry) -> list[tuple[float, float]]:
    """Return the places of a point, a line, or the outer ring of the first area, from (X0, Y0)."""
    while shape.GetGeometryCount():
        shape = shape.GetGeometryRef(0)
    return [(x - X0, y - Y0) for x, y, *_ in shape.GetPoints()]
