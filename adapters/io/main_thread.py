"""What must be done in the main thread for a run in another one, as models of QGIS do it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from qgis.core import Qgis, QgsProcessingAlgorithm, QgsProcessingContext
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, pyqtSignal

from ...core.errors import Cancelled

_Result = TypeVar("_Result")

_LOOK = 0.05
"""Seconds between looks at Cancel."""

_PATIENCE = 10.0
"""Seconds that a main thread is waited for which is busy with something else, where it need not be that one."""


class _Call(QObject):
    """Does something in the main thread, while the thread that asks for it waits.

    Notes
    -----
    The main thread may wait for the run to end just then, since the plugin goes or a layer does: until it has begun,
    Cancel ends the waiting. Only then does it get the context, which stays with the run where nothing comes of it.
    """

    _asked = pyqtSignal()

    def __init__(self, work: Callable[[], object], context: QgsProcessingContext) -> None:
        super().__init__()
        self._work, self._context, self._from = work, context, QThread.currentThread()
        self._turn = threading.Lock()  # of who is first: the main thread that begins, or the run that waits no longer
        self._begun, self._handed, self._done = threading.Event(), threading.Event(), threading.Event()
        self._result: object = None
        self._error: Exception | None = None
        self.moveToThread(QCoreApplication.instance().thread())
        sip.transferto(self, None)  # it goes in that thread, when it was called, whoever waits for it still
        self._asked.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def result(self, cancelled: Callable[[], bool]) -> object:
        """Return what the work gives, or raise what it raises; `Cancelled` where the user does not wait for it."""
        self._asked.emit()
        while not self._begun.wait(_LOOK):
            if cancelled() and self._turn.acquire(blocking=False):
                raise Cancelled
        self._context.pushToThread(QCoreApplication.instance().thread())
        self._handed.set()
        self._done.wait()
        try:
            if self._error is not None:
                raise self._error
        finally:
            # What is raised holds this frame. In a ring with it the context would wait for Python to look for rings,
            # in whatever thread, and its layers would be deleted there: QGIS goes down.
            self._error = None
        return self._result

    def _do(self) -> None:
        if self._turn.acquire(blocking=False):
            self._begun.set()
            self._handed.wait()
            try:
                self._result = self._work()
            except Exception as error:  # raised again in the thread that asked
                self._error = error
            finally:
                self._context.pushToThread(self._from)
                self._done.set()
        self.deleteLater()


def in_main_thread(
    context: QgsProcessingContext, cancelled: Callable[[], bool], work: Callable[[], _Result]
) -> _Result:
    """Return what some work gives, done in the main thread: the preparing of an algorithm, the opening of a file.

    To prepare one looks up layers by their ids. By another thread it would take the scope of the project's expressions
    away, which the window may be reading just then, and QGIS goes down.

    QGIS shares an open GeoPackage among its layers. One thread that opens a table of it holds the lock of the file and
    waits for that of all files, where another one that opens, reloads or asks another table waits for them the other
    way round: QGIS stands still for good.
    """
    if QThread.currentThread() == QCoreApplication.instance().thread():
        return work()
    return _Call(work, context).result(cancelled)  # type: ignore[return-value]  # what the work gives


def in_its_thread(
    algorithm: QgsProcessingAlgorithm,
    context: QgsProcessingContext,
    cancelled: Callable[[], bool],
    work: Callable[[], _Result],
) -> _Result:
    """Return what some work gives, done in the main thread where the algorithm that it runs must be there."""
    if algorithm.flags() & Qgis.ProcessingAlgorithmFlag.NoThreading:
        return in_main_thread(context, cancelled, work)
    return work()


class _Mark(QObject):
    """Does something when the event loop of its thread has come to it, and so through all that was there before."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self.passed, self._work = threading.Event(), work

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self._work()
            self.passed.set()
            return True
        return super().event(event)


def soon_in_main_thread(work: Callable[[], None], cancelled: Callable[[], bool], patience: float = _PATIENCE) -> bool:
    """Do something in the main thread, when that has done what it has to do now; to be asked in another one.

    Parameters
    ----------
    patience
        Seconds to wait at most.

    Returns
    -------
    bool
        False where that thread is busy with something else; it may be done later, or never.
    """
    mark = _Mark(work)
    mark.moveToThread(QCoreApplication.instance().thread())
    sip.transferto(mark, None)  # it goes with `deleteLater`, in its own thread
    QCoreApplication.postEvent(mark, QEvent(QEvent.Type.User))
    try:
        for _ in range(round(patience / _LOOK)):
            if mark.passed.wait(_LOOK):
                return True
            if cancelled():
                raise Cancelled
        return False
    finally:
        mark.deleteLater()
