"""Reachable ground as geometries: streets and polygons by how many requirements are within reach there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsGeometry

from ...core.arrays import to_list
from ...core.progress import Progress
from ..io.columns import number_column, rows_of, whole_column
from ..io.crs import WorkingCrs
from ..outputs.layer_writer import LayerWriter
from .ground_tiles import grounds_apart
from .service_areas import LENGTH_M, ServiceAreas, without_slivers, written

if TYPE_CHECKING:
    from ...core.requirements.reachable_ground import ReachableGround


@dataclass(frozen=True, kw_only=True)
class GroundRow:
    """Streets, or ground along them, from where as many requirements are within reach, of as many that are asked."""

    within: int
    asked: int
    size: float
    geometry: QgsGeometry


def levels_of(ground: ReachableGround, at_least: int) -> list[tuple[int, int]]:
    """Return the numbers within and asked that occur and are told of, the smallest first.

    Parameters
    ----------
    at_least
        So many within; 0: all that are asked.
    """
    told = (ground.within == ground.asked) if at_least == 0 else (ground.within >= at_least)
    told &= ground.within > 0
    pairs = np.unique(np.column_stack([ground.within[told], ground.asked[told]]), axis=0)
    return [(within, asked) for within, asked in to_list(pairs)]


def street_rows(ground: ReachableGround, levels: Sequence[tuple[int, int]], areas: ServiceAreas) -> list[GroundRow]:
    """Return the streets of each level."""
    found = []
    for within, asked in levels:
        mine = ground.stretches((ground.within == within) & (ground.asked == asked))
        if mine.edge.size:
            found.append(
                GroundRow(within=within, asked=asked, size=float(mine.length.sum()), geometry=areas.multi_line(mine))
            )
    return found


def ground_rows(
    ground: ReachableGround, levels: Sequence[tuple[int, int]], areas: ServiceAreas, progress: Progress
) -> list[GroundRow]:
    """Return the ground of each level: along its streets and those of higher levels, less that of the higher ones."""
    higher = np.zeros(ground.edge.size, bool)
    grounds = []
    for number, (within, asked) in enumerate(reversed(levels)):
        progress.at(0.5 * number / len(levels))
        higher |= (ground.within == within) & (ground.asked == asked)
        grounds.append(areas.grounds(ground.stretches(higher), progress))
    found: list[GroundRow] = []
    for (within, asked), shape in zip(levels, reversed(grounds_apart(grounds, progress.part(0.5, 1))), strict=True):
        own = without_slivers(shape)
        if own is not None:
            found.append(GroundRow(within=within, asked=asked, size=own.area(), geometry=own))
    return found


def write_ground(
    writer: LayerWriter,
    rows: Sequence[GroundRow],
    size: str,
    working: WorkingCrs,
    crs: QgsCoordinateReferenceSystem,
    progress: Progress,
) -> None:
    """Write streets with their `length_m`, or polygons with their `area_m2`, in the network's reference system."""
    columns = [
        whole_column("within_count", np.array([row.within for row in rows], np.int64)),
        whole_column("asked_count", np.array([row.asked for row in rows], np.int64)),
        number_column(size, np.array([row.size for row in rows], np.float64)),
    ]
    kind = Qgis.WkbType.MultiLineString if size == LENGTH_M else Qgis.WkbType.MultiPolygon
    opened = writer.open_computed(columns, kind, crs)
    if opened is None:
        return
    transform = working.transform_to(crs)
    geometries = [written(row.geometry, transform) for row in rows]
    opened.write(zip(rows_of(columns, np.arange(len(rows))), geometries, strict=True), progress, len(rows))
