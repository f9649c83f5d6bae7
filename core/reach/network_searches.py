"""What was searched for on one network, kept so that no search is made twice."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..fingerprints import fingerprint
from ..network.facility_access import FacilityAccess
from ..network.graph import build_graph
from ..network.network import Network
from ..network.network_access import NetworkAccess
from ..network.options import Travel
from ..network.snapping import Snaps
from ..progress import Progress
from ..session import Keeping
from .nearest import Nearest, nearest_facility

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class NetworkSearches:
    """One network with facilities and dwellings on it, and the graphs and searches that are asked of it.

    The network, and where it is met, never change, so what was found once holds: in the run, and in a later one where
    the run keeps it.

    Parameters
    ----------
    network
        The streets.
    facilities
        How each facility is entered.
    points, snaps
        The dwellings, shape (n, 2), NaN without geometry, and their places on the network.
    keeping
        Where the run keeps what it finds.
    """

    def __init__(
        self,
        network: Network,
        facilities: FacilityAccess,
        points: Floats,
        snaps: Snaps,
        keeping: Keeping | None = None,
    ) -> None:
        self.network, self.facilities, self.points, self.snaps = network, facilities, points, snaps
        self._keeping = keeping or Keeping()

    def access(self, travel: Travel, progress: Progress) -> NetworkAccess:
        """Return all facilities and dwellings for one way of travelling, for which the graph is built once."""
        graph = self._keeping.keep(
            "graph", (self.network.fingerprint, travel), lambda: build_graph(self.network, travel, progress)
        )
        return NetworkAccess(graph, self.facilities, self.points, self.snaps)

    def nearest(self, travel: Travel, facilities: Ints, progress: Progress) -> Nearest:
        """Return the nearest of these facilities to each dwelling, searched once for each way of travelling."""
        return self._keeping.keep(
            "search",
            ("nearest", self.fingerprint(facilities), travel),
            lambda: nearest_facility(self.access(travel, progress).of_facilities(facilities), progress),
        )

    def fingerprint(self, facilities: Ints) -> bytes:
        """Return a fingerprint of the network with all dwellings and some facilities, whatever their rows."""
        some = self.facilities.take(facilities)
        ways = (some.facility, some.snaps, some.door, some.gated, some.gapped)
        return fingerprint(self._dwellings, ways, some.places.shapes)

    @cached_property
    def _dwellings(self) -> bytes:
        return fingerprint(self.network.fingerprint, self.points, self.snaps)
