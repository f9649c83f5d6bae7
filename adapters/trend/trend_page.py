"""A page with a trend: for each requirement how all together and each neighbourhood went, beside the path."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...core.progress import Progress
from ...core.statuses import NEIGHBOURHOOD, TOTAL
from ...core.wording import cut_rate
from ..io.translation import Language
from ..report.facts import ReportFacts
from ..report.pages import write_styled_page
from ..report.percentages import COMPARED, percent
from ..report.phrases import Phrases
from ..report.report_words import report_words
from ..report.trend_chart import MOST_LINES
from ..report.trend_section import trend_card, words_of_trend
from ..report.trend_words import break_words, course_word, period
from .causes_drawing import causes_of_requirement
from .trend_input import TrendInputs

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion
    from ...core.trend.series import Series

_MOST_ROWS = 300
"""Neighbourhoods in a table; of more, the table of the run has all."""


def write_trend_page(
    path: Path, inputs: TrendInputs, series: Series, causes: pd.DataFrame | None, progress: Progress
) -> None:
    """Write the page, with what changes came of where that is known."""
    phrases, days = Phrases(Language()), [one.day for one in inputs.dated]
    language, tr = phrases.language, phrases.language.tr
    charts = _charts(inputs, series, causes, phrases, progress.part(0, 0.8))
    content = {
        "title": tr("How it goes"),
        "subtitle": period([days[0], days[-1]]),
        "days": days,
        "charts": charts,
        "words": {
            **words_of_trend(phrases),
            **report_words(tr),
            "course": tr("On the path"),
            "table": tr("Every neighbourhood"),
            "causes": tr("What the change came of"),
            "change": tr("change"),
            "each_cause": tr("Neighbourhoods, the largest change first"),
        },
        "note": report_words(tr)["trend_help"],
        "note_on_causes": tr(
            "Each cause is the mean of what it changes in all orders in which the causes can come. They add up to the "
            "change. The scale does not begin at 0."
        ),
    }
    write_styled_page(path, "trend.html", language.code, content, progress.part(0.8, 1))


def _charts(
    inputs: TrendInputs, series: Series, causes: pd.DataFrame | None, phrases: Phrases, progress: Progress
) -> list[Mapping[str, object]]:
    """Return what is drawn and listed of each requirement."""
    days, language = [one.day for one in inputs.dated], phrases.language
    about = ReportFacts(title="", labels=inputs.labels, series=series.table)
    charts: list[Mapping[str, object]] = []
    groups = list(series.table.groupby("requirement", sort=False))
    for number, (name, rows) in enumerate(groups):
        progress.at(number / max(len(groups), 1))
        requirement, found = str(name), _last_asking(inputs, str(name))
        question = found.question(requirement)
        if question is None:
            continue
        own = rows[(rows["level"] == NEIGHBOURHOOD) & (rows["neighbourhood"] != TOTAL)]
        told = (
            causes_of_requirement(causes, series.table, requirement, inputs.labels, language)
            if causes is not None
            else []
        )
        charts.append(
            {
                "card": trend_card(question, rows, days, found, about, phrases),
                "rows": _table(question, own, days, inputs.labels, phrases)[:_MOST_ROWS],
                "more": _left_out(own["neighbourhood"].nunique(), language),
                "causes": told,
            }
        )
    return charts


def _last_asking(inputs: TrendInputs, requirement: str) -> Findings:
    """Return the results of the last day on which a requirement was asked."""
    asking = [one.findings for one in inputs.dated if one.findings.question(requirement) is not None]
    return asking[-1] if asking else inputs.dated[-1].findings


def _left_out(areas: int, language: Language) -> str:
    """Return in words how many neighbourhoods are drawn and listed; empty where all are."""
    if areas <= MOST_LINES:
        return ""
    return language.tr(
        "Of {m} neighbourhoods the {lines} largest are drawn, and {rows} listed; the series has all."
    ).format(m=areas, lines=MOST_LINES, rows=min(areas, _MOST_ROWS))


def _table(
    question: RequirementQuestion,
    own: pd.DataFrame,
    days: Sequence[str],
    labels: Mapping[str, str],
    phrases: Phrases,
) -> list[Mapping[str, object]]:
    """Return a row of each neighbourhood: its figure of each day with its verdict, and where it is on the path."""
    language = phrases.language
    found: list[Mapping[str, object]] = []
    rows_of: dict[str, dict[str, Mapping[Hashable, Any]]] = {}
    for one in own.to_dict("records"):
        rows_of.setdefault(str(one["neighbourhood"]), {})[str(one["date"])] = one
    for name, by_day in rows_of.items():
        cells = []
        for day in days:
            row = by_day.get(day)
            if row is None:
                cells.append({"text": "–", "verdict": "", "word": "", "broken": ""})
                continue
            verdict = row["compliance"]
            cells.append(
                {
                    "text": _figure(question, row, phrases),
                    "verdict": verdict or "",
                    "word": phrases.verdict(verdict),
                    "broken": break_words(row["break"], language),
                }
            )
        last = by_day.get(days[-1])
        course = "" if last is None else course_word(last, language)
        found.append({"name": labels.get(name, name), "cells": cells, "course": course})
    return found


def _figure(question: RequirementQuestion, row: Mapping[Hashable, Any], phrases: Phrases) -> str:
    """Write the share or the rate of a day; of a day on which a norm of the other kind was asked, as that kind is."""
    share, rate = float(row["share"]), float(row["rate"])
    value = share if math.isnan(rate) else rate
    if math.isnan(value) or question.has_share == math.isnan(rate):
        return phrases.value(question, value, compared=True)
    return percent(share, phrases.language, COMPARED) if math.isnan(rate) else phrases.language.number(*cut_rate(rate))
