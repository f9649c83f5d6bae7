"""Places and streets that something is wrong with."""

from __future__ import annotations

from towns.runs import grid, point

BROKEN = [
    (None, "no_geometry"),
    ("POINT EMPTY", "no_geometry"),
    (point(50, 10), "ok"),
    (point(5000, 5000), "off_network"),
    (point(1020, 1005), "unreachable"),  # on an island
    (point(150, 10), "ok"),
]


WITH_ISLAND = [*grid(), "LINESTRING(1000 1000, 1050 1000)"]
