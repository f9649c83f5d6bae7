"""From what each dwelling has to what holds for a neighbourhood: sums, shares and verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .demand import Demand
from .measures import UNKNOWN, WITHIN_ALL, WITHIN_NONE, Measure
from .reach import WITHIN

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]

MEETS, FAILS, UNKNOWN_VERDICT = "meets", "fails", "unknown"
TOO_FEW, NOT_APPLICABLE = "too_few", "not_applicable"
WEIGHT_UNKNOWN, NO_DWELLINGS, CAPACITY_UNKNOWN = "weight_unknown", "no_dwellings", "capacity_unknown"
DEMAND_UNKNOWN = "demand_unknown"

_EQUAL = 1e-9


@dataclass(frozen=True)
class Sums:
    """The weight of areas, in and out of reach; every array has one entry an area.

    `dwellings` counts the dwellings that the requirement applies to; `total` = `within` + `outside` + `unknown`.
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
    p90: Floats

    @property
    def share(self) -> Floats:
        """Give within / (within + outside), NaN where nothing is known."""
        return self.share_of(self.within)

    def share_of(self, within: Floats) -> Floats:
        """Give a weight within another threshold as a share of what is known."""
        known = self.within + self.outside
        return np.divide(within, known, out=np.full(known.size, np.nan), where=known > 0)


def sums_of(area: Ints, weight: Floats, areas: int) -> Floats:
    """Sum weights by area, in float64 even where there is nothing to sum."""
    return np.asarray(np.bincount(area, weight, minlength=areas), np.float64)


def sum_areas(measure: Measure, demand: Demand, area: Ints, unspread: Floats, threshold: float) -> Sums:
    """Sum the dwellings of each area.

    Parameters
    ----------
    measure, demand
        One entry a dwelling.
    area
        Area of each dwelling, a row of `unspread`.
    unspread
        Weight of each area that no dwelling carries: it counts as unknown.
    threshold
        In the measure's unit.
    """
    weight, areas = demand.weight, unspread.size

    def total(rows: Flags) -> Floats:
        return sums_of(area[rows], weight[rows], areas)

    known = measure.within != UNKNOWN
    value = np.where(np.isnan(measure.value), np.inf, measure.value)
    mean, median, p90 = _spread(measure.value, weight, area, areas)
    unknown = total(~known) + unspread
    within, outside = total(measure.within == WITHIN_ALL), total(measure.within == WITHIN_NONE)
    return Sums(
        sums_of(area, demand.dwellings, areas),
        within + outside + unknown,
        within,
        outside,
        unknown,
        total(known & (value <= 0.9 * threshold + WITHIN)),
        total(known & (value <= 1.1 * threshold + WITHIN)),
        mean,
        median,
        p90,
    )


def _spread(value: Floats, weight: Floats, area: Ints, areas: int) -> tuple[Floats, Floats, Floats]:
    """Give the weighted mean, median and 90th percentile of the values that there are.

    A percentile is the smallest value that at least that share of the weight does not exceed.
    """
    rows = np.flatnonzero(np.isfinite(value) & (weight > 0))
    rows = rows[np.lexsort((value[rows], area[rows]))]
    v, w, a = value[rows], weight[rows], area[rows]
    total = np.bincount(a, w, minlength=areas)
    there = total > 0
    mean = np.divide(np.bincount(a, w * v, minlength=areas), total, out=np.full(areas, np.nan), where=there)
    running = np.cumsum(w)
    start = np.searchsorted(a, np.arange(areas + 1))
    before = np.concatenate([[0.0], running])[start[:-1]]
    found = []
    for share in (0.5, 0.9):
        wanted = before + share * total
        # The sums that are compared are rounded: a hair less is meant to be enough.
        at = np.searchsorted(running, wanted * (1 - 1e-12), side="left")
        at = np.clip(at, start[:-1], np.maximum(start[1:] - 1, start[:-1]))
        found.append(np.where(there, v[np.minimum(at, max(v.size - 1, 0))] if v.size else np.nan, np.nan))
    return mean, found[0], found[1]


@dataclass(frozen=True)
class Verdicts:
    """What holds for each area: `compliance` and `reason` (None where there is none), and the shortfalls."""

    compliance: Words
    reason: Words
    shortfall: Floats
    shortfall_capacity: Floats


@dataclass(frozen=True)
class Circumstances:
    """What the rules need to know beside the sums, one entry an area.

    Parameters
    ----------
    applies
        Whether `applies_if` holds.
    hindrance
        Why nothing can be computed there (`no_field:…`, `field_unknown:…`, …), None where it can.
    weight_unknown
        Whether the area's own weight is NULL.
    unspread
        Weight without dwellings to spread it over.
    absence
        Why no facility can be used anywhere, empty where some can or none is known to be real.
    """

    applies: Flags
    hindrance: Words
    weight_unknown: Flags
    unspread: Floats
    absence: str


def _before_facilities(total: Floats, about: Circumstances) -> tuple[Words, Words]:
    """Apply the rules that come before facilities are looked at: not applicable, and weights that are unknown."""
    compliance, reason = np.full(total.size, None, object), np.full(total.size, None, object)

    def rule(holds: Flags, verdict: str, why: Words | str | None = None) -> None:
        rows = holds & (compliance == None)  # noqa: E711 -- element by element
        compliance[rows] = verdict
        reason[rows] = why[rows] if isinstance(why, np.ndarray) else why

    hindered = about.hindrance != None  # noqa: E711
    rule(((total == 0) & ~about.weight_unknown & (about.unspread == 0) & ~hindered) | ~about.applies, NOT_APPLICABLE)
    rule(about.weight_unknown, UNKNOWN_VERDICT, WEIGHT_UNKNOWN)
    rule(about.unspread > 0, UNKNOWN_VERDICT, NO_DWELLINGS)
    rule(hindered, UNKNOWN_VERDICT, about.hindrance)
    return compliance, reason


def judge_shares(sums: Sums, target: float | None, min_dwellings: float, about: Circumstances) -> Verdicts:
    """Judge a requirement with a share, by the order of the contract: the first rule that holds.

    Notes
    -----
    An unknown never turns a verdict: `meets` counts all unknowns as outside, `fails` counts them as within.
    """
    compliance, reason = _before_facilities(sums.total, about)
    open_ = compliance == None  # noqa: E711
    few = open_ & (sums.dwellings < min_dwellings * (1 - _EQUAL))
    compliance[few] = TOO_FEW
    if about.absence:
        rows = compliance == None  # noqa: E711
        compliance[rows], reason[rows] = UNKNOWN_VERDICT, about.absence
    aim = target if target is not None else 0.0
    wanted = aim * sums.total * (1 - _EQUAL)
    rows = compliance == None  # noqa: E711
    meets, fails = sums.within >= wanted, sums.within + sums.unknown < wanted
    compliance[rows & meets] = MEETS
    compliance[rows & fails] = FAILS
    compliance[compliance == None] = UNKNOWN_VERDICT  # noqa: E711
    failing = compliance == FAILS
    shortfall = np.where(failing, aim * sums.total - sums.within - sums.unknown, 0.0)
    if target is None:
        compliance[:] = None
        shortfall[:] = np.nan
    return Verdicts(compliance, reason, shortfall, np.full(sums.total.size, np.nan))


@dataclass(frozen=True)
class Supply:
    """What stands in each area: `amount` of facilities or capacity, and the number without a known capacity."""

    amount: Floats
    unknown: Ints


def judge_rates(
    total: Floats, unknown: Floats, supply: Supply, norm: float, per: float, about: Circumstances
) -> tuple[Floats, Verdicts]:
    """Judge a rate against its norm.

    Parameters
    ----------
    total, unknown
        Demand of each area, and how much of it is not known to be there.
    norm, per
        At least `norm` for every `per` of the demand.

    Returns
    -------
    rate, verdicts
        The rate is NaN where there is no demand, or none of the facilities is known.
    """
    compliance, reason = _before_facilities(total, about)
    rate = np.divide(supply.amount * per, total, out=np.full(total.size, np.nan), where=total > 0)
    if about.absence:
        rate[:] = np.nan
        rows = compliance == None  # noqa: E711
        compliance[rows], reason[rows] = UNKNOWN_VERDICT, about.absence
    rows = compliance == None  # noqa: E711
    meets = supply.amount >= norm * total / per * (1 - _EQUAL)
    below = ~meets
    turned = below & (supply.unknown > 0)
    compliance[rows & meets] = MEETS
    compliance[rows & below & ~turned] = FAILS
    compliance[rows & turned], reason[rows & turned] = UNKNOWN_VERDICT, CAPACITY_UNKNOWN
    # Demand that is not known to be there could only ask for more, or for less: judge at both ends.
    doubtful = rows & (unknown > 0)
    low = supply.amount >= norm * (total - unknown) / per * (1 - _EQUAL)
    turned = doubtful & (low != meets)
    compliance[turned], reason[turned] = UNKNOWN_VERDICT, DEMAND_UNKNOWN
    missing = np.where(compliance == FAILS, norm * total / per - supply.amount, 0.0)
    rate[about.weight_unknown] = np.nan
    return rate, Verdicts(compliance, reason, np.full(total.size, np.nan), missing)


def overall(verdicts: Sequence[Words], areas: int) -> Words:
    """Give the verdict of each area over all requirements: one failure fails it, one unknown leaves it open."""
    found = np.full(areas, None, object)
    for verdict in (NOT_APPLICABLE, TOO_FEW, MEETS, UNKNOWN_VERDICT, FAILS):
        for words in verdicts:
            found[words == verdict] = verdict
    return found


def count_of(verdicts: Sequence[Words], verdict: str, areas: int) -> Ints:
    """Count for each area the requirements with a verdict."""
    number = np.zeros(areas, np.int64)
    for words in verdicts:
        number += words == verdict
    return number
