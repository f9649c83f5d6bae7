"""How much of what is asked dwellings have: a row of the report for each neighbourhood, with a small drawing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.statuses import TOTAL
from ...core.wording import cut_mean
from .facts import ReportFacts
from .phrases import Phrases

if TYPE_CHECKING:
    from ...core.results.degree_figures import DegreesOfArea
    from ...core.results.findings import Findings

_LOOKS = ("all", "one", "two", "more", "unsure", "unasked")
"""Of those that lack none, one, two and more; of what is not known, and of which nothing is asked."""

_MOST_AREAS = 500
"""With more neighbourhoods the table of all would be longer than anyone reads: then it has all together alone."""

Bar = list[tuple[float, float, str]]
"""Where each part begins, how long it is, and its look."""


@dataclass(frozen=True, kw_only=True)
class DegreesSection:
    """How much of what is asked dwellings have: of each area and all the share with everything, the mean, and a bar."""

    sentence: str
    legend: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, str, str, Bar]]
    whole: tuple[str, str, Bar]


def degree_lines(
    degrees: Mapping[str, DegreesOfArea], findings: Findings, about: ReportFacts, phrases: Phrases
) -> DegreesSection | None:
    """Return what the template takes; None where nothing is asked of dwellings."""
    whole = degrees.get(TOTAL)
    if whole is None or not any(one.mean_asked > 0 or one.unknown > 0 for one in degrees.values()):
        return None
    tr = phrases.language.tr
    words = (
        tr("everything that is asked"),
        tr("lacks one"),
        tr("lacks two"),
        tr("lacks three or more"),
        tr("unknown"),
        tr("nothing asked of it"),
    )
    areas = findings.areas if len(findings.areas) <= _MOST_AREAS else ()
    return DegreesSection(
        sentence=_sentence(whole, phrases),
        legend=list(zip(words, _LOOKS, strict=True)),
        rows=[(about.name(area), *_cells(degrees.get(area), phrases)) for area in areas],
        whole=_cells(whole, phrases),
    )


def _sentence(whole: DegreesOfArea, phrases: Phrases) -> str:
    """Describe how many dwellings have everything, and how much the mean one has."""
    tr, short = phrases.language.tr, phrases.language.short
    said = []
    if not math.isnan(whole.everything_share):
        said.append(
            tr("{share} of the dwellings have everything that is asked of them.").format(
                share=phrases.percent(whole.everything_share)
            )
        )
    if not math.isnan(whole.mean_asked):
        said.append(
            tr("A dwelling has {within} of the {asked} that are asked of it, on average.").format(
                within=short(cut_mean(whole.mean_within), 1), asked=short(round(whole.mean_asked, 1), 1)
            )
        )
    if whole.unknown > 0:
        said.append(tr("Of {n} {n:dwelling|dwellings} it is not known.").format(n=phrases.many(whole.unknown)))
    return " ".join(said)


def _cells(area: DegreesOfArea | None, phrases: Phrases) -> tuple[str, str, Bar]:
    """Return the share with everything, the mean, and the bar."""
    if area is None:
        return "–", "–", []
    short = phrases.language.short
    mean = "–"
    if not math.isnan(area.mean_asked):
        mean = f"{short(cut_mean(area.mean_within), 1)} / {short(round(area.mean_asked, 1), 1)}"
    bar: Bar = []
    begin = 0.0
    for amount, look in zip((*area.lacking, area.unknown, area.not_asked), _LOOKS, strict=True):
        length = 100 * amount / area.dwellings if area.dwellings > 0 else 0.0
        if length > 0:
            bar.append((begin, length, look))
        begin += length
    return phrases.percent(area.everything_share), mean, bar
