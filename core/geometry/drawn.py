"""Shapes as they are drawn: on a grid of whole units, with no more vertices than can be seen, and borders that fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints, to_list
from .shapes import RING, Shapes

_PASSES = 24
"""After as many looks at all vertices hardly any goes that the eye would miss."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A part of the ground as a drawing of whole units: `left` and `top` in metres, `scale` in units per metre."""

    left: float
    top: float
    scale: float
    width: int
    height: int

    @staticmethod
    def around(box: tuple[float, float, float, float], width: int, tallest: int) -> Frame:
        """Return the frame of a box (least x, least y, most x, most y) that fits in so many units.

        Raises
        ------
        ValueError
            Where the box has no extent.
        """
        left, bottom, right, top = box
        if not (right > left and top > bottom):
            raise ValueError("a box without extent cannot be drawn")
        scale = min(width / (right - left), tallest / (top - bottom))
        size = (max(1, round((right - left) * scale)), max(1, round((top - bottom) * scale)))
        return Frame(left=left, top=top, scale=scale, width=size[0], height=size[1])

    def units(self, xy: Floats) -> Floats:
        """Return places in the drawing, x to the right and y downwards."""
        return (xy - (self.left, self.top)) * (self.scale, -self.scale)


def drawn(shapes: Shapes, frame: Frame, least: float, step: int = 1) -> Shapes:
    """Return shapes in whole units of a frame, without the vertices that nobody would see.

    Parameters
    ----------
    least
        A vertex whose triangle with its neighbours is smaller than so many square units is left out, the smallest
        first (Visvalingam and Whyatt 1993), unless borders meet there. What is left out depends on the vertex and its
        neighbours alone, so it is the same in both areas along a border.
    step
        Units between the lines of the grid.

    Returns
    -------
    Shapes
        Whole numbers as floats. Parts that shrink to a point are left out, and rings to a line.
    """
    units = np.rint(frame.units(shapes.xy) / step) * step
    found = _kept(shapes, units, _first_of_equals(units, shapes.vertex_part))
    size = found.part_size
    closed = found.part_kind == RING
    there = np.where(closed, size >= 4, size >= 2)
    found = found.take_parts(there)
    return _simplified(found, least) if len(found.xy) else found


def _first_of_equals(xy: Floats, part: Ints) -> Flags:
    """Return which vertices do not repeat the one before."""
    kept = np.ones(len(xy), bool)
    kept[1:] = (xy[1:] != xy[:-1]).any(axis=1) | (part[1:] != part[:-1])
    return kept


def _kept(shapes: Shapes, xy: Floats, kept: Flags) -> Shapes:
    """Return shapes with some of their vertices, at other places."""
    size = np.bincount(shapes.vertex_part[kept], minlength=shapes.part_feature.size)
    return Shapes(
        xy=xy[kept],
        part_start=np.concatenate([[0], np.cumsum(size)]).astype(np.int64),
        part_feature=shapes.part_feature,
        part_kind=shapes.part_kind,
        count=shapes.count,
    )


def _simplified(shapes: Shapes, least: float) -> Shapes:
    xy, part, code = shapes.xy, shapes.vertex_part, _codes(shapes.xy)
    kept, size = np.ones(len(xy), bool), np.full(len(xy), np.inf)
    before, after = np.arange(len(xy)) - 1, np.arange(len(xy)) + 1
    may_go = ~_is_fixed(shapes)
    may_go[[0, -1]] = False
    may_go[1:-1] &= (part[1:-1] == part[:-2]) & (part[1:-1] == part[2:])
    changed: Ints = np.flatnonzero(may_go)
    for _ in range(_PASSES):
        size[changed] = _triangles(xy[before[changed]], xy[changed], xy[after[changed]])
        least_seen = np.flatnonzero(size < least)
        # Of neighbours that are seen as little, the one with the smaller code goes, so that never two go at once.
        first = _is_before(size, code, least_seen, before[least_seen])
        dropped = least_seen[first & _is_before(size, code, least_seen, after[least_seen])]
        if not dropped.size:
            break
        kept[dropped], size[dropped] = False, np.inf
        after[before[dropped]], before[after[dropped]] = after[dropped], before[dropped]
        changed = np.concatenate([before[dropped], after[dropped]])
        changed = changed[may_go[changed]]
    shapes = _kept(shapes, xy, kept)
    return shapes.take_parts(np.where(shapes.part_kind == RING, shapes.part_size >= 4, shapes.part_size >= 2))


def _triangles(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return the areas of triangles."""
    a, b = b - a, c - b
    return np.asarray(np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) / 2)


def _is_before(size: Floats, code: Ints, one: Ints, other: Ints) -> Flags:
    return (size[one] < size[other]) | ((size[one] == size[other]) & (code[one] < code[other]))


def _is_fixed(shapes: Shapes) -> Flags:
    """Return which vertices stay: where borders or lines meet or end, and where a ring begins."""
    code, part = _codes(shapes.xy), shapes.vertex_part
    places, which = np.unique(code, return_inverse=True)
    joined = np.flatnonzero(part[1:] == part[:-1])
    low, high = np.minimum(which[joined], which[joined + 1]), np.maximum(which[joined], which[joined + 1])
    edges = np.unique(low.astype(np.int64) * places.size + high)
    degree = np.bincount(np.concatenate([edges // places.size, edges % places.size]), minlength=places.size)
    stays = degree != 2
    stays[which[shapes.part_start[:-1][shapes.part_kind == RING]]] = True
    return stays[which]


class Borders:
    """The borders of areas, to be asked for what some of these cover together.

    Parameters
    ----------
    shapes
        Areas as `drawn` returns them, so that a border has the same vertices on both sides.
    """

    def __init__(self, shapes: Shapes) -> None:
        places, which = np.unique(_codes(shapes.xy), return_inverse=True)
        part = shapes.vertex_part
        joined = np.flatnonzero(part[1:] == part[:-1])
        low, high = np.minimum(which[joined], which[joined + 1]), np.maximum(which[joined], which[joined + 1])
        self._edge = low.astype(np.int64) * places.size + high
        self._feature, self._count = shapes.part_feature[part[joined]], shapes.count
        vertex = np.zeros(places.size, np.int64)
        vertex[which] = np.arange(which.size)
        self._places = shapes.xy[vertex]

    def around(self, features: Ints) -> list[Floats]:
        """Return rings around what some areas cover, without the borders between them, the last vertex the first.

        Notes
        -----
        A border between two of the areas is there twice, and goes. What is left has an even number of borders at each
        vertex, so it can be walked in rings; filled by the even-odd rule, whichever way they lead makes no difference.
        """
        chosen = np.zeros(self._count, bool)
        chosen[features] = True
        edges, times = np.unique(self._edge[chosen[self._feature]], return_counts=True)
        tail, head = np.divmod(edges[times % 2 == 1], max(len(self._places), 1))
        return [self._places[ring] for ring in _rings(to_list(tail), to_list(head))]


def _rings(tails: list[int], heads: list[int]) -> list[list[int]]:
    """Return the vertices of the rings that some edges make, each edge once."""
    nexts: dict[int, list[int]] = {}
    for edge, (tail, head) in enumerate(zip(tails, heads, strict=True)):
        nexts.setdefault(tail, []).append(edge)
        nexts.setdefault(head, []).append(edge)
    walked, found = [False] * len(tails), []
    for edge in range(len(tails)):
        if walked[edge]:
            continue
        ring, here = [tails[edge]], tails[edge]
        while True:
            ahead = nexts[here]
            while ahead and walked[ahead[-1]]:
                ahead.pop()
            if not ahead:
                break
            step = ahead.pop()
            walked[step] = True
            here = heads[step] if tails[step] == here else tails[step]
            ring.append(here)
        found.append(ring)
    return found


def _codes(xy: Floats) -> Ints:
    """Return one whole number for each place."""
    whole = xy.astype(np.int64)
    return (whole[:, 0] << 32) + whole[:, 1]


@dataclass(frozen=True)
class CellRuns:
    """Cells of a grid that follow on each other in a row: the first cell of each run, and how many cells it has."""

    column: Ints
    row: Ints
    length: Ints


def drawn_cells(places: Floats, frame: Frame, size: int) -> Ints:
    """Return the cell of each place in a grid of square cells, −1 outside the frame and for NaN."""
    columns = frame.width // size + 1
    units = frame.units(places)
    there = (units >= 0).all(axis=1) & (units[:, 0] <= frame.width) & (units[:, 1] <= frame.height)
    cell = np.full(len(places), -1, np.int64)
    whole = (units[there] // size).astype(np.int64)
    cell[there] = whole[:, 1] * columns + whole[:, 0]
    return cell


def runs_of(cells: NDArray[np.int64], frame: Frame, size: int) -> CellRuns:
    """Return cells, each once, as runs along the rows of the grid."""
    columns = frame.width // size + 1
    there = np.zeros(int(cells.max(initial=-1)) + 2, bool)
    there[cells] = True
    cells = np.flatnonzero(there[:-1])  # the last one stands for those outside
    if not cells.size:
        return CellRuns(cells, cells, cells)
    begins = np.ones(cells.size, bool)
    begins[1:] = (np.diff(cells) != 1) | (cells[1:] % columns == 0)
    first = np.flatnonzero(begins)
    length = np.diff(np.append(first, cells.size))
    return CellRuns(cells[first] % columns, cells[first] // columns, length)
