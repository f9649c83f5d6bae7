"""Requirements judged at other levels, by class and for groups: towns small enough to do by hand."""

from __future__ import annotations

import dataclasses
import math

import pytest

from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.model import Condition
from buurtmaat.core.requirements.assessment import assess
from buurtmaat.core.requirements.outcomes import Outcome, whole_reason
from buurtmaat.core.requirements.rules import Rules
from towns.factories import box, point
from towns.plain_assessment import GROUP_FIELD
from towns.random_towns import RandomTown, village


def hamlets(**keys: object) -> RandomTown:
    """Make a village of 60 dwellings beside a pool, one of 40 far from it, and one where nobody lives."""
    town = village(100, shapes=[point(3, 0)], types=["pool"], capacity=[None], facility_holder=[0])
    town.points = [(float(i), 5.0) for i in range(60)] + [(4000.0 + i, 5.0) for i in range(40)]
    town.holder = [0] * 60 + [1] * 40
    town.area_ids = ["BU1", "BU2", "BU3"]
    town.area_columns = {
        "district": ["D1", "D1", "D1"],
        "living": ["centre", "green", None],
        "people": [100, 50, 0],
        "historic": [False, False, False],
    }
    town.m2, town.overlap = {"neighbourhood": [1e4, 1e4, 1e4], "land": [1e4, 5e3, 1e3]}, [1.0] * 3
    town.levels = {"a": "district"}
    town.requirements = [dataclasses.replace(town.requirements[0], **keys)]
    return town


def only_outcome(town: RandomTown) -> Outcome:
    (outcome,) = town.assess().outcomes
    return outcome


@pytest.mark.parametrize(("target", "verdict"), [(0.6, "meets"), (0.61, "fails")])
def test_a_district_is_judged_as_a_whole_and_counted_once(target: float, verdict: str) -> None:
    town = hamlets(target=target)
    found = town.assess()
    (outcome,) = found.outcomes
    assert outcome.figures["district"].sums.share.tolist()[0] == 0.6
    assert outcome.areas.sums.share[:2].tolist() == [1, 0]
    assert set(outcome.areas.verdicts.compliance) == {None}
    assert outcome.compliance.tolist() == [verdict, verdict, "not_applicable"]
    assert found.totals() == (2 * (verdict == "meets"), int(verdict == "meets"), int(verdict == "fails"), 0)
    town.levels = {}
    assert only_outcome(town).compliance.tolist() == ["meets", "too_few", "not_applicable"]


def test_neighbourhoods_without_a_district_are_unknown() -> None:
    town = hamlets(target=0.5)
    town.area_columns["district"] = ["D1", None, None]
    outcome = only_outcome(town)
    assert outcome.compliance.tolist() == ["meets", "unknown", "not_applicable"]
    assert outcome.reason.tolist() == [None, "field_unknown:district", None]


def test_a_rate_of_a_district_asks_nothing_of_where_nobody_lives() -> None:
    # 1 for each 100 of its 100 dwellings: there is one.
    outcome = only_outcome(hamlets(indicator="rate", unit="number", target=None, threshold=1.0, per=100.0))
    assert outcome.verdicts.compliance[0] == "meets"
    assert outcome.figures["district"].rate[0] == 1


def test_the_whole_says_what_it_lacks() -> None:
    for people, reason in (
        ([100, 50, 0], None),
        ([100, None, 0], "weight_unknown:1"),
        ([None] * 3, "weight_unknown:3"),
    ):
        town = hamlets(target=0.5, weight="people")
        town.area_columns["people"] = people
        assert whole_reason(only_outcome(town)) == reason
    town = hamlets(target=0.5)
    town.blockers = {"a": "no_field:people"}
    outcome = only_outcome(town)
    assert (whole_reason(outcome), outcome.lacking, outcome.spread) == ("no_field:people", 0, False)


def test_a_requirement_of_a_field_that_is_not_there_weighs_by_the_conditions_that_can_be_tested() -> None:
    conditions = (Condition("landlord", "=", "a"), Condition("floor", "=", 1.0))
    town = hamlets(target=0.5, demand_where=conditions)
    town.levels, town.blockers = {}, {"a": "no_field:landlord"}
    town.dwelling_columns = {"floor": [1.0] * 60 + [2.0] * 40}
    outcome = only_outcome(town)
    assert outcome.compliance.tolist() == ["unknown", "not_applicable", "not_applicable"]
    assert outcome.reason.tolist() == ["no_field:landlord", None, None]


def test_groups_of_a_requirement_that_cannot_be_computed_have_the_threshold_that_is_the_same_everywhere() -> None:
    for keys, threshold in (({}, 500.0), ({"threshold": None, "thresholds_by_class": BY_CLASS}, math.nan)):
        town = hamlets(target=0.5, **keys)
        town.area_columns["living"] = ["centre", "green", "green"]
        town.blockers, town.dwelling_columns = {"a": "no_field:f"}, {GROUP_FIELD: ["A"] * 60 + ["B"] * 40}
        groups = only_outcome(town).groups
        assert groups.thresholds.tolist()[:2] == pytest.approx([threshold] * 2, nan_ok=True)
        assert groups.verdicts.reason.tolist()[:2] == ["no_field:f"] * 2


def test_who_lives_in_a_row_without_a_number_of_dwellings_is_within_or_not() -> None:
    town = hamlets(target=0.5, weight="older")
    town.levels = {}
    town.number = [None, None, None, *[1.0] * 97]
    town.dwelling_columns = {"older": [1.0, 0.5, 0.0, *[1.0] * 97]}
    ok = only_outcome(town).ok
    assert ok[:2].tolist() == [1, 1]
    assert math.isnan(ok[2])
    assert (ok[3:60] == 1).all()
    assert (ok[60:] == 0).all()


def test_a_row_without_a_weight_of_its_own_says_so_where_it_has_no_graver_reason() -> None:
    """It has a number of dwellings, so it is asked, and it is within or not all the same."""
    town = hamlets(target=0.5, weight="older")
    town.levels = {}
    town.points[1] = None
    town.dwelling_columns = {"older": [None, None, *[1.0] * 98]}
    found = town.assess()
    (outcome,) = found.outcomes
    assert outcome.reasons[:3].tolist() == ["no_weight", "no_geometry", None]
    degrees = found.degrees
    rows = list(zip(degrees.asked, degrees.within, degrees.unknown, strict=True))
    assert (rows[0], rows[1], rows[2], rows[60]) == ((1, 1, 0), (1, 0, 1), (1, 1, 0), (1, 0, 0))


def test_conditions_of_a_district_look_at_its_sum() -> None:
    for op, value, verdict in ((">=", 150.0, "meets"), (">", 150.0, "not_applicable"), ("<", 60.0, "not_applicable")):
        town = hamlets(target=0.5, applies_if=(Condition("people", op, value),))
        assert only_outcome(town).verdicts.compliance[0] == verdict
    for people, expected in (([140, 50, None], "meets"), ([100, None, 0], "unknown")):
        town = hamlets(target=0.5, applies_if=(Condition("people", ">=", 120.0),))
        town.area_columns["people"] = people
        assert only_outcome(town).verdicts.compliance[0] == expected


BY_CLASS = (("CENTRE ", 20.0), ("green", 5000.0))


def test_each_class_has_its_own_threshold() -> None:
    town = hamlets(threshold=None, thresholds_by_class=BY_CLASS, target=0.7)
    outcome = only_outcome(town)
    sums = outcome.areas.sums
    assert outcome.areas.thresholds.tolist()[:2] == [20, 5000]
    assert (sums.within[0], sums.within[1]) == (19, 40)  # 5 m to the street and at most 15 along it
    assert outcome.compliance.tolist() == ["fails", "fails", "not_applicable"]
    assert math.isnan(outcome.figures["district"].thresholds[0])


def test_what_is_asked_by_class_is_added_up() -> None:
    """1 per 60 in the centre and 0 in the green: 1 for the district, which has one."""
    norms = {"indicator": "rate", "unit": "number", "target": None, "per": 60.0, "threshold": None}
    for norm, verdict, short in ((1.0, "meets", 0), (2.0, "fails", 1)):
        town = hamlets(**norms, thresholds_by_class=(("centre", norm), ("green", 0.0)))
        outcome = only_outcome(town)
        assert outcome.verdicts.compliance[0] == verdict
        assert outcome.verdicts.shortfall_capacity[0] == short
        assert outcome.figures["district"].rate[0] == pytest.approx(60 / 100)


def test_a_share_of_area_by_class_is_unknown_where_part_of_the_area_has_no_class() -> None:
    """Nobody lives in that part, and yet it is ground that a share is asked of."""
    keys = {"indicator": "area_share", "unit": "share", "target": None, "area_of": "land", "threshold": None}
    town = hamlets(**keys, thresholds_by_class=(("centre", 0.1), ("green", 0.1)))
    town.shapes = [box(0.0, -20.0, 10.0, 20.0)]
    outcome = only_outcome(town)
    assert (outcome.verdicts.compliance[0], outcome.verdicts.reason[0]) == ("unknown", "no_class")
    assert outcome.verdicts.shortfall_capacity[0] == 0


@pytest.mark.parametrize(("covered", "verdict", "share"), [(1600.0, "meets", 0.1), (1200.0, "fails", 0.075)])
def test_a_share_of_the_land_is_that_under_the_polygons(covered: float, verdict: str, share: float) -> None:
    town = hamlets(indicator="area_share", unit="share", target=None, area_of="land", threshold=0.1)
    town.shapes = [box(0.0, -20.0, covered / 40, 20.0)]
    outcome = only_outcome(town)
    assert outcome.verdicts.compliance[0] == verdict
    assert outcome.figures["district"].rate[0] == pytest.approx(share)
    assert outcome.verdicts.shortfall_capacity[0] == pytest.approx(1600.0 - covered)
    assert outcome.areas.rate[:3].tolist() == pytest.approx([covered / 1e4, 0, 0])


def test_where_there_is_no_such_ground_nothing_is_asked() -> None:
    town = hamlets(indicator="area_share", unit="share", target=None, area_of="land", threshold=0.1)
    town.levels, town.m2["land"] = {}, [1e4, 0.0, 1e3]
    town.shapes = [box(0.0, -20.0, 40.0, 20.0)]
    assert only_outcome(town).compliance.tolist() == ["meets", "not_applicable", "not_applicable"]


def test_of_what_lies_outside_all_it_is_said_too_that_no_layer_has_the_type() -> None:
    park = {"facility": ("park",), "indicator": "area_share", "threshold": 0.1, "unit": "share", "target": None}
    town = hamlets(**park)
    town.levels, town.holder = {}, [0] * 60 + [-1] * 40
    assert only_outcome(town).verdicts.reason[[0, -1]].tolist() == ["no_facility"] * 2


@pytest.mark.parametrize(("norm", "verdicts"), [(1.0, ["meets", "fails"]), (2.0, ["fails", "fails"])])
def test_presence_counts_what_stands_there(norm: float, verdicts: list[str]) -> None:
    town = hamlets(indicator="presence", unit="number", target=None, threshold=norm)
    town.levels = {}
    outcome = only_outcome(town)
    assert outcome.compliance.tolist() == [*verdicts, "not_applicable"]
    assert outcome.areas.rate.tolist()[:2] == [1, 0]


def test_a_group_is_judged_wherever_its_dwellings_stand() -> None:
    town = hamlets(target=0.5)
    town.dwelling_columns = {GROUP_FIELD: ["A"] * 50 + ["B"] * 10 + ["A"] * 30 + ["C"] * 3 + [None] * 7}
    groups = only_outcome(town).groups
    assert groups.sums.share[:3].tolist() == [50 / 80, 1, 0]
    assert groups.sums.dwellings.tolist() == [80, 10, 3, 7]
    assert groups.verdicts.compliance[:3].tolist() == ["meets", "meets", "too_few"]
    assert groups.thresholds.tolist() == [500] * 4
    usual = Rules(min_dwellings=50.0, complete_types=frozenset(), weights={}, blockers={})
    assert usual.min_group == 5
    town.min_group = 3.0
    assert only_outcome(town).groups.verdicts.compliance[:3].tolist() == ["meets", "meets", "fails"]


@pytest.mark.parametrize("complete", [set(), {"pool"}])
def test_a_group_without_any_threshold_is_unknown_whatever_is_absent(complete: set[str]) -> None:
    town = hamlets(threshold=None, thresholds_by_class=(("green", 500.0),))
    town.dwelling_columns = {GROUP_FIELD: ["A"] * 60 + ["B"] * 40}
    town.types, town.complete = ["sauna"], complete
    groups = only_outcome(town).groups
    assert all(math.isnan(threshold) for threshold in groups.thresholds)
    verdicts = groups.verdicts
    assert (verdicts.compliance[0], verdicts.reason[0]) == ("unknown", "no_class")
    assert (verdicts.compliance[1], verdicts.reason[1]) == (("fails", None) if complete else ("unknown", "no_facility"))


@pytest.mark.parametrize("of_first", ["historic", "people"])
def test_of_several_reasons_a_group_tells_the_first_by_name(of_first: str) -> None:
    """In one neighbourhood it is not known whether it is historic, in the other how many live there."""
    conditions = (Condition("historic", "=", False), Condition("people", ">=", 1.0))
    town = hamlets(target=0.5, level=None, applies_if=conditions)
    here, there = (0, 1) if of_first == "historic" else (1, 0)
    town.levels = {}
    town.area_columns["historic"][here], town.area_columns["people"][there] = None, None
    town.dwelling_columns = {GROUP_FIELD: ["A"] * 100}
    for number in ([1.0] * 100, [1.0] + [0.0] * 59 + [1.0] + [0.0] * 39):
        town.number = number
        outcome = only_outcome(town)
        assert sorted(outcome.reason.tolist()[:2]) == ["field_unknown:historic", "field_unknown:people"]
        assert outcome.groups.verdicts.reason[0] == "field_unknown:historic"


OPEN = ("unknown", "field_unknown:historic")


@pytest.mark.parametrize(
    ("older", "homes", "expected"),
    [(0.0, 0.0, ("meets", None)), (3.0, 0.0, OPEN), (0.5, 0.0, OPEN), (0.0, 1.0, OPEN), (0.0, 0.5, OPEN)],
)
def test_who_lives_where_no_dwelling_is_counted_leaves_a_group_open_too(
    older: float, homes: float, expected: tuple
) -> None:
    condition = (Condition("historic", "=", True),)
    town = hamlets(target=0.5, level=None, weight="older", applies_if=condition)
    town.levels, town.area_columns["historic"] = {}, [True, None, True]
    town.number = [1.0] * 60 + [homes] * 40
    town.dwelling_columns = {GROUP_FIELD: ["A"] * 100, "older": [1.0] * 60 + [older] * 40}
    verdicts = only_outcome(town).groups.verdicts
    assert (verdicts.compliance[0], verdicts.reason[0]) == expected


def test_where_the_layer_lacks_a_level_each_neighbourhood_is_judged() -> None:
    town = hamlets()
    town.levels = {"a": "settlement"}
    outcome = only_outcome(town)
    assert outcome.judged.level == "neighbourhood"
    assert outcome.compliance.tolist() == ["meets", "too_few", "not_applicable"]


def test_a_level_is_known_by_its_name() -> None:
    town = hamlets(target=0.6)
    town.levels = {"a": str(b"district", "utf-8")}  # as read from a file: equal, but not the same text
    assert only_outcome(town).compliance.tolist() == ["meets", "meets", "not_applicable"]


def test_a_weight_beyond_all_is_refused_but_where_what_a_requirement_gives_is_known() -> None:
    town = hamlets()
    (held,) = town.assess().outcomes
    town.number = [1e15, *[0.0] * (len(town.number) - 1)]
    assert len(town.assess().outcomes) == 1
    town.number[0] = 1e16
    with pytest.raises(InputError, match="a number as large as 1e\\+16: correct it"):
        town.assess()
    rules = Rules(
        min_dwellings=town.min_dwellings,
        complete_types=frozenset(),
        weights=town.sources,
        blockers={},
        levels=town.levels,
        divisions=town.divisions,
    )
    assert assess(town.norm_set, town.as_town, rules, known={"a": held}).outcomes == [held]
