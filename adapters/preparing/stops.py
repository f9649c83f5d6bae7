"""Stop places of a timetable: where they lie, which of them are wanted, and what is logged and written of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPoint,
    QgsPointXY,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from ...core.arrays import to_list
from ...core.errors import InputError
from ...core.preparing.stop_parts import StopRules, read_stop_rules
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.columns import named_column, number_column, text_column, whole_column
from ..io.crs import WorkingCrs, choose_crs
from ..io.geometry_parts import is_usable, transformed
from ..io.reader import Reader, choose_working_crs, warn_assumed, warn_unusable
from ..io.translation import tr
from ..layers.polygons import read_polygons, united
from ..outputs.layer_writer import LayerWriter

if TYPE_CHECKING:
    from ...core.preparing.gtfs import StopDepartures, StopPlaces, Timetable
    from ...core.preparing.gtfs_days import ServiceDays

_RULES = Path(__file__).resolve().parent.parent.parent / "resources" / "prepare" / "stops.json"
_SAMPLE = 1000


@dataclass(frozen=True, kw_only=True)
class PlacedStops:
    """Stop places in the working reference system; `wanted` are those that have a place, inside the area if asked."""

    places: StopPlaces
    working: WorkingCrs
    xy: NDArray[np.float64]
    wanted: NDArray[np.bool_]


def read_rules() -> StopRules:
    """Read the parts of the day and the types of stop."""
    return read_stop_rules(_RULES.read_bytes())


def timetable_file(reader: Reader) -> Path:
    """Return the archive; stop where it is not there."""
    path = Path(reader.text(p.GTFS))
    if not os.path.isfile(path):
        raise InputError("The file “{file}” is not there: choose a timetable (ZIP archive).", file=str(path))
    return path


def place_stops(reader: Reader, places: StopPlaces, progress: Progress) -> PlacedStops:
    """Bring the places to the reference system of the run, and find those inside the area, if one is given."""
    source = reader.source(p.AREA)
    if source is None:
        working = choose_crs(_some(places.degrees), reader.context.transformContext())
        reader.feedback.pushInfo(working.reason)
    else:
        working = choose_working_crs(reader, source)
        if not working.crs.isValid():
            raise InputError(
                "The layer “{layer}” has no reference system, so stops cannot be laid beside it: set it in the "
                "layer's properties.",
                layer=source.sourceName(),
            )
    xy = _in(working, places.degrees, progress)
    wanted: NDArray[np.bool_] = np.asarray(np.isfinite(xy).all(1), bool)
    lacking = int((~wanted).sum())
    if lacking:
        reader.feedback.pushWarning(
            tr("Stop places without coordinates that can be used, left out: {n}").format(n=lacking)
        )
    if source is not None:
        unusable: list[int] = []
        warn_assumed(reader.feedback, source, working)
        area = united(
            [s for s in read_polygons(source, working, unusable=unusable).shapes if not s.isEmpty()], progress
        )
        warn_unusable(reader.feedback, source.sourceName(), unusable)
        if area.isEmpty():
            raise InputError(
                "The layer “{layer}” of {input} holds no polygons: choose another.",
                layer=source.sourceName(),
                input=p.AREA,
            )
        wanted = wanted & _inside(area, xy, progress)
    if not wanted.any():
        raise InputError("No stop of the timetable lies in the area: choose another archive, or another AREA.")
    return PlacedStops(places=places, working=working, xy=xy, wanted=wanted)


def _some(degrees: NDArray[np.float64]) -> QgsVectorLayer:
    """Return a layer with some of the places, by which a reference system is chosen."""
    there = degrees[np.isfinite(degrees).all(1)]
    layer = QgsVectorLayer("Point?crs=EPSG:4326", tr("stops"), "memory")
    made = []
    for x, y in to_list(there[:: max(1, len(there) // _SAMPLE)]):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    return layer


def _in(working: WorkingCrs, degrees: NDArray[np.float64], progress: Progress) -> NDArray[np.float64]:
    found = np.full(degrees.shape, np.nan)
    transform = working.transform_from(QgsCoordinateReferenceSystem("EPSG:4326"))
    for number, row in enumerate(to_list(np.flatnonzero(np.isfinite(degrees).all(1)))):
        if number % _SAMPLE == 0:
            progress.check()
        point = QgsGeometry(QgsPoint(*to_list(degrees[row])))
        moved = point if transform is None else transformed(point, transform)
        if moved is not None and is_usable(moved):
            found[row] = moved.asPoint().x(), moved.asPoint().y()
    return found


def _inside(area: QgsGeometry, xy: NDArray[np.float64], progress: Progress) -> NDArray[np.bool_]:
    found = np.zeros(len(xy), bool)
    if area.isEmpty():
        return found
    box, engine = area.boundingBox(), QgsGeometry.createGeometryEngine(area.constGet())
    engine.prepareGeometry()
    near = (xy >= (box.xMinimum(), box.yMinimum())).all(1) & (xy <= (box.xMaximum(), box.yMaximum())).all(1)
    for number, row in enumerate(to_list(np.flatnonzero(near))):
        if number % _SAMPLE == 0:
            progress.check()
        found[row] = engine.intersects(QgsPoint(*to_list(xy[row])))
    return found


def warn_longer(feedback: QgsProcessingFeedback, longer: Mapping[str, int]) -> None:
    """Warn of the rows of each table that have more values than columns."""
    for table, count in longer.items():
        if count:
            feedback.pushWarning(
                tr(
                    "Rows of {table}.txt with more values than columns, so that a value may stand in a wrong one: {n}. "
                    "A comma in a name needs quotation marks around it."
                ).format(table=table, n=count)
            )


def choose_day(reader: Reader, timetable: Timetable) -> int:
    """Return the day that was asked for, else an ordinary Tuesday, as days since 1970.

    Raises
    ------
    InputError
        Where the timetable has no trip on it.
    """
    from ...core.preparing.gtfs_days import date_of, day_of

    days = timetable.days
    asked = reader.algorithm.parameterAsDateTime(reader.parameters, p.DAY, reader.context).date()
    day = day_of(date(asked.year(), asked.month(), asked.day())) if asked.isValid() else _tuesday(timetable)
    if not (days.on(day)[timetable.service]).any():
        raise InputError(
            "No trip runs on {day}; the timetable is of {first} to {last}: choose another DAY.",
            day=date_of(day).isoformat(),
            first=_date(days, 0),
            last=_date(days, 1),
        )
    return day


def _tuesday(timetable: Timetable) -> int:
    found = timetable.days.ordinary_tuesday(timetable.trips_of_services)
    if found is None:
        raise InputError(
            "The timetable, of {first} to {last}, has no Tuesday with trips: choose a DAY.",
            first=_date(timetable.days, 0),
            last=_date(timetable.days, 1),
        )
    return found


def _date(days: ServiceDays, which: int) -> str:
    from ...core.preparing.gtfs_days import date_of

    return date_of(days.span[which]).isoformat()


def log_stops(
    feedback: QgsProcessingFeedback, stops: PlacedStops, timetable: Timetable, day: int, found: StopDepartures
) -> None:
    """Log the days that were counted, how many trips and places there are, and what was left out."""
    from ...core.preparing.gtfs_days import date_of, sunday_after

    sunday = sunday_after(day)
    feedback.pushInfo(
        tr("Departures of {day}, with {n} {n:trip|trips}, and of Sunday {sunday}, with {m}.").format(
            day=date_of(day).isoformat(),
            n=found.trips[0],
            sunday=date_of(sunday).isoformat(),
            m=found.trips[1],
        )
    )
    if sunday > timetable.days.span[1]:
        feedback.pushWarning(
            tr("The timetable ends on {last}, before that Sunday: departures on Sunday are not known.").format(
                last=_date(timetable.days, 1)
            )
        )
    silent = int((stops.wanted & ~found.any_departure).sum())
    written = int((stops.wanted & found.any_departure).sum())
    feedback.pushInfo(
        tr("Stop places: {n}; without a departure on these days, left out: {m}").format(n=written, m=silent)
    )
    for count, text in (
        (found.on_demand, tr("Calls on these days that are served on demand, not counted: {n}")),
        (found.no_time, tr("Calls without a time that can be read, not counted: {n}")),
        (found.no_stop, tr("Calls at stops that stops.txt does not have, not counted: {n}")),
    ):
        if count:
            feedback.pushWarning(text.format(n=count))


def write_stops(
    writer: LayerWriter, stops: PlacedStops, found: StopDepartures, rules: StopRules, progress: Progress
) -> int:
    """Write the places from which something leaves; return how many they are."""
    rows = np.flatnonzero(stops.wanted & found.any_departure)
    places, step_free = stops.places, stops.places.step_free[rows]
    known = np.isfinite(step_free)
    columns = [
        text_column("stop_id", [str(name) for name in places.ids[rows]]),
        text_column("name", [str(name) or None for name in places.names[rows]]),
        named_column("type", found.kind[rows], rules.type_names),
        *(number_column(part.field, found.rates[rows, number]) for number, part in enumerate(rules.parts)),
        text_column("lines", [str(names) or None for names in found.lines[rows]]),
        whole_column("step_free", np.where(known, step_free, 0).astype(np.int64), known),
    ]
    writer.points(columns, stops.xy[rows], stops.working, stops.working.crs, progress)
    return rows.size
