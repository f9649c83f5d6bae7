"""What changes of facilities mean, in words, and the layers with the facilities as they would be."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsGeometry,
    QgsPointXY,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ...core.arrays import Ints, to_list
from ...core.comparing import type_key
from ...core.errors import InputError
from ...core.wording import cut_rate, decimals_of
from ..io import parameter_names as p
from ..io.clock import this_year
from ..io.feature_sources import features, layer_source
from ..io.reference_systems import sound
from ..io.translation import Language, facility_word, tr
from ..report.phrases import Phrases
from .facility_changes import Change, CloseFacility, MoveFacility, PlaceFacility, TriedRun
from .nearest_places import name_field

if TYPE_CHECKING:
    from ...core.geometry.distances import Places
    from ...core.norms.model import Requirement
    from ...core.requirements.facility_changes import ChangedTown, RequirementChange
    from ...core.requirements.outcomes import Outcome


@dataclass(frozen=True, kw_only=True)
class TriedRequirement:
    """What changes for one requirement.

    Parameters
    ----------
    whole
        The figure over all, before and after; empty where there is none.
    weight
        What the requirement counts: dwellings, or people.
    gained, lost
        How many of them have it now, and have it no longer.
    turned
        A line for each neighbourhood of which the verdict turns.
    gained_rows, lost_rows
        The rows of their dwellings.
    """

    id: str
    title: str
    whole: str
    weight: str
    gained: float
    lost: float
    turned: Sequence[str]
    gained_rows: Ints
    lost_rows: Ints


def tried_requirements(run: TriedRun, changed: ChangedTown) -> list[TriedRequirement]:
    """Return what changes, of the requirements for which anything does, in the order of the set."""
    phrases = Phrases(Language())
    found = []
    for change in changed.changes:
        if not (change.gained.size or change.lost.size or change.turned.size or _figures_differ(change)):
            continue
        found.append(
            TriedRequirement(
                id=change.requirement.id,
                title=change.requirement.label(phrases.language.code),
                whole=_whole(change, phrases),
                weight=phrases.figure(change.requirement.weight),
                gained=_weight_of(change.after, change.gained),
                lost=_weight_of(change.before, change.lost),
                turned=[_turned(run, change, row, phrases) for row in to_list(change.turned)],
                gained_rows=change.gained,
                lost_rows=change.lost,
            )
        )
    return found


def _weight_of(outcome: Outcome, rows: Ints) -> float:
    return 0.0 if outcome.demand is None else float(outcome.demand.weight[rows].sum())


def dwelling_spots(run: TriedRun, rows: Ints) -> list[QgsPointXY]:
    """Return where dwellings are, in the reference system of the run."""
    xy = run.inputs.moments[-1].dwellings.xy[rows]
    return [QgsPointXY(float(x), float(y)) for x, y in xy[np.isfinite(xy).all(axis=1)]]


class FacilityFinder:
    """Finds the facility at a place of the map, of those that are open and of a type that is asked for.

    Parameters
    ----------
    layers
        Those of the run, in their order, which tell names.
    """

    def __init__(self, run: TriedRun, layers: Sequence[QgsVectorLayer] = ()) -> None:
        self._run, self._layers = run, list(layers)

    @cached_property
    def _places(self) -> Places:
        from ...core.geometry.distances import Places

        return Places(self._run.inputs.facilities.shapes.take(self._asked))

    @cached_property
    def _asked(self) -> Ints:
        inputs = self._run.inputs
        asked = {type_key(name) for one in inputs.norms.norm_set.requirements for name in one.facility}
        of_type = np.array([type_key(name or "") in asked for name in inputs.facilities.types], bool)
        is_open = inputs.moments[-1].facilities.open
        return np.flatnonzero(of_type if is_open is None else of_type & is_open[: of_type.size])

    def at(self, point: QgsPointXY, reach: float) -> str | None:
        """Return what the nearest facility is called in changes, None where none lies within reach in metres."""
        feature, distance = self._places.nearest(np.array([[point.x(), point.y()]]))
        found = int(feature[0])
        return self._run.names[self._asked[found]] if found >= 0 and distance[0] <= reach else None

    def spot(self, facility_id: str) -> QgsPointXY:
        """Return a point in a facility."""
        x, y = self._run.inputs.facilities.spots[self._run.row_of(facility_id)].tolist()
        return QgsPointXY(x, y)

    def words(self, facility_id: str) -> str:
        """Return what a facility is called: its type, in the user's language, and its name, else its id."""
        row = self._run.row_of(facility_id)
        kind = self._run.inputs.facilities.types[row] or ""
        return f"{facility_word(kind)} {self._name(row) or facility_id}".strip()

    def _name(self, row: int) -> str:
        """Return the name of a facility as its layer tells it; empty where it does not."""
        read = self._run.inputs.facilities.layers
        for layer, (_, rows) in zip(self._layers, read if len(read) == len(self._layers) else (), strict=False):
            if row < rows.count:
                column = name_field(layer.fields().names())
                return "" if column is None else _text_of(layer, column, int(rows.ids[row]))
            row -= rows.count
        return ""


def _text_of(layer: QgsVectorLayer, column: str, feature_id: int) -> str:
    """Return a text of one feature; empty where it has none, or its source does not answer."""
    try:
        found = next(features(layer_source(layer, lambda: False), QgsFeatureRequest(feature_id)), None)
    except InputError:
        return ""
    value = None if found is None else found[column]
    return value.strip() if isinstance(value, str) else ""


def change_words(change: Change, finder: FacilityFinder) -> str:
    """Return a change in words."""
    if isinstance(change, PlaceFacility):
        return tr("New: {type}").format(type=facility_word(change.type))
    if isinstance(change, MoveFacility):
        return tr("Moved: {facility}").format(facility=finder.words(change.id))
    return tr("Closed: {facility}").format(facility=finder.words(change.id))


def changed_layers(
    run: TriedRun,
    layers: Sequence[QgsVectorLayer],
    changes: Sequence[Change],
    crs: QgsCoordinateReferenceSystem,
    given: Mapping[str, object],
) -> list[QgsVectorLayer]:
    """Return the layers of facilities as they would be: a copy where one closes, and one layer with those to come.

    Parameters
    ----------
    layers
        Those of the run, in their order.
    crs
        Of the points of the changes.
    given
        The inputs of the run, of which the fields are.
    """
    if len(layers) != len(run.inputs.facilities.layers):
        raise InputError("Not all facilities of the run are layers of the project: add them and choose them.")
    gone = {run.row_of(one.id) for one in changes if isinstance(one, CloseFacility | MoveFacility)}
    until = (run.year or this_year()) - 1
    field = str(given.get(p.OPEN_UNTIL_FIELD) or "open_until")
    found, first = [], 0
    for layer, (_, rows) in zip(layers, run.inputs.facilities.layers, strict=True):
        here = {int(rows.ids[row - first]) for row in gone if first <= row < first + len(rows.ids)}
        found.append(_with_closed(layer, here, field, until) if here else layer)
        first += len(rows.ids)
    coming = [one for one in changes if isinstance(one, PlaceFacility | MoveFacility)]
    return [*found, _coming(run, layers, coming, crs, given)] if coming else found


def _with_closed(layer: QgsVectorLayer, ids: Collection[int], field: str, until: int) -> QgsVectorLayer:
    """Return a copy of a layer in which some facilities close."""
    kind = QgsWkbTypes.displayString(layer.wkbType())
    copy = QgsVectorLayer(kind, layer.name(), "memory")
    copy.setCrs(sound(layer.crs()))  # also one that no authority knows
    fields, column = layer.fields(), layer.fields().lookupField(field)
    added = [] if column >= 0 else [QgsField(field, QMetaType.Type.Int)]
    _add_fields(copy, [*fields, *added])
    made = []
    for feature in features(layer, QgsFeatureRequest()):
        values = [*feature.attributes(), *(None for _ in added)]
        if feature.id() in ids:
            values[column] = until
        new = QgsFeature(copy.fields())
        new.setAttributes(values)
        new.setGeometry(feature.geometry())
        made.append(new)
    _add_all(copy, made)
    title = tr("{layer}, what if")
    copy.setName(title.format(layer=layer.name().removesuffix(title.format(layer=""))))  # also of one that is one
    if layer.renderer() is not None:
        copy.setRenderer(layer.renderer().clone())  # the same places: they look the same
    return copy


def _coming(
    run: TriedRun,
    layers: Sequence[QgsVectorLayer],
    coming: Sequence[PlaceFacility | MoveFacility],
    crs: QgsCoordinateReferenceSystem,
    given: Mapping[str, object],
) -> QgsVectorLayer:
    """Return a layer with the facilities that come, with the fields that the run read of the others.

    One that moves keeps what it has in those that conditions ask for.
    """
    facilities, text, number = run.inputs.facilities, QMetaType.Type.QString, QMetaType.Type.Double
    usual = {p.FACILITY_ID: "facility_id", p.TYPE_FIELD: "type", p.CAPACITY_FIELD: "capacity_m2"}
    names = [str(given.get(name) or one) for name, one in usual.items()]
    layer = QgsVectorLayer("Point", tr("Facilities to come"), "memory")
    layer.setCrs(sound(crs))
    others = [name for name in facilities.columns if name.casefold() not in {one.casefold() for one in names}]
    own = [QgsField(n, k) for n, k in zip(names, (text, text, number), strict=True)]
    _add_fields(layer, [*own, *(_field_like(name, layers) for name in others)])
    placed, made = 0, []
    for one in coming:
        values: list[object]
        if isinstance(one, PlaceFacility):
            placed += 1
            values = [f"new-{placed}", one.type, run.size_of(one), *(None for _ in others)]
        else:
            row = run.row_of(one.id)
            values = [f"{one.id}-moved", facilities.types[row], float(facilities.capacity[row])]
            values += [facilities.columns[name][row] for name in others]
        feature = QgsFeature(layer.fields())
        feature.setAttributes([None if isinstance(v, float) and math.isnan(v) else v for v in values])
        feature.setGeometry(QgsGeometry.fromPointXY(one.point))
        made.append(feature)
    _add_all(layer, made)
    return layer


def _field_like(name: str, layers: Sequence[QgsVectorLayer]) -> QgsField:
    """Return a field like the one of that name in the first of some layers that has one."""
    found = ((layer.fields(), layer.fields().lookupField(name)) for layer in layers)
    field = next((fields.at(place) for fields, place in found if place >= 0), None)
    return QgsField(name, QMetaType.Type.QString) if field is None else QgsField(name, field.type())


def _add_fields(layer: QgsVectorLayer, fields: Sequence[QgsField]) -> None:
    """Give a new layer fields, or stop: QGIS leaves out a kind that it cannot keep."""
    good = layer.dataProvider().addAttributes(list(fields))
    layer.updateFields()
    if not good or len(layer.fields()) != len(fields):
        raise _not_copied(layer)


def _add_all(layer: QgsVectorLayer, made: Sequence[QgsFeature]) -> None:
    """Put features into a new layer, or stop: QGIS leaves out those with a value that does not fit, without a word."""
    good, _ = layer.dataProvider().addFeatures(list(made))
    if not good or layer.featureCount() != len(made):
        raise _not_copied(layer)


def _not_copied(layer: QgsVectorLayer) -> InputError:
    return InputError(
        "The layer “{layer}” cannot be copied, since a field of it does not fit: save it as a GeoPackage whose field "
        "for the last year holds whole numbers, and check again.",
        layer=layer.name(),
    )


def _figures_differ(change: RequirementChange) -> bool:
    return _figure(change.before) != _figure(change.after)


def _figure(outcome: Outcome) -> float | None:
    """Return the figure over all of a requirement; None where there is none."""
    found = outcome.whole_rate if outcome.whole is None else float(outcome.whole.share[0])
    return None if math.isnan(found) else found


def _whole(change: RequirementChange, phrases: Phrases) -> str:
    before, after = _figure(change.before), _figure(change.after)
    if before is None or after is None:
        return ""
    written = [_written(change.requirement, value, phrases) for value in (before, after)]
    if written[0] == written[1] and before != after:  # else a change that 48 dwellings gain by looks like none
        written = [_written(change.requirement, value, phrases, more=2) for value in (before, after)]
    both, asked = " → ".join(written), change.requirement
    return both if asked.has_share or asked.unit == "share" else phrases.in_unit(asked, both)


def _written(asked: Requirement, value: float, phrases: Phrases, more: int = 0) -> str:
    """Return a figure with the decimals that the table, the cards and the report have of it.

    Parameters
    ----------
    more
        How many a percentage has more than there.
    """
    if asked.has_share:
        return phrases.percent(value, more + decimals_of(asked.target if asked.target is not None else math.nan))
    if asked.unit == "share":
        return phrases.percent(value, more + 1)
    return phrases.language.short(value) if asked.kind.whole else phrases.language.number(*cut_rate(value))


def _turned(run: TriedRun, change: RequirementChange, row: int, phrases: Phrases) -> str:
    before, after = (phrases.verdict(one.compliance[row]) for one in (change.before, change.after))
    areas = run.inputs.areas
    names = [label.removesuffix(f" ({id_})") for label, id_ in zip(areas.labels, areas.neighbourhoods.ids, strict=True)]
    name = names[row] if names.count(names[row]) == 1 else areas.labels[row]
    return f"{name}: {before} → {after}"
