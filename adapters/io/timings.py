"""How long each stage of a run takes, for the log."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter

from qgis.core import QgsProcessingFeedback

from .translation import in_digits, tr


class Stages:
    """Keeps the seconds of each stage, in order; those of one name add up."""

    def __init__(self) -> None:
        self._began = self._last = perf_counter()
        self._seconds: dict[str, float] = {}

    def done(self, name: str) -> None:
        """End a stage."""
        now = perf_counter()
        self._seconds[name] = self._seconds.get(name, 0.0) + now - self._last
        self._last = now

    def first(self, name: str) -> None:
        """End the first stage; nothing where a run has ended stages of its own."""
        if not self._seconds:
            self.done(name)

    @property
    def seconds(self) -> Mapping[str, float]:
        """Return how long each stage took that is done."""
        return dict(self._seconds)

    def tell(self, feedback: QgsProcessingFeedback) -> None:
        """Log what took how long."""
        feedback.pushInfo(
            tr("Took {seconds} s: {stages}.").format(
                seconds=in_digits(f"{self._last - self._began:.1f}"),
                stages=", ".join(f"{name} {in_digits(f'{seconds:.1f}')}" for name, seconds in self._seconds.items()),
            )
        )
