"""Progress and Cancel, without knowing who listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .errors import Cancelled


def _silent(_share: float) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Progress:
    """A stretch of work that can tell how far it is and be cancelled.

    Parameters
    ----------
    report
        Called with the share done of the whole run, 0 to 1.
    cancelled
        Asked whether the user wants to stop.
    start, stop
        The stretch of the whole run that this progress covers.
    """

    report: Callable[[float], None] = _silent
    cancelled: Callable[[], bool] = _never
    start: float = 0.0
    stop: float = 1.0

    def check(self) -> None:
        """Raise `Cancelled` if the user asked to stop."""
        if self.cancelled():
            raise Cancelled

    def at(self, share: float) -> None:
        """Report that this share (0 to 1) of the stretch is done; raise `Cancelled` if the user asked to stop."""
        self.check()
        self.report(self.start + (self.stop - self.start) * min(max(share, 0.0), 1.0))

    def part(self, start: float, stop: float) -> Progress:
        """Return the progress of the part from `start` to `stop` (shares of this stretch)."""
        width = self.stop - self.start
        return Progress(self.report, self.cancelled, self.start + width * start, self.start + width * stop)
