"""Tags of OpenStreetMap are read exactly from what GDAL, PostgreSQL and QGIS make of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.preparing.osm_tags import (
    former_tags,
    has_lifecycle,
    is_set,
    read_tags,
    tag_columns,
    tag_field,
    tag_fields,
    text_field,
)


def hstore(tags: dict[str, str], comma: str = ",") -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    return comma.join(f"{quoted(key)}=>{quoted(tag)}" for key, tag in tags.items())


def test_the_text_of_gdal_is_read_with_its_quotes_backslashes_and_line_breaks():
    text = '"note:nl"=>"zeg \\"hoi\\" \\\\ en, => dag\nregel twee","oneway:bicycle"=>"no","empty"=>"","k\\"ey"=>"x"'
    tags = {"note:nl": 'zeg "hoi" \\ en, => dag\nregel twee', "oneway:bicycle": "no", "empty": "", 'k"ey': "x"}
    assert read_tags(text) == (tags, True)


def test_the_text_of_postgresql_has_spaces_and_nulls():
    assert read_tags('"foot"=>"yes", "bridge"=>NULL, "layer"=>"1"') == ({"foot": "yes", "layer": "1"}, True)


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        (None, {}),
        ("", {}),
        ("  ", {}),
        ('{"foot": "yes", "layer": 1, "x": null}', {"foot": "yes", "layer": "1"}),
        ({"foot": "yes", "layer": 1, "x": None}, {"foot": "yes", "layer": "1"}),
    ],
)
def test_other_ways_to_hold_tags_are_read_too(value, tags):
    assert read_tags(value) == (tags, True)


@pytest.mark.parametrize(
    "text",
    [
        '"foot"=>"yes","surface"=>"asph',
        '"foot"=>"yes","surf',
        '"foot"=>"yes","surface"',
        '"foot"=>"yes","surface"=>',
        '"foot"=>"yes",',
        '"foot"=>"yes" "surface"=>"asphalt"',
        '"foot"=>"yes","surface"=>"asphalt\\',
    ],
)
def test_of_a_text_that_was_cut_the_tags_before_the_cut_are_kept(text):
    assert read_tags(text) == ({"foot": "yes"}, False)


@pytest.mark.parametrize("text", ["yes", "foot=yes", "{foot}", "[1, 2]", '{"a": ', "{" * 100_000, '"' * 100_000])
def test_a_text_that_holds_no_tags_says_so(text):
    assert read_tags(text) == ({}, False)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.dictionaries(WORDS, WORDS, max_size=5), st.sampled_from([",", ", "]))
def test_whatever_is_written_as_hstore_or_json_is_read_back(tags, comma):
    assert read_tags(hstore(tags, comma)) == (tags, True)
    assert read_tags(json.dumps(tags)) == (tags, True)


@given(st.text(st.sampled_from('"\\=>,a N{}'), max_size=30))
def test_no_text_breaks_the_reader(text):
    tags, whole = read_tags(text)
    assert isinstance(tags, dict)
    assert isinstance(whole, bool)


def test_columns_hold_the_tags_asked_for_row_by_row():
    rows = ['"foot"=>"yes","x"=>"1"', None, {"foot": "no"}, '"foot"=>"yes","x"=>"1"', '"bridge"=>"yes","foo']
    found = tag_columns(rows, ["foot", "bridge"])
    assert found.values["foot"].tolist() == ["yes", None, "no", "yes", None]
    assert found.values["bridge"].tolist() == [None, None, None, None, "yes"]
    assert found.cut.tolist() == [False, False, False, False, True]
    assert set(found.values) == {"foot", "bridge"}


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("highway", "HIGHWAY"),
        ("oneway:bicycle", "oneway:bicycle"),
        ("oneway:bicycle", "Oneway_Bicycle"),
        ("oneway:bicycle", "oneway_bic"),
        ("oneway:bicycle", "ONEWAY:BIC"),
        ("motor_vehicle", "motor_vehi"),
    ],
)
def test_the_field_of_a_tag_is_found_however_its_name_was_changed(key, name):
    assert tag_field(key, ["other", name]) == name


def test_a_field_with_another_name_is_not_taken_for_a_tag():
    assert tag_field("oneway:bicycle", ["oneway", "oneway_bicycles", "oneway_bi"]) is None
    assert tag_field("foot", ["footway", "foo"]) is None


def test_the_whole_name_goes_before_one_that_was_cut():
    assert tag_field("oneway:bicycle", ["oneway_bic", "oneway_bicycle"]) == "oneway_bicycle"


def test_a_name_that_was_cut_stands_for_the_shortest_key():
    keys = ["cycleway:left:oneway", "cycleway:left", "cycleway"]
    assert tag_fields(keys, ["CYCLEWAY_L"]) == {"cycleway:left": "CYCLEWAY_L"}
    assert tag_fields(keys, ["cycleway", "cycleway_left_oneway", "cycleway_l"]) == {
        "cycleway": "cycleway",
        "cycleway:left": "cycleway_l",
        "cycleway:left:oneway": "cycleway_left_oneway",
    }


@pytest.mark.parametrize("value", ["yes", "viaduct", "T", 1, "1", True, "-1"])
def test_a_bridge_is_one_whatever_it_is_called(value):
    assert is_set(value)


@pytest.mark.parametrize("value", [None, "", " ", "no", "F", "false", 0, 0.0, "0", False])
def test_no_bridge_is_none_however_it_is_said(value):
    assert not is_set(value)


def test_the_field_with_several_tags_is_found():
    assert text_field(["osm_id", "OTHER_TAGS"]) == "OTHER_TAGS"
    assert text_field(["tags", "other_tags"]) == "other_tags"
    assert text_field(["osm_id"]) is None


def test_a_bridge_that_is_there_no_more_or_not_yet_is_none():
    assert not any(is_set(value) for value in ("proposed", "Abandoned", "no", "0", 0, False, None, "razed"))
    assert all(is_set(value) for value in ("yes", "viaduct", "boardwalk", "-1", 1, True))


def test_fields_are_found_without_their_underscores_where_nothing_fits_better():
    assert tag_fields(["wvk_id", "bst_code"], ["wvkId", "BSTCODE"]) == {"wvk_id": "wvkId", "bst_code": "BSTCODE"}
    assert tag_fields(["bst_code"], ["bstCode", "bst_code"]) == {"bst_code": "bst_code"}
    assert tag_fields(["opening_hours"], ["opening_ho"], cut=False) == {}


def test_a_lifecycle_is_of_the_whole_or_of_one_tag():
    assert former_tags({"disused:amenity": "school", "addr:street": "a", "shop": "b"}) == {"amenity": "school"}
    assert has_lifecycle({"amenity": "school", "abandoned": "yes"})
    assert has_lifecycle({"amenity": "school", "disused:amenity": "school"})
    assert not has_lifecycle({"amenity": "cafe", "disused:amenity": "school", "disused:shop": "yes", "razed": "no"})
