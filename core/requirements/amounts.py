"""Kinds without a share: what there is in each area, against what the norm asks of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..arrays import LARGEST, Floats, Ints, inside, with_outside
from ..errors import InputError
from ..norms.model import Requirement
from ..notes import Note
from ..statuses import WhyUnknown
from .case import LevelFigures, RequirementCase
from .divisions import Division
from .facilities import Selection, absent_types
from .outcomes import Outcome
from .supply import Supply, capacity_in, ground_in, lies_in, number_in
from .verdicts import AmountRules, judge_amounts


@dataclass(frozen=True)
class AmountStrategy:
    """The strategy of a kind without a share.

    Parameters
    ----------
    asked
        Returns what the norm is asked of in each neighbourhood, and outside all; None where that cannot be told.
    supply
        Returns the m² or places in each neighbourhood, and outside all, where it goes by these.
    """

    asked: Callable[[RequirementCase], Floats | None]
    supply: Callable[[RequirementCase, Selection], Supply] | None = None


def _per_weight(case: RequirementCase) -> Floats:
    return np.asarray(case.totals / (case.requirement.per or 1.0), np.float64)


def _once(case: RequirementCase) -> Floats:
    return np.ones(case.homes.size)


def _ground(case: RequirementCase) -> Floats | None:
    ground = case.town.neighbourhoods.ground.get(case.requirement.area_of)
    return None if ground is None else with_outside(ground, 0.0)


def _capacity(case: RequirementCase, selection: Selection) -> Supply:
    return capacity_in(case.town.facilities, selection.members, case.homes.size)


def _covered(case: RequirementCase, selection: Selection) -> Supply:
    covered = with_outside(case.town.facilities.covered[case.requirement.id], 0.0)
    return ground_in(case.town.facilities, selection.members, covered)


AMOUNTS: Mapping[str, AmountStrategy] = {
    "rate": AmountStrategy(_per_weight, _capacity),
    "presence": AmountStrategy(_once),
    "area_share": AmountStrategy(_ground, _covered),
}


def asked_in(case: RequirementCase) -> Floats | None:
    """Return what the norm is asked of in each neighbourhood, and outside all; None where that cannot be told."""
    return None if case.known_demand is None else AMOUNTS[case.requirement.indicator].asked(case)


def assess_amounts(case: RequirementCase) -> Outcome:
    """Judge what stands in each area."""
    (selection,) = case.select(case.town.reaching.usable(None))
    here, everywhere = case.scope.applies, asked_in(case)
    if everywhere is None:
        raise ValueError(f"what {case.requirement.id} is asked of is not known")
    asked = np.where(here, everywhere, 0.0)
    supply = _supply(case, selection).where(here)
    wanted = np.where(asked > 0, case.norms * asked, 0.0)
    at = partial(_at, case, supply=supply, asked=asked, wanted=wanted, why_unknown=selection.why_unknown)
    return case.outcome(
        at,
        demand=case.demand,
        spread=case.source.spread,
        whole_rate=np.nan if selection.why_unknown else _whole(case, supply, asked),
        used=_counted(case, selection),
        lacking=int(case.demand.unknown_area.sum()),
        absent=absent_types(case.requirement, [selection], case.rules.complete_types),
    )


def _at(
    case: RequirementCase, division: Division, *, supply: Supply, asked: Floats, wanted: Floats, why_unknown: WhyUnknown
) -> LevelFigures:
    """Return the figures of the areas of a division, from those of the neighbourhoods."""
    standing = supply.by(division.of_neighbourhood, division.size)
    total, needed, size = division.sums(case.totals), division.sums(wanted), division.sums(asked)
    if case.requirement.kind.asked_of == "once":
        needed, size = division.only(inside(case.norms), inside(case.scope.applies)), np.minimum(size, 1.0)
    facts = case.facts(division, why_unknown=why_unknown, asked=asked)
    known = (size > 0) & ~standing.hidden & (why_unknown == "")
    return LevelFigures(
        facts=facts,
        judge=partial(judge_amounts, standing, needed, total, facts, AmountRules.of(case.requirement)),
        total=total,
        rate=np.divide(standing.amount, size, out=np.full(size.size, np.nan), where=known),
    )


def _counted(case: RequirementCase, selection: Selection) -> Ints:
    """Return the facilities that add to what an area has: those in a neighbourhood of which something is asked."""
    facilities, members = case.town.facilities, selection.members
    here = with_outside(inside(case.scope.applies), False)
    if _by_number(case.requirement):
        return members[here[facilities.neighbourhood[selection.place]]]
    in_parts = facilities.area[members] > 0
    if case.requirement.kind.asked_of != "ground":  # a capacity counts where the facility stands
        in_parts &= np.isnan(facilities.capacity[members])
    return members[lies_in(facilities, members, here, in_parts=in_parts)]


def _by_number(requirement: Requirement) -> bool:
    return requirement.unit == "number" or AMOUNTS[requirement.indicator].supply is None


def _whole(case: RequirementCase, supply: Supply, asked: Floats) -> float:
    """Return the rate over the neighbourhoods, NaN where nothing is known."""
    known = np.flatnonzero(inside(~case.demand.unknown_area & ~np.isnan(asked)))
    size = math.fsum(asked[known])
    if case.requirement.kind.asked_of == "once":
        size = min(size, 1.0)
    hidden = bool(supply.unknown[known].any()) and not supply.known[known].any()
    return math.fsum(supply.amount[known]) / size if size and not hidden else np.nan


def _supply(case: RequirementCase, selection: Selection) -> Supply:
    """Sum what stands in each neighbourhood, and outside all."""
    requirement, strategy = case.requirement, AMOUNTS[case.requirement.indicator]
    if strategy.supply is None or _by_number(requirement):
        return number_in(case.town.facilities, selection.places, case.homes.size)
    supply = strategy.supply(case, selection)
    capacity = case.town.facilities.capacity[selection.members]
    largest = float(capacity[np.isfinite(capacity)].max(initial=0.0))
    if largest > LARGEST:
        raise InputError(
            "Requirement “{id}” adds up capacities, one of which is as large as {value}: correct it.",
            id=requirement,
            value=f"{largest:.0e}",
        )
    lacking = int(supply.unknown.sum())
    if lacking:
        case.notes.append(
            Note(
                "Requirement “{id}”: facilities without a known capacity (choose the field with it): {n} of {all}",
                id=requirement,
                n=lacking,
                all=selection.members.size,
            )
        )
    return supply
