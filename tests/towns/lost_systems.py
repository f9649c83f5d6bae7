"""A reference system that QGIS lost: those who asked for it have ended, and who has it brings coordinates nowhere."""

from __future__ import annotations

import threading
from collections.abc import Callable

from qgis.core import QgsCoordinateReferenceSystem


def lost_to_all(make: Callable[[], QgsCoordinateReferenceSystem]) -> QgsCoordinateReferenceSystem:
    """Return a system that two threads used, which have ended; the main thread did not."""
    found: list[QgsCoordinateReferenceSystem] = []
    asked, used = threading.Event(), threading.Event()

    def ask() -> None:
        found.append(make())
        asked.set()
        used.wait()

    first = threading.Thread(target=ask)
    first.start()
    asked.wait()
    second = threading.Thread(target=found[0].toWkt)
    second.start()
    second.join()
    used.set()
    first.join()
    assert not found[0].toWkt()
    return found[0]
