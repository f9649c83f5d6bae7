"""Stretches of streets put behind each other to long lines, of which the ground beside them is made sooner."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints, to_list
from ..geometry.shapes import ranges
from ..network.network import Network
from .stretches import Stretches, polylines

WHOLE = 1e-6
"""Metres: a stretch that ends no further from a node ends there."""


@dataclass(frozen=True)
class Chains:
    """Lines of stretches that meet, each stretch in one of them.

    Parameters
    ----------
    xy, start
        Vertices, shape (vertices, 2), and where each chain begins and the last ends, shape (chains + 1,).
    group
        The group of each chain, in ascending order.
    """

    xy: Floats
    start: Ints
    group: Ints


def chained(network: Network, stretches: Stretches, group: Ints) -> Chains:
    """Put stretches behind each other that end at one place, those of each group by themselves.

    Parameters
    ----------
    group
        A number for each stretch, in ascending order.

    Notes
    -----
    At each node the ends are paired by where they come from, so that chains do not depend on the order of the streets.
    A chain may cross itself and end where it begins.
    """
    xy, start = polylines(network, stretches)
    end, chain = _walk(_partners(network, stretches, group, xy, start))
    # The groups in order; in each the chains as they were found, and in them the stretches.
    order = np.argsort(group[end // 2], kind="stable")
    end, chain = end[order], chain[order]
    row, back = end // 2, end % 2 == 1
    size = np.diff(start)[row]
    entry = np.where(back, start[row + 1] - 1, start[row])
    along = ranges(np.zeros(row.size, np.int64), size)
    vertex = np.repeat(entry, size) + np.where(np.repeat(back, size), -along, along)
    first = np.flatnonzero(np.append(True, np.diff(chain) != 0)[: row.size])
    begin = np.concatenate([[0], np.cumsum(size)])[np.append(first, row.size)]
    return Chains(xy[vertex], begin.astype(np.int64), group[row[first]])


def _partners(network: Network, stretches: Stretches, group: Ints, xy: Floats, start: Ints) -> Ints:
    """Return for each end of a stretch the one that it goes on with, -1 where there is none.

    The ends of a stretch are numbered twice its row, and one more.
    """
    edges, edge = network.edges, stretches.edge
    tail = np.where(stretches.start <= WHOLE, edges.tail[edge], -1)
    head = np.where(stretches.end >= edges.length[edge] - WHOLE, edges.head[edge], -1)
    node = np.stack([tail, head], 1).ravel()
    place = xy[np.stack([start[:-1], start[1:] - 1], 1).ravel()]
    rows = np.flatnonzero(node >= 0)
    before = xy[np.stack([start[:-1] + 1, start[1:] - 2], 1).ravel()]
    rows = rows[np.lexsort((before[rows, 1], before[rows, 0], node[rows], np.repeat(group, 2)[rows]))]
    meets = (
        (node[rows[1:]] == node[rows[:-1]])
        & (group[rows[1:] // 2] == group[rows[:-1] // 2])
        & (place[rows[1:]] == place[rows[:-1]]).all(axis=1)
    )
    # Of ends that all meet, the first goes on with the second, the third with the fourth.
    run = np.flatnonzero(~np.concatenate([[False], meets]))
    number = np.arange(rows.size) - np.repeat(run, np.diff(np.append(run, rows.size)))
    pair = np.flatnonzero(meets & (number[:-1] % 2 == 0))
    partner = np.full(node.size, -1, np.int64)
    partner[rows[pair]], partner[rows[pair + 1]] = rows[pair + 1], rows[pair]
    return partner


def _walk(partners: Ints) -> tuple[Ints, Ints]:
    """Return the ends by which stretches are entered, chain by chain, and the number of the chain of each."""
    partner: list[int] = to_list(partners)
    used = [False] * (len(partner) // 2)
    entered, chain = list[int](), list[int]()
    # Chains with two ends from one of them; what is left are rings.
    for end in [*(end for end, other in enumerate(partner) if other < 0), *range(0, len(partner), 2)]:
        at = end
        while at >= 0:
            row = at // 2
            if used[row]:
                break
            used[row] = True
            entered.append(at)
            chain.append(end)
            at = partner[at ^ 1]
    return np.array(entered, np.int64), np.array(chain, np.int64)
