"""The outputs of a run: checked before, opened last, removed if the run fails."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProviderConnectionException,
    QgsVectorFileWriter,
)
from qgis.PyQt import sip

from ..core.errors import InputError
from ..core.progress import Progress
from .destinations import Before, Destination, Key, check_database, check_file, connection_of, file_state, overlap
from .provenance import InputLayer
from .reading import is_null
from .translation import tr

_BATCH = 5000
_SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass
class About:
    """What a run tells of its results beside the rows.

    Parameters
    ----------
    inputs, sentences
        What it read, and what the metadata of layers say besides.
    norm_set
        The id of the norm set that was used; empty where none was.
    requirements
        Titles by id.
    thresholds
        Of what dwellings have values for, by id: the threshold, NaN where it differs between them, and its unit.
    prefixes
        By output, what stands before the names of computed fields.
    computed
        By output that has fields of an input too, the names of the computed ones.
    """

    inputs: Sequence[InputLayer] = ()
    norm_set: str = ""
    requirements: dict[str, str] = field(default_factory=dict)
    thresholds: dict[str, tuple[float, str]] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    computed: dict[str, list[str]] = field(default_factory=dict)


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
        self.about = About()
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
            definition = self.algorithm.parameterDefinition(name)
            if destination.path is not None and definition.type() == "fileDestination":
                check_file(destination, True)
                _check_ending(name, destination.path, definition.defaultFileExtension())
            elif destination.path is not None:
                check_file(destination, False)
            elif destination.provider:
                check_database(destination)
        self._check_apart(names)

    def _check_apart(self, names: Sequence[str]) -> None:
        """Stop where an output would be written over another one, or over an input that is still read."""
        keys = {name: d.key for name in names if (d := self.destination(name)) is not None and d.key}
        taken = list(self.inputs)
        for name, key in keys.items():
            other = next((n for n, k in taken if overlap(key, k)), None)
            if other is not None:
                raise InputError(
                    "The output {output} would be written over {other}: choose another place for it.",
                    output=name,
                    other=other,
                )
            taken.append((name, key))

    def _readable(self, destination: Destination, identifier: str, geometry: Qgis.WkbType) -> str:
        """Give the id by which the next step of a model and the map find a layer.

        Processing gives a database table back as it was asked for, and cannot open what it is then given. Of a
        Shapefile without geometry there is a .dbf alone.
        """
        if destination.provider == "postgres":
            found = f"postgres://{destination.text.split(':', 1)[1].lstrip('/')}"
        elif identifier.lower().endswith(".shp") and geometry == Qgis.WkbType.NoGeometry:
            found = str(Path(identifier).with_suffix(".dbf"))
        else:
            return identifier
        to_load = self.context.layersToLoadOnCompletion()
        self.context.setLayersToLoadOnCompletion({found if k == identifier else k: v for k, v in to_load.items()})
        return found

    def wanted(self, name: str) -> bool:
        """Tell whether an output is to be written."""
        return self.destination(name) is not None

    def file(self, name: str) -> Path | None:
        """Open a plain file (a report): give its path; if the run fails, what was there before comes back."""
        text = self.algorithm.parameterAsFileOutput(self.parameters, name, self.context)
        if not text:
            return None
        path = Path(text)
        before = path.read_bytes() if path.is_file() else None
        self._undo.append(lambda: path.unlink(missing_ok=True) if before is None else _put_back(path, before))
        self.results[name] = text
        return path

    def layer(
        self, name: str, fields: QgsFields, geometry: Qgis.WkbType, crs: QgsCoordinateReferenceSystem
    ) -> Writer | None:
        """Open a layer or table to write to; None where the output is not wanted."""
        destination = self.destination(name)
        if destination is None:
            return None
        before, opened = Before.of(destination), ""
        # Before the layer is opened: one that cannot be made may leave a file behind.
        self._undo.append(lambda: self._remove(destination, opened, str(self.results.get(name, "")), before))
        try:
            sink, opened = self.algorithm.parameterAsSink(self.parameters, name, self.context, fields, geometry, crs)
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
        self.results[name] = self._readable(destination, opened, geometry)
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

    def _remove(self, destination: Destination, identifier: str, readable: str, before: Before) -> None:
        self.context.setLayersToLoadOnCompletion(
            {k: v for k, v in self.context.layersToLoadOnCompletion().items() if k not in (identifier, readable)}
        )
        layer = self.context.temporaryLayerStore().mapLayer(identifier)
        if layer is not None:
            self.context.temporaryLayerStore().removeMapLayer(layer)
        elif destination.provider and (destination.path is None or before.file is not None):
            # A table that was there and could not be opened is not the run's.
            schema, table = destination.uri.schema(), destination.uri.table()
            connection = connection_of(destination)
            if (identifier or not before.table) and connection.tableExists(schema, table):
                connection.dropVectorTable(schema, table)
        elif destination.path is not None and (identifier or file_state(destination.path) != before.file):
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


def _check_ending(name: str, path: Path, ending: str) -> None:
    """Stop where a file would be called something that it is not; .htm is .html."""
    given = path.suffix.lower().removeprefix(".")
    if given != ending and (given, ending) != ("htm", "html"):
        raise InputError(
            "{output} is written as {ending}: give {path} that ending.",
            output=name,
            ending=f".{ending}",
            path=str(path),
        )


def _put_back(path: Path, content: bytes) -> None:
    path.write_bytes(content)


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
