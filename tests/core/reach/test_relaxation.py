"""Block relaxation finds what one Dijkstra over everything finds, whatever the blocks, and can be cancelled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from buurtmaat.core.errors import Cancelled
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.relaxation import EdgeRows, Reached, Starts, cut_by_place, relax

NODES = 200
BLOCKS = (1, 7, 50, NODES)


@dataclass
class Case:
    """A graph and where its searches start."""

    matrix: csr_array
    xy: np.ndarray
    node: np.ndarray
    cost: np.ndarray
    label: np.ndarray

    def relax(self, block_nodes: int, progress: Progress | None = None) -> Reached:
        m = self.matrix
        starts = Starts(self.node, self.cost, self.label)
        return relax(EdgeRows(m.data, m.indices, m.indptr), self.xy, starts, progress, block_nodes)

    def weight(self, start: int, end: int) -> float:
        row = slice(self.matrix.indptr[start], self.matrix.indptr[start + 1])
        return float(self.matrix.data[row][self.matrix.indices[row] == end].min(initial=np.inf))

    def expected(self) -> np.ndarray:
        """Return the distances by one call of scipy's, from a virtual node for each seed."""
        m, n = self.matrix, len(self.xy)
        data = np.concatenate([m.data, self.cost])
        indices = np.concatenate([m.indices, self.node]).astype(np.int32)
        indptr = np.concatenate([m.indptr, m.indptr[-1] + np.arange(1, self.node.size + 1)]).astype(np.int32)
        size = n + self.node.size
        extended = csr_array((data, indices, indptr), shape=(size, size))
        return dijkstra(extended, indices=np.arange(n, size), min_only=True)[:n]


def matrix_of(edges: dict[tuple[int, int], float], nodes: int) -> csr_array:
    start, end = np.array(sorted(edges), np.int32).reshape(-1, 2).T
    data = np.array([edges[pair] for pair in sorted(edges)], float)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=nodes))]).astype(np.int32)
    return csr_array((data, end, indptr), shape=(nodes, nodes))


def case(seed: int) -> Case:
    """Make a random graph: near and far edges, some one-way, some of cost 0, parts apart, seeds with equal costs."""
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 1000, (NODES, 2)) if seed % 5 else rng.integers(0, 3, (NODES, 2)) * 10.0
    part = rng.integers(0, rng.integers(1, 4), NODES)
    whole, free = seed % 2 == 0, rng.choice([0.0, 0.2, 0.6])
    edges: dict[tuple[int, int], float] = {}
    for node in range(NODES):
        near = np.argsort(np.hypot(*(xy - xy[node]).T))[1:6]
        ends = [*rng.choice(near, 2, replace=False), *rng.integers(0, NODES, int(rng.random() < 0.05))]
        for end in (int(e) for e in ends if part[e] == part[node] and e != node):
            cost = float(rng.integers(1, 20)) if whole else rng.uniform(0, 20)
            cost = 0.0 if rng.random() < free else cost
            edges[node, end] = cost
            if rng.random() < 0.7:
                edges[end, node] = cost
    count = int(rng.choice([1, 3, 40]))
    start = rng.integers(0, NODES, count)
    start[count // 2 :] = start[: count - count // 2]  # several at a node
    cost = rng.choice([0.0, 2.0, 5.0, 300.0], count) if whole else rng.uniform(0, 60, count)
    return Case(matrix_of(edges, NODES), xy, start, cost, rng.permutation(count))


def test_scipy_gets_small_indices_which_its_older_versions_ask_for() -> None:
    edges = EdgeRows(np.ones(1), np.array([1], np.int32), np.array([0, 1, 1]))
    matrix = edges.with_virtual(np.array([0]), np.array([5.0]), np.array([1]))
    assert matrix.indices.dtype == matrix.indptr.dtype == np.int32
    assert dijkstra(matrix, indices=[2]).tolist() == [[5.0, 6.0, 0.0]]


@pytest.mark.parametrize("block_nodes", BLOCKS)
@pytest.mark.parametrize("seed", range(60))
def test_distances_are_those_of_one_dijkstra(seed: int, block_nodes: int) -> None:
    made = case(seed)
    found, expected = made.relax(block_nodes).distance, made.expected()
    assert (np.isfinite(found) == np.isfinite(expected)).all()
    assert np.array_equal(found, expected), "to the last digit: the same costs are summed in the same order"


@pytest.mark.parametrize("block_nodes", BLOCKS)
@pytest.mark.parametrize("seed", range(30))
def test_previous_nodes_lead_back_to_the_source_by_the_distance(seed: int, block_nodes: int) -> None:
    made = case(seed)
    found = made.relax(block_nodes)
    for node in range(NODES):
        if np.isinf(found.distance[node]):
            assert (found.source[node], found.previous[node]) == (-1, -1)
            continue
        way, at = [], node
        while found.previous[at] >= 0:
            assert len(way) <= NODES, "previous nodes go round"
            way.append(made.weight(int(found.previous[at]), at))
            at = int(found.previous[at])
            assert found.source[at] == found.source[node]
        own = made.cost[(made.node == at) & (made.label == found.source[node])]
        assert found.distance[node] == pytest.approx(own.min() + sum(way), abs=1e-9)


@pytest.mark.parametrize("block_nodes", BLOCKS)
def test_a_second_run_gives_the_same(block_nodes: int) -> None:
    for seed in range(10):
        one, other = case(seed).relax(block_nodes), case(seed).relax(block_nodes)
        assert np.array_equal(one.distance, other.distance)
        assert np.array_equal(one.source, other.source)
        assert np.array_equal(one.previous, other.previous)


def test_of_equally_cheap_seeds_at_a_node_the_lowest_label_holds() -> None:
    matrix = matrix_of({(0, 1): 1.0, (1, 0): 1.0}, 2)
    made = Case(matrix, np.zeros((2, 2)), np.array([0, 0, 0]), np.array([4.0, 2.0, 2.0]), np.array([0, 7, 3]))
    found = made.relax(1)
    assert found.distance.tolist() == [2.0, 3.0]
    assert found.source.tolist() == [3, 3]


def test_a_seed_of_infinite_cost_starts_nothing() -> None:
    made = Case(matrix_of({(0, 1): 1.0}, 2), np.zeros((2, 2)), np.array([0]), np.array([np.inf]), np.array([0]))
    found = made.relax(1)
    assert np.isinf(found.distance).all()
    assert found.source.tolist() == [-1, -1]


def test_without_seeds_or_nodes_nothing_is_reached() -> None:
    none = np.empty(0, np.int64)
    assert np.isinf(Case(matrix_of({(0, 1): 1.0}, 2), np.zeros((2, 2)), none, none * 1.0, none).relax(1).distance).all()
    edges = EdgeRows(none * 1.0, none.astype(np.int32), np.zeros(1, np.int32))
    nothing = relax(edges, np.empty((0, 2)), Starts(none, none * 1.0, none))
    assert nothing.distance.size == nothing.source.size == nothing.previous.size == 0


def grid(side: int) -> Case:
    """Make a square grid of streets of irregular lengths, searched from one corner."""
    rng = np.random.default_rng(1)
    x, y = (v.ravel() for v in np.meshgrid(np.arange(side), np.arange(side)))
    number = np.arange(side * side).reshape(side, side)
    start = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    end = np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])
    cost = rng.uniform(50, 150, start.size)
    start, end, cost = np.r_[start, end], np.r_[end, start], np.r_[cost, cost]
    order = np.lexsort((end, start))
    indptr = np.concatenate([[0], np.cumsum(np.bincount(start))]).astype(np.int32)
    matrix = csr_array((cost[order], end[order].astype(np.int32), indptr), shape=(x.size, x.size))
    return Case(matrix, np.column_stack([x, y]) * 100.0, np.array([0]), np.zeros(1), np.zeros(1, np.int64))


def test_many_blocks_of_a_larger_network_agree_with_one_dijkstra() -> None:
    made = grid(150)
    assert np.array_equal(made.relax(500).distance, made.expected())


def test_cancel_stops_it_wherever_it_looks() -> None:
    made, looks = case(3), []
    made.relax(50, Progress(cancelled=lambda: bool(looks.append(None))))
    assert len(looks) > 3
    for stop in range(len(looks)):
        left = iter([False] * stop + [True])
        with pytest.raises(Cancelled):
            made.relax(50, Progress(cancelled=lambda left=left: next(left)))


def test_it_looks_at_cancel_often_and_tells_how_far_it_is() -> None:
    made, looks, shares = grid(300), [], []

    def look() -> bool:
        looks.append(len(shares))
        return False

    made.relax(5000, Progress(shares.append, look))
    assert len(looks) > 3 * 90_000 / 5000
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


@pytest.mark.parametrize("size", [1, 7, 50, 1000])
def test_groups_by_place_hold_every_point_once(size: int) -> None:
    xy = np.random.default_rng(2).normal(0, 100, (431, 2))
    groups = cut_by_place(xy, size, Progress())
    assert max(g.size for g in groups) <= size
    assert sorted(np.concatenate(groups).tolist()) == list(range(431))
    assert cut_by_place(np.empty((0, 2)), size, Progress()) == []


@pytest.mark.parametrize("turned", [False, True])
def test_the_wider_side_is_halved(turned: bool) -> None:
    xy = np.array([(0.0, 0.0), (100.0, 1.0), (1.0, 1.0), (101.0, 0.0)])
    groups = cut_by_place(xy[:, ::-1] if turned else xy, 2, Progress())
    assert sorted(sorted(group.tolist()) for group in groups) == [[0, 2], [1, 3]]


def test_groups_by_place_are_cut_where_all_points_coincide() -> None:
    groups = cut_by_place(np.zeros((100, 2)), 10, Progress())
    assert sum(g.size for g in groups) == 100
    assert max(g.size for g in groups) <= 10
