"""What polygons tell beside where they are: which touch, how neighbourhoods cut them, and what they cover."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsSpatialIndex,
)

from ...core.errors import InputError
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.geometry.shapes import Shapes
from ...core.norms.model import Requirement
from ...core.progress import Progress
from ...core.requirements.facilities import AreaPieces, Facilities, select, type_groups
from ..io.crs import WorkingCrs
from ..io.feature_sources import features
from ..io.reading import placed
from ..io.translation import tr
from .facilities import AllFacilities

TOUCH = 0.001
"""Polygons this near to each other, in metres, touch: borders that were drawn once need not fit to the last digit."""

SLIVER = 1.0
"""Ground of fewer m² than this comes of borders that do not fit, and is none to ask a share of."""

_SHARE_OF_NOTHING = 1e-9
"""What is left of a polygon where borders do not fit to the last digit."""

_BATCH = 200
"""Polygons put together at once, so that Cancel is heard in between."""


@dataclass(frozen=True)
class Polygons:
    """The polygons of a layer, valid, in the working reference system; empty geometries stand for what is none."""

    shapes: Sequence[QgsGeometry]

    def index(self) -> QgsSpatialIndex:
        """Return an index of their boxes, by row."""
        index = QgsSpatialIndex()
        for row, shape in enumerate(self.shapes):
            if not shape.isEmpty():
                feature = QgsFeature(row)
                feature.setGeometry(shape)
                index.addFeature(feature)
        return index

    @property
    def area(self) -> NDArray[np.float64]:
        """Return the m² of each."""
        return np.array([shape.area() for shape in self.shapes], np.float64)


def read_polygons(
    source: QgsFeatureSource,
    working: WorkingCrs,
    ids: Sequence[int] | None = None,
    unusable: list[int] | None = None,
) -> Polygons:
    """Read the polygons of a layer, all or those of some features, in the order of these ids.

    Parameters
    ----------
    unusable
        As for `placed`.
    """
    request = QgsFeatureRequest().setNoAttributes()
    if ids is not None:
        request.setFilterFids([int(i) for i in ids])
    transform = working.transform_from(source.sourceCrs())
    found: dict[int, QgsGeometry] = {}
    for feature in features(source, request):
        found[feature.id()] = _valid(placed(feature, transform, unusable))
    order = list(found) if ids is None else ids
    return Polygons([found.get(int(i), QgsGeometry()) for i in order])


def _valid(geometry: QgsGeometry) -> QgsGeometry:
    """Return the polygons of a geometry, valid; nothing where it holds none."""
    if geometry.isNull() or geometry.type() != Qgis.GeometryType.Polygon:
        return QgsGeometry()
    geometry.convertToStraightSegment()
    return geometry if geometry.isGeosValid() else geometry.makeValid()


class _Shapes:
    """The polygons of facilities, read once each."""

    def __init__(self, found: AllFacilities, working: WorkingCrs) -> None:
        self._found, self._working = found, working
        self._read: dict[int, QgsGeometry] = {}

    def of(self, rows: Sequence[int]) -> list[QgsGeometry]:
        """Return the polygons of some facilities."""
        start = 0
        for layer, table in self._found.layers:
            mine = [row for row in rows if start <= row < start + table.count and row not in self._read]
            if mine:
                polygons = read_polygons(layer.source, self._working, [int(table.ids[row - start]) for row in mine])
                self._read |= dict(zip(mine, polygons.shapes, strict=True))
            start += table.count
        return [self._read[row] for row in rows]


def facilities_of(
    found: AllFacilities,
    requirements: Iterable[Requirement],
    areas: Polygons | None,
    borders: Shapes,
    working: WorkingCrs,
    complete_types: frozenset[str],
    progress: Progress,
    open_: NDArray[np.bool_] | None = None,
) -> Facilities:
    """Return the facilities of a run, with what their polygons tell; behind them the places that some make up.

    Parameters
    ----------
    requirements
        Those that are computed.
    areas
        The neighbourhoods' polygons, where an area is asked of them.
    borders
        The neighbourhoods once more, to tell where each facility stands.
    open_
        Those that are open in the year of the run; None where all are.
    """
    holder, _ = first_holding(*pairs_inside(found.spots, borders), len(found.ids))
    facilities = Facilities(
        ids=found.ids,
        types=found.types,
        neighbourhood=holder,
        capacity=found.capacity,
        columns=found.columns,
        area=found.area,
        open=open_,
    )
    polygons = _Shapes(found, working)
    asked = list(requirements)
    for number, requirement in enumerate(asked):
        part = progress.part(number / len(asked), (number + 1) / len(asked))
        part.at(0)
        if requirement.merge_touching:
            facilities = _merged(requirement, facilities, polygons, borders, part)
        if areas is not None and not requirement.has_share and requirement.unit in ("m2", "share"):
            (selection,) = select(requirement, facilities, found.shapes.has_geometry, complete_types, [])
            if requirement.indicator == "area_share":
                rows = selection.members[facilities.area[selection.members] > 0]
                covered = _covered(areas, polygons.of(rows.tolist()), part)
                facilities = replace(facilities, covered={**facilities.covered, requirement.id: covered})
            else:
                facilities = replace(facilities, pieces=_pieces(facilities, selection.members, areas, polygons, part))
    return facilities


def cut(
    facilities: Facilities, found: AllFacilities, areas: Polygons, working: WorkingCrs, progress: Progress
) -> Facilities:
    """Cut the polygons that count by their area by the neighbourhoods."""
    rows = np.arange(facilities.count)
    return replace(facilities, pieces=_pieces(facilities, rows, areas, _Shapes(found, working), progress))


def _merged(
    requirement: Requirement, facilities: Facilities, polygons: _Shapes, borders: Shapes, progress: Progress
) -> Facilities:
    """Put polygons that touch together: behind the other places stand those of more than one facility."""
    place_of = np.arange(facilities.count)
    made: list[QgsGeometry] = []
    first: list[int] = []
    for names in type_groups(requirement):
        rows = facilities.passing(requirement, names)[0]
        rows = rows[facilities.area[rows] > 0]
        own = polygons.of(rows.tolist())
        for group in touching(own, progress):
            place_of[rows[group]] = len(facilities.ids) + len(made)
            made.append(united([own[i] for i in group], progress))
            first.append(int(rows[group[0]]))
    facilities = replace(facilities, place_of={**facilities.place_of, requirement.id: place_of})
    if not made:
        return facilities
    spots = np.array([_spot(shape) for shape in made])
    holder, _ = first_holding(*pairs_inside(spots, borders), len(made))
    return replace(
        facilities,
        ids=[*facilities.ids, *(facilities.ids[row] for row in first)],
        neighbourhood=np.concatenate([facilities.neighbourhood, holder]),
        capacity=np.concatenate([facilities.capacity, np.full(len(made), np.nan)]),
        area=np.concatenate([facilities.area, [shape.area() for shape in made]]),
    )


def _spot(shape: QgsGeometry) -> tuple[float, float]:
    point = shape.pointOnSurface().asPoint()
    return point.x(), point.y()


def touching(shapes: Sequence[QgsGeometry], progress: Progress) -> list[NDArray[np.int64]]:
    """Return the rows of polygons that hang together by touching, each group of more than one, ascending."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    index = Polygons(shapes).index()
    pairs = [
        (row, other)
        for row, shape in enumerate(shapes)
        if _look(progress, row, len(shapes)) and not shape.isEmpty()
        for other in index.intersects(_grown(shape.boundingBox()))
        if other > row and shape.distance(shapes[other]) <= TOUCH
    ]
    one, two = np.array(pairs, np.int64).reshape(-1, 2).T
    _, label = connected_components(coo_array((np.ones(one.size), (one, two)), shape=(len(shapes),) * 2))
    order = np.argsort(label, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    return sorted((group for group in groups if group.size > 1), key=lambda group: int(group[0]))


def _look(progress: Progress, row: int, rows: int) -> bool:
    progress.at(row / rows)
    return True


def _grown(box: QgsRectangle) -> QgsRectangle:
    return box.buffered(TOUCH)


def united(shapes: Sequence[QgsGeometry], progress: Progress) -> QgsGeometry:
    """Put polygons together into one geometry; what several cover counts once."""
    parts = [shape for shape in shapes if not shape.isEmpty()]
    while len(parts) > 1:
        joined = []
        for start in range(0, len(parts), _BATCH):
            progress.check()
            joined.append(QgsGeometry.unaryUnion(parts[start : start + _BATCH]))
        parts = joined
    return parts[0] if parts else QgsGeometry()


def _near(areas: Polygons, shapes: Sequence[QgsGeometry]) -> Callable[[int], list[int]]:
    index = Polygons(shapes).index()
    return lambda area: sorted(index.intersects(areas.shapes[area].boundingBox()))


def _covered(areas: Polygons, shapes: Sequence[QgsGeometry], progress: Progress) -> NDArray[np.float64]:
    """Return the m² of each neighbourhood that lie under some polygons."""
    near, covered = _near(areas, shapes), np.zeros(len(areas.shapes))
    for row, area in enumerate(areas.shapes):
        progress.at(row / len(areas.shapes))
        beside = [shapes[i] for i in near(row)] if not area.isEmpty() else []
        if beside:
            covered[row] = united(beside, progress).intersection(area).area()
    return covered


def covered_by(
    areas: Polygons,
    source: QgsFeatureSource,
    working: WorkingCrs,
    progress: Progress,
    unusable: list[int] | None = None,
) -> NDArray[np.float64]:
    """Return the m² of each neighbourhood under the polygons of a layer; slivers along a border count as none.

    Raises
    ------
    InputError
        Where they cover no neighbourhood at all: another layer, or a wrong reference system.
    """
    found = _covered(areas, read_polygons(source, working, unusable=unusable).shapes, progress)
    if not (found >= SLIVER).any():
        raise InputError(
            'The polygons of the layer "{layer}" cover no neighbourhood: check the layer and its reference system.',
            layer=source.sourceName(),
        )
    return np.where(found < SLIVER, 0.0, found)


def apart(areas: Polygons, feedback: QgsProcessingFeedback, progress: Progress) -> Polygons:
    """Return each polygon without what those before it cover, so that ground counts once; warn where some overlap."""
    index, found = areas.index(), list(areas.shapes)
    overlapping = 0
    for row, shape in enumerate(areas.shapes):
        progress.at(row / len(found))
        for other in sorted(index.intersects(shape.boundingBox())) if not shape.isEmpty() else ():
            if other < row and shape.intersection(areas.shapes[other]).area() > SLIVER:
                found[row] = found[row].difference(areas.shapes[other])
                overlapping += 1
    if overlapping:
        feedback.pushWarning(
            tr("Neighbourhoods that overlap, whose common ground counts for the first: {n} pairs").format(n=overlapping)
        )
    return Polygons(found)


def _pieces(
    facilities: Facilities, rows: NDArray[np.int64], areas: Polygons, polygons: _Shapes, progress: Progress
) -> AreaPieces:
    """Cut polygons that count by their area by the neighbourhoods; where these overlap, the first holds."""
    rows = rows[(facilities.area[rows] > 0) & np.isnan(facilities.capacity[rows])]
    rows = np.setdiff1d(rows, facilities.pieces.row)
    index = areas.index()
    found: list[tuple[int, int, float]] = []
    for number, (row, shape) in enumerate(zip(rows.tolist(), polygons.of(rows.tolist()), strict=True)):
        progress.at(number / rows.size)
        rest = shape
        for area in sorted(index.intersects(shape.boundingBox())):
            if rest.isEmpty():
                break
            part = rest.intersection(areas.shapes[area])
            if part.area() > 0:
                found.append((row, area, part.area()))
                rest = rest.difference(areas.shapes[area])
        if rest.area() > _SHARE_OF_NOTHING * shape.area():
            found.append((row, -1, rest.area()))
    row, area, m2 = np.array(found, np.float64).reshape(-1, 3).T
    before = facilities.pieces
    return AreaPieces(
        np.concatenate([before.row, row.astype(np.int64)]),
        np.concatenate([before.neighbourhood, area.astype(np.int64)]),
        np.concatenate([before.m2, m2]),
    )
