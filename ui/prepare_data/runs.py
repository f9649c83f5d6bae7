"""Runs the steps of preparing data one after the other in the background; an error in one leaves the others be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...adapters.io.translation import tr
from ..algorithm_run import AlgorithmRun
from .steps import Output, Step, StepOutcome, StepState, destination

_FILE = "buurtmaat/prepared"  # what a group of the layer tree has the file of its layers under


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
        self._run: AlgorithmRun | None = None
        self._cancelled = False

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
        if self._run is not None:
            self._run.cancel()

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
        taken = {name: self._result(*of) for name, of in {**step.takes, **step.may_take}.items()}
        given = {
            **step.given,
            **{name: layer.id() for name, layer in taken.items() if layer is not None},
            **{one.name: destination(one, self._file, self._project) for one in step.outputs},
        }
        edited = next((one for out in step.outputs if (one := self._there(out)) is not None and one.isEditable()), None)
        if edited is not None:
            why = tr("The layer “{layer}” would be written again: stop editing it first.").format(layer=edited.name())
            self._over(StepOutcome(step=step, state=StepState.FAILED, why=why))
            return False
        run = AlgorithmRun(step.algorithm, given, self._project)
        run.progressed.connect(self._progress)
        run.ended.connect(lambda good, results: self._executed(step, run, good, results))
        self._run = run
        why = run.start()
        if why:
            self._run = None
            self._over(StepOutcome(step=step, state=StepState.FAILED, why=why))
        return not why

    def _progress(self, share: float) -> None:
        self.progressed.emit((100 * len(self.outcomes) + share) / max(len(self._steps), 1))

    def _executed(self, step: Step, run: AlgorithmRun, good: bool, results: Mapping[str, object]) -> None:
        self._run = None
        # Whatever goes wrong here, QGIS shows it, and the next step has its turn.
        outcome = StepOutcome(
            step=step, state=StepState.FAILED, why=tr("Its results could not be put into the project.")
        )
        try:
            outcome = self._outcome_of(step, run, good, results)
        finally:
            self._over(outcome)
            self._next()

    def _outcome_of(self, step: Step, run: AlgorithmRun, good: bool, results: Mapping[str, object]) -> StepOutcome:
        """Put the results into the project, unless the step failed or was stopped."""
        if good and not self._cancelled:
            layers = self._add_layers(step, results, run.context)
            if layers:
                self._hide_replaced(step)
            numbers: dict[str, object] = {
                name: value for name, value in results.items() if isinstance(value, int | float)
            }
            return StepOutcome(
                step=step,
                state=StepState.DONE,
                why="",
                numbers=numbers,
                layers=layers,
                infos=run.log.infos,
                warnings=run.log.warnings,
            )
        if self._cancelled or run.log.isCanceled():
            self._cancelled = True
            return StepOutcome(step=step, state=StepState.CANCELLED)
        return StepOutcome(
            step=step,
            state=StepState.FAILED,
            why=run.why,
            numbers={},
            layers={},
            infos=run.log.infos,
            warnings=run.log.warnings,
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
                group, node = self._group(), QgsLayerTreeLayer(layer)
                node.setItemVisibilityChecked(output.shown)
                node.setExpanded(False)
                group.insertChildNode(_place_for(layer, group), node)
            found[output.name] = layer.id()
        return found

    def _hide_replaced(self, step: Step) -> None:
        """Take the raw layers off the map, which show the same things; they stay in the project."""
        given = step.given.get(step.replaces)
        for id_ in given if isinstance(given, list) else [given]:
            node = self._project.layerTreeRoot().findLayer(str(id_ or ""))
            if node is not None:
                node.setItemVisibilityChecked(False)

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


def _place_for(layer: QgsVectorLayer, group: QgsLayerTreeGroup) -> int:
    """Return the place of a layer in a group: points above lines, lines above areas, tables last."""
    order = [Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon]

    def rank(one: object) -> int:
        kind = one.geometryType() if isinstance(one, QgsVectorLayer) else None
        return order.index(kind) if kind in order else len(order)

    return sum(rank(node.layer()) < rank(layer) for node in group.findLayers())
