"""What a stretch of work takes: time, memory, and how long it goes without a look at Cancel."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import checkout  # noqa: F401 -- before what it makes importable

from buurtmaat.core.progress import Progress


class Meter:
    """Measures the work in its `running` block: `seconds`, `longest` without a look at Cancel, `megabytes` at most."""

    def __init__(self) -> None:
        self.seconds = self.longest = self.megabytes = 0.0
        self.progress = Progress(cancelled=self._look)
        self._last = 0.0

    @contextmanager
    def running(self) -> Iterator[Progress]:
        """Measure what runs inside; hand its progress to the work."""
        before = _reset_peak()
        start = self._last = time.perf_counter()
        yield self.progress
        self._look()
        self.seconds = self._last - start
        self.megabytes = _status("VmHWM") - before

    def _look(self) -> bool:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now
        return False


def _reset_peak() -> float:
    """Return freed memory back and let the kernel record the peak anew; give what is in use, in MB."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5")
    except (OSError, AttributeError):  # not on Linux: no memory is measured
        return 0.0
    return _status("VmRSS")


def _status(name: str) -> float:
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def in_turn(runs: int, *tasks: Callable[[], object]) -> list[float]:
    """Run tasks one after the other, all of them several times, and give the seconds of each one's best run.

    Every run does the same, and other work on the machine only adds: so the best is nearest to what a task takes.
    """
    best = [float("inf")] * len(tasks)
    for _ in range(runs):
        for number, task in enumerate(tasks):
            began = time.perf_counter()
            task()
            best[number] = min(best[number], time.perf_counter() - began)
    return best


def table(head: list[str], rows: list[list[str]]) -> str:
    """Write a table in Markdown, numbers to the right."""
    lines = [head, ["---:"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
