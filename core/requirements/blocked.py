"""Requirements that cannot be computed: unknown everywhere they apply."""

from __future__ import annotations

from functools import partial

import numpy as np

from ..arrays import Floats, sums_of
from .amounts import asked_in
from .case import LevelFigures, RequirementCase
from .divisions import Division
from .outcomes import Figures, Outcome
from .verdicts import AreaFacts, judge_blocked


def assess_blocked(case: RequirementCase) -> Outcome:
    """Return the outcome of a requirement that cannot be computed here."""
    asked = None if case.requirement.has_share else asked_in(case)

    def at(division: Division) -> LevelFigures:
        facts = case.facts(division, asked=asked)
        judge = partial(judge_blocked, case.requirement, division.sums(case.totals), facts)
        return LevelFigures(facts=facts, judge=judge, total=np.full(division.size, np.nan))

    return case.outcome(at, groups=_groups(case), blocker=case.blocker)


def _groups(case: RequirementCase) -> Figures | None:
    groups = case.rules.groups
    if groups is None or not case.requirement.has_share:
        return None
    nothing, never = np.full(groups.size, np.nan), np.zeros(groups.size, bool)
    weight: Floats = nothing
    if case.known_demand is not None:
        weight = sums_of(groups.row_of_dwelling, case.known_demand.weight, groups.size)
    unknown = case.groups_without_weight(groups)
    facts = AreaFacts(
        applies=~never,
        blocker=np.full(groups.size, case.blocker, object),
        weight_unknown=unknown,
        no_dwellings=never,
    )
    return Figures(
        total=nothing,
        lacking=unknown,
        thresholds=np.full(groups.size, case.norms[-1]),
        verdicts=judge_blocked(case.requirement, weight, facts),
    )
