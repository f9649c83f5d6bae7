"""The n nearest places are those of a search from each facility by itself."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.network_access import NetworkAccess
from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.reach.several_nearest import several_nearest, update_several
from towns.bent_grids import access_of, by_themselves
from towns.factories import Way, lines, network, point, shapes


@pytest.mark.parametrize("travel", [Travel(METRES), Travel(MINUTES, 5.0, capped=True)])
@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("n", [1, 2, 3, 7])
@pytest.mark.parametrize("seed", range(6))
def test_costs_are_those_of_each_facility_by_itself(seed, n, merged, travel):
    facilities = 4 if seed == 0 else 25
    access = access_of(seed, travel, facilities)
    place = np.arange(facilities)
    if merged:
        place = np.random.default_rng(seed).integers(0, facilities // 2, facilities) * 3
    alone = by_themselves(access, place)
    found = several_nearest(access, place, n)
    expected = np.sort(np.concatenate([alone, np.full((300, n), np.inf)], axis=1), axis=1)[:, :n]
    np.testing.assert_array_equal(found.cost, expected)
    row, rank = np.nonzero(found.place >= 0)
    np.testing.assert_array_equal(np.isfinite(found.cost), found.place >= 0)
    np.testing.assert_array_equal(found.cost[row, rank], alone[row, found.place[row, rank]])
    assert all(len(set(one[one >= 0].tolist())) == (one >= 0).sum() for one in found.place)
    assert np.isfinite(expected[:, 0]).sum() > 150


def test_of_places_on_one_spot_the_first_comes_first():
    rng, made = np.random.default_rng(0), lines([(0.0, 0.0), (500.0, 0.0)], [(500.0, 0.0), (900.0, 0.0)])
    network = build_network(made, NetworkOptions(min_component=0.0))
    spots = [(700.0, 5.0), (100.0, 5.0), (700.0, 5.0), (700.0, 5.0)]
    points = np.column_stack([rng.uniform(0, 900, 50), rng.uniform(-9, 9, 50)])
    access = NetworkAccess(
        graph=build_graph(network, Travel(METRES)),
        facilities=find_access(network, shapes(*(point(*spot) for spot in spots))),
        points=points,
        snaps=snap_points(network, points),
    )
    found = several_nearest(access, np.arange(4), 4)
    at_700 = [[one for one in row if one != 1] for row in found.place.tolist()]
    assert at_700 == [[0, 2, 3]] * 50


def test_without_facilities_there_is_nothing():
    access = access_of(1, Travel(METRES), 4).of_facilities(np.empty(0, np.int64))
    found = several_nearest(access, np.empty(0, np.int64), 2)
    assert (found.place == -1).all()
    assert np.isinf(found.cost).all()


@pytest.mark.parametrize(
    ("seed", "n"), [(seed, (1, 2, 4)[(seed + turn) % 3]) for turn in range(3) for seed in range(12)]
)
def test_after_some_came_and_went_costs_are_those_of_a_search_of_all(seed, n):
    access, rng = access_of(seed, Travel(METRES), 25), np.random.default_rng(seed)
    before = np.flatnonzero(rng.random(25) < 0.6)
    after = np.setdiff1d(before, rng.choice(before, 2, replace=False)) if seed % 3 else before
    after = np.union1d(after, rng.choice(25, 3, replace=False)) if seed % 3 != 1 else after
    known = before, several_nearest(access.of_facilities(before), before, n)
    found = update_several(access, after, known, after)
    full = several_nearest(access.of_facilities(after), after, n)
    np.testing.assert_array_equal(found.cost, full.cost)
    assert set(found.place[found.place >= 0].tolist()) <= set(after.tolist())
    assert update_several(access, after // 2, known, after) is None  # places of two parts


def test_a_street_brings_the_nearest_of_the_places_that_a_crossing_lacks():
    """Beyond 2 and 3 come 0 and then 1, both over the street from 100 to 300."""
    streets = network(
        [(0.0, 0.0), (100.0, 0.0)], [(100.0, 0.0), (300.0, 0.0)], [(300.0, 0.0), (400.0, 0.0)],
        [(100.0, 0.0), (100.0, 50.0)], [(300.0, 0.0), (300.0, 50.0)],
    )  # fmt: skip
    way = Way(streets, [(350.0, 0.0)], [point(90, 0), point(0, 0), point(310, 0), point(320, 0)])
    found = several_nearest(way.access, np.arange(4), 3)
    assert found.place.tolist() == [[3, 2, 0]]
    assert found.cost.tolist() == [[30.0, 40.0, 260.0]]


def test_along_a_street_a_place_right_beside_it_may_come_before_nearer_ones_that_stand_back():
    """The places on either side of the dwelling stand 90 m back, the one behind them does not."""
    way = Way(network([(0.0, 0.0), (1000.0, 0.0)]), [(500.0, 0.0)], [point(499, 90), point(501, 90), point(510, 0)])
    found = several_nearest(way.access, np.arange(3), 1)
    assert (found.place.tolist(), found.cost.tolist()) == ([[2]], [[10.0]])


def test_where_there_are_fewer_places_than_asked_for_the_rest_is_none():
    way = Way(network([(0.0, 0.0), (1000.0, 0.0)]), [(500.0, 0.0)], [point(600, 0)])
    found = several_nearest(way.access, np.arange(1), 3)
    assert (found.place.tolist(), found.cost.tolist()) == ([[0, -1, -1]], [[100.0, np.inf, np.inf]])


def test_what_comes_second_takes_the_streets_that_there_are():
    streets = network([(0.0, 0.0), (100.0, 0.0)], [(100.0, 0.0), (1000.0, 0.0)], [(1000.0, 0.0), (1001.0, 0.0)])
    way = Way(streets, [(1000.5, 0.0)], [point(0, 0), point(5, 0)])
    found = several_nearest(way.access, np.arange(2), 2)
    assert (found.place.tolist(), found.cost.tolist()) == ([[1, 0]], [[995.5, 1000.5]])
