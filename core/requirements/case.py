"""One requirement in a run: where it applies, whose weight it goes by, its thresholds, and what the rules must know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..arrays import LARGEST, Flags, Floats, inside, is_none, sums_of, with_outside
from ..errors import InputError
from ..norms.model import Condition, Mode, Requirement
from ..notes import Note
from ..statuses import FIELD_UNKNOWN, NEIGHBOURHOOD, NO_CLASS, NO_FIELD, WhyUnknown
from .area_sums import Sums
from .asked import AskedDwellings, Scope
from .divisions import Division, Groups
from .facilities import Selection, select
from .judged_town import JudgedTown
from .outcomes import Figures, Outcome
from .remarks import of_types
from .rules import Rules
from .verdicts import AreaFacts, Verdicts, unjudged
from .weights import Demand, Demands, WeightSource


@dataclass(frozen=True, kw_only=True)
class LevelFigures:
    """What a requirement gives for the areas of one division, before they are judged.

    Parameters
    ----------
    facts
        What the rules need to know of each area.
    judge
        Returns the verdicts; asked only at the level at which the requirement is judged.
    total, sums, rate
        As in `Figures`.
    """

    facts: AreaFacts
    judge: Callable[[], Verdicts]
    total: Floats
    sums: Sums | None = None
    rate: Floats | None = None


@dataclass(frozen=True, kw_only=True)
class RequirementCase:
    """The assessment of one requirement; `homes` are the dwellings of each neighbourhood, and outside all.

    `demands` are the weights that requirements share.
    """

    requirement: Requirement
    mode: Mode
    town: JudgedTown
    rules: Rules
    divisions: Sequence[Division]
    judged: Division
    homes: Floats
    demands: Demands
    notes: list[Note]

    def check(self) -> None:
        """Stop where a weight is larger than anything can be: sums of such would overflow, and meet any target."""
        demand = self.known_demand
        if demand is None:
            return
        largest = max(float(one.max(initial=0.0)) for one in (demand.weight, demand.unspread, self.homes))
        if not largest <= LARGEST:
            raise InputError(
                "Requirement “{id}” is weighed by {field}, which holds a number as large as {value}: correct it.",
                id=self.requirement,
                field=self.requirement.weight,
                value=f"{largest:.0e}",
            )

    def outcome(self, at: Callable[[Division], LevelFigures], **more: Any) -> Outcome:  # noqa: ANN401 -- as Outcome
        """Return what the requirement gives at each level, judged at its own.

        Parameters
        ----------
        at
            Returns the figures of one division.
        more
            What else the outcome holds.
        """
        figures = {}
        for division in self.divisions:
            one = at(division)
            figures[division.level] = Figures(
                total=one.total,
                lacking=one.facts.weight_unknown,
                thresholds=self.thresholds(division),
                verdicts=one.judge() if division is self.judged else unjudged(one.facts),
                sums=one.sums,
                rate=one.rate,
            )
        return Outcome(
            requirement=self.requirement, judged=self.judged, no_weight=self.no_weight, figures=figures, **more
        )

    # Where it applies, and whose weight it goes by

    @cached_property
    def scope(self) -> Scope:
        """Return where the requirement applies, by what holds in the area that each neighbourhood is judged in.

        Of a level that the layers lack nothing can be tested: a neighbourhood is not the settlement.
        """
        applies, unknown = np.ones(self.judged.size, bool), np.full(self.judged.size, None, object)
        lost = self.requirement.level is not None and self.requirement.id not in self.rules.levels
        for condition in () if lost else self.requirement.applies_if:
            if condition.field in self.town.neighbourhoods.columns:  # else that blocks the requirement everywhere
                passes, null = self.judged.meets(condition, self.town.neighbourhoods)
                applies &= passes
                unknown[null & is_none(unknown)] = f"{FIELD_UNKNOWN}:{condition.field}"
        if None in self.judged.ids and unknown[self.judged.ids.index(None)] is not None:
            unknown[self.judged.ids.index(None)] = f"{FIELD_UNKNOWN}:{self.judged.level}"
        unknown[~applies] = None
        of = self.judged.of_neighbourhood
        return Scope(applies[of], unknown[of])

    @property
    def asked(self) -> AskedDwellings:
        """Return of which dwellings the requirement is asked, if it can be computed."""
        dwellings = self.town.dwellings
        counted = self.demand.applies & ~np.isnan(dwellings.number)
        return AskedDwellings(counted, self.scope.unknown, dwellings.neighbourhood)

    @property
    def blocker(self) -> str:
        """Return why the requirement cannot be computed, empty where it can."""
        return self.rules.blockers.get(self.requirement.id, "")

    @property
    def source(self) -> WeightSource:
        """Return where the weight comes from."""
        return self.rules.weights[self.requirement.id]

    @cached_property
    def known_demand(self) -> Demand | None:
        """Return the weight of each dwelling, 0 where the requirement does not apply; None where nothing weighs it.

        Where the requirement cannot be computed, by the conditions that can be tested.
        """
        source = self.rules.weights.get(self.requirement.id)
        if source is None:
            return None
        tested: Sequence[Condition] = self.requirement.demand_where
        if self.blocker:
            tested = [c for c in tested if c.field in self.town.dwellings.columns]
        demand = self.demands.of(source, tested)
        return demand.within(self.town.dwellings.neighbourhood, self.scope.applies)

    @property
    def demand(self) -> Demand:
        """Return the weight of each dwelling of a requirement that can be computed."""
        if self.known_demand is None:
            raise ValueError(f"{self.requirement.id} has no weight")
        return self.known_demand

    @cached_property
    def area_demand(self) -> Demand:
        """Return the weight of each dwelling that counts in the figures of areas: none where more is not known."""
        return self.demand.in_known_areas(self.town.dwellings.neighbourhood)

    @cached_property
    def totals(self) -> Floats:
        """Return the known weight of each neighbourhood, and outside all; NaN where nothing weighs it."""
        if self.known_demand is None:
            return np.full(self.homes.size, np.nan)
        demand, area = self.area_demand, self.divisions[0].of(self.town.dwellings.neighbourhood)
        return sums_of(area, demand.weight, self.homes.size) + with_outside(demand.unspread, 0.0)

    @property
    def no_weight(self) -> Flags:
        """Return which neighbourhoods' weight is known to be 0."""
        if self.known_demand is None:
            return np.zeros(self.town.neighbourhoods.count, bool)
        return inside(~self.known_demand.unknown_area & (self.totals == 0))

    def groups_without_weight(self, groups: Groups) -> Flags:
        """Return the groups of which some dwelling's weight is not known: its own, or that of its neighbourhood."""
        demand = self.known_demand
        if demand is None:
            return np.zeros(groups.size, bool)
        return np.asarray(np.bincount(groups.row_of_dwelling[demand.unknown], minlength=groups.size) > 0, bool)

    # Thresholds, and the facilities that count

    @cached_property
    def norms(self) -> Floats:
        """Return the threshold in each neighbourhood by its class, and outside all; NaN where there is none."""
        classes = self.town.neighbourhoods.classes or [None] * self.town.neighbourhoods.count
        norms = [self.requirement.threshold_of(name) for name in (*classes, None)]
        return np.array([np.nan if one is None else one for one in norms], np.float64)

    def thresholds(self, division: Division) -> Floats:
        """Return the threshold of each area, and outside all; NaN where there are several.

        A neighbourhood of which nothing is asked has that of its class; an area, that of its neighbourhoods that are.
        """
        if not self.requirement.thresholds_by_class:
            return np.full(division.size, self.norms[-1])
        if division.level == NEIGHBOURHOOD:
            return self.norms
        return with_outside(inside(division.only(inside(self.norms), inside(self.scope.applies))), self.norms[-1])

    def select(self, usable: Flags) -> list[Selection]:
        """Choose the facilities that count, and say which types no layer holds and what is left out."""
        requirement, facilities, complete_types = self.requirement, self.town.facilities, self.rules.complete_types
        chosen = facilities.selected.get(requirement.id)
        selections = select(requirement, facilities, usable, complete_types) if chosen is None else list(chosen)
        self.notes.extend(of_types(requirement, facilities, complete_types))
        self.notes.extend(note for selection in selections for note in selection.notes)
        return selections

    # What the rules need to know

    def facts(
        self,
        division: Division,
        *,
        why_unknown: WhyUnknown = "",
        why_open: WhyUnknown = "",
        asked: Floats | None = None,
    ) -> AreaFacts:
        """Return what the rules need to know of each area.

        Parameters
        ----------
        why_unknown, why_open
            As in `AreaFacts`.
        asked
            What an amount is asked of in each neighbourhood.
        """
        here, demand = inside(self.scope.applies), self.known_demand
        applies = with_outside(inside(division.any(here)), True)
        blocker = np.full(division.size, None, object)

        def block(areas: Flags, why: str) -> None:
            """Name the first thing that hides what holds in an area."""
            blocker[areas & is_none(blocker)] = why

        everywhere, never = np.ones(division.size, bool), np.zeros(division.size, bool)
        if self.blocker.startswith(NO_FIELD):
            block(everywhere, self.blocker)
        if division.ids[-1:] == [None]:
            block(np.arange(division.size) == division.count - 1, f"{FIELD_UNKNOWN}:{division.level}")
        unknown = inside(self.scope.unknown)
        for why in dict.fromkeys(unknown[~is_none(unknown)].tolist()):
            block(division.any(unknown == why), why)
        if asked is not None and not self.blocker and self.requirement.kind.asked_of == "ground":
            block(division.any(np.isnan(inside(asked))), f"{FIELD_UNKNOWN}:{self.requirement.area_of}")
            # Where there is no such ground, nothing is asked.
            applies &= with_outside(inside(division.any(inside(asked) != 0)), True)
        if self.requirement.thresholds_by_class:
            block(self._classless(division, asked), NO_CLASS)
        if self.blocker:
            block(everywhere, self.blocker)
        weight_unknown: Flags = never
        no_dwellings: Flags = never
        if demand is not None:
            weight_unknown = division.any_of(demand.unknown_area)
            unspread = division.sums(with_outside(demand.unspread, 0.0)) > 0
            no_dwellings = unspread & (division.sums(self.homes) == 0)
        return AreaFacts(
            applies=applies,
            blocker=blocker,
            weight_unknown=weight_unknown,
            no_dwellings=no_dwellings,
            why_unknown=why_unknown,
            why_open=why_open,
        )

    def _classless(self, division: Division, asked: Floats | None) -> Flags:
        """Return for which areas there is no threshold."""
        here, norms = inside(self.scope.applies), inside(self.norms)
        nameless = np.isnan(norms)
        if self.requirement.has_share:  # dwellings without a threshold are unknown, and need not turn the verdict
            return division.any(nameless & here) & ~division.any(~nameless & here)
        if self.requirement.kind.asked_of == "once":
            return np.isnan(division.only(norms, here)) & division.any(here)
        if asked is not None:
            nameless &= inside(asked) != 0
        return division.any(nameless & here)
