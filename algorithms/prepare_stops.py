"""Prepare stops: the stop places of a timetable (GTFS) with their departures an hour by part of the day.

The parts of the day and the types of stop stand in resources/prepare/stops.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class PrepareStopsAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:preparestops`."""

    STEM = "prepare_stops"
    STYLES: ClassVar[Mapping[str, str]] = {p.OUTPUT: "stops"}

    def name(self) -> str:
        return "preparestops"

    def displayName(self) -> str:
        return tr("Prepare stops")

    def group(self) -> str:
        return tr("Preparing data")

    def groupId(self) -> str:
        return "prepare"

    def tags(self) -> list[str]:
        return tr("GTFS,timetable,public transport,bus,tram,train,stop,station,departures,frequency").split(",")

    def shortDescription(self) -> str:
        return tr("Makes the stop places of a timetable (GTFS), with their departures an hour by part of the day.")

    def shortHelpString(self) -> str:
        return tr(
            "Makes of a timetable in GTFS, a ZIP archive that you have, a layer of stop places with how often "
            "something leaves there, so that a norm can ask for a stop with at least four departures an hour "
            "within 400 m.\n\n"
            "Stops of one station are one place. dep_peak, dep_day and dep_evening are the departures an hour on the "
            "day, dep_sunday those on the Sunday after it; all lines and both directions are added up. The last stop "
            "of a trip has no departure, nor has a stop where nobody may get on or that is served on demand. What "
            "leaves after midnight counts on the day on which it leaves.\n\n"
            "type is the most important of railway station, metro station, tram stop, bus stop and ferry landing. "
            "step_free is 1 where all stops of the place are, 0 where one is not, else NULL. Places from which "
            "nothing leaves on these days are left out."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        ask.add(
            self,
            QgsProcessingParameterFile(
                p.GTFS, tr("Timetable (GTFS)"), Qgis.ProcessingFileParameterBehavior.File, "zip"
            ),
            tr(
                "A ZIP archive with stops.txt, routes.txt, trips.txt, stop_times.txt, and calendar.txt or "
                "calendar_dates.txt."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterDateTime(p.DAY, tr("Day"), Qgis.ProcessingDateTimeParameterDataType.Date, None, True),
            tr(
                "The weekday that is counted. Left empty: the first Tuesday with at least nine tenths of the busiest "
                "Tuesday's trips."
            ),
        )
        ask.add(
            self,
            ask.layer(p.AREA, tr("Area"), ask.POLYGONS, optional=True),
            tr("Polygons: only stop places inside them. Take them wide enough for the stops around the town as well."),
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Stops"), Qgis.ProcessingSourceType.VectorPoint)
        )
        self.addOutput(QgsProcessingOutputNumber(p.STOPS, tr("Stop places")))

    def check(self, reader: Reader) -> None:
        from ..adapters.preparing.stops import timetable_file

        if reader.text(p.GTFS):
            timetable_file(reader)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.preparing.stops import (
            choose_day,
            log_stops,
            place_stops,
            read_rules,
            timetable_file,
            warn_longer,
            write_stops,
        )
        from ..core.preparing.gtfs import NEEDED, find_departures, read_stop_places, read_timetable
        from ..core.preparing.gtfs_tables import GtfsTables

        outputs.check(p.OUTPUT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        rules = read_rules()
        with GtfsTables(timetable_file(reader)) as tables:
            tables.need(NEEDED)
            stops = place_stops(reader, read_stop_places(tables, progress.part(0, 0.05)), progress.part(0.05, 0.05))
            timetable = read_timetable(tables, rules, progress.part(0.05, 0.1))
            day = choose_day(reader, timetable)

            found = find_departures(tables, stops.places, timetable, rules, day, progress.part(0.1, 0.95))

        warn_longer(feedback, tables.longer)
        log_stops(feedback, stops, timetable, day, found)
        written = write_stops(LayerWriter(outputs, p.OUTPUT), stops, found, rules, progress.part(0.95, 1))
        progress.at(1.0)
        return {p.STOPS: written}
