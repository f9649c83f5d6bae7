"""How long each stage of a run takes, for the log."""

from __future__ import annotations

from time import perf_counter

from qgis.core import QgsProcessingFeedback

from .translation import in_digits, tr


class Stages:
    """Keeps the seconds of each stage, in order."""

    def __init__(self) -> None:
        self._began = self._last = perf_counter()
        self._seconds: dict[str, float] = {}

    def done(self, name: str) -> None:
        """End a stage."""
        now = perf_counter()
        self._seconds[name] = self._seconds.get(name, 0.0) + now - self._last
        self._last = now

    def tell(self, feedback: QgsProcessingFeedback) -> None:
        """Log what took how long."""
        feedback.pushInfo(
            tr("Took {seconds} s: {stages}.").format(
                seconds=in_digits(f"{self._last - self._began:.1f}"),
                stages=", ".join(f"{name} {in_digits(f'{seconds:.1f}')}" for name, seconds in self._seconds.items()),
            )
        )
