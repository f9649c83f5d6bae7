"""What is given under a name that an algorithm does not know."""

from __future__ import annotations

import pytest

from buurtmaat.adapters.io.unknown_names import nearest_name
from towns import runs, small_town
from towns.runs import Feedback, grid, layer, point

KNOWN = ("NORM_SET", "NORM_FILE", "DWELLINGS", "MIN_DWELLINGS", "NETWORK", "CYCLE_NETWORK", "REPORT")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("NORMSET", "NORM_SET"),
        ("norm_set", "NORM_SET"),
        ("NORMFILE", "NORM_FILE"),
        ("DWELLING", "DWELLINGS"),
        ("MINDWELLINGS", "MIN_DWELLINGS"),
        ("CYCLENETWORK", "CYCLE_NETWORK"),
        ("COLOUR", None),
        ("", None),
    ],
)
def test_the_name_that_was_meant_is_the_nearest(name, meant):
    assert nearest_name(name, KNOWN) == meant


def test_a_strange_name_is_warned_of_and_changes_nothing():
    done = small_town.check(NORMSET="daily", COLOUR="red")
    assert done.feedback.warned("NORMSET is not a parameter of Check basic requirements", "Did you mean NORM_SET?")
    assert [text for text in done.feedback.warnings if "COLOUR" in text] == [
        "COLOUR is not a parameter of Check basic requirements, so it changes nothing."
    ]
    assert set(small_town.verdicts(done)) == set(small_town.verdicts(small_town.check()))


@pytest.mark.parametrize(
    ("given", "told"), [({}, True), ({"NORM_SET": "meeting"}, False), ({"REQUIREMENTS": [small_town.row()]}, False)]
)
def test_a_set_that_nobody_chose_is_told(given, told):
    feedback = Feedback()
    small_town.check(feedback, **{"REQUIREMENTS": None, **given})
    assert feedback.warned("No norm set was chosen", "meeting") is told


def test_every_algorithm_looks_at_its_names():
    feedback = Feedback()
    given = {"NETWORK": layer(grid(), "streets"), "DWELLINGS": layer([point(0, 0)]), "FACILITIES": layer([point(9, 0)])}
    runs.run("nearestfacility", {**given, "OUTPUT": "memory:", "LIMITS": "5"}, feedback)
    assert feedback.warnings == [
        "LIMITS is not a parameter of Nearest facility, so it changes nothing. Did you mean LIMIT?"
    ]


def test_a_mistyped_norm_set_is_refused_before_anything_is_read():
    made = runs.algorithm("basicrequirements")
    good, why = made.checkParameterValues(small_town.town(NORM_SET="mooting"), runs.QgsProcessingContext())
    assert (good, "mooting" in why) == (False, True)
