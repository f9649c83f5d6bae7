"""The small town outside the Netherlands: its verdicts counted by head, and its file made again by its script.

Along one straight street facilities stand 10 m from it at whole metres; houses 8 m from side streets, 30 to 150 m from
the street. So the way from a house to a facility is |x − x'| + |y| + 18 m.
"""

from __future__ import annotations

import math
import re
import sqlite3
import subprocess
import sys

import pytest

from towns import runs

QUARTERS = ("West End", "Old Town", "Mill Quarter", "Parkside", "Quay")
SUPERMARKET, DOCTOR = 900, 800

PLACES = {
    # name: side streets, each with 14 dwellings
    "West End": (50, 150, 250, 350, 450, 550),
    "Old Town": (650, 750, 850, 950, 1050, 1150),
    "Mill Quarter": (1250, 1350, 1450, 1550, 1650, 1750),
    "Parkside": (1850, 1950, 2050, 2150, 2250, 2350),
    "Quay": (2450,),
}

COUNTED = {
    # requirement: in each quarter how much of what it counts lies within, of how much, and the verdict.
    # 800 m to all five; of West End the school is the farthest, of the others the doctor.
    "everyday_services": {
        # From 250 m along the street 750 + y + 18, so y up to 32: 2 dwellings. From 350 m y up to 132: 12. Then 14, 14.
        "West End": (42, 84, "fails"),
        "Old Town": (84, 84, "meets"),
        # From 1,250 and 1,350 m all 14; from 1,450 m 650 + y + 18: 12; from 1,550 m 2.
        "Mill Quarter": (42, 84, "fails"),
        "Parkside": (0, 84, "fails"),
        "Quay": (0, 14, "too_few"),
    },
    # 1,200 m for inhabitants, two to a dwelling.
    "basic_services": {
        "West End": (168, 168, "meets"),
        "Old Town": (168, 168, "meets"),
        "Mill Quarter": (168, 168, "meets"),
        # From 1,850 m 1,050 + y + 18, y up to 132: 12 dwellings; from 1,950 m y up to 32: 2.
        "Parkside": (28, 168, "fails"),
        "Quay": (0, 28, "too_few"),
    },
    # 400 m to the nearest stop.
    "bus_stop": {
        # Of each of these the first and the last street are 250 m from a stop: 250 + y + 18 leaves out the doors at
        # 150 m, two on each. 80 of 84 are 95.2 %.
        "West End": (80, 84, "meets"),
        "Old Town": (80, 84, "meets"),
        "Mill Quarter": (80, 84, "meets"),
        # From 1,850 m 350 + y + 18, y up to 32.
        "Parkside": (2, 84, "fails"),
        "Quay": (0, 14, "too_few"),
    },
}


@pytest.fixture(scope="module")
def shipped(root):
    return root / "resources" / "sample" / "abroad.gpkg"


@pytest.fixture(scope="module")
def checked(shipped):
    town = f"{shipped}|layername="
    given = {
        "DWELLINGS": f"{town}dwellings",
        "WEIGHT_FIELD": "dwellings",
        "NEIGHBOURHOODS": f"{town}neighbourhoods",
        "NEIGHBOURHOOD_ID": "name",
        "FACILITIES": [f"{town}facilities"],
        "TYPE_FIELD": "type",
        "NETWORK": f"{town}streets",
        "CYCLE_NETWORK": f"{town}cycle_network",
        "NORM_SET": "daily",
        "OUTPUT_RESULTS": "memory:",
        "OUTPUT_NEIGHBOURHOODS": "memory:",
    }
    return runs.run("basicrequirements", given)


def found(checked, requirement):
    rows = {r["neighbourhood"]: r for r in checked.rows("OUTPUT_RESULTS") if r["requirement"] == requirement}
    return {name: (rows[name]["within"], rows[name]["total"], rows[name]["compliance"]) for name in QUARTERS}


@pytest.mark.parametrize("requirement", COUNTED)
def test_dwellings_and_verdicts_are_those_counted_by_head(checked, requirement):
    assert found(checked, requirement) == COUNTED[requirement]


def test_straight_lines_for_people_of_65_are_those_of_pythagoras(checked):
    """One person of 65 or older in each house up to 70 m from High Street; 500 m in a straight line."""
    for requirement, x in (("supermarket_65", SUPERMARKET), ("general_practitioner_65", DOCTOR)):
        for name, (within, total, _verdict) in found(checked, requirement).items():
            homes = [(street + 8, y) for street in PLACES[name] for y in (-70, -50, -30, 30, 50, 70)]
            assert (within, total) == (sum(math.dist(home, (x, -10)) <= 500 for home in homes), len(homes)), name


def test_by_bicycle_all_but_the_quay_which_has_too_few_dwellings_is_met(checked):
    """From the farthest house, 1,668 m to the doctor: within 2,500 m (10 minutes) and 3,750 m."""
    for requirement in ("daily_by_bicycle", "basic_services_by_bicycle"):
        assert [verdict for _, _, verdict in found(checked, requirement).values()] == [*["meets"] * 4, "too_few"]


def test_the_verdicts_over_all_and_where_nobody_lives(checked):
    over_all = {row["name"]: row["compliance"] for row in checked.rows("OUTPUT_NEIGHBOURHOODS")}
    assert over_all == {
        "West End": "fails", "Old Town": "meets", "Mill Quarter": "fails", "Parkside": "fails", "Quay": "too_few",
        "The Common": "not_applicable",
    }  # fmt: skip


def test_it_is_computed_in_its_own_system(checked):
    said = [line for line in checked.feedback.lines if line.startswith("Computed in")]
    assert said == ["Computed in EPSG:32755, that of “abroad – streets”: true to scale here."]


def content(path):
    """Return all rows of the tables of a GeoPackage, by table."""
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    tables = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents ORDER BY 1")]
    rows = {name: database.execute(f'SELECT * FROM "{name}" ORDER BY fid').fetchall() for name in tables}
    database.close()
    return rows


def test_the_script_makes_the_shipped_file_again_and_it_is_small(root, shipped, tmp_path):
    again = tmp_path / "abroad.gpkg"
    subprocess.run([sys.executable, str(root / "scripts" / "make_abroad"), str(again)], check=True)
    assert content(again) == content(shipped)
    assert {name: len(rows) for name, rows in content(shipped).items()} == {
        "streets": 26, "cycle_network": 26, "neighbourhoods": 6, "dwellings": 350, "facilities": 10,
    }  # fmt: skip
    assert shipped.stat().st_size < 250_000


def test_the_page_tells_what_the_run_gives(root, checked):
    page = (root / "docs" / "abroad.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| ([A-Z][\w ]+) \| (.+) \|$", page, re.MULTILINE))
    areas = {row["name"]: row for row in checked.rows("OUTPUT_NEIGHBOURHOODS")}
    assert told.keys() == {*QUARTERS}
    everyday = found(checked, "everyday_services")
    for name in QUARTERS[:-1]:
        met, asked = areas[name]["met"], areas[name]["met"] + areas[name]["failed"]
        assert told[name] == f"{met} of {asked} | {everyday[name][0]:.0f} of {everyday[name][1]:.0f}"
    assert told["Quay"] == "too few dwellings | 0 of 14"
    homes = sum(len(streets) * 14 for streets in PLACES.values())
    assert f"It has {homes} dwellings" in page
