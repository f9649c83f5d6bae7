"""A second run with another norm set beside the first: processor time, in one process, as in an open QGIS.

A generated town the size of Delft in GeoPackages, written to places of their own each time. The first run finds nothing
that was kept; the second takes what it can.

    .venv/bin/python benchmarks/second_run.py [--dwellings 50000] [--streets 15000] [--runs 3]
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from generate import dwellings, streets
from measure import table
from osgeo import gdal, ogr, osr
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

from buurtmaat.algorithms.provider import BuurtmaatProvider

AT = [80_000.0, 440_000.0]
"""Where the town stands in EPSG:28992."""
KINDS = ("school", "supermarket", "doctors", "playground", "pharmacy")
FIRST = [
    {"id": "play", "facility": "playground", "indicator": "distance", "threshold": "200", "unit": "m"},
    {"id": "shops", "facility": "supermarket", "indicator": "count", "threshold": "800", "unit": "m", "minimum": "2"},
    {"id": "doctor", "facility": "doctors", "indicator": "distance", "threshold": "15", "unit": "min"},
    {"id": "school", "facility": "school", "indicator": "distance", "threshold": "500", "unit": "m"},
    {"id": "daily", "facility": "|".join(KINDS[:4]), "indicator": "basket", "threshold": "10", "unit": "min"},
]
SECOND = [
    {"id": "play", "facility": "playground", "indicator": "distance", "threshold": "300", "unit": "m"},
    {"id": "shops", "facility": "supermarket", "indicator": "count", "threshold": "600", "unit": "m", "minimum": "2"},
    {"id": "doctor", "facility": "doctors", "indicator": "distance", "threshold": "800", "unit": "m"},
    {
        "id": "kinds",
        "facility": "|".join(KINDS[:3]),
        "indicator": "types",
        "threshold": "9",
        "unit": "min",
        "minimum": "2",
    },
    {"id": "daily", "facility": "|".join(KINDS[:4]), "indicator": "basket", "threshold": "12", "unit": "min"},
]
COLUMNS = ("id", "facility", "indicator", "threshold", "unit", "minimum", "per", "metric", "mode", "weight", "target")


def main() -> int:
    """Make the town, run twice and print what each run takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dwellings", type=int, default=50_000, help="of the town that is made")
    parser.add_argument("--streets", type=int, default=15_000, help="of the town that is made")
    parser.add_argument("--runs", type=int, default=3, help="how often it is measured")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], False)
    application.initQgis()
    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        make(folder, chosen.dwellings, chosen.streets)
        rows = []
        for outputs in ((), ("OUTPUT_RESULTS",), ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")):
            first, second, again = [], [], []
            for _ in range(chosen.runs):
                provider.session.clear()
                first.append(run(folder, FIRST, outputs))
                second.append(run(folder, SECOND, outputs))
                again.append(run(folder, SECOND, outputs))
            rows.append(
                [
                    ", ".join(name.removeprefix("OUTPUT_").lower() for name in outputs) or "nothing",
                    *(f"{min(seconds):.2f}" for seconds in (first, second, again)),
                    f"{min(second) / min(first):.2f}",
                    f"{provider.session.size / 1e6:.0f}",
                ]
            )
        print(table(["written", "first, s", "other norms, s", "the same again, s", "ratio", "MB kept"], rows))
    application.exitQgis()
    return 0


def run(folder: Path, norms: list[dict[str, str]], outputs: tuple[str, ...]) -> float:
    """Check the requirements, and return the seconds of processor time."""
    parameters = {
        "NETWORK": str(folder / "streets.gpkg"),
        "DWELLINGS": str(folder / "homes.gpkg"),
        "NEIGHBOURHOODS": str(folder / "areas.gpkg"),
        "NEIGHBOURHOOD_ID": "code",
        "FACILITIES": [str(folder / "places.gpkg")],
        "TYPE_FIELD": "kind",
        "REQUIREMENTS": [[one.get(name, "0.9" if name == "target" else "") for name in COLUMNS] for one in norms],
        **{name: str(folder / f"{name}{time.monotonic_ns()}.gpkg") for name in outputs},
    }
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    began = _processor()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("buurtmaat:basicrequirements")
    _, good = algorithm.run(parameters, context, feedback)
    seconds = _processor() - began
    if not good:
        raise SystemExit(feedback.textLog())
    print(f"{seconds:.2f} s", *(text for text in feedback.textLog().splitlines() if text.startswith(("Took", "Taken"))))
    return seconds


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def make(folder: Path, homes: int, lines: int, places: int = 400, more_fields: int = 0) -> None:
    """Write the town: streets, dwellings, squares as neighbourhoods, and facilities.

    Parameters
    ----------
    more_fields
        How many fields the dwellings have that are only carried through.
    """
    town = streets(int(lines / 1.34))
    rng = np.random.default_rng(1)
    xy = dwellings(town, homes) + AT
    shapes = town.lines().shapes
    ways = np.split(shapes.xy + AT, shapes.part_start[1:-1])
    write(folder / "streets.gpkg", ogr.wkbLineString, [(line_text(way), {}) for way in ways])
    points = [f"POINT({x} {y})" for x, y in xy]
    carried = {f"carried_{k}": f"value {k}" for k in range(more_fields)}
    write(folder / "homes.gpkg", ogr.wkbPoint, [(one, {"who": f"h{n}"} | carried) for n, one in enumerate(points)])
    spots = rng.choice(len(points), places, replace=False)
    sites = [(points[spot], {"kind": KINDS[n % len(KINDS)]}) for n, spot in enumerate(spots)]
    write(folder / "places.gpkg", ogr.wkbPoint, sites)
    (west, south), (east, north) = xy.min(axis=0) - 1, xy.max(axis=0) + 1
    wide, high = (east - west) / 10, (north - south) / 10
    areas = []
    for n in range(100):
        x, y = west + n % 10 * wide, south + n // 10 * high
        corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)]
        areas.append((f"POLYGON(({', '.join(f'{a} {b}' for a, b in corners)}))", {"code": f"BU{n:04}"}))
    write(folder / "areas.gpkg", ogr.wkbPolygon, areas)
    for path in folder.glob("*.gpkg"):
        os.utime(path, (time.time() - 60,) * 2)  # what was written just now is not kept


def line_text(way: np.ndarray) -> str:
    """Return a line as text."""
    return f"LINESTRING({', '.join(f'{x} {y}' for x, y in way)})"


def write(path: Path, kind: int, rows: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    """Write shapes, as text, with fields of text and of whole numbers."""
    with gdal.ExceptionMgr(), ogr.ExceptionMgr(), osr.ExceptionMgr():
        system = osr.SpatialReference()
        system.ImportFromEPSG(28992)
        with ogr.GetDriverByName("GPKG").CreateDataSource(str(path)) as data:
            layer = data.CreateLayer(path.stem, system, kind)
            for name, value in rows[0][1].items():
                layer.CreateField(ogr.FieldDefn(name, ogr.OFTInteger if isinstance(value, int) else ogr.OFTString))
            data.StartTransaction()
            for text, values in rows:
                feature = ogr.Feature(layer.GetLayerDefn())
                feature.SetGeometry(ogr.CreateGeometryFromWkt(text))
                for name, value in values.items():
                    feature.SetField(name, value)
                layer.CreateFeature(feature)
            data.CommitTransaction()


if __name__ == "__main__":
    sys.exit(main())
