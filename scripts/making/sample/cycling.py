"""The network for bicycles: the streets that may be ridden, and paths that only bicycles use."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import plan
from .geometry import Point, rounded, smooth, vertices
from .network import Street


def build_cycle_network(streets: list[Street]) -> list[tuple[str, Street]]:
    """Return the lines with their ids: a street keeps its own, cycle paths count on from B001."""
    rideable = [
        (f"S{number:04d}", _for_bicycles(street))
        for number, street in enumerate(streets, start=1)
        if street.highway not in plan.NOT_BY_BICYCLE and not street.year
    ]
    corners = np.array(
        [point for _id, street in rideable if street.highway != "ferry" for point in vertices(street.line)]
    )
    paths = [(name, [_nearest(corners, points[0]), *points[1:-1], _nearest(corners, points[-1])])
             for name, points in plan.CYCLE_PATHS]  # fmt: skip
    own = [Street(smooth(points, 40), "cycleway", name) for name, points in paths]
    name, ring = plan.CYCLE_ISLAND
    own.append(Street(rounded(smooth(ring, 20, closed=True)), "cycleway", name))
    return rideable + [(f"B{number:03d}", path) for number, path in enumerate(own, start=1)]


def _for_bicycles(street: Street) -> Street:
    """Return the street with one-way only where bicycles have to heed it: most signs let them pass."""
    return street if street.name in plan.CYCLE_ONEWAY else replace(street, oneway="both")


def _nearest(corners: np.ndarray, point: Point) -> Point:
    x, y = corners[np.argmin(np.hypot(*(corners - np.array(point)).T))]
    return float(x), float(y)
