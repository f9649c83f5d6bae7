"""Percentiles, means and ties of weighted rows, against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.ranked import rank_rows, stable_order

ROWS = st.lists(
    st.tuples(
        st.sampled_from([0.0, 100.0, 200.0, 300.5, float("nan")]),
        st.sampled_from([0.0, 0.1, 1.0, 3.0]),
        st.integers(0, 2),
    ),
    max_size=12,
)


def test_percentiles_of_the_worked_case() -> None:
    found = rank_rows(
        np.array([900.0, 200.0, 500.0, 300.0, 700.0]), np.array([10.0, 30.0, 20.0, 20.0, 20.0]), np.zeros(5, int), 1
    )
    assert [found.percentile(share)[0] for share in (0.1, 0.5, 0.9)] == [200, 300, 700]
    assert found.mean(found.key)[0] == pytest.approx(450, rel=1e-15)
    light = rank_rows(np.array([100.0, 500.0]), np.array([0.375, 0.125]), np.zeros(2, int), 2)
    np.testing.assert_array_equal(light.mean(light.key), [200, np.nan])


@given(ROWS, st.sampled_from([0.1, 0.25, 0.5, 0.9, 1.0]))
def test_a_percentile_is_the_smallest_key_that_so_much_does_not_exceed(
    rows: list[tuple[float, float, int]], share: float
) -> None:
    key, weight, area = (np.array([row[i] for row in rows], kind) for i, kind in enumerate((float, float, int)))
    found = rank_rows(key, weight, area, 3).percentile(share)
    for number in range(3):
        own = [(k, w) for k, w, a in rows if a == number and k == k and w > 0]
        total = sum(w for _, w in own)
        fit = [k for k, _ in own if sum(w for other, w in own if other <= k) >= share * total - 1e-9]
        assert (found[number] == min(fit)) if own else np.isnan(found[number])


@pytest.mark.parametrize("part", [1.0, 0.1, 1 / 3, 0.7e-6, 1.1e6])
@pytest.mark.parametrize(("count", "share", "at"), [(10, 0.9, 8), (10, 0.1, 0), (20, 0.95, 18), (3, 1 / 3, 0)])
def test_a_share_of_equal_weights_is_a_number_of_them(part: float, count: int, share: float, at: int) -> None:
    found = rank_rows(np.arange(float(count)), np.full(count, part), np.zeros(count, int), 1)
    assert found.percentile(share)[0] == found.percentile(share * (1 + 1e-12))[0] == at
    assert found.percentile(share * (1 + 1e-6))[0] == at + 1


@pytest.mark.parametrize("few", [0, 5, 60, 150, 1000])
def test_equal_keys_stand_in_the_order_of_the_rows(few: int) -> None:
    """Few of them and many, which are sorted in different ways."""
    random = np.random.default_rng(few)
    key = random.permutation(1000).astype(float)
    key[random.choice(1000, few, replace=False)] = random.choice([7.5, 300.5, 999.5], few)
    assert stable_order(key).tolist() == sorted(range(1000), key=lambda row: key[row])


def test_rows_of_one_key_are_ties_within_their_area_only() -> None:
    found = rank_rows(np.array([2.0, 1.0, 2.0, 2.0]), np.ones(4), np.array([0, 0, 0, 1]), 2)
    first, last = found.ties()
    assert found.rows.tolist() == [1, 0, 2, 3]
    assert first.tolist() == [0, 1, 1, 3]
    assert last.tolist() == [0, 2, 2, 3]


def test_the_last_area_may_end_with_ties_and_the_next_begin_with_the_same_key() -> None:
    key, area = np.array([1.0, 1.0, 1.0, 1.0, 2.0, 2.0]), np.array([0, 0, 1, 2, 2, 2])
    first, last = rank_rows(key, np.ones(6), area, 4).ties()
    assert first.tolist() == [0, 0, 2, 3, 4, 4]
    assert last.tolist() == [1, 1, 2, 3, 5, 5]
    whole = rank_rows(key, np.ones(6), area, 4).percentile(1.0)
    assert whole[:3].tolist() == [1, 1, 2]
    beyond = rank_rows(key, np.full(6, 0.1), area, 4).percentile(1.0 + 1e-6)
    assert beyond[:3].tolist() == [1, 1, 2]
    assert np.isnan([whole[3], beyond[3]]).all()


def test_what_has_no_key_or_no_weight_takes_no_part() -> None:
    found = rank_rows(
        np.array([1.0, np.nan, np.inf, 4.0, 5.0]), np.array([1.0, 1.0, 1.0, 0.0, np.nan]), np.zeros(5, int), 1
    )
    assert found.rows.tolist() == [0]


def test_rows_left_out_take_no_part() -> None:
    found = rank_rows(np.array([1.0, 2.0]), np.ones(2), np.zeros(2, int), 1, only=np.array([False, True]))
    assert found.rows.tolist() == [1]
    assert found.total.tolist() == [1]


def test_an_area_without_rows_has_no_figure() -> None:
    found = rank_rows(np.empty(0), np.empty(0), np.empty(0, int), 2)
    assert np.isnan(found.percentile(0.5)).all()
    assert np.isnan(found.mean(found.key)).all()
    assert found.ties()[0].size == 0
