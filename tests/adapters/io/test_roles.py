"""Which column plays which role."""

from __future__ import annotations

import re

import pytest

from buurtmaat.adapters.io.roles import ROLES, base_of, find_column, read_field_map
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
        ("households", ["households", "households_2"], "households_2"),
        ("complex", ["complex", "complex_2"], "complex"),
        ("households", ["aantal_part_huishoudens"], "aantal_part_huishoudens"),
        ("inhabitants_0_15", ["inhabitants", "inhabitants_0_15", "inhabitants_0_15_2"], "inhabitants_0_15_2"),
        ("inhabitants_0_15", ["percentage_personen_0_tot_15_jaar"], "percentage_personen_0_tot_15_jaar"),
        ("inhabitants_15_25", ["percentagePersonen15Tot25Jaar"], "percentagePersonen15Tot25Jaar"),
        ("inhabitants_25_45", ["INW_2544", "P_25_44_JR"], "INW_2544"),
        ("inhabitants_45_65", ["P_45_64_JR"], "P_45_64_JR"),
        ("households_single", ["P_EENP_HH"], "P_EENP_HH"),
        ("households_with_children", ["percentage_huishoudens_met_kinderen"], "percentage_huishoudens_met_kinderen"),
        ("households_low_income", ["percentage_huishoudens_met_laagste_inkomen"], None),  # a rank, not an income
        (
            "dwellings_association",
            ["percentage_huurwoningen", "perc_huurwoningen_in_bezit_woningcorporaties"],
            "perc_huurwoningen_in_bezit_woningcorporaties",
        ),
        ("dwellings_owner", ["percentage_koopwoningen"], "percentage_koopwoningen"),
        # StatLine numbers its columns anew each year.
        ("inhabitants", ["AantalInwoners_5"], "AantalInwoners_5"),
        ("inhabitants_0_15", ["k_0Tot15Jaar_8"], "k_0Tot15Jaar_8"),
        ("inhabitants_0_15", ["k_0Tot15Jaar_12", "k_15Tot25Jaar_13"], "k_0Tot15Jaar_12"),
        ("inhabitants_0_15", ["k_0Tot15Jaar"], None),
        ("households", ["HuishoudensTotaal_29"], "HuishoudensTotaal_29"),
        ("households_with_children", ["HuishoudensMetKinderen_32"], "HuishoudensMetKinderen_32"),
        ("dwellings_owner", ["koopwoningen_47"], "koopwoningen_47"),
    ],
)
def test_a_column_is_found_by_its_name_or_those_known_for_its_role(name, columns, found):
    assert find_column(name, columns, {}) == found


def test_what_the_user_says_goes_before_what_is_known():
    assert find_column("inhabitants", ["aantal_inwoners", "people"], {"inhabitants": "People"}) == "people"
    assert find_column("inhabitants", ["aantal_inwoners"], {"inhabitants": "nix"}) is None
    own = {"inhabitants": "inhabitants"}
    assert find_column("inhabitants", ["inhabitants", "inhabitants_2"], own) == "inhabitants"


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("inhabitants_0_15", "inhabitants"),
        ("percentage_personen_65_jaar_en_ouder", "inhabitants"),
        ("P_EENP_HH", "households"),
        ("households_low_income", "households"),
        ("percentageKoopwoningen", "dwellings"),
        ("InBezitWoningcorporatie_49", "dwellings"),
        ("inhabitants", None),
        ("aantal_huishoudens", None),
        ("percentage_kinderen", None),
    ],
)
def test_a_group_has_a_figure_of_its_own_that_its_percentage_is_taken_of(name, base):
    assert base_of(name) == base


def test_a_field_map_is_read_with_or_without_blanks():
    assert read_field_map(" a = b ;; c=d;") == {"a": "b", "c": "d"}
    assert read_field_map("") == {}


@pytest.mark.parametrize("text", ["a", "=b", "a=", "a=b;c"])
def test_an_entry_that_is_no_pair_is_named(text):
    with pytest.raises(InputError, match="FIELD_MAP") as stop:
        read_field_map(text)
    assert text.split(";")[-1] in str(stop.value)


def test_the_page_of_field_names_has_each_role_with_its_columns(root):
    """A row for each role: in their order where it is one of the table of roles, by kind where it is a group."""
    page = (root / "docs" / "field-names.md").read_text(encoding="utf-8")
    rows = {row[0]: row for row in (re.findall(r"`([^`]+)`", line) for line in re.findall(r"^\| `.*$", page, re.M))}
    assert {name for name in ROLES if name not in rows} == set()
    told = {name: [column.casefold() for column in rows[name][1:]] for name in ROLES}
    own = {name: [column.casefold() for column in columns] for name, columns in ROLES.items()}
    for name, columns in own.items():
        if base_of(name) is None:
            given = [column for column in told[name] if column not in ("ja", "b", "nee")]
            assert given == columns, name
        else:
            assert set(columns) == {name, *told[name]} - {base_of(name)}, name
