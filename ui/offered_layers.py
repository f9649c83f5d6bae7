"""The layers that a box or a list offers, in a project of any size."""

from __future__ import annotations

from collections.abc import Container, Iterable

from qgis.core import QgsMapLayer, QgsProject
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QSignalBlocker, Qt
from qgis.PyQt.QtWidgets import QListWidget, QListWidgetItem


def offer_only(box: QgsMapLayerComboBox, fitting: Iterable[QgsMapLayer], project: QgsProject) -> None:
    """Offer only some of the layers of a project."""
    offered = {layer.id() for layer in fitting}  # a layer in a list is looked for among all of them
    box.setExceptedLayerList([layer for id_, layer in project.mapLayers().items() if id_ not in offered])


def offer_to_check(box: QListWidget, layers: Iterable[QgsMapLayer], checked: Container[str]) -> None:
    """List layers to check several of, of which those with these ids are; nobody is told of a change."""
    with QSignalBlocker(box):
        box.clear()
        for layer in layers:
            item = QListWidgetItem(layer.name(), box)
            item.setData(Qt.ItemDataRole.UserRole, layer.id())
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if layer.id() in checked else Qt.CheckState.Unchecked)
