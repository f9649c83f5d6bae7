"""Leaves out what a layer writes on the map, while something is drawn over it: the layer itself is not touched."""

from __future__ import annotations

from qgis.core import QgsMapLayerStyle, QgsVectorLayer
from qgis.gui import QgsMapCanvas

_ON, _OFF = 'labelsEnabled="1"', 'labelsEnabled="0"'


class HiddenLabels:
    """Hides the labels of one layer on a map.

    Parameters
    ----------
    canvas
        The map.
    """

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self.canvas = canvas
        self._hidden: tuple[str, str] = ("", "")  # the layer's id, and the style that it has on this map

    def hide_of(self, layer: QgsVectorLayer | None) -> None:
        """Hide the labels of a layer, and show those of the one before; None hides none."""
        wanted = ("", "") if layer is None or self.canvas.theme() else (layer.id(), _without_labels(layer))
        if wanted == self._hidden:
            return
        overrides = dict(self.canvas.layerStyleOverrides())
        if overrides.get(self._hidden[0]) == self._hidden[1]:
            overrides.pop(self._hidden[0], None)
        self._hidden = wanted
        if wanted[0]:
            overrides[wanted[0]] = wanted[1]
        self.canvas.setLayerStyleOverrides(overrides)
        self.canvas.refresh()


def _without_labels(layer: QgsVectorLayer) -> str:
    """Return the style of a layer without what it writes."""
    style = QgsMapLayerStyle()
    style.readFromLayer(layer)
    return style.xmlData().replace(_ON, _OFF, 1)
