"""The pages with every norm that is shipped, English and Dutch, made of resources/norms in the words of the reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buurtmaat.adapters.report.phrases import Phrases
    from buurtmaat.core.norms.model import Requirement
    from buurtmaat.core.results.requirement_question import RequirementQuestion

ROOT = Path(__file__).resolve().parent.parent.parent
_SETS = ("meeting", "rivm-2025", "daily")
_LIBRARY = "library"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a page says beside the norms."""

    page: str
    title: str
    top: str
    columns: str
    known: str
    target: str
    ground: dict[str, str]
    judged: str
    least: str
    looked_up: str


_ENGLISH = Words(
    page="norm-library.md",
    title="Every norm that is shipped",
    top=(
        "This page lists every norm in the sets and the library that are shipped: what it asks, where it comes from, "
        "and what was\nadapted. None is law; how to adopt one of your own: [norm sets](norm-sets.md). "
        "[Nederlands](nl/norm-library.md)"
    ),
    columns="norm | facilities | asks | basis | set",
    known="What to know of each",
    target="{target} of {weight}",
    ground={"developed": "here the developed area", "public_space": "here the public space"},
    judged="judged by {level}",
    least="of at least {area}",
    looked_up="looked up on {day}",
)
_DUTCH = Words(
    page="nl/norm-library.md",
    title="Alle meegeleverde normen",
    top=(
        "Deze bladzijde geeft elke norm uit de meegeleverde sets en de verzameling: wat hij vraagt, waar hij vandaan "
        "komt en wat eraan is\naangepast. Geen ervan is een wet; zo stelt u er zelf een vast: "
        "[normensets](norm-sets.md). [English](../norm-library.md)"
    ),
    columns="norm | voorzieningen | vraagt | grondslag | set",
    known="Wat u van elke norm moet weten",
    target="{target} van de {weight}",
    ground={"developed": "hier het bebouwde gebied", "public_space": "hier de openbare ruimte"},
    judged="beoordeeld per {level}",
    least="van minstens {area}",
    looked_up="opgezocht op {day}",
)


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each page and its text as it should be."""
    from buurtmaat.adapters.io.translation import Language
    from buurtmaat.adapters.report.phrases import Phrases

    for code, words in (("en", _ENGLISH), ("nl", _DUTCH)):
        yield ROOT / "docs" / words.page, _page(Phrases(Language(code)), code, words)


def _page(phrases: Phrases, code: str, words: Words) -> str:
    shipped = _shipped()
    lines = [f"# {words.title}", "", words.top, "", f"| {words.columns} |", "|---|---|---|---|---|"]
    known = []
    for requirement, sets in shipped:
        question = _question(requirement, code)
        facilities = ", ".join(phrases.facility(one) for one in requirement.facility)
        row = (
            question.title,
            facilities,
            _asks(phrases, question, requirement, words),
            phrases.basis(requirement.basis),
            sets,
        )
        lines.append(f"| {' | '.join(row)} |")
        known.append(f"- **{question.title}.** {question.note} {_source(phrases, question, words)}".rstrip())
    return "\n".join([*lines, "", f"## {words.known}", "", *known, ""])


def _shipped() -> list[tuple[Requirement, str]]:
    """Return the norms of the sets and the library, each once, with the ids of the sets that have it."""
    from buurtmaat.core.norms.file import load_file

    found: dict[str, Requirement] = {}
    sets: dict[str, list[str]] = {}
    for name in (*_SETS, _LIBRARY):
        for requirement in load_file(ROOT / "resources" / "norms" / f"{name}.json").requirements:
            found.setdefault(requirement.id, requirement)
            sets.setdefault(requirement.id, [])
            if name != _LIBRARY:
                sets[requirement.id].append(f"`{name}`")
    return [(one, ", ".join(sets[name])) for name, one in found.items()]


def _question(requirement: Requirement, code: str) -> RequirementQuestion:
    """Return a requirement as reports know it."""
    from buurtmaat.core.results.requirement_question import RequirementQuestion

    def number(value: float | None) -> float:
        return float("nan") if value is None else float(value)

    by_class = dict(requirement.thresholds_by_class)
    usual = () if requirement.threshold is None else (requirement.threshold,)
    return RequirementQuestion(
        id=requirement.id,
        title=getattr(requirement.title, code),
        facility="|".join(requirement.facility),
        indicator=requirement.indicator,
        threshold=float("nan") if by_class else number(requirement.threshold),
        unit=requirement.unit,
        minimum=number(requirement.minimum),
        per=number(requirement.per),
        metric=requirement.metric,
        mode=requirement.mode,
        target=number(requirement.target),
        weight=requirement.weight,
        spread=False,
        source=requirement.source,
        source_year=number(requirement.year),
        url=requirement.url,
        basis=requirement.basis,
        note=getattr(requirement.note, code),
        conditions="",
        level=requirement.level or "",
        min_dwellings=float("nan"),
        min_group=float("nan"),
        page=requirement.page,
        looked_up=requirement.looked_up,
        here=tuple(sorted((*usual, *by_class.values()))),
        lacks_classes=False,
    )


def _asks(phrases: Phrases, question: RequirementQuestion, requirement: Requirement, words: Words) -> str:
    """Return what a norm asks in a line: the threshold, of how many, how it is measured, where it is judged."""
    asked = phrases.threshold(question)
    target = phrases.target(question)
    said = words.target.format(target=target, weight=phrases.weight(question)) if target else ""
    ground = words.ground.get(requirement.area_of, "")
    asked = ", ".join(one for one in (asked, said, ground) if one)
    area = f"{phrases.language.short(requirement.min_area_m2)} m²" if requirement.min_area_m2 else ""
    parts = (
        asked,
        words.least.format(area=area) if area else "",
        phrases.language.tr("in a straight line") if question.metric == "straight" else phrases.way(question),
        words.judged.format(level=_level(phrases, question.level)) if question.level else "",
    )
    return "; ".join(one for one in parts if one)


def _level(phrases: Phrases, name: str) -> str:
    known = phrases.level(name)
    return known if known != name else phrases.language.tr(name.replace("_", " "))


def _source(phrases: Phrases, question: RequirementQuestion, words: Words) -> str:
    """Return where a norm stands and when it was looked up; nothing of an example."""
    if not question.source:
        return ""
    name = phrases.source(question)
    linked = f"[{name}]({question.url})" if question.url else name
    looked_up = words.looked_up.format(day=question.looked_up) if question.looked_up else ""
    return f"{', '.join(one for one in (linked, looked_up) if one)}."
