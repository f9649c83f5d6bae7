"""Pairs within a limit are the same, bit by bit, whether searched for or taken from a search that went farther."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach import network_searches
from buurtmaat.core.reach.network_searches import NetworkSearches
from buurtmaat.core.session import Keeping, NetworkSession
from towns.factories import lines, point, shapes


def searches(seed: int, keeping: Keeping) -> NetworkSearches:
    """Make a bent grid of 400 crossings with speeds, 300 dwellings and 60 facilities."""
    rng = np.random.default_rng(seed)
    node = np.stack(np.meshgrid(np.arange(20), np.arange(20)), axis=-1) * 70.0 + rng.uniform(-30, 30, (20, 20, 2))
    ways = [(node[i, j], node[i, j + 1]) for i in range(20) for j in range(19)]
    ways += [(node[i, j], node[i + 1, j]) for i in range(19) for j in range(20)]
    ways = [way for way in ways if rng.random() < 0.85]
    made = lines(*([tuple(end.tolist()) for end in way] for way in ways), kmh=[float(rng.uniform(2, 20)) for _ in ways])
    network = build_network(made, NetworkOptions(min_component=0.0))
    places = shapes(*(point(*rng.uniform(0, 1400, 2)) for _ in range(60)))
    points = rng.uniform(0, 1400, (300, 2))
    return NetworkSearches(network, find_access(network, places), points, snap_points(network, points), keeping)


def listed(pairs) -> list[tuple[int, int, float]]:
    return sorted((d, f, c) for one in pairs for d, f, c in zip(*(v.tolist() for v in one), strict=True))


@pytest.mark.parametrize("travel", [Travel(METRES), Travel(MINUTES, 5.0, capped=True)])
@pytest.mark.parametrize("seed", range(6))
def test_what_a_search_that_went_farther_found_is_the_same(seed, travel, monkeypatch):
    session, rows, far = NetworkSession(), np.arange(60), 900.0 if travel.unit == METRES else 20.0
    limits = [far, far / 2, far / 3.7, far / 11]
    alone = [listed(searches(seed, Keeping()).pairs(travel, rows, limit, Progress())) for limit in limits]
    assert len(alone[0]) > len(alone[1]) > len(alone[2]) > len(alone[3]) > 0
    list(searches(seed, Keeping(session)).pairs(travel, rows, far, Progress()))
    with monkeypatch.context() as nothing:
        nothing.setattr(network_searches, "reachable", None)
        kept = [listed(searches(seed, Keeping(session)).pairs(travel, rows, limit, Progress())) for limit in limits]
    assert kept == alone
    farther = listed(searches(seed, Keeping(session)).pairs(travel, rows, 1.5 * far, Progress()))
    assert len(farther) > len(alone[0])  # searched for, since nothing that far was kept


def test_too_many_pairs_are_not_kept(monkeypatch):
    monkeypatch.setattr(network_searches, "_MOST_PAIRS", 50)
    session = NetworkSession()
    made = searches(0, Keeping(session))
    assert len(listed(made.pairs(Travel(METRES), np.arange(60), 900.0, Progress()))) > 50
    assert session.count == 2  # the graph, and the ways that pass no node
