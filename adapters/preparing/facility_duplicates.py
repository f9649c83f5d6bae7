"""Which of the facilities that were read are one: measured with QGIS, decided in the core, and put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsFeature, QgsGeometry, QgsRectangle, QgsSpatialIndex

from ...core.arrays import to_list
from ...core.comparing import type_key
from ...core.preparing.facility_mapping import TypeFinder
from ...core.progress import Progress
from ..io.geometry_parts import parts_of
from ..layers.polygons import united
from .facility_sources import SourceFacility, SourceLayer

if TYPE_CHECKING:
    from ...core.preparing.merging import DuplicatePair, Merge, MergeableFacilities

_LOOK = 256


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """Facilities with what each duplicate went into.

    Parameters
    ----------
    facilities
        All that have a type; the kept ones with the gaps filled that their duplicates could fill.
    area
        Square metres of each, NaN of points and of what has no geometry.
    merges
        The duplicates, and for each the names of the fields that it filled.
    ids
        An id for each, unique among those that are kept.
    apart
        Points that lie in an area of their type and are kept, since their names differ.
    again
        The ids of objects that are kept more than once, since their parts lie apart or have different names.
    """

    facilities: Sequence[SourceFacility]
    area: NDArray[np.float64]
    merges: Sequence[Merge]
    filled: Sequence[str]
    ids: Sequence[str]
    apart: Sequence[int]
    again: Sequence[str]

    @cached_property
    def kept(self) -> list[int]:
        """Return the rows that are no duplicate, in their order."""
        gone = {one.duplicate for one in self.merges}
        return [row for row in range(len(self.facilities)) if row not in gone]


def prepare(
    facilities: Sequence[SourceFacility],
    sources: Sequence[SourceLayer],
    finder: TypeFinder,
    distance: float,
    progress: Progress,
) -> Prepared:
    """Find the duplicates within a distance in metres, and let each fill the gaps of what it goes into."""
    from ...core.preparing.merging import SAME_ID, looking, merge

    shapes = [_made_valid(facility) for facility in looking(facilities, progress, 8)]
    area = np.full(len(facilities), np.nan)
    for row in looking(range(len(facilities)), progress):
        if facilities[row].is_area and shapes[row] is not None:
            area[row] = _shape(shapes, row).area()
    found = _mergeable(facilities, area, finder, progress)
    areas, points = _pairs(found, shapes, distance, progress.part(0.1, 0.7))
    merges = merge(found, areas, points, distance, progress.part(0.7, 0.9))
    keep = finder.mapping.keep
    filled = [_fill(facilities[one.kept], facilities[one.duplicate], keep) for one in looking(merges, progress)]
    _unite(facilities, shapes, area, merges, progress.part(0.9, 1))
    gone = {one.duplicate for one in merges}
    same = {one.duplicate for one in merges if one.reason == SAME_ID}
    apart = sorted({p.other for p in points if p.distance == 0 and p.other not in gone})
    ids = _ids(facilities, sources, gone, same, progress)
    return Prepared(
        facilities=facilities,
        area=area,
        merges=merges,
        filled=filled,
        ids=ids,
        apart=apart,
        again=_again(found, gone, progress),
    )


def _made_valid(facility: SourceFacility) -> QgsGeometry | None:
    """Make a geometry valid, and give it to be measured: an area whose border crosses itself as what it encloses.

    One that encloses nothing stays as it is, and is measured as the line that it is.
    """
    if facility.geometry is None or not facility.is_area or facility.geometry.isGeosValid():
        return facility.geometry
    valid = facility.geometry.makeValid()
    areas = parts_of(valid, Qgis.GeometryType.Polygon)
    facility.geometry = areas or facility.geometry
    return areas or valid


def _unite(
    facilities: Sequence[SourceFacility],
    shapes: Sequence[QgsGeometry | None],
    area: NDArray[np.float64],
    merges: Sequence[Merge],
    progress: Progress,
) -> None:
    """Put the parts of one area together, so that no ground is lost; what was drawn twice alike stays as it is."""
    from ...core.preparing.merging import PART_OF_AREA, SAME_ID, looking

    parts: defaultdict[int, list[QgsGeometry]] = defaultdict(list)
    for one in looking(merges, progress):
        both = np.isfinite(area[[one.duplicate, one.kept]]).all() and one.reason in (PART_OF_AREA, SAME_ID)
        if both and not _shape(shapes, one.duplicate).equals(shapes[one.kept]):
            parts[one.kept].append(shapes[one.duplicate])
    for number, (row, others) in enumerate(parts.items()):
        progress.at(number / len(parts))
        whole = united([shapes[row], *others], progress)
        facilities[row].geometry, area[row] = whole, whole.area()


def _again(found: MergeableFacilities, gone: set[int], progress: Progress) -> list[str]:
    from ...core.preparing.merging import looking

    seen: set[tuple[int, str]] = set()
    again: dict[str, None] = {}
    for row, (kind, own) in enumerate(looking(zip(to_list(found.types), found.objects, strict=True), progress)):
        if own is None or row in gone:
            continue
        if (kind, own) in seen:
            again[own] = None
        seen.add((kind, own))
    return list(again)


def _mergeable(
    facilities: Sequence[SourceFacility], area: NDArray[np.float64], finder: TypeFinder, progress: Progress
) -> MergeableFacilities:
    from ...core.preparing.merging import MergeableFacilities, looking, name_key

    number: dict[str, int] = {}
    types = [number.setdefault(type_key(facility.type), len(number)) for facility in facilities]
    vertices = [
        (vertex.x(), vertex.y(), row)
        for row, facility in enumerate(looking(facilities, progress))
        if facility.geometry is not None and not facility.is_area
        for vertex in facility.geometry.vertices()
    ]
    table = np.array(vertices, np.float64).reshape(-1, 3)
    return MergeableFacilities(
        types=np.array(types, np.int64),
        merges=[finder.merge_of(name) for name in number],
        keys=[name_key(facility.name) for facility in looking(facilities, progress)],
        objects=[facility.object_id for facility in facilities],
        area=area,
        vertex=table[:, :2],
        vertex_of=table[:, 2].astype(np.int64),
    )


def _pairs(
    found: MergeableFacilities, shapes: Sequence[QgsGeometry | None], distance: float, progress: Progress
) -> tuple[list[DuplicatePair], list[DuplicatePair]]:
    """Measure what could be one: areas with areas, and areas with points."""
    from ...core.preparing.merging import DuplicatePair, looking, object_reach

    progress.at(0)
    rows = to_list(np.flatnonzero(~np.isnan(found.area)))
    index, boxes = QgsSpatialIndex(), {row: shapes[row].boundingBox() for row in looking(rows, progress)}
    for row in looking(rows, progress):
        feature = QgsFeature(row)
        feature.setGeometry(QgsGeometry.fromRect(boxes[row]))
        index.addFeature(feature)
    one_of, far = found.shared_objects(), object_reach(distance)
    measure = _AreaPairs(found=found, shapes=shapes, boxes=boxes, one_of=one_of, distance=distance)
    areas: list[DuplicatePair] = []
    for number, row in enumerate(rows):
        if number % 16 == 0:
            progress.part(0, 0.5).at(number / len(rows))
        reach = far if one_of[row] >= 0 else distance
        for at, other in enumerate(sorted(index.intersects(boxes[row].buffered(reach)))):
            if at % 16 == 15:
                progress.check()
            pair = measure.pair(row, other) if other > row else None
            if pair is not None:
                areas.append(pair)
    of_area: defaultdict[int, list[int]] = defaultdict(list)
    facilities = set(to_list(found.types[rows]))
    points = [row for row in dict.fromkeys(to_list(found.vertex_of)) if found.types[row] in facilities]
    for number, row in enumerate(points):
        if number % _LOOK == 0:
            progress.part(0.5, 0.7).at(number / len(points))
        reach = far if one_of[row] >= 0 else found.reach(row, distance)
        for other in index.intersects(shapes[row].boundingBox().buffered(reach)):
            if found.types[other] == found.types[row]:
                of_area[other].append(row)
    near: list[DuplicatePair] = []
    for number, (row, others) in enumerate(sorted(of_area.items())):
        progress.part(0.7, 1).at(number / len(of_area))
        engine = QgsGeometry.createGeometryEngine(_shape(shapes, row).constGet())
        engine.prepareGeometry()
        for at, other in enumerate(others):
            if at % _LOOK == 0:
                progress.check()
            near.append(DuplicatePair(row, other, engine.distance(_shape(shapes, other).constGet())))
    return areas, near


def _shape(shapes: Sequence[QgsGeometry | None], row: int) -> QgsGeometry:
    """Return the geometry of a row that is known to have one."""
    found = shapes[row]
    if found is None:
        raise TypeError(row)
    return found


@dataclass(frozen=True, kw_only=True)
class _AreaPairs:
    """Measures two areas, if they could be one: the ground that they share, and how far they are apart."""

    found: MergeableFacilities
    shapes: Sequence[QgsGeometry | None]
    boxes: dict[int, QgsRectangle]
    one_of: NDArray[np.int64]
    distance: float

    def pair(self, row: int, other: int) -> DuplicatePair | None:
        """Return the pair, None where they are not one, whatever else there is."""
        from ...core.preparing.merging import SHARED, DuplicatePair, by_nearness, may_be_one, object_reach

        found, boxes = self.found, self.boxes
        if not may_be_one(found, row, other):
            return None
        smaller = min(found.area[row], found.area[other])
        box = boxes[row].intersect(boxes[other]) if boxes[row].intersects(boxes[other]) else QgsRectangle(0, 0, 0, 0)
        if smaller > 0 and box.area() >= SHARED * smaller:
            # Overlapping extracts hold many areas twice, corner by corner; cutting a large one takes a second.
            one, two = _shape(self.shapes, row), _shape(self.shapes, other)
            shared = 1.0 if one.equals(two) else one.intersection(two).area() / smaller
            if shared >= SHARED:
                return DuplicatePair(row, other, 0.0, shared)
        same = 0 <= self.one_of[row] == self.one_of[other]
        if not same and not by_nearness(found, row, other):
            return None
        metres = _shape(self.shapes, row).distance(_shape(self.shapes, other))
        return (
            DuplicatePair(row, other, metres)
            if metres <= (object_reach(self.distance) if same else self.distance)
            else None
        )


def _fill(kept: SourceFacility, duplicate: SourceFacility, keep: Sequence[str]) -> str:
    """Fill the gaps of what is kept with what a duplicate knows; give the names of the fields."""
    filled = []
    if kept.name is None and duplicate.name is not None:
        kept.name = duplicate.name
        filled.append("name")
    known = set(kept.tags)
    kept.tags = {**duplicate.tags, **kept.tags}
    filled += [field_of(key) for key in keep if key in duplicate.tags and key not in known]
    if duplicate.verified and not kept.verified:
        kept.verified = True
        filled.append("verified")
    return ";".join(filled)


def _ids(
    facilities: Sequence[SourceFacility],
    sources: Sequence[SourceLayer],
    gone: set[int],
    same: set[int],
    progress: Progress,
) -> list[str]:
    """Return an id for each facility: its object's, else its layer and feature id; `_2` behind one that comes twice."""
    from ...core.preparing.merging import looking

    plain = [t.object_id or f"{sources[t.source].label}:{t.feature}" for t in looking(facilities, progress)]
    given, used = list(plain), Counter[str]()
    kept_first = [row for row in range(len(facilities)) if row not in gone] + sorted(gone)
    for row in looking(kept_first, progress):
        if row in same:
            continue  # the same object as what it went into
        used[plain[row]] += 1
        if used[plain[row]] > 1:
            given[row] = f"{plain[row]}_{used[plain[row]]}"
    return given


def field_of(key: str) -> str:
    """Return the name of the field of a tag."""
    return key.replace(":", "_")
