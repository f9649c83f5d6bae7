"""What changed since an earlier fetch, as a table and as points on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from ...core.errors import InputError
from ...core.fetching.changes import Changed, Known, RowChange, changes_of
from ...core.fetching.features import value_of
from ...core.fetching.overpass import ID_COLUMN, TYPE_COLUMN
from ...core.fetching.services import Dataset
from ...core.preparing.dwelling_sources import column_key
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.columns import Column, number_column, text_column
from ..io.crs import WorkingCrs
from ..io.feature_sources import features
from ..io.providers import open_to_read
from ..io.reading import is_null
from ..io.translation import tr
from ..outputs.geopackage import is_database, tables_of
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from .fetched_tables import FetchedTable
from .study_place import RD

_BATCH = 5000


@dataclass(frozen=True)
class TableChange:
    """A change, and the table that it is in."""

    table: str
    change: RowChange


def check_earlier(text: str, output: str, datasets: Sequence[Dataset]) -> None:
    """Stop where the earlier fetch is the one that is to be written, or has nothing of what is fetched now."""
    if not text:
        return
    path = Path(text)
    if not path.is_file():
        raise InputError("There is no earlier fetch {path}: choose its GeoPackage, or leave EARLIER empty.", path=path)
    if output and Path(output).resolve() == path.resolve():
        raise InputError(
            "OUTPUT is the earlier fetch, {path}: choose another place, so that both are there.", path=path
        )
    there = {name.casefold() for name in (tables_of(path) if is_database(path) else ())}
    if not there.intersection(table for one in datasets for table in one.tables.values()):
        raise InputError(
            "The earlier fetch {path} has none of the tables that are fetched now: choose another, or leave EARLIER "
            "empty.",
            path=path,
        )


def find_changes(earlier: Path, tables: Sequence[FetchedTable], progress: Progress) -> list[TableChange]:
    """Return what changed in the tables that both fetches have."""
    found: list[TableChange] = []
    for number, table in enumerate(tables):
        part = progress.part(number / len(tables), (number + 1) / len(tables))
        layer = open_to_read(f"{earlier}|layername={table.name}", table.name)
        if not layer.isValid():
            continue
        before = dict(_earlier(layer, table.dataset, part))
        now = dict(_now(table, part))
        found += [TableChange(table.name, one) for one in changes_of(before, now)]
    return found


def _earlier(layer: QgsVectorLayer, dataset: Dataset, progress: Progress) -> Iterator[tuple[str, Known]]:
    names = layer.fields().names()
    there = {column_key(name) for name in names}
    dataset = replace(dataset, watch=tuple(one for one in dataset.watch if column_key(one) in there))
    for number, feature in enumerate(features(layer, QgsFeatureRequest())):
        if number % _BATCH == 0:
            progress.check()
        values = {
            name: None if is_null(value) else value for name, value in zip(names, feature.attributes(), strict=True)
        }
        key = _key(values, dataset)
        if key:
            yield key, _known(values, dataset, feature.geometry() if feature.hasGeometry() else None)


def _now(table: FetchedTable, progress: Progress) -> Iterator[tuple[str, Known]]:
    for number, (row, geometry) in enumerate(zip(table.rows, table.geometries, strict=True)):
        if number % _BATCH == 0:
            progress.check()
        values = dict(row.values)
        key = _key(values, table.dataset)
        if key:
            yield key, _known(values, table.dataset, geometry)


def _key(values: dict[str, object], dataset: Dataset) -> str:
    """Return what tells a row apart in both fetches; empty where its columns do not."""
    if dataset.kind == "overpass":
        return f"{values.get(TYPE_COLUMN)}/{values.get(ID_COLUMN)}"
    value = value_of(values, dataset.key)
    return "" if value is None else str(value)


def _known(values: dict[str, object], dataset: Dataset, geometry: QgsGeometry | None) -> Known:
    xy = None
    if geometry is not None and not geometry.isEmpty():
        middle = geometry.boundingBox().center()
        xy = (middle.x(), middle.y())
    name = value_of(values, dataset.name) if dataset.name else None
    watched = {column: _text(value_of(values, column)) for column in dataset.watch}
    return Known(name="" if name is None else str(name), values=watched, xy=xy)


def _text(value: object) -> str:
    """Return a value as it is compared: a file may have given a whole number decimals."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def log_changes(feedback: QgsProcessingFeedback, changes: Sequence[TableChange]) -> None:
    """Log how many things changed, by table."""
    words: dict[Changed, str] = {"came": tr("came"), "went": tr("went"), "moved": tr("moved"), "changed": tr("changed")}
    counts = Counter((one.table, one.change.change) for one in changes)
    for table in dict.fromkeys(one.table for one in changes):
        said = ", ".join(f"{words[what]} {counts[table, what]}" for what in words if counts[table, what])
        feedback.pushInfo(tr("Since the earlier fetch, {table}: {counts}").format(table=table, counts=said))


def write_changes(
    outputs: Outputs, changes: Sequence[TableChange], context: QgsProcessingContext, progress: Progress
) -> None:
    """Write the changes as a table, and those that have a place as points."""
    LayerWriter(outputs, p.CHANGES).table(_columns(changes), progress.part(0, 0.5))
    placed = [one for one in changes if one.change.xy is not None]
    xy = np.array([one.change.xy for one in placed], np.float64).reshape(-1, 2)
    working = WorkingCrs(RD, RD, "", context.transformContext())
    LayerWriter(outputs, p.CHANGES_MAP).points(_columns(placed), xy, working, RD, progress.part(0.5, 1))


def _columns(changes: Sequence[TableChange]) -> list[Column]:
    metres = [np.nan if one.change.distance_m is None else one.change.distance_m for one in changes]
    return [
        text_column("fetched_table", [one.table for one in changes]),
        text_column("key", [one.change.key for one in changes]),
        text_column("name", [one.change.name or None for one in changes]),
        text_column("change", [one.change.change for one in changes]),
        number_column("distance_m", np.array(metres, np.float64)),
        text_column("earlier", [one.change.earlier or None for one in changes]),
        text_column("now", [one.change.now or None for one in changes]),
    ]
