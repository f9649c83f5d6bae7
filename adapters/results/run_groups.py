"""Where the layers of a run stand in the layer tree, also where some were on the map already; and which are off."""

from __future__ import annotations

from collections.abc import Collection, Set

from qgis.core import (
    Qgis,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsMapLayer,
    QgsProject,
    QgsSimpleFillSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt

from .origins import covers_areas
from .requirement_styles import hides_the_map

_GROUP = "buurtmaat/group"
"""The property of a layer with the name of the group in which its run put it."""


def of_project(layer: QgsMapLayer | None, project: QgsProject | None) -> bool:
    """Return whether a layer is in the project already: QGIS leaves such a layer where it stands."""
    return layer is not None and project is not None and project.mapLayer(layer.id()) is not None


def arrives_in(layer: QgsMapLayer, group: str) -> None:
    """Put on a layer in which group its run puts it, by which the group of a run is known from one of the user's."""
    layer.setCustomProperty(_GROUP, group)


def _is_of_run(group: QgsLayerTreeGroup, layer: QgsMapLayer) -> bool:
    """Return whether a group is the one in which the run of a layer put it."""
    return bool(group.name()) and group.name() == layer.customProperty(_GROUP)


def move_to_group(layers: Collection[QgsMapLayer], project: QgsProject, name: str) -> None:
    """Move layers that a run wrote anew out of the groups of earlier runs, whose names they would otherwise bear.

    Parameters
    ----------
    layers
        Layers of the project. One that stands elsewhere, such as in a group of the user's own, stays there.
    name
        The name of the group for this run. It comes where the older one stands, which goes once it is empty.
    """
    root, ids = project.layerTreeRoot(), {layer.id() for layer in layers}
    nodes = [root.findLayer(id_) for id_ in ids]
    groups = [node.parent() for node in nodes if node is not None and _is_of_run(node.parent(), node.layer())]
    for layer in layers:
        arrives_in(layer, name)
    for group in dict.fromkeys(groups):
        moved = [n for n in group.children() if isinstance(n, QgsLayerTreeLayer) and n.layerId() in ids]
        if len(moved) == len(group.children()):
            group.setName(name)
            continue
        above = group.parent()
        new = root.findGroup(name) or above.insertGroup(above.children().index(group), name)
        for node in moved:
            new.addChildNode(node.clone())  # before the other goes: a layer without a node leaves the project
            group.removeChildNode(node)


def hide_earlier_maps(project: QgsProject, kept: Set[str], name: str) -> None:
    """Switch off earlier maps that name and fill areas: names and figures of two runs would stand through each other.

    What the user put into another group stays in view.

    Parameters
    ----------
    kept
        The ids of layers of the project that the new run wrote anew.
    name
        Of the group of the new run, which may be that of an earlier one of the same second.
    """
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        if isinstance(layer, QgsVectorLayer) and covers_areas(layer) and layer.id() not in kept:
            hide_with_group(node, layer, kept, name)


def hide_with_group(node: QgsLayerTreeLayer, layer: QgsMapLayer, kept: Set[str], name: str) -> None:
    """Switch off a layer; where it stands in the group of its run, all of that, which one click brings back."""
    group = node.parent()
    if not _is_of_run(group, layer):
        if group.parent() is None:
            node.setItemVisibilityChecked(False)
    elif group.name() != name and kept.isdisjoint(group.findLayerIds()):
        group.setItemVisibilityChecked(False)
    else:
        node.setItemVisibilityChecked(False)


def hide_below(layer: QgsMapLayer | None, style: str, project: QgsProject) -> None:
    """Switch off an input that would be seen through the results of a run, or beside them.

    Such are areas that are filled or named, dwellings so many that those of the result are off as well, and facilities
    that are points: the results show all of them, by type where they counted.
    """
    node = None if layer is None else project.layerTreeRoot().findLayer(layer.id())
    if node is None or not isinstance(layer, QgsVectorLayer):
        return
    is_doubled = style == "facilities" and layer.geometryType() == Qgis.GeometryType.Point
    is_covered = style in ("neighbourhoods", "survey_estimates") and (_is_filled(layer) or layer.labelsEnabled())
    if is_doubled or is_covered or hides_the_map(layer, style):
        node.setItemVisibilityChecked(False)


def _is_filled(layer: QgsVectorLayer) -> bool:
    renderer = layer.renderer()
    if not isinstance(renderer, QgsSingleSymbolRenderer):
        return False
    fills = [one for one in renderer.symbol().symbolLayers() if isinstance(one, QgsSimpleFillSymbolLayer)]
    return any(one.brushStyle() != Qt.BrushStyle.NoBrush and one.fillColor().alpha() for one in fills)
