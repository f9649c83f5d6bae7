"""Who has what: a row of the report for each requirement and group, over the municipality."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...core.statuses import NEIGHBOURHOOD, TOO_FEW, TOTAL, WEIGHT_UNKNOWN
from .percentages import COMPARED
from .phrases import Phrases

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion


def group_section(table: pd.DataFrame | None, findings: Findings, phrases: Phrases) -> dict[str, object] | None:
    """Return what the template takes, of the last year; None where no groups are told of."""
    if table is None or not len(table):
        return None
    now = table["year"].isna() if table["year"].isna().all() else table["year"] == table["year"].max()
    told = table[now & (table["level"] == NEIGHBOURHOOD) & (table["neighbourhood"] == TOTAL)]
    requirements = []
    for question in findings.questions:
        rows = told[told["requirement"] == question.id]
        if len(rows) > 1:
            found = [_row(rows.iloc[number], question, phrases) for number in range(len(rows))]
            requirements.append((question.title, found))
    if not requirements:
        return None
    return {
        "requirements": requirements,
        "spread": _spread(told, phrases),
        "unequal": _unequal(told, findings, phrases),
    }


def _row(row: pd.Series, question: RequirementQuestion, phrases: Phrases) -> dict[str, str]:
    tr = phrases.language.tr
    group, kind = row["group"], row["group_of"]
    name = phrases.figure(str(group)) if isinstance(group, str) else tr("all: {weight}")
    if not isinstance(group, str):
        name = name.format(weight=phrases.weight(question))
    if row["reason"] == TOO_FEW:
        return {"group": name, "share": phrases.verdict(TOO_FEW), "all": "", "difference": "", "median": "", "p90": ""}
    lacking = str(row["reason"] or "").partition(f"{WEIGHT_UNKNOWN}:")[2]
    if lacking:
        name = tr("{group} (not known in {n} {n:neighbourhood|neighbourhoods})").format(group=name, n=lacking)
    difference = float(row["difference"]) if isinstance(kind, str) else math.nan
    compared = not math.isnan(difference)
    return {
        "group": name,
        "share": phrases.percent(float(row["share"]), COMPARED),
        "all": phrases.percent(float(row["share"]) - difference, COMPARED) if compared else "",
        "difference": phrases.points(difference) if compared else "",
        "median": _within(float(row["median"]), question, phrases),
        "p90": _within(float(row["p90"]), question, phrases),
    }


def _within(value: float, question: RequirementQuestion, phrases: Phrases) -> str:
    decimals = 1 if question.unit == "min" else 0
    return "–" if math.isnan(value) else phrases.amount(question, round(value, decimals), decimals)


def _spread(told: pd.DataFrame, phrases: Phrases) -> list[str]:
    """Describe which groups were spread evenly, so that nobody reads a difference within a neighbourhood into it."""
    names = told[(told["spread_evenly"] == 1) & told["group"].notna()]["group"].unique()
    if not len(names):
        return []
    return [
        phrases.language.tr(
            "Spread evenly over the dwellings of a neighbourhood: {groups}. How these differ within a neighbourhood is "
            "not known; what is said here is how neighbourhoods differ."
        ).format(groups=", ".join(phrases.figure(name) for name in names))
    ]


def _unequal(told: pd.DataFrame, findings: Findings, phrases: Phrases) -> list[str]:
    """Describe for each requirement how unequally it falls, where that is known."""
    tr, number, found = phrases.language.tr, phrases.language.number, []
    for row in told[told["group"].isna() & told["gini"].notna()].to_dict("records"):
        question = findings.question(row["requirement"])
        if question is None:
            continue
        said = [tr("{title}: Gini coefficient {n}").format(title=question.title, n=number(row["gini"], 2))]
        if not math.isnan(row["concentration"]):
            text = tr("the poorer live farther") if row["concentration"] < 0 else tr("the richer live farther")
            index = tr("concentration index {n}").format(n=_signed(row["concentration"], phrases))
            said.append(f"{index} ({text})" if round(row["concentration"], 2) else index)
        found.append(f"{', '.join(said)}.")
    return found


def _signed(value: float, phrases: Phrases) -> str:
    text = phrases.language.number(abs(value), 2)
    return f"−{text}" if round(value, 2) < 0 else text
