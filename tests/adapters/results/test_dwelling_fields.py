"""The fields of an output with dwellings, recognised by their names."""

from __future__ import annotations

import pytest

from buurtmaat.adapters.io.columns import numbered
from buurtmaat.adapters.results.dwelling_fields import find_fields, requirement_id
from buurtmaat.core.errors import InputError

RUN = ["neighbourhood", "s_value", "s_facility", "s_ok", "s_weight", "s_reason", "row_status"]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["s_value"], "s_value"),
        (["s_value", "s_value_2"], "s_value_2"),
        (["s_value_10", "s_value_9", "s_value"], "s_value_10"),
        (["S_Value"], "S_Value"),
        (["s_value_1", "s_value_x", "xs_value"], None),
        (["s_value_0", "s_value_02"], None),
        ([], None),
    ],
)
def test_the_highest_number_holds(names, found):
    assert numbered(names, "s_value") == found


def test_the_fields_of_a_run_are_found():
    found = find_fields(["own", *RUN])
    assert (found.prefix, found.neighbourhood) == ("", "neighbourhood")
    assert found.requirements == {
        "s": {"value": "s_value", "ok": "s_ok", "weight": "s_weight", "reason": "s_reason"},
    }


def test_counts_have_their_number():
    assert find_fields([*RUN, "s_n"]).requirements["s"]["n"] == "s_n"


def test_each_field_has_its_own_number():
    # The user's layer had a field s_value and one called neighbourhood; the run's own got a number.
    found = find_fields(["s_value", "neighbourhood", "neighbourhood_2", "s_value_2", *RUN[2:]])
    assert found.neighbourhood == "neighbourhood_2"
    assert found.requirements["s"]["value"] == "s_value_2"
    assert found.requirements["s"]["ok"] == "s_ok"


def test_a_prefix_is_told_from_the_status_and_the_neighbourhood():
    later = [f"new_{name}" for name in RUN]
    found = find_fields([*RUN, *later])
    assert (found.prefix, found.neighbourhood) == ("new_", "new_neighbourhood")
    assert list(found.requirements) == ["s"]
    assert found.requirements["s"]["value"] == "new_s_value"


def test_ids_that_look_like_parts_are_ids():
    names = [f"{one}_{part}" for one in ("a", "a_value", "ok_2") for part in ("value", "ok", "weight")]
    assert list(find_fields(["neighbourhood", *names]).requirements) == ["a", "a_value", "ok_2"]


def test_fields_that_are_not_all_there_are_no_requirement():
    assert find_fields(["neighbourhood", "s_value", "s_ok"]).requirements == {}
    assert find_fields([]).neighbourhood is None


def test_a_requirement_is_found_with_its_prefix_and_without_case():
    found = find_fields([f"new_{name}" for name in RUN])
    assert requirement_id(found, " S ", "homes") == "s"
    assert requirement_id(found, "new_s", "homes") == "s"
    with pytest.raises(InputError, match=r"“homes” has no requirement “x”; choose one of: s\."):
        requirement_id(found, "x", "homes")
