"""The dialog that prepares data: what it recognises, runs, tells and opens, and what an error leaves of the rest."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsField, QgsProject, QgsVectorLayer, edit
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QLocale, QMetaType, Qt
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QToolButton

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.preparing.prefill import fitting_inputs, inputs_for, last_inputs
from buurtmaat.ui import algorithm_run
from buurtmaat.ui.prepare_data import form as prepared_form
from buurtmaat.ui.prepare_data import runs as prepare_data_runs
from buurtmaat.ui.prepare_data import words as prepare_data_words
from buurtmaat.ui.prepare_data.dialog import PrepareDataDialog
from buurtmaat.ui.prepare_data.layers import Recogniser, layers_of
from buurtmaat.ui.prepare_data.steps import PreparingInputs, StepOutcome, StepState, steps_for
from towns import dutch_sources as dutch
from towns import runs
from towns.background import until
from towns.explorer_dock import settle
from towns.raw_streets import geofabrik, nwb
from towns.raw_town import (
    EAST,
    WEST,
    in_geopackage,
    neighbourhoods,
    raw_addresses,
    raw_places_file,
    raw_streets_file,
)
from towns.runs import box, in_project, layer, point

CANCELLED, DONE, FAILED, LEFT_OUT = StepState.CANCELLED, StepState.DONE, StepState.FAILED, StepState.LEFT_OUT


def add(uri: str | QgsVectorLayer, name: str) -> QgsVectorLayer:
    """Put a layer at the end of the project, one of a file to be read."""
    found = runs.loaded(uri, name) if isinstance(uri, str) else uri
    found.setName(name)
    QgsProject.instance().addMapLayer(found, False)
    QgsProject.instance().layerTreeRoot().addLayer(found)
    return found


@pytest.fixture
def project(qgis_new_project):
    return QgsProject.instance()


NAMES = {"areas": "multipolygons", "towns": "buurten", "homes": "verblijfsobject", "streets": "lines",
         "points": "points"}  # fmt: skip
"""What the raw layers are called, in their order in the project."""


@pytest.fixture(scope="module")
def raw_files(qgis_app, tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """Return a folder with the files of a town, and the sources of its layers, of which tests take copies."""
    folder = tmp_path_factory.mktemp("raw")
    points, areas = map(in_geopackage, raw_places_file(folder / "places.osm"))
    return folder, {
        "areas": areas,
        "towns": neighbourhoods(folder / "buurten.gpkg", {WEST: (120, 60), EAST: (100, 40)}),
        "homes": raw_addresses(folder / "bag.gpkg"),
        "streets": in_geopackage(raw_streets_file(folder / "streets.osm")),
        "points": points,
    }


@pytest.fixture
def raw(project, raw_files, tmp_path) -> dict[str, QgsVectorLayer]:
    """Return a project with raw layers of a town."""
    folder, sources = raw_files
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return {one: add(sources[one].replace(str(folder), str(tmp_path)), name) for one, name in NAMES.items()}


@pytest.fixture
def opened(qgis_iface):
    """Return a function that opens the dialog; `dialog.checks` counts how often it opened Check requirements."""
    dialogs = []

    def open_dialog() -> PrepareDataDialog:
        checks = []
        dialog = PrepareDataDialog(qgis_iface, lambda: checks.append(1))
        dialog.checks = checks
        dialogs.append(dialog)
        dialog.show()
        return dialog

    yield open_dialog
    for dialog in dialogs:
        if not sip.isdeleted(dialog):
            dialog.close()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete


def wait(dialog: PrepareDataDialog) -> None:
    """Let the steps run to their end."""
    until(lambda: not dialog.runs.running)
    settle()


def prepared(dialog: PrepareDataDialog) -> dict[str, str]:
    """Run all steps, and give the state of each."""
    dialog.prepare()
    wait(dialog)
    assert not dialog.runs.running
    return {one.step.key: one.state for one in dialog.runs.outcomes}


def choose(dialog: PrepareDataDialog, *layers: QgsVectorLayer) -> None:
    """Check exactly these layers of facilities."""
    for item in dialog.form.facility_items():
        good = item.data(Qt.ItemDataRole.UserRole) in {one.id() for one in layers}
        item.setCheckState(Qt.CheckState.Checked if good else Qt.CheckState.Unchecked)


def text_of(dialog: PrepareDataDialog) -> str:
    return dialog.text.toPlainText()


# --- What is recognised ---


def test_the_layers_of_a_project_are_recognised(raw, opened):
    dialog = opened()
    assert dialog.form.streets.currentLayer() == raw["streets"]
    assert dialog.form.dwellings.currentLayer() == raw["homes"]
    assert dialog.form.neighbourhoods.currentLayer() == raw["towns"]
    assert set(dialog.form.chosen_facilities()) == {raw["points"].id(), raw["areas"].id()}
    assert dialog.form.residential.currentLayer() is None
    assert dialog.form.notes["streets"].text() == "Read as: OpenStreetMap."
    assert dialog.form.notes["dwellings"].text() == "Read as: BAG address objects."
    assert dialog.form.notes["facilities"].text() == "Read as: OpenStreetMap."
    assert "buurtcode" in dialog.form.notes["neighbourhoods"].text()


def test_what_comes_in_the_same_columns_is_not_taken_for_it(project, tmp_path):
    line = "LINESTRING(0 0, 100 0)"
    classes = {"osm_id": "text", "code": "int", "fclass": "text"}
    add(layer([(line, "1", 6101, "rail")], **classes), "railways")
    streets = add(geofabrik([(line, {"fclass": "residential"})], upper=True), "roads")
    add(layer([(box(0, 0, 9, 9), "2", 1500, "building")], **classes), "buildings")
    pois = add(layer([(point(0, 0), "3", 2204, "Park"), (point(5, 0), "4", 2205, "playground")], **classes), "pois")
    squares = add(dutch.squares(tmp_path / "cbs.gpkg"), "vierkant")
    add(layer([(box(0, 0, 9, 9), "WK050301", 5, 5)], wijkcode="text", aantal_inwoners="int", woning="int"), "wijken")
    found = Recogniser().choose(layers_of(project))
    assert (found.streets, found.facilities, found.dwellings) == (streets, (pois,), squares)
    assert found.neighbourhoods is None


def test_an_empty_layer_of_one_file_is_not_taken_before_that_of_another(project, tmp_path):
    """As found: a file of places alone has lines too, none, and with it on top no streets were prepared."""
    places = raw_places_file(tmp_path / "places.osm")[0].partition("|")[0]
    empty = add(f"{places}|layername=lines", "lines")
    streets = add(raw_streets_file(tmp_path / "streets.osm"), "lines")
    assert layers_of(project) == [empty, streets]
    assert Recogniser().choose(layers_of(project)).streets is streets


def test_the_better_layer_goes_before_the_worse(project, tmp_path):
    line = "LINESTRING(0 0, 100 0)"
    add(nwb([(line, {})]), "wegvakken")
    add(layer([(line, '"type"=>"route"')], other_tags="text"), "multilinestrings")
    osm = add(layer([(line, "path", None)], highway="text", other_tags="text"), "lines")
    add(dutch.squares(tmp_path / "cbs.gpkg"), "vierkant")
    addresses = add(dutch.addresses(tmp_path / "bag.gpkg"), "verblijfsobject")
    add(dutch.buildings(tmp_path / "bag.gpkg"), "pand")
    add(layer([(box(0, 0, 9, 9), "BU1")], buurtcode="text"), "only codes")
    towns = add(dutch.neighbourhoods(tmp_path / "buurten.gpkg", old=True), "buurten")
    found = Recogniser().choose(layers_of(project))
    assert (found.streets, found.dwellings, found.neighbourhoods) == (osm, addresses, towns)


def test_columns_of_a_service_in_another_case_are_the_same_columns(project):
    """Streets with a class go before those without; a service writes bstCode where the file has bst_code."""
    line = "LINESTRING(0 0, 100 0)"
    without = add(layer([(line, "x")], other_tags="text"), "lines")
    with_class = add(layer([(line, 1, "VBD")], wvkId="int", bstCode="text"), "wegvakken")
    assert Recogniser().choose(layers_of(project)).streets == with_class
    project.removeMapLayer(with_class.id())
    assert Recogniser().choose(layers_of(project)).streets == without


def test_a_layer_that_is_something_else_is_told_in_words(raw, opened):
    dialog = opened()
    rivers = add(layer(["LINESTRING(0 0, 9 0)"], width="int"), "rivers")
    dialog.form.streets.setLayer(rivers)
    assert "The layer “rivers” is no street data" in dialog.form.notes["streets"].text()
    dialog.form.dwellings.setLayer(raw["towns"])
    assert "is not recognised: looked for address objects" in dialog.form.notes["dwellings"].text()
    dialog.form.neighbourhoods.setLayer(raw["areas"])
    assert "no field with: a code (buurtcode)" in dialog.form.notes["neighbourhoods"].text()
    dialog.form.neighbourhoods.setLayer(None)
    assert "no dwellings can be prepared" in dialog.form.notes["neighbourhoods"].text()
    choose(dialog, raw["towns"])
    assert "is none that is recognised" in dialog.form.notes["facilities"].text()
    assert "say in Own types (MAPPING) which value" in dialog.form.notes["facilities"].text()
    choose(dialog)
    assert "this step is left out" in dialog.form.notes["facilities"].text()


def test_layers_that_come_and_go_are_listed_and_the_chosen_stay_so(raw, opened):
    dialog = opened()
    choose(dialog, raw["points"])
    later = add(layer([point(0, 0)], amenity="text"), "later")
    assert later.id() in {item.data(Qt.ItemDataRole.UserRole) for item in dialog.form.facility_items()}
    QgsProject.instance().removeMapLayer(later.id())
    assert dialog.form.chosen_facilities() == (raw["points"].id(),)
    assert len(dialog.form.facility_items()) == 4


def test_a_layer_that_goes_takes_its_note_along_and_none_takes_its_place(raw, opened, project):
    dialog = opened()
    project.removeMapLayer(raw["towns"])
    assert dialog.form.neighbourhoods.currentLayer() is None
    assert "no dwellings can be prepared" in dialog.form.notes["neighbourhoods"].text()
    project.removeAllMapLayers()
    assert all("None is chosen" in note.text() for note in dialog.form.notes.values())
    assert not dialog.run_button.isEnabled()


def test_layers_that_come_later_are_recognised_where_nothing_is_chosen(project, opened, tmp_path):
    dialog = opened()
    streets = add(raw_streets_file(tmp_path / "streets.osm"), "lines")
    points, areas = (add(one, "x") for one in raw_places_file(tmp_path / "places.osm"))
    assert dialog.form.streets.currentLayer() == streets
    assert set(dialog.form.chosen_facilities()) == {points.id(), areas.id()}
    assert dialog.form.notes["streets"].text() == "Read as: OpenStreetMap."
    choose(dialog, points)
    add(raw_streets_file(tmp_path / "again.osm"), "again")
    assert dialog.form.streets.currentLayer() == streets
    assert dialog.form.chosen_facilities() == (points.id(),)


# --- What runs ---


def test_all_steps_run_and_their_results_stand_in_a_group(raw, opened, project):
    dialog = opened()
    assert set(prepared(dialog).values()) == {DONE}
    (group,) = project.layerTreeRoot().findGroups()
    assert re.fullmatch(r"Prepared data: \d\d:\d\d:\d\d", group.name())
    assert [node.name() for node in group.findLayers()] == [
        "Dwellings",
        "Dwellings left out",
        "Facilities, points",
        "Streets by bicycle",
        "Streets on foot",
        "Streets left out",
        "Reconciliation",
        "Facilities, areas",
        "Reconciliation of groups",
        "Merged duplicates",
    ]
    shown = {node.name() for node in group.findLayers() if node.itemVisibilityChecked()}
    assert not shown & {"Dwellings left out", "Streets left out", "Streets by bicycle"}
    by_name = {node.name(): node.layer() for node in group.findLayers()}
    assert by_name["Streets on foot"].featureCount() == 18
    assert by_name["Dwellings"].featureCount() == 111
    assert by_name["Dwellings"].renderer().type() != "singleSymbol"


def test_the_last_page_says_what_is_good_deserves_a_look_and_was_left_out(raw, opened):
    dialog = opened()
    prepared(dialog)
    text = text_of(dialog)
    for sentence in (
        "All 5 steps came to their end.",
        "18 of 22 lines may be used on foot.",
        "17 lines may be used by bicycle.",
        "Lines: 4 (",
        "motorway 1",
        "7 facilities of 7 types: ",
        "Drawn twice, and merged into one: 1.",
        "2 features: without a type",
        "ask for and that were not found: ",
        "111 dwellings with 220 inhabitants, of whom 110 are 65 or older.",
        "In 1 of 2 neighbourhoods the dwellings agree",
        f"({EAST}) +10",
        "Rows: 3 (",
        "no longer there 1",
        "100.0 % of the length of the streets is connected.",
        "Streets on foot: The layer “lines” is read as OpenStreetMap.",
    ):
        assert sentence in text, sentence
    assert "playground" not in re.search(r"not found: (.*?)\.", text)[1]
    assert "Groups that a norm may weigh by" not in text  # nothing is published of them


def test_numbers_are_written_as_the_panel_writes_them():
    """As found: "1144 facilities" beside 1,144 in the panel, as QGIS leaves out the mark between thousands."""
    before, as_qgis = QLocale(), QLocale("en_US")
    as_qgis.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    QLocale.setDefault(as_qgis)
    try:
        said = prepare_data_words._number(1144)
    finally:
        QLocale.setDefault(before)
    assert said == Language().short(1144) == "1,144"


def test_groups_that_are_published_are_told_and_in_the_dwellings(raw, opened, project):
    names = ("aantal_huishoudens", "percentage_personen_0_tot_15_jaar", "percentage_eenpersoonshuishoudens")
    towns = runs.loaded(raw["towns"].source(), to_edit=True)
    project.removeMapLayer(raw.pop("towns"))
    with edit(towns):
        for name in names[1:]:
            towns.addAttribute(QgsField(name, QMetaType.Type.Int))
        for feature in towns.getFeatures():
            for name, value in zip(names, (50, 20, 40), strict=True):
                towns.changeAttributeValue(feature.id(), towns.fields().lookupField(name), value)
    add(towns, "buurten")
    dialog = opened()
    assert prepared(dialog)["dwellings"] == DONE
    told = "Groups that a norm may weigh by: households, children under 15, one-person households."
    assert told in text_of(dialog)
    (homes,) = [one for one in project.mapLayers().values() if one.name() == "Dwellings"]
    sums = [sum(feature[name] for feature in homes.getFeatures()) for name in ("households", "households_single")]
    assert sums == [100, 40]
    assert sum(feature["inhabitants_0_15"] for feature in homes.getFeatures()) == 44  # 20 % of 120 and of 100


def test_an_error_in_one_step_is_told_and_the_others_keep_their_results(raw, opened, project):
    dialog = opened()
    choose(dialog, raw["towns"])
    states = prepared(dialog)
    assert states == {
        "streets": DONE,
        "cycle": DONE,
        "facilities": FAILED,
        "dwellings": DONE,
        "check": DONE,
    }
    text = text_of(dialog)
    assert "4 of 5 steps came to their end. Stopped by an error: 1." in text
    assert "⚠ The layer “buurten” is none that is recognised" in text
    assert project.mapLayersByName("Dwellings")
    assert not dialog.check_button.isEnabled()
    assert dialog.check_button.toolTip()
    dialog.back_button.click()
    assert dialog.pages.currentIndex() == 0
    choose(dialog, raw["points"])
    assert set(prepared(dialog).values()) == {DONE}
    assert dialog.check_button.isEnabled()


def test_a_step_that_needs_a_failed_one_is_left_out(raw, opened):
    dialog = opened()
    dialog.form.streets.setLayer(add(layer(["LINESTRING(0 0, 9 0)"], width="int"), "rivers"))
    states = prepared(dialog)
    assert states["streets"] == states["cycle"] == FAILED
    assert states["check"] == LEFT_OUT
    assert "It needs the result of “Streets on foot”, which is not there." in text_of(dialog)
    assert dialog.requirements()["NETWORK"] is None
    assert dialog.check_button.isEnabled()  # straight-line norms and rates need no streets


def test_with_nothing_chosen_there_is_nothing_to_run(project, opened):
    dialog = opened()
    assert not dialog.run_button.isEnabled()
    assert dialog.run_button.toolTip()
    assert set(prepared(dialog).values()) == {LEFT_OUT}
    text = text_of(dialog)
    for what in ("streets", "facilities", "dwellings"):
        assert f"No layer with {what} was chosen." in text
    assert "What the runs said" not in text
    assert project.layerTreeRoot().findGroups() == []


def test_it_can_run_as_soon_as_one_step_can(raw, opened):
    dialog = opened()
    dialog.form.streets.setLayer(None)
    dialog.form.neighbourhoods.setLayer(None)
    assert dialog.run_button.isEnabled()
    choose(dialog)
    assert not dialog.run_button.isEnabled()  # dwellings need neighbourhoods
    dialog.form.neighbourhoods.setLayer(raw["towns"])
    assert dialog.run_button.isEnabled()


def test_dwellings_without_neighbourhoods_are_left_out(raw, opened):
    dialog = opened()
    dialog.form.neighbourhoods.setLayer(None)
    assert prepared(dialog)["dwellings"] == LEFT_OUT
    assert "No layer with neighbourhoods was chosen." in text_of(dialog)


def test_cancel_keeps_what_was_done_and_nothing_of_the_rest(raw, opened, project):
    dialog = opened()
    dialog.prepare()
    dialog.runs.started.connect(lambda key: dialog.cancel_button.click() if key == "facilities" else None)
    wait(dialog)
    states = {one.step.key: one.state for one in dialog.runs.outcomes}
    assert (states["streets"], states["cycle"]) == (DONE, DONE)
    assert states["dwellings"] == states["check"] == CANCELLED
    assert "Cancelled: nothing of this is in the project." in text_of(dialog)
    assert project.mapLayersByName("Streets on foot")
    assert not project.mapLayersByName("Dwellings")


def test_escape_stops_the_run_before_it_closes_the_dialog(raw, opened):
    dialog = opened()
    dialog.prepare()
    dialog.reject()
    assert dialog.isVisible()
    wait(dialog)
    assert CANCELLED in {one.state for one in dialog.runs.outcomes}
    dialog.reject()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    assert sip.isdeleted(dialog)


def test_a_dialog_that_is_deleted_while_it_runs_leaves_nothing_running(raw, qgis_iface):
    dialog = PrepareDataDialog(qgis_iface, lambda: None)
    dialog.prepare()
    going = dialog.runs
    dialog.show()
    dialog.close()  # which stops the run first, and closes nothing
    dialog.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    assert sip.isdeleted(dialog)
    until(lambda: not going.running)
    assert CANCELLED in {one.state for one in going.outcomes}


def let_it_end() -> None:
    """Wait until what runs has done its work, which the window has not heard of yet."""
    QgsApplication.taskManager().threadPool().waitForDone()


@pytest.mark.parametrize("is_done", [False, True], ids=["running", "done, and the window did not hear yet"])
def test_another_project_stops_the_run(raw, opened, project, is_done):
    """While the layers go the window hears of a step that is done: it must not go on with layers that are going."""
    dialog = opened()
    dialog.prepare()
    made = dialog.runs
    if is_done:
        let_it_end()
    project.clear()
    until(lambda: not made.running)
    settle()
    assert {one.state for one in made.outcomes} == {CANCELLED}
    assert project.mapLayers() == {}
    assert dialog.pages.currentIndex() == 0, "the layers of the next project are asked for"


def test_what_was_made_is_forgotten_with_its_project(raw, opened, project):
    """As found: closed in the next project, the dialog kept there that nobody wanted dwellings, streets, facilities."""
    dialog = opened()
    assert DONE in prepared(dialog).values()
    told = []
    dialog.prepared.connect(lambda: told.append(1))
    project.clear()
    settle()
    assert dialog.pages.currentIndex() == 0
    in_project(layer([(point(0, 0), 3)], "dwellings", dwellings="int"))
    dialog.close()
    assert told == []
    assert "DWELLINGS" not in last_inputs(project)
    assert inputs_for(project, 2026)["DWELLINGS"]


@pytest.mark.parametrize("is_done", [False, True], ids=["running", "done, and the window did not hear yet"])
def test_a_layer_that_goes_away_while_it_is_read_stops_the_run(raw, opened, project, is_done):
    dialog = opened()
    dialog.prepare()
    if is_done:
        let_it_end()
    project.removeMapLayer(raw["streets"])
    wait(dialog)
    assert {one.state for one in dialog.runs.outcomes} == {CANCELLED}
    assert dialog.form.streets.currentLayer() is None


def test_a_layer_that_nothing_reads_may_go(raw, opened, project):
    other = add(layer([point(0, 0)]), "other")
    dialog = opened()
    dialog.prepare()
    project.removeMapLayer(other)
    wait(dialog)
    assert {one.state for one in dialog.runs.outcomes} == {DONE}


def test_a_file_that_cannot_be_written_is_told_in_every_step(raw, opened, project, tmp_path):
    dialog = opened()
    dialog.form.file.setFilePath(str(tmp_path / "nowhere" / "results.gpkg"))
    states = prepared(dialog)
    assert {states[key] for key in ("streets", "cycle", "facilities", "dwellings")} == {FAILED}
    assert "nowhere" in text_of(dialog)
    assert project.layerTreeRoot().findGroups() == []


def test_results_go_into_a_geopackage(raw, opened, project, tmp_path):
    dialog = opened()
    dialog.form.file.setFilePath(str(tmp_path / "it's prepared"))
    assert set(prepared(dialog).values()) == {DONE}
    found = runs.tables(tmp_path / "it's prepared.gpkg")
    assert (found["prepared_dwellings"], found["prepared_streets"], found["facilities_merged"]) == (111, 18, 1)
    homes = project.mapLayersByName("Dwellings")[0]
    assert homes.dataProvider().name() == "ogr"
    assert homes.featureCount() == 111


def test_preparing_again_into_a_file_takes_over_the_layers_of_the_project(raw, opened, project, tmp_path):
    dialog = opened()
    dialog.form.file.setFilePath(str(tmp_path / "x.gpkg"))
    assert set(prepared(dialog).values()) == {DONE}
    before = {layer.id() for layer in project.mapLayers().values()}
    used = dialog.requirements()
    homes = project.mapLayer(used["DWELLINGS"])
    homes.setName("Own name")
    assert set(prepared(dialog).values()) == {DONE}
    assert {layer.id() for layer in project.mapLayers().values()} == before
    assert dialog.requirements() == used
    assert homes.name() == "Own name"
    (group,) = project.layerTreeRoot().findGroups()
    assert group.name() == "Prepared data: x"
    # Other fields than the first time, and a layer that is in the project no more.
    project.removeMapLayer(used["CYCLE_NETWORK"])
    streets = add(layer([("LINESTRING(0 0, 1500 0)", "path", 7)], highway="text", mine="int"), "own streets")
    dialog.form.streets.setLayer(streets)
    dialog.form.neighbourhoods.setLayer(None)
    assert prepared(dialog)["streets"] == DONE
    streets = project.mapLayer(used["NETWORK"])
    assert streets.featureCount() == 1
    assert next(streets.getFeatures())["mine"] == 7
    assert streets.attributeAlias(streets.fields().lookupField("time_min"))
    assert project.layerTreeRoot().findGroups() == [group]
    assert dialog.requirements()["CYCLE_NETWORK"] in {node.layerId() for node in group.findLayers()}


def test_a_layer_that_is_edited_is_not_written_again(raw, opened, project, tmp_path):
    dialog = opened()
    dialog.form.streets.setLayer(None)
    choose(dialog)  # dwellings alone
    dialog.form.file.setFilePath(str(tmp_path / "x.gpkg"))
    prepared(dialog)
    homes = project.mapLayer(dialog.requirements()["DWELLINGS"])
    assert homes.startEditing()
    assert prepared(dialog)["dwellings"] == FAILED
    assert "stop editing it first" in text_of(dialog)
    homes.rollBack()


def test_an_error_of_ours_fails_the_step_and_the_others_go_on(raw, opened, project, monkeypatch):
    add_layers = prepare_data_runs.Runs._add_layers

    def wrong(self, step, results, context):
        if step.key == "streets":
            raise AttributeError("'NoneType' object has no attribute 'setName'")
        return add_layers(self, step, results, context)

    monkeypatch.setattr(prepare_data_runs.Runs, "_add_layers", wrong)
    shown = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: shown.append(kind))
    dialog = opened()
    states = prepared(dialog)
    assert (states["streets"], states["cycle"], states["check"]) == (
        FAILED,
        DONE,
        LEFT_OUT,
    )
    assert "Its results could not be put into the project." in text_of(dialog)
    assert shown == [AttributeError]  # QGIS shows it


@pytest.mark.parametrize(
    ("typed", "written"),
    [("prep.txt", "prep_txt.gpkg"), ("Delft 1.2.gpkg", "Delft 1_2.gpkg"), ("x.GPKG", "x.GPKG"), ("y", "y.gpkg")],
)
def test_a_file_gets_a_name_that_can_be_written_to(raw, opened, tmp_path, typed, written):
    dialog = opened()
    dialog.form.file.setFilePath(str(tmp_path / "a.b" / typed))
    (tmp_path / "a.b").mkdir()
    dialog.form.bicycle.setChecked(False)
    choose(dialog)
    dialog.form.dwellings.setLayer(None)
    assert prepared(dialog)["streets"] == DONE
    assert [path.name for path in (tmp_path / "a.b").iterdir() if "-" not in path.name] == [written]
    assert dialog.form.file.filePath().endswith(written)


@pytest.mark.parametrize("is_saved", [True, False])
def test_a_name_without_a_folder_is_beside_the_project(project, opened, tmp_path, monkeypatch, is_saved):
    """As found: it was in the folder that QGIS runs in, which nobody knows, or may write to."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    if is_saved:
        assert QgsProject.instance().write(str(tmp_path / "town.qgz"))
    dialog = opened()
    dialog.form.file.setFilePath("prepared")
    dialog.form.name_file()
    folder = tmp_path if is_saved else tmp_path / "home"
    assert dialog.form.file.filePath() == str(folder / "prepared.gpkg")


def test_groups_of_temporary_layers_are_told_apart(raw, opened, project, monkeypatch):
    times = iter(("09:00:00", "09:05:00"))
    monkeypatch.setattr(prepare_data_runs, "_now", lambda: next(times))
    dialog = opened()
    for _ in range(2):
        assert set(prepared(dialog).values()) == {DONE}
    names = [group.name() for group in project.layerTreeRoot().findGroups()]
    assert names == ["Prepared data: 09:05:00", "Prepared data: 09:00:00"]


def test_nothing_is_asked_of_streets_where_none_are_chosen(raw, opened):
    dialog = opened()
    assert (dialog.form.bicycle.isEnabled(), dialog.form.bicycle.isChecked(), dialog.form.ferries.isEnabled()) == (
        True,
        True,
        True,
    )
    streets = dialog.form.streets.currentLayer()
    dialog.form.streets.setLayer(None)
    assert (dialog.form.bicycle.isEnabled(), dialog.form.bicycle.isChecked(), dialog.form.ferries.isEnabled()) == (
        False,
        False,
        False,
    )
    dialog.form.streets.setLayer(streets)
    assert dialog.form.bicycle.isChecked()
    dialog.form.bicycle.setChecked(False)
    dialog.form.streets.setLayer(None)
    dialog.form.streets.setLayer(streets)
    assert not dialog.form.bicycle.isChecked(), "what the user wants is kept"


def test_options_reach_the_algorithms(raw, opened):
    dialog = opened()
    dialog.form.bicycle.setChecked(False)
    dialog.form.ferries.setChecked(True)
    dialog.form.left_out.setLayer(add(layer([box(200, 250, 210, 260)]), "park"))
    states = prepared(dialog)
    assert list(states) == ["streets", "facilities", "dwellings", "check"]
    assert dialog.runs.outcomes[0].step.given["FERRIES"] is True
    assert dialog.runs.outcomes[2].numbers["DWELLINGS"] == 110
    assert "in an area to leave out 1" in text_of(dialog)
    assert dialog.requirements()["CYCLE_NETWORK"] is None


def test_a_date_is_handed_on():
    (facilities,) = [one for one in steps_for(PreparingInputs(date="2026-07-01")) if one.key == "facilities"]
    assert facilities.given["SOURCE_DATE"] == "2026-07-01"


def test_other_names_of_fields_are_handed_on(raw, opened):
    dialog = opened()
    dialog.form.field_map.setText(" households_low_income=minima_pct ")
    (dwellings,) = [one for one in steps_for(dialog.form.read_inputs()) if one.key == "dwellings"]
    assert dwellings.given["FIELD_MAP"] == "households_low_income=minima_pct"


# --- On to the requirements ---


def test_check_requirements_opens_on_the_results(raw, opened, project):
    dialog = opened()
    prepared(dialog)
    dialog.check_button.click()
    assert len(dialog.checks) == 1
    kept = last_inputs(project)
    names = {
        key: project.mapLayer(kept[key]).name() for key in ("DWELLINGS", "NEIGHBOURHOODS", "NETWORK", "CYCLE_NETWORK")
    }
    assert names == {
        "DWELLINGS": "Dwellings",
        "NEIGHBOURHOODS": "buurten",
        "NETWORK": "Streets on foot",
        "CYCLE_NETWORK": "Streets by bicycle",
    }
    assert [project.mapLayer(one).name() for one in kept["FACILITIES"]] == ["Facilities, points", "Facilities, areas"]
    assert (kept["WEIGHT_FIELD"], kept["TYPE_FIELD"], kept["NEIGHBOURHOOD_ID"]) == ("dwellings", "type", "buurtcode")
    outputs = {"OUTPUT_DWELLINGS": "memory:", "OUTPUT_NEIGHBOURHOODS": "memory:", "OUTPUT_RESULTS": "memory:"}
    done = runs.run("basicrequirements", {**dialog.requirements(), **outputs, "NORM_SET": "rivm-2025"})
    assert {row["compliance"] for row in done.rows("OUTPUT_RESULTS")} & {"meets", "fails"}
    assert not done.feedback.errors


def test_layers_that_are_usable_are_taken_as_they_are_with_a_sentence(raw, opened, project):
    """As found with streets without classes and points of dwellings: four failures, and no way on to the check."""
    for name in ("streets", "homes"):
        project.removeMapLayer(raw[name].id())
    streets = add(layer(runs.grid(), "lines"), "streets")
    homes = add(layer([(point(x, 0), 1) for x in range(0, 400, 10)], dwellings="int"), "dwellings")
    dialog = opened()
    assert dialog.form.notes["streets"].text() == "None is chosen: “streets” is used as it is."
    assert dialog.form.notes["dwellings"].text() == "None is chosen: “dwellings” is used as it is."
    states = prepared(dialog)
    assert states == {"streets": LEFT_OUT, "facilities": DONE, "dwellings": LEFT_OUT}
    assert "The step came to its end." in text_of(dialog)
    assert "“streets” is used as it is." in text_of(dialog)
    assert "No layer with" not in text_of(dialog)
    assert dialog.check_button.isEnabled()
    dialog.check_button.click()
    kept = last_inputs(project)
    assert (kept["NETWORK"], kept["DWELLINGS"]) == (streets.id(), homes.id())
    assert [project.mapLayer(one).name() for one in kept["FACILITIES"]] == ["Facilities, points", "Facilities, areas"]


def test_results_are_not_taken_for_raw_layers(raw, opened):
    prepared(opened())
    again = opened()
    assert again.form.streets.currentLayer() == raw["streets"]
    assert again.form.dwellings.currentLayer() == raw["homes"]
    assert set(again.form.chosen_facilities()) == {raw["points"].id(), raw["areas"].id()}


def test_results_are_not_offered_as_raw_layers(raw, opened, project):
    dialog = opened()
    prepared(dialog)
    given = {**dialog.requirements(), "NORM_SET": "rivm-2025"}
    verdicts = runs.arrived("basicrequirements", given, "OUTPUT_NEIGHBOURHOODS")
    project.addMapLayer(verdicts, False)
    project.layerTreeRoot().insertLayer(0, verdicts)
    again = opened()
    offered = {
        name: {combo.layer(row).id() for row in range(combo.count()) if combo.layer(row) is not None}
        for name in ("streets", "dwellings", "neighbourhoods", "residential", "left_out")
        for combo in [getattr(again.form, name)]
    }
    assert offered == {
        "streets": {raw["streets"].id()},
        "dwellings": {raw[name].id() for name in ("homes", "points", "areas", "towns")},
        "neighbourhoods": {raw[name].id() for name in ("towns", "areas")},
        "residential": {raw[name].id() for name in ("homes", "points", "areas", "towns")},
        "left_out": {raw[name].id() for name in ("towns", "areas")},
    }
    assert again.form.neighbourhoods.currentLayer() == raw["towns"]
    listed = {item.data(Qt.ItemDataRole.UserRole) for item in again.form.facility_items()}
    assert listed == {raw[name].id() for name in ("homes", "points", "areas", "towns")}
    # A result that comes while the dialog is open is not offered either.
    later = runs.arrived("basicrequirements", given, "OUTPUT_NEIGHBOURHOODS")
    project.addMapLayer(later)
    assert later not in [again.form.neighbourhoods.layer(row) for row in range(again.form.neighbourhoods.count())]
    assert again.form.neighbourhoods.currentLayer() == raw["towns"]


def test_where_ends_nearly_join_the_mended_streets_are_used(raw, opened, project):
    streets = [("LINESTRING(0 0, 1500 0)", "path"), ("LINESTRING(700 0.5, 700 900)", "path")]
    dialog = opened()
    dialog.form.streets.setLayer(add(layer(streets, highway="text"), "own streets"))
    dialog.form.bicycle.setChecked(False)
    prepared(dialog)
    assert "ends that stop within 1 m of another street" in text_of(dialog)
    used = project.mapLayer(dialog.requirements()["NETWORK"])
    assert used.name() == "Streets on foot, repaired"


def test_fields_that_were_taken_are_chosen_by_their_new_names():
    streets = layer([("LINESTRING(0 0, 9 0)", 0, 1)], bridge="text", Bridge_2="int")
    assert prepare_data_words.latest(streets, "bridge") == "Bridge_2"
    assert prepare_data_words.latest(streets, "tunnel") is None
    assert prepare_data_words.latest(None, "tunnel") is None


# --- How it is used ---


def test_what_layers_are_called_is_shown_as_it_is(raw, opened):
    raw["streets"].setName("<b>lines</b>&")
    dialog = opened()
    prepared(dialog)
    assert "The layer “<b>lines</b>&” is read as" in text_of(dialog)
    assert all(note.textFormat() == Qt.TextFormat.PlainText for note in dialog.form.notes.values())


def test_everything_can_be_reached_with_the_keyboard(raw, opened):
    dialog = opened()
    widgets = (
        *(
            dialog.form.streets,
            dialog.form.facilities,
            dialog.form.dwellings,
            dialog.form.neighbourhoods,
            dialog.form.residential,
        ),
        *(dialog.form.left_out, dialog.form.date, dialog.form.file.lineEdit(), dialog.progress, dialog.text),
    )
    assert all(widget.accessibleName() for widget in widgets)
    stops = [tool for tool in dialog.findChildren(QToolButton) if tool.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert len(stops) >= 2
    assert all(tool.accessibleName() for tool in stops)
    assert all(area.focusPolicy() == Qt.FocusPolicy.NoFocus for area in dialog.findChildren(QScrollArea))
    assert dialog.findChild(QgsCollapsibleGroupBox).accessibleName()
    texts = [label.text() for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    first = [one.text() for one in dialog.findChildren(QAbstractButton) if one.isVisible() and "&" in one.text()]
    keys = [text[text.index("&") + 1].lower() for text in texts + first if "&" in text]
    assert len(keys) == len(set(keys)) >= 8
    order, widget = [], dialog.form.streets
    for _ in range(60):
        order.append(widget)
        widget = widget.nextInFocusChain()
    places = [
        order.index(w)
        for w in (dialog.form.streets, dialog.form.bicycle, dialog.form.facilities, dialog.form.dwellings)
    ]
    assert places == sorted(places)


def test_without_pandas_it_says_what_to_do(raw, opened, monkeypatch):
    from buurtmaat.ui.prepare_data import dialog as prepare_data

    monkeypatch.setattr(prepare_data, "how_to_install", lambda: "Install pandas.")
    dialog = opened()
    assert not dialog.run_button.isEnabled()
    assert any(label.text() == "Install pandas." for label in dialog.findChildren(QLabel))


def test_without_the_provider_the_steps_say_so(raw, opened, monkeypatch):
    from qgis.core import QgsApplication

    class Registry:
        def createAlgorithmById(self, name):
            return None

    monkeypatch.setattr(
        algorithm_run, "QgsApplication", type("", (QgsApplication,), {"processingRegistry": staticmethod(Registry)})
    )
    dialog = opened()
    assert FAILED in prepared(dialog).values()
    assert "Buurtmaat is not among the Processing providers" in text_of(dialog)


def test_a_result_that_was_removed_from_the_project_is_no_longer_offered(raw, opened, project):
    dialog = opened()
    prepared(dialog)
    project.removeMapLayer(dialog.requirements()["NETWORK"])
    assert dialog.requirements()["NETWORK"] is None
    (step, *_) = steps_for(PreparingInputs())
    assert StepOutcome(step=step, state=DONE).layer("OUTPUT") is None


# --- On to the check ---


def test_raw_layers_go_off_the_map_as_what_was_made_of_them_comes(raw, opened):
    """As found: the raw facilities stood under the prepared ones, twice as many marks."""
    root = QgsProject.instance().layerTreeRoot()
    assert all(root.findLayer(one).isVisible() for one in raw.values())
    prepared(opened())
    seen = {name: root.findLayer(one).isVisible() for name, one in raw.items()}
    assert seen == {"areas": False, "points": False, "homes": False, "streets": False, "towns": True}
    assert all(QgsProject.instance().mapLayer(one.id()) for one in raw.values())


def test_what_cannot_be_prepared_stays_on_the_map(raw, opened):
    dialog = opened()
    dialog.form.field_map.setText("nonsense")  # the dwellings fail
    states = prepared(dialog)
    assert states["dwellings"] == FAILED
    root = QgsProject.instance().layerTreeRoot()
    assert root.findLayer(raw["homes"]).isVisible()
    assert not root.findLayer(raw["streets"]).isVisible()


def test_what_was_made_is_taken_by_the_next_check_as_the_dialog_closes(raw, opened):
    dialog = opened()
    told = []
    dialog.prepared.connect(lambda: told.append(1))
    choose(dialog)  # no facilities
    prepared(dialog)
    made = dialog.requirements()
    dialog.reject()
    assert told == [1]
    kept = last_inputs(QgsProject.instance())
    assert kept["NETWORK"] == made["NETWORK"]
    assert kept["DWELLINGS"] == made["DWELLINGS"]
    assert kept["NEIGHBOURHOODS"] == raw["towns"].id()
    assert dialog.checks == []


def test_who_prepares_nothing_changes_nothing(raw, opened):
    dialog = opened()
    told = []
    dialog.prepared.connect(lambda: told.append(1))
    dialog.reject()
    assert told == []
    assert last_inputs(QgsProject.instance()) == {}


def test_layers_that_come_are_looked_at_once(raw, opened, monkeypatch):
    """As found: 24 times as four results came, which kept the window waiting."""
    looks = []
    monkeypatch.setattr(prepared_form, "fitting_inputs", lambda *of: looks.append(1) or fitting_inputs(*of))
    opened()
    assert len(looks) == 1, "as it opens"
    settle()
    looks.clear()
    add(raw["homes"].clone().source(), "again")
    assert len(looks) == 1


def test_layers_that_come_during_a_run_are_taken_in_when_they_can_be_chosen(raw, opened):
    dialog = opened()
    settle()
    dialog._show(1)  # what is being done
    come = add(raw["streets"].clone().source(), "again")
    dialog._show(0)
    assert come.name() in {dialog.form.streets.itemText(row) for row in range(dialog.form.streets.count())}
    dialog._show(1)
    shops = add(QgsVectorLayer("Point?field=osm_id:string&field=shop:string", "shops", "memory"), "shops")
    assert "shops" not in {item.text() for item in dialog.form.facility_items()}
    dialog._show(0)
    assert shops.id() in {item.data(Qt.ItemDataRole.UserRole) for item in dialog.form.facility_items()}
