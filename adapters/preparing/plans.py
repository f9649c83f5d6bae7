"""Housing plans from a layer, with the streets in them: what becomes dwelling points, and what is written of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsRectangle,
    QgsSpatialIndex,
    QgsWkbTypes,
)

from ...core.arrays import is_none, to_list
from ...core.errors import InputError
from ...core.geometry.shapes import from_wkb
from ...core.progress import Progress
from ...core.statuses import NO_GEOMETRY
from ..io import parameter_names as p
from ..io.columns import text_column, whole_column
from ..io.crs import WorkingCrs
from ..io.feature_sources import features
from ..io.feedback import first_few
from ..io.geometry_parts import placed, transformed
from ..io.reader import Reader, read, warn_assumed, warn_unusable
from ..io.reading import Layer, check_numbers
from ..io.roles import find_column, find_named
from ..io.translation import tr
from ..layers.polygons import united
from ..outputs.layer_writer import LayerWriter, RowChoice

if TYPE_CHECKING:
    from ...core.preparing.plans import Phase, Placed, Site

DEPTH = 100.0
"""Ground of a plan farther than this from every street in it has none yet, in metres."""

LITTLE = 0.05
"""Ground without streets that is no more than this part of a plan is left to the streets."""

_INSET = 0.5
"""Points stay this far from the border of a plan, so that they are in it in any reference system, in metres."""

PLAN_FIELDS = {
    p.PLAN_ID: ("plan_id", "planid", "plannummer"),
    p.COUNT_FIELD: ("dwellings",),
    p.YEAR_FIELD: ("year", "jaar", "opleverjaar", "jaar_oplevering"),
    p.STATUS_FIELD: ("plan_status", "planstatus", "status"),
    p.GROUP_FIELD: ("target_group", "doelgroep"),
}
"""Names of a field that is not said, the first that is there."""


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A layer of housing plans.

    Parameters
    ----------
    source, layer
        The layer and what was read of it.
    shapes
        The geometry of each in the working reference system, valid.
    ids, status, group
        Of each plan.
    phases
        Of each plan, none where it is left out.
    reason
        Why a plan is left out, None where it is not.
    """

    source: QgsFeatureSource
    layer: Layer
    shapes: Sequence[QgsGeometry]
    ids: Sequence[str]
    status: Sequence[str | None]
    group: Sequence[str | None]
    phases: Sequence[Sequence[Phase]]
    reason: NDArray[np.object_]

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """Return the reference system of the layer."""
        return self.source.sourceCrs()


def read_programme(reader: Reader, source: QgsFeatureSource, working: WorkingCrs, progress: Progress) -> Programme:
    """Read the plans, and say in the log what is wrong with which."""
    from ...core.preparing.plans import read_status

    name = source.sourceName()
    if QgsWkbTypes.geometryType(source.wkbType()) in (Qgis.GeometryType.Line, Qgis.GeometryType.Null):
        raise InputError("The layer “{layer}” holds neither polygons nor points: choose a layer of plans.", layer=name)
    own = source.fields().names()
    field = {one: reader.field(one) or plan_field(one, own) for one in PLAN_FIELDS}
    if not field[p.COUNT_FIELD]:
        raise InputError(
            "No field of the layer “{layer}” is known to hold the number of dwellings: fill in COUNT_FIELD.",
            layer=name,
        )
    layer = read(reader, source, None, list(field.values()), progress=progress.part(0, 0.5))
    warn_assumed(reader.feedback, source, working)
    if layer.count == 0:
        raise InputError("The layer “{layer}” is empty: choose a layer with plans.", layer=name)
    check_numbers(layer, field[p.COUNT_FIELD])
    unusable: list[int] = []
    shapes = _read_shapes(source, working, unusable, progress.part(0.5, 1))
    warn_unusable(reader.feedback, source.sourceName(), unusable)
    ids = [str(one) for one in to_list(layer.ids)]
    if field[p.PLAN_ID]:
        ids = [own_id or f"#{one}" for own_id, one in zip(layer.names(field[p.PLAN_ID]), ids, strict=True)]
    number, reason = _numbers(reader, layer, field[p.COUNT_FIELD], shapes, ids)
    years = layer.texts(field[p.YEAR_FIELD]) if field[p.YEAR_FIELD] else [None] * layer.count
    none = [None] * layer.count
    status = [read_status(text) for text in (layer.texts(field[p.STATUS_FIELD]) if field[p.STATUS_FIELD] else none)]
    _tell_status(reader, status)
    return Programme(
        source=source,
        layer=layer,
        shapes=shapes,
        ids=ids,
        status=status,
        group=layer.names(field[p.GROUP_FIELD]) if field[p.GROUP_FIELD] else none,
        phases=_phases(reader, years, number, reason, ids),
        reason=reason,
    )


def plan_field(name: str, own: Sequence[str]) -> str:
    """Return the column for a field that is not said, empty where none is known."""
    return next((found for n in PLAN_FIELDS[name] if (found := find_column(n, own, {}) or find_named([n], own))), "")


def _read_shapes(
    source: QgsFeatureSource, working: WorkingCrs, unusable: list[int], progress: Progress
) -> list[QgsGeometry]:
    """Read the geometries of plans; see `placed`."""
    transform, total = working.transform_from(source.sourceCrs()), max(source.featureCount(), 1)
    found = []
    for number, feature in enumerate(features(source, QgsFeatureRequest().setNoAttributes())):
        progress.at(number / total)
        found.append(_flat(placed(feature, transform, unusable)))
    return found


def _flat(geometry: QgsGeometry) -> QgsGeometry:
    """Return a geometry valid, without curves, heights and measures."""
    if geometry.isNull():
        return geometry
    geometry.convertToStraightSegment()
    geometry.get().dropZValue()
    geometry.get().dropMValue()
    return geometry if geometry.isGeosValid() else geometry.makeValid()


def _numbers(
    reader: Reader, layer: Layer, field: str, shapes: Sequence[QgsGeometry], ids: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Return the whole number of dwellings of each plan, and why a plan is left out."""
    from ...core.preparing import plans as p

    given = layer.numbers(field)
    number = np.sign(given) * np.floor(np.abs(given) + 0.5)
    areal = np.array([shape.area() > 0 for shape in shapes])
    point = np.array([shape.type() == Qgis.GeometryType.Point for shape in shapes])
    reason = np.full(layer.count, None, object)
    for rows, why, text in (
        (
            np.array([shape.isEmpty() for shape in shapes]),
            NO_GEOMETRY,
            tr("Plans without geometry, left out: {n} ({ids})"),
        ),
        (np.isnan(given), p.NO_COUNT, tr("Plans without a number of dwellings, left out: {n} ({ids})")),
        (number == 0, p.ZERO_COUNT, tr("Plans of 0 dwellings, left out: {n} ({ids})")),
        (np.abs(number) > p.MOST_DWELLINGS, p.COUNT_TOO_LARGE, tr("Plans too large to be true, left out: {n} ({ids})")),
        (~areal & ~point, p.NO_AREA, tr("Plans that are neither polygons nor points, left out: {n} ({ids})")),
        (
            ~areal & (number < 0),
            p.NO_AREA,
            tr("Demolition without an area to take dwellings from, left out: {n} ({ids}); draw polygons."),
        ),
    ):
        mine = rows & is_none(reason)
        reason[mine] = why
        _warn(reader, text, [ids[row] for row in np.flatnonzero(mine)])
    kept = is_none(reason)
    broken = to_list(np.flatnonzero(kept & (np.abs(number - given) > 1e-9)))
    _warn(reader, tr("Plans whose number is not whole, rounded: {n} ({ids})"), [ids[row] for row in broken])
    return np.where(kept, number, 0), reason


def _phases(
    reader: Reader,
    years: Sequence[str | None],
    number: NDArray[np.float64],
    reason: NDArray[np.object_],
    ids: Sequence[str],
) -> list[list[Phase]]:
    from ...core.preparing.plans import Phase, read_phases

    found: list[list[Phase]] = []
    silent, wrong = [], []
    for row, (text, dwellings, left_out) in enumerate(
        zip(years, to_list(number.astype(np.int64)), reason, strict=True)
    ):
        if left_out is not None:
            found.append([])
            continue
        phases = read_phases(text, dwellings)
        if phases is None:
            wrong.append(ids[row])
            phases = [Phase(None, dwellings)]
        elif phases[0].year is None:
            silent.append(ids[row])
        found.append(phases)
    _warn(
        reader,
        tr("Plans without a year, written with year NULL: {n} ({ids}). Fill it in: no year counts them else."),
        silent,
    )
    _warn(
        reader,
        tr(
            "Plans whose year is not understood, written with year NULL: {n} ({ids}). Write a year, a date, 2028-2031, "
            "or 2028:40;2030:60 with numbers that add up to the plan's."
        ),
        wrong,
    )
    return found


def _tell_status(reader: Reader, status: Sequence[str | None]) -> None:
    from ...core.preparing.plans import HARD, SOFT

    others = sorted({one for one in status if one is not None} - {HARD, SOFT})
    _warn(reader, tr("Words for the status that are neither hard nor soft, kept as they are: {n} ({ids})"), others)


def _warn(reader: Reader, text: str, ids: Sequence[str]) -> None:
    if ids:
        reader.feedback.pushWarning(text.format(n=len(ids), ids=first_few(ids)))


def find_sites(
    reader: Reader,
    programme: Programme,
    streets: Sequence[QgsFeatureSource | None],
    working: WorkingCrs,
    progress: Progress,
) -> tuple[list[int], list[Site]]:
    """Find where the dwellings of each plan may stand: along the streets in it, and over the ground without any.

    Parameters
    ----------
    streets
        Layers of existing and planned streets, as far as there are any.

    Returns
    -------
    site_of, sites
        The site of each plan, -1 where it has none; plans with the same geometry have the same.
    """
    kept = [row for row, phases in enumerate(programme.phases) if phases]
    given = [source for source in streets if source is not None]
    lines = _read_streets(reader, given, programme, kept, working, progress.part(0, 0.5))
    index = QgsSpatialIndex()
    for row, line in enumerate(lines):
        feature = QgsFeature(row)
        feature.setGeometry(line)
        index.addFeature(feature)
    number_of: dict[bytes, int] = {}
    site_of = [-1] * programme.layer.count
    sites: list[Site] = []
    for done, row in enumerate(kept):
        progress.part(0.5, 1).at(done / len(kept))
        shape = programme.shapes[row]
        key = shape.asWkb().data()
        if key not in number_of:
            number_of[key] = len(sites)
            near = [lines[one] for one in sorted(index.intersects(shape.boundingBox()))]
            sites.append(_site(shape, near, progress))
        site_of[row] = number_of[key]
    without = sum(not site.streets and site.ground_share > 0 for site in sites)
    if without and given:
        reader.feedback.pushInfo(tr("Plans without a street inside, spread over their ground: {n}").format(n=without))
    return site_of, sites


def _read_streets(
    reader: Reader,
    sources: Sequence[QgsFeatureSource],
    programme: Programme,
    kept: Sequence[int],
    working: WorkingCrs,
    progress: Progress,
) -> list[QgsGeometry]:
    """Read the lines around the plans, in an order that depends on nothing but where they lie."""
    if not kept:
        return []
    box = QgsRectangle()
    for row in kept:
        box.combineExtentWith(programme.shapes[row].boundingBox())
    found = []
    for number, source in enumerate(sources):
        warn_assumed(reader.feedback, source, working)
        transform = working.transform_from(source.sourceCrs())
        request = QgsFeatureRequest().setNoAttributes()
        if transform is None:
            request.setFilterRect(box)
        part = progress.part(number / len(sources), (number + 1) / len(sources))
        total, unusable = max(source.featureCount(), 1), list[int]()
        for done, feature in enumerate(features(source, request)):
            if done % 1000 == 0:
                part.at(done / total)
            geometry = placed(feature, transform, unusable)
            if not geometry.isEmpty() and geometry.boundingBox().intersects(box):
                found.append(_flat(geometry))
        warn_unusable(reader.feedback, source.sourceName(), unusable)
    return sorted(found, key=_where)


def _where(line: QgsGeometry) -> tuple[float, float, float, float, bytes]:
    """Return what lines are sorted by: a layer gives those in a rectangle in the order of its index."""
    box = line.boundingBox()
    return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum(), line.asWkb().data()


def _site(shape: QgsGeometry, near: Sequence[QgsGeometry], progress: Progress) -> Site:
    """Return the places of a plan, among the lines that may lie in it."""
    from ...core.preparing.plans import Site

    if shape.type() == Qgis.GeometryType.Point:
        places = np.array([[vertex.x(), vertex.y()] for vertex in shape.vertices()])
        return Site([], from_wkb([None]), 0.0, np.unique(places, axis=0))
    spot = shape.pointOnSurface().asPoint()
    inset = shape.buffer(-_INSET, 8)
    inside = shape if inset.isEmpty() else inset
    streets: list[NDArray[np.float64]] = []
    for number, line in enumerate(near):
        if number % 100 == 0:
            progress.check()
        streets += _lines_of(line.intersection(inside))
    ground = inside
    if streets:
        ground = inside.difference(united([_line(xy).buffer(DEPTH, 8) for xy in streets], progress))
    share = ground.area() / inside.area()
    share = share if share > LITTLE else 0.0
    return Site(streets, from_wkb([ground.asWkb().data()]), share, np.array([[spot.x(), spot.y()]]))


def _lines_of(geometry: QgsGeometry) -> list[NDArray[np.float64]]:
    """Return the vertices of each line of a geometry; points, where it only touches, are none."""
    parts = [part for part in geometry.asGeometryCollection() if part.type() == Qgis.GeometryType.Line]
    lines = [line for part in parts for line in (part.asMultiPolyline() if part.isMultipart() else [part.asPolyline()])]
    return [np.array([[point.x(), point.y()] for point in line]) for line in lines if len(line) > 1]


def _line(xy: NDArray[np.float64]) -> QgsGeometry:
    text = ", ".join(f"{x!r} {y!r}" for x, y in to_list(xy))
    return QgsGeometry.fromWkt(f"LINESTRING({text})")


def log_placed(reader: Reader, programme: Programme, placed: Placed) -> tuple[int, int, int]:
    """Log what became of the plans, and return the dwellings that come, those that go, and the plans left out."""
    coming, going = (int(placed.number[rows].sum()) for rows in (placed.number > 0, placed.number < 0))
    left_out = int((~is_none(programme.reason)).sum())
    reader.feedback.pushInfo(
        tr("Plans: {n}, of which {left_out} left out; dwellings that come: {coming}, that go: {going}.").format(
            n=programme.layer.count, left_out=left_out, coming=coming, going=-going
        )
    )
    return coming, -going, left_out


def write_placed(
    writer: LayerWriter, programme: Programme, placed: Placed, working: WorkingCrs, progress: Progress
) -> None:
    """Write the dwelling points."""
    crs = programme.crs if programme.crs.isValid() else working.crs
    goes, row = placed.number < 0, placed.row
    areas = {one: _wkt(programme.shapes[one], working, crs) for one in to_list(np.unique(row[goes]))}
    known = np.isfinite(placed.year)

    def of(values: Sequence[str | None]) -> NDArray[np.object_]:
        return np.array(values, object)[row]

    columns = [
        text_column("plan_id", of(programme.ids)),
        whole_column("dwellings", placed.number),
        whole_column("year", np.where(known, placed.year, 0).astype(np.int64), known),
        text_column("plan_status", of(programme.status)),
        text_column("target_group", of(programme.group)),
        whole_column("demolition", goes.astype(np.int64)),
        text_column("plan_area_wkt", [areas[r] if g else None for r, g in zip(to_list(row), goes, strict=True)]),
    ]
    writer.points(columns, placed.xy, working, crs, progress)


def _wkt(shape: QgsGeometry, working: WorkingCrs, crs: QgsCoordinateReferenceSystem) -> str:
    """Write a plan's area in the reference system of the points, to the millimetre or finer."""
    transform, copy = working.transform_to(crs), QgsGeometry(shape)
    return (copy if transform is None else transformed(copy, transform)).asWkt(9 if crs.isGeographic() else 3)


def write_plans_left_out(writer: LayerWriter, programme: Programme, working: WorkingCrs, progress: Progress) -> None:
    """Write the plans that are left out, each with its reason."""
    layers, reason = [(programme.source, programme.layer)], programme.reason
    writer.chosen(layers, [text_column("reason", reason)], working, progress, RowChoice(rows=~is_none(reason)))
