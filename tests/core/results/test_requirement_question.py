"""What a requirement asks, from tables made by hand."""

from __future__ import annotations

import json
import math

import numpy as np

from buurtmaat.core.results.findings import read_findings
from buurtmaat.core.results.table import LATER_COLUMNS
from towns.table_by_hand import AMOUNT, question, read, row, table

NAN = math.nan


def test_the_conditions_tell_whom_it_is_asked_of_and_whether_places_are_rounded_up() -> None:
    said = {
        "rounding": "up",
        "applies_if": [["people", ">=", 500], ["kind", "=", "green"], ["torn", "="], ["a", "=", 1, 2]],
    }
    asked = question(conditions=json.dumps(said))
    assert asked.rounds_up
    assert asked.is_of_some
    assert asked.applies_if == [("people", ">=", 500), ("kind", "=", "green")]
    assert question(conditions=json.dumps({"demand_where": [["age", ">", 65]]})).is_of_some
    for nothing in (None, "", "{}", "no JSON", "[1, 2]", json.dumps({"rounding": "none", "applies_if": "all"})):
        other = question(conditions=nothing)
        assert not other.rounds_up
        assert other.applies_if == []
    assert not question(conditions="{}").is_of_some


def test_a_share_without_a_target_asks_for_no_verdict_and_an_amount_does() -> None:
    assert question().is_judged
    assert not question(target=NAN).is_judged
    assert question(**AMOUNT).is_judged


def test_a_share_of_ground_is_a_share_and_a_rate_is_none() -> None:
    assert (question().has_share, question().is_share) == (True, True)
    assert (question(**AMOUNT).has_share, question(**AMOUNT).is_share) == (False, False)
    ground = question(indicator="area_share", unit="share", target=NAN)
    assert (ground.has_share, ground.is_share) == (False, True)


def test_the_threshold_is_told_where_all_neighbourhoods_have_one() -> None:
    dorp = row("Dorp", level="kern", threshold=900.0)
    assert read(row("a"), row("b"), row("c", threshold=NAN), dorp).questions[0].threshold == 300
    several = read(row("a"), row("b", threshold=500.0), row("c"), dorp)
    assert math.isnan(several.questions[0].threshold)
    assert several.thresholds(several.questions[0]) == [300, 500, 900]
    assert math.isnan(read(row("a", threshold=NAN)).questions[0].threshold)


BY_CLASS = json.dumps({"thresholds_by_class": {"centre": 125, "village": 70}})


def test_where_no_living_environment_is_known_no_threshold_holds_for_all() -> None:
    """As found: nothing is asked elsewhere, and the rows of a run without a field for it have that threshold."""
    found = {**AMOUNT, "conditions": BY_CLASS, "threshold": 0.0}
    unknown = {**found, "compliance": "unknown", "reason": "no_field:living_environment"}
    outside = row("outside_neighbourhoods", **found)
    (asked,) = read(row("a", **unknown), row("b", **unknown), outside).questions
    assert (asked.by_class, asked.elsewhere, asked.lacks_classes) == ({"centre": 125, "village": 70}, 0, True)
    assert math.isnan(asked.threshold)
    village = {**found, "compliance": "meets", "threshold": 70.0}
    (asked,) = read(row("a", **village), row("b", **{**village, "threshold": NAN}), outside).questions
    assert (asked.here[0], math.isnan(asked.here[1]), len(asked.here)) == (70, True, 2)
    assert not asked.lacks_classes
    (asked,) = read(row("a", **{**found, "compliance": "meets"}), outside).questions
    assert (asked.threshold, asked.here, asked.lacks_classes) == (0, (0,), False), "of a village nothing is asked"
    for nothing in (None, "no JSON", json.dumps({"thresholds_by_class": [1]})):
        assert question(conditions=nothing).by_class == {}


def test_elsewhere_is_asked_what_the_row_of_those_outside_has() -> None:
    (asked,) = read(row("a", threshold=125.0), row("outside_neighbourhoods", threshold=70.0)).questions
    assert asked.elsewhere == 70
    assert math.isnan(question(threshold=125.0).elsewhere)


def test_where_something_else_is_not_known_either_living_environments_may_be() -> None:
    classes = {"compliance": "unknown", "reason": "no_field:living_environment"}
    assert question(**classes).lacks_classes
    (asked,) = read(row("a", **classes), row("b", **{**classes, "reason": "capacity_unknown"})).questions
    assert not asked.lacks_classes


def test_the_level_is_the_one_with_verdicts_and_the_fewest_are_told_of_areas_and_of_groups() -> None:
    (asked,) = read(
        row("a", min_dwellings=50.0),
        row("Dorp", level="kern", compliance="meets", min_dwellings=50.0),
        row(None, group="landlord", min_dwellings=10.0, compliance="fails"),
    ).questions
    assert (asked.level, asked.min_dwellings, asked.min_group) == ("kern", 50, 10)
    assert question(compliance="meets").level == "neighbourhood"
    assert question().level == "neighbourhood", "where there are no verdicts at all"
    assert math.isnan(question().min_group)


def test_what_is_spread_is_told_and_not_where_the_table_does_not_say() -> None:
    assert question(weight_spread=1).spread
    assert not question(weight_spread=0).spread
    assert not question().spread
    assert not read_findings(table(row("a")).drop(columns="weight_spread")).questions[0].spread


def test_a_requirement_without_a_title_has_its_id_and_is_found_whatever_its_case() -> None:
    found = read(row("a", requirement="School", title=None), row("a", requirement="park", title="A park"))
    assert [one.title for one in found.questions] == ["School", "A park"]
    assert found.question("SCHOOL") is found.questions[0]
    assert found.question("Park") is found.questions[1]
    assert found.question("shop") is None


def test_a_table_of_an_earlier_version_says_less() -> None:
    old = table(row("a", compliance="fails", share=0.5, total=100.0)).drop(columns=list(LATER_COLUMNS))
    found = read_findings(old)
    (asked,) = found.questions
    assert not found.has_conditions
    assert found.dwellings is None
    assert (asked.conditions, asked.absent, asked.page, asked.quotation, asked.looked_up) == ("", "", "", "", "")
    assert np.isnan([asked.min_dwellings, asked.size, asked.serves_from, asked.serves_to, asked.min_demand]).all()
    assert (found.norms.title, found.norms.date, found.norms.day) == ("", "", "")
    assert found.shortfalls()["facilities"].isna().all()
