"""A location search, from layers to the question and from the answer to layers and the log."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsCoordinateReferenceSystem, QgsFeatureSource, QgsProcessingFeedback

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.geometry.shapes import Shapes, from_wkb, points
from ...core.limits import Limit
from ...core.network.options import METRES, Travel
from ...core.progress import Progress
from ...core.statuses import NO_GEOMETRY, OFF_NETWORK, OK
from ..io import parameter_names as p
from ..io.columns import Column, number_column, text_column, whole_column
from ..io.crs import WorkingCrs
from ..io.feedback import figure, first_few
from ..io.needs import Needs
from ..io.reader import Reader, read
from ..io.reading import Layer
from ..io.translation import tr
from ..layers.facilities import facility_ids, warn_if_empty
from ..layers.neighbourhoods import read_neighbourhoods
from ..outputs.layer_writer import LayerWriter, RowChoice
from ..report.phrases import percent

if TYPE_CHECKING:
    from ...core.locations.suggestions import LocationSearch, Suggestion
    from ...core.network.network import Network

OWNER = "owner"


@dataclass(frozen=True, kw_only=True)
class Sites:
    """Facilities or candidates that were read.

    `source` and `layer` are None where the network's nodes serve; `ids` and `owners` have one entry a row.
    """

    source: QgsFeatureSource | None
    layer: Layer | None
    shapes: Shapes
    ids: list[str]
    owners: list[str | None]

    @property
    def count(self) -> int:
        """Return their number."""
        return len(self.ids)


@dataclass(frozen=True)
class SearchAreas:
    """The neighbourhood of each dwelling, -1 outside all, and what neighbourhoods are called; None without any."""

    holder: NDArray[np.int64]
    ids: list[str] | None = None
    labels: Sequence[str] = ()

    def names(self) -> list[str | None]:
        """Return the name of each dwelling's neighbourhood."""
        return [None if h < 0 or self.ids is None else self.ids[h] for h in to_list(self.holder)]


def read_existing(reader: Reader, working: WorkingCrs, several: bool) -> Sites:
    """Read the facilities that are there already; none where no layer is chosen.

    Parameters
    ----------
    several
        Whether there are candidates from a layer too: ids that are feature ids then name their layer.
    """
    source = reader.source(p.FACILITIES)
    if source is None:
        return Sites(source=None, layer=None, shapes=from_wkb([]), ids=[], owners=[])
    field = reader.field(p.FACILITY_ID)
    layer = read(reader, source, working, (field,))
    warn_if_empty(reader.feedback, layer)
    ids = facility_ids(layer, field, f"{layer.name}:" if several else "", feedback=reader.feedback)
    return Sites(source=source, layer=layer, shapes=layer.shapes, ids=ids, owners=[None] * layer.count)


def read_candidates(reader: Reader, working: WorkingCrs, several: bool) -> Sites | None:
    """Read the candidates; None where no layer is chosen. An `InputError` where the layer is empty.

    Parameters
    ----------
    several
        Whether there are existing facilities too, as for `read_existing`.
    """
    source = reader.source(p.CANDIDATES)
    field, owner_field = reader.field(p.CANDIDATE_ID), reader.field(p.OWNER_FIELD)
    if source is None:
        return None
    layer = read(reader, source, working, (field, owner_field))
    if not layer.count:
        raise InputError(
            'The layer "{layer}" holds no candidates: choose another, or none to try the junctions of the streets.',
            layer=layer.name,
        )
    ids = facility_ids(layer, field, f"{layer.name}:" if several else "", feedback=reader.feedback)
    return Sites(
        source=source,
        layer=layer,
        shapes=layer.shapes,
        ids=ids,
        owners=layer.names(owner_field) if owner_field else [None] * layer.count,
    )


def nodes_as_candidates(
    network: Network, dwellings: NDArray[np.float64], limit: float, travel: Travel, feedback: QgsProcessingFeedback
) -> Sites:
    """Take junctions of the streets as candidates, thinned, and say so in the log."""
    from ...core.locations.candidates import thinned_nodes

    metres = limit if travel.unit == METRES else limit / travel.minutes_per_metre
    xy, spacing = thinned_nodes(network, dwellings, metres)
    feedback.pushInfo(
        tr("Candidates: {n} junctions of the streets, one in each square of {m} m.").format(
            n=len(xy), m=figure(spacing)
        )
    )
    ids = [f"node:{row}" for row in range(1, len(xy) + 1)]
    return Sites(source=None, layer=None, shapes=points(xy), ids=ids, owners=[None] * len(xy))


def read_areas(reader: Reader, working: WorkingCrs, dwellings: Layer, progress: Progress) -> SearchAreas:
    """Find the neighbourhood of each dwelling."""
    source = reader.source(p.NEIGHBOURHOODS)
    if source is None:
        return SearchAreas(np.full(dwellings.count, -1))
    layer, neighbourhoods, labels = read_neighbourhoods(reader, source, working, Needs())
    holder, several = first_holding(*pairs_inside(dwellings.points(), layer.shapes, progress), dwellings.count)
    outside = to_list(dwellings.ids[(holder < 0) & dwellings.shapes.has_geometry])
    if outside:
        reader.feedback.pushWarning(
            tr("Dwellings outside all neighbourhoods: {n} ({ids})").format(n=len(outside), ids=first_few(outside))
        )
    if several:
        reader.feedback.pushWarning(
            tr("Dwellings in more than one neighbourhood, or on a border, held by the first: {n}").format(n=several)
        )
    return SearchAreas(holder, list(neighbourhoods.ids), labels)


def check_places(places: int, candidates: int) -> None:
    """Stop where more places are asked than there are candidates."""
    if places > candidates:
        raise InputError(
            "P asks for {places} places, but there are {candidates} candidates: lower P, or add candidates.",
            places=places,
            candidates=candidates,
        )


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
    feedback: QgsProcessingFeedback,
    found: Suggestion,
    question: LocationSearch,
    candidates: Sites,
    areas: SearchAreas,
    unit: str,
) -> None:
    """Log what was chosen, how good it is, and whether that is proved."""
    from ...core.locations.suggestions import WORST_FIRST

    order = found.chosen[np.argsort(found.rank)]
    feedback.pushInfo(
        tr("Chosen: {n} places ({ids}).").format(
            n=order.size, ids=", ".join(candidates.ids[row] for row in to_list(order)) or "–"
        )
    )
    feedback.pushInfo(
        tr(
            "Within {limit} {unit}: {before} of {total} dwellings before, {after} ({share}) with the chosen places."
        ).format(
            limit=figure(question.limit),
            unit=unit,
            before=figure(found.before),
            total=figure(found.total),
            after=figure(found.weight),
            share=percent(found.weight / found.total if found.total > 0 else math.nan),
        )
    )
    if question.objective == WORST_FIRST:
        _tell_worst(feedback, found, areas)
        return
    value, bound = objective_words(found, question, unit)
    if not found.gap:
        feedback.pushInfo(tr("{value}: proved, no choice does better.").format(value=value))
        return
    feedback.pushWarning(
        tr(
            "{value}, which is not proved to be the best: no choice can do better than {bound}, {gap} % away. More "
            "time, or fewer candidates, may close the gap."
        ).format(value=value, bound=bound, gap=f"{100 * found.gap:.2g}")
    )


def objective_words(found: Suggestion, question: LocationSearch, unit: str) -> tuple[str, str]:
    """Return the value of an objective in words, and its bound."""
    from ...core.locations.suggestions import FEWEST_PLACES, LEAST_TOTAL, MOST_SERVED

    text = {
        MOST_SERVED: tr("Dwellings served: {value}"),
        FEWEST_PLACES: tr("Places needed: {value}"),
        LEAST_TOTAL: tr("Total distance: {value} {unit}"),
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

        rank = of_all(found.rank.astype(np.float64))
        columns = [
            text_column("facility_id", candidates.ids),
            whole_column("rank", np.nan_to_num(rank).astype(np.int64), chosen),
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

    def whole(field: str) -> Column:
        values = column(field)
        return whole_column(field, np.nan_to_num(values).astype(np.int64), np.isfinite(values))

    columns = [
        number_column("threshold", column("threshold")),
        whole("places"),
        whole("bound"),
        number_column("share", column("share")),
        number_column("attainable", column("attainable")),
    ]
    writer.table(columns, progress)


def thresholds_asked(limits: Sequence[Limit], limit: float, wanted: bool) -> tuple[float, ...]:
    """Return the thresholds to price: those that were written, else the limit itself; none where nobody asks."""
    if not wanted:
        return ()
    return tuple(one.value for one in limits) or (limit,)
