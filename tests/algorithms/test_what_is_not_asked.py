"""What is not asked leaves no trace: in totals, shares, rates, curves, the explorer, years and sentences."""

from __future__ import annotations

import json
import math
import random
import re

import pytest

from buurtmaat.adapters.explore.what_if import read_exploration
from towns import runs
from towns.runs import box, grid, layer, point
from towns.small_town import EAST, WEST, check, norm_file, verdicts
from towns.small_town import row as requirement

CENTRE = [{"field": "urban", "op": "=", "value": 1}]


def places(*rows: tuple, **kinds):
    return layer(list(rows), "areas", code="text", urban="int", kern="text", **kinds)


def town_of_two(**changes) -> dict:
    """Make a west that is urban and an east that is not: there nothing is asked."""
    return {"NEIGHBOURHOODS": places((WEST, "west", 1, "Dorp"), (EAST, "east", 0, "Gehucht")), **changes}


def done_with(tmp_path, others=None, **asked):
    asked = {"applies_if": CENTRE, **asked}
    return check(NORM_FILE=norm_file(tmp_path, **asked), REQUIREMENTS=None, **town_of_two(**(others or {})))


WEIGHTS = ("total", "within", "outside", "unknown")


@pytest.mark.parametrize("level", [None, "kern"])
def test_dwellings_of_which_nothing_is_asked_are_in_no_figure(tmp_path, level):
    """In the east all 60 lie outside; the requirement is for urban neighbourhoods, or villages, only."""
    done = done_with(tmp_path, {"LEVEL_FIELDS": ["kern"]}, level=level)
    homes = done.rows("OUTPUT_DWELLINGS")
    for home in homes:
        west = home["neighbourhood"] == "west"
        assert (home["s_weight"], home["s_ok"]) == ((1, 1) if west else (0, None))
        assert home["s_reason"] == (None if west else "not_applicable")
        assert home["s_value"] is not None
    found = verdicts(done)
    assert [found["east"][name] for name in (*WEIGHTS, "share")] == [0, 0, 0, 0, None]
    for row in (found["_total"], found["west"]):
        assert [row[name] for name in (*WEIGHTS, "share")] == [60, 60, 0, 0, 1]
    villages = verdicts(done, level="kern")
    assert [villages["Gehucht"][name] for name in (*WEIGHTS, "share")] == [0, 0, 0, 0, None]
    assert done.column("OUTPUT_NEIGHBOURHOODS", "s_compliance") == ["meets", "not_applicable"]
    assert done.column("OUTPUT_NEIGHBOURHOODS", "s_share") == [1, None]
    assert (done.results["REQUIREMENTS_MET"], done.results["REQUIREMENTS_FAILED"]) == (1, 0)


def test_demand_where_says_not_applicable_too(tmp_path):
    homes = layer([(point(100, 100), "A")] * 60 + [(point(500, 300), "B")] * 60, landlord="text")
    asked = {"demand_where": [{"field": "landlord", "op": "=", "value": "a"}], "applies_if": None}
    done = done_with(tmp_path, {"DWELLINGS": homes}, **asked)
    assert [(h["s_weight"], h["s_ok"], h["s_reason"]) for h in done.rows("OUTPUT_DWELLINGS")[::60]] == [
        (1, 1, None),
        (0, None, "not_applicable"),
    ]


@pytest.mark.parametrize(
    ("asked", "west"),
    [
        ({"indicator": "rate", "threshold": 1, "unit": "number", "per": 60}, 2),
        ({"indicator": "presence", "threshold": 1, "unit": "number"}, 2),
        ({"indicator": "rate", "threshold": 1, "unit": "m2", "per": 60}, 2e4),
        ({"indicator": "area_share", "threshold": 0.1, "unit": "share"}, 2e4 / (310 * 620)),
    ],
)
def test_amounts_count_neither_the_people_nor_what_stands_there(tmp_path, asked, west):
    schools = layer([box(0, 0, 100, 100), box(0, 200, 100, 300), box(300, 0, 400, 100)], "school")
    done = done_with(tmp_path, {"FACILITIES": [schools]}, target=None, **asked)
    found = verdicts(done)
    assert (found["east"]["total"], found["east"]["rate"], found["east"]["compliance"]) == (0, None, "not_applicable")
    assert (found["west"]["total"], found["_total"]["total"]) == (60, 60)
    assert found["west"]["rate"] == found["_total"]["rate"] == pytest.approx(west)
    assert done.column("OUTPUT_NEIGHBOURHOODS", "s_rate") == [pytest.approx(west), None]


def test_curves_and_the_explorer_leave_them_out(tmp_path):
    """In the west the farthest of 95 % stands at y = 280, 280 m from the school; in the east it would be 895 m."""
    done = done_with(tmp_path)
    given = {"RESULT_DWELLINGS": done.layer("OUTPUT_DWELLINGS"), "REQUIREMENT": "s", "OUTPUT": "memory:"}
    given["ATTAINABLE"] = "memory:"
    for results in ({}, {"RESULTS": done.layer("OUTPUT_RESULTS")}):
        curve = runs.run("thresholdcurve", given | results).rows("ATTAINABLE")
        found = {row["neighbourhood"]: (row["threshold"], row["total"], row["unknown"]) for row in curve}
        assert found["_total"] == found["west"] == (pytest.approx(280), 60, 0)
        assert found["east"] == (None, 0, 0)
    read = read_exploration(
        done.layer("OUTPUT_DWELLINGS"), done.layer("OUTPUT_NEIGHBOURHOODS"), done.layer("OUTPUT_RESULTS")
    )
    (one,) = read.requirements
    assert one.agrees
    for threshold, share, verdict in ((300.0, 1, "meets"), (95.0, 20 / 60, "fails"), (2000.0, 1, "meets")):
        reading = one.explored.read(one.explored.asked.at(threshold))
        assert reading.whole_share == pytest.approx(share)
        assert float(reading.whole.total[0]) == 60
        assert reading.compliance.tolist() == [verdict, "not_applicable"]


def test_the_report_does_not_speak_of_them(tmp_path):
    done = done_with(tmp_path, {"REPORT": str(tmp_path / "report.html")})
    text = re.sub(r"<[^>]+>", " ", (tmp_path / "report.html").read_text(encoding="utf-8"))
    assert done.results["REQUIREMENTS_MET"] == 1
    told = "1 of 1 neighbourhood meets it. 0 of 60 dwellings that this is asked for (0\xa0%) lie farther than 300 m."
    assert told in text
    assert "of 120 dwellings" not in text


def test_in_every_year_they_are_left_out(tmp_path):
    done = done_with(tmp_path, {"YEARS": "2026;2030"})
    rows = [r for r in done.rows("OUTPUT_RESULTS") if r["neighbourhood"] == "_total"]
    assert [(r["year"], r["total"], r["outside"]) for r in rows] == [(2026, 60, 0), (2030, 60, 0)]


# What is known, and what is told


def test_a_landlord_is_judged_by_dwellings_that_are_known_wherever_their_neighbourhood_belongs(tmp_path):
    """All 30 of A lie outside, one of them in a neighbourhood of no village: without conditions that hides nothing."""
    homes = [(point(500, 200 + 5 * n), "A") for n in range(29)] + [(point(700, 300), "A")]
    given = {
        "NEIGHBOURHOODS": places((EAST, "east", 1, "Dorp"), (box(560, -60, 800, 560), "polder", 1, None)),
        "DWELLINGS": layer(homes, landlord="text"),
        "GROUP_FIELD": "landlord",
    }
    for applies_if, verdict in (
        (None, ("fails", None)),
        (CENTRE, ("unknown", "field_unknown:kern")),  # it is not known whether it applies to the village of the last
    ):
        done = done_with(tmp_path, given, level="kern", applies_if=applies_if, metric="straight")
        (group,) = [row for row in done.rows("OUTPUT_RESULTS") if row["group"] == "A"]
        assert (group["total"], group["outside"]) == (30, 30)
        assert (group["compliance"], group["reason"]) == verdict


@pytest.mark.parametrize(
    "asked",
    [
        {"indicator": "count", "minimum": 2},
        {"indicator": "types", "minimum": 2, "facility": "school|pool"},
        {"indicator": "basket", "facility": "school|pool"},
    ],
)
def test_where_fewer_stand_than_are_asked_for_dwellings_off_the_network_lie_outside_too(asked):
    """One school, and no pool anywhere: nobody has two, wherever they live."""
    homes = layer([point(100, 100)] * 60 + [point(100, 5000)] * 40 + [None] * 20, kind="Point")
    west = layer([(box(-60, -60, 250, 5600), "west")], "areas", code="text")
    given = {"DWELLINGS": homes, "NEIGHBOURHOODS": west, "COMPLETE_TYPES": "pool"}
    done = check(**given, REQUIREMENTS=[requirement(**asked)])
    found = verdicts(done)
    assert [found["_total"][name] for name in WEIGHTS] == [120, 0, 120, 0]
    assert (found["west"]["compliance"], found["west"]["shortfall"]) == ("fails", 90)
    assert set(done.column("OUTPUT_DWELLINGS", "s_ok")) == {0}


def test_a_sum_of_figures_that_may_be_negative_is_not_known_where_one_is_null(tmp_path):
    """The balance of one neighbourhood is 500; the other's, which is NULL, may be -400."""

    def verdict(name: str, west, east, op: str = ">=") -> tuple:
        areas = [(WEST, "west", 1, "Dorp", west), (EAST, "east", 1, "Dorp", east)]
        asked = {"level": "kern", "applies_if": [{"field": name, "op": op, "value": 500}], "target": 0.1}
        done = done_with(tmp_path, {"NEIGHBOURHOODS": places(*areas, **{name: "int"})}, **asked)
        found = verdicts(done, level="kern")["Dorp"]
        return found["compliance"], found["reason"]

    assert verdict("balance", 500, None) == ("unknown", "field_unknown:balance")
    assert verdict("balance", 500, None, "<") == ("unknown", "field_unknown:balance")
    assert verdict("balance", 500, 1) == ("meets", None)
    assert verdict("aantal_inwoners", 500, None) == ("meets", None), "people can only be more"


@pytest.mark.parametrize("field", ["WEIGHT_FIELD", "weight", "CAPACITY_FIELD"])
def test_a_number_larger_than_anything_is_refused_in_a_sentence(tmp_path, field):
    """Two of 1e308 make infinity, which meets any target with a share of nothing."""
    homes = layer([(point(100, 100 + n), 1e308) for n in range(60)], "homes", n="real")
    schools = layer([(point(100, 0), 1e308), (point(120, 0), 1e308)], "school", room="real")
    given = {"DWELLINGS": homes, "FACILITIES": [schools]}
    asked = {"weight": "n"} if field == "weight" else {}
    if field == "CAPACITY_FIELD":
        asked = {"indicator": "rate", "unit": "m2", "threshold": 1, "per": 1, "target": None}
    given |= {} if field == "weight" else {field: "n" if field == "WEIGHT_FIELD" else "room"}
    with pytest.raises(runs.RefusedError, match=r"1e\+308: check its numbers") as stop:
        done_with(tmp_path, given, **asked)
    assert "\n" not in str(stop.value).strip()


def test_a_figure_that_is_spread_is_written_as_it_was_published(tmp_path):
    areas = [(WEST, "west", 1, "Dorp", 200), (EAST, "east", 1, "Dorp", 333)]
    homes = layer([point(100, 100 + n) for n in range(7)] + [point(500, 200 + n) for n in range(13)], "homes")
    given = {"NEIGHBOURHOODS": places(*areas, people="int"), "DWELLINGS": homes, "LEVEL_FIELDS": ["kern"]}
    done = done_with(tmp_path, given, weight="people", target=None)
    found, villages = verdicts(done), verdicts(done, level="kern")
    assert (found["west"]["total"], found["west"]["within"]) == (200, 200)
    assert (found["east"]["total"], found["east"]["outside"]) == (333, 333)
    assert (found["_total"]["total"], villages["Dorp"]["total"]) == (533, 533)


def test_a_polygon_off_the_network_is_told_of_as_it_is_used(tmp_path):
    """A dwelling inside a park without streets is in the park, at 0 m: it is not true that it was not used."""
    parks = layer([(box(90, -5, 110, 5), "a"), (box(5000, 5000, 5100, 5100), "b"), (None, "c")], "parks", code="text")
    homes = layer([(point(100, 100), "near"), (point(5050, 5050), "in")], "homes", who="text")
    given = {"NETWORK": layer(grid(), "streets"), "OUTPUT": "memory:"}
    nearest = {"DWELLINGS": homes, "FACILITIES": parks, "FACILITY_ID": "code"}
    done = runs.run("nearestfacility", {**given, **nearest})
    assert [(r["facility_id"], r["distance_m"]) for r in done.rows("OUTPUT")] == [("a", pytest.approx(95)), ("b", 0)]
    assert done.feedback.warned("Facilities off the network, reached only from inside", "1 of 3 (b)")
    assert done.feedback.warned("Facilities without geometry, not used", "1 of 3 (c)")
    assert not done.feedback.warned("off the network, not used")
    matrix = {"ORIGINS": homes, "ORIGIN_ID": "who", "DESTINATIONS": parks, "DESTINATION_ID": "code"}
    done = runs.run("odmatrix", {**given, **matrix})
    assert [(r["origin_id"], r["destination_id"]) for r in done.rows("OUTPUT")] == [("near", "a"), ("in", "b")]
    assert done.feedback.warned("Destinations off the network, reached only from inside", "1 of 3 (b)")
    assert not done.feedback.warned("off the network, not used")
    # Behind gates of its own that no street leads to, it is not used by anybody.
    gates = layer([(point(5050, 5100), "b")], "gates", of="text")
    done = runs.run("nearestfacility", {**given, **nearest, "ENTRANCES": gates, "ENTRANCE_FACILITY": "of"})
    assert done.rows("OUTPUT")[1]["facility_id"] is None
    assert done.feedback.warned("Facilities off the network, not used", "1 of 3 (b)")


def test_one_pair_is_known_off_the_network_and_what_hangs_on_others_is_not(tmp_path):
    """Inside a park at a street one is in it, wherever these are; of one off them nobody else knows how far."""
    homes = layer([(point(100, 0), "on"), (point(250, -700), "deep"), (point(5050, 5050), "far")], "homes", who="text")
    deep, far = [(box(200, -1000, 300, -10), "deep")], [(box(5000, 5000, 5100, 5100), "far")]
    given = {"NETWORK": layer(grid(), "streets"), "OUTPUT": "memory:", "DWELLINGS": homes}
    areas = places((box(-100, -1100, 6000, 6000), "all", 1, "Dorp"))
    for rows, known in ((deep, {"deep": (0, 1)}), (far, {})):
        school = layer(rows, "school", code="text")
        (inside,) = (code for _, code in rows)
        found = {
            r["who"]: r["distance_m"]
            for r in runs.run("nearestfacility", {**given, "FACILITIES": school}).rows("OUTPUT")
        }
        assert (found.pop(inside), found.pop("on") is None, set(found.values())) == (0, inside == "far", {None})
        pairs = {**given, "ORIGINS": homes, "ORIGIN_ID": "who", "DESTINATIONS": school}
        matrix = {r["origin_id"]: r["distance_m"] for r in runs.run("odmatrix", pairs).rows("OUTPUT")}
        assert (matrix.pop(inside), set(matrix) <= {"on"}) == (0, True)
        for name, figure, limit in (("reachcounts", "n_400", "LIMITS"), ("floatingcatchment", "access", "LIMIT")):
            rows_of = runs.run(name, {**given, "FACILITIES": school, limit: "400"}).rows("OUTPUT")
            assert [(r[figure], r["row_status"]) for r in rows_of[1:]] == [(None, "off_network")] * 2
        done = done_with(tmp_path, {**given, "FACILITIES": [school], "NEIGHBOURHOODS": areas, "OUTPUT": None})
        asked = {r["who"]: (r["s_value"], r["s_ok"]) for r in done.rows("OUTPUT_DWELLINGS") if r["who"] != "on"}
        assert asked == {"deep": (None, None), "far": (None, None)} | known


def test_a_part_of_a_place_on_the_network_is_not_off_it(tmp_path):
    """Two parks that touch are one place: it is entered beside the street, and named by its first part."""
    parks = layer([(box(100, -900, 200, -500), "far"), (box(100, -500, 200, -10), "near")], "park", code="text")
    given = {"FACILITIES": [parks], "FACILITY_ID": "code", "DWELLINGS": layer([point(150, -5)] * 60)}
    asked = {"facility": "park", "merge_touching": True, "applies_if": None}
    done = done_with(tmp_path, given, **asked)
    assert set(done.column("OUTPUT_DWELLINGS", "s_facility")) == {"far"}
    assert done.column("OUTPUT_FACILITIES", "requirements") == ["s", "s"]
    assert done.column("OUTPUT_FACILITIES", "row_status") == ["ok", "ok"]


# In random towns


FIGURES = (*WEIGHTS, "share", "share_at_90", "share_at_110", "mean", "median", "p90", "rate", "threshold")
WORDS = ("compliance", "reason")


def random_norms(rng: random.Random, level: str | None) -> str:
    """Make requirements of every indicator, each with conditions at times, and one that some neighbourhoods fail."""
    asked = []
    for number, indicator in enumerate(("distance", "count", "types", "basket", "rate", "presence", "area_share")):
        shares = indicator in ("distance", "count", "types", "basket")
        one = {"id": f"r{number}", "facility": ["school", "park"], "indicator": indicator}
        if shares:
            one |= {"threshold": rng.choice([100, 200, 350]), "unit": "m", "target": rng.choice([0.3, 0.6, 0.95])}
            one |= {"minimum": 2} if indicator in ("count", "types") else {}
        elif indicator == "area_share":
            one |= {"threshold": 0.01, "unit": "share"}
        else:
            one |= {"threshold": rng.choice([1, 2]), "unit": "number"}
        one["weight"] = rng.choice(["dwellings", "people", "guests"])
        one["applies_if"] = [{"field": "stays", "op": "=", "value": "yes"}]
        if rng.random() < 0.4:
            one["applies_if"].append({"field": "urban", "op": ">=", "value": 1})
        if rng.random() < 0.4:
            one["demand_where"] = [{"field": "landlord", "op": "!=", "value": "C"}]
        one |= {"level": level} if level else {}
        asked.append(one)
    return json.dumps({"id": "random", "title": "Random", "version": "1", "requirements": asked})


def random_layers(rng: random.Random) -> dict:
    """Make six neighbourhoods in three districts, dwellings in and around them, and some facilities."""
    squares = [(f"BU{i}{j}", box(200 * i, 300 * j, 200 * i + 200, 300 * j + 300)) for i in range(3) for j in range(2)]
    areas = [
        (wkt, name, rng.choice([None, 0, 60, 200, 333]), rng.choice([0, 1, 2, None]), f"D{i // 2}")
        for i, (name, wkt) in enumerate(squares)
    ]
    homes = [
        (
            point(rng.uniform(-40, 640), rng.uniform(-40, 640)) if rng.random() < 0.95 else None,
            rng.choice([1, 1, 3, None]),
            rng.choice([0, 2, 2.5, None]),
            rng.choice("ABC"),
        )
        for _ in range(150)
    ]
    shapes = []
    for number in range(8):
        x, y = rng.uniform(0, 560), rng.uniform(0, 560)
        wkt = box(x, y, x + rng.uniform(5, 40), y + rng.uniform(5, 40))
        shapes.append((wkt, rng.choice(["school", "park"]), f"f{number}"))
    return {"areas": areas, "homes": homes, "shapes": shapes}


def random_run(made: dict, out: set[str], norms: str, *, leave_out: bool):
    """Check a random town in which some neighbourhoods are out: by their field, or left out with their dwellings."""
    areas = [(*row, "no" if row[1] in out else "yes") for row in made["areas"]]
    homes = made["homes"]
    if leave_out:
        areas = [row for row in areas if row[1] not in out]
        homes = [home for home, where in zip(homes, made["where"], strict=True) if where not in out]
    parks = layer(made["shapes"], "places", sort="text", code="text")
    return check(
        NEIGHBOURHOODS=layer(areas, "areas", code="text", people="int", urban="int", district="text", stays="text"),
        DWELLINGS=layer(homes, "homes", kind="Point", n="int", guests="real", landlord="text"),
        WEIGHT_FIELD="n",
        GROUP_FIELD="landlord",
        LEVEL_FIELDS=["district"],
        FACILITIES=[parks],
        TYPE_FIELD="sort",
        FACILITY_ID="code",
        MIN_DWELLINGS=3,
        MIN_GROUP=3,
        NORM_FILE=norms,
        REQUIREMENTS=None,
    )


def alike(one: object, other: object) -> bool:
    """Return whether two values are the same, numbers up to what adding up in another order makes of them."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


def key_of(row: dict) -> tuple:
    return tuple(row[name] for name in ("requirement", "level", "neighbourhood", "group"))


@pytest.mark.parametrize("level", [None, "district"])
@pytest.mark.parametrize("seed", range(8))
def test_where_it_does_not_apply_is_as_if_it_were_not_there(tmp_path, seed, level):
    rng = random.Random(seed)
    made = random_layers(rng)
    path = tmp_path / "norms.json"
    path.write_text(random_norms(rng, level), encoding="utf-8")
    name = rng.choice(made["areas"])[4 if level else 1]
    out = {row[1] for row in made["areas"] if row[4 if level else 1] == name}
    full = random_run(made, out, str(path), leave_out=False)
    made["where"] = full.column("OUTPUT_DWELLINGS", "neighbourhood")
    left = random_run(made, out, str(path), leave_out=True)
    one = {key_of(row): row for row in full.rows("OUTPUT_RESULTS")}
    other = {key_of(row): row for row in left.rows("OUTPUT_RESULTS")}
    own = {(area, None) for area in out} | {(name, None)}
    assert {key[2:] for key in one.keys() - other.keys()} <= own | {(None, group) for group in "ABC"}
    assert not other.keys() - one.keys()
    for key, row in other.items():
        for figure in FIGURES:
            if figure == "rate" and key[2] == "outside_neighbourhoods":
                continue  # what stood in it stands outside all now
            assert alike(one[key][figure], row[figure]), (key, figure)
        assert [one[key][word] for word in WORDS] == [row[word] for word in WORDS], key
    check_sums(list(one.values()))
    there = [home for home in full.rows("OUTPUT_DWELLINGS") if home["neighbourhood"] not in out]
    for home, again in zip(there, left.rows("OUTPUT_DWELLINGS"), strict=True):
        assert all(alike(value, again[field]) for field, value in home.items()), (home, again)


def check_sums(rows: list[dict]) -> None:
    """Each row's parts make up its total, and the rows of neighbourhoods with what lies outside make up `_total`."""
    plain = [row for row in rows if row["group"] is None and row["level"] == "neighbourhood"]
    for row in plain:
        if row["within"] is not None:
            assert row["within"] + row["outside"] + row["unknown"] == pytest.approx(row["total"], rel=1e-12)
    for name in {row["requirement"] for row in plain}:
        mine = [row for row in plain if row["requirement"] == name]
        (whole,) = [row for row in mine if row["neighbourhood"] == "_total"]
        for part in WEIGHTS:
            if whole[part] is not None:
                parts = [row[part] for row in mine if row is not whole and row[part] is not None]
                assert math.fsum(parts) == pytest.approx(whole[part], rel=1e-12, abs=1e-12), (name, part)
