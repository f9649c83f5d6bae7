"""What a step of a recipe says, told by the run of the recipe."""

from __future__ import annotations

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt

from ...core.progress import Progress
from ..io.passed_feedback import PartFeedback, PassedFeedback


class StepFeedback(PassedFeedback):
    """Passes on what a step says; its progress is a part of the whole.

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
        super().__init__(whole)
        self.last_error = ""
        self.progressChanged.connect(
            lambda share: progress.report(progress.start + (progress.stop - progress.start) * share / 100),
            Qt.ConnectionType.DirectConnection,
        )

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.last_error = error
        super().reportError(error, fatalError)


class QuietFeedback(PartFeedback):
    """Says nothing of what it is told.

    Attributes
    ----------
    last_error
        What QGIS tells of a run that cannot begin.
    """

    TELLS_OUTCOME = True

    def __init__(self, whole: QgsProcessingFeedback) -> None:
        super().__init__(whole)
        self.last_error = ""

    def pushInfo(self, info: str) -> None:
        pass

    def pushWarning(self, warning: str) -> None:
        pass

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: ARG002 -- as QGIS calls it
        self.last_error = error
