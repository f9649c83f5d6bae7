"""Facilities within a limit of every node of a generated network: seconds, memory, and how they grow with its size.

From ready arrays, one facility for every 400 nodes, 800 m. Ends with 1 if the largest network takes more than 13 times
as long as one a tenth of its size.

    .venv/bin/python benchmarks/counts.py [--nodes 100000,1000000] [--runs 3]
"""

from __future__ import annotations

import argparse
import sys

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from generate import facilities, streets
from measure import Meter, table

from buurtmaat.core.geometry import shapes
from buurtmaat.core.network.facility_access import FacilityAccess, find_access
from buurtmaat.core.network.graph import Graph, build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.options import NetworkOptions, Travel
from buurtmaat.core.reach.bounded import searches

LIMIT = 800.0
GROWTH = 13.0


def main() -> int:
    """Run all sizes and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", default="100000,1000000", help="sizes of the networks")
    parser.add_argument("--runs", type=int, default=3, help="how often it is measured")
    chosen = parser.parse_args()
    rows, best = [], []
    for nodes in map(int, chosen.nodes.split(",")):
        made = streets(nodes)
        network = build_network(made.lines(), NetworkOptions())
        graph = build_graph(network, Travel())
        access = find_access(network, shapes.points(made.xy[facilities(len(made.xy), nodes // 400)]))
        meters = [count(graph, access) for _ in range(chosen.runs)]
        least = min(meters, key=lambda meter: meter.seconds)
        best.append(least.seconds)
        rows.append([f"{graph.nodes:,}", f"{least.seconds:.2f}", f"{least.longest:.3f}", f"{least.megabytes:.0f}"])
    print(table(["nodes", "seconds", "without a look, s", "MB more"], rows))
    growth = best[-1] / best[0]
    print(f"\nFrom the smallest to the largest: {growth:.1f} times the time.")
    return int(growth > GROWTH)


def count(graph: Graph, access: FacilityAccess) -> Meter:
    """Count the facilities within the limit of every node."""
    meter = Meter()
    with meter.running() as progress:
        number = np.zeros(graph.nodes, np.int64)
        for search in searches(graph, access, LIMIT, progress):
            number[search.nodes] += (search.cost <= LIMIT).sum(axis=0)
    return meter


if __name__ == "__main__":
    sys.exit(main())
