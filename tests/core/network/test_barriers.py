from __future__ import annotations

import math

import numpy as np
import pytest

from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.network.barriers import Barriers, cut_edges
from buurtmaat.core.network.network import Network, build_network
from buurtmaat.core.progress import Progress
from towns.factories import EVERYWHERE, Way, box, line, lines, multipoint, network, point, polygon, shapes, xy

NEAR = 1e-6


def pieces(net: Network) -> list[tuple[int, float]]:
    """Return line and length, to the micrometre, of every edge, sorted."""
    return sorted((int(i), round(float(n), 5)) for i, n in zip(net.edges.line, net.edges.length, strict=True))


def parts(net: Network) -> int:
    return net.component_length.size


# What a barrier takes from the network


def test_a_line_cuts_the_streets_that_it_crosses() -> None:
    net = network([(0, 0), (10, 0)], [(0, 5), (10, 5)], barriers=[line((4, -1), (4, 1))])
    assert pieces(net) == [(0, 4.0), (0, 6.0), (1, 10.0)]
    assert parts(net) == 3
    assert net.counts.cut_lines == 1


def test_a_cut_end_lies_half_a_micrometre_before_the_barrier() -> None:
    net = network([(0, 0), (10, 0)], barriers=[line((4, -1), (4, 1))])
    assert sorted(net.node_xy[:, 0].tolist()) == pytest.approx([0, 4 - 5e-7, 4 + 5e-7, 10], abs=1e-8)


def test_a_piece_has_each_vertex_once() -> None:
    net = network([(0, 0), (2, 0), (10, 0)], barriers=[line((4, -1), (4, 1))])
    assert net.edges.xy.round(5).tolist() == [[0, 0], [2, 0], [4, 0], [4, 0], [10, 0]]
    assert np.diff(net.edges.vertex_start).tolist() == [3, 2]
    assert net.node_xy[net.edges.head].round(5).tolist() == [[4, 0], [10, 0]]


def test_a_polygon_removes_what_lies_on_or_inside_it() -> None:
    net = network([(0, 0), (10, 0)], barriers=[box(3, -2, 5, 2)])
    assert pieces(net) == [(0, 3.0), (0, 5.0)]


def test_a_street_wholly_inside_a_polygon_that_nothing_touches_is_removed() -> None:
    net = network([(0, 0), (10, 0)], [(0, 50), (10, 50)], barriers=[box(-5, 45, 15, 55)])
    assert pieces(net) == [(0, 10.0)]
    assert net.counts.cut_lines == 1


def test_where_nothing_is_left_of_what_is_cut_only_the_other_streets_have_vertices() -> None:
    net = network([(0, 0), (10, 0)], [(0, 50), (10, 50)])
    left = cut_edges(net.edges, net.node_xy, Barriers(shapes(box(-5, 45, 15, 55))), np.zeros(2, bool), Progress())[0]
    assert (left.xy.tolist(), left.vertex_start.tolist()) == ([[0, 0], [10, 0]], [0, 2])


def test_a_street_that_only_begins_in_a_polygon_keeps_the_rest() -> None:
    assert pieces(network([(0, 0), (10, 0)], barriers=[box(-1, -1, 4, 1)])) == [(0, 6.0)]


def test_a_street_in_a_hole_of_a_polygon_stays() -> None:
    ring = polygon([(0, 0), (30, 0), (30, 30), (0, 30)], [(10, 10), (20, 10), (20, 20), (10, 20)])
    assert pieces(network([(-5, 15), (35, 15)], barriers=[ring])) == [(0, 5.0), (0, 5.0), (0, 10.0)]


def test_what_runs_along_a_barrier_is_removed() -> None:
    net = network([(0, 0), (3, 0), (7, 0), (10, 0)], barriers=[line((2, 0), (8, 0))])
    assert pieces(net) == [(0, 2.0), (0, 2.0)]


def test_a_barrier_that_crosses_where_another_runs_along_changes_nothing() -> None:
    net = network([(0, 0), (10, 0)], barriers=[line((2, 0), (8, 0)), line((3, -1), (3, 1))])
    assert pieces(net) == [(0, 2.0), (0, 2.0)]


def test_what_runs_along_the_border_of_a_polygon_is_removed() -> None:
    assert pieces(network([(0, 0), (10, 0)], barriers=[box(2, 0, 8, 5)])) == [(0, 2.0), (0, 2.0)]


def test_a_street_that_touches_a_barrier_with_its_middle_is_cut_there() -> None:
    net = network([(0, 0), (5, 5), (10, 0)], barriers=[line((0, 5), (10, 5))])
    assert parts(net) == 2


def test_streets_that_meet_on_a_barrier_no_longer_meet() -> None:
    net = network([(0, 0), (5, 0)], [(5, 0), (10, 0)], [(5, 0), (5, 9)], barriers=[line((5, -3), (5, 0))])
    assert pieces(net) == [(0, 5.0), (1, 5.0), (2, 9.0)]
    assert parts(net) == 3


def test_those_that_pass_keep_the_node_on_the_barrier() -> None:
    # Two halves of a bridge meet in the middle of the water, and a quay street ends there too.
    net = network(
        [(0, 0), (5, 0)],
        [(5, 0), (10, 0)],
        [(5, 0), (5, 9)],
        barriers=[box(2, -5, 8, 5)],
        passes=[True, True, False],
    )
    assert pieces(net) == [(0, 5.0), (1, 5.0), (2, 4.0)]
    assert parts(net) == 2
    assert net.component[net.edges.tail[net.edges.line == 0]] == net.component[net.edges.tail[net.edges.line == 1]]


def test_nodes_without_a_street_left_are_no_parts() -> None:
    net = network([(0, 0), (10, 0)], [(2, 50), (8, 50)], barriers=[box(-5, 40, 15, 60), line((10, -1), (10, 1))])
    assert parts(net) == 1
    assert len(net.node_xy) == 2
    assert net.component_length.tolist() == [pytest.approx(10, abs=NEAR)]


def test_a_tunnel_under_a_railway_stays_open_and_the_level_crossing_is_cut() -> None:
    railway = line((-100, 50), (100, 50))
    streets = [[(0, 0), (0, 100)], [(40, 0), (40, 100)], [(0, 0), (40, 0)], [(0, 100), (40, 100)]]
    net = network(*streets, barriers=[railway], passes=[False, True, False, False])
    way = Way(net, [(0, 40)], [point(0, 60)])
    assert way.metres() == [pytest.approx(40 + 40 + 100 + 40 + 40, abs=NEAR)]


def test_a_bridge_drawn_without_a_node_over_a_street_does_not_connect() -> None:
    net = network([(0, 0), (10, 0)], [(5, -5), (5, 5)], barriers=[line((0, 2), (10, 2))], passes=[False, True])
    assert parts(net) == 2
    assert Way(net, [(0, 0)], [point(5, -5)]).metres() == [math.inf]


def test_points_among_the_barriers_are_no_barrier() -> None:
    net = network([(0, 0), (10, 0)], barriers=[point(5, 0), multipoint((1, 0), (2, 0))])
    assert pieces(net) == [(0, 10.0)]


def test_barriers_without_geometry_change_nothing() -> None:
    net = build_network(lines([(0, 0), (10, 0)]), EVERYWHERE, shapes([], []))
    assert pieces(net) == [(0, 10.0)]


def test_barriers_beside_the_streets_cut_none() -> None:
    net = network([(0, 0), (10, 0)], barriers=[line((0, 5), (10, 5)), box(0, 20, 10, 30)])
    assert (pieces(net), net.counts.cut_lines) == ([(0, 10.0)], 0)


def test_a_cut_loop_becomes_a_street_with_two_ends() -> None:
    net = network([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)], barriers=[line((9, 5), (11, 5))])
    assert pieces(net) == [(0, 15.0), (0, 25.0)]
    assert parts(net) == 1
    way = Way(net, [(10, 4)], [point(10, 6)])
    assert way.metres() == [pytest.approx(38, abs=NEAR)]


def test_a_ferry_that_is_cut_keeps_its_pace() -> None:
    net = network([(0, 0), (100, 0)], barriers=[line((50, -1), (50, 1))], minutes=[10])
    assert Way(net, [(0, 0)], [point(40, 0)]).minutes() == [pytest.approx(4)]


def test_barriers_that_leave_nothing_are_an_error_that_says_what_to_do() -> None:
    with pytest.raises(InputError, match="No street is left outside BARRIERS"):
        network([(0, 0), (10, 0)], barriers=[box(-1, -1, 11, 1)])


def test_the_parts_are_counted_after_the_barriers() -> None:
    net = network([(0, 0), (3000, 0)], [(3000, 0), (5000, 0)], barriers=[line((2500, -1), (2500, 1))])
    assert np.allclose(net.component_length, [2500, 2500], atol=NEAR)


def test_many_barriers_on_one_street_leave_the_pieces_between() -> None:
    walls = [line((x, -1), (x, 1)) for x in range(1, 100)]
    net = network([(0, 0), (100, 0)], barriers=walls)
    assert pieces(net) == [(0, 1.0)] * 100


def test_crossing_barriers_and_overlapping_polygons_remove_their_union() -> None:
    net = network([(0, 0), (20, 0)], barriers=[box(2, -1, 8, 1), box(6, -2, 12, 2), line((10, -5), (10, 5))])
    assert pieces(net) == [(0, 2.0), (0, 8.0)]


def test_at_coordinates_of_the_netherlands_a_cut_is_as_good() -> None:
    x, y = 85123.456789, 447321.987654
    net = network([(x, y), (x + 71.3, y + 39.9)], barriers=[line((x + 20.1, y + 40.7), (x + 50.3, y - 11.1))])
    assert parts(net) == 2
    assert net.edges.length.sum() == pytest.approx(math.hypot(71.3, 39.9), abs=2e-6)


def test_cutting_looks_at_cancel() -> None:
    looks = 0

    def cancelled() -> bool:
        nonlocal looks
        looks += 1
        return looks > 6  # after the junctions

    walls = [line((x, -1), (x, 1)) for x in range(1, 100)]
    with pytest.raises(Cancelled):
        build_network(lines([(0, 0), (100, 0)]), EVERYWHERE, shapes(*walls), Progress(cancelled=cancelled))


def test_cancel_is_heard_after_every_500_streets_that_are_cut() -> None:
    def heard() -> bool:
        nonlocal looks
        looks += 1
        return looks == 5  # two before, and at the first, the 501st and the 1,001st

    net, looks = network(*([(x, 0), (x, 10)] for x in range(1001))), 0
    wall = Barriers(shapes(line((-1, 5), (1001, 5))))
    with pytest.raises(Cancelled):
        cut_edges(net.edges, net.node_xy, wall, np.zeros(1001, bool), Progress(cancelled=heard))


# Legs


def blocked(barrier: list, start: tuple[float, float], end: tuple[float, float], leave: bool = True) -> bool:
    return bool(Barriers(shapes(*barrier)).block(xy(start), xy(end), leave)[0])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((0, 5), (0, 15), True),  # across
        ((0, 5), (0, 10), True),  # ends on it
        ((0, 10), (0, 15), False),  # begins on it
        ((0, 10), (0, 5), False),
        ((-50, 10), (50, 10), True),  # along it
        ((0, 10), (20, 10), True),
        ((0, 5), (0, 9.99), False),
        ((60, 0), (60, 20), False),  # past its end
        ((0, 10), (0, 10), False),  # no leg at all
    ],
)
def test_what_a_barrier_line_blocks(start: tuple[float, float], end: tuple[float, float], expected: bool) -> None:
    assert blocked([line((-40, 10), (40, 10))], start, end) is expected


@pytest.mark.parametrize(("before", "expected"), [(0.4e-6, False), (0.6e-6, True)])
def test_a_leg_begins_on_a_barrier_within_half_a_micrometre(before: float, expected: bool) -> None:
    assert blocked([line((-40, 0), (40, 0))], (0, -before), (0, 5)) is expected


def test_a_point_within_a_micrometre_of_the_border_is_on_it() -> None:
    deep = np.array([-0.5e-6, 0.5e-6, 1e-6, 1.1e-6, 1e-3])
    barriers = Barriers(shapes(box(20, 0, 30, 10), box(0, 0, 10, 10)))
    point, holder = barriers.strictly_inside(np.column_stack([deep, np.full(5, 5.0)]), np.array([0, 1]))
    assert point.tolist() == [3, 4]
    assert holder.tolist() == [1, 1]


def test_a_leg_from_a_facility_may_not_begin_on_a_barrier() -> None:
    assert blocked([line((-40, 10), (40, 10))], (0, 10), (0, 15), leave=False)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((5, 5), (5, 15), False),  # out of it
        ((5, 15), (5, 5), True),  # into it
        ((-5, 5), (15, 5), True),  # through it
        ((5, 5), (8, 8), False),  # within it, to a bridge
        ((0, 5), (-5, 5), False),  # from its border, away
        ((0, 5), (15, 5), True),  # from its border, through it
    ],
)
def test_what_a_barrier_polygon_blocks(start: tuple[float, float], end: tuple[float, float], expected: bool) -> None:
    assert blocked([box(0, 0, 10, 10)], start, end) is expected


def test_out_of_two_overlapping_polygons_a_leg_may_leave_both() -> None:
    assert not blocked([box(0, 0, 10, 10), box(4, 4, 14, 14)], (5, 5), (5, 20))


def test_out_of_one_polygon_into_its_neighbour_is_blocked() -> None:
    assert blocked([box(0, 0, 10, 10), box(10, 0, 20, 10)], (5, 5), (25, 5))


def test_a_fence_within_the_own_polygon_still_blocks() -> None:
    assert blocked([box(0, 0, 10, 10), line((0, 7), (10, 7))], (5, 5), (5, 15))


def test_a_barrier_line_under_the_point_does_not_make_it_lie_outside_its_polygon() -> None:
    assert not blocked([box(0, 0, 10, 10), line((5, 0), (5, 10))], (5, 5), (15, 6))


def test_out_of_a_u_shaped_water_a_leg_leaves_once() -> None:
    u = polygon([(0, 0), (30, 0), (30, 20), (20, 20), (20, 10), (10, 10), (10, 20), (0, 20)])
    assert not blocked([u], (5, 12), (-5, 2))
    assert not blocked([u], (5, 5), (35, 5))  # through the base
    assert not blocked([u], (5, 12), (15, 11))  # to the land within the U
    assert blocked([u], (5, 12), (25, 12))  # to a bridge over the other arm
    assert blocked([u], (5, 12), (35, 12))


def test_a_leg_that_touches_a_corner_of_its_own_polygon_from_within_has_not_left_it() -> None:
    notch = polygon([(0, 0), (40, 0), (40, 20), (25, 20), (20, 10), (15, 20), (0, 20)])
    assert not blocked([notch], (5, 10), (50, 10))
    assert blocked([notch], (5, 11), (50, 11)), "just above the corner it leaves, and comes back"


def test_a_leg_that_begins_in_two_polygons_and_comes_back_to_the_second_is_blocked() -> None:
    u = polygon([(0, 0), (30, 0), (30, 20), (20, 20), (20, 10), (10, 10), (10, 20), (0, 20)])
    assert not blocked([box(3, 11, 7, 13), u], (5, 12), (15, 12))
    assert blocked([box(3, 11, 7, 13), u], (5, 12), (25, 12))


def test_legs_that_are_near_no_barrier_leave_those_behind_them_to_be_judged() -> None:
    """More far legs than are looked at in one go, then one that crosses."""
    start = np.full((6_000, 2), 900.0)
    start[-1] = 0
    legs = Barriers(shapes(line((-5, 1), (5, 1)))).block(start, start + np.array([0, 2]))
    assert np.flatnonzero(legs).tolist() == [5_999]


def test_legs_out_of_polygons_are_judged_each_by_itself() -> None:
    assert Barriers(shapes(box(0, 0, 10, 10))).block(xy((5, 5), (5, 2)), xy((5, 15), (5, 15))).tolist() == [False] * 2
    two = Barriers(shapes(box(0, 0, 10, 10), box(20, 0, 30, 10)))
    assert two.block(xy((5, 5), (25, 2)), xy((5, 15), (25, 15))).tolist() == [False] * 2
    u = Barriers(shapes(polygon([(0, 0), (30, 0), (30, 20), (20, 20), (20, 10), (10, 10), (10, 20), (0, 20)])))
    assert u.block(xy((5, 12), (5, 12)), xy((-5, 2), (35, 12))).tolist() == [False, True]


@pytest.mark.parametrize(("width", "expected"), [(0.8e-6, False), (1.2e-6, True)])
def test_less_than_a_micrometre_outside_the_own_polygon_is_not_left(width: float, expected: bool) -> None:
    slit = [(5 + width / 2, 10), (5 + width / 2, 3), (5 - width / 2, 3), (5 - width / 2, 10)]
    assert blocked([polygon([(0, 0), (10, 0), (10, 10), *slit, (0, 10)])], (2, 5), (20, 5)) is expected


def test_many_legs_at_once_are_judged_as_one_by_one() -> None:
    rng = np.random.default_rng(5)
    walls = [box(*c, c[0] + 6, c[1] + 4) for c in rng.uniform(0, 80, (12, 2)).tolist()]
    walls += [line(tuple(a), tuple(b)) for a, b in rng.uniform(0, 90, (12, 2, 2)).tolist()]
    barriers = Barriers(shapes(*walls))
    start, end = rng.uniform(0, 90, (400, 2)), rng.uniform(0, 90, (400, 2))
    together = barriers.block(start, end)
    alone = [bool(barriers.block(start[[i]], end[[i]])[0]) for i in range(400)]
    assert together.tolist() == alone
    assert 0 < together.sum() < 400
