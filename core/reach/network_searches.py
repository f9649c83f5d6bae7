"""What was searched for on one network, kept so that no search is made twice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..network.facility_access import FacilityAccess
from ..network.graph import Graph, build_graph
from ..network.network import Network
from ..network.network_access import NetworkAccess
from ..network.options import Travel
from ..network.snapping import Snaps
from ..progress import Progress
from .nearest import Nearest, nearest_facility

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class NetworkSearches:
    """One network with facilities and dwellings on it, and the graphs and searches that were asked of it so far.

    It fills while it is asked, and belongs to whoever made it: what it keeps goes with it. The network, and where it is
    met, never change, so what was found once holds.

    Parameters
    ----------
    network
        The streets.
    facilities
        How each facility is entered.
    points, snaps
        The dwellings, shape (n, 2), NaN without geometry, and their places on the network.
    """

    def __init__(self, network: Network, facilities: FacilityAccess, points: Floats, snaps: Snaps) -> None:
        self.network, self.facilities, self.points, self.snaps = network, facilities, points, snaps
        self._graphs: dict[Travel, Graph] = {}
        self._nearest: dict[tuple[Travel, bytes], Nearest] = {}

    def access(self, travel: Travel, progress: Progress) -> NetworkAccess:
        """Return all facilities and dwellings for one way of travelling, for which the graph is built once."""
        if travel not in self._graphs:
            self._graphs[travel] = build_graph(self.network, travel, progress)
        return NetworkAccess(self._graphs[travel], self.facilities, self.points, self.snaps)

    def nearest(self, travel: Travel, facilities: Ints, progress: Progress) -> Nearest:
        """Return the nearest of these facilities to each dwelling, searched once for each way of travelling."""
        key = (travel, facilities.tobytes())
        if key not in self._nearest:
            self._nearest[key] = nearest_facility(self.access(travel, progress).of_facilities(facilities), progress)
        return self._nearest[key]
