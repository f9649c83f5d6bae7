"""Towns of GeoPackages for the comparison of assessments: read with GDAL, walked with networkx.

The street network is a graph of all vertices, split at every point that is snapped to it; lines meet at vertices that
coincide exactly, so the tolerance is 0 on both sides.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
from osgeo import ogr

from buurtmaat.core.geometry.distances import Places
from buurtmaat.core.geometry.shapes import from_wkb
from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.network import Lines, build_network
from buurtmaat.core.network.options import NetworkOptions
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.reach.network_searches import NetworkSearches
from buurtmaat.core.requirements.measures import Reaching

ogr.UseExceptions()

XY = tuple[float, float]
OPTIONS = NetworkOptions(tolerance=0.0)


def read(path: Path, layer: str) -> pd.DataFrame:
    """Return a layer's fields, with its geometries as well-known binary in `geom` and NULL as None."""
    dataset = ogr.Open(str(path))
    table = dataset.GetLayerByName(layer)
    fields = table.GetLayerDefn()
    names = [fields.GetFieldDefn(i).GetName() for i in range(fields.GetFieldCount())]
    rows = []
    for feature in table:
        shape = feature.GetGeometryRef()
        wkb = None if shape is None else bytes(shape.ExportToWkb())
        rows.append([*map(feature.GetField, range(len(names))), wkb])
    return pd.DataFrame(rows, columns=[*names, "geom"], dtype=object)


def holders(points: Sequence[XY | None], polygons: Iterable[bytes]) -> list[int]:
    """Return the first polygon that holds each point, -1 where none does."""
    found = [-1] * len(points)
    for number, wkb in enumerate(polygons):
        shape = ogr.CreateGeometryFromWkb(wkb)
        low_x, high_x, low_y, high_y = shape.GetEnvelope()
        for row, p in enumerate(points):
            if found[row] < 0 and p is not None and low_x <= p[0] <= high_x and low_y <= p[1] <= high_y:
                spot = ogr.Geometry(ogr.wkbPoint)
                spot.AddPoint_2D(*p)
                if shape.Intersects(spot):
                    found[row] = number
    return found


def vertices(wkb: bytes) -> list[list[XY]]:
    shape = ogr.CreateGeometryFromWkb(wkb)
    parts = [shape.GetGeometryRef(i) for i in range(shape.GetGeometryCount())] or [shape]
    return [[p[:2] for p in part.GetPoints()] for part in parts]


def xy_of(wkbs: Iterable[bytes | None]) -> list[XY | None]:
    return [None if wkb is None else vertices(wkb)[0][0] for wkb in wkbs]


def reaching_of(
    streets: Sequence[bytes], dwellings: Sequence[XY | None], facilities: Sequence[bytes | None]
) -> Reaching:
    """Make what the engine measures on."""
    network = build_network(Lines(shapes=from_wkb(list(streets))), OPTIONS)
    points = np.array([(math.nan, math.nan) if p is None else p for p in dwellings])
    places = from_wkb(list(facilities))
    ground = NetworkSearches(network, find_access(network, places), points, snap_points(network, points))
    return Reaching(points, Places(places), dict.fromkeys(("walk", "walk_65"), ground))


class Walk:
    """The ways over the streets from some dwellings to some facilities, all of them points.

    Parameters
    ----------
    streets
        Well-known binary of the lines.
    dwellings, facilities
        Points, None without geometry.
    """

    def __init__(
        self, streets: Sequence[bytes], dwellings: Sequence[XY | None], facilities: Sequence[XY | None]
    ) -> None:
        self.segments = [(a, b) for wkb in streets for part in vertices(wkb) for a, b in pairwise(part) if a != b]
        self.snaps = {("dwelling", d): self._snap(p) for d, p in enumerate(dwellings) if p is not None}
        self.snaps |= {("facility", f): self._snap(p) for f, p in enumerate(facilities) if p is not None}
        self.facilities = [f for f in range(len(facilities)) if self.snaps.get(("facility", f))]
        self.graph = self._split()

    @functools.cached_property
    def _eligible(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """The segments of parts that are long enough, or the longest; their ends, and their boxes."""
        graph = nx.Graph()
        graph.add_edges_from(self.segments)
        part_of = {xy: number for number, part in enumerate(nx.connected_components(graph)) for xy in part}
        length: dict[int, float] = {}
        for a, b in self.segments:
            length[part_of[a]] = length.get(part_of[a], 0.0) + math.dist(a, b)
        least = min(OPTIONS.min_component, max(length.values()))
        rows = [s for s, (a, _) in enumerate(self.segments) if length[part_of[a]] >= least]
        a, b = (np.array([self.segments[s][end] for s in rows]) for end in (0, 1))
        return np.array(rows), a, b, np.minimum(a, b).T.copy(), np.maximum(a, b).T.copy()

    def _snap(self, p: XY) -> tuple[int, float, float] | None:
        """Return the nearest segment, the metres along it and the leg."""
        rows, a, b, low, high = self._eligible
        far = OPTIONS.max_snap + 1  # a segment whose box is farther away is so too
        near = (low[0] <= p[0] + far) & (high[0] >= p[0] - far) & (low[1] <= p[1] + far) & (high[1] >= p[1] - far)
        if not near.any():
            return None
        rows, a, b = rows[near], a[near], b[near]
        along = b - a
        t = np.clip(((p - a) * along).sum(axis=1) / (along**2).sum(axis=1), 0, 1)
        leg = np.hypot(*(a + t[:, None] * along - p).T)
        best = int(leg.argmin())
        length = math.dist(a[best], b[best])
        return (int(rows[best]), float(t[best]) * length, float(leg[best])) if leg[best] <= OPTIONS.max_snap else None

    def _split(self) -> nx.Graph:
        graph = nx.Graph()
        on: dict[int, list[tuple[float, object]]] = {}
        for name, snap in self.snaps.items():
            if snap:
                on.setdefault(snap[0], []).append((snap[1], ("on", name)))
                graph.add_edge(("on", name), name, weight=snap[2])
        for number, (a, b) in enumerate(self.segments):
            stops = [(0.0, a), *sorted(on.get(number, []), key=lambda s: s[0]), (math.dist(a, b), b)]
            for (low, one), (high, other) in pairwise(stops):
                if not graph.has_edge(one, other) or graph[one][other]["weight"] > high - low:
                    graph.add_edge(one, other, weight=high - low)
        return graph

    def metres(self, facilities: Iterable[int], limit: float | None = None) -> dict[int, dict[int, float]]:
        """Return for each facility the dwellings it reaches, and how far they are."""
        found = {}
        for f in facilities:
            costs = nx.single_source_dijkstra_path_length(self.graph, ("facility", f), cutoff=limit)
            found[f] = {name[1]: cost for name, cost in costs.items() if name[0] == "dwelling"}
        return found

    def nearest(self, facilities: Iterable[int]) -> dict[int, float]:
        """Return each dwelling that reaches a facility, and how far the nearest is."""
        costs = nx.multi_source_dijkstra_path_length(self.graph, {("facility", f) for f in facilities})
        return {name[1]: cost for name, cost in costs.items() if name[0] == "dwelling"}
