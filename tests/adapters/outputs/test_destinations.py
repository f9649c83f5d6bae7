"""Two ways to write one place are one place: no output goes over an input, however either is spelled."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsMemoryProviderUtils,
    QgsProcessingOutputLayerDefinition,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from buurtmaat.adapters.io.columns import make_fields
from buurtmaat.adapters.outputs.destinations import Destination, key_of_layer, key_of_result, overlap
from towns import runs, small_town

TABLE = "dbname='t' host=127.0.0.1 port=5432 user='postgres' table=\"public\".\"nb\" (geom)"


@pytest.mark.parametrize(
    "text",
    [
        f"postgis:{TABLE}",
        f"postgres:{TABLE}",
        f"postgres://{TABLE}",
        "postgres://dbname='t' host=127.0.0.1 port=5432 table=\"nb\" (geom)",
        'postgis:dbname=\'t\' host=localhost table="public"."nb" (geom)',
        "postgis:dbname='t' host=localhost port=5432 sslmode=disable user='other' table=\"nb\" (geom)",
        "postgis:service='town' table=\"nb\" (geom)",
    ],
)
def test_a_table_in_a_database_is_one_however_it_is_written(text: str):
    assert overlap(Destination(f"postgis:{TABLE}").key, Destination(text).key)


@pytest.mark.parametrize(
    "text",
    [
        'postgis:dbname=\'t\' host=127.0.0.1 port=5432 table="public"."other" (geom)',
        'postgis:dbname=\'t\' host=127.0.0.1 port=5432 table="mine"."nb" (geom)',
        'postgis:dbname=\'other\' host=127.0.0.1 port=5432 table="public"."nb" (geom)',
        'postgis:dbname=\'t\' host=elsewhere port=5432 table="public"."nb" (geom)',
        'postgis:dbname=\'t\' host=127.0.0.1 port=5433 table="public"."nb" (geom)',
    ],
)
def test_another_table_database_or_server_is_another_place(text: str):
    assert not overlap(Destination(f"postgis:{TABLE}").key, Destination(text).key)


def shapefile(folder: Path) -> Path:
    """Write a Shapefile called nb.shp."""
    crs = QgsCoordinateReferenceSystem("EPSG:28992")
    fields = make_fields([QgsField("n", QMetaType.Type.Int)])
    made = QgsMemoryProviderUtils.createMemoryLayer("nb", fields, Qgis.WkbType.Point, crs)
    feature = QgsFeature(fields)
    feature.setGeometry(QgsGeometry.fromWkt("POINT(0 0)"))
    made.dataProvider().addFeatures([feature])
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    path = folder / "nb.shp"
    QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), QgsCoordinateTransformContext(), options)
    assert path.exists()
    return path


@pytest.mark.parametrize("name", ["nb.shp", "nb.SHP", "NB.Shp", "nb.dbf"])
def test_a_shapefile_is_one_in_any_letter_case_and_as_a_folder(tmp_path: Path, name: str):
    path = shapefile(tmp_path)
    for source in (str(path), f"{tmp_path}|layername=nb", f"{path}|layername=nb", str(path.with_suffix(".dbf"))):
        layer = QgsVectorLayer(source, "nb", "ogr")
        assert layer.isValid(), source
        assert overlap(Destination(str(tmp_path / name)).key, key_of_layer(layer)), source
    assert not overlap(Destination(str(tmp_path / "other.shp")).key, key_of_layer(layer))


def test_a_file_that_a_run_reads_is_not_written_over(tmp_path: Path):
    norms = small_town.norm_file(tmp_path)
    before = Path(norms).read_bytes()
    given = small_town.town(REQUIREMENTS=None, NORM_FILE=norms, REPORT=norms)
    with pytest.raises(runs.RefusedError, match=r"over Norm file \(NORM_FILE\)"):
        runs.run("basicrequirements", given)
    assert Path(norms).read_bytes() == before


def named(place: Path, table: str) -> QgsProcessingOutputLayerDefinition:
    """Return an output with the option that names the table, as scripts and models give it."""
    found = QgsProcessingOutputLayerDefinition(str(place))
    found.createOptions = {"layerName": table, "fileEncoding": "UTF-8"}
    return found


def test_an_option_names_the_table_and_what_else_is_in_the_file_stays(tmp_path: Path):
    """As found: "unable to open database file", since QGIS calls what it wrote then by the file and the table."""
    for table in ("first", "second table"):
        wanted = named(tmp_path / "town.gpkg", table)
        done = runs.run("basicrequirements", small_town.town(OUTPUT_RESULTS=wanted))
        assert done.results["OUTPUT_RESULTS"] == f"{tmp_path}/town.gpkg|layername={table}"
        assert wanted.createOptions["layerName"] == table
    for table in ("first", "second table"):
        assert QgsVectorLayer(f"{tmp_path}/town.gpkg|layername={table}", table, "ogr").featureCount() == 4


@pytest.mark.parametrize("ending", ["csv", "xlsx", "fgb"])
def test_an_option_that_names_a_table_does_nothing_for_a_file_of_one(tmp_path: Path, ending: str):
    """As found: 0 rows of a CSV could be written, and the disk was to be full."""
    path, output = tmp_path / f"town.{ending}", "OUTPUT_NEIGHBOURHOODS" if ending == "fgb" else "OUTPUT_RESULTS"
    runs.run("basicrequirements", small_town.town(**{output: named(path, "t")}))
    assert QgsVectorLayer(str(path), "t", "ogr").featureCount() == (2 if ending == "fgb" else 4)


def test_a_name_that_a_geopackage_has_for_itself_is_refused_as_an_option_too(tmp_path: Path):
    with pytest.raises(runs.RefusedError, match=r"GeoPackage keeps something of its own under that name"):
        runs.run("basicrequirements", small_town.town(OUTPUT_RESULTS=named(tmp_path / "t.gpkg", "gpkg_contents")))


def test_a_result_is_where_its_destination_said(tmp_path: Path):
    table = Destination(f"ogr:dbname='{tmp_path}/a.gpkg' table=\"x\" (geom)")
    assert key_of_result(f"{tmp_path}/a.gpkg|layername=x") == table.key
    assert key_of_result(f"{tmp_path}/a.gpkg") == Destination(f"{tmp_path}/a.gpkg").key
    assert key_of_result(f"postgres://{TABLE}") == Destination(f"postgis:{TABLE}").key


def test_a_table_of_a_geopackage_is_not_its_neighbour(tmp_path: Path):
    one, other, whole = (
        Destination(text)
        for text in (
            f"ogr:dbname='{tmp_path}/a.gpkg' table=\"x\" (geom)",
            f"ogr:dbname='{tmp_path}/a.gpkg' table=\"y\" (geom)",
            f"{tmp_path}/a.gpkg",
        )
    )
    assert not overlap(one.key, other.key)
    assert overlap(one.key, whole.key)


def test_a_folder_that_nobody_may_look_into_is_said_not_to_be_one_to_write_to(tmp_path: Path, monkeypatch):
    """As found: the panel showed a traceback."""
    closed, stat, access = tmp_path / "closed", os.stat, os.access
    closed.mkdir()

    def refuse(path, *args, **options):
        if Path(path).parent == closed:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return stat(path, *args, **options)

    monkeypatch.setattr(os, "stat", refuse)
    monkeypatch.setattr(os, "access", lambda path, *how: Path(path) != closed and access(path, *how))
    with pytest.raises(runs.RefusedError, match=r"closed.homes\.gpkg: choose a place that you may write to"):
        small_town.check(OUTPUT_DWELLINGS=str(closed / "homes.gpkg"))
