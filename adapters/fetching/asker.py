"""Asks what a fetch wants to know: tries again where that may help, keeps answers, and counts."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TypeVar

from qgis.core import QgsProcessingFeedback

from ...core.errors import Cancelled
from ...core.fetching.asking import Ask, Asking, ServiceError
from ...core.fetching.services import Limits
from ...core.progress import Progress
from ..io.translation import tr, translated
from .gml import as_geojson
from .kept_pages import KeptPages
from .web import Web

_T = TypeVar("_T")
_LOOK_S = 0.1
_MEGABYTE = 1_000_000


class Asker:
    """Carries out fetches, one question at a time.

    Parameters
    ----------
    web
        Who asks.
    limits
        What is taken at most, and how long is waited.
    """

    def __init__(self, web: Web, limits: Limits, feedback: QgsProcessingFeedback) -> None:
        self._web, self._limits, self._feedback = web, limits, feedback
        self.questions = self.resumed = 0

    @property
    def megabytes(self) -> float:
        """Return how much was read of the network."""
        return self._web.bytes_read / _MEGABYTE

    def run(self, fetch: Asking[_T], kept: KeptPages, title: str, progress: Progress) -> _T:
        """Carry out a fetch.

        Raises
        ------
        ServiceError
            Where a service cannot be believed; what was kept of it is taken away then, and only then.
        """
        step, pages = next(fetch), 0
        try:
            while True:
                read = self._answer(step, kept, progress)
                pages += 1
                progress.at(pages / (pages + 10))  # nobody knows how many there will be
                self._feedback.setProgressText(
                    tr("{title}: {n} {n:answer|answers}, {mb} MB so far").format(
                        title=title, n=pages, mb=f"{self.megabytes:.1f}"
                    )
                )
                try:
                    step = fetch.send(read)
                except StopIteration as end:
                    found: _T = end.value
                    return found
                except ServiceError:
                    kept.forget_all()
                    raise
        finally:
            fetch.close()

    def _answer(self, step: Ask, kept: KeptPages, progress: Progress) -> object:
        """Return what was read of the answer to a question."""
        key = step.request.key
        body = kept.find(key)
        if body is not None:
            try:
                found = _read(step, body)
            except ServiceError:
                kept.forget(key)
            else:
                self.resumed += 1
                return found
        waits = iter(self._limits.waits_s)
        while True:
            progress.check()
            try:
                self.questions += 1
                body = self._web.ask(step.request)
                found = _read(step, body)
            except ServiceError as error:
                wait = next(waits, None) if error.again else None
                if wait is None:
                    raise
                seconds = max(wait, error.after_s)
                said = translated(error.message, error.values)
                self._feedback.pushInfo(tr("{said} Asked again in {s} seconds.").format(said=said, s=f"{seconds:g}"))
                self._wait(seconds)
                continue
            if self.megabytes > self._limits.total_mb:
                raise ServiceError(
                    "This fetch is larger than {mb} MB: take a smaller area or fewer parts, or raise total_mb in the "
                    "limits of SERVICES.",
                    mb=f"{self._limits.total_mb:g}",
                )
            kept.keep(key, body)
            return found

    def _wait(self, seconds: float) -> None:
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0:
            if self._feedback.isCanceled():
                raise Cancelled
            sleep(min(_LOOK_S, left))


def _read(step: Ask, body: bytes) -> object:
    """Return what an answer holds; one in GML is read as the others are."""
    return step.read(as_geojson(body, step.request.host) if step.request.gml else body)
