"""Lets the user choose what other thresholds of a requirement cost: a table that Suggest locations wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from ...adapters.explore.price import is_price_output, read_price
from ...adapters.io.translation import tr
from ...core.errors import InputError
from ..offered_layers import offer_only

if TYPE_CHECKING:
    from ...core.locations.suggestions import Priced


class PriceChoice(QWidget):
    """One table for each requirement; not to be seen while the project has none.

    `changed` tells that `prices` of the requirement shown are others.
    """

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.prices: list[Priced] = []
        self._requirement = ""
        self._chosen: dict[str, str] = {}
        self.box = QgsMapLayerComboBox()
        self.box.setAllowEmptyLayer(True)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self.box.setToolTip(
            tr("A table of “Suggest locations” for this facility, in the same unit: the places that thresholds need.")
        )
        label = QLabel(tr("Places needed"))
        label.setBuddy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label)
        layout.addWidget(self.box, 1)
        self.box.layerChanged.connect(lambda _: self._choose())
        QgsProject.instance().layersAdded.connect(self._fit)
        QgsProject.instance().layersRemoved.connect(self._fit)
        self._fit()

    def show_for(self, requirement: str) -> None:
        """Show the table of a requirement, without telling."""
        self._requirement = requirement
        with QSignalBlocker(self.box):
            self.box.setLayer(QgsProject.instance().mapLayer(self._chosen.get(requirement, "")))
        self._read()

    def forget(self) -> None:
        """Let go of the table that is shown; which one was chosen for each requirement is kept."""
        self._requirement, self.prices = "", []

    def drop(self) -> None:
        """Look at the project no more."""
        QgsProject.instance().layersAdded.disconnect(self._fit)
        QgsProject.instance().layersRemoved.disconnect(self._fit)

    def _choose(self) -> None:
        layer = self.box.currentLayer()
        self._chosen[self._requirement] = "" if layer is None else layer.id()
        self._read()
        self.changed.emit()

    def _read(self) -> None:
        layer = self.box.currentLayer()
        try:
            self.prices = read_price(layer) if isinstance(layer, QgsVectorLayer) else []
        except InputError:  # what cannot be read has no prices to show
            self.prices = []

    def _fit(self) -> None:
        """Offer only tables of that kind."""
        project = QgsProject.instance()
        layers = project.mapLayers().values()
        fitting = [one for one in layers if isinstance(one, QgsVectorLayer) and is_price_output(one)]
        offer_only(self.box, fitting, project)
        self.setVisible(bool(fitting))
