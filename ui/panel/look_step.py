"""The step Look: one requirement is chosen, and the map, the legend, the sliders, the table and the card follow."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsCsException,
    QgsGeometry,
    QgsMapLayer,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface, QgsMapTool
from qgis.PyQt.QtCore import QTimer, pyqtSignal

from ...adapters.explore.area_cards import AreaCard
from ...adapters.explore.drawn_ways import AreaWays, DwellingWays, WayQuestion
from ...adapters.explore.dwelling_cards import dwelling_rows, dwelling_values, find_dwelling, neighbourhood_of
from ...adapters.explore.what_if import is_results_output
from ...adapters.io.reference_systems import sound_transform
from ...adapters.io.translation import tr
from ...adapters.outputs.provenance import run_of
from ...core.errors import InputError
from ..explorer.state import ALL, Exploring
from ..explorer.view import ThresholdExplorer
from ..tried_run import TriedRunTask
from .card import CardView
from .card_ways import CardWays
from .controller import LOOK, PanelController
from .step import DONE, TO_DO, StepBox


class LookStep(StepBox):
    """The explorer, with the cards of neighbourhoods and dwellings; `card_shown` tells that one is opened.

    Parameters
    ----------
    iface
        The QGIS window.
    tried
        Holds the run, of which ways are drawn.
    """

    card_shown = pyqtSignal()

    def __init__(  # noqa: QGS105 -- the panel's
        self, controller: PanelController, iface: QgisInterface, tried: TriedRunTask
    ) -> None:
        super().__init__(LOOK, tr("Look"))
        self.controller = controller
        self.canvas = iface.mapCanvas()
        self.explorer = ThresholdExplorer(iface)
        self.card = CardView()
        self.explorer.pages.addWidget(self.card)
        self.explorer.pages.currentChanged.emit(0)
        self.content.addWidget(self.explorer, 1)
        self.ways = CardWays(controller, tried, self.canvas, self)
        self.ways.said.connect(self.card.say_of_ways)
        self.card.draw_ways.clicked.connect(lambda _checked=False: self.ways.read())
        self.card.area_asked.connect(self._open_area_of_dwelling)
        self._area = -1  # of the card that is shown
        self._area_of_dwelling = -1
        self._awake = False
        self.explorer.read.connect(self._show_run)
        self.explorer.chosen.connect(controller.choose_requirement)
        self.explorer.chosen.connect(lambda _: self._show_card())
        self.explorer.turned.connect(self._show_card)
        self.explorer.opened.connect(self.open_area)
        self.explorer.pick.clicked.connect(controller.take_clicks)
        self.explorer.preview.before_areas = self._open_dwelling
        self._later = QTimer(self)  # the layers of a run come one by one
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.follow_newest)
        controller.project.layersAdded.connect(self._look_for_newer)
        self.card.closed.connect(self._close_card)
        controller.state_changed.connect(self._remember)
        self._remember()
        self._show_run()

    def _remember(self) -> None:
        self.explorer.remembered = self.controller.state.requirement

    def follow_newest(self) -> None:
        """Look at the run that has just been made."""
        self.explorer.layers.show_newest()

    def wake(self, *, on: bool) -> None:
        """Take the map, or give it back: while the step is closed, or the panel, it is not looked at."""
        if on == self._awake:
            return  # the user may have taken another tool meanwhile
        self._awake = on
        self.ways.on_map.show_drawn(on)
        if on:
            self.explorer.come_back()
            self._take_clicks()
        else:
            self.explorer.leave()

    def _take_clicks(self) -> None:
        self.explorer.pick.setChecked(self.controller.state.clicks and self.explorer.session is not None)

    def _look_for_newer(self, added: Sequence[QgsMapLayer]) -> None:
        """Look at a later run than the one that is looked at, wherever it was started."""
        shown = self.explorer.layers.chosen().results
        before = None if shown is None else run_of(shown)
        for layer in added:
            run = run_of(layer)
            if before is not None and run is not None and run[0] > before[0] and _is_results(layer):
                self._later.start(0)

    def drop(self) -> None:
        """Let go of the run and the project."""
        self._later.stop()
        self.controller.project.layersAdded.disconnect(self._look_for_newer)
        self.ways.drop()
        self.explorer.drop()

    # --- What is shown ---

    def _show_run(self) -> None:
        """Show the run that was read, or that none is."""
        self._close_card()
        session = self.explorer.session
        if session is None:
            is_checked = self.explorer.layers.chosen().results is not None
            self.show_state(TO_DO, "" if is_checked else tr("Nothing was checked yet."))
            return
        self.show_state(DONE, session.overall_text())
        if self._awake:
            self._take_clicks()

    def open_area(self, row: int) -> None:
        """Show the card of a neighbourhood."""
        self._area = row
        self._show_card()

    def _open_area_of_dwelling(self) -> None:
        """Show the card of the neighbourhood of the dwelling that is shown."""
        self.open_area(self._area_of_dwelling)
        self.card.back.setFocus()  # the button that had it is gone

    def _show_card(self) -> None:
        """Show the card of the neighbourhood anew, for another requirement or year."""
        session = self.explorer.session
        card = None if session is None else _card_of(session, self._area)
        if card is None or session is None:
            self._close_card()
            return
        self.card.show_area(card, session.shown)
        self._turn_to_card()
        self._draw(session, self._ways_of_area(session))

    def _ways_of_area(self, session: Exploring) -> AreaWays:
        """Ask for the ways of those who have it worst, of the requirement that is looked at, or of all."""
        places = self.explorer.nearest.places if session.is_last_year else {}
        wanted = [name for name in places if session.shown in (ALL, name)]
        return AreaWays(
            area=session.exploration.homes.ids[self._area],
            values={name: places[name][self._area].farthest for name in wanted},
            names=self.explorer.nearest.names,
        )

    def _turn_to_card(self) -> None:
        """Show the card in the place of the table."""
        self.explorer.pages.setCurrentWidget(self.card)
        self.card_shown.emit()

    def _close_card(self) -> None:
        self._area = -1
        self.ways.clear()
        self.explorer.show_table()

    def _open_dwelling(self, place: QgsPointXY) -> bool:
        """Show the dwelling at a place of the map; False where none is drawn there."""
        session, layer = self.explorer.session, self.explorer.layers.chosen().dwellings
        if session is None or layer is None or not self._is_drawn(layer):
            return False
        settings = self.canvas.mapSettings()
        transform = sound_transform(settings.destinationCrs(), layer.crs(), QgsProject.instance().transformContext())
        radius = QgsMapTool.searchRadiusMU(self.canvas)
        try:
            there = transform.transform(place)
            beside = transform.transform(QgsPointXY(place.x() + radius, place.y()))
        except QgsCsException:
            return False
        earlier = None if session.is_last_year else session.year
        try:
            dwelling = find_dwelling(layer, QgsGeometry.fromPointXY(there), there.distance(beside), earlier)
        except InputError:  # as while a run writes it anew: the neighbourhood is what can be told of
            return False
        if dwelling is None:
            return False
        area = neighbourhood_of(layer, dwelling)
        ids, labels = session.exploration.homes.ids, session.exploration.labels
        self._area, self._area_of_dwelling = -1, ids.index(area) if area in ids else -1
        name = area if self._area_of_dwelling < 0 else labels[self._area_of_dwelling]
        rows = dwelling_rows(layer, dwelling, session.exploration.findings, self.explorer.nearest.names, earlier)
        self.card.show_dwelling(name, rows, _card_of(session, self._area_of_dwelling) is not None)
        self._turn_to_card()
        self._draw(
            session,
            DwellingWays(
                place=QgsGeometry(dwelling.geometry()),
                crs=layer.crs(),
                values=dwelling_values(layer, dwelling),
                names=self.explorer.nearest.names,
            ),
        )
        return True

    def _draw(self, session: Exploring, asked: WayQuestion) -> None:
        """Draw the ways of a card; of a run over the years none, since the panel holds that of today."""
        if len(session.years) < 2:
            self.ways.show(asked)
            return
        self.ways.clear()
        said = tr("Ways are drawn of a check of one year, not of one over the years.")
        self.card.say_of_ways(said, False)

    def _is_drawn(self, layer: QgsVectorLayer) -> bool:
        """Return whether a layer is seen on the map at this scale."""
        return layer in self.canvas.layers() and layer.isInScaleRange(self.canvas.scale())


def _card_of(session: Exploring, area: int) -> AreaCard | None:
    """Return the card of a neighbourhood by its row; None of no row, and where the run has no cards."""
    return None if session.cards is None or area < 0 else session.cards.card(area)


def _is_results(layer: QgsMapLayer) -> bool:
    return isinstance(layer, QgsVectorLayer) and is_results_output(layer)
