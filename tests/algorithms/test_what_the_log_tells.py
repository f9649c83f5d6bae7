"""What the log of a check of requirements tells, in words that say what to do."""

from __future__ import annotations

import json

import pytest
from qgis.core import QgsApplication

from buurtmaat.adapters.io import translation
from buurtmaat.adapters.io.translation import in_digits
from buurtmaat.adapters.norms import choice_words
from towns import runs
from towns.one_norm import done_with
from towns.runs import box, grid, layer, point
from towns.small_town import check, row

DISTANCE = ["s", "school", "distance", "300", "m", "", "", "", "", "", "0.9"]
PRESENT = ["p", "school", "presence", "1", "number", "", "", "", "", "", ""]
BY_BICYCLE = ["c", "school", "distance", "5", "min", "", "", "", "cycle", "", "0.9"]


def told(**changes) -> runs.Feedback:
    feedback = runs.Feedback()
    town = {
        "DWELLINGS": layer([point(50, 10), point(250, 100)]),
        "NEIGHBOURHOODS": layer([box(-50, -50, 550, 550)]),
        "FACILITIES": [layer([point(250, -20)], "school")],
        "NETWORK": layer(grid()),
        "REQUIREMENTS": [DISTANCE],
        "OUTPUT_RESULTS": "memory:",
    }
    runs.run("basicrequirements", {**town, **changes}, feedback)
    return feedback


@pytest.mark.parametrize("fields", [{"fclass": "text"}, {"other_tags": "text", "fclass": "text"}])
def test_raw_facilities_are_told_what_to_do_with(fields) -> None:
    values = ("primary",) * len(fields)
    raw = layer([(point(250, -20), *values)], "gis_osm_pois", **fields)
    feedback = told(FACILITIES=[raw], TYPE_FIELD="fclass")
    assert feedback.warned("“gis_osm_pois”", "raw data", "Prepare data")


def test_tags_as_types_are_raw_data() -> None:
    tags = layer([(point(250, -20), "amenity=school")], "points", kind_of_place="text")
    assert told(FACILITIES=[tags], TYPE_FIELD="kind_of_place").warned("“points”", "raw data", "Prepare data")


def test_raw_data_whose_types_are_asked_for_are_used_as_they_are() -> None:
    raw = layer([(point(250, -20), "school")], "gis_osm_pois", fclass="text")
    assert not told(FACILITIES=[raw], TYPE_FIELD="fclass").warned("raw data")


def test_facilities_of_another_type_are_not_raw() -> None:
    other = layer([(point(250, -20), "library")], "places", type="text")
    assert not told(FACILITIES=[other], TYPE_FIELD="type").warned("raw data")


@pytest.mark.parametrize("field", ["type", "Soort"])
def test_a_field_that_holds_the_types_is_named_where_none_was_given(field) -> None:
    """As found: facilities that Prepare facilities had made were called raw data on the command line."""
    made = layer(
        [(point(250, -20), "library", ""), (point(50, 0), "School", "")], "fac", **{field: "text"}, fclass="text"
    )
    feedback = told(FACILITIES=[made])
    assert feedback.warned("“fac”", f"Write “{field}” in", "(TYPE_FIELD).")
    assert not feedback.warned("raw data")
    assert not told(FACILITIES=[made], TYPE_FIELD=field).warned("TYPE_FIELD")


def test_a_field_of_other_types_is_not_named() -> None:
    other = layer([(point(250, -20), "library"), (point(50, 0), None)], "fac", type="text")
    assert not told(FACILITIES=[other]).warned("TYPE_FIELD")


def test_with_several_networks_a_warning_says_which_it_is_about() -> None:
    far = layer([point(50, 10), point(250, 5000)])
    one = told(DWELLINGS=far)
    assert one.warned("Dwellings off the network")
    assert not one.warned("(NETWORK): Dwellings")
    both = told(DWELLINGS=far, CYCLE_NETWORK=layer(grid()), REQUIREMENTS=[DISTANCE, BY_BICYCLE])
    off = [text.partition(": ")[0] for text in both.warnings if "Dwellings off the network" in text]
    assert sorted(off) == ["Streets and paths (NETWORK)", "Streets and paths for bicycles (CYCLE_NETWORK)"]


def test_a_network_without_steps_is_told_from_the_whole() -> None:
    ways = layer([(way, "steps" if n == 3 else "path") for n, way in enumerate(grid())], highway="text")
    rows = [DISTANCE, ["r", "school", "distance", "300", "m", "", "", "", "rollator", "", "0.9"]]
    feedback = told(DWELLINGS=layer([point(50, 10), point(250, 5000)]), NETWORK=ways, REQUIREMENTS=rows)
    off = [text.partition(": ")[0] for text in feedback.warnings if "Dwellings off the network" in text]
    assert sorted(off) == ["Streets and paths (NETWORK)", "Streets and paths (NETWORK) without steps"]


def test_a_requirement_that_is_judged_nowhere_is_told() -> None:
    """The school stands there, so the presence is met, and “1 of 1 meets all” holds of that alone."""
    feedback = told(REQUIREMENTS=[DISTANCE, PRESENT], MIN_DWELLINGS=1000)
    assert any(
        text.startswith("1 of 1 neighbourhood meets all requirements. Over all neighbourhoods: 1 ")
        for text in feedback.infos
    )
    assert feedback.warned("No area is judged on “s”:", "Minimum dwellings per neighbourhood (MIN_DWELLINGS) is 1000")
    assert not told(REQUIREMENTS=[DISTANCE, PRESENT], MIN_DWELLINGS=0).warned("No area is judged")


def test_requirements_without_a_target_are_told_to_have_no_verdict() -> None:
    rows = [[*DISTANCE[:-1], ""], PRESENT, [*BY_BICYCLE[:-1], ""]]
    feedback = told(REQUIREMENTS=rows, CYCLE_NETWORK=layer(grid()))
    assert "No verdict without a target, only figures: “s”, “c”" in feedback.infos
    assert not [text for text in told(REQUIREMENTS=[DISTANCE, PRESENT]).infos if "without a target" in text]


def test_modes_and_states_are_told_in_words() -> None:
    rows = [["s", "school", "distance", "300", "m", "", "", "", "walk_65", "", "0.9"]]
    feedback = told(REQUIREMENTS=rows)
    assert "Measured at 3 km/h (on foot, over 65) over Streets and paths (NETWORK): “s”" in feedback.infos


def test_decimals_are_written_as_the_language_does(monkeypatch) -> None:
    assert in_digits("99.3") == "99.3"
    monkeypatch.setattr(QgsApplication, "locale", lambda: "nl_BE")
    assert (in_digits("4.8"), in_digits("100"), in_digits("-0.5")) == ("4,8", "100", "-0,5")


def test_one_warning_says_of_both_networks_where_they_end():
    """As found: two warnings of "the streets", with 1,200 and 2,500 m."""
    asked = [row(threshold=200), row(id="far", threshold=700, mode="cycle")]
    done = check(REQUIREMENTS=asked, CYCLE_NETWORK=layer(grid(), "cycle"))
    told = [text for text in done.feedback.warnings if "end closer to the neighbourhoods' border" in text]
    assert len(told) == 1
    # The streets are those of a square of 500 m; the neighbourhoods go 60 m beyond them.
    sides = "(west 60 m within it, south 60 m within it, east 60 m within it, north 60 m within it)"
    assert f"on foot 200 m {sides}; by bicycle 700 m {sides}." in told[0]


def test_it_is_said_in_words_on_which_side_of_the_border_the_streets_end():
    """As found: "west -60 m"; here the neighbourhoods lie within x 5 to 495 and end 60 m north of the streets."""
    inside = layer([("POLYGON((5 5, 495 5, 495 560, 5 560, 5 5))", "A")], "areas", code="text")
    done = check(REQUIREMENTS=[row(threshold=200)], NEIGHBOURHOODS=inside)
    (margin,) = [text for text in done.feedback.warnings if "end closer to the neighbourhoods' border" in text]
    assert "(west 5 m beyond it, south 5 m beyond it, east 5 m beyond it, north 60 m within it)" in margin


def test_lines_left_out_are_told_with_the_words_for_the_way_to_move(tmp_path):
    streets = layer(
        [*((line, None) for line in grid()), ("LINESTRING(0 0, 50 50)", "steps")], "streets", highway="text"
    )
    path = tmp_path / "norms.json"
    asked = {"id": "s", "facility": "school", "indicator": "distance", "threshold": 300, "unit": "m", "target": 0.9}
    modes = {"rollator": {"kmh": 3, "exclude": {"highway": ["steps"]}}}
    content = {"id": "own", "title": "Own", "version": "1", "modes": modes}
    path.write_text(json.dumps(content | {"requirements": [asked | {"mode": "rollator"}]}))
    done = check(NETWORK=streets, NORM_FILE=str(path), REQUIREMENTS=None)
    assert "Lines of “streets” that are left out (with a rollator): 1" in done.feedback.infos


def test_words_that_a_condition_compares_with_a_number_are_told(tmp_path):
    """Of the three schools one has a number; the area has a word, so that the requirement applies nowhere."""
    at = [(point(250, -20), "school", size) for size in ("big", "huge", "12")]
    at.append((point(250, -20), "shop", "of no concern to a norm of schools"))
    given = {
        "FACILITIES": [layer(at, "shops", sort="text", size="text")],
        "FACILITY_TYPES": "[sort]",
        "NEIGHBOURHOODS": layer([(box(-60, -60, 560, 560), "A", "many")], code="text", people="text"),
    }
    sized = [{"field": "size", "op": ">=", "value": 10}]
    lived_in = [{"field": "people", "op": "<", "value": 500}]
    done = done_with(tmp_path, given, title="Large", where=sized, applies_if=lived_in)
    told = "Requirement “Large”: values of {} that are no numbers, for which its condition “{}” does not hold: {}"
    assert done.feedback.warned(told.format("size", ">=", 2))
    assert done.feedback.warned(told.format("people", "<", 1))


def test_a_dutch_log_writes_thousands_and_decimals_as_dutch_does(monkeypatch) -> None:
    """Facilities of 1,234.5 and 1,000 m²: 2,234.5 in all; the last step ends at 1,250.5 m."""
    monkeypatch.setattr(QgsApplication, "locale", lambda: "nl")
    halls = layer([(point(100, 0), 1234.5), (point(9000, 9000), 1000.0)], "halls", m2="real")
    homes = layer([point(50, 0)])
    given = {"NETWORK": layer(grid()), "DWELLINGS": homes, "FACILITIES": halls, "CAPACITY_FIELD": "m2"}
    feedback = runs.Feedback()
    runs.run("floatingcatchment", {**given, "LIMIT": 1500, "OUTPUT": "memory:"}, feedback)
    assert any("2.234,5" in text and "1.234,5" in text for text in feedback.infos)
    steps = {"DECAY": 2, "STEPS": "250:1;1250,5:0.2", "LIMIT": 1500}
    feedback = runs.Feedback()
    runs.run("floatingcatchment", {**given, **steps, "OUTPUT": "memory:"}, feedback)
    assert any("1.250,5" in text for text in feedback.infos)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_requirements_are_called_by_their_titles_in_the_language(monkeypatch, tmp_path, language) -> None:
    title = {"en": "School nearby", "nl": "School dichtbij"}
    asked = {"facility": "school", "indicator": "distance", "threshold": 300, "unit": "m"}
    lacking = {**asked, "facility": "library", "id": "nearest_library", "title": {"en": "A library", "nl": "Een bieb"}}
    norms = {
        "format": 1,
        "id": "own",
        "title": {"en": "Own", "nl": "Eigen"},
        "version": "1",
        "requirements": [{**asked, "id": "nearest_school", "title": title}, lacking],
    }
    path = tmp_path / "own.json"
    path.write_text(json.dumps(norms), encoding="utf-8")
    monkeypatch.setattr(translation, "user_locale", lambda: language)
    monkeypatch.setattr(choice_words, "user_locale", lambda: language)
    feedback = told(REQUIREMENTS=None, NORM_FILE=str(path))
    mine, other = f"“{title[language]}”", f"“{lacking['title'][language]}”"
    assert (
        f"Measured at 4{'.' if language == 'en' else ','}8 km/h (on foot) over Streets and paths (NETWORK): "
        f"{mine}, {other}" in feedback.infos
    )
    assert f"No verdict without a target, only figures: {mine}, {other}" in feedback.infos
    assert feedback.warned(f"All facilities lie inside the neighbourhoods for {mine}:")
    assert feedback.warned(f"Requirement “{other[1:-1]}” is unknown: no layer holds")
    told_all = "\n".join([*feedback.infos, *feedback.warnings])
    assert "nearest_" not in told_all.replace("nearest_school_", "")


def test_requirements_with_one_title_are_named_with_their_ids(tmp_path) -> None:
    asked = {"facility": "school", "indicator": "distance", "threshold": 300, "unit": "m", "title": "A school"}
    both = [{**asked, "id": "near"}, {**asked, "id": "far", "threshold": 900}]
    other = {**asked, "id": "other", "title": "Something else"}
    path = tmp_path / "own.json"
    path.write_text(json.dumps({"id": "own", "title": "Own", "version": "1", "requirements": [*both, other]}))
    feedback = told(REQUIREMENTS=None, NORM_FILE=str(path))
    assert [text for text in feedback.warnings if "are all called" in text] == [
        "Requirements near, far are all called “A school”: give each a title of its own to tell them apart."
    ]


def test_what_layers_hold_is_said_once_and_not_for_each_requirement_that_lacks_a_type() -> None:
    """As found: forty types were listed again in each sentence; and "of 0 types: –" where there were none."""
    wanted = [row(id="s", facility="school"), *(row(id=x, facility="library") for x in "lm")]
    feedback = told(REQUIREMENTS=wanted)
    assert "Facilities: 1 in 1 layer, of 1 type: school" in feedback.infos
    lacking = [text for text in feedback.warnings if "no layer holds" in text]
    assert lacking == [f"Requirement “{x}” is unknown: no layer holds “library”." for x in "lm"]
    feedback = told(FACILITIES=[layer([(point(100, 0), None)], "spots", sort="text")], FACILITY_TYPES="[sort]")
    assert "Facilities: 1 in 1 layer, without a type" in feedback.infos


def test_a_figure_is_called_as_people_call_it_where_it_is_not_known() -> None:
    around = [(box(-60, -60, 310, 560), "west", 40), (box(310, -60, 930, 560), "east", None)]
    given = {"NEIGHBOURHOODS": layer(around, code="text", pop="int"), "FIELD_MAP": "inhabitants_65=pop"}
    feedback = check(REQUIREMENTS=[row(weight="inhabitants_65")], **given).feedback
    unknown = "neighbourhoods without a figure for people aged 65 and over, unknown and not in the total: 1"
    assert feedback.warned(unknown)


def test_what_came_of_a_year_is_a_sentence() -> None:
    """As found: a year, a colon, and then a capital."""
    said = "In 2031: 1 of 2 neighbourhoods meets all requirements. "
    assert any(text.startswith(said) for text in check(YEARS="2031").feedback.infos)
