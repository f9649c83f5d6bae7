"""Which threshold could be asked: the curves of areas as tables, with the threshold that each could meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..progress import Progress
from .curves import Curves, grid

AROUND = (0.9, 1.0, 1.1)
"""How firm a norm is: shares are also given at 10 % less and 10 % more."""


@dataclass(frozen=True, kw_only=True)
class CurveTables:
    """The steps of each curve, and what each area could meet; the areas stand in order, the whole behind them.

    Parameters
    ----------
    area, threshold, share
        One entry a step; the share is that of what is known, NaN where nothing is.
    attainable, share_there
        Of each area: the smallest threshold at which it meets the target, NaN where none within the values does, and
        its share there.
    norm
        Of each area: the threshold that was asked, NaN where there is none or several.
    share_at
        Shares at `AROUND` of the norm, shape (3, areas); NaN beyond what is known.
    total, unknown
        Weight of each area, NaN where it is not known.
    """

    area: Ints
    threshold: Floats
    share: Floats
    attainable: Floats
    share_there: Floats
    norm: Floats
    share_at: Floats
    total: Floats
    unknown: Floats

    def steps(self, area: int) -> tuple[Floats, Floats]:
        """Return the thresholds and shares of one area."""
        rows = slice(*np.searchsorted(self.area, [area, area + 1]))
        return self.threshold[rows], self.share[rows]


def curve_tables(
    curves: Curves, norm: Floats, target: float, bound: float = np.inf, progress: Progress | None = None
) -> CurveTables:
    """Read the curves off.

    Parameters
    ----------
    curves
        Of the areas, and of the whole behind them.
    norm
        The threshold asked of each, NaN where there is none or several.
    target
        Share, above 0 and at most 1.
    bound
        The largest threshold that can be read off.

    Notes
    -----
    All curves are read at the same round steps (`curves.grid`) and at the largest value of all, and each also where
    its norm, 10 % less and 10 % more, and its attainable threshold lie.
    """
    progress = progress or Progress()
    progress.check()
    known = norm[np.isfinite(norm)]
    steps = grid(curves, float(known.max()) if known.size else None, bound)
    attainable = curves.attainable(target)
    around = np.array([factor * norm for factor in AROUND])
    beside = np.concatenate([around, attainable[None]])
    area, threshold, share = [], [], []
    for row in range(curves.areas):
        progress.at(row / curves.areas)
        own = np.concatenate([steps, beside[:, row]])
        own = np.unique(own[np.isfinite(own) & (own <= bound)])
        area.append(np.full(own.size, row))
        threshold.append(own)
        share.append(curves.share(row, own))
    there, at = curves.sums(attainable), curves.sums(norm)
    share_at = np.array([at.share_of(weight) for weight in (at.at_90, at.within, at.at_110)])
    return CurveTables(
        area=np.concatenate(area),
        threshold=np.concatenate(threshold),
        share=np.concatenate(share),
        attainable=attainable,
        share_there=np.where(np.isfinite(attainable), there.share, np.nan),
        norm=norm,
        share_at=np.where(np.isfinite(around) & (around <= bound), share_at, np.nan),
        total=np.where(curves.lacking, np.nan, at.total),
        unknown=np.where(curves.lacking, np.nan, curves.unknown),
    )
