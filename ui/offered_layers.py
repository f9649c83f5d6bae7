"""The layers that a box offers, in a project of any size."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsMapLayer, QgsProject
from qgis.gui import QgsMapLayerComboBox


def offer_only(box: QgsMapLayerComboBox, fitting: Iterable[QgsMapLayer], project: QgsProject) -> None:
    """Offer only some of the layers of a project."""
    offered = {layer.id() for layer in fitting}  # a layer in a list is looked for among all of them
    box.setExceptedLayerList([layer for id_, layer in project.mapLayers().items() if id_ not in offered])
