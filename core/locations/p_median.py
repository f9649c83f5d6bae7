"""Places with the least total distance: the p-median problem.

With dᵢⱼ the way of group i to candidate j, wᵢ its weight, and C the places that open or are open already::

    min Σᵢ wᵢ min_{j ∈ C} dᵢⱼ    with at most p new places

References
----------
The problem: S. L. Hakimi (1964), "Optimum locations of switching centers and the absolute centers and medians of a
graph", Operations Research 12, 450–459, doi:10.1287/opre.12.3.450. Its whole-number model: C. S. ReVelle and R. W.
Swain (1970), "Central facilities location", Geographical Analysis 2, 30–42, doi:10.1111/j.1538-4632.1970.tb00142.x.
The bound is that of a Lagrangian relaxation of "each dwelling goes to one place", improved by subgradient steps.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..arrays import Flags, Floats, Ints
from .covering import SHARE_OF_TIME, Choice
from .distance_table import DistanceTable, row_blocks
from .interchange import added, exchanged, least_two
from .radius_model import radius_model
from .solver import Solver
from .unreached import least_unreached

_STEPS = 400
_PATIENCE = 8
"""Steps without gain after which they become half as long."""

_LEAST_GAIN, _LEAST_STEP = 1e-5, 1e-3
_WORTH_CUTTING, _FEW = 0.9, 5
_EQUAL = 1e-9
_FAR = 10.0
"""How many times the farthest way a dwelling without any way counts while bounds are sought."""


def least_total(table: DistanceTable, places: int, solver: Solver) -> Choice:
    """Choose places with the least total distance.

    Parameters
    ----------
    table
        Groups that no way leads to at all count for nothing.
    places
        How many at most.

    Returns
    -------
    Choice
        Exact if value and bound agree. The least weight without any way comes first; the bound is of the distance
        with that.

    Notes
    -----
    1. Places added one by one, then exchanged: a good choice. 2. A bound by Lagrangian relaxation, which proves besides
    that some candidates are in no better choice: they go. 3. A model of the candidates that are left, for the solver;
    where it would be too large, or the time is up, the choice stands with the bound that is proved.
    """
    # What no way leads to is the same with every choice, and comes before all distances.
    table = table.that_matters(solver)
    if not table.weight.size:
        return Choice(np.empty(0, np.int64), 0.0, 0.0)
    if places >= table.columns:
        everything = table.used(np.arange(table.columns), solver)
        value = table.reached(everything)[1]
        return Choice(everything, value, value)
    _, farthest = table.extremes(solver)
    unreached = least_unreached(table, farthest, places, solver)
    limit, partly = unreached.weight, np.isinf(table.ceiling)
    finite, far = _with_an_end(table, solver)
    offset = far * limit

    def reaches(chosen: Ints) -> bool:
        return table.reached(chosen)[0] <= limit * (1 + _EQUAL)

    # 1. A good choice.
    best = exchanged(finite, added(finite, places, solver), solver)
    if not reaches(best):
        best = unreached.chosen
    # 2. A bound, and the candidates that may still be in a better choice.
    search = _LagrangianSearch(finite, places, reaches, solver)
    search.run(best)
    best, kept = search.best, search.kept
    value, bound = table.reached(best)[1], search.bound - offset
    # 3. What is left open is asked of the solver.
    model = None
    if bound < value * (1 - _EQUAL):
        left = DistanceTable(finite.cost[:, kept], finite.ceiling, finite.weight)
        model = radius_model(left, places, limit if partly.any() else np.inf, partly, solver)
    if model is not None:
        answer = solver.solve(model)
        if not answer.feasible:
            bound = value
        elif np.isfinite(answer.bound):
            # A choice with a candidate that has gone costs no less than the best so far.
            bound = max(bound, min(answer.bound - offset, value))
        if answer.values is not None:
            found = kept[np.flatnonzero(answer.values[: kept.size] > 0.5)]
            if reaches(found) and table.reached(found)[1] < value:
                best, value = found, table.reached(found)[1]
    return Choice(table.used(best, solver), value, min(max(bound, 0.0), value) if unreached.proved else 0.0)


def _with_an_end(table: DistanceTable, solver: Solver) -> tuple[DistanceTable, float]:
    """Return the table, each ceiling at most far farther than all ways; and how far that is."""
    most = float(table.ceiling.max(initial=1.0, where=np.isfinite(table.ceiling)))
    for rows in row_blocks(table.cost):
        solver.look()
        cost = table.cost[rows]
        most = float(cost.max(initial=most, where=np.isfinite(cost)))
    far = _FAR * most
    # No way that is beyond its ceiling counts, one without end neither.
    return DistanceTable(table.cost, np.where(np.isinf(table.ceiling), far, table.ceiling), table.weight), far


class _LagrangianSearch:
    """The Lagrangian relaxation: a bound from below, choices on the way, and the candidates that may still be in one.

    With a price λ for each dwelling, a place is worth Σ max(0, λ − distance) of weight; the bound is Σ λ less the worth
    of the most valuable places. A price is at most the distance to what is there already.
    """

    def __init__(self, table: DistanceTable, places: int, reaches: Callable[[Ints], bool], solver: Solver) -> None:
        self.table, self.ceiling, self.weight = table, table.ceiling, table.weight
        self.places, self.reaches, self.solver = places, reaches, solver
        self.bound, self.best_value = -np.inf, np.inf
        self.best: Ints = np.empty(0, np.int64)
        self.kept: Ints = np.arange(table.columns)
        self._cost, self._may = table.cost, np.ones(table.columns, bool)

    def run(self, start: Ints) -> None:
        """Search from a choice; `best`, `bound` and `kept` hold what came of it."""
        self.best, self.best_value = start, self.table.total(start)
        self.solver.look()
        first, second, _ = least_two(self.table, start)
        price = np.minimum((first + second) / 2, self.ceiling)
        until, size, since = self.solver.left * (1 - SHARE_OF_TIME), 1.0, 0
        for _ in range(_STEPS):
            worth = self._worth(price)
            order = np.argsort(-worth, kind="stable")
            open_now = order[: self.places]
            bound = float(self.weight @ price) - float(worth[open_now].sum())
            since = 0 if bound > self.bound + _LEAST_GAIN * self.best_value else since + 1
            if bound > self.bound:
                self.bound = bound
                self._try(self.kept[open_now])
            self._may &= self._may_be_chosen(worth, order, bound)
            if self.bound >= self.best_value * (1 - _EQUAL) or self.solver.left <= until:
                break
            if since >= _PATIENCE:
                size, since = size / 2, 0
            self.solver.look()
            # Dwellings that no open place is worth going to pay more, those that several are pay less.
            slope = 1.0 - (self._cost[:, open_now] < price[:, None]).sum(axis=1)
            slope[(price >= self.ceiling) & (slope > 0)] = 0.0
            length = float(self.weight @ slope**2)
            if not length or size < _LEAST_STEP or self._may.sum() <= self.places + _FEW:
                break
            price = np.clip(price + size * (self.best_value - bound) / length * slope, 0.0, self.ceiling)
            if self._may.sum() < _WORTH_CUTTING * self._may.size:
                self._cut()
        self._cut()

    def _cut(self) -> None:
        """Let the candidates go that are in no better choice."""
        cost = np.empty((len(self._cost), int(self._may.sum())))
        for rows in row_blocks(self._cost):
            self.solver.look()
            cost[rows] = self._cost[rows][:, self._may]
        self.kept, self._cost = self.kept[self._may], cost
        self._may = np.ones(self.kept.size, bool)

    def _worth(self, price: Floats) -> Floats:
        worth = np.zeros(self._cost.shape[1])
        for rows in row_blocks(self._cost):
            self.solver.look()
            saved = price[rows, None] - self._cost[rows]
            worth += self.weight[rows] @ np.maximum(saved, 0.0, out=saved)
        return worth

    def _try(self, chosen: Ints) -> None:
        value = self.table.total(chosen)
        if value < self.best_value and self.reaches(chosen):
            self.best, self.best_value = chosen, value

    def _may_be_chosen(self, worth: Floats, order: Ints, bound: float) -> Flags:
        """Return which candidates may be in a better choice: opening another would bring the bound above the best."""
        last = worth[order[min(self.places, order.size) - 1]]
        return bound + np.maximum(last - worth, 0.0) <= self.best_value * (1 + _EQUAL)
