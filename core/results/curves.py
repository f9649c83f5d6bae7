"""How large a share lies within each threshold that could be asked, read off what every dwelling has.

The value of a dwelling is the threshold from which it lies within, so the share is a step function of the threshold,
known exactly without measuring again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ..arrays import Flags, Floats, Ints, Words, running_sums, sums_of, with_outside
from ..comparing import WITHIN
from ..ranked import by_area, order_of, stable_order
from ..requirements.area_sums import Sums
from ..statuses import CAPACITY_UNKNOWN, FACILITIES_UNUSABLE, FIELD_UNKNOWN, NO_CLASS, NO_FACILITY, NOT_APPLICABLE

_EQUAL = 1e-9  # as in the verdicts
_MOST_STEPS = 100  # of a scale


@dataclass(frozen=True, kw_only=True)
class Values:
    """What each dwelling has for one requirement, whatever its threshold.

    Parameters
    ----------
    value
        Metres or minutes from which it lies within, inf where it never does.
    weight
        Never NaN or negative.
    known
        Whether it is known to lie within or outside; else it is unknown at every threshold.
    barred
        Whether it lies outside even where its class has no threshold, since there is nothing to reach anywhere.
    lost
        Whether the weight is not known; it is 0 here. Empty where all are known.
    open
        Whether values may be less (see `measures.Measure`): then nothing is outside at any threshold, but unknown.
    """

    value: Floats
    weight: Floats
    known: Flags
    barred: Flags
    lost: Flags = field(default_factory=lambda: np.zeros(0, bool))
    open: bool = False

    def lacking(self, area: Ints, areas: int) -> Flags:
        """Return for each area whether some of its weight is not known.

        Parameters
        ----------
        area
            Area of each dwelling, from 0.
        """
        return np.asarray(np.bincount(area[np.flatnonzero(self.lost)], minlength=areas) > 0, bool)

    def in_known_areas(self, area: Ints, areas: int) -> Values:
        """Return the same without the weight that stands in areas where more is not known, as the run tells of them.

        Parameters
        ----------
        area
            Area of each dwelling, from 0; −1 where it stands in none, which is one more.
        """
        if not self.lost.any():
            return self
        own = np.where(area >= 0, area, areas)
        return replace(self, weight=np.where(self.lacking(own, areas + 1)[own], 0.0, self.weight))


def read_values(value: Floats, ok: Floats, weight: Floats, reason: Words) -> Values:
    """Read what each dwelling has off the columns that an assessment gave it.

    Parameters
    ----------
    value, ok, weight
        NaN for NULL; `ok` is 1 within, 0 outside.
    reason
        None for NULL.

    Notes
    -----
    A dwelling whose class has no threshold has a value like any other, so it is known at a threshold for all. One that
    is said to lie within at no value contradicts itself: unknown. Where it is not known whether the requirement is
    asked, the dwelling counts in the figures with what it has. So does one whose number of dwellings is not known, by a
    weight of its own.
    """
    code, words = pd.factorize(reason)  # few words stand in many rows

    def said(*those: str) -> Flags:
        return np.array([*(word in those for word in words), False], bool)[code]

    reached = np.isfinite(value)
    absent = said(NO_FACILITY, FACILITIES_UNUSABLE, CAPACITY_UNKNOWN)
    is_open = bool((absent & (ok != 0)).any())
    unsure = said(NO_CLASS, *(word for word in words if str(word).startswith(FIELD_UNKNOWN)))
    counted = reached & said(NOT_APPLICABLE) & (weight > 0)
    within_or_outside = (ok == 0) | ((ok == 1) & reached) | (np.isnan(ok) & unsure)
    known = (absent & reached if is_open else within_or_outside) | counted
    return Values(
        value=np.where(reached & known, value, np.inf),
        weight=np.where(weight > 0, weight, 0.0),
        known=known,
        barred=absent & (ok == 0),
        lost=np.isnan(weight),
        open=is_open,
    )


@dataclass(frozen=True, kw_only=True)
class Curves:
    """The weight within every threshold, by area.

    Parameters
    ----------
    start
        Where the values of each area begin, and where the last ones end.
    value
        Finite values of dwellings with a weight, in ascending order within each area.
    running
        Weight up to and including each value, within its area.
    never
        Weight of each area that is known to lie outside every threshold.
    barred
        The part of it that needs no threshold to be outside.
    unknown
        Weight that is unknown at every threshold.
    lacking
        Whether the weight of each area is not known: it has none here.
    open
        See `Values`.
    """

    start: Ints
    value: Floats
    running: Floats
    never: Floats
    barred: Floats
    unknown: Floats
    lacking: Flags
    open: bool

    @property
    def areas(self) -> int:
        """Return the number of areas."""
        return self.start.size - 1

    @property
    def reached(self) -> Floats:
        """Return the weight of each area that lies within some threshold."""
        found = np.zeros(self.areas)
        some = self.start[1:] > self.start[:-1]
        found[some] = self.running[self.start[1:][some] - 1]
        return found

    @property
    def total(self) -> Floats:
        """Return the weight of each area."""
        return self.reached + self.never + self.unknown

    @property
    def largest(self) -> float:
        """Return the largest value of all areas, 0 where there is none."""
        return float(self.value.max(initial=0.0))

    @cached_property
    def most_of_it(self) -> float:
        """Return the value that most of all values do not exceed, 0 where there is none."""
        return float(np.quantile(self.value, 0.99)) if self.value.size else 0.0

    def within(self, area: int, thresholds: Floats) -> Floats:
        """Return the weight of one area within each of these thresholds."""
        start, stop = self.start[area], self.start[area + 1]
        last = np.searchsorted(self.value[start:stop], thresholds + WITHIN, side="right")
        return np.concatenate([[0.0], self.running[start:stop]])[last]

    def share(self, area: int, thresholds: Floats) -> Floats:
        """Return the share of one area within each of these thresholds: of what is known, NaN where nothing is."""
        within = self.within(area, thresholds)
        start, stop = self.start[area], self.start[area + 1]
        reached = self.running[stop - 1] if stop > start else 0.0
        known = within if self.open else np.full(within.size, reached + self.never[area])
        return np.divide(within, known, out=np.full(within.size, np.nan), where=known > 0)

    def sums(self, thresholds: Floats) -> Sums:
        """Return what lies within the threshold of each area; where that is NaN, what lies within is not known.

        Notes
        -----
        Means and percentiles, which no threshold moves, are left out (NaN), and how far those outside are.
        """
        named = ~np.isnan(thresholds)
        at, at_90, at_110 = (self._each(factor * np.where(named, thresholds, -np.inf)) for factor in (1.0, 0.9, 1.1))
        reached, nothing = self.reached, np.full(self.areas, np.nan)
        outside = np.where(named, reached - at + self.never, self.barred)
        unknown = np.where(named, self.unknown, self.unknown + reached + self.never - self.barred)
        if self.open:
            outside, unknown = np.zeros(self.areas), unknown + outside
        return Sums(
            dwellings=self.total,
            total=self.total,
            within=at,
            outside=outside,
            unknown=unknown,
            at_90=at_90,
            at_110=at_110,
            mean=nothing,
            median=nothing,
            p10=nothing,
            p90=nothing,
            depth=nothing,
            depth_squared=nothing,
            open=self.open,
        )

    def _each(self, thresholds: Floats) -> Floats:
        """Return the weight of each area within its own threshold."""
        found = np.zeros(self.areas)
        limits = thresholds + WITHIN
        for area in range(self.areas):
            start = self.start[area]
            last = int(np.searchsorted(self.value[start : self.start[area + 1]], limits[area], side="right"))
            if last:
                found[area] = self.running[start + last - 1]
        return found

    def attainable(self, target: float) -> Floats:
        """Return the smallest threshold at which each area meets a target; NaN where none within the values does.

        Notes
        -----
        As in the verdicts, what is unknown counts as outside: of the total weight at least the target lies within.
        """
        found = np.full(self.areas, np.nan)
        least, limit = target * self.total * (1 - _EQUAL), self.value + WITHIN
        for area in range(self.areas):
            own = slice(self.start[area], self.start[area + 1])
            enough = int(np.searchsorted(self.running[own], least[area]))
            if enough < own.stop - own.start:  # the first value within which that one lies too
                first = np.searchsorted(limit[own], self.value[own][enough])
                found[area] = self.value[own][first]
        return found


def curves_of(
    values: Values, area: Ints, areas: int, unspread: Floats | None = None, order: Ints | None = None
) -> Curves:
    """Put the values of dwellings together by area.

    Parameters
    ----------
    area
        Area of each dwelling, 0 to `areas` − 1.
    unspread
        Weight of each area that no dwelling carries: it is unknown.
    order
        Of the values within areas (see `core.ranked.order_of`), where somebody has it.
    """

    def total(rows: Flags) -> Floats:
        return sums_of(area[rows], values.weight[rows], areas)

    counted = values.known & np.isfinite(values.value)
    takes_part = counted & (values.weight > 0)
    order = order_of(values.value, area) if order is None else order
    rows = order[takes_part[order]]
    start = np.searchsorted(area[rows], np.arange(areas + 1)).astype(np.int64)
    running = running_sums(values.weight[rows], start, area[rows])
    unknown = total(~values.known)
    return Curves(
        start=start,
        value=values.value[rows],
        running=running,
        never=total(values.known & ~counted),
        barred=total(values.barred),
        unknown=unknown if unspread is None else unknown + unspread,
        lacking=values.lacking(area, areas),
        open=values.open,
    )


def unspread_of(values: Values, area: Ints, total: Floats) -> Floats:
    """Return the weight of each area that no dwelling carries, such as the inhabitants where no dwelling stands.

    Parameters
    ----------
    area
        Area of each dwelling; what lies outside all of them is left out.
    total
        Weight of each area as the run gave it, NaN where it is not known.
    """
    inside = (area >= 0) & (area < total.size)
    carried = sums_of(area[inside], values.weight[inside], total.size)
    lacking = np.nan_to_num(total) - carried
    return np.where(lacking > _EQUAL * np.maximum(carried, 1), lacking, 0.0)


def with_whole(values: Values, area: Ints, areas: int, unspread: Floats) -> Curves:
    """Put the values of dwellings together by area, with the whole as one more area behind.

    Parameters
    ----------
    area
        Area of each dwelling, 0 to `areas` − 1; −1 where it stands in none, and counts in the whole alone.
    unspread
        Weight of each area, and of the whole, that no dwelling carries.

    Notes
    -----
    The whole is of what is known: without the areas whose weight is not.
    """
    inside = np.flatnonzero(area >= 0)
    rows = np.concatenate([inside, np.arange(area.size)])
    known = values.in_known_areas(area, areas)
    twice = Values(
        value=known.value[rows],
        weight=known.weight[rows],
        known=known.known[rows],
        barred=known.barred[rows],
        lost=known.lost[rows] if known.lost.size else known.lost,
        open=known.open,
    )
    areas_of = np.concatenate([area[inside], np.full(area.size, areas)])
    order = stable_order(known.value)  # once for both, where the same values would be sorted twice
    number = np.cumsum(area >= 0) - 1
    within = by_area(order[area[order] >= 0], area)
    order = np.concatenate([number[within], inside.size + order])
    curves = curves_of(twice, areas_of, areas + 1, unspread, order)
    return replace(curves, lacking=with_outside(curves.lacking[:-1], False))


def with_totals(values: Values, area: Ints, total: Floats) -> Curves:
    """Put the values of dwellings together by area, with the whole as one more area behind.

    Parameters
    ----------
    area
        Area of each dwelling, from 0; −1 where it stands in none, and counts in the whole alone.
    total
        Weight of each area, and of the whole, as the run gave it; NaN where it is not known. What no dwelling carries
        is unknown.
    """
    known = values.in_known_areas(area, total.size - 1)
    unspread = [
        *unspread_of(known, area, total[:-1]),
        *unspread_of(known, np.zeros_like(area), total[-1:]),
    ]
    return with_whole(values, area, total.size - 1, np.array(unspread))


def nice_step(span: float, most: int) -> float:
    """Return the smallest of 1, 2 or 5 times a power of ten of which at most so many fit into a span."""
    if span <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    return next(m * power for m in (1, 2, 5, 10) if span / (m * power) <= most * (1 + _EQUAL))


@dataclass(frozen=True)
class Scale:
    """An axis with thresholds: from 0 to `top`, in round steps."""

    top: float
    step: float

    @property
    def steps(self) -> Floats:
        """Return the round thresholds."""
        return np.round(np.arange(math.floor(self.top / self.step + _EQUAL) + 1) * self.step, 9)


def scale_of(curves: Curves, norm: float | None = None, bound: float = np.inf) -> Scale:
    """Return thresholds that are worth looking at: those up to where most of the weight lies.

    A few far dwellings do not make the steps coarse.

    Parameters
    ----------
    norm
        The threshold that was asked, which is to lie well inside.
    bound
        Nothing is known beyond it.
    """
    largest = max(curves.largest, norm or 0.0)
    top = min(max(curves.most_of_it, 1.5 * (norm or 0.0)), largest, bound) or 1.0
    return Scale(top, nice_step(top, _MOST_STEPS))


def grid(curves: Curves, norm: float | None = None, bound: float = np.inf) -> Floats:
    """Return thresholds at which a curve can be read: round steps to where most of the weight lies, and the end.

    Parameters
    ----------
    norm, bound
        As for `scale_of`.

    Returns
    -------
    Floats
        In ascending order, the largest value and the norm among them.
    """
    ends = [value for value in (curves.largest, norm) if value is not None and value <= bound]
    return np.unique([*scale_of(curves, norm, bound).steps, *ends])
