"""Which of the facilities that were read are one: measured with QGIS, decided in the core, and put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsSpatialIndex

from ..core.facility_mapping import TypeFinder
from ..core.norms import type_key
from ..core.progress import Progress
from .facility_sources import SourceLayer, Thing
from .surfaces import united

if TYPE_CHECKING:
    from ..core.merging import Merge, Pair, Things

_LOOK = 256


@dataclass(frozen=True)
class Prepared:
    """Facilities with what each duplicate went into.

    Parameters
    ----------
    things
        All that have a type; the kept ones with the gaps filled that their duplicates could fill.
    area
        Square metres of each, NaN of points and of what has no geometry.
    merges
        The duplicates, and for each the names of the fields that it filled.
    ids
        An id for each, unique among those that are kept.
    apart
        Points that lie in an area of their type and are kept, since their names differ.
    """

    things: Sequence[Thing]
    area: NDArray[np.float64]
    merges: Sequence[Merge]
    filled: Sequence[str]
    ids: Sequence[str]
    apart: Sequence[int]

    @cached_property
    def kept(self) -> list[int]:
        """Give the rows that are no duplicate, in their order."""
        gone = {one.duplicate for one in self.merges}
        return [row for row in range(len(self.things)) if row not in gone]


def prepare(
    things: Sequence[Thing], sources: Sequence[SourceLayer], finder: TypeFinder, distance: float, progress: Progress
) -> Prepared:
    """Find the duplicates within a distance in metres, and let each fill the gaps of what it goes into."""
    from ..core.merging import PART_OF_AREA, SAME_ID, merge

    shapes = [_valid(thing) for thing in _looking(things, progress.part(0, 0.1))]
    area = np.array([np.nan if s is None or not t.is_area else s.area() for s, t in zip(shapes, things, strict=True)])
    found = _things(things, area, finder)
    areas, points = _pairs(found, shapes, distance, progress.part(0.1, 0.7))
    merges = merge(found, areas, points, distance, progress.part(0.7, 0.9))
    keep = finder.mapping.keep
    filled = [_fill(things[one.kept], things[one.duplicate], keep) for one in merges]
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for one in merges:
        if one.reason == PART_OF_AREA:
            parts[one.kept].append(one.duplicate)
    for number, (row, others) in enumerate(parts.items()):
        progress.part(0.9, 1).at(number / len(parts))
        whole = united([shapes[i] for i in (row, *others)], progress.part(0.9, 1))
        things[row].geometry, area[row] = whole, whole.area()
    gone = {one.duplicate for one in merges}
    same = {one.duplicate for one in merges if one.reason == SAME_ID}
    apart = sorted({p.other for p in points if p.distance == 0 and p.other not in gone})
    return Prepared(things, area, merges, filled, _ids(things, sources, gone, same), apart)


def _looking(things: Sequence[Thing], progress: Progress) -> Iterator[Thing]:
    for number, thing in enumerate(things):
        if number % _LOOK == 0:
            progress.at(number / len(things))
        yield thing


def _valid(thing: Thing) -> QgsGeometry | None:
    """Give a geometry that can be measured: of an area whose border crosses itself, the areas that it encloses."""
    geometry = thing.geometry
    if geometry is None or not thing.is_area or geometry.isGeosValid():
        return geometry
    return geometry.makeValid()


def _things(things: Sequence[Thing], area: NDArray[np.float64], finder: TypeFinder) -> Things:
    from ..core.merging import Things

    number: dict[str, int] = {}
    types = [number.setdefault(type_key(thing.type), len(number)) for thing in things]
    vertices = [
        (vertex.x(), vertex.y(), row)
        for row, thing in enumerate(things)
        if thing.geometry is not None and not thing.is_area
        for vertex in thing.geometry.vertices()
    ]
    table = np.array(vertices, np.float64).reshape(-1, 3)
    return Things(
        np.array(types, np.int64),
        [finder.merge_of(name) for name in number],
        [thing.name for thing in things],
        [thing.object for thing in things],
        area,
        table[:, :2],
        table[:, 2].astype(np.int64),
    )


def _pairs(
    found: Things, shapes: Sequence[QgsGeometry | None], distance: float, progress: Progress
) -> tuple[list[Pair], list[Pair]]:
    """Measure what could be one: areas with areas, and areas with points."""
    from ..core.merging import Pair

    rows = np.flatnonzero(~np.isnan(found.area)).tolist()
    index, boxes = QgsSpatialIndex(), {row: shapes[row].boundingBox() for row in rows}
    for row in rows:
        feature = QgsFeature(row)
        feature.setGeometry(QgsGeometry.fromRect(boxes[row]))
        index.addFeature(feature)
    areas: list[Pair] = []
    for number, row in enumerate(rows):
        if number % 16 == 0:
            progress.part(0, 0.5).at(number / len(rows))
        for other in sorted(index.intersects(boxes[row].buffered(distance))):
            pair = _area_pair(found, shapes, boxes, row, other, distance) if other > row else None
            if pair is not None:
                areas.append(pair)
    of_area: defaultdict[int, list[int]] = defaultdict(list)
    typed = set(found.types[rows].tolist())
    points = [row for row in dict.fromkeys(found.vertex_of.tolist()) if found.types[row] in typed]
    for number, row in enumerate(points):
        if number % _LOOK == 0:
            progress.part(0.5, 0.7).at(number / len(points))
        for other in index.intersects(shapes[row].boundingBox().buffered(found.reach(row, distance))):
            if found.types[other] == found.types[row]:
                of_area[other].append(row)
    near: list[Pair] = []
    for number, (row, others) in enumerate(sorted(of_area.items())):
        progress.part(0.7, 1).at(number / len(of_area))
        engine = QgsGeometry.createGeometryEngine(shapes[row].constGet())
        engine.prepareGeometry()
        for at, other in enumerate(others):
            if at % _LOOK == 0:
                progress.check()
            near.append(Pair(row, other, engine.distance(shapes[other].constGet())))
    return areas, near


def _area_pair(
    found: Things,
    shapes: Sequence[QgsGeometry | None],
    boxes: dict[int, QgsRectangle],
    row: int,
    other: int,
    distance: float,
) -> Pair | None:
    """Measure two areas, if they could be one: the ground that they share, and how far they are apart."""
    from ..core.merging import SHARED, Pair, by_nearness, may_be_one

    if not may_be_one(found, row, other):
        return None
    smaller = min(found.area[row], found.area[other])
    box = boxes[row].intersect(boxes[other]) if boxes[row].intersects(boxes[other]) else QgsRectangle(0, 0, 0, 0)
    if smaller > 0 and box.area() >= SHARED * smaller:
        shared = shapes[row].intersection(shapes[other]).area() / smaller
        if shared >= SHARED:
            return Pair(row, other, 0.0, shared)
    if not by_nearness(found, row, other):
        return None
    metres = shapes[row].distance(shapes[other])
    return Pair(row, other, metres) if metres <= distance else None


def _fill(kept: Thing, duplicate: Thing, keep: Sequence[str]) -> str:
    """Fill the gaps of what is kept with what a duplicate knows; give the names of the fields."""
    filled = []
    if kept.name is None and duplicate.name is not None:
        kept.name = duplicate.name
        filled.append("name")
    for at, value in enumerate(duplicate.tags):
        if kept.tags[at] is None and value is not None:
            kept.tags[at] = value
            filled.append(field_of(keep[at]))
    if duplicate.verified and not kept.verified:
        kept.verified = True
        filled.append("verified")
    return ";".join(filled)


def _ids(things: Sequence[Thing], sources: Sequence[SourceLayer], gone: set[int], same: set[int]) -> list[str]:
    """Give each facility an id: that of its object, else its layer and feature id; `_2` behind one that comes twice."""
    plain = [thing.object or f"{sources[thing.source].label}:{thing.feature}" for thing in things]
    given, used = list(plain), Counter[str]()
    for row in sorted(range(len(things)), key=lambda row: (row in gone, row)):
        if row in same:
            continue  # the same object as what it went into
        used[plain[row]] += 1
        if used[plain[row]] > 1:
            given[row] = f"{plain[row]}_{used[plain[row]]}"
    return given


def field_of(key: str) -> str:
    """Give the name of the field of a tag."""
    return key.replace(":", "_")
