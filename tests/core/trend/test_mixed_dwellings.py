"""Dwellings of one day with the figures of another: which are the same, and what those get that are not."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.requirements.entities import Dwellings, Neighbourhoods
from buurtmaat.core.requirements.weights import WeightSource, find_demand
from buurtmaat.core.trend.mixed_dwellings import DwellingsOfDay, mixed_dwellings, same_rows

AREAS = ("a", "b")


def day(places, ids=None, standing=None, number=None, figures=(0.0, 0.0), area=None, **columns) -> DwellingsOfDay:
    count = len(places)
    return DwellingsOfDay(
        dwellings=Dwellings(
            xy=np.array(places, float).reshape(-1, 2),
            number=np.ones(count) if number is None else np.array(number, float),
            neighbourhood=np.zeros(count, np.int64) if area is None else np.array(area),
            columns=columns,
        ),
        neighbourhoods=Neighbourhoods(ids=AREAS, columns={"people": list(figures)}),
        sources={
            "own": WeightSource(),
            **({"seniors": WeightSource("seniors")} if "seniors" in columns else {}),
            "people": WeightSource("people", spread=True),
        },
        standing=np.ones(count) if standing is None else np.array(standing, float),
        ids=[None] * count if ids is None else ids,
    )


def rows(one: DwellingsOfDay, other: DwellingsOfDay) -> list[int]:
    return same_rows(one, other).row_of.tolist()


def test_rows_match_by_id_wherever_they_stand() -> None:
    one = day([(0, 0), (9, 9), (5, 5)], ["x", "y", "z"])
    other = day([(50, 50), (60, 60)], ["y", "x"])
    assert rows(one, other) == [1, 0, -1]
    assert same_rows(one, other).by_id == 2


def test_without_an_id_rows_at_one_place_match_within_a_centimetre() -> None:
    one = day([(0, 0), (10, 0), (20, 0), (np.nan, np.nan)])
    other = day([(10.009, 0), (20.02, 0), (0, 0), (np.nan, np.nan)])
    assert rows(one, other) == [2, 0, -1, -1]
    # Coordinates of the Netherlands, where a difference of 0.01 is a little more in binary.
    far = day([(84000.0, 447000.01)])
    assert rows(day([(84000.0, 447000.0)]), far) == [0]


def test_each_row_matches_once_in_their_order_and_the_nearest_first() -> None:
    assert rows(day([(0, 0)] * 3), day([(0, 0)] * 2)) == [0, 1, -1]
    assert rows(day([(0, 0), (0.008, 0)]), day([(0.005, 0)])) == [-1, 0]


def test_the_second_at_a_place_is_not_the_first_at_the_next() -> None:
    assert rows(day([(0, 0), (0, 0)]), day([(0, 0), (5, 0)])) == [0, -1]


def test_a_dwelling_with_an_id_is_no_other_one_in_its_place() -> None:
    assert rows(day([(0, 0), (5, 0)], ["x", "y"]), day([(0, 0), (5, 0)], ["x", "z"])) == [0, -1]
    assert rows(day([(0, 0), (5, 0)], ["x", "y"]), day([(0, 0), (5, 0)], ["x", None])) == [0, -1]


def test_ids_that_come_twice_or_lack_or_have_nothing_in_common_tell_nothing() -> None:
    one = day([(0, 0), (5, 0), (7, 0), (9, 0)], ["x", "x", None, "y"])
    other = day([(5, 0), (7, 0), (9, 0), (0, 0)], ["x", None, None, "y"])
    assert rows(one, other) == [-1, -1, 1, 3]  # the x of the other day is known, and no x of this day is
    assert rows(day([(0, 0), (5, 0)], ["1", "2"]), day([(5, 0), (0, 0)], ["a", "b"])) == [1, 0]
    assert rows(day([(0, 0), (5, 0), (7, 0)], ["x", "x", None]), day([(50, 0)], ["x"])) == [-1, -1, -1]
    assert rows(day([(0, 0)]), day([(9, 9)])) == [-1]


def test_what_a_plan_has_not_built_or_has_pulled_down_does_not_stand() -> None:
    one = day([(0, 0), (5, 0), (7, 0)], standing=[1, 0, 4])
    other = day([(0, 0), (5, 0), (7, 0)], standing=[0, 1, 2])
    assert rows(one, other) == [-1, -1, 2]


def test_dwellings_take_the_figures_of_the_other_day_and_new_ones_keep_their_own() -> None:
    # 30 people over 3 dwellings, 10 each, and in b 8 over 1; on the other day 60 over 2, 30 each.
    standing = day(
        [(0, 0), (1, 0), (2, 0), (9, 0), (99, 0)],
        number=[1, 1, 1, 2, 1],
        figures=(30.0, 8.0),
        area=[0, 0, 0, 1, -1],
        seniors=[1, 2, 3, 4, 5],
        kind=["p", "q", "r", "s", "outside"],
    )
    counted = day([(1, 0), (0, 0)], number=[5, 7], figures=(60.0, 0.0), seniors=[20, None], kind=["Q", "P"])
    same = same_rows(standing, counted)
    found, sources = mixed_dwellings(standing, counted, same, np.array([0, 0, 0, 1, -1]))
    assert found.number.tolist() == [7, 5, 1, 2, 1]
    assert list(found.columns["kind"]) == ["P", "Q", "r", "s", "outside"]
    assert sources["own"] == WeightSource()
    assert np.array(found.columns[sources["seniors"].field]) == pytest.approx([np.nan, 20, 3, 4, 5], nan_ok=True)
    # By number: 60 · 5/12 and 60 · 7/12.
    assert list(found.columns[sources["people"].field]) == pytest.approx([35, 25, 10, 8, 0])
    demand = find_demand(found, counted.neighbourhoods, sources["seniors"], ())
    assert demand.unknown_area.tolist() == [True, False, False]


@pytest.mark.parametrize("people", [6.0, 0.5])
def test_people_of_an_area_without_dwellings_stay_its_people(people: float) -> None:
    standing = day([(0, 0)], figures=(10.0, 5.0))
    counted = day([(0, 0)], figures=(20.0, people))
    found, sources = mixed_dwellings(standing, counted, same_rows(standing, counted), np.array([0]))
    demand = find_demand(found, counted.neighbourhoods, sources["people"], ())
    assert demand.weight.tolist() == [20]
    assert demand.unspread.tolist() == [0, people]
    # Where a dwelling stands only on this day, its own people live.
    standing = day([(0, 0), (9, 0)], figures=(10.0, 5.0), area=[0, 1])
    found, sources = mixed_dwellings(standing, counted, same_rows(standing, counted), np.array([0, 1]))
    demand = find_demand(found, counted.neighbourhoods, sources["people"], ())
    assert demand.weight.tolist() == [20, 5]
    assert demand.unspread.tolist() == [0, 0]


def test_what_plans_leave_of_a_dwelling_is_of_the_day_that_stands() -> None:
    # Half of it is pulled down: of its 8 dwellings and 16 people of the other day half are left.
    standing = day([(0, 0)], standing=[0.5], number=[3], seniors=[6])
    counted = day([(0, 0)], number=[8], seniors=[16])
    found, sources = mixed_dwellings(standing, counted, same_rows(standing, counted), np.array([0]))
    assert found.number.tolist() == [4]
    assert found.columns[sources["seniors"].field] == [8]
