"""Prepare facilities: points and areas with Buurtmaat's types from layers as they are downloaded, each thing once.

Distances in metres, areas in square metres. The mapping stands in resources/prepare/facilities.json.
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
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsVectorLayer,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader, choose_working_crs
from ..adapters.io.translation import tr
from ..adapters.layers.facilities import FacilityLayer, as_facility_layer
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from ..core.errors import InputError
from ..core.preparing.facility_mapping import COLUMNS
from . import parameters as ask
from .base import BuurtmaatAlgorithm

MOST_METRES = 500


class PrepareFacilitiesAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:preparefacilities`."""

    STEM = "prepare_facilities"
    STYLES: ClassVar[Mapping[str, str]] = {p.POINTS: "facilities", p.AREAS: "facility_areas"}

    def __init__(self) -> None:
        super().__init__()
        self._layers: list[FacilityLayer] = []
        self._no_vectors: list[str] = []

    def name(self) -> str:
        return "preparefacilities"

    def displayName(self) -> str:
        return tr("Prepare facilities")

    def group(self) -> str:
        return tr("Preparing data")

    def groupId(self) -> str:
        return "prepare"

    def tags(self) -> list[str]:
        return tr(
            "osm,openstreetmap,geofabrik,poi,amenity,facilities,types,mapping,duplicates,merge,playground,clean"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Gives facilities from OpenStreetMap and other layers Buurtmaat's types, and each of them once.")

    def shortHelpString(self) -> str:
        return tr(
            "Makes of layers as they are downloaded the facilities that the norm sets ask for: meeting places, "
            "community centres, playgrounds, parks, sports, shops, care, schools, bus stops, seats and so on.\n\n"
            "Read are OpenStreetMap (tags as fields, or in other_tags), Geofabrik's extracts, and any layer of which "
            "MAPPING says which value of which field is which type. The shipped mapping, what OpenStreetMap cannot "
            "tell, and the rules for duplicates stand in the help page.\n\n"
            "A facility that is drawn twice comes once: a point in or beside an area of its type goes into the area, "
            "and fills its name, opening_hours and other gaps. Those with different names stay apart, and so do seats, "
            "bus stops and pitches that stand close together on purpose. The third output says what went into what.\n\n"
            "verified is 0: for the municipality to set to 1 after its own check. type_from says which tag gave the "
            "type. The fields opening_hours, wheelchair, access, operator and others, and all fields of the layers, "
            "are kept for conditions in a norm. Of opening hours the common forms are read, as an ordinary week: "
            "hours_week, open_evening (at least an hour after 18:00 on some day) and open_weekend; what cannot be read "
            "for certain is unknown, and listed. indoor, outdoor, commercial, public, free, for_whom and step_free "
            "come from tags and, but for the last, from the type; what is not known is NULL. What has no type, or is "
            "disused or gone, is left out; the log counts it with the most frequent values."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        ask.add(
            self,
            QgsProcessingParameterMultipleLayers(
                p.SOURCES, tr("Layers with facilities"), Qgis.ProcessingSourceType.VectorAnyGeometry
            ),
            tr(
                "Layers of points and of areas, as they come. All of their features are read, selected or not. The "
                "first one decides the reference system of the results."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterMatrix(p.MAPPING, tr("Own types"), 1, False, list(COLUMNS), [], optional=True),
            tr(
                "Rows that override the shipped mapping: a field (or tag), a value (* for any) and the type; * as the "
                "type takes the value itself, - leaves it out. Left empty: the shipped mapping for OpenStreetMap and "
                "Geofabrik alone."
            ),
        )
        ask.add(
            self,
            ask.at_most(ask.number(p.MERGE_DISTANCE, tr("Merge duplicates within (m)"), 25.0, 0), MOST_METRES),
            tr(
                "How far two of the same type may be apart to be one thing, at most 500. 0: only where they touch or "
                "lie inside."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterDateTime(
                p.SOURCE_DATE, tr("Date of the data"), Qgis.ProcessingDateTimeParameterDataType.Date, None, True
            ),
            tr("The day on which the layers were downloaded; it goes into source_date."),
        )
        ask.add(
            self,
            ask.sink(p.POINTS, tr("Facilities, points"), ask.POINTS[0]),
            tr("The facilities that are points."),
        )
        ask.add(
            self,
            ask.sink(p.AREAS, tr("Facilities, areas"), ask.POLYGONS[0]),
            tr("The facilities that are areas, with their area; points that lie in or beside one went into it."),
        )
        ask.add(
            self,
            ask.sink(p.MERGED, tr("Merged duplicates"), Qgis.ProcessingSourceType.Vector, on=False),
            tr("A table: which duplicate went into which facility, how far it was and why."),
        )
        ask.add(
            self,
            ask.sink(p.HOURS_UNREAD, tr("Opening hours not read"), Qgis.ProcessingSourceType.Vector, on=False),
            tr("A table: the facilities whose opening hours say nothing certain of an ordinary week, and why."),
        )
        self.addOutput(QgsProcessingOutputNumber(p.UNTYPED, tr("Features without a type")))

    def check(self, reader: Reader) -> None:
        from ..adapters.preparing.facility_sources import check_mapping

        check_mapping(reader)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        # Layers may be touched in the main thread only; what is taken of them here can be read in any.
        layers = self.parameterAsLayerList(parameters, p.SOURCES, context)
        self._layers = [
            as_facility_layer(layer, feedback.isCanceled) for layer in layers if isinstance(layer, QgsVectorLayer)
        ]
        self._no_vectors = [layer.name() for layer in layers if not isinstance(layer, QgsVectorLayer)]
        return super().prepareAlgorithm(parameters, context, feedback)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.preparing.facility_duplicates import prepare
        from ..adapters.preparing.facility_facets import find_facets, log_facets
        from ..adapters.preparing.facility_hours import log_hours, read_facility_hours, write_unread_hours
        from ..adapters.preparing.facility_sources import (
            choose_main,
            find_sources,
            read_date,
            read_finder,
            read_source_facilities,
        )
        from ..adapters.preparing.prepared_facilities import (
            PreparedLayers,
            check_found,
            log_prepared,
            log_sources,
            write_facilities,
            write_merged,
        )

        outputs.check(p.POINTS, p.AREAS, p.MERGED, p.HOURS_UNREAD)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        if self._no_vectors:
            raise InputError(
                "The layer “{layer}” in {input} is no layer of features: take it out.",
                layer=self._no_vectors[0],
                input=p.SOURCES,
            )
        if not self._layers:
            raise InputError("{input} is empty: choose a layer.", input=p.SOURCES)
        (finder, facets), date = read_finder(reader, p.MAPPING), read_date(reader, p.SOURCE_DATE)
        sources = find_sources(self._layers, finder)
        working = choose_working_crs(reader, choose_main(sources))
        facilities, all_counts = read_source_facilities(reader, sources, finder, working, progress.part(0, 0.4))
        check_found(facilities, all_counts)

        prepared = prepare(facilities, sources, finder, reader.number(p.MERGE_DISTANCE), progress.part(0.4, 0.8))
        hours, facet_values = read_facility_hours(prepared, progress), find_facets(prepared, facets, progress)

        log_sources(feedback, sources, all_counts)
        log_prepared(feedback, prepared, outputs, (p.POINTS, p.AREAS))
        log_hours(feedback, hours, len(prepared.kept))
        log_facets(feedback, facet_values)
        layers = PreparedLayers(
            prepared=prepared,
            hours=hours,
            facets=facet_values,
            sources=sources,
            finder=finder,
            working=working,
            date=date,
        )
        write_facilities(LayerWriter(outputs, p.POINTS), layers, progress.part(0.8, 0.9), areas=False)
        write_facilities(LayerWriter(outputs, p.AREAS), layers, progress.part(0.9, 0.98), areas=True)
        write_merged(LayerWriter(outputs, p.MERGED), prepared, sources, progress.part(0.98, 0.99))
        write_unread_hours(LayerWriter(outputs, p.HOURS_UNREAD), prepared, hours, progress.part(0.99, 1))
        progress.at(1.0)
        return {p.UNTYPED: sum(counts.untyped for counts in all_counts)}
