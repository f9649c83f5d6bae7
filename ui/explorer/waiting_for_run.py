"""A bar beside Cancel, while a run is read in the background."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from ...adapters.io.translation import tr
from ..run_layers import ChosenLayers
from .run_loading import RunReading


class WaitingForRun(QWidget):
    """Reads one run at a time, and is seen as long as that takes.

    Parameters
    ----------
    ended
        Called with each reading that came to its end, unless another run is read by then.
    """

    def __init__(self, ended: Callable[[RunReading], None]) -> None:
        super().__init__()
        self.reading: RunReading | None = None
        self._ended = ended
        self.bar, self.cancel = QProgressBar(), QPushButton(tr("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        self.hide()

    def read(self, chosen: ChosenLayers) -> None:
        """Read the layers of a run, with dwellings and neighbourhoods among them."""
        self.bar.setValue(0)
        self.show()
        self.reading = RunReading(chosen, self._end)
        self.reading.progressChanged.connect(self._show_share)  # no function: it may tell once more when this is gone
        QgsApplication.taskManager().addTask(self.reading)

    def stop(self) -> None:
        """Let go of what is being read."""
        before, self.reading = self.reading, None
        self.hide()
        if before is not None:
            before.stop()

    def _show_share(self, share: float) -> None:
        self.bar.setValue(int(share))

    def _end(self, reading: RunReading) -> None:
        if reading is self.reading:
            self.reading = None
            self.hide()
            self._ended(reading)

    def _cancel(self) -> None:
        if self.reading is not None:
            self.reading.stop()
