"""Direct estimates: what the respondents of each area say, with an interval and a variance that the model can use.

With p the share that answers yes, n the number of respondents and n' = n / design effect:

- Wilson's interval, which holds for few respondents and for shares of 0 and 1, where p ± z·√(p(1 − p)/n') is a point
  (E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
  Statistical Association 22, 1927, 209–212): (p + z²/2n' ± z·√(p(1 − p)/n' + z²/4n'²)) / (1 + z²/n').
- The variance for the model is not p(1 − p)/n': of twenty respondents it is as uncertain as p itself, 0 where all
  answer alike, and smallest just where p is low by chance, so that chance would be believed most. It is
  P(1 − P)/n' with a P that does not hang on the area's own answers: the share of all respondents together, then what a
  first model expects of the area (see `estimates`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats

Z95 = 1.959963984540054
"""Standard errors on either side within which 95 % of a normal distribution lies."""


@dataclass(frozen=True, kw_only=True)
class DirectEstimates:
    """What the survey says of each area by itself; NaN where nobody answered.

    Parameters
    ----------
    value
        The estimate: of a proportion, the share 0–1.
    variance
        Its own sampling variance; NaN where the survey does not tell one, as where all answered alike.
    effective
        Respondents divided by the design effect; of a proportion with a variance, what that variance amounts to.
        NaN where it is not known.
    low, high
        A 95 % interval: Wilson's of a proportion, else of a normal distribution.
    """

    value: Floats
    variance: Floats
    effective: Floats
    low: Floats
    high: Floats

    @property
    def known(self) -> Flags:
        """Return where there is an estimate."""
        return np.isfinite(self.value)

    @property
    def cv(self) -> Floats:
        """Return the coefficient of variation; NaN where the estimate is 0 or its variance not known."""
        return coefficient_of_variation(self.value, self.variance)


def from_respondents(share: Floats, respondents: Floats, design_effect: float) -> DirectEstimates:
    """Return the direct estimates of a share among so many respondents; none where nobody answered.

    Parameters
    ----------
    share
        Of each area, 0–1, NaN where not known.
    respondents
        Of each area, NaN or 0 where there are none.
    design_effect
        How many times the variance of a simple random sample of that size.
    """
    known = np.isfinite(share) & (respondents > 0)
    value = np.where(known, share, np.nan)
    effective = np.where(known, respondents, np.nan) / design_effect
    own = value * (1 - value) / effective
    low, high = wilson(value, effective)
    return DirectEstimates(value=value, variance=_none_for_zero(own), effective=effective, low=low, high=high)


def from_variances(value: Floats, variance: Floats, *, proportion: bool) -> DirectEstimates:
    """Return the direct estimates whose sampling variances the survey itself tells; a variance of 0 is none."""
    known = np.isfinite(value)
    variance = np.where(known, _none_for_zero(variance), np.nan)
    if proportion:
        effective = value * (1 - value) / variance
        # Where all answer alike nothing tells how many they are: as many as in the middle of the areas.
        told = np.isfinite(effective) & (effective > 0)
        usual = float(np.median(effective[told])) if told.any() else np.nan
        effective = np.where(told, effective, np.where(known, usual, np.nan))
        low, high = wilson(value, effective)
        return DirectEstimates(value=value, variance=variance, effective=effective, low=low, high=high)
    half = Z95 * np.sqrt(variance)
    none = np.full(value.size, np.nan)
    return DirectEstimates(value=value, variance=variance, effective=none, low=value - half, high=value + half)


def wilson(share: Floats, effective: Floats) -> tuple[Floats, Floats]:
    """Return the ends of Wilson's 95 % interval for shares among so many independent respondents."""
    z2 = Z95 * Z95
    middle = share + z2 / (2 * effective)
    half = Z95 * np.sqrt(share * (1 - share) / effective + z2 / (4 * effective**2))
    low, high = ((middle + side * half) / (1 + z2 / effective) for side in (-1, 1))
    # Of a share of 0 and 1 the end is exact, but for rounding.
    return np.where(share == 0, 0.0, np.maximum(low, 0)), np.where(share == 1, 1.0, np.minimum(high, 1))


def smoothed_variance(expected: Floats, effective: Floats) -> Floats:
    """Return the sampling variance of a share if that share is expected: P(1 − P)/n'."""
    return expected * (1 - expected) / effective


def coefficient_of_variation(value: Floats, variance: Floats) -> Floats:
    """Return the standard error as a part of the value; NaN where that is 0 or less."""
    positive = np.where(value > 0, value, np.nan)
    return np.sqrt(variance) / positive


def _none_for_zero(variance: Floats) -> Floats:
    return np.where(variance > 0, variance, np.nan)
