"""Rows in order within each area, with the weight up to each: what percentiles, Lorenz curves and ranks stand on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Ints, running_sums, sums_of

_EQUAL = 1e-9


@dataclass(frozen=True, kw_only=True)
class RankedRows:
    """Rows with a weight, from the smallest key to the largest within each area.

    Parameters
    ----------
    rows
        The rows of the input that have a key and a weight above 0, in order.
    key, weight, area
        Of each of these.
    start
        Where the rows of each area begin; one entry more than there are areas.
    running
        The weight up to and including each row, within its area.
    total
        The weight of each area.
    """

    rows: Ints
    key: Floats
    weight: Floats
    area: Ints
    start: Ints
    running: Floats
    total: Floats

    @property
    def areas(self) -> int:
        """Return the number of areas."""
        return self.total.size

    def percentile(self, share: float) -> Floats:
        """Return for each area the smallest key that at least this share of the weight does not exceed, NaN if empty.

        Compared within 1e-9 relative, so that 0.9 of ten equal weights is nine of them.
        """
        found = np.full(self.areas, np.nan)
        there = self.total > 0
        is_below = self.running < share * self.total[self.area] * (1 - _EQUAL)
        below = np.bincount(self.area[is_below], minlength=self.areas)
        at = np.minimum(self.start[:-1] + below, self.start[1:] - 1)
        found[there] = self.key[at[there]]
        return found

    def mean(self, values: Floats) -> Floats:
        """Return the weighted mean of values, one for each of `rows`, by area; NaN where an area is empty."""
        found = np.full(self.areas, np.nan)
        sums = sums_of(self.area, self.weight * values, self.areas)
        return np.divide(sums, self.total, out=found, where=self.total > 0)

    def ties(self) -> tuple[Ints, Ints]:
        """Return for each row the first and the last row of its area with an equal key."""
        if not self.rows.size:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        new = np.ones(self.rows.size, bool)
        new[1:] = (self.key[1:] != self.key[:-1]) | (self.area[1:] != self.area[:-1])
        number = np.cumsum(new) - 1
        first = np.flatnonzero(new)
        last = np.append(first[1:], self.rows.size) - 1
        return first[number], last[number]


def order_of(key: Floats, area: Ints) -> Ints:
    """Return the rows in order by their key within each area, for several weights of the same rows."""
    return by_area(stable_order(key), area)


def by_area(order: Ints, area: Ints) -> Ints:
    """Return rows that are in order by their key in order within each area."""
    areas = area[order]
    if areas.size and areas.min() >= 0:
        if areas.max() == 0:
            return order
        areas = areas.astype(np.min_scalar_type(int(areas.max())))  # the stable sort is quick for small numbers
    return order[np.argsort(areas, kind="stable")]


def rank_rows(
    key: Floats, weight: Floats, area: Ints, areas: int, *, only: Flags | None = None, order: Ints | None = None
) -> RankedRows:
    """Put rows in order by their key within each area; rows of one key keep the order of the input.

    Parameters
    ----------
    key
        What to order by; rows without (NaN or infinite) are left out.
    weight
        Rows of 0 or NaN are left out.
    area
        Area of each row, from 0 to below `areas`.
    only
        Where given, the rows that may take part.
    order
        What `order_of` gives, where somebody has it.
    """
    takes_part = np.isfinite(key) & (weight > 0)
    if only is not None:
        takes_part &= only
    if order is None:
        rows = np.flatnonzero(takes_part)
        rows = rows[order_of(key[rows], area[rows])]
    else:
        rows = order[takes_part[order]]
    of_row = area[rows]
    start = np.searchsorted(of_row, np.arange(areas + 1))
    return RankedRows(
        rows=rows,
        key=key[rows],
        weight=weight[rows],
        area=of_row,
        start=start,
        running=running_sums(weight[rows], start, of_row) if rows.size else np.empty(0),
        total=sums_of(of_row, weight[rows], areas),
    )


def stable_order(key: Floats) -> Ints:
    """Return the order of keys, equal ones as they stand; where these are few, by themselves after a quick sort."""
    order = np.argsort(key)
    ordered = key[order]
    same = ordered[1:] == ordered[:-1]
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
    if tied.size > key.size // 4:
        return np.argsort(key, kind="stable")
    order[tied] = order[tied][np.lexsort((order[tied], ordered[tied]))]
    return order
