"""Dwellings with several facilities each, and the routes to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsFeatureSource, QgsGeometry

from ...core.arrays import Ints, to_list
from ...core.geometry.shapes import lines_as_wkb, ranges
from ...core.progress import Progress
from ..io.columns import Column, number_column, rows_of, whole_column
from ..io.crs import WorkingCrs
from ..io.geometry_parts import transformed
from ..io.reading import Layer
from ..outputs.fields import fid_is_key
from ..outputs.layer_writer import LayerWriter
from ..outputs.rows import ReadLayer, Row, joined_rows

if TYPE_CHECKING:
    from ...core.reach.routes import Routes

_BATCH = 5000


def write_repeated(
    writer: LayerWriter, dwellings: ReadLayer, dwelling: Ints, columns: Sequence[Column], progress: Progress
) -> None:
    """Write a layer's rows as `LayerWriter.with_input` does, but each as often as computed rows belong to it.

    Parameters
    ----------
    dwelling
        For each computed row the row of the dwellings that it belongs to, ascending.
    """
    source, layer = dwellings
    opened = writer.open_behind(list(source.fields()), columns, source.wkbType(), source.sourceCrs(), keep_fid=False)
    if opened is not None:
        opened.write(_repeated(source, layer, dwelling, columns), progress, dwelling.size)


def _repeated(source: QgsFeatureSource, layer: Layer, dwelling: Ints, columns: Sequence[Column]) -> Iterator[Row]:
    for batch, which, rows in _batches(source, layer, dwelling):
        for own, computed in zip(to_list(which), rows_of(columns, rows), strict=True):
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


@dataclass(frozen=True, kw_only=True)
class DrawnRoutes:
    """Routes to be drawn as lines.

    Parameters
    ----------
    dwelling
        For each route the row of the dwellings that it belongs to, ascending.
    working, crs
        The reference system that they are in, and the one to write in, if it is valid.
    """

    routes: Routes
    dwelling: Ints
    working: WorkingCrs
    crs: QgsCoordinateReferenceSystem

    @property
    def written_crs(self) -> QgsCoordinateReferenceSystem:
        """Return the reference system that they are written in."""
        return self.crs if self.crs.isValid() else self.working.crs


def write_routes(
    writer: LayerWriter,
    dwellings: ReadLayer,
    columns: Sequence[Column],
    routes: DrawnRoutes,
    progress: Progress,
) -> None:
    """Write routes as lines, with the dwelling's own fields, computed columns and the length from door to door.

    Parameters
    ----------
    columns
        One value a route.

    Notes
    -----
    Routes are drawn while they are written, some at a time. One of no length has no geometry.
    """
    if not writer.is_wanted:
        return
    source, dwelling = dwellings[0], routes.dwelling
    is_once = dwelling.size == 0 or bool((np.diff(dwelling) > 0).all())
    opened = writer.open_behind(
        list(source.fields()),
        [*columns, number_column("length_m", np.empty(0))],
        Qgis.WkbType.LineString,
        routes.written_crs,
        keep_fid=is_once and fid_is_key(source),
    )
    if opened is not None:
        opened.write(_drawn(dwellings, columns, routes, progress), progress, dwelling.size)


def _drawn(dwellings: ReadLayer, columns: Sequence[Column], drawn: DrawnRoutes, progress: Progress) -> Iterator[Row]:
    from ...core.reach.routes import BLOCK

    routes, transform = drawn.routes, drawn.working.transform_to(drawn.written_crs)
    for batch, which, rows in _batches(*dwellings, drawn.dwelling):
        for first in range(0, rows.size, BLOCK):
            progress.check()
            part = slice(first, first + BLOCK)
            lines = routes.lines(rows[part])
            blob, begin = lines_as_wkb(lines.xy, lines.start)
            cut, empty = to_list(begin), to_list(np.diff(lines.start) == 0)
            computed = rows_of(columns, rows[part])
            for number, own in enumerate(to_list(which[part])):
                geometry = None
                if not empty[number]:
                    geometry = QgsGeometry()
                    geometry.fromWkb(blob[cut[number] : cut[number + 1]])
                    geometry = geometry if transform is None else transformed(geometry, transform)
                yield [*batch[own][0], *computed[number], float(lines.length[number])], geometry
