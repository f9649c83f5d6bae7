"""Which tags stand for which type: the shipped mapping, a user's rows before it, and what is wrong with either."""

from __future__ import annotations

import json

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.file import load_file
from buurtmaat.core.preparing.facility_mapping import MERGES, MappingRow, TypeFinder, read_mapping, read_rows


@pytest.fixture(scope="module")
def mapping(root):
    return read_mapping((root / "resources" / "prepare" / "facilities.json").read_bytes())


def small(**changes) -> str:
    entry = {"type": "library", "merge": "near", "osm": ["amenity=library"]}
    top = {"version": "1", "date": "2026-01-01", "keep": ["access"], "facilities": [entry | changes], "not_told": []}
    return json.dumps(top, indent=1)


def test_every_type_that_a_shipped_set_asks_for_is_mapped_or_said_not_to_be(root, mapping):
    asked = {
        name
        for path in (root / "resources" / "norms").glob("*.json")
        if path.name != "schema.json"
        for requirement in load_file(path).requirements
        for name in requirement.facility
    }
    mapped = {one.name for one in mapping.types}
    assert asked - mapped == {one.name for one in mapping.not_told}
    assert len(asked) == 21


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        ({"amenity": "library"}, "library"),
        ({"amenity": "community_centre"}, "community centre"),
        ({"amenity": "community_centre", "community_centre": "village_hall"}, "village hall"),
        ({"amenity": "community_centre", "community_centre": "youth_centre"}, "youth centre"),
        ({"leisure": "playground"}, "playground"),
        ({"leisure": "park"}, "park"),
        ({"landuse": "forest"}, "green"),
        ({"leisure": "pitch", "sport": "soccer"}, "football pitch"),
        ({"leisure": "pitch", "sport": "tennis"}, "tennis court"),
        ({"leisure": "pitch", "sport": "skateboard"}, "skate park"),
        ({"leisure": "pitch", "sport": "cricket"}, "sports pitch"),
        ({"leisure": "pitch"}, "sports pitch"),
        ({"leisure": "sports_centre"}, "sports centre"),
        ({"leisure": "sports_centre", "building": "yes"}, "sports hall"),
        ({"leisure": "sports_centre", "building": "yes", "sport": "swimming"}, "swimming pool"),
        ({"leisure": "sports_centre", "building": "no"}, "sports centre"),
        ({"leisure": "swimming_pool", "access": "yes"}, "swimming pool"),
        ({"amenity": "bench"}, "seat"),
        ({"shop": "Supermarket"}, "supermarket"),
        ({"amenity": "doctors", "healthcare:speciality": "general"}, "general practitioner"),
        ({"amenity": "doctors", "healthcare:speciality": "dermatology"}, "medical specialist"),
        ({"amenity": "pharmacy"}, "pharmacy"),
        ({"amenity": "school", "isced:level": "1"}, "primary school"),
        ({"amenity": "school", "isced:level": "2;3"}, "secondary school"),
        ({"highway": "bus_stop"}, "bus stop"),
        ({"amenity": "cafe"}, "café"),
        ({"fclass": "bench"}, "seat"),
        ({"fclass": "tennis_court"}, "tennis court"),
        ({"fclass": "muslim_sunni"}, "place of worship"),
    ],
)
def test_tags_have_the_type_that_people_mean(mapping, tags, name):
    found = TypeFinder(mapping).find(tags)
    assert found is not None
    assert (found.type, found.sure) == (name, True)


@pytest.mark.parametrize("tags", [{}, {"leisure": "swimming_pool"}, {"amenity": "parking"}, {"landuse": "meadow"}])
def test_what_stands_for_nothing_has_no_type(mapping, tags):
    assert TypeFinder(mapping).find(tags) is None


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        ({"amenity": "school"}, "primary school"),
        ({"fclass": "school"}, "primary school"),
        ({"amenity": "doctors"}, "general practitioner"),
        ({"fclass": "swimming_pool"}, "swimming pool"),
    ],
)
def test_what_may_stand_for_something_else_too_is_not_sure(mapping, tags, name):
    found = TypeFinder(mapping).find(tags)
    assert (found.type, found.sure) == (name, False)


def test_a_tag_with_several_values_has_the_first_type_and_tells_the_others(mapping):
    found = TypeFinder(mapping).find({"leisure": "pitch", "sport": "tennis;soccer"})
    assert found.type == "football pitch"
    assert found.others == ("tennis court",)
    assert found.because == "leisure=pitch & sport=tennis;soccer"


def test_a_users_row_goes_first_in_any_case_and_its_type_is_spelled_as_in_the_mapping(mapping):
    finder = TypeFinder(mapping, read_rows([["Amenity", "LIBRARY", "Playground"], ["soort", "*", "Boekenkast"]]))
    assert finder.find({"amenity": "library"}).type == "playground"
    assert finder.find({"soort": "x"}).type == "Boekenkast"
    assert finder.find({"amenity": "cafe"}).type == "café"
    assert finder.merge_of("Boekenkast") == "near"
    assert finder.merge_of("Play Area") == "ground"


def test_a_users_row_can_take_the_value_itself_as_the_type(mapping):
    finder = TypeFinder(mapping, read_rows([["type", "*", "*"]]))
    assert [finder.find({"type": name}).type for name in ("LIBRARY", "Hertenkamp")] == ["library", "Hertenkamp"]


def test_a_users_row_can_leave_out(mapping):
    found = TypeFinder(mapping, read_rows("amenity, bench, -")).find({"amenity": "bench"})
    assert found.type == ""


def test_the_value_of_a_users_row_may_hold_a_semicolon(mapping):
    finder = TypeFinder(mapping, read_rows([["soort", "a;b", "library"]]))
    assert finder.find({"soort": "A;B"}).type == "library"
    assert finder.find({"soort": "a"}) is None


@pytest.mark.parametrize(
    "value",
    [
        ["soort", "x", "park", "", None, "", "soort", "7", "seat"],
        [["soort", "x", "park"], ["", "", ""], [" soort ", 7.0, "seat"]],
        '[["soort", "x", "park"], ["", "", ""], ["soort", 7, "seat"]]',
        "soort, x, park, , , , soort, 7, seat",
        "soort,x,park\r,,\rsoort,7,seat\r",
        'soort,x,park\r\n,,\r\n"soort",7,seat',
    ],
)
def test_rows_come_in_every_form_that_qgis_gives(value):
    assert read_rows(value) == [MappingRow(1, "soort", "x", "park"), MappingRow(3, "soort", "7", "seat")]


@pytest.mark.parametrize("value", [None, "", "  ", [], [[]]])
def test_no_rows_are_no_rows(value):
    assert read_rows(value) == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([["soort", "x", "park"], ["soort", "", "park"]], "MAPPING row 2 is half filled: fill in its value"),
        ([["soort", "x", None]], "MAPPING row 1 is half filled: fill in its type"),
        (
            ["soort", "x", "park", "soort"],
            r"MAPPING row 2: 4 cells do not fill rows of 3 columns \(field, ",
        ),
        ([["soort", "x"]], r"MAPPING row 1 has 2 cells instead of 3 \(field, value, type\)"),
        (["a", ["b"], "c"], "MAPPING row 1 is not a list of cells"),
        ([["soort", ["x"], "park"]], "MAPPING row 1: each cell must be text or a number, not a list"),
        ([["soort", "x" * 201, "park"]], "MAPPING row 1 holds a cell of more than 200 characters"),
        ("[1, 2", "MAPPING line 1"),
        (5, "MAPPING must be a table of 3 columns, not 5"),
        ("a,b\rc,d", "MAPPING row 2: 4 cells"),
        ("x" * 200_000, "MAPPING cannot be read as cells with commas between them"),
        ([["soort", float("nan"), "x"]], "MAPPING row 1: each cell must be text or a number, not nan"),
        ([["a", "b", "c"]] * 2001, "MAPPING has 2001 rows"),
    ],
)
def test_wrong_rows_are_named(value, words):
    with pytest.raises(InputError, match=words):
        read_rows(value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "resources/prepare/facilities.json line 1"),
        ("[]", "line 1: this must be an object"),
        ("{}", "line 1: the key “facilities” is missing; add it"),
        (small().replace('"keep"', '"kept"'), "line 4: the key “kept” is not known"),
        (small(merge="far"), "line 10: merge must be “near”, “ground” or “spot”"),
        (small(osm=["amenity"]), "“amenity” is no rule"),
        (small(osm=["amenity=|x"]), "is no rule"),
        (small(osm=["amenity=*|x"]), "is no rule"),
        (small(osm=[]), "a type must have 1 to 50 rules"),
        (small(osm=["a=b"] * 51), "a type must have 1 to 50 rules"),
        (small(osm=[7]), "this must be a text"),
        (small(osm="a=b"), "this must be a list"),
        (small(kind="x"), "the key “kind” is not known"),
        (small(note="x" * 401), "a text of 1 to 400 characters"),
    ],
)
def test_a_wrong_mapping_says_on_which_line(text, words):
    with pytest.raises(InputError, match=words.replace("[", r"\[")):
        read_mapping(text)


def test_a_type_that_comes_twice_is_refused():
    top = json.loads(small())
    top["facilities"] *= 2
    with pytest.raises(InputError, match="there twice"):
        read_mapping(json.dumps(top))
    top = json.loads(small())
    top["not_told"] = [{"type": "Library", "merge": "near", "note": "x"}]
    with pytest.raises(InputError, match="there twice"):
        read_mapping(json.dumps(top))


def test_a_type_that_no_tag_stands_for_has_no_rules():
    top = json.loads(small())
    top["not_told"] = [{"type": "play area", "merge": "near", "osm": ["a=b"]}]
    with pytest.raises(InputError, match="in not_told none"):
        read_mapping(json.dumps(top))


def test_the_shipped_mapping_has_each_rule_once(mapping):
    rules = [frozenset((c.key, c.values) for c in rule.conditions) for one in mapping.types for rule in one.rules]
    assert len(set(rules)) == len(rules)
    assert {one.merge for one in mapping.types} == set(MERGES)


def test_the_help_page_shows_the_mapping_as_it_is(root, load_script):
    page = (root / "docs" / "algorithms" / "prepare_facilities.md").read_text(encoding="utf-8")
    assert load_script("docs/facility_table").mapping() in page
