"""Feedback of a part of a run, which hears of Cancel, and may pass on what it is told."""

from __future__ import annotations

from qgis.core import QgsFeedback, QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt


class PartFeedback(QgsProcessingFeedback):
    """The feedback of a part, which Cancel of the whole reaches at once.

    Parameters
    ----------
    whole
        The feedback of the run.
    """

    def __init__(self, whole: QgsProcessingFeedback) -> None:
        super().__init__(False)
        self._whole = whole
        # At once: the thread of a run looks at no events.
        whole.canceled.connect(self.cancel, Qt.ConnectionType.DirectConnection)
        if QgsFeedback.isCanceled(whole):  # before it was heard; algorithms in C++ ask nothing that is written here
            self.cancel()

    def isCanceled(self) -> bool:
        return bool(super().isCanceled() or self._whole.isCanceled())


class PassedFeedback(PartFeedback):
    """Passes on what it is told, but for the progress."""

    def pushInfo(self, info: str) -> None:
        self._whole.pushInfo(info)

    def pushWarning(self, warning: str) -> None:
        self._whole.pushWarning(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self._whole.reportError(error, fatalError)

    def pushCommandInfo(self, info: str) -> None:
        self._whole.pushCommandInfo(info)

    def pushDebugInfo(self, info: str) -> None:
        self._whole.pushDebugInfo(info)

    def pushConsoleInfo(self, info: str) -> None:
        self._whole.pushConsoleInfo(info)

    def setProgressText(self, text: str) -> None:
        self._whole.setProgressText(text)
