"""Tables beside the matrix: landlords and complexes, and neighbourhoods of one living environment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...core.statuses import FAILS, MEETS, UNKNOWN_VERDICT
from .facts import ReportFacts
from .matrix_section import MatrixCell, matrix_cell
from .phrases import Phrases
from .table_cells import cell_of

if TYPE_CHECKING:
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion


@dataclass(frozen=True, kw_only=True)
class LandlordTable:
    """What the dwellings of each landlord or complex have: the requirements that tell, and a row for each."""

    titles: Sequence[str]
    rows: Sequence[tuple[str, Sequence[MatrixCell]]]


def landlord_table(findings: Findings, phrases: Phrases) -> LandlordTable | None:
    """Return what landlords have; None where the run did not ask."""
    tables = [(question, findings.groups(question)) for question in findings.questions]
    tables = [(question, table) for question, table in tables if len(table)]
    if not tables:
        return None
    names = tables[0][1].index.tolist()
    return LandlordTable(
        titles=[question.title for question, _ in tables],
        rows=[
            (name, [matrix_cell(q, cell_of(table.loc[name].to_dict()), phrases) for q, table in tables])
            for name in names
        ],
    )


def class_table(findings: Findings, about: ReportFacts, phrases: Phrases) -> list[tuple[str, int, list[str]]]:
    """Return for each living environment the share or the rate over its neighbourhoods, and how many meet."""
    kinds = [about.classes.get(area) for area in findings.areas]
    names = sorted({kind for kind in kinds if kind}, key=str.casefold)
    found = []
    for name in names:
        mine = np.array([kind == name for kind in kinds], bool)
        found.append((name, int(mine.sum()), [_of_class(findings, q, mine, phrases) for q in findings.questions]))
    return found


def _of_class(findings: Findings, question: RequirementQuestion, mine: NDArray[np.bool_], phrases: Phrases) -> str:
    rows, verdicts = findings.rows(question)[mine], findings.verdicts(question)[mine]
    value = math.nan
    if question.has_share:
        known = rows["within"].sum() + rows["outside"].sum()
        value = rows["within"].sum() / known if known > 0 else math.nan
    elif question.kind.asked_of == "weight" and rows["rate"].notna().any():
        told = rows["rate"].notna()
        value = (rows["rate"] * rows["total"])[told].sum() / rows["total"][told].sum()
    said = phrases.counted.meeting_short(*(int((verdicts == one).sum()) for one in (MEETS, FAILS, UNKNOWN_VERDICT)))
    figure = "" if math.isnan(value) else phrases.value(question, float(value))
    return " · ".join(one for one in (figure, said) if one) or "–"
