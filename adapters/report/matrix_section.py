"""Every neighbourhood and every requirement: a row each by district, a figure with a sign, reasons as notes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...core.statuses import (
    FAILS,
    MARKS,
    MEETS,
    NEIGHBOURHOOD,
    NOT_APPLICABLE,
    OUTSIDE_NEIGHBOURHOODS,
    TOO_FEW,
    TOTAL,
    UNKNOWN_VERDICT,
)
from .facts import ReportFacts
from .front import Met, degree_met, degrees_met
from .phrases import Phrases
from .table_cells import cell_of

if TYPE_CHECKING:
    from ...core.results.area_verdicts import Cell
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion

MOST_CELLS = 20_000
"""With more, the matrix holds the levels above the neighbourhood."""

_ORDER: Mapping[str | None, int] = {FAILS: 0, UNKNOWN_VERDICT: 1, MEETS: 2, TOO_FEW: 3, NOT_APPLICABLE: 4, None: 5}
"""The gravest first."""


@dataclass(frozen=True, kw_only=True)
class MatrixCell:
    """A verdict with what it rests on: its sign, the figure, the words, the number of a note, and what it sorts by."""

    verdict: str
    mark: str
    value: str
    word: str
    note: int = 0
    sort: float = -1.0


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column: the title, what is asked in short, the whole norm, and the unit of what is no share."""

    title: str
    asked: str
    whole: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """A neighbourhood: its name and code, how many requirements it meets, of how many, and its cells."""

    name: str
    code: str
    degree: Met
    cells: Sequence[MatrixCell]
    overall: MatrixCell


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The matrix.

    Parameters
    ----------
    parts
        The rows, by the name of their district; empty where no district is known.
    whole
        The figures of all together.
    notes
        Why something is unknown, and where it was judged: each once; a cell holds its number, counted from 1.
    instead
        Why it does not hold the neighbourhoods; empty where it does.
    """

    heads: Sequence[Head]
    parts: Sequence[tuple[str, Sequence[MatrixRow]]]
    whole: Sequence[str]
    notes: Sequence[str]
    instead: str = ""


@dataclass
class Notes:
    """Numbers sentences, each once."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, sentence: str) -> int:
        """Return the number of a sentence, 0 of none."""
        return self.numbers.setdefault(sentence, len(self.numbers) + 1) if sentence else 0


def matrix(findings: Findings, about: ReportFacts, phrases: Phrases) -> Matrix:
    """Return the matrix; with too many cells, that of the level above."""
    notes = Notes()
    large = len(findings.areas) * len(findings.questions) > MOST_CELLS
    parts = _levels_above(findings, phrases, notes) if large else _by_district(findings, about, phrases, notes)
    return Matrix(
        heads=[head(question, phrases) for question in findings.questions],
        parts=parts,
        whole=[_whole(findings, question, phrases) for question in findings.questions],
        notes=list(notes.numbers),
        instead=_instead(findings, phrases) if large else "",
    )


def head(question: RequirementQuestion, phrases: Phrases) -> Head:
    """Return the head of a column."""
    whole = phrases.whole_norm(question, phrases.threshold(question))
    unit = "" if question.is_share else phrases.unit(question)
    return Head(title=question.title, asked=phrases.norm(question), whole=whole, unit=unit)


def matrix_cell(question: RequirementQuestion, cell: Cell, phrases: Phrases, note: int = 0) -> MatrixCell:
    """Return a cell with what a verdict rests on."""
    value = cell.value
    return MatrixCell(
        verdict=cell.verdict or "",
        mark=MARKS.get(cell.verdict, ""),
        value="" if math.isnan(value) else phrases.value(question, value),
        word=phrases.verdict(cell.verdict),
        note=note,
        sort=-1.0 if math.isnan(value) else round(value, 4),
    )


def verdict_cell(verdict: str | None, phrases: Phrases) -> MatrixCell:
    """Return a cell with a verdict alone."""
    return MatrixCell(
        verdict=verdict or "",
        mark=MARKS.get(verdict, ""),
        value="",
        word=phrases.verdict(verdict),
        sort=_ORDER.get(verdict, 5),
    )


def _by_district(
    findings: Findings, about: ReportFacts, phrases: Phrases, notes: Notes
) -> list[tuple[str, list[MatrixRow]]]:
    from ...core.results.area_verdicts import cells

    columns = [(question, cells(findings, question)) for question in findings.questions]
    met, found = degrees_met(findings), dict[str, list[MatrixRow]]()
    for area, overall in zip(findings.areas, findings.overall, strict=True):
        name = about.name(area)
        row = MatrixRow(
            name=name,
            code="" if name == area else area,
            degree=met[area],
            cells=[_cell(q, column[area], about, phrases, notes) for q, column in columns],
            overall=verdict_cell(overall, phrases),
        )
        found.setdefault(about.districts.get(area, ""), []).append(row)
    named = sorted(found, key=lambda name: not name)
    if len(named) == 1:
        return [("", found[named[0]])]
    others = phrases.language.tr("in no district")
    return [(name or others, found[name]) for name in named]


def _cell(question: RequirementQuestion, cell: Cell, about: ReportFacts, phrases: Phrases, notes: Notes) -> MatrixCell:
    reason = phrases.reason(cell.reason, question)
    place = ""
    if cell.area is not None and cell.verdict not in (NOT_APPLICABLE, None):
        place = phrases.language.tr("judged for {area}").format(area=about.label(cell.area))
    sentence = ", ".join(one for one in (reason, place) if one)
    return matrix_cell(question, cell, phrases, notes.number(sentence))


def _levels_above(findings: Findings, phrases: Phrases, notes: Notes) -> list[tuple[str, list[MatrixRow]]]:
    """Return the rows of the level with the most areas that has few enough cells; none without such a level."""
    plain = findings.table[findings.table["group"].isna()]
    most = MOST_CELLS // max(len(findings.questions), 1)
    sizes = plain[plain["level"] != NEIGHBOURHOOD].groupby("level")["neighbourhood"].nunique()
    sizes = sizes[sizes <= most]
    if not len(sizes):
        return []
    level = str(sizes.idxmax())
    tables = [(question, findings.rows(question, level)) for question in findings.questions]
    names = [name for name in tables[0][1].index if isinstance(name, str)]
    names = [name for name in names if name not in (TOTAL, OUTSIDE_NEIGHBOURHOODS)]
    rows = []
    for name in names:
        found = [(q, cell_of(table.loc[name].to_dict(), "share" if q.has_share else "rate")) for q, table in tables]
        verdicts = [cell.verdict for _, cell in found]
        rows.append(
            MatrixRow(
                name=name,
                code="",
                degree=degree_met(verdicts),
                cells=[
                    matrix_cell(q, cell, phrases, notes.number(phrases.reason(cell.reason, q))) for q, cell in found
                ],
                overall=verdict_cell(None, phrases),
            )
        )
    return [("", rows)]


def _whole(findings: Findings, question: RequirementQuestion, phrases: Phrases) -> str:
    row = findings.whole(question)
    return phrases.value(question, float(row["share"] if question.has_share else row["rate"]))


def _instead(findings: Findings, phrases: Phrases) -> str:
    text = phrases.language.tr(
        "With {areas} neighbourhoods and {requirements} requirements the table is too long to read here: the results "
        "table and the spreadsheet have each of them. Here are the areas above them."
    )
    return text.format(areas=phrases.language.number(len(findings.areas), 0), requirements=len(findings.questions))
