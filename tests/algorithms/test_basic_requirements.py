"""Basic requirements, run as QGIS runs it: rows and reasons, verdicts, fields, norms, and the sample town and Delft."""

from __future__ import annotations

import json
import re

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingOutputLayerDefinition, QgsProject

from towns import runs
from towns.runs import Feedback, box, fields, grid, into, layer, point
from towns.small_town import EAST, WEST, check, norm_file, refused, row, town, verdicts

# --- Rows and reasons ---


def test_each_neighbourhood_gets_its_share_and_verdict():
    done = check()
    found = verdicts(done)
    assert list(found) == ["west", "east", "outside_neighbourhoods", "_total"]
    west, east, outside, total = found.values()
    assert (west["total"], west["within"], west["share"], west["compliance"]) == (60, 60, 1, "meets")
    assert (east["total"], east["within"], east["compliance"]) == (60, 0, "fails")
    assert east["shortfall"] == pytest.approx(0.9 * 60)
    assert (outside["total"], outside["compliance"], total["compliance"]) == (0, None, None)
    assert (total["total"], total["within"], total["share"]) == (120, 60, 0.5)
    rows = done.rows("OUTPUT_NEIGHBOURHOODS")
    assert [(r["dwellings"], r["s_share"], r["s_compliance"], r["met"], r["failed"]) for r in rows] == [
        (60, 1, "meets", 1, 0),
        (60, 0, "fails", 0, 1),
    ]
    assert [r["compliance"] for r in rows] == ["meets", "fails"]
    numbers = ("NEIGHBOURHOODS_MEETING_ALL", "REQUIREMENTS_MET", "REQUIREMENTS_FAILED", "REQUIREMENTS_UNKNOWN")
    assert [done.results[n] for n in numbers] == [1, 1, 1, 0]


BROKEN = [
    (None, 1, "no_geometry", "no_geometry", None, 1),
    ("POINT EMPTY", 1, "no_geometry", "no_geometry", None, 1),
    (point(100, 100), 1, "ok", None, 1, 1),
    (point(100, 100), None, "no_weight", "not_applicable", None, 0),
    (point(100, 100), -3, "no_weight", "not_applicable", None, 0),
    (point(100, 100), -99997, "no_weight", "not_applicable", None, 0),
    (point(100, 100), 0, "ok", None, 1, 0),
    (point(100, 100), 2.5, "ok", None, 1, 2.5),
    (point(-70, 100), 1, "outside_neighbourhoods", None, 1, 1),
    (point(3000, 3000), 1, "off_network", "off_network", None, 1),
    (point(1020, 1005), 1, "ok", "unreachable", 0, 1),  # on an island that counts
]


@pytest.mark.parametrize("storage", ["memory", "gpkg", "shp"])
def test_broken_rows_stay_in_their_place_with_their_reason(storage, tmp_path):
    homes = layer([(wkt, n, w) for n, (wkt, w, *_) in enumerate(BROKEN)], kind="Point", number="int", weight="real")
    everywhere = layer([(box(-60, -60, 4000, 4000), "all")], code="text")
    target = "memory:"
    if storage != "memory":
        homes, target = runs.save(homes, tmp_path / f"homes.{storage}"), str(tmp_path / f"out.{storage}")
    done = check(
        NETWORK=layer([*grid(), "LINESTRING(1000 1000, 1050 1000)"]),
        MIN_COMPONENT=0,
        DWELLINGS=homes,
        WEIGHT_FIELD="weight",
        NEIGHBOURHOODS=everywhere,
        OUTPUT_DWELLINGS=target,
    )
    found = done.rows("OUTPUT_DWELLINGS")
    assert [r["number"] for r in found] == list(range(len(BROKEN)))
    assert [r["row_status"] for r in found] == [status for *_, status, _, _, _ in BROKEN]
    assert [r["s_reason"] for r in found] == [reason for *_, reason, _, _ in BROKEN]
    assert [r["s_ok"] for r in found] == [ok for *_, ok, _ in BROKEN]
    assert [r["s_weight"] for r in found] == [weight for *_, weight in BROKEN]
    sums = verdicts(done)
    assert (sums["all"]["within"], sums["all"]["outside"], sums["all"]["unknown"]) == (3.5, 1, 1)
    assert (sums["outside_neighbourhoods"]["within"], sums["outside_neighbourhoods"]["unknown"]) == (1, 2)
    for words in (("without geometry", "2"), ("NULL or negative", "3"), ("outside all", "1"), ("off the network", "1")):
        assert done.feedback.warned(*words), done.feedback.warnings


def test_all_rows_of_all_inputs_are_in_the_outputs():
    schools = layer([(None, 1), (point(100, 0), 2), (point(9000, 9000), 3)], "school", kind="Point", n="int")
    places = layer(
        [(None, "nowhere"), (WEST, "west"), ("POLYGON EMPTY", "empty"), (EAST, "east")], kind="Polygon", code="text"
    )
    done = check(FACILITIES=[schools], NEIGHBOURHOODS=places)
    assert done.column("OUTPUT_NEIGHBOURHOODS", "code") == ["nowhere", "west", "empty", "east"]
    assert done.column("OUTPUT_NEIGHBOURHOODS", "s_compliance") == [
        "not_applicable",
        "meets",
        "not_applicable",
        "fails",
    ]
    found = done.rows("OUTPUT_FACILITIES")
    assert [(r["n"], r["row_status"], r["requirements"]) for r in found] == [
        (1, "no_geometry", None),
        (2, "ok", "s"),
        (3, "off_network", None),
    ]
    assert [r["type"] for r in found] == ["school"] * 3
    assert found[1]["snap_m"] == pytest.approx(0)


def test_the_total_is_the_sum_of_neighbourhoods_and_outside():
    homes = [(point(x, y + 3), 1 + x % 7) for x in range(-100, 600, 35) for y in range(-100, 600, 35)]
    requirements = [
        row(),
        row(id="two", indicator="count", threshold=400, minimum=1),
        row(id="r", indicator="rate", threshold=1, unit="number"),
    ]
    done = check(DWELLINGS=layer([*homes, (None, 2)], weight="int"), WEIGHT_FIELD="weight", REQUIREMENTS=requirements)
    for name in ("s", "two"):
        *parts, total = verdicts(done, name).values()
        for column in ("total", "within", "outside", "unknown"):
            assert sum(p[column] for p in parts) == pytest.approx(total[column])
        assert total["within"] + total["outside"] + total["unknown"] == pytest.approx(total["total"])
        assert parts[-1]["total"] > 0
    *parts, total = verdicts(done, "r").values()
    assert sum(p["total"] for p in parts) == pytest.approx(total["total"])
    assert total["within"] is None
    assert sum(w for _, w in homes) + 2 == verdicts(done)["_total"]["total"]


def test_a_dwelling_on_a_shared_border_counts_once_in_the_first():
    done = check(DWELLINGS=layer([point(250, 100)] * 60))
    assert set(done.column("OUTPUT_DWELLINGS", "neighbourhood")) == {"west"}
    assert verdicts(done)["_total"]["total"] == 60
    assert not done.feedback.warned("No dwelling lies")


def test_neighbourhoods_that_overlap_are_warned_of():
    both = layer([(WEST, "west"), (WEST, "again"), (EAST, "east")], code="text")
    done = check(NEIGHBOURHOODS=both)
    assert done.feedback.warned("more than one neighbourhood", "60")
    assert verdicts(done)["again"]["compliance"] == "not_applicable"


def test_a_neighbourhood_without_a_code_is_named_after_its_feature_and_warned_of():
    places = layer([(WEST, None), (EAST, "east")], code="text")
    done = check(NEIGHBOURHOODS=places)
    first = next(places.getFeatures()).id()
    assert list(verdicts(done))[:2] == [f"#{first}", "east"]
    assert done.feedback.warned("code", "#")


def test_codes_that_are_numbers_become_text():
    places = layer([(WEST, 17.0), (EAST, 18.0)], code="real")
    assert list(verdicts(check(NEIGHBOURHOODS=places)))[:2] == ["17", "18"]


# --- Verdicts ---


def test_few_dwellings_get_figures_and_no_verdict():
    found = verdicts(check(MIN_DWELLINGS=61))
    assert (found["west"]["compliance"], found["west"]["share"]) == ("too_few", 1)
    assert verdicts(check(MIN_DWELLINGS=60))["west"]["compliance"] == "meets"
    assert check(MIN_DWELLINGS=61).column("OUTPUT_NEIGHBOURHOODS", "compliance") == ["too_few", "too_few"]


def test_a_type_without_features_is_unknown_and_the_types_found_are_named():
    done = check(REQUIREMENTS=[row(facility="library")])
    assert {(r["compliance"], r["reason"]) for n, r in verdicts(done).items() if n in ("west", "east")} == {
        ("unknown", "no_facility")
    }
    assert done.feedback.warned("no layer holds “library”.")
    assert any(text.endswith("of 1 type: school") for text in done.feedback.infos)
    assert done.column("OUTPUT_DWELLINGS", "s_reason") == ["no_facility"] * 120
    assert done.column("OUTPUT_DWELLINGS", "s_ok") == [None] * 120


def test_a_type_known_to_be_complete_is_missed():
    done = check(REQUIREMENTS=[row(facility="library")], COMPLETE_TYPES=" Library ;")
    assert [r["compliance"] for r in verdicts(done).values()][:2] == ["fails", "fails"]
    assert done.column("OUTPUT_DWELLINGS", "s_ok") == [0] * 120
    assert not done.feedback.warned("library")


def test_a_complete_type_that_nobody_knows_is_told():
    done = check(COMPLETE_TYPES="schol; School")
    assert done.feedback.warned("COMPLETE_TYPES", "asks for: “schol”.", "ask for: “school”")
    assert not check(COMPLETE_TYPES="school").feedback.warned("COMPLETE_TYPES")


def test_facilities_that_cannot_be_used_are_unknown():
    done = check(FACILITIES=[layer([None, point(9000, 9000)], "school", kind="Point")])
    assert [(r["compliance"], r["reason"]) for r in verdicts(done).values()][:2] == [
        ("unknown", "facilities_unusable")
    ] * 2


def test_an_empty_facility_layer_is_a_type_without_features():
    done = check(FACILITIES=[layer([], "school", kind="Point")])
    assert verdicts(done)["west"]["reason"] == "no_facility"
    assert done.rows("OUTPUT_FACILITIES") == []


def test_one_failure_fails_a_neighbourhood_and_one_unknown_leaves_it_open():
    requirements = [row(), row(id="lib", facility="library"), row(id="open", target="")]
    done = check(REQUIREMENTS=requirements)
    assert done.column("OUTPUT_NEIGHBOURHOODS", "compliance") == ["unknown", "fails"]
    assert done.column("OUTPUT_NEIGHBOURHOODS", "open_compliance") == [None, None]
    assert done.column("OUTPUT_NEIGHBOURHOODS", "unknown") == [1, 1]
    assert check(REQUIREMENTS=[row(target="")]).column("OUTPUT_NEIGHBOURHOODS", "compliance") == [None, None]


def test_straight_lines_need_no_network_and_hold_for_dwellings_off_it():
    given = {
        "REQUIREMENTS": [row(metric="straight", threshold=150)],
        "DWELLINGS": layer([point(100, 150), point(100, 151)]),
    }
    done = check(NETWORK=None, **given)
    assert done.column("OUTPUT_DWELLINGS", "s_ok") == [1, 0]
    assert done.column("OUTPUT_DWELLINGS", "row_status") == ["ok", "ok"]
    far = {
        **given,
        "DWELLINGS": layer([point(100, -55), point(50, 400)]),
        "FACILITIES": [layer([point(100, -300)], "school")],
    }
    around = layer([(box(-60, -600, 600, 600), "a")], code="text")
    straight = row(metric="straight", threshold=250)
    done = check(MAX_SNAP=10, NEIGHBOURHOODS=around, **{**far, "REQUIREMENTS": [straight]})
    assert done.column("OUTPUT_DWELLINGS", "row_status") == ["ok", "ok"]  # the streets were not used
    assert done.column("OUTPUT_DWELLINGS", "s_ok") == [1, 0]
    done = check(MAX_SNAP=10, NEIGHBOURHOODS=around, **{**far, "REQUIREMENTS": [straight, row(id="over")]})
    assert done.column("OUTPUT_DWELLINGS", "row_status") == ["off_network", "ok"]
    assert done.column("OUTPUT_DWELLINGS", "s_ok") == [1, 0]


def test_counts_give_the_n_th_nearest_and_the_number_within():
    schools = layer([point(100, 0), point(100, 200), point(100, 210), point(100, 1900)], "school")
    homes = layer([point(100, 0)])
    wanted = [
        row(indicator="count", threshold=205, minimum=2),
        row(id="three", indicator="count", threshold=205, minimum=3),
        row(id="four", indicator="count", threshold=205, minimum=4),
    ]
    found = check(FACILITIES=[schools], DWELLINGS=homes, REQUIREMENTS=wanted).rows("OUTPUT_DWELLINGS")[0]
    assert (found["s_value"], found["s_n"], found["s_ok"]) == (pytest.approx(200), 2, 1)
    assert (found["three_value"], found["three_n"], found["three_ok"]) == (pytest.approx(210), 2, 0)
    assert (found["four_value"], found["four_ok"], found["four_reason"]) == (None, 0, "beyond_limit")


def test_minutes_go_by_the_mode_and_a_line_s_speed_is_capped_at_it():
    homes, school = layer([point(0, 0)]), [layer([point(1000, 0)], "school")]
    wide = layer([(box(-60, -60, 4000, 60), "a")], code="text")
    streets = layer(
        [("LINESTRING(0 0, 500 0)", 50.0), ("LINESTRING(500 0, 1000 0)", 2.4), ("LINESTRING(1000 0, 3000 0)", None)],
        kmh="real",
    )
    wanted = [row(unit="min", threshold=10), row(id="old", unit="min", threshold=10, mode="walk_65")]
    given = {
        "NETWORK": streets,
        "DWELLINGS": homes,
        "FACILITIES": school,
        "NEIGHBOURHOODS": wide,
        "REQUIREMENTS": wanted,
    }
    plain = check(**given).rows("OUTPUT_DWELLINGS")[0]
    assert (plain["s_value"], plain["old_value"]) == (pytest.approx(12.5), pytest.approx(20))
    own = check(SPEED_FIELD="kmh", **given).rows("OUTPUT_DWELLINGS")[0]
    assert (own["s_value"], own["old_value"]) == (pytest.approx(6.25 + 12.5), pytest.approx(10 + 12.5))


def test_a_ferry_counts_its_minutes_for_every_mode():
    streets = layer([("LINESTRING(0 0, 1000 0)", 3.0), ("LINESTRING(1000 0, 4000 0)", None)], minutes="real")
    given = {
        "DWELLINGS": layer([point(0, 0)]),
        "FACILITIES": [layer([point(1480, 0)], "school")],
        "NEIGHBOURHOODS": layer([(box(-60, -60, 4000, 60), "a")], code="text"),
    }
    found = check(
        NETWORK=streets,
        TIME_FIELD="minutes",
        REQUIREMENTS=[row(unit="min", threshold=10), row(id="m", threshold=1480)],
        **given,
    ).rows("OUTPUT_DWELLINGS")[0]
    assert found["s_value"] == pytest.approx(3 + 480 * 0.06 / 4.8)
    assert (found["m_value"], found["m_ok"]) == (pytest.approx(1480), 1)


def test_a_rate_counts_facilities_or_capacity_in_the_neighbourhood():
    halls = layer(
        [(box(0, 0, 20, 10), 500.0), (box(300, 0, 320, 10), None), (box(340, 0, 350, 10), -99997.0)],
        "hall",
        room="real",
    )
    wanted = [
        row(id="n", facility="hall", indicator="rate", threshold=1, unit="number", per=60),
        row(id="m2", facility="hall", indicator="rate", threshold=300, unit="m2", per=60),
    ]
    done = check(FACILITIES=[halls], CAPACITY_FIELD="room", REQUIREMENTS=wanted)
    number, area = verdicts(done, "n"), verdicts(done, "m2")
    assert [(r["rate"], r["compliance"]) for r in number.values()][:2] == [(1, "meets"), (2, "meets")]
    assert (area["west"]["rate"], area["west"]["compliance"]) == (500, "meets")
    # 200 m² and 100 m² of ground, where the field says nothing
    assert (area["east"]["rate"], area["east"]["compliance"]) == (pytest.approx(300), "meets")
    assert (area["_total"]["rate"], area["_total"]["total"]) == (pytest.approx(800 * 60 / 120), 120)


def test_capacities_that_are_not_known_leave_a_rate_unknown():
    halls = layer([(point(100, 0), 10.0), (point(300, 0), None), (point(100, 100), None)], "hall", room="real")
    wanted = [row(id="m2", facility="hall", indicator="rate", threshold=9, unit="m2", per=60)]
    found = verdicts(check(FACILITIES=[halls], CAPACITY_FIELD="room", REQUIREMENTS=wanted), "m2")
    assert [found[n]["compliance"] for n in ("west", "east")] == ["meets", "unknown"]


def test_a_figure_of_neighbourhoods_is_spread_and_suppressed_ones_are_unknown():
    places = layer(
        [(WEST, "west", 120), (EAST, "east", -99997), (box(900, 900, 950, 950), "empty", 30)],
        code="text",
        aantal_inwoners="int",
    )
    done = check(NEIGHBOURHOODS=places, REQUIREMENTS=[row(weight="inhabitants")])
    found = verdicts(done)
    assert (found["west"]["total"], found["west"]["compliance"]) == (pytest.approx(120), "meets")
    assert (found["east"]["total"], found["east"]["compliance"], found["east"]["reason"]) == (
        None,
        "unknown",
        "weight_unknown",
    )
    assert (found["empty"]["unknown"], found["empty"]["reason"]) == (pytest.approx(30), "no_dwellings")
    assert (found["_total"]["total"], found["_total"]["reason"]) == (pytest.approx(150), "weight_unknown:1")
    assert done.column("OUTPUT_DWELLINGS", "s_weight")[:60] == [pytest.approx(2)] * 60
    assert done.feedback.warned("without a figure", "1")
    assert done.feedback.warned("without dwellings", "30")


@pytest.mark.parametrize("storage", ["memory", "gpkg"])
@pytest.mark.parametrize("kind", ["int", "real", "long"])
def test_suppressed_figures_are_null_whatever_the_type_of_the_field(kind, storage, tmp_path):
    places = layer([(WEST, "west", 120), (EAST, "east", -99999999)], code="text", aant_inw=kind)
    if storage == "gpkg":
        places = runs.save(places, tmp_path / "a.gpkg")
    found = verdicts(check(NEIGHBOURHOODS=places, REQUIREMENTS=[row(weight="inhabitants")]))
    assert found["east"]["reason"] == "weight_unknown"
    done = check(NEIGHBOURHOODS=places, OUTPUT_NEIGHBOURHOODS="memory:")
    assert done.column("OUTPUT_NEIGHBOURHOODS", "aant_inw") == [120, -99999999], "the field itself stays as it is"


# --- Fields ---


def test_fields_that_are_there_already_are_kept_in_all_outputs(tmp_path):
    own = fields(s_value="text", neighbourhood="text", dwellings="int", row_status="text")
    homes = layer([(point(100, 0), "a", "b", 7, "c")] * 60, own=own)
    places = layer([(WEST, "west", 1, "m"), (EAST, "east", 2, "n")], code="text", dwellings="int", Compliance="text")
    schools = layer([(point(100, 0), "t", 9)], "school", type="text", facility_id="int")
    path = tmp_path / "o.gpkg"
    names = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_FACILITIES")
    done = check(DWELLINGS=homes, NEIGHBOURHOODS=places, FACILITIES=[schools], **{n: into(path, n) for n in names})
    home, area, school = (done.rows(n)[0] for n in names)
    assert (home["s_value"], home["neighbourhood"], home["dwellings"], home["row_status"]) == ("a", "b", 7, "c")
    assert (home["s_value_2"], home["neighbourhood_2"], home["row_status_2"]) == (0, "west", "ok")
    assert (area["dwellings"], area["Compliance"], area["dwellings_2"], area["compliance_2"]) == (1, "m", 60, "meets")
    assert (school["type"], school["facility_id"], school["type_2"]) == ("t", 9, "school")
    named = check(DWELLINGS=homes, PREFIX="bm_")
    assert named.rows("OUTPUT_DWELLINGS")[0]["bm_s_value"] == 0
    assert "bm_facility_id" in named.rows("OUTPUT_FACILITIES")[0]


def test_a_field_map_names_columns_for_roles():
    places = layer([(WEST, "west", 100, 10.0), (EAST, "east", 200, 20.0)], code="text", people="int", old="real")
    done = check(NEIGHBOURHOODS=places, FIELD_MAP="inhabitants = people", REQUIREMENTS=[row(weight="inhabitants")])
    assert verdicts(done)["east"]["total"] == pytest.approx(200)


# --- Norms ---


def test_a_norm_file_wins_over_a_norm_set_and_rows_over_both(tmp_path):
    done = check(
        NORM_FILE=norm_file(tmp_path),
        NORM_SET="meeting",
        REQUIREMENTS=[["s", "", "", "150", "", "", "", "", "", "", ""]],
    )
    found = done.rows("OUTPUT_RESULTS")
    assert {(r["norm_set"], r["requirement"], r["threshold"], r["target"]) for r in found} == {
        ("own-set", "s", 150, 0.9)
    }


@pytest.mark.parametrize("give", ["rows", "flat", "json", "json rows"])
def test_the_table_may_be_a_list_of_rows_a_flat_list_or_text(give):
    rows = [row(), row(id="t", threshold=100)]
    flat = [cell for one in rows for cell in one]
    value = {"rows": rows, "flat": flat, "json": json.dumps(flat), "json rows": json.dumps(rows)}[give]
    assert {r["requirement"] for r in check(REQUIREMENTS=value).rows("OUTPUT_RESULTS")} == {"s", "t"}


def test_a_shipped_set_leaves_uncomputed_what_the_layers_lack_and_a_file_stops(tmp_path):
    done = check(NORM_SET="meeting", REQUIREMENTS=None, FACILITIES=[layer([point(100, 0)], "community centre")])
    found = verdicts(done, "meeting_place_65")
    assert (found["west"]["compliance"], found["west"]["reason"]) == ("unknown", "no_field:inhabitants_65")
    assert verdicts(done, "meeting_place")["west"]["compliance"] == "meets"
    named = "“Meeting place within walking distance for people aged 65 and over”"
    assert sum(named in w and "inhabitants_65" in w for w in done.feedback.warnings) == 1
    assert set(done.column("OUTPUT_DWELLINGS", "meeting_place_65_reason")) == {"no_field:inhabitants_65"}
    assert "inhabitants_65" in refused(NORM_FILE=norm_file(tmp_path, weight="inhabitants_65"), REQUIREMENTS=None)
    row_too = [["meeting_place_65", "", "", "9", "", "", "", "", "", "", ""]]
    assert "inhabitants_65" in refused(NORM_SET="meeting", REQUIREMENTS=row_too)


def test_the_set_meeting_holds_where_nothing_is_chosen():
    found = check(REQUIREMENTS=None, FACILITIES=[layer([point(100, 0)], "meeting place")]).rows("OUTPUT_RESULTS")
    assert {r["norm_set"] for r in found} == {"meeting"}


def test_conditions_choose_facilities_dwellings_and_neighbourhoods(tmp_path):
    schools = layer(
        [(point(100, 0), "yes"), (point(500, 300), "no"), (point(500, 310), None)], "school", wheelchair="text"
    )
    homes = layer(
        [(point(100, 100), 1)] * 60 + [(point(500, 300), 2)] * 60 + [(point(500, 300), None)] * 5,
        kind="Point",
        sort="int",
    )
    places = layer([(WEST, "west", 900), (EAST, "east", None)], code="text", density="int")
    given = {"FACILITIES": [schools], "DWELLINGS": homes, "NEIGHBOURHOODS": places, "REQUIREMENTS": None}
    where = [{"field": "wheelchair", "op": "=", "value": "yes"}]
    done = check(NORM_FILE=norm_file(tmp_path, where=where), **given)
    assert done.column("OUTPUT_FACILITIES", "requirements") == ["s", None, None]
    assert done.feedback.warned("NULL", "1")
    demand = [{"field": "sort", "op": "in", "value": [2, 3]}]
    done = check(NORM_FILE=norm_file(tmp_path, demand_where=demand), **given)
    assert [r["compliance"] for r in verdicts(done).values()][:2] == ["not_applicable", "meets"]
    assert done.feedback.warned("NULL", "5")
    applies = [{"field": "density", "op": ">=", "value": 500}]
    done = check(NORM_FILE=norm_file(tmp_path, applies_if=applies), **given)
    assert [(r["compliance"], r["reason"]) for r in verdicts(done).values()][:2] == [
        ("meets", None),
        ("unknown", "field_unknown:density"),
    ]


# --- Real and made-up towns ---


@pytest.fixture
def sample(root):
    return root / "resources" / "sample" / "town.gpkg"


def test_the_sample_town_reconciles(sample):
    given = {
        "NETWORK": f"{sample}|layername=streets",
        "DWELLINGS": f"{sample}|layername=dwellings",
        "WEIGHT_FIELD": "dwellings",
        "NEIGHBOURHOODS": f"{sample}|layername=neighbourhoods",
        "FACILITIES": [f"{sample}|layername=facilities", f"{sample}|layername=parks"],
        "TYPE_FIELD": "type",
        "FACILITY_ID": "facility_id",
        "ENTRANCES": f"{sample}|layername=park_entrances",
        "ENTRANCE_FACILITY": "facility_id",
        "BARRIERS": f"{sample}|layername=water",
        "TIME_FIELD": "time_min",
        "NORM_SET": "meeting",
        "REQUIREMENTS": [row(id="park", facility="park", threshold=300)],
        "OUTPUT_DWELLINGS": "memory:",
        "OUTPUT_NEIGHBOURHOODS": "memory:",
        "OUTPUT_RESULTS": "memory:",
        "OUTPUT_FACILITIES": "memory:",
    }
    done = runs.run("basicrequirements", given)
    homes = {r["dwelling_id"]: r for r in done.rows("OUTPUT_DWELLINGS")}
    assert len(homes) == 5585
    assert {homes[i]["row_status"] for i in ("W05584", "W05585")} == {"no_geometry"}
    assert homes["W02790"]["row_status"] == "no_weight"
    assert {homes[i]["row_status"] for i in ("W05582", "W05583")} == {"outside_neighbourhoods"}
    assert {homes[i]["row_status"] for i in ("W05439", "W05557", "W05572")} == {"off_network"}
    assert homes["W02157"]["park_reason"] is None, "a houseboat may leave the water that it lies in"
    facilities = {r["facility_id"]: r for r in done.rows("OUTPUT_FACILITIES")}
    assert len(facilities) == 128 + 7
    assert facilities["F014"]["row_status"] == "off_network"
    assert facilities["F904"]["requirements"] == "park"
    for name in ("meeting_place", "meeting_place_65", "park"):
        found = verdicts(done, name)
        *parts, total = found.values()
        assert len(parts) == 13
        for column in ("total", "within", "outside", "unknown"):
            assert sum(p[column] or 0 for p in parts) == pytest.approx(total[column]), column
    assert verdicts(done, "meeting_place")["_total"]["total"] == sum(r["dwellings"] or 0 for r in homes.values())
    assert verdicts(done, "meeting_place")["BU99010303"]["compliance"] == "not_applicable"
    assert verdicts(done, "meeting_place")["BU99010204"]["compliance"] == "too_few"


DELFT = (
    row(id="play", facility="playground", threshold=200, target=0.95),
    row(id="school", threshold=800, target=0.95),
    row(id="markets", facility="supermarket", indicator="count", threshold=10, unit="min", minimum=2),
    row(id="rate", facility="supermarket", indicator="rate", threshold=0.2, unit="number", weight="inhabitants"),
)


def delft(shared, **changes) -> dict:
    data = shared / "data" / "delft"
    return {
        "NETWORK": str(data / "streets.gpkg"),
        "DWELLINGS": str(data / "dwellings_synthetic.gpkg"),
        "NEIGHBOURHOODS": str(data / "neighbourhoods.gpkg"),
        "FACILITIES": [str(data / "facilities.gpkg")],
        "TYPE_FIELD": "fclass",
        **changes,
    }


@pytest.mark.slow  # as the sample town in test_library.py
def test_delft_weighs_by_people_over_65_and_is_looked_at_often(shared, tmp_path):
    path = tmp_path / "delft.gpkg"
    targets = {
        n: into(path, n.lower())
        for n in ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS", "OUTPUT_FACILITIES")
    }
    given = delft(
        shared,
        NORM_SET="meeting",
        REQUIREMENTS=[list(r) for r in DELFT],
        COMPLETE_TYPES="meeting place;community centre",
        **targets,
    )
    done = runs.run("basicrequirements", given)
    old = verdicts(done, "meeting_place_65")
    assert old["_total"]["total"] == pytest.approx(17798.6, abs=0.05)
    lost = [r for n, r in old.items() if r["reason"] == "no_dwellings"]
    assert len(lost) == 2
    assert sum(r["unknown"] for r in lost) == pytest.approx(10.0, abs=0.05)
    assert sum(r["reason"] == "weight_unknown" for r in old.values()) == 11
    assert old["_total"]["reason"] == "weight_unknown:11"
    assert done.layer("OUTPUT_DWELLINGS").featureCount() == 63520
    for name in ("play", "school", "markets", "meeting_place", "meeting_place_65"):
        *parts, total = verdicts(done, name).values()
        for column in ("total", "within", "outside", "unknown"):
            assert sum(p[column] or 0 for p in parts) == pytest.approx(total[column], rel=1e-9), (name, column)
    shares = done.feedback.shares
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(100)
    assert len(shares) > 50
    assert done.feedback.looks > 100
    assert done.feedback.largest_step < 11


def test_one_absent_type_of_two_is_named_with_what_may_be_meant():
    done = check(REQUIREMENTS=[row(facility="school|scool")])
    assert verdicts(done)["_total"]["total"] == 120
    assert done.feedback.warned("goes on without “scool”")
    assert done.feedback.warned("Did you mean “school”?")


def test_results_arrive_grouped_in_order_and_styled():
    outputs = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    onto_map = {n: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance()) for n in outputs}
    parameters = town(OUTPUT_FACILITIES=None, **onto_map)
    made = runs.algorithm("basicrequirements")
    results, ok = made.run(parameters, context, Feedback(), {}, False)
    assert ok
    details = [context.layerToLoadOnCompletionDetails(results[name]) for name in outputs]
    (group,) = {d.groupName for d in details}
    assert re.fullmatch(r"Own requirements \d\d:\d\d:\d\d", group)
    moment = group.rpartition(" ")[2]
    assert [d.name for d in details] == ["Dwellings", "Verdicts", f"Results ({moment})"]
    dwellings, neighbourhoods, table = (d.layerSortKey for d in details)
    assert dwellings > neighbourhoods > table
    areas = context.getMapLayer(results["OUTPUT_NEIGHBOURHOODS"])
    assert next(c.label() for c in areas.renderer().categories()) == "all that is asked"
    areas.styleManager().setCurrentStyle("s")
    assert areas.renderer().classAttribute() == "s_compliance"
    labels = {c.value(): c.label() for c in areas.renderer().categories()}
    assert labels["too_few"] == "too few dwellings"
    assert set(labels) == {"meets", "fails", "unknown", "too_few", "not_applicable"}


def test_requirements_may_be_objects_with_any_key():
    """As a script gives them, and as a text: thresholds by class and conditions have no column in the table."""
    asked = {"id": "s", "facility": "school", "indicator": "distance", "threshold": 300, "unit": "m", "target": 0.9}
    asked["demand_where"] = [{"field": "who", "op": "in", "value": ["w0", "e200"]}]
    for given in ([asked], json.dumps([asked])):
        found = verdicts(check(REQUIREMENTS=given, MIN_DWELLINGS=1))
        assert [(found[name]["total"], found[name]["within"]) for name in ("west", "east")] == [(1, 1), (1, 0)]
    over = check(NORM_SET="meeting", REQUIREMENTS=json.dumps([{"id": "meeting_place", "min_area_m2": 5}]))
    assert {r["norm_version"].endswith("+changed") for r in over.rows("OUTPUT_RESULTS")} == {True}
    assert refused(REQUIREMENTS=json.dumps([asked | {"unit": "km"}])).startswith(
        "Requirements line 1, object 1 “s”: unit"
    )
    lacking = asked | {"demand_where": [{"field": "nothing", "op": "=", "value": 1}]}
    assert "nothing" in refused(REQUIREMENTS=json.dumps([lacking]))  # what the user asks here stops the run
