"""Estimates brought to a total that is known better: ratios by hand."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.estimates.benchmark import benchmarked, wholes


def brought(estimates: list[float], share: float, weight: list[float] | None = None, *, proportion: bool = True):
    weights = np.ones(len(estimates)) if weight is None else np.array(weight)
    return benchmarked(np.array(estimates), weights, share, proportion=proportion).tolist()


def test_the_mean_is_by_weight() -> None:
    # 0.2 and three times 0.4 are 1.4; 0.7 of four is 2.8, twice as much.
    assert brought([0.2, 0.4], 0.7, [1, 3]) == pytest.approx([0.4, 0.8], rel=1e-15)
    assert brought([0.2, 0.4], 0.175, [1, 3]) == pytest.approx([0.1, 0.2], rel=1e-15)


def test_what_is_no_proportion_may_exceed_one() -> None:
    assert brought([0.5, 1.5], 2.0, proportion=False) == [1, 3]
    assert brought([0.5, 1.5, 0.0], 2.0, [1, 1, 2], proportion=False) == [2, 6, 0]


def test_those_that_come_to_exceed_one_with_the_new_ratio_are_one_too() -> None:
    # 2.6 of three: 1.625 times 0.9 is more than 1, and 1.6 / 0.7 times 0.6 too. What is left is 0.6.
    assert brought([0.9, 0.6, 0.1], 2.6 / 3) == pytest.approx([1, 1, 0.6])
    # By weight: 5 of six. The first is 1 at once, which takes 3; the second takes 2 of 3 with the ratio 4 / 3.
    assert brought([0.9, 0.5], 5 / 6, [3, 3]) == pytest.approx([1, 2 / 3])


def test_of_nothing_nothing_is_made_and_one_stays_one() -> None:
    assert brought([0.0, 0.0], 0.0) == [0, 0]
    assert brought([0.5, 0.25], 0.0) == [0, 0]
    assert brought([1.0, 0.5], 0.75) == [1, 0.5]
    assert brought([1.0, 1.0], 1.0) == [1, 1]
    assert brought([0.0, 0.5], 0.5) == [0, 1]
    assert brought([0.0, 0.5], 0.0, [1, 0]) == [0, 0.5], "who weighs nothing stays as it is"


@pytest.mark.parametrize("share", [-0.1, 1.1, np.nan])
def test_a_share_out_of_reach_is_refused(share: float) -> None:
    with pytest.raises(InputError, match="cannot be brought to the benchmark"):
        brought([0.5, 0.5], share)


def test_areas_with_the_same_benchmark_and_an_estimate_belong_together() -> None:
    benchmark, known = np.array([0.4, 0.3, np.nan, 0.4, 0.3, 0.9]), np.array([1, 1, 1, 1, 0, 0], bool)
    found = wholes(benchmark, known)
    assert [(share, np.flatnonzero(rows).tolist()) for share, rows in found] == [(0.3, [1]), (0.4, [0, 3])]
