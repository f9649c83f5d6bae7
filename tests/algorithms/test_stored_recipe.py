"""A recipe of 2026 with its data and its results: later versions give the same verdicts, counts and figures.

The results are never recorded anew. A change that is meant to alter them gets a recipe of its own beside this one, and
a line in the change log that says what differs and why.
"""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest

from towns import runs

STORED = Path(__file__).resolve().parent.parent / "stored" / "town_2026"
TOLERANCE = 1e-9
TABLES = ("preparenetwork.OUTPUT", "basicrequirements.OUTPUT_RESULTS", "basicrequirements.OUTPUT_DWELLINGS")
COUNTS = {"total", "within", "outside", "unknown", "shortfall", "asked_count", "within_count", "unknown_count"}
PER_RUN = {"fid", "run_id", "language", "reference_date"}
"""What says which run it was, and not what came of it."""


@pytest.fixture(scope="module")
def stored(provider, tmp_path_factory) -> tuple[runs.Run, runs.Feedback]:
    """Run the recipe in another folder than the one in which it was saved."""
    folder = tmp_path_factory.mktemp("stored") / "next year"
    shutil.copytree(STORED, folder)
    feedback = runs.Feedback()
    return runs.run("runrecipe", {"RECIPE": str(folder / "recipe.json"), "LOAD": False}, feedback), feedback


def rows_of(done: runs.Run, name: str) -> list[dict]:
    return [{key: value for key, value in row.items() if key not in PER_RUN} for row in done.rows(name)]


def test_inputs_are_known_as_those_that_were_recorded(stored):
    """Fingerprints do not change with versions: a formula that does would call everything changed."""
    _, feedback = stored
    assert not feedback.warned("is not as it was recorded")


@pytest.mark.parametrize("table", TABLES)
def test_verdicts_and_counts_are_the_same_and_figures_within_a_billionth(stored, table):
    expected = json.loads((STORED / "results.json").read_text(encoding="utf-8"))[table]
    found = rows_of(stored[0], table)
    assert len(found) == len(expected)
    for number, (row, then) in enumerate(zip(found, expected, strict=True)):
        lost = set(then) - set(row)  # later versions may have more columns, not fewer
        assert not lost, lost
        for name, value in then.items():
            place = f"{table} row {number}, {name}: {row[name]} now, {value} then"
            if isinstance(value, float) and name not in COUNTS:
                assert math.isclose(row[name], value, rel_tol=TOLERANCE, abs_tol=TOLERANCE), place
            else:
                assert row[name] == value, place


def test_what_was_recorded_is_what_the_town_says(stored):
    """Counted once more from the files: all streets of the grid are ways, so a distance is a sum of two legs.

    A motorway lies along the northern street, and a short cut between two junctions leads nowhere.
    """
    schools, homes = (
        [(100, 0), (400, 500)],
        json.loads((STORED / "data" / "homes.geojson").read_text(encoding="utf-8"))["features"],
    )
    counted = {"BU0001": [0, 0], "BU0002": [0, 0]}
    for home in homes:
        if home["geometry"] is None:
            continue
        x, y = home["geometry"]["coordinates"][0] - runs.X0, home["geometry"]["coordinates"][1] - runs.Y0
        if max(x, y) > 560:
            continue
        nearest = min(abs(x - to_x) + abs(y - to_y) for to_x, to_y in schools)
        counted["BU0001" if x < 250 else "BU0002"][nearest > 300] += home["properties"]["dwellings"]
    found = {
        row["neighbourhood"]: [row["within"], row["outside"]]
        for row in rows_of(stored[0], "basicrequirements.OUTPUT_RESULTS")
        if row["requirement"] == "school" and row["level"] == "neighbourhood" and row["neighbourhood"] in counted
    }
    assert found == counted
