"""Which part of its neighbourhood the map of a sheet shows: the whole, or where the dwellings are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsGeometry

from ...core.geometry.shapes import from_wkb

WINDOW_TEXTS = ("left", "low", "right", "high", "inset")

_PROPORTION = 124 / 80
"""Width over height of the map in the template."""

_MARGIN = 0.08


def windows(areas: Sequence[QgsGeometry], dwellings: NDArray[np.float64] | None) -> Iterator[tuple[str, ...]]:
    """Yield of each neighbourhood the texts `WINDOW_TEXTS`: the bounds of its map, and whether it has an inset.

    One that is long, scattered or empty for the most part has the part with most dwellings, and an inset with the
    whole.

    Parameters
    ----------
    areas
        Polygons without curves; an empty geometry has no map.
    dwellings
        Where they stand, shape (n, 2); None where that is not known.
    """
    from ...core.geometry.focus import Box, focus

    for area, points in zip(areas, _dwellings_in(areas, dwellings), strict=True):
        if area.isEmpty():
            yield ("",) * len(WINDOW_TEXTS)
            continue
        bounds = area.boundingBox()
        whole = Box(bounds.xMinimum(), bounds.yMinimum(), bounds.xMaximum(), bounds.yMaximum())
        part = focus(points, whole, _PROPORTION)
        shown = part or whole.shaped(_PROPORTION, _MARGIN)
        yield (*(f"{side:.3f}" for side in shown), "yes" if part else "")


def _dwellings_in(areas: Sequence[QgsGeometry], points: NDArray[np.float64] | None) -> Iterator[NDArray[np.float64]]:
    """Yield the dwellings in each area."""
    from ...core.geometry.polygons import pairs_inside

    if points is None:
        yield from (np.empty((0, 2)) for _ in areas)
        return
    shapes = from_wkb([None if area.isEmpty() else area.asWkb().data() for area in areas])
    point, feature = pairs_inside(points, shapes)
    bounds = np.searchsorted(feature, np.arange(len(areas) + 1))
    for first, last in pairwise(bounds):
        yield points[point[first:last]]
