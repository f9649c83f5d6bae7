"""Ours beside QGIS's own network algorithms, pandana and bare scipy: one command that makes its data and prints ratios.

All tasks of a comparison run in turn in one process, several times; of each the best run counts. The first time pandana
is installed beside the checkout's environment. `--only` takes some of:

    qgis      service areas of 200 facilities (lines, and polygons too), 10,000 dwellings to one point (minutes long);
              a matrix of 10,000 × 50, by itself
    scipy     nearest facility and counts within 800 m for all nodes, beside bare calls of scipy's Dijkstra
    pandana   the same beside pandana, and building the network
    snapping  160,000 points to the nearest street, by itself
    valhalla  a matrix of 1,000 × 50 on a tenth of the streets, in an environment of its own (only if it is named)

    .venv/bin/python benchmarks/peers.py [--only qgis,scipy,pandana,snapping] [--nodes 107000] [--runs 3]
"""

from __future__ import annotations

import argparse
import sys

import peers_pandana
import peers_valhalla
from generate import dwellings, streets
from measure import in_turn, table
from peer_environment import run_with

from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.options import NetworkOptions
from buurtmaat.core.network.snapping import snap_points

PARTS = ("qgis", "scipy", "pandana", "snapping")
NAMED = "valhalla"
POINTS = 160_000


def main() -> int:
    """Run the parts and print what they take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS), help="parts to run, separated by commas")
    parser.add_argument("--nodes", type=int, default=107_000, help="150,000 streets or so")
    parser.add_argument("--runs", type=int, default=3, help="how often it is measured")
    chosen = parser.parse_args()
    parts = chosen.only.split(",")
    if not set(parts) <= {*PARTS, NAMED}:
        parser.error(f"--only takes {', '.join([*PARTS, NAMED])}")
    rows = []
    if "pandana" in parts:
        run_with("pandana", peers_pandana.PACKAGES)
    if "scipy" in parts or "pandana" in parts:
        rows += peers_pandana.rows(chosen.nodes, chosen.runs, pandana="pandana" in parts)
    if NAMED in parts:
        run_with("valhalla", peers_valhalla.PACKAGES)
        rows += peers_valhalla.rows(chosen.nodes // 10, chosen.runs)
    if "snapping" in parts:
        rows += snapping(chosen.nodes, chosen.runs)
    if "qgis" in parts:
        import peers_qgis

        rows += peers_qgis.rows(chosen.nodes, chosen.runs)
    print(table(["task", "ours, s", "beside", "that, s", "times as fast", "aim"], rows))
    return 0


def snapping(nodes: int, runs: int) -> list[list[str]]:
    """Snap many points to the nearest of many streets."""
    made = streets(nodes)
    network, points = build_network(made.lines(), NetworkOptions()), dwellings(made, POINTS)
    (ours,) = in_turn(runs, lambda: snap_points(network, points))
    return [[f"{POINTS:,} points to {made.tail.size:,} streets", f"{ours:.2f}", "", "", "", "1 s"]]


if __name__ == "__main__":
    sys.exit(main())
