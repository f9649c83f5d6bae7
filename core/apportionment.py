"""Totals spread so that their parts add up exactly: in whole numbers by largest remainders, or in fractions."""

from __future__ import annotations

import math

import numpy as np

from .arrays import Floats, Ints, sums_of

_NOISE = 1e-9
"""What comes of adding up fractions: differences this small are none."""


def apportion(figures: Floats) -> Ints:
    """Round figures to whole numbers that add up to their rounded sum.

    Parameters
    ----------
    figures
        Not negative; shape (n,).

    Returns
    -------
    NDArray
        Each figure rounded down or up: up where the fractions are largest, of equal ones the first.

    Notes
    -----
    The method of largest remainders (Hamilton's; Balinski and Young, Fair Representation, 1982). A sum that ends on a
    half is rounded up.
    """
    total = math.floor(math.fsum(figures) + 0.5 + _NOISE)
    everything, order = np.zeros(figures.size, np.int64), np.arange(figures.size)
    return _by_largest_remainder(figures, everything, np.array([total]), order)


def share_out(totals: Ints, area: Ints, share: Floats, order: Ints | None = None) -> tuple[Ints, Ints]:
    """Spread whole totals of areas over the rows in them, in whole numbers that add up exactly.

    Parameters
    ----------
    totals
        Not negative; one an area.
    area
        Of each row, -1 for rows in none.
    share
        What a row's part is in proportion to, not negative; a row with 0 gets none.
    order
        Of rows with equal remainders those with the lowest come first; without it, those that stand first.

    Returns
    -------
    parts, unplaced
        Of each row; and the totals of areas without any row to give them to.
    """
    order = np.arange(share.size) if order is None else order
    parts = np.zeros(share.size, np.int64)
    rows = np.flatnonzero((area >= 0) & (share > 0))
    mine = area[rows]
    there = np.bincount(mine, share[rows], minlength=totals.size)
    unplaced = np.where(there > 0, 0, totals)
    exact = totals[mine] * (share[rows] / there[mine])
    parts[rows] = _by_largest_remainder(exact, mine, totals, order[rows])
    return parts, unplaced


def share_out_fractions(totals: Floats, area: Ints, share: Floats) -> Floats:
    """Spread totals of areas over the rows in them, in fractions that add up exactly.

    Parameters
    ----------
    totals
        Not negative; one an area.
    area
        Of each row.
    share
        What a row's part is in proportion to, not negative; a row with 0 gets none.

    Returns
    -------
    Floats
        The part of each row: a multiple of the last binary digit of its area's total, so that the parts of an area,
        and of any of its rows, add up without rounding in whatever order.
    """
    parts: Floats = np.zeros(share.size)
    rows = np.flatnonzero(share > 0)
    mine = area[rows]
    there = sums_of(mine, share[rows], totals.size)
    digit = np.spacing(totals)
    exact = totals[mine] * (share[rows] / there[mine])
    units = np.rint(exact / digit[mine]).astype(np.int64)
    given = np.zeros(totals.size, np.int64)
    np.add.at(given, mine, units)
    left = np.rint(totals / digit).astype(np.int64) - given
    # A unit each to the largest rows, whose part it changes least; what is left after all had one to the first.
    ranked = np.lexsort((np.arange(rows.size), -share[rows], mine))
    start = np.searchsorted(mine[ranked], np.arange(totals.size + 1))
    rank = np.arange(ranked.size) - start[mine[ranked]]
    own, size = left[mine[ranked]], np.diff(start)[mine[ranked]]
    units[ranked] += np.where(rank < np.abs(own), np.sign(own), 0)
    beyond = np.sign(own) * np.maximum(np.abs(own) - size, 0)
    units[ranked] += np.where(rank == 0, beyond, 0)
    parts[rows] = units * digit[mine]
    return parts


def fit(parts: Ints, most: Ints, area: Ints, areas: int, order: Ints | None = None) -> tuple[Ints, Ints]:
    """Move what rows have above the most that they may to others of their area, in proportion to the room these have.

    Parameters
    ----------
    parts, most
        Whole numbers, one a row, not negative.
    area
        Of each row, -1 for rows in none, whose surplus has nowhere to go.
    areas
        Number of areas.
    order
        As `share_out` takes it.

    Returns
    -------
    parts, surplus
        Of each row, none above its most; and what the area of each has no room for.
    """
    fitted = np.minimum(parts, most)
    inside = (area >= 0) & (parts > fitted)
    lost = np.bincount(area[inside], (parts - fitted)[inside], minlength=areas).astype(np.int64)
    if not lost.any():
        return fitted, lost
    room = most - fitted
    there = np.bincount(area[area >= 0], room[area >= 0], minlength=areas).astype(np.int64)
    moved = np.minimum(lost, there)
    return fitted + share_out(moved, area, room.astype(np.float64), order)[0], lost - moved


def _by_largest_remainder(exact: Floats, group: Ints, totals: Ints, order: Ints) -> Ints:
    """Round down, then give what is left of each group's total to the largest remainders, one each."""
    whole = np.floor(exact + _NOISE).astype(np.int64)
    remainder = np.round(exact - whole, 9)
    given = np.zeros(totals.size, np.int64)
    np.add.at(given, group, whole)
    left = totals - given
    ranked = np.lexsort((order, -remainder, group))
    start = np.searchsorted(group[ranked], np.arange(totals.size))
    rank = np.arange(ranked.size) - start[group[ranked]]
    up = ranked[rank < left[group[ranked]]]
    whole[up] += 1
    return whole


def scattered(points: Floats, area: Ints) -> Ints:
    """Return rows an order in which the first few of an area lie all over it.

    Parameters
    ----------
    points
        Shape (n, 2), NaN where there is none.
    area
        Of each row, -1 for rows in none.

    Returns
    -------
    NDArray
        For `share_out`: equal dwellings that cannot all get one more would otherwise get it street by street.

    Notes
    -----
    Rows are numbered along a Z-order curve (Morton 1966), area by area, and ordered by the mirrored bits of that
    number, the sequence of van der Corput (1935), whose beginnings are spread evenly.
    """
    known = np.isfinite(points).all(axis=1)
    code = np.full(area.size, np.iinfo(np.int64).max)
    if known.any():
        low, high = points[known].min(axis=0), points[known].max(axis=0)
        step = max(float((high - low).max()), _NOISE) / 0xFFFF
        cell = ((points[known] - low) / step).astype(np.int64)
        code[known] = _with_gaps(cell[:, 0]) | (_with_gaps(cell[:, 1]) << 1)
    ranked = np.lexsort((code, area))
    first = np.searchsorted(area[ranked], area[ranked])
    number = np.empty(area.size, np.int64)
    number[ranked] = np.arange(area.size) - first
    return _mirrored(number)


def _with_gaps(value: Ints) -> Ints:
    """Put a 0 between the bits of numbers below 2^16."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        value = (value | (value << shift)) & mask
    return value


def _mirrored(value: Ints) -> Ints:
    """Turn the 32 bits of numbers round."""
    for shift, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF), (16, 0x0000FFFF)):
        value = ((value >> shift) & mask) | ((value & mask) << shift)
    return value
