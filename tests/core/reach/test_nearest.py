from __future__ import annotations

import math
import random
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import Network
from buurtmaat.core.network.options import METRES, MINUTES, NetworkOptions, Travel
from buurtmaat.core.network.ways import BY_HEAD, INSIDE
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.nearest import nearest_cost, nearest_facility, nearest_with_trails, why_none
from buurtmaat.core.reach.relaxation import EdgeRows, Starts, relax
from towns.factories import EVERYWHERE, Way, box, line, multipoint, network, point

WALK = Travel(METRES, 6.0)  # 100 m a minute
HURRY = Travel(MINUTES, 6.0)

# QGIS's own analysis test: lines with costs of 1, 2, 3 and 4 a segment.
QGIS_LINES = [
    ([(0, 0), (10, 0), (10, 10)], 1),
    ([(10, 10), (20, 10)], 2),
    ([(10, 20), (10, 10)], 3),
    ([(20, -10), (20, 10)], 4),
]
QGIS_PLACES = [(20, 10), (10, 10), (10, 0), (0, 0), (10, 20), (20, -10)]


def qgis_network(**fields: list) -> Network:
    """Return the lines with minutes that make each segment cost what it says: the first line has two segments."""
    minutes = [cost * (len(xy) - 1) for xy, cost in QGIS_LINES]
    return network(*(xy for xy, _ in QGIS_LINES), minutes=minutes, **fields)


def from_place(net: Network, start: tuple[float, float]) -> list[float]:
    """Return the minutes from a place to each of QGIS's places."""
    return [Way(net, [start], [point(*place)], travel=HURRY).minutes()[0] for place in QGIS_PLACES]


def test_the_costs_of_qgis_own_analysis_test() -> None:
    assert from_place(qgis_network(), (20, -10)) == pytest.approx([4, 6, 7, 8, 9, 0])


def test_the_costs_of_qgis_own_analysis_test_one_way() -> None:
    net = qgis_network(forward=[True] * 4, backward=[False] * 4)
    assert from_place(net, (0, 0)) == pytest.approx([4, 2, 1, 0, math.inf, math.inf])


def test_the_way_from_the_facility_is_the_other_way_round() -> None:
    net = qgis_network(forward=[True] * 4, backward=[False] * 4, options=replace(EVERYWHERE, towards=False))
    assert Way(net, QGIS_PLACES, [point(0, 0)], travel=HURRY).minutes() == pytest.approx(
        [4, 2, 1, 0, math.inf, math.inf]
    )


# On one edge


STREET = [(0, 0), (100, 0)]


def test_on_the_same_edge_the_way_is_direct() -> None:
    assert Way(network(STREET), [(20, 3)], [point(70, -4)]).metres() == [57]


def test_a_facility_at_the_dwelling_is_at_0_also_when_both_are_off_the_network() -> None:
    way = Way(network(STREET), [(20, 3), (20, 900), (20, 901)], [point(20, 3), point(20, 900)])
    assert way.metres() == [0, 0, math.inf]
    assert way.facility() == [0, 1, -1]


def test_half_a_millimetre_beside_the_facility_is_at_it() -> None:
    places = [point(20, 70), box(60, 20, 80, 40), point(20, 30)]
    homes = [(20, 70.0005), (20, 70.002), (59.9995, 30), (59.998, 30)]
    way = Way(network(STREET), homes, places)
    assert way.facility() == [0, 2, 1, 1]
    assert way.metres() == pytest.approx([0, 100.002, 0, 50], abs=1e-6)


@pytest.mark.parametrize("towards", [True, False])
def test_half_a_millimetre_does_not_part_places_on_a_one_way_street(towards: bool) -> None:
    made = [(0, 0), (100, 0)], [(100, 0), (100, 50), (0, 50), (0, 0)]
    net = network(*made, forward=[True, True], backward=[False, False], options=replace(EVERYWHERE, towards=towards))
    ahead, behind = Way(net, [(50, 5)], [point(50.0005, -5)]), Way(net, [(50, 5)], [point(49.9995, -5)])
    assert ahead.metres() == behind.metres() == pytest.approx([10.0005], abs=1e-9)
    round_the_block, on = Way(net, [(50, 5)], [point(49.998, -5)]), Way(net, [(50, 5)], [point(50.002, -5)])
    lengths = pytest.approx([309.998], abs=1e-9), pytest.approx([10.002], abs=1e-9)
    assert (round_the_block.metres(), on.metres()) == (lengths if towards else lengths[::-1])


@pytest.mark.parametrize(("beside", "metres"), [(-0.0005, 55.0005), (0, 55), (0.0005, 55.0005), (0.002, math.inf)])
def test_half_a_millimetre_past_a_crossing_is_at_it(beside: float, metres: float) -> None:
    made = [(0, 0), (100, 0)], [(100, 0), (200, 0)], [(100, 0), (100, -100)]
    net = network(*made, forward=[True] * 3, backward=[False, False, True])
    assert Way(net, [(100 + beside, 5)], [point(100, -50)]).metres() == pytest.approx([metres], abs=1e-9)


def test_legs_count_at_both_ends_and_not_at_all_when_they_do_not_count() -> None:
    assert Way(network(STREET), [(20, 3)], [point(20, -4)]).metres() == [7]
    legless = replace(EVERYWHERE, access_legs=False)
    assert Way(network(STREET, options=legless), [(20, 3)], [point(70, -4)]).metres() == [50]


def test_of_two_facilities_on_one_edge_the_nearer_is_found() -> None:
    way = Way(network(STREET), [(20, 0), (60, 0), (49, 0)], [point(10, 0), point(90, 0)])
    assert way.metres() == [10, 30, 39]
    assert way.facility() == [0, 1, 0]


def test_of_facilities_at_one_place_the_first_in_input_order_is_found() -> None:
    far = [point(300, 300)]
    net = network(STREET, [(100, 0), (100, 100)])
    for at in ((70, 4), (100, 0), (0, 0)):
        way = Way(net, [(20, 1), (100, 60), at], [*far, point(*at), point(*at), point(*at)])
        assert way.facility() == [1, 1, 1]


# Ways that cost the same: the dwelling is at 50 of the street, 100 m from a facility beyond either end.

WEST, EAST = [(-50, 0), (0, 0)], [(100, 0), (150, 0)]
BEYOND = [point(-50, 0), point(150, 0)]


@pytest.mark.parametrize("places", [BEYOND, BEYOND[::-1]])
def test_of_facilities_equally_far_both_ways_the_first_in_input_order_is_found(places: list) -> None:
    found = Way(network(STREET, WEST, EAST), [(50, 0)], places).nearest()
    assert (found.facility.tolist(), found.metres.tolist()) == ([0], [100])


@pytest.mark.parametrize("slow", [0, 1])
@pytest.mark.parametrize("order", [1, -1])
def test_of_facilities_equally_far_in_metres_the_one_reached_sooner_is_found(slow: int, order: int) -> None:
    # 50 m at 100 m a minute, and 50 m at 100 or at 50.
    kmh = [6.0, *(3.0 if street == slow else 6.0 for street in (0, 1))]
    way = Way(network(STREET, WEST, EAST, kmh=kmh), [(50, 0)], BEYOND[::order], travel=WALK)
    assert (way.metres(), way.minutes()) == ([100], [1])
    assert way.facility() == [(1 - slow) if order == 1 else slow]


@pytest.mark.parametrize("longer", [0, 1])
@pytest.mark.parametrize("order", [1, -1])
def test_of_facilities_equally_far_in_minutes_the_one_at_fewer_metres_is_found(longer: int, order: int) -> None:
    # Half a minute each, over 50 m or over 100.
    ends = [(-100 if longer == 0 else -50), (200 if longer == 1 else 150)]
    streets = [[(ends[0], 0), (0, 0)], [(100, 0), (ends[1], 0)]]
    net = network(STREET, *streets, minutes=[1, 0.5, 0.5])
    way = Way(net, [(50, 0)], [point(x, 0) for x in ends][::order], travel=HURRY)
    assert (way.minutes(), way.metres()) == ([1], [100])
    assert way.facility() == [(1 - longer) if order == 1 else longer]


def test_of_facilities_around_a_dwelling_the_first_is_found_and_it_is_at_0() -> None:
    way = Way(network(STREET), [(50, 700)], [point(50, 0), box(0, 600, 100, 800), box(40, 600, 60, 900)])
    assert (way.facility(), way.metres(), way.minutes()) == ([1], [0], [0])


def test_trails_are_those_of_the_dwellings_that_reach_something() -> None:
    """The second dwelling reaches nothing; the others go to the first and to the second facility."""
    net = network(STREET, WEST, EAST, [(0, 50), (100, 50)])
    way = Way(net, [(-10, 0), (50, 50), (90, 0)], BEYOND)
    nearest, trails = nearest_with_trails(way.access)
    assert nearest.facility.tolist() == [0, -1, 1]
    assert (trails.dwelling.tolist(), trails.facility.tolist()) == ([0, 2], [0, 1])
    # The first along its own street to the entrance with the row 0; the last over the end of the street.
    assert trails.way.tolist() == [0, BY_HEAD]
    assert trails.entry.tolist() == [-1, net.edges.head[way.access.snaps.edge[2]]]


def test_inside_a_facility_no_street_is_taken_also_where_it_costs_nothing() -> None:
    _, trails = nearest_with_trails(Way(network(STREET), [(0, 0)], [box(-5, -5, 5, 5)]).access)
    assert (trails.facility.tolist(), trails.way.tolist(), trails.entry.tolist()) == ([0], [INSIDE], [-1])


@pytest.mark.parametrize("travel", [WALK, HURRY])
def test_what_is_kept_of_many_searches_is_the_cost_in_the_unit_that_decides(travel: Travel) -> None:
    way = Way(network(STREET), [(20, 0), (20, 900)], [point(70, 0)], travel=travel)
    found = nearest_cost(way.access)
    assert found.facility.tolist() == [0, -1]
    assert found.cost.tolist() == [50 if travel is WALK else 0.5, math.inf]


def test_on_a_one_way_street_the_facility_behind_is_reached_the_long_way_round() -> None:
    block = [[(0, 0), (100, 0)], [(100, 0), (100, 50)], [(100, 50), (0, 50)], [(0, 50), (0, 0)]]
    net = network(*block, forward=[True] * 4, backward=[False] * 4)
    assert Way(net, [(20, 0), (70, 0)], [point(60, 0)]).metres() == [40, 290]


def test_opposite_each_other_on_a_one_way_street_nobody_has_to_drive_round_whatever_the_rounding() -> None:
    # Dwelling and facility have their feet at one place, which their rounding puts a hair before or behind.
    rng = random.Random(4)
    for _ in range(50):
        angle, x, y = rng.uniform(0, 7), 85000 + rng.random(), 447000 + rng.random()
        ux, uy = math.cos(angle), math.sin(angle)
        at = rng.uniform(10, 90)
        fx, fy = x + at * ux, y + at * uy
        net = network([(x, y), (x + 100 * ux, y + 100 * uy)], forward=[True], backward=[False])
        way = Way(net, [(fx - 3 * uy, fy + 3 * ux)], [point(fx + 4 * uy, fy - 4 * ux)])
        assert way.metres() == [pytest.approx(7)]


@pytest.mark.parametrize("towards", [True, False])
def test_at_the_end_of_a_one_way_street_a_place_is_on_all_streets_there(towards: bool) -> None:
    streets = [[(0, 0), (50, 0)], [(50, 0), (100, 0)]]
    net = network(*streets, forward=[False, True], backward=[True, False], options=replace(EVERYWHERE, towards=towards))
    way = Way(net, [(50, 0), (0, 0), (100, 0)], [point(50, 0)])
    assert way.metres() == ([0, math.inf, math.inf] if towards else [0, 50, 50])
    away = Way(net, [(50, 0)], [point(0, 0), point(100, 0)])
    assert away.metres() == ([50] if towards else [math.inf])


# Loops, parallel streets, zeros


def test_on_a_loop_street_the_shorter_way_round_is_found() -> None:
    loop = [(0, 0), (50, 0), (50, 50), (0, 50), (0, 0)]
    way = Way(network(loop, [(0, 0), (-30, 0)]), [(10, 0), (0, 10), (40, 0)], [point(0, 20)])
    assert way.metres() == [30, 10, 60]


def test_a_one_way_loop_is_gone_round_in_its_direction() -> None:
    loop = [(0, 0), (50, 0), (50, 50), (0, 50), (0, 0)]
    net = network(loop, forward=[True], backward=[False])
    assert Way(net, [(10, 0), (0, 10)], [point(0, 20)]).metres() == [170, 190]


def test_of_parallel_streets_between_two_nodes_the_shorter_counts_and_places_on_both_are_reached() -> None:
    net = network([(0, 0), (50, 120), (100, 0)], [(0, 0), (100, 0)], [(-40, 0), (0, 0)], [(100, 0), (130, 0)])
    way = Way(net, [(-40, 0), (50, 120)], [point(130, 0)])
    assert way.metres() == [170, 160]


def test_of_parallel_streets_the_faster_counts_in_minutes_and_its_metres_are_given() -> None:
    net = network([(0, 0), (50, 120), (100, 0)], [(0, 0), (100, 0)], kmh=[60, 6])
    way = Way(net, [(0, 0)], [point(100, 0)], travel=HURRY)
    assert way.minutes() == [pytest.approx(0.26)]
    assert way.metres() == [pytest.approx(260)]
    short = Way(net, [(0, 0)], [point(100, 0)], travel=WALK)
    assert short.metres() == [100]
    assert short.minutes() == [pytest.approx(1)]


def test_a_facility_exactly_on_a_node_is_not_lost_as_a_zero() -> None:
    net = network(STREET, [(100, 0), (100, 80)], [(100, 0), (200, 0)])
    way = Way(net, [(0, 0), (100, 80), (200, 0), (100, 0)], [point(100, 0)])
    assert way.metres() == [100, 80, 100, 0]


def test_a_street_that_takes_no_time_is_still_a_street() -> None:
    net = network(STREET, [(100, 0), (200, 0)], [(200, 0), (300, 0)], minutes=[None, 0, None])
    way = Way(net, [(0, 0)], [point(300, 0)], travel=HURRY)
    assert way.minutes() == [pytest.approx(2)]
    assert way.metres() == [pytest.approx(300)]
    assert way.pairs(2) == {(0, 0): pytest.approx(2)}
    assert way.pairs(0) == {}


# Speeds and ferries


RIVER = {
    "west bank": [(0, 0), (0, 1000)],
    "bridge": [(0, 1000), (300, 1000)],
    "east bank": [(300, 1000), (300, 0)],
    "ferry": [(0, 0), (100, -250), (300, 0)],
}
FERRY_M = math.hypot(100, 250) + math.hypot(200, 250)


def test_a_ferry_beats_the_bridge_in_minutes_and_counts_its_length_in_metres() -> None:
    net = network(*RIVER.values(), minutes=[None, None, None, 5])
    way = Way(net, [(0, 0)], [point(300, 0)], travel=HURRY)
    assert way.minutes() == [pytest.approx(5)]
    assert way.metres() == [pytest.approx(FERRY_M)]


def test_a_slow_ferry_is_no_way_in_minutes_but_is_one_in_metres() -> None:
    net = network(*RIVER.values(), minutes=[None, None, None, 40])
    assert Way(net, [(0, 0)], [point(300, 0)], travel=HURRY).minutes() == [pytest.approx(23)]
    by_metres = Way(net, [(0, 0)], [point(300, 0)], travel=WALK)
    assert by_metres.metres() == [pytest.approx(FERRY_M)]
    assert by_metres.minutes() == [pytest.approx(40)]


def test_minutes_of_a_line_win_over_its_speed_and_are_shared_over_its_edges() -> None:
    streets = [[(0, 0), (40, 0), (100, 0)], [(40, 0), (40, 50)]]
    net = network(*streets, kmh=[30, None], minutes=[10, None])
    way = Way(net, [(0, 0), (100, 0)], [point(40, 50)], travel=HURRY)
    assert way.minutes() == [pytest.approx(4.5), pytest.approx(6.5)]


@pytest.mark.parametrize(("kmh", "minutes"), [(12, 0.5), (None, 1), (0, 1), (-5, 1), (3, 2)])
def test_a_line_without_a_speed_or_with_none_above_0_takes_the_general_one(kmh: float | None, minutes: float) -> None:
    net = network(STREET, kmh=[kmh])
    assert Way(net, [(0, 0)], [point(100, 0)], travel=HURRY).minutes() == [pytest.approx(minutes)]


def test_a_capped_speed_is_never_faster_than_the_general_one() -> None:
    net = network(STREET, [(100, 0), (200, 0)], kmh=[12, 3])
    way = Way(net, [(0, 0)], [point(200, 0)], travel=replace(HURRY, capped=True))
    assert way.minutes() == [pytest.approx(3)]


def test_legs_go_at_the_general_speed_whatever_the_street_says() -> None:
    net = network(STREET, kmh=[60])
    way = Way(net, [(0, 100)], [point(100, 100)], travel=HURRY)
    assert way.minutes() == [pytest.approx(2.1)]
    assert way.metres() == [pytest.approx(300)]


def test_speed_counts_in_minutes_only() -> None:
    net = network([(0, 0), (50, 120), (100, 0)], [(0, 0), (100, 0)], kmh=[600, 1])
    assert Way(net, [(0, 0)], [point(100, 0)], travel=WALK).metres() == [100]


def test_the_speed_of_a_line_decides_which_facility_is_nearest_in_minutes() -> None:
    net = network([(0, 0), (-60, 0)], [(0, 0), (100, 0)], kmh=[3, 12])
    places = [point(-60, 0), point(100, 0)]
    assert Way(net, [(0, 0)], places, travel=WALK).facility() == [0]
    assert Way(net, [(0, 0)], places, travel=HURRY).facility() == [1]


# Unreached


def test_an_unreachable_facility_and_an_unreachable_dwelling_are_infinitely_far() -> None:
    net = network(STREET, [(0, 50), (100, 50)])
    way = Way(net, [(10, 0), (10, 50), (10, 900)], [point(90, 0)])
    found = way.nearest()
    assert found.metres.tolist() == [80, math.inf, math.inf]
    assert found.minutes.tolist() == [pytest.approx(1), math.inf, math.inf]
    assert found.facility.tolist() == [0, -1, -1]


def test_without_facilities_or_without_dwellings_there_is_an_answer() -> None:
    assert Way(network(STREET), [(1, 1)], []).facility() == [-1]
    assert Way(network(STREET), [(1, 1)], [[]]).facility() == [-1]
    assert Way(network(STREET), [], [point(1, 1)]).facility() == []


def test_a_dwelling_without_coordinates_reaches_nothing_and_keeps_its_row() -> None:
    way = Way(network(STREET), [(math.nan, math.nan), (10, 0)], [point(20, 0), box(0, -9, 100, 9)])
    assert way.facility() == [-1, 1]


def test_a_dwelling_inside_a_facility_is_at_0_also_off_the_network() -> None:
    way = Way(network(STREET), [(50, 700), (50, 450)], [box(0, 600, 100, 800), point(0, 0)])
    assert way.metres() == [0, math.inf]


def test_a_dwelling_on_a_line_or_at_a_point_of_a_multipoint_is_at_0() -> None:
    way = Way(network(STREET), [(50, 30), (10, 20)], [line((40, 30), (60, 30)), multipoint((90, 90), (10, 20))])
    assert way.metres() == [0, 0]


def test_why_nothing_is_reached_is_told_of_each() -> None:
    """On the street, on an island beside it, farther than points snap, and without a place."""
    net = network(line((0, 0), (900, 0)), line((0, 500), (900, 500)), options=replace(EVERYWHERE, max_snap=50.0))
    homes = [(0.0, 0.0), (0.0, 500.0), (0.0, 60.0), (math.nan, math.nan)]
    for place, on_street, on_island in ((point(900, 0), "beyond_limit", "unreachable"), (None, *["no_facility"] * 2)):
        way = Way(net, homes, [place])
        told = why_none(way.access).tolist()
        assert told == [on_street, on_island, "off_network", "no_geometry"]


# The search itself


@pytest.mark.parametrize("seed", range(40))
def test_the_search_by_blocks_finds_what_networkx_finds(seed: int) -> None:
    rng = random.Random(seed)
    nodes = rng.randint(1, 60)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(nodes))
    for _ in range(rng.randint(0, 4 * nodes)):
        a, b = rng.randrange(nodes), rng.randrange(nodes)
        if a != b:
            graph.add_edge(a, b, weight=rng.choice([0.0, 0.0, 1.0, 2.0, rng.random() * 9]))
    rows = [sorted(graph[a].items()) for a in range(nodes)]
    indptr = np.cumsum([0, *(len(row) for row in rows)]).astype(np.int32)
    indices = np.array([b for row in rows for b, _ in row], np.int32)
    cost = np.array([d["weight"] for row in rows for _, d in row])
    seeds = [
        (rng.randrange(nodes), rng.choice([0.0, 1.0, rng.random() * 5, math.inf])) for _ in range(rng.randint(0, 8))
    ]
    xy = np.array([(rng.random(), rng.random()) for _ in range(nodes)])
    found = relax(
        EdgeRows(cost, indices, indptr),
        xy,
        Starts(
            np.array([n for n, _ in seeds], np.int64), np.array([c for _, c in seeds], float), np.arange(len(seeds))
        ),
        block_nodes=rng.choice([1, 2, 5, 1000]),
    )
    lengths = [nx.single_source_dijkstra_path_length(graph, n) for n, _ in seeds]
    for node in range(nodes):
        each = [c + length.get(node, math.inf) for (_, c), length in zip(seeds, lengths, strict=True)]
        best = min(each, default=math.inf)
        assert found.distance[node] == pytest.approx(best, abs=1e-9)
        if math.isfinite(best):
            assert each[found.source[node]] == pytest.approx(best, abs=1e-9)
        else:
            assert found.source[node] == -1
        before = found.previous[node]
        if before >= 0:
            assert found.distance[before] + graph[before][node]["weight"] == pytest.approx(
                found.distance[node], abs=1e-9
            )
            assert found.source[before] == found.source[node]


def grid(size: int) -> Network:
    rows = [[(x, 100.0 * y) for x in np.arange(size) * 100.0] for y in range(size)]
    columns = [[(100.0 * x, y) for y in np.arange(size) * 100.0] for x in range(size)]
    return network(*rows, *columns, options=NetworkOptions())


def test_on_a_grid_the_distance_is_that_of_manhattan() -> None:
    net = grid(12)
    rng = random.Random(2)
    corners = [(100.0 * rng.randrange(12), 100.0 * rng.randrange(12)) for _ in range(30)]
    way = Way(net, corners, [point(300, 700), point(1000, 200)])
    expected = [min(abs(x - 300) + abs(y - 700), abs(x - 1000) + abs(y - 200)) for x, y in corners]
    assert way.metres() == pytest.approx(expected)


def test_the_search_looks_at_cancel() -> None:
    way = Way(network(STREET), [(1, 1)], [point(3, 3)])
    with pytest.raises(Cancelled):
        nearest_facility(way.access, Progress(cancelled=lambda: True))


class Looks:
    """Counts the looks at Cancel, and says yes from one of them on."""

    def __init__(self, allowed: float = math.inf) -> None:
        self.count, self.allowed = 0, allowed

    def __call__(self) -> bool:
        self.count += 1
        return self.count > self.allowed


def test_every_look_at_cancel_stops_the_search() -> None:
    way = Way(grid(6), [(120, 130)], [point(3, 3), box(400, 400, 430, 420)])
    every = Looks()
    nearest_facility(way.access, Progress(cancelled=every))
    assert every.count > 5
    for allowed in range(every.count):
        with pytest.raises(Cancelled):
            nearest_facility(way.access, Progress(cancelled=Looks(allowed)))


def test_a_graph_has_no_edge_twice_and_none_from_a_node_to_itself() -> None:
    net = network([(0, 0), (10, 0)], [(0, 0), (5, 5), (10, 0)], [(0, 0), (9, 9), (9, 0), (0, 0)])
    graph = build_graph(net, WALK)
    assert graph.indptr.tolist() == [0, 1, 2]
    assert graph.indices.tolist() == [1, 0]
    assert graph.cost.tolist() == [10, 10]
