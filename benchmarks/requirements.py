"""Basic requirements of a whole town from the command to the files: seconds, memory, and what one more costs.

Ten requirements of all kinds, on foot and by bicycle over a network each, with parks as generated polygons, four layers
and a report, which `--no-report` leaves out. The folder holds streets.gpkg, dwellings_synthetic.gpkg,
neighbourhoods.gpkg and facilities.gpkg with `fclass`. The runs with ten and with eleven requirements follow each other
in turn, after one that is not counted: in it Python compiles the plugin, as it does once after each installation.

    .venv/bin/python benchmarks/requirements.py --data FOLDER [--runs 3] [--no-report]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import checkout  # noqa: F401 -- before what it makes importable
from measure import table
from osgeo import ogr, osr

ogr.UseExceptions()

ROOT = Path(__file__).resolve().parent.parent
PARKS = 300
TEN: list[dict[str, object]] = [
    {"id": "play", "facility": "playground", "indicator": "distance", "threshold": 200, "target": 0.95},
    {"id": "shops", "facility": "supermarket", "indicator": "count", "threshold": 800, "minimum": 2, "target": 0.9},
    {
        "id": "kinds",
        "facility": ["cafe", "pub", "restaurant", "bakery", "bank"],
        "indicator": "types",
        "threshold": 800,
        "minimum": 3,
        "target": 0.9,
    },
    {
        "id": "daily",
        "facility": ["supermarket", "doctors", "pharmacy", "school"],
        "indicator": "basket",
        "threshold": 10,
        "unit": "min",
        "mode": "cycle",
        "target": 0.8,
    },
    {
        "id": "old",
        "facility": "doctors",
        "indicator": "distance",
        "threshold": 15,
        "unit": "min",
        "mode": "walk_65",
        "weight": "inhabitants_65",
        "target": 0.9,
    },
    {
        "id": "green",
        "facility": "park",
        "indicator": "distance",
        "threshold": 300,
        "min_area_m2": 10000,
        "merge_touching": True,
        "target": 0.95,
    },
    {
        "id": "straight",
        "facility": "supermarket",
        "indicator": "distance",
        "threshold": 500,
        "metric": "straight",
        "target": 0.95,
    },
    {"id": "rate", "facility": "supermarket", "indicator": "rate", "threshold": 0.2, "unit": "number"},
    {"id": "there", "facility": "playground", "indicator": "presence", "threshold": 1, "unit": "number"},
    {"id": "share", "facility": "park", "indicator": "area_share", "threshold": 0.1, "unit": "share"},
]
ONE_MORE: dict[str, object] = {
    "id": "more",
    "facility": "pharmacy",
    "indicator": "distance",
    "threshold": 800,
    "target": 0.9,
}


def main() -> int:
    """Run both in turn and print what they take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the layers")
    parser.add_argument("--runs", type=int, default=3, help="how often it is measured")
    parser.add_argument("--no-report", action="store_true", help="layers and tables only")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "plugins").mkdir()
        (folder / "plugins" / "buurtmaat").symlink_to(ROOT)
        os.environ |= {
            "QGIS_PLUGINPATH": str(folder / "plugins"),
            "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile"),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        }
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run(["qgis_process", "plugins", "enable", "buurtmaat"], check=True, capture_output=True)
        make_parks(chosen.data / "neighbourhoods.gpkg", folder / "parks.gpkg")
        report = not chosen.no_report
        run(folder, chosen.data, TEN, report=report)
        ten, eleven, processor = [], [], []
        for _ in range(chosen.runs):
            before = _of_children()
            ten.append(run(folder, chosen.data, TEN, report=report))
            processor.append(_of_children() - before)
            eleven.append(run(folder, chosen.data, [*TEN, ONE_MORE], report=report))
        more = statistics.median(b - a for a, b in zip(ten, eleven, strict=True))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            table(
                ["requirements", "seconds", "processor, s", "aim", "MB at most", "aim"],
                [
                    [
                        "10",
                        f"{min(ten):.1f}–{max(ten):.1f}",
                        f"{min(processor):.1f}–{max(processor):.1f}",
                        "3.5",
                        f"{peak:.0f}",
                        "1,500",
                    ],
                    ["one more", f"{more:.2f}", "", "0.6", "", ""],
                ],
            )
        )
    return 0


def run(folder: Path, data: Path, requirements: list[dict[str, object]], *, report: bool) -> float:
    """Run the algorithm and give the seconds from the command to its end."""
    norms = folder / "norms.json"
    text = {"id": "bench", "title": "Bench", "version": "1", "requirements": [{"unit": "m", **r} for r in requirements]}
    norms.write_text(json.dumps(text), encoding="utf-8")
    inputs = {
        **inputs_of(folder, data),
        "OUTPUT_DWELLINGS": str(folder / "dwellings.gpkg"),
        "OUTPUT_NEIGHBOURHOODS": str(folder / "areas.gpkg"),
        "OUTPUT_RESULTS": str(folder / "results.gpkg"),
        "OUTPUT_FACILITIES": str(folder / "facilities.gpkg"),
    }
    if report:
        inputs["REPORT"] = str(folder / "report.html")
    began = time.perf_counter()
    done = subprocess.run(
        ["qgis_process", "run", "buurtmaat:basicrequirements", "-"],
        input=json.dumps({"inputs": inputs}),
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    print(next((line for line in json.loads(done.stdout)["log"]["info"] if line.startswith("Took")), ""))
    return seconds


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def inputs_of(folder: Path, data: Path) -> dict[str, object]:
    """Return the layers and norms of a run, of which the parks and the norms lie in a folder of their own."""
    return {
        "NETWORK": str(data / "streets.gpkg"),
        "CYCLE_NETWORK": str(data / "streets.gpkg"),
        "DWELLINGS": str(data / "dwellings_synthetic.gpkg"),
        "NEIGHBOURHOODS": str(data / "neighbourhoods.gpkg"),
        "FACILITIES": [str(data / "facilities.gpkg"), str(folder / "parks.gpkg")],
        "FACILITY_TYPES": "[fclass];park",
        "NORM_FILE": str(folder / "norms.json"),
    }


def make_parks(neighbourhoods: Path, path: Path) -> None:
    """Write rectangles as parks, some of which touch, over the ground of the neighbourhoods."""
    areas = ogr.Open(str(neighbourhoods))
    west, east, south, north = areas.GetLayer(0).GetExtent()
    system = osr.SpatialReference()
    system.ImportFromWkt(areas.GetLayer(0).GetSpatialRef().ExportToWkt())
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = made.CreateLayer("parks", system, ogr.wkbPolygon)
    rng = random.Random(1)
    for _ in range(PARKS // 2):
        x, y = rng.uniform(west, east), rng.uniform(south, north)
        wide, high = rng.uniform(30, 150), rng.uniform(30, 150)
        for start in (x, x + wide):
            feature = ogr.Feature(layer.GetLayerDefn())
            ring = f"{start} {y}, {start + wide} {y}, {start + wide} {y + high}, {start} {y + high}, {start} {y}"
            feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({ring}))"))
            layer.CreateFeature(feature)


if __name__ == "__main__":
    sys.exit(main())
