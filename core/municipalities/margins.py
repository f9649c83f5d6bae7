"""How far around a municipality streets and facilities count."""

from __future__ import annotations

from collections.abc import Iterable

from ..network.options import NetworkOptions
from ..norms.model import NormSet
from ..norms.requirement_rows import apply_matrix, read_matrix
from ..recipes.parts import steps_of
from ..recipes.recipe import NormSetValue, Recipe, RecipeStep, Value
from .clipping import CHECKS

BEYOND = 3
"""Values are told up to so many times the largest threshold."""
LEAST = 500.0
"""Metres for legs to the network, and for entrances of what lies on the edge."""


def margin_of(norm_sets: Iterable[NormSet], options: Iterable[NetworkOptions] = ()) -> float:
    """Return the margin in metres within which lies whatever a share or a value of some norms depends on.

    No way is shorter than the straight line, so that within a threshold of a dwelling lies all that is within it. A
    street there that leads out of the margin must be long enough within it to be no small part, which points pass over.

    Parameters
    ----------
    norm_sets
        The norms of each check.
    options
        The network options of each check; where there are none, those that hold without a choice.
    """
    norm_sets = list(norm_sets)
    reaches = [
        (one.reach(norm_set.mode(one.mode).kmh), one.over_streets)
        for norm_set in norm_sets
        for one in norm_set.requirements
        if one.has_share
    ]
    reach = max((far for far, _ in reaches), default=0.0)
    walked = max((far for far, on_streets in reaches if on_streets), default=None)
    least = BEYOND * reach + LEAST
    if walked is None:
        return least
    beyond = max(2 * one.max_snap + one.min_component for one in list(options) or [NetworkOptions()])
    return max(least, walked + beyond)


def options_of(recipe: Recipe) -> list[NetworkOptions]:
    """Return how far each check lets points snap, and past how small a part."""
    usual = NetworkOptions()
    return [
        NetworkOptions(
            max_snap=_number(step, "MAX_SNAP", usual.max_snap),
            min_component=_number(step, "MIN_COMPONENT", usual.min_component),
        )
        for step in steps_of(recipe, CHECKS)
    ]


def norms_of(recipe: Recipe, default: NormSet) -> list[NormSet]:
    """Return the norm set of each step that has one, with the table of the step laid over it.

    Parameters
    ----------
    recipe
        With the sets that it names.
    default
        That of a check for which nothing was chosen.
    """
    found = []
    for step in steps_of(recipe, CHECKS):
        given = [step.parameters.get(name) for name in ("NORM_FILE", "NORM_SET")]
        base = next((recipe.norm_sets[one.set_id] for one in given if isinstance(one, NormSetValue)), None)
        rows = read_matrix(_plain(step.parameters.get("REQUIREMENTS")))
        found.append(apply_matrix(base, rows) if rows else base or default)
    return found


def _plain(value: Value) -> object:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _number(step: RecipeStep, name: str, usual: float) -> float:
    given = step.parameters.get(name)
    return float(given) if isinstance(given, int | float) else usual
