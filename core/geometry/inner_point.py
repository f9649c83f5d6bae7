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
    best, found = 0.0, None
    for low, high in zip(heights[band], heights[band + 1], strict=True):
        level = (low + high) / 2
        cross = (a[:, 1] < level) != (b[:, 1] < level)
        p, q = a[cross], b[cross]
        x = np.sort(p[:, 0] + (level - p[:, 1]) / (q[:, 1] - p[:, 1]) * (q[:, 0] - p[:, 0]))
        width = x[1::2] - x[::2]
        if not width.size:
            continue  # rounding: the middle is no height of its own
        widest = int(np.argmax(width))
        if width[widest] * (high - low) > best:
            best = float(width[widest] * (high - low))
            found = float((x[2 * widest] + x[2 * widest + 1]) / 2), float(level)
    return found
