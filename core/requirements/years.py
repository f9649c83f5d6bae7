"""Years to come: which dwellings stand, which facilities and streets are open, and whose numbers grow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Flags, Floats, Ints, with_outside
from ..errors import InputError
from .entities import Dwellings
from .forecasts import Forecast

EXISTING, NEW, ALL = "existing", "new", "all"
"""Parts of the stock that results are told of."""

_FIRST, _LAST = 1900, 2200
_MOST = 50
_YEAR = re.compile(r"\s*([12][0-9]{3})([0-9]{4}|[-/][0-9]{1,2}[-/][0-9]{1,2}.*)?\s*")
_DUTCH_DATE = re.compile(r"\s*[0-9]{1,2}[-/][0-9]{1,2}[-/]([12][0-9]{3})\s*")


def read_years(text: str) -> list[int]:
    """Read "2026;2030;2040": ascending, each once; none where the text is empty."""
    years: list[int] = []
    for entry in (part.strip() for part in text.split(";")):
        if not entry:
            continue
        year = int(entry) if re.fullmatch("[0-9]{4}", entry) else 0
        if not _FIRST <= year <= _LAST:
            raise InputError(
                "YEARS has the entry “{entry}”, which is no year from {first} to {last}: write such as 2026;2030;2040.",
                entry=entry,
                first=_FIRST,
                last=_LAST,
            )
        if years and year <= years[-1]:
            raise InputError(
                "The years in YEARS must rise: {year} does not follow {before}.", year=year, before=years[-1]
            )
        years.append(year)
    if len(years) > _MOST:
        raise InputError(
            "YEARS has {n} years, and at most {most} can be told at once: leave some out.", n=len(years), most=_MOST
        )
    return years


def years_of(values: Sequence[object]) -> Floats:
    """Return the year of each value, a year or a date (also 20310701); NaN for NULL and for what is neither."""
    return np.array([_year_of(value) for value in values], np.float64)


def _year_of(value: object) -> float:
    if value is None or isinstance(value, bool):
        return np.nan
    if isinstance(value, (int, float)):
        value = f"{value:.0f}" if float(value).is_integer() else ""
    match = _YEAR.fullmatch(str(value)) or _DUTCH_DATE.fullmatch(str(value))
    year = int(match[1]) if match else 0
    return float(year) if _FIRST <= year <= _LAST else np.nan


def open_in(year: int, opens: Floats, closes: Floats) -> Flags:
    """Return what is open in a year: from the year in which it opens to that in which it closes, NaN always."""
    return ~(opens > year) & ~(closes < year)


@dataclass(frozen=True)
class Demolition:
    """Dwellings that go: how many, in which year, of which rows of those that stand."""

    plan: str
    number: float
    year: float
    rows: Ints


@dataclass(frozen=True, kw_only=True)
class DwellingStock:
    """The dwellings of a run over the years: those that stand today, and behind them those that are planned.

    Parameters
    ----------
    dwellings
        All of them; `number` is what each row is when it stands, `base` what of that stands today.
    planned
        Which rows are planned.
    year_from
        From which year a planned row stands, NaN for those that stand today.
    plan
        Of each row, None for those that stand today.
    demolitions
        In the order of their plans.
    growth
        Of each neighbourhood: by how many percent its people grow a year; None where they do not.
    first
        The year that the figures are of.
    forecast
        People of each neighbourhood in years to come; None without one.
    """

    dwellings: Dwellings
    planned: Flags
    year_from: Floats
    plan: Sequence[str | None]
    demolitions: Sequence[Demolition] = ()
    growth: Floats | None = None
    first: int = 0
    forecast: Forecast | None = None

    def parts(self) -> Mapping[str, Flags]:
        """Return the rows of the existing and of the new dwellings."""
        return {EXISTING: ~self.planned, NEW: self.planned}

    def in_year(self, year: int) -> tuple[Dwellings, list[str]]:
        """Return the dwellings of a year, and the plans that would pull down more than stands there.

        Notes
        -----
        What is pulled down is taken from all rows of a plan's area in proportion to what is left of them.
        """
        number = self.dwellings.number.copy()
        number[self.planned & ~(self.year_from <= year)] = 0.0
        beyond = []
        for one in self.demolitions:
            if not one.year <= year:
                continue
            standing = float(np.nansum(number[one.rows]))
            if one.number > standing * (1 + 1e-9):
                beyond.append(one.plan)
            number[one.rows] *= max(1 - one.number / standing, 0.0) if standing > 0 else 0.0
        factor = None
        if self.growth is not None:
            yearly = np.maximum(1 + np.nan_to_num(self.growth) / 100, 0.0)
            factor = with_outside(yearly ** (year - self.first), 1.0)
        foretold = {} if self.forecast is None else self.forecast.in_year(year)
        return replace(self.dwellings, number=number, growth=factor, foretold=foretold), beyond
