"""The report of a run: one HTML file that opens without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, select_autoescape
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale

from ..core.norms import NormSet, Requirement
from .styles import words
from .translation import tr

if TYPE_CHECKING:
    from ..core.assessment import Assessment, Outcome

_UNITS = {"m": "m", "min": "min", "m2": "m²"}
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
    verdicts = verdict_words()
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
            (area, [_cell(o, row, verdicts) for o in assessment.outcomes], verdicts[assessment.overall[row]])
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
            n=number(float(whole.outside[0] + whole.unknown[0]), 0),
            all=number(float(whole.total[0]), 0),
            share=number(100 * float((whole.outside[0] + whole.unknown[0]) / whole.total[0])),
            threshold=_short(r.threshold),
        )
    return {
        "title": r.label(language),
        "threshold": _threshold(r),
        "target": "" if r.target is None else f"{100 * r.target:g} %",
        "source": r.source or "–",
        "url": r.url,
        "year": r.year or "",
        "basis": r.basis,
        "note": r.note.in_language(language),
        "sentence": sentence,
        "whole": _value(float(whole.share[0]) if whole is not None else outcome.whole_rate, r.has_share),
    }


def _threshold(r: Requirement) -> str:
    """Write the threshold as it is said: 500 m, 2 within 10 min, 125 m² per 1,000 dwellings."""
    threshold = f"{_short(r.threshold)} {_UNITS.get(r.unit, '')}".strip()
    if r.indicator == "rate":
        weight = tr("dwellings") if r.weight == "dwellings" else r.weight
        return tr("{amount} per {n} {weight}").format(amount=threshold, n=_short(r.per), weight=weight)
    if r.indicator == "count":
        return tr("{n} within {threshold}").format(n=r.minimum, threshold=threshold)
    return threshold


def _short(value: float | None) -> str:
    """Write a number without decimals that say nothing."""
    return "" if value is None else number(value, 0 if float(value).is_integer() else 2)


def _cell(outcome: Outcome, row: int, verdicts: Mapping[str | None, str]) -> dict[str, str | None]:
    value = float("nan")
    if outcome.sums is not None:
        value = float(outcome.sums.share[row])
    elif outcome.rate is not None:
        value = float(outcome.rate[row])
    verdict = outcome.verdicts.compliance[row]
    return {
        "verdict": verdict,
        "word": verdicts[verdict],
        "value": _value(value, outcome.requirement.has_share),
        "reason": outcome.verdicts.reason[row],
    }


def _value(value: float, is_share: bool) -> str:
    if value != value:
        return "–"
    return f"{number(100 * value)} %" if is_share else number(value, 2)


def number(value: float, decimals: int = 1) -> str:
    """Write a number as the user's language does."""
    return QLocale(QgsApplication.locale()).toString(value, "f", decimals)
