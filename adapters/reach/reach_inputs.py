"""What a search from dwellings to facilities over the streets is made of: layers, and where they meet the network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsFeatureSource

from ...core.errors import InputError
from ...core.network.options import Travel
from ...core.progress import Progress
from ...core.session import Keeping
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.reader import Reader, choose_working_crs, read
from ..io.reading import Layer, check_numbers
from ..layers.dwellings import check_dwellings
from ..layers.facilities import facility_ids
from ..layers.streets import check_near, read_entrances, read_network
from .search_log import warn_without_facilities

if TYPE_CHECKING:
    from ...core.network.facility_access import Entrances
    from ...core.network.network import Network
    from ...core.network.network_access import NetworkAccess


@dataclass(frozen=True, kw_only=True)
class ReachInputs:
    """Streets, dwellings and facilities, and how people travel; `ids` are those of the facilities.

    `keeping` holds what earlier runs kept.
    """

    working: WorkingCrs
    network: Network
    travel: Travel
    dwellings_source: QgsFeatureSource
    dwellings: Layer
    facilities_source: QgsFeatureSource
    facilities: Layer
    ids: list[str]
    entrances: Entrances | None
    keeping: Keeping

    def access(self, progress: Progress) -> NetworkAccess:
        """Put the dwellings and the facilities on the network."""
        from ...core.network.network_access import find_network_access, kept_graph

        graph = kept_graph(self.network, self.travel, self.keeping, progress)
        points = self.dwellings.points()
        return find_network_access(graph, self.facilities.shapes, self.entrances, points, self.keeping, progress)


def read_limit(reader: Reader) -> float:
    """Return a limit that there need not be: without end where none is given."""
    limit = reader.optional_number(p.LIMIT)
    if limit is None:
        return math.inf
    if limit <= 0:
        raise InputError("LIMIT must be above 0; leave it empty for no limit.")
    return limit


def read_reach_inputs(
    reader: Reader, progress: Progress, weight_field: str = "", facility_fields: Sequence[str] = ()
) -> ReachInputs:
    """Read and check the layers of an algorithm with NETWORK, DWELLINGS, FACILITIES, FACILITY_ID, UNIT and SPEED.

    Parameters
    ----------
    weight_field
        Of the dwellings; it holds numbers.
    facility_fields
        Those that are needed besides the id.
    """
    dwellings_source, facilities_source = reader.needed(p.DWELLINGS), reader.needed(p.FACILITIES)
    id_field, feedback = reader.field(p.FACILITY_ID), reader.feedback
    working = choose_working_crs(reader, reader.needed(p.NETWORK))
    network = read_network(reader, working, progress.part(0, 0.75))
    part = progress.part(0.75, 1)
    dwellings = read(reader, dwellings_source, working, (weight_field,), progress=part, geometries="points")
    facilities = read(reader, facilities_source, working, (id_field, *facility_fields))
    ids = facility_ids(facilities, id_field, feedback=feedback)
    entrances = read_entrances(reader, working, ids)
    check_numbers(dwellings, weight_field)
    check_dwellings(dwellings)
    check_near(reader, network, dwellings.points())
    warn_without_facilities(feedback, facilities)
    return ReachInputs(
        working=working,
        network=network,
        travel=Travel(reader.whole(p.UNIT), reader.number(p.SPEED)),
        dwellings_source=dwellings_source,
        dwellings=dwellings,
        facilities_source=facilities_source,
        facilities=facilities,
        ids=ids,
        entrances=entrances,
        keeping=reader.keeping,
    )
