"""Survey estimates of shares: what each rests on, benchmarks, refusals, and whether intervals hold what they say."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.estimates.benchmark import benchmarked
from buurtmaat.core.estimates.covariates import covariates_of
from buurtmaat.core.estimates.direct_estimates import from_respondents, from_variances
from buurtmaat.core.estimates.estimates import Estimates, Survey, bring_to, estimate
from towns.milk import EXPENDITURE, MAJOR_AREA, STANDARD_ERROR


def survey(share: np.ndarray, respondents: np.ndarray, *columns: np.ndarray) -> Survey:
    named = [(f"figure_{number}", column) for number, column in enumerate(columns)]
    return Survey(
        direct=from_respondents(share, respondents, 1.0),
        covariates=covariates_of(named, share.size),
        proportion=True,
        told=False,
    )


def small_town(areas: int = 30) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return shares, respondents and a figure of each area."""
    random = np.random.default_rng(4)
    figure = random.uniform(0, 1, areas)
    respondents = np.full(areas, 20.0)
    return random.binomial(20, 0.2 + 0.3 * figure + random.choice([-0.15, 0.25], areas)) / 20, respondents, figure


def test_milk_goes_through_with_its_variances_as_they_are_told() -> None:
    columns = [(f"area {area}", (area == MAJOR_AREA).astype(float)) for area in (2, 3, 4)]
    found = estimate(
        Survey(
            direct=from_variances(EXPENDITURE, STANDARD_ERROR**2, proportion=False),
            covariates=covariates_of(columns, 43),
            proportion=False,
            told=True,
        )
    )
    assert found.estimate[[0, 42]] == pytest.approx([1.021970, 0.681087], abs=1e-4)
    assert found.variance == pytest.approx(STANDARD_ERROR**2)
    assert not found.smoothed.any()


def test_each_estimate_says_what_it_rests_on() -> None:
    share, respondents, figure = small_town()
    respondents[0] = 0
    figure[1] = np.nan
    respondents[2], figure[2] = 0, np.nan
    found = estimate(survey(share, respondents, figure))
    assert found.kind[:4].tolist() == ["synthetic", "direct", None, "combined"]
    assert found.shrinkage[[0, 1]].tolist() == [0, 1]
    assert 0 < found.shrinkage[3] < 1
    assert found.estimate[1] == share[1]
    assert np.isnan(found.estimate[2])
    assert found.reliability(proportion=True)[2] is None
    assert found.used.sum() == 27


def test_estimates_and_intervals_of_shares_stay_between_0_and_1() -> None:
    share, respondents, figure = small_town()
    share[:10] = 0
    found = estimate(survey(share, respondents, -figure))
    for values in (found.estimate, found.low, found.high):
        assert values.min() >= 0
        assert values.max() <= 1
    assert (found.low <= found.estimate).all()
    assert (found.estimate <= found.high).all()


def test_equal_numbers_of_respondents_have_equal_weights_whatever_they_said() -> None:
    """A share of 0 among twenty is believed as much as one of a half."""
    share, respondents, _ = small_town()
    share[0], share[1] = 0.0, 0.5
    found = estimate(survey(share, respondents))
    assert np.ptp(found.shrinkage) == pytest.approx(0, abs=1e-15)
    assert found.variance[0] > 0
    assert found.smoothed.all()


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ([np.full(30, 7.0)], "“figure_0” has the same value"),
        ([np.arange(30.0), 3 - 2 * np.arange(30.0)], "“figure_1” follows from “figure_0”"),
        ([np.arange(30.0) ** power for power in range(1, 29)], "at least 32 areas"),
    ],
)
def test_covariates_that_explain_nothing_are_refused_by_name(columns: list[np.ndarray], sentence: str) -> None:
    share, respondents, _ = small_town()
    with pytest.raises(InputError, match=sentence):
        estimate(survey(share, respondents, *columns))


def test_a_covariate_in_other_units_is_not_taken_for_constant_or_dependent() -> None:
    share, respondents, figure = small_town()
    one = estimate(survey(share, respondents, figure, figure**2))
    other = estimate(survey(share, respondents, figure * 1e-7, 1e9 * figure**2))
    assert other.estimate == pytest.approx(one.estimate, abs=1e-9)


# --- Benchmarks


def test_a_benchmark_is_reached_exactly_and_errors_grow_by_what_was_moved() -> None:
    share, respondents, figure = small_town()
    inhabitants = np.random.default_rng(1).integers(100, 5000, 30).astype(float)
    found = estimate(survey(share, respondents, figure))
    known = np.where(np.arange(30) < 12, 0.30, 0.45)
    moved = bring_to(found, known, inhabitants, proportion=True)
    for level in (0.30, 0.45):
        rows = known == level
        assert np.average(moved.estimate[rows], weights=inhabitants[rows]) == pytest.approx(level, rel=1e-12)
        assert np.ptp((moved.estimate / found.estimate)[rows]) == pytest.approx(0, abs=1e-12)
    assert moved.mse == pytest.approx(found.mse + (moved.estimate - found.estimate) ** 2)
    half = 1.959963985 * np.sqrt(moved.mse)
    assert moved.low == pytest.approx(np.clip(moved.estimate - half, 0, 1))
    assert moved.high == pytest.approx(np.clip(moved.estimate + half, 0, 1))


def test_what_would_exceed_one_stays_one_and_the_others_make_up_for_it() -> None:
    found = benchmarked(np.array([0.9, 0.8, 0.2]), np.ones(3), 0.9, proportion=True)
    # 2.7 of three: the first two are 1, so the third is 0.7.
    assert found.tolist() == pytest.approx([1, 1, 0.7])


def test_estimates_that_were_one_go_down_with_the_others() -> None:
    assert benchmarked(np.array([1.0, 0.5]), np.ones(2), 0.375, proportion=True).tolist() == [0.5, 0.25]


@pytest.mark.parametrize(("estimates", "share"), [([0.5, 0.5], 1.5), ([0.0, 0.0], 0.2), ([0.0, 0.5], 0.8)])
def test_a_benchmark_that_no_ratio_reaches_is_refused(estimates: list[float], share: float) -> None:
    with pytest.raises(InputError, match="cannot be brought to the benchmark"):
        benchmarked(np.array(estimates), np.ones(2), share, proportion=True)


def test_an_area_without_weight_is_refused() -> None:
    share, respondents, figure = small_town()
    weight = np.ones(30)
    weight[3] = np.nan
    found = estimate(survey(share, respondents, figure))
    with pytest.raises(InputError, match="without a weight"):
        bring_to(found, np.full(30, 0.4), weight, proportion=True)


# --- A study of many areas, as the national monitor has them


AREAS, RESPONDENTS = 13_000, 20


def study(level: float, effect: float, spread: float) -> tuple[np.ndarray, np.ndarray, Estimates]:
    """Return the true shares of 13,000 areas, the direct estimates of 20 respondents each, and what is made of them."""
    random = np.random.default_rng(2)
    figures = random.uniform(-1, 1, (AREAS, 5))
    truth = level + figures @ (effect * np.array([0.8, 0.5, 0.3, 0.15, 0.1])) + random.normal(0, spread, AREAS)
    truth = np.clip(truth, 0, 1)
    share = random.binomial(RESPONDENTS, truth) / RESPONDENTS
    return truth, share, estimate(survey(share, np.full(AREAS, float(RESPONDENTS)), *figures.T))


@pytest.mark.parametrize(
    ("level", "effect", "spread"),
    [
        (level, effect, spread)
        for level in (0.15, 0.35, 0.5)
        for effect in (0.02, 0.06)
        for spread in (0.02, 0.05, 0.1)
        if 2 * spread <= level
    ],
)
def test_intervals_hold_what_they_say_and_errors_are_below_those_of_the_survey(
    level: float, effect: float, spread: float
) -> None:
    truth, share, found = study(level, effect, spread)
    held = (found.low <= truth) & (truth <= found.high)
    assert 0.92 <= held.mean() <= 0.97
    assert np.mean((found.estimate - truth) ** 2) < np.mean((share - truth) ** 2)
    assert abs(np.mean(found.estimate - truth)) < 0.005, "twenty answers must not move the level"
