"""Waiting for servers: what asks one runs in a thread of its own, so that Cancel is heard while it hangs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TypeVar

from ...core.errors import Cancelled

T = TypeVar("T")

READER = "buurtmaat-reader"
"""What the thread of an `Aside` is called."""

_LOOK = 0.1
"""Seconds between looks at Cancel."""


class Here:
    """Works in the thread that asks, for what cannot hang."""

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def do(self, work: Callable[[], T]) -> T:
        """Return what the work returns."""
        return work()

    def last(self, work: Callable[[], object]) -> None:
        """Do this too, whatever comes of it."""
        work()


class Aside:
    """Works in a thread of its own, always the same, which is left behind where it hangs and the user cancels.

    Parameters
    ----------
    cancelled
        Asked ten times a second whether the user wants to stop.
    patience, silence
        After how many seconds without an answer to give up, and what to raise then; where nobody is to give up, None.

    Notes
    -----
    Only one of the two threads runs at a time, the other one waits: a thread that reads features takes the interpreter
    anew for each of them, and would wait for one that computes.
    """

    def __init__(
        self, cancelled: Callable[[], bool], patience: float | None = None, silence: Exception | None = None
    ) -> None:
        self._cancelled, self._patience, self._silence = cancelled, patience, silence
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        threading.Thread(target=self._run, name=READER, daemon=True).start()

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, *_error: object) -> None:
        self._work.put(None)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()
            del work  # with what it holds, such as a connection

    def do(self, work: Callable[[], T]) -> T:
        """Return what the work returns, or raise what it raises; `Cancelled` where the user does not wait for it.

        What is raised of silence comes where the patience ends first.
        """
        asked_at = monotonic()
        answer: SimpleQueue[tuple[T | None, Exception | None]] = SimpleQueue()

        def answered() -> None:
            try:
                answer.put((work(), None))
            except Exception as error:  # raised again by who waits
                answer.put((None, error))

        self._work.put(answered)
        while True:
            try:
                found, error = answer.get(timeout=_LOOK)
            except Empty:
                if self._cancelled():
                    raise Cancelled from None
                if self._silence is not None and self._patience is not None and monotonic() - asked_at > self._patience:
                    raise self._silence from None
                continue
            if error is not None:
                raise error
            return found  # type: ignore[return-value]  # None only where the work returns it

    def last(self, work: Callable[[], object]) -> None:
        """Do this too, whatever comes of it, once the thread can: it is not waited for."""

        def done() -> None:
            work()

        self._work.put(done)
