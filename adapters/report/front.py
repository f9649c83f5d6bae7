"""The front of a report: the answer in three sentences, where most people lack most, and what is unknown."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from qgis.PyQt.QtCore import QDate

from ...core.statuses import (
    FAILS,
    JUDGED,
    MEETS,
    NEIGHBOURHOOD,
    NO_FACILITY,
    NOT_APPLICABLE,
    SMALL_NEED,
    TOO_FEW,
    TOTAL,
    UNKNOWN_VERDICT,
)
from ...core.wording import cut_mean
from ..results.met_classes import FEW, NOT_ASKED, SHADES, UNKNOWN, class_met, words_met
from .facts import ReportFacts
from .map_labels import Label
from .maps import MapDrawing, PlaceMarks
from .norm_set_words import norm_standing, norm_title
from .phrases import Phrases
from .table_cells import as_number, word

if TYPE_CHECKING:
    import pandas as pd

    from ...core.results.findings import Findings
    from ...core.results.requirement_question import RequirementQuestion

PLACES = 5
"""Places that are named where people lack most."""


@dataclass(frozen=True, kw_only=True)
class LackingPlace:
    """A place where people lack something: what is missing in words, and its part of the most that is missing."""

    area: str
    missing: str
    requirement: str
    asked: str
    part: float


@dataclass(frozen=True)
class Unknown:
    """Why something is not judged, and what that is."""

    reason: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class FrontMap:
    """The map of how many requirements each neighbourhood meets.

    Parameters
    ----------
    areas
        Of each neighbourhood on the map its path, its class (see `met_classes`), and what is said of it.
    labels
        By screen the size of the type, and the names.
    places
        The facilities by type.
    bar
        The bar that tells the scale: its words and its length in units.
    """

    areas: Sequence[tuple[str, int, str]]
    labels: Sequence[tuple[str, float, Sequence[Label]]]
    places: Sequence[tuple[str, PlaceMarks]]
    bar: tuple[str, float]


@dataclass(frozen=True, kw_only=True)
class Front:
    """What a report begins with."""

    title: str
    municipality: str
    logo: str
    about: Sequence[str]
    tag: str
    answer: Sequence[str]
    counts: Sequence[str]
    cautions: Sequence[str]
    places: Sequence[LackingPlace]
    places_note: str
    unknowns: Sequence[Unknown]
    map: FrontMap | None = None
    legend: Sequence[tuple[int, str]] = field(default_factory=tuple)


def front(findings: Findings, about: ReportFacts, phrases: Phrases, drawing: MapDrawing | None) -> Front:
    """Return what a report begins with."""
    tr, norms = phrases.language.tr, findings.norms
    places = lacking_places(findings, about, phrases)
    title = norm_title(norms, phrases.language)
    today = phrases.language.day(QDate.currentDate())
    set_name = tr("Norm set “{title}”, version {version}").format(title=title, version=norms.version)
    return Front(
        title=about.title,
        municipality=about.brand.municipality,
        logo="" if about.brand.logo is None else about.brand.logo.address,
        about=[set_name, today],
        tag=norm_standing(norms, phrases.language),
        answer=answer(findings, about, phrases),
        counts=phrases.counted.counts(findings),
        cautions=about.cautions,
        places=places,
        places_note=_places_note(findings, places, phrases),
        unknowns=unknowns(findings, about, phrases),
        map=None if drawing is None else _front_map(findings, about, phrases, drawing),
        legend=legend(findings, phrases),
    )


# The answer


def answer(findings: Findings, about: ReportFacts, phrases: Phrases) -> list[str]:
    """Return in at most three sentences what was found: in neighbourhoods, for dwellings, and what lacks most often."""
    said = [
        _of_neighbourhoods(findings, about, phrases),
        _of_dwellings(about, phrases),
        _most_lacking(findings, phrases),
    ]
    found = [one for one in said if one]
    if findings.year is not None and found:
        found[0] = f"{phrases.language.tr('In {year}:').format(year=findings.year)} {found[0]}"
    return found


def _of_neighbourhoods(findings: Findings, about: ReportFacts, phrases: Phrases) -> str:
    tr, counted = phrases.language.tr, Counter(findings.overall)
    judged = [area for area, verdict in zip(findings.areas, findings.overall, strict=True) if verdict in JUDGED]
    if not findings.questions:
        return tr("No requirement was checked.")
    if not judged:
        return phrases.counted.none_judged(findings)
    if not counted[MEETS] and not counted[FAILS]:  # that none meets all is not known either
        if len(judged) == 1:
            return tr("It is not known whether {area} meets all requirements.").format(area=about.name(judged[0]))
        return phrases.counted.meeting_all(findings.overall)
    met = degrees_met(findings)
    if len(judged) == 1:
        words = (
            tr("{area} meets all that is asked.") if counted[MEETS] else tr("{area} meets {k} of the {m} requirements.")
        )
        only = met[judged[0]]
        return words.format(area=about.name(judged[0]), k=only.met, m=only.judged)
    if counted[MEETS] == len(judged):
        return tr("All {n} neighbourhoods meet all that is asked.").format(n=len(judged))
    if counted[MEETS]:
        return phrases.counted.meeting_all(findings.overall)
    best = max(met[area].met / met[area].judged for area in judged)
    first = [area for area in judged if met[area].met / met[area].judged == best]
    if len(first) > 1 or best == 0:
        return tr("None of the {n} neighbourhoods meets all requirements.").format(n=len(judged))
    most = met[first[0]]
    text = tr("None of the {n} neighbourhoods meets all requirements; {area} meets the most: {k} of {m}.")
    return text.format(n=len(judged), area=about.name(first[0]), k=most.met, m=most.judged)


def _of_dwellings(about: ReportFacts, phrases: Phrases) -> str:
    whole, tr, short = about.degrees.get(TOTAL), phrases.language.tr, phrases.language.short
    if whole is None or math.isnan(whole.everything_share):
        return ""
    share = phrases.percent(whole.everything_share)
    if whole.unknown > 0:
        text = tr("Of the dwellings of which all is known, {share} have everything that is asked of them.")
        return text.format(share=share)
    if math.isnan(whole.mean_asked) or whole.everything_share >= 1:
        return tr("Everything that is asked is there for {share} of the dwellings.").format(share=share)
    text = tr(
        "Everything that is asked is there for {share} of the dwellings; on average they have {within} of {asked}."
    )
    within = short(cut_mean(whole.mean_within), 1)
    return text.format(share=share, within=within, asked=short(round(whole.mean_asked, 1), 1))


def _most_lacking(findings: Findings, phrases: Phrases) -> str:
    """Name the requirement that fails in the most areas; of several, the one that the most people are without."""
    tr, worst = phrases.language.tr, None
    for question in findings.questions:
        verdicts = findings.rows(question, question.level)["compliance"]
        failed, judged = int((verdicts == FAILS).sum()), int(verdicts.isin(JUDGED).sum())
        outside = float(findings.whole(question)["outside"]) if question.has_share else 0.0
        rank = (failed, 0.0 if math.isnan(outside) else outside)
        if failed and (worst is None or rank > worst[0]):
            worst = (rank, question, failed, judged)
    if worst is None:
        return ""
    _, question, failed, judged = worst
    asked = phrases.norm(question)
    if failed == judged:
        text = tr("“{title}” ({asked}) is met nowhere.")
    else:
        areas = question.level != NEIGHBOURHOOD
        text = (
            tr("“{title}” ({asked}) is missing most often: in {n} of {all} areas.")
            if areas
            else tr("“{title}” ({asked}) is missing most often: in {n} of {all} neighbourhoods.")
        )
    return text.format(title=question.title, asked=asked, n=failed, all=judged)


class Met(NamedTuple):
    """How many requirements a neighbourhood meets, of how many that are judged there, and how many are unknown."""

    met: int
    judged: int
    unknown: int

    @property
    def is_known(self) -> bool:
        """Whether it meets or fails any."""
        return self.judged > self.unknown

    @property
    def part(self) -> float:
        """Return the part of what is judged that is met, −1 where nothing is known."""
        return self.met / self.judged if self.is_known else -1.0


def degrees_met(findings: Findings) -> Mapping[str, Met]:
    """Return by neighbourhood how many requirements it meets."""
    verdicts = [findings.verdicts(question) for question in findings.questions]
    return {area: degree_met([one[row] for one in verdicts]) for row, area in enumerate(findings.areas)}


def degree_met(verdicts: Sequence[object]) -> Met:
    """Return how many requirements an area meets that has these verdicts."""
    return Met(verdicts.count(MEETS), sum(one in JUDGED for one in verdicts), verdicts.count(UNKNOWN_VERDICT))


# Where most people lack most


def lacking_places(findings: Findings, about: ReportFacts, phrases: Phrases) -> list[LackingPlace]:
    """Return the places where the most people lack something: of each area the requirement that most lack.

    They are ranked by what is missing in its own unit, dwellings or people, and are never added up. What is missing of
    an amount concerns an area as a whole: it is named where fewer places lack something for people.
    """
    rows = [
        (question, row) for question in findings.questions for row in _failing(findings, question).to_dict("records")
    ]
    rows.sort(key=lambda one: (one[0].has_share, _missing(*one)), reverse=True)
    named: dict[object, tuple[RequirementQuestion, Mapping[Hashable, object]]] = {}
    for question, row in rows:
        named.setdefault(row["area"], (question, row))
    first = [one for one in named.values() if one[0].has_share or len(named) <= PLACES][:PLACES]
    first = first or list(named.values())[:PLACES]
    most = max((_missing(*one) for one in first if one[0].has_share), default=0.0)
    return [
        LackingPlace(
            area=_place_name(row["area"], about, phrases),
            missing=phrases.too_many(question, _missing(question, row), _facilities(row)),
            requirement=question.title,
            asked=phrases.norm(question),
            part=_missing(question, row) / most if question.has_share and most > 0 else 0.0,
        )
        for question, row in first
    ]


def _failing(findings: Findings, question: RequirementQuestion) -> pd.DataFrame:
    """Return the areas that fail a requirement for more than a small need."""
    rows = findings.rows(question, question.level)
    rows = rows[(rows["compliance"] == FAILS) & (rows["reason"] != SMALL_NEED)]
    wanted = ["shortfall", "shortfall_capacity", "shortfall_facilities", "total"]
    found = rows.reindex(columns=wanted).astype("float64")
    return found.assign(area=rows.index)


def _missing(question: RequirementQuestion, row: Mapping[Hashable, object]) -> float:
    """Return what is missing, of an amount as the people or dwellings that it is about."""
    found = as_number(row["shortfall" if question.has_share else "total"])
    return 0.0 if math.isnan(found) else found


def _facilities(row: Mapping[Hashable, object]) -> tuple[float, float]:
    return as_number(row["shortfall_capacity"]), as_number(row["shortfall_facilities"])


def _place_name(area: object, about: ReportFacts, phrases: Phrases) -> str:
    return about.name(area) if isinstance(area, str) else phrases.language.tr("in no area of that level")


def _places_note(findings: Findings, places: Sequence[LackingPlace], phrases: Phrases) -> str:
    tr = phrases.language.tr
    if not places:
        return tr("Nowhere is more missing than the target allows.") if any(findings.totals[1:3]) else ""
    return tr("How many more than the target allows; the longest bar is the most.") if places[0].part > 0 else ""


# What is unknown


def unknowns(findings: Findings, about: ReportFacts, phrases: Phrases) -> list[Unknown]:
    """Return what is not judged, each reason once; types that are not in the data are told together."""
    tr = phrases.language.tr
    reasons: dict[str, _Open] = {}
    for question in findings.questions:
        rows = findings.rows(question, question.level)
        open_rows = rows[rows["compliance"] == UNKNOWN_VERDICT]["reason"]
        for reason, count in Counter(word(one) for one in open_rows).items():
            absent = question.absent.split(" | ") if reason == NO_FACILITY and question.absent else []
            said = phrases.reason(reason, None if absent else question) or tr("too many dwellings are unknown")
            own = reasons.setdefault(said, _Open())
            own.titles.append(question.title)
            own.types.update(dict.fromkeys(phrases.lacking_type(one) for one in absent))
            own.areas = max(own.areas, count)
    found = [
        Unknown(
            reason=_capital(": ".join(one for one in (said, ", ".join(own.types)) if one)),
            detail=tr("{requirements} · in up to {n} of {all}").format(
                requirements=_listed(own.titles, phrases), n=own.areas, all=len(findings.areas)
            ),
        )
        for said, own in reasons.items()
    ]
    for verdict, said in ((TOO_FEW, tr("Too few dwellings to judge")), (NOT_APPLICABLE, tr("Nothing is asked"))):
        names = [about.name(area) for area, own in zip(findings.areas, findings.overall, strict=True) if own == verdict]
        if names:
            found.append(Unknown(reason=said, detail=_listed(names, phrases)))
    return found


@dataclass
class _Open:
    """What is not judged for one reason: the titles, the types that are not in the data, and the most areas."""

    titles: list[str] = field(default_factory=list)
    types: dict[str, None] = field(default_factory=dict)
    areas: int = 0


def _listed(names: Sequence[str], phrases: Phrases, most: int = 4) -> str:
    more = phrases.language.tr("and {n} more").format(n=len(names) - most)
    return ", ".join(names if len(names) <= most + 1 else [*names[:most], more])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# The map


def _front_map(findings: Findings, about: ReportFacts, phrases: Phrases, drawing: MapDrawing) -> FrontMap:
    met, words = degrees_met(findings), words_met(phrases.language.tr)
    areas, figures = [], []
    for area, path, class_ in zip(findings.areas, drawing.areas, classes_met(findings), strict=True):
        figure = phrases.counted.met_of(*met[area])
        figures.append(figure)
        if path:
            areas.append((path, class_, f"{about.name(area)}: {figure or words[class_]}"))
    metres, units = drawing.scale_bar()
    length = f"{phrases.language.number(metres / 1000, 0)} km" if metres >= 1000 else f"{metres} m"
    return FrontMap(
        areas=areas,
        labels=drawing.labels(figures),
        places=[(phrases.facility(one.type), one) for one in drawing.all_places()],
        bar=(length, units),
    )


def classes_met(findings: Findings) -> list[int]:
    """Return the class of each neighbourhood by how many requirements it meets, in their order."""
    found = []
    for (met, judged, unknown), verdict in zip(degrees_met(findings).values(), findings.overall, strict=True):
        if judged == 0:
            found.append(FEW if verdict == TOO_FEW else NOT_ASKED)
        else:
            found.append(class_met(met, judged) if judged > unknown else UNKNOWN)
    return found


def legend(findings: Findings, phrases: Phrases) -> list[tuple[int, str]]:
    """Return the classes from none to all, and those that have no shade where there are such neighbourhoods."""
    words, there = words_met(phrases.language.tr), set(classes_met(findings))
    shown = [*range(len(SHADES)), *(one for one in (UNKNOWN, FEW, NOT_ASKED) if one in there)]
    return [(one, words[one]) for one in shown]
