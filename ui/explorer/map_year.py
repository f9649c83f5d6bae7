"""The year that the map shows: what is chosen here and QGIS's temporal controller lead each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.core import Qgis, QgsDateTimeRange, QgsTemporalNavigationObject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QDateTime

from ...adapters.results.years_on_map import range_of_years, year_on_map

_NO_TIME = QgsDateTimeRange(QDateTime(), QDateTime())


class MapYear:
    """Lets the layers of a map show a year.

    Parameters
    ----------
    canvas
        The map.
    turned
        Called when the map shows another time, whoever turned it.

    Notes
    -----
    While the temporal controller is off, or holds a range that the user has fixed, the map is given a time of its own,
    and loses it again with `let_go`.
    """

    def __init__(self, canvas: QgsMapCanvas, turned: Callable[[], None]) -> None:
        self.canvas = canvas
        self._turned = turned
        self._given: QgsDateTimeRange | None = None
        canvas.temporalRangeChanged.connect(turned)

    def shown(self, years: Sequence[int]) -> int | None:
        """Return which of the years of a run, ascending, its layers show; None while the map is of no time."""
        return year_on_map(self.canvas.temporalRange(), years)

    def show(self, year: int, years: Sequence[int]) -> None:
        """Let the layers of a run show one of its years."""
        wanted, controller = range_of_years(year, year), self._controller_in(Qgis.TemporalNavigationMode.Animated)
        if self.shown(years) == year:
            return
        if controller is not None:
            frame = controller.findBestFrameNumberForFrameStart(wanted.begin())
            if year_on_map(controller.dateTimeRangeForFrameNumber(frame), years) == year:
                controller.setCurrentFrameNumber(frame)
                return
        self._give(wanted)
        self._given = wanted

    @property
    def is_fixed(self) -> bool:
        """Return whether the user has fixed a range of time that the map shows else."""
        return self._controller_in(Qgis.TemporalNavigationMode.FixedRange) is not None

    def let_go(self) -> None:
        """Take back the time that the map was given here, if it still has it."""
        given, self._given = self._given, None
        if given is not None and self.canvas.temporalRange() == given:
            controller = self._controller_in(Qgis.TemporalNavigationMode.FixedRange)
            self._give(_NO_TIME if controller is None else controller.temporalExtents())

    def drop(self) -> None:
        """Let go of the map."""
        self.canvas.temporalRangeChanged.disconnect(self._turned)
        self.let_go()

    def _controller_in(self, mode: Qgis.TemporalNavigationMode) -> QgsTemporalNavigationObject | None:
        found = self.canvas.temporalController()
        return found if isinstance(found, QgsTemporalNavigationObject) and found.navigationMode() == mode else None

    def _give(self, times: QgsDateTimeRange) -> None:
        self.canvas.setTemporalRange(times)
        self.canvas.refresh()
