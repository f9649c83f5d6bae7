"""The runs that go on, which must end before what they were started with goes away."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic

from qgis.core import QgsProcessingFeedback

from ..core.errors import Cancelled

_PATIENCE = 30.0  # seconds
_LOOK = 0.05


class GoingRuns:
    """The runs of a provider; once `stop` was called none begins."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopped = False
        self._going: dict[object, tuple[QgsProcessingFeedback, int]] = {}

    @contextmanager
    def going(self, feedback: QgsProcessingFeedback) -> Generator[None, None, None]:
        """Say that a run goes on meanwhile; `Cancelled` where it cannot begin any more."""
        key = object()
        with self._lock:
            if self._stopped:
                raise Cancelled
            self._going[key] = (feedback, threading.get_ident())
        try:
            yield
        finally:
            with self._lock:
                self._going.pop(key, None)

    def stop(self) -> None:
        """Cancel all runs, and wait until those in other threads have ended."""
        with self._lock:
            self._stopped = True
            going = list(self._going.values())
        for feedback, _ in going:
            feedback.cancel()
        until = monotonic() + _PATIENCE
        pause = threading.Event()
        while self._elsewhere() and monotonic() < until:
            pause.wait(_LOOK)  # the other threads need Python to come to their end

    @property
    def going_on(self) -> int:
        """Return how many runs go on."""
        with self._lock:
            return len(self._going)

    def _elsewhere(self) -> bool:
        here = threading.get_ident()
        with self._lock:
            return any(thread != here for _, thread in self._going.values())
