"""The dwellings of a run over the years: those that stand, those that are planned, and those that go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsCoordinateTransform, QgsFeatureSource, QgsGeometry

from ...core.arrays import Floats, Ints, to_list
from ...core.errors import InputError
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.geometry.shapes import RING, Shapes, concatenate, from_wkb
from ...core.requirements.entities import Dwellings
from ..io import parameter_names as p
from ..io.columns import Column, whole_column
from ..io.crs import WorkingCrs
from ..io.feature_sources import has_nulls
from ..io.feedback import figure, first_few
from ..io.geometry_parts import transformed
from ..io.reader import Reader, read
from ..io.reading import Layer, check_numbers
from ..io.translation import tr

if TYPE_CHECKING:
    from ...core.requirements.divisions import Groups
    from ...core.requirements.years import DwellingStock

_NEEDED = ("plan_id", "dwellings", "year")
_OTHERS = ("plan_status", "demolition", "plan_area_wkt")


@dataclass(frozen=True)
class Plans:
    """The layer with plans, and which of its rows are dwellings that come."""

    source: QgsFeatureSource
    layer: Layer
    coming: NDArray[np.int64]


def read_stock(
    reader: Reader, existing: Dwellings, borders: Shapes, working: WorkingCrs, years: Sequence[int]
) -> tuple[DwellingStock, Plans | None]:
    """Put the plans behind the dwellings that stand, and tell about them in the log."""
    from ...core.requirements.years import Demolition, DwellingStock

    source = reader.source(p.PLANS)
    if source is None:
        none = np.zeros(existing.count, bool)
        plan: list[str | None] = [None] * existing.count
        never = np.full(existing.count, np.nan)
        return DwellingStock(dwellings=existing, planned=none, year_from=never, plan=plan), None
    layer = _read_plans(reader, source, working, existing)
    wanted = {word.strip().casefold() for word in reader.text(p.PLAN_STATUS).split(";") if word.strip()}
    statuses = [(s or "").strip().casefold() for s in _texts(layer, "plan_status")]
    counts = np.array([not wanted or s in wanted for s in statuses], bool)
    number, year = layer.numbers("dwellings"), layer.numbers("year")
    gone = (_numbers(layer, "demolition") == 1) | (number < 0)
    _tell(reader, layer, number, year, counts)
    known = counts & np.isfinite(year) & np.isfinite(number)
    coming = np.flatnonzero(known & ~gone & (number > 0))
    xy = layer.points()[coming]
    holder, _ = first_holding(*pairs_inside(xy, borders), coming.size)
    ids = [name or f"#{feature}" for name, feature in zip(layer.texts("plan_id"), to_list(layer.ids), strict=True)]
    going = np.flatnonzero(known & gone & (number != 0))
    grounds = concatenate([_area(source, layer, row, ids[row], working) for row in to_list(going)])
    inside, ground = pairs_inside(existing.xy, grounds)
    demolitions = [
        Demolition(ids[row], abs(float(number[row])), float(year[row]), np.unique(inside[ground == place]))
        for place, row in enumerate(to_list(going))
    ]
    demolitions.sort(key=lambda one: one.year)
    names = [ids[row] for row in to_list(coming)]
    planned = np.arange(existing.count + coming.size) >= existing.count
    everything = Dwellings(
        xy=np.concatenate([existing.xy, xy]),
        number=np.concatenate([existing.number, number[coming]]),
        neighbourhood=np.concatenate([existing.neighbourhood, holder]),
        columns=_columns_with(existing, layer, coming),
        base=np.concatenate([existing.number, np.zeros(coming.size)]),
        planned=planned,
    )
    stock = DwellingStock(
        dwellings=everything,
        planned=planned,
        year_from=np.concatenate([np.full(existing.count, np.nan), year[coming]]),
        plan=[*([None] * existing.count), *names],
        demolitions=demolitions,
    )
    _tell_unplaced(reader, to_list(layer.ids[coming]), xy, holder)
    _tell_beyond(reader, stock, years)
    return stock, Plans(source, layer, coming)


def _columns_with(existing: Dwellings, layer: Layer, coming: Ints) -> dict[str, list[object]]:
    """Return the columns of the dwellings that stand, with those of some rows of the plans behind them."""
    return {
        name: [*values, *([layer.cells(name)[row] for row in coming] if name in layer.values else [None] * coming.size)]
        for name, values in existing.columns.items()
    }


def _tell_unplaced(reader: Reader, ids: Sequence[object], xy: Floats, holder: Ints) -> None:
    """Warn of planned dwellings that lie nowhere, or in no neighbourhood."""
    placed = np.isfinite(xy).all(axis=1)
    for rows, text in (
        (~placed, tr("Planned dwellings without geometry, counted as unknown: {n} {n:row|rows} ({ids})")),
        (
            (holder < 0) & placed,
            tr("Planned dwellings outside all neighbourhoods: {n} {n:row|rows} ({ids})"),
        ),
    ):
        if rows.any():
            lost = [ids[row] for row in np.flatnonzero(rows)]
            reader.feedback.pushWarning(text.format(n=len(lost), ids=first_few(lost)))


def _read_plans(reader: Reader, source: QgsFeatureSource, working: WorkingCrs, existing: Dwellings) -> Layer:
    fields = {name.casefold() for name in source.fields().names()}
    lacking = [name for name in _NEEDED if name not in fields]
    if lacking:
        raise InputError(
            "The layer “{layer}” of PLANS has no field “{field}”: make it of the plans with Planned dwellings.",
            layer=source.sourceName(),
            field=lacking[0],
        )
    if not has_nulls(source):
        raise InputError(
            "The layer “{layer}” of PLANS is a MapInfo file, in which an unknown year has become 0: make it again with "
            "Planned dwellings and write a GeoPackage.",
            layer=source.sourceName(),
        )
    more = [name for name in (*_OTHERS, *existing.columns) if name.casefold() in fields]
    layer = read(reader, source, working, [*_NEEDED, *more], geometries="points")
    check_numbers(layer, "dwellings")
    check_numbers(layer, "year")
    return layer


def _texts(layer: Layer, field: str) -> list[str | None]:
    return layer.texts(field) if field in layer.values else [None] * layer.count


def _numbers(layer: Layer, field: str) -> NDArray[np.float64]:
    return layer.numbers(field) if field in layer.values else np.full(layer.count, np.nan)


def _area(source: QgsFeatureSource, layer: Layer, row: int, plan: str, working: WorkingCrs) -> Shapes:
    """Return the ground on which a plan takes dwellings down, in the working reference system."""
    text = _texts(layer, "plan_area_wkt")[row]
    geometry = QgsGeometry.fromWkt(text) if text else QgsGeometry()
    transform: QgsCoordinateTransform | None = working.transform_from(source.sourceCrs())
    if transform is not None and not geometry.isNull():
        geometry = transformed(geometry, transform)
    shapes = from_wkb([None if geometry.isNull() else geometry.asWkb().data()])
    if not (shapes.part_kind == RING).any():
        raise InputError(
            "The plan {plan} takes dwellings down, and its plan_area_wkt is no polygon: make the layer “{layer}” "
            "with Planned dwellings.",
            plan=plan,
            layer=layer.name,
        )
    return shapes


def _tell(
    reader: Reader, layer: Layer, number: NDArray[np.float64], year: NDArray[np.float64], counts: NDArray[np.bool_]
) -> None:
    statuses = sorted({(s or "–").strip() for s in _texts(layer, "plan_status")})
    reader.feedback.pushInfo(
        tr("Plans: {n} {n:row|rows}, of which {m} {m:counts|count}; their statuses: {statuses}.").format(
            n=layer.count, m=int(counts.sum()), statuses=first_few(statuses, 20)
        )
    )
    if layer.count and not counts.any():
        reader.feedback.pushWarning(
            tr("No plan has a status that PLAN_STATUS asks for: none counts. There are: {statuses}.").format(
                statuses=first_few(statuses, 20)
            )
        )
    for rows, text in (
        (np.isnan(year) & counts, tr("Planned dwellings without a year, which never come: {n} {n:row|rows} ({ids})")),
        (np.isnan(number) & counts, tr("Plans without a number of dwellings, not counted: {n} {n:row|rows} ({ids})")),
    ):
        if rows.any():
            ids = to_list(layer.ids[rows])
            reader.feedback.pushWarning(text.format(n=len(ids), ids=first_few(ids)))


def _tell_beyond(reader: Reader, stock: DwellingStock, years: Sequence[int]) -> None:
    """Describe how the stock grows, and which plans take down more than stands there."""
    beyond: dict[str, None] = {}
    for year in years:
        dwellings, plans = stock.in_year(year)
        beyond |= dict.fromkeys(plans)
        new = float(np.nansum(dwellings.number[stock.planned]))
        old = float(np.nansum(dwellings.number[~stock.planned]))
        reader.feedback.pushInfo(
            tr("{year}: {all} {all:dwelling|dwellings}, of which {new} new.").format(
                year=year, all=figure(old + new), new=figure(new)
            )
        )
    if beyond:
        reader.feedback.pushWarning(
            tr("Plans that take down more dwellings than stand there, so that none is left: {plans}").format(
                plans=first_few(list(beyond))
            )
        )


def grouped(groups: Groups | None, stock: DwellingStock) -> Groups | None:
    """Return the groups of all dwellings: what is planned is in none."""
    if groups is None:
        return None
    more = np.full(int(stock.planned.sum()), -1, np.int64)
    return replace(groups, of_dwelling=np.concatenate([groups.of_dwelling, more]))


def stock_columns(stock: DwellingStock) -> list[Column]:
    """Return the column that tells planned dwellings apart; their `plan_id` comes with the plans' own fields."""
    known = np.isfinite(stock.year_from)
    return [whole_column("year_from", np.where(known, stock.year_from, 0).astype(np.int64), known)]


def onto_layers(columns: Sequence[Column], plans: Plans, existing: int) -> tuple[list[Column], NDArray[np.bool_]]:
    """Spread columns of the stock over the rows of both layers, and tell which rows are written.

    Rows of plans that are not dwellings to come are left out.
    """
    rows = np.concatenate([np.arange(existing), existing + plans.coming])
    count = existing + plans.layer.count
    spread = []
    for column in columns:
        values = np.full(count, column.nothing, column.values.dtype)
        values[rows] = column.values
        known = np.zeros(count, bool)
        known[rows] = True if column.known is None else column.known
        spread.append(replace(column, values=values, known=None if column.kind == "text" else known))
    chosen = np.zeros(count, bool)
    chosen[rows] = True
    return spread, chosen
