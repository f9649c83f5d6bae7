"""The answer of a location search, in layers and the log."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeedback

from ...core.arrays import to_list
from ...core.locations.objectives import Objective
from ...core.network.options import METRES
from ...core.progress import Progress
from ...core.statuses import NO_GEOMETRY, OFF_NETWORK, OK
from ..io import parameter_names as p
from ..io.columns import Column, counted_column, number_column, text_column, whole_column
from ..io.crs import WorkingCrs
from ..io.feedback import figure, first_few
from ..io.translation import in_digits, tr
from ..outputs.layer_writer import LayerWriter, RowChoice
from ..outputs.outputs import Outputs
from ..report.percentages import percent
from .location_inputs import LocationInputs, SearchAreas, Sites

if TYPE_CHECKING:
    from ...core.locations.suggestions import LocationSearch, Suggestion

OWNER = "owner"


def log_candidates(feedback: QgsProcessingFeedback, candidates: Sites, status: NDArray[np.object_]) -> None:
    """Warn of candidates that could not be used."""
    for why, text in (
        (NO_GEOMETRY, tr("Candidates without geometry, not used: {n} ({ids})")),
        (OFF_NETWORK, tr("Candidates off the network, not used: {n} ({ids})")),
    ):
        ids = [candidates.ids[row] for row in to_list(np.flatnonzero(status == why))]
        if ids:
            feedback.pushWarning(text.format(n=len(ids), ids=first_few(ids)))


def log_answer(
    feedback: QgsProcessingFeedback, found: Suggestion, question: LocationSearch, inputs: LocationInputs
) -> None:
    """Log what was chosen, how good it is, and whether that is proved."""
    unit = tr("m") if inputs.travel.unit == METRES else tr("min")
    order = found.chosen[np.argsort(found.rank)]
    feedback.pushInfo(
        tr("Chosen: {n} {n:place|places} ({ids}).").format(
            n=order.size, ids=", ".join(inputs.candidates.ids[row] for row in to_list(order)) or "–"
        )
    )
    feedback.pushInfo(
        tr(
            "Within {limit} {unit}: {before} of {total} {total:dwelling|dwellings} before, {after} ({share}) "
            "with the chosen places."
        ).format(
            limit=figure(question.limit),
            unit=unit,
            before=figure(found.before),
            total=figure(found.total),
            after=figure(found.weight),
            share=percent(found.weight / found.total if found.total > 0 else math.nan),
        )
    )
    if question.objective == Objective.WORST_FIRST:
        _tell_worst(feedback, found, inputs.areas)
        return
    value, bound = objective_words(found, question, unit)
    if not found.gap:
        feedback.pushInfo(tr("{value}: proved, no choice does better.").format(value=value))
        return
    feedback.pushWarning(
        tr(
            "{value}, which is not proved to be the best: no choice can do better than {bound}, {gap} % away. More "
            "time, or fewer candidates, may close the gap."
        ).format(value=value, bound=bound, gap=in_digits(f"{float(f'{100 * found.gap:.2g}'):.12g}"))
    )


def objective_words(found: Suggestion, question: LocationSearch, unit: str) -> tuple[str, str]:
    """Return the value of an objective in words, and its bound."""
    text = {
        Objective.MOST_SERVED: tr("Dwellings served: {value}"),
        Objective.FEWEST_PLACES: tr("Places needed: {value}"),
        Objective.LEAST_TOTAL: tr("Total distance: {value} {unit}"),
    }.get(question.objective, tr("Greatest distance: {value} {unit}"))
    return text.format(value=figure(found.value), unit=unit), figure(found.bound)


def _tell_worst(feedback: QgsProcessingFeedback, found: Suggestion, areas: SearchAreas) -> None:
    """Name the neighbourhoods that are worst off after all, and say how far that is proved."""
    order = [area for area in to_list(np.argsort(found.shares, kind="stable")) if np.isfinite(found.shares[area])]
    feedback.pushInfo(
        tr("Worst off with the chosen places: {areas}").format(
            areas=first_few([f"{areas.labels[area]} {percent(float(found.shares[area]))}" for area in order])
        )
    )
    if not found.gap:
        feedback.pushInfo(tr("No choice is fairer: that is proved."))
        return
    feedback.pushWarning(
        tr(
            "The {n} smallest shares are proved to be as large as can be; those above them are the best that was found "
            "in the time limit. More time, or fewer candidates, may settle them."
        ).format(n=found.proved)
    )


@dataclass(frozen=True)
class CandidateWriter:
    """Writes candidates as they came, or as points in the network's reference system where its nodes serve."""

    candidates: Sites
    working: WorkingCrs
    crs: QgsCoordinateReferenceSystem

    def choice(self, writer: LayerWriter, found: Suggestion, progress: Progress) -> None:
        """Write the candidates that were chosen, in their order."""
        candidates = self.candidates
        chosen = np.zeros(candidates.count, bool)
        chosen[found.chosen] = True

        def of_all(values: NDArray[np.float64]) -> NDArray[np.float64]:
            spread = np.full(candidates.count, np.nan)
            spread[found.chosen] = values
            return spread

        columns = [
            text_column("facility_id", candidates.ids),
            counted_column("rank", of_all(found.rank.astype(np.float64))),
            number_column("gain", of_all(found.gain)),
            number_column("served", of_all(found.served)),
            number_column("nearest", of_all(found.nearest)),
        ]
        if candidates.source is None or candidates.layer is None:
            some, xy = _taken(columns, found.chosen), candidates.shapes.xy[chosen]
            writer.points(some, xy, self.working, self.crs, progress)
            return
        layers = [(candidates.source, candidates.layer)]
        writer.chosen(layers, columns, self.working, progress, RowChoice(rows=chosen))

    def ranking(self, writer: LayerWriter, found: Suggestion, owner_field: str, progress: Progress) -> None:
        """Write every candidate with what it does alone."""
        candidates, opened = self.candidates, found.opened
        usable, rows = opened.status == OK, np.arange(candidates.count)
        rank = np.zeros(candidates.count, np.int64)
        order = np.lexsort([rows, -np.nan_to_num(opened.served), -np.nan_to_num(opened.gain), ~usable])
        rank[order] = np.arange(1, candidates.count + 1)
        columns = [text_column("facility_id", candidates.ids)]
        if owner_field:
            if owner_field.casefold() != OWNER:
                columns.append(text_column(OWNER, candidates.owners))
            columns.append(number_column("owner_gain", opened.owner_gain))
        columns += [
            whole_column("rank", rank, usable),
            number_column("gain", opened.gain),
            number_column("served", opened.served),
            number_column("gain_share", opened.gain / found.total),
            whole_column("chosen", np.isin(rows, found.chosen).astype(np.int64)),
            text_column("row_status", opened.status),
        ]
        if candidates.source is None or candidates.layer is None:
            writer.points(columns, candidates.shapes.xy, self.working, self.crs, progress)
            return
        writer.with_input(candidates.source, candidates.layer, columns, progress)


def _taken(columns: Sequence[Column], rows: NDArray[np.int64]) -> list[Column]:
    """Return some rows of columns."""
    return [replace(c, values=c.values[rows], known=None if c.known is None else c.known[rows]) for c in columns]


def assignment_columns(found: Suggestion, existing: Sites, candidates: Sites, areas: SearchAreas) -> list[Column]:
    """Return what each dwelling's row says of the place that it goes to."""
    ids = np.array([*existing.ids, *candidates.ids, None], object)
    assigned = found.assigned
    goes = assigned.facility >= 0
    columns = [
        text_column("facility_id", ids[assigned.facility]),
        number_column("distance_m", assigned.metres),
        number_column("duration_min", assigned.minutes),
        whole_column("is_new", (assigned.facility >= existing.count).astype(np.int64), goes),
    ]
    if areas.ids is not None:
        columns.append(text_column("neighbourhood", areas.names()))
    return [*columns, text_column("row_status", assigned.status)]


def write_price(writer: LayerWriter, found: Suggestion, progress: Progress) -> None:
    """Write the places that each threshold needs."""
    price = found.price

    def column(field: str) -> NDArray[np.float64]:
        return np.array([getattr(one, field) for one in price], np.float64)

    columns = [
        number_column("threshold", column("threshold")),
        counted_column("places", column("places")),
        counted_column("bound", column("bound")),
        number_column("share", column("share")),
        number_column("attainable", column("attainable")),
    ]
    writer.table(columns, progress)


def write_locations(
    outputs: Outputs, inputs: LocationInputs, found: Suggestion, prefix: str, progress: Progress
) -> None:
    """Write the places that were chosen, all candidates, where each dwelling goes, and what thresholds need."""
    candidates = CandidateWriter(inputs.candidates, inputs.working, inputs.crs)
    candidates.choice(LayerWriter(outputs, p.OUTPUT, prefix), found, progress.part(0, 0.2))
    ranking = LayerWriter(outputs, p.RANKING, prefix)
    candidates.ranking(ranking, found, inputs.owner_field, progress.part(0.2, 0.4))
    columns = assignment_columns(found, inputs.existing, inputs.candidates, inputs.areas)
    writer = LayerWriter(outputs, p.ASSIGNMENT, prefix)
    writer.with_input(inputs.source, inputs.dwellings, columns, progress.part(0.4, 0.93))
    if found.price:
        write_price(LayerWriter(outputs, p.PRICE), found, progress.part(0.93, 1))
    progress.at(1.0)
