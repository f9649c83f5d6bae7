"""What the map shows of a run that is looked at: its year, and over its layers what they do not show themselves."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QCheckBox, QHBoxLayout

from ...adapters.io.translation import tr
from ...adapters.results.years_on_map import steps_by_year
from .area_columns import area_texts
from .controls import wide_choice
from .hidden_labels import HiddenLabels
from .map_key import MapKey
from .map_preview import MapPreview
from .map_year import MapYear
from .state import OVERALL, SHARE, VERDICT, Exploring


class RunMap:
    """Lets a map show what a run says and what would hold, with the line in which the user chooses that, and a key.

    Parameters
    ----------
    canvas
        The map.
    areas
        Returns the neighbourhoods of the run, None where there are none.
    opened
        Called with the row of a neighbourhood that is clicked on.
    turned
        Called when the map shows another time, whoever turned it.

    Attributes
    ----------
    is_away
        Whether nobody looks at the run: then nothing of it is on the map.
    """

    def __init__(
        self,
        canvas: QgsMapCanvas,
        areas: Callable[[], QgsVectorLayer | None],
        opened: Callable[[int], None],
        turned: Callable[[], None],
    ) -> None:
        self._areas = areas
        self._session: Exploring | None = None
        self.is_away = False
        self.preview = MapPreview(canvas, opened)
        self._labels = HiddenLabels(canvas)
        self._year = MapYear(canvas, turned)
        self.line, self.key = self._build(), MapKey()

    def _build(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.on_map = QCheckBox(tr("On the map"))
        self.on_map.setToolTip(tr("What would hold at other thresholds is drawn over the layers of the run."))
        self.on_map.setChecked(True)
        self.on_map.toggled.connect(lambda _: self._draw())
        self.shown = wide_choice()
        for text, what in (
            (tr("Verdict of this requirement"), VERDICT),
            (tr("Share within"), SHARE),
            (tr("Verdict over all requirements"), OVERALL),
        ):
            self.shown.addItem(text, what)
        self.shown.setAccessibleName(tr("What the map shows"))
        self.shown.currentIndexChanged.connect(lambda _: self._draw())
        line.addWidget(self.on_map)
        line.addWidget(self.shown, 1)
        return line

    def draw(self, session: Exploring) -> None:
        """Draw over the layers what they do not show: what would hold, shares, and other years."""
        self._session = session
        self._draw()

    def _draw(self) -> None:
        session = self._session
        if session is None:
            return
        moving = session.is_moving
        self.shown.setVisible(moving)
        what = str(self.shown.currentData()) if moving else VERDICT
        self.preview.colour(session.colours(what))
        self.preview.name(area_texts(session))
        areas, is_last = self._areas(), session.is_last_year
        earlier = not is_last and not self._is_on_map(session, areas)
        self.on_map.setVisible(moving or (is_last and session.is_moved) or earlier)
        over = (earlier or (is_last and (session.is_moved or what != VERDICT))) and self.on_map.isChecked()
        self.preview.set_visible(over)
        self._labels.hide_of(areas if over and not self.is_away else None)  # they would stick out below the colours
        self.key.show_meaning(what, None if over else areas)

    def _is_on_map(self, session: Exploring, areas: QgsVectorLayer | None) -> bool:
        """Return whether the layers of the run show the year that is looked at by themselves."""
        return areas is not None and steps_by_year(areas) and self.year_of(session) == session.year

    def year_of(self, session: Exploring) -> int | None:
        """Return which year of a run the map shows; None while it is of no time."""
        return self._year.shown(session.years)

    def turn(self, session: Exploring) -> None:
        """Let the layers of a run show the year that is looked at, if they can."""
        areas = self._areas()
        if session.year is None or len(session.years) < 2 or areas is None or not steps_by_year(areas):
            return
        if session.is_last_year and not self._year.is_fixed:  # without a time the map shows the last year
            self._year.let_go()
        if self.year_of(session) is not None or not session.is_last_year:
            self._year.show(session.year, session.years)

    def forget(self) -> None:
        """Take what was drawn of a run off the map."""
        self._session = None
        self.preview.forget()
        self._year.let_go()
        self._labels.hide_of(None)
        self.key.clear()

    def leave(self) -> None:
        """Take everything off the map, until the run is looked at again."""
        self.is_away = True
        self._year.let_go()
        self.preview.set_present(False)
        self._labels.hide_of(None)

    def come_back(self) -> None:
        """Let what is drawn be on the map again."""
        self.is_away = False
        self.preview.set_present(True)

    def drop(self) -> None:
        """Let go of the map for good."""
        self._year.drop()
        self.preview.drop()
