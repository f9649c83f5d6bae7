"""Each stage of nearest facility on a generated network: seconds, longest stretch without a look at Cancel, memory.

.venv/bin/python benchmarks/stages.py [--nodes 1000000] [--dwellings 200000] [--facilities 2500]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TypeVar

import checkout  # noqa: F401 -- before what it makes importable
from generate import dwellings, facilities, streets
from measure import Meter, table

from buurtmaat.core.geometry import shapes
from buurtmaat.core.network.facility_access import find_access
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.network_access import NetworkAccess
from buurtmaat.core.network.options import NetworkOptions, Travel
from buurtmaat.core.network.snapping import snap_points
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.nearest import nearest_facility

Result = TypeVar("Result")


class Stages:
    """Runs the stages and keeps what each took."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []

    def run(self, name: str, work: Callable[[Progress], Result]) -> Result:
        """Run a stage."""
        meter = Meter()
        with meter.running() as progress:
            result = work(progress)
        self.rows.append([name, f"{meter.seconds:.2f}", f"{meter.longest:.2f}", f"{meter.megabytes:.0f}"])
        return result


def main() -> int:
    """Run all stages and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=1_000_000, help="of the network that is made")
    parser.add_argument("--dwellings", type=int, default=200_000, help="of the town that is made")
    parser.add_argument("--facilities", type=int, default=2_500, help="that are made")
    chosen = parser.parse_args()
    made = streets(chosen.nodes)
    lines, homes = made.lines(), dwellings(made, chosen.dwellings)
    places = shapes.points(made.xy[facilities(len(made.xy), chosen.facilities)])
    stages = Stages()
    network = stages.run("build_network", lambda progress: build_network(lines, NetworkOptions(), progress=progress))
    snaps = stages.run("snap_points", lambda progress: snap_points(network, homes, progress))
    graph = stages.run("build_graph", lambda progress: build_graph(network, Travel(), progress))
    access = stages.run("find_access", lambda progress: find_access(network, places, progress=progress))
    stages.run(
        "nearest_facility",
        lambda progress: nearest_facility(
            NetworkAccess(graph=graph, facilities=access, points=homes, snaps=snaps), progress
        ),
    )
    print(table(["stage", "seconds", "without a look, s", "MB"], stages.rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
