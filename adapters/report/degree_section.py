"""How much of what is asked dwellings have: a row of the report for each neighbourhood, with a small drawing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...core.statuses import JUDGED, MEETS, TOTAL
from .phrases import Phrases

if TYPE_CHECKING:
    from ...core.results.degree_figures import DegreesOfArea
    from ...core.results.findings import Findings

_COLOURS = ("#0b5c8f", "#7fb2d0", "#f0b489", "#c4470d", "url(#not-known)", "#ffffff")
"""Of those that lack none, one, two and more; of what is not known, and of which nothing is asked."""


def degree_lines(
    degrees: Mapping[str, DegreesOfArea], findings: Findings, labels: Mapping[str, str], phrases: Phrases
) -> dict[str, object] | None:
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
    verdicts = [findings.verdicts(question) for question in findings.questions]
    return {
        "sentence": _sentence(whole, phrases),
        "legend": list(zip(words, _COLOURS, strict=True)),
        "rows": [
            (labels.get(area, area), _met([one[number] for one in verdicts]), *_cells(degrees.get(area), phrases))
            for number, area in enumerate(findings.areas)
        ],
        "whole": _cells(whole, phrases),
    }


def _sentence(whole: DegreesOfArea, phrases: Phrases) -> str:
    """Say in a sentence how many dwellings have everything, and how much the mean one has."""
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
                within=short(round(whole.mean_within, 1)), asked=short(round(whole.mean_asked, 1))
            )
        )
    if whole.unknown > 0:
        said.append(tr("Of {n} dwellings it is not known.").format(n=phrases.many(whole.unknown)))
    return " ".join(said)


def _met(verdicts: Sequence[str | None]) -> str:
    """Return how many requirements an area meets of those that are judged there, as "2 of 9"."""
    judged = sum(verdict in JUDGED for verdict in verdicts)
    if not judged:
        return "–"
    return f"{verdicts.count(MEETS)} / {judged}"


def _cells(area: DegreesOfArea | None, phrases: Phrases) -> tuple[str, str, list[tuple[float, float, str]]]:
    """Return the share with everything, the mean, and the bar: where each part begins, how long, and its colour."""
    if area is None:
        return "–", "–", []
    short = phrases.language.short
    mean = "–"
    if not math.isnan(area.mean_asked):
        mean = f"{short(round(area.mean_within, 1))} / {short(round(area.mean_asked, 1))}"
    bar, begin = [], 0.0
    for amount, colour in zip((*area.lacking, area.unknown, area.not_asked), _COLOURS, strict=True):
        length = 100 * amount / area.dwellings if area.dwellings > 0 else 0.0
        if length > 0:
            bar.append((begin, length, colour))
        begin += length
    return phrases.percent(area.everything_share), mean, bar
