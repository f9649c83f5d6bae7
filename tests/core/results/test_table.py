"""The results table: its columns, its rows in order, what is NULL, and that its rows add up."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.norms.model import Condition, NormSet, Requirement, Text
from buurtmaat.core.requirements.divisions import Division
from buurtmaat.core.results.table import RESULT_KINDS, RunMark, result_table
from towns.factories import box, point
from towns.plain_assessment import (
    OUTSIDE,
    SHARES,
    areas_at,
    assess_amount,
    assess_groups,
    assess_share,
    threshold_at,
    threshold_in,
)
from towns.random_towns import RandomTown, none_if_nan, random_town, same, sure_town, values_in, village

COLUMNS = [
    "level",
    "neighbourhood",
    "group",
    "year",
    "stock",
    "requirement",
    "title",
    "facility",
    "indicator",
    "threshold",
    "unit",
    "minimum",
    "per",
    "metric",
    "mode",
    "target",
    "weight",
    "total",
    "within",
    "outside",
    "unknown",
    "share",
    "share_at_90",
    "share_at_110",
    "rate",
    "mean",
    "median",
    "p90",
    "compliance",
    "reason",
    "shortfall",
    "shortfall_capacity",
    "source",
    "source_year",
    "url",
    "basis",
    "note",
    "norm_set",
    "norm_version",
    "state",
    "adopted_by",
    "adopted_on",
    "superseded_by",
    "norm_title",
]
"""As the public interface lists them; there may be more."""

SUMS = ("within", "outside", "unknown", "share", "share_at_90", "share_at_110", "mean", "median", "p90")
WEIGHTS = ("total", "within", "outside", "unknown")


def table_of(town: RandomTown, language: str = "en") -> pd.DataFrame:
    return result_table(town.assess(), town.norm_set, RunMark(language))


def none_if_na(value: object) -> object:
    return None if pd.isna(value) else value


def of(table: pd.DataFrame, requirement: str) -> pd.DataFrame:
    return table[table["requirement"] == requirement].reset_index(drop=True)


def rows_in_order(town: RandomTown, requirement: Requirement) -> Iterator[tuple[str, str | None, str | None]]:
    """Return level, neighbourhood and group of each row."""
    for area in [*town.area_ids, OUTSIDE, "_total"]:
        yield "neighbourhood", area, None
    for division in town.divisions:
        for area in areas_at(town.plain, division.level):
            yield division.level, area, None
    if town.groups is not None and requirement.has_share:
        for group in town.groups.ids:
            yield "neighbourhood", None, group


@pytest.mark.parametrize("seed", range(20))
def test_rows_come_in_order_and_columns_are_of_their_kinds(seed: int) -> None:
    town = random_town(6000 + seed)
    table = table_of(town)
    assert list(table.columns) == list(RESULT_KINDS)
    assert [name for name in table.columns if name in COLUMNS] == COLUMNS
    kinds = {"text": "object", "whole": "Int64", "number": "float64"}
    assert [str(t) for t in table.dtypes] == [kinds[kind] for kind in RESULT_KINDS.values()]
    for name in (name for name, kind in RESULT_KINDS.items() if kind == "text"):
        assert all(value is None or isinstance(value, str) for value in table[name]), (
            name
        )  # no NaN, whatever the pandas
    assert list(dict.fromkeys(table["requirement"])) == [r.id for r in town.requirements]
    for r in town.requirements:
        mine = of(table, r.id)
        found = [
            tuple(map(none_if_nan, row))
            for row in zip(mine["level"], mine["neighbourhood"], mine["group"], strict=True)
        ]
        assert found == list(rows_in_order(town, r))


@pytest.mark.parametrize("seed", range(25))
def test_figures_are_those_counted_by_hand(seed: int) -> None:
    town = sure_town(6500 + seed)
    table = table_of(town)
    for r in town.requirements:
        if r.id not in town.blockers:
            check_figures(town, r, of(table, r.id))


def check_figures(town: RandomTown, requirement: Requirement, table: pd.DataFrame) -> None:
    plain = town.plain
    shares = requirement.indicator in SHARES
    values = values_in(town, requirement) if shares else []
    made = []
    for level in ("neighbourhood", *(d.level for d in town.divisions)):
        rows = assess_share(plain, requirement, level, values) if shares else assess_amount(plain, requirement, level)
        # What lies outside all, and the whole, have their rows once, among the neighbourhoods.
        made.append(rows if level == "neighbourhood" else rows.iloc[:-2])
    if shares and town.groups is not None:
        made.append(assess_groups(plain, requirement, values, town.groups.ids))
    rows = pd.concat([one.astype(object) for one in made], ignore_index=True)
    assert len(rows) == len(table)
    # Of a weight that is NULL there are no figures, whether the requirement applies or not.
    lacking = (table["reason"] == "weight_unknown") | (
        (table["compliance"] == "not_applicable") & table["total"].isna()
    )
    for name in ("total", *(SUMS if shares else ("rate",))):
        expected = rows[name].astype(float)
        same(table[name][~lacking], expected[~lacking])
    for name in SUMS if not shares else ("rate",):
        assert table[name].isna().all()
    judged = ~rows.get("compliance", pd.Series(np.nan, rows.index)).isna()
    assert [none_if_nan(v) for v in table["compliance"]] == [
        none_if_nan(v) if j else None for v, j in zip(rows.get("compliance", rows["total"]), judged, strict=True)
    ]


@pytest.mark.parametrize("seed", range(25))
def test_neighbourhoods_levels_and_what_lies_outside_make_up_the_total(seed: int) -> None:
    town = random_town(7000 + seed)
    table = table_of(town)
    for r in town.requirements:
        mine = of(table, r.id)
        mine = mine[mine["group"].isna()]
        whole = mine[mine["neighbourhood"] == "_total"].iloc[0]
        beside = mine[mine["neighbourhood"] == OUTSIDE].iloc[0]
        weights = WEIGHTS if r.has_share else ("total",)
        if r.id in town.blockers:
            assert mine[list(weights)].isna().all(axis=None)
            assert whole["reason"] == town.blockers[r.id]
            continue
        if r.has_share:
            same(mine["total"], mine["within"] + mine["outside"] + mine["unknown"])
        for level in ("neighbourhood", *(d.level for d in town.divisions)):
            areas = mine[(mine["level"] == level) & ~mine["neighbourhood"].isin([OUTSIDE, "_total"])]
            if level != "neighbourhood" and (areas["reason"] == "weight_unknown").any():
                continue  # the sum of such an area is not known
            for name in weights:
                same(areas[name].sum() + beside[name], whole[name])
        lacking = (mine["reason"][mine["level"] == "neighbourhood"] == "weight_unknown").sum()
        assert str(whole["reason"]).startswith("weight_unknown:") >= bool(lacking)


@pytest.mark.parametrize("seed", range(25))
def test_what_is_not_known_is_null(seed: int) -> None:
    town = random_town(7500 + seed)
    table = table_of(town)
    lacking = table[table["reason"] == "weight_unknown"]
    for name in ("total", *SUMS):
        assert lacking[name].isna().all(), name
    assert lacking["rate"][lacking["indicator"] == "rate"].isna().all()
    rest = table[table["neighbourhood"].isin([OUTSIDE, "_total"])]
    for name in ("compliance", "shortfall", "shortfall_capacity"):
        assert rest[name].isna().all(), name
    assert rest["shortfall_facilities"][rest["neighbourhood"] == OUTSIDE].isna().all()
    assert table["year"].isna().all()
    assert set(table["stock"]) == {"all"}
    judged = table[~table["compliance"].isna()]
    shares = judged["indicator"].isin(SHARES)
    assert not judged["shortfall"][shares].isna().any()
    assert not judged["shortfall_capacity"][~shares].isna().any()
    fails = judged["compliance"] == "fails"
    assert (judged["shortfall"][shares & fails] > 0).all()
    assert (judged["shortfall"][shares & ~fails] == 0).all()
    assert (judged["shortfall_capacity"][~shares & fails] > 0).all()
    assert (judged["shortfall_capacity"][~shares & ~fails] == 0).all()
    assert judged["shortfall_facilities"][shares].isna().all()
    assert (judged["shortfall_facilities"][~shares & ~fails].dropna() == 0).all()
    for _, row in rest[rest["neighbourhood"] == "_total"].iterrows():
        lacking = judged["shortfall_facilities"][judged["requirement"] == row["requirement"]]
        assert none_if_na(row["shortfall_facilities"]) == none_if_na(lacking.sum(min_count=1))


@pytest.mark.parametrize("seed", range(25))
def test_each_row_has_the_threshold_that_holds_there(seed: int) -> None:
    town = random_town(8000 + seed)
    table = table_of(town)
    for r in town.requirements:
        mine = of(table, r.id)
        assert {"_total"} < set(mine["neighbourhood"])
        for _, row in mine.iterrows():
            if row["neighbourhood"] == "_total" or none_if_nan(row["group"]) is not None:
                norms = {r.threshold} if not r.thresholds_by_class else {None}
            elif row["neighbourhood"] == OUTSIDE:
                norms = {threshold_in(town.plain, r, OUTSIDE)}
            else:
                members = areas_at(town.plain, row["level"])[none_if_nan(row["neighbourhood"])]
                norms = {none_if_nan(threshold_at(town.plain, r, row["level"], members))}
            (norm,) = norms if len(norms) == 1 else {None}
            same(row["threshold"], math.nan if norm is None else norm)


# What a requirement says of itself


def dressed(**keys: object) -> RandomTown:
    """Make a village with a pool and one requirement that has all there is to tell."""
    town = village(60, shapes=[point(3, 0)], types=["pool"], capacity=[None], facility_holder=[0])
    words = {
        "title": Text("Pool nearby", "Zwembad dichtbij"),
        "source": "Council, 2021",
        "url": "https://example.org/norm",
        "year": 2021,
        "basis": "municipal",
        "note": Text("For all", "Voor allen"),
    }
    town.requirements = [dataclasses.replace(town.requirements[0], **{**words, **keys})]
    return town


def test_a_row_tells_what_was_asked_and_by_whom() -> None:
    town = dressed(facility=("Pool", "bath"), indicator="count", minimum=2, target=0.9)
    norm_set = NormSet(
        id="ours",
        title=Text("Ours", "De onze"),
        version="3",
        state="superseded",
        adopted_by="Council",
        adopted_on="2021-05",
        superseded_by="ours-4",
        requirements=tuple(town.requirements),
    )
    for language, title, note, set_title in (
        ("en", "Pool nearby", "For all", "Ours"),
        ("nl", "Zwembad dichtbij", "Voor allen", "De onze"),
    ):
        row = result_table(town.assess(), norm_set, RunMark(language)).iloc[0]
        assert (row["title"], row["note"], row["norm_title"]) == (title, note, set_title)
        expected = {
            "facility": "Pool | bath",
            "indicator": "count",
            "threshold": 500,
            "unit": "m",
            "minimum": 2,
            "metric": "network",
            "mode": "walk",
            "target": 0.9,
            "weight": "dwellings",
            "source": "Council, 2021",
            "source_year": 2021,
            "url": "https://example.org/norm",
            "basis": "municipal",
            "norm_set": "ours",
            "norm_version": "3",
            "state": "superseded",
            "adopted_by": "Council",
            "adopted_on": "2021-05",
            "superseded_by": "ours-4",
            "conditions": None,
        }
        assert {name: row[name] for name in expected} == expected
        assert row[["per", "rate", "year", "group"]].isna().all()


def test_all_else_that_is_asked_is_told() -> None:
    """So that two runs of which only a condition differs are not taken for the same."""
    town = dressed(where=(Condition("zone", "=", "a"),), merge_touching=True)
    town.facility_columns = {"zone": ["a"]}
    told = json.loads(table_of(town)["conditions"][0])
    assert told == {"where": [["zone", "=", "a"]], "merge_touching": True}
    named = dressed(where=(Condition("zone", "=", "één"),))
    named.facility_columns = {"zone": ["één"]}
    assert table_of(named)["conditions"][0] == '{"where": [["zone", "=", "één"]]}'
    walked = table_of(dressed(unit="min", threshold=10.0))["conditions"][0]
    assert json.loads(walked) == {"kmh": 4.8}


def test_words_of_both_languages_stand_beside_each_other_by_name() -> None:
    town = dressed(title=Text("Café nearby", "Café dichtbij"), note=Text())
    norm_set = dataclasses.replace(town.norm_set, title=Text("Ours", "De onze"))
    assert result_table(town.assess(), norm_set, RunMark("en"))["texts"][0] == (
        '{"en": {"norm_title": "Ours", "title": "Café nearby"},'
        ' "nl": {"norm_title": "De onze", "title": "Café dichtbij"}}'
    )


def test_an_amount_has_no_metric_and_no_target() -> None:
    town = dressed(indicator="rate", unit="number", threshold=20.0, target=None, per=1000.0)
    table = table_of(town)
    assert (table["per"][0], table["rate"][0], table["compliance"][0]) == (1000, pytest.approx(1000 / 60), "fails")
    assert table["shortfall_capacity"][0] == pytest.approx(0.2)
    assert table.loc[0, ["metric", "mode", "target", "minimum", "within", "share", "shortfall"]].isna().all()


def test_without_a_title_the_id_stands_there() -> None:
    table = table_of(dressed(title=Text()))
    assert table["title"].tolist() == ["a"] * 3


def test_a_weight_that_is_spread_is_flagged() -> None:
    assert set(table_of(dressed())["weight_spread"]) == {0}
    assert set(table_of(dressed(weight="people"))["weight_spread"]) == {1}


def test_the_fewest_dwellings_to_judge_by_stand_beside_shares() -> None:
    town = dressed()
    assert set(table_of(town)["min_dwellings"]) == {town.min_dwellings}
    amount = table_of(dressed(indicator="rate", threshold=1.0, unit="number", per=100.0, target=None))
    assert amount["min_dwellings"].isna().all()


@pytest.mark.parametrize("seed", range(20))
def test_groups_are_judged_by_a_number_of_their_own(seed: int) -> None:
    town = random_town(seed)
    table = table_of(town)
    shares = table[table["indicator"].isin(SHARES)]
    in_groups = shares["group"].notna()
    assert set(shares[in_groups]["min_dwellings"]) <= {town.min_group}
    assert set(shares[~in_groups]["min_dwellings"]) <= {town.min_dwellings}


def test_the_whole_says_how_many_weights_it_lacks() -> None:
    town = dressed(weight="people")
    town.area_ids, town.area_columns = ["BU1", "BU2"], {"people": [100, None]}
    town.m2, town.overlap = {"neighbourhood": [1.0, 1.0]}, [1.0, 1.0]
    table = table_of(town)
    assert table["neighbourhood"].tolist() == ["BU1", "BU2", OUTSIDE, "_total"]
    assert table["total"].tolist() == pytest.approx([100, math.nan, 0, 100], nan_ok=True)
    assert table["compliance"].tolist() == ["meets", "unknown", None, None]
    assert table["reason"].tolist() == [None, "weight_unknown", None, "weight_unknown:1"]


@pytest.mark.parametrize(
    ("indicator", "keys", "rate"),
    [("presence", {}, 1.0), ("area_share", {"unit": "share", "threshold": 0.1}, 0.25), ("rate", {"per": 10.0}, None)],
)
def test_of_what_hangs_on_no_weight_the_figure_stays_where_that_is_unknown(
    indicator: str, keys: dict, rate: float | None
) -> None:
    # A square of 50 by 50 m in a neighbourhood of 100 by 100 m.
    town = village(60, shapes=[box(0, 0, 50, 50)], types=["pool"], capacity=[None], facility_holder=[0])
    town.area_columns = {"people": [None]}
    asked = {"id": "a", "facility": ("pool",), "threshold": 1.0, "unit": "number", "weight": "people", **keys}
    town.requirements = [Requirement(indicator=indicator, **asked)]
    table = result_table(town.assess(), town.norm_set, RunMark("en")).set_index("neighbourhood")
    row, whole = table.loc["BU1"], table.loc["_total"]
    assert (row["compliance"], row["reason"], whole["reason"]) == ("unknown", "weight_unknown", "weight_unknown:1")
    assert np.isnan([row["total"], whole["rate"]]).all()
    np.testing.assert_allclose(row["rate"], np.nan if rate is None else rate)


def test_the_dwellings_of_today_and_the_new_ones_are_told_beside_the_whole() -> None:
    """BU1 has two dwellings of today within 500 m and a new one beyond, of 30 people each; nobody's home is in BU2.

    The figure of BU2 that no dwelling carries is of today, not of the new ones. Of what could not be computed no part
    is told.
    """
    town = village(4, shapes=[point(0, 0)], types=["pool"], capacity=[1.0], facility_holder=[0])
    near = dataclasses.replace(town.requirements[0], id="near", weight="people")
    room = Requirement(
        id="room", facility=("pool",), indicator="rate", threshold=5.0, unit="number", per=10.0, weight="people"
    )
    town = dataclasses.replace(
        town,
        points=[(10.0, 0.0), (450.0, 0.0), (600.0, 0.0), (10.0, 0.0)],
        holder=[0, 0, 0, -1],
        area_ids=["BU1", "BU2"],
        area_columns={"people": [90, 40]},
        m2={"neighbourhood": [1.0, 1.0]},
        overlap=[1.0, 1.0],
        extra_divisions=[Division("district", ["WK"], np.array([0, 0]))],
        requirements=[near, room, dataclasses.replace(near, id="late")],
        blockers={"late": "no_cycle_network"},
    )
    new = np.array([False, False, True, False])
    parts = {"existing": ~new, "new": new}
    table = result_table(town.assess(), town.norm_set, RunMark("en"), None, parts, np.array(town.holder))
    told = table[table["stock"] != "all"]
    areas = ["BU1", "BU2", OUTSIDE, "_total"]
    assert told["requirement"].unique().tolist() == ["near", "room"]
    expected = {
        ("near", "existing"): {
            "total": [60, 40, 0, 100],
            "within": [60, 0, 0, 60],
            "outside": [0, 0, 0, 0],
            "unknown": [0, 40, 0, 40],
        },
        ("near", "new"): {
            "total": [30, 0, 0, 30],
            "within": [0, 0, 0, 0],
            "outside": [30, 0, 0, 30],
            "unknown": [0, 0, 0, 0],
        },
        ("room", "existing"): {"total": [60, 40, 0, 100]},
        ("room", "new"): {"total": [30, 0, 0, 30]},
    }
    for (requirement, stock), figures in expected.items():
        rows = told[(told["requirement"] == requirement) & (told["stock"] == stock)]
        assert rows["neighbourhood"].tolist() == areas
        assert rows["compliance"].isna().all()
        assert {name: rows[name].tolist() for name in figures} == figures
