"""The panel from data to a check: what is recognised, which norms, and the run in the background."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest
from qgis.core import QgsApplication, QgsProcessingOutputLayerDefinition, QgsProject
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QEvent, QLocale, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from buurtmaat.adapters.norms.store import PROJECT, open_store, save_set
from buurtmaat.adapters.results.off_streets import OffStreets
from buurtmaat.algorithms.basic_requirements import BasicRequirementsAlgorithm
from buurtmaat.core.norms.edits import copy_of
from buurtmaat.ui.algorithm_run import AlgorithmRun
from buurtmaat.ui.result_loading import load_results
from towns import runs
from towns.explorer_dock import settle
from towns.runs import in_project, layer, point


def layer_called(name: str):
    (found,) = QgsProject.instance().mapLayersByName(name)
    return found


def boxes_of(panel):
    """Return what layers are chosen in, opened as the user does."""
    if not panel.data.change.isChecked():
        panel.data.change.click()
    return panel.data.boxes


def choose(panel, name: str, found) -> None:
    """Choose a layer as the user does."""
    box = boxes_of(panel)[name]
    box.setLayer(found)
    box.activated.emit(box.currentIndex())


def checked(panel) -> list[str]:
    boxes_of(panel)
    box = panel.data.facilities
    items = [box.item(row) for row in range(box.count())]
    return [one.text() for one in items if one.checkState() == Qt.CheckState.Checked]


def test_the_layers_of_the_town_play_their_parts(town, opened):
    panel = opened()
    boxes = {name: box.currentLayer().name() for name, box in boxes_of(panel).items()}
    assert boxes == {
        "DWELLINGS": "dwellings",
        "NEIGHBOURHOODS": "neighbourhoods",
        "NETWORK": "streets",
        "CYCLE_NETWORK": "cycle_network",
        "BARRIERS": "water",
        "ENTRANCES": "park_entrances",
        "DEVELOPED_AREAS": "developed_areas",
        "PUBLIC_SPACE": "public_space",
    }
    assert checked(panel) == ["facilities", "parks", "grounds"]
    count = QLocale(QgsApplication.locale()).toString(layer_called("dwellings").featureCount())
    assert panel.data.sentence.text().startswith(f"{count} points with dwellings, 12 neighbourhoods, ")
    assert panel.data.missing == []
    assert panel.data.header.text() == "✓ D&ata"


def test_what_is_missing_is_said_and_stops_the_run(opened):
    panel = opened()
    assert panel.data.lacks.text() == "Missing: dwellings, neighbourhoods, facilities, streets."
    assert panel.data.header.text().startswith("!")
    assert not panel.check.run_button.isEnabled()
    assert panel.check.sentence.text() == "It needs: dwellings, neighbourhoods, facilities, streets."
    panel.data.prepare.click()
    panel.data.fetch.click()
    assert panel.asked == ["prepare", "fetch"]


def test_fields_that_the_norms_ask_for_and_no_layer_has_are_named(town, opened):
    """The sample town has all that “meeting” asks for; three of its requirements are judged for larger areas."""
    panel = opened()
    panel.controller.choose_norms("meeting")
    assert "No field" not in panel.data.lacks.text()
    (areas,) = panel.controller.layers_of("NEIGHBOURHOODS")
    bare = layer([(areas.extent().asWktPolygon(), "BU1")], "bare", shift=False, buurtcode="text")
    in_project(bare)
    panel.controller.choose_layers("NEIGHBOURHOODS", [bare])
    assert panel.data.lacks.text() == "\n".join(
        f"No field with {field}: 1 of the requirements stays unknown."
        for field in ("district", "city district (city_district)", "settlement")
    )
    assert panel.data.missing == [], "a check can run"


def test_layers_that_come_later_are_taken_in(project, opened):
    panel = opened()
    in_project(layer([(point(0, 0), 3)], "dwellings", dwellings="int"))
    settle()
    assert boxes_of(panel)["DWELLINGS"].currentText() == "dwellings"
    assert panel.data.missing == ["Neighbourhoods", "Facilities", "Streets"]


def test_what_layers_are_chosen_in_is_made_when_it_is_asked_for(town, opened):
    """Each box lists all layers of the project, of which there may be hundreds."""
    panel = opened()
    assert panel.data.findChildren(QgsMapLayerComboBox) == []
    assert boxes_of(panel)["DWELLINGS"].currentText() == "dwellings"
    panel.data.change.click()
    in_project(layer([(point(0, 0), 3)], "other homes", woningen="int"))
    panel.controller.choose_layers("DWELLINGS", [layer_called("other homes")])
    assert boxes_of(panel)["DWELLINGS"].currentText() == "other homes", "closed, it was not kept up"


def test_another_layer_is_asked_with_its_own_fields(town, opened):
    in_project(layer([(point(0, 0), 3)], "other homes", woningen="int"))
    panel = opened()
    assert panel.controller.inputs["WEIGHT_FIELD"] == "dwellings"
    choose(panel, "DWELLINGS", layer_called("other homes"))
    assert panel.controller.inputs["DWELLINGS"] == layer_called("other homes").id()
    assert panel.controller.inputs["WEIGHT_FIELD"] == "woningen"
    kept = json.loads(QgsProject.instance().readEntry("Buurtmaat", "check_requirements")[0])
    assert kept["DWELLINGS"] == layer_called("other homes").id()


def test_a_part_that_no_layer_plays_is_said_to_have_none(project, opened):
    """As found: its box was blank."""
    in_project(layer([(point(0, 0), 3)], "dwellings", dwellings="int"))
    texts = {name: box.currentText() for name, box in boxes_of(opened()).items()}
    assert texts == {name: "dwellings" if name == "DWELLINGS" else "none" for name in texts}


def test_a_part_that_the_user_leaves_empty_stays_empty(town, opened):
    panel = opened()
    choose(panel, "BARRIERS", None)
    assert panel.controller.inputs["BARRIERS"] is None
    in_project(layer([point(0, 0)], "something"))
    settle()
    assert boxes_of(panel)["BARRIERS"].currentLayer() is None
    again = opened()
    assert boxes_of(again)["BARRIERS"].currentLayer() is None
    choose(again, "BARRIERS", layer_called("water"))
    assert boxes_of(opened())["BARRIERS"].currentText() == "water"


def test_facilities_are_several_layers(town, opened):
    panel = opened()
    boxes_of(panel)
    (grounds,) = panel.data.facilities.findItems("grounds", Qt.MatchFlag.MatchExactly)
    grounds.setCheckState(Qt.CheckState.Unchecked)
    settle()
    assert checked(panel) == ["facilities", "parks"]
    found = [layer.name() for layer in panel.controller.layers_of("FACILITIES")]
    assert found == ["facilities", "parks"]
    assert panel.controller.inputs["TYPE_FIELD"] == "type"


def test_norms_are_chosen_by_title_version_and_state(town, opened):
    panel = opened()
    assert panel.controller.norm_set().id == "meeting"
    norm_set = open_store(None).find("daily")
    text = f"{norm_set.title.en}, version {norm_set.version} (draft)"
    index = panel.norms.sets.findText(text)
    assert index >= 0
    panel.norms.sets.setCurrentIndex(index)
    panel.norms.sets.activated.emit(index)
    assert panel.controller.inputs["NORM_SET"] == "daily"
    assert panel.norms.summary.text().startswith(f"{len(norm_set.requirements)} requirements. ")
    assert panel.norms.brief.text().startswith(text)
    panel.norms.edit.click()
    assert panel.asked == [("edit_norms", "daily")]


def test_a_set_that_was_made_meanwhile_is_offered(town, opened):
    panel = opened()
    before = panel.norms.sets.count()
    save_set(copy_of(open_store(None).find("daily"), ["daily"]), PROJECT, QgsProject.instance())
    QApplication.sendEvent(panel, QEvent(QEvent.Type.WindowActivate))
    assert panel.norms.sets.findData("daily-2") >= 0
    assert panel.norms.sets.count() > before
    QgsProject.instance().removeEntry("Buurtmaat", "norm_sets")


def test_a_set_that_cannot_be_read_is_said(town, opened):
    panel = opened()
    panel.controller.choose_norms("gone")
    assert "There is no norm set" in panel.norms.summary.text()
    assert panel.norms.header.text().startswith("!")


def test_a_cycle_network_that_the_norms_ask_is_named(town, opened):
    panel = opened()
    asked = [one for one in ("meeting", "daily", "rivm-2025") if _by_bicycle(one)]
    assert asked, "a shipped set is to ask something by bicycle"
    panel.controller.choose_norms(asked[0])
    assert panel.data.lacks.isHidden()
    choose(panel, "CYCLE_NETWORK", None)
    number = _by_bicycle(asked[0])
    plural = "1 of the requirements stays" if number == 1 else f"{number} of the requirements stay"
    assert panel.data.lacks.text() == f"No cycle network: {plural} unknown."


def _by_bicycle(set_id: str) -> int:
    norm_set = open_store(None).find(set_id)
    return sum(one.mode == "cycle" and one.metric == "network" for one in norm_set.requirements)


def test_a_check_runs_while_the_window_goes_on_and_its_results_are_on_the_map(town, opened, monkeypatch):
    panel = opened()
    panel.controller.open_step("check")
    gone_on, compute = threading.Event(), BasicRequirementsAlgorithm.compute

    def wait_and_compute(*given):
        assert gone_on.wait(120), "the window stood still"
        return compute(*given)

    monkeypatch.setattr(BasicRequirementsAlgorithm, "compute", wait_and_compute)
    timer = QTimer()
    timer.timeout.connect(gone_on.set)
    timer.start(5)
    before = set(town.mapLayers())
    panel.check.run_button.click()
    assert panel.check.current is not None
    assert not panel.check.run_button.isEnabled()
    assert panel.check.waiting.isVisibleTo(panel)
    settle()
    timer.stop()
    assert gone_on.is_set()
    assert panel.check.current is None
    assert not panel.check.waiting.isVisibleTo(panel)
    came = [town.mapLayer(one) for one in set(town.mapLayers()) - before]
    kinds = {one.customProperty("buurtmaat/output") for one in came}
    outputs = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS", "OUTPUT_FACILITIES")
    assert kinds == {f"basicrequirements/{name}" for name in outputs}
    group = town.layerTreeRoot().children()[0]
    assert group.name().startswith("Meeting places (example values) ")
    order = [node.layer().customProperty("buurtmaat/output").partition("/")[2] for node in group.findLayers()]
    assert order[:3] == ["OUTPUT_FACILITIES", "OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS"]
    (areas,) = [one for one in came if one.customProperty("buurtmaat/output").endswith("NEIGHBOURHOODS")]
    assert areas.styleManager().currentStyle() == "All requirements"


def test_a_later_run_from_elsewhere_is_looked_at(town, opened):
    panel = opened()
    panel.check.run_button.click()
    settle()
    settle()
    first = panel.look.explorer.layers.chosen().results
    outputs = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")
    given = {**panel.controller.inputs, "NORM_SET": "daily", **dict.fromkeys(outputs, _loaded(town))}
    run = AlgorithmRun("basicrequirements", given, town)
    run.ended.connect(lambda _good, _results: load_results(run.context, town))
    assert run.start() == ""
    settle()
    settle()
    second = panel.look.explorer.layers.chosen().results
    assert second is not first
    wanted = {one.id for one in open_store(None).find("daily").requirements}
    assert set(panel.look.explorer.session.titles) == wanted


@pytest.mark.slow
def test_the_card_of_a_run_over_the_years_says_that_it_has_no_ways(town, opened):
    """As found: it told of layers that were changed, and to check again, which does not help."""
    panel = opened()
    outputs = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")
    given = {**panel.controller.inputs, "YEARS": "2026;2030", **dict.fromkeys(outputs, _loaded(town))}
    run = AlgorithmRun("requirementsoveryears", given, town)
    run.ended.connect(lambda _good, _results: load_results(run.context, town))
    assert run.start() == ""
    settle()
    panel.look_at_newest()
    settle()
    panel.look.open_area(0)
    settle()
    assert panel.look.card.of_ways.text() == "Ways are drawn of a check of one year, not of one over the years."
    assert panel.look.card.draw_ways.isHidden()
    assert panel.look.ways.on_map.is_empty


def _loaded(project):
    return QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project)


def test_a_check_can_be_cancelled(town, opened):
    panel = opened()
    before = set(town.mapLayers())
    panel.check.run_button.click()
    panel.check.cancel_button.click()
    settle()
    assert set(town.mapLayers()) == before
    assert panel.check.sentence.text() == "Cancelled: nothing was written."
    assert panel.check.run_button.isEnabled()


def test_a_panel_that_goes_while_a_check_runs_takes_it_with_it(town, opened):
    panel = opened()
    before = set(town.mapLayers())
    panel.check.run_button.click()
    run = panel.check.current
    panel.drop()
    settle()
    assert not run.running
    assert set(town.mapLayers()) == before


def test_a_check_that_is_refused_says_why(town, opened):
    panel = opened()
    panel.controller.choose_norms("gone")
    panel.check.run_button.click()
    assert "There is no norm set" in panel.check.sentence.text()
    assert panel.check.current is None
    assert panel.check.run_button.isEnabled()


def test_of_a_mistake_in_the_code_the_panel_says_what_it_was_and_what_to_do(town, opened, monkeypatch):
    """As found: all lines that led to it stood in the panel, which became as wide as the longest."""

    def fail(*_given: object) -> dict[str, object]:
        raise RuntimeError("no such thing.")

    logged = []
    log = SimpleNamespace(logMessage=lambda text, tag, _level: logged.append((tag, text)))
    panel = opened()
    monkeypatch.setattr(BasicRequirementsAlgorithm, "compute", fail)
    monkeypatch.setattr(QgsApplication, "messageLog", staticmethod(lambda: log))
    panel.check.run_button.click()
    settle()
    assert panel.check.sentence.text() == (
        "Buurtmaat went wrong in a way that nobody foresaw: RuntimeError: no such thing. Please report it, with what "
        "“Copy diagnostics” in the menu gives."
    )
    assert [tag for tag, text in logged if text.startswith("Traceback") and "in fail" in text] == ["Buurtmaat"]


def test_where_a_check_fails_its_diagnostics_can_be_copied(town, opened, monkeypatch):
    def fail(*_given: object) -> dict[str, object]:
        raise RuntimeError

    panel = opened()
    assert panel.check.diagnostics.isHidden()
    monkeypatch.setattr(BasicRequirementsAlgorithm, "compute", fail)
    panel.check.run_button.click()
    settle()
    assert not panel.check.diagnostics.isHidden()
    QgsApplication.clipboard().clear()
    panel.check.diagnostics.click()
    assert QgsApplication.clipboard().text().startswith("Buurtmaat: diagnostics\n")
    assert panel.check.kept.text().startswith("Diagnostics are copied")


def test_a_layer_that_goes_stops_the_run(town, opened):
    panel = opened()
    panel.check.run_button.click()
    town.removeMapLayer(layer_called("streets"))
    settle()
    assert panel.check.current is None
    assert "OUTPUT_RESULTS" not in " ".join(
        str(o.customProperty("buurtmaat/output")) for o in town.mapLayers().values()
    )


TAKEN = set("jevlsporwmhcdb")
"""Letters by which the menus of QGIS open, that of Buurtmaat among them."""


def test_letters_open_no_two_things_and_none_that_the_menus_open(town, opened):
    panel = opened()
    for step in panel.steps:
        panel.controller.open_step(step.name)
        words = [one.text() for one in panel.findChildren(QAbstractButton) if one.isVisibleTo(panel)]
        words += [one.text() for one in panel.findChildren(QLabel) if one.isVisibleTo(panel) and one.buddy()]
        letters = [found[1].casefold() for text in words if (found := re.search(r"&(\w)", text))]
        assert len(letters) == len(set(letters)), (step.name, letters)
        assert not TAKEN & set(letters), (step.name, letters)


def test_the_keyboard_goes_through_the_steps_from_top_to_bottom(town, opened):
    panel = opened()
    boxes_of(panel)
    chain, widget = [], panel.data.header
    while widget not in chain:
        chain.append(widget)
        widget = widget.nextInFocusChain()
    places = [
        chain.index(one)
        for one in (
            panel.data.header,
            panel.data.prepare,
            panel.data.change,
            panel.data.boxes["DWELLINGS"],
            panel.data.facilities,
            panel.norms.header,
            panel.norms.sets,
            panel.norms.edit,
            panel.check.header,
            panel.check.run_button,
            panel.look.header,
            panel.look.explorer.requirements,
            panel.look.explorer.table,
            panel.report.header,
            panel.report.make,
            panel.ahead.header,
            panel.ahead.planned,
        )
    ]
    assert places == sorted(places)
    QTest.keyClick(panel.data.header, Qt.Key.Key_Space)
    assert not panel.data.is_open


def test_keys_lead_to_each_step_and_through_it_in_the_order_in_which_it_is_read(town, opened, qgis_iface):
    """With events of keys, as they come from a keyboard, and from the map as well."""
    panel, window = opened(), qgis_iface.mainWindow()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    qgis_iface.mapCanvas().setFocus()
    for number, step in enumerate(panel.steps, 1):
        here = QApplication.focusWidget()
        QTest.keyClick(here, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        assert panel.controller.state.step == step.name
        assert QApplication.focusWidget() is step.header
        QApplication.processEvents()
        met: list[QWidget] = []
        while step.isAncestorOf(QApplication.focusWidget()) and len(met) < 50:
            met.append(QApplication.focusWidget())
            QTest.keyClick(met[-1], Qt.Key.Key_Tab)
        assert len(met) == len(set(met))
        inputs = [one for one in met if not any(one.isAncestorOf(other) for other in met)]  # not the frames around them
        places = [one.mapTo(panel.scroll.widget(), one.rect().center()) for one in inputs]
        for before, after in pairwise(places):
            beside = abs(before.y() - after.y()) < 8 and before.x() < after.x()
            assert beside or before.y() < after.y(), step.name
        if number < len(panel.steps):
            assert QApplication.focusWidget() is panel.steps[number].header


def test_no_step_makes_the_panel_wider_than_it_comes(town, opened):
    """As found in Dutch: three buttons in a row left the map 86 pixels less."""
    longer = 1.7  # as “Gegevens voorbereiden…” is than “Prepare data…”
    panel = opened()
    for step in panel.steps:
        panel.controller.open_step(step.name)
        settle()
        words = [one for one in step.body.findChildren(QPushButton) if one.isVisibleTo(step)]
        for one in words:
            one.setText(one.text() + "x" * int((longer - 1) * len(one.text())))
        step.body.layout().activate()
        assert step.body.minimumSizeHint().width() <= 58 * panel.fontMetrics().averageCharWidth(), step.name


def test_one_step_is_open_and_the_project_remembers_it(town, opened, tmp_path):
    panel = opened()
    assert [step.is_open for step in panel.steps][:3] == [True, False, False]
    panel.check.header.click()
    assert [step.is_open for step in panel.steps][:3] == [False, False, True]
    path = str(tmp_path / "p.qgz")
    assert town.write(path)
    town.clear()
    settle()
    assert panel.controller.state.step == "data"
    assert town.read(path)
    settle()
    assert panel.check.is_open
    panel.check.header.click()
    assert not any(step.is_open for step in panel.steps)


def test_who_looks_around_in_an_empty_project_is_not_asked_to_save_it(opened, project):
    panel = opened()
    project.setDirty(False)
    panel.norms.header.click()
    assert not project.isDirty()


@pytest.mark.parametrize("text", ["", "[", "[]", '{"step": 5, "left_empty": [1]}', "[" * 9999])
def test_what_a_project_says_amiss_is_passed_over(project, opened, text):
    project.writeEntry("Buurtmaat", "panel", text)
    panel = opened()
    assert panel.controller.state.step == "data"


# Recipes


def save_recipe(panel, path) -> None:
    """Click “Save as recipe…”, answer where to, and copy what lies elsewhere."""
    saver = panel.check.recipes
    saver.choose_file = lambda _name: path
    saver.ask = lambda _question, *_answers: 0
    saver.button.click()


def test_the_check_is_kept_as_a_recipe(town, opened, tmp_path):
    panel = opened()
    panel.check.folder.choose(str(tmp_path))
    path = tmp_path / "check.json"
    save_recipe(panel, path)
    assert panel.check.kept.text() == f"Saved: {path} (steps: 1)"
    assert not panel.check.kept.isHidden()
    (step,) = json.loads(path.read_text(encoding="utf-8"))["steps"]
    assert step["algorithm"] == "buurtmaat:basicrequirements"
    assert step["outputs"]["OUTPUT_RESULTS"]["file"] == "meeting.gpkg", "without the time of today"


@pytest.mark.slow
def test_the_recipe_gives_what_the_check_gives(town, opened, tmp_path):
    panel, path = opened(), tmp_path / "check.json"
    panel.check.folder.choose(str(tmp_path))
    save_recipe(panel, path)
    done = runs.run("runrecipe", {"RECIPE": str(path), "LOAD": False})
    kept = runs.rows(runs.loaded(f"{tmp_path / 'meeting.gpkg'}|layername=results"))
    panel.check.start()
    settle()
    (shown,) = [
        one
        for one in town.mapLayers().values()
        if one.customProperty("buurtmaat/output", "").endswith("OUTPUT_RESULTS")
    ]
    found = runs.rows(shown)
    assert len(kept) == len(found) > 0
    assert [row["share"] for row in kept] == [row["share"] for row in found]
    assert done.results["basicrequirements.REQUIREMENTS_MET"] > 0


def test_a_check_that_cannot_run_is_not_kept(opened, tmp_path):
    panel = opened()
    assert not panel.check.recipes.button.isEnabled()
    assert panel.check.kept.isHidden()


def test_what_is_off_the_streets_is_said_at_data_and_check_with_a_way_out(town, opened):
    """As found: a town in which hardly anything could be judged, for one community centre outside the streets."""
    panel = opened()
    found = OffStreets(types=["community centre"], count=1, nearest_m=263.2, requirements=2)
    panel.look.explorer.off_streets = found
    panel.look.explorer.read.emit()
    for step, notice in zip((panel.data, panel.check), panel.off_streets, strict=True):
        panel.controller.open_step(step.name)
        assert notice.isVisible()
        assert "The only community centre lies 264 m off the streets" in notice.text.text()
        assert notice.snap.text() == "Snap up to 270 m"
        assert notice.see.isHidden()  # of no layer
    panel.off_streets[1].snap.click()
    assert panel.controller.inputs["MAX_SNAP"] == 270
    assert panel.controller.inputs_of_today()["MAX_SNAP"] == 270
    for notice in panel.off_streets:  # both say that it is chosen: nothing else would show that the click did anything
        assert notice.text.text().endswith("The next check snaps points up to 270 m: run it.")
        assert notice.snap.isHidden()
    panel.controller.choose_number("MAX_SNAP", 200.0)
    assert "let points snap farther" in panel.off_streets[1].text.text()
    assert not panel.off_streets[1].snap.isHidden()
    panel.look.explorer.off_streets = replace(found, nearest_m=1480.0)
    panel.look.explorer.read.emit()
    assert panel.off_streets[1].snap.isHidden()  # as far as no point should snap
    assert "Take in more streets" in panel.off_streets[1].text.text()
    panel.look.explorer.off_streets = None
    panel.look.explorer.read.emit()
    assert all(notice.isHidden() for notice in panel.off_streets)
