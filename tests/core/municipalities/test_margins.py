"""The margin around a municipality: three times the largest threshold, or as far as a street must lead to count."""

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
        # Over streets: a part of 2,000 m counts, and a door lies at most 200 m from it, at both ends.
        ([norm(threshold=300)], 300 + 2 * 200 + 2000),
        ([norm(threshold=300, metric="straight")], 3 * 300 + 500),
        ([norm(threshold=300), norm(threshold=800, metric="straight")], 3 * 800 + 500),
        ([norm(threshold=800), norm(threshold=300, metric="straight")], 800 + 2 * 200 + 2000),
        # 10 minutes on foot at 4.8 km/h are 800 m, on a bicycle at 15 km/h 2,500 m.
        ([norm(threshold=10, unit="min")], 800 + 2 * 200 + 2000),
        ([norm(threshold=10, unit="min", mode="cycle")], 3 * 2500 + 500),
        ([norm(threshold=300, thresholds_by_class=(("rural", 5000.0),))], 3 * 5000 + 500),
        ([norm(threshold=None, thresholds_by_class=(("urban", 0.5),))], 0.5 + 2 * 200 + 2000),
        # A rate is of what lies in a neighbourhood, whatever its number.
        ([norm("rate", threshold=90_000, unit="m2", per=1000)], 500),
        ([], 500),
    ],
)
def test_margin(requirements: list[Requirement], expected: float) -> None:
    assert margin_of([norms(*requirements)], 2 * 200 + 2000) == pytest.approx(expected)


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
