"""The table that tells how many people neighbourhoods will have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.norms.model import is_percentage_field
from ..io import parameter_names as p
from ..io.feedback import first_few
from ..io.reader import Reader, read, read_numbers
from ..io.reading import Layer
from ..io.roles import find_column
from ..io.translation import tr

if TYPE_CHECKING:
    from ...core.requirements.forecasts import Forecast


def read_forecast(
    reader: Reader, neighbourhoods: Sequence[str], weights: Iterable[str], years: Sequence[int]
) -> Forecast | None:
    """Read the forecast, if there is one, and tell about it in the log.

    Parameters
    ----------
    neighbourhoods
        The ids of the neighbourhoods.
    weights
        Names of the figures of people that the requirements weigh by.

    Raises
    ------
    InputError
        Where a column is lacking, or no row is of a neighbourhood, or one has two rows of a year.
    """
    from ...core.requirements.forecasts import Forecast
    from ...core.requirements.years import years_of

    source = reader.source(p.FORECAST)
    if source is None:
        return None
    names = sorted(set(weights))
    if not names:
        reader.feedback.pushWarning(tr("No requirement weighs by people, so that the forecast changes nothing."))
        return None
    code, when = _column(reader, source, "neighbourhood_code"), _column(reader, source, "year")
    columns = _people(reader, source, names)
    layer = read(reader, source, None, (code, when, *columns.values()))
    row_of = {name: row for row, name in enumerate(neighbourhoods)}
    table = _ForecastTable(
        layer=layer,
        neighbourhood=np.array([row_of.get(name or "", -1) for name in layer.codes(code)], np.int64),
        year=years_of(layer.cells(when)),
    )
    rows = np.flatnonzero(table.used)
    if not rows.size:
        raise InputError(
            "The table “{layer}” of {input} has no row with a year and the id of a neighbourhood: choose another "
            "table, or another NEIGHBOURHOOD_ID; its ids are such as {some}, those of the neighbourhoods such as "
            "{others}.",
            layer=layer.name,
            input=p.FORECAST,
            some=first_few(sorted({name or "NULL" for name in layer.codes(code)}), 3) or "–",
            others=first_few(neighbourhoods, 3),
        )
    place, year = table.neighbourhood[rows], table.year[rows]
    _check_once(layer, place, year, neighbourhoods)
    people = {name: _not_negative(read_numbers(reader, layer, column))[rows] for name, column in columns.items()}
    _tell(reader, table, columns.values(), neighbourhoods, years)
    return Forecast(len(neighbourhoods), place, year, people)


@dataclass(frozen=True)
class _ForecastTable:
    """The rows of the table: the neighbourhood of each, -1 for none that the run has, and the year, NaN for none."""

    layer: Layer
    neighbourhood: NDArray[np.int64]
    year: NDArray[np.float64]

    @property
    def used(self) -> NDArray[np.bool_]:
        """Return which rows tell of a neighbourhood in a year."""
        return (self.neighbourhood >= 0) & np.isfinite(self.year)


def _column(reader: Reader, source: QgsFeatureSource, role: str) -> str:
    names = source.fields().names()
    id_field = reader.field(p.NEIGHBOURHOOD_ID).casefold() if role == "neighbourhood_code" else ""
    column = next((name for name in names if name.casefold() == id_field), None)
    column = column or find_column(role, names, reader.field_map(p.FIELD_MAP))
    if column is None:
        raise InputError(
            "The table “{layer}” of {input} has no field for {role}: write in FIELD_MAP which it is, such as "
            "{role}=field; it has: {fields}.",
            layer=source.sourceName(),
            input=p.FORECAST,
            role=role,
            fields=", ".join(names) or "–",
        )
    return column


def _people(reader: Reader, source: QgsFeatureSource, weights: Sequence[str]) -> Mapping[str, str]:
    """Return the column of each weight that the table tells of."""
    names, field_map = source.fields().names(), reader.field_map(p.FIELD_MAP)
    # What FIELD_MAP says is of the layers; a table has their column, or one that is known for that role.
    known = ((name, find_column(name, names, field_map) or find_column(name, names, {})) for name in weights)
    columns = {name: column for name, column in known if column is not None}
    if not columns:
        raise InputError(
            "The table “{layer}” of {input} has nothing of what the requirements weigh by ({weights}): choose "
            "another; it has: {fields}.",
            layer=source.sourceName(),
            input=p.FORECAST,
            weights=", ".join(weights),
            fields=", ".join(names) or "–",
        )
    share = next((column for column in columns.values() if is_percentage_field(column)), None)
    if share is not None:
        raise InputError(
            "The field “{field}” of the table “{layer}” is a percentage, and a forecast has numbers of people: "
            "choose another table.",
            field=share,
            layer=source.sourceName(),
        )
    return columns


def _check_once(layer: Layer, place: NDArray[np.int64], year: NDArray[np.float64], ids: Sequence[str]) -> None:
    pairs, times = np.unique(np.stack([place, year.astype(np.int64)]), axis=1, return_counts=True)
    if (times > 1).any():
        first, when = to_list(pairs[:, int(np.argmax(times > 1))])
        raise InputError(
            "The table “{layer}” has more than one row for {neighbourhood} in {year}: leave one.",
            layer=layer.name,
            neighbourhood=ids[first],
            year=when,
        )


def _not_negative(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(values >= 0, values, np.nan)


def _tell(
    reader: Reader, table: _ForecastTable, columns: Iterable[str], ids: Sequence[str], years: Sequence[int]
) -> None:
    used, place, year = table.used, table.neighbourhood, table.year
    reader.feedback.pushInfo(
        tr("Forecast: {columns} of {n} {n:neighbourhood|neighbourhoods}, from {first} to {last}.").format(
            columns=", ".join(columns),
            n=np.unique(place[used]).size,
            first=int(year[used].min()),
            last=int(year[used].max()),
        )
    )
    without = np.setdiff1d(np.arange(len(ids)), place[used])
    for count, text, some in (
        (
            without.size,
            tr("Neighbourhoods that the forecast does not tell of, which keep their people of today: {n} ({ids})"),
            [ids[row] for row in to_list(without)],
        ),
        (
            int((~used).sum()),
            tr("Rows of the forecast without a year or of no neighbourhood, not used: {n} ({ids})"),
            to_list(table.layer.ids[~used]),
        ),
    ):
        if count:
            reader.feedback.pushWarning(text.format(n=count, ids=first_few(some)))
    if years[-1] > year[used].max():
        reader.feedback.pushWarning(
            tr("The forecast ends in {last}: {year} has its last figures.").format(
                last=int(year[used].max()), year=years[-1]
            )
        )
