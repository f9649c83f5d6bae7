"""Basic requirements assessed: every requirement at every dwelling, and judged for every neighbourhood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..arrays import Floats, inside, sums_of
from ..distribution.degrees import degrees_of_areas
from ..norms.model import NormSet
from ..progress import Progress
from ..statuses import NEIGHBOURHOOD
from .amounts import assess_amounts
from .blocked import assess_blocked
from .case import RequirementCase
from .divisions import Division, by_neighbourhood
from .judged_town import JudgedTown
from .outcomes import Assessment, Outcome, degrees_of
from .remarks import of_conditions, of_demand
from .rules import Rules
from .shares import assess_shares
from .weights import Demands


def assess(
    norm_set: NormSet,
    town: JudgedTown,
    rules: Rules,
    progress: Progress | None = None,
    known: Mapping[str, Outcome] | None = None,
) -> Assessment:
    """Assess every requirement of a norm set.

    Parameters
    ----------
    town
        What is judged.
    rules
        How to judge.
    known
        By the id of a requirement: what it gives, where that is known.
    """
    progress = progress or Progress()
    divisions = [by_neighbourhood(town.neighbourhoods), *rules.divisions]
    area, number_of = divisions[0].of(town.dwellings.neighbourhood), np.nan_to_num(town.dwellings.number)
    homes = sums_of(area, number_of, divisions[0].size)
    cases = cases_of(norm_set, town, rules, divisions, homes)
    held = known or {}
    for case in cases:  # before anything is measured
        if case.requirement.id not in held:
            case.check()
    found = dict[str, Outcome]()
    for number, case in enumerate(sorted(cases, key=_asked_for, reverse=True)):
        part = progress.part(number / len(cases), (number + 1) / len(cases))
        part.at(0)
        found[case.requirement.id] = held.get(case.requirement.id) or _outcome(case, part)
    for searches in town.reaching.networks:
        searches.rest()
    outcomes = [found[case.requirement.id] for case in cases]
    degrees = degrees_of(outcomes, town.dwellings.count)
    return Assessment(
        outcomes=outcomes,
        neighbourhoods=town.neighbourhoods.count,
        dwellings=inside(homes),
        degrees=degrees,
        area_degrees=degrees_of_areas(degrees, number_of, area, divisions[0].size),
        divisions=divisions,
        groups=rules.groups,
        notes=[note for case in cases for note in case.notes],
        min_dwellings=rules.min_dwellings,
        min_group=rules.min_group,
    )


def cases_of(
    norm_set: NormSet,
    town: JudgedTown,
    rules: Rules,
    divisions: Sequence[Division],
    homes: Floats,
) -> list[RequirementCase]:
    """Return what there is to know of each requirement of a norm set in a town."""
    demands = Demands(town.dwellings, town.neighbourhoods)
    return [
        RequirementCase(
            requirement=requirement,
            mode=norm_set.mode(requirement.mode),
            town=town,
            rules=rules,
            divisions=divisions,
            judged=_judged(divisions, rules.levels.get(requirement.id, NEIGHBOURHOOD)),
            homes=homes,
            demands=demands,
            notes=[],
        )
        for requirement in norm_set.requirements
    ]


def _judged(divisions: Sequence[Division], level: str) -> Division:
    """Return the division of a level, that by neighbourhood where there is none."""
    return next((division for division in divisions if division.level == level), divisions[0])


def _asked_for(case: RequirementCase) -> int:
    """Return how many are asked for: who asks for most comes first, since that search serves the others."""
    return case.requirement.minimum or 1


def _outcome(case: RequirementCase, progress: Progress) -> Outcome:
    if case.blocker:
        return assess_blocked(case)
    requirement, town = case.requirement, case.town
    places = town.facilities.asked_of(requirement, town.facilities.of_types(requirement.facility))
    case.notes.extend(
        of_conditions(
            requirement,
            (requirement.applies_if, town.neighbourhoods.columns),
            (requirement.demand_where, town.dwellings.columns),
            (requirement.where, places),
        )
    )
    case.notes.extend(of_demand(requirement, case.demand, case.source))
    return assess_shares(case, progress) if case.requirement.has_share else assess_amounts(case)
