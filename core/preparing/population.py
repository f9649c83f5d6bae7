"""People put in their homes: figures of areas spread over the dwellings in them, and compared with published ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ..apportionment import apportion, fit, scattered, share_out
from ..arrays import Flags, Floats, Ints
from ..progress import Progress
from .groups import DWELLINGS, INHABITANTS, INHABITANTS_65

PEOPLE = (INHABITANTS, INHABITANTS_65)

MARGIN = 0.05
"""Counts that differ from the published number by more than this share are flagged."""
_EQUAL = 1e-9


@dataclass(frozen=True)
class Spread:
    """A figure of areas, spread over rows.

    Parameters
    ----------
    parts
        Of each row, NaN where it is not known.
    whole
        The figure of each area in whole numbers that add up to the rounded sum, NaN where it is not known.
    unplaced
        What of it found no row, NaN where it is not known.
    surplus
        What of that the rows could not have, since none may have more than `most`.
    """

    parts: Floats
    whole: Floats
    unplaced: Floats
    surplus: Floats


def spread(
    figure: Floats,
    area: Ints,
    share: Floats,
    order: Ints,
    taken: Floats | None = None,
    most: Floats | None = None,
) -> Spread:
    """Spread the figures of areas over rows.

    Parameters
    ----------
    figure
        One an area, not negative, NaN where it is not known.
    area
        Of each row, -1 for rows in none.
    share
        What a row's part is in proportion to, not negative.
    order
        Which of equal rows come first when not all can get one more.
    taken
        What of each figure has its place already; more than the figure leaves nothing.
    most
        Whole numbers that rows may have at most, NaN for any number; what is above goes to others of the area.
    """
    known, whole = np.isfinite(figure), rounded(figure)
    left = np.nan_to_num(whole)
    if taken is not None:
        left = np.maximum(left - taken, 0)
    totals = left.astype(np.int64)
    parts, unplaced = share_out(totals, area, share, order)
    surplus: Ints = np.zeros(totals.size, np.int64)
    if most is not None and totals.size:
        limit = np.where(np.isfinite(most), np.nan_to_num(most), totals[area]).astype(np.int64)
        parts, surplus = fit(parts, np.where(share > 0, limit, 0), area, totals.size, order)
    told = (area >= 0) & known[area] if known.size else np.zeros(area.size, bool)
    return Spread(
        np.where(told, parts, np.nan), whole, np.where(known, unplaced + surplus, np.nan), surplus.astype(np.float64)
    )


def rounded(figure: Floats) -> Floats:
    """Round figures to whole numbers that add up to their rounded sum; what is NaN stays so."""
    known = np.isfinite(figure)
    whole = np.full(figure.size, np.nan)
    whole[known] = apportion(figure[known])
    return whole


def whole_people(people: Mapping[str, Floats]) -> dict[str, Floats]:
    """Round people of several places to whole numbers that add up to their rounded sum, of 65 or older within all.

    Parameters
    ----------
    people
        By name (`PEOPLE`), NaN where not known. Of 65 or older are at most all.
    """
    everybody, older = rounded(people[INHABITANTS]), rounded(people[INHABITANTS_65])
    known = np.flatnonzero(np.isfinite(older))
    most = np.where(np.isfinite(everybody), everybody, older)[known].astype(np.int64)
    older[known] = fit(older[known].astype(np.int64), most, np.zeros(known.size, np.int64), 1)[0]
    return {INHABITANTS: everybody, INHABITANTS_65: older}


def sums(values: Floats, area: Ints, areas: int) -> Floats:
    """Add up values of rows by area; what is NaN or in no area counts for nothing."""
    rows = (area >= 0) & np.isfinite(values)
    return np.bincount(area[rows], values[rows], minlength=areas).astype(np.float64)


@dataclass(frozen=True)
class Reconciliation:
    """What was counted beside what is published, one an area; NaN where nothing is published.

    Parameters
    ----------
    difference
        Counted less published.
    share
        That, as a share of what is published; NaN where that is 0.
    flagged
        Whether they differ by more than `MARGIN`.
    """

    difference: Floats
    share: Floats
    flagged: Flags


def reconcile(counted: Floats, published: Floats) -> Reconciliation:
    """Compare counts with published numbers; NaN among these are not known."""
    difference = counted - published
    share = np.divide(difference, published, out=np.full(counted.size, np.nan), where=published > 0)
    return Reconciliation(difference, share, np.abs(difference) > MARGIN * published * (1 + _EQUAL))


@dataclass(frozen=True)
class PublishedAreas:
    """Neighbourhoods, or squares or postcode areas with figures of their own.

    Parameters
    ----------
    count
        Their number.
    dwellings
        Published number of each, NaN where it is not known; None where none is published.
    people
        Figures by name (`PEOPLE`, households and groups), not negative, NaN where not known; names that are missing are
        not published.
    neighbourhood
        Of squares and postcode areas, -1 outside all.
    """

    count: int
    dwellings: Floats | None = None
    people: Mapping[str, Floats] = field(default_factory=dict)
    neighbourhood: Ints = field(default_factory=lambda: np.empty(0, np.int64))


@dataclass(frozen=True, kw_only=True)
class HomesInAreas:
    """The rows that may become dwellings.

    Parameters
    ----------
    points
        Shape (n, 2), NaN without geometry.
    dwellings
        Of each row, NaN where not known.
    kept
        Rows that are dwellings and were not left out.
    lived_in
        Rows that get people; not those inside an institution.
    neighbourhood
        Of each row, -1 outside all.
    block
        Of each row the square or postcode area that it lies in, -1 outside all; None where there are none.
    """

    points: Floats
    dwellings: Floats
    kept: Flags
    lived_in: Flags
    neighbourhood: Ints
    block: Ints | None = None


@dataclass(frozen=True)
class Institutions:
    """Places whose people are counted themselves.

    Parameters
    ----------
    people
        Of each by name (`PEOPLE`), whole numbers, NaN where not known.
    neighbourhood, block
        Where each stands, as in `Homes`.
    """

    people: Mapping[str, Floats]
    neighbourhood: Ints
    block: Ints


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Dwellings with their people.

    Parameters
    ----------
    dwellings
        Of each row, NaN where not known.
    people
        Of each row by name, NaN where not known.
    spread
        Rows with a figure that was spread from an area.
    evenly
        The same of each figure of people, by name.
    own_number
        Rows that kept their own dwellings, since no area tells theirs; none where dwellings are not spread.
    published
        People of each neighbourhood by name, rounded together, NaN where not known; those that are published.
    unplaced
        What of the figures found no dwelling, by neighbourhood and name; of `dwellings` where they were spread.
    surplus
        By neighbourhood those of 65 or older, among the unplaced, who would outnumber the inhabitants of the dwellings.
    overfull
        People of institutions above the figure that they were to be taken off, by neighbourhood and name.
    empty_blocks
        Squares or postcode areas without a row to spread their figures over; none where nothing of them is spread.
    """

    dwellings: Floats
    people: Mapping[str, Floats]
    spread: Flags
    evenly: Mapping[str, Flags]
    own_number: Flags
    published: Mapping[str, Floats]
    unplaced: Mapping[str, Floats]
    surplus: Floats
    overfull: Mapping[str, Floats]
    empty_blocks: Flags


def settle(
    homes: HomesInAreas,
    neighbourhoods: PublishedAreas,
    blocks: PublishedAreas | None,
    institutions: Institutions,
    progress: Progress | None = None,
) -> Settled:
    """Put people in their homes.

    Parameters
    ----------
    homes
        The rows; without geometry they have no area.
    neighbourhoods
        Their figures are spread by dwellings.
    blocks
        Squares or postcode areas. Where the rows are the blocks themselves (`homes.block` is None) each keeps its own
        figures; else they are spread over the rows in them by dwellings.
    institutions
        Their people are taken off the area's figure before it is spread.

    Notes
    -----
    A figure that the blocks do not have is spread from the neighbourhoods. Where no block tells the dwellings of a row,
    it keeps its own. Those of 65 or older are spread after all inhabitants and within them, row by row.
    """
    progress = progress or Progress()
    progress.check()
    dwellings, stock = homes.dwellings, None
    own = _own_grounds(homes, blocks, institutions.block)
    own_number: Flags = np.zeros(homes.kept.size, bool)
    if own is not None and own.spreads and own.areas.dwellings is not None:
        progress.check()
        stock = spread(own.areas.dwellings, own.area, own.share, own.order)
        own_number = homes.kept & np.isnan(stock.parts) & np.isfinite(homes.dwellings)
        dwellings = np.where(np.isnan(stock.parts), homes.dwellings, stock.parts)
    progress.check()
    shared = _shared_grounds(homes, dwellings, neighbourhoods, institutions.neighbourhood)
    found: dict[str, Spread] = {}
    evenly: dict[str, Flags] = {}
    unplaced = {} if own is None or stock is None else {DWELLINGS: own.by_neighbourhood(stock.unplaced, neighbourhoods)}
    surplus: Floats = np.zeros(neighbourhoods.count)
    overfull = {}
    for name in PEOPLE:
        progress.check()
        grounds = own if own is not None and name in own.areas.people else shared
        figure = grounds.areas.people.get(name, np.full(grounds.areas.count, np.nan))
        taken = sums(institutions.people[name], grounds.of_institution, grounds.areas.count)
        most = found[INHABITANTS].parts if name == INHABITANTS_65 else None
        found[name] = spread(figure, grounds.area, grounds.lived_in(homes), grounds.order, taken, most)
        evenly[name] = homes.kept & grounds.spreads & np.isfinite(found[name].parts)
        unplaced[name] = grounds.by_neighbourhood(found[name].unplaced, neighbourhoods)
        surplus = grounds.by_neighbourhood(found[name].surplus, neighbourhoods)
        above = np.maximum(taken - np.where(np.isnan(found[name].whole), np.inf, found[name].whole), 0.0)
        overfull[name] = grounds.by_neighbourhood(above, neighbourhoods)
    progress.check()
    nowhere: Flags = np.zeros(0, bool)
    if own is not None and own.spreads:
        nowhere = sums(own.share, own.area, own.areas.count) == 0
    stocked: Flags = np.zeros(homes.kept.size, bool) if stock is None else homes.kept & np.isfinite(stock.parts)
    return Settled(
        dwellings=dwellings,
        people={name: one.parts for name, one in found.items()},
        spread=np.logical_or.reduce([stocked, *evenly.values()]),
        evenly=evenly,
        own_number=own_number,
        published={name: rounded(neighbourhoods.people[name]) for name in PEOPLE if name in neighbourhoods.people},
        unplaced=unplaced,
        surplus=surplus,
        overfull=overfull,
        empty_blocks=nowhere,
    )


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """Areas with the rows that their figures go to.

    Parameters
    ----------
    areas, area, share, order
        As `spread` takes them.
    of_institution
        The area of each institution, -1 for none.
    spreads
        Whether the rows lie in the areas; else each is one.
    """

    areas: PublishedAreas
    area: Ints
    share: Floats
    order: Ints
    of_institution: Ints
    spreads: bool

    def lived_in(self, homes: HomesInAreas) -> Floats:
        """Return the share of each row in figures of people: none inside an institution, unless the row is an area."""
        return np.where(homes.lived_in, self.share, 0.0) if self.spreads else self.share

    def by_neighbourhood(self, values: Floats, neighbourhoods: PublishedAreas) -> Floats:
        """Add up values of these areas by neighbourhood; NaN stays where the areas are the neighbourhoods."""
        if self.areas is neighbourhoods:
            return values
        return sums(values, self.areas.neighbourhood, neighbourhoods.count)


def find_grounds(
    homes: HomesInAreas, settled: Settled, neighbourhoods: PublishedAreas, blocks: PublishedAreas | None
) -> tuple[Grounds, Grounds | None]:
    """Return the neighbourhoods with the dwellings in them, and the squares or postcode areas where there are some."""
    nowhere: Ints = np.zeros(0, np.int64)
    return _shared_grounds(homes, settled.dwellings, neighbourhoods, nowhere), _own_grounds(homes, blocks, nowhere)


def _shared_grounds(homes: HomesInAreas, dwellings: Floats, neighbourhoods: PublishedAreas, spot: Ints) -> Grounds:
    """Return the neighbourhoods with the dwellings in them."""
    return Grounds(
        areas=neighbourhoods,
        area=homes.neighbourhood,
        share=np.where(homes.kept, np.nan_to_num(dwellings), 0.0),
        order=scattered(homes.points, homes.neighbourhood),
        of_institution=spot,
        spreads=True,
    )


def _own_grounds(homes: HomesInAreas, blocks: PublishedAreas | None, spot: Ints) -> Grounds | None:
    """Return the squares or postcode areas with the rows in them; those that are rows themselves have only that one."""
    if blocks is None:
        return None
    if homes.block is None:
        # A block keeps its people also where it has no dwellings.
        rows = np.arange(homes.kept.size)
        return Grounds(
            areas=blocks,
            area=rows,
            share=homes.kept.astype(np.float64),
            order=rows,
            of_institution=spot,
            spreads=False,
        )
    number: Floats = np.where(homes.kept, np.nan_to_num(homes.dwellings), 0.0)
    order = scattered(homes.points, homes.block)
    return Grounds(areas=blocks, area=homes.block, share=number, order=order, of_institution=spot, spreads=True)
