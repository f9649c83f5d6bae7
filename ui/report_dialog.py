"""Opens the dialog of the compliance report, filled in with the layers that a run wrote."""

from __future__ import annotations

from qgis import processing
from qgis.core import QgsProject
from qgis.gui import QgsProcessingAlgorithmDialogBase

from ..adapters.io.clock import this_year
from ..adapters.preparing.prefill import inputs_for
from .dialog_prefill import report_inputs

_ALGORITHM = "buurtmaat:compliancereport"


def open_report_dialog() -> QgsProcessingAlgorithmDialogBase | None:
    """Open the dialog with the layers of the newest run in the project; None where Processing is switched off."""
    project = QgsProject.instance()
    inputs = report_inputs(project, inputs_for(project, this_year()))
    dialog = processing.createAlgorithmDialog(_ALGORITHM, inputs)
    if dialog is not None:
        dialog.show()
    return dialog
