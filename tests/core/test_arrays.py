"""Sums by area come out as if added up exactly, whatever stands before or beside them."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.arrays import (
    are_whole,
    inside,
    is_none,
    running_sums,
    same_word,
    sum_known,
    sums_of,
    to_list,
    with_outside,
)

WEIGHT = st.one_of(st.just(0.0), st.floats(1e-6, 1e9), st.sampled_from([0.1, 0.3, 1 / 3, 200 / 7]))
ROWS = st.lists(st.tuples(st.integers(0, 3), WEIGHT), max_size=60)


def test_ten_tenths_are_one() -> None:
    area = np.zeros(10, np.int64)
    assert sums_of(area, np.full(10, 0.1), 2).tolist() == [1.0, 0.0]
    assert sums_of(np.empty(0, np.int64), np.empty(0), 2).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("scale", [1e-300, 1e-30, 1e-12, 1.0, 1e12])
def test_tenths_of_any_size_add_up(scale: float) -> None:
    weight = np.array([0.1, 0.3, 0.7, 1 / 3, 0.9] * 20) * scale
    one_by_one = np.cumsum(weight)[-1]
    assert sums_of(np.zeros(100, np.int64), weight, 1)[0] == math.fsum(weight) != one_by_one


@given(ROWS)
def test_sums_are_those_of_exact_fractions(rows: list[tuple[int, float]]) -> None:
    area, weight = np.array([a for a, _ in rows], np.int64), np.array([w for _, w in rows], float)
    exact = [float(sum((Fraction(w) for a, w in rows if a == one), Fraction())) for one in range(4)]
    assert sums_of(area, weight, 4).tolist() == exact == [math.fsum(weight[area == one]) for one in range(4)]


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1e12)), max_size=60), st.integers(0, 200))
def test_rows_of_no_weight_may_be_left_out(rows: list[tuple[int, float]], more: int) -> None:
    area = np.array([a for a, _ in rows] + [2] * more, np.int64)
    weight = np.array([w for _, w in rows] + [0.0] * more, float)
    some = np.flatnonzero(weight)
    assert sums_of(area[some], weight[some], 4, weight.size).tolist() == sums_of(area, weight, 4).tolist()


@given(ROWS)
def test_running_sums_are_those_of_exact_fractions(rows: list[tuple[int, float]]) -> None:
    rows = sorted(rows, key=lambda row: row[0])
    area, weight = np.array([a for a, _ in rows], np.int64), np.array([w for _, w in rows], float)
    start = np.searchsorted(area, np.arange(4))
    exact = [math.fsum(w for a, w in rows[: i + 1] if a == rows[i][0]) for i in range(len(rows))]
    assert running_sums(weight, start, area).tolist() == exact


def test_a_small_area_keeps_its_digits_behind_large_ones() -> None:
    """Twenty homes of 0.35 behind seventeen million people."""
    weight = np.concatenate([np.full(1700, 10_000.3), np.full(20, 0.35)])
    area = np.repeat([0, 1], [1700, 20])
    running = running_sums(weight, np.array([0, 1700]), area)
    assert running[-1] == math.fsum([0.35] * 20)
    assert running[-1] == pytest.approx(7.0, rel=1e-15)


def test_nothing_said_is_found_one_by_one() -> None:
    assert is_none(np.array([None, "", "a", 0], object)).tolist() == [True, False, False, False]


@pytest.mark.parametrize(
    ("figures", "outside"),
    [
        (np.array([1.5, 2.0]), 0.0),
        (np.array([1.5, 2.0]), math.nan),
        (np.array([1, 2]), 7),
        (np.array([True, False]), True),
        (np.array(["meets", None], object), None),
        (np.empty(0, object), "no_class"),
    ],
)
def test_what_lies_outside_is_the_last_row(figures: np.ndarray, outside: object) -> None:
    found = with_outside(figures, outside)
    assert found.dtype == figures.dtype
    assert inside(found).tolist() == figures.tolist()
    # A dwelling in no area has the area -1: it finds the last row.
    np.testing.assert_equal(found[np.array([-1])].tolist(), [outside])


@pytest.mark.parametrize(
    ("values", "total"),
    [
        ([1.0, 2.0], 3.0),
        ([1.0, math.nan, 2.0, math.inf], 3.0),
        ([0.1] * 10, 1.0),
        ([math.nan, math.nan], math.nan),
        ([math.inf], math.nan),
        ([0.0, math.nan], 0.0),
        ([], 0.0),
    ],
)
def test_what_is_known_is_added_up_and_nothing_known_is_not_0(values: list[float], total: float) -> None:
    np.testing.assert_equal(sum_known(np.array(values, float)), total)


@pytest.mark.parametrize(
    ("weight", "whole"),
    [
        ([], True),
        ([0.0, 3.0, -2.0], True),
        ([0.5], False),
        ([1.0] * 1000 + [0.5], False),
        ([1.0] * 2000, True),
        ([math.nan], False),
        ([math.inf], False),
        ([2.0**53], False),
        ([2.0**53 - 1], True),
        ([2.0**52, 1.0], False),  # two as large as the larger would be too large
        ([2.0**52 - 1, 1.0], True),
        ([-(2.0**53), 1.0], False),
    ],
)
def test_whole_numbers_add_up_without_rounding(weight: list[float], whole: bool) -> None:
    assert are_whole(np.array(weight)) == whole


def test_one_word_in_many_rows_and_arrays_as_lists() -> None:
    assert same_word(3, "ok").tolist() == ["ok"] * 3
    assert to_list(np.array([[1, 2], [3, 4]])) == [[1, 2], [3, 4]]
