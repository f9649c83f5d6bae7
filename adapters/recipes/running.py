"""The steps of a recipe, run one after the other as models run theirs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)

from ...core.errors import Cancelled, InputError
from ...core.norms.model import NormSet
from ...core.notes import Note
from ...core.progress import Progress
from ...core.recipes.differences import (
    differences_summary,
    layer_difference,
    norm_set_difference,
    version_differences,
)
from ...core.recipes.recipe import (
    LayerValue,
    NormSetValue,
    Recipe,
    RecipeLayer,
    RecipeStep,
    Target,
)
from ...core.system_words import system_words
from ...core.wording import shown
from ..io import parameter_names as p
from ..io.feedback import log_notes
from ..io.main_thread import in_its_thread, in_main_thread
from ..io.translation import tr, translated
from ..io.written_beside import scratch_folder
from ..norms.store import NormStore
from ..outputs.versions import versions_now
from .filters import are_plain
from .layer_fingerprints import fingerprint_of
from .opening import GivenLayer, RecipePlaces, open_given, open_layer
from .recipe_checks import algorithm_of, values_of_steps, with_layers_of_steps
from .step_feedback import QuietFeedback, StepFeedback
from .step_inputs import StepInputs

_FOR_LAYERS = 0.1  # of the progress: opening and comparing layers


@dataclass(kw_only=True)
class RecipeResults:
    """What a recipe made.

    Parameters
    ----------
    outputs
        Outputs and numbers, by `step.NAME`.
    layers
        The outputs that are layers.
    opened
        The ids of the layers, by `step.NAME`, that later steps took.
    ran
        The algorithms, whose results have yet to arrive on the map.
    differences
        The sentences that told that something is not as it was recorded.
    unrecorded
        The layers of which the recipe does not say what they held.
    """

    outputs: dict[str, object] = field(default_factory=dict)
    layers: list[str] = field(default_factory=list)
    opened: dict[str, str] = field(default_factory=dict)
    ran: list[QgsProcessingAlgorithm] = field(default_factory=list)
    differences: list[Note] = field(default_factory=list)
    unrecorded: list[str] = field(default_factory=list)

    def log_summary(self, feedback: QgsProcessingFeedback) -> None:
        """Log once more what is not as it was recorded, or that all is."""
        push = feedback.pushWarning if self.differences else feedback.pushInfo
        for note in differences_summary(self.differences, self.unrecorded):
            push(translated(note.message, note.values))


@dataclass(frozen=True, kw_only=True)
class RecipeRun:
    """One run of a recipe.

    Parameters
    ----------
    recipe, places
        What is run and where.
    given
        The layers in the place of those of the recipe, by their names there.
    store
        The norm sets that are kept here.
    project
        Where the results are added; None where they are not.
    context, feedback
        As Processing hands them over.
    """

    recipe: Recipe
    places: RecipePlaces
    given: Mapping[str, GivenLayer | str]
    store: NormStore
    project: QgsProject | None
    context: QgsProcessingContext
    feedback: QgsProcessingFeedback

    def run(self, progress: Progress) -> RecipeResults:
        """Open what the recipe takes, tell how far it differs from what was recorded, and run the steps."""
        results = RecipeResults()
        with scratch_folder() as folder:
            layers, rest = self._begin(results, progress)
            try:
                self._run_steps(self.recipe.steps, layers, folder, results, rest)
            except Cancelled as cancel:
                if not results.ran:
                    raise
                raise InputError(
                    "Cancelled: step {step} of the recipe wrote nothing, and what the steps before it wrote stays.",
                    step=shown(self.recipe.steps[len(results.ran)].id),
                ) from cancel
        return results

    def up_to_last(
        self, scratch: Path, progress: Progress
    ) -> tuple[QgsProcessingAlgorithm, dict[str, object], RecipeResults]:
        """Run all steps but the last; return the algorithm of that, its inputs, and what came before; write nothing.

        Parameters
        ----------
        scratch
            A folder that is there as long as the last step is looked at.
        """
        results = RecipeResults()
        layers, rest = self._begin(results, progress)
        *others, last = self.recipe.steps
        self._run_steps(others, layers, scratch, results, rest)
        given_to_last = partial(self._given_to, last, layers, scratch, results)
        return *in_main_thread(self.context, self.feedback.isCanceled, given_to_last), results

    def _begin(self, results: RecipeResults, progress: Progress) -> tuple[dict[str, QgsVectorLayer], Progress]:
        """Open the layers and tell what differs; return them, and the progress that is left."""
        recipe = with_layers_of_steps(self.recipe)
        layers = self._open(recipe, progress.part(0, _FOR_LAYERS), results)
        self._tell(recipe, results)
        return layers, progress.part(_FOR_LAYERS, 1)

    def _run_steps(
        self,
        steps: Sequence[RecipeStep],
        layers: Mapping[str, QgsVectorLayer],
        scratch: Path,
        results: RecipeResults,
        progress: Progress,
    ) -> None:
        for number, step in enumerate(steps):
            part = progress.part(number / len(steps), (number + 1) / len(steps))
            self.feedback.pushInfo(
                tr("Step {step} ({n} of {m}): {algorithm}").format(
                    step=step.id, n=number + 1, m=len(steps), algorithm=algorithm_of(step).displayName()
                )
            )
            self._run_step(step, layers, scratch, results, part)

    def _open(self, recipe: Recipe, progress: Progress, results: RecipeResults) -> dict[str, QgsVectorLayer]:
        layers = {}
        for number, (name, one) in enumerate(recipe.layers.items()):
            part = progress.part(number / len(recipe.layers), (number + 1) / len(recipe.layers))
            given = self.given.get(name)
            if isinstance(given, GivenLayer):
                layer, source = given.layer, given.source
            else:
                layer = source = self._opened(name, one, given)
            if one.filter and not are_plain("", one.filter):  # of a layer that was given
                raise InputError(
                    "The filter of the layer {layer} does more than compare its fields, which a recipe may not: "
                    "change it.",
                    layer=shown(name),
                )
            if one.fingerprint is None:
                results.unrecorded.append(name)
            else:
                now = fingerprint_of(source, one.filter, one.limit, part)
                difference = layer_difference(name, one.fingerprint, now)
                if difference is not None:
                    results.differences.append(difference)
                    log_notes(self.feedback, [difference])
            layers[name] = layer
        return layers

    def _opened(self, name: str, one: RecipeLayer, given: str | None) -> QgsVectorLayer:
        """Open a layer: files in the main thread (see `in_main_thread`), services here, which may be slow."""
        if given is None:
            is_file, work = bool(one.file), partial(open_layer, name, one, self.places, self.context)
        else:
            of_provider, _, source = QgsProcessingUtils.decodeProviderKeyAndUri(given)
            is_file = os.path.isfile((source if of_provider else given).partition("|")[0])
            work = partial(open_given, name, given, self.context)
        return in_main_thread(self.context, self.feedback.isCanceled, work) if is_file else work()

    def _tell(self, recipe: Recipe, results: RecipeResults) -> None:
        """Log how versions and norm sets differ from the recorded ones."""
        notes = version_differences(recipe.made, versions_now())
        for norm_set in recipe.norm_sets.values():
            note = norm_set_difference(norm_set, self._kept(norm_set.id))
            if note is not None:
                notes.append(note)
        log_notes(self.feedback, notes)
        results.differences += notes

    def _kept(self, set_id: str) -> NormSet | None:
        try:
            return self.store.find(set_id)
        except InputError:
            return None

    def _run_step(
        self,
        step: RecipeStep,
        layers: Mapping[str, QgsVectorLayer],
        scratch: Path,
        results: RecipeResults,
        progress: Progress,
    ) -> None:
        progress.check()
        made: list[Path] = []
        feedback = StepFeedback(self.feedback, progress)
        context, cancelled = self.context, feedback.isCanceled

        def prepared() -> tuple[QgsProcessingAlgorithm, dict[str, object]]:
            self._check_given_are_there(step)
            algorithm, given = self._given_to(step, layers, scratch, results)
            for name, target in step.outputs.items():
                given[name] = self._destination(algorithm.parameterDefinition(name), target, made)
            # QGIS asks for it where a script does not say that an output is not wanted.
            for definition in algorithm.destinationParameterDefinitions():
                given.setdefault(definition.name(), None)
            prepare_algorithm(algorithm, given, context, feedback)
            return algorithm, given

        try:
            algorithm, given = in_main_thread(context, cancelled, prepared)
            run = partial(algorithm.runPrepared, given, context, feedback)
            found: dict[str, object] = in_its_thread(algorithm, context, cancelled, run)
        except QgsProcessingException as error:
            progress.check()
            raise InputError("Step {step} of the recipe stopped: {why}", step=shown(step.id), why=str(error)) from error
        finally:
            for folder in reversed(made):
                if not any(folder.iterdir()):
                    folder.rmdir()
        progress.report(progress.stop)  # not `at`: what is written is no longer cancelled
        results.ran.append(algorithm)
        for name, value in found.items():
            results.outputs[f"{step.id}.{name}"] = value
            if name in step.outputs and algorithm.parameterDefinition(name).type() == "sink":
                results.layers.append(str(value))

    def _check_given_are_there(self, step: RecipeStep) -> None:
        """Stop where a layer that is given to a step left the project while earlier steps ran; in the main thread."""
        for value in values_of_steps([step]):
            if isinstance(value, LayerValue) and isinstance(given := self.given.get(value.name), GivenLayer):
                given.check_is_there()

    def _given_to(
        self, step: RecipeStep, layers: Mapping[str, QgsVectorLayer], scratch: Path, results: RecipeResults
    ) -> tuple[QgsProcessingAlgorithm, dict[str, object]]:
        """Return the algorithm of a step, which has the norm sets of the recipe, and its inputs."""
        algorithm = algorithm_of(step)
        inputs = StepInputs(
            recipe=self.recipe,
            places=self.places,
            layers=layers,
            results=results.outputs,
            opened=results.opened,
            scratch=scratch,
            context=self.context,
        )
        given = {name: inputs.value(algorithm.parameterDefinition(name), v) for name, v in step.parameters.items()}
        if self.project is None and algorithm.parameterDefinition(p.LOAD) is not None:
            given[p.LOAD] = False  # of what loads its results itself
        recorded = [self.recipe.norm_sets[v.set_id] for v in values_of_steps([step]) if isinstance(v, NormSetValue)]
        if isinstance(algorithm, QgsProcessingModelAlgorithm):
            if given.get(p.NORM_SET) and self._kept(str(given[p.NORM_SET])) != recorded[0]:
                # The steps of a model find the sets that are kept; another one reaches them as a file only.
                given |= {p.NORM_SET: None, p.NORM_FILE: inputs.norm_file(recorded[0])}
        else:
            algorithm.recorded_norms = tuple(recorded)
        return algorithm, given

    def _destination(self, definition: QgsProcessingParameterDefinition, target: Target, made: list[Path]) -> object:
        is_layer = definition.type() == "sink"
        if not target.file:
            text = "TEMPORARY_OUTPUT"
            if not is_layer:
                text = QgsProcessingUtils.generateTempFilename(
                    f"{definition.name()}.{definition.defaultFileExtension()}"
                )
        else:
            path = self.places.target(target.file)
            _make_folder(path.parent, made)
            text = str(path)
            if is_layer and path.suffix.lower() == ".gpkg":
                escaped = text.replace("\\", "\\\\").replace("'", "\\'")
                text = f"ogr:dbname='{escaped}' table=\"{target.table or path.stem}\" (geom)"
        return QgsProcessingOutputLayerDefinition(text, self.project) if is_layer else text


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and add the new ones to those that were made."""
    missing = [one for one in (folder, *folder.parents) if not os.path.exists(one)]
    try:
        for one in reversed(missing):
            one.mkdir()
            made.append(one)
        folder.mkdir(exist_ok=True)  # which stops at a file of that name
    except OSError as error:
        raise InputError(
            "The folder {folder} of the results cannot be made ({why}): choose another in FOLDER.",
            folder=folder,
            why=system_words(error),
        ) from error


def prepare_algorithm(
    algorithm: QgsProcessingAlgorithm,
    given: dict[str, object],
    context: QgsProcessingContext,
    feedback: StepFeedback | QuietFeedback,
) -> None:
    """Check the inputs of an algorithm and prepare it; a `QgsProcessingException` tells why it cannot run."""
    good, why = algorithm.checkParameterValues(given, context)
    if not good:
        raise QgsProcessingException(why)
    if not algorithm.prepare(given, context, feedback):
        raise QgsProcessingException(feedback.last_error or tr("It stopped without saying why."))
