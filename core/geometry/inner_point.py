"""A place well inside a polygon, however thin some of it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arrays import Floats

_BANDS = 32


def inner_point(rings: Sequence[Floats]) -> tuple[float, float] | None:
    """Return the middle of a wide part of a polygon; None where it has no extent.

    Parameters
    ----------
    rings
        Vertices of the outline and the holes, shape (vertices, 2) each, the last as the first.

    Notes
    -----
    Between the heights of two vertices a polygon is a row of trapezoids. Of the tallest such bands the largest
    trapezoid is taken, so that a spike of no width, which may be all there is at half height, has no say.
    """
    a, b = np.concatenate([ring[:-1] for ring in rings]), np.concatenate([ring[1:] for ring in rings])
    heights = np.unique(a[:, 1])
    band = np.argsort(-np.diff(heights), kind="stable")[:_BANDS]
    low, high = heights[band], heights[band + 1]
    level = (low + high) / 2
    #     ──┬──────┬───┬────────┬──   the outline crosses the middle of a band at ┬: inside between the first and the
    #       │inside│   │ inside │     second, the third and the fourth, and so on
    cross = (a[:, 1] < level[:, None]) != (b[:, 1] < level[:, None])
    row, edge = np.nonzero(cross)  # none where rounding makes the middle no height of its own
    if not row.size:
        return None
    p, q = a[edge], b[edge]
    x = p[:, 0] + (level[row] - p[:, 1]) / (q[:, 1] - p[:, 1]) * (q[:, 0] - p[:, 0])
    x = x[np.lexsort((x, row))]
    row, width = row[::2], x[1::2] - x[::2]
    first = np.flatnonzero(np.diff(row, prepend=-1))
    area = np.maximum.reduceat(width, first) * (high - low)[row[first]]
    if not area.max() > 0:
        return None
    largest = int(np.argmax(area))
    part = np.split(width, first[1:])[largest]
    widest = first[largest] + int(np.argmax(part))
    return float((x[2 * widest] + x[2 * widest + 1]) / 2), float(level[row[widest]])
