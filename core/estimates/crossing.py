"""Whether a survey's figure is higher where places are lacking, with what is uncertain of both kept.

The figure of area i is yᵢ with sampling variance Dᵢ, and what is lacking xᵢ: 1 where a requirement fails and 0 where
it is met, or the share that lies outside. In yᵢ = a + b·xᵢ + uᵢ + eᵢ (see `fay_herriot`) b is the difference that goes
with it. Its standard error is that of Knapp and Hartung (Improved tests for a random effects meta-regression with a
single covariate, Statistics in Medicine 22, 2003, 2693–2710), never smaller than the model's own, with n − 2 degrees
of freedom: intervals hold for few areas too.

Of the share outside, a part is not known. The interval of its b spans those of five cases: only what is known, all
unknown within, all outside, and, area by area, what makes b largest and smallest: outside where the figure is above the
median and within elsewhere, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats
from .fay_herriot import REML, fit_areas

FEWEST = 3
"""Areas that there must be on either side of a comparison."""


@dataclass(frozen=True)
class Effect:
    """A difference with its 95 % interval; NaN where there is none."""

    value: float
    low: float
    high: float

    @property
    def stands_out(self) -> bool:
        """Return whether it is not 0 by chance alone."""
        return self.low > 0 or self.high < 0


NO_EFFECT = Effect(np.nan, np.nan, np.nan)


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A survey's figure beside one requirement.

    Parameters
    ----------
    met, failed
        The areas with a figure that meet it, and those that fail.
    mean_met, mean_failed
        The mean figure of these, weighed by how sure they are; NaN without a comparison.
    difference
        Of those that fail beside those that meet.
    areas
        The areas with a figure and a share outside.
    start, slope
        The figure where none lie outside, and what it differs where all do; NaN without a comparison.
    """

    met: int
    failed: int
    mean_met: float
    mean_failed: float
    difference: Effect
    areas: int
    start: float
    slope: Effect


@dataclass(frozen=True, kw_only=True)
class Lacking:
    """What is lacking in each area, by one requirement.

    Parameters
    ----------
    met, failed
        Where the verdict is that; neither where it is not known or not asked.
    outside
        The share outside, of what is known; NaN where there is no share.
    least, most
        The same if all that is not known lay within, and if it lay outside.
    """

    met: Flags
    failed: Flags
    outside: Floats
    least: Floats
    most: Floats


def cross(figure: Floats, variance: Floats, lacking: Lacking) -> Crossing:
    """Compare a survey's figure where a requirement fails with where it is met.

    Parameters
    ----------
    figure, variance
        Of each area, with its sampling variance; NaN where there is none.
    """
    known = np.isfinite(figure) & (variance > 0)
    met, failed = lacking.met & known, lacking.failed & known
    judged = met | failed
    difference, mean_met = NO_EFFECT, np.nan
    if min(met.sum(), failed.sum()) >= FEWEST:
        mean_met, difference = _line(figure[judged], variance[judged], failed[judged].astype(np.float64))
    shared = known & np.isfinite(lacking.outside)
    start, slope = _slope(figure[shared], variance[shared], lacking, shared)
    return Crossing(
        met=int(met.sum()),
        failed=int(failed.sum()),
        mean_met=mean_met,
        mean_failed=mean_met + difference.value,
        difference=difference,
        areas=int(shared.sum()),
        start=start,
        slope=slope,
    )


def _slope(figure: Floats, variance: Floats, lacking: Lacking, rows: Flags) -> tuple[float, Effect]:
    outside, least, most = lacking.outside[rows], lacking.least[rows], lacking.most[rows]
    if figure.size < 2 * FEWEST or np.ptp(outside) == 0:
        return np.nan, NO_EFFECT
    found = [_line(figure, variance, x) for x in _cases(figure, outside, least, most) if np.ptp(x) > 0]
    start, slope = found[0]
    return start, Effect(slope.value, min(one.low for _, one in found), max(one.high for _, one in found))


def _cases(figure: Floats, outside: Floats, least: Floats, most: Floats) -> Iterator[Floats]:
    """Yield what may lie outside, the share of what is known first."""
    yield outside
    if (least == most).all():
        return
    yield least
    yield most
    high = figure > np.median(figure)
    # Those far out on either side move apart, or together.
    yield np.where(high, most, least)
    yield np.where(high, least, most)


def _line(figure: Floats, variance: Floats, x: Floats) -> tuple[float, Effect]:
    """Return the figure where nothing is lacking, and the difference where all is."""
    from scipy.stats import t

    design = np.column_stack([np.ones(x.size), x])
    model = fit_areas(figure, variance, design, REML)
    spare = x.size - 2
    rest = figure - model.expected(design)
    scale = max(float(np.sum(rest**2 / (model.variance + variance))) / spare, 1.0)
    value = float(model.coefficients[1])
    half = float(t.isf(0.025, spare)) * float(np.sqrt(scale * model.covariance[1, 1]))
    return float(model.coefficients[0]), Effect(value, value - half, value + half)
