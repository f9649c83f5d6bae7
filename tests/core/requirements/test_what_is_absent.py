"""Types without features, features that cannot be used, and what cannot be computed."""

from __future__ import annotations

import dataclasses
import math

import pytest

from buurtmaat.core.norms.model import Condition, Requirement
from buurtmaat.core.requirements.assessment import assess
from buurtmaat.core.requirements.outcomes import whole_reason
from buurtmaat.core.requirements.rules import Rules
from towns.factories import box, point
from towns.random_towns import RandomTown, random_town, village


def test_what_cannot_be_computed_for_want_of_a_weight_is_unknown_everywhere() -> None:
    town = random_town(1)
    asked = Requirement(id="a", facility=("park",), indicator="distance", threshold=500.0, unit="m", target=0.9)
    unmet = Condition("urban", ">", 99.0)
    town.requirements = [asked, dataclasses.replace(asked, id="b", applies_if=(Condition("lacking", "=", "x"), unmet))]
    rules = Rules(
        min_dwellings=0.0,
        complete_types=frozenset(),
        weights={},
        blockers={"a": "no_field:x", "b": "no_field:lacking"},
    )
    first, second = assess(town.norm_set, town.as_town, rules).outcomes
    assert set(first.verdicts.compliance) == {"unknown"}
    assert set(first.verdicts.reason) == {"no_field:x"}
    urban = town.area_columns["urban"]
    expected = ["unknown" if u is None else "not_applicable" for u in urban]
    assert second.verdicts.compliance[:-1].tolist() == expected


@pytest.mark.parametrize("by_class", [(), (("centre", 0.1),)])
def test_a_share_of_developed_area_without_its_layer_is_unknown(by_class: tuple[tuple[str, float], ...]) -> None:
    town = village(60)
    asked = {"facility": ("park",), "indicator": "area_share", "unit": "share", "area_of": "developed"}
    town.requirements = [
        Requirement(id="a", **asked, threshold=None if by_class else 0.1, thresholds_by_class=by_class)
    ]
    town.blockers = {"a": "no_field:DEVELOPED_AREAS"}
    assert "developed" not in town.m2
    (outcome,) = town.assess().outcomes
    assert (outcome.verdicts.compliance[0], outcome.verdicts.reason[0]) == ("unknown", "no_field:DEVELOPED_AREAS")


# The cases that every result must stand up to


def judged(town: RandomTown) -> tuple[str | None, str | None, float, float, float]:
    (outcome,) = town.assess().outcomes
    verdict, sums = outcome.verdicts, outcome.areas.sums
    return (verdict.compliance[0], verdict.reason[0], sums.within[0], sums.outside[0], sums.unknown[0])


def test_a_type_without_features() -> None:
    town = village(60)
    assert judged(town) == ("unknown", "no_facility", 0, 0, 60)
    town.complete = {"pool"}
    assert judged(town) == ("fails", None, 0, 60, 0)
    small = village(40)
    assert judged(small) == ("too_few", None, 0, 0, 40)


def test_features_that_fail_where_are_known_to_be_absent() -> None:
    beside = {"shapes": [point(3, 0)], "types": ["pool"], "capacity": [None], "facility_holder": [0]}
    asked = (Condition("open", "=", "yes"),)
    for value in ("no", None):
        town = village(60, **beside, facility_columns={"open": [value]})
        town.requirements = [dataclasses.replace(town.requirements[0], where=asked)]
        assert judged(town) == ("fails", None, 0, 60, 0)
    town = village(60, **beside, facility_columns={"open": ["Yes"]})
    town.requirements = [dataclasses.replace(town.requirements[0], where=asked)]
    assert judged(town) == ("meets", None, 60, 0, 0)


def test_features_without_a_place_are_unusable() -> None:
    town = village(60, shapes=[[], point(0, 900)], types=["pool"] * 2, capacity=[None] * 2, facility_holder=[-1] * 2)
    assert judged(town) == ("unknown", "facilities_unusable", 0, 0, 60)
    town.requirements = [dataclasses.replace(town.requirements[0], metric="straight")]
    assert judged(town) == ("fails", None, 0, 60, 0)


@pytest.mark.parametrize(("people", "expected"), [(None, ("unknown", "weight_unknown")), (0, ("not_applicable", None))])
def test_weight_of_a_neighbourhood_that_is_null_or_zero(people: float | None, expected: tuple) -> None:
    town = village(60, shapes=[point(3, 0)], types=["pool"], capacity=[None], facility_holder=[0])
    town.area_columns = {"people": [people]}
    town.requirements = [dataclasses.replace(town.requirements[0], weight="people")]
    assert judged(town)[:2] == expected
    (outcome,) = town.assess().outcomes
    assert whole_reason(outcome) == ("weight_unknown:1" if people is None else None)


def test_a_facility_outside_the_neighbourhood_counts_for_reach_and_not_for_its_rate() -> None:
    town = village(60, shapes=[point(300, 0)], types=["pool"], capacity=[None], facility_holder=[-1])
    assert judged(town)[0] == "meets"
    town.requirements = [Requirement(id="a", facility=("pool",), indicator="rate", threshold=1.0, unit="number")]
    (outcome,) = town.assess().outcomes
    assert (outcome.areas.rate[0], outcome.verdicts.compliance[0]) == (0, "fails")
    assert outcome.verdicts.shortfall_capacity[0] == pytest.approx(0.06)
    assert outcome.whole_rate == 0
    assert outcome.used.tolist() == [], "it counts in no figure"


def test_one_pool_of_a_or_b_is_enough_to_know() -> None:
    town = village(60, shapes=[point(3, 0)], types=[" Pool"], capacity=[None], facility_holder=[0])
    town.requirements = [dataclasses.replace(town.requirements[0], facility=("bath", "POOL"))]
    assert judged(town) == ("meets", None, 60, 0, 0)
    town.types, town.complete = ["sauna"], {"bath"}
    assert judged(town) == ("unknown", "no_facility", 0, 0, 60)
    assert any("no layer holds “POOL”." in str(note) for note in town.assess().notes)


@pytest.mark.parametrize("indicator", ["basket", "types"])
def test_of_several_types_that_are_not_known_the_first_one_that_the_norm_names_is_told(indicator: str) -> None:
    # A pool beside the dwellings, a bath without a place, and no sauna at all.
    there = {"shapes": [point(3, 0), []], "types": ["pool", "bath"], "capacity": [None] * 2}
    town = village(60, **there, facility_holder=[0, -1])
    asked = dataclasses.replace(town.requirements[0], indicator=indicator, minimum=2 if indicator == "types" else None)
    for names, why in ((("bath", "pool", "sauna"), "facilities_unusable"), (("sauna", "bath", "pool"), "no_facility")):
        town.requirements = [dataclasses.replace(asked, facility=names)]
        assert judged(town) == ("unknown", why, 0, 0, 60)


@pytest.mark.parametrize(
    ("indicator", "names", "why"),
    [
        ("types", ("bath",), "no_facility"),
        ("basket", ("pool", "bath"), "no_facility"),
        ("types", ("pool", "bath"), None),  # what stands there is known, and a share of it can be told
    ],
)
def test_without_a_target_too_it_is_told_why_nothing_is_known(
    indicator: str, names: tuple[str, ...], why: str | None
) -> None:
    town = village(60, shapes=[point(3, 0)], types=["pool"], capacity=[None], facility_holder=[0])
    asked = {"indicator": indicator, "minimum": 1 if indicator == "types" else None}
    town.requirements = [dataclasses.replace(town.requirements[0], facility=names, target=None, **asked)]
    assert judged(town)[:2] == (None, why)


def test_how_many_capacities_are_not_known_is_noted() -> None:
    stand = {"shapes": [point(3, 0), point(4, 0), point(5, 0)], "types": ["pool"] * 3, "facility_holder": [0] * 3}
    cases = (([None, 10.0, None], ["2 of 3"], 10.0), ([20.0, 10.0, 5.0], [], 35.0), ([None] * 3, ["3 of 3"], math.nan))
    for capacity, said, m2 in cases:
        town = village(60, **stand, capacity=capacity)
        town.requirements = [Requirement(id="a", facility=("pool",), indicator="rate", threshold=1.0, unit="m2")]
        assessment = town.assess()
        notes = [str(note) for note in assessment.notes if "capacity" in str(note)]
        assert [note.rpartition(": ")[2] for note in notes] == said
        assert assessment.outcomes[0].whole_rate == pytest.approx(m2 / 60 * 1000, nan_ok=True)


def test_the_smallest_polygon_counts_where_a_part_of_it_lies() -> None:
    # Of its half square metre 0.3 lies in the neighbourhood, and the point it stands at outside all.
    town = village(60, shapes=[box(0, 0, 1, 0.5)], types=["pool"], capacity=[None], facility_holder=[-1])
    town.pieces = [(0, 0, 0.3), (0, -1, 0.2)]
    town.requirements = [Requirement(id="a", facility=("pool",), indicator="rate", threshold=1.0, unit="m2")]
    (outcome,) = town.assess().outcomes
    assert outcome.areas.rate[0] == pytest.approx(0.3 / 60 * 1000)
    assert outcome.used.tolist() == [0]
