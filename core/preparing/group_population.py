"""Households, ages and tenure put in dwellings: whole numbers that add up within each dwelling and over each area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..apportionment import share_out
from ..arrays import Flags, Floats
from ..progress import Progress
from .groups import AGES, BASES, DWELLINGS, HOUSEHOLDS, INHABITANTS, INHABITANTS_65
from .population import Grounds, HomesInAreas, PublishedAreas, Settled, find_grounds, rounded, spread, sums

_AGES = tuple(age.name for age in AGES)
TOLD = (*_AGES, HOUSEHOLDS, *(name for name, base in BASES.items() if base in (HOUSEHOLDS, DWELLINGS)))
"""What is put in dwellings here; inhabitants and those of 65 or older are there before."""

ALL = "all"


@dataclass(frozen=True, kw_only=True)
class SettledGroups:
    """Dwellings with their groups, by the name of each (`TOLD`); those that nobody publishes are missing.

    Parameters
    ----------
    figures
        Of each row, whole numbers, NaN where not known.
    evenly
        Rows whose figure was spread from its area.
    published
        Of each neighbourhood, in whole numbers, NaN where not known.
    unplaced
        What of the figures is in no dwelling, by neighbourhood.
    contradictory
        Neighbourhoods whose ages are told to be none, although people below 65 live there: they stay unknown.
    """

    figures: Mapping[str, Floats]
    evenly: Mapping[str, Flags]
    published: Mapping[str, Floats]
    unplaced: Mapping[str, Floats]
    contradictory: Flags


def settle_groups(
    homes: HomesInAreas,
    settled: Settled,
    neighbourhoods: PublishedAreas,
    blocks: PublishedAreas | None,
    progress: Progress | None = None,
) -> SettledGroups:
    """Put households, ages and tenure in the dwellings, where people are already.

    Parameters
    ----------
    homes
        The rows, as `settle` takes them.
    settled
        Their people and dwellings.
    neighbourhoods, blocks
        As `settle` takes them; a group that the blocks do not have is spread from the neighbourhoods.

    Notes
    -----
    The four ages below 65 fill what those of 65 or older leave of each row's inhabitants. Where all five are known they
    are scaled to that, so that a dwelling's ages are its inhabitants; where some are not, the others stay as they are
    published, within that room. Of households none is both of one person and with children, and of dwellings none is
    both an association's and its owner's.
    """
    shared, own = find_grounds(homes, settled, neighbourhoods, blocks)
    filling = _Filling(homes=homes, settled=settled, shared=shared, own=own, progress=progress or Progress())
    filling.fill_ages()
    unlimited = np.full(homes.kept.size, np.nan)
    filling.fill([HOUSEHOLDS], unlimited)
    households = filling.figures.get(HOUSEHOLDS, unlimited)
    filling.fill(["households_single", "households_with_children"], households)
    filling.fill(["households_low_income"], households)
    filling.fill(["dwellings_association", "dwellings_owner"], np.where(homes.kept, settled.dwellings, np.nan))
    return SettledGroups(
        figures=filling.figures,
        evenly=filling.evenly,
        published=filling.published,
        unplaced=filling.unplaced,
        contradictory=filling.contradictory,
    )


@dataclass(kw_only=True)
class _Filling:
    """Collects what is put in the dwellings, group by group."""

    homes: HomesInAreas
    settled: Settled
    shared: Grounds
    own: Grounds | None
    progress: Progress
    figures: dict[str, Floats] = field(default_factory=dict)
    evenly: dict[str, Flags] = field(default_factory=dict)
    published: dict[str, Floats] = field(default_factory=dict)
    unplaced: dict[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.contradictory: Flags = np.zeros(self.shared.areas.count, bool)

    def grounds(self, *names: str) -> Grounds:
        """Return the areas that figures are spread from: the blocks where these have one of them."""
        if self.own is not None and not self.own.areas.people.keys().isdisjoint(names):
            return self.own
        return self.shared

    def fill(self, names: Sequence[str], room: Floats) -> None:
        """Spread the published figures of groups that do not overlap, of which together a row has room for so many."""
        town = self.shared.areas
        there = [name for name in names if name in self.grounds(name).areas.people]
        told = {name: rounded(self.grounds(name).areas.people[name]) for name in there}
        fitting = told
        if len({self.grounds(name) is self.shared for name in there}) == 1:
            fitting = dict(zip(there, self._fitting(there, np.array(list(told.values())), room), strict=True))
        for name in there:
            self.published[name] = rounded(town.people.get(name, np.full(town.count, np.nan)))
            self._put(name, self.grounds(name), fitting[name], room, told[name] - fitting[name])
            room = room - np.nan_to_num(self.figures[name])

    def _fitting(self, names: Sequence[str], told: Floats, room: Floats) -> Floats:
        """Scale figures of an area, shape (figures, areas), that are more together than its rows have room for."""
        grounds = self.grounds(names[0])
        rows = (grounds.area >= 0) & (self._share(names[0], grounds) > 0)
        most = sums(np.where(rows, room, np.nan), grounds.area, grounds.areas.count)
        most[grounds.area[rows & ~np.isfinite(room)]] = np.inf
        over = told.sum(axis=0) > most
        fitting = told.copy()
        fitting[:, over] = _scaled(told[:, over], most[over])
        return fitting

    def _share(self, name: str, grounds: Grounds) -> Floats:
        """Return what a row's part is in proportion to: a dwelling in an institution has an owner all the same."""
        return grounds.share if BASES.get(name) == DWELLINGS else grounds.lived_in(self.homes)

    def _put(self, name: str, grounds: Grounds, figure: Floats, most: Floats, lacking: Floats | float = 0.0) -> None:
        """Spread the figures of areas, of which something is lacking already, over rows that have room for so many."""
        self.progress.check()
        found = spread(figure, grounds.area, self._share(name, grounds), grounds.order, None, most)
        self.figures[name] = found.parts
        self.evenly[name] = self.homes.kept & grounds.spreads & np.isfinite(found.parts)
        self.unplaced[name] = grounds.by_neighbourhood(found.unplaced + lacking, self.shared.areas)

    def fill_ages(self) -> None:
        """Fill what those of 65 or older leave of the inhabitants of each row."""
        grounds, town = self.grounds(*_AGES), self.shared.areas
        everybody, older = (self.settled.people[name] for name in (INHABITANTS, INHABITANTS_65))
        room = everybody - np.nan_to_num(older)
        published = self._published_ages()
        whole, contradictory = self._ages_within(grounds, room, np.isfinite(older), published)
        if grounds is self.shared:
            self.contradictory = contradictory
        for name, figure, own in zip(_AGES, whole, published, strict=True):
            if name not in grounds.areas.people:
                continue
            self._put(name, grounds, figure, room)
            room = room - np.nan_to_num(self.figures[name])
            self.published[name] = own
            if grounds is self.shared:
                counted = sums(self.figures[name], grounds.area, town.count)
                self.unplaced[name] = np.maximum(own - counted, 0.0)

    def _published_ages(self) -> Floats:
        """Return the ages of neighbourhoods in whole numbers: what those of 65 or older leave, if all are known."""
        town, nowhere = self.shared.areas, np.full(self.shared.areas.count, np.nan)
        everybody, older = (self.settled.published.get(name, nowhere) for name in (INHABITANTS, INHABITANTS_65))
        told = _stacked(town)
        return _scaled(told, np.where(told.sum(axis=0) > 0, np.maximum(everybody - older, 0), np.nan))

    def _ages_within(self, grounds: Grounds, room: Floats, sure: Flags, published: Floats) -> tuple[Floats, Flags]:
        """Return the ages of areas in whole numbers that fill the room in their rows, and areas where none can.

        Parameters
        ----------
        room
            People below 65 of each row, NaN where the inhabitants are not known.
        sure
            Rows of which those of 65 or older are known.
        published
            Ages of the neighbourhoods in whole numbers.
        """
        areas, told = grounds.areas.count, _stacked(grounds.areas)
        lives = (grounds.area >= 0) & (grounds.lived_in(self.homes) > 0)
        housed = sums(lives.astype(np.float64), grounds.area, areas)
        known = sums((lives & sure & np.isfinite(room)).astype(np.float64), grounds.area, areas)
        rest = sums(np.where(lives, room, np.nan), grounds.area, areas)
        complete = (housed > 0) & (known == housed) & np.isfinite(told).all(axis=0)
        contradictory = complete & (told.sum(axis=0) == 0) & (rest > 0)
        complete &= ~contradictory
        whole = _scaled(told, np.where(complete, rest, np.nan))
        if grounds is self.shared:
            whole = np.where(complete, whole, published)
            # Where some live in institutions, or nowhere, the dwellings have none above what is published.
            lacking = published.sum(axis=0) - rest
            fewer = complete & (lacking >= 0)
            cut = _scaled(published[:, fewer], lacking[fewer])
            whole[:, fewer] = published[:, fewer] - cut
        whole[:, contradictory] = np.nan
        return whole, contradictory


def _stacked(areas: PublishedAreas) -> Floats:
    """Return the four ages as they are published, shape (4, areas)."""
    unknown = np.full(areas.count, np.nan)
    return np.array([areas.people.get(name, unknown) for name in _AGES])


def _scaled(told: Floats, total: Floats) -> Floats:
    """Return figures in whole numbers: those of an area add up to its total, or are rounded alone where that is NaN.

    Parameters
    ----------
    told
        Shape (figures, areas).
    total
        Whole numbers, one an area; not negative, and 0 where all figures are.
    """
    scaled = np.isfinite(total) & np.isfinite(told).all(axis=0)
    whole = np.array([rounded(np.where(scaled, np.nan, one)) for one in told])
    figures = told[:, scaled]
    area = np.tile(np.arange(figures.shape[1]), len(told))
    parts, _ = share_out(total[scaled].astype(np.int64), area, figures.ravel())
    whole[:, scaled] = parts.reshape(figures.shape)
    return whole


def spread_evenly(evenly: Mapping[str, Flags], figures: Mapping[str, Floats]) -> NDArray[np.object_]:
    """Return in words which figures of each row were spread from an area: how they differ within it is not known.

    Parameters
    ----------
    evenly
        Rows with a spread figure, by name.
    figures
        The same figures, NaN where not known.

    Returns
    -------
    NDArray
        None where none was, `all` where every known one was, else their names with semicolons between.
    """
    names = list(evenly)
    rows = np.array([evenly[name] for name in names])
    whole = (rows | np.isnan([figures[name] for name in names])).all(axis=0) & rows.any(axis=0)
    code = (1 << np.arange(len(names))) @ rows
    codes, of_row = np.unique(code, return_inverse=True)
    words = [";".join(name for bit, name in enumerate(names) if one >> bit & 1) or None for one in codes.tolist()]
    result = np.array([*words, None], object)[of_row]
    result[whole] = ALL
    return result
