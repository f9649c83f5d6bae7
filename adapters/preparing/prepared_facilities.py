"""Prepared facilities, written as points and areas with what went into what, and what the log says of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from qgis.core import (
    Qgis,
    QgsField,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QMetaType

from ...core.errors import InputError
from ...core.preparing.facility_mapping import TypeFinder
from ...core.progress import Progress
from ..io.code_words import code_word
from ..io.columns import free_names, make_fields, number_column, text_column
from ..io.crs import WorkingCrs
from ..io.feedback import first_few
from ..io.reading import text
from ..io.translation import facility_word, tr
from ..outputs.fields import common_fields, fitted_fields, places_in
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from ..outputs.rows import Row
from .facility_duplicates import Prepared, field_of
from .facility_facets import FacilityFacets
from .facility_hours import HOURS_FIELDS, FacilityHours
from .facility_sources import OSM, SourceCounts, SourceFacility, SourceLayer

_OURS = (
    ("facility_id", QMetaType.Type.QString),
    ("type", QMetaType.Type.QString),
    ("name", QMetaType.Type.QString),
    ("area_m2", QMetaType.Type.Double),
    ("source", QMetaType.Type.QString),
    ("source_date", QMetaType.Type.QDate),
    ("verified", QMetaType.Type.Int),
    ("type_from", QMetaType.Type.QString),
)
_MOST = 10
_LONGEST = 60


def check_found(facilities: Sequence[SourceFacility], all_counts: Sequence[SourceCounts]) -> None:
    """Stop where the layers are empty, or nothing in them has a type."""
    if not any(counts.read for counts in all_counts):
        raise InputError("The layers of SOURCES are empty: choose layers with facilities.")
    if not facilities and not any(counts.left_out or counts.neither or counts.gone for counts in all_counts):
        unmapped: Counter[str] = sum((counts.unmapped for counts in all_counts), Counter())
        raise InputError(
            "Nothing in the layers has a type; the most frequent values are: {values}. Say in MAPPING which field and "
            "value is which type, or choose other layers.",
            values=_frequent(unmapped) or "NULL",
        )


@dataclass(frozen=True, kw_only=True)
class PreparedLayers:
    """Prepared facilities, the layers that they came from, and the day that holds for all of them."""

    prepared: Prepared
    hours: FacilityHours
    facets: FacilityFacets
    sources: Sequence[SourceLayer]
    finder: TypeFinder
    working: WorkingCrs
    date: QDate | None


def write_facilities(writer: LayerWriter, made_of: PreparedLayers, progress: Progress, *, areas: bool) -> None:
    """Write the facilities that are areas, or those that are points, with our fields before those of their layers."""
    prepared, sources, finder, facets = made_of.prepared, made_of.sources, made_of.finder, made_of.facets
    destination = writer.outputs.destination(writer.name)
    if destination is None:
        return
    rows = [row for row in prepared.kept if prepared.facilities[row].is_area == areas]
    keep = [(field_of(key), QMetaType.Type.QString) for key in finder.mapping.keep]
    ours = [QgsField(n, kind) for n, kind in (*_OURS, *keep, *HOURS_FIELDS, *facets.fields)]
    taken = [field.name() for field in ours]
    own = {n: _own_fields(sources[n], finder, taken) for n in sorted({prepared.facilities[row].source for row in rows})}
    common = common_fields([field for _, field in fields] for fields in own.values())
    fields = make_fields(fitted_fields([*ours, *common], destination, keep_fid=False))
    names = [field.name() for field in common]
    which = {n: places_in(names, [field.name() for _, field in fields]) for n, fields in own.items()}
    places = {n: [own[n][at][0] if at >= 0 else -1 for at in found] for n, found in which.items()}
    # Where layers disagree on a field, it is text, and the values of some have to become it.
    texts = {n: [_becomes_text(field, own[n]) for field in common] for n in own}
    kind = Qgis.WkbType.MultiPolygon if areas else _kind_of_points([prepared.facilities[row] for row in rows])
    opened = writer.open(fields, kind, made_of.working.crs, fields.names()[: len(_OURS)])
    if opened is None:
        return

    def made() -> Iterator[Row]:
        for row in rows:
            facility = prepared.facilities[row]
            values = [
                *(prepared.ids[row], facility.type, facility.name),
                float(prepared.area[row]) if np.isfinite(prepared.area[row]) else None,
                *(sources[facility.source].source_text, made_of.date, int(facility.verified), facility.because),
                *(facility.tags.get(key) for key in finder.mapping.keep),
                *made_of.hours.values(row),
                *facets.values[row],
            ]
            mine = [
                None if at < 0 else text(facility.attributes[at]) if as_text else facility.attributes[at]
                for at, as_text in zip(places[facility.source], texts[facility.source], strict=True)
            ]
            yield [*values, *mine], _as_kind(facility.geometry, kind)

    opened.write(made(), progress, len(rows))


def _own_fields(source: SourceLayer, finder: TypeFinder, ours: Sequence[str]) -> list[tuple[int, QgsField]]:
    """Return the fields of a layer that none of ours stands for, with their place; one of our names is `input_…`."""
    taken = re.compile(f"({'|'.join(map(re.escape, ours))})(_[0-9]+)?", re.IGNORECASE)
    shown = {source.tags[key] for key in finder.mapping.keep if key in source.tags} | source.used
    fields = [(index, QgsField(f)) for index, f in enumerate(source.layer.source.fields()) if index not in shown]
    names = [f"input_{f.name()}" if taken.fullmatch(f.name()) else f.name() for _, f in fields]
    for (_, field), name in zip(fields, free_names((), names), strict=True):
        field.setName(name)
    return fields


def _becomes_text(common: QgsField, fields: Sequence[tuple[int, QgsField]]) -> bool:
    """Return whether a field of all layers is text, and that of one of them something else."""
    mine = (field for _, field in fields if field.name().casefold() == common.name().casefold())
    is_text = common.type() == QMetaType.Type.QString
    return is_text and any(field.type() != QMetaType.Type.QString for field in mine)


def _kind_of_points(facilities: Sequence[SourceFacility]) -> Qgis.WkbType:
    several = any(t.geometry is not None and QgsWkbTypes.isMultiType(t.geometry.wkbType()) for t in facilities)
    return Qgis.WkbType.MultiPoint if several else Qgis.WkbType.Point


def _as_kind(geometry: QgsGeometry | None, kind: Qgis.WkbType) -> QgsGeometry | None:
    if geometry is not None and QgsWkbTypes.isMultiType(kind):
        geometry.convertToMultiType()
    return geometry


def write_merged(writer: LayerWriter, prepared: Prepared, sources: Sequence[SourceLayer], progress: Progress) -> None:
    """Write what went into what, and why."""
    merges, facilities, ids = prepared.merges, prepared.facilities, prepared.ids
    distances = [np.nan if one.distance is None else one.distance for one in merges]
    columns = [
        text_column("type", [facilities[one.kept].type for one in merges]),
        text_column("duplicate_id", [ids[one.duplicate] for one in merges]),
        text_column("duplicate_name", [facilities[one.duplicate].name for one in merges]),
        text_column("duplicate_source", [sources[facilities[one.duplicate].source].source_text for one in merges]),
        text_column("into_id", [ids[one.kept] for one in merges]),
        text_column("into_name", [facilities[one.kept].name for one in merges]),
        text_column("into_source", [sources[facilities[one.kept].source].source_text for one in merges]),
        number_column("distance_m", np.array(distances, np.float64)),
        text_column("reason", [one.reason for one in merges]),
        text_column("filled", [filled or None for filled in prepared.filled]),
    ]
    writer.table(columns, progress)


def log_sources(
    feedback: QgsProcessingFeedback, sources: Sequence[SourceLayer], all_counts: Sequence[SourceCounts]
) -> None:
    """Log what each layer is, and what in it has no type and why."""
    for one, counts in zip(sources, all_counts, strict=True):
        _tell_source(feedback, one, counts)


def _tell_source(feedback: QgsProcessingFeedback, one: SourceLayer, counts: SourceCounts) -> None:
    if not counts.read:
        feedback.pushWarning(tr("The layer “{layer}” is empty.").format(layer=one.label))
        return
    _tell_types(feedback, one, counts)
    _tell_left_out(feedback, one, counts)
    _tell_doubts(feedback, one, counts)


def _tell_types(feedback: QgsProcessingFeedback, one: SourceLayer, counts: SourceCounts) -> None:
    """Put in the log how many features have a type, and what tells none."""
    said = {"layer": one.label}
    typed = counts.read - counts.untyped - counts.left_out - counts.gone
    feedback.pushInfo(
        tr("“{layer}” ({kind}): {n} of {all} {all:feature|features} {n:has|have} a type.").format(
            kind=one.origin or tr("by MAPPING"), n=typed, all=counts.read, **said
        )
    )
    if counts.unmapped:
        feedback.pushInfo(
            tr("No type in “{layer}”: {n} {n:feature|features}; the most frequent: {values}").format(
                n=counts.unmapped.total(), values=_frequent(counts.unmapped), **said
            )
        )
    if counts.without_tags:
        feedback.pushInfo(
            tr("No type in “{layer}”, since no column that could tell it is filled: {n} {n:feature|features}").format(
                n=counts.without_tags, **said
            )
        )
        # Of OpenStreetMap as it is downloaded most features are no facilities; of other layers it is a fault.
        if one.origin != OSM and 2 * counts.without_tags >= counts.read:
            feedback.pushWarning(
                tr(
                    "{n} of {all} {all:feature|features} in “{layer}” {n:does not say what it is|do not say what they "
                    "are}: check how the layer was made."
                ).format(n=counts.without_tags, all=counts.read, **said)
            )


def _tell_left_out(feedback: QgsProcessingFeedback, one: SourceLayer, counts: SourceCounts) -> None:
    """Put in the log which features are left out, since they are none that is meant, or no more."""
    said = {"layer": one.label}
    if counts.left_out:
        feedback.pushInfo(
            tr("Left out of “{layer}”, as MAPPING says: {n} {n:feature|features}").format(n=counts.left_out, **said)
        )
    if counts.gone:
        feedback.pushInfo(
            tr("Left out of “{layer}”, since their tags say that they are disused, gone or not there yet: {n}").format(
                n=counts.gone, **said
            )
        )


def _tell_doubts(feedback: QgsProcessingFeedback, one: SourceLayer, counts: SourceCounts) -> None:
    """Put in the log what may be something else, could not be read, or lies nowhere."""
    said = {"layer": one.label}
    for (name, other), n in counts.several.most_common(_MOST):
        feedback.pushInfo(
            tr("In “{layer}”, taken as {type} though they are {other} as well: {n}").format(
                type=facility_word(name), other=facility_word(other), n=n, **said
            )
        )
    for (name, tags), n in counts.unsure.most_common(_MOST):
        feedback.pushWarning(
            tr("In “{layer}”, taken as {type} from {tags}, which may be something else too, check them: {n}").format(
                type=facility_word(name), tags=tags, n=n, **said
            )
        )
    if counts.cut:
        feedback.pushWarning(
            tr("In “{layer}”, features whose tags could not be read to their end: {n}").format(n=counts.cut, **said)
        )
    if counts.no_geometry:
        feedback.pushWarning(
            tr("In “{layer}”, facilities without geometry, kept but on no map: {n} ({ids})").format(
                n=len(counts.no_geometry), ids=first_few(counts.no_geometry), **said
            )
        )
    if counts.neither:
        feedback.pushWarning(
            tr("In “{layer}”, left out since they are neither points nor areas: {n} ({ids})").format(
                n=len(counts.neither), ids=first_few(counts.neither), **said
            )
        )


def log_prepared(feedback: QgsProcessingFeedback, prepared: Prepared, outputs: Outputs, names: tuple[str, str]) -> None:
    """Log how many there are of each type, what was merged and what was not."""
    kept = [prepared.facilities[row] for row in prepared.kept]
    types = Counter(facility.type for facility in kept)
    feedback.pushInfo(
        tr("Facilities: {n}. {types}").format(
            n=len(kept), types="; ".join(f"{facility_word(name)} {n}" for name, n in types.most_common()) or "–"
        )
    )
    reasons = Counter(one.reason for one in prepared.merges)
    feedback.pushInfo(
        tr("Duplicates merged: {n} ({reasons})").format(
            n=len(prepared.merges),
            reasons=", ".join(f"{code_word(name)} {n}" for name, n in reasons.most_common()) or "–",
        )
    )
    if prepared.apart:
        feedback.pushInfo(
            tr("Points that lie in an area of their type with another name, kept apart: {n} ({ids})").format(
                n=len(prepared.apart), ids=first_few([prepared.ids[row] for row in prepared.apart])
            )
        )
    if prepared.again:
        feedback.pushWarning(
            tr(
                "Ids that several facilities of one type have, which lie apart or have different names, and stay "
                "several: {n} ({ids})"
            ).format(n=len(prepared.again), ids=first_few(prepared.again))
        )
    for name, areas in zip(names, (False, True), strict=True):
        lost = sum(facility.is_area == areas for facility in kept)
        if lost and not outputs.wanted(name):
            feedback.pushWarning(
                tr("{n} of the facilities {n:belongs|belong} into the output {output}, which is switched off.").format(
                    n=lost, output=name
                )
            )


def _frequent(values: Counter[str]) -> str:
    shown = ", ".join(f"{value[:_LONGEST]} {n}" for value, n in values.most_common(_MOST))
    return shown if len(values) <= _MOST else tr("{ids}, …").format(ids=shown)
