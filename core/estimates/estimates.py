"""Survey estimates of areas: what the survey says, what the areas' figures lead to expect, and how far both hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from ..arrays import Flags, Floats, Ints, Words
from ..errors import InputError
from ..progress import Progress
from .benchmark import benchmarked, wholes
from .covariates import Covariates, check_covariates
from .direct_estimates import Z95, DirectEstimates, coefficient_of_variation, smoothed_variance
from .fay_herriot import REML, AreaModel, fit_areas, predict
from .likeness import Likeness, likeness


class EstimateKind(StrEnum):
    """What an estimate rests on."""

    COMBINED = "combined"
    """On the area's own respondents and on the model."""
    DIRECT = "direct"
    """On its own respondents only: a covariate is not known."""
    SYNTHETIC = "synthetic"
    """On the model only: nobody answered, or too few to be shown."""


class Reliability(StrEnum):
    """How far a figure can be used."""

    GOOD = "good"
    CAUTION = "caution"
    UNUSABLE = "unusable"


_BOUNDS = ((Reliability.GOOD, 0.165, 0.10), (Reliability.CAUTION, 0.333, 0.20))
"""Largest coefficient of variation (Statistics Canada's) and largest width of the interval of a share, of each."""

_LEAST = 0.02
"""Share nearer to which to 0 or 1 none is expected: the variance of a share of 0 would be 0."""

_LEFT = 0.25
"""Part of P(1 − P) that is at least sampling, whatever the model's variance."""


@dataclass(frozen=True, kw_only=True)
class Survey:
    """A survey as it is given.

    Parameters
    ----------
    direct
        What it says of each area.
    covariates
        The areas' figures.
    proportion
        Whether the estimates are shares 0–1.
    told
        Whether the survey tells its sampling variances, which are then taken as they are; else they are smoothed.
    """

    direct: DirectEstimates
    covariates: Covariates
    proportion: bool
    told: bool


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """The estimates; one entry an area, NaN (None) where there is none.

    Parameters
    ----------
    model
        The model that was fitted, with 1 − A/A₀ as what its covariates explain (A₀: without them); NaN without.
    variance
        The sampling variance that the model used.
    estimate, mse, low, high, shrinkage
        The estimate, its mean squared error and 95 % interval, and the weight of the direct estimate in it.
    kind
        What it rests on (`EstimateKind`).
    residual
        What the direct estimate differs from what is expected, in standard deviations.
    doubtful
        Where that is more than chance makes of so many areas (Bonferroni, 5 %).
    used
        Of which areas the model was fitted.
    smoothed
        Of which areas the sampling variance is not their own.
    """

    model: AreaModel
    explained: float
    variance: Floats
    estimate: Floats
    mse: Floats
    low: Floats
    high: Floats
    shrinkage: Floats
    kind: Words
    residual: Floats
    doubtful: Flags
    used: Flags
    smoothed: Flags

    @property
    def cv(self) -> Floats:
        """Return the coefficient of variation; NaN where the estimate is 0 or below."""
        return coefficient_of_variation(self.estimate, self.mse)

    def reliability(self, *, proportion: bool) -> Words:
        """Return how far each can be used (`Reliability`); None without an estimate."""
        cv, width = self.cv, self.high - self.low
        found: Words = np.full(cv.size, None, object)
        found[np.isfinite(self.estimate)] = Reliability.UNUSABLE
        for word, most_cv, most_width in reversed(_BOUNDS):
            holds = cv <= most_cv
            if proportion:
                holds |= width <= most_width
            found[holds] = word
        return found

    def likeness(self, covariates: Covariates, pairs: Ints) -> Likeness | None:
        """Return how alike neighbours differ from what is expected, of pairs of areas that are neighbours."""
        row = np.full(self.used.size, -1)
        row[self.used] = np.arange(int(self.used.sum()))
        among = row[pairs][self.used[pairs].all(axis=1)] if len(pairs) else pairs
        deviation = np.sqrt(self.model.variance + self.variance[self.used])
        return likeness(self.residual[self.used], covariates.values[self.used] / deviation[:, None], among)


def estimate(survey: Survey, method: int = REML, progress: Progress | None = None) -> Estimates:
    """Estimate each area's figure.

    Raises
    ------
    InputError
        Where the areas are too few for the covariates, or these cannot be told apart.
    """
    direct, covariates, progress = survey.direct, survey.covariates, progress or Progress()
    used = direct.known & covariates.known
    check_covariates(covariates, used)
    variance, model = _fitted(survey, used, method)
    progress.at(0.7)
    rows = covariates.known
    predicted = predict(model, direct.value[rows], variance[rows], covariates.values[rows])
    alone = direct.known & ~rows
    value, mse, shrinkage = (_spread(rows, one) for one in (predicted.estimate, predicted.mse, predicted.shrinkage))
    half = Z95 * np.sqrt(mse)
    residual = (direct.value - _spread(rows, model.expected(covariates.values[rows]))) / np.sqrt(
        model.variance + variance
    )
    kind: Words = np.full(used.size, None, object)
    kind[used], kind[rows & ~used], kind[alone] = EstimateKind.COMBINED, EstimateKind.SYNTHETIC, EstimateKind.DIRECT
    found = Estimates(
        model=model,
        explained=_explained(survey, used, variance, model, method),
        variance=variance,
        estimate=np.where(alone, direct.value, value),
        mse=np.where(alone, variance, mse),
        low=np.where(alone, direct.low, value - half),
        high=np.where(alone, direct.high, value + half),
        shrinkage=np.where(alone, 1.0, shrinkage),
        kind=kind,
        residual=residual,
        doubtful=np.abs(residual) > _far(int(used.sum())),
        used=used,
        smoothed=direct.known & ~(variance == direct.variance),
    )
    progress.at(1.0)
    return _clipped(found) if survey.proportion else found


def bring_to(found: Estimates, benchmark: Floats, weight: Floats, *, proportion: bool) -> Estimates:
    """Return the estimates brought to a known share of each whole.

    Parameters
    ----------
    benchmark
        Of each area, the share of the whole to which it belongs; areas with the same one are one whole. NaN: none.
    weight
        Of each area: its inhabitants; those with an estimate need one.

    Notes
    -----
    The best prediction's error hangs on nothing that was observed, so moving it by d adds d² to its mean squared error.

    Raises
    ------
    InputError
        Where a weight is missing, or a benchmark cannot be reached.
    """
    known = np.isfinite(found.estimate)
    moved = found.estimate.copy()
    for share, areas in wholes(benchmark, known):
        if not (weight[areas] >= 0).all() or not weight[areas].sum() > 0:
            raise InputError(
                "An area without a weight cannot be brought to the benchmark: fill in its inhabitants in WEIGHT_FIELD, "
                "or leave BENCHMARK empty."
            )
        moved[areas] = benchmarked(found.estimate[areas], weight[areas], share, proportion=proportion)
    shift = moved - found.estimate
    mse = found.mse + np.where(known, shift, 0.0) ** 2
    half = Z95 * np.sqrt(mse)
    touched = known & (shift != 0)
    result = replace(
        found,
        estimate=moved,
        mse=mse,
        low=np.where(touched, moved - half, found.low),
        high=np.where(touched, moved + half, found.high),
    )
    return _clipped(result) if proportion else result


def _fitted(survey: Survey, used: Flags, method: int) -> tuple[Floats, AreaModel]:
    """Return the sampling variance of every area, smoothed where the survey does not tell one, and the model."""
    direct, covariates = survey.direct, survey.covariates

    def fitted(variance: Floats) -> AreaModel:
        return fit_areas(direct.value[used], variance[used], covariates.values[used], method)

    if not survey.proportion:
        usual = _usual(direct.variance[used])
        variance = np.where(np.isfinite(direct.variance), direct.variance, np.where(direct.known, usual, np.nan))
        return variance, fitted(variance)
    # At first as if all areas were alike: the share of all respondents together.
    together = float(np.average(direct.value[used], weights=direct.effective[used]))
    first = smoothed_variance(np.full(used.size, np.clip(together, _LEAST, 1 - _LEAST)), direct.effective)
    told = np.isfinite(direct.variance) if survey.told else np.zeros(used.size, bool)
    first = np.where(told, direct.variance, first)
    model = fitted(first)
    expected = np.clip(model.expected(covariates.values), _LEAST, 1 - _LEAST)
    # The mean of p(1 − p) over areas with mean P and variance A is P(1 − P) − A.
    spread = np.maximum(expected * (1 - expected) - model.variance, _LEFT * expected * (1 - expected))
    smoothed = np.where(np.isfinite(expected), spread / direct.effective, first)
    variance = np.where(told, direct.variance, smoothed)
    return variance, model if told[used].all() else fitted(variance)


def _usual(variance: Floats) -> float:
    """Return the mean of the variances that are known."""
    known = variance[np.isfinite(variance)]
    if not known.size:
        raise InputError("No area has a sampling variance above 0: check VARIANCE_FIELD.")
    return float(known.mean())


def _explained(survey: Survey, used: Flags, variance: Floats, model: AreaModel, method: int) -> float:
    """Return what the covariates explain of the differences between areas, 0–1; NaN where there is nothing to."""
    if survey.covariates.values.shape[1] == 1:
        return np.nan
    without = fit_areas(survey.direct.value[used], variance[used], np.ones((int(used.sum()), 1)), method).variance
    return max(1 - model.variance / without, 0.0) if without > 0 else np.nan


def _far(areas: int) -> float:
    """Return the standard deviations beyond which the farthest of so many areas lies by chance once in twenty times."""
    from scipy.stats import norm

    return float(norm.isf(0.025 / max(areas, 1)))


def _clipped(found: Estimates) -> Estimates:
    value, low, high = (np.clip(one, 0, 1) for one in (found.estimate, found.low, found.high))
    return replace(found, estimate=value, low=low, high=high)


def _spread(rows: Flags, values: Floats) -> Floats:
    """Return values of some areas as an entry of every area."""
    found = np.full(rows.size, np.nan)
    found[rows] = values
    return found
