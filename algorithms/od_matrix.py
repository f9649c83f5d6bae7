"""Distance matrix: from every origin to every destination over the streets, or to the nearest, in metres and minutes.

References: Dijkstra (1959) from the fewer of the two sides; access legs at both ends; exact (see docs/method.md).
"""

from __future__ import annotations

from qgis.core import Qgis, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterFeatureSink

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class OdMatrixAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:odmatrix`."""

    STEM = "od_matrix"

    def name(self) -> str:
        return "odmatrix"

    def displayName(self) -> str:
        return tr("Distance matrix")

    def group(self) -> str:
        return tr("Reach")

    def groupId(self) -> str:
        return "reach"

    def tags(self) -> list[str]:
        return tr("matrix,distance,network,origin,destination,od,nearest,table,walking,minutes,travel time").split(",")

    def shortDescription(self) -> str:
        return tr("Measures from every origin to every destination over the streets, in metres and minutes.")

    def shortHelpString(self) -> str:
        return tr(
            "A table with a row for each pair of an origin and a destination: how far it is over the streets, in "
            "metres and minutes, and which place the destination takes among those of the origin (rank).\n\n"
            "It can be kept to the nearest destinations of each origin, and to those within a limit. Without either, "
            "the table gets a row for every pair: 10,000 origins and 10,000 destinations give 100 million rows.\n\n"
            "Distances are exact, from door to door; destinations may be points, lines or polygons. Rows stand in the "
            "order of the origins, the nearest destination first. An origin that reaches nothing has no row; the log "
            "says how many there are, and why."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        net.add_network(self)
        ask.add(
            self,
            ask.layer(p.ORIGINS, tr("Origins"), ask.PLACES),
            tr("Points, or lines and polygons that count by a point on them: where people set out."),
        )
        ask.add(
            self,
            ask.field(p.ORIGIN_ID, tr("Field with the origin's id"), p.ORIGINS),
            tr("Names the origin in the table. Left empty: its feature id."),
        )
        ask.add(
            self,
            ask.layer(p.DESTINATIONS, tr("Destinations"), ask.PLACES),
            tr("Points, lines or polygons: where people go."),
        )
        ask.add(
            self,
            ask.field(p.DESTINATION_ID, tr("Field with the destination's id"), p.DESTINATIONS),
            tr("Names the destination in the table. Left empty: its feature id."),
        )
        ask.add(
            self,
            ask.number(p.K, tr("Nearest destinations of each origin (0: all)"), 0, 0, decimals=None),
            tr("How many rows an origin gets at most."),
        )
        ask.add_limit(self, tr("Pairs farther apart get no row. Left empty: no limit."))
        ask.add_unit(self)
        net.add_network_options(self)
        self.addParameter(
            QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Distance matrix"), Qgis.ProcessingSourceType.Vector)
        )

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
        from ..adapters.reach.matrix_tables import (
            read_matrix_inputs,
            warn_of_destinations,
            warn_of_origins,
            write_matrix,
        )
        from ..adapters.reach.reach_inputs import read_limit
        from ..core.reach.matrix import distance_matrix

        outputs.check(p.OUTPUT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        inputs = read_matrix_inputs(reader, progress.part(0, 0.15))
        limit = read_limit(reader)

        access = inputs.access(progress.part(0.15, 0.25))
        warn_of_destinations(feedback, access, inputs.destination_ids)
        blocks = distance_matrix(access, reader.whole(p.K), limit, progress.part(0.25, 0.95))
        without = write_matrix(LayerWriter(outputs, p.OUTPUT), blocks, inputs)
        warn_of_origins(feedback, access, inputs.origin_ids, without, progress.part(0.95, 1))
        progress.at(1.0)
        return {}
