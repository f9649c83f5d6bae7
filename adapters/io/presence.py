"""Layers of the project that another thread reads: none is deleted while it is asked for something."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt

_PATIENCE = 10.0
"""Seconds that the window waits at most to delete a layer that is being asked: a server may not answer."""


class Presence:
    """Whether a layer is there, and stays while it is held; to be made in the thread of the layer.

    To ask whether a layer is deleted is not enough in another thread: it may be deleted right after that, and QGIS goes
    down. So one that is held as it leaves its project lives on until nobody holds it: nobody waits for a server. Where
    it is deleted in another way, that begins with waiting for those who hold it.
    """

    def __init__(self, layer: QgsVectorLayer) -> None:
        # It may come to that in the very thread that holds the layer.
        self._layer, self._turn, self._goes = layer, threading.RLock(), False
        self._kept = list[QgsVectorLayer]()
        layer.willBeDeleted.connect(self._wait, Qt.ConnectionType.DirectConnection)
        leaving = QgsProject.instance().layersWillBeRemoved.connect(self._keep, Qt.ConnectionType.DirectConnection)
        weakref.finalize(self, QObject.disconnect, leaving).atexit = False  # else the project calls all there ever were

    def _wait(self) -> None:
        waited = self._turn.acquire(timeout=_PATIENCE)
        self._goes = True
        if waited:
            self._turn.release()

    def _keep(self, leaving: Iterable[str]) -> None:
        """Take a layer that is held from the project that removes it, which deletes what is its own."""
        if self._goes or sip.isdeleted(self._layer) or self._layer.id() not in leaving:
            return
        if self._turn.acquire(blocking=False):
            self._turn.release()
            return
        self._goes = True
        self._layer.setParent(QgsProject.instance())  # without any Python would delete it, in whatever thread
        self._kept.append(self._layer)
        if self._turn.acquire(blocking=False):  # let go of meanwhile, by who knew of nothing to delete
            self._turn.release()
            self._let_go()

    def _let_go(self) -> None:
        """Delete a layer that was kept, in its own thread, unless somebody took it or put it into a project again."""
        while self._kept:
            layer = self._kept.pop()
            if not sip.isdeleted(layer) and layer.parent() is QgsProject.instance():
                layer.deleteLater()

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the layer. Nothing may be asked of the main thread meanwhile.

        Yields
        ------
        bool
            Whether it is there.
        """
        try:
            with self._turn:
                yield not self._goes and not sip.isdeleted(self._layer)
        finally:
            self._let_go()
