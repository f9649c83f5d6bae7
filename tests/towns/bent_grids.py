"""A bent grid of streets with facilities and dwellings, and what each facility by itself costs."""

from __future__ import annotations

import numpy as np

from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.network_access import NetworkAccess
from buurtmaat.core.network.options import NetworkOptions, Travel
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.reach.nearest import nearest_facility
from towns.factories import box, lines, point, shapes

ONE_WAY = ("F", "B", None, None, None)


def access_of(seed: int, travel: Travel, facilities: int) -> NetworkAccess:
    """Make a bent grid of 225 crossings, not all of it connected and some of it one-way, with 300 dwellings."""
    rng = np.random.default_rng(seed)
    node = np.stack(np.meshgrid(np.arange(15), np.arange(15)), axis=-1) * 70.0 + rng.uniform(-30, 30, (15, 15, 2))
    ways = [(node[i, j], node[i, j + 1]) for i in range(15) for j in range(14)]
    ways += [(node[i, j], node[i + 1, j]) for i in range(14) for j in range(15)]
    ways = [way for way in ways if rng.random() < 0.75]
    kmh = [float(rng.uniform(2, 20)) for _ in ways]
    way = [ONE_WAY[k] for k in rng.integers(0, 5, len(ways))] if seed % 2 else [None] * len(ways)
    made = lines(
        *([tuple(end.tolist()) for end in one] for one in ways),
        kmh=kmh,
        forward=[one != "B" for one in way],
        backward=[one != "F" for one in way],
    )
    network = build_network(made, NetworkOptions(min_component=0.0))
    spots = rng.uniform(0, 1000, (facilities, 2))
    spots[facilities // 2 :] = spots[: facilities - facilities // 2]  # pairs on one spot
    places = [point(x, y) if rng.random() < 0.7 else box(x, y, x + 40, y + 25) for x, y in spots.tolist()]
    points = rng.uniform(-50, 1050, (300, 2))
    points[:3] = np.nan
    points[3] = 1e5, 1e5
    graph = build_graph(network, travel)
    return NetworkAccess(
        graph=graph, facilities=find_access(network, shapes(*places)), points=points, snaps=snap_points(network, points)
    )


def by_themselves(access: NetworkAccess, place: np.ndarray) -> np.ndarray:
    """Return the cost from each dwelling to each place, shape (dwellings, places): one search a facility."""
    cost = np.full((len(access.points), place.max() + 1), np.inf)
    for row in range(place.size):
        nearest = nearest_facility(access.of_facilities(np.array([row])))
        mine = access.travel.deciding(nearest.metres, nearest.minutes)
        cost[:, place[row]] = np.minimum(cost[:, place[row]], mine)
    return cost
