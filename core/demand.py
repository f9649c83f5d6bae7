"""Whose reach is measured: the weight of every dwelling for a requirement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .norms import Condition

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True)
class Dwellings:
    """The dwellings of a run.

    Parameters
    ----------
    xy
        Shape (n, 2), NaN without geometry.
    number
        Dwellings a row, NaN where the weight is NULL or negative.
    neighbourhood
        Row of the neighbourhood, -1 outside all.
    columns
        Values of other fields by name, None for NULL.
    """

    xy: Floats
    number: Floats
    neighbourhood: Ints
    columns: Mapping[str, Sequence[object]]

    @property
    def count(self) -> int:
        """Give the number of rows."""
        return len(self.xy)


@dataclass(frozen=True)
class Neighbourhoods:
    """The neighbourhoods of a run: ids as text, and values of other fields by name, None for NULL."""

    ids: Sequence[str]
    columns: Mapping[str, Sequence[object]]

    @property
    def count(self) -> int:
        """Give the number of neighbourhoods."""
        return len(self.ids)


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


@dataclass(frozen=True)
class Demand:
    """The weight of every dwelling for a requirement, and what is known of each neighbourhood's.

    Parameters
    ----------
    weight
        Of each row, 0 where the requirement does not apply to it; never NaN.
    dwellings
        Dwellings of each row that the requirement applies to.
    missing
        Rows whose own weight is NULL or negative.
    unknown_area
        Neighbourhoods whose weight is NULL.
    unspread
        Figures of neighbourhoods without dwellings to spread them over.
    conditions_null
        Rows left out because a field in `demand_where` is NULL.
    """

    weight: Floats
    dwellings: Floats
    missing: Flags
    unknown_area: Flags
    unspread: Floats
    conditions_null: int


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
    A neighbourhood's figure is spread in proportion to the number of dwellings a row.
    """
    number: Floats = np.nan_to_num(dwellings.number)
    missing: Flags = np.isnan(dwellings.number)
    unknown_area: Flags = np.zeros(neighbourhoods.count, bool)
    unspread: Floats = np.zeros(neighbourhoods.count)
    weight: Floats = number
    if source.spread:
        figure = as_numbers(neighbourhoods.columns[source.field])
        if source.share_of:
            figure = figure * as_numbers(neighbourhoods.columns[source.share_of]) / 100
        unknown_area = np.isnan(figure) | (figure < 0)
        figure = np.where(unknown_area, 0.0, figure)
        inside = dwellings.neighbourhood >= 0
        there = np.bincount(dwellings.neighbourhood[inside], number[inside], minlength=neighbourhoods.count)
        unspread = np.where(there > 0, 0.0, figure)
        weight = np.zeros(dwellings.count)
        area = dwellings.neighbourhood[inside]
        each = np.divide(figure, there, out=np.zeros(neighbourhoods.count), where=there > 0)
        weight[inside] = number[inside] * each[area]
    elif source.field:
        weight = as_numbers(dwellings.columns[source.field])
        missing = missing | np.isnan(weight) | (weight < 0)
        weight = np.where(missing, 0.0, weight)
    passes, nulls = meets_all(conditions, dwellings.columns, dwellings.count)
    return Demand(
        np.where(passes, weight, 0.0), np.where(passes, number, 0.0), missing, unknown_area, unspread, int(nulls.sum())
    )


def as_numbers(values: Sequence[object]) -> Floats:
    """Make numbers of values; NaN for None and for text that is no number."""
    found = np.full(len(values), np.nan)
    for row, value in enumerate(values):
        if isinstance(value, (int, float)):
            found[row] = value
        elif isinstance(value, str):
            try:
                found[row] = float(value.replace(",", "."))
            except ValueError:
                continue
    found[~np.isfinite(found)] = np.nan
    return found


def meets_all(
    conditions: Sequence[Condition], columns: Mapping[str, Sequence[object]], count: int
) -> tuple[Flags, Flags]:
    """Tell which rows meet all conditions.

    Returns
    -------
    passes, null
        A NULL does not pass; `null` marks the rows with one in a field that is asked for.
    """
    passes, null = np.ones(count, bool), np.zeros(count, bool)
    for condition in conditions:
        values = columns[condition.field]
        for row, value in enumerate(values):
            if value is None:
                null[row] = True
                passes[row] = False
            elif passes[row]:
                passes[row] = _meets(value, condition)
    return passes, null


def _meets(value: object, condition: Condition) -> bool:
    wanted = condition.value
    if isinstance(wanted, tuple):
        return any(_equal(value, one) for one in wanted)
    if condition.op in ("=", "!="):
        return _equal(value, wanted) == (condition.op == "=")
    mine, limit = _comparable(value, wanted)
    return mine is not None and bool(_COMPARE[condition.op](mine, limit))


def _equal(value: object, wanted: object) -> bool:
    if isinstance(wanted, bool) or isinstance(value, bool):
        return value == wanted or str(value).strip().casefold() == str(wanted).casefold()
    mine, limit = _comparable(value, wanted)
    return mine is not None and mine == limit


def _comparable(value: object, wanted: object) -> tuple[float, float] | tuple[str, str] | tuple[None, None]:
    """Give both as numbers where the wanted one is a number, else as text, trimmed and without case."""
    if isinstance(wanted, (int, float)):
        number = as_numbers([value])[0]
        return (None, None) if np.isnan(number) else (float(number), float(wanted))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip().casefold(), str(wanted).strip().casefold()
