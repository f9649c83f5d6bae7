"""Opens the dialog of the compliance report, filled in with the layers that a run wrote."""

from __future__ import annotations

from qgis import processing
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsProcessingAlgorithmDialogBase

from ..adapters.exploration import is_dwellings_output, is_neighbourhoods_output, is_results_output

_ALGORITHM = "buurtmaat:compliancereport"
_FITTING = {
    "RESULTS": is_results_output,
    "NEIGHBOURHOODS": is_neighbourhoods_output,
    "DWELLINGS": is_dwellings_output,
}


def open_report() -> QgsProcessingAlgorithmDialogBase | None:
    """Open the dialog with the last layers of the project that a run wrote; None where Processing is switched off."""
    project = QgsProject.instance()
    layers = [layer for layer in project.mapLayers().values() if isinstance(layer, QgsVectorLayer)]
    inputs: dict[str, object] = {"TITLE": project.title()}
    for name, fits in _FITTING.items():
        fitting = [layer for layer in layers if fits(layer)]
        if fitting:
            inputs[name] = fitting[-1].id()
    dialog = processing.createAlgorithmDialog(_ALGORITHM, inputs)
    if dialog is not None:
        dialog.show()
    return dialog
