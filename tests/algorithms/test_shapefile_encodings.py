"""Letters beyond ASCII in a Shapefile of Windows, from its layer through a check to the report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from osgeo import gdal, ogr, osr
from qgis.core import QgsProject, QgsVectorLayer

from towns import small_town
from towns.report_page import Page
from towns.runs import X0, Y0, in_project

osr.UseExceptions()

WEST, EAST = "Café Één & Coöperatie", "Snackbar Belgïe € 5"


@contextmanager
def own_encoding() -> Iterator[None]:
    """Let GDAL write texts in the encoding that is asked: QGIS has it write them as they are."""
    before = gdal.GetConfigOption("SHAPE_ENCODING")
    gdal.SetConfigOption("SHAPE_ENCODING", None)
    yield
    gdal.SetConfigOption("SHAPE_ENCODING", before)


def areas_of_windows(path: Path, language: int, page: str) -> QgsVectorLayer:
    """Write the neighbourhoods in Windows-1252; this code of a language in the .dbf, this page in a .cpg."""
    with own_encoding():
        system = osr.SpatialReference()
        system.ImportFromEPSG(28992)
        data = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
        table = data.CreateLayer(path.stem, system, ogr.wkbPolygon, options=["ENCODING=CP1252"])
        for name in ("code", "buurtnaam"):
            table.CreateField(ogr.FieldDefn(name, ogr.OFTString))
        for code, name, box in (("west", WEST, small_town.WEST), ("east", EAST, small_town.EAST)):
            row = ogr.Feature(table.GetLayerDefn())
            row["code"], row["buurtnaam"] = code, name
            row.SetGeometry(_moved(ogr.CreateGeometryFromWkt(box)))
            table.CreateFeature(row)
        del row, table, data
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if page:
        path.with_suffix(".cpg").write_text(page)
    content = bytearray(path.with_suffix(".dbf").read_bytes())
    content[29] = language
    path.with_suffix(".dbf").write_bytes(content)
    layer = QgsVectorLayer(str(path), "areas", "ogr")
    in_project(layer)
    return layer


def _moved(box: ogr.Geometry) -> ogr.Geometry:
    ring = box.GetGeometryRef(0)
    for n in range(ring.GetPointCount()):
        x, y, _ = ring.GetPoint(n)
        ring.SetPoint_2D(n, x + X0, y + Y0)
    return box


@pytest.mark.parametrize(
    ("language", "page", "chosen"),
    [(0x03, "", ""), (0, "1252", ""), (0x57, "", "windows-1252"), (0, "", "windows-1252")],
    ids=["said", "cpg", "ansi", "unsaid"],
)
def test_names_come_into_results_and_report_as_the_layer_shows_them(qgis_new_project, tmp_path, language, page, chosen):
    """Where the file does not say its encoding, the user does: in the properties of the layer."""
    areas = areas_of_windows(tmp_path / "areas.shp", language, page)
    if chosen:
        areas.setProviderEncoding(chosen)
    assert {one["buurtnaam"] for one in areas.getFeatures()} == {WEST, EAST}
    report = tmp_path / "report.html"
    done = small_town.check(NEIGHBOURHOODS=areas.id(), REPORT=str(report))
    assert {one["buurtnaam"] for one in done.rows("OUTPUT_NEIGHBOURHOODS")} == {WEST, EAST}
    said = Page(report)
    told = {cell for section in said.sections.values() for table in section.tables for line in table for cell in line}
    assert {WEST, EAST} <= told
    assert QgsProject.instance().mapLayer(areas.id()) is areas
