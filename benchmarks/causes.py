"""What the changes between days came of, 32 mixed runs for each two: processor time and memory of the whole process.

A generated town in GeoPackages on days a year apart: of its dwellings a few are not there, people are others, some
streets and facilities are gone and others there, and on every other day two of its five norms are stricter. QGIS's
start and the runs of the days themselves are counted too. The layers stay in the folder for the next time.

    .venv/bin/python benchmarks/causes.py --folder FOLDER [--dwellings 300000] [--streets 146000] [--days 2]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import cycle
from pathlib import Path
from typing import NoReturn

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from generate import dwellings, streets
from measure import table
from million import parameters_of
from osgeo import ogr
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from second_run import AT, KINDS, line_text, write

from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
from buurtmaat.algorithms.provider import BuurtmaatProvider
from buurtmaat.core.progress import Progress

FIVE: list[dict[str, str]] = [
    {"id": "play", "facility": "playground", "indicator": "distance", "threshold": "400", "unit": "m"},
    {"id": "shops", "facility": "supermarket", "indicator": "count", "threshold": "800", "unit": "m", "minimum": "2"},
    {
        "id": "doctor",
        "facility": "doctors",
        "indicator": "distance",
        "threshold": "15",
        "unit": "min",
        "weight": "people",
    },
    {"id": "daily", "facility": "|".join(KINDS[:4]), "indicator": "basket", "threshold": "15", "unit": "min"},
    {
        "id": "kinds",
        "facility": "|".join(KINDS[:3]),
        "indicator": "types",
        "threshold": "9",
        "unit": "min",
        "minimum": "2",
    },
]
STRICTER = [one | ({"threshold": "300"} if one["id"] in ("play", "doctor") else {}) for one in FIVE]
STRICTER[2] |= {"threshold": "12"}
AREAS = 100


def main() -> int:
    """Make the two days where they are not there yet, and find the causes in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where layers and results go")
    parser.add_argument("--dwellings", type=int, default=300_000, help="of the town that is made")
    parser.add_argument("--streets", type=int, default=146_000, help="of the town that is made")
    parser.add_argument("--days", type=int, default=2, help="how many there are")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    days = [f"{2025 + number}-01-01" for number in range(chosen.days)]
    if chosen.inside:
        causes(chosen.folder, days)
    if not (chosen.folder / days[-1] / "areas.gpkg").exists():
        make(chosen.folder, days, chosen.dwellings, chosen.streets)
    again = ["--inside", "--folder", str(chosen.folder), "--days", str(chosen.days)]
    subprocess.run([sys.executable, __file__, *again], check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    row = [f"{chosen.dwellings:,}", f"{used.ru_utime + used.ru_stime:.0f}", f"{used.ru_maxrss / 1024:,.0f}"]
    print(table(["dwellings", "processor, s", "MB at most"], [row]))
    return 0


def causes(folder: Path, days: Sequence[str]) -> NoReturn:
    """Check each day, and find what the changes came of, in this process."""
    application = QgsApplication([], False)
    application.initQgis()
    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    for day, norms in zip(days, cycle((FIVE, STRICTER)), strict=False):
        at = folder / day
        parameters = parameters_of(at, norms) | {"OUTPUT_RESULTS": str(at / "results.gpkg")}
        for made in (at / "results.gpkg", at / "recipe.json"):
            made.unlink(missing_ok=True)
        run("basicrequirements", parameters)
        context = QgsProcessingContext()
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("buurtmaat:basicrequirements")
        kept = RunToKeep(algorithm=algorithm, parameters=parameters, context=context, path=at / "recipe.json")
        save_recipe(kept, Progress(), copy=False)
    before = _peak()
    run(
        "trend",
        {
            "RESULTS_SERIES": [str(folder / day / "results.gpkg") for day in days],
            "DATES": ";".join(days),
            "RECIPES": [str(folder / day / "recipe.json") for day in days],
            "SERIES": "memory:",
            "CAUSES": str(folder / "causes.csv"),
        },
    )
    print(f"kept {provider.session.size / 1e6:.0f} MB; at most {before} before, {_peak()} with causes")
    sys.stdout.flush()
    os._exit(0)  # QGIS may fall when a provider goes with Python


def run(name: str, parameters: dict[str, object]) -> None:
    """Run an algorithm, and print the seconds of processor time."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{name}")
    began = time.process_time()
    _, good = algorithm.run(parameters, context, feedback)
    if not good:
        raise SystemExit(feedback.textLog())
    print(f"{name}: {time.process_time() - began:.1f} s of processor time", flush=True)


def make(folder: Path, days: Sequence[str], homes: int, lines: int) -> None:
    """Write the town as it is on each day."""
    town = streets(int(lines / 1.34))
    rng = np.random.default_rng(1)
    xy = dwellings(town, int(homes * 1.03)) + AT
    shapes = town.lines().shapes
    ways = [line_text(way) for way in np.split(shapes.xy + AT, shapes.part_start[1:-1])]
    spots = rng.choice(homes, max(homes // 125, 20), replace=False)
    for day in days:
        at = folder / day
        at.mkdir(parents=True, exist_ok=True)
        open_ = np.flatnonzero(rng.random(len(ways)) > 0.01)
        write(at / "streets.gpkg", ogr.wkbLineString, [(ways[row], {}) for row in open_])
        rows = np.flatnonzero(rng.random(len(xy)) > 0.03)
        people = rng.integers(1, 5, rows.size)
        write(
            at / "homes.gpkg",
            ogr.wkbPoint,
            [
                (_point(xy[row]), {"id": f"h{row}", "people": int(one), "carried": "value"})
                for row, one in zip(rows, people, strict=True)
            ],
        )
        kept = np.flatnonzero(rng.random(spots.size) > 0.05)
        sites = [(_point(xy[spots[n]]), {"kind": KINDS[n % len(KINDS)]}) for n in kept]
        write(at / "places.gpkg", ogr.wkbPoint, sites)
        write(at / "areas.gpkg", ogr.wkbPolygon, list(_squares(xy)))


def _point(xy: np.ndarray) -> str:
    return f"POINT({xy[0]} {xy[1]})"


def _squares(xy: np.ndarray) -> Iterable[tuple[str, dict[str, object]]]:
    """Yield squares over all places as neighbourhoods."""
    side = int(AREAS**0.5)
    (west, south), (east, north) = xy.min(axis=0) - 1, xy.max(axis=0) + 1
    wide, high = (east - west) / side, (north - south) / side
    for n in range(AREAS):
        x, y = west + n % side * wide, south + n // side * high
        corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)]
        yield f"POLYGON(({', '.join(f'{a} {b}' for a, b in corners)}))", {"code": f"BU{n:04}"}


def _peak() -> str:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(line.split(":")[1].strip() for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    sys.exit(main())
