"""Ours beside QGIS's own network algorithms: each reads the same GeoPackages and writes another."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import checkout  # noqa: F401 -- before what it makes importable
from generate import Floats, Streets, dwellings, facilities, streets
from measure import in_turn
from osgeo import ogr, osr
from qgis.core import QgsApplication

sys.path.append("/usr/share/qgis/python/plugins")

ogr.UseExceptions()
LIMIT = 800.0
PLACES = 200
DWELLINGS = 10_000
SHOPS = 50


def rows(nodes: int, runs: int) -> list[list[str]]:
    """Run all tasks and give the lines of the table."""
    application = QgsApplication([], False)
    application.initQgis()
    from processing.core.Processing import Processing

    from buurtmaat.algorithms.provider import BuurtmaatProvider

    Processing.initialize()
    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        return [*service_areas(folder, nodes, runs), *to_one_point(folder, nodes // 10, runs)]


def service_areas(folder: Path, nodes: int, runs: int) -> list[list[str]]:
    """Run service areas as lines, and with polygons, which QGIS's own does not make."""
    made = streets(nodes)
    network = write_lines(folder / "streets.gpkg", made)
    places = write_points(folder / "places.gpkg", made.xy[facilities(len(made.xy), PLACES)])
    ours = {"NETWORK": network, "FACILITIES": places, "LIMITS": f"{LIMIT:g}", "LINES": str(folder / "lines.gpkg")}
    with_ground = {**ours, "POLYGONS": str(folder / "areas.gpkg")}
    native = {"INPUT": network, "STRATEGY": 0, "START_POINTS": places, "TRAVEL_COST2": LIMIT}
    native["OUTPUT_LINES"] = str(folder / "native.gpkg")
    lines, ground, other = in_turn(
        runs,
        running("buurtmaat:serviceareas", ours),
        running("buurtmaat:serviceareas", with_ground),
        running("native:serviceareafromlayer", native),
    )
    name, peer = f"{PLACES} service areas of {LIMIT:g} m on {made.tail.size:,} streets", "native:serviceareafromlayer"
    return [
        row(f"{name}, lines", lines, peer, other, "15"),
        row("the same, lines and polygons", ground, peer, other, "6"),
    ]


def to_one_point(folder: Path, nodes: int, runs: int) -> list[list[str]]:
    """Run the nearest facility of many dwellings beside QGIS's ways to one point; its time goes by their number."""
    made = streets(nodes)
    network = write_lines(folder / "small.gpkg", made)
    homes = write_points(folder / "homes.gpkg", dwellings(made, DWELLINGS))
    target = made.xy[len(made.xy) // 2]
    place = write_points(folder / "place.gpkg", target[None, :])
    ours = {"NETWORK": network, "DWELLINGS": homes, "FACILITIES": place, "OUTPUT": str(folder / "nearest.gpkg")}
    peer = "native:shortestpathlayertopoint"
    native = {"INPUT": network, "STRATEGY": 0, "START_POINTS": homes, "END_POINT": f"{target[0]},{target[1]}"}
    native["OUTPUT"] = str(folder / "ways.gpkg")
    (other,) = in_turn(1, running(peer, native))  # minutes long
    (mine,) = in_turn(runs, running("buurtmaat:nearestfacility", ours))
    shops = write_points(folder / "shops.gpkg", made.xy[facilities(len(made.xy), SHOPS)])
    whole = {"NETWORK": network, "ORIGINS": homes, "DESTINATIONS": shops, "OUTPUT": str(folder / "matrix.gpkg")}
    (matrix,) = in_turn(runs, running("buurtmaat:odmatrix", whole))
    where = f"on {made.tail.size:,} streets"
    return [
        row(f"{DWELLINGS:,} dwellings to one point {where}", mine, peer, other, "100"),
        [f"matrix of {DWELLINGS:,} × {SHOPS} {where}", f"{matrix:.2f}", "", "", "", "6.5 s"],
    ]


def row(name: str, ours: float, peer: str, other: float, aim: str) -> list[str]:
    """Write a line of the table."""
    return [name, f"{ours:.2f}", peer, f"{other:.1f}", f"{other / ours:.1f}", aim]


def running(name: str, parameters: dict[str, object]) -> Callable[[], object]:
    """Return a task that runs an algorithm."""

    def run() -> object:
        from qgis import processing

        return processing.run(name, parameters)

    return run


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
