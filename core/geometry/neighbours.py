"""Which straight segments of many lie at the same place: what crosses, touches or runs along what."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..arrays import Floats, Ints
from ..progress import Progress
from .shapes import ranges

_PAIRS = 1_000_000
"""Pairs looked at in one go, so that memory stays small and Cancel is heard."""

CROWD = 250
"""Pieces of segments in one square with which each is compared: more than any city has, fewer than many copies make."""
_LEVELS = 16
"""Times that a crowded square is cut into four."""


class NearPairs:
    """All pairs of two of the segments a–b that may be at most `margin` metres apart.

    None is missing, but of the segments in `crowded`: where more than `CROWD` pieces lie in one square, each is
    compared with so many others, so that the work grows with the number of segments and not with its square.

    Notes
    -----
    Segments are cut into pieces of bounded length, and pieces into the squares of a grid that their boxes touch. A
    square with many pieces is cut into four where that is no more work: many short pieces part, many on each other
    do not. Two boxes that overlap are found in the one square that holds the lower left corner of what they share.
    """

    def __init__(self, a: Floats, b: Floats, margin: float) -> None:
        self.segments = len(a)
        self.low, self.high, self.segment = _boxes(a, b, margin)
        self.side = float((self.high - self.low).max(initial=0.0))
        self.corner = self.low.min(axis=0, initial=np.inf)
        self.cell, self.level, self.box, group = self._squares()
        size = np.bincount(group)
        others = np.cumsum(size)[group] - np.arange(group.size) - 1
        self.partners = np.minimum(others, CROWD)
        self.crowded = np.unique(self.segment[self.box[(size - 1 > CROWD)[group]]])

    def _squares(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Return the square, its level, the box and the number of the square, of each box in each square."""
        cell, box = self._at_first()
        found: list[tuple[Ints, Ints]] = []
        for level in range(_LEVELS + 1):
            order = np.lexsort((box, cell[:, 1], cell[:, 0]))
            cell, box = cell[order], box[order]
            group = _groups(cell)
            size = np.bincount(group)
            cut = ((size > CROWD) & (level < _LEVELS))[group]
            rows, inner = self._quarters(cell, box, np.flatnonzero(cut), level + 1)
            # In how many comparisons the pieces of each square come, as one and as four.
            quarter = np.lexsort((inner[:, 1], inner[:, 0]))
            of, quarters = group[rows[quarter]], _groups(inner[quarter])
            number = np.minimum(np.bincount(quarters), CROWD)[quarters]
            cut &= (np.bincount(of, number, size.size) <= size * np.minimum(size, CROWD))[group]
            found.append((cell[~cut], box[~cut]))
            rows, inner = rows[cut[rows]], inner[cut[rows]]
            if not rows.size:
                break
            cell, box = inner, box[rows]
        level_of = np.repeat(np.arange(len(found)), [len(cells) for cells, _ in found])
        cell, box = (np.concatenate(v) for v in zip(*found, strict=True))
        return cell, level_of, box, _groups(np.column_stack([level_of, cell]))

    def _at_first(self) -> tuple[Ints, Ints]:
        """Return the squares that the boxes touch, and the boxes."""
        first, last = self._cell(self.low, 0), self._cell(self.high, 0)
        number = last - first + 1
        box = np.repeat(np.arange(len(first)), number.prod(axis=1))
        step = ranges(np.zeros(len(first), np.int64), number.prod(axis=1))
        return first[box] + np.column_stack([step // number[box, 1], step % number[box, 1]]), box

    def _quarters(self, cell: Ints, box: Ints, rows: Ints, level: int) -> tuple[Ints, Ints]:
        """Return the quarters of some squares that their boxes touch: the row, and the square."""
        rows = np.repeat(rows, 4)
        inner = 2 * cell[rows] + np.tile([[0, 0], [0, 1], [1, 0], [1, 1]], (rows.size // 4, 1))
        low, high = self._cell(self.low[box[rows]], level), self._cell(self.high[box[rows]], level)
        hit = ((low <= inner) & (inner <= high)).all(axis=1)
        return rows[hit], inner[hit]

    def _cell(self, xy: Floats, level: Ints | int) -> Ints:
        """Return the squares that hold some points."""
        return np.ldexp((xy - self.corner) / self.side, np.reshape(level, (-1, 1))).astype(np.int64)

    def blocks(self, progress: Progress | None = None) -> Iterator[tuple[Ints, Ints]]:
        """Yield the pairs in blocks, each once, with the lower row first."""
        progress = progress or Progress()
        several = np.bincount(self.segment) > 1
        left: list[tuple[Ints, Ints]] = []
        size = self.partners.size
        cut = np.searchsorted(np.cumsum(self.partners), np.arange(_PAIRS, int(self.partners.sum()) + _PAIRS, _PAIRS))
        bounds = np.unique(np.r_[0, np.minimum(cut + 1, size), size])
        for start, stop in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            progress.at(start / size)
            at = np.repeat(np.arange(start, stop), self.partners[start:stop])
            other = ranges(np.arange(start, stop) + 1, self.partners[start:stop])
            one_box, other_box = self.box[at], self.box[other]
            shared = np.maximum(self.low[one_box], self.low[other_box])
            hit = (shared <= np.minimum(self.high[one_box], self.high[other_box])).all(axis=1)
            hit &= self.segment[one_box] != self.segment[other_box]
            hit[hit] = (self._cell(shared[hit], self.level[at[hit]]) == self.cell[at[hit]]).all(axis=1)
            one, two = self.segment[one_box[hit]], self.segment[other_box[hit]]
            one, two = np.minimum(one, two), np.maximum(one, two)
            # A pair of which one is in pieces may come more than once.
            again = several[one] | several[two]
            left.append((one[again], two[again]))
            yield one[~again], two[~again]
        pairs = np.unique(np.concatenate([np.empty(0, np.int64), *(one * self.segments + two for one, two in left)]))
        for start in range(0, pairs.size, _PAIRS):
            progress.at(1.0)
            one, two = np.divmod(pairs[start : start + _PAIRS], self.segments)
            yield one, two


def _groups(keys: Ints) -> Ints:
    """Return the numbers of the rows of a sorted table, 0, 1, …, equal rows the same."""
    new = (keys[1:] != keys[:-1]).any(axis=1)
    return np.concatenate([np.zeros(min(len(keys), 1), np.int64), np.cumsum(new)])


def _boxes(a: Floats, b: Floats, margin: float) -> tuple[Floats, Floats, Ints]:
    """Return the boxes of pieces of the segments, half the margin wider to all sides, and each one's segment."""
    length = np.hypot(*(b - a).T)
    bound = max(float(np.median(length)), float(length.mean()) / 4, 1e-3) if length.size else 1.0
    number = np.maximum(np.ceil(length / bound), 1).astype(np.int64)
    segment = np.repeat(np.arange(length.size), number)
    step = ranges(np.zeros(length.size, np.int64), number)[:, None]
    along = (b - a)[segment] / number[segment, None]
    one, other = a[segment] + step * along, a[segment] + (step + 1) * along
    # Rounding moves the ends of pieces by less than this.
    half = margin / 2 + 1e-8 * bound + 1e-9
    return np.minimum(one, other) - half, np.maximum(one, other) + half, segment
