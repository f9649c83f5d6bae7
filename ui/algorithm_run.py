"""One run of an algorithm in the background; it stops before a layer that it reads goes away."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsTask,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..adapters.io.translation import tr

_PATIENCE = 30.0  # seconds
_IN_LINE = 1.0  # seconds, after which a task that has not begun waits for others and is in no thread's hand


class RunLog(QgsProcessingFeedback):
    """Keeps what a run says; who runs it tells what came of it, so that no message has to."""

    TELLS_OUTCOME = True

    def __init__(self) -> None:
        super().__init__(False)
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def pushInfo(self, info: str) -> None:
        super().pushInfo(info)
        self.infos.append(info)

    def pushWarning(self, warning: str) -> None:
        super().pushWarning(warning)
        self.warnings.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        super().reportError(error, fatalError)
        self.errors.append(error)


class AlgorithmRun(QObject):
    """Runs an algorithm of Buurtmaat as a task of QGIS.

    `progressed` says how far it is (0–100), `ended` whether it came to its end, and its results. A run that was stopped
    did not, even if its last result was just written: nobody waits for that any more, and its layers may be going. Who
    is told by `ended` takes the layers that it wants out of the context then: the rest are gone afterwards.

    Parameters
    ----------
    algorithm
        Its id, without that of the provider.
    given
        Its inputs, layers by their ids.
    project
        Where the layers are.
    """

    progressed = pyqtSignal(float)
    ended = pyqtSignal(bool, dict)
    _going: ClassVar[set[AlgorithmRun]] = set()
    """All that go on: one that only its own task holds Python would clear away, and QGIS go down as the task ends."""

    def __init__(self, algorithm: str, given: Mapping[str, object], project: QgsProject) -> None:
        super().__init__()
        self.log, self.context = RunLog(), QgsProcessingContext()
        self.context.setProject(project)
        self.context.setFeedback(self.log)
        self._name, self._given, self._project = algorithm, dict(given), project
        self._task: QgsProcessingAlgRunnerTask | None = None

    @property
    def running(self) -> bool:
        """Return whether it goes on."""
        return self._task is not None

    @property
    def why(self) -> str:
        """Return why it failed; of a mistake in the code only what it was, as QGIS tells all lines that led to it."""
        return " ".join(_sentence(one) for one in self.log.errors) or tr("It stopped without saying why.")

    def start(self) -> str:
        """Begin; where it cannot, return why."""
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{self._name}")
        if algorithm is None:
            return tr("Buurtmaat is not among the Processing providers: switch it on.")
        able, why = algorithm.canExecute()
        if able:
            able, why = algorithm.checkParameterValues(self._given, self.context)
        if not able:
            return str(why)
        loaded = with_layers_for_ids(self._given, self._project)
        self._project.layersWillBeRemoved.connect(self._stop_before)
        self._project.cleared.connect(self.log.cancel)  # one that reads only files too: its results are of that project
        task = QgsProcessingAlgRunnerTask(algorithm, loaded, self.context, self.log)
        task.progressChanged.connect(self.progressed)
        task.executed.connect(self._executed)
        self._task = task
        self._going.add(self)
        QgsApplication.taskManager().addTask(task)
        return ""

    def cancel(self) -> None:
        """Stop it; what has not begun ends as it begins (see `BackgroundTask`)."""
        if self._task is not None:
            self.log.cancel()

    def _executed(self, good: bool, results: Mapping[str, object]) -> None:
        """Let the window go on once between what QGIS did with the results, and what is done with them next."""
        self._task = None
        self._project.layersWillBeRemoved.disconnect(self._stop_before)
        for error in self.log.errors:
            if _is_mistake(error):  # to be found by who looks into it
                QgsApplication.messageLog().logMessage(error, "Buurtmaat", Qgis.MessageLevel.Critical)
        QTimer.singleShot(0, lambda: self._end(good, results))

    def _end(self, good: bool, results: Mapping[str, object]) -> None:
        self._project.cleared.disconnect(self.log.cancel)
        self._going.discard(self)
        self.ended.emit(good and not self.log.isCanceled(), dict(results))
        # Here, in the thread of these layers: with the context they would go in any that collects garbage.
        self.context.temporaryLayerStore().removeAllMapLayers()

    def _is_current(self, task: object) -> bool:
        return self._task is task

    def _stop_before(self, removed: Sequence[str]) -> None:
        """Stop before a layer that is being read goes away: QGIS would go down with it."""
        task = self._task
        if task is None or not set(_texts(self._given)) & set(removed):
            return
        self.cancel()
        in_line = time.monotonic() + _IN_LINE
        while task.status() == QgsTask.TaskStatus.Queued and time.monotonic() < in_line:
            time.sleep(0.01)
        if task.status() == QgsTask.TaskStatus.Queued:
            task.cancel()  # over at once
        given_up = time.monotonic() + _PATIENCE
        # Looked at again and again, for a millisecond: the other thread needs Python to come to its end.
        while self._is_current(task) and task.status() == QgsTask.TaskStatus.Running and time.monotonic() < given_up:
            if task.waitForFinished(1):
                break
            time.sleep(0.01)


def _is_mistake(error: str) -> bool:
    """Return whether an error is one of the code, of which QGIS tells all lines that led to it."""
    return error.startswith("Traceback")


def _sentence(error: str) -> str:
    if not _is_mistake(error):
        return error
    text = tr(
        "Buurtmaat went wrong in a way that nobody foresaw: {error}. Please report it, with what “Copy diagnostics” in "
        "the menu gives."
    )
    return text.format(error=error.strip().splitlines()[-1].rstrip("."))


def with_layers_for_ids(given: Mapping[str, object], project: QgsProject) -> dict[str, object]:
    """Return inputs with the layers of a project in the place of their ids, for a run in another thread.

    To find a layer by its id, Processing has the project forget what expressions know of it: the window may be at that
    just then, as the map is drawn, and QGIS goes down.
    """

    def loaded(value: object) -> object:
        if isinstance(value, list):
            return [loaded(one) for one in value]
        return project.mapLayer(value) or value if isinstance(value, str) else value

    return {name: loaded(value) for name, value in given.items()}


def _texts(given: Mapping[str, object]) -> Iterator[str]:
    """Yield the texts among the inputs, also those in lists: the ids of layers are some."""
    for value in given.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield one
