"""The table of distances that the median and the centre problem choose columns of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from .solver import Solver

_CELLS = 1_000_000
"""Cells of a table that are worked on at once: what the processor keeps at hand."""


def row_blocks(table: Floats) -> Iterator[slice]:
    """Cut the rows of a table into blocks of few enough cells."""
    rows = max(_CELLS // max(table.shape[1], 1), 1)
    for start in range(0, table.shape[0], rows):
        yield slice(start, start + rows)


@dataclass(frozen=True)
class DistanceTable:
    """Distances from groups of dwellings to columns.

    Parameters
    ----------
    cost
        Shape (groups, columns), inf where no way leads.
    ceiling
        The distance to the nearest facility that is open already, inf where there is none.
    weight
        Of each group.
    """

    cost: Floats
    ceiling: Floats
    weight: Floats

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return int(self.cost.shape[1])

    def nearest(self, columns: Ints) -> Floats:
        """Return each group's distance to the nearest of some columns, at most its ceiling; inf where no way leads."""
        return np.minimum(self.cost[:, columns].min(axis=1, initial=np.inf), self.ceiling)

    def total(self, columns: Ints) -> float:
        """Return the weighted sum of the distances to the nearest of some columns; every group has some way."""
        return float(self.weight @ self.nearest(columns))

    def reached(self, columns: Ints) -> tuple[float, float]:
        """Return the weight that no way leads to with some columns, and the total distance of the rest."""
        nearest = self.nearest(columns)
        reached = np.isfinite(nearest)
        return float(self.weight[~reached].sum()), float(self.weight[reached] @ nearest[reached])

    def extremes(self, solver: Solver) -> tuple[Floats, Floats]:
        """Return each group's smallest and largest distance to any column."""
        nearest, farthest = np.empty(self.weight.size), np.empty(self.weight.size)
        for rows in row_blocks(self.cost):
            solver.look()
            nearest[rows], farthest[rows] = self.cost[rows].min(axis=1), self.cost[rows].max(axis=1)
        return nearest, farthest

    def that_matters(self, solver: Solver) -> DistanceTable:
        """Leave out the groups that no way leads to at all: they are the same with every choice."""
        rows = np.isfinite(self.ceiling) | np.isfinite(self.extremes(solver)[0])
        return self if rows.all() else DistanceTable(self.cost[rows], self.ceiling[rows], self.weight[rows])

    def used(self, chosen: Ints, solver: Solver) -> Ints:
        """Leave out columns that are nearest to no group, or not nearer than its ceiling; of equals the first stays."""
        serves = np.zeros(chosen.size, bool)
        chosen = np.sort(chosen)
        for rows in row_blocks(self.cost):
            solver.look()
            cost = self.cost[rows][:, chosen]
            serves[cost.argmin(axis=1)[cost.min(axis=1, initial=np.inf) < self.ceiling[rows]]] = True
        return chosen[serves]
