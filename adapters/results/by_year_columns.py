"""The figures of all years of a run in one column of text, from which the map takes those of the year that it shows.

The text is JSON: by year, by the name of a field, what differs from the field itself, which has the figure of the last
year (see `years_on_map`). It is NULL where nothing ever differs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import to_list
from ..io.columns import Column, rows_of, text_column, words_of
from .columns_of import neighbourhood_columns, requirement_columns_of, users_of
from .years_on_map import BY_YEAR

if TYPE_CHECKING:
    from ...core.requirements.facilities import Facilities
    from ...core.requirements.outcomes import Assessment

_OF_DWELLINGS = ("_value", "_ok", "_weight", "_count")
"""How the fields end by which the map tells dwellings apart."""


def neighbourhoods_by_year(assessments: Mapping[int, Assessment]) -> Column:
    """Return all figures of the neighbourhoods in each year."""
    years = []
    for year, assessment in assessments.items():
        columns = neighbourhood_columns(assessment)
        rows = rows_of(columns, np.arange(assessment.neighbourhoods))
        names = [one.name for one in columns]
        years.append([f'"{year}": {json.dumps(dict(zip(names, row, strict=True)))}' for row in rows])
    return text_column(BY_YEAR, [f"{{{', '.join(row)}}}" for row in zip(*years, strict=True)])


def dwellings_by_year(assessments: Mapping[int, Assessment], count: int) -> Column:
    """Return what each dwelling had in earlier years, where the map shows it otherwise than in the last.

    Of a weight it shows whether there is one, so that growth alone writes nothing.
    """
    shown = {year: _shown_figures(one, count) for year, one in assessments.items()}
    last = max(shown)
    differing: dict[int, dict[int, dict[str, object]]] = {}
    for year, columns in shown.items():
        for column, of_last in zip(columns, shown[last], strict=True):
            rows = np.flatnonzero(_differ(_told(column), _told(of_last)))
            for row, cell in zip(to_list(rows), column.cells(rows), strict=True):
                differing.setdefault(row, {one: {} for one in shown})[year][column.name] = cell
    cells: NDArray[np.object_] = np.full(count, None, object)
    for row, years in differing.items():
        cells[row] = json.dumps(years)
    return text_column(BY_YEAR, cells)


def facilities_by_year(assessments: Mapping[int, Assessment], facilities: Sequence[Facilities], count: int) -> Column:
    """Return what used each facility, in the years in which it is open.

    Parameters
    ----------
    facilities
        Those of each year.
    """
    years: list[dict[int, dict[str, str | None]]] = [{} for _ in range(count)]
    for (year, assessment), there in zip(assessments.items(), facilities, strict=True):
        for row, users in enumerate(users_of(assessment, count)):
            if there.open is None or there.open[row]:
                years[row][year] = {"requirements": users}
    return text_column(BY_YEAR, map(json.dumps, years))


def _shown_figures(assessment: Assessment, count: int) -> list[Column]:
    figures = requirement_columns_of(assessment, count, words_of(()))  # the facilities are not shown
    return [one for one in figures if one.name.endswith(_OF_DWELLINGS)]


def _told(column: Column) -> NDArray[np.float64]:
    """Return the numbers that the map tells apart, NaN for NULL."""
    nothing = column.values.dtype == object  # nothing was computed
    numbers = np.full(column.values.size, np.nan) if nothing else column.values.astype(np.float64)
    if column.known is not None:
        numbers = np.where(column.known, numbers, np.nan)
    return np.sign(numbers) if column.name.endswith("_weight") else numbers


def _differ(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    return (one != other) & ~(np.isnan(one) & np.isnan(other))
