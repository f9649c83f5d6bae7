"""Nearest facility on generated networks, beside one bare call of scipy's Dijkstra.

For each size and density: seconds of both on ready arrays, their ratio, the largest difference of the distances, the
longest stretch without a look at Cancel, and the memory on top of the network. The two run in turn in one process. The
ratio is the median of these pairs, since a busy machine slows both; seconds and stretches are those of the best run,
since every run does the same and other work on the machine only adds. Ends with 1 if a distance differs.

    .venv/bin/python benchmarks/nearest.py [--nodes 1000000,3000000] [--runs 3]
"""

from __future__ import annotations

import argparse
import statistics
import sys
from dataclasses import dataclass

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from generate import Floats, Ints, Streets, facilities, streets
from measure import Meter, table
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from buurtmaat.core.reach.relaxation import EdgeRows, Starts, relax

NODES_A_FACILITY = {400: 1.3, 5_000: 1.5, 0: 2.2}
"""Densities (0: a single facility) with the ratio that is aimed at."""
SAME = 1e-6


@dataclass(frozen=True)
class Pair:
    """One run of ours and of the bare call."""

    ours: Meter
    bare: Meter
    difference: float

    @property
    def ratio(self) -> float:
        """Return how many times the bare call ours takes."""
        return self.ours.seconds / self.bare.seconds


def main() -> int:
    """Run all cases and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", default="1000000,3000000", help="sizes of the networks")
    parser.add_argument("--runs", type=int, default=3, help="pairs of runs for each case")
    chosen = parser.parse_args()
    rows, exact = [], True
    for nodes in map(int, chosen.nodes.split(",")):
        made = streets(nodes)
        matrix = made.matrix()
        for per, aim in NODES_A_FACILITY.items():
            start = facilities(len(made.xy), len(made.xy) // per if per else 1)
            pairs = [_pair(made, matrix, start) for _ in range(chosen.runs)]
            exact &= all(p.difference <= SAME for p in pairs)
            rows.append(_row(len(made.xy), per, aim, pairs))
            print(f"{len(rows)}: {nodes} nodes, {start.size} facilities", file=sys.stderr)
    head = ["nodes", "nodes a facility", "ours, s", "bare, s", "ratio", "aim", "difference, m", "without a look, s"]
    print(table([*head, "ours, MB", "bare, MB"], rows))
    return 0 if exact else 1


def _pair(made: Streets, matrix: csr_array, start: Ints) -> Pair:
    ours, bare = Meter(), Meter()
    with bare.running():
        expected, _, _ = dijkstra(matrix, indices=start, min_only=True, return_predecessors=True)
    edges = EdgeRows(matrix.data, matrix.indices, matrix.indptr)
    starts = Starts(start, np.zeros(start.size), np.arange(start.size))
    with ours.running() as progress:
        found = relax(edges, made.xy, starts, progress)
    return Pair(ours, bare, _difference(found.distance, expected))


def _difference(one: Floats, other: Floats) -> float:
    reached = np.isfinite(one)
    if (reached != np.isfinite(other)).any():
        return np.inf
    return float(np.abs(one[reached] - other[reached]).max(initial=0.0))


def _row(nodes: int, per: int, aim: float, pairs: list[Pair]) -> list[str]:
    return [
        f"{nodes:,}",
        f"{per:,}" if per else "all",
        f"{min(p.ours.seconds for p in pairs):.2f}",
        f"{min(p.bare.seconds for p in pairs):.2f}",
        f"{statistics.median(p.ratio for p in pairs):.2f}",
        f"{aim}",
        f"{max(p.difference for p in pairs):.1g}",
        f"{min(p.ours.longest for p in pairs):.3f}",
        f"{max(p.ours.megabytes for p in pairs):.0f}",
        f"{max(p.bare.megabytes for p in pairs):.0f}",
    ]


if __name__ == "__main__":
    sys.exit(main())
