from __future__ import annotations

import dataclasses

import pytest

from buurtmaat.core.comparing import type_key
from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.checks import check_set, condition_findings, mode_findings, requirement_findings, set_findings
from buurtmaat.core.norms.indicators import INDICATORS, takers
from buurtmaat.core.norms.model import (
    BUILT_IN_MODES,
    REQUIREMENT_KEYS,
    SET_KEYS,
    Condition,
    Mode,
    NormSet,
    Requirement,
    Serves,
    Text,
    is_percentage_field,
    mode_names,
)

MODES = mode_names(())
THRESHOLDS = {"m": 500.0, "min": 10.0, "number": 1.0, "m2": 125.0, "share": 0.25}


def requirement(**changes) -> Requirement:
    values = {"id": "school", "facility": ("school",), "indicator": "distance", "threshold": 500.0, "unit": "m"}
    return Requirement(**(values | changes))


def norm_set(**changes) -> NormSet:
    return NormSet(**({"id": "own", "title": Text(), "version": "1", "requirements": (requirement(),)} | changes))


def messages(**changes) -> list[str]:
    return [finding.message for finding in requirement_findings(requirement(**changes), MODES)]


def test_the_table_of_keys_has_every_field_once():
    assert [key.name for key in REQUIREMENT_KEYS] == [field.name for field in dataclasses.fields(Requirement)]
    assert [key.name for key in SET_KEYS] == [field.name for field in dataclasses.fields(NormSet)]


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_indicator_is_right_with_its_units_and_with_no_other(indicator):
    for unit, threshold in THRESHOLDS.items():
        found = messages(indicator=indicator, unit=unit, threshold=threshold)
        if unit in INDICATORS[indicator].units:
            assert found == []
        else:
            assert len(found) == 1
            assert found[0].endswith(f"for the indicator {indicator}, not “{unit}”")


def test_count_and_types_ask_for_one_and_a_rate_counts_per_thousand_where_nothing_is_said():
    assert requirement(indicator="count").minimum == 1
    assert requirement(indicator="types").minimum == 1
    assert requirement(indicator="rate").per == 1000
    assert requirement(indicator="distance").minimum is None
    assert requirement(indicator="distance").per is None


def test_a_minimum_or_a_per_that_says_nothing_is_dropped():
    assert requirement(minimum=1, per=1000.0) == requirement()
    of_others = ", ".join(takers("minimum"))
    assert messages(minimum=2) == [
        f"minimum does not go with the indicator distance (only with {of_others}); leave it out"
    ]
    assert messages(per=500.0) == ["per does not go with the indicator distance (only with rate); leave it out"]


def test_a_path_leads_straight_from_year_to_year_and_is_level_beyond_its_ends():
    path = requirement(target=0.7, target_path=((2030, 0.9), (2026, 0.5)))
    assert path.target_path == ((2026, 0.5), (2030, 0.9))
    # A tenth a year: (0.9 − 0.5) / (2030 − 2026).
    for year, share in ((2020, 0.5), (2026, 0.5), (2027, 0.6), (2028.5, 0.75), (2030, 0.9), (2040, 0.9)):
        assert path.target_in(year) == pytest.approx(share, rel=0, abs=1e-15)
    assert requirement(target=0.7).target_in(2030) == 0.7
    assert requirement().target_in(2030) is None
    whole = norm_set(requirements=(path, requirement(id="other", target=0.3)))
    assert [one.target for one in whole.in_year(2028).requirements] == [pytest.approx(0.7), 0.3]
    assert whole.in_year(None) is whole  # the target itself holds for a run without a year


def test_one_facility_counts_for_one_where_facilities_are_counted():
    assert requirement(indicator="presence", unit="number", threshold=1.0).one_facility == 1
    assert requirement(indicator="rate", unit="m2", threshold=125.0, size=600.0).one_facility == 600
    assert requirement(indicator="rate", unit="m2", threshold=125.0).one_facility is None


def test_the_neighbourhood_is_the_usual_level():
    assert requirement(level="neighbourhood") == requirement()
    assert requirement(level="settlement").level == "settlement"


@pytest.mark.parametrize(("indicator", "unit"), [("rate", "number"), ("presence", "number"), ("area_share", "share")])
def test_amounts_refuse_a_target_and_a_minimum(indicator, unit):
    found = messages(indicator=indicator, unit=unit, threshold=1.0, target=0.95, minimum=1)
    assert [message.split(" (")[0] for message in found] == [
        f"minimum does not go with the indicator {indicator}",
        f"target does not go with the indicator {indicator}",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"threshold": 0.0}, "threshold must be over 0 and at most 100000 m, not 0"),
        ({"threshold": -5.0}, "threshold must be over 0 and at most 100000 m, not -5"),
        ({"threshold": float("nan")}, "threshold must be over 0 and at most 100000 m, not nan"),
        ({"threshold": float("inf")}, "threshold must be over 0 and at most 100000 m, not inf"),
        ({"threshold": 100_001.0}, "threshold must be over 0 and at most 100000 m, not 100001"),
        ({"threshold": 601.0, "unit": "min"}, "threshold must be over 0 and at most 600 min, not 601"),
        ({"threshold": None}, "threshold is missing"),
        ({"target": 0.0}, "target must be over 0 and at most 1, not 0"),
        ({"target": 95.0}, "target must be over 0 and at most 1, not 95; 95 % is 0.95"),
        ({"year": 25}, "year must be a whole number from 1900 to 2100, not 25"),
        ({"min_area_m2": -1.0}, "min_area_m2 must be from 0 to 1000000000, not -1"),
        ({"metric": "crow"}, "metric must be “network” or “straight”, not “crow”"),
        (
            {"mode": "fly"},
            "mode must be a mode of the set or “walk”, “walk_65”, “rollator” or “cycle”, not “fly”",
        ),
        (
            {"basis": "law"},
            "basis must be “national”, “municipal”, “institute”, “foreign” or “illustrative”, not “law”",
        ),
        (
            {"min_demand": 50.0},
            "min_demand does not go with the indicator distance (only with rate, presence, area_share); leave it out",
        ),
        (
            {"indicator": "rate", "unit": "number", "size": 600.0},
            "size does not go with the unit number, where each counts as one; leave it out",
        ),
        ({"size": 0.0}, "size must be over 0 and at most 1000000000, not 0"),
        ({"serves": Serves(0.0, 5.0)}, "serves from must be over 0 and at most 1000000000, not 0"),
        ({"serves": Serves(5.0, 4.0)}, "serves must go up: from 5 is more than to 4"),
        (
            {"target_path": ((2030, 90.0),)},
            "target_path of 2030 must be over 0 and at most 1, not 90; 90 % is 0.9",
        ),
        ({"target_path": ((2030, 0.9), (2030, 0.8))}, "target_path must have each year once"),
        ({"target_path": ((2300, 0.9),)}, "target_path must have years from 1900 to 2200, not 2300"),
        ({"quotation": "x" * 301}, "quotation must be at most 300 characters long, not 301"),
        ({"looked_up": "29-11-2026"}, "looked_up must be a date such as 2025-12-18, or empty, not “29-11-2026”"),
        ({"rounding": "up"}, "rounding does not go with the indicator distance (only with rate); leave it out"),
        ({"area_of": "land"}, "area_of does not go with the indicator distance (only with area_share); leave it out"),
        ({"facility": ()}, "facility must name at least one type, and no empty one"),
        ({"facility": ("school", " ")}, "facility must name at least one type, and no empty one"),
        ({"facility": ("school", " School")}, "facility: the type “School” is named twice; name it once"),
        ({"facility": ("a|b",)}, "facility: “a|b” must not hold |; write the types as a list"),
        ({"weight": " "}, "weight must be “dwellings” or the name of a field, not empty"),
        ({"weight_of": "x"}, "weight_of goes with a weight that is a percentage field, not with dwellings"),
        ({"level": " "}, "level must be the name of a field; leave it out where there is none"),
        (
            {"thresholds_by_class": (("a", 0.0),)},
            "thresholds_by_class: the threshold of “a” must be over 0 and at most 100000 m, not 0",
        ),
        (
            {"thresholds_by_class": (("a", 1.0), ("A ", 2.0))},
            "thresholds_by_class must give each class a name of its own",
        ),
    ],
)
def test_a_wrong_value_gets_one_finding_that_says_what_it_must_be(changes, message):
    found = messages(**changes)
    assert found == [message]


@pytest.mark.parametrize("url", ["https://www.rivm.nl/x?y=1#z", "http://rivm.nl", ""])
def test_a_web_address_or_none_is_right(url):
    assert messages(url=url) == []


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "www.rivm.nl", "https://", 'https://x/" onclick="', "http://[x"],
)
def test_another_url_is_refused(url):
    assert messages(url=url)[0].startswith("url must start with http:// or https://, or be empty, not")


@pytest.mark.parametrize("identifier", ["", "School", "1school", "school-1", "sch ool", "school\n", "é", "s" * 41])
def test_an_id_that_cannot_be_a_field_name_is_refused(identifier):
    assert messages(id=identifier)[0].startswith("id must be lower-case letters, digits and _")


def test_the_id_that_stands_for_all_requirements_is_refused():
    assert messages(id="everything") == ["id “everything” is reserved for all requirements together; choose another"]
    assert messages(id="everything_2") == []


def test_a_rate_and_a_presence_may_be_zero_but_a_presence_is_whole():
    assert messages(indicator="rate", unit="m2", threshold=0.0) == []
    assert messages(indicator="presence", unit="number", threshold=0.0) == []
    assert messages(indicator="presence", unit="number", threshold=1.5) == [
        "threshold must be a whole number from 0 to 1000000, not 1.5"
    ]


def test_thresholds_by_class_stand_in_for_the_threshold():
    classes = (("urban centre", 50.0), ("green-blue", 70.0))
    assert messages(indicator="rate", unit="m2", threshold=None, thresholds_by_class=classes) == []
    wrong = messages(indicator="rate", unit="m2", threshold=None, thresholds_by_class=(("urban centre", -1.0),))
    assert wrong == ["thresholds_by_class: the threshold of “urban centre” must be from 0 to 1000000000 m2, not -1"]


def test_more_types_than_are_named_are_refused():
    assert messages(indicator="types", facility=("pool", "court"), minimum=2) == []
    (said,) = messages(indicator="types", facility=("pool", "court"), minimum=3)
    assert said.startswith("minimum: 3 types are asked, and only 2 named, ")
    assert said.endswith("; ask fewer, or name more")


def test_the_built_in_modes_have_the_speeds_that_the_sources_imply():
    assert list(BUILT_IN_MODES) == [
        Mode("walk", 4.8, "walk"),
        Mode("walk_65", 3.0, "walk"),
        Mode("rollator", 2.2, "walk", (("highway", ("steps",)),)),
        Mode("cycle", 15.0, "cycle"),
    ]


def test_bounds_themselves_are_right():
    assert messages(id="s" * 40) == messages(threshold=100_000.0) == messages(threshold=600.0, unit="min") == []
    assert messages(target=1.0, year=2100, min_area_m2=0.0) == messages(year=1900) == []
    assert messages(indicator="rate", unit="m2", threshold=1e9, per=1e7) == []
    assert len(messages(indicator="rate", unit="m2", threshold=1e9 + 1, per=1e7 + 1)) == 2
    assert messages(indicator="rate", unit="m2", per=0.0) == ["per must be over 0 and at most 10000000, not 0"]
    assert messages(indicator="area_share", unit="share", threshold=1.0) == []
    assert messages(indicator="area_share", unit="share", threshold=25.0) == [
        "threshold must be from 0 to 1, not 25; 25 % is 0.25"
    ]
    assert set_findings(norm_set(id="x" * 40)) == []


def test_a_mode_of_the_set_is_known_and_goes_before_the_built_in_one():
    own = norm_set(modes=(Mode("e-bike", 20.0, "cycle"), Mode("walk", 4.0)))
    assert own.mode("e-bike") == Mode("e-bike", 20.0, "cycle")
    assert own.mode("walk").kmh == 4.0
    assert own.mode("walk_65").kmh == 3.0
    assert own.mode("rollator").exclude == (("highway", ("steps",)),)
    assert own.mode("cycle").network == "cycle"
    assert requirement_findings(requirement(mode="e-bike"), own.mode_names()) == []
    with pytest.raises(
        InputError, match="no mode “fly”; use one of “e-bike”, “walk”, “walk_65”, “rollator” or “cycle”"
    ):
        own.mode("fly")


@pytest.mark.parametrize(
    ("condition", "key"),
    [
        (Condition("", "=", 1.0), "field"),
        (Condition("a", "==", 1.0), "op"),
        (Condition("a", "in", 1.0), "value"),
        (Condition("a", "=", (1.0,)), "value"),
        (Condition("a", "in", ()), "value"),
        (Condition("a", "<", True), "value"),
    ],
)
def test_a_wrong_condition_is_found(condition, key):
    assert [finding.key for finding in condition_findings(condition)] == [key]
    assert messages(where=(condition,))[0].startswith(f"where: {key} must be")


def test_right_conditions_are_let_pass():
    for condition in (Condition("a", "=", True), Condition("a", "in", ("x", 1.0)), Condition("a", ">=", "2020-01-01")):
        assert condition_findings(condition) == []


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"id": "../own"}, "id"),
        ({"id": ""}, "id"),
        ({"id": "x" * 41}, "id"),
        ({"version": " "}, "version"),
        ({"state": "law"}, "state"),
        ({"date": "2025-02-30"}, "date"),
        ({"date": "18-12-2025"}, "date"),
        ({"adopted_on": "spring"}, "adopted_on"),
    ],
)
def test_a_wrong_value_of_the_set_is_found(changes, key):
    assert [finding.key for finding in set_findings(norm_set(**changes))] == [key]


@pytest.mark.parametrize("day", ["", "2025", "2025-12", "2025-12-18"])
def test_a_day_a_month_and_a_year_are_dates(day):
    assert set_findings(norm_set(date=day)) == []


@pytest.mark.parametrize(
    ("mode", "key"),
    [
        (Mode("a/b", 5.0), "name"),
        (Mode("a", 0.0), "kmh"),
        (Mode("a", 101.0), "kmh"),
        (Mode("a", 5.0, "car"), "network"),
        (Mode("a", 5.0, exclude=(("highway", ()),)), "exclude"),
    ],
)
def test_a_wrong_mode_is_found(mode, key):
    assert [finding.key for finding in mode_findings(mode)] == [key]


def test_checking_a_set_raises_with_the_requirement_that_is_wrong():
    check_set(norm_set())
    with pytest.raises(
        InputError, match=r"^Norm set “own”, requirement “school”: another requirement has this id; give"
    ):
        check_set(norm_set(requirements=(requirement(), requirement())))
    with pytest.raises(
        InputError, match=r"requirement “school”: target must be over 0 and at most 1, not 2; 2 % is 0.02"
    ):
        check_set(norm_set(requirements=(requirement(target=2.0),)))
    with pytest.raises(InputError, match="requirements must hold 1 to 200 requirements, not 0"):
        check_set(norm_set(requirements=()))
    with pytest.raises(InputError, match="mode “a”: kmh must be over 0"):
        check_set(norm_set(modes=(Mode("a", -1.0),)))


def test_a_text_falls_back_on_the_other_language():
    assert Text("park", "plantsoen").in_language("nl_NL") == "plantsoen"
    assert Text("park").in_language("nl") == "park"
    assert str(Text(nl="plantsoen")) == "plantsoen"
    assert requirement().label() == "school"
    assert requirement(title=Text("School", "Basisschool")).label("nl") == "Basisschool"


def test_types_are_compared_trimmed_and_without_case():
    assert type_key(" Straße ") == type_key("STRASSE")
    assert requirement(facility=(" School ",)).facility == ("School",)


@pytest.mark.parametrize(
    "name",
    [
        "P_65_EO_JR",
        "p_00_14_jr",
        "P_KOOPWON",
        "P_N_W_AL",
        "percentage_personen_65_jaar_en_ouder",
        "65plus_pct",
        "pct65",
        "perc_65",
        "Percent over 65",
        "aandeel %",
        "ouderen_procent",
        "Koopwoningen_47",
        "inBezitWoningcorporatie_49",
    ],
)
def test_names_of_percentages_are_recognised(name):
    assert is_percentage_field(name)


@pytest.mark.parametrize(
    "name",
    [
        "people",
        "p_id",
        "P_CODE",
        "p_inwoners",
        "aantal_inwoners",
        "AANT_INW",
        "inhabitants_65",
        "population",
        "p",
        "p_",
        "plots",
        "perceel",
        "percelen_n",
        "proces",
        "percentile",
        "dwellings",
        "Koopwoningen",
        "koopwoningen_nieuw",
        "",
    ],
)
def test_other_names_are_no_percentages(name):
    assert not is_percentage_field(name)
