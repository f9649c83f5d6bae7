"""Places with the least greatest distance: the p-centre problem.

With dᵢⱼ the way of group i to candidate j, and C the places that open or are open already::

    min r    with  min_{j ∈ C} dᵢⱼ ≤ r for every i, and at most p new places

References
----------
The problem: S. L. Hakimi (1964), "Optimum locations of switching centers and the absolute centers and medians of a
graph", Operations Research 12, 450–459, doi:10.1287/opre.12.3.450. Whether p places suffice within r is a covering
problem, so that the least r is found by halving the list of all distances: C. Toregas, R. Swain, C. ReVelle and L.
Bergman (1971), "The location of emergency service facilities", Operations Research 19, 1363–1373,
doi:10.1287/opre.19.6.1363.
"""

from __future__ import annotations

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..sparse import Matrix, entries, side_by_side, stacked
from .covering import Choice
from .distance_table import DistanceTable, row_blocks
from .interchange import added, exchanged
from .solver import Model, Solver
from .unreached import UnreachedGroups, least_unreached

_EQUAL = 1e-9
_FAR = 1e4
_AT_ONCE = 40
"""Dwellings that are added to a covering problem at once: those that its last answer leaves farthest."""


def least_greatest(table: DistanceTable, places: int, solver: Solver) -> Choice:
    """Choose places with the least greatest distance.

    Parameters
    ----------
    table, places
        As for `least_total`.

    Returns
    -------
    Choice
        Exact if value and bound agree, after the least weight without any way. Of the choices with that greatest
        distance it is one with a small total distance, which is not proved to be the least.

    Notes
    -----
    A covering problem begins with few dwellings, and takes in those that its answers leave too far away: where the few
    cannot be served, neither can all.
    """
    table = table.that_matters(solver)
    if not table.weight.size:
        return Choice(np.empty(0, np.int64), 0.0, 0.0)
    nearest, farthest = table.extremes(solver)
    unreached = least_unreached(table, farthest, places, solver)
    search = _Halving(table, nearest, np.isinf(farthest), places, unreached, solver)
    best = _nearer(table, search.run(), search.high, places, solver)
    value = _greatest(table, best)  # where it is not proved to be the least, it may have come down
    return Choice(table.used(best, solver), value, min(search.low, value) if unreached.proved else 0.0)


def _greatest(table: DistanceTable, chosen: Ints) -> float:
    """Return the greatest distance among the groups that some way leads to."""
    nearest = table.nearest(chosen)
    return float(nearest[np.isfinite(nearest)].max(initial=0.0))


def _nearer(table: DistanceTable, chosen: Ints, radius: float, places: int, solver: Solver) -> Ints:
    """Use all places, and exchange them, to bring the total distance down while the greatest stays."""
    far = _FAR * max(radius, 1.0)
    cost = np.empty_like(table.cost)
    for rows in row_blocks(cost):
        solver.look()
        cost[rows] = np.where(table.cost[rows] > radius, far, table.cost[rows])
    ceiling = np.where(table.ceiling > radius, far, table.ceiling)
    within = DistanceTable(cost, ceiling, table.weight)
    better = exchanged(within, added(within, places, solver, chosen), solver)
    stays = table.reached(better)[0] <= table.reached(chosen)[0] and _greatest(table, better) <= radius
    return better if stays else chosen


class _Halving:
    """Halves the list of distances: none below `low` will do, as is proved, and `high` does."""

    def __init__(
        self,
        table: DistanceTable,
        nearest: Floats,
        partly: Flags,
        places: int,
        unreached: UnreachedGroups,
        solver: Solver,
    ) -> None:
        self.table, self.places, self.unreached, self.solver = table, places, unreached, solver
        partly = partly & np.isinf(table.ceiling)
        self.rows: Ints = np.empty(0, np.int64)
        # Where not all can be reached: the groups that may be left out, those with the same candidates together.
        self.left_out = np.full(partly.size, -1, np.int64)
        self.left_weight: Floats = np.empty(0)
        if unreached.weight:
            _, own = np.unique(np.isfinite(table.cost[partly]), axis=0, return_inverse=True)
            self.left_out[partly] = own.ravel()
            self.left_weight = np.bincount(own.ravel(), table.weight[partly]).astype(np.float64)
        # No choice can be nearer than all candidates together.
        least = np.minimum(nearest, table.ceiling)
        self.low = float(least[self.left_out < 0].max(initial=0.0))
        self.high = np.inf

    def run(self) -> Ints:
        """Return the best choice that was found."""
        best = self._start()
        self.high = _greatest(self.table, best)
        values = self._between(self.low, self.high)
        first, last = 0, values.size - 1
        while first < last and self.solver.left:
            middle = (first + last) // 2
            found, possible = self._serve(float(values[middle]))
            if found is not None:
                best, self.high = found, _greatest(self.table, found)
                last = int(np.searchsorted(values, self.high))
            elif possible:
                break  # not known: the time is up
            else:
                first = middle + 1
                self.low = float(values[first])
        return best

    def _start(self) -> Ints:
        """Choose greedily: each place the one nearest to the dwelling that is farthest from all before."""
        table = self.table
        chosen = [int(column) for column in self.unreached.chosen]
        nearest = table.nearest(self.unreached.chosen)
        while len(chosen) < min(self.places, table.cost.shape[1]):
            self.solver.look()
            far = int(nearest.argmax())
            self.rows = np.union1d(self.rows, [far])
            column = int(table.cost[far].argmin())
            if table.cost[far, column] >= nearest[far]:
                break
            chosen.append(column)
            nearest = np.minimum(nearest, table.cost[:, column])
        found = np.array(chosen, np.int64)
        return found if self._reaches(found) else self.unreached.chosen

    def _between(self, low: float, high: float) -> Floats:
        """Return all distances from `low` to `high`, ascending; each group counts up to the nearest that is there."""
        values = [np.array([low, high])]
        for rows in row_blocks(self.table.cost):
            self.solver.look()
            cost = np.minimum(self.table.cost[rows], self.table.ceiling[rows, None])
            values.append(np.unique(cost[(cost > low) & (cost < high)]))
        return np.unique(np.concatenate(values))

    def _serve(self, radius: float) -> tuple[Ints | None, bool]:
        """Return places that serve all within a distance, or none and whether that may still be possible."""
        table = self.table
        while True:
            self.solver.look()
            answer = self.solver.solve(self._model(self.rows[table.ceiling[self.rows] > radius], radius))
            if answer.values is None:
                return None, answer.feasible
            found = np.flatnonzero(answer.values[: table.cost.shape[1]] > 0.5)
            nearest = table.nearest(found)
            reaches = self._reaches(found)
            far = np.flatnonzero((nearest > radius) & (np.isfinite(nearest) | (not reaches)))
            if not far.size:
                return found, True
            fresh = far[~np.isin(far, self.rows)]
            if not fresh.size:
                return None, True
            self.rows = np.union1d(self.rows, self._apart(fresh[np.argsort(-nearest[fresh], kind="stable")]))

    def _apart(self, rows: Ints) -> Ints:
        """Choose some of these groups, the first ones that have different nearest candidates."""
        nearest = self.table.cost[rows].argmin(axis=1)
        return rows[np.sort(np.unique(nearest, return_index=True)[1])][:_AT_ONCE]

    def _reaches(self, chosen: Ints) -> bool:
        return self.table.reached(chosen)[0] <= self.unreached.weight * (1 + _EQUAL)

    def _model(self, rows: Ints, radius: float) -> Model:
        """Make the covering problem of some groups: any choice will do."""
        columns, parts = self.table.cost.shape[1], self.left_weight.size
        out = self.left_out[rows]
        some = np.flatnonzero(out >= 0)
        excused = entries(np.ones(some.size), some, out[some], (rows.size, parts))
        covers = side_by_side(Matrix((self.table.cost[rows] <= radius).astype(float)), excused)
        whole = np.zeros((2, columns + parts))
        whole[0, :columns], whole[1, columns:] = 1, self.left_weight
        low = np.concatenate([np.ones(rows.size), [-np.inf, -np.inf]])
        high = np.concatenate([np.full(rows.size, np.inf), [float(self.places), self.unreached.weight * (1 + _EQUAL)]])
        matrix = stacked([covers, whole])
        return Model(cost=np.zeros(columns + parts), matrix=matrix, low=low, high=high, whole=columns + parts)
