"""Progress, Cancel and the log between Processing and the computations."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qgis.core import QgsProcessingFeedback

from ...core.notes import Note
from ...core.progress import Progress
from .translation import in_digits, tr, translated


def progress_of(feedback: QgsProcessingFeedback) -> Progress:
    """Return the progress of a run that this feedback shows."""
    return Progress(lambda share: feedback.setProgress(100 * share), feedback.isCanceled)


def log_notes(feedback: QgsProcessingFeedback, notes: Sequence[Note]) -> None:
    """Put what a computation has to say about its input in the log, translated."""
    for note in notes:
        feedback.pushWarning(translated(note.message, note.values))


def first_few(ids: Sequence[object], number: int = 5) -> str:
    """Write the first few ids of a list, for the log."""
    text = ", ".join(str(i) for i in ids[:number])
    return text if len(ids) <= number else tr("{ids}, …").format(ids=text)


def figure(value: float) -> str:
    """Write a number for the log: to the tenth of what is counted, never with an exponent, and no -0."""
    if math.isnan(value):
        return tr("not known")
    return in_digits(f"{round(value, 1) + 0.0:.1f}".removesuffix(".0"))


def number_of(value: float) -> str:
    """Write how many there are of what is named behind it, in all digits of a city; NaN where that is not known."""
    return tr("an unknown number of") if math.isnan(value) else in_digits(f"{value:.12g}")
