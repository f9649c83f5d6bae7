"""What service areas are made of: streets, facilities, and how far from each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeedback

from ...core.arrays import Floats, to_list
from ...core.errors import InputError
from ...core.limits import read_limits
from ...core.network.options import Travel
from ...core.progress import Progress
from ...core.statuses import NO_GEOMETRY, OFF_NETWORK, OK
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.feedback import first_few
from ..io.reader import Reader, choose_working_crs, read, read_numbers
from ..io.reading import Layer
from ..io.translation import Language, tr
from ..layers.facilities import facility_ids
from ..layers.streets import read_entrances, read_network, warn_far_snaps

if TYPE_CHECKING:
    from ...core.network.facility_access import Entrances, FacilityAccess
    from ...core.network.network import Network


@dataclass(frozen=True, kw_only=True)
class AreaInputs:
    """Streets and facilities, and the limits of each facility, shape (limits, facilities), ascending.

    `crs` is that of the streets.
    """

    working: WorkingCrs
    crs: QgsCoordinateReferenceSystem
    network: Network
    travel: Travel
    facilities: Layer
    ids: list[str]
    entrances: Entrances | None
    limits: Floats

    def access(self, progress: Progress) -> FacilityAccess:
        """Return how each facility is entered from the streets."""
        from ...core.network.facility_access import find_access

        return find_access(self.network, self.facilities.shapes, self.entrances, progress)


def read_area_inputs(reader: Reader, progress: Progress) -> AreaInputs:
    """Read and check the layers of service areas."""
    streets, source = reader.needed(p.NETWORK), reader.needed(p.FACILITIES)
    working = choose_working_crs(reader, streets)
    network = read_network(reader, working, progress)
    id_field, limit_field = reader.field(p.FACILITY_ID), reader.field(p.LIMIT_FIELD)
    facilities = read(reader, source, working, (id_field, limit_field))
    if facilities.count == 0:
        raise InputError("The facilities layer “{layer}” is empty: choose another.", layer=facilities.name)
    ids = facility_ids(facilities, id_field, feedback=reader.feedback)
    return AreaInputs(
        working=working,
        crs=streets.sourceCrs(),
        network=network,
        travel=Travel(reader.whole(p.UNIT), reader.number(p.SPEED)),
        facilities=facilities,
        ids=ids,
        entrances=read_entrances(reader, working, ids),
        limits=_limits(reader, facilities, limit_field),
    )


def _limits(reader: Reader, facilities: Layer, field: str) -> Floats:
    """Return the limits of each facility: its own, where a field holds it, else those of all."""
    values = [limit.value for limit in read_limits(reader.text(p.LIMITS), p.LIMITS)]
    if not field:
        return np.repeat(np.array(values)[:, None], facilities.count, axis=1)
    limits = read_numbers(reader, facilities, field)
    lacking = ~(limits > 0)
    if lacking.any():
        reader.feedback.pushWarning(
            tr("Facilities without a limit in {field}, for which {limit} holds: {n} ({ids})").format(
                field=field,
                limit=Language().short(float(values[-1])),
                n=int(lacking.sum()),
                ids=first_few(to_list(facilities.ids[lacking])),
            )
        )
    return np.where(lacking, values[-1], limits)[None, :]


def warn_without_area(feedback: QgsProcessingFeedback, inputs: AreaInputs, snap: NDArray[np.float64]) -> list[str]:
    """Warn of facilities that cannot be used; return the status of each."""
    warn_far_snaps(feedback, snap)
    off, bare = np.isnan(snap), ~inputs.facilities.shapes.has_geometry
    if off.any():
        feedback.pushWarning(
            tr("Facilities without geometry or off the network, listed without an area: {n} ({ids})").format(
                n=int(off.sum()), ids=first_few([inputs.ids[row] for row in to_list(np.flatnonzero(off))])
            )
        )
    return [NO_GEOMETRY if b else OFF_NETWORK if o else OK for b, o in zip(bare, off, strict=True)]
