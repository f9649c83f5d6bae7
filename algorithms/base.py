"""What all of Buurtmaat's algorithms share: they can tell what is missing, and an error or Cancel leaves nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, ClassVar

from qgis.core import (
    Qgis,
    QgsLayerNotesUtils,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QIcon

from ..adapters.io import parameter_names as p
from ..adapters.io.dependencies import how_to_install
from ..adapters.io.feature_sources import TakenLayer, input_layers, take_layers
from ..adapters.io.given_values import lacking_value, unfit_file, wrong_value
from ..adapters.io.gone_layers import gone_layer
from ..adapters.io.kept_layers import log_reused
from ..adapters.io.labelled_feedback import LabelledFeedback
from ..adapters.io.legend_text import legend_text
from ..adapters.io.parameter_labels import with_labels, without_labels
from ..adapters.io.presence import presence_of
from ..adapters.io.providers import ask_anew, is_service
from ..adapters.io.reader import Reader, refusal
from ..adapters.io.reference_systems import keep_system, keep_systems
from ..adapters.io.staging_folder import finish_left
from ..adapters.io.translation import tr
from ..adapters.io.unknown_names import warn_of_unknown_names
from ..adapters.outputs.destinations import Key, key_of_result
from ..adapters.outputs.fields import ComputedFields
from ..adapters.outputs.outputs import Outputs, failure_words
from ..adapters.outputs.provenance import (
    Provenance,
    counted,
    describe,
    log_what_is_run,
    name_by_table,
    provenance_of,
)
from ..adapters.outputs.run_record import LastRun, RecordedInput, RunRecord, recorded_inputs, settings_given
from ..adapters.outputs.staging import reason_of
from ..adapters.outputs.taken_places import (
    Claims,
    TakenPlaces,
    folders_of,
    places_in_edit,
    places_of_inputs,
    shown_from,
)
from ..adapters.results.aliases import set_aliases
from ..adapters.results.facility_styles import show_types
from ..adapters.results.layer_arrivals import LayerArrivals
from ..adapters.results.layer_names import layer_names, layer_notes
from ..adapters.results.origins import is_marked, mark
from ..adapters.results.requirement_styles import hides_the_map, make_room, show_requirements
from ..adapters.results.run_facts import RunFacts
from ..adapters.results.run_groups import arrives_in, hide_below, hide_earlier_maps, move_to_group, of_project
from ..adapters.results.styles import apply_style
from ..adapters.results.years_on_map import step_by_year, step_from_year, step_project
from ..core.errors import Cancelled, InputError
from ..core.norms.model import NormSet
from ..core.session import Keeping, NetworkSession
from .going_runs import GoingRuns

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

    from .run_signals import RunSignals

_ROOT = Path(__file__).resolve().parent.parent
_LONGEST = 60
"""Letters of the title of a norm set in the name of a group, behind which the time must still be seen."""


class BuurtmaatAlgorithm(QgsProcessingAlgorithm):
    """An algorithm whose file is `STEM`.py; it says what it does in `compute`.

    One that `RUNS_OTHERS` leaves it to their logs to tell versions, layers and times.
    `STYLES` names a style of resources/styles for each output that has one, from the top of the map down. What a
    run has to say of its results beside the rows, `compute` puts into `facts`. `recorded_norms` are norm sets that a
    recipe brings along: found before those that are kept. `keeping` holds what a run takes from earlier ones and keeps
    for later ones, where the algorithm asks for that (`add_reuse`). `taken` are the layers of its inputs, once it is
    prepared.
    """

    STEM = ""
    STYLES: ClassVar[Mapping[str, str]] = {}
    RUNS_OTHERS: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self._written: dict[str, object] = {}
        self._places = TakenPlaces()
        self._inputs: list[TakenLayer] = []
        self.taken: Mapping[str, TakenLayer | None] = {}
        self._provenance: Provenance | None = None
        self._computed: dict[str, ComputedFields] = {}
        self._run_id = ""
        self._runs = GoingRuns()
        self._arrivals: LayerArrivals | None = None
        self._full_id = ""
        self._last_run, self._recorded = LastRun(), tuple[RecordedInput, ...]()
        self._seconds: Mapping[str, float] = {}
        self.signals: RunSignals | None = None
        self.session: NetworkSession | None = None
        self.facts = RunFacts()
        self.recorded_norms: tuple[NormSet, ...] = ()
        self.keeping = Keeping()

    def createInstance(self) -> QgsProcessingAlgorithm:
        return type(self)()

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(_ROOT / "resources" / "icons" / f"{self.STEM}.svg")

    def helpUrl(self) -> str:
        return (_ROOT / "docs" / "algorithms" / f"{self.STEM}.md").as_uri()

    def canExecute(self) -> tuple[bool, str]:
        missing = how_to_install()
        return not missing, missing

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        """Read, check, compute and write; give the numbers that models may use."""
        raise NotImplementedError

    def createCustomParametersWidget(self, parent: QWidget | None = None) -> QWidget | None:
        """Return the dialog that the window has for our algorithms; None lets QGIS make its own."""
        make = getattr(self.provider(), "make_dialog", None)
        return None if make is None else make(self, parent)

    def check(self, reader: Reader) -> None:
        """Stop with an `InputError` where what was given cannot be used, before any layer is read.

        The dialog asks it before a run, and `compute` reads the same values in the same way.
        """

    def other_places(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> list[tuple[str, Key]]:
        """Return the name and the place of what a run reads beside its inputs, so that it is not written over."""
        return []

    def checkParameterValues(self, parameters: dict[str, object], context: QgsProcessingContext) -> tuple[bool, str]:
        reader = Reader(self, parameters, context, QgsProcessingFeedback(False))
        wrong = (
            gone_layer(self, parameters, context)
            or wrong_value(self, parameters, context)
            or refusal(lambda: self.check(reader))
            or lacking_value(self, parameters, context)
            or unfit_file(self, parameters, context)
        )
        return (False, with_labels(wrong, self)) if wrong else super().checkParameterValues(parameters, context)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        missing = how_to_install()
        if missing:  # only the dialogs ask `canExecute`
            raise QgsProcessingException(missing)
        gone = gone_layer(self, parameters, context)
        if gone:  # QGIS would leave it out of several without a word
            raise QgsProcessingException(with_labels(gone, self))
        warn_of_unknown_names(self, parameters, feedback)
        layers = [layer for _, layer in input_layers(self, parameters, context)]
        self._inputs = [TakenLayer(layer, layer.name(), presence_of(layer)) for layer in layers]
        keep_systems()  # also where QGIS forgot them since the plugin was loaded, as when a user makes a system
        for crs in {str(layer.crs().authid()) or layer.id(): layer.crs() for layer in layers}.values():
            keep_system(crs)
        for one in self.parameterDefinitions():
            if one.type() == "extent":
                keep_system(self.parameterAsExtentCrs(parameters, one.name(), context))
        self._finish_inputs(layers)
        for layer in layers:
            if is_service(layer):
                from ..adapters.fetching.web import forget_answers

                ask_anew(layer, forget_answers)
        name_by_table(self, parameters, context)
        # A layer that another thread looks up by its id takes the scope of the project's expressions away, which the
        # window may be reading just then, and QGIS goes down. Once they are named: the name is kept too.
        self.taken = take_layers(self, parameters, context)
        inputs = [*places_of_inputs(self, parameters, context), *self.other_places(parameters, context, feedback)]
        self._places = TakenPlaces(inputs, places_in_edit(context.project()), self._claims())
        self._provenance = provenance_of(self, parameters, context)
        # Here, while the provider is there: the plugin may be taken out before the run ends.
        provider = self.provider()
        self._full_id = self.id()
        self._runs = getattr(provider, "runs", None) or GoingRuns()
        self._arrivals = getattr(provider, "arrivals", None)
        self.signals = getattr(provider, "signals", None)
        self.session = getattr(provider, "session", None)
        self._last_run = getattr(provider, "last_run", None) or LastRun()
        self._recorded = recorded_inputs(self, parameters, context)
        reuse = self.parameterDefinition(p.REUSE) is not None and self.parameterAsBoolean(parameters, p.REUSE, context)
        self.keeping = Keeping(self.session if reuse else None)
        return super().prepareAlgorithm(parameters, context, feedback)

    def _finish_inputs(self, layers: Sequence[QgsVectorLayer]) -> None:
        """Finish what a killed run left where the inputs lie, and read these anew."""
        finished = [self._finish(folder) for folder in folders_of(layers)]
        if any(finished):
            for layer in layers:
                layer.reload()

    def _finish(self, folder: Path) -> bool:
        try:
            return finish_left(folder)
        except OSError as error:
            text = tr(
                "What a run that was broken off left in {folder} could not be finished: {why}; close the programs that "
                "use it, and run again."
            )
            raise QgsProcessingException(text.format(folder=folder, why=failure_words(reason_of(error)))) from error

    def _claims(self) -> Claims:
        """Return the places that runs are writing to, which the provider keeps; of an algorithm without one its own."""
        return getattr(self.provider(), "claims", None) or Claims()

    def processAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, object]:
        results, stopped = self._attempt(parameters, context, feedback)
        if stopped:
            # QGIS keeps what is raised here, and all that this frame holds: no layer may stay open because of it.
            del self, parameters, context, feedback
            raise QgsProcessingException(stopped)
        return results

    def _attempt(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> tuple[dict[str, object], str]:
        """Return the results, or none and why the run stopped."""
        try:
            with self._runs.going(feedback):
                results, stopped = self._outcome(parameters, context, LabelledFeedback(feedback, self))
        except Cancelled:  # it waited to begin when the plugin was taken out
            return {}, tr("Cancelled: nothing was written.")
        outcome = "stopped, or cancelled" if stopped else "finished"
        log = without_labels("\n".join(filter(None, (feedback.textLog(), stopped))), self)
        self._last_run.record = RunRecord(
            algorithm=self._full_id,
            settings=settings_given(self, parameters),
            inputs=self._recorded,
            outcome=outcome,
            seconds=self._seconds,
            log=log,
        )
        return results, stopped

    def _outcome(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> tuple[dict[str, object], str]:
        outputs = Outputs(self, parameters, context, feedback, self._places)
        finished = False
        try:
            if self._provenance is not None:
                self._provenance = counted(self._provenance, self._inputs, feedback.isCanceled)
                outputs.inputs = self._provenance.inputs
            if not self.RUNS_OTHERS:
                log_what_is_run(feedback, self._provenance)
            numbers = self.compute(parameters, context, feedback, outputs)
            log_reused(feedback, self.keeping)
            outputs.stages.first(tr("computing"))
            outputs.finish()
            outputs.stages.done(tr("writing"))
            if not self.RUNS_OTHERS:
                outputs.stages.tell(feedback)
            finished = True
        except InputError as error:
            return {}, with_labels(outputs.sentence(error), self)
        except Cancelled:
            return {}, tr("Cancelled: nothing was written.")
        except MemoryError:
            return {}, tr("There is not enough memory for this: take a smaller area or fewer facilities.")
        finally:
            self._seconds = outputs.stages.seconds
            if not finished:
                outputs.remove()
        self._written, self._computed, self._run_id = dict(outputs.results), outputs.computed, outputs.run_id
        return {**outputs.results, **numbers}, ""

    def _dress(self, layer: QgsVectorLayer, name: str, group: str) -> None:
        """Let an output arrive with what it is, words for its fields, where it came from, and a style."""
        facts, computed = self.facts, self._computed.get(name, ComputedFields())
        mark(layer, self.name(), name)
        arrives_in(layer, group)
        set_aliases(layer, facts.requirements, computed.prefix, computed.names)
        if self._provenance is not None:
            title = self.parameterDefinition(name).description()
            describe(layer, title, self._provenance, facts.sentences, self._run_id)
        if facts.norm_set and name in layer_notes():
            QgsLayerNotesUtils.setLayerNotes(layer, layer_notes()[name])
        style = self.STYLES.get(name)
        if style is None:
            return
        make_room(layer)
        apply_style(layer, style, computed.prefix)
        # Before the styles below, each of which has a copy of it.
        step_by_year(layer, style, facts.years, computed.prefix)
        if style in ("dwellings", "neighbourhoods"):  # after the words for the fields: each style of a layer has them
            show_requirements(layer, facts, computed.prefix)
        elif style == "facilities":
            show_types(layer, facts.types, computed.prefix, reached=facts.reached)
        elif style == "planned_dwellings":
            step_from_year(layer, computed.prefix)
        elif style == "survey_estimates":
            from ..adapters.results.estimate_styles import show_estimates

            show_estimates(layer, computed.prefix)

    def _which(self) -> str:
        """Name in a word or two which run it was, to tell its layers from those of others."""
        # Legends have names of layers too.
        norm_set = legend_text(shorten(self.facts.norm_set, _LONGEST, placeholder="…"))
        return f"{norm_set} {self._moment()}".strip()

    def _group_name(self) -> str:
        """Name the group of the layers of this run: after the norms of a check, which say more than the algorithm."""
        return self._which() if self.facts.norm_set else f"{self.displayName()}: {self._which()}"

    def _moment(self) -> str:
        """Return the time of the run."""
        moment = "" if self._provenance is None else self._provenance.moment
        return datetime.fromisoformat(moment).strftime("%H:%M:%S") if moment else ""

    def _name(self, name: str, *, in_group: bool, is_table: bool) -> str:
        """Return what an output of a check is called; a table is chosen from lists, where no group is seen."""
        short = layer_names().get(name, self.parameterDefinition(name).description())
        if in_group and not is_table:
            return short
        return f"{short} ({self._moment() if in_group else self._which()})"

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, object]:
        self._show_anew(context)
        loading = {n: str(w) for n, w in self._written.items() if context.willLoadLayerOnCompletion(str(w))}
        group, project = self._group_name(), context.project()
        layers = {name: QgsProcessingUtils.mapLayerFromString(written, context) for name, written in loading.items()}
        there = {name: layer for name, layer in layers.items() if of_project(layer, project)}
        if loading and project is not None:
            step_project(project, self.facts.years)
        if there:
            move_to_group(there.values(), project, group)
        for name, written in loading.items():
            details, layer = context.layerToLoadOnCompletionDetails(written), layers[name]
            if not details.groupName and name not in there:
                # Outside a group, QGIS puts a layer beside the one that is selected, so among those of another run.
                details.groupName = group
            if self.facts.norm_set and details.name == self.parameterDefinition(name).description():
                in_group = bool(details.groupName) or name in there
                is_table = isinstance(layer, QgsVectorLayer) and layer.geometryType() == Qgis.GeometryType.Null
                details.name = self._name(name, in_group=in_group, is_table=is_table)
            if name in self.STYLES:
                details.layerSortKey = len(self.STYLES) - list(self.STYLES).index(name)
            if isinstance(layer, QgsVectorLayer):
                layer.reload()  # one that the project had already still has the fields of before
                self._dress(layer, name, details.groupName or group)
                comes = name not in there and project is not None
                if self._arrivals is not None and comes and hides_the_map(layer, self.STYLES.get(name)):
                    self._arrivals.hide(layer, project)
                for other in shown_from([key_of_result(written)], project):
                    if other.id() != layer.id() and is_marked(other, self.name(), name):  # a copy of it on the map
                        self._dress(other, name, details.groupName or group)
        return {}

    def _hide_below(self, inputs: Mapping[str, Sequence[str]], context: QgsProcessingContext) -> None:
        """Take off the map what would be seen through results that name and fill areas, or beside them.

        Parameters
        ----------
        inputs
            The ids of the layers that lie below each output.
        """
        project = context.project()
        loading = {n: str(w) for n, w in self._written.items() if context.willLoadLayerOnCompletion(str(w))}
        if project is None or self.STYLES.keys().isdisjoint(loading):
            return
        for output in inputs.keys() & loading.keys():
            for id_ in inputs[output]:
                hide_below(project.mapLayer(id_), self.STYLES[output], project)
        layers = [QgsProcessingUtils.mapLayerFromString(written, context) for written in loading.values()]
        hide_earlier_maps(project, {layer.id() for layer in layers if layer is not None}, self._group_name())
        for written in context.layersToLoadOnCompletion().keys() - set(loading.values()):  # of earlier steps
            layer = QgsProcessingUtils.mapLayerFromString(written, context)
            if layer is not None and self._arrivals is not None:
                self._arrivals.hide_earlier(layer, project, self._group_name())

    def _show_anew(self, context: QgsProcessingContext) -> None:
        """Let layers that the project had already show what was put in their place."""
        keys = [key_of_result(str(written)) for written in self._written.values()]
        for layer in shown_from([key for key in keys if key], context.project()):
            layer.reload()
