"""The point of a segment nearest to a point."""

from __future__ import annotations

import numpy as np

from ..arrays import Floats


def project(p: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Find the point of each segment nearest to each point.

    Parameters
    ----------
    p, a, b
        Points, and the ends of the segments, shapes (n, 2), or broadcastable to them.

    Returns
    -------
    share, distance
        Where the nearest point lies on the segment, 0 at a and 1 at b, and how far it is.
    """
    # By coordinate: numpy is slow along an axis of two.
    (px, py), (ax, ay), (bx, by) = ((one[..., 0], one[..., 1]) for one in (p, a, b))
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(square > 0, ((px - ax) * dx + (py - ay) * dy) / square, 0.0)
    share = np.clip(share, 0.0, 1.0)
    # Measured from b where the end is reached, so that segments that share a point give the same distance there.
    is_end = share == 1.0
    return share, np.hypot(px - np.where(is_end, bx, ax + share * dx), py - np.where(is_end, by, ay + share * dy))
