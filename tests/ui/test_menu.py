"""The menu and the toolbar: what they open, and that nothing is left behind."""

from __future__ import annotations

import json
import threading

import pytest
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QMenu, QMessageBox, QToolBar

from buurtmaat.adapters.norms.store import PROJECT, open_store
from buurtmaat.adapters.outputs.provenance import Provenance, describe
from buurtmaat.plugin import BuurtmaatPlugin
from buurtmaat.ui import check_dialog, menu, sample_town
from buurtmaat.ui.norm_sets.editor import NormSetEditor
from towns import runs

Button = QMessageBox.StandardButton


@pytest.fixture
def gui(qgis_iface, qgis_new_project, monkeypatch):
    """Return a window with the menus that QGIS has."""
    bar = qgis_iface.mainWindow().menuBar()
    help_menu = bar.addMenu("Help")
    monkeypatch.setattr(qgis_iface, "firstRightStandardMenu", lambda: help_menu, raising=False)
    yield qgis_iface
    bar.removeAction(help_menu.menuAction())
    help_menu.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """Have the sample town copied to a place of the test."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    return tmp_path


def things(gui) -> dict[str, int]:
    """Count what a plugin could leave in the window."""
    window = gui.mainWindow()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    kinds = {"menus": QMenu, "toolbars": QToolBar, "docks": QDockWidget, "dialogs": NormSetEditor}
    found = {name: len(window.findChildren(kind)) for name, kind in kinds.items()}
    found["in the menu bar"] = len(window.menuBar().actions())
    found["actions"] = len([a for a in window.findChildren(menu.QAction) if a.objectName().startswith("buurtmaat")])
    return found


def test_a_fetch_that_ends_as_the_plugin_goes_opens_nothing(gui):
    """As found: Prepare data opened behind a plugin that was gone, as its toolbar is deleted only later."""
    plugin = BuurtmaatPlugin(gui)
    plugin.initGui()
    opened, dialog = plugin.menu, QDialog()
    plugin.unload()
    opened._take_fetched(dialog)
    assert opened.preparing is None
    dialog.deleteLater()


def test_everything_is_there_and_taken_away_again(gui, folder, monkeypatch):
    from buurtmaat.ui.panel.dock import BuurtmaatPanel

    dropped, drop = [], BuurtmaatPanel.drop
    monkeypatch.setattr(BuurtmaatPanel, "drop", lambda panel: dropped.append(panel) or drop(panel))
    asked = []
    monkeypatch.setattr(NormSetEditor, "ask", lambda _editor, *question: asked.append(question) or Button.Discard)
    before = things(gui)
    for times in (1, 2):
        plugin = BuurtmaatPlugin(gui)
        monkeypatch.setattr(plugin, "initProcessing", lambda: None)  # the tests registered the provider
        plugin.initGui()
        plugin.initGui()
        bar = gui.mainWindow().menuBar()
        assert [action.text() for action in bar.actions()] == ["&Buurtmaat", "Help"]
        texts = [action.text().replace("&", "") for action in plugin.menu.actions]
        assert texts == [
            "Panel",
            "Prepare data…",
            "Check requirements…",
            "Check requirements over the years…",
            "Norm sets…",
            "Explore thresholds",
            "Report…",
            "Trend…",
            "Survey estimates…",
            "Survey figures and requirements…",
            "Run a recipe…",
            "Open the sample town",
            "Forget what runs kept",
            "Copy diagnostics",
            "Help",
        ]
        assert len(plugin.menu.toolbar.actions()) == 8
        assert all(not action.icon().isNull() for action in plugin.menu.toolbar.actions())
        assert all(action.toolTip() for action in plugin.menu.actions)
        plugin.menu.norm_sets()
        plugin.menu.norm_sets()
        plugin.menu.editor.duplicate()
        plugin.menu.explore()
        assert things(gui) != before
        panel = plugin.menu.panel
        assert panel.controller.state.step == "look"
        left = [plugin.menu.editor, panel, plugin.menu.toolbar, plugin.menu.menu, *plugin.menu.actions]
        plugin.unload()
        assert things(gui) == before
        assert all(sip.isdeleted(one) for one in left)
        assert dropped == [panel]  # it takes what it drew off the map
        dropped.clear()
        assert len(asked) == times
        plugin.unload()


def test_without_a_window_there_is_no_menu():
    plugin = BuurtmaatPlugin(None)
    plugin.initProcessing = lambda: None
    plugin.initGui()
    assert plugin.menu is None
    plugin.unload()


@pytest.mark.parametrize(
    ("answer", "closes", "kept"),
    [(Button.Cancel, False, []), (Button.Discard, True, []), (Button.Save, True, ["rivm-2025-2"])],
)
def test_qgis_closes_only_when_it_is_known_what_to_do_with_changes(gui, folder, monkeypatch, answer, closes, kept):
    blockers = []
    monkeypatch.setattr(gui, "registerApplicationExitBlocker", blockers.append, raising=False)
    monkeypatch.setattr(gui, "unregisterApplicationExitBlocker", blockers.remove, raising=False)
    monkeypatch.setattr(NormSetEditor, "ask", lambda *_: answer)
    opened = menu.Menu(gui)
    (blocker,) = blockers
    assert blocker.allowExit()
    opened.norm_sets()
    assert blocker.allowExit()
    opened.norm_sets()
    opened.editor.duplicate()
    assert blocker.allowExit() == closes
    assert opened.editor.isVisible() != closes
    assert open_store(None).own_ids() == kept
    monkeypatch.setattr(NormSetEditor, "ask", lambda *_: Button.Discard)
    opened.remove()
    assert blockers == []


def test_a_set_saved_in_the_project_while_qgis_closes_is_not_lost_with_it(gui, folder, monkeypatch):
    monkeypatch.setattr(NormSetEditor, "ask", lambda *_: Button.Save)
    said = []
    monkeypatch.setattr(NormSetEditor, "say", lambda _editor, text: said.append(text))
    opened = menu.Menu(gui)
    opened.norm_sets()
    opened.editor.duplicate()
    opened.editor.about.show_place(PROJECT)
    assert not opened._may_exit()
    assert "save the project too" in said[0]
    assert opened._may_exit()
    assert len(open_store(QgsProject.instance()).of_project()) == 1
    opened.remove()
    QgsProject.instance().removeEntry("Buurtmaat", "norm_sets")


def test_changes_are_kept_when_the_plugin_is_switched_off(gui, folder, monkeypatch):
    monkeypatch.setattr(NormSetEditor, "ask", lambda *_: Button.Save)
    said = []
    monkeypatch.setattr(NormSetEditor, "say", lambda _editor, text: said.append(text))
    for wrong in (False, True):
        opened = menu.Menu(gui)
        opened.norm_sets()
        opened.editor.duplicate()
        if wrong:
            opened.editor.editing.put(0, "threshold", "abc")
        opened.remove()
    assert open_store(None).own_ids() == ["rivm-2025-2"]
    assert ["must be a number" in text for text in said] == [True]


def test_dialogs_that_the_menu_did_not_open_go_with_it(gui, monkeypatch):
    closed = []
    monkeypatch.setattr(menu, "close_dialogs", closed.append)
    menu.Menu(gui).remove()
    assert closed == ["buurtmaat"]


# --- The sample town ---


def test_the_systems_that_runs_use_most_are_asked_for_as_the_plugin_comes(gui, profile, monkeypatch):
    """By the window, whose thread does not end: QGIS loses those that another one asks for first."""
    asked = []
    monkeypatch.setattr(menu, "keep_systems", lambda: asked.append(threading.current_thread()))
    menu.Menu(gui).remove()
    assert asked == [threading.main_thread()]


@pytest.fixture
def town(gui, profile):
    opened = menu.Menu(gui)
    opened.sample_town()
    yield opened
    opened.remove()


@pytest.mark.parametrize(
    ("entry", "algorithm"),
    [
        ("trend", "trend"),
        ("survey", "surveyestimates"),
        ("survey_comparison", "surveycomparison"),
        ("recipe", "runrecipe"),
    ],
)
def test_the_monitor_and_surveys_open_from_the_menu(gui, monkeypatch, entry, algorithm):
    asked = []
    monkeypatch.setattr(menu.processing, "createAlgorithmDialog", lambda *given: asked.append(given), raising=False)
    opened = menu.Menu(gui)
    (action,) = [one for one in opened.actions if one.objectName() == f"buurtmaat_{entry}"]
    action.trigger()
    opened.remove()
    assert asked == [(f"buurtmaat:{algorithm}", {})]


def test_the_layers_of_the_sample_town_are_called_by_words_of_the_user_s_language(gui, profile, monkeypatch):
    monkeypatch.setattr(sample_town, "tr", lambda text: f"NL {text}")
    opened = menu.Menu(gui)
    opened.sample_town()
    names = {layer.name() for layer in QgsProject.instance().mapLayers().values()}
    opened.remove()
    assert names == {f"NL {name}" for name in sample_town._LAYERS}
    survey = QgsProject.instance().mapLayersByName("NL survey")[0]
    titles = {field.name(): field.alias() for field in survey.fields() if field.name() not in ("fid", "buurtcode")}
    assert titles.pop("buurtnaam") == "", "it is called so in Dutch"
    assert all(title.startswith("NL ") for title in titles.values()), titles
    assert titles["feeling_at_home"] == "NL Feels at home"


def test_the_sample_town_comes_as_a_group_that_can_be_written(town, profile, root):
    project = QgsProject.instance()
    layers = project.mapLayers().values()
    assert len(layers) == 15
    assert {layer.name() for layer in layers} == set(sample_town._LAYERS)
    copy = profile / "buurtmaat" / "sample" / "town.gpkg"
    assert copy.read_bytes() == (root / "resources" / "sample" / "town.gpkg").read_bytes()
    assert all(str(copy) in layer.source() for layer in layers)
    assert project.crs().authid() == "EPSG:28992"
    (group,) = project.layerTreeRoot().findGroups()
    shown = {node.name() for node in group.findLayers() if node.itemVisibilityChecked()}
    assert shown == {"facilities", "dwellings", "railway", "streets", "neighbourhoods", "parks", "water"}
    town.sample_town()
    assert len(project.mapLayers()) == 15
    dwellings = project.mapLayersByName("dwellings")[0]
    assert dwellings.startEditing()
    assert dwellings.rollBack()


def test_its_years_recipes_and_timetable_lie_beside_it_and_stay_as_the_user_leaves_them(town, profile):
    folder = profile / "buurtmaat" / "sample"
    recipes = [f"recipe_{year}.json" for year in range(2023, 2027)]
    assert sorted(one.name for one in folder.iterdir() if one.suffix in (".gpkg", ".json", ".zip", ".part")) == sorted(
        ["abroad.gpkg", "town.gpkg", "years.gpkg", "timetable.zip", *recipes]
    )
    (folder / "recipe_2023.json").write_text("mine")
    (folder / "recipe_2024.json").unlink()
    sample_town.copy_of_town()
    assert (folder / "recipe_2023.json").read_text() == "mine"
    assert (folder / "recipe_2024.json").exists()


def test_a_town_that_cannot_be_copied_is_told(gui, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path / "file")))
    opened = menu.Menu(gui)
    opened.sample_town()
    assert QgsProject.instance().mapLayers() == {}
    assert "cannot be written" in str(gui.messageBar().messages)
    opened.remove()


# --- Check requirements ---


class FakeDialog:
    """Stands for the dialog of an algorithm, as far as it is used."""

    def __init__(self, algorithm, inputs) -> None:
        self.algorithm, self.inputs, self.shown = algorithm, dict(inputs), False
        self.algorithmFinished = self
        self.slots = []
        self.said = []

    def messageBar(self):
        return self

    def clearWidgets(self):
        self.said.clear()

    def pushMessage(self, title, text, level, duration):
        self.said.append(text)

    def connect(self, slot):
        self.slots.append(slot)

    def createProcessingParameters(self):
        return self.inputs

    def show(self):
        self.shown = True

    def run(self, successful=True):
        for slot in self.slots:
            slot(successful, {})


@pytest.fixture
def dialogs(monkeypatch):
    made = []

    def create(algorithm, inputs):
        made.append(FakeDialog(algorithm, inputs))
        check_dialog.serve_check(made[-1], QgsProject.instance(), inputs)  # as the dialog that stands there does
        return made[-1]

    monkeypatch.setattr(check_dialog.processing, "createAlgorithmDialog", create, raising=False)
    monkeypatch.setattr(check_dialog, "this_year", lambda: 2026)
    return made


def names(inputs: dict) -> dict:
    """Put layers' names in the place of their ids."""
    known = {one.id(): one.name() for one in QgsProject.instance().mapLayers().values()}

    def named(value):
        return [named(one) for one in value] if isinstance(value, list) else known.get(value, value)

    return {name: named(value) for name, value in inputs.items()}


def test_check_requirements_is_filled_in_from_the_sample_town(town, dialogs):
    check_dialog.open_check_requirements()
    (dialog,) = dialogs
    assert dialog.shown
    assert dialog.algorithm == "buurtmaat:basicrequirements"
    assert names(dialog.inputs) == {
        "DWELLINGS": "dwellings",
        "WEIGHT_FIELD": "dwellings",
        "NEIGHBOURHOODS": "neighbourhoods",
        "NEIGHBOURHOOD_ID": "buurtcode",
        "CLASS_FIELD": "woonmilieu",
        "FACILITIES": ["facilities", "parks", "grounds"],
        "TYPE_FIELD": "type",
        "FACILITY_ID": "facility_id",
        "CAPACITY_FIELD": "capacity_m2",
        "NETWORK": "streets",
        "CYCLE_NETWORK": "cycle_network",
        "TIME_FIELD": "time_min",
        "ENTRANCES": "park_entrances",
        "ENTRANCE_FACILITY": "facility_id",
        "BARRIERS": "water",
        "DEVELOPED_AREAS": "developed_areas",
        "PUBLIC_SPACE": "public_space",
        "OPEN_FROM_FIELD": "open_from",
        "OPEN_UNTIL_FIELD": "open_until",
        "STREET_YEAR_FIELD": "year",
        "YEARS": "2026",
    }


def test_what_is_filled_in_runs(town, dialogs):
    from towns.runs import run

    check_dialog.open_check_requirements()
    done = run("basicrequirements", {**dialogs[0].inputs, "OUTPUT_RESULTS": "memory:"})
    assert done.results["REQUIREMENTS_MET"] > 0


def test_the_inputs_of_a_run_are_there_again_in_the_same_project(town, dialogs, tmp_path):
    check_dialog.open_check_requirements()
    first = dialogs[0]
    facilities = QgsProject.instance().mapLayersByName("facilities")[0].id()
    # QGIS's own input for several layers gives their sources.
    source = QgsProject.instance().mapLayer(facilities).source()
    first.inputs |= {"FACILITIES": [source], "MIN_DWELLINGS": 10, "NORM_SET": "daily", "OUTPUT_RESULTS": "x.gpkg"}
    first.run(successful=False)
    check_dialog.open_check_requirements()
    assert "NORM_SET" not in dialogs[1].inputs
    first.run()
    path = str(tmp_path / "p.qgz")
    assert QgsProject.instance().write(path)
    QgsProject.instance().clear()
    assert QgsProject.instance().read(path)
    check_dialog.open_check_requirements()
    again = names(dialogs[2].inputs)
    assert again["FACILITIES"] == ["facilities"]
    assert (again["MIN_DWELLINGS"], again["NORM_SET"]) == (10, "daily")
    assert "OUTPUT_RESULTS" not in again


def test_this_year_is_filled_in_anew_each_year(town, dialogs, monkeypatch):
    """It was remembered as if somebody had chosen it, and was last year's a year later."""
    check_dialog.open_check_requirements()
    assert dialogs[0].inputs["YEARS"] == "2026"
    dialogs[0].run()
    monkeypatch.setattr(check_dialog, "this_year", lambda: 2027)
    check_dialog.open_check_requirements()
    assert dialogs[1].inputs["YEARS"] == "2027"
    dialogs[1].inputs |= {"YEARS": "2035"}
    dialogs[1].run()
    check_dialog.open_check_requirements()
    assert dialogs[2].inputs["YEARS"] == "2035"


def test_plans_are_filled_in_over_the_years_only(town, dialogs):
    """The dialog of today does not show them, so it must not be given any; and a run of it does not forget them."""
    check_dialog.open_check_requirements(over_years=True)
    assert dialogs[0].algorithm == "buurtmaat:requirementsoveryears"
    dialogs[0].inputs |= {"PLANS": "programme.gpkg", "PLAN_STATUS": "hard", "YEARS": "2030"}
    dialogs[0].run()
    check_dialog.open_check_requirements()
    assert dialogs[1].algorithm == "buurtmaat:basicrequirements"
    assert dialogs[1].inputs["YEARS"] == "2030"
    assert not {"PLANS", "PLAN_STATUS"} & set(dialogs[1].inputs)
    dialogs[1].run()
    check_dialog.open_check_requirements(over_years=True)
    assert [dialogs[2].inputs[n] for n in ("PLANS", "PLAN_STATUS")] == ["programme.gpkg", "hard"]


def test_a_layer_that_is_gone_is_filled_in_anew_without_its_fields(town, dialogs):
    from towns.runs import in_project, layer, point

    project = QgsProject.instance()
    check_dialog.open_check_requirements()
    dialogs[0].inputs |= {"WEIGHT_FIELD": "inhabitants", "MIN_DWELLINGS": 10}
    dialogs[0].run()
    gone = project.mapLayersByName("dwellings")[0]
    middle, system = gone.extent().center(), gone.crs().authid()
    project.removeMapLayer(gone)
    in_project(
        layer([(point(middle.x(), middle.y()), 3)], "homes or dwellings", crs=system, shift=False, woningen="int")
    )
    check_dialog.open_check_requirements()
    inputs = names(dialogs[1].inputs)
    assert (inputs["DWELLINGS"], inputs["WEIGHT_FIELD"]) == ("homes or dwellings", "woningen")
    assert inputs["MIN_DWELLINGS"] == 10


@pytest.mark.parametrize(
    ("norms", "words"),
    [
        ({"NORM_SET": "gone"}, "There is no norm set"),
        ({"NORM_FILE": "/nowhere/gone.json"}, "gone.json"),
        ({"NORM_SET": "daily"}, ""),
        ({}, ""),
    ],
)
def test_it_is_said_at_once_that_the_norms_of_the_last_run_are_gone(town, dialogs, norms, words):
    check_dialog.open_check_requirements()
    assert dialogs[0].said == []
    dialogs[0].inputs |= norms
    dialogs[0].run()
    check_dialog.open_check_requirements()
    assert len(dialogs[1].said) == bool(words)
    assert all(words in text for text in dialogs[1].said)


def test_a_norm_set_of_the_editor_goes_before_the_last_ones(town, dialogs):
    check_dialog.open_check_requirements()
    dialogs[0].inputs |= {"NORM_FILE": "x.json", "REQUIREMENTS": ["a"], "NORM_SET": "daily"}
    dialogs[0].run()
    check_dialog.open_check_requirements("own")
    inputs = dialogs[1].inputs
    assert (inputs["NORM_SET"], inputs["NORM_FILE"], inputs["REQUIREMENTS"]) == ("own", None, [])


@pytest.mark.parametrize("text", ["", "[", "[]", "5", '{"FACILITIES": 5, "NETWORK": [1], "DWELLINGS": 7}', "[" * 9999])
def test_kept_inputs_that_are_none_of_ours_are_passed_over(gui, dialogs, text):
    QgsProject.instance().writeEntry("Buurtmaat", "check_requirements", text)
    check_dialog.open_check_requirements()
    assert dialogs[0].inputs == {}


def test_a_project_does_not_say_where_results_go(gui, dialogs):
    kept = {"OUTPUT_DWELLINGS": "x.gpkg", "REPORT": "x.html", "DWELLINGS": "x" * 5000, "MIN_DWELLINGS": 7}
    QgsProject.instance().writeEntry("Buurtmaat", "check_requirements", json.dumps(kept))
    check_dialog.open_check_requirements()
    assert dialogs[0].inputs == {"MIN_DWELLINGS": 7}


def test_without_processing_the_menu_says_what_to_do(gui, monkeypatch):
    monkeypatch.setattr(check_dialog.processing, "createAlgorithmDialog", lambda *_: None, raising=False)
    opened = menu.Menu(gui)
    opened.check_requirements()
    assert "Processing" in str(gui.messageBar().messages)
    opened.remove()


def test_results_and_layers_that_fit_nothing_are_not_filled_in(gui, dialogs):
    from towns.runs import box, in_project, layer, point

    in_project(
        layer([(point(0, 0), "ok", 1)], "dwellings", row_status="text", dwellings="int"),
        layer([(box(0, 0, 1, 1), "meets")], "buurten", compliance="text"),
        layer([(point(0, 0), "x")], "something", other="text"),
        layer(["LINESTRING(0 0, 1 1)"], "lines"),
    )
    check_dialog.open_check_requirements()
    assert dialogs[0].inputs == {}


RESULTS = ["level", "neighbourhood", "group", "year", "stock", "requirement", "norm_set", "share_at_90", "compliance"]
HOMES = ["neighbourhood", "s_value", "s_ok", "s_weight", "s_reason", "row_status"]
AREAS = ["s_share", "s_compliance", "compliance"]


def written(moment: str, **inputs: str) -> dict[str, QgsVectorLayer]:
    """Put the three layers of a run into the project, at the top; without a moment nobody knows of which run."""
    made = {}
    for name, kind, fields in (
        ("RESULTS", "NoGeometry", RESULTS),
        ("NEIGHBOURHOODS", "Polygon", AREAS),
        ("DWELLINGS", "Point", HOMES),
    ):
        one = QgsVectorLayer(f"{kind}?{'&'.join(f'field={field}:string' for field in fields)}", name, "memory")
        if moment:
            describe(
                one,
                name,
                Provenance(
                    algorithm="buurtmaat:basicrequirements", version="1", moment=moment, parameters=inputs, inputs=[]
                ),
                [],
                "a run",
            )
        QgsProject.instance().addMapLayer(one)
        made[name] = one
    return made


@pytest.fixture
def filled_in(gui, folder, monkeypatch):
    """Return a function that opens the report, and gives its inputs."""
    from buurtmaat.ui import report_dialog

    asked = []
    monkeypatch.setattr(
        report_dialog.processing, "createAlgorithmDialog", lambda name, inputs: asked.append((name, inputs))
    )

    def fill_in() -> dict:
        assert report_dialog.open_report_dialog() is None
        name, inputs = asked.pop()
        assert name == "buurtmaat:compliancereport"
        inputs.pop("TITLE")
        return inputs

    return fill_in


def ids(layers: dict) -> dict[str, str]:
    return {name: one.id() for name, one in layers.items()}


def test_the_report_opens_with_the_layers_of_the_newest_run(filled_in):
    from buurtmaat.ui.run_layers import RunLayers

    assert filled_in() == {}, "no layer of this project is of a run"
    unknown = written("")
    assert filled_in() == ids(unknown)
    written("2026-05-01T09:00:00+02:00", NORM_SET="meeting")
    newest = written("2026-05-02T09:30:00+02:00", NORM_SET="rivm-2025")
    written("2026-05-02T08:00:00+01:00", NORM_SET="daily")  # earlier, in another time zone
    assert filled_in() == ids(newest)
    explorer = RunLayers()
    assert ids(explorer.chosen().__dict__ | {"class_field": newest["RESULTS"]}) == {
        "dwellings": newest["DWELLINGS"].id(),
        "neighbourhoods": newest["NEIGHBOURHOODS"].id(),
        "results": newest["RESULTS"].id(),
        "class_field": newest["RESULTS"].id(),
    }
    explorer.dwellings.setLayer(unknown["DWELLINGS"])
    assert explorer.chosen().neighbourhoods == unknown["NEIGHBOURHOODS"]
    explorer.drop()


def test_the_living_environment_is_that_of_the_run(filled_in):
    """As found: only a field of a name that is known was taken, though the run says which one it took."""
    from buurtmaat.ui.run_layers import layers_of_newest_run

    taken = AREAS[0]
    areas = written("2026-05-01T09:00:00+02:00", CLASS_FIELD=taken)["NEIGHBOURHOODS"]
    assert filled_in()["CLASS_FIELD"] == taken
    assert layers_of_newest_run(QgsProject.instance()).class_field == taken
    metadata = areas.metadata()
    for told in ('{"inputs": {"CLASS_FIELD": "gone"}}', '{"inputs": []}', "[]", "nonsense"):
        metadata.setHistory([told])
        areas.setMetadata(metadata)
        assert layers_of_newest_run(QgsProject.instance()).class_field == ""


def test_layers_of_different_runs_are_not_filled_in_together(filled_in):
    older = written("2026-05-01T09:00:00+02:00", NORM_SET="meeting")
    newest = written("2026-05-01T09:00:01+02:00", NORM_SET="meeting")
    QgsProject.instance().removeMapLayer(newest.pop("DWELLINGS"))
    assert filled_in() == ids(newest)
    QgsProject.instance().removeMapLayer(newest["RESULTS"])
    assert filled_in() == ids(older), "a report is made of a results table"


def test_two_runs_within_a_second_are_told_apart(filled_in):
    written("2026-05-01T09:00:00+02:00", NORM_SET="meeting")
    upper = written("2026-05-01T09:00:00+02:00", NORM_SET="daily")
    assert filled_in() == ids(upper)


def test_the_panel_is_drawn_though_the_window_was_to_be_drawn_as_it_came(gui, monkeypatch):
    """As found: a window that is to be drawn while it is held still asked for that never again, and showed no panel."""
    window = gui.mainWindow()
    monkeypatch.setattr(gui, "addDockWidget", window.addDockWidget)
    drawn = []

    class Watch(QObject):
        def eventFilter(self, watched, event):
            drawn.extend([True] if event.type() == QEvent.Type.Paint else [])
            return False

    watch = Watch()
    window.show()
    QTest.qWait(50)
    opened = menu.Menu(gui)
    window.update()
    opened.show_panel()
    opened.panel.installEventFilter(watch)
    QCoreApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest)  # it comes while the window is held still
    held = not drawn
    QTest.qWait(300)
    opened.remove()
    window.hide()
    assert held
    assert drawn


def test_the_panel_shares_the_room_of_another_dock(gui, monkeypatch):
    """As found: below the Results Viewer it had 240 pixels, room for one requirement."""
    window = gui.mainWindow()
    monkeypatch.setattr(gui, "addDockWidget", window.addDockWidget)
    viewer = QDockWidget("Results Viewer", window)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, viewer)
    viewer.show()
    opened = menu.Menu(gui)
    opened.explore()
    QCoreApplication.processEvents()
    assert window.tabifiedDockWidgets(viewer) == [opened.panel]
    assert window.updatesEnabled()
    opened.remove()
    window.removeDockWidget(viewer)
    viewer.deleteLater()


def test_a_dock_that_is_shown_later_leaves_the_panel_its_height(gui, monkeypatch):
    """As found: the Results Viewer, which a run opened, left 109 pixels to the panel."""
    window = gui.mainWindow()
    monkeypatch.setattr(gui, "addDockWidget", window.addDockWidget)
    hidden = QDockWidget("Results Viewer", window)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, hidden)
    hidden.hide()
    opened = menu.Menu(gui)
    opened.show_panel()
    QCoreApplication.processEvents()
    assert hidden.isHidden()
    hidden.show()
    assert window.tabifiedDockWidgets(opened.panel) == [hidden]
    opened.remove()
    window.removeDockWidget(hidden)
    hidden.deleteLater()


def test_a_panel_that_goes_before_it_has_its_place_leaves_the_window_as_it_was(gui, monkeypatch):
    """As found: it was left to a moment in which nothing of the plugin may be there, and QGIS would draw no more."""
    window = gui.mainWindow()
    monkeypatch.setattr(gui, "addDockWidget", window.addDockWidget)
    opened = menu.Menu(gui)
    opened.show_panel()
    assert not window.updatesEnabled(), "nothing is drawn before the panel stands in its place"
    opened.remove()
    assert window.updatesEnabled()
    QCoreApplication.processEvents()
    assert window.updatesEnabled()


def test_the_panel_takes_what_the_dialog_prepared(gui, monkeypatch):
    from buurtmaat.ui.panel.dock import BuurtmaatPanel

    taken = []
    monkeypatch.setattr(BuurtmaatPanel, "take_prepared", lambda panel: taken.append(panel))  # noqa: PLW0108 -- a method
    opened = menu.Menu(gui)
    opened.prepare_data()
    opened.preparing.prepared.emit()  # without a panel there is nobody to take it
    opened.show_panel()
    opened.preparing.prepared.emit()
    assert taken == [opened.panel]
    opened.remove()


def test_diagnostics_of_the_last_run_go_into_the_clipboard(gui):
    runs.run("checknetwork", {"NETWORK": runs.layer(runs.grid(), "streets of Jansen"), "OUTPUT": "memory:"})
    made = menu.Menu(gui)
    made.copy_diagnostics()
    made.remove()
    copied = QgsApplication.clipboard().text()
    assert copied.startswith("Buurtmaat: diagnostics\nBuurtmaat: ")
    assert "Last run: buurtmaat:checknetwork\nOutcome: finished" in copied
    assert "Jansen" not in copied
