from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.geometry.distances import Places
from buurtmaat.core.network.options import MINUTES, Travel
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.bounded import GROUP, searches
from buurtmaat.core.reach.reach import NthNearest, reachable, reachable_straight
from towns.brute_force import straight
from towns.factories import EVERYWHERE, Way, box, line, multipoint, network, point, polygon, shapes, xy

STREET = [(0, 0), (1000, 0)]


@pytest.mark.parametrize(
    ("limit", "reached"),
    [(500.0, True), (500 - 1e-5, False), (500 + 1e-5, True), (500 - 0.9e-6, True), (500 - 1.1e-6, False)],
)
def test_within_means_at_most_the_threshold_and_a_millionth_more(limit: float, reached: bool) -> None:
    way = Way(network(STREET), [(100, 0)], [point(600, 0)])
    assert list(way.pairs(limit)) == ([(0, 0)] if reached else [])


@pytest.mark.parametrize(("limit", "reached"), [(5.0, True), (5 - 1e-5, False), (5 - 0.9e-6, True)])
def test_within_in_minutes(limit: float, reached: bool) -> None:
    way = Way(network(STREET), [(100, 0)], [point(600, 0)], travel=Travel(MINUTES, 6.0))
    assert bool(way.pairs(limit)) is reached


@pytest.mark.parametrize(
    ("limit", "reached"), [(12.0, True), (12 - 1e-5, False), (12 - 0.9e-6, True), (12 - 1e-6, True)]
)
def test_within_over_nodes_and_legs(limit: float, reached: bool) -> None:
    way = Way(network([(0, 0), (4, 0)], [(4, 0), (4, 5)]), [(0, 1)], [point(2, 5)])
    assert bool(way.pairs(limit)) is reached


def test_every_facility_within_the_limit_comes_once() -> None:
    way = Way(network(STREET), [(0, 0), (300, 4)], [point(100, 0), point(100, 0), point(350, 0), point(900, 0)])
    assert way.pairs(400) == {(0, 0): 100, (0, 1): 100, (0, 2): 350, (1, 0): 204, (1, 1): 204, (1, 2): 54}


def test_a_multipoint_is_one_facility_by_its_nearest_entrance() -> None:
    way = Way(network(STREET), [(300, 0)], [multipoint((100, 0), (450, 0))])
    assert way.pairs(400) == {(0, 0): 150}


def test_pairs_of_a_facility_come_together_and_sorted_by_dwelling() -> None:
    rng = random.Random(1)
    dwellings = [(rng.random() * 1000, rng.random() * 5) for _ in range(50)]
    way = Way(network(STREET), dwellings, [point(rng.random() * 1000, 0) for _ in range(3 * GROUP)])
    seen: list[int] = []
    for dwelling, facility, _ in reachable(way.access, 200):
        runs = [f for i, f in enumerate(facility.tolist()) if i == 0 or f != facility[i - 1]]
        seen += runs
        for f in runs:
            assert (np.diff(dwelling[facility == f]) > 0).all()
    assert len(seen) == len(set(seen))


def test_a_long_way_round_within_the_limit_is_not_cut_off_by_the_box() -> None:
    # From the facility at (0, 0) the way runs out to x = 480 and back: nothing of it may be left out.
    detour = [(0, 0), (480, 0), (480, 10), (5, 10)]
    way = Way(network(detour), [(5, 10)], [point(0, 0)])
    assert way.pairs(965) == {(0, 0): 965}
    assert way.pairs(964) == {}


def test_fast_lines_and_ferries_widen_what_is_searched_in_minutes() -> None:
    net = network([(0, 0), (50_000, 0)], [(50_000, 0), (50_100, 0)], kmh=[None, None], minutes=[1.0, None])
    way = Way(net, [(50_100, 0)], [point(0, 0)], travel=Travel(MINUTES, 6.0))
    assert way.pairs(2) == {(0, 0): pytest.approx(2)}
    motorway = network([(0, 0), (50_000, 0)], [(50_000, 0), (50_100, 0)], kmh=[3000, None])
    way = Way(motorway, [(50_100, 0)], [point(0, 0)], travel=Travel(MINUTES, 6.0))
    assert way.pairs(2) == {(0, 0): pytest.approx(2)}


def test_a_limit_of_0_reaches_what_is_here_also_where_a_ferry_takes_no_time() -> None:
    # 0 minutes at an infinite speed once were no number of metres, and the search read outside its arrays.
    net = network(STREET, [(1000, 0), (2000, 0)], minutes=[None, 0])
    way = Way(net, [(1000, 0), (2000, 0), (500, 0)], [point(1000, 0)], travel=Travel(MINUTES, 6.0))
    assert way.pairs(0) == {(0, 0): 0, (1, 0): 0}


def test_a_limit_holds_for_what_is_entered_across_a_gap() -> None:
    """The park lies 5 m beside the whole street."""
    way = Way(network(STREET), [(500, 0)], [box(0, 5, 1000, 400)])
    assert way.pairs(5) == {(0, 0): 5}
    assert way.pairs(4) == {}


@pytest.mark.parametrize(("limit", "reached"), [(12.0, True), (12 - 1e-6, True), (12 - 1e-5, False)])
def test_within_holds_for_what_only_a_dwelling_beside_it_has_a_way_to(limit: float, reached: bool) -> None:
    """All ways in are fenced off; from the dwelling's own place, 2 m away, it is 10 m across the gap."""
    walls = [line((-1, 5), (1, 5)), line((-18, 3), (-14, 3)), line((14, 3), (18, 3))]
    net = network([(-64, 0), (64, 0)], options=replace(EVERYWHERE, entrance_gap=25, max_snap=30), barriers=walls)
    way = Way(net, [(6, -2)], [line((0, 8), (0, 9))])
    assert way.access.facilities.facility.size == 0
    assert way.pairs(limit) == ({(0, 0): 12} if reached else {})


def test_of_fewer_facilities_than_are_kept_the_rest_is_none() -> None:
    keeper = NthNearest(2, 3)
    keeper.add((np.array([1, 1]), np.array([4, 0]), np.array([7.0, 9.0])))
    assert keeper.facility.tolist() == [[-1, -1, -1], [4, 0, -1]]
    assert keeper.value.tolist() == [[math.inf] * 3, [7.0, 9.0, math.inf]]


def test_dwellings_inside_a_facility_off_the_network_are_at_0_and_nobody_else_reaches_it() -> None:
    way = Way(network(STREET), [(50, 700), (50, 0)], [box(0, 600, 100, 800), point(10, 0)])
    assert way.pairs(10_000) == {(0, 0): 0, (1, 1): 40}
    assert way.pairs(0) == {(0, 0): 0}


@pytest.mark.parametrize("limit", [60.0, 250.0, 1e6])
@pytest.mark.parametrize("at_once", [1, 8, 40])
def test_however_few_are_searched_at_once_the_pairs_are_the_same(
    at_once: int, limit: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(3)
    streets = [[(0, y), (100, y), (200, y)] for y in (0, 100, 200)] + [[(x, 0), (x, 200)] for x in (0, 200)]
    dwellings = [(rng.random() * 200, rng.random() * 200) for _ in range(30)]
    way = Way(network(*streets), dwellings, [point(rng.random() * 200, rng.random() * 200) for _ in range(2 * GROUP)])
    expected = way.pairs(limit)
    monkeypatch.setattr("buurtmaat.core.reach.bounded.AT_ONCE", at_once)
    assert way.pairs(limit) == pytest.approx(expected)
    assert expected


@pytest.mark.parametrize("at_once", [1, 1_000_000])
def test_a_search_tells_nothing_of_what_lies_beyond_its_limit(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A street of ten pieces of 100 m, searched from its beginning as far as 250 m; over the whole network, and not."""
    monkeypatch.setattr("buurtmaat.core.reach.bounded.AT_ONCE", at_once)
    way = Way(network(*([(x, 0), (x + 100, 0)] for x in range(0, 1000, 100))), [], [point(0, 0)])
    [search] = searches(way.access.graph, way.access.facilities, 250.0, trees=True)
    at = way.access.graph.network.node_xy[search.nodes, 0]
    cost = dict(zip(at.tolist(), search.cost[0].tolist(), strict=True))
    assert {x: c for x, c in cost.items() if c < math.inf} == {0.0: 0.0, 100.0: 100.0, 200.0: 200.0}
    before = {x: -1 if p < 0 else at[p] for x, p in zip(at.tolist(), search.previous[0].tolist(), strict=True)}
    assert before == {
        x: 100.0 if x == 200.0 else -1 for x in cost
    }  # the facility stands on the street of the first two


def test_no_more_is_searched_at_once_than_cancel_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("buurtmaat.core.reach.bounded.AT_ONCE", 24)
    way = Way(network(*([(x, 0), (x + 100, 0)] for x in range(0, 1000, 100))), [], [point(0, 0)] * 5)
    made = list(searches(way.access.graph, way.access.facilities, 5000.0))
    assert [search.cost.shape for search in made] == [(2, 11), (2, 11), (1, 11)]


def test_without_facilities_or_dwellings_there_are_no_pairs() -> None:
    assert Way(network(STREET), [(1, 1)], []).pairs(100) == {}
    assert Way(network(STREET), [(1, 1)], [[]]).pairs(100) == {}
    assert Way(network(STREET), [], [point(1, 1)]).pairs(100) == {}


def test_one_way_streets_hold_within_a_limit_in_both_directions_of_travel() -> None:
    fields = {"forward": [True], "backward": [False]}
    towards = network(STREET, **fields)
    away = network(STREET, **fields, options=replace(EVERYWHERE, towards=False))
    dwellings, facilities = [(100, 0), (900, 0)], [point(500, 0)]
    assert Way(towards, dwellings, facilities).pairs(2000) == {(0, 0): 400}
    assert Way(away, dwellings, facilities).pairs(2000) == {(1, 0): 400}


# In a straight line


def test_straight_distances_run_to_the_geometry_and_are_0_inside_it() -> None:
    places = Places(shapes(point(0, 0), box(10, 0, 20, 10), line((0, 30), (50, 30)), []))
    found = {}
    for dwelling, facility, value in reachable_straight(places, xy((3, 4), (15, 5), (math.nan, 0)), 26.0):
        found.update({(d, f): v for d, f, v in zip(dwelling.tolist(), facility.tolist(), value.tolist(), strict=True)})
    expected = {(0, 0): 5, (0, 1): 7, (0, 2): 26, (1, 0): pytest.approx(math.hypot(15, 5)), (1, 1): 0, (1, 2): 25}
    assert found == expected


@pytest.mark.parametrize(("limit", "reached"), [(26.0, 1), (26 - 0.9e-6, 1), (26 - 1e-5, 0)])
def test_within_in_a_straight_line(limit: float, reached: int) -> None:
    places = Places(shapes(line((0, 30), (50, 30))))
    assert sum(d.size for d, _, _ in reachable_straight(places, xy((3, 4)), limit)) == reached


def test_straight_distances_agree_with_measuring_every_outline() -> None:
    rng = random.Random(9)
    made = []
    for _ in range(30):
        x, y = 85000 + rng.random() * 300, 447000 + rng.random() * 300
        made.append(
            rng.choice(
                [
                    point(x, y),
                    multipoint((x, y), (x + 40, y)),
                    box(x, y, x + 30, y + 10),
                    line((x, y), (x + 20, y + 50), (x + 60, y)),
                    polygon(
                        [(x, y), (x + 50, y), (x + 50, y + 50), (x, y + 50)],
                        [(x + 9, y + 9), (x + 40, y + 9), (x + 40, y + 40)],
                    ),
                    box(x, y, x + 5, y + 5) + box(x + 9, y, x + 15, y + 5),
                ]
            )
        )
    dwellings = [(85000 + rng.random() * 300, 447000 + rng.random() * 300) for _ in range(60)]
    places = Places(shapes(*made))
    every = [[straight(p, facility)[0] for facility in made] for p in dwellings]
    found = np.full((60, 30), np.inf)
    for dwelling, facility, value in reachable_straight(places, xy(*dwellings), 80.0):
        found[dwelling, facility] = value
    expected = np.array(every)
    assert np.allclose(found, np.where(expected <= 80, expected, np.inf), atol=1e-9)
    feature, distance = places.nearest(xy(*dwellings))
    assert np.allclose(distance, expected.min(axis=1), atol=1e-9)
    assert np.allclose(expected[np.arange(60), feature], distance, atol=1e-9)
    rows, columns = np.divmod(np.arange(60 * 30), 30)
    for at_most in (math.inf, 500.0):
        measured, foot = places.distance(xy(*dwellings)[rows], columns, at_most)
        assert np.allclose(measured, expected.ravel(), atol=1e-9)
        assert np.allclose(np.hypot(*(foot - xy(*dwellings)[rows]).T), measured, atol=1e-9)


def test_of_places_at_the_same_distance_the_first_is_the_nearest_inside_overlapping_polygons() -> None:
    places = Places(shapes(point(100, 100), box(0, 0, 10, 10), box(0, 0, 10, 10)))
    assert places.nearest(xy((5, 5)))[0].tolist() == [1]


# The n-th nearest


@pytest.mark.parametrize("seed", range(20))
def test_the_nth_nearest_is_the_nth_of_all_in_whatever_blocks_they_come(seed: int) -> None:
    rng = np.random.default_rng(seed)
    dwellings, facilities, n = 7, 25, 4
    value = rng.choice([0.0, 1.0, 2.0, 3.5, np.inf], (dwellings, facilities))
    keeper = NthNearest(dwellings, n)
    for block in np.array_split(rng.permutation(facilities), rng.integers(1, 9)):
        d, f = np.nonzero(np.isfinite(value[:, block]))
        keeper.add((d, block[f], value[d, block[f]]))
    for d in range(dwellings):
        order = sorted((v, f) for f, v in enumerate(value[d].tolist()) if math.isfinite(v))
        order += [(math.inf, -1)] * n
        for rank in range(1, n + 1):
            found = keeper.nth(rank)
            assert (found.value[d], found.facility[d]) == order[rank - 1]


def test_the_nth_nearest_of_what_brings_nothing_is_unknown() -> None:
    keeper = NthNearest(3, 2)
    keeper.add((np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)))
    assert keeper.nth(2).facility.tolist() == [-1, -1, -1]
    assert keeper.nth(1).value.tolist() == [math.inf] * 3


# Cancel


def test_searching_within_a_limit_looks_at_cancel() -> None:
    way = Way(network(STREET), [(1, 1)], [point(3, 3)])
    with pytest.raises(Cancelled):
        list(reachable(way.access, 100, Progress(cancelled=lambda: True)))
    with pytest.raises(Cancelled):
        list(reachable_straight(way.access.facilities.places, way.access.points, 100, Progress(cancelled=lambda: True)))


def test_there_is_a_look_at_cancel_before_each_group_of_facilities() -> None:
    looks = 0

    def cancelled() -> bool:
        nonlocal looks
        looks += 1
        return False

    way = Way(network(STREET), [(1, 1)], [point(x, 0) for x in range(0, 1000, 5)])
    list(reachable(way.access, 100, Progress(cancelled=cancelled)))
    assert looks >= 200 / GROUP
