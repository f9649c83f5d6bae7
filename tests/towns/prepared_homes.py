"""Prepare dwellings in tests: a run, and what of it is looked at."""

from __future__ import annotations

import pytest

from towns import dutch_sources as dutch
from towns import runs
from towns.runs import Feedback, RefusedError

ALL = dict.fromkeys(("OUTPUT", "RECONCILIATION", "RECONCILIATION_MAP", "EXCLUDED"), "memory:")


@pytest.fixture
def files(tmp_path):
    """Return a folder for sources."""
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


def prepare(folder, source, feedback: Feedback | None = None, **changes):
    given = {"SOURCE": source, **ALL, **changes}
    town = folder / "buurten.gpkg"
    if "NEIGHBOURHOODS" not in given:
        given["NEIGHBOURHOODS"] = f"{town}|layername=buurten" if town.exists() else dutch.neighbourhoods(town)
    return runs.run("preparedwellings", given, feedback)


def refused(folder, source, **changes) -> str:
    with pytest.raises(RefusedError) as stop:
        prepare(folder, source, **changes)
    assert "\n" not in str(stop.value).strip()
    return str(stop.value)


def by_place(done, column: str) -> dict:
    """Add up a column of the points by neighbourhood."""
    found: dict = {}
    for name, number in zip(done.column("OUTPUT", "neighbourhood"), done.column("OUTPUT", column), strict=True):
        found[name] = found.get(name, 0) + (number or 0)
    return found


def reconciliation(done) -> dict:
    return {row["neighbourhood"]: row for row in done.rows("RECONCILIATION")}


def left_out(done, key: str) -> dict:
    return {row[key]: row["reason"] for row in done.rows("EXCLUDED")}
