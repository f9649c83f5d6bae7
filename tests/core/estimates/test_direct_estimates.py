"""Wilson's intervals against known ones, and variances that a survey does not tell."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq

from buurtmaat.core.estimates.direct_estimates import (
    Z95,
    coefficient_of_variation,
    from_respondents,
    from_variances,
    smoothed_variance,
    wilson,
)


@pytest.mark.parametrize(("yes", "low", "high"), [(10, 0.299, 0.701), (2, 0.028, 0.301), (0, 0.0, 0.161)])
def test_wilson_of_twenty_respondents(yes: int, low: float, high: float) -> None:
    found = wilson(np.array([yes / 20]), np.array([20.0]))
    assert found[0][0] == pytest.approx(low, abs=5e-4)
    assert found[1][0] == pytest.approx(high, abs=5e-4)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.99])
@pytest.mark.parametrize("respondents", [1.0, 7.5, 20.0, 4000.0])
def test_wilson_ends_are_the_shares_that_the_answer_is_just_not_unlikely_for(share: float, respondents: float) -> None:
    def distance(true: float) -> float:
        return (share - true) ** 2 - Z95**2 * true * (1 - true) / respondents

    low, high = wilson(np.array([share]), np.array([respondents]))
    assert low[0] == pytest.approx(brentq(distance, 0, share), abs=1e-9)
    assert high[0] == pytest.approx(brentq(distance, share, 1), abs=1e-9)


@pytest.mark.parametrize("respondents", range(1, 200))
def test_where_all_answer_alike_the_end_is_that_answer_to_the_last_digit(respondents: int) -> None:
    low, high = wilson(np.array([0.0, 1.0]), np.full(2, float(respondents)))
    assert (low[0], high[1]) == (0.0, 1.0)
    assert high[0] == pytest.approx(1 - low[1])
    assert 0 < high[0] < 1


def test_a_design_effect_takes_respondents_away() -> None:
    one = from_respondents(np.array([0.4]), np.array([40.0]), 2.0)
    other = from_respondents(np.array([0.4]), np.array([20.0]), 1.0)
    assert (one.low, one.high, one.effective) == (other.low, other.high, other.effective)
    assert one.variance[0] == pytest.approx(0.4 * 0.6 / 20)
    third = from_respondents(np.array([0.4]), np.array([40.0]), 3.0)
    assert (third.effective[0], third.variance[0]) == pytest.approx((40 / 3, 0.4 * 0.6 * 3 / 40))


def test_nobody_asked_is_no_estimate_and_all_alike_is_no_variance() -> None:
    found = from_respondents(np.array([0.4, np.nan, 0.0, 1.0]), np.array([0.0, 20.0, 20.0, np.nan]), 1.0)
    assert found.known.tolist() == [False, False, True, False]
    assert np.isnan(found.variance[2])
    assert np.isnan(found.cv[2])


def test_one_respondent_is_an_estimate() -> None:
    found = from_respondents(np.array([1.0]), np.array([1.0]), 1.0)
    assert (found.value[0], found.effective[0]) == (1, 1)


def test_variances_that_are_told_are_kept_and_their_respondents_inferred() -> None:
    found = from_variances(np.array([0.5, 0.2, 0.0]), np.array([0.0125, 0.008, 0.0]), proportion=True)
    assert found.variance[:2].tolist() == [0.0125, 0.008]
    assert np.isnan(found.variance[2])
    # Both have 20; so then is taken of where all answered alike.
    assert found.effective == pytest.approx([20, 20, 20])
    assert found.high[2] == pytest.approx(0.161, abs=5e-4)


def test_where_all_answer_alike_there_are_as_many_as_usual_whatever_the_variance_says() -> None:
    found = from_variances(
        np.array([0.5, 0.5, 0.5, 0.0, 1.0]), np.array([0.0125, 0.5, 0.025, 0.01, 0.01]), proportion=True
    )
    # Of 20, half a respondent and 10 the middle is 10.
    assert found.effective == pytest.approx([20, 0.5, 10, 10, 10])
    one = from_variances(np.array([0.5, 1.0]), np.array([0.5, 0.0]), proportion=True)
    assert one.effective == pytest.approx([0.5, 0.5])


def test_the_variance_of_a_share_that_is_expected_is_that_of_its_respondents() -> None:
    assert smoothed_variance(np.array([0.3, 0.6]), np.array([20.0, 6.0])) == pytest.approx([0.21 / 20, 0.24 / 6])


def test_an_error_is_no_part_of_a_value_that_is_not_above_0() -> None:
    found = coefficient_of_variation(np.array([0.0, -0.5, 0.5]), np.array([0.01, 0.01, 0.01]))
    assert np.isnan(found[:2]).all()
    assert found[2] == pytest.approx(0.2)


def test_what_is_no_share_has_an_interval_of_a_normal_distribution() -> None:
    found = from_variances(np.array([100.0]), np.array([25.0]), proportion=False)
    assert found.low[0] == pytest.approx(100 - 1.96 * 5, abs=1e-3)
    assert found.high[0] == pytest.approx(100 + 1.96 * 5, abs=1e-3)
    assert found.cv[0] == pytest.approx(0.05)


@pytest.mark.parametrize("proportion", [True, False])
def test_a_variance_that_is_not_above_0_is_none(proportion: bool) -> None:
    found = from_variances(np.array([0.5, 0.5, 0.5]), np.array([0.0125, 0.0, -0.0125]), proportion=proportion)
    np.testing.assert_array_equal(found.variance, [0.0125, np.nan, np.nan])
