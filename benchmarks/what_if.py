"""What a change of facilities takes to answer: one that comes, moves or closes, in a run that is held.

In the folder given, with the layers and nine of the requirements of requirements.py; without one in a generated town
with nine requirements. Processor time, which is that of the clock on a quiet machine.

    .venv/bin/python benchmarks/what_if.py [--data FOLDER] [--dwellings 300000] [--streets 90000] [--times 100]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from measure import table
from million import NINE, parameters_of
from qgis.core import QgsApplication, QgsPointXY, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from requirements import TEN, inputs_of, make_parks
from second_run import make

from buurtmaat.adapters.explore.facility_changes import CloseFacility, MoveFacility, PlaceFacility, TriedRun
from buurtmaat.algorithms.provider import BuurtmaatProvider


def main() -> int:
    """Hold a run and try changes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with the layers")
    parser.add_argument("--dwellings", type=int, default=300_000, help="of the town that is made")
    parser.add_argument("--streets", type=int, default=90_000, help="of the town that is made")
    parser.add_argument("--times", type=int, default=100, help="how often each change is made")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], False)
    application.initQgis()
    provider = BuurtmaatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if chosen.data:
            make_parks(chosen.data / "neighbourhoods.gpkg", folder / "parks.gpkg")
            asked = [{"unit": "m"} | r for r in TEN[:9]]
            norms = {"id": "bench", "title": "Bench", "version": "1", "requirements": asked}
            (folder / "norms.json").write_text(json.dumps(norms), encoding="utf-8")
            parameters = inputs_of(folder, chosen.data)
        else:
            make(folder, chosen.dwellings, chosen.streets, places=chosen.dwellings // 125)
            parameters = parameters_of(folder, NINE)
        first, run = held(parameters)
        second, run = held(parameters)
        print(f"held in {first:.2f} s of processor time, again in {second:.2f} s")
        rows = [row for kind in ("place", "move", "close") for row in [[kind, *tried(run, kind, chosen.times)]]]
        print(table(["change", "median, s", "95th percentile, s", "longest, s", "requirements touched"], rows))
    sys.stdout.flush()
    os._exit(0)  # QGIS may fall when a provider goes with Python


def held(parameters: dict[str, Any]) -> tuple[float, TriedRun]:
    """Hold a run; return how long that took, too."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    began = time.process_time()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("buurtmaat:basicrequirements")
    if not algorithm.prepare(parameters, context, feedback):
        raise SystemExit(feedback.textLog())
    run = algorithm.what_if(parameters, context, feedback)
    return time.process_time() - began, run


def tried(run: TriedRun, kind: str, times: int) -> list[str]:
    """Try changes at random that touch a requirement; return how long they take."""
    rng = random.Random(kind)
    points = run.town.town.reaching.points
    points = points[np.isfinite(points).all(axis=1)]
    types = sorted({name for one in run.town.norm_set.requirements for name in one.facility})
    facilities = run.town.town.facilities
    mine = [facilities.ids[row] for row in facilities.of_types(types).tolist()]
    took, touched = [], []
    for _ in range(times):
        x, y = rng.choice(points)
        spot = QgsPointXY(x + rng.uniform(-50, 50), y + rng.uniform(-50, 50))
        change = {
            "place": lambda at=spot: PlaceFacility(rng.choice(types), at),
            "move": lambda at=spot: MoveFacility(rng.choice(mine), at),
            "close": lambda: CloseFacility(rng.choice(mine)),
        }[kind]()
        began = time.process_time()
        found = run.after([change])
        took.append(time.process_time() - began)
        touched.append(len(found.changes))
    middle, high = np.percentile(took, [50, 95])
    return [f"{middle:.2f}", f"{high:.2f}", f"{max(took):.2f}", f"{min(touched)}–{max(touched)}"]


if __name__ == "__main__":
    sys.exit(main())
