"""Neighbourhoods put together into areas: sums, what they have in common, and conditions on them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.norms.model import Condition
from buurtmaat.core.requirements.divisions import Division, by_level, by_name, by_neighbourhood
from buurtmaat.core.requirements.entities import Neighbourhoods
from towns.plain_assessment import meets

NAN = math.nan


def of(*names: str | None) -> Division:
    return by_level("district", names)


def answers(
    division: Division, op: str, wanted: object, values: Sequence[object], *, counted: bool = True
) -> list[bool | None]:
    """Test the areas on a field that counts something, or may be negative; None where a NULL hides what holds."""
    counts = frozenset({"f"} if counted else ())
    areas = Neighbourhoods(ids=[f"BU{i}" for i in range(len(values))], columns={"f": values}, counts=counts)
    passes, hidden = division.meets(Condition("f", op, wanted), areas)
    assert passes.size == hidden.size == division.count + 1
    assert (bool(passes[-1]), bool(hidden[-1])) == (True, False), "nothing is asked of what lies outside all"
    assert passes[hidden].all(), "what a NULL hides may hold"
    return [None if h else bool(p) for p, h in zip(passes[:-1], hidden[:-1], strict=True)]


# Areas


def test_areas_come_in_order_and_those_without_a_name_last() -> None:
    found = of(None, "South", "North", None, "South")
    assert list(found.ids) == ["South", "North", None]
    assert found.area.tolist() == [2, 0, 1, 2, 0]
    assert found.count == 3
    assert found.of_neighbourhood.tolist() == [2, 0, 1, 2, 0, 3]
    assert found.of(np.array([4, -1, 0])).tolist() == [0, 3, 2]


def test_a_neighbourhood_is_an_area_by_itself() -> None:
    found = by_neighbourhood(Neighbourhoods(ids=["BU1", "BU2"], columns={}))
    assert (found.level, list(found.ids), found.area.tolist()) == ("neighbourhood", ["BU1", "BU2"], [0, 1])


def test_groups_come_in_order_and_dwellings_without_one_are_in_none() -> None:
    found = by_name([None, "B", "A", "B", None])
    assert list(found.ids) == ["B", "A"]
    assert found.of_dwelling.tolist() == [-1, 0, 1, 0, -1]
    assert found.count == 2
    assert found.size == 3, "a figure has a last row for the dwellings in none"
    assert found.row_of_dwelling.tolist() == [2, 0, 1, 0, 2]


def test_flags_of_an_area_may_come_from_one_neighbourhood_and_those_of_what_lies_outside_stay_apart() -> None:
    division = of("A", "B", "A")
    assert division.any_of(np.array([False, False, True, False])).tolist() == [True, False, False]
    assert division.any_of(np.array([False, True, False, True])).tolist() == [False, True, True]
    assert division.any_of(np.array([True, False, True, False])).tolist() == [True, False, False]


NAMES = st.lists(st.sampled_from(["a", "b", "c", None]), min_size=1, max_size=8)


@given(NAMES, st.data())
def test_sums_and_flags_are_of_the_areas_own_neighbourhoods(names: list[str | None], data: st.DataObject) -> None:
    division, count = of(*names), len(names)
    values = data.draw(st.lists(st.integers(0, 99), min_size=count + 1, max_size=count + 1))
    flags = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    summed, some = division.sums(np.array(values, float)), division.any(np.array(flags))
    for row, name in enumerate(division.ids):
        mine = [i for i, n in enumerate(names) if n == name]
        assert summed[row] == sum(values[i] for i in mine)
        assert some[row] == any(flags[i] for i in mine)
    assert summed[-1] == values[-1]
    assert not some[-1]


@given(NAMES, st.data())
def test_only_is_what_all_neighbourhoods_of_an_area_have(names: list[str | None], data: st.DataObject) -> None:
    division, count = of(*names), len(names)
    values = data.draw(st.lists(st.sampled_from([1.0, 2.0, NAN]), min_size=count, max_size=count))
    among = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    found = division.only(np.array(values), np.array(among))
    for row, name in enumerate(division.ids):
        members = [i for i, n in enumerate(names) if n == name and among[i]]
        mine = {values[i] for i in members if not math.isnan(values[i])}
        lacks = any(math.isnan(values[i]) for i in members)
        expected = mine.pop() if len(mine) == 1 and not lacks else NAN
        assert found[row] == pytest.approx(expected, nan_ok=True)


# Conditions on numbers


def test_a_number_is_summed_over_the_area() -> None:
    division = of("A", "B", "A", "C")
    assert answers(division, ">=", 10.0, [4, 9, 6, 10.5]) == [True, False, True]
    assert answers(division, "<", 10.0, [4, 9, 6, 10.5]) == [False, True, False]
    assert answers(division, "=", 10.0, [4, 9, 6, 10.5]) == [True, False, False]
    assert answers(division, "!=", 10.0, [4, 9, 6, 10.5]) == [False, True, True]
    assert answers(division, "in", (9.0, 10.0), [4, 9, 6, 10.5]) == [True, True, False]


@pytest.mark.parametrize(
    ("op", "known", "expected"),
    [
        (">", 10, None),
        (">", 10.5, True),
        (">=", 9.5, None),
        (">=", 10, True),
        ("<", 9.5, None),
        ("<", 10, False),
        ("<=", 10, None),
        ("<=", 10.5, False),
        ("=", 10, None),
        ("=", 4, None),
        ("!=", 4, None),
    ],
)
def test_a_null_hides_only_what_it_could_turn(op: str, known: float, expected: bool | None) -> None:
    """What is missing adds to the sum, if anything."""
    assert answers(of("A", "A", "A"), op, 10.0, [known, None, 0]) == [expected]
    assert answers(of("A"), op, 10.0, [None]) == [None]
    assert answers(of("A", "A"), op, 10.0, [None, None]) == [None]


@pytest.mark.parametrize(("op", "known"), [(">", 10.5), (">=", 10), ("<", 10), ("<=", 10.5)])
def test_of_a_figure_that_may_be_negative_what_is_missing_can_turn_any_sum(op: str, known: float) -> None:
    division = of("A", "A", "A")
    assert answers(division, op, 10.0, [known, None, 0], counted=False) == [None]
    assert answers(division, op, 10.0, [known, 0, 0], counted=False) == answers(division, op, 10.0, [known, 0, 0])
    # The layer says itself that it may be, elsewhere.
    assert answers(of("A", "A", "B"), op, 10.0, [known, None, -1])[0] is None


def test_of_neighbourhoods_in_no_area_nothing_can_be_tested() -> None:
    """Others that we do not know of may belong to theirs."""
    division = of("A", None, None)
    assert answers(division, ">=", 10.0, [12, 5, 3]) == [True, None]
    assert answers(division, "=", "green", ["green", "dense", "dense"]) == [True, None]


NUMBERS = st.lists(st.one_of(st.none(), st.integers(0, 12), st.sampled_from([2.5, 0.0])), min_size=1, max_size=6)


@given(NUMBERS, st.sampled_from([">", ">=", "<", "<=", "=", "!="]), st.sampled_from([0.0, 5.0, 7.5, 30.0]), st.data())
def test_whatever_the_nulls_are_what_is_known_of_a_sum_stays(
    values: list[float | None], op: str, wanted: float, data: st.DataObject
) -> None:
    names = data.draw(st.lists(st.sampled_from("AB"), min_size=len(values), max_size=len(values)))
    filled = [data.draw(st.sampled_from([0, 3, 50])) if v is None else v for v in values]
    division = of(*names)
    before, after = answers(division, op, wanted, values), answers(division, op, wanted, filled)
    for was, found in zip(before, after, strict=True):
        assert found is not None
        assert was in (None, found)


# Conditions on other fields


def test_of_another_field_the_neighbourhoods_must_have_one_value() -> None:
    division = of("A", "B", "A", "B", "C")
    assert answers(division, "=", "green", ["green", "green", "green", "dense", "dense"]) == [True, None, False]
    assert answers(division, "!=", "green", ["green", "green", "green", "dense", "dense"]) == [False, None, True]
    assert answers(division, "in", ("Green ", "x"), ["green", "x", "green", "x", None]) == [True, True, None]
    assert answers(division, "=", True, [True, False, True, False, None]) == [True, False, None]


def test_three_values_are_as_unlike_as_two() -> None:
    for values in (["a", "b", "a"], ["a", "b", "b"], ["a", "b", None], ["a", None, "b"]):
        assert answers(of("A", "A", "A"), "=", "a", values) == [None]


VALUE = st.one_of(st.none(), st.sampled_from([0, 1, 2.5, 10]))
TEXT = st.one_of(st.none(), st.sampled_from(["a", "b", "10", ""]), st.booleans())
WANTED = st.sampled_from(["a", "10", 10.0, 1.0, True])


@given(
    st.one_of(st.lists(VALUE, min_size=1, max_size=6), st.lists(TEXT, min_size=1, max_size=6)),
    st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
    WANTED,
)
def test_a_neighbourhood_by_itself_is_tested_on_its_own_value(values: list[object], op: str, wanted: object) -> None:
    if isinstance(wanted, bool) and op not in ("=", "!="):
        return
    division = by_neighbourhood(Neighbourhoods(ids=[str(i) for i in range(len(values))], columns={}))
    assert answers(division, op, wanted, values) == [meets(v, op, wanted) for v in values]
