"""The step What if: a facility comes, moves or closes by a click on the map, and what that changes is told at once."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY
from qgis.gui import QgisInterface, QgsMapTool
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QListWidget, QProgressBar, QPushButton

from ...adapters.explore.facility_changes import Change, CloseFacility, MoveFacility, PlaceFacility
from ...adapters.explore.tried_changes import FacilityFinder, TriedRequirement, change_words, changed_layers
from ...adapters.io import parameter_names as p
from ...adapters.io.reference_systems import sound_transform
from ...adapters.io.translation import Language, facility_word, tr, translated
from ...adapters.report.phrases import Phrases
from ...core.errors import InputError
from ..tried_run import TriedAnswer, TriedRunTask
from ..wrapped_label import WrappedLabel
from .changes_on_map import ChangesOnMap
from .controller import WHAT_IF, PanelController
from .step import DONE, LACKS, TO_DO, StepBox

PLACE, MOVE, CLOSE = "place", "move", "close"
_MOST = 8  # neighbourhoods that are named for a requirement: what stands below stays in view


class WhatIfStep(StepBox):
    """Tries changes of facilities beside the run of the panel's inputs.

    Parameters
    ----------
    iface
        The QGIS window.
    tried
        Holds the run.
    """

    def __init__(  # noqa: QGS105 -- the panel's
        self, controller: PanelController, iface: QgisInterface, tried: TriedRunTask
    ) -> None:
        super().__init__(WHAT_IF, tr("What i&f"))
        self.controller, self.canvas = controller, iface.mapCanvas()
        self.changes: list[Change] = []
        self._crs = QgsCoordinateReferenceSystem()  # of the points of the changes: the map's at the first one
        self.tried = tried
        self.finder: FacilityFinder | None = None
        self._moving = ""  # the id of the facility that the next click puts elsewhere
        self._lay_out()
        self.on_map = ChangesOnMap(self.canvas, self._clicked)
        self.tried.ready.connect(self._take_run)
        self.tried.progressed.connect(lambda share: self.bar.setValue(int(share)))
        self.tried.answered.connect(self._show_answer)
        self.tried.failed.connect(self._fail)
        self.tried.outdated.connect(self._begin_anew)
        self._asked: object = None  # inputs and norms of the run
        controller.inputs_changed.connect(self.look_again)
        controller.left.connect(self._leave)
        self._show_state(tr("Place, move or close a facility, and see what changes."))

    def _lay_out(self) -> None:
        self.types = QComboBox()
        self.types.setAccessibleName(tr("Type of facility"))
        self.types.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.types.setMinimumContentsLength(12)
        label = QLabel(tr("T&ype"))
        label.setBuddy(self.types)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.types, 1)
        self.tools = {
            PLACE: self._tool(PLACE, tr("Place"), tr("Click on the map where a facility of this type comes")),
            MOVE: self._tool(MOVE, tr("Move"), tr("Click on a facility, then where it goes")),
            CLOSE: self._tool(CLOSE, tr("Close"), tr("Click on a facility that closes")),
        }
        buttons = QHBoxLayout()
        for button in self.tools.values():
            buttons.addWidget(button)
        self.undo = QPushButton(tr("&Undo"))
        self.undo.clicked.connect(lambda _checked=False: self._set_changes(self.changes[:-1]))
        self.clear = QPushButton(tr("Clear"))
        self.clear.clicked.connect(lambda _checked=False: self._set_changes([]))
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.hide()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Changes"))
        self.list.setMaximumHeight(3 * self.list.fontMetrics().lineSpacing() + 12)
        self.said, self.told = WrappedLabel(), WrappedLabel()
        self.keep = QPushButton(tr("Take these facilities"))
        self.keep.setToolTip(tr("Put them into the project as layers, and let the next check count them"))
        self.keep.clicked.connect(lambda _checked=False: self._keep_layers())
        back = QHBoxLayout()  # a row of its own: five buttons beside each other would make the panel wide
        back.addWidget(self.undo)
        back.addWidget(self.clear)
        back.addStretch(1)
        for widget in (self.said, self.bar, self.list):
            self.content.addWidget(widget)
        self.content.addLayout(back)
        self.content.addWidget(self.told)
        self.content.insertLayout(0, line)
        self.content.insertLayout(1, buttons)
        self.content.addWidget(self.keep)

    def _tool(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.setToolTip(tip)
        button.clicked.connect(lambda on: self.choose_tool(name if on else ""))
        return button

    # --- What the user does ---

    def choose_tool(self, name: str) -> None:
        """Let clicks on the map place, move or close; an empty name gives the map back."""
        self._moving = ""
        for one, button in self.tools.items():
            button.setChecked(one == name)
        self.on_map.listen(bool(name))
        if name:
            self._begin()

    def sleep(self) -> None:
        """Give the map back, and take what was drawn off it, as the step or the panel closes."""
        self.choose_tool("")
        self.on_map.show_drawn(False)

    def wake(self) -> None:
        """Fill in the types, and show what was drawn."""
        self._fill_types()
        self.on_map.show_drawn(True)

    def drop(self) -> None:
        """Let go of the map."""
        self.controller.inputs_changed.disconnect(self.look_again)
        self.on_map.drop()

    def _tool_chosen(self) -> str:
        return next((name for name, button in self.tools.items() if button.isChecked()), "")

    def _clicked(self, point: QgsPointXY) -> None:
        """Change what is clicked on; the point is in the map's reference system."""
        run, tool = self.tried.run, self._tool_chosen()
        if run is None or self.finder is None or not tool:
            return
        own = self.canvas.mapSettings().destinationCrs()
        if not self.changes:
            self._crs = own
        if tool == PLACE or self._moving:
            place = _placed(point, sound_transform(own, self._crs, self.controller.project.transformContext()))
            if place is None:
                self.said.setText(tr("The other changes have no such place: undo them first, or click elsewhere."))
                return
            change = MoveFacility(self._moving, place) if self._moving else PlaceFacility(self._type(), place)
            self._moving = ""
            self._set_changes([*self.changes, change])
            return
        found = self._facility_at(point)
        if found is None:
            self.said.setText(tr("There is no facility of the run there: click closer to one."))
        elif any(found == one.id for one in self.changes if not isinstance(one, PlaceFacility)):
            self.said.setText(tr("That one moved or closed already: undo that first."))
        elif tool == CLOSE:
            self._set_changes([*self.changes, CloseFacility(found)])
        else:
            self._moving = found
            self.said.setText(tr("Click where {facility} goes.").format(facility=self.finder.words(found)))

    def _facility_at(self, point: QgsPointXY) -> str | None:
        run, finder = self.tried.run, self.finder
        if run is None or finder is None:
            return None
        settings = self.canvas.mapSettings()
        transform = sound_transform(
            settings.destinationCrs(), run.inputs.working.crs, self.controller.project.transformContext()
        )
        beside = QgsPointXY(point.x() + 3 * QgsMapTool.searchRadiusMU(self.canvas), point.y())
        try:
            there, edge = transform.transform(point), transform.transform(beside)
        except QgsCsException:
            return None
        return finder.at(there, there.distance(edge))

    def _type(self) -> str:
        return str(self.types.currentData() or self.types.currentText())

    def _keep_layers(self) -> None:
        """Put the facilities as they would be into the project, and let the next check count them."""
        run, layers = self.tried.run, self.controller.layers_of(p.FACILITIES)
        if run is None or not self.changes:
            return
        try:
            made = changed_layers(run, layers, self.changes, self._crs, self.tried.given)
        except InputError as error:
            self.said.setText(translated(error.message, error.values))
            return
        project = self.controller.project
        for layer in reversed(made):
            if project.mapLayer(layer.id()) is None:
                project.addMapLayer(layer)
        self.changes = []
        self.controller.choose_layers(p.FACILITIES, made)

    # --- The run ---

    def _begin(self) -> None:
        """Read the run, where it is not read yet."""
        if self.tried.run is not None:
            return
        wrong = "" if self.tried.running else self.tried.start(self.controller.inputs_of_today())
        if wrong:
            self._fail(wrong)
            return
        self.bar.setValue(0)
        self.bar.show()
        self._show_state(tr("Reading the run; then click on the map…"))

    def _take_run(self) -> None:
        self.bar.hide()
        self.finder = None
        if self.tried.run is not None:
            self.finder = FacilityFinder(self.tried.run, self.controller.layers_of(p.FACILITIES))
        if self._tool_chosen():
            self._show_state(tr("Click on the map."))

    def look_again(self) -> None:
        """Let go of a run whose layers or norms are no longer those of the panel."""
        asked = self.controller.inputs_of_today(), self.controller.norms_or_none()
        if asked == self._asked:
            if self._tool_chosen():
                self._begin()  # where reading was stopped, as a layer went away
            return
        self._asked = asked
        self._leave()
        self._fill_types()

    def _leave(self) -> None:
        """Let go of the run, and of all that was tried with it."""
        self.tried.forget()
        self._clear_up()

    def _clear_up(self) -> None:
        self.bar.hide()
        self.finder, self._moving = None, ""
        self.choose_tool("")
        self._set_changes([])

    def _begin_anew(self) -> None:
        """Let go of all that was tried with layers that are others now."""
        had_some = bool(self.changes) or bool(self._tool_chosen())
        self._clear_up()
        if had_some:
            self._show_state(tr("A layer of the check was changed: begin anew with Place, Move or Close."))

    def _fill_types(self) -> None:
        """Offer the types that the norm set asks for."""
        norm_set, chosen = self.controller.norms_or_none(), self._type()
        names = [] if norm_set is None else dict.fromkeys(n for one in norm_set.requirements for n in one.facility)
        self.types.clear()
        for name in sorted(names, key=facility_word):
            self.types.addItem(facility_word(name), name)
        self.types.setCurrentIndex(max(self.types.findData(chosen), 0))

    # --- What is shown ---

    def _set_changes(self, changes: Sequence[Change]) -> None:
        self.changes = list(changes)
        self.list.clear()
        if self.finder is not None:
            self.list.addItems([change_words(one, self.finder) for one in self.changes])
        self._draw_changes()
        if self.changes and self.tried.run is not None:
            self.tried.ask(self.changes, self._crs)
            self.said.setText(tr("Computing…"))
        else:
            self.tried.stop_asking()
            self.on_map.show_dwellings([], [], None)
            self.told.setText("")
            self._show_state(tr("Place, move or close a facility, and see what changes."))
        self._show_buttons()

    def _show_buttons(self) -> None:
        for widget in (self.undo, self.clear, self.keep):
            widget.setEnabled(bool(self.changes))
        self.list.setVisible(bool(self.changes))

    def _draw_changes(self) -> None:
        run, finder = self.tried.run, self.finder
        if run is None or finder is None:
            self.on_map.show_changes([], None)
            return
        context = self.controller.project.transformContext()
        back = sound_transform(run.inputs.working.crs, self._crs, context)
        drawn = []
        for one in self.changes:
            old = None if isinstance(one, PlaceFacility) else _placed(finder.spot(one.id), back)
            drawn.append((old, None if isinstance(one, CloseFacility) else one.point))
        self.on_map.show_changes(drawn, self._crs)

    def _show_answer(self, answer: TriedAnswer) -> None:
        """Show what changes: in words, and the dwellings on the map."""
        shown = [one for one in answer.rows if self.controller.state.requirement in ("", one.id)] or answer.rows
        self.on_map.show_dwellings(
            [spot for one in shown for spot in answer.gained[one.id]],
            [spot for one in shown for spot in answer.lost[one.id]],
            answer.crs,
        )
        self.told.setText("\n\n".join(_words(one) for one in answer.rows))
        turned = sum(len(one.turned) for one in answer.rows)
        said = tr("{n} {n:verdict turns|verdicts turn}.").format(n=turned)
        if answer.unsettled:
            types = ", ".join(facility_word(one) for one in answer.unsettled)
            said += " " + tr("Unknown stays unknown, as nobody said that these types are complete: {types}.").format(
                types=types
            )
        self._show_state(said if answer.rows else tr("Nothing changes: no dwelling gains or loses, no verdict turns."))

    def _fail(self, why: str) -> None:
        if not self._tool_chosen() and not self.changes:
            return  # the run was read for something else
        self.bar.hide()
        self.choose_tool("")
        self.said.setText(why)
        self.show_state(LACKS, why)

    def _show_state(self, text: str) -> None:
        self.said.setText(text)
        self.show_state(DONE if self.changes else TO_DO, text if self.changes else "")
        self._show_buttons()


def _placed(point: QgsPointXY, transform: QgsCoordinateTransform) -> QgsPointXY | None:
    """Return where a point is on the map; None where the map's reference system has no such place."""
    try:
        return transform.transform(point)
    except QgsCsException:
        return None


def _words(one: TriedRequirement) -> str:
    """Return what changes for a requirement, in lines."""
    many = Phrases(Language()).many
    lines = [f"{one.title}: {one.whole}" if one.whole else one.title]
    if one.gained or one.lost:
        lines.append(
            tr("{weight} that gain it: {n}; that lose it: {m}").format(
                weight=one.weight, n=many(one.gained), m=many(one.lost)
            )
        )
    turned = list(one.turned[:_MOST])
    if len(one.turned) > _MOST:
        turned.append(tr("… and in {n} {n:neighbourhood|neighbourhoods} more").format(n=len(one.turned) - _MOST))
    return "\n".join([*lines, *turned])
