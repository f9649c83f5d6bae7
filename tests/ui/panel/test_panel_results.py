"""Where the results of the panel go: temporary layers that QGIS asks about, or a GeoPackage that the user chose."""

from __future__ import annotations

import pytest
from processing.core.ProcessingConfig import ProcessingConfig
from qgis.core import QgsField, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QMetaType
from qgis.PyQt.QtWidgets import QFileDialog

from buurtmaat.ui.dialog_prefill import report_inputs
from towns.explorer_dock import settle


@pytest.fixture(autouse=True)
def settings():
    """Forget the folders that a test chose."""
    yield
    QgsSettings().remove("buurtmaat/results_folder")


def choose(panel, place: str) -> None:
    """Choose where results go, as the user does."""
    box = panel.check.places
    box.setCurrentIndex(box.findData(place))
    box.activated.emit(box.currentIndex())


def results() -> list:
    return [one for one in QgsProject.instance().mapLayers().values() if one.customProperty("buurtmaat/output")]


def check(panel) -> None:
    panel.check.run_button.click()
    settle()
    settle()


def test_temporary_layers_are_those_that_qgis_asks_about_when_it_closes(town, opened):
    panel = opened()
    assert panel.check.places.currentData() == "temporary"
    check(panel)
    assert len(results()) == 4
    assert all(one.isTemporary() and not one.customProperty("skipMemoryLayersCheck") for one in results())


def test_results_go_into_a_geopackage_in_the_folder_chosen(town, opened, tmp_path, monkeypatch):
    panel, folder = opened(), tmp_path / "results (mine)"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    choose(panel, "other")
    assert panel.check.places.currentText() == "GeoPackages in “results (mine)”"
    check(panel)
    (file,) = folder.iterdir()
    assert file.name.startswith("meeting-")
    assert len(results()) == 4
    tables = {one.source().split("layername=")[1].split("|")[0] for one in results()}
    assert tables == {"dwellings", "neighbourhoods", "results", "facilities"}
    assert {one.providerType() for one in results()} == {"ogr"}
    assert panel.look.explorer.session is not None
    choose(panel, "temporary")
    assert panel.check.places.count() == 2


def test_the_folder_is_remembered_by_the_project_and_on_this_computer_only(town, opened, tmp_path, monkeypatch):
    panel = opened()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    choose(panel, "other")
    path = str(tmp_path / "town.qgz")
    assert QgsProject.instance().write(path)
    assert opened().check.places.currentData() == "folder"
    assert str(tmp_path) not in QgsProject.instance().readEntry("Buurtmaat", "panel")[0]
    assert QgsProject.instance().write(str(tmp_path / "elsewhere.qgz"))
    panel.check.controller.state_changed.emit()
    assert panel.check.places.currentData() == "temporary"
    assert QgsProject.instance().read(path)
    settle()
    assert panel.check.places.currentData() == "folder"


def test_who_chooses_no_folder_keeps_what_there_was(town, opened, monkeypatch):
    panel = opened()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    choose(panel, "other")
    assert panel.check.places.currentData() == "temporary"


def test_a_folder_that_is_gone_stops_the_check_with_a_sentence(town, opened, tmp_path, monkeypatch):
    panel, folder = opened(), tmp_path / "gone"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    choose(panel, "other")
    folder.rmdir()
    check(panel)
    assert results() == []
    assert "gone" in panel.check.sentence.text()
    assert panel.check.header.text().startswith("!")


@pytest.mark.slow
def test_the_group_for_results_of_processing_is_used(town, opened):
    ProcessingConfig.initialize()
    before = ProcessingConfig.getSetting(ProcessingConfig.RESULTS_GROUP_NAME)
    ProcessingConfig.setSettingValue(ProcessingConfig.RESULTS_GROUP_NAME, "My results")
    try:
        check(opened())
        root = QgsProject.instance().layerTreeRoot()
        group = root.findGroup("My results")
        assert [one.name().startswith("Meeting places (example values) ") for one in group.children()] == [True]
        assert {one.id() for one in results()} == set(group.findLayerIds())
    finally:
        ProcessingConfig.setSettingValue(ProcessingConfig.RESULTS_GROUP_NAME, before)


def test_where_the_neighbourhoods_have_published_distances_ours_are_laid_beside_them_for_the_report(town, opened):
    (areas,) = town.mapLayersByName("neighbourhoods")
    areas.addExpressionField("0.5", QgsField("grote_supermarkt_gemiddelde_afstand_in_km", QMetaType.Type.Double))
    panel = opened()
    check(panel)
    (beside,) = [one for one in results() if one.customProperty("buurtmaat/output").endswith("OUTPUT_PLAUSIBILITY")]
    assert {one["published_figure"] for one in beside.getFeatures()} == {"supermarket"}
    assert {one["published_m"] for one in beside.getFeatures()} == {500}
    assert report_inputs(town, {})["PLAUSIBILITY"] == beside.id()
