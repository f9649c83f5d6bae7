"""Municipalities of a layer: several polygons of one code, polygons that are not valid, and those without one."""

from __future__ import annotations

from pathlib import Path

import pytest
from osgeo import gdal, ogr, osr
from qgis.core import QgsGeometry, QgsVectorLayer

from buurtmaat.batch.jobs import MunicipalityArea
from buurtmaat.batch.municipality_layer import read_municipalities
from buurtmaat.core.errors import InputError

ogr.UseExceptions()


def square(x: float, wide: float = 10, y: float = 0) -> str:
    return f"POLYGON (({x} {y}, {x + wide} {y}, {x + wide} {y + 10}, {x} {y + 10}, {x} {y}))"


def write(path: Path, rows: list[tuple[str | None, str | None, str | None]], crs: int | None = 28992) -> str:
    system = osr.SpatialReference()
    if crs:
        system.ImportFromEPSG(crs)
    data = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = data.CreateLayer("m", system if crs else None, ogr.wkbUnknown)
    for name in ("gm_code", "gm_naam"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for code, name, wkt in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["gm_code"], feature["gm_naam"] = code, name
        if wkt is not None:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        layer.CreateFeature(feature)
    return f"{path}|layername=m"


def write_shapefile(path: Path, encoding: str, said: bool, code: str, name: str) -> str:
    """Write a Shapefile of one municipality; `said`: with a file that says its encoding."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(28992)
    layer_file = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    layer = layer_file.CreateLayer(path.stem, system, ogr.wkbPolygon, options=[f"ENCODING={encoding}"])
    for field in ("gm_code", "gm_naam"):
        layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
    feature = ogr.Feature(layer.GetLayerDefn())
    feature["gm_code"], feature["gm_naam"] = code, name
    feature.SetGeometry(ogr.CreateGeometryFromWkt(square(0)))
    layer.CreateFeature(feature)
    del feature, layer, layer_file
    if not said:
        path.with_suffix(".cpg").unlink(missing_ok=True)
    return str(path)


def shape(wkb: str) -> QgsGeometry:
    found = QgsGeometry()
    found.fromWkb(bytes.fromhex(wkb))
    return found


def areas(tmp_path: Path, *rows: tuple[str | None, str | None, str | None]) -> dict[str, MunicipalityArea]:
    return {area.code: area for area in read_municipalities(write(tmp_path / "m.gpkg", list(rows))).areas}


def test_polygons_of_one_code_are_one_municipality(tmp_path) -> None:
    found = areas(
        tmp_path,
        ("GM1", None, square(0)),
        ("GM2", "Two", square(100)),
        ("GM1", "One", square(50)),
        ("GM1", "One", square(0)),  # drawn twice
    )
    assert [(area.code, area.name, area.folder) for area in found.values()] == [
        ("GM1", "One", "GM1"),
        ("GM2", "Two", "GM2"),
    ]
    assert shape(found["GM1"].wkb).area() == pytest.approx(200)


def test_those_without_a_polygon_say_so(tmp_path) -> None:
    rows = [("none", None, None), ("empty", None, "POLYGON EMPTY"), ("line", None, "LINESTRING (0 0, 1 1)")]
    rows += [("flat", None, "POLYGON ((0 0, 1 1, 2 2, 0 0))"), ("whole", None, square(0))]
    found = areas(tmp_path, *rows)
    assert {code for code, area in found.items() if not area.wkb} == {"none", "empty", "line", "flat"}
    troubles = {area.trouble for area in found.values() if not area.wkb}
    assert troubles == {"It has no polygon in the layer of municipalities: draw one."}
    assert found["whole"].trouble == ""


def test_a_polygon_that_crosses_itself_is_repaired_and_told(tmp_path) -> None:
    bow = "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))"  # two triangles of 25
    found = read_municipalities(write(tmp_path / "m.gpkg", [("GM1", None, bow)]))
    assert shape(found.areas[0].wkb).isGeosValid()
    assert shape(found.areas[0].wkb).area() == pytest.approx(50)
    assert found.notes == ("Municipality GM1: its polygon is not valid and was repaired.",)


def test_what_cannot_be_repaired_is_not_told_to_be(tmp_path) -> None:
    (line,) = read_municipalities(write(tmp_path / "m.gpkg", [("GM1", None, "POLYGON ((0 0, 9 0, 0 0))")])).areas
    assert line.trouble == "It has no polygon in the layer of municipalities: draw one."
    assert read_municipalities(tmp_path.joinpath("m.gpkg").as_posix()).notes == ()


def test_what_touches_knows_those_before_it(tmp_path) -> None:
    found = areas(
        tmp_path, ("a", None, square(0)), ("far", None, square(500)), ("b", None, square(10)), ("c", None, square(15))
    )
    earlier = {code: [other for other in found if found[other].wkb in area.earlier] for code, area in found.items()}
    assert earlier == {"a": [], "far": [], "b": ["a"], "c": ["b"]}


def test_folders_have_names_that_every_system_takes(tmp_path) -> None:
    codes = ["GM1", "gm1", "Súdwest/Fryslân", "..", "nul", None]
    found = areas(tmp_path, *((code, None, square(20 * n)) for n, code in enumerate(codes)))
    folders = [area.folder for area in found.values()]
    assert len({name.casefold() for name in folders}) == len(codes)
    assert [name for name in folders if not name.replace("_", "").isalnum() or not name.isascii()] == []
    assert folders[0] == "GM1"
    assert not {"nul", "NUL"} & set(folders)
    assert list(found)[-1] == "#6"  # a code that is NULL: the number of the feature


@pytest.mark.parametrize("shown_before", [False, True])  # from the first one on QGIS changes how GDAL reads others
@pytest.mark.parametrize(
    ("encoding", "said", "name"),
    [
        ("UTF-8", True, "Súdwest-Fryslân"),
        ("ISO-8859-1", True, "Súdwest-Fryslân"),
        ("CP850", True, "Súdwest-Fryslân"),
        ("UTF-8", False, "Súdwest-Fryslân"),
        ("ISO-8859-1", False, "S\ufffddwest-Frysl\ufffdn"),  # as QGIS shows it
    ],
)
def test_names_in_a_shapefile_are_those_that_qgis_shows(tmp_path, shown_before, encoding, said, name) -> None:
    before = gdal.GetConfigOption("SHAPE_ENCODING")
    try:
        gdal.SetConfigOption("SHAPE_ENCODING", None)
        path = write_shapefile(tmp_path / "m.shp", encoding, said, "GM-é", "Súdwest-Fryslân")
        gdal.SetConfigOption("SHAPE_ENCODING", "" if shown_before else None)
        (area,) = read_municipalities(path).areas
    finally:
        gdal.SetConfigOption("SHAPE_ENCODING", before)
    assert area.name == name
    assert area.code == ("GM-\ufffd" if "\ufffd" in name else "GM-é")
    assert area.folder.isascii()
    assert next(iter(QgsVectorLayer(path, "", "ogr").getFeatures()))["gm_naam"] == name


@pytest.mark.parametrize(
    ("rows", "crs", "given", "words"),
    [
        ([], 28992, {}, "no municipality"),
        ([("a", None, square(0))], None, {}, "no reference system"),
        ([("a", None, square(0))], 28992, {"code": "nonsense"}, "no field nonsense"),
    ],
)
def test_layers_that_cannot_be_used(tmp_path, rows, crs, given, words) -> None:
    with pytest.raises(InputError, match=words):
        read_municipalities(write(tmp_path / "m.gpkg", rows, crs), **given)


def test_a_layer_that_is_not_there(tmp_path) -> None:
    write(tmp_path / "m.gpkg", [])
    for source in (str(tmp_path / "other.gpkg"), f"{tmp_path / 'm.gpkg'}|layername=other"):
        with pytest.raises(InputError, match="cannot be read"):
            read_municipalities(source)


def test_those_without_a_code_are_not_one_municipality(tmp_path) -> None:
    found = areas(tmp_path, ("", "One", square(0)), (" ", "Two", square(50)), (None, "Three", square(100)))
    assert {code: area.name for code, area in found.items()} == {"#1": "One", "#2": "Two", "#3": "Three"}
    assert {shape(area.wkb).area() for area in found.values()} == {100}
