"""Nearest facility: for every dwelling the nearest facility, or several, over the streets, in metres and minutes.

References: Dijkstra (1959) on the network; access legs at both ends; exact (see docs/method.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.layers.streets import warn_far_snaps
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class NearestFacilityAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:nearestfacility`."""

    STEM = "nearest_facility"
    STYLES: ClassVar[Mapping[str, str]] = {p.ROUTES: "routes", p.OUTPUT: "nearest"}

    def name(self) -> str:
        return "nearestfacility"

    def displayName(self) -> str:
        return tr("Nearest facility")

    def group(self) -> str:
        return tr("Reach")

    def groupId(self) -> str:
        return "reach"

    def tags(self) -> list[str]:
        return tr("distance,network,nearest,closest,facility,walking,minutes,travel time,route,several").split(",")

    def shortDescription(self) -> str:
        return tr("Finds for every dwelling the nearest facilities over the streets, in metres and minutes.")

    def shortHelpString(self) -> str:
        return tr(
            "For every dwelling: the nearest facility over the streets, or the several nearest, how far each is in "
            "metres and minutes, and in a straight line; on request the route from door to door.\n\n"
            "The distance is exact: from the door straight to the nearest street, along the streets, and straight to "
            "the facility. Streets connect where they share a vertex, also in the middle of a line. Facilities may be "
            "points, lines or polygons; a park is entered from every street along it, or at its entrances.\n\n"
            "Every dwelling comes out once, with all its fields; where several facilities are asked for, once for each "
            "that it reaches, the nearest first. row_status says why one has no facility: no_geometry, off_network, "
            "unreachable, beyond_limit or no_facility. detour is the distance over the streets divided by that in a "
            "straight line; above 1.6 a barrier is worth looking for."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        net.add_network(self)
        ask.add_dwellings(self)
        ask.add_facilities(self)
        ask.add_unit(self)
        ask.add_limit(self, tr("A facility farther away does not count as reached. Left empty: no limit."))
        ask.add(
            self,
            ask.number(p.K, tr("Number of facilities for each dwelling"), 1, 1, decimals=None),
            tr(
                "Above 1, a dwelling has a row for each facility that it reaches, numbered in rank from the nearest; "
                "facilities equally far come in their order. A dwelling that reaches none has one row."
            ),
            advanced=True,
        )
        net.add_network_options(self)
        ask.add_prefix(self)
        self.addParameter(QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Dwellings with their nearest facility")))
        ask.add(
            self,
            ask.sink(p.ROUTES, tr("Routes"), Qgis.ProcessingSourceType.VectorLine, on=False),
            tr(
                "A line for each dwelling and facility, from door to door along the streets, in the direction in which "
                "it is gone. length_m is its length, access legs included."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber(p.REACHED, tr("Dwellings that reach a facility")))
        self.addOutput(QgsProcessingOutputNumber(p.UNREACHED, tr("Dwellings that reach none")))

    def check(self, reader: Reader) -> None:
        from ..adapters.reach.reach_inputs import read_limit

        read_limit(reader)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.reach.nearest_rows import log_nearest, write_nearest, write_nearest_routes
        from ..adapters.reach.reach_inputs import read_limit, read_reach_inputs
        from ..core.reach.nearest_table import nearest_table

        outputs.check(p.OUTPUT, p.ROUTES)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        inputs = read_reach_inputs(reader, progress.part(0, 0.4))
        limit, k = read_limit(reader), reader.whole(p.K)

        access = inputs.access(progress.part(0.4, 0.55))
        found = nearest_table(access, limit, k, progress.part(0.55, 0.8), routes=outputs.wanted(p.ROUTES))

        warn_far_snaps(feedback, access.snaps.leg)
        log_nearest(feedback, found, access.facilities, inputs.ids)
        prefix, crs = reader.text(p.PREFIX), reader.needed(p.NETWORK).sourceCrs()
        part = progress.part(0.8, 0.9 if found.routes else 1)
        write_nearest(LayerWriter(outputs, p.OUTPUT, prefix), inputs, found, k, part)
        write_nearest_routes(outputs, inputs, found, crs, prefix, progress.part(0.9, 1))
        reached = int((found.rank == 1).sum())
        return {p.REACHED: reached, p.UNREACHED: inputs.dwellings.count - reached}
