"""Survey estimates of shares: what each rests on, benchmarks, refusals, and whether intervals hold what they say."""

from __future__ import annotations

from dataclasses import replace

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


# --- By hand: n areas with one sampling variance v and no figures. The variance between areas is s² − v, s² that of the
# sample, what is expected their mean, and the weight of an area's own estimate (s² − v) / s².


def amounts(value: list[float], variance: float, *columns: list[float]) -> Survey:
    figures = np.array(value, float)
    return Survey(
        direct=from_variances(figures, np.where(np.isnan(figures), np.nan, variance), proportion=False),
        covariates=covariates_of([(f"figure_{n}", np.array(column)) for n, column in enumerate(columns)], len(value)),
        proportion=False,
        told=True,
    )


OUTLYING = [-3.0, 3.0] * 5 + [0.0, 30.0]
"""Mean 2.5, sum of squares about it 90 + 900 − 12 · 2.5² = 915, so s² = 915/11."""


def test_an_amount_and_how_far_it_is_off_by_hand() -> None:
    found, s2 = estimate(amounts(OUTLYING, 1.0)), 915 / 11
    assert found.model.variance == pytest.approx(s2 - 1, rel=1e-6)
    own = (s2 - 1) / s2
    assert found.shrinkage == pytest.approx(own, rel=1e-6)
    assert found.estimate == pytest.approx([2.5 + own * (y - 2.5) for y in OUTLYING], rel=1e-6)
    assert found.residual == pytest.approx([(y - 2.5) / s2**0.5 for y in OUTLYING], rel=1e-6)
    half = 1.959963984540054 * np.sqrt(found.mse)
    assert found.low == pytest.approx(found.estimate - half)
    assert found.high == pytest.approx(found.estimate + half)
    # Of twelve the farthest is beyond 2.87 by chance once in twenty times: 27.5/9.12 is 3.02, the next one 0.60.
    assert found.doubtful.tolist() == [False] * 11 + [True]


def test_what_chance_makes_of_the_farthest_of_twelve_is_not_doubtful() -> None:
    # A last one of 20 is 18.33/6.44 = 2.85 off.
    assert not estimate(amounts([*OUTLYING[:-1], 20.0], 1.0)).doubtful.any()


def test_what_the_figures_explain_by_hand() -> None:
    noise, figure = [-1.0, 1.0] * 6, [-1.0, -1.0, 1.0, 1.0] * 3
    # Without: 3² + 1² each, 120/11 − 0.1. With the figure, of which 3 is expected, 12/10 − 0.1.
    found = estimate(amounts([3 * x + e for x, e in zip(figure, noise, strict=True)], 0.1, figure))
    assert found.explained == pytest.approx(1 - (1.2 - 0.1) / (120 / 11 - 0.1), rel=1e-5)
    # A figure that explains nothing leaves a larger variance, of one degree of freedom less: it explains none.
    assert estimate(amounts(noise, 0.1, figure)).explained == 0
    # Where areas do not differ there is nothing to explain, and without figures nothing that could.
    assert np.isnan(estimate(amounts([7.0] * 12, 0.1, figure)).explained)
    assert np.isnan(estimate(amounts(noise, 0.1)).explained)


def test_the_sampling_variance_of_a_share_by_hand() -> None:
    def variance(*shares: float) -> np.ndarray:
        return estimate(survey(np.array(shares * 5), np.full(10, 20.0))).variance

    # The mean is 0.3: v = 0.21/20, s² = 10 · 0.01/9, and what areas differ themselves is not by chance.
    between = 0.1 / 9 - 0.21 / 20
    assert variance(0.2, 0.4) == pytest.approx((0.21 - between) / 20, rel=1e-6)
    # Areas of 0 and 1 differ by more than shares can: then a quarter of 0.5 · 0.5 counts as chance.
    assert variance(0.0, 1.0) == pytest.approx(0.25 * 0.25 / 20)
    # Nobody is expected nearer to 0 than 0.02.
    assert variance(0.0, 0.0) == pytest.approx(0.02 * 0.98 / 20)
    assert variance(1.0, 1.0) == pytest.approx(0.02 * 0.98 / 20)


def test_shares_with_variances_keep_those_that_are_told() -> None:
    shares, told = np.array([0.2, 0.4] * 6), np.array([0.01, 0.02, 0.0] * 4)
    given = Survey(
        direct=from_variances(shares, told, proportion=True),
        covariates=covariates_of([], 12),
        proportion=True,
        told=True,
    )
    found = estimate(given)
    assert found.variance[told > 0].tolist() == told[told > 0].tolist()
    assert (found.variance[told == 0] > 0).all()
    assert found.smoothed.tolist() == (told == 0).tolist()


def test_an_interval_of_a_share_ends_at_1() -> None:
    # 0.75 is expected and s² is 0.75/11, so that of 1 about 0.97 is made, give or take 0.17.
    found = estimate(survey(np.array([0.5, 1.0] * 6), np.full(12, 20.0)))
    assert found.high[1::2].tolist() == [1] * 6
    assert found.high[::2].max() < 0.75


def test_how_far_a_figure_can_be_used_goes_by_its_error_and_of_a_share_by_its_interval_too() -> None:
    like = estimate(amounts(OUTLYING, 1.0))

    def words(errors: list[float], value: float, widths: list[float], *, proportion: bool) -> list[str | None]:
        size = len(errors)
        found = replace(
            like,
            estimate=np.full(size, value),
            mse=np.array(errors) ** 2,
            low=np.zeros(size),
            high=np.array(widths),
        )
        return found.reliability(proportion=proportion).tolist()

    errors, narrow = [0.16, 0.17, 0.33, 0.34], [0.01] * 4
    assert words(errors, 1.0, narrow, proportion=False) == ["good", "caution", "caution", "unusable"]
    assert words(errors, 1.0, narrow, proportion=True) == ["good"] * 4
    assert words([0.5] * 4, 0.1, [0.1, 0.11, 0.2, 0.21], proportion=True) == ["good", "caution", "caution", "unusable"]
    assert words(errors, -1.0, narrow, proportion=False) == ["unusable"] * 4
    assert words(errors, np.nan, narrow, proportion=False) == [None] * 4


def test_neighbours_are_compared_where_both_have_an_answer() -> None:
    random = np.random.default_rng(7)
    value, figure = random.normal(0, 2, 13), random.normal(0, 1, 13)
    chain = np.array([(n, n + 1) for n in range(11)])
    without = np.delete(np.arange(13), 3)
    alone = estimate(amounts(value[without].tolist(), 1.0, figure[without].tolist()))
    expected = alone.likeness(covariates_of([("figure", figure[without])], 12), chain[chain[:, 0] != 2])
    value[3] = np.nan
    found = estimate(amounts(value.tolist(), 1.0, figure.tolist()))
    pairs = np.array([(n, n + 1) for n in range(12)])  # of which two have the one without an answer
    told = found.likeness(covariates_of([("figure", figure)], 13), pairs)
    assert told is not None
    assert expected is not None
    assert (told.moran, told.expected, told.z) == pytest.approx((expected.moran, expected.expected, expected.z))
    assert found.likeness(covariates_of([("figure", figure)], 13), np.empty((0, 2), np.int64)) is None


def test_amounts_are_brought_to_a_benchmark_above_one() -> None:
    found = estimate(amounts([8.0, 12.0] * 6, 1.0))
    moved = bring_to(found, np.full(12, 20.0), np.full(12, 0.5), proportion=False)
    assert moved.estimate == pytest.approx(2 * found.estimate)
    half = 1.959963984540054 * np.sqrt(found.mse + found.estimate**2)
    assert moved.low == pytest.approx(moved.estimate - half)
    assert moved.high == pytest.approx(moved.estimate + half)


def test_what_a_benchmark_leaves_alone_keeps_its_own_interval() -> None:
    share, respondents, figure = small_town()
    figure[1], share[1] = np.nan, 0.95
    found = estimate(survey(share, respondents, figure))
    benchmark = np.where(np.arange(30) == 1, np.nan, 0.4)
    moved = bring_to(found, benchmark, np.ones(30), proportion=True)
    # Wilson's interval lies about another point than its share.
    assert (moved.low[1], moved.high[1]) == (found.low[1], found.high[1])
    assert moved.low[1] != pytest.approx(share[1] - 1.96 * moved.mse[1] ** 0.5, rel=0.01)


def test_a_weight_below_0_is_refused() -> None:
    share, respondents, figure = small_town()
    weight = np.where(np.arange(30) == 3, -1.0, 100.0)
    found = estimate(survey(share, respondents, figure))
    with pytest.raises(InputError, match="without a weight"):
        bring_to(found, np.full(30, 0.4), weight, proportion=True)
    with pytest.raises(InputError, match="without a weight"):
        bring_to(found, np.full(30, 0.4), np.zeros(30), proportion=True)


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
