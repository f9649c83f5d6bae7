"""Years to come: which dwellings stand, who lives in them, and what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.errors import InputError
from buurtmaat.core.requirements.entities import Dwellings, Neighbourhoods
from buurtmaat.core.requirements.weights import WeightSource, find_demand
from buurtmaat.core.requirements.years import Demolition, DwellingStock, open_in, read_years, years_of

NAN = float("nan")


@pytest.mark.parametrize(
    ("text", "years"),
    [("", []), ("2026", [2026]), (" 2026;; 2030 ;2040;", [2026, 2030, 2040]), ("1900;2200", [1900, 2200])],
)
def test_years_are_read(text: str, years: list[int]) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *((text, f"“{text}”, which is no year") for text in ("26", "2026,2030", "soon", "99999", "0000", "²⁰²⁶")),
        *((text, f"“{text}”, which is no year") for text in ("1899", "2201")),
        ("2026;2030;2028", "2028 does not follow 2030"),
        ("2030;2026", "2026 does not follow 2030"),
        ("2026;2026", "2026 does not follow 2026"),
    ],
)
def test_what_is_no_rising_years_is_refused(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_years(text)


def test_too_many_years_are_refused() -> None:
    with pytest.raises(InputError, match="at most 50"):
        read_years(";".join(str(year) for year in range(2000, 2051)))


def test_a_year_may_stand_in_a_number_a_text_or_a_date() -> None:
    found = years_of(
        [
            *(2030, 2030.0, "2030", "2030-05-01", "1-5-2030", "2030/05/01", "01/05/2030", "20300501", 20300501),
            *(None, "later", 12, True, "20300", 2030.5, "99990101"),
        ]
    )
    assert found[:9].tolist() == [2030] * 9
    assert np.isnan(found[9:]).all()


def test_what_opens_and_closes_is_open_in_both_years() -> None:
    opens, closes = np.array([NAN, 2028, 2028, NAN]), np.array([NAN, NAN, 2030, 2030])
    assert [open_in(year, opens, closes).tolist() for year in (2027, 2028, 2030, 2031)] == [
        [True, False, False, True],
        [True, True, True, True],
        [True, True, True, True],
        [True, True, False, False],
    ]


def dwellings(number: list[float], area: list[int], base: list[float] | None = None, **columns) -> Dwellings:
    xy = np.zeros((len(number), 2))
    return Dwellings(
        xy=xy,
        number=np.array(number, float),
        neighbourhood=np.array(area),
        columns=columns,
        base=None if base is None else np.array(base, float),
    )


def stock(demolitions: Sequence[Demolition] = (), growth: list[float] | None = None) -> DwellingStock:
    """30 and 10 dwellings stand in the first neighbourhood; 20 come in 2030, 5 in 2035 in the second."""
    all_of_it = dwellings([30, 10, 20, 5], [0, 0, 0, 1], base=[30, 10, 0, 0])
    planned = np.array([False, False, True, True])
    plan = [None, None, "a", "b"]
    grows = None if growth is None else np.array(growth)
    return DwellingStock(
        dwellings=all_of_it,
        planned=planned,
        year_from=np.array([NAN, NAN, 2030, 2035]),
        plan=plan,
        demolitions=list(demolitions),
        growth=grows,
        first=2026,
    )


def test_dwellings_come_in_their_year() -> None:
    assert stock().in_year(2029)[0].number.tolist() == [30, 10, 0, 0]
    assert stock().in_year(2030)[0].number.tolist() == [30, 10, 20, 0]
    assert stock().in_year(2040)[0].number.tolist() == [30, 10, 20, 5]


def test_what_goes_is_taken_in_proportion_and_not_more_than_stands() -> None:
    goes = Demolition("s", 8, 2029, np.array([0, 1]))
    found, beyond = stock([goes]).in_year(2029)
    assert found.number.tolist() == [24, 8, 0, 0]
    assert beyond == []
    again = Demolition("t", 40, 2031, np.array([0, 1]))
    found, beyond = stock([goes, again]).in_year(2031)
    assert found.number.tolist() == [0, 0, 20, 0]
    assert beyond == ["t"]
    assert stock([Demolition("none", 4, 2029, np.array([], np.int64))]).in_year(2030)[1] == ["none"]


def test_plans_of_later_years_wait_whatever_comes_after_them() -> None:
    goes = [Demolition("late", 40, 2040, np.array([0, 1])), Demolition("soon", 8, 2029, np.array([0, 1]))]
    assert stock(goes).in_year(2029)[0].number.tolist() == [24, 8, 0, 0]


def test_what_goes_may_be_all_that_stands_but_for_rounding() -> None:
    for number, beyond in ((40 * (1 - 1e-12), []), (40 * (1 + 1e-12), []), (40 * (1 + 1e-6), ["s"])):
        found, told = stock([Demolition("s", number, 2029, np.array([0, 1]))]).in_year(2029)
        assert told == beyond
        assert found.number[:2] == pytest.approx([0, 0], abs=1e-9)


def test_fewer_people_are_fewer_each_year_and_outside_all_neighbourhoods_they_stay() -> None:
    for growth, factor in (([-10, 5], [0.81, 1.1025, 1]), ([NAN, -100], [1, 0, 1]), ([-150, 0], [0, 1, 1])):
        assert stock(growth=growth).in_year(2028)[0].growth == pytest.approx(factor)


def weights(homes: Dwellings, source: WeightSource, **columns: list) -> tuple[list[float], list[float]]:
    count = len(next(iter(columns.values()))) if columns else 2
    areas = Neighbourhoods(ids=[str(n) for n in range(count)], columns=columns)
    demand = find_demand(homes, areas, source, ())
    return demand.weight.tolist(), demand.unspread.tolist()


def test_a_figure_of_today_is_of_the_dwellings_of_today() -> None:
    """80 people live in 40 dwellings, so 2 in each; what comes brings as many, what goes takes them along."""
    source = WeightSource("people", spread=True)
    now = stock().in_year(2026)[0]
    assert weights(now, source, people=[80, 0]) == ([60, 20, 0, 0], [0, 0])
    later = stock([Demolition("s", 8, 2029, np.array([0, 1]))]).in_year(2035)[0]
    # In the second neighbourhood nobody lives yet: there it is the mean of all.
    assert weights(later, source, people=[80, 0]) == ([48, 16, 40, 10], [0, 0])


def test_where_no_dwelling_stands_today_nobody_comes_with_those_that_are_built() -> None:
    homes = dwellings([3, 2], [0, 1], base=[0, 0])
    assert weights(homes, WeightSource("people", spread=True), people=[7, 4]) == ([0, 0], [7, 4])


def test_a_single_dwelling_tells_how_many_people_come_to_its_neighbourhood() -> None:
    homes = dwellings([1, 10, 2], [0, 1, 0], base=[1, 10, 0], people=[5, 20, None])
    assert weights(homes, WeightSource("people"))[0] == [5, 20, 10]
    figures = weights(homes, WeightSource("people", spread=True), people=[5, 20])
    assert figures == ([5, 20, 10], [0, 0])


def test_people_grow_by_the_year_and_dwellings_do_not() -> None:
    later = stock(growth=[10, NAN]).in_year(2028)[0]
    people = weights(later, WeightSource("people", spread=True), people=[80, 7])
    assert people[0] == pytest.approx([60 * 1.21, 20 * 1.21, 0, 0])
    assert people[1] == pytest.approx([0, 7])
    assert weights(later, WeightSource(), people=[80, 7])[0] == [30, 10, 0, 0]


def test_people_that_dwellings_tell_of_grow_by_their_neighbourhood() -> None:
    homes = dwellings([30, 10, 2], [0, 1, -1], people=[60, 40, 4])
    later = replace(homes, growth=np.array([1.5, 1.0, 1.0]))
    assert weights(later, WeightSource("people"))[0] == [90, 40, 4]
    assert weights(later, WeightSource())[0] == [30, 10, 2]


def test_a_number_of_the_dwellings_themselves_is_carried_over_by_the_mean_of_the_neighbourhood() -> None:
    homes = dwellings([15, 10, 20, 5], [0, 0, 0, 1], base=[30, 10, 0, 0], people=[60, 40, None, None])
    # 100 people in 40 dwellings: 2.5 in each new one; of the first row half is gone.
    assert weights(homes, WeightSource("people"))[0] == [30, 40, 50, 12.5]
    apart = dwellings([40, 8, 2, 5], [0, 2, 2, -1], base=[40, 8, 0, 0], people=[100, 24, None, None])
    found = find_demand(apart, Neighbourhoods(ids=["a", "b", "c"], columns={}), WeightSource("people"), ())
    # 3 in each of the third one's; outside all nobody is known, and it is the mean of 124 people in 48 dwellings.
    assert found.weight.tolist() == [100, 24, 6, pytest.approx(5 * 124 / 48)]


def test_people_of_a_row_without_dwellings_count_beside_plans_as_they_do_without_any() -> None:
    """A home with 25 residents and no dwellings; of a plan nobody has come before it is built."""
    homes = dwellings([10, 0, NAN, 0], [0, 0, 0, 0], base=[10, 0, NAN, 0], people=[20, 25, 5, 99])
    beside = replace(homes, planned=np.array([False, False, False, True]))
    assert weights(beside, WeightSource("people"))[0] == [20, 25, 5, 0]
    built = replace(beside, number=np.array([10, 0, NAN, 4]))
    assert weights(built, WeightSource("people"))[0] == [20, 25, 5, 8], "2 a dwelling, not 50 for 10"


def test_with_a_single_dwelling_that_is_built_come_as_many_as_live_in_the_only_one_that_stands() -> None:
    """In another neighbourhood, where nobody lives: 3 live in the one dwelling there is."""
    homes = dwellings([1, 1, 0.5], [0, 1, 1], base=[1, 0, 0], people=[3, None, None])
    assert weights(homes, WeightSource("people"))[0] == [3, 3, 1.5]


def test_who_lives_outside_all_neighbourhoods_is_not_known_of_that_place_alone() -> None:
    homes = dwellings([4, 10, 2, 1], [-1, 0, 0, -1], base=[4, 10, 0, 0], people=[None, 30, None, None])
    found = find_demand(homes, Neighbourhoods(ids=["a"], columns={}), WeightSource("people"), ())
    assert found.unknown.tolist() == [True, False, False, True]
    assert found.weight.tolist() == [0, 30, 6, 0]


def test_what_has_not_come_yet_counts_none_and_is_not_unknown() -> None:
    homes = dwellings([30, 0], [0, 0], base=[30, 0], people=[None, None])
    found = find_demand(homes, Neighbourhoods(ids=["a"], columns={}), WeightSource("people"), ())
    assert (found.missing.tolist(), found.weight[1]) == ([True, False], 0)
    assert found.unknown.tolist() == [True, False]


def test_who_comes_is_not_known_where_it_is_not_known_who_lives_there() -> None:
    """Nor where those of today go; in the second neighbourhood, where nobody lives yet, it is the mean of all."""
    homes = dwellings([0, 10, 20, 5], [0, 1, 0, 2], base=[30, 10, 0, 0], people=[None, 40, None, None])
    found = find_demand(homes, Neighbourhoods(ids=["a", "b", "c"], columns={}), WeightSource("people"), ())
    assert found.unknown.tolist() == [False, False, True, False]
    assert found.unknown_area.tolist() == [True, False, False, False]
    assert found.weight.tolist() == [0, 40, 0, 20]


@given(
    st.lists(st.tuples(st.one_of(st.just(0.0), st.floats(1e-6, 50)), st.integers(-1, 2)), min_size=1, max_size=12),
    st.lists(st.floats(0, 1000), min_size=3, max_size=3),
)
def test_without_plans_years_change_nothing(rows: list[tuple[float, int]], people: list[float]) -> None:
    number, area = [row[0] for row in rows], [row[1] for row in rows]
    plain, based = dwellings(number, area), dwellings(number, area, base=number)
    for source in (WeightSource("people", spread=True), WeightSource()):
        assert weights(plain, source, people=people) == weights(based, source, people=people)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30), st.integers(2026, 2045)), max_size=6))
def test_the_stock_is_what_stands_less_what_goes_and_what_comes(goes: list[tuple[int, int, int]]) -> None:
    demolitions = sorted(
        (Demolition("d", number, year, np.array([0] if which % 2 else [0, 1])) for which, number, year in goes),
        key=lambda one: one.year,
    )
    for year in (2026, 2033, 2045):
        left = {0: 30.0, 1: 10.0}
        for one in demolitions:
            if one.year <= year:
                there = sum(left[row] for row in one.rows.tolist())
                share = max(1 - one.number / there, 0.0) if there else 0.0
                left |= {row: left[row] * share for row in one.rows.tolist()}
        found = stock(list(demolitions)).in_year(year)[0].number
        assert found[:2] == pytest.approx([left[0], left[1]])
        assert found[2:].tolist() == [20 * (year >= 2030), 5 * (year >= 2035)]
