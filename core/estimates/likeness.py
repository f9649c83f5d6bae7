"""Whether neighbours differ alike from what is expected of them: Moran's I of what a model leaves.

With standardised residuals e = Mz (M the projection that least squares leaves, with k coefficients and n areas) and
wᵢⱼ = 1 for neighbours: I = n/S₀ · eᵀWe/eᵀe with S₀ = Σw. What leaves the model has no likeness by itself, so its
expectation and variance are those of residuals (A. D. Cliff and J. K. Ord, Spatial Processes, 1981, chapter 8)::

    E = n/S₀ · tr(MW)/(n − k)
    Var = n²/S₀² · (2·tr(MWMW) + tr(MW)²)/((n − k)(n − k + 2)) − E²
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints

_ROUNDING = 1e-9
"""Part of E² below which a variance is none: where all areas are neighbours of all, I is what it is by chance."""


@dataclass(frozen=True)
class Likeness:
    """How alike neighbours' residuals are: Moran's I, what it is by chance, and how many standard errors it is off."""

    moran: float
    expected: float
    z: float


def likeness(residual: Floats, covariates: Floats, pairs: Ints) -> Likeness | None:
    """Return how alike the residuals of neighbours are; None where no two areas are neighbours, or all of all.

    Parameters
    ----------
    residual, covariates
        n residuals and the n × k covariates, both divided by each area's standard deviation, so that they are those of
        ordinary least squares.
    pairs
        m × 2 numbers of areas that are neighbours, each pair once.
    """
    from scipy.sparse import coo_matrix

    n, k = covariates.shape
    if not len(pairs) or n <= k:
        return None
    row, column = np.concatenate([pairs, pairs[:, ::-1]]).T
    near = coo_matrix((np.ones(row.size), (row, column)), (n, n)).tocsr()
    total = float(row.size)
    basis = np.linalg.qr(covariates)[0]
    near_basis = near @ basis
    inner = basis.T @ near_basis
    trace = -float(np.trace(inner))
    # tr(MWMW), with M = 1 − QQᵀ and W symmetric; of 0 and 1, tr(W²) is the number of its entries.
    square = total - 2 * float(np.sum(near_basis**2)) + float(np.sum(inner * inner.T))
    scale = n / total
    expected = scale * trace / (n - k)
    variance = scale**2 * (2 * square + trace**2) / ((n - k) * (n - k + 2)) - expected**2
    squares = float(residual @ residual)
    if variance <= _ROUNDING * expected**2 or squares == 0:
        return None
    moran = scale * float(residual @ (near @ residual)) / squares
    return Likeness(moran, expected, (moran - expected) / float(np.sqrt(variance)))
