"""What the sheet of a neighbourhood says: its texts, and the rows of its table, from the results table."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from qgis.PyQt.QtGui import QFont, QFontMetricsF

from ...core.progress import Progress
from ...core.statuses import FAILS, JUDGED, MEETS, NOT_APPLICABLE, UNKNOWN_VERDICT
from .norm_set_words import norm_footer
from .phrases import Phrases

if TYPE_CHECKING:
    from ...core.results.area_verdicts import Cell
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion
    from .facts import ReportFacts

SHEET_TEXTS = ("area", "name", "name_size", "label", "summary", "missing", "footer")
ROW_TEXTS = ("area", "requirement", "norm", "here", "verdict", "missing", "kind", "code")

_LONGEST_WORD = 36
"""Letters: a longer word is broken, since no column is wide enough for it."""

_ROOM, _LINE = 4, 95
"""Lines, and letters in one, that there are below the map for what is missing; the table has it all."""

_TABLE_ROOM = 305.0
"""In mm: the room for rows on the two pages of a sheet, but for what is lost where the first ends."""

_HIGHEST_ROW = 20.0
"""In mm: no row of the table is higher."""

_ROW_POINTS, _ROW_LINE, _ROW_EDGE = 7.0, 3.2, 2.3
"""Of the rows: the size of letters in points, and in mm the height of a line and what is above and below it."""

_COLUMNS: Mapping[str, float] = {"requirement": 43.0, "norm": 26.0, "here": 14.0, "verdict": 32.0, "missing": 29.0}
_KIND_WIDTH = 27.6
"""In mm: the widths of the columns in the template, and that of the others of a kind."""

_FIRST: Mapping[str, int] = {FAILS: 0, UNKNOWN_VERDICT: 1, MEETS: 2, "": 3}
"""Verdicts of which the rows stay where there is no room for all: the gravest first."""

_NAME_WIDTH = 145.0
"""In mm: the room for a name."""

_LARGE, _SMALL = (18.0, 2), (9.5, 3)
"""In points and lines: the size of a name and the room for it; one that is too long for the first has the second."""

_HEADING = (155.0, 9.0, 2)
"""In mm, points and lines: the room for what stands above the name."""

_LONGEST_TITLE, _LONGEST_KIND = 180, 60
"""Letters of a requirement's title in the table, and of a living environment; what is longer is cut."""


class AreaTexts:
    """What is said of each neighbourhood.

    Parameters
    ----------
    findings
        The results table.
    about
        What neighbourhoods are called, and their living environments and dwellings.
    phrases
        The language.
    """

    def __init__(self, findings: Findings, about: ReportFacts, phrases: Phrases) -> None:
        from ...core.results.area_verdicts import cells

        self.findings, self.about, self.phrases = findings, about, phrases
        self.judged = [cells(findings, question) for question in findings.questions]
        self._kin = _kin(findings, about)
        self._shortfalls = findings.shortfalls()
        self._homes = about.dwellings if findings.dwellings is None else findings.dwellings

    def summary(self, area: str) -> str:
        """Describe what kind of neighbourhood it is, how many dwellings it has, and how many requirements it meets."""
        dwellings = float(self._homes.get(area, math.nan))
        kind = self.about.classes.get(area)
        return _summary(self.phrases, self.findings.year, kind, dwellings, self._cells(area))

    def missing(self, area: str, room: int | None = None) -> str:
        """Name what is missing, the most first, and then what is not known.

        Parameters
        ----------
        room
            Lines that there are for it; None: as many as it takes.
        """
        order = self._shortfalls[self._shortfalls["area"] == area]["question"].astype(int).tolist()
        return _missing(self.findings, self.phrases, self._cells(area), order, room)

    def fitting_rows(self, area: str) -> list[dict[str, str]]:
        """Return as many rows as there is room for on two pages, the gravest first; the last says how many more."""
        rows = list(self.rows(area))
        if len(rows) * _HIGHEST_ROW <= _TABLE_ROOM:
            return rows
        widths = dict(_COLUMNS) | ({"kind": _KIND_WIDTH} if self._kin else {})
        needed = [_height(row, widths) for row in rows]
        if sum(needed) <= _TABLE_ROOM:
            return rows
        order = sorted(range(len(rows)), key=lambda n: _FIRST.get(rows[n]["code"], 4))
        below = np.cumsum([needed[n] for n in order])
        kept = sorted(order[: int((below <= _TABLE_ROOM - _HIGHEST_ROW).sum())])
        more = self.phrases.language.tr("And {n} more: see the report.").format(n=len(rows) - len(kept))
        end = {**dict.fromkeys(ROW_TEXTS, ""), "area": area, "requirement": more}
        return [*(rows[n] for n in kept), end]

    def rows(self, area: str) -> Iterator[dict[str, str]]:
        """Yield for each requirement in turn the texts `ROW_TEXTS`; `code` is the verdict's own word."""
        phrases, kin = self.phrases, self._kin.get(area, [])
        for question, found in zip(self.findings.questions, self.judged, strict=True):
            cell = found[area]
            asked = cell.verdict != NOT_APPLICABLE
            yield {
                "area": area,
                "requirement": _broken(shortened(question.title, _LONGEST_TITLE)),
                "norm": _norm(question, phrases, cell),
                "here": phrases.measured(question, cell.value) if asked else "–",
                "verdict": _verdict(self.about, phrases, question, cell),
                "missing": _lacking(phrases, question, cell) if asked and cell.lacks_more else "–",
                "kind": _beside(question, [found[other] for other in kin], phrases),
                "code": cell.verdict or "",
            }

    def _cells(self, area: str) -> list[Cell]:
        return [found[area] for found in self.judged]


def sheet_texts(
    findings: Findings, about: ReportFacts, phrases: Phrases, progress: Progress
) -> Iterator[dict[str, str]]:
    """Yield of each neighbourhood in turn the texts `SHEET_TEXTS`.

    `name` is written on the sheet, in the size `name_size` (`large` or `small`), and `label` on the map.
    """
    written = dict(zip(findings.areas, about.ground.labels, strict=True)) if about.ground is not None else {}
    texts = AreaTexts(findings, about, phrases)
    footer = norm_footer(findings.norms, phrases.language)
    for number, area in enumerate(findings.areas):
        progress.at(number / len(findings.areas))
        name = " ".join((about.label(area) or area).split())
        large = _fits(name)
        yield {
            "area": area,
            "name": name if large else _in_small(name, area),
            "name_size": "large" if large else "small",
            "label": written.get(area, name),
            "summary": texts.summary(area),
            "missing": texts.missing(area, _ROOM),
            "footer": footer,
        }


def row_texts(findings: Findings, about: ReportFacts, phrases: Phrases, progress: Progress) -> Iterator[dict[str, str]]:
    """Yield of each neighbourhood and requirement in turn the texts `ROW_TEXTS`."""
    texts = AreaTexts(findings, about, phrases)
    for number, area in enumerate(findings.areas):
        progress.at(number / len(findings.areas))
        yield from texts.fitting_rows(area)


def _height(row: Mapping[str, str], widths: Mapping[str, float]) -> float:
    """Return how high a row of the table is at most, in mm."""
    lines = [
        sum(max(math.ceil(len(part) / _letters(part, width, _ROW_POINTS)), 1) for part in row[name].split("\n"))
        for name, width in widths.items()
    ]
    return max(lines) * _ROW_LINE + _ROW_EDGE


def _lacking(phrases: Phrases, question: RequirementQuestion, cell: Cell) -> str:
    return phrases.missing(question, cell.missing, cell.facilities)


def _verdict(about: ReportFacts, phrases: Phrases, question: RequirementQuestion, cell: Cell) -> str:
    """Describe the verdict, below it the area that was judged if that is a larger one, and why it is unknown."""
    lines = [phrases.verdict(cell.verdict)]
    if cell.area is not None and cell.verdict != NOT_APPLICABLE:
        lines.append(phrases.language.tr("judged for {area}").format(area=about.label(cell.area)))
    return "\n".join(line for line in (*lines, phrases.reason(cell.reason, question)) if line)


def _summary(phrases: Phrases, year: int | None, kind: str | None, homes: float, mine: Sequence[Cell]) -> str:
    """Describe what kind of neighbourhood it is, how many dwellings it has, and how many requirements it meets."""
    tr, said = phrases.language.tr, []
    if year is not None:
        said.append(tr("Year {year}.").format(year=year))
    if kind:
        said.append(tr("Living environment: {name}.").format(name=shortened(kind, _LONGEST_KIND)))
    if homes > 0:
        said.append(tr("Dwellings: {n}.").format(n=phrases.language.short(homes, 1)))
    number = Counter(cell.verdict for cell in mine)
    judged = sum(number[verdict] for verdict in JUDGED)
    if not judged:
        return " ".join([*said, tr("Nothing is judged here.")])
    text = tr("{n} of {all} {all:requirement|requirements} met; {unknown} unknown.")
    if number[UNKNOWN_VERDICT] == judged:
        text = tr("None of {all} {all:requirement|requirements} can be judged.")
    return " ".join([*said, text.format(n=number[MEETS], all=judged, unknown=number[UNKNOWN_VERDICT])])


def _missing(findings: Findings, phrases: Phrases, mine: Sequence[Cell], order: Sequence[int], room: int | None) -> str:
    """Name what is missing, the most first, and then what is not known."""
    tr, questions = phrases.language.tr, findings.questions
    failed = [number for number, cell in enumerate(mine) if cell.verdict == FAILS]
    lines = []
    for number in sorted(failed, key=lambda n: order.index(n) if n in order else len(order)):
        cell = mine[number]
        missing = phrases.reason(cell.reason, questions[number])  # of a small need
        if cell.lacks_more:
            missing = _lacking(phrases, questions[number], cell)
        what = _broken(questions[number].title)
        lines.append(f"• {tr('{what}: {missing}').format(what=what, missing=missing) if missing else what}")
    for number, cell in enumerate(mine):
        if cell.verdict == UNKNOWN_VERDICT:
            reason = phrases.reason(cell.reason, questions[number]) or tr("unknown")
            lines.append("• " + tr("{what}: {missing}").format(what=_broken(questions[number].title), missing=reason))
    if not lines:
        asked = any(cell.verdict == MEETS for cell in mine)
        return tr("Nothing, by these requirements.") if asked else tr("Nothing is judged here.")
    needed = np.cumsum([sum(math.ceil(len(part) / _LINE) for part in line.split("\n")) for line in lines])
    if room is not None and needed[-1] > room:
        named = int((needed < room).sum())
        lines = [*lines[:named], tr("And {n} more: see the table.").format(n=len(lines) - named)]
    return "\n".join(lines)


def _norm(question: RequirementQuestion, phrases: Phrases, cell: Cell) -> str:
    """Describe what is asked here: the threshold of its own living environment, where that is known."""
    return phrases.norm(replace(question, threshold=cell.threshold, here=(cell.threshold,)))


def _kin(findings: Findings, about: ReportFacts) -> dict[str, list[str]]:
    """Return of each neighbourhood the others of its living environment, where that is known."""
    found: dict[str, list[str]] = {}
    for area in findings.areas:
        kind = about.classes.get(area)
        if kind:
            found[area] = [other for other in findings.areas if other != area and about.classes.get(other) == kind]
    return found


def _beside(question: RequirementQuestion, others: Sequence[Cell], phrases: Phrases) -> str:
    """Describe how the others of its kind do: how many meet it, and the lowest and the highest value."""
    judged = [cell for cell in others if cell.verdict in JUDGED]
    if not judged:
        return "–"
    met = Counter(cell.verdict for cell in judged)
    if met[UNKNOWN_VERDICT] == len(judged):
        said = phrases.language.tr("none of {all} can be judged").format(all=len(judged))
    else:
        said = phrases.language.tr("{n} of {all} {n:meets|meet} it").format(n=met[MEETS], all=len(judged))
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


def heading_title(kind: str, title: str) -> str:
    """Return as much of a title as there is room for behind the kind of sheet, above the name."""
    width, points, lines = _HEADING
    said = f"{kind} · {title}"
    return shortened(title, max(lines * _letters(said, width, points) - len(kind), 1))


def shortened(text: str, letters: int) -> str:
    """Cut a text to so many letters, and show that it goes on."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _fits(name: str) -> bool:
    """Return whether a name fits in large letters."""
    points, lines = _LARGE
    letters = _letters(name, _NAME_WIDTH, points, bold=True)
    return len(name) <= lines * letters and max(map(len, name.split(" "))) <= min(letters, _LONGEST_WORD)


def _in_small(name: str, area: str) -> str:
    """Break a name into the lines that there is room for; of one that is too long the code at its end is kept."""
    points, lines = _SMALL
    end = f" ({area})" if name.endswith(f" ({area})") else ""
    letters = _letters(name, _NAME_WIDTH, points, bold=True)
    found = textwrap.wrap(name, letters)
    if len(found) > lines:
        found = textwrap.wrap(name.removesuffix(end), letters, max_lines=lines, placeholder=" …")
        found[-1] = shortened(found[-1], max(letters - len(end), 1)) + end
    return "\n".join(found)


def _letters(text: str, width: float, points: float, *, bold: bool = False) -> int:
    """Return how many letters of a text fit in a line, with some room for lines that are wider than others.

    Parameters
    ----------
    width
        In mm.
    points
        Their size.
    """
    font = QFont()
    font.setBold(bold)
    font.setPixelSize(100)
    whole = QFontMetricsF(font).horizontalAdvance(text) * points * 25.4 / 72 / 100
    return max(int(0.9 * width * len(text) / whole), 1) if whole > 0 else _LONGEST_WORD
