"""Which facilities are one and the same thing, drawn or listed more than once.

Only facilities of one type can be one, and only where their names agree or one of them has none. Each duplicate goes
into one that is kept, never into another duplicate, so there are no chains: of A, B and C in a row, each within the
distance of the next, A takes B, and C stays. In this order:

1. The same object of the source (its id), in whatever layers it comes.
2. Areas, the larger first: where two share at least half of the smaller one's ground, they are one; where they lie
   within the distance, they are parts of one if their type merges by nearness, or if both bear the same name.
3. Points that lie in an area, or within the distance of it, the nearest first.
4. Points within the distance of each other: those with a name first, then in input order, each into the nearest.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .facility_mapping import NEAR, SPOT
from .progress import Progress

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

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
XY = tuple[float, float]
Near = tuple[float, int]


@dataclass(frozen=True)
class Things:
    """Facilities that may be one, `count` of them.

    Parameters
    ----------
    types
        A number for each type, shape (n,).
    merges
        How near two of each type must be to be one: `near`, `ground` or `spot`, by that number.
    names, objects
        Of each its name, and the id of the object that it is in its source; None where it has none.
    area
        Square metres, shape (n,); NaN for points, and for what has no geometry.
    vertex, vertex_of
        The points, shape (v, 2), and which facility each belongs to, ascending; areas have none.
    """

    types: Ints
    merges: Sequence[str]
    names: Sequence[str | None]
    objects: Sequence[str | None]
    area: Floats
    vertex: Floats
    vertex_of: Ints

    @cached_property
    def keys(self) -> list[str]:
        """Give the names as they are compared."""
        return [name_key(name) for name in self.names]

    def reach(self, row: int, distance: float) -> float:
        """Give how near another must be to be one with this, where at most `distance` is allowed."""
        return min(distance, SPOT_DISTANCE) if self.merges[self.types[row]] == SPOT else distance


@dataclass(frozen=True)
class Pair:
    """An area, and another area or a point of its type at most the distance away.

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
    """Give the form in which names are compared: letters and digits only, without case and accents."""
    if not name:
        return ""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum())


def may_be_one(things: Things, one: int, other: int) -> bool:
    """Tell whether two facilities could be one, wherever they lie: of one type, and names that agree."""
    return bool(things.types[one] == things.types[other]) and _agree(things.keys[one], things.keys[other])


def by_nearness(things: Things, one: int, other: int) -> bool:
    """Tell whether two areas, whose types and names agree, are one where they are near: buildings, or both named."""
    how = things.merges[things.types[one]]
    named = bool(things.keys[one]) and things.keys[one] == things.keys[other]
    return how == NEAR or (named and how != SPOT)


def _agree(mine: str, yours: str) -> bool:
    return not mine or not yours or mine == yours


def merge(
    things: Things, areas: Sequence[Pair], points: Sequence[Pair], distance: float, progress: Progress
) -> list[Merge]:
    """Find the duplicates.

    Parameters
    ----------
    things
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
    merging = _Merging(things, distance)
    merging.same_objects()
    merging.areas_with_areas(areas, progress.part(0, 0.2))
    merging.points_with_areas(points, progress.part(0.2, 0.4))
    merging.points_with_points(progress.part(0.4, 1))
    return [replace(one, kept=merging.final(one.kept)) for one in merging.found]


class _Merging:
    """The state of one search: what each facility went into, and the names that the kept ones have by now."""

    def __init__(self, things: Things, distance: float) -> None:
        self.things, self.distance = things, distance
        self.into = list(range(len(things.names)))
        self.names = list(things.keys)
        self.is_area = ~np.isnan(things.area)
        self.found: list[Merge] = []

    def same_objects(self) -> None:
        kept: dict[tuple[int, str], int] = {}
        size = np.where(self.is_area, -self.things.area, 1.0)
        has_point = np.zeros(size.size, bool)
        has_point[self.things.vertex_of] = True
        lacking = ~(self.is_area | has_point)
        for row in np.lexsort((size, lacking)).tolist():
            own = self.things.objects[row]
            if own is None:
                continue
            first = kept.setdefault((int(self.things.types[row]), own), row)
            if first != row:
                self._take(first, row, None, SAME_ID)

    def areas_with_areas(self, pairs: Sequence[Pair], progress: Progress) -> None:
        near: dict[int, list[tuple[int, Pair]]] = {}
        for pair in pairs:
            near.setdefault(pair.area, []).append((pair.other, pair))
            near.setdefault(pair.other, []).append((pair.area, pair))
        rows = np.flatnonzero(self.is_area)
        order = rows[np.argsort(-self.things.area[rows], kind="stable")]
        seen: set[int] = set()
        for row in _steps(order, progress):
            if self.into[row] != row:
                continue
            reach = self.things.reach(row, self.distance)
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

    def points_with_areas(self, pairs: Sequence[Pair], progress: Progress) -> None:
        order = sorted(range(len(pairs)), key=lambda n: (pairs[n].distance, pairs[n].other, pairs[n].area))
        for number in _steps(np.array(order, np.int64), progress):
            pair = pairs[number]
            kept = self.final(pair.area)
            if self.into[pair.other] != pair.other or not _agree(self.names[kept], self.names[pair.other]):
                continue
            if pair.distance <= self.things.reach(pair.other, self.distance) + _SAME:
                self._take(kept, pair.other, pair.distance, INSIDE if pair.distance <= _SAME else BESIDE)

    def points_with_points(self, progress: Progress) -> None:
        start = np.searchsorted(self.things.vertex_of, np.arange(len(self.into) + 1))
        xy = [(float(x), float(y)) for x, y in self.things.vertex]
        free = np.array([r for r in dict.fromkeys(map(int, self.things.vertex_of)) if self.into[r] == r], np.int64)
        named = np.array([bool(self.names[r]) for r in free], bool)
        kept = _KeptPoints()
        for row in _steps(np.concatenate([free[named], free[~named]]), progress):
            own = xy[start[row] : start[row + 1]]
            kind, reach = int(self.things.types[row]), self.things.reach(row, self.distance) + _SAME
            found = kept.nearest(kind, self.names[row], own, reach)
            if found is None:
                kept.add(kind, self.names[row], own, row, reach)
            else:
                self._take(found[1], row, found[0], BETWEEN_POINTS)

    def _areas_are_one(self, row: int, other: int, pair: Pair, reach: float) -> bool:
        if not _agree(self.names[row], self.names[other]):
            return False
        if pair.shared >= SHARED:
            return True
        return pair.distance <= reach + _SAME and by_nearness(self.things, row, other)

    def _take(self, kept: int, row: int, distance: float | None, reason: str) -> None:
        self.into[row] = kept
        self.names[kept] = self.names[kept] or self.names[row]
        self.found.append(Merge(row, kept, distance, reason))

    def final(self, row: int) -> int:
        """Give what is kept of a row: what took an object may have gone into something else since."""
        while self.into[row] != row:
            row = self.into[row]
        return row


class _KeptPoints:
    """The points that are kept so far, by type, square and name; the squares of a type are as wide as its reach."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int, int], dict[str, list[tuple[float, float, int]]]] = {}

    def add(self, kind: int, name: str, xy: Sequence[XY], row: int, reach: float) -> None:
        for x, y in xy:
            square = self._squares.setdefault((kind, *_square(x, y, reach)), {})
            square.setdefault(name, []).append((x, y, row))

    def nearest(self, kind: int, name: str, xy: Sequence[XY], reach: float) -> tuple[float, int] | None:
        """Give the distance and the row of the nearest within reach that has this name; without a name of any."""
        best: Near | None = None
        for x, y in xy:
            for there_x, there_y, row in self._around(kind, name, x, y, reach):
                metres = math.hypot(x - there_x, y - there_y)
                if metres <= reach and (best is None or (metres, row) < best):
                    best = metres, row
        return best

    def _around(self, kind: int, name: str, x: float, y: float, reach: float) -> Iterator[tuple[float, float, int]]:
        column, line = _square(x, y, reach)
        for i in (column - 1, column, column + 1):
            for j in (line - 1, line, line + 1):
                square = self._squares.get((kind, i, j))
                if square is not None:
                    for places in [square.get(name, [])] if name else square.values():
                        yield from places


def _square(x: float, y: float, reach: float) -> tuple[int, int]:
    side = max(reach, 0.01)
    return math.floor(x / side), math.floor(y / side)


def _steps(rows: Ints, progress: Progress) -> Iterator[int]:
    """Give rows one by one, and tell how far it is."""
    for number, row in enumerate(rows):
        if number % _STEP == 0:
            progress.at(number / rows.size)
        yield int(row)
