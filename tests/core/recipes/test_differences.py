"""What a recipe says of inputs, versions and norm sets that are others than it recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from buurtmaat.core.norms.file import load
from buurtmaat.core.recipes.differences import layer_difference, norm_set_difference, version_differences
from buurtmaat.core.recipes.recipe import Fingerprint

THEN = Fingerprint(rows=10, fields=(("id", "whole"), ("n", "number")), extent=(0.0, 0.0, 100.0, 100.0), sha256="a" * 64)


def said(**changes: object) -> str | None:
    found = layer_difference("homes", THEN, replace(THEN, sha256="b" * 64, **changes))
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "values or geometries of its 10 rows differ"),
        ({"rows": 12}, "2 rows more, 12 in all"),
        ({"rows": 7}, "3 rows fewer, 7 in all"),
        ({"fields": (*THEN.fields, ("new", "text"))}, "fields came: new"),
        ({"fields": THEN.fields[:1]}, "fields went: n"),
        ({"fields": (("id", "text"), ("n", "number"))}, "fields of another type: id (whole → text)"),
        ({"fields": THEN.fields[::-1]}, "its fields are in another order"),
        ({"extent": (0.0, 0.0, 100.0, 100.25)}, "its extent changed by 0.25"),
        ({"extent": None}, "geometries came or went"),
        (
            {"rows": 11, "fields": (("id", "whole"),), "extent": (0.0, -3.0, 100.0, 101.0)},
            "1 row more, 11 in all; fields went: n; its extent changed by 3",
        ),
    ],
)
def test_each_difference_of_a_layer_is_said_in_one_sentence(changes, words):
    assert said(**changes) == f"The layer “homes” is not as it was recorded: {words}."


def test_a_layer_that_is_as_it_was_says_nothing():
    assert layer_difference("homes", THEN, THEN) is None


def test_many_fields_are_named_to_a_few():
    assert "came: f0, f1, f2, f3, f4, …" in said(fields=(*THEN.fields, *((f"f{n}", "text") for n in range(9))))


def test_versions_that_differ_are_said_each_and_others_not():
    then = {"Buurtmaat": "1.0", "QGIS": "3.40.6", "numpy": "2.2.4", "date": "2026-01-01"}
    now = {"Buurtmaat": "1.1", "QGIS": "3.40.6", "numpy": "2.3.0", "scipy": "1.15"}
    assert [str(one) for one in version_differences(then, now)] == [
        "The recipe was made with Buurtmaat 1.0; this is Buurtmaat 1.1.",
        "The recipe was made with numpy 2.2.4; this is numpy 2.3.0.",
    ]


def test_a_norm_set_that_is_another_here_is_said():
    text = '{"id": "s", "title": "S", "version": "%s", "requirements": [{"id": "d", "facility": "school", '
    text += '"indicator": "distance", "threshold": %d, "unit": "m"}]}'
    then = load(text % ("1", 300))
    assert norm_set_difference(then, None) is None
    assert norm_set_difference(then, load(text % ("1", 300))) is None
    assert str(norm_set_difference(then, load(text % ("2", 400)))) == (
        "The norm set “s” that is kept here is version 2: the recorded one, version 1, is used."
    )
    assert "though both are version 1" in str(norm_set_difference(then, load(text % ("1", 400))))
