"""Layers of dwellings, read for `buurtmaat:preparedwellings`: which rows are some, and why others are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsFeatureSource, QgsWkbTypes

from ...core.arrays import is_none, sum_known, to_list
from ...core.errors import InputError
from ...core.geometry.polygons import pairs_inside
from ...core.geometry.shapes import RING
from ...core.preparing import dwelling_sources as d
from ...core.preparing.groups import INHABITANTS, INHABITANTS_65
from ...core.progress import Progress
from ...core.statuses import NO_WEIGHT
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.feedback import first_few, number_of
from ..io.reader import Reader, read
from ..io.reading import Layer, check_numbers, text
from ..io.roles import find_column
from ..io.translation import tr
from ..layers.dwellings import weights
from .figures import check_total, not_negative
from .groups import figures_of_areas, group_columns

if TYPE_CHECKING:
    from ...core.preparing.population import PublishedAreas


HALF = 0.5
"""From this share of a layer on, what is lacking is the layer's fault rather than a row's."""


@dataclass(frozen=True, kw_only=True)
class SourceDwellings:
    """A layer of dwellings.

    Parameters
    ----------
    source, layer
        The layer and what was read of it.
    layout
        What it is.
    points
        A point of each row, shape (n, 2), NaN without geometry.
    dwellings
        Of each row, NaN where not known.
    reason
        Why a row is left out, None where it is not.
    flag
        What is special about a row, None where nothing is.
    whole
        Whether the dwellings are whole numbers by their kind.
    groups
        Households and groups of squares and postcode areas, by their roles, NaN where not known.
    """

    source: QgsFeatureSource
    layer: Layer
    layout: d.Layout
    points: NDArray[np.float64]
    dwellings: NDArray[np.float64]
    reason: NDArray[np.object_]
    flag: NDArray[np.object_]
    whole: bool = True
    groups: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Return which rows are not left out."""
        return is_none(self.reason)

    @property
    def located(self) -> NDArray[np.bool_]:
        """Return which rows have a point."""
        return np.asarray(np.isfinite(self.points).all(axis=1), np.bool_)


@dataclass(frozen=True)
class GivenSource:
    """What is said of a layer of dwellings beside its columns.

    Parameters
    ----------
    kind, weight
        What the user says it is, and its field with the number of dwellings; empty where not said.
    plain
        Whether a layer that is neither address objects nor buildings holds a dwelling a row.
    field_map
        Columns of roles that the user names.
    """

    kind: str = ""
    weight: str = ""
    plain: bool = False
    field_map: Mapping[str, str] = field(default_factory=dict)


def read_source_dwellings(
    reader: Reader,
    source: QgsFeatureSource,
    working: WorkingCrs,
    progress: Progress,
    given: GivenSource,
) -> SourceDwellings:
    """Read a layer of dwellings, and tell which rows are some.

    Raises
    ------
    InputError
        Where the layer is no source of dwellings, or is empty.
    """
    layout, is_area = _layout_of(source, given)
    reader.feedback.pushInfo(
        tr("“{layer}” is read as: {kind}.").format(layer=source.sourceName(), kind=kind_labels()[layout.kind])
    )
    columns = source.fields().names()
    number = given.weight or layout.column(d.NUMBER_ROLES.get(layout.kind, ""))
    roles = ("use", "address_status", "building_status", "id", "inhabitants", "inhabitants_65")
    code = find_column("neighbourhood_code", columns, {}) or ""
    groups = group_columns(columns, given.field_map) if layout.kind in d.AREAS else {}
    of_groups = [column for some in groups.values() for column in some]
    fields = (number, code, layout.code, *(layout.column(role) for role in roles), *of_groups)
    layer = read(
        reader, source, working, fields, progress=progress.part(0, 0.8), geometries="areas" if is_area else "points"
    )
    progress.at(0.8)  # what follows takes seconds for a million rows: it looks at Cancel in between
    if layer.count == 0:
        raise InputError("The layer “{layer}” is empty: choose one with dwellings.", layer=layer.name)
    check_numbers(layer, number)
    dwellings = weights(layer, number)
    check_total(layer, number, dwellings)
    if layout.kind in d.AREAS:
        _check_people(layer, layout, of_groups)
    reason, flag = _judge(reader, layer, layout, dwellings, progress)
    return SourceDwellings(
        source=source,
        layer=layer,
        layout=layout,
        points=layer.spots if is_area else layer.points(),
        dwellings=dwellings,
        reason=reason,
        flag=flag,
        whole=not given.weight,
        groups=_groups(reader, layer, layout, groups, dwellings),
    )


def _layout_of(source: QgsFeatureSource, given: GivenSource) -> tuple[d.Layout, bool]:
    """Return what a layer is, and whether its rows are the polygons of areas."""
    name, geometry = source.sourceName(), QgsWkbTypes.geometryType(source.wkbType())
    if geometry not in (Qgis.GeometryType.Point, Qgis.GeometryType.Polygon):
        raise InputError(
            "The layer “{layer}” holds {what}, and dwellings are points or polygons: choose a layer of address "
            "objects, buildings, squares or postcode areas.",
            layer=name,
            what=tr("lines, such as a network") if geometry == Qgis.GeometryType.Line else tr("no geometry"),
        )
    polygons = geometry == Qgis.GeometryType.Polygon
    columns = source.fields().names()
    if given.plain:
        layout = d.recognise_residential(name, columns, polygons=polygons)
    else:
        layout = d.recognise(name, columns, polygons=polygons, kind=given.kind, weight=given.weight)
    return layout, layout.kind in d.AREAS and polygons


def _check_people(layer: Layer, layout: d.Layout, of_groups: Sequence[str]) -> None:
    """Stop where the people or groups of areas cannot be."""
    for column in (layout.column(role) for role in ("inhabitants", "inhabitants_65")):
        if column:
            check_total(layer, column, not_negative(layer.numbers(column)))
    for column in of_groups:
        check_numbers(layer, column)
        check_total(layer, column, not_negative(layer.numbers(column)))


def _groups(
    reader: Reader,
    layer: Layer,
    layout: d.Layout,
    columns: Mapping[str, tuple[str, ...]],
    dwellings: NDArray[np.float64],
) -> dict[str, NDArray[np.float64]]:
    """Return the households and groups of squares or postcode areas."""
    told = {name: _people(layer, layout, name) for name in (INHABITANTS, INHABITANTS_65) if layout.column(name)}
    known = figures_of_areas(reader, layer, columns, {**told, "dwellings": dwellings}).known if columns else {}
    return {name: figure for name, figure in known.items() if name in columns}


def kind_labels() -> dict[str, str]:
    """Return the names of the kinds of sources."""
    return {
        d.ADDRESSES: tr("BAG address objects"),
        d.BUILDINGS: tr("BAG buildings"),
        d.SQUARES: tr("CBS squares of 100 m"),
        d.POSTCODES: tr("CBS postcode areas (PC6)"),
        d.POINTS: tr("points with a number of dwellings"),
    }


def _judge(
    reader: Reader, layer: Layer, layout: d.Layout, dwellings: NDArray[np.float64], progress: Progress
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Return why rows are no dwellings, and what is special about others."""
    reason: NDArray[np.object_] = np.full(layer.count, None, object)
    flag: NDArray[np.object_] = np.full(layer.count, None, object)
    if layout.kind in d.AREAS:
        told = [name for name in ("inhabitants", "inhabitants_65") if layout.column(name)]
        figures = np.array([dwellings, *(_people(layer, layout, name) for name in told)])
        reason[(figures == 0).all(axis=0)] = d.EMPTY
        reason[np.isnan(figures).all(axis=0)] = d.SUPPRESSED
    elif layout.kind in (d.ADDRESSES, d.BUILDINGS):
        column = layout.column("address_status" if layout.kind == d.ADDRESSES else "building_status")
        if not column:
            reader.feedback.pushWarning(
                tr("“{layer}” has no field status: every row is taken to stand.").format(layer=layer.name)
            )
        statuses = layer.texts(column) if column else [d.IN_USE] * layer.count
        progress.check()
        uses = layer.texts(layout.column("use"))
        progress.check()
        reason, flag = _judge_rows(layout, statuses, uses, dwellings)
    progress.check()
    kept = np.flatnonzero(is_none(reason))
    # Of rows with one id counts the first that has a place and a number, if there is one.
    kept = kept[np.lexsort((kept, np.isnan(dwellings[kept]), ~layer.shapes.has_geometry[kept]))]
    reason[kept[_repeated(layer, layout, kept)]] = d.DUPLICATE
    return reason, flag


def _judge_rows(
    layout: d.Layout, statuses: Sequence[str | None], uses: Sequence[str | None], objects: NDArray[np.float64]
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Judge every row of the register, each combination of a status, a use and a number once."""
    import pandas as pd

    several = np.nan_to_num(objects).clip(0, 2)
    table = pd.DataFrame({"status": statuses, "use": uses, "several": several}, dtype=object)
    groups = table.groupby(list(table), dropna=False, sort=False)
    firsts = groups.head(1)
    rows = firsts.where(firsts.notna(), None).itertuples(index=False)  # type: ignore[call-overload]  # for NULL
    outcomes = [
        d.judge_address(status, use) if layout.kind == d.ADDRESSES else d.judge_building(status, use, number)
        for status, use, number in rows
    ]
    row = groups.ngroup().to_numpy()
    reasons, flags = (np.array([outcome[part] for outcome in outcomes], object) for part in (0, 1))
    return reasons[row], flags[row]


def _repeated(layer: Layer, layout: d.Layout, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of some rows have the id or code of one before them: a register read in pages that overlap."""
    import pandas as pd

    if not layout.code:
        return np.zeros(rows.size, bool)
    ids = pd.Series(layer.codes(layout.code), dtype=object).iloc[rows]
    if layout.kind in d.AREAS:
        ids = ids.str.replace(" ", "").str.casefold()
    return (ids.duplicated() & ids.notna() & (ids != "")).to_numpy()


def _people(layer: Layer, layout: d.Layout, name: str) -> NDArray[np.float64]:
    column = layout.column(name)
    return not_negative(layer.numbers(column)) if column else np.full(layer.count, np.nan)


def blocks_of(stock: SourceDwellings, neighbourhood: NDArray[np.int64]) -> PublishedAreas:
    """Return the figures of squares or postcode areas, which lie in these neighbourhoods; repeated ones have none."""
    from ...core.preparing.population import PEOPLE, PublishedAreas

    again = stock.reason == d.DUPLICATE
    own = {name: _people(stock.layer, stock.layout, name) for name in PEOPLE if stock.layout.column(name)}
    people = {name: np.where(again, np.nan, figure) for name, figure in {**own, **stock.groups}.items()}
    return PublishedAreas(stock.layer.count, np.where(again, np.nan, stock.dwellings), people, neighbourhood)


def read_residential(
    reader: Reader, stock: SourceDwellings, working: WorkingCrs, progress: Progress
) -> SourceDwellings | None:
    """Read the points that squares and postcode areas are spread over; None where there are none, or nothing to spread.

    Raises
    ------
    InputError
        Where areas to spread are no polygons, or not one of the points is a dwelling.
    """
    source = reader.source(p.RESIDENTIAL_POINTS)
    if source is None:
        return None
    if stock.layout.kind not in d.AREAS:
        reader.feedback.pushWarning(
            tr("RESIDENTIAL_POINTS is not used: only squares and postcode areas are spread over other points.")
        )
        return None
    if not (stock.layer.shapes.part_kind == RING).any():
        raise InputError(
            "The areas of the layer “{layer}” are no polygons, so nothing can be spread over the points in them: "
            "choose the polygons, or leave RESIDENTIAL_POINTS empty.",
            layer=stock.layer.name,
        )
    found = read_source_dwellings(reader, source, working, progress, GivenSource(plain=True))
    log_stock(reader, found, progress)
    check_some(found)
    return found


def read_left_out(
    reader: Reader, name: str, working: WorkingCrs, *places: NDArray[np.float64]
) -> list[NDArray[np.bool_]]:
    """Return which points lie in the areas to leave out; none where there are no such areas.

    Raises
    ------
    InputError
        Where the layer holds no polygons.
    """
    found: list[NDArray[np.bool_]] = [np.zeros(len(points), bool) for points in places]
    source = reader.source(name)
    if source is None:
        return found
    layer = read(reader, source, working)
    if layer.count and not (layer.shapes.part_kind == RING).any():
        raise InputError(
            "The layer “{layer}” of {input} holds no polygons: choose another.", layer=layer.name, input=name
        )
    for inside, points in zip(found, places, strict=True):
        inside[pairs_inside(points, layer.shapes)[0]] = True
    return found


def log_stock(reader: Reader, stock: SourceDwellings, progress: Progress) -> None:
    """Put in the log how many rows are dwellings, why others are not, and what is lacking."""
    progress.check()
    count = stock.layer.count
    kept = stock.kept
    reader.feedback.pushInfo(
        tr(
            "{n} of {all} {all:row|rows} {n:is a dwelling, or holds|are dwellings, or hold} some: {dwellings} "
            "{dwellings:dwelling|dwellings}."
        ).format(n=int(kept.sum()), all=count, dwellings=number_of(sum_known(stock.dwellings[kept])))
    )
    for reason, number in Counter(to_list(stock.reason[~kept])).items():
        ids = to_list(stock.layer.ids[stock.reason == reason])
        told = tr("Left out: {n} {n:row|rows}, {reason} ({ids})").format(n=number, reason=reason, ids=first_few(ids))
        if reason in (d.NO_STATUS, d.UNKNOWN_STATUS, d.NO_USE, d.DUPLICATE):
            reader.feedback.pushWarning(told)
        else:
            reader.feedback.pushInfo(told)
    for flag, number in Counter(to_list(stock.flag[kept & ~is_none(stock.flag)])).items():
        reader.feedback.pushInfo(tr("Flagged: {n} {n:row|rows}, {flag}").format(n=number, flag=flag))
    if (stock.flag[kept] == d.MIXED_USE).any():
        reader.feedback.pushWarning(
            tr(
                "Buildings with dwellings and other uses count all their address objects: the number is at most that. "
                "The address objects themselves tell it exactly."
            )
        )
    for rows, text_ in (
        (kept & ~stock.located, tr("Dwellings without geometry, in no neighbourhood: {n} ({ids})")),
        (kept & np.isnan(stock.dwellings), tr("Dwellings whose number is NULL or negative, counted as 0: {n} ({ids})")),
    ):
        if rows.any():
            ids = to_list(stock.layer.ids[rows])
            reader.feedback.pushWarning(text_.format(n=len(ids), ids=first_few(ids)))
    lacking = np.isin(stock.reason.astype(str), (d.NO_STATUS, d.NO_USE, d.SUPPRESSED))
    lacking |= ~stock.located | (kept & np.isnan(stock.dwellings))
    if lacking.sum() >= HALF * count:
        reader.feedback.pushWarning(
            tr(
                "Of the layer “{layer}” {n} of {all} {all:row|rows} {n:lacks|lack} a status, a use, a number or a "
                "place: the result is too low; check how the layer was made."
            ).format(layer=stock.layer.name, n=int(lacking.sum()), all=count)
        )
    progress.check()
    at = stock.points[kept & stock.located]
    shared = len(at) - np.unique(at @ (1, 1j)).size
    if shared:
        reader.feedback.pushInfo(tr("Dwellings that share their point with another: {n}").format(n=shared))


def check_some(stock: SourceDwellings) -> None:
    """Stop where not one row is a dwelling with a known number, and say why."""
    reason = stock.reason.copy()
    if stock.layout.kind not in d.AREAS:
        reason[stock.kept & np.isnan(stock.dwellings)] = NO_WEIGHT
    if not is_none(reason).any():
        reasons = Counter(reason.tolist()).most_common()
        raise InputError(
            "The layer “{layer}” holds no dwelling: its {n} rows were left out ({reasons}); choose another layer.",
            layer=stock.layer.name,
            n=stock.layer.count,
            reasons=", ".join(f"{text(reason)}: {number}" for reason, number in reasons),
        )
