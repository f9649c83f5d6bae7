"""From a town to a country: processor time of each stage and memory, beside a bare kernel on the same data.

Each rung is a generated country in GeoPackages with nine requirements of seven types of facilities; two layers and a
table are written. The bare kernel copies the same layers with ogr2ogr, and calls scipy's Dijkstra once a requirement
on ready arrays. QGIS's start is not counted. Layers stay in the folder for the next time.

    .venv/bin/python benchmarks/ladder.py --folder FOLDER [--rungs town,city,province,country] [--picture PICTURE.svg]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from country import TYPES, Country, Size, country, write_country
from measure import table
from million import ALL, parameters_of
from scipy.sparse.csgraph import dijkstra

RUNGS = {
    "town": Size(dwellings=60_000, nodes=14_000, facilities=400, neighbourhoods=100),
    "city": Size(dwellings=300_000, nodes=110_000, facilities=1_600, neighbourhoods=500),
    "province": Size(dwellings=1_000_000, nodes=370_000, facilities=5_000, neighbourhoods=1_800),
    "country": Size(dwellings=8_000_000, nodes=3_000_000, facilities=40_000, neighbourhoods=14_400),
}


def _norm(number: int, facility: str, indicator: str, threshold: str, unit: str, minimum: str = "") -> dict[str, str]:
    made = {"id": f"r{number}", "facility": facility, "indicator": indicator, "threshold": threshold, "unit": unit}
    return made | {"minimum": minimum}


NINE = [
    _norm(1, "playground", "distance", "200", "m"),
    _norm(2, "supermarket", "count", "800", "m", "2"),
    _norm(3, "doctors", "distance", "15", "min"),
    _norm(4, "school", "distance", "500", "m"),
    _norm(5, "playground|school|supermarket|doctors", "basket", "10", "min"),
    _norm(6, "community_centre|library|school", "types", "15", "min", "2"),
    _norm(7, "pharmacy", "distance", "1000", "m"),
    _norm(8, "library", "distance", "2000", "m"),
    _norm(9, "community_centre", "distance", "800", "m"),
]
LAYERS = ("streets", "homes", "places", "areas")


@dataclass(frozen=True, kw_only=True)
class Rung:
    """What a rung took: seconds of processor time, of all, by stage, of the bare kernel; MB; seconds without a look."""

    name: str
    seconds: float
    stages: dict[str, float]
    megabytes: float
    bare: float
    longest: float
    before: str


def main() -> int:
    """Climb the ladder, each step in a process of its own, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where layers and results go")
    parser.add_argument("--rungs", default="town,city,province", help="which of town, city, province, country")
    parser.add_argument("--runs", type=int, default=1, help="how often it is measured")
    parser.add_argument("--picture", type=Path, help="draw how it grows")
    parser.add_argument("--inside", choices=["make", "run", "bare"], help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.inside:
        {"make": make, "run": run, "bare": bare}[chosen.inside](chosen.folder / chosen.rungs, RUNGS[chosen.rungs])
    rungs = [climb(chosen.folder, name, chosen.runs) for name in chosen.rungs.split(",")]
    print(table(*overview(rungs)))
    print(table(*by_stage(rungs)))
    if chosen.picture:
        chosen.picture.write_text(drawing(rungs), encoding="utf-8")
    return 0


def climb(folder: Path, name: str, runs: int) -> Rung:
    """Make a rung where it is not there yet, and run it and the bare kernel in turn; the best of each counts."""
    if not (folder / name / "areas.gpkg").exists():
        _alone(folder, name, "make")
    ours, bare_ones = [], []
    for _ in range(runs):
        ours.append(_alone(folder, name, "run"))
        bare_ones.append(_alone(folder, name, "bare")["seconds"])
    best = min(ours, key=lambda one: one["seconds"])
    return Rung(name=name, bare=min(bare_ones), **best)


def _alone(folder: Path, name: str, what: str) -> dict:
    command = [sys.executable, __file__, "--folder", str(folder), "--rungs", name, "--inside", what]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    print(name, what, done.stdout.splitlines()[-1], file=sys.stderr, flush=True)
    return json.loads(done.stdout.splitlines()[-1])


def _end(**told: object) -> NoReturn:
    print(json.dumps(told), flush=True)
    os._exit(0)  # QGIS may fall when a provider goes with Python


def make(folder: Path, size: Size) -> NoReturn:
    """Write the layers, and keep what the bare kernel takes as arrays."""
    folder.mkdir(parents=True, exist_ok=True)
    made = country(size)
    matrix = made.streets.matrix()
    np.savez(folder / "bare.npz", data=matrix.data, indices=matrix.indices, indptr=matrix.indptr, **_sites(made))
    write_country(folder, made, size.neighbourhoods)
    for path in folder.glob("*.gpkg"):
        os.utime(path, (time.time() - 60,) * 2)  # what was written just now is not kept
    _end(streets=int(made.streets.tail.size))


def _sites(made: Country) -> dict[str, np.ndarray]:
    return {name: made.site[made.kind == number] for number, name in enumerate(TYPES)}


def run(folder: Path, _: Size) -> NoReturn:
    """Check the requirements."""
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

    from buurtmaat.adapters.io import timings
    from buurtmaat.algorithms.provider import BuurtmaatProvider

    application = QgsApplication([], False)
    application.initQgis()
    timings.perf_counter = time.process_time  # stages in processor time, as other work beside tells nothing
    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    parameters = parameters_of(folder, NINE)
    for name in ALL:
        parameters[name] = str(folder / f"{name}.gpkg")
        (folder / f"{name}.gpkg").unlink(missing_ok=True)

    class Watched(QgsProcessingFeedback):
        """Knows how much processor time passed at most without a look at Cancel, and which module looked after it."""

        longest, before, last = 0.0, "", time.process_time()

        def isCanceled(self) -> bool:  # noqa: N802 -- the name that QGIS asks by
            now = time.process_time()
            if now - self.last > self.longest:
                callers = (frame.filename for frame in reversed(traceback.extract_stack()[:-1]))
                self.before = Path(next(one for one in callers if not one.endswith("progress.py"))).stem
                self.longest = now - self.last
            self.last = now
            return False

    context, feedback = QgsProcessingContext(), Watched(False)
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("buurtmaat:basicrequirements")
    began = time.process_time()
    _, good = algorithm.run(parameters, context, feedback)
    seconds = time.process_time() - began
    if not good:
        raise SystemExit(feedback.textLog())
    took = next(line for line in feedback.textLog().splitlines() if line.startswith("Took"))
    stages = dict(part.rsplit(" ", 1) for part in took.split(": ", 1)[1].rstrip(".").split(", "))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _end(
        seconds=seconds,
        stages={name: float(value) for name, value in stages.items()},
        megabytes=most,
        longest=feedback.longest,
        before=feedback.before,
    )


def bare(folder: Path, _: Size) -> NoReturn:
    """Copy the layers with ogr2ogr, and search once for each requirement."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for layer in LAYERS:
        target = folder / f"copy_{layer}.gpkg"
        subprocess.run(["ogr2ogr", "-overwrite", str(target), str(folder / f"{layer}.gpkg")], check=True)
        target.unlink()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    copying = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    from scipy.sparse import csr_array

    kept = np.load(folder / "bare.npz")
    nodes = kept["indptr"].size - 1
    matrix = csr_array((kept["data"], kept["indices"], kept["indptr"]), shape=(nodes, nodes))
    began = time.process_time()
    for norm in NINE:
        sites = np.concatenate([kept[name] for name in norm["facility"].split("|")])
        dijkstra(matrix, indices=np.unique(sites), min_only=True)
    searching = time.process_time() - began
    _end(seconds=copying + searching, copying=copying, searching=searching)


def overview(rungs: list[Rung]) -> tuple[list[str], list[list[str]]]:
    """Return the table of what the rungs took, and how it grows from one to the next."""
    head = [
        "rung",
        "dwellings",
        "processor, s",
        "bare, s",
        "ratio",
        "MB at most",
        "growth a dwelling",
        "without a look, s",
        "until",
    ]
    rows = []
    for number, one in enumerate(rungs):
        homes = RUNGS[one.name].dwellings
        grown = ""
        if number:
            below = rungs[number - 1]
            grown = f"{one.seconds / below.seconds / (homes / RUNGS[below.name].dwellings):.2f}"
        spent = [f"{one.seconds:.1f}", f"{one.bare:.1f}", f"{one.seconds / one.bare:.2f}", f"{one.megabytes:,.0f}"]
        rows.append([one.name, f"{homes:,}", *spent, grown, f"{one.longest:.1f}", f"`{one.before}`"])
    return head, rows


def by_stage(rungs: list[Rung]) -> tuple[list[str], list[list[str]]]:
    """Return the table of stages."""
    stages = list(dict.fromkeys(stage for one in rungs for stage in one.stages))
    return ["rung", *stages], [[one.name, *(f"{one.stages.get(stage, 0):.1f}" for stage in stages)] for one in rungs]


def drawing(rungs: list[Rung]) -> str:
    """Draw processor time and memory against the dwellings, both axes by tens."""
    homes = [RUNGS[one.name].dwellings for one in rungs]
    panels = [
        ("Processor time, s", [("Buurtmaat", "#0072b2", [one.seconds for one in rungs]),
                               ("bare kernel", "#d55e00", [one.bare for one in rungs])]),
        ("Memory at most, MB", [("Buurtmaat", "#0072b2", [one.megabytes for one in rungs])]),
    ]  # fmt: skip
    parts = [_panel(54 + 420 * number, title, homes, lines) for number, (title, lines) in enumerate(panels)]
    style = "text{font:13px sans-serif;fill:#222}.t{font-weight:bold}.g{stroke:#ddd}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 330" width="860" height="330"><style>{style}</style>'
        f'<rect width="860" height="330" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _panel(left: float, title: str, homes: list[int], lines: list[tuple[str, str, list[float]]]) -> str:
    across = _scale(homes, left + 20, left + 300)
    up = _scale([value for _, _, values in lines for value in values], 270, 50)
    parts = [f'<text class="t" x="{left}" y="24">{title}</text>']
    for tick in _tens(homes):
        parts.append(f'<line class="g" x1="{across(tick):.1f}" x2="{across(tick):.1f}" y1="40" y2="280"/>')
        parts.append(f'<text x="{across(tick):.1f}" y="300" text-anchor="middle">{tick:,.0f}</text>')
    for tick in _tens([value for _, _, values in lines for value in values]):
        parts.append(f'<line class="g" x1="{left}" x2="{left + 320}" y1="{up(tick):.1f}" y2="{up(tick):.1f}"/>')
        parts.append(f'<text x="{left - 4}" y="{up(tick) + 4:.1f}" text-anchor="end">{_plain(tick)}</text>')
    for number, (name, colour, values) in enumerate(lines):
        places = [(across(home), up(value)) for home, value in zip(homes, values, strict=True)]
        track = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{track}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in places]
        x, y = places[-1][0] - 8, places[-1][1] - 10 + 86 * number
        parts.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="end" style="fill:{colour}">{name}</text>')
    parts.append(f'<text x="{left + 160}" y="322" text-anchor="middle">dwellings</text>')
    return "".join(parts)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def _tens(values: list[float] | list[int]) -> list[float]:
    low, high = np.floor(np.log10(min(values))), np.ceil(np.log10(max(values)))
    return [float(10**power) for power in np.arange(low, high + 1)]


def _scale(values: list[float] | list[int], at_least: float, at_most: float) -> Callable[[float], float]:
    low, *_, high = np.log10(_tens(values))
    return lambda value: float(at_least + (np.log10(value) - low) / (high - low) * (at_most - at_least))


if __name__ == "__main__":
    sys.exit(main())
