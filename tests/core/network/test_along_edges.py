"""Ways along an edge that both are on, beside every pair of an edge."""

from __future__ import annotations

import tracemalloc
from collections import defaultdict

import numpy as np
import pytest

from buurtmaat.core.network.along_edges import AlongEdges
from buurtmaat.core.network.direct import Direct
from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import Network, build_network
from buurtmaat.core.network.network_access import NetworkAccess, find_network_access
from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.nearest import nearest_facility, nearest_with_trails
from buurtmaat.core.reach.numbers_within import Nearness, number_within
from buurtmaat.core.reach.reach import reachable
from buurtmaat.core.reach.several_nearest import several_nearest
from towns.factories import line, lines, multipoint, network, point, shapes

TRAVELS = [Travel(METRES), Travel(MINUTES, 5.0, capped=True)]
Way = tuple[float, float, int, int]


def street(seed: int, travel: Travel, legs: bool = True) -> NetworkAccess:
    """Make three streets from a crossing, some one-way, with dwellings, points, multipoints and a line along each."""
    rng = np.random.default_rng(seed)
    made = lines(
        [(0, 0), (300, 0)],
        [(0, 0), (0, 200), (50, 260)],
        [(300, 0), (300, 100)],
        forward=rng.random(3) < 0.8,
        backward=rng.random(3) < 0.8,
        kmh=rng.uniform(2, 8, 3).tolist(),
    )
    network = build_network(made, NetworkOptions(min_component=0.0, access_legs=legs))
    across = rng.integers(0, 40, 30).astype(float)
    spots = np.stack([rng.integers(-1, 30, 30) * 10.0, across * rng.choice([0, 1, -1], 30)], axis=1)
    places = [point(x, y) for x, y in spots[:22].tolist()]
    places += [multipoint(*map(tuple, spots[22:26].tolist())), line((20, 5), (120, 5)), point(9e5, 0)]
    where = np.stack([rng.integers(-1, 31, 80) * 10.0, rng.integers(-3, 25, 80) * 10.0], axis=1)
    points = np.concatenate([where, spots + 0.0004, spots + 0.4, [[np.nan, np.nan]]])
    return NetworkAccess(
        graph=build_graph(network, travel),
        facilities=find_access(network, shapes(*places)),
        points=points,
        snaps=snap_points(network, points),
    )


def every_way(access: NetworkAccess) -> dict[tuple[int, int], list[Way]]:
    """Return the ways of each dwelling and facility, one pair after the other: cost, other cost, facility, row."""
    graph, snaps, ways = access.graph, access.snaps, access.facilities.snaps
    found = defaultdict[tuple[int, int], list[Way]](list)
    for d in range(snaps.edge.size):
        for w in range(ways.edge.size):
            edge = snaps.edge[d]
            if edge < 0 or edge != ways.edge[w]:
                continue
            apart = snaps.position[d] - ways.position[w]
            if abs(apart) > 0.001 and not (graph.to_head if apart > 0 else graph.to_tail)[edge]:
                continue
            share, leg = abs(apart) / graph.network.edges.length[edge], snaps.leg[d] + ways.leg[w]
            cost = graph.edge_cost[edge] * share + leg * graph.leg_cost
            other = graph.edge_other[edge] * share + leg * graph.leg_other
            facility = int(access.facilities.facility[w])
            found[d, facility].append((float(cost), float(other), facility, w))
    return found


def told(ways: Direct) -> list[tuple[int, Way]]:
    """Return ways as rows."""
    columns = ways.dwelling, ways.cost, ways.other, ways.facility, ways.way
    return [(d, rest) for d, *rest in zip(*(c.tolist() for c in columns), strict=True)]


def rows_of(parts: list[Direct]) -> list[tuple[int, Way]]:
    return sorted((d, tuple(rest)) for part in parts for d, rest in told(part))


@pytest.mark.parametrize("travel", TRAVELS)
@pytest.mark.parametrize("seed", range(30))
def test_all_that_is_asked_of_an_edge_is_among_its_pairs(seed: int, travel: Travel) -> None:
    access, rng = street(seed, travel, legs=seed % 2 == 0), np.random.default_rng(seed)
    pairs, along = every_way(access), AlongEdges(access)
    ways = sorted((d, w) for (d, _), several in pairs.items() for w in several)
    assert ways
    best: dict[int, Way] = {}
    for d, w in ways:
        best[d] = min(best.get(d, w), w)
    assert rows_of([along.nearest(Progress())]) == sorted(best.items())
    for limit in (0.0, float(np.median([w[0] for _, w in ways])), np.inf):
        some = np.flatnonzero(rng.random(access.facilities.count) < 0.5)
        near = [(d, w) for d, w in ways if w[0] <= limit and w[2] in some]
        assert rows_of([along.of_facilities(some, limit)]) == near
        some = np.flatnonzero(rng.random(len(access.points)) < 0.5)
        near = [(d, w) for d, w in ways if w[0] <= limit and d in some]
        assert rows_of([along.of_dwellings(some, limit)]) == near
    most = rng.uniform(0, max(w[0] for _, w in ways), len(access.points))
    assert rows_of(list(along.within(most))) == [(d, w) for d, w in ways if w[0] <= most[d]]
    dwelling, facility = (np.array(c) for c in zip(*rng.permutation(list(pairs)).tolist(), strict=True))
    half = slice(dwelling.size // 2)
    wanted = sorted((d, w) for d, f in zip(dwelling[half], facility[half], strict=True) for w in pairs[d, f])
    assert rows_of([along.of_pairs(dwelling[half], facility[half])]) == wanted


@pytest.mark.parametrize("seed", range(20))
def test_neighbours_are_those_before_and_behind(seed: int) -> None:
    access = street(seed, Travel(METRES))
    graph, snaps, ways = access.graph, access.snaps, access.facilities.snaps
    for n in (1, 3):
        found = rows_of(list(AlongEdges(access).neighbours(n)))
        for d in range(len(access.points)):
            edge, at = snaps.edge[d], snaps.position[d]
            there = sorted(ways.position[ways.edge == edge].tolist()) if edge >= 0 else []
            before, behind = [p for p in there if p < at][-n:], [p for p in there if p >= at][:n]
            wanted = [p for p in before if graph.to_head[edge] or at - p <= 0.001]
            wanted += [p for p in behind if graph.to_tail[edge] or p - at <= 0.001]
            assert sorted(float(ways.position[w[3]]) for e, w in found if e == d) == wanted
        # Who has a way at all has one among these.
        assert {d for d, _ in found} == {d for d, _ in every_way(access)}


def on_one_street(net: Network, travel: Travel) -> NetworkAccess:
    """Return a dwelling at 10 m along a street and one far from it, and facilities at 60 m and 80 m."""
    return find_network_access(
        build_graph(net, travel), shapes(point(60, 0), point(80, 0)), None, np.array([(10.0, 0.0), (10.0, 9e5)])
    )


def test_who_is_off_the_network_has_no_way_to_any_facility() -> None:
    along = AlongEdges(on_one_street(network([(0, 0), (100, 0)]), Travel(METRES)))
    assert told(along.of_pairs(np.array([0, 1, 1]), np.array([1, 0, 1]))) == [(0, [70.0, pytest.approx(0.875), 1, 1])]


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize(("home", "place"), [(10.0, 10.001), (10.001, 10.0)])
def test_places_a_millimetre_apart_are_one_also_against_the_traffic(home: float, place: float, forward: bool) -> None:
    net = network([(0, 0), (100, 0)], forward=[forward], backward=[not forward])
    access = find_network_access(
        build_graph(net, Travel(METRES)), shapes(point(place, 0)), None, np.array([[home, 0.0]])
    )
    along, only = AlongEdges(access), np.zeros(1, np.int64)
    assert [found.cost.size for found in (along.of_facilities(only, 1.0), along.of_dwellings(only, 1.0))] == [1, 1]


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("apart", [0.5, -0.5])
def test_half_a_metre_apart_a_place_is_reached_with_the_traffic_only(apart: float, forward: bool) -> None:
    net = network([(0, 0), (100, 0)], forward=[forward], backward=[not forward])
    access = find_network_access(
        build_graph(net, Travel(METRES)), shapes(point(10 + apart, 0)), None, np.array([[10.0, 0.0]])
    )
    found = AlongEdges(access).of_dwellings(np.zeros(1, np.int64), 1.0)
    assert found.cost.tolist() == ([0.5] if (apart > 0) == forward else [])


def test_along_an_edge_that_takes_no_time_everything_is_at_0() -> None:
    access = on_one_street(network([(0, 0), (100, 0)], minutes=[0]), Travel(MINUTES, 5.0))
    assert told(AlongEdges(access).nearest(Progress())) == [(0, [0.0, 50.0, 0, 0])]


def crowded(dwellings: int, facilities: int) -> NetworkAccess:
    """Make one street of 10 km with dwellings and facilities beside it."""
    rng = np.random.default_rng(1)
    network = build_network(lines([(0, 0), (10_000, 0)]), NetworkOptions(min_component=0.0))
    homes = np.stack([rng.uniform(0, 10_000, dwellings), rng.uniform(-60, 60, dwellings)], axis=1)
    spots = np.stack([rng.uniform(0, 10_000, facilities), rng.uniform(-60, 60, facilities)], axis=1)
    return NetworkAccess(
        graph=build_graph(network, Travel(METRES)),
        facilities=find_access(network, shapes(*(point(x, y) for x, y in spots.tolist()))),
        points=homes,
        snaps=snap_points(network, homes),
    )


def test_a_street_with_thousands_on_it_takes_little_memory() -> None:
    access = crowded(10_000, 1_000)
    xy, spots = access.points, access.facilities.places.shapes.xy
    tracemalloc.start()
    found = nearest_facility(access)
    three = several_nearest(access, np.arange(1_000), 3)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # All pairs, of five numbers each, would be 400 MB.
    assert peak < 60e6
    for d in range(0, 10_000, 501):
        cost = np.abs(spots[:, 0] - xy[d, 0]) + np.abs(spots[:, 1]) + abs(xy[d, 1])
        np.testing.assert_allclose(found.metres[d], cost.min(), atol=1e-6)
        np.testing.assert_allclose(three.cost[d], np.sort(cost)[:3], atol=1e-6)


def test_counts_within_a_limit_hold_along_a_street_with_thousands_on_it() -> None:
    access = crowded(2_000, 300)
    xy, spots = access.points, access.facilities.places.shapes.xy
    cost = np.abs(spots[None, :, 0] - xy[:, None, 0]) + np.abs(spots[None, :, 1]) + np.abs(xy[:, None, 1])
    number = number_within(access, np.arange(300), Nearness(1.0, np.full(2_000, 400.0)))
    np.testing.assert_array_equal(number, (cost <= 400.0).sum(axis=1))
    pairs = sum(dwelling.size for dwelling, _, _ in reachable(access, 400.0))
    assert pairs == (cost <= 400.0).sum()


def test_of_facilities_on_one_spot_the_first_holds_and_the_way_leads_there() -> None:
    network = build_network(lines([(0, 0), (100, 0)]), NetworkOptions(min_component=0.0))
    homes = np.array([[10.0, 0.0], [90.0, 0.0]])
    places = shapes(point(80, 10), point(50, 4), point(50, 4), multipoint((50, 4), (50, -4)))
    access = NetworkAccess(
        graph=build_graph(network, Travel(METRES)),
        facilities=find_access(network, places),
        points=homes,
        snaps=snap_points(network, homes),
    )
    found, trails = nearest_with_trails(access)
    assert found.facility.tolist() == [1, 0]
    assert found.metres.tolist() == [44.0, 20.0]
    assert trails.way.tolist() == [1, 0]
