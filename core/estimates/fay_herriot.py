"""The area-level model: direct estimates and what the areas' figures lead to expect, each weighed by what it is worth.

Of area i with direct estimate yᵢ, sampling variance Dᵢ and covariates xᵢ (R. E. Fay and R. A. Herriot, Estimates of
income for small places, Journal of the American Statistical Association 74, 1979, 269–277)::

    yᵢ = xᵢᵀβ + uᵢ + eᵢ,   Var(uᵢ) = A,   Var(eᵢ) = Dᵢ

A is estimated by restricted or by ordinary maximum likelihood, β by least squares with weights wᵢ = 1/(A + Dᵢ). The
estimate is γᵢ·yᵢ + (1 − γᵢ)·xᵢᵀβ with γᵢ = A/(A + Dᵢ), the *shrinkage*: the weight of what the area itself says. With
Bᵢ = 1 − γᵢ its mean squared error is (N. G. N. Prasad and J. N. K. Rao, The estimation of the mean squared error of
small-area estimators, 1990, 163–171; G. S. Datta and P. Lahiri, A unified measure of uncertainty, Statistica Sinica 10,
2000, 613–627)::

    g₁ + g₂ + 2g₃ − b·Bᵢ²,   g₁ = γᵢDᵢ,   g₂ = Bᵢ²·xᵢᵀ(XᵀWX)⁻¹xᵢ,   g₃ = Bᵢ²/(A + Dᵢ) · 2/Σw²

with b the bias of A: 0 for restricted maximum likelihood, −tr[(XᵀWX)⁻¹XᵀW²X]/Σw² for the ordinary one. An area
without an answer has γ = 0: xᵢᵀβ, with A + g₂ − b.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats

REML, ML = 0, 1
"""How A is estimated: by restricted maximum likelihood, or by ordinary."""

_GRID = 60
"""Values of A at which the likelihood is looked at first, since it may have more than one maximum."""

_SMALLEST = 1e-9
"""Times the largest A that is looked at: what is smaller is 0."""


@dataclass(frozen=True, kw_only=True)
class AreaModel:
    """A model of areas, fitted.

    Parameters
    ----------
    variance
        A: of the areas around what their covariates lead to expect.
    variance_error, bias
        The variance of A's estimate, and its bias.
    coefficients, covariance
        β, and the covariances of its estimate: one row and column a covariate, the intercept among them.
    """

    variance: float
    variance_error: float
    bias: float
    coefficients: Floats
    covariance: Floats

    def expected(self, covariates: Floats) -> Floats:
        """Return what the covariates of areas lead to expect."""
        found: Floats = covariates @ self.coefficients
        return found


@dataclass(frozen=True, kw_only=True)
class Predictions:
    """What the model says of each area: estimates, their mean squared errors, and the weight of the direct ones."""

    estimate: Floats
    mse: Floats
    shrinkage: Floats


def fit_areas(direct: Floats, variance: Floats, covariates: Floats, method: int = REML) -> AreaModel:
    """Fit the model.

    Parameters
    ----------
    direct, variance
        Of each area, n, the variances above 0.
    covariates
        n × k, of full rank, n > k; the intercept is one of them.
    method
        `REML` or `ML`.

    Notes
    -----
    The likelihood is a function of A alone, with up to several maxima. Its slope is followed over a grid, each place
    where it goes from up to down is found by bisection (Brent), and the highest of these and of A = 0 is taken.
    """
    from scipy.optimize import brentq

    likelihood = _Likelihood(direct, variance, covariates, method)
    grid = np.concatenate([[0.0], np.geomspace(_SMALLEST, 1.0, _GRID) * likelihood.beyond()])
    slopes = [likelihood.slope(a) for a in grid]
    tops = [0.0] if slopes[0] <= 0 else []
    for low, high, before, after in zip(grid[:-1], grid[1:], slopes[:-1], slopes[1:], strict=True):
        if before > 0 >= after:
            tops.append(float(brentq(likelihood.slope, low, high, xtol=1e-14 * grid[-1], rtol=1e-13)))
    return likelihood.model(max(tops, key=likelihood.height))


def predict(model: AreaModel, direct: Floats, variance: Floats, covariates: Floats) -> Predictions:
    """Weigh each area's direct estimate with what its covariates lead to expect.

    Parameters
    ----------
    direct, variance
        Of each area; NaN where it has no direct estimate.
    covariates
        n × k, as the model was fitted; a row with NaN has no prediction.
    """
    expected = model.expected(covariates)
    own = np.isfinite(direct) & np.isfinite(variance)
    error = np.where(own, variance, 1.0)
    shrinkage = np.where(own, model.variance / (model.variance + error), 0.0)
    rest = 1 - shrinkage
    of_effects = np.where(own, shrinkage * error, model.variance)
    of_coefficients = rest**2 * np.einsum("ij,jk,ik->i", covariates, model.covariance, covariates)
    of_variance = np.where(own, rest**2 * model.variance_error / (model.variance + error), 0.0)
    return Predictions(
        estimate=np.where(own, shrinkage * np.where(own, direct, 0.0), 0.0) + rest * expected,
        mse=of_effects + of_coefficients + 2 * of_variance - model.bias * rest**2,
        shrinkage=shrinkage,
    )


class _Likelihood:
    """The likelihood of A, up to a constant, in a basis of the covariates in which nothing cancels."""

    def __init__(self, direct: Floats, variance: Floats, covariates: Floats, method: int) -> None:
        self.direct, self.variance, self.method = direct, variance, method
        self.basis, self.triangle = np.linalg.qr(covariates)

    def _weighed(self, a: float) -> tuple[Floats, Floats, Floats, Floats]:
        """Return the weights, the inverse of XᵀWX, β, and what β leaves of each direct estimate, all in the basis."""
        weight = 1 / (a + self.variance)
        inverse = np.linalg.inv((self.basis.T * weight) @ self.basis)
        beta = inverse @ (self.basis.T @ (weight * self.direct))
        return weight, inverse, beta, self.direct - self.basis @ beta

    def _squared(self, weight: Floats, inverse: Floats) -> float:
        """Return tr[(XᵀWX)⁻¹XᵀW²X]."""
        return float(np.sum(inverse * ((self.basis.T * weight**2) @ self.basis)))

    def slope(self, a: float) -> float:
        """Return the derivative of twice the log-likelihood."""
        weight, inverse, _, rest = self._weighed(a)
        trace = float(weight.sum()) - (self._squared(weight, inverse) if self.method == REML else 0.0)
        return float(np.sum((weight * rest) ** 2)) - trace

    def height(self, a: float) -> float:
        """Return twice the log-likelihood."""
        weight, inverse, _, rest = self._weighed(a)
        found = float(np.log(weight).sum() - np.sum(weight * rest**2))
        return found + (float(np.linalg.slogdet(inverse)[1]) if self.method == REML else 0.0)

    def beyond(self) -> float:
        """Return an A beyond which the likelihood only falls."""
        _, _, _, rest = self._weighed(0.0)
        spread = float(np.var(self.direct)) + float(np.mean(rest**2))
        found = max(spread, float(np.finfo(float).tiny) / _SMALLEST)
        while self.slope(found) > 0:
            found *= 2
        return found

    def model(self, a: float) -> AreaModel:
        """Return the model with that A."""
        weight, inverse, beta, _ = self._weighed(a)
        squares = float(np.sum(weight**2))
        back = np.linalg.inv(self.triangle)
        return AreaModel(
            variance=a,
            variance_error=2 / squares,
            bias=-self._squared(weight, inverse) / squares if self.method == ML else 0.0,
            coefficients=back @ beta,
            covariance=back @ inverse @ back.T,
        )
