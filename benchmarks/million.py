"""A million dwellings and nine requirements, from layers to files: processor time and memory of the whole process.

A generated country in GeoPackages: dwellings with 12 fields, streets, 100 neighbourhoods, and 8,000 facilities of five
types. QGIS's start is counted too. Its layers stay in the folder for the next time.

    .venv/bin/python benchmarks/million.py --folder FOLDER [--dwellings 1000000] [--streets 487000] [--second] [--table]

With `--second` each process runs once more, with thresholds that are a fifth larger: its processor time beside that of
the first run, without QGIS's start, and beside SQLite copying the dwellings with their index as they are, which is the
least that writing them takes. With `--table` only the results table is written.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import checkout  # noqa: F401 -- before what it makes importable
from measure import table
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from second_run import COLUMNS, KINDS, make

from buurtmaat.adapters.outputs.sql import sql
from buurtmaat.algorithms.provider import BuurtmaatProvider

NINE = [
    {"id": "play", "facility": "playground", "indicator": "distance", "threshold": "200", "unit": "m"},
    {"id": "shops", "facility": "supermarket", "indicator": "count", "threshold": "800", "unit": "m", "minimum": "2"},
    {"id": "doctor", "facility": "doctors", "indicator": "distance", "threshold": "15", "unit": "min"},
    {"id": "school", "facility": "school", "indicator": "distance", "threshold": "500", "unit": "m"},
    {"id": "daily", "facility": "|".join(KINDS[:4]), "indicator": "basket", "threshold": "10", "unit": "min"},
    {
        "id": "kinds",
        "facility": "|".join(KINDS[:3]),
        "indicator": "types",
        "threshold": "9",
        "unit": "min",
        "minimum": "2",
    },
    {"id": "pills", "facility": "pharmacy", "indicator": "distance", "threshold": "1000", "unit": "m"},
    {
        "id": "near",
        "facility": "supermarket",
        "indicator": "distance",
        "threshold": "500",
        "unit": "m",
        "metric": "straight",
    },
    {"id": "there", "facility": "playground", "indicator": "presence", "threshold": "1", "unit": "number"},
]
ALL = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")
NO_TARGET = ("rate", "presence", "area_share")


def main() -> int:
    """Make the layers where they are not there yet, and run in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="where layers and results go")
    parser.add_argument("--dwellings", type=int, default=1_000_000, help="of the town that is made")
    parser.add_argument("--streets", type=int, default=487_000, help="of the town that is made")
    parser.add_argument("--runs", type=int, default=1, help="how often it is measured")
    parser.add_argument("--second", action="store_true", help="once more with other thresholds")
    parser.add_argument("--table", action="store_true", help="write the results table only")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.inside:
        check(chosen.folder, second=chosen.second, outputs=ALL[2:] if chosen.table else ALL)
    if not (chosen.folder / "areas.gpkg").exists():
        chosen.folder.mkdir(parents=True, exist_ok=True)
        make(chosen.folder, chosen.dwellings, chosen.streets, places=8_000, more_fields=10)
    seconds, most = [], 0.0
    for _ in range(chosen.runs):
        before = _of_children()
        more = ["--second"] * chosen.second + ["--table"] * chosen.table
        subprocess.run([sys.executable, __file__, "--inside", "--folder", str(chosen.folder), *more], check=True)
        seconds.append(_of_children() - before)
        most = max(most, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    row = [f"{chosen.dwellings:,}", f"{min(seconds):.1f}", "45", f"{most:,.0f}", "1,200"]
    print(table(["dwellings", "processor, s", "aim", "MB at most", "aim"], [row]))
    return 0


def check(folder: Path, *, second: bool, outputs: tuple[str, ...]) -> NoReturn:
    """Check the requirements once, or once more with other thresholds, in this process."""
    application = QgsApplication([], False)
    application.initQgis()
    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    taken = [run(folder, NINE, outputs)]
    if second:
        taken.append(run(folder, [_farther(one) for one in NINE], outputs))
        print(f"the second run took {taken[1] / taken[0]:.2f} of the first")
    if second and ALL[0] in outputs:
        print(f"to copy the dwellings as they are took {bare_copy(folder):.1f} s")
    print(f"kept {provider.session.size / 1e6:.0f} MB; at most {_peak()}")
    sys.stdout.flush()
    os._exit(0)  # QGIS may fall when a provider goes with Python


def run(folder: Path, norms: list[dict[str, str]], outputs: tuple[str, ...]) -> float:
    """Check the requirements, and return the seconds of processor time."""
    parameters = parameters_of(folder, norms)
    for name in outputs:
        parameters[name] = str(folder / f"{name}.gpkg")
        (folder / f"{name}.gpkg").unlink(missing_ok=True)  # what is there would be replaced table by table
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("buurtmaat:basicrequirements")
    began = time.process_time()
    _, good = algorithm.run(parameters, context, feedback)
    seconds = time.process_time() - began
    if not good:
        raise SystemExit(feedback.textLog())
    print(f"{seconds:.1f} s of processor time")
    print(*(text for text in feedback.textLog().splitlines() if text.startswith("Took")), flush=True)
    return seconds


def bare_copy(folder: Path) -> float:
    """Let SQLite copy the dwellings that were written, with their index, and return the seconds of processor time."""
    copy = folder / "copy.gpkg"
    copy.unlink(missing_ok=True)
    began = time.process_time()
    with closing(sqlite3.connect(copy, isolation_level=None)) as database:
        for setting in ("journal_mode = OFF", "synchronous = OFF"):
            database.execute(f"PRAGMA {setting}")
        database.execute("ATTACH ? AS made", (str(folder / f"{ALL[0]}.gpkg"),))
        for table in (ALL[0], *(f"rtree_{ALL[0]}_geom_{part}" for part in ("node", "rowid", "parent"))):
            ((statement,),) = database.execute("SELECT sql FROM made.sqlite_master WHERE name = ?", (table,))
            database.execute(statement)
            database.execute(sql("INSERT INTO main.{table} SELECT * FROM made.{table}", table=table))
    return time.process_time() - began


def _farther(norm: dict[str, str]) -> dict[str, str]:
    """Return a norm with a threshold that is a fifth larger, if it has one."""
    return norm if norm["indicator"] in NO_TARGET else norm | {"threshold": f"{1.2 * float(norm['threshold']):g}"}


def parameters_of(folder: Path, norms: list[dict[str, str]]) -> dict[str, object]:
    """Return the parameters of a run with the layers of a folder."""
    return {
        "NETWORK": str(folder / "streets.gpkg"),
        "DWELLINGS": str(folder / "homes.gpkg"),
        "NEIGHBOURHOODS": str(folder / "areas.gpkg"),
        "NEIGHBOURHOOD_ID": "code",
        "FACILITIES": [str(folder / "places.gpkg")],
        "TYPE_FIELD": "kind",
        "REQUIREMENTS": [[one.get(name, _usual(one, name)) for name in COLUMNS] for one in norms],
    }


def _usual(one: dict[str, str], name: str) -> str:
    return "0.9" if name == "target" and one["indicator"] not in NO_TARGET else ""


def _peak() -> str:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(line.split(":")[1].strip() for line in lines if line.startswith("VmHWM"))


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
