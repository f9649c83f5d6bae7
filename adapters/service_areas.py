"""Service areas as geometries: lines of the covered streets, and polygons that follow them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsSpatialIndex,
)

from ..core.progress import Progress
from ..core.shapes import lines_as_wkb, multi_line_wkb
from ..core.statuses import BEYOND_LIMIT, OK
from .columns import make_fields, number_column, rows_of, text_column
from .crs import WorkingCrs
from .outputs import Outputs
from .reading import transformed
from .sources import features
from .surfaces import united

if TYPE_CHECKING:
    from ..core.coverage import Stretches
    from ..core.network import Network

SEGMENTS = 5
"""Of a quarter circle round the end of a street, as QGIS has it."""

_GROUP = 16
"""Neighbouring edges whose buffers are put together once, for all areas that hold them all."""

_WHOLE = 1e-6


class Barriers:
    """What holes are looked at for before they are filled: water and railways are no ground to reach."""

    def __init__(self, source: QgsFeatureSource | None, working: WorkingCrs) -> None:
        self._index, self._shapes = QgsSpatialIndex(), list[QgsGeometry]()
        if source is None:
            return
        transform = working.transform_from(source.sourceCrs())
        for feature in features(source, QgsFeatureRequest().setNoAttributes()):
            shape = QgsGeometry(feature.geometry())
            if transform is not None:
                shape = transformed(shape, transform)
            if not shape.isEmpty():
                indexed = QgsFeature(len(self._shapes))
                indexed.setGeometry(shape)
                self._index.addFeature(indexed)
                self._shapes.append(shape)

    def touch(self, shape: QgsGeometry) -> bool:
        """Tell whether a barrier meets a shape."""
        return any(self._shapes[i].intersects(shape) for i in self._index.intersects(shape.boundingBox()))


def without_small_holes(shape: QgsGeometry, most: float, barriers: Barriers) -> QgsGeometry:
    """Fill the holes of fewer m² than `most`, but for those that a barrier meets."""
    if shape.isEmpty() or most <= 0:
        return shape
    parts = []
    for part in shape.asGeometryCollection():
        polygon = part.constGet().clone()
        for number in reversed(range(polygon.numInteriorRings())):
            hole = QgsGeometry.fromPolygonXY([QgsGeometry(polygon.interiorRing(number).clone()).asPolyline()])
            if hole.area() < most and not barriers.touch(hole):
                polygon.removeInteriorRing(number)
        parts.append(QgsGeometry(polygon))
    return QgsGeometry.collectGeometry(parts)


class Areas:
    """Makes the geometries of stretches of one network.

    Parameters
    ----------
    buffer
        Metres of ground on either side of a street.
    """

    def __init__(self, network: Network, buffer: float) -> None:
        from ..core.relaxation import cut_by_place

        self._network, self._buffer = network, buffer
        edges = network.edges
        self._blob, self._begin = lines_as_wkb(edges.xy, edges.vertex_start)
        middle = network.place_on(np.arange(edges.tail.size), edges.length / 2)
        groups = cut_by_place(middle, _GROUP, Progress())
        self._group = np.empty(edges.tail.size, np.int64)
        for number, rows in enumerate(groups):
            self._group[rows] = number
        self._members = groups
        self._size = np.array([rows.size for rows in groups])
        self._of_edge: dict[int, QgsGeometry] = {}
        self._of_group: dict[int, QgsGeometry] = {}

    def lines(self, stretches: Stretches) -> list[QgsGeometry]:
        """Give the line of each stretch."""
        from ..core.coverage import polylines

        blob, begin = lines_as_wkb(*polylines(self._network, stretches))
        return [_from_wkb(blob[begin[i] : begin[i + 1]]) for i in range(stretches.edge.size)]

    def multi_line(self, stretches: Stretches) -> QgsGeometry:
        """Give all stretches as one geometry."""
        from ..core.coverage import polylines

        blob, begin = lines_as_wkb(*polylines(self._network, stretches))
        return _from_wkb(multi_line_wkb(blob, begin, 0, stretches.edge.size))

    def polygon(self, stretches: Stretches, progress: Progress) -> QgsGeometry:
        """Give the ground at most the buffer away from some stretches."""
        length = self._network.edges.length[stretches.edge]
        whole = (stretches.start <= _WHOLE) & (stretches.end >= length - _WHOLE)
        edges = stretches.edge[whole]
        complete = np.bincount(self._group[edges], minlength=self._size.size) == self._size
        groups, loose = np.flatnonzero(complete), edges[~complete[self._group[edges]]]
        ends = stretches.take(np.flatnonzero(~whole))
        parts = [self._group_buffer(group) for group in groups.tolist()]
        parts += [self._edge_buffer(edge) for edge in loose.tolist()]
        parts += [line.buffer(self._buffer, SEGMENTS) for line in self.lines(ends)]
        # Neighbours together: what becomes one piece early has a short outline.
        order = np.argsort(np.concatenate([groups, self._group[loose], self._group[ends.edge]]), kind="stable")
        return united([parts[i] for i in order.tolist()], progress)

    def _edge_buffer(self, edge: int) -> QgsGeometry:
        if edge not in self._of_edge:
            line = _from_wkb(self._blob[self._begin[edge] : self._begin[edge + 1]])
            self._of_edge[edge] = line.buffer(self._buffer, SEGMENTS)
        return self._of_edge[edge]

    def _group_buffer(self, group: int) -> QgsGeometry:
        if group not in self._of_group:
            self._of_group[group] = QgsGeometry.unaryUnion(
                [self._edge_buffer(e) for e in self._members[group].tolist()]
            )
        return self._of_group[group]


def _from_wkb(wkb: bytes) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return geometry


def split_ground(
    whole: QgsGeometry, own: Sequence[QgsGeometry], lines: Sequence[QgsGeometry], progress: Progress
) -> list[QgsGeometry]:
    """Cut the ground of all so that each place goes to the nearer street.

    Parameters
    ----------
    whole
        The polygon of all together, small holes filled.
    own
        The buffer round each facility's streets.
    lines
        Those streets.

    Returns
    -------
    list
        The part of each. Where only one facility's streets are near, nothing has to be decided; the rest goes by the
        cells of points a few metres apart along the streets.
    """
    index = QgsSpatialIndex()
    for row, shape in enumerate(own):
        feature = QgsFeature(row)
        feature.setGeometry(shape)
        if not shape.isEmpty():
            index.addFeature(feature)
    contested = []
    for row, shape in enumerate(own):
        progress.at(0.2 * row / len(own))
        for other in index.intersects(shape.boundingBox()) if not shape.isEmpty() else ():
            if other > row:
                common = shape.intersection(own[other])
                if common.area() > 0:
                    contested.append(common)
    filled = whole.difference(united(own, progress))  # the holes
    if filled.area() > 0:
        contested.append(filled)
    if not contested:
        return list(own)
    unsure = united(contested, progress)
    cells = _cells(unsure, lines, index, progress.part(0.2, 0.9))
    found = []
    for row, shape in enumerate(own):
        progress.part(0.9, 1).at(row / len(own))
        mine = [shape.difference(unsure), *cells.get(row, ())]
        found.append(united([part for part in mine if part.area() > 0], progress))
    return found


_STEP = 2.0
_FAR = 60.0


def _cells(
    unsure: QgsGeometry, lines: Sequence[QgsGeometry], index: QgsSpatialIndex, progress: Progress
) -> dict[int, list[QgsGeometry]]:
    """Give the cells of contested ground by the facility whose street is nearest."""
    found: dict[int, list[QgsGeometry]] = {}
    places = [part for part in unsure.asGeometryCollection() if part.area() > 0]
    for number, place in enumerate(places):
        progress.at(number / len(places))
        box = place.boundingBox().buffered(_FAR)
        points, owner = [], []
        for row in index.intersects(box):
            near = lines[row].clipped(box)
            if near.isEmpty():
                continue
            dense = near.densifyByDistance(_STEP)  # kept: its vertices are read out of it
            vertices = [(v.x(), v.y()) for v in dense.vertices()]
            points += vertices
            owner += [row] * len(vertices)
        if not points:
            continue
        owners = set(owner)
        if len(owners) == 1:
            found.setdefault(owners.pop(), []).append(place)
            continue
        xy, first = np.unique(np.array(points), axis=0, return_index=True)
        for row, piece in _by_nearest(place, xy, np.array(owner)[first], progress):
            found.setdefault(row, []).append(piece)
    return found


def _by_nearest(
    place: QgsGeometry, xy: NDArray[np.float64], who: NDArray[np.int64], progress: Progress
) -> Iterator[tuple[int, QgsGeometry]]:
    """Cut a place where the nearest of some points changes hands, and give each piece to the one who has it."""
    from scipy.spatial import Voronoi, cKDTree

    middle = xy.mean(axis=0)
    far = 20 * max(float(np.ptp(xy, axis=0).max()), _FAR)
    frame = np.array([(-far, 0.0), (far, 0.0), (0.0, -far), (0.0, far)])  # so that borders end beyond the place
    diagram = Voronoi(np.concatenate([xy - middle, frame]))  # near 0, where numbers are finest
    progress.check()
    owner = np.append(who, [-1] * len(frame))
    ridges = np.array(diagram.ridge_vertices)
    border = (owner[diagram.ridge_points[:, 0]] != owner[diagram.ridge_points[:, 1]]) & (ridges >= 0).all(axis=1)
    corners = diagram.vertices[ridges[border]].reshape(-1, 2) + middle
    blob, begin = lines_as_wkb(corners, np.arange(0, len(corners) + 1, 2))
    cuts = _from_wkb(multi_line_wkb(blob, begin, 0, len(begin) - 1)).clipped(place.boundingBox().buffered(1.0))
    outline = place.coerceToType(Qgis.WkbType.MultiLineString)
    progress.check()
    pieces = QgsGeometry.polygonize([QgsGeometry.unaryUnion([*outline, cuts])])
    tree = cKDTree(xy)
    inside = QgsGeometry.createGeometryEngine(place.constGet())
    inside.prepareGeometry()
    for piece in pieces.asGeometryCollection():
        spot = piece.pointOnSurface()
        if inside.contains(spot.constGet()):
            point = spot.asPoint()
            yield int(who[tree.query([point.x(), point.y()])[1]]), piece


@dataclass(frozen=True)
class Area:
    """A row of the results: an area, or a facility that has none and why."""

    facility: int
    limit: float
    from_limit: float
    size: float
    geometry: QgsGeometry | None
    status: str


def line_rows(areas: Areas, plan: Plan, progress: Progress) -> Iterator[Area]:
    """Give the lines of each area, facility by facility."""
    from ..core.coverage import without

    shown = plan.stretches
    if plan.rings:
        shown = [one if i == 0 else without(one, plan.stretches[i - 1]) for i, one in enumerate(plan.stretches)]
    bounds = [np.searchsorted(one.facility, np.arange(plan.rows + 1)) for one in shown]
    for row in range(plan.rows):
        progress.at(row / plan.rows)
        for number, one in enumerate(shown):
            mine = one.take(np.arange(bounds[number][row], bounds[number][row + 1]))
            size = float(mine.length.sum())
            yield plan.area(row, number, size, areas.multi_line(mine) if mine.edge.size else None)


def polygon_rows(
    areas: Areas, plan: Plan, fill: float, barriers: Barriers, split: bool, progress: Progress
) -> Iterator[Area]:
    """Give the polygon of each area, facility by facility."""
    bounds = [np.searchsorted(one.facility, np.arange(plan.rows + 1)) for one in plan.stretches]

    def own(row: int, number: int) -> Stretches:
        return plan.stretches[number].take(np.arange(bounds[number][row], bounds[number][row + 1]))

    cut: list[list[QgsGeometry]] = []
    if split:
        for number in range(len(plan.stretches)):
            part = progress.part(0.8 * number / len(plan.stretches), 0.8 * (number + 1) / len(plan.stretches))
            alone = [areas.polygon(own(row, number), part) for row in range(plan.rows)]
            lines = [areas.multi_line(own(row, number)) for row in range(plan.rows)]
            whole = without_small_holes(united(alone, part), fill, barriers)
            cut.append(split_ground(whole, alone, lines, part))
    for row in range(plan.rows):
        progress.part(0.8 if split else 0, 1).at(row / plan.rows)
        before = QgsGeometry()
        for number in range(len(plan.stretches)):
            if split:
                whole = cut[number][row]
            else:
                whole = without_small_holes(areas.polygon(own(row, number), progress), fill, barriers)
            shown = whole.difference(before) if plan.rings and not before.isEmpty() else whole
            before = whole
            yield plan.area(row, number, max(shown.area(), 0.0), shown if shown.area() > 0 else None)


@dataclass(frozen=True)
class Plan:
    """What is to be shown: the stretches within each limit, and the limits and the status of each row.

    `limits` has shape (limits, rows), ascending; `status` is that of rows that reach something.
    """

    stretches: Sequence[Stretches]
    limits: NDArray[np.float64]
    status: Sequence[str]
    rings: bool

    @property
    def rows(self) -> int:
        """Give the number of facilities, or 1 where they are dissolved."""
        return len(self.status)

    def area(self, row: int, number: int, size: float, geometry: QgsGeometry | None) -> Area:
        """Put a row of the results together."""
        inner = float(self.limits[number - 1, row]) if self.rings and number else 0.0
        status = self.status[row]
        if status == OK and geometry is None and not inner:
            status = BEYOND_LIMIT
        return Area(row, float(self.limits[number, row]), inner, size, geometry, status)


def write_areas(
    outputs: Outputs,
    name: str,
    rows: Iterable[Area],
    size_name: str,
    ids: Sequence[str | None],
    beside: Sequence[tuple[str, str]],
    working: WorkingCrs,
    crs: QgsCoordinateReferenceSystem,
    progress: Progress,
) -> None:
    """Write areas, in the network's reference system.

    Parameters
    ----------
    ids
        Of each row's facility, None where all are dissolved.
    beside
        Ids and statuses of facilities that no area is made of, to be listed.
    """
    found = list(rows)
    kind = Qgis.WkbType.MultiLineString if size_name == "length_m" else Qgis.WkbType.MultiPolygon
    columns = [
        text_column("facility_id", [*(ids[one.facility] for one in found), *(own_id for own_id, _ in beside)]),
        *(
            number_column(field, np.array([*(getattr(one, of) for one in found), *[np.nan] * len(beside)], np.float64))
            for field, of in (("limit", "limit"), ("from_limit", "from_limit"), (size_name, "size"))
        ),
        text_column("row_status", [*(one.status for one in found), *(status for _, status in beside)]),
    ]
    writer = outputs.layer(name, make_fields([column.field() for column in columns]), kind, crs)
    if writer is None:
        return
    transform = working.transform_to(crs)
    geometries = [None if one.geometry is None else _written(one.geometry, transform) for one in found]
    attributes = rows_of(columns, np.arange(len(found) + len(beside)))
    writer.write(zip(attributes, [*geometries, *[None] * len(beside)], strict=True), progress, len(attributes))


def _written(geometry: QgsGeometry, transform: QgsCoordinateTransform | None) -> QgsGeometry:
    if transform is not None:
        geometry.transform(transform)
    geometry.convertToMultiType()
    return geometry
