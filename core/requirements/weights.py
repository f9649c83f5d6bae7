"""Whose reach is measured: the weight of every dwelling for a requirement."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..apportionment import share_out_fractions
from ..arrays import Flags, Floats, Ints, inside, sums_of, with_outside
from ..fingerprints import fingerprint
from ..norms.model import Condition
from ..numbers import as_numbers
from .conditions import meets_all
from .entities import Dwellings, Neighbourhoods


@dataclass(frozen=True)
class WeightSource:
    """Where a requirement's weight comes from.

    Parameters
    ----------
    field
        Name of the column; empty for the number of dwellings.
    spread
        Whether it is a column of the neighbourhoods, to be spread over their dwellings.
    share_of
        Column that `field` is a percentage of; empty where it is a figure itself.
    """

    field: str = ""
    spread: bool = False
    share_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Demand:
    """The weight of every dwelling for a requirement, and what is known of each neighbourhood's.

    Parameters
    ----------
    applies
        Rows that the requirement applies to.
    weight
        Of each row, 0 where the requirement does not apply to it, or it is not known; never NaN.
    dwellings
        Dwellings of each row that the requirement applies to.
    missing
        Those of them whose own weight is NULL or negative (of a figure that is spread: their number of dwellings).
    unknown
        Those of them that stand, and whose weight is not known: their own, or the figure of their neighbourhood.
    unknown_area
        Whether the weight of each neighbourhood, and at the end of what lies outside all, is not known: its figure is
        NULL, or the weight of a dwelling there is.
    unspread
        Figures of neighbourhoods without dwellings to spread them over.
    null
        Rows that do not pass because a field in `demand_where` is NULL.
    """

    applies: Flags
    weight: Floats
    dwellings: Floats
    missing: Flags
    unknown: Flags
    unknown_area: Flags
    unspread: Floats
    null: Flags

    @property
    def known_weight(self) -> Floats:
        """Return the weight of each row, NaN where it is not known."""
        return np.where(self.unknown, np.nan, self.weight) if self.unknown.any() else self.weight

    @cached_property
    def weight_print(self) -> bytes:
        """Return a fingerprint of the weight of each row."""
        return fingerprint(self.weight)

    def in_known_areas(self, area: Ints) -> Demand:
        """Return it without the weight that stands in areas where more is not known: half a figure would mislead.

        Parameters
        ----------
        area
            Neighbourhood of each row, -1 outside all.
        """
        if not self.unknown.any():
            return self
        return replace(self, weight=np.where(self.unknown_area[area], 0.0, self.weight))

    def within(self, area: Ints, applies: Flags) -> Demand:
        """Return what is left of it where a requirement applies to some neighbourhoods only.

        Parameters
        ----------
        area
            Neighbourhood of each row, -1 outside all.
        applies
            Whether it applies to each neighbourhood, and at the end outside all.
        """
        if applies.all():
            return self
        here = applies[area]
        return Demand(
            applies=self.applies & here,
            weight=np.where(here, self.weight, 0.0),
            dwellings=np.where(here, self.dwellings, 0.0),
            missing=self.missing & here,
            unknown=self.unknown & here,
            unknown_area=self.unknown_area & applies,
            unspread=np.where(inside(applies), self.unspread, 0.0),
            null=self.null & here,
        )


def find_demand(
    dwellings: Dwellings, neighbourhoods: Neighbourhoods, source: WeightSource, conditions: Sequence[Condition]
) -> Demand:
    """Find the weight of every dwelling.

    Parameters
    ----------
    dwellings, neighbourhoods
        The rows, with the columns that `source` and `conditions` name.
    source
        Number of dwellings, a column of the dwellings, or a column of the neighbourhoods.
    conditions
        Which dwellings count (`demand_where`); they are looked at after a figure is spread.

    Notes
    -----
    A neighbourhood's figure is spread in proportion to the number of dwellings a row. Where others are planned or go,
    a figure is of the dwellings that stand today: what goes takes its part along, and what comes brings as many people
    a dwelling as its neighbourhood has today, or all neighbourhoods together where nobody lives there yet. Where a
    forecast tells how many people there are, these numbers are made to add up to it, new dwellings included.

    A weight that is NULL is not known where a dwelling stands, and 0 where none does.
    """
    number: Floats = np.nan_to_num(dwellings.number)
    missing: Flags = np.isnan(dwellings.number)
    unknown: Flags = np.zeros(dwellings.count, bool)
    unknown_area: Flags = np.zeros(neighbourhoods.count + 1, bool)
    unspread: Floats = np.zeros(neighbourhoods.count)
    weight: Floats = number
    growth = np.ones(neighbourhoods.count + 1) if dwellings.growth is None else dwellings.growth
    if source.spread:
        figure = _figures(neighbourhoods, source)
        unknown_area = with_outside(np.isnan(figure), False)
        base = number if dwellings.base is None else np.nan_to_num(dwellings.base)
        weight, unspread = _spread(np.nan_to_num(figure), number, dwellings.neighbourhood, base)
        unspread = unspread * inside(growth)
    elif source.field:
        weight = _not_negative(dwellings.columns, source.field)
        if dwellings.base is not None:
            base = np.nan_to_num(dwellings.base)
            planned = base <= 0 if dwellings.planned is None else dwellings.planned
            weight = _carried(weight, number, dwellings.neighbourhood, base, planned)
        missing = np.isnan(weight)
        unknown = missing & (number > 0)
        weight = np.nan_to_num(weight)
    if source.spread or source.field:
        weight = weight * growth[dwellings.neighbourhood]
    if source.field in dwellings.foretold:
        people = dwellings.foretold[source.field]
        weight, unspread = _foretold(people, weight, number, dwellings.neighbourhood, unspread)
        nobody = with_outside(people == 0, False)[dwellings.neighbourhood]
        missing, unknown = missing & ~(weight > 0), unknown & ~(weight > 0) & ~nobody
        unknown_area &= with_outside(np.isnan(people), True)
    passes, null = meets_all(conditions, dwellings.columns, dwellings.count)
    unknown = passes & (unknown | (unknown_area[dwellings.neighbourhood] & (number > 0)))
    unknown_area[dwellings.neighbourhood[unknown]] = True
    counted = np.where(passes, number, 0.0)
    return Demand(
        applies=passes,
        weight=counted if weight is number else np.where(passes, weight, 0.0),
        dwellings=counted,
        missing=missing & passes,
        unknown=unknown,
        unknown_area=unknown_area,
        unspread=unspread,
        null=null,
    )


class Demands:
    """The weights of a run's dwellings, each found once for all requirements that go by it.

    Parameters
    ----------
    dwellings, neighbourhoods
        As for `find_demand`.
    """

    def __init__(self, dwellings: Dwellings, neighbourhoods: Neighbourhoods) -> None:
        self._dwellings, self._neighbourhoods = dwellings, neighbourhoods
        self._found: dict[tuple[WeightSource, str], Demand] = {}

    def of(self, source: WeightSource, conditions: Sequence[Condition]) -> Demand:
        """Return the weight of every dwelling (see `find_demand`)."""
        key = source, repr(tuple(conditions))  # 1 and yes are equal, but not the same
        if key not in self._found:
            self._found[key] = find_demand(self._dwellings, self._neighbourhoods, source, conditions)
        return self._found[key]


def _figures(neighbourhoods: Neighbourhoods, source: WeightSource) -> Floats:
    """Return each neighbourhood's figure, NaN where it is not known."""
    figure = _not_negative(neighbourhoods.columns, source.field)
    if source.share_of:
        figure = figure * _not_negative(neighbourhoods.columns, source.share_of) / 100
    return figure


def _spread(figure: Floats, number: Floats, area: Ints, base: Floats) -> tuple[Floats, Floats]:
    """Spread figures of areas over the rows in them, in proportion to the number of dwellings a row.

    Parameters
    ----------
    base
        Dwellings a row that the figures are of.

    Returns
    -------
    weight, unspread
        Of each row; and the figures of areas without dwellings.
    """
    housed = np.flatnonzero(area >= 0)
    home, homes = area[housed], sums_of(area[housed], base[housed], figure.size)
    some = homes > 0
    everywhere = math.fsum(figure[some]) / math.fsum(homes[some]) if some.any() else 0.0
    today = share_out_fractions(figure, home, base[housed])
    old = base[housed] > 0
    each = np.where(some, figure / np.where(some, homes, 1.0), everywhere)
    weight: Floats = np.zeros(number.size)
    remaining = np.divide(number[housed], base[housed], out=np.ones(housed.size), where=old)
    weight[housed] = np.where(old, today * remaining, each[home] * number[housed])
    return weight, np.where(some, 0.0, figure)


def _foretold(people: Floats, weight: Floats, number: Floats, area: Ints, unspread: Floats) -> tuple[Floats, Floats]:
    """Make the weights of each neighbourhood add up to its people, where these are known.

    Parameters
    ----------
    people
        Of each neighbourhood, NaN where not known.
    weight, number
        Of each row, before; where a neighbourhood has no weight its dwellings tell where people live.
    unspread
        People of neighbourhoods without dwellings, before.
    """
    counted = (area >= 0) & ~np.isnan(with_outside(people, np.nan))[area]
    home = area[counted]
    lived_in = sums_of(home, weight[counted], people.size) > 0
    part = np.where(lived_in[home], weight[counted], number[counted])
    whole = sums_of(home, part, people.size)
    adjusted = weight.copy()
    adjusted[counted] = share_out_fractions(np.nan_to_num(people), home, part)
    return adjusted, np.where(np.isnan(people), unspread, np.where(whole > 0, 0.0, people))


def _carried(weight: Floats, number: Floats, area: Ints, base: Floats, planned: Flags) -> Floats:
    """Return the weight of rows in a year: what is left of a row's own, and of what is new the mean of those near it.

    What is new has none that is known where that of a row near it is not.

    Parameters
    ----------
    weight
        Of the rows that stand today, NaN where not known; of those that are planned it does not count.
    number, base
        Dwellings a row in that year, and today: what has people and no dwellings keeps its people.
    planned
        Which rows are new.
    """
    old, known = base > 0, ~np.isnan(weight)
    remaining = np.divide(number, base, out=np.ones(number.size), where=old)
    carried = np.where(planned, np.where(number <= 0, 0.0, np.nan), weight * remaining)
    counted = old & known
    size = int(area.max(initial=-1)) + 2
    people = sums_of(area[counted] % size, weight[counted], size)
    homes = sums_of(area[counted] % size, base[counted], size)
    everywhere = people.sum() / homes.sum() if homes.sum() > 0 else np.nan
    mean = np.divide(people, homes, out=np.full(size, everywhere), where=homes > 0)
    mean[area[old & ~known] % size] = np.nan
    new = planned & (number > 0)
    carried[new] = mean[area[new] % size] * number[new]
    return carried


def _not_negative(columns: Mapping[str, Sequence[object]], field: str) -> Floats:
    """Return a column as numbers; NaN for what is negative or none."""
    figures = as_numbers(columns[field])
    figures[figures < 0] = np.nan
    return figures
