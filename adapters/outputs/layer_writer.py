"""One output of a run, written with what was computed."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeatureSource,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsWkbTypes,
)

from ...core.notes import Note
from ...core.progress import Progress
from ..io.arrow import NotDirect
from ..io.columns import Column, make_fields, rows_of
from ..io.crs import WorkingCrs
from ..io.kept_layers import ROWS, KeptLayer
from ..io.reading import Layer
from ..io.translation import translated
from .direct_rows import computed_blocks, joined_blocks, kept_blocks, write_directly
from .feature_writer import FeatureWriter
from .fields import ComputedFields, common_fields, common_kind, fid_is_key, fields_with
from .outputs import Outputs
from .own_rows import KeptRows
from .rows import CommonForm, ReadLayer, Row, joined_rows, points_back, rows_of_blocks, rows_of_layers


@dataclass(frozen=True, kw_only=True)
class RowChoice:
    """What of some layers is written.

    Parameters
    ----------
    rows
        Whether each row of all layers is, in their order; None: all are.
    kind
        The kind of geometry; None: that of the layer, or one that takes all.
    leave_out
        Names of fields that are not.
    """

    rows: NDArray[np.bool_] | None = None
    kind: Qgis.WkbType | None = None
    leave_out: Collection[str] = ()


@dataclass(frozen=True)
class LayerWriter:
    """Writes one output of a run, in the way that its method says; nothing where the output is not wanted.

    Parameters
    ----------
    outputs, name
        The outputs of the run, and which of them this one is.
    prefix
        Put before the names of computed columns.
    """

    outputs: Outputs
    name: str
    prefix: str = ""

    @property
    def is_wanted(self) -> bool:
        """Return whether the output is to be written."""
        return self.outputs.wanted(self.name)

    def with_input(self, source: QgsFeatureSource, layer: Layer, columns: Sequence[Column], progress: Progress) -> None:
        """Write a layer's rows, with all their fields, geometry and reference system, and computed columns behind.

        Parameters
        ----------
        source, layer
            The layer and what was read of it: rows are matched by feature id.
        columns
            One value a row of `layer`.
        """
        destination = self.outputs.destination(self.name)
        if destination is None:
            return
        keep_fid = fid_is_key(source, progress, np.concatenate([layer.ids, layer.uncounted]))
        fields, names = fields_with(list(source.fields()), self._prefixed(columns), destination, keep_fid=keep_fid)
        writer = self.open(fields, source.wkbType(), source.sourceCrs(), names)
        if writer is None:
            return
        total = layer.count + layer.uncounted.size
        if destination.is_geopackage:
            asked = _form_of(source, fields, keep_fid, is_table=bool(writer.beside.provider))
            kept = KeptLayer(self.outputs.keeping, source, ROWS, KeptRows, asked, progress.cancelled)
            found, made = kept.find(), KeptRows() if kept.is_kept else None
            try:
                if found is not None:
                    write_directly(writer, fields, kept_blocks(found, layer, columns), progress, total)
                else:
                    write_directly(writer, fields, joined_blocks(source, layer, columns, fields), progress, total, made)
            except NotDirect as refusal:
                self._go_on_through_qgis(writer, layer, refusal)
            else:
                if found is None and made is not None and made.is_whole:
                    kept.keep(made)
                self._log(Note("The rows of “{layer}” go directly into {output}.", layer=layer.name, output=self.name))
                return
        writer.write(joined_rows(source, layer, columns), progress, total)

    def _go_on_through_qgis(self, writer: FeatureWriter, layer: Layer, refusal: NotDirect) -> None:
        """Let QGIS write what cannot be written directly."""
        if not writer.is_open:
            self.outputs.reopen(writer)
        if refusal.why is not None:
            self._log(
                Note(
                    "The rows of “{layer}” go into {output} through QGIS, since {why}.",
                    layer=layer.name,
                    output=self.name,
                    why=refusal.why,
                )
            )

    def _log(self, note: Note) -> None:
        self.outputs.feedback.pushInfo(translated(note.message, note.values))

    def of_layers(
        self, layers: Sequence[ReadLayer], columns: Sequence[Column], working: WorkingCrs, progress: Progress
    ) -> None:
        """Write the rows of several layers into one, with all their fields and computed columns behind.

        Notes
        -----
        One layer keeps its geometry and reference system. Several of one kind of geometry keep their geometry, and the
        reference system if it is the same; several of different kinds go as points in them, since a layer holds one
        kind.
        """
        if len(layers) == 1:
            ((source, layer),) = layers
            self.with_input(source, layer, columns, progress)
        else:
            self.chosen(layers, columns, working, progress, RowChoice())

    def chosen(
        self,
        layers: Sequence[ReadLayer],
        columns: Sequence[Column],
        working: WorkingCrs,
        progress: Progress,
        choice: RowChoice,
    ) -> None:
        """Write rows of one or several layers, as `of_layers` does: those that are chosen."""
        if not self.is_wanted or not layers:
            return
        sources = [source for source, _ in layers]
        systems = [source.sourceCrs() for source in sources]
        is_alone = len(layers) == 1
        own = list(sources[0].fields()) if is_alone else common_fields([source.fields() for source in sources])
        form = CommonForm(
            fields=[field for field in own if field.name() not in choice.leave_out],
            kind=_kind_of(sources) if choice.kind is None else choice.kind,
            crs=systems[0] if all(one == systems[0] for one in systems) else working.crs,
            working=working,
        )
        keep_fid = is_alone and fid_is_key(sources[0], progress)
        writer = self.open_behind(form.fields, columns, form.kind, form.crs, keep_fid=keep_fid)
        if writer is None:
            return
        rows = np.ones(sum(layer.count for _, layer in layers), bool) if choice.rows is None else choice.rows
        writer.write(rows_of_layers(layers, form, columns, rows, progress), progress, int(rows.sum()))

    def table(self, columns: Sequence[Column], progress: Progress) -> None:
        """Write computed columns as a table without geometry."""
        self._computed(columns, None, QgsCoordinateReferenceSystem(), progress)

    def blocks(self, columns: Sequence[Column], blocks: Iterable[tuple[Sequence[Column], Progress]]) -> None:
        """Write a table without geometry while it is computed.

        Parameters
        ----------
        columns
            Its columns, without values.
        blocks
            The same columns with values, for one block of rows after another, each with the progress of writing it.
        """
        writer = self.open_computed(columns, Qgis.WkbType.NoGeometry, QgsCoordinateReferenceSystem())
        if writer is not None:
            # The blocks say how far it is, since nobody knows yet how many rows there will be.
            writer.write(rows_of_blocks(blocks), Progress(), 0)

    def points(
        self,
        columns: Sequence[Column],
        xy: NDArray[np.float64],
        working: WorkingCrs,
        crs: QgsCoordinateReferenceSystem,
        progress: Progress,
    ) -> None:
        """Write computed columns with a point a row: `xy` in the working reference system, written in `crs`."""
        if self.is_wanted:
            self._computed(columns, points_back(xy, working, crs), crs, progress)

    def _computed(
        self,
        columns: Sequence[Column],
        points: Sequence[QgsGeometry] | None,
        crs: QgsCoordinateReferenceSystem,
        progress: Progress,
    ) -> None:
        fields = make_fields([column.field() for column in self._prefixed(columns)])
        writer = self.open(fields, Qgis.WkbType.NoGeometry if points is None else Qgis.WkbType.Point, crs)
        if writer is None:
            return
        if points is None and writer.destination.is_geopackage:
            try:
                write_directly(writer, fields, computed_blocks(columns), progress, len(columns[0].values))
            except NotDirect:
                if not writer.is_open:
                    self.outputs.reopen(writer)
            else:
                return
        attributes = rows_of(columns, np.arange(len(columns[0].values)))
        rows: Iterable[Row] = zip(attributes, points or [None] * len(attributes), strict=True)
        writer.write(rows, progress, len(attributes))

    def open_behind(
        self,
        own: Sequence[QgsField],
        columns: Sequence[Column],
        kind: Qgis.WkbType,
        crs: QgsCoordinateReferenceSystem,
        *,
        keep_fid: bool,
    ) -> FeatureWriter | None:
        """Open the output with fields of inputs and computed columns behind; None where it is not wanted.

        Parameters
        ----------
        keep_fid
            As in `fields_with`.
        """
        destination = self.outputs.destination(self.name)
        if destination is None:
            return None
        fields, names = fields_with(own, self._prefixed(columns), destination, keep_fid=keep_fid)
        return self.open(fields, kind, crs, names)

    def open_computed(
        self, columns: Sequence[Column], kind: Qgis.WkbType, crs: QgsCoordinateReferenceSystem
    ) -> FeatureWriter | None:
        """Open the output with computed columns alone; None where it is not wanted."""
        return self.open(make_fields([column.field() for column in self._prefixed(columns)]), kind, crs)

    def open(
        self,
        fields: QgsFields,
        kind: Qgis.WkbType,
        crs: QgsCoordinateReferenceSystem,
        computed: Sequence[str] | None = None,
    ) -> FeatureWriter | None:
        """Open the output to write to; None where it is not wanted.

        Parameters
        ----------
        computed
            Which of the fields are computed; None: all are.
        """
        return self.outputs.layer(self.name, fields, kind, crs, ComputedFields(self.prefix, computed))

    def _prefixed(self, columns: Sequence[Column]) -> list[Column]:
        return [replace(column, name=self.prefix + column.name) for column in columns]


def _form_of(source: QgsFeatureSource, fields: QgsFields, keep_fid: bool, *, is_table: bool) -> tuple[Hashable, ...]:
    """Return what the rows of a layer as an output holds them depend on beside the layer."""
    own = [fields[i] for i in range(source.fields().count())]
    kinds = tuple((field.name(), int(field.type()), field.length()) for field in own)
    return (int(source.wkbType()), keep_fid, is_table, kinds)


def _kind_of(sources: Sequence[QgsFeatureSource]) -> Qgis.WkbType:
    """Return the kind of geometry of one source, or one that takes those of all."""
    kinds = [source.wkbType() for source in sources]
    if len(sources) == 1:
        return kinds[0]
    return common_kind(kinds) if len({QgsWkbTypes.geometryType(one) for one in kinds}) == 1 else Qgis.WkbType.Point
