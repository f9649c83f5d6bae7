"""The sample town as features, for tests of what is in it."""

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from osgeo import ogr

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "resources" / "sample" / "town.gpkg"
SUPPRESSED = -99997

ogr.UseExceptions()


def read(path: Path) -> dict[str, list[dict]]:
    """Return the rows of every layer, each with its fields and under `geom` a copy of its geometry."""
    dataset = ogr.Open(str(path))
    return {layer.GetName(): rows(layer) for layer in dataset}


def rows(layer: ogr.Layer) -> list[dict]:
    fields = layer.GetLayerDefn()
    names = [fields.GetFieldDefn(n).GetName() for n in range(fields.GetFieldCount())]
    found = []
    for feature in layer:
        values = map(feature.GetField, range(len(names)))  # by name GDAL's Python goes through all for each value
        shape = feature.GetGeometryRef()
        found.append({**dict(zip(names, values, strict=True)), "geom": None if shape is None else shape.Clone()})
    return found


def vertices(line: ogr.Geometry) -> list[tuple[float, float]]:
    return [point[:2] for point in line.GetPoints()]


def segments(line: ogr.Geometry):
    points = vertices(line)
    return list(pairwise(points))


def merged(rows: list[dict]) -> ogr.Geometry:
    collection = ogr.Geometry(ogr.wkbGeometryCollection)
    for each in rows:
        collection.AddGeometry(each["geom"])
    return collection.UnaryUnion()


def connected_parts(streets: list[dict]) -> list[list[dict]]:
    """Return the parts that hang together by shared vertices, the longest first."""
    parent: dict[tuple, tuple] = {}

    def root(point):
        while parent.setdefault(point, point) != point:
            parent[point] = parent[parent[point]]
            point = parent[point]
        return point

    for street in streets:
        points = vertices(street["geom"])
        for point in points[1:]:
            parent[root(point)] = root(points[0])
    groups = defaultdict(list)
    for street in streets:
        groups[root(vertices(street["geom"])[0])].append(street)
    return sorted(groups.values(), key=lambda group: -sum(s["geom"].Length() for s in group))


@pytest.fixture(scope="module")
def town():
    return read(TOWN)


@pytest.fixture(scope="module")
def river(town):
    return next(water["geom"] for water in town["water"] if water["kind"] == "river")


@pytest.fixture(scope="module")
def located(town):
    """Return for each neighbourhood the dwellings whose point lies in it."""
    found = defaultdict(list)
    for dwelling in town["dwellings"]:
        if dwelling["geom"] is None:
            continue
        for neighbourhood in town["neighbourhoods"]:
            if neighbourhood["geom"].Contains(dwelling["geom"]):
                found[neighbourhood["buurtcode"]].append(dwelling)
    return found


def of_kind(town: dict[str, list[dict]], kind: str) -> list[dict]:
    return [g for g in town["grounds"] if g["type"] == kind]


def shares(town: dict[str, list[dict]], kind: str) -> dict[str, float]:
    """Return for each neighbourhood the share of its area under one kind of ground."""
    cover = merged(of_kind(town, kind))
    return {n["buurtnaam"]: cover.Intersection(n["geom"]).Area() / n["geom"].Area() for n in town["neighbourhoods"]}


def lengths(streets: list[dict]) -> dict[tuple, list[tuple]]:
    """Return for each vertex the next ones and how far they are, one-way streets in both directions."""
    links = defaultdict(list)
    for s in streets:
        for a, b in segments(s["geom"]):
            links[a].append((b, math.dist(a, b)))
            links[b].append((a, math.dist(a, b)))
    return links


def nearest(points: Collection[tuple], places: Sequence[tuple]) -> list[tuple]:
    """Return of each place the nearest of the points."""
    many = list(points)
    xy = np.array(many)
    return [many[int(np.hypot(*(xy - place).T).argmin())] for place in places]


def distances(links: dict[tuple, list[tuple]], starts: list[tuple]) -> dict[tuple, float]:
    """Return how far every vertex is from the nearest of the starts."""
    pending, found = [(0.0, start) for start in starts], {}
    while pending:
        walked, point = heappop(pending)
        if point not in found:
            found[point] = walked
            for other, length in links[point]:
                heappush(pending, (walked + length, other))
    return found
