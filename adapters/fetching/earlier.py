"""What changed since an earlier fetch, as a table and as points on the map."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
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
from ...core.fetching.features_page import value_of
from ...core.fetching.overpass import ID_COLUMN, TYPE_COLUMN
from ...core.fetching.services import MUNICIPALITY, Dataset
from ...core.preparing.dwelling_sources import column_key
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.columns import Column, number_column, text_column
from ..io.crs import WorkingCrs
from ..io.feature_sources import features
from ..io.feedback import first_few
from ..io.main_thread import in_main_thread
from ..io.providers import open_to_read
from ..io.reading import is_null
from ..io.translation import tr
from ..outputs.geopackage import is_database, tables_of
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from ..outputs.staging import reason_of
from .fetched_tables import AREA, MARGIN, FetchedTable
from .study_place import RD, StudyPlace

_BATCH = 5000


Holds = Callable[[QgsGeometry | None], bool]
"""Whether a geometry on the map lies where both fetches looked."""


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
    if not os.path.isfile(path):
        raise InputError("There is no earlier fetch {path}: choose its GeoPackage, or leave EARLIER empty.", path=path)
    if output and Path(output).resolve() == path.resolve():
        raise InputError(
            "OUTPUT is the earlier fetch, {path}: choose another place, so that both are there.", path=path
        )
    try:
        there = {name.casefold() for name in (tables_of(path) if is_database(path) else ())}
    except (OSError, sqlite3.Error) as error:
        raise InputError(
            "Reading the layer “{layer}” failed: {why}. Check where it comes from and run again.",
            layer=path.name,
            why=reason_of(error),
        ) from error
    if not there.intersection(table for one in datasets for table in one.tables.values()):
        raise InputError(
            "The earlier fetch {path} has none of the tables that are fetched now: choose another, or leave EARLIER "
            "empty.",
            path=path,
        )


@dataclass(frozen=True, kw_only=True)
class EarlierFetch:
    """An earlier fetch, to be compared with one now.

    Parameters
    ----------
    study
        Where was fetched now.
    context, feedback
        As Processing hands them over.
    """

    path: Path
    study: StudyPlace
    context: QgsProcessingContext
    feedback: QgsProcessingFeedback

    def changes(self, tables: Sequence[FetchedTable], progress: Progress) -> list[TableChange]:
        """Return what changed in the datasets that both fetches have."""
        found: list[TableChange] = []
        datasets = {table.dataset.id: table.dataset for table in tables}
        for number, dataset in enumerate(datasets.values()):
            part = progress.part(number / len(datasets), (number + 1) / len(datasets))
            of_it = [one for one in tables if one.dataset.id == dataset.id]
            layers = {one.name: layer for one in of_it if (layer := self._open(one.name, dataset)) is not None}
            try:
                found += self._changes_of(of_it, layers, dataset, part) if layers else ()
            finally:
                for layer in layers.values():
                    self.context.temporaryLayerStore().removeMapLayer(layer)
        return found

    def _changes_of(
        self,
        tables: Sequence[FetchedTable],
        layers: Mapping[str, QgsVectorLayer],
        dataset: Dataset,
        progress: Progress,
    ) -> Iterator[TableChange]:
        """Yield what changed in the tables of a dataset: a place may go from one to another, and is the same."""
        tables = [one for one in tables if one.name in layers]
        holds = self._in_both(tables[0], next(iter(layers.values())))
        before, table_before, twice = dict[str, Known](), dict[str, str](), list[str]()
        for name, layer in layers.items():
            for key, one in _earlier(layer, dataset, holds, progress):
                if key in before:
                    twice.append(key)
                    continue
                before[key], table_before[key] = one, name
        if twice:
            text = tr("The earlier fetch has ids twice in {table}, of which the first counts: {n} ({ids})")
            self.feedback.pushWarning(
                text.format(table=", ".join(layers), n=len(twice), ids=first_few(list(dict.fromkeys(twice))))
            )
        now, table_now = dict[str, Known](), dict[str, str]()
        for table in tables:
            for key, one in _now(table, holds, progress):
                now[key], table_now[key] = one, table.name
        if before and now and not before.keys() & now.keys():
            text = tr(
                "Nothing of {table} has the id that it had in the earlier fetch: is that of another area or year?"
            )
            self.feedback.pushWarning(text.format(table=", ".join(layers)))
        for change in changes_of(before, now, unnamed=dataset.kind == "overpass"):
            yield TableChange(table_now.get(change.key) or table_before[change.key], change)

    def _open(self, table: str, dataset: Dataset) -> QgsVectorLayer | None:
        """Return a table of the earlier fetch; None, which is told, where it has none, or one of another source."""
        # In the main thread, whose window may open another table of it just then (see `in_main_thread`).
        place = f"{self.path}|layername={table}"
        layer = in_main_thread(self.context, self.feedback.isCanceled, partial(_opened, place, table, self.context))
        if layer is None:
            self.feedback.pushInfo(tr("The earlier fetch has no {table}: it is not compared.").format(table=table))
            return None
        there = {column_key(name) for name in layer.fields().names()}
        wanted = (TYPE_COLUMN, ID_COLUMN) if dataset.kind == "overpass" else (dataset.key,)
        if not there.issuperset(column_key(one) for one in wanted):
            text = tr("The earlier fetch has {table} from another source, without {column}: it is not compared.")
            self.feedback.pushWarning(text.format(table=table, column=", ".join(wanted)))
            return None
        return layer

    def _in_both(self, table: FetchedTable, layer: QgsVectorLayer) -> Holds:
        """Return what says whether a place lies where both fetches looked; warn where these are different areas.

        Notes
        -----
        A fetch with a wider margin has more, which did not come since.
        """
        metadata = layer.metadata()
        area, margin = metadata.keywords(AREA), _margin(metadata.keywords(MARGIN))
        if area and area[0] != table.area:
            text = tr(
                "The earlier {table} is of another area ({earlier}, now {now}): what came and went may be only that."
            )
            self.feedback.pushWarning(text.format(table=table.name, earlier=area[0], now=table.area))
        elif margin is not None and margin != table.margin and table.dataset.cut != MUNICIPALITY:
            least = min(margin, table.margin)
            text = tr("The earlier {table} is of another margin, so what lies within {m} m is compared.")
            self.feedback.pushInfo(text.format(table=table.name, m=f"{least:g}"))
            cutter = self.study.within(least)
            return lambda geometry: geometry is None or geometry.isEmpty() or cutter.holds(geometry)
        return lambda _geometry: True


def _opened(place: str, table: str, context: QgsProcessingContext) -> QgsVectorLayer | None:
    """Open a table, which the context owns then; None where there is none."""
    layer = open_to_read(place, table)
    if not layer.isValid():
        return None
    context.temporaryLayerStore().addMapLayer(layer)
    return layer


def _earlier(layer: QgsVectorLayer, dataset: Dataset, holds: Holds, progress: Progress) -> Iterator[tuple[str, Known]]:
    names = layer.fields().names()
    there = {column_key(name) for name in names}
    dataset = replace(dataset, watch=tuple(one for one in dataset.watch if column_key(one) in there))
    for number, feature in enumerate(features(layer, QgsFeatureRequest())):
        if number % _BATCH == 0:
            progress.check()
        values = {
            name: None if is_null(value) else value for name, value in zip(names, feature.attributes(), strict=True)
        }
        key, geometry = _key(values, dataset), feature.geometry() if feature.hasGeometry() else None
        if key and holds(geometry):
            yield key, _known(values, dataset, geometry)


def _now(table: FetchedTable, holds: Holds, progress: Progress) -> Iterator[tuple[str, Known]]:
    for number, (row, geometry) in enumerate(zip(table.rows, table.geometries, strict=True)):
        if number % _BATCH == 0:
            progress.check()
        values = dict(row.values)
        key = _key(values, table.dataset)
        if key and holds(geometry):
            yield key, _known(values, table.dataset, geometry)


def _margin(said: Sequence[str]) -> float | None:
    """Return the margin that a table says; None where it says none."""
    try:
        return float(said[0])
    except (IndexError, ValueError):
        return None


def _key(values: dict[str, object], dataset: Dataset) -> str:
    """Return what tells a row apart in both fetches; empty where its columns do not."""
    if dataset.kind == "overpass":
        return f"{_text(values.get(TYPE_COLUMN))}/{_text(values.get(ID_COLUMN))}"
    return _text(value_of(values, dataset.key)).strip()


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
