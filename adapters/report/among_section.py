"""The place of the municipality among others: a row of the report for each requirement and living environment."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .facts import ReportFacts
from .phrases import Phrases

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion


@dataclass(frozen=True, kw_only=True)
class AmongRow:
    """A figure of the municipality, and its place: in all of it, or in its neighbourhoods of one kind."""

    title: str
    kind: str
    value: str
    place: str
    percentile: str


def among_rows(findings: Findings, about: ReportFacts, phrases: Phrases) -> Sequence[AmongRow]:
    """Return a row for each requirement that is compared, and behind it those of its living environments."""
    return [_row(question, one, phrases) for question, one in latest_places(findings, about)]


def latest_places(
    findings: Findings, about: ReportFacts
) -> Sequence[tuple[RequirementQuestion, Mapping[Hashable, Any]]]:
    """Return the places of the last year: of each requirement that of the whole, then those by living environment."""
    if about.among is None:
        return ()
    latest = _latest(about.among)
    rows = [(question, latest[latest["requirement"] == question.id]) for question in findings.questions]
    return [
        (question, one)
        for question, mine in rows
        for one in mine.fillna({"living_environment": ""}).sort_values("living_environment").to_dict("records")
    ]


def _latest(places: pd.DataFrame) -> pd.DataFrame:
    """Return the places of the last year, of existing and new dwellings together."""
    places = places[places["stock"].isna() | (places["stock"] == "all")]
    years = places["year"]
    return places[years.isna() | (years == years.max())]


def _row(question: RequirementQuestion, row: Mapping[Hashable, Any], phrases: Phrases) -> AmongRow:
    tr, number = phrases.language.tr, phrases.language.number
    return AmongRow(
        title=question.title,
        kind=str(row["living_environment"] or tr("All together")),
        value=phrases.value(question, float(row["value"])),
        place=tr("{place} of {n}").format(place=number(float(row["place"]), 0), n=number(float(row["among"]), 0)),
        percentile=phrases.percent(float(row["percentile"]) / 100),
    )
