"""What would help: what is missing in each area, and the space that is needed beside the space that there is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...core.statuses import NOT_APPLICABLE, UNKNOWN_VERDICT
from .barcode import Function, barcode
from .facts import ReportFacts
from .phrases import Phrases

if TYPE_CHECKING:
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion

_MOST = 200
"""Rows of what is missing; a longer list nobody reads."""

_MOST_AREAS = 500
"""Neighbourhoods whose space is drawn."""


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """What is missing in an area: in words, as a number to sort by, and as a part of what is asked."""

    area: str
    requirement: str
    missing: str
    amount: float
    part: str
    part_sort: float


@dataclass(frozen=True, kw_only=True)
class HelpSection:
    """What would help: what is missing, how many rows more there are, and the plot of space, if a norm asks for m²."""

    shortfalls: Sequence[Shortfall]
    more: str
    barcode: dict[str, object] | None


def help_section(findings: Findings, about: ReportFacts, phrases: Phrases) -> HelpSection | None:
    """Return what would help; None where nothing is missing and no norm asks for space."""
    rows = _shortfalls(findings, about, phrases)
    functions = [_function(findings, q) for q in findings.questions if q.kind.asked_of == "weight" and q.unit == "m2"]
    plot = None
    if functions and len(findings.areas) <= _MOST_AREAS:
        plot = barcode([about.name(area) for area in findings.areas], functions, phrases.language)
    if not rows and plot is None:
        return None
    more = phrases.language.tr("{n} more stand in the results table and the spreadsheet.")
    return HelpSection(
        shortfalls=rows[:_MOST],
        more=more.format(n=phrases.language.number(len(rows) - _MOST, 0)) if len(rows) > _MOST else "",
        barcode=plot,
    )


def _shortfalls(findings: Findings, about: ReportFacts, phrases: Phrases) -> list[Shortfall]:
    """Return what is missing: first of people and dwellings, the most first, then of places and m²."""
    tr, found = phrases.language.tr, []
    table = findings.shortfalls()
    for row in table.to_dict("records"):
        question, part = findings.questions[int(row["question"])], float(row["part"])
        missing = float(row["shortfall" if question.has_share else "shortfall_capacity"])
        area = row["area"]
        found.append(
            (
                (question.has_share, missing if question.has_share else float(row["total"])),
                Shortfall(
                    area=about.name(area) if isinstance(area, str) else tr("in no area of that level"),
                    requirement=question.title,
                    missing=phrases.missing(question, missing, float(row["facilities"])),
                    amount=missing,
                    part=phrases.percent(part),
                    part_sort=-1 if math.isnan(part) else round(part, 4),
                ),
            )
        )
    found.sort(key=lambda one: one[0], reverse=True)
    return [shortfall for _, shortfall in found]


def _function(findings: Findings, question: RequirementQuestion) -> Function:
    """Return what a rate asks of every neighbourhood, and what there is.

    Where nobody lives the table has no rate, so it does not tell what is there; that of the whole counts it.
    """
    rows, whole = findings.rows(question), findings.whole(question)
    sizes = rows["total"].to_numpy(np.float64) / question.per
    rate, asked = rows["rate"].to_numpy(np.float64), findings.verdicts(question) != NOT_APPLICABLE
    thresholds = np.full(len(rows), np.nan) if question.lacks_classes else rows["threshold"].to_numpy(np.float64)
    needed = np.where(asked, thresholds * sizes, 0.0)
    available = np.where(sizes > 0, rate * sizes, np.nan)
    unsure = (rows["compliance"] == UNKNOWN_VERDICT).to_numpy(bool) & ~np.isnan(available)
    return Function(
        name=question.title,
        unit="m²",
        needed=needed,
        available=available,
        unsure=unsure,
        in_all=float(whole["rate"]) * float(np.nansum(sizes)),
    )
