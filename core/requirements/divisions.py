"""The neighbourhoods put together into areas that are judged: each by itself, or by district, settlement and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import ge, gt

import numpy as np

from ..arrays import Flags, Floats, Ints, inside, sums_of, with_outside
from ..norms.model import Condition
from ..numbers import as_numbers
from ..statuses import NEIGHBOURHOOD
from .conditions import meets_all
from .entities import Neighbourhoods


@dataclass(frozen=True)
class Division:
    """A level at which neighbourhoods are judged.

    Parameters
    ----------
    level
        `neighbourhood`, or the field that tells the areas apart.
    ids
        Of each area; None for the neighbourhoods that lie in no area of this level.
    area
        The area of each neighbourhood.
    """

    level: str
    ids: Sequence[str | None]
    area: Ints

    @property
    def count(self) -> int:
        """Return the number of areas."""
        return len(self.ids)

    @property
    def size(self) -> int:
        """Return the number of rows of a figure: one an area, and a last one of what lies outside all."""
        return len(self.ids) + 1

    @property
    def of_neighbourhood(self) -> Ints:
        """Return the area of each neighbourhood, and at the end that of what lies outside all."""
        return with_outside(self.area, self.count)

    def of(self, neighbourhood: Ints) -> Ints:
        """Return the area of rows by their neighbourhood (-1: outside all)."""
        return self.of_neighbourhood[neighbourhood]

    def any(self, flags: Flags) -> Flags:
        """Return for each area, and outside all, whether something holds in any of its neighbourhoods."""
        return np.asarray(np.bincount(self.area[flags], minlength=self.size) > 0, bool)

    def any_of(self, flags: Flags) -> Flags:
        """Return the same of the neighbourhoods and, at the end, of what lies outside all."""
        return np.asarray(np.bincount(self.of_neighbourhood[flags], minlength=self.size) > 0, bool)

    def sums(self, values: Floats) -> Floats:
        """Sum a figure of the neighbourhoods, and at the end that of what lies outside all, by area."""
        return sums_of(self.of_neighbourhood, values, self.size)

    def only(self, values: Floats, among: Flags) -> Floats:
        """Return the value that all neighbourhoods of an area have, NaN where they differ, and outside all.

        Parameters
        ----------
        among
            The neighbourhoods that count.
        """
        area, mine = self.area[among], values[among]
        common = np.full(self.size, np.nan)
        common[area[::-1]] = mine[::-1]
        common[area[mine != common[area]]] = np.nan
        return common

    def meets(self, condition: Condition, neighbourhoods: Neighbourhoods) -> tuple[Flags, Flags]:
        """Return for each area, and outside all, whether it meets a condition, and where a NULL hides that.

        Notes
        -----
        A field with numbers is summed over the area's neighbourhoods, of another one they must agree. Where figures
        of a count are NULL, the sum of the others may be enough already. Where neighbourhoods lie in no area of this
        level, nothing can be tested: those that we see need not be all of theirs.
        """
        values = neighbourhoods.columns[condition.field]
        if _are_numbers(values):
            numbers = as_numbers(values)
            missing = np.isnan(numbers)
            known, lacks = self.any(~missing), self.any(missing)
            sums = self.sums(with_outside(np.nan_to_num(numbers), 0.0))
            cells: list[object] = [float(one) if some else None for one, some in zip(sums, known, strict=True)]
            passes, null = meets_all([condition], {condition.field: cells}, self.size)
            hidden = null | (lacks & ~self._settled(condition, sums, numbers, neighbourhoods.counts))
        else:
            passes, hidden = self._agreed(values, condition)
        if None in self.ids:
            hidden[self.ids.index(None)] = True
        hidden = with_outside(inside(hidden), False)
        return with_outside(inside(passes | hidden), True), hidden

    def _settled(self, condition: Condition, sums: Floats, numbers: Floats, counts: frozenset[str]) -> Flags:
        """Return where a sum of figures answers a condition whatever those that are NULL are.

        Of what counts something they can only add. Another figure may be negative, so that it can turn any sum.
        """
        compare = {">": gt, ">=": ge, "<": ge, "<=": gt}.get(condition.op)
        can_only_add = condition.field in counts and not (numbers < 0).any()
        if compare is None or not can_only_add or not isinstance(condition.value, (int, float)):
            return np.zeros(sums.size, bool)
        return np.asarray(compare(sums, condition.value), bool)

    def _agreed(self, values: Sequence[object], condition: Condition) -> tuple[Flags, Flags]:
        """Test the one value that the neighbourhoods of each area have; NULL where they differ or it is not known."""
        cells: list[object] = [None] * self.size
        unlike: set[int] = set()
        for row, value in zip(self.area, values, strict=True):
            area = int(row)
            if value is None or (cells[area] is not None and _key(cells[area]) != _key(value)):
                unlike.add(area)
            cells[area] = value if cells[area] is None else cells[area]
        for area in unlike:
            cells[area] = None
        return meets_all([condition], {condition.field: cells}, self.size)


def _key(value: object) -> str:
    return str(value).strip().casefold()


def _are_numbers(values: Sequence[object]) -> bool:
    return all(value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)) for value in values)


def by_neighbourhood(neighbourhoods: Neighbourhoods) -> Division:
    """Judge each neighbourhood by itself."""
    return Division(NEIGHBOURHOOD, neighbourhoods.ids, np.arange(neighbourhoods.count))


def by_level(level: str, names: Sequence[str | None]) -> Division:
    """Judge by areas that are named for each neighbourhood, in the order in which they come."""
    ids: list[str | None] = [one for one in dict.fromkeys(names) if one is not None]
    if None in names:
        ids.append(None)
    row = {one: number for number, one in enumerate(ids)}
    return Division(level, ids, np.array([row[one] for one in names], np.int64))


@dataclass(frozen=True)
class Groups:
    """Dwellings that belong together wherever they stand: of a landlord, in a complex.

    `of_dwelling` is the row in `ids`, -1 for dwellings in no group.
    """

    ids: Sequence[str]
    of_dwelling: Ints

    @property
    def count(self) -> int:
        """Return the number of groups."""
        return len(self.ids)

    @property
    def size(self) -> int:
        """Return the number of rows of a figure: one a group, and a last one of the dwellings in none."""
        return len(self.ids) + 1

    @property
    def row_of_dwelling(self) -> Ints:
        """Return the row of each dwelling's group, the last one for dwellings in none."""
        return np.where(self.of_dwelling >= 0, self.of_dwelling, self.count)


def by_name(names: Sequence[str | None]) -> Groups:
    """Put dwellings together that have the same name, in the order in which the names come."""
    ids = [one for one in dict.fromkeys(names) if one is not None]
    row: dict[str | None, int] = {one: number for number, one in enumerate(ids)}
    return Groups(ids, np.array([row.get(one, -1) for one in names], np.int64))
