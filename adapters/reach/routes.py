"""Dwellings with several facilities each, and the routes to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsFeatureSource, QgsGeometry

from ...core.geometry.shapes import lines_as_wkb, ranges
from ...core.progress import Progress
from ..io.columns import Column, number_column, rows_of, whole_column
from ..io.crs import WorkingCrs
from ..io.reading import Layer, transformed
from ..outputs.outputs import Outputs
from ..outputs.writing import fid_is_key, fields_with, joined_rows

if TYPE_CHECKING:
    from ...core.reach.routes import Routes

_BATCH = 5000

Ints = NDArray[np.int64]
Row = tuple[Sequence[object], QgsGeometry | None]


def write_repeated(
    outputs: Outputs,
    name: str,
    source: QgsFeatureSource,
    layer: Layer,
    dwelling: Ints,
    columns: Sequence[Column],
    progress: Progress,
    prefix: str = "",
) -> None:
    """Write a layer's rows as `write_with_input` does, but each as often as computed rows belong to it.

    Parameters
    ----------
    dwelling
        For each computed row the row of `layer` that it belongs to, ascending.
    """
    columns = [replace(c, name=prefix + c.name) for c in columns]
    destination = outputs.destination(name)
    if destination is None:
        return
    fields = fields_with(source, columns, destination, keep_fid=False)
    outputs.about.computed[name] = fields.names()[source.fields().count() :]
    writer = outputs.layer(name, fields, source.wkbType(), source.sourceCrs())
    if writer is not None:
        writer.write(_repeated(source, layer, dwelling, columns), progress, dwelling.size)


def _repeated(source: QgsFeatureSource, layer: Layer, dwelling: Ints, columns: Sequence[Column]) -> Iterator[Row]:
    for batch, which, rows in _batches(source, layer, dwelling):
        for own, computed in zip(which.tolist(), rows_of(columns, rows), strict=True):
            attributes, geometry = batch[own]
            yield [*attributes, *computed], geometry


def _batches(source: QgsFeatureSource, layer: Layer, dwelling: Ints) -> Iterator[tuple[list[Row], Ints, Ints]]:
    """Read a layer once more: batches of its rows, and the computed rows with the place in the batch of each one's."""
    start = np.searchsorted(dwelling, np.arange(layer.count + 1))
    found = joined_rows(source, layer, [whole_column("row", np.arange(layer.count))])
    while batch := list(islice(found, _BATCH)):
        own = np.array([attributes[-1] for attributes, _ in batch], np.int64)
        size = start[own + 1] - start[own]
        rows = [(attributes[:-1], geometry) for attributes, geometry in batch]
        yield rows, np.repeat(np.arange(own.size), size), ranges(start[own], size)


def write_routes(
    outputs: Outputs,
    name: str,
    source: QgsFeatureSource,
    layer: Layer,
    dwelling: Ints,
    columns: Sequence[Column],
    routes: Routes,
    working: WorkingCrs,
    crs: QgsCoordinateReferenceSystem,
    progress: Progress,
    prefix: str = "",
) -> None:
    """Write routes as lines, with the dwelling's own fields, computed columns and the length from door to door.

    Parameters
    ----------
    source, layer
        The dwellings.
    dwelling
        For each route the row of `layer` that it belongs to, ascending.
    columns
        One value a route.
    crs
        The reference system to write in.

    Notes
    -----
    Routes are drawn while they are written, some at a time. One of no length has no geometry.
    """
    columns = [replace(c, name=prefix + c.name) for c in columns]
    length = number_column(f"{prefix}length_m", np.empty(0))
    destination = outputs.destination(name)
    if destination is None:
        return
    once = dwelling.size == 0 or bool((np.diff(dwelling) > 0).all())
    keep_fid = once and fid_is_key(source)
    fields = fields_with(source, [*columns, length], destination, keep_fid=keep_fid)
    outputs.about.computed[name] = fields.names()[source.fields().count() :]
    system = crs if crs.isValid() else working.crs
    writer = outputs.layer(name, fields, Qgis.WkbType.LineString, system)
    if writer is not None:
        rows = _drawn(source, layer, dwelling, columns, routes, working, system, progress)
        writer.write(rows, progress, dwelling.size)


def _drawn(
    source: QgsFeatureSource,
    layer: Layer,
    dwelling: Ints,
    columns: Sequence[Column],
    routes: Routes,
    working: WorkingCrs,
    crs: QgsCoordinateReferenceSystem,
    progress: Progress,
) -> Iterator[Row]:
    from ...core.reach.routes import BLOCK

    transform = working.transform_to(crs)
    for batch, which, rows in _batches(source, layer, dwelling):
        for first in range(0, rows.size, BLOCK):
            progress.check()
            part = slice(first, first + BLOCK)
            lines = routes.lines(rows[part])
            blob, begin = lines_as_wkb(lines.xy, lines.start)
            cut, empty = begin.tolist(), (np.diff(lines.start) == 0).tolist()
            computed = rows_of(columns, rows[part])
            for number, own in enumerate(which[part].tolist()):
                geometry = None
                if not empty[number]:
                    geometry = QgsGeometry()
                    geometry.fromWkb(blob[cut[number] : cut[number + 1]])
                    geometry = geometry if transform is None else transformed(geometry, transform)
                yield [*batch[own][0], *computed[number], float(lines.length[number])], geometry
