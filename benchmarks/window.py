"""How long the window of QGIS goes without an event while a town is prepared, checked and looked at, and dialogs open.

In QGIS itself, on a screen that nobody sees. The folder holds streets.gpkg, dwellings_synthetic.gpkg,
neighbourhoods.gpkg and facilities.gpkg with `fclass`. Of each thing that the user does: the longest time between two
events on the clock and of the processor, and what of it went by in our code, of which `--lines` tells where. Dialogs
are opened twice, and once more as Processing makes them itself of the same parameters, without a line of ours.

    .venv/bin/python benchmarks/window.py --data FOLDER [--lines] [--layers 500]
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

import checkout

_TOWN = ("dwellings_synthetic.gpkg", "facilities.gpkg", "neighbourhoods.gpkg", "streets.gpkg")


def main() -> int:
    """Start QGIS, which runs window_gaps.py."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the layers")
    parser.add_argument("--lines", action="store_true", help="tell where our code took it")
    parser.add_argument("--layers", type=int, default=0, help="so many other layers in the project")
    chosen = parser.parse_args()
    files = [chosen.data / name for name in _TOWN]
    missing = [str(one) for one in files if not one.is_file()]
    if missing:
        raise SystemExit(f"These are not there: {', '.join(missing)}")
    sys.path.insert(0, str(checkout.ROOT / "scripts" / "picturing"))
    run_in_window = importlib.import_module("in_window").run_in_window
    arguments = [*map(str, files), str(chosen.layers), *(["--lines"] if chosen.lines else [])]
    return int(run_in_window(checkout.ROOT / "benchmarks" / "window_gaps.py", arguments))


if __name__ == "__main__":
    sys.exit(main())
