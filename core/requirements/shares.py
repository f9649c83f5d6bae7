"""Kinds with a share: what each dwelling has, and the share of each area's weight that lies within the threshold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

import numpy as np

from ..arrays import Flags, Floats, Words, is_none, with_outside
from ..fingerprints import fingerprint
from ..norms.model import Requirement
from ..progress import Progress
from ..statuses import NO_CLASS, WhyUnknown
from .area_sums import MeasuredWeight, sum_areas
from .case import LevelFigures, RequirementCase
from .divisions import Division
from .facilities import Selection, absent_types
from .measures import Measure, Thresholds, measure
from .outcomes import Figures, Outcome
from .verdicts import AreaFacts, judge_shares


def assess_shares(case: RequirementCase, progress: Progress) -> Outcome:
    """Measure what each dwelling has, and judge the share of each area that lies within."""
    requirement, demand = case.requirement, case.demand
    straight = requirement.metric == "straight"
    selections = case.select(case.town.reaching.usable(None if straight else case.town.reaching.ground(case.mode)))
    thresholds = Thresholds(_norm_of_each(case), requirement.largest_threshold)
    values = measure(requirement, thresholds, case.mode, case.town.reaching, selections, progress)
    progress.check()
    why_unknown, why_open = _why(requirement, selections)
    weighed = MeasuredWeight(values, case.area_demand, thresholds, case.town.reaching.keeping)

    def at(division: Division) -> LevelFigures:
        progress.check()
        area = division.of(case.town.dwellings.neighbourhood)
        area_print = fingerprint(case.town.dwellings.neighbourhood_print, division.of_neighbourhood)
        sums = weighed.by(area, division.sums(with_outside(demand.unspread, 0.0)), area_print=area_print)
        facts = case.facts(division, why_unknown=why_unknown, why_open=why_open)
        judge = partial(judge_shares, sums, requirement.target, case.rules.min_dwellings, facts)
        return LevelFigures(facts=facts, judge=judge, total=sums.total, sums=sums)

    everywhere, unspread = np.zeros(case.town.dwellings.count, np.int64), np.array([math.fsum(demand.unspread)])
    whole = weighed.by(everywhere, unspread, area_print=fingerprint("everywhere"))
    return case.outcome(
        at,
        groups=_groups(case, values, thresholds, why_unknown, why_open),
        measure=values,
        demand=demand,
        scope=case.scope,
        asked=case.asked,
        thresholds=thresholds,
        spread=case.source.spread,
        whole=whole,
        used=np.unique(np.concatenate([s.members for s in selections])),
        lacking=int(demand.unknown_area.sum()),
        absent=absent_types(requirement, selections, case.rules.complete_types),
    )


def _norm_of_each(case: RequirementCase) -> Floats:
    """Return the threshold of each dwelling; where all have the same one, in the memory of one."""
    area = case.town.dwellings.neighbourhood
    if (case.norms == case.norms[0]).all():
        return np.broadcast_to(case.norms[0], area.shape)
    return case.norms[area]


def _groups(
    case: RequirementCase, values: Measure, thresholds: Thresholds, why_unknown: WhyUnknown, why_open: WhyUnknown
) -> Figures | None:
    """Judge groups of dwellings, of those to which the requirement applies."""
    groups = case.rules.groups
    if groups is None:
        return None
    row, size = groups.row_of_dwelling, groups.size
    sums = sum_areas(values, case.demand, row, np.zeros(size), thresholds)
    unknown = case.groups_without_weight(groups)
    facts = AreaFacts(
        applies=np.ones(size, bool),
        blocker=_blockers(case, thresholds),
        weight_unknown=unknown,
        no_dwellings=np.zeros(size, bool),
        why_unknown=why_unknown,
        why_open=why_open,
    )
    verdicts = judge_shares(sums, case.requirement.target, case.rules.min_group, facts)
    threshold = None if case.requirement.thresholds_by_class else case.requirement.threshold
    norms = np.full(size, np.nan if threshold is None else threshold)
    return Figures(total=sums.total, lacking=unknown, thresholds=norms, verdicts=verdicts, sums=sums)


def _blockers(case: RequirementCase, thresholds: Thresholds) -> Words:
    """Return why what a group has is not known, None where it is.

    A group may stand where it is not known whether the requirement applies; what else hides an area does not hide what
    its dwellings have.
    """
    groups, demand = case.rules.groups, case.demand
    if groups is None:
        raise ValueError("there are no groups")
    row, size = groups.row_of_dwelling, groups.size
    why, blocker = case.scope.unknown[case.town.dwellings.neighbourhood], np.full(size, None, object)
    counted = (demand.dwellings > 0) | (demand.weight > 0)  # a figure may stand where no dwelling is counted
    rows = np.flatnonzero(~is_none(why) & counted)
    rows = rows[np.argsort(why[rows].astype(str))[::-1]]  # the first by name stands, whatever the order of rows
    blocker[row[rows]] = why[rows]
    named = ~np.isnan(thresholds.each)
    # Of a group of which nobody is counted too, to which nothing applies first.
    classless: Flags = np.bincount(row[counted & named], minlength=size) == 0
    blocker[classless & is_none(blocker)] = NO_CLASS
    return blocker


def _why(requirement: Requirement, selections: Sequence[Selection]) -> tuple[WhyUnknown, WhyUnknown]:
    """Describe why nothing can be known anywhere, and why some things cannot.

    Where all types are needed nothing can be judged while one is unknown; else types that are not known leave open what
    they would add.
    """
    reasons = [s.why_unknown for s in selections if s.why_unknown]
    if not reasons:
        return "", ""
    if not requirement.kind.needs_all_types and any(s.places.size for s in selections):
        return "", reasons[0]
    return reasons[0], ""
