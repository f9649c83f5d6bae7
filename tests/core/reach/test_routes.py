"""Routes: as long as they cost, along streets in their direction, from door to door."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network_access import find_network_access
from buurtmaat.core.network.options import METRES, MINUTES, Travel
from buurtmaat.core.reach.nearest_table import NearestTable, nearest_table
from towns.brute_force import NEAR, BruteForce, along, away, foot, straight
from towns.engine import Engine, engine_of, search_in_blocks_of
from towns.factories import EVERYWHERE, box, entrances, line, multipoint, network, point, shapes, xy
from towns.random_worlds import World, world

WALK = Travel(METRES, 6.0)
HURRY = Travel(MINUTES, 6.0)
STREET = [(0, 0), (100, 0)]
CORNER = [STREET, [(100, 0), (100, 40), (100, 80)]]


def drawn(net, dwellings, facilities, k=1, travel=WALK, gates=None, limit=math.inf) -> list[list[tuple]]:
    """Return the vertices of each route, and see to it that each is as long as it says."""
    access = find_network_access(build_graph(net, travel), shapes(*facilities), gates, xy(*dwellings))
    found = nearest_table(access, limit, k, routes=True)
    return of_table(found)


def of_table(found: NearestTable) -> list[list[tuple]]:
    assert found.routes is not None
    lines = found.routes.lines(np.arange(int(found.reached.sum())))
    cut = [lines.xy[a:b] for a, b in zip(lines.start[:-1], lines.start[1:], strict=True)]
    for vertices, length in zip(cut, lines.length, strict=True):
        assert len(vertices) != 1
        assert np.hypot(*np.diff(vertices, axis=0).T).sum() == pytest.approx(length, abs=1e-7)
    return [[(round(x, 6), round(y, 6)) for x, y in vertices] for vertices in cut]


@pytest.mark.parametrize("k", [1, 2])
def test_a_route_goes_from_door_to_street_along_it_and_to_the_door(k: int) -> None:
    routes = drawn(network(*CORNER), [(20, 5), (95, 20)], [point(110, 60)], k)
    assert routes == [
        [(20, 5), (20, 0), (100, 0), (100, 40), (100, 60), (110, 60)],
        [(95, 20), (100, 20), (100, 40), (100, 60), (110, 60)],
    ]


@pytest.mark.parametrize("k", [1, 2])
def test_a_route_over_the_first_corner_ends_at_its_own_facility_and_not_at_the_last_one(k: int) -> None:
    net = network([(0, 0), (100, 0)], [(0, 0), (0, 100)], [(100, 0), (200, 0)], [(200, 0), (1000, 0)])
    routes = drawn(net, [(150, 5)], [point(-5, 50), point(900, 5)], k)
    assert routes[0] == [(150, 5), (150, 0), (100, 0), (0, 0), (0, 50), (-5, 50)]


@pytest.mark.parametrize("k", [1, 2])
def test_where_the_way_leads_from_the_facility_the_line_begins_there(k: int) -> None:
    net = network(*CORNER, options=replace(EVERYWHERE, towards=False))
    assert drawn(net, [(20, 5)], [point(110, 60)], k) == [[(110, 60), (100, 60), (100, 40), (100, 0), (20, 0), (20, 5)]]


@pytest.mark.parametrize("k", [1, 2])
def test_doors_on_the_street_have_no_legs_and_no_vertex_twice(k: int) -> None:
    assert drawn(network(*CORNER), [(0, 0), (100, 40)], [point(100, 0)], k) == [
        [(0, 0), (100, 0)],
        [(100, 40), (100, 0)],
    ]


def test_a_route_begins_at_its_door_also_where_the_one_before_it_ended_there() -> None:
    """The second dwelling lives at the facility to which the first one's last route leads."""
    routes = drawn(network(STREET), [(0, 0), (100, 0)], [point(100, 0), point(50, 0)], k=2)
    assert routes == [[(0, 0), (50, 0)], [(0, 0), (100, 0)], [], [(100, 0), (50, 0)]]


@pytest.mark.parametrize("k", [1, 2])
def test_who_lives_within_a_facility_that_no_street_leads_to_has_a_route_of_no_length(k: int) -> None:
    assert drawn(network(STREET), [(50, 2000)], [box(0, 1900, 100, 2100)], k) == [[]]


@pytest.mark.parametrize("k", [1, 2])
def test_on_one_bent_street_the_route_follows_its_bends_either_way(k: int) -> None:
    net = network([(0, 0), (10, 0), (10, 10), (20, 10), (20, 0), (30, 0)])
    there, back = drawn(net, [(5, 0), (25, 0)], [point(15, 10)], k)
    assert there == [(5, 0), (10, 0), (10, 10), (15, 10)]
    assert back == [(25, 0), (20, 0), (20, 10), (15, 10)]


@pytest.mark.parametrize("k", [1, 2])
def test_a_dwelling_inside_a_facility_has_a_route_of_no_length(k: int) -> None:
    net = network(STREET)
    assert drawn(net, [(50, 20), (10, 0)], [box(40, 10, 60, 30)], k)[0] == []
    assert drawn(net, [(50, 3)], [point(50, 3)], k) == [[]]


@pytest.mark.parametrize("k", [1, 2])
def test_inside_a_facility_there_is_no_way_out_and_in_where_legs_do_not_count(k: int) -> None:
    net = network(STREET, options=replace(EVERYWHERE, access_legs=False))
    assert drawn(net, [(50, 20)], [box(40, 10, 60, 30)], k) == [[]]
    assert drawn(net, [(50, 3)], [point(50, 3)], k) == [[]], "at the facility's point"
    assert drawn(net, [(0, 3)], [point(0, 3)], k) == [[]], "at the end of a street"


@pytest.mark.parametrize("k", [1, 2])
def test_into_a_polygon_the_route_ends_at_its_nearest_point(k: int) -> None:
    net = network(STREET)
    # straight from where the street comes within the gap
    near = 80 - math.sqrt(25**2 - 3**2)
    assert drawn(net, [(10, -2)], [box(80, 3, 90, 30)], k) == [[(10, -2), (10, 0), (round(near, 6), 0), (80, 3)]]
    # within the gap it goes straight across from the dwelling's own place
    assert drawn(net, [(85, -2)], [box(80, 3, 90, 30)], k) == [[(85, -2), (85, 0), (85, 3)]]
    far = network(STREET, options=replace(EVERYWHERE, entrance_gap=1.0))
    assert drawn(far, [(10, -2)], [line((70, 60), (60, 50))], k) == [[(10, -2), (10, 0), (60, 0), (60, 50)]]


@pytest.mark.parametrize("k", [1, 2])
def test_into_a_facility_with_entrances_the_route_ends_at_one(k: int) -> None:
    gates = entrances((0, (95, 30)), (0, (60, 31)))
    assert drawn(network(*CORNER), [(90, 15)], [box(60, 10, 95, 31)], k, gates=gates) == [
        [(90, 15), (100, 15), (100, 30), (95, 30)]
    ]


@pytest.mark.parametrize("k", [1, 2])
def test_a_leg_ends_at_the_point_of_a_multipoint_that_it_belongs_to(k: int) -> None:
    # From where the way leaves the street another point is nearer, but lies behind a wall.
    streets = [(0, 0), (100, 0)], [(0, 0), (0, 60)], [(0, 60), (100, 60)]
    net = network(*streets, barriers=[line((30, 65), (70, 65))])
    assert drawn(net, [(40, 60)], [multipoint((50, 70), (50, 40))], k) == [[(40, 60), (50, 60), (50, 40)]]


@pytest.mark.parametrize("k", [1, 2])
def test_where_legs_do_not_count_the_line_still_goes_from_door_to_door(k: int) -> None:
    net = network(STREET, options=replace(EVERYWHERE, access_legs=False))
    access = find_network_access(build_graph(net, WALK), shapes(point(70, -4)), None, xy((20, 3)))
    found = nearest_table(access, math.inf, k, routes=True)
    assert found.metres.tolist() == [50]
    assert of_table(found) == [[(20, 3), (20, 0), (70, 0), (70, -4)]]
    assert found.routes is not None
    assert found.routes.lines(np.array([0])).length.tolist() == [57]


@pytest.mark.parametrize("k", [1, 2])
def test_in_minutes_the_route_takes_the_faster_of_parallel_streets(k: int) -> None:
    net = network([(0, 0), (50, 120), (100, 0)], [(0, 0), (100, 0)], kmh=[60, 6])
    assert drawn(net, [(0, 0)], [point(100, 0)], k, HURRY) == [[(0, 0), (50, 120), (100, 0)]]
    assert drawn(net, [(0, 0)], [point(100, 0)], k) == [[(0, 0), (100, 0)]]


@pytest.mark.parametrize("k", [1, 2])
def test_on_a_one_way_street_the_route_goes_round_the_block(k: int) -> None:
    block = [[(0, 0), (100, 0)], [(100, 0), (100, 50)], [(100, 50), (0, 50)], [(0, 50), (0, 0)]]
    net = network(*block, forward=[True] * 4, backward=[False] * 4)
    assert drawn(net, [(70, 0)], [point(60, 0)], k) == [[(70, 0), (100, 0), (100, 50), (0, 50), (0, 0), (60, 0)]]


@pytest.mark.parametrize("k", [1, 2])
def test_a_loop_is_left_by_the_nearer_end(k: int) -> None:
    net = network([(0, 0), (50, 0), (50, 50), (0, 50), (0, 0)], [(0, 0), (-30, 0)])
    assert drawn(net, [(10, 0), (0, 10)], [point(-30, 0)], k) == [
        [(10, 0), (0, 0), (-30, 0)],
        [(0, 10), (0, 0), (-30, 0)],
    ]


def test_each_rank_has_its_own_route_and_those_beyond_the_limit_have_none() -> None:
    places = [point(0, 0), point(100, 0), point(50, 2)]
    assert drawn(network(STREET), [(60, 0), (10, 0)], places, 3, limit=45) == [
        [(60, 0), (50, 0), (50, 2)],
        [(60, 0), (100, 0)],
        [(10, 0), (0, 0)],
        [(10, 0), (50, 0), (50, 2)],
    ]
    assert drawn(network(STREET), [(60, 0), (10, 0)], places, 1, limit=10.5) == [[(10, 0), (0, 0)]]


def test_without_any_way_there_is_no_route() -> None:
    for k in (1, 2):
        assert drawn(network(STREET), [(10, 0), (math.nan, 0)], [[]], k) == []
        assert drawn(network(STREET), [], [point(0, 0)], k) == []


def test_routes_are_the_same_however_they_are_cut_into_blocks() -> None:
    net = network(*CORNER)
    homes = [(20, 5), (95, 20), (1, 1), (99, 79)]
    access = find_network_access(build_graph(net, WALK), shapes(point(110, 60), point(0, 9)), None, xy(*homes))
    found = nearest_table(access, k=2, routes=True)
    assert found.routes is not None
    every = found.routes.lines(np.arange(8))
    for row in range(8):
        one = found.routes.lines(np.array([row]))
        assert one.xy.tolist() == every.xy[every.start[row] : every.start[row + 1]].tolist()
        assert one.length[0] == every.length[row]


@pytest.mark.parametrize("seed", range(400))
def test_routes_are_real_ways_of_the_length_they_cost(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = world(seed)
    size = [None, 1, 5][seed % 3]
    if size:
        search_in_blocks_of(size, monkeypatch)
    engine = engine_of(made)
    if engine is None:
        return
    brute = BruteForce(made.streets, made.rules, made.barriers)
    for k in (1, 3):
        found = nearest_table(engine.access, k=k, routes=True)
        assert found.routes is not None
        rows = np.flatnonzero(found.reached)
        lines = found.routes.lines(np.arange(rows.size))
        for number, row in enumerate(rows.tolist()):
            route = [tuple(v) for v in lines.xy[lines.start[number] : lines.start[number + 1]].tolist()]
            check_route(made, brute, engine, found, row, route, float(lines.length[number]))


def check_route(
    made: World, brute: BruteForce, engine: Engine, found: NearestTable, row: int, route: list, length: float
) -> None:
    dwelling, facility = int(found.dwelling[row]), int(found.facility[row])
    home, shape, metres = made.dwellings[dwelling], made.facilities[facility], float(found.metres[row])
    goals = made.gates.get(facility)
    if not route:
        assert length == 0
        assert metres <= 1e-8
        assert straight(home, shape)[0] <= NEAR or goals
        return
    assert goals or straight(home, shape)[0] > NEAR, "no line leads out and in again"
    steps = list(itertools.pairwise(route))
    minutes = [on_street(brute, a, b) for a, b in steps]
    ends = route if made.rules.towards else route[::-1]
    assert math.dist(ends[0], home) <= 1e-6
    last = ends[-1]
    assert min(math.dist(last, g) for g in goals) <= 1e-6 if goals else straight(last, shape)[0] <= 1e-6
    # Only the first step and the last may be no street: legs, each as long as a leg of the engine.
    legs = [math.dist(a, b) for (a, b), m in zip(steps, minutes, strict=True) if m is None]
    assert all(m is not None for m in minutes[1:-1]), f"{route} leaves the streets"
    if made.rules.access_legs:
        assert length == pytest.approx(metres, abs=1e-6)
    else:
        assert length >= metres - 1e-6
    assert sum(legs) <= engine.snaps.leg[dwelling] + 400.0
    if made.rules.access_legs and engine.graph.proportional is None:
        # As fast as it may be along these streets, parallel ones among them, it is not slower than it says.
        pace = 0.06 / made.rules.kmh
        least = 0.0
        for number, ((a, b), took) in enumerate(zip(steps, minutes, strict=True)):
            leg = math.dist(a, b) * pace if number in (0, len(steps) - 1) else math.inf  # it may lie on a street
            least += min(leg, math.inf if took is None else took)
        assert least <= float(found.minutes[row]) + 1e-6


def on_street(brute: BruteForce, a: tuple, b: tuple) -> float | None:
    """Return the least minutes from a to b along one straight piece of a street in its direction, None off them."""
    best = None
    for edge in brute.edges:
        street = brute.streets[edge.street]
        for _, s, e in edge.segments():
            if away(a, s, e) > 1e-6 or away(b, s, e) > 1e-6:
                continue
            ahead = math.dist(s, along(s, e, foot(b, s, e))) - math.dist(s, along(s, e, foot(a, s, e)))
            if abs(ahead) > NEAR and not (street.forward if ahead > 0 else street.backward):
                continue
            took = math.dist(a, b) * brute.pace(edge.street)
            best = took if best is None else min(best, took)
    return best
