"""Recipes for one municipality: which of their layers are its own, and which go beyond it."""

from __future__ import annotations

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.municipalities.clipping import (
    LayerPart,
    SharedLayer,
    parted,
    results_of,
    shared_layers,
    without_records,
)
from buurtmaat.core.recipes.recipe import (
    Fingerprint,
    LayerValue,
    OutputValue,
    Recipe,
    RecipeLayer,
    RecipeStep,
    Target,
)

FINGERPRINT = Fingerprint(rows=1, fields=(), extent=None, sha256="0" * 64)


def step(algorithm: str = "basicrequirements", outputs: dict | None = None, **parameters: object) -> RecipeStep:
    return RecipeStep(id=algorithm, algorithm=f"buurtmaat:{algorithm}", parameters=parameters, outputs=outputs or {})


def recipe(*steps: RecipeStep, **layers: RecipeLayer) -> Recipe:
    names = ("homes", "areas", "streets", "shops", "parks")
    usual = {name: RecipeLayer(file=f"{name}.gpkg", fingerprint=FINGERPRINT, subset="a > 1") for name in names}
    return Recipe(title="R", steps=steps, layers=usual | layers, made={"QGIS": "3.40"})


def test_dwellings_and_neighbourhoods_are_its_own_and_all_else_goes_beyond() -> None:
    given = step(
        DWELLINGS=LayerValue("homes"),
        NEIGHBOURHOODS=LayerValue("areas"),
        NETWORK=LayerValue("streets"),
        FACILITIES=(LayerValue("shops"), LayerValue("parks")),
        MIN_DWELLINGS=50,
    )
    found = parted(recipe(given))
    assert found.parts == (
        LayerPart("homes", "homes", own=True, may_be_empty=False),
        LayerPart("areas", "areas", own=True, may_be_empty=False),
        LayerPart("streets", "streets", own=False, may_be_empty=False),
        LayerPart("shops", "shops", own=False),
        LayerPart("parks", "parks", own=False),
    )
    assert found.recipe.steps == (given,)
    # What was recorded is of the whole layer, and its filter was applied when the part was taken.
    assert found.recipe.layers["homes"] == RecipeLayer(name="homes", file="homes.gpkg")


def test_raw_dwellings_are_its_own_and_raw_streets_are_not() -> None:
    steps = (step("preparedwellings", SOURCE=LayerValue("homes")), step("preparenetwork", SOURCE=LayerValue("streets")))
    assert [part.own for part in parted(recipe(*steps)).parts] == [True, False]


def test_a_layer_that_is_taken_both_ways_becomes_two() -> None:
    steps = (
        step(NEIGHBOURHOODS=LayerValue("areas"), DEVELOPED_AREAS=LayerValue("areas")),
        step("compliancereport", NEIGHBOURHOODS=LayerValue("areas"), RESULTS=OutputValue("basicrequirements", "O")),
    )
    found = parted(recipe(*steps, areas_2=RecipeLayer(file="else.gpkg")))
    assert found.parts == (
        LayerPart("areas", "areas", own=True, may_be_empty=False),
        LayerPart("areas_3", "areas", own=False),
    )
    assert found.recipe.steps[0].parameters["DEVELOPED_AREAS"] == LayerValue("areas_3")
    assert found.recipe.steps[1].parameters["NEIGHBOURHOODS"] == LayerValue("areas")
    assert {name: one.name for name, one in found.recipe.layers.items()} == {"areas": "areas", "areas_3": "areas"}


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (RecipeLayer(provider="WFS", source="url='https://example.org'"), ("homes", "no file", "save it to one")),
        (RecipeLayer(file="homes.gpkg", limit=10), ("10 rows", "homes", "remove its limit")),
    ],
)
def test_what_cannot_be_cut_is_refused(layer: RecipeLayer, words: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as stop:
        parted(recipe(step(DWELLINGS=LayerValue("homes")), homes=layer))
    assert [word for word in words if word not in str(stop.value)] == []


def test_the_last_check_that_writes_its_results_counts() -> None:
    first = step(outputs={"OUTPUT_RESULTS": Target("a.gpkg", "a")})
    last = step("requirementsoveryears", outputs={"OUTPUT_RESULTS": Target("b.gpkg")})
    others = (step("basicrequirements", outputs={"OUTPUT_RESULTS": Target()}), step("trend", outputs={}))
    assert results_of(recipe(first, last, *others)) == (last, Target("b.gpkg"))
    with pytest.raises(InputError, match="No step of the recipe writes OUTPUT_RESULTS"):
        results_of(recipe(*others))


@pytest.mark.parametrize("file", ["results.csv", "results.dbf", "results.xlsx"])
def test_results_in_a_file_without_types_are_refused(file: str) -> None:
    with pytest.raises(InputError, match=f"writes OUTPUT_RESULTS to {file}, .* to a GeoPackage"):
        results_of(recipe(step(outputs={"OUTPUT_RESULTS": Target(file)})))


def test_what_a_recipe_does_is_the_same_whenever_it_was_made() -> None:
    found = without_records(recipe(step()))
    assert found.made == {}
    assert {one.fingerprint for one in found.layers.values()} == {None}
    assert found.layers["homes"].subset == "a > 1"


def test_layers_whose_rows_are_shared_out_are_named_once_with_their_fields() -> None:
    first = step(
        DWELLINGS=LayerValue("homes"),
        WEIGHT_FIELD="people",
        NEIGHBOURHOODS=LayerValue("areas"),
        NEIGHBOURHOOD_ID="code",
        NETWORK=LayerValue("streets"),
        FACILITIES=(LayerValue("shops"), LayerValue("parks")),
    )
    second = step("nearestfacility", DWELLINGS=LayerValue("homes"), ORIGINS=LayerValue("shops"), WEIGHT_FIELD="other")
    assert shared_layers(recipe(first, second)) == (
        SharedLayer(name="homes", inputs=("DWELLINGS",), is_own=True, weight="people"),
        SharedLayer(name="areas", inputs=("NEIGHBOURHOODS",), is_own=True, is_ground=True, code="code"),
        SharedLayer(name="shops", inputs=("FACILITIES", "ORIGINS"), is_own=True),
        SharedLayer(name="parks", inputs=("FACILITIES",)),
    )
