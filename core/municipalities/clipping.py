"""A recipe for one municipality: which of its layers hold what is its own, and which what lies around it too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..errors import InputError
from ..recipes.places import ending
from ..recipes.recipe import LayerValue, Recipe, RecipeStep, Target, Value, values_in
from ..wording import shown

CHECKS = ("buurtmaat:basicrequirements", "buurtmaat:requirementsoveryears")
RESULTS = "OUTPUT_RESULTS"
_OWN = frozenset(["DWELLINGS", "NEIGHBOURHOODS", "PLANS", "AREAS", "ORIGINS"])
"""Inputs of which a municipality takes its own rows; of all others those around it too."""
_MAY_LACK = frozenset(["PLANS"])
"""Inputs of which a municipality may have no rows of its own: nothing is planned everywhere."""
_MAY_NOT_LACK = frozenset(["NETWORK"])
"""Inputs of which there must be rows around it, if not its own: without streets nothing is measured."""
_OWN_OF_STEPS = frozenset([("buurtmaat:preparedwellings", "SOURCE")])
_WEIGHED = frozenset(["DWELLINGS", "AREAS", "SOURCE"])
"""Inputs whose rows count as often as the field in WEIGHT_FIELD says."""
_GROUND = frozenset(["NEIGHBOURHOODS", "AREAS"])
"""Inputs of ground that may lie in two municipalities, and is judged as that of one."""
_STANDING = "FACILITIES"
"""The input whose rows stand in a municipality, although those around it are taken too."""


@dataclass(frozen=True)
class LayerPart:
    """A part of a layer of a recipe that the run of a municipality reads.

    Parameters
    ----------
    name
        What the part is called in the recipe of the municipality.
    source
        The layer in the recipe.
    own
        Whether it holds the rows of the municipality alone; else those around it too.
    may_be_empty
        Whether the municipality can be run without a row in it.
    """

    name: str
    source: str
    own: bool
    may_be_empty: bool = True


@dataclass(frozen=True)
class PartedRecipe:
    """A recipe whose layers are parts of those of another."""

    recipe: Recipe
    parts: tuple[LayerPart, ...]


@dataclass(frozen=True, kw_only=True)
class SharedLayer:
    """A layer of a recipe whose rows lie each in a municipality, or in none.

    Parameters
    ----------
    name
        What it is called in the recipe.
    inputs
        As what the steps take it.
    is_own
        Whether a municipality takes its own rows alone; else those around it too.
    is_ground
        Whether its rows are ground, of which a part may lie in another municipality.
    weight, code
        The fields with how often a row counts, and with its code; empty where no step names one.
    """

    name: str
    inputs: tuple[str, ...] = ()
    is_own: bool = False
    is_ground: bool = False
    weight: str = ""
    code: str = ""


def parted(recipe: Recipe) -> PartedRecipe:
    """Return a recipe whose steps take parts of its layers; a layer that is taken both ways becomes two.

    An `InputError` where a layer cannot be cut.
    """
    parts: dict[tuple[str, bool], LayerPart] = {}
    for name, own, may_be_empty in _taken(recipe):
        _check(recipe, name)
        if (name, own) not in parts:
            taken = {part.name for part in parts.values()} | (set(recipe.layers) - {name})
            parts[name, own] = LayerPart(_free(name, taken), name, own)
        if not may_be_empty:
            parts[name, own] = replace(parts[name, own], may_be_empty=False)
    steps = tuple(_with_parts(step, parts) for step in recipe.steps)
    layers = {
        part.name: replace(recipe.layers[part.source], name=recipe.layers[part.source].name or part.source)
        for part in parts.values()
    }
    layers = {name: replace(one, subset="", fingerprint=None) for name, one in layers.items()}
    return PartedRecipe(replace(recipe, steps=steps, layers=layers, made={}), tuple(parts.values()))


def shared_layers(recipe: Recipe) -> tuple[SharedLayer, ...]:
    """Return the layers whose rows municipalities share out, in the order in which the steps take them."""
    found: dict[str, SharedLayer] = {}
    for step in recipe.steps:
        for name, value in step.parameters.items():
            own = _is_own(step, name)
            for one in values_in(value) if own or name == _STANDING else ():
                if isinstance(one, LayerValue):
                    before = found.get(one.name, SharedLayer(name=one.name))
                    is_ground = name in _GROUND
                    found[one.name] = replace(
                        before,
                        inputs=tuple(dict.fromkeys((*before.inputs, name))),
                        is_own=before.is_own or own,
                        is_ground=before.is_ground or is_ground,
                        weight=before.weight or _field(step, "WEIGHT_FIELD", name in _WEIGHED),
                        code=before.code or _field(step, "NEIGHBOURHOOD_ID", is_ground),
                    )
    return tuple(found.values())


def _field(step: RecipeStep, parameter: str, is_asked: bool) -> str:
    value = step.parameters.get(parameter)
    return value if is_asked and isinstance(value, str) else ""


def results_of(recipe: Recipe) -> tuple[RecipeStep, Target]:
    """Return the last step that writes a table of results, and where.

    An `InputError` where none does, or in a format that loses names or types: the tables of all are put together by
    these.
    """
    for step in reversed(recipe.steps):
        target = step.outputs.get(RESULTS)
        if step.algorithm in CHECKS and target is not None and target.file:
            if ending(target.file) != ".gpkg":
                raise InputError(
                    "The recipe writes {output} to {file}, which does not keep what its columns are: save one that "
                    "writes it to a GeoPackage (.gpkg).",
                    output=RESULTS,
                    file=target.file,
                )
            return step, target
    raise InputError(
        "No step of the recipe writes {output} of Check basic requirements to a file: save one that does.",
        output=RESULTS,
    )


def without_records(recipe: Recipe) -> Recipe:
    """Return what a recipe does, without when and with what it was made."""
    layers = {name: replace(one, fingerprint=None) for name, one in recipe.layers.items()}
    return replace(recipe, made={}, layers=layers)


def _taken(recipe: Recipe) -> Iterator[tuple[str, bool, bool]]:
    """Yield each layer that a step takes, whether it takes the own rows, and whether there may be none in it."""
    for step in recipe.steps:
        for name, value in step.parameters.items():
            own = _is_own(step, name)
            may_be_empty = name in _MAY_LACK or not (own or name in _MAY_NOT_LACK)
            yield from ((one.name, own, may_be_empty) for one in values_in(value) if isinstance(one, LayerValue))


def _is_own(step: RecipeStep, parameter: str) -> bool:
    return parameter in _OWN or (step.algorithm, parameter) in _OWN_OF_STEPS


def _check(recipe: Recipe, name: str) -> None:
    layer = recipe.layers[name]
    if not layer.file:
        raise InputError(
            "The layer {layer} of the recipe is no file, and cannot be read for each municipality: save it to one.",
            layer=shown(name),
        )
    if layer.limit:
        raise InputError(
            "The recipe takes at most {n} rows of the layer {layer}, which says nothing of a municipality: remove its "
            "limit.",
            n=layer.limit,
            layer=shown(name),
        )


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    return found


def _with_parts(step: RecipeStep, parts: dict[tuple[str, bool], LayerPart]) -> RecipeStep:
    def changed(value: Value, own: bool) -> Value:
        match value:
            case tuple():
                return tuple(changed(one, own) for one in value)
            case LayerValue(name):
                return LayerValue(parts[name, own].name)
            case _:
                return value

    return replace(step, parameters={name: changed(v, _is_own(step, name)) for name, v in step.parameters.items()})
