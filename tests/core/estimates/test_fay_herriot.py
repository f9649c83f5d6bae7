"""The area-level model against published figures, and against the same computed with whole matrices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from buurtmaat.core.estimates.fay_herriot import ML, REML, fit_areas, predict
from towns.milk import EXPENDITURE, MAJOR_AREA, STANDARD_ERROR
from towns.slow import some

MILK = np.column_stack([np.ones(43), *(area == MAJOR_AREA for area in (2, 3, 4))]).astype(float)


def test_milk_has_the_published_variance_coefficients_estimates_and_errors() -> None:
    model = fit_areas(EXPENDITURE, STANDARD_ERROR**2, MILK)
    assert model.variance == pytest.approx(0.0185503, abs=1e-4)
    assert model.coefficients == pytest.approx([0.9681890, 0.1327803, 0.2269462, -0.2413010], abs=1e-4)
    found = predict(model, EXPENDITURE, STANDARD_ERROR**2, MILK)
    areas = [0, 1, 2, 3, 42]
    assert found.estimate[areas] == pytest.approx([1.021970, 1.047602, 1.067951, 0.760817, 0.681087], abs=1e-4)
    assert found.mse[areas] == pytest.approx([0.0134603, 0.0053729, 0.0057020, 0.0085418, 0.0099036], abs=1e-4)


def town(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return direct estimates, sampling variances and covariates of some areas."""
    random = np.random.default_rng(seed)
    areas, columns = int(random.integers(9, 40)), int(random.integers(0, 4))
    covariates = np.column_stack([np.ones(areas), random.normal(50, 20, (areas, columns))])
    variance = random.uniform(0.2, 3, areas)
    beta = random.normal(0, 0.05, columns + 1)
    effects = random.normal(0, random.choice([0.0, 0.3, 1.5]), areas)
    return covariates @ beta + effects + random.normal(0, np.sqrt(variance)), variance, covariates


def minus_log_likelihood(a: float, y: np.ndarray, variance: np.ndarray, x: np.ndarray, method: int) -> float:
    """Return minus twice the log-likelihood of normal data with their whole covariance matrix, up to a constant."""
    if method == REML:  # of contrasts that are free of the coefficients
        contrasts = np.linalg.svd(x)[0][:, x.shape[1] :]
        y, covariance = contrasts.T @ y, contrasts.T @ np.diag(a + variance) @ contrasts
        rest = y
    else:
        covariance = np.diag(a + variance)
        inverse = np.linalg.inv(covariance)
        rest = y - x @ np.linalg.solve(x.T @ inverse @ x, x.T @ inverse @ y)
    return float(np.linalg.slogdet(covariance)[1] + rest @ np.linalg.solve(covariance, rest))


@pytest.mark.parametrize("method", [REML, ML])
@pytest.mark.parametrize("seed", range(12))
def test_variance_maximises_the_likelihood(seed: int, method: int) -> None:
    y, variance, x = town(seed)
    found = fit_areas(y, variance, x, method).variance
    best = min(
        (
            minimize_scalar(
                minus_log_likelihood, bounds=bounds, args=(y, variance, x, method), options={"xatol": 1e-10}
            )
            for bounds in ((0, 0.05), (0.05, 0.5), (0.5, 5), (5, 50))
        ),
        key=lambda one: one.fun,
    )
    at_found = minus_log_likelihood(found, y, variance, x, method)
    assert at_found <= best.fun + 1e-9
    assert found == pytest.approx(best.x, abs=1e-4)


@pytest.mark.parametrize("method", [REML, ML])
@pytest.mark.parametrize(
    ("sure", "error", "apart", "at_nothing"),
    [
        (6, 1e-2, 10.0, ()),
        (30, 1e-4, 9.0, (REML, ML)),
        # What the constant takes away in REML is much less at 0, where the mean is known well: it is not for nothing.
        (30, 1e-4, 10.0, ()),
        (6, 1e-2, 3.5, (ML,)),
    ],
)
def test_of_two_maxima_the_higher_is_taken(
    sure: int, error: float, apart: float, at_nothing: tuple[int, ...], method: int
) -> None:
    """Areas that are known well and alike ask for no variance, four others that lie far apart for much of it."""
    y = np.array([0.0] * sure + [apart, -apart] * 2)
    variance, x = np.array([error] * sure + [1.0] * 4), np.ones((sure + 4, 1))
    grid = np.array([0.0, *np.geomspace(1e-8, 1e3, 500)])
    height = np.array([-minus_log_likelihood(a, y, variance, x, method) for a in grid])
    rises = np.diff(height) > 0
    assert not rises[0]
    assert np.flatnonzero(rises).size > 10, "from 0 it falls, and rises again"
    found = fit_areas(y, variance, x, method).variance
    assert (found == 0) == (method in at_nothing) == (int(height.argmax()) == 0)
    assert -minus_log_likelihood(found, y, variance, x, method) >= height.max() - 1e-9


@pytest.mark.parametrize("seed", range(12))
def test_estimates_are_those_of_the_mixed_model_equations(seed: int) -> None:
    y, variance, x = town(seed)
    model = fit_areas(y, variance, x)
    a = model.variance + 0.1  # the equations need effects that vary
    # C. R. Henderson, 1975: one system for the coefficients and the effects, whose inverse has g1 + g2 on it.
    inverse = np.diag(1 / variance)
    left = np.block([[x.T @ inverse @ x, x.T @ inverse], [inverse @ x, inverse + np.eye(y.size) / a]])
    solved = np.linalg.solve(left, np.concatenate([x.T @ inverse @ y, inverse @ y]))
    both = np.column_stack([x, np.eye(y.size)])
    spread = np.diag(both @ np.linalg.inv(left) @ both.T)
    weight = 1 / (a + variance)
    refitted = np.linalg.inv(x.T @ (weight[:, None] * x))
    model = replace(
        model, variance=a, variance_error=0, coefficients=refitted @ (x.T @ (weight * y)), covariance=refitted
    )
    found = predict(model, y, variance, x)
    assert found.estimate == pytest.approx(both @ solved, rel=1e-8, abs=1e-8)
    assert found.mse == pytest.approx(spread, rel=1e-8)


def test_a_variance_of_nothing_leaves_what_is_expected() -> None:
    x = np.column_stack([np.ones(10), np.arange(10.0)])
    y = 2 + 3 * x[:, 1]
    model = fit_areas(y, np.ones(10), x)
    assert model.variance == 0
    found = predict(model, y + 100, np.ones(10), x)
    assert found.estimate == pytest.approx(y)
    assert found.shrinkage.tolist() == [0] * 10


def test_an_area_without_an_answer_has_what_its_figures_lead_to_expect() -> None:
    y, variance, x = town(3)
    model = fit_areas(y, variance, x)
    found = predict(model, np.array([np.nan]), np.array([np.nan]), x[:1])
    assert found.estimate[0] == pytest.approx(x[0] @ model.coefficients)
    assert found.mse[0] == pytest.approx(model.variance + x[0] @ model.covariance @ x[0])
    assert found.shrinkage[0] == 0


def test_an_estimate_whose_variance_is_not_known_counts_for_nothing() -> None:
    y, variance, x = town(3)
    model = fit_areas(y, variance, x)
    found = predict(model, np.array([5.0, np.nan]), np.array([np.nan, 1.0]), x[:2])
    assert found.estimate == pytest.approx(x[:2] @ model.coefficients)
    assert found.shrinkage.tolist() == [0, 0]


def test_the_bias_of_ordinary_likelihood_by_hand() -> None:
    """Ten areas of variance 1, half of them 3 and half −3: 8 between areas, 9 in all; the bias is that over ten."""
    model = fit_areas(np.array([3.0, -3.0] * 5), np.ones(10), np.ones((10, 1)), ML)
    assert (model.variance, model.variance_error, model.bias) == pytest.approx((8, 2 * 9**2 / 10, -9 / 10))
    # An area's own estimate weighs 8/9: 8/9 + 1/9² · 9/10 + 2 · 1/9² · 16.2/9 + 0.9 · 1/9².
    found = predict(model, np.zeros(1), np.ones(1), np.ones((1, 1)))
    assert found.mse[0] == pytest.approx(8 / 9 + (0.9 + 3.6 + 0.9) / 81)


@pytest.mark.parametrize("side", [1, -1])
def test_of_two_maxima_the_higher_is_taken_however_lopsided(side: int) -> None:
    """Six areas are known well and alike, three lie a little off and one far to the other side."""
    y = side * np.array([0.0] * 6 + [5.0, 5.0, 5.0, -15.0])
    variance, x = np.array([1e-2] * 6 + [1.0] * 4), np.ones((10, 1))
    grid = np.array([0.0, *np.geomspace(1e-8, 1e3, 500)])
    height = np.array([-minus_log_likelihood(a, y, variance, x, REML) for a in grid])
    assert height[1] < height[0] < height.max()
    found = fit_areas(y, variance, x).variance
    assert -minus_log_likelihood(found, y, variance, x, REML) >= height.max() - 1e-9


def test_units_of_covariates_and_of_estimates_do_not_matter() -> None:
    y, variance, x = town(5)
    one = predict(fit_areas(y, variance, x), y, variance, x)
    other_x = x * np.array([1.0, *10.0 ** np.linspace(-9, 9, x.shape[1] - 1)])
    other = predict(fit_areas(y * 1e6, variance * 1e12, other_x), y * 1e6, variance * 1e12, other_x)
    assert other.estimate == pytest.approx(one.estimate * 1e6, rel=1e-7)
    assert other.mse == pytest.approx(one.mse * 1e12, rel=1e-6)


@pytest.mark.parametrize("method", some([REML, ML], [REML]))
def test_the_mean_squared_error_is_what_it_says_over_many_surveys(method: int) -> None:
    """Of 1,200 surveys of 30 areas, since an error in g3 or in the bias of A is some percents of it."""
    random = np.random.default_rng(11)
    x = np.column_stack([np.ones(30), random.uniform(-1, 1, 30)])
    variance = np.repeat([0.5, 1.0, 2.0], 10)
    told, real = np.zeros(30), np.zeros(30)
    for _ in range(1200):
        truth = x @ [1.0, 2.0] + random.normal(0, 1, 30)
        y = truth + random.normal(0, np.sqrt(variance))
        found = predict(fit_areas(y, variance, x, method), y, variance, x)
        told += found.mse
        real += (found.estimate - truth) ** 2
    for rows in (slice(0, 10), slice(10, 20), slice(20, 30)):
        assert told[rows].sum() / real[rows].sum() == pytest.approx(1, abs=0.05)
