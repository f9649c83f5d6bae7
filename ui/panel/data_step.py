"""The step Data: which layer plays which part, what is missing, and how many of each there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from qgis.core import Qgis, QgsMapLayer, QgsProviderRegistry, QgsReferencedRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapLayerComboBox, QgsProviderSublayersDialog
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSignalBlocker, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ...adapters.io import parameter_names as p
from ...adapters.io.code_words import field_word
from ...adapters.io.providers import Provider
from ...adapters.io.translation import tr
from ...adapters.norms.choosing import Fields, fields_lacking, layers_asked
from ...adapters.preparing.prefill import layers_by_input, that_lie_elsewhere
from ...adapters.preparing.tables_of_places import tables_of_places
from ...adapters.report.pages import figure_text
from ..explorer.controls import WheelGuard
from ..offered_layers import offer_only, offer_to_check
from ..wrapped_label import WrappedLabel
from .added_files import add_layer, from_below, is_asked, layers_in, open_sublayers, why_unread
from .controller import DATA, PanelController
from .step import DONE, LACKS, StepBox

REQUIRED = (p.DWELLINGS, p.NEIGHBOURHOODS, p.FACILITIES, p.NETWORK)
_OTHERS = (p.CYCLE_NETWORK, p.BARRIERS, p.ENTRANCES, p.DEVELOPED_AREAS, p.PUBLIC_SPACE)
_ROWS = 5
"""Lines of the list of facilities."""


def part_words() -> Mapping[str, str]:
    """Return what the parts are called, in the order in which they are asked."""
    return {
        p.DWELLINGS: tr("Dwellings"),
        p.NEIGHBOURHOODS: tr("Neighbourhoods"),
        p.FACILITIES: tr("Facilities"),
        p.NETWORK: tr("Streets"),
        p.CYCLE_NETWORK: tr("Cycle network"),
        p.BARRIERS: tr("Barriers"),
        p.ENTRANCES: tr("Entrances"),
        p.DEVELOPED_AREAS: tr("Developed areas"),
        p.PUBLIC_SPACE: tr("Public space"),
    }


class DataStep(StepBox):
    """Shows what was recognised, and lets the user choose otherwise.

    Parameters
    ----------
    canvas
        The map.
    prepare, fetch
        Open Prepare data and Fetch data.
    off_streets
        Says which facilities are off the streets.
    """

    def __init__(
        self,
        controller: PanelController,
        canvas: QgsMapCanvas,
        prepare: Callable[[], None],
        fetch: Callable[[], None],
        off_streets: QWidget,
    ) -> None:
        super().__init__(DATA, tr("D&ata"))
        self.controller, self._canvas = controller, canvas
        self.sentence, self.lacks = WrappedLabel(), WrappedLabel()
        self._build_buttons(prepare, fetch)
        self.parts = QWidget()
        self.boxes: dict[str, QgsMapLayerComboBox] = {}
        self.facilities = QListWidget(self.parts)
        self._chosen: list[QgsMapLayer | None] = []
        self._not_added: list[str] = []
        self._unread: list[str] = []
        self._to_add: list[str] = []
        self._opened: list[QgsVectorLayer] = []
        self._is_first = False
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on_adding)
        controller.left.connect(self._stop_adding)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._take_facilities)
        self.wheel = WheelGuard(self)
        self._lay_out(off_streets)
        self.parts.hide()
        self.change.toggled.connect(self._show_parts)
        controller.inputs_changed.connect(self.refresh)

    def _build_buttons(self, prepare: Callable[[], None], fetch: Callable[[], None]) -> None:
        self.prepare = QPushButton(tr("Prepare data…"))
        self.prepare.setToolTip(tr("Turn raw streets, facilities and dwellings into checked inputs"))
        self.prepare.clicked.connect(lambda _checked=False: prepare())
        self.fetch = QPushButton(tr("Fetch…"))
        self.fetch.setToolTip(
            tr("Ask public services for the data of a municipality; nothing is asked before you run it")
        )
        self.fetch.clicked.connect(lambda _checked=False: fetch())
        self.add = QPushButton(tr("Add files…"))
        self.add.setToolTip(tr("Add the layers of files to the project; what they are is recognised"))
        self.add.clicked.connect(lambda _checked=False: self._add_files())
        self.change = QToolButton()
        self.change.setText(tr("Choose layers"))
        self.change.setCheckable(True)
        self.change.setAutoRaise(True)
        self.change.setArrowType(Qt.ArrowType.RightArrow)
        self.change.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.change.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _lay_out(self, off_streets: QWidget) -> None:
        buttons = QGridLayout()  # in a row they would make the panel wider than all else in it
        for number, button in enumerate((self.fetch, self.add, self.prepare)):
            buttons.addWidget(button, number // 2, number % 2)
        buttons.setColumnStretch(2, 1)
        for widget in (self.sentence, self.lacks, off_streets):
            self.content.addWidget(widget)
        self.content.addLayout(buttons)
        for widget in (self.change, self.parts):
            self.content.addWidget(widget)

    def _build_parts(self) -> None:
        """Make what layers are chosen in: not before it is asked for, as each box lists all layers of the project."""
        self.facilities.setFixedHeight(_ROWS * self.fontMetrics().lineSpacing())
        self.facilities.itemChanged.connect(self._choose_facilities)
        form = QFormLayout(self.parts)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        before: QWidget = self.change
        for name, words in part_words().items():
            widget = self.facilities if name == p.FACILITIES else self._box(name)
            widget.setAccessibleName(words)
            form.addRow(words, widget)
            self.setTabOrder(before, widget)
            before = widget

    def _box(self, name: str) -> QgsMapLayerComboBox:
        """Make the box for the layer of a part."""
        box = self.boxes[name] = QgsMapLayerComboBox()
        box.setAllowEmptyLayer(True, tr("none"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Not when its layer changes: that is also told where a layer goes from the project.
        box.activated.connect(lambda _index: self._choose(name, box.currentLayer()))
        self.wheel.guard(box)
        return box

    # --- What is shown ---

    @property
    def missing(self) -> list[str]:
        """Name the required parts that no layer plays."""
        words = part_words()
        return [words[name] for name in REQUIRED if not self.controller.layers_of(name)]

    def refresh(self) -> None:
        """Show the inputs of the next check."""
        if self.change.isChecked():
            self._offer()
        missing = self.missing
        empty = [] if missing else self._empty()
        sentence, lacks = self._sentence(), self._lacks(missing, empty)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.lacks.setText("\n".join(lacks))
        self.lacks.setVisible(bool(lacks))
        self.show_state(LACKS if missing or empty else DONE, " ".join(lacks) if missing or empty else sentence)

    def _sentence(self) -> str:
        """Describe in a line what there is, with the numbers."""
        words = part_words()
        parts = []
        for name in (p.DWELLINGS, p.NEIGHBOURHOODS, p.FACILITIES):
            counts = [_count(layer) for layer in self.controller.layers_of(name)]
            if counts:
                known = [one for one in counts if one is not None]
                number = figure_text(float(sum(known)), 0) if len(known) == len(counts) else "?"
                # A row of the dwellings may be a building or a square that has many of them.
                text = tr("{n} points with dwellings") if name == p.DWELLINGS else tr("{n} {what}")
                parts.append(text.format(n=number, what=words[name].lower()))
        others = [words[name] for name in (p.NETWORK, *_OTHERS) if self.controller.layers_of(name)]
        return ", ".join([*parts, *(one.lower() for one in others)]).capitalize()

    def _empty(self) -> list[str]:
        """Name the required parts whose layers have no row."""
        words = part_words()
        counts = {name: [_count(layer) for layer in self.controller.layers_of(name)] for name in REQUIRED}
        return [words[name] for name, numbers in counts.items() if numbers and not any(one != 0 for one in numbers)]

    def _lacks(self, missing: list[str], empty: list[str]) -> list[str]:
        """Describe what is missing, and what stays unknown without it, a sentence each."""
        said = []
        if self._not_added:
            text = tr("Not added, as QGIS finds no vector layer there: {files}.")
            said.append(text.format(files=", ".join(self._not_added)))
        if self._unread:
            text = tr("Not added, as they cannot be read: {files}.")
            said.append(text.format(files=", ".join(self._unread)))
        if missing:
            said.append(tr("Missing: {what}.").format(what=", ".join(one.lower() for one in missing)))
        said += [one.sentence() for one in tables_of_places(self.controller.project)]
        said += self._elsewhere()
        if empty:
            text = tr("Without a row: {what}; choose other layers.")
            said.append(text.format(what=", ".join(one.lower() for one in empty)))
        norm_set = self.controller.norms_or_none()
        asked = layers_asked(norm_set) if norm_set is not None else {}
        words = part_words()
        for name, requirements in asked.items():
            if not self.controller.layers_of(name) and name not in REQUIRED:
                text = tr("No {what}: {n} of the requirements {n:stays|stay} unknown.")
                said.append(text.format(what=words[name].lower(), n=requirements))
        if norm_set is not None and not missing:
            for field, requirements in fields_lacking(norm_set, self._fields()).items():
                text = tr("No field with {what}: {n} of the requirements {n:stays|stay} unknown.")
                said.append(text.format(what=field_word(field), n=requirements))
        return said

    def _elsewhere(self) -> list[str]:
        """Name the layers that would play a part that is missing, but lie elsewhere, as with turned coordinates."""
        areas = self.controller.layers_of(p.NEIGHBOURHOODS)
        lacking = [name for name in REQUIRED if not self.controller.layers_of(name)]
        if not areas:
            return []
        text = tr(
            "“{layer}” lies outside the neighbourhoods: see whether its coordinates are the wrong way round, or it has "
            "another reference system."
        )
        found = that_lie_elsewhere(self.controller.project, lacking, areas[0])
        return [text.format(layer=one.name()) for one in found]

    def _fields(self) -> Fields:
        """Return the fields of the layers of the next check."""
        names = {
            part: [name for layer in self.controller.layers_of(part) for name in layer.fields().names()]
            for part in (p.DWELLINGS, p.NEIGHBOURHOODS, p.FACILITIES, p.NETWORK, p.CYCLE_NETWORK)
        }
        return Fields(
            dwellings=names[p.DWELLINGS],
            neighbourhoods=names[p.NEIGHBOURHOODS],
            facilities=names[p.FACILITIES],
            networks={"walk": names[p.NETWORK], "cycle": names[p.CYCLE_NETWORK] or None},
            developed_areas=True,  # what layers there are is told apart
            public_space=True,
            class_field=str(self.controller.inputs.get(p.CLASS_FIELD) or ""),
            field_map=self.controller.field_map(),
            forecast=[],
        )

    def _offer(self) -> None:
        """Offer for each part the layers that can play it, and show which one does."""
        project = self.controller.project
        fitting = layers_by_input(project)
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                offer_only(box, fitting[name], project)
                found = self.controller.layers_of(name)
                box.setLayer(found[0] if found else None)
                if not found:
                    box.setCurrentIndex(0)  # a box that never had a layer would be blank
        chosen = self.controller.layers_of(p.FACILITIES)
        offered = [
            one for one in fitting[p.FACILITIES] if one in chosen or one.geometryType() != Qgis.GeometryType.Line
        ]
        offered.sort(key=lambda one: one not in chosen)
        offer_to_check(self.facilities, offered, {one.id() for one in chosen})

    def _show_parts(self, on: bool) -> None:
        if on and not self.boxes:
            self._build_parts()
        if on:
            self._offer()
        self.parts.setVisible(on)
        self.change.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)

    # --- What the user does ---

    def _add_files(self) -> None:
        """Add the layers of files that the user chooses."""
        project = self.controller.project
        filters = QgsProviderRegistry.instance().fileVectorFilters()
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Add files"), project.homePath(), filters)
        if not (self._to_add or self._opened):  # else what comes goes behind what is being added
            self._not_added, self._unread, self._is_first = [], [], not project.mapLayers()
        self._to_add += paths
        self._open_next()

    def _stop_adding(self) -> None:
        """Forget what is still to be added: its project is gone."""
        self._not_added, self._unread, self._to_add, self._opened = [], [], [], []
        self._next.stop()

    def _open_next(self) -> None:
        """Open the next of the files; the window goes on in between, as a large one takes its time."""
        if self._to_add:
            to_add = self._to_add
            path = to_add.pop(0)
            found = layers_in(path)
            if is_asked(found):
                dialog = QgsProviderSublayersDialog(path, "ogr", path, found, [Qgis.LayerType.Vector], self)
                found = dialog.selectedLayers() if dialog.exec() else []
                if sip.isdeleted(self) or self._to_add is not to_add:
                    return  # the plugin or the project went while it was open
            elif not found:
                self._leave_out(path)
            layers, wrong = open_sublayers(found, self.controller.project)
            self._opened += layers
            self._not_added += wrong
        if not self._to_add:
            self._opened = from_below(self._opened)
        self._next.start(0)

    def _leave_out(self, path: str) -> None:
        """Note a file in which QGIS finds nothing, which may be since it cannot be read."""
        name, why = Path(path).name, why_unread(path)
        if why:
            self._unread.append(f"{name} ({why})")
        else:
            self._not_added.append(name)

    def _go_on_adding(self) -> None:
        if self._to_add:
            self._open_next()
        elif self._opened:
            add_layer(self._opened.pop(0), self.controller.project)
            self._next.start(0)  # QGIS takes the system of this one, if it is the first
        else:
            self._show_added()

    def _show_added(self) -> None:
        self.controller.look_at_layers()
        areas = self.controller.layers_of(p.NEIGHBOURHOODS)
        if self._is_first and areas:  # QGIS itself would show the first layer, which may be empty
            self._canvas.setReferencedExtent(QgsReferencedRectangle(areas[0].extent(), areas[0].crs()))
            self._canvas.refresh()

    def _choose(self, name: str, layer: QgsMapLayer | None) -> None:
        self.controller.choose_layers(name, [layer] if isinstance(layer, QgsVectorLayer) else [])

    def _choose_facilities(self, *_: object) -> None:
        items = [self.facilities.item(row) for row in range(self.facilities.count())]
        checked = [one.data(Qt.ItemDataRole.UserRole) for one in items if one.checkState() == Qt.CheckState.Checked]
        self._chosen = [self.controller.project.mapLayer(one) for one in checked]
        self._soon.start(0)  # the list is filled anew then: not while it tells of a change

    def _take_facilities(self) -> None:
        self.controller.choose_layers(p.FACILITIES, [one for one in self._chosen if isinstance(one, QgsVectorLayer)])


def _count(layer: QgsVectorLayer) -> int | None:
    """Return how many features a layer has; None of a server, which may take long to say so."""
    if Provider(layer).can_hang:
        return None
    count = int(layer.featureCount())
    return count if count >= 0 else None
