"""A layer that is only read: without its style, and with what it says of whose data it is."""

from __future__ import annotations

from qgis.core import QgsLayerMetadata, QgsProviderRegistry

from buurtmaat.adapters.io.providers import open_to_read
from towns import runs
from towns.runs import layer, point


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
