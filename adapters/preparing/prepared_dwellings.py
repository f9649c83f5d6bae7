"""What `buurtmaat:preparedwellings` reads, put together for the computation, and what it writes."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsFeatureSource, QgsProcessingFeedback, QgsWkbTypes

from ...core.arrays import Flags, Floats, is_none, same_word, sum_known, to_list
from ...core.geometry.polygons import first_holding, pairs_inside
from ...core.preparing import dwelling_sources as d
from ...core.preparing.groups import BASES, INHABITANTS, INHABITANTS_65
from ...core.progress import Progress
from ...core.statuses import NO_GEOMETRY, NO_WEIGHT, OK, OUTSIDE_NEIGHBOURHOODS
from ..io.code_words import code_word
from ..io.columns import Column, free_names, number_column, text_column, whole_column
from ..io.crs import WorkingCrs
from ..io.feedback import first_few, number_of
from ..io.reading import Layer
from ..io.translation import in_digits, tr
from ..outputs.layer_writer import LayerWriter, RowChoice
from .dwelling_sources import InstitutionLayer, SourceDwellings, Town, blocks_of
from .groups import CONTRADICTORY

if TYPE_CHECKING:
    from ...core.preparing.group_population import SettledGroups
    from ...core.preparing.population import HomesInAreas, PublishedAreas, Reconciliation, Settled
    from ...core.preparing.population import Institutions as Counted


_FIGURES = ("dwellings", "inhabitants", "inhabitants_65")
"""The computed fields that other algorithms find by their names, beside households and groups."""

MORE, FEWER, AGREES, UNKNOWN = "more", "fewer", "agrees", "unknown"


@dataclass(frozen=True, kw_only=True)
class DwellingSpots:
    """What a run knows before people are put in their homes.

    Parameters
    ----------
    stock
        The rows that become points: of the source, or the residential points that its areas are spread over.
    blocks_from
        The squares or postcode areas that are spread over other rows; None where there are none.
    institutions
        Places with people of their own, None where there are none.
    institutions_kept
        Which of them are not in the areas to leave out.
    homes, blocks, counted
        The same as the computation takes it.
    """

    stock: SourceDwellings
    blocks_from: SourceDwellings | None
    institutions: InstitutionLayer | None
    institutions_kept: Flags
    homes: HomesInAreas
    blocks: PublishedAreas | None
    counted: Counted


def place(
    town: Town,
    source: SourceDwellings,
    residential: SourceDwellings | None,
    institutions: InstitutionLayer | None,
    left_out: Sequence[Flags],
    progress: Progress,
) -> tuple[DwellingSpots, int]:
    """Find the neighbourhood, and the square or postcode area, of every row.

    Parameters
    ----------
    left_out
        Rows of the points (`residential`, else `source`) inside the areas to leave out, and institutions.

    Returns
    -------
    places, several
        And how many rows lie in more than one neighbourhood.
    """
    from ...core.preparing.population import PEOPLE, HomesInAreas, whole_people
    from ...core.preparing.population import Institutions as Counted

    stock = residential or source
    in_areas, institutions_in_areas = left_out
    reason = stock.reason.copy()
    reason[in_areas & stock.kept] = d.EXCLUDED_AREA
    stock = replace(stock, reason=reason)
    neighbourhood, several = town.holding(stock.points, progress.part(0, 0.4))
    spots = spots_of(institutions)
    blocks, block = None, None
    spot_block: NDArray[np.int64] = np.full(len(spots), -1)
    if source.layout.kind in d.AREAS:
        home, _ = town.holding(source.points) if residential else (neighbourhood, 0)
        blocks = blocks_of(source, home)
        spot_block = _within(spots, source)
        if residential is not None:
            block = _within(stock.points, source, progress.part(0.4, 0.9))
    lived_in = np.ones(stock.layer.count, bool)
    people: dict[str, Floats] = {name: np.empty(0) for name in PEOPLE}
    if institutions is not None:
        people = {name: np.where(institutions_in_areas, np.nan, n) for name, n in institutions.people.items()}
        inside, of = pairs_inside(stock.points, institutions.layer.shapes, progress.part(0.9, 1))
        lived_in[inside[np.isfinite(people["inhabitants"][of])]] = False
    return DwellingSpots(
        stock=stock,
        blocks_from=source if residential is not None else None,
        institutions=institutions,
        institutions_kept=~institutions_in_areas,
        homes=HomesInAreas(
            points=stock.points,
            dwellings=stock.dwellings,
            kept=stock.kept,
            lived_in=lived_in,
            neighbourhood=neighbourhood,
            block=block,
        ),
        blocks=blocks,
        counted=Counted(whole_people(people), town.holding(spots)[0], spot_block),
    ), several


def spots_of(institutions: InstitutionLayer | None) -> Floats:
    """Return a point of each institution, none without institutions."""
    return institutions.layer.spots if institutions else np.empty((0, 2))


def _within(points: Floats, areas: SourceDwellings, progress: Progress | None = None) -> NDArray[np.int64]:
    """Return the square or postcode area that each point lies in; those that tell nothing hold none."""
    point, area = pairs_inside(points, areas.layer.shapes, progress)
    telling = ~np.isin(areas.reason.astype(str), (d.DUPLICATE, d.SUPPRESSED))[area]
    return first_holding(point[telling], area[telling], len(points))[0]


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
        _whole("dwellings", dwellings) if whole else number_column("dwellings", dwellings),
        _whole("inhabitants", inhabitants),
        _whole("inhabitants_65", result.people("inhabitants_65")),
        *(_whole(name, result.group(name)) for name in result.groups.figures),
        whole_column("spread", result.spread.astype(np.int64)),
        text_column("spread_evenly", result.spread_evenly),
        text_column("flag", result.extended(flag, d.INSTITUTION)),
        text_column("row_status", status),
    ]


def _whole(name: str, values: Floats) -> Column:
    return whole_column(name, np.nan_to_num(values).astype(np.int64), np.isfinite(values))


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
        number_column(
            "own_number", result.by_neighbourhood(result.dwellings, result.extended(settled.own_number, False))
        ),
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
            _whole(f"{role}_above", settled.overfull[role]),
        ]
    return columns


def write_reconciliation(table: LayerWriter, polygons: LayerWriter, result: Result, progress: Progress) -> None:
    """Write what was counted beside what is published, as a table and on the map."""
    columns = reconciliation_columns(result)
    ids = text_column("neighbourhood", result.town.names.ids)
    table.table([ids, *columns], progress.part(0, 0.5))
    polygons.with_input(result.town.source, result.town.layer, columns, progress.part(0.5, 1))


def write_groups(table: LayerWriter, result: Result, progress: Progress) -> None:
    """Write the groups of each neighbourhood: what is published, what is in the points, and why one is not known."""
    areas, names = result.town.areas, [INHABITANTS_65, *result.groups.figures]
    unknown, none = np.full(areas.count, np.nan), np.full(areas.count, None, object)
    published = {**result.settled.published, **result.groups.published}
    unplaced = {**result.settled.unplaced, **result.groups.unplaced}
    counted, reasons = [], []
    for name in names:
        figure = result.group(name)
        there = result.by_neighbourhood(np.ones(figure.size), result.kept & np.isfinite(figure))
        known = np.isfinite(published.get(name, unknown)) | (there > 0)
        counted.append(np.where(known, result.by_neighbourhood(figure, result.kept), np.nan))
        reason = result.town.why_unknown.get(name, none).copy()
        if BASES.get(name) == INHABITANTS and name != INHABITANTS_65:
            counted[-1][result.groups.contradictory] = np.nan
            reason[result.groups.contradictory] = CONTRADICTORY
        reasons.append(reason)
    rows = (areas.count, len(names))
    table.table(
        [
            text_column("neighbourhood", np.repeat(np.array(result.town.names.ids, object), len(names))),
            text_column("group", np.tile(np.array(names, object), areas.count)),
            text_column("of", np.tile(np.array([BASES.get(name) for name in names], object), areas.count)),
            _whole("published", np.array([published.get(name, unknown) for name in names]).T.reshape(-1)),
            _whole("counted", np.array(counted).T.reshape(-1)),
            _whole("unplaced", np.array([unplaced[name] for name in names]).T.reshape(-1)),
            text_column("reason", np.array(reasons, object).T.reshape(rows).reshape(-1)),
        ],
        progress,
    )


def log_result(feedback: QgsProcessingFeedback, result: Result, progress: Progress) -> dict[str, float]:
    """Put the sums in the log, and what could not be placed; return the sums, NaN where nothing is known."""
    progress.check()
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
            for i in to_list(flagged[np.argsort(-np.abs(found.difference[flagged]), kind="stable")])
        ]
        feedback.pushWarning(
            tr("Dwellings counted, less those published, where they differ by more than 5 %: {list}").format(
                list=first_few(shown, 10)
            )
        )
    stock = result.places.stock
    in_areas = to_list(stock.layer.ids[stock.reason == d.EXCLUDED_AREA])
    if in_areas:
        feedback.pushInfo(
            tr("Rows in the areas to leave out: {n} ({ids})").format(n=len(in_areas), ids=first_few(in_areas))
        )
    _tell_institutions(feedback, result.places)
    if result.places.blocks_from is not None:
        _tell_blocks(feedback, result, result.places.blocks_from)
    progress.check()
    outside = kept & (result.neighbourhood < 0)
    if outside.any():
        feedback.pushWarning(
            tr("Points outside all neighbourhoods: {n}, with {dwellings} {dwellings:dwelling|dwellings}").format(
                n=int(outside.sum()), dwellings=number_of(sum_known(result.dwellings[outside]))
            )
        )
    totals = {"dwellings": sum_known(result.dwellings[kept])}
    for role in ("inhabitants", "inhabitants_65"):
        totals[role] = sum_known(result.people(role)[kept])
        _tell_unplaced(feedback, result, role)
    if settled.surplus.any():
        feedback.pushWarning(
            tr(
                "People of 65 or older not placed, since they would outnumber the inhabitants of the dwellings; they "
                "are in RECONCILIATION: {list}"
            ).format(list=_by_label(result, settled.surplus))
        )
    _tell_groups(feedback, result)
    words = {
        "dwellings": (tr("{n} {n:dwelling|dwellings}"), tr("dwellings not known")),
        "inhabitants": (tr("{n} {n:inhabitant|inhabitants}"), tr("inhabitants not known")),
        "inhabitants_65": (tr("{n} of 65 or older"), tr("those of 65 or older not known")),
    }
    told = [
        unknown if math.isnan(totals[name]) else known.format(n=number_of(totals[name]))
        for name, (known, unknown) in words.items()
    ]
    feedback.pushInfo(tr("In the points: {list}.").format(list=", ".join(told)))
    return {**totals, "flagged": float(flagged.size)}


def _tell_unplaced(feedback: QgsProcessingFeedback, result: Result, role: str) -> None:
    """Put in the log how many people found no dwelling, and where institutions hold more than there are."""
    settled = result.settled
    unplaced = settled.unplaced[role] - (settled.surplus if role == "inhabitants_65" else 0)
    if np.nansum(unplaced) > 0:
        feedback.pushWarning(
            tr(
                "{role} that found no dwelling: {n}, in {areas} {areas:neighbourhood|neighbourhoods}; they are in "
                "RECONCILIATION."
            ).format(role=code_word(role), n=_number(np.nansum(unplaced)), areas=int((unplaced > 0).sum()))
        )
    if settled.overfull[role].any():
        feedback.pushWarning(
            tr("Institutions hold more {role} than their area has; how many more is in RECONCILIATION: {list}").format(
                role=code_word(role), list=_by_label(result, settled.overfull[role])
            )
        )


def _tell_groups(feedback: QgsProcessingFeedback, result: Result) -> None:
    """Put in the log how many are in each group, and in how many neighbourhoods that is not known or not placed."""
    told, lost = [], []
    for name in result.groups.figures:
        total = sum_known(result.group(name)[result.kept])
        told.append(f"{code_word(name)} {tr('not known') if math.isnan(total) else number_of(total)}")
        unplaced = np.nansum(result.groups.unplaced[name])
        if unplaced > 0:
            lost.append(f"{code_word(name)} {_number(unplaced)}")
    if told:
        feedback.pushInfo(tr("Groups in the points: {list}.").format(list=", ".join(told)))
    if lost:
        feedback.pushWarning(
            tr(
                "Of groups that are published, in no dwelling, since nothing has room for them or institutions count "
                "them: {list}; RECONCILIATION_GROUPS has where."
            ).format(list=", ".join(lost))
        )
    unknown = [
        f"{code_word(name)} {int(sum(why is not None for why in reason))}"
        for name, reason in result.town.why_unknown.items()
        if name in result.groups.figures and any(why is not None for why in reason)
    ]
    if unknown:
        feedback.pushInfo(
            tr("Neighbourhoods of which groups are not known: {list}; RECONCILIATION_GROUPS has why.").format(
                list=", ".join(unknown)
            )
        )


def _by_label(result: Result, people: Floats) -> str:
    """Name the neighbourhoods with people, most first."""
    most = to_list(np.argsort(-people, kind="stable")[: int((people > 0).sum())])
    return first_few([f"{result.town.labels[i]} {_number(float(people[i]))}" for i in most], 10)


def _number(value: float) -> str:
    return in_digits(f"{value:.12g}")  # all digits of a city, and of halves


def _tell_blocks(feedback: QgsProcessingFeedback, result: Result, blocks: SourceDwellings) -> None:
    """Put in the log which squares or postcode areas found no point, and which points no number."""
    empty = to_list(blocks.layer.ids[blocks.kept & result.settled.empty_blocks])
    if empty:
        feedback.pushWarning(
            tr("Squares or postcode areas without a residential point, not in the result: {n} ({ids})").format(
                n=len(empty), ids=first_few(empty)
            )
        )
    stock = result.places.stock
    own = to_list(stock.layer.ids[result.settled.own_number])
    if own:
        feedback.pushWarning(
            tr(
                "Residential points in no square or postcode area, or in one whose dwellings are not known, that keep "
                "their own number: {n} ({ids})"
            ).format(n=len(own), ids=first_few(own))
        )


def _tell_institutions(feedback: QgsProcessingFeedback, places: DwellingSpots) -> None:
    """Put in the log which institutions were left out, and which are in no square or postcode area."""
    if places.institutions is None:
        return
    ids, counted = places.institutions.layer.ids, np.isfinite(places.counted.people["inhabitants"])
    in_areas = to_list(ids[~places.institutions_kept])
    if in_areas:
        feedback.pushWarning(
            tr("Institutions in the areas to leave out, not counted: {n} ({ids})").format(
                n=len(in_areas), ids=first_few(in_areas)
            )
        )
    nowhere = to_list(ids[counted & (places.counted.block < 0)])
    if places.blocks is not None and places.blocks.people and nowhere:
        feedback.pushWarning(
            tr(
                "Institutions in no square or postcode area with figures, whose people are taken off none: {n} ({ids})"
            ).format(n=len(nowhere), ids=first_few(nowhere))
        )
