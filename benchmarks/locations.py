"""The location search on a real town: seconds, memory, gap, and how long Cancel may have to wait, for each objective.

Dwellings, streets and neighbourhoods are layers of GeoPackages in a folder; the candidates are `--candidates` of its
facilities, evenly taken. Ends with 1 if covering is not proved within 60 seconds and 3 GB.

    .venv/bin/python benchmarks/locations.py FOLDER [--candidates 300] [--places 5] [--limit 800]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from measure import Meter, table
from osgeo import ogr

from buurtmaat.core.geometry.polygons import first_holding, pairs_inside
from buurtmaat.core.geometry.shapes import Shapes, from_wkb
from buurtmaat.core.locations.suggestions import LocationSearch, SearchDemand, suggest_locations
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import Lines, build_network
from buurtmaat.core.network.network_access import find_network_access
from buurtmaat.core.network.options import NetworkOptions, Travel

NAMES = ("most served", "fewest places", "least total", "least greatest", "worst first")
SECONDS, MEGABYTES = 60.0, 3000.0


def main() -> int:
    """Run all objectives and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="with the layers of the town")
    parser.add_argument("--candidates", type=int, default=300, help="how many of the facilities are candidates")
    parser.add_argument("--places", type=int, default=5, help="how many are looked for")
    parser.add_argument("--limit", type=float, default=800, help="metres within which a dwelling has a place")
    parser.add_argument("--time-limit", type=float, default=60, help="seconds for each objective")
    parser.add_argument("--objectives", default="0,1,2,3,4", help="their numbers, with commas")
    parser.add_argument("--target", type=float, default=0.5, help="share of dwellings to be within the limit")
    chosen = parser.parse_args()
    ogr.UseExceptions()
    network = build_network(Lines(shapes=read(chosen.folder / "streets.gpkg")), NetworkOptions())
    dwellings, facilities = read(chosen.folder / "dwellings_synthetic.gpkg"), read(chosen.folder / "facilities.gpkg")
    points = dwellings.xy
    areas = read(chosen.folder / "neighbourhoods.gpkg")
    holder, _ = first_holding(*pairs_inside(points, areas), len(points))
    demand = SearchDemand(np.ones(len(points)), holder)
    candidates = facilities.take(np.unique(np.linspace(0, facilities.count - 1, chosen.candidates).astype(np.int64)))
    nobody = [None] * candidates.count
    rows, good = [], True
    for objective in map(int, chosen.objectives.split(",")):
        question = LocationSearch(
            objective=objective,
            places=chosen.places,
            target=chosen.target,
            limit=chosen.limit,
            seconds=chosen.time_limit,
        )
        meter = Meter()
        with meter.running() as progress:
            access = find_network_access(
                build_graph(network, Travel(), progress), candidates, None, points, progress=progress
            )
            found = suggest_locations(access, 0, demand, nobody, question, progress)
        if objective == 0:
            good = found.gap == 0 and meter.seconds <= SECONDS and meter.megabytes <= MEGABYTES
        rows.append([
            NAMES[objective], f"{found.value:.6g}", f"{found.bound:.6g}", f"{found.gap:.2%}", f"{found.chosen.size}",
            f"{found.weight / found.total:.1%}", f"{meter.seconds:.1f}", f"{meter.longest:.2f}",
            f"{meter.megabytes:.0f}",
        ])  # fmt: skip
    head = ["objective", "value", "bound", "gap", "places", "served", "seconds", "without a look, s", "MB more"]
    print(table(head, rows))
    return int(not good)


def read(path: Path) -> Shapes:
    """Read the geometries of a layer."""
    dataset = ogr.Open(str(path))
    return from_wkb([bytes(feature.GetGeometryRef().ExportToWkb()) for feature in dataset.GetLayer(0)])


if __name__ == "__main__":
    sys.exit(main())
