"""A part of a recipe: what one of its steps takes, and the steps before it that make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .recipe import LayerValue, OutputValue, Recipe, RecipeStep, Target, values_in


def up_to(recipe: Recipe, step: RecipeStep) -> Recipe:
    """Return a recipe that ends with a step: before it only those whose outputs it needs, which write nothing else.

    What they write is temporary; the step itself writes nothing. Layers that none of them takes are left out.
    """
    wanted = {step.id: set[str]()}
    kept: list[RecipeStep] = []
    for one in reversed(recipe.steps):
        if one.id not in wanted:
            continue
        outputs = {name: Target() for name in one.outputs if name in wanted[one.id]}
        kept.append(replace(one, outputs=outputs))
        for value in (inner for given in one.parameters.values() for inner in values_in(given)):
            if isinstance(value, OutputValue):
                wanted.setdefault(value.step, set()).add(value.output)
    values = [inner for one in kept for given in one.parameters.values() for inner in values_in(given)]
    taken = {value.name for value in values if isinstance(value, LayerValue)}
    layers = {name: layer for name, layer in recipe.layers.items() if name in taken}
    return replace(recipe, steps=tuple(reversed(kept)), layers=layers)


def steps_of(recipe: Recipe, algorithms: Sequence[str]) -> list[RecipeStep]:
    """Return the steps of a recipe that run one of some algorithms."""
    return [step for step in recipe.steps if step.algorithm in algorithms]
