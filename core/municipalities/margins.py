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


def margin_of(norm_sets: Iterable[NormSet], street: float) -> float:
    """Return the margin in metres within which lies whatever a share or a value of some norms depends on.

    No way is shorter than the straight line, so that within a threshold of a dwelling lies all that is within it. A
    street there that leads out of the margin must be long enough within it to be no small part, which points pass over.

    Parameters
    ----------
    norm_sets
        The norms of each check.
    street
        How far beyond a threshold streets are taken at least, where the way leads over them.
    """
    reaches = [
        (one.reach(norm_set.mode(one.mode).kmh), one.over_streets)
        for norm_set in norm_sets
        for one in norm_set.requirements
        if one.has_share
    ]
    walked = [reach + street for reach, over_streets in reaches if over_streets]
    return max([BEYOND * max((reach for reach, _ in reaches), default=0.0) + LEAST, *walked])


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
