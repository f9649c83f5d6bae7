"""People that a forecast tells of: between its years, and shared out over the dwellings of a year."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.requirements.entities import Dwellings, Neighbourhoods
from buurtmaat.core.requirements.forecasts import Forecast
from buurtmaat.core.requirements.weights import WeightSource, find_demand
from buurtmaat.core.requirements.years import DwellingStock

NAN = float("nan")
OWN, SPREAD = WeightSource("people"), WeightSource("people", spread=True)


def forecast(count: int, rows: list[tuple[int, int, float]]) -> Forecast:
    place, year, people = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    return Forecast(count, np.array(place, np.int64), np.array(year, float), {"people": np.array(people, float)})


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2024, [NAN, NAN]),
        (2025, [100, NAN]),
        (2028, [130, NAN]),
        (2030, [150, 40]),
        (2035, [150, 30]),
        (2060, [150, 20]),
    ],
)
def test_it_is_straight_between_two_years_and_keeps_the_last(year: int, expected: list[float]) -> None:
    told = forecast(3, [(1, 2040, 20), (0, 2030, 150), (0, 2025, 100), (1, 2030, 40), (0, 2040, NAN)])
    found = told.in_year(year)["people"]
    assert found == pytest.approx([*expected, NAN], nan_ok=True)


@given(
    st.dictionaries(st.tuples(st.integers(0, 3), st.integers(2020, 2060)), st.floats(0, 1e6), max_size=30),
    st.integers(2015, 2065),
)
def test_it_is_what_numpy_gives_for_each_neighbourhood(rows: dict[tuple[int, int], float], year: int) -> None:
    found = forecast(4, [(*key, people) for key, people in rows.items()]).in_year(year)["people"]
    for place in range(4):
        known = sorted((when, people) for (home, when), people in rows.items() if home == place)
        if known and known[0][0] <= year:
            assert found[place] == pytest.approx(np.interp(year, *zip(*known, strict=True)))
        else:
            assert np.isnan(found[place])


def weights(homes: Dwellings, source: WeightSource, people: list[float | None]) -> tuple[list, list, list, list]:
    demand = find_demand(homes, Neighbourhoods(ids=["a", "b", "c"], columns={"people": people}), source, ())
    return demand.weight.tolist(), demand.unspread.tolist(), demand.missing.tolist(), demand.unknown_area[:-1].tolist()


def homes(number: list[float], area: list[int], foretold: list[float], **more) -> Dwellings:
    told = {"people": np.array(foretold)}
    return Dwellings(
        xy=np.zeros((len(number), 2)),
        number=np.array(number, float),
        neighbourhood=np.array(area),
        foretold=told,
        **more,
    )


def test_people_of_new_dwellings_are_in_the_forecast() -> None:
    """Of 40 dwellings 30 stand today; with 80 people by then each has 2, whatever today's figure says."""
    found = homes([30, 10, 5], [0, 0, -1], [80, 7, NAN], columns={}, base=np.array([30.0, 0, 5]))
    assert weights(found, SPREAD, [30, 9, 4]) == ([60, 20, 0], [0, 7, 4], [False] * 3, [False] * 3)


def test_it_makes_good_for_weights_that_no_dwelling_tells() -> None:
    """Where some do, it is not known which part of the forecast the others have."""
    people = {"people": [None, None, 3, None, None]}
    found = homes([10, 30, 1, 1, 5], [0, 0, 1, 1, 2], [80.0, 7.0, 0.0], columns=people)
    demand = find_demand(found, Neighbourhoods(ids=["a", "b", "c"], columns={}), WeightSource("people"), ())
    assert demand.unknown.tolist() == [False, False, False, True, False]
    assert demand.unknown_area.tolist() == [False, True, False, False]
    assert demand.missing.tolist() == [False, False, False, True, True]
    assert demand.weight.tolist() == [20, 60, 7, 0, 0]


def test_where_it_tells_nothing_the_figure_of_today_holds() -> None:
    found = homes([10, 20], [0, 1], [NAN, 30, NAN], columns={}, growth=np.array([2.0, 2.0, 2.0, 1.0]))
    assert weights(found, SPREAD, [50, 100, None]) == ([100, 30], [0, 0, 0], [False] * 2, [False, False, True])
    known = homes([10, 20], [0, 1], [NAN, 30, 5], columns={})
    assert weights(known, SPREAD, [None] * 3)[3] == [True, False, False]


def test_numbers_of_the_dwellings_themselves_are_made_to_add_up() -> None:
    """6 and 2 people in the first become 12 and 4; nobody lives in the second yet, so dwellings tell."""
    own = {"people": [6, 2, 0, None, 9]}
    found = homes([1, 1, 1, 3, 1], [0, 0, 1, 1, -1], [16, 8, NAN], columns=own)
    weight, _, missing, _ = weights(found, OWN, [0, 0, 0])
    assert weight == [12, 4, 2, 6, 9]
    assert missing == [False] * 5


def test_few_people_tell_where_others_will_live_as_many_do() -> None:
    own = {"people": [0.75, 0.25]}
    assert weights(homes([1, 3], [0, 0], [8, NAN, NAN], columns=own), OWN, [0, 0, 0])[0] == [6, 2]


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(-1, 2), st.one_of(st.none(), st.integers(0, 9))),
        min_size=1,
        max_size=15,
    ),
    st.lists(st.one_of(st.just(NAN), st.floats(0, 1e6)), min_size=3, max_size=3),
    st.sampled_from([OWN, SPREAD]),
)
def test_every_person_of_the_forecast_is_somewhere(rows: list, foretold: list[float], source: WeightSource) -> None:
    number, area, people = (list(column) for column in zip(*rows, strict=True))
    stock = DwellingStock(
        dwellings=Dwellings(
            xy=np.zeros((len(rows), 2)),
            number=np.array(number, float),
            neighbourhood=np.array(area),
            columns={"people": people},
        ),
        planned=np.zeros(len(rows), bool),
        year_from=np.full(len(rows), NAN),
        plan=[None] * len(rows),
        forecast=forecast(3, [(place, 2030, told) for place, told in enumerate(foretold)]),
    )
    weight, unspread, _, _ = weights(stock.in_year(2031)[0], source, [10, 20, 30])
    for place, told in enumerate(foretold):
        here = sum(w for w, a in zip(weight, area, strict=True) if a == place)
        if not np.isnan(told):
            assert here + unspread[place] == pytest.approx(told)
