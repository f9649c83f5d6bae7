"""Inequality against worked cases, and against the same measured on single persons by the plain definitions."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.distribution.inequality import counted_value, measure_inequality

VALUE = np.array([200.0, 300.0, 500.0, 700.0, 900.0])
PEOPLE = np.array([30.0, 20.0, 20.0, 20.0, 10.0])
INCOME = np.array([40.0, 22.0, 30.0, 18.0, 15.0])
ONE = np.zeros(5, np.int64)

PERSONS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from([1.0, 2.0, 2.5, 7.0])), min_size=1, max_size=7
)


def test_the_worked_case() -> None:
    found = measure_inequality(VALUE, PEOPLE, ONE, 1, INCOME)
    assert found.gini[0] == pytest.approx(0.291111, abs=5e-7)
    assert found.concentration[0] == pytest.approx(-0.255556, abs=5e-7)
    assert found.palma[0] == pytest.approx(200 / 650, rel=1e-12)
    assert found.no_income.tolist() == [0]


def test_equal_incomes_share_a_rank_whatever_the_order_of_rows() -> None:
    income = np.array([40.0, 22.0, 22.0, 18.0, 15.0])
    for order in ([0, 1, 2, 3, 4], [4, 2, 1, 0, 3]):
        found = measure_inequality(VALUE[order], PEOPLE[order], ONE, 1, income[order])
        assert found.concentration[0] == pytest.approx(-0.273333, abs=5e-7)


def gini_of_persons(values: list[float]) -> float:
    """Return half the mean difference between two persons, over the mean."""
    mean = sum(values) / len(values)
    return sum(abs(a - b) for a in values for b in values) / (2 * len(values) ** 2 * mean) if mean else 0.0


def concentration_of_persons(values: list[float], incomes: list[float]) -> float:
    """Return twice the covariance of value and rank, over the mean."""
    n, mean = len(values), sum(values) / len(values)
    ranks = [(sum(o < own for o in incomes) + sum(o == own for o in incomes) / 2) / n for own in incomes]
    return 2 / n * sum((v - mean) * (r - 0.5) for v, r in zip(values, ranks, strict=True)) / mean


def palma_of_persons(values: list[float], incomes: list[float]) -> float | None:
    """Return the ratio of the mean value over the top tenth of a stair of incomes and over the lowest four tenths."""
    steps = sorted(set(incomes))
    groups = [[v for v, i in zip(values, incomes, strict=True) if i == step] for step in steps]
    edges = np.cumsum([0, *(len(group) for group in groups)]) / len(values)
    heights = [sum(group) / len(group) for group in groups]

    def mean_between(low: float, high: float) -> float:
        parts = [max(0.0, min(b, high) - max(a, low)) * h for (a, b), h in zip(pairwise(edges), heights, strict=True)]
        return sum(parts) / (high - low)

    poorest = mean_between(0.0, 0.4)
    return mean_between(0.9, 1.0) / poorest if poorest else None


@given(PERSONS)
def test_weights_are_persons(rows: list[tuple[int, int, float]]) -> None:
    value, people, income = (np.array([row[i] for row in rows], float) for i in range(3))
    found = measure_inequality(value, people, np.zeros(len(rows), np.int64), 1, income)
    values = [float(v) for v, n, _ in rows for _ in range(n)]
    incomes = [i for _, n, i in rows for _ in range(n)]
    assert found.gini[0] == pytest.approx(gini_of_persons(values), abs=1e-12)
    if sum(values) == 0:
        assert np.isnan([found.concentration[0], found.palma[0]]).all()
        return
    assert found.concentration[0] == pytest.approx(concentration_of_persons(values, incomes), abs=1e-12)
    plain = palma_of_persons(values, incomes)
    assert np.isnan(found.palma[0]) if plain is None else found.palma[0] == pytest.approx(plain, rel=1e-9)


@pytest.mark.parametrize("scale", [1e-9, 1e-3, 1e9])
def test_inequality_has_no_unit(scale: float) -> None:
    once = measure_inequality(VALUE, PEOPLE, ONE, 1, INCOME)
    for values, people in ((VALUE * scale, PEOPLE), (VALUE, PEOPLE * scale)):
        found = measure_inequality(values, people, ONE, 1, INCOME)
        for name in ("gini", "palma", "concentration"):
            assert getattr(found, name)[0] == pytest.approx(getattr(once, name)[0], rel=1e-9)


def test_where_all_values_are_0_all_are_equal_and_nothing_else_can_be_said() -> None:
    area = np.array([0, 0, 1, 1])
    found = measure_inequality(np.array([0.0, 0, 3, 5]), np.ones(4), area, 3, np.array([1.0, 2, 1, 2]))
    assert found.gini.tolist() == [0, pytest.approx(0.125), pytest.approx(np.nan, nan_ok=True)]
    assert np.isnan(found.concentration).tolist() == [True, False, True]
    assert np.isnan(found.palma).tolist() == [True, False, True]


def test_where_all_have_the_same_nobody_is_more_equal_than_equal() -> None:
    """Whatever the sums are rounded to: 100 areas of 30 dwellings each."""
    rng, area = np.random.default_rng(1), np.repeat(np.arange(100), 30)
    found = measure_inequality(rng.random(100)[area], rng.random(3000), area, 100, rng.random(3000))
    assert (found.gini >= 0).all()
    assert found.gini == pytest.approx(np.zeros(100), abs=1e-12)


def test_areas_do_not_mix() -> None:
    twice = measure_inequality(np.tile(VALUE, 2), np.tile(PEOPLE, 2), np.repeat([2, 0], 5), 3, np.tile(INCOME, 2))
    once = measure_inequality(VALUE, PEOPLE, ONE, 1, INCOME)
    for name in ("gini", "palma", "concentration"):
        both, one = getattr(twice, name), getattr(once, name)
        assert both[[0, 2]] == pytest.approx([one[0], one[0]], rel=1e-12)
        assert np.isnan(both[1])


def test_unknown_incomes_are_left_out_and_counted() -> None:
    income = np.array([40.0, np.nan, 30.0, 18.0, 15.0])
    found = measure_inequality(VALUE, PEOPLE, ONE, 1, income)
    known = [0, 2, 3, 4]
    alone = measure_inequality(VALUE[known], PEOPLE[known], ONE[known], 1, INCOME[known])
    assert found.no_income.tolist() == [20]
    assert found.gini[0] == pytest.approx(0.291111, abs=5e-7)
    assert (found.palma[0], found.concentration[0]) == (alone.palma[0], alone.concentration[0])


def test_values_count_up_to_three_thresholds_and_that_where_nothing_is_reached() -> None:
    value = np.array([100.0, 1600.0, np.nan, np.nan, 300.0, np.nan])
    within = np.array([True, False, False, False, True, True])
    known = np.array([True, True, True, False, False, True])
    found = counted_value(value, np.full(6, 500.0), within, known)
    np.testing.assert_array_equal(found, [100.0, 1500.0, 1500.0, np.nan, np.nan, np.nan])
