"""A project with hundreds of layers: each input gets the layer that fits, and boxes offer those that do."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox

from buurtmaat.adapters.preparing.prefill import fitting_inputs
from buurtmaat.ui.offered_layers import offer_only
from buurtmaat.ui.prepare_data import layers as prepared
from buurtmaat.ui.run_layers import layers_of_newest_run
from towns.opened_town import open_town_to_read

HUNDREDS = 300


def unlike(count: int) -> list[QgsVectorLayer]:
    """Return layers that play no part in a check, in points, lines, polygons and tables."""
    kinds = ("Point", "LineString", "Polygon", "None")
    fields = "field=remark:string(80)&field=day:date&field=height:double"
    return [QgsVectorLayer(f"{kinds[n % 4]}?{fields}", f"remarks {n}", "memory") for n in range(count)]


@pytest.fixture
def project(qgis_new_project, tmp_path, monkeypatch):
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    return QgsProject.instance()


def test_of_hundreds_of_layers_each_input_gets_the_one_that_fits(project) -> None:
    open_town_to_read(project)
    before = fitting_inputs(project, 2026)
    assert project.mapLayer(before["NETWORK"]).name() == "streets"
    assert project.mapLayer(before["DWELLINGS"]).name() == "dwellings"
    project.addMapLayers(unlike(HUNDREDS))
    assert fitting_inputs(project, 2026) == before
    assert layers_of_newest_run(project).results is None


def test_a_box_offers_those_of_hundreds_of_layers_that_fit(project) -> None:
    every = unlike(HUNDREDS)
    project.addMapLayers(every)
    box, fitting = QgsMapLayerComboBox(), [every[4], every[5], every[298]]
    offer_only(box, fitting, project)
    assert {box.layer(row).name() for row in range(box.count())} == {"remarks 4", "remarks 5", "remarks 298"}
    offer_only(box, [], project)
    assert box.count() == 0


def test_raw_facilities_are_found_by_their_columns_without_opening_each_file(project, monkeypatch) -> None:
    shops = QgsVectorLayer("Point?field=osm_id:string&field=shop:string", "shops", "memory")
    project.addMapLayers([*unlike(HUNDREDS), shops])

    def opened(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("buurtmaat.adapters.layers.facilities.layer_source", opened)
    assert prepared.Recogniser().choose(prepared.layers_of(project)).facilities == (shops,)
