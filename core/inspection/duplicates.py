"""Streets that are drawn twice: lines that lie along each other from junction to junction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..geometry.segments import SegmentIndex
from ..geometry.shapes import highest_so_far
from ..network.network import Network
from ..progress import Progress
from .crossings import pair_keys

NEAR = 0.01
"""Lines this near to each other, in metres, lie along each other: coordinates are often rounded to centimetres."""
SHORTEST = 0.1
"""Less than this, in metres, is no street: it comes of lines that leave a junction together."""
OTHERS = 16
"""Other lines that one is reported with, the first in input order: of many on each other every pair is too many."""
_STEEP = 0.5
"""Two segments with a greater sine of the angle between them lie along each other for some centimetres at most."""
_ROUNDING = 1e-6
"""Metres by which a sum of lengths may fall short of the whole."""
_SUMS = 4_194_301
"""Sums that are made of stretches: a prime number, so that pairs spread over them."""


@dataclass(frozen=True, kw_only=True)
class Duplicates:
    """Pairs of lines that share a street, one entry a pair.

    Parameters
    ----------
    line, other_line
        The line that lies along the other one, and that one.
    length_m, edge
        How long it does, and its longest edge there.
    dwellings
        Those at either copy of the street: a way from one to the other leads by a junction.
    """

    line: Ints
    other_line: Ints
    length_m: Floats
    edge: Ints
    dwellings: Ints

    def to_report(self) -> Duplicates:
        """Return those of which no line is reported with more than `OTHERS`."""
        rows = np.lexsort((self.other_line, self.line))
        line = self.line[rows]
        rows = np.sort(rows[np.arange(line.size) - np.searchsorted(line, line) < OTHERS])
        return Duplicates(
            line=self.line[rows],
            other_line=self.other_line[rows],
            length_m=self.length_m[rows],
            edge=self.edge[rows],
            dwellings=self.dwellings[rows],
        )


class DuplicateFinder:
    """Takes pairs of segments block by block and keeps what lies along what."""

    def __init__(self, network: Network, index: SegmentIndex) -> None:
        edges = network.edges
        self.network, self.index = network, index
        self.edge = edges.vertex_edge[edges.segment_first]
        self.base = edges.measure[edges.segment_first]
        self.length = np.hypot(*(index.b - index.a).T)
        self.unit = (index.b - index.a) / np.maximum(self.length, 1e-300)[:, None]
        self.found: list[tuple[Ints, Ints, Floats, Floats]] = []

    def look(self, one: Ints, other: Ints) -> None:
        """Look at some pairs of segments."""
        apart = self.edge[one] != self.edge[other]
        u, v = self.unit[one], self.unit[other]
        flat = np.abs(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]) <= _STEEP
        short = np.minimum(self.length[one], self.length[other]) <= 4 * NEAR
        rows = np.flatnonzero(apart & (flat | short))
        for own, across in ((one[rows], other[rows]), (other[rows], one[rows])):
            low, high = self._stretch(own, across)
            hit = high > low
            line = self.network.edges.line[self.edge[across[hit]]]
            base = self.base[own[hit]]
            self.found.append((self.edge[own[hit]], line, base + low[hit], base + high[hit]))

    def _stretch(self, own: Ints, across: Ints) -> tuple[Floats, Floats]:
        """Return the stretch of each segment that lies within `NEAR` of another one, metres from its start."""
        p, u, length = self.index.a[own], self.unit[own], self.length[own]
        v, reach = self.unit[across], self.length[across]
        low: Floats = np.full(own.size, np.inf)
        high: Floats = np.full(own.size, -np.inf)
        for centre in (self.index.a[across], self.index.b[across]):
            away = p - centre
            half, square = (away * u).sum(axis=1), (away * away).sum(axis=1) - NEAR**2
            root = half**2 - square
            hit = root >= 0
            root = np.sqrt(np.where(hit, root, 0))
            low = np.where(hit, np.minimum(low, -half - root), low)
            high = np.where(hit, np.maximum(high, -half + root), high)
        away = p - self.index.a[across]
        start, stop = np.full(own.size, -np.inf), np.full(own.size, np.inf)
        # Beside the other segment: near enough to its line, and between its ends.
        for slope, base, least, most in (
            (u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0], away[:, 0] * v[:, 1] - away[:, 1] * v[:, 0], -NEAR, NEAR),
            ((u * v).sum(axis=1), (away * v).sum(axis=1), 0.0, reach),
        ):
            with np.errstate(divide="ignore", invalid="ignore"):
                one, two = (least - base) / slope, (most - base) / slope
            level = np.abs(slope) < 1e-15
            inside = (base >= least) & (base <= most)
            one = np.where(level, np.where(inside, -np.inf, np.inf), one)
            two = np.where(level, np.inf, two)
            start, stop = np.maximum(start, np.minimum(one, two)), np.minimum(stop, np.maximum(one, two))
        beside = start <= stop
        low = np.where(beside, np.minimum(low, start), low)
        high = np.where(beside, np.maximum(high, stop), high)
        return np.maximum(low, 0.0), np.minimum(high, length)

    def duplicates(self, homes: Ints, progress: Progress | None = None) -> Duplicates:
        """Return the pairs of lines of which one lies along the other from junction to junction, each once.

        Of more than two drawings of one street, each beyond the first makes a pair with that.

        Parameters
        ----------
        homes
            The dwellings at each edge.
        """
        progress = progress or Progress()
        empty = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))
        edge, other, low, high = (np.concatenate(parts) for parts in zip(empty, *self.found, strict=True))
        edges, count = self.network.edges, self.network.lines.shapes.count
        progress.check()
        pair_of = edge * count + other
        rows = _that_may_cover(pair_of, high - low, edges.length[edge])
        progress.check()
        key, row = np.unique(pair_of[rows], return_inverse=True)
        progress.check()
        covered = _covered(row, low[rows], high[rows], key.size)
        progress.check()
        edge, other = np.divmod(key, count)
        whole = covered >= edges.length[edge] - _ROUNDING
        # Drawings of a whole edge were not looked at: each is a duplicate of the first, and the other way round.
        first = self.network.first_drawn
        copy = np.flatnonzero(first != np.arange(first.size))
        edge = np.concatenate([edge[whole], copy, first[copy]])
        other = np.concatenate([other[whole], edges.line[first[copy]], edges.line[copy]])
        edge, other = np.divmod(np.unique(edge * count + other), count)
        length = edges.length[edge]
        line = edges.line[edge]
        pairs, at = np.unique(pair_keys(self.network, line, other), return_inverse=True)
        dwellings = np.bincount(at, homes[edge], minlength=pairs.size).astype(np.int64)
        both, way = np.unique(line * count + other, return_inverse=True)
        total = np.bincount(way, length, minlength=both.size)
        order = np.lexsort((np.arange(edge.size), -length, way))
        longest = edge[order[np.unique(way[order], return_index=True)[1]]]
        line, other = np.divmod(both, count)
        # Of both ways round the longer, and of the same length the later line: the first was there before it.
        pair = pair_keys(self.network, line, other)
        order = np.lexsort((-line, -np.round(total, 6), pair))
        once = order[np.unique(pair[order], return_index=True)[1]]
        once = once[total[once] >= SHORTEST]
        there = dwellings[np.searchsorted(pairs, pair[once])]
        return Duplicates(
            line=line[once], other_line=other[once], length_m=total[once], edge=longest[once], dwellings=there
        )


def _that_may_cover(pair: Ints, metres: Floats, whole: Floats) -> Ints:
    """Return the stretches of pairs that may cover the whole together: all that do, and few others.

    Without putting millions in order: several pairs go into one sum, which is too high then, and never too low.
    """
    number = pair % _SUMS
    total = np.bincount(number, metres, _SUMS)
    return np.flatnonzero(total[number] >= whole - 2 * _ROUNDING)


def _covered(row: Ints, low: Floats, high: Floats, rows: int) -> Floats:
    """Return the length that stretches cover together, for each row."""
    order = np.lexsort((low, row))
    row, low, high = row[order], low[order], high[order]
    starts = np.ones(row.size, bool)
    starts[1:] = row[1:] != row[:-1]
    before = np.full(row.size, -np.inf)
    top = highest_so_far(high, starts)
    before[1:] = np.where(starts[1:], -np.inf, top[:-1])
    return np.asarray(np.bincount(row, np.maximum(high - np.maximum(low, before), 0.0), rows), np.float64)
