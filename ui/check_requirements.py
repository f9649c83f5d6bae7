"""Opens the dialog of Check requirements, filled in with what fits the project."""

from __future__ import annotations

from qgis import processing
from qgis.core import QgsProject
from qgis.gui import QgsProcessingAlgorithmDialogBase

from ..adapters.prefill import ALGORITHM, fitting_inputs, input_names, keep_inputs, last_inputs


def open_check_requirements(norm_set: str | None = None) -> QgsProcessingAlgorithmDialogBase | None:
    """Open the dialog with the inputs of the last run in this project, else with the layers that fit.

    Parameters
    ----------
    norm_set
        The id of a norm set to check against, in place of the last one.

    Returns
    -------
    QgsProcessingAlgorithmDialogBase
        The dialog, which is shown; None where Processing is switched off.
    """
    project = QgsProject.instance()
    inputs = {**fitting_inputs(project), **last_inputs(project)}
    if norm_set is not None:
        inputs = {**inputs, "NORM_SET": norm_set, "NORM_FILE": None, "REQUIREMENTS": []}
    dialog = processing.createAlgorithmDialog(ALGORITHM, inputs)
    if dialog is None:
        return None
    dialog.algorithmFinished.connect(lambda successful, _results: _keep(dialog, project) if successful else None)
    dialog.show()
    return dialog


def _keep(dialog: QgsProcessingAlgorithmDialogBase, project: QgsProject) -> None:
    """Remember the inputs of a run, not where its results went."""
    keep_inputs(project, dialog.createProcessingParameters(), input_names())
