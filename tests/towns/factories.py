"""Small geometry for tests: plain Python geometries, their well-known binary, and what the core makes of them.

A geometry is a list of parts: `("point", (x, y))`, `("line", [(x, y), ...])`, `("polygon", [ring, ...])`, where a
ring is a closed list of vertices, the outer one first. An empty list is no geometry.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

import numpy as np

from buurtmaat.core.geometry.shapes import Shapes, from_wkb
from buurtmaat.core.network.facility_access import Entrances
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import Lines, Network, build_network
from buurtmaat.core.network.network_access import NetworkAccess, find_network_access
from buurtmaat.core.network.options import NetworkOptions, Travel
from buurtmaat.core.reach.nearest import Nearest, nearest_facility
from buurtmaat.core.reach.reach import reachable

XY = tuple[float, float]
Part = tuple[str, object]
Geometry = list[Part]

EVERYWHERE = NetworkOptions(min_component=0.0)
"""Options under which every part of a small network counts."""


def point(x: float, y: float) -> Geometry:
    return [("point", (float(x), float(y)))]


def multipoint(*xy: XY) -> Geometry:
    return [("point", (float(x), float(y))) for x, y in xy]


def line(*xy: XY) -> Geometry:
    return [("line", [(float(x), float(y)) for x, y in xy])]


def ring(*xy: XY) -> list[XY]:
    closed = [(float(x), float(y)) for x, y in xy]
    return closed if closed[0] == closed[-1] else [*closed, closed[0]]


def polygon(outer: Sequence[XY], *holes: Sequence[XY]) -> Geometry:
    return [("polygon", [ring(*outer), *(ring(*hole) for hole in holes)])]


def box(x0: float, y0: float, x1: float, y1: float) -> Geometry:
    return polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def wkb(geometry: Geometry, dims: str = "") -> bytes | None:
    """Write a geometry; `dims` of "Z", "M" or "ZM" adds those values as ISO does, "25D" as the old Z flag."""
    if not geometry:
        return None
    written = [_part(part, dims) for part in geometry]
    if len(written) == 1:
        return written[0]
    kinds = {part[0] for part in geometry}
    multi = {"point": 4, "line": 5, "polygon": 6}[kinds.pop()] if len(kinds) == 1 else 7
    return head(multi, dims) + struct.pack("<I", len(written)) + b"".join(written)


def head(kind: int, dims: str = "") -> bytes:
    """Write the byte order and the type of a geometry."""
    code = kind + {"": 0, "Z": 1000, "M": 2000, "ZM": 3000, "25D": 0x80000000}[dims]
    return b"\x01" + struct.pack("<I", code)


def vertices(xy: Iterable[XY], dims: str = "") -> bytes:
    extra = {"": (), "Z": (7.0,), "M": (8.0,), "ZM": (7.0, 8.0), "25D": (7.0,)}[dims]
    return b"".join(struct.pack(f"<{2 + len(extra)}d", *p, *extra) for p in xy)


def _part(part: Part, dims: str) -> bytes:
    kind, xy = part
    if kind == "point":
        return head(1, dims) + vertices([xy], dims)
    if kind == "line":
        return head(2, dims) + struct.pack("<I", len(xy)) + vertices(xy, dims)
    rings = b"".join(struct.pack("<I", len(r)) + vertices(r, dims) for r in xy)
    return head(3, dims) + struct.pack("<I", len(xy)) + rings


def shapes(*geometries: Geometry) -> Shapes:
    return from_wkb([wkb(g) for g in geometries])


def lines(*geometries: Geometry | Sequence[XY], **fields: Sequence[object] | None) -> Lines:
    """Make the lines of a network; a plain list of vertices is one line. Fields as of `Lines`, None: not known."""
    made = [g if not g or isinstance(g[0][0], str) else line(*g) for g in geometries]
    kinds = {"forward": bool, "backward": bool, "passes": bool, "kmh": float, "minutes": float}
    arrays = {
        name: None if values is None else np.array([np.nan if v is None else v for v in values], kinds[name])
        for name, values in fields.items()
    }
    return Lines(shapes=shapes(*made), **arrays)


def network(
    *geometries: Geometry | Sequence[XY],
    options: NetworkOptions = EVERYWHERE,
    barriers: Sequence[Geometry] = (),
    **fields: Sequence[object] | None,
) -> Network:
    return build_network(lines(*geometries, **fields), options, shapes(*barriers) if barriers else None)


def xy(*points: XY) -> np.ndarray:
    return np.array(points, float).reshape(-1, 2)


def entrances(*of: tuple[int, XY]) -> Entrances:
    """Make entrances from pairs of a facility's row and a point."""
    return Entrances(xy(*(p for _, p in of)), np.array([f for f, _ in of], np.int64))


class Way:
    """Dwellings and facilities on a network, and what lies between them."""

    def __init__(
        self,
        net: Network,
        dwellings: Sequence[XY],
        facilities: Sequence[Geometry],
        gates: Entrances | None = None,
        travel: Travel | None = None,
    ) -> None:
        self.access: NetworkAccess = find_network_access(
            build_graph(net, travel or Travel()), shapes(*facilities), gates, xy(*dwellings)
        )

    def nearest(self) -> Nearest:
        return nearest_facility(self.access)

    def metres(self) -> list[float]:
        return self.nearest().metres.tolist()

    def minutes(self) -> list[float]:
        return self.nearest().minutes.tolist()

    def facility(self) -> list[int]:
        return self.nearest().facility.tolist()

    def pairs(self, limit: float) -> dict[tuple[int, int], float]:
        """Return the cost of each pair of a dwelling and a facility within the limit."""
        found: dict[tuple[int, int], float] = {}
        for dwelling, facility, cost in reachable(self.access, limit):
            for d, f, c in zip(dwelling.tolist(), facility.tolist(), cost.tolist(), strict=True):
                assert (d, f) not in found, "a pair comes once"
                found[d, f] = c
        return found
