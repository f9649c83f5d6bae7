"""Whole runs of random towns with random norms say what an oracle says that shares no code with the plugin."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from towns import runs
from towns.plain_assessment import (
    OUTSIDE,
    areas_at,
    asked_about,
    assess_amount,
    assess_share,
    degrees_of,
    is_null,
    number_or_none,
    weigh,
)
from towns.soaked_town import SHARES, Asked, SoakedTown, soaked_town

ALWAYS, BLOCKS, BLOCK = 6, 20, 60
"""Runs that are made always, and blocks of so many runs of the soak."""
SUMS = ("total", "within", "outside", "unknown", "share", "share_at_90", "share_at_110", "mean", "median", "p10", "p90")
DEPTHS = ("depth", "depth_squared")
OK = {1: True, 0: False, None: None}


def test_a_few_runs_say_what_the_oracle_says(tmp_path) -> None:
    for number in range(ALWAYS):
        check(number, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("block", range(BLOCKS))
def test_many_runs_say_what_the_oracle_says(block: int, tmp_path) -> None:
    for number in range(BLOCK):
        check(ALWAYS + block * BLOCK + number, tmp_path)


def check(seed: int, folder: Any) -> None:
    """Run a town, and compare dwellings and results."""
    town = soaked_town(seed)
    file = folder / "norms.json"
    file.write_text(json.dumps(town.norms()), encoding="utf-8")
    outputs = dict.fromkeys(("OUTPUT_DWELLINGS", "OUTPUT_RESULTS"), "memory:")
    found = runs.run("basicrequirements", town.parameters() | outputs | {"NORM_FILE": str(file)})
    homes, results = found.rows("OUTPUT_DWELLINGS"), found.rows("OUTPUT_RESULTS")
    assert len(homes) == len(town.homes)
    try:
        for asked in town.asked:
            mine = [row for row in results if row["requirement"] == asked.id and row["group"] is None]
            if asked.indicator in SHARES:
                check_homes(town, asked, homes)
                check_shares(town, asked, mine)
            else:
                check_amounts(town, asked, mine)
        check_counts(town, homes)
    except AssertionError as error:
        error.add_note(f"seed {seed}: {json.dumps(town.norms())}")
        raise


def same(found: Any, wanted: Any, absolute: float = 1e-7) -> bool:
    """Return whether two figures are the same, NULL included."""
    if is_null(found) or is_null(wanted):
        return is_null(found) and is_null(wanted)
    return math.isclose(found, wanted, rel_tol=1e-9, abs_tol=absolute)


def check_homes(town: SoakedTown, asked: Asked, homes: list[dict]) -> None:
    weighed, about = weigh(town.plain, asked), asked_about(town.plain, asked)
    codes = town.place_fields["code"]
    for d, (row, value) in enumerate(zip(homes, town.values(asked), strict=True)):
        given = {name: row.get(f"{asked.id}_{name}") for name in ("value", "ok", "n", "facility", "weight", "reason")}
        is_asked, why_unsure = about[d]
        told = (asked, d, given, value)
        assert same(given["value"], value.value, 1e-6), told
        assert same(given["weight"], None if weighed.lost[d] else weighed.weight[d]), told
        counts = (is_asked and not why_unsure) or (bool(weighed.weight[d]) and not is_asked)
        assert OK[given["ok"]] == (value.within if counts else None), told
        if value.places:
            assert given["facility"] in {codes[f] for place in value.places for f in place}, told
        if asked.indicator in ("count", "types"):
            assert given["n"] == value.number, told
        if not is_asked:
            assert given["reason"] == "not_applicable", told
        elif not why_unsure:
            has_none = asked.weight == "old" and number_or_none(town.home_fields["old"][d]) is None
            lost = "no_weight" if has_none else None
            assert given["reason"] == (value.reason or lost), told


def check_shares(town: SoakedTown, asked: Asked, rows: list[dict]) -> None:
    values = town.values(asked)
    for level in ("neighbourhood", "district"):
        for wanted in assess_share(town.plain, asked, level, values).to_dict("records"):
            row = row_of(rows, level, wanted["area"])
            if row is None:
                continue
            lacks = is_lacking(town, asked, level, wanted["area"])
            for name in (*SUMS, *DEPTHS):
                assert same(row[name], None if lacks else wanted[name]), (asked, level, name, row, wanted)
            check_verdict(asked, row, wanted, "shortfall")


def check_amounts(town: SoakedTown, asked: Asked, rows: list[dict]) -> None:
    for level in ("neighbourhood", "district"):
        for wanted in assess_amount(town.plain, asked, level).to_dict("records"):
            row = row_of(rows, level, wanted["area"])
            if row is None:
                continue
            lacks = is_lacking(town, asked, level, wanted["area"])
            assert same(row["total"], None if lacks else wanted["total"]), (asked, level, row, wanted)
            unknown = lacks and asked.indicator == "rate"  # how many are present does not depend on the weight
            assert same(row["rate"], None if unknown else wanted["rate"]), (asked, level, row, wanted)
            check_verdict(asked, row, wanted, "shortfall_capacity")


def is_lacking(town: SoakedTown, asked: Asked, level: str, area: str | None) -> bool:
    """Return whether the weight of an area is not known, so that it has no figures."""
    members = {OUTSIDE: [OUTSIDE], "_total": []}.get(area) or areas_at(town.plain, level).get(area, [])
    return any(weigh(town.plain, asked).unknown[one] for one in members)


def check_verdict(asked: Asked, row: dict, wanted: dict, shortfall: str) -> None:
    if wanted["area"] in (OUTSIDE, "_total"):
        assert row["compliance"] is None, (asked, row)
        return
    told = (asked, row, wanted)
    assert row["compliance"] == (None if is_null(wanted.get("compliance")) else wanted["compliance"]), told
    if row["compliance"] is not None:
        assert row["reason"] == (None if is_null(wanted["reason"]) else wanted["reason"]), told
        assert same(row[shortfall], wanted[shortfall]), told


def row_of(rows: list[dict], level: str, area: str | None) -> dict | None:
    """Return the row of an area; None for what a level has no row of: outside, the total, and what is in no area."""
    if level != "neighbourhood" and (area is None or area in (OUTSIDE, "_total")):
        return None
    (row,) = (one for one in rows if one["level"] == level and one["neighbourhood"] == area)
    return row


def check_counts(town: SoakedTown, homes: list[dict]) -> None:
    measured = [(asked, town.values(asked)) for asked in town.asked if asked.indicator in SHARES]
    wanted = degrees_of(town.plain, measured)
    found = [tuple(row[name] for name in ("asked_count", "within_count", "unknown_count")) for row in homes]
    assert found == wanted
