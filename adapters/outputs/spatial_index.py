"""The spatial index of a GeoPackage, an R-tree of SQLite, packed at once: to insert one box after another takes long.

The tree lies in three tables (`node`, `parent`, `rowid`), in a form that SQLite keeps for good. Boxes are sorted into
tiles (first into strips by x, then within each by y), and every 51 behind one another become a node; so do the nodes,
up to the root.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.arrays import Ints

CELLS = 51
"""So many boxes SQLite holds in a node, on pages of 2 KB or more."""
ROOT = 1

_CELL = np.dtype([("id", ">i8"), ("box", ">f4", 4)])
_NODE = np.dtype([("depth", ">u2"), ("count", ">u2"), ("cells", _CELL, CELLS)])
NODE_SIZE = _NODE.itemsize
"""Bytes of a node."""

_LEAST, _LARGEST = slice(0, None, 2), slice(1, None, 2)
_TOWARDS_ZERO, _FROM_ZERO = 1.0 - 1.0 / 8388608.0, 1.0 + 1.0 / 8388608.0


@dataclass(frozen=True, kw_only=True)
class Level:
    """The nodes of one level of a tree.

    Parameters
    ----------
    number, data
        The number of each node, and its bytes, which may be gone through once.
    inner, node
        What is in the nodes, rows or the nodes of the level below, ascending; and in which node each is.
    """

    number: Ints
    data: Iterable[bytes]
    inner: Ints
    node: Ints


def outwards(boxes: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return boxes (least and largest x, least and largest y) in single precision, rounded outwards as SQLite does."""
    found = boxes.astype(np.float32)
    for columns, is_inside, of_negative, of_positive in (
        (_LEAST, np.greater, _FROM_ZERO, _TOWARDS_ZERO),
        (_LARGEST, np.less, _TOWARDS_ZERO, _FROM_ZERO),
    ):
        exact, near = boxes[:, columns], found[:, columns]
        away = (exact * np.where(exact < 0, of_negative, of_positive)).astype(np.float32)
        found[:, columns] = np.where(is_inside(near, exact), away, near)
    return found


def packed(ids: Ints, boxes: NDArray[np.float32]) -> Iterator[Level]:
    """Yield the levels of a tree, the leaves first.

    Parameters
    ----------
    ids, boxes
        The rows, at least one, and what `outwards` returned of them.
    """
    depth, free = 0, ROOT + 1
    while True:
        count = -(-ids.size // CELLS)
        order = _in_tiles(boxes, count)
        given, ids, boxes = ids, ids[order], boxes[order]
        cut = np.arange(count + 1) * ids.size // count
        size = np.diff(cut)
        number = np.array([ROOT]) if count == 1 else np.arange(free, free + count)
        nodes = np.zeros(count, _NODE)
        nodes["depth"], nodes["count"] = depth if count == 1 else 0, size
        of_row = np.repeat(np.arange(count), size)
        slot = np.arange(ids.size) - cut[of_row]
        nodes["cells"]["id"][of_row, slot], nodes["cells"]["box"][of_row, slot] = ids, boxes
        node: Ints = np.empty(ids.size, np.int64)
        node[order] = number[of_row]
        del order, of_row, slot  # of a million rows they take as much as the tree
        inner: Ints = given
        if (given[1:] < given[:-1]).any():
            by_id = np.argsort(given, kind="stable")
            inner, node = given[by_id], node[by_id]
        yield Level(number=number, data=(one.tobytes() for one in nodes), inner=inner, node=node)
        if count == 1:
            return
        least, largest = np.minimum.reduceat(boxes, cut[:-1]), np.maximum.reduceat(boxes, cut[:-1])
        ids, boxes = number, np.where([True, False, True, False], least, largest)
        depth, free = depth + 1, free + count


def _in_tiles(boxes: NDArray[np.float32], count: int) -> Ints:
    """Return an order in which neighbours follow one another."""
    middle = boxes[:, _LEAST].astype(np.float64) + boxes[:, _LARGEST]
    strips = int(np.ceil(np.sqrt(count)))
    strip = np.empty(len(boxes), np.min_scalar_type(strips))  # the stable sort is quick for small numbers
    strip[np.argsort(middle[:, 0])] = np.arange(len(boxes)) * strips // len(boxes)
    by_y = np.argsort(middle[:, 1])
    return by_y[np.argsort(strip[by_y], kind="stable")]
