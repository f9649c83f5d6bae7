"""What was counted and placed in each neighbourhood, beside what is published."""

from __future__ import annotations

import numpy as np

from ...core.preparing import dwelling_sources as d
from ...core.preparing.groups import BASES, INHABITANTS, INHABITANTS_65
from ...core.progress import Progress
from ..io.columns import Column, counted_column, number_column, text_column, whole_column
from ..outputs.layer_writer import LayerWriter
from .groups import CONTRADICTORY
from .prepared_dwellings import Result

MORE, FEWER, AGREES, UNKNOWN = "more", "fewer", "agrees", "unknown"


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
            counted_column(f"{role}_published", told),
            counted_column(role, np.where(known, result.by_neighbourhood(people, result.kept), np.nan)),
            counted_column(f"{role}_unplaced", settled.unplaced[role]),
            counted_column(f"{role}_above", settled.overfull[role]),
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
            counted_column("published", np.array([published.get(name, unknown) for name in names]).T.reshape(-1)),
            counted_column("counted", np.array(counted).T.reshape(-1)),
            counted_column("unplaced", np.array([unplaced[name] for name in names]).T.reshape(-1)),
            text_column("reason", np.array(reasons, object).T.reshape(rows).reshape(-1)),
        ],
        progress,
    )
