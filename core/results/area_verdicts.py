"""What the verdict of each neighbourhood rests on: its own figures, or those of the area that it is judged in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..statuses import NEIGHBOURHOOD, NOT_APPLICABLE, SMALL_NEED
from .findings import Findings
from .plain_cells import number_of_cell
from .requirement_question import RequirementQuestion


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One neighbourhood and one requirement.

    Parameters
    ----------
    verdict, reason
        Its verdict, None without one; and why it is unknown, None where it is not.
    value
        The share (0–1) or the rate, number present or share of area; NaN where it is not known, or nothing is asked.
    threshold
        What is asked there, NaN where the norm does not say. Where it differs within the area that is judged, what is
        asked of the neighbourhood itself.
    missing
        Dwellings outside, or places or m² missing; NaN where nothing is known to be missing.
    area
        Where it was judged: an area of the level of the requirement, None for the neighbourhood itself.
    facilities
        Whole facilities missing; NaN where nobody says.
    """

    verdict: str | None
    reason: str | None
    value: float
    threshold: float
    missing: float
    area: str | None = None
    facilities: float = np.nan

    @property
    def lacks_more(self) -> bool:
        """Return whether something is missing, and more than half a facility."""
        return self.missing > 0 and self.reason != SMALL_NEED


def cells(findings: Findings, question: RequirementQuestion) -> Mapping[str, Cell]:
    """Return what holds in each neighbourhood, in their order."""
    found = {}
    figure, missing = ("share", "shortfall") if question.has_share else ("rate", "shortfall_capacity")
    wanted = ["reason", "threshold", figure, missing, "shortfall_facilities"]
    rows = _judged_rows(findings, question).reindex(columns=wanted).to_dict("records")
    own = findings.rows(question)["threshold"].to_numpy(np.float64)
    member = findings.member.get(question.level, {}) if question.level != NEIGHBOURHOOD else {}
    for area, verdict, row, norm in zip(findings.areas, findings.verdicts(question), rows, own, strict=True):
        reason, asked = row["reason"], verdict != NOT_APPLICABLE
        found[area] = Cell(
            verdict=verdict,
            reason=None if pd.isna(reason) else str(reason),
            value=number_of_cell(row[figure]) if asked else np.nan,
            threshold=float(norm) if pd.isna(row["threshold"]) else number_of_cell(row["threshold"]),
            missing=number_of_cell(row[missing]) if asked else np.nan,
            area=member.get(area),
            facilities=number_of_cell(row["shortfall_facilities"]) if asked else np.nan,
        )
    return found


def _judged_rows(findings: Findings, question: RequirementQuestion) -> pd.DataFrame:
    if question.level == NEIGHBOURHOOD:
        return findings.rows(question)
    member = findings.member.get(question.level, {})
    # Neighbourhoods in no area of the level have a row together, named None: pandas 3 would look for NaN among texts.
    names = pd.Index([member.get(area) for area in findings.areas], dtype=object)
    return findings.rows(question, question.level).reindex(names)
