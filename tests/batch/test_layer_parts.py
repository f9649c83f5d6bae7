"""Parts of layers for a municipality: its own rows, those around it, and the numbers that rows have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from osgeo import gdal, ogr, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsGeometry

from buurtmaat.adapters.recipes.opening import RecipePlaces
from buurtmaat.batch.jobs import Job, MunicipalityArea
from buurtmaat.batch.layer_parts import PartCutter
from buurtmaat.core.errors import InputError
from buurtmaat.core.municipalities.clipping import parted
from buurtmaat.core.recipes.recipe import LayerValue, Recipe, RecipeLayer, RecipeStep

ogr.UseExceptions()
X0, Y0 = 84000, 447000
RD = QgsCoordinateReferenceSystem("EPSG:28992")


def square(x: float, wide: float = 100) -> str:
    x0, y0 = X0 + x, Y0
    return f"POLYGON (({x0} {y0}, {x0 + wide} {y0}, {x0 + wide} {y0 + 100}, {x0} {y0 + 100}, {x0} {y0}))"


def point(x: float, y: float = 50) -> str:
    return f"POINT ({X0 + x} {Y0 + y})"


def write(
    path: Path, name: str, rows: list[tuple[int, str | None, str]], driver: str = "GPKG", options: Sequence[str] = ()
) -> None:
    system = osr.SpatialReference()
    system.ImportFromEPSG(28992)
    maker = gdal.GetDriverByName(driver)
    data = (
        gdal.OpenEx(str(path), gdal.OF_UPDATE) if path.exists() else maker.Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    )
    shapes = [wkt for _, wkt, _ in rows if wkt]
    kind = ogr.CreateGeometryFromWkt(shapes[0]).GetGeometryType() if shapes else ogr.wkbNone
    layer = data.CreateLayer(name, system, kind, options=list(options))
    layer.CreateField(ogr.FieldDefn("who", ogr.OFTString))
    for number, wkt, who in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetFID(number)
        feature["who"] = who
        if wkt:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        layer.CreateFeature(feature)


def hexadecimal(wkt: str, crs: str) -> str:
    geometry = QgsGeometry.fromWkt(wkt)
    to = QgsCoordinateReferenceSystem(crs)
    geometry.transform(QgsCoordinateTransform(RD, to, QgsCoordinateTransformContext()))
    return bytes(geometry.asWkb().data()).hex()


def cut(
    folder: Path, layers: dict[str, RecipeLayer], *, earlier=(), crs: str = "EPSG:28992", margin: float = 50, **given
):
    """Cut layers for the municipality from x = 0 to 100, and return the rows of each part: their numbers and names."""
    step = RecipeStep(
        id="check",
        algorithm="buurtmaat:basicrequirements",
        parameters={name: LayerValue(layer) for name, layer in given.items()},
        outputs={},
    )
    recipe = Recipe(title="R", steps=(step,), layers=layers)
    area = MunicipalityArea(
        code="GM1",
        name="",
        folder="GM1",
        wkb=hexadecimal(square(0), crs),
        earlier=tuple(hexadecimal(one, crs) for one in earlier),
    )
    wkt = QgsCoordinateReferenceSystem(crs).toWkt()
    job = Job(area=area, crs=wkt, recipe="", folder="", margin=margin)
    places = RecipePlaces(recipe=folder / "recipe.json", folder=folder, given={}, network=False)
    path = folder / "parts.gpkg"
    path.unlink(missing_ok=True)
    found = PartCutter(job, places, path).cut(recipe, parted(recipe))
    data = ogr.Open(str(path))
    tables = {name: data.GetLayerByName(layer.table) for name, layer in found.layers.items()}
    return {name: [(one.GetFID(), one["who"]) for one in table] for name, table in tables.items()}


HOMES = [
    (7, point(10), "in"),
    (9, point(100), "on the border"),
    (12, point(120), "beyond"),
    (13, point(-0.01), "before"),
]
LAYERS = {name: RecipeLayer(file="town.gpkg", table=name) for name in ("homes", "shops")}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    write(tmp_path / "town.gpkg", "homes", HOMES)
    write(tmp_path / "town.gpkg", "shops", [(3, point(149), "near"), (5, point(160), "far"), (6, point(50), "in")])
    return tmp_path


# The box around one in degrees is a few metres larger, since north is another way.
@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326"])
def test_own_rows_lie_in_it_and_others_within_the_margin(town: Path, crs: str) -> None:
    found = cut(town, LAYERS, crs=crs, margin=50, DWELLINGS="homes", FACILITIES="shops")
    assert (7, "in") in found["homes"]
    assert {(12, "beyond"), (13, "before")} & set(found["homes"]) == set()
    assert found["shops"] == [(3, "near"), (6, "in")]


def test_what_lies_on_a_border_is_that_of_the_first(town: Path) -> None:
    assert cut(town, LAYERS, DWELLINGS="homes")["homes"] == [(7, "in"), (9, "on the border")]
    assert cut(town, LAYERS, earlier=[square(100)], DWELLINGS="homes")["homes"] == [(7, "in")]


def test_a_polygon_is_where_a_point_on_its_surface_is(tmp_path: Path) -> None:
    areas = [(1, square(10, 50), "in"), (2, square(60, 60), "most in"), (3, square(90, 60), "most beyond")]
    write(tmp_path / "town.gpkg", "areas", areas)
    layers = {"areas": RecipeLayer(file="town.gpkg", table="areas")}
    assert cut(tmp_path, layers, NEIGHBOURHOODS="areas")["areas"] == [(1, "in"), (2, "most in")]


def test_the_filter_of_a_provider_holds(town: Path) -> None:
    layers = LAYERS | {"homes": RecipeLayer(file="town.gpkg", table="homes", subset="who <> 'in'")}
    assert cut(town, layers, DWELLINGS="homes")["homes"] == [(9, "on the border")]


def test_a_table_without_geometry_is_taken_whole(town: Path) -> None:
    write(town / "town.gpkg", "forecast", [(1, None, "a"), (2, None, "b")])
    layers = LAYERS | {"forecast": RecipeLayer(file="town.gpkg", table="forecast")}
    assert cut(town, layers, DWELLINGS="homes", FORECAST="forecast")["forecast"] == [(1, "a"), (2, "b")]


def test_sources_are_not_written_to(town: Path) -> None:
    before = (town / "town.gpkg").read_bytes(), (town / "town.gpkg").stat().st_mtime_ns
    cut(town, LAYERS, DWELLINGS="homes", FACILITIES="shops")
    assert ((town / "town.gpkg").read_bytes(), (town / "town.gpkg").stat().st_mtime_ns) == before


def test_a_municipality_without_dwellings_is_refused_and_one_without_facilities_is_not(town: Path) -> None:
    with pytest.raises(InputError, match="Nothing of the layer “homes” lies in it"):
        cut(town, LAYERS, earlier=[square(-10, 200)], DWELLINGS="homes")
    write(town / "town.gpkg", "none", [(1, point(5000), "far")])
    layers = LAYERS | {"none": RecipeLayer(file="town.gpkg", table="none")}
    assert cut(town, layers, DWELLINGS="homes", FACILITIES="none")["none"] == []


def test_a_table_that_is_gone_is_refused(town: Path) -> None:
    with pytest.raises(InputError, match="could not be copied"):
        cut(town, {"homes": RecipeLayer(file="town.gpkg", table="gone")}, DWELLINGS="homes")


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "CP850"])
@pytest.mark.parametrize("shown_before", [False, True])
def test_texts_of_a_shapefile_are_copied_as_qgis_shows_them(tmp_path, encoding, shown_before) -> None:
    before = gdal.GetConfigOption("SHAPE_ENCODING")
    try:
        gdal.SetConfigOption("SHAPE_ENCODING", None)
        write(tmp_path / "homes.shp", "homes", [(0, point(10), "Één")], "ESRI Shapefile", [f"ENCODING={encoding}"])
        gdal.SetConfigOption("SHAPE_ENCODING", "" if shown_before else None)
        found = cut(tmp_path, {"homes": RecipeLayer(name="homes", file="homes.shp")}, DWELLINGS="homes")
    finally:
        gdal.SetConfigOption("SHAPE_ENCODING", before)
    assert [who for _, who in found["homes"]] == ["Één"]
