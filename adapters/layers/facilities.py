"""Facilities from one or several layers: their ids, types and capacities."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsDataProvider,
    QgsFeatureSource,
    QgsMapLayer,
    QgsProcessingFeedback,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...core.arrays import to_list
from ...core.comparing import type_key
from ...core.errors import InputError
from ...core.geometry.shapes import Shapes, concatenate
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.columns import free_names
from ..io.crs import WorkingCrs
from ..io.feature_sources import layer_source
from ..io.feedback import first_few
from ..io.reader import Reader, read
from ..io.reading import Layer, check_size
from ..io.translation import tr

TYPE_FIELDS = ("type", "facility_type", "soort")
"""What fields with the types of facilities are called, in ours and in others' layers."""


def facility_ids(
    layer: Layer, field: str, prefix: str = "", *, feedback: QgsProcessingFeedback | None = None
) -> list[str]:
    """Return each facility's id as text: the field's value, else the feature id, after a prefix.

    A NULL in the field becomes `#` and the feature id; these, and ids that several have, are told in the log, if any.
    """
    if not field:
        return [f"{prefix}{i}" for i in to_list(layer.ids)]
    if feedback is not None:
        _warn_of_ids(feedback, layer, field)
    return [v if v is not None else f"#{i}" for v, i in zip(layer.codes(field), to_list(layer.ids), strict=True)]


def _warn_of_ids(feedback: QgsProcessingFeedback, layer: Layer, field: str) -> None:
    codes = layer.codes(field)
    if None in codes:
        feedback.pushWarning(
            tr("Features of “{layer}” without {field}, called # and their feature id: {n}").format(
                layer=layer.name, field=field, n=codes.count(None)
            )
        )
    times = Counter(v for v in codes if v is not None)
    same = [v for v, n in times.items() if n > 1]
    if same:
        feedback.pushWarning(
            tr(
                "Ids in {field} of “{layer}” that occur more than once, so that results cannot tell them apart: "
                "{n} ({ids})"
            ).format(field=field, layer=layer.name, n=len(same), ids=first_few(same))
        )


@dataclass(frozen=True)
class FacilityLayer:
    """A facility layer as chosen: its source can be read in any thread; `table` is its GeoPackage table, if any."""

    name: str
    table: str
    source: QgsFeatureSource


@dataclass(frozen=True, kw_only=True)
class AllFacilities:
    """The facilities of all layers, one after the other.

    `layers` are in their order; `spots` is a point in each, `capacity` is NaN where none is given, `area` is in m² and
    0 of what is no polygon, NaN without a geometry that could be one.
    """

    layers: Sequence[tuple[FacilityLayer, Layer]]
    ids: list[str]
    types: list[str | None]
    shapes: Shapes
    spots: NDArray[np.float64]
    capacity: NDArray[np.float64]
    area: NDArray[np.float64]
    columns: Mapping[str, list[object]]


def holds_places(layer: QgsMapLayer) -> TypeGuard[QgsVectorLayer]:
    """Return whether a layer can hold facilities: it has features, and they a geometry. In the main thread."""
    return isinstance(layer, QgsVectorLayer) and layer.geometryType() != Qgis.GeometryType.Null


def as_facility_layer(layer: QgsVectorLayer, cancelled: Callable[[], bool] = lambda: False) -> FacilityLayer:
    """Take what is needed of a layer while in the main thread; `cancelled` is asked while it is read."""
    path, table = named_table(layer.providerType(), layer.source())
    if not table and path.lower().endswith(".gpkg"):
        table = _only_table(layer)
    return FacilityLayer(layer.name(), table, layer_source(layer, cancelled))


def named_table(provider: str, source: str) -> tuple[str, str]:
    """Return the file and the table that a layer's source names, each empty where it names none.

    A query that stands in place of a table is no name.
    """
    parts = QgsProviderRegistry.instance().decodeUri(provider, source)
    table = str(parts.get("layerName") or parts.get("table") or "")
    return str(parts.get("path") or ""), "" if table.startswith("(") else table


def _only_table(layer: QgsVectorLayer) -> str:
    """Return the name of the table that a GeoPackage without a named one opens at."""
    storage = layer.dataProvider().subLayers()
    if storage:
        return str(storage[0]).split(QgsDataProvider.sublayerSeparator())[1]
    return Path(layer.source()).stem


def read_facilities(
    reader: Reader,
    layers: Sequence[FacilityLayer],
    working: WorkingCrs,
    wanted: Sequence[str],
    progress: Progress,
) -> AllFacilities:
    """Read the facilities of all layers.

    Parameters
    ----------
    wanted
        Names of fields that conditions ask for: a column for each that at least one layer has, None in the others.
    """
    types, labels = layer_types(reader, layers), layer_labels(layers)
    id_field, capacity_field = reader.field(p.FACILITY_ID), reader.text(p.CAPACITY_FIELD)
    found: list[tuple[FacilityLayer, Layer]] = []
    ids: list[str] = []
    names: list[str | None] = []
    capacity, area, spots = [], [], []
    columns: dict[str, list[object]] = {name: [] for name in wanted if any(_has(layer, name) for layer in layers)}
    for number, (layer, (type_field, type_name)) in enumerate(zip(layers, types, strict=True)):
        own = [name for name in columns if _has(layer, name)]
        fields = (id_field, type_field, capacity_field if _has(layer, capacity_field) else "", *own)
        part = progress.part(number / len(layers), (number + 1) / len(layers))
        rows = read(reader, layer.source, working, fields, name=layer.name, progress=part, geometries="areas")
        warn_if_empty(reader.feedback, rows)
        found.append((layer, rows))
        ids += facility_ids(rows, id_field, f"{labels[number]}:" if len(layers) > 1 else "", feedback=reader.feedback)
        names += rows.texts(type_field) if type_field else [type_name] * rows.count
        capacity.append(_capacities(reader, rows, capacity_field if _has(layer, capacity_field) else ""))
        area.append(_areas(layer, rows))
        spots.append(rows.spots)
        for name in columns:
            columns[name] += rows.cells(name) if name in own else [None] * rows.count
    if capacity_field and not any(_has(layer, capacity_field) for layer in layers):
        raise InputError(
            "No facility layer has the field “{field}” of CAPACITY_FIELD; choose another, or leave it empty.",
            field=capacity_field,
        )
    _warn_of_repeats(reader.feedback, found, names, spots)
    return AllFacilities(
        layers=found,
        ids=ids,
        types=names,
        shapes=concatenate(rows.shapes for _, rows in found),
        spots=np.concatenate(spots) if spots else np.empty((0, 2)),
        capacity=np.concatenate(capacity) if capacity else np.empty(0),
        area=np.concatenate(area) if area else np.empty(0),
        columns=columns,
    )


def _warn_of_repeats(
    feedback: QgsProcessingFeedback,
    layers: Sequence[tuple[FacilityLayer, Layer]],
    types: Sequence[str | None],
    spots: Sequence[NDArray[np.float64]],
) -> None:
    """Warn of facilities of one type on one spot in two layers, such as a layer that was chosen twice."""
    layer_of: dict[tuple[str, float, float], int] = {}
    again: Counter[tuple[int, int]] = Counter()
    kinds = iter(types)
    for number, places in enumerate(spots):
        for x, y in to_list(places):
            kind = next(kinds)
            if kind is not None and math.isfinite(x):
                first = layer_of.setdefault((type_key(kind), x, y), number)
                again[first, number] += first != number
    for (first, number), count in again.items():
        if count:
            feedback.pushWarning(
                tr(
                    "Facilities of “{layer}” that stand in “{other}” too, of the same type and at the same place, and "
                    "count twice: {n}. Leave one of the two out."
                ).format(layer=layers[number][0].name, other=layers[first][0].name, n=count)
            )


def warn_if_empty(feedback: QgsProcessingFeedback, layer: Layer) -> None:
    """Warn where a layer has no feature: whoever chose it expects some."""
    if layer.count == 0:
        feedback.pushWarning(tr("The layer “{layer}” is empty.").format(layer=layer.name))


def layer_labels(layers: Sequence[FacilityLayer]) -> list[str]:
    """Return a name of its own for each layer: its name, else its table's, else its name with a number."""
    names = [layer.name for layer in layers]
    if len(set(names)) < len(names):
        names = [layer.table or layer.name for layer in layers]
    return free_names((), names)


def _capacities(reader: Reader, rows: Layer, field: str) -> NDArray[np.float64]:
    """Return the capacities of a layer's facilities, NaN where there is no field, a NULL or a negative one."""
    if not field:
        return np.full(rows.count, np.nan)
    capacity = rows.numbers(field)
    check_size(rows, field, capacity)
    negative = capacity < 0
    if negative.any():
        reader.feedback.pushWarning(
            tr("Facilities in “{layer}” with a negative {field}, read as unknown: {n}").format(
                layer=rows.name, field=field, n=int(negative.sum())
            )
        )
    return np.where(negative, np.nan, capacity)


def _areas(layer: FacilityLayer, rows: Layer) -> NDArray[np.float64]:
    """Return the m² of a layer's facilities; a layer of points or lines has none, also where no geometry is given."""
    kind = QgsWkbTypes.geometryType(layer.source.wkbType())
    flat = kind in (Qgis.GeometryType.Point, Qgis.GeometryType.Line)
    return np.where(np.isnan(rows.area), 0.0, rows.area) if flat else rows.area


def _has(layer: FacilityLayer, field: str) -> bool:
    return bool(field) and layer.source.fields().lookupField(field) >= 0


def layer_types(reader: Reader, layers: Sequence[FacilityLayer]) -> list[tuple[str, str]]:
    """Return for each layer the field that holds the types, or the one type of all its facilities.

    In this order: the layer's entry in FACILITY_TYPES; the field TYPE_FIELD, where the layer has it; the name of its
    table in a GeoPackage; its own name.
    """
    entries = [e.strip() for e in reader.text(p.FACILITY_TYPES).split(";")] if reader.text(p.FACILITY_TYPES) else []
    if len(entries) > len(layers):
        raise InputError(
            "FACILITY_TYPES has {n} {n:entry|entries} for {m} {m:layer|layers} of facilities: give one for "
            "each layer, in their order.",
            n=len(entries),
            m=len(layers),
        )
    type_field = reader.text(p.TYPE_FIELD)
    if type_field and layers and not any(_has(layer, type_field) for layer in layers):
        raise InputError(
            "No facility layer has the field “{field}” of TYPE_FIELD: choose another; “{layer}” has: {fields}.",
            field=type_field,
            layer=layers[0].name,
            fields=", ".join(layers[0].source.fields().names()) or "–",
        )
    found, fallbacks = [], []
    for layer, entry in zip(layers, entries + [""] * (len(layers) - len(entries)), strict=True):
        if entry.startswith("[") and entry.endswith("]"):
            if not _has(layer, entry[1:-1]):
                raise InputError(
                    "The facility layer “{layer}” has no field “{field}”, which FACILITY_TYPES names; choose one of: "
                    "{fields}.",
                    layer=layer.name,
                    field=entry[1:-1],
                    fields=", ".join(layer.source.fields().names()) or "–",
                )
            found.append((entry[1:-1], ""))
        elif entry:
            found.append(("", entry))
        elif _has(layer, type_field):
            found.append((type_field, ""))
        else:
            name = layer.table or layer.name
            found.append(("", name))
            fallbacks.append(type_key(name))
    twice = next((name for name in fallbacks if fallbacks.count(name) > 1), None)
    if twice is not None:
        raise InputError(
            "Two facility layers are both called “{name}”, so their types cannot be told apart: say them in "
            "FACILITY_TYPES.",
            name=twice,
        )
    return found
