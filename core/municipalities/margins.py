"""How far around a municipality streets and facilities count."""

from __future__ import annotations

from collections.abc import Iterable

from ..norms.model import NormSet
from ..norms.requirement_rows import apply_matrix, read_matrix
from ..recipes.parts import steps_of
from ..recipes.recipe import NormSetValue, Recipe, Value
from .clipping import CHECKS

BEYOND = 3
"""Values are told up to so many times the largest threshold."""
LEAST = 500.0
"""Metres for legs to the network, and for entrances of what lies on the edge."""


def margin_of(norm_sets: Iterable[NormSet]) -> float:
    """Return the margin in metres within which lies whatever a share or a value of some norms depends on.

    No way is shorter than the straight line, so that within a threshold of a dwelling lies all that is within it.
    """
    reach = (
        one.reach(norm_set.mode(one.mode).kmh)
        for norm_set in norm_sets
        for one in norm_set.requirements
        if one.has_share
    )
    return BEYOND * max(reach, default=0.0) + LEAST


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
