"""Where the ground beside streets changes hands: the borders between the streets of several owners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import Voronoi, cKDTree

from ..arrays import Floats, Ints
from ..geometry.shapes import ranges
from ..network.network import Network
from .stretches import Stretches, polylines

STEP = 2.0
"""Metres at most from one point along a street to the next."""

TWINS = 0.6 * STEP
"""Metres: of points of several owners so near to each other the first owner's holds. Those of a street that is drawn
twice lie half a step apart at most."""


@dataclass(frozen=True)
class StreetPieces:
    """Straight pieces of street from `a` to `b`, shape (pieces, 2), in metres, each of an `owner`."""

    a: Floats
    b: Floats
    owner: Ints

    @property
    def length(self) -> Floats:
        """Return the metres of each."""
        return np.asarray(np.hypot(*(self.b - self.a).T))

    def near(self, low: Floats, high: Floats) -> StreetPieces:
        """Return those whose box meets the one from the corner `low` to the corner `high`."""
        least, most = np.minimum(self.a, self.b), np.maximum(self.a, self.b)
        rows = np.flatnonzero((least <= high).all(axis=1) & (most >= low).all(axis=1))
        return StreetPieces(self.a[rows], self.b[rows], self.owner[rows])


def pieces_of(network: Network, stretches: Stretches) -> StreetPieces:
    """Return the straight pieces of stretches, of which each facility owns its own."""
    xy, start = polylines(network, stretches)
    size = np.diff(start) - 1
    first = ranges(start[:-1], size)
    return StreetPieces(xy[first], xy[first + 1], np.repeat(stretches.facility, size))


@dataclass(frozen=True)
class Marks:
    """Points along streets that stand for them, shape (points, 2), each of an `owner`."""

    xy: Floats
    owner: Ints

    def owner_at(self, xy: Floats) -> Ints:
        """Return the owner of the mark that is nearest to each place."""
        return self.owner[cKDTree(self.xy).query(xy)[1]]

    def borders(self) -> Floats:
        """Return the straight lines on which two owners' marks are the nearest, shape (lines, 2 ends, 2).

        Notes
        -----
        Ridges of the Voronoi diagram, with corners to the millimetre, so that a diagram of some more marks farther off
        has the same; they go on well beyond the marks.
        """
        if (self.owner == self.owner[0]).all():
            return np.empty((0, 2, 2))
        middle = np.round(self.xy.mean(axis=0))
        far = 1000.0 + 20 * float(np.ptp(self.xy, axis=0).max())
        frame = np.array([(-far, 0.0), (far, 0.0), (0.0, -far), (0.0, far)])
        diagram = Voronoi(np.concatenate([self.xy - middle, frame]))  # near 0, where numbers are finest
        owner = np.append(self.owner, np.full(len(frame), -1))
        between = owner[diagram.ridge_points]
        changes = (between[:, 0] != between[:, 1]) & (between >= 0).all(axis=1)
        ends = np.array([diagram.ridge_vertices[row] for row in np.flatnonzero(changes)], np.int64).reshape(-1, 2)
        corners = np.round(diagram.vertices[ends[(ends >= 0).all(axis=1)]], 3) + middle
        return corners[(corners[:, 0] != corners[:, 1]).any(axis=1)]


def marks_along(pieces: StreetPieces, low: Floats, high: Floats) -> Marks:
    """Put marks along pieces of street, as far as they lie between two corners; each stands in the middle of its part.

    Of marks of several owners within `TWINS` of each other those of the first owner stay, so that a street that is
    drawn twice, or a path right beside it, is one street.
    """
    length = pieces.length
    number = np.ceil(length / STEP).astype(np.int64)
    row = np.repeat(np.arange(number.size), number)
    share = (ranges(np.zeros(number.size, np.int64), number) + 0.5) / number[row]
    xy = pieces.a[row] + share[:, None] * (pieces.b - pieces.a)[row]
    inside = ((xy >= low) & (xy <= high)).all(axis=1)
    return _first_of_twins(Marks(xy[inside], pieces.owner[row[inside]]))


def _first_of_twins(marks: Marks) -> Marks:
    if not marks.owner.size:
        return marks
    pairs = cKDTree(marks.xy).query_pairs(TWINS, output_type="ndarray")
    owner = marks.owner[pairs]
    swap = owner[:, 0] > owner[:, 1]
    pairs[swap] = pairs[swap][:, ::-1]
    first = np.minimum(owner[:, 0], owner[:, 1])
    apart = owner[:, 0] != owner[:, 1]
    # By the first owner: what became of its mark is known when the pair is looked at.
    order = np.argsort(first[apart], kind="stable")
    stays = np.ones(marks.owner.size, bool)
    for one, other in pairs[apart][order].tolist():
        if stays[one]:
            stays[other] = False
    return Marks(marks.xy[stays], marks.owner[stays])
