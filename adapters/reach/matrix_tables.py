"""The distance matrix: origins and destinations as they are read, and its rows as they are written and told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsProcessingFeedback

from ...core.arrays import Flags, Ints
from ...core.errors import InputError
from ...core.network.options import Travel
from ...core.progress import Progress
from ...core.session import Keeping
from ..io import parameter_names as p
from ..io.code_words import code_word
from ..io.columns import Column, number_column, text_column, whole_column
from ..io.feedback import first_few
from ..io.reader import Reader, choose_working_crs, read
from ..io.reading import Layer
from ..io.translation import tr
from ..layers.facilities import facility_ids
from ..layers.streets import check_near, read_entrances, read_network, warn_far_snaps
from ..outputs.layer_writer import LayerWriter
from .search_log import UnreachedRows, warn_unreached

if TYPE_CHECKING:
    from ...core.network.facility_access import Entrances
    from ...core.network.network import Network
    from ...core.network.network_access import NetworkAccess
    from ...core.reach.matrix import Rows


@dataclass(frozen=True, kw_only=True)
class MatrixInputs:
    """Streets, origins and destinations, and how people travel."""

    network: Network
    travel: Travel
    origins: Layer
    origin_ids: list[str]
    destinations: Layer
    destination_ids: list[str]
    entrances: Entrances | None
    keeping: Keeping

    def access(self, progress: Progress) -> NetworkAccess:
        """Put the origins and the destinations on the network."""
        from ...core.network.network_access import find_network_access, kept_graph

        graph = kept_graph(self.network, self.travel, self.keeping, progress)
        origins, destinations = self.origins.points(), self.destinations.shapes
        return find_network_access(graph, destinations, self.entrances, origins, self.keeping, progress)


def read_matrix_inputs(reader: Reader, progress: Progress) -> MatrixInputs:
    """Read and check the layers of a distance matrix."""
    origins_source, destinations_source = reader.needed(p.ORIGINS), reader.needed(p.DESTINATIONS)
    working = choose_working_crs(reader, reader.needed(p.NETWORK))
    network = read_network(reader, working, progress.part(0, 0.67))
    origin_field, destination_field = reader.field(p.ORIGIN_ID), reader.field(p.DESTINATION_ID)
    part = progress.part(0.67, 1)
    origins = read(reader, origins_source, working, (origin_field,), geometries="points", progress=part)
    destinations = read(reader, destinations_source, working, (destination_field,))
    origin_ids = facility_ids(origins, origin_field, feedback=reader.feedback)
    destination_ids = facility_ids(destinations, destination_field, feedback=reader.feedback)
    entrances = read_entrances(reader, working, destination_ids)
    for name, layer in ((p.ORIGINS, origins), (p.DESTINATIONS, destinations)):
        if layer.count == 0:
            raise InputError("The layer “{layer}” of {input} is empty: choose another.", layer=layer.name, input=name)
    check_near(reader, network, origins.points(), of=p.ORIGINS)
    return MatrixInputs(
        network=network,
        travel=Travel(reader.whole(p.UNIT), reader.number(p.SPEED)),
        origins=origins,
        origin_ids=origin_ids,
        destinations=destinations,
        destination_ids=destination_ids,
        entrances=entrances,
        keeping=reader.keeping,
    )


def warn_of_destinations(feedback: QgsProcessingFeedback, access: NetworkAccess, ids: Sequence[str]) -> None:
    """Warn of origins far from the streets, and of destinations that no way over them leads to."""
    warn_far_snaps(feedback, access.snaps.leg)
    texts = UnreachedRows(
        tr("Destinations without geometry, not used: {n} of {all} ({ids})"),
        tr("Destinations off the network, reached only from inside or at their own place: {n} of {all} ({ids})"),
        tr("Destinations off the network, not used: {n} of {all} ({ids})"),
    )
    warn_unreached(feedback, access.facilities, ids, texts)


def write_matrix(writer: LayerWriter, blocks: Iterator[tuple[Rows, Progress]], inputs: MatrixInputs) -> Ints:
    """Write the rows block by block; return the origins that have none."""
    reached: Flags = np.zeros(inputs.origins.count, bool)

    def columns() -> Iterator[tuple[list[Column], Progress]]:
        for rows, progress in blocks:
            reached[rows.origin] = True
            yield _columns(rows, inputs), progress

    writer.blocks(_columns(None, inputs), columns())
    return np.flatnonzero(~reached)


def warn_of_origins(
    feedback: QgsProcessingFeedback, access: NetworkAccess, ids: Sequence[str], without: Ints, progress: Progress
) -> None:
    """Warn of the origins without a row, and say why."""
    from ...core.reach.nearest import why_none

    if not without.size:
        return
    why = why_none(access.of_dwellings(without), progress)
    for status in dict.fromkeys(why.tolist()):
        rows = without[why == status]
        feedback.pushWarning(
            tr("Origins without a row, {status}: {n} of {all} ({ids})").format(
                status=code_word(status), n=rows.size, all=len(ids), ids=first_few([ids[row] for row in rows.tolist()])
            )
        )


def _columns(rows: Rows | None, inputs: MatrixInputs) -> list[Column]:
    """Return the columns of some rows; None: without values."""
    nothing, nobody = np.empty(0), np.empty(0, object)
    origin = nobody if rows is None else np.array(inputs.origin_ids, object)[rows.origin]
    destination = nobody if rows is None else np.array(inputs.destination_ids, object)[rows.destination]
    return [
        text_column("origin_id", origin),
        text_column("destination_id", destination),
        number_column("distance_m", nothing if rows is None else rows.metres),
        number_column("duration_min", nothing if rows is None else rows.minutes),
        whole_column("rank", np.empty(0, np.int64) if rows is None else rows.rank),
    ]
