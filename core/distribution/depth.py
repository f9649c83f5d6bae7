"""Not only how many are outside, but how far: the gaps of Foster, Greer and Thorbecke.

Of a dwelling with value d and threshold z the gap is 1 − z/d where d > z, so 0 at the threshold and 1 for one that
reaches nothing; 0 within. An index is the mean of gap^a over what is known, by weight: a = 0 is the share outside,
a = 1 the depth, a = 2 weighs the farthest most (J. Foster, J. Greer and E. Thorbecke, A class of decomposable poverty
measures, Econometrica 52, 1984, 761–766). They measure shortfalls of income as 1 − income/line; of a distance, where
more is worse, the inverse is the income, and so what cannot be reached has a gap of 1 instead of an infinite one.
"""

from __future__ import annotations

import numpy as np

from ..arrays import Flags, Floats, Ints, sums_of


def gaps(value: Floats, threshold: Floats, within: Flags) -> Floats:
    """Return the gap of each dwelling, from 0 to 1.

    Parameters
    ----------
    value
        Metres or minutes, NaN where nothing is reached.
    threshold
        Of each dwelling, in the same unit.
    within
        Whether it is within its threshold; a value a rounding error beyond is.
    """
    outside = ~within & np.isfinite(value)
    gap = np.where(within, 0.0, 1.0)
    gap[outside] = np.clip(1 - threshold[outside] / value[outside], 0.0, 1.0)
    return gap


def depths_of(gap: Floats, known: Flags, weight: Floats, area: Ints, areas: int) -> tuple[Floats, Floats]:
    """Return the mean of the gap, and of its square, by area over what is known; NaN where that has no weight.

    Parameters
    ----------
    gap, known, weight, area
        Of each dwelling: its gap (see `gaps`), whether it is known to be within or outside, its weight, its area.
    areas
        The number of areas.
    """
    if not known.all():
        gap, weight, area = gap[known], weight[known], area[known]
    total = sums_of(area, weight, areas)
    some = np.flatnonzero(gap)
    outside, gap = area[some], gap[some]
    weight = weight[some]
    depth, squared = (
        np.divide(sums_of(outside, weight * part, areas, area.size), total, out=np.full(areas, np.nan), where=total > 0)
        for part in (gap, gap**2)
    )
    return depth, squared
