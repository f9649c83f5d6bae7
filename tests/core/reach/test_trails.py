"""The trees that searches leave behind, laid out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.network.network_access import NetworkAccess
from buurtmaat.core.network.options import METRES, Travel
from buurtmaat.core.network.ways import seeds_of
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.relaxation import Starts, relax_graph
from buurtmaat.core.reach.trails import Forest, forest_of, trace
from towns.factories import Way, network, point

BEGIN, END, FAR, APART = (0.0, 0.0), (100.0, 0.0), (100.0, -50.0), (0.0, 5000.0)
SQUARE, STRAIGHT, ON = 0, 1, 2  # the edges, in the order of the lines


@pytest.fixture
def access() -> NetworkAccess:
    """Make a street of 1,000 m around a square, one of 100 m between its ends, and one that goes on from its end.

    The facility stands at the square, 100 m from its beginning and 900 m from its end.
    """
    square = [BEGIN, (0, 450), (100, 450), END]
    streets = network(square, [BEGIN, END], [END, FAR], [APART, (100, 5000)])
    return Way(streets, [(100.0, -50.0)], [point(0, 100)], travel=Travel(METRES, 6.0)).access


def nodes_at(access: NetworkAccess, *places: tuple[float, float]) -> list[int]:
    return [int(np.argmin(np.hypot(*(access.graph.network.node_xy - place).T))) for place in places]


def test_a_tree_of_all_facilities_tells_where_each_node_is_come_to_from(access):
    seeds, graph = seeds_of(access.graph, access.facilities), access.graph
    reached = relax_graph(graph, Starts(seeds.node, seeds.cost, seeds.facility))
    forest = forest_of(graph, reached, seeds, Progress())
    begin, end, far, apart = nodes_at(access, BEGIN, END, FAR, APART)
    assert forest.before[[begin, end, far, apart]].tolist() == [-1, begin, end, -1]
    assert forest.edge[[begin, end, far, apart]].tolist() == [-1, STRAIGHT, ON, -1]
    # The end has a seed of its own, 900 m away, but is come to over the beginning.
    assert seeds.node[forest.seed[begin]] == begin
    assert forest.seed[[end, far, apart]].tolist() == [-1, -1, -1]
    minutes = forest.other(graph, seeds, Progress())
    assert minutes[[begin, end, far, apart]].tolist() == pytest.approx([1.0, 2.0, 2.5, np.inf])


def test_of_the_trees_of_pairs_only_what_leads_to_the_dwelling_is_kept(access):
    trails, minutes = trace(access, (np.array([0]), np.array([0]), np.array([250.0])), Progress())
    assert minutes.tolist() == pytest.approx([2.5])
    forest: Forest = trails.forest
    begin, end, far = nodes_at(access, BEGIN, END, FAR)
    way = [int(trails.entry[0])]
    while forest.before[way[-1]] >= 0:
        way.append(int(forest.before[way[-1]]))
    assert forest.node[way].tolist() in ([far, end, begin], [end, begin])
    assert forest.edge[way].tolist() in ([ON, STRAIGHT, -1], [STRAIGHT, -1])
    assert (forest.seed[way[:-1]] == -1).all()
