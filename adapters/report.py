"""The report of a run: one HTML file that opens without a network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, select_autoescape

from ..core.norms import NormSet
from .styles import words
from .translation import tr

if TYPE_CHECKING:
    from ..core.assessment import Assessment, Outcome

_TEMPLATES = Path(__file__).resolve().parent.parent / "resources" / "templates"


def verdict_words() -> dict[str | None, str]:
    """Give the words for verdicts in the user's language."""
    return {**words(), None: tr("no verdict")}


def write_report(path: Path, norm_set: NormSet, assessment: Assessment, areas: Sequence[str], language: str) -> None:
    """Write the report; every text from a layer or a norm set is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(default=True), trim_blocks=True
    )
    meeting, met, failed, unknown = assessment.totals()
    html = environment.get_template("report.html").render(
        language="nl" if language.lower().startswith("nl") else "en",
        title=norm_set.title.in_language(language),
        summary=tr("{n} of {all} neighbourhoods meet all requirements.").format(n=meeting, all=len(areas)),
        detail=tr("Over all neighbourhoods: {met} requirements met, {failed} failed, {unknown} unknown.").format(
            met=met, failed=failed, unknown=unknown
        ),
        heading=tr("Neighbourhood"),
        requirements=[_requirement(o, language) for o in assessment.outcomes],
        rows=[
            (area, [_cell(o, row) for o in assessment.outcomes], verdict_words()[assessment.overall[row]])
            for row, area in enumerate(areas)
        ],
        whole=tr("All together"),
        overall=tr("Verdict"),
        norms=tr("Requirements and their sources"),
        footer=footer(norm_set),
    )
    path.write_text(html, encoding="utf-8")


def footer(norm_set: NormSet) -> str:
    """Say who adopted the norms, or that they are no law."""
    if norm_set.state == "adopted" and norm_set.adopted_by:
        return tr("Adopted by {who} on {date}.").format(who=norm_set.adopted_by, date=norm_set.adopted_on)
    return tr("No legal norm.")


def _requirement(outcome: Outcome, language: str) -> dict[str, object]:
    r = outcome.requirement
    whole = outcome.whole
    sentence = ""
    if whole is not None and r.unit == "m" and r.indicator == "distance" and float(whole.total[0]) > 0:
        sentence = tr("{n} of {all} ({share} %) lie farther than {threshold} m or are not known.").format(
            n=f"{float(whole.outside[0] + whole.unknown[0]):.0f}",
            all=f"{float(whole.total[0]):.0f}",
            share=f"{100 * float((whole.outside[0] + whole.unknown[0]) / whole.total[0]):.0f}",
            threshold=f"{r.threshold:g}",
        )
    return {
        "title": r.label(language),
        "threshold": f"{r.threshold:g} {r.unit}" + (f" / {r.per:g} {r.weight}" if r.indicator == "rate" else ""),
        "target": "" if r.target is None else f"{100 * r.target:g} %",
        "source": r.source or "–",
        "url": r.url,
        "year": r.year or "",
        "basis": r.basis,
        "note": r.note.in_language(language),
        "sentence": sentence,
        "whole": _value(float(whole.share[0]) if whole is not None else outcome.whole_rate, r.has_share),
    }


def _cell(outcome: Outcome, row: int) -> dict[str, str | None]:
    value = float("nan")
    if outcome.sums is not None:
        value = float(outcome.sums.share[row])
    elif outcome.rate is not None:
        value = float(outcome.rate[row])
    verdict = outcome.verdicts.compliance[row]
    return {
        "verdict": verdict,
        "word": verdict_words()[verdict],
        "value": _value(value, outcome.requirement.has_share),
        "reason": outcome.verdicts.reason[row],
    }


def _value(value: float, is_share: bool) -> str:
    if value != value:
        return "–"
    return f"{100 * value:.0f} %" if is_share else f"{value:.2f}"
