"""What a graph costs, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from buurtmaat.core.network.graph import Graph, build_graph, reversed_graph
from buurtmaat.core.network.options import METRES, MINUTES, Travel
from towns.factories import EVERYWHERE, network

AWAY = replace(EVERYWHERE, towards=False)
A, B, C = (0.0, 0.0), (100.0, 0.0), (100.0, 80.0)
WALK, HURRY = Travel(METRES, 6.0), Travel(MINUTES, 6.0)
"""At 6 km/h, 100 metres a minute."""


def entries(graph: Graph) -> dict[tuple[tuple[float, float], tuple[float, float]], tuple[float, int]]:
    """Return the cost and the edge of each entry of the matrix, by the places of its two nodes."""
    start = np.repeat(np.arange(graph.nodes), np.diff(graph.indptr))
    xy = [tuple(place) for place in graph.network.node_xy.tolist()]
    assert graph.indptr[0] == 0
    ends = zip(start.tolist(), graph.indices.tolist(), graph.cost.tolist(), graph.entry_edge.tolist(), strict=True)
    found = [((xy[a], xy[b]), (cost, edge)) for a, b, cost, edge in ends]
    assert len(dict(found)) == len(found), "each pair of nodes once"
    return dict(found)


def test_of_several_streets_between_two_crossings_the_cheapest_counts() -> None:
    """The second of three streets from A to B is the shortest, and one that ends where it begins leads nowhere."""
    round_about = [C, (150, 80), (150, 120), C]
    graph = build_graph(network([A, (50, 60), B], [A, B], [A, (50, 20), B], [B, C], round_about), WALK)
    assert entries(graph) == {(A, B): (100, 1), (B, A): (100, 1), (B, C): (80, 3), (C, B): (80, 3)}


def test_of_equally_long_streets_the_quickest_counts_and_the_other_way_round() -> None:
    streets, speeds = [[A, (50, 30), B], [A, (50, -30), B]], [3.0, 6.0]
    assert {edge for _, edge in entries(build_graph(network(*streets, kmh=speeds), WALK)).values()} == {1}
    quick = network([A, (50, 60), B], [A, B], minutes=[2.0, 2.0])
    assert entries(build_graph(quick, HURRY)) == {(A, B): (2, 1), (B, A): (2, 1)}


@pytest.mark.parametrize(("options", "way"), [(EVERYWHERE, (B, A)), (AWAY, (A, B))])
def test_a_one_way_street_is_searched_from_where_the_way_ends(options, way) -> None:
    """From A to B: with ways towards the facility, which is where searches begin, that is from B to A."""
    loop = [B, (150, 0), (150, 40), B]
    graph = build_graph(network([A, B], loop, options=options, forward=[True, True], backward=[False, False]), WALK)
    assert entries(graph) == {way: (100, 0)}
    assert entries(reversed_graph(graph)) == {way[::-1]: (100, 0)}


def test_a_graph_of_streets_open_both_ways_is_its_own_reverse() -> None:
    graph = build_graph(network([A, B]), WALK)
    assert reversed_graph(graph) is graph


@pytest.mark.parametrize(("options", "begin", "end"), [(EVERYWHERE, 0, 1), (AWAY, 1, 0)])
def test_along_a_one_way_street_a_search_goes_from_a_place_to_one_end_only(options, begin, end) -> None:
    """From a place 30 m from the tail of 100 m; one that is at an end is there all the same."""
    graph = build_graph(network([A, B], options=options, forward=[True], backward=[False]), WALK)
    edge, position = np.zeros(3, np.int64), np.array([30.0, 0.0, 100.0])
    costs = np.array([[30.0, 0.0, 100.0], [70.0, 100.0, 0.0]])
    out = graph.ways_to_ends(edge, position, search=True)
    assert out[begin].tolist() == costs[begin].tolist()
    assert out[end].tolist() == [0.0 if cost == 0 else np.inf for cost in costs[end]]
    back = graph.ways_to_ends(edge, position, search=False)
    assert back[end].tolist() == costs[end].tolist()
    assert back[begin].tolist() == [0.0 if cost == 0 else np.inf for cost in costs[begin]]


def test_along_a_street_open_both_ways_both_ends_are_as_far_as_they_are() -> None:
    graph = build_graph(network([A, B]), HURRY)
    tail, head = graph.ways_to_ends(np.zeros(3, np.int64), np.array([0.0, 30.0, 100.0]), search=True)
    assert tail.tolist() == pytest.approx([0.0, 0.3, 1.0])
    assert head.tolist() == pytest.approx([1.0, 0.7, 0.0])
    assert graph.part_other(np.zeros(1, np.int64), np.array([30.0])).tolist() == pytest.approx([30.0])


@pytest.mark.parametrize(
    ("travel", "kmh", "pace"),
    [
        (HURRY, 12.0, 0.005),
        (HURRY, 0.5, 0.12),
        (HURRY, 0.0, 0.01),  # no speed at all: that of walking
        (HURRY, -5.0, 0.01),
        (HURRY, None, 0.01),
        (Travel(MINUTES, 6.0, capped=True), 12.0, 0.01),
        (Travel(MINUTES, 6.0, capped=True), 3.0, 0.02),
    ],
)
def test_a_street_is_as_fast_as_its_speed(travel, kmh, pace) -> None:
    graph = build_graph(network([A, B], kmh=[kmh]), travel)
    assert graph.edge_cost.tolist() == pytest.approx([100 * pace])
    assert graph.edge_other.tolist() == [100.0]


def test_minutes_of_a_line_are_shared_out_over_its_length() -> None:
    """A side street cuts the ferry line of 4 minutes into 50 and 150 m; the side street has its speed."""
    graph = build_graph(
        network([A, (50, 0), (200, 0)], [(50, 0), (50, 60)], minutes=[4.0, None], kmh=[1.0, 12.0]), HURRY
    )
    assert sorted(graph.edge_cost.tolist()) == pytest.approx([0.3, 1.0, 3.0])


def test_legs_cost_their_length_and_the_time_to_walk_it_where_they_count() -> None:
    streets = [[A, B]]
    for travel, costs in ((WALK, (1.0, 0.01)), (HURRY, (0.01, 1.0))):
        graph = build_graph(network(*streets), travel)
        assert (graph.leg_cost, graph.leg_other) == pytest.approx(costs)
        without = build_graph(network(*streets, options=replace(EVERYWHERE, access_legs=False)), travel)
        assert (without.leg_cost, without.leg_other) == (0.0, 0.0)


def test_both_units_are_proportional_where_no_street_has_a_speed_of_its_own() -> None:
    assert build_graph(network([A, B]), WALK).proportional == pytest.approx(0.01)
    assert build_graph(network([A, B]), HURRY).proportional == pytest.approx(100.0)
    assert build_graph(network([A, B], kmh=[5.0]), WALK).proportional is None
    assert build_graph(network([A, B], minutes=[5.0]), WALK).proportional is None
