from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.geometry.segments import SegmentIndex
from buurtmaat.core.geometry.shapes import from_wkb
from buurtmaat.core.network.network import Network
from buurtmaat.core.network.snapping import Snaps, distance_to_streets, snap_points
from buurtmaat.core.progress import Progress
from towns.factories import EVERYWHERE, box, line, network, polygon, wkb, xy


def snap(net: Network, *points: tuple[float, float]) -> Snaps:
    return snap_points(net, xy(*points))


def test_a_point_on_a_vertex_in_the_middle_of_an_edge_and_beyond_its_end() -> None:
    net = network([(0, 0), (10, 0), (20, 0)], options=replace(EVERYWHERE, tolerance=0))
    found = snap(net, (10, 0), (0, 0), (20, 0), (5, 3), (15, -4), (23, 4), (-3, -4))
    assert found.position.tolist() == [10, 0, 20, 5, 15, 20, 0]
    assert found.leg.tolist() == [0, 0, 0, 3, 4, 5, 5]
    assert found.xy.tolist() == [[10, 0], [0, 0], [20, 0], [5, 0], [15, 0], [20, 0], [0, 0]]


def test_the_nearest_edge_is_taken_and_of_equally_near_ones_the_first() -> None:
    net = network([(0, 0), (10, 0)], [(0, 8), (10, 8)])
    found = snap(net, (5, 3), (5, 5), (5, 4))
    assert net.edges.line[found.edge].tolist() == [0, 1, 0]


@pytest.mark.parametrize(("away", "on"), [(199.5, True), (200.0, True), (200.001, False)])
def test_a_point_farther_than_the_limit_is_off_the_network(away: float, on: bool) -> None:
    found = snap(network([(0, 0), (1000, 0)]), (500, away))
    assert found.on_network.tolist() == [on]
    assert found.edge.tolist() == [0 if on else -1]
    assert math.isnan(found.leg[0]) is not on


def test_a_point_as_far_as_the_limit_beyond_the_end_of_a_street_is_on_it() -> None:
    """Whole metres in Delft: of such a point the middle of the last 20 m of street is farther by rounding."""
    for length in range(1, 300):
        net = network([(84_000, 447_000), (84_000 + length, 447_000)])
        found = snap(net, (84_000 + length + 200, 447_000), (83_800, 447_000), (84_000 + length + 200.001, 447_000))
        assert found.on_network.tolist() == [True, True, False], length
        assert found.leg[:2].tolist() == [200, 200]


def test_a_point_without_coordinates_is_off_the_network_and_keeps_its_row() -> None:
    found = snap(network([(0, 0), (10, 0)]), (math.nan, 0), (5, 1), (5, math.inf))
    assert found.edge.tolist() == [-1, 0, -1]
    assert np.isnan(found.xy[[0, 2]]).all()


def test_how_far_the_streets_are_is_known_beyond_the_limit_too() -> None:
    net = network([(0, 0), (100, 0)], options=replace(EVERYWHERE, max_snap=20.0))
    area = polygon([(400, 400), (500, 400), (500, 500), (400, 400)])
    shapes = from_wkb([wkb([("point", (50.0, 300.0))]), None, wkb(area)])
    found = distance_to_streets(net, shapes)
    # The corner (400, 400) is 300 m east and 400 m north of the end of the street.
    assert found[[0, 2]].tolist() == pytest.approx([300, 500])
    assert np.isnan(found[1])


def test_no_points_are_no_problem() -> None:
    assert snap(network([(0, 0), (10, 0)])).edge.size == 0


def test_points_snap_past_an_island_that_is_too_short() -> None:
    streets = [[(0, 0), (3000, 0)], [(0, 20), (50, 20)]]
    near = snap(network(*streets), (10, 19))
    past = snap(network(*streets, options=replace(EVERYWHERE, min_component=2000)), (10, 19))
    assert near.leg.tolist() == [1]
    assert past.leg.tolist() == [19]


def test_a_point_beside_a_short_island_only_is_off_the_network() -> None:
    net = network([(0, 0), (3000, 0)], [(0, 900), (50, 900)], options=replace(EVERYWHERE, min_component=2000))
    assert snap(net, (10, 901)).edge.tolist() == [-1]


def test_with_a_barrier_a_point_snaps_to_its_own_bank() -> None:
    canal = line((-100, 5), (200, 5))
    net = network([(0, 0), (100, 0)], [(0, 30), (100, 30)], barriers=[canal])
    found = snap(net, (50, 8), (50, 2))
    assert net.edges.line[found.edge].tolist() == [1, 0]
    assert found.leg.tolist() == [22, 2]


def test_a_houseboat_leaves_the_water_that_it_lies_in() -> None:
    net = network([(0, 0), (100, 0)], barriers=[box(-10, 2, 110, 12)])
    assert snap(net, (50, 5)).leg.tolist() == [5]


def test_a_houseboat_does_not_cross_other_water() -> None:
    net = network([(0, 0), (100, 0)], barriers=[box(-500, 20, 600, 30), box(-500, 2, 600, 12)])
    assert snap(net, (50, 25)).edge.tolist() == [-1]


def test_a_houseboat_does_not_cross_its_own_water_once_it_is_on_land() -> None:
    # Two canals as one feature, as dissolved water is: from the farther one the nearer one is in the way.
    canals = box(-500, 20, 600, 30) + box(-500, 2, 600, 12)
    net = network([(0, 0), (100, 0)], [(0, 60), (100, 60)], barriers=[canals])
    found = snap(net, (50, 25), (50, 5))
    assert net.edges.line[found.edge].tolist() == [1, 0]
    assert found.leg.tolist() == [35, 5]


def test_a_houseboat_that_only_touches_a_corner_of_its_water_from_inside_goes_on() -> None:
    # The water is an L; the way touches its inner corner, (10, 20), stays inside and leaves it at (12.5, 10).
    water = polygon([(0, 10), (20, 10), (20, 20), (10, 20), (10, 30), (0, 30)])
    net = network([(15, 0), (15, -10)], barriers=[water])
    assert snap(net, (8, 28)).leg.tolist() == [pytest.approx(math.hypot(7, 28))]


def test_a_point_beyond_a_water_with_an_island_does_not_cross_it() -> None:
    ring = polygon([(0, 0), (30, 0), (30, 30), (0, 30)], [(10, 10), (20, 10), (20, 20), (10, 20)])
    net = network([(12, 15), (18, 15)], [(0, -10), (30, -10)], barriers=[ring])
    found = snap(net, (15, 12), (15, 5), (15, 40))
    assert net.edges.line[found.edge].tolist()[:2] == [0, 0]
    # The boat north of the island may land on it; from the far bank nothing is free.
    assert found.leg.tolist()[:2] == [3, 10]
    assert found.edge[2] == -1


def test_a_dwelling_on_the_barrier_itself_may_leave_it_on_either_side() -> None:
    net = network([(0, 0), (100, 0)], barriers=[line((0, 5), (100, 5))])
    assert snap(net, (50, 5)).leg.tolist() == [5]


def test_a_leg_that_runs_along_a_barrier_is_blocked_and_one_beside_it_is_not() -> None:
    net = network([(0, 0), (100, 0)], barriers=[line((50, 3), (50, 8))])
    assert snap(net, (50, 10), (49, 10)).edge.tolist() == [-1, 0]


def test_only_the_nearest_point_of_each_edge_is_tried() -> None:
    # The nearest point of the near street is behind the fence; another of its points is not, but does not count.
    fence = line((45, 5), (55, 5))
    net = network([(0, 0), (100, 0)], [(0, 40), (100, 40)], barriers=[fence])
    found = snap(net, (50, 6))
    assert net.edges.line[found.edge].tolist() == [1]
    assert found.leg.tolist() == [34]


@pytest.mark.parametrize("streets", [1, 2])
def test_of_streets_in_several_pieces_only_the_nearest_point_of_all_is_tried(streets: int) -> None:
    """A post stands before the nearest point of the near streets; past it one could walk to their next pieces."""
    near = [[(0, -3 * n), (49, -3 * n), (51, -3 * n), (100, -3 * n)] for n in range(streets)]
    net = network(*near, [(0, 40), (100, 40)], barriers=[line((49.95, 5), (50.05, 5))])
    assert net.edges.line[snap(net, (50, 6)).edge].tolist() == [streets]


def test_however_many_stand_behind_a_fence_each_snaps_past_it() -> None:
    net = network([(0, 0), (1000, 0)], [(0, 40), (1000, 40)], barriers=[line((-500, 5), (1500, 5))])
    found = snap(net, *((3.0 * n, 6.0) for n in range(300)))
    assert net.edges.line[found.edge].tolist() == [1] * 300


def test_past_a_barrier_too_no_street_beyond_the_limit_is_taken() -> None:
    fence = line((-500, 5), (500, 5))
    for away, line_of in ((199.5, 1), (200.0, 1), (200.001, -1), (202.0, -1)):
        net = network([(0, 0), (100, 0)], [(0, 8 + away), (100, 8 + away)], barriers=[fence])
        found = snap(net, (50, 8))
        assert (int(net.edges.line[found.edge[0]]) if found.on_network[0] else -1) == line_of, away


def test_many_near_pieces_of_streets_do_not_hide_a_longer_one_that_is_nearer() -> None:
    """Behind a post: ten short streets with their middles 10 m away, and one that begins 5 m away and is long."""
    short = [[(-10 - 0.1 * n, 0), (-10 - 0.1 * n, 0.5)] for n in range(10)]
    net = network([(0, -3), (0.5, -3)], *short, [(5, 0), (25, 0)], barriers=[line((-1, -2), (1, -2))])
    assert snap(net, (0, 0)).leg.tolist() == [5]


def test_the_end_of_a_street_is_exactly_where_it_is_drawn() -> None:
    assert 0.2 + (0.9 - 0.2) < 0.9
    assert snap(network([(0.2, 0), (0.9, 0)]), (2, 0)).xy.tolist() == [[0.9, 0]]


def test_a_way_past_many_blocked_streets_is_still_found() -> None:
    streets = [[(x, 0), (x, 100)] for x in range(80)]
    net = network(*streets, [(150, 0), (150, 100)], barriers=[line((90, -900), (90, 900))])
    found = snap(net, (100, 50), (95, 50))
    assert net.edges.line[found.edge].tolist() == [80, 80]


def test_snapping_agrees_with_measuring_every_segment() -> None:
    rng = np.random.default_rng(3)
    a = rng.uniform(0, 1000, (400, 2)) + np.array([85000, 447000])
    b = a + rng.normal(0, 1, (400, 2)) * rng.choice([1, 20, 300], (400, 1))
    index = SegmentIndex(a, b)
    p = rng.uniform(-200, 1200, (500, 2)) + np.array([85000, 447000])
    segment, _, distance = index.nearest(p, 150.0)
    d = b - a
    for i, point in enumerate(p):
        t = np.clip(((point - a) * d).sum(axis=1) / (d * d).sum(axis=1), 0, 1)
        every = np.hypot(*(point - a - t[:, None] * d).T)
        best = int(np.argmin(every))
        if every[best] > 150:
            assert segment[i] == -1
        else:
            assert distance[i] == pytest.approx(every[best], abs=1e-9)
            assert every[segment[i]] == pytest.approx(every[best], abs=1e-9)


def test_a_very_long_segment_among_short_ones_is_found() -> None:
    streets = [[(x, 100), (x + 1, 100)] for x in range(0, 400, 2)]
    net = network([(-50_000, 0), (50_000, 0)], *streets)
    found = snap(net, (13_333, 30), (200.5, 60))
    assert found.leg.tolist() == [30, 40]


@pytest.mark.parametrize("barriers", [[], [line((0, 5), (1, 5))]])
def test_snapping_looks_at_cancel(barriers: list) -> None:
    net = network([(0, 0), (10, 0)], barriers=barriers)
    with pytest.raises(Cancelled):
        snap_points(net, xy((1, 1)), Progress(cancelled=lambda: True))


@pytest.mark.parametrize("barriers", [[], [line((0, 5), (1, 5))]])
def test_there_is_a_look_at_cancel_for_every_50_000_points(barriers: list) -> None:
    looks = 0

    def cancelled() -> bool:
        nonlocal looks
        looks += 1
        return False

    net = network([(0, 0), (10, 0)], barriers=barriers)
    snap_points(net, np.full((120_000, 2), 3.0), Progress(cancelled=cancelled))
    assert looks >= 3


def test_behind_a_barrier_a_point_passes_over_many_streets_to_the_first_it_can_walk_to() -> None:
    """Of 400 streets between the same two junctions 300 lie beyond a canal."""
    streets = [[(0, 0), (500, 100 - 0.25 * k), (1000, 0)] for k in range(400)]
    canal = line((480, 24.9), (520, 24.9))  # the 301st street has its bend at 25, the 302nd at 24.75
    net = network(*streets, barriers=[canal])
    found = snap(net, (500, 0.1), (500, 130), (500, 24.8))
    assert net.edges.line[found.edge].tolist() == [399, 0, 301]
    far = snap(network(*streets[:301], barriers=[canal]), (500, 24.8))
    # The lowest of them crosses the canal at 498 and 502, to where its bend rises from 24.9 to 25.
    assert far.xy[0] == pytest.approx((498, 24.9), abs=1e-5) or far.xy[0] == pytest.approx((502, 24.9), abs=1e-5)
