"""The dwellings and facilities of a run on its networks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...core.geometry.shapes import Shapes
from ...core.norms.model import Streets
from ...core.progress import Progress
from ...core.requirements.entities import Dwellings
from ..io.crs import WorkingCrs
from ..io.feedback import first_few
from ..io.reader import Reader
from ..io.translation import tr
from ..layers.facilities import AllFacilities
from ..layers.streets import check_near, read_entrances, warn_far_snaps
from .inputs import RunHomes

if TYPE_CHECKING:
    from ...core.network.facility_access import Entrances
    from ...core.network.network import Network
    from ...core.requirements.measures import NetworkSearches, Reaching


def reaching_of(
    reader: Reader,
    networks: Mapping[Streets, Network],
    homes: RunHomes,
    found: AllFacilities,
    working: WorkingCrs,
    progress: Progress,
) -> Reaching:
    """Put the dwellings and the facilities on the networks, on each once."""
    from ...core.geometry.distances import Places
    from ...core.requirements.measures import Reaching

    dwellings = homes.stock.dwellings
    if not networks:
        return Reaching(dwellings.xy, Places(found.shapes))
    entrances = read_entrances(reader, working, found.ids)
    distinct = list({id(network): network for network in networks.values()}.values())
    searches: dict[int, NetworkSearches] = {}
    for number, network in enumerate(distinct):
        part = progress.part(number / len(distinct), (number + 1) / len(distinct))
        check_near(network.edges.xy, dwellings.xy, network.options.max_snap)
        searches[id(network)] = searches_on(reader, network, dwellings, homes.ids, found.shapes, entrances, part)
    places = next(iter(searches.values())).access.places
    return Reaching(dwellings.xy, places, {streets: searches[id(network)] for streets, network in networks.items()})


def searches_on(
    reader: Reader,
    network: Network,
    dwellings: Dwellings,
    ids: NDArray[np.int64],
    shapes: Shapes,
    entrances: Entrances | None,
    progress: Progress,
) -> NetworkSearches:
    """Put the dwellings and the facilities on a network, and warn of those that are far from it or off it."""
    from ...core.network.facility_access import find_access
    from ...core.network.snapping import snap_points
    from ...core.requirements.measures import NetworkSearches

    access = find_access(network, shapes, entrances, progress.part(0, 0.4))
    snaps = snap_points(network, dwellings.xy, progress.part(0.4, 1))
    off = np.flatnonzero(~snaps.on_network & np.isfinite(dwellings.xy).all(axis=1))
    if off.size:
        reader.feedback.pushWarning(
            tr("Dwellings off the network, counted as unknown: {n} ({ids})").format(
                n=off.size, ids=first_few(ids[off].tolist())
            )
        )
    warn_far_snaps(reader.feedback, snaps.leg)
    return NetworkSearches(network=network, snaps=snaps, access=access)
