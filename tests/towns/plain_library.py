"""The requirements of a norm file on the sample town once more, by hand: GDAL reads, networkx walks, pandas adds up.

Written from the public interface alone and knowing nothing of the engine; a requirement is the JSON object that stands
in the file. Ways into a polygon need no more than the places where a street enters its gap: beyond these a metre of
street brings the polygon at most a metre nearer, so no other way in can be shorter (`Ways` makes sure that no street
is faster than a leg).
"""

from __future__ import annotations

import functools
import json
import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from osgeo import ogr

ogr.UseExceptions()

SHARES = ("distance", "count", "types", "basket")
AMOUNTS = ("rate", "presence", "area_share")
KMH = {"walk": 4.8, "walk_65": 3.0, "rollator": 2.2, "cycle": 15.0}
MAX_SNAP, MIN_COMPONENT, TOLERANCE, GAP = 200.0, 2000.0, 0.01, 25.0
MIN_DWELLINGS, MIN_GROUP = 50, 5
OUTSIDE, TOTAL = "outside_neighbourhoods", "_total"
FIGURES = ("total", "within", "outside", "unknown", "share", "share_at_90", "share_at_110", "mean", "median", "p90")
NUMBERS = ("threshold", *FIGURES, "rate", "shortfall", "shortfall_capacity", "shortfall_facilities")
NONE = math.nan


# Layers and plain geometry


def read(path: Path, layer: str) -> pd.DataFrame:
    """Return a layer's fields, NULL as None, with its geometries in `geom`."""
    dataset = ogr.Open(str(path))
    table = dataset.GetLayerByName(layer)
    fields = table.GetLayerDefn()
    names = [fields.GetFieldDefn(i).GetName() for i in range(fields.GetFieldCount())]
    rows = []
    for feature in table:
        shape = feature.GetGeometryRef()
        rows.append([*map(feature.GetField, range(len(names))), None if shape is None else shape.Clone()])
    return pd.DataFrame(rows, columns=[*names, "geom"], dtype=object)


def parts_of(shape: ogr.Geometry) -> list[ogr.Geometry]:
    return [shape.GetGeometryRef(i) for i in range(shape.GetGeometryCount())]


def xy_of(shape: ogr.Geometry) -> np.ndarray:
    return np.array([p[:2] for p in shape.GetPoints()])


def rings_of(shape: ogr.Geometry) -> list[list[np.ndarray]]:
    """Return the rings of each polygon."""
    polygons = [shape] if shape.GetGeometryName() == "POLYGON" else parts_of(shape)
    return [[xy_of(ring) for ring in parts_of(polygon)] for polygon in polygons]


def spots_of(shapes: Sequence[ogr.Geometry | None]) -> np.ndarray:
    return np.array([(NONE, NONE) if shape is None else (shape.GetX(), shape.GetY()) for shape in shapes])


def inside(points: np.ndarray, polygons: Sequence[Sequence[np.ndarray]]) -> np.ndarray:
    """Return of each point whether it lies in one of some polygons with holes."""
    found = np.zeros(len(points), bool)
    x, y = points[:, :1], points[:, 1:]
    for rings in polygons:
        crossed = np.zeros(len(points), int)
        for ring in rings:
            (x0, y0), (x1, y1) = ring[:-1].T, ring[1:].T
            with np.errstate(divide="ignore", invalid="ignore"):
                left = x < x0 + (y - y0) * (x1 - x0) / (y1 - y0)
            crossed += (((y0 > y) != (y1 > y)) & left).sum(axis=1)
        found |= crossed % 2 == 1
    return found


def feet(points: np.ndarray, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where on each a–b (0 to 1) is each point nearest to it, and how far is that? A row per point."""
    along = b - a
    with np.errstate(invalid="ignore"):
        dx, dy = points[:, :1] - a[:, 0], points[:, 1:] - a[:, 1]
        t = np.clip((dx * along[:, 0] + dy * along[:, 1]) / (along**2).sum(axis=1), 0, 1)
        return t, np.hypot(dx - t * along[:, 0], dy - t * along[:, 1])


@dataclass
class Place:
    """A facility, or several polygons that touch: its points or polygons, and the points it is entered at."""

    members: list[str]
    points: np.ndarray | None = None
    polygons: list[list[np.ndarray]] = field(default_factory=list)
    gates: np.ndarray | None = None

    @functools.cached_property
    def sides(self) -> tuple[np.ndarray, np.ndarray]:
        rings = [ring for polygon in self.polygons for ring in polygon]
        return np.concatenate([r[:-1] for r in rings]), np.concatenate([r[1:] for r in rings])

    def away(self, points: np.ndarray) -> np.ndarray:
        """Return the straight distance of each point, 0 inside."""
        if self.points is not None:
            return np.hypot(*(points - self.points[0]).T)
        found = np.array([])
        for some in np.array_split(points, max(len(points) // 500, 1)):
            found = np.append(found, feet(some, *self.sides)[1].min(axis=1))
        found[inside(points, self.polygons)] = 0.0
        return found


# Streets


class Streets:
    """The straight pieces of the lines of a network, and where points meet those that count.

    Parameters
    ----------
    lines
        The network's layer.
    leave_out
        Values of the field `highway` that are left out.
    timed
        The field with minutes: such lines add nothing to the length of a connected part.
    """

    def __init__(self, lines: pd.DataFrame, leave_out: Sequence[str] = (), timed: str = "") -> None:
        self.lines = lines[~lines["highway"].isin(leave_out)].reset_index(drop=True)
        pieces = [
            (row, tuple(a), tuple(b))
            for row, shape in enumerate(self.lines["geom"])
            for part in (parts_of(shape) or [shape])
            for a, b in pairwise(xy_of(part))
            if tuple(a) != tuple(b)
        ]
        self.line = np.array([row for row, _, _ in pieces])
        self.nodes = [(a, b) for _, a, b in pieces]
        self.a, self.b = (np.array([piece[i] for piece in pieces]) for i in (1, 2))
        self.length = np.hypot(*(self.b - self.a).T)
        self.counts = self._counting(timed)
        self.snaps: dict[bytes, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}

    def _counting(self, timed: str) -> np.ndarray:
        graph = nx.Graph(self.nodes)
        part_of = {xy: number for number, part in enumerate(nx.connected_components(graph)) for xy in part}
        part = np.array([part_of[a] for a, _ in self.nodes])
        adds = self.lines[timed].isna().to_numpy()[self.line] if timed else 1.0
        length = np.bincount(part, self.length * adds)
        return (length >= min(MIN_COMPONENT, length.max()))[part]

    def ends_nearer_than(self, tolerance: float) -> int:
        """Count the pairs of an end point and another vertex that the tolerance would join."""
        vertices = np.array(sorted({xy for nodes in self.nodes for xy in nodes}))
        found = 0
        for shape in self.lines["geom"]:
            for end in xy_of((parts_of(shape) or [shape])[0])[[0, -1]]:
                away = np.hypot(*(vertices - end).T)
                found += int(((away > 0) & (away <= tolerance)).sum())
        return found

    def snap(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the nearest piece of each point (-1: none near enough), where on it, in metres, and the leg."""
        if points.tobytes() in self.snaps:
            return self.snaps[points.tobytes()]
        rows = np.flatnonzero(self.counts)
        piece, at, leg = np.full(len(points), -1), np.full(len(points), NONE), np.full(len(points), NONE)
        low, high = np.minimum(self.a, self.b)[rows] - MAX_SNAP, np.maximum(self.a, self.b)[rows] + MAX_SNAP
        for some in self._neighbours(points):
            here = (high >= points[some].min(axis=0)).all(axis=1) & (low <= points[some].max(axis=0)).all(axis=1)
            close = rows[here]
            if not close.size:
                continue
            t, away = feet(points[some], self.a[close], self.b[close])
            best = away.argmin(axis=1)
            each = np.arange(some.size)
            near = away[each, best] <= MAX_SNAP
            piece[some[near]] = close[best[near]]
            at[some[near]] = (t[each, best] * self.length[close[best]])[near]
            leg[some[near]] = away[each, best][near]
        self.snaps[points.tobytes()] = piece, at, leg
        return piece, at, leg

    @staticmethod
    def _neighbours(points: np.ndarray) -> list[np.ndarray]:
        """Return the points of each square of 400 m, those that are nowhere left out."""
        there = np.flatnonzero(~np.isnan(points).any(axis=1))
        _, square = np.unique(np.floor(points[there] / 400), axis=0, return_inverse=True)
        return [there[square == number] for number in np.unique(square)]

    def spots(self, piece: np.ndarray, at: np.ndarray) -> np.ndarray:
        return self.a[piece] + (at / self.length[piece])[:, None] * (self.b - self.a)[piece]

    def ways_in(self, place: Place) -> list[tuple[int, float, float]]:
        """Where a place is entered: the piece, the metres along it and the leg."""
        gates = place.points if place.gates is None else place.gates
        if gates is not None:
            return [way for way in zip(*self.snap(gates), strict=True) if way[0] >= 0]
        found = []
        low, high = place.sides[0].min(axis=0) - GAP, place.sides[0].max(axis=0) + GAP
        near = (np.maximum(self.a, self.b) >= low).all(axis=1) & (np.minimum(self.a, self.b) <= high).all(axis=1)
        for piece in np.flatnonzero(near & self.counts):
            found += [(piece, at) for at in self._ends_in_gap(piece, place)]
        if found:
            pieces, at = (np.array(column) for column in zip(*found, strict=True))
            return list(zip(pieces, at, place.away(self.spots(pieces, at)), strict=True))
        return self._beside(place)

    def _ends_in_gap(self, piece: int, place: Place) -> list[float]:
        """Where the stretches of a piece that lie within the gap of one of a place's sides begin and end."""
        (s, e), a, length = place.sides, self.a[piece], self.length[piece]
        u = (self.b[piece] - a) / length
        lows, highs = [], []
        for corner in (s, e):  # within a circle around a corner
            middle = (corner - a) @ u
            square = GAP**2 - ((corner - a) ** 2).sum(axis=1) + middle**2
            half = np.sqrt(np.where(square >= 0, square, NONE))
            lows.append(middle - half)
            highs.append(middle + half)
        side = np.hypot(*(e - s).T)
        v = (e - s) / side[:, None]
        low, high = np.full(side.size, -np.inf), np.full(side.size, np.inf)
        for rate, start, least, most in (  # within a rectangle along a side
            (v @ u, ((a - s) * v).sum(axis=1), 0.0, side),
            (v[:, 0] * u[1] - v[:, 1] * u[0], v[:, 0] * (a - s)[:, 1] - v[:, 1] * (a - s)[:, 0], -GAP, GAP),
        ):
            flat = np.abs(rate) < 1e-12
            with np.errstate(divide="ignore", invalid="ignore"):
                one, other = (least - start) / rate, (most - start) / rate
            never = flat & ((start < least) | (start > most))
            low = np.maximum(low, np.where(flat, np.where(never, np.inf, -np.inf), np.minimum(one, other)))
            high = np.minimum(high, np.where(flat, np.inf, np.maximum(one, other)))
        lows.append(np.where(low <= high, low, NONE))
        highs.append(np.where(low <= high, high, NONE))
        touched = ~np.isnan(lows).all(axis=0)
        if not touched.any():
            return []
        low = np.maximum(np.nanmin(np.array(lows)[:, touched], axis=0), 0.0)
        high = np.minimum(np.nanmax(np.array(highs)[:, touched], axis=0), length)
        merged: list[list[float]] = []
        for start, end in sorted(zip(low[low <= high], high[low <= high], strict=True)):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        return [end for stretch in merged for end in stretch]

    def _beside(self, place: Place) -> list[tuple[int, float, float]]:
        """Return the nearest point of the network; it lies at a corner of one of the two, since they do not meet."""
        rows = np.flatnonzero(self.counts)
        t, away = feet(place.sides[0], self.a[rows], self.b[rows])
        corner, best = np.unravel_index(away.argmin(), away.shape)
        found = [(away[corner, best], rows[best], t[corner, best] * self.length[rows[best]])]
        for ends, share in ((self.a, 0.0), (self.b, 1.0)):
            away = place.away(ends[rows])
            found.append((away.min(), rows[away.argmin()], share * self.length[rows[away.argmin()]]))
        leg, piece, at = min(found)
        return [(piece, at, leg)] if leg <= MAX_SNAP else []


class Ways:
    """What it costs to come from each point to each of some places over streets.

    Parameters
    ----------
    streets, points, places
        From where over what to where.
    leg
        The cost of a metre beside the streets.
    there, back
        The cost of a metre on each line in its direction and against it, inf where that is not allowed.
    """

    def __init__(
        self,
        streets: Streets,
        points: np.ndarray,
        places: Sequence[Place],
        leg: float,
        there: np.ndarray,
        back: np.ndarray,
    ) -> None:
        assert min(there.min(), back.min()) >= leg * (1 - 1e-12)
        self.streets, self.points, self.places, self.leg = streets, points, places, leg
        self.there, self.back = there[streets.line], back[streets.line]
        self.snap = streets.snap(points)
        self.ways = [streets.ways_in(place) for place in places]
        self.graph, stops = self._against_the_way()
        self.number = {node: n for n, node in enumerate(self.graph)}
        self.next = [[(self.number[b], way["cost"]) for b, way in ways.items()] for ways in self.graph.adj.values()]
        self.beside = self._beside(stops)

    def _against_the_way(self) -> tuple[nx.DiGraph, list[list[tuple[float, object]]]]:
        """Make a graph that leads from places to points, and give the nodes along each piece."""
        stops: list[list[tuple[float, object]]] = [
            [(0.0, a), (length, b)] for (a, b), length in zip(self.streets.nodes, self.streets.length, strict=True)
        ]
        graph = nx.DiGraph()
        for p, ways in enumerate(self.ways):
            graph.add_node(("place", p))
            for n, (piece, at, leg) in enumerate(ways):
                stops[piece].append((at, ("way", p, n)))
                graph.add_edge(("place", p), ("way", p, n), cost=leg * self.leg)
        for piece, along in enumerate(stops):
            along.sort(key=lambda stop: stop[0])
            for (low, one), (high, other) in pairwise(along):
                for a, b, pace in ((one, other, self.there[piece]), (other, one, self.back[piece])):
                    cost = (high - low) * pace if high > low else 0.0
                    if cost < min(graph.get_edge_data(b, a, {"cost": math.inf})["cost"], math.inf):
                        graph.add_edge(b, a, cost=cost)
        return graph, stops

    def _beside(self, stops: list[list[tuple[float, object]]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return the nodes before and behind each snapped point, and what it costs to come there."""
        nodes, costs = np.zeros((2, len(self.points)), int), np.full((2, len(self.points)), np.inf)
        for d, (piece, at, leg) in enumerate(zip(*self.snap, strict=True)):
            if piece < 0:
                continue
            places = [stop[0] for stop in stops[piece]]
            behind = min(max(bisect_left(places, at), 1), len(places) - 1)
            for side, n, pace in ((0, behind - 1, self.back[piece]), (1, behind, self.there[piece])):
                metres = abs(at - places[n])
                nodes[side, d] = self.number[stops[piece][n][1]]
                costs[side, d] = leg * self.leg + (metres * pace if metres > 0 else 0.0)
        return [(nodes[side], costs[side]) for side in (0, 1)]

    @functools.cached_property
    def costs(self) -> np.ndarray:
        """Return a row for each place and a column for each point; NaN where no way leads there."""
        found = np.full((len(self.places), len(self.points)), np.inf)
        piece, at, leg = self.snap
        on = np.flatnonzero(piece >= 0)
        spots = self.streets.spots(piece[on], at[on])
        for p, place in enumerate(self.places):
            costs = self._costs_from(self.number["place", p])
            found[p] = np.minimum(*(costs[nodes] + way for nodes, way in self.beside))
            if place.gates is not None:
                continue
            if place.points is None:
                away = place.away(spots)
                near = away <= GAP + 1e-9
                found[p, on[near]] = np.minimum(found[p, on[near]], (leg[on] + away)[near] * self.leg)
            found[p, place.away(self.points) == 0] = 0.0
        found[np.isinf(found)] = NONE
        return found

    def _costs_from(self, start: int) -> np.ndarray:
        """Return what it costs from one node to each, as Dijkstra finds it."""
        costs, waiting = [math.inf] * len(self.next), [(0.0, start)]
        costs[start] = 0.0
        while waiting:
            cost, node = heappop(waiting)
            if cost > costs[node]:
                continue
            for other, way in self.next[node]:
                if cost + way < costs[other]:
                    costs[other] = cost + way
                    heappush(waiting, (cost + way, other))
        return np.array(costs)


# The town


@dataclass(frozen=True)
class Options:
    """The fields that say how fast lines are and which way they lead, and whether parks have entrances."""

    speed_field: str = ""
    time_field: str = ""
    direction_field: str = ""
    entrances: bool = False


@dataclass
class Values:
    """What each dwelling has: the value, how many types are within, and where it does not count as known, why."""

    value: np.ndarray
    number: np.ndarray | None
    reason: np.ndarray
    named: dict[str, np.ndarray]
    """By the id of a place (of its first facility), at which dwellings it may be said to give the value."""


class Town:
    """The layers of a GeoPackage like that of the sample town, and what requirements make of them."""

    def __init__(self, path: Path, options: Options | None = None) -> None:
        self.options = options or Options()
        names = ("streets", "cycle_network", "dwellings", "neighbourhoods", "facilities", "parks", "grounds")
        self.layers = {name: read(path, name) for name in (*names, "park_entrances", "developed_areas")}
        self.public = self.union(read(path, "public_space")["geom"])
        self.homes = self.layers["dwellings"]
        self.points = spots_of(self.homes["geom"])
        self.areas = self.layers["neighbourhoods"].set_index("buurtcode")
        self.homes["area"] = pd.Series(self.holders(self.points), dtype=object)
        self.homes["number"] = self.homes["dwellings"].astype(float).fillna(0.0)
        self.facilities = pd.concat([self.layers[n] for n in ("facilities", "parks", "grounds")], ignore_index=True)
        self.facilities["m2"] = [0.0 if is_point(shape) else shape.GetArea() for shape in self.facilities["geom"]]
        spots = [shape if is_point(shape) else shape.PointOnSurface() for shape in self.facilities["geom"]]
        self.facilities["area"] = pd.Series(self.holders(spots_of(spots)), dtype=object)
        self.developed = self.union(self.layers["developed_areas"]["geom"])
        self._streets: dict[object, Streets] = {}
        self._costs: dict[object, np.ndarray] = {}
        self._values: dict[str, Values] = {}
        self._expected: dict[str, pd.DataFrame] = {}
        self._found: dict[object, object] = {}

    def holders(self, points: np.ndarray) -> list[str | None]:
        """Return the neighbourhood that holds each point."""
        found = np.full(len(points), None, object)
        for code, shape in reversed(list(self.areas["geom"].items())):
            found[inside(points, rings_of(shape))] = code
        return list(found)

    @staticmethod
    def union(shapes: Sequence[ogr.Geometry]) -> ogr.Geometry:
        whole = ogr.Geometry(ogr.wkbMultiPolygon)
        for shape in shapes:
            for polygon in [shape] if shape.GetGeometryName() == "POLYGON" else parts_of(shape):
                whole.AddGeometry(polygon)
        return whole.UnaryUnion()

    def once(self, requirement: dict, what: str, find: Callable[[], Any]) -> Any:
        """Return what was found of a requirement before; else find it."""
        key = (what, json.dumps(requirement, sort_keys=True))
        if key not in self._found:
            self._found[key] = find()
        return self._found[key]

    # Places

    def of_types(self, *types: str) -> pd.DataFrame:
        return self.facilities[self.facilities["type"].isin(types)]

    def places(self, requirement: dict) -> list[list[Place]]:
        """Return the places of each type where types are counted, else of all together."""
        types = listed(requirement["facility"])
        apart = requirement["indicator"] in ("types", "basket")
        return [self._places(requirement, *names) for names in ([(t,) for t in types] if apart else [types])]

    def _places(self, requirement: dict, *types: str) -> list[Place]:
        rows = self.of_types(*types)
        graph = nx.Graph()
        graph.add_nodes_from(rows.index)
        if requirement.get("merge_touching"):
            polygons = rows[rows["m2"] > 0]["geom"]
            graph.add_edges_from((i, j) for i in polygons.index for j in polygons.index if meet(polygons, i, j))
        groups = [sorted(group) for group in nx.connected_components(graph)]
        least = requirement.get("min_area_m2", 0.0)
        return [self._place(rows.loc[g]) for g in groups if math.fsum(rows.loc[g, "m2"]) >= least]

    def _place(self, rows: pd.DataFrame) -> Place:
        members = rows["facility_id"].tolist()
        doors = self.layers["park_entrances"]
        doors = doors[doors["facility_id"].isin(members)]["geom"] if self.options.entrances else doors["geom"][:0]
        gates = spots_of(doors) if len(doors) else None
        assert gates is None or len(members) == 1
        if rows["m2"].iloc[0] == 0:
            return Place(members, points=spots_of(rows["geom"]))
        return Place(members, polygons=[p for shape in rows["geom"] for p in rings_of(shape)], gates=gates)

    # Costs

    def streets(self, mode: str) -> Streets:
        layer, leave_out = (
            ("cycle_network" if mode == "cycle" else "streets"),
            (("steps",) if mode == "rollator" else ()),
        )
        if (layer, leave_out) not in self._streets:
            self._streets[layer, leave_out] = Streets(self.layers[layer], leave_out, self.options.time_field)
        return self._streets[layer, leave_out]

    def costs(self, requirement: dict, places: Sequence[Place]) -> np.ndarray:
        """Return a row for each place and a column for each dwelling, in the norm's unit: to its nearest part."""
        parts = {member for place in places for member in place.members}
        rows = self.facilities[self.facilities["facility_id"].isin(parts)]
        alone = [self._place(rows.iloc[[n]]) for n in range(len(rows))]
        found = dict(zip(rows["facility_id"], self._costs_alone(requirement, alone), strict=True))
        return np.array([functools.reduce(np.fmin, [found[member] for member in place.members]) for place in places])

    def _costs_alone(self, requirement: dict, places: Sequence[Place]) -> np.ndarray:
        """Return a row for each place of one facility."""
        mode, minutes = requirement.get("mode", "walk"), requirement["unit"] == "min"
        leg = 0.06 / KMH[mode] if minutes else 1.0
        straight = requirement.get("metric") == "straight"
        key = ("" if straight else mode, leg)

        def key_of(place: Place) -> object:
            return (*key, *place.members)

        new = [place for place in places if key_of(place) not in self._costs]
        if new and straight:
            rows = [place.away(self.points) * leg for place in new]
        elif new:
            streets = self.streets(mode)
            rows = Ways(streets, self.points, new, leg, *self._paces(streets, mode, leg, minutes)).costs
        else:
            rows = []
        self._costs |= {key_of(place): row for place, row in zip(new, rows, strict=True)}
        return np.array([self._costs[key_of(place)] for place in places])

    def _paces(self, streets: Streets, mode: str, leg: float, minutes: bool) -> tuple[np.ndarray, np.ndarray]:
        """Return the cost of a metre of each line, there and back."""
        lines, options = streets.lines, self.options
        pace = np.full(len(lines), leg)
        if minutes and options.speed_field in lines.columns:
            kmh = lines[options.speed_field].astype(float)
            pace = np.where(kmh > 0, 0.06 / np.minimum(kmh.where(kmh > 0, KMH[mode]), KMH[mode]), pace)
        if minutes and options.time_field in lines.columns:
            time, length = lines[options.time_field].astype(float), np.bincount(streets.line, streets.length)
            pace = np.where(time.notna(), time / length, pace)
        there, back = pace.copy(), pace.copy()
        if mode == "cycle" and options.direction_field:
            there[lines[options.direction_field] == "B"] = np.inf
            back[lines[options.direction_field] == "F"] = np.inf
        return there, back

    # Values

    def thresholds(self, requirement: dict, areas: Sequence[str | None]) -> np.ndarray:
        """Return the threshold in each neighbourhood, by its living environment."""
        by_class = requirement.get("thresholds_by_class", {})
        classes = self.areas["woonmilieu"].to_dict()
        own = [None if area is None else by_class.get(classes[area]) for area in areas]
        return np.array([requirement.get("threshold", NONE) if value is None else value for value in own], float)

    def values(self, requirement: dict) -> Values:
        """Return what each dwelling has, of a requirement of a kind with a share."""
        if requirement["id"] not in self._values:
            self._values[requirement["id"]] = self._find(requirement)
        return self._values[requirement["id"]]

    def _find(self, requirement: dict) -> Values:
        indicator, groups = requirement["indicator"], self.places(requirement)
        costs = [self.costs(requirement, group) for group in groups]
        nearest = np.array([np.where(np.isnan(c), np.inf, c).min(axis=0) for c in costs])
        number = None
        limit = self.thresholds(requirement, self.homes["area"])
        if indicator == "distance":
            value = nearest[0]
        elif indicator == "basket":
            value = nearest.max(axis=0)
        else:
            assert indicator == "types"
            value = np.sort(nearest, axis=0)[requirement["minimum"] - 1]
            number = (nearest <= limit + 1e-6).sum(axis=0)
        value = np.where(np.isinf(value), NONE, value)
        beyond = np.zeros(value.size, bool)
        if indicator == "types":
            largest = max([requirement["threshold"], *requirement.get("thresholds_by_class", {}).values()])
            beyond = value > 3 * largest + 1e-6
            value = np.where(beyond, NONE, value)
        reason = np.full(value.size, None, object)
        reason[self.missing(requirement)] = "no_weight"
        nowhere = np.isnan(value)
        reason[nowhere] = "unreachable"
        reason[beyond] = "beyond_limit"
        if requirement.get("metric") != "straight":
            reason[nowhere & ~self.on_network(requirement)] = "off_network"
        reason[self.homes["geom"].isna()] = "no_geometry"
        reason[~self.asked_of_homes(requirement)] = "not_applicable"
        named = {
            place.members[0]: (np.abs(row - value) <= 1e-6) & (np.abs(row - nearest[k]) <= 1e-6)
            for k, group in enumerate(groups)
            for place, row in zip(group, costs[k], strict=True)
        }
        return Values(value, number, reason, named)

    def on_network(self, requirement: dict) -> np.ndarray:
        return self.streets(requirement.get("mode", "walk")).snap(self.points)[0] >= 0

    # Weights

    def missing(self, requirement: dict) -> np.ndarray:
        """Return which dwellings have no number in the field of the weight."""
        return self.homes[requirement.get("weight", "dwellings")].isna().to_numpy()

    def counted(self, requirement: dict) -> np.ndarray:
        """Return which dwellings a requirement applies to, by themselves and by the area that they stand in."""
        return self.once(requirement, "counted", lambda: self._counted(requirement))

    def _counted(self, requirement: dict) -> np.ndarray:
        passing_in = {area: self.applies_in(requirement, area) for area in set(self.homes["area"])}
        passing = np.array([passing_in[area] for area in self.homes["area"]], bool)
        for condition in requirement.get("demand_where", []):
            assert condition["op"] == ">="
            passing &= (self.homes[condition["field"]].astype(float) >= condition["value"]).to_numpy()
        return passing

    def asked_of_homes(self, requirement: dict) -> np.ndarray:
        """Return which dwellings a requirement is asked of: their number is known too."""
        return self.counted(requirement) & self.homes["dwellings"].notna().to_numpy()

    def weight(self, requirement: dict) -> np.ndarray:
        return self.once(requirement, "weight", lambda: self._weight(requirement))

    def _weight(self, requirement: dict) -> np.ndarray:
        every = self.homes[requirement.get("weight", "dwellings")].astype(float).fillna(0.0).to_numpy()
        return np.where(self.counted(requirement), every, 0.0)

    # Areas

    def levels(self) -> list[tuple[str, str, list[str]]]:
        """Return every area of every level, with its neighbourhoods."""
        found = [("neighbourhood", code, [code]) for code in self.areas.index]
        for level in ("wijkcode", "kern", "gemeentecode"):
            found += [(level, name, rows.index.tolist()) for name, rows in self.areas.groupby(level, sort=False)]
        return found

    def expected(self, requirement: dict) -> pd.DataFrame:
        """Return the rows that the results should have."""
        if requirement["id"] not in self._expected:
            self._expected[requirement["id"]] = pd.DataFrame(self._rows(requirement))
        return self._expected[requirement["id"]]

    def _rows(self, requirement: dict) -> list[dict]:
        row_of = self._share_row if requirement["indicator"] in SHARES else self._amount_row
        own_level = level_of(requirement)
        area, everywhere = self.homes["area"], pd.Series(True, self.homes.index)
        rows = []

        def add(level: str, name: str | None, group: str | None, figures: dict) -> None:
            rows.append({"level": level, "neighbourhood": name, "group": group, **figures})

        for level, name, members in self.levels():
            add(level, name, None, row_of(requirement, area.isin(members), members, level == own_level))
        add("neighbourhood", OUTSIDE, None, row_of(requirement, area.isna(), [None], False))
        whole = row_of(requirement, everywhere, self.areas.index.tolist(), False)
        whole["threshold"] = one_of(self.thresholds(requirement, [*self.areas.index, None]))
        lacking = [row["shortfall_facilities"] for row in rows if not np.isnan(row.get("shortfall_facilities", NONE))]
        whole["shortfall_facilities"] = sum(lacking) if lacking else NONE
        add("neighbourhood", TOTAL, None, whole)
        if requirement["indicator"] in SHARES:
            for group in self.homes["landlord"].dropna().unique():
                homes = self.homes["landlord"] == group
                members = area[homes].unique().tolist()
                add("neighbourhood", None, group, self._share_row(requirement, homes, members, True, MIN_GROUP))
        return rows

    def _frame(self, requirement: dict) -> pd.DataFrame:
        """Return the value and the weight of each dwelling, and whether it is within some limits."""
        values = self.values(requirement)
        unknown = np.isin(values.reason, ["off_network", "no_geometry"])
        frame = pd.DataFrame({"value": values.value, "weight": self.weight(requirement), "unknown": unknown})
        limit = self.thresholds(requirement, self.homes["area"])
        for name, part in (("within", 1.0), ("at_90", 0.9), ("at_110", 1.1)):
            frame[name] = frame["value"] <= part * limit + 1e-6
        return frame

    def _share_row(
        self,
        requirement: dict,
        homes: pd.Series,
        members: Sequence[str | None],
        judged: bool,
        least: int = MIN_DWELLINGS,
    ) -> dict:
        target = requirement["target"]
        frame = self.once(requirement, "frame", lambda: self._frame(requirement))[homes.to_numpy()]
        known = frame[~frame["unknown"]]
        weight = known["weight"].sum()
        row = {
            "threshold": one_of(self.thresholds(requirement, members)),
            "total": frame["weight"].sum(),
            "within": known["weight"][known["within"]].sum(),
            "outside": known["weight"][~known["within"]].sum(),
            "unknown": frame["weight"][frame["unknown"]].sum(),
        }
        for name, column in (("share", "within"), ("share_at_90", "at_90"), ("share_at_110", "at_110")):
            row[name] = known["weight"][known[column]].sum() / weight if weight else NONE
        reached = frame[frame["value"].notna() & (frame["weight"] > 0)].sort_values("value")
        whole = reached["weight"].sum()
        row["mean"] = (reached["value"] * reached["weight"]).sum() / whole if whole else NONE
        for name, share in (("median", 0.5), ("p90", 0.9)):
            row[name] = reached["value"][reached["weight"].cumsum() >= share * whole * (1 - 1e-9)].min()
        row |= {"compliance": None, "reason": None, "shortfall": NONE}
        if judged:
            dwellings = self.homes["number"].where(self.counted(requirement), 0.0)[homes].sum()
            if row["total"] == 0:
                row["compliance"] = "not_applicable"
            elif dwellings < least:
                row["compliance"] = "too_few"
            elif row["within"] / row["total"] >= target * (1 - 1e-9):
                row["compliance"] = "meets"
            else:
                fails = (row["within"] + row["unknown"]) / row["total"] < target * (1 - 1e-9)
                row["compliance"] = "fails" if fails else "unknown"
            short = target * row["total"] - row["within"] - row["unknown"]
            row["shortfall"] = short if row["compliance"] == "fails" else 0.0
        return row

    def _amount_row(self, requirement: dict, homes: pd.Series, members: Sequence[str | None], judged: bool) -> dict:
        here = [area for area in members if self.applies_in(requirement, area)]
        amount = math.fsum(self.amount(requirement, area) for area in here)
        asked = np.array([self.asked(requirement, area) for area in here])
        limits = self.thresholds(requirement, here)
        if requirement["indicator"] == "presence":  # asked once of the whole
            asked, limits = asked[:1], limits[:1]
        row = {
            "threshold": one_of(self.thresholds(requirement, members)),
            "total": self.weight(requirement)[homes.to_numpy()].sum(),
            "rate": amount / asked.sum() if asked.sum() else NONE,
            "compliance": None,
            "reason": None,
            "shortfall_capacity": NONE,
            "shortfall_facilities": NONE,
        }
        if judged:
            wanted = (limits * asked).sum()
            groundless = requirement["indicator"] == "area_share" and not asked.sum()
            if row["total"] == 0 or groundless or not self.applies(requirement, members):
                row["compliance"] = "not_applicable"
            elif row["total"] < requirement.get("min_demand", 0) * (1 - 1e-9):
                row["compliance"] = "too_few"
            else:
                row["compliance"] = "meets" if amount >= wanted * (1 - 1e-9) else "fails"
            short = math.ceil(wanted - amount) if requirement.get("rounding") == "up" else wanted - amount
            row["shortfall_capacity"] = short = short if row["compliance"] == "fails" else 0.0
            one = 1.0 if requirement["unit"] == "number" else requirement.get("size", NONE)
            small = row["compliance"] == "fails" and short < one / 2
            row["shortfall_facilities"] = 0.0 if small else float(np.ceil(short / one - 1e-9))
            row["reason"] = "small_need" if small else None
        return row

    def asked(self, requirement: dict, area: str | None) -> float:
        """Return what an amount is divided by, in a neighbourhood or outside all."""
        return self.once(requirement, f"asked {area}", lambda: self._asked(requirement, area))

    def _asked(self, requirement: dict, area: str | None) -> float:
        if requirement["indicator"] == "presence":
            return 1.0
        if requirement["indicator"] == "area_share":
            return self.ground(requirement, area)
        there = self.homes["area"].isna() if area is None else self.homes["area"] == area
        return self.weight(requirement)[there.to_numpy()].sum() / requirement["per"]

    def applies_in(self, requirement: dict, area: str | None) -> bool:
        """Return whether a requirement applies in a neighbourhood; outside all it does."""
        if pd.isna(area):
            return True
        if "level" not in requirement:
            return self.applies(requirement, [area])
        own = self.areas[level_of(requirement)]
        return self.applies(requirement, own.index[own == own[area]].tolist())

    def applies(self, requirement: dict, members: Sequence[str]) -> bool:
        for condition in requirement.get("applies_if", []):
            field = {"inhabitants": "aantal_inwoners", "land_ha": "oppervlakte_land_in_ha"}[condition["field"]]
            there = self.areas.loc[members, field].sum()
            if not {">=": there >= condition["value"], ">": there > condition["value"]}[condition["op"]]:
                return False
        return True

    def amount(self, requirement: dict, area: str | None) -> float:
        """Return the number of facilities or their m² in a neighbourhood, or outside all."""
        return self.once(requirement, f"amount {area}", lambda: self._amount(requirement, area))

    def _amount(self, requirement: dict, area: str | None) -> float:
        rows = self.of_types(*listed(requirement["facility"]))
        if requirement["indicator"] == "area_share":
            return 0.0 if area is None else self.covered(requirement, area)
        if "min_area_m2" in requirement:
            return float(sum(self.holder(place) == area for group in self.places(requirement) for place in group))
        there = rows["area"].isna() if area is None else rows["area"] == area
        if requirement["unit"] == "number":
            return float(there.sum())
        capacity = rows["capacity_m2"].astype(float)
        sized = capacity.isna() & (rows["m2"] > 0)
        assert (capacity.notna() | sized).all()
        return capacity[there].sum() + math.fsum(self.part_in(shape, area) for shape in rows["geom"][sized])

    def part_in(self, shape: ogr.Geometry, area: str | None) -> float:
        """Return the m² of a polygon in a neighbourhood, or outside all."""
        if area is None:
            return shape.GetArea() - math.fsum(self.part_in(shape, code) for code in self.areas.index)
        return shape.Intersection(self.areas.loc[area, "geom"]).GetArea()

    def holder(self, place: Place) -> str | None:
        """Return the neighbourhood that a point on a place lies in, None outside all."""
        rows = self.facilities[self.facilities["facility_id"].isin(place.members)]
        spot = self.union(rows["geom"]).PointOnSurface()
        return next((code for code in self.areas.index if self.areas.loc[code, "geom"].Contains(spot)), None)

    def covered(self, requirement: dict, area: str) -> float:
        """Return the m² of a neighbourhood that polygons cover: of the public space only what lies in it."""
        shape = self.cover(tuple(listed(requirement["facility"]))).Intersection(self.areas.loc[area, "geom"])
        return (shape.Intersection(self.public) if requirement.get("area_of") == "public_space" else shape).GetArea()

    @functools.cache  # noqa: B019 -- a town lives as long as the tests
    def cover(self, types: tuple[str, ...]) -> ogr.Geometry:
        return self.union(self.of_types(*types)["geom"])

    def ground(self, requirement: dict, area: str | None) -> float:
        """Return the m² that an area share is a share of."""
        if area is None:
            return 0.0
        shape = self.areas.loc[area, "geom"]
        part = {"developed": self.developed, "public_space": self.public}.get(requirement.get("area_of", ""))
        m2 = (shape if part is None else shape.Intersection(part)).GetArea()
        return m2 if m2 >= 1 else 0.0

    def used(self, requirement: dict) -> set[str]:
        """Return the facilities that a requirement looks at: those that count and can be reached."""
        if requirement["indicator"] in AMOUNTS and "min_area_m2" in requirement:
            return {member for group in self.places(requirement) for place in group for member in place.members}
        if requirement["indicator"] in AMOUNTS:
            return set(self.of_types(*listed(requirement["facility"]))["facility_id"])
        return {
            member
            for group in self.places(requirement)
            for place, costs in zip(group, self.costs(requirement, group), strict=True)
            for member in (place.members if not np.isnan(costs).all() else [])
        }


def level_of(requirement: dict) -> str:
    """Return the field of the neighbourhoods that tells apart the areas in which a requirement is judged."""
    fields = {"settlement": "kern", "municipality": "gemeentecode", "city_district": "gemeentecode"}
    fields |= dict.fromkeys(("district", "barrier_block"), "wijkcode")
    return fields[requirement["level"]] if "level" in requirement else "neighbourhood"


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def is_point(shape: ogr.Geometry) -> bool:
    return shape.GetGeometryName() == "POINT"


def meet(shapes: pd.Series, i: int, j: int) -> bool:
    return i < j and shapes[i].Intersects(shapes[j])


def one_of(values: np.ndarray) -> float:
    """Return the value that all share, NaN where they differ."""
    return float(values[0]) if (values == values[0]).all() else NONE


def overall(verdicts: Sequence[str | None]) -> str | None:
    return next((v for v in ("fails", "unknown", "meets", "too_few", "not_applicable") if v in verdicts), None)
