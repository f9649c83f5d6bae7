"""What an assessment gives: the figures and verdicts of each requirement, and of all together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..arrays import Flags, Floats, Ints, Words, inside
from ..coded_words import CodedWords
from ..distribution.degrees import AreaDegrees, Degrees, count_degrees
from ..norms.model import Requirement
from ..notes import Note
from ..statuses import (
    FAILS,
    MEETS,
    NEIGHBOURHOOD,
    NO_WEIGHT,
    NOT_APPLICABLE,
    UNKNOWN_VERDICT,
    WEIGHT_UNKNOWN,
    Verdict,
)
from .area_sums import Sums
from .asked import AskedDwellings, Scope
from .divisions import Division, Groups
from .measures import UNKNOWN, WITHIN_ALL, Measure, Thresholds
from .verdicts import Verdicts, count_of, overall
from .weights import Demand


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a requirement gives for the areas of a division, and at the end for the dwellings outside all.

    Parameters
    ----------
    total
        Weight, NaN where nothing could be computed.
    lacking
        Whether the weight of some of it is NULL.
    thresholds
        NaN where an area has several.
    sums, rate
        Both are None where nothing could be computed, else one of them is. The rate is the share of the area, or the
        number present, for the indicators of these.
    """

    total: Floats
    lacking: Flags
    thresholds: Floats
    verdicts: Verdicts
    sums: Sums | None = None
    rate: Floats | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one requirement gives.

    Parameters
    ----------
    judged
        The division at whose level it is judged.
    no_weight
        Neighbourhoods whose weight is known to be 0.
    figures
        By level, that of the neighbourhoods first; those of other levels than `judged` carry no verdict.
    groups
        Of the groups of dwellings; None where there are none, or the requirement has no share.
    measure
        Of each dwelling; None for an amount, or where nothing could be computed.
    demand
        Weight of each dwelling; None where nothing could be computed.
    scope, asked
        In which neighbourhoods and of which dwellings it is asked; None as for `measure`.
    thresholds
        Of each dwelling; None for an amount, or where nothing could be computed.
    spread
        Whether the weight was spread from figures of the neighbourhoods.
    whole
        The sums over all areas.
    whole_rate
        The rate over the neighbourhoods whose weight is known: what stands outside them serves others too.
    used
        Rows of the facilities that count: of an amount those in a neighbourhood of which it is asked.
    lacking
        Neighbourhoods whose weight the whole lacks.
    absent
        The types of which there is no feature, where that leaves things unknown.
    blocker
        Why nothing could be computed, empty where it could.
    """

    requirement: Requirement
    judged: Division
    no_weight: Flags
    figures: Mapping[str, Figures]
    groups: Figures | None = None
    measure: Measure | None = None
    demand: Demand | None = None
    scope: Scope | None = None
    asked: AskedDwellings | None = None
    thresholds: Thresholds | None = None
    spread: bool = False
    whole: Sums | None = None
    whole_rate: float = np.nan
    used: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    lacking: int = 0
    absent: Sequence[str] = ()
    blocker: str = ""

    @property
    def areas(self) -> Figures:
        """Return the figures of the neighbourhoods."""
        return self.figures[NEIGHBOURHOOD]

    @property
    def verdicts(self) -> Verdicts:
        """Return the verdicts, at the level where the requirement is judged."""
        return self.figures[self.judged.level].verdicts

    @property
    def compliance(self) -> Words:
        """Return the verdict that holds in each neighbourhood: its own, or that of the area it is judged in.

        Where nobody lives nothing is asked, whatever holds in the rest of the area.
        """
        words = self.verdicts.compliance[self.judged.area]
        words[self._apart] = NOT_APPLICABLE
        return words

    @property
    def reason(self) -> Words:
        """Return the reason of the verdict that holds in each neighbourhood."""
        words = self.verdicts.reason[self.judged.area]
        words[self._apart] = None
        return words

    @property
    def ok(self) -> Floats:
        """Return of each dwelling whether it is within (1) or outside (0), NaN where not known or not asked of it.

        Where it is not known whether the requirement is asked, it is not known whether that is met either. A row that
        is not asked, since its number of dwellings is not known, counts in the figures with a weight of its own: else
        they could not be read off at another threshold.
        """
        within, asked = self._measured.within, self._asked
        told = asked.sure if self.demand is None else asked.sure | (~asked.asked & (self.demand.weight > 0))
        return np.where(told & (within != UNKNOWN), within, np.nan)

    @property
    def reasons(self) -> Words:
        """Return why a dwelling has no value, or is not asked about; None where there is nothing to say."""
        return self.coded_reasons.spelled()

    @property
    def coded_reasons(self) -> CodedWords:
        """Return the same as codes."""
        why, asked = self._measured.why, self._asked
        if self.demand is not None:  # a row without a weight of its own says so, unless it has a graver reason
            why = why.with_word(why.is_none & self.demand.missing, NO_WEIGHT)
        if not self._measured.open:  # else an absent type leaves more unknown
            unsure = asked.why_unsure
            why = why.with_words(~unsure.is_none & (self._measured.within != UNKNOWN), unsure)
        return why.with_word(~asked.asked, NOT_APPLICABLE)

    @property
    def _measured(self) -> Measure:
        if self.measure is None:
            raise ValueError(f"{self.requirement.id} was not measured at the dwellings")
        return self.measure

    @property
    def _asked(self) -> AskedDwellings:
        if self.asked is None:
            raise ValueError(f"{self.requirement.id} was not asked of the dwellings")
        return self.asked

    @property
    def _apart(self) -> Flags:
        has_verdict = not self.requirement.has_share or self.requirement.target is not None
        return self.no_weight & (self.judged.level != NEIGHBOURHOOD) & has_verdict


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """All outcomes, with what there is to say about them.

    Parameters
    ----------
    dwellings
        Number of dwellings in each neighbourhood.
    degrees
        How much of what is asked each dwelling has.
    area_degrees
        The same of the neighbourhoods, and at the end of the dwellings outside all.
    divisions
        By neighbourhood, then by each other level.
    groups
        Dwellings that were judged together.
    min_dwellings, min_group
        As in the rules.
    """

    outcomes: Sequence[Outcome]
    neighbourhoods: int
    dwellings: Floats
    degrees: Degrees
    area_degrees: AreaDegrees
    divisions: Sequence[Division]
    groups: Groups | None
    notes: Sequence[Note]
    min_dwellings: float
    min_group: float

    @cached_property
    def overall(self) -> Words:
        """Return each neighbourhood's verdict over all requirements."""
        return overall(self._compliances, self.neighbourhoods)

    @property
    def _compliances(self) -> list[Words]:
        return [o.compliance for o in self.outcomes]

    def count(self, verdict: Verdict) -> Ints:
        """Count each neighbourhood's requirements with a verdict."""
        return count_of(self._compliances, verdict, self.neighbourhoods)

    def totals(self) -> tuple[int, int, int, int]:
        """Return the neighbourhoods that meet all, and requirements met, failed and unknown over all areas judged."""
        verdicts = [verdict for o in self.outcomes for verdict in inside(o.verdicts.compliance).tolist()]
        met, failed, unknown = (verdicts.count(v) for v in (MEETS, FAILS, UNKNOWN_VERDICT))
        return int((self.overall == MEETS).sum()), met, failed, unknown


def whole_reason(outcome: Outcome) -> str | None:
    """Describe why there is nothing for the whole, or how many neighbourhoods' weight it lacks; None if none."""
    if outcome.blocker:
        return outcome.blocker
    return f"{WEIGHT_UNKNOWN}:{outcome.lacking}" if outcome.lacking else None


def degrees_of(outcomes: Sequence[Outcome], dwellings: int) -> Degrees:
    """Count for each of so many dwellings the requirements that were measured: asked of it, within and not known."""
    measured = [o for o in outcomes if o.measure is not None]
    ok = [o.ok for o in measured]
    asked = [o.asked.asked for o in measured if o.asked is not None]
    return count_degrees(asked, [one == WITHIN_ALL for one in ok], [~np.isnan(one) for one in ok], dwellings)
