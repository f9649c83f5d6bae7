"""How requirements go over the years, and which areas fall short from when."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .facts import ReportFacts
from .firmness import named
from .phrases import Phrases

if TYPE_CHECKING:
    from ...core.results.by_year import Course
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion


@dataclass(frozen=True, kw_only=True)
class YearCell:
    """A requirement in a year: the figure, its parts, how many areas meet it, what is missing, what turned."""

    value: str
    parts: str
    meeting: str
    missing: str
    turned: str


@dataclass(frozen=True, kw_only=True)
class YearsSection:
    """The years, and for each requirement its title, its norm and a cell for each year."""

    heads: Sequence[str]
    rows: Sequence[tuple[str, str, Sequence[YearCell]]]


def years_section(findings: Findings, about: ReportFacts, phrases: Phrases) -> YearsSection | None:
    """Return how each requirement goes over the years; None where there is one year or none."""
    from ...core.results.by_year import years_in

    found = findings.courses
    if not found:
        return None
    return YearsSection(
        heads=[str(year) for year in years_in(findings.complete)],
        rows=[
            (
                q.title,
                phrases.threshold(q),
                [_in_year(q, found[q.id], number, about, phrases) for number in range(len(found[q.id].value))],
            )
            for q in findings.questions
            if q.id in found
        ],
    )


def _in_year(
    question: RequirementQuestion, course: Course, number: int, about: ReportFacts, phrases: Phrases
) -> YearCell:
    tr, lacking = phrases.language.tr, course.missing[number]
    parts = [
        (tr("existing: {share}"), course.existing[number]),
        (tr("new: {share}"), course.new[number]),
    ]
    told = [text.format(share=phrases.percent(value)) for text, value in parts if not math.isnan(value)]
    turned = course.turned[number] if number else ()
    return YearCell(
        value=phrases.value(question, course.value[number]),
        parts=", ".join(told) if question.has_share and len(told) == len(parts) else "",
        meeting=phrases.counted.meeting_short(course.meeting[number], course.failing[number], course.unknown[number]),
        missing=phrases.missing(question, lacking, course.facilities[number]) if lacking > 0 else "",
        turned=named(turned, about, phrases) if turned else "",
    )
