"""What the card of a neighbourhood says: of each requirement its figure, norm and verdict, and what is missing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ...core.statuses import FAILS, JUDGED, MEETS, UNKNOWN_VERDICT
from ..io.translation import Language
from ..report.curve_chart import attainable_text
from ..report.facts import ReportFacts
from ..report.phrases import Phrases
from ..report.sheets import AreaTexts

if TYPE_CHECKING:
    from ...core.arrays import Words
    from ...core.results.area_verdicts import Cell
    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion
    from .nearest_places import NearestPlace
    from .what_if import Exploration


@dataclass(frozen=True, kw_only=True)
class CardRow:
    """One requirement on a card.

    Parameters
    ----------
    id, title, norm, here, verdict, missing
        What it is, what is asked, what there is, and what is missing: texts.
    code
        The verdict's own word.
    kind
        How the neighbourhoods of the same living environment do; empty where that is not known.
    firm
        What another threshold would turn; empty where nothing would.
    nearest
        The nearest facility of most dwellings, and how far the farthest dwelling is; empty where none is known.
    """

    id: str
    title: str
    norm: str
    here: str
    verdict: str
    code: str
    missing: str
    kind: str
    firm: str
    nearest: str


@dataclass(frozen=True, kw_only=True)
class AreaCard:
    """The card of a neighbourhood: texts, and a row for each requirement."""

    name: str
    summary: str
    missing: str
    rows: Sequence[CardRow]


@dataclass(frozen=True, kw_only=True)
class NearbyPlaces:
    """The nearest places of each neighbourhood by requirement, and what facilities are called by their ids."""

    places: Mapping[str, Sequence[NearestPlace]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


class RunCards:
    """The cards of one run in one year.

    Parameters
    ----------
    findings
        What the results table says.
    exploration
        The run: its neighbourhoods in order, their names and living environments.
    nearest
        Of the last year; empty of others.
    """

    def __init__(self, findings: Findings, exploration: Exploration, nearest: NearbyPlaces) -> None:
        homes = exploration.homes
        self.findings, self.areas, self.labels = findings, list(homes.ids), list(exploration.labels)
        self.phrases, self._nearest = Phrases(Language()), nearest
        about = ReportFacts(
            title="",
            labels={**exploration.above, **dict(zip(homes.ids, exploration.labels, strict=True))},
            classes=dict(zip(homes.ids, exploration.called(homes.classes), strict=True)),
        )
        self._texts = AreaTexts(findings, about, self.phrases)
        self._at = {
            q.id: {part: dict(zip(self._judged_names(q), findings.at(q, part), strict=True)) for part in (90, 110)}
            for q in findings.questions
            if q.has_share
        }
        self._cells = {q.id: cells for q, cells in zip(findings.questions, self._texts.judged, strict=True)}

    def cells(self, requirement: str) -> list[Cell | None]:
        """Return what holds for a requirement in each neighbourhood, None where the table does not tell."""
        found = self._cells.get(requirement, {})
        return [found.get(area) for area in self.areas]

    def verdicts(self, requirement: str) -> Words:
        """Return the verdict of each neighbourhood, over all requirements where none is named."""
        if requirement:
            return np.array([None if cell is None else cell.verdict for cell in self.cells(requirement)], object)
        found = dict(zip(self.findings.areas, self.findings.overall, strict=True))
        return np.array([found.get(area) for area in self.areas], object)

    def card(self, row: int) -> AreaCard | None:
        """Return the card of a neighbourhood by its row; None where the table does not tell of it."""
        area = self.areas[row]
        if area not in self.findings.areas:
            return None
        return AreaCard(
            name=self.labels[row],
            summary=self._texts.summary(area),
            missing=self._texts.missing(area),
            rows=[
                self._row(question, texts, row)
                for question, texts in zip(self.findings.questions, self._texts.rows(area), strict=True)
            ],
        )

    def _row(self, question: RequirementQuestion, texts: Mapping[str, str], row: int) -> CardRow:
        kind = texts["kind"].replace("\n", ", ")
        return CardRow(
            id=question.id,
            title=texts["requirement"],
            norm=texts["norm"],
            here=texts["here"],
            verdict=texts["verdict"].replace("\n", ", "),
            code=texts["code"],
            missing=self._missing(question, texts["missing"]),
            kind="" if kind == "–" else kind,
            firm=self._firm(question, row),
            nearest=self._nearest_text(question, row),
        )

    def _missing(self, question: RequirementQuestion, text: str) -> str:
        """Return what is missing, said so where no words do: an amount by itself could be what there is."""
        if text == "–" or question.has_share:
            return text.removesuffix("–")
        return self.phrases.language.tr("{missing} missing").format(missing=text)

    def _judged_names(self, question: RequirementQuestion) -> list[str]:
        return [str(name) for name in self.findings.rows(question, question.level).index]

    def _firm(self, question: RequirementQuestion, row: int) -> str:
        """Describe what 10 % more or less of the threshold would turn."""
        cell = self.cells(question.id)[row]
        at = self._at.get(question.id)
        if cell is None or at is None or cell.verdict not in (MEETS, FAILS):
            return ""
        name, tr = cell.area or self.areas[row], self.phrases.language.tr
        if cell.verdict == MEETS and at[90].get(name) not in (MEETS, None):
            return tr("It would not meet at a threshold of 10 % less.")
        if cell.verdict == FAILS and at[110].get(name) == MEETS:
            return tr("It would meet at a threshold of 10 % more.")
        return ""

    def _nearest_text(self, question: RequirementQuestion, row: int) -> str:
        places = self._nearest.places.get(question.id)
        if places is None or not places[row].facility:
            return ""
        place, tr = places[row], self.phrases.language.tr
        said = tr("Nearest for most: {name}.").format(name=self._nearest.names.get(place.facility, place.facility))
        if math.isnan(place.farthest) or question.unit not in ("m", "min"):
            return said
        return f"{said} {tr('The farthest: {far}.').format(far=attainable_text(place.farthest, question.unit))}"


def outcome_text(findings: Findings) -> str:
    """Describe in sentences how many neighbourhoods meet all and cannot be judged, and what is most often missing."""
    phrases = Phrases(Language())
    tr, first = phrases.language.tr, _meeting_all(findings, phrases)
    if findings.year is not None:
        first = f"{tr('In {year}:').format(year=findings.year)} {first}"
    number, question = most_missing(findings)
    if question is None:
        return f"{first} {_why_none_fails(findings, phrases)}".strip()
    most = tr("Most often missing: {title} ({n} {n:neighbourhood|neighbourhoods}).")
    unknown = Counter(findings.overall)[UNKNOWN_VERDICT]
    if unknown:
        first = f"{first} {phrases.counted.not_judged(unknown)}"
    return f"{first} {most.format(title=question.title, n=number)}"


def _meeting_all(findings: Findings, phrases: Phrases) -> str:
    if any(verdict in JUDGED for verdict in findings.overall):
        return phrases.counted.meeting_all(findings.overall)
    return phrases.counted.none_judged(findings)


def most_missing(findings: Findings) -> tuple[int, RequirementQuestion | None]:
    """Return in how many areas the requirement fails that does so most often, and which it is; None where none does."""
    failing = [(int((findings.rows(q, q.level)["compliance"] == FAILS).sum()), q) for q in findings.questions]
    number, question = max(failing, key=lambda one: one[0], default=(0, None))
    return number, question if number else None


def _why_none_fails(findings: Findings, phrases: Phrases) -> str:
    """Describe that nothing fails: all is met, or it cannot be judged, and mostly why."""
    tr, verdicts = phrases.language.tr, Counter(findings.overall)
    unknown = verdicts[UNKNOWN_VERDICT]
    if not unknown:
        return tr("No requirement fails anywhere.") if any(verdicts[one] for one in JUDGED) else ""
    reasons: Counter[str] = Counter()
    for question in findings.questions:
        rows = findings.rows(question, question.level)
        why = rows[rows["compliance"] == UNKNOWN_VERDICT]["reason"].dropna()
        reasons.update(phrases.reason(str(reason), question) for reason in why)
    if not reasons:
        return phrases.counted.not_judged(unknown)
    ((reason, _),) = reasons.most_common(1)
    return tr("{n} cannot be judged, most often since: {reason}.").format(n=unknown, reason=reason)


def cards_by_year(exploration: Exploration, nearest: NearbyPlaces) -> Mapping[int | None, RunCards]:
    """Return the cards of each year that the results table tells of; of none where it has no years."""
    from ...core.results.by_year import years_in
    from ...core.results.comparison import of_year
    from ...core.results.findings import read_findings

    last = exploration.findings
    if last is None:
        return {}
    found: dict[int | None, RunCards] = {}
    for year in years_in(last.complete):
        if year != last.year:
            table = of_year(last.complete, year, "")
            found[year] = RunCards(read_findings(table, last.member), exploration, NearbyPlaces())
    found[last.year] = RunCards(last, exploration, nearest)
    return found
