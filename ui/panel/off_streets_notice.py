"""What the panel says of facilities off the streets, with the ways out: see them, or let points snap farther."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ...adapters.io import parameter_names as p
from ...adapters.io.translation import Language, tr
from ...adapters.results.off_streets import OffStreets
from ..run_layers import facilities_of_run, layers_of_newest_run
from ..wrapped_label import WrappedLabel
from .controller import PanelController

_FARTHEST = 1000
"""Metres that are offered at most: all points snap as far then, also across fields and over water."""
_BESIDE = 1.5
"""How much more than the facilities the map shows, so that the streets are seen that they are off."""


class OffStreetsNotice(QWidget):
    """Says what is off the streets; hidden where nothing is.

    Parameters
    ----------
    canvas
        Where it is shown.
    """

    def __init__(self, controller: PanelController, canvas: QgsMapCanvas) -> None:
        super().__init__()
        self._controller, self._canvas = controller, canvas
        self._found: OffStreets | None = None
        controller.inputs_changed.connect(self._tell)
        self.text = WrappedLabel()
        self.see = QPushButton(tr("Show on the map"))
        self.see.clicked.connect(lambda _checked=False: self._show_on_map())
        self.snap = QPushButton()
        self.snap.setToolTip(tr("Sets the maximum snapping distance of the next check, for all points"))
        self.snap.clicked.connect(lambda _checked=False: self._snap_farther())
        buttons = QGridLayout()
        buttons.addWidget(self.see, 0, 0)
        buttons.addWidget(self.snap, 0, 1)
        buttons.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        layout.addLayout(buttons)
        self.hide()

    def show_found(self, found: OffStreets | None) -> None:
        """Show what a run says, None: nothing."""
        self._found = found
        self.setVisible(found is not None)
        if found is None:
            return
        self.see.setVisible(bool(found.features))
        self._tell()

    def _tell(self) -> None:
        """Describe what can be done, or what the next check will do about it."""
        if self._found is None:
            return
        metres = self._found.snap_m
        is_near = metres is not None and metres <= _FARTHEST
        given = self._controller.inputs.get(p.MAX_SNAP)
        snap = float(given) if isinstance(given, (int, float)) else 0.0
        is_chosen = metres is not None and snap >= metres
        if is_chosen:
            ways = tr("The next check snaps points up to {metres} m: run it.").format(metres=Language().short(snap))
        elif is_near:
            ways = tr("Move it onto the streets, take in more streets, or let points snap farther.")
        else:
            ways = tr("Take in more streets, or leave it out.")
        self.text.setText(f"{self._found.sentence()} {ways}")
        self.snap.setVisible(is_near and not is_chosen)
        if metres is not None:
            self.snap.setText(tr("Snap up to {metres} m").format(metres=Language().short(metres)))

    def _snap_farther(self) -> None:
        if self._found is not None and self._found.snap_m is not None:
            self._controller.choose_number(p.MAX_SNAP, self._found.snap_m)

    def _show_on_map(self) -> None:
        dwellings = layers_of_newest_run(self._controller.project).dwellings
        layer = None if dwellings is None else facilities_of_run(dwellings)
        if self._found is None or layer is None:
            return
        ids = list(self._found.features)
        self._canvas.zoomToFeatureIds(layer, ids)
        distance = self._found.nearest_m / self._canvas.mapSettings().mapUnitsPerPixel()
        seen = min(self._canvas.width(), self._canvas.height()) / 2
        self._canvas.zoomByFactor(max(1.0, _BESIDE * distance / seen))
        self._canvas.flashFeatureIds(layer, ids)
