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
    owned: dict[QgsMapLayer, tuple[int, str]] = {}
    for written, details in context.layersToLoadOnCompletion().items():
        layer = QgsProcessingUtils.mapLayerFromString(written, context)
        if layer is None:
            continue
        details.setOutputLayerName(layer)
        found[details.outputName] = layer
        if context.temporaryLayerStore().takeMapLayer(layer) is not None:  # else the project has it already
            owned[layer] = details.layerSortKey, details.groupName
    project.addMapLayers(list(owned), False)  # at once: each time all that lists layers looks at all of them
    root = _results_group(project)
    nodes: dict[str, list[QgsLayerTreeLayer]] = {}
    for layer, (_, name) in sorted(owned.items(), key=lambda one: one[1][0]):
        node = QgsLayerTreeLayer(layer)
        node.setExpanded(False)
        nodes.setdefault(name, []).insert(0, node)  # that of the largest key comes to the top
    for name, some in nodes.items():
        group = (root.findGroup(name) or _new_group(root, name)) if name else root
        group.insertChildNodes(0, some)
        if ProcessingConfig.getSetting(ProcessingConfig.VECTOR_FEATURE_COUNT):
            for node in some:
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
