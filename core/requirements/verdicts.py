"""From what each dwelling has to what holds for a neighbourhood: sums, shares and verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..arrays import Flags, Floats, Ints, Words, are_whole, sums_of
from ..comparing import WITHIN
from ..distribution.depth import depths_of, gaps
from ..fingerprints import fingerprint
from ..norms.model import Requirement
from ..ranked import by_area, rank_rows, stable_order
from ..session import Keeping
from ..statuses import (
    CAPACITY_UNKNOWN,
    FAILS,
    MEETS,
    NO_DWELLINGS,
    NOT_APPLICABLE,
    SMALL_NEED,
    TOO_FEW,
    UNKNOWN_VERDICT,
    WEIGHT_UNKNOWN,
    Verdict,
    WhyUnknown,
)
from .measures import UNKNOWN, WITHIN_ALL, WITHIN_NONE, Measure, Thresholds
from .supply import Supply
from .weights import Demand

_EQUAL = 1e-9
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
    open: bool = False

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


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """What holds for each area.

    Parameters
    ----------
    compliance, reason
        None where there is none.
    shortfall
        Weight beyond what the target allows to lie outside; NaN of an amount, or where nothing is judged.
    shortfall_capacity, shortfall_facilities
        Places or m² that an amount lacks, and whole facilities; NaN of a share, or where nothing is judged. Facilities
        are NaN too where it is not said how much one offers.
    """

    compliance: Words
    reason: Words
    shortfall: Floats
    shortfall_capacity: Floats
    shortfall_facilities: Floats

    @classmethod
    def of_shares(cls, compliance: Words, reason: Words, shortfall: Floats) -> Verdicts:
        """Return the verdicts on shares, which lack no places."""
        none = np.full(compliance.size, np.nan)
        return cls(
            compliance=compliance,
            reason=reason,
            shortfall=shortfall,
            shortfall_capacity=none,
            shortfall_facilities=none,
        )

    @classmethod
    def of_amounts(cls, compliance: Words, reason: Words, missing: Floats, one_facility: float | None) -> Verdicts:
        """Return the verdicts on amounts; what is missing is told in whole facilities too.

        Where less than half of one is missing none is, and the reason says that the need is small.
        """
        none, one = np.full(compliance.size, np.nan), np.nan if one_facility is None else one_facility
        small = (compliance == FAILS) & (missing < one / 2 * (1 - _EQUAL))
        return cls(
            compliance=compliance,
            reason=np.where(small, SMALL_NEED, reason),
            shortfall=none,
            shortfall_capacity=missing,
            shortfall_facilities=np.where(small, 0.0, np.ceil(missing / one * (1 - _EQUAL))),
        )

    @classmethod
    def none(cls, reason: Words) -> Verdicts:
        """Return no verdicts, and why figures are lacking."""
        return cls.of_shares(np.full(reason.size, None, object), reason, np.full(reason.size, np.nan))


@dataclass(frozen=True, kw_only=True)
class AmountRules:
    """How amounts are judged.

    Parameters
    ----------
    rounds_up
        Whether what is missing is rounded up to whole places or m².
    min_demand
        Areas with less of the weight are not judged.
    one_facility
        Places or m² of one facility, 1 where facilities are counted; None where it is not said.
    """

    rounds_up: bool = False
    min_demand: float = 0.0
    one_facility: float | None = None

    @classmethod
    def of(cls, requirement: Requirement) -> AmountRules:
        """Return how a requirement is judged."""
        return cls(
            rounds_up=requirement.rounding == "up",
            min_demand=requirement.min_demand or 0.0,
            one_facility=requirement.one_facility,
        )


@dataclass(frozen=True, kw_only=True)
class AreaFacts:
    """What the rules need to know beside the sums, one entry an area.

    Parameters
    ----------
    applies
        Whether `applies_if` holds.
    blocker
        Why nothing can be computed there (`no_field:…`, `field_unknown:…`, …), None where it can.
    weight_unknown
        Whether the area's own weight is NULL.
    no_dwellings
        Whether it has a figure, and no dwellings to spread it over.
    why_unknown
        Why no facility can be used anywhere, empty where some can or none is known to be real.
    why_open
        Why unknown dwellings may leave a verdict open, empty where each has a reason of its own.
    """

    applies: Flags
    blocker: Words
    weight_unknown: Flags
    no_dwellings: Flags
    why_unknown: WhyUnknown = ""
    why_open: WhyUnknown = ""


_Rule = tuple[Flags, Verdict, Words | WhyUnknown | None]
"""Where it holds, the verdict, and the reason."""


def _first(rules: Sequence[_Rule], areas: int) -> tuple[Words, Words]:
    """Return for each area the verdict and the reason of the first rule that holds there."""
    compliance, reason = np.full(areas, None, object), np.full(areas, None, object)
    undecided = np.ones(areas, bool)
    for holds, verdict, why in rules:
        rows = undecided & holds
        compliance[rows] = verdict
        reason[rows] = why[rows] if isinstance(why, np.ndarray) else why
        undecided &= ~holds
    return compliance, reason


def _before_facilities(total: Floats, facts: AreaFacts) -> list[_Rule]:
    """Return the rules that come before facilities are looked at: not applicable, and what is not known."""
    known = ~facts.weight_unknown & ~facts.no_dwellings
    blocked = np.array([why is not None for why in facts.blocker], bool)
    return [
        ((known & (total == 0)) | ~facts.applies, NOT_APPLICABLE, None),
        (facts.weight_unknown, UNKNOWN_VERDICT, WEIGHT_UNKNOWN),
        (facts.no_dwellings, UNKNOWN_VERDICT, NO_DWELLINGS),
        (blocked, UNKNOWN_VERDICT, facts.blocker),
    ]


def judge_shares(sums: Sums, target: float | None, min_dwellings: float, facts: AreaFacts) -> Verdicts:
    """Judge a requirement with a share, by the order of the contract: the first rule that holds.

    Notes
    -----
    An unknown never turns a verdict: `meets` counts all unknowns as outside, `fails` counts them as within.
    """
    areas = sums.total.size
    everywhere = np.ones(areas, bool)
    wanted = (target or 0.0) * sums.total
    least = wanted * (1 - _EQUAL)
    compliance, reason = _first(
        [
            *_before_facilities(sums.total, facts),
            (sums.dwellings < min_dwellings * (1 - _EQUAL), TOO_FEW, None),
            (everywhere & bool(facts.why_unknown), UNKNOWN_VERDICT, facts.why_unknown),
            (sums.within >= least, MEETS, None),
            (sums.within + sums.unknown < least, FAILS, None),
            (everywhere, UNKNOWN_VERDICT, facts.why_open or None),
        ],
        areas,
    )
    if target is None:
        return Verdicts.none(reason)
    shortfall = np.where(compliance == FAILS, wanted - sums.within - sums.unknown, 0.0)
    return Verdicts.of_shares(compliance, reason, shortfall)


def unjudged(facts: AreaFacts) -> Verdicts:
    """Return no verdicts, and why figures are lacking, for areas at whose level a requirement is not judged."""
    return Verdicts.none(np.where(facts.weight_unknown, WEIGHT_UNKNOWN, facts.blocker))


def judge_blocked(requirement: Requirement, total: Floats, facts: AreaFacts) -> Verdicts:
    """Judge a requirement that cannot be computed: unknown wherever it applies.

    Parameters
    ----------
    total
        Weight of each area, NaN where that cannot be computed either.
    facts
        With the blocker in every area.
    """
    areas = total.size
    compliance, reason = _first(_before_facilities(total, facts), areas)
    none_missing = np.zeros(areas)
    if not requirement.has_share:
        return Verdicts.of_amounts(compliance, reason, none_missing, requirement.one_facility)
    if requirement.target is None:
        return Verdicts.none(reason)
    return Verdicts.of_shares(compliance, reason, none_missing)


def judge_amounts(supply: Supply, wanted: Floats, total: Floats, facts: AreaFacts, rules: AmountRules) -> Verdicts:
    """Judge what stands in each area against what is wanted there.

    Parameters
    ----------
    wanted
        Places or m², NaN where it is not known.
    total
        Demand of each area.
    """
    areas = total.size
    everywhere = np.ones(areas, bool)
    compliance, reason = _first(
        [
            *_before_facilities(total, facts),
            (total < rules.min_demand * (1 - _EQUAL), TOO_FEW, None),
            (everywhere & bool(facts.why_unknown), UNKNOWN_VERDICT, facts.why_unknown),
            (supply.amount >= wanted * (1 - _EQUAL), MEETS, None),
            (supply.unknown > 0, UNKNOWN_VERDICT, CAPACITY_UNKNOWN),
            (everywhere, FAILS, None),
        ],
        areas,
    )
    missing = wanted - supply.amount
    if rules.rounds_up:
        missing = np.ceil(missing - _EQUAL * wanted)
    missing = np.where(compliance == FAILS, missing, 0.0)
    return Verdicts.of_amounts(compliance, reason, missing, rules.one_facility)


def overall(verdicts: Sequence[Words], areas: int) -> Words:
    """Return the verdict of each area over all requirements: one failure fails it, one unknown leaves it open."""
    gravest = np.full(areas, None, object)
    for verdict in (NOT_APPLICABLE, TOO_FEW, MEETS, UNKNOWN_VERDICT, FAILS):
        for words in verdicts:
            gravest[words == verdict] = verdict
    return gravest


def count_of(verdicts: Sequence[Words], verdict: Verdict, areas: int) -> Ints:
    """Count for each area the requirements with a verdict."""
    number = np.zeros(areas, np.int64)
    for words in verdicts:
        number += words == verdict
    return number
