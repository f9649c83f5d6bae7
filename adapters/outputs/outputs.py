"""The outputs of a run: checked before, written beside, put in place at the end, removed if the run fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
)
from qgis.PyQt import sip

from ...core.errors import InputError
from ...core.notes import Note
from ...core.progress import Progress
from ...core.session import Keeping
from ..io.reading import is_null
from ..io.reference_systems import DUTCH, authority_number
from ..io.timings import Stages
from ..io.translation import tr, translated
from .destination_checks import check_database, check_ending, check_file, check_format, no_geometry
from .destinations import Destination
from .feature_writer import FeatureWriter
from .fields import ComputedFields
from .file_formats import LONGEST_NAMES, CutTexts, flatgeobuf
from .provenance import InputLayer
from .staging import FAILURES, Staging, is_full, reason_of
from .taken_places import TakenPlaces
from .wholeness import has_its_index, is_whole, rows_in

_TABLE = "layerName"
"""The option of an output that names the table in its file; with it, QGIS calls what it wrote no longer by the file."""
_BY_NUMBER = (".geojson", ".json", ".gml")
"""Formats that hold a reference system by its number alone: else QGIS takes what they hold for degrees, or for none."""

_WITHOUT_GEOMETRY = (".csv", ".xlsx", ".ods")
_GEOMETRY = {
    Qgis.ProcessingSourceType.Vector: Qgis.WkbType.NoGeometry,
    Qgis.ProcessingSourceType.VectorPoint: Qgis.WkbType.Point,
    Qgis.ProcessingSourceType.VectorLine: Qgis.WkbType.LineString,
    Qgis.ProcessingSourceType.VectorPolygon: Qgis.WkbType.Polygon,
}
_OF_INPUT = {
    Qgis.GeometryType.Null: Qgis.WkbType.NoGeometry,
    Qgis.GeometryType.Line: Qgis.WkbType.LineString,
    Qgis.GeometryType.Polygon: Qgis.WkbType.Polygon,
}


class Outputs:
    """The destinations of one run: checked before, written beside, and put in place when all are complete.

    Parameters
    ----------
    algorithm, parameters, context, feedback
        As Processing hands them over.
    places
        What must not be written over.

    Attributes
    ----------
    inputs
        What the run reads, for reports.
    results
        By output: the layer or the file that was written.
    computed
        By output that is a layer or table: which of its fields were computed.
    stages
        How long what takes; the first one ends where writing begins, unless the run says more.
    keeping
        Where the run keeps what a later one may take.
    """

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        places: TakenPlaces | None = None,
    ) -> None:
        self.algorithm, self.parameters, self.context, self.feedback = algorithm, parameters, context, feedback
        self.places = places or TakenPlaces()
        kept = getattr(algorithm, "keeping", None)
        self.keeping = kept if isinstance(kept, Keeping) else Keeping()
        self.stages = Stages()
        self.inputs: Sequence[InputLayer] = ()
        self.results: dict[str, object] = {}
        self.computed: dict[str, ComputedFields] = {}
        self._staging = Staging(self.places.claims)
        self._writers: list[FeatureWriter] = []
        self._files: list[tuple[str, Path]] = []
        self._opened: dict[str, str] = {}
        self._asked: dict[str, tuple[QgsFields, Qgis.WkbType, QgsCoordinateReferenceSystem]] = {}

    @property
    def run_id(self) -> str:
        """Return what tells this run from others."""
        return self._staging.run_id

    def destination(self, name: str) -> Destination | None:
        """Return where an output goes, None where it is not wanted."""
        value, table = self.parameters.get(name), ""
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            table = str(value.createOptions.get(_TABLE) or "")
            value = value.sink.valueAsString(self.context.expressionContext())[0]
        text = str(value) if value is not None and not is_null(value) else ""
        return Destination(text).called(table) if text else None

    def check(self, *names: str, shapes: Mapping[str, Qgis.GeometryType] | None = None) -> None:
        """Stop with a sentence if one of these outputs cannot be written, before anything is computed.

        Parameters
        ----------
        names
            The outputs.
        shapes
            What kind of geometry those have that have one or none, as their input does.
        """
        wanted = {name: found.key for name in names if (found := self.destination(name)) is not None and found.key}
        self.places.check(wanted, self._staging.claim)
        progress = Progress(cancelled=self.feedback.isCanceled)
        for name in names:
            destination = self.destination(name)
            if destination is None or destination.is_memory:
                continue
            definition = self.algorithm.parameterDefinition(name)
            plain = definition.type() == "fileDestination"
            try:
                if destination.path is None:
                    check_database(destination)
                else:
                    check_file(destination, plain)
                self._staging.check(destination, progress.check)
            except FAILURES as error:
                raise _cannot_be_written(name, destination, reason_of(error)) from error
            if plain:
                check_ending(name, destination.file, definition.defaultFileExtension())
                continue
            geometry = _GEOMETRY.get(definition.dataType(), Qgis.WkbType.Point)
            if shapes is not None and name in shapes:
                geometry = _OF_INPUT.get(shapes[name], Qgis.WkbType.Point)
            if destination.is_dbf and geometry != Qgis.WkbType.NoGeometry:
                raise no_geometry(name, destination)
            check_format(name, destination, geometry)

    def wanted(self, name: str) -> bool:
        """Return whether an output is to be written."""
        return self.destination(name) is not None

    def file(self, name: str) -> Path | None:
        """Return where to write a plain file (a report), None where it is not wanted; it gets its place at the end."""
        text = self.algorithm.parameterAsFileOutput(self.parameters, name, self.context)
        if not text:
            return None
        self.stages.first(tr("computing"))
        try:
            path = Path(self._staging.beside(Destination(text)))
        except FAILURES as error:
            raise _cannot_be_written(name, Destination(text), reason_of(error)) from error
        self._files.append((name, path))
        self.results[name] = str(path)
        return path

    def place_of(self, path: Path) -> Path:
        """Return where a file that is written beside gets its place."""
        return Path(self._staging.with_places(str(path)))

    def layer(
        self,
        name: str,
        fields: QgsFields,
        geometry: Qgis.WkbType,
        crs: QgsCoordinateReferenceSystem,
        computed: ComputedFields,
    ) -> FeatureWriter | None:
        """Open a layer or table to write to; None where the output is not wanted."""
        destination = self.destination(name)
        if destination is None:
            return None
        self.stages.first(tr("computing"))
        if destination.is_dbf and geometry != Qgis.WkbType.NoGeometry:
            raise no_geometry(name, destination)
        try:
            beside = Destination(self._staging.beside(destination))
        except FAILURES as error:
            raise _cannot_be_written(name, destination, reason_of(error)) from error
        self._asked[name] = (fields, geometry, crs)
        sink, opened = self._sink(name, destination, beside)
        self._opened[opened] = name
        self.results[name] = opened
        path = None if destination.is_memory else beside.path
        if path is not None and not destination.provider:
            path = Path(opened)
            if path.suffix.lower() == ".shp" and geometry == Qgis.WkbType.NoGeometry:
                path = path.with_suffix(".dbf")  # there is no other file then
                self.results[name] = str(path)
            self._staging.opened(destination, path)
            if path.suffix.lower() == ".fgb":
                sip.delete(sink)
                sink = flatgeobuf(path, fields, geometry, crs, self.context.transformContext())
        self._log_what_is_lost(destination, fields, crs if geometry != Qgis.WkbType.NoGeometry else None)
        self.computed[name] = computed
        cut = CutTexts(fields.names()) if _suffix(destination) in LONGEST_NAMES else None
        writer = FeatureWriter(sink, name, destination, beside, path, cut)
        self._writers.append(writer)
        return writer

    def reopen(self, writer: FeatureWriter) -> None:
        """Open an output anew for a writer that was closed; what was written is gone."""
        sink, _ = self._sink(writer.name, writer.destination, writer.beside)
        writer.reopen(sink)

    def _sink(self, name: str, destination: Destination, beside: Destination) -> tuple[QgsFeatureSink, str]:
        """Let QGIS make what an output is written to; return that, and what QGIS calls it."""
        given = {**self.parameters, name: _as_given(self.parameters[name], beside)}
        try:
            sink, opened = self.algorithm.parameterAsSink(given, name, self.context, *self._asked[name])
        except QgsProcessingException as error:
            raise _cannot_be_written(name, destination, self._why_not_made(beside, error)) from error
        except FAILURES as error:
            raise _cannot_be_written(name, destination, reason_of(error)) from error
        if sink is None:
            raise InputError(
                "The output {output} cannot be written to {place}: choose another place.",
                output=name,
                place=destination.shown,
            )
        return sink, opened

    def _why_not_made(self, beside: Destination, error: Exception) -> Note | str:
        """Return why QGIS could not make an output, which says of a full disk that loading the layer failed."""
        with suppress(OSError):  # its folder may be gone
            if beside.path is not None and is_full(beside.path.parent, beside):
                return Note("the disk is full")
        return self._staging.with_places(str(error)).strip().rstrip(".")

    def finish(self) -> None:
        """Close what is open, look whether all of it is whole, and put it in place."""
        for writer in self._writers:
            writer.close()
            self._stop_unless_whole(writer)
            self._log_cut_texts(writer)
        for name, path in self._files:
            if not is_whole(path):
                raise InputError(
                    "The output {output} could not be written whole to {place}: see whether the disk is full, or "
                    "choose another place.",
                    output=name,
                    place=self._staging.with_places(str(path)),
                )
        try:
            kept = self._staging.put_in_place(self.feedback.isCanceled)
        except FAILURES as error:
            raise InputError(
                "The results could not be put in their place: {why}; choose another place, or try again.",
                why=reason_of(error),
            ) from error
        for place, refused in kept.items():
            self.feedback.reportError(
                tr(
                    "A result could not be put in its place, since {why}; the new one is {place}: use that one, or run "
                    "again."
                ).format(why=failure_words(reason_of(refused)), place=place)
            )
        self.results = {
            name: self._readable(name, self._staging.with_places(str(identifier)))
            for name, identifier in self.results.items()
        }
        self.context.setLayersToLoadOnCompletion(
            {
                str(self.results[self._opened[opened]]) if opened in self._opened else opened: details
                for opened, details in self.context.layersToLoadOnCompletion().items()
            }
        )
        self._close_staging()

    def _log_cut_texts(self, writer: FeatureWriter) -> None:
        """Log the texts that are longer than the format of a file holds."""
        if writer.cut is not None and writer.cut.count:
            self.feedback.pushWarning(
                tr(
                    "{path} holds 254 characters of a text, fewer with accents: {n} longer texts were cut, in {names}; "
                    "write a GeoPackage to keep them."
                ).format(path=writer.destination.path, n=writer.cut.count, names=", ".join(writer.cut.names))
            )

    def _stop_unless_whole(self, writer: FeatureWriter) -> None:
        """Stop where not all rows of a layer can be read again, or found by where they are."""
        try:
            found, is_indexed = self._count(writer), self._is_indexed(writer)
        except FAILURES as error:
            raise _cannot_be_written(writer.name, writer.destination, reason_of(error)) from error
        if found < writer.written:
            raise InputError(
                "The output {output} is not whole: {n} of its {m} rows could be written to {place}; see whether the "
                "disk is full, or choose another place.",
                output=writer.name,
                n=found,
                m=writer.written,
                place=writer.destination.shown,
            )
        if not is_indexed:
            raise InputError(
                "The output {output} is not whole: its spatial index could not be written to {place}; see whether the "
                "disk is full, or choose another place.",
                output=writer.name,
                place=writer.destination.shown,
            )

    @staticmethod
    def _is_indexed(writer: FeatureWriter) -> bool:
        return writer.destination.is_memory or has_its_index(writer.beside, writer.path)

    def _count(self, writer: FeatureWriter) -> int:
        if not writer.destination.is_memory:
            return rows_in(writer.beside, writer.path)
        layer = self.context.temporaryLayerStore().mapLayer(str(self.results[writer.name]))
        return int(layer.featureCount()) if layer is not None else writer.written

    def _readable(self, name: str, identifier: str) -> str:
        """Return the id by which the next step of a model and the map find a layer.

        Processing gives a database table back as it was asked for, and cannot open what it is then given.
        """
        destination = self.destination(name)
        if destination is None or destination.provider != "postgres":
            return identifier
        return f"postgres://{identifier.split(':', 1)[1].lstrip('/')}"

    def sentence(self, error: InputError) -> str:
        """Return what an error says, translated, with the places that the user chose."""
        return self._staging.with_places(translated(error.message, error.values))

    def remove(self) -> None:
        """Take away what the run made; what resists is named in the log."""
        for writer in self._writers:
            writer.close()
        self.context.setLayersToLoadOnCompletion(
            {k: v for k, v in self.context.layersToLoadOnCompletion().items() if k not in self._opened}
        )
        for identifier in self._opened:
            layer = self.context.temporaryLayerStore().mapLayer(identifier)
            if layer is not None:
                self.context.temporaryLayerStore().removeMapLayer(layer)
        self._close_staging()
        self.results.clear()

    def _close_staging(self) -> None:
        for error in self._staging.close():
            why, file = failure_words(reason_of(error)), getattr(error, "filename", None)
            self.feedback.reportError(
                tr("An unfinished output could not be removed; please delete it yourself: {why}").format(
                    why=why if file is None else f"{file} ({why})"
                )
            )

    def _log_what_is_lost(
        self, destination: Destination, fields: QgsFields, crs: QgsCoordinateReferenceSystem | None
    ) -> None:
        """Log what the format of a file cannot hold; `crs` is None for a table."""
        suffix = _suffix(destination)
        most = LONGEST_NAMES.get(suffix, 0)
        long_names = [name for name in fields.names() if len(name) > most > 0]
        if long_names and suffix == ".tab":
            self.feedback.pushWarning(
                tr("MapInfo TAB cuts field names to 31 characters; write a GeoPackage to keep: {names}").format(
                    names=", ".join(long_names)
                )
            )
        elif long_names:
            self.feedback.pushWarning(
                tr("A Shapefile cuts field names to ten characters; write a GeoPackage to keep: {names}").format(
                    names=", ".join(long_names)
                )
            )
        if suffix == ".tab":
            self.feedback.pushWarning(
                tr(
                    "MapInfo TAB has no NULL: what is unknown becomes 0 in {path}; write a GeoPackage to keep it."
                ).format(path=destination.path)
            )
        if suffix == ".tab" and crs is not None and crs.authid() == DUTCH:
            self.feedback.pushWarning(
                tr(
                    "MapInfo TAB does not hold EPSG:28992: QGIS shows {path} about 110 m away. Set EPSG:28992 in the "
                    "layer's properties, or write a GeoPackage."
                ).format(path=destination.path)
            )
        if suffix in _BY_NUMBER and crs is not None and crs.isValid() and not authority_number(crs):
            self.feedback.pushWarning(
                tr(
                    "{path} does not hold a reference system without an EPSG number: QGIS shows it elsewhere. Set the "
                    "system in the layer's properties, or write a GeoPackage."
                ).format(path=destination.path)
            )
        if suffix in _WITHOUT_GEOMETRY and crs is not None:
            self.feedback.pushWarning(
                tr("{path} gets no geometry, which this format cannot hold; write a GeoPackage to keep it.").format(
                    path=destination.path
                )
            )


def _cannot_be_written(name: str, destination: Destination, why: Note | str) -> InputError:
    return InputError(
        "The output {output} cannot be written to {place}: {why}; choose another place, or try again.",
        output=name,
        place=destination.shown,
        why=why,
    )


def _suffix(destination: Destination) -> str:
    return "" if destination.path is None else destination.path.suffix.lower()


def failure_words(why: Note | str) -> str:
    """Return why something failed in the user's language."""
    return why if isinstance(why, str) else translated(why.message, why.values)


def _as_given(value: object, beside: Destination) -> object:
    """Return an output parameter with another place."""
    if not isinstance(value, QgsProcessingOutputLayerDefinition):
        return beside.text
    found = QgsProcessingOutputLayerDefinition(beside.text, value.destinationProject)
    found.destinationName = value.destinationName
    found.createOptions = {key: one for key, one in value.createOptions.items() if key != _TABLE}  # it is in the place
    return found
