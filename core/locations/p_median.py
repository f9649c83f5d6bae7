"""Places with the least total distance: the p-median problem.

References
----------
Hakimi (1964), doi:10.1287/opre.12.3.450, and ReVelle and Swain (1970), doi:10.1111/j.1538-4632.1970.tb00142.x: the
problem and its whole-number model. The bound is that of a Lagrangian relaxation of "each dwelling goes to one place",
improved by subgradient steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..sparse import Matrix
from .covering import SHARE_OF_TIME, Choice, most_served, reduced
from .interchange import added, exchanged, least_two, row_blocks, total
from .radius_model import radius_model
from .solver import Solver

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_STEPS = 400
_PATIENCE = 8
"""Steps without gain after which they become half as long."""

_LEAST_GAIN, _LEAST_STEP = 1e-5, 1e-3
_WORTH_CUTTING, _FEW = 0.9, 5
_EQUAL = 1e-9
_FAR = 10.0
"""How many times the farthest way a dwelling without any way counts while bounds are sought."""


@dataclass(frozen=True)
class Table:
    """Distances from groups of dwellings to columns.

    Parameters
    ----------
    cost
        Shape (groups, columns), inf where no way leads.
    ceiling
        The distance to the nearest facility that is there already, inf where there is none.
    weight
        Of each group.
    """

    cost: Floats
    ceiling: Floats
    weight: Floats

    def nearest(self, columns: Ints) -> Floats:
        """Return each group's distance to the nearest of some columns, or of what is there; inf where no way leads."""
        return np.minimum(self.cost[:, columns].min(axis=1, initial=np.inf), self.ceiling)

    def reached(self, columns: Ints) -> tuple[float, float]:
        """Return the weight that no way leads to with some columns, and the total distance of the rest."""
        nearest = self.nearest(columns)
        there = np.isfinite(nearest)
        return float(self.weight[~there].sum()), float(self.weight[there] @ nearest[there])


@dataclass(frozen=True)
class UnreachedGroups:
    """The least weight that no way leads to from any chosen place, a choice that has it, and whether it is proved."""

    weight: float
    chosen: Ints
    proved: bool


def extremes(table: Table, solver: Solver) -> tuple[Floats, Floats]:
    """Return each group's smallest and largest distance to any column."""
    nearest, farthest = np.empty(table.weight.size), np.empty(table.weight.size)
    for rows in row_blocks(table.cost):
        solver.look()
        nearest[rows], farthest[rows] = table.cost[rows].min(axis=1), table.cost[rows].max(axis=1)
    return nearest, farthest


def least_unreached(table: Table, farthest: Floats, places: int, solver: Solver) -> UnreachedGroups:
    """Leave the least weight without any way: this comes before all distances.

    Parameters
    ----------
    table
        As `that_matter` gives it.
    farthest
        As `extremes` gives it.
    """
    some = np.flatnonzero(np.isinf(table.ceiling) & np.isinf(farthest))
    if not some.size:
        return UnreachedGroups(0.0, np.empty(0, np.int64), True)
    ways, weight = np.isfinite(table.cost[some]), table.weight[some]
    cover = reduced(Matrix(ways.astype(float)), weight, np.full(some.size, -1), solver.progress)
    choice = most_served(cover, places, solver)
    return UnreachedGroups(float(weight[~ways[:, choice.chosen].any(axis=1)].sum()), choice.chosen, choice.gap == 0)


def least_total(table: Table, places: int, solver: Solver) -> Choice:
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
    table = that_matter(table, solver)
    if not table.weight.size:
        return Choice(np.empty(0, np.int64), 0.0, 0.0)
    count = table.cost.shape[1]
    if places >= count:
        everything = used(table, np.arange(count), solver)
        value = table.reached(everything)[1]
        return Choice(everything, value, value)
    _, farthest = extremes(table, solver)
    unreached = least_unreached(table, farthest, places, solver)
    weight, limit = table.weight, unreached.weight
    partly = np.isinf(table.ceiling)
    cost, far = _without_infinity(table, solver)
    ceiling = np.where(partly, far, table.ceiling)
    offset = far * limit

    def reaches(chosen: Ints) -> bool:
        return table.reached(chosen)[0] <= limit * (1 + _EQUAL)

    best = exchanged(cost, ceiling, weight, added(cost, ceiling, weight, places, solver), solver)
    if not reaches(best):
        best = unreached.chosen
    search = _Search(cost, ceiling, weight, places, reaches, solver)
    search.run(best)
    best, kept = search.best, search.kept
    value, bound = table.reached(best)[1], search.bound - offset
    model = None
    if bound < value * (1 - _EQUAL):
        model = radius_model(cost[:, kept], ceiling, weight, places, limit if partly.any() else np.inf, partly, solver)
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
    return Choice(used(table, best, solver), value, min(max(bound, 0.0), value) if unreached.proved else 0.0)


def _without_infinity(table: Table, solver: Solver) -> tuple[Floats, float]:
    """Return the distances, those of no way as far farther than all others; and how far that is."""
    whole, most = True, float(table.ceiling.max(initial=1.0, where=np.isfinite(table.ceiling)))
    for rows in row_blocks(table.cost):
        solver.look()
        finite = np.isfinite(table.cost[rows])
        most = max(most, float(table.cost[rows].max(initial=0.0, where=finite)))
        whole &= bool(finite.all())
    if whole:
        return table.cost, _FAR * most
    cost = np.empty_like(table.cost)
    for rows in row_blocks(cost):
        solver.look()
        np.minimum(table.cost[rows], _FAR * most, out=cost[rows])
    return cost, _FAR * most


def that_matter(table: Table, solver: Solver) -> Table:
    """Leave out what no way leads to at all: it is the same with every choice."""
    rows = np.isfinite(table.ceiling) | np.isfinite(extremes(table, solver)[0])
    if rows.all():
        return table
    return Table(table.cost[rows], table.ceiling[rows], table.weight[rows])


def used(table: Table, chosen: Ints, solver: Solver) -> Ints:
    """Leave out columns that are nearest to no group, or not nearer than what is there; of equals the first stays."""
    serves = np.zeros(chosen.size, bool)
    chosen = np.sort(chosen)
    for rows in row_blocks(table.cost):
        solver.look()
        cost = table.cost[rows][:, chosen]
        serves[cost.argmin(axis=1)[cost.min(axis=1, initial=np.inf) < table.ceiling[rows]]] = True
    return chosen[serves]


class _Search:
    """The Lagrangian relaxation: a bound from below, choices on the way, and the candidates that may still be in one.

    With a price λ for each dwelling, a place is worth Σ max(0, λ − distance) of weight; the bound is Σ λ less the worth
    of the most valuable places. A price is at most the distance to what is there already.
    """

    def __init__(
        self,
        cost: Floats,
        ceiling: Floats,
        weight: Floats,
        places: int,
        reaches: Callable[[Ints], bool],
        solver: Solver,
    ) -> None:
        self.cost, self.ceiling, self.weight, self.places = cost, ceiling, weight, places
        self.reaches, self.solver = reaches, solver
        self.bound, self.best_value = -np.inf, np.inf
        self.best: Ints = np.empty(0, np.int64)
        self.kept: Ints = np.arange(cost.shape[1])
        self._table, self._may = cost, np.ones(cost.shape[1], bool)

    def run(self, start: Ints) -> None:
        """Search from a choice; `best`, `bound` and `kept` hold what came of it."""
        self.best, self.best_value = start, total(self.cost, self.ceiling, self.weight, start)
        self.solver.look()
        first, second, _ = least_two(self.cost, self.ceiling, start)
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
            slope = 1.0 - (self._table[:, open_now] < price[:, None]).sum(axis=1)
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
        table = np.empty((len(self._table), int(self._may.sum())))
        for rows in row_blocks(self._table):
            self.solver.look()
            table[rows] = self._table[rows][:, self._may]
        self.kept, self._table = self.kept[self._may], table
        self._may = np.ones(self.kept.size, bool)

    def _worth(self, price: Floats) -> Floats:
        worth = np.zeros(self._table.shape[1])
        for rows in row_blocks(self._table):
            self.solver.look()
            saved = price[rows, None] - self._table[rows]
            worth += self.weight[rows] @ np.maximum(saved, 0.0, out=saved)
        return worth

    def _try(self, chosen: Ints) -> None:
        value = total(self.cost, self.ceiling, self.weight, chosen)
        if value < self.best_value and self.reaches(chosen):
            self.best, self.best_value = chosen, value

    def _may_be_chosen(self, worth: Floats, order: Ints, bound: float) -> Flags:
        """Return which candidates may be in a better choice: opening another would bring the bound above the best."""
        last = worth[order[min(self.places, order.size) - 1]]
        return bound + np.maximum(last - worth, 0.0) <= self.best_value * (1 + _EQUAL)
