"""The public space of the sample town: streets from front to front, parks, greens, squares and play areas."""

from __future__ import annotations

from dataclasses import dataclass

from osgeo import ogr

from . import plan
from .areas import Ground
from .geometry import line_geometry, union
from .grounds import Piece, tidy
from .network import Street


@dataclass(frozen=True)
class Space:
    """One row of the layer: the public space of a kind in a neighbourhood."""

    code: str
    kind: str
    geometry: ogr.Geometry


def build_public_space(ground: Ground, streets: list[Street], pieces: list[Piece], water: ogr.Geometry) -> list[Space]:
    """Return the public space by neighbourhood and kind; no two pieces overlap, and none lies on water."""
    kinds = {
        "park": union(ground.parks.values()),
        "square": union(piece.geometry for piece in pieces if piece.name in plan.SQUARES),
        "play area": union(piece.geometry for piece in pieces if piece.kind == "play area"),
        "green": union(
            piece.geometry
            for piece in pieces
            if piece.kind == plan.GREEN or (piece.kind == plan.PUBLIC and piece.name in plan.PUBLIC_GREENS)
        ),
        "street": _streets(streets),
    }
    used = water
    free = {}
    for kind, shape in kinds.items():
        free[kind] = shape.Difference(used)
        used = used.Union(shape)
    spaces = []
    for code, neighbourhood in ground.neighbourhoods.items():
        for kind, shape in free.items():
            piece = tidy(shape.Intersection(neighbourhood), 2.0)
            if not piece.IsEmpty():
                spaces.append(Space(code, kind, piece))
    return spaces


def _streets(streets: list[Street]) -> ogr.Geometry:
    """Return the streets of today from front to front, as wide as their class."""
    lines: dict[float, list[ogr.Geometry]] = {}
    for street in streets:
        if not street.year and street.highway in plan.STREET_HALF_WIDTHS:
            lines.setdefault(plan.STREET_HALF_WIDTHS[street.highway], []).append(line_geometry(street.line))
    return union(union(some).Buffer(half, 2).Simplify(0.5) for half, some in lines.items())
