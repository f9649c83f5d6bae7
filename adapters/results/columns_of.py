"""An assessment as the columns of its output layers and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import inside, to_list
from ...core.coded_words import CodedWords
from ...core.statuses import (
    FAILS,
    MEETS,
    NO_GEOMETRY,
    NO_WEIGHT,
    NOT_APPLICABLE,
    OFF_NETWORK,
    OK,
    OUTSIDE_NEIGHBOURHOODS,
    UNKNOWN_VERDICT,
    Verdict,
)
from ...core.tables import ColumnKind
from ..io.columns import Column, named_column, number_column, text_column, whole_column, words_of

if TYPE_CHECKING:
    import pandas as pd

    from ...core.requirements.entities import Dwellings
    from ...core.requirements.outcomes import Assessment, Outcome


def dwelling_columns(
    assessment: Assessment,
    dwellings: Dwellings,
    areas: Sequence[str],
    facility_ids: Sequence[str],
    status: CodedWords,
) -> list[Column]:
    """Return the computed columns of the dwellings."""
    return [
        named_column("neighbourhood", dwellings.neighbourhood, areas),
        *requirement_columns_of(assessment, dwellings.count, words_of(facility_ids)),
        named_column("row_status", status.code, status.words),
    ]


def requirement_columns_of(assessment: Assessment, count: int, facilities: NDArray[np.object_]) -> list[Column]:
    """Return the columns of the dwellings with what they have of the requirements.

    Parameters
    ----------
    facilities
        The ids of the facilities, as the words of a column.
    """
    columns: list[Column] = []
    for outcome in assessment.outcomes:
        if outcome.requirement.has_share:
            columns += _requirement_columns(outcome, count, facilities)
    degrees = assessment.degrees
    return [
        *columns,
        whole_column("asked_count", degrees.asked),
        whole_column("within_count", degrees.within),
        whole_column("unknown_count", degrees.unknown),
    ]


def _requirement_columns(outcome: Outcome, count: int, ids: NDArray[np.object_]) -> list[Column]:
    name, found, demand = outcome.requirement.id, outcome.measure, outcome.demand
    counting = outcome.requirement.kind.counts
    if found is None or demand is None:
        nothing = np.full(count, None, object)
        kinds: dict[str, ColumnKind] = {"value": "number", "n": "whole", "facility": "text", "ok": "whole"}
        if not counting:
            del kinds["n"]
        empty = [Column(name=f"{name}_{part}", kind=kind, values=nothing) for part, kind in kinds.items()]
        reason = named_column(f"{name}_reason", np.zeros(count, np.int8), [outcome.blocker])
        return [*empty, Column(name=f"{name}_weight", kind="number", values=nothing), reason]
    number = [whole_column(f"{name}_n", found.number, found.number >= 0)] if found.number is not None else []
    known, reasons = np.isfinite(outcome.ok), outcome.coded_reasons
    return [
        number_column(f"{name}_value", found.value),
        *number,
        named_column(f"{name}_facility", found.facility, ids),
        whole_column(f"{name}_ok", found.within, known),
        number_column(f"{name}_weight", demand.known_weight),
        named_column(f"{name}_reason", reasons.code, reasons.words),
    ]


def dwelling_status(dwellings: Dwellings, on_networks: Sequence[NDArray[np.bool_]]) -> CodedWords:
    """Return for each dwelling the first that holds: no geometry, no weight, outside, off every network used, ok."""
    status = CodedWords(np.zeros(dwellings.count, np.int16), (OK,))
    if on_networks:
        status = status.with_word(np.asarray(~np.any(on_networks, axis=0)), OFF_NETWORK)
    status = status.with_word(dwellings.neighbourhood < 0, OUTSIDE_NEIGHBOURHOODS)
    status = status.with_word(np.isnan(dwellings.number), NO_WEIGHT)
    return status.with_word(np.asarray(~np.isfinite(dwellings.xy).all(axis=1)), NO_GEOMETRY)


def neighbourhood_columns(assessment: Assessment) -> list[Column]:
    """Return the computed columns of the neighbourhoods."""
    n = assessment.neighbourhoods
    columns = [number_column("dwellings", assessment.dwellings)]
    for outcome in assessment.outcomes:
        name = outcome.requirement.id
        nothing = np.full(n, np.nan)
        if outcome.requirement.has_share:
            share = nothing if outcome.areas.sums is None else outcome.areas.sums.share[:n]
            columns.append(number_column(f"{name}_share", share))
        else:
            rate = nothing if outcome.areas.rate is None else outcome.areas.rate[:n]
            columns.append(number_column(f"{name}_rate", rate))
        columns.append(text_column(f"{name}_compliance", outcome.compliance, NOT_APPLICABLE))
    judged: list[tuple[str, Verdict]] = [("met", MEETS), ("failed", FAILS), ("unknown", UNKNOWN_VERDICT)]
    for label, verdict in judged:
        columns.append(whole_column(label, assessment.count(verdict)))
    degrees = assessment.area_degrees
    for label, values in (
        ("everything_share", degrees.everything_share),
        ("mean_within", degrees.mean_within),
        ("mean_asked", degrees.mean_asked),
    ):
        columns.append(number_column(label, inside(values)))
    return [*columns, text_column("compliance", assessment.overall, NOT_APPLICABLE)]


def table_columns(table: pd.DataFrame, kinds: Mapping[str, ColumnKind]) -> list[Column]:
    """Return the columns of a table, each of the kind that it is said to be."""
    known = table[list(kinds)].notna().to_numpy().T
    return [
        Column(name=name, kind=kind, values=table[name].to_numpy(object), known=there)
        for (name, kind), there in zip(kinds.items(), known, strict=True)
    ]


def facility_columns(
    ids: Sequence[str],
    types: Sequence[str | None],
    assessment: Assessment,
    snap: NDArray[np.float64] | None,
    has_geometry: NDArray[np.bool_],
) -> list[Column]:
    """Return the computed columns of the facilities: what used each, and why it could not be."""
    walked_to: NDArray[np.bool_] = np.zeros(len(ids), bool)
    for outcome in assessment.outcomes:
        if outcome.requirement.over_streets:
            walked_to[outcome.used] = True  # off the network by itself, it may be part of a place that is on it
    status = np.full(len(ids), OK, object)
    if snap is not None:
        status[np.isnan(snap) & ~walked_to] = OFF_NETWORK
    status[~has_geometry] = NO_GEOMETRY
    return [
        text_column("facility_id", ids),
        text_column("type", types),
        text_column("requirements", users_of(assessment, len(ids))),
        number_column("snap_m", snap if snap is not None else np.full(len(ids), np.nan)),
        text_column("row_status", status),
    ]


def users_of(assessment: Assessment, count: int) -> list[str | None]:
    """Return for each facility the ids of the requirements that used it, None where none did."""
    users: list[list[str]] = [[] for _ in range(count)]
    for outcome in assessment.outcomes:
        for row in to_list(outcome.used):
            users[row].append(outcome.requirement.id)
    return [";".join(u) if u else None for u in users]
