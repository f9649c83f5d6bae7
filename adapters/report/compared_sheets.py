"""The sheets of a spreadsheet with what a municipality is compared with: published distances, other municipalities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...core.statuses import TOO_FEW, TOTAL
from .among_section import latest_places
from .plausibility_section import figure_titles
from .workbook import GENERAL, WHOLE, Sheet, SheetColumn

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings
    from .facts import ReportFacts
    from .phrases import Phrases

_METRES, _SHARE = '#,##0" m"', "0.0%"


def compared_sheets(findings: Findings, about: ReportFacts, phrases: Phrases) -> list[Sheet]:
    """Return the sheets of what the report was given to compare with."""
    found = []
    if about.plausibility is not None and len(about.plausibility):
        found.append(_plausibility(about.plausibility, about, phrases))
    if about.among is not None:
        found.append(_among(findings, about, phrases))
    return found


def _plausibility(table: pd.DataFrame, about: ReportFacts, phrases: Phrases) -> Sheet:
    """Return a row for each figure and neighbourhood, and behind these the neighbourhoods that are compared."""
    tr = phrases.language.tr
    reasons = _reasons(phrases)
    codes = [None if one == TOTAL else str(one) for one in table["neighbourhood"]]
    whole = tr("Neighbourhoods that are compared")
    figures: Mapping[str, str] = {
        tr("Ours, by inhabitants"): "mean_inhabitants_m",
        tr("Ours, by dwellings"): "mean_dwellings_m",
        tr("Published"): "published_m",
        tr("Ours less published"): "difference_m",
    }
    return Sheet(
        name=tr("Published distances"),
        title=tr("Beside the distances of Statistics Netherlands"),
        columns=[
            SheetColumn(name=tr("Published figure"), cells=figure_titles(table, phrases)),
            SheetColumn(name=tr("Neighbourhood"), cells=[whole if one is None else about.name(one) for one in codes]),
            SheetColumn(name=tr("Code"), cells=codes),
            SheetColumn(name=tr("Measured to"), cells=list(table["facility"])),
            *(
                SheetColumn(name=word, cells=list(table[name]), formats=_METRES)
                for word, name in figures.items()
                if table[name].notna().any()
            ),
            SheetColumn(name=tr("Dwellings"), cells=list(table["dwellings"]), formats=WHOLE),
            SheetColumn(name=tr("Dwellings left out"), cells=list(table["left_out"]), formats=WHOLE),
            SheetColumn(name=tr("Not compared, since"), cells=[reasons.get(str(one), "") for one in table["reason"]]),
        ],
    )


def _reasons(phrases: Phrases) -> Mapping[str, str]:
    from ...core.results.plausibility import NOT_PUBLISHED, NOT_REACHED

    tr = phrases.language.tr
    return {
        NOT_PUBLISHED: tr("not published"),
        NOT_REACHED: tr("no dwelling reaches one"),
        TOO_FEW: phrases.verdict(TOO_FEW),
    }


def _among(findings: Findings, about: ReportFacts, phrases: Phrases) -> Sheet:
    """Return a row for each requirement that is compared, and behind it those of its living environments."""
    tr, places = phrases.language.tr, latest_places(findings, about)

    def told(name: str) -> Sequence[float]:
        return [float(row[name]) for _, row in places]

    return Sheet(
        name=tr("Among other municipalities"),
        columns=[
            SheetColumn(name=tr("Requirement"), cells=[question.title for question, _ in places]),
            SheetColumn(
                name=tr("Living environment"),
                cells=[row["living_environment"] or tr("All together") for _, row in places],
            ),
            SheetColumn(
                name=tr("Figure"),
                cells=told("value"),
                formats=[_SHARE if question.is_share else GENERAL for question, _ in places],
            ),
            SheetColumn(name=tr("Its place"), cells=told("place"), formats=WHOLE),
            SheetColumn(name=tr("Of municipalities"), cells=told("among"), formats=WHOLE),
            SheetColumn(name=tr("Not higher"), cells=[one / 100 for one in told("percentile")], formats=_SHARE),
        ],
    )
