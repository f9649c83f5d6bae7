"""How unequally distances fall: Gini, Palma by income, and the concentration index.

With dwellings i of weight share pᵢ, value vᵢ and mean value μ:

- Gini: 1 − Σ pᵢ (Lᵢ + Lᵢ₋₁), where L is the Lorenz curve: the share of all value that those with the smallest values
  have together (twice the area between it and the diagonal). 0 where all are equal.
- Concentration index: 2/μ · Σ pᵢ (vᵢ − μ)(rᵢ − ½), where rᵢ is the share of weight with a smaller income, plus half of
  that with the same. Of distances, below 0 where the poor are farther (A. Wagstaff, P. Paci and E. van Doorslaer, On
  the measurement of inequalities in health, Social Science & Medicine 33, 1991, 545–557).
- Palma: the mean value of the richest tenth over that of the poorest four tenths (J. G. Palma, Homogeneous middles vs.
  heterogeneous tails, Development and Change 42, 2011, 87–153, of incomes themselves; here of what they live from).

Rows with equal incomes count as one group with its mean value, and one that straddles a tenth counts in part, so no
figure depends on the order of rows. A value counts at most 3 times its threshold: one that is not reached, or a
dwelling on an island, would be all there is to the mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints, running_sums, sums_of
from ..ranked import RankedRows, rank_rows

FARTHEST = 3.0
"""Times the threshold: as far as a value counts."""

RICHEST, POOREST = 0.1, 0.4
"""The shares of the weight that the Palma ratio compares."""


@dataclass(frozen=True, kw_only=True)
class Inequality:
    """How unequal values are, one entry an area, NaN where there is no figure.

    `gini` is from 0 (all have the same) to 1. `palma` is the mean of the richest tenth over that of the poorest four
    tenths; `concentration`, from -1 to 1, is below 0 where the poor have the higher values. `no_income` is the weight
    that is in `gini` only, since its income is not known.
    """

    gini: Floats
    palma: Floats
    concentration: Floats
    no_income: Floats


def counted_value(value: Floats, threshold: Floats, within: Flags, known: Flags) -> Floats:
    """Return each dwelling's value as it counts: at most `FARTHEST` thresholds, that where nothing is reached.

    NaN where it is not known whether the dwelling is within.
    """
    most = FARTHEST * threshold
    reached = np.where(np.isfinite(value), value, np.where(within, np.nan, most))
    return np.where(known, np.minimum(reached, most), np.nan)


def measure_inequality(value: Floats, weight: Floats, area: Ints, areas: int, income: Floats) -> Inequality:
    """Measure how unequal values are in each area.

    Parameters
    ----------
    value, weight, area
        Of each dwelling (see `counted_value`); rows without a value or a weight are left out.
    areas
        The number of areas.
    income
        Of each dwelling, NaN where not known; those are left out of what is measured against income.
    """
    by_value = rank_rows(value, weight, area, areas)
    by_income = rank_rows(income, weight, area, areas, only=np.isfinite(value))
    return Inequality(
        gini=_gini(by_value),
        palma=_palma(by_income, value[by_income.rows]),
        concentration=_concentration(by_income, value[by_income.rows]),
        no_income=by_value.total - by_income.total,
    )


def _gini(by_value: RankedRows) -> Floats:
    """Return the Gini coefficient of each area; 0 where every value is 0."""
    amount = by_value.weight * by_value.key
    whole = sums_of(by_value.area, amount, by_value.areas)
    found = np.where(by_value.total > 0, 0.0, np.nan)
    has = whole > 0
    if not has.any():
        return found
    after = running_sums(amount, by_value.start, by_value.area)
    twice = by_value.weight * (after + (after - amount))
    under = sums_of(by_value.area, twice, by_value.areas)
    found[has] = 1 - under[has] / (by_value.total[has] * whole[has])
    return np.maximum(found, 0.0)


def _concentration(by_income: RankedRows, value: Floats) -> Floats:
    """Return the concentration index of values over incomes; NaN where every value is 0."""
    mean = by_income.mean(value)
    found = np.full(by_income.areas, np.nan)
    has = mean > 0
    if not has.any():
        return found
    first, last = by_income.ties()
    below = by_income.running[first] - by_income.weight[first]
    of_row = by_income.area
    middle = (below + by_income.running[last]) / 2 / by_income.total[of_row] - 0.5
    sums = sums_of(of_row, by_income.weight * (value - mean[of_row]) * middle, by_income.areas)
    found[has] = 2 * sums[has] / (mean[has] * by_income.total[has])
    return found


def _palma(by_income: RankedRows, value: Floats) -> Floats:
    """Return the mean value of the richest over that of the poorest; NaN where the poorest have values of 0 only."""
    of_row = by_income.area
    first, last = by_income.ties()
    low = (by_income.running[first] - by_income.weight[first]) / by_income.total[of_row]
    high = by_income.running[last] / by_income.total[of_row]
    # The part of a group's weight that lies below four tenths, and above nine; each row of the group has as much of it.
    width = high - low
    poor = np.clip(POOREST - low, 0.0, width) / width
    rich = np.clip(high - (1 - RICHEST), 0.0, width) / width
    of_poorest, of_richest = (_mean_of(by_income, part, value) for part in (poor, rich))
    found = np.full(by_income.areas, np.nan)
    return np.divide(of_richest, of_poorest, out=found, where=of_poorest > 0)


def _mean_of(by_income: RankedRows, part: Floats, value: Floats) -> Floats:
    """Return the mean of values over a part of the weight of each row; NaN where there is none."""
    weight = by_income.weight * part
    total = sums_of(by_income.area, weight, by_income.areas)
    sums = sums_of(by_income.area, weight * value, by_income.areas)
    return np.divide(sums, total, out=np.full(by_income.areas, np.nan), where=total > 0)
