"""Distance matrix: from every origin to every destination over the streets, or to the nearest, in metres and minutes.

References: Dijkstra (1959) from the fewer of the two sides; access legs at both ends; exact (see docs/method.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterFeatureSink

from ..adapters.io import parameter_names as p
from ..adapters.io.columns import Column, number_column, text_column, whole_column
from ..adapters.io.feedback import first_few, progress_of
from ..adapters.io.reader import Reader, choose_working_crs, read
from ..adapters.io.translation import tr
from ..adapters.layers.facilities import facility_ids
from ..adapters.layers.streets import lie_near, read_entrances, read_network, warn_far_snaps
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from ..adapters.reach.reach_inputs import read_limit
from ..adapters.reach.search_log import UnreachedRows, warn_unreached
from ..core.errors import InputError
from ..core.network.options import Travel
from ..core.progress import Progress
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm

if TYPE_CHECKING:
    from ..core.network.network_access import NetworkAccess
    from ..core.reach.matrix import Rows


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
            ask.number(p.K, tr("Nearest destinations of each origin (0: all)"), 0, 0, whole=True),
            tr("How many rows an origin gets at most."),
        )
        ask.add_limit(self, tr("Pairs farther apart get no row. Left empty: no limit."))
        ask.add_unit(self)
        net.add_network_options(self)
        self.addParameter(
            QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Distance matrix"), Qgis.ProcessingSourceType.Vector)
        )

    def check(self, reader: Reader) -> None:
        read_limit(reader)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..core.network.network_access import find_network_access
        from ..core.reach.matrix import distance_matrix

        outputs.check(p.OUTPUT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        origins_source, destinations_source = reader.needed(p.ORIGINS), reader.needed(p.DESTINATIONS)
        working = choose_working_crs(reader, reader.needed(p.NETWORK))
        network = read_network(reader, working, progress.part(0, 0.1))
        origin_field, destination_field = reader.field(p.ORIGIN_ID), reader.field(p.DESTINATION_ID)
        origins = read(
            reader, origins_source, working, (origin_field,), progress=progress.part(0.1, 0.15), geometries="points"
        )
        destinations = read(reader, destinations_source, working, (destination_field,))
        ids = (
            facility_ids(origins, origin_field, feedback=feedback),
            facility_ids(destinations, destination_field, feedback=feedback),
        )
        entrances = read_entrances(reader, working, ids[1])
        if origins.count == 0:
            raise InputError("The origins layer is empty: choose a layer with origins.")
        if destinations.count == 0:
            raise InputError("The destinations layer is empty: choose a layer with destinations.")
        if not lie_near(network.edges.xy, origins.points(), network.options.max_snap):
            raise InputError(
                "The origins and the streets do not overlap: check the layers and their reference systems."
            )
        travel = Travel(reader.whole(p.UNIT), reader.number(p.SPEED))
        limit = read_limit(reader)

        part = progress.part(0.15, 0.25)
        access = find_network_access(network, travel, destinations.shapes, entrances, origins.points(), part)
        self._tell_places(feedback, access, ids[1])
        reached: NDArray[np.bool_] = np.zeros(origins.count, bool)
        blocks = distance_matrix(access, reader.whole(p.K), limit, progress.part(0.25, 0.95))
        LayerWriter(outputs, p.OUTPUT).blocks(_columns(None, *ids), _marking(blocks, ids, reached))
        self._tell_unreached(feedback, access, ids[0], np.flatnonzero(~reached), progress.part(0.95, 1))
        progress.at(1.0)
        return {}

    def _tell_places(self, feedback: QgsProcessingFeedback, access: NetworkAccess, ids: Sequence[str]) -> None:
        warn_far_snaps(feedback, access.snaps.leg)
        texts = UnreachedRows(
            tr("Destinations without geometry, not used: {n} of {all} ({ids})"),
            tr("Destinations off the network, reached only from inside or at their own place: {n} of {all} ({ids})"),
            tr("Destinations off the network, not used: {n} of {all} ({ids})"),
        )
        warn_unreached(feedback, access.facilities, ids, texts)

    def _tell_unreached(
        self,
        feedback: QgsProcessingFeedback,
        access: NetworkAccess,
        ids: Sequence[str],
        left: NDArray[np.int64],
        progress: Progress,
    ) -> None:
        from ..core.reach.nearest import why_none

        if not left.size:
            return
        why = why_none(access.of_dwellings(left), progress)
        for status in dict.fromkeys(why.tolist()):
            rows = left[why == status]
            feedback.pushWarning(
                tr("Origins without a row, {status}: {n} of {all} ({ids})").format(
                    status=status, n=rows.size, all=len(ids), ids=first_few([ids[row] for row in rows.tolist()])
                )
            )


def _columns(rows: Rows | None, origins: Sequence[str], destinations: Sequence[str]) -> list[Column]:
    """Return the columns of some rows; None: without values."""
    nothing, nobody = np.empty(0), np.empty(0, object)
    origin = nobody if rows is None else np.array(origins, object)[rows.origin]
    destination = nobody if rows is None else np.array(destinations, object)[rows.destination]
    return [
        text_column("origin_id", origin),
        text_column("destination_id", destination),
        number_column("distance_m", nothing if rows is None else rows.metres),
        number_column("duration_min", nothing if rows is None else rows.minutes),
        whole_column("rank", np.empty(0, np.int64) if rows is None else rows.rank),
    ]


def _marking(
    blocks: Iterator[tuple[Rows, Progress]], ids: tuple[list[str], list[str]], reached: NDArray[np.bool_]
) -> Iterator[tuple[list[Column], Progress]]:
    """Return the columns of each block, and mark the origins that have a row."""
    for rows, progress in blocks:
        reached[rows.origin] = True
        yield _columns(rows, *ids), progress
