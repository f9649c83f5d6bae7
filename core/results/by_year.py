"""What a results table of several years says: how each requirement goes over the years, and where it falls short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..requirements.years import ALL, EXISTING, NEW
from ..statuses import FAILS, MEETS, NEIGHBOURHOOD, SMALL_NEED, TOTAL, UNKNOWN_VERDICT


@dataclass(frozen=True, kw_only=True)
class Course:
    """How one requirement goes; every list has one entry a year.

    Parameters
    ----------
    meeting, failing, unknown
        Areas that meet it, fail it, or cannot be judged.
    value
        The share or the rate of all together, NaN where not known.
    existing, new
        The share of the dwellings that stand today, and of the new ones; NaN where not known.
    missing
        Dwellings beyond what the target allows, or places or m², of all areas that fail for half a facility or more.
    facilities
        How many whole facilities that is, NaN where nobody says.
    turned
        Areas that fail in this year and did not in the year before (in the first: that fail); None is what lies in no
        area of the level.
    """

    requirement: str
    meeting: Sequence[int]
    failing: Sequence[int]
    unknown: Sequence[int]
    value: Sequence[float]
    existing: Sequence[float]
    new: Sequence[float]
    missing: Sequence[float]
    facilities: Sequence[float]
    turned: Sequence[Sequence[str | None]]


def years_in(table: pd.DataFrame) -> list[int]:
    """Return the years of a results table, ascending; none where it is of no year."""
    return sorted({int(year) for year in table["year"].dropna()})


def courses(table: pd.DataFrame) -> Mapping[str, Course]:
    """Return how each requirement goes over the years, by its id, in the table's order."""
    years = years_in(table)
    rows = table[table["group"].isna() & table["year"].notna()]
    return {
        str(name): _course(str(name), rows[rows["requirement"] == name], years) for name in rows["requirement"].unique()
    }


def _course(name: str, rows: pd.DataFrame, years: Sequence[int]) -> Course:
    everything = rows[rows["stock"] == ALL]
    areas = everything[everything["compliance"].notna()]
    by_year = {year: areas[areas["year"] == year] for year in years}
    verdicts = [by_year[year].set_index("neighbourhood")["compliance"] for year in years]
    failing = [[None if pd.isna(area) else str(area) for area in one.index[one == FAILS]] for one in verdicts]
    before: list[list[str | None]] = [[], *failing[:-1]]
    lacking = {year: one[one["reason"] != SMALL_NEED] for year, one in by_year.items()}
    missing = [
        float(
            np.nansum(lacking[year]["shortfall"].to_numpy(np.float64))
            + np.nansum(lacking[year]["shortfall_capacity"].to_numpy(np.float64))
        )
        for year in years
    ]
    return Course(
        requirement=name,
        meeting=[int((one == MEETS).sum()) for one in verdicts],
        failing=[len(one) for one in failing],
        unknown=[int((one == UNKNOWN_VERDICT).sum()) for one in verdicts],
        value=[_value(rows, year, ALL) for year in years],
        existing=[_value(rows, year, EXISTING) for year in years],
        new=[_value(rows, year, NEW) for year in years],
        missing=missing,
        facilities=[_whole_ones(lacking[year]) for year in years],
        turned=[[area for area in now if area not in set(then)] for now, then in zip(failing, before, strict=True)],
    )


def _whole_ones(lacking: pd.DataFrame) -> float:
    """Return how many whole facilities areas lack together; NaN where one of them does not say."""
    if "shortfall_facilities" not in lacking:  # of an earlier version
        return float("nan")
    return float(lacking[lacking["compliance"] == FAILS]["shortfall_facilities"].to_numpy(np.float64).sum())


def _value(rows: pd.DataFrame, year: int, stock: str) -> float:
    """Return the share, or the rate, of all together in a year."""
    mine = rows[
        (rows["year"] == year)
        & (rows["stock"] == stock)
        & (rows["level"] == NEIGHBOURHOOD)
        & (rows["neighbourhood"] == TOTAL)
    ]
    if mine.empty:
        return float("nan")
    share, rate = (mine[column].to_numpy(np.float64)[0] for column in ("share", "rate"))
    return float(rate if np.isnan(share) else share)
