"""Layers of the project that another thread reads: none is deleted while it is asked for something."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt

_PATIENCE = 10.0
"""Seconds that the window waits at most to delete a layer that is being asked: a server may not answer."""


class Presence:
    """Whether a layer is there, and stays while it is held; to be made in the thread of the layer.

    To ask whether a layer is deleted is not enough in another thread: it may be deleted right after that, and QGIS goes
    down. So deleting it begins with waiting for those who hold it.
    """

    def __init__(self, layer: QgsVectorLayer) -> None:
        # It may come to that in the very thread that holds the layer.
        self._layer, self._turn, self._goes = layer, threading.RLock(), False
        layer.willBeDeleted.connect(self._wait, Qt.ConnectionType.DirectConnection)

    def _wait(self) -> None:
        waited = self._turn.acquire(timeout=_PATIENCE)
        self._goes = True
        if waited:
            self._turn.release()

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the layer, briefly: the window may wait. Nothing may be asked of the main thread meanwhile.

        Yields
        ------
        bool
            Whether it is there.
        """
        with self._turn:
            yield not self._goes and not sip.isdeleted(self._layer)
