"""The study area, whose border may have cut streets off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...core.errors import InputError
from ...core.geometry.shapes import Shapes, from_wkb
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.crs import WorkingCrs
from ..io.reader import Reader, warn_assumed, warn_unusable
from .polygons import read_polygons, united
from .streets import no_overlap

CLOSED = 0.05
"""Gaps between polygons up to twice this, in metres, are no border: they come of rounding."""


def read_border(
    reader: Reader, name: str, working: WorkingCrs, streets: NDArray[np.float64], progress: Progress
) -> Shapes | None:
    """Read the border of the study area, None where there is none; several polygons are one area.

    Parameters
    ----------
    streets
        Vertices of the network, shape (n, 2).

    Raises
    ------
    InputError
        Where the layer holds no polygons, or they lie elsewhere.
    """
    source = reader.source(name)
    if source is None:
        return None
    warn_assumed(reader.feedback, source, working)
    unusable: list[int] = []
    shapes = read_polygons(source, working, unusable=unusable).shapes
    warn_unusable(reader.feedback, source.sourceName(), unusable)
    polygons = [shape.buffer(CLOSED, 2) for shape in shapes if not shape.isEmpty()]
    area = united(polygons, progress)
    if area.isEmpty():
        raise InputError(
            "The layer “{layer}” holds no polygons that could be the study area: choose another.",
            layer=source.sourceName(),
        )
    box = area.boundingBox()
    (west, south), (east, north) = streets.min(axis=0), streets.max(axis=0)
    if west > box.xMaximum() or east < box.xMinimum() or south > box.yMaximum() or north < box.yMinimum():
        raise no_overlap(source, reader.needed(p.NETWORK))
    return from_wkb([area.asWkb().data()])
