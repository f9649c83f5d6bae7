"""What must hold of any town: the algorithms of reach agree with each other, and areas with their lines."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from towns import runs
from towns.random_layers import TownLayers, random_layers
from towns.runs import layer, point
from towns.slow import examples

SEEDS = st.integers(0, 2**32 - 1)
SEVERAL = examples(30)
MINUTE = 100.0
"""Metres."""


def value_of(town: TownLayers, row: dict) -> float:
    return row["duration_min"] if town.options["UNIT"] else row["distance_m"]


def whole_matrix(town: TownLayers, **changes) -> list[dict]:
    given_ = {
        **town.network(),
        "ORIGINS": town.homes_layer(),
        "ORIGIN_ID": "who",
        "DESTINATIONS": town.shops_layer(),
        "DESTINATION_ID": "code",
        "OUTPUT": "memory:",
    }
    return runs.run("odmatrix", given_ | changes).rows("OUTPUT")


def about(town: TownLayers, **outputs) -> dict:
    return {
        **town.network(),
        "DWELLINGS": town.homes_layer(),
        "FACILITIES": town.shops_layer(),
        "FACILITY_ID": "code",
        **outputs,
    }


def by_origin(rows: list[dict]) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for row in rows:
        found.setdefault(row["origin_id"], []).append(row)
    return found


def limit_among(town: TownLayers, rows: list[dict], rng: random.Random) -> float:
    """Return a limit that one of the pairs lies on."""
    values = [value_of(town, row) for row in rows if value_of(town, row) > 0]
    return rng.choice(values) if values else 50.0


@SEVERAL
@given(SEEDS)
def test_the_matrix_the_nearest_and_the_counts_agree(seed):
    rng = random.Random(seed)
    town = random_layers(rng)
    rows = whole_matrix(town)
    limit, k = limit_among(town, rows, rng), rng.randint(1, 4)
    cost = {(row["origin_id"], row["destination_id"]): row for row in rows}
    within = [row for row in rows if value_of(town, row) <= limit + 1e-6]

    few = whole_matrix(town, K=k, LIMIT=limit)
    wanted = [row for row in within if row["rank"] <= k]
    nearest = runs.run("nearestfacility", about(town, OUTPUT="memory:", K=k, LIMIT=limit)).rows("OUTPUT")
    found = [
        {
            "origin_id": row["who"],
            "destination_id": row["facility_id"],
            **{name: row[name] for name in ("distance_m", "duration_min", "rank", "row_status")},
        }
        for row in nearest
    ]
    assert {row["origin_id"] for row in found} == {who for _, who in town.homes}
    reached = [row for row in found if row.pop("row_status") == "ok"]
    for other in (few, reached):
        assert [(r["origin_id"], r["rank"]) for r in other] == [(r["origin_id"], r["rank"]) for r in wanted]
        assert [value_of(town, r) for r in other] == pytest.approx([value_of(town, r) for r in wanted], abs=1e-6)
        for row in other:  # of facilities equally near it may be another
            same = cost[row["origin_id"], row["destination_id"]]
            assert (row["distance_m"], row["duration_min"]) == pytest.approx(
                (same["distance_m"], same["duration_min"]), abs=1e-6
            )

    done = runs.run("reachcounts", about(town, OUTPUT="memory:", FACILITY_LOAD="memory:", LIMITS=f"{limit:.9f}"))
    mine = by_origin(within)
    for row in done.rows("OUTPUT"):
        number = next(value for name, value in row.items() if name.startswith("n_"))
        if number is None:
            assert row["row_status"] in ("no_geometry", "off_network")
        else:
            assert number == len(mine.get(row["who"], []))
    off = {row["who"] for row in done.rows("OUTPUT") if row["row_status"] == "off_network"}
    for row in done.rows("FACILITY_LOAD"):
        number = next(value for name, value in row.items() if name.startswith("dwellings_"))
        if number is not None:
            there = [r for r in within if r["destination_id"] == row["code"] and r["origin_id"] not in off]
            assert number == len(there)


def areas(town: TownLayers, **changes) -> dict[str, dict[tuple[str | None, float], tuple[float, object]]]:
    """Return the size and the geometry of each line and polygon, by facility and limit."""
    given_ = {
        **town.network(),
        "FACILITIES": town.shops_layer(),
        "FACILITY_ID": "code",
        "LINES": "memory:",
        "POLYGONS": "memory:",
        "FILL_HOLES": 0,
    }
    done = runs.run("serviceareas", {name: value for name, value in (given_ | changes).items() if value is not None})
    found = {}
    for name, size in (("LINES", "length_m"), ("POLYGONS", "area_m2")):
        if name not in done.results:
            continue
        shapes = [f.geometry() for f in done.layer(name).getFeatures()]
        found[name] = {
            (row["facility_id"], row["limit"]): (row[size], shape)
            for row, shape in zip(done.rows(name), shapes, strict=True)
            if not shape.isNull()
        }
    return found


WIDE = 25.0
ROUND = WIDE * (1 - math.cos(math.radians(13.5))) + 0.001
"""Metres by which a buffer may stay within the true one: a bend of up to 27° is drawn with one straight piece."""


@SEVERAL
@given(SEEDS)
@example(359)
def test_areas_hold_their_streets_and_no_other_ground(seed):
    town = random_layers(random.Random(seed))
    unit = MINUTE if town.options["UNIT"] else 1
    near, far = 60 / unit, 150 / unit
    each = areas(town, LIMITS=f"{near};{far}")
    network = sum(f.geometry().length() for f in town.network()["NETWORK"].getFeatures())
    assert each["LINES"].keys() == each["POLYGONS"].keys()
    for key, (length, line) in each["LINES"].items():
        area, ground = each["POLYGONS"][key]
        assert length == pytest.approx(line.length())
        assert length <= network + 1e-6
        assert area == pytest.approx(ground.area())
        assert ground.isGeosValid()
        assert line.difference(ground).length() < 1e-6, "all streets lie in it"
        assert ground.difference(line.buffer(WIDE + 0.01, 40)).area() < 1e-3, "and no ground beyond the buffer"
    for who in {who for who, _ in each["LINES"]}:
        if (who, near) not in each["LINES"]:
            continue
        _, true = each["LINES"][who, far]
        assert true.buffer(WIDE, 90).difference(each["POLYGONS"][who, far][1].buffer(ROUND, 90)).area() < 1e-3
        for name, slack in (("LINES", 1e-3), ("POLYGONS", 1e-6)):
            (small, inner), (large, outer) = each[name][who, near], each[name][who, far]
            assert small <= large * (1 + 1e-9)
            assert inner.difference(outer.buffer(slack, 5)).isEmpty(), "a longer limit holds the shorter one's area"
    rings = areas(town, LIMITS=f"{near};{far}", BANDS=1)
    for name, close in (("LINES", 1e-6), ("POLYGONS", 1e-6)):
        for (who, limit), (size, _) in each[name].items():
            if limit == far:
                parts = [rings[name][who, one][0] for one in (near, far) if (who, one) in rings[name]]
                assert sum(parts) == pytest.approx(size, rel=close), "rings make up the whole"


@pytest.mark.slow  # of towns by hand always
@SEVERAL
@given(SEEDS)
def test_split_areas_are_the_dissolved_one_in_parts(seed):
    town = random_layers(random.Random(seed))
    limit = 150 / (MINUTE if town.options["UNIT"] else 1)
    more = {"LIMITS": f"{limit}", "FILL_HOLES": 1500}
    split, whole = areas(town, OVERLAP=2, **more), areas(town, OVERLAP=1, **more)
    for name, close in (("LINES", 1e-9), ("POLYGONS", 1e-3)):
        parts = list(split[name].values())
        total = sum(size for size, _ in parts)
        assert total == pytest.approx(whole[name][None, limit][0] if parts else 0, rel=close)
        for number, (_, one) in enumerate(parts):
            for _, other in parts[number + 1 :]:
                common = one.intersection(other)
                assert (common.area() if name == "POLYGONS" else common.length()) <= 1


@SEVERAL
@given(SEEDS)
def test_a_place_on_a_street_is_in_the_area_if_its_way_is_within_the_limit(seed):
    rng = random.Random(seed)
    town = random_layers(rng)
    places = town.on_streets(rng, 30)
    homes = layer([(point(*xy), f"p{n}") for n, xy in enumerate(places)], "homes", who="text")
    limit = 120.0 / (MINUTE if town.options["UNIT"] else 1)
    rows = runs.run("nearestfacility", about(town, OUTPUT="memory:") | {"DWELLINGS": homes}).rows("OUTPUT")
    (_, line) = areas(town, OVERLAP=1, LIMITS=f"{limit}", POLYGONS=None)["LINES"].get((None, limit), (0, None))
    shapes = [f.geometry() for f in homes.getFeatures()]
    for row, shape in zip(rows, shapes, strict=True):
        value = value_of(town, row)
        if value is not None and abs(value - limit) * (MINUTE if town.options["UNIT"] else 1) < 1.5:
            continue  # beside a polygon behind a barrier the end is right to a metre
        covered = line is not None and line.distance(shape) < 1e-3
        assert covered == (value is not None and value <= limit), row
