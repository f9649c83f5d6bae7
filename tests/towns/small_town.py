"""A small town for basic requirements: two neighbourhoods, a grid of streets, and runs of the algorithm on it."""

from __future__ import annotations

import json

import pytest

from towns import runs
from towns.runs import Feedback, RefusedError, box, grid, layer, point

WEST, EAST = box(-60, -60, 250, 560), box(250, -60, 560, 560)
COLUMNS = ("id", "facility", "indicator", "threshold", "unit", "minimum", "per", "metric", "mode", "weight", "target")


def row(**cells) -> list[str]:
    """Make a row of the table of requirements; cells not said are those of a school within 300 m."""
    usual = {"id": "s", "facility": "school", "indicator": "distance", "threshold": "300", "unit": "m", "target": "0.9"}
    given = usual | {name: str(value) for name, value in cells.items()}
    if given["indicator"] == "rate":
        given["target"] = str(cells.get("target", ""))
    return [given.get(name, "") for name in COLUMNS]


def areas(*more, **kinds):
    return layer([(WEST, "west", *more), (EAST, "east", *more)], "areas", code="text", **kinds)


def town(**changes) -> dict:
    """Return parameters for two neighbourhoods with 60 dwellings each, the western ones within 300 m of the school."""
    west = [(point(100, y), f"w{y}") for y in range(0, 300, 5)]
    east = [(point(500, y), f"e{y}") for y in range(200, 500, 5)]
    given = {
        "NETWORK": layer(grid(), "streets"),
        "DWELLINGS": layer(west + east, "homes", who="text"),
        "NEIGHBOURHOODS": areas(),
        "NEIGHBOURHOOD_ID": "code",
        "FACILITIES": [layer([point(100, 0)], "school")],
        "REQUIREMENTS": [row()],
        "OUTPUT_DWELLINGS": "memory:",
        "OUTPUT_NEIGHBOURHOODS": "memory:",
        "OUTPUT_RESULTS": "memory:",
        "OUTPUT_FACILITIES": "memory:",
        **changes,
    }
    return runs.without_none(given)


def check(feedback: Feedback | None = None, **changes):
    return runs.run("basicrequirements", town(**changes), feedback)


def refused(**changes) -> str:
    with pytest.raises(RefusedError) as stop:
        check(**changes)
    text = str(stop.value)
    assert "Traceback" not in text, text
    assert "\n" not in text.strip()
    return text


def verdicts(done, requirement: str = "s", level: str = "neighbourhood") -> dict:
    return {
        r["neighbourhood"]: r
        for r in done.rows("OUTPUT_RESULTS")
        if r["requirement"] == requirement and r["level"] == level and r["group"] is None
    }


def norm_file(tmp_path, **changes) -> str:
    requirement = {
        "id": "s",
        "facility": "school",
        "indicator": "distance",
        "threshold": 300,
        "unit": "m",
        "target": 0.9,
        **changes,
    }
    text = {
        "id": "own-set",
        "title": "Own",
        "version": "2",
        "requirements": [{k: v for k, v in requirement.items() if v is not None}],
    }
    path = tmp_path / "norms.json"
    path.write_text(json.dumps(text, indent=1), encoding="utf-8")
    return str(path)
