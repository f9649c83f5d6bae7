"""The nearest facility of every dwelling in a straight line, also after some came or went."""

from __future__ import annotations

import numpy as np

from ..arrays import Floats, Ints
from ..fingerprints import fingerprint
from ..geometry.distances import Places
from ..geometry.shapes import Shapes
from ..progress import Progress
from ..session import Keeping
from .nearest import NearestCost
from .nearest_update import FoundNearest, most_alike, updated


class StraightSearches:
    """Searches in a straight line from the same dwellings to some of the same facilities.

    Parameters
    ----------
    points
        The dwellings, shape (n, 2), NaN without geometry.
    shapes
        All facilities.
    keeping
        Where the run keeps what it finds.
    before
        The same dwellings with the first of these facilities: what was found there is not searched for again.
    """

    def __init__(
        self, points: Floats, shapes: Shapes, keeping: Keeping, before: StraightSearches | None = None
    ) -> None:
        self.points, self.shapes = points, shapes
        self._keeping, self._before = keeping, before
        self._found: list[FoundNearest] = []

    def nearest(self, facilities: Ints, progress: Progress) -> NearestCost:
        """Return the nearest of these facilities (ascending rows) to each dwelling, in metres."""
        key = ("straight", fingerprint(self.points, self.shapes.take(facilities)))
        found = self._keeping.keep("search", key, lambda: self._search(facilities, progress))
        self._found.append(FoundNearest(facilities, found))
        return found

    def _search(self, facilities: Ints, progress: Progress) -> NearestCost:
        known = self._before._found if self._before else []
        alike = most_alike([(one.facilities, one) for one in known], facilities)
        if alike is None:
            return self._nearest_of(slice(None), facilities, progress)

        def search(dwellings: Ints, rows: Ints) -> NearestCost:
            return self._nearest_of(dwellings, rows, progress.part(0, 0.5))

        def search_nearer(come: Ints, cost: Floats) -> tuple[Ints, NearestCost]:
            rows = self._may_gain(come, cost)
            return rows, self._nearest_of(rows, come, progress.part(0.5, 1))

        return updated(facilities, alike[1], search, search_nearer)

    def _nearest_of(self, dwellings: Ints | slice, facilities: Ints, progress: Progress) -> NearestCost:
        near, away = Places(self.shapes.take(facilities)).nearest(self.points[dwellings], progress)
        return NearestCost(near.astype(np.int32), away)

    def _may_gain(self, come: Ints, cost: Floats) -> Ints:
        """Return the dwellings to which a box around what came is nearer than what they have."""
        some = self.shapes.take(come)
        if not len(some.xy):
            return np.empty(0, np.int64)
        low, high = some.xy.min(axis=0), some.xy.max(axis=0)
        beside = np.maximum(np.maximum(low - self.points, self.points - high), 0.0)
        return np.flatnonzero(np.hypot(beside[:, 0], beside[:, 1]) <= cost + 1.0)  # far more than rounding makes of it
