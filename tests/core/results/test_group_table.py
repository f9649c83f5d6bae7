"""Groups beside all, against adding up by hand in random towns; parts add up to the whole."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.norms.model import Requirement
from buurtmaat.core.requirements.divisions import by_name
from buurtmaat.core.requirements.weights import WeightSource
from buurtmaat.core.results.group_table import GROUP_KINDS, GroupsAsked, Role, group_table
from towns.factories import point
from towns.plain_assessment import (
    GROUP_FIELD,
    OUTSIDE,
    SHARES,
    Value,
    Weighed,
    areas_at,
    holders,
    in_known_areas,
    sums,
    threshold_in,
    weigh,
)
from towns.random_towns import RandomTown, none_if_nan, same, sure_town, values_in, village

PEOPLE = Role("inhabitants", WeightSource("inhabitants"), WeightSource())
OLDER = Role("share_65", WeightSource("share_65", spread=True, share_of="people"), WeightSource("people", spread=True))
WEIGHTS = {
    "inhabitants": {"weight": "inhabitants", "weight_of": None},
    "dwellings": {"weight": "dwellings", "weight_of": None},
    "share_65": {"weight": "share_65", "weight_of": "people"},
    "people": {"weight": "people", "weight_of": None},
}
BASE_OF = {"inhabitants": "dwellings", "share_65": "people"}
FIGURES = ("total", "within", "outside", "unknown", "share", "median", "p90", "depth")


@dataclass
class Area:
    """An area, its neighbourhoods and dwellings; the whole has those outside all too."""

    level: str
    name: str | None
    members: list[str]
    homes: list[int]

    @property
    def is_whole(self) -> bool:
        return self.name == "_total"


def areas_of(town: RandomTown) -> list[Area]:
    plain, holder = town.plain, holders(town.plain)
    every = list(range(len(holder)))
    found = []
    for level in ("neighbourhood", *(d.level for d in town.divisions)):
        for name, members in areas_at(plain, level).items():
            found.append(Area(level, name, list(members), [d for d in every if holder[d] in members]))
        if level == "neighbourhood":
            found.append(Area(level, OUTSIDE, [OUTSIDE], [d for d in every if holder[d] == OUTSIDE]))
            found.append(Area(level, "_total", [*town.area_ids, OUTSIDE], every))
    return found


def gini(pairs: Sequence[tuple[float, float]]) -> float:
    """Half the mean difference between any two, over the mean."""
    total = math.fsum(w for _, w in pairs)
    if not total:
        return math.nan
    mean = math.fsum(v * w for v, w in pairs) / total
    if not mean:
        return 0.0
    return math.fsum(wi * wj * abs(vi - vj) for vi, wi in pairs for vj, wj in pairs) / (2 * total**2 * mean)


def concentration(rows: Sequence[tuple[float, float, float]]) -> float:
    """Twice the covariance of the value and the rank by income, over the mean; of value, weight and income."""
    total = math.fsum(w for _, w, _ in rows)
    mean = math.fsum(v * w for v, w, _ in rows) / total if total else 0.0
    if not mean:
        return math.nan
    parts = []
    for value, weight, income in rows:
        below = math.fsum(w for _, w, other in rows if other < income)
        equal = math.fsum(w for _, w, other in rows if other == income)
        parts.append(weight / total * (value - mean) * ((below + equal / 2) / total - 0.5))
    return 2 / mean * math.fsum(parts)


def counted(values: Sequence[Value], thresholds: Sequence[float | None]) -> list[float]:
    """The value of each dwelling as inequality counts it: at most three thresholds, that where it reaches nothing."""
    found = []
    for value, threshold in zip(values, thresholds, strict=True):
        if value.within is None or threshold is None:
            found.append(math.nan)
        elif math.isnan(value.value):
            found.append(3 * threshold)
        else:
            found.append(min(value.value, 3 * threshold))
    return found


@pytest.fixture(params=range(60))
def seed(request) -> int:
    return request.param


def asked_in(town: RandomTown, rng: random.Random) -> GroupsAsked:
    income = [rng.choice([math.nan, 20.0, 20.0, 30.0, 45.0]) for _ in town.area_ids]
    return GroupsAsked(
        roles=[PEOPLE, OLDER],
        kinds=[] if town.groups is None else [(GROUP_FIELD, town.groups)],
        income=np.array(income),
        spread={
            name: np.array([rng.random() < 0.2 for _ in town.points], bool) for name in WEIGHTS if name != "dwellings"
        },
        min_group=rng.choice([0.0, 0.0, 2.5, 6.0]),
    )


def test_groups_are_what_one_adds_up_by_hand(seed: int) -> None:
    rng, town = random.Random(seed), sure_town(seed)
    asked, found = asked_in(town, rng), town.assess()
    table = group_table(found, town.as_town, asked, "en", 2030)
    assert list(table) == list(GROUP_KINDS)
    keys = ["requirement", "level", "neighbourhood", "group_of", "group"]
    assert not table.duplicated(keys).any()
    rows = {tuple(none_if_nan(row[key]) for key in keys): row for row in table.to_dict("records")}
    for requirement in town.requirements:
        if requirement.indicator in SHARES:
            for area in areas_of(town):
                if requirement.id in town.blockers:
                    check_blocked(town, requirement, area, rows)
                else:
                    check_area(town, requirement, area, rows, asked)
    assert not rows, "rows that nobody asked for"


def check_blocked(town: RandomTown, requirement: Requirement, area: Area, rows: dict) -> None:
    for name in (None, "inhabitants", "share_65"):
        row = rows.pop((requirement.id, area.level, area.name, name, name))
        assert row["reason"] == town.blockers[requirement.id]
        assert all(math.isnan(row[figure]) for figure in FIGURES)


def check_area(town: RandomTown, requirement: Requirement, area: Area, rows: dict, asked: GroupsAsked) -> None:
    values = values_in(town, requirement)
    by_row = weigh(town.plain, requirement)
    own = in_known_areas(town.plain, by_row)
    everybody = rows.pop((requirement.id, area.level, area.name, None, None))
    compares = compares_neighbourhoods(town, area, values, own, requirement, asked)
    if compares is False:
        assert everybody.pop("reason") == "one_neighbourhood"
        everybody["reason"] = None
    check_row(everybody, area, values, own, None, asked, few=False)
    is_spread = requirement.weight in ("people", "share_65")
    by_hand = {d for d in area.homes if own.weight[d] > 0 and spread_row(asked, d, is_spread, requirement.weight)}
    assert everybody["spread_evenly"] == int(bool(by_hand))
    check_inequality(everybody, town, requirement, area, values, own, asked)
    for name, base in BASE_OF.items():
        weighed, of = (
            in_known_areas(town.plain, weigh(town.plain, replace(requirement, **WEIGHTS[one]))) for one in (name, base)
        )
        row = rows.pop((requirement.id, area.level, area.name, name, name))
        spread = any(weighed.weight[d] > 0 and spread_row(asked, d, name == "share_65", name) for d in area.homes)
        assert row["spread_evenly"] == int(spread)
        same = of if not area.is_whole else without(of, town, weighed.unknown)
        base_share = math.nan if lacks(area, of) else figures_of(area, values, same)["share"]
        hides = spread and stands_in_one(town, area, same)
        check_row(row, area, values, weighed, None if hides else base_share, asked, few=True)
    for name in [] if town.groups is None else town.groups.ids:
        homes = [d for d in area.homes if town.dwelling_columns[GROUP_FIELD][d] == name]
        if not any(by_row.dwellings[d] > 0 or by_row.weight[d] > 0 for d in homes):
            assert (requirement.id, area.level, area.name, GROUP_FIELD, name) not in rows
            continue
        part = Area(area.level, area.name, [], homes)
        row = rows.pop((requirement.id, area.level, area.name, GROUP_FIELD, name))
        spread = any(by_row.weight[d] > 0 and spread_row(asked, d, is_spread, requirement.weight) for d in homes)
        assert row["spread_evenly"] == int(spread)
        apart = any(by_row.weight[d] > 0 and own.unknown[holders(town.plain)[d]] for d in homes)
        base_share = math.nan if lacks(area, own) or apart else figures_of(area, values, own)["share"]
        if any(by_row.lost[d] for d in homes):
            assert row["reason"] == "weight_unknown"
            assert math.isnan(row["total"])
            continue
        hides = spread and stands_in_one(town, area, by_row)
        check_row(row, part, values, by_row, None if hides else base_share, asked, few=True)


def stands_in_one(town: RandomTown, area: Area, all_of_it: Weighed) -> bool:
    """Whether all that a group is compared with live in one neighbourhood: there it has their share by construction."""
    return len({holders(town.plain)[d] for d in area.homes if all_of_it.weight[d] > 0}) <= 1


def compares_neighbourhoods(
    town: RandomTown,
    area: Area,
    values: Sequence[Value],
    own: Weighed,
    requirement: Requirement,
    asked: GroupsAsked,
) -> bool | None:
    """Whether there are two neighbourhoods whose incomes can be compared; None where there is nothing to compare."""
    rows = told_rows(town, area, values, own, requirement, asked)
    if lacks(area, own) or math.isnan(concentration([(value, weight, income) for value, weight, income, _ in rows])):
        return None
    if area.is_whole and any(own.unknown[name] for name in area.members):
        return None  # the reason says that
    return len({home for *_, home in rows}) > 1


def told_rows(
    town: RandomTown,
    area: Area,
    values: Sequence[Value],
    own: Weighed,
    requirement: Requirement,
    asked: GroupsAsked,
) -> list[tuple[float, float, float, str]]:
    """The value, weight, income and neighbourhood of each dwelling whose income is known."""
    holder = holders(town.plain)
    value = counted(values, [threshold_in(town.plain, requirement, one) for one in holder])
    income = {name: one for name, one in zip(town.area_ids, asked.income, strict=True) if not math.isnan(one)}
    rows = [d for d in area.homes if own.weight[d] > 0 and not math.isnan(value[d]) and holder[d] in income]
    return [(value[d], own.weight[d], income[holder[d]], holder[d]) for d in rows]


def spread_row(asked: GroupsAsked, d: int, by_run: bool, weight: str) -> bool:
    return by_run or (weight != "dwellings" and bool(asked.spread[weight][d]))


def without(weighed: Weighed, town: RandomTown, unknown: Mapping[str, bool]) -> Weighed:
    """Leave out the neighbourhoods in which the group's figure is not known."""
    homes = holders(town.plain)
    weight = [0.0 if unknown.get(homes[d], False) else one for d, one in enumerate(weighed.weight)]
    return replace(weighed, weight=weight)


def lacks(area: Area, weighed: Weighed) -> int:
    """How many of its neighbourhoods have no figure, where that hides the rest."""
    return 0 if area.is_whole else sum(weighed.unknown[name] for name in area.members)


def figures_of(area: Area, values: Sequence[Value], weighed: Weighed) -> dict[str, float]:
    unspread = math.fsum(weighed.unspread[name] for name in area.members if name != OUTSIDE)
    return sums([values[d] for d in area.homes], [weighed.weight[d] for d in area.homes], unspread)


def check_row(
    row: dict,
    area: Area,
    values: Sequence[Value],
    weighed: Weighed,
    base: float | None,
    asked: GroupsAsked,
    *,
    few: bool,
) -> None:
    dwellings = math.fsum(weighed.dwellings[d] for d in area.homes if weighed.weight[d] > 0)
    lacking = sum(weighed.unknown[name] for name in area.members)
    if lacking and not area.is_whole:
        assert row["reason"] == "weight_unknown"
        assert all(math.isnan(row[name]) for name in (*FIGURES, "difference"))
        return
    by_hand = figures_of(area, values, weighed)
    if few and dwellings < asked.min_group and not (lacking and by_hand["total"] == 0):
        assert row["reason"] == "too_few"
        assert all(math.isnan(row[name]) for name in (*FIGURES, "difference", "dwellings"))
        return
    assert none_if_nan(row["reason"]) == (f"weight_unknown:{lacking}" if lacking else None)
    same(row["dwellings"], dwellings)
    for name in FIGURES:
        same(row[name], by_hand[name], 1e-6)
    same(row["difference"], math.nan if base is None else by_hand["share"] - base)


def check_inequality(
    row: dict,
    town: RandomTown,
    requirement: Requirement,
    area: Area,
    values: Sequence[Value],
    own: Weighed,
    asked: GroupsAsked,
) -> None:
    if lacks(area, own):
        assert all(math.isnan(row[name]) for name in ("gini", "palma", "concentration", "no_income"))
        return
    holder = holders(town.plain)
    norms = [threshold_in(town.plain, requirement, one) for one in holder]
    value = counted(values, norms)
    mine = [d for d in area.homes if own.weight[d] > 0 and not math.isnan(value[d])]
    same(row["gini"], gini([(value[d], own.weight[d]) for d in mine]), 1e-6)
    income = {name: one for name, one in zip(town.area_ids, asked.income, strict=True) if not math.isnan(one)}
    told = [d for d in mine if holder[d] in income]
    by_income = concentration([(value[d], own.weight[d], income[holder[d]]) for d in told])
    is_one = len({holder[d] for d in told}) <= 1
    same(row["concentration"], math.nan if is_one else by_income, 1e-6)
    assert not is_one or math.isnan(row["palma"])
    same(row["no_income"], math.fsum(own.weight[d] for d in mine if d not in told))


def test_parts_of_all_add_up_to_all(seed: int) -> None:
    rng, town = random.Random(seed), sure_town(100 + seed)
    people = [rng.randint(0, 9) for _ in town.points]
    children = [rng.randint(0, number) for number in people]
    town.dwelling_columns |= {
        "inhabitants": people,
        "children": children,
        "others": [number - part for number, part in zip(people, children, strict=True)],
        "owner": [rng.choice(["A", "B", "C"]) for _ in people],
    }
    asked = GroupsAsked(
        roles=[
            Role(name, WeightSource(name), WeightSource("inhabitants"))
            for name in ("inhabitants", "children", "others")
        ],
        kinds=[("owner", by_name(town.dwelling_columns["owner"]))],
    )
    table = group_table(town.assess(), town.as_town, asked, "en")
    table["neighbourhood"] = table["neighbourhood"].fillna("in no area of that level")
    table = table[~table["reason"].astype(str).str.startswith(("weight_unknown", "no_"))]
    keys = ["requirement", "level", "neighbourhood"]
    parts = ["total", "within", "outside", "unknown"]
    for whole, some in (("inhabitants", ["children", "others"]), (None, ["owner"])):
        all_of_it = table[table["group_of"].isna() if whole is None else table["group_of"] == whole]
        pieces = table[table["group_of"].isin(some)].groupby(keys, dropna=False)[parts].sum()
        for row in all_of_it.to_dict("records"):
            key = tuple(row[one] for one in keys)
            found = pieces.loc[key] if key in pieces.index else pd.Series(0.0, parts)
            if whole is None and row["weight"] not in ("dwellings", "inhabitants"):
                continue  # of a neighbourhood without dwellings, a figure is in no group
            same(found.to_numpy(float), [row[name] for name in parts], 1e-6)


def test_a_group_of_as_many_dwellings_as_are_asked_is_told_and_one_of_fewer_is_not() -> None:
    town = village(5, shapes=[point(3, 0)], types=["pool"], capacity=[None], facility_holder=[0])
    landlords = by_name(["three", "two", "three", "two", "three"])
    asked = GroupsAsked(kinds=[("landlord", landlords)], min_group=3)
    found = group_table(town.assess(), town.as_town, asked, "en")
    told = found[found["group_of"].notna()].set_index(["neighbourhood", "group"])[["dwellings", "share", "reason"]]
    nothing = (None, None, "too_few")
    assert {
        key: tuple(none_if_nan(one) for one in row) for key, row in zip(told.index, told.to_numpy(), strict=True)
    } == {
        (area, group): figures
        for area in ("BU1", "_total")
        for group, figures in (("three", (3, 1, None)), ("two", nothing))
    }


def test_a_district_of_which_one_neighbourhood_lacks_a_weight_is_compared_with_nobody() -> None:
    town = village(4, shapes=[point(3, 0)], types=["pool"], capacity=[None], facility_holder=[0])
    town.points = [(0.0, 5.0), (4000.0, 5.0), (1.0, 5.0), (2.0, 5.0)]
    town.holder, town.area_ids = [0, 0, 1, 1], ["BU1", "BU2"]
    town.area_columns, town.overlap, town.m2 = {"district": ["D1", "D1"]}, [1.0] * 2, {"neighbourhood": [1e4] * 2}
    town.dwelling_columns = {"inhabitants": [2, 3, None, 4]}
    town.requirements = [replace(town.requirements[0], weight="inhabitants")]
    asked = GroupsAsked(kinds=[("landlord", by_name(["near", "far", None, None]))])
    found = group_table(town.assess(), town.as_town, asked, "en")
    told = found[found["group"] == "near"].set_index("neighbourhood")
    assert told["share"].to_dict() == {"BU1": 1, "_total": 1, "D1": 1}
    # Of the first neighbourhood two of five are near; what lives in the second, and so in the district, is not known.
    assert told["difference"][["BU1", "_total"]].tolist() == pytest.approx([0.6, 0.6])
    assert math.isnan(told["difference"]["D1"])
