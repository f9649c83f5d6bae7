"""Layers written directly into a GeoPackage and through QGIS: the same tables, rows, index and metadata."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr, osr
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsProcessingContext,
    QgsVectorLayer,
)

from buurtmaat.adapters.io import arrow
from buurtmaat.adapters.io.columns import Column, number_column, text_column, whole_column
from buurtmaat.adapters.io.crs import choose_crs
from buurtmaat.adapters.io.feature_sources import SourceLike, layer_source
from buurtmaat.adapters.io.reading import read_layer
from buurtmaat.adapters.outputs import direct_rows
from buurtmaat.adapters.outputs.layer_writer import LayerWriter
from buurtmaat.adapters.outputs.outputs import Outputs
from buurtmaat.algorithms.nearest_facility import NearestFacilityAlgorithm
from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.progress import Progress
from towns import runs
from towns.every_algorithm import parameters, targets
from towns.runs import Feedback
from towns.slow import some

WRITTEN = "go directly into"


@dataclass
class Written:
    """An output that was written, with what the log tells."""

    feedback: Feedback = field(default_factory=Feedback)
    context: QgsProcessingContext = field(default_factory=QgsProcessingContext)

    def to(self, place, write):
        algorithm = NearestFacilityAlgorithm()
        algorithm.initAlgorithm()
        outputs = Outputs(algorithm, {"OUTPUT": place}, self.context, self.feedback)
        outputs.check("OUTPUT")
        try:
            write(LayerWriter(outputs, "OUTPUT"))
            outputs.finish()
        except BaseException:
            outputs.remove()
            raise
        return self

    @property
    def is_direct(self):
        return any(WRITTEN in text for text in self.feedback.infos)


def everything(path):
    """Return all that a GeoPackage holds but when it was written and how the nodes of its indexes are filled."""
    with closing(sqlite3.connect(path)) as database:
        found = {"made": set(database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))}
        for name, statement in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall():
            if name.startswith("rtree_") and "VIRTUAL" not in statement:
                continue
            columns = [column for (column,) in database.execute("SELECT name FROM pragma_table_info(?)", (name,))]
            columns = ['"' + column.replace('"', '""') + '"' for column in columns if column != "last_change"]
            typed = ", ".join(f"{column}, typeof({column})" for column in columns)
            found[name] = database.execute(f'SELECT {typed} FROM "{name}" ORDER BY 1, 3').fetchall()
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"):
            assert database.execute("SELECT rtreecheck(?)", (name,)).fetchall() == [("ok",)]
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return found


def as_qgis_reads(path, table):
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    assert layer.isValid()
    features = [(f.id(), f.attributes(), f.geometry().asWkb().data()) for f in layer.getFeatures()]
    described = [(f.name(), f.typeName(), f.length(), f.precision()) for f in layer.fields()]
    return features, described, layer.wkbType(), layer.crs().authid(), layer.extent(), layer.featureCount()


def read(layer, keep=None):
    found = read_layer(layer_source(layer, lambda: False), choose_crs(layer, QgsCoordinateTransformContext()))
    return found if keep is None else found.only(keep(found))


def both(layer, columns, folder, place="{folder}/{name}.gpkg", keep=None, table=None):
    """Write a layer with computed columns both ways; return how the first way went, and where."""
    found = read(layer, keep)
    source, paths, ways = layer_source(layer, lambda: False), [], []
    for name, one in (("a", source), ("b", SourceLike(source))):
        (folder / name).mkdir(exist_ok=True)
        ways.append(
            Written().to(
                place.format(folder=folder / name, name="x"),
                lambda writer, one=one: writer.with_input(one, found, columns(found.count), Progress()),
            )
        )
        paths.append(folder / name / "x.gpkg")
    assert not ways[1].is_direct
    first, second = map(everything, paths)
    assert first.keys() == second.keys()
    for part, rows in first.items():
        assert rows == second[part], part
    table = table or "x"
    assert as_qgis_reads(paths[0], table) == as_qgis_reads(paths[1], table)
    assert len(first[table]) == found.count + found.uncounted.size
    return ways[0]


def plain_columns(count):
    values = np.arange(count) / 7
    values[1::3] = np.nan
    words = [None if n % 4 == 0 else f"w é {n}" for n in range(count)]
    return [
        number_column("ten", values),
        text_column("word", words, uncounted="none"),
        whole_column("n", np.arange(count) - 5, np.arange(count) % 3 > 0),
        whole_column("big", np.arange(count) + 2**40, kind="id"),
        number_column("name", -values),
    ]


SHAPES = {
    "Point": ["POINT (1 2)", "POINT (0.1 0.3)", None, "POINT (-3 4.000000001)"],
    "LineString": ["LINESTRING (1 2, 3 4, 5 1)", None, "LINESTRING (0 0, 1 1)"],
    "Polygon": [
        "POLYGON ((0 0, 10 0, 10 10, 0 0))",
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (1 1, 2 1, 2 2, 1 1), (8 8, 30 8, 9 9, 8 8))",
        None,
    ],
    "MultiPoint": ["MULTIPOINT (1 2, 3 4)", "MULTIPOINT (1 2)", None],
    "MultiLineString": ["MULTILINESTRING ((1 2, 3 4), (5 6, 0 0))", "MULTILINESTRING ((1 2, 3 4))", None],
    "MultiPolygon": [
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5), (5.1 5, 5.2 5, 5.2 5.1, 5.1 5)))",
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))",
        None,
    ],
    "None": [None, None],
}
FIELDS = [
    ("name", ogr.OFTString, ogr.OFSTNone),
    ("n", ogr.OFTInteger, ogr.OFSTNone),
    ("long", ogr.OFTInteger64, ogr.OFSTNone),
    ("real", ogr.OFTReal, ogr.OFSTNone),
    ("yes", ogr.OFTInteger, ogr.OFSTBoolean),
]
VALUES = [
    ("é", 1, 2**40, 0.1, 1),
    (None, None, None, None, None),
    ("", -(2**31) + 1, -(2**63) + 1, -1e300, 0),
    ("1", 2**31 - 1, 2**63 - 1, 5.0, 1),
]
ENDINGS = {"GPKG": "gpkg", "ESRI Shapefile": "shp", "FlatGeobuf": "fgb", "GeoJSON": "geojson"}


def make(path, driver, kind, shapes, fields=FIELDS, values=VALUES, epsg=28992, options=()):
    """Write a layer with GDAL, its shapes moved to Delft."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(epsg or 28992)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    data = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    made = data.CreateLayer(
        Path(path).stem, system if epsg else None, getattr(ogr, f"wkb{kind}"), options=list(options)
    )
    for name, type_, subtype in fields:
        definition = ogr.FieldDefn(name, type_)
        definition.SetSubType(subtype)
        made.CreateField(definition)
    for row, shape in enumerate(shapes):
        feature = ogr.Feature(made.GetLayerDefn())
        for number, value in enumerate(values[row % len(values)]):
            if value is not None:
                feature.SetField(number, value)
        if shape is not None:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
        made.CreateFeature(feature)
    made.SyncToDisk()
    made = data = None
    return QgsVectorLayer(str(path), Path(path).stem, "ogr")


@pytest.fixture(autouse=True)
def raising(qgis_app):
    was = [gdal.GetUseExceptions(), ogr.GetUseExceptions(), osr.GetUseExceptions()]
    for module in (gdal, ogr, osr):
        module.UseExceptions()
    yield
    for module, on in zip((gdal, ogr, osr), was, strict=True):
        (module.UseExceptions if on else module.DontUseExceptions)()


def times(shapes, count=3):
    return list(shapes) * count


@pytest.mark.parametrize("driver", ENDINGS)
@pytest.mark.parametrize("kind", SHAPES)
def test_a_layer_of_each_format_and_kind_is_the_same_both_ways(driver, kind, tmp_path):
    if kind == "None" and driver == "ESRI Shapefile":
        pytest.skip("QGIS reads a .dbf as another format")
    shapes = times(SHAPES[kind])
    values = [(*row[:2], 2**40, *row[3:]) for row in VALUES] if driver != "GPKG" else VALUES
    fields = FIELDS if driver != "ESRI Shapefile" else FIELDS[:4]
    values = [row[: len(fields)] for row in values]
    options = {"FlatGeobuf": ["SPATIAL_INDEX=NO"], "ESRI Shapefile": ["ENCODING=UTF-8"]}.get(driver, [])
    layer = make(tmp_path / f"in.{ENDINGS[driver]}", driver, kind, shapes, fields, values, options=options)
    assert layer.featureCount() == len(shapes)
    assert both(layer, plain_columns, tmp_path).is_direct


@pytest.mark.parametrize("place", ["ogr:dbname='{folder}/{name}.gpkg' table=\"my t\" (geom)", "{folder}/{name}.gpkg"])
@pytest.mark.parametrize("is_there", [False, True])
@pytest.mark.parametrize("epsg", some([28992, 4326, 3857, 0], [28992, 0]))
def test_a_place_of_each_kind_is_the_same_both_ways(place, is_there, epsg, tmp_path):
    layer = make(tmp_path / "in.gpkg", "GPKG", "Polygon", times(SHAPES["Polygon"], 40), epsg=epsg)
    if is_there:
        for name in "ab":
            (tmp_path / name).mkdir()
            make(tmp_path / name / "x.gpkg", "GPKG", "LineString", SHAPES["LineString"])
    assert both(layer, plain_columns, tmp_path, place, table="my t" if "table" in place else "x").is_direct


def test_rows_that_do_not_count_are_the_same_both_ways(tmp_path):
    layer = make(tmp_path / "in.gpkg", "GPKG", "Point", times(SHAPES["Point"], 10))
    assert both(layer, plain_columns, tmp_path, keep=lambda found: np.arange(found.count) % 3 == 1).is_direct
    assert both(layer, plain_columns, tmp_path, keep=lambda found: np.zeros(found.count, bool)).is_direct


def test_a_filter_is_the_same_both_ways(tmp_path):
    layer = make(tmp_path / "in.gpkg", "GPKG", "Point", times(SHAPES["Point"], 10))
    layer.setSubsetString('"n" > 0 AND "real" < 4')
    assert layer.featureCount() == 10
    assert both(layer, plain_columns, tmp_path).is_direct


def test_a_layer_without_rows_is_the_same_both_ways(tmp_path):
    layer = make(tmp_path / "in.gpkg", "GPKG", "Point", [])
    assert both(layer, plain_columns, tmp_path).is_direct


def test_ids_that_leave_gaps_and_a_field_of_their_name_are_kept_both_ways(tmp_path):
    layer = make(tmp_path / "in.gpkg", "GPKG", "Point", times(SHAPES["Point"], 10))
    assert layer.dataProvider().deleteFeatures([1, 7, 8, 30])
    assert both(layer, plain_columns, tmp_path).is_direct
    assert [f["fid"] for f in QgsVectorLayer(str(tmp_path / "a" / "x.gpkg")).getFeatures()][:3] == [2, 3, 4]


@pytest.mark.parametrize(
    ("type_", "numbers", "name"),
    [
        (ogr.OFTInteger, [9, 4, 7], "fid"),
        (ogr.OFTReal, [3.0, 2.0, 8.0], "FID"),
        (ogr.OFTReal, [3.5, 2.0, 8.0], "fid"),
        (ogr.OFTInteger, [4, 4, 7], "fid"),
        (ogr.OFTInteger, [4, None, 7], "fid"),
        (ogr.OFTInteger64, [0, 2**53 + 1, 7], "fid"),
        (ogr.OFTInteger, [-1, 2, 7], "fid"),
        (ogr.OFTString, ["4", "3", "7"], "fid"),
    ],
)
def test_a_field_fid_is_the_key_or_not_both_ways(type_, numbers, name, tmp_path):
    fields = [("a", ogr.OFTString, ogr.OFSTNone), (name, type_, ogr.OFSTNone)]
    values = [("x", number) for number in numbers]
    layer = make(
        tmp_path / "in.fgb",
        "FlatGeobuf",
        "Point",
        [*SHAPES["Point"][:2], "POINT (7 8)"],
        fields,
        values,
        options=["SPATIAL_INDEX=NO"],
    )
    assert both(layer, plain_columns, tmp_path).is_direct


def test_names_that_are_taken_are_the_same_both_ways(tmp_path):
    fields = [(name, ogr.OFTString, ogr.OFSTNone) for name in ("WORD", "geom", "geom_2", 'we "ird', "ten_2")]
    layer = make(tmp_path / "in.fgb", "FlatGeobuf", "Point", ["POINT (1 2)"], fields, [("a", "b", "c", "d", "e")])
    assert both(layer, plain_columns, tmp_path).is_direct


def test_numbers_that_are_not_finite_are_the_same_both_ways(tmp_path):
    fields = [("real", ogr.OFTReal, ogr.OFSTNone)]
    values = [(float("nan"),), (float("inf"),), (-float("inf"),), (-0.0,)]
    layer = make(tmp_path / "in.fgb", "FlatGeobuf", "Point", ["POINT (1 2)"] * 4, fields, values)
    odd = np.array([np.nan, np.inf, -np.inf, -0.0])

    def columns(count):
        return [Column(name="odd", kind="number", values=odd), number_column("known", odd)]

    assert both(layer, columns, tmp_path).is_direct


@pytest.mark.parametrize(
    ("kind", "shape", "why"),
    [
        ("PointZM", "POINT ZM (1 2 3 4)", "Z or M"),
        ("LineString25D", "LINESTRING Z (1 2 3, 4 5 6)", "Z or M"),
        ("CurvePolygon", "CURVEPOLYGON (CIRCULARSTRING (0 0, 1 1, 2 0, 1 -1, 0 0))", "Z or M"),
        ("Point", "POINT EMPTY", "empty"),
        ("Polygon", "POLYGON EMPTY", "empty"),
        ("Polygon", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))", "several kinds"),
        ("LineString", "LINESTRING (-0 0, 1 1)", "empty"),
        ("GeometryCollection", "GEOMETRYCOLLECTION (POINT (1 2))", "several kinds"),
    ],
)
def test_what_is_not_known_to_be_the_same_goes_through_qgis(kind, shape, why, tmp_path, monkeypatch):
    # What is strange comes in the second batch, when rows are there already.
    monkeypatch.setattr(arrow, "_BATCH", 50)
    usual = {
        "PointZM": "POINT ZM (1 2 3 4)",
        "LineString25D": "LINESTRING Z (1 2 3, 4 5 6)",
        "CurvePolygon": shape,
        "GeometryCollection": shape,
    }
    first = usual.get(kind) or SHAPES[kind][0]
    layer = make(tmp_path / "in.gpkg", "GPKG", kind, [first] * 51 + [shape])
    way = both(layer, plain_columns, tmp_path)
    assert not way.is_direct
    assert any("through QGIS, since" in text and why in text for text in way.feedback.infos)


@pytest.mark.parametrize("text", ["é" * 10, "é" * 11, "a\0b"])
def test_a_text_with_a_nul_or_longer_than_its_field_is_the_same_both_ways(text, tmp_path):
    make(tmp_path / "in.gpkg", "GPKG", "Point", ["POINT (1 2)"] * 3)
    with closing(sqlite3.connect(tmp_path / "in.gpkg")) as database, database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_master SET sql = replace(sql, '\"name\" TEXT', '\"name\" TEXT(10)')")
    with closing(sqlite3.connect(tmp_path / "in.gpkg")) as database, database:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'in'"
        for (name,) in database.execute(query).fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute('UPDATE "in" SET name = ? WHERE fid = 2', (text,))
    layer = QgsVectorLayer(f"{tmp_path}/in.gpkg", "in", "ogr")
    assert layer.fields()[1].length() == 10
    if len(text) <= 10:
        assert both(layer, plain_columns, tmp_path).is_direct
        return
    with pytest.raises(InputError, match="cannot be written"):  # as QGIS says it
        both(layer, plain_columns, tmp_path)
    assert list((tmp_path / "a").iterdir()) == []


def test_computed_values_that_their_field_does_not_hold_go_through_qgis(tmp_path):
    layer = make(tmp_path / "in.gpkg", "GPKG", "Point", ["POINT (1 2)"] * 2)
    for number, column in enumerate(
        [
            Column(name="c", kind="text", values=np.array(["a\0b", "c"], object)),
            Column(name="c", kind="text", values=np.array([1.5, 2], object)),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert not both(layer, lambda count, column=column: [column], folder).is_direct


def test_a_table_without_geometry_is_the_same_both_ways(tmp_path, monkeypatch):
    from buurtmaat.adapters.io.arrow import NotDirect
    from buurtmaat.adapters.outputs import layer_writer

    columns, parts = plain_columns(12_345), []
    columns[4] = Column(name="mixed", kind="number", values=np.array([1, None, 2.5] * 4115, object))
    Written().to(str(tmp_path / "a.gpkg"), lambda writer: writer.table(columns, Progress()))

    def refuse(*_arguments):
        raise NotDirect

    monkeypatch.setattr(layer_writer, "write_directly", refuse)
    (tmp_path / "b").mkdir()
    Written().to(str(tmp_path / "b" / "a.gpkg"), lambda writer: writer.table(columns, Progress()))
    parts = [everything(tmp_path / "a.gpkg"), everything(tmp_path / "b" / "a.gpkg")]
    assert parts[0] == parts[1]
    assert len(parts[0]["a"]) == 12_345


def cancelling(at):
    asked = []

    def cancelled():
        asked.append(None)
        return len(asked) >= at

    return Progress(cancelled=cancelled)


@pytest.mark.parametrize("at", [1, 2, 3, 4, 6, 9])
def test_cancel_is_heard_while_rows_are_written_and_leaves_nothing(at, tmp_path, monkeypatch):
    monkeypatch.setattr(arrow, "_BATCH", 400)
    monkeypatch.setattr(direct_rows, "_BLOCK", 40)
    layer = make(tmp_path / "in.gpkg", "GPKG", "Point", ["POINT (1 2)"] * 1000)
    found, folder = read(layer), tmp_path / "out"
    folder.mkdir()
    source = layer_source(layer, lambda: False)
    with pytest.raises(Cancelled):
        Written().to(
            str(folder / "x.gpkg"),
            lambda writer: writer.with_input(source, found, plain_columns(found.count), cancelling(at)),
        )
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("change", ["a row less", "a row more", "another row"])
def test_a_layer_that_changed_since_it_was_read_stops_the_run_and_leaves_nothing(change, tmp_path):
    layer = make(tmp_path / "in.gpkg", "GPKG", "Point", ["POINT (1 2)"] * 10)
    found, folder = read(layer), tmp_path / "out"
    folder.mkdir()
    if change != "a row more":
        assert layer.dataProvider().deleteFeatures([3])
    if change != "a row less":
        assert layer.dataProvider().addFeatures([QgsFeature(layer.fields())])[0]
    source = layer_source(layer, lambda: False)
    with pytest.raises(InputError, match="changed during the run"):
        Written().to(
            str(folder / "x.gpkg"),
            lambda writer: writer.with_input(source, found, plain_columns(10), Progress()),
        )
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR])
def test_a_disk_that_is_full_while_rows_are_written_is_told_and_leaves_nothing(code, tmp_path, monkeypatch):
    from buurtmaat.adapters.outputs.geopackage_rows import TableRows

    add = TableRows.add

    def fail(rows, *given):
        add(rows, *given)
        error = sqlite3.OperationalError("no room")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr(TableRows, "add", fail)
    layer = make(tmp_path / "in.gpkg", "GPKG", "Point", ["POINT (1 2)"] * 10)
    found, folder = read(layer), tmp_path / "out"
    folder.mkdir()
    source = layer_source(layer, lambda: False)
    with pytest.raises(InputError) as stop:
        Written().to(
            str(folder / "x.gpkg"),
            lambda writer: writer.with_input(source, found, plain_columns(10), Progress()),
        )
    why = "the disk is full" if code == sqlite3.SQLITE_FULL else "no room"
    assert (
        str(stop.value)
        == f"The output OUTPUT cannot be written to {folder / 'x.gpkg'}: {why}; choose another place, or try again."
    )
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("seed", range(40))
def test_random_layers_are_the_same_both_ways(seed, tmp_path):
    rng = np.random.default_rng(seed)
    kind = str(rng.choice([one for one in SHAPES if one != "None"]))
    count = int(rng.choice([1, 3, 51, 52, 103, 700, 2700]))
    epsg = int(rng.choice([28992, 4326]))
    shapes = [random_shape(kind, rng, 6 if epsg == 28992 else 1) if rng.random() > 0.1 else None for _ in range(count)]
    values = [
        tuple(None if rng.random() < 0.2 else value for value in random_values(rng)) for _ in range(min(count, 50))
    ]
    layer = make(tmp_path / "in.gpkg", "GPKG", kind, shapes, FIELDS, values, epsg=epsg)
    gone = rng.random(count) < 0.2
    assert layer.dataProvider().deleteFeatures((np.flatnonzero(gone) + 1).tolist())
    table = str(rng.choice(["x", "some table"]))
    place = f"ogr:dbname='{{folder}}/{{name}}.gpkg' table=\"{table}\" (geom)" if seed % 2 else "{folder}/{name}.gpkg"
    layer = QgsVectorLayer(f"{tmp_path}/in.gpkg", "in", "ogr")
    assert both(
        layer, plain_columns, tmp_path, place, lambda found: rng.random(found.count) < 0.9, table if seed % 2 else "x"
    ).is_direct


def random_values(rng):
    text = "".join(map(chr, rng.choice([65, 233, 0x20AC, 0x1F600, 10, 39, 34], rng.integers(0, 9))))
    real = float(rng.normal() * 10.0 ** rng.integers(-9, 9))
    return text, int(rng.integers(-9, 9)), int(rng.integers(-(2**62), 2**62)), real, int(rng.integers(2))


def random_shape(kind, rng, most):
    if kind.startswith("Multi"):
        parts = [random_shape(kind.removeprefix("Multi"), rng, most) for _ in range(rng.integers(1, 4))]
        inner = ", ".join(part[part.index("(") :] for part in parts)
        return f"{kind.upper()} ({inner})"
    around = rng.normal(size=2) * 10.0 ** rng.integers(0, most)
    size = {"Point": 1, "LineString": rng.integers(2, 6), "Polygon": rng.integers(3, 6)}[kind]
    xy = around + rng.normal(size=(size, 2))
    if kind == "Polygon":
        xy = np.concatenate([xy, xy[:1]])
    inner = "(" + ", ".join(f"{float(x)!r} {float(y)!r}" for x, y in xy) + ")"
    return f"POLYGON ({inner})" if kind == "Polygon" else f"{kind.upper()} {inner}"


def test_the_outputs_of_a_run_go_directly_into_their_files(tmp_path):
    given = parameters("basicrequirements", targets("basicrequirements", "new", tmp_path))
    for name, value in given.items():
        if isinstance(value, QgsVectorLayer):
            given[name] = runs.save(value, tmp_path / f"{name.lower()}.gpkg")
    done = runs.run("basicrequirements", given)
    ways = [text for text in done.feedback.infos if "The rows of" in text]
    wanted = ["OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS"]
    assert [name for name in wanted if any(WRITTEN in text and text.endswith(f" ({name}).") for text in ways)] == wanted
    assert not any("through QGIS" in text for text in ways)
