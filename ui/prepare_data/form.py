"""The form of "Prepare data": which layers are what, how each is read, and what else is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from qgis.core import Qgis, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox, QgsDateEdit, QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDate, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QToolButton,
    QWidget,
)

from ...adapters.io import parameter_names as p
from ...adapters.io.clock import this_year
from ...adapters.io.translation import tr
from ...adapters.preparing.prefill import fitting_inputs
from ...adapters.results.origins import may_be
from ..offered_layers import offer_to_check
from ..wrapped_label import WrappedLabel
from .layers import Recogniser, is_raw, layers_of
from .steps import DWELLINGS, FACILITIES, INPUTS_OF, STREETS, PreparingInputs

_NEIGHBOURHOODS = "neighbourhoods"


class InputsForm(QScrollArea):
    """Asks which layers are what; `changed` tells that something else is chosen.

    Parameters
    ----------
    missing
        What has to be installed before layers can be recognised; empty for nothing.
    """

    changed = pyqtSignal()

    def __init__(self, missing: str) -> None:
        super().__init__()
        # Before the boxes listen: by the time these have heard of it, nobody knows what was chosen.
        QgsProject.instance().layersWillBeRemoved.connect(self._let_go)
        self._recogniser: Recogniser | None = None
        self._fitting: Mapping[str, object] | None = None
        self._came: set[str] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._forget_fitting)
        self._is_waiting = not missing  # for what recognises layers
        self._make_choices()
        self._make_details()
        self._lay_out(missing)
        self.streets.layerChanged.connect(self._note_streets)
        self.streets.layerChanged.connect(self._ask_of_streets)
        self.dwellings.layerChanged.connect(self._note_dwellings)
        self.neighbourhoods.layerChanged.connect(self._note_neighbourhoods)
        self.facilities.itemChanged.connect(self._note_facilities)

    # --- What is asked ---

    def _make_choices(self) -> None:
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
        self.notes = {name: WrappedLabel() for name in (STREETS, FACILITIES, DWELLINGS, _NEIGHBOURHOODS)}

    def _make_details(self) -> None:
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
        self.file.lineEdit().editingFinished.connect(self.name_file)
        _name_tools(self.file, tr("Choose a file"))

    def _lay_out(self, missing: str) -> None:
        intro = WrappedLabel(
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
        form.addWidget(self._details_box(), form.rowCount(), 0, 1, 2)
        form.setRowStretch(form.rowCount(), 1)
        inside = QWidget()
        inside.setLayout(form)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it comes into view by itself
        self.setWidget(inside)

    def _details_box(self) -> QWidget:
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
        return more

    def _combo(self, kinds: Qgis.LayerFilters, name: str) -> QgsMapLayerComboBox:
        combo = QgsMapLayerComboBox()
        combo.setFilters(kinds)
        combo.setAllowEmptyLayer(True, tr("none"))
        _choose(combo, None)
        combo.setAccessibleName(name)
        return combo

    # --- What is recognised ---

    @property
    def recognises(self) -> bool:
        """Return whether what recognises layers is there."""
        return self._recogniser is not None

    def recognise(self) -> None:
        """Recognise the layers, now that what it takes is imported."""
        if not sip.isdeleted(self):
            self._is_waiting, self._recogniser = False, Recogniser()
            self.fill()

    def fill(self) -> None:
        """Fill in what is recognised."""
        self._offer_raw()
        self._list_facilities()
        self._choose_recognised(layers_of(QgsProject.instance()))
        self._tell_all()

    def follow_project(self) -> None:
        """Take in the layers that come, once `catch_up` is asked, and let go of those that go."""
        project = QgsProject.instance()
        project.layersAdded.connect(self._forget_fitting)
        project.layersRemoved.connect(self._forget_fitting)
        project.layersAdded.connect(self._note_added)
        project.layersRemoved.connect(self._list_facilities)
        project.layersRemoved.connect(self._tell_all)

    def _note_added(self, added: Sequence[QgsMapLayer]) -> None:
        self._came |= {layer.id() for layer in added}

    def catch_up(self) -> None:
        """Fill in what is recognised of the layers that came, where nothing is chosen yet."""
        came, self._came = self._came, set()
        if came:
            self._offer_raw()
            self._list_facilities()
            self._choose_recognised([layer for layer in layers_of(QgsProject.instance()) if layer.id() in came])
            self._tell_all()

    def _offer_raw(self) -> None:
        """Offer no results of ours: they have the columns of raw layers, and more."""
        layers = layers_of(QgsProject.instance())
        ours = [layer for layer in layers if not is_raw(layer)]
        for combo in (self.streets, self.dwellings, self.residential, self.left_out):
            combo.setExceptedLayerList(ours)
        self.neighbourhoods.setExceptedLayerList([layer for layer in layers if not may_be(layer, p.NEIGHBOURHOODS)])

    def _choose_recognised(self, layers: Sequence[QgsVectorLayer]) -> None:
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
        for item in self.facility_items():
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
        offer_to_check(self.facilities, there, self.chosen_facilities())

    def facility_items(self) -> list[QListWidgetItem]:
        """Return the layers that could hold facilities, as they are listed."""
        return [self.facilities.item(row) for row in range(self.facilities.count())]

    def chosen_facilities(self) -> tuple[str, ...]:
        """Return the ids of the layers of facilities that are chosen."""
        checked = (item for item in self.facility_items() if item.checkState() == Qt.CheckState.Checked)
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
        chosen = [QgsProject.instance().mapLayer(one) for one in self.chosen_facilities()]
        self.changed.emit()
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
        self.changed.emit()
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
        chosen = {STREETS: _id(self.streets), FACILITIES: self.chosen_facilities(), DWELLINGS: _id(self.dwellings)}
        fitting, project = self._fit(), QgsProject.instance()
        found = {}
        for key, own in chosen.items():
            given = fitting.get(INPUTS_OF[key][0])
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

    # --- What is chosen ---

    def read_inputs(self) -> PreparingInputs:
        """Return what is chosen."""
        day = QDate() if self.date.isNull() else self.date.date()
        return PreparingInputs(
            streets=_id(self.streets),
            facilities=self.chosen_facilities(),
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
        """Return the GeoPackage by a name that QGIS writes to: it takes all behind the first point for its kind.

        A name alone is beside the project, or among the user's own files: nobody knows the folder that QGIS runs in.
        """
        text = self.file.filePath().strip()
        if not text:
            return ""
        path = Path(QgsProject.instance().absolutePath() or Path.home()) / text
        name, kind = (path.stem, path.suffix) if path.suffix.lower() == ".gpkg" else (path.name, ".gpkg")
        return str(path.with_name(f"{name.replace('.', '_')}{kind}")) if name else text

    def name_file(self) -> None:
        """Show the name under which the file will be written."""
        self.file.setFilePath(self._path())


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
