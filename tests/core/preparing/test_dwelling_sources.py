"""Which layers are which source of dwellings, and which of their rows are dwellings."""

from __future__ import annotations

import math

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.preparing import dwelling_sources as d

ADDRESS = ["identificatie", "oppervlakte", "status", "gebruiksdoel", "postcode", "bouwjaar", "pand_identificatie"]
BUILDING = ["identificatie", "bouwjaar", "status", "gebruiksdoel", "oppervlakte_min", "aantal_verblijfsobjecten"]
SQUARE = ["crs28992res100m", "aantal_inwoners", "aantal_inwoners_65_jaar_en_ouder", "aantal_woningen"]


@pytest.mark.parametrize(
    ("columns", "polygons", "kind"),
    [
        (ADDRESS, False, d.ADDRESSES),
        (["identifica", "gebruiksdo", "status"], False, d.ADDRESSES),
        (["verblijfsobjectstatus", "gebruiksdoelen"], False, d.ADDRESSES),
        (BUILDING, True, d.BUILDINGS),
        (BUILDING, False, d.BUILDINGS),
        (SQUARE, True, d.SQUARES),
        (SQUARE, False, d.SQUARES),
        (["c28992r100", "INWONER", "INW_65PL", "WONING"], True, d.SQUARES),
        (["crs28992res100m", "aantalInwoners", "aantalInwoners65JaarEnOuder", "aantalWoningen"], True, d.SQUARES),
        (["postcode6", "aantal_inwoners", "aantal_woningen"], True, d.POSTCODES),
        (["postcode", "aantal_inwoners", "aantal_woningen"], True, d.POSTCODES),
        (["PC6", "INWONER", "WONING"], False, d.POSTCODES),
    ],
)
@pytest.mark.parametrize("case", [str, str.upper, str.lower, str.title])
def test_a_source_is_known_by_its_columns_in_any_case(columns, polygons, kind, case):
    assert d.recognise("layer", [case(c) for c in columns], polygons=polygons).kind == kind


def test_a_role_has_the_column_as_the_layer_spells_it():
    found = d.recognise("squares", [c.upper() for c in SQUARE], polygons=True)
    assert found.column("inhabitants_65") == "AANTAL_INWONERS_65_JAAR_EN_OUDER"
    assert found.column("use") == ""


def test_the_better_known_of_two_columns_has_the_role():
    found = d.recognise("x", ["pandstatus", "status", "gebruiksdoel"], polygons=False)
    assert (found.column("address_status"), found.column("building_status")) == ("status", "status")


def test_points_with_a_number_are_points():
    assert d.recognise("x", ["homes"], polygons=False, weight="homes").kind == d.POINTS
    assert d.recognise("x", ["homes"], polygons=False, kind=d.POINTS).kind == d.POINTS


@pytest.mark.parametrize(
    ("columns", "polygons", "given", "words"),
    [
        (
            ["fclass", "name"],
            False,
            {},
            ["not recognised", "gebruiksdoel", "crs28992res100m", "postcode6", "fclass, name", "need no preparing"],
        ),
        ([], True, {}, ["not recognised", "–"]),
        (["buurtcode", "aantal_inwoners", "woningvoorraad"], True, {}, ["not recognised", "buurtcode"]),
        (["identificatie", "bouwjaar", "gebruiksdoel"], True, {}, ["not one dwelling", "WEIGHT_FIELD"]),
        (["crs28992res100m", "aantal_inwoners"], True, {}, ["aantal_woningen", "WEIGHT_FIELD"]),
        (["a"], False, {"kind": d.ADDRESSES}, ["gebruiksdoel", "fields are: a"]),
        (["a"], True, {"kind": d.SQUARES}, ["aantal_woningen"]),
    ],
)
def test_a_layer_that_is_none_is_refused_with_what_was_looked_for_and_found(columns, polygons, given, words):
    with pytest.raises(InputError) as stop:
        d.recognise("lost", columns, polygons=polygons, **given)
    for word in ["lost", *words]:
        assert word in str(stop.value)


@pytest.mark.parametrize(
    ("status", "use", "outcome"),
    [
        ("Verblijfsobject in gebruik", "woonfunctie", (None, None)),
        ("Verblijfsobject in gebruik (niet ingemeten)", "winkelfunctie,woonfunctie", (None, None)),
        ("VERBOUWING VERBLIJFSOBJECT ", "['kantoorfunctie', 'Woonfunctie']", (None, None)),
        ("Verblijfsobject buiten gebruik", "woonfunctie", (None, d.OUT_OF_USE)),
        ("Verblijfsobject gevormd", "woonfunctie", (d.PLANNED, None)),
        ("Verblijfsobject ingetrokken", "woonfunctie", (d.GONE, None)),
        ("Niet gerealiseerd verblijfsobject", "woonfunctie", (d.GONE, None)),
        ("Verblijfsobject ten onrechte opgevoerd", "woonfunctie", (d.GONE, None)),
        (None, "woonfunctie", (d.NO_STATUS, None)),
        ("in gebruik", "woonfunctie", (d.UNKNOWN_STATUS, None)),
        ("Verblijfsobject in gebruik", "kantoorfunctie", (d.NOT_RESIDENTIAL, None)),
        ("Verblijfsobject in gebruik", None, (d.NO_USE, None)),
        ("Verblijfsobject buiten gebruik", "kantoorfunctie", (d.NOT_RESIDENTIAL, None)),
    ],
)
def test_an_address_object_is_a_dwelling_if_it_stands_and_is_lived_in(status, use, outcome):
    assert d.judge_address(status, use) == outcome


@pytest.mark.parametrize(
    ("status", "use", "objects", "outcome"),
    [
        ("Pand in gebruik", "woonfunctie", 12, (None, None)),
        ("Sloopvergunning verleend", "woonfunctie", 1, (None, None)),
        ("Pand in gebruik", "winkelfunctie,woonfunctie", 3, (None, d.MIXED_USE)),
        ("Pand in gebruik", "winkelfunctie,woonfunctie", 1, (None, None)),
        ("Pand buiten gebruik", "woonfunctie", 2, (None, d.OUT_OF_USE)),
        ("Bouw gestart", "woonfunctie", 2, (d.PLANNED, None)),
        ("Bouwvergunning verleend", None, 0, (d.PLANNED, None)),
        ("Pand gesloopt", "woonfunctie", 2, (d.GONE, None)),
        ("Pand in gebruik", None, 0, (d.NOT_RESIDENTIAL, None)),
        ("Pand in gebruik", "", math.nan, (d.NOT_RESIDENTIAL, None)),
        ("Pand in gebruik", None, 4, (d.NO_USE, None)),
        ("Pand in gebruik", "industriefunctie", 1, (d.NOT_RESIDENTIAL, None)),
    ],
)
def test_a_building_holds_dwellings_if_it_stands_and_is_lived_in(status, use, objects, outcome):
    assert d.judge_building(status, use, objects) == outcome


@pytest.mark.parametrize(
    ("columns", "polygons", "kind"),
    [
        (ADDRESS, False, d.ADDRESSES),
        (BUILDING, True, d.BUILDINGS),
        (["name"], False, d.POINTS),
        (SQUARE, True, d.POINTS),
    ],
)
def test_residential_points_are_address_objects_buildings_or_one_each(columns, polygons, kind):
    assert d.recognise_residential("x", columns, polygons=polygons).kind == kind


def test_residential_buildings_without_a_number_are_not_one_each():
    with pytest.raises(InputError, match="not one dwelling"):
        d.recognise_residential("x", ["identificatie", "bouwjaar", "gebruiksdoel"], polygons=True)


@pytest.mark.parametrize(
    "columns",
    [
        ["crs28992re", "aantal_inw", "aantal_i_1", "aantal_won"],
        ["C28992R100", "AANTAL_INW", "AANTAL_WON"],
        ["postcode6", "aantal_inw", "aantal_won"],
        ["postcode", "aantal_inw", "aantal_won"],
        ["crs28992re", "WONING"],
    ],
)
def test_names_cut_by_a_shapefile_are_refused(columns):
    with pytest.raises(InputError, match="cut by a Shapefile") as stop:
        d.recognise("squares", columns, polygons=True)
    assert "use the GeoPackage" in str(stop.value)


def test_short_names_that_are_none_are_not_taken_for_cut_ones():
    assert d.recognise("old", ["c28992r100", "INWONER", "INW_65PL", "WONING"], polygons=True).kind == d.SQUARES
    assert d.recognise("bag", ["identifica", "gebruiksdo", "aantal_won"], polygons=False).kind == d.ADDRESSES
    assert d.recognise("own", ["aantal_won"], polygons=False, kind=d.POINTS, weight="aantal_won").kind == d.POINTS
    assert d.cut_columns(["aantal_inwoners"], ["aantal_inw", "aantal_inwoners_2"]) == []
    assert d.cut_columns(["status", "gebruiksdo", *BUILDING], ["status", "gebruiksdo", "aantal_ver"]) == [
        "gebruiksdo",
        "aantal_ver",
    ]
    assert d.cut_columns(["status", "gebruiksdo"], ["status", "gebruiksdo"]) == []


@pytest.mark.parametrize(
    ("status", "flag"),
    [
        ("Verblijfsobject in gebruik(niet ingemeten)", None),
        ("verblijfsobject  in gebruik", None),
        ("Verblijfsobject\u00a0in\u00a0gebruik", None),
        ("VerblijfsobjectInGebruik", None),
        (" VERBLIJFSOBJECT BUITEN GEBRUIK\t", d.OUT_OF_USE),
    ],
)
def test_white_space_and_case_in_a_status_do_not_matter(status, flag):
    assert d.judge_address(status, "woonfunctie") == (None, flag)


def test_a_status_that_only_begins_like_one_is_unknown():
    assert d.judge_address("Verblijfsobject in gebruik of niet", "woonfunctie") == (d.UNKNOWN_STATUS, None)
