"""A recipe of a run: what an algorithm was given, with the layers and norm sets that it takes."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from qgis.core import (
    Qgis,
    QgsDataSourceUri,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...core.errors import InputError
from ...core.norms.file import load_file
from ...core.norms.model import NormSet
from ...core.norms.requirement_rows import read_matrix
from ...core.progress import Progress
from ...core.recipes.places import DOCUMENTS, READABLE, WRITABLE, ending, is_table, why_no_path
from ...core.recipes.recipe import (
    FileValue,
    LayerValue,
    NormSetValue,
    OutputValue,
    Recipe,
    RecipeLayer,
    RecipeStep,
    Target,
    Value,
)
from ...core.recipes.recipe_reader import read_recipe
from ...core.recipes.recipe_writer import dump_recipe, free_target, with_step
from ...core.system_words import system_words
from ...core.wording import shown
from ..io import parameter_names as p
from ..io.parameter_kinds import files_in, takes_several_files, takes_several_layers
from ..io.providers import open_to_read
from ..io.reader import Reader
from ..io.reading import is_null
from ..io.source_definitions import whole_layers
from ..io.translation import user_locale
from ..io.written_beside import written_beside
from ..layers.facilities import as_facility_layer, layer_types
from ..norms.choosing import DEFAULT_SET
from ..norms.store import open_store
from ..outputs.destinations import Destination, file_of
from ..outputs.provenance import is_fetched
from ..outputs.versions import versions_now
from ..results.origins import is_marked
from .copies import Copies, crs_text
from .filters import are_plain
from .layer_fingerprints import fingerprint_of
from .logins import refuse_logins
from .opening import SERVICES
from .recipe_checks import FETCHES, LAYER_TYPES

_DATABASES = ("postgres", "mssql", "oracle", "hana")
_FOR_COPIES = 0.5
_NOT_IN_NAMES = re.compile("[;=]")  # of layers, since LAYERS could not name them
_SECRET = re.compile("key|token|secret|pass|pwd|sig|auth|user|login", re.IGNORECASE)
"""In the name of a part of an address: what stands there is for one user."""


@dataclass(frozen=True, kw_only=True)
class RunToKeep:
    """A run of which a recipe is made.

    Parameters
    ----------
    algorithm, parameters, context
        As Processing has them.
    path
        Where the recipe goes.
    title
        Of the recipe.
    earlier
        The recipe behind whose steps it comes, if any.
    follows
        Whether layers that the algorithm of an earlier step wrote are taken from that step; else they are as they are.
    """

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, object]
    context: QgsProcessingContext
    path: Path
    title: str = ""
    earlier: Recipe | None = None
    follows: bool = True


def layers_to_copy(run: RunToKeep) -> list[str]:
    """Return the names of layers and files that a recipe at that place cannot name, so that they must be copied."""
    maker = _Maker(run=run, progress=Progress(), beside=run.path.parent)
    found = [
        layer.name()
        for _, layer, given in maker.inputs()
        if maker.earlier_output(layer, given) is None and maker.place_of(layer, given) is None
    ]
    return list(dict.fromkeys([*found, *(str(path) for path in maker.files() if maker.relative(path) is None)]))


def layers_of_steps(run: RunToKeep) -> list[str]:
    """Return the layers that the algorithm of an earlier step wrote, each with the output that it would be."""
    maker = _Maker(run=run, progress=Progress(), beside=run.path.parent)
    found = [(layer, maker.earlier_output(layer, given)) for _, layer, given in maker.inputs()]
    return list(dict.fromkeys(f"{layer.name()} ({one.step}.{one.output})" for layer, one in found if one is not None))


def save_recipe(run: RunToKeep, progress: Progress, *, copy: bool) -> Recipe:
    """Save a run as a recipe, behind the steps of an earlier one where there is such; whole or not at all.

    Parameters
    ----------
    copy
        Whether rows that lie in no file below the folder of the recipe, or are only some of a layer, are copied
        beside it; else an `InputError` names them.
    """
    good, why = run.algorithm.checkParameterValues(run.parameters, run.context)
    if not good:
        raise InputError("{why}", why=why)
    if run.algorithm.parameterDefinition(p.SERVICES) is not None and run.parameters.get(p.SERVICES):
        refuse_logins(Path(str(run.parameters[p.SERVICES])))
    lacking = [] if copy else layers_to_copy(run)
    if lacking:
        raise InputError(
            "The recipe cannot name {layers}: save them to files below {folder}, or let them be copied.",
            layers=", ".join(map(shown, lacking)),
            folder=run.path.parent,
        )
    try:
        with written_beside(run.path) as beside:
            made = _Maker(run=run, progress=progress, beside=beside.parent).recipe()
            recipe = made if run.earlier is None else with_step(run.earlier, made)
            text = dump_recipe(recipe)
            read_recipe(text)  # what would be refused later is refused now
            beside.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            "The recipe cannot be written to {path} ({why}): choose another place.",
            path=run.path,
            why=system_words(error),
        ) from error
    return recipe


@dataclass(kw_only=True)
class _Maker:
    """Makes a recipe of a run, whose copies of layers go into the folder `beside` with it."""

    run: RunToKeep
    progress: Progress
    beside: Path
    layers: dict[str, RecipeLayer] = field(default_factory=dict)
    norm_sets: dict[str, NormSet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.copies = Copies(self.run.path, self.beside, self.run.context)
        self._known: dict[tuple[object, ...], str] = {}
        self._done = 0

    def recipe(self) -> Recipe:
        algorithm = self.run.algorithm
        self._number = max(len(self.inputs()), 1)
        parameters: dict[str, Value] = {}
        for definition in algorithm.parameterDefinitions():
            if not definition.isDestination():
                value = self._value(definition)
                if value is not None or definition.defaultValue() is not None:
                    parameters[definition.name()] = value
        parameters.update({**self._norms(), **self._types()})
        step = RecipeStep(id=algorithm.name(), algorithm=algorithm.id(), parameters=parameters, outputs=self._targets())
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        return Recipe(
            title=self.run.title or algorithm.displayName(),
            steps=(step,),
            made={**versions_now(), "date": now, "language": user_locale()},
            layers=self.layers,
            norm_sets=self.norm_sets,
        )

    def _given(self, definition: QgsProcessingParameterDefinition) -> object:
        value = self.run.parameters.get(definition.name(), definition.defaultValue())
        return None if is_null(value) else value

    def inputs(self) -> list[tuple[QgsProcessingParameterDefinition, QgsVectorLayer, object]]:
        """Return the layers of the run, each with its input and what was given for it."""
        found, run = [], self.run
        for definition in run.algorithm.parameterDefinitions():
            given = self._given(definition)
            if definition.isDestination() or given is None:
                continue
            name, whole = definition.name(), {definition.name(): whole_layers(given)}
            if definition.type() in LAYER_TYPES:
                layers = [run.algorithm.parameterAsVectorLayer(whole, name, run.context)]
            elif takes_several_layers(definition):
                layers, given = run.algorithm.parameterAsLayerList(whole, name, run.context), None
            else:
                continue
            for layer in layers:
                if not isinstance(layer, QgsVectorLayer):
                    raise InputError(
                        "The layer {value} of {input} is no vector layer, the only kind that a recipe holds: choose "
                        "another.",
                        input=name,
                        value=shown(str(given or "")),
                    )
                found.append((definition, layer, given))
        return found

    def files(self) -> list[Path]:
        """Return the files that the run takes beside its layers and norms."""
        definitions = [one for one in self.run.algorithm.parameterDefinitions() if _is_file(one)]
        return [Path(str(given)) for one in definitions if (given := self._given(one)) is not None and str(given)]

    def relative(self, path: Path) -> str | None:
        """Return the path of a file from the recipe; None where it is not below the folder of the recipe."""
        try:
            found = path.resolve().relative_to(self.run.path.parent.resolve()).as_posix()
        except ValueError:
            return None
        return None if why_no_path(found) else found

    def _value(self, definition: QgsProcessingParameterDefinition) -> Value:
        given, name = self._given(definition), definition.name()
        if given is None:
            return None
        if definition.type() in LAYER_TYPES:
            return next((self._layer(layer, only) for one, layer, only in self.inputs() if one.name() == name), None)
        if takes_several_layers(definition):
            return tuple(self._layer(layer, only) for one, layer, only in self.inputs() if one.name() == name)
        if name == p.NORM_FILE:
            return None
        if takes_several_files(definition):
            return tuple(self._recipe_below(Path(path), name) for path in files_in(given))
        if _is_file(definition):
            path = Path(str(given))
            found = self.relative(path)
            return FileValue(self.copies.file(path, name.lower()).name if found is None else found)
        try:
            return _plain(definition.valueAsJsonObject(given, self.run.context))
        except TypeError as error:
            raise InputError(
                "{input} is an expression, which a recipe cannot hold: write its value instead.", input=name
            ) from error

    def _recipe_below(self, path: Path, name: str) -> FileValue:
        """Return another recipe, which has its layers beside it and so cannot be copied without them."""
        found = self.relative(path)
        if found is None:
            raise InputError(
                "The recipe {path} of {input} is not below {folder}: save this one in a folder above it.",
                path=path,
                input=name,
                folder=self.run.path.parent,
            )
        return FileValue(found)

    def _layer(self, layer: QgsVectorLayer, given: object) -> Value:
        earlier = self.earlier_output(layer, given)
        if earlier is not None:
            return earlier
        definition = given if isinstance(given, QgsProcessingFeatureSourceDefinition) else None
        only = (
            ()
            if definition is None
            else (definition.selectedFeaturesOnly, definition.filterExpression, definition.featureLimit)
        )
        key = (layer.id(), *only)
        if key not in self._known:
            part = self.progress.part(self._done / self._number, (self._done + 1) / self._number)
            entry = self.place_of(layer, given)
            if entry is None:
                entry = self.copies.layer(layer, given, part.part(0, _FOR_COPIES))
                copied = open_to_read(f"{self.beside / entry.file}|layername={entry.table}")
                found = fingerprint_of(copied, "", 0, part.part(_FOR_COPIES, 1))
            else:
                found = fingerprint_of(layer, entry.filter, entry.limit, part)
            stem = " ".join(_NOT_IN_NAMES.sub(" ", layer.name()).split()) or "layer"
            name, number = stem, 2
            while name in self.layers:
                name, number = f"{stem} {number}", number + 1
            called = "" if name == layer.name() else layer.name()
            self.layers[name] = replace(entry, name=called, fingerprint=found)
            self._known[key] = name
        self._done += 1
        return LayerValue(self._known[key])

    def place_of(self, layer: QgsVectorLayer, given: object) -> RecipeLayer | None:
        """Return where a recipe finds the rows of a layer; None where it cannot say so."""
        subset, expression, limit = layer.subsetString(), "", 0
        if isinstance(given, QgsProcessingFeatureSourceDefinition):
            expression, limit = given.filterExpression, max(given.featureLimit, 0)
            if given.selectedFeaturesOnly:
                return None
        edited = layer.isEditable() and layer.isModified()
        if edited or _has_other_fields(layer) or not are_plain(subset, expression):
            return None
        crs = crs_text(layer.crs())
        entry = RecipeLayer(name=layer.name(), subset=subset, filter=expression, limit=limit, crs=crs)
        if layer.providerType() in (*SERVICES, *_DATABASES):
            source = source_without_secrets(layer.providerType(), layer.dataProvider().uri())
            return None if source is None else replace(entry, provider=layer.providerType(), source=source)
        path, table = file_of(layer) if layer.providerType() == "ogr" else (None, "")
        found = None if path is None or not os.path.isfile(path) else self.relative(path)
        if found is None or ending(found) not in READABLE or _has_options(layer):
            return None
        return None if table and not is_table(table) else replace(entry, file=found, table=table)

    def earlier_output(self, layer: QgsVectorLayer, given: object) -> OutputValue | None:
        """Return which output of an earlier step of the recipe a layer is, None where it is none, or not all of it."""
        earlier = self.run.earlier
        if earlier is None or not self.run.follows or layer.subsetString():
            return None
        if isinstance(given, QgsProcessingFeatureSourceDefinition) and (
            given.selectedFeaturesOnly or given.filterExpression or given.featureLimit > 0
        ):
            return None
        table = file_of(layer)[1] if is_fetched(layer) else ""
        for step in reversed(earlier.steps):
            if table and step.algorithm == FETCHES and p.OUTPUT in step.outputs:
                return OutputValue(step.id, p.OUTPUT, table)
            for output in step.outputs:
                if is_marked(layer, step.algorithm.removeprefix("buurtmaat:"), output):
                    return OutputValue(step.id, output)
        return None

    def _norms(self) -> Mapping[str, Value]:
        """Return the norm set of the run in full, by the input through which it came."""
        reader = self._reader()
        if not reader.has(p.NORM_SET):
            return {}
        path = reader.algorithm.parameterAsFile(reader.parameters, p.NORM_FILE, reader.context)
        set_id = reader.text(p.NORM_SET)
        if path:
            norm_set, name = load_file(Path(path)), p.NORM_FILE
        elif set_id or not reader.has(p.REQUIREMENTS) or not read_matrix(reader.table(p.REQUIREMENTS)):
            norm_set, name = open_store(reader.context.project()).find(set_id or DEFAULT_SET), p.NORM_SET
        else:
            return {}
        self.norm_sets[norm_set.id] = norm_set
        return {p.NORM_SET: "", name: NormSetValue(norm_set.id)}

    def _types(self) -> Mapping[str, Value]:
        """Return the types of facility layers, which may be told by their names: in a recipe others may stand there."""
        reader = self._reader()
        if not reader.has(p.FACILITY_TYPES):
            return {}
        layers = [layer for definition, layer, _ in self.inputs() if definition.name() == p.FACILITIES]
        kinds = layer_types(reader, [as_facility_layer(layer) for layer in layers])
        if any(";" in kind or kind.startswith("[") for _, kind in kinds):
            return {}
        return {p.FACILITY_TYPES: ";".join(f"[{name}]" if name else kind for name, kind in kinds)}

    def _reader(self) -> Reader:
        run = self.run
        return Reader(run.algorithm, run.parameters, run.context, QgsProcessingFeedback(False))

    def _targets(self) -> dict[str, Target]:
        earlier = () if self.run.earlier is None else self.run.earlier.steps
        taken = [target for step in earlier for target in step.outputs.values()]
        taken += [Target(one.file, one.table) for one in self.layers.values() if one.file]
        found: dict[str, Target] = {}
        for definition in self.run.algorithm.destinationParameterDefinitions():
            given = self.run.parameters.get(definition.name())
            text = _destination(given, self.run.context)
            if text:
                target = free_target(self._target(definition, Destination(text)), taken)
                found[definition.name()] = target
                taken.append(target)
        return found

    def _target(self, definition: QgsProcessingParameterDefinition, given: Destination) -> Target:
        is_layer, stem = definition.type() == "sink", self.run.path.stem
        called = definition.name().rpartition(":")[2].lower()
        path = None if given.is_memory or given.path is None else given.path
        if path is None or ending(path.name) not in (WRITABLE if is_layer else DOCUMENTS):
            if is_layer:
                return Target(f"{stem}-results.gpkg", called)
            return Target(f"{stem}-{called}.{definition.defaultFileExtension()}")
        relative = self.relative(path) or (path.name if why_no_path(path.name) is None else f"{called}{path.suffix}")
        if not is_layer or path.suffix.lower() != ".gpkg":
            return Target(relative)
        table = given.uri.table() if given.provider else path.stem
        return Target(relative, table if is_table(table) else called)


def _is_file(definition: QgsProcessingParameterDefinition) -> bool:
    return definition.type() == "file" and definition.name() != p.NORM_FILE


def _destination(given: object, context: QgsProcessingContext) -> str:
    sink = getattr(given, "sink", None)
    if sink is not None:
        return str(sink.valueAsString(context.expressionContext())[0] or "")
    return "" if given is None or is_null(given) else str(given)


def _has_other_fields(layer: QgsVectorLayer) -> bool:
    """Return whether a layer has fields that its source does not: joined or computed ones, or one that is renamed."""
    fields: QgsFields = layer.fields()
    own = Qgis.FieldOrigin.Provider
    return any(fields.fieldOrigin(n) != own for n in range(fields.count()))


def _has_options(layer: QgsVectorLayer) -> bool:
    """Return whether a file is opened in a way that a path and a table do not say."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    more = {name for name, value in parts.items() if value and name not in ("path", "layerName", "subset")}
    return bool(more)


def source_without_secrets(provider: str, uri: QgsDataSourceUri) -> str | None:
    """Return the source of a layer of a service or a database without what only its user may know.

    None where that would be another source.
    """
    if provider in SERVICES:
        if uri.authConfigId() or uri.password() or uri.username() or _has_secrets(uri.param("url")):
            return None
        kept = {key: uri.param(key) for key in ("url", "typename", "version", "srsname") if uri.param(key)}
        return (
            " ".join(f"{key}='{value}'" for key, value in kept.items()) if "'" not in "".join(kept.values()) else None
        )
    where = "/".join(part for part in (uri.host() or uri.service(), uri.database(), uri.schema(), uri.table()) if part)
    return where or None


def _has_secrets(url: str) -> bool:
    """Return whether an address has a name, a password or a key in it."""
    parts = urlsplit(url)
    return "@" in parts.netloc or any(_SECRET.search(name) for name, _ in parse_qsl(parts.query, True))


def _plain(value: object) -> Value:
    """Return a value of Processing as a recipe has it: lists as tuples, NULL as None; a `TypeError` where none can."""
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return tuple(_plain(one) for one in value)
    if is_null(value):
        return None
    raise TypeError(type(value).__name__)
