"""How far streets are taken beyond a threshold: as the network options of the checks of a recipe ask."""

from __future__ import annotations

from buurtmaat.batch.run import _street_beyond
from buurtmaat.core.recipes.recipe import Recipe, RecipeStep, Value


def step(name: str, **parameters: Value) -> RecipeStep:
    return RecipeStep(id=name, algorithm=f"buurtmaat:{name}", parameters=parameters, outputs={})


def test_streets_are_taken_as_far_as_the_network_options_ask() -> None:
    usual = 2 * 200 + 2000
    assert _street_beyond(Recipe(title="R", steps=(step("basicrequirements"),))) == usual
    wide = step("requirementsoveryears", MIN_COMPONENT=5000, MAX_SNAP=300.0)
    assert _street_beyond(Recipe(title="R", steps=(step("basicrequirements"), wide))) == 2 * 300 + 5000
    none = step("basicrequirements", MIN_COMPONENT=0, MAX_SNAP=100)
    other = step("checknetwork", MIN_COMPONENT=90_000)
    assert _street_beyond(Recipe(title="R", steps=(none, other))) == 200
