"""Results into QGIS layers and files: checked before, opened last, removed if the run fails."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsAbstractDatabaseProviderConnection,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDataSourceUri,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeatureSource,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPoint,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QMetaType

from ..core.errors import InputError
from ..core.progress import Progress
from .columns import Column, free_names, make_fields
from .crs import WorkingCrs
from .reading import Layer, features, is_null
from .translation import tr

_BATCH = 5000
_SIDE_FILES = ("-wal", "-shm", "-journal")

Key = tuple[str, ...]
"""A place where a layer is stored: a file, a file and a table, or a database, a schema and a table."""


@dataclass(frozen=True)
class Destination:
    """Where an output goes: a memory layer, a file, a table in a GeoPackage, or a table in a database."""

    text: str

    @property
    def is_memory(self) -> bool:
        """Tell whether it is a temporary layer."""
        return self.text.startswith("memory:") or self.text == "TEMPORARY_OUTPUT"

    @property
    def provider(self) -> str:
        """Give the key of the provider that holds the table; empty for memory layers and plain files."""
        head = self.text.split(":", 1)[0]
        return {"ogr": "ogr", "postgis": "postgres", "postgres": "postgres"}.get(head, "") if not self.is_memory else ""

    @property
    def uri(self) -> QgsDataSourceUri:
        """Give the parts of a table's address."""
        return QgsDataSourceUri(self.text.split(":", 1)[1])

    @property
    def path(self) -> Path | None:
        """Give the file; None for memory layers and databases."""
        if self.is_memory or self.provider == "postgres":
            return None
        return Path(self.uri.database()) if self.provider == "ogr" else Path(self.text)

    @property
    def is_geopackage(self) -> bool:
        """Tell whether it is a GeoPackage."""
        return self.path is not None and self.path.suffix.lower() == ".gpkg"

    @property
    def is_shapefile(self) -> bool:
        """Tell whether it is a Shapefile."""
        return self.path is not None and self.path.suffix.lower() == ".shp"

    @property
    def key(self) -> Key:
        """Give what two destinations, or a destination and an input, must not share; empty for memory layers.

        A file without a named table is written anew, with all that is in it.
        """
        if self.is_memory:
            return ()
        if self.path is None:
            return (self.uri.connectionInfo(False), self.uri.schema(), self.uri.table())
        file = str(self.path.resolve())
        return (file, self.uri.table().casefold()) if self.provider else (file,)


def _overlap(one: Key, other: Key) -> bool:
    """Tell whether two keys mean the same place: a whole file holds each of its tables."""
    return bool(one and other) and all(a == b for a, b in zip(one, other, strict=False))


@dataclass(frozen=True)
class _Before:
    """What stood at a destination before the run: the file as it was, the files beside it, and its table."""

    file: tuple[int, int, int] | None
    beside: frozenset[Path]
    table: bool

    @classmethod
    def of(cls, destination: Destination) -> _Before:
        path = destination.path
        if path is None:
            return cls(None, frozenset(), _has_table(destination))
        beside = frozenset(path.parent.glob(f"{glob.escape(path.stem)}.*")) if path.parent.is_dir() else frozenset()
        return cls(_state(path), beside, _has_table(destination))


def _state(path: Path) -> tuple[int, int, int] | None:
    if not path.exists():
        return None
    state = path.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size


def _connection(destination: Destination) -> QgsAbstractDatabaseProviderConnection:
    place = str(destination.path) if destination.path else destination.uri.connectionInfo(True)
    return QgsProviderRegistry.instance().providerMetadata(destination.provider).createConnection(place, {})


def _has_table(destination: Destination) -> bool:
    if not destination.provider or (destination.path is not None and not destination.path.exists()):
        return False
    uri = destination.uri
    try:
        return bool(_connection(destination).tableExists(uri.schema(), uri.table()))
    except QgsProviderConnectionException:
        return False


class Outputs:
    """The destinations of one run.

    Parameters
    ----------
    algorithm, parameters, context, feedback
        As Processing hands them over.
    inputs
        What the run reads, as `places_of_inputs` gives it: no output is written over it.
    """

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        inputs: Sequence[tuple[str, Key]] = (),
    ) -> None:
        self.algorithm, self.parameters, self.context, self.feedback = algorithm, parameters, context, feedback
        self.inputs = inputs
        self.results: dict[str, object] = {}
        self._undo: list[Callable[[], None]] = []
        self._sinks: list[QgsFeatureSink] = []

    def destination(self, name: str) -> Destination | None:
        """Give where an output goes, None where it is not wanted."""
        value = self.parameters.get(name)
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            value = value.sink.valueAsString(self.context.expressionContext())[0]
        text = str(value) if value is not None and not is_null(value) else ""
        return Destination(text) if text else None

    def check(self, *names: str) -> None:
        """Stop with a sentence if one of these outputs cannot be written; a database shows that when it is opened."""
        for name in names:
            destination = self.destination(name)
            if destination is None:
                continue
            if destination.path is not None:
                _check_file(destination, self.algorithm.parameterDefinition(name).type() == "fileDestination")
            elif destination.provider:
                _check_database(destination)
        self._check_apart(names)

    def _check_apart(self, names: Sequence[str]) -> None:
        """Stop where an output would be written over another one, or over an input that is still read."""
        keys = {name: d.key for name in names if (d := self.destination(name)) is not None and d.key}
        taken = list(self.inputs)
        for name, key in keys.items():
            other = next((n for n, k in taken if _overlap(key, k)), None)
            if other is not None:
                raise InputError(
                    "The output {output} would be written over {other}: choose another place for it.",
                    output=name,
                    other=other,
                )
            taken.append((name, key))

    def _readable(self, destination: Destination, identifier: str) -> str:
        """Give the id by which the next step of a model and the map find a layer.

        Processing gives a database table back as it was asked for, and cannot open what it is then given.
        """
        if destination.provider != "postgres":
            return identifier
        found = f"postgres://{destination.text.split(':', 1)[1]}"
        to_load = self.context.layersToLoadOnCompletion()
        self.context.setLayersToLoadOnCompletion({found if k == identifier else k: v for k, v in to_load.items()})
        return found

    def wanted(self, name: str) -> bool:
        """Tell whether an output is to be written."""
        return self.destination(name) is not None

    def file(self, name: str) -> Path | None:
        """Open a plain file (a report): give its path, and remove it again if the run fails."""
        text = self.algorithm.parameterAsFileOutput(self.parameters, name, self.context)
        if not text:
            return None
        path = Path(text)
        self._undo.append(lambda: path.unlink(missing_ok=True))
        self.results[name] = text
        return path

    def layer(
        self, name: str, fields: QgsFields, geometry: Qgis.WkbType, crs: QgsCoordinateReferenceSystem
    ) -> Writer | None:
        """Open a layer or table to write to; None where the output is not wanted."""
        destination = self.destination(name)
        if destination is None:
            return None
        before, opened = _Before.of(destination), ""
        # Before the layer is opened: one that cannot be made may leave a file behind.
        self._undo.append(lambda: self._remove(destination, opened, str(self.results.get(name, "")), before))
        try:
            sink, opened = self.algorithm.parameterAsSink(
                self.parameters, name, self.context, fields, geometry, crs, QgsFeatureSink.SinkFlags()
            )
        except QgsProcessingException as error:
            raise InputError(
                "The output {output} cannot be written to {place}: {why}.",
                output=name,
                place=destination.text,
                why=str(error).strip().rstrip("."),
            ) from error
        if sink is None:
            raise InputError(
                "The output {output} cannot be written to {place}: choose another place.",
                output=name,
                place=destination.text,
            )
        self._sinks.append(sink)
        self.results[name] = self._readable(destination, opened)
        if destination.is_shapefile:
            self._log_short_names(fields)
        return Writer(sink, fields, name, destination)

    def close(self) -> None:
        """Close what is still open, so that what it holds is on disk; a writer must not be used afterwards."""
        while self._sinks:
            _close(self._sinks.pop())

    def remove(self) -> None:
        """Take away what the run made; what resists is named in the log."""
        self.close()
        while self._undo:
            try:
                self._undo.pop()()
            except (OSError, RuntimeError, QgsProcessingException, QgsProviderConnectionException) as error:
                self.feedback.reportError(
                    tr("An unfinished output could not be removed; please delete it yourself: {why}").format(why=error)
                )
        self.results.clear()

    def _remove(self, destination: Destination, identifier: str, readable: str, before: _Before) -> None:
        self.context.setLayersToLoadOnCompletion(
            {k: v for k, v in self.context.layersToLoadOnCompletion().items() if k not in (identifier, readable)}
        )
        layer = self.context.temporaryLayerStore().mapLayer(identifier)
        if layer is not None:
            self.context.temporaryLayerStore().removeMapLayer(layer)
        elif destination.provider and (destination.path is None or before.file is not None):
            # A table that was there and could not be opened is not the run's.
            schema, table = destination.uri.schema(), destination.uri.table()
            connection = _connection(destination)
            if (identifier or not before.table) and connection.tableExists(schema, table):
                connection.dropVectorTable(schema, table)
        elif destination.path is not None and (identifier or _state(destination.path) != before.file):
            path = destination.path
            if destination.is_shapefile:
                QgsVectorFileWriter.deleteShapeFile(str(path))
            for suffix in ("", *_SIDE_FILES):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            for beside in set(path.parent.glob(f"{glob.escape(path.stem)}.*")) - before.beside:
                beside.unlink(missing_ok=True)

    def _log_short_names(self, fields: QgsFields) -> None:
        long_names = [name for name in fields.names() if len(name) > 10]
        if long_names:
            self.feedback.pushWarning(
                tr("A Shapefile cuts field names to ten characters; write a GeoPackage to keep: {names}").format(
                    names=", ".join(long_names)
                )
            )


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(15)


def _check_file(destination: Destination, plain: bool) -> None:
    path = destination.path
    if path is None:
        return
    folder = path.parent
    if not folder.is_dir():
        raise InputError(
            "The output cannot be written to {path}: there is no folder {folder}; make it or choose another.",
            path=path,
            folder=folder,
        )
    if path.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        raise InputError("The output cannot be written to {path}: choose a place that you may write to.", path=path)
    if destination.provider == "ogr" and path.exists() and _first_bytes(path) not in (b"", b"SQLite format 3"):
        raise InputError("The output cannot be written to {path}: that file is no GeoPackage.", path=path)
    if not plain and not QgsVectorFileWriter.driverForExtension(path.suffix):
        raise InputError(
            "The output cannot be written to {path}: no format is known for {suffix}; choose .gpkg.",
            path=path,
            suffix=path.suffix or "a name without an ending",
        )


def _check_database(destination: Destination) -> None:
    """Stop where a database cannot be reached, or lacks the schema."""
    uri = destination.uri
    try:
        schemas = _connection(destination).schemas()
    except QgsProviderConnectionException as error:
        raise InputError(
            "The output cannot be written to {place}: {why}.", place=uri.table(), why=str(error).strip().rstrip(".")
        ) from error
    if uri.schema() and uri.schema() not in schemas:
        raise InputError(
            "The output cannot be written to {place}: the database has no schema {schema}; choose one of: {schemas}.",
            place=uri.table(),
            schema=uri.schema(),
            schemas=", ".join(schemas) or "–",
        )


def places_of_inputs(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext
) -> list[tuple[str, Key]]:
    """Give the name and the place of every layer that a run reads; to be asked in the main thread."""
    found = []
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        if definition.type() == "multilayer":
            layers = algorithm.parameterAsLayerList(parameters, name, context)
        elif definition.type() == "source":
            layers = [algorithm.parameterAsVectorLayer(parameters, name, context)]
        else:
            continue
        found += [(name, _key_of_layer(layer)) for layer in layers if isinstance(layer, QgsVectorLayer)]
    return found


def _key_of_layer(layer: QgsVectorLayer) -> Key:
    """Give where a layer is stored, as `Destination.key` does; empty where it is no file or known database."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path, table = str(parts.get("path") or ""), str(parts.get("layerName") or "")
    if layer.providerType() == "postgres":
        uri = layer.dataProvider().uri()
        return uri.connectionInfo(False), uri.schema(), uri.table()
    if not path or layer.providerType() == "memory":
        return ()
    file = str(Path(path).resolve())
    return (file, table.casefold()) if table else (file,)


def _close(sink: QgsFeatureSink) -> None:
    if not sip.isdeleted(sink):
        sip.delete(sink)


class Writer:
    """Writes features to an open layer or table, once."""

    def __init__(self, sink: QgsFeatureSink, fields: QgsFields, name: str, destination: Destination) -> None:
        self.sink, self.fields, self.name, self.destination = sink, fields, name, destination

    def write(
        self, rows: Iterable[tuple[Sequence[object], QgsGeometry | None]], progress: Progress, total: int
    ) -> None:
        """Write rows of attributes and geometry in batches, looking at Cancel between them, and close the layer."""
        batch: list[QgsFeature] = []
        for number, (attributes, geometry) in enumerate(rows, 1):
            feature = QgsFeature()
            feature.setAttributes(list(attributes))
            if geometry is not None:
                feature.setGeometry(geometry)
            batch.append(feature)
            if len(batch) == _BATCH:
                progress.at(number / max(total, 1))
                self._add(batch)
                batch = []
        self._add(batch)
        progress.check()
        # Here, not at the end of the run: a large layer takes a second to put what it holds on disk.
        _close(self.sink)
        progress.at(1.0)

    def _add(self, batch: list[QgsFeature]) -> None:
        if batch and not self.sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            raise InputError(
                "Writing {output} to {place} failed: {why}.",
                output=self.name,
                place=self.destination.text,
                why=(self.sink.lastError() or "no reason was given").strip().rstrip("."),
            )


def fields_with(
    source: QgsFeatureSource, columns: Sequence[Column], destination: Destination, keep_fid: bool
) -> QgsFields:
    """Put computed columns behind a layer's own fields.

    Parameters
    ----------
    keep_fid
        Whether a field `fid` may serve as a GeoPackage's key: its values are unique whole numbers and each row
        is written once. Else it goes as `fid_2`.
    """
    own = _fitted_fields(list(source.fields()), destination, keep_fid)
    names = free_names([field.name() for field in own], [column.name for column in columns])
    return make_fields([*own, *(c.field(n) for c, n in zip(columns, names, strict=True))])


def _fitted_fields(fields: Sequence[QgsField], destination: Destination, keep_fid: bool) -> list[QgsField]:
    """Give fields the names that a database takes: not that of its geometry, nor of its key or one twice.

    A GeoPackage's key is `fid`, and it does not tell names apart by case.
    """
    if not destination.is_geopackage and destination.provider != "postgres":
        return list(fields)
    geometry = (destination.uri.geometryColumn() if destination.provider else "") or "geom"
    fitted: list[QgsField] = []
    for row, field in enumerate(fields):
        found = QgsField(field)
        before, later = [f.name() for f in fitted], [f.name() for f in fields[row + 1 :]]
        taken = {geometry.casefold()}
        if destination.is_geopackage:
            taken |= {"fid", *(name.casefold() for name in before)}
        if keep_fid and field.name().casefold() == "fid" and "fid" not in {name.casefold() for name in before}:
            if destination.is_geopackage:
                found.setType(QMetaType.Type.LongLong)
        elif field.name().casefold() in taken:
            found.setName(free_names([*taken, *before, *later], [field.name()])[0])
        fitted.append(found)
    return fitted


def fid_is_key(source: QgsFeatureSource) -> bool:
    """Tell whether a layer's field `fid`, if it has one, holds unique whole numbers."""
    index = source.fields().lookupField("fid")
    if index < 0:
        return True
    request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry).setSubsetOfAttributes([index])
    seen: set[int] = set()
    for feature in source.getFeatures(request):
        value = feature.attributes()[index]
        # A GeoPackage takes −1 for no key at all; beyond 2^53 a real number does not tell whole ones apart.
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not -1 < value < 2**63:
            return False
        if value != int(value) or (isinstance(value, float) and value > 2**53) or int(value) in seen:
            return False
        seen.add(int(value))
    return True


def write_with_input(
    outputs: Outputs,
    name: str,
    source: QgsFeatureSource,
    layer: Layer,
    columns: Sequence[Column],
    progress: Progress,
    prefix: str = "",
    repeat: Sequence[Sequence[int]] | None = None,
) -> None:
    """Write a layer's rows, with all their fields, geometry and reference system, and computed columns behind.

    Parameters
    ----------
    source, layer
        The layer and what was read of it: rows are matched by feature id.
    columns
        One value a row of `layer`; with `repeat`, one value an output row.
    prefix
        Put before the names of computed columns.
    repeat
        For each row of `layer` the output rows to write.
    """
    columns = [replace(c, name=prefix + c.name) for c in columns]
    destination = outputs.destination(name)
    if destination is None:
        return
    once = repeat is None
    fields = fields_with(source, columns, destination, keep_fid=once and fid_is_key(source))
    writer = outputs.layer(name, fields, source.wkbType(), source.sourceCrs())
    if writer is None:
        return
    rows = list(zip(*(c.values for c in columns), strict=True)) if columns else [()] * layer.count
    writer.write(_rows(source, layer, rows, repeat), progress, len(rows))


def _rows(
    source: QgsFeatureSource, layer: Layer, rows: Sequence[tuple[object, ...]], repeat: Sequence[Sequence[int]] | None
) -> Iterator[tuple[Sequence[object], QgsGeometry | None]]:
    ids = layer.ids.tolist()
    row_of: dict[int, int] | None = None
    for position, feature in enumerate(features(source, QgsFeatureRequest())):
        row = position
        if position >= len(ids) or ids[position] != feature.id():
            # A database may give its rows in another order the second time.
            row_of = row_of or {i: r for r, i in enumerate(ids)}
            if feature.id() not in row_of:
                continue
            row = row_of[feature.id()]
        geometry = feature.geometry() if feature.hasGeometry() else None
        own = feature.attributes()
        for number in (row,) if repeat is None else repeat[row]:
            yield own + list(rows[number]), geometry


def write_table(outputs: Outputs, name: str, columns: Sequence[Column], progress: Progress) -> None:
    """Write computed columns as a table without geometry."""
    if not outputs.wanted(name):
        return
    fields = make_fields([c.field() for c in columns])
    writer = outputs.layer(name, fields, Qgis.WkbType.NoGeometry, QgsCoordinateReferenceSystem())
    if writer is not None:
        rows = list(zip(*(c.values for c in columns), strict=True))
        writer.write(((row, None) for row in rows), progress, len(rows))


def points_back(xy: NDArray[np.float64], working: WorkingCrs, crs: QgsCoordinateReferenceSystem) -> list[QgsGeometry]:
    """Make points of coordinates in the working reference system, in a layer's own."""
    made = [QgsGeometry(QgsPoint(x, y)) for x, y in xy.tolist()]
    if working.crs.isValid() and crs.isValid() and working.crs != crs:
        transform = QgsCoordinateTransform(working.crs, crs, working.transform_context)
        for geometry in made:
            geometry.transform(transform)
    return made


def write_layers(
    outputs: Outputs,
    name: str,
    layers: Sequence[tuple[QgsFeatureSource, Layer]],
    columns: Sequence[Column],
    working: WorkingCrs,
    progress: Progress,
    prefix: str = "",
) -> None:
    """Write the rows of several layers into one, with all their fields and computed columns behind.

    Notes
    -----
    One layer keeps its geometry and reference system. Several of one kind of geometry keep their geometry, and the
    reference system if it is the same; several of different kinds go as points in them, since a layer holds one kind.
    """
    if len(layers) == 1:
        write_with_input(outputs, name, layers[0][0], layers[0][1], columns, progress, prefix)
        return
    destination = outputs.destination(name)
    if destination is None or not layers:
        return
    sources = [source for source, _ in layers]
    kinds = {QgsWkbTypes.geometryType(s.wkbType()) for s in sources}
    kind = _common_kind([s.wkbType() for s in sources]) if len(kinds) == 1 else Qgis.WkbType.Point
    systems = [s.sourceCrs() for s in sources]
    crs = systems[0] if all(c == systems[0] for c in systems) else working.crs
    own = _common_fields(sources)
    fitted = _fitted_fields(own, destination, keep_fid=False)
    named = free_names([f.name() for f in fitted], [prefix + c.name for c in columns])
    fields = make_fields([*fitted, *(c.field(n) for c, n in zip(columns, named, strict=True))])
    writer = outputs.layer(name, fields, kind, crs)
    if writer is None:
        return
    rows = list(zip(*(c.values for c in columns), strict=True))
    writer.write(_rows_of_layers(layers, own, rows, kind, crs, working), progress, len(rows))


def _common_kind(kinds: Sequence[Qgis.WkbType]) -> Qgis.WkbType:
    """Give the multi-part kind that takes all of these, which are all points, all lines or all polygons."""
    common = QgsWkbTypes.multiType(next((k for k in kinds if QgsWkbTypes.isCurvedType(k)), kinds[0]))
    if any(QgsWkbTypes.hasZ(k) for k in kinds):
        common = QgsWkbTypes.addZ(common)
    if any(QgsWkbTypes.hasM(k) for k in kinds):
        common = QgsWkbTypes.addM(common)
    return common


_WHOLE = (QMetaType.Type.Int, QMetaType.Type.LongLong)


def _common_fields(sources: Sequence[QgsFeatureSource]) -> list[QgsField]:
    """Give each field of any of the layers once, wide enough for all; as text where they disagree on its type."""
    found: dict[str, QgsField] = {}
    for source in sources:
        for field in source.fields():
            key = field.name().casefold()
            if key not in found:
                found[key] = QgsField(field)
                continue
            one, other = found[key].type(), field.type()
            if one == other:
                length = 0 if 0 in (found[key].length(), field.length()) else max(found[key].length(), field.length())
                found[key].setLength(length)
                found[key].setPrecision(max(found[key].precision(), field.precision()) if length else 0)
            elif one in _WHOLE and other in _WHOLE:
                found[key] = QgsField(found[key].name(), QMetaType.Type.LongLong)
            elif {one, other} <= {*_WHOLE, QMetaType.Type.Double}:
                found[key] = QgsField(found[key].name(), QMetaType.Type.Double)
            else:
                found[key] = QgsField(found[key].name(), QMetaType.Type.QString)
    return list(found.values())


def _rows_of_layers(
    layers: Sequence[tuple[QgsFeatureSource, Layer]],
    own: Sequence[QgsField],
    rows: Sequence[tuple[object, ...]],
    kind: Qgis.WkbType,
    crs: QgsCoordinateReferenceSystem,
    working: WorkingCrs,
) -> Iterator[tuple[Sequence[object], QgsGeometry | None]]:
    start = 0
    for source, layer in layers:
        names = source.fields().names()
        where = {n.casefold(): i for i, n in enumerate(names)}
        at = [where.get(f.name().casefold(), -1) for f in own]
        text = [f.type() == QMetaType.Type.QString for f in own]
        transform = None
        system = source.sourceCrs() if source.sourceCrs().isValid() else working.assumed
        if system != crs and system.isValid() and crs.isValid():
            transform = QgsCoordinateTransform(system, crs, working.transform_context)
        part = rows[start : start + layer.count]
        for attributes, geometry in _rows(source, layer, part, None):
            values, computed = attributes[: len(names)], attributes[len(names) :]
            mine = [_as_field(values[i], is_text) if i >= 0 else None for i, is_text in zip(at, text, strict=True)]
            yield [*mine, *computed], _fitted(geometry, kind, transform)
        start += layer.count


def _as_field(value: object, is_text: bool) -> object:
    return str(value) if is_text and not is_null(value) else value


def _fitted(
    geometry: QgsGeometry | None, kind: Qgis.WkbType, transform: QgsCoordinateTransform | None
) -> QgsGeometry | None:
    """Bring a geometry to the kind and the reference system of an output."""
    if geometry is None or geometry.isEmpty():
        return None
    if kind == Qgis.WkbType.Point:
        geometry = geometry.pointOnSurface() if geometry.type() != Qgis.GeometryType.Point else geometry.centroid()
    else:
        geometry.convertToMultiType()
    if transform is not None:
        geometry.transform(transform)
    return geometry
