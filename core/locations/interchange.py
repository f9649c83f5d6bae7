"""Places that are near all dwellings together, found by exchanges: good, and seldom far from the best.

References
----------
Teitz and Bart (1968), doi:10.1287/opre.16.5.955: exchange a chosen place for another one as long as that brings the
total down.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .solver import Solver

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_CELLS = 1_000_000
"""Cells of a table that are worked on at once: what the processor keeps at hand."""


def row_blocks(table: Floats) -> Iterator[slice]:
    """Cut the rows of a table into blocks of few enough cells."""
    rows = max(_CELLS // max(table.shape[1], 1), 1)
    for start in range(0, table.shape[0], rows):
        yield slice(start, start + rows)


def least_two(table: Floats, ceiling: Floats, chosen: Ints) -> tuple[Floats, Floats, Ints]:
    """Return each row's smallest and second smallest value in some columns, at most its ceiling.

    Returns
    -------
    first, second, place
        The values, and where in `chosen` the smallest is; its size where the ceiling is smaller.
    """
    wide = np.column_stack([table[:, chosen], ceiling, ceiling])
    place = wide[:, :-1].argmin(axis=1)
    first = wide[np.arange(len(wide)), place]
    wide[np.arange(len(wide)), place] = np.inf
    return first, wide.min(axis=1), place


def total(table: Floats, ceiling: Floats, weight: Floats, chosen: Ints) -> float:
    """Return the weighted sum of each row's smallest value in some columns, at most its ceiling."""
    return float(weight @ np.minimum(table[:, chosen].min(axis=1, initial=np.inf), ceiling))


def added(
    table: Floats, ceiling: Floats, weight: Floats, places: int, solver: Solver, chosen: Ints | None = None
) -> Ints:
    """Choose columns beside some others, always the one that brings the total down most, of equal ones the first."""
    own = [] if chosen is None else [int(column) for column in chosen]
    now = np.minimum(ceiling, table[:, own].min(axis=1, initial=np.inf))
    while len(own) < min(places, table.shape[1]):
        saved = np.zeros(table.shape[1])
        for rows in row_blocks(table):
            solver.look()
            saved += weight[rows] @ np.maximum(now[rows, None] - table[rows], 0.0)
        saved[own] = -1.0
        own.append(int(saved.argmax()))
        now = np.minimum(now, table[:, own[-1]])
    return np.array(own, np.int64)


def exchanged(table: Floats, ceiling: Floats, weight: Floats, chosen: Ints, solver: Solver) -> Ints:
    """Exchange a chosen column for another one, the best pair first, as long as that brings the total down."""
    chosen = chosen.copy()
    while chosen.size and solver.left:
        change = _changes(table, ceiling, weight, chosen, solver)
        change[:, chosen] = np.inf
        out, into = np.unravel_index(int(change.argmin()), change.shape)
        if change[out, into] >= 0:
            break
        before = total(table, ceiling, weight, chosen)
        other = chosen.copy()
        other[out] = into
        if total(table, ceiling, weight, other) >= before:
            break  # what seemed better was rounding
        chosen = other
    return chosen


def _changes(table: Floats, ceiling: Floats, weight: Floats, chosen: Ints, solver: Solver) -> Floats:
    """Return how the total changes by each exchange, shape (chosen, columns)."""
    first, second, place = least_two(table, ceiling, chosen)
    gain = np.zeros(table.shape[1])
    loss = np.zeros((chosen.size + 1, table.shape[1]))
    for rows in row_blocks(table):
        solver.look()
        with_first = np.minimum(table[rows], first[rows, None])
        gain += weight[rows] @ (with_first - first[rows, None])
        without = (np.minimum(table[rows], second[rows, None]) - with_first) * weight[rows, None]
        of = place[rows]
        order = np.argsort(of, kind="stable")
        start = np.flatnonzero(np.diff(of[order], prepend=-1))
        loss[of[order[start]]] += np.add.reduceat(without[order], start, axis=0)
    return gain[None, :] + loss[:-1]
