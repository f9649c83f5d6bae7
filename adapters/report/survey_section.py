"""What a survey says of neighbourhoods and which of its figures hold, and how that goes with the requirements."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.estimates.estimates import Reliability
from .facts import ReportFacts
from .phrases import Phrases
from .survey_phrases import (
    by_chance,
    caveat,
    figure_words,
    no_causes,
    reliability_counts,
    reliability_words,
    rests_on_words,
)

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings


@dataclass(frozen=True, kw_only=True)
class SurveyRow:
    """A neighbourhood: its figure in words, and in hundredths of the widest where it and its interval lie.

    `bar` is None where there is no interval.
    """

    area: str
    figure: str
    interval: str
    rests_on: str
    reliability: str
    word: str
    bar: tuple[float, float, float] | None


@dataclass(frozen=True, kw_only=True)
class SurveySection:
    """A survey beside the requirements; `rows` or `compared` are empty where the report was not given them.

    `title` is what the survey asked, `figure` what is compared with the requirements.
    """

    title: str
    figure: str = ""
    sentences: Sequence[str]
    rows: Sequence[SurveyRow] = ()
    footer: str = ""
    compared: Sequence[Sequence[str]] = ()
    cautions: Sequence[str] = ()


def survey_section(findings: Findings, about: ReportFacts, phrases: Phrases) -> SurveySection | None:
    """Return what the survey says; None where the report was given no figures of one."""
    if about.estimates is None and about.crossing is None:
        return None
    language, rows, sentences = phrases.language, list[SurveyRow](), list[str]()
    if about.estimates is not None:
        rows = _rows(about.estimates, findings, about, phrases)
        sentences = _sentences(rows, phrases)
    compared = [] if about.crossing is None else _compared(about.crossing, findings, phrases)
    chance = by_chance(sum(bool(line[3]) for line in compared), language)
    return SurveySection(
        title=about.survey_title,
        figure=_compared_figure(about),
        sentences=sentences,
        rows=rows,
        footer=caveat(language) if rows else "",
        compared=compared,
        cautions=[one for one in (no_causes(language), chance) if one] if compared else [],
    )


def _compared_figure(about: ReportFacts) -> str:
    """Return what the figure is called that was compared, which need not be that of the estimates."""
    told = () if about.crossing is None or "figure" not in about.crossing else about.crossing["figure"]
    return next(filter(None, told), about.survey_title)


def is_proportion(values: Sequence[float]) -> bool:
    """Return whether figures are shares: all that are known lie between 0 and 1."""
    known = [value for value in values if not math.isnan(value)]
    return bool(known) and all(0 <= value <= 1 for value in known)


def _rows(table: pd.DataFrame, findings: Findings, about: ReportFacts, phrases: Phrases) -> list[SurveyRow]:
    """Return a row of each neighbourhood of the report, the highest figure first, those without one last."""
    by_area = {row["area"]: row for row in table.to_dict("records")}
    own = [(area, by_area[area]) for area in findings.areas if area in by_area]
    ends = [float(row[name]) for _, row in own for name in ("low", "high", "estimate")]
    known = [one for one in ends if not math.isnan(one)]
    proportion = is_proportion(ends)
    low, high = (0.0 if proportion else min(known), max(known)) if known else (0.0, 1.0)
    own.sort(key=lambda one: -float(one[1]["estimate"]) if not math.isnan(one[1]["estimate"]) else math.inf)
    words, kinds = reliability_words(phrases.language), rests_on_words(phrases.language)

    def at(value: float) -> float:
        return round(100 * (value - low) / ((high - low) or 1.0), 2)

    def write(value: float) -> str:
        return figure_words(value, phrases.language, proportion=proportion)

    found = []
    for area, row in own:
        least, value, most = (float(row[name]) for name in ("low", "estimate", "high"))
        whole = not any(map(math.isnan, (least, value, most)))
        sure = row["reliability"] if isinstance(row["reliability"], str) else ""
        found.append(
            SurveyRow(
                area=about.name(area),
                figure=write(value),
                interval=f"{write(least)} – {write(most)}" if whole else "–",
                rests_on=kinds.get(row["estimate_kind"], "–"),
                reliability=sure,
                word=words.get(sure, "–"),
                bar=(at(least), at(value), at(most)) if whole else None,
            )
        )
    return found


def _sentences(rows: Sequence[SurveyRow], phrases: Phrases) -> list[str]:
    """Describe how many figures can be used how far, and which hold."""
    tr = phrases.language.tr
    counts = f"{reliability_counts([row.reliability for row in rows], phrases.language)}."
    hold = [row.area for row in rows if row.reliability == Reliability.GOOD]
    said = tr("Figures that hold: {areas}.").format(areas=", ".join(hold)) if hold else ""
    return [f"{counts[:1].upper()}{counts[1:]}", said or tr("No figure is sure enough to steer by alone.")]


def _compared(table: pd.DataFrame, findings: Findings, phrases: Phrases) -> list[list[str]]:
    """Return a line of each requirement: the figure where it fails and where it is met, and what that says."""
    tr, language = phrases.language.tr, phrases.language
    titles = {question.id: question.title for question in findings.questions}
    rows = [row for row in table.to_dict("records") if row["requirement"] in titles]
    proportion = is_proportion([float(row[name]) for row in rows for name in ("mean_met", "mean_failed")])

    def write(value: float) -> str:
        return figure_words(value, language, proportion=proportion)

    def differ(value: float) -> str:
        return phrases.points(value) if proportion else write(value)

    found = []
    for row in rows:
        low, high = float(row["difference_low"]), float(row["difference_high"])
        told = "" if math.isnan(row["difference"]) else tr("{low} to {high}").format(low=differ(low), high=differ(high))
        said = tr("too few neighbourhoods to compare")
        if told:
            said = tr("no difference that stands out")
            said = tr("higher where it fails") if low > 0 else tr("lower where it fails") if high < 0 else said
        failed, met = (
            f"{write(float(row[mean]))} ({row[count]:.0f})"
            for mean, count in (("mean_failed", "areas_failed"), ("mean_met", "areas_met"))
        )
        found.append([titles[row["requirement"]], failed, met, told, said])
    return found


def words_of_survey(phrases: Phrases) -> Mapping[str, Sequence[str]]:
    """Return the heads of the two tables."""
    tr = phrases.language.tr
    return {
        "survey": [tr("Neighbourhood"), tr("Estimate"), tr("95 % interval"), tr("Rests on"), tr("Reliability")],
        "compared": [
            tr("Requirement"),
            tr("Where it fails (neighbourhoods)"),
            tr("Where it is met (neighbourhoods)"),
            tr("Difference, 95 % interval"),
            tr("What that says"),
        ],
    }
