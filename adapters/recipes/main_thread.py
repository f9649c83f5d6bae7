"""Algorithms that must run in the main thread, run from another one, as models of QGIS do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from qgis.core import Qgis, QgsProcessingAlgorithm, QgsProcessingContext
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QThread, pyqtSignal

_Result = TypeVar("_Result")


class _Call(QObject):
    """Runs something in the main thread, while the thread that asks for it waits."""

    asked = pyqtSignal()

    def __init__(self, work: Callable[[], object], context: QgsProcessingContext) -> None:
        super().__init__()
        self._work, self._context, self._from = work, context, QThread.currentThread()
        self.result: object = None
        self.error: Exception | None = None
        self.moveToThread(QCoreApplication.instance().thread())
        self.asked.connect(self._do, Qt.ConnectionType.BlockingQueuedConnection)

    def _do(self) -> None:
        try:
            self.result = self._work()
        except Exception as error:  # raised again in the thread that asked
            self.error = error
        finally:
            self._context.pushToThread(self._from)


def in_its_thread(
    algorithm: QgsProcessingAlgorithm, context: QgsProcessingContext, work: Callable[[], _Result]
) -> _Result:
    """Return what some work gives, done in the main thread where the algorithm that it runs must be there."""
    main = QCoreApplication.instance().thread()
    if not algorithm.flags() & Qgis.ProcessingAlgorithmFlag.NoThreading or QThread.currentThread() == main:
        return work()
    call = _Call(work, context)
    context.pushToThread(main)
    call.asked.emit()
    if call.error is not None:
        raise call.error
    return call.result  # type: ignore[return-value]  # None only where the work gives it
