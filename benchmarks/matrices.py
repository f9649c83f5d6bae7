"""Distance matrices on a generated network, and several nearest facilities: seconds, memory, looks at Cancel.

.venv/bin/python benchmarks/matrices.py [--nodes 107000]
"""

from __future__ import annotations

import argparse
import sys

import checkout  # noqa: F401 -- before what it makes importable
import numpy as np
from generate import dwellings, facilities, streets
from measure import Meter, table

from buurtmaat.core.geometry import shapes
from buurtmaat.core.network.graph import build_graph
from buurtmaat.core.network.network import build_network
from buurtmaat.core.network.network_access import find_network_access
from buurtmaat.core.network.options import NetworkOptions, Travel
from buurtmaat.core.reach.matrix import distance_matrix

CASES = (
    ("10,000 × 10,000, the 10 nearest", 10_000, 10_000, 10, np.inf),
    ("10,000 × 10,000, within 2,000 m", 10_000, 10_000, 0, 2000.0),
    ("2,000 × 2,000, whole", 2_000, 2_000, 0, np.inf),
    ("10,000 × 50, whole", 10_000, 50, 0, np.inf),
)
MOST = 1000.0
"""Megabytes."""


def main() -> int:
    """Run all cases and print them; end with 1 if one takes more memory than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=107_000, help="150,000 streets or so")
    chosen = parser.parse_args()
    made = streets(chosen.nodes)
    network = build_network(made.lines(), NetworkOptions())
    rows, most = [], 0.0
    for name, origins, destinations, k, limit in CASES:
        places = shapes.points(made.xy[facilities(len(made.xy), destinations)])
        meter, pairs = Meter(), 0
        with meter.running() as progress:
            access = find_network_access(
                build_graph(network, Travel(), progress), places, None, dwellings(made, origins), progress=progress
            )
            for block, _ in distance_matrix(access, k, limit, progress):
                pairs += block.origin.size
        most = max(most, meter.megabytes)
        rows.append(
            [
                name,
                f"{pairs:,}",
                f"{meter.seconds:.1f}",
                f"{meter.longest:.2f}",
                f"{meter.megabytes:.0f}",
                f"{MOST:,.0f}",
            ]
        )
    print(table(["matrix", "rows", "seconds", "without a look, s", "MB more", "aim"], rows))
    return int(most > MOST)


if __name__ == "__main__":
    sys.exit(main())
