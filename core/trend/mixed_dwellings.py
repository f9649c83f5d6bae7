"""The dwellings of one day with the figures of another: which rows are the same dwelling, and whom each counts for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ..arrays import Flags, Floats, Ints, inside, sums_of, to_list
from ..comparing import WITHIN
from ..progress import Progress
from ..requirements.entities import Dwellings, Neighbourhoods
from ..requirements.weights import WeightSource, find_demand

_NONE = -1
_WEIGHT = "weight of "
_SAME_PLACE = 0.01 + WITHIN
"""Metres within which two points are one place."""


@dataclass(frozen=True, kw_only=True)
class DwellingsOfDay:
    """The dwellings of a day, with what their figures come from.

    Parameters
    ----------
    dwellings, neighbourhoods
        As a run of that day has them.
    sources
        Where the weight of each requirement comes from, by its id.
    standing
        What of each row stands: 1, or where plans change it the part that is left; of a planned row its dwellings.
    ids
        What tells the rows apart, None where nothing does.
    """

    dwellings: Dwellings
    neighbourhoods: Neighbourhoods
    sources: Mapping[str, WeightSource]
    standing: Floats
    ids: Sequence[str | None]

    def weight(self, requirement: str) -> tuple[Floats, Floats]:
        """Return the weight of each row for a requirement, NaN where not known; of areas what no dwelling carries."""
        source = self.sources.get(requirement)
        if source is None:
            return np.full(self.dwellings.count, np.nan), np.zeros(self.neighbourhoods.count)
        found = find_demand(self.dwellings, self.neighbourhoods, source, ())
        return np.where(found.missing | found.unknown, np.nan, found.weight), found.unspread


@dataclass(frozen=True)
class SameRows:
    """Which rows of two days are one dwelling.

    Parameters
    ----------
    row_of
        For each row of the one day the row of the other, -1 where it does not stand then.
    by_id
        How many of them were found by their ids.
    """

    row_of: Ints
    by_id: int

    @property
    def matched(self) -> Flags:
        """Return which rows stand on both days."""
        return self.row_of != _NONE


def same_rows(one: DwellingsOfDay, other: DwellingsOfDay, progress: Progress | None = None) -> SameRows:
    """Find the dwellings of a day among those of another: by id, else at the same place.

    Notes
    -----
    A dwelling with an id is no other dwelling, whatever stands in its place; an id that comes twice on a day tells
    nothing, and neither do ids of which none is there on both days. Of several dwellings at one place the first is
    the first of the other day, and so on; then the nearest within 0.01 m are one, each once.
    """
    progress = progress or Progress()
    row_of = np.full(one.dwellings.count, _NONE, np.int64)
    here, there = one.standing > 0, other.standing > 0
    known, theirs = _rows_by_id(one.ids, here), _rows_by_id(other.ids, there)
    progress.check()
    common = known.keys() & theirs.keys()
    for name in common:
        row_of[known[name]] = theirs[name]
    if common:
        here[list(known.values())] = False
        there[list(theirs.values())] = False
    for pair in (_at_one_place, _nearby):
        progress.check()
        taken = np.zeros(other.dwellings.count, bool)
        taken[row_of[row_of != _NONE]] = True
        mine = np.flatnonzero(here & (row_of == _NONE) & np.isfinite(one.dwellings.xy).all(axis=1))
        left = np.flatnonzero(there & ~taken & np.isfinite(other.dwellings.xy).all(axis=1))
        if mine.size and left.size:
            a, b = pair(one.dwellings.xy[mine], other.dwellings.xy[left])
            row_of[mine[a]] = left[b]
    return SameRows(row_of, len(common))


def _rows_by_id(ids: Sequence[str | None], standing: Flags) -> dict[str, int]:
    """Return the row of each id that only one row has."""
    found: dict[str, int] = {}
    for row, (name, there) in enumerate(zip(ids, to_list(standing), strict=True)):
        if name is not None and there:
            found[name] = _NONE if name in found else row
    return {name: row for name, row in found.items() if row != _NONE}


def _at_one_place(one: Floats, other: Floats) -> tuple[Ints, Ints]:
    """Return pairs of points that coincide, the first with the first of those at a place."""
    places, number = np.unique(np.concatenate([one, other]) + 0.0, axis=0, return_inverse=True)
    number = number.reshape(-1)
    mine, theirs = (
        place * len(number) + _rank(place, len(places)) for place in (number[: len(one)], number[len(one) :])
    )
    _, a, b = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
    return a, b


def _rank(place: Ints, places: int) -> Ints:
    """Return of each row how many rows before it have the same place."""
    order = np.argsort(place, kind="stable")
    counts = np.bincount(place, minlength=places)
    first = np.cumsum(counts) - counts
    found = np.empty(place.size, np.int64)
    found[order] = np.arange(place.size) - first[place[order]]
    return found


def _nearby(one: Floats, other: Floats) -> tuple[Ints, Ints]:
    """Return pairs of points within the distance of one place, the nearest first, each point once."""
    pairs = cKDTree(one).sparse_distance_matrix(cKDTree(other), _SAME_PLACE, output_type="ndarray")
    a_used, b_used = set[int](), set[int]()
    found: list[tuple[int, int]] = []
    for row in to_list(np.lexsort((pairs["j"], pairs["i"], pairs["v"]))):
        a, b = int(pairs["i"][row]), int(pairs["j"][row])
        if a not in a_used and b not in b_used:
            found.append((a, b))
            a_used.add(a)
            b_used.add(b)
    rows = np.array(found, np.int64).reshape(-1, 2)
    return rows[:, 0], rows[:, 1]


def mixed_dwellings(
    standing: DwellingsOfDay, counted: DwellingsOfDay, same: SameRows, neighbourhood: Ints
) -> tuple[Dwellings, dict[str, WeightSource]]:
    """Return the dwellings that stand on one day with the figures of another, and where their weights come from.

    Parameters
    ----------
    standing, counted
        The day whose dwellings stand, and the day whose figures count.
    same
        Of each row of the first that of the second.
    neighbourhood
        In which neighbourhood of the second day each row lies, -1 outside all.

    Notes
    -----
    A dwelling that stands on one day only has that day's figures. All figures of the neighbourhoods are with the
    dwellings here, as far as they are spread over them.
    """
    matched = same.matched
    ours, theirs = standing.dwellings, counted.dwellings
    part = np.ones(ours.count)
    part[matched] = standing.standing[matched] / counted.standing[same.row_of[matched]]

    def taken(own: Floats, of_other: Floats) -> Floats:
        found = own.copy()
        found[matched] = of_other[same.row_of[matched]] * part[matched]
        return found

    columns: dict[str, Sequence[object]] = {
        name: _cells(values, ours.columns.get(name), same.row_of) for name, values in theirs.columns.items()
    }
    number = taken(ours.number, theirs.number)
    areas = counted.neighbourhoods.count
    lived_in = inside(sums_of(neighbourhood % (areas + 1), np.nan_to_num(number), areas + 1)) > 0
    weights = _Weights(standing, counted, taken, lived_in)
    sources = {requirement: weights.source(requirement) for requirement in counted.sources}
    dwellings = Dwellings(
        xy=ours.xy,
        number=number,
        neighbourhood=neighbourhood,
        columns=columns | weights.columns,
        foretold=weights.foretold,
    )
    return dwellings, sources


class _Weights:
    """The weights of requirements as columns of mixed dwellings, requirements that count the same sharing one.

    Parameters
    ----------
    standing, counted
        As for `mixed_dwellings`.
    taken
        Puts figures of the other day in the place of those of the day whose dwellings stand.
    lived_in
        Which neighbourhoods have dwellings of the mix.
    """

    def __init__(
        self,
        standing: DwellingsOfDay,
        counted: DwellingsOfDay,
        taken: Callable[[Floats, Floats], Floats],
        lived_in: Flags,
    ) -> None:
        self._standing, self._counted, self._taken, self._lived_in = standing, counted, taken, lived_in
        self._named: dict[tuple[WeightSource, WeightSource | None], str] = {}
        self.columns: dict[str, Sequence[object]] = {}
        self.foretold: dict[str, NDArray[np.float64]] = {}

    def source(self, requirement: str) -> WeightSource:
        """Return where the weight of a requirement comes from, and put it there."""
        source = self._counted.sources[requirement]
        if not source.field:
            return source
        both = source, self._standing.sources.get(requirement)
        if both not in self._named:
            name = self._named[both] = f"{_WEIGHT}{requirement}"
            weight, unspread = self._counted.weight(requirement)
            self.columns[name] = to_list(self._taken(self._standing.weight(requirement)[0], weight))
            nobody_there = (unspread > 0) & ~self._lived_in
            if nobody_there.any():
                self.foretold[name] = np.where(nobody_there, unspread, np.nan)
        return WeightSource(self._named[both])


def _cells(theirs: Sequence[object], own: Sequence[object] | None, row_of: Ints) -> list[object]:
    """Return the values of a column: the other day's, of rows that do not stand then their own."""
    return [
        theirs[there] if there != _NONE else None if own is None else own[row]
        for row, there in enumerate(to_list(row_of))
    ]
