"""The boxes with layers in a dialog of Processing: which there are, which have none, and how they let go of one."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from qgis.core import QgsProcessingAlgorithm, QgsProcessingParameterDefinition, QgsProcessingParameterField
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QComboBox, QWidget

_ONE_LAYER, _SEVERAL = ("source", "vector"), "multilayer"


def layer_boxes(widget: QWidget) -> Iterator[QgsMapLayerComboBox]:
    """Yield the boxes with layers in a widget; of those that Processing made Python knows only that they are boxes."""
    for box in widget.findChildren(QComboBox):
        if box.inherits(QgsMapLayerComboBox.__name__):
            yield sip.cast(box, QgsMapLayerComboBox)


def let_go_of(widget: QWidget, removed: Container[str]) -> None:
    """Choose no layer in the boxes of those that go away; a box itself would take the next one."""
    for box in layer_boxes(widget):
        layer = box.currentLayer()
        if layer is not None and layer.id() in removed:
            box.setCurrentIndex(0 if box.allowEmptyLayer() else -1)


def inputs_without_layer(wrappers: Mapping[str, Any], algorithm: QgsProcessingAlgorithm) -> Iterator[str]:
    """Yield the inputs that need a layer and have none, and the others for which there is none to choose."""
    for one in algorithm.parameterDefinitions():
        wrapper = wrappers.get(one.name())
        if wrapper is None or wrapper.parameterValue():  # a file that was chosen is no layer of a box
            continue
        if not one.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional:
            if one.type() in (*_ONE_LAYER, _SEVERAL):
                yield one.name()
        elif one.type() in _ONE_LAYER and not any(box.count() > 1 for box in layer_boxes(wrapper.wrappedWidget())):
            yield one.name()


def layer_inputs(algorithm: QgsProcessingAlgorithm) -> list[str]:
    """Return the names of the inputs that take layers."""
    return [one.name() for one in algorithm.parameterDefinitions() if one.type() in (*_ONE_LAYER, _SEVERAL)]


def field_inputs(algorithm: QgsProcessingAlgorithm, layers: Container[str]) -> set[str]:
    """Return the names of the inputs that choose a field of one of these inputs."""
    fields = (one for one in algorithm.parameterDefinitions() if isinstance(one, QgsProcessingParameterField))
    return {one.name() for one in fields if one.parentLayerParameterName() in layers}
