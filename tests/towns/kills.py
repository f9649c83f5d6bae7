"""Runs in a child process that is killed at the n-th line of some files, as power that goes would end it."""

from __future__ import annotations

import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Collection


def killed(run: Callable[[], object], moment: int | None, files: Collection[str]) -> int:
    """Run in a child that is killed at the n-th line of files of these names; return how many such lines it ran.

    Without a moment it is not killed, and must come to its end.
    """
    read, write = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads: the child starts none
        child = os.fork()
    if child == 0:
        lines = 0

        def look(frame, event, _):
            nonlocal lines
            if event == "call":
                return look if frame.f_code.co_filename.rpartition(os.sep)[2] in files else None
            if event == "line":
                lines += 1
                if lines == moment:
                    os.kill(os.getpid(), signal.SIGKILL)
            return look

        try:
            sys.settrace(look)
            run()
            sys.settrace(None)
            os.write(write, str(lines).encode())
        finally:
            os._exit(0)
    os.close(write)
    until = time.monotonic() + 300
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        assert time.monotonic() < until, os.kill(child, signal.SIGKILL)
        time.sleep(0.01)
    with os.fdopen(read) as pipe:
        return int(pipe.read() or 0)


def spread(lines: int, count: int) -> list[int]:
    """Return so many moments over all lines, the last one among them."""
    assert lines > 0
    return sorted({lines - round(number * lines / count) for number in range(count)} - {0})
