"""The cases of the catalogue of wrong inputs that Prepare data refuses."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QApplication

from buurtmaat.ui.prepare_data.dialog import PrepareDataDialog
from towns.background import until
from towns.bad_inputs.windows import DIALOGS, PREPARE
from towns.explorer_dock import settle


@pytest.fixture
def dialog(qgis_iface, qgis_new_project):
    made = PrepareDataDialog(qgis_iface, lambda: None)
    made.show()
    yield made
    made.close()
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete


@pytest.mark.parametrize("case", [one for one in DIALOGS if one.dialog == PREPARE], ids=lambda one: one.title)
def test_what_is_wrong_is_told_below_the_layer_and_gives_no_result(dialog, tmp_path, case):
    assert case.act(dialog, tmp_path) == case.sentence
    dialog.prepare()
    until(lambda: not dialog.runs.running)
    settle()
    assert "done" not in {str(one.state) for one in dialog.runs.outcomes}
    assert QgsProject.instance().layerTreeRoot().findGroups() == []
