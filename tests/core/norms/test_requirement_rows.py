from __future__ import annotations

import json
from dataclasses import replace

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.file import load
from buurtmaat.core.norms.model import (
    REFINEMENTS,
    REQUIREMENT_KEYS,
    Condition,
    Key,
    Mode,
    NormSet,
    Requirement,
    Serves,
    Text,
    defaults,
)
from buurtmaat.core.norms.requirement_rows import COLUMNS, NormRow, apply_matrix, change_of, read_matrix

SCHOOL = ["school", "school", "distance", "500", "m", "", "", "", "", "", "0.95"]
SHOPS = ["shops", "shop|market", "count", 800, "m", 2, None, "straight", "walk", "inhabitants", "90 %"]

BASE = NormSet(
    id="council",
    title=Text("Council"),
    version="3",
    state="adopted",
    adopted_by="Council",
    adopted_on="2025-01-01",
    modes=(Mode("e-bike", 20.0, "cycle"),),
    requirements=(
        Requirement(
            id="park",
            title=Text("Park"),
            facility=("park",),
            indicator="distance",
            threshold=300.0,
            unit="m",
            weight="p_65",
            weight_of="inhabitants",
            thresholds_by_class=(("dense", 200.0),),
            min_area_m2=5000.0,
            where=(Condition("open", "=", True),),
            source="RIVM",
            year=2025,
            basis="national",
            note=Text("As it is.", "Zo is het."),
        ),
        Requirement(
            id="hall",
            facility=("hall",),
            indicator="rate",
            threshold=125.0,
            unit="m2",
            rounding="up",
            basis="municipal",
        ),
    ),
)


def row(number: int = 1, **cells) -> NormRow:
    return NormRow(number, tuple(str(cells.get(column, "")) for column in COLUMNS))


def sentence(value, base=None) -> str:
    with pytest.raises(InputError) as error:
        apply_matrix(base, read_matrix(value))
    return str(error.value)


def changed(**cells) -> Requirement:
    norm_set = apply_matrix(BASE, [row(**({"id": "park"} | cells))])
    return norm_set.requirements[[one.id for one in norm_set.requirements].index(cells.get("id", "park"))]


@pytest.mark.parametrize(
    "value",
    [
        SCHOOL + SHOPS,
        [SCHOOL, SHOPS],
        (tuple(SCHOOL), tuple(SHOPS)),
        json.dumps([SCHOOL, SHOPS]),
        json.dumps(SCHOOL + SHOPS),
        "school,school,distance,500,m,,,,,,0.95,shops, shop|market ,count,800,m,2,,straight,walk,inhabitants,90 %",
        'school,school,distance,500,m,,,,,,"0,95"\nshops,shop|market,count,800,m,2,,straight,walk,inhabitants,90%\n',
        [[*SCHOOL[:-1], "0,95"], [*SHOPS[:-1], " 0,9 "]],
    ],
)
def test_the_three_forms_of_a_table_give_the_same_requirements(value):
    school, shops = apply_matrix(None, read_matrix(value)).requirements
    assert school == Requirement(
        id="school", facility=("school",), indicator="distance", threshold=500.0, unit="m", target=0.95
    )
    assert shops == Requirement(
        id="shops",
        facility=("shop", "market"),
        indicator="count",
        threshold=800.0,
        unit="m",
        minimum=2,
        metric="straight",
        weight="inhabitants",
        target=0.9,
    )


def test_a_table_alone_is_a_draft_of_its_own():
    norm_set = apply_matrix(None, read_matrix([SCHOOL]))
    assert (norm_set.id, norm_set.version, norm_set.state) == ("own", "1", "draft")


@pytest.mark.parametrize("value", [None, "", "  ", [], [[]], "[]", [""] * 22, [[""] * 11], [None] * 11])
def test_an_empty_table_has_no_rows(value):
    assert read_matrix(value) == []


def test_an_empty_row_is_passed_over_but_counts():
    rows = read_matrix([[""] * 11, SCHOOL])
    assert [one.number for one in rows] == [2]
    assert rows[0].cell("threshold") == "500"
    assert sentence([[""] * 11, [*SCHOOL[:3], "far", *SCHOOL[4:]]]) == (
        "Requirements row 2, column threshold: threshold must be a number, not “far”."
    )


def test_nothing_to_compute_is_refused():
    with pytest.raises(InputError, match=r"The table of requirements is empty; fill in a row, or choose a norm set\."):
        apply_matrix(None, [])
    assert apply_matrix(BASE, []) is BASE


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("school,school,distance,500,m,,,,,,0,95", 1),  # a decimal comma in the last row
        ("school,school,distance,500,m,,,,,,0,95,shops,shop,count,800,m,2,,,,,0.9", 1),  # and in the first of two
        ("school,school,distance,500,m,,,,,,0.95,shops,shop,count,800,5,m,2,,,,,0.9", 2),
        (SCHOOL[:-1], 1),
        (SCHOOL + SHOPS[:4], 2),
        (SCHOOL + SCHOOL[:-1] + SHOPS, 2),
        ("a", 1),
    ],
)
def test_cells_that_do_not_fill_rows_are_refused_with_the_row(value, number):
    with pytest.raises(
        InputError, match=rf"^Requirements row {number}: \d+ cells? do(es)? not fill rows of 11 columns"
    ):
        read_matrix(value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([SCHOOL, SHOPS[:9]], "Requirements row 2 has 9 cells instead of 11 (id, facility, indicator, "),
        ([SCHOOL, "shops"], "Requirements row 2 is not a list of cells"),
        ([[*SCHOOL[:10], True]], "Requirements row 1: each cell must be text or a number, not True."),
        ([[*SCHOOL[:10], [1]]], "Requirements row 1: each cell must be text or a number, not a list."),
        ('[[{"id": ["a", true]}]]', "Requirements row 1: each cell must be text or a number, not an object."),
        (7, "Requirements must be a table of 11 columns, not 7."),
        ({"id": "x"}, "Requirements must be a table of 11 columns, not "),
        ("[[1,]]", 'Requirements line 1, column 4: there is a "," before "]"; remove it.'),
        ("[" * 100_000, "Requirements line 1, column 17: objects and lists are nested more than 16 deep"),
        ("[" + "1," * 5_000_000, "Requirements: this is larger than 1 MB"),
        ("x" * 200_000, "Requirements cannot be read as cells with commas between them"),
    ],
)
def test_what_is_no_table_is_refused_in_words(value, message):
    assert sentence(value).startswith(message)


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"id": ""}, "id", "a row needs the id of a requirement"),
        ({"id": "-"}, "id", "a row needs the id of a requirement"),
        ({"id": "School"}, "id", "id must be lower-case letters"),
        ({"facility": ""}, "facility", "“school” is a new requirement, and needs a value here"),
        ({"unit": "-"}, "unit", "“school” is a new requirement, and needs a value here"),
        ({"facility": "a||b"}, "facility", "facility must name at least one type, and no empty one"),
        ({"indicator": "near"}, "indicator", "indicator must be “distance”, “count”"),
        ({"threshold": "5 m"}, "threshold", "threshold must be a number, not “5 m”"),
        ({"threshold": "nan"}, "threshold", "threshold must be a number, not “nan”"),
        ({"threshold": "-5"}, "threshold", "threshold must be over 0 and at most 100000 m, not -5"),
        ({"threshold": "1.000"}, "threshold", "“1.000” may mean 1000 or 1; write 1000 or 1.0000"),
        ({"threshold": "1,500"}, "threshold", "“1,500” may mean 1500 or 1.5; write 1500 or 1,5000"),
        ({"threshold": "1e999"}, "threshold", "the number is too large"),
        ({"unit": "km"}, "unit", "unit must be “m” or “min” for the indicator distance, not “km”"),
        ({"indicator": "count", "minimum": "1.5"}, "minimum", "minimum must be a whole number, not “1.5”"),
        (
            {"indicator": "count", "minimum": "0"},
            "minimum",
            "minimum must be a whole number from 1 to 1000",
        ),
        ({"per": "500"}, "per", "per does not go with the indicator distance (only with rate); leave it out"),
        ({"metric": "crow"}, "metric", "metric must be “network” or “straight”, not “crow”"),
        ({"mode": "e-bike"}, "mode", "mode must be a mode of the set or “walk”"),
        ({"target": "95"}, "target", "target must be over 0 and at most 1, not 95; 95 % is 0.95"),
        ({"target": "%"}, "target", "target must be a number, not “%”"),
        (
            {"indicator": "rate", "unit": "number", "target": "0.5"},
            "target",
            "target does not go with the indicator rate",
        ),
    ],
)
def test_a_wrong_cell_is_refused_with_row_and_column(cells, column, message):
    usual = dict(zip(COLUMNS, ("school", "school", "distance", "500", "m"), strict=False))
    with pytest.raises(InputError) as error:
        apply_matrix(None, [row(3, **(usual | cells))])
    assert str(error.value).startswith(f"Requirements row 3, column {column}: {message}")


def test_an_id_in_two_rows_is_refused():
    assert sentence([SCHOOL, SCHOOL]) == ("Requirements row 2, column id: row 1 is for “school” too; keep one of them.")


def test_a_table_of_too_many_rows_is_refused():
    rows = [
        row(number, **dict(zip(COLUMNS, (f"r{number}", "a", "distance", 5, "m"), strict=False)))
        for number in range(1, 202)
    ]
    with pytest.raises(InputError, match="row 201, column id: this would be more than 200 requirements"):
        apply_matrix(None, rows)


def test_an_empty_cell_inherits_and_what_has_no_column_stays():
    park = changed(target="0.9")
    assert park == replace(BASE.requirements[0], target=0.9)
    assert park.basis == "national"


def test_a_dash_clears_to_the_default():
    assert changed(weight="-").weight == "dwellings"
    assert changed(weight="-").weight_of is None
    assert changed(id="hall", per="-").per == 1000
    assert changed(threshold="-").threshold is None
    assert changed(threshold="-").thresholds_by_class == (("dense", 200.0),)
    with pytest.raises(InputError, match="row 1, column facility: “-” cannot clear this column"):
        changed(facility="-")
    with pytest.raises(InputError, match="row 1, column threshold: threshold is missing"):
        changed(id="hall", threshold="-")


def test_a_threshold_replaces_those_by_class_too():
    assert changed(threshold="400").threshold == 400
    assert changed(threshold="400").thresholds_by_class == ()


def test_a_target_replaces_the_path_to_it_too():
    base = replace(BASE, requirements=(replace(BASE.requirements[0], target_path=((2026, 0.5), (2030, 0.9))),))
    (kept,) = apply_matrix(base, read_matrix([{"id": "park", "threshold": 400}])).requirements
    assert kept.target_path == ((2026, 0.5), (2030, 0.9))
    for target in (0.8, None):
        (park,) = apply_matrix(base, read_matrix([{"id": "park", "target": target}])).requirements
        assert (park.target, park.target_path) == (target, ())
    path = {"2040": 1}
    (park,) = apply_matrix(base, read_matrix([{"id": "park", "target": 0.8, "target_path": path}])).requirements
    assert park.target_path == ((2040, 1.0),)
    assert park.basis == "illustrative"
    assert "target_path → 2040: 100 %" in park.note.en


def test_a_path_where_the_source_gives_no_target_leaves_its_norm_as_it_is():
    base = replace(BASE, requirements=(replace(BASE.requirements[0], target=None),))
    (park,) = apply_matrix(base, read_matrix([{"id": "park", "target_path": {"2030": 0.9}}])).requirements
    assert (park.basis, park.note) == (BASE.requirements[0].basis, BASE.requirements[0].note)


def test_counting_facilities_drops_the_size_of_one():
    hall = {"id": "hall", "size": 600, "serves": {"from": 4800}, "min_demand": 100}
    base = apply_matrix(BASE, read_matrix([hall]))
    assert next(one for one in base.requirements if one.id == "hall").size == 600
    counted = apply_matrix(base, read_matrix([{"id": "hall", "unit": "number", "threshold": 1}]))
    one = next(one for one in counted.requirements if one.id == "hall")
    assert (one.size, one.serves, one.min_demand, one.one_facility) == (None, Serves(4800.0, None), 100.0, 1.0)


def test_another_indicator_drops_what_it_does_not_take():
    hall = changed(id="hall", indicator="distance", threshold="500", unit="m", target="95%")
    assert (hall.per, hall.rounding, hall.target) == (None, "none", 0.95)
    with pytest.raises(InputError, match="column unit: unit must be “m” or “min” for the indicator distance, not “m2”"):
        changed(id="hall", indicator="distance")


def test_rows_extend_a_set_with_its_modes():
    cells = dict(zip(COLUMNS, ("school", "school", "distance", "10", "min"), strict=False))
    norm_set = apply_matrix(BASE, [row(mode="e-bike", **cells)])
    assert [one.id for one in norm_set.requirements] == ["park", "hall", "school"]
    assert norm_set.requirements[:2] == BASE.requirements
    assert norm_set.mode("e-bike").kmh == 20


def test_a_changed_set_is_no_longer_what_was_adopted():
    norm_set = apply_matrix(BASE, [row(id="park", target="0.9")])
    assert (norm_set.id, norm_set.version) == ("council", "3+changed")
    assert (norm_set.state, norm_set.adopted_by, norm_set.adopted_on) == ("draft", "", "")
    assert apply_matrix(norm_set, [row(id="park", target="0.8")]).version == "3+changed"
    assert apply_matrix(BASE, [row(id="park", threshold="300", indicator="distance")]).requirements != BASE.requirements
    assert apply_matrix(BASE, [row(id="hall", threshold="125", unit="m2")]) == BASE


def test_a_changed_norm_is_no_longer_what_its_source_says():
    park = changed(threshold="400", weight="dwellings")
    assert (park.source, park.year, park.basis) == ("RIVM", 2025, "illustrative")
    assert park.note == Text(
        "Changed by the user: threshold 300 → 400, weight p_65 → dwellings. As it is.",
        "Gewijzigd door de gebruiker: threshold 300 → 400, weight p_65 → dwellings. Zo is het.",
    )


def test_a_target_counts_as_a_change_only_where_the_source_gives_one():
    base = replace(BASE, requirements=(replace(BASE.requirements[0], target=0.95, basis="foreign"),))
    assert apply_matrix(base, [row(id="park", target="0.9")]).requirements[0].basis == "illustrative"
    assert apply_matrix(base, [row(id="park", target="95 %")]) == base


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.95", 0.95), ("0,95", 0.95), ("95 %", 0.95), ("94,5%", 0.945), ("1", 1.0), (".5", 0.5), ("1.000", 1.0)],
)
def test_a_target_may_be_written_as_a_share_or_a_percentage(text, value):
    assert changed(target=text).target == pytest.approx(value, abs=1e-15)


def test_a_number_from_qgis_is_never_taken_for_thousands():
    assert apply_matrix(None, read_matrix([[*SCHOOL[:3], 1.125, *SCHOOL[4:]]])).requirements[0].threshold == 1.125
    assert apply_matrix(None, read_matrix([[*SCHOOL[:3], 1500.0, *SCHOOL[4:]]])).requirements[0].threshold == 1500


def test_a_share_of_the_area_may_be_a_percentage():
    cells = ["green", "park", "area_share", "25 %", "share", "", "", "", "", "", ""]
    assert apply_matrix(None, read_matrix(cells)).requirements[0].threshold == 0.25
    cells[2:5] = ["distance", "25 %", "m"]
    with pytest.raises(InputError, match="must be a number"):
        apply_matrix(None, read_matrix(cells))


# Objects with any key

OBJECT = {"id": "s", "facility": "school", "indicator": "distance", "threshold": 500, "unit": "m"}
FULL = OBJECT | {
    "title": {"en": "School", "nl": "School"},
    "facility": ["school", "nursery"],
    "target": 0.9,
    "level": "settlement",
    "demand_where": [{"field": "age", "op": "=", "value": "new"}],
    "thresholds_by_class": {"dense": 300},
    "source": "Council",
    "basis": "municipal",
}


@pytest.mark.parametrize("form", [lambda rows: rows, json.dumps, lambda rows: json.dumps(rows, indent=1)])
def test_objects_may_have_every_key_of_a_norm_file(form):
    content = {"id": "own", "title": "", "version": "1", "requirements": [FULL, OBJECT | {"id": "plain"}]}
    wanted = load(json.dumps(content)).requirements
    assert apply_matrix(None, read_matrix(form(content["requirements"]))).requirements == wanted


def test_one_object_needs_no_list():
    assert apply_matrix(None, read_matrix(json.dumps(OBJECT))) == apply_matrix(None, read_matrix([OBJECT]))


def test_an_object_that_says_what_a_row_says_is_that_row():
    whole = dict(zip(COLUMNS, SHOPS, strict=True)) | {"target": 0.9}
    given = {name: value for name, value in whole.items() if value is not None}
    assert apply_matrix(None, read_matrix([given])) == apply_matrix(None, read_matrix([SHOPS]))


def test_of_an_object_over_a_set_what_is_not_said_is_inherited_and_null_clears():
    over = {"id": "park", "min_area_m2": 2500, "where": None, "weight": "-", "source": "", "level": "settlement"}
    park, hall = apply_matrix(BASE, read_matrix([over])).requirements
    old = BASE.requirements[0]
    assert (park.min_area_m2, park.level, park.where, park.weight) == (2500, "settlement", (), "dwellings")
    assert (park.weight_of, park.threshold, park.thresholds_by_class, park.source, park.title) == (
        None, 300, old.thresholds_by_class, "RIVM", old.title,
    )  # fmt: skip
    assert park.basis == "illustrative"
    assert park.note.en.startswith("Changed by the user: ")
    assert hall == BASE.requirements[1]
    named = apply_matrix(BASE, read_matrix([over | {"basis": "municipal", "source": "Council"}])).requirements[0]
    assert (named.basis, named.source) == ("municipal", "Council")


def test_a_new_threshold_replaces_those_by_class_unless_it_says_them():
    (park, _) = apply_matrix(BASE, read_matrix([{"id": "park", "threshold": 250}])).requirements
    assert (park.threshold, park.thresholds_by_class) == (250, ())
    both = {"id": "park", "threshold": 250, "thresholds_by_class": {"dense": 100}}
    (park, _) = apply_matrix(BASE, read_matrix([both])).requirements
    assert (park.threshold, park.thresholds_by_class) == (250, (("dense", 100),))


@pytest.mark.parametrize(
    ("objects", "message"),
    [
        ([OBJECT | {"target": 90}], "object 1 “s”: target must be over 0 and at most 1, not 90; 90 % is 0.9."),
        ([OBJECT, OBJECT | {"id": "p", "facility": 5}], "object 2 “p”: facility must be text or a list of texts"),
        ([OBJECT | {"facilty": 1}], "object 1 “s”: unknown key “facilty”; did you mean “facility”?"),
        ([OBJECT | {"where": [{"field": "a", "op": 1, "value": 1}]}], "object 1 “s” where[0]: op must be text"),
        ([OBJECT | {"mode": "fly"}], "object 1 “s”: mode must be a mode of the set or “walk”"),
        ([OBJECT | {"per": 3}], "object 1 “s”: per does not go with the indicator distance"),
        ([OBJECT | {"unit": None}], "object 1 “s”: unit: “s” is a new requirement, and needs a value here."),
        ([OBJECT, OBJECT], "object 2 “s”: id: object 1 is for “s” too; keep one of them."),
        ([OBJECT | {"id": 5}], "object 1: id: each object needs the id of a requirement."),
        ([OBJECT, SCHOOL], "object 2: this must be an object in braces."),
        ([OBJECT | {"target": "x", "per": "y"}], "object 1 “s”: per must be a number, not “y” (and 1 more)."),
    ],
)
def test_what_is_wrong_with_an_object_is_said_with_its_number_its_id_and_the_key(objects, message):
    for value in (objects, json.dumps(objects)):
        assert sentence(value).startswith(f"Requirements line 1, {message}")


def test_what_every_requirement_needs_cannot_be_cleared():
    said = sentence([{"id": "park", "unit": None}], BASE)
    assert said == (
        "Requirements line 1, object 1 “park”: unit: “-” cannot clear this column, which every requirement needs."
    )


def test_the_line_is_that_of_the_key_and_broken_json_is_told():
    text = json.dumps([OBJECT | {"target": 90}], indent=1)
    line = text.splitlines().index('  "target": 90') + 1
    assert sentence(text).startswith(f"Requirements line {line}, object 1 “s”: target must be")
    assert sentence('[{"id": "s", "id": "t"}]').startswith("Requirements line 1: the key “id” is on line 1 too")
    assert "expected" in sentence('{"id": "s"')
    assert "expected" in sentence('[{"id": "s"')


# What makes another norm


def another_value(key: Key) -> object:
    """Return a value of a key that is not its usual one."""
    if key.choices:
        return next(choice for choice in key.choices if choice != defaults(Requirement)[key.name])
    return {"number": 12.5, "whole": 3, "flag": True, "text": "inhabitants"}[key.kind]


@pytest.mark.parametrize("key", [key for key in REQUIREMENT_KEYS if key.name in REFINEMENTS], ids=lambda key: key.name)
def test_each_refinement_makes_another_norm(key: Key) -> None:
    base = Requirement(id="a", facility=("school",), indicator="rate", threshold=1.0, unit="number")
    words = change_of(base, replace(base, **{key.name: another_value(key)}))
    assert words.en.startswith(f"Changed by the user: {key.name} → ")
    assert words.nl.startswith(f"Gewijzigd door de gebruiker: {key.name} → ")
    assert change_of(base, base) == Text()
