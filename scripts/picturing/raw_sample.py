"""Writes the sample town as if downloaded: streets and places of OpenStreetMap, addresses of BAG, areas of CBS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from osgeo import gdal, ogr, osr

ogr.UseExceptions()
gdal.UseExceptions()

_TOWN = Path(__file__).resolve().parent.parent.parent / "resources" / "sample" / "town.gpkg"
_TAGS = {
    "bus stop": ("highway", "bus_stop"),
    "community centre": ("amenity", "community_centre"),
    "general practitioner": ("amenity", "doctors"),
    "library": ("amenity", "library"),
    "meeting place": ("amenity", "social_centre"),
    "pharmacy": ("amenity", "pharmacy"),
    "playground": ("leisure", "playground"),
    "primary school": ("amenity", "school"),
    "seat": ("amenity", "bench"),
    "supermarket": ("shop", "supermarket"),
}
"""How OpenStreetMap says what a place is; what it has no such word for is left out."""
_STREET_TAGS = ("highway", "name", "bridge", "tunnel", "layer", "oneway", "surface")
_IN_USE = "Verblijfsobject in gebruik"

Place = tuple[float, float]
Tags = Mapping[str, str]


def write_raw_sample(folder: Path) -> list[Path]:
    """Write the files, and return them."""
    town = ogr.Open(str(_TOWN))
    streets, places = folder / "streets.osm", folder / "places.osm"
    _write_osm(streets, _streets(town.GetLayerByName("streets")))
    _write_osm(places, _places(town.GetLayerByName("facilities")))
    addresses, areas = folder / "addresses.gpkg", folder / "neighbourhoods.gpkg"
    _write_addresses(addresses, town.GetLayerByName("dwellings"))
    gdal.VectorTranslate(str(areas), str(_TOWN), layers=["neighbourhoods"])
    return [streets, places, addresses, areas]


def _streets(layer: ogr.Layer) -> Iterator[tuple[list[Place], Tags]]:
    for row in layer:
        tags = {name: row.GetFieldAsString(name) for name in _STREET_TAGS if row.IsFieldSetAndNotNull(name)}
        yield [place[:2] for place in row.GetGeometryRef().GetPoints()], tags


def _places(layer: ogr.Layer) -> Iterator[tuple[list[Place], Tags]]:
    for row in layer:
        tag = _TAGS.get(row.GetField("type"))
        if tag is not None:
            name = row.GetField("name")
            yield [row.GetGeometryRef().GetPoint_2D()], {tag[0]: tag[1], **({"name": name} if name else {})}


def _write_osm(path: Path, rows: Iterable[tuple[Sequence[Place], Tags]]) -> None:
    """Write points and lines as XML of OpenStreetMap: lines that meet share their nodes."""
    here, there = osr.SpatialReference(), osr.SpatialReference()
    here.ImportFromEPSG(28992)
    there.ImportFromEPSG(4326)
    for one in (here, there):
        one.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_degrees = osr.CoordinateTransformation(here, there)
    nodes: dict[Place, int] = {}
    own: dict[int, Tags] = {}
    ways = []
    for places, tags in rows:
        numbers = [nodes.setdefault(place, len(nodes) + 1) for place in places]
        if len(numbers) == 1:
            own[numbers[0]] = tags
        else:
            refs = "".join(f'<nd ref="{number}"/>' for number in numbers)
            ways.append(f'<way id="{len(ways) + 1}" version="1">{refs}{_written(tags)}</way>')
    text = []
    for (x, y), number in nodes.items():
        lon, lat, _ = to_degrees.TransformPoint(x, y)
        head = f'<node id="{number}" version="1" lat="{lat:.9f}" lon="{lon:.9f}">'
        text.append(f"{head}{_written(own.get(number, {}))}</node>")
    path.write_text(f'<osm version="0.6">{"".join(text)}{"".join(ways)}</osm>', encoding="utf-8")


def _written(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(name)} v={quoteattr(value)}/>" for name, value in tags.items())


def _write_addresses(path: Path, layer: ogr.Layer) -> None:
    """Write an address for each dwelling, as the national register gives them out."""
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    found = made.CreateLayer("verblijfsobject", layer.GetSpatialRef(), ogr.wkbPoint)
    for name in ("identificatie", "gebruiksdoel", "status"):
        found.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    found.StartTransaction()
    number = 0
    for row in layer:
        for _ in range(row.GetField("dwellings") or 0):
            number += 1
            address = ogr.Feature(found.GetLayerDefn())
            address.SetField("identificatie", f"9999010{number:09d}")
            address.SetField("gebruiksdoel", "woonfunctie")
            address.SetField("status", _IN_USE)
            address.SetGeometry(row.GetGeometryRef())
            found.CreateFeature(address)
    found.CommitTransaction()
