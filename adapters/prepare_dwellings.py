"""What `buurtmaat:preparedwellings` reads, put together for the computation, and what it writes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsFeatureSource, QgsProcessingFeedback, QgsWkbTypes

from ..core import dwelling_sources as d
from ..core.polygons import first_holding, pairs_inside
from ..core.progress import Progress
from ..core.statuses import NO_GEOMETRY, NO_WEIGHT, OK, OUTSIDE_NEIGHBOURHOODS
from .columns import Column, number_column, text_column, whole_column
from .crs import WorkingCrs
from .dwelling_sources import Institutions, Stock, Town, blocks_of
from .feedback import first_few
from .outputs import Outputs
from .reading import Layer
from .translation import tr
from .writing import write_chosen, write_table, write_with_input

if TYPE_CHECKING:
    from ..core.people import Areas, Comparison, Homes, Settled
    from ..core.people import Institutions as Counted

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MORE, FEWER, AGREES, UNKNOWN = "more", "fewer", "agrees", "unknown"


@dataclass(frozen=True)
class Places:
    """What a run knows before people are put in their homes.

    Parameters
    ----------
    stock
        The rows that become points: of the source, or the residential points that its areas are spread over.
    blocks_from
        The squares or postcode areas that are spread over other rows; None where there are none.
    institutions
        Places with people of their own, None where there are none.
    homes, blocks, counted
        The same as the computation takes it.
    """

    stock: Stock
    blocks_from: Stock | None
    institutions: Institutions | None
    homes: Homes
    blocks: Areas | None
    counted: Counted


def place(
    town: Town,
    source: Stock,
    residential: Stock | None,
    institutions: Institutions | None,
    left_out: Flags,
    progress: Progress,
) -> tuple[Places, int]:
    """Find the neighbourhood, and the square or postcode area, of every row.

    Parameters
    ----------
    left_out
        Rows of the points (`residential`, else `source`) inside the areas to leave out.

    Returns
    -------
    places, several
        And how many rows lie in more than one neighbourhood.
    """
    from ..core.people import PEOPLE, Homes
    from ..core.people import Institutions as Counted

    stock = residential or source
    reason = stock.reason.copy()
    reason[left_out & stock.kept] = d.EXCLUDED_AREA
    stock = replace(stock, reason=reason)
    neighbourhood, several = town.holding(stock.points, progress.part(0, 0.4))
    spots = institutions.layer.spots if institutions else np.empty((0, 2))
    blocks, block, spot_block = None, None, np.full(len(spots), -1)
    if source.layout.kind in d.AREAS:
        home, _ = town.holding(source.points) if residential else (neighbourhood, 0)
        blocks = blocks_of(source, home)
        spot_block = _within(spots, source.layer)
        if residential is not None:
            block = _within(stock.points, source.layer, progress.part(0.4, 0.9))
    lived_in = np.ones(stock.layer.count, bool)
    if institutions is not None:
        inside, of = pairs_inside(stock.points, institutions.layer.shapes, progress.part(0.9, 1))
        lived_in[inside[np.isfinite(institutions.people["inhabitants"][of])]] = False
    people = dict(institutions.people) if institutions else {name: np.empty(0) for name in PEOPLE}
    return Places(
        stock,
        source if residential is not None else None,
        institutions,
        Homes(stock.points, stock.dwellings, stock.kept, lived_in, neighbourhood, block),
        blocks,
        Counted(people, town.holding(spots)[0], spot_block),
    ), several


def _within(points: Floats, layer: Layer, progress: Progress | None = None) -> NDArray[np.int64]:
    return first_holding(*pairs_inside(points, layer.shapes, progress), len(points))[0]


@dataclass(frozen=True)
class Result:
    """The outcome of a run: of every point, institutions behind them, and of every neighbourhood."""

    town: Town
    places: Places
    settled: Settled

    def extended(self, values: NDArray[Any], of_institution: object) -> NDArray[Any]:
        """Put the same value for each institution behind values of the rows."""
        return np.concatenate([values, np.full(self.institutions, of_institution, values.dtype)])

    @property
    def institutions(self) -> int:
        """Give the number of institutions."""
        return self.places.counted.neighbourhood.size

    @property
    def neighbourhood(self) -> NDArray[np.int64]:
        """Give the neighbourhood of each point."""
        return np.concatenate([self.places.homes.neighbourhood, self.places.counted.neighbourhood])

    @property
    def kept(self) -> Flags:
        """Tell which rows are written; institutions always are."""
        return self.extended(self.places.homes.kept, True)

    @property
    def dwellings(self) -> Floats:
        """Give the dwellings of each point; an institution has none."""
        return self.extended(self.settled.dwellings, 0.0)

    def people(self, name: str) -> Floats:
        """Give the people of each point."""
        return np.concatenate([self.settled.people[name], self.places.counted.people[name]])

    def by_neighbourhood(self, values: Floats, rows: Flags) -> Floats:
        """Add up values of some points by neighbourhood."""
        from ..core.people import sums

        return sums(np.where(rows, values, np.nan), self.neighbourhood, self.town.areas.count)

    @property
    def compared(self) -> Comparison:
        """Give the dwellings counted beside the published ones."""
        from ..core.people import compare

        published = self.town.areas.dwellings
        unknown = np.full(self.town.areas.count, np.nan)
        return compare(self.by_neighbourhood(self.dwellings, self.kept), unknown if published is None else published)


def point_columns(result: Result) -> list[Column]:
    """Make the columns of the points."""
    places, neighbourhood = result.places, result.neighbourhood
    located = result.extended(places.stock.located, True)
    homes = places.stock.layer.count
    if places.institutions is not None:
        located[homes:] = places.institutions.layer.shapes.has_geometry
    dwellings, inhabitants = result.dwellings, result.people("inhabitants")
    unknown = np.isnan(dwellings)
    unknown[homes:] = np.isnan(inhabitants[homes:])
    status = np.full(neighbourhood.size, OK, object)
    status[neighbourhood < 0] = OUTSIDE_NEIGHBOURHOODS
    status[unknown] = NO_WEIGHT
    status[~located] = NO_GEOMETRY
    ids = np.array([*result.town.names.ids, None], object)
    spread = result.extended(result.settled.spread, False)
    whole = places.stock.whole or places.homes.block is not None
    return [
        text_column("neighbourhood", ids[neighbourhood]),
        _whole("dwellings", dwellings) if whole else number_column("dwellings", dwellings),
        _whole("inhabitants", inhabitants),
        _whole("inhabitants_65", result.people("inhabitants_65")),
        whole_column("spread", spread.astype(np.int64)),
        text_column("flag", result.extended(places.stock.flag, d.INSTITUTION)),
        text_column("row_status", status),
    ]


def _whole(name: str, values: Floats) -> Column:
    return whole_column(name, np.nan_to_num(values).astype(np.int64), np.isfinite(values))


def write_points_of(
    outputs: Outputs, name: str, result: Result, working: WorkingCrs, progress: Progress, prefix: str
) -> None:
    """Write the points: those of the source, then the institutions."""
    stock = result.places.stock
    layers: list[tuple[QgsFeatureSource, Layer]] = [(stock.source, stock.layer)]
    kind = stock.source.wkbType()
    if result.places.institutions is not None:
        layers.append((result.places.institutions.source, result.places.institutions.layer))
    if len(layers) > 1 or QgsWkbTypes.flatType(kind) != Qgis.WkbType.Point:
        kind = Qgis.WkbType.Point
    columns = point_columns(result)
    write_chosen(outputs, name, layers, columns, working, progress, chosen=result.kept, kind=kind, prefix=prefix)


def write_left_out(
    outputs: Outputs, name: str, result: Result, working: WorkingCrs, progress: Progress, prefix: str
) -> None:
    """Write the rows that were left out, each with its reason."""
    places = result.places
    stocks = [places.stock] if places.blocks_from is None else [places.blocks_from, places.stock]
    reasons = [stock.reason for stock in stocks]
    if places.blocks_from is not None:
        unplaced = places.blocks_from.kept & result.settled.empty_blocks
        reasons[0] = np.where(unplaced, d.NO_RESIDENTIAL_POINTS, reasons[0])
    reason = np.concatenate(reasons)
    layers = [(stock.source, stock.layer) for stock in stocks]
    columns = [text_column("reason", reason)]
    chosen = reason != None  # noqa: E711 -- by element
    write_chosen(outputs, name, layers, columns, working, progress, chosen=chosen, prefix=prefix)


def reconciliation_columns(result: Result) -> list[Column]:
    """Make the columns of the neighbourhoods: what was counted beside what is published."""
    areas, settled, found = result.town.areas, result.settled, result.compared
    unknown = np.full(areas.count, np.nan)
    published = unknown if areas.dwellings is None else areas.dwellings
    stock = result.places.stock
    out_of_use = result.extended(stock.kept & (stock.flag == d.OUT_OF_USE), False)
    left_out = result.extended(stock.reason == d.EXCLUDED_AREA, False)
    outcome = np.where(np.isnan(found.difference), UNKNOWN, np.where(found.difference > 0, MORE, FEWER))
    outcome[np.isfinite(found.difference) & ~found.flagged] = AGREES
    columns = [
        number_column("counted", result.by_neighbourhood(result.dwellings, result.kept)),
        number_column("published", published),
        number_column("difference", found.difference),
        number_column("share", found.share),
        whole_column("flagged", found.flagged.astype(np.int64), np.isfinite(found.difference)),
        text_column("outcome", outcome),
        number_column("out_of_use", result.by_neighbourhood(result.dwellings, out_of_use)),
        number_column("left_out", result.by_neighbourhood(result.extended(stock.dwellings, 0.0), left_out)),
        number_column("dwellings_unplaced", settled.unplaced.get("dwellings", np.zeros(areas.count))),
    ]
    for role in ("inhabitants", "inhabitants_65"):
        people, told = result.people(role), settled.published.get(role, unknown)
        there = result.by_neighbourhood(np.ones(people.size), result.kept & np.isfinite(people))
        known = np.isfinite(told) | (there > 0)
        columns += [
            _whole(f"{role}_published", told),
            _whole(role, np.where(known, result.by_neighbourhood(people, result.kept), np.nan)),
            _whole(f"{role}_unplaced", settled.unplaced[role]),
        ]
    return columns


def write_reconciliation(
    outputs: Outputs, table: str, polygons: str, result: Result, progress: Progress, prefix: str
) -> None:
    """Write what was counted beside what is published, as a table and on the map."""
    columns = reconciliation_columns(result)
    ids = text_column("neighbourhood", result.town.names.ids)
    write_table(outputs, table, [ids, *columns], progress.part(0, 0.5))
    town = result.town
    write_with_input(outputs, polygons, town.source, town.layer, columns, progress.part(0.5, 1), prefix)


def tell_result(feedback: QgsProcessingFeedback, result: Result) -> dict[str, float]:
    """Put the sums in the log, and what could not be placed; give the sums."""
    found, settled, kept = result.compared, result.settled, result.kept
    flagged = np.flatnonzero(found.flagged)
    if result.town.areas.dwellings is not None:
        feedback.pushInfo(
            tr("Neighbourhoods whose dwellings differ by more than 5 % from the published number: {n} of {all}").format(
                n=flagged.size, all=result.town.areas.count
            )
        )
    if flagged.size:
        shown = [
            f"{result.town.labels[i]} {found.difference[i]:+.12g}"
            for i in flagged[np.argsort(-np.abs(found.difference[flagged]), kind="stable")].tolist()
        ]
        feedback.pushWarning(
            tr("Dwellings counted, less those published, where they differ by more than 5 %: {list}").format(
                list=first_few(shown, 10)
            )
        )
    stock = result.places.stock
    in_areas = stock.layer.ids[stock.reason == d.EXCLUDED_AREA].tolist()
    if in_areas:
        feedback.pushInfo(
            tr("Rows in the areas to leave out: {n} ({ids})").format(n=len(in_areas), ids=first_few(in_areas))
        )
    if result.places.blocks_from is not None:
        _tell_blocks(feedback, result, result.places.blocks_from)
    outside = kept & (result.neighbourhood < 0)
    if outside.any():
        feedback.pushWarning(
            tr("Points outside all neighbourhoods: {n}, with {dwellings} dwellings").format(
                n=int(outside.sum()), dwellings=_number(np.nansum(result.dwellings[outside]))
            )
        )
    totals = {"dwellings": float(np.nansum(result.dwellings[kept]))}
    for role in ("inhabitants", "inhabitants_65"):
        totals[role] = float(np.nansum(result.people(role)[kept]))
        unplaced = settled.unplaced[role]
        if np.nansum(unplaced) > 0:
            feedback.pushWarning(
                tr("{role} that found no dwelling: {n}, in {areas} neighbourhoods; they are in RECONCILIATION.").format(
                    role=role, n=_number(np.nansum(unplaced)), areas=int((unplaced > 0).sum())
                )
            )
        if settled.overfull[role]:
            feedback.pushWarning(
                tr("Areas whose institutions hold more {role} than the area itself has: {n}").format(
                    role=role, n=settled.overfull[role]
                )
            )
    feedback.pushInfo(
        tr("In the points: {dwellings} dwellings, {inhabitants} inhabitants, {inhabitants_65} of 65 or older.").format(
            **{name: _number(total) for name, total in totals.items()}
        )
    )
    return {**totals, "flagged": float(flagged.size)}


def _number(value: float) -> str:
    return f"{value:.12g}"  # all digits of a city, and of halves


def _tell_blocks(feedback: QgsProcessingFeedback, result: Result, blocks: Stock) -> None:
    """Put in the log which squares or postcode areas found no point, and which points no number."""
    empty = blocks.layer.ids[blocks.kept & result.settled.empty_blocks].tolist()
    if empty:
        feedback.pushWarning(
            tr("Squares or postcode areas without a residential point, not in the result: {n} ({ids})").format(
                n=len(empty), ids=first_few(empty)
            )
        )
    stock = result.places.stock
    unknown = stock.layer.ids[stock.kept & np.isnan(result.settled.dwellings)].tolist()
    if unknown:
        feedback.pushWarning(
            tr(
                "Residential points in no square or postcode area, or in one whose dwellings are not known: {n} ({ids})"
            ).format(n=len(unknown), ids=first_few(unknown))
        )
