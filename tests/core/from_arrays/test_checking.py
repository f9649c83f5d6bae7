"""Requirements of towns that are given as plain arrays; every figure is worked out by hand."""

from __future__ import annotations

import json
import math
import re

import numpy as np
import pandas as pd
import pytest

from buurtmaat.core.from_arrays import ArrayTown, CheckedTown, Lines, check_requirements, lines, load, polygons
from buurtmaat.core.norms.model import NormSet
from buurtmaat.core.progress import Progress

STREET = Lines(shapes=lines([[(0, 0), (1000, 0)]]))
WEST = [(0, -9), (500, -9), (500, 9), (0, 9)]
EAST = [(500, -9), (1000, -9), (1000, 9), (500, 9), (500, -9)]  # closed or not is the same
PLAY = {"id": "play", "facility": ["playground"], "indicator": "distance", "threshold": 400, "unit": "m", "target": 0.8}


def town(**other: object) -> ArrayTown:
    """Put ten dwellings in a row at x = 50, 150, … 950, by a street of 1,000 m in two halves with a playground at 0."""
    given: dict[str, object] = {
        "dwellings": [(x, 0.0) for x in range(50, 1000, 100)],
        "number": [10] * 10,
        "neighbourhoods": polygons([WEST, EAST]),
        "neighbourhood_ids": ["west", "east"],
        "facilities": [(0.0, 0.0)],
        "types": ["Playground"],
        "streets": {"walk": STREET},
    }
    return ArrayTown(**{**given, **other})  # type: ignore[arg-type]


def norms(**other: object) -> NormSet:
    rows = [{**PLAY, **other}]
    return load(json.dumps({"format": 1, "id": "own", "title": "Own", "version": "1", "requirements": rows}))


def row(checked: CheckedTown, area: str) -> pd.Series:
    (found,) = (one for _, one in checked.results.iterrows() if one["neighbourhood"] == area)
    return found


def test_distances_and_verdicts_of_a_street() -> None:
    checked = check_requirements(town(), norms())
    # Within 400 m are x = 50 … 350: four of the five rows in the west, none in the east.
    assert checked.dwellings["play_value"].tolist() == [float(x) for x in range(50, 1000, 100)]
    assert checked.dwellings["play_ok"].tolist() == [1] * 4 + [0] * 6
    assert checked.dwellings["play_facility"].tolist() == [0] * 10
    assert checked.dwellings["neighbourhood"].tolist() == ["west"] * 5 + ["east"] * 5
    west, east, whole = (row(checked, one) for one in ("west", "east", "_total"))
    assert (west["total"], west["within"], west["share"], west["compliance"]) == (50, 40, 0.8, "meets")
    assert (east["total"], east["within"], east["share"], east["compliance"]) == (50, 0, 0, "fails")
    assert (whole["total"], whole["within"]) == (100, 40)


def test_what_is_not_known_is_neither_met_nor_failed() -> None:
    nowhere = [(50, 0), (math.nan, 0), (150, 5000), (950, 0)]
    checked = check_requirements(town(dwellings=nowhere, number=[60, 60, 60, 60]), norms())
    assert checked.dwellings["neighbourhood"].tolist() == ["west", None, None, "east"]
    assert checked.dwellings["play_reason"].tolist() == [None, "no_geometry", "off_network", None]
    assert checked.dwellings["play_ok"].isna().tolist() == [False, True, True, False]
    assert row(checked, "outside_neighbourhoods")["unknown"] == 120


def test_a_type_that_is_absent_fails_only_where_it_is_known_to_be() -> None:
    verdicts = [
        row(check_requirements(town(types=["shop"]), norms(), complete_types=complete), "west")["compliance"]
        for complete in ((), ("Playground ",))
    ]
    assert verdicts == ["unknown", "fails"]


def test_neighbourhoods_with_few_dwellings_are_not_judged() -> None:
    assert row(check_requirements(town(), norms(), min_dwellings=50), "west")["compliance"] == "meets"
    assert row(check_requirements(town(), norms(), min_dwellings=51), "west")["compliance"] == "too_few"


def test_figures_of_neighbourhoods_are_spread_over_their_dwellings() -> None:
    place = town(neighbourhood_columns={"children": np.array([20.0, math.nan])})
    checked = check_requirements(place, norms(weight="children"))
    # 20 children over five rows: 4 each, of which four rows are within.
    assert (row(checked, "west")["total"], row(checked, "west")["within"]) == (20, 16)
    assert (row(checked, "east")["compliance"], row(checked, "east")["reason"]) == ("unknown", "weight_unknown")


def test_conditions_levels_and_classes() -> None:
    two = town(
        facilities=[(0.0, 0.0), (1000.0, 0.0)],
        types=["playground", "playground"],
        facility_columns={"open": pd.Series([1, 0])},
        neighbourhood_columns={"district": ["all", "all"]},
        classes=["urban", "rural"],
    )
    open_only = check_requirements(two, norms(where=[{"field": "open", "op": "=", "value": 1}]))
    assert open_only.dwellings["play_facility"].tolist() == [0] * 10
    both = check_requirements(two, norms(level="district", target=0.8))
    # From both ends four rows each: 80 of 100.
    (district,) = (one for _, one in both.results.iterrows() if one["level"] == "district")
    assert (district["share"], district["compliance"]) == (0.8, "meets")
    by_class = check_requirements(two, norms(thresholds_by_class={"rural": 100}))
    assert by_class.dwellings["play_ok"].tolist() == [1, 1, 1, 1, 0, 0, 0, 0, 0, 1]  # x = 450 is 450 m away


def test_levels_are_told_apart_by_their_names_and_what_has_none_lies_in_no_area() -> None:
    far = town(facilities=[(0.0, 0.0)], neighbourhood_columns={"district": [7.0, None], "region": ["x", "x"]})
    rows = [{**PLAY, "level": "district"}, {**PLAY, "id": "other", "level": "region"}]
    checked = check_requirements(
        far, load(json.dumps({"format": 1, "id": "own", "title": "Own", "version": "1", "requirements": rows}))
    )
    named = checked.results[["level", "neighbourhood", "requirement", "compliance"]].itertuples(index=False)
    judged = [tuple(one) for one in named if one[0] != "neighbourhood"]
    assert judged == [
        ("district", "7.0", "play", "meets"),
        ("district", None, "play", "unknown"),
        ("region", "x", "play", None),
        ("district", "7.0", "other", None),
        ("district", None, "other", None),
        ("region", "x", "other", "fails"),
    ]


def test_a_percentage_is_of_a_figure_and_a_column_of_the_dwellings_comes_first() -> None:
    place = town(neighbourhood_columns={"p_old": [50.0, 10.0], "people": [100.0, 200.0]})
    checked = check_requirements(place, norms(weight="p_old", weight_of="people"))
    assert (row(checked, "west")["total"], row(checked, "east")["total"]) == (50, 20)
    own = town(
        dwelling_columns={"people": [1, 2, 3, 4, 5, 0, 0, 0, 0, 9]}, neighbourhood_columns={"people": [100.0, 200.0]}
    )
    checked = check_requirements(own, norms(weight="people"))
    assert (row(checked, "west")["total"], row(checked, "east")["total"]) == (15, 9)
    assert check_requirements(own, norms(weight="people")).results["weight_spread"].tolist() == [0] * 4
    assert check_requirements(place, norms(weight="people")).results["weight_spread"].tolist() == [1] * 4


def test_modes_on_the_same_streets_are_put_on_them_once_and_give_what_each_gives_alone() -> None:
    away = Lines(shapes=lines([[(0, 1), (2000, 1)]]))
    rows = [
        {**PLAY, "unit": "min", "threshold": 5},
        {**PLAY, "id": "slow", "unit": "min", "threshold": 5, "mode": "walk_65"},
        {**PLAY, "id": "bike", "unit": "min", "threshold": 5, "mode": "cycle"},
    ]
    norm_set = load(json.dumps({"format": 1, "id": "own", "title": "Own", "version": "1", "requirements": rows}))
    looks: list[float] = []
    checked = check_requirements(
        town(streets={"walk": STREET, "walk_65": STREET, "cycle": away}), norm_set, progress=Progress(looks.append)
    )
    at = np.arange(50, 1000, 100)
    # 4.8 km/h is 80 m a minute, 3 is 50, and 15 is 250; to the other street and back it is a metre each.
    np.testing.assert_allclose(checked.dwellings["play_value"], at / 80)
    np.testing.assert_allclose(checked.dwellings["slow_value"], at / 50)
    np.testing.assert_allclose(checked.dwellings["bike_value"], (at + 2) / 250)
    assert looks == sorted(looks)
    assert 0.5 < looks[-1] <= 1


def test_of_what_has_no_share_dwellings_have_no_columns() -> None:
    rate = norms(indicator="rate", threshold=1.0, unit="m2", per=1, target=None)
    checked = check_requirements(town(capacity=[50.0], number=None), rate)
    assert list(checked.dwellings.columns) == ["neighbourhood"]
    assert (row(checked, "west")["total"], row(checked, "west")["rate"]) == (5, 10)


def test_the_facility_of_a_dwelling_is_its_row_and_missing_where_none_is_reached() -> None:
    two = town(facilities=[(0.0, 0.0), (1000.0, 0.0)], types=["playground"] * 2)
    assert check_requirements(two, norms()).dwellings["play_facility"].tolist() == [0] * 5 + [1] * 5
    cut = town(barriers=lines([[(500, -50), (500, 50)]]))
    assert check_requirements(cut, norms()).dwellings["play_facility"].isna().tolist() == [False] * 5 + [True] * 5


def test_requirements_behind_one_without_a_share_have_their_columns_and_arguments_their_names() -> None:
    rate = {**PLAY, "id": "rate", "indicator": "rate", "threshold": 1.0, "unit": "m2", "per": 1, "target": None}
    content = {"format": 1, "id": "own", "title": "Own", "version": "1", "requirements": [rate, PLAY]}
    checked = check_requirements(town=town(capacity=[50.0]), norm_set=load(json.dumps(content)))
    assert list(checked.dwellings.columns) == ["neighbourhood", "play_value", "play_ok", "play_facility", "play_reason"]


def test_squares_for_each_dwelling() -> None:
    rate = norms(indicator="rate", threshold=1.0, unit="m2", per=1, target=None)
    offered = town(facilities=[(10, 0), (990, 0)], types=["playground"] * 2, capacity=[50.0, 49.0])
    checked = check_requirements(offered, rate)
    # 50 dwellings in each half ask 50 m².
    assert [row(checked, one)["compliance"] for one in ("west", "east")] == ["meets", "fails"]


def test_a_barrier_cuts_the_way() -> None:
    checked = check_requirements(town(barriers=lines([[(500, -50), (500, 50)]])), norms())
    assert checked.dwellings["play_ok"].tolist() == [1] * 4 + [0] * 6
    assert checked.dwellings["play_value"].isna().tolist() == [False] * 5 + [True] * 5


def test_minutes_go_by_the_speed_of_the_mode() -> None:
    slow = check_requirements(town(streets={"walk_65": STREET}), norms(mode="walk_65", unit="min", threshold=5))
    # 3 km/h is 50 m a minute: 250 m in five minutes.
    np.testing.assert_allclose(slow.dwellings["play_value"], np.arange(50, 1000, 100) / 50)
    assert slow.dwellings["play_ok"].tolist() == [1] * 3 + [0] * 7


@pytest.mark.parametrize(
    ("other", "norm", "says"),
    [
        ({"streets": {}}, {}, 'Requirement “play” needs streets["walk"]'),
        ({}, {"mode": "cycle"}, 'needs streets["cycle"]'),
        ({}, {"where": [{"field": "open", "op": "=", "value": 1}]}, 'needs facility_columns["open"]'),
        ({}, {"demand_where": [{"field": "age", "op": ">", "value": 65}]}, 'needs dwelling_columns["age"]'),
        ({}, {"applies_if": [{"field": "urban", "op": "=", "value": 1}]}, 'needs neighbourhood_columns["urban"]'),
        ({}, {"level": "district"}, 'needs neighbourhood_columns["district"]'),
        ({}, {"weight": "children"}, 'needs neighbourhood_columns["children"]'),
        ({"neighbourhood_columns": {"p_old": [1, 2]}}, {"weight": "p_old"}, "name in weight_of what it is of"),
        ({}, {"thresholds_by_class": {"rural": 100}}, "it needs classes"),
        ({}, {"min_area_m2": 100}, "goes by polygons of facilities"),
        (
            {},
            {"indicator": "area_share", "threshold": 0.1, "unit": "share", "target": None},
            "goes by polygons of facilities",
        ),
    ],
)
def test_what_the_town_lacks_is_named(other: dict, norm: dict, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        check_requirements(town(**other), norms(**norm))


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"types": []}, "types has 0 values, of what there is 1 of"),
        ({"number": [1, 2]}, "number has 2 values, of what there is 10 of"),
        ({"neighbourhood_ids": ["a"]}, "neighbourhood_ids has 1 values, of what there is 2 of"),
        ({"neighbourhood_ids": ["a", "a"]}, "neighbourhood_ids has an id twice"),
        ({"dwelling_columns": {"age": [1]}}, 'dwelling_columns["age"] has 1 values, of what there is 10 of'),
        ({"dwellings": [1, 2, 3]}, "dwellings has the shape (3,)"),
        ({"facilities": [(1, 2, 3)]}, "facilities has the shape (1, 3)"),
    ],
)
def test_arrays_that_do_not_belong_together_are_refused(other: dict, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        town(**other)


def test_shapes_of_lines_and_polygons() -> None:
    ring = polygons([EAST])
    assert ring.part_size.tolist() == [5]
    assert polygons([WEST]).part_size.tolist() == [5]
    assert lines([[(0, 0), (math.nan, 1)], [(0, 0), (1, 1)]]).has_geometry.tolist() == [False, True]
    for make, wrong in ((lines, [[(0, 0)]]), (polygons, [[(0, 0), (1, 1)]]), (lines, [[1, 2]])):
        with pytest.raises(ValueError, match="too few vertices"):
            make(wrong)
