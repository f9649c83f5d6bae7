"""What was fetched as tables of a GeoPackage, each with where it came from in its metadata."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsLayerMetadata,
    QgsProcessingContext,
    QgsProviderRegistry,
    QgsVectorFileWriter,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QMetaType

from ...core.errors import InputError
from ...core.fetching.fetched_rows import Fetched, Row
from ...core.fetching.services import Dataset
from ...core.notes import Note
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.columns import free_names, make_fields
from ..io.legend_text import legend_text
from ..io.translation import Language, tr, translated
from ..outputs.provenance import FETCHED, VOCABULARY
from ..outputs.wholeness import why_not_whole
from .study_place import RD, Cutter

_KINDS = {
    "point": Qgis.WkbType.Point,
    "line": Qgis.WkbType.MultiLineString,
    "polygon": Qgis.WkbType.MultiPolygon,
    "": Qgis.WkbType.NoGeometry,
}
AREA, MARGIN = "Buurtmaat area", "Buurtmaat margin"
"""By which the metadata of a table say of what area it was fetched: a code or a box, and the metres past it."""
_BATCH = 5000
_OWN = ("fid", "geom")
"""Columns that a GeoPackage has for itself."""


@dataclass(kw_only=True)
class FetchedTable:
    """A table to be written.

    Parameters
    ----------
    name, shape
        What it is called, and the kind of geometry of its rows; empty without.
    dataset, fetched, asked
        What it was fetched from, what came, and the address of the first question.
    area, margin
        Where: the code of a municipality or a box, and the metres past it.
    rows, geometries
        Those that lie in the area.
    """

    name: str
    shape: str
    dataset: Dataset
    fetched: Fetched
    asked: str
    area: str = ""
    margin: float = 0.0
    rows: list[Row] = field(default_factory=list)
    geometries: list[QgsGeometry | None] = field(default_factory=list)


def cut_tables(
    dataset: Dataset, fetched: Fetched, asked: str, cutter: Cutter, progress: Progress
) -> list[FetchedTable]:
    """Return the tables of a dataset, with the rows that lie in the area; of some there may be none."""
    tables = {
        shape: FetchedTable(name=name, shape=shape, dataset=dataset, fetched=fetched, asked=asked)
        for shape, name in dataset.tables.items()
    }
    for number, row in enumerate(fetched.rows):
        if number % _BATCH == 0:
            progress.at(number / max(len(fetched.rows), 1))
        if row.geometry is None:
            if "" in tables:
                tables[""].rows.append(row)
                tables[""].geometries.append(None)
            continue
        placed = cutter.placed(row.geometry)
        if placed is not None:
            tables[row.geometry.shape].rows.append(row)
            tables[row.geometry.shape].geometries.append(placed)
    return list(tables.values())


def write_tables(
    path: Path, tables: Sequence[FetchedTable], date: str, context: QgsCoordinateTransformContext, progress: Progress
) -> None:
    """Write all tables into a new GeoPackage.

    Parameters
    ----------
    date
        When they were fetched.
    """
    for number, table in enumerate(tables):
        part = progress.part(number / len(tables), (number + 1) / len(tables))
        _write(path, table, number == 0, context, part)
        source = f"{path}|layername={table.name}"
        if (
            not QgsProviderRegistry.instance()
            .providerMetadata("ogr")
            .saveLayerMetadata(source, _metadata(table, date))[0]
        ):
            raise _not_written(table, "metadata")


def _write(
    path: Path, table: FetchedTable, is_first: bool, context: QgsCoordinateTransformContext, progress: Progress
) -> None:
    columns = _columns(table.rows) or [
        (name, QMetaType.Type.QString) for name in table.dataset.needs or (table.dataset.key,)
    ]
    names = free_names(_OWN, [name for name, _ in columns])
    fields = make_fields(
        _field(name, kind, table.fetched.labels.get(column, ""))
        for name, (column, kind) in zip(names, columns, strict=True)
    )
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName, options.fileEncoding = "GPKG", table.name, "UTF-8"
    options.layerOptions = ["GEOMETRY_NAME=geom", "FID=fid"]
    options.actionOnExistingFile = (
        QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteFile
        if is_first
        else QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    )
    kind = _KINDS[table.shape]
    crs = RD if table.shape else QgsCoordinateReferenceSystem()
    writer = QgsVectorFileWriter.create(str(path), fields, kind, crs, context, options)
    try:
        _check(writer, table)
        for start in range(0, len(table.rows), _BATCH):
            progress.at(start / len(table.rows))
            batch = slice(start, start + _BATCH)
            some = _features(table.rows[batch], table.geometries[batch], columns, fields)
            if not writer.addFeatures(some, QgsFeatureSink.Flag.FastInsert):
                raise _not_written(table, writer.errorMessage())
        if not writer.flushBuffer():
            raise _not_written(table, writer.errorMessage())
    finally:
        sip.delete(writer)  # which closes the file
    lack = why_not_whole(path, table.name, len(table.rows))
    if lack:
        raise _not_written(table, lack)


def _field(name: str, kind: QMetaType.Type, label: str) -> QgsField:
    field_ = QgsField(name, kind)
    field_.setAlias(label)
    return field_


def _check(writer: QgsVectorFileWriter, table: FetchedTable) -> None:
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise _not_written(table, writer.errorMessage())


def _not_written(table: FetchedTable, why: Note | str) -> InputError:
    return InputError(
        "The table {table} could not be written whole ({why}): see whether the disk is full, or choose another place.",
        table=table.name,
        why=why if isinstance(why, Note) else why.strip().rstrip(".") or "–",
    )


def _features(
    rows: Sequence[Row],
    geometries: Sequence[QgsGeometry | None],
    columns: Sequence[tuple[str, QMetaType.Type]],
    fields: QgsFields,
) -> list[QgsFeature]:
    made = []
    for row, geometry in zip(rows, geometries, strict=True):
        feature = QgsFeature(fields)
        feature.setAttributes([_cell(row.values.get(name), kind) for name, kind in columns])
        if geometry is not None:
            feature.setGeometry(geometry)
        made.append(feature)
    return made


def _columns(rows: Iterable[Row]) -> list[tuple[str, QMetaType.Type]]:
    """Return the columns of some rows, in the order in which they come, and what they hold."""
    kinds: dict[str, set[type]] = {}
    for row in rows:
        for name, value in row.values.items():
            kinds.setdefault(name, set()).add(type(value))
    return [(name, _kind(found - {type(None)})) for name, found in kinds.items()]


def _kind(types: set[type]) -> QMetaType.Type:
    if types == {bool}:
        return QMetaType.Type.Bool
    if types == {int}:
        return QMetaType.Type.LongLong
    return QMetaType.Type.Double if types and types <= {int, float} else QMetaType.Type.QString


def _cell(value: object, kind: QMetaType.Type) -> object:
    if value is None or kind == QMetaType.Type.Bool:
        return value
    if kind == QMetaType.Type.LongLong and isinstance(value, int):
        return value if abs(value) < 2**63 else None
    return float(value) if kind == QMetaType.Type.Double and isinstance(value, (int, float)) else str(value)


def title_of(dataset: Dataset) -> str:
    """Return what a dataset is called in the user's language."""
    return dataset.title.get(Language().code) or dataset.title.get("en") or next(iter(dataset.title.values()))


def _metadata(table: FetchedTable, date: str) -> QgsLayerMetadata:
    """Return where a table came from, as it is shown in its properties and in reports."""
    dataset, fetched = table.dataset, table.fetched
    metadata = QgsLayerMetadata()
    metadata.setIdentifier(table.name)
    metadata.setType("dataset")
    metadata.setTitle(title_of(dataset))
    said = translated(fetched.said.message, fetched.said.values)
    metadata.setAbstract(
        tr("Fetched by Buurtmaat from {host} on {date}; data of {data_date}; {n} rows, {said}.").format(
            host=dataset.host, date=date, data_date=fetched.date or "–", n=len(fetched.rows), said=said
        )
    )
    metadata.setHistory([tr("Asked: {question}").format(question=table.asked)])
    metadata.setKeywords({VOCABULARY: [FETCHED, dataset.id], AREA: [table.area], MARGIN: [f"{table.margin:g}"]})
    metadata.setLicenses([dataset.licence])
    metadata.setRights([f"{dataset.attribution}, {fetched.date or date} ({dataset.licence})"])
    link = QgsLayerMetadata.Link()
    link.name, link.type, link.url = dataset.id, "WWW:LINK", table.asked.partition("?")[0].partition(" ")[0]
    metadata.setLinks([link])
    if table.shape:
        metadata.setCrs(RD)
    return metadata


def load_tables(context: QgsProcessingContext, path: Path, tables: Sequence[FetchedTable], name: str) -> list[str]:
    """Let the tables that have rows arrive in the project, once they are in their place, in a group with a name.

    Returns
    -------
    list of str
        Where they are.
    """
    project, places = context.project(), []
    if project is None:
        return []
    for number, table in enumerate(tables):
        if not table.rows:
            continue
        details = QgsProcessingContext.LayerDetails(table.name, project, p.OUTPUT)
        details.groupName = legend_text(name) if len(tables) > 1 else ""
        details.layerSortKey = -number if table.shape != "polygon" else -number - len(tables)
        places.append(f"{path}|layername={table.name}")
        context.addLayerToLoadOnCompletion(places[-1], details)
    return places
