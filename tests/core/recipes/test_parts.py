"""Parts of recipes: what a step takes, and the steps before it that make it."""

from __future__ import annotations

from buurtmaat.core.recipes.parts import steps_of, up_to
from buurtmaat.core.recipes.recipe import LayerValue, OutputValue, Recipe, RecipeLayer, RecipeStep, Target


def step(name: str, *outputs: str, **parameters: object) -> RecipeStep:
    return RecipeStep(
        id=name,
        algorithm=f"buurtmaat:{name}",
        parameters=parameters,
        outputs={one: Target(f"{one}.gpkg") for one in outputs},
    )


RECIPE = Recipe(
    title="Chain",
    corrects="June",
    layers={name: RecipeLayer(file=f"{name}.gpkg") for name in ("raw", "homes", "other")},
    steps=(
        step("first", "A", "B", IN=LayerValue("raw")),
        step("aside", "C", IN=LayerValue("other")),
        step("second", "D", IN=(OutputValue("first", "B"),)),
        step("check", "E", IN=OutputValue("second", "D"), HOMES=LayerValue("homes")),
        step("report", "F", IN=OutputValue("check", "E")),
    ),
)


def test_a_recipe_up_to_a_step_has_what_leads_to_it_and_writes_only_that_for_a_while() -> None:
    found = up_to(RECIPE, RECIPE.steps[3])
    assert [one.id for one in found.steps] == ["first", "second", "check"]
    assert [dict(one.outputs) for one in found.steps] == [{"B": Target()}, {"D": Target()}, {}]
    assert found.steps[2].parameters == RECIPE.steps[3].parameters
    assert set(found.layers) == {"raw", "homes"}
    assert found.corrects == "June"


def test_steps_are_found_by_their_algorithm() -> None:
    assert [one.id for one in steps_of(RECIPE, ["buurtmaat:check", "buurtmaat:aside"])] == ["aside", "check"]
    assert steps_of(RECIPE, ["buurtmaat:trend"]) == []
