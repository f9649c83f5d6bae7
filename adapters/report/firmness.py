"""How firm the verdicts are, and what other thresholds would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ...core.progress import Progress
from ...core.statuses import FAILS, MEETS
from .curve_chart import CurveChart
from .facts import ReportFacts
from .phrases import Phrases

if TYPE_CHECKING:
    from ...core.results.findings import Findings

_NAMED = 8
"""Areas that are named in one cell; of the others their number is told."""


def firmness(findings: Findings, about: ReportFacts, phrases: Phrases) -> list[tuple[str, str, str]]:
    """Name the areas whose verdict a stricter or a wider threshold would turn, for each requirement."""
    found = []
    for question in findings.questions:
        rows = findings.rows(question, question.level)
        now = rows["compliance"].to_numpy(object)
        if not question.has_share or not np.isin(now, [MEETS, FAILS]).any():
            continue
        barely = rows.index[(now == MEETS) & (findings.at(question, 90) != MEETS)]
        nearly = rows.index[(now == FAILS) & (findings.at(question, 110) != FAILS)]
        found.append((question.title, named(barely, about, phrases), named(nearly, about, phrases)))
    return found


def named(areas: Sequence[object], about: ReportFacts, phrases: Phrases) -> str:
    """Name some areas, and tell how many more there are; what lies in no area of a level has no name."""
    tr = phrases.language.tr
    names = [about.name(area) if isinstance(area, str) else tr("in no area of that level") for area in areas]
    more = tr("and {n} more").format(n=len(names) - _NAMED)
    return ", ".join(names if len(names) <= _NAMED else [*names[:_NAMED], more]) or "–"


@dataclass(frozen=True, kw_only=True)
class CurvesSection:
    """The curves of the requirements with a share: the words of the legend, and for each its title, text and plot."""

    legend: Mapping[str, str]
    charts: Sequence[tuple[str, str, Mapping[str, object]]]


def curves_section(
    findings: Findings, about: ReportFacts, phrases: Phrases, progress: Progress
) -> CurvesSection | None:
    """Draw the share at each threshold, and say at which one the target would be met; None where nothing is known."""
    from ...core.results.curve_tables import curve_tables

    found: list[tuple[str, str, Mapping[str, object]]] = []
    legend: dict[str, str] = {}
    for number, drawn in enumerate(about.curves):
        question = findings.question(drawn.name)
        # Where a type is absent, nothing is known to lie outside: a share would be all or nothing.
        if question is None or drawn.curves.open or not drawn.curves.value.size:
            continue
        part = progress.part(number / len(about.curves), (number + 1) / len(about.curves))
        labelled = replace(drawn, areas=[about.name(area) for area in drawn.areas])
        tables = curve_tables(drawn.curves, drawn.norm, question.target, drawn.bound, part)
        chart = CurveChart(
            drawn=labelled,
            tables=tables,
            target=question.target,
            language=phrases.language,
            who=phrases.weight(question),
            plots=len(about.curves),
        )
        legend = {name: legend.get(name) or word for name, word in chart.legend().items()}
        said = [chart.attainable_sentence(), chart.norm_sentence(), chart.caption()]
        found.append((question.title, " ".join(one for one in said if one), chart.drawing()))
    return CurvesSection(legend=legend, charts=found) if found else None
