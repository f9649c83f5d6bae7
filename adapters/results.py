"""An assessment as the columns of its output layers and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..core.norms import NormSet
from ..core.statuses import (
    FAILS,
    MEETS,
    NO_GEOMETRY,
    NO_WEIGHT,
    OFF_NETWORK,
    OK,
    OUTSIDE_NEIGHBOURHOODS,
    UNKNOWN_VERDICT,
    WEIGHT_UNKNOWN,
)
from .columns import Column, number_column, text_column, whole_column

if TYPE_CHECKING:
    from ..core.assessment import Assessment, Outcome
    from ..core.demand import Dwellings
    from ..core.verdicts import Sums

TOTAL = "_total"


def dwelling_columns(
    assessment: Assessment,
    dwellings: Dwellings,
    areas: Sequence[str],
    facility_ids: Sequence[str],
    status: NDArray[np.object_],
) -> list[Column]:
    """Give the computed columns of the dwellings."""
    names = np.array([*areas, None], object)
    columns = [text_column("neighbourhood", names[dwellings.neighbourhood])]
    ids = np.array([*facility_ids, None], object)
    for outcome in assessment.outcomes:
        if outcome.requirement.has_share:
            columns += _requirement_columns(outcome, dwellings.count, ids)
    return [*columns, text_column("row_status", status)]


def _requirement_columns(outcome: Outcome, count: int, ids: NDArray[np.object_]) -> list[Column]:
    name, found, demand = outcome.requirement.id, outcome.measure, outcome.demand
    counting = outcome.requirement.indicator == "count"
    if found is None or demand is None:
        nothing = np.full(count, None, object)
        kinds = [("value", "number"), *([("n", "whole")] if counting else []), ("facility", "text"), ("ok", "whole")]
        empty = [Column(f"{name}_{part}", kind, nothing) for part, kind in kinds]
        reason = text_column(f"{name}_reason", [outcome.hindrance] * count)
        return [*empty, Column(f"{name}_weight", "number", nothing), reason]
    reason = found.reason.copy()
    # A row without a weight of its own says so, unless it has a graver reason.
    reason[(reason == None) & demand.missing] = NO_WEIGHT  # noqa: E711
    number = [whole_column(f"{name}_n", found.number, found.within >= 0)] if found.number is not None else []
    return [
        number_column(f"{name}_value", found.value),
        *number,
        text_column(f"{name}_facility", ids[found.facility]),
        whole_column(f"{name}_ok", found.within, found.within >= 0),
        number_column(f"{name}_weight", demand.weight),
        text_column(f"{name}_reason", reason),
    ]


def dwelling_status(dwellings: Dwellings, on_network: NDArray[np.bool_] | None) -> NDArray[np.object_]:
    """Say of each dwelling the first that holds: no geometry, no weight, outside, off the network, ok."""
    status = np.full(dwellings.count, OK, object)
    if on_network is not None:
        status[~on_network] = OFF_NETWORK
    status[dwellings.neighbourhood < 0] = OUTSIDE_NEIGHBOURHOODS
    status[np.isnan(dwellings.number)] = NO_WEIGHT
    status[~np.isfinite(dwellings.xy).all(axis=1)] = NO_GEOMETRY
    return status


def neighbourhood_columns(assessment: Assessment) -> list[Column]:
    """Give the computed columns of the neighbourhoods."""
    n = assessment.neighbourhoods
    columns = [number_column("dwellings", assessment.dwellings)]
    for outcome in assessment.outcomes:
        name = outcome.requirement.id
        nothing = np.full(n, np.nan)
        if outcome.requirement.has_share:
            share = nothing if outcome.sums is None else outcome.sums.share[:n]
            columns.append(number_column(f"{name}_share", share))
        else:
            columns.append(number_column(f"{name}_rate", nothing if outcome.rate is None else outcome.rate[:n]))
        columns.append(text_column(f"{name}_compliance", outcome.verdicts.compliance[:n]))
    for label, verdict in (("met", MEETS), ("failed", FAILS), ("unknown", UNKNOWN_VERDICT)):
        columns.append(whole_column(label, assessment.count(verdict)))
    return [*columns, text_column("compliance", assessment.overall)]


def result_columns(assessment: Assessment, norm_set: NormSet, areas: Sequence[str], language: str) -> list[Column]:
    """Give the columns of the table with a row for each requirement and neighbourhood, outside and total."""
    rows: list[dict[str, object]] = []
    for outcome in assessment.outcomes:
        same = _requirement_row(outcome, norm_set, language)
        for row, area in enumerate([*areas, OUTSIDE_NEIGHBOURHOODS]):
            rows.append({**same, "neighbourhood": area, **_figures(outcome, row, judged=row < len(areas))})
        rows.append({**same, "neighbourhood": TOTAL, **_whole_figures(outcome)})
    return [Column(name, kind, np.fromiter((r.get(name) for r in rows), object)) for name, kind in _RESULT_FIELDS]


_RESULT_FIELDS = (
    ("level", "text"),
    ("neighbourhood", "text"),
    ("group", "text"),
    ("year", "whole"),
    ("stock", "text"),
    ("requirement", "text"),
    ("title", "text"),
    ("facility", "text"),
    ("indicator", "text"),
    ("threshold", "number"),
    ("unit", "text"),
    ("minimum", "whole"),
    ("per", "number"),
    ("metric", "text"),
    ("mode", "text"),
    ("target", "number"),
    ("weight", "text"),
    ("total", "number"),
    ("within", "number"),
    ("outside", "number"),
    ("unknown", "number"),
    ("share", "number"),
    ("share_at_90", "number"),
    ("share_at_110", "number"),
    ("rate", "number"),
    ("mean", "number"),
    ("median", "number"),
    ("p90", "number"),
    ("compliance", "text"),
    ("reason", "text"),
    ("shortfall", "number"),
    ("shortfall_capacity", "number"),
    ("source", "text"),
    ("source_year", "whole"),
    ("url", "text"),
    ("basis", "text"),
    ("note", "text"),
    ("norm_set", "text"),
    ("norm_version", "text"),
    ("state", "text"),
    ("adopted_by", "text"),
    ("adopted_on", "text"),
    ("superseded_by", "text"),
)


def _requirement_row(outcome: Outcome, norm_set: NormSet, language: str) -> dict[str, object]:
    r = outcome.requirement
    return {
        "level": "neighbourhood",
        "stock": "all",
        "requirement": r.id,
        "title": r.label(language),
        "facility": " | ".join(r.facility),
        "indicator": r.indicator,
        "threshold": r.threshold,
        "unit": r.unit,
        "minimum": r.minimum,
        "per": r.per,
        "metric": r.metric if r.has_share else None,
        "mode": r.mode if r.has_share else None,
        "target": r.target,
        "weight": r.weight,
        "source": r.source,
        "source_year": r.year,
        "url": r.url,
        "basis": r.basis,
        "note": r.note.in_language(language),
        "norm_set": norm_set.id,
        "norm_version": norm_set.version,
        "state": norm_set.state,
        "adopted_by": norm_set.adopted_by,
        "adopted_on": norm_set.adopted_on,
        "superseded_by": norm_set.superseded_by,
    }


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _figures(outcome: Outcome, row: int, judged: bool) -> dict[str, object]:
    """Give the figures of one area; the dwellings outside all are summed up, not judged."""
    figures = _sums(outcome.sums, row) if outcome.sums is not None else {"total": _known(outcome.total[row])}
    if outcome.rate is not None:
        figures["rate"] = _known(outcome.rate[row])
    if outcome.verdicts.reason[row] == WEIGHT_UNKNOWN:
        figures |= dict.fromkeys(figures.keys() & _SUMMED, None)
    figures["reason"] = outcome.verdicts.reason[row]
    if judged:
        figures["compliance"] = outcome.verdicts.compliance[row]
        figures["shortfall"] = _known(outcome.verdicts.shortfall[row])
        figures["shortfall_capacity"] = _known(outcome.verdicts.shortfall_capacity[row])
    return figures


def _whole_figures(outcome: Outcome) -> dict[str, object]:
    from ..core.assessment import whole_reason

    if outcome.whole is not None:
        return {**_sums(outcome.whole, 0), "reason": whole_reason(outcome)}
    total = float(outcome.total.sum())
    return {"total": _known(total), "rate": _known(outcome.whole_rate), "reason": whole_reason(outcome)}


_SUMMED = {"total", "within", "outside", "unknown", "share"}


def _sums(sums: Sums, row: int) -> dict[str, object]:
    return {
        "total": _known(sums.total[row]),
        "within": _known(sums.within[row]),
        "outside": _known(sums.outside[row]),
        "unknown": _known(sums.unknown[row]),
        "share": _known(sums.share[row]),
        "share_at_90": _known(sums.share_of(sums.at_90)[row]),
        "share_at_110": _known(sums.share_of(sums.at_110)[row]),
        "mean": _known(sums.mean[row]),
        "median": _known(sums.median[row]),
        "p90": _known(sums.p90[row]),
    }


def facility_columns(
    ids: Sequence[str],
    types: Sequence[str | None],
    assessment: Assessment,
    snap: NDArray[np.float64] | None,
    has_geometry: NDArray[np.bool_],
) -> list[Column]:
    """Give the computed columns of the facilities: what used each, and why it could not be."""
    users: list[list[str]] = [[] for _ in ids]
    for outcome in assessment.outcomes:
        for row in outcome.used.tolist():
            users[row].append(outcome.requirement.id)
    status = np.full(len(ids), OK, object)
    if snap is not None:
        status[np.isnan(snap)] = OFF_NETWORK
    status[~has_geometry] = NO_GEOMETRY
    return [
        text_column("facility_id", ids),
        text_column("type", types),
        text_column("requirements", [";".join(u) if u else None for u in users]),
        number_column("snap_m", snap if snap is not None else np.full(len(ids), np.nan)),
        text_column("row_status", status),
    ]
