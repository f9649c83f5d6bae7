"""What a run says, with the labels of its inputs."""

from __future__ import annotations

from qgis.core import QgsProcessingAlgorithm, QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt

from .parameter_labels import label_writer
from .passed_feedback import PassedFeedback


class LabelledFeedback(PassedFeedback):
    """Passes on what an algorithm says, in which it calls its inputs by their names alone.

    Parameters
    ----------
    whole
        The feedback of the run.
    algorithm
        Whose inputs are named.
    """

    def __init__(self, whole: QgsProcessingFeedback, algorithm: QgsProcessingAlgorithm) -> None:
        super().__init__(whole)
        self._write = label_writer(algorithm)
        self.progressChanged.connect(whole.setProgress, Qt.ConnectionType.DirectConnection)

    def pushInfo(self, info: str) -> None:
        super().pushInfo(self._write(info))

    def pushWarning(self, warning: str) -> None:
        super().pushWarning(self._write(warning))

    def reportError(self, error: str, fatalError: bool = False) -> None:
        super().reportError(self._write(error), fatalError)
