from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.network.network import Network, build_network
from buurtmaat.core.network.options import NetworkOptions
from buurtmaat.core.progress import Progress
from towns.factories import EVERYWHERE, line, lines, network, point
from towns.slow import examples


def edges(net: Network) -> list[tuple[int, float]]:
    """Return line and length of every edge, sorted."""
    return sorted(zip(net.edges.line.tolist(), net.edges.length.tolist(), strict=True))


def tolerant(tolerance: float) -> NetworkOptions:
    return replace(EVERYWHERE, tolerance=tolerance)


def parts(net: Network) -> int:
    return net.component_length.size


# Exact junctions


def test_end_points_that_coincide_join() -> None:
    net = network([(0, 0), (10, 0)], [(10, 0), (20, 0)], options=tolerant(0))
    assert len(net.node_xy) == 3
    assert parts(net) == 1


def test_a_vertex_in_the_middle_that_two_lines_share_joins_them() -> None:
    net = network([(0, 0), (5, 0), (10, 0)], [(5, -5), (5, 0), (5, 5)], options=tolerant(0))
    assert edges(net) == [(0, 5.0), (0, 5.0), (1, 5.0), (1, 5.0)]
    assert parts(net) == 1


def test_an_end_point_on_a_vertex_in_the_middle_joins() -> None:
    assert edges(network([(0, 0), (5, 0), (10, 0)], [(5, 0), (5, 5)])) == [(0, 5.0), (0, 5.0), (1, 5.0)]


def test_lines_that_cross_without_a_shared_vertex_do_not_join() -> None:
    net = network([(0, 0), (10, 0)], [(5, -5), (5, 5)])
    assert edges(net) == [(0, 10.0), (1, 10.0)]
    assert parts(net) == 2


def test_an_end_point_on_the_middle_of_a_segment_does_not_join() -> None:
    assert parts(network([(0, 0), (10, 0)], [(5, 0), (5, 5)])) == 2


def test_plain_vertices_become_no_nodes_and_keep_their_length() -> None:
    net = network([(0, 0), (3, 4), (6, 0), (9, 4)])
    assert len(net.node_xy) == 2
    assert edges(net) == [(0, 15.0)]
    assert net.edges.xy.tolist() == [[0, 0], [3, 4], [6, 0], [9, 4]]


def test_the_parts_of_a_multi_line_are_lines_of_their_own() -> None:
    net = network(line((0, 0), (10, 0)) + line((10, 0), (10, 5)) + line((50, 0), (51, 0)))
    assert edges(net) == [(0, 1.0), (0, 5.0), (0, 10.0)]
    assert parts(net) == 2


def test_a_closed_ring_is_a_loop_at_its_end() -> None:
    net = network([(0, 0), (10, 0), (10, 10), (0, 0)])
    assert net.edges.tail.tolist() == net.edges.head.tolist() == [0]
    assert net.edges.length[0] == pytest.approx(20 + math.hypot(10, 10))


def test_a_line_that_visits_a_vertex_twice_has_a_node_there() -> None:
    net = network([(0, 0), (10, 0), (10, 10), (5, 5), (10, 0), (20, 0)])
    assert len(net.node_xy) == 3
    assert edges(net) == [(0, 10.0), (0, 10.0), (0, pytest.approx(10 + 2 * math.hypot(5, 5)))]


def test_a_line_that_crosses_itself_between_vertices_has_no_node_there() -> None:
    assert len(network([(0, 0), (10, 10), (10, 0), (0, 10)]).node_xy) == 2


def test_lines_that_lie_on_each_other_stay_two_edges() -> None:
    net = network([(0, 0), (10, 0)], [(10, 0), (0, 0)])
    assert edges(net) == [(0, 10.0), (1, 10.0)]
    assert len(net.node_xy) == 2


def test_parallel_edges_between_the_same_nodes_stay_apart() -> None:
    net = network([(0, 0), (10, 0)], [(0, 0), (5, 12), (10, 0)])
    assert edges(net) == [(0, 10.0), (1, 26.0)]


def test_repeated_vertices_add_nothing() -> None:
    net = network([(0, 0), (0, 0), (5, 0), (5, 0), (10, 0), (10, 0)], [(5, 0), (5, 5)])
    assert edges(net) == [(0, 5.0), (0, 5.0), (1, 5.0)]


def test_lines_without_length_or_geometry_are_counted_and_left_out() -> None:
    net = network([(0, 0), (10, 0)], [(3, 3), (3, 3)], [], point(1, 1), line((0, 0), (0, 0)) + line((10, 0), (20, 0)))
    assert edges(net) == [(0, 10.0), (4, 10.0)]
    assert net.counts.zero_length == 2  # the second line, and the point, which is no line at all
    assert net.counts.without_geometry == 1


def test_of_many_lines_those_without_length_are_counted() -> None:
    net = network([(0, 0), (5, 0)], [(9, 9), (9, 9)], [(0, 0), (0, 5)], [(5, 0), (5, 5)], [])
    assert (net.counts.zero_length, net.counts.without_geometry) == (1, 1)


@pytest.mark.parametrize("made", [[], [[]], [[(1, 1), (1, 1)]]])
def test_no_line_with_a_length_is_an_error_that_says_what_to_do(made: list) -> None:
    with pytest.raises(InputError, match="choose the layer that holds the streets"):
        build_network(lines(*made), EVERYWHERE)


# Joins within the tolerance


@pytest.mark.parametrize(("gap", "joined"), [(0.25, 1), (0.5, 1), (0.5625, 0)])
def test_a_gap_joins_up_to_the_tolerance_and_no_farther(gap: float, joined: int) -> None:
    net = network([(0, 0), (10, 0)], [(10 + gap, 0), (20, 0)], options=tolerant(0.5))
    assert parts(net) == 2 - joined
    assert net.counts.joined == joined
    assert net.counts.skipped_joins == 0


def test_with_a_tolerance_of_0_a_gap_stays() -> None:
    assert parts(network([(0, 0), (10, 0)], [(10 + 1e-9, 0), (20, 0)], options=tolerant(0))) == 2


def test_the_end_that_comes_first_keeps_its_place_and_lengths_are_taken_after_the_move() -> None:
    net = network([(0, 0), (10, 0)], [(10.5, 0), (20, 0)], options=tolerant(1))
    assert edges(net) == [(0, 10.0), (1, 10.0)]


def test_an_end_moves_to_the_vertex_of_another_line_whichever_comes_first() -> None:
    for order in (1, -1):
        made = [[(5, 0.5), (5, 5)], [(0, 0), (5, 0), (10, 0)]][::order]
        net = network(*made, options=tolerant(1))
        assert sorted(net.edges.length.tolist()) == [5.0, 5.0, 5.0]
        assert parts(net) == 1


def test_an_end_does_not_join_the_middle_of_a_segment() -> None:
    assert parts(network([(0, 0), (10, 0)], [(5, 0.1), (5, 5)], options=tolerant(1))) == 2


def test_two_plain_vertices_never_join() -> None:
    net = network([(0, 0), (5, 0), (10, 0)], [(0, 3), (5, 0.1), (10, 3)], options=tolerant(1))
    assert parts(net) == 2
    assert net.counts.joined == net.counts.skipped_joins == 0


def test_an_end_between_two_plain_vertices_joins_the_nearer_and_does_not_bring_them_together() -> None:
    net = network([(0, 0), (5, 0), (10, 0)], [(0, 9), (5, 0.75), (10, 9)], [(5, 0.25), (7, 0.3)], options=tolerant(1))
    assert parts(net) == 2
    assert (net.counts.joined, net.counts.skipped_joins) == (1, 1)
    assert net.component[net.edges.tail[net.edges.line == 2]] == net.component[net.edges.tail[net.edges.line == 0][0]]
    assert sorted(net.edges.length[net.edges.line == 0].tolist()) == [5, 5]


@pytest.mark.parametrize("ends", [[(0, 5.0)], [(0, 5.0), (0, 5.01)], [(0, 5.01)]])
def test_plain_vertices_that_ends_lie_on_are_neither_joined_nor_moved(ends: list[tuple[float, float]]) -> None:
    # The vertices at (0, 5) and (0, 5.01) are plain, whatever side streets end on them.
    sides = [[(-9 - i, 5), end] for i, end in enumerate(ends)]
    made = [*sides, [(0, 0), (0, 5), (0, 10)], [(3, 0), (0, 5.01), (3, 10)]]
    for order in (1, -1):
        net = network(*made[::order], options=tolerant(0.1))
        assert parts(net) == 2
        assert set(ends) <= {tuple(xy) for xy in net.node_xy.tolist()}
        assert (net.counts.joined, net.counts.skipped_joins) == (0, 1)


def test_an_end_beside_a_plain_vertex_with_an_end_on_it_moves_there_whichever_comes_first() -> None:
    made = [[(0.05, 5), (9, 5)], [(-9, 5), (0, 5)], [(0, 0), (0, 5), (0, 10)]]
    for order in (made, made[::-1], [made[1], made[2], made[0]]):
        net = network(*order, options=tolerant(0.1))
        assert parts(net) == 1
        assert (0.0, 5.0) in {tuple(xy) for xy in net.node_xy.tolist()}
        assert sorted(net.edges.length.tolist()) == [5, 5, 9, 9]


def test_a_short_edge_is_not_collapsed() -> None:
    # The bridge of 0.5 m between the two streets is shorter than the tolerance.
    net = network([(0, 0), (10, 0)], [(10, 0), (10.5, 0)], [(10.5, 0), (20, 0)], options=tolerant(1))
    assert edges(net) == [(0, 10.0), (1, 0.5), (2, 9.5)]
    assert net.counts.skipped_joins == 1


def test_the_two_ends_of_a_short_line_do_not_join_each_other() -> None:
    net = network([(0, 0), (3, 4), (0.5, 0)], options=tolerant(1))
    assert len(net.node_xy) == 2
    assert net.counts.joined == 0


def test_an_end_does_not_join_a_vertex_of_its_own_line() -> None:
    assert len(network([(0, 0), (5, 0), (5, 5), (0.5, 0.1)], options=tolerant(1)).node_xy) == 2


def test_an_end_joins_a_vertex_only_once_if_the_next_vertex_would_collapse_the_stretch_between() -> None:
    # The end is near two vertices of one line: the nearer joins, the other may not, for the stretch has two ends.
    net = network([(0, 0), (5, 0), (5.5, 0), (10, 0)], [(5.1, 0.1), (5, 5)], options=tolerant(1))
    assert (net.counts.joined, net.counts.skipped_joins) == (1, 1)
    assert sorted(net.edges.length.tolist())[:2] == [5.0, 5.0]


def test_ends_may_meet_that_a_join_before_has_made_the_ends_of_two_edges() -> None:
    # Line 0 comes back to where it began. Only because line 1 has made a node of its vertex may its ends meet.
    back = [(0, 0), (5, 5), (0.5, 0)]
    alone = network(back, [(0, 0), (-9, 0)], options=tolerant(1))
    assert (alone.counts.joined, alone.counts.skipped_joins) == (0, 1)
    net = network(back, [(0, 0), (-9, 0)], [(5, 5.1), (5, 20)], options=tolerant(1))
    assert (net.counts.joined, net.counts.skipped_joins) == (2, 0)
    assert len(net.node_xy) == 4


def test_the_closest_pair_joins_first() -> None:
    # a–b is the closest pair; c is within the tolerance of b but not of a.
    net = network([(0, 0), (10, 0)], [(10.5, 0), (10.5, 9)], [(11.25, 0), (20, 0)], options=tolerant(1))
    assert (net.counts.joined, net.counts.skipped_joins) == (1, 1)
    joined = {int(net.component[net.edges.tail[net.edges.line == i][0]]) for i in (0, 1)}
    assert len(joined) == 1
    assert parts(net) == 2


def test_a_chain_of_near_ends_does_not_become_one_junction_larger_than_the_tolerance() -> None:
    made = [[(0.75 * i, 0), (0.75 * i, 10 + i)] for i in range(6)]
    net = network(*made, options=tolerant(1))
    assert (net.counts.joined, net.counts.skipped_joins) == (3, 2)
    assert parts(net) == 3


def test_a_junction_of_more_than_two_ends_is_one_node() -> None:
    made = [[(0.1 * i, 0), (10 * math.cos(i), 10 * math.sin(i))] for i in range(5)]
    net = network(*made, options=tolerant(1))
    assert parts(net) == 1
    assert len(net.node_xy) == 6
    assert net.counts.joined == 4


def test_ends_that_coincide_exactly_join_within_a_multi_line_and_near_ones_too() -> None:
    # The parts of a multi-line count as lines of their own.
    net = network(line((0, 0), (10, 0)) + line((10.5, 0), (20, 0)), options=tolerant(1))
    assert parts(net) == 1


@examples(60)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=4), min_size=1, max_size=8
    ),
    st.sampled_from([0.0, 1.0, 2.5]),
)
def test_no_edge_is_lost_or_collapsed_and_no_junction_is_larger_than_the_tolerance(
    made: list[list[tuple[int, int]]], tolerance: float
) -> None:
    assume(any(len(set(line)) > 1 for line in made))  # else there is no street
    strict = network(*made, options=tolerant(0))
    loose = network(*made, options=tolerant(tolerance))
    assert (loose.edges.length > 0).all()
    assert loose.edges.tail.size >= strict.edges.tail.size
    assert parts(loose) <= parts(strict)
    starts = np.concatenate([loose.edges.vertex_start[:-1], loose.edges.vertex_start[1:] - 1])
    nodes = np.concatenate([loose.edges.tail, loose.edges.head])
    assert np.array_equal(loose.edges.xy[starts], loose.node_xy[nodes])
    # A line moves at both ends, by the tolerance at most.
    assert abs(loose.edges.length.sum() - strict.edges.length.sum()) <= 2 * tolerance * loose.edges.tail.size


# Connected parts


def three_towns(smallest: float, **fields: list) -> Network:
    """Return three unconnected towns with 5, 4 and 0.5 km of street."""
    made = [[(0, 0), (5000, 0)], [(0, 900), (4000, 900)], [(0, 1800), (500, 1800)]]
    return network(*made, options=replace(EVERYWHERE, min_component=smallest), **fields)


def test_of_three_towns_the_two_long_ones_are_used_and_the_short_one_is_passed_over() -> None:
    net = three_towns(2000)
    assert net.component_length.tolist() == [5000, 4000, 500]
    assert net.eligible[np.argsort(net.edges.line)].tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("smallest", "used"), [(0, [1, 1, 1]), (500, [1, 1, 1]), (501, [1, 1, 0]), (4000, [1, 1, 0]), (9999, [1, 0, 0])]
)
def test_a_part_counts_from_the_smallest_length_on_and_the_longest_always(smallest: float, used: list[int]) -> None:
    net = three_towns(smallest)
    assert net.eligible[np.argsort(net.edges.line)].astype(int).tolist() == used


def test_ferry_lines_do_not_add_to_the_length_of_a_part() -> None:
    net = three_towns(2000, minutes=[None, 10, 0])
    assert net.component_length.tolist() == [5000, 0, 0]
    assert net.eligible[np.argsort(net.edges.line)].tolist() == [True, False, False]


def test_a_ferry_connects_what_it_meets() -> None:
    net = network([(0, 0), (100, 0)], [(100, 0), (900, 0)], [(900, 0), (930, 0)], minutes=[None, 4, None])
    assert net.component_length.tolist() == [130]


def test_parts_are_weak_ones() -> None:
    net = network([(0, 0), (10, 0)], [(20, 0), (10, 0)], forward=[True, True], backward=[False, False])
    assert net.component_length.tolist() == [20]


def test_the_edges_of_a_line_go_its_way_and_all_go_both_ways_where_no_line_has_one() -> None:
    crossing = [(0, 0), (10, 0), (20, 0)], [(10, 0), (10, 10)]
    net = network(*crossing, forward=[False, True], backward=[True, False])
    assert sorted(zip(net.edges.line.tolist(), net.forward.tolist(), net.backward.tolist(), strict=True)) == [
        (0, False, True),
        (0, False, True),
        (1, True, False),
    ]
    assert network(*crossing).forward.tolist() == [True, True, True]


def test_the_minutes_of_a_line_are_those_of_its_length_after_its_ends_moved() -> None:
    net = network([(0, 0), (10, 0)], [(10.5, 0), (20, 0)], options=tolerant(1), minutes=[None, 5])
    assert net.line_length.tolist() == [10, 10]


def test_a_network_is_known_by_its_lines_its_options_and_its_barriers() -> None:
    street, wall = [(0, 0), (100, 0)], line((50, -5), (50, 5))
    plain = network(street)
    assert plain.fingerprint == network(street).fingerprint
    fenced = network(street, barriers=[wall])
    assert fenced.fingerprint == network(street, barriers=[wall]).fingerprint
    others = [network([(0, 0), (90, 0)]), network(street, options=tolerant(1)), fenced]
    others.append(network(street, barriers=[line((60, -5), (60, 5))]))
    assert len({plain.fingerprint, *(other.fingerprint for other in others)}) == 5


def test_parts_have_their_share_of_the_street_and_what_is_drawn_twice_counts_once() -> None:
    net = network([(0, 0), (300, 0)], [(0, 900), (100, 900)], [(0, 0), (300, 0)])
    assert net.street_length == 400
    assert net.component_share.tolist() == [0.75, 0.25]
    assert net.main_share == 0.75
    assert network([(0, 0), (0.25, 0)], [(5, 0), (5.25, 0)]).component_share.tolist() == [0.5, 0.5]
    ferry = network([(0, 0), (300, 0)], minutes=[4.0])
    assert ferry.component_share.tolist() == [0]


# Places, and Cancel


def test_places_on_an_edge_lie_where_their_metres_say() -> None:
    net = network([(0, 0), (3, 4), (3, 10), (10, 10)])
    at = np.array([0, 2.5, 5, 8, 11, 14.5, 18])
    expected = [[0, 0], [1.5, 2], [3, 4], [3, 7], [3, 10], [6.5, 10], [10, 10]]
    assert net.place_on(np.zeros(7, np.int64), at).tolist() == expected


def test_places_on_several_edges_lie_on_their_own_and_none_before_or_behind_it() -> None:
    net = network([(0, 0), (3, 4), (3, 10)], [(50, 0), (50, 5), (60, 5)], [(90, 0), (99, 0)])
    edge, at = np.array([1, 0, 2, 0, 1, 2]), np.array([7, 8, 2, 99, -3, 9.5])
    expected = [[52, 5], [3, 7], [92, 0], [3, 10], [50, 0], [99, 0]]
    assert net.place_on(edge, at).tolist() == expected


def test_the_segments_that_points_may_snap_to_are_those_of_the_streets() -> None:
    net = network([(0, 0), (3, 4), (3, 10)], [(50, 0), (50, 5), (60, 5)])
    _, share, away = net.snap_segments.nearest(np.array([(4.0, 7.0), (55.0, 3.0)]))
    assert (share.tolist(), away.tolist()) == ([0.5, 0.5], [1.0, 2.0])


def test_without_barriers_no_line_is_cut() -> None:
    net = network([(0, 0), (100, 0)])
    assert (net.counts.cut_lines, net.barriers, net.junctions) == (0, None, 2)
    cut = network([(0, 0), (100, 0)], [(0, 9), (40, 9)], barriers=[line((50, -5), (50, 5))])
    assert (cut.counts.cut_lines, cut.junctions, len(cut.node_xy)) == (1, 4, 6)


def test_building_looks_at_cancel() -> None:
    with pytest.raises(Cancelled):
        build_network(lines([(0, 0), (1, 0)]), EVERYWHERE, None, Progress(cancelled=lambda: True))


def test_building_reports_how_far_it_is() -> None:
    told: list[float] = []
    build_network(lines([(0, 0), (1, 0)]), EVERYWHERE, None, Progress(told.append))
    assert told == sorted(told)
    assert told[-1] == 1
