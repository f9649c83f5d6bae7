"""What a table says of the nearest facilities of dwellings: a row per dwelling, or per rank reached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..geometry.segments import SAME_PLACE
from ..geometry.shapes import Shapes
from ..network.facility_access import Access, Entrances, find_access
from ..network.graph import Graph, build_graph
from ..network.network import Network
from ..network.options import METRES, Travel
from ..network.snapping import Snaps, snap_points
from ..progress import Progress
from ..statuses import BEYOND_LIMIT, NO_FACILITY, NO_GEOMETRY, OFF_NETWORK, OK, UNREACHABLE
from .k_nearest import Ranked, ranked_nearest
from .nearest import Nearest, nearest_facility, nearest_with_trails
from .reach import WITHIN
from .routes import Routes
from .trails import Trails

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class NearestTable:
    """What `nearest_table` finds: a row per dwelling and rank reached, in order, and one where none is.

    `facility` is -1, `rank` 0 and the numbers are NaN where no facility is reached. `snap` is the dwelling's own leg;
    `status` is one of `statuses`; `access` tells how the facilities are reached. `routes`, where they were asked for,
    draws a line for each row with a facility, in order.
    """

    dwelling: Ints
    rank: Ints
    facility: Ints
    metres: Floats
    minutes: Floats
    straight: Floats
    detour: Floats
    snap: Floats
    status: NDArray[np.object_]
    access: Access
    routes: Routes | None

    @property
    def reached(self) -> NDArray[np.bool_]:
        """Return which rows have a facility."""
        return self.facility >= 0


def nearest_table(
    network: Network,
    travel: Travel,
    facilities: Shapes,
    entrances: Entrances | None,
    points: Floats,
    limit: float = np.inf,
    k: int = 1,
    progress: Progress | None = None,
    *,
    routes: bool = False,
) -> NearestTable:
    """Find the nearest facilities of every dwelling, with what a table says about them.

    Parameters
    ----------
    network, travel
        The network and how it is travelled; its unit decides which facility is nearest.
    facilities, entrances
        As for `find_access`.
    points
        The dwellings, shape (n, 2), NaN without geometry.
    limit
        In the unit of `travel`; a facility beyond it does not count as reached.
    k
        How many facilities to find for each dwelling.
    routes
        Whether the ways are to be drawn.
    """
    progress = progress or Progress()
    graph = build_graph(network, travel, progress)
    access = find_access(network, facilities, entrances, progress.part(0, 0.2))
    snaps = snap_points(network, points, progress.part(0.2, 0.4))
    nearest, trails = _nearest(graph, access, points, snaps, routes and k == 1, progress.part(0.4, 0.6))
    if k == 1:
        ranked = _of_nearest(nearest, trails, travel, limit)
    else:
        least = nearest.metres if travel.unit == METRES else nearest.minutes
        part = progress.part(0.6, 0.9)
        ranked = ranked_nearest(graph, access, points, snaps, k, least, limit, part, trails=routes)
    reached = np.zeros(len(points), bool)
    reached[ranked.dwelling] = True
    status = np.full(len(points), OK, object)
    status[~reached] = UNREACHABLE if facilities.has_geometry.any() else NO_FACILITY
    status[~reached & (nearest.facility >= 0)] = BEYOND_LIMIT
    status[(nearest.facility < 0) & ~snaps.on_network] = OFF_NETWORK
    status[~np.isfinite(points).all(axis=1)] = NO_GEOMETRY
    none = np.flatnonzero(~reached)
    dwelling = np.concatenate([ranked.dwelling, none])
    order = np.argsort(dwelling, kind="stable")
    dwelling = dwelling[order]
    straight = access.places.distance(points[ranked.dwelling], ranked.facility)[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        detour = np.where(straight > SAME_PLACE, ranked.metres / straight, np.nan)
    progress.at(1.0)

    def filled(values: Floats) -> Floats:
        return np.concatenate([values, np.full(none.size, np.nan)])[order]

    drawn = Routes(network, access, points, snaps, ranked.trails) if routes and ranked.trails is not None else None
    return NearestTable(
        dwelling=dwelling,
        rank=np.concatenate([ranked.rank, np.zeros(none.size, np.int64)])[order],
        facility=np.concatenate([ranked.facility, np.full(none.size, -1)])[order],
        metres=filled(ranked.metres),
        minutes=filled(ranked.minutes),
        straight=filled(straight),
        detour=filled(detour),
        snap=snaps.leg[dwelling],
        status=status[dwelling],
        access=access,
        routes=drawn,
    )


def _nearest(
    graph: Graph, access: Access, points: Floats, snaps: Snaps, trails: bool, progress: Progress
) -> tuple[Nearest, Trails | None]:
    if trails:
        return nearest_with_trails(graph, access, points, snaps, progress)
    return nearest_facility(graph, access, points, snaps, progress), None


def _of_nearest(nearest: Nearest, trails: Trails | None, travel: Travel, limit: float) -> Ranked:
    """Return the nearest facility of the dwellings that reach it within the limit."""
    value = nearest.metres if travel.unit == METRES else nearest.minutes
    rows = np.flatnonzero((nearest.facility >= 0) & (value <= limit + WITHIN))
    rank = np.ones(rows.size, np.int64)
    if trails is not None:
        trails = trails.take(np.searchsorted(trails.dwelling, rows))
    return Ranked(
        dwelling=rows,
        rank=rank,
        facility=nearest.facility[rows],
        metres=nearest.metres[rows],
        minutes=nearest.minutes[rows],
        trails=trails,
    )
