"""Curves as tables: what stands in them of each area, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from buurtmaat.core.results.curve_tables import CurveTables, curve_tables
from buurtmaat.core.results.curves import Values, with_whole

NAN = math.nan


def tables(*norm: float, target: float = 0.5, lost: bool = False, bound: float = math.inf) -> CurveTables:
    """Read off 1, 2 and 3 dwellings at 100, 200 and 300 m in one area, and one at 50 m in another."""
    values = Values(
        value=np.array([100.0, 200.0, 300.0, 50.0]),
        weight=np.array([1.0, 2.0, 3.0, 0.0 if lost else 1.0]),
        known=np.ones(4, bool),
        barred=np.zeros(4, bool),
        lost=np.array([False, False, False, lost]),
    )
    return curve_tables(with_whole(values, np.array([0, 0, 0, 1]), 2, np.zeros(3)), np.array(norm), target, bound)


def test_each_area_has_its_own_steps_round_its_norm_beside_the_round_ones() -> None:
    found = tables(201.0, NAN, NAN)
    own, share = found.steps(0)
    assert np.isin([0.9 * 201, 201, 1.1 * 201], own).all()
    assert (np.diff(own) > 0).all()
    at = dict(zip(own.tolist(), share.tolist(), strict=True))
    assert [at[one] for one in (0.0, 100.0, 0.9 * 201, 200.0, 201.0, 1.1 * 201, 300.0)] == pytest.approx(
        [0, 1 / 6, 1 / 6, 1 / 2, 1 / 2, 1 / 2, 1]
    )
    # The same round steps in all, with the largest norm, and no row of an area in another.
    for area in (1, 2):
        assert np.isin([0.9 * 201, 201, 1.1 * 201], found.steps(area)[0]).tolist() == [False, True, False]
    assert set(found.steps(1)[0]) == set(found.steps(2)[0])
    assert set(own) == {*found.steps(2)[0], 0.9 * 201, 1.1 * 201}
    assert sum(len(found.steps(area)[0]) for area in range(3)) == found.threshold.size
    assert found.steps(1)[1][found.steps(1)[0] >= 50].tolist() == [1] * int((found.steps(1)[0] >= 50).sum())


def test_a_norm_that_is_not_the_largest_is_a_step_of_its_own_area() -> None:
    found = tables(201.0, 61.5, NAN)
    assert [np.isin(61.5, found.steps(area)[0]).tolist() for area in range(3)] == [False, True, False]


def test_shares_at_the_norm_and_a_tenth_to_either_side() -> None:
    found = tables(210.0, 50.0, NAN)
    # 189, 210 and 231; 45, 50 and 55.
    assert found.share_at[:, 0] == pytest.approx([1 / 6, 1 / 2, 1 / 2])
    assert found.share_at[:, 1].tolist() == [0, 1, 1]
    assert np.isnan(found.share_at[:, 2]).all()
    assert found.norm[:2].tolist() == [210, 50]
    assert tables(280.0, NAN, NAN).share_at[:, 0] == pytest.approx([1 / 2, 1 / 2, 1])


def test_what_an_area_could_meet_and_its_share_there() -> None:
    found = tables(NAN, NAN, NAN, target=0.6)
    assert found.attainable.tolist() == [300, 50, 300]
    assert found.share_there.tolist() == [1, 1, 1]
    # Of seven together 4 lie within 200.
    half = tables(NAN, NAN, NAN, target=0.5)
    assert half.attainable.tolist() == [200, 50, 200]
    assert half.share_there == pytest.approx([1 / 2, 1, 4 / 7])


def test_the_round_steps_go_as_far_as_the_farthest_norm() -> None:
    found = tables(NAN, 900.0, 700.0)
    for area in range(3):
        assert found.steps(area)[0].max() >= 900
    assert tables(NAN, NAN, NAN).threshold.max() == 300


def test_where_a_weight_is_not_known_the_area_has_none() -> None:
    found = tables(NAN, NAN, NAN, lost=True)
    assert np.isnan(found.total).tolist() == [False, True, False]
    assert np.isnan(found.unknown).tolist() == [False, True, False]
    assert (found.total[0], found.total[2], found.unknown[0]) == (6, 6, 0)
    assert np.isnan(found.attainable[1])
    assert np.isnan(found.share_there[1])


def test_what_lies_at_the_bound_can_be_read_off_and_what_lies_beyond_cannot() -> None:
    found = tables(203.0, NAN, NAN, bound=203.0)
    assert found.steps(0)[0].max() == 203
    assert found.share_at[:, 0] == pytest.approx([1 / 6, 1 / 2, NAN], nan_ok=True)
    beyond = tables(NAN, NAN, NAN, target=1.0, bound=203.0)
    assert beyond.attainable.tolist() == [300, 50, 300]
    assert beyond.threshold.max() <= 203
