"""What is large beyond all that a town has: processor time, memory, and how long a run goes without a look at Cancel.

Each case is made, and each of its runs takes place in a process of its own, QGIS's start not counted; beside it what
`ogr2ogr` takes to copy the same layers. `--only` takes some of:

    million     a million dwellings in 3,025 neighbourhoods, 50 requirements
    facilities  300,000 facilities of one type, 100,000 dwellings
    vertices    a street of 100,000 vertices, 100,000 dwellings
    parallel    10,000 streets between the same two crossings, 100,000 dwellings
    again       one street that is drawn 10,000 times, 100,000 dwellings

A project with hundreds of layers is measured in the window: window.py --layers 500.

    .venv/bin/python benchmarks/load.py --folder FOLDER [--only facilities,vertices,parallel,again] [--size 1.0]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import NoReturn

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from country import AT, HEAD, POINT, Size, country, write_country, write_layer
from generate import SEED, Floats
from ladder import NINE
from measure import table
from million import parameters_of

Runs = Mapping[str, Mapping[str, object]]
"""Of a case, the parameters of each algorithm, but for its layers."""
_HOMES = 100_000
_LONG = 1_000.0
"""Metres between the two crossings that all parallel streets join."""


@dataclass(frozen=True)
class Case:
    """How the layers of a case are made, in a folder and of a size, and what is run on them."""

    make: Callable[[Path, float], None]
    runs: Runs


def main() -> int:
    """Make the cases, run them and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where layers and results go")
    parser.add_argument("--only", default=",".join(CASES), help="cases, with commas")
    parser.add_argument("--size", type=float, default=1.0, help="of all numbers, such as 0.1")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.inside:
        run(chosen.folder / chosen.only, chosen.inside, CASES[chosen.only].runs[chosen.inside])
    rows = []
    for name in chosen.only.split(","):
        folder = chosen.folder / name
        if not (folder / "made").exists():
            folder.mkdir(parents=True, exist_ok=True)
            CASES[name].make(folder, chosen.size)
            (folder / "made").touch()
        copying = f"{copied(folder):.1f}"
        for algorithm in CASES[name].runs:
            command = [sys.executable, __file__, "--folder", str(chosen.folder), "--only", name, "--inside", algorithm]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            told = json.loads(done.stdout.splitlines()[-1])
            figures = (f"{told['seconds']:.1f}", copying, f"{told['longest']:.2f}", f"{told['megabytes']:,.0f}")
            rows.append([name, algorithm, *figures])
            print(*rows[-1], sep="\t", file=sys.stderr, flush=True)
    print(table(["case", "algorithm", "processor, s", "ogr2ogr, s", "without a look, s", "MB at most"], rows))
    return 0


def copied(folder: Path) -> float:
    """Return the seconds of processor time in which ogr2ogr copies the layers of a case."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for layer in ("streets", "homes", "places", "areas"):
        target = folder / f"copy_{layer}.gpkg"
        subprocess.run(["ogr2ogr", "-overwrite", str(target), str(folder / f"{layer}.gpkg")], check=True)
        target.unlink()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(folder: Path, name: str, given: Mapping[str, object]) -> NoReturn:
    """Run an algorithm on the layers of a case, and write down what it took."""
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

    from buurtmaat.algorithms.provider import BuurtmaatProvider

    application = QgsApplication([], False)
    application.initQgis()
    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)

    class Watched(QgsProcessingFeedback):
        """Knows how much processor time passed at most without a look at Cancel."""

        longest, last = 0.0, time.process_time()

        def isCanceled(self) -> bool:  # noqa: N802 -- the name that QGIS asks by
            now = time.process_time()
            self.longest, self.last = max(self.longest, now - self.last), now
            return False

    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{name}")
    asked = {one.name() for one in algorithm.parameterDefinitions()}
    parameters = dict(given) | parameters_of(folder, given.get("REQUIREMENTS", ()))
    if name != "basicrequirements":  # which takes several layers of facilities
        parameters["FACILITIES"] = str(folder / "places.gpkg")
    parameters = {key: value for key, value in parameters.items() if key in asked}
    for key, value in parameters.items():
        if value == "file":
            parameters[key] = str(folder / f"{name}_{key}.gpkg")
            Path(parameters[key]).unlink(missing_ok=True)
    context, feedback = QgsProcessingContext(), Watched(False)
    context.setProject(QgsProject.instance())
    began = time.process_time()
    _, good = algorithm.run(parameters, context, feedback)
    seconds = time.process_time() - began
    if not good:
        raise SystemExit(feedback.textLog())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "longest": feedback.longest, "megabytes": most}), flush=True)
    os._exit(0)  # QGIS may fall when a provider goes with Python


# Cases


def fifty() -> list[dict[str, str]]:
    """Return fifty requirements: the nine of the ladder, again and again with other thresholds."""
    several = islice(cycle(NINE), 50)
    return [
        one | {"id": f"r{n}", "threshold": f"{float(one['threshold']) * (1 + n // len(NINE) / 10):g}"}
        for n, one in enumerate(several)
    ]


def million(folder: Path, size: float) -> None:
    """Write a million dwellings, 3,025 neighbourhoods and what goes with them."""
    count, areas = int(1_000_000 * size), max(int(3_025 * size), 10)
    made = country(Size(count, int(370_000 * size), int(5_000 * size), areas))
    write_country(folder, made, areas)


def facilities(folder: Path, size: float) -> None:
    """Write a town with many facilities of one type."""
    made = country(Size(int(_HOMES * size), int(400_000 * size), int(300_000 * size), 100))
    write_country(folder, made, 100)
    spots = (made.streets.xy[made.site] + AT).astype("<f8")
    (folder / "places.gpkg").unlink()
    write_layer(folder / "places.gpkg", "POINT", ((POINT + xy.tobytes(), "playground") for xy in spots), ["kind"])


def vertices(folder: Path, size: float) -> None:
    """Write a street that winds through 100,000 vertices, and dwellings within 100 m of it."""
    rng, count = np.random.default_rng(SEED), int(100_000 * size)
    line = np.column_stack([np.arange(count) * 1.0, rng.normal(0.0, 3.0, count)])
    places(folder, [line], rng.uniform((0, -100), (count, 100), (int(_HOMES * size), 2)))


def parallel(folder: Path, size: float) -> None:
    """Write many streets between the same two crossings, half a metre apart in the middle."""
    rng, count = np.random.default_rng(SEED), int(10_000 * size)
    ends = (0.0, 0.0), (_LONG, 0.0)
    streets = [np.array([ends[0], (_LONG / 2, 0.5 * (n - count // 2)), ends[1]]) for n in range(count)]
    high = 0.25 * count + 100
    places(folder, streets, rng.uniform((0, -high), (_LONG, high), (int(_HOMES * size), 2)))


def again(folder: Path, size: float) -> None:
    """Write one street many times, every other time the other way round."""
    rng, count = np.random.default_rng(SEED), int(10_000 * size)
    ends = np.array([(0.0, 0.0), (_LONG, 0.0)])
    streets = [ends[:: 1 - 2 * (n % 2)] for n in range(count)]
    places(folder, streets, rng.uniform((0, -150), (_LONG, 150), (int(_HOMES * size), 2)))


def places(folder: Path, streets: Sequence[Floats], homes: Floats) -> None:
    """Write streets, dwellings, every five hundredth of which has a playground, and one neighbourhood around all."""
    lines = ((HEAD + struct.pack("<BII", 1, 2, len(line)) + (line + AT).astype("<f8").tobytes(),) for line in streets)
    write_layer(folder / "streets.gpkg", "LINESTRING", lines, [])
    points = (homes + AT).astype("<f8")
    rows = ((POINT + xy.tobytes(), f"h{number}") for number, xy in enumerate(points))
    write_layer(folder / "homes.gpkg", "POINT", rows, ["who"])
    rows = ((POINT + xy.tobytes(), "playground") for xy in points[::500])
    write_layer(folder / "places.gpkg", "POINT", rows, ["kind"])
    (west, south), (east, north) = points.min(axis=0) - 1, points.max(axis=0) + 1
    ring = np.array([(west, south), (east, south), (east, north), (west, north), (west, south)]).astype("<f8")
    area = HEAD + struct.pack("<BIII", 1, 3, 1, len(ring)) + ring.tobytes()
    write_layer(folder / "areas.gpkg", "POLYGON", [(area, "BU0")], ["code"])


_NEAREST = {"nearestfacility": {"OUTPUT": "file"}}
_COUNT = {"reachcounts": {"OUTPUT": "file", "LIMITS": "400"}}
_CHECKED = {"checknetwork": {"OUTPUT": "file", "ISSUES": "file", "OUTPUT_REPAIRED": "file"}}
_AREAS = {"serviceareas": {"LINES": "file", "LIMITS": "400"}}
_OUTPUTS = {"OUTPUT_NEIGHBOURHOODS": "file", "OUTPUT_RESULTS": "file"}
CASES = {
    "million": Case(million, {"basicrequirements": {"REQUIREMENTS": fifty(), **_OUTPUTS}}),
    "facilities": Case(
        facilities,
        {**_NEAREST, **_COUNT}
        | {"basicrequirements": {"REQUIREMENTS": [NINE[0]], "OUTPUT_FACILITIES": "file", **_OUTPUTS}},
    ),
    "vertices": Case(vertices, _NEAREST | _CHECKED | _AREAS),
    "parallel": Case(parallel, _NEAREST | _CHECKED | _AREAS),
    "again": Case(again, _NEAREST | _CHECKED | _AREAS),
}


if __name__ == "__main__":
    sys.exit(main())
