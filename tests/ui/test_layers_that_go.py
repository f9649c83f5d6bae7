"""Layers leave the project, or come into it, while the dialog of an algorithm is open: none is taken unasked."""

from __future__ import annotations

from shutil import copy

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QComboBox

from buurtmaat.adapters.preparing.prefill import last_inputs
from buurtmaat.ui.open_dialogs import close_dialogs
from towns.explorer_dock import settle
from towns.opened_town import open_town_to_read
from towns.runs import layer, point


@pytest.fixture
def town(qgis_new_project, tmp_path, monkeypatch):
    """Return the layers of the sample town, by name."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    return open_town_to_read(QgsProject.instance())


@pytest.fixture
def project(qgis_new_project, tmp_path, monkeypatch):
    """Return the project, empty."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    return QgsProject.instance()


def box_of(dialog, name: str) -> QgsMapLayerComboBox:
    widget = dialog.mainWidget().wrappers[name].wrappedWidget()
    return next(sip.cast(one, QgsMapLayerComboBox) for one in widget.findChildren(QComboBox))


@pytest.mark.parametrize(
    ("algorithm", "name", "gone"),
    [
        ("basicrequirements", "DWELLINGS", "dwellings"),
        ("basicrequirements", "NEIGHBOURHOODS", "neighbourhoods"),
        ("requirementsoveryears", "DWELLINGS", "dwellings"),
        ("nearestfacility", "FACILITIES", "facilities"),
        ("suggestlocations", "NETWORK", "streets"),
    ],
)
def test_an_input_whose_layer_goes_is_empty_and_the_run_refused(town, dialogs, algorithm, name, gone):
    """As found: without its dwellings a check went on with the planned ones, of which QGIS's box took the first."""
    dialog = dialogs(algorithm)
    assert box_of(dialog, name).currentLayer() == town[gone]
    QgsProject.instance().removeMapLayer(town[gone])
    assert box_of(dialog, name).currentLayer() is None
    dialog.runButton().click()
    assert dialog.messageBar().currentItem().text().endswith("is empty: choose a layer.</span>")


def test_an_input_that_may_be_empty_is_left_empty(town, dialogs):
    dialog = dialogs("basicrequirements")
    assert box_of(dialog, "BARRIERS").currentLayer() == town["water"]
    QgsProject.instance().removeMapLayer(town["water"])
    assert box_of(dialog, "BARRIERS").currentLayer() is None
    assert dialog.mainWidget().createProcessingParameters().get("BARRIERS") is None
    assert dialog._wrong_input() == ("", "")


def test_many_runs_let_go_of_a_layer_too_also_in_rows_that_came_later(town, dialogs, monkeypatch):
    from processing.tools.dataobjects import createContext

    from buurtmaat.ui import filled_dialog

    seen = []

    class Batch(filled_dialog.BatchAlgorithmDialog):
        def exec(self):
            panel = self.mainWidget()
            panel.addRow()
            column = panel.parameter_to_column["DWELLINGS"]
            rows = [panel.wrappers[row][column] for row in range(2)]
            rows[1].setParameterValue(town["dwellings"].id(), createContext())
            seen.append([bool(one.parameterValue()) for one in rows])
            QgsProject.instance().removeMapLayer(town["dwellings"])
            seen.append([bool(one.parameterValue()) for one in rows])
            self.close()

    monkeypatch.setattr(filled_dialog, "BatchAlgorithmDialog", Batch)
    dialogs("nearestfacility").runAsBatch()
    assert seen == [[True, True], [False, False]]
    QgsProject.instance().removeMapLayer(town["streets"])  # nobody hears of it any more


def test_what_was_chosen_stays_where_another_layer_goes(town, dialogs):
    dialog = dialogs("basicrequirements")
    before = dialog.mainWidget().createProcessingParameters()
    QgsProject.instance().removeMapLayer(town["planned_housing"])
    assert dialog.mainWidget().createProcessingParameters() == before
    assert box_of(dialog, "DWELLINGS").currentLayer() == town["dwellings"]


@pytest.mark.parametrize("algorithm", ["basicrequirements", "nearestfacility", "suggestlocations", "compliancereport"])
def test_a_dialog_that_was_open_before_the_layers_takes_what_one_opened_after_them_does(project, dialogs, algorithm):
    """As found: the facilities were taken for dwellings, and the plans for neighbourhoods."""
    before = dialogs(algorithm)
    open_town_to_read(project)
    settle()
    after = dialogs(algorithm)
    for name in before.mainWidget().wrappers:
        got, meant = (one.mainWidget().wrappers[name].parameterValue() for one in (before, after))
        assert str(got) == str(meant), name


def test_a_layer_that_fits_nothing_is_chosen_nowhere(project, dialogs):
    dialog = dialogs("basicrequirements")
    project.addMapLayer(layer([(point(0, 0), "oak")], "trees", species="text"))
    settle()
    assert box_of(dialog, "DWELLINGS").count() == 1
    assert box_of(dialog, "DWELLINGS").currentLayer() is None


def test_what_the_user_chose_stays_where_layers_come(town, dialogs):
    dialog = dialogs("nearestfacility")
    box_of(dialog, "NETWORK").setLayer(town["cycle_network"])
    box_of(dialog, "BARRIERS").setLayer(None)
    before = dialog.mainWidget().createProcessingParameters()
    QgsProject.instance().addMapLayer(layer([(point(0, 0), 3)], "homes", dwellings="int"))
    settle()
    assert dialog.mainWidget().createProcessingParameters() == before


def test_a_file_that_was_chosen_stays_where_layers_come_and_go(town, dialogs, tmp_path):
    dialog, project = dialogs("nearestfacility"), QgsProject.instance()
    path, _, table = town["dwellings"].source().partition("|")
    file = f"{copy(path, tmp_path / 'elsewhere.gpkg')}|{table}"
    dialog.setParameters({"DWELLINGS": file})
    project.removeMapLayer(town["dwellings"])
    project.addMapLayer(layer([(point(0, 0), 3)], "homes", dwellings="int"))
    settle()
    assert dialog.mainWidget().createProcessingParameters()["DWELLINGS"] == file


def test_a_check_whose_layer_went_while_it_ran_leaves_what_the_project_remembers(town, dialogs):
    """As found: the project remembered nothing then, and another project that nothing was chosen in it."""
    dialog, project = dialogs("basicrequirements"), QgsProject.instance()
    dialog.algorithmFinished.emit(True, {})
    project.removeMapLayer(town["neighbourhoods"])
    kept = last_inputs(project)
    assert kept["DWELLINGS"] == town["dwellings"].id()
    dialog.algorithmFinished.emit(True, {})
    assert last_inputs(project) == kept
    project.clear()
    dialog.algorithmFinished.emit(True, {})
    assert last_inputs(project) == {}
    assert not project.isDirty()


def test_dialogs_go_with_the_plugin_wherever_they_were_opened(project, dialogs):
    """As found: one from the toolbox stayed, and QGIS went down as the next layer came."""
    dialog = dialogs("nearestfacility")
    dialog.show()
    close_dialogs("another")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert dialog.isVisible()
    close_dialogs("buurtmaat")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sip.isdeleted(dialog)


def test_a_dialog_that_is_closed_with_the_plugin_asks_the_provider_for_nothing(project, dialogs):
    """As found: layers had just come, its inputs took them before it was deleted, and QGIS went down at the id."""
    dialog = dialogs("nearestfacility")
    assert dialog.algorithm().id() == "buurtmaat:nearestfacility"
    close_dialogs("buurtmaat")
    assert dialog.algorithm().provider() is None
    QgsProject.instance().addMapLayer(layer([(point(0, 0), 3)], "homes", dwellings="int"))
    settle()
