"""A run that is held to try changes of its facilities and to find ways, read and asked in the background."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsTask,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaObject, QObject, pyqtSignal

from ..adapters.explore.drawn_ways import DrawnWays, WayQuestion, find_ways
from ..adapters.explore.facility_changes import Change, TriedRun
from ..adapters.explore.tried_changes import TriedRequirement, dwelling_spots, tried_requirements
from ..adapters.io.parameter_labels import with_labels
from ..adapters.io.translation import tr, translated
from ..core.errors import Cancelled, InputError
from .algorithm_run import RunLog, with_layers_for_ids
from .background_task import BackgroundTask

if TYPE_CHECKING:
    from qgis.core import QgsProcessingAlgorithm

_PATIENCE = 30.0  # seconds


@dataclass(frozen=True, kw_only=True)
class TriedAnswer:
    """What changes mean: by requirement what changes, and where dwellings gain and lose it.

    Parameters
    ----------
    crs
        Of the places.
    unsettled
        Types of which nobody said that they are complete.
    """

    rows: Sequence[TriedRequirement]
    gained: Mapping[str, Sequence[QgsPointXY]]
    lost: Mapping[str, Sequence[QgsPointXY]]
    crs: QgsCoordinateReferenceSystem
    unsettled: Sequence[str]


class _Question(BackgroundTask):
    """Does something in the background.

    Parameters
    ----------
    answer
        Told how it learns that it is stopped.
    then
        Told in the window's thread what came of it, or why nothing did.
    """

    def __init__(
        self, title: str, answer: Callable[[Callable[[], bool]], object], then: Callable[[object, str], None]
    ) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._answer, self._then = answer, then
        self._found: object = None
        self._why = ""

    def work(self) -> bool:
        try:
            self._found = self._answer(self.is_stopped)
        except InputError as error:
            self._why = translated(error.message, error.values)
        except Cancelled:
            return False
        except QgsProcessingException as error:
            self._why = str(error)
        except MemoryError:
            self._why = tr("There is not enough memory for this: take a smaller area or fewer facilities.")
        return not self._why

    def finished(self, _good: bool) -> None:
        self._then(self._found, self._why)


class TriedRunTask(QObject):
    """Holds a run, and asks it.

    `ready`: the run is read. `answered`: what the last changes mean. `found`: ways to draw. `failed`: why a run is not
    read or changes not answered; `not_found` why there are no ways. `outdated`: a layer of the run was changed, and the
    run is let go of.

    Parameters
    ----------
    project
        Where the layers are.
    parent
        What it goes with.
    """

    ready = pyqtSignal()
    answered = pyqtSignal(object)
    found = pyqtSignal(object)
    failed = pyqtSignal(str)
    not_found = pyqtSignal(str)
    outdated = pyqtSignal()
    progressed = pyqtSignal(float)

    def __init__(self, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run: TriedRun | None = None
        self.given: dict[str, object] = {}
        self._project = project
        self._reading: _Question | None = None
        self._asking: _Question | None = None
        self._finding: _Question | None = None
        self._algorithm: QgsProcessingAlgorithm | None = None
        self._log = RunLog()
        self._watched: list[QMetaObject.Connection] = []

    @property
    def running(self) -> bool:
        """Return whether the run is being read."""
        return self._reading is not None

    def start(self, given: Mapping[str, object]) -> str:
        """Read the run with these inputs; where that cannot begin, return why."""
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("buurtmaat:basicrequirements")
        if algorithm is None:
            return tr("Buurtmaat is not among the Processing providers: switch it on.")
        context, log = QgsProcessingContext(), RunLog()
        context.setProject(self._project)
        able, why = algorithm.canExecute()
        if able:
            able, why = algorithm.checkParameterValues(dict(given), context)
        if not able:
            return str(why)
        loaded = with_layers_for_ids(given, self._project)
        if not algorithm.prepare(loaded, context, log):
            return " ".join(log.errors)
        self.given, self._algorithm = dict(given), algorithm
        log.progressChanged.connect(self.progressed)
        self._log = log
        work = _Question(
            tr("What if"),
            lambda _cancelled: algorithm.what_if(loaded, context, log),
            lambda run, error: self._take(work, run, with_labels(error, algorithm)),
        )
        self._reading = work
        self._watch(given)
        self._project.layersWillBeRemoved.connect(self._stop_before)
        QgsApplication.taskManager().addTask(work)
        return ""

    def ask(self, changes: Sequence[Change], crs: QgsCoordinateReferenceSystem) -> None:
        """Ask what changes mean; an earlier question is dropped."""
        run = self.run
        if run is None:
            return
        self.stop_asking()

        def answer(cancelled: Callable[[], bool]) -> TriedAnswer:
            changed = run.after(changes, crs, cancelled=cancelled)
            rows = tried_requirements(run, changed)
            return TriedAnswer(
                rows=rows,
                gained={one.id: dwelling_spots(run, one.gained_rows) for one in rows},
                lost={one.id: dwelling_spots(run, one.lost_rows) for one in rows},
                crs=run.inputs.working.crs,
                unsettled=changed.unsettled,
            )

        asking = _Question(tr("What if"), answer, lambda found, why: self._tell(asking, found, why))
        self._asking = asking
        QgsApplication.taskManager().addTask(asking)

    def ask_ways(self, asked: WayQuestion) -> None:
        """Ask for ways to draw; an earlier question is dropped."""
        run = self.run
        if run is None:
            return
        self.stop_finding()
        finding = _Question(
            tr("Ways"),
            lambda cancelled: find_ways(run, asked, cancelled),
            lambda ways, why: self._tell_ways(finding, ways, why),
        )
        self._finding = finding
        QgsApplication.taskManager().addTask(finding)

    def stop_finding(self) -> None:
        """Drop the question for ways."""
        if self._finding is not None:
            finding, self._finding = self._finding, None
            finding.stop()

    def stop_asking(self) -> None:
        """Drop the question that is being answered."""
        if self._asking is not None:
            asking, self._asking = self._asking, None
            asking.stop()

    def forget(self) -> None:
        """Let go of the run."""
        self.stop_asking()
        self.stop_finding()
        if self._reading is not None:
            reading, self._reading = self._reading, None
            self._project.layersWillBeRemoved.disconnect(self._stop_before)
            self._log.cancel()
            reading.stop()
        self.run, self._algorithm = None, None
        for one in self._watched:
            QObject.disconnect(one)  # a signal would be that of a layer which may be gone, and QGIS go down
        self._watched = []

    def drop(self) -> None:
        """Let go of the run, and tell nobody any more."""
        self.forget()
        self.blockSignals(True)

    def _watch(self, given: Mapping[str, object]) -> None:
        """Hear of what is changed in the layers of the run: it would go on to answer of what they were."""
        names = {name for value in given.values() for name in (value if isinstance(value, list) else [value])}
        layers = (self._project.mapLayer(name) for name in names if isinstance(name, str))
        for layer in (one for one in layers if isinstance(one, QgsVectorLayer)):
            changes = (layer.layerModified, layer.afterRollBack, layer.dataChanged, layer.subsetStringChanged)
            self._watched += [one.connect(self._outdate) for one in (*changes, layer.crsChanged)]

    def _outdate(self) -> None:
        self.forget()
        self.outdated.emit()

    def _take(self, work: _Question, run: object, why: str) -> None:
        if self._reading is not work:
            return  # forgotten meanwhile
        self._reading = None
        self._project.layersWillBeRemoved.disconnect(self._stop_before)
        if isinstance(run, TriedRun):
            self.run = run
            self.ready.emit()
        else:
            self.failed.emit(why or tr("Cancelled: nothing was written."))

    def _tell(self, asking: _Question, found: object, why: str) -> None:
        if self._asking is not asking:
            return
        self._asking = None
        if isinstance(found, TriedAnswer):
            self.answered.emit(found)
        elif why:
            self.failed.emit(why)

    def _tell_ways(self, finding: _Question, ways: object, why: str) -> None:
        if self._finding is not finding:
            return
        self._finding = None
        if isinstance(ways, DrawnWays):
            self.found.emit(ways)
        elif why:
            self.not_found.emit(why)

    def _stop_before(self, _removed: Sequence[str]) -> None:
        """Stop before a layer that may be read goes away: QGIS would go down with it.

        What has not begun reads nothing any more.
        """
        work = self._reading
        if work is None:
            return
        self.forget()
        given_up = time.monotonic() + _PATIENCE
        while work.status() == QgsTask.TaskStatus.Running and time.monotonic() < given_up:
            if work.waitForFinished(1):
                break
            time.sleep(0.01)
