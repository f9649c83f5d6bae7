"""Work in the background that can be stopped at any moment, also in the one in which it is about to begin."""

from __future__ import annotations

from qgis.core import QgsTask


class BackgroundTask(QgsTask):
    """Does `work` in the background, unless it is stopped before.

    Notes
    -----
    QGIS deletes a task that is cancelled before it began. One of its threads may have it in hand by then: it begins
    what is gone, and QGIS goes down with it. So what has not begun is not cancelled: it ends as soon as it begins.
    """

    def __init__(self, title: str, flags: QgsTask.Flag) -> None:
        super().__init__(title, flags)
        self._stopped = False

    def stop(self) -> None:
        """Do no more of it."""
        self._stopped = True
        if self.status() == QgsTask.TaskStatus.Running:
            self.cancel()

    def is_stopped(self) -> bool:
        """Return whether it is to end, whoever said so."""
        return self._stopped or self.isCanceled()

    def run(self) -> bool:
        return not self._stopped and self.work()

    def work(self) -> bool:
        """Do it, in another thread; return whether it came to its end."""
        raise NotImplementedError
