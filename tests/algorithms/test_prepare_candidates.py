"""Prepare candidates through Processing: BAG layers as they are downloaded, own lists, and on to Suggest locations."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from towns import runs
from towns.runs import box, grid, layer, point

OUT_OF_USE = "Verblijfsobject buiten gebruik"


def prepare(source, **more) -> runs.Run:
    return runs.run("preparecandidates", {"SOURCE": source, "OUTPUT": "memory:", "JUDGED": "memory:", **more})


@pytest.fixture
def register(tmp_path) -> str:
    """Return address objects in the columns of the BAG: id, building, use, status, m²."""
    rows = [
        ("01", "P1", "onderwijsfunctie", dutch_status("in gebruik"), 400),
        ("02", "P1", "onderwijsfunctie,sportfunctie", dutch_status("in gebruik"), 600),
        ("03", "P1", "woonfunctie", dutch_status("in gebruik"), 90),
        ("04", "P2", "winkelfunctie", OUT_OF_USE, 60),
        ("05", "P2", "winkelfunctie", OUT_OF_USE, 50),
        ("06", "P3", "gezondheidszorgfunctie", dutch_status("in gebruik (niet ingemeten)"), 99),
        ("07", "P4", "gezondheidszorgfunctie", dutch_status("gevormd"), 500),
        ("08", "P5", "woonfunctie", OUT_OF_USE, 120),
        ("09", "P6", "bijeenkomstfunctie", dutch_status("in gebruik"), 100),
        ("10", "P6", "kantoorfunctie", dutch_status("in gebruik"), 800),
        ("09", "P6", "bijeenkomstfunctie", dutch_status("in gebruik"), 100),
    ]
    made = [
        (point(10 * n, 5), name, building, use, status, size)
        for n, (name, building, use, status, size) in enumerate(rows)
    ]
    columns = dict.fromkeys(("identificatie", "pand_identificatie", "gebruiksdoel", "status"), "text")
    runs.save(layer(made, **columns, oppervlakte="int"), tmp_path / "bag.gpkg", "verblijfsobject")
    return f"{tmp_path / 'bag.gpkg'}|layername=verblijfsobject"


def dutch_status(words: str) -> str:
    return f"Verblijfsobject {words}"


def test_address_objects_of_the_register(register):
    done = prepare(register)
    assert done.results["CANDIDATES"] == 3
    assert [
        (r["candidate_id"], r["kind"], r["reason"], r["owner"], r["use"], r["surface_m2"], r["source_rows"])
        for r in done.rows("OUTPUT")
    ] == [
        ("P1", "public", "use onderwijsfunctie", None, "onderwijsfunctie,sportfunctie", 1000, 2),
        ("P2", "vacant", f"status {OUT_OF_USE}", None, "winkelfunctie", 110, 2),
        ("P6", "public", "use bijeenkomstfunctie", None, "bijeenkomstfunctie", 100, 1),
    ]
    places = [f.geometry().asPoint() for f in done.layer("OUTPUT").getFeatures()]
    assert [round(one.x() - runs.X0) for one in places] == [10, 30, 80]  # the largest; of P2 the 60 m²
    assert done.layer("OUTPUT").crs().authid() == "EPSG:28992"


def test_every_row_that_came_in_goes_out_with_what_became_of_it(register):
    done = prepare(register)
    rows = done.rows("JUDGED")
    assert [(r["identificatie"], r["candidate_id"], r["kind"], r["reason"]) for r in rows] == [
        ("01", "P1", "public", "merged"),
        ("02", "P1", "public", "candidate"),
        ("03", None, None, "no_rule"),
        ("04", "P2", "vacant", "candidate"),
        ("05", "P2", "vacant", "merged"),
        ("06", None, None, "too_small"),
        ("07", None, None, "planned"),
        ("08", None, None, "no_rule"),
        ("09", "P6", "public", "candidate"),
        ("10", None, None, "no_rule"),
        ("09", None, None, "duplicate"),
    ]
    # The log counts both, and they add up to what came in.
    counts = next(text for text in done.feedback.infos if text.startswith("Candidates:"))
    assert counts == "Candidates: 3 (public 2, vacant 1), made of 5 of the 11 rows."
    others = next(text for text in done.feedback.infos if text.startswith("Rows that are in no candidate"))
    assert others == "Rows that are in no candidate: 6 (no_rule 3, too_small 1, planned 1, duplicate 1)"


def test_buildings_of_the_register_have_the_ground_they_cover(tmp_path):
    rows = [
        (box(0, 0, 10, 20), "A", "Pand in gebruik", "sportfunctie", 1),
        (box(100, 0, 105, 10), "B", "Pand in gebruik", "sportfunctie", 1),
        (box(200, 0, 220, 20), "C", "Pand buiten gebruik", None, 0),
        (box(300, 0, 320, 20), "D", "Sloopvergunning verleend", "sportfunctie", 1),
    ]
    columns = {"identificatie": "text", "status": "text", "gebruiksdoel": "text", "aantal_verblijfsobjecten": "int"}
    done = prepare(layer(rows, "pand", **columns))
    assert [(r["candidate_id"], r["kind"], r["surface_m2"]) for r in done.rows("OUTPUT")] == [
        ("A", "public", 200),
        ("C", "vacant", 400),
    ]
    assert done.column("JUDGED", "reason") == ["candidate", "too_small", "candidate", "not_standing"]
    inside = [f.geometry().asPoint().x() - runs.X0 for f in done.layer("OUTPUT").getFeatures()]
    assert 0 <= inside[0] <= 10
    assert 200 <= inside[1] <= 220


def test_a_list_of_one_s_own_goes_by_owner_and_names(tmp_path):
    rows = [
        (point(0, 0), "K1", "Old town hall", "Municipality of X", 650),
        (point(50, 0), "K2", "Church hall", "Protestantse gemeente", 240),
        (point(90, 0), "K3", "Home", "Zorggroep X", None),
        (None, "K4", "Nowhere", "Municipality of X", 900),
    ]
    own = layer(rows, "list", kind="Point", code="text", naam="text", whose="text", m2="real")
    done = prepare(own, OWNER_FIELD="whose", FIELD_MAP="id=code;surface=m2")
    assert [(r["candidate_id"], r["name"], r["kind"], r["owner"], r["surface_m2"]) for r in done.rows("OUTPUT")] == [
        ("K1", "Old town hall", "public", "Municipality of X", 650),
        ("K3", "Home", "care", "Zorggroep X", None),
    ]
    assert done.column("JUDGED", "reason") == ["candidate", "no_rule", "candidate", "no_geometry"]
    assert done.feedback.warned("no field for status")
    assert done.feedback.warned("surface is not known", "1")


def test_own_rules(register, tmp_path):
    rules = tmp_path / "own.json"
    asked = [{"kind": "shop", "uses": ["WINKELFUNCTIE"], "statuses": [OUT_OF_USE.upper()], "least_m2": 10}]
    rules.write_text(json.dumps({"standing": ["x"], "rules": asked}), encoding="utf-8")
    done = prepare(register, RULES=str(rules))
    assert [(r["candidate_id"], r["kind"], r["source_rows"]) for r in done.rows("OUTPUT")] == [("P2", "shop", 2)]
    assert Counter(done.column("JUDGED", "reason"))["candidate"] == 1


def test_where_there_is_none_it_is_said():
    done = prepare(layer([(point(0, 0), "woonfunctie")], gebruiksdoel="text"))
    assert done.results["CANDIDATES"] == 0
    assert done.rows("OUTPUT") == []
    assert done.feedback.warned("There is no candidate")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"SOURCE": lambda: layer([(point(0, 0), 1)], n="int")}, "says neither a status nor a use"),
        ({"SOURCE": lambda: layer([], kind="Point", gebruiksdoel="text")}, "is empty: choose one with address objects"),
        ({"FIELD_MAP": lambda: "huh=n"}, "names “huh”; write one of these before the “=”"),
        ({"FIELD_MAP": lambda: "surface=n"}, "has no field “n”"),
        (
            {"FIELD_MAP": lambda: "surface=gebruiksdoel"},
            "The field “gebruiksdoel” of the layer “layer” holds no numbers",
        ),
        ({"RULES": lambda: "/nowhere/rules.json"}, "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_refused(given, sentence):
    source = layer([(point(0, 0), "sportfunctie")], gebruiksdoel="text")
    parameters = {"SOURCE": source, "OUTPUT": "memory:", **{name: make() for name, make in given.items()}}
    assert sentence in runs.refusal("preparecandidates", parameters)


def test_the_candidates_go_into_suggest_locations_by_their_owner(register, tmp_path):
    made = prepare(register, OUTPUT=str(tmp_path / "candidates.gpkg"))
    parameters = {
        "NETWORK": layer(grid()),
        "DWELLINGS": layer([point(12, 2), point(250, 100)]),
        "CANDIDATES": made.results["OUTPUT"],
        "CANDIDATE_ID": "candidate_id",
        "OWNER_FIELD": "owner",
        "P": 1,
        "LIMIT": 200,
        "OUTPUT": "memory:",
        "RANKING": "memory:",
    }
    done = runs.run("suggestlocations", parameters)
    assert done.results["SERVED"] == 1
    assert {row["candidate_id"] for row in done.rows("RANKING")} == {"P1", "P2", "P6"}
    assert done.column("OUTPUT", "kind")[0] in ("public", "vacant")


def test_the_candidates_of_the_sample_town_by_their_owner(root):
    """Counted from the plan of the town: who owns it, and whether there are 100 m²."""
    town = runs.loaded(f"{root / 'resources' / 'sample' / 'town.gpkg'}|layername=candidates", "candidates")
    kinds = {"municipality": "public", "state": "public", "care organisation": "care"}
    expected = {
        row["candidate_id"]: (kinds[row["owner"]], row["capacity_m2"])
        for row in runs.rows(town)
        if row["owner"] in kinds and row["capacity_m2"] >= 100
    }
    done = prepare(town)
    assert {r["candidate_id"]: (r["kind"], r["surface_m2"]) for r in done.rows("OUTPUT")} == expected
    assert (len(expected), town.featureCount()) == (8, 12)
