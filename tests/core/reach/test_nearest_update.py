"""The nearest facilities after some came or went are those that a search of all gives."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.network_access import NetworkAccess
from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.reach.nearest import nearest_cost
from buurtmaat.core.reach.nearest_update import FoundNearest, may_gain, most_alike, update_nearest
from buurtmaat.core.reach.reach import reachable
from towns.factories import Way, box, lines, network, point, shapes

FACILITIES = 40


def access_of(seed: int, travel: Travel) -> NetworkAccess:
    """Make a bent grid of 225 crossings, not all of it connected, 400 dwellings, and points and boxes as facilities."""
    rng = np.random.default_rng(seed)
    node = np.stack(np.meshgrid(np.arange(15), np.arange(15)), axis=-1) * 70.0 + rng.uniform(-30, 30, (15, 15, 2))
    ways = [(node[i, j], node[i, j + 1]) for i in range(15) for j in range(14)]
    ways += [(node[i, j], node[i + 1, j]) for i in range(14) for j in range(15)]
    ways = [way for way in ways if rng.random() < 0.7]
    made = lines(*([tuple(end.tolist()) for end in way] for way in ways), kmh=[float(rng.uniform(2, 20)) for _ in ways])
    network = build_network(made, NetworkOptions(min_component=0.0))
    spots = rng.uniform(0, 1000, (FACILITIES, 2))
    places = [point(x, y) if rng.random() < 0.7 else box(x, y, x + 40, y + 25) for x, y in spots.tolist()]
    places[0] = point(1e5, 1e5)  # off the network
    points = rng.uniform(-100, 1100, (400, 2))
    points[:3] = np.nan
    graph = build_graph(network, travel)
    return NetworkAccess(
        graph=graph, facilities=find_access(network, shapes(*places)), points=points, snaps=snap_points(network, points)
    )


@pytest.mark.parametrize("travel", [Travel(METRES), Travel(MINUTES, 5.0, capped=True)])
@pytest.mark.parametrize("seed", range(40))
def test_costs_are_those_of_a_search_of_all(seed, travel):
    access, rng = access_of(seed, travel), np.random.default_rng(seed)
    before = np.flatnonzero(rng.random(FACILITIES) < 0.5)
    after = before.copy()
    if seed % 4 != 1:
        after = np.setdiff1d(after, rng.choice(before, min(4, before.size), replace=False))
    if seed % 4 != 2:
        after = np.union1d(after, rng.choice(np.setdiff1d(np.arange(FACILITIES), before), 3, replace=False))
    if seed % 4 == 3:
        after = np.setdiff1d(after, before)  # none of those of before stays
    known = FoundNearest(before, nearest_cost(access.of_facilities(before)))
    assert set(before.tolist()) != set(after.tolist())
    found, full = update_nearest(access, after, known), nearest_cost(access.of_facilities(after))
    cost, exact = found.cost, full.cost
    assert np.isfinite(exact).sum() > 100
    np.testing.assert_array_equal(cost, exact)
    np.testing.assert_array_equal(found.facility < 0, full.facility < 0)
    equal = found.facility == full.facility  # another one may be as near
    assert equal.mean() > 0.95


def test_without_any_facility_nothing_is_reached():
    access, before = access_of(0, Travel(METRES)), np.arange(FACILITIES)
    known = FoundNearest(before, nearest_cost(access))
    found = update_nearest(access, np.empty(0, np.int64), known)
    assert (found.facility == -1).all()
    assert np.isinf(found.cost).all()


@pytest.mark.parametrize("travel", [Travel(METRES), Travel(MINUTES, 5.0, capped=True)])
@pytest.mark.parametrize("seed", range(10))
def test_all_that_gain_are_among_those_that_may(seed, travel):
    access = access_of(seed, travel)
    shapes_of = access.facilities.places.shapes
    points = np.flatnonzero(~shapes_of.is_areal_or_linear)[1:]  # the first is off the network
    had = nearest_cost(access.of_facilities(points[1:])).cost
    came = access.of_facilities(points[:1])
    new = nearest_cost(came).cost
    may = may_gain(came, had)
    assert set(np.flatnonzero(new < had).tolist()) <= set(may.tolist())
    reached = np.isfinite(had)
    assert np.isin(np.flatnonzero(reached), may).sum() < reached.sum() / 2  # so others are not searched for


def test_who_stands_at_a_facility_that_is_off_the_network_may_gain():
    access = access_of(0, Travel(METRES))
    access.points[7] = (1e5, 1e5)  # where facility 0 is
    assert 7 in may_gain(access.of_facilities(np.array([0])), np.full(400, 50.0)).tolist()


def test_a_facility_that_went_leaves_its_dwellings_the_next_one_or_none():
    """Facilities 0 and 1 stand on one street, 2 on another one: 0 closes, then 1 too."""
    streets = network([(0.0, 0.0), (1000.0, 0.0)], [(0.0, 5000.0), (1000.0, 5000.0)])
    way = Way(streets, [(100.0, 0.0), (900.0, 0.0), (100.0, 5000.0)], [point(0, 0), point(1000, 0), point(0, 5000)])
    known = FoundNearest(np.arange(3), nearest_cost(way.access))
    assert known.nearest.facility.tolist() == [0, 1, 2]
    without_0 = update_nearest(way.access, np.array([1, 2]), known)
    assert without_0.facility.tolist() == [0, 0, 1]  # among those that stay
    assert without_0.cost.tolist() == [900.0, 100.0, 100.0]
    only_2 = update_nearest(way.access, np.array([2]), FoundNearest(np.array([1, 2]), without_0))
    assert only_2.facility.tolist() == [-1, -1, 0]
    assert only_2.cost.tolist() == [np.inf, np.inf, 100.0]


def test_of_two_that_came_the_nearest_counts():
    way = Way(
        network([(0.0, 0.0), (1000.0, 0.0)]), [(100.0, 0.0), (600.0, 0.0)], [point(0, 0), point(400, 0), point(700, 0)]
    )
    known = FoundNearest(np.array([0]), nearest_cost(way.access.of_facilities(np.array([0]))))
    found = update_nearest(way.access, np.arange(3), known)
    assert found.facility.tolist() == [0, 2]
    assert found.cost.tolist() == [100.0, 100.0]


def test_who_may_gain_has_more_to_go_than_the_straight_line():
    streets = network([(0.0, 0.0), (10.0, 0.0)], [(10.0, 0.0), (310.0, 0.0)], [(310.0, 0.0), (400.0, 0.0)])
    access = Way(streets, [(350.0, 0.0), (5.0, 5.0)], [point(5, 5)]).access  # the second one stands at the facility
    for cost, may in ((0.0, [1]), (250.0, [1]), (298.0, [1]), (299.5, [0, 1]), (np.inf, [0, 1])):
        assert may_gain(access, np.array([cost, 50.0])).tolist() == may


def test_where_an_edge_takes_no_time_all_that_have_some_way_to_go_may_gain():
    streets = network(
        [(0.0, 0.0), (10.0, 0.0)], [(10.0, 0.0), (9000.0, 0.0)], [(9000.0, 0.0), (9010.0, 0.0)], minutes=[None, 0, None]
    )
    access = Way(streets, [(9010.0, 0.0)] * 2, [point(0, 0)], travel=Travel(MINUTES, 5.0)).access
    assert may_gain(access, np.array([0.0, 0.001])).tolist() == [1]


@pytest.mark.parametrize("apart", [False, True])
def test_of_two_that_came_to_one_place_the_first_counts(apart, monkeypatch):
    """Whether they are searched for together or one after the other."""

    def one_by_one(*asked):
        for dwelling, facility, value in reachable(*asked):
            for one in np.unique(facility):
                yield tuple(column[facility == one] for column in (dwelling, facility, value))

    if apart:
        monkeypatch.setattr("buurtmaat.core.reach.nearest_update.reachable", one_by_one)
    places = [point(0, 0), point(700, 0), point(700, 0)]
    way = Way(network([(0.0, 0.0), (1000.0, 0.0)]), [(600.0, 0.0)], places)
    known = FoundNearest(np.array([0]), nearest_cost(way.access.of_facilities(np.array([0]))))
    found = update_nearest(way.access, np.arange(3), known)
    assert (found.facility.tolist(), found.cost.tolist()) == ([1], [100.0])


def test_who_gains_a_last_digit_may_gain():
    """A street as straight as numbers can tell adds up to less than the straight line between its ends, by rounding."""
    rng, less = np.random.default_rng(1), 0
    for turn in np.linspace(0.1, 1.4, 8):
        street = np.outer(np.cumsum(rng.uniform(0, 1, 1000)), (np.cos(turn), np.sin(turn)))
        (x, y), (to_x, to_y) = street[[0, -1]].tolist()
        streets = network([(x, y), (x, y - 9)], [(to_x, to_y), (to_x, to_y + 9)], [tuple(xy) for xy in street.tolist()])
        access = Way(streets, [(to_x, to_y)], [point(x, y)]).access
        had = np.nextafter(nearest_cost(access).cost, np.inf)
        assert may_gain(access, had).tolist() == [0]
        less += had[0] < np.hypot(to_x - x, to_y - y)
    assert less


def test_who_lives_within_a_facility_whose_way_in_is_far_away_may_gain():
    """The ground is entered from the street at y = 0; the dwelling at its other side goes by another street."""
    streets = network([(0.0, 0.0), (100.0, 0.0)], [(0.0, 1000.0), (100.0, 1000.0)])
    way = Way(streets, [(50.0, 900.0)], [box(0, 10, 100, 950)])
    assert may_gain(way.access, np.array([50.0])).tolist() == [0]


def test_the_search_that_differs_in_the_fewest_facilities_is_gone_on_from():
    first, second = (np.array([0, 1, 2]), "first"), (np.array([1, 2, 3, 4]), "second")
    assert most_alike([first, second], np.array([1, 2, 3])) is second  # one goes; of the first one goes, one comes
    assert most_alike([first, second], np.array([0, 1, 2, 5])) is first
    assert most_alike([first, second], np.array([7, 8])) is None  # all are others
    assert most_alike([], np.array([0])) is None
