"""Exact multi-source shortest paths without one long call: block relaxation.

scipy's Dijkstra cannot be interrupted, so a whole country would freeze the window for seconds. Here the nodes are cut
into blocks by place. Each block is solved by scipy from the distances that wait in it, and hands improved distances
on over the edges that leave it; the block with the smallest waiting distance goes next. When nothing waits, every
distance is final: the argument is Dijkstra's and Bellman's, and places only choose the blocks, so travel times,
one-way streets, edges of cost 0 and unreachable parts stay exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from .progress import Progress
from .shapes import ranges

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]

BLOCK_NODES = 20_000
"""Large enough that few edges leave a block, small enough that one solve takes milliseconds."""


@dataclass(frozen=True)
class Reached:
    """What a search found at each node.

    `distance` is inf where nothing arrives; `source` is the label of the seed that arrives first, -1 where none;
    `previous` is the node before, -1 at a node that a seed reaches by itself.
    """

    distance: Floats
    source: Ints32
    previous: Ints32


@dataclass(frozen=True)
class _Block:
    """A block's nodes, its own edges as a matrix, and the edges that leave it."""

    nodes: Ints
    weight: Floats
    column: Ints32
    row_start: Ints
    leaving_from: Ints
    leaving_to: Ints32
    leaving_weight: Floats


def cut_by_place(xy: Floats, size: int, progress: Progress) -> list[Ints]:
    """Cut points into groups of at most `size`, halving the wider side again and again."""
    groups: list[Ints] = []
    stack: list[Ints] = [np.arange(len(xy))]
    while stack:
        ids = stack.pop()
        if ids.size <= size:
            if ids.size:
                groups.append(ids)
            continue
        progress.check()
        axis = int(np.ptp(xy[ids, 0]) <= np.ptp(xy[ids, 1]))
        ids = ids[np.argpartition(xy[ids, axis], ids.size // 2)]
        stack += [ids[ids.size // 2 :], ids[: ids.size // 2]]
    return groups


def relax(
    indptr: Ints32,
    indices: Ints32,
    cost: Floats,
    xy: Floats,
    seed_node: Ints,
    seed_cost: Floats,
    seed_label: Ints,
    progress: Progress | None = None,
    block_nodes: int = BLOCK_NODES,
) -> Reached:
    """Find the cheapest seed for every node.

    Parameters
    ----------
    indptr, indices, cost
        Compressed rows: edges leave the row's node in the direction of the search. No cost is negative.
    xy
        Places of the nodes, shape (nodes, 2); they only choose the blocks.
    seed_node, seed_cost, seed_label
        Where searches start, with what they have cost so far and what they are called (not negative).

    Returns
    -------
    Reached
        At equal cost any of the seeds, the same one in every run.
    """
    progress = progress or Progress()
    nodes = len(xy)
    groups = cut_by_place(xy, block_nodes, progress)
    block_of, local = np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    for number, ids in enumerate(groups):
        block_of[ids], local[ids] = number, np.arange(ids.size)
    parts = []
    for ids in groups:
        progress.check()
        parts.append(_cut_out(ids, indptr, indices, cost, block_of, local))
    state = _State(nodes, len(groups), block_of)
    state.seed(seed_node, seed_cost, seed_label)
    for done in _waiting(state, progress):
        _solve(parts[done], state, local)
    return Reached(state.distance, state.source, state.previous)


def _cut_out(ids: Ints, indptr: Ints32, indices: Ints32, cost: Floats, block_of: Ints32, local: Ints32) -> _Block:
    size = (indptr[ids + 1] - indptr[ids]).astype(np.int64)
    at = ranges(indptr[ids].astype(np.int64), size)
    row = np.repeat(np.arange(ids.size), size)
    target, weight = indices[at], cost[at]
    inner = block_of[target] == block_of[ids[0]]
    row_start = np.concatenate([[0], np.cumsum(np.bincount(row[inner], minlength=ids.size))])
    return _Block(ids, weight[inner], local[target[inner]], row_start, row[~inner], target[~inner], weight[~inner])


class _State:
    """Distances so far, and what waits to be handed on."""

    def __init__(self, nodes: int, blocks: int, block_of: Ints32) -> None:
        self.distance = np.full(nodes, np.inf)
        self.source = np.full(nodes, -1, np.int32)
        self.previous = np.full(nodes, -1, np.int32)
        self.fresh = np.zeros(nodes, bool)
        self.waiting = np.full(blocks, np.inf)
        self.block_of = block_of

    def seed(self, node: Ints, cost: Floats, label: Ints) -> None:
        """Start searches; of several at one node the cheapest holds, of equally cheap ones the lowest label."""
        order = np.lexsort((-label, -cost))
        order = order[np.isfinite(cost[order])]
        self.distance[node[order]] = cost[order]
        self.source[node[order]] = label[order]
        self.fresh[node[order]] = True
        np.minimum.at(self.waiting, self.block_of[node[order]], cost[order])

    def offer(self, previous: Ints, node: Ints32, cost: Floats) -> None:
        """Hand distances on to nodes of other blocks, where they are better."""
        better = cost < self.distance[node]
        previous, node, cost = previous[better], node[better], cost[better]
        order = np.argsort(-cost, kind="stable")  # the smallest is written last
        previous, node, cost = previous[order], node[order], cost[order]
        self.distance[node] = cost
        self.source[node] = self.source[previous]
        self.previous[node] = previous
        self.fresh[node] = True
        np.minimum.at(self.waiting, self.block_of[node], cost)


def _waiting(state: _State, progress: Progress) -> Iterator[int]:
    """Give the block with the smallest waiting distance until none waits."""
    farthest = 0
    while True:
        block = int(np.argmin(state.waiting))
        left = int(np.isfinite(state.waiting).sum())
        if not left:
            return
        farthest = max(farthest, state.waiting.size - left)
        progress.at(farthest / state.waiting.size)
        state.waiting[block] = np.inf
        yield block


def _solve(block: _Block, state: _State, local: Ints32) -> None:
    ids, size = block.nodes, block.nodes.size
    seeds = ids[state.fresh[ids]]
    state.fresh[seeds] = False
    seeds = seeds[np.argsort(state.source[seeds], kind="stable")]
    label, count = np.unique(state.source[seeds], return_counts=True)  # one virtual node a label
    matrix = csr_array(
        (
            np.concatenate([block.weight, state.distance[seeds]]),
            np.concatenate([block.column, local[seeds]]),
            np.concatenate([block.row_start, block.row_start[-1] + np.cumsum(count)]),
        ),
        shape=(size + label.size, size + label.size),
    )
    found, previous, origin = dijkstra(
        matrix,
        indices=size + np.arange(label.size),
        min_only=True,
        return_predecessors=True,
        limit=state.distance[ids].max(),
    )
    improved = found[:size] < state.distance[ids]
    k = np.flatnonzero(improved)
    state.distance[ids[k]] = found[k]
    state.source[ids[k]] = label[origin[k] - size]
    state.previous[ids[k]] = ids[previous[k]]
    improved[local[seeds]] = True
    leaving = np.flatnonzero(improved[block.leaving_from])
    start = ids[block.leaving_from[leaving]]
    state.offer(start, block.leaving_to[leaving], state.distance[start] + block.leaving_weight[leaving])
