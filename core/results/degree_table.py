"""How many dwellings have how much of what is asked of them, as one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from ..arrays import Flags, Floats, Ints, Words
from ..distribution.degrees import DegreeRows, degree_rows
from ..requirements.entities import Dwellings
from ..requirements.outcomes import Assessment
from ..requirements.years import ALL
from ..statuses import NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS, TOTAL
from ..tables import ColumnKind
from .table import with_texts

DEGREE_KINDS: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("level", "neighbourhood"), "text"),
    "year": "whole",
    "stock": "text",
    **dict.fromkeys(("asked_count", "within_count", "unknown_count"), "whole"),
    "dwellings": "number",
}
"""The columns of the table in order, each with its kind, as `RESULT_KINDS`."""


def degree_table(
    assessment: Assessment, dwellings: Dwellings, year: int | None = None, parts: Mapping[str, Flags] | None = None
) -> pd.DataFrame:
    """Return a row for each area and number of requirements that dwellings there are asked, within and not known.

    Parameters
    ----------
    dwellings
        Those that were assessed.
    year, parts
        As for `result_table`.

    Returns
    -------
    DataFrame
        The columns `DEGREE_KINDS`: the neighbourhoods, what lies outside all and the whole, then the areas of each
        other level. The rows of an area add up to its dwellings; one without dwellings has none.
    """
    number = np.nan_to_num(dwellings.number)
    stocks = {ALL: number, **{name: np.where(rows, number, 0.0) for name, rows in (parts or {}).items()}}
    tables = [
        table.assign(stock=stock)
        for stock, counted in stocks.items()
        for table in _areas(assessment, dwellings, counted)
    ]
    table = pd.concat(tables, ignore_index=True).assign(year=pd.array([year], "Int64")[0])
    return with_texts(table[list(DEGREE_KINDS)], DEGREE_KINDS)


def _areas(assessment: Assessment, dwellings: Dwellings, number: Floats) -> Iterator[pd.DataFrame]:
    """Yield the rows of each level; what lies outside all, and the whole, have theirs among the neighbourhoods."""
    for division in assessment.divisions:
        area = division.of(dwellings.neighbourhood)
        names = np.array([*division.ids, OUTSIDE_NEIGHBOURHOODS], object)
        if division.level != NEIGHBOURHOOD:
            number = np.where(area < division.count, number, 0.0)
        yield _table(division.level, names, degree_rows(assessment.degrees, number, area))
        if division.level == NEIGHBOURHOOD:
            everywhere: Ints = np.zeros(area.size, np.int64)
            whole = degree_rows(assessment.degrees, number, everywhere)
            yield _table(NEIGHBOURHOOD, np.array([TOTAL], object), whole)


def _table(level: str, names: Words, rows: DegreeRows) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "level": level,
            "neighbourhood": names[rows.area],
            "asked_count": rows.asked,
            "within_count": rows.within,
            "unknown_count": rows.unknown,
            "dwellings": rows.dwellings,
        }
    )
