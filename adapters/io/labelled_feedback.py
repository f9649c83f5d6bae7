"""What a run says, with the labels of its inputs."""

from __future__ import annotations

from qgis.core import QgsFeedback, QgsProcessingAlgorithm, QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt

from .parameter_labels import label_writer


class LabelledFeedback(QgsProcessingFeedback):
    """Passes on what an algorithm says, in which it calls its inputs by their names alone; Cancel reaches it at once.

    Parameters
    ----------
    whole
        The feedback of the run.
    algorithm
        Whose inputs are named.
    """

    def __init__(self, whole: QgsProcessingFeedback, algorithm: QgsProcessingAlgorithm) -> None:
        super().__init__(False)
        self._whole, self._write = whole, label_writer(algorithm)
        # At once: the thread of a run looks at no events.
        whole.canceled.connect(self.cancel, Qt.ConnectionType.DirectConnection)
        if QgsFeedback.isCanceled(whole):
            self.cancel()
        self.progressChanged.connect(whole.setProgress, Qt.ConnectionType.DirectConnection)

    def isCanceled(self) -> bool:
        return bool(super().isCanceled() or self._whole.isCanceled())

    def pushInfo(self, info: str) -> None:
        self._whole.pushInfo(self._write(info))

    def pushWarning(self, warning: str) -> None:
        self._whole.pushWarning(self._write(warning))

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self._whole.reportError(self._write(error), fatalError)

    def pushCommandInfo(self, info: str) -> None:
        self._whole.pushCommandInfo(info)

    def pushDebugInfo(self, info: str) -> None:
        self._whole.pushDebugInfo(info)

    def pushConsoleInfo(self, info: str) -> None:
        self._whole.pushConsoleInfo(info)

    def setProgressText(self, text: str) -> None:
        self._whole.setProgressText(text)
