"""The way from a housing programme to the best place, in one command, as its page in docs tells it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
"""Its algorithms have tests that run always; here the pages and the script are held against each other."""

PLANNED = 140 + 96 - 48 + 70 + 24 + 280 + 84
"""As the seven plans of the sample town have it."""


@pytest.fixture(scope="module")
def told(root, tmp_path_factory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("ahead")
    town = root / "resources" / "sample" / "town.gpkg"
    command = [sys.executable, str(root / "scripts" / "showing" / "planning_ahead.py"), str(town), str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout, folder


def test_the_years_are_those_of_the_page(root, told):
    text, _ = told
    found = re.findall(r"^(20\d\d) +([\d,]+) +([\d.]+)% +([\d.]+%|–) +(\d+ of \d+)$", text, re.MULTILINE)
    assert [row[0] for row in found] == ["2026", "2030", "2040", "2050"]
    first, last = (int(found[n][1].replace(",", "")) for n in (0, -1))
    assert last - first == PLANNED
    page = (root / "docs" / "planning-ahead.md").read_text(encoding="utf-8")
    assert f"{PLANNED} dwellings net" in page
    dutch = (root / "docs" / "nl" / "planning-ahead.md").read_text(encoding="utf-8")
    assert f"netto {PLANNED} woningen" in " ".join(dutch.split())
    for year, dwellings, share, new, met in found:
        told_new = "" if new == "–" else f" {new[:-1]} %"
        row = f"| {year} | {dwellings} | {share} % |{told_new} | {met} |"
        assert row in page
        assert row.translate(str.maketrans(",.", ".,")).replace(" of ", " van ") in dutch


def test_the_places_are_those_of_the_page_and_proved(root, told):
    text, _ = told
    page = (root / "docs" / "planning-ahead.md").read_text(encoding="utf-8")
    assert "proved" in text
    first, second = re.findall(r"^  [12]  (.+) \(.+\): (\d+) dwellings more", text, re.MULTILINE)
    assert f"1. {first[0]}, of a school board: {first[1]} dwellings more." in page
    assert second[0] == "Stationsgebouw"
    assert f"2. The station building: {second[1]} dwellings more." in page
    dutch = (root / "docs" / "nl" / "planning-ahead.md").read_text(encoding="utf-8")
    assert f"1. {first[0]}, van een schoolbestuur: {first[1]} woningen meer." in dutch
    assert f"2. Het stationsgebouw: {second[1]} woningen meer." in dutch
    gained = sum(int(n) for n in re.findall(r": \+(\d+) dwellings", text))
    assert gained == int(first[1]) + int(second[1])
    assert f"{gained} dwellings more" in page
    assert f"{gained} woningen meer" in dutch


def test_the_price_is_that_of_the_page(root, told):
    text, _ = told
    price = dict(re.findall(r"^  (\d+) m: (\d+|more than there are)", text, re.MULTILINE))
    assert (price["500"], price["600"], price["700"]) == ("more than there are", "2", "0")
    page = " ".join((root / "docs" / "planning-ahead.md").read_text(encoding="utf-8").split())
    assert "within 600 m takes two places, within 700 m none; within 500 m all twelve together do not get there" in page


def test_pictures_and_reports_are_there(told):
    _, folder = told
    assert {path.stem for path in folder.glob("*.png")} == {"programme", "shortfall", "places", "comparison"}
    assert "Housing plans" in (folder / "later.html").read_text(encoding="utf-8")
