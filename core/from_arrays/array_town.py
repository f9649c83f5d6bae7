"""A town as plain arrays, in metres of one reference system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..arrays import Floats
from ..geometry.polygons import first_holding, pairs_inside
from ..geometry.shapes import Shapes, points
from ..network.network import Lines
from ..requirements.entities import Dwellings, Neighbourhoods
from ..requirements.facilities import Facilities

Columns = Mapping[str, Sequence[object] | NDArray[Any]]


@dataclass(frozen=True, kw_only=True)
class ArrayTown:
    """What requirements are checked on.

    Parameters
    ----------
    dwellings
        Where they are, shape (n, 2), NaN where that is not known.
    neighbourhoods
        Their polygons; what lies in several belongs to the first of them.
    neighbourhood_ids
        Texts, one a polygon.
    facilities
        Where they are, shape (m, 2), NaN where that is not known: points, or the entrances of what is larger.
    types
        The type of each facility, None where that is not known.
    streets
        Of each mode that requirements over the network go by ("walk", for instance), the lines that it may use. Modes
        that differ in speed only may share them.
    barriers
        Lines and polygons that no way crosses, such as water; None: there are none.
    number
        Dwellings of each row, NaN where that is not known; None: each row is one.
    capacity
        m² or places of each facility, NaN where that is not known; None: of none it is.
    classes
        The living environment of each neighbourhood, None where that is not known.
    dwelling_columns, neighbourhood_columns, facility_columns
        What weights, levels and conditions of norms go by, by name; None or NaN where it is not known.
    """

    dwellings: ArrayLike
    neighbourhoods: Shapes
    neighbourhood_ids: Sequence[str]
    facilities: ArrayLike
    types: Sequence[str | None]
    streets: Mapping[str, Lines] = field(default_factory=dict)
    barriers: Shapes | None = None
    number: ArrayLike | None = None
    capacity: ArrayLike | None = None
    classes: Sequence[str | None] = ()
    dwelling_columns: Columns = field(default_factory=dict)
    neighbourhood_columns: Columns = field(default_factory=dict)
    facility_columns: Columns = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Stop where what belongs together is not equally long."""
        dwellings, facilities = len(_places("dwellings", self.dwellings)), len(_places("facilities", self.facilities))
        areas = self.neighbourhoods.count
        wanted: list[tuple[str, int, int]] = [
            ("neighbourhood_ids", len(self.neighbourhood_ids), areas),
            ("types", len(self.types), facilities),
        ]
        if self.classes:
            wanted.append(("classes", len(self.classes), areas))
        for name, values, count in (("number", self.number, dwellings), ("capacity", self.capacity, facilities)):
            if values is not None:
                wanted.append((name, np.size(values), count))
        for name, columns, count in (
            ("dwelling_columns", self.dwelling_columns, dwellings),
            ("neighbourhood_columns", self.neighbourhood_columns, areas),
            ("facility_columns", self.facility_columns, facilities),
        ):
            wanted += [(f'{name}["{column}"]', len(values), count) for column, values in columns.items()]
        for name, has, count in wanted:
            if has != count:
                raise ValueError(f"{name} has {has} values, of what there is {count} of")
        if len(set(self.neighbourhood_ids)) < areas:
            raise ValueError("neighbourhood_ids has an id twice")

    def read_dwellings(self) -> Dwellings:
        """Return the dwellings, each in its neighbourhood."""
        xy = _places("dwellings", self.dwellings)
        return Dwellings(
            xy=xy,
            number=np.ones(len(xy)) if self.number is None else _not_negative("number", self.number),
            neighbourhood=first_holding(*pairs_inside(xy, self.neighbourhoods), len(xy))[0],
            columns=_read_columns(self.dwelling_columns),
        )

    def read_neighbourhoods(self) -> Neighbourhoods:
        """Return the neighbourhoods."""
        columns = _read_columns(self.neighbourhood_columns)
        return Neighbourhoods(ids=[str(one) for one in self.neighbourhood_ids], columns=columns, classes=self.classes)

    def read_facilities(self) -> Facilities:
        """Return the facilities, each in its neighbourhood; their ids are the numbers of their rows."""
        xy = _places("facilities", self.facilities)
        return Facilities(
            ids=[str(row) for row in range(len(xy))],
            types=self.types,
            neighbourhood=first_holding(*pairs_inside(xy, self.neighbourhoods), len(xy))[0],
            capacity=np.full(len(xy), np.nan) if self.capacity is None else _not_negative("capacity", self.capacity),
            columns=_read_columns(self.facility_columns),
            area=np.zeros(len(xy)),  # a point, wherever it stands
        )

    def read_facility_shapes(self) -> Shapes:
        """Return the facilities as shapes."""
        return points(_places("facilities", self.facilities))


def _places(name: str, given: ArrayLike) -> Floats:
    """Return places, with NaN for both coordinates where one is not known."""
    xy = np.array(given, np.float64)
    if xy.size == 0:
        return np.empty((0, 2))
    if xy.ndim != 2 or xy.shape[1] != 2:
        raise ValueError(f"{name} has the shape {xy.shape}, not a row of x and y for each")
    xy[~np.isfinite(xy).all(axis=1)] = np.nan
    return xy + 0.0  # the two zeros become one


def _not_negative(name: str, given: ArrayLike) -> Floats:
    """Return numbers, NaN for those that count nothing."""
    numbers = np.array(given, np.float64)
    if numbers.ndim != 1:
        raise ValueError(f"{name} has the shape {numbers.shape}, not a number for each")
    return np.where((numbers >= 0) & np.isfinite(numbers), numbers, np.nan)


def _read_columns(columns: Columns) -> dict[str, list[object]]:
    """Return columns as values of Python, None for what is missing to pandas."""
    cells = {name: np.asarray(values, object) for name, values in columns.items()}
    return {
        name: [None if missing else value for value, missing in zip(values, pd.isna(values), strict=True)]
        for name, values in cells.items()
    }
