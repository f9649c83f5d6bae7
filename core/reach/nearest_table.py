"""What a table says of the nearest facilities of dwellings: a row per dwelling, or per rank reached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints, Words, same_word
from ..comparing import WITHIN
from ..geometry.segments import SAME_PLACE
from ..network.network_access import NetworkAccess
from ..network.options import Travel
from ..progress import Progress
from ..statuses import BEYOND_LIMIT, NO_FACILITY, NO_GEOMETRY, OFF_NETWORK, OK, UNREACHABLE
from .k_nearest import Ranked, ranked_nearest
from .nearest import Nearest, nearest_facility, nearest_with_trails
from .routes import Routes
from .trails import Trails


@dataclass(frozen=True, kw_only=True)
class NearestTable:
    """What `nearest_table` finds: a row per dwelling and rank reached, in order, and one where none is.

    `facility` is -1, `rank` 0 and the numbers are NaN where no facility is reached. `metres` and `minutes` are those of
    the way, `straight` the metres in a straight line, `detour` how many times as long the way is. `snap` is the
    dwelling's own leg, metres; `status` is one of `statuses`. `routes`, where they were asked for, draws a line for
    each row with a facility, in order.
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
    routes: Routes | None

    @property
    def reached(self) -> NDArray[np.bool_]:
        """Return which rows have a facility."""
        return self.facility >= 0


def nearest_table(
    access: NetworkAccess,
    limit: float = np.inf,
    k: int = 1,
    progress: Progress | None = None,
    *,
    routes: bool = False,
) -> NearestTable:
    """Find the nearest facilities of every dwelling, with what a table says about them.

    Parameters
    ----------
    access
        Its unit decides which facility is nearest.
    limit
        In that unit; a facility beyond it does not count as reached.
    k
        How many facilities to find for each dwelling.
    routes
        Whether the ways are to be drawn.
    """
    progress = progress or Progress()
    facilities, snaps = access.facilities, access.snaps
    nearest, trails = _nearest(access, routes and k == 1, progress.part(0, 0.4))
    if k == 1:
        ranked = _of_nearest(nearest, trails, access.travel, limit)
    else:
        least = access.travel.deciding(nearest.metres, nearest.minutes)
        ranked = ranked_nearest(access, k, least, limit, progress.part(0.4, 0.9), trails=routes)
    reached = np.zeros(snaps.edge.size, bool)
    reached[ranked.dwelling] = True
    status = _statuses(access, nearest, reached)
    none = np.flatnonzero(~reached)
    dwelling = np.concatenate([ranked.dwelling, none])
    order = np.argsort(dwelling, kind="stable")
    dwelling = dwelling[order]
    straight = facilities.places.distance(access.points[ranked.dwelling], ranked.facility)[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        detour = np.where(straight > SAME_PLACE, ranked.metres / straight, np.nan)
    progress.at(1.0)

    def filled(values: Floats) -> Floats:
        return np.concatenate([values, np.full(none.size, np.nan)])[order]

    drawn = None if ranked.trails is None else Routes(access, ranked.trails)
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
        routes=drawn,
    )


def _statuses(access: NetworkAccess, nearest: Nearest, reached: Flags) -> Words:
    """Return the status of each dwelling: of one that reaches none, why."""
    facilities, snaps = access.facilities, access.snaps
    status = same_word(reached.size, OK)
    status[~reached] = UNREACHABLE if facilities.places.shapes.has_geometry.any() else NO_FACILITY
    status[~reached & (nearest.facility >= 0)] = BEYOND_LIMIT
    status[(nearest.facility < 0) & ~snaps.on_network] = OFF_NETWORK
    status[~access.located] = NO_GEOMETRY
    return status


def _nearest(access: NetworkAccess, trails: bool, progress: Progress) -> tuple[Nearest, Trails | None]:
    if trails:
        return nearest_with_trails(access, progress)
    return nearest_facility(access, progress), None


def _of_nearest(nearest: Nearest, trails: Trails | None, travel: Travel, limit: float) -> Ranked:
    """Return the nearest facility of the dwellings that reach it within the limit."""
    value = travel.deciding(nearest.metres, nearest.minutes)
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
