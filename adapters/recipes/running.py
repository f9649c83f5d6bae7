"""The steps of a recipe, run one after the other as models run theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)

from ...core.errors import Cancelled, InputError
from ...core.norms.file import dump
from ...core.norms.model import NormSet
from ...core.notes import Note
from ...core.progress import Progress
from ...core.recipes.differences import (
    differences_summary,
    layer_difference,
    norm_set_difference,
    version_differences,
)
from ...core.recipes.places import DOCUMENTS, WRITABLE, ending
from ...core.recipes.recipe import (
    FileValue,
    LayerValue,
    NormSetValue,
    OutputValue,
    Recipe,
    RecipeStep,
    Target,
    Value,
    values_in,
)
from ...core.wording import shown
from ..io import parameter_names as p
from ..io.feedback import log_notes
from ..io.parameter_kinds import takes_several_files, takes_several_layers
from ..io.translation import tr, translated
from ..io.unknown_names import nearest_name
from ..io.written_beside import scratch_folder
from ..norms.store import NormStore
from ..outputs.versions import versions_now
from .filters import are_plain
from .layer_fingerprints import fingerprint_of
from .logins import refuse_logins
from .main_thread import in_its_thread
from .opening import GivenLayer, RecipePlaces, check_layers, open_given, open_layer, open_table
from .step_feedback import StepFeedback

LAYER_TYPES = ("source", "vector", "maplayer")
FETCHES = "buurtmaat:fetchdata"
"""What uses a network, and writes several tables into one file."""
_FOR_LAYERS = 0.1  # of the progress: opening and comparing layers
_PLAIN = (bool, int, float, str)


@dataclass(kw_only=True)
class RecipeResults:
    """What a recipe made.

    Parameters
    ----------
    outputs
        Outputs and numbers, by `step.NAME`.
    layers
        The outputs that are layers.
    ran
        The algorithms, whose results have yet to arrive on the map.
    differences
        The sentences that told that something is not as it was recorded.
    unrecorded
        The layers of which the recipe does not say what they held.
    """

    outputs: dict[str, object] = field(default_factory=dict)
    layers: list[str] = field(default_factory=list)
    ran: list[QgsProcessingAlgorithm] = field(default_factory=list)
    differences: list[Note] = field(default_factory=list)
    unrecorded: list[str] = field(default_factory=list)

    def log_summary(self, feedback: QgsProcessingFeedback) -> None:
        """Log once more what is not as it was recorded, or that all is."""
        push = feedback.pushWarning if self.differences else feedback.pushInfo
        for note in differences_summary(self.differences, self.unrecorded):
            push(translated(note.message, note.values))


def check_recipe(recipe: Recipe, places: RecipePlaces) -> None:
    """Stop where a recipe names what there is not, or may not read or write; before anything is opened."""
    earlier: dict[str, RecipeStep] = {}
    for step in recipe.steps:
        _check_step(step, recipe, places)
        _check_tables(step, earlier)
        earlier[step.id] = step
    check_layers(_of_steps(recipe), places)


def _of_steps(recipe: Recipe) -> Recipe:
    """Return a recipe with only the layers that its steps take."""
    taken = {value.name for value in _values(recipe.steps) if isinstance(value, LayerValue)}
    layers = {name: one for name, one in recipe.layers.items() if name in taken}
    return Recipe(title=recipe.title, steps=recipe.steps, made=recipe.made, layers=layers, norm_sets=recipe.norm_sets)


def _values(steps: Iterable[RecipeStep]) -> list[Value]:
    return [value for step in steps for given in step.parameters.values() for value in values_in(given)]


def _algorithm(step: RecipeStep) -> QgsProcessingAlgorithm:
    found = QgsApplication.processingRegistry().createAlgorithmById(step.algorithm)
    if found is None:
        raise InputError(
            "Step {step} of the recipe runs {algorithm}, which this version of Buurtmaat does not have.",
            step=shown(step.id),
            algorithm=shown(step.algorithm),
        )
    return found


def _check_step(step: RecipeStep, recipe: Recipe, places: RecipePlaces) -> None:
    algorithm = _algorithm(step)
    if step.algorithm == FETCHES and not places.network:
        raise InputError("Step {step} of the recipe uses a network: set ALLOW_NETWORK.", step=shown(step.id))
    definitions = {one.name(): one for one in algorithm.parameterDefinitions()}
    for name in (*step.parameters, *step.outputs):
        definition = definitions.get(name)
        if definition is None or definition.isDestination() != (name in step.outputs):
            near = nearest_name(name, definitions) or "–"
            raise InputError(
                "Step {step} of the recipe gives {name} to {algorithm}, which has no such input or output; the nearest "
                "is {near}.",
                step=shown(step.id),
                name=shown(name),
                algorithm=step.algorithm,
                near=near,
            )
    for name, value in step.parameters.items():
        if not _fits(definitions[name], value, recipe):
            raise InputError(
                "Step {step} of the recipe gives {name} a value of the wrong kind: a layer is an object with the key "
                "layer or output, a file one with the key file, and all else is none.",
                step=shown(step.id),
                name=shown(name),
            )
    if step.parameters.get(p.ALLOW_NETWORK) and not places.network:
        raise InputError("Step {step} of the recipe may use a network: set ALLOW_NETWORK.", step=shown(step.id))
    if step.parameters.get(p.TEMPLATE) is not None and not places.network:
        raise InputError(
            "Step {step} of the recipe has a {input}, which may name pictures anywhere: set ALLOW_NETWORK if you trust "
            "it.",
            step=shown(step.id),
            input=p.TEMPLATE,
        )
    services = step.parameters.get(p.SERVICES)
    if isinstance(services, FileValue):
        refuse_logins(places.file(services.path))
    for name, target in step.outputs.items():
        _check_target(step, name, target, definitions[name])


def _check_tables(step: RecipeStep, earlier: Mapping[str, RecipeStep]) -> None:
    """Stop where a layer is asked of a whole file with tables, or a table of what is none."""
    algorithm = _algorithm(step)  # it has a name, since what it defines goes with it
    for name, given in step.parameters.items():
        definition = algorithm.parameterDefinition(name)
        is_layer = definition.type() in LAYER_TYPES or takes_several_layers(definition)
        for value in values_in(given):
            if not isinstance(value, OutputValue):
                continue
            has_tables = _has_tables(earlier[value.step], value.output)
            if has_tables and is_layer and not value.table:
                raise InputError(
                    "Step {step} of the recipe takes the file {output} for {name}: add which table of it, such as "
                    '"table": "streets".',
                    step=shown(step.id),
                    output=shown(f"{value.step}.{value.output}"),
                    name=name,
                )
            if value.table and not (has_tables and is_layer):
                raise InputError(
                    "Step {step} of the recipe takes the table {table} of {output} for {name}, which there cannot be: "
                    "leave the table out.",
                    step=shown(step.id),
                    table=shown(value.table),
                    output=shown(f"{value.step}.{value.output}"),
                    name=name,
                )


def _has_tables(step: RecipeStep, output: str) -> bool:
    """Return whether an output of a step is a whole GeoPackage."""
    algorithm, target = _algorithm(step), step.outputs[output]
    definition = algorithm.parameterDefinition(output)
    suffix = ending(target.file) if target.file else f".{definition.defaultFileExtension()}"
    return bool(definition.type() != "sink" and suffix == ".gpkg")


def _fits(definition: QgsProcessingParameterDefinition, value: Value, recipe: Recipe) -> bool:
    """Return whether a value is of the kind that a parameter takes; what says a place is never text."""
    kind = definition.type()
    if value is None:
        return True
    if kind in LAYER_TYPES:
        return isinstance(value, LayerValue | OutputValue)
    if takes_several_files(definition):
        return isinstance(value, tuple) and all(isinstance(one, FileValue) for one in value)
    if kind == "multilayer":
        layers = value if isinstance(value, tuple) else (value,)
        # QGIS knows no filter of one of several layers.
        return all(
            isinstance(one, OutputValue) or (isinstance(one, LayerValue) and not recipe.layers[one.name].filter)
            for one in layers
        )
    if definition.name() in (p.NORM_SET, p.NORM_FILE):
        return isinstance(value, NormSetValue) or value == ""
    if kind == "file":
        return isinstance(value, FileValue | OutputValue)
    if kind == "extent":
        return isinstance(value, str) and _BOX.fullmatch(value) is not None
    return kind in _PLAIN_KINDS and all(one is None or isinstance(one, _PLAIN) for one in values_in(value))


_PLAIN_KINDS = (
    *("number", "distance", "duration", "scale", "boolean", "enum", "string", "field", "matrix", "range", "color"),
    *("datetime", "point"),
)
_BOX = re.compile(r"[-+0-9.eE, ]{1,200}(\[[A-Z]{1,20}:[0-9]{1,20}\])?")
"""An extent in numbers: QGIS also takes a layer's, in whatever file."""


def _check_target(step: RecipeStep, name: str, target: Target, definition: QgsProcessingParameterDefinition) -> None:
    allowed = WRITABLE if definition.type() == "sink" else DOCUMENTS
    if target.file and ending(target.file) not in allowed:
        raise InputError(
            "Step {step} of the recipe writes {name} to {file}: a recipe writes {endings} there.",
            step=shown(step.id),
            name=shown(name),
            file=shown(target.file),
            endings=", ".join(sorted(allowed)),
        )


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
        return *self._given_to(last, layers, scratch, results), results

    def _begin(self, results: RecipeResults, progress: Progress) -> tuple[dict[str, QgsVectorLayer], Progress]:
        """Open the layers and tell what differs; return them, and the progress that is left."""
        recipe = _of_steps(self.recipe)
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
                    step=step.id, n=number + 1, m=len(steps), algorithm=_algorithm(step).displayName()
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
                layer = source = (
                    open_layer(name, one, self.places, self.context)
                    if given is None
                    else open_given(name, given, self.context)
                )
            if one.filter and not are_plain("", one.filter):  # of a layer that was given
                raise InputError(
                    "The filter of the layer {layer} does more than compare its fields.", layer=shown(name)
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
        algorithm, given = self._given_to(step, layers, scratch, results)
        made: list[Path] = []
        feedback = StepFeedback(self.feedback, progress)
        try:
            for name, target in step.outputs.items():
                given[name] = self._destination(algorithm.parameterDefinition(name), target, made)
            # QGIS asks for it where a script does not say that an output is not wanted.
            for definition in algorithm.destinationParameterDefinitions():
                given.setdefault(definition.name(), None)
            found = in_its_thread(algorithm, self.context, lambda: _run(algorithm, given, self.context, feedback))
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

    def _given_to(
        self, step: RecipeStep, layers: Mapping[str, QgsVectorLayer], scratch: Path, results: RecipeResults
    ) -> tuple[QgsProcessingAlgorithm, dict[str, object]]:
        """Return the algorithm of a step, which has the norm sets of the recipe, and its inputs."""
        algorithm = _algorithm(step)
        inputs = _StepInputs(
            recipe=self.recipe,
            places=self.places,
            layers=layers,
            results=results.outputs,
            scratch=scratch,
            context=self.context,
        )
        given = {name: inputs.value(algorithm.parameterDefinition(name), v) for name, v in step.parameters.items()}
        if self.project is None and algorithm.parameterDefinition(p.LOAD) is not None:
            given[p.LOAD] = False  # of what loads its results itself
        recorded = [self.recipe.norm_sets[v.set_id] for v in _values([step]) if isinstance(v, NormSetValue)]
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
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        for one in reversed(missing):
            one.mkdir()
            made.append(one)
        folder.mkdir(exist_ok=True)  # which stops at a file of that name
    except OSError as error:
        raise InputError(
            "The folder {folder} of the results cannot be made ({why}): choose another in FOLDER.",
            folder=folder,
            why=error.strerror or error,
        ) from error


def _run(
    algorithm: QgsProcessingAlgorithm,
    given: dict[str, object],
    context: QgsProcessingContext,
    feedback: StepFeedback,
) -> dict[str, object]:
    """Run an algorithm up to its results, which arrive on the map when the whole recipe is done."""
    good, why = algorithm.checkParameterValues(given, context)
    if not good:
        raise QgsProcessingException(why)
    if not algorithm.prepare(given, context, feedback):
        raise QgsProcessingException(feedback.last_error or tr("It stopped without saying why."))
    return dict(algorithm.runPrepared(given, context, feedback))


@dataclass(frozen=True, kw_only=True)
class _StepInputs:
    """Turns values of a recipe into what Processing takes."""

    recipe: Recipe
    places: RecipePlaces
    layers: Mapping[str, QgsVectorLayer]
    results: Mapping[str, object]
    scratch: Path
    context: QgsProcessingContext

    def value(self, definition: QgsProcessingParameterDefinition, value: Value) -> object:
        match value:
            case tuple():
                return [self.value(definition, one) for one in value]
            case LayerValue(name):
                return self._layer(name)
            case OutputValue(step, output, table) if table:
                return open_table(Path(str(self.results[f"{step}.{output}"])), table, step, self.context)
            case OutputValue(step, output):
                return self.results[f"{step}.{output}"]
            case FileValue(path):
                return str(self.places.file(path))
            case NormSetValue(name) if definition.name() == p.NORM_FILE:
                return self.norm_file(self.recipe.norm_sets[name])
            case NormSetValue(name):
                return self.recipe.norm_sets[name].id
            case _:
                return value

    def norm_file(self, norm_set: NormSet) -> str:
        """Return a file that holds a norm set as long as the run lasts."""
        path = self.scratch / f"norms-{len(list(self.scratch.iterdir()))}.json"
        path.write_text(dump(norm_set), encoding="utf-8")
        return str(path)

    def _layer(self, name: str) -> object:
        layer, one = self.layers[name], self.recipe.layers[name]
        if not one.filter and not one.limit:
            return layer
        found = QgsProcessingFeatureSourceDefinition(layer.id())
        found.filterExpression = one.filter
        found.featureLimit = one.limit or -1
        return found
