"""Ways that go along no street, found once for all facilities, are those that are found for some of them."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from buurtmaat.core.network.direct import Direct
from buurtmaat.core.network.facility_access import Entrances, find_access
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.network_access import NetworkAccess
from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.network.ways import ACROSS, INSIDE, direct_ways
from towns.factories import box, lines, point, shapes

FACILITIES = 50


def access_of(seed: int, travel: Travel) -> NetworkAccess:
    """Make a bent grid with points, boxes, and boxes with entrances as facilities, and dwellings on and in them."""
    rng = np.random.default_rng(seed)
    node = np.stack(np.meshgrid(np.arange(9), np.arange(9)), axis=-1) * 70.0 + rng.uniform(-30, 30, (9, 9, 2))
    ways = [(node[i, j], node[i, j + 1]) for i in range(9) for j in range(8)]
    ways += [(node[i, j], node[i + 1, j]) for i in range(8) for j in range(9)]
    made = lines(*([tuple(end.tolist()) for end in way] for way in ways), kmh=[float(rng.uniform(2, 20)) for _ in ways])
    network = build_network(made, NetworkOptions(min_component=0.0))
    spots = rng.uniform(0, 560, (FACILITIES, 2))
    places = [point(x, y) if rng.random() < 0.5 else box(x, y, x + 40, y + 25) for x, y in spots.tolist()]
    places[7] = point(1e5, 1e5)  # off the network
    doors = Entrances(spots[[3, 3, 20]] + [[1.0, 0.0], [0.0, 2.0], [5.0, 5.0]], np.array([3, 3, 20]))
    points = np.concatenate([rng.uniform(-50, 600, (300, 2)), spots[:10], spots[10:30] + 3.0, [[np.nan, np.nan]]])
    access = find_access(network, shapes(*places), doors)
    return NetworkAccess(
        graph=build_graph(network, travel), facilities=access, points=points, snaps=snap_points(network, points)
    )


@pytest.mark.parametrize("travel", [Travel(METRES), Travel(MINUTES, 5.0, capped=True)])
@pytest.mark.parametrize("seed", range(20))
def test_ways_to_some_facilities_are_among_those_to_all(seed: int, travel: Travel) -> None:
    access, rng = access_of(seed, travel), np.random.default_rng(seed)
    every = direct_ways(access)
    assert (every.way == INSIDE).any()
    assert (every.way == ACROSS).any()
    known = replace(access, direct=every)
    for share in (0.0, 0.1, 0.5, 1.0):
        some = np.flatnonzero(rng.random(FACILITIES) < share)
        found, alone = known.of_facilities(some).direct, direct_ways(access.of_facilities(some))
        assert found is not None
        for field in fields(Direct):
            np.testing.assert_array_equal(getattr(found, field.name), getattr(alone, field.name))
        # And once more of those.
        fewer = np.flatnonzero(rng.random(some.size) < 0.5)
        again = known.of_facilities(some).of_facilities(fewer).direct
        assert again is not None
        np.testing.assert_array_equal(again.facility, direct_ways(access.of_facilities(some[fewer])).facility)


def test_ways_of_other_dwellings_are_found_anew() -> None:
    access = access_of(1, Travel(METRES))
    some = replace(access, direct=direct_ways(access)).of_dwellings(np.arange(100, 320))
    assert some.direct is None
    assert direct_ways(some).dwelling.max() < 220
