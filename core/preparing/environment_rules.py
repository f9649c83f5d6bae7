"""Living environments where a municipality has none: rules on figures of a neighbourhood, the first of which all holds.

The rules stand in a JSON file. The conditions of a rule are looked at in their order, up to the first that does not
hold. A figure that is not known ends the search: what comes behind might have been decided otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import numpy as np

from ..arrays import Flags, Floats, Ints, Words, to_list
from ..comparing import is_unknown
from ..json_file import JsonFile
from ..json_located import Node
from ..notes import Note
from ..numbers import as_numbers
from ..progress import Progress
from ..wording import listed, shown

DENSITY, YEAR, APARTMENTS, PER_HECTARE = "address_density", "building_year", "share_apartments", "dwellings_ha"
FIGURES = (DENSITY, YEAR, APARTMENTS, PER_HECTARE)
"""Figures that are made where the neighbourhoods have no field that is called so."""

_MOST_RULES, _MOST_CONDITIONS = 200, 20
_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_ORDER = ("<", "<=", ">", ">=")


@dataclass(frozen=True)
class EnvironmentCondition:
    """A test on one figure or field of a neighbourhood."""

    field: str
    op: str
    value: str | float

    def is_unknown(self, value: object) -> bool:
        """Return whether a value says nothing: NULL, an empty text, or where more or less is asked no number."""
        lacks_number = not isinstance(self.value, str) and self.op in _ORDER and np.isnan(as_numbers([value])[0])
        return is_unknown(value) or bool(lacks_number)

    def holds(self, value: object) -> bool:
        """Return whether it holds of a value that is known; text is compared without case and outer spaces."""
        if isinstance(self.value, str):
            return bool(_COMPARE[self.op](str(value).strip().casefold(), self.value.strip().casefold()))
        return bool(_COMPARE[self.op](as_numbers([value])[0], self.value))


@dataclass(frozen=True)
class EnvironmentRule:
    """A living environment, and the conditions that all must hold."""

    name: str
    conditions: tuple[EnvironmentCondition, ...]


@dataclass(frozen=True)
class DerivedEnvironments:
    """The living environment of each neighbourhood, None where it is not known, and what it was derived from.

    `derived_from` has the figures that its rule looked at; where it is not known the name of the one that lacks.
    """

    names: list[str | None]
    derived_from: list[str | None]


def read_environment_rules(text: str | bytes, name: str) -> tuple[EnvironmentRule, ...]:
    """Read a file with rules; an `InputError` says on which line it is wrong, by the name of the file."""
    file = JsonFile(name)
    node = file.read(text)
    file.members(node, ("title", "version", "date", "rules"))
    rules = file.items(file.member(node, "rules"))
    if not 1 <= len(rules) <= _MOST_RULES:
        raise file.wrong(node, Note("it must hold 1 to {most} rules", most=_MOST_RULES))
    return tuple(_rule(file, rule) for rule in rules)


def _rule(file: JsonFile, node: Node) -> EnvironmentRule:
    file.members(node, ("living_environment", "if"))
    conditions = file.items(file.member(node, "if"))
    if len(conditions) > _MOST_CONDITIONS:
        raise file.wrong(node, Note("a rule has at most {most} conditions", most=_MOST_CONDITIONS))
    name = file.text(file.member(node, "living_environment"))
    return EnvironmentRule(name, tuple(_condition(file, one) for one in conditions))


def _condition(file: JsonFile, node: Node) -> EnvironmentCondition:
    file.members(node, ("field", "op", "value"))
    op, value = file.member(node, "op"), file.member(node, "value")
    if op.value not in _COMPARE:
        raise file.wrong(op, Note("{key} must be {choices}", key="op", choices=listed(_COMPARE)))
    if isinstance(value.value, bool) or not isinstance(value.value, (int, float, str)):
        raise file.wrong(value, Note("the value must be a number or a text"))
    known = file.text(value) if isinstance(value.value, str) else float(value.value)
    return EnvironmentCondition(file.text(file.member(node, "field")), str(op.value), known)


def fields_asked(rules: Sequence[EnvironmentRule]) -> tuple[str, ...]:
    """Return the fields that rules ask for, each once."""
    return tuple(dict.fromkeys(one.field for rule in rules for one in rule.conditions))


def derive(
    rules: Sequence[EnvironmentRule], columns: Mapping[str, Sequence[object]], count: int, progress: Progress
) -> DerivedEnvironments:
    """Return the living environment of each neighbourhood; `columns` has its values of every field of the rules."""
    found = []
    for row in range(count):
        progress.at(row / count)
        found.append(_derive(rules, {name: column[row] for name, column in columns.items()}))
    return DerivedEnvironments([name for name, _ in found], [source for _, source in found])


def _derive(rules: Sequence[EnvironmentRule], values: Mapping[str, object]) -> tuple[str | None, str | None]:
    for rule in rules:
        for condition in rule.conditions:
            value = values[condition.field]
            if condition.is_unknown(value):
                return None, condition.field
            if not condition.holds(value):
                break
        else:
            used = dict.fromkeys(one.field for one in rule.conditions)
            return rule.name, "; ".join(f"{name} {shown(_digits(values[name]))}" for name in used) or None
    return None, None


def _digits(value: object) -> object:
    """Return a number as it is shown: figures of a neighbourhood are not known to more than two decimals."""
    return round(value, 2) if isinstance(value, float) else value


@dataclass(frozen=True, kw_only=True)
class CountedDwellings:
    """Rows of dwellings: how many each stands for, its area (-1: none), its year (NaN: not known), its building.

    `building` is a number for each building, -1 where it is not said.
    """

    number: Floats
    area: Ints
    year: Floats
    building: Ints

    @property
    def tells_buildings(self) -> bool:
        """Return whether anything says which dwellings are in one building: rows of several, or ids of buildings."""
        return bool((self.number > 1).any() or (self.building >= 0).any())

    @property
    def in_several(self) -> Flags:
        """Return which rows are in a row or a building with more than one dwelling."""
        known = self.building >= 0
        in_building = np.bincount(self.building[known], self.number[known])
        several: Flags = self.number > 1
        several[known] = in_building[self.building[known]] > 1  # a row of several is in one of several
        return several


def housing_figures(dwellings: CountedDwellings, hectares: Floats) -> dict[str, Floats]:
    """Return the figures of each area that are counted from its dwellings; NaN where they are not known.

    The building year is the smallest that half of the dwellings with a year do not exceed, and is known where at least
    half of the dwellings have one. Dwellings are apartments where their row or building holds more than one, wherever
    the others of it stand.
    """
    inside = (dwellings.area >= 0) & (dwellings.number > 0)
    number, area, year = dwellings.number[inside], dwellings.area[inside], dwellings.year[inside]
    several = dwellings.in_several[inside]
    total: Floats = np.bincount(area, number, hectares.size).astype(np.float64)
    apartments = np.bincount(area, number * several, hectares.size)
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            YEAR: _median_years(number, area, year, total),
            APARTMENTS: apartments / total,
            PER_HECTARE: np.where(hectares > 0, total / hectares, np.nan),
        }


def _median_years(number: Floats, area: Ints, year: Floats, total: Floats) -> Floats:
    known = np.isfinite(year)
    order = np.lexsort((year[known], area[known]))
    number, area, year = number[known][order], area[known][order], year[known][order]
    found: Floats = np.full(total.size, np.nan)
    for row in to_list(np.unique(area)):
        mine = area == row
        weight = np.cumsum(number[mine])
        if 2 * weight[-1] >= total[row]:
            found[row] = year[mine][np.searchsorted(weight, weight[-1] / 2)]
    return found


def number_buildings(ids: Words) -> Ints:
    """Return a number for each building id; -1 for None."""
    known: dict[object, int] = {}
    return np.array([-1 if one is None else known.setdefault(one, len(known)) for one in to_list(ids)], np.int64)
