"""What is wrong with a recipe, found before anything of it is opened or run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from qgis.core import QgsApplication, QgsProcessingAlgorithm, QgsProcessingParameterDefinition

from ...core.errors import InputError
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
from ..io.parameter_kinds import takes_several_files, takes_several_layers
from ..io.unknown_names import nearest_name
from .logins import refuse_logins
from .opening import RecipePlaces, check_layers

LAYER_TYPES = ("source", "vector", "maplayer")
FETCHES = "buurtmaat:fetchdata"
"""What uses a network, and writes several tables into one file."""
_PLAIN = (bool, int, float, str)
_PLAIN_KINDS = (
    *("number", "distance", "duration", "scale", "boolean", "enum", "string", "field", "matrix", "range", "color"),
    *("datetime", "point"),
)
_BOX = re.compile(r"[-+0-9.eE, ]{1,200}(\[[A-Z]{1,20}:[0-9]{1,20}\])?")
"""An extent in numbers: QGIS also takes a layer's, in whatever file."""


def check_recipe(recipe: Recipe, places: RecipePlaces) -> None:
    """Stop where a recipe names what there is not, or may not read or write; before anything is opened."""
    earlier: dict[str, RecipeStep] = {}
    for step in recipe.steps:
        _check_step(step, recipe, places)
        _check_tables(step, earlier)
        earlier[step.id] = step
    check_layers(with_layers_of_steps(recipe), places)


def with_layers_of_steps(recipe: Recipe) -> Recipe:
    """Return a recipe with only the layers that its steps take."""
    taken = {value.name for value in values_of_steps(recipe.steps) if isinstance(value, LayerValue)}
    layers = {name: one for name, one in recipe.layers.items() if name in taken}
    return Recipe(title=recipe.title, steps=recipe.steps, made=recipe.made, layers=layers, norm_sets=recipe.norm_sets)


def values_of_steps(steps: Iterable[RecipeStep]) -> list[Value]:
    """Return all that is given to some steps."""
    return [value for step in steps for given in step.parameters.values() for value in values_in(given)]


def algorithm_of(step: RecipeStep) -> QgsProcessingAlgorithm:
    """Return the algorithm of a step, or stop where there is none."""
    found = QgsApplication.processingRegistry().createAlgorithmById(step.algorithm)
    if found is None:
        raise InputError(
            "Step {step} of the recipe runs {algorithm}, which this version of Buurtmaat does not have: install a "
            "newer version, or leave the step out.",
            step=shown(step.id),
            algorithm=shown(step.algorithm),
        )
    return found


def _check_step(step: RecipeStep, recipe: Recipe, places: RecipePlaces) -> None:
    algorithm = algorithm_of(step)
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
    algorithm = algorithm_of(step)  # it has a name, since what it defines goes with it
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
    algorithm, target = algorithm_of(step), step.outputs[output]
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
