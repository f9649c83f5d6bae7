"""Where the layers of a run stand in the layer tree, also where some were on the map already; and which are off."""

from __future__ import annotations

from collections.abc import Collection, Set

from qgis.core import (
    Qgis,
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


def of_project(layer: QgsMapLayer | None, project: QgsProject | None) -> bool:
    """Return whether a layer is in the project already: QGIS leaves such a layer where it stands."""
    return layer is not None and project is not None and project.mapLayer(layer.id()) is not None


def move_to_group(layers: Collection[QgsMapLayer], project: QgsProject, kind: str, name: str) -> None:
    """Move layers that a run wrote anew out of the groups of earlier runs, whose names they would otherwise bear.

    Parameters
    ----------
    layers
        Layers of the project. One that stands elsewhere, such as in a group of the user's own, stays there.
    kind
        How the names of the groups of such runs begin.
    name
        The name of the group for this run. It comes where the older one stands, which goes once it is empty.
    """
    root, ids = project.layerTreeRoot(), {layer.id() for layer in layers}
    nodes = [root.findLayer(id_) for id_ in ids]
    groups = [node.parent() for node in nodes if node is not None and node.parent().name().startswith(kind)]
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


def hide_earlier_maps(project: QgsProject, kinds: Collection[str], kept: Set[str]) -> None:
    """Switch off earlier maps that name and fill areas: names and figures of two runs would stand through each other.

    Parameters
    ----------
    kinds
        How the names of the groups of runs begin. What the user put into another group stays in view.
    kept
        The ids of layers of the project that the new run wrote anew.
    """
    root = project.layerTreeRoot()
    for node in root.findLayers():
        layer, group = node.layer(), node.parent()
        if not isinstance(layer, QgsVectorLayer) or not covers_areas(layer) or layer.id() in kept:
            continue
        if group is root:
            node.setItemVisibilityChecked(False)
        elif group.name().startswith(tuple(kinds)):
            if kept.isdisjoint(group.findLayerIds()):
                group.setItemVisibilityChecked(False)  # one click brings it all back
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


def hide_when_added(layer: QgsMapLayer, project: QgsProject) -> None:
    """Switch a layer off as it comes into the layer tree of a project, which QGIS does after a run."""
    root, id_ = project.layerTreeRoot(), layer.id()

    def look(*_: object) -> None:
        node = root.findLayer(id_)
        if node is not None:
            root.addedChildren.disconnect(look)
            node.setItemVisibilityChecked(False)

    root.addedChildren.connect(look)
