"""The sets that ship hold what the sources say, and claim no more."""

from __future__ import annotations

import dataclasses
import re
import sqlite3

import pytest

from buurtmaat.core.norms.checks import check_set
from buurtmaat.core.norms.file import dump, load, load_file
from buurtmaat.core.norms.model import BASES, SHIPPED_IDS, Condition, Requirement, Serves

SETS = {
    "rivm-2025": ("playground", "green", "sport_types", "seat", "movement_space_share", "tree_canopy_share"),
    "daily": (
        *("daily_by_bicycle", "basic_services", "basic_services_by_bicycle", "everyday_services", "supermarket_65"),
        *("general_practitioner_65", "bus_stop"),
    ),
    "meeting": (
        *("meeting_place", "meeting_place_65", "meeting_place_rate", "community_centre_area"),
        *("youth_family_centre_area", "meeting_place_per_inhabitants", "meeting_place_rollator"),
        *("clustered_housing_meeting", "village_hall"),
    ),
}
NAMES = [*SETS, "library"]

MEETING = ("meeting place", "community centre")
DAILY = ("supermarket", "general practitioner", "primary school", "park")
BASIC = ("supermarket", "general practitioner", "pharmacy", "primary school")
EVERYDAY = ("supermarket", "primary school", "general practitioner", "pharmacy", "bus stop")
SPORTS = ("football pitch", "tennis court", "swimming pool", "skate park", "sports hall")
PLAY_SPORT = ("play area", "football pitch", "tennis court", "skate park")
ENVIRONMENTS = (
    *(("centrum-stedelijk", 50.0), ("buiten-centrum", 50.0), ("groen-stedelijk", 50.0)),
    *(("centrum-dorps", 70.0), ("landelijk", 70.0)),
)
FIRST = (Condition("complex_dwellings", ">=", 5.0), Condition("share_55plus", ">=", 0.5))
# By the number of the norm: id, facility, indicator, threshold, unit, basis, year, and what else it says.
NORMS = [
    (
        *(1, "playground", ("playground", "play area"), "distance", 200, "m", "national", 2025),
        {"weight": "inhabitants_0_15"},
    ),
    (
        *(2, "green", ("park", "green"), "distance", 300, "m", "national", 2025),
        {"min_area_m2": 10_000.0, "merge_touching": True},
    ),
    (3, "sport_types", SPORTS, "types", 1500, "m", "national", 2025, {"minimum": 3}),
    (4, "seat", ("seat",), "distance", 125, "m", "national", 2025, {}),
    (
        *(5, "play_sport_place", PLAY_SPORT, "distance", 300, "m", "municipal", 2008),
        {
            "min_area_m2": 1000.0,
            "merge_touching": True,
            "thresholds_by_class": (("centrum-stedelijk", 200.0),),
            "level": "barrier_block",
        },
    ),
    (
        *(5, "central_play_place", PLAY_SPORT, "presence", 1, "number", "municipal", 2008),
        {
            "min_area_m2": 5000.0,
            "merge_touching": True,
            "level": "barrier_block",
            "applies_if": (Condition("land_ha", ">", 15.0),),
        },
    ),
    (
        *(6, "play_area_share", ("play area",), "area_share", 0.03, "share", "institute", 2008),
        {"area_of": "developed", "level": "municipality"},
    ),
    (
        *(7, "community_centre_area", ("community centre",), "rate", 0, "m2", "municipal", 2021),
        {
            "per": 1000.0,
            "thresholds_by_class": (("centrum-stedelijk", 125.0),),
            "level": "district",
            "size": 600.0,
            "serves": Serves(600 / 125 * 1000, 2500 / 125 * 1000),
            "min_demand": 600 / 125 * 1000 / 2,
        },
    ),
    (
        *(8, "youth_family_centre_area", ("youth and family centre",), "rate", None, "m2", "municipal", 2021),
        {
            "per": 1000.0,
            "thresholds_by_class": ENVIRONMENTS,
            "level": "city_district",
            "size": 1400.0,
            "serves": Serves(1400 / 70 * 1000, 1400 / 50 * 1000),
            "min_demand": 1400 / 70 * 1000 / 2,
        },
    ),
    (9, "clustered_housing_meeting", MEETING, "distance", 100, "m", "national", 2021, {"demand_where": FIRST}),
    (
        *(10, "supermarket_65", ("supermarket",), "distance", 500, "m", "illustrative", None),
        {"metric": "straight", "weight": "inhabitants_65"},
    ),
    (
        *(11, "general_practitioner_65", ("general practitioner",), "distance", 500, "m", "illustrative", None),
        {"metric": "straight", "weight": "inhabitants_65"},
    ),
    (
        *(12, "daily_by_bicycle", DAILY, "basket", 10, "min", "municipal", 2021),
        {"mode": "cycle", "target": 0.8},
    ),
    (13, "basic_services", BASIC, "basket", 1200, "m", "foreign", 2022, {"weight": "inhabitants"}),
    (
        *(13, "basic_services_by_bicycle", BASIC, "basket", 3750, "m", "foreign", 2022),
        {"weight": "inhabitants", "mode": "cycle"},
    ),
    (14, "everyday_services", EVERYDAY, "basket", 800, "m", "foreign", 2017, {}),
    (15, "park", ("park",), "distance", 400, "m", "illustrative", None, {"metric": "straight", "target": 0.95}),
    (
        *(16, "green_per_inhabitants", ("park", "green"), "rate", 30_000, "m2", "illustrative", None),
        {"per": 1000.0, "weight": "inhabitants"},
    ),
    (
        *(17, "meeting_place_per_inhabitants", MEETING, "rate", 1, "number", "illustrative", None),
        {"per": 5000.0, "weight": "inhabitants", "rounding": "up", "min_demand": 2500.0},
    ),
    (18, "meeting_place_inhabitants", MEETING, "distance", 500, "m", "illustrative", None, {"weight": "inhabitants"}),
    (
        *(18, "meeting_place_rollator", MEETING, "distance", 300, "m", "illustrative", None),
        {"mode": "rollator", "weight": "inhabitants_65"},
    ),
    (
        *(19, "village_hall", ("village hall", "community centre"), "presence", 1, "number", "illustrative", None),
        {"level": "settlement", "applies_if": (Condition("inhabitants", ">=", 500.0),)},
    ),
    (20, "bus_stop", ("bus stop",), "distance", 400, "m", "illustrative", None, {}),
    (
        *(21, "movement_space_share", ("public space for movement",), "area_share", 0.25, "share", "national", 2025),
        {"area_of": "public_space"},
    ),
    (
        *(22, "tree_canopy_share", ("tree canopy",), "area_share", 0.3, "share", "national", 2025),
        {"area_of": "neighbourhood"},
    ),
]
# What says how near, how much and for whom: all but the words.
WORDS = ("title", "source", "url", "note", "page", "looked_up")


@pytest.fixture(scope="module")
def sets(root):
    return {name: load_file(root / "resources" / "norms" / f"{name}.json") for name in NAMES}


def every(sets) -> list[Requirement]:
    return [requirement for norm_set in sets.values() for requirement in norm_set.requirements]


def test_the_reserved_ids_are_those_of_the_sets_that_ship(root):
    assert set(SHIPPED_IDS) == set(SETS)
    for name in SHIPPED_IDS:
        assert (root / "resources" / "norms" / f"{name}.json").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_set_is_a_draft_in_two_languages(sets, name):
    norm_set = sets[name]
    check_set(norm_set)
    assert (norm_set.id, norm_set.date, norm_set.state) == (name, "2026-11-29", "draft")
    assert (norm_set.adopted_by, norm_set.adopted_on, norm_set.superseded_by) == ("", "", "")
    assert norm_set.version == ("3" if name == "meeting" else "2")
    assert "example" in norm_set.title.en
    assert "voorbeeld" in norm_set.title.nl


@pytest.mark.parametrize(("name", "ids"), SETS.items())
def test_a_set_holds_its_requirements_in_order(sets, name, ids):
    assert tuple(requirement.id for requirement in sets[name].requirements) == ids


@pytest.mark.parametrize("name", NAMES)
def test_each_requirement_survives_writing_and_reading(sets, name):
    assert load(dump(sets[name])) == sets[name]
    for requirement in sets[name].requirements:
        alone = dataclasses.replace(sets[name], requirements=(requirement,))
        assert load(dump(alone)).requirements == (requirement,)


def test_the_library_holds_every_norm_in_order(sets):
    assert [requirement.id for requirement in sets["library"].requirements] == [norm[1] for norm in NORMS]
    assert {norm[0] for norm in NORMS} == set(range(1, 23))


@pytest.mark.parametrize(("number", "norm"), list(enumerate(NORMS)), ids=[norm[1] for norm in NORMS])
def test_a_norm_is_what_its_source_says(sets, number, norm):
    _, name, facility, indicator, threshold, unit, basis, year, more = norm
    requirement = sets["library"].requirements[number]
    values = {"threshold": threshold, "basis": basis, "year": year, **more}
    if requirement.has_share:
        values = {"target": 0.95} | values
    expected = Requirement(id=name, facility=facility, indicator=indicator, unit=unit, **values)
    assert dataclasses.replace(requirement, **{word: getattr(expected, word) for word in WORDS}) == expected


def test_what_a_set_shares_with_the_library_is_equal_to_it(sets):
    library = {requirement.id: requirement for requirement in sets["library"].requirements}
    own = []
    for name in SETS:
        for requirement in sets[name].requirements:
            if requirement.id in library:
                assert requirement == library[requirement.id]
            else:
                own.append(requirement.id)
    assert own == ["meeting_place", "meeting_place_65", "meeting_place_rate"]


def test_every_requirement_says_in_two_languages_what_it_is(sets):
    for requirement in every(sets):
        for text in (requirement.title, requirement.note):
            assert text.en.strip()
            assert text.nl.strip()
            assert text.en != text.nl
        assert requirement.note.en.endswith(".")
        assert requirement.note.nl.endswith(".")


def test_a_title_outlives_a_threshold_that_is_changed(sets):
    for requirement in every(sets):
        for text in (requirement.title.en, requirement.title.nl):
            assert re.findall(r"\d+", text) in ([], ["65"])
            assert "%" not in text
        numbers = [requirement.threshold, *(threshold for _, threshold in requirement.thresholds_by_class)]
        assert 65 not in numbers


def test_nothing_looks_like_a_law(sets):
    for requirement in every(sets):
        for text, word, denial in (
            (requirement.note.en, "legal", "not a legal norm"),
            (requirement.note.nl, "wettelijk", "geen wettelijke norm"),
        ):
            assert text.count(denial) == text.casefold().count(word) == 1
        titles = f"{requirement.title.en} {requirement.title.nl} {requirement.source}".casefold()
        assert not re.search(r"legal|\blaw|statut|mandatory|wettelijk|\bwet\b|verplicht", titles)
        assert not re.search(
            r"\blaw|statut|mandatory|\bwet\b|verplicht", f"{requirement.note.en} {requirement.note.nl}"
        )


def test_the_basis_is_illustrative_where_there_is_no_source_and_nowhere_else(sets):
    for requirement in every(sets):
        assert (requirement.source == "") == (requirement.basis == "illustrative")
        if requirement.source == "":
            assert requirement.year is None
            assert requirement.url == ""
            assert requirement.note.nl.startswith("Een voorbeeld, geen wettelijke norm: ")
            assert requirement.note.en.startswith("An example, not a legal norm: ")
    assert {requirement.basis for requirement in sets["library"].requirements} == set(BASES)


def lacking(requirement: Requirement) -> list[str]:
    """Name what a requirement lacks to be looked up where it comes from."""
    if requirement.basis == "illustrative":
        return []
    return [key for key in ("source", "url", "year", "looked_up") if not getattr(requirement, key)]


def test_each_norm_says_where_it_stands_and_when_that_was_looked_up(sets):
    for requirement in every(sets):
        assert lacking(requirement) == [], requirement.id
        if requirement.looked_up:
            assert re.fullmatch(r"20\d\d-\d\d-\d\d", requirement.looked_up)
            assert requirement.looked_up <= sets["library"].date
    whole = next(one for one in every(sets) if one.basis == "municipal")
    for key, empty in (("source", ""), ("url", ""), ("year", None), ("looked_up", "")):
        assert lacking(dataclasses.replace(whole, **{key: empty})) == [key]


def test_norms_of_one_source_name_it_alike(sets):
    """Six of the rules of RIVM are here, and all of them say that they are its own."""
    rivm = [one for one in sets["library"].requirements if one.source.startswith("RIVM")]
    assert tuple(one.id for one in rivm) == SETS["rivm-2025"]
    for source in {one.source for one in every(sets)} - {""}:
        told = {(one.url, one.year, one.basis, one.looked_up) for one in every(sets) if one.source == source}
        assert len(told) == 1


def test_what_was_not_found_is_nobodys_norm(sets):
    text = " ".join(f"{one.source} {one.note.en} {one.note.nl}" for one in every(sets))
    assert not re.search("Kenniscentrum|BESS|Palmerston|Konijnendijk|secondary|secundair", text)


def test_a_target_that_no_source_gives_is_called_an_example(sets):
    given = {"daily_by_bicycle"}  # its note says what became of the source's share
    for requirement in sets["library"].requirements:
        if requirement.target is None:
            continue
        if requirement.basis == "illustrative":
            assert "share" in requirement.note.en
            assert "streefaandeel" in requirement.note.nl
        else:
            example = requirement.id not in given
            assert ("The target share is our example." in requirement.note.en) == example
            assert ("Het streefaandeel is een voorbeeldwaarde." in requirement.note.nl) == example


@pytest.mark.parametrize("name", ["playground", "green", "sport_types", "seat", "play_sport_place", "bus_stop"])
def test_a_metric_that_no_source_names_is_called_a_choice(sets, name):
    requirement = next(requirement for requirement in sets["library"].requirements if requirement.id == name)
    assert requirement.metric == "network"
    assert "over the network" in requirement.note.en
    assert "over het netwerk" in requirement.note.nl


@pytest.mark.parametrize("name", ["seat", "play_sport_place", "clustered_housing_meeting", "daily_by_bicycle"])
def test_what_was_adapted_is_said(sets, name):
    requirement = next(requirement for requirement in sets["library"].requirements if requirement.id == name)
    assert re.search(r"Adapted|for another purpose", requirement.note.en)
    assert re.search(r"[Aa]angepast|voor een ander doel", requirement.note.nl)


def test_the_sample_town_has_the_classes_and_fields_that_are_named(root, sets):
    connection = sqlite3.connect(f"{(root / 'resources' / 'sample' / 'town.gpkg').as_uri()}?mode=ro", uri=True)
    try:
        classes = {row[0] for row in connection.execute("SELECT DISTINCT woonmilieu FROM neighbourhoods")}
        fields = {row[1] for row in connection.execute("PRAGMA table_info(dwellings)")}
    finally:
        connection.close()
    by_id = {requirement.id: requirement for requirement in sets["library"].requirements}
    assert {name for name, _ in by_id["youth_family_centre_area"].thresholds_by_class} == classes
    assert {name for name, _ in by_id["play_sport_place"].thresholds_by_class} < classes
    asked = [condition.field for condition in by_id["clustered_housing_meeting"].demand_where]
    assert set(asked) < fields
    assert all(field in by_id["clustered_housing_meeting"].note.nl for field in asked)
