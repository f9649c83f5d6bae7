"""What is done with layers as they come into the layer tree, where QGIS puts them after a run."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsLayerTreeLayer, QgsMapLayer, QgsProject, QgsVectorLayer

from .origins import covers_areas
from .run_groups import hide_with_group, of_project

_Follow = Callable[[QgsLayerTreeLayer], None]


class LayerArrivals:
    """Switches off layers as they come into the layer tree of a project; the provider holds it.

    It holds all that waits for a layer, and so the tree that tells of it: where nothing but a function holds the tree
    that it listens to, Python clears away both, and QGIS goes down as the tree calls the function.
    """

    def __init__(self) -> None:
        self._waiting: set[_Awaited] = set()
        self._dropped = False

    def hide(self, layer: QgsMapLayer, project: QgsProject) -> None:
        """Switch a layer off as it comes."""
        self._wait(layer, project, lambda node: node.setItemVisibilityChecked(False))

    def hide_earlier(self, layer: QgsMapLayer, project: QgsProject, name: str) -> None:
        """Switch off the map of an earlier step as it comes: QGIS adds all layers at the end."""
        if isinstance(layer, QgsVectorLayer) and covers_areas(layer) and not of_project(layer, project):
            self._wait(layer, project, lambda node: hide_with_group(node, layer, frozenset(), name))

    def drop(self) -> None:
        """Wait for no layer any more, nor for one of a run that ends later: nobody may hold this any longer."""
        self._dropped = True
        for one in self._waiting:
            one.stop()
        self._waiting.clear()

    def _wait(self, layer: QgsMapLayer, project: QgsProject, follow: _Follow) -> None:
        if not self._dropped:
            self._waiting.add(_Awaited(layer.id(), project, follow, self._waiting.discard))


class _Awaited:
    """Listens to a layer tree until a layer comes into it."""

    def __init__(self, id_: str, project: QgsProject, follow: _Follow, done: Callable[[_Awaited], None]) -> None:
        self._id, self._tree, self._follow, self._done = id_, project.layerTreeRoot(), follow, done
        self._tree.addedChildren.connect(self._look)

    def stop(self) -> None:
        """Listen no more."""
        self._tree.addedChildren.disconnect(self._look)

    def _look(self, *_: object) -> None:
        node = self._tree.findLayer(self._id)
        if node is not None:
            self.stop()
            self._follow(node)
            self._done(self)
