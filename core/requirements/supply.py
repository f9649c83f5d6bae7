"""What facilities offer in areas: their number, or the places and m² that they have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints, inside, sums_of
from .facilities import Facilities


@dataclass(frozen=True)
class Supply:
    """What facilities offer in each area: the `amount` that is known, and how many have none that is.

    `known` counts those that have one. Both are whole numbers of what stands there, and means of what is reached.
    """

    amount: Floats
    unknown: Floats
    known: Floats

    @property
    def hidden(self) -> Flags:
        """Return where there are facilities, and the amount of none is known."""
        return (self.unknown > 0) & (self.known == 0)

    @property
    def inside(self) -> Supply:
        """Leave out the last area, which lies outside all."""
        return Supply(inside(self.amount), inside(self.unknown), inside(self.known))

    def where(self, here: Flags) -> Supply:
        """Return what stands in some areas, nothing in the others."""
        return Supply(*(np.where(here, one, 0.0) for one in (self.amount, self.unknown, self.known)))

    def by(self, area: Ints, areas: int) -> Supply:
        """Put areas together: `area` tells which one each becomes part of."""
        return Supply(*(sums_of(area, one, areas) for one in (self.amount, self.unknown, self.known)))


def number_in(facilities: Facilities, places: Ints, areas: int) -> Supply:
    """Count places by the area that they stand in, the last of which lies outside all."""
    each = _counted(facilities.neighbourhood[places], areas)
    return Supply(each, np.zeros(areas), each)


def lies_in(facilities: Facilities, rows: Ints, here: Flags, *, in_parts: Flags) -> Flags:
    """Return which facilities lie in one of some areas.

    Parameters
    ----------
    here
        Of each area, and at the end outside all.
    in_parts
        Which of the facilities lie wherever a part of their polygon does; the others where they stand.
    """
    pieces = facilities.pieces
    partly = np.isin(rows, pieces.row[here[pieces.neighbourhood]])
    return np.where(in_parts & np.isin(rows, pieces.row), partly, here[facilities.neighbourhood[rows]])


def capacity_in(facilities: Facilities, rows: Ints, areas: int) -> Supply:
    """Sum the capacity of facilities by area, the last of which lies outside all.

    Notes
    -----
    A polygon whose capacity is not known offers its area, each part of it where that part lies.
    """
    ground = (facilities.area[rows] > 0) & np.isnan(facilities.capacity[rows])
    return _with_capacity(facilities, rows[~ground], _cut(facilities, rows[ground], areas))


def ground_in(facilities: Facilities, rows: Ints, covered: Floats) -> Supply:
    """Return the m² of each area that polygons cover, and the capacity of facilities that are none."""
    return _with_capacity(facilities, rows[~(facilities.area[rows] > 0)], covered)


def _with_capacity(facilities: Facilities, rows: Ints, m2: Floats) -> Supply:
    """Add the capacity of facilities to the m² of areas, and count those that have none."""
    areas, capacity, home = m2.size, facilities.capacity[rows], facilities.neighbourhood[rows]
    lacking = np.isnan(capacity)
    return Supply(
        m2 + sums_of(home[~lacking] % areas, capacity[~lacking], areas),
        _counted(home[lacking], areas),
        _counted(home[~lacking], areas) + (m2 > 0),
    )


def _counted(home: Ints, areas: int) -> Floats:
    return np.bincount(home % areas, minlength=areas).astype(np.float64)


def _cut(facilities: Facilities, rows: Ints, areas: int) -> Floats:
    """Sum the m² of polygons by the area that each part lies in."""
    pieces = facilities.pieces
    cut = np.isin(pieces.row, rows)
    whole = rows[np.isin(rows, pieces.row, invert=True)]
    whole_m2 = sums_of(facilities.neighbourhood[whole] % areas, facilities.area[whole], areas)
    return np.asarray(whole_m2 + sums_of(pieces.neighbourhood[cut] % areas, pieces.m2[cut], areas), np.float64)
