"""What holds for each area: from sums, or from what stands in it, to verdicts, by the order of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints, Words
from ..norms.model import Requirement
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
from .area_sums import Sums
from .supply import Supply

_EQUAL = 1e-9


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
