"""Basic requirements assessed: every requirement at every dwelling, and judged for every neighbourhood."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..arrays import LARGEST, inside, is_none, sums_of, with_outside
from ..errors import InputError
from ..norms.model import Condition, Mode, NormSet, Requirement
from ..notes import Note
from ..progress import Progress
from ..statuses import (
    FAILS,
    FIELD_UNKNOWN,
    MEETS,
    NEIGHBOURHOOD,
    NO_CLASS,
    NO_FIELD,
    NO_WEIGHT,
    NOT_APPLICABLE,
    UNKNOWN_VERDICT,
    WEIGHT_UNKNOWN,
)
from .divisions import Division, Groups, by_neighbourhood
from .entities import Dwellings, Neighbourhoods
from .facilities import Facilities, Selection, select
from .measures import UNKNOWN, Measure, Reaching, Thresholds, measure
from .remarks import of_demand, of_types
from .supply import Supply, capacity_in, ground_in, number_in
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
from .weights import Demand, WeightSource, find_demand

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]


@dataclass(frozen=True, kw_only=True)
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
        found = self.verdicts.compliance[self.judged.area]
        found[self._apart] = NOT_APPLICABLE
        return found

    @property
    def reason(self) -> Words:
        """Return the reason of the verdict that holds in each neighbourhood."""
        found = self.verdicts.reason[self.judged.area]
        found[self._apart] = None
        return found

    @property
    def ok(self) -> Floats:
        """Return of each dwelling whether it is within (1) or outside (0), NaN where not known or not asked of it."""
        within = self._measured.within
        return np.where(self._asked.applies & (within != UNKNOWN), within, np.nan)

    @property
    def reasons(self) -> Words:
        """Return why a dwelling has no value, or is not asked about; None where there is nothing to say."""
        found = self._measured.reason.copy()
        # A row without a weight of its own says so, unless it has a graver reason.
        found[is_none(found) & self._asked.missing] = NO_WEIGHT
        found[~self._asked.applies] = NOT_APPLICABLE
        return found

    @property
    def _measured(self) -> Measure:
        if self.measure is None:
            raise ValueError(f"{self.requirement.id} was not measured at the dwellings")
        return self.measure

    @property
    def _asked(self) -> Demand:
        if self.demand is None:
            raise ValueError(f"{self.requirement.id} could not be computed")
        return self.demand

    @property
    def _apart(self) -> Flags:
        has_verdict = not self.requirement.has_share or self.requirement.target is not None
        return self.idle & (self.judged.level != NEIGHBOURHOOD) & has_verdict


@dataclass(frozen=True, kw_only=True)
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
        """Return each neighbourhood's verdict over all requirements."""
        return overall(self._compliances, self.neighbourhoods)

    @property
    def _compliances(self) -> list[Words]:
        return [o.compliance for o in self.outcomes]

    def count(self, verdict: str) -> Ints:
        """Count each neighbourhood's requirements with a verdict."""
        return count_of(self._compliances, verdict, self.neighbourhoods)

    def totals(self) -> tuple[int, int, int, int]:
        """Return the neighbourhoods that meet all, and requirements met, failed and unknown over all areas judged."""
        verdicts = [verdict for o in self.outcomes for verdict in inside(o.verdicts.compliance).tolist()]
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
    homes = sums_of(divisions[0].of(dwellings.neighbourhood), np.nan_to_num(dwellings.number), divisions[0].size)
    runs = []
    for requirement in norm_set.requirements:
        level = rules.levels.get(requirement.id, NEIGHBOURHOOD)
        judged = next((d for d in divisions if d.level == level), divisions[0])
        mode = norm_set.mode(requirement.mode)
        runs.append(
            _Run(
                requirement=requirement,
                mode=mode,
                dwellings=dwellings,
                neighbourhoods=neighbourhoods,
                facilities=facilities,
                reaching=reaching,
                rules=rules,
                divisions=divisions,
                judged=judged,
                homes=homes,
                notes=notes,
            )
        )
    for run in runs:  # before anything is measured
        run.check()
    outcomes = []
    for number, run in enumerate(runs):
        part = progress.part(number / len(runs), (number + 1) / len(runs))
        part.at(0)
        outcomes.append(run.outcome(part))
    return Assessment(
        outcomes=outcomes,
        neighbourhoods=neighbourhoods.count,
        dwellings=inside(homes),
        divisions=divisions,
        groups=rules.groups,
        notes=notes,
        min_dwellings=rules.min_dwellings,
        min_group=rules.min_group,
    )


@dataclass(frozen=True)
class _Scope:
    """Whether a requirement applies to each neighbourhood, and at the end outside all; and why that is not known.

    Where it is not known it is taken to apply.
    """

    applies: Flags
    unknown: Words


@dataclass(frozen=True, kw_only=True)
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
        demand = self._demand
        if demand is None:
            raise ValueError(f"{self.requirement.id} has no weight")
        source = self.rules.weights[self.requirement.id]
        self.notes.extend(of_demand(self.requirement, demand, source))
        if self.requirement.has_share:
            return self._shares(demand, source.spread, progress)
        return self._amounts(demand, source.spread)

    def check(self) -> None:
        """Stop where a weight is larger than anything can be: sums of such would overflow, and meet any target."""
        demand = self._demand
        if demand is None:
            return
        largest = max(float(one.max(initial=0.0)) for one in (demand.weight, demand.unspread, self.homes))
        if not largest <= LARGEST:
            raise InputError(
                'Requirement "{id}" is weighed by {field}, which holds a number as large as {value}: correct it.',
                id=self.requirement.id,
                field=self.requirement.weight,
                value=f"{largest:.0e}",
            )

    # Kinds with a share

    def _shares(self, demand: Demand, spread: bool, progress: Progress) -> Outcome:
        """Measure what each dwelling has, and judge the share of each area that lies within."""
        requirement = self.requirement
        straight = requirement.metric == "straight"
        selections = self._select(self.reaching.usable(None if straight else self.reaching.ground(self.mode)))
        thresholds = Thresholds(self._norms[self.dwellings.neighbourhood], requirement.largest_threshold)
        found = measure(requirement, thresholds, self.mode, self.reaching, selections, progress)
        absence, doubt = _absence(requirement, selections)
        everywhere, unspread = np.zeros(self.dwellings.count, np.int64), np.array([math.fsum(demand.unspread)])
        figures = {}
        for division in self.divisions:
            area = division.of(self.dwellings.neighbourhood)
            sums = sum_areas(found, demand, area, division.sums(with_outside(demand.unspread, 0.0)), thresholds)
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
        size, home = groups.size, self.dwellings.neighbourhood
        group = groups.row_of_dwelling
        sums = sum_areas(found, demand, group, np.zeros(size), thresholds)
        # A group may stand where it is not known whether the requirement applies; what else hides an area does not
        # hide what its dwellings have.
        why, hindrance = self._scope.unknown[home], np.full(size, None, object)
        counted = (demand.dwellings > 0) | (demand.weight > 0)  # a figure may stand where no dwelling is counted
        rows = np.flatnonzero(~is_none(why) & counted)[::-1]
        hindrance[group[rows]] = why[rows]
        named = ~np.isnan(thresholds.each)
        classless = (np.bincount(group[counted], minlength=size) > 0) & (
            np.bincount(group[counted & named], minlength=size) == 0
        )
        hindrance[classless & is_none(hindrance)] = NO_CLASS
        unknown = self._unknown_groups(demand, groups)
        circumstances = Circumstances(
            applies=np.ones(size, bool),
            hindrance=hindrance,
            weight_unknown=unknown,
            no_dwellings=np.zeros(size, bool),
            absence=absence,
            doubt=doubt,
        )
        verdicts = judge_shares(sums, self.requirement.target, self.rules.min_group, circumstances)
        nowhere = np.full(size, np.nan)
        if not self.requirement.thresholds_by_class and self.requirement.threshold is not None:
            nowhere[:] = self.requirement.threshold
        return Figures(total=sums.total, lacking=unknown, thresholds=nowhere, verdicts=verdicts, sums=sums)

    def _unknown_groups(self, demand: Demand, groups: Groups) -> Flags:
        """Return the groups of which some dwelling's weight is not known, since that of its neighbourhood is NULL."""
        lacks = with_outside(demand.unknown_area, False)[self.dwellings.neighbourhood] & (demand.dwellings > 0)
        return np.asarray(np.bincount(groups.row_of_dwelling[lacks], minlength=groups.size) > 0, bool)

    # Amounts: rate, presence, area_share

    def _amounts(self, demand: Demand, spread: bool) -> Outcome:
        """Judge what stands in each area."""
        requirement, norms = self.requirement, self._norms
        (selection,) = self._select(self.reaching.usable(None))
        total, here = self._total(demand), self._scope.applies
        supply, asked = self._supply(selection).where(here), np.where(here, self._asked(total), 0.0)
        wanted_here = np.where(asked > 0, norms * asked, 0.0)
        figures = {}
        for division in self.divisions:
            of = division.of_neighbourhood
            own, demanded = supply.by(of, division.size), division.sums(total)
            wanted, size = division.sums(wanted_here), division.sums(asked)
            if requirement.indicator == "presence":
                wanted, size = division.only(inside(norms), inside(here)), np.minimum(size, 1.0)
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
        """Return what the norm is asked of in each neighbourhood, and outside all: each `per` of demand, m², or one."""
        if self.requirement.indicator == "rate":
            return np.asarray(total / (self.requirement.per or 1.0), np.float64)
        if self.requirement.indicator == "presence":
            return np.ones(total.size)
        return with_outside(self.neighbourhoods.ground[self.requirement.area_of], 0.0)

    def _whole(self, demand: Demand, supply: Supply, asked: Floats) -> float:
        """Return the rate over the neighbourhoods, NaN where nothing is known."""
        known = np.flatnonzero(~demand.unknown_area & ~np.isnan(inside(asked)))
        size = math.fsum(asked[known])
        if self.requirement.indicator == "presence":
            size = min(size, 1.0)
        hidden = bool(supply.unknown[known].any()) and not supply.known[known].any()
        return math.fsum(supply.amount[known]) / size if size and not hidden else np.nan

    def _supply(self, selection: Selection) -> Supply:
        """Sum what stands in each neighbourhood, and outside all."""
        requirement, areas = self.requirement, self.divisions[0].size
        if requirement.unit == "number":
            return number_in(self.facilities, selection.places, areas)
        if requirement.indicator == "area_share":
            covered = with_outside(self.facilities.covered[requirement.id], 0.0)
            supply = ground_in(self.facilities, selection.members, covered)
        else:
            supply = capacity_in(self.facilities, selection.members, areas)
        capacity = self.facilities.capacity[selection.members]
        largest = float(capacity[np.isfinite(capacity)].max(initial=0.0))
        if largest > LARGEST:
            raise InputError(
                'Requirement "{id}" adds up capacities, one of which is as large as {value}: correct it.',
                id=requirement.id,
                value=f"{largest:.0e}",
            )
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
        """Return the outcome of a requirement that cannot be computed here: unknown everywhere it applies."""
        demand, figures = self._demand, {}
        for division in self.divisions:
            about = self._circumstances(division, demand, hindrance=hindrance)
            verdicts = unjudged(about)
            if division is self.judged:
                weight = self._total(demand) if demand is not None else np.full(self.homes.size, np.nan)
                verdicts = judge_hindered(self.requirement, division.sums(weight), about)
            nothing = np.full(division.size, np.nan)
            thresholds = self._thresholds(division)
            figures[division.level] = Figures(
                total=nothing, lacking=about.weight_unknown, thresholds=thresholds, verdicts=verdicts
            )
        return Outcome(
            requirement=self.requirement,
            judged=self.judged,
            idle=self._idle(demand),
            figures=figures,
            groups=self._hindered_groups(hindrance, demand),
            hindrance=hindrance,
        )

    def _hindered_groups(self, hindrance: str, demand: Demand | None) -> Figures | None:
        groups = self.rules.groups
        if groups is None or not self.requirement.has_share:
            return None
        size = groups.size
        nothing, never = np.full(size, np.nan), np.zeros(size, bool)
        weight: Floats = nothing
        unknown: Flags = never
        if demand is not None:
            weight, unknown = sums_of(groups.row_of_dwelling, demand.weight, size), self._unknown_groups(demand, groups)
        about = Circumstances(
            applies=~never, hindrance=np.full(size, hindrance, object), weight_unknown=unknown, no_dwellings=never
        )
        verdicts = judge_hindered(self.requirement, weight, about)
        return Figures(total=nothing, lacking=unknown, thresholds=np.full(size, self._norms[-1]), verdicts=verdicts)

    # What the rules need to know

    @cached_property
    def _scope(self) -> _Scope:
        """Return where the requirement applies, by what holds in the area that each neighbourhood is judged in.

        Of a level that the layers lack nothing can be tested: a neighbourhood is not the settlement.
        """
        size = self.judged.size
        applies, unknown = np.ones(size, bool), np.full(size, None, object)
        lost = self.requirement.level is not None and self.requirement.id not in self.rules.levels
        for condition in () if lost else self.requirement.applies_if:
            if condition.field in self.neighbourhoods.columns:  # else that hinders the requirement everywhere
                passes, null = self.judged.meets(condition, self.neighbourhoods)
                applies &= passes
                unknown[null & is_none(unknown)] = f"{FIELD_UNKNOWN}:{condition.field}"
        if None in self.judged.ids and unknown[self.judged.ids.index(None)] is not None:
            unknown[self.judged.ids.index(None)] = f"{FIELD_UNKNOWN}:{self.judged.level}"
        unknown[~applies] = None
        of = self.judged.of_neighbourhood
        return _Scope(applies[of], unknown[of])

    @cached_property
    def _demand(self) -> Demand | None:
        """Return the weight of each dwelling, 0 where the requirement does not apply; None where nothing weighs it.

        Where the requirement cannot be computed, by the conditions that can be tested.
        """
        source = self.rules.weights.get(self.requirement.id)
        if source is None:
            return None
        tested: Sequence[Condition] = self.requirement.demand_where
        if self.rules.hindrances.get(self.requirement.id):
            tested = [c for c in tested if c.field in self.dwellings.columns]
        demand = find_demand(self.dwellings, self.neighbourhoods, source, tested)
        return demand.within(self.dwellings.neighbourhood, self._scope.applies)

    @cached_property
    def _norms(self) -> Floats:
        """Return the threshold in each neighbourhood by its class, and outside all; NaN where there is none."""
        classes = self.neighbourhoods.classes or [None] * self.neighbourhoods.count
        found = [self.requirement.threshold_of(name) for name in (*classes, None)]
        return np.array([np.nan if one is None else one for one in found], np.float64)

    def _thresholds(self, division: Division) -> Floats:
        """Return the threshold of each area, and outside all; NaN where there are several.

        A neighbourhood of which nothing is asked has that of its class; an area, that of its neighbourhoods that are.
        """
        if not self.requirement.thresholds_by_class:
            return np.full(division.size, self._norms[-1])
        if division.level == NEIGHBOURHOOD:
            return self._norms
        return with_outside(inside(division.only(inside(self._norms), inside(self._scope.applies))), self._norms[-1])

    def _total(self, demand: Demand) -> Floats:
        """Sum the weight of each neighbourhood, and outside all."""
        area = self.divisions[0].of(self.dwellings.neighbourhood)
        return sums_of(area, demand.weight, self.homes.size) + with_outside(demand.unspread, 0.0)

    def _idle(self, demand: Demand | None) -> Flags:
        """Return which neighbourhoods' weight is known to be 0."""
        if demand is None:
            return np.zeros(self.neighbourhoods.count, bool)
        return ~demand.unknown_area & (inside(self._total(demand)) == 0)

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
        """Describe what the rules need to know of each area.

        Parameters
        ----------
        asked
            What an amount is asked of in each neighbourhood.
        """
        size, here = division.size, inside(self._scope.applies)
        applies = with_outside(inside(division.any(here)), True)
        hidden = np.full(size, None, object)

        def hide(areas: Flags, why: str) -> None:
            """Name the first thing that hides what holds in an area."""
            hidden[areas & is_none(hidden)] = why

        everywhere = np.ones(size, bool)
        if hindrance.startswith(NO_FIELD):
            hide(everywhere, hindrance)
        if division.ids[-1:] == [None]:
            hide(np.arange(size) == division.count - 1, f"{FIELD_UNKNOWN}:{division.level}")
        unknown = inside(self._scope.unknown)
        for why in dict.fromkeys(unknown[~is_none(unknown)].tolist()):
            hide(division.any(unknown == why), why)
        if asked is not None and self.requirement.indicator == "area_share":
            hide(division.any(np.isnan(inside(asked))), f"{FIELD_UNKNOWN}:{self.requirement.area_of}")
            # Where there is no such ground, nothing is asked.
            applies &= with_outside(inside(division.any(inside(asked) != 0)), True)
        if self.requirement.thresholds_by_class:
            hide(self._classless(division, demand), NO_CLASS)
        if hindrance:
            hide(everywhere, hindrance)
        if demand is None:
            return Circumstances(
                applies=applies,
                hindrance=hidden,
                weight_unknown=np.zeros(size, bool),
                no_dwellings=np.zeros(size, bool),
                absence=absence,
                doubt=doubt,
            )
        unspread = division.sums(with_outside(demand.unspread, 0.0)) > 0
        homeless = unspread & (division.sums(self.homes) == 0)
        return Circumstances(
            applies=applies,
            hindrance=hidden,
            weight_unknown=division.any(demand.unknown_area),
            no_dwellings=homeless,
            absence=absence,
            doubt=doubt,
        )

    def _classless(self, division: Division, demand: Demand | None) -> Flags:
        """Return for which areas there is no threshold."""
        here = inside(self._scope.applies)
        nameless = np.isnan(inside(self._norms))
        if self.requirement.has_share:  # dwellings without a threshold are unknown, and need not turn the verdict
            return division.any(nameless & here) & ~division.any(~nameless & here)
        if self.requirement.indicator == "presence":
            return np.isnan(division.only(inside(self._norms), here)) & division.any(here)
        if demand is not None:
            nameless &= inside(self._asked(self._total(demand))) != 0
        return division.any(nameless & here)

    def _select(self, usable: Flags) -> list[Selection]:
        self.notes.extend(of_types(self.requirement, self.facilities, self.rules.complete_types))
        return select(self.requirement, self.facilities, usable, self.rules.complete_types, self.notes)


def _absence(requirement: Requirement, selections: Sequence[Selection]) -> tuple[str, str]:
    """Describe why nothing can be known anywhere, and why some things cannot.

    A basket cannot be judged where one type is unknown; types that are not known leave open what they would add.
    """
    found = [s.absence for s in selections if s.absence]
    if not found:
        return "", ""
    if requirement.indicator == "types" and any(s.places.size for s in selections):
        return "", found[0]
    return found[0], ""


def whole_reason(outcome: Outcome) -> str | None:
    """Describe why there is nothing for the whole, or how many neighbourhoods' weight it lacks; None if none."""
    if outcome.hindrance:
        return outcome.hindrance
    return f"{WEIGHT_UNKNOWN}:{outcome.lacking}" if outcome.lacking else None
