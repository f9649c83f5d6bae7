"""Serves the sample town as public services would, on this machine alone: writes the file of services and waits.

.venv/bin/python scripts/picturing/serve_town.py SERVICES.json    until it is ended
"""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "scripts")]

# After the path that makes it importable.
from headless_qgis import headless_qgis  # noqa: E402


def main() -> None:
    """Serve until somebody ends the process."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with headless_qgis():
        from towns.fetched_sample import sample_services, write_sample_services
        from towns.fetched_town import serving_town

        with serving_town(sample_services()) as town:
            path = Path(sys.argv[1])
            write_sample_services(town, path.with_suffix(".part")).rename(path)  # it is there once it is whole
            while not ended.wait(0.2):
                pass


if __name__ == "__main__":
    main()
