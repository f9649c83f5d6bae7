"""Each requirement on a small map, with what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.arrays import to_list
from ...core.progress import Progress
from .facts import ReportFacts
from .maps import NOT_KNOWN, OUTSIDE, WITHIN, MapDrawing, PlaceMarks
from .phrases import Phrases

if TYPE_CHECKING:
    from ...core.results.findings import Findings

_STATES: Mapping[int, str] = {OUTSIDE: "outside", WITHIN: "within", NOT_KNOWN: "unsure"}


@dataclass(frozen=True, kw_only=True)
class CardMap:
    """A small map: the areas of each verdict, the dwellings of each state, and the facilities by type.

    `all_below` says whether all dwellings are drawn below those.
    """

    areas: Sequence[tuple[str, str]]
    dwellings: Sequence[tuple[str, str]]
    all_below: bool
    places: Sequence[tuple[str, PlaceMarks]]
    text: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """A requirement: what it asks, what is said of it, and its map where there is a ground for one."""

    title: str
    asked: str
    sentence: str
    map: CardMap | None


def cards(
    findings: Findings, about: ReportFacts, phrases: Phrases, drawing: MapDrawing | None, progress: Progress
) -> list[Card]:
    """Return a card for each requirement, looking at Cancel in between."""
    tr, found = phrases.language.tr, []
    for number, question in enumerate(findings.questions):
        progress.at(number / len(findings.questions))
        drawn = None
        if drawing is not None:
            all_below, dwellings = drawing.by_state(about.states.get(question.id))
            drawn = CardMap(
                areas=drawing.by_verdict(to_list(findings.verdicts(question))),
                dwellings=[(_STATES[state], path) for state, path in dwellings],
                all_below=all_below,
                places=[
                    (phrases.facility(one.type), one) for one in drawing.of_requirement(question.id, question.facility)
                ],
                text=tr("Map of {title}: the table above says the same in words.").format(title=question.title),
            )
        found.append(
            Card(
                title=question.title,
                asked="; ".join(filter(None, (phrases.norm(question), phrases.judged_by(question)))),
                sentence=phrases.question(findings, question),
                map=drawn,
            )
        )
    return found
