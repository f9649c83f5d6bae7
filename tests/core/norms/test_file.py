from __future__ import annotations

import json
import os
import sys

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.json_located import MAX_DEPTH
from buurtmaat.core.norms.checks import check_set
from buurtmaat.core.norms.file import dump, load, load_file, load_shipped, problems, shipped_ids
from buurtmaat.core.norms.model import MODE_KEYS, REQUIREMENT_KEYS, SET_KEYS, Condition, Mode, Serves, Text

# The norms that sources give, as domain.md numbers them; 18 is two requirements.
NORMS = r"""{
  "format": 1,
  "id": "all-sources",
  "title": {"en": "All sources", "nl": "Alle bronnen"},
  "version": "2025.1",
  "date": "2025-12-18",
  "state": "adopted",
  "adopted_by": "Gemeenteraad",
  "adopted_on": "2025-12",
  "modes": {"e-bike": {"kmh": 20, "network": "cycle"},
            "wheelchair": {"kmh": 4, "exclude": {"highway": ["steps"], "kerb": "raised", "incline": [10, 12.5]}}},
  "requirements": [
    {"id": "n01", "title": "Playground", "facility": "playground", "indicator": "distance", "threshold": 200,
     "unit": "m", "source": "RIVM rules of thumb, 18-12-2025", "url": "https://www.rivm.nl/", "year": 2025,
     "basis": "national", "note": {"en": "up to 12 years; the metric is not named", "nl": "tot 12 jaar"}},
    {"id": "n02", "facility": "green", "indicator": "distance", "threshold": 300, "unit": "m", "min_area_m2": 10000,
     "merge_touching": true, "basis": "national", "year": 2025},
    {"id": "n03", "facility": ["pitch", "court", "pool", "sports hall"], "indicator": "types", "minimum": 3,
     "threshold": 1500, "unit": "m", "basis": "national"},
    {"id": "n04", "facility": "bench", "indicator": "distance", "threshold": 125, "unit": "m", "basis": "national"},
    {"id": "n05", "facility": "play place|sport place", "indicator": "distance", "threshold": 300, "unit": "m",
     "thresholds_by_class": {"dense": 200}, "where": [{"field": "area_m2", "op": ">=", "value": 1000}],
     "basis": "municipal", "year": 2008},
    {"id": "n06", "facility": "play space", "indicator": "area_share", "threshold": 0.03, "unit": "share",
     "area_of": "developed", "basis": "institute", "min_demand": 0, "page": "p. 8", "looked_up": "2026-11-29"},
    {"id": "n07", "facility": "community centre", "indicator": "rate", "threshold": 125, "unit": "m2", "per": 1000,
     "basis": "municipal", "year": 2021, "size": 600, "serves": {"from": 4800}, "min_demand": 2400},
    {"id": "n08", "facility": "CJG", "indicator": "rate", "unit": "m2", "per": 1000, "basis": "municipal",
     "thresholds_by_class": {"urban centre": 50, "mixed": 50, "green-blue": 70}},
    {"id": "n09", "facility": "meeting room", "indicator": "distance", "threshold": 100, "unit": "m",
     "demand_where": [{"field": "complex_size", "op": ">=", "value": 5},
                      {"field": "share_55", "op": ">=", "value": 0.5}],
     "level": "complex", "basis": "illustrative"},
    {"id": "n10", "facility": "supermarket", "indicator": "distance", "threshold": 500, "unit": "m",
     "metric": "straight", "weight": "inhabitants_65", "basis": "institute"},
    {"id": "n11", "facility": ["GP", "health centre"], "indicator": "distance", "threshold": 500, "unit": "m",
     "metric": "straight", "weight": "P_65_EO_JR", "weight_of": "AANT_INW", "basis": "institute"},
    {"id": "n12", "facility": ["supermarket", "school", "GP"], "indicator": "basket", "threshold": 10, "unit": "min",
     "mode": "cycle", "target": 0.8, "target_path": {"2040": 0.9, "2026": 0.8}, "basis": "municipal",
     "serves": {"from": 1000, "to": 2000.5}, "quotation": "ten minutes"},
    {"id": "n13", "facility": ["food shop", "GP", "pharmacy", "primary school"], "indicator": "basket",
     "threshold": 1200, "unit": "m", "weight": "inhabitants", "basis": "foreign"},
    {"id": "n14", "facility": "services", "indicator": "distance", "threshold": 800, "unit": "m", "basis": "foreign"},
    {"id": "n15", "facility": "park", "indicator": "distance", "threshold": 400, "unit": "m", "metric": "straight",
     "target": 0.95, "basis": "foreign"},
    {"id": "n16", "facility": "green", "indicator": "rate", "threshold": 30000, "unit": "m2", "per": 1000,
     "weight": "inhabitants", "basis": "foreign"},
    {"id": "n17", "facility": "meeting place", "indicator": "rate", "threshold": 1, "unit": "number", "per": 5000,
     "weight": "inhabitants", "rounding": "up"},
    {"id": "n18", "facility": "meeting place", "indicator": "count", "threshold": 500, "unit": "m", "minimum": 1,
     "weight": "inhabitants"},
    {"id": "n18_rollator", "facility": "meeting place", "indicator": "distance", "threshold": 300, "unit": "m",
     "mode": "rollator", "weight": "inhabitants_65",
     "where": [{"field": "step_free", "op": "=", "value": true}, {"field": "kind", "op": "in", "value": ["a", 2]}]},
    {"id": "n19", "facility": "village hall", "indicator": "presence", "threshold": 1, "unit": "number",
     "level": "settlement", "applies_if": [{"field": "inhabitants", "op": ">=", "value": 500}]},
    {"id": "n20", "facility": "bus stop", "indicator": "distance", "threshold": 400, "unit": "m", "mode": "e-bike"},
    {"id": "n21", "facility": "public space", "indicator": "area_share", "threshold": 0.25, "unit": "share",
     "area_of": "neighbourhood", "basis": "national"},
    {"id": "n22", "facility": "tree canopy", "indicator": "area_share", "threshold": 0.3, "unit": "share",
     "area_of": "land", "basis": "institute"}
  ]
}"""

SMALL = """{
  "id": "own",
  "title": "Own",
  "version": "1",
  "requirements": [
    {
      "id": "school",
      "facility": "school",
      "indicator": "distance",
      "threshold": 500,
      "unit": "m"
    }
  ]
}
"""


def small(**changes) -> str:
    """Return a set of one requirement with these keys, each on a line of its own from line 6."""
    values = {"id": "school", "facility": "school", "indicator": "distance", "threshold": 500, "unit": "m"} | changes
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in values.items())
    return f'{{"id": "own",\n"title": "",\n"version": "1",\n"requirements": [\n{{\n{lines}}}]}}'


def sentence(text) -> str:
    with pytest.raises(InputError) as error:
        load(text)
    return str(error.value)


def told(text) -> list[tuple[int, str, str]]:
    return [(problem.line, str(problem.key), problem.message) for problem in problems(text)]


def by_id(norm_set, identifier):
    return next(requirement for requirement in norm_set.requirements if requirement.id == identifier)


def test_all_norms_survive_writing_and_reading():
    norm_set = load(NORMS)
    assert len(norm_set.requirements) == 23
    assert load(dump(norm_set)) == norm_set
    assert dump(load(dump(norm_set))) == dump(norm_set)
    check_set(norm_set)


AT_DEFAULT = {"area_of": "neighbourhood", "basis": "illustrative"}


@pytest.mark.parametrize("number", range(23))
def test_each_norm_alone_survives_writing_and_reading(number):
    content = json.loads(NORMS)
    one = content["requirements"][number]
    norm_set = load(json.dumps(content | {"requirements": [one]}))
    assert load(dump(norm_set)).requirements == norm_set.requirements
    written = json.loads(dump(norm_set))["requirements"][0]
    for key, value in one.items():
        if key != "facility":  # written as it was read: one as text or as a list
            assert written.get(key, AT_DEFAULT.get(key)) == value, key


def test_the_values_of_the_norms_are_read():
    norm_set = load(NORMS)
    assert norm_set.modes[0] == Mode("e-bike", 20.0, "cycle")
    assert norm_set.modes[1].exclude == (("highway", ("steps",)), ("kerb", ("raised",)), ("incline", (10.0, 12.5)))
    assert (norm_set.state, norm_set.adopted_by, norm_set.adopted_on) == ("adopted", "Gemeenteraad", "2025-12")
    assert by_id(norm_set, "n01").title == Text("Playground", "Playground")
    assert by_id(norm_set, "n01").note == Text("up to 12 years; the metric is not named", "tot 12 jaar")
    assert (by_id(norm_set, "n02").min_area_m2, by_id(norm_set, "n02").merge_touching) == (10_000.0, True)
    assert by_id(norm_set, "n03").minimum == 3
    assert by_id(norm_set, "n05").facility == ("play place", "sport place")
    assert by_id(norm_set, "n05").where == (Condition("area_m2", ">=", 1000.0),)
    assert by_id(norm_set, "n08").threshold is None
    assert by_id(norm_set, "n08").thresholds_by_class == (("urban centre", 50.0), ("mixed", 50.0), ("green-blue", 70.0))
    assert by_id(norm_set, "n18_rollator").where[0].value is True
    assert by_id(norm_set, "n18_rollator").where[1].value == ("a", 2.0)
    assert by_id(norm_set, "n19").applies_if == (Condition("inhabitants", ">=", 500.0),)


def test_what_is_left_out_has_its_default():
    norm_set = load(SMALL)
    only = norm_set.requirements[0]
    assert (norm_set.state, norm_set.title, only.basis) == ("draft", Text("Own", "Own"), "illustrative")
    assert (only.metric, only.mode, only.weight, only.target, only.level) == (
        "network",
        "walk",
        "dwellings",
        None,
        None,
    )


def test_null_says_the_same_as_leaving_out_where_there_may_be_no_value():
    empty = dict.fromkeys(("minimum", "per", "weight_of", "target", "min_area_m2", "level", "year"))
    assert load(small(**empty)).requirements == load(small()).requirements
    assert "requirements[0] “school”: weight must be text in double quotes, not null" in sentence(small(weight=None))


def test_a_byte_order_mark_windows_line_ends_and_a_schema_are_tolerated():
    text = SMALL.replace("{\n", '{\n  "$schema": "norm-set.schema.json",\n', 1).replace("\n", "\r\n")
    assert load(b"\xef\xbb\xbf" + text.encode()) == load(SMALL) == load("\ufeff" + text)


def test_an_unknown_key_is_named_with_line_and_the_likely_key():
    text = SMALL.replace('"threshold"', '"treshold"')
    assert len(problems(text)) == 1
    assert sentence(text) == (
        "Norm file line 10, requirements[0] “school”: unknown key “treshold”; did you mean “threshold”?"
    )


def test_an_unknown_key_like_no_other_is_told_which_keys_there_are():
    assert "unknown key “zzzz”; the keys here are id, title, facility, indicator," in sentence(small(zzzz=1))
    assert sentence('{\n"xx": 1,\n"id": "a", "title": "", "version": "1", "requirements": []}').startswith(
        "Norm file line 2: unknown key “xx”; the keys here are format, $schema, id, title, version, date, state,"
    )


def test_how_many_one_facility_serves_may_stand_in_a_list():
    assert load(small(serves=[4800, 20000])).requirements[0].serves == Serves(4800.0, 20000.0)
    assert "serves has “from” and “to”, not “of”" in sentence(small(serves={"of": 1}))


WRONG = {
    "text": [1, True, None, ["m"], {"en": "m"}],
    "title": [1, True, None, ["m"], {"de": "m"}, {"en": 1}],
    "number": ["500", True, [1], {"m": 1}],
    "whole": ["1", True, [1], {"m": 1}, 1.5],
    "flag": [1, 0, "true", None, []],
    "types": [1, True, None, {"a": 1}, [1], [None], [["a"]]],
    "classes": [1, True, None, "a", [1], {"a": "1"}, {"a": True}, {"a": None}],
    "path": [1, True, None, "a", [1], {"soon": 0.9}, {"2030": "1"}, {"2030": True}, {"2030": None}],
    "serves": [1, True, None, "a", [1], [1, "2"], [1, 2, 3], {"from": "1"}, {"to": None}, {"from": True}],
    "conditions": [1, True, None, "a", {"field": "a"}, [1], [[]], [{"field": 1, "op": "=", "value": 1}]],
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (key.name, value)
        for key in REQUIREMENT_KEYS
        for value in WRONG[key.kind]
        if not (value is None and key.name in ("weight_of", "level"))
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_its_line(name, value):
    text = small(**{name: value})
    line = next(n for n, line in enumerate(text.split("\n"), 1) if n > 5 and line.startswith(f'"{name}": '))
    found = problems(text)
    assert [problem.line for problem in found] == [line]
    assert found[0].key.startswith("requirements[0]")
    assert found[0].message.split()[0] in (name, "each", "field", "this")
    assert ("has the languages" if value == {"de": "m"} else " must be ") in found[0].message


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("500", "-5"), 10, "threshold must be over 0 and at most 100000 m, not -5"),
        (('"m"', '"km"'), 11, "unit must be “m” or “min” for the indicator distance, not “km”"),
        (('"distance"', '"distanse"'), 9, "indicator must be"),
        (('"id": "school"', '"id": "School"'), 7, "id must be lower-case letters"),
        (('"version": "1"', '"version": ""'), 4, "version must not be empty"),
        (('"id": "own"', '"id": "../own"'), 2, "id must be letters, digits, - and _"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(change, line, message):
    text = SMALL.replace(*change)
    assert text != SMALL
    found = problems(text)
    assert [problem.line for problem in found] == [line]
    assert found[0].message.startswith(message)


def test_a_missing_key_is_named_with_the_line_of_its_object():
    assert told('{"id": "own",\n"title": "",\n"version": "1"}') == [
        (1, "", "the key “requirements” is missing; add it")
    ]
    assert told(SMALL.replace('      "facility": "school",\n', "")) == [
        (6, "requirements[0] “school”", "the key “facility” is missing; add it")
    ]
    assert told(SMALL.replace('      "threshold": 500,\n', "")) == [
        (6, "requirements[0] “school”", "threshold is missing")
    ]


def test_a_wrong_condition_is_named_with_its_own_line():
    text = small(where=[]).replace(
        '"where": []', '"where": [\n{"field": "a", "op": "=", "value": 1},\n{"field": "a",\n"op": "~", "value": 1}]'
    )
    assert told(text) == [
        (
            14,
            "requirements[0] “school” where[1]",
            "op must be “=”, “!=”, “<”, “<=”, “>”, “>=” or “in”, not “~”",
        )
    ]


@pytest.mark.parametrize("value", [None, {}, [[1]], [None], [{"a": 1}]])
def test_the_value_of_a_condition_is_text_a_number_or_a_list_of_these(value):
    found = problems(small(where=[{"field": "a", "op": "in", "value": value}]))
    assert len(found) == 1
    assert "value must be text, a number, true or false, not " in found[0].message


@pytest.mark.parametrize("text", ["{}", "null", '"a"', "1", "[1]", "[[]]"])
def test_requirements_must_be_a_list_of_objects(text):
    found = problems(f'{{"id": "own", "title": "", "version": "1",\n"requirements": {text}}}')
    assert len(found) == 1
    assert found[0].line == 2
    assert found[0].message in (
        "requirements must be a list of objects, in [ and ]",
        "this must be an object in braces",
    )


def test_modes_are_checked_and_known_to_the_requirements():
    modes = '"modes": {\n"e-bike": {"kmh": 0},\n"walk": {"network": "walk"},\n"a/b": {"kmh": 5}},\n'
    found = told(small(mode="e-bike").replace('"requirements"', f'{modes}"requirements"'))
    assert found == [
        (5, "modes “e-bike”", "kmh must be over 0 and at most 100, not 0"),
        (6, "modes “walk”", "the key “kmh” is missing; add it"),
        (7, "modes “a/b”", "the name of a mode must be letters, digits, - and _, at most 40, not “a/b”"),
    ]


def test_a_built_in_mode_with_another_speed_keeps_its_network_and_what_it_leaves_out():
    modes = '"modes": {"cycle": {"kmh": 18}, "rollator": {"kmh": 2}, "walk": {"kmh": 4, "network": "cycle"}},'
    norm_set = load(small().replace('"requirements"', f'{modes}"requirements"'))
    assert norm_set.modes == (
        Mode("cycle", 18.0, "cycle"),
        Mode("rollator", 2.0, "walk", (("highway", ("steps",)),)),
        Mode("walk", 4.0, "cycle"),
    )
    assert load(dump(norm_set)) == norm_set


def test_an_id_used_twice_is_refused_with_both_lines():
    twice = SMALL.replace(
        "    }\n", '    },\n    {"id": "school", "facility": "a", "indicator": "count", "threshold": 1, "unit": "m"}\n'
    )
    assert sentence(twice) == (
        "Norm file line 13, requirements[1] “school”: the id is that of line 7 too; give each its own."
    )


def test_all_problems_are_listed_by_line_and_the_first_is_raised():
    text = SMALL.replace('"version": "1"', '"version": 1').replace("500", '"far"').replace('"m"', "5")
    assert [problem.line for problem in problems(text)] == [4, 10, 11]
    assert sentence(text) == "Norm file line 4: version must be text in double quotes, not 1 (and 2 more)."


def test_a_key_given_twice_is_refused():
    text = SMALL.replace('"unit": "m"', '"unit": "m",\n      "threshold": 400')
    assert sentence(text) == "Norm file line 12: the key “threshold” is on line 10 too; keep one of them."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1, column 1: expected a value"),
        ("  \n\n", "line 3, column 1: expected a value"),
        ("{", "line 1, column 2: expected a key in double quotes (decimals take a point), found the end of the file."),
        ('{\n  "a": [1,\n  ]}', 'line 2, column 10: there is a "," before "]"; remove it.'),
        ('{"a": 0,95}', "column 9: expected a key in double quotes (decimals take a point), found 95."),
        ('{"a": 1\n "b": 2}', 'line 2, column 2: expected "," or "}", found a double quote.'),
        ("{'a': 1}", "line 1, column 2: expected a key in double quotes (decimals take a point), found '."),
        ('{"a" 1}', 'column 6: expected ":" after the key “a”, found 1.'),
        ('{"a": NaN}', "column 7: expected a value"),
        ('{"a": -Infinity}', "found -Infinity."),
        ('{"a": Infinity}', "found Infinity."),
        ('{"a": 1e999}', "column 7: the number is too large."),
        ('{"a": ' + "9" * 5000 + "}", "the number is too large."),
        ('{"a": 012}', 'column 8: expected "," or "}", found 12.'),
        ('{"a": "x\ny"}', "column 9: the text holds a line break or another control character; remove it."),
        ('{"a": "x', "column 7: the text has no double quote at its end."),
        ('{"a": "\\q"}', "column 8: the text holds a backslash that means nothing there; write two for one."),
        ('{"a": "\\ud800"}', "half a character; remove it."),
        ('{"a": "\\u0000"}', "the text holds a control character"),
        ("{} {}", "column 4: expected the end of the file, found {."),
        ("// note\n{}", "column 1: expected a value"),
        ("[]", "line 1: this must be an object in braces."),
        ("null", "line 1: this must be an object in braces."),
    ],
)
def test_text_that_is_no_json_object_is_refused_with_line_and_column(text, message):
    found = sentence(text)
    assert found.startswith("Norm file line ")
    assert message in found


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"requirements": [{"where": [{"value": [' + "[" * 5])
def test_deep_nesting_is_refused_and_never_a_recursion_error(opening):
    found = sentence(opening * (100_000 if len(opening) < 6 else 20_000))
    assert f"nested more than {MAX_DEPTH} deep" in found


def test_a_huge_file_is_refused_at_once(tmp_path):
    expected = "Norm file: this is larger than 1 MB, which no norm set is; choose another file."
    assert sentence("[" + "1," * 5_000_000 + "1]") == expected
    assert sentence(b"x" * 10_000_000) == expected
    path = tmp_path / "huge.json"
    path.write_bytes(b" " * (1_000_000 + 1))
    with pytest.raises(InputError, match="larger than 1 MB"):
        load_file(path)
    assert load(SMALL + " " * (1_000_000 - len(SMALL))) == load(SMALL)


def test_many_requirements_keys_or_items_are_refused():
    one = json.loads(small())["requirements"][0]
    many = [one | {"id": f"r{number}"} for number in range(201)]
    content = {"id": "own", "title": "", "version": "1"}
    assert sentence(json.dumps(content | {"requirements": many})).endswith(
        "requirements must hold 1 to 200 requirements, not 201."
    )
    assert len(load(json.dumps(content | {"requirements": many[:200]})).requirements) == 200
    assert "facility holds 1001 items, more than 1000" in sentence(small(facility=[str(n) for n in range(1001)]))
    load(small(facility=[str(n) for n in range(1000)], thresholds_by_class={str(n): 1 for n in range(1000)}))
    classes = {str(number): 1 for number in range(1001)}
    assert "thresholds_by_class holds 1001 keys" in sentence(small(thresholds_by_class=classes))


def test_ten_thousand_problems_are_all_listed():
    text = small(**{f"k{number}": 1 for number in range(10_000)})
    assert len(problems(text)) == 10_000
    assert problems("[" + "[]," * 300_000 + "[]]")


def test_a_file_that_is_not_utf_8_is_refused():
    assert sentence('{\n"id": "é"}'.encode("latin-1")) == (
        "Norm file line 2: the text is not in UTF-8; save it with that encoding."
    )
    assert "is not in UTF-8" in sentence(SMALL.encode("utf-16"))


def test_a_newer_format_is_refused_in_words_and_nothing_else_is_said():
    text = '{\n"format": 2,\n"id": 5, "new_key": 1}'
    assert sentence(text) == (
        "Norm file line 2: format 2 is newer than the 1 that this version of Buurtmaat reads; install a newer version."
    )
    for wrong in ("true", '"1"', "0", "null", "[]"):
        assert sentence(f'{{"format": {wrong}}}') == "Norm file line 1: format must be 1; it may be left out."


def test_reading_works_deep_in_a_stack():
    depth = sys.getrecursionlimit()
    sys.setrecursionlimit(len_of_stack() + 120)
    try:
        assert load(NORMS).id == "all-sources"
    finally:
        sys.setrecursionlimit(depth)


def len_of_stack() -> int:
    frame, length = sys._getframe(), 0
    while frame:
        frame, length = frame.f_back, length + 1
    return length


def test_a_file_that_cannot_be_read_gets_a_sentence(tmp_path):
    with pytest.raises(InputError, match=r"^Norm file .*none.json cannot be read \(No such file"):
        load_file(tmp_path / "none.json")
    with pytest.raises(InputError, match="is not a file"):
        load_file(tmp_path)


def test_a_shipped_set_is_found_by_its_id_only(tmp_path):
    folder = tmp_path / "norms"
    folder.mkdir()
    (folder / "own.json").write_text(SMALL, encoding="utf-8")
    (folder / "other.json").write_text("{", encoding="utf-8")
    (folder / "norm-set.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / "secret.json").write_text(SMALL, encoding="utf-8")
    assert shipped_ids(folder) == ["other", "own"]
    assert load_shipped(folder, "own").id == "own"
    for unknown in ("daily", "../secret", "own.json", "", str(tmp_path / "secret")):
        with pytest.raises(InputError, match=r"^There is no norm set “.*”; choose “other” or “own”\.$"):
            load_shipped(folder, unknown)
    with pytest.raises(InputError, match=r"^Norm set “other” line 1, column 2: expected a key"):
        load_shipped(folder, "other")
    with pytest.raises(InputError, match="choose a norm file"):
        load_shipped(tmp_path / "nowhere", "own")


def test_a_norm_file_may_be_a_copy_of_a_shipped_set(root, tmp_path):
    shipped = load_shipped(root / "resources" / "norms", "meeting")
    path = tmp_path / "copy.json"
    path.write_text(dump(shipped), encoding="utf-8")
    assert load_file(path) == shipped


def test_the_set_for_meeting_places_is_an_example_and_says_so(root):
    norm_set = load_shipped(root / "resources" / "norms", "meeting")
    assert (norm_set.id, norm_set.state, norm_set.adopted_by) == ("meeting", "draft", "")
    walk, older, number, area, *_ = norm_set.requirements
    assert (walk.indicator, walk.threshold, walk.unit, walk.weight, walk.target) == (
        "distance",
        500.0,
        "m",
        "dwellings",
        0.95,
    )
    assert (older.threshold, older.unit, older.weight, older.target) == (10.0, "min", "inhabitants_65", 0.9)
    assert older.threshold * norm_set.mode(older.mode).kmh * 1000 / 60 == 500
    assert (number.indicator, number.threshold, number.unit, number.per) == ("rate", 1.0, "number", 1000.0)
    assert (area.unit, area.per, area.year, area.basis) == ("m2", 1000.0, 2021, "municipal")
    assert (area.threshold, area.thresholds_by_class) == (0.0, (("centrum-stedelijk", 125.0),))  # nothing elsewhere
    for requirement in norm_set.requirements:
        assert requirement.title.en
        assert requirement.title.nl != requirement.title.en
        assert "not a legal norm" in requirement.note.en
        assert "geen wettelijke norm" in requirement.note.nl
        assert (requirement.source == "") == (requirement.basis == "illustrative")
        thresholds = (requirement.threshold, *dict(requirement.thresholds_by_class).values())
        # A title outlives a threshold that the user changes, so it may not repeat one.
        assert not any(
            str(int(threshold)) in text
            for threshold in thresholds
            if threshold is not None
            for text in (requirement.title.en, requirement.title.nl)
        )


def test_the_documentation_has_every_key_and_an_example_that_loads(root):
    text = (root / "docs" / "norm-keys.md").read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    assert [requirement.id for requirement in load(example).requirements] == ["playground", "community_centre"]
    for key in (*REQUIREMENT_KEYS, *SET_KEYS, *MODE_KEYS):
        assert f"`{key.name}`" in text
        assert all(f"`{choice}`" in text for choice in key.choices)


def test_a_version_of_another_format_is_not_taken_for_the_version_of_the_set():
    text = str(problems('{"schema_version": 2, "id": "a", "version": "1", "title": "", "requirements": []}')[0].message)
    assert text.startswith("unknown key “schema_version”; the keys here are format, ")


def test_a_pipe_is_no_norm_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="is not a file; choose another file"):
        load_file(tmp_path / "pipe")
