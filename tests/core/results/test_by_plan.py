"""What requirements mean for housing plans: a street with a pool, by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.norms.model import Requirement
from buurtmaat.core.requirements.years import DwellingStock
from buurtmaat.core.results.by_plan import PLAN_KINDS, plan_table
from towns.factories import point
from towns.random_towns import RandomTown, village

NAN = math.nan
NEAR = Requirement(id="near", facility=("pool",), indicator="distance", threshold=500.0, unit="m", target=0.7)
QUICK = replace(NEAR, id="quick", unit="min", threshold=10.0, target=None)
ROOM = Requirement(id="room", facility=("pool",), indicator="rate", threshold=5.0, unit="number", per=10.0)
PEOPLE = replace(ROOM, id="people", per=100.0, weight="people")
THERE = Requirement(id="there", facility=("pool",), indicator="presence", threshold=1.0, unit="number")

# The pool is at 0. Rows: one of today; plan b of 2032 and 2030, and plan a of 2035, which has not come yet.
PLAN = [None, "b", "b", "a", "b"]
NUMBER = [9.0, 4.0, 2.0, 0.0, 2.0]
X = [10.0, 400.0, 600.0, 50.0, 450.0]
FROM = [NAN, 2032.0, 2030.0, 2035.0, 2032.0]


def town(*requirements: Requirement, **columns: list[object]) -> RandomTown:
    pools = {"shapes": [point(0, 0)], "types": ["pool"], "capacity": [1.0], "facility_holder": [0]}
    made = village(5, **pools)
    return replace(
        made,
        points=[(x, 0.0) for x in X],
        number=NUMBER,
        dwelling_columns=columns,
        requirements=list(requirements),
    )


def rows_of(made: RandomTown, least: float = 1.0, plan: list[str | None] = PLAN) -> pd.DataFrame:
    stock = DwellingStock(
        dwellings=made.dwellings, planned=np.array([p is not None for p in plan]), year_from=np.array(FROM), plan=plan
    )
    return plan_table(made.assess(), made.dwellings, stock, least, "en")


def one(table: pd.DataFrame, plan: str, requirement: str) -> dict[str, object]:
    row = table[(table["plan_id"] == plan) & (table["requirement"] == requirement)].iloc[0]
    return {name: None if pd.isna(value) else value for name, value in row.items()}


def test_plans_are_in_order_and_each_has_a_row_for_each_requirement() -> None:
    table = rows_of(town(NEAR, QUICK, ROOM))
    assert list(table.columns) == list(PLAN_KINDS)
    assert list(zip(table["plan_id"], table["requirement"], strict=True)) == [
        (plan, requirement) for plan in "ab" for requirement in ("near", "quick", "room")
    ]
    assert table["dwellings"].to_dict() == {0: 0, 1: 0, 2: 0, 3: 8, 4: 8, 5: 8}
    assert table["year_from"].tolist() == [2035] * 3 + [2030] * 3


def test_the_share_and_the_median_are_those_of_the_dwellings_of_the_plan() -> None:
    # 4 at 400 m and 2 at 450 m of 8 are within 500 m. Half of the weight lies at 400 m or nearer.
    table = rows_of(town(NEAR, QUICK))
    near = one(table, "b", "near")
    assert [near[name] for name in ("total", "within", "outside", "unknown", "share")] == [8, 6, 2, 0, 0.75]
    assert (near["value"], near["distance_m"], near["compliance"], near["need"]) == (400, 400, "meets", None)
    quick = one(table, "b", "quick")
    assert quick["value"] == pytest.approx(400 / town(QUICK).mode(QUICK).kmh / 1000 * 60)
    assert (quick["distance_m"], quick["compliance"], quick["unit"]) == (None, None, "min")
    none = one(table, "a", "near")
    assert [none[name] for name in ("total", "share", "value", "compliance")] == [0, None, None, "not_applicable"]


@pytest.mark.parametrize(("target", "least", "verdict"), [(0.76, 1, "fails"), (0.75, 8, "meets"), (0.7, 9, "too_few")])
def test_a_plan_is_judged_as_an_area_is(target: float, least: float, verdict: str) -> None:
    assert one(rows_of(town(replace(NEAR, target=target)), least), "b", "near")["compliance"] == verdict


def test_the_need_is_what_a_rate_asks_for_the_plan() -> None:
    # 5 for each 10 of 8 dwellings; of 30 and 10 people 5 for each 100.
    table = rows_of(town(ROOM, PEOPLE, THERE, people=[7, 30, 10, 0, 0]))
    room, people = one(table, "b", "room"), one(table, "b", "people")
    assert (room["total"], room["need"], room["compliance"], room["share"]) == (8, 4, None, None)
    assert (people["total"], people["need"]) == (40, 2)
    assert one(table, "b", "there")["need"] is None


def test_where_the_weight_of_a_dwelling_is_not_known_neither_is_that_of_its_plan() -> None:
    table = rows_of(town(PEOPLE, replace(NEAR, weight="people"), people=[7, 30, None, 0, 0]))
    for requirement in ("people", "near"):
        found = one(table, "b", requirement)
        assert [found[name] for name in ("total", "need", "share", "value")] == [None] * 4
        assert found["reason"] == "weight_unknown"
    assert one(table, "b", "near")["compliance"] == "unknown"
    assert (one(table, "a", "people")["total"], one(table, "a", "people")["reason"]) == (0, None)


def test_what_cannot_be_computed_says_why() -> None:
    made = replace(town(NEAR), blockers={"near": "no_cycle_network"})
    found = one(rows_of(made), "b", "near")
    assert [found[name] for name in ("dwellings", "total", "share", "compliance")] == [8, None, None, None]
    assert found["reason"] == "no_cycle_network"


def test_a_plan_without_a_year_has_none() -> None:
    made = town(NEAR)
    planned, nowhen = np.array([p is not None for p in PLAN]), np.full(5, NAN)
    stock = DwellingStock(dwellings=made.dwellings, planned=planned, year_from=nowhen, plan=PLAN)
    table = plan_table(made.assess(), made.dwellings, stock, 1.0, "en")
    assert table["year_from"].isna().tolist() == [True, True]


def test_without_plans_there_are_no_rows() -> None:
    table = rows_of(town(NEAR), plan=[None] * 5)
    assert (len(table), list(table.columns)) == (0, list(PLAN_KINDS))
