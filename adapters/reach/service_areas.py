"""Service areas as geometries: lines of the covered streets, and polygons that follow them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCurve,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsSpatialIndex,
)

from ...core.arrays import to_list
from ...core.geometry.shapes import lines_as_wkb, multi_line_wkb
from ...core.progress import Progress
from ...core.statuses import BEYOND_LIMIT, NOTHING_LEFT, OK
from ..io.columns import Column, number_column, rows_of, text_column
from ..io.crs import WorkingCrs
from ..io.feature_sources import features
from ..io.geometry_parts import parts_of, placed
from ..layers.polygons import united
from ..outputs.layer_writer import LayerWriter
from .split_ground import divide_ground, put_together

if TYPE_CHECKING:
    from ...core.network.network import Network
    from ...core.reach.stretches import Stretches

SEGMENTS = 5
"""Of a quarter circle round the end of a street, as QGIS has it."""

_GROUP = 64
"""Neighbouring edges whose buffers are put together once, for all areas that hold them all."""

_BATCH = 10_000
"""Vertices of buffers that are put together at once."""

LENGTH_M, AREA_M2 = "length_m", "area_m2"
"""The names of the sizes of streets and polygons."""

LEAST = 0.01
"""m²: smaller parts and holes of a polygon are rounding, and may be none in another reference system."""


class BarrierShapes:
    """What holes are looked at for before they are filled: water and railways are no ground to reach."""

    def __init__(self, source: QgsFeatureSource | None, working: WorkingCrs) -> None:
        self._index, self._shapes = QgsSpatialIndex(), list[QgsGeometry]()
        if source is None:
            return
        transform = working.transform_from(source.sourceCrs())
        for feature in features(source, QgsFeatureRequest().setNoAttributes()):
            shape = placed(feature, transform)
            if not shape.isEmpty():
                indexed = QgsFeature(len(self._shapes))
                indexed.setGeometry(shape)
                self._index.addFeature(indexed)
                self._shapes.append(shape)

    def touch(self, ring: QgsCurve) -> bool:
        """Return whether a barrier meets what lies in a ring."""
        near = self._index.intersects(ring.boundingBox()) if self._shapes else []
        hole = _hole(ring) if near else None
        return any(self._shapes[i].intersects(hole) for i in near)


def without_small_holes(
    shape: QgsGeometry, most: float, barriers: BarrierShapes, progress: Progress
) -> tuple[QgsGeometry, float]:
    """Fill the holes of fewer m² than `most`, but for those that a barrier meets; give the m² of the largest filled."""
    filled = [0.0]

    def small(ring: QgsCurve) -> bool:
        progress.check()
        area = abs(ring.sumUpArea())
        fills = area < most and not barriers.touch(ring)
        if fills:
            filled.append(area)
        return fills

    if most <= 0:
        return shape, 0.0
    parts = [_without_holes(part, small) for part in shape.asGeometryCollection()]
    return QgsGeometry.collectGeometry(parts), max(filled)


def _hole(ring: QgsCurve) -> QgsGeometry:
    return QgsGeometry.fromPolygonXY([QgsGeometry(ring.clone()).asPolyline()])


def _without_holes(part: QgsGeometry, fills: Callable[[QgsCurve], bool]) -> QgsGeometry:
    polygon = part.constGet().clone()
    for number in reversed(range(polygon.numInteriorRings())):
        if fills(polygon.interiorRing(number)):
            polygon.removeInteriorRing(number)
    return QgsGeometry(polygon)


def without_slivers(shape: QgsGeometry) -> QgsGeometry | None:
    """Return the polygons of at least `LEAST` among the parts of a geometry, without holes below it; None if none is.

    What is cut out of ground may have lines, points and rounding among its parts.
    """
    ground = parts_of(shape, Qgis.GeometryType.Polygon)
    parts = [] if ground is None else [part for part in ground.asGeometryCollection() if part.area() >= LEAST]
    kept = [_without_holes(part, lambda ring: abs(ring.sumUpArea()) < LEAST) for part in parts]
    return QgsGeometry.collectGeometry(kept) if kept else None


class ServiceAreas:
    """Makes the geometries of stretches of one network.

    Parameters
    ----------
    buffer
        Metres of ground on either side of a street.
    """

    def __init__(self, network: Network, buffer: float) -> None:
        from ...core.reach.relaxation import cut_by_place

        self.network, self.buffer = network, buffer
        edges = network.edges
        middle = network.place_on(np.arange(edges.tail.size), edges.length / 2)
        groups = cut_by_place(middle, _GROUP, Progress())
        self._group = np.empty(edges.tail.size, np.int64)
        for number, rows in enumerate(groups):
            self._group[rows] = number
        once = network.first_drawn == np.arange(edges.tail.size)  # stretches lie on the first drawing of a street
        self._size = np.bincount(self._group[once], minlength=len(groups))
        self._of_group: dict[int, QgsGeometry] = {}
        self._is_made = np.zeros(len(groups), bool)

    def multi_line(self, stretches: Stretches) -> QgsGeometry:
        """Return all stretches as one geometry."""
        from ...core.reach.stretches import polylines

        blob, begin = lines_as_wkb(*polylines(self.network, stretches))
        return _from_wkb(multi_line_wkb(blob, begin, 0, stretches.edge.size))

    def polygon(self, stretches: Stretches, progress: Progress) -> QgsGeometry:
        """Return the ground at most the buffer away from some stretches."""
        return _united(self.grounds(stretches, progress), progress)

    def grounds(self, stretches: Stretches, progress: Progress) -> list[QgsGeometry]:
        """Return the same in polygons that lie over each other, each of edges that lie together."""
        from ...core.reach.chains import WHOLE, chained

        near = stretches.take(np.argsort(self._group[stretches.edge], kind="stable"))
        length, group = self.network.edges.length[near.edge], self._group[near.edge]
        whole = (near.start <= WHOLE) & (near.end >= length - WHOLE)
        complete = np.bincount(group[whole], minlength=self._size.size) == self._size
        known = complete & self._is_made
        found = {number: self._of_group[number] for number in to_list(np.unique(group[known[group]]))}
        rows = np.flatnonzero(~known[group])
        chains = chained(self.network, near.take(rows), group[rows])
        blob, begin = lines_as_wkb(chains.xy, chains.start)
        ends = chains.xy[chains.start[:-1]] - chains.xy[chains.start[1:] - 1]
        may_close = to_list(np.abs(ends).max(axis=1, initial=0.0) <= WHOLE)
        groups, first, size = np.unique(chains.group, return_index=True, return_counts=True)
        for number, start, end in to_list(np.transpose([groups, first, first + size])):
            progress.check()
            lines = _from_wkb(multi_line_wkb(blob, begin, start, end))
            found[number] = self._beside(lines, may_close[start:end], progress)
            if complete[number]:
                self._of_group[number], self._is_made[number] = found[number], True
        return [found[number] for number in sorted(found)]

    def _beside(self, chains: QgsGeometry, may_close: Sequence[bool], progress: Progress) -> QgsGeometry:
        """Return the ground beside chains of streets, of which some may end where they begin."""
        lines = zip(chains.asGeometryCollection(), may_close, strict=True)
        parts = [part for chain, closes in lines for part in (_opened(chain) if closes else [chain])]
        return _united([part.buffer(self.buffer, SEGMENTS) for part in parts], progress)


def _opened(line: QgsGeometry) -> list[QgsGeometry]:
    """Cut a line that ends where it begins in two, and these again: where it crosses itself its buffer loses ground."""
    if not line.constGet().isClosed():
        return [line]
    points = line.asPolyline()
    middle = len(points) // 2
    if len(points) < 3:
        return [line]
    halves = (QgsGeometry.fromPolylineXY(some) for some in (points[: middle + 1], points[middle:]))
    return [part for half in halves for part in _opened(half)]


def _united(parts: Sequence[QgsGeometry], progress: Progress) -> QgsGeometry:
    """Put neighbours together, large ones two by two, so that no call is long: one such union cannot be cancelled.

    By unions: a buffer of 0 m takes less time, and fills blocks between streets that lie in line.
    """
    batches: list[list[QgsGeometry]] = []
    free = 0
    for part in parts:
        size = part.constGet().nCoordinates()
        if size > free or not batches:
            batches.append([])
            free = _BATCH
        batches[-1].append(part)
        free -= size
    shapes = [united(batch, progress) for batch in batches]
    while len(shapes) > 1:
        shapes = [united(shapes[start : start + 2], progress) for start in range(0, len(shapes), 2)]
    return shapes[0] if shapes else QgsGeometry()


def _from_wkb(wkb: bytes) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return geometry


@dataclass(frozen=True, kw_only=True)
class Area:
    """A row of the results: an area, or a facility that has none and why."""

    facility: int
    limit: float
    from_limit: float
    size: float
    geometry: QgsGeometry | None
    status: str


def line_rows(areas: ServiceAreas, plan: Plan, progress: Progress) -> Iterator[Area]:
    """Yield the lines of each area, facility by facility."""
    from ...core.reach.stretches import without

    for row in range(plan.rows):
        progress.at(row / plan.rows)
        before: Stretches | None = None
        for number, whole in enumerate(plan.of(row)):
            shown = whole if before is None else without(whole, before)
            before = whole if plan.rings else None
            size = float(shown.length.sum())
            yield plan.area(row, number, size, areas.multi_line(shown) if shown.edge.size else None)


def polygon_rows(
    areas: ServiceAreas, plan: Plan, fill: float, barriers: BarrierShapes, progress: Progress
) -> Iterator[Area]:
    """Yield the polygon of each area, facility by facility."""
    for row in range(plan.rows):
        progress.at(row / plan.rows)
        found = [
            without_small_holes(areas.polygon(mine, progress), fill, barriers, progress)[0] for mine in plan.of(row)
        ]
        within = _nested(found, progress)
        for number, whole in enumerate(within):
            inner = within[number - 1] if plan.rings and number else QgsGeometry()
            yield _ground(plan, row, number, whole if inner.isEmpty() else whole.difference(inner))


def _nested(grounds: Sequence[QgsGeometry], progress: Progress) -> list[QgsGeometry]:
    """Return each ground as far as it lies in the next, which the corners of round ends may stick out of."""
    found = list(grounds[-1:])
    for ground in reversed(grounds[:-1]):
        progress.check()
        inside = parts_of(ground.intersection(found[0]), Qgis.GeometryType.Polygon)
        found.insert(0, QgsGeometry() if inside is None else inside)
    return found


def split_rows(
    areas: ServiceAreas, plan: Plan, fill: float, barriers: BarrierShapes, progress: Progress
) -> Iterator[Area]:
    """Yield the polygon of each area, facility by facility, where each place belongs to one.

    The ground within the largest limit is shared out; of a lower limit each has what lies in its own share, from the
    first limit on within which it has a street.
    """
    from ...core.reach.borders import STEP, pieces_of
    from ...core.reach.stretches import together

    grounds, filled = [], 0.0
    for number, one in enumerate(plan.stretches):
        part = progress.part(0.3 * number / len(plan.stretches), 0.3 * (number + 1) / len(plan.stretches))
        ground, largest = without_small_holes(areas.polygon(together(one), part), fill, barriers, part)
        grounds.append(ground)
        filled = max(filled, largest)
    # A filled hole is a circle at the widest, and marks stand up to a step from the nearest place of a street.
    margin = areas.buffer + math.sqrt(filled / math.pi) + 2 * STEP
    faces = divide_ground(grounds, pieces_of(areas.network, plan.stretches[-1]), margin, progress.part(0.3, 0.9))
    for row in range(plan.rows):
        progress.part(0.9, 1).at(row / plan.rows)
        begins = next((number for number, one in enumerate(plan.of(row)) if one.edge.size), 0)
        mine: list[list[QgsGeometry]] = [[] for _ in plan.stretches]
        for number in range(len(mine)):
            mine[max(number, begins)] += faces.get((row, number), [])
        held: list[QgsGeometry] = []
        for number, more in enumerate(mine):
            held = more if plan.rings else held + more
            yield _ground(plan, row, number, put_together(held, progress))


def _ground(plan: Plan, row: int, number: int, shape: QgsGeometry) -> Area:
    kept = without_slivers(shape)
    return plan.area(row, number, 0.0 if kept is None else kept.area(), kept)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be shown: the stretches within each limit, and the limits and the status of each row.

    `limits` has shape (limits, rows), ascending, as has `reaching`: whether a street is within them. `status` has one
    word a row. Areas are `split` where each place belongs to one, and `rings` where each begins at the limit before.
    """

    stretches: Sequence[Stretches]
    limits: NDArray[np.float64]
    reaching: NDArray[np.bool_]
    status: Sequence[str]
    split: bool
    rings: bool

    @property
    def rows(self) -> int:
        """Return the number of facilities, or 1 where they are dissolved."""
        return len(self.status)

    def of(self, row: int) -> list[Stretches]:
        """Return the stretches of one row within each limit."""
        bounds = [np.searchsorted(one.facility, [row, row + 1]) for one in self.stretches]
        return [one.take(np.arange(*bound)) for one, bound in zip(self.stretches, bounds, strict=True)]

    def area(self, row: int, number: int, size: float, geometry: QgsGeometry | None) -> Area:
        """Put a row of the results together."""
        inner = float(self.limits[number - 1, row]) if self.rings and number else 0.0
        status = self.status[row]
        if status == OK and geometry is None:
            taken = self.reaching[number, row] and (self.split or inner > 0)
            status = NOTHING_LEFT if taken else BEYOND_LIMIT
        return Area(
            facility=row,
            limit=float(self.limits[number, row]),
            from_limit=inner,
            size=size,
            geometry=geometry,
            status=status,
        )


@dataclass(frozen=True)
class AreaWriter:
    """Writes areas in the network's reference system.

    Parameters
    ----------
    ids
        Of each row's facility, None where all are dissolved.
    beside
        Ids and statuses of facilities that no area is made of, to be listed.
    crs
        That of the network.
    """

    ids: Sequence[str | None]
    beside: Sequence[tuple[str, str]]
    working: WorkingCrs
    crs: QgsCoordinateReferenceSystem

    def write(self, writer: LayerWriter, areas: Sequence[Area], size_name: str, progress: Progress) -> None:
        """Write areas as streets with their `length_m`, or as polygons with their `area_m2`."""
        columns = self._columns(areas, size_name)
        kind = Qgis.WkbType.MultiLineString if size_name == LENGTH_M else Qgis.WkbType.MultiPolygon
        opened = writer.open_computed(columns, kind, self.crs)
        if opened is None:
            return
        transform = self.working.transform_to(self.crs)
        geometries = [None if one.geometry is None else written(one.geometry, transform) for one in areas]
        attributes = rows_of(columns, np.arange(len(areas) + len(self.beside)))
        rows = zip(attributes, [*geometries, *[None] * len(self.beside)], strict=True)
        opened.write(rows, progress, len(attributes))

    def _columns(self, areas: Sequence[Area], size_name: str) -> list[Column]:
        """Return the columns of some areas and, behind them, of the facilities without one."""
        nothing = [np.nan] * len(self.beside)
        numbers = {
            "limit": [one.limit for one in areas],
            "from_limit": [one.from_limit for one in areas],
            size_name: [one.size for one in areas],
        }
        return [
            text_column("facility_id", [*(self.ids[one.facility] for one in areas), *(own for own, _ in self.beside)]),
            *(number_column(field, np.array([*values, *nothing], np.float64)) for field, values in numbers.items()),
            text_column("row_status", [*(one.status for one in areas), *(status for _, status in self.beside)]),
        ]


def written(geometry: QgsGeometry, transform: QgsCoordinateTransform | None) -> QgsGeometry | None:
    """Return a geometry as it is written: in another reference system, valid and of several parts."""
    if transform is not None:
        geometry.transform(transform)
    if geometry.type() == Qgis.GeometryType.Polygon and not geometry.isGeosValid():
        # By the rings as they are: the other way makes ground of a hole that touches the outline.
        valid = geometry.makeValid(Qgis.MakeValidMethod.Structure)
        ground = parts_of(valid, Qgis.GeometryType.Polygon)
        if ground is None:
            return None
        geometry = ground
    geometry.convertToMultiType()
    return geometry
