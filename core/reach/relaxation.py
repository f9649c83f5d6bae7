"""Exact multi-source shortest paths without one long call: block relaxation.

scipy's Dijkstra cannot be interrupted, so a whole country would freeze the window for seconds. Here the nodes are cut
into blocks by place. Each block spreads by scipy the distances that wait in it, and hands better ones on over the edges
that leave it; the block with the smallest waiting distance goes next. When nothing waits, every distance is final: the
argument is Dijkstra's and Bellman's, and places only choose the blocks, so travel times, one-way streets, edges of cost
0 and unreachable parts stay exact. A block that has been spread before is searched only where it becomes better, or
five nodes of six would be searched in vain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from ..arrays import Floats, Ints
from ..geometry.shapes import ranges
from ..network.graph import Graph
from ..progress import Progress

Ints32 = NDArray[np.int32]

BLOCK_NODES = 20_000
"""Large enough that few edges leave a block, small enough that one solve takes milliseconds."""

_SAMPLE = 1000
"""Points that tell where the middle of many is."""

_ROUNDING = 1e-9
"""As a share of a block's largest distance: above the rounding of the sums along any way in it."""


@dataclass(frozen=True)
class Starts:
    """Where searches start: the nodes, what each has cost so far, and what it is called (a number not below 0)."""

    node: Ints
    cost: Floats
    label: Ints


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
class EdgeRows:
    """Edges between nodes as compressed rows, which they leave in the direction of the search.

    No weight is negative or infinite.
    """

    weight: Floats
    column: Ints32
    row_start: Ints | Ints32

    def of(self, rows: Ints) -> tuple[Ints, Ints32, Floats]:
        """Return the edges of some rows: where in `rows` each one's row is, its column and its weight."""
        size = (self.row_start[rows + 1] - self.row_start[rows]).astype(np.int64)
        at = ranges(self.row_start[rows].astype(np.int64), size)
        return np.repeat(np.arange(rows.size), size), self.column[at], self.weight[at]

    def among(self, nodes: Ints) -> EdgeRows:
        """Return the edges between some of the nodes, renumbered."""
        place = np.full(self.row_start.size - 1, -1, np.int32)
        place[nodes] = np.arange(nodes.size)
        row, column, weight = self.of(nodes)
        inner = place[column] >= 0
        return _edges(nodes.size, row[inner], place[column[inner]], weight[inner])

    def with_virtual(self, column: Ints, weight: Floats, count: Ints) -> csr_array:
        """Return the matrix with virtual nodes behind the others, each with `count` edges to some of these."""
        size = self.row_start.size - 1 + count.size
        return csr_array(
            (
                np.concatenate([self.weight, weight]),
                np.concatenate([self.column, column.astype(np.int32)]),
                np.concatenate([self.row_start, self.row_start[-1] + np.cumsum(count)]).astype(np.int32),
            ),
            shape=(size, size),
        )


def _edges(nodes: int, row: Ints, column: Ints32, weight: Floats) -> EdgeRows:
    return EdgeRows(weight, column, np.concatenate([[0], np.cumsum(np.bincount(row, minlength=nodes))]))


@dataclass(frozen=True, kw_only=True)
class _Block:
    """A block: its nodes, the edges between them, and those that leave it, from a place in it to any node."""

    span: slice
    inside: EdgeRows
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
        sides = []
        for axis in (0, 1):
            progress.check()
            sides.append(xy[ids, axis])
        stack += _halves(ids, max(sides, key=np.ptp))
    return groups


def _halves(ids: Ints, value: Floats) -> tuple[Ints, Ints]:
    """Cut points about in the middle of their values."""
    low = value < np.median(value[:: max(value.size // _SAMPLE, 1)])
    if not low.any():  # half of them have the same
        order = np.argsort(value, kind="stable")
        low[order[: ids.size // 2]] = True
    return ids[~low], ids[low]


def relax(
    edges: EdgeRows, xy: Floats, starts: Starts, progress: Progress | None = None, block_nodes: int = BLOCK_NODES
) -> Reached:
    """Find the cheapest start for every node.

    Parameters
    ----------
    xy
        Places of the nodes, shape (nodes, 2); they only choose the blocks.

    Returns
    -------
    Reached
        At equal cost any of the starts, the same one in every run.
    """
    progress = progress or Progress()
    # 1. Blocks of neighbouring nodes: ┌───┬───┐
    #                                  │ 1 │ 2 │  edges between blocks hand distances on
    #                                  ├───┼───┤
    #                                  │ 3 │ 4 │
    #                                  └───┴───┘
    groups = cut_by_place(xy, block_nodes, progress)
    # From here on nodes are numbered block by block, so that what belongs to a block lies together.
    ends = np.cumsum([ids.size for ids in groups])
    spans = [slice(int(end) - ids.size, int(end)) for end, ids in zip(ends, groups, strict=True)]
    number = np.empty(len(xy), np.int32)
    for span, ids in zip(spans, groups, strict=True):
        progress.check()
        number[ids] = np.arange(span.start, span.stop)
    blocks = []
    for span, ids in zip(spans, groups, strict=True):
        progress.check()
        blocks.append(_cut_out(span, ids, edges, number))
    # 2. The block with the smallest distance that waits spreads it and hands on, until nothing waits.
    state = _State([ids.size for ids in groups])
    state.start(number[starts.node], starts.cost, starts.label)
    for block in _waiting(state, progress):
        _spread(blocks[block], state)
    return _as_numbered(state.nodes, spans, groups, progress)


def relax_graph(graph: Graph, starts: Starts, progress: Progress | None = None) -> Reached:
    """Find the cheapest start for every node of a network; see `relax`."""
    return relax(EdgeRows(graph.cost, graph.indices, graph.indptr), graph.network.node_xy, starts, progress)


def _as_numbered(nodes: _Nodes, spans: list[slice], groups: list[Ints], progress: Progress) -> Reached:
    """Bring the nodes back to the order that they came in."""
    order = np.concatenate([np.empty(0, np.int64), *groups]).astype(np.int32)
    count = order.size
    reached = Reached(np.empty(count), np.empty(count, np.int32), np.empty(count, np.int32))
    for span, ids in zip(spans, groups, strict=True):
        progress.check()
        part = nodes.part(span)
        reached.distance[ids], reached.source[ids] = part.distance, part.source
        reached.previous[ids] = np.where(part.previous >= 0, order[part.previous], -1)
    return reached


def _cut_out(span: slice, ids: Ints, edges: EdgeRows, number: Ints32) -> _Block:
    row, column, weight = edges.of(ids)
    column = number[column]
    inner = (column >= span.start) & (column < span.stop)
    inside = _edges(ids.size, row[inner], column[inner] - np.int32(span.start), weight[inner])
    return _Block(
        span=span, inside=inside, leaving_from=row[~inner], leaving_to=column[~inner], leaving_weight=weight[~inner]
    )


@dataclass(frozen=True)
class _Nodes:
    """What is known of some nodes so far.

    `spread` is the distance that a node's block has spread already: more than `distance` where a better one waits.
    """

    distance: Floats
    spread: Floats
    source: Ints32
    previous: Ints32

    def part(self, span: slice) -> _Nodes:
        """Return these nodes, not a copy."""
        return _Nodes(self.distance[span], self.spread[span], self.source[span], self.previous[span])


class _State:
    """All nodes, and the smallest distance that waits in each block, inf where none does."""

    def __init__(self, block_sizes: list[int]) -> None:
        count = sum(block_sizes)
        self.nodes = _Nodes(
            np.full(count, np.inf), np.full(count, np.inf), np.full(count, -1, np.int32), np.full(count, -1, np.int32)
        )
        self.waiting = np.full(len(block_sizes), np.inf)
        self.block_of = np.repeat(np.arange(len(block_sizes), dtype=np.int32), block_sizes)

    def start(self, node: Ints32, cost: Floats, label: Ints) -> None:
        """Start searches; of several at one node the cheapest holds, of equally cheap ones the lowest label."""
        order = np.lexsort((-label, -cost))
        order = order[np.isfinite(cost[order])]
        self.nodes.distance[node[order]] = cost[order]
        self.nodes.source[node[order]] = label[order]
        np.minimum.at(self.waiting, self.block_of[node[order]], cost[order])

    def offer(self, previous: Ints, node: Ints32, cost: Floats) -> None:
        """Hand distances on to nodes of other blocks, where they are better."""
        better = cost < self.nodes.distance[node]
        previous, node, cost = previous[better], node[better], cost[better]
        order = np.argsort(-cost, kind="stable")  # the smallest is written last
        previous, node, cost = previous[order], node[order], cost[order]
        self.nodes.distance[node] = cost
        self.nodes.source[node] = self.nodes.source[previous]
        self.nodes.previous[node] = previous
        np.minimum.at(self.waiting, self.block_of[node], cost)


def _waiting(state: _State, progress: Progress) -> Iterator[int]:
    """Yield the block with the smallest waiting distance until none waits."""
    begun, most = np.zeros(state.waiting.size, bool), 0
    while np.isfinite(state.waiting).any():
        most = max(most, int((begun & np.isinf(state.waiting)).sum()))
        progress.at(most / begun.size)
        block = int(np.argmin(state.waiting))
        begun[block], state.waiting[block] = True, np.inf
        yield block


def _spread(block: _Block, state: _State) -> None:
    """Spread what waits in a block over it, and hand on over the edges that leave it what became better."""
    nodes = state.nodes.part(block.span)
    # The first time all of the block; later only where what waits makes something better.
    first = not np.isfinite(nodes.spread).any()
    touched = np.arange(nodes.distance.size) if first else _improvable(block.inside, nodes)
    _solve(block.inside if first else block.inside.among(touched), nodes, touched, block.span.start)
    # What became better goes over the edges that leave.
    better = nodes.distance < nodes.spread
    nodes.spread[:] = nodes.distance
    leaving = np.flatnonzero(better[block.leaving_from])
    start = block.leaving_from[leaving]
    state.offer(
        start + block.span.start, block.leaving_to[leaving], nodes.distance[start] + block.leaving_weight[leaving]
    )


def _improvable(edges: EdgeRows, nodes: _Nodes) -> Ints:
    """Find the nodes that become better by what waits at some of them: mostly few.

    Notes
    -----
    By reduced costs, as in Johnson's algorithm (Journal of the ACM 24, 1977, 1–13). With d(v) the distance of node v
    that was spread before, and w(u, v) an edge, r(u, v) = d(u) + w(u, v) − d(v) is how much longer the way over it is.
    A node u where something waits gained g(u) = d(u) − what waits. A node v becomes better where g(u) is more than r
    along the way from some u to v.
    """
    fresh = np.flatnonzero(nodes.distance < nodes.spread)
    waiting = nodes.distance[fresh]
    reached = np.isfinite(nodes.spread)
    beyond = max(nodes.spread[reached].max(), waiting.max()) + edges.weight.sum()  # more than any way can bring
    before = np.where(reached, nodes.spread, beyond)
    reduced = np.repeat(before, np.diff(edges.row_start)) + edges.weight - before[edges.column]
    gain = before[fresh] - waiting
    most = gain.max()
    matrix = replace(edges, weight=reduced).with_virtual(fresh, most - gain, np.array([fresh.size]))
    lost = dijkstra(matrix, indices=[before.size], limit=most + _ROUNDING * beyond)[0]
    return np.flatnonzero(np.isfinite(lost[: before.size]))


def _solve(edges: EdgeRows, nodes: _Nodes, touched: Ints, start: int) -> None:
    """Bring the touched nodes up to date with what waits among them; `edges` are those between them."""
    # A virtual node for each source, with an edge to every node where it waits: one search from all of them.
    distance, spread, source = nodes.distance[touched], nodes.spread[touched], nodes.source[touched]
    fresh = np.flatnonzero(distance < spread)
    fresh = fresh[np.argsort(source[fresh], kind="stable")]
    label, count = np.unique(source[fresh], return_counts=True)
    matrix = edges.with_virtual(fresh, distance[fresh], count)
    virtual = touched.size + np.arange(label.size)
    answer = dijkstra(matrix, indices=virtual, min_only=True, return_predecessors=True)
    cost, previous, origin = (values[: touched.size] for values in answer)
    # Also where a node that waits is reached equally well from another: sources then agree all along a way.
    better = np.flatnonzero((cost < spread) & (previous < touched.size))
    nodes.distance[touched[better]] = cost[better]
    nodes.source[touched[better]] = label[origin[better] - touched.size]
    nodes.previous[touched[better]] = start + touched[previous[better]]
