"""A network to travel on, with the facilities and the dwellings on it: what every search begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..fingerprints import fingerprint
from ..geometry.shapes import Shapes
from ..progress import Progress
from ..session import Keeping
from .arrivals import Arrivals
from .direct import Direct
from .facility_access import Entrances, FacilityAccess, find_access
from .graph import Graph, build_graph
from .network import Network
from .options import Travel
from .snapping import Snaps, snap_points


@dataclass(frozen=True, kw_only=True)
class NetworkAccess:
    """Where facilities and dwellings meet a network, for one way of travelling.

    Parameters
    ----------
    graph
        The network to search.
    facilities
        How each facility is entered.
    points, snaps
        The dwellings, shape (n, 2), NaN without geometry, and their places on the network.
    direct
        Their ways that go along no street (see `ways.direct_ways`), where these were found.
    arrivals
        The last stretches to the dwellings (see `ways.arrivals_of`), where these were found.
    """

    graph: Graph
    facilities: FacilityAccess
    points: Floats
    snaps: Snaps
    direct: Direct | None = None
    arrivals: Arrivals | None = None

    @property
    def travel(self) -> Travel:
        """Return how the network is travelled."""
        return self.graph.travel

    @property
    def located(self) -> Flags:
        """Return which dwellings have a geometry."""
        return np.asarray(np.isfinite(self.points).all(axis=1))

    def of_facilities(self, rows: Ints) -> NetworkAccess:
        """Return the same dwellings with some of the facilities (ascending rows), renumbered from 0."""
        direct = None if self.direct is None else self.direct.of_facilities(self.facilities.numbers_of(rows))
        return replace(self, facilities=self.facilities.take(rows), direct=direct)

    def of_dwellings(self, rows: Ints) -> NetworkAccess:
        """Return the same facilities with some of the dwellings, renumbered from 0."""
        return NetworkAccess(
            graph=self.graph, facilities=self.facilities, points=self.points[rows], snaps=self.snaps.take(rows)
        )


def find_network_access(
    graph: Graph,
    facilities: Shapes,
    entrances: Entrances | None,
    points: Floats,
    keeping: Keeping | None = None,
    progress: Progress | None = None,
) -> NetworkAccess:
    """Put facilities and dwellings on a network.

    Parameters
    ----------
    graph
        The network and how it is travelled (see `kept_graph`).
    facilities, entrances, points, keeping
        As for `places_on`; where nothing is kept, none.
    """
    access, snaps = places_on(graph.network, facilities, entrances, points, keeping or Keeping(), progress)
    return NetworkAccess(graph=graph, facilities=access, points=points, snaps=snaps)


def kept_graph(network: Network, travel: Travel, keeping: Keeping, progress: Progress | None = None) -> Graph:
    """Return the graph of a network for a way of travelling, that of an earlier run where it kept the same."""
    return keeping.keep("graph", (network.fingerprint, travel), lambda: build_graph(network, travel, progress))


def places_on(
    network: Network,
    facilities: Shapes,
    entrances: Entrances | None,
    points: Floats,
    keeping: Keeping,
    progress: Progress | None = None,
) -> tuple[FacilityAccess, Snaps]:
    """Find where facilities and dwellings meet a network.

    Parameters
    ----------
    facilities, entrances
        As for `find_access`.
    points
        The dwellings, shape (n, 2), NaN without geometry.
    keeping
        What an earlier run kept of the same is taken from there.
    """
    progress = progress or Progress()
    progress.check()
    access = keeping.keep(
        "access",
        (network.fingerprint, fingerprint(facilities, entrances)),
        lambda: find_access(network, facilities, entrances, progress.part(0, 0.4)),
    )
    progress.check()
    snaps = keeping.keep(
        "snaps",
        (network.fingerprint, fingerprint(points)),
        lambda: snap_points(network, points, progress.part(0.4, 1)),
    )
    return access, snaps
