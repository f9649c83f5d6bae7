"""Places that are near all dwellings together, found by exchanges: good, and seldom far from the best.

References
----------
Teitz and Bart (1968), doi:10.1287/opre.16.5.955: exchange a chosen place for another one as long as that brings the
total down.
"""

from __future__ import annotations

import numpy as np

from ..arrays import Floats, Ints
from .distance_table import DistanceTable, row_blocks
from .solver import Solver


def least_two(table: DistanceTable, chosen: Ints) -> tuple[Floats, Floats, Ints]:
    """Return each group's distance to the nearest and the second nearest of some columns, at most its ceiling.

    Returns
    -------
    first, second, place
        The distances, and where in `chosen` the nearest is; its size where the ceiling is nearer.
    """
    wide = np.column_stack([table.cost[:, chosen], table.ceiling, table.ceiling])
    place = wide[:, :-1].argmin(axis=1)
    first = wide[np.arange(len(wide)), place]
    wide[np.arange(len(wide)), place] = np.inf
    return first, wide.min(axis=1), place


def added(table: DistanceTable, places: int, solver: Solver, chosen: Ints | None = None) -> Ints:
    """Choose columns beside some others, always the one that brings the total down most, of equal ones the first."""
    columns = [] if chosen is None else [int(column) for column in chosen]
    now = table.nearest(np.array(columns, np.int64))
    while len(columns) < min(places, table.columns):
        saved = np.zeros(table.columns)
        for rows in row_blocks(table.cost):
            solver.look()
            saved += table.weight[rows] @ np.maximum(now[rows, None] - table.cost[rows], 0.0)
        saved[columns] = -1.0
        columns.append(int(saved.argmax()))
        now = np.minimum(now, table.cost[:, columns[-1]])
    return np.array(columns, np.int64)


def exchanged(table: DistanceTable, chosen: Ints, solver: Solver) -> Ints:
    """Exchange a chosen column for another one, the best pair first, as long as that brings the total down."""
    chosen = chosen.copy()
    while chosen.size and solver.left:
        change = _changes(table, chosen, solver)
        change[:, chosen] = np.inf
        out, into = np.unravel_index(int(change.argmin()), change.shape)
        if change[out, into] >= 0:
            break
        other = chosen.copy()
        other[out] = into
        if table.total(other) >= table.total(chosen):
            break  # what seemed better was rounding
        chosen = other
    return chosen


def _changes(table: DistanceTable, chosen: Ints, solver: Solver) -> Floats:
    """Return how the total changes by each exchange, shape (chosen, columns)."""
    first, second, place = least_two(table, chosen)
    gain = np.zeros(table.columns)
    loss = np.zeros((chosen.size + 1, table.columns))
    for rows in row_blocks(table.cost):
        solver.look()
        cost, weight = table.cost[rows], table.weight[rows]
        with_first = np.minimum(cost, first[rows, None])
        gain += weight @ (with_first - first[rows, None])
        without = (np.minimum(cost, second[rows, None]) - with_first) * weight[:, None]
        of = place[rows]
        order = np.argsort(of, kind="stable")
        start = np.flatnonzero(np.diff(of[order], prepend=-1))
        loss[of[order[start]]] += np.add.reduceat(without[order], start, axis=0)
    return gain[None, :] + loss[:-1]
