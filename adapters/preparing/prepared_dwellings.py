"""The points that `buurtmaat:preparedwellings` writes, and the rows that it leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsFeatureSource, QgsProcessingFeedback, QgsWkbTypes

from ...core.arrays import Flags, Floats, is_none, same_word
from ...core.preparing import dwelling_sources as d
from ...core.preparing.groups import BASES, INHABITANTS, INHABITANTS_65
from ...core.progress import Progress
from ...core.statuses import NO_GEOMETRY, NO_WEIGHT, OK, OUTSIDE_NEIGHBOURHOODS
from ..io.columns import Column, counted_column, free_names, number_column, text_column, whole_column
from ..io.crs import WorkingCrs
from ..io.reading import Layer
from ..io.translation import tr
from ..outputs.layer_writer import LayerWriter, RowChoice
from .dwelling_spots import DwellingSpots
from .published_town import Town

if TYPE_CHECKING:
    from ...core.preparing.group_population import SettledGroups
    from ...core.preparing.population import Reconciliation, Settled


_FIGURES = ("dwellings", "inhabitants", "inhabitants_65")
"""The computed fields that other algorithms find by their names, beside households and groups."""


@dataclass(frozen=True)
class Result:
    """The outcome of a run: of every point, institutions behind them, and of every neighbourhood."""

    town: Town
    places: DwellingSpots
    settled: Settled
    groups: SettledGroups

    def extended(self, values: NDArray[Any], of_institution: object) -> NDArray[Any]:
        """Put the same value for each institution behind values of the rows."""
        return np.concatenate([values, np.full(self.institutions, of_institution, values.dtype)])

    @property
    def institutions(self) -> int:
        """Return the number of institutions."""
        return self.places.counted.neighbourhood.size

    @property
    def neighbourhood(self) -> NDArray[np.int64]:
        """Return the neighbourhood of each point."""
        return np.concatenate([self.places.homes.neighbourhood, self.places.counted.neighbourhood])

    @property
    def kept(self) -> Flags:
        """Return which rows are written, institutions behind the others."""
        return np.concatenate([self.places.homes.kept, self.places.institutions_kept])

    @property
    def dwellings(self) -> Floats:
        """Return the dwellings of each point; an institution has none."""
        return self.extended(self.settled.dwellings, 0.0)

    def people(self, name: str) -> Floats:
        """Return the people of each point."""
        return np.concatenate([self.settled.people[name], self.places.counted.people[name]])

    def group(self, name: str) -> Floats:
        """Return a group, or the households, of each point: of an institution's people only some ages are known."""
        if name == INHABITANTS_65:
            return self.people(name)
        people = self.places.counted.people
        # Private households and dwellings are in no institution; where all are older, nobody is of another age.
        other = np.where(people[INHABITANTS] == people[INHABITANTS_65], 0.0, np.nan)
        there = other if BASES.get(name) == INHABITANTS else np.zeros(self.institutions)
        return np.concatenate([self.groups.figures[name], there])

    @property
    def spread(self) -> Flags:
        """Return which points have a figure that was spread from its area."""
        evenly = np.logical_or.reduce([self.settled.spread, *self.groups.evenly.values()])
        return self.extended(evenly, False)

    @property
    def spread_evenly(self) -> NDArray[np.object_]:
        """Return which figures of each point were spread, in words."""
        from ...core.preparing.group_population import spread_evenly

        figures = {**self.settled.people, **self.groups.figures}
        return self.extended(spread_evenly({**self.settled.evenly, **self.groups.evenly}, figures), None)

    @property
    def figures(self) -> list[str]:
        """Return the computed fields that other algorithms find by their names."""
        return [*_FIGURES, *self.groups.figures]

    def by_neighbourhood(self, values: Floats, rows: Flags) -> Floats:
        """Add up values of some points by neighbourhood."""
        from ...core.preparing.population import sums

        return sums(np.where(rows, values, np.nan), self.neighbourhood, self.town.areas.count)

    @property
    def compared(self) -> Reconciliation:
        """Return the dwellings counted beside the published ones."""
        from ...core.preparing.population import reconcile

        published = self.town.areas.dwellings
        unknown = np.full(self.town.areas.count, np.nan)
        return reconcile(self.by_neighbourhood(self.dwellings, self.kept), unknown if published is None else published)


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
    status = same_word(neighbourhood.size, OK)
    status[neighbourhood < 0] = OUTSIDE_NEIGHBOURHOODS
    status[unknown] = NO_WEIGHT
    status[~located] = NO_GEOMETRY
    ids = np.array([*result.town.names.ids, None], object)
    flag = places.stock.flag.copy()
    flag[result.settled.own_number & is_none(flag)] = d.OWN_NUMBER
    whole = places.stock.whole or places.homes.block is not None
    return [
        text_column("neighbourhood", ids[neighbourhood]),
        counted_column("dwellings", dwellings) if whole else number_column("dwellings", dwellings),
        counted_column("inhabitants", inhabitants),
        counted_column("inhabitants_65", result.people("inhabitants_65")),
        *(counted_column(name, result.group(name)) for name in result.groups.figures),
        whole_column("spread", result.spread.astype(np.int64)),
        text_column("spread_evenly", result.spread_evenly),
        text_column("flag", result.extended(flag, d.INSTITUTION)),
        text_column("row_status", status),
    ]


def log_renamed(feedback: QgsProcessingFeedback, result: Result, prefix: str) -> None:
    """Put in the log which computed fields get another name than theirs, and which of the institutions go."""
    gone = _hiding(result, prefix)
    if gone:
        feedback.pushInfo(
            tr("Fields of the institutions that are not in OUTPUT, where the computed ones tell it: {fields}").format(
                fields=", ".join(gone)
            )
        )
    own = [name for source, _ in _written(result) for name in source.fields().names() if name not in gone]
    wanted = [prefix + name for name in result.figures]
    renamed = [f"{name} → {free}" for name, free in zip(wanted, free_names(own, wanted), strict=True) if name != free]
    taken = {name.casefold() for name in own}
    numbered = [f"{name}_2" for name in wanted if f"{name}_2".casefold() in taken and name.casefold() not in taken]
    if numbered:
        feedback.pushWarning(
            tr(
                "The input has fields that look like computed ones of a later run: {fields}. Other algorithms would "
                "read those: rename them, or give a PREFIX."
            ).format(fields=", ".join(numbered))
        )
    if renamed:
        feedback.pushWarning(
            tr(
                "The input has fields of these names, so the computed ones got a number in OUTPUT: {fields}. Choose "
                "those with the number where a field is asked, or give a PREFIX."
            ).format(fields=", ".join(renamed))
        )


def _written(result: Result) -> list[tuple[QgsFeatureSource, Layer]]:
    """Return the layers whose rows become points: that of the dwellings, then the institutions."""
    places = result.places
    layers: list[tuple[QgsFeatureSource, Layer]] = [(places.stock.source, places.stock.layer)]
    if places.institutions is not None:
        layers.append((places.institutions.source, places.institutions.layer))
    return layers


def _hiding(result: Result, prefix: str) -> list[str]:
    """Return the fields of the institutions alone that a reader would take for the computed ones."""
    institutions = result.places.institutions
    if institutions is None:
        return []
    own = {name.casefold() for name in result.places.stock.source.fields().names()}
    alike = re.compile("|".join(rf"{re.escape(prefix + name)}(_\d+)?" for name in result.figures), re.IGNORECASE)
    return [
        name
        for name in institutions.source.fields().names()
        if name.casefold() not in own and (name in institutions.figure_fields or alike.fullmatch(name))
    ]


def write_points_of(writer: LayerWriter, result: Result, working: WorkingCrs, progress: Progress) -> None:
    """Write the points: those of the source, then the institutions, without what hides the computed figures."""
    layers = _written(result)
    kind = layers[0][0].wkbType()
    if len(layers) > 1 or QgsWkbTypes.flatType(kind) != Qgis.WkbType.Point:
        kind = Qgis.WkbType.Point
    columns = point_columns(result)
    leave_out = _hiding(result, writer.prefix)
    writer.chosen(layers, columns, working, progress, RowChoice(rows=result.kept, kind=kind, leave_out=leave_out))


def write_dwellings_left_out(writer: LayerWriter, result: Result, working: WorkingCrs, progress: Progress) -> None:
    """Write the rows that were left out, each with its reason, institutions behind the others."""
    places = result.places
    stocks = [places.stock] if places.blocks_from is None else [places.blocks_from, places.stock]
    reasons = [stock.reason for stock in stocks]
    if places.blocks_from is not None:
        unplaced = places.blocks_from.kept & result.settled.empty_blocks
        reasons[0] = np.where(unplaced, d.NO_RESIDENTIAL_POINTS, reasons[0])
    layers = [(stock.source, stock.layer) for stock in stocks]
    if places.institutions is not None and not places.institutions_kept.all():
        layers.append((places.institutions.source, places.institutions.layer))
        left_out = np.full(places.institutions_kept.size, d.EXCLUDED_AREA, object)
        left_out[places.institutions_kept] = None
        reasons.append(left_out)
    reason = np.concatenate(reasons)
    columns = [text_column("reason", reason)]
    writer.chosen(layers, columns, working, progress, RowChoice(rows=~is_none(reason)))
