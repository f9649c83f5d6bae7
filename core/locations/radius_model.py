"""The p-median problem as a model for the solver, with far fewer variables than pairs of a dwelling and a candidate.

A dwelling goes as far as the nearest open place. So what counts is whether none of its k nearest candidates is open,
for k = 1, 2, …, and dwellings with the same k nearest share that question.
"""

from __future__ import annotations

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..sparse import entries, stacked
from .distance_table import DistanceTable
from .solver import Model, Solver

MOST_VARIABLES = 400_000
"""Variables of a model that is still handed to the solver."""

_EQUAL = 1e-9
_BITS = 63


def radius_model(table: DistanceTable, places: int, limit: float, partly: Flags, solver: Solver) -> Model | None:
    """Make the model of the columns that are left; None where it would be too large.

    Parameters
    ----------
    table
        Without an infinite ceiling.
    limit
        Weight that may be left without any way.
    partly
        Groups to which no way leads from what is there already: beyond their farthest column there is none.

    Notes
    -----
    A variable stands for a set of columns, "none of these is open", and costs what dwellings whose nearest columns are
    that set go farther then. It is at least that of the set without its last column, less that column; that of no
    column is 1. The last variable of the model is 1 and costs what all go at least.
    """
    cost, ceiling, weight, count = table.cost, table.ceiling, table.weight, table.columns
    order = np.argsort(cost, axis=1, kind="stable")
    near = np.column_stack([np.minimum(np.take_along_axis(cost, order, axis=1), ceiling[:, None]), ceiling])
    have = np.zeros((len(cost), -(-count // _BITS)), np.int64)
    active = np.flatnonzero(near[:, 0] < ceiling)
    before = np.full(len(cost), -1, np.int64)
    sets = _Sets(count)
    for level in range(count):
        solver.look()
        if not active.size:
            break
        last = order[active, level]
        have[active, last // _BITS] |= np.int64(1) << (last % _BITS)
        _, first, number = np.unique(have[active], axis=0, return_index=True, return_inverse=True)
        number = number.ravel()
        farther = weight[active] * (near[active, level + 1] - near[active, level])
        ends = near[active, level + 1] >= ceiling[active]
        lost = np.where(ends & partly[active], weight[active], 0.0)
        before[active] = sets.add(last[first], before[active[first]], number, farther, lost)
        if sets.made > MOST_VARIABLES:
            return None
        active = active[~ends]
    never = float(weight[partly & (near[:, 0] >= ceiling)].sum())
    return sets.model(places, limit * (1 + _EQUAL) - never, float(weight @ near[:, 0]))


class _Sets:
    """The variables of sets of columns, with what they cost and how they follow from each other."""

    def __init__(self, columns: int) -> None:
        self.columns, self.made = columns, 0
        self.last: list[Ints] = []
        self.before: list[Ints] = []
        self.cost: list[Floats] = []
        self.lost: list[Floats] = []

    def add(self, last: Ints, before: Ints, own: Ints, cost: Floats, lost: Floats) -> Ints:
        """Add the sets of one size, and return the number of that of each row.

        Parameters
        ----------
        last, before
            Of each set a column, and the number of the set without it, -1 where that is empty.
        own, cost, lost
            Of each row the set, what it goes farther if none of that is open, and its weight if no way leads then.
        """
        self.last.append(last)
        self.before.append(before)
        self.cost.append(np.bincount(own, cost, minlength=last.size).astype(np.float64))
        self.lost.append(np.bincount(own, lost, minlength=last.size).astype(np.float64))
        self.made += last.size
        return self.made - last.size + own

    def model(self, places: int, limit: float, constant: float) -> Model:
        """Make the model of all sets."""
        last, before, cost, lost = (
            np.concatenate([start, *found])
            for start, found in (
                (np.empty(0, np.int64), self.last),
                (np.empty(0, np.int64), self.before),
                (np.empty(0), self.cost),
                (np.empty(0), self.lost),
            )
        )
        number, size = np.arange(self.made), self.columns + self.made + 1
        source = np.where(before >= 0, self.columns + before, size - 1)
        steps = entries(
            np.repeat([1.0, 1.0, -1.0], self.made),
            np.tile(number, 3),
            np.concatenate([self.columns + number, last, source]),
            (self.made, size),
        )
        # The solver takes what is above a limit by less than 1e-6 for within it: no weight may be as small as that.
        least = float(lost.min(initial=1.0, where=lost > 0))
        whole = np.zeros((3, size))
        whole[0, : self.columns] = 1
        whole[1, self.columns : -1] = lost / least
        whole[2, -1] = 1
        low = np.concatenate([np.zeros(self.made), [0.0, -np.inf, 1.0]])
        high = np.concatenate([np.full(self.made, np.inf), [float(places), limit / least, 1.0]])
        matrix = stacked([steps, whole])
        return Model(
            cost=np.concatenate([np.zeros(self.columns), cost, [constant]]),
            matrix=matrix,
            low=low,
            high=high,
            whole=self.columns,
        )
