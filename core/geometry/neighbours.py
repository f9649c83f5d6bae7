"""Which straight segments of many lie at the same place: what crosses, touches or runs along what."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..progress import Progress
from .shapes import ranges

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_PAIRS = 1_000_000
"""Pairs looked at in one go, so that memory stays small and Cancel is heard."""

_CROWD = 1000
"""Pieces of segments in one square with which each is compared: more than any city has, fewer than many copies make."""


def near_pairs(a: Floats, b: Floats, margin: float, progress: Progress | None = None) -> Iterator[tuple[Ints, Ints]]:
    """Return all pairs of two of the segments a–b that may be at most `margin` metres apart.

    None is missing, unless more than `_CROWD` pieces lie in one square: there each is compared with so many others, so
    that the work grows with the number of segments and not with its square.

    Returns
    -------
    one, other
        In blocks; each pair once, with `one` the lower row.

    Notes
    -----
    Segments are cut into pieces of bounded length, and pieces into the squares of a grid that their boxes touch. Two
    boxes that overlap are found in the one square that holds the lower left corner of what they share.
    """
    progress = progress or Progress()
    if len(a) < 2:
        return
    low, high, segment = _boxes(a, b, margin)
    side = float((high - low).max())
    corner = low.min(axis=0)
    first = ((low - corner) / side).astype(np.int64)
    last = ((high - corner) / side).astype(np.int64)
    rows = int(last[:, 1].max()) + 2
    number = last - first + 1
    box = np.repeat(np.arange(len(low)), number.prod(axis=1))
    step = ranges(np.zeros(len(low), np.int64), number.prod(axis=1))
    square = (first[box, 0] + step // number[box, 1]) * rows + first[box, 1] + step % number[box, 1]
    order = np.argsort(square, kind="stable")
    square, box = square[order], box[order]
    starts = np.flatnonzero(np.r_[True, square[1:] != square[:-1]])
    after = np.repeat(np.r_[starts[1:], square.size], np.diff(np.r_[starts, square.size]))
    partners = np.minimum(after - np.arange(square.size) - 1, _CROWD)
    cut = np.searchsorted(np.cumsum(partners), np.arange(_PAIRS, int(partners.sum()) + _PAIRS, _PAIRS))
    bounds = np.unique(np.r_[0, np.minimum(cut + 1, square.size), square.size])
    several = np.bincount(segment) > 1
    left: list[tuple[Ints, Ints]] = []
    for start, stop in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        progress.at(start / square.size)
        at = np.repeat(np.arange(start, stop), partners[start:stop])
        other = ranges(np.arange(start, stop) + 1, partners[start:stop])
        one_box, other_box, here = box[at], box[other], square[at]
        shared = np.maximum(low[one_box], low[other_box])
        hit = (shared <= np.minimum(high[one_box], high[other_box])).all(axis=1)
        one_box, other_box, shared, here = one_box[hit], other_box[hit], shared[hit], here[hit]
        cell = ((shared - corner) / side).astype(np.int64)
        hit = (cell[:, 0] * rows + cell[:, 1] == here) & (segment[one_box] != segment[other_box])
        one, two = segment[one_box[hit]], segment[other_box[hit]]
        one, two = np.minimum(one, two), np.maximum(one, two)
        # A pair of which one is in pieces may come more than once.
        again = several[one] | several[two]
        left.append((one[again], two[again]))
        yield one[~again], two[~again]
    pairs = np.unique(np.concatenate([one * len(a) + two for one, two in left]))
    for start in range(0, pairs.size, _PAIRS):
        progress.at(1.0)
        one, two = np.divmod(pairs[start : start + _PAIRS], len(a))
        yield one, two


def _boxes(a: Floats, b: Floats, margin: float) -> tuple[Floats, Floats, Ints]:
    """Return the boxes of pieces of the segments, half the margin wider to all sides, and each one's segment."""
    length = np.hypot(*(b - a).T)
    bound = max(float(np.median(length)), float(length.mean()) / 4, 1e-3)
    number = np.maximum(np.ceil(length / bound), 1).astype(np.int64)
    segment = np.repeat(np.arange(length.size), number)
    step = ranges(np.zeros(length.size, np.int64), number)[:, None]
    along = (b - a)[segment] / number[segment, None]
    one, other = a[segment] + step * along, a[segment] + (step + 1) * along
    # Rounding moves the ends of pieces by less than this.
    half = margin / 2 + 1e-8 * bound + 1e-9
    return np.minimum(one, other) - half, np.maximum(one, other) + half, segment
