"""How requirements went over several days, beside the path to their targets, and what caused it: from a series."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...core.arrays import to_list
from ...core.statuses import FAILS, JUDGED, MEETS, NEIGHBOURHOOD, TOTAL
from ...core.trend.breaks import breaks_line
from .facts import ReportFacts
from .firmness import named
from .percentages import asked_percent
from .phrases import Phrases
from .trend_chart import TrendChart, day_words, trend_chart
from .trend_words import (
    CAUSES,
    break_words,
    cause_sentence,
    cause_words,
    comparable,
    course_words,
    difference,
    judged_on_path,
    period,
    reason_words,
)

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion


@dataclass(frozen=True, kw_only=True)
class TrendCard:
    """A requirement over the days: its chart, where it is on its path, and in sentences how it went."""

    title: str
    asked: str
    chart: TrendChart | None
    course: str
    sentences: Sequence[str]

    @property
    def text(self) -> str:
        """Return all that is said of it."""
        return " ".join(one for one in (self.course, *self.sentences) if one)


@dataclass(frozen=True)
class CauseLine:
    """What caused the change between two days: the change and each cause; `why` of one that has no figures."""

    period: str
    cells: Sequence[str]
    why: str


@dataclass(frozen=True)
class CausesTold:
    """What caused the changes: the heads of the table, and of each requirement its title and lines."""

    heads: Sequence[str]
    requirements: Sequence[tuple[str, Sequence[CauseLine]]]


@dataclass(frozen=True)
class TrendSection:
    """The requirements of a series, and what caused the changes of each, where that is told."""

    period: str
    cards: Sequence[TrendCard]
    causes: CausesTold | None


def trend_section(findings: Findings, about: ReportFacts, phrases: Phrases) -> TrendSection | None:
    """Return how each requirement of the report went; None where no series is given."""
    series = about.series
    if series is None:
        return None
    days = sorted(series["date"].unique())
    asked = [(q, series[series["requirement"] == q.id]) for q in findings.questions]
    told = [(q, rows) for q, rows in asked if len(rows)]
    return TrendSection(
        period=period([days[0], days[-1]]),
        cards=[trend_card(q, rows, days, findings, about, phrases) for q, rows in told],
        causes=causes_told([q for q, _ in told], about, phrases),
    )


def causes_told(questions: Sequence[RequirementQuestion], about: ReportFacts, phrases: Phrases) -> CausesTold | None:
    """Return what caused the changes over all together of these requirements; None where that is not told."""
    told = [(q.title, lines) for q in questions if (lines := _cause_lines(q, about, phrases))]
    return CausesTold(_cause_heads(phrases), told) if told else None


def trend_card(
    question: RequirementQuestion,
    rows: pd.DataFrame,
    days: Sequence[str],
    findings: Findings,
    about: ReportFacts,
    phrases: Phrases,
) -> TrendCard:
    """Return how a requirement went, of the rows of the series that are of it."""
    labels = {area: about.name(area) for area in rows["neighbourhood"].dropna().unique()}
    whole = rows[(rows["level"] == NEIGHBOURHOOD) & (rows["neighbourhood"] == TOTAL)].sort_values("date")
    sentences = [
        went(question, whole, phrases),
        *_broken(whole, phrases),
        _meeting(question, rows, days, phrases),
        _courses(question, rows, days, about, phrases),
        _caused(question, about, phrases),
    ]
    return TrendCard(
        title=question.title,
        asked=phrases.threshold(question),
        chart=trend_chart(rows, days, labels, phrases.language, of_shares=question.is_share),
        course=course(question, whole, findings, phrases),
        sentences=[one for one in sentences if one],
    )


def went(question: RequirementQuestion, whole: pd.DataFrame, phrases: Phrases) -> str:
    """Describe from what to what all together went, since figures can be compared; empty where there is no figure."""
    figure = "share" if question.has_share else "rate"
    known = comparable(whole, figure)
    if not len(known):
        return ""
    values = [phrases.measured(question, float(value), compared=True) for value in known[figure]]
    first, last = (day_words(str(known["date"].iloc[n])) for n in (0, -1))
    tr = phrases.language.tr
    if len(values) == 1:
        return tr("{value} ({day}).").format(value=values[0], day=last)
    text = tr("From {first} ({from_day}) to {last} ({to_day}).")
    if values[0] == values[-1]:
        text = tr("{first} in {from_day}, and {last} in {to_day}.")
    return text.format(first=values[0], from_day=first, last=values[-1], to_day=last)


def course(question: RequirementQuestion, whole: pd.DataFrame, findings: Findings, phrases: Phrases) -> str:
    """Describe where all together is on the path to the target; empty without a path."""
    from ...core.trend.series import path_of

    last = whole.iloc[-1] if len(whole) else None
    if last is None or not last["course"] or math.isnan(last["path"]):
        return ""
    tr, word, path = phrases.language.tr, str(last["course"]), path_of(findings, question.id)
    now = asked_percent(float(last["path"]), phrases.language)
    year, end = (str(path[-1][0]), asked_percent(path[-1][1], phrases.language)) if path else ("", "")
    if word == "reached":
        return (
            tr("Reached: the end of the path, {end} in {year}.").format(end=end, year=year) if path else tr("Reached.")
        )
    texts = {
        "on_course": tr("On course: the path asks {now} by then, and {end} in {year}."),
        "behind": tr("Behind: the path asks {now} by then, and {end} in {year}."),
    }
    unknown = tr("Not known: the path asks {now} by then, and what is not known could turn it.")
    text = texts.get(word, unknown)
    return text.format(now=now, end=end or now, year=year or day_words(str(last["date"])))


def _broken(whole: pd.DataFrame, phrases: Phrases) -> list[str]:
    """Describe since when figures cannot be compared with those before, and why; and what else changed."""
    tr, found = phrases.language.tr, []
    for day, said in zip(whole["date"], whole["break"], strict=True):
        why = break_words(said, phrases.language)
        if why:
            text = tr("{day}: {why}, so not comparable with before.") if breaks_line(said) else tr("{day}: {why}.")
            found.append(text.format(day=day_words(str(day)), why=why))
    return found


def _meeting(question: RequirementQuestion, rows: pd.DataFrame, days: Sequence[str], phrases: Phrases) -> str:
    """Describe how many areas met it on the first and on the last day, where any was judged on both."""
    own = rows[(rows["level"] == question.level) & (rows["neighbourhood"] != TOTAL)]
    counts = [Counter(own[own["date"] == day]["compliance"]) for day in (days[0], days[-1])]
    judged = [sum(one[word] for word in JUDGED) for one in counts]
    if not all(one[MEETS] + one[FAILS] for one in counts):
        return ""
    tr = phrases.language.tr
    text = tr("Neighbourhoods that meet it: {met} of {all} ({day}), {met_then} of {all_then} ({then}).")
    if question.level != NEIGHBOURHOOD:
        text = tr("Areas that meet it: {met} of {all} ({day}), {met_then} of {all_then} ({then}).")
    return text.format(
        met=counts[0][MEETS],
        all=judged[0],
        day=day_words(days[0]),
        met_then=counts[1][MEETS],
        all_then=judged[1],
        then=day_words(days[-1]),
    )


def _courses(
    question: RequirementQuestion, rows: pd.DataFrame, days: Sequence[str], about: ReportFacts, phrases: Phrases
) -> str:
    """Describe how many areas are where on their path, and name those that are behind; empty without a path."""
    now = judged_on_path(rows[(rows["date"] == days[-1]) & (rows["level"] == question.level)])
    counts = Counter(one for one in now["course"] if one)
    if not counts:
        return ""
    words = course_words(phrases.language)
    told = ", ".join(f"{words[name]} {counts[name]}" for name in words if counts[name])
    text = phrases.language.tr("On the path: {told}.").format(told=told)
    behind = now[now["course"] == "behind"].sort_values("total", ascending=False, kind="stable")["neighbourhood"]
    if not len(behind):
        return text
    areas = named(list(behind), about, phrases)
    return f"{text} {phrases.language.tr('Behind: {areas}.').format(areas=areas)}"


def _causes_of(question: RequirementQuestion, about: ReportFacts) -> pd.DataFrame | None:
    """Return what caused the changes over all together, a row for each two days; None where that is not told."""
    if about.causes is None:
        return None
    own = about.causes[about.causes["requirement"] == question.id]
    own = own[(own["level"] == NEIGHBOURHOOD) & (own["neighbourhood"] == TOTAL)]
    return own.sort_values("from_date") if len(own) else None


def _caused(question: RequirementQuestion, about: ReportFacts, phrases: Phrases) -> str:
    """Describe what caused the change over all together, over as many days up to the last as is known; empty for none.

    Effects of periods that follow each other are added up, as the changes are.
    """
    own = _causes_of(question, about)
    if own is None:
        return ""
    begun, sums = "", dict.fromkeys(CAUSES, 0.0)
    last = str(own["to_date"].iloc[-1])
    for row in own.iloc[::-1].to_dict("records"):
        if any(math.isnan(row[name]) for name in CAUSES) or str(row["to_date"]) != (begun or last):
            break
        begun = str(row["from_date"])
        sums = {name: value + float(row[name]) for name, value in sums.items()}
    if not begun:
        return ""
    said = cause_sentence(sums, phrases, of_shares=question.is_share)
    text = phrases.language.tr("What caused the change ({period}): {causes}.")
    return text.format(period=period([begun, last]), causes=said)


def _cause_heads(phrases: Phrases) -> list[str]:
    tr = phrases.language.tr
    words = [word[:1].upper() + word[1:] for word in cause_words(phrases.language).values()]
    return [tr("Period"), tr("Change"), *words]


def _cause_lines(question: RequirementQuestion, about: ReportFacts, phrases: Phrases) -> list[CauseLine]:
    """Return a line for each two days: the change, and each of its causes; of one without figures why.

    What is written adds up, as on the page of the trend.
    """
    from ...core.trend.causes import rounded_effects

    own = _causes_of(question, about)
    if own is None:
        return []
    found = []
    for row in own.to_dict("records"):
        figures = [float(row[name]) for name in ("change", *CAUSES)]
        if not any(math.isnan(one) for one in figures):
            effects = rounded_effects(np.array(figures[1:]), 0.001 if question.is_share else 0.01)
            figures = [float(effects.sum()), *to_list(effects)]
        told = [difference(one, phrases, of_shares=question.is_share) for one in figures]
        why = (
            reason_words(row["reason"], phrases.language)
            if isinstance(row["reason"], str) and math.isnan(figures[1])
            else ""
        )
        found.append(CauseLine(period([str(row["from_date"]), str(row["to_date"])]), told, why))
    return found


def words_of_trend(phrases: Phrases) -> Mapping[str, str]:
    """Return the words of a chart's legend."""
    tr = phrases.language.tr
    return {
        "trend_whole": tr("all together"),
        "trend_each": tr("a neighbourhood; a wider line is several"),
        "trend_path": tr("path to the target"),
        "trend_broken": tr("not comparable with before"),
    }
