"""What goes on in the background, in tests: waited for as long as it takes, while the window goes on."""

from __future__ import annotations

import time
from collections.abc import Callable

from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask
from qgis.PyQt.QtCore import QEventLoop, QTimer

_PATIENCE = 120.0  # seconds, of a machine that does other things as well
_PAUSE = 5  # milliseconds, in which Python belongs to the other threads


def until(there: Callable[[], object]) -> None:
    """Let the window go on until something is there.

    In a loop of events, as in QGIS: outside one Qt deletes nothing of what is to be deleted later, such as replies of
    a service that nobody waits for any more.
    """
    given_up = time.monotonic() + _PATIENCE
    while not there():
        assert time.monotonic() < given_up, "it did not come"
        loop = QEventLoop()
        QTimer.singleShot(_PAUSE, loop.quit)
        loop.exec()


def run_task(task: QgsProcessingAlgRunnerTask) -> tuple[bool, dict[str, object]]:
    """Run a task as a dialog does, and return whether it came to its end, and its results."""
    ended = []
    task.executed.connect(lambda good, results: ended.append((good, results)))
    QgsApplication.taskManager().addTask(task)
    until(lambda: ended)
    return ended[0]
