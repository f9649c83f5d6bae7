"""A layer that is only read: without its style, and with what it says of whose data it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from osgeo import gdal, ogr, osr
from qgis.core import QgsLayerMetadata, QgsProviderRegistry

from buurtmaat.adapters.io.providers import open_to_read
from towns import runs
from towns.runs import layer, point

osr.UseExceptions()  # else it warns once, in whichever test makes the first system


def test_a_layer_that_is_only_read_says_whose_data_it_is(tmp_path):
    path = tmp_path / "places.gpkg"
    runs.save(layer([point(0, 0)], "places"), path)
    said = QgsLayerMetadata()
    said.setRights(["© OpenStreetMap contributors"])
    said.setKeywords({"Buurtmaat": ["fetchdata"]})
    source = f"{path}|layername=places"
    good, why = QgsProviderRegistry.instance().providerMetadata("ogr").saveLayerMetadata(source, said)
    assert good, why
    found = open_to_read(source, "places")
    assert found.readOnly()
    assert found.metadata().rights() == ["© OpenStreetMap contributors"]
    assert found.metadata().keywords("Buurtmaat") == ["fetchdata"]


def test_a_layer_that_is_not_there_is_none(tmp_path):
    assert not open_to_read(str(tmp_path / "none.gpkg"), "none").isValid()


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "CP850"])
def test_texts_of_a_shapefile_are_read_as_its_encoding_says(tmp_path: Path, encoding: str) -> None:
    before = gdal.GetConfigOption("SHAPE_ENCODING")
    path, system = tmp_path / "areas.shp", osr.SpatialReference()
    system.ImportFromEPSG(28992)
    try:
        gdal.SetConfigOption("SHAPE_ENCODING", None)  # which QGIS sets, and then GDAL writes all texts as UTF-8
        data = gdal.GetDriverByName("ESRI Shapefile").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        table = data.CreateLayer("areas", system, ogr.wkbPoint, options=[f"ENCODING={encoding}"])
        table.CreateField(ogr.FieldDefn("name", ogr.OFTString))
        row = ogr.Feature(table.GetLayerDefn())
        row["name"] = "Súdwest-Fryslân"
        row.SetGeometry(ogr.CreateGeometryFromWkt("POINT (1 2)"))
        table.CreateFeature(row)
        del row, table, data
    finally:
        gdal.SetConfigOption("SHAPE_ENCODING", before)
    as_it_was = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    found = open_to_read(str(path))
    assert found.readOnly()
    assert [feature["name"] for feature in found.getFeatures()] == ["Súdwest-Fryslân"]
    del found
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == as_it_was
