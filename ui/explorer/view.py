"""The threshold explorer: what a run says, and what would hold at other thresholds and targets."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QPoint, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...adapters.explore.area_cards import NearbyPlaces
from ...adapters.explore.what_if import Exploration, has_only_amounts
from ...adapters.io.dependencies import how_to_install
from ...adapters.io.translation import tr, translated
from ...adapters.results.off_streets import OffStreets
from ...adapters.results.requirement_styles import choose_style
from ...core.errors import InputError
from ..labels import plain_tip
from ..run_layers import RunLayers
from ..wrapped_label import WrappedLabel
from .area_columns import area_rows
from .area_table import AreaRows, AreaView
from .controls import WheelGuard, wide_choice
from .curve_section import CurveSection
from .norm_saving import save_asked
from .requirement_list import RequirementList
from .run_loading import RunReading, doubts_of
from .run_map import RunMap
from .state import ALL, Exploring
from .waiting_for_run import WaitingForRun

_LOW = 28
"""Lines of text: where fewer are seen at once, the curve is lower, and stands below the neighbourhoods."""


class ThresholdExplorer(QWidget):
    """What the panel looks at a run with: it holds all that is asked, and takes its colours off the map.

    A run that is read begins with the requirement that is `remembered`, by its id, or with all.
    `chosen` tells that another requirement is shown, `turned` that another year is, `opened` that a neighbourhood is to
    be told about (its row), `read` that a run was read or let go of.

    Parameters
    ----------
    iface
        The QGIS window.

    Notes
    -----
    Who makes it calls `drop` before taking it out of the window.
    """

    chosen = pyqtSignal(str)
    turned = pyqtSignal()
    opened = pyqtSignal(int)
    read = pyqtSignal()

    def __init__(self, iface: QgisInterface) -> None:  # noqa: QGS105 -- the panel hands on what QGIS gave it
        super().__init__()
        self.iface = iface
        self.session: Exploring | None = None
        self.nearest, self.outcome, self.most_missing = NearbyPlaces(), "", ""
        self.off_streets: OffStreets | None = None
        self.remembered = ALL
        self._dropped = False
        self.layers = RunLayers()
        self.map = RunMap(
            iface.mapCanvas(), lambda: self.layers.chosen().neighbourhoods, self._open_area, self._follow_map
        )
        self.preview, self.key = self.map.preview, self.map.key
        self.on_map, self.shown = self.map.on_map, self.map.shown
        self._build()
        self._forget()

    # The window

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.wheel = WheelGuard(self)
        layout.addLayout(self._build_chooser())
        self.message = WrappedLabel()
        layout.addWidget(self.message)
        self.waiting = WaitingForRun(self._show_read)
        layout.addWidget(self.waiting)
        self.content = QWidget()
        content = self.content_layout = QVBoxLayout(self.content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(4)
        content.addWidget(self._build_classes())
        self.list = self._build_list()
        content.addWidget(self.list.movable)
        self.curve_section = CurveSection(self)
        self.curve_section.changed.connect(self._show_curve)
        self.curve_page = self.curve_section.page
        content.addWidget(self.curve_page)
        self.area_line = self._build_area()
        content.addLayout(self.area_line)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._build_table())
        self.pages.currentChanged.connect(lambda _: self._fit_pages())
        content.addWidget(self.pages, 1)
        # Below the table: who moves a slider looks at the curve and the neighbourhoods, and then reads on.
        content.addWidget(self.curve_section.details)
        # Below the table, so that who lacks most is in view.
        content.addWidget(self.list.each)
        content.addWidget(self.list.others)
        self.whole = WrappedLabel()
        content.addWidget(self.whole)
        content.addLayout(self.map.line)
        content.addWidget(self.key)
        layout.addWidget(self.content, 1)
        layout.addLayout(self._build_buttons())
        self.layers.setCollapsed(True)
        self.layers.changed.connect(self.read_layers)
        layout.addWidget(self.layers)
        for box in self.findChildren(QComboBox):
            self.wheel.guard(box)

    def _build_chooser(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.requirements = wide_choice()
        self.requirements.setAccessibleName(tr("Requirement"))
        self.requirements.activated.connect(lambda index: self._choose(str(self.requirements.itemData(index))))
        label = QLabel(tr("Re&quirement"))
        label.setBuddy(self.requirements)
        self.years = QComboBox()
        self.years.setAccessibleName(tr("Year"))
        self.years.activated.connect(lambda index: self.choose_year(self.years.itemData(index)))
        line.addWidget(label)
        line.addWidget(self.requirements, 1)
        line.addWidget(self.years)
        return line

    def _build_classes(self) -> QWidget:
        self.class_line = QWidget()
        line = QHBoxLayout(self.class_line)
        line.setContentsMargins(0, 0, 0, 0)
        self.classes = wide_choice()
        label = QLabel(tr("Thresholds for"))
        label.setBuddy(self.classes)
        self.classes.setToolTip(tr("Thresholds may differ by living environment: choose which one to move."))
        self.classes.currentIndexChanged.connect(self._choose_class)
        line.addWidget(label)
        line.addWidget(self.classes, 1)
        return self.class_line

    def _build_list(self) -> RequirementList:
        made = RequirementList(self.wheel, self)
        made.chosen.connect(self._choose)
        made.threshold_moved.connect(lambda name, threshold: self.ask(name, threshold=threshold))
        made.target_moved.connect(lambda name, target: self.ask(name, target=target))
        made.opened.connect(self._list_requirements)
        self.rows, self.fixed = made.rows, made.fixed
        return made

    def _build_area(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.areas = wide_choice()
        self.areas.setMinimumContentsLength(4)  # beside a label and a button: at 150 % the map needs the room
        self.areas.currentIndexChanged.connect(lambda index: self.choose_area(index - 1) if index >= 0 else None)
        label = QLabel(tr("Neighbourhood"))
        label.setBuddy(self.areas)
        self.pick = QPushButton(tr("Choose on the map"))
        self.pick.setToolTip(tr("A click on the map tells about the neighbourhood or the dwelling there."))
        self.pick.setCheckable(True)
        self.pick.toggled.connect(self.preview.pick)
        self.preview.tool.deactivated.connect(self._release_pick)
        line.addWidget(label)
        line.addWidget(self.areas, 1)
        line.addWidget(self.pick)
        return line

    def _release_pick(self) -> None:
        self.pick.setChecked(False)

    def _build_table(self) -> QWidget:
        self.table = AreaView()
        self.model, self.sorted = self.table.areas, self.table.sorted
        self.table.chosen.connect(self.choose_area)
        self.table.opened.connect(self._open_area)
        return self.table

    def _build_buttons(self) -> QVBoxLayout:
        layout = QVBoxLayout()  # below each other: beside each other, long words would make the panel wide
        self.reset = QPushButton(tr("Back to the run"))
        self.reset.setToolTip(tr("Ask again what the run asked."))
        self.reset.clicked.connect(self._reset)
        self.save = QPushButton(tr("Save as norm set…"))
        self.save.clicked.connect(self._save)
        for button in (self.reset, self.save):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return layout

    # The layers

    def read_layers(self) -> None:
        """Read the layers that are chosen, in the background; what is wrong is said in the dock."""
        self.waiting.stop()
        self._forget()
        chosen, missing = self.layers.chosen(), how_to_install()
        if missing:
            self._say(missing)
        elif chosen.dwellings is None and chosen.results is not None and has_only_amounts(chosen.results):
            self._say(
                tr("No norm of this check has a distance to move: its verdicts are on the map, and in the report.")
            )
        elif chosen.dwellings is None or chosen.neighbourhoods is None:
            self._say(
                tr("Run “Check basic requirements” first, or open the dwellings and neighbourhoods that it wrote.")
            )
        else:
            self._say(tr("Reading what every dwelling has…"))
            self.waiting.read(chosen)

    def _show_read(self, reading: RunReading) -> None:
        if reading.found is None:
            self._say(reading.why)
        else:
            self._take(reading.found, reading)

    def _forget(self) -> None:
        """Let go of what was read."""
        self.session, self.nearest, self.outcome, self.most_missing = None, NearbyPlaces(), "", ""
        self.off_streets = None
        self.show_table()
        self.list.clear()
        self.map.forget()
        self.model.show_rows(AreaRows())
        self.curve_section.forget()
        for box in (self.areas, self.classes, self.requirements, self.years):
            _fill(box, [])
        self.years.hide()
        self.whole.clear()
        for widget in (self.content, self.requirements, self.reset, self.save):
            widget.setEnabled(False)
        self.read.emit()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _take(self, found: Exploration, reading: RunReading) -> None:
        """Show what was read."""
        self.session = Exploring(found, reading.cards)
        self.nearest, self.outcome, self.most_missing = reading.nearest, reading.outcome, reading.most_missing
        self.off_streets = reading.off_streets
        self.preview.show_shapes(reading.shapes, reading.crs)
        _fill(self.areas, [tr("All together"), *found.labels])
        self._fill_chooser(self.session)
        names = found.homes.class_names
        _fill(self.classes, [tr("all living environments"), *(one or "" for one in found.called(names))])
        self.class_line.setVisible(len(names) > 1)
        self.curve_section.compare_line.setVisible(bool(names))
        self.list.fill(self.session, self.classes, self.curve_section.price.box)
        self._say(doubts_of(found))
        self.content.setEnabled(True)
        self.requirements.setEnabled(True)
        self.reset.setEnabled(True)
        self.save.setEnabled(found.findings is not None)
        self.layers.setCollapsed(True)
        self._show_asked()
        self.choose_requirement(self.remembered if self.remembered in self.session.titles else ALL)
        self._follow_map()
        self.read.emit()

    def _fill_chooser(self, session: Exploring) -> None:
        """Offer all requirements, and the years where there are several."""
        with QSignalBlocker(self.requirements):
            self.requirements.addItem(tr("All requirements"), ALL)
            for name, title in session.titles.items():
                self.requirements.addItem(title, name)
                self.requirements.setItemData(
                    self.requirements.count() - 1, plain_tip(title), Qt.ItemDataRole.ToolTipRole
                )
        for year in session.years:
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(self.years.findData(session.year))
        self.years.setVisible(self.years.count() > 1)

    # What the user does

    def ask(self, name: str, *, threshold: float | None = None, target: float | None = None) -> None:
        """Ask another threshold or target (a share; 0: none) of a requirement, and show what would hold."""
        if self.session is not None:
            self.session.ask(name, threshold=threshold, target=target)
            self._show_asked(name)
            if self.session.current != name or not self.session.is_moving:
                self._choose(name)
            else:
                self._show()

    def choose_requirement(self, name: str) -> None:
        """Choose the requirement that the map, the curve and the table show; `ALL` for all of them."""
        if self.session is None:
            return
        self.session.show(name)
        self.requirements.setCurrentIndex(self.requirements.findData(name))
        moving = self.session.is_moving
        self.list.choose(self.session)
        self._list_requirements()
        self.curve_section.set_visible(moving)
        self.class_line.setVisible(moving and self.classes.count() > 2)
        if moving:
            self.curve_section.price.show_for(name)
        self._show_styles()
        self.sorted.sort(-1)  # else new rows would be sorted as the ones before, and then anew
        self._show()
        self.table.sort_anew()

    def _list_requirements(self) -> None:
        """List each requirement below the table of all where the user wants that; above it stands what is moved."""
        if self.session is None:
            return
        layout, movable = self.content_layout, self.list.movable
        layout.removeWidget(movable)
        before = self.area_line if layout.indexOf(self.area_line) < layout.indexOf(self.curve_page) else self.curve_page
        layout.insertWidget(layout.indexOf(before if self.session.is_moving else self.list.others), movable)
        self.list.unfold(self.session)

    def choose_year(self, year: int | None) -> None:
        """Look at another year, and let the map show it too; thresholds can be moved of the last one only."""
        if self.session is not None:
            self._show_year(self.session, year)
            self.map.turn(self.session)

    def _show_year(self, session: Exploring, year: int | None) -> None:
        session.year = year
        self.years.setCurrentIndex(self.years.findData(year))
        self.choose_requirement(session.shown)
        self.turned.emit()

    def _follow_map(self) -> None:
        """Look at the year that the temporal controller shows; at the last, where that is off."""
        session = self.session
        if session is None or self.map.is_away or len(session.years) < 2:
            return
        year = self.map.year_of(session) or session.last_year
        if year == session.year:
            self.map.draw(session)
        else:
            self._show_year(session, year)

    def _choose(self, name: str) -> None:
        """Choose a requirement, as the user did."""
        self.choose_requirement(name)
        self.chosen.emit(name)

    def _show_styles(self) -> None:
        """Let the layers of the run show the same requirement as the panel."""
        if self.session is None:
            return
        chosen, title = self.layers.chosen(), self.session.titles.get(self.session.shown, "")
        for layer in (chosen.neighbourhoods, chosen.dwellings):
            if layer is not None:
                choose_style(layer, title)

    def _open_area(self, row: int) -> None:
        """Choose the neighbourhood that was clicked on, and tell about it."""
        self.choose_area(row)
        self.opened.emit(row)

    def _fit_pages(self) -> None:
        """Be as high as the page that is shown, not as the highest of them."""
        for number in range(self.pages.count()):
            page, shown = self.pages.widget(number), number == self.pages.currentIndex()
            policy = QSizePolicy.Policy.Expanding if shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self.pages.updateGeometry()

    def fit(self, height: int) -> None:
        """Let the table have as many rows as there is room for below what stands above it, and the curve some of it.

        Parameters
        ----------
        height
            Of what is seen of this at once.
        """
        line = self.fontMetrics().height()
        is_low = height < _LOW * line
        self.curve_section.set_low(is_low)
        self._place_curve(below=is_low)
        self.table.fit(height - self.pages.mapTo(self, QPoint(0, 0)).y())

    def _place_curve(self, *, below: bool) -> None:
        """Put the curve above the neighbourhoods, or where few lines are seen at once below them."""
        layout = self.content_layout
        if below != (layout.indexOf(self.curve_page) > layout.indexOf(self.pages)):
            layout.removeWidget(self.curve_page)
            layout.insertWidget(
                layout.indexOf(self.pages) + 1 if below else layout.indexOf(self.area_line), self.curve_page
            )
            for one in (layout, self.layout()):
                one.activate()

    def show_table(self) -> None:
        """Show the neighbourhoods instead of what stands in their place."""
        self.pages.setCurrentIndex(0)

    def choose_area(self, row: int) -> None:
        """Choose a neighbourhood by its row, or `WHOLE`."""
        if self.session is None or row == self.session.area:
            return
        self.session.area = row
        self.areas.setCurrentIndex(row + 1)
        self.preview.choose(row)
        self.table.choose(row)
        self._show_curve()

    def _choose_class(self, index: int) -> None:
        if self.session is not None:
            names = self.session.exploration.homes.class_names
            self.session.kind = names[index - 1] if index > 0 else ""
            self._show_asked()

    def _reset(self) -> None:
        if self.session is not None:
            self.session.reset()
            self._show_asked()
            self._show()

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Save as norm set"), "", tr("Norm sets (*.json)"))
        if path:
            self.save_norms(path)

    def save_norms(self, path: str) -> None:
        """Save what is asked as a norm set in a file; what is wrong is said in the dock."""
        if self.session is None:
            return
        try:
            self._say(save_asked(self.session, path))
        except InputError as error:
            self._say(translated(error.message, error.values))

    # What is shown

    def _show_asked(self, name: str = "") -> None:
        """Show what is asked of a requirement, or of all, and what holds for it."""
        if self.session is not None:
            self.list.show_asked(self.session, name)

    def _show(self) -> None:
        """Show what holds for the current requirement."""
        if self.session is not None:
            self.model.show_rows(area_rows(self.session))
            self.whole.setText(self.session.overall_text())
            self._show_curve()
            self.map.draw(self.session)

    def _show_curve(self) -> None:
        if self.session is not None and self.session.is_moving:
            self.curve_section.show_curve(self.session)

    # Coming and going

    def come_back(self) -> None:
        """Show again on the map what is shown here, of the year that the temporal controller is at."""
        self.map.come_back()
        session = self.session
        if session is None:
            return
        if self.map.year_of(session) is None:
            self.map.turn(session)
        self._follow_map()
        self.map.draw(session)

    def leave(self) -> None:
        """Take everything off the map, the tool too, until it is looked at again."""
        self.pick.setChecked(False)
        self.map.leave()

    def drop(self) -> None:
        """Take everything off the map and let go of the run; the dock is of no use afterwards."""
        if self._dropped:
            return
        self._dropped = True
        self.waiting.stop()
        self.layers.drop()
        self.curve_section.price.drop()
        self.pick.setChecked(False)
        self._forget()
        self.map.drop()


def _fill(box: QComboBox, texts: Sequence[str]) -> None:
    with QSignalBlocker(box):
        box.clear()
        box.addItems(list(texts))
