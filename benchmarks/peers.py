"""Ours beside QGIS's own network algorithms, on the same generated layers, in turn, in one process.

Service areas of 200 facilities within 800 m (`native:serviceareafromlayer`), as lines and with polygons, which the
native one does not make; and the nearest facility for dwellings beside `native:shortestpathlayertopoint`, which finds
the way from many points to one. Data are made first; each algorithm reads a GeoPackage and writes another.

    .venv/bin/python benchmarks/peers.py [--nodes 107000] [--facilities 200] [--dwellings 10000] [--runs 3]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import checkout  # noqa: F401  (before what it makes importable)
from generate import Floats, Streets, dwellings, facilities, streets
from measure import table
from osgeo import ogr, osr
from qgis.core import QgsApplication

sys.path.append("/usr/share/qgis/python/plugins")

ogr.UseExceptions()
LIMIT = 800.0


def main() -> int:
    """Make the data, run all in turn and print what they take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=107_000, help="150,000 streets or so")
    parser.add_argument("--facilities", type=int, default=200)
    parser.add_argument("--dwellings", type=int, default=10_000)
    parser.add_argument("--small", type=int, default=10_700, help="nodes of the network for ways to one point")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    application = QgsApplication([], False)
    application.initQgis()
    from processing.core.Processing import Processing

    from buurtmaat.algorithms.provider import BuurtmaatProvider

    Processing.initialize()
    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        rows = service_areas(folder, chosen.nodes, chosen.facilities, chosen.runs)
        rows += to_one_point(folder, chosen.small, chosen.dwellings, chosen.runs)
        print(table(["task", "ours, s", "QGIS's own, s", "times as fast", "aim"], rows))
    return 0


def service_areas(folder: Path, nodes: int, count: int, runs: int) -> list[list[str]]:
    """Run service areas as lines, and with polygons, beside QGIS's own."""
    made = streets(nodes)
    network = write_lines(folder / "streets.gpkg", made)
    places = write_points(folder / "places.gpkg", made.xy[facilities(len(made.xy), count)])
    ours = {"NETWORK": network, "FACILITIES": places, "LIMITS": f"{LIMIT:g}", "LINES": str(folder / "lines.gpkg")}
    native = {"INPUT": network, "STRATEGY": 0, "START_POINTS": places, "TRAVEL_COST2": LIMIT}
    native["OUTPUT_LINES"] = str(folder / "native.gpkg")
    lines, ground, other = [], [], []
    for _ in range(runs):
        lines.append(timed("buurtmaat:serviceareas", ours))
        ground.append(timed("buurtmaat:serviceareas", {**ours, "POLYGONS": str(folder / "areas.gpkg")}))
        other.append(timed("native:serviceareafromlayer", native))
    name = f"{count} service areas of {LIMIT:g} m on {made.tail.size:,} streets"
    return [row(f"{name}, lines", lines, other, "15"), row(f"{name}, lines and polygons", ground, other, "3")]


def to_one_point(folder: Path, nodes: int, count: int, runs: int) -> list[list[str]]:
    """Run the nearest facility of many dwellings beside QGIS's ways to one point; its time goes by their number."""
    made = streets(nodes)
    network = write_lines(folder / "small.gpkg", made)
    homes = write_points(folder / "homes.gpkg", dwellings(made, count))
    target = made.xy[len(made.xy) // 2]
    place = write_points(folder / "place.gpkg", target[None, :])
    ours = {"NETWORK": network, "DWELLINGS": homes, "FACILITIES": place, "OUTPUT": str(folder / "nearest.gpkg")}
    native = {"INPUT": network, "STRATEGY": 0, "START_POINTS": homes, "END_POINT": f"{target[0]},{target[1]}"}
    native["OUTPUT"] = str(folder / "ways.gpkg")
    other = [timed("native:shortestpathlayertopoint", native)]  # minutes long: once
    mine = [timed("buurtmaat:nearestfacility", ours) for _ in range(runs)]
    return [row(f"{count:,} dwellings to one point on {made.tail.size:,} streets", mine, other, "100")]


def row(name: str, ours: list[float], other: list[float], aim: str) -> list[str]:
    """Write a line of the table: medians."""
    mine, theirs = statistics.median(ours), statistics.median(other)
    return [name, f"{mine:.2f}", f"{theirs:.1f}", f"{theirs / mine:.0f}", aim]


def timed(name: str, parameters: dict[str, object]) -> float:
    """Run an algorithm and give the seconds."""
    from qgis import processing

    began = time.perf_counter()
    processing.run(name, parameters)
    return time.perf_counter() - began


def write_lines(path: Path, made: Streets) -> str:
    """Write a network as lines of three vertices."""
    layer, dataset = _layer(path, ogr.wkbLineString)
    layer.StartTransaction()
    for tail, bend, head in zip(made.xy[made.tail], made.bend, made.xy[made.head], strict=True):
        line = ogr.Geometry(ogr.wkbLineString)
        for x, y in (tail, bend, head):
            line.AddPoint_2D(float(x), float(y))
        _add(layer, line)
    layer.CommitTransaction()
    del layer, dataset
    return str(path)


def write_points(path: Path, xy: Floats) -> str:
    """Write points."""
    layer, dataset = _layer(path, ogr.wkbPoint)
    layer.StartTransaction()
    for x, y in xy.tolist():
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(x, y)
        _add(layer, point)
    layer.CommitTransaction()
    del layer, dataset
    return str(path)


def _layer(path: Path, kind: int) -> tuple[ogr.Layer, ogr.DataSource]:
    system = osr.SpatialReference()
    system.ImportFromEPSG(28992)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    return dataset.CreateLayer(path.stem, system, kind), dataset


def _add(layer: ogr.Layer, geometry: ogr.Geometry) -> None:
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(geometry)
    layer.CreateFeature(feature)


if __name__ == "__main__":
    sys.exit(main())
