"""Layers of the window that another thread reads: none is deleted while it is asked for something."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from qgis.core import QgsMapLayerStore, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt

_PATIENCE = 10.0
"""Seconds that the window waits at most to delete a layer that is being asked: a server may not answer."""

_known = weakref.WeakValueDictionary[int, "Presence"]()
"""The presence of each layer that is being read, by where that is in memory."""


class Presence:
    """Whether a layer is there, and stays while it is held; to be made in the thread of the layer (see `presence_of`).

    To ask whether a layer is deleted is not enough in another thread: it may be deleted right after that, and QGIS goes
    down. So one that is held as it leaves its project, or what else keeps it, lives on until nobody holds it: nobody
    waits for a server. Where it is deleted in another way, that begins with waiting for those who hold it.
    """

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._layer, self._goes = layer, False
        self._change = threading.Condition()  # one that its thread may take again: Python may collect a layer there
        self._holders, self._keepers = list[int](), list[QObject]()
        layer.willBeDeleted.connect(self._wait, Qt.ConnectionType.DirectConnection)
        leaving = _store_of(layer).layersWillBeRemoved.connect(self._keep, Qt.ConnectionType.DirectConnection)
        disconnecting = weakref.finalize(self, QObject.disconnect, leaving)  # else the store calls all there ever were
        disconnecting.atexit = False

    @property
    def goes(self) -> bool:
        """Return whether it is being deleted, or was."""
        return self._goes or sip.isdeleted(self._layer)

    def _wait(self) -> None:
        here = threading.get_ident()  # it may come to that in the very thread that holds the layer
        with self._change:
            self._change.wait_for(lambda: set(self._holders) <= {here}, _PATIENCE)
            self._goes = True

    def _keep(self, leaving: Iterable[str]) -> None:
        """Take a layer that is held from the store that removes it, which deletes what is its own."""
        with self._change:
            if not self._holders or self.goes or self._layer.id() not in leaving:
                return
            if self._layer.thread() != QgsProject.instance().thread():
                return  # that of a recipe, which waits for its readers
            self._goes = True
            keeper = QObject()
            sip.transferto(keeper, None)  # it is there until the layer is let go of, also where QGIS ends before that
            self._layer.setParent(keeper)
            self._keepers.append(keeper)

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the layer. Nothing may be asked of the main thread meanwhile.

        Yields
        ------
        bool
            Whether it is there.
        """
        here = threading.get_ident()
        with self._change:
            self._holders.append(here)
            there = not self.goes
        try:
            yield there
        finally:
            with self._change:
                self._holders.remove(here)
                keepers = [] if self._holders else [self._keepers.pop() for _ in self._keepers[:]]
                self._change.notify_all()
            for keeper in keepers:
                # With the layer, in its own thread, unless somebody took that or put it into a project again.
                keeper.deleteLater()


def _store_of(layer: QgsVectorLayer) -> QgsMapLayerStore:
    """Return what may delete a layer: what keeps it now, else the project of the window, to which it may be added."""
    parent = layer.parent()
    if parent is not None and parent.inherits("QgsMapLayerStore"):
        return sip.cast(parent, QgsMapLayerStore)  # which Python takes for any object
    return QgsProject.instance().layerStore()


def presence_of(layer: QgsVectorLayer) -> Presence:
    """Return the presence of a layer, one for all who read it: who lets go of it first may not let it be deleted."""
    address = sip.unwrapinstance(layer)
    found = _known.get(address)
    if found is None or found.goes:  # of one that was deleted, or that came back
        found = _known[address] = Presence(layer)
    return found
