"""What the sheet of a neighbourhood says: its texts, and the rows of its table, from the results table."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from qgis.PyQt.QtGui import QFont, QFontMetricsF

from ..core.progress import Progress
from ..core.statuses import FAILS, MEETS, UNKNOWN_VERDICT
from .phrases import Phrases

if TYPE_CHECKING:
    import pandas as pd

    from ..core.findings import Findings, Question
    from ..core.judged import Cell
    from .report import About

SHEET_TEXTS = ("area", "name", "name_size", "label", "summary", "missing", "footer")
ROW_TEXTS = ("area", "requirement", "norm", "here", "verdict", "missing", "kind", "code")

_JUDGED = (MEETS, FAILS, UNKNOWN_VERDICT)

_LONGEST_WORD = 36
"""Letters: a longer word is broken, since no column is wide enough for it."""

_ROOM, _LINE = 9, 42
"""Lines, and letters in one, that there are beside the map for what is missing; the table has it all."""

_NAME_WIDTH, _NAME_LINES, _NAME_SIZE = 145.0, 2, 18 * 25.4 / 72
"""In mm, lines and mm: the room for a name in large letters, and their size; a longer one is written smaller."""


def sheet_texts(findings: Findings, about: About, phrases: Phrases, progress: Progress) -> Iterator[dict[str, str]]:
    """Give of each neighbourhood in turn the texts `SHEET_TEXTS`.

    `name` is written on the sheet, in the size `name_size` (`large` or `small`), and `label` on the map.
    """
    from ..core.judged import cells

    written = dict(zip(findings.areas, about.ground.labels, strict=True)) if about.ground is not None else {}
    judged = [cells(findings, question) for question in findings.questions]
    shortfalls = findings.shortfalls()
    homes = next((findings.rows(q)["total"] for q in findings.questions if q.weight == "dwellings"), None)
    footer = phrases.footer(findings.norms)
    for number, area in enumerate(findings.areas):
        progress.at(number / len(findings.areas))
        mine = [found[area] for found in judged]
        name = about.label(area) or area
        order = shortfalls[shortfalls["area"] == area]["question"].astype(int).tolist()
        dwellings = math.nan if homes is None else float(homes[area])
        yield {
            "area": area,
            "name": _broken(name),
            "name_size": "large" if _fits(name) else "small",
            "label": written.get(area, name),
            "summary": _summary(phrases, findings.year, about.classes.get(area), dwellings, mine),
            "missing": _missing(findings, phrases, mine, order),
            "footer": footer,
        }


def row_texts(findings: Findings, about: About, phrases: Phrases, progress: Progress) -> Iterator[dict[str, str]]:
    """Give of each neighbourhood and requirement in turn the texts `ROW_TEXTS`; `code` is the verdict's own word."""
    from ..core.judged import cells

    judged = [cells(findings, question) for question in findings.questions]
    thresholds = [findings.rows(question)["threshold"] for question in findings.questions]
    kin = _kin(findings, about)
    for number, area in enumerate(findings.areas):
        progress.at(number / len(findings.areas))
        for question, found, threshold in zip(findings.questions, judged, thresholds, strict=True):
            cell = found[area]
            yield {
                "area": area,
                "requirement": _broken(question.title),
                "norm": _norm(question, threshold, phrases, cell),
                "here": phrases.value(question, cell.value),
                "verdict": _verdict(about, phrases, cell),
                "missing": phrases.missing(question, cell.missing) if cell.missing > 0 else "–",
                "kind": _beside(question, [found[other] for other in kin.get(area, [])], phrases),
                "code": cell.verdict or "",
            }


def _verdict(about: About, phrases: Phrases, cell: Cell) -> str:
    """Say the verdict, below it the area that it is of if that is a larger one, and why it is unknown."""
    lines = [phrases.verdict(cell.verdict)]
    if cell.area is not None:
        lines.append(phrases.language.tr("judged for {area}").format(area=about.label(cell.area)))
    return "\n".join(line for line in (*lines, phrases.reason(cell.reason)) if line)


def _summary(phrases: Phrases, year: int | None, kind: str | None, homes: float, mine: Sequence[Cell]) -> str:
    """Say what kind of neighbourhood it is, how many dwellings it has, and how many requirements it meets."""
    tr, said = phrases.language.tr, []
    if year is not None:
        said.append(tr("In {year}:").format(year=year))
    if kind:
        said.append(tr("Living environment: {name}.").format(name=kind))
    if homes > 0:
        said.append(tr("Dwellings: {n}.").format(n=phrases.language.short(homes, 1)))
    judged = Counter(cell.verdict for cell in mine)
    said.append(
        tr("{n} of {all} requirements met; {unknown} unknown.").format(
            n=judged[MEETS], all=sum(judged[verdict] for verdict in _JUDGED), unknown=judged[UNKNOWN_VERDICT]
        )
    )
    return " ".join(said)


def _missing(findings: Findings, phrases: Phrases, mine: Sequence[Cell], order: Sequence[int]) -> str:
    """Name what is missing, the most first, and then what is not known."""
    tr, questions = phrases.language.tr, findings.questions
    failed = [number for number, cell in enumerate(mine) if cell.verdict == FAILS]
    lines = []
    for number in sorted(failed, key=lambda n: order.index(n) if n in order else len(order)):
        lacking = mine[number].missing
        said = tr("{what}: {missing}").format(
            what=_broken(questions[number].title), missing=phrases.missing(questions[number], lacking)
        )
        lines.append(f"• {said if lacking > 0 else _broken(questions[number].title)}")
    for number, cell in enumerate(mine):
        if cell.verdict == UNKNOWN_VERDICT:
            reason = phrases.reason(cell.reason) or tr("unknown")
            lines.append("• " + tr("{what}: {missing}").format(what=_broken(questions[number].title), missing=reason))
    if not lines:
        asked = any(cell.verdict == MEETS for cell in mine)
        return tr("Nothing, by these requirements.") if asked else tr("Nothing is judged here.")
    needed = np.cumsum([sum(math.ceil(len(part) / _LINE) for part in line.split("\n")) for line in lines])
    if needed[-1] > _ROOM:
        named = int((needed < _ROOM).sum())
        lines = [*lines[:named], tr("And {n} more: see the table.").format(n=len(lines) - named)]
    return "\n".join(lines)


def _norm(question: Question, thresholds: pd.Series, phrases: Phrases, cell: Cell) -> str:
    """Say what is asked here: the threshold of its own living environment, where that is known."""
    own = question if math.isnan(cell.threshold) else replace(question, threshold=cell.threshold)
    return ", ".join(part for part in (phrases.threshold(own, thresholds), phrases.target(question)) if part)


def _kin(findings: Findings, about: About) -> dict[str, list[str]]:
    """Give of each neighbourhood the others of its living environment, where that is known."""
    found: dict[str, list[str]] = {}
    for area in findings.areas:
        kind = about.classes.get(area)
        if kind:
            found[area] = [other for other in findings.areas if other != area and about.classes.get(other) == kind]
    return found


def _beside(question: Question, others: Sequence[Cell], phrases: Phrases) -> str:
    """Say how the others of its kind do: how many meet it, and the lowest and the highest value."""
    judged = [cell for cell in others if cell.verdict in _JUDGED]
    if not judged:
        return "–"
    said = phrases.language.tr("{n} of {all} meet it").format(
        n=sum(cell.verdict == MEETS for cell in judged), all=len(judged)
    )
    values = [cell.value for cell in judged if not math.isnan(cell.value)]
    if not values:
        return said
    ends = dict.fromkeys(phrases.value(question, value) for value in (min(values), max(values)))
    return f"{said}\n{' – '.join(ends)}"


def _broken(text: str) -> str:
    """Break words that are longer than any room for them."""
    words = text.split(" ")
    return " ".join(
        "\n".join(textwrap.wrap(word, _LONGEST_WORD)) if len(word) > _LONGEST_WORD else word for word in words
    )


def _fits(name: str) -> bool:
    """Tell whether a name fits in large letters."""
    font = QFont()
    font.setBold(True)
    font.setPixelSize(100)
    width = QFontMetricsF(font).horizontalAdvance(name) * _NAME_SIZE / 100
    return width < _NAME_WIDTH * _NAME_LINES * 0.85 and max(map(len, name.split(" "))) <= _LONGEST_WORD
