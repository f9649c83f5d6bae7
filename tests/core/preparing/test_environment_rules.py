"""Living environments by rules: the first that holds, what is not known, figures of dwellings, the shipped rules."""

from __future__ import annotations

import json

import numpy as np
import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.preparing.environment_rules import (
    CountedDwellings,
    derive,
    fields_asked,
    housing_figures,
    number_buildings,
    read_environment_rules,
)
from buurtmaat.core.progress import Progress

NAN = float("nan")


def rules(*entries: tuple[str, list[tuple[str, str, object]]]):
    written = [
        {"living_environment": name, "if": [{"field": f, "op": op, "value": v} for f, op, v in conditions]}
        for name, conditions in entries
    ]
    return read_environment_rules(json.dumps({"rules": written}), "own.json")


def of(found, **values) -> tuple[str | None, str | None]:
    derived = derive(found, {name: [value] for name, value in values.items()}, 1, Progress())
    return derived.names[0], derived.derived_from[0]


@pytest.mark.parametrize("nothing", [None, NAN, "", " "])
def test_a_figure_that_is_not_known_or_an_empty_text_ends_the_search(nothing):
    found = rules(("old", [("kind", "!=", "new")]), ("other", []))
    assert of(found, kind=nothing) == (None, "kind")
    assert of(found, kind="new") == ("other", None)


def test_words_are_not_known_where_more_or_less_is_asked_and_are_another_value_else():
    assert of(rules(("x", [("a", "<", 3)]), ("y", [])), a="geheim") == (None, "a")
    assert of(rules(("x", [("a", "=", 3)]), ("y", [])), a="geheim") == ("y", None)
    assert of(rules(("x", [("a", "<", "h")]), ("y", [])), a="geheim")[0] == "x"


def test_the_first_rule_of_which_all_conditions_hold():
    found = rules(
        ("tall", [("a", ">=", 10), ("b", "<", 5)]),
        ("low", [("a", "<", 10)]),
        ("other", [("c", "=", "Dorp")]),
        ("rest", []),
    )
    assert fields_asked(found) == ("a", "b", "c")
    assert of(found, a=10.0, b=4.0, c=None) == ("tall", "a 10; b 4")
    assert of(found, a=9.999, b=None, c=None) == ("low", "a 10")
    assert of(found, a=10.0, b=5.0, c=" dorp ") == ("other", "c “ dorp ”")
    assert of(found, a=10.0, b=5.0, c="stad") == ("rest", None)


def test_a_figure_that_is_not_known_ends_the_search_and_is_named():
    found = rules(("x", [("a", ">", 1), ("b", ">", 1)]), ("y", [("a", "<=", 1)]), ("z", []))
    assert of(found, a=None, b=2.0) == (None, "a")
    assert of(found, a=NAN, b=2.0) == (None, "a")
    assert of(found, a=2.0, b=None) == (None, "b")
    assert of(found, a=1.0, b=None)[0] == "y"  # b was not asked for, since a did not hold


def test_where_no_rule_holds_nothing_is_known():
    assert of(rules(("x", [("a", ">", 1)])), a=0.0) == (None, None)


@pytest.mark.parametrize(
    ("op", "value", "holds"),
    [("=", 3, True), ("!=", 3, False), ("<", 3, False), ("<=", 3, True), (">", 3, False), (">=", 3, True)],
)
def test_every_comparison(op, value, holds):
    assert (of(rules(("x", [("a", op, value)])), a=3)[0] == "x") == holds


def test_figures_of_dwellings():
    dwellings = CountedDwellings(
        number=np.array([1.0, 1, 1, 40, 1, 1, 0]),
        area=np.array([0, 0, 0, 0, 1, -1, 1]),
        year=np.array([1900.0, NAN, 1960, 2000, NAN, 1950, 1990]),
        building=number_buildings(np.array(["p", "p", None, None, "q", "q", None], object)),
    )
    found = housing_figures(dwellings, np.array([2.0, 0.5, 1.0]))
    assert found["dwellings_ha"].tolist() == [21.5, 2.0, 0.0]
    # Of 43 dwellings 40 are in one row and two in one building; that of the second area stands across its edge.
    assert found["share_apartments"].tolist()[:2] == [42 / 43, 1.0]
    assert np.isnan(found["share_apartments"][2])
    # 42 have a year: the 21st of them is of 2000.
    assert found["building_year"][0] == 2000
    assert np.isnan(found["building_year"][1:]).all()


def test_apartments_are_where_a_row_or_a_building_holds_more_than_one():
    dwellings = CountedDwellings(
        number=np.array([2.0, 0.5, 0.5, 0.6, 0.5]),
        area=np.array([0, 1, 2, 2, 3]),
        year=np.full(5, NAN),
        building=number_buildings(np.array([None, None, "p", "p", "q"], object)),
    )
    assert dwellings.building.tolist() == [-1, -1, 0, 0, 1]
    assert housing_figures(dwellings, np.ones(4))["share_apartments"].tolist() == [1.0, 0.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("number", "building", "told"),
    [([1.0, 0.0], [-1, -1], False), ([1.0, 2.0], [-1, -1], True), ([1.0, 1.0], [-1, 0], True), ([], [], False)],
)
def test_buildings_are_told_by_rows_of_several_or_by_an_id(number, building, told):
    of = {"area": np.zeros(len(number), np.int64), "year": np.full(len(number), NAN)}
    found = CountedDwellings(number=np.array(number, float), building=np.array(building, np.int64), **of)
    assert found.tells_buildings is told


def test_an_area_without_ground_has_no_dwellings_per_hectare():
    dwellings = CountedDwellings(
        number=np.ones(1), area=np.zeros(1, np.int64), year=np.full(1, NAN), building=np.full(1, -1)
    )
    assert np.isnan(housing_figures(dwellings, np.zeros(1))["dwellings_ha"]).all()


def test_a_building_year_needs_half_of_the_dwellings():
    areas, buildings = np.zeros(4, np.int64), np.full(4, -1)
    for years, expected in (
        ((1950, 1970, NAN, NAN), 1950),
        ((1950, NAN, NAN, NAN), None),
        ((1950, 1960, 1970, NAN), 1960),
    ):
        found = housing_figures(
            CountedDwellings(number=np.ones(4), area=areas, year=np.array(years, float), building=buildings), np.ones(1)
        )["building_year"][0]
        assert (None if np.isnan(found) else found) == expected
    for known, lacking, expected in ((3.0, 4.0, [NAN]), (3.0, 3.0, [1950])):
        rows = CountedDwellings(
            number=np.array([known, lacking]), area=areas[:2], year=np.array([1950, NAN]), building=buildings[:2]
        )
        assert np.array_equal(housing_figures(rows, np.ones(1))["building_year"], expected, equal_nan=True)


@pytest.mark.parametrize(
    ("figures", "name"),
    [
        ((100, None, None), "landelijk"),
        ((500, None, None), "centrum-dorps"),
        ((999.9, None, None), "centrum-dorps"),
        ((1000, 1969, None), "buiten-centrum"),
        ((1000, 1970, None), "groen-stedelijk"),
        ((2500, 1990, 0.6), "centrum-stedelijk"),
        ((2500, None, 0.59), "buiten-centrum"),
    ],
)
def test_the_shipped_rules(root, figures, name):
    text = (root / "resources" / "prepare" / "living_environments.json").read_bytes()
    keys = ("address_density", "building_year", "share_apartments")
    assert of(read_environment_rules(text, "x"), **dict(zip(keys, figures, strict=True)))[0] == name


def test_so_many_rules_and_conditions_are_read():
    assert len(rules(*[("x", [])] * 200)) == 200
    assert len(rules(("x", [("a", "=", 1)] * 20))[0].conditions) == 20


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "own.json line 1"),
        ({"rules": []}, "must hold 1 to 200 rules"),
        ({"rules": [{"living_environment": "x", "if": []}] * 201}, "must hold 1 to 200 rules"),
        (
            {"rules": [{"living_environment": "x", "if": [{"field": "a", "op": "=", "value": 1}] * 21}]},
            "a rule has at most 20 conditions",
        ),
        ({"rules": [{"if": []}]}, "the key “living_environment” is missing; add it"),
        ({"rules": [{"living_environment": "x", "if": [{"field": "a", "op": "in", "value": 1}]}]}, "op must be"),
        (
            {"rules": [{"living_environment": "x", "if": [{"field": "a", "op": "=", "value": True}]}]},
            "number or a text",
        ),
        (
            {"rules": [{"living_environment": "x", "if": [{"field": "a", "op": "="}]}]},
            "the key “value” is missing; add it",
        ),
        ({"rules": [{"living_environment": "x", "when": []}]}, "the key “when” is not known"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(content, sentence):
    with pytest.raises(InputError) as error:
        read_environment_rules(content if isinstance(content, str) else json.dumps(content), "own.json")
    assert sentence in str(error.value)
