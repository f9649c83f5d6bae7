"""Reading layers: directly from their file, through QGIS, and copied by ogr2ogr; processor time, in turn.

A generated town in a GeoPackage: 300,000 dwellings with six fields and 150,000 streets with four.

    .venv/bin/python benchmarks/reading.py [--runs 3] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from generate import dwellings, streets
from measure import table
from osgeo import gdal, ogr, osr
from qgis.core import QgsApplication, QgsCoordinateTransformContext, QgsVectorLayer

from buurtmaat.adapters.io.crs import choose_crs
from buurtmaat.adapters.io.feature_sources import SourceLike
from buurtmaat.adapters.io.reading import read_layer

AT = [80_000.0, 440_000.0]
"""Where the town stands in EPSG:28992."""
DWELLINGS, STREETS = 300_000, 150_000
NODES = 112_000
"""So many have a little more than `STREETS` streets between them."""
FIELDS = {
    "dwellings": {
        "id": ogr.OFTString,
        "use": ogr.OFTString,
        "area": ogr.OFTInteger,
        "weight": ogr.OFTReal,
        "year": ogr.OFTInteger,
        "neighbourhood": ogr.OFTString,
    },
    "streets": {
        "osm_id": ogr.OFTInteger64,
        "highway": ogr.OFTString,
        "bridge": ogr.OFTString,
        "maxspeed": ogr.OFTReal,
    },
}


def make(path: Path) -> None:
    """Write the town."""
    town = streets(NODES)
    rng = np.random.default_rng(1)
    homes = dwellings(town, DWELLINGS) + AT
    area, weight, year = rng.integers(20, 200, DWELLINGS), rng.random(DWELLINGS), rng.integers(1900, 2020, DWELLINGS)
    home_rows = (
        [f"0503010000{n:06}", "woonfunctie", a, w, None if n % 10 == 0 else y, f"BU0503{n % 97:04}"]
        for n, (a, w, y) in enumerate(zip(area.tolist(), weight.tolist(), year.tolist(), strict=True))
    )
    first, bend, last = town.xy[town.tail], town.bend, town.xy[town.head]
    bends = np.stack([first, (first + bend) / 2, bend, (bend + last) / 2, last], axis=1)[:STREETS] + AT
    assert len(bends) == STREETS
    street_rows = ([n * 7919, "residential", "T" if n % 50 == 0 else None, 30.0] for n in range(STREETS))
    system = osr.SpatialReference()
    system.ImportFromEPSG(28992)
    with ogr.GetDriverByName("GPKG").CreateDataSource(str(path)) as data:
        for name, kind, places, rows in (
            ("dwellings", ogr.wkbPoint, homes[:, None], home_rows),
            ("streets", ogr.wkbLineString, bends, street_rows),
        ):
            layer = data.CreateLayer(name, system, kind)
            for field, type_ in FIELDS[name].items():
                layer.CreateField(ogr.FieldDefn(field, type_))
            layer.StartTransaction()
            for vertices, row in zip(places, rows, strict=True):
                feature = ogr.Feature(layer.GetLayerDefn())
                shape = ogr.Geometry(kind)
                for x, y in vertices.tolist():
                    shape.AddPoint_2D(x, y)
                feature.SetGeometryDirectly(shape)
                for number, value in enumerate(row):
                    if value is not None:
                        feature.SetField(number, value)
                layer.CreateFeature(feature)
            layer.CommitTransaction()


def processor_time(task: Callable[[], object]) -> float:
    """Return the seconds of the processor that a task takes, its child processes included."""
    before = time.process_time() + _of_children()
    task()
    return time.process_time() + _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def copy(path: Path, name: str) -> None:
    """Copy a layer with ogr2ogr into a GeoPackage."""
    target = path.with_name(f"copy_of_{name}.gpkg")
    target.unlink(missing_ok=True)
    subprocess.run(["ogr2ogr", "-f", "GPKG", str(target), str(path), name], check=True)


def measured(path: Path, name: str, runs: int) -> list[str]:
    """Return a row of the table: the best of several runs of each way."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    working = choose_crs(layer, QgsCoordinateTransformContext())
    ways = (
        lambda: read_layer(layer, working, FIELDS[name]),
        lambda: read_layer(SourceLike(layer), working, FIELDS[name]),
        lambda: copy(path, name),
    )
    direct = read_layer(layer, working, FIELDS[name])
    assert "directly" in direct.how.message
    return compared(ways, f"{direct.count:,} {name}", runs, 2)


def compared(ways: Sequence[Callable[[], object]], what: str, runs: int, aim: int) -> list[str]:
    """Return a row of the table: the best of several runs of each way, taken in turn, and of copying the last."""
    best = [min(times) for times in zip(*([processor_time(way) for way in ways] for _ in range(runs)), strict=True)]
    directly, through_qgis, copied = best
    figures = [f"{seconds:.2f}" for seconds in best]
    return [what, *figures, f"{directly / copied:.2f}", f"{through_qgis / copied:.2f}", str(aim)]


def print_table(about: str, row_of: Callable[[Path, str, int], list[str]]) -> None:
    """Measure each layer of the town, and print.

    Parameters
    ----------
    about
        What is measured, for the help of the command.
    row_of
        Returns the row of a layer, of the town's file, its name and a number of runs.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="how often it is measured")
    parser.add_argument("--folder", type=Path, help="where the town is kept")
    arguments = parser.parse_args()
    for module in (gdal, ogr, osr):
        module.UseExceptions()
    application = QgsApplication([], False)
    application.initQgis()
    with tempfile.TemporaryDirectory() as scratch:
        path = (arguments.folder or Path(scratch)) / "town.gpkg"
        if not path.exists():
            make(path)
        rows = [row_of(path, name, arguments.runs) for name in FIELDS]
    seconds = ["directly, s", "through QGIS, s", "ogr2ogr, s"]
    print(table(["layer", *seconds, "directly / ogr2ogr", "through QGIS / ogr2ogr", "aim"], rows))


if __name__ == "__main__":
    print_table(__doc__, measured)
