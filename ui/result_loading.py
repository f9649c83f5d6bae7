"""Puts the results of a run into the project, grouped, sorted and styled as Processing does."""

from __future__ import annotations

from processing.core.ProcessingConfig import ProcessingConfig
from qgis.core import (
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProject,
)


def load_results(context: QgsProcessingContext, project: QgsProject) -> dict[str, QgsMapLayer]:
    """Add the layers that a run is to load.

    Returns
    -------
    dict
        The layers by the names of their outputs.
    """
    found: dict[str, QgsMapLayer] = {}
    nodes: list[tuple[int, str, QgsLayerTreeLayer]] = []
    for written, details in context.layersToLoadOnCompletion().items():
        layer = QgsProcessingUtils.mapLayerFromString(written, context)
        if layer is None:
            continue
        details.setOutputLayerName(layer)
        owned = context.temporaryLayerStore().takeMapLayer(layer)
        found[details.outputName] = layer
        if owned is not None:  # else the project has it already
            project.addMapLayer(owned, False)
            nodes.append((details.layerSortKey, details.groupName, QgsLayerTreeLayer(owned)))
    root = _results_group(project)
    for _, name, node in sorted(nodes, key=lambda one: one[0]):  # the one of the largest key comes to the top
        group = (root.findGroup(name) or _new_group(root, name)) if name else root
        group.insertChildNode(0, node)
        node.setExpanded(False)
        if ProcessingConfig.getSetting(ProcessingConfig.VECTOR_FEATURE_COUNT):
            node.setCustomProperty("showFeatureCount", True)
    return found


def _results_group(project: QgsProject) -> QgsLayerTreeGroup:
    """Return where Processing puts results: in the group that its options name, else at the top."""
    root = project.layerTreeRoot()
    name = str(ProcessingConfig.getSetting(ProcessingConfig.RESULTS_GROUP_NAME) or "")
    return (root.findGroup(name) or _new_group(root, name)) if name else root


def _new_group(root: QgsLayerTreeGroup, name: str) -> QgsLayerTreeGroup:
    group = root.insertGroup(0, name)
    group.setExpanded(True)
    return group
