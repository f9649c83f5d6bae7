"""What the polygons of facilities tell: which touch, what neighbourhoods cut of them, and what they cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsGeometry

from ...core.arrays import to_list
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.geometry.shapes import Shapes
from ...core.norms.model import Requirement
from ...core.progress import Progress
from ...core.requirements.facilities import AreaPieces, Facilities, JointPlace, select, type_groups
from ..io.crs import WorkingCrs
from ..layers.facilities import AllFacilities
from ..layers.polygons import Polygons, covered_m2, read_polygons, touching, united
from .inputs import RunAreas, RunNorms

_SHARE_OF_NOTHING = 1e-9
"""What is left of a polygon where borders do not fit to the last digit."""


class _Shapes:
    """The polygons of facilities, read once each."""

    def __init__(self, facilities: AllFacilities, working: WorkingCrs) -> None:
        self._facilities, self._working = facilities, working
        self._read: dict[int, QgsGeometry] = {}

    def of(self, rows: Sequence[int]) -> list[QgsGeometry]:
        """Return the polygons of some facilities."""
        start = 0
        for layer, table in self._facilities.layers:
            mine = [row for row in rows if start <= row < start + table.count and row not in self._read]
            if mine:
                polygons = read_polygons(layer.source, self._working, [int(table.ids[row - start]) for row in mine])
                self._read |= dict(zip(mine, polygons.shapes, strict=True))
            start += table.count
        return [self._read[row] for row in rows]


def facilities_of(
    read: AllFacilities,
    norms: RunNorms,
    areas: RunAreas,
    working: WorkingCrs,
    progress: Progress,
    open_: NDArray[np.bool_] | None = None,
) -> Facilities:
    """Return the facilities of a run, with what their polygons tell; behind them the places that some make up.

    Parameters
    ----------
    read
        What the layers hold.
    open_
        Those that are open in the year of the run; None where all are.
    """
    polygons, asked = _Shapes(read, working), norms.computed
    facilities = _places_of(read, asked, areas.layer.shapes, polygons, progress.part(0, 0.5), open_)
    for number, requirement in enumerate(asked):
        part = progress.part(0.5 + 0.5 * number / len(asked), 0.5 + 0.5 * (number + 1) / len(asked))
        part.at(0)
        if areas.polygons is not None and requirement.needs_areas:
            (selection,) = select(requirement, facilities, read.shapes.has_geometry, norms.complete_types)
            facilities = replace(facilities, selected={**facilities.selected, requirement.id: [selection]})
            if requirement.kind.asked_of == "ground":
                rows = selection.members[facilities.area[selection.members] > 0]
                ground = areas.public_space if requirement.area_of == "public_space" else areas.polygons
                covered = covered_m2(ground or areas.polygons, polygons.of(to_list(rows)), part.part(0, 0.9))
                facilities = replace(facilities, covered={**facilities.covered, requirement.id: covered})
                if not requirement.applies_if:  # what stands in a neighbourhood counts there: no need to cut it
                    rows = rows[facilities.neighbourhood[rows] < 0]
            else:
                rows = selection.members[np.isnan(facilities.capacity[selection.members])]
            pieces = _pieces(facilities, rows, areas.polygons, polygons, part.part(0.9, 1))
            facilities = replace(facilities, pieces=pieces)
    return facilities


def places_of(
    read: AllFacilities,
    requirements: Sequence[Requirement],
    borders: Shapes,
    working: WorkingCrs,
    progress: Progress,
) -> Facilities:
    """Return facilities, and behind them the places that some make up by what requirements say.

    Parameters
    ----------
    read
        What the layers hold.
    borders
        The polygons of the neighbourhoods.
    """
    return _places_of(read, requirements, borders, _Shapes(read, working), progress)


def _places_of(
    read: AllFacilities,
    requirements: Sequence[Requirement],
    borders: Shapes,
    polygons: _Shapes,
    progress: Progress,
    open_: NDArray[np.bool_] | None = None,
) -> Facilities:
    holder, _ = first_holding(*pairs_inside(read.spots, borders), len(read.ids))
    facilities = Facilities(
        ids=read.ids,
        types=read.types,
        neighbourhood=holder,
        capacity=read.capacity,
        columns=read.columns,
        area=read.area,
        open=open_,  # before they are put together: what is closed is no part of a place
    )
    for number, requirement in enumerate(requirements):
        part = progress.part(number / len(requirements), (number + 1) / len(requirements))
        part.at(0)
        if requirement.merge_touching:
            facilities = _merged(requirement, facilities, polygons, borders, part)
    return facilities


def cut(
    facilities: Facilities, read: AllFacilities, areas: Polygons, working: WorkingCrs, progress: Progress
) -> Facilities:
    """Cut the polygons that count by their area by the neighbourhoods."""
    rows = np.flatnonzero(np.isnan(facilities.capacity[: facilities.count]))
    return replace(facilities, pieces=_pieces(facilities, rows, areas, _Shapes(read, working), progress))


class RunPolygons:
    """What the polygons of a run's facilities tell where some of them close: `FacilityPolygons` of the core."""

    def __init__(self, read: AllFacilities, facilities: Facilities, areas: RunAreas, working: WorkingCrs) -> None:
        self._facilities, self._areas, self._polygons = facilities, areas, _Shapes(read, working)

    def joint(self, rows: NDArray[np.int64]) -> Sequence[JointPlace]:
        """Return the places that several of some facilities make up, since they touch."""
        progress, parts = Progress(), self._polygons.of(to_list(rows))
        found = []
        for group in touching(parts, progress):
            shape = united([parts[i] for i in group], progress)
            found.append(JointPlace(rows[group], shape.area(), _spot(shape)))
        return found

    def covered(
        self, requirement: Requirement, rows: NDArray[np.int64], gone: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the m² of each neighbourhood under some facilities, looked at anew where others count no longer."""
        ground = self._areas.public_space if requirement.area_of == "public_space" else self._areas.polygons
        areas, found = ground or Polygons([]), self._facilities.covered[requirement.id].copy()
        boxes = [shape.boundingBox() for shape in self._polygons.of(to_list(gone))]
        near = [any(shape.boundingBoxIntersects(box) for box in boxes) for shape in areas.shapes]
        some = [shape if here else QgsGeometry() for shape, here in zip(areas.shapes, near, strict=True)]
        anew = covered_m2(Polygons(some), self._polygons.of(to_list(rows)), Progress())
        found[near] = anew[near]
        return found


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
        parts = polygons.of(to_list(rows))
        for group in touching(parts, progress):
            place_of[rows[group]] = len(facilities.ids) + len(made)
            made.append(united([parts[i] for i in group], progress))
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


def _pieces(
    facilities: Facilities, rows: NDArray[np.int64], areas: Polygons, polygons: _Shapes, progress: Progress
) -> AreaPieces:
    """Cut polygons by the neighbourhoods; where these overlap, the first holds."""
    rows = np.setdiff1d(rows[facilities.area[rows] > 0], facilities.pieces.row)
    index = areas.index()
    pieces: list[tuple[int, int, float]] = []
    for number, (row, shape) in enumerate(zip(to_list(rows), polygons.of(to_list(rows)), strict=True)):
        progress.at(number / rows.size)
        rest = shape
        for area in sorted(index.intersects(shape.boundingBox())):
            if rest.isEmpty():
                break
            part = rest.intersection(areas.shapes[area])
            if part.area() > 0:
                pieces.append((row, area, part.area()))
                rest = rest.difference(areas.shapes[area])
        if rest.area() > _SHARE_OF_NOTHING * shape.area():
            pieces.append((row, -1, rest.area()))
    row, area, m2 = np.array(pieces, np.float64).reshape(-1, 3).T
    before = facilities.pieces
    return AreaPieces(
        np.concatenate([before.row, row.astype(np.int64)]),
        np.concatenate([before.neighbourhood, area.astype(np.int64)]),
        np.concatenate([before.m2, m2]),
    )
