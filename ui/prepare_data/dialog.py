"""The dialog "Prepare data": from the raw layers of a project to inputs for the requirements, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox, QgsDateEdit, QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDate, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...adapters.io import parameter_names as p
from ...adapters.io.clock import this_year
from ...adapters.io.dependencies import how_to_install
from ...adapters.io.roles import CLASS_ROLE, find_column
from ...adapters.io.translation import tr
from ...adapters.preparing.prefill import fitting_inputs, inputs_for, keep_inputs, last_inputs
from ...adapters.results.origins import may_be
from ..check_dialog import open_check_requirements
from ..help_pages import show_help
from ..labels import name_buttons
from ..offered_layers import offer_to_check
from ..warm_up import is_warm, warm_up
from .layers import Recogniser, is_raw, layers_of
from .runs import Runs
from .steps import CHECK, CYCLE, DWELLINGS, FACILITIES, STREETS, PreparingInputs, StepOutcome, StepState, steps_for
from .words import latest, repairs_made, summary_page

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

_PAGE = "docs/preparing-data.md#with-the-dialog"
_WIDE, _HIGH = 110, 42  # in characters and lines, so that it grows with the font
_CHOOSE, _RUN, _TELL = range(3)
_NEIGHBOURHOODS = "neighbourhoods"
_INPUTS_OF = {
    STREETS: (p.NETWORK, p.PASS_FIELDS, p.TIME_FIELD),
    CYCLE: (p.CYCLE_NETWORK, p.DIRECTION_FIELD, p.VALUE_FORWARD, p.VALUE_BACKWARD, p.VALUE_BOTH),
    FACILITIES: (p.FACILITIES, p.TYPE_FIELD, p.FACILITY_ID),
    DWELLINGS: (p.DWELLINGS, p.WEIGHT_FIELD),
}
"""The inputs of a check that a step makes, its layer first."""

_OF_NEIGHBOURHOODS = (p.NEIGHBOURHOODS, p.NEIGHBOURHOOD_ID, p.CLASS_FIELD)


class PrepareDataDialog(QDialog):
    """Asks which layers are what, runs the steps in the background, and tells what came of them.

    Parameters
    ----------
    iface
        The QGIS window.
    check
        Opens Check requirements; it finds its inputs in the project.

    Notes
    -----
    `prepared` tells, as it closes, that the next check takes what was made.
    """

    prepared = pyqtSignal()

    def __init__(  # noqa: QGS105 -- the menu hands it on
        self,
        iface: QgisInterface,
        check: Callable[[], object] = open_check_requirements,
    ) -> None:
        super().__init__(iface.mainWindow())
        self.setWindowTitle(tr("Prepare data"))
        self.setObjectName("buurtmaatPrepareData")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # the next one looks at the project anew
        self._check = check
        self.runs: Runs | None = None
        self.inputs = PreparingInputs()
        # Before the boxes listen: by the time these have heard of it, nobody knows what was chosen.
        QgsProject.instance().layersWillBeRemoved.connect(self._let_go)
        missing = how_to_install()
        self._recogniser: Recogniser | None = None
        self._fitting: Mapping[str, object] | None = None
        self._came: set[str] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._forget_fitting)
        self._is_waiting = not missing  # for what recognises layers
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._page_to_choose(missing))
        self.pages.addWidget(self._page_of_run())
        self.pages.addWidget(self._page_to_tell())
        self._add_buttons()
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages)
        layout.addWidget(self.buttons)
        if missing or not is_warm():
            self._fill(QgsProject.instance())
        if not missing:
            self.warming = warm_up(self._take_recogniser)
        QgsProject.instance().layersAdded.connect(self._forget_fitting)
        QgsProject.instance().layersRemoved.connect(self._forget_fitting)
        QgsProject.instance().layersAdded.connect(self._take_in)
        QgsProject.instance().layersRemoved.connect(self._list_facilities)
        QgsProject.instance().layersRemoved.connect(self._tell_all)
        QgsProject.instance().cleared.connect(self.cancel)
        metrics = self.fontMetrics()
        room = self.screen().availableGeometry().size() * 0.9
        wide, high = _WIDE * metrics.averageCharWidth(), _HIGH * metrics.lineSpacing()
        self.resize(min(wide, room.width()), min(high, room.height()))
        self._show(_CHOOSE)

    # --- The pages ---

    def _page_to_choose(self, missing: str) -> QWidget:
        line, area = Qgis.LayerFilters(Qgis.LayerFilter.LineLayer), Qgis.LayerFilters(Qgis.LayerFilter.PolygonLayer)
        places = Qgis.LayerFilters(Qgis.LayerFilter.PointLayer | Qgis.LayerFilter.PolygonLayer)
        self.streets = self._combo(line, tr("Streets"))
        self.dwellings = self._combo(places, tr("Dwellings"))
        self.neighbourhoods = self._combo(area, tr("Neighbourhoods"))
        self.residential = self._combo(places, tr("Residential points to spread over"))
        self.left_out = self._combo(area, tr("Areas to leave out"))
        self.bicycle = QCheckBox(tr("Streets by &bicycle too"))
        self._by_bicycle = True  # as the user wants it, once there are streets
        self.ferries = QCheckBox(tr("Use fe&rries"))
        for box in (self.bicycle, self.ferries):
            box.setEnabled(False)
        self.facilities = QListWidget()
        self.facilities.setAccessibleName(tr("Facilities"))
        self.facilities.setFixedHeight(7 * self.fontMetrics().lineSpacing())
        self.field_map = QLineEdit()
        self.field_map.setAccessibleName(tr("Other names of fields"))
        self.field_map.setPlaceholderText("households_low_income=minima_pct")
        self.field_map.setToolTip(
            tr(
                "role=field with semicolons, for example inhabitants_0_15=children;households_low_income=minima_pct. "
                "Where the name of a field says so (pct, percentage) it is a percentage of inhabitants, households or "
                "dwellings."
            )
        )
        self.date = QgsDateEdit()
        self.date.setAllowNull(True)
        self.date.setNullRepresentation(tr("not given"))
        self.date.clear()
        self.date.setAccessibleName(tr("Date of the data"))
        self.file = QgsFileWidget()
        self.file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.file.setFilter("GeoPackage (*.gpkg)")
        self.file.setConfirmOverwrite(False)  # only tables of the same names are replaced
        self.file.lineEdit().setPlaceholderText(tr("temporary layers"))
        self.file.lineEdit().setAccessibleName(tr("GeoPackage for the results"))
        self.file.lineEdit().editingFinished.connect(self._name_file)
        _name_tools(self.file, tr("Choose a file"))
        self.notes = {name: _note() for name in (STREETS, FACILITIES, DWELLINGS, _NEIGHBOURHOODS)}

        intro = _note(
            missing
            or tr(
                "Choose the layers as they were downloaded, those around the area as well. What was recognised is "
                "filled in."
            )
        )
        form = QGridLayout()
        form.setColumnStretch(1, 1)
        form.addWidget(intro, 0, 0, 1, 2)
        for text, widget, *below in (
            (tr("&Streets"), self.streets, self.notes[STREETS], self.bicycle, self.ferries),
            (tr("&Facilities"), self.facilities, self.notes[FACILITIES]),
            (tr("&Dwellings"), self.dwellings, self.notes[DWELLINGS]),
            (tr("&Neighbourhoods"), self.neighbourhoods, self.notes[_NEIGHBOURHOODS]),
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            top = widget is self.facilities
            place = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
            form.addWidget(label, form.rowCount(), 0, place)
            for number, one in enumerate((widget, *below)):
                form.addWidget(one, form.rowCount() - (number == 0), 1)
        more = QgsCollapsibleGroupBox(tr("More"))
        more.setAccessibleName(more.title())
        _name_tools(more, more.title())
        rest = QFormLayout(more)
        rest.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rest.addRow(tr("Residential p&oints to spread over"), self.residential)
        rest.addRow(tr("&Areas to leave out"), self.left_out)
        rest.addRow(tr("Other na&mes of fields"), self.field_map)
        rest.addRow(tr("Da&te of the data"), self.date)
        rest.addRow(tr("&GeoPackage for the results"), self.file)
        more.setCollapsed(True)
        form.addWidget(more, form.rowCount(), 0, 1, 2)
        form.setRowStretch(form.rowCount(), 1)
        inside = QWidget()
        inside.setLayout(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it comes into view by itself
        scroll.setWidget(inside)

        self.streets.layerChanged.connect(self._note_streets)
        self.streets.layerChanged.connect(self._ask_of_streets)
        self.dwellings.layerChanged.connect(self._note_dwellings)
        self.neighbourhoods.layerChanged.connect(self._note_neighbourhoods)
        self.facilities.itemChanged.connect(self._note_facilities)
        return scroll

    def _page_of_run(self) -> QWidget:
        self.doing = _note()
        self.doing.setAccessibleName(tr("What is being done"))
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setAccessibleName(tr("Progress"))
        running = QWidget()
        layout = QVBoxLayout(running)
        layout.addWidget(self.doing)
        layout.addWidget(self.progress)
        layout.addStretch()
        return running

    def _page_to_tell(self) -> QWidget:
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(tr("What came of it"))
        return self.text

    def _add_buttons(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Help)
        name_buttons(self.buttons)
        self.buttons.helpRequested.connect(lambda: show_help(self, _PAGE))
        self.run_button = self._button(tr("Pre&pare"), role.ActionRole, self.prepare)
        self.check_button = self._button(tr("&Check requirements…"), role.ActionRole, self.check_requirements)
        self.back_button = self._button(tr("&Back"), role.ActionRole, lambda: self._show(_CHOOSE))
        self.cancel_button = self._button(tr("Cancel"), role.ActionRole, self.cancel)
        self.close_button = self._button(tr("Close"), role.RejectRole, self.reject)

    def _button(self, text: str, role: QDialogButtonBox.ButtonRole, slot: Callable[[], object]) -> QPushButton:
        button = self.buttons.addButton(text, role)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _combo(self, kinds: Qgis.LayerFilters, name: str) -> QgsMapLayerComboBox:
        combo = QgsMapLayerComboBox()
        combo.setFilters(kinds)
        combo.setAllowEmptyLayer(True, tr("none"))
        _choose(combo, None)
        combo.setAccessibleName(name)
        return combo

    def _show(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        if number == _CHOOSE:
            self._catch_up()
        self.run_button.setVisible(number == _CHOOSE)
        self._allow()
        self.cancel_button.setVisible(number == _RUN)
        self.back_button.setVisible(number == _TELL)
        self.check_button.setVisible(number == _TELL)
        self.close_button.setVisible(number != _RUN)
        default = {_CHOOSE: self.run_button, _RUN: self.cancel_button, _TELL: self.check_button}[number]
        default.setDefault(True)
        if number == _CHOOSE:
            self.streets.setFocus()
        else:
            (self.text if number == _TELL else default).setFocus()

    def _allow(self) -> None:
        """Let steps run where there is something to run."""
        chosen = any(not step.lacks for step in steps_for(self._read_inputs()))
        self.run_button.setEnabled(self._recogniser is not None and chosen)
        self.run_button.setToolTip("" if chosen else tr("Choose streets, facilities, or dwellings and neighbourhoods."))

    # --- What is recognised ---

    def _take_recogniser(self) -> None:
        """Recognise the layers, now that what it takes is imported."""
        if not sip.isdeleted(self):
            self._is_waiting, self._recogniser = False, Recogniser()
            self._fill(QgsProject.instance())

    def _fill(self, project: QgsProject) -> None:
        """Fill in what is recognised."""
        self._offer_raw()
        self._list_facilities()
        self._recognise(layers_of(project))
        self._tell_all()

    def _take_in(self, added: Sequence[QgsMapLayer]) -> None:
        """Fill in what is recognised of the layers that come, where nothing is chosen yet; when that can be seen."""
        self._came |= {layer.id() for layer in added}
        if self.pages.currentIndex() == _CHOOSE:
            self._catch_up()

    def _catch_up(self) -> None:
        """Take in the layers that came."""
        came, self._came = self._came, set()
        if came:
            self._offer_raw()
            self._list_facilities()
            self._recognise([layer for layer in layers_of(QgsProject.instance()) if layer.id() in came])
            self._tell_all()

    def _offer_raw(self) -> None:
        """Offer no results of ours: they have the columns of raw layers, and more."""
        layers = layers_of(QgsProject.instance())
        ours = [layer for layer in layers if not is_raw(layer)]
        for combo in (self.streets, self.dwellings, self.residential, self.left_out):
            combo.setExceptedLayerList(ours)
        self.neighbourhoods.setExceptedLayerList([layer for layer in layers if not may_be(layer, p.NEIGHBOURHOODS)])

    def _recognise(self, layers: Sequence[QgsVectorLayer]) -> None:
        if self._recogniser is None:
            return
        found = self._recogniser.choose(layers)
        for combo, layer in (
            (self.streets, found.streets),
            (self.dwellings, found.dwellings),
            (self.neighbourhoods, found.neighbourhoods),
        ):
            if combo.currentLayer() is None:
                _choose(combo, layer)
        good = {layer.id() for layer in found.facilities}
        for item in self._items():
            if item.data(Qt.ItemDataRole.UserRole) in good:
                item.setCheckState(Qt.CheckState.Checked)

    def _let_go(self, removed: Iterable[str]) -> None:
        """Choose nothing in the place of a layer that goes away; the box itself would take the next one."""
        for combo in (self.streets, self.dwellings, self.neighbourhoods, self.residential, self.left_out):
            if _id(combo) in removed:
                _choose(combo, None)

    def _tell_all(self, *_: object) -> None:
        self._note_streets()
        self._note_dwellings()
        self._note_neighbourhoods()
        self._note_facilities()

    def _list_facilities(self, *_: object) -> None:
        """List the layers that could hold facilities; those that were chosen stay so."""
        there = [
            one
            for one in layers_of(QgsProject.instance())
            if one.geometryType() != Qgis.GeometryType.Line and is_raw(one)
        ]
        offer_to_check(self.facilities, there, self._chosen_facilities())

    def _items(self) -> list[QListWidgetItem]:
        return [self.facilities.item(row) for row in range(self.facilities.count())]

    def _chosen_facilities(self) -> tuple[str, ...]:
        checked = (item for item in self._items() if item.checkState() == Qt.CheckState.Checked)
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in checked)

    def _ask_of_streets(self, layer: QgsMapLayer | None) -> None:
        """Ask what is to be made of streets where some are chosen; what the user wants is kept meanwhile."""
        there = layer is not None
        if there == self.bicycle.isEnabled():
            return
        if not there:
            self._by_bicycle = self.bicycle.isChecked()
        self.bicycle.setChecked(there and self._by_bicycle)
        for box in (self.bicycle, self.ferries):
            box.setEnabled(there)

    def _note_streets(self, *_: object) -> None:
        self._say(STREETS, self.streets.currentLayer(), lambda known, layer: known.tell_streets(layer))

    def _note_dwellings(self, *_: object) -> None:
        self._say(DWELLINGS, self.dwellings.currentLayer(), lambda known, layer: known.tell_dwellings(layer))

    def _note_neighbourhoods(self, *_: object) -> None:
        layer = self.neighbourhoods.currentLayer()
        self._say(_NEIGHBOURHOODS, layer, lambda known, one: known.tell_neighbourhoods(one))

    def _note_facilities(self, *_: object) -> None:
        chosen = [QgsProject.instance().mapLayer(one) for one in self._chosen_facilities()]
        self._allow()
        if self._recogniser is None or not chosen:
            self.notes[FACILITIES].setText(self._left_out(FACILITIES))
            return
        told = [self._recogniser.tell_facilities(one) for one in chosen if isinstance(one, QgsVectorLayer)]
        wrong = next((text for good, text in told if not good), None)
        self.notes[FACILITIES].setText(
            f"⚠ {wrong}" if wrong else tr("Read as: {kind}.").format(kind=", ".join(dict.fromkeys(t for _, t in told)))
        )

    def _say(
        self,
        name: str,
        layer: QgsMapLayer | None,
        tell: Callable[[Recogniser, QgsVectorLayer], tuple[bool, str]],
    ) -> None:
        """Write under a layer what it is read as, or what is wrong with it."""
        self._allow()
        if self._recogniser is None or not isinstance(layer, QgsVectorLayer):
            self.notes[name].setText(self._left_out(name))
            return
        good, text = tell(self._recogniser, layer)
        self.notes[name].setText(tr("Read as: {kind}.").format(kind=text) if good else f"⚠ {text}")

    def _left_out(self, name: str) -> str:
        """Describe what it means that no layer is chosen."""
        if self._is_waiting:
            return tr("Looking at the layers…")
        if name == _NEIGHBOURHOODS:
            return tr("None is chosen: without them no dwellings can be prepared.")
        used = self._usable().get(name)
        if used:
            return tr("None is chosen: “{layer}” is used as it is.").format(layer=used)
        return tr("None is chosen: this step is left out.")

    def _usable(self) -> Mapping[str, str]:
        """Return what layers of the project are called that a check can use as they are, by step without a choice."""
        chosen = {STREETS: _id(self.streets), FACILITIES: self._chosen_facilities(), DWELLINGS: _id(self.dwellings)}
        fitting, project = self._fit(), QgsProject.instance()
        found = {}
        for key, own in chosen.items():
            given = fitting.get(_INPUTS_OF[key][0])
            layers = [project.mapLayer(str(one)) for one in (given if isinstance(given, list) else [given])]
            names = [layer.name() for layer in layers if layer is not None]
            if names and not own:
                found[key] = ", ".join(names)
        return found

    def _fit(self) -> Mapping[str, object]:
        """Return the inputs that layers fit, for which all layers are looked at once until the window goes on."""
        if self._fitting is None:
            self._fitting = fitting_inputs(QgsProject.instance(), this_year())
            self._soon.start(0)
        return self._fitting

    def _forget_fitting(self, *_: object) -> None:
        self._fitting = None

    # --- Running ---

    def prepare(self) -> None:
        """Run the steps with what is chosen."""
        self._name_file()
        self.inputs = self._read_inputs()
        steps = steps_for(self.inputs)
        self._titles = {step.key: step.title for step in steps}
        self.runs = Runs(steps, self.inputs.file, QgsProject.instance())
        self.runs.started.connect(self._started)
        self.runs.progressed.connect(self._progressed)
        self.runs.ended.connect(self._ended)
        self.progress.setValue(0)
        self._show(_RUN)
        self.runs.start()

    def cancel(self) -> None:
        """Stop what runs."""
        if self.runs is not None and self.runs.running:
            self.doing.setText(tr("Stopping…"))
            self.runs.cancel()

    def _read_inputs(self) -> PreparingInputs:
        day = QDate() if self.date.isNull() else self.date.date()
        return PreparingInputs(
            streets=_id(self.streets),
            facilities=self._chosen_facilities(),
            dwellings=_id(self.dwellings),
            neighbourhoods=_id(self.neighbourhoods),
            residential=_id(self.residential),
            left_out=_id(self.left_out),
            bicycle=self.bicycle.isChecked(),
            ferries=self.ferries.isChecked(),
            field_map=self.field_map.text().strip(),
            date=day.toString(Qt.DateFormat.ISODate),
            file=self._path(),
            usable=self._usable(),
        )

    def _path(self) -> str:
        """Return the GeoPackage by a name that QGIS writes to: it takes all behind the first point for its kind."""
        text = self.file.filePath().strip()
        if not text:
            return ""
        path = Path(text)
        name, kind = (path.stem, path.suffix) if path.suffix.lower() == ".gpkg" else (path.name, ".gpkg")
        return str(path.with_name(f"{name.replace('.', '_')}{kind}")) if name else text

    def _name_file(self) -> None:
        """Show the name under which the file will be written."""
        self.file.setFilePath(self._path())

    def _started(self, key: str) -> None:
        number = list(self._titles).index(key) + 1
        self.doing.setText(
            tr("Step {n} of {all}: {title}…").format(n=number, all=len(self._titles), title=self._titles[key])
        )

    def _progressed(self, share: float) -> None:
        self.progress.setValue(int(share))

    def _ended(self) -> None:
        if self.runs is None:
            return
        self._show(_TELL)
        self.text.setHtml(summary_page(self.runs.outcomes))
        checked = self._outcome(CHECK)
        if checked is not None and not repairs_made(self.runs.outcomes):
            QgsProject.instance().removeMapLayer(checked.layers.pop(p.OUTPUT_REPAIRED, ""))  # the same streets again
        ready = all(self._outcome(key) is not None or key in self.inputs.usable for key in (FACILITIES, DWELLINGS))
        self.check_button.setEnabled(ready)
        self.check_button.setToolTip("" if ready else tr("It needs prepared facilities and dwellings."))

    def _outcome(self, key: str) -> StepOutcome | None:
        """Return what came of a step that was done."""
        found = None if self.runs is None else self.runs.outcome(key)
        return found if found is not None and found.state == StepState.DONE else None

    # --- On to the requirements ---

    def check_requirements(self) -> None:
        """Open Check requirements with the results."""
        self._keep(self.requirements())
        self._check()

    def _keep(self, inputs: Mapping[str, object]) -> None:
        """Let these be inputs of the next check in this project."""
        project = QgsProject.instance()
        # Kept as the project's last inputs, from which the dialog is filled, and what was chosen there before stays.
        given = {**inputs_for(project, this_year()), **inputs}
        keep_inputs(project, given, given, None if p.YEARS in last_inputs(project) else given.get(p.YEARS))

    def requirements(self) -> dict[str, object]:
        """Return the inputs of Check requirements that the results are; not those that are used as they are."""
        outcomes = [] if self.runs is None else self.runs.outcomes
        streets, cycle = self._layer(STREETS, p.OUTPUT), self._layer(CYCLE, p.OUTPUT)
        dwellings = self._layer(DWELLINGS, p.OUTPUT)
        facilities = [self._layer(FACILITIES, name) for name in (p.POINTS, p.AREAS)]
        if repairs_made(outcomes):
            streets = self._layer(CHECK, p.OUTPUT_REPAIRED) or streets
        passes = [latest(streets, name) for name in ("bridge", "tunnel", "layer")]
        areas = QgsProject.instance().mapLayer(self.inputs.neighbourhoods)
        fields = areas.fields().names() if isinstance(areas, QgsVectorLayer) else []
        inputs: dict[str, object] = {
            p.DWELLINGS: None if dwellings is None else dwellings.id(),
            p.WEIGHT_FIELD: latest(dwellings, "dwellings"),
            p.NEIGHBOURHOODS: self.inputs.neighbourhoods or None,
            p.NEIGHBOURHOOD_ID: find_column("neighbourhood_code", fields, {}),
            p.CLASS_FIELD: find_column(CLASS_ROLE, fields, {}),
            p.FACILITIES: [layer.id() for layer in facilities if layer is not None],
            p.TYPE_FIELD: "type",
            p.FACILITY_ID: "facility_id",
            p.NETWORK: None if streets is None else streets.id(),
            p.PASS_FIELDS: [name for name in passes if name is not None],
            p.TIME_FIELD: latest(streets, "time_min"),
            p.CYCLE_NETWORK: None if cycle is None else cycle.id(),
            p.DIRECTION_FIELD: latest(cycle, "direction"),
            p.VALUE_FORWARD: "" if cycle is None else "forward",
            p.VALUE_BACKWARD: "" if cycle is None else "backward",
            p.VALUE_BOTH: "" if cycle is None else "both",
        }
        usable = [*self.inputs.usable, *([CYCLE] if STREETS in self.inputs.usable else [])]
        kept = {name for key in usable for name in _INPUTS_OF[key]}
        return {name: value for name, value in inputs.items() if name not in kept}

    def _layer(self, key: str, output: str) -> QgsVectorLayer | None:
        found = self._outcome(key)
        return None if found is None else found.layer(output)

    # --- Closing ---

    def reject(self) -> None:
        """Close, or stop what runs first: so Esc does not lose it."""
        if self.runs is not None and self.runs.running:
            self.cancel()
            return
        super().reject()

    def done(self, result: int) -> None:
        """Close; what was made is what the next check takes, and of the rest what it took before."""
        made = [key for key in (STREETS, CYCLE, FACILITIES, DWELLINGS) if self._outcome(key) is not None]
        if made:
            names = [name for key in made for name in _INPUTS_OF[key]]
            names += _OF_NEIGHBOURHOODS if self.inputs.neighbourhoods else ()
            found = self.requirements()
            self._keep({name: found[name] for name in names if name in found})
            self.prepared.emit()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.runs is not None and self.runs.running:
            self.runs.cancel()
        super().closeEvent(event)


def _note(text: str = "") -> QLabel:
    """Make a label for a text of any length, which is never read as HTML."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _name_tools(widget: QWidget, name: str) -> None:
    """Name the small buttons of a widget of QGIS, which have none for who cannot see them."""
    for button in widget.findChildren(QToolButton):
        button.setAccessibleName(name)


def _choose(combo: QgsMapLayerComboBox, layer: QgsVectorLayer | None) -> None:
    """Choose a layer, or the entry that says none."""
    if layer is None:
        combo.setCurrentIndex(0)
    else:
        combo.setLayer(layer)


def _id(combo: QgsMapLayerComboBox) -> str:
    layer = combo.currentLayer()
    return "" if layer is None else str(layer.id())
