"""What lies within and outside in each area, summed over its dwellings, and the figures of their values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..arrays import Flags, Floats, Ints, are_whole, sums_of
from ..comparing import WITHIN
from ..distribution.depth import depths_of, gaps
from ..fingerprints import fingerprint
from ..ranked import by_area, rank_rows, stable_order
from ..session import Keeping
from .measures import UNKNOWN, WITHIN_ALL, WITHIN_NONE, Measure, Thresholds
from .weights import Demand

_GROUPS = 12
"""Of dwellings: within, outside or unknown; within 90 % of the threshold or not; within 110 %."""


@dataclass(frozen=True, kw_only=True)
class Sums:
    """The weight of areas, in and out of reach; every array has one entry an area.

    `dwellings` counts the dwellings that the requirement applies to; `total` = `within` + `outside` + `unknown`.
    `at_90` and `at_110` lie within 90 and 110 % of the threshold. `mean`, `median`, `p10` and `p90` are those of the
    values by weight, in the unit of the threshold. Where values are `open` (see `Measure`), what is not within is
    unknown at every threshold. `depth` and `depth_squared` say how far those outside are (see
    `core.distribution.depth`).
    """

    dwellings: Floats
    total: Floats
    within: Floats
    outside: Floats
    unknown: Floats
    at_90: Floats
    at_110: Floats
    mean: Floats
    median: Floats
    p10: Floats
    p90: Floats
    depth: Floats
    depth_squared: Floats
    open: bool

    @property
    def share(self) -> Floats:
        """Return within / (within + outside), NaN where nothing is known."""
        return self.share_of(self.within)

    def share_of(self, within: Floats) -> Floats:
        """Return a weight within another threshold as a share of what is known."""
        known = within if self.open else self.within + self.outside
        return np.divide(within, known, out=np.full(known.size, np.nan), where=known > 0)


@dataclass(frozen=True)
class MeasuredWeight:
    """What dwellings have and their weight, to be summed by areas: what is the same for all divisions is found once.

    Parameters
    ----------
    measure, demand
        One entry a dwelling.
    thresholds
        In the measure's unit.
    keeping
        Where the run keeps what does not depend on thresholds.
    """

    measure: Measure
    demand: Demand
    thresholds: Thresholds
    keeping: Keeping = field(default_factory=Keeping)

    def by(self, area: Ints, unspread: Floats, order: Ints | None = None, area_print: bytes | None = None) -> Sums:
        """Sum the dwellings of each area.

        Parameters
        ----------
        area
            Area of each dwelling, a row of `unspread`.
        unspread
            Weight of each area that no dwelling carries: it counts as unknown.
        order
            Of the measure's values within areas (see `core.ranked.order_of`), where somebody has it.
        area_print
            A fingerprint of `area`; without, nothing is kept.
        """
        measure, weight, areas = self.measure, self.demand.weight, unspread.size
        if area_print is None:
            ranked = self._rank(area, areas, order)
        else:  # of the same values and weights that of an earlier run
            ranked = self.keeping.keep("ranked", (*self._valued, area_print), lambda: self._rank(area, areas, order))
        totals = self._totals(area, areas)
        depth, squared = depths_of(self._gap, self._known, weight, area, areas)
        unknown = totals.unknown + unspread
        return Sums(
            dwellings=sums_of(area, self.demand.dwellings, areas),
            total=totals.within + totals.outside + unknown,
            within=totals.within,
            outside=totals.outside,
            unknown=unknown,
            at_90=totals.at_90,
            at_110=totals.at_110,
            mean=ranked.mean,
            median=ranked.median,
            p10=ranked.p10,
            p90=ranked.p90,
            depth=depth,
            depth_squared=squared,
            open=measure.open,
        )

    def _rank(self, area: Ints, areas: int, order: Ints | None) -> _RankedFigures:
        """Return what follows from the order of values."""
        order = by_area(self._order, area) if order is None else order
        ranked = rank_rows(self.measure.value, self.demand.weight, area, areas, order=order)
        p10, median, p90 = map(ranked.percentile, (0.1, 0.5, 0.9))
        return _RankedFigures(mean=ranked.mean(ranked.key), median=median, p10=p10, p90=p90)

    @cached_property
    def _valued(self) -> tuple[bytes, bytes]:
        return fingerprint(self.measure.value), self.demand.weight_print

    @cached_property
    def _order(self) -> Ints:
        return stable_order(self.measure.value)

    @cached_property
    def _known(self) -> Flags:
        return self.measure.within != UNKNOWN

    @cached_property
    def _gap(self) -> Floats:
        return gaps(self.measure.value, self.thresholds.each, self.measure.within == WITHIN_ALL)

    @cached_property
    def _at(self) -> tuple[Flags, Flags]:
        """Return which dwellings are within 90 % and within 110 % of the threshold."""
        value = np.where(np.isnan(self.measure.value), np.inf, self.measure.value)
        counted = self._known | self.measure.open
        return counted & (value <= 0.9 * self.thresholds.each + WITHIN), counted & (
            value <= 1.1 * self.thresholds.each + WITHIN
        )

    @cached_property
    def _group(self) -> Ints | None:
        """Return which dwellings are alike in all that is summed, as numbers; None where sums would be rounded."""
        if not are_whole(self.demand.weight):
            return None
        at_90, at_110 = self._at
        return (self.measure.within.astype(np.int64) + 1) * 4 + at_90 * 2 + at_110

    def _totals(self, area: Ints, areas: int) -> _Totals:
        """Return the weights of each area: of all in one go where they add up in any order."""
        within, weight, (at_90, at_110) = self.measure.within, self.demand.weight, self._at
        if self._group is None:

            def total(rows: Flags) -> Floats:
                return sums_of(area[rows], weight[rows], areas)

            return _Totals(
                within=total(within == WITHIN_ALL),
                outside=total(within == WITHIN_NONE),
                unknown=total(~self._known),
                at_90=total(at_90),
                at_110=total(at_110),
            )
        found = np.bincount(area * _GROUPS + self._group, weight, minlength=areas * _GROUPS)
        table = found.astype(np.float64).reshape(areas, 3, 2, 2)
        by_within = table.sum(axis=(2, 3))
        return _Totals(
            within=by_within[:, WITHIN_ALL + 1],
            outside=by_within[:, WITHIN_NONE + 1],
            unknown=by_within[:, UNKNOWN + 1],
            at_90=table[:, :, 1].sum(axis=(1, 2)),
            at_110=table[:, :, :, 1].sum(axis=(1, 2)),
        )


@dataclass(frozen=True, kw_only=True)
class _RankedFigures:
    """Figures of the values in areas as in `Sums`."""

    mean: Floats
    median: Floats
    p10: Floats
    p90: Floats


@dataclass(frozen=True, kw_only=True)
class _Totals:
    """The weights of areas as in `Sums`."""

    within: Floats
    outside: Floats
    unknown: Floats
    at_90: Floats
    at_110: Floats


def sum_areas(
    measure: Measure,
    demand: Demand,
    area: Ints,
    unspread: Floats,
    thresholds: Thresholds,
    order: Ints | None = None,
) -> Sums:
    """Sum the dwellings of each area: `MeasuredWeight.by`, of one division."""
    return MeasuredWeight(measure, demand, thresholds).by(area, unspread, order)
