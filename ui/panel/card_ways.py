"""The ways of the card that is shown: asked of a run that is held, and read first where that takes no long."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...adapters.explore.drawn_ways import AreaWays, DrawnWays, WayQuestion
from ...adapters.io.translation import tr
from ..tried_run import TriedRunTask
from .controller import PanelController
from .ways_on_map import WaysOnMap


class CardWays(QObject):
    """Finds the ways of a card, and draws them until it is told to let go.

    `said` tells what is on the map, or why nothing is, and whether the user is to say that the run be read.

    Parameters
    ----------
    tried
        Holds the run.
    parent
        What it goes with.
    """

    said = pyqtSignal(str, bool)

    def __init__(
        self, controller: PanelController, tried: TriedRunTask, canvas: QgsMapCanvas, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.controller, self.tried = controller, tried
        self.on_map = WaysOnMap(canvas)
        self._asked: WayQuestion | None = None
        tried.ready.connect(self._find)
        tried.found.connect(self._show)
        tried.not_found.connect(self._fail)
        tried.failed.connect(self._fail)
        tried.outdated.connect(self._offer)
        controller.inputs_changed.connect(self._begin)

    def show(self, asked: WayQuestion) -> None:
        """Draw the ways that are asked for, as soon as they are found."""
        self.clear()
        if asked.values:
            self._asked = asked
            self._begin()

    def clear(self) -> None:
        """Take all ways off the map."""
        self._asked = None
        self.tried.stop_finding()
        self.on_map.show_ways(None)
        self.said.emit("", False)

    def read(self) -> None:
        """Read the run, and draw then."""
        if self._asked is None:
            return
        wrong = "" if self.tried.running else self.tried.start(self.controller.inputs_of_today())
        self.said.emit(wrong or tr("Reading the streets of the run for the ways…"), False)

    def drop(self) -> None:
        """Take all ways off the map, and listen no more."""
        self._asked = None
        self.controller.inputs_changed.disconnect(self._begin)
        self.on_map.drop()

    def _begin(self) -> None:
        """Find the ways in a run that is held, else in one that earlier runs kept; else offer to read it."""
        if self._asked is None:
            return
        if self.tried.run is not None:
            self._find()
        elif self.tried.running or _is_kept():
            self.read()
        else:
            self._offer()

    def _offer(self) -> None:
        """Take the ways off the map, and offer to read the run."""
        if self._asked is not None:
            self.on_map.show_ways(None)
            self.said.emit(tr("The streets of this run are not in memory: its ways are not on the map."), True)

    def _find(self) -> None:
        if self._asked is not None:
            self.tried.ask_ways(self._asked)

    def _show(self, ways: DrawnWays) -> None:
        if self._asked is None:
            return
        self.on_map.show_ways(ways)
        said = []
        if ways.ways and isinstance(self._asked, AreaWays):
            one, more = (
                tr("On the map: the way of the dwelling that has it worst."),
                tr("On the map: of each requirement the way of the dwelling that has it worst."),
            )
            said.append(one if len(ways.ways) == 1 else more)
        elif ways.ways:
            said.append(tr("On the map: its ways."))
        if ways.without:
            said.append(tr("A cross marks who reaches none."))
        self.said.emit(" ".join(said), False)

    def _fail(self, why: str) -> None:
        if self._asked is not None:
            self.on_map.show_ways(None)
            self.said.emit(why, False)


def _is_kept() -> bool:
    """Return whether earlier runs kept what a run reads, so that it is read in little time."""
    provider = QgsApplication.processingRegistry().providerById("buurtmaat")
    session = getattr(provider, "session", None)
    return session is not None and session.count > 0
