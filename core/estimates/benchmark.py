"""Estimates brought to a total that is known better: that of the municipality, for which the survey is large enough."""

from __future__ import annotations

import numpy as np

from ..arrays import Flags, Floats
from ..errors import InputError


def benchmarked(estimate: Floats, weight: Floats, share: float, *, proportion: bool) -> Floats:
    """Return estimates whose weighted mean is a given one: all times one ratio.

    Parameters
    ----------
    estimate, weight
        Of each area of the whole, none NaN.
    share
        What their weighted mean is to be.
    proportion
        Whether an estimate cannot exceed 1: those that would are 1, and the ratio is found anew for the others, until
        none exceeds it.

    Raises
    ------
    InputError
        Where no ratio reaches it.
    """
    total, free = share * float(weight.sum()), np.ones(estimate.size, bool)
    while True:
        rest = total - float(weight[~free].sum())
        sum_free = float((weight * estimate)[free].sum())
        ratio = rest / sum_free if sum_free else np.inf
        if rest == 0 and sum_free == 0:
            ratio = 1.0
        if not (np.isfinite(ratio) and ratio >= 0):
            raise InputError(
                "The estimates cannot be brought to the benchmark {share}: those that are not yet 0 or 1 do not leave "
                "room for it. Check BENCHMARK, and the weights of the areas.",
                share=f"{share:g}",
            )
        over = free & (estimate * ratio > 1) if proportion else np.zeros(estimate.size, bool)
        if not over.any():
            return np.where(free, estimate * ratio, 1.0)
        free &= ~over


def wholes(benchmark: Floats, known: Flags) -> list[tuple[float, Flags]]:
    """Return each benchmark and the areas to which it applies: those with the same one, and an estimate."""
    return [
        (float(share), known & (benchmark == share)) for share in np.unique(benchmark[known & np.isfinite(benchmark)])
    ]
