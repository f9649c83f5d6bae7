"""How far the outside lies, against published formulas worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.distribution.depth import depths_of, gaps

VALUE = np.array([200.0, 300.0, 500.0, 700.0, 900.0])
WEIGHT = np.array([30.0, 20.0, 20.0, 20.0, 10.0])


def test_the_worked_case() -> None:
    """By hand: 20 % with a gap of 1 − 500/700 and 10 % with 1 − 500/900."""
    within = VALUE <= 500
    gap = gaps(VALUE, np.full(5, 500.0), within)
    known, area = np.ones(5, bool), np.zeros(5, np.int64)
    by_power = [depth[0] for depth in depths_of(gap, known, WEIGHT, area, 1)]
    assert by_power == pytest.approx([0.2 * 2 / 7 + 0.1 * 4 / 9, 0.2 * 4 / 49 + 0.1 * 16 / 81], rel=1e-12)
    assert by_power == pytest.approx([0.101587, 0.036080], abs=5e-7)


def test_what_reaches_nothing_has_a_gap_of_one() -> None:
    assert gaps(np.array([np.nan, np.inf]), np.full(2, 300.0), np.zeros(2, bool)).tolist() == [1.0, 1.0]


def test_within_has_no_gap_also_a_rounding_error_beyond_the_threshold() -> None:
    assert gaps(np.array([300.0 + 1e-7]), np.array([300.0]), np.array([True])).tolist() == [0.0]


def test_each_dwelling_is_held_to_its_own_threshold() -> None:
    assert gaps(np.array([400.0, 400.0]), np.array([200.0, 100.0]), np.zeros(2, bool)).tolist() == [0.5, 0.75]


def test_unknown_dwellings_and_other_areas_play_no_part() -> None:
    gap = np.array([0.5, 1.0, 0.25])
    found, _ = depths_of(gap, np.array([True, False, True]), np.ones(3), np.array([0, 0, 1]), 3)
    assert found[:2].tolist() == [0.5, 0.25]
    assert np.isnan(found[2])


def test_what_is_outside_for_another_reason_than_its_value_has_no_gap() -> None:
    assert gaps(np.array([200.0, 300.0]), np.full(2, 300.0), np.zeros(2, bool)).tolist() == [0.0, 0.0]
