"""The part of an area where its points are, for a map on which they can be told apart."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import ndimage

from ..arrays import Floats, Ints, to_list

_CELLS = 48
"""Cells along the longer side of the area."""

_MOST = 0.5
"""The part of all points that lie together at least; otherwise the part is all of them."""

_SMALLER = 0.6
"""A part that is larger than this, as a part of the width of the whole, is no help."""

_MARGIN = 0.1
"""Around the points, as a part of the side of their box."""

_LEAST = 250.0
"""Metres: nobody knows where they are on a map of less."""


class Box(NamedTuple):
    """A rectangle."""

    left: float
    low: float
    right: float
    high: float

    @property
    def width(self) -> float:
        """Return how wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return how high it is."""
        return self.high - self.low

    def shaped(self, proportion: float, margin: float) -> Box:
        """Return it with a margin, and as much wider or higher about its middle as a map of this proportion is.

        Parameters
        ----------
        proportion
            Width over height.
        margin
            As a part of its sides, on each side.
        """
        width, height = self.width * (1 + 2 * margin), self.height * (1 + 2 * margin)
        width, height = max(width, height * proportion), max(height, width / proportion)
        x, y = (self.left + self.right) / 2, (self.low + self.high) / 2
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def focus(points: Floats, whole: Box, proportion: float) -> Box | None:
    """Return the part of an area where most of its points lie together; None where that is about the whole.

    Of an area that is long, scattered, or empty for the most part, a map of the whole shows points on a heap.

    Parameters
    ----------
    points
        Shape (n, 2), inside the area.
    whole
        The box of the area.
    proportion
        Of the map: width over height.
    """
    size = max(whole.width, whole.height) / _CELLS
    if not len(points) or not size > 0:
        return None
    cell = np.floor((points - [whole.left, whole.low]) / size).astype(np.int64).clip(0, _CELLS)
    there = np.zeros((_CELLS + 1, _CELLS + 1), bool)
    there[cell[:, 0], cell[:, 1]] = True
    around = np.ones((3, 3), bool)
    # Each grown by a cell to all sides, those touch that have two empty cells between them, or fewer.
    grown = ndimage.binary_dilation(there, around)
    together: Ints = ndimage.label(grown, around)[0]  # type: ignore[index]  # a number alone only if it is told so
    label = together[cell[:, 0], cell[:, 1]]
    number = np.bincount(label)
    most = int(number.argmax())
    chosen = points[label == most] if number[most] >= _MOST * len(points) else points
    low, high = chosen.min(axis=0), chosen.max(axis=0)
    middle: Floats = (low + high) / 2
    half: Floats = np.maximum(high - low, _LEAST) / 2
    part = Box(*to_list(middle - half), *to_list(middle + half)).shaped(proportion, _MARGIN)
    return part if part.width <= _SMALLER * whole.shaped(proportion, _MARGIN).width else None
