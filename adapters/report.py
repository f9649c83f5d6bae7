"""The report of a run: one HTML file that opens without a network."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..core.norms import NormSet, Requirement
from ..core.statuses import (
    CAPACITY_UNKNOWN,
    FACILITIES_UNUSABLE,
    FIELD_UNKNOWN,
    NO_CLASS,
    NO_CYCLE_NETWORK,
    NO_DWELLINGS,
    NO_FACILITY,
    NO_FIELD,
    WEIGHT_UNKNOWN,
)
from .barcode import Function, barcode
from .pages import number, page
from .styles import words
from .translation import tr

if TYPE_CHECKING:
    from ..core.assessment import Assessment, Outcome

_UNITS = {"m": "m", "min": "min", "m2": "m²"}


def verdict_words() -> dict[str | None, str]:
    """Give the words for verdicts in the user's language."""
    return {**words(), None: tr("no verdict")}


def write_report(path: Path, norm_set: NormSet, assessment: Assessment, areas: Sequence[str], language: str) -> None:
    """Write the report; every text from a layer or a norm set is escaped."""
    meeting, met, failed, unknown = assessment.totals()
    verdicts = verdict_words()
    functions = [_function(o, language) for o in assessment.outcomes if _asks_for_space(o)]
    html = page("report.html", language).render(
        title=norm_set.title.in_language(language),
        summary=tr("{n} of {all} neighbourhoods meet all requirements.").format(n=meeting, all=len(areas)),
        detail=tr("Over all neighbourhoods: {met} requirements met, {failed} failed, {unknown} unknown.").format(
            met=met, failed=failed, unknown=unknown
        ),
        heading=tr("Neighbourhood"),
        requirements=[_requirement(o, language) for o in assessment.outcomes],
        rows=[
            (
                area,
                [_cell(o, row, verdicts) for o in assessment.outcomes],
                assessment.overall[row],
                verdicts[assessment.overall[row]],
            )
            for row, area in enumerate(areas)
        ],
        whole=tr("All together"),
        overall=tr("Verdict"),
        barcode=barcode(areas, functions) if functions else None,
        barcode_title=tr("Space that is needed, and space that there is"),
        norms=tr("Requirements and their sources"),
        footer=footer(norm_set),
    )
    path.write_text(html, encoding="utf-8")


def footer(norm_set: NormSet) -> str:
    """Say who adopted the norms, or that they are no law; and what took their place."""
    sentences = [tr("No legal norm.")]
    if norm_set.state != "draft" and norm_set.adopted_by:
        date = norm_set.adopted_on or tr("an unknown date")
        sentences = [tr("Adopted by {who} on {date}.").format(who=norm_set.adopted_by, date=date)]
    if norm_set.state == "superseded":
        sentences.append(tr("Superseded by {other}.").format(other=norm_set.superseded_by or tr("a later norm set")))
    states = {"draft": tr("draft"), "adopted": tr("adopted"), "superseded": tr("superseded")}
    version = tr("Norm set {id}, version {version}, {state}.").format(
        id=norm_set.id, version=norm_set.version, state=states[norm_set.state]
    )
    return " ".join([version, *sentences])


def _requirement(outcome: Outcome, language: str) -> dict[str, object]:
    r = outcome.requirement
    value = outcome.whole_rate if outcome.whole is None else float(outcome.whole.share[0])
    return {
        "title": r.label(language),
        "threshold": _threshold(r),
        "target": "" if r.target is None else f"{number(100 * r.target, 0 if (100 * r.target).is_integer() else 1)} %",
        "source": r.source if r.source and r.source != "none" else tr("no source"),
        "url": r.url,
        "year": r.year or "",
        "basis": _bases().get(r.basis, r.basis),
        "note": r.note.in_language(language),
        "sentence": _sentence(outcome),
        "whole": _value(value, _is_share(r)),
    }


def _asks_for_space(outcome: Outcome) -> bool:
    r = outcome.requirement
    return r.indicator == "rate" and r.unit == "m2" and outcome.areas.rate is not None


def _function(outcome: Outcome, language: str) -> Function:
    """Give what a rate asks of every neighbourhood, and what there is."""
    r, areas = outcome.requirement, outcome.areas
    sizes = areas.total[:-1] / (r.per or 1.0)
    rate = np.zeros(sizes.size) if areas.rate is None else areas.rate[:-1]
    return Function(
        r.label(language), _UNITS["m2"], areas.thresholds[:-1] * sizes, np.where(sizes > 0, rate * sizes, 0)
    )


def _sentence(outcome: Outcome) -> str:
    """Say how many lie outside, where there is one threshold in metres to the nearest."""
    r, whole = outcome.requirement, outcome.whole
    plain = r.unit == "m" and r.indicator == "distance" and not r.thresholds_by_class
    if whole is None or not plain or float(whole.total[0]) <= 0:
        return ""
    lacking = float(whole.outside[0] + whole.unknown[0])
    return tr("{n} of {all} {weight} ({share} %) lie farther than {threshold} m from one, or it is not known.").format(
        weight=_weight(r),
        n=number(lacking, 0),
        all=number(float(whole.total[0]), 0),
        share=number(100 * lacking / float(whole.total[0])),
        threshold=_short(r.threshold),
    )


def _is_share(r: Requirement) -> bool:
    return r.has_share or r.unit == "share"


def _threshold(r: Requirement) -> str:
    """Write the threshold as it is said: 500 m, 2 within 10 min, 125 m² per 1,000 dwellings, 3 % of the area."""
    said = [_amount(r, r.threshold)] if r.threshold is not None else []
    said += [f"{name}: {_amount(r, value)}" for name, value in r.thresholds_by_class]
    threshold = "; ".join(said)
    if r.indicator == "rate":
        return tr("{amount} per {n} {weight}").format(amount=threshold, n=_short(r.per), weight=_weight(r))
    if r.indicator == "count":
        return tr("{n} within {threshold}").format(n=r.minimum, threshold=threshold)
    if r.indicator == "types":
        return tr("{n} kinds within {threshold}").format(n=r.minimum, threshold=threshold)
    if r.indicator == "basket":
        return tr("all within {threshold}").format(threshold=threshold)
    if r.indicator == "presence":
        return tr("at least {n}").format(n=threshold)
    if r.indicator == "area_share":
        areas = {
            "neighbourhood": tr("{share} of the area"),
            "land": tr("{share} of the land"),
            "developed": tr("{share} of the developed area"),
        }
        return areas[r.area_of].format(share=threshold)
    return threshold


def _amount(r: Requirement, value: float) -> str:
    if r.unit == "share":
        return f"{_short(100 * value)} %"
    return f"{_short(value)} {_UNITS.get(r.unit, '')}".strip()


def _weight(r: Requirement) -> str:
    """Give the word for what a requirement weighs by; a field that is no role keeps its name."""
    words = {"dwellings": tr("dwellings"), "inhabitants": tr("inhabitants"), "inhabitants_65": tr("people over 65")}
    return words.get(r.weight, r.weight)


def _bases() -> dict[str, str]:
    return {
        "national": tr("national guideline"),
        "municipal": tr("municipal guideline"),
        "institute": tr("knowledge institute"),
        "foreign": tr("from abroad"),
        "illustrative": tr("example"),
    }


def reason_words(reason: str | None) -> str | None:
    """Say why something is unknown, in the user's language; a field's name is put behind."""
    if reason is None:
        return None
    code, _, rest = reason.partition(":")
    word = {
        WEIGHT_UNKNOWN: tr("no figure"),
        NO_DWELLINGS: tr("no dwellings to spread a figure over"),
        CAPACITY_UNKNOWN: tr("capacity not known"),
        NO_FACILITY: tr("no facilities known"),
        FACILITIES_UNUSABLE: tr("facilities off the network"),
        NO_FIELD: tr("no such field"),
        FIELD_UNKNOWN: tr("field not filled in"),
        NO_CLASS: tr("no norm for this living environment"),
        NO_CYCLE_NETWORK: tr("no network for bicycles"),
    }.get(code, code)
    return f"{word}: {rest}" if rest else word


def _short(value: float | None) -> str:
    """Write a number without decimals that say nothing."""
    return "" if value is None else number(value, 0 if float(value).is_integer() else 2)


def _cell(outcome: Outcome, row: int, verdicts: Mapping[str | None, str]) -> dict[str, str | None]:
    value = float("nan")
    if outcome.areas.sums is not None:
        value = float(outcome.areas.sums.share[row])
    elif outcome.areas.rate is not None:
        value = float(outcome.areas.rate[row])
    verdict = outcome.compliance[row]
    return {
        "verdict": verdict,
        "word": verdicts[verdict],
        "value": _value(value, _is_share(outcome.requirement)),
        "reason": reason_words(outcome.reason[row]),
    }


def _value(value: float, is_share: bool) -> str:
    if value != value:
        return "–"
    # Cut off, not rounded: 94.96 % does not reach 95 %, and must not look as if it did.
    return f"{number(math.floor(1000 * value + 1e-9) / 10)} %" if is_share else number(value, 2)
