"""A layer leaves the project while the dialog of an algorithm is open: no other layer takes its place unasked."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QComboBox

from towns.opened_town import open_town_to_read


@pytest.fixture
def town(qgis_new_project, tmp_path, monkeypatch):
    """Return the layers of the sample town, by name."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(tmp_path)))
    return open_town_to_read(QgsProject.instance())


def box_of(dialog, name: str) -> QgsMapLayerComboBox:
    widget = dialog.mainWidget().wrappers[name].wrappedWidget()
    return next(sip.cast(one, QgsMapLayerComboBox) for one in widget.findChildren(QComboBox))


@pytest.mark.parametrize(
    ("algorithm", "name", "layer"),
    [
        ("basicrequirements", "DWELLINGS", "dwellings"),
        ("basicrequirements", "NEIGHBOURHOODS", "neighbourhoods"),
        ("requirementsoveryears", "DWELLINGS", "dwellings"),
        ("nearestfacility", "FACILITIES", "facilities"),
        ("suggestlocations", "NETWORK", "streets"),
    ],
)
def test_an_input_whose_layer_goes_is_empty_and_the_run_refused(town, dialogs, algorithm, name, layer):
    """As found: without its dwellings a check went on with the planned ones, of which QGIS's box took the first."""
    dialog = dialogs(algorithm)
    assert box_of(dialog, name).currentLayer() == town[layer]
    QgsProject.instance().removeMapLayer(town[layer])
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


def test_what_was_chosen_stays_where_another_layer_goes(town, dialogs):
    dialog = dialogs("basicrequirements")
    before = dialog.mainWidget().createProcessingParameters()
    QgsProject.instance().removeMapLayer(town["planned_housing"])
    assert dialog.mainWidget().createProcessingParameters() == before
    assert box_of(dialog, "DWELLINGS").currentLayer() == town["dwellings"]
