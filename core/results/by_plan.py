"""What a requirement means for each plan: whether its dwellings have what is asked, and what they add to the need."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..arrays import Ints, inside, sums_of
from ..requirements.area_sums import sum_areas
from ..requirements.entities import Dwellings
from ..requirements.outcomes import Assessment, Outcome
from ..requirements.verdicts import AreaFacts, judge_shares
from ..requirements.years import DwellingStock
from ..statuses import WEIGHT_UNKNOWN
from ..tables import ColumnKind
from .table import with_texts

PLAN_KINDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("plan_id",), "text"),
    **dict.fromkeys(("year_from",), "whole"),
    **dict.fromkeys(("dwellings",), "number"),
    **dict.fromkeys(("requirement", "title", "indicator", "unit"), "text"),
    **dict.fromkeys(("total", "within", "outside", "unknown", "share", "value", "distance_m", "need"), "number"),
    **dict.fromkeys(("compliance", "reason"), "text"),
}
"""The columns of the table in order, each with its kind."""


def plan_table(
    assessment: Assessment, dwellings: Dwellings, stock: DwellingStock, min_dwellings: float, language: str
) -> pd.DataFrame:
    """Return a row for each plan and requirement.

    Parameters
    ----------
    dwellings
        Those of the year of the assessment; plans that have not come by then have no dwellings.
    min_dwellings
        Plans with fewer dwellings are too few to judge by a share.

    Returns
    -------
    DataFrame
        The columns `PLAN_KINDS`. `year_from` is NULL for a plan without a year, which never comes. `value` is the
        median over the plan's dwellings in the requirement's unit; `distance_m` the same where that is metres.
        `need` is what a rate asks for the plan's people: places or m².
    """
    names = list(dict.fromkeys(name for name in stock.plan if name is not None))
    row = {name: number for number, name in enumerate(names)}
    plan = np.array([row.get(name, len(names)) if name is not None else len(names) for name in stock.plan], np.int64)
    homes = inside(sums_of(plan, np.nan_to_num(dwellings.number), len(names) + 1))
    first = np.full(len(names) + 1, np.inf)
    np.fmin.at(first, plan, stock.year_from)
    tables = [
        pd.DataFrame(
            {
                "plan_id": names,
                "year_from": pd.array(np.where(np.isfinite(inside(first)), inside(first), np.nan), "Int64"),
                "dwellings": homes,
                **_of(outcome, dwellings, plan, len(names), min_dwellings, language),
            }
        )
        for outcome in assessment.outcomes
    ]
    table = pd.concat(tables, ignore_index=True) if tables and names else pd.DataFrame(columns=list(PLAN_KINDS))
    table = table.reindex(columns=list(PLAN_KINDS)).sort_values("plan_id", kind="stable", ignore_index=True)
    return with_texts(table, PLAN_KINDS)


def _of(
    outcome: Outcome, dwellings: Dwellings, plan: Ints, plans: int, min_dwellings: float, language: str
) -> dict[str, object]:
    r, nothing = outcome.requirement, np.full(plans, np.nan)
    found: dict[str, object] = {
        "requirement": r.id,
        "title": r.label(language),
        "indicator": r.indicator,
        "unit": r.unit,
        "compliance": None,
        "reason": outcome.blocker or None,
    }
    if outcome.demand is None:
        return found
    lacks = np.bincount(plan[outcome.demand.unknown], minlength=plans + 1) > 0
    why = np.full(plans + 1, None, object)
    why[lacks] = WEIGHT_UNKNOWN
    found["total"] = inside(np.where(lacks, np.nan, sums_of(plan, outcome.demand.weight, plans + 1)))
    if outcome.measure is None or outcome.thresholds is None:
        if r.kind.asked_of == "weight":
            asked = outcome.areas.thresholds[dwellings.neighbourhood] * outcome.demand.weight / (r.per or 1.0)
            found["need"] = inside(np.where(lacks, np.nan, sums_of(plan, np.nan_to_num(asked), plans + 1)))
            found["reason"] = inside(why)
        return found
    sums = sum_areas(outcome.measure, outcome.demand, plan, np.zeros(plans + 1), outcome.thresholds)
    never = np.zeros(plans + 1, bool)
    facts = AreaFacts(
        applies=~never, blocker=np.full(plans + 1, None, object), weight_unknown=lacks, no_dwellings=never
    )
    verdicts = judge_shares(sums, r.target, min_dwellings, facts)
    figures = {"within": sums.within, "outside": sums.outside, "unknown": sums.unknown, "share": sums.share}
    figures["value"] = sums.median
    known = {name: inside(np.where(lacks, np.nan, values)) for name, values in figures.items()}
    return found | {
        **known,
        "distance_m": known["value"] if r.unit == "m" else nothing,
        "compliance": inside(verdicts.compliance),
        "reason": inside(verdicts.reason),
    }
