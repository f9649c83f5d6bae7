"""A street with dwellings and a school, for Nearest facility."""

from __future__ import annotations

from towns import runs
from towns.broken import WITH_ISLAND
from towns.runs import Feedback, fields, grid, layer, point

WALK = 0.06 / 4.8
"""Minutes a metre."""
RIVER = "LINESTRING(-100 50, 700 50)"


def town(**changes):
    """Return parameters for a grid of streets, two dwellings and a facility; None takes one out."""
    given = {
        "NETWORK": layer(grid(), "streets"),
        "DWELLINGS": layer([(point(50, 10), "a"), (point(250, 100), "b")], "homes", name_="text"),
        "FACILITIES": layer([(point(250, -20), "school 1")], "schools", code="text"),
        "FACILITY_ID": "code",
        "OUTPUT": "memory:",
        **changes,
    }
    return runs.without_none(given)


def nearest(feedback: Feedback | None = None, **changes):
    return runs.run("nearestfacility", town(**changes), feedback)


def refused(**changes) -> str:
    return runs.refusal("nearestfacility", town(**changes))


def several(**changes):
    """Return a town with three schools, of which one is beyond the reach of anyone, and a dwelling on an island."""
    given = {
        "NETWORK": layer(WITH_ISLAND, "streets"),
        "MIN_COMPONENT": 0,
        "DWELLINGS": layer(
            [(point(50, 10), 7, "a"), (point(1020, 1005), 5, "lone"), (None, 4, "lost"), (point(250, 100), 9, "b")],
            kind="Point",
            own=fields(fid="int", name="text"),
        ),
        "FACILITIES": layer(
            [(point(250, -20), "s1"), (point(0, 100), "s2"), (point(9000, 0), "far"), (None, "none")],
            kind="Point",
            code="text",
        ),
        "K": 5,
        **changes,
    }
    return nearest(**given)
