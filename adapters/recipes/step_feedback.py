"""What a step of a recipe says, told by the run of the recipe."""

from __future__ import annotations

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt

from ...core.progress import Progress


class StepFeedback(QgsProcessingFeedback):
    """Passes on what a step says; its progress is a part of the whole, and Cancel reaches it at once.

    Parameters
    ----------
    whole
        The feedback of the run.
    progress
        The part of it that the step covers.

    Attributes
    ----------
    last_error
        What QGIS tells of a step that cannot begin, where it raises nothing.
    """

    TELLS_OUTCOME = True

    def __init__(self, whole: QgsProcessingFeedback, progress: Progress) -> None:
        super().__init__(False)
        self._whole = whole
        self.last_error = ""
        # At once: the thread of a run looks at no events.
        whole.canceled.connect(self.cancel, Qt.ConnectionType.DirectConnection)
        self.progressChanged.connect(
            lambda share: progress.report(progress.start + (progress.stop - progress.start) * share / 100),
            Qt.ConnectionType.DirectConnection,
        )

    def isCanceled(self) -> bool:
        return bool(super().isCanceled() or self._whole.isCanceled())

    def pushInfo(self, info: str) -> None:
        self._whole.pushInfo(info)

    def pushWarning(self, warning: str) -> None:
        self._whole.pushWarning(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.last_error = error
        self._whole.reportError(error, fatalError)

    def pushCommandInfo(self, info: str) -> None:
        self._whole.pushCommandInfo(info)

    def pushDebugInfo(self, info: str) -> None:
        self._whole.pushDebugInfo(info)

    def pushConsoleInfo(self, info: str) -> None:
        self._whole.pushConsoleInfo(info)

    def setProgressText(self, text: str) -> None:
        self._whole.setProgressText(text)


class QuietFeedback(QgsProcessingFeedback):
    """Says nothing of what it is told; Cancel reaches it at once.

    Attributes
    ----------
    last_error
        What QGIS tells of a run that cannot begin.
    """

    TELLS_OUTCOME = True

    def __init__(self, whole: QgsProcessingFeedback) -> None:
        super().__init__(False)
        self._whole = whole
        self.last_error = ""
        whole.canceled.connect(self.cancel, Qt.ConnectionType.DirectConnection)

    def isCanceled(self) -> bool:
        return bool(super().isCanceled() or self._whole.isCanceled())

    def pushInfo(self, info: str) -> None:
        pass

    def pushWarning(self, warning: str) -> None:
        pass

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: ARG002 -- as QGIS calls it
        self.last_error = error
