"""What if, in the panel: a click places, moves or closes a facility, and what that changes is told and kept."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsField,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import QCoreApplication, QMetaType, Qt

from buurtmaat.adapters.explore.facility_changes import PlaceFacility
from buurtmaat.adapters.explore.tried_changes import TriedRequirement
from buurtmaat.adapters.io.clock import this_year
from buurtmaat.adapters.io.translation import Translator, translation_file
from buurtmaat.core.errors import InputError
from buurtmaat.ui.panel.what_if_step import _words
from buurtmaat.ui.sample_town import open_sample_town
from towns import runs
from towns.background import until
from towns.explorer_dock import settle
from towns.opened_town import open_town_to_read


def wait_for(there) -> None:
    """Let the window go on until something is there, and what follows it."""
    until(there)
    settle()


@pytest.fixture
def town(project, request):
    """Put the sample town into the project: to be read, or to be written to where a test asks for it."""
    getattr(request, "param", open_town_to_read)(project)
    return project


@pytest.fixture
def step(town, opened):
    """Return the step of a panel on the sample town, opened, with the map in the town's reference system."""
    panel = opened()
    panel.what_if.canvas.setDestinationCrs(town.crs())
    layer = panel.controller.layers_of("NEIGHBOURHOODS")[0]
    panel.what_if.canvas.setExtent(layer.extent())
    panel.controller.open_step("what_if")
    settle()
    return panel.what_if


@pytest.fixture
def dutch():
    """Let the plugin speak Dutch."""
    translator = Translator(translation_file("nl"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def choose(step, tool: str) -> None:
    """Choose a tool as the user does, and wait for the run to be read."""
    if not step.tools[tool].isChecked():
        step.tools[tool].click()
    wait_for(lambda: step.tried.run is not None)


def click(step, x: float, y: float) -> None:
    """Click on the map, and wait for the answer."""
    told = []
    step.tried.answered.connect(told.append)
    before = len(step.changes)
    step.on_map.tool.canvasClicked.emit(QgsPointXY(x, y), Qt.MouseButton.LeftButton)
    if len(step.changes) > before:
        wait_for(lambda: told)
    step.tried.answered.disconnect(told.append)


def facility(step, type_: str) -> tuple[str, QgsPointXY]:
    """Return the id of an open facility of a type that is a point, and where it is."""
    found = step.tried.run.inputs.facilities
    is_open = step.tried.run.inputs.moments[-1].facilities.open
    row = next(n for n, one in enumerate(found.types) if one == type_ and (is_open is None or is_open[n]))
    return found.ids[row], QgsPointXY(*found.spots[row])


def name_of(step, facility_id: str) -> str:
    """Return the name of a facility, as its layer has it."""
    layers = step.controller.layers_of("FACILITIES")
    (found,) = [one for layer in layers for one in layer.getFeatures() if one["facility_id"] == facility_id]
    assert found["name"]
    return found["name"]


def place_somewhere(step, type_: str = "meeting place") -> None:
    """Place a facility in a neighbourhood that has none."""
    step.types.setCurrentIndex(step.types.findData(type_))
    choose(step, "place")
    areas = step.controller.layers_of("NEIGHBOURHOODS")[0]
    (there,) = [one for one in areas.getFeatures() if str(one["buurtnaam"]).startswith("Waterrijk")]
    point = there.geometry().pointOnSurface().asPoint()
    click(step, point.x(), point.y())


def test_the_types_are_those_of_the_norm_set(step):
    asked = {name for one in step.controller.norm_set().requirements for name in one.facility}
    assert {step.types.itemData(row) for row in range(step.types.count())} == asked


def test_a_share_that_changes_by_less_than_a_percent_does_not_look_unchanged(step):
    """As found: "53 % → 53 %" above 48 dwellings that gain it."""
    place_somewhere(step, "meeting place")
    shares = re.findall(r"(\S+ %) → (\S+ %)$", step.told.text(), re.MULTILINE)
    assert len(shares) == 3  # of the requirements on foot, of those of 65 and over, and with a rollator
    for before, after in shares:
        assert before != after


def test_a_rate_is_told_with_the_decimals_of_the_table(step):
    """As found: 424.45 → 520.19 m² beside 424 in the table and the report, which cut off what is 100 or more."""
    place_somewhere(step, "community centre")
    (asked,) = [
        one
        for one in step.controller.norm_set().requirements
        if one.indicator == "rate" and list(one.facility) == ["community centre"]
    ]
    line = next(one for one in step.told.text().splitlines() if one.startswith(asked.label("en")))
    assert re.fullmatch(r": \d{3} → \d{3} m² per 1,000 dwellings", line.removeprefix(asked.label("en")))


def test_a_click_places_a_facility_and_what_changes_is_told(step):
    place_somewhere(step)
    assert step.list.count() == 1
    assert step.list.item(0).text() == "New: meeting place"
    assert "de Lange Plas: fails → meets" in step.told.text()
    assert "dwellings that gain it" in step.told.text()
    assert step.on_map._dwellings
    step.undo.click()
    assert step.list.count() == 0
    assert step.told.text() == ""
    assert step.on_map._dwellings == []
    assert step.on_map._changes == []


def test_a_facility_moves_with_two_clicks_and_closes_with_one(step):
    choose(step, "close")
    gone, there = facility(step, "meeting place")
    click(step, there.x(), there.y())
    (change,) = step.changes
    assert change.id == gone
    assert "that lose it" in step.told.text()
    click(step, there.x(), there.y())
    assert len(step.changes) == 1
    assert "already" in step.said.text()
    step.clear.click()
    choose(step, "move")
    click(step, there.x(), there.y())
    assert step.changes == []
    assert name_of(step, gone) in step.said.text()
    assert gone not in step.said.text()
    click(step, there.x() + 300, there.y())
    (change,) = step.changes
    assert (change.id, change.point.x()) == (gone, there.x() + 300)


def test_changes_name_types_in_the_users_language(step, dutch):
    """As found: a list in Dutch, in which a “meeting place” closed."""
    choose(step, "close")
    gone, there = facility(step, "meeting place")
    click(step, there.x(), there.y())
    assert step.list.item(0).text() == f"Gesloten: ontmoetingsplek {name_of(step, gone)}"
    step.clear.click()
    place_somewhere(step)
    assert step.list.item(0).text() == "Nieuw: ontmoetingsplek"


def test_what_turns_in_many_neighbourhoods_is_counted():
    """As found: 139 lines in Delft, with the button that takes the facilities below them."""
    lines = [f"Area {n}: unknown → fails" for n in range(12)]
    rows = np.array([], dtype=np.int64)
    turns = TriedRequirement(
        id="s",
        title="School",
        whole="",
        weight="dwellings",
        gained=0,
        lost=0,
        turned=lines,
        gained_rows=rows,
        lost_rows=rows,
    )
    assert _words(turns).split("\n") == ["School", *lines[:8], "… and in 4 neighbourhoods more"]
    assert _words(replace(turns, turned=lines[:8])).split("\n") == ["School", *lines[:8]]


def test_what_counts_people_is_told_in_people(step):
    """As found: "dwellings that gain it" of a norm that asks for a share of those of 65 and over."""
    place_somewhere(step, "meeting place")
    (older,) = [
        one
        for one in step.controller.norm_set().requirements
        if one.weight == "inhabitants_65" and one.mode == "walk_65"
    ]
    (block,) = [one for one in step.told.text().split("\n\n") if one.startswith(older.label("en"))]
    (change,) = [one for one in step.tried.run.after(step.changes).changes if one.requirement.id == older.id]
    people = change.after.demand.weight[change.gained].sum()
    dwellings = step.tried.run.inputs.moments[-1].dwellings.number[change.gained].sum()
    assert 0 < people < dwellings
    assert f"people aged 65 and over that gain it: {people:.0f};" in block
    assert "dwellings" not in block


def test_a_layer_in_which_a_facility_closes_looks_as_before(step):
    choose(step, "close")
    _, there = facility(step, "meeting place")
    click(step, there.x(), there.y())
    before = {layer.name(): layer for layer in step.controller.layers_of("FACILITIES")}
    step.keep.click()
    (kept,) = [layer for layer in step.controller.layers_of("FACILITIES") if layer.name() == "facilities, what if"]
    assert kept.renderer().symbol().color() == before["facilities"].renderer().symbol().color()


def test_only_facilities_that_are_asked_for_and_open_are_taken(step):
    choose(step, "close")
    run, finder = step.tried.run, step.finder
    asked = {name for one in step.controller.norm_set().requirements for name in one.facility}
    is_open = run.inputs.moments[-1].facilities.open
    taken = set()
    for row, name in enumerate(run.inputs.facilities.types):
        spot = QgsPointXY(*run.inputs.facilities.spots[row])
        found = finder.at(spot, 0.01)
        counts = name in asked and bool(is_open[row])
        taken.add(counts)
        assert found is not None or not counts
        if found is not None:
            at = run.row_of(found)
            assert run.inputs.facilities.types[at] in asked
            assert is_open[at]
    assert taken == {True, False}


def test_where_there_is_no_facility_nothing_closes(step):
    choose(step, "close")
    extent = step.canvas.extent()
    click(step, extent.xMinimum() - 5000, extent.yMinimum() - 5000)
    assert step.changes == []
    assert "no facility" in step.said.text()


def test_what_is_told_is_what_a_check_of_these_facilities_gives(step):
    """The layers that are kept go into the next check, which gives the figures that were told."""
    place_somewhere(step)
    gone, there = facility(step, "meeting place")
    choose(step, "close")
    step.tools["close"].setChecked(True)
    click(step, there.x(), there.y())
    assert [type(one).__name__ for one in step.changes] == ["PlaceFacility", "CloseFacility"]
    changed = step.tried.run.after(step.changes, step.canvas.mapSettings().destinationCrs())
    step.keep.click()
    settle()
    layers = step.controller.layers_of("FACILITIES")
    assert [one.name() for one in layers][-1] == "Facilities to come"
    (closed,) = [row for one in layers for row in one.getFeatures() if row["facility_id"] == gone]
    assert closed["open_until"] == this_year() - 1
    outputs = {"OUTPUT_NEIGHBOURHOODS": "memory:", "OUTPUT_DWELLINGS": "memory:"}
    done = runs.run("basicrequirements", {**step.controller.inputs, **outputs})
    areas, homes = done.rows("OUTPUT_NEIGHBOURHOODS"), done.rows("OUTPUT_DWELLINGS")
    for outcome in changed.assessment.outcomes:
        name = outcome.requirement.id
        assert [row[f"{name}_compliance"] for row in areas] == list(outcome.compliance), name
        if outcome.measure is not None:
            ok = [None if value != value else int(value == 1) for value in outcome.ok.tolist()]
            assert [row[f"{name}_ok"] for row in homes] == ok, name


def test_a_facility_that_moves_keeps_what_conditions_ask_for(step, tmp_path):
    """As found: what was told counted it where it went, and the next check did not, since its field was NULL there."""
    asked = {
        "id": "m", "facility": "meeting place", "indicator": "distance", "threshold": 400, "unit": "m",
        "target": 0.8, "where": [{"field": "name", "op": "!=", "value": "of nobody"}],
    }  # fmt: skip
    norms = tmp_path / "own.json"
    norms.write_text(json.dumps({"id": "own", "title": "Own", "version": "1", "requirements": [asked]}))
    step.controller._keep({**step.controller.inputs, "NORM_FILE": str(norms), "NORM_SET": None, "REQUIREMENTS": []})
    settle()
    choose(step, "move")
    moved, there = facility(step, "meeting place")
    click(step, there.x(), there.y())
    click(step, there.x() + 600, there.y())
    (changed,) = step.tried.run.after(step.changes, step.canvas.mapSettings().destinationCrs()).changes
    assert changed.gained.size
    name = name_of(step, moved)
    step.keep.click()
    settle()
    (kept,) = step.controller.layers_of("FACILITIES")[-1].getFeatures()
    assert (kept["facility_id"], kept["name"]) == (f"{moved}-moved", name)
    done = runs.run("basicrequirements", {**step.controller.inputs, "OUTPUT_DWELLINGS": "memory:"})
    ok = [None if value != value else int(value == 1) for value in changed.after.ok.tolist()]
    assert done.column("OUTPUT_DWELLINGS", "m_ok") == ok


def test_other_norms_need_another_run(step):
    place_somewhere(step)
    step.controller.choose_norms("daily")
    settle()
    assert step.tried.run is None
    assert step.changes == []
    assert not any(one.isChecked() for one in step.tools.values())


def test_layers_that_the_run_does_not_read_leave_it(step):
    """As found: any layer that came or went dropped the changes."""
    place_somewhere(step)
    run, told = step.tried.run, step.told.text()
    other = QgsVectorLayer("Point", "something else", "memory")
    step.controller.project.addMapLayer(other)
    settle()
    step.controller.project.removeMapLayer(other.id())
    settle()
    assert step.tried.run is run
    assert len(step.changes) == 1
    assert step.told.text() == told


def test_a_norm_set_that_was_edited_needs_another_run(step, monkeypatch):
    place_somewhere(step)
    norm_set = step.controller.norm_set()
    edited = replace(norm_set, requirements=norm_set.requirements[:1])
    monkeypatch.setattr(step.controller, "norms_or_none", lambda: edited)
    step.look_again()
    assert step.tried.run is None
    assert step.changes == []


def test_a_map_on_which_a_facility_has_no_place_draws_the_others(step):
    """As found: an error without a sentence, of a map of the other side of the world."""
    choose(step, "close")
    _, there = facility(step, "meeting place")
    click(step, there.x(), there.y())
    there_not = QgsCoordinateReferenceSystem.fromProj("+proj=gnom +lat_0=-52 +lon_0=-175 +datum=WGS84 +units=m")
    assert there_not.isValid()
    step.canvas.setDestinationCrs(there_not)
    step._draw_changes()
    assert step.on_map._changes == []
    nowhere, degrees = PlaceFacility("meeting place", QgsPointXY(1e30, 1e30)), QgsCoordinateReferenceSystem("EPSG:4326")
    with pytest.raises(InputError, match="no place"):
        step.tried.run.after([nowhere], degrees)


def test_the_map_may_have_another_reference_system_from_one_change_to_the_next(step):
    """As found: what was placed before stood at its old numbers in the new system, in the sea."""
    choose(step, "place")
    middle = step.controller.layers_of("NEIGHBOURHOODS")[0].extent().center()
    own, other = step.canvas.mapSettings().destinationCrs(), QgsCoordinateReferenceSystem("EPSG:3857")
    to_other = QgsCoordinateTransform(own, other, step.controller.project.transformContext())
    first, second = QgsPointXY(middle.x() - 400, middle.y()), QgsPointXY(middle.x() + 300, middle.y() + 200)
    for spot in (first, second):
        click(step, spot.x(), spot.y())
    expected, drawn = step.told.text(), len(step.on_map._dwellings)
    step.clear.click()
    click(step, first.x(), first.y())
    step.canvas.setDestinationCrs(other)
    there = to_other.transform(first)
    assert step.on_map._changes[0].asGeometry().asMultiPoint()[0].distance(there) < 0.001
    spots = step.on_map._dwellings[0].asGeometry().asMultiPoint()
    assert all(spot.distance(there) < 5000 for spot in spots)
    place = to_other.transform(second)
    click(step, place.x(), place.y())
    assert step.told.text() == expected
    assert len(step.on_map._dwellings) == drawn
    step.keep.click()
    settle()
    layer = step.controller.layers_of("FACILITIES")[-1]
    kept = [feature.geometry().asPoint() for feature in layer.getFeatures()]
    back = QgsCoordinateTransform(layer.crs(), own, step.controller.project.transformContext())
    for spot, one in zip((first, second), kept, strict=True):
        assert back.transform(one).distance(spot) < 0.001


def test_the_map_is_given_back(step):
    tool = QgsMapToolPan(step.canvas)
    step.canvas.setMapTool(tool)
    place_somewhere(step)
    assert step.canvas.mapTool() is step.on_map.tool
    step.controller.open_step("look")
    settle()
    assert step.canvas.mapTool() is not step.on_map.tool
    assert all(not band.isVisible() for band in step.on_map._dwellings)
    step.controller.open_step("what_if")
    settle()
    assert all(band.isVisible() for band in step.on_map._dwellings)
    step.controller.open_step("")


def test_what_cannot_be_read_is_told(project, opened):
    panel = opened()
    panel.controller.open_step("what_if")
    panel.what_if.tools["place"].click()
    settle()
    assert panel.what_if.said.text()
    assert panel.what_if.tried.run is None
    assert not panel.what_if.tools["place"].isChecked()


@pytest.mark.parametrize("town", [open_sample_town], ids=["to_write"], indirect=True)
@pytest.mark.parametrize("how", ["edited", "filtered", "of the provider"])
def test_a_layer_of_the_run_that_changes_needs_another_run(step, how):
    """As found: a facility that was deleted went on to count in what was told, against what a new check said."""
    place_somewhere(step)
    layer = next(one for one in step.controller.layers_of("FACILITIES") if one.name() == "facilities")
    gone = next(layer.getFeatures())
    if how == "edited":
        assert layer.startEditing()
        assert layer.deleteFeature(gone.id())
    elif how == "filtered":
        layer.setSubsetString(f"facility_id <> '{gone['facility_id']}'")
    else:
        assert layer.dataProvider().deleteFeatures([gone.id()])
        layer.dataProvider().dataChanged.emit()
    settle()
    assert step.tried.run is None
    assert step.changes == []
    assert step.told.text() == ""
    assert "begin anew" in step.said.text()
    choose(step, "close")
    assert gone["facility_id"] not in step.tried.run.inputs.facilities.ids
    layer.rollBack()


def test_a_layer_that_goes_away_while_the_run_is_read_stops_it(step):
    step.tools["place"].click()
    assert step.tried.running
    QgsProject.instance().removeMapLayer(step.controller.layers_of("DWELLINGS")[0].id())
    settle()
    assert not step.tried.running
    assert step.tried.run is None


@pytest.mark.parametrize("town", [open_sample_town], ids=["to_write"], indirect=True)
def test_facilities_that_cannot_be_copied_whole_are_told_and_nothing_changes(step):
    """QGIS leaves out a feature whose value does not fit its field: the facility would be gone, and not closed."""
    choose(step, "close")
    _, there = facility(step, "meeting place")
    click(step, there.x(), there.y())
    before, layers = list(step.changes), step.controller.layers_of("FACILITIES")
    step.tried.given["OPEN_UNTIL_FIELD"] = "day"
    places = next(one for one in layers if one.name() == "facilities")
    assert places.dataProvider().addAttributes([QgsField("day", QMetaType.Type.QDate)])
    places.updateFields()
    step.keep.click()
    settle()
    assert "cannot be copied" in step.said.text()
    assert step.changes == before
    assert step.controller.layers_of("FACILITIES") == layers
