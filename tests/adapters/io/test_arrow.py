"""A plain file read directly gives the same arrays as read through QGIS; whatever may differ is read through QGIS."""

from __future__ import annotations

import contextlib
import sqlite3
import struct
import threading
import zipfile
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsField,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QMetaType

from buurtmaat.adapters.io import arrow
from buurtmaat.adapters.io.crs import WorkingCrs
from buurtmaat.adapters.io.feature_sources import SourceLike, WholeSource, layer_source
from buurtmaat.adapters.io.reader import Reader
from buurtmaat.adapters.io.reading import Layer, read_layer
from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.progress import Progress
from towns import runs

FORMATS = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "fgb": "FlatGeobuf", "geojson": "GeoJSON"}
RD = QgsCoordinateReferenceSystem("EPSG:28992")
FIELDS = {
    "whole": (ogr.OFTInteger, ogr.OFSTNone),
    "long": (ogr.OFTInteger64, ogr.OFSTNone),
    "real": (ogr.OFTReal, ogr.OFSTNone),
    "yes": (ogr.OFTInteger, ogr.OFSTBoolean),
    "words": (ogr.OFTString, ogr.OFSTNone),
}
WORDS = ("", "a", " b ", "Delft", "Ĳsselstraat 12", "日本語", "x" * 200, "1.5", "12,5", "-99997", "NULL", "😀")
KINDS = {
    "Point": "POINT({0} {1})",
    "MultiPoint": "MULTIPOINT(({0} {1}),({2} {3}))",
    "LineString": "LINESTRING({0} {1},{2} {3},{0} {3})",
    "MultiLineString": "MULTILINESTRING(({0} {1},{2} {3}),({2} {1},{0} {3},{0} {1}))",
    "Polygon": "POLYGON(({0} {1},{2} {1},{2} {3},{0} {1}),({0} {1},{2} {1},{2} {3},{0} {1}))",
    "MultiPolygon": "MULTIPOLYGON((({0} {1},{2} {1},{2} {3},{0} {1})),(({0} {1},{2} {1},{2} {3},{0} {1})))",
}


def write(path: Path, rows, *, kind="Point", fields=FIELDS, epsg=28992, name="places", options=(), driver=None) -> Path:
    """Write rows of a geometry (well-known text, a geometry or None) and the values of its fields."""
    with gdal.ExceptionMgr(), ogr.ExceptionMgr(), osr.ExceptionMgr(), gdal.quiet_errors():
        system = osr.SpatialReference()
        if epsg:
            system.ImportFromEPSG(epsg)
            system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        with ogr.GetDriverByName(driver or FORMATS[path.suffix[1:]]).CreateDataSource(str(path)) as data:
            geometry = getattr(ogr, f"wkb{kind}") if isinstance(kind, str) else kind
            layer = data.CreateLayer(name, system if epsg else None, geometry, list(options))
            for field, (type_, subtype) in fields.items():
                definition = ogr.FieldDefn(field, type_)
                definition.SetSubType(subtype)
                layer.CreateField(definition)
            for row in rows:
                feature = ogr.Feature(layer.GetLayerDefn())
                shape, *values = row
                if isinstance(shape, str):
                    shape = ogr.CreateGeometryFromWkt(shape)
                if shape is not None:
                    feature.SetGeometry(shape)
                for i, value in enumerate(values):
                    if value is None:
                        feature.SetFieldNull(i)
                    elif isinstance(value, list):
                        feature.SetFieldStringList(i, value)
                    else:
                        feature.SetField(i, value)
                layer.CreateFeature(feature)
    return path


def opened(path: Path, subset: str = "", more: str = "") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{path}{more}", "places", "ogr")
    assert layer.isValid()
    assert layer.setSubsetString(subset)
    return layer


def read(source, crs=RD, fields=None, **how) -> Layer:
    layer = source if isinstance(source, QgsVectorLayer) else None
    names = (layer or source).fields().names() if fields is None else fields
    working = None if crs is None else WorkingCrs(crs, crs, "", QgsCoordinateTransformContext())
    return read_layer(source, working, names, **how)


def through_qgis(layer, crs=RD, fields=None, **how) -> Layer:
    found = read(SourceLike(layer), crs, fields, **how)
    assert found.how is None
    return found


def directly(layer, crs=RD, fields=None, **how) -> Layer:
    found = read(layer, crs, fields, **how)
    assert "directly" in found.how.message, str(found.how)
    return found


def contents(layer: Layer) -> dict[str, object]:
    """Return all that a layer tells, so that two layers of the same contents compare as equal, to the last bit."""
    shapes = layer.shapes
    found = {
        "ids": layer.ids.tolist(),
        "xy": (shapes.xy.shape, (shapes.xy + 0.0).tobytes()),
        "parts": [a.tolist() for a in (shapes.part_start, shapes.part_feature, shapes.part_kind)],
        "count": shapes.count,
        "area": layer.area.tobytes(),
        "spots": (layer.spots + 0.0).tobytes(),
        "unusable": layer.unusable.tolist(),
    }
    for name, values in layer.values.items():
        found[name] = [(type(value), repr(value)) for value in values]
        found[f"{name} as numbers"] = repr(layer.numbers(name).tolist())
        for way in (layer.texts, layer.codes, layer.names):
            found[f"{name} by {way.__name__}"] = way(name)
        found[f"{name} by cells"] = repr(layer.cells(name))
    some = layer.only(np.arange(layer.count) % 3 == 1) if layer.count else layer
    found["some"] = [(name, [*values]) for name, values in some.values.items() if "real" not in name]
    return found


def random_rows(rng: np.random.Generator, count: int, kind: str, *, degrees: bool, shapefile: bool, holes=True) -> list:
    rows = []
    for _ in range(count):
        corners = rng.uniform([4.0, 51.0, 4.0, 51.0], [6.0, 53.0, 6.0, 53.0])
        if not degrees:
            corners = rng.uniform(0, 300_000, 4)
        text = KINDS[kind].format(*map(repr, corners.tolist()))
        words = [word for word in WORDS if len(word) < 100 or not shapefile]
        values = [
            int(rng.integers(-(2**31), 2**31)),
            int(rng.integers(-(2**53), 2**53)),
            float(rng.choice([0.1, -0.0, 1e300, 3.0, -99997.0, float(rng.normal())])),
            int(rng.integers(2)),
            str(rng.choice(words)),
        ]
        rows.append(
            [None if holes and rng.random() < 0.1 else text, *(None if rng.random() < 0.2 else v for v in values)]
        )
    return rows


CONDITIONS = {
    "gpkg": ("", '"whole" > 0', '"words" LIKE \'D%\' OR "real" IS NULL', "fid IN (3, 5, 8) AND yes = 1"),
    "shp": ("", '"whole" > 0', '"words" LIKE \'D%\' OR "real" IS NULL', "FID < 20"),
    "fgb": ("", '"whole" > 0', '"words" LIKE \'D%\' OR "real" IS NULL', "\"words\" ILIKE 'd%'"),
    "geojson": ("", '"whole" > 0', '"words" LIKE \'D%\' OR "real" IS NULL', "\"words\" = ''"),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", FORMATS)
def test_both_ways_give_the_same_arrays(tmp_path, monkeypatch, ending, kind, seed):
    monkeypatch.setattr(arrow, "_BATCH", 7)  # so that there are several
    rng = np.random.default_rng([seed, *map(ord, ending + kind)])
    degrees = ending == "geojson" or seed == 1
    indexed = ending == "fgb" and seed == 2  # it may hold no NULL then
    rows = random_rows(rng, 40, kind, degrees=degrees, shapefile=ending == "shp", holes=not indexed)
    options = {"shp": ["ENCODING=UTF-8"], "fgb": [f"SPATIAL_INDEX={'YES' if indexed else 'NO'}"]}.get(ending, [])
    path = write(tmp_path / f"places.{ending}", rows, kind=kind, epsg=4326 if degrees else 28992, options=options)
    for subset in CONDITIONS[ending]:
        layer = opened(path, subset)
        assert layer.featureCount() > 0 or subset
        for crs, fields, how in (
            (RD, None, {}),
            (layer.crs(), ["real", "words"], {"geometries": "areas"}),
            (RD, [], {"geometries": "points"}),
            (None, ["yes", "long"], {}),
        ):
            expected = contents(through_qgis(layer, crs, fields, **how))
            assert contents(directly(layer, crs, fields, **how)) == expected, (subset, crs, fields, how)


def town(path: Path, count: int = 30, **how) -> Path:
    options = how.pop("options", ["ENCODING=UTF-8"] if path.suffix == ".shp" else [])
    rows = [(f"POINT({100 + n} {200 - n})", n, n * 10**10, n / 7, n % 2, f"ĳ{n}") for n in range(count)]
    return write(path, rows, options=options, **how)


@contextlib.contextmanager
def database(path: Path):
    """Open a GeoPackage as what it is below: without the triggers that keep its spatial index."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as data:
        for (trigger,) in data.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            data.execute(f'DROP TRIGGER "{trigger}"')
        yield data


def refused(layer, why, crs=RD, fields=None, **how) -> Layer:
    """Return a layer that is read through QGIS for this reason, with the same contents as if nothing was tried."""
    found = read(layer, crs, fields, **how)
    assert found.how is not None
    assert found.how.values.get("why") is why, str(found.how)
    assert contents(found) == contents(through_qgis(layer, crs, fields, **how))
    return found


# Where QGIS adds something to the file or leaves something out


def test_an_edit_session_is_read_through_qgis_and_undone_directly_again(tmp_path):
    layer = opened(town(tmp_path / "a.gpkg"))
    before = contents(directly(layer))
    assert layer.startEditing()
    assert layer.changeAttributeValue(3, layer.fields().indexOf("whole"), 77)
    assert layer.deleteFeature(5)
    edited = refused(layer, arrow.EDITED)
    assert 77 in edited.values["whole"]
    assert 5 not in edited.ids
    assert layer.rollBack()
    assert contents(directly(layer)) == before
    assert layer.startEditing()
    assert layer.deleteFeature(5)
    assert layer.commitChanges()
    assert 5 not in directly(layer).ids


@pytest.mark.parametrize("ending", FORMATS)
def test_what_a_provider_wrote_is_read(tmp_path, ending):
    layer = opened(town(tmp_path / f"a.{ending}", epsg=4326 if ending == "geojson" else 28992))
    contents(directly(layer))
    if not layer.startEditing():
        assert ending == "fgb"  # QGIS does not edit it
        return
    last = max(layer.allFeatureIds())
    assert layer.changeAttributeValue(last, layer.fields().indexOf("whole"), 12345)
    assert layer.commitChanges()
    assert directly(layer).numbers("whole").max() == 12345
    assert contents(directly(layer)) == contents(through_qgis(layer))


def test_joined_and_computed_fields_are_read_through_qgis(tmp_path):
    layer, other = opened(town(tmp_path / "a.gpkg")), opened(town(tmp_path / "b.gpkg", 5))
    layer.addExpressionField('"whole" * 2', QgsField("twice", QMetaType.Type.Int))
    assert refused(layer, arrow.COMPUTED).values["twice"][2] == 4
    layer = opened(town(tmp_path / "c.gpkg"))
    QgsProject.instance().addMapLayers([layer, other])
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(other)
    join.setJoinFieldName("whole")
    join.setTargetFieldName("whole")
    assert layer.addJoin(join)
    assert len(refused(layer, arrow.COMPUTED).values) == 11


def test_a_part_of_a_layer_is_read_through_qgis(tmp_path):
    layer = opened(town(tmp_path / "a.gpkg"))
    source = WholeSource(layer, layer, whole=False)
    assert read(source).how.values["why"] is arrow.PART
    assert contents(read(source)) == contents(directly(layer))


@pytest.mark.parametrize(
    "only", [{"selectedFeaturesOnly": True}, {"filterExpression": "whole > 3"}, {"featureLimit": 4}]
)
def test_a_selection_a_filter_of_qgis_and_a_limit_reach_the_result(tmp_path, only):
    layer = opened(town(tmp_path / "a.gpkg"))
    layer.selectByIds([9, 2, 5])
    QgsProject.instance().addMapLayer(layer)
    given = QgsProcessingFeatureSourceDefinition(layer.id())
    for name, value in only.items():
        setattr(given, name, value)
    some, everything = source_of(given), source_of(layer)
    assert read(some).how.values["why"] is arrow.PART
    assert read(everything).how.message == directly(layer).how.message
    expected = {"selectedFeaturesOnly": [2, 5, 9], "filterExpression": [*range(5, 31)], "featureLimit": [1, 2, 3, 4]}
    assert read(some).ids.tolist() == expected[next(iter(only))]
    assert read(everything).ids.tolist() == [*range(1, 31)]


def source_of(given):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    made = runs.algorithm("nearestfacility")
    return Reader(made, {"DWELLINGS": given}, context, runs.Feedback()).needed("DWELLINGS")


@pytest.mark.parametrize(
    ("subset", "why"),
    [
        ('SELECT * FROM "places" WHERE "whole" > 3', arrow.STATEMENT),
        ("  select whole, geom from places", arrow.STATEMENT),
        ('"whole" > 3 -- and "whole" < 5', arrow.STATEMENT),
        ('/* none */ "whole" > 3', arrow.STATEMENT),
        ("1 = 1 UNION SELECT * FROM places", arrow.STATEMENT),
    ],
)
def test_a_statement_or_a_comment_as_filter_is_read_through_qgis(tmp_path, subset, why):
    refused(opened(town(tmp_path / "a.gpkg"), subset), why)


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1"])
def test_a_filter_of_a_shapefile_with_letters_beyond_ascii_is_read_through_qgis(tmp_path, encoding):
    path = write(tmp_path / "a.shp", [("POINT(1 2)", 1, 1, 1.5, 0, "École")], options=[f"ENCODING={encoding}"])
    refused(opened(path, "\"words\" ILIKE 'é%'"), arrow.FILTER)


def test_a_filter_that_is_changed_holds_from_then_on(tmp_path):
    layer = opened(town(tmp_path / "a.gpkg"))
    source = WholeSource(layer, layer)
    assert read(source).count == 30
    assert layer.setSubsetString('"whole" >= 10')
    assert read(source).numbers("whole").tolist() == [*range(10, 30)]
    assert "directly" in read(source).how.message


def test_a_layer_for_any_thread_is_read_as_it_was_when_it_was_taken(tmp_path):
    layer = opened(town(tmp_path / "a.gpkg"), '"whole" >= 10')
    source = layer_source(layer, lambda: False)
    assert layer.setSubsetString("")
    assert read(source).numbers("whole").tolist() == [*range(10, 30)]
    assert "directly" in read(source).how.message
    layer.startEditing()
    edited = layer_source(layer, lambda: False)
    assert layer.rollBack()
    assert read(edited).how.values["why"] is arrow.EDITED


def test_options_and_archives_are_read_through_qgis(tmp_path):
    path = town(tmp_path / "a.gpkg")
    refused(opened(path, more="|layername=places|option:LIST_ALL_TABLES=NO"), arrow.OPENED)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(town(tmp_path / "b.geojson", epsg=4326), "b.geojson")
    refused(opened(f"/vsizip/{tmp_path}/b.zip/b.geojson"), arrow.OPENED)
    refused(opened(f"{tmp_path}/b.zip"), arrow.OPENED)


def test_one_kind_of_geometry_of_several_is_read_through_qgis(tmp_path):
    rows = [("POINT(5 52)",), ("LINESTRING(5 52, 5 53)",), ("POINT(6 52)",)]
    path = write(tmp_path / "a.geojson", rows, kind="Unknown", fields={}, epsg=4326)
    assert refused(opened(path, more="|geometrytype=Point"), arrow.OPENED).count == 2


def test_a_layer_in_memory_says_nothing_of_files():
    layer = runs.layer([runs.point(0, 0)])
    assert read(layer).how is None


def test_a_file_that_is_replaced_is_read_as_it_is_now(tmp_path):
    path = town(tmp_path / "a.gpkg")
    layer = opened(path)
    assert directly(layer).count == 30
    town(tmp_path / "b.gpkg", 40).replace(path)
    assert directly(layer).numbers("whole").tolist() == [*range(40)]


def test_what_another_connection_has_not_committed_is_not_read(tmp_path):
    path = town(tmp_path / "a.gpkg")
    layer = opened(path)
    with database(path) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN")
        other.execute("UPDATE places SET whole = 999 WHERE fid = 3")
        assert contents(directly(layer)) == contents(through_qgis(layer))
        assert 999 not in directly(layer).values["whole"]
        other.execute("COMMIT")
        assert contents(directly(layer)) == contents(through_qgis(layer))
        assert 999 in directly(layer).values["whole"]


# Layers in a GeoPackage


def test_each_layer_of_a_geopackage_is_read_by_its_name_or_number(tmp_path):
    path = write(tmp_path / "a.gpkg", [("POINT(1 2)",)], fields={}, name="one")
    with gdal.ExceptionMgr():
        gdal.VectorTranslate(str(path), str(town(tmp_path / "b.gpkg")), accessMode="update")
    assert directly(opened(path, more="|layername=one")).count == 1
    assert directly(opened(path, more="|layername=places")).count == 30
    assert directly(opened(path, more="|layerid=1")).count == 30
    refused(opened(path), arrow.OPENED)


@pytest.mark.parametrize("crs", [RD, None])
@pytest.mark.parametrize("table", ["places", "seen", "bare", "joined"])
def test_rows_come_in_the_order_of_qgis_with_indexes_gaps_views_and_tables(tmp_path, monkeypatch, table, crs):
    monkeypatch.setattr(arrow, "_BATCH", 17)
    path = town(tmp_path / "a.gpkg", 100)
    rng = np.random.default_rng(7)
    with database(path) as data:
        for fid, number in enumerate(rng.choice(10_000, 100, replace=False).tolist(), 1):
            data.execute("UPDATE places SET fid = ?, whole = ? WHERE fid = ?", (20_000 + number, number % 9, fid))
        data.execute("CREATE TABLE bare (fid INTEGER PRIMARY KEY, whole INTEGER, words TEXT)")
        data.execute("INSERT INTO bare SELECT fid, whole, words FROM places")
        for name in ("places", "bare"):
            data.execute(f"CREATE INDEX {name}_whole ON {name} (whole)")
            data.execute(f"CREATE INDEX {name}_both ON {name} (whole, words)")
        data.execute("ANALYZE")
        data.execute("CREATE VIEW seen AS SELECT words, whole FROM places ORDER BY words DESC")
        data.execute("CREATE VIEW joined AS SELECT p.fid, p.whole, b.words FROM places p JOIN bare b USING (fid)")
        for name in ("bare", "seen", "joined"):
            data.execute(
                "INSERT INTO gpkg_contents (table_name, identifier, data_type) VALUES (?, ?, 'attributes')",
                (name, name),
            )
    for subset in ("", "whole = 7", "whole IN (8, 3, 1)", "whole > 1", "words LIKE 'ĳ1%' AND whole < 7"):
        layer = opened(path, subset, f"|layername={table}")
        for fields in (["whole"], ["words"], ["whole", "words"], []):
            expected = contents(through_qgis(layer, crs, fields))
            assert contents(read(layer, crs, fields)) == expected, (subset, fields)
            if crs is None or table == "places":
                directly(layer, crs, fields)


# Types, names and texts


@pytest.mark.parametrize(
    ("type_", "subtype", "values"),
    [
        (ogr.OFTInteger, ogr.OFSTInt16, [1, 70_000]),
        (ogr.OFTReal, ogr.OFSTFloat32, [0.1, 1e300]),
        (ogr.OFTDate, ogr.OFSTNone, ["2024-05-06", "0001-01-01"]),
        (ogr.OFTDateTime, ogr.OFSTNone, ["2024-05-06T12:00:00Z", "2024-05-06T12:00:00+02:00"]),
        (ogr.OFTBinary, ogr.OFSTNone, [b"a\0b", b""]),
        (ogr.OFTString, ogr.OFSTJSON, ['{"a": 1}', "[1, 2]"]),
        (ogr.OFTStringList, ogr.OFSTNone, [["a", "b"], []]),
    ],
)
def test_other_types_are_read_through_qgis_where_they_are_asked_for(tmp_path, type_, subtype, values):
    driver = {"driver": "GeoJSON"} if type_ == ogr.OFTStringList else {}
    path = tmp_path / ("a.geojson" if driver else "a.gpkg")
    rows = [(f"POINT({n} 5)", value, n) for n, value in enumerate([*values, None])]
    fields = {"odd": (type_, subtype), "whole": (ogr.OFTInteger, ogr.OFSTNone)}
    layer = opened(write(path, rows, fields=fields, epsg=4326))
    refused(layer, arrow.FIELDS)
    expected = contents(through_qgis(layer, fields=["whole"]))
    assert contents(directly(layer, fields=["whole"])) == expected


def test_cells_of_another_type_than_their_column_are_read_as_qgis_does(tmp_path):
    path = town(tmp_path / "a.gpkg", 12, options=["SPATIAL_INDEX=NO"])
    odd = ["'abc'", "1.5", "99999999999", "1e300", "X'4142'", "'12'", "-7", "'é€'", "''", "9e999", "-0.0", "X'00FF'"]
    with database(path) as data:
        for fid, value in enumerate(odd, 1):
            sets = ", ".join(f"{field} = {value}" for field in FIELDS)
            data.execute(f"UPDATE places SET {sets} WHERE fid = {fid}")
    layer = opened(path)
    found = read(layer)
    assert contents(found) == contents(through_qgis(layer))


NOT_UTF_8 = (b"caf\xe9", b"\xef\xbb\xbfmark", b"\xed\xa0\x80", b"\xf5")


@pytest.mark.parametrize(
    ("text", "long"),
    [
        *((text, False) for text in NOT_UTF_8),
        (NOT_UTF_8[0], True),
        *(pytest.param(text, True, marks=pytest.mark.slow) for text in NOT_UTF_8[1:]),
    ],
)
def test_texts_that_are_no_utf_8_and_byte_order_marks_are_read_through_qgis(tmp_path, text, long):
    path = town(tmp_path / "a.gpkg", 3000 if long else 12)
    with database(path) as data:
        # Long among short ones, they come as Python texts.
        data.execute("UPDATE places SET words = CAST(? AS TEXT) WHERE fid = 7", (text + b"x" * 3000 * long,))
    layer = opened(path)
    refused(layer, arrow.CONTENT)
    assert contents(directly(layer, fields=["whole"])) == contents(through_qgis(layer, fields=["whole"]))


def test_texts_of_a_shapefile_in_another_encoding_are_read_through_qgis(tmp_path):
    layer = opened(town(tmp_path / "a.shp", options=["ENCODING=ISO-8859-1"]))
    assert layer.dataProvider().encoding() != "UTF-8"
    refused(layer, arrow.FIELDS)
    directly(layer, fields=["whole", "real"])
    layer = opened(town(tmp_path / "b.shp"))
    directly(layer)
    layer.setProviderEncoding("windows-1252")
    refused(layer, arrow.FIELDS)


def test_a_shapefile_that_says_another_encoding_than_it_has_is_read_as_qgis_does(tmp_path):
    path = town(tmp_path / "a.shp")
    path.with_suffix(".cpg").write_text("ISO-8859-1")
    layer = opened(path)
    layer.setProviderEncoding("UTF-8")
    assert directly(layer).values["words"][3] == "ĳ3"


def test_fields_whose_names_clash_are_read_through_qgis(tmp_path):
    whole = (ogr.OFTInteger, ogr.OFSTNone)
    for ending, name in (("fgb", "OGC_FID"), ("fgb", "wkb_geometry"), ("geojson", "ogc_fid")):
        path = write(tmp_path / f"{name}.{ending}", [("POINT(5 52)", 7)], fields={name: whole}, epsg=4326)
        refused(opened(path), arrow.FIELDS)
    path = write(tmp_path / "case.fgb", [("POINT(5 52)", 1, 2)], fields={"Name": whole, "name": whole}, epsg=4326)
    refused(opened(path), arrow.FIELDS)
    path = town(tmp_path / "a.gpkg", options=["FID=whole_id", "GEOMETRY_NAME=shape"])
    assert directly(opened(path)).values["whole_id"][:3] == [1, 2, 3]


# Geometries


PLAIN = [
    *("POINT EMPTY", "LINESTRING EMPTY", "POLYGON EMPTY", "MULTIPOINT EMPTY", "MULTIPOLYGON EMPTY", None),
    *(
        "MULTIPOINT((1 2), EMPTY, (3 4))",
        "MULTILINESTRING((0 0, 1 1), EMPTY)",
        "LINESTRING(3 4, 3 4)",
        "LINESTRING(3 4)",
    ),
    *("POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))", "POINT(2e9 5)", "LINESTRING(0 0, 5 -3e9)", "POINT(-0.0 0.0)"),
    *("POINT Z(1 2 3)", "LINESTRING M(1 2 3, 4 5 6)", "POLYGON ZM((0 0 1 2, 4 0 3 4, 4 4 5 6, 0 0 1 2))"),
    *("MULTIPOLYGON(((0 0, 4 0, 4 4, 0 0)), ((7 7, 9 7, 9 9, 7 7), (8 7.5, 8.5 7.5, 8.5 8, 8 7.5)))",),
    *("POLYGON M((0 0 1, 4 0 3, 4 4 5, 0 0 2))", "POLYGON((0 0, 1 1, 0 0))", "MULTILINESTRING Z((0 0 1, 1 1 2))"),
]


@pytest.mark.parametrize("how", [{}, {"geometries": "areas"}, {"geometries": "points"}], ids=str)
@pytest.mark.parametrize("crs", [RD, QgsCoordinateReferenceSystem("EPSG:3857")], ids=["same", "other"])
@pytest.mark.parametrize("ending", ["gpkg", "fgb"])
def test_plain_geometries_come_as_qgis_gives_them_also_empty_invalid_and_far_away(tmp_path, ending, crs, how):
    rows = [(shape,) for shape in PLAIN if ending == "gpkg" or shape is None or "EMPTY" not in shape]
    options = ["SPATIAL_INDEX=NO"]
    layer = opened(write(tmp_path / f"a.{ending}", rows, kind="Unknown", fields={}, options=options))
    assert contents(directly(layer, crs, **how)) == contents(through_qgis(layer, crs, **how))


@pytest.mark.parametrize(
    "shape",
    [
        "CIRCULARSTRING(0 0, 1 1, 2 0)",
        "COMPOUNDCURVE((0 0, 5 5), CIRCULARSTRING(5 5, 6 6, 7 5))",
        "CURVEPOLYGON(CIRCULARSTRING(0 0, 4 0, 4 4, 0 4, 0 0))",
        "MULTICURVE((0 0, 5 5), CIRCULARSTRING(4 0, 4 4, 8 4))",
        "GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(3 4, 5 6))",
        "TIN(((0 0, 0 1, 1 1, 0 0)))",
        "POLYHEDRALSURFACE(((0 0, 0 1, 1 1, 0 0)))",
        "TRIANGLE((0 0, 0 1, 1 1, 0 0))",
        "POLYGON((0 0, 4 0, 4 4, 0 4))",  # QGIS closes it
        "POLYGON Z((0 0 1, 4 0 1, 4 4 1, 0 0 2))",
    ],
)
def test_curves_collections_and_open_rings_are_read_through_qgis(tmp_path, shape):
    rows = [("POINT(1 2)",), (shape,), (None,)]
    layer = opened(write(tmp_path / "a.gpkg", rows, kind="Unknown", fields={}))
    refused(layer, arrow.SHAPES)
    refused(layer, arrow.SHAPES, QgsCoordinateReferenceSystem("EPSG:3857"))
    directly(layer, None)


def test_vertices_that_are_no_number_and_other_byte_orders_come_as_qgis_gives_them(tmp_path):
    layer = opened(write(tmp_path / "a.gpkg", [("POINT(1 2)",)] * 9, fields={}, options=["SPATIAL_INDEX=NO"]))
    head = b"GP\0\1" + struct.pack("<i", 28992)
    nan, inf = float("nan"), float("inf")
    blobs = [
        struct.pack(">BIdd", 0, 1, 3, 4),
        struct.pack(">BII4d", 0, 2, 2, 1, 2, 3, 4),
        struct.pack("<BIdd", 1, 1, nan, 5),
        struct.pack("<BIdd", 1, 1, inf, 5),
        struct.pack("<BII4d", 1, 2, 2, nan, 1, 2, 3),
        struct.pack("<BIddd", 1, 0x80000001, 7, 8, 9),  # Z as it was written before there was a standard
    ]
    with database(tmp_path / "a.gpkg") as data:
        for fid, blob in enumerate(blobs, 1):
            data.execute("UPDATE places SET geom = ? WHERE fid = ?", (head + blob, fid))
    for how in ({}, {"geometries": "areas"}, {"geometries": "points"}):
        for crs in (RD, QgsCoordinateReferenceSystem("EPSG:4326")):
            assert contents(directly(layer, crs, **how)) == contents(through_qgis(layer, crs, **how))


@pytest.mark.parametrize(
    "epsg", [4326, 4258, 3857, 25831, 32631, 4289, 7415, 2154], ids=lambda epsg: f"from EPSG:{epsg}"
)
@pytest.mark.parametrize("to", ["EPSG:28992", "EPSG:3035", "tmerc"])
def test_a_transformation_gives_the_same_bits(tmp_path, epsg, to):
    local = "+proj=tmerc +lat_0=52.1 +lon_0=5.2 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"
    crs = QgsCoordinateReferenceSystem(to) if to != "tmerc" else QgsCoordinateReferenceSystem.fromProj(local)
    own = QgsCoordinateReferenceSystem(f"EPSG:{epsg}")
    rng = np.random.default_rng(epsg)
    there = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), own, QgsCoordinateTransformContext())
    rows = []
    for n in range(200):
        vertices = [there.transform(*rng.uniform([3.5, 50.8], [7.2, 53.5]).tolist()) for _ in range(1 + n % 4)]
        text = ", ".join(f"{p.x()!r} {p.y()!r}" for p in vertices)
        rows.append((f"POINT({text})" if n % 4 == 0 else f"LINESTRING({text})",))
    # Beyond what a transformation is for, and beyond the earth: alone each may need another one, or fail.
    rows += [(f"POINT({x} {y})",) for x, y in ((500, 91), (1e8, 1e8), (179.9, -89.9), (-1e7, 2e7))]
    layer = opened(write(tmp_path / "a.gpkg", rows, kind="Unknown", fields={}, epsg=epsg))
    assert layer.crs().isValid()
    expected = through_qgis(layer, crs)
    assert contents(directly(layer, crs)) == contents(expected)
    assert expected.shapes.has_geometry.sum() >= 200


def test_a_layer_without_reference_system_is_brought_from_the_one_that_is_assumed(tmp_path):
    layer = opened(write(tmp_path / "a.gpkg", [("POINT(5 52)",), ("POINT(500 95)",)], fields={}, epsg=None))
    assumed = WorkingCrs(RD, QgsCoordinateReferenceSystem("EPSG:4326"), "", QgsCoordinateTransformContext())
    found, expected = read_layer(layer, assumed), read_layer(SourceLike(layer), assumed)
    assert "directly" in found.how.message
    assert contents(found) == contents(expected)
    assert found.unusable.tolist() == [2]


# Ends


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_that_is_cut_short_stops_with_the_sentence_of_qgis(tmp_path, ending):
    path = town(tmp_path / f"a.{ending}", 4000, epsg=4326)
    layer = opened(path)
    count = layer.featureCount()
    victim = path.with_suffix(".dbf") if ending == "shp" else path
    victim.write_bytes(victim.read_bytes()[: victim.stat().st_size // 2])
    said = []
    for source in (WholeSource(layer, layer), _Unread(layer, layer)):
        try:
            said.append(read(source, layer.crs()).count)
        except InputError as error:
            said.append((error.message, error.values))
    assert said[0] == said[1]
    assert said[0] != count


class _Unread(WholeSource):
    """Always read through QGIS."""

    def getBatches(self, wanted, *, geometries):
        raise arrow.NotDirect(arrow.CONTENT)


def test_cancel_is_heard_after_each_batch(tmp_path, monkeypatch):
    monkeypatch.setattr(arrow, "_BATCH", 5)
    layer = opened(town(tmp_path / "a.gpkg"))
    shares = []
    with pytest.raises(Cancelled):
        read_layer(layer, None, (), progress=Progress(shares.append, lambda: len(shares) >= 3))
    assert shares == pytest.approx([0, 5 / 30, 10 / 30])
    looks = []
    source = WholeSource(layer, layer, lambda: looks.append(1) or len(looks) >= 2)
    with pytest.raises(Cancelled):
        read(source)
    assert len(looks) == 2
    assert directly(layer).count == 30  # nothing is left open or switched


def test_switches_of_gdal_stay_as_they_were(tmp_path):
    layer = opened(town(tmp_path / "a.gpkg"))
    before = gdal.GetUseExceptions(), gdal.GetThreadLocalConfigOption("OGR_GPKG_STREAM_BASE_IMPL")
    directly(layer)
    assert (gdal.GetUseExceptions(), gdal.GetThreadLocalConfigOption("OGR_GPKG_STREAM_BASE_IMPL")) == before


def test_an_older_gdal_leaves_it_to_qgis(tmp_path, monkeypatch):
    monkeypatch.setattr(arrow, "_OLDEST", int(gdal.VersionInfo("VERSION_NUM")) + 1)
    refused(opened(town(tmp_path / "a.gpkg")), arrow.GDAL_TOO_OLD)


def test_an_empty_layer_is_read(tmp_path):
    layer = opened(write(tmp_path / "a.gpkg", []))
    assert directly(layer).count == 0
    assert contents(directly(layer)) == contents(through_qgis(layer))
    assert contents(directly(layer, None)) == contents(through_qgis(layer, None))


def test_the_log_of_a_run_tells_how_each_file_was_read(tmp_path, provider):
    streets = write(tmp_path / "streets.gpkg", [("LINESTRING(0 0, 1000 0)",)], kind="LineString", fields={})
    homes, schools = town(tmp_path / "homes.gpkg"), opened(town(tmp_path / "schools.gpkg", 3))
    schools.startEditing()
    QgsProject.instance().addMapLayer(schools)
    given = {"NETWORK": str(streets), "DWELLINGS": str(homes), "FACILITIES": schools, "OUTPUT": "memory:"}
    said = runs.run("nearestfacility", given).feedback.infos
    assert "“streets” is read directly from its file." in said
    assert "“homes” is read directly from its file." in said
    assert "“places” is read through QGIS, since it is being edited." in said


def test_a_file_of_another_format_is_read_through_qgis(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("whole;words\n1;a\n2;b\n")
    refused(opened(path), arrow.FORMAT, None)


def test_a_source_that_is_no_file_is_not_asked_for_its_number_before():
    class Server(WholeSource):
        asked = 0

        def featureCount(self):
            Server.asked += 1
            return super().featureCount()

    layer = runs.layer([runs.point(0, 0)])
    read(Server(layer, layer))
    assert Server.asked == 1  # by the reader through QGIS, for its progress


def test_a_file_is_read_in_any_thread(tmp_path):
    layer = opened(town(tmp_path / "a.gpkg"))
    source, found = layer_source(layer, lambda: False), []
    thread = threading.Thread(target=lambda: found.append(read(source)))
    thread.start()
    thread.join()
    assert "directly" in found[0].how.message
    assert contents(found[0]) == contents(directly(layer))
