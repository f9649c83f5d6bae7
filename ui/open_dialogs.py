"""The dialogs of our algorithms that are open, wherever they were opened."""

from __future__ import annotations

from qgis.gui import QgsProcessingAlgorithmDialogBase
from qgis.PyQt.QtWidgets import QApplication


def close_dialogs(provider: str) -> None:
    """Close the dialogs of the algorithms of a provider that goes: QGIS goes down with one that is left.

    One whose run goes on is kept by QGIS until that has ended, which shows it again. Any is there still when a timer or
    a layer that leaves changes its inputs first: QGIS then asks the algorithm for its id, and that its provider.
    """
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QgsProcessingAlgorithmDialogBase):
            algorithm = dialog.algorithm()
            if algorithm is not None and algorithm.id().startswith(f"{provider}:"):
                dialog.algorithmFinished.connect(dialog.deleteLater)
                dialog.close()
                algorithm.setProvider(None)
