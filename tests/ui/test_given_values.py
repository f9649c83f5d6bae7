"""What an input is given stays what it is: in a dialog, opened anew from the history, in a batch and in a model."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
)

from buurtmaat.adapters.io.parameter_kinds import files_in
from towns import runs

TWO = ["/data/2025/check.json", "/data/2026/check.json"]
FORMS = {"a list": TWO, "a tuple": tuple(TWO), "a text": ";".join(TWO), "a text with spaces": " ; ".join(TWO)}
GIVEN = [
    ("trend", "RECIPES", ";".join(TWO)),
    ("trend", "DATES", "2025-01-01;2026-01-01"),
    ("runrecipe", "RECIPE", TWO[0]),
    ("runrecipe", "LAYERS", "homes=homes 2027"),
    ("thresholdcurve", "TARGET", 0.975),
    ("basicrequirements", "MAX_SNAP", 0.5),
    ("suggestlocations", "EXISTING_TYPES", "school;park"),
    ("thresholdcurve", "REQUIREMENT", "play"),
    ("surveycomparison", "REQUIREMENT", "play"),
]
"""Inputs whose widget in a dialog is ours, or is set up by us."""


@pytest.mark.parametrize("form", FORMS)
def test_recipes_are_filled_in_from_every_form_of_them(dialogs, form):
    """As found: QGIS opened each recipe as a layer, said that it cannot be found, and left the input empty."""
    dialog = dialogs("trend")
    dialog.setParameters({"RECIPES": FORMS[form]})
    line = dialog.mainWidget().wrappers["RECIPES"].wrappedWidget()
    assert line.text() == ";".join(TWO)
    assert files_in(dialog.mainWidget().wrappers["RECIPES"].parameterValue()) == TWO
    dialog.setParameters({"RECIPES": None})
    assert line.text() == ""


def test_recipes_that_are_chosen_come_behind_those_that_are_there(dialogs, monkeypatch):
    from qgis.PyQt.QtWidgets import QFileDialog

    dialog = dialogs("trend")
    line = dialog.mainWidget().wrappers["RECIPES"].wrappedWidget()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (TWO[:1], ""))
    line.parent().button.click()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (TWO[1:], ""))
    line.parent().button.click()
    assert files_in(line.text()) == TWO


@pytest.mark.parametrize(("name", "parameter", "value"), GIVEN)
def test_a_dialog_holds_what_it_is_given(dialogs, name, parameter, value):
    dialog = dialogs(name)
    dialog.setParameters({parameter: value})
    assert dialog.mainWidget().wrappers[parameter].parameterValue() == value


@pytest.mark.parametrize(("name", "parameter", "value"), GIVEN)
def test_a_run_in_the_history_opens_as_it_was(dialogs, name, parameter, value):
    algorithm, context = runs.algorithm(name), QgsProcessingContext()
    kept = algorithm.asMap({parameter: value}, context)["inputs"]  # what QGIS puts in the history
    dialog = dialogs(name)
    dialog.setParameters(kept)
    assert dialog.mainWidget().wrappers[parameter].parameterValue() == value


def test_recipes_in_a_list_go_to_the_history_as_they_are():
    kept = runs.algorithm("trend").asMap({"RECIPES": TWO}, QgsProcessingContext())["inputs"]
    assert kept["RECIPES"] == TWO


@pytest.mark.parametrize(("name", "parameter", "value"), GIVEN)
def test_a_batch_holds_what_it_is_given(dialogs, name, parameter, value):
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    batch = BatchAlgorithmDialog(runs.algorithm(name), parent=None)
    panel = batch.mainWidget()
    wrapper = panel.wrappers[0][panel.parameter_to_column[parameter]]
    wrapper.setParameterValue(value, QgsProcessingContext())
    assert wrapper.parameterValue() == value
    batch.deleteLater()


@pytest.mark.parametrize(("name", "parameter", "value"), GIVEN)
def test_the_step_of_a_model_holds_what_it_is_given(dialogs, name, parameter, value):
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog

    source = QgsProcessingModelChildParameterSource
    model, child = QgsProcessingModelAlgorithm("m", "m"), QgsProcessingModelChildAlgorithm(f"buurtmaat:{name}")
    child.addParameterSources(parameter, [source.fromStaticValue(value)])
    dialog = ModelerParametersDialog(runs.algorithm(name), model, model.addChildAlgorithm(child))
    (found,) = dialog.createAlgorithm().parameterSources()[parameter]
    assert found.staticValue() == value
    dialog.deleteLater()


@pytest.mark.parametrize("name", ["basicrequirements", "requirementsoveryears", "reachableground"])
def test_a_norm_set_that_is_not_kept_here_does_not_become_the_usual_one(dialogs, name):
    dialog = dialogs(name)
    dialog.setParameters({"NORM_SET": "of-another-project"})
    assert dialog.mainWidget().wrappers["NORM_SET"].parameterValue() == "of-another-project"
