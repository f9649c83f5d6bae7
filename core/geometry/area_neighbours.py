"""Which areas touch: those that share a vertex."""

from __future__ import annotations

import numpy as np

from ..arrays import Ints
from .shapes import RING, Shapes

_APART = 0.01
"""Metres within which two vertices may be one: borders of official maps are written in millimetres."""


def area_neighbours(shapes: Shapes) -> Ints:
    """Return the pairs of areas that have a vertex in common, each once, the lower row first: shape (pairs, 2).

    Notes
    -----
    Vertices are put on a grid of a centimetre, so that what meets but for rounding is found, save at the rim of a cell:
    neighbours have far more than one vertex in common. Where only the middle of a line meets a corner, and no other
    vertex is shared, nothing is found.
    """
    from scipy.sparse import coo_matrix

    part = shapes.vertex_part
    of_area = shapes.part_kind[part] == RING
    feature, xy = shapes.part_feature[part[of_area]], shapes.xy[of_area]
    if not len(xy):
        return np.empty((0, 2), np.int64)
    place = np.unique(np.rint(xy / _APART), axis=0, return_inverse=True)[1].ravel()
    ends = coo_matrix((np.ones(feature.size, np.int32), (feature, place)), (shapes.count, int(place.max()) + 1)).tocsr()
    ends.data[:] = 1
    near = (ends @ ends.T).tocoo()
    upper = near.row < near.col
    found = np.column_stack([near.row[upper], near.col[upper]]).astype(np.int64)
    return found[np.lexsort((found[:, 1], found[:, 0]))]
