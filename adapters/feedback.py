"""Progress, Cancel and the log between Processing and the computations."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsProcessingFeedback

from ..core.progress import Progress
from .translation import tr


def progress_of(feedback: QgsProcessingFeedback) -> Progress:
    """Give the progress of a run that this feedback shows."""
    return Progress(lambda share: feedback.setProgress(100 * share), feedback.isCanceled)


def warn(feedback: QgsProcessingFeedback, sentence: str) -> None:
    """Put a warning in the log."""
    feedback.pushWarning(sentence)


def first_few(ids: Sequence[object], number: int = 5) -> str:
    """Write the first few ids of a list, for the log."""
    text = ", ".join(str(i) for i in ids[:number])
    return text if len(ids) <= number else tr("{ids}, …").format(ids=text)
