"""The weight that no way leads to, of which every choice leaves as little as it can, before all distances."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..sparse import Matrix
from .covering import most_served, reduced
from .distance_table import DistanceTable
from .solver import Solver


@dataclass(frozen=True)
class UnreachedGroups:
    """The least weight that no way leads to from any chosen place, a choice that has it, and whether it is proved."""

    weight: float
    chosen: Ints
    proved: bool


def least_unreached(table: DistanceTable, farthest: Floats, places: int, solver: Solver) -> UnreachedGroups:
    """Leave the least weight without any way.

    Parameters
    ----------
    table
        As `DistanceTable.that_matters` gives it.
    farthest
        As `DistanceTable.extremes` gives it.

    Notes
    -----
    A covering problem of its own: a candidate covers the groups that some way leads to from it.
    """
    some = np.flatnonzero(np.isinf(table.ceiling) & np.isinf(farthest))
    if not some.size:
        return UnreachedGroups(0.0, np.empty(0, np.int64), True)
    ways, weight = np.isfinite(table.cost[some]), table.weight[some]
    cover = reduced(Matrix(ways.astype(float)), weight, np.full(some.size, -1), solver.progress)
    choice = most_served(cover, places, solver)
    return UnreachedGroups(float(weight[~ways[:, choice.chosen].any(axis=1)].sum()), choice.chosen, choice.gap == 0)
