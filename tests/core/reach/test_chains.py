"""Stretches put behind each other: by hand, and of random worlds every piece of street in just one chain."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest

from buurtmaat.core.network.network import Network
from buurtmaat.core.reach.chains import Chains, chained
from buurtmaat.core.reach.stretches import Stretches, polylines
from towns.engine import engine_of
from towns.factories import XY, network
from towns.random_worlds import world

Piece = tuple[XY, XY]


def whole(net: Network) -> Stretches:
    """Return every edge from end to end."""
    edge = np.arange(net.edges.tail.size)
    return Stretches(np.zeros(edge.size, int), edge, np.zeros(edge.size), net.edges.length.copy())


def lines_of(chains: Chains) -> list[list[XY]]:
    ends = zip(chains.start[:-1], chains.start[1:], strict=True)
    return [[(float(x), float(y)) for x, y in chains.xy[a:b]] for a, b in ends]


def pieces(xy: np.ndarray, start: np.ndarray) -> list[Piece]:
    """Return the pieces between two vertices, whichever way they go; those of no length are none."""
    found = []
    for a, b in itertools.pairwise(start):
        line = [(float(x), float(y)) for x, y in xy[a:b]]
        found += [(min(pair), max(pair)) for pair in itertools.pairwise(line) if pair[0] != pair[1]]
    return found


def test_three_streets_that_meet_are_two_chains() -> None:
    net = network([(0, 0), (10, 0)], [(10, 0), (20, 0)], [(10, 0), (10, 30)])
    found = chained(net, whole(net), np.zeros(3, int))
    assert sorted(len(set(line)) for line in lines_of(found)) == [2, 3]


@pytest.mark.parametrize("begin", [(2,), (0, 1, 2)])
def test_chains_do_not_depend_on_the_order_of_the_streets(begin: tuple[int, ...]) -> None:
    """Five streets that begin or end at one place."""
    ends = [(0, 0), (20, 0), (10, 30), (10, -40), (50, 50)]
    streets = [[(10, 0), end] if number in begin else [end, (10, 0)] for number, end in enumerate(ends)]
    found = set()
    for order in itertools.permutations(streets):
        net = network(*order)
        lines = lines_of(chained(net, whole(net), np.zeros(len(order), int)))
        found.add(frozenset(min(tuple(line), tuple(line[::-1])) for line in lines))
    assert len(found) == 1


def test_a_chain_ends_where_its_group_does() -> None:
    net = network(*([(x, 0), (x + 10, 0)] for x in range(0, 50, 10)))
    found = chained(net, whole(net), np.array([0, 0, 0, 1, 1]))
    assert sorted((min(line)[0], max(line)[0]) for line in lines_of(found)) == [(0, 30), (30, 50)]
    assert sorted(found.group.tolist()) == [0, 1]


def test_a_stretch_that_ends_before_the_node_goes_on_with_none() -> None:
    net = network([(0, 0), (10, 0)], [(10, 0), (20, 0)])
    stretches = Stretches(np.zeros(2, int), np.arange(2), np.array([0.0, 1.0]), np.array([10.0, 10.0]))
    assert sorted(lines_of(chained(net, stretches, np.zeros(2, int)))) == [[(0, 0), (10, 0)], [(11, 0), (20, 0)]]


def test_streets_that_meet_at_the_first_node_of_all_go_on_in_each_other() -> None:
    net = network([(0, 0), (10, 0)], [(0, 0), (5, 20)])
    (line,) = lines_of(chained(net, whole(net), np.zeros(2, int)))
    assert sorted(set(line)) == [(0, 0), (5, 20), (10, 0)]


def test_four_streets_that_meet_are_two_chains_and_five_are_three() -> None:
    ends = [(10, 0), (0, 10), (-10, 0), (0, -10), (7, 7)]
    for count, chains in ((4, 2), (5, 3)):
        net = network(*([(0, 0), end] for end in ends[:count]))
        assert len(lines_of(chained(net, whole(net), np.zeros(count, int)))) == chains


def test_a_chain_begins_at_its_end_also_where_its_middle_is_drawn_first() -> None:
    net = network([(10, 0), (20, 0)], [(10, 0), (0, 0)], [(20, 0), (30, 0)])
    (line,) = lines_of(chained(net, whole(net), np.zeros(3, int)))
    assert [x for x, _ in line] in ([0, 10, 10, 20, 20, 30], [30, 20, 20, 10, 10, 0])


def test_stretches_that_touch_between_two_nodes_do_not_go_on_in_each_other() -> None:
    net = network([(0, 0), (10, 0)])
    halves = Stretches(np.zeros(2, int), np.zeros(2, int), np.array([0.0, 4.0]), np.array([4.0, 10.0]))
    assert lines_of(chained(net, halves, np.zeros(2, int))) == [[(0, 0), (4, 0)], [(4, 0), (10, 0)]]


def test_parts_of_two_drawings_of_a_street_do_not_go_on_in_each_other_between_its_nodes() -> None:
    net = network([(0, 0), (10, 0)], [(0, 0), (10, 0)])
    parts = Stretches(np.zeros(2, int), np.arange(2), np.full(2, 4.0), np.full(2, 9.0))
    assert lines_of(chained(net, parts, np.zeros(2, int))) == [[(4, 0), (9, 0)]] * 2


def test_each_loop_is_a_chain_of_its_own() -> None:
    net = network(*([(x, 0), (x + 5, 0), (x + 5, 5), (x, 0)] for x in range(0, 70, 10)))
    lines = lines_of(chained(net, whole(net), np.zeros(7, int)))
    assert sorted(min(line) for line in lines) == [(x, 0) for x in range(0, 70, 10)]


def test_streets_of_other_groups_do_not_go_on_in_each_other() -> None:
    net = network([(0, 0), (10, 0)], [(10, 0), (20, 0)])
    found = chained(net, whole(net), np.array([3, 7]))
    assert found.group.tolist() == [3, 7]
    assert lines_of(found) == [[(0, 0), (10, 0)], [(10, 0), (20, 0)]]


def test_a_ring_is_one_chain_that_ends_where_it_begins() -> None:
    net = network([(0, 0), (10, 0)], [(10, 0), (10, 10)], [(10, 10), (0, 0)])
    (ring,) = lines_of(chained(net, whole(net), np.zeros(3, int)))
    assert ring[0] == ring[-1]
    assert set(ring) == {(0, 0), (10, 0), (10, 10)}


def test_a_street_drawn_against_the_chain_is_turned_round() -> None:
    net = network([(0, 0), (5, 1), (10, 0)], [(20, 0), (15, 1), (10, 0)])
    (line,) = lines_of(chained(net, whole(net), np.zeros(2, int)))
    along = [(0, 0), (5, 1), (10, 0), (10, 0), (15, 1), (20, 0)]
    assert line in (along, along[::-1])


def test_nothing_has_no_chains() -> None:
    net = network([(0, 0), (10, 0)])
    none = whole(net).take(np.empty(0, int))
    found = chained(net, none, np.empty(0, int))
    assert (found.xy.shape, found.start.tolist(), found.group.tolist()) == ((0, 2), [0], [])


@pytest.mark.parametrize("seed", range(60))
def test_every_piece_of_street_is_in_one_chain_of_its_group(seed: int) -> None:
    net = engine_of(world(seed)).network
    rng = np.random.default_rng(seed)
    edge = np.arange(net.edges.tail.size)
    cut = rng.random((2, edge.size)) * net.edges.length
    low, high = cut.min(axis=0), cut.max(axis=0)
    low[rng.random(edge.size) < 0.7] = 0.0
    full = rng.random(edge.size) < 0.7
    high[full] = net.edges.length[full]
    group = np.sort(rng.integers(0, 3, edge.size))
    stretches = Stretches(np.zeros(edge.size, int), edge, low, high).take(np.flatnonzero(high - low > 0.01))
    of = group[stretches.edge]
    found = chained(net, stretches, of)
    assert found.group.tolist() == sorted(found.group.tolist())
    chains = np.diff(found.start)
    of_chain = np.repeat(np.arange(chains.size), chains)
    for number in range(3):
        mine = np.flatnonzero(found.group == number)
        vertices = found.xy[np.isin(of_chain, mine)]
        begin = np.concatenate([[0], np.cumsum(chains[mine])])
        alone = polylines(net, stretches.take(np.flatnonzero(of == number)))
        assert Counter(pieces(vertices, begin)) == Counter(pieces(*alone))
        assert mine.size <= np.count_nonzero(of == number)
