"""Runs the steps of preparing data one after the other in the background; an error in one leaves the others be."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsLayerTreeGroup,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsProviderRegistry,
    QgsTask,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...adapters.io.translation import tr
from .steps import Output, Step, StepOutcome, StepState, destination

_PATIENCE = 30.0  # seconds
_FILE = "buurtmaat/prepared"  # what a group of the layer tree has the file of its layers under


class _Listener(QgsProcessingFeedback):
    """Keeps what a run says."""

    def __init__(self) -> None:
        super().__init__(False)
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def pushInfo(self, info: str) -> None:
        self.infos.append(info)

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error)


class Runs(QObject):
    """Runs steps, and puts their results into a group of the project.

    `started` says which step begins, `progressed` how far all are (0–100), `ended` that nothing runs any more: then
    `outcomes` has all steps.
    """

    started = pyqtSignal(str)
    progressed = pyqtSignal(float)
    ended = pyqtSignal()

    def __init__(self, steps: Sequence[Step], file: str, project: QgsProject) -> None:
        super().__init__()
        self.outcomes: list[StepOutcome] = []
        self.group: QgsLayerTreeGroup | None = None
        self._steps, self._file, self._project = list(steps), file, project
        self._task: QgsProcessingAlgRunnerTask | None = None
        self._cancelled = False
        self._using: set[str] = set()
        project.layersWillBeRemoved.connect(self._stop_before)

    @property
    def running(self) -> bool:
        """Return whether there is still something to do."""
        return len(self.outcomes) < len(self._steps)

    def start(self) -> None:
        """Begin with the first step."""
        self._next()

    def cancel(self) -> None:
        """Stop the step that runs, and leave out the others: nothing more goes into the project."""
        self._cancelled = True
        if self._task is not None:
            self._task.cancel()

    def _is_current(self, task: object) -> bool:
        return self._task is task

    def _stop_before(self, removed: Sequence[str]) -> None:
        """Stop before a layer that is being read goes away: QGIS would go down with it."""
        task = self._task
        if task is None or not self._using & set(removed):
            return
        self.cancel()
        given_up = time.monotonic() + _PATIENCE
        # Looked at again and again, for a millisecond: the other thread needs Python to come to its end. A task that
        # had not begun is over at once.
        while self._is_current(task) and task.status() == QgsTask.TaskStatus.Running and time.monotonic() < given_up:
            if task.waitForFinished(1):
                break
            time.sleep(0.01)

    def outcome(self, key: str) -> StepOutcome | None:
        """Return what came of a step that is over."""
        return next((one for one in self.outcomes if one.step.key == key), None)

    def _next(self) -> None:
        """Begin the next step that can run; say so when there is none."""
        while self.running:
            step = self._steps[len(self.outcomes)]
            if self._cancelled:
                self._over(StepOutcome(step=step, state=StepState.CANCELLED))
            elif step.lacks:
                self._over(StepOutcome(step=step, state=StepState.LEFT_OUT, why=step.lacks))
            elif (lost := self._lost(step)) is not None:
                why = tr("It needs the result of “{step}”, which is not there.").format(step=lost)
                self._over(StepOutcome(step=step, state=StepState.LEFT_OUT, why=why))
            elif self._begin(step):
                return
        self.ended.emit()

    def _lost(self, step: Step) -> str | None:
        """Name the step whose result this one needs and lacks."""
        for key, output in step.takes.values():
            if self._result(key, output) is None:
                return next(one.title for one in self._steps if one.key == key)
        return None

    def _result(self, key: str, output: str) -> QgsVectorLayer | None:
        found = self.outcome(key)
        return None if found is None else found.layer(output)

    def _begin(self, step: Step) -> bool:
        """Run a step in the background; where it cannot, keep why and tell so."""
        self.started.emit(step.key)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{step.algorithm}")
        if algorithm is None:
            self._over(
                StepOutcome(
                    step=step,
                    state=StepState.FAILED,
                    why=tr("Buurtmaat is not among the Processing providers: switch it on."),
                )
            )
            return False
        taken = {name: self._result(*of) for name, of in {**step.takes, **step.may_take}.items()}
        given = {
            **step.given,
            **{name: layer.id() for name, layer in taken.items() if layer is not None},
            **{one.name: destination(one, self._file, self._project) for one in step.outputs},
        }
        context, listener = QgsProcessingContext(), _Listener()
        context.setProject(self._project)
        context.setFeedback(listener)
        able, why = algorithm.canExecute()
        if able:
            able, why = algorithm.checkParameterValues(given, context)
        if not able:
            self._over(StepOutcome(step=step, state=StepState.FAILED, why=why))
            return False
        edited = next((one for out in step.outputs if (one := self._there(out)) is not None and one.isEditable()), None)
        if edited is not None:
            why = tr("The layer “{layer}” would be written again: stop editing it first.").format(layer=edited.name())
            self._over(StepOutcome(step=step, state=StepState.FAILED, why=why))
            return False
        self._using = set(_texts(given))
        # Layers, not their ids: to find these, the other thread would go through the project while it may change.
        loaded = {name: self._loaded(value) for name, value in given.items()}
        task = QgsProcessingAlgRunnerTask(algorithm, loaded, context, listener)
        # The function keeps the context and the listener until the task is over, whatever becomes of the dialog.
        task.executed.connect(lambda good, results: self._executed(step, good, results, context, listener))
        task.progressChanged.connect(self._progress)
        self._task = task
        QgsApplication.taskManager().addTask(task)
        return True

    def _loaded(self, value: object) -> object:
        """Return the layers of the project in the place of their ids."""
        if isinstance(value, list):
            return [self._loaded(one) for one in value]
        return self._project.mapLayer(value) or value if isinstance(value, str) else value

    def _progress(self, share: float) -> None:
        self.progressed.emit((100 * len(self.outcomes) + share) / max(len(self._steps), 1))

    def _executed(
        self,
        step: Step,
        good: bool,
        results: Mapping[str, object],
        context: QgsProcessingContext,
        listener: _Listener,
    ) -> None:
        self._task = None
        # Whatever goes wrong here, QGIS shows it, and the next step has its turn.
        outcome = StepOutcome(
            step=step, state=StepState.FAILED, why=tr("Its results could not be put into the project.")
        )
        try:
            outcome = self._outcome_of(step, good, results, context, listener)
        finally:
            self._over(outcome)
            self._next()

    def _outcome_of(
        self,
        step: Step,
        good: bool,
        results: Mapping[str, object],
        context: QgsProcessingContext,
        listener: _Listener,
    ) -> StepOutcome:
        """Put the results into the project, unless the step failed or was stopped."""
        if good and not self._cancelled:
            layers = self._add_layers(step, results, context)
            numbers: dict[str, object] = {
                name: value for name, value in results.items() if isinstance(value, int | float)
            }
            return StepOutcome(
                step=step,
                state=StepState.DONE,
                why="",
                numbers=numbers,
                layers=layers,
                infos=listener.infos,
                warnings=listener.warnings,
            )
        if self._cancelled or listener.isCanceled():
            self._cancelled = True
            return StepOutcome(step=step, state=StepState.CANCELLED)
        why = " ".join(listener.errors) or tr("It stopped without saying why.")
        return StepOutcome(
            step=step,
            state=StepState.FAILED,
            why=why,
            numbers={},
            layers={},
            infos=listener.infos,
            warnings=listener.warnings,
        )

    def _over(self, outcome: StepOutcome) -> None:
        self.outcomes.append(outcome)
        self._progress(0.0)

    def _add_layers(self, step: Step, results: Mapping[str, object], context: QgsProcessingContext) -> dict[str, str]:
        """Put the results of a step that hold something into the group; give the id of each layer by its output."""
        found: dict[str, str] = {}
        for output in reversed(step.outputs):
            written = str(results.get(output.name) or "")
            layer = QgsProcessingUtils.mapLayerFromString(written, context) if written else None
            if not isinstance(layer, QgsVectorLayer) or layer.featureCount() == 0:
                continue  # an empty layer says nothing in the layer tree
            if self._project.mapLayer(layer.id()) is None:
                layer = context.temporaryLayerStore().takeMapLayer(layer)
                layer.setName(output.title)
                self._project.addMapLayer(layer, False)
            else:  # its table was written again: the layer stays, and so does what else uses it
                layer.triggerRepaint()
            if self._project.layerTreeRoot().findLayer(layer.id()) is None:
                group = self._group()
                node = group.insertLayer(_place_for(layer, group), layer)
                node.setItemVisibilityChecked(output.shown)
                node.setExpanded(False)
            found[output.name] = layer.id()
        return found

    def _there(self, output: Output) -> QgsVectorLayer | None:
        """Return the layer of the project that shows the table of a result already."""
        if not self._file:
            return None
        for layer in self._project.mapLayers().values():
            if isinstance(layer, QgsVectorLayer) and layer.providerType() == "ogr":
                parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
                if parts.get("layerName") == output.table and Path(str(parts.get("path"))) == Path(self._file):
                    return layer
        return None

    def _group(self) -> QgsLayerTreeGroup:
        """Return the group of this run, or that of the runs before into the same file; made with the first result."""
        if self.group is None or sip.isdeleted(self.group):
            root = self._project.layerTreeRoot()
            same = (one for one in root.findGroups(True) if self._file and one.customProperty(_FILE) == self._file)
            self.group = next(same, None) or root.insertGroup(0, self._title())
            self.group.setCustomProperty(_FILE, self._file)
        return self.group

    def _title(self) -> str:
        """Name the group after its file, or after when it was made."""
        which = Path(self._file).stem if self._file else _now()
        return tr("Prepared data: {which}").format(which=which)


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


def _texts(given: Mapping[str, object]) -> Iterator[str]:
    """Return the texts among the inputs, also those in lists: the ids of layers are some."""
    for value in given.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield one


def _place_for(layer: QgsVectorLayer, group: QgsLayerTreeGroup) -> int:
    """Return the place of a layer in a group: points above lines, lines above areas, tables last."""
    order = [Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon]

    def rank(one: object) -> int:
        kind = one.geometryType() if isinstance(one, QgsVectorLayer) else None
        return order.index(kind) if kind in order else len(order)

    return sum(rank(node.layer()) < rank(layer) for node in group.findLayers())
