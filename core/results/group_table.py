"""Who has what: groups of people, households and dwellings beside all of them, and how unequally distances fall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints, Words, is_none, sums_of, with_outside
from ..distribution.inequality import counted_value, measure_inequality
from ..norms.model import Condition
from ..ranked import order_of
from ..requirements.area_sums import sum_areas
from ..requirements.divisions import Division, Groups
from ..requirements.judged_town import JudgedTown
from ..requirements.measures import UNKNOWN, WITHIN_ALL, WITHIN_NONE, Measure
from ..requirements.outcomes import Assessment, Outcome
from ..requirements.weights import Demand, WeightSource, find_demand
from ..statuses import NEIGHBOURHOOD, ONE_NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS, TOO_FEW, TOTAL, WEIGHT_UNKNOWN
from ..tables import ColumnKind
from .table import RowBlock, joined_table

_FIGURES = ("total", "within", "outside", "unknown", "share", "difference", "median", "p90", "depth")
_INEQUALITY = ("gini", "palma", "concentration", "no_income")
GROUP_KINDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("level", "neighbourhood"), "text"),
    "year": "whole",
    **dict.fromkeys(("requirement", "title", "unit", "weight", "group_of", "group"), "text"),
    **dict.fromkeys(("dwellings", *_FIGURES), "number"),
    "spread_evenly": "whole",
    **dict.fromkeys(_INEQUALITY, "number"),
    "reason": "text",
}
"""The columns of the table in order, each with its kind, as `RESULT_KINDS`."""

_EQUAL = 1e-9

_Columns = dict[str, NDArray[Any]]
"""Rows of the table as columns side by side: pandas takes long over a table however short it is."""


@dataclass(frozen=True)
class Role:
    """A group that is counted in a figure, such as the people of 65 or older of each dwelling.

    Parameters
    ----------
    name
        The figure.
    source
        Where it comes from.
    base
        What all are counted in that it is compared with; None where nobody says that.
    """

    name: str
    source: WeightSource
    base: WeightSource | None = None


@dataclass(frozen=True, kw_only=True)
class GroupsAsked:
    """The groups that a table is made of.

    Parameters
    ----------
    roles
        Groups that are weighed by themselves.
    kinds
        Dwellings that belong together by a field, such as their landlord, by its name; weighed as the requirement is.
    income
        Of each neighbourhood, NaN where it is not known; None where none was chosen.
    spread
        By the name of a figure, rows of dwellings in which it was spread evenly over the area before this run.
    min_group
        Groups with fewer dwellings have no figures.
    """

    roles: Sequence[Role] = ()
    kinds: Sequence[tuple[str, Groups]] = ()
    income: Floats | None = None
    spread: Mapping[str, Flags] = field(default_factory=dict)
    min_group: float = 0.0


def group_table(
    assessment: Assessment, town: JudgedTown, asked: GroupsAsked, language: str, year: int | None = None
) -> pd.DataFrame:
    """Return a row for each requirement with a share, area and group, and one of all beside them.

    Parameters
    ----------
    town
        What was assessed.
    language
        Of titles.
    year
        Which it is of, where it is of one.

    Returns
    -------
    DataFrame
        The columns `GROUP_KINDS`: of each requirement the neighbourhoods, what lies outside all and the whole, then the
        areas of each other level. Of all, `group_of` and `group` are None. A group of a field has a row where it has a
        dwelling.
    """
    demands, parts = _Demands(town), [areas for division in assessment.divisions for areas in _areas(division, town)]
    blocks = [
        RowBlock(block.size, {"year": year, **block.columns})
        for outcome in assessment.outcomes
        if outcome.requirement.has_share
        for areas in parts
        for block in _RequirementGroups(outcome=outcome, demands=demands, groups=asked, language=language).blocks(areas)
    ]
    return joined_table(blocks, GROUP_KINDS)


@dataclass(frozen=True, kw_only=True)
class _Areas:
    """The areas of some rows of the table.

    Parameters
    ----------
    level, names
        As the table has them.
    of_dwelling, of_neighbourhood
        The area of each dwelling, and of each neighbourhood and, at the end, of what lies outside all.
    size
        How many there are, those that are not told of among them.
    is_whole
        Whether it is the whole, whose figures are of what is known.
    """

    level: str
    names: Words
    of_dwelling: Ints
    of_neighbourhood: Ints
    size: int
    is_whole: bool = False


def _areas(division: Division, town: JudgedTown) -> Iterator[_Areas]:
    """Yield the areas of a division; with the neighbourhoods what lies outside all, and the whole."""
    is_first = division.level == NEIGHBOURHOOD
    yield _Areas(
        level=division.level,
        names=np.array([*division.ids, OUTSIDE_NEIGHBOURHOODS] if is_first else division.ids, object),
        of_dwelling=division.of(town.dwellings.neighbourhood),
        of_neighbourhood=division.of_neighbourhood,
        size=division.size,
    )
    if is_first:
        yield _Areas(
            level=NEIGHBOURHOOD,
            names=np.array([TOTAL], object),
            of_dwelling=np.zeros(town.dwellings.count, np.int64),
            of_neighbourhood=np.zeros(town.neighbourhoods.count + 1, np.int64),
            size=1,
            is_whole=True,
        )


@dataclass(frozen=True, kw_only=True)
class _Weight:
    """A weight of the dwellings of which a requirement is asked, and which rows of it were spread evenly."""

    name: str
    demand: Demand
    spread: Flags


@dataclass(frozen=True)
class _All:
    """What groups are compared with in each area: the share of all, and whether all live in one neighbourhood.

    There a group that was spread evenly has the share of all by construction, whatever holds of its people.
    """

    share: Floats
    in_one: Flags


class _Demands:
    """The weight of every dwelling by what weighs it, found once for all requirements with the same conditions."""

    def __init__(self, town: JudgedTown) -> None:
        self.town = town
        self._found: dict[tuple[WeightSource, str], Demand] = {}

    def of(self, source: WeightSource, conditions: Sequence[Condition]) -> Demand:
        """Return the weight of the dwellings that meet some conditions."""
        key = (source, repr(conditions))  # of conditions themselves, one on true equals one on 1
        if key not in self._found:
            self._found[key] = find_demand(self.town.dwellings, self.town.neighbourhoods, source, conditions)
        return self._found[key]


@dataclass(frozen=True, kw_only=True)
class _RequirementGroups:
    """One requirement, and the groups that it is told for."""

    outcome: Outcome
    demands: _Demands
    groups: GroupsAsked
    language: str

    @property
    def town(self) -> JudgedTown:
        """Return what was assessed."""
        return self.demands.town

    def blocks(self, areas: _Areas) -> Iterator[RowBlock]:
        """Yield the rows of some areas: of all, of each role, and of the groups of each field."""
        r = self.outcome.requirement
        common = {"level": areas.level, "requirement": r.id, "title": r.label(self.language), "unit": r.unit}
        for block in self._blocked(areas) if self.outcome.measure is None else self._measured(areas):
            yield RowBlock(block.size, {**block.columns, **common})

    def _blocked(self, areas: _Areas) -> Iterator[RowBlock]:
        """Yield rows without figures, where the requirement could not be computed."""
        for name in (None, *(role.name for role in self.groups.roles)):
            weight = name or self.outcome.requirement.weight
            said = {"group_of": name, "group": name, "weight": weight, "reason": self.outcome.blocker}
            yield RowBlock(len(areas.names), {"neighbourhood": areas.names, **said})

    def _measured(self, areas: _Areas) -> Iterator[RowBlock]:
        everybody, order = self._own_weight, order_of(self._measure.value, areas.of_dwelling)
        size, figures = len(areas.names), self._rows(everybody, areas, order)
        yield RowBlock(size, {**self._with_inequality(figures, areas), "group_of": None, "group": None})
        bases: dict[tuple[WeightSource, bytes], _All] = {}
        for role in self.groups.roles:
            weight, base = self._weight(role.name, role.source), None
            if role.base is not None:
                key = (role.base, weight.demand.unknown_area.tobytes() if areas.is_whole else b"")
                base = bases[key] = bases.get(key) or self._all_of_same(role.base, weight, areas)
            figures = self._without_few(self._rows(weight, areas, order, base))
            yield RowBlock(size, {**figures, "group_of": role.name, "group": role.name})
        for name, groups in self.groups.kinds:
            figures = self._without_few(self._of_kind(groups, areas, self._all(everybody, areas)))
            yield RowBlock(figures["total"].size, {**figures, "group_of": name})

    # Weights

    @property
    def _own_weight(self) -> _Weight:
        if self.outcome.demand is None:
            raise ValueError("a requirement that was measured has a weight")
        name = self.outcome.requirement.weight
        return self._spread_of(name, self.outcome.demand, WeightSource("" if name == "dwellings" else name))

    def _weight(self, name: str, source: WeightSource) -> _Weight:
        if self.outcome.scope is None:
            raise ValueError("a requirement that was measured is asked somewhere")
        found = self.demands.of(source, self.outcome.requirement.demand_where)
        demand = found.within(self.town.dwellings.neighbourhood, self.outcome.scope.applies)
        return self._spread_of(name, demand, source, by_run=source.spread)

    def _spread_of(self, name: str, demand: Demand, source: WeightSource, *, by_run: bool | None = None) -> _Weight:
        """Return a weight with the rows of it that were spread: by this run, or people before it."""
        spread = np.full(demand.weight.size, self.outcome.spread if by_run is None else by_run)
        if source.field in self.groups.spread:
            spread |= self.groups.spread[source.field]
        return _Weight(name=name, demand=demand, spread=spread & (demand.weight > 0))

    def _all_of_same(self, base: WeightSource, weight: _Weight, areas: _Areas) -> _All:
        """Return all that a group is compared with: over the whole, those of the areas that have its figure.

        Where one of these does not tell how many all are, it is not known.
        """
        everybody = self._weight("", base)
        if not areas.is_whole:
            return self._all(everybody, areas)
        hidden = weight.demand.unknown_area
        counted = np.where(hidden[self.town.dwellings.neighbourhood], 0.0, everybody.demand.weight)
        found = self._all(replace(everybody, demand=replace(everybody.demand, weight=counted)), areas)
        lacks = bool((everybody.demand.unknown_area & ~hidden).any())
        return replace(found, share=np.full(areas.size, np.nan)) if lacks else found

    # Figures

    @property
    def _measure(self) -> Measure:
        if self.outcome.measure is None:
            raise ValueError("a requirement that could not be computed has no figures")
        return self.outcome.measure

    def _all(self, weight: _Weight, areas: _Areas) -> _All:
        """Return the share of each area, NaN where part of its weight is not known, and whether it lies in one."""
        demand, measure = weight.demand.in_known_areas(self.town.dwellings.neighbourhood), self._measure
        within, outside = (
            sums_of(areas.of_dwelling[rows], demand.weight[rows], areas.size)
            for rows in (measure.within == WITHIN_ALL, measure.within == WITHIN_NONE)
        )
        known = within if measure.open else within + outside
        share = np.divide(within, known, out=np.full(areas.size, np.nan), where=known > 0)
        lacking = np.bincount(areas.of_neighbourhood[demand.unknown_area], minlength=areas.size) > 0
        share[lacking & (not areas.is_whole)] = np.nan
        return _All(share, self._in_one(areas, weight.demand.weight > 0))

    def _in_one(self, areas: _Areas, rows: Flags) -> Flags:
        """Return of each area whether no two of some dwellings there stand in different neighbourhoods."""
        home, homes = self.town.dwellings.neighbourhood, self.town.neighbourhoods.count + 1
        pairs = np.unique(areas.of_dwelling[rows] * homes + home[rows] % homes)
        return np.asarray(np.bincount(pairs // homes, minlength=areas.size) <= 1, bool)

    def _rows(self, weight: _Weight, areas: _Areas, order: Ints, base: _All | None = None) -> _Columns:
        """Return the figures of a weight by area, of those that are told of."""
        demand = weight.demand.in_known_areas(self.town.dwellings.neighbourhood)
        unspread = sums_of(areas.of_neighbourhood, with_outside(demand.unspread, 0.0), areas.size)
        lacking = np.bincount(areas.of_neighbourhood[demand.unknown_area], minlength=areas.size)
        known = replace(weight, demand=demand, spread=weight.spread & (demand.weight > 0))
        found = self._figures(known, areas.of_dwelling, unspread, order)
        found["difference"] = np.full(areas.size, np.nan)
        if base is not None:
            told = ~base.in_one | (found["spread_evenly"] == 0)
            found["difference"] = np.where(told, found["share"] - base.share, np.nan)
        if areas.is_whole:  # it tells what is known, and how many neighbourhoods it lacks
            found["reason"][:] = f"{WEIGHT_UNKNOWN}:{lacking[0]}" if lacking[0] else None
        else:
            _hide(found, lacking > 0, WEIGHT_UNKNOWN)
        return {**_taken(found, slice(len(areas.names))), "neighbourhood": areas.names}

    def _figures(self, weight: _Weight, area: Ints, unspread: Floats, order: Ints | None = None) -> _Columns:
        thresholds, size = self.outcome.thresholds, unspread.size
        if thresholds is None:
            raise ValueError("a requirement that could not be computed has no figures")
        sums = sum_areas(self._measure, weight.demand, area, unspread, thresholds, order)
        some = np.where(weight.demand.weight > 0, weight.demand.dwellings, 0.0)
        return {
            "weight": np.full(size, weight.name, object),
            "dwellings": sums_of(area, some, size),
            "total": sums.total,
            "within": sums.within,
            "outside": sums.outside,
            "unknown": sums.unknown,
            "share": sums.share,
            "median": sums.median,
            "p90": sums.p90,
            "depth": sums.depth,
            "spread_evenly": (np.bincount(area[weight.spread], minlength=size) > 0).astype(np.int64),
            "reason": np.full(size, None, object),
        }

    def _without_few(self, figures: _Columns) -> _Columns:
        """Take the figures away from groups of too few dwellings; that a weight is not known is the graver reason."""
        unknown = np.array([str(why).startswith(WEIGHT_UNKNOWN) for why in figures["reason"]], bool)
        few = (figures["dwellings"] < self.groups.min_group * (1 - _EQUAL)) & ~(unknown & ~(figures["total"] > 0))
        found = _taken(figures, slice(None))
        _hide(found, few, TOO_FEW)
        found["dwellings"] = np.where(few, np.nan, found["dwellings"])
        return found

    def _of_kind(self, groups: Groups, areas: _Areas, base: _All) -> _Columns:
        """Return the figures of the groups of a field, in each area where one has dwellings.

        Parameters
        ----------
        base
            All, in each area.
        """
        weight = self._own_weight
        cell, size = areas.of_dwelling * groups.size + groups.row_of_dwelling, areas.size * groups.size
        found = self._figures(weight, cell, np.zeros(size))
        told = ~np.repeat(base.in_one, groups.size) | (found["spread_evenly"] == 0)
        found["difference"] = np.where(told, found["share"] - np.repeat(base.share, groups.size), np.nan)
        if areas.is_whole:  # a group in areas that the share of all leaves out
            apart = weight.demand.unknown_area[self.town.dwellings.neighbourhood] & (weight.demand.weight > 0)
            found["difference"][np.bincount(cell[apart], minlength=size) > 0] = np.nan
        _hide(found, np.bincount(cell[weight.demand.unknown], minlength=size) > 0, WEIGHT_UNKNOWN)
        # People may live in a row of an unknown number of dwellings.
        counts = (weight.demand.dwellings > 0) | (weight.demand.weight > 0)
        there = np.bincount(cell[counts], minlength=size) > 0
        rows = np.flatnonzero(there)
        area, group = np.divmod(rows, groups.size)
        told = (area < len(areas.names)) & (group < groups.count)
        names = np.array([*groups.ids, None], object)
        return {
            **_taken(found, rows[told]),
            "neighbourhood": areas.names[area[told]],
            "group": names[group[told]],
        }

    def _with_inequality(self, figures: _Columns, areas: _Areas) -> _Columns:
        """Add how unequally the values of all fall.

        The income is that of a neighbourhood, so within one there are no poor and rich to compare.
        """
        measure, thresholds, demand = self.outcome.measure, self.outcome.thresholds, self._own_weight.demand
        if measure is None or thresholds is None:
            raise ValueError("a requirement that could not be computed has no figures")
        value = counted_value(measure.value, thresholds.each, measure.within == WITHIN_ALL, measure.within != UNKNOWN)
        income = np.full(self.town.neighbourhoods.count, np.nan) if self.groups.income is None else self.groups.income
        own = with_outside(income, np.nan)[self.town.dwellings.neighbourhood]
        known = demand.in_known_areas(self.town.dwellings.neighbourhood)
        found = measure_inequality(value, known.weight, areas.of_dwelling, areas.size, own)
        lacking = np.bincount(areas.of_neighbourhood[demand.unknown_area], minlength=areas.size) > 0
        hidden = lacking & (not areas.is_whole)
        in_one = self._in_one(areas, (known.weight > 0) & ~np.isnan(value) & ~np.isnan(own))
        columns = {
            "gini": found.gini,
            "palma": np.where(in_one, np.nan, found.palma),
            "concentration": np.where(in_one, np.nan, found.concentration),
            "no_income": np.where(self.groups.income is None, np.nan, found.no_income),
        }
        told = {name: np.where(hidden, np.nan, values)[: len(areas.names)] for name, values in columns.items()}
        compared = in_one[: len(areas.names)] & ~np.isnan(found.concentration[: len(areas.names)])
        reason = np.where(compared & is_none(figures["reason"]), ONE_NEIGHBOURHOOD, figures["reason"])
        return {**figures, **told, "reason": reason}


def _taken(columns: _Columns, rows: Ints | slice) -> _Columns:
    """Return some rows of columns, apart from these."""
    return {name: values[rows].copy() for name, values in columns.items()}


def _hide(columns: _Columns, rows: Flags, why: str) -> None:
    """Take the figures of some rows away, and say why."""
    for name in _FIGURES:
        columns[name][rows] = np.nan
    columns["reason"][rows] = why
