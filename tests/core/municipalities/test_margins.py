"""The margin around a municipality: three times the largest threshold, in metres."""

from __future__ import annotations

import pytest

from buurtmaat.core.municipalities.margins import margin_of, norms_of
from buurtmaat.core.norms.model import NormSet, Requirement, Text
from buurtmaat.core.recipes.recipe import NormSetValue, Recipe, RecipeStep

COLUMNS = ("id", "facility", "indicator", "threshold", "unit", "minimum", "per", "metric", "mode", "weight", "target")


def norm(indicator: str = "distance", **more: object) -> Requirement:
    return Requirement(**{"id": "s", "facility": ("school",), "indicator": indicator, "unit": "m"} | more)


def norms(*requirements: Requirement) -> NormSet:
    return NormSet(id="own", title=Text("Own"), version="1", requirements=requirements)


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ([norm(threshold=300)], 3 * 300 + 500),
        ([norm(threshold=300), norm(threshold=800, metric="straight")], 3 * 800 + 500),
        # 10 minutes on foot at 4.8 km/h are 800 m, on a bicycle at 15 km/h 2,500 m.
        ([norm(threshold=10, unit="min")], 3 * 800 + 500),
        ([norm(threshold=10, unit="min", mode="cycle")], 3 * 2500 + 500),
        ([norm(threshold=300, thresholds_by_class=(("rural", 5000.0),))], 3 * 5000 + 500),
        ([norm(threshold=None, thresholds_by_class=(("urban", 0.5),))], 3 * 0.5 + 500),
        # A rate is of what lies in a neighbourhood, whatever its number.
        ([norm("rate", threshold=90_000, unit="m2", per=1000)], 500),
        ([], 500),
    ],
)
def test_margin(requirements: list[Requirement], expected: float) -> None:
    assert margin_of([norms(*requirements)]) == pytest.approx(expected)


def test_the_norms_of_each_check_with_its_table_over_them() -> None:
    own, other = norms(norm(threshold=300)), norms(norm(threshold=1))
    row = tuple({"id": "s", "threshold": "700"}.get(name, "") for name in COLUMNS)
    alone = ("t", "shop", "distance", 900, "m", "", "", "", "", "", "")
    steps = [
        ("basicrequirements", {"NORM_SET": NormSetValue("own")}),
        ("basicrequirements", {"NORM_SET": NormSetValue("own"), "REQUIREMENTS": row}),
        ("requirementsoveryears", {"REQUIREMENTS": (alone,)}),
        ("basicrequirements", {}),
        ("trend", {}),
    ]
    recipe = Recipe(
        title="R",
        norm_sets={"own": own},
        steps=tuple(
            RecipeStep(id=f"s{n}", algorithm=f"buurtmaat:{name}", parameters=given, outputs={})
            for n, (name, given) in enumerate(steps)
        ),
    )
    found = norms_of(recipe, other)
    assert [[one.threshold for one in each.requirements] for each in found] == [[300], [700], [900], [1]]
