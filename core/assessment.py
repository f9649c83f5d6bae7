"""Basic requirements assessed: every requirement at every dwelling, and judged for every neighbourhood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .demand import Demand, Dwellings, Neighbourhoods, WeightSource, find_demand
from .divisions import Division, Groups, by_neighbourhood
from .facilities import Facilities, Selection, select
from .measures import Measure, Reaching, Thresholds, measure
from .norms import Mode, NormSet, Requirement
from .notes import Note
from .progress import Progress
from .remarks import of_demand, of_types
from .statuses import (
    FAILS,
    FIELD_UNKNOWN,
    MEETS,
    NEIGHBOURHOOD,
    NO_CLASS,
    NO_FIELD,
    NOT_APPLICABLE,
    UNKNOWN_VERDICT,
    WEIGHT_UNKNOWN,
)
from .supply import Supply, capacity_in, ground_in, number_in, sums_of
from .verdicts import (
    Circumstances,
    Sums,
    Verdicts,
    count_of,
    judge_amounts,
    judge_hindered,
    judge_shares,
    overall,
    sum_areas,
    unjudged,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]


@dataclass(frozen=True)
class Rules:
    """What the user says about judging.

    Parameters
    ----------
    min_dwellings, min_group
        Areas, and groups of dwellings, with fewer dwellings are not judged by a share.
    complete_types
        Keys of the types whose absence is known to be real.
    weights
        Where each requirement's weight comes from, by its id.
    hindrances
        Why a requirement cannot be computed, by its id.
    levels
        The level of `divisions` at which a requirement is judged, by its id, where it is not the neighbourhood.
    divisions
        Other levels to sum up by.
    groups
        Dwellings to judge together wherever they stand.
    """

    min_dwellings: float
    complete_types: frozenset[str]
    weights: Mapping[str, WeightSource]
    hindrances: Mapping[str, str]
    levels: Mapping[str, str] = field(default_factory=dict)
    divisions: Sequence[Division] = ()
    groups: Groups | None = None
    min_group: float = 5.0


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
    idle
        Neighbourhoods whose weight is known to be 0.
    figures
        By level, that of the neighbourhoods first; those of other levels than `judged` carry no verdict.
    groups
        Of the groups of dwellings; None where there are none, or the requirement has no share.
    measure
        Of each dwelling; None for an amount, or where nothing could be computed.
    demand
        Weight of each dwelling; None where nothing could be computed.
    thresholds
        Of each dwelling; None for an amount, or where nothing could be computed.
    spread
        Whether the weight was spread from figures of the neighbourhoods.
    whole
        The sums over all areas.
    whole_rate
        The rate over the neighbourhoods whose weight is known: what stands outside them serves others too.
    used
        Rows of the facilities that count.
    lacking
        Neighbourhoods whose weight the whole lacks.
    hindrance
        Why nothing could be computed, empty where it could.
    """

    requirement: Requirement
    judged: Division
    idle: Flags
    figures: Mapping[str, Figures]
    groups: Figures | None = None
    measure: Measure | None = None
    demand: Demand | None = None
    thresholds: Thresholds | None = None
    spread: bool = False
    whole: Sums | None = None
    whole_rate: float = np.nan
    used: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    lacking: int = 0
    hindrance: str = ""

    @property
    def areas(self) -> Figures:
        """Give the figures of the neighbourhoods."""
        return self.figures[NEIGHBOURHOOD]

    @property
    def verdicts(self) -> Verdicts:
        """Give the verdicts, at the level where the requirement is judged."""
        return self.figures[self.judged.level].verdicts

    @property
    def compliance(self) -> Words:
        """Give the verdict that holds in each neighbourhood: its own, or that of the area it is judged in.

        Where nobody lives nothing is asked, whatever holds in the rest of the area.
        """
        found = self.verdicts.compliance[self.judged.area]
        found[self._apart] = NOT_APPLICABLE
        return found

    @property
    def reason(self) -> Words:
        """Give the reason of the verdict that holds in each neighbourhood."""
        found = self.verdicts.reason[self.judged.area]
        found[self._apart] = None
        return found

    @property
    def _apart(self) -> Flags:
        has_verdict = not self.requirement.has_share or self.requirement.target is not None
        return self.idle & (self.judged.level != NEIGHBOURHOOD) & has_verdict


@dataclass(frozen=True)
class Assessment:
    """All outcomes, with what there is to say about them.

    Parameters
    ----------
    dwellings
        Number of dwellings in each neighbourhood.
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
    divisions: Sequence[Division]
    groups: Groups | None
    notes: Sequence[Note]
    min_dwellings: float
    min_group: float

    @cached_property
    def overall(self) -> Words:
        """Give each neighbourhood's verdict over all requirements."""
        return overall(self._compliances, self.neighbourhoods)

    @property
    def _compliances(self) -> list[Words]:
        return [o.compliance for o in self.outcomes]

    def count(self, verdict: str) -> Ints:
        """Count each neighbourhood's requirements with a verdict."""
        return count_of(self._compliances, verdict, self.neighbourhoods)

    def totals(self) -> tuple[int, int, int, int]:
        """Give the neighbourhoods that meet all, and the requirements met, failed and unknown over all areas judged."""
        verdicts = [verdict for o in self.outcomes for verdict in o.verdicts.compliance[:-1].tolist()]
        met, failed, unknown = (verdicts.count(v) for v in (MEETS, FAILS, UNKNOWN_VERDICT))
        return int((self.overall == MEETS).sum()), met, failed, unknown


def assess(
    norm_set: NormSet,
    dwellings: Dwellings,
    neighbourhoods: Neighbourhoods,
    facilities: Facilities,
    reaching: Reaching,
    rules: Rules,
    progress: Progress | None = None,
) -> Assessment:
    """Assess every requirement of a norm set.

    Parameters
    ----------
    dwellings, neighbourhoods, facilities
        The rows of a run.
    reaching
        The ground to measure on, with the same dwellings and facilities.
    rules
        How to judge.
    """
    progress = progress or Progress()
    notes: list[Note] = []
    divisions = [by_neighbourhood(neighbourhoods), *rules.divisions]
    homes = sums_of(divisions[0].of(dwellings.neighbourhood), np.nan_to_num(dwellings.number), neighbourhoods.count + 1)
    outcomes = []
    for number, requirement in enumerate(norm_set.requirements):
        part = progress.part(number / len(norm_set.requirements), (number + 1) / len(norm_set.requirements))
        part.at(0)
        level = rules.levels.get(requirement.id, NEIGHBOURHOOD)
        judged = next((d for d in divisions if d.level == level), divisions[0])
        mode = norm_set.mode(requirement.mode)
        run = _Run(
            requirement, mode, dwellings, neighbourhoods, facilities, reaching, rules, divisions, judged, homes, notes
        )
        outcomes.append(run.outcome(part))
    least = (rules.min_dwellings, rules.min_group)
    return Assessment(outcomes, neighbourhoods.count, homes[:-1], divisions, rules.groups, notes, *least)


@dataclass(frozen=True)
class _Run:
    """The assessment of one requirement; `homes` are the dwellings of each neighbourhood, and outside all."""

    requirement: Requirement
    mode: Mode
    dwellings: Dwellings
    neighbourhoods: Neighbourhoods
    facilities: Facilities
    reaching: Reaching
    rules: Rules
    divisions: Sequence[Division]
    judged: Division
    homes: Floats
    notes: list[Note]

    def outcome(self, progress: Progress) -> Outcome:
        hindrance = self.rules.hindrances.get(self.requirement.id, "")
        if hindrance:
            return self._hindered(hindrance)
        source = self.rules.weights[self.requirement.id]
        demand = find_demand(self.dwellings, self.neighbourhoods, source, self.requirement.demand_where)
        self.notes.extend(of_demand(self.requirement, demand, source))
        if self.requirement.has_share:
            return self._shares(demand, source.spread, progress)
        return self._amounts(demand, source.spread)

    # Kinds with a share

    def _shares(self, demand: Demand, spread: bool, progress: Progress) -> Outcome:
        """Measure what each dwelling has, and judge the share of each area that lies within."""
        requirement = self.requirement
        straight = requirement.metric == "straight"
        selections = self._select(self.reaching.usable(None if straight else self.reaching.ground(self.mode)))
        thresholds = Thresholds(self._norms[self.dwellings.neighbourhood], requirement.largest_threshold)
        found = measure(requirement, thresholds, self.mode, self.reaching, selections, progress)
        absence, doubt = _absence(requirement, selections)
        everywhere, unspread = np.zeros(self.dwellings.count, np.int64), demand.unspread.sum(keepdims=True)
        figures = {}
        for division in self.divisions:
            area = division.of(self.dwellings.neighbourhood)
            sums = sum_areas(found, demand, area, division.sums(np.append(demand.unspread, 0.0)), thresholds)
            about = self._circumstances(division, demand, absence, doubt)
            verdicts = unjudged(about)
            if division is self.judged:
                verdicts = judge_shares(sums, requirement.target, self.rules.min_dwellings, about)
            figures[division.level] = Figures(
                total=sums.total,
                lacking=about.weight_unknown,
                thresholds=self._thresholds(division),
                verdicts=verdicts,
                sums=sums,
            )
        return Outcome(
            requirement=requirement,
            judged=self.judged,
            idle=self._idle(demand),
            figures=figures,
            groups=self._grouped(found, demand, thresholds, absence, doubt),
            measure=found,
            demand=demand,
            thresholds=thresholds,
            spread=spread,
            whole=sum_areas(found, demand, everywhere, unspread, thresholds),
            used=np.unique(np.concatenate([s.members for s in selections])),
            lacking=int(demand.unknown_area.sum()),
        )

    def _grouped(
        self, found: Measure, demand: Demand, thresholds: Thresholds, absence: str, doubt: str
    ) -> Figures | None:
        """Judge groups of dwellings, of those to which the requirement applies."""
        groups = self.rules.groups
        if groups is None:
            return None
        size, home = groups.count, self.dwellings.neighbourhood
        about = self._circumstances(self.judged, demand, "")
        area = self.judged.of(home)
        group = np.where(about.applies[area], groups.of_dwelling, size)
        group = np.where(group >= 0, group, size)
        sums = sum_areas(found, demand, group, np.zeros(size + 1), thresholds)
        hindrance = np.full(size + 1, None, object)
        hidden = np.array([why is not None and not why.startswith(NO_CLASS) for why in about.hindrance], bool)
        counted = demand.dwellings > 0
        rows = np.flatnonzero(hidden[area] & counted)[::-1]
        hindrance[group[rows]] = about.hindrance[area[rows]]
        named = ~np.isnan(thresholds.each)
        classless = (np.bincount(group[counted], minlength=size + 1) > 0) & (
            np.bincount(group[counted & named], minlength=size + 1) == 0
        )
        hindrance[classless & np.array([one is None for one in hindrance], bool)] = NO_CLASS
        lacks = np.append(demand.unknown_area, False)[home] & counted
        unknown = np.bincount(group[lacks], minlength=size + 1) > 0
        circumstances = Circumstances(
            np.ones(size + 1, bool), hindrance, unknown, np.zeros(size + 1, bool), absence, doubt
        )
        verdicts = judge_shares(sums, self.requirement.target, self.rules.min_group, circumstances)
        nowhere = np.full(size + 1, np.nan)
        if not self.requirement.thresholds_by_class and self.requirement.threshold is not None:
            nowhere[:] = self.requirement.threshold
        return Figures(total=sums.total, lacking=unknown, thresholds=nowhere, verdicts=verdicts, sums=sums)

    # Amounts: rate, presence, area_share

    def _amounts(self, demand: Demand, spread: bool) -> Outcome:
        """Judge what stands in each area."""
        requirement, norms = self.requirement, self._norms
        (selection,) = self._select(self.reaching.usable(None))
        total = self._total(demand)
        supply, asked = self._supply(selection), self._asked(total)
        wanted_here = np.where(asked > 0, norms * asked, 0.0)
        figures = {}
        for division in self.divisions:
            of = division.of_neighbourhood
            own, demanded = supply.by(of, division.count + 1), division.sums(total)
            wanted, size = division.sums(wanted_here), division.sums(asked)
            if requirement.indicator == "presence":
                wanted, size = division.only(norms[:-1]), np.ones(division.count + 1)
            about = self._circumstances(division, demand, selection.absence, asked=asked)
            told = (size > 0) & ~own.hidden & (selection.absence == "")
            rate = np.divide(own.amount, size, out=np.full(size.size, np.nan), where=told)
            verdicts = unjudged(about)
            if division is self.judged:
                verdicts = judge_amounts(own, wanted, demanded, about, whole=requirement.rounding == "up")
            figures[division.level] = Figures(
                total=demanded,
                lacking=about.weight_unknown,
                thresholds=self._thresholds(division),
                verdicts=verdicts,
                rate=rate,
            )
        return Outcome(
            requirement=requirement,
            judged=self.judged,
            idle=self._idle(demand),
            figures=figures,
            demand=demand,
            spread=spread,
            whole_rate=self._whole(demand, supply, asked) if not selection.absence else np.nan,
            used=selection.members,
            lacking=int(demand.unknown_area.sum()),
        )

    def _asked(self, total: Floats) -> Floats:
        """Give what the norm is asked of in each neighbourhood, and outside all: each `per` of demand, m², or one."""
        if self.requirement.indicator == "rate":
            return np.asarray(total / (self.requirement.per or 1.0), np.float64)
        if self.requirement.indicator == "presence":
            return np.ones(total.size)
        return np.append(self.neighbourhoods.ground[self.requirement.area_of], 0.0)

    def _whole(self, demand: Demand, supply: Supply, asked: Floats) -> float:
        """Give the rate over the neighbourhoods, NaN where nothing is known."""
        known = np.flatnonzero(~demand.unknown_area & ~np.isnan(asked[:-1]))
        size = 1.0 if self.requirement.indicator == "presence" else float(asked[known].sum())
        hidden = bool(supply.unknown[known].any()) and not supply.known[known].any()
        return float(supply.amount[known].sum()) / size if size and not hidden else np.nan

    def _supply(self, selection: Selection) -> Supply:
        """Sum what stands in each neighbourhood, and outside all."""
        requirement, areas = self.requirement, self.neighbourhoods.count + 1
        if requirement.unit == "number":
            return number_in(self.facilities, selection.places, areas)
        if requirement.indicator == "area_share":
            covered = np.append(self.facilities.covered[requirement.id], 0.0)
            supply = ground_in(self.facilities, selection.members, covered)
        else:
            supply = capacity_in(self.facilities, selection.members, areas)
        lacking = int(supply.unknown.sum())
        if lacking:
            self.notes.append(
                Note(
                    "Requirement {id}: facilities without a known capacity (choose the field with it): {n} of {all}",
                    id=requirement.id,
                    n=lacking,
                    all=selection.members.size,
                )
            )
        return supply

    # What cannot be computed

    def _hindered(self, hindrance: str) -> Outcome:
        """Give the outcome of a requirement that cannot be computed here: unknown everywhere it applies."""
        source, demand = self.rules.weights.get(self.requirement.id), None
        if source is not None:  # known to be 0 where the conditions that can be tested leave nothing
            tested = [c for c in self.requirement.demand_where if c.field in self.dwellings.columns]
            demand = find_demand(self.dwellings, self.neighbourhoods, source, tested)
        figures = {}
        for division in self.divisions:
            about = self._circumstances(division, demand, hindrance=hindrance)
            verdicts = unjudged(about)
            if division is self.judged:
                weight = self._total(demand) if demand is not None else np.full(self.homes.size, np.nan)
                verdicts = judge_hindered(self.requirement, division.sums(weight), about)
            nothing = np.full(division.count + 1, np.nan)
            thresholds = self._thresholds(division)
            figures[division.level] = Figures(
                total=nothing, lacking=about.weight_unknown, thresholds=thresholds, verdicts=verdicts
            )
        return Outcome(
            requirement=self.requirement,
            judged=self.judged,
            idle=self._idle(demand),
            figures=figures,
            groups=self._hindered_groups(hindrance),
            hindrance=hindrance,
        )

    def _hindered_groups(self, hindrance: str) -> Figures | None:
        groups = self.rules.groups
        if groups is None or not self.requirement.has_share:
            return None
        size = groups.count + 1
        nothing, never = np.full(size, np.nan), np.zeros(size, bool)
        about = Circumstances(~never, np.full(size, hindrance, object), never, never)
        verdicts = judge_hindered(self.requirement, nothing, about)
        return Figures(total=nothing, lacking=never, thresholds=np.full(size, self._norms[-1]), verdicts=verdicts)

    # What the rules need to know

    @cached_property
    def _norms(self) -> Floats:
        """Give the threshold in each neighbourhood by its class, and outside all; NaN where there is none."""
        classes = self.neighbourhoods.classes or [None] * self.neighbourhoods.count
        found = [self.requirement.threshold_of(name) for name in (*classes, None)]
        return np.array([np.nan if one is None else one for one in found], np.float64)

    def _thresholds(self, division: Division) -> Floats:
        """Give the threshold of each area, and outside all; NaN where there are several."""
        return np.append(division.only(self._norms[:-1])[:-1], self._norms[-1])

    def _total(self, demand: Demand) -> Floats:
        """Sum the weight of each neighbourhood, and outside all."""
        area = self.divisions[0].of(self.dwellings.neighbourhood)
        return sums_of(area, demand.weight, self.homes.size) + np.append(demand.unspread, 0.0)

    def _idle(self, demand: Demand | None) -> Flags:
        """Tell which neighbourhoods' weight is known to be 0."""
        if demand is None:
            return np.zeros(self.neighbourhoods.count, bool)
        return ~demand.unknown_area & (self._total(demand)[:-1] == 0)

    def _circumstances(
        self,
        division: Division,
        demand: Demand | None,
        absence: str = "",
        doubt: str = "",
        *,
        hindrance: str = "",
        asked: Floats | None = None,
    ) -> Circumstances:
        """Say what the rules need to know of each area.

        Parameters
        ----------
        asked
            What an amount is asked of in each neighbourhood.
        """
        size = division.count + 1
        applies, hidden = np.ones(size, bool), np.full(size, None, object)

        def hide(areas: Flags, why: str) -> None:
            """Name the first thing that hides what holds in an area."""
            hidden[areas & np.array([one is None for one in hidden], bool)] = why

        everywhere = np.ones(size, bool)
        if hindrance.startswith(NO_FIELD):
            hide(everywhere, hindrance)
        if division.ids[-1:] == [None]:
            hide(np.arange(size) == division.count - 1, f"{FIELD_UNKNOWN}:{division.level}")
        # Of a level that the layers lack nothing can be tested: a neighbourhood is not the settlement.
        lost = self.requirement.level is not None and self.requirement.id not in self.rules.levels
        for condition in () if lost else self.requirement.applies_if:
            if condition.field in self.neighbourhoods.columns:  # else that hinders the requirement everywhere
                passes, null = division.meets(condition, self.neighbourhoods)
                applies &= passes
                hide(null, f"{FIELD_UNKNOWN}:{condition.field}")
        if asked is not None and self.requirement.indicator == "area_share":
            hide(division.any(np.isnan(asked[:-1])), f"{FIELD_UNKNOWN}:{self.requirement.area_of}")
            applies[:-1] &= division.any(asked[:-1] != 0)[:-1]  # where there is no such ground, nothing is asked
        if self.requirement.thresholds_by_class:
            hide(self._classless(division, demand), NO_CLASS)
        if hindrance:
            hide(everywhere, hindrance)
        if demand is None:
            return Circumstances(applies, hidden, np.zeros(size, bool), np.zeros(size, bool), absence, doubt)
        unspread = division.sums(np.append(demand.unspread, 0.0)) > 0
        homeless = unspread & (division.sums(self.homes) == 0)
        return Circumstances(applies, hidden, division.any(demand.unknown_area), homeless, absence, doubt)

    def _classless(self, division: Division, demand: Demand | None) -> Flags:
        """Tell for which areas there is no threshold."""
        nameless = np.isnan(self._norms[:-1])
        if self.requirement.has_share:  # dwellings without a threshold are unknown, and need not turn the verdict
            return division.any(nameless) & ~division.any(~nameless)
        if self.requirement.indicator == "presence":
            return np.append(np.isnan(division.only(self._norms[:-1])[:-1]), False)
        if demand is not None:
            nameless &= self._asked(self._total(demand))[:-1] != 0
        return division.any(nameless)

    def _select(self, usable: Flags) -> list[Selection]:
        self.notes.extend(of_types(self.requirement, self.facilities, self.rules.complete_types))
        return select(self.requirement, self.facilities, usable, self.rules.complete_types, self.notes)


def _absence(requirement: Requirement, selections: Sequence[Selection]) -> tuple[str, str]:
    """Say why nothing can be known anywhere, and why some things cannot.

    A basket cannot be judged where one type is unknown; types that are not known leave open what they would add.
    """
    found = [s.absence for s in selections if s.absence]
    if not found:
        return "", ""
    if requirement.indicator == "types" and any(s.places.size for s in selections):
        return "", found[0]
    return found[0], ""


def whole_reason(outcome: Outcome) -> str | None:
    """Say why there is nothing for the whole, or how many neighbourhoods' weight it lacks; None where it lacks none."""
    if outcome.hindrance:
        return outcome.hindrance
    return f"{WEIGHT_UNKNOWN}:{outcome.lacking}" if outcome.lacking else None
