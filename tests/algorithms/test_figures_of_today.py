"""The demo and the pages tell one figure of the sample town today, which is what a run gives."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys

import pytest

from towns import runs


@pytest.fixture(scope="module")
def demo(root):
    """Return the run of the demo, with its own inputs."""
    code = re.search(r"<<'PY' \|\n(.*?)\nPY\n", (root / "scripts" / "demo").read_text(encoding="utf-8"), re.DOTALL)
    town = str(root / "resources" / "sample" / "town.gpkg")
    command = [sys.executable, "-", town, "out"]
    said = subprocess.run(command, input=code[1], check=True, capture_output=True, text=True).stdout
    inputs = {name: value for name, value in json.loads(said)["inputs"].items() if not name.startswith("OUTPUT")}
    del inputs["REPORT"]
    outputs = dict.fromkeys(("OUTPUT_RESULTS", "OUTPUT_NEIGHBOURHOODS"), "memory:")
    return runs.run("basicrequirements", {**inputs, **outputs})


def test_the_demo_names_its_year_and_leaves_out_what_is_not_there(demo):
    assert {row["year"] for row in demo.rows("OUTPUT_RESULTS")} == {2026}
    assert not [text for text in demo.feedback.warnings if "count all the same" in text]


def test_the_page_about_planning_begins_with_the_share_of_the_demo(demo, root):
    page = (root / "docs" / "planning-ahead.md").read_text(encoding="utf-8")
    told = re.search(r"^\| 2026 \| [\d,]+ \| ([\d.]+) % \|", page, re.MULTILINE)
    (whole,) = [
        row
        for row in demo.rows("OUTPUT_RESULTS")
        if (row["requirement"], row["neighbourhood"]) == ("meeting_place", "_total")
    ]
    assert float(told[1]) == math.floor(1000 * whole["share"]) / 10


def test_the_page_of_the_algorithm_counts_the_requirements_that_the_demo_meets(demo, root):
    page = (root / "docs" / "algorithms" / "basic_requirements.md").read_text(encoding="utf-8")
    told = re.search(r"On the sample town with `meeting` in 2026: (\d+), and a sum of (\d+)\.", page)
    met = sum(row["met"] for row in demo.rows("OUTPUT_NEIGHBOURHOODS"))
    assert (int(told[1]), int(told[2])) == (demo.results["REQUIREMENTS_MET"], met)
