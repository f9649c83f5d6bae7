"""Recipes written as JSON text, which `read_recipe` reads as an equal recipe."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from ..norms.file import content_of
from .recipe import (
    FORMAT,
    FileValue,
    Fingerprint,
    LayerValue,
    NormSetValue,
    OutputValue,
    Recipe,
    RecipeLayer,
    RecipeStep,
    Target,
    Value,
)

_Thing = TypeVar("_Thing")


def dump_recipe(recipe: Recipe) -> str:
    """Write a recipe as JSON text; what is empty is left out."""
    content = {
        "buurtmaat_recipe": FORMAT,
        "title": recipe.title,
        **({"corrects": recipe.corrects} if recipe.corrects else {}),
        **({"made": dict(recipe.made)} if recipe.made else {}),
        **({"layers": {name: _layer(one) for name, one in recipe.layers.items()}} if recipe.layers else {}),
        "steps": [_step(step) for step in recipe.steps],
        **({"norm_sets": {i: content_of(one) for i, one in recipe.norm_sets.items()}} if recipe.norm_sets else {}),
    }
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def with_step(recipe: Recipe, other: Recipe) -> Recipe:
    """Return a recipe with the steps of another behind its own, and what these take.

    Names of layers, norm sets and steps that are taken for something else get a number.
    """
    layers, renamed = _both(recipe.layers, other.layers)
    norm_sets, sets = _both(recipe.norm_sets, other.norm_sets)
    steps, ids, taken = list(recipe.steps), dict[str, str](), {step.id: None for step in recipe.steps}
    for step in other.steps:
        free = _free(step.id, step, taken)
        taken[free] = None
        # What has none of its own before it means a step of the first recipe.
        parameters = {n: _with_names(v, renamed, sets, ids) for n, v in step.parameters.items()}
        earlier = [target for one in steps for target in one.outputs.values()]
        outputs = {name: free_target(target, earlier) for name, target in step.outputs.items()}
        ids[step.id] = free
        steps.append(replace(step, id=free, parameters=parameters, outputs=outputs))
    return replace(recipe, layers=layers, norm_sets=norm_sets, steps=tuple(steps))


def free_target(target: Target, taken: Sequence[Target]) -> Target:
    """Return a place for an output that writes over none of some others: its table, else its file gets a number."""
    found, number = target, 2
    while any(found.is_over(one.file, one.table) for one in taken):
        if target.table:
            found = replace(target, table=f"{target.table}_{number}")
        else:
            stem, _, suffix = target.file.rpartition(".")
            found = replace(target, file=f"{stem}_{number}.{suffix}")
        number += 1
    return found


def _with_names(value: Value, layers: dict[str, str], sets: dict[str, str], steps: dict[str, str]) -> Value:
    match value:
        case tuple():
            return tuple(_with_names(one, layers, sets, steps) for one in value)
        case LayerValue(name):
            return LayerValue(layers[name])
        case NormSetValue(name):
            return NormSetValue(sets[name])
        case OutputValue(step, _):
            return replace(value, step=steps.get(step, step))
        case _:
            return value


def _both(first: Mapping[str, _Thing], others: Mapping[str, _Thing]) -> tuple[dict[str, _Thing], dict[str, str]]:
    """Return the things of two recipes under names of their own, and the name that each of the second has there."""
    both, renamed = dict(first), dict[str, str]()
    for name, one in others.items():
        renamed[name] = _free(name, one, both)
        both[renamed[name]] = one
    return both, renamed


def _free(name: str, thing: object, taken: Mapping[str, object]) -> str:
    """Return a name that is free, or that of the same thing."""
    found, number = name, 2
    while found in taken and taken[found] != thing:
        found, number = f"{name}_{number}", number + 1
    return found


def _layer(layer: RecipeLayer) -> dict[str, object]:
    texts = ("name", "file", "table", "provider", "source", "subset", "filter")
    found: dict[str, object] = {name: getattr(layer, name) for name in texts if getattr(layer, name)}
    if layer.crs is not None:
        found["crs"] = layer.crs
    if layer.limit:
        found["limit"] = layer.limit
    if layer.fingerprint is not None:
        found["fingerprint"] = _fingerprint(layer.fingerprint)
    return found


def _fingerprint(one: Fingerprint) -> dict[str, object]:
    return {
        "rows": one.rows,
        "fields": dict(one.fields),
        "extent": None if one.extent is None else list(one.extent),
        "sha256": one.sha256,
    }


def _step(step: RecipeStep) -> dict[str, object]:
    return {
        "id": step.id,
        "algorithm": step.algorithm,
        "parameters": {name: _value(value) for name, value in step.parameters.items()},
        "outputs": {name: _target(target) for name, target in step.outputs.items()},
    }


def _value(value: Value) -> object:
    match value:
        case tuple():
            return [_value(one) for one in value]
        case LayerValue(name):
            return {"layer": name}
        case OutputValue(step, output, table):
            return {"output": f"{step}.{output}", **({"table": table} if table else {})}
        case FileValue(path):
            return {"file": path}
        case NormSetValue(set_id):
            return {"norm_set": set_id}
        case _:
            return value


def _target(target: Target) -> dict[str, object]:
    if not target.file:
        return {"temporary": True}
    return {"file": target.file, **({"table": target.table} if target.table else {})}
