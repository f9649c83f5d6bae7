"""The sheets of a spreadsheet with a series over several days, what caused its changes, and a survey."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...core.statuses import TOTAL
from .look import CELLS, OTHER_CELL, without_sign
from .survey_phrases import reliability_words, rests_on_words
from .trend_words import CAUSES, break_words, cause_words, course_word, reason_words
from .workbook import GENERAL, Sheet, SheetColumn

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings
    from .facts import ReportFacts
    from .phrases import Phrases

_SHARE, _POINTS = "0.0%", "+0.0%;-0.0%;0.0%"


def more_sheets(findings: Findings, about: ReportFacts, phrases: Phrases) -> list[Sheet]:
    """Return the sheets of what the report was given beside a run: a series, its causes, a survey."""
    makers = ((about.series, _series), (about.causes, _causes), (about.estimates, _survey), (about.crossing, _crossing))
    return [make(table, findings, about, phrases) for table, make in makers if table is not None]


def _series(table: pd.DataFrame, findings: Findings, about: ReportFacts, phrases: Phrases) -> Sheet:
    """Return a row for each day, area and requirement."""
    tr = phrases.language.tr
    verdicts = [one if isinstance(one, str) else None for one in table["compliance"]]
    return Sheet(
        name=tr("From year to year"),
        columns=[
            SheetColumn(name=tr("Day"), cells=list(table["date"])),
            *_of_areas(table, findings, about, phrases),
            SheetColumn(name=tr("Share within"), cells=list(table["share"]), formats=_SHARE),
            SheetColumn(name=tr("Rate, number or share of area"), cells=list(table["rate"])),
            SheetColumn(
                name=tr("Verdict"),
                cells=[phrases.verdict(one) if one else "" for one in verdicts],
                fills=[without_sign(CELLS.get(one, OTHER_CELL)) if one else "" for one in verdicts],
            ),
            SheetColumn(name=tr("Asked by the path"), cells=list(table["path"]), formats=_SHARE),
            SheetColumn(
                name=tr("On the path"), cells=[course_word(row, phrases.language) for row in table.to_dict("records")]
            ),
            SheetColumn(
                name=tr("Not comparable, or changed"),
                cells=[break_words(one, phrases.language) for one in table["break"]],
            ),
        ],
    )


def _causes(table: pd.DataFrame, findings: Findings, about: ReportFacts, phrases: Phrases) -> Sheet:
    """Return a row for each two days, area and requirement."""
    tr, words = phrases.language.tr, cause_words(phrases.language)
    shares = {question.id for question in findings.questions if question.is_share}
    formats = [_POINTS if one in shares else GENERAL for one in table["requirement"]]
    named = {"change": tr("Change"), **{name: _capital(words[name]) for name in CAUSES}}
    return Sheet(
        name=tr("Causes of changes"),
        columns=[
            SheetColumn(name=tr("From"), cells=list(table["from_date"])),
            SheetColumn(name=tr("To"), cells=list(table["to_date"])),
            *_of_areas(table, findings, about, phrases),
            *(SheetColumn(name=word, cells=list(table[name]), formats=formats) for name, word in named.items()),
            SheetColumn(name=tr("Why"), cells=[reason_words(_text(one), phrases.language) for one in table["reason"]]),
        ],
    )


def _survey(table: pd.DataFrame, findings: Findings, about: ReportFacts, phrases: Phrases) -> Sheet:
    """Return a row for each neighbourhood of the survey."""
    tr, sure, kinds = phrases.language.tr, reliability_words(phrases.language), rests_on_words(phrases.language)
    formats = _figures(table, ("estimate", "low", "high"))
    there = {*findings.areas}
    return Sheet(
        name=tr("Survey"),
        title=about.survey_title,
        columns=[
            SheetColumn(
                name=tr("Neighbourhood"),
                cells=[about.name(str(one)) if one in there else str(one or "") for one in table["area"]],
            ),
            SheetColumn(name=tr("Code"), cells=list(table["area"])),
            SheetColumn(name=tr("Estimate"), cells=list(table["estimate"]), formats=formats),
            SheetColumn(name=tr("Lowest, of 95 %"), cells=list(table["low"]), formats=formats),
            SheetColumn(name=tr("Highest, of 95 %"), cells=list(table["high"]), formats=formats),
            SheetColumn(name=tr("Rests on"), cells=[kinds.get(str(one), "") for one in table["estimate_kind"]]),
            SheetColumn(name=tr("Reliability"), cells=[sure.get(str(one), "") for one in table["reliability"]]),
        ],
    )


def _crossing(table: pd.DataFrame, findings: Findings, about: ReportFacts, phrases: Phrases) -> Sheet:
    """Return a row for each requirement, with the survey's figure where it fails and where it is met."""
    tr = phrases.language.tr
    titles = {question.id: question.title for question in findings.questions}
    formats = _figures(table, ("mean_met", "mean_failed"))
    named: Mapping[str, str] = {
        "mean_failed": tr("Where it fails"),
        "mean_met": tr("Where it is met"),
        "difference": tr("Difference"),
        "difference_low": tr("Lowest, of 95 %"),
        "difference_high": tr("Highest, of 95 %"),
    }
    return Sheet(
        name=tr("Survey and requirements"),
        title=about.survey_title,
        columns=[
            SheetColumn(name=tr("Requirement"), cells=[titles.get(str(one), one) for one in table["requirement"]]),
            *(SheetColumn(name=word, cells=list(table[name]), formats=formats) for name, word in named.items()),
        ],
    )


def _of_areas(table: pd.DataFrame, findings: Findings, about: ReportFacts, phrases: Phrases) -> list[SheetColumn]:
    """Return what an area is called, its code, and the title of the requirement."""
    tr = phrases.language.tr
    titles = {question.id: question.title for question in findings.questions}
    codes = [_text(one) for one in table["neighbourhood"]]
    whole = tr("All together")
    return [
        SheetColumn(name=tr("Neighbourhood"), cells=[whole if one == TOTAL else about.name(one) for one in codes]),
        SheetColumn(name=tr("Code"), cells=[None if one == TOTAL else one for one in codes]),
        SheetColumn(name=tr("Requirement"), cells=[titles.get(_text(one), _text(one)) for one in table["requirement"]]),
    ]


def _figures(table: pd.DataFrame, names: Sequence[str]) -> str:
    """Return the number format of figures: percentages where all are shares."""
    known = [float(one) for name in names for one in table[name] if not math.isnan(one)]
    return _SHARE if known and all(0 <= one <= 1 for one in known) else GENERAL


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
