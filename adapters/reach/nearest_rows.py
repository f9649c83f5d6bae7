"""The nearest facilities of dwellings: rows and routes as they are written, and what the log says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeedback

from ...core.arrays import Ints
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.code_words import code_word
from ..io.columns import Column, number_column, text_column, whole_column
from ..io.translation import tr
from ..outputs.layer_writer import LayerWriter
from ..outputs.outputs import Outputs
from .reach_inputs import ReachInputs
from .routes import DrawnRoutes, write_repeated, write_routes
from .search_log import UnreachedRows, warn_unreached

if TYPE_CHECKING:
    from ...core.network.facility_access import FacilityAccess
    from ...core.reach.nearest_table import NearestTable


def log_nearest(
    feedback: QgsProcessingFeedback, found: NearestTable, facilities: FacilityAccess, ids: Sequence[str]
) -> None:
    """Warn of facilities that cannot be reached, and log how many dwellings have each status."""
    texts = UnreachedRows(
        tr("Facilities without geometry, not used: {n} of {all} ({ids})"),
        tr("Facilities off the network, reached only from inside or at their own place: {n} of {all} ({ids})"),
        tr("Facilities off the network, not used: {n} of {all} ({ids})"),
    )
    warn_unreached(feedback, facilities, ids, texts)
    statuses = found.status[found.rank <= 1]
    for status in dict.fromkeys(statuses.tolist()):
        feedback.pushInfo(f"{code_word(status)}: {int((statuses == status).sum())}")


def write_nearest(writer: LayerWriter, inputs: ReachInputs, found: NearestTable, k: int, progress: Progress) -> None:
    """Write a row for each dwelling, or for each facility that is among its `k` nearest."""
    facility, distance, duration, rank = _of_rows(found, np.arange(found.dwelling.size), inputs.ids)
    columns = [
        facility,
        distance,
        duration,
        number_column("straight_m", found.straight),
        number_column("detour", found.detour),
        number_column("snap_m", found.snap),
        rank,
        text_column("row_status", found.status),
    ]
    dwellings = inputs.dwellings_source, inputs.dwellings
    if k == 1:
        writer.with_input(*dwellings, columns, progress)
    else:
        write_repeated(writer, dwellings, found.dwelling, columns, progress)


def write_nearest_routes(
    outputs: Outputs,
    inputs: ReachInputs,
    found: NearestTable,
    crs: QgsCoordinateReferenceSystem,
    prefix: str,
    progress: Progress,
) -> None:
    """Write the route to each facility that is reached, in the reference system of the streets; where any is drawn."""
    if found.routes is None:
        return
    rows = np.flatnonzero(found.reached)
    facility, distance, duration, rank = _of_rows(found, rows, inputs.ids)
    routes = DrawnRoutes(routes=found.routes, dwelling=found.dwelling[rows], working=inputs.working, crs=crs)
    columns, writer = [facility, rank, distance, duration], LayerWriter(outputs, p.ROUTES, prefix)
    write_routes(writer, (inputs.dwellings_source, inputs.dwellings), columns, routes, progress)


def _of_rows(found: NearestTable, rows: Ints, ids: Sequence[str | None]) -> tuple[Column, Column, Column, Column]:
    """Return the facility, the distance, the duration and the rank of some rows as columns."""
    return (
        text_column("facility_id", np.array([*ids, None], object)[found.facility[rows]]),
        number_column("distance_m", found.metres[rows]),
        number_column("duration_min", found.minutes[rows]),
        whole_column("rank", found.rank[rows], found.reached[rows]),
    )
