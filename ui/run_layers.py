"""Which layers of the project a run of Check basic requirements wrote, and which of them to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox, QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QSignalBlocker, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QPushButton, QSizePolicy

from ..adapters.explore.nearest_places import is_facilities_output
from ..adapters.explore.what_if import class_column, is_dwellings_output, is_neighbourhoods_output, is_results_output
from ..adapters.io.translation import tr
from ..adapters.outputs.provenance import run_of
from .offered_layers import offer_only

_KINDS = (is_dwellings_output, is_neighbourhoods_output, is_results_output)


@dataclass(frozen=True)
class ChosenLayers:
    """The layers to look at, None where there is none, and the field with the living environment."""

    dwellings: QgsVectorLayer | None
    neighbourhoods: QgsVectorLayer | None
    results: QgsVectorLayer | None
    class_field: str


def layers_of_newest_run(project: QgsProject) -> ChosenLayers:
    """Choose the layers of one run: of the newest that wrote a results table; without any, of the newest."""
    layers = _in_order(project, list(project.mapLayers().values()))
    kinds = [[layer for layer in layers if isinstance(layer, QgsVectorLayer) and fits(layer)] for fits in _KINDS]
    firsts: list[QgsVectorLayer] = next((kind for kind in reversed(kinds) if kind), [])
    first = _newest(firsts)
    dwellings, neighbourhoods, results = (
        first if first is None or kind is firsts else _companion(first, firsts, kind) for kind in kinds
    )
    return ChosenLayers(
        dwellings, neighbourhoods, results, "" if neighbourhoods is None else class_column(neighbourhoods)
    )


def facilities_of_run(dwellings: QgsMapLayer) -> QgsVectorLayer | None:
    """Return the facilities that the run of these dwellings wrote, None where they are not in the project."""
    return other_of_run(QgsProject.instance(), dwellings, is_facilities_output)


def other_of_run(
    project: QgsProject, layer: QgsMapLayer | None, fits: Callable[[QgsVectorLayer], bool]
) -> QgsVectorLayer | None:
    """Return what fits of that which the run of a layer wrote, None where it is not in the project."""
    run = None if layer is None else run_of(layer)
    layers = (one for one in project.mapLayers().values() if run is not None and isinstance(one, QgsVectorLayer))
    return next((one for one in layers if fits(one) and run_of(one) == run), None)


class RunLayers(QgsCollapsibleGroupBox):
    """Lets the user choose; `changed` tells when the layers are to be read."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(tr("Layers of a run"))
        self.setSaveCollapsedState(False)
        self._told: tuple[str, ...] = ()
        # One choice may change several boxes: the layers are read once, when all have changed.
        self.later = QTimer(self)
        self.later.setSingleShot(True)
        self.later.timeout.connect(self._tell)
        self.dwellings, self.neighbourhoods, self.results = (QgsMapLayerComboBox() for _ in range(3))
        self.results.setAllowEmptyLayer(True)
        self.class_field = QgsFieldComboBox()
        self.class_field.setAllowEmptyFieldName(True)
        self.again = QPushButton(tr("Read again"))
        self.again.setToolTip(tr("After the layers have changed."))
        self._lay_out()
        self.dwellings.layerChanged.connect(lambda _: self._choose_companions())
        self.neighbourhoods.layerChanged.connect(self._take_neighbourhoods)
        self.results.layerChanged.connect(lambda _: self.later.start(0))
        self.class_field.fieldChanged.connect(lambda _: self.later.start(0))
        self.again.clicked.connect(self._tell)
        QgsProject.instance().layersAdded.connect(self._fit)
        QgsProject.instance().layersRemoved.connect(self._fit)
        QgsProject.instance().cleared.connect(self._tell)  # at once: to read the next project may take long
        self._fit()
        self.later.start(0)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for label, box in (
            (tr("Dwellings"), self.dwellings),
            (tr("Neighbourhoods"), self.neighbourhoods),
            (tr("Results table"), self.results),
            (tr("Living environment"), self.class_field),
        ):
            form.addRow(label, box)
            box.setAccessibleName(label)
            if box is not self.class_field:
                box.setLayer(None)  # what it took by itself, nobody chose
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        form.addRow("", self.again)

    def chosen(self) -> ChosenLayers:
        """Return what is chosen."""
        boxes = (self.dwellings, self.neighbourhoods, self.results)
        layers = [layer if isinstance(layer := box.currentLayer(), QgsVectorLayer) else None for box in boxes]
        dwellings, neighbourhoods, results = layers
        return ChosenLayers(dwellings, neighbourhoods, results, self.class_field.currentField())

    def show_newest(self) -> None:
        """Choose the layers of the newest run."""
        found = layers_of_newest_run(QgsProject.instance())
        for box, layer in zip(
            (self.dwellings, self.neighbourhoods, self.results),
            (found.dwellings, found.neighbourhoods, found.results),
            strict=True,
        ):
            with QSignalBlocker(box):
                box.setLayer(layer)
        self._take_neighbourhoods(self.neighbourhoods.currentLayer())

    def drop(self) -> None:
        """Look at the project no more."""
        self.later.stop()
        QgsProject.instance().layersAdded.disconnect(self._fit)
        QgsProject.instance().layersRemoved.disconnect(self._fit)
        QgsProject.instance().cleared.disconnect(self._tell)

    def _ids(self) -> tuple[str, ...]:
        found = self.chosen()
        layers = (found.dwellings, found.neighbourhoods, found.results)
        return (*(layer.id() if layer is not None else "" for layer in layers), found.class_field)

    def _tell(self) -> None:
        self.later.stop()
        self._told = self._ids()
        self.changed.emit()

    def _fit(self) -> None:
        """Offer only layers that a run wrote; other layers that come or go change nothing."""
        layers = [one for one in QgsProject.instance().mapLayers().values() if isinstance(one, QgsVectorLayer)]
        for box, fits in zip((self.dwellings, self.neighbourhoods, self.results), _KINDS, strict=True):
            _offer(box, [layer for layer in layers if fits(layer)])
        if self._ids() != self._told:
            self._choose_companions()

    def _choose_companions(self) -> None:
        """Choose the neighbourhoods and the results that go with the dwellings."""
        first, firsts = self.dwellings.currentLayer(), _layers_of(self.dwellings)
        for box in (self.neighbourhoods, self.results):
            fitting = _layers_of(box)
            if first in firsts and fitting:
                with QSignalBlocker(box):
                    box.setLayer(_companion(first, firsts, fitting))
        self._take_neighbourhoods(self.neighbourhoods.currentLayer())

    def _take_neighbourhoods(self, layer: QgsMapLayer | None) -> None:
        """Look for the living environment in another layer."""
        with QSignalBlocker(self.class_field):
            self.class_field.setLayer(layer)
            self.class_field.setField(class_column(layer) if isinstance(layer, QgsVectorLayer) else "")
        self.later.start(0)


def _offer(box: QgsMapLayerComboBox, fitting: Sequence[QgsVectorLayer]) -> None:
    """Offer the layers that fit; where none was chosen, that of the newest run is."""
    chosen = box.currentLayer()
    with QSignalBlocker(box):
        offer_only(box, fitting, QgsProject.instance())
        if chosen not in fitting:
            box.setLayer(_newest(_layers_of(box)))


def _layers_of(box: QgsMapLayerComboBox) -> list[QgsMapLayer]:
    """List the layers that a box offers, from the top of the layer tree down."""
    layers = [layer for number in range(box.count()) if (layer := box.layer(number)) is not None]
    return _in_order(QgsProject.instance(), layers)


def _in_order(project: QgsProject, layers: Sequence[QgsMapLayer]) -> list[QgsMapLayer]:
    """Sort layers from the top of the layer tree down."""
    place = {id_: number for number, id_ in enumerate(project.layerTreeRoot().findLayerIds())}
    return sorted(layers, key=lambda layer: place.get(layer.id(), len(place)))


def _newest(layers: Sequence[QgsMapLayer]) -> QgsMapLayer | None:
    """Return the layer of the newest run, the topmost of several; where no run is known, the topmost."""
    return max(layers, key=lambda layer: run[0] if (run := run_of(layer)) is not None else "", default=None)


def _companion(
    one: QgsMapLayer, others_like_it: Sequence[QgsMapLayer], fitting: Sequence[QgsMapLayer]
) -> QgsMapLayer | None:
    """Return which layer is of the same run, by what their metadata say; None where all are of other runs.

    Where the metadata are gone: of one file, else as far from the top among those of its kind.
    """
    run = run_of(one)
    if run is not None:
        same = [layer for layer in fitting if run_of(layer) == run]
        fitting = same or [layer for layer in fitting if run_of(layer) is None]
    if not fitting:
        return None
    file = one.source().partition("|")[0]
    same = [layer for layer in fitting if one.providerType() == "ogr" and layer.source().partition("|")[0] == file]
    place = others_like_it.index(one) if len(others_like_it) == len(fitting) else 0
    return same[0] if same else fitting[place]
