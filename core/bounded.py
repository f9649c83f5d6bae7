"""Searches within a limit from groups of neighbouring facilities, each on its own piece of the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from .access import Access
from .graph import Graph
from .options import METRES
from .places import least_per_pair
from .progress import Progress
from .relaxation import cut_by_place
from .shapes import ranges
from .ways import Seeds, seeds_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]

GROUP = 16
"""Facilities searched together: near each other, so that they share one piece of the network."""

_SLACK = 1e-3


@dataclass(frozen=True)
class Search:
    """What was found from some facilities: the cost to each of some nodes, shape (facilities, nodes), inf beyond.

    All nodes within the limit are among `nodes`, ascending. `previous`, where it was asked for, is the node before, as
    a place in `nodes`; -1 at a node that a seed reaches by itself, and where nothing arrives.
    """

    facilities: Ints
    nodes: Ints
    cost: Floats
    previous: Ints32 | None = None


def searches(
    graph: Graph, access: Access, limit: float, progress: Progress | None = None, *, trees: bool = False
) -> Iterator[Search]:
    """Search from all facilities that are on the network, a group at a time.

    Parameters
    ----------
    limit
        In the graph's unit.
    trees
        Whether to tell the node before each.

    Notes
    -----
    A group is searched on the nodes that lie in its box widened by the limit. No way is shorter than the straight line
    and none is faster than the fastest edge, so nothing beyond the box matters.
    """
    progress = progress or Progress()
    xy, seeds = graph.network.node_xy, seeds_of(graph, access)
    metres = farthest(graph, limit)
    centre = _centres(graph, seeds, access.count)
    known = np.flatnonzero(np.isfinite(centre).all(axis=1))
    groups = [known[g] for g in cut_by_place(centre[known], GROUP, progress)]
    order = np.argsort(seeds.facility, kind="stable")
    start = np.searchsorted(seeds.facility[order], np.arange(access.count + 1))
    by_x = np.argsort(xy[:, 0], kind="stable")
    sorted_x = xy[by_x, 0]
    local = np.full(graph.nodes, -1, np.int32)
    for number, group in enumerate(groups):
        progress.at(number / len(groups))
        mine = order[ranges(start[group], np.diff(start)[group])]
        box = xy[seeds.node[mine]]
        low, high = box.min(axis=0) - metres - 1, box.max(axis=0) + metres + 1
        near = by_x[np.searchsorted(sorted_x, low[0]) : np.searchsorted(sorted_x, high[0], "right")]
        near = np.sort(near[(xy[near, 1] >= low[1]) & (xy[near, 1] <= high[1])])
        column = np.repeat(np.arange(group.size), np.diff(start)[group])
        local[near] = np.arange(near.size)
        matrix = _matrix(graph, near, local, (column, seeds.node[mine], seeds.cost[mine]), group.size)
        local[near] = -1
        yield Search(group, near, *_search(matrix, near.size, limit, trees))


def farthest(graph: Graph, cost: float) -> float:
    """Give the most metres that this cost can bring; without end where an edge takes no time."""
    if graph.travel.unit == METRES:
        return cost
    if not graph.edge_cost.all():
        return np.inf
    fastest = (graph.edge_other / graph.edge_cost).max(initial=1 / graph.travel.minutes_per_metre)
    return cost * float(fastest)


def _centres(graph: Graph, seeds: Seeds, count: int) -> Floats:
    """Give the place of each facility's first seed, NaN where it has none."""
    centre = np.full((count, 2), np.nan)
    centre[seeds.facility[::-1]] = graph.network.node_xy[seeds.node[::-1]]
    return centre


def _matrix(graph: Graph, near: Ints, local: Ints32, seeds: tuple[Ints, Ints, Floats], facilities: int) -> csr_array:
    """Give the matrix of the nodes `near` with a group's facilities behind, each with edges to where it starts."""
    size = (graph.indptr[near + 1] - graph.indptr[near]).astype(np.int64)
    at = ranges(graph.indptr[near].astype(np.int64), size)
    row, target = np.repeat(np.arange(near.size), size), local[graph.indices[at]]
    inner = target >= 0
    column, node, cost = seeds
    column, node, cost = least_per_pair(column, local[node].astype(np.int64), cost)
    open_way = np.isfinite(cost)
    column, node, cost = column[open_way], node[open_way], cost[open_way]
    count = np.concatenate([np.bincount(row[inner], minlength=near.size), np.bincount(column, minlength=facilities)])
    return csr_array(
        (
            np.concatenate([graph.cost[at[inner]], cost]),
            np.concatenate([target[inner], node.astype(np.int32)]),
            np.concatenate([[0], np.cumsum(count)]).astype(np.int32),
        ),
        shape=(count.size, count.size),
    )


def _search(matrix: csr_array, nodes: int, limit: float, trees: bool) -> tuple[Floats, Ints32 | None]:
    """Give the cost from the facilities behind the nodes to these, shape (facilities, nodes), and the nodes before."""
    facilities = np.arange(nodes, matrix.shape[0])
    if not trees:
        cost = dijkstra(matrix, indices=facilities, limit=limit + _SLACK)
        return np.asarray(cost[:, :nodes], np.float64), None
    cost, before = dijkstra(matrix, indices=facilities, limit=limit + _SLACK, return_predecessors=True)
    previous = np.where((before >= 0) & (before < nodes), before, -1)[:, :nodes].astype(np.int32)
    return np.asarray(cost[:, :nodes], np.float64), previous
