"""Kinds of norms with a share on a small town whose answers are known; classes, levels, groups, and what comes out."""

from __future__ import annotations

import json

import pytest

from towns.one_norm import column, done_with, shops
from towns.runs import box, into, layer, point, tables
from towns.small_town import EAST, WEST, check, norm_file, refused, row, verdicts

# --- Types and basket ---

# On the street y = 0, dwellings at x = 100: 100 m to a, 200 m to b, 400 m to c.
THREE = (("a", 0, 0), ("b", 300, 0), ("B ", 0, 500), ("c", 500, 0))


@pytest.mark.parametrize(
    ("minimum", "threshold", "value", "number", "ok", "who"),
    [
        (1, 150, 100, 1, 1, "a"),
        (2, 200, 200, 2, 1, "b"),
        (2, 199.9, 200, 1, 0, "b"),
        (3, 200, 400, 2, 0, "c"),
        (3, 130, None, 1, 0, None),  # 400 is beyond three times the threshold
    ],
)
def test_types_takes_the_nth_smallest_of_the_nearest_of_each_type(minimum, threshold, value, number, ok, who, tmp_path):
    others = {"FACILITIES": [shops(*THREE)], "TYPE_FIELD": "sort", "DWELLINGS": layer([point(100, 0)] * 60)}
    places = {"a": 0, "b": 1, "c": 3}
    asked = {"indicator": "types", "facility": ["A", "b", "C"], "minimum": minimum, "threshold": threshold}
    done = done_with(tmp_path, others, **asked)
    first = done.rows("OUTPUT_DWELLINGS")[0]
    ids = [r["facility_id"] for r in done.rows("OUTPUT_FACILITIES")]
    assert first["s_value"] == (None if value is None else pytest.approx(value))
    assert (first["s_n"], first["s_ok"]) == (number, ok)
    assert first["s_facility"] == (None if who is None else ids[places[who]])
    assert first["s_reason"] == (None if value is not None else "beyond_limit")


def test_a_basket_takes_the_farthest_of_the_nearest_of_all_types(tmp_path):
    others = {"FACILITIES": [shops(*THREE)], "TYPE_FIELD": "sort", "DWELLINGS": layer([point(100, 0)] * 60)}
    done = done_with(tmp_path, others, indicator="basket", facility=["a", "b", "c"], threshold=399)
    assert column(done, "s_value") == pytest.approx([400] * 60)
    assert set(column(done, "s_ok")) == {0}
    assert "s_n" not in done.layer("OUTPUT_DWELLINGS").fields().names()
    assert verdicts(done)["west"]["compliance"] == "fails"
    assert verdicts(done)["west"]["share_at_110"] == 1


def test_an_absent_type_leaves_a_basket_unknown_and_a_real_absence_leaves_all_outside(tmp_path):
    others = {"FACILITIES": [shops(*THREE)], "TYPE_FIELD": "sort"}
    asked = {"indicator": "basket", "facility": ["a", "pool"], "threshold": 500}
    found = verdicts(done_with(tmp_path, others, **asked))["west"]
    assert (found["compliance"], found["reason"], found["unknown"]) == ("unknown", "no_facility", 60)
    found = verdicts(done_with(tmp_path, {**others, "COMPLETE_TYPES": " Pool"}, **asked))["west"]
    assert (found["compliance"], found["reason"], found["outside"]) == ("fails", None, 60)


def test_absent_types_leave_open_what_they_would_add(tmp_path):
    """At x = 100 two of the known types lie within, at x = 500 one."""
    homes = layer([point(100, 0)] * 60 + [point(500, 400)] * 60)
    others = {"FACILITIES": [shops(*THREE)], "TYPE_FIELD": "sort", "DWELLINGS": homes}
    asked = {"indicator": "types", "facility": ["a", "b", "pool"], "minimum": 2, "threshold": 250}
    done = done_with(tmp_path, others, **asked)
    assert set(column(done, "s_reason")) == {"no_facility"}
    assert [(r["s_ok"], r["s_value"], r["s_n"]) for r in done.rows("OUTPUT_DWELLINGS")[::60]] == [
        (1, pytest.approx(200), 2),
        (None, None, None),
    ]
    found = verdicts(done)
    assert (found["west"]["compliance"], found["west"]["reason"]) == ("meets", None)
    assert (found["east"]["compliance"], found["east"]["reason"]) == ("unknown", "no_facility")


def test_a_sum_adds_up_what_facilities_offer_until_there_is_enough(tmp_path):
    """At x = 100 of the street y = 0: 20 seats at 100 m, 15 at 200 m; the polygon's 100 m² lie beyond the threshold."""
    seats = layer([(point(0, 0), 20.0), (point(300, 0), 15.0)], "seat", places="real")
    square = layer([(box(500, 0, 510, 10), None)], "square", places="real")
    report = tmp_path / "report.html"
    others = {
        "FACILITIES": [seats, square],
        "CAPACITY_FIELD": "places",
        "DWELLINGS": layer([point(100, 0)] * 60),
        "REPORT": str(report),
    }
    asked = {"indicator": "sum", "facility": ["seat", "square"], "minimum": 30, "threshold": 250}
    done = done_with(tmp_path, others, **asked)
    first = done.rows("OUTPUT_DWELLINGS")[0]
    assert (first["s_value"], first["s_n"], first["s_ok"]) == (pytest.approx(200), 35, 1)
    assert verdicts(done)["west"]["compliance"] == "meets"
    assert "30 m² or places within 250 m" in report.read_text(encoding="utf-8")
    # 36 are there with the square, which is farther away than the threshold.
    done = done_with(tmp_path, others, **{**asked, "minimum": 36})
    first = done.rows("OUTPUT_DWELLINGS")[0]
    assert (first["s_n"], first["s_ok"], first["s_reason"]) == (35, 0, None)
    assert 250 < first["s_value"] < 750
    assert verdicts(done)["west"]["compliance"] == "fails"


def test_a_path_gives_each_year_its_target(tmp_path):
    """Half of the dwellings are within 120 m: enough up to 2030, when half is asked, and no longer in 2031."""
    homes = layer([point(100, 0)] * 30 + [point(200, 0)] * 30)
    given = {"DWELLINGS": homes, "FACILITIES": [layer([point(0, 0)], "school")]}
    asked = {"threshold": 120, "target": 0.9, "target_path": {"2028": 0.3, "2032": 0.7}}
    done = done_with(tmp_path, {**given, "YEARS": "2026;2030;2031;2040"}, **asked)
    west = [r for r in done.rows("OUTPUT_RESULTS") if r["neighbourhood"] == "west"]
    assert [(r["year"], r["target"], r["compliance"]) for r in west] == [
        (2026, pytest.approx(0.3), "meets"),
        (2030, pytest.approx(0.5), "meets"),
        (2031, pytest.approx(0.6), "fails"),
        (2040, pytest.approx(0.7), "fails"),
    ]
    of_no_year = verdicts(done_with(tmp_path, given, **asked))["west"]
    assert (of_no_year["target"], of_no_year["compliance"]) == (0.9, "fails")
    assert json.loads(of_no_year["conditions"])["target_path"] == asked["target_path"]


# --- Classes ---

CLASSES = {"Centre": 300, "green": 900}


def classed(west, east, tmp_path, others=None, **asked):
    places = layer([(WEST, "west", west), (EAST, "east", east)], code="text", woonmilieu="text")
    asked = {"thresholds_by_class": CLASSES, "threshold": None, **asked}
    return done_with(tmp_path, {"NEIGHBOURHOODS": places, **(others or {})}, **asked)


def test_thresholds_differ_by_class(tmp_path):
    """East the school is 600 to 895 m away."""
    done = classed(" centre", "GREEN ", tmp_path, target=0.5)
    found = verdicts(done)
    assert [(found[n]["threshold"], found[n]["compliance"]) for n in ("west", "east")] == [
        (300, "meets"),
        (900, "meets"),
    ]
    assert found["_total"]["threshold"] is None
    assert [verdicts(classed("centre", "centre", tmp_path))[n]["compliance"] for n in ("west", "east")] == [
        "meets",
        "fails",
    ]


def test_a_class_that_is_not_listed_takes_the_general_threshold_or_none(tmp_path):
    found = verdicts(classed("centre", "harbour", tmp_path))
    assert (found["east"]["compliance"], found["east"]["reason"], found["east"]["unknown"]) == (
        "unknown",
        "no_class",
        60,
    )
    assert verdicts(classed("centre", None, tmp_path))["east"]["reason"] == "no_class"
    found = verdicts(classed("centre", None, tmp_path, threshold=900))
    assert (found["east"]["threshold"], found["east"]["compliance"]) == (900, "meets")


def test_rates_differ_by_class_and_the_class_field_may_be_chosen(tmp_path):
    places = layer([(WEST, "west", "x"), (EAST, "east", "y")], code="text", environment="text")
    asked = {"indicator": "rate", "unit": "number", "per": 60, "target": None, "threshold": None}
    asked["thresholds_by_class"] = {"x": 2, "y": 0}
    given = {"NEIGHBOURHOODS": places, "CLASS_FIELD": "environment"}
    found = verdicts(done_with(tmp_path, given, **asked))
    assert [(found[n]["threshold"], found[n]["compliance"]) for n in ("west", "east")] == [(2, "fails"), (0, "meets")]
    text = refused(NORM_FILE=norm_file(tmp_path, **asked), REQUIREMENTS=None, NEIGHBOURHOODS=places)
    assert "living_environment" in text


# --- Levels and groups ---


def levelled(*rows, **kinds):
    return layer([(wkt, *values) for wkt, *values in rows], code="text", kern="text", **kinds)


def test_every_requirement_has_rows_at_every_level_and_is_judged_at_its_own(tmp_path):
    places = levelled((WEST, "west", "Dorp"), (EAST, "east", "Dorp"))
    given = {"NEIGHBOURHOODS": places, "LEVEL_FIELDS": ["kern"]}
    done = done_with(tmp_path, given, target=0.5)
    assert verdicts(done)["east"]["compliance"] == "fails"
    village = verdicts(done, level="kern")["Dorp"]
    assert (village["within"], village["outside"], village["compliance"], village["shortfall"]) == (60, 60, None, None)
    done = done_with(tmp_path, {"NEIGHBOURHOODS": places}, target=0.5, level="settlement")
    assert [verdicts(done)[n]["compliance"] for n in ("west", "east")] == [None, None]
    assert verdicts(done, level="kern")["Dorp"]["compliance"] == "meets"
    assert done.column("OUTPUT_NEIGHBOURHOODS", "s_compliance") == ["meets", "meets"]
    assert done.results["REQUIREMENTS_MET"] == 1
    assert done.results["NEIGHBOURHOODS_MEETING_ALL"] == 2


def test_conditions_at_a_level_test_the_sum_of_figures(tmp_path):
    asked = {"indicator": "presence", "threshold": 1, "unit": "number", "target": None, "level": "kern"}
    asked["applies_if"] = [{"field": "inhabitants", "op": ">=", "value": 500}]

    def judged(west, east):
        places = levelled((WEST, "west", "Dorp", west), (EAST, "east", "Dorp", east), aantal_inwoners="int")
        found = verdicts(done_with(tmp_path, {"NEIGHBOURHOODS": places}, **asked), level="kern")["Dorp"]
        return found["compliance"], found["reason"]

    assert judged(300, 200) == ("meets", None)
    assert judged(300, 199) == ("not_applicable", None)
    assert judged(300, -99997) == ("unknown", "field_unknown:inhabitants")
    assert judged(500, -99997) == ("meets", None), "what is not known can only add"


def test_a_neighbourhood_without_an_area_at_the_level_is_unknown(tmp_path):
    places = levelled((WEST, "west", "Dorp"), (EAST, "east", None))
    done = done_with(tmp_path, {"NEIGHBOURHOODS": places}, level="settlement")
    assert done.column("OUTPUT_NEIGHBOURHOODS", "s_compliance") == ["meets", "unknown"]
    rest = verdicts(done, level="kern")[None]
    assert (rest["reason"], rest["total"]) == ("field_unknown:kern", 60)
    assert done.feedback.warned("kern", "1")


def test_where_nobody_lives_nothing_is_asked_whatever_holds_in_the_settlement(tmp_path):
    polder = (box(560, -60, 900, 560), "polder", "Dorp")
    places = levelled((WEST, "west", "Dorp"), (EAST, "east", "Dorp"), polder)
    done = done_with(tmp_path, {"NEIGHBOURHOODS": places}, target=0.5, level="settlement")
    assert done.column("OUTPUT_NEIGHBOURHOODS", "s_compliance") == ["meets", "meets", "not_applicable"]
    assert done.column("OUTPUT_NEIGHBOURHOODS", "compliance") == ["meets", "meets", "not_applicable"]
    assert done.results["NEIGHBOURHOODS_MEETING_ALL"] == 2


def test_groups_are_judged_wherever_their_dwellings_stand(tmp_path):
    homes = layer(
        [(point(100, 100), "Woonplus")] * 30
        + [(point(500, 300), "Woonplus")] * 10
        + [(point(100, 100), "Klein ")] * 4
        + [(point(500, 300), None)] * 60,
        landlord="text",
    )
    done = done_with(tmp_path, {"DWELLINGS": homes, "GROUP_FIELD": "landlord"}, target=0.7)
    found = {r["group"]: r for r in done.rows("OUTPUT_RESULTS") if r["group"] is not None}
    assert set(found) == {"Woonplus", "Klein"}
    big = found["Woonplus"]
    assert (big["total"], big["within"], big["share"], big["compliance"]) == (40, 30, 0.75, "meets")
    assert (big["level"], big["neighbourhood"]) == ("neighbourhood", None)
    assert found["Klein"]["compliance"] == "too_few"
    done = done_with(tmp_path, {"DWELLINGS": homes, "GROUP_FIELD": "landlord", "MIN_GROUP": 4}, target=0.8)
    found = {r["group"]: r["compliance"] for r in done.rows("OUTPUT_RESULTS") if r["group"] is not None}
    assert found == {"Woonplus": "fails", "Klein": "meets"}


def test_groups_leave_out_dwellings_to_which_the_requirement_does_not_apply(tmp_path):
    homes = layer([(point(100, 100), "a")] * 30 + [(point(500, 300), "a")] * 30, landlord="text")
    places = layer([(WEST, "west", 1), (EAST, "east", 0)], code="text", urban="int")
    asked = {"applies_if": [{"field": "urban", "op": "=", "value": 1}]}
    given = {"DWELLINGS": homes, "GROUP_FIELD": "landlord", "NEIGHBOURHOODS": places}
    done = done_with(tmp_path, given, **asked)
    (group,) = [r for r in done.rows("OUTPUT_RESULTS") if r["group"] == "a"]
    assert (group["total"], group["compliance"]) == (30, "meets")


# --- What comes out ---


def test_what_a_set_says_of_itself_is_in_results_and_report(tmp_path):
    path = tmp_path / "adopted.json"
    requirement = {"id": "s", "facility": "school", "indicator": "distance", "threshold": 300, "unit": "m"}
    text = {
        "id": "ours",
        "title": "Ours",
        "version": "3",
        "state": "superseded",
        "adopted_by": "Raad <van> Waterveen",
        "adopted_on": "2025-06-01",
        "superseded_by": "ours-2026",
        "requirements": [{**requirement, "target": 0.9}],
    }
    path.write_text(json.dumps(text), encoding="utf-8")
    report = tmp_path / "report.html"
    done = check(NORM_FILE=str(path), REQUIREMENTS=None, REPORT=str(report))
    found = verdicts(done)["west"]
    assert [found[n] for n in ("norm_set", "norm_version", "state", "adopted_by", "adopted_on", "superseded_by")] == [
        *("ours", "3", "superseded", "Raad <van> Waterveen", "2025-06-01", "ours-2026")
    ]
    html = report.read_text(encoding="utf-8")
    assert "Adopted by Raad &lt;van&gt; Waterveen on 2025-06-01. Superseded by ours-2026." in html
    assert done.feedback.warned("superseded", "ours-2026")


def test_a_weight_that_was_spread_is_flagged(tmp_path):
    places = layer([(WEST, "west", 120), (EAST, "east", 60)], code="text", inhabitants="int")
    requirements = [row(), row(id="t", weight="inhabitants")]
    done = check(NEIGHBOURHOODS=places, REQUIREMENTS=requirements)
    assert {r["weight_spread"] for r in verdicts(done).values()} == {0}
    assert {r["weight_spread"] for r in verdicts(done, "t").values()} == {1}


def test_all_kinds_go_into_a_geopackage(tmp_path):
    path = tmp_path / "out.gpkg"
    names = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS", "OUTPUT_FACILITIES")
    requirements = [
        row(),
        row(id="k", indicator="types", facility="school|shop", minimum=1),
        row(id="b", indicator="basket", facility="school|shop"),
        row(id="p", indicator="presence", threshold=1, unit="number", target=""),
        row(id="a", indicator="area_share", threshold=0.1, unit="share", target=""),
    ]
    targets = {name: into(path, name.lower()) for name in names}
    done = check(REQUIREMENTS=requirements, COMPLETE_TYPES="shop", **targets)
    assert tables(path)["output_results"] == 5 * 4
    assert done.column("OUTPUT_NEIGHBOURHOODS", "a_compliance") == ["unknown", "fails"]


def test_dwellings_are_told_where_their_code_differs_from_where_they_lie():
    homes = layer([(point(100, 100), "west")] * 60 + [(point(500, 300), "west")] * 2, buurtcode="text")
    done = check(DWELLINGS=homes)
    assert done.feedback.warned("buurtcode", "2")


def test_the_log_says_what_was_read_and_how_long_it_took():
    done = check()
    log = "\n".join(done.feedback.infos)
    for words in (
        "Norm set",
        "Network of “streets”",
        "120 dwellings",
        "Measured at 4.8 km/h (on foot)",
        "1 of 2 neighbourhoods",
        "Took",
    ):
        assert words in log, log
    assert done.feedback.warned("streets end closer", "300 m")
    assert done.feedback.warned("inside the neighbourhoods for “s”")


# --- What users do ---


def test_levels_are_found_without_case_and_each_once(tmp_path):
    places = levelled((WEST, "west", "Dorp"), (EAST, "east", "Dorp"))
    given = {"NEIGHBOURHOODS": places, "LEVEL_FIELDS": ["KERN", "Kern"]}
    done = done_with(tmp_path, given, target=0.5, level="settlement")
    assert verdicts(done, level="kern")["Dorp"]["compliance"] == "meets"
    assert done.layer("OUTPUT_RESULTS").featureCount() == 4 + 1
    places = layer([(WEST, "a", "x"), (EAST, "b", "x")], code="text", neighbourhood="text")
    text = refused(NEIGHBOURHOODS=places, LEVEL_FIELDS=["neighbourhood"])
    assert "rename" in text


def test_suppressed_figures_are_no_names(tmp_path):
    places = layer([(WEST, "west", -99997), (EAST, "east", 3)], code="text", wijkcode="int")
    homes = layer([(point(100, 100), -99997)] * 60 + [(point(500, 300), 4)] * 60, landlord="int")
    given = {"NEIGHBOURHOODS": places, "DWELLINGS": homes, "LEVEL_FIELDS": ["wijkcode"], "GROUP_FIELD": "landlord"}
    done = done_with(tmp_path, {**given, "CLASS_FIELD": "wijkcode"}, thresholds_by_class={"-99997": 300, "3": 300})
    assert list(verdicts(done, level="wijkcode")) == ["3", None]
    assert {r["group"] for r in done.rows("OUTPUT_RESULTS")} == {None, "4"}


def test_how_firm_a_share_is_where_a_type_is_absent(tmp_path):
    """At 90 % of the threshold fewer dwellings are known, and all of these lie within."""
    homes = layer([point(100, 0)] * 30 + [point(110, 0)] * 30)
    others = {"FACILITIES": [shops(*THREE)], "TYPE_FIELD": "sort", "DWELLINGS": homes}
    asked = {"indicator": "types", "facility": ["a", "b", "pool"], "minimum": 2}
    found = verdicts(done_with(tmp_path, others, **asked, threshold=217))["west"]
    assert (found["share"], found["share_at_90"], found["share_at_110"]) == (1, 1, 1)
    assert verdicts(done_with(tmp_path, others, **asked, threshold=217 * 0.9))["west"]["share"] == 1


def test_a_group_whose_classes_have_no_threshold_says_so(tmp_path):
    homes = layer([(point(100, 100), "a")] * 60 + [(point(500, 300), "b")] * 60, landlord="text")
    done = classed("centre", "harbour", tmp_path, {"DWELLINGS": homes, "GROUP_FIELD": "landlord"})
    found = {r["group"]: (r["compliance"], r["reason"]) for r in done.rows("OUTPUT_RESULTS") if r["group"]}
    assert found == {"a": ("meets", None), "b": ("unknown", "no_class")}


def test_what_is_not_computed_has_its_rows_for_groups_too():
    homes = layer([(point(100, 100), "a")] * 60, landlord="text")
    done = check(NORM_SET="daily", REQUIREMENTS=None, DWELLINGS=homes, GROUP_FIELD="landlord")
    found = {r["requirement"]: r for r in done.rows("OUTPUT_RESULTS") if r["group"] == "a"}
    lacking = [r for r in found.values() if (r["mode"], r["weight"]) == ("cycle", "dwellings")]
    assert [(r["compliance"], r["reason"], r["total"]) for r in lacking] == [("unknown", "no_cycle_network", None)]
    assert found["bus_stop"]["total"] == 60


def test_without_the_level_s_field_a_small_neighbourhood_is_not_taken_for_a_small_settlement():
    """The set asks for a hall in settlements of 500 inhabitants or more; these neighbourhoods have 100."""
    places = layer([(WEST, "west", 100), (EAST, "east", 100)], code="text", inhabitants="int")
    done = check(NORM_SET="meeting", REQUIREMENTS=None, NEIGHBOURHOODS=places)
    found = verdicts(done, "village_hall")
    assert {(found[n]["compliance"], found[n]["reason"]) for n in ("west", "east")} == {
        ("unknown", "no_field:settlement")
    }


@pytest.mark.parametrize(("threshold", "warned"), [(150, True), (90, False)])
def test_streets_that_end_within_the_threshold_of_the_border_are_told_of(threshold, warned):
    """The streets reach 100 m beyond the neighbourhood on every side."""
    places = layer([(box(100, 100, 400, 400), "middle")], code="text")
    done = check(NEIGHBOURHOODS=places, REQUIREMENTS=[row(threshold=threshold)])
    assert done.feedback.warned("streets end closer", "100 m") == warned
