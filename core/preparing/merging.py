"""Which facilities are one and the same thing, drawn or listed more than once.

Only facilities of one type can be one, and only where their names agree or one of them has none. Each duplicate goes
into one that is kept, never into another duplicate, so there are no chains: of A, B and C in a row, each within the
distance of the next, A takes B, and C stays. In this order:

1. The same object of the source (its id), in whatever layers and parts it comes, within the distance.
2. Areas, the larger first: where two share at least half of the smaller one's ground, they are one; where they lie
   within the distance, they are parts of one if their type merges by nearness, or if both bear the same name.
3. Points that lie in an area, or within the distance of it, the nearest first.
4. Points within the distance of each other: those with a name first, then in input order, each into the nearest.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ..arrays import Floats, Ints
from ..progress import Progress
from .facility_mapping import NEAR, SPOT

SAME_ID = "same_id"
SAME_GROUND = "same_ground"
PART_OF_AREA = "area_near_area"
INSIDE = "point_in_area"
BESIDE = "point_near_area"
BETWEEN_POINTS = "point_near_point"

SPOT_DISTANCE = 1.0
"""Things of a type that stands close together on purpose, such as seats, are one this near only, in metres."""

SHARED = 0.5
"""Two areas that share this part of the smaller one are the same ground."""

_SAME = 1e-6
_STEP = 512
_WORK = 20_000
"""Comparisons between two looks at Cancel."""

XY = tuple[float, float]
Near = tuple[float, int]
Place = tuple[float, float, int]
_Item = TypeVar("_Item")


@dataclass(frozen=True, kw_only=True)
class MergeableFacilities:
    """Facilities that may be one, `count` of them.

    Parameters
    ----------
    types
        A number for each type, shape (n,).
    merges
        How near two of each type must be to be one: `near`, `ground` or `spot`, by that number.
    keys
        The name of each as names are compared (see `name_key`); empty where it has none.
    objects
        The id of the object that each is in its source, None where it has none.
    area
        Square metres, shape (n,); NaN for points, and for what has no geometry.
    vertex, vertex_of
        The points, shape (v, 2), and which facility each belongs to, ascending; areas have none.
    """

    types: Ints
    merges: Sequence[str]
    keys: Sequence[str]
    objects: Sequence[str | None]
    area: Floats
    vertex: Floats
    vertex_of: Ints

    def reach(self, row: int, distance: float) -> float:
        """Return how near another must be to be one with this, where at most `distance` is allowed."""
        return min(distance, SPOT_DISTANCE) if self.merges[self.types[row]] == SPOT else distance

    def shared_objects(self) -> Ints:
        """Return the number of the object that each shares with another of its type; -1 for the others."""
        number: dict[tuple[int, str], int] = {}
        found = np.full(len(self.keys), -1, np.int64)
        for row, (kind, own) in enumerate(zip(map(int, self.types), self.objects, strict=True)):
            if own is not None:
                found[row] = number.setdefault((kind, own), len(number))
        several = np.bincount(found[found >= 0], minlength=1) > 1
        found[found >= 0] = np.where(several[found[found >= 0]], found[found >= 0], -1)
        return found


@dataclass(frozen=True)
class DuplicatePair:
    """An area, and another area or a point of its type at most the distance away; for one object see `object_reach`.

    `shared` is the part of the smaller area that both cover; of a point 0.
    """

    area: int
    other: int
    distance: float
    shared: float = 0.0


@dataclass(frozen=True)
class Merge:
    """One duplicate, what it went into, how far that is (None where nobody measured) and why."""

    duplicate: int
    kept: int
    distance: float | None
    reason: str


def name_key(name: str | None) -> str:
    """Return the form in which names are compared: letters and digits only, without case and accents."""
    if not name:
        return ""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum())


def may_be_one(facilities: MergeableFacilities, one: int, other: int) -> bool:
    """Return whether two facilities could be one, wherever they lie: of one type, and names that agree."""
    return bool(facilities.types[one] == facilities.types[other]) and _agree(
        facilities.keys[one], facilities.keys[other]
    )


def object_reach(distance: float) -> float:
    """Return how far apart two of one object may lie: it may have been drawn or brought here by other digits."""
    return max(distance, SPOT_DISTANCE)


def by_nearness(facilities: MergeableFacilities, one: int, other: int) -> bool:
    """Return whether two areas, whose types and names agree, are one where they are near: buildings, or both named."""
    how = facilities.merges[facilities.types[one]]
    named = bool(facilities.keys[one]) and facilities.keys[one] == facilities.keys[other]
    return how == NEAR or (named and how != SPOT)


def _agree(mine: str, yours: str) -> bool:
    return not mine or not yours or mine == yours


def merge(
    facilities: MergeableFacilities,
    areas: Sequence[DuplicatePair],
    points: Sequence[DuplicatePair],
    distance: float,
    progress: Progress,
) -> list[Merge]:
    """Find the duplicates.

    Parameters
    ----------
    facilities
        The facilities, in input order.
    areas, points
        All pairs of two areas, and of an area and a point, that could be one.
    distance
        How far two may be apart, in metres.

    Returns
    -------
    list of Merge
        In the order in which the kept ones took them, so that the first fills a gap before the second does.
    """
    progress.at(0)
    merging = _Merging(facilities, distance)
    merging.same_objects(areas, points, progress.part(0, 0.2))
    merging.areas_with_areas(areas, progress.part(0.2, 0.3))
    merging.points_with_areas(points, progress.part(0.3, 0.4))
    merging.points_with_points(progress.part(0.4, 1))
    return [
        Merge(one.duplicate, merging.final(one.kept), one.distance, one.reason)
        for one in looking(merging.found, progress)
    ]


class _Merging:
    """The state of one search: what each facility went into, and the names that the kept ones have by now."""

    def __init__(self, facilities: MergeableFacilities, distance: float) -> None:
        self.facilities, self.distance = facilities, distance
        self.into = list(range(len(facilities.keys)))
        self.names = list(facilities.keys)
        self.is_area = ~np.isnan(facilities.area)
        self.found: list[Merge] = []

    def same_objects(self, areas: Sequence[DuplicatePair], points: Sequence[DuplicatePair], progress: Progress) -> None:
        """Put together what is one object: its parts, its points, and what of it has no place."""
        one_of = self.facilities.shared_objects()
        if not (one_of >= 0).any():
            return
        reach = object_reach(self.distance) + _SAME
        self._parts_of_objects(one_of, reach, areas, progress.part(0, 0.2))
        for number in _steps(_nearest_first(points), progress.part(0.2, 0.4)):
            pair = points[number]
            kept = self.final(pair.area)
            same = 0 <= one_of[pair.other] == one_of[kept] and pair.distance <= reach
            if same and self._may_take(kept, pair.other):
                self._take(kept, pair.other, pair.distance, SAME_ID)
        free = [row for row in self._points() if one_of[row] >= 0]
        self._among_points(free, one_of, [reach] * len(free), SAME_ID, progress.part(0.4, 0.9))
        self._without_place(one_of, progress.part(0.9, 1))

    def _parts_of_objects(self, one_of: Ints, reach: float, pairs: Sequence[DuplicatePair], progress: Progress) -> None:
        near: dict[int, list[tuple[int, float]]] = {}
        for pair in looking(pairs, progress):
            if 0 <= one_of[pair.area] == one_of[pair.other] and pair.distance <= reach:
                near.setdefault(pair.area, []).append((pair.other, pair.distance))
                near.setdefault(pair.other, []).append((pair.area, pair.distance))
        for row in sorted(near, key=lambda row: (-self.facilities.area[row], row)):
            reached = [row] if self.into[row] == row else []
            while reached:
                progress.check()
                for other, metres in near[reached.pop()]:
                    if self._may_take(row, other):
                        self._take(row, other, metres, SAME_ID)
                        reached.append(other)

    def _without_place(self, one_of: Ints, progress: Progress) -> None:
        """Put what has no geometry into what has, or into the first, of its object."""
        placed = ~np.isnan(self.facilities.area)
        placed[self.facilities.vertex_of] = True
        kept: dict[int, dict[str, int]] = {}
        rows = np.flatnonzero(one_of >= 0)
        for row in _steps(np.concatenate([rows[placed[rows]], rows[~placed[rows]]]), progress):
            if self.into[row] != row:
                continue
            known, name = kept.setdefault(int(one_of[row]), {}), self.names[row]
            first = known.get(name, known.get("")) if name else next(iter(known.values()), None)
            if placed[row] or first is None:
                known.setdefault(name, row)
            else:
                self._take(first, row, None, SAME_ID)

    def areas_with_areas(self, pairs: Sequence[DuplicatePair], progress: Progress) -> None:
        near: dict[int, list[tuple[int, DuplicatePair]]] = {}
        for pair in looking(pairs, progress):
            near.setdefault(pair.area, []).append((pair.other, pair))
            near.setdefault(pair.other, []).append((pair.area, pair))
        rows = np.flatnonzero(self.is_area)
        order = rows[np.argsort(-self.facilities.area[rows], kind="stable")]
        seen: set[int] = set()
        for row in _steps(order, progress):
            if self.into[row] != row:
                continue
            reach = self.facilities.reach(row, self.distance)
            best = min(
                (
                    (pair.shared < SHARED, pair.distance, other)
                    for other, pair in near.get(row, ())
                    if other in seen and self._areas_are_one(row, other, pair, reach)
                ),
                default=None,
            )
            if best is None:
                seen.add(row)
            else:
                self._take(best[2], row, best[1], PART_OF_AREA if best[0] else SAME_GROUND)

    def points_with_areas(self, pairs: Sequence[DuplicatePair], progress: Progress) -> None:
        for number in _steps(_nearest_first(pairs), progress):
            pair = pairs[number]
            kept = self.final(pair.area)
            if not self._may_take(kept, pair.other):
                continue
            if pair.distance <= self.facilities.reach(pair.other, self.distance) + _SAME:
                self._take(kept, pair.other, pair.distance, INSIDE if pair.distance <= _SAME else BESIDE)

    def points_with_points(self, progress: Progress) -> None:
        free = self._points()
        reach = [self.facilities.reach(row, self.distance) + _SAME for row in free]
        self._among_points(free, self.facilities.types, reach, BETWEEN_POINTS, progress)

    def _points(self) -> list[int]:
        """Return the points that went into nothing so far, in input order."""
        return [row for row in dict.fromkeys(map(int, self.facilities.vertex_of)) if self.into[row] == row]

    def _among_points(
        self, rows: Sequence[int], kinds: Ints, reaches: Sequence[float], reason: str, progress: Progress
    ) -> None:
        """Put each of some points into the nearest of its kind within its reach; those with a name go first."""
        start = np.searchsorted(self.facilities.vertex_of, np.arange(len(self.into) + 1))
        named = np.array([bool(self.names[row]) for row in rows], bool)
        kept = _KeptPoints(progress)
        for number in _steps(np.concatenate([np.flatnonzero(named), np.flatnonzero(~named)]), progress):
            row, reach = rows[number], reaches[number]
            own = [(float(x), float(y)) for x, y in self.facilities.vertex[start[row] : start[row + 1]]]
            kind = int(kinds[row])
            found = kept.nearest(kind, self.names[row], own, reach)
            if found is None:
                kept.add(kind, self.names[row], own, row, reach)
            else:
                self._take(found[1], row, found[0], reason)

    def _areas_are_one(self, row: int, other: int, pair: DuplicatePair, reach: float) -> bool:
        if not _agree(self.names[row], self.names[other]):
            return False
        if pair.shared >= SHARED:
            return True
        return pair.distance <= reach + _SAME and by_nearness(self.facilities, row, other)

    def _may_take(self, kept: int, row: int) -> bool:
        """Return whether a row went into nothing so far, and its name agrees with that of what is kept."""
        return self.into[row] == row != kept and _agree(self.names[kept], self.names[row])

    def _take(self, kept: int, row: int, distance: float | None, reason: str) -> None:
        self.into[row] = kept
        self.names[kept] = self.names[kept] or self.names[row]
        self.found.append(Merge(row, kept, distance, reason))

    def final(self, row: int) -> int:
        """Return what is kept of a row: what took an object may have gone into something else since."""
        while self.into[row] != row:
            row = self.into[row]
        return row


class _KeptPoints:
    """The points that are kept so far, by kind, square and name; the squares of a kind are as wide as its reach."""

    def __init__(self, progress: Progress) -> None:
        self._squares: dict[tuple[int, int, int], dict[str, list[Place]]] = {}
        self._progress, self._compared = progress, 0

    def add(self, kind: int, name: str, xy: Sequence[XY], row: int, reach: float) -> None:
        for x, y in xy:
            square = self._squares.setdefault((kind, *_square(x, y, reach)), {})
            square.setdefault(name, []).append((x, y, row))

    def nearest(self, kind: int, name: str, xy: Sequence[XY], reach: float) -> tuple[float, int] | None:
        """Return the distance and the row of the nearest within reach that has this name; without a name of any."""
        best: Near | None = None
        for x, y in xy:
            for places in self._around(kind, name, x, y, reach):
                self._look(len(places))
                for there_x, there_y, row in places:
                    metres = math.hypot(x - there_x, y - there_y)
                    if metres <= reach and (best is None or (metres, row) < best):
                        best = metres, row
        return best

    def _around(self, kind: int, name: str, x: float, y: float, reach: float) -> Iterator[Sequence[Place]]:
        column, line = _square(x, y, reach)
        for i in (column - 1, column, column + 1):
            for j in (line - 1, line, line + 1):
                square = self._squares.get((kind, i, j))
                if square is not None:
                    yield from [square.get(name, [])] if name else square.values()

    def _look(self, comparisons: int) -> None:
        self._compared += 1 + comparisons
        if self._compared >= _WORK:
            self._compared = 0
            self._progress.check()


def _square(x: float, y: float, reach: float) -> tuple[int, int]:
    side = max(reach, 0.01)
    return math.floor(x / side), math.floor(y / side)


def _steps(rows: Ints, progress: Progress) -> Iterator[int]:
    """Yield rows one by one, and tell how far it is."""
    for number, row in enumerate(rows):
        if number % _STEP == 0:
            progress.at(number / rows.size)
        yield int(row)


def looking(items: Iterable[_Item], progress: Progress, every: int = _STEP) -> Iterator[_Item]:
    """Yield items one by one, and look at Cancel after every so many."""
    for number, item in enumerate(items):
        if number % every == 0:
            progress.check()
        yield item


def _nearest_first(pairs: Sequence[DuplicatePair]) -> Ints:
    keys = [[pair.area for pair in pairs], [pair.other for pair in pairs], [pair.distance for pair in pairs]]
    return np.lexsort(np.array(keys, np.float64).reshape(3, -1)).astype(np.int64)
