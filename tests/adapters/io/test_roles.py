"""Which column plays which role."""

from __future__ import annotations

import pytest

from buurtmaat.adapters.io.roles import find_column, read_field_map
from buurtmaat.core.errors import InputError


@pytest.mark.parametrize(
    ("name", "columns", "found"),
    [
        ("inhabitants", ["AANT_INW"], "AANT_INW"),
        ("inhabitants", ["aantal_inwoners", "Inhabitants"], "Inhabitants"),
        ("inhabitants_65", ["P_65_EO_JR"], "P_65_EO_JR"),
        ("inhabitants_65", ["P_65_EO_JR", "INW_65PL"], "INW_65PL"),
        ("dwellings", ["aantal_huishoudens", "Woningvoorraad"], "Woningvoorraad"),
        ("neighbourhood_code", ["BU_NAAM", "BU_CODE"], "BU_CODE"),
        ("my own", ["MY OWN"], "MY OWN"),
        ("my_own", ["MyOwn"], None),
        ("inhabitants", ["aantalInwoners"], "aantalInwoners"),
        ("inhabitants", ["aantalInwoners", "AANTAL_INWONERS"], "AANTAL_INWONERS"),
        ("inhabitants_65", ["percentagePersonen65JaarEnOuder"], "percentagePersonen65JaarEnOuder"),
        ("inhabitants", ["inhabitants65"], None),
        ("neighbourhood_code", ["buurtCode"], "buurtCode"),
        ("neighbourhood_code", ["buCode"], "buCode"),
        ("inhabitants", ["people"], None),
        ("inhabitants", ["inhabitants", "inhabitants_65"], "inhabitants"),
        ("inhabitants", ["Inhabitants", "inhabitants_65", "Inhabitants_2", "inhabitants_65_2"], "Inhabitants_2"),
        ("inhabitants_65", ["inhabitants_65", "inhabitants_65_2", "inhabitants_65_3"], "inhabitants_65_3"),
        ("dwellings", ["dwellings_2", "dwellings"], "dwellings_2"),
        ("dwellings", ["dwellings", "dwellings_3"], "dwellings"),
        ("dwellings", ["woningen", "woningen_2"], "woningen"),
        ("households", ["households", "households_2"], "households"),
    ],
)
def test_a_column_is_found_by_its_name_or_those_known_for_its_role(name, columns, found):
    assert find_column(name, columns, {}) == found


def test_what_the_user_says_goes_before_what_is_known():
    assert find_column("inhabitants", ["aantal_inwoners", "people"], {"inhabitants": "People"}) == "people"
    assert find_column("inhabitants", ["aantal_inwoners"], {"inhabitants": "nix"}) is None
    own = {"inhabitants": "inhabitants"}
    assert find_column("inhabitants", ["inhabitants", "inhabitants_2"], own) == "inhabitants"


def test_a_field_map_is_read_with_or_without_blanks():
    assert read_field_map(" a = b ;; c=d;") == {"a": "b", "c": "d"}
    assert read_field_map("") == {}


@pytest.mark.parametrize("text", ["a", "=b", "a=", "a=b;c"])
def test_an_entry_that_is_no_pair_is_named(text):
    with pytest.raises(InputError, match="FIELD_MAP") as stop:
        read_field_map(text)
    assert text.split(";")[-1] in str(stop.value)
