"""What became of each dwelling and each facility of a search within a limit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..network.facility_access import Access
from ..network.graph import Graph
from ..network.snapping import Snaps
from ..progress import Progress
from ..statuses import NO_GEOMETRY, NO_WEIGHT, OFF_NETWORK, OK
from .nearest import why_none

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]


def dwelling_statuses(
    graph: Graph, access: Access, points: Floats, snaps: Snaps, reached: Ints, weightless: Flags, progress: Progress
) -> Words:
    """Return one of `statuses` for each dwelling.

    Parameters
    ----------
    graph, access, points, snaps
        As for `nearest_facility`.
    reached
        How many facilities each dwelling reaches within the limit.
    weightless
        Dwellings whose weight is not known.
    """
    status = np.full(len(points), OK, object)
    none = np.flatnonzero((reached == 0) | ~snaps.on_network)
    status[none] = why_none(graph, access, points[none], snaps.take(none), progress)
    status[~snaps.on_network] = OFF_NETWORK
    status[weightless] = NO_WEIGHT
    status[~np.isfinite(points).all(axis=1)] = NO_GEOMETRY
    return status


def facility_statuses(access: Access) -> Words:
    """Return `ok` for each facility that is on the network, else why it is not."""
    status = np.full(access.count, OK, object)
    status[np.isnan(access.snap_m())] = OFF_NETWORK
    status[~access.places.shapes.has_geometry] = NO_GEOMETRY
    return status
