"""The sheet of each housing plan in the report: whether it has what is asked, and what it adds to the need."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from ...core.statuses import NOT_APPLICABLE
from .curve_chart import attainable_text
from .matrix_section import verdict_cell
from .phrases import Phrases
from .table_cells import word

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion


def plan_sheets(table: pd.DataFrame, findings: Findings, phrases: Phrases) -> list[dict[str, object]]:
    """Return what the template takes for each plan that has come by the last year, the most dwellings first.

    Parameters
    ----------
    table
        A row for each plan and requirement, as `core.results.by_plan.plan_table` makes it.
    """
    come = table[table["dwellings"] > 0].sort_values(["dwellings", "plan_id"], ascending=[False, True], kind="stable")
    found = []
    for name in come["plan_id"].unique():
        rows = come[come["plan_id"] == name]
        dwellings = phrases.language.short(float(rows["dwellings"].iloc[0]))
        said = phrases.language.tr("{n} {n:dwelling|dwellings}, from {year}").format(
            n=dwellings, year=rows["year_from"].iloc[0]
        )
        asked = [(findings.question(row["requirement"]), row) for _, row in rows.iterrows()]
        lines = [_line(question, row, phrases) for question, row in asked if question is not None]
        found.append({"name": name, "said": said, "rows": lines})
    return found


def _line(question: RequirementQuestion, row: pd.Series, phrases: Phrases) -> dict[str, object]:
    verdict, reason = word(row["compliance"]), phrases.reason(word(row["reason"]), question)
    share, value, need = float(row["share"]), float(row["value"]), float(row["need"])
    near = question.kind.is_nearest and math.isfinite(value)
    said = "" if math.isnan(share) or verdict == NOT_APPLICABLE else phrases.value(question, share)
    cell = replace(verdict_cell(verdict, phrases), value=said)
    if reason:
        cell = replace(cell, word=f"{cell.word} ({reason})")
    return {
        "title": question.title,
        "threshold": phrases.threshold(question),
        "verdict": cell if question.has_share else None,
        "half": attainable_text(value, question.unit, phrases.language.number) if near else "",
        "need": phrases.missing(question, need) if need > 0 else "",
    }
