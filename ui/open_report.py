"""Opens the dialog of the compliance report, filled in with the layers that a run wrote."""

from __future__ import annotations

from qgis import processing
from qgis.core import QgsProject
from qgis.gui import QgsProcessingAlgorithmDialogBase

from ..adapters.io import parameter_names as p
from .run_layers import layers_of_newest_run

_ALGORITHM = "buurtmaat:compliancereport"


def open_report() -> QgsProcessingAlgorithmDialogBase | None:
    """Open the dialog with the layers of the newest run in the project; None where Processing is switched off."""
    project = QgsProject.instance()
    found = layers_of_newest_run(project)
    layers = {p.RESULTS: found.results, p.NEIGHBOURHOODS: found.neighbourhoods, p.DWELLINGS: found.dwellings}
    inputs = {name: layer.id() for name, layer in layers.items() if layer is not None}
    dialog = processing.createAlgorithmDialog(_ALGORITHM, {p.TITLE: project.title(), **inputs})
    if dialog is not None:
        dialog.show()
    return dialog
